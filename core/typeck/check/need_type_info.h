// Where an annotation would tell a type that cannot be inferred. rustc: FindInferSourceVisitor.
#pragma once
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

struct InferSource {
  enum class Kind : uint8_t { let_binding, closure_arg, generic_arg, method_call } kind;
  Span span;
  TypeId ty;                                // let_binding, closure_arg: as far as it is known
  DefId def;                                // generic_arg: whose parameter; method_call: the method
  Symbol name;                              // generic_arg: the parameter's; let_binding: the variable's, empty for another pattern
  types::GenericParamDef::Kind param_kind;  // generic_arg
};

// Walks a body; among all places whose type holds the unknown part, the one with the least to write is best. Cost: linear in the body.
class InferSourceFinder {
 public:
  InferSourceFinder(FnCtxt& f, GenericArg target);
  std::optional<InferSource> find();

 private:
  void expr(ExprId id);
  void block(BlockId id);
  void local(const syntax::StmtLet& let);
  void closure(const syntax::ExprClosure& c);
  void path(const syntax::Expr& e, const syntax::ExprPath& p);
  void method(const syntax::Expr& e, const syntax::ExprMethodCall& m);
  void generic_args(Span span, DefId def, ArgsId args, bool own_only, bool own_written);
  bool contains_target(GenericArg value);
  uint32_t cost_of(GenericArg value);
  uint32_t type_cost(TypeId ty, uint32_t depth);
  void offer(InferSource source, uint32_t cost);

  FnCtxt& fcx_;
  GenericArg target_;
  std::optional<InferSource> best_;
  uint32_t best_cost_ = 0, attempts_ = 0;
};

}  // namespace borrowlab::typeck::check
