// Relating two terms under a variance: the one procedure behind eq, sub and lub. After rustc_infer::infer::relate.
#pragma once
#include "typeck/infer/tables.h"
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Variance;

// What a position of variance `b` is worth inside one of variance `a`.
Variance xform(Variance a, Variance b);

// One relation from its start to its end; a failed one leaves variables as they are: the caller holds the snapshot.
class Relation {
 public:
  Relation(InferCtxt& icx, const ObligationCause& cause, const types::ParamEnv& env, std::vector<Obligation>& out, uint32_t depth = 0)
      : icx_(icx), store_(icx.cx.store), cause_(cause), env_(env), out_(out), depth_(depth) {}

  // covariant: a <: b; invariant: a == b; contravariant: b <: a.
  bool types(Variance v, TypeId a, TypeId b);
  bool regions(Variance v, RegionId a, RegionId b);
  bool consts(ConstId a, ConstId b);
  bool arg(Variance v, GenericArg a, GenericArg b);
  // All positions invariant, or by the variances of `def`.
  bool args(ArgsId a, ArgsId b);
  bool args_of(Variance v, DefId def, ArgsId a, ArgsId b);
  // An alias that stands for nothing but itself, and another type: nothing is normalized here.
  bool rigid_alias(TypeId alias, TypeId other);

  TypeMismatch mismatch{};  // a's part, b's part
  bool found_mismatch = false;

 private:
  InferCtxt::Impl& tables() { return *icx_.impl_; }
  bool fail(TypeId a, TypeId b);
  bool structurally(Variance v, TypeId a, TypeId b);
  bool with_infer(Variance v, TypeId a, TypeId b, const types::Infer* ia, const types::Infer* ib);
  bool bind(Variance v, uint32_t root, TypeId var, TypeId other, bool var_is_a);
  bool aliases(Variance v, TypeId a, TypeId b, bool& decided);
  bool project_to(Variance v, TypeId alias, TypeId other, bool alias_is_a, bool& decided);
  bool define_opaque(TypeId opaque, TypeId hidden);
  bool fn_sigs(Variance v, const types::PolyFnSig& a, const types::PolyFnSig& b, TypeId whole_a, TypeId whole_b);
  bool sigs(Variance v, const types::FnSig& a, const types::FnSig& b, TypeId whole_a, TypeId whole_b);
  bool dynamics(Variance v, const types::Dynamic& a, const types::Dynamic& b, TypeId whole_a, TypeId whole_b);
  bool existentials(types::ExistentialsId a, types::ExistentialsId b);
  types::ExistentialsId instantiate_existentials(types::ExistentialsId list, types::BoundVarsId vars, bool placeholders);

  InferCtxt& icx_;
  types::Store& store_;
  const ObligationCause& cause_;
  const types::ParamEnv& env_;
  std::vector<Obligation>& out_;
  uint32_t depth_;
};

}  // namespace borrowlab::typeck
