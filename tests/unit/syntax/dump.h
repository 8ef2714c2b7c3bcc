// A crate of one file parsed with a handful of macros for a library, and its tree as S-expressions.
#pragma once
#include <string>

#include "source/source_map.h"
#include "syntax/parse.h"

namespace borrowlab::syntax::test {

struct Program {
  explicit Program(std::string text, source::Edition edition = source::Edition::e2021) {
    library_file = sources.add_file("macros.rs", R"(
#[macro_export] #[rustc_builtin_macro] macro_rules! format_args { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! concat { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! stringify { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! line { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! column { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! assert { () => {} }
#[macro_export] #[rustc_builtin_macro] macro_rules! panic { () => {} }
#[macro_export] macro_rules! panic_2015 { ($msg:literal) => ($crate::literal($msg)); ($($t:tt)+) => ($crate::args($crate::format_args!($($t)+))); }
#[macro_export] macro_rules! panic_2021 { ($($t:tt)+) => ($crate::args($crate::format_args!($($t)+))); }
#[macro_export] macro_rules! vec { ($($x:expr),* $(,)?) => ([$($x),*]); ($e:expr; $n:expr) => ($crate::from_elem($e, $n)); }
)",
                                    true);
    library = parse_library(sources, {{{source::Symbol::intern("macros")}, library_file}}, sink);
    file = sources.add_file("main.rs", std::move(text), false);
    ParseOptions options;
    options.edition = edition;
    options.prelude_macros = library.macros.get();
    parsed = parse_crate(sources, file, options, sink);
  }

  const Ast& ast() const { return parsed.ast; }
  // The item of that name (any depth is not searched: the root's only).
  const Item& item(std::string_view name) const {
    for (ItemId id : ast().root)
      if (ast()[id].ident.name.str() == name) return ast()[id];
    return ast()[ast().root.at(0)];
  }
  const Block& body(std::string_view fn) const { return ast()[std::get<ItemFn>(item(fn).kind).body]; }
  ExprId tail(std::string_view fn) const { return body(fn).tail; }
  std::string text(Span span) const { return std::string(sources.snippet(span)); }
  std::string text(ExprId e) const { return text(ast()[e].span); }
  // "line:column: message" of each diagnostic, with "[code]" where it has one.
  std::string errors() const {
    std::string out;
    for (const auto& d : sink.all()) {
      const auto at = sources.lookup(d.spans.primary.empty() ? 0 : sources.source_callsite(d.spans.primary[0]).lo);
      if (!out.empty()) out += "\n";
      out += std::to_string(at.line) + ":" + std::to_string(at.column + 1) + ": " + (d.code.empty() ? "" : "[" + d.code + "] ") + d.message;
    }
    return out;
  }

  std::string dump(ExprId id) const {
    const Expr& e = ast()[id];
    const auto list = [&](const std::vector<ExprId>& es) {
      std::string out;
      for (ExprId x : es) out += " " + dump(x);
      return out;
    };
    if (const auto* l = std::get_if<ExprLit>(&e.kind)) return std::string(l->lit.source.str());
    if (const auto* p = std::get_if<ExprPath>(&e.kind)) return path(p->path);
    if (const auto* l = std::get_if<ExprLang>(&e.kind)) return "#" + std::string(l->path.item.str());
    if (const auto* u = std::get_if<ExprUnary>(&e.kind))
      return std::string("(") + (u->op == UnOp::neg ? "-" : u->op == UnOp::not_ ? "!" : "*") + " " + dump(u->operand) + ")";
    if (const auto* b = std::get_if<ExprBinary>(&e.kind))
      return std::string("(") + bin_op_str(b->op) + " " + dump(b->lhs) + " " + dump(b->rhs) + ")";
    if (const auto* a = std::get_if<ExprAssign>(&e.kind)) return "(= " + dump(a->place) + " " + dump(a->value) + ")";
    if (const auto* a = std::get_if<ExprAssignOp>(&e.kind))
      return std::string("(") + bin_op_str(a->op) + "= " + dump(a->place) + " " + dump(a->value) + ")";
    if (const auto* a = std::get_if<ExprAddrOf>(&e.kind))
      return std::string(a->raw ? "(&raw " : "(& ") + (a->mut == Mutability::mut ? "mut " : "") + dump(a->place) + ")";
    if (const auto* c = std::get_if<ExprCall>(&e.kind)) return "(call " + dump(c->callee) + list(c->args) + ")";
    if (const auto* m = std::get_if<ExprMethodCall>(&e.kind))
      return "(." + std::string(m->method.ident.name.str()) + " " + dump(m->receiver) + list(m->args) + ")";
    if (const auto* f = std::get_if<ExprField>(&e.kind)) return "(field " + dump(f->base) + " " + std::string(f->field.name.str()) + ")";
    if (const auto* i = std::get_if<ExprIndex>(&e.kind)) return "(index " + dump(i->base) + " " + dump(i->index) + ")";
    if (const auto* t = std::get_if<ExprTuple>(&e.kind)) return "(tuple" + list(t->elems) + ")";
    if (const auto* a = std::get_if<ExprArray>(&e.kind)) return "(array" + list(a->elems) + ")";
    if (const auto* c = std::get_if<ExprCast>(&e.kind)) return "(as " + dump(c->expr) + ")";
    if (const auto* s = std::get_if<ExprStruct>(&e.kind)) {
      std::string out = "(struct " + (s->lang ? "#" + std::string(s->lang->item.str()) : path(s->path));
      for (const auto& f : s->fields) out += " " + std::string(f.ident.name.str()) + "=" + dump(f.value);
      return out + (s->base ? " .." + dump(s->base) : "") + ")";
    }
    if (const auto* b = std::get_if<ExprBlock>(&e.kind)) return dump(b->block);
    if (const auto* i = std::get_if<ExprIf>(&e.kind))
      return "(if " + dump(i->cond) + " " + dump(i->then) + (i->else_ ? " " + dump(i->else_) : "") + ")";
    if (const auto* l = std::get_if<ExprLet>(&e.kind)) return "(let " + dump(l->pat) + " " + dump(l->scrutinee) + ")";
    if (const auto* m = std::get_if<ExprMatch>(&e.kind)) {
      std::string out = "(match " + dump(m->scrutinee);
      for (const Arm& a : m->arms) out += " [" + dump(a.pat) + (a.guard ? " if " + dump(a.guard) : "") + " => " + dump(a.body) + "]";
      return out + ")";
    }
    if (const auto* l = std::get_if<ExprLoop>(&e.kind)) return "(loop " + dump(l->body) + ")";
    if (const auto* b = std::get_if<ExprBreak>(&e.kind)) return b->value ? "(break " + dump(b->value) + ")" : "break";
    if (const auto* r = std::get_if<ExprReturn>(&e.kind)) return r->value ? "(return " + dump(r->value) + ")" : "return";
    if (const auto* c = std::get_if<ExprClosure>(&e.kind)) return "(closure " + dump(c->body) + ")";
    if (const auto* d = std::get_if<ExprDropTemps>(&e.kind)) return "(drop-temps " + dump(d->expr) + ")";
    return "?";
  }
  std::string dump(BlockId id) const {
    const Block& b = ast()[id];
    std::string out = "{";
    for (const Stmt& s : b.stmts) {
      if (const auto* l = std::get_if<StmtLet>(&s.kind)) out += " let " + dump(l->pat) + (l->init ? " = " + dump(l->init) : "") + ";";
      if (const auto* e = std::get_if<StmtExpr>(&s.kind)) out += " " + dump(e->expr) + (e->semi ? ";" : "");
      if (std::holds_alternative<StmtItem>(s.kind)) out += " item;";
    }
    return out + (b.tail ? " " + dump(b.tail) : "") + " }";
  }
  std::string dump(PatId id) const {
    const Pat& p = ast()[id];
    const auto list = [&](const std::vector<PatId>& ps) {
      std::string out;
      for (PatId x : ps) out += (out.empty() ? "" : " ") + dump(x);
      return out;
    };
    if (const auto* i = std::get_if<PatIdent>(&p.kind)) return std::string(i->ident.name.str()) + (i->sub ? "@" + dump(i->sub) : "");
    if (const auto* t = std::get_if<PatTuple>(&p.kind)) return "(" + list(t->elems) + ")";
    if (const auto* t = std::get_if<PatSlice>(&p.kind)) return "[" + list(t->elems) + "]";
    if (const auto* t = std::get_if<PatOr>(&p.kind)) return "(| " + list(t->alternatives) + ")";
    if (const auto* t = std::get_if<PatTupleStruct>(&p.kind))
      return (t->lang ? "#" + std::string(t->lang->item.str()) : path(t->path)) + "(" + list(t->elems) + ")";
    if (const auto* l = std::get_if<PatLit>(&p.kind)) return dump(l->expr);
    if (const auto* r = std::get_if<PatRange>(&p.kind))
      return (r->lo ? dump(r->lo) : "") + (r->inclusive ? "..=" : "..") + (r->hi ? dump(r->hi) : "");
    if (const auto* r = std::get_if<PatRef>(&p.kind)) return "&" + dump(r->pat);
    if (const auto* q = std::get_if<PatPath>(&p.kind)) return path(q->path);
    if (std::holds_alternative<PatWild>(p.kind)) return "_";
    if (std::holds_alternative<PatRest>(p.kind)) return "..";
    return "?";
  }
  static std::string path(const Path& p) {
    std::string out;
    for (const auto& s : p.segments) out += (out.empty() ? "" : "::") + std::string(s.ident.name.str());
    return out;
  }

  source::SourceMap sources;
  diagnostics::Sink sink;
  source::FileId library_file, file;
  Parsed library, parsed;
};

// The tree of an expression.
inline std::string expr(const std::string& text, source::Edition edition = source::Edition::e2021) {
  const Program p("fn f() { " + text + " }", edition);
  return p.sink.all().empty() ? p.dump(p.tail("f")) : p.errors();
}

}  // namespace borrowlab::syntax::test
