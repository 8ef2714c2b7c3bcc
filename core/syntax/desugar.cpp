// Constructs that AST lowering takes apart: `?`, `while`, `for`, ranges, destructuring assignment. After rustc_ast_lowering::expr.
#include "syntax/parser.h"

namespace borrowlab::syntax {

ExprId Parser::lang_call(Span span, std::string_view item, std::vector<ExprId> args) {
  const ExprId callee = s.expr(span, ExprLang{LangPath{Symbol::intern(item), span}});
  return s.expr(span, ExprCall{callee, std::move(args)});
}

ExprId Parser::local_path(Ident ident, Span span) {
  Path path;
  path.span = span;
  path.segments.push_back(PathSegment{s.new_id(), ident, nullptr});
  return s.expr(span, ExprPath{{}, std::move(path)});
}

PatId Parser::lang_pat(Span span, std::string_view item, std::vector<PatId> elems) {
  PatTupleStruct p;
  p.elems = std::move(elems);
  p.path.span = span;
  p.lang = LangPath{Symbol::intern(item), span};
  return s.pat(span, std::move(p));
}

// match Try::branch(operand) { Break(residual) => return FromResidual::from_residual(residual), Continue(val) => val }
ExprId Parser::desugar_try(ExprId operand, Span span) {
  const Span unstable = s.mark_desugaring(span, DesugaringKind::question_mark);
  const Span end = span.with_lo(span.hi == 0 ? 0 : span.hi - 1);
  const Span try_span = s.mark_desugaring(end, DesugaringKind::question_mark);
  const ExprId scrutinee = lang_call(unstable, "branch", {operand});

  const Ident residual{Symbol::intern("residual"), try_span};
  const PatId residual_pat = s.pat(try_span, PatIdent{false, Mutability::not_, Mutability::not_, residual, {}});
  const ExprId constructor = s.expr(try_span, ExprLang{LangPath{sym::from_residual_, try_span}});
  const ExprId from_residual = s.expr(unstable, ExprCall{constructor, {local_path(residual, try_span)}});
  const ExprId ret = s.expr(try_span, ExprReturn{from_residual});
  const PatId break_pat = lang_pat(try_span, "Break", {residual_pat});

  const Ident val{Symbol::intern("val"), unstable};
  const PatId val_pat = s.pat(span, PatIdent{false, Mutability::not_, Mutability::not_, val, {}});
  const PatId continue_pat = lang_pat(unstable, "Continue", {val_pat});
  const ExprId val_expr = local_path(val, span);

  ExprMatch m{};
  m.scrutinee = scrutinee;
  m.source = MatchSource::try_;
  m.arms.push_back(Arm{s.new_id(), break_pat, {}, ret, try_span});
  m.arms.push_back(Arm{s.new_id(), continue_pat, {}, val_expr, span});
  return s.expr(span, std::move(m));
}

// loop { if cond { body } else { break } }
ExprId Parser::desugar_while(ExprId cond, BlockId body, std::optional<Label> label, Span original) {
  const Span span = s.mark_desugaring(original, DesugaringKind::while_loop);
  const ExprId brk = s.expr(span, ExprBreak{});
  const BlockId else_block = s.block(span, {Stmt{span, StmtExpr{brk, true}}});
  const ExprId els = s.expr(span, ExprBlock{else_block, {}});
  const ExprId if_expr = s.expr(span, ExprIf{cond, body, els});
  const BlockId block = s.block(span, {}, if_expr);
  const Span head = span.with_hi(s.sources.source_callsite(s.span_of(cond)).hi);
  const ExprId loop = s.expr(original, ExprLoop{block, label, LoopSource::while_, head});
  std::get<ExprBreak>(s.ast.exprs[brk].kind).target = s.ast.exprs[loop].id;
  return loop;
}

// match IntoIterator::into_iter(head) { mut iter => loop { match Iterator::next(&mut iter) { None => break, Some(pat) => body } } }
ExprId Parser::desugar_for(PatId pat, ExprId head, BlockId body, std::optional<Label> label, Span span) {
  const Span for_span = s.mark_desugaring(span, DesugaringKind::for_loop);
  const auto here = [&](Span inner) { return s.sources.find_ancestor_in_same_ctxt(inner, span).value_or(inner).with_ctxt(for_span.ctxt); };
  const Span head_span = here(s.span_of(head));
  const Span pat_span = here(s.ast.pats[pat].span);

  const ExprId brk = s.expr(for_span, ExprBreak{});
  const PatId none_pat = lang_pat(for_span, "None", {});
  const PatId some_pat = lang_pat(pat_span, "Some", {pat});
  const Span body_span = s.ast.blocks[body].span;
  const ExprId body_expr = s.expr(body_span, ExprBlock{body, {}});

  const Ident iter{sym::iter_, head_span};
  const PatId iter_pat = s.pat(head_span, PatIdent{false, Mutability::not_, Mutability::mut, iter, {}});
  const ExprId iter_ref = s.expr(head_span, ExprAddrOf{false, Mutability::mut, local_path(iter, head_span)});
  const ExprId next = lang_call(head_span, "next", {iter_ref});
  ExprMatch inner{};
  inner.scrutinee = next;
  inner.source = MatchSource::for_loop;
  inner.arms.push_back(Arm{s.new_id(), none_pat, {}, brk, for_span});
  inner.arms.push_back(Arm{s.new_id(), some_pat, {}, body_expr, body_span});
  const ExprId inner_match = s.expr(head_span, std::move(inner));
  const BlockId loop_block = s.block(for_span, {Stmt{for_span, StmtExpr{inner_match, false}}});
  const ExprId loop = s.expr(for_span, ExprLoop{loop_block, label, LoopSource::for_loop, for_span.with_hi(head_span.hi)});
  std::get<ExprBreak>(s.ast.exprs[brk].kind).target = s.ast.exprs[loop].id;

  ExprMatch outer{};
  outer.scrutinee = lang_call(head_span, "into_iter", {head});
  outer.source = MatchSource::for_loop;
  outer.arms.push_back(Arm{s.new_id(), iter_pat, {}, loop, for_span});
  const ExprId outer_match = s.expr(for_span, std::move(outer));
  return s.expr(span, ExprDropTemps{outer_match});
}

ExprId Parser::desugar_range(ExprId lo, ExprId hi, bool inclusive, Span span, Span op_span) {
  if (inclusive && !hi) {
    Diagnostic d(Level::error, "inclusive range with no end", op_span, "E0586");
    d.suggest_verbose(op_span, "use `..` instead", "..", Applicability::machine_applicable);
    d.note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)");
    recover(std::move(d));
    return err_expr(span);
  }
  const Span marked = s.mark_desugaring(span, DesugaringKind::range_expr);
  if (inclusive && lo) {
    const ExprId call = lang_call(marked, "range_inclusive_new", {lo, hi});
    s.ast.exprs[call].span = span;
    return call;
  }
  const char* item = lo && hi ? "Range" : lo ? "RangeFrom" : hi ? (inclusive ? "RangeToInclusive" : "RangeTo") : "RangeFull";
  ExprStruct st;
  st.path.span = marked;
  st.lang = LangPath{Symbol::intern(item), marked};
  if (lo) st.fields.push_back(FieldInit{s.new_id(), Ident{sym::start_, span}, lo, false, s.span_of(lo)});
  if (hi) st.fields.push_back(FieldInit{s.new_id(), Ident{sym::end_, span}, hi, false, s.span_of(hi)});
  return s.expr(span, std::move(st));
}

// --- assignment ------------------------------------------------------------------------------------------------------------

namespace {

bool is_underscore(const Expr& e) {
  const auto* p = std::get_if<ExprPath>(&e.kind);
  return p != nullptr && !p->qself && p->path.segments.size() == 1 && p->path.segments[0].ident.name == sym::underscore;
}
bool is_full_range(const Expr& e) {
  const auto* st = std::get_if<ExprStruct>(&e.kind);
  return st != nullptr && st->lang && st->lang->item.str() == "RangeFull";
}
// A call whose callee may name a tuple struct or variant: its last segment is capitalized, as such names are.
bool is_constructor_call(const Ast& ast, const Expr& e) {
  const auto* call = std::get_if<ExprCall>(&e.kind);
  if (call == nullptr) return false;
  const auto* p = std::get_if<ExprPath>(&ast[call->callee].kind);
  if (p == nullptr || p->path.segments.empty()) return false;
  const char c = p->path.segments.back().ident.name.str()[0];
  return c >= 'A' && c <= 'Z';
}

}  // namespace

ExprId Parser::desugar_assign(ExprId place, ExprId value, Span eq_span, Span span) {
  const Expr& e = s.ast.exprs[place];
  const bool pattern = std::holds_alternative<ExprTuple>(e.kind) || std::holds_alternative<ExprArray>(e.kind) || is_underscore(e) ||
                       (std::holds_alternative<ExprStruct>(e.kind) && !std::get<ExprStruct>(e.kind).lang) || is_constructor_call(s.ast, e);
  if (!pattern) return s.expr(span, ExprAssign{place, value, eq_span});
  std::vector<Stmt> assignments;
  std::vector<Stmt> stmts(1);
  const PatId pat = assign_target(place, eq_span, assignments);
  stmts[0] = Stmt{span, StmtLet{pat, {}, value, {}, false, s.new_id()}};
  for (Stmt& a : assignments) stmts.push_back(std::move(a));
  const BlockId block = s.block(span, std::move(stmts));
  return s.expr(span, ExprBlock{block, {}});
}

PatId Parser::assign_target(ExprId target, Span eq_span, std::vector<Stmt>& assignments) {
  const Span span = s.span_of(target);
  Level_ level(*this);
  if (!level.ok) return s.pat(span, PatErr{});
  const auto each = [&](const std::vector<ExprId>& elems) {
    std::vector<PatId> pats;
    for (ExprId e : elems)
      pats.push_back(is_full_range(s.ast.exprs[e]) ? s.pat(s.span_of(e), PatRest{}) : assign_target(e, eq_span, assignments));
    return pats;
  };
  const Expr& e = s.ast.exprs[target];
  if (is_underscore(e)) {
    for (size_t i = s.underscores.size(); i-- > 0;)
      if (s.underscores[i] == target) s.underscores.erase(s.underscores.begin() + static_cast<ptrdiff_t>(i));
    return s.pat(span, PatWild{});
  }
  if (const auto* tuple = std::get_if<ExprTuple>(&e.kind)) {
    const auto elems = tuple->elems;
    PatTuple p{each(elems)};
    return s.pat(span, std::move(p));
  }
  if (const auto* array = std::get_if<ExprArray>(&e.kind)) {
    const auto elems = array->elems;
    PatSlice p{each(elems)};
    return s.pat(span, std::move(p));
  }
  if (const auto* st = std::get_if<ExprStruct>(&e.kind); st != nullptr && !st->lang) {
    const ExprStruct copy = *st;
    PatStruct p{copy.qself, copy.path, {}, copy.rest};
    if (copy.base) {
      Diagnostic d(Level::error, "functional record updates are not allowed in destructuring assignments", s.span_of(copy.base));
      d.suggest(s.span_of(copy.base), "consider removing the trailing pattern", "", Applicability::machine_applicable);
      fail(std::move(d));
    }
    for (size_t i = rest_structs.size(); i-- > 0;)
      if (rest_structs[i].expr <= target) rest_structs.erase(rest_structs.begin() + static_cast<ptrdiff_t>(i));
    for (const FieldInit& f : copy.fields) {
      const PatId sub = assign_target(f.value, eq_span, assignments);
      p.fields.push_back(PatField{s.new_id(), f.ident, sub, f.shorthand, f.span});
    }
    return s.pat(span, std::move(p));
  }
  if (is_constructor_call(s.ast, e)) {
    const ExprCall call = std::get<ExprCall>(e.kind);
    const ExprPath callee = std::get<ExprPath>(s.ast.exprs[call.callee].kind);
    PatTupleStruct p;
    p.qself = callee.qself;
    p.path = callee.path;
    p.elems = each(call.args);
    return s.pat(span, std::move(p));
  }
  // A place: bind it to a variable of its own, assign that afterwards.
  const Span fresh = s.mark_desugaring(span, DesugaringKind::none);
  const Ident lhs{Symbol::intern("lhs"), fresh};
  const PatId pat = s.pat(span, PatIdent{false, Mutability::not_, Mutability::not_, lhs, {}});
  const ExprId assign = s.expr(span, ExprAssign{target, local_path(lhs, span), eq_span});
  assignments.push_back(Stmt{span, StmtExpr{assign, true}});
  return pat;
}

}  // namespace borrowlab::syntax
