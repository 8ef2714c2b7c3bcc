// Expressions: operators, calls, fields, literals. After rustc_parse::parser::expr.
#include "syntax/literal.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

enum class OpClass : uint8_t { none, binary, assign, assign_op, cast, range };
struct Op {
  OpClass cls = OpClass::none;
  BinOp bin = BinOp::add;
  int prec = 0;
  bool right = false;
};

constexpr int kPrecAssign = 2, kPrecRange = 4, kPrecOr = 5, kPrecAnd = 6, kPrecCompare = 7;

Op operator_of(const Token& t) {
  const auto bin = [](BinOp op, int prec) { return Op{OpClass::binary, op, prec, false}; };
  const auto asg = [](BinOp op) { return Op{OpClass::assign_op, op, kPrecAssign, true}; };
  switch (t.kind) {
    case Tok::star: return bin(BinOp::mul, 13);
    case Tok::slash: return bin(BinOp::div, 13);
    case Tok::percent: return bin(BinOp::rem, 13);
    case Tok::plus: return bin(BinOp::add, 12);
    case Tok::minus: return bin(BinOp::sub, 12);
    case Tok::shl: return bin(BinOp::shl, 11);
    case Tok::shr: return bin(BinOp::shr, 11);
    case Tok::and_: return bin(BinOp::bit_and, 10);
    case Tok::caret: return bin(BinOp::bit_xor, 9);
    case Tok::or_: return bin(BinOp::bit_or, 8);
    case Tok::eq_eq: return bin(BinOp::eq, kPrecCompare);
    case Tok::ne: return bin(BinOp::ne, kPrecCompare);
    case Tok::lt: return bin(BinOp::lt, kPrecCompare);
    case Tok::le: return bin(BinOp::le, kPrecCompare);
    case Tok::gt: return bin(BinOp::gt, kPrecCompare);
    case Tok::ge: return bin(BinOp::ge, kPrecCompare);
    case Tok::and_and: return bin(BinOp::and_, kPrecAnd);
    case Tok::or_or: return bin(BinOp::or_, kPrecOr);
    case Tok::dot_dot:
    case Tok::dot_dot_eq:
    case Tok::dot_dot_dot: return Op{OpClass::range, BinOp::add, kPrecRange, false};
    case Tok::eq: return Op{OpClass::assign, BinOp::add, kPrecAssign, true};
    case Tok::plus_eq: return asg(BinOp::add);
    case Tok::minus_eq: return asg(BinOp::sub);
    case Tok::star_eq: return asg(BinOp::mul);
    case Tok::slash_eq: return asg(BinOp::div);
    case Tok::percent_eq: return asg(BinOp::rem);
    case Tok::caret_eq: return asg(BinOp::bit_xor);
    case Tok::amp_eq: return asg(BinOp::bit_and);
    case Tok::pipe_eq: return asg(BinOp::bit_or);
    case Tok::shl_eq: return asg(BinOp::shl);
    case Tok::shr_eq: return asg(BinOp::shr);
    case Tok::ident: return t.is_kw(sym::kw_as) ? Op{OpClass::cast, BinOp::add, 14, false} : Op{};
    default: return {};
  }
}

bool is_comparison(BinOp op) { return op >= BinOp::eq; }

// `and` and `or`, as other languages write them.
Op operator_of_word(bool conjunction) {
  return Op{OpClass::binary, conjunction ? BinOp::and_ : BinOp::or_, conjunction ? kPrecAnd : kPrecOr, false};
}

}  // namespace

const char* bin_op_str(BinOp op) {
  static const char* const kText[] = {"+", "-", "*", "/", "%", "&&", "||", "^", "&", "|", "<<", ">>", "==", "<", "<=", "!=", ">=", ">"};
  return kText[static_cast<size_t>(op)];
}

bool Parser::can_begin_expr(const Token& t) const {
  switch (t.kind) {
    case Tok::ident: {
      if (!is_reserved(t) || is_path_segment_keyword(t.sym)) return true;
      static constexpr Symbol kWords[] = {sym::kw_async, sym::kw_do,     sym::kw_box,    sym::kw_break, sym::kw_const,  sym::kw_continue,
                                          sym::kw_false, sym::kw_for,    sym::kw_if,     sym::kw_let,   sym::kw_loop,   sym::kw_match,
                                          sym::kw_move,  sym::kw_return, sym::kw_true,   sym::kw_try,   sym::kw_unsafe, sym::kw_while,
                                          sym::kw_yield, sym::kw_static, sym::underscore};
      for (Symbol w : kWords)
        if (t.sym == w) return true;
      return false;
    }
    case Tok::open:
      return t.delim() != Delim::invisible || t.fragment == Fragment::expr || t.fragment == Fragment::expr_2021 ||
             t.fragment == Fragment::block || t.fragment == Fragment::literal || t.fragment == Fragment::path || t.fragment == Fragment::ty;
    case Tok::literal:
    case Tok::not_:
    case Tok::minus:
    case Tok::star:
    case Tok::or_:
    case Tok::or_or:
    case Tok::and_:
    case Tok::and_and:
    case Tok::dot_dot:
    case Tok::dot_dot_dot:
    case Tok::dot_dot_eq:
    case Tok::lt:
    case Tok::shl:
    case Tok::path_sep:
    case Tok::lifetime:
    case Tok::pound: return true;
    default: return false;
  }
}

bool Parser::expr_is_complete(ExprId e) const { return (restrictions & kStmtExpr) != 0 && e == block_like; }

ExprId Parser::parse_expr_res(uint8_t r) {
  const uint8_t saved = restrictions;
  restrictions = r;
  const ExprId e = parse_assoc(0);
  restrictions = saved;
  return e;
}

ExprId Parser::parse_assoc(int min_prec) {
  Level_ level(*this);
  if (!level.ok || failed()) return err_expr(tok.span);
  if (tok.kind == Tok::pound || tok.kind == Tok::doc_comment) {
    const AttrList attrs = outer_attributes();
    if (attrs.any() && !failed()) {
      const ExprId e = parse_assoc(min_prec);
      if (!failed()) note_lint_attrs(s.written_span_of(e), attrs.attrs);
      return e;
    }
  }
  ExprId lhs;
  if (tok.kind == Tok::dot_dot || tok.kind == Tok::dot_dot_eq || tok.kind == Tok::dot_dot_dot) {
    lhs = parse_prefix_range(tok.span);
    return parse_assoc_rest(min_prec, lhs, s.written_span_of(lhs));
  }
  lhs = parse_prefix();
  return parse_assoc_rest(min_prec, lhs, interpolated_or(s.written_span_of(lhs)));
}

ExprId Parser::parse_prefix_range(Span lo) {
  if (tok.kind == Tok::dot_dot_dot) {
    Diagnostic d(Level::error, "unexpected token: `...`", tok.span);
    d.suggest(tok.span, "use `..` for an exclusive range", "..", Applicability::maybe_incorrect);
    d.suggest(tok.span, "or `..=` for an inclusive range", "..=", Applicability::maybe_incorrect);
    fail(std::move(d));
    return err_expr(lo);
  }
  const bool inclusive = tok.kind == Tok::dot_dot_eq;
  const Span op = tok.span;
  bump();
  ExprId hi;
  if (can_begin_expr(tok) && !(tok.is_open(Delim::brace) && (restrictions & kNoStructLiteral) != 0)) hi = parse_assoc(kPrecRange + 1);
  return desugar_range({}, hi, inclusive, hi ? join(lo, s.written_span_of(hi)) : lo, op);
}

ExprId Parser::parse_assoc_rest(int min_prec, ExprId lhs, Span lhs_span) {
  if (expr_is_complete(lhs)) return lhs;
  uint32_t chain = 0;
  for (;;) {
    if (failed()) return lhs;
    expect_note(Expect::operator_);
    const bool word_and = at_word("and"), word_or = at_word("or");
    const Op op = word_and || word_or ? operator_of_word(word_and) : operator_of(tok);
    if (op.cls == OpClass::none || op.prec < min_prec) return lhs;
    if (op.cls == OpClass::range && tok.kind == Tok::dot_dot_dot) {
      Diagnostic d(Level::error, "unexpected token: `...`", tok.span);
      d.suggest(tok.span, "use `..` for an exclusive range", "..", Applicability::maybe_incorrect);
      d.suggest(tok.span, "or `..=` for an inclusive range", "..=", Applicability::maybe_incorrect);
      fail(std::move(d));
      return lhs;
    }
    if (++chain > kChainLimit) {
      refuse(tok.span, "expressions this long");
      fail(Diagnostic(Level::error, "expression nests too deeply", tok.span));
      return lhs;
    }
    const Span op_span = tok.span;
    const Tok op_tok = tok.kind;
    if (op.cls == OpClass::binary && is_comparison(op.bin)) {
      const auto* left = std::get_if<ExprBinary>(&s.ast.exprs[lhs].kind);
      if (left != nullptr && is_comparison(left->op) && !s.ast.exprs[lhs].parenthesized) {
        return report_chained_comparison(lhs, op_span, op_tok);
      }
    }
    if (op_tok == Tok::plus && look(1).kind == Tok::plus && tok.span.hi == look(1).span.lo && !can_begin_expr(look(2))) {
      const Span both = join(tok.span, look(1).span);
      Diagnostic d(Level::error, "Rust has no postfix increment operator", both);
      d.label(both, "not a valid postfix operator");
      d.suggest_verbose(both, "use `+= 1` instead", " += 1", Applicability::machine_applicable);
      fail(std::move(d));
      return lhs;
    }
    if (word_and || word_or) {
      const std::string word = word_and ? "and" : "or", right = word_and ? "&&" : "||";
      Diagnostic d(Level::error, "`" + word + "` is not a logical operator", op_span);
      d.note("unlike in e.g., Python and PHP, `&&` and `||` are used for logical operators");
      d.suggest_verbose(op_span, "use `" + right + "` to perform logical " + (word_and ? "conjunction" : "disjunction"), right,
                        Applicability::machine_applicable);
      recover(std::move(d));
      if (failed()) return lhs;
    }
    bump();
    if (op.cls == OpClass::binary && op_span.hi == tok.span.lo) recover_foreign_comparison(op.bin, op_span);
    if (failed()) return lhs;
    if (op.cls == OpClass::cast) {
      if (report_cast_comparison(lhs_span)) return lhs;
      const TyId ty = parse_ty_no_plus();
      lhs = s.expr(join(lhs_span, s.ast.tys[ty].span), ExprCast{lhs, ty});
      lhs_span = s.span_of(lhs);
      continue;
    }
    const uint8_t saved = restrictions;
    restrictions &= static_cast<uint8_t>(~kStmtExpr);
    if (op.cls == OpClass::range) {
      ExprId hi;
      if (can_begin_expr(tok) && !(tok.is_open(Delim::brace) && (restrictions & kNoStructLiteral) != 0)) hi = parse_assoc(kPrecRange + 1);
      restrictions = saved;
      const Span span = join(lhs_span, hi ? s.written_span_of(hi) : op_span);
      lhs = desugar_range(lhs, hi, op_tok == Tok::dot_dot_eq, span, op_span);
      return lhs;
    }
    const ExprId rhs = parse_assoc(op.right ? op.prec : op.prec + 1);
    restrictions = saved;
    if (failed()) return lhs;
    const Span span = join(join(lhs_span, op_span), interpolated_or(s.written_span_of(rhs)));
    switch (op.cls) {
      case OpClass::binary: lhs = s.expr(span, ExprBinary{op.bin, op_span, lhs, rhs}); break;
      case OpClass::assign: lhs = desugar_assign(lhs, rhs, op_span, span); break;
      default: lhs = s.expr(span, ExprAssignOp{op.bin, op_span, lhs, rhs}); break;
    }
    lhs_span = span;
  }
}

// After `==`, `!=`, `<` or `<=`: takes what makes it another language's `===`, `!==`, `<>` or `<=>`.
void Parser::recover_foreign_comparison(BinOp op, Span op_span) {
  const bool equality = (op == BinOp::eq || op == BinOp::ne) && is(Tok::eq);
  if (!equality && !((op == BinOp::lt || op == BinOp::le) && is(Tok::gt))) return;
  const Span span = join(op_span, tok.span);
  const std::string invalid = std::string(bin_op_str(op)) + (equality ? "=" : ">");
  Diagnostic d(Level::error, "invalid comparison operator `" + invalid + "`", span);
  if (op == BinOp::le) {
    d.label(span, "`<=>` is not a valid comparison operator, use `std::cmp::Ordering`");
  } else {
    const std::string correct = equality ? bin_op_str(op) : "!=";
    d.suggest_verbose(span, "`" + invalid + "` is not a valid comparison operator, use `" + correct + "`", correct,
                      Applicability::machine_applicable);
  }
  recover(std::move(d));
  bump();
}

// `x as usize < y`: the `<` opens generic arguments.
bool Parser::report_cast_comparison(Span lhs_span) {
  const Token* t = position();
  while (t + 1 < end_ && t->is_ident() && t[1].kind == Tok::path_sep) t += 2;
  if (t + 1 >= end_ || !t->is_ident() || (t[1].kind != Tok::lt && t[1].kind != Tok::shl)) return false;
  Span end;
  const auto type = [&](Parser& p) {
    p.parse_ty_no_plus();
    end = p.failed_at;
  };
  if (parses(position(), type)) return false;
  const bool shift = t[1].kind == Tok::shl;
  std::string path;
  for (const Token* i = position(); i <= t; ++i) path += token_text(*i);
  const std::string op = shift ? "<<" : "<", what = shift ? "shift" : "comparison";
  Diagnostic d(Level::error, "`" + op + "` is interpreted as a start of generic arguments for `" + path + "`, not a " + what, t[1].span);
  d.label(t[1].span, "not interpreted as " + what);
  if (t + 2 < end_) d.label(join(t[2].span, end), "interpreted as generic arguments");
  d.suggest_multipart(std::string(shift ? "try shifting" : "try comparing") + " the cast value",
                      {{lhs_span.shrink_to_lo(), "("}, {t->span.shrink_to_hi(), ")"}}, Applicability::machine_applicable,
                      diagnostics::SuggestionStyle::show_always);
  fail(std::move(d));
  return true;
}

ExprId Parser::report_chained_comparison(ExprId lhs, Span op_span, Tok op) {
  const auto& left = std::get<ExprBinary>(s.ast.exprs[lhs].kind);
  Diagnostic d(Level::error, "comparison operators cannot be chained", left.op_span);
  d.spans.primary.push_back(op_span);
  const bool equality = op == Tok::eq_eq && left.op == BinOp::eq;
  if (left.op == BinOp::lt && (op == Tok::gt || op == Tok::shr) && (look(1).is_open(Delim::paren) || look(1).kind == Tok::path_sep)) {
    d.spans.primary = {join(left.op_span, left.op_span), op_span};
    d.suggest_verbose(left.op_span.shrink_to_lo(), "use `::<...>` instead of `<...>` to specify lifetime, type, or const arguments",
                      "::", Applicability::maybe_incorrect);
    // What is called is left out with its arguments.
    if (look(1).is_open(Delim::paren)) {
      recover(std::move(d));
      if (failed()) return lhs;
      bump();
      skip_to(next_tree(position()));
      return err_expr(join(s.span_of(lhs), prev));
    }
  } else if (equality) {
    const Span r = s.span_of(left.rhs);
    d.suggest_verbose(r.shrink_to_hi(), "split the comparison into two", " && " + std::string(s.sources.snippet(r)),
                      Applicability::maybe_incorrect);
  } else {
    const Span r = s.span_of(left.rhs);
    d.suggest_verbose(r.shrink_to_hi(), "split the comparison into two", " && " + std::string(s.sources.snippet(r)),
                      Applicability::maybe_incorrect);
  }
  fail(std::move(d));
  return lhs;
}

ExprId Parser::parse_prefix() {
  const Span lo = tok.span;
  const auto unary = [&](UnOp op) {
    bump();
    Level_ level(*this);
    const ExprId operand = level.ok ? parse_prefix() : err_expr(lo);
    const Span span = join(lo, interpolated_or(s.written_span_of(operand)));
    return s.expr(span, ExprUnary{op, operand});
  };
  expect_note_prefix();
  const Token& next = look(1);
  if (at_word("not") && ((next.is_ident() && can_begin_expr(next)) || next.is(Tok::literal) || next.kind == Tok::pound)) {
    const bool boolean = next.is_kw(sym::kw_true) || next.is_kw(sym::kw_false);
    const bool number = next.is(Tok::literal) && (next.form() == LitForm::integer || next.form() == LitForm::float_);
    Diagnostic d(Level::error, "unexpected " + token_descr(next) + " after identifier", next.span);
    d.suggest_verbose(Span{lo.lo, next.span.lo, lo.ctxt},
                      boolean  ? "use `!` to perform logical negation"
                      : number ? "use `!` to perform bitwise not"
                               : "use `!` to perform logical negation or bitwise not",
                      "!", Applicability::machine_applicable);
    recover(std::move(d));
    return failed() ? err_expr(lo) : unary(UnOp::not_);
  }
  switch (tok.kind) {
    case Tok::plus:
      if (next.kind != Tok::plus) return parse_dot_or_call();
      return report_prefix_increment();
    case Tok::not_: return unary(UnOp::not_);
    case Tok::minus: return unary(UnOp::neg);
    case Tok::star: return unary(UnOp::deref);
    case Tok::and_:
    case Tok::and_and: {
      break_eat(Tok::and_);
      ExprAddrOf borrow{false, Mutability::not_, {}};
      Span lifetime;
      if (is(Tok::lifetime) && look(1).kind != Tok::colon) {
        lifetime = tok.span;
        bump();
      }
      if (is_kw(sym::kw_raw) && (look(1).is_kw(sym::kw_mut) || (look(1).is_kw(sym::kw_const) && !look(2).is_open(Delim::brace)))) {
        bump();
        borrow.raw = true;
        borrow.mut = is_kw(sym::kw_mut) ? Mutability::mut : Mutability::not_;
        bump();
      } else if (eat_kw(sym::kw_mut)) {
        borrow.mut = Mutability::mut;
      }
      Level_ level(*this);
      borrow.place = level.ok ? parse_prefix() : err_expr(lo);
      const Span span = join(lo, interpolated_or(s.written_span_of(borrow.place)));
      if (!lifetime.is_dummy() && !failed()) {
        const Span until{lifetime.lo, s.written_span_of(borrow.place).lo, lifetime.ctxt};
        Diagnostic d(Level::error, "borrow expressions cannot be annotated with lifetimes", span);
        d.label(until, "annotated with lifetime here");
        d.suggest_verbose(until, "remove the lifetime annotation", "", Applicability::machine_applicable);
        recover(std::move(d));
      }
      return s.expr(span, borrow);
    }
    default: return parse_dot_or_call();
  }
}

ExprId Parser::report_prefix_increment() {
  const Span op = join(tok.span, look(1).span);
  const bool standalone = prev_kind == Tok::semi || prev_kind == Tok::open || prev_kind == Tok::close;
  bump();
  bump();
  const ExprId operand = parse_dot_or_call();
  if (failed()) return operand;
  const Span place = s.written_span_of(operand);
  Diagnostic d(Level::error, "Rust has no prefix increment operator", op);
  d.label(op, "not a valid prefix operator");
  std::vector<diagnostics::SubstitutionPart> parts{{op, ""}, {place.shrink_to_hi(), " += 1"}};
  if (!standalone) parts = {{op, "{ "}, {place.shrink_to_hi(), " += 1; " + std::string(s.sources.snippet(place)) + " }"}};
  d.suggest_multipart("use `+= 1` instead", std::move(parts), Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
  fail(std::move(d));
  return operand;
}

ExprId Parser::parse_dot_or_call() {
  if (tok.kind == Tok::pound) outer_attributes();
  const ExprId base = parse_bottom();
  return parse_dot_or_call_rest(base, interpolated_or(s.written_span_of(base)));
}

// At `?`: whether `a : b` follows, as other languages write an `if`.
bool Parser::is_ternary() {
  const Token& next = look(1);
  if (!is_file_ || !(next.is(Tok::literal) || (next.is_ident() && can_begin_expr(next) && !next.is_kw(sym::kw_as)))) return false;
  return parses(position() + 1, [](Parser& p) {
    p.parse_expr();
    if (!p.expect(Tok::colon)) return;
    p.parse_expr();
  });
}

ExprId Parser::parse_dot_or_call_rest(ExprId e, Span lo) {
  uint32_t chain = 0;
  for (;;) {
    if (failed()) return e;
    if (++chain > kChainLimit) {
      refuse(tok.span, "expressions this long");
      fail(Diagnostic(Level::error, "expression nests too deeply", tok.span));
      return e;
    }
    if (is(Tok::question) && is_ternary()) {
      const Span question = tok.span;
      bump();
      parse_expr();
      bump();
      parse_expr();
      Diagnostic d(Level::error, "Rust has no ternary operator", join(question, prev));
      d.help("use an `if-else` expression instead");
      fail(std::move(d));
      return e;
    }
    if (eat(Tok::question)) {
      e = desugar_try(e, join(lo, prev));
      continue;
    }
    if (eat(Tok::dot)) {
      e = parse_dot_suffix(e, lo);
      continue;
    }
    if (expr_is_complete(e)) return e;
    if (tok.is_open(Delim::paren)) {
      auto args = parse_call_args();
      e = s.expr(join(lo, prev), ExprCall{e, std::move(args)});
    } else if (tok.is_open(Delim::bracket)) {
      const Span open = tok.span;
      bump();
      const ExprId index = parse_expr();
      expect_close(Delim::bracket);
      e = s.expr(join(lo, prev), ExprIndex{e, index, join(open, prev)});
    } else {
      return e;
    }
  }
}

void Parser::next_expr(Parser& p) {
  p.outer_attributes();
  p.parse_expr();
}

std::vector<ExprId> Parser::parse_call_args() {
  std::vector<ExprId> args;
  bump();
  while (!at_close(Delim::paren) && !failed()) {
    const AttrList attrs = outer_attributes();
    const ExprId e = parse_expr();
    if (!attrs.configured_out) args.push_back(e);
    if (eat(Tok::comma)) continue;
    if (at_close(Delim::paren) || !recover_missing_comma(next_expr)) break;
  }
  expect_close(Delim::paren);
  return args;
}

ExprId Parser::parse_dot_suffix(ExprId e, Span lo) {
  if (tok.is(Tok::literal)) {
    const LitForm form = tok.form();
    if (form == LitForm::integer) {
      if (tok.aux != 0) {
        Diagnostic d(Level::error, "suffixes on a tuple index are invalid", tok.span);
        d.label(tok.span, "invalid suffix `" + std::string(tok.suffix().str()) + "`");
        fail(std::move(d));
      }
      const Ident field{tok.sym, tok.span};
      bump();
      return s.expr(join(lo, prev), ExprField{e, field});
    }
    if (form == LitForm::float_) {  // `t.0.1` lexes as `0.1`
      const std::string_view text = tok.sym.str();
      const size_t dot = text.find('.');
      const Token t = tok;
      bump();
      if (dot != std::string_view::npos && text.find('e') == std::string_view::npos) {
        const Span first = t.span.with_hi(t.span.lo + static_cast<uint32_t>(dot));
        e = s.expr(join(lo, first), ExprField{e, Ident{Symbol::intern(text.substr(0, dot)), first}});
        if (dot + 1 == text.size()) return parse_dot_suffix(e, lo);  // `t.0.`
        const Span second = t.span.with_lo(t.span.lo + static_cast<uint32_t>(dot) + 1);
        return s.expr(join(lo, second), ExprField{e, Ident{Symbol::intern(text.substr(dot + 1)), second}});
      }
      Diagnostic d(Level::error, "unexpected token: `" + std::string(text) + "`", t.span);
      fail(std::move(d));
      return e;
    }
  }
  if (is_kw(sym::kw_await)) {
    refuse(tok.span, "`await`");
    bump();
    return err_expr(join(lo, prev));
  }
  if (!tok.is_ident() || (is_reserved(tok) && !is_path_segment_keyword(tok.sym))) {
    if (!tok.is_ident()) {
      Diagnostic d(Level::error, "unexpected token: " + token_descr(tok), tok.span);
      d.label(tok.span, "unexpected token");
      if (tok.kind != Tok::literal) d.spans.labels.clear();
      fail(std::move(d));
      return e;
    }
    parse_ident();
    return e;
  }
  const Span fn_lo = tok.span;
  PathSegment segment = parse_path_segment(PathStyle::expr);
  if (tok.is_open(Delim::paren)) {
    auto args = parse_call_args();
    return s.expr(join(lo, prev), ExprMethodCall{std::move(segment), e, std::move(args), join(fn_lo, prev)});
  }
  if (segment.args) {
    Diagnostic d(Level::error, "field expressions cannot have generic arguments", segment.args->span);
    fail(std::move(d));
  }
  return s.expr(join(lo, segment.ident.span), ExprField{e, segment.ident});
}

// --- literals ------------------------------------------------------------------------------------------------------------

bool Parser::parse_lit(const Token& t, Lit& out) {
  if (t.is_kw(sym::kw_true) || t.is_kw(sym::kw_false)) {
    out.kind = LitKind::bool_;
    out.value = t.sym == sym::kw_true;
    out.source = t.sym;
    out.span = t.span;
    return true;
  }
  LitError e;
  if (decode_literal(t, out, e)) return true;
  const Span span = e.hi == 0 && e.lo == 0 ? t.span : Span{t.span.lo + e.lo, t.span.lo + e.hi, t.span.ctxt};
  Diagnostic d(Level::error, e.message, span, e.code);
  if (!e.label.empty()) d.label(span, e.label);
  if (!e.help.empty()) e.message == "integer literal is too large" ? d.note(e.help) : d.help(e.help);
  if (e.raw_string)
    d.suggest_verbose(t.span.shrink_to_lo(),
                      "if you meant to write a literal backslash (perhaps escaping in a regular expression), consider a raw string literal",
                      "r", Applicability::maybe_incorrect);
  fail(std::move(d));
  return false;
}

ExprId Parser::parse_literal_expr() {
  const Span span = tok.span;
  if (!tok.is(Tok::literal) && !tok.is_kw(sym::kw_true) && !tok.is_kw(sym::kw_false)) {
    if (!failed()) {
      Diagnostic d(Level::error, "unexpected token: " + token_descr(tok), tok.span);
      fail(std::move(d));
    }
    return err_expr(span);
  }
  Lit lit;
  if (!parse_lit(tok, lit)) return err_expr(span);
  bump();
  return s.expr(span, ExprLit{lit});
}

}  // namespace borrowlab::syntax
