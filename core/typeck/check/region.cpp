#include "typeck/check/region.h"

#include "support/function_ref.h"

namespace borrowlab::typeck::check {

using ScopeKind = thir::ScopeData::Kind;
using thir::ScopeId;

ScopeId ScopeTree::statement(NodeId block, uint32_t index) const {
  auto it = statements.find({block.index, index});
  return it == statements.end() ? ScopeId() : it->second;
}
ScopeId ScopeTree::remainder(NodeId block, uint32_t index) const {
  auto it = remainders.find({block.index, index});
  return it == remainders.end() ? ScopeId() : it->second;
}

// Temporaries end with the innermost scope that terminates: the node below a destruction scope, or a 2024 `if let`'s and a guard's own.
ScopeId ScopeTree::default_temporary(ScopeId id) const {
  while (id.valid()) {
    const ScopeId p = scopes[id].parent;
    if (!p.valid()) return ScopeId();
    switch (scopes[p].kind) {
      case ScopeKind::destruction: return id;
      case ScopeKind::match_guard:
      case ScopeKind::if_then_rescope: return p;
      default: id = p;
    }
  }
  return ScopeId();
}

ScopeId ScopeTree::temporary(NodeId n) const {
  if (auto it = rvalue_scopes.find(n); it != rvalue_scopes.end()) return it->second;
  return default_temporary(node(n));
}
ScopeId ScopeTree::temporary_of_block_expr(NodeId block) const { return default_temporary(block_as_expr(block)); }

void for_each_child(const syntax::Expr& e, FunctionRef<void(ExprId)> expr, FunctionRef<void(BlockId)> block) {
  using namespace syntax;
  if (const auto* x = std::get_if<ExprUnary>(&e.kind)) {
    expr(x->operand);
  } else if (const auto* x = std::get_if<ExprBinary>(&e.kind)) {
    expr(x->lhs), expr(x->rhs);
  } else if (const auto* x = std::get_if<ExprAssign>(&e.kind)) {
    expr(x->value), expr(x->place);
  } else if (const auto* x = std::get_if<ExprAssignOp>(&e.kind)) {
    expr(x->value), expr(x->place);
  } else if (const auto* x = std::get_if<ExprAddrOf>(&e.kind)) {
    expr(x->place);
  } else if (const auto* x = std::get_if<ExprCall>(&e.kind)) {
    expr(x->callee);
    for (auto a : x->args) expr(a);
  } else if (const auto* x = std::get_if<ExprMethodCall>(&e.kind)) {
    expr(x->receiver);
    for (auto a : x->args) expr(a);
  } else if (const auto* x = std::get_if<ExprField>(&e.kind)) {
    expr(x->base);
  } else if (const auto* x = std::get_if<ExprIndex>(&e.kind)) {
    expr(x->base), expr(x->index);
  } else if (const auto* x = std::get_if<ExprTuple>(&e.kind)) {
    for (auto a : x->elems) expr(a);
  } else if (const auto* x = std::get_if<ExprArray>(&e.kind)) {
    for (auto a : x->elems) expr(a);
  } else if (const auto* x = std::get_if<ExprRepeat>(&e.kind)) {
    expr(x->elem);
  } else if (const auto* x = std::get_if<ExprStruct>(&e.kind)) {
    for (const auto& f : x->fields) expr(f.value);
    if (x->base.valid()) expr(x->base);
  } else if (const auto* x = std::get_if<ExprBlock>(&e.kind)) {
    block(x->block);
  } else if (const auto* x = std::get_if<ExprIf>(&e.kind)) {
    expr(x->cond), block(x->then);
    if (x->else_.valid()) expr(x->else_);
  } else if (const auto* x = std::get_if<ExprLet>(&e.kind)) {
    expr(x->scrutinee);
  } else if (const auto* x = std::get_if<ExprMatch>(&e.kind)) {
    expr(x->scrutinee);
    for (const auto& a : x->arms) {
      if (a.guard.valid()) expr(a.guard);
      expr(a.body);
    }
  } else if (const auto* x = std::get_if<ExprLoop>(&e.kind)) {
    block(x->body);
  } else if (const auto* x = std::get_if<ExprBreak>(&e.kind)) {
    if (x->value.valid()) expr(x->value);
  } else if (const auto* x = std::get_if<ExprReturn>(&e.kind)) {
    if (x->value.valid()) expr(x->value);
  } else if (const auto* x = std::get_if<ExprCast>(&e.kind)) {
    expr(x->expr);
  } else if (const auto* x = std::get_if<ExprDropTemps>(&e.kind)) {
    expr(x->expr);
  }
}

class RegionResolver {
 public:
  RegionResolver(const BodySource& b, ScopeTree& t) : body(b), ast(b.ast), tree(t) {}

  void run() {
    const Span span = body.block.valid() ? ast[body.block].span : ast[body.value].span;
    const NodeId root = body.block.valid() ? ast[body.block].id : ast[body.value].id;
    tree.call_site = enter(ScopeKind::call_site, root, span);
    tree.arguments = enter(ScopeKind::arguments, root, span);
    var_parent = parent;
    for (PatId p : body.params) visit_pat(p);
    if (body.is_fn) {
      if (body.block.valid()) block_expr(body.block, true);
      else expr(body.value, true);
    } else {
      // A constant's temporaries live for ever where `let` would extend them, and else end with it.
      var_parent = ScopeId();
      enter(ScopeKind::destruction, root, span);
      local(PatId(), body.value, false);
    }
  }

 private:
  const BodySource& body;
  const syntax::Ast& ast;
  ScopeTree& tree;
  ScopeId parent, var_parent;
  bool extend_blocks = true;  // whether a block's tail shares in the extension that is being recorded
  std::unordered_map<NodeId, ScopeId, IndexHash> extended_super_lets;

  struct Context {
    ScopeId parent, var_parent;
  };
  Context save() const { return {parent, var_parent}; }
  void restore(Context c) { parent = c.parent, var_parent = c.var_parent; }

  ScopeId enter(ScopeKind kind, NodeId node, Span span, uint32_t remainder = 0) {
    thir::ScopeData d;
    d.kind = kind;
    d.node = node;
    d.remainder = remainder;
    d.parent = parent;
    d.span = span;
    parent = tree.scopes.push(d);
    return parent;
  }
  ScopeId enter_node(NodeId node, Span span, bool terminating) {
    if (terminating) enter(ScopeKind::destruction, node, span);
    return enter(ScopeKind::node, node, span);
  }

  void visit_pat(PatId p) {
    if (!p.valid()) return;
    const syntax::Pat& pat = ast[p];
    if (const auto* i = std::get_if<syntax::PatIdent>(&pat.kind)) {
      if (!(pat.id.index < body.res.binding_is_path.size() && body.res.binding_is_path[pat.id.index])) tree.vars[pat.id] = var_parent;
      if (i->sub.valid()) visit_pat(i->sub);
    } else if (const auto* s = std::get_if<syntax::PatStruct>(&pat.kind)) {
      for (const auto& f : s->fields) visit_pat(f.pat);
    } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&pat.kind)) {
      for (PatId x : t->elems) visit_pat(x);
    } else if (const auto* t2 = std::get_if<syntax::PatTuple>(&pat.kind)) {
      for (PatId x : t2->elems) visit_pat(x);
    } else if (const auto* s2 = std::get_if<syntax::PatSlice>(&pat.kind)) {
      for (PatId x : s2->elems) visit_pat(x);
    } else if (const auto* o = std::get_if<syntax::PatOr>(&pat.kind)) {
      for (PatId x : o->alternatives) visit_pat(x);
    } else if (const auto* r = std::get_if<syntax::PatRef>(&pat.kind)) {
      visit_pat(r->pat);
    } else if (const auto* l = std::get_if<syntax::PatLit>(&pat.kind)) {
      expr(l->expr, false);
    } else if (const auto* r2 = std::get_if<syntax::PatRange>(&pat.kind)) {
      if (r2->lo.valid()) expr(r2->lo, false);
      if (r2->hi.valid()) expr(r2->hi, false);
    }
  }

  // A block that stands where an expression does, with no expression node of its own.
  void block_expr(BlockId b, bool terminating) {
    const Context c = save();
    tree.block_exprs[ast[b].id] = enter_node(ast[b].id, ast[b].span, terminating);
    block(b, false);
    restore(c);
  }

  void block(BlockId id, bool terminating) {
    const syntax::Block& b = ast[id];
    const Context outer = save();
    tree.nodes[b.id] = enter_node(b.id, b.span, terminating);
    var_parent = parent;
    for (uint32_t i = 0; i < b.stmts.size(); ++i) {
      const syntax::Stmt& s = b.stmts[i];
      if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) {
        const Context before = save();
        // Each `let` opens a scope that lasts to the block's end.
        const Span rest = s.span.with_hi(b.span.hi);
        tree.remainders[{b.id.index, i}] = enter(ScopeKind::remainder, b.id, rest, i);
        var_parent = parent;
        statement_let(b, i, s, *let);
        if (let->els.valid()) {
          const Context after = save();
          restore(before);
          block(let->els, true);
          restore(after);
        }
      } else if (const auto* e = std::get_if<syntax::StmtExpr>(&s.kind)) {
        const ScopeId old = parent;
        tree.statements[{b.id.index, i}] = enter_node(b.id, s.span, true);
        expr(e->expr, false);
        parent = old;
      }
    }
    if (b.tail.valid()) expr(b.tail, body.edition >= source::Edition::e2024);
    restore(outer);
  }

  void statement_let(const syntax::Block& b, uint32_t index, const syntax::Stmt& s, const syntax::StmtLet& let) {
    const ScopeId old = parent;
    // A `super let` leaves its temporaries to what surrounds its block.
    tree.statements[{b.id.index, index}] = enter_node(let.id, s.span, !let.is_super);
    tree.nodes[let.id] = parent;
    const Context c = save();
    local(let.pat, let.init, let.is_super);
    var_parent = c.var_parent;
    parent = old;
  }

  void local(PatId pat, ExprId init, bool is_super) {
    extend_blocks = true;
    if (is_super) {
      auto it = extended_super_lets.find(ast[pat].id);
      if (it != extended_super_lets.end()) {
        var_parent = it->second;
      } else {
        // As long as the result of the block that the `super let` is in.
        if (var_parent.valid()) var_parent = tree.default_temporary(var_parent);
        // What its own operands borrow lives as long; but a block's tail keeps its own temporaries.
        extend_blocks = false;
      }
    }
    if (init.valid()) {
      record_if_borrow(init, var_parent);
      if (pat.valid() && is_binding_pat(pat)) record_rvalue(init, var_parent);
    }
    extend_blocks = true;
    if (init.valid()) expr(init, false);
    visit_pat(pat);
  }

  // `&e`, and e's operand in a place: all share the extended lifetime.
  void record_rvalue(ExprId e, ScopeId scope) {
    for (;;) {
      tree.rvalue_scopes[ast[e].id] = scope;
      const auto& k = ast[e].kind;
      if (const auto* a = std::get_if<syntax::ExprAddrOf>(&k)) e = a->place;
      else if (const auto* u = std::get_if<syntax::ExprUnary>(&k); u != nullptr && u->op == syntax::UnOp::deref) e = u->operand;
      else if (const auto* f = std::get_if<syntax::ExprField>(&k)) e = f->base;
      else if (const auto* i = std::get_if<syntax::ExprIndex>(&k)) e = i->base;
      else return;
    }
  }

  void record_block(BlockId b, ScopeId scope) {
    if (!extend_blocks) return;
    const syntax::Block& block = ast[b];
    if (block.tail.valid()) record_if_borrow(block.tail, scope);
    for (const auto& s : block.stmts)
      if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind); let != nullptr && let->is_super)
        extended_super_lets[ast[let->pat].id] = scope;
  }

  // Extending expressions: the reference, "Temporary lifetime extension".
  void record_if_borrow(ExprId e, ScopeId scope) {
    const auto& k = ast[e].kind;
    if (const auto* a = std::get_if<syntax::ExprAddrOf>(&k)) {
      record_if_borrow(a->place, scope);
      record_rvalue(a->place, scope);
    } else if (const auto* s = std::get_if<syntax::ExprStruct>(&k)) {
      for (const auto& f : s->fields) record_if_borrow(f.value, scope);
    } else if (const auto* arr = std::get_if<syntax::ExprArray>(&k)) {
      for (ExprId x : arr->elems) record_if_borrow(x, scope);
    } else if (const auto* t = std::get_if<syntax::ExprTuple>(&k)) {
      for (ExprId x : t->elems) record_if_borrow(x, scope);
    } else if (const auto* c = std::get_if<syntax::ExprCast>(&k)) {
      record_if_borrow(c->expr, scope);
    } else if (const auto* b = std::get_if<syntax::ExprBlock>(&k)) {
      record_block(b->block, scope);
    } else if (const auto* i = std::get_if<syntax::ExprIf>(&k)) {
      record_block(i->then, scope);
      if (i->else_.valid()) record_if_borrow(i->else_, scope);
    } else if (const auto* m = std::get_if<syntax::ExprMatch>(&k)) {
      for (const auto& arm : m->arms) record_if_borrow(arm.body, scope);
    } else if (const auto* call = std::get_if<syntax::ExprCall>(&k)) {
      // Tuple constructors are as good as literals.
      if (!std::holds_alternative<syntax::ExprPath>(ast[call->callee].kind)) return;
      const auto& r = body.res.paths[ast[call->callee].id.index];
      const bool ctor =
          r.unresolved == 0 && ((r.base.kind == resolve::Res::Kind::def && body.defs[r.base.def].kind == resolve::DefKind::ctor) ||
                                r.base.kind == resolve::Res::Kind::self_ctor);
      if (ctor)
        for (ExprId x : call->args) record_if_borrow(x, scope);
    }
  }

  // A pattern with `ref` (by its own word) borrows what it matches.
  bool is_binding_pat(PatId p) const {
    const auto& k = ast[p].kind;
    auto any = [&](const std::vector<PatId>& list) {
      for (PatId x : list)
        if (is_binding_pat(x)) return true;
      return false;
    };
    if (const auto* i = std::get_if<syntax::PatIdent>(&k)) return i->by_ref || (i->sub.valid() && is_binding_pat(i->sub));
    if (const auto* s = std::get_if<syntax::PatStruct>(&k)) {
      for (const auto& f : s->fields)
        if (is_binding_pat(f.pat)) return true;
      return false;
    }
    if (const auto* s = std::get_if<syntax::PatSlice>(&k)) return any(s->elems);
    if (const auto* t = std::get_if<syntax::PatTupleStruct>(&k)) return any(t->elems);
    if (const auto* t = std::get_if<syntax::PatTuple>(&k)) return any(t->elems);
    if (const auto* o = std::get_if<syntax::PatOr>(&k)) return any(o->alternatives);
    return false;
  }

  void cond(ExprId e) {
    const auto& k = ast[e].kind;
    const auto* b = std::get_if<syntax::ExprBinary>(&k);
    const bool lazy = b != nullptr && (b->op == BinOp::and_ || b->op == BinOp::or_);
    expr(e, !(std::holds_alternative<syntax::ExprLet>(k) || lazy));
  }

  void expr(ExprId id, bool terminating) {
    const syntax::Expr& e = ast[id];
    const Context outer = save();
    tree.nodes[e.id] = enter_node(e.id, e.span, terminating);
    if (const auto* b = std::get_if<syntax::ExprBinary>(&e.kind); b != nullptr && (b->op == BinOp::and_ || b->op == BinOp::or_)) {
      cond(b->lhs);
      cond(b->rhs);
    } else if (const auto* i = std::get_if<syntax::ExprIf>(&e.kind)) {
      const Context at_if = save();
      tree.if_thens[e.id] = enter(body.edition >= source::Edition::e2024 ? ScopeKind::if_then_rescope : ScopeKind::if_then, ast[i->then].id,
                                  ast[i->then].span);
      var_parent = parent;
      cond(i->cond);
      block_expr(i->then, true);
      restore(at_if);
      if (i->else_.valid()) expr(i->else_, true);
    } else if (const auto* l = std::get_if<syntax::ExprLoop>(&e.kind)) {
      block(l->body, true);
    } else if (const auto* d = std::get_if<syntax::ExprDropTemps>(&e.kind)) {
      expr(d->expr, true);
    } else if (const auto* let = std::get_if<syntax::ExprLet>(&e.kind)) {
      expr(let->scrutinee, false);
      visit_pat(let->pat);
    } else if (const auto* m = std::get_if<syntax::ExprMatch>(&e.kind)) {
      expr(m->scrutinee, false);
      for (const auto& a : m->arms) arm(a);
    } else {
      for_each_child(
          e, [&](ExprId x) { expr(x, false); }, [&](BlockId x) { block(x, false); });
    }
    restore(outer);
  }

  void arm(const syntax::Arm& a) {
    const Context outer = save();
    tree.nodes[a.id] = enter_node(a.id, a.span, true);
    var_parent = parent;
    visit_pat(a.pat);
    if (a.guard.valid()) {
      enter(ScopeKind::match_guard, a.id, a.span);
      var_parent = parent;
      cond(a.guard);
    }
    expr(a.body, false);
    restore(outer);
  }
};

ScopeTree build_scope_tree(const BodySource& body) {
  ScopeTree tree;
  RegionResolver(body, tree).run();
  return tree;
}

}  // namespace borrowlab::typeck::check
