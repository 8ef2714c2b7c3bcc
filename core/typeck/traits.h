// Trait selection, projection and fulfilment. After rustc_trait_selection (the old solver) and the compiler guide's
// "Trait resolution". Impls of builtin traits (Sized, Copy, Clone for tuples and closures, the Fn family, auto traits, Unsize,
// CoerceUnsized, Pointee, DiscriminantKind) are made here; everything else comes from impls in the items.
#pragma once
#include "typeck/infer.h"

namespace borrowlab::typeck {

// How a trait obligation is met.
struct ImplSource {
  enum class Kind : uint8_t { user_defined /* impl_def with args */, param /* a where clause */, builtin, object /* dyn Trait's own vtable */, closure, fn_pointer, auto_impl } kind = Kind::builtin;
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
  Obligation obligation;        // the one that failed
  Obligation root;              // the one registered, of which it came
  bool ambiguous = false;
  std::optional<TypeMismatch> mismatch;   // projections: expected and found
  std::vector<types::TraitRef> chain;     // "required for … to implement …", innermost first
};

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
  struct Pending;
  std::vector<Obligation> pending_;
  std::vector<Obligation> roots_;
};

// Whether the predicate may hold (ambiguity counts as yes) / certainly holds, regions ignored. No side effect.
bool predicate_may_hold(InferCtxt& icx, const Obligation& obligation);
bool predicate_must_hold(InferCtxt& icx, const Obligation& obligation);
bool type_implements(InferCtxt& icx, DefId trait, std::span<const GenericArg> self_and_args, const types::ParamEnv& env);

// The clauses that follow from `clauses` by supertraits (each once, in order).
std::vector<types::PolyClause> elaborate(Context& cx, std::vector<types::PolyClause> clauses);
// All supertraits of a trait reference, itself first.
std::vector<types::Binder<types::TraitRef>> supertraits(Context& cx, const types::Binder<types::TraitRef>& trait_ref);
// Methods in vtable order: of supertraits first, each trait's object-safe methods in source order. rustc's vtable layout less upcasting slots.
std::vector<DefId> vtable_methods(Context& cx, DefId trait);
bool is_dyn_compatible(Context& cx, DefId trait);

// --- questions of later stages; `ty` has no inference variables ---
bool is_copy(Context& cx, const types::ParamEnv& env, TypeId ty);
bool is_sized(Context& cx, const types::ParamEnv& env, TypeId ty);
bool is_freeze(Context& cx, const types::ParamEnv& env, TypeId ty);        // no UnsafeCell within, not behind a pointer
bool needs_drop(Context& cx, const types::ParamEnv& env, TypeId ty);       // may it have drop glue that does something
// Regions erased, projections and revealed opaques replaced: for code generation, and for MIR.
TypeId normalize_erasing_regions(Context& cx, const types::ParamEnv& env, TypeId ty);
ArgsId normalize_erasing_regions(Context& cx, const types::ParamEnv& env, ArgsId args);
types::FnSig normalize_erasing_regions(Context& cx, const types::ParamEnv& env, const types::FnSig& sig);

// What a call of `def` with these (monomorphic) args runs. rustc's Instance.
struct Instance {
  enum class Kind : uint8_t {
    item,            // the body of def (a fn, a closure, a constructor, an intrinsic)
    drop_glue,       // drop_in_place for `ty`
    virtual_call,    // through the vtable of the first argument: slot `index`
    fn_ptr_shim,     // Fn* on a fn pointer or FnDef: calls self
    closure_once_shim, // FnOnce::call_once for a closure that is Fn or FnMut
    clone_shim,      // Clone::clone for a tuple, closure, array, fn pointer: `ty`
    vtable_shim      // dyn FnOnce: self by value behind a pointer
  } kind = Kind::item;
  DefId def;
  ArgsId args;
  TypeId ty;
  uint32_t index = 0;
  friend bool operator==(const Instance&, const Instance&) = default;
};
// Resolves a (possibly trait) item with monomorphic args; nullopt where the trait is not implemented (a bug upstream, or an error reported already).
std::optional<Instance> resolve_instance(Context& cx, DefId def, ArgsId args);

}  // namespace borrowlab::typeck
