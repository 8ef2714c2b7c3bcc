// Written types to interned ones. After rustc_hir_analysis::hir_ty_lowering.
#pragma once
#include "support/function_ref.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::typeck {

using resolve::LifetimeRes;
using resolve::PartialRes;
using resolve::Res;
using source::Symbol;
using syntax::NodeId;
using types::Binder;
using types::Clause;
using types::PolyClause;
using types::Predicate;
using types::TraitRef;

// A trait whose associated type is meant, as a bound says it: `T: Iterator<…>` for `T::Item`.
using PolyTraitRef = Binder<TraitRef>;

// The index of the parameter that stands for the type behind a trait object while its bounds are lowered.
inline constexpr uint32_t dummy_self_index = 0xFFFFFF00;

// Lowers the types of one item. Lifetimes that a binder within the type introduces stand for themselves as ReLateParam while the
// binder's contents are lowered, and become ReBound when it is closed.
class Lowerer {
 public:
  Lowerer(types::Context& cx, const resolve::Crate& krate, const LowerHooks& hooks, diagnostics::Sink& sink)
      : cx_(cx), st_(cx.store), krate_(krate), ast_(krate.ast), res_(krate.res), hooks_(hooks), sink_(sink) {}

  bool in_method_call = false;  // the arguments are those of `value.name::<…>()`

  TypeId ty(syntax::TyId id);
  RegionId lifetime(const syntax::Lifetime& l) { return region_of(lifetime_res(l.id), l.ident.span); }
  ConstId konst(const syntax::AnonConst& c, TypeId expected);
  TypeId path_type(NodeId node, const syntax::Path& path, const std::optional<syntax::QSelf>& qself, Span span, bool type_position);
  ArgsId segment_args(Span span, DefId def, ArgsId parent, const syntax::PathSegment* segment, bool type_position);
  // The trait clause of a bound comes first, then those of its constraints. `outer`: `for<…>` of the where clause it stands in.
  std::vector<Predicate> bound(const syntax::GenericBound& b, TypeId self, const std::vector<syntax::GenericParam>* outer = nullptr);
  // `for<'a> Ty: Bounds`, with the bounded type lowered inside its binder.
  std::vector<Predicate> where_predicate(const syntax::WherePredicate& w);
  RegionId region_of(const LifetimeRes& r, Span span);
  // The default of a parameter, lowered when first asked for.
  std::optional<GenericArg> default_of(const types::GenericParamDef& param);
  LifetimeRes lifetime_res(NodeId id) const { return id.index < res_.lifetimes.size() ? res_.lifetimes[id.index] : LifetimeRes{}; }
  PartialRes path_res(NodeId id) const { return id.index < res_.paths.size() ? res_.paths[id.index] : PartialRes{}; }
  DefId def_of(NodeId id) const { return id.index < res_.def_of.size() ? res_.def_of[id.index] : DefId::none(); }

 private:
  struct Scope {
    std::vector<types::BoundVar> vars;
    std::vector<RegionId> temps;  // what stands for each var until the binder is closed
    std::vector<NodeId> sources;  // of anonymous ones
  };
  void open(const std::vector<syntax::GenericParam>* params);
  types::BoundVarsId close(Scope& out);
  template <class T>
  T bind(const Scope& s, const T& value);

  TypeId dyn_type(const syntax::Ty& ty, const syntax::TyDyn& d, std::optional<RegionId> object_default);
  void bare_trait(Span span);
  void prohibit_generics(const syntax::Path& path, const std::string& what);
  TypeId fn_ptr_type(const syntax::TyBareFn& f);
  TypeId impl_trait(const syntax::Ty& ty, const syntax::TyImpl& i);
  TypeId with_object_default(syntax::TyId id, RegionId r);
  TypeId res_type(const Res& res, const syntax::Path& path, size_t last, Span span, bool type_position);
  TypeId assoc_type(TypeId base, const Res& base_res, const syntax::PathSegment& segment, Span span);
  TypeId self_type(const Res& res, Span span);
  TypeId alias_type(DefId alias, ArgsId args);
  TypeId prim(resolve::PrimTy p) const;
  TypeId finish_projection(TypeId projection, Span span) { return hooks_.normalize ? hooks_.normalize(span, projection) : projection; }
  // Where `T::name` comes from: a bound of the parameter in scope, or of a supertrait.
  std::optional<PolyTraitRef> find_bound(TypeId param, Symbol name);
  std::optional<PolyTraitRef> find_in_supertraits(const PolyTraitRef& from, Symbol name);
  std::optional<PolyTraitRef> bound_in_source(DefId owner, TypeId param, Symbol name);
  DefId assoc_named(DefId trait, Symbol name) const;
  bool trait_may_define(DefId trait, Symbol name, uint32_t depth = 0);
  DefId bound_trait(const syntax::GenericBound& b) const;
  struct RawClause {
    Clause clause;
    Span span;
  };
  // Within an open binder: the clauses, not yet bound.
  void bound_in_scope(const syntax::GenericBound& b, TypeId self, std::vector<RawClause>& out);
  void constraint_in_scope(const syntax::AssocConstraint& c, const TraitRef& trait_ref, std::vector<RawClause>& out);

  // A lifetime of the innermost open binder that `value` speaks of and `inputs` do not fix; empty: none.
  std::string unconstrained_lifetime(const std::vector<types::GenericArg>& inputs, types::GenericArg value);
  // The supertraits of those given, themselves included, that have an associated type of this name: the last given first.
  std::vector<PolyTraitRef> all_that_define(std::vector<PolyTraitRef> from, Symbol name);
  void report_ambiguous_assoc(const std::vector<PolyTraitRef>& candidates, TypeId base, const syntax::PathSegment& segment, Span span);
  void report_ambiguous_constraint(const std::vector<PolyTraitRef>& candidates, const syntax::AssocConstraint& c, DefId trait);
  std::vector<PolyTraitRef> declared_bounds(TypeId param) const;
  // The lifetime that the principal trait's own bounds give its object; none: they say nothing.
  std::optional<RegionId> object_region(const TraitRef& principal, Span span);
  void check_assoc_types_given(const syntax::TyDyn& d, const TraitRef& principal, const std::vector<types::ExistentialProjection>& given);
  void report_arg_count(Span span, DefId def, const syntax::PathSegment* segment, size_t given, size_t least, size_t most, bool lifetimes);
  void suggest_adding_args(diagnostics::Diagnostic& d, DefId def, Span name, const syntax::GenericArgs* written,
                           const std::vector<Span>& given, Span last_lifetime, size_t count, bool lifetimes);
  bool default_needs_self(TypeId value, const std::vector<types::GenericArg>& so_far) const;
  void report_default_of_self(Span span, DefId trait, const types::GenericParamDef& param, const syntax::PathSegment* segment);
  void report_parentheses(const syntax::PathSegment& segment, const std::vector<syntax::GenericArg>& inputs);
  void report_constraint_misplaced(DefId def, const syntax::PathSegment& segment);
  // E0747: an argument of another kind than the parameter in its place. True where there is one.
  bool kinds_mismatch(const std::vector<types::GenericParamDef>& own, size_t parents, const std::vector<syntax::GenericArg>& written);
  bool late_bound_lifetimes_given(DefId def, const syntax::Lifetime& first, bool tolerated);

  types::Context& cx_;
  types::Store& st_;
  const resolve::Crate& krate_;
  const syntax::Ast& ast_;
  const resolve::Resolutions& res_;
  const LowerHooks& hooks_;
  diagnostics::Sink& sink_;
  std::vector<Scope> scopes_;
  std::optional<RegionId> object_default_;
  bool constraints_allowed_ = false;  // the arguments lowered next are a bound's: `Item = T` may be among them
  uint32_t searching_ = 0;            // nested searches for bounds: cyclic ones are given up
};

// What rustc calls this kind of item: "struct", "associated function".
std::string def_descr(const types::Context& cx, DefId def);
// The item's generics as written; null for what has none.
const syntax::Generics* written_generics(const syntax::Item& item);
// Whether bounds say `?Sized`.
bool is_maybe_sized(const std::vector<syntax::GenericBound>& bounds);
// `TyPath` of a single segment that names this parameter.
bool is_param_path(const resolve::Crate& krate, syntax::TyId ty, DefId param);

// Calls f(NodeId of a lifetime) and g(Ty) for all that is written within a type, in order.
void walk_ty(const resolve::Crate& krate, syntax::TyId ty, FunctionRef<void(const LifetimeRes&, bool constrains)> lifetime,
             FunctionRef<void(const syntax::Ty&)> each, bool constrains = true);
void walk_bounds(const resolve::Crate& krate, const std::vector<syntax::GenericBound>& bounds,
                 FunctionRef<void(const LifetimeRes&, bool constrains)> lifetime, FunctionRef<void(const syntax::Ty&)> each);

}  // namespace borrowlab::typeck
