#include "borrowck/diagnostics/ast_search.h"

namespace borrowlab::borrowck {

using namespace syntax;  // NOLINT: this file is about syntax

AstSearch::AstSearch(const types::Context& cx, resolve::DefId owner) {
  while (owner && (cx.defs[owner].kind == resolve::DefKind::closure || !cx.defs[owner].item)) {
    if (cx.defs[owner].kind == resolve::DefKind::anon_const && cx.defs[owner].expr) break;
    owner = cx.defs[owner].parent;
  }
  if (!owner) return;
  ast_ = &cx.crate_of(owner).ast;
  if (!cx.defs[owner].item) {
    expr_node(cx.defs[owner].expr, none);
    return;
  }
  item_ = &(*ast_)[cx.defs[owner].item];
  fn_ = std::get_if<ItemFn>(&item_->kind);
  if (fn_ != nullptr) {
    for (const Param& p : fn_->sig.inputs) {
      AstNode n;
      n.kind = AstNode::Kind::param;
      n.span = p.span;
      n.param = &p;
      pat_node(p.pat, add(n));
    }
    if (fn_->body) block_node(fn_->body, none);
  } else if (const auto* c = std::get_if<ItemConst>(&item_->kind)) {
    if (c->value) expr_node(c->value, none);
  } else if (const auto* s = std::get_if<ItemStatic>(&item_->kind)) {
    if (s->value) expr_node(s->value, none);
  }
}

uint32_t AstSearch::find_expr(source::Span span) const {
  for (uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].kind == AstNode::Kind::expr && nodes_[i].span == span) return i;
  return none;
}

uint32_t AstSearch::find_inner_expr(source::Span span) const {
  for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 0;)
    if (nodes_[i].kind == AstNode::Kind::expr && nodes_[i].span == span) return i;
  return none;
}

uint32_t AstSearch::find_pat(source::Span span) const {
  for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 0;)
    if (nodes_[i].kind == AstNode::Kind::pat && nodes_[i].span == span) return i;
  return none;
}

uint32_t AstSearch::enclosing(uint32_t node, AstNode::Kind kind) const {
  for (uint32_t n = parent(node); n != none; n = parent(n))
    if (nodes_[n].kind == kind) return n;
  return none;
}

uint32_t AstSearch::let_with_pat(source::Span span) const {
  for (uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].kind == AstNode::Kind::let && (*ast_)[nodes_[i].let->pat].span.contains(span)) return i;
  return none;
}

bool AstSearch::is_within(uint32_t node, uint32_t ancestor) const {
  for (uint32_t n = node; n != none; n = parent(n))
    if (n == ancestor) return true;
  return false;
}

uint32_t AstSearch::find_var(NodeId var) const {
  for (uint32_t i = 0; i < nodes_.size(); ++i)
    if (nodes_[i].kind == AstNode::Kind::pat && (*ast_)[nodes_[i].pat].id == var) return i;
  return none;
}

std::string AstSearch::var_name(NodeId var) const {
  const uint32_t n = find_var(var);
  if (n == none) return "_";
  const auto* ident = std::get_if<PatIdent>(&(*ast_)[nodes_[n].pat].kind);
  return ident != nullptr ? std::string(ident->ident.name.str()) : "_";
}

void AstSearch::pat_node(PatId p, uint32_t parent) {
  if (!p) return;
  const Pat& pat = (*ast_)[p];
  AstNode n;
  n.kind = AstNode::Kind::pat;
  n.span = pat.span;
  n.parent = parent;
  n.pat = p;
  const uint32_t me = add(n);
  auto all = [&](const std::vector<PatId>& list) {
    for (PatId x : list) pat_node(x, me);
  };
  if (const auto* k = std::get_if<PatIdent>(&pat.kind)) pat_node(k->sub, me);
  else if (const auto* k = std::get_if<PatStruct>(&pat.kind)) {
    for (const PatField& f : k->fields) pat_node(f.pat, me);
  } else if (const auto* k = std::get_if<PatTupleStruct>(&pat.kind)) all(k->elems);
  else if (const auto* k = std::get_if<PatTuple>(&pat.kind)) all(k->elems);
  else if (const auto* k = std::get_if<PatSlice>(&pat.kind)) all(k->elems);
  else if (const auto* k = std::get_if<PatOr>(&pat.kind)) all(k->alternatives);
  else if (const auto* k = std::get_if<PatRef>(&pat.kind)) pat_node(k->pat, me);
}

void AstSearch::block_node(BlockId b, uint32_t parent) {
  if (!b) return;
  const Block& block = (*ast_)[b];
  AstNode n;
  n.kind = AstNode::Kind::block;
  n.span = block.span;
  n.parent = parent;
  n.block = b;
  const uint32_t me = add(n);
  for (const Stmt& s : block.stmts) {
    if (const auto* l = std::get_if<StmtLet>(&s.kind)) {
      AstNode let;
      let.kind = AstNode::Kind::let;
      let.span = s.span;
      let.parent = me;
      let.let = l;
      const uint32_t id = add(let);
      pat_node(l->pat, id);
      if (l->init) expr_node(l->init, id);
      block_node(l->els, id);
    } else if (const auto* e = std::get_if<StmtExpr>(&s.kind)) {
      expr_node(e->expr, me);
    }
  }
  if (block.tail) expr_node(block.tail, me);
}

void AstSearch::expr_node(syntax::ExprId id, uint32_t parent) {
  if (!id) return;
  const Expr& e = (*ast_)[id];
  AstNode n;
  n.span = e.span;
  n.parent = parent;
  n.expr = id;
  const uint32_t me = add(n);
  auto all = [&](const std::vector<syntax::ExprId>& list) {
    for (syntax::ExprId x : list) expr_node(x, me);
  };
  if (const auto* k = std::get_if<ExprUnary>(&e.kind)) expr_node(k->operand, me);
  else if (const auto* k = std::get_if<ExprBinary>(&e.kind)) {
    expr_node(k->lhs, me);
    expr_node(k->rhs, me);
  } else if (const auto* k = std::get_if<ExprAssign>(&e.kind)) {
    expr_node(k->place, me);
    expr_node(k->value, me);
  } else if (const auto* k = std::get_if<ExprAssignOp>(&e.kind)) {
    expr_node(k->place, me);
    expr_node(k->value, me);
  } else if (const auto* k = std::get_if<ExprAddrOf>(&e.kind)) expr_node(k->place, me);
  else if (const auto* k = std::get_if<ExprCall>(&e.kind)) {
    expr_node(k->callee, me);
    all(k->args);
  } else if (const auto* k = std::get_if<ExprMethodCall>(&e.kind)) {
    expr_node(k->receiver, me);
    all(k->args);
  } else if (const auto* k = std::get_if<ExprField>(&e.kind)) expr_node(k->base, me);
  else if (const auto* k = std::get_if<ExprIndex>(&e.kind)) {
    expr_node(k->base, me);
    expr_node(k->index, me);
  } else if (const auto* k = std::get_if<ExprTuple>(&e.kind)) all(k->elems);
  else if (const auto* k = std::get_if<ExprArray>(&e.kind)) all(k->elems);
  else if (const auto* k = std::get_if<ExprRepeat>(&e.kind)) expr_node(k->elem, me);
  else if (const auto* k = std::get_if<ExprStruct>(&e.kind)) {
    for (const FieldInit& f : k->fields) expr_node(f.value, me);
    expr_node(k->base, me);
  } else if (const auto* k = std::get_if<ExprBlock>(&e.kind)) block_node(k->block, me);
  else if (const auto* k = std::get_if<ExprIf>(&e.kind)) {
    expr_node(k->cond, me);
    block_node(k->then, me);
    expr_node(k->else_, me);
  } else if (const auto* k = std::get_if<ExprLet>(&e.kind)) {
    pat_node(k->pat, me);
    expr_node(k->scrutinee, me);
  } else if (const auto* k = std::get_if<ExprMatch>(&e.kind)) {
    expr_node(k->scrutinee, me);
    for (const Arm& a : k->arms) {
      AstNode arm;
      arm.kind = AstNode::Kind::arm;
      arm.span = a.span;
      arm.parent = me;
      arm.arm = &a;
      const uint32_t an = add(arm);
      pat_node(a.pat, an);
      expr_node(a.guard, an);
      expr_node(a.body, an);
    }
  } else if (const auto* k = std::get_if<ExprLoop>(&e.kind)) block_node(k->body, me);
  else if (const auto* k = std::get_if<ExprBreak>(&e.kind)) expr_node(k->value, me);
  else if (const auto* k = std::get_if<ExprReturn>(&e.kind)) expr_node(k->value, me);
  else if (const auto* k = std::get_if<ExprClosure>(&e.kind)) {
    for (const Param& p : k->params) {
      AstNode param;
      param.kind = AstNode::Kind::param;
      param.span = p.span;
      param.parent = me;
      param.param = &p;
      pat_node(p.pat, add(param));
    }
    expr_node(k->body, me);
  } else if (const auto* k = std::get_if<ExprCast>(&e.kind)) expr_node(k->expr, me);
  else if (const auto* k = std::get_if<ExprDropTemps>(&e.kind)) expr_node(k->expr, me);
}

std::string captured_place(const types::Context& cx, const AstSearch& ast, const typeck::thir::Capture& c) {
  std::string out;
  // The variable's name stands in the syntax tree: a binding's NodeId.
  out = ast.var_name(c.var);
  types::TypeId ty = c.var_ty;
  for (const auto& p : c.projections) {
    if (p.kind == typeck::thir::CaptureProjection::Kind::deref) {
      out.insert(0, "*");
    } else if (const auto* t = cx.store.get<types::Adt>(ty)) {
      auto adt = cx.items.adts.find(t->def);
      const uint32_t v = p.variant ? p.variant.index : 0;
      if (adt != cx.items.adts.end() && v < adt->second.variants.size() && p.field.index < adt->second.variants[v].fields.size())
        out += "." + std::string(adt->second.variants[v].fields[p.field.index].name.str());
    } else {
      out += "." + std::to_string(p.field.index);
    }
    ty = p.ty;
  }
  return out;
}

}  // namespace borrowlab::borrowck
