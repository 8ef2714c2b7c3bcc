// A walk over the syntax tree in the order of rustc's visitors: a node's own hook first, then what is within it. Override a hook and call
// its `walk_` to go on. Depth is bounded by the parser's limit on nesting.
#pragma once
#include "syntax/ast.h"

namespace borrowlab::lint {

class Visitor {
 public:
  explicit Visitor(const syntax::Ast& tree) : ast(tree) {}
  virtual ~Visitor() = default;
  const syntax::Ast& ast;

  virtual void item(syntax::ItemId id) { walk_item(ast[id]); }
  virtual void assoc_item(syntax::ItemId id) { walk_item(ast[id]); }  // of a trait or impl
  virtual void stmt(const syntax::Stmt& s) { walk_stmt(s); }
  virtual void block(syntax::BlockId id) { walk_block(id); }
  virtual void expr(syntax::ExprId id) { walk_expr(ast[id]); }
  virtual void arm(const syntax::Arm& a) { walk_arm(a); }
  virtual void pat(syntax::PatId id) { walk_pat(ast[id]); }
  virtual void ty(syntax::TyId id) { walk_ty(ast[id]); }
  virtual void param(const syntax::Param& p) { pat(p.pat); }
  // A path with what it was resolved by: the node whose resolution it has.
  virtual void path(syntax::NodeId, const syntax::Path& p) { walk_path(p); }
  virtual void anon_const(const syntax::AnonConst& c) { expr(c.value); }
  virtual void generics(const syntax::Generics& g) { walk_generics(g); }
  virtual void generic_param(const syntax::GenericParam& p) { walk_generic_param(p); }
  virtual void variant(const syntax::Variant& v) { walk_variant(v); }
  virtual void variant_data(const syntax::VariantData& d) { walk_variant_data(d); }
  virtual void field_def(const syntax::FieldDef& f) { ty(f.ty); }

  void walk_item(const syntax::Item& i);
  void walk_fn(const syntax::ItemFn& fn);
  void walk_stmt(const syntax::Stmt& s);
  void walk_block(syntax::BlockId id);
  void walk_expr(const syntax::Expr& e);
  void walk_arm(const syntax::Arm& a);
  void walk_pat(const syntax::Pat& p);
  void walk_ty(const syntax::Ty& t);
  void walk_path(const syntax::Path& p);
  void walk_generics(const syntax::Generics& g);
  void walk_generic_param(const syntax::GenericParam& p);
  void walk_variant(const syntax::Variant& v);
  void walk_variant_data(const syntax::VariantData& d);
  void qpath(syntax::NodeId id, const std::optional<syntax::QSelf>& qself, const syntax::Path& p);
  void args(const syntax::GenericArgs& a);
  void bounds(const std::vector<syntax::GenericBound>& list);

 private:
  void maybe(syntax::ExprId id) {
    if (id.valid()) expr(id);
  }
  void maybe(syntax::PatId id) {
    if (id.valid()) pat(id);
  }
  void maybe(syntax::TyId id) {
    if (id.valid()) ty(id);
  }
  void maybe(syntax::BlockId id) {
    if (id.valid()) block(id);
  }
};

}  // namespace borrowlab::lint
