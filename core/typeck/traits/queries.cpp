// Questions about types without inference variables, for MIR, borrow checking and code generation.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Adt;

namespace {

// Borrows an inference context from the cache: making one for every question would cost more than most answers.
class QueryContext {
 public:
  explicit QueryContext(Context& cx) : cx_(cx) {
    auto& rest = caches(cx).query_contexts;
    if (rest.empty()) {
      icx_ = std::make_unique<InferCtxt>(cx);
      icx_->ignore_regions = true;
    } else {
      icx_ = std::move(rest.back());
      rest.pop_back();
    }
    snapshot_ = icx_->start_snapshot();
  }
  QueryContext(const QueryContext&) = delete;
  QueryContext& operator=(const QueryContext&) = delete;
  ~QueryContext() {
    icx_->rollback_to(snapshot_);
    icx_->derived_causes.clear();
    caches(cx_).query_contexts.push_back(std::move(icx_));
  }
  InferCtxt& operator*() { return *icx_; }

 private:
  Context& cx_;
  std::unique_ptr<InferCtxt> icx_;
  InferCtxt::Snapshot snapshot_;
};

enum Fact : uint8_t { fact_copy = 0, fact_sized = 2, fact_freeze = 4, fact_needs_drop = 6 };

std::optional<bool> recall(Context& cx, const ParamEnv& env, TypeId ty, Fact f) {
  TraitCaches& c = caches(cx);
  const auto it = c.facts.find({ty, env.clauses.get(), env.reveal_opaque});
  if (it == c.facts.end() || (it->second >> f & 1) == 0) return std::nullopt;
  return (it->second >> f & 2) != 0;
}

bool remember(Context& cx, const ParamEnv& env, TypeId ty, Fact f, bool value) {
  TraitCaches& c = caches(cx);
  uint8_t& bits = c.facts[{ty, c.pin(env), env.reveal_opaque}];
  bits = static_cast<uint8_t>(bits | (value ? 3 : 1) << f);
  return value;
}

bool implements(Context& cx, const ParamEnv& env, TypeId ty, DefId trait) {
  if (!trait.valid()) return false;
  QueryContext q(cx);
  Store& st = cx.store;
  return predicate_must_hold(
      *q, {{}, env, st.dummy_binder<Clause>(TraitClause{{trait, st.args({GenericArg(types::erase_regions(st, ty))})}}), 0});
}

// A leaf of the search for UnsafeCell or for drop glue.
enum class Found : uint8_t { no, yes, look_inside };

// Whether `what` is found in a value of the type, by value; `visited` guards against types that hold themselves behind
// a pointer's worth of library.
template <class Leaf>
bool any_part(Context& cx, const ParamEnv& env, TypeId ty, std::vector<TypeId>& visited, const Leaf& leaf) {
  Store& st = cx.store;
  switch (leaf(ty)) {
    case Found::no: return false;
    case Found::yes: return true;
    case Found::look_inside: break;
  }
  for (TypeId v : visited)
    if (v == ty) return false;
  if (visited.size() > 4096) return true;
  visited.push_back(ty);
  const types::TypeKind kind = st[ty];
  const auto part = [&](TypeId t) { return any_part(cx, env, t, visited, leaf); };
  if (const auto* a = std::get_if<types::Array>(&kind)) {
    const auto* n = st.get<types::ConstValue>(a->len);
    return !(n != nullptr && n->bits == 0) && part(a->elem);
  }
  if (const auto* s = std::get_if<types::Slice>(&kind)) return part(s->elem);
  if (const auto* t = std::get_if<types::Tuple>(&kind)) {
    for (TypeId e : st[t->elems])
      if (part(e)) return true;
    return false;
  }
  if (const auto* c = std::get_if<types::Closure>(&kind)) return part(st.closure_parts(c->args).upvars);
  if (const auto* adt = std::get_if<Adt>(&kind)) {
    const types::AdtDef& def = cx.items.adt(adt->def);
    for (const types::VariantInfo& v : def.variants)
      for (const types::FieldInfo& f : v.fields) {
        TypeId t = types::instantiate(st, f.ty, adt->args);
        if ((st.flags(t) & (types::has_projection | types::has_unevaluated | types::has_opaque)) != 0)
          t = normalize_erasing_regions(cx, env, t);
        if (part(t)) return true;
      }
  }
  return false;
}

template <class T>
T normalize_erased(Context& cx, const ParamEnv& env, const T& value) {
  ParamEnv revealing = env;
  revealing.reveal_opaque = true;
  QueryContext q(cx);
  std::vector<Obligation> goals;
  T out = normalize(*q, ObligationCause{}, revealing, value, goals);
  if (!goals.empty()) {
    FulfillmentCtxt fulfill;
    fulfill.add(std::move(goals));
    fulfill.select_where_possible(*q);
  }
  return types::erase_regions(cx.store, (*q).resolve(out));
}

constexpr uint16_t to_erase =
    types::has_projection | types::has_unevaluated | types::has_opaque | types::has_free_regions | types::has_bound_regions;

}  // namespace

bool is_copy(Context& cx, const ParamEnv& env, TypeId ty) {
  Store& st = cx.store;
  const types::TypeKind& k = st[ty];
  if (std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k) || std::holds_alternative<types::Int>(k) ||
      std::holds_alternative<types::Float>(k) || std::holds_alternative<types::Never>(k) || std::holds_alternative<types::RawPtr>(k) ||
      std::holds_alternative<types::FnDef>(k) || std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Error>(k))
    return true;
  if (std::holds_alternative<types::Str>(k) || std::holds_alternative<types::Slice>(k) || std::holds_alternative<types::Dynamic>(k))
    return false;
  if (const auto* r = std::get_if<types::Ref>(&k)) return r->mut == types::Mutability::not_;
  if (const auto* a = std::get_if<types::Array>(&k)) return is_copy(cx, env, a->elem);
  const TypeId erased = types::erase_regions(st, ty);
  if (const auto known = recall(cx, env, erased, fact_copy)) return *known;
  return remember(cx, env, erased, fact_copy, implements(cx, env, erased, caches(cx).lang.copy));
}

bool is_sized(Context& cx, const ParamEnv& env, TypeId ty) {
  Store& st = cx.store;
  if (trivially_sized(st, ty)) return true;
  const types::TypeKind& k = st[ty];
  if (std::holds_alternative<types::Str>(k) || std::holds_alternative<types::Slice>(k) || std::holds_alternative<types::Dynamic>(k))
    return false;
  const TypeId erased = types::erase_regions(st, ty);
  if (const auto known = recall(cx, env, erased, fact_sized)) return *known;
  return remember(cx, env, erased, fact_sized, implements(cx, env, erased, caches(cx).lang.sized));
}

bool is_freeze(Context& cx, const ParamEnv& env, TypeId ty) {
  Store& st = cx.store;
  ty = types::erase_regions(st, ty);
  if (const auto known = recall(cx, env, ty, fact_freeze)) return *known;
  std::vector<TypeId> visited;
  const bool has_cell = any_part(cx, env, ty, visited, [&](TypeId t) {
    const types::TypeKind& k = st[t];
    if (const auto* adt = std::get_if<Adt>(&k)) {
      const types::AdtDef& def = cx.items.adt(adt->def);
      if (def.is_unsafe_cell) return Found::yes;
      return def.is_phantom_data ? Found::no : Found::look_inside;
    }
    if (std::holds_alternative<types::Param>(k) || std::holds_alternative<types::Alias>(k) || std::holds_alternative<types::Dynamic>(k))
      return implements(cx, env, t, caches(cx).lang.freeze) ? Found::no : Found::yes;
    return Found::look_inside;
  });
  return remember(cx, env, ty, fact_freeze, !has_cell);
}

bool needs_drop(Context& cx, const ParamEnv& env, TypeId ty) {
  Store& st = cx.store;
  const types::TypeKind& quick = st[ty];
  if (std::holds_alternative<types::Int>(quick) || std::holds_alternative<types::Bool>(quick) ||
      std::holds_alternative<types::Ref>(quick) || std::holds_alternative<types::RawPtr>(quick))
    return false;
  ty = types::erase_regions(st, ty);
  if (const auto known = recall(cx, env, ty, fact_needs_drop)) return *known;
  std::vector<TypeId> visited;
  const bool needs = any_part(cx, env, ty, visited, [&](TypeId t) {
    const types::TypeKind& k = st[t];
    if (const auto* adt = std::get_if<Adt>(&k)) {
      const types::AdtDef& def = cx.items.adt(adt->def);
      if (def.is_manually_drop || def.is_phantom_data) return Found::no;
      if (def.drop_impl.valid() || def.is_box) return Found::yes;
      return def.kind == types::AdtKind::union_ ? Found::no : Found::look_inside;
    }
    if (std::holds_alternative<types::Dynamic>(k)) return Found::yes;
    if (std::holds_alternative<types::Param>(k) || std::holds_alternative<types::Alias>(k))
      return is_copy(cx, env, t) ? Found::no : Found::yes;
    return Found::look_inside;
  });
  return remember(cx, env, ty, fact_needs_drop, needs);
}

TypeId normalize_erasing_regions(Context& cx, const ParamEnv& env, TypeId ty) {
  if ((cx.store.flags(ty) & to_erase) == 0) return ty;
  const TypeInEnvKey key{ty, caches(cx).pin(env), true};
  if (const auto it = caches(cx).erased.find(key); it != caches(cx).erased.end()) return it->second;
  const TypeId out = normalize_erased(cx, env, ty);
  caches(cx).erased[key] = out;
  return out;
}

ArgsId normalize_erasing_regions(Context& cx, const ParamEnv& env, ArgsId args) {
  if ((cx.store.flags(args) & to_erase) == 0) return args;
  return normalize_erased(cx, env, args);
}

types::FnSig normalize_erasing_regions(Context& cx, const ParamEnv& env, const types::FnSig& sig) {
  if ((cx.store.flags(sig.inputs_and_output) & to_erase) == 0) return sig;
  return normalize_erased(cx, env, sig);
}

// --- instances ---

namespace {

Instance item_instance(Context& cx, DefId def, ArgsId args) {
  Instance i;
  i.def = def;
  i.args = normalize_erasing_regions(cx, ParamEnv{nullptr, true}, args);
  return i;
}

// A method of one of the traits that the language implements itself, on one of the types it does so for.
std::optional<Instance> builtin_instance(Context& cx, DefId def, ArgsId args, const types::AssocItem& item, TypeId self) {
  const LangTraits& lang = caches(cx).lang;
  Instance i;
  i.def = def;
  i.args = args;
  i.ty = self;
  if (item.container == lang.clone && !item.has_default) {
    i.kind = Instance::Kind::clone_shim;
    return i;
  }
  if (item.has_default) return item_instance(cx, def, args);
  return std::nullopt;
}

std::optional<Instance> resolve_trait_item(Context& cx, DefId def, ArgsId args, const types::AssocItem& item) {
  Store& st = cx.store;
  const LangTraits& lang = caches(cx).lang;
  const ArgsId trait_args = trait_args_of(cx, item.container, args);
  const auto all = st[args];
  if (all.empty() || !all[0].is_type()) return std::nullopt;
  const TypeId self = all[0].type();
  const ParamEnv env{nullptr, true};
  QueryContext q(cx);
  const ObligationCause cause;
  Selection s = SelectionCtxt(*q).select({cause, env, {item.container, trait_args}, 0});
  if (s.outcome != Selection::Outcome::selected) return std::nullopt;
  Instance i;
  i.def = def;
  i.args = args;
  switch (s.source.kind) {
    case ImplSource::Kind::user_defined: {
      // What the impl's own conditions tell of its parameters (`impl<I: Iterator<Item = T>, T> …`).
      FulfillmentCtxt fulfill;
      fulfill.add(std::move(s.source.nested));
      fulfill.select_where_possible(*q);
      const ArgsId impl_args = (*q).resolve(s.source.args);
      for (DefId d : types::impl_items(cx, s.source.impl_def)) {
        const auto found = cx.items.assoc.find(d);
        if (found == cx.items.assoc.end() || found->second.trait_item != def) continue;
        std::vector<GenericArg> rebased(st[impl_args].begin(), st[impl_args].end());
        rebased.insert(rebased.end(), all.begin() + static_cast<ptrdiff_t>(st[trait_args].size()), all.end());
        return item_instance(cx, d, st.args(rebased));
      }
      return item_instance(cx, def, args);  // the trait's provided body
    }
    case ImplSource::Kind::closure: {
      const auto* c = st.get<types::Closure>(self);
      if (c == nullptr) return std::nullopt;
      const auto kind = closure_kind(*q, c->args);
      Instance closure;
      closure.def = c->def;
      closure.args = c->args;
      closure.ty = self;
      if (item.container == lang.fn_once && kind && *kind != 2) closure.kind = Instance::Kind::closure_once_shim;
      return closure;
    }
    case ImplSource::Kind::fn_pointer:
      i.kind = Instance::Kind::fn_ptr_shim;
      i.ty = self;
      return i;
    case ImplSource::Kind::object: {
      const auto* dyn = st.get<types::Dynamic>(self);
      const auto predicates = st[dyn->predicates];
      const auto* principal = predicates.empty() ? nullptr : std::get_if<types::ExistentialTraitRef>(&predicates[0]);
      if (principal == nullptr) return std::nullopt;
      const std::vector<DefId> methods = vtable_methods(cx, principal->trait);
      for (uint32_t m = 0; m < methods.size(); ++m)
        if (methods[m] == def) {
          i.kind = Instance::Kind::virtual_call;
          i.index = m;
          i.ty = self;
          return i;
        }
      return item.has_default ? std::optional(item_instance(cx, def, args)) : std::nullopt;
    }
    case ImplSource::Kind::builtin: return builtin_instance(cx, def, args, item, self);
    case ImplSource::Kind::param:
    case ImplSource::Kind::auto_impl: break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instance> resolve_instance(Context& cx, DefId def, ArgsId args) {
  const uint64_t key = static_cast<uint64_t>(def.index) << 32 | args.index;
  auto& known = caches(cx).instances;
  if (const auto it = known.find(key); it != known.end()) return it->second;
  const ParamEnv env{nullptr, true};
  const ArgsId normal = normalize_erasing_regions(cx, env, args);
  std::optional<Instance> out;
  const auto item = cx.items.assoc.find(def);
  const auto list = cx.store[normal];
  if (item != cx.items.assoc.end() && item->second.kind != types::AssocItem::Kind::type &&
      cx.items.traits.count(item->second.container) != 0) {
    const types::AssocItem copy = item->second;
    out = resolve_trait_item(cx, def, normal, copy);
  } else if (def == caches(cx).lang.drop_in_place && !list.empty() && list[0].is_type()) {
    Instance i;
    i.kind = Instance::Kind::drop_glue;
    i.def = def;
    i.args = normal;
    i.ty = list[0].type();
    out = i;
  } else {
    Instance i;
    i.def = def;
    i.args = normal;
    out = i;
  }
  caches(cx).instances[key] = out;
  return out;
}

}  // namespace borrowlab::typeck
