// Expressions that begin with a token of their own: blocks, control flow, closures, paths, structs.
#include "syntax/parser.h"

namespace borrowlab::syntax {

ExprId Parser::parse_bottom() {
  const Span lo = tok.span;
  if (failed()) return err_expr(lo);
  if (tok.is_open(Delim::invisible)) {
    if (tok.fragment == Fragment::block) {
      const BlockId block = parse_block();
      block_like = s.expr(s.ast.blocks[block].span, ExprBlock{block, {}});
      s.ast.exprs[block_like].parenthesized = true;  // the fragment is a group of its own
      return block_like;
    }
    if (tok.fragment == Fragment::expr || tok.fragment == Fragment::expr_2021 || tok.fragment == Fragment::literal) {
      bump();
      const ExprId e = parse_expr();
      if (!tok.is_close(Delim::invisible)) fail_unexpected();
      else bump();
      block_like = ExprId::none();
      return e;
    }
  }
  if (tok.is(Tok::literal) || tok.is_kw(sym::kw_true) || tok.is_kw(sym::kw_false)) return parse_literal_expr();
  if (tok.is_open(Delim::paren)) return parse_paren_or_tuple();
  if (tok.is_open(Delim::brace)) {
    const BlockId block = parse_block();
    return block_like = s.expr(join(lo, prev), ExprBlock{block, {}});
  }
  if (tok.kind == Tok::or_ || tok.kind == Tok::or_or) return parse_closure();
  if (tok.is_open(Delim::bracket)) return parse_array();
  if (tok.kind == Tok::lt || tok.kind == Tok::shl) {
    ExprPath path;
    path.qself = parse_qpath(PathStyle::expr, path.path);
    if (failed()) return err_expr(lo);
    if (at_struct_literal()) return parse_struct_rest(path.qself, std::move(path.path), lo);
    return s.expr(join(lo, prev), std::move(path));
  }
  if (tok.is_ident() && !tok.is_raw()) {
    const Symbol kw = tok.sym;
    if (kw == sym::kw_move || (kw == sym::kw_static && (look(1).kind == Tok::or_ || look(1).kind == Tok::or_or))) return parse_closure();
    if (kw == sym::kw_if) {
      bump();
      return parse_if();
    }
    if (kw == sym::kw_for) {
      if (look(1).kind == Tok::lt) return parse_closure();
      bump();
      return parse_for({}, lo);
    }
    if (kw == sym::kw_while) {
      bump();
      return parse_while({}, lo);
    }
    if (kw == sym::kw_loop) {
      bump();
      return parse_loop({}, lo);
    }
    if (kw == sym::kw_match) return parse_match();
    if (kw == sym::kw_unsafe && look(1).kind == Tok::open) {
      bump();
      const BlockId block = parse_block(BlockKind::unsafe);
      return block_like = s.expr(join(lo, prev), ExprBlock{block, {}});
    }
    if (kw == sym::kw_const) {
      if (look(1).is_open(Delim::brace) || look(1).is_open(Fragment::block)) {
        bump();
        const Span body_lo = tok.span;
        const BlockId block = parse_block(BlockKind::konst);
        const ExprId body = s.expr(join(body_lo, prev), ExprBlock{block, {}});
        return block_like = s.expr(join(lo, prev), ExprConstBlock{anon_const(body)});
      }
      refuse(lo, "const closures");
      bump();
      return parse_closure();
    }
    if (kw == sym::kw_return) {
      bump();
      ExprId value;
      if (can_begin_expr(tok)) value = parse_expr();
      return s.expr(value ? join(lo, s.written_span_of(value)) : lo, ExprReturn{value});
    }
    if (kw == sym::kw_break) {
      bump();
      ExprBreak b{};
      if (tok.kind == Tok::lifetime) {
        b.label = Label{Ident{tok.sym, tok.span}};
        bump();
      }
      if (can_begin_expr(tok) && !(tok.is_open(Delim::brace) && (restrictions & kNoStructLiteral) != 0)) b.value = parse_expr();
      return s.expr(join(lo, prev), std::move(b));
    }
    if (kw == sym::kw_continue) {
      bump();
      ExprContinue c{};
      if (tok.kind == Tok::lifetime) {
        c.label = Label{Ident{tok.sym, tok.span}};
        bump();
      }
      return s.expr(join(lo, prev), std::move(c));
    }
    if (kw == sym::kw_async &&
        (look(1).is_open(Delim::brace) || look(1).kind == Tok::or_ || look(1).kind == Tok::or_or || look(1).is_kw(sym::kw_move))) {
      const bool closure =
          look(1).kind == Tok::or_ || look(1).kind == Tok::or_or || (look(1).is_kw(sym::kw_move) && !look(2).is_open(Delim::brace));
      refuse(lo, closure ? "async closures" : "async blocks");
      bump();
      if (closure) return parse_closure();
      eat_kw(sym::kw_move);
      parse_block();
      return err_expr(join(lo, prev));
    }
    if (kw == sym::kw_let) return parse_let();
    if (kw == sym::underscore) {
      bump();
      Path path;
      path.span = lo;
      path.segments.push_back(PathSegment{s.new_id(), Ident{sym::underscore, lo}, nullptr});
      const ExprId e = s.expr(lo, ExprPath{{}, std::move(path)});
      s.underscores.push_back(e);
      return e;
    }
    if (kw == sym::kw_yield) {
      refuse(lo, "`yield`");
      bump();
      return err_expr(lo);
    }
    if (kw == sym::kw_try && look(1).is_open(Delim::brace)) {
      refuse(lo, "try blocks");
      bump();
      parse_block();
      return err_expr(join(lo, prev));
    }
  }
  if (tok.kind == Tok::lifetime) return parse_labeled();
  if (at_path_start()) return parse_path_start();
  if (tok.kind == Tok::plus && can_begin_expr(look(1))) {
    Diagnostic d(Level::error, "leading `+` is not supported", lo);
    d.label(lo, "unexpected `+`");
    d.suggest_verbose(lo, "try removing the `+`", "", Applicability::machine_applicable);
    fail(std::move(d));
    return err_expr(lo);
  }
  report_expected_expression();
  return err_expr(lo);
}

void Parser::report_expected_expression() {
  if (failed()) return;
  if (at_eof() && !is_file_ && macro_name_.index != 0) {
    Diagnostic d(Level::error, "expected expression, found end of macro arguments", tok.span);
    d.label(tok.span, "expected expression");
    return fail(std::move(d));
  }
  fail_expected("expression");
}

ExprId Parser::parse_paren_or_tuple() {
  const Span lo = tok.span;
  bump();
  ExprTuple tuple;
  bool trailing = true;
  while (!at_close(Delim::paren) && !failed()) {
    const AttrList attrs = outer_attributes();
    const ExprId e = parse_expr();
    if (!attrs.configured_out) tuple.elems.push_back(e);
    trailing = eat(Tok::comma);
    if (!trailing && (at_close(Delim::paren) || !recover_missing_comma(next_expr))) break;
  }
  expect_close(Delim::paren);
  const Span span = join(lo, prev);
  if (tuple.elems.size() == 1 && !trailing) {
    Expr& e = s.ast.exprs[tuple.elems[0]];
    s.note_parens(s.ast.expr_parens, tuple.elems[0].index, span, e.span);
    e.span = span;
    e.parenthesized = true;
    block_like = ExprId::none();
    return tuple.elems[0];
  }
  return s.expr(span, std::move(tuple));
}

ExprId Parser::parse_array() {
  const Span lo = tok.span;
  bump();
  ExprArray array;
  while (!at_close(Delim::bracket) && !failed()) {
    const AttrList attrs = outer_attributes();
    const ExprId e = parse_expr();
    if (array.elems.empty() && eat(Tok::semi)) {
      const ExprId len = parse_expr();
      s.infer_const(len);
      const AnonConst count = anon_const(len);
      expect_close(Delim::bracket);
      return s.expr(join(lo, prev), ExprRepeat{e, count});
    }
    if (!attrs.configured_out) array.elems.push_back(e);
    if (eat(Tok::comma)) continue;
    if (array.elems.size() < 2 || at_close(Delim::bracket) || !recover_missing_comma(next_expr)) break;
  }
  expect_close(Delim::bracket);
  return s.expr(join(lo, prev), std::move(array));
}

bool Parser::at_struct_literal() const { return tok.is_open(Delim::brace) && (restrictions & kNoStructLiteral) == 0; }

ExprId Parser::parse_path_start() {
  const Span lo = tok.span;
  Path path = parse_path(PathStyle::expr);
  if (failed()) return err_expr(lo);
  if (tok.kind == Tok::not_ && look(1).kind == Tok::open && !look(1).is_open(Delim::invisible)) {
    MacroCall call;
    call.path = std::move(path);
    bump();
    if (!parse_macro_args(call)) return err_expr(lo);
    call.span = join(lo, prev);
    const Span written = call.span;
    const ExprId e = expand_expr(std::move(call));
    s.macro_call_spans.insert_or_assign(e, written);
    return e;
  }
  if (at_struct_literal()) return parse_struct_rest({}, std::move(path), lo);
  if (tok.is_open(Delim::brace) && is_certainly_struct_literal()) {
    const Span start = path.span;
    restrictions &= static_cast<uint8_t>(~kNoStructLiteral);
    const ExprId e = parse_struct_rest({}, std::move(path), start);
    if (!failed()) {
      Diagnostic d(Level::error, "struct literals are not allowed here", s.span_of(e));
      d.suggest_multipart("surround the struct literal with parentheses",
                          {{s.span_of(e).shrink_to_lo(), "("}, {s.span_of(e).shrink_to_hi(), ")"}}, Applicability::machine_applicable);
      fail(std::move(d));
    }
    return e;
  }
  const Span span = path.span;
  at(Tok::not_);
  at_open(Delim::brace);
  return s.expr(span, ExprPath{{}, std::move(path)});
}

// After a path where no struct literal may stand: `{ name: …,` or `{ name,` can be nothing else.
bool Parser::is_certainly_struct_literal() const {
  if (!look(1).is_ident()) return false;
  if (look(2).kind == Tok::colon)
    return look(3).is(Tok::literal) || (look(3).is_ident() && (look(4).kind == Tok::comma || look(4).is_close(Delim::brace)));
  return look(2).kind == Tok::comma && look(3).is_ident();
}

ExprId Parser::parse_struct_rest(std::optional<QSelf> qself, Path path, Span lo) {
  ExprStruct st;
  st.qself = qself;
  st.path = std::move(path);
  bump();
  while (!at_close(Delim::brace) && !failed()) {
    const AttrList attrs = outer_attributes();
    const Span field_lo = tok.span;
    if (eat(Tok::dot_dot)) {
      if (tok.is_close(Delim::brace)) {
        st.rest = true;
        rest_structs.push_back({s.ast.exprs.next_id(), prev});
      } else {
        st.base = parse_expr();
      }
      if (!failed() && tok.kind == Tok::comma) {
        Diagnostic d(Level::error, "cannot use a comma after the base struct", join(prev, prev));
        if (st.base) d.spans.primary[0] = s.span_of(st.base).with_lo(field_lo.lo);
        d.suggest(tok.span, "remove this comma", "", Applicability::machine_applicable);
        d.note("the base struct must always be the last field");
        fail(std::move(d));
      }
      break;
    }
    FieldInit field{s.new_id(), {}, {}, false, {}};
    if ((tok.is_ident() || tok.is(Tok::literal)) && (look(1).kind == Tok::colon || look(1).kind == Tok::eq)) {
      if (tok.is_ident()) {
        field.ident = parse_ident();
      } else {
        field.ident = Ident{tok.sym, tok.span};
        bump();
      }
      if (tok.kind == Tok::eq) {
        Diagnostic d(Level::error, "expected `:`, found `=`", tok.span);
        d.suggest_verbose(join(field.ident.span.shrink_to_hi(), tok.span), "replace equals symbol with a colon", ":",
                          Applicability::machine_applicable);
        recover(std::move(d));
        if (failed()) break;
      }
      bump();
      field.value = parse_expr();
      field.span = join(field_lo, failed() ? prev : s.written_span_of(field.value));
    } else {
      field.ident = parse_ident();
      if (failed()) break;
      field.shorthand = true;
      field.value = local_path(field.ident, field.ident.span);
      field.span = field.ident.span;
    }
    if (!attrs.configured_out) st.fields.push_back(field);
    if (eat(Tok::comma)) continue;
    if (at_close(Delim::brace) || failed()) break;
    Diagnostic d = unexpected();
    d.label(st.path.span, "while parsing this struct");
    if (tok.is_ident()) d.suggest(prev.shrink_to_hi(), "try adding a comma", ",", Applicability::machine_applicable);
    recover(std::move(d));
    // What follows is not looked at.
    while (!failed() && !is(Tok::comma) && !tok.is_close(Delim::brace) && !at_eof())
      tok.kind == Tok::open ? skip_to(next_tree(position())) : bump();
    eat(Tok::comma);
  }
  expect_close(Delim::brace);
  return s.expr(join(lo, prev), std::move(st));
}

ExprId Parser::parse_closure() {
  const Span lo = tok.span;
  ExprClosure c{};
  if (is_kw(sym::kw_for)) c.for_params = parse_for_params();
  if (is_kw(sym::kw_static)) {
    refuse(tok.span, "coroutines");
    bump();
  }
  if (is_kw(sym::kw_async)) {
    refuse(tok.span, "async closures");
    bump();
  }
  c.capture = eat_kw(sym::kw_move) ? CaptureBy::value : CaptureBy::ref;
  if (!eat(Tok::or_or)) {
    expect(Tok::or_);
    while (!at(Tok::or_) && !failed()) {
      const AttrList attrs = outer_attributes();
      const Span param_lo = tok.span;
      Param p;
      p.id = s.new_id();
      p.pat = parse_pat_no_top_alt();
      p.ty = eat(Tok::colon) ? parse_ty() : s.ty(s.ast.pats[p.pat].span, TyInfer{});
      p.span = join(param_lo, prev);
      note_lint_attrs(p.span, attrs.attrs);
      if (!attrs.configured_out) c.params.push_back(p);
      if (!eat(Tok::comma)) break;
    }
    expect(Tok::or_);
  }
  c.output = parse_ret_ty();
  c.fn_decl_span = join(lo, prev);
  if (c.output && !failed() && !tok.is_open(Delim::brace) && !tok.is_open(Fragment::block) && can_begin_expr(tok)) {
    const Span found = tok.span;
    Diagnostic d(Level::error, "expected `{`, found " + token_descr(tok), found);
    d.label(s.ast.tys[c.output].span, "explicit return type requires closure body to be enclosed in braces");
    c.body = parse_expr_res(static_cast<uint8_t>(restrictions & ~(kStmtExpr | kAllowLet)));
    if (!failed())
      d.suggest_multipart("wrap the expression in curly braces", {{found.shrink_to_lo(), "{ "}, {prev.shrink_to_hi(), " }"}},
                          Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
    recover(std::move(d));
  } else if (c.output) {
    const Span body_lo = tok.span;
    const BlockId block = parse_block();
    c.body = s.expr(join(body_lo, prev), ExprBlock{block, {}});
  } else {
    c.body = parse_expr_res(static_cast<uint8_t>(restrictions & ~(kStmtExpr | kAllowLet)));
  }
  const Span span = join(lo, failed() ? prev : s.written_span_of(c.body));
  return s.expr(span, std::move(c));
}

// --- conditions ------------------------------------------------------------------------------------------------------------

ExprId Parser::parse_let() {
  const Span lo = tok.span;
  bump();
  const PatId pat = parse_pat_top();
  expect(Tok::eq);
  const uint8_t saved = restrictions;
  restrictions &= static_cast<uint8_t>(~kStmtExpr);
  const ExprId scrutinee = failed() ? err_expr(lo) : parse_assoc(7);  // above `&&`: rustc's prec_let_scrutinee_needs_par
  restrictions = saved;
  const ExprId e = s.expr(join(lo, s.written_span_of(scrutinee)), ExprLet{pat, scrutinee});
  pending_lets.push_back({e, lo});
  return e;
}

// Takes the `let`s that stand in a chain of `&&` off the pending list.
void Parser::take_lets(ExprId cond, bool in_chain) {
  const Expr& e = s.ast.exprs[cond];
  if (e.parenthesized) return;
  if (const auto* bin = std::get_if<ExprBinary>(&e.kind); bin != nullptr && bin->op == BinOp::and_) {
    const ExprId rhs = bin->rhs;
    take_lets(bin->lhs, true);
    take_lets(rhs, true);
  } else if (std::holds_alternative<ExprLet>(e.kind)) {
    for (size_t i = pending_lets.size(); i-- > 0;)
      if (pending_lets[i].expr == cond) pending_lets.erase(pending_lets.begin() + static_cast<ptrdiff_t>(i));
    if (in_chain && s.edition_of(e.span) < source::Edition::e2024 && !s.options.is_library) chain_errors.push_back(e.span);
  }
}

void Parser::check_lets(size_t since) {
  if (failed()) return;
  if (pending_lets.size() > since) {
    const Span span = pending_lets[since].keyword;
    Diagnostic d(Level::error, "expected expression, found `let` statement", span);
    d.note("only supported directly in conditions of `if` and `while` expressions");
    pending_lets.erase(pending_lets.begin() + static_cast<ptrdiff_t>(since), pending_lets.end());
    return fail(std::move(d));
  }
  for (Span span : chain_errors) {
    Diagnostic d(Level::error, "let chains are only allowed in Rust 2024 or later", span);
    if (is_file_ ? !s.file_failed : true) fail(std::move(d));
  }
  chain_errors.clear();
}

ExprId Parser::parse_cond() {
  const size_t lets = pending_lets.size();
  const ExprId cond = parse_expr_res(kNoStructLiteral | kAllowLet);
  if (!failed()) take_lets(cond, false);
  check_lets(lets);
  return cond;
}

ExprId Parser::parse_if() {
  const Span lo = prev;
  Level_ level(*this);
  if (!level.ok) return err_expr(lo);
  const ExprId cond = parse_cond();
  if (failed()) return err_expr(lo);
  if (!tok.is_open(Delim::brace) && !tok.is_open(Fragment::block)) {
    report_missing_block(cond, lo);
    return err_expr(lo);
  }
  const BlockId then = parse_block();
  ExprId els;
  if (eat_kw(sym::kw_else)) {
    if (is_kw(sym::kw_if)) {
      bump();
      els = parse_if();
    } else {
      const Span else_lo = tok.span;
      if (!tok.is_open(Delim::brace) && !tok.is_open(Fragment::block)) {
        fail_unexpected_block_after_else();
        return err_expr(lo);
      }
      const BlockId block = parse_block();
      els = s.expr(join(else_lo, prev), ExprBlock{block, {}});
    }
  }
  return block_like = s.expr(join(lo, prev), ExprIf{cond, then, els});
}

void Parser::report_missing_block(ExprId cond, Span if_span) {
  const Span cond_span = s.span_of(cond);
  if (std::holds_alternative<ExprBlock>(s.ast.exprs[cond].kind)) {
    Diagnostic d(Level::error, "missing condition for `if` expression", if_span.shrink_to_hi());
    d.label(if_span.shrink_to_hi(), "expected condition here");
    d.label(cond_span, "if this block is the condition of the `if` expression, then it must be followed by another block");
    return fail(std::move(d));
  }
  Diagnostic d(Level::error, "expected `{`, found " + token_descr(tok), tok.span);
  d.label(tok.span, "expected `{`");
  d.span_note(cond_span, "the `if` expression is missing a block after this condition");
  suggest_block(d);
  fail(std::move(d));
}

// Where a block is missing and an expression stands: braces around it.
void Parser::suggest_block(Diagnostic& d) {
  if (!can_begin_expr(tok)) return;
  Span span;
  const auto statement = [&](Parser& p) {
    const Span lo = p.tok.span;
    p.parse_expr_res(kStmtExpr);
    span = join(lo, p.prev);
    // A semicolon belongs to it where it has a line of its own.
    if (s.sources.lookup(prev.hi).line != s.sources.lookup(lo.lo).line && p.eat(Tok::semi)) span = join(lo, p.prev);
  };
  if (look(1).is_open(Delim::brace) || !parses(position(), statement)) return;
  d.suggest_multipart("you might have meant to write this as part of a block", {{span.shrink_to_lo(), "{ "}, {span.shrink_to_hi(), " }"}},
                      Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
}

void Parser::fail_unexpected_block_after_else() {
  at_open(Delim::brace);
  Diagnostic d(Level::error, "expected `{`, found " + token_descr(tok), tok.span);
  d.label(tok.span, "expected `{`");
  suggest_block(d);
  fail(std::move(d));
}

ExprId Parser::parse_while(std::optional<Label> label, Span lo) {
  const Span prev_keyword = prev;
  const ExprId cond = parse_cond();
  if (failed()) return err_expr(lo);
  if (!tok.is_open(Delim::brace) && !tok.is_open(Fragment::block)) {
    Diagnostic d(Level::error, "expected `{`, found " + token_descr(tok), tok.span);
    d.label(tok.span, "expected `{`");
    d.label(prev_keyword, "while parsing the body of this `while` expression");
    d.label(s.written_span_of(cond), "this `while` condition successfully parsed");
    suggest_block(d);
    fail(std::move(d));
    return err_expr(lo);
  }
  const BlockId body = parse_block();
  return block_like = desugar_while(cond, body, label, join(lo, prev));
}

ExprId Parser::parse_for(std::optional<Label> label, Span lo) {
  Level_ level(*this);
  if (is_kw(sym::kw_await)) {
    refuse(tok.span, "`for await` loops");
    bump();
  }
  Span parens[2];
  if (is_parenthesized_for_head()) {
    parens[0] = tok.span;
    parens[1] = (next_tree(position()) - 1)->span;
  }
  const bool in_parens = !parens[0].is_dummy();
  const Span before = prev;
  if (in_parens) bump();
  const Span pat_lo = tok.span;
  PatId pat = parse_pat_top();
  if (failed()) return err_expr(lo);
  if (!is_kw(sym::kw_in)) {
    const bool other = at_word("of") || is(Tok::eq);
    const Span at = other ? tok.span : prev.between(tok.span);
    Diagnostic d(Level::error, "missing `in` in `for` loop", at);
    d.suggest_verbose(at, other ? "try using `in` here instead" : "try adding `in` here", other ? "in" : " in ",
                      Applicability::maybe_incorrect);
    recover(std::move(d));
    if (other) bump();
  } else {
    bump();
  }
  const ExprId head = parse_expr_res(in_parens ? kNoRestrictions : kNoStructLiteral);
  if (failed()) return err_expr(lo);
  if (in_parens) {
    const Span last = prev;
    if (!expect_close(Delim::paren)) return err_expr(lo);
    Diagnostic d(Level::error, "unexpected parentheses surrounding `for` loop head", parens[0]);
    d.spans.primary.push_back(parens[1]);
    d.suggest_multipart("remove parentheses in `for` loop", {{before.between(pat_lo), " "}, {last.between(tok.span), " "}},
                        Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
    recover(std::move(d));
    pat = s.pat(join(parens[0], prev), PatWild{});
  }
  if (failed()) return err_expr(lo);
  const BlockId body = parse_block();
  return block_like = desugar_for(pat, head, body, label, join(lo, prev));
}

// `for (x in y) {`.
bool Parser::is_parenthesized_for_head() const {
  if (!tok.is_open(Delim::paren) || !is_file_ || !next_tree(position())->is_open(Delim::brace)) return false;
  for (const Token* t = position() + 1; t < next_tree(position()); t = next_tree(t))
    if (t->is_kw(sym::kw_in)) return true;
  return false;
}

ExprId Parser::parse_loop(std::optional<Label> label, Span lo) {
  const Span loop_span = prev;
  const BlockId body = parse_block();
  return block_like = s.expr(join(lo, prev), ExprLoop{body, label, LoopSource::loop, join(lo, loop_span)});
}

ExprId Parser::parse_labeled() {
  const Span lo = tok.span;
  const Label label{Ident{tok.sym, tok.span}};
  bump();
  if (!eat(Tok::colon)) {
    if (!failed()) fail_expected("`while`, `for`, `loop` or `{` after a label");
    return err_expr(lo);
  }
  if (eat_kw(sym::kw_while)) return parse_while(label, lo);
  if (eat_kw(sym::kw_for)) return parse_for(label, lo);
  if (eat_kw(sym::kw_loop)) return parse_loop(label, lo);
  if (tok.is_open(Delim::brace) || tok.is_open(Fragment::block)) {
    const BlockId block = parse_block();
    return block_like = s.expr(join(lo, prev), ExprBlock{block, label});
  }
  fail_expected("`while`, `for`, `loop` or `{` after a label");
  return err_expr(lo);
}

ExprId Parser::parse_match() {
  const Span lo = tok.span;
  bump();
  ExprMatch m{};
  m.source = MatchSource::normal;
  m.scrutinee = parse_expr_res(kNoStructLiteral);
  if (failed()) return err_expr(lo);
  if (!eat_open(Delim::brace)) {
    if (!failed()) {
      Diagnostic d(Level::error, "expected one of `.`, `?`, `{`, or an operator, found " + token_descr(tok), tok.span);
      expect_open(Delim::brace);
    }
    return err_expr(lo);
  }
  AttrList inner;
  inner_attributes(inner);
  while (!at_close(Delim::brace) && !failed()) {
    const AttrList attrs = outer_attributes();
    if (attrs.configured_out) ++s.no_expand;
    Arm arm = parse_arm();
    if (!failed()) note_lint_attrs(arm.span, attrs.attrs);
    note_unused_docs(attrs, arm.span, "match arms");
    if (attrs.configured_out) --s.no_expand;
    else m.arms.push_back(arm);
  }
  expect_close(Delim::brace);
  return block_like = s.expr(join(lo, prev), std::move(m));
}

Arm Parser::parse_arm() {
  Arm arm{s.new_id(), {}, {}, {}, {}};
  const Span lo = tok.span;
  arm.pat = parse_pat_top();
  if (failed()) return arm;
  if (eat_kw(sym::kw_if)) {
    const size_t lets = pending_lets.size();
    arm.guard = parse_expr_res(kAllowLet);
    if (!failed()) take_lets(arm.guard, false);
    chain_errors.clear();
    check_lets(lets);
    if (failed()) return arm;
  }
  if (!at(Tok::fat_arrow) && (is(Tok::eq) || is(Tok::r_arrow) || is(Tok::ge) || is(Tok::gt)) && !failed()) {
    Diagnostic d = unexpected();
    d.suggest(tok.span, "use a fat arrow to start a match arm", "=>", Applicability::machine_applicable);
    recover(std::move(d));
    bump();
  } else if (!expect(Tok::fat_arrow)) {
    return arm;
  }
  arm.body = parse_expr_res(kStmtExpr);
  if (failed()) return arm;
  arm.span = join(lo, s.written_span_of(arm.body));
  const bool needs_comma = arm.body != block_like && !tok.is_close(Delim::brace);
  if (!needs_comma) {
    eat(Tok::comma);
  } else if (!eat(Tok::comma)) {
    at_close(Delim::brace);
    // `pattern =>` ahead: another arm begins here.
    bool arm_ahead = false;
    for (const Token* t = position(); t < end_ && t->kind != Tok::comma && t->kind != Tok::semi && t->kind != Tok::close && !arm_ahead;
         t = next_tree(t))
      arm_ahead = t->kind == Tok::fat_arrow && t != position();
    if (arm_ahead) {
      Diagnostic d(Level::error, "expected `,` following `match` arm", prev.shrink_to_hi());
      d.suggest_verbose(prev.shrink_to_hi(), "missing a comma here to end this `match` arm", ",", Applicability::machine_applicable);
      fail(std::move(d));
    } else {
      fail_unexpected();
    }
  }
  return arm;
}

}  // namespace borrowlab::syntax
