// The relations as the rest of the type checker asks for them.
#include "typeck/infer/relate.h"

namespace borrowlab::typeck {

using types::ParamEnv;

std::optional<TypeMismatch> InferCtxt::eq(const ObligationCause& cause, const ParamEnv& env, GenericArg a, GenericArg b,
                                          std::vector<Obligation>& obligations) {
  if (a == b) return std::nullopt;
  const Snapshot s = start_snapshot();
  const size_t goals = obligations.size();
  Relation r(*this, cause, env, obligations);
  if (r.arg(Variance::invariant, a, b)) {
    commit(s);
    return std::nullopt;
  }
  // The parts are named as they are now: the variables that this relation bound lose their values.
  TypeMismatch m = r.found_mismatch ? TypeMismatch{resolve(r.mismatch.expected), resolve(r.mismatch.found)} : TypeMismatch{};
  rollback_to(s);
  obligations.resize(goals);
  if (!r.found_mismatch && a.is_type() && b.is_type()) m = {a.type(), b.type()};
  return m;
}

std::optional<TypeMismatch> InferCtxt::sub(const ObligationCause& cause, const ParamEnv& env, TypeId sub, TypeId sup,
                                           std::vector<Obligation>& obligations) {
  if (sub == sup) return std::nullopt;
  const Snapshot s = start_snapshot();
  const size_t goals = obligations.size();
  Relation r(*this, cause, env, obligations);
  if (r.types(Variance::contravariant, sup, sub)) {
    commit(s);
    return std::nullopt;
  }
  TypeMismatch m = r.found_mismatch ? TypeMismatch{resolve(r.mismatch.expected), resolve(r.mismatch.found)} : TypeMismatch{sup, sub};
  rollback_to(s);
  obligations.resize(goals);
  return m;
}

std::optional<TypeId> InferCtxt::lub(const ObligationCause& cause, const ParamEnv& env, TypeId a, TypeId b,
                                     std::vector<Obligation>& obligations) {
  if (a == b) return a;
  const Snapshot s = start_snapshot();
  const size_t goals = obligations.size();
  const TypeId join = next_ty_var(cause.span);
  Relation r(*this, cause, env, obligations);
  if (r.types(Variance::covariant, a, join) && r.types(Variance::covariant, b, join)) {
    commit(s);
    return shallow_resolve(join);
  }
  rollback_to(s);
  obligations.resize(goals);
  return std::nullopt;
}

std::optional<TypeMismatch> InferCtxt::eq_trait_refs(const ObligationCause& cause, const ParamEnv& env, const types::TraitRef& a,
                                                     const types::TraitRef& b, std::vector<Obligation>& obligations) {
  if (a == b) return std::nullopt;
  if (a.trait != b.trait) return TypeMismatch{};
  const Snapshot s = start_snapshot();
  const size_t goals = obligations.size();
  Relation r(*this, cause, env, obligations);
  if (r.args(a.args, b.args)) {
    commit(s);
    return std::nullopt;
  }
  const TypeMismatch m = r.found_mismatch ? TypeMismatch{resolve(r.mismatch.expected), resolve(r.mismatch.found)} : TypeMismatch{};
  rollback_to(s);
  obligations.resize(goals);
  return m;
}

bool InferCtxt::can_eq(const ParamEnv& env, TypeId a, TypeId b) {
  if (a == b) return true;
  return probe([&] {
    std::vector<Obligation> goals;
    ObligationCause cause;
    if (eq(cause, env, a, b, goals)) return false;
    for (const Obligation& o : goals)
      if (!predicate_may_hold(*this, o)) return false;
    return true;
  });
}

}  // namespace borrowlab::typeck
