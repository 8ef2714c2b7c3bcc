// Functions, structs, enums, traits and impls. After rustc_parse::parser::item.
#include <utility>

#include "syntax/parser.h"

namespace borrowlab::syntax {

ItemKind Parser::parse_fn(Span lo, ItemContext context, Ident& ident) {
  ItemFn fn;
  for (;;) {
    if (eat_kw(sym::kw_const)) {
      fn.sig.is_const = true;
    } else if (is_kw(sym::kw_async)) {
      refuse(tok.span, "async functions");
      bump();
    } else if (is_kw(sym::kw_gen)) {
      refuse(tok.span, "`gen` functions");
      bump();
    } else if (eat_kw(sym::kw_unsafe)) {
      fn.sig.safety = Safety::unsafe;
    } else if (is_kw(sym::kw_safe)) {
      bump();
    } else if (eat_kw(sym::kw_extern)) {
      fn.sig.extern_c = true;
      if (tok.is(Tok::literal)) {
        fn.sig.extern_c = parse_abi();
      }
    } else {
      break;
    }
  }
  expect_kw(sym::kw_fn);
  ident = parse_ident();
  if (failed()) return fn;
  fn.generics = parse_generics();
  if (failed()) return fn;
  if (!tok.is_open(Delim::paren)) {
    Diagnostic d(Level::error, tok.is_open(Delim::brace) || tok.kind == Tok::r_arrow ? "missing parameters for function definition" : "",
                 prev.shrink_to_hi());
    if (d.message.empty()) {
      at_open(Delim::paren);
      at(Tok::lt);
      fail_unexpected();
    } else {
      d.suggest_verbose(prev.shrink_to_hi(), "add a parameter list", "()", Applicability::maybe_incorrect);
      fail(std::move(d));
    }
    return fn;
  }
  bump();
  size_t index = 0;
  while (!at_close(Delim::paren) && !failed()) {
    const AttrList attrs = outer_attributes();
    if (index == 0 && parse_self_param(fn.sig)) {
    } else if (tok.kind == Tok::dot_dot_dot) {
      refuse(tok.span, "C-variadic functions");
      bump();
    } else {
      const Param p = parse_param(index, fn.sig, false);
      note_lint_attrs(p.span, attrs.attrs);
      if (!attrs.configured_out) fn.sig.inputs.push_back(p);
    }
    ++index;
    if (!eat(Tok::comma) && (at_close(Delim::paren) || !recover_missing_comma(next_param))) break;
  }
  expect_close(Delim::paren);
  if (!failed() && fn.sig.self != SelfKind::none && context != ItemContext::trait && context != ItemContext::impl && s.no_expand == 0) {
    const Span self = fn.sig.inputs[0].span;
    Diagnostic d(Level::error, "`self` parameter is only allowed in associated functions", self);
    d.label(self, "not semantically valid as function parameter");
    d.note("associated functions are those in `impl` or `trait` definitions");
    s.expansion_errors.push_back(std::move(d));
  }
  fn.sig.decl_output_span = prev.shrink_to_hi();
  if (!failed() && at(Tok::r_arrow)) {
    fn.sig.output = parse_ret_ty();
    if (!failed()) fn.sig.decl_output_span = s.ast.tys[fn.sig.output].span;
  } else if (!failed() && (is(Tok::colon) || is(Tok::fat_arrow))) {
    Diagnostic d(Level::error, "return types are denoted using `->`", tok.span);
    d.suggest_verbose(tok.span, "use `->` instead", is(Tok::colon) ? " ->" : "->", Applicability::machine_applicable);
    recover(std::move(d));
    bump();
    fn.sig.output = parse_ty();
    if (!failed()) fn.sig.decl_output_span = s.ast.tys[fn.sig.output].span;
  }
  parse_where(fn.generics);
  fn.sig.span = join(lo, prev);
  if (failed()) return fn;
  if (eat(Tok::semi)) {
    if (context != ItemContext::trait && !s.options.is_library && s.no_expand == 0) {
      Diagnostic d(Level::error,
                   context == ItemContext::impl ? "associated function in `impl` without body" : "free function without a body",
                   join(lo, prev));
      d.suggest(prev, "provide a definition for the function", " { <body> }", Applicability::has_placeholders);
      s.expansion_errors.push_back(std::move(d));
    }
    return fn;
  }
  if (!tok.is_open(Delim::brace) && !tok.is_open(Fragment::block)) {
    at_kw(sym::kw_where);
    at_open(Delim::brace);
    at(Tok::semi);
    if (!fn.sig.output) at(Tok::r_arrow);
    Diagnostic d = unexpected();
    // What encloses it ends here.
    if (tok.is_close(Delim::brace)) {
      d.label(ident.span, "while parsing this `fn`");
      item_list = Span{};
    }
    fail(std::move(d));
    return fn;
  }
  if (can_defer()) {
    const Span body_lo = tok.span;
    const uint32_t deferred = defer_braces();
    fn.body = s.block(join(body_lo, prev), {});
    s.ast.blocks[fn.body].deferred = deferred;
    return fn;
  }
  const bool defer = std::exchange(s.defer, false);
  fn.body = parse_block();
  s.defer = defer;
  return fn;
}

bool Parser::parse_self_param(FnSig& sig) {
  const auto nth = [&](size_t i) -> const Token& { return i == 0 ? tok : look(i); };
  const Span lo = tok.span;
  size_t n = 0;
  bool ref = false, ref_mut = false, mut = false;
  if (tok.kind == Tok::and_) {
    ref = true;
    n = 1;
    if (nth(n).kind == Tok::lifetime) ++n;
    if (nth(n).is_kw(sym::kw_mut)) {
      ref_mut = true;
      ++n;
    }
    if (!nth(n).is_kw(sym::kw_self) || nth(n + 1).kind == Tok::path_sep) return false;
  } else {
    if (tok.is_kw(sym::kw_mut)) {
      mut = true;
      n = 1;
    }
    if (!nth(n).is_kw(sym::kw_self) || nth(n + 1).kind == Tok::path_sep) return false;
  }
  Param p;
  p.id = s.new_id();
  Lifetime lifetime;
  if (ref) {
    bump();
    lifetime = tok.kind == Tok::lifetime ? parse_lifetime() : Lifetime{s.new_id(), Ident{Symbol{}, prev.shrink_to_hi()}};
    if (ref_mut) bump();
  }
  if (mut) bump();
  const Ident self{tok.sym, tok.span};
  bump();
  if (!ref && eat(Tok::colon)) {
    p.ty = parse_ty();
    sig.self = SelfKind::typed;
  } else {
    p.ty = s.ty(self.span, TyImplicitSelf{});
    sig.self = SelfKind::value;
    if (ref) {
      p.ty = s.ty(join(lo, self.span), TyRef{lifetime, p.ty, ref_mut ? Mutability::mut : Mutability::not_});
      sig.self = ref_mut ? SelfKind::ref_mut : SelfKind::ref;
    }
  }
  p.span = join(lo, prev);
  p.pat = s.pat(join(lo, self.span), PatIdent{false, Mutability::not_, mut ? Mutability::mut : Mutability::not_, self, {}});
  sig.inputs.push_back(p);
  return true;
}

void Parser::next_param(Parser& p) {
  FnSig sig;
  p.outer_attributes();
  p.parse_param(1, sig, false);
}

Param Parser::parse_param(size_t index, FnSig&, bool) {
  Param p;
  p.id = s.new_id();
  const Span lo = tok.span;
  if (FnSig misplaced; index > 0 && parse_self_param(misplaced)) {
    Diagnostic d(Level::error, "unexpected `self` parameter in function", join(lo, prev));
    d.label(join(lo, prev), "must be the first parameter of an associated function");
    item_list = Span{};
    fail(std::move(d));
    return p;
  }
  p.pat = parse_pat_no_top_alt();
  if (failed()) return p;
  if (!eat(Tok::colon)) {
    const auto* ident = std::get_if<PatIdent>(&s.ast.pats[p.pat].kind);
    at(Tok::at);
    at(Tok::colon);
    Diagnostic d(Level::error, "expected one of `:`, `@`, or `|`, found " + token_descr(tok), tok.span);
    d.label(tok.span, "expected one of `:`, `@`, or `|`");
    if (ident != nullptr && (tok.kind == Tok::comma || tok.is_close(Delim::paren))) {
      d.suggest_verbose(ident->ident.span.shrink_to_hi(), "if this is a parameter name, give it a type", ": TypeName",
                        Applicability::has_placeholders);
      d.suggest_verbose(ident->ident.span.shrink_to_lo(), "if this is a type, explicitly ignore the parameter name",
                        "_: ", Applicability::machine_applicable);
    }
    fail(std::move(d));
    return p;
  }
  p.ty = parse_ty();
  p.span = join(lo, prev);
  return p;
}

// --- structs, enums --------------------------------------------------------------------------------------------------------

std::vector<FieldDef> Parser::parse_record_fields(DeriveVariant* derive) {
  std::vector<FieldDef> fields;
  const Token* const close = tok.is_open(Delim::brace) ? next_tree(position()) - 1 : nullptr;
  expect_open(Delim::brace);
  while (!at_close(Delim::brace) && !failed()) {
    in_fields = true;
    AttrList attrs = outer_attributes();
    in_fields = false;
    if (failed()) break;
    FieldDef f;
    const Span lo = tok.span;
    f.id = s.new_id();
    f.vis = parse_visibility();
    failure_context = {adt_name, adt_is_union ? "while parsing this union" : "while parsing this struct"};
    f.ident = parse_ident();
    if (!failed()) expect(Tok::colon);
    const Token* begin = position();
    if (!failed()) f.ty = parse_ty();
    failure_context = {};
    if (failed()) break;
    const Token* end = position();
    if (is(Tok::eq)) {
      refuse(tok.span, "default field values");
      bump();
      parse_expr();
    }
    f.span = join(lo, prev);
    f.attrs = std::move(attrs.attrs);
    note_lint_attrs(f.span, f.attrs);
    if (!attrs.configured_out) {
      if (derive != nullptr) derive->fields.push_back({f.ident, {begin, end}, f.span, s.ast.tys[f.ty].span});
      fields.push_back(std::move(f));
    }
    if (failed()) break;
    if (!eat(Tok::comma) && !tok.is_close(Delim::brace)) {
      at_close(Delim::brace);
      if (tok.kind == Tok::semi) {
        Diagnostic d(Level::error, "struct fields are separated by `,`", tok.span);
        d.label(adt_name, "while parsing this struct");
        d.suggest(tok.span, "replace `;` with `,`", ",", Applicability::machine_applicable, diagnostics::SuggestionStyle::hide_code_inline);
        recover(std::move(d));
        bump();
      } else {
        Diagnostic d(Level::error, "expected `,`, or `}`, found " + token_descr(tok), prev.shrink_to_hi());
        if (tok.is_ident() || tok.kind == Tok::pound) {
          d.suggest(prev.shrink_to_hi(), "try adding a comma", ",", Applicability::machine_applicable);
          recover(std::move(d));
        } else {
          d.label(adt_name, "while parsing this struct");
          fail(std::move(d));
        }
      }
    }
  }
  if (failed() && close != nullptr) resume(close);
  if (!failed()) bump();
  return fields;
}

std::vector<FieldDef> Parser::parse_tuple_fields(DeriveVariant* derive) {
  std::vector<FieldDef> fields;
  expect_open(Delim::paren);
  while (!at_close(Delim::paren) && !failed()) {
    AttrList attrs = outer_attributes();
    FieldDef f;
    const Span lo = tok.span;
    f.id = s.new_id();
    f.vis = parse_visibility(true);
    const Token* begin = position();
    f.ty = parse_ty();
    const Token* end = position();
    if (failed()) break;
    f.span = join(lo, s.ast.tys[f.ty].span);
    f.ident = Ident{Symbol::intern(std::to_string(fields.size())), f.span};
    f.attrs = std::move(attrs.attrs);
    note_lint_attrs(f.span, f.attrs);
    if (!attrs.configured_out) {
      if (derive != nullptr) derive->fields.push_back({f.ident, {begin, end}, f.span, s.ast.tys[f.ty].span});
      fields.push_back(std::move(f));
    }
    if (!eat(Tok::comma)) break;
  }
  expect_close(Delim::paren);
  return fields;
}

ItemKind Parser::parse_struct(Ident& ident, bool is_union) {
  const bool deriving = derive_input.active;
  Generics generics;
  VariantData data;
  ident = parse_ident();
  if (failed()) return ItemStruct{};
  adt_name = ident.span;
  adt_is_union = is_union;
  generics = parse_generics();
  DeriveVariant derive;
  derive.ident = ident;
  parse_where(generics);
  if (tok.is_open(Delim::brace)) {
    data.shape = VariantShape::named;
    data.fields = parse_record_fields(deriving ? &derive : nullptr);
  } else if (!is_union && eat(Tok::semi)) {
    data.shape = VariantShape::unit;
    data.ctor_id = s.new_id();
  } else if (!is_union && tok.is_open(Delim::paren)) {
    data.shape = VariantShape::tuple;
    data.fields = parse_tuple_fields(deriving ? &derive : nullptr);
    data.ctor_id = s.new_id();
    if (!failed()) {
      if (is_kw(sym::kw_where)) {
        parse_where(generics);
      }
      expect_semi();
    }
  } else if (!failed()) {
    Diagnostic d(Level::error,
                 std::string("expected `where`, ") + (is_union ? "or `{`" : "`{`, `(`, or `;`") + " after " +
                     (is_union ? "union" : "struct") + " name, found " + token_descr(tok),
                 tok.span);
    d.label(tok.span, std::string("expected `where`, ") + (is_union ? "or `{`" : "`{`, `(`, or `;`") + " after " +
                          (is_union ? "union" : "struct") + " name");
    fail(std::move(d));
  }
  if (deriving) {
    derive.shape = data.shape;
    derive_input.ident = ident;
    derive_input.is_union = is_union;
    derive_input.variants.push_back(std::move(derive));
  }
  if (is_union) return ItemUnion{std::move(generics), std::move(data)};
  return ItemStruct{std::move(generics), std::move(data)};
}

namespace {
constexpr const char* kVariantForms =
    "enum variants can be `Variant`, `Variant = <integer>`, `Variant(Type, ..., TypeN)` or `Variant { fields: Types }`";
}

ItemKind Parser::parse_enum(Ident& ident) {
  const bool deriving = derive_input.active;
  ItemEnum e;
  ident = parse_ident();
  if (failed()) return e;
  e.generics = parse_generics();
  parse_where(e.generics);
  expect_open(Delim::brace);
  while (!at_close(Delim::brace) && !failed()) {
    AttrList attrs = outer_attributes();
    if (failed()) break;
    Variant v;
    v.id = s.new_id();
    const Span lo = tok.span;
    if (const Visibility vis = parse_visibility(); vis.kind != Visibility::Kind::inherited) {
      Diagnostic d(Level::error, "visibility qualifiers are not permitted here", vis.span, "E0449");
      d.suggest(vis.span, "remove the qualifier", "", diagnostics::Applicability::machine_applicable);
      d.note("enum variants and their fields always share the visibility of the enum they are in");
      error_to_go_on(std::move(d));
    }
    DeriveVariant derive;
    DeriveVariant* capture = deriving ? &derive : nullptr;
    if (tok.is_ident() && !is_reserved(tok)) {
      v.ident = parse_ident();
    } else {
      Diagnostic d = expected_ident();
      d.label(ident.span, "while parsing this enum");
      d.help(kVariantForms);
      fail(std::move(d));
      break;
    }
    if (tok.is_open(Delim::brace)) {
      v.data.shape = VariantShape::named;
      adt_name = v.ident.span;
      adt_is_union = false;
      v.data.fields = parse_record_fields(capture);
    } else if (tok.is_open(Delim::paren)) {
      v.data.shape = VariantShape::tuple;
      v.data.fields = parse_tuple_fields(capture);
      v.data.ctor_id = s.new_id();
    } else {
      v.data.ctor_id = s.new_id();
    }
    if (!failed() && eat(Tok::eq)) v.discriminant = anon_const(parse_expr());
    if (failed()) break;
    v.span = join(lo, prev);
    derive.ident = v.ident;
    derive.shape = v.data.shape;
    derive.span = v.span;
    for (const Attribute& a : attrs.attrs) {
      if (a.path.segments[0].ident.name == sym::kw_default) {
        derive.is_default = true;
        derive.default_span = a.span;
      }
    }
    v.attrs = std::move(attrs.attrs);
    note_lint_attrs(v.span, v.attrs);
    if (!attrs.configured_out) {
      if (deriving) derive_input.variants.push_back(std::move(derive));
      e.variants.push_back(std::move(v));
    }
    if (!eat(Tok::comma) && !tok.is_close(Delim::brace)) {
      at_open(Delim::brace);
      at_open(Delim::paren);
      at(Tok::eq);
      at_close(Delim::brace);
      const Token* const next = is(Tok::semi) ? position() + 1 : position();
      const bool another = next < end_ && (next->is_ident() || next->kind == Tok::pound);
      Diagnostic d = unexpected();
      if (!another) {
        if (is(Tok::semi)) d.help(kVariantForms);
        fail(std::move(d));
        break;
      }
      d.suggest(prev.shrink_to_hi(), "missing `,`", ",", Applicability::maybe_incorrect, diagnostics::SuggestionStyle::hide_code_inline);
      recover(std::move(d));
      eat(Tok::semi);
    }
  }
  expect_close(Delim::brace);
  if (deriving) {
    derive_input.ident = ident;
    derive_input.is_enum = true;
  }
  return e;
}

// --- traits, impls ---------------------------------------------------------------------------------------------------------

std::vector<ItemId> Parser::parse_assoc_items(ItemContext context, AttrList& attrs) {
  std::vector<ItemId> items;
  Level_ level(*this);
  const Token* const open = position();
  const bool at_braces = tok.is_open(Delim::brace);
  if (!expect_open(Delim::brace)) return items;
  const Token* const end = at_braces && is_file_ ? next_tree(open) - 1 : nullptr;
  const Span outer_list = std::exchange(item_list, end != nullptr ? open->span : Span{});
  const Span outer_end = std::exchange(item_list_end, end != nullptr ? end->span : Span{});
  inner_attributes(attrs);
  while (!failed() && !tok.is_close(Delim::brace)) {
    in_assoc_items = true;
    const AttrList item_attrs = outer_attributes();
    in_assoc_items = false;
    if (failed()) break;
    if (!parse_item(items, item_attrs, context) && !failed()) {
      if (at_eof()) {
        fail_unexpected();
        break;
      }
      if (tok.kind == Tok::semi) {
        Diagnostic d(Level::error, "expected item, found `;`", tok.span);
        d.suggest(tok.span, "consider removing this semicolon", "", Applicability::machine_applicable);
        recover(std::move(d));
        bump();
        continue;
      }
      if (tok.is_ident() && !is_reserved(tok) && is_file_) {
        report_missing_item_keyword();
        if (failed()) break;
        bump();
        at(Tok::not_);
        at(Tok::path_sep);
        fail_unexpected();
        break;
      }
      Diagnostic d(Level::error, "non-item in item list", tok.span);
      const Token* const close = at_braces ? next_tree(open) - 1 : nullptr;
      if (is_kw(sym::kw_let)) {
        d.suggest_verbose(tok.span, "consider using `const` instead of `let` for associated const", "const",
                          Applicability::machine_applicable);
      } else if (close != nullptr) {
        d.label(open->span, "item list starts here");
        d.label(tok.span, "non-item starts here");
        d.label(close->span, "item list ends here");
      }
      if (close == nullptr) return fail(std::move(d)), items;
      recover(std::move(d));
      if (!failed()) skip_to(close);
    }
  }
  if (failed() && end != nullptr) resume(end);
  item_list = outer_list;
  item_list_end = outer_end;
  expect_close(Delim::brace);
  note_lint_attrs(join(open->span, prev), attrs.attrs);
  return items;
}

ItemKind Parser::parse_trait(Ident& ident, Safety safety, bool is_auto) {
  bump();
  ItemTrait t;
  t.safety = safety;
  t.is_auto = is_auto;
  ident = parse_ident();
  if (failed()) return t;
  t.generics = parse_generics();
  if (eat(Tok::colon)) t.supertraits = parse_bounds();
  if (is(Tok::eq)) {
    refuse(tok.span, "trait aliases");
    bump();
    parse_bounds();
    parse_where(t.generics);
    expect(Tok::semi);
    return t;
  }
  parse_where(t.generics);
  AttrList attrs;
  if (!failed()) t.items = parse_assoc_items(ItemContext::trait, attrs);
  return t;
}

ItemKind Parser::parse_impl(Safety safety) {
  bump();
  ItemImpl i;
  i.safety = safety;
  const Token &first = look(1), &second = look(2);
  const bool generics = tok.kind == Tok::lt &&
                        (first.kind == Tok::gt || first.kind == Tok::pound || first.is_kw(sym::kw_const) ||
                         ((first.kind == Tok::lifetime || first.is_ident()) &&
                          (second.kind == Tok::gt || second.kind == Tok::comma || second.kind == Tok::colon || second.kind == Tok::eq)));
  i.generics = generics ? parse_generics() : Generics{{}, {}, prev.shrink_to_hi(), prev.shrink_to_hi()};
  if (failed()) return i;
  if (is_kw(sym::kw_const) || tok.kind == Tok::tilde) {
    if (!s.options.is_library) refuse(tok.span, "const trait impls");
    bump();
  }
  if (tok.kind == Tok::not_ && (look(1).is_ident() || look(1).kind == Tok::path_sep)) {
    bump();
    i.negative = true;
    if (!s.options.is_library) refuse(prev, "negative impls");
  }
  const TyId first_ty = parse_ty();
  if (failed()) return i;
  if (eat_kw(sym::kw_for)) {
    auto* path = std::get_if<TyPath>(&s.ast.tys[first_ty].kind);
    if (path == nullptr || path->qself) {
      Diagnostic d(Level::error, "expected a trait, found type", s.ast.tys[first_ty].span);
      fail(std::move(d));
      return i;
    }
    i.trait = path->path;
    i.trait_ref_id = s.new_id();
    i.self_ty = parse_ty();
  } else {
    i.self_ty = first_ty;
  }
  parse_where(i.generics);
  AttrList attrs;
  if (failed()) return i;
  if (can_defer()) i.deferred = defer_braces();
  else i.items = parse_assoc_items(ItemContext::impl, attrs);
  return i;
}

}  // namespace borrowlab::syntax
