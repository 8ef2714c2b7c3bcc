// Types, bounds and generics. After rustc_parse::parser::{ty, generics}.
#include "syntax/parser.h"

namespace borrowlab::syntax {

TyId Parser::parse_ret_ty(bool allow_plus) {
  if (!eat(Tok::r_arrow)) return TyId::none();
  return parse_ty(allow_plus);
}

bool Parser::at_bare_fn() {
  if (at_kw(sym::kw_fn)) return true;
  if (is_kw(sym::kw_unsafe)) return look(1).is_kw(sym::kw_fn) || look(1).is_kw(sym::kw_extern);
  if (is_kw(sym::kw_extern)) return look(1).is_kw(sym::kw_fn) || look(1).is(Tok::literal);
  return false;
}

// At the string after `extern`. True unless it is "Rust".
bool Parser::parse_abi() {
  static constexpr std::string_view known[] = {"Rust",          "C",     "C-unwind",     "system", "system-unwind", "sysv64",
                                               "sysv64-unwind", "win64", "win64-unwind", "efiapi", "cdecl",         "cdecl-unwind"};
  static constexpr std::string_view elsewhere[] = {"stdcall",    "fastcall",       "thiscall",         "vectorcall",
                                                   "aapcs",      "rust-intrinsic", "rust-call",        "rust-cold",
                                                   "unadjusted", "ptx-kernel",     "msp430-interrupt", "x86-interrupt"};
  const std::string_view quoted = tok.sym.str();
  const std::string name(quoted.size() >= 2 ? quoted.substr(1, quoted.size() - 2) : quoted);
  const auto among = [&](const auto& list) { return std::find(std::begin(list), std::end(list), name) != std::end(list); };
  if (is_file_ && s.no_expand == 0 && !s.options.is_library && !among(known)) {
    if (among(elsewhere)) {
      refuse(tok.span, "the ABI \"" + name + "\"");
    } else {
      Diagnostic d(Level::error, "invalid ABI: found `" + name + "`", tok.span, "E0703");
      d.label(tok.span, "invalid ABI");
      d.note("invoke `rustc --print=calling-conventions` for a full list of supported calling conventions");
      if (name == "c" || name == "rust")
        d.suggest_verbose(
            tok.span, std::string("there's a similarly named valid ABI `") + (name == "c" ? "C" : "Rust") + "` (notice the capitalization)",
            name == "c" ? "\"C\"" : "\"Rust\"", Applicability::maybe_incorrect);
      error_to_go_on(std::move(d));
    }
  }
  bump();
  return name != "Rust";
}

TyId Parser::parse_bare_fn(std::vector<GenericParam> for_params, Span lo) {
  TyBareFn fn{std::move(for_params), Safety::safe, false, {}, {}, {}};
  if (eat_kw(sym::kw_unsafe)) fn.safety = Safety::unsafe;
  if (eat_kw(sym::kw_extern)) {
    fn.extern_c = true;
    if (tok.is(Tok::literal)) {
      fn.extern_c = parse_abi();
    }
  }
  expect_kw(sym::kw_fn);
  expect_open(Delim::paren);
  while (!at_close(Delim::paren) && !failed()) {
    outer_attributes();
    if (is(Tok::dot_dot_dot)) {
      refuse(tok.span, "C-variadic functions");
      bump();
      break;
    }
    Ident name;
    if (tok.is_ident() && look(1).kind == Tok::colon && (!is_reserved(tok) || tok.sym == sym::underscore)) {
      name = Ident{tok.sym, tok.span};
      bump();
      bump();
    }
    fn.names.push_back(name);
    fn.inputs.push_back(parse_ty());
    if (!eat(Tok::comma)) break;
  }
  expect_close(Delim::paren);
  if (eat(Tok::r_arrow)) fn.output = parse_ty_no_plus();
  return s.ty(join(lo, prev), std::move(fn));
}

TyId Parser::parse_ty(bool allow_plus) {
  Level_ level(*this);
  const Span lo = tok.span;
  if (!level.ok || failed()) return s.ty(lo, TyErr{});
  expect_note(Expect::type);
  if (tok.is_open(Fragment::ty)) {
    // `$t` alone is the type; as a path's beginning (`$t::Item`) it is handled with paths.
    const Token* close = position() + position()->aux;
    if (close + 1 >= end_ || close[1].kind != Tok::path_sep) {
      bump();
      const TyId ty = parse_ty();
      if (!tok.is_close(Delim::invisible)) fail_unexpected();
      else bump();
      return ty;
    }
  }
  if (tok.is_open(Delim::paren)) {
    bump();
    TyTuple tuple;
    bool trailing = true;
    while (!at_close(Delim::paren) && !failed()) {
      tuple.elems.push_back(parse_ty());
      trailing = eat(Tok::comma);
      if (!trailing) break;
    }
    expect_close(Delim::paren);
    if (tuple.elems.size() == 1 && !trailing) {
      const auto* path = std::get_if<TyPath>(&s.ast.tys[tuple.elems[0]].kind);
      if (allow_plus && tok.kind == Tok::plus && path != nullptr && !path->qself) {
        TyDyn dyn{{}, false};
        GenericBound bound;
        bound.span = s.ast.tys[tuple.elems[0]].span;
        bound.ref_id = s.new_id();
        bound.trait = path->path;
        bump();
        auto more = parse_bounds();
        dyn.bounds.push_back(std::move(bound));
        for (auto& b : more) dyn.bounds.push_back(std::move(b));
        return s.ty(join(lo, prev), std::move(dyn));
      }
      s.note_parens(s.ast.ty_parens, tuple.elems[0].index, join(lo, prev), s.ast.tys[tuple.elems[0]].span);
      return tuple.elems[0];
    }
    return s.ty(join(lo, prev), std::move(tuple));
  }
  if (eat(Tok::not_)) return s.ty(lo, TyNever{});
  if (eat(Tok::star)) {
    Mutability mut = Mutability::not_;
    if (eat_kw(sym::kw_mut)) {
      mut = Mutability::mut;
    } else if (!eat_kw(sym::kw_const)) {
      Diagnostic d(Level::error, "expected `mut` or `const` keyword in raw pointer type", lo);
      d.suggest_multipart("add `mut` or `const` here", {{lo.shrink_to_hi(), "mut "}}, Applicability::has_placeholders);
      d.suggestions[0].substitutions.push_back({{lo.shrink_to_hi(), "const "}});
      fail(std::move(d));
    }
    const TyId ty = parse_ty_no_plus();
    return s.ty(join(lo, prev), TyPtr{ty, mut});
  }
  if (eat_open(Delim::bracket)) {
    const TyId elem = parse_ty();
    if (eat(Tok::semi)) {
      const ExprId len = parse_expr();
      s.infer_const(len);
      const AnonConst count = anon_const(len);
      expect_close(Delim::bracket);
      return s.ty(join(lo, prev), TyArray{elem, count});
    }
    expect_close(Delim::bracket);
    return s.ty(join(lo, prev), TySlice{elem});
  }
  if (at_break(Tok::and_)) {
    break_eat(Tok::and_);
    const Span amp = prev;
    TyRef ref{};
    if (tok.kind == Tok::lifetime) {
      ref.lifetime = parse_lifetime();
    } else {
      ref.lifetime = Lifetime{s.new_id(), Ident{Symbol{}, amp.shrink_to_hi()}};
    }
    ref.mut = eat_kw(sym::kw_mut) ? Mutability::mut : Mutability::not_;
    if (is_kw(sym::kw_dyn) && !look(1).is(Tok::path_sep)) {
      // `&dyn A + B` is an error of its own in rustc; the bounds end at the `+`.
      const Span dyn_lo = tok.span;
      bump();
      TyDyn dyn{parse_bounds(false), true};
      ref.ty = s.ty(join(dyn_lo, prev), std::move(dyn));
      if (tok.kind == Tok::plus && allow_plus) {
        const Span start = dyn_lo;
        while (eat(Tok::plus)) parse_bound();
        Diagnostic d(Level::error, "ambiguous `+` in a type", join(start, prev));
        d.suggest_multipart("use parentheses to disambiguate", {{start.shrink_to_lo(), "("}, {prev.shrink_to_hi(), ")"}},
                            Applicability::machine_applicable);
        fail(std::move(d));
      }
    } else {
      ref.ty = parse_ty_no_plus();
    }
    return s.ty(join(lo, prev), std::move(ref));
  }
  if (tok.is_kw(sym::underscore)) {
    bump();
    return s.ty(lo, TyInfer{});
  }
  if (at_bare_fn()) return parse_bare_fn({}, lo);
  if (is_kw(sym::kw_async) && look(1).is_kw(sym::kw_fn)) {
    refuse(lo, "async functions");
    bump();
    return parse_bare_fn({}, lo);
  }
  if (is_kw(sym::kw_for)) {
    auto for_params = parse_for_params();
    if (at_bare_fn()) return parse_bare_fn(std::move(for_params), lo);
    GenericBound bound;
    bound.ref_id = s.new_id();
    bound.for_params = std::move(for_params);
    bound.trait = parse_path(PathStyle::type);
    bound.span = join(lo, prev);
    TyDyn dyn{{}, false};
    dyn.bounds.push_back(std::move(bound));
    while (allow_plus && eat(Tok::plus)) dyn.bounds.push_back(parse_bound());
    return s.ty(join(lo, prev), std::move(dyn));
  }
  if (is_kw(sym::kw_impl)) {
    bump();
    TyImpl impl{parse_bounds(allow_plus)};
    return s.ty(join(lo, prev), std::move(impl));
  }
  if (is_kw(sym::kw_dyn) && (look(1).kind != Tok::path_sep || look(2).kind == Tok::lt)) {
    bump();
    TyDyn dyn{parse_bounds(allow_plus), true};
    return s.ty(join(lo, prev), std::move(dyn));
  }
  if (tok.kind == Tok::lt || tok.kind == Tok::shl) {
    TyPath ty;
    QSelf qself = parse_qpath(PathStyle::type, ty.path);
    ty.qself = qself;
    return s.ty(join(lo, prev), std::move(ty));
  }
  if (tok.kind == Tok::lifetime && look(1).kind == Tok::plus) {
    TyDyn dyn{parse_bounds(allow_plus), false};
    return s.ty(join(lo, prev), std::move(dyn));
  }
  if (tok.kind == Tok::question) {
    TyDyn dyn{parse_bounds(allow_plus), false};
    return s.ty(join(lo, prev), std::move(dyn));
  }
  if (is_kw(sym::kw_typeof) && look(1).is_open(Delim::paren)) {
    bump();
    const Token* close = position() + position()->aux;
    while (position() < close) bump();
    bump();
    Diagnostic d(Level::error, "`typeof` is a reserved keyword but unimplemented", join(lo, prev), "E0516");
    d.note("consider replacing `typeof(...)` with an actual type");
    fail(std::move(d));
    return s.ty(lo, TyErr{});
  }
  if (tok.kind == Tok::dot_dot_dot) {
    fail(Diagnostic(Level::error, "C-variadic type `...` may not be nested inside another type", lo, "E0743"));
    return s.ty(lo, TyErr{});
  }
  if (at_path_start()) {
    Path path = parse_path(PathStyle::type);
    if (failed()) return s.ty(lo, TyErr{});
    if (at(Tok::not_) && look(1).kind == Tok::open) {
      MacroCall call;
      call.path = std::move(path);
      bump();
      if (!parse_macro_args(call)) return s.ty(lo, TyErr{});
      call.span = join(lo, prev);
      return expand_ty(std::move(call));
    }
    if (allow_plus && at(Tok::plus)) {
      TyDyn dyn{{}, false};
      GenericBound bound;
      bound.span = path.span;
      bound.ref_id = s.new_id();
      bound.trait = std::move(path);
      dyn.bounds.push_back(std::move(bound));
      while (eat(Tok::plus)) {
        if (!at_bound()) break;
        dyn.bounds.push_back(parse_bound());
      }
      return s.ty(join(lo, prev), std::move(dyn));
    }
    const Span span = path.span;
    return s.ty(span, TyPath{{}, std::move(path)});
  }
  fail_expected("type");
  return s.ty(lo, TyErr{});
}

// --- bounds --------------------------------------------------------------------------------------------------------------

bool Parser::at_bound() {
  return tok.kind == Tok::lifetime || tok.kind == Tok::question || tok.kind == Tok::tilde || tok.is_open(Delim::paren) ||
         is_kw(sym::kw_for) || is_kw(sym::kw_use) || is_kw(sym::kw_async) || is_kw(sym::kw_const) || tok.kind == Tok::not_ ||
         at_path_start();
}

std::vector<GenericBound> Parser::parse_bounds(bool allow_plus) {
  std::vector<GenericBound> bounds;
  while (!failed() && at_bound()) {
    bounds.push_back(parse_bound());
    if (!allow_plus || !eat(Tok::plus)) break;
  }
  return bounds;
}

GenericBound Parser::parse_bound() {
  GenericBound b;
  const Span lo = tok.span;
  const bool parens = tok.is_open(Delim::paren);
  if (parens) bump();
  b.ref_id = s.new_id();
  if (tok.kind == Tok::lifetime) {
    b.kind = GenericBound::Kind::outlives;
    b.lifetime = parse_lifetime();
  } else if (is_kw(sym::kw_use)) {
    b.kind = GenericBound::Kind::use;
    bump();
    break_eat(Tok::lt);
    while (!at_break(Tok::gt) && !failed()) {
      b.use_args.push_back(Lifetime{s.new_id(), Ident{tok.sym, tok.span}});
      bump();
      if (!eat(Tok::comma)) break;
    }
    expect_gt();
  } else {
    const auto modifiers = [&] {
      if (eat(Tok::question)) b.maybe = true;
      if (tok.kind == Tok::tilde || is_kw(sym::kw_const)) {
        // `~const Trait` of the library: constness is not checked.
        if (!s.options.is_library) refuse(tok.span, "const trait bounds");
        if (tok.kind == Tok::tilde) bump();
        bump();
      }
      if (is_kw(sym::kw_async)) {
        refuse(tok.span, "async closures");
        bump();
      }
    };
    modifiers();
    if (is_kw(sym::kw_for)) b.for_params = parse_for_params();
    modifiers();
    b.trait = parse_path(PathStyle::type);
  }
  if (parens) expect_close(Delim::paren);
  b.span = join(lo, prev);
  return b;
}

std::vector<GenericParam> Parser::parse_for_params() {
  expect_kw(sym::kw_for);
  if (!break_eat(Tok::lt)) fail_unexpected();
  auto params = parse_generic_params();
  expect_gt();
  return params;
}

// --- generics ------------------------------------------------------------------------------------------------------------

std::vector<GenericParam> Parser::parse_generic_params() {
  std::vector<GenericParam> params;
  while (!at_break(Tok::gt) && !failed()) {
    const AttrList attrs = outer_attributes();
    GenericParam p;
    p.id = s.new_id();
    DeriveParam derive;
    if (tok.kind == Tok::lifetime) {
      p.kind = GenericParamKind::lifetime;
      p.ident = Ident{tok.sym, tok.span};
      bump();
      if (eat(Tok::colon)) {
        const Token* begin = position();
        while (tok.kind == Tok::lifetime) {
          p.bounds.push_back(parse_bound());
          if (!eat(Tok::plus)) break;
        }
        if (derive_input.active) derive.bounds = tokens_since(begin);
      }
    } else if (const Span const_word = tok.span; eat_kw(sym::kw_const)) {
      p.kind = GenericParamKind::konst;
      p.ident = parse_ident();
      expect(Tok::colon);
      const Token* begin = position();
      p.const_ty = parse_ty();
      p.span = join(const_word, prev);
      if (derive_input.active) derive.const_ty = tokens_since(begin);
      if (eat(Tok::eq)) {
        p.const_default =
            anon_const(tok.is_ident() && !tok.is_kw(sym::kw_true) && !tok.is_kw(sym::kw_false) ? parse_path_start() : parse_const_arg());
      }
    } else {
      p.ident = parse_ident();
      if (failed()) break;
      if (eat(Tok::colon)) {
        const Token* begin = position();
        p.bounds = parse_bounds();
        if (derive_input.active) derive.bounds = tokens_since(begin);
      }
      if (eat(Tok::eq)) p.default_ty = parse_ty();
    }
    if (p.kind != GenericParamKind::konst) p.span = p.ident.span;
    for (const Attribute& a : attrs.attrs) p.may_dangle |= a.path.segments[0].ident.name.str() == "may_dangle";
    if (derive_input.active) {
      derive.ident = p.ident;
      derive.kind = p.kind;
      derive.span = p.ident.span;
      derive_input.params.push_back(std::move(derive));
    }
    if (!attrs.configured_out) params.push_back(std::move(p));
    if (!eat(Tok::comma)) break;
  }
  return params;
}

Generics Parser::parse_generics() {
  Generics g;
  g.span = prev.shrink_to_hi();
  if (at_break(Tok::lt)) {
    const Span lo = tok.span;
    break_eat(Tok::lt);
    g.params = parse_generic_params();
    expect_gt();
    g.span = join(lo, prev);
  }
  derive_input.active = false;  // the parameters of a `for<…>` further on are not the item's
  g.where_span = prev.shrink_to_hi();
  return g;
}

void Parser::parse_where(Generics& g) {
  g.where_span = prev.shrink_to_hi();
  if (!at_kw(sym::kw_where)) return;
  const Span lo = tok.span;
  bump();
  derive_input.where.begin = position();
  for (;;) {
    if (failed() || tok.is_open(Delim::brace) || tok.kind == Tok::semi || tok.kind == Tok::eq || at_eof()) break;
    WherePredicate w;
    const Span start = tok.span;
    if (tok.kind == Tok::lifetime) {
      w.lifetime = parse_lifetime();
      expect(Tok::colon);
      w.bounds = parse_bounds();
    } else {
      // `for<'a> T: …` and `for<'a> fn(&'a T): …` begin alike; the binder goes to the predicate.
      if (is_kw(sym::kw_for)) w.for_params = parse_for_params();
      w.bounded = parse_ty_no_plus();
      expect(Tok::colon);
      w.bounds = parse_bounds();
    }
    w.span = join(start, prev);
    g.where.push_back(std::move(w));
    if (!eat(Tok::comma)) break;
  }
  derive_input.where.end = position();
  g.where_span = join(lo, prev);
}

}  // namespace borrowlab::syntax
