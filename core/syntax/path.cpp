// Identifiers, paths and generic arguments. After rustc_parse::parser::path.
#include "syntax/parser.h"

namespace borrowlab::syntax {

Ident Parser::parse_ident() {
  expect_note(Expect::ident);
  if (tok.is_ident() && !is_reserved(tok)) {
    const Ident ident{tok.sym, tok.span};
    bump();
    return ident;
  }
  if (failed()) return {};
  const Ident ident{tok.sym, tok.span};
  if (!tok.is_ident()) {
    fail(expected_ident());
    return {};
  }
  recover(expected_ident());
  if (failed()) return {};
  bump();
  return ident;
}

Diagnostic Parser::expected_ident() {
  const std::string descr = token_descr(tok);
  Diagnostic d(Level::error, "expected identifier, found " + descr, tok.span);
  std::string label = "expected identifier";
  if (tok.is_ident()) label += ", found " + descr.substr(0, descr.find(" `"));
  d.label(tok.span, label);
  if (tok.is_ident() && !is_path_segment_keyword(tok.sym) && !(tok.sym == sym::underscore))
    d.suggest_verbose(tok.span.shrink_to_lo(), "escape `" + std::string(tok.sym.str()) + "` to use it as an identifier", "r#",
                      Applicability::maybe_incorrect);
  return d;
}

Ident Parser::parse_ident_or_reserved() {
  if (!tok.is_ident()) return parse_ident();
  const Ident ident{tok.sym, tok.span};
  bump();
  return ident;
}

Lifetime Parser::parse_lifetime() {
  Lifetime l{s.new_id(), Ident{tok.sym, tok.span}};
  bump();
  return l;
}

bool Parser::at_path_start() {
  expect_note(Expect::path);
  if (tok.is_ident()) return !is_reserved(tok) || is_path_segment_keyword(tok.sym);
  return tok.kind == Tok::path_sep || tok.kind == Tok::lt || tok.kind == Tok::shl || tok.is_open(Fragment::path) ||
         tok.is_open(Fragment::ty);
}

Path Parser::parse_path(PathStyle style) {
  // A path or type that a macro was given.
  if (tok.is_open(Fragment::path) || tok.is_open(Fragment::ty)) {
    bump();
    Path path = parse_path(style == PathStyle::expr ? PathStyle::type : style);
    if (!tok.is_close(Delim::invisible)) {
      fail_expected("path");
      return path;
    }
    bump();
    if (tok.kind == Tok::path_sep && look(1).is_ident() && style != PathStyle::mod) {
      bump();
      parse_path_segments(path, style);
      path.span = join(path.span, prev);
    }
    return path;
  }
  Path path;
  const Span lo = tok.span;
  if (tok.kind == Tok::path_sep) {
    path.segments.push_back(PathSegment{s.new_id(), Ident{sym::path_root, tok.span.shrink_to_lo()}, nullptr});
    bump();
  }
  parse_path_segments(path, style);
  path.span = join(lo, prev);
  return path;
}

void Parser::parse_path_segments(Path& path, PathStyle style) {
  for (;;) {
    path.segments.push_back(parse_path_segment(style));
    if (failed()) return;
    // `use a::{…}` and `a::*` end the path before their `::`.
    if (!at(Tok::path_sep)) return;
    if (style == PathStyle::mod && (look(1).is_open(Delim::brace) || look(1).kind == Tok::star)) return;
    bump();
  }
}

PathSegment Parser::parse_path_segment(PathStyle style) {
  PathSegment segment;
  segment.id = s.new_id();
  if (tok.is_ident() && !tok.is_raw() && is_path_segment_keyword(tok.sym)) {
    segment.ident = Ident{tok.sym, tok.span};
    bump();
  } else {
    segment.ident = parse_ident();
    if (failed()) return segment;
  }
  if (style == PathStyle::mod) return segment;
  const auto begins_args = [](const Token& t) { return t.kind == Tok::lt || t.kind == Tok::shl || t.is_open(Delim::paren); };
  // `f::<-1>`: the arrow that is none.
  const auto turbofish = [&](const Token& t) { return begins_args(t) || t.kind == Tok::l_arrow; };
  const bool args = style == PathStyle::type ? begins_args(tok) || (tok.kind == Tok::path_sep && turbofish(look(1)))
                                             : at(Tok::path_sep) && turbofish(look(1));
  if (style == PathStyle::type && !args) {
    at(Tok::lt);
    at_open(Delim::paren);
  }
  if (!args) return segment;
  if (tok.kind == Tok::path_sep) bump();
  segment.args = tok.is_open(Delim::paren) ? parse_paren_args() : parse_generic_args();
  return segment;
}

std::shared_ptr<GenericArgs> Parser::parse_paren_args() {
  auto args = std::make_shared<GenericArgs>();
  const Span lo = tok.span;
  args->parenthesized = true;
  bump();
  TyTuple inputs;
  while (!at_close(Delim::paren) && !failed()) {
    inputs.elems.push_back(parse_ty());
    if (!eat(Tok::comma)) break;
  }
  expect_close(Delim::paren);
  const Span inputs_span = join(lo, prev);
  args->args.emplace_back(s.ty(inputs_span, std::move(inputs)));
  AssocConstraint output;
  output.id = s.new_id();
  TyId ret = parse_ret_ty(false);
  if (!ret) ret = s.ty(prev.shrink_to_hi(), TyTuple{});
  output.span = s.ast.tys[ret].span;
  output.ident = Ident{sym::Output_, output.span};
  output.value = ret;
  args->constraints.push_back(std::move(output));
  args->span = join(lo, prev);
  return args;
}

std::shared_ptr<GenericArgs> Parser::parse_generic_args() {
  auto args = std::make_shared<GenericArgs>();
  const Span lo = tok.span.with_hi(tok.span.lo + 1);
  break_eat(Tok::lt);
  Level_ level(*this);
  while (level.ok && !at_break(Tok::gt) && !failed()) {
    const Span arg_lo = tok.span;
    if (tok.kind == Tok::lifetime) {
      args->args.emplace_back(parse_lifetime());
    } else if (tok.is(Tok::literal) || tok.kind == Tok::minus || tok.is_open(Delim::brace) || tok.is_kw(sym::kw_true) ||
               tok.is_kw(sym::kw_false) || tok.is_open(Fragment::literal) || tok.is_open(Fragment::expr) ||
               tok.is_open(Fragment::expr_2021) || tok.is_open(Fragment::block) || tok.is_kw(sym::kw_const)) {
      args->args.emplace_back(anon_const(parse_const_arg()));
    } else {
      const TyId ty = parse_ty();
      if (failed()) break;
      const auto* path = std::get_if<TyPath>(&s.ast.tys[ty].kind);
      if ((tok.kind == Tok::eq || tok.kind == Tok::colon) && path != nullptr && !path->qself && path->path.segments.size() == 1) {
        AssocConstraint c;
        c.id = s.new_id();
        c.ident = path->path.segments[0].ident;
        c.args = path->path.segments[0].args;
        if (eat(Tok::eq)) {
          if (tok.is(Tok::literal) || tok.is_open(Delim::brace) || tok.kind == Tok::minus) {
            c.value = anon_const(parse_const_arg());
          } else {
            c.value = parse_ty();
          }
        } else {
          bump();
          c.value = parse_bounds();
        }
        c.span = join(arg_lo, prev);
        args->constraints.push_back(std::move(c));
      } else {
        args->args.emplace_back(ty);
      }
    }
    if (!eat(Tok::comma)) break;
  }
  expect_gt();
  args->span = join(lo, prev);
  return args;
}

ExprId Parser::parse_const_arg() {
  if (tok.is_open(Delim::brace)) {
    const Span lo = tok.span;
    const BlockId block = parse_block();
    return s.expr(join(lo, prev), ExprBlock{block, {}});
  }
  if (tok.is_kw(sym::kw_const)) {
    refuse(tok.span, "`const` blocks as generic arguments");
    bump();
    return parse_const_arg();
  }
  if (tok.is_open(Delim::invisible)) return parse_bottom();
  return parse_literal_maybe_minus();
}

QSelf Parser::parse_qpath(PathStyle style, Path& path) {
  const Span lo = tok.span.with_hi(tok.span.lo + 1);
  break_eat(Tok::lt);
  QSelf qself;
  qself.ty = parse_ty();
  Path trait;
  const Span path_lo = tok.span;
  if (eat_kw(sym::kw_as)) {
    const Span trait_lo = tok.span;
    trait = parse_path(PathStyle::type);
    qself.path_span = join(trait_lo, prev);
  } else {
    qself.path_span = path_lo.shrink_to_lo();
  }
  expect_gt();
  if (!failed()) expect(Tok::path_sep);
  qself.position = static_cast<uint32_t>(trait.segments.size());
  path = std::move(trait);
  if (!failed()) parse_path_segments(path, style);
  path.span = join(lo, prev);
  return qself;
}

}  // namespace borrowlab::syntax
