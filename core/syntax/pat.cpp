// Patterns. After rustc_parse::parser::pat.
#include "syntax/parser.h"

namespace borrowlab::syntax {

PatId Parser::parse_pat_top() {
  const Span lo = tok.span;
  if (tok.kind == Tok::or_) bump();
  const PatId first = parse_pat();
  if (!at(Tok::or_)) return first;
  PatOr alternatives{{first}};
  while (eat(Tok::or_)) {
    alternatives.alternatives.push_back(parse_pat());
    if (failed()) break;
  }
  return s.pat(join(lo, prev), std::move(alternatives));
}

// Further `..` in a list of patterns are errors, and left out.
void Parser::keep_one_rest(std::vector<PatId>& elems, const char* what) {
  Span first;
  std::vector<PatId> kept;
  for (PatId p : elems) {
    const Pat& pat = s.ast.pats[p];
    const auto* ident = std::get_if<PatIdent>(&pat.kind);
    const bool rest = std::holds_alternative<PatRest>(pat.kind);
    if (rest && !first.is_dummy()) {
      const std::string once = std::string("can only be used once per ") + what + " pattern";
      Diagnostic d(Level::error, "`..` " + once, pat.span);
      d.label(pat.span, once);
      d.label(first, "previously used here");
      recover(std::move(d));
      if (failed()) return;
      continue;
    }
    if (rest) first = pat.span;
    else if (ident != nullptr && ident->sub.valid() && std::holds_alternative<PatRest>(s.ast.pats[ident->sub].kind))
      first = s.ast.pats[ident->sub].span;
    kept.push_back(p);
  }
  elems = std::move(kept);
}

PatId Parser::parse_pat_no_top_alt() { return parse_pat(); }

bool Parser::at_pat_range_end() {
  if (tok.is_ident()) return is_path_segment_keyword(tok.sym) || !is_reserved(tok) || tok.is_kw(sym::kw_true) || tok.is_kw(sym::kw_false);
  return tok.is(Tok::literal) || tok.kind == Tok::minus || tok.kind == Tok::path_sep || tok.kind == Tok::lt ||
         tok.is_open(Fragment::path) || tok.is_open(Fragment::literal) || tok.is_open(Fragment::expr) || tok.is_open(Fragment::expr_2021) ||
         tok.is_open(Fragment::ty);
}

ExprId Parser::parse_literal_maybe_minus() {
  const Span lo = tok.span;
  if (tok.is_open(Fragment::literal) || tok.is_open(Fragment::expr) || tok.is_open(Fragment::expr_2021)) return parse_bottom();
  if (eat(Tok::minus)) {
    const ExprId lit = parse_literal_expr();
    return s.expr(join(lo, prev), ExprUnary{UnOp::neg, lit});
  }
  return parse_literal_expr();
}

// A bound of a range pattern: a literal, perhaps negative, or a path.
ExprId Parser::parse_pat_range_end() {
  const Span lo = tok.span;
  const bool literal_ident = tok.is_kw(sym::kw_true) || tok.is_kw(sym::kw_false);
  if (!literal_ident &&
      (tok.is_ident() || tok.kind == Tok::path_sep || tok.kind == Tok::lt || tok.is_open(Fragment::path) || tok.is_open(Fragment::ty))) {
    ExprPath path;
    if (tok.kind == Tok::lt) {
      path.qself = parse_qpath(PathStyle::expr, path.path);
    } else {
      path.path = parse_path(PathStyle::expr);
    }
    return s.expr(join(lo, prev), std::move(path));
  }
  return parse_literal_maybe_minus();
}

PatId Parser::parse_pat() {
  Level_ level(*this);
  const Span lo = tok.span;
  if (!level.ok || failed()) return s.pat(lo, PatErr{});
  if (tok.is_open(Fragment::pat) || tok.is_open(Fragment::pat_param)) {
    bump();
    const PatId inner = parse_pat_top();
    if (!tok.is_close(Delim::invisible)) fail_unexpected();
    else bump();
    return inner;
  }
  const auto list = [&](Delim close, std::vector<PatId>& out) {
    bool trailing = true;
    while (!at_close(close) && !failed()) {
      outer_attributes();
      out.push_back(parse_pat_top());
      trailing = eat(Tok::comma);
      if (!trailing && (at_close(close) || !recover_missing_comma([](Parser& p) { p.parse_pat_top(); }))) break;
    }
    expect_close(close);
    return trailing;
  };
  const auto range_end = [&](ExprId from) {
    const bool inclusive = tok.kind != Tok::dot_dot;
    if (tok.kind == Tok::dot_dot_dot && s.edition_of(tok.span) >= source::Edition::e2021) {
      const Span dots = tok.span;
      bump();
      if (at_pat_range_end()) parse_pat_range_end();
      Diagnostic d(Level::error, "`...` range patterns are deprecated", join(lo, prev), "E0783");
      d.suggest(dots, "use `..=` for an inclusive range", "..=", Applicability::machine_applicable,
                diagnostics::SuggestionStyle::hide_code_inline);
      fail(std::move(d));
      return s.pat(lo, PatErr{});
    }
    const Span op = tok.span;
    bump();
    PatRange range{from, {}, inclusive};
    if (at_pat_range_end()) {
      range.hi = parse_pat_range_end();
    } else if (inclusive) {
      Diagnostic d(Level::error, "inclusive range with no end", op, "E0586");
      d.suggest_verbose(op, "use `..` instead", "..", Applicability::machine_applicable);
      d.note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)");
      recover(std::move(d));
      range.inclusive = false;
    }
    return s.pat(join(lo, prev), range);
  };
  const auto at_range = [&] {
    const bool dots = at(Tok::dot_dot), inclusive = at(Tok::dot_dot_eq);
    return at(Tok::dot_dot_dot) || dots || inclusive;
  };

  if (at_break(Tok::and_)) {
    break_eat(Tok::and_);
    if (tok.kind == Tok::lifetime) {
      fail_expected("pattern");
      return s.pat(lo, PatErr{});
    }
    const Mutability mut = eat_kw(sym::kw_mut) ? Mutability::mut : Mutability::not_;
    const PatId sub = parse_pat();
    return s.pat(join(lo, prev), PatRef{sub, mut});
  }
  if (tok.is_open(Delim::paren)) {
    bump();
    PatTuple tuple;
    const bool trailing = list(Delim::paren, tuple.elems);
    if (tuple.elems.size() == 1 && !trailing && !std::holds_alternative<PatRest>(s.ast.pats[tuple.elems[0]].kind)) {
      s.note_parens(s.ast.pat_parens, tuple.elems[0].index, join(lo, prev), s.ast.pats[tuple.elems[0]].span);
      return tuple.elems[0];
    }
    keep_one_rest(tuple.elems, "tuple");
    return s.pat(join(lo, prev), std::move(tuple));
  }
  if (tok.is_open(Delim::bracket)) {
    bump();
    PatSlice slice;
    list(Delim::bracket, slice.elems);
    keep_one_rest(slice.elems, "slice");
    return s.pat(join(lo, prev), std::move(slice));
  }
  if (at_range()) {
    const bool rest = tok.kind == Tok::dot_dot;
    if (rest) {
      const Token& next = look(1);
      const bool has_end = (next.is_ident() && (!is_reserved(next) || is_path_segment_keyword(next.sym))) || next.is(Tok::literal) ||
                           next.kind == Tok::minus || next.kind == Tok::path_sep || next.is_open(Fragment::literal) ||
                           next.is_open(Fragment::expr);
      if (!has_end) {
        bump();
        return s.pat(lo, PatRest{});
      }
    }
    return range_end(ExprId::none());
  }
  if (tok.is_kw(sym::underscore)) {
    bump();
    return s.pat(lo, PatWild{});
  }
  if (eat_kw(sym::kw_mut)) {
    if (is_kw(sym::kw_mut)) {
      Span more = tok.span;
      while (is_kw(sym::kw_mut)) {
        more = join(more, tok.span);
        bump();
      }
      Diagnostic d(Level::error, "`mut` on a binding may not be repeated", more);
      d.suggest_verbose(Span{more.lo, tok.span.lo, more.ctxt}, "remove the additional `mut`s", "", Applicability::machine_applicable);
      recover(std::move(d));
    }
    if (is_kw(sym::kw_self)) {
      const Ident ident{tok.sym, tok.span};
      bump();
      return s.pat(join(lo, prev), PatIdent{false, Mutability::not_, Mutability::mut, ident, {}});
    }
    if (is_kw(sym::kw_ref)) {
      refuse(tok.span, "`mut ref` bindings");
      bump();
    }
    if (!tok.is_ident()) {
      Diagnostic d(Level::error, "`mut` must be attached to each individual binding", lo);
      if (tok.is_open(Delim::invisible)) {
        // `mut $p` where the pattern given is a plain name.
        const PatId inner = parse_pat();
        if (auto* ident = std::get_if<PatIdent>(&s.ast.pats[inner].kind); ident != nullptr && !ident->by_ref) {
          ident->mut = Mutability::mut;
          return inner;
        }
      }
      fail(std::move(d));
      return s.pat(lo, PatErr{});
    }
    const Ident ident = parse_ident();
    PatId sub;
    if (eat(Tok::at)) sub = parse_pat();
    return s.pat(join(lo, prev), PatIdent{false, Mutability::not_, Mutability::mut, ident, sub});
  }
  if (eat_kw(sym::kw_ref)) {
    const Mutability mut = eat_kw(sym::kw_mut) ? Mutability::mut : Mutability::not_;
    const Ident ident = parse_ident();
    PatId sub;
    if (eat(Tok::at)) sub = parse_pat();
    return s.pat(join(lo, prev), PatIdent{true, mut, Mutability::not_, ident, sub});
  }
  if (is_kw(sym::kw_box)) {
    refuse(lo, "box patterns");
    fail_expected("pattern");
    return s.pat(lo, PatErr{});
  }
  if (is_kw(sym::kw_const) && look(1).is_open(Delim::brace)) {
    refuse(lo, "const blocks in patterns");
    const ExprId e = parse_bottom();
    return s.pat(join(lo, prev), PatLit{e});
  }
  // A name to bind, unless what follows makes it a path.
  if (tok.is_ident() && !is_reserved(tok)) {
    const Token& next = look(1);
    const bool path = next.is_open(Delim::paren) || next.is_open(Delim::brace) || next.kind == Tok::dot_dot_dot ||
                      next.kind == Tok::dot_dot_eq || next.kind == Tok::dot_dot || next.kind == Tok::path_sep || next.kind == Tok::not_;
    if (!path) {
      const Ident ident = parse_ident();
      PatId sub;
      if (eat(Tok::at)) sub = parse_pat();
      return s.pat(join(lo, prev), PatIdent{false, Mutability::not_, Mutability::not_, ident, sub});
    }
  }
  if (at_path_start()) {
    std::optional<QSelf> qself;
    Path path;
    if (tok.kind == Tok::lt || tok.kind == Tok::shl) {
      qself = parse_qpath(PathStyle::expr, path);
    } else {
      path = parse_path(PathStyle::expr);
    }
    if (failed()) return s.pat(lo, PatErr{});
    const Span span = join(lo, prev);
    if (!qself && tok.kind == Tok::not_ && look(1).kind == Tok::open) {
      MacroCall call;
      call.path = std::move(path);
      bump();
      if (!parse_macro_args(call)) return s.pat(lo, PatErr{});
      call.span = join(lo, prev);
      return expand_pat(std::move(call));
    }
    if (at_range()) return range_end(s.expr(span, ExprPath{qself, std::move(path)}));
    if (eat_open(Delim::brace)) {
      PatStruct st{qself, std::move(path), {}, false};
      while (!at_close(Delim::brace) && !failed()) {
        const AttrList attrs = outer_attributes();
        const Span field_lo = tok.span;
        if (eat(Tok::dot_dot)) {
          st.rest = true;
          eat(Tok::comma);
          break;
        }
        PatField field{s.new_id(), {}, {}, false, {}};
        if ((tok.is_ident() && !is_reserved(tok) && look(1).kind == Tok::colon) || (tok.is(Tok::literal) && look(1).kind == Tok::colon)) {
          field.ident = Ident{tok.sym, tok.span};
          bump();
          bump();
          field.pat = parse_pat_top();
          field.span = join(field_lo, prev);
        } else {
          const bool by_ref = eat_kw(sym::kw_ref);
          const bool mut = eat_kw(sym::kw_mut);
          field.ident = parse_ident();
          field.shorthand = true;
          field.span = join(field_lo, prev);
          field.pat = s.pat(field.span, PatIdent{by_ref,
                                                 by_ref && mut ? Mutability::mut : Mutability::not_,
                                                 !by_ref && mut ? Mutability::mut : Mutability::not_,
                                                 field.ident,
                                                 {}});
        }
        if (!attrs.configured_out) st.fields.push_back(field);
        if (!eat(Tok::comma)) break;
      }
      expect_close(Delim::brace);
      return s.pat(join(lo, prev), std::move(st));
    }
    if (eat_open(Delim::paren)) {
      PatTupleStruct ts;
      ts.qself = qself;
      ts.path = std::move(path);
      list(Delim::paren, ts.elems);
      keep_one_rest(ts.elems, "tuple struct");
      return s.pat(join(lo, prev), std::move(ts));
    }
    return s.pat(span, PatPath{qself, std::move(path)});
  }
  if (tok.is(Tok::literal) || tok.kind == Tok::minus || tok.is_kw(sym::kw_true) || tok.is_kw(sym::kw_false) ||
      tok.is_open(Fragment::literal) || tok.is_open(Fragment::expr) || tok.is_open(Fragment::expr_2021)) {
    const ExprId e = parse_literal_maybe_minus();
    if (at_range()) return range_end(e);
    // A path or struct that a macro was given as an expression is a pattern all the same.
    return s.pat(join(lo, prev), PatLit{e});
  }
  if (is_reserved(tok) && !failed()) fail(expected_ident());
  else fail_expected("pattern");
  return s.pat(lo, PatErr{});
}

}  // namespace borrowlab::syntax
