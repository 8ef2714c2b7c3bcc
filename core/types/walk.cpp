// Read-only walks over terms.
#include "support/function_ref.h"
#include "types/items.h"
#include "types/store.h"

namespace borrowlab::types {
namespace {

// What is directly within a type, in the order of rustc's TypeWalker; `bound` tells what is below the type's own binder.
template <class F>
void for_each_part(const Store& store, GenericArg value, F&& f) {
  if (value.is_const()) {
    if (const auto* u = store.get<ConstUnevaluated>(value.konst()))
      for (GenericArg a : store[u->args]) f(a, false);
    return;
  }
  if (!value.is_type()) return;
  const TypeKind& kind = store[value.type()];
  if (const auto* k = std::get_if<Adt>(&kind))
    for (GenericArg a : store[k->args]) f(a, false);
  if (const auto* k = std::get_if<Array>(&kind)) f(k->elem, false), f(k->len, false);
  if (const auto* k = std::get_if<Slice>(&kind)) f(k->elem, false);
  if (const auto* k = std::get_if<RawPtr>(&kind)) f(k->pointee, false);
  if (const auto* k = std::get_if<Ref>(&kind)) f(k->region, false), f(k->pointee, false);
  if (const auto* k = std::get_if<FnDef>(&kind))
    for (GenericArg a : store[k->args]) f(a, false);
  if (const auto* k = std::get_if<FnPtr>(&kind))
    for (TypeId t : store[k->sig.value.inputs_and_output]) f(t, true);
  if (const auto* k = std::get_if<Dynamic>(&kind)) {
    for (const ExistentialPredicate& p : store[k->predicates]) {
      if (const auto* t = std::get_if<ExistentialTraitRef>(&p))
        for (GenericArg a : store[t->args]) f(a, true);
      if (const auto* j = std::get_if<ExistentialProjection>(&p)) {
        for (GenericArg a : store[j->args]) f(a, true);
        f(j->term, true);
      }
    }
    f(k->region, false);
  }
  if (const auto* k = std::get_if<Closure>(&kind))
    for (GenericArg a : store[k->args]) f(a, false);
  if (const auto* k = std::get_if<Tuple>(&kind))
    for (TypeId t : store[k->elems]) f(t, false);
  if (const auto* k = std::get_if<Alias>(&kind))
    for (GenericArg a : store[k->args]) f(a, false);
}

void walk_free_regions(const Store& store, GenericArg value, uint32_t binders, FunctionRef<void(RegionId)> f) {
  if (value.is_region()) {
    const auto* b = store.get<ReBound>(value.region());
    if (b == nullptr || b->debruijn >= binders) f(value.region());
    return;
  }
  if ((store.flags(value) & (has_free_regions | has_bound_regions | has_erased)) == 0) return;
  for_each_part(store, value, [&](GenericArg part, bool bound) { walk_free_regions(store, part, binders + (bound ? 1 : 0), f); });
}

}  // namespace

void for_each_free_region(const Store& store, GenericArg value, FunctionRef<void(RegionId)> f) { walk_free_regions(store, value, 0, f); }

void walk_types(const Store& store, GenericArg value, FunctionRef<bool(GenericArg)> f) {
  if (!f(value)) return;
  for_each_part(store, value, [&](GenericArg part, bool) { walk_types(store, part, f); });
}

uint64_t simplify_type(const Store& store, TypeId ty) {
  const TypeKind& kind = store[ty];
  const uint64_t tag = static_cast<uint64_t>(kind.index() + 1) << 40;
  if (std::holds_alternative<Alias>(kind) || std::holds_alternative<Param>(kind) || std::holds_alternative<Infer>(kind) ||
      std::holds_alternative<Error>(kind))
    return 0;
  if (const auto* k = std::get_if<Int>(&kind)) return tag | static_cast<uint64_t>(k->width) << 1 | (k->is_signed ? 1 : 0);
  if (const auto* k = std::get_if<Float>(&kind)) return tag | static_cast<uint64_t>(k->width);
  if (const auto* k = std::get_if<Adt>(&kind)) return tag | k->def.index;
  if (const auto* k = std::get_if<RawPtr>(&kind)) return tag | static_cast<uint64_t>(k->mut);
  if (const auto* k = std::get_if<Ref>(&kind)) return tag | static_cast<uint64_t>(k->mut);
  if (const auto* k = std::get_if<Closure>(&kind)) return tag | k->def.index;
  if (const auto* k = std::get_if<Tuple>(&kind)) return tag | store[k->elems].size();
  if (const auto* k = std::get_if<Dynamic>(&kind)) {
    const auto list = store[k->predicates];
    if (list.empty()) return tag;
    if (const auto* t = std::get_if<ExistentialTraitRef>(&list[0])) return tag | t->trait.index;
    if (const auto* a = std::get_if<ExistentialAuto>(&list[0])) return tag | a->trait.index;
  }
  return tag;
}

}  // namespace borrowlab::types
