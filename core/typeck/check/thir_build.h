// Builds one body's THIR from the checked tables. After rustc_mir_build::thir::cx.
#pragma once
#include "typeck/check/fn_ctxt.h"
#include "typeck/check/region.h"

namespace borrowlab::typeck::check {

class ThirBuilder {
 public:
  // `def`: the owner, or a closure or inline const within it.
  ThirBuilder(FnCtxt& fcx, DefId def);

  void build_fn(const std::vector<syntax::Param>& params, const FnSig& sig, BlockId block, ExprId value);
  void build_const(ExprId value, TypeId ty);
  thir::Body take() { return std::move(body_); }

 private:
  FnCtxt& f_;
  Context& cx_;
  types::Store& store_;
  const syntax::Ast& ast_;
  Results& results_;
  thir::Body body_;
  ScopeTree tree_;
  DefId def_;
  bool is_closure_;
  ExprId cast_operand_;  // of the `x as T` that is built
  Span cast_span_;

  // --- thir_expr.cpp ---
  thir::ExprId mirror(ExprId e);
  thir::Expr mirror_inner(ExprId e);
  thir::Expr mirror_unadjusted(ExprId e);
  thir::ExprKind kind_of(ExprId id, const syntax::Expr& e, TypeId ty, thir::ScopeId temp);
  thir::Expr apply_adjustment(Span as_cast, thir::Expr expr, const Adjustment& a, Span span, thir::ScopeId temp);
  thir::Expr method_callee(NodeId node, Span span, thir::ScopeId temp);
  thir::ExprKind overloaded_operator(const syntax::Expr& e, std::vector<thir::ExprId> args, thir::ScopeId temp);
  thir::ExprKind overloaded_place(TypeId place_ty, thir::Expr callee, std::vector<thir::ExprId> args, Span span, thir::ScopeId temp);
  thir::ExprKind path_kind(NodeId node, Span span, TypeId ty, thir::ScopeId temp);
  thir::ExprKind convert_var(NodeId var);
  thir::ExprKind struct_kind(const syntax::Expr& e, const syntax::ExprStruct& s, TypeId ty);
  thir::ExprKind call_kind(const syntax::Expr& e, const syntax::ExprCall& c, TypeId ty, thir::ScopeId temp);
  thir::ExprKind cast_kind(const syntax::Expr& e, const syntax::ExprCast& c, TypeId ty, thir::ScopeId temp);
  thir::ExprKind closure_kind(const syntax::Expr& e, TypeId ty, thir::ScopeId temp);
  thir::ExprId capture_expr(const syntax::Expr& e, const thir::Capture& c, thir::ScopeId temp);
  thir::ExprId push(thir::Expr e) { return body_.exprs.push(std::move(e)); }
  thir::ExprId mirror_block_expr(BlockId b);
  thir::BlockId mirror_block(BlockId b);
  uint32_t mirror_arm(const syntax::Arm& arm);
  thir::ConstantValue literal(const syntax::Lit& lit, TypeId ty, bool neg);

  // --- thir_pat.cpp ---
  thir::PatId pattern(PatId p);
  thir::PatKind pattern_kind(PatId p, const syntax::Pat& pat, TypeId& ty);
  thir::PatKind path_pattern(const syntax::Pat& pat, TypeId ty);
  thir::PatKind variant_or_leaf(NodeId node, TypeId ty, std::vector<thir::FieldPat> fields);
  std::optional<thir::ConstantValue> range_end(ExprId e, TypeId ty);
  thir::PatId push_pat(thir::Pat p) { return body_.pats.push(std::move(p)); }

  TypeId ty(TypeId t, Span span) { return f_.final_ty(t, span); }
  // The node's type, now without variables, kept for those who ask of the node itself.
  TypeId node_type(NodeId n, Span span) {
    auto it = results_.node_types.find(n);
    if (it == results_.node_types.end()) return f_.err();
    return it->second = f_.final_ty(it->second, span);
  }
  void collect_vars();
  bool own_var(NodeId var) const { return tree_.vars.count(var) != 0; }
  thir::ExprKind refused(Span span, std::string what) {
    f_.refuse(span, std::move(what));
    return thir::Err{};
  }
};

// `bits` cut to an integer type's width.
unsigned __int128 truncate_to(const types::Store& store, TypeId t, unsigned __int128 bits);
// E0030, E0579: a range pattern that holds nothing.
void check_range_pattern(FnCtxt& f, Span span, TypeId ty, const thir::PatRange& range);

// A constant as a pattern: its value's shape, from its checked body; nullopt where the shape is beyond what patterns need.
std::optional<thir::PatId> const_to_pat(FnCtxt& f, thir::Body& into, DefId def, ArgsId args, TypeId ty, Span span);

}  // namespace borrowlab::typeck::check
