#include "types/items.h"

namespace borrowlab::types {
namespace {

// A missing entry is a bug of ours; an empty answer leads to a refusal further up, never to a crash.
template <class T>
const T& lookup(const std::unordered_map<DefId, T, IndexHash>& map, DefId d) {
  static const T missing{};
  const auto it = map.find(d);
  return it == map.end() ? missing : it->second;
}

void push_identity(Context& cx, DefId def, std::vector<GenericArg>& out) {
  const Generics& g = cx.items.generics_of(def);
  if (g.parent.valid()) push_identity(cx, g.parent, out);
  for (const GenericParamDef& p : g.own) {
    switch (p.kind) {
      case GenericParamDef::Kind::lifetime: out.emplace_back(cx.store.region(ReEarlyParam{p.def, p.index})); break;
      case GenericParamDef::Kind::type: out.emplace_back(cx.store.type(Param{p.index, p.name})); break;
      case GenericParamDef::Kind::konst: out.emplace_back(cx.store.konst(ConstParam{p.index, p.name})); break;
    }
  }
}

void push_predicates(Context& cx, DefId def, const ArgsId* args, std::vector<Predicate>& out) {
  const Generics& g = cx.items.generics_of(def);
  if (g.parent.valid()) push_predicates(cx, g.parent, args, out);
  for (const Predicate& p : lookup(cx.items.predicates, def))
    out.push_back(args == nullptr ? p : Predicate{instantiate(cx.store, p.clause, *args), p.span});
}

}  // namespace

const Generics& Items::generics_of(DefId d) const { return lookup(generics, d); }
const FnInfo& Items::fn(DefId d) const { return lookup(fns, d); }
const AdtDef& Items::adt(DefId d) const { return lookup(adts, d); }

ArgsId identity_args(Context& cx, DefId def) {
  std::vector<GenericArg> out;
  push_identity(cx, def, out);
  return cx.store.args(out);
}

std::vector<Predicate> predicates_of(Context& cx, DefId def, ArgsId args) {
  std::vector<Predicate> out;
  push_predicates(cx, def, &args, out);
  return out;
}

std::vector<Predicate> identity_predicates(Context& cx, DefId def) {
  std::vector<Predicate> out;
  push_predicates(cx, def, nullptr, out);
  return out;
}

TypeId type_of(Context& cx, DefId def, ArgsId args) {
  const auto it = cx.items.type_of.find(def);
  return it == cx.items.type_of.end() ? cx.store.error : instantiate(cx.store, it->second, args);
}

TypeId field_type(Context& cx, const FieldInfo& field, ArgsId args) { return instantiate(cx.store, field.ty, args); }

PolyFnSig fn_sig(Context& cx, DefId def, ArgsId args) {
  const auto it = cx.items.fns.find(def);
  if (it == cx.items.fns.end()) return {FnSig{cx.store.type_list({cx.store.error}), Safety::safe, false}, cx.store.no_vars};
  return instantiate(cx.store, it->second.sig, args);
}

const TraitImpls& trait_impls(const Context& cx, DefId trait) {
  static const TraitImpls none;
  if (const auto def = cx.items.traits.find(trait); def != cx.items.traits.end() && def->second.impls_deferred && cx.on_demand != nullptr)
    cx.on_demand->trait_impls(trait);
  const auto it = cx.items.known_trait_impls.find(trait);
  return it == cx.items.known_trait_impls.end() ? none : it->second;
}

const std::vector<DefId>& impl_items(const Context& cx, DefId impl) {
  static const std::vector<DefId> none;
  const auto it = cx.items.impls.find(impl);
  if (it == cx.items.impls.end()) return none;
  const ImplDef& def = it->second;
  if (def.deferred && cx.on_demand != nullptr) cx.on_demand->impl_items(impl);
  return def.items;
}

DefId assoc_item(const Context& cx, DefId container, Symbol name, AssocItem::Kind kind) {
  impl_items(cx, container);
  for (DefId child : cx.defs.children_of(container)) {
    if (cx.defs[child].name != name) continue;
    const auto it = cx.items.assoc.find(child);
    if (it != cx.items.assoc.end() && it->second.kind == kind) return child;
  }
  return DefId::none();
}

}  // namespace borrowlab::types
