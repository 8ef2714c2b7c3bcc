#include <algorithm>

#include "lint/early.h"

namespace borrowlab::lint {

using namespace syntax;  // the lint names every kind of expression

const Paren* UnusedDelims::outermost(const std::vector<Paren>& list, uint32_t id) const {
  auto it = std::upper_bound(list.begin(), list.end(), id, [](uint32_t want, const Paren& p) { return want < p.id; });
  return it == list.begin() || std::prev(it)->id != id ? nullptr : &*std::prev(it);
}

size_t UnusedDelims::depth(const std::vector<Paren>& list, uint32_t id) const {
  const auto range =
      std::equal_range(list.begin(), list.end(), Paren{id, {}, {}}, [](const Paren& a, const Paren& b) { return a.id < b.id; });
  return static_cast<size_t>(range.second - range.first);
}

// The characters around a place; '\0' where there is none.
char UnusedDelims::before(uint32_t pos) const {
  const source::FileId file = cx_.sources.file_of(pos);
  if (!file.valid() || pos == cx_.sources.file(file).start) return '\0';
  return cx_.sources.file(file).text[pos - cx_.sources.file(file).start - 1];
}
char UnusedDelims::after(uint32_t pos) const {
  const source::FileId file = cx_.sources.file_of(pos);
  if (!file.valid() || pos >= cx_.sources.file(file).end()) return '\0';
  return cx_.sources.file(file).text[pos - cx_.sources.file(file).start];
}

// rustc: classify::expr_requires_semi_to_be_stmt.
bool UnusedDelims::requires_semi(const Expr& e) const {
  if (e.parenthesized) return true;
  if (written_for(ast_, e) || written_while(ast_, e)) return false;
  if (written_try(ast_, e).valid()) return true;
  return !(std::holds_alternative<ExprIf>(e.kind) || std::holds_alternative<ExprMatch>(e.kind) ||
           std::holds_alternative<ExprBlock>(e.kind) || std::holds_alternative<ExprLoop>(e.kind) ||
           std::holds_alternative<ExprConstBlock>(e.kind));
}

// rustc: parser::contains_exterior_struct_lit.
bool UnusedDelims::exterior_struct_literal(ExprId id) const {
  const Expr& e = ast_[id];
  if (e.parenthesized) return false;
  if (const auto* s = std::get_if<ExprStruct>(&e.kind)) return !s->lang;
  if (const auto* a = std::get_if<ExprAssign>(&e.kind)) return exterior_struct_literal(a->place) || exterior_struct_literal(a->value);
  if (const auto* a = std::get_if<ExprAssignOp>(&e.kind)) return exterior_struct_literal(a->place) || exterior_struct_literal(a->value);
  if (const auto* b = std::get_if<ExprBinary>(&e.kind)) return exterior_struct_literal(b->lhs) || exterior_struct_literal(b->rhs);
  if (const auto* u = std::get_if<ExprUnary>(&e.kind)) return exterior_struct_literal(u->operand);
  if (const auto* c = std::get_if<ExprCast>(&e.kind)) return exterior_struct_literal(c->expr);
  if (const auto* f = std::get_if<ExprField>(&e.kind)) return exterior_struct_literal(f->base);
  if (const auto* i = std::get_if<ExprIndex>(&e.kind)) return exterior_struct_literal(i->base);
  if (const auto* m = std::get_if<ExprMethodCall>(&e.kind)) return exterior_struct_literal(m->receiver);
  return false;
}

bool UnusedDelims::is_let(ExprId id) const { return std::holds_alternative<ExprLet>(ast_[id].kind); }

bool UnusedDelims::necessary(ExprId inner_id, bool inner_is_paren, Ctx ctx, bool followed_by_block) const {
  if (inner_is_paren) return false;
  const Expr& inner = ast_[inner_id];
  const auto* binary = std::get_if<ExprBinary>(&inner.kind);
  const bool lazy = binary != nullptr && (binary->op == BinOp::and_ || binary->op == BinOp::or_);
  const auto closes_with_brace = [&](Span s) { return s.hi > s.lo && before(s.hi) == '}'; };
  if (ctx == Ctx::assigned_value_let_else && (lazy || closes_with_brace(inner.span))) return true;
  const bool range = cx_.sources.desugaring_of(inner.span) == source::DesugaringKind::range_expr;
  if (range && ctx == Ctx::let_scrutinee) return true;
  if (const auto* r = std::get_if<ExprAddrOf>(&inner.kind); r != nullptr && r->raw) return true;
  // What begins with a block would end as a statement with it.
  for (const Expr* at = &inner;;) {
    ExprId next;
    // The parentheses that are asked about do not count.
    const bool paren = at != &inner && at->parenthesized;
    if (paren) break;
    if (const auto* b = std::get_if<ExprBinary>(&at->kind)) next = b->lhs;
    else if (const auto* c = std::get_if<ExprCall>(&at->kind)) next = c->callee;
    else if (const auto* c = std::get_if<ExprCast>(&at->kind)) next = c->expr;
    else if (const auto* i = std::get_if<ExprIndex>(&at->kind)) next = i->base;
    if (!next.valid()) break;
    at = &ast_[next];
    if (!requires_semi(*at)) return true;
  }
  if (!followed_by_block) return false;
  // `match &(S { … }) {}`
  for (ExprId at = inner_id;;) {
    if (const auto* a = std::get_if<ExprAddrOf>(&ast_[at].kind); a != nullptr && (at == inner_id || !ast_[at].parenthesized)) {
      at = a->place;
      continue;
    }
    if (at != inner_id && exterior_struct_literal(at)) return true;
    break;
  }
  for (ExprId at = inner_id;;) {
    const Expr& e = ast_[at];
    if (at != inner_id && e.parenthesized) return false;
    if (const auto* u = std::get_if<ExprUnary>(&e.kind)) at = u->operand;
    else if (const auto* b = std::get_if<ExprBinary>(&e.kind)) at = b->rhs;
    else if (const auto* a = std::get_if<ExprAssignOp>(&e.kind)) at = a->value;
    else if (const auto* a = std::get_if<ExprAssign>(&e.kind)) at = a->value;
    else if (std::holds_alternative<ExprReturn>(e.kind)) return true;
    else if (const auto* b = std::get_if<ExprBreak>(&e.kind))
      return b->value.valid() &&
             (std::holds_alternative<ExprBlock>(ast_[b->value].kind) || std::holds_alternative<ExprPath>(ast_[b->value].kind));
    else break;
  }
  const auto* lit = std::get_if<ExprStruct>(&inner.kind);
  if (lit != nullptr && !lit->lang) return true;
  if (const auto* b = std::get_if<ExprBinary>(&inner.kind)) return exterior_struct_literal(b->lhs) || exterior_struct_literal(b->rhs);
  if (const auto* m = std::get_if<ExprMethodCall>(&inner.kind)) return exterior_struct_literal(m->receiver);
  if (const auto* f = std::get_if<ExprField>(&inner.kind)) return exterior_struct_literal(f->base);
  if (const auto* u = std::get_if<ExprUnary>(&inner.kind)) return exterior_struct_literal(u->operand);
  return false;
}

void UnusedDelims::delims(bool parens, ExprId value, Ctx ctx, bool followed_by_block, std::optional<uint32_t> left,
                          std::optional<uint32_t> right, bool is_kw) {
  const Expr& e = ast_[value];
  static constexpr const char* what[] = {"function argument",
                                         "method argument",
                                         "assigned value",
                                         "assigned value",
                                         "`if` condition",
                                         "`while` condition",
                                         "`for` iterator expression",
                                         "`match` scrutinee expression",
                                         "`return` value",
                                         "block return value",
                                         "`break` value",
                                         "`let` scrutinee expression",
                                         "const expression",
                                         "const expression",
                                         "match arm expression",
                                         "index expression",
                                         "closure body"};
  if (const auto* let = std::get_if<ExprLet>(&e.kind); let != nullptr && !e.parenthesized)
    return delims(parens, let->scrutinee, Ctx::let_scrutinee, followed_by_block, {}, {}, false);
  Span inner;
  if (parens) {
    const Paren* p = e.parenthesized ? outermost(ast_.expr_parens, value.index) : nullptr;
    if (p == nullptr || p->outer.from_expansion()) return;
    const bool twice = depth(ast_.expr_parens, value.index) > 1;
    if (necessary(value, twice, ctx, followed_by_block)) return;
    const auto* binary = twice ? nullptr : std::get_if<ExprBinary>(&e.kind);
    if (ctx == Ctx::let_scrutinee && binary != nullptr && (binary->op == BinOp::and_ || binary->op == BinOp::or_)) return;
    if ((ctx == Ctx::return_value || ctx == Ctx::break_value) && !twice && std::holds_alternative<ExprAssign>(e.kind)) return;
    inner = p->inner;
  } else {
    const auto* b = e.parenthesized ? nullptr : std::get_if<ExprBlock>(&e.kind);
    if (b == nullptr || b->label || ctx == Ctx::closure_body) return;
    const Block& block = ast_[b->block];
    if (block.kind != BlockKind::normal || !block.stmts.empty() || !block.tail.valid()) return;
    for (const EmptyStatements& empty : ast_.empty_statements)
      if (empty.block == b->block) return;
    const Expr& tail = ast_[block.tail];
    if (necessary(block.tail, tail.parenthesized, ctx, followed_by_block)) return;
    const bool literal = std::holds_alternative<ExprLit>(tail.kind);
    const bool argument = ctx == Ctx::function_arg || ctx == Ctx::method_arg;
    if (argument && cx_.crates[1]->edition >= source::Edition::e2024 && !literal && !std::holds_alternative<ExprPath>(tail.kind)) return;
    if (ctx == Ctx::anon_const && (!literal || tail.span.from_expansion())) return;
    if (cx_.sources.lookup(e.span.lo).line != cx_.sources.lookup(e.span.hi).line || e.span.from_expansion()) return;
    inner = tail.span;
  }
  const auto within = cx_.sources.find_ancestor_inside(inner, e.span);
  if (!within) return;
  emit(parens, e.span, e.span.with_hi(within->lo), e.span.with_lo(within->hi), what[static_cast<size_t>(ctx)],
       {left && *left >= e.span.lo, right && *right <= e.span.hi}, is_kw);
}

void UnusedDelims::emit(bool parens, Span value, Span lo, Span hi, const char* what, KeepSpace keep, bool is_kw) {
  if (hi.lo == hi.hi) return;
  const std::string delim = parens ? "parentheses" : "braces";
  diagnostics::MultiSpan spans;
  spans.primary = {lo, hi};
  Diagnostic d = finding(parens ? Lint::unused_parens : Lint::unused_braces, "unnecessary " + delim + " around " + what, std::move(spans));
  const auto alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  const bool lo_space = ((keep.left || is_kw) && before(lo.lo) != ' ') || alphanumeric(before(value.lo));
  // rustc asks whether the text before the value begins with a letter: the file, that is.
  const bool hi_space = (keep.right && after(hi.hi) != ' ') || alphanumeric(cx_.sources.file(cx_.sources.file_of(value.lo)).text[0]);
  d.suggest_multipart("remove these " + delim, {{lo, lo_space ? " " : ""}, {hi, hi_space ? " " : ""}},
                      diagnostics::Applicability::machine_applicable);
  out_.push_back(std::move(d));
}

// The checks that both lints share. rustc: UnusedDelimLint::check_expr.
void UnusedDelims::delims_in(bool parens, const Expr& e) {
  if (const auto w = written_while(ast_, e)) {
    if (parens || !is_let(w->cond)) delims(parens, w->cond, Ctx::while_cond, true, e.span.lo + 5, ast_[w->body].span.lo, true);
    return;
  }
  if (const auto f = written_for(ast_, e)) return delims(parens, f->head, Ctx::for_iter, true, {}, ast_[f->body].span.lo, true);
  if (const auto* i = std::get_if<ExprIf>(&e.kind)) {
    if (parens || !is_let(i->cond)) delims(parens, i->cond, Ctx::if_cond, true, e.span.lo + 2, ast_[i->then].span.lo, true);
  } else if (const auto* m = std::get_if<ExprMatch>(&e.kind); m != nullptr && m->source == MatchSource::normal) {
    if (parens) delims(parens, m->scrutinee, Ctx::match_scrutinee, true, e.span.lo + 5, {}, true);
  } else if (const auto* r = std::get_if<ExprReturn>(&e.kind); r != nullptr && r->value.valid()) {
    delims(parens, r->value, Ctx::return_value, false, e.span.lo + 3, {}, true);
  } else if (const auto* b = std::get_if<ExprBreak>(&e.kind); b != nullptr && b->value.valid()) {
    const Expr& value = ast_[b->value];
    if (b->label && value.parenthesized && std::holds_alternative<ExprBlock>(value.kind)) return;
    delims(parens, b->value, Ctx::break_value, false, {}, {}, true);
  } else if (const auto* i = std::get_if<ExprIndex>(&e.kind)) {
    delims(parens, i->index, Ctx::index, false, {}, {}, false);
  } else if (const auto* a = std::get_if<ExprAssign>(&e.kind)) {
    delims(parens, a->value, Ctx::assigned_value, false, {}, {}, false);
  } else if (const auto* a = std::get_if<ExprAssignOp>(&e.kind)) {
    delims(parens, a->value, Ctx::assigned_value, false, {}, {}, false);
  } else {
    // A macro's author need not care for what another macro gives him.
    if (e.span.from_expansion() && cx_.sources.outer_expn_data(e.span.ctxt).call_site.from_expansion()) return;
    if (const auto* c = std::get_if<ExprCall>(&e.kind); c != nullptr && !std::holds_alternative<ExprLang>(ast_[c->callee].kind)) {
      for (ExprId a : c->args) delims(parens, a, Ctx::function_arg, false, {}, {}, false);
    } else if (const auto* m = std::get_if<ExprMethodCall>(&e.kind)) {
      for (ExprId a : m->args) delims(parens, a, Ctx::method_arg, false, {}, {}, false);
    } else if (const auto* c = std::get_if<ExprClosure>(&e.kind); c != nullptr && !c->output.valid()) {
      delims(parens, c->body, Ctx::closure_body, false, {}, {}, false);
    }
  }
}

void UnusedDelims::check_expr(const Expr& e) {
  if (const TyId ty = cast_before_lt(e); ty.valid()) casts_before_lt_.push_back(ty);
  bool done = false;
  if (const auto* l = std::get_if<ExprLet>(&e.kind)) {
    parens_pat(l->pat, false, false, {true, true});
  } else if (const auto f = written_for(ast_, e)) {
    parens_pat(f->pat, false, false, {true, true});
  } else if (const auto* i = std::get_if<ExprIf>(&e.kind); i != nullptr && is_let(i->cond)) {
    delims(true, i->cond, Ctx::let_scrutinee, true, {}, {}, true);
    done = true;
  } else if (const auto* m = std::get_if<ExprMatch>(&e.kind); m != nullptr && m->source == MatchSource::normal) {
    for (const Arm& a : m->arms) delims(true, a.body, Ctx::match_arm, false, {}, {}, true);
  }
  if (!done) delims_in(true, e);
  delims_in(false, e);
  if (const auto* r = std::get_if<ExprRepeat>(&e.kind)) delims(false, r->count.value, Ctx::anon_const, false, {}, {}, false);
}

void UnusedDelims::check_expr_post(const Expr& e) {
  if (cast_before_lt(e).valid()) casts_before_lt_.pop_back();
}

// `x as (usize) < y`: without the parentheses generic arguments would follow.
TyId UnusedDelims::cast_before_lt(const Expr& e) const {
  const auto* b = std::get_if<ExprBinary>(&e.kind);
  if (b == nullptr || (b->op != BinOp::lt && b->op != BinOp::shl)) return {};
  const Expr* at = &ast_[b->lhs];
  while (const auto* inner = std::get_if<ExprBinary>(&at->kind)) at = &ast_[inner->rhs];
  const auto* cast = std::get_if<ExprCast>(&at->kind);
  return cast != nullptr && outermost(ast_.ty_parens, cast->ty.index) != nullptr ? cast->ty : TyId();
}

void UnusedDelims::check_let(const StmtLet& let) {
  parens_pat(let.pat, true, false, {true, false});
  if (!let.init.valid()) return;
  const Paren* p = ast_[let.init].parenthesized ? outermost(ast_.expr_parens, let.init.index) : nullptr;
  if (let.els.valid() && p != nullptr && !(p->outer.ctxt == p->inner.ctxt)) return;
  delims(true, let.init, let.els.valid() ? Ctx::assigned_value_let_else : Ctx::assigned_value, false, {}, {}, false);
}

void UnusedDelims::check_tail(ExprId tail) {
  delims(true, tail, Ctx::block_value, false, {}, {}, false);
  delims(false, tail, Ctx::block_value, false, {}, {}, false);
}

void UnusedDelims::check_item(ExprId value) {
  delims(true, value, Ctx::assigned_value, false, {}, {}, false);
  delims(false, value, Ctx::assigned_value, false, {}, {}, false);
}

void UnusedDelims::check_const_arg(ExprId value) { delims(false, value, Ctx::anon_const, false, {}, {}, false); }

void UnusedDelims::parens_pat(PatId id, bool avoid_or, bool avoid_mut, KeepSpace keep) {
  const Paren* p = outermost(ast_.pat_parens, id.index);
  if (p == nullptr || p->outer.from_expansion()) return;
  const bool twice = depth(ast_.pat_parens, id.index) > 1;
  const Pat& pat = ast_[id];
  if (!twice) {
    if (std::holds_alternative<PatRange>(pat.kind)) return;
    if (avoid_or && std::holds_alternative<PatOr>(pat.kind)) return;
    const auto* ident = std::get_if<PatIdent>(&pat.kind);
    if (avoid_mut && ident != nullptr && !ident->by_ref && ident->mut == Mutability::mut) return;
  }
  const auto inner = cx_.sources.find_ancestor_inside(p->inner, p->outer);
  if (inner) emit(true, p->outer, p->outer.with_hi(inner->lo), p->outer.with_lo(inner->hi), "pattern", keep, false);
}

void UnusedDelims::check_pat(const Pat& p) {
  const auto all = [&](const std::vector<PatId>& list) {
    for (PatId x : list) parens_pat(x, false, false, {});
  };
  if (const auto* t = std::get_if<PatTupleStruct>(&p.kind)) all(t->elems);
  else if (const auto* t = std::get_if<PatTuple>(&p.kind)) all(t->elems);
  else if (const auto* t = std::get_if<PatSlice>(&p.kind)) all(t->elems);
  else if (const auto* o = std::get_if<PatOr>(&p.kind)) all(o->alternatives);
  else if (const auto* s = std::get_if<PatStruct>(&p.kind)) {
    for (const PatField& f : s->fields) parens_pat(f.pat, false, false, {});
  } else if (const auto* i = std::get_if<PatIdent>(&p.kind)) {
    if (i->sub.valid()) parens_pat(i->sub, true, false, {});
  } else if (const auto* r = std::get_if<PatRef>(&p.kind)) {
    parens_pat(r->pat, true, r->mut == Mutability::not_, {});
  }
}

void UnusedDelims::check_ty(const Ty& t) {
  const TyId id = [&] {
    if (const auto* r = std::get_if<TyRef>(&t.kind)) return r->ty;
    if (const auto* p = std::get_if<TyPtr>(&t.kind)) return p->ty;
    return TyId();
  }();
  if (id.valid()) behind_pointer_.push_back(id);
  if (const auto* a = std::get_if<TyArray>(&t.kind)) {
    delims(true, a->len.value, Ctx::array_len, false, {}, {}, false);
    delims(false, a->len.value, Ctx::array_len, false, {}, {}, false);
  }
  // The parentheses around a type come before it.
  for (const Paren& p : ast_.ty_parens) {
    if (!(ast_[TyId(p.id)].id == t.id) || p.outer.from_expansion()) continue;
    if (!casts_before_lt_.empty() && casts_before_lt_.back() == TyId(p.id)) continue;
    const auto* dyn = std::get_if<TyDyn>(&t.kind);
    const auto* impl = std::get_if<TyImpl>(&t.kind);
    const size_t bounds = dyn != nullptr ? dyn->bounds.size() : impl != nullptr ? impl->bounds.size() : 0;
    const bool pointee = std::find(behind_pointer_.begin(), behind_pointer_.end(), TyId(p.id)) != behind_pointer_.end();
    if (bounds > 1 && pointee) continue;
    const auto inner = cx_.sources.find_ancestor_inside(p.inner, p.outer);
    if (inner) emit(true, p.outer, p.outer.with_hi(inner->lo), p.outer.with_lo(inner->hi), "type", {}, false);
  }
}

}  // namespace borrowlab::lint
