#include "typeck/infer/generalize.h"

namespace borrowlab::typeck {

Generalizer::Generalizer(InferCtxt& icx, uint32_t root, Variance v, const ObligationCause& cause, const types::ParamEnv& env,
                         std::vector<Obligation>& out)
    : Folder(icx.cx.store),
      icx_(icx),
      root_(root),
      universe_(icx.impl_->ty_vars[root].universe),
      fresh_regions_(v != Variance::invariant),
      mask_(types::has_non_region_infer),
      cause_(cause),
      env_(env),
      out_(out) {
  if (fresh_regions_) mask_ |= types::has_free_regions | types::has_re_infer | types::has_placeholder;
  if (!icx.ignore_regions) mask_ |= types::has_placeholder;
}

RegionId Generalizer::fresh_region() {
  // The new variable lives where the type variable does: its maker looks at the current universe.
  const uint32_t saved = icx_.universe;
  icx_.universe = universe_;
  const RegionId r = icx_.next_region_var();
  icx_.universe = saved;
  return r;
}

TypeId Generalizer::fold(TypeId t) {
  if (skip(store.flags(t), 0)) return t;
  if (const auto* infer = store.get<types::Infer>(t)) {
    const TypeId r = icx_.shallow_resolve(t);
    if (r != t) return fold(r);
    if (infer->kind != types::Infer::Kind::ty || infer->vid >= icx_.impl_->ty_vars.size()) return t;
    if (infer->vid == root_) {
      cyclic = true;
      return t;
    }
    icx_.impl_->lower_universe(infer->vid, universe_);
    return t;
  }
  if (const auto* alias = store.get<types::Alias>(t); alias != nullptr && !store.has_escaping_bound_vars(t)) {
    // `?x = <?x as Trait>::Item` is no infinite type: what the projection stands for is found out later.
    const types::Alias copy = *alias;
    const ArgsId args = fold(copy.args);
    if (!cyclic) return args == copy.args ? t : store.type(types::Alias{copy.kind, copy.def, args});
    if (copy.kind != types::AliasKind::projection) return t;
    cyclic = false;
    const TypeId var = icx_.next_ty_var(cause_.span);
    out_.push_back({cause_, env_, store.dummy_binder<types::Clause>(types::ProjectionClause{copy.def, copy.args, var}), 0});
    return var;
  }
  return super_fold(t);
}

RegionId Generalizer::fold(RegionId r) {
  if (store.get<types::ReBound>(r) != nullptr || r == store.re_erased || r == store.re_error) return r;
  if (fresh_regions_) return fresh_region();
  const auto* placeholder = store.get<types::RePlaceholder>(r);
  return placeholder != nullptr && placeholder->universe > universe_ ? fresh_region() : r;
}

ConstId Generalizer::fold(ConstId c) {
  if (skip(store.flags(c), 0)) return c;
  const ConstId r = icx_.shallow_resolve(c);
  return store.get<types::ConstInfer>(r) != nullptr ? r : super_fold(r);
}

}  // namespace borrowlab::typeck
