// Does an expression name a variable bound outside of it? By resolution alone.
#include "typeck/check/fn_ctxt.h"
#include "typeck/check/region.h"

namespace borrowlab::typeck::check {

namespace {
class Names {
 public:
  explicit Names(const FnCtxt& f) : fcx(f) {}
  bool found = false;

  void expr(ExprId id) {
    if (found) return;
    const syntax::Expr& e = fcx.ast[id];
    if (std::holds_alternative<syntax::ExprPath>(e.kind)) {
      const auto& r = fcx.res.paths[e.id.index];
      if (r.base.kind == Res::Kind::local && r.unresolved == 0 && declared.count(fcx.canonical_binding(r.base.node)) == 0) found = true;
      return;
    }
    if (const auto* c = std::get_if<syntax::ExprClosure>(&e.kind)) {
      for (const auto& p : c->params) pat(p.pat);
      expr(c->body);
      return;
    }
    if (const auto* m = std::get_if<syntax::ExprMatch>(&e.kind))
      for (const auto& a : m->arms) pat(a.pat);
    if (const auto* l = std::get_if<syntax::ExprLet>(&e.kind)) pat(l->pat);
    for_each_child(
        e, [&](ExprId x) { expr(x); }, [&](BlockId b) { block(b); });
  }
  void pat(PatId p) {
    const syntax::Pat& x = fcx.ast[p];
    auto all = [&](const std::vector<PatId>& list) {
      for (PatId y : list) pat(y);
    };
    if (const auto* i = std::get_if<syntax::PatIdent>(&x.kind)) {
      declared.insert(fcx.canonical_binding(x.id));
      if (i->sub.valid()) pat(i->sub);
    } else if (const auto* s = std::get_if<syntax::PatStruct>(&x.kind)) {
      for (const auto& f : s->fields) pat(f.pat);
    } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&x.kind)) {
      all(t->elems);
    } else if (const auto* t2 = std::get_if<syntax::PatTuple>(&x.kind)) {
      all(t2->elems);
    } else if (const auto* s2 = std::get_if<syntax::PatSlice>(&x.kind)) {
      all(s2->elems);
    } else if (const auto* o = std::get_if<syntax::PatOr>(&x.kind)) {
      all(o->alternatives);
    } else if (const auto* r = std::get_if<syntax::PatRef>(&x.kind)) {
      pat(r->pat);
    }
  }

 private:
  const FnCtxt& fcx;
  std::unordered_set<NodeId, IndexHash> declared;
  void block(BlockId b) {
    for (const auto& s : fcx.ast[b].stmts) {
      if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) {
        pat(let->pat);
        if (let->init.valid()) expr(let->init);
        if (let->els.valid()) block(let->els);
      } else if (const auto* x = std::get_if<syntax::StmtExpr>(&s.kind)) {
        expr(x->expr);
      }
    }
    if (fcx.ast[b].tail.valid()) expr(fcx.ast[b].tail);
  }
};
}  // namespace

bool FnCtxt::names_outer_variable(DefId closure) const {
  const syntax::Expr& e = ast[cx.defs[closure].expr];
  const auto* c = std::get_if<syntax::ExprClosure>(&e.kind);
  if (c == nullptr) return false;
  Names n(*this);
  for (const auto& p : c->params) n.pat(p.pat);
  n.expr(c->body);
  return n.found;
}

}  // namespace borrowlab::typeck::check
