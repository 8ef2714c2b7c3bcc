// The trait system's inside: candidates, their confirmation, projection; and what it remembers of a program.
#pragma once
#include <unordered_map>

#include "support/function_ref.h"
#include "typeck/traits.h"

namespace borrowlab::typeck {

using types::Binder;
using types::Clause;
using types::ParamEnv;
using types::PolyClause;
using types::ProjectionClause;
using types::Store;
using types::TraitClause;
using types::TraitRef;

inline constexpr uint32_t recursion_limit = 128;

// --- caches --------------------------------------------------------------------------------------------------------

// The lang items that have rules of their own here.
struct LangTraits {
  DefId sized, meta_sized, pointee_sized, copy, clone, fn, fn_mut, fn_once, fn_once_output, unsize, coerce_unsized, dispatch_from_dyn,
      discriminant_kind, discriminant_type, pointee, metadata_type, tuple, destruct, fn_ptr, drop, freeze, drop_in_place, sync,
      dyn_metadata;
  explicit LangTraits(const Context& cx);
};

enum class EvalResult : uint8_t { ok, ambiguous, error, overflow };  // from best to worst

struct TraitGoalKey {
  DefId trait;
  ArgsId args;  // freshened: variables numbered by first occurrence, regions erased
  const void* env = nullptr;
  bool reveal = false;
  friend bool operator==(const TraitGoalKey&, const TraitGoalKey&) = default;
};
struct TraitGoalHash {
  size_t operator()(const TraitGoalKey& k) const {
    const uint64_t h = (static_cast<uint64_t>(k.trait.index) << 32 | k.args.index) * 0x9E3779B97F4A7C15ULL;
    return static_cast<size_t>(h ^ (h >> 29)) + reinterpret_cast<size_t>(k.env) * 31 + (k.reveal ? 1 : 0);
  }
};
struct TypeInEnvKey {
  TypeId ty;
  const void* env = nullptr;
  bool reveal = false;
  friend bool operator==(const TypeInEnvKey&, const TypeInEnvKey&) = default;
};
struct TypeInEnvHash {
  size_t operator()(const TypeInEnvKey& k) const {
    return (k.ty.index * 0x9E3779B97F4A7C15ULL) ^ (reinterpret_cast<size_t>(k.env) * 31 + (k.reveal ? 1 : 0));
  }
};
struct InstanceHash {
  size_t operator()(uint64_t k) const { return (k * 0x9E3779B97F4A7C15ULL) >> 7; }
};

struct TraitCaches {
  explicit TraitCaches(const Context& cx) : lang(cx) {}
  LangTraits lang;
  std::unordered_map<TraitGoalKey, EvalResult, TraitGoalHash> evaluations;
  std::unordered_map<TypeInEnvKey, TypeId, TypeInEnvHash> projections;  // an alias without variables and regions -> what it is
  std::unordered_map<TypeInEnvKey, TypeId, TypeInEnvHash> erased;       // normalize_erasing_regions
  std::unordered_map<TypeInEnvKey, uint8_t, TypeInEnvHash> facts;       // two bits a fact: known, true
  std::unordered_map<uint64_t, std::optional<Instance>, InstanceHash> instances;
  std::unordered_map<DefId, std::vector<PolyClause>, IndexHash> item_bounds;  // of an alias, elaborated, for its identity args
  std::unordered_map<DefId, std::optional<TypeId>, IndexHash> sized_constraint;
  std::unordered_map<DefId, std::vector<DefId>, IndexHash> vtables;
  std::unordered_map<DefId, uint8_t, IndexHash> dyn_compatible;
  std::unordered_map<DefId, ParamEnv, IndexHash> param_envs;
  // The keys above hold addresses of environments: they stay alive with the caches.
  std::unordered_map<const void*, std::shared_ptr<const std::vector<PolyClause>>> envs;
  const void* pin(const ParamEnv& env);
  std::vector<std::unique_ptr<InferCtxt>> query_contexts;  // at rest, for later questions
};
TraitCaches& caches(Context& cx);

// --- selection -----------------------------------------------------------------------------------------------------

struct Candidate {
  enum class Kind : uint8_t {
    param,        // a clause of the environment: poly
    impl,         // def
    alias_bound,  // a bound of the alias that Self is: poly
    object,       // dyn Trait's own or a supertrait: poly
    closure,
    fn_pointer,
    builtin,  // holds if `nested` types do: see builtin_nested
    auto_impl,
    unsize,
    upcast,
    coerce_unsized,
    error  // Self is an error type: everything holds
  } kind = Kind::builtin;
  DefId def;
  Binder<TraitRef> poly{};
};

struct CandidateSet {
  std::vector<Candidate> list;
  bool ambiguous = false;
};

// A goal `trait_ref` without binder, resolved.
struct TraitGoal {
  const ObligationCause& cause;
  const ParamEnv& env;
  TraitRef trait_ref;
  uint32_t depth = 0;
};

class SelectionCtxt {
 public:
  explicit SelectionCtxt(InferCtxt& icx) : icx_(icx), cx_(icx.cx), st_(icx.cx.store), lang_(caches(icx.cx).lang) {}

  Selection select(const TraitGoal& goal);
  EvalResult evaluate(const Obligation& o);
  EvalResult evaluate_trait(const TraitGoal& goal);
  bool overflowed = false;

 private:
  struct Frame {
    TraitGoalKey key;
    size_t reached;  // the outermost frame that the result depends on
    bool coinductive;
  };
  enum class Picked : uint8_t { one, ambiguous, none };

  // assembly (candidate_assembly.cpp)
  void assemble(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_from_env(const TraitGoal& goal, CandidateSet& out);
  void assemble_from_alias_bounds(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_from_impls(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_from_object(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_auto(const TraitGoal& goal, TypeId self, CandidateSet& out);
  bool assemble_builtin(const TraitGoal& goal, TypeId self, CandidateSet& out);  // true: no other source counts
  void assemble_copy_clone(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_fn_family(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_unsize(const TraitGoal& goal, TypeId self, CandidateSet& out);
  void assemble_coerce_unsized(const TraitGoal& goal, TypeId self, CandidateSet& out);
  bool clause_may_match(const TraitGoal& goal, const Binder<TraitRef>& clause);
  // winnowing (select.cpp)
  Picked pick(const TraitGoal& goal, Candidate& out);
  TraitGoal reveal(const TraitGoal& goal, std::vector<Obligation>& nested);
  EvalResult evaluate_candidate(const TraitGoal& goal, const Candidate& c);
  EvalResult evaluate_all(const std::vector<Obligation>& nested);
  EvalResult evaluate_projection(const Obligation& o, const ProjectionClause& p);
  // confirmation (confirm.cpp); false: it does not match after all
  bool confirm(const TraitGoal& goal, const Candidate& c, ImplSource& out);
  std::optional<ArgsId> match_impl(const TraitGoal& goal, DefId impl, std::vector<Obligation>& nested);
  bool confirm_impl(const TraitGoal& goal, DefId impl, ImplSource& out);
  bool confirm_poly(const TraitGoal& goal, const Binder<TraitRef>& poly, std::vector<Obligation>& nested);
  bool confirm_callable(const TraitGoal& goal, std::vector<Obligation>& nested);
  bool confirm_unsize(const TraitGoal& goal, const Candidate& c, std::vector<Obligation>& nested);
  bool confirm_struct_unsize(const TraitGoal& goal, TypeId from, TypeId to, const ObligationCause& cause, std::vector<Obligation>& nested);
  bool confirm_coerce_unsized(const TraitGoal& goal, std::vector<Obligation>& nested);
  void builtin_nested(const TraitGoal& goal, TypeId self, std::vector<TypeId>& out);
  void auto_nested(TypeId self, std::vector<TypeId>& out);
  void require(const TraitGoal& goal, const ObligationCause& cause, DefId trait, TypeId ty, std::vector<Obligation>& nested);
  ObligationCause derived(const TraitGoal& goal, DefId impl, ObligationKind kind);

  InferCtxt& icx_;
  Context& cx_;
  Store& st_;
  const LangTraits& lang_;
  std::vector<Frame> stack_;
  bool evaluating_ = false;
};

// The signature of a callable type (closure, FnDef, FnPtr) with its inputs as one tuple: what Fn* has as args.
struct CallableSig {
  TypeId inputs_tuple, output;
};
// Bound regions become fresh variables. nullopt: not callable through Fn* (unsafe fns, other types, a closure not known yet).
std::optional<CallableSig> callable_sig(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, TypeId self,
                                        std::vector<Obligation>& nested);
// The kind of a closure: 0 Fn, 1 FnMut, 2 FnOnce; nullopt while unknown.
std::optional<uint8_t> closure_kind(InferCtxt& icx, ArgsId args);

// --- projection ----------------------------------------------------------------------------------------------------

struct Projected {
  enum class Kind : uint8_t { ty, rigid, ambiguous, error } kind = Kind::rigid;
  TypeId ty;
};
// One step: what `assoc` with these (resolved) args is, itself normalized.
Projected project(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, DefId assoc, ArgsId args, uint32_t depth,
                  std::vector<Obligation>& out);
// An opaque type's hidden type; the alias itself while it is not known.
TypeId reveal_opaque(Context& cx, DefId def, ArgsId args);
// An unevaluated constant's value; the constant itself where it is not known (yet).
ConstId evaluate_const(InferCtxt& icx, ConstId c);
// As typeck::normalize, at a depth of nesting.
template <class T>
T normalize_at(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, const T& value, uint32_t depth,
               std::vector<Obligation>& out);

// Numbers unresolved variables by first occurrence and erases regions: equal goals get equal args.
ArgsId freshen(InferCtxt& icx, ArgsId args);
// The bounds of an alias, elaborated, for these args.
void for_each_alias_bound(Context& cx, DefId alias, ArgsId args, FunctionRef<void(const PolyClause&)> f);
// The trait's part of an associated item's args.
ArgsId trait_args_of(Context& cx, DefId trait, ArgsId args);
// Whether a type of an impl's header could be `ty`: parameters of the impl stand for anything. Never says no wrongly.
bool may_unify(const Store& st, TypeId impl_ty, TypeId ty);
// The type a struct's size hangs on; nullopt: none (it is always Sized).
std::optional<TypeId> sized_constraint(Context& cx, DefId adt);
// Types that hold without looking at impls: a quick yes for Sized; false: look further.
bool trivially_sized(const Store& st, TypeId ty);

}  // namespace borrowlab::typeck
