// Walks a body and tells how each place is used: moved, copied, borrowed, assigned. After rustc_hir_typeck::expr_use_visitor.
#pragma once
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

// A place expression as far as closures care: a variable and the way from it.
struct UsePlace {
  NodeId var;  // none: a temporary, a static
  TypeId var_ty;
  std::vector<thir::CaptureProjection> projections;  // ty: after the projection
  std::vector<uint8_t> opaque_index;                 // parallel: 1 where the projection is an index (nothing finer is captured)
  TypeId ty;
  Span span;
  TypeId ty_before(size_t i) const { return i == 0 ? var_ty : projections[i - 1].ty; }
};

enum class UseKind : uint8_t { shared, unique, mutable_, by_value };  // in order of strength

class ExprUseVisitor {
 public:
  // `use(place, kind)`: by_value is a move (copies are shared uses).
  using Use = std::function<void(const UsePlace&, UseKind)>;
  ExprUseVisitor(FnCtxt& f, Use use) : fcx(f), store(f.store), ast(f.ast), on_use(std::move(use)) {}
  void consume_body(ExprId value);

 private:
  FnCtxt& fcx;
  types::Store& store;
  const syntax::Ast& ast;
  Use on_use;

  void consume(ExprId e);
  void borrow(ExprId e, Mutability m);
  void mutate(ExprId e);
  void walk(ExprId e);
  void walk_adjustments(ExprId e);
  void walk_block(BlockId b);
  void walk_let(ExprId init, PatId pat);
  void walk_pat(UsePlace place, PatId p, Span scrutinee);  // scrutinee: what a test of a value or variant reads
  void walk_struct(const syntax::Expr& e, const syntax::ExprStruct& s);
  void walk_captures(const syntax::Expr& e);
  UsePlace cat(ExprId e);
  UsePlace cat_unadjusted(ExprId e);
  UsePlace cat_adjusted(ExprId e, size_t adjustments);
  UsePlace rvalue(TypeId ty, Span span);
  UsePlace deref(UsePlace p, TypeId ty, Span span);
  UsePlace field(UsePlace p, uint32_t index, uint32_t variant, TypeId ty, Span span);
  UsePlace index(UsePlace p, TypeId ty, Span span);
  void consume_or_copy(const UsePlace& p);
  bool pattern_reads(PatId p);
};

}  // namespace borrowlab::typeck::check
