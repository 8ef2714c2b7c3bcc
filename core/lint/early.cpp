#include "lint/early.h"

#include <algorithm>

#include "lint/style.h"

namespace borrowlab::lint {

using namespace syntax;  // the walk names every node

std::optional<WrittenFor> written_for(const Ast& ast, const Expr& e) {
  const auto* drop = std::get_if<ExprDropTemps>(&e.kind);
  const auto* outer = drop == nullptr ? nullptr : std::get_if<ExprMatch>(&ast[drop->expr].kind);
  if (outer == nullptr || outer->source != MatchSource::for_loop) return std::nullopt;
  const auto& into_iter = std::get<ExprCall>(ast[outer->scrutinee].kind);
  const Expr& loop = ast[outer->arms[0].body];
  const Block& block = ast[std::get<ExprLoop>(loop.kind).body];
  const auto& next = std::get<ExprMatch>(ast[std::get<StmtExpr>(block.stmts[0].kind).expr].kind);
  const auto& some = std::get<PatTupleStruct>(ast[next.arms[1].pat].kind);
  return WrittenFor{some.elems[0], into_iter.args[0], std::get<ExprBlock>(ast[next.arms[1].body].kind).block, loop.id};
}

std::optional<WrittenWhile> written_while(const Ast& ast, const Expr& e) {
  const auto* loop = std::get_if<ExprLoop>(&e.kind);
  if (loop == nullptr || loop->source != LoopSource::while_) return std::nullopt;
  const auto& inner = std::get<ExprIf>(ast[ast[loop->body].tail].kind);
  ExprId cond = inner.cond;
  if (const auto* drop = std::get_if<ExprDropTemps>(&ast[cond].kind)) cond = drop->expr;
  return WrittenWhile{cond, inner.then, loop->label};
}

ExprId written_try(const Ast& ast, const Expr& e) {
  const auto* m = std::get_if<ExprMatch>(&e.kind);
  if (m == nullptr || m->source != MatchSource::try_) return {};
  return std::get<ExprCall>(ast[m->scrutinee].kind).args[0];
}

namespace {

class EarlyLints : public Visitor {
 public:
  EarlyLints(const types::Context& cx, const resolve::Crate& krate)
      : Visitor(krate.ast), cx_(cx), krate_(krate), delims_(cx, krate.ast, out_) {}

  Findings run() {
    unused_docs(nullptr);
    for (ItemId i : ast.root) item(i);
    return std::move(out_);
  }

  void item(ItemId id) override {
    const Item& i = ast[id];
    if (auto d = unused_import(cx_, krate_, i)) out_.push_back(std::move(*d));
    if (std::holds_alternative<ItemMacroDef>(i.kind))
      for (const Ident& m : ast.unused_macros)
        if (m.span == i.ident.span)
          out_.push_back(finding(Lint::unused_macros, "unused macro definition: `" + std::string(m.name.str()) + "`", m.span));
    if (const auto* c = std::get_if<ItemConst>(&i.kind); c != nullptr && c->value.valid()) delims_.check_item(c->value);
    if (const auto* s = std::get_if<ItemStatic>(&i.kind); s != nullptr && s->value.valid()) delims_.check_item(s->value);
    camel_case_item(i);
    walk_in_order(i);
  }
  void assoc_item(ItemId id) override {
    const Item& i = ast[id];
    if (in_trait_ && std::holds_alternative<ItemTypeAlias>(i.kind)) camel_case("associated type", i.ident);
    walk_in_order(i);
  }
  void variant(const Variant& v) override {
    if (v.discriminant) delims_.check_const_arg(v.discriminant->value);
    camel_case("variant", v.ident);
    walk_variant(v);
  }
  void generic_param(const GenericParam& p) override {
    if (p.kind == GenericParamKind::type) camel_case("type parameter", p.ident);
    walk_generic_param(p);
  }
  void block(BlockId id) override {
    redundant_semicolons(id);
    const Block& b = ast[id];
    for (const Stmt& s : b.stmts) {
      const auto* value = std::get_if<StmtExpr>(&s.kind);
      unused_docs(value != nullptr ? &ast[value->expr].span : &s.span);
      if (const auto* let = std::get_if<StmtLet>(&s.kind)) {
        delims_.check_let(*let);
        pat(let->pat);
        if (let->ty.valid()) ty(let->ty);
        if (let->init.valid()) expr(let->init);
        if (let->els.valid()) block(let->els);
      } else if (const auto* e = std::get_if<StmtExpr>(&s.kind)) {
        if (!e->semi) delims_.check_tail(e->expr);
        expr(e->expr);
      } else {
        stmt(s);
      }
    }
    if (!b.tail.valid()) return;
    unused_docs(&ast[b.tail].span);
    delims_.check_tail(b.tail);
    expr(b.tail);
  }
  void arm(const Arm& a) override {
    unused_docs(&a.span);
    delims_.check_arm(a.pat);
    walk_arm(a);
  }
  void pat(PatId id) override {
    delims_.check_pat(ast[id]);
    walk_pat(ast[id]);
  }
  void ty(TyId id) override {
    delims_.check_ty(ast[id]);
    walk_ty(ast[id]);
  }
  void expr(ExprId id) override {
    const Expr& e = ast[id];
    unused_label(e.id);
    delims_.check_expr(e);
    while_true(e);
    double_negation(e);
    if (const auto f = written_for(ast, e)) {
      unused_label(f->loop);
      pat(f->pat);
      expr(f->head);
      block(f->body);
    } else if (const auto w = written_while(ast, e)) {
      expr(w->cond);
      block(w->body);
    } else if (const ExprId operand = written_try(ast, e); operand.valid()) {
      expr(operand);
    } else if (const auto* c = std::get_if<ExprClosure>(&e.kind)) {
      for (const Param& p : c->params) written_param(p);
      if (c->output.valid()) ty(c->output);
      expr(c->body);
    } else if (const auto* l = std::get_if<ExprLet>(&e.kind)) {
      pat(l->pat);
      expr(l->scrutinee);
    } else if (const auto* a = std::get_if<ExprAssign>(&e.kind)) {
      expr(a->place);
      expr(a->value);
    } else if (const auto* a = std::get_if<ExprAssignOp>(&e.kind)) {
      expr(a->place);
      expr(a->value);
    } else {
      walk_expr(e);
    }
    delims_.check_expr_post(e);
  }

 private:
  void written_param(const Param& p) {
    delims_.check_param(p.pat);
    pat(p.pat);
    if (p.ty.valid()) ty(p.ty);
  }
  // Derived impls are the compiler's.
  void walk_in_order(const Item& i) {
    for (const Attribute& a : i.attrs)
      if (a.path.segments.size() == 1 && a.path.segments[0].ident.name == source::sym::automatically_derived_) return;
    const bool outer = std::exchange(in_trait_, std::holds_alternative<ItemTrait>(i.kind));
    if (const auto* fn = std::get_if<ItemFn>(&i.kind)) {
      generics(fn->generics);
      for (const Param& p : fn->sig.inputs) written_param(p);
      if (fn->sig.output.valid()) ty(fn->sig.output);
      if (fn->body.valid()) block(fn->body);
    } else {
      walk_item(i);
    }
    in_trait_ = outer;
  }

  // Doc comments on this node; null: those on calls of macros, which rustc meets as it expands them.
  void unused_docs(const Span* node) {
    for (const LintAttrs& l : ast.lint_attrs) {
      const Attribute& a = l.attrs[0];
      if (!(a.path.segments[0].ident.name == source::sym::doc_)) continue;
      const bool of_macro = a.value[0] == 'm' && a.span == l.node;
      if (node == nullptr ? !of_macro : of_macro || !(l.node == *node)) continue;
      Diagnostic d = finding(Lint::unused_doc_comments, "unused doc comment", a.span);
      d.label(l.node, "rustdoc does not generate documentation for " + a.value);
      if (of_macro) d.help("to document an item produced by a macro, the macro must produce the documentation as part of its expansion");
      else d.help(cx_.sources.snippet(a.span).substr(0, 2) == "/*" ? "use `/* */` for a plain comment" : "use `//` for a plain comment");
      out_.push_back(std::move(d));
    }
  }

  void unused_label(NodeId node) {
    for (const resolve::UnusedLabel& l : krate_.res.unused_labels)
      if (l.node == node) out_.push_back(finding(Lint::unused_labels, "unused label", l.span));
  }

  void redundant_semicolons(BlockId id) {
    for (const EmptyStatements& e : ast.empty_statements) {
      if (!(e.block == id) || e.span.from_expansion()) continue;
      const bool many = e.count > 1;
      Diagnostic d = finding(Lint::redundant_semicolons, std::string("unnecessary trailing semicolon") + (many ? "s" : ""), e.span);
      d.suggest(e.span, many ? "remove these semicolons" : "remove this semicolon", "", diagnostics::Applicability::maybe_incorrect);
      out_.push_back(std::move(d));
    }
  }

  void while_true(const Expr& e) {
    const auto w = written_while(ast, e);
    if (!w) return;
    const auto* lit = std::get_if<ExprLit>(&ast[w->cond].kind);
    if (lit == nullptr || lit->lit.kind != LitKind::bool_ || lit->lit.value == 0 || ast[w->cond].span.from_expansion()) return;
    const Span head = e.span.with_hi(ast[w->cond].span.hi);
    Diagnostic d = finding(Lint::while_true, "denote infinite loops with `loop { ... }`", head);
    d.suggest(head, "use `loop`", (w->label ? std::string(w->label->ident.name.str()) + ": " : "") + "loop",
              diagnostics::Applicability::machine_applicable, diagnostics::SuggestionStyle::hide_code_inline);
    out_.push_back(std::move(d));
  }

  void double_negation(const Expr& e) {
    const auto negated = [&](const Expr& x) -> const Expr* {
      const auto* u = x.parenthesized && &x != &e ? nullptr : std::get_if<ExprUnary>(&x.kind);
      return u != nullptr && u->op == UnOp::neg ? &ast[u->operand] : nullptr;
    };
    const Expr* inner = negated(e);
    const Expr* innermost = inner == nullptr ? nullptr : negated(*inner);
    if (innermost == nullptr || negated(*innermost) != nullptr || !(inner->span.ctxt == e.span.ctxt)) return;
    Diagnostic d = finding(Lint::double_negations, "use of a double negation", e.span);
    d.note("the prefix `--` could be misinterpreted as a decrement operator which exists in other languages");
    d.note("use `-= 1` if you meant to decrement the value");
    d.suggest_multipart("add parentheses for clarity", {{inner->span.shrink_to_lo(), "("}, {inner->span.shrink_to_hi(), ")"}},
                        diagnostics::Applicability::maybe_incorrect);
    out_.push_back(std::move(d));
  }

  void camel_case_item(const Item& i) {
    for (const Attribute& a : i.attrs)
      if (a.path.segments[0].ident.name == source::sym::repr_ &&
          std::any_of(a.words.begin(), a.words.end(), [](source::Symbol w) { return w.str() == "C"; }))
        return;
    if (std::holds_alternative<ItemTrait>(i.kind)) return camel_case("trait", i.ident);
    if (std::holds_alternative<ItemStruct>(i.kind) || std::holds_alternative<ItemEnum>(i.kind) ||
        std::holds_alternative<ItemUnion>(i.kind) || std::holds_alternative<ItemTypeAlias>(i.kind))
      camel_case("type", i.ident);
  }
  void camel_case(const char* sort, const Ident& ident) {
    const std::string name(ident.name.str());
    if (is_camel_case(name)) return;
    const std::string better = to_camel_case(name);
    Diagnostic d =
        finding(Lint::non_camel_case_types, std::string(sort) + " `" + name + "` should have an upper camel case name", ident.span);
    if (better == name) d.label(ident.span, "should have an UpperCamelCase name");
    else d.suggest(ident.span, "convert the identifier to upper camel case", better, diagnostics::Applicability::maybe_incorrect);
    out_.push_back(std::move(d));
  }

  const types::Context& cx_;
  const resolve::Crate& krate_;
  Findings out_;
  UnusedDelims delims_;
  bool in_trait_ = false;
};

}  // namespace

Findings early_lints(const types::Context& cx, const resolve::Crate& krate) { return EarlyLints(cx, krate).run(); }

}  // namespace borrowlab::lint
