// Trait selection, projection and fulfilment. After rustc_trait_selection (the old solver) and the compiler guide's
// "Trait resolution". Impls of builtin traits (Sized, Copy, Clone for tuples and closures, the Fn family, auto traits, Unsize,
// CoerceUnsized, Pointee, DiscriminantKind) are made here; everything else comes from impls in the items.
#pragma once
#include <array>
#include <unordered_set>

#include "typeck/infer.h"

namespace borrowlab::typeck {

// How a trait obligation is met.
struct ImplSource {
  enum class Kind : uint8_t {
    user_defined /* impl_def with args */,
    param /* a where clause */,
    builtin,
    object /* dyn Trait's own vtable */,
    closure,
    fn_pointer,
    auto_impl
  } kind = Kind::builtin;
  DefId impl_def;
  ArgsId args;
  std::vector<Obligation> nested;
};
enum class SelectionError : uint8_t { unimplemented, overflow };
struct Selection {
  enum class Outcome : uint8_t { selected, ambiguous, error } outcome = Outcome::ambiguous;
  ImplSource source;
  SelectionError error = SelectionError::unimplemented;
};
// Selects how `predicate` (a TraitClause) is met; unifies inference variables of the obligation where only one candidate can apply.
Selection select(InferCtxt& icx, const Obligation& obligation);

// Replaces projections by what they stand for; those not known yet by a variable with an obligation to find out.
template <class T>  // TypeId, ArgsId, FnSig, TraitRef, Clause, GenericArg, and Binders of them
T normalize(InferCtxt& icx, const ObligationCause& cause, const types::ParamEnv& env, const T& value, std::vector<Obligation>& obligations);

struct FulfillmentError {
  Obligation obligation;  // the one that failed
  Obligation root;        // the one registered, of which it came
  bool ambiguous = false;
  bool overflow = false;                 // the recursion limit was reached (E0275)
  std::optional<TypeMismatch> mismatch;  // projections: expected and found
  std::vector<types::TraitRef> chain;    // "required for … to implement …", innermost first
};

// Goals that have yet to be met. Cost: a goal is looked at again only once a variable it waits for has changed.
class FulfillmentCtxt {
 public:
  void add(Obligation o);
  void add(std::vector<Obligation> list);
  // Makes what progress is possible; returns definite failures.
  std::vector<FulfillmentError> select_where_possible(InferCtxt& icx);
  // As above; what is still pending is an ambiguity error.
  std::vector<FulfillmentError> select_all_or_error(InferCtxt& icx);
  const std::vector<Obligation>& pending() const { return pending_; }

 private:
  // Parallel to pending_: the goal registered (null: the goal itself), and up to four variables that have to change first.
  struct Meta {
    std::shared_ptr<const Obligation> root;
    bool normalized = false;
    uint8_t waits = 0;
    std::array<types::TypeId, 4> vars{};
  };
  bool stalled(InferCtxt& icx, const Meta& m) const;
  std::vector<Obligation> pending_;
  std::vector<Meta> meta_;
  uint64_t seen_epoch_ = UINT64_MAX;  // nothing pending can have changed while the variables' epoch is this
  std::unordered_set<uint64_t> met_;  // goals without variables that were met already: (trait, args)
};

// The type that a projection stands for, as far as it is known; the type itself where it stands for nothing else.
TypeId structurally_normalize(InferCtxt& icx, const ObligationCause& cause, const types::ParamEnv& env, TypeId ty,
                              std::vector<Obligation>& obligations);

// What must hold for a type (or the types within args) to be well-formed: the bounds of the items it names, Sized elements.
std::vector<Obligation> wf_obligations(InferCtxt& icx, const ObligationCause& cause, const types::ParamEnv& env, GenericArg arg);

// Whether the predicate may hold (ambiguity counts as yes) / certainly holds, regions ignored. No side effect.
bool predicate_may_hold(InferCtxt& icx, const Obligation& obligation);
bool predicate_must_hold(InferCtxt& icx, const Obligation& obligation);
bool type_implements(InferCtxt& icx, DefId trait, std::span<const GenericArg> self_and_args, const types::ParamEnv& env);

// The clauses that follow from `clauses` by supertraits (each once, in order).
std::vector<types::PolyClause> elaborate(Context& cx, std::vector<types::PolyClause> clauses);
// All supertraits of a trait reference, itself first.
std::vector<types::Binder<types::TraitRef>> supertraits(Context& cx, const types::Binder<types::TraitRef>& trait_ref);
// `trait_ref` (whose args may refer to its binder's regions) seen as each of its direct supertraits' clauses.
types::PolyClause instantiate_supertrait(Context& cx, const types::PolyClause& super, const types::Binder<types::TraitRef>& trait_ref);

// Methods in vtable order: of supertraits first, each trait's object-safe methods in source order. rustc's vtable layout less upcasting
// slots.
std::vector<DefId> vtable_methods(Context& cx, DefId trait);
bool is_dyn_compatible(Context& cx, DefId trait);

// Forgets what the queries below have remembered: to be called whenever definitions are rolled back or added.
void clear_trait_caches(Context& cx);

// --- questions of later stages; `ty` has no inference variables ---
bool is_copy(Context& cx, const types::ParamEnv& env, TypeId ty);
bool is_sized(Context& cx, const types::ParamEnv& env, TypeId ty);
bool is_freeze(Context& cx, const types::ParamEnv& env, TypeId ty);   // no UnsafeCell within, not behind a pointer
bool needs_drop(Context& cx, const types::ParamEnv& env, TypeId ty);  // may it have drop glue that does something
// Regions erased, projections and revealed opaques replaced: for code generation, and for MIR.
TypeId normalize_erasing_regions(Context& cx, const types::ParamEnv& env, TypeId ty);
ArgsId normalize_erasing_regions(Context& cx, const types::ParamEnv& env, ArgsId args);
types::FnSig normalize_erasing_regions(Context& cx, const types::ParamEnv& env, const types::FnSig& sig);

// What a call of `def` with these (monomorphic) args runs. rustc's Instance.
struct Instance {
  enum class Kind : uint8_t {
    item,               // the body of def (a fn, a closure, a constructor, an intrinsic)
    drop_glue,          // drop_in_place for `ty`
    virtual_call,       // through the vtable of the first argument: slot `index`
    fn_ptr_shim,        // Fn* on a fn pointer or FnDef: calls self
    closure_once_shim,  // FnOnce::call_once for a closure that is Fn or FnMut
    clone_shim,         // Clone::clone for a tuple, closure, array, fn pointer: `ty`
    vtable_shim         // dyn FnOnce: self by value behind a pointer
  } kind = Kind::item;
  DefId def;
  ArgsId args;
  TypeId ty;
  uint32_t index = 0;
  friend bool operator==(const Instance&, const Instance&) = default;
};
// Resolves a (possibly trait) item with monomorphic args; nullopt where the trait is not implemented (a bug upstream, or an error reported
// already).
std::optional<Instance> resolve_instance(Context& cx, DefId def, ArgsId args);

}  // namespace borrowlab::typeck
