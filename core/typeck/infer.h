// Inference variables, unification and region constraints. After rustc_infer.
// Region variables are made but never solved here: relating types records constraints; the type checker ignores them (its
// results have regions erased), the borrow checker takes them as its own (rustc's NLL type relation does the same).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "types/items.h"

namespace borrowlab::typeck {

using types::ArgsId;
using types::ConstId;
using types::Context;
using types::DefId;
using types::GenericArg;
using types::RegionId;
using types::Span;
using types::TypeId;

enum class ObligationKind : uint8_t {
  misc,
  item_bound /* a predicate of an item used at `span` */,
  where_clause,
  builtin_derived,
  impl_derived,
  sized_argument,
  sized_return,
  sized_local,
  sized_field,        // of a struct, but the last
  sized_other_field,  // of an enum or union
  shared_static,
  call_argument,
  assignment,
  method_receiver,
  match_arm,
  if_else,
  return_value,
  question_mark,
  cast,
  opaque,
  coercion,
  loop_value
};
// Why something must hold: for messages, and for the borrow checker's constraint categories.
struct ObligationCause {
  Span span;
  DefId body;
  ObligationKind kind = ObligationKind::misc;
  DefId item;                     // item_bound, where_clause: the item and …
  Span bound_span;                // … the bound that asks for it
  uint32_t derived = UINT32_MAX;  // index into InferCtxt::derived_causes: the goal that asked for this one; UINT32_MAX: none
};

// A goal that was met by an impl (or a builtin rule), whose conditions became goals of their own.
struct DerivedCause {
  types::Binder<types::TraitRef> trait_ref;  // what was met
  DefId impl_def;                            // none: a builtin rule or an auto trait
  Span predicate_span;                       // the impl's bound that asked
  uint32_t parent = UINT32_MAX;
};

struct Obligation {
  ObligationCause cause;
  types::ParamEnv param_env;
  types::PolyClause predicate;
  uint32_t depth = 0;
};

struct RegionConstraint {
  RegionId sup, sub;
  ObligationCause cause;
};  // sup: sub
struct TypeOutlivesConstraint {
  TypeId ty;
  RegionId region;
  ObligationCause cause;
};

struct TypeMismatch {
  TypeId expected, found;
};  // the parts that did not match

class InferCtxt {
 public:
  explicit InferCtxt(Context& cx);
  Context& cx;

  // Opaque types that the body being checked defines (`impl Trait` of its own signature): relating one with a type records
  // its hidden type instead of failing.
  struct OpaqueDefinition {
    DefId opaque;
    ArgsId args;
    TypeId hidden;
    Span span;
  };
  std::vector<DefId> defining_opaques;
  std::vector<OpaqueDefinition> opaque_types;

  // Regions are not told apart: fresh region variables are re_erased and relations record no region constraints. For type
  // checking and code generation, which have no use for regions; the borrow checker leaves it off. Set before the first use.
  bool ignore_regions = false;
  std::vector<DerivedCause> derived_causes;

  // --- variables ---
  TypeId next_ty_var(Span origin);
  TypeId next_int_var();
  TypeId next_float_var();
  ConstId next_const_var(TypeId ty, Span origin);
  RegionId next_region_var();
  // One fresh variable for each parameter of `def` (parents' too).
  ArgsId fresh_args_for(Span span, DefId def);
  Span origin(types::TyVid vid) const;
  void set_diverging(types::TyVid vid);  // a variable of diverging code: falls back to () or !
  bool is_diverging(types::TyVid vid) const;
  size_t type_var_count() const;

  // --- resolution ---
  TypeId shallow_resolve(TypeId t);  // the variable's value, if it has one
  ConstId shallow_resolve(ConstId c);
  template <class T>
  T resolve(const T& value);  // resolve_vars_if_possible: TypeId, ConstId, GenericArg, ArgsId, TraitRef, Clause, FnSig and Binders
  types::TyVid root_var(types::TyVid vid);
  // Names the state of the variables' values: equal numbers mean equal knowledge.
  uint64_t epoch() const;

  // --- snapshots: nested, last in first out ---
  struct Snapshot {
    size_t undo, region_constraints, type_outlives, opaque_types, region_vars;
    uint32_t universe, scratch_regions;
    uint64_t epoch;
  };
  Snapshot start_snapshot();
  void rollback_to(const Snapshot& s);
  void commit(const Snapshot& s);
  template <class F>
  auto probe(F&& f) {  // runs f, then undoes what it did
    Snapshot s = start_snapshot();
    ++probe_depth_;
    auto result = f();
    --probe_depth_;
    rollback_to(s);
    return result;
  }

  // --- relations: nothing changes where they fail (a snapshot is taken inside) ---
  // nullopt: related. New goals (projections to be normalized) are appended to `obligations`.
  std::optional<TypeMismatch> eq(const ObligationCause& cause, const types::ParamEnv& env, GenericArg a, GenericArg b,
                                 std::vector<Obligation>& obligations);
  std::optional<TypeMismatch> sub(const ObligationCause& cause, const types::ParamEnv& env, TypeId sub, TypeId sup,
                                  std::vector<Obligation>& obligations);
  // The least upper bound (match arms, if/else); nullopt where there is none.
  std::optional<TypeId> lub(const ObligationCause& cause, const types::ParamEnv& env, TypeId a, TypeId b,
                            std::vector<Obligation>& obligations);
  std::optional<TypeMismatch> eq_trait_refs(const ObligationCause& cause, const types::ParamEnv& env, const types::TraitRef& a,
                                            const types::TraitRef& b, std::vector<Obligation>& obligations);
  bool can_eq(const types::ParamEnv& env, TypeId a, TypeId b);
  // Whether `opaque` with these args is being defined by the body at hand.
  bool defines_opaque(DefId opaque, ArgsId args) const;

  // --- binders ---
  template <class T>
  T instantiate_binder_with_fresh_vars(const types::Binder<T>& b);  // fresh region variables
  template <class T>
  T instantiate_binder_with_placeholders(const types::Binder<T>& b);  // in a new universe

  // --- regions ---
  void region_outlives(RegionId sup, RegionId sub, const ObligationCause& cause);
  void type_outlives(TypeId ty, RegionId region, const ObligationCause& cause);
  std::vector<RegionConstraint> region_constraints;
  std::vector<TypeOutlivesConstraint> type_outlives_constraints;
  uint32_t universe = 0;
  uint32_t region_var_count = 0;
  // Where the borrow checker runs its own relations, region variables continue its own numbering.
  std::function<types::RegionVid()> make_region_var;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
  uint32_t probe_depth_ = 0;  // inside a probe, region variables are scratch: their numbers begin at 2^31
  uint32_t scratch_regions_ = 0;
  friend class Relation;
  friend class Generalizer;
  friend class ResolveFolder;
};

// The bounds of an opaque type (with its arguments), said of its hidden type.
std::vector<types::Predicate> promised_of_hidden(types::Context& cx, types::TypeId opaque, types::TypeId hidden);
// Makes `hidden` what `opaque`, of the body being checked, stands for; the bounds that it has to meet go to `out`.
void register_hidden_type(InferCtxt& icx, ObligationCause cause, const types::ParamEnv& env, TypeId opaque, TypeId hidden, uint32_t depth,
                          std::vector<Obligation>& out);

}  // namespace borrowlab::typeck
