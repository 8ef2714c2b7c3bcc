// From resolved items to their types: fills types::Items with generics, predicates, signatures, fields, impls, variances.
// After rustc_hir_analysis::collect, ::hir_ty_lowering, ::variance.
#pragma once
#include <functional>

#include "diagnostics/diagnostic.h"
#include "types/items.h"

namespace borrowlab::typeck {

// Collects every item of one crate. Errors (E0107, E0220, E0224, E0038, E0072, E0106 …) go to the sink.
void collect_crate(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink);

// Of the library, later: an impl's contents, defined as first … last (the latter not included); impls, and what is defined within a body.
void collect_impl(types::Context& cx, resolve::DefId impl, resolve::DefId first, resolve::DefId last, diagnostics::Sink& sink);
void collect_later(types::Context& cx, const resolve::Crate& krate, resolve::DefId first, resolve::DefId last, diagnostics::Sink& sink);

// Forgets what is known of the user's definitions; they are still in `defs`.
void forget_user_items(types::Items& items, const resolve::DefTable& defs);

// Where a written type stands decides what its holes mean. `collect` uses it for items; the body checker for types in bodies.
struct LowerHooks {
  resolve::DefId item;                                  // whose generics are in scope
  std::function<types::TypeId(source::Span)> ty_infer;  // `_` and omitted type arguments; null: an error (E0121)
  std::function<types::ConstId(source::Span, types::TypeId)> const_infer;
  std::function<types::RegionId(source::Span)> region_infer;  // '_ and omitted lifetimes; null: by the resolver's result
  // `<T as Trait>::Assoc` and `T::Assoc`: null leaves them as projections; else gives the normalized type.
  std::function<types::TypeId(source::Span, types::TypeId projection)> normalize;
  std::function<types::ConstId(const syntax::AnonConst&, types::TypeId expected)>
      eval_const;  // null: literals, params and paths to consts only become Unevaluated
};
types::TypeId lower_ty(types::Context& cx, const resolve::Crate& krate, syntax::TyId ty, const LowerHooks& hooks, diagnostics::Sink& sink);
types::RegionId lower_lifetime(types::Context& cx, const resolve::Crate& krate, const syntax::Lifetime& lifetime, const LowerHooks& hooks,
                               diagnostics::Sink& sink);
// Args for a path segment that names `def`, whose parent's args are given: written ones lowered, missing ones inferred or defaulted.
types::ArgsId lower_segment_args(types::Context& cx, const resolve::Crate& krate, source::Span span, resolve::DefId def,
                                 types::ArgsId parent_args, const syntax::PathSegment& segment, const LowerHooks& hooks,
                                 diagnostics::Sink& sink, bool method_call = false);
// A path that resolved fully to a type-namespace item (struct, enum, alias, primitive, param, Self), with its segments' args.
types::TypeId lower_type_path(types::Context& cx, const resolve::Crate& krate, syntax::NodeId node, const syntax::Path& path,
                              const std::optional<syntax::QSelf>& qself, const LowerHooks& hooks, diagnostics::Sink& sink);
// A bound `Trait<Args, Item = X>` on `self_ty`: the trait clause and those of its constraints.
std::vector<types::Predicate> lower_bound(types::Context& cx, const resolve::Crate& krate, const syntax::GenericBound& bound,
                                          types::TypeId self_ty, const LowerHooks& hooks, diagnostics::Sink& sink);

// What may be assumed inside `def`: its predicates and their supertraits, normalized.
types::ParamEnv param_env(types::Context& cx, resolve::DefId def);

}  // namespace borrowlab::typeck
