// Items. After rustc_parse::parser::item.
#include <charconv>

#include "syntax/parser.h"

namespace borrowlab::syntax {

Visibility Parser::parse_visibility(bool in_tuple_field) {
  Visibility v;
  v.id = s.new_id();
  v.span = tok.span.shrink_to_lo();
  if (tok.is_open(Fragment::vis)) {
    bump();
    v = parse_visibility();
    if (tok.is_close(Delim::invisible)) bump();
    return v;
  }
  if (!at_kw(sym::kw_pub)) return v;
  const Span lo = tok.span;
  bump();
  v.kind = Visibility::Kind::pub;
  if (tok.is_open(Delim::paren)) {
    const Token& word = look(1);
    const bool simple =
        (word.is_kw(sym::kw_crate) || word.is_kw(sym::kw_self) || word.is_kw(sym::kw_super)) && look(2).is_close(Delim::paren);
    if (simple || word.is_kw(sym::kw_in)) {
      bump();
      if (!simple) bump();
      v.kind = Visibility::Kind::restricted;
      v.path = parse_path(PathStyle::mod);
      expect_close(Delim::paren);
    } else if (is_file_ && word.is_ident() && look(2).is_close(Delim::paren) && !in_tuple_field && !is_reserved(word)) {
      const std::string path(word.sym.str());
      Diagnostic d(Level::error, "incorrect visibility restriction", word.span, "E0704");
      d.help(
          "some possible visibility restrictions are:\n`pub(crate)`: visible only on the current crate\n`pub(super)`: visible only in the "
          "current module's parent\n`pub(in path::to::module)`: visible only on the specified path");
      d.suggest_verbose(word.span.shrink_to_lo(), "make this visible only to module `" + path + "` with `in`", "in ",
                        Applicability::machine_applicable);
      fail(std::move(d));
    }
  }
  v.span = join(lo, prev);
  return v;
}

namespace {

const char* declared_as(const ItemKind& kind) {
  if (std::holds_alternative<ItemStruct>(kind)) return "braced struct";
  if (std::holds_alternative<ItemEnum>(kind)) return "enum";
  if (std::holds_alternative<ItemUnion>(kind)) return "union";
  if (std::holds_alternative<ItemTrait>(kind)) return "trait";
  if (std::holds_alternative<ItemImpl>(kind)) return "implementation";
  if (std::holds_alternative<ItemMod>(kind)) return "module";
  if (std::holds_alternative<ItemFn>(kind)) return "function";
  if (std::holds_alternative<ItemUse>(kind)) return "`use` import";
  if (std::holds_alternative<ItemConst>(kind)) return "constant item";
  if (std::holds_alternative<ItemStatic>(kind)) return "static item";
  if (std::holds_alternative<ItemTypeAlias>(kind)) return "type alias";
  return "macro definition";
}

}  // namespace

void Parser::parse_mod_items(std::vector<ItemId>& out, bool to_eof) {
  Level_ level(*this);
  while (!failed() && !at_eof() && (to_eof || !tok.is_close(Delim::brace))) {
    const AttrList attrs = outer_attributes();
    if (failed()) return;
    if (parse_item(out, attrs, ItemContext::module)) continue;
    if (failed()) return;
    if (tok.kind == Tok::doc_comment && attrs.first.is_dummy())
      return fail(Diagnostic(Level::error, "expected outer doc comment", tok.span, "E0753"));
    if (tok.kind == Tok::semi) {
      Diagnostic d(Level::error, "expected item, found `;`", tok.span);
      d.suggest_verbose(tok.span, "remove this semicolon", "", Applicability::machine_applicable);
      if (!out.empty() && s.ast.items[out.back()].span.hi == prev.hi)
        d.help(std::string(declared_as(s.ast.items[out.back()].kind)) + " declarations are not followed by a semicolon");
      recover(std::move(d));
      bump();
      continue;
    }
    if (attrs.any() || !attrs.first.is_dummy()) {
      Diagnostic d(Level::error, "expected item after " + std::string(attrs.any() ? "attributes" : "doc comment"), attrs.first);
      return fail(std::move(d));
    }
    if (tok.is_ident() && !is_reserved(tok) && is_file_ && !prev_was_visibility) {
      report_missing_item_keyword();
      if (failed()) return;
      const Token word = tok;
      bump();
      at(Tok::not_);
      at(Tok::path_sep);
      const std::string_view name = word.sym.str();
      if (name == "func" || name == "fun" || name == "function" || name == "def") function_keyword = word.span;
      return fail_unexpected();
    }
    Diagnostic d(Level::error, "expected item, found " + token_descr(tok), tok.span);
    if (is_kw(sym::kw_let)) {
      d.label(tok.span, "`let` cannot be used for global variables");
      const char* instead = "consider using `static` or `const` instead of `let`";
      if (look(1).is_kw(sym::kw_mut)) d.help("consider using `static` and a `Mutex` instead of `let mut`");
      else if (look(1).is_ident() && !is_reserved(look(1)))
        d.suggest(tok.span, instead, "static", Applicability::maybe_incorrect, diagnostics::SuggestionStyle::hide_code_inline);
      else d.help(instead);
    } else {
      d.label(tok.span, "expected item");
    }
    if (is_file_ && !tok.is_close(Delim::brace))
      d.note("for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>");
    return fail(std::move(d));
  }
}

bool Parser::at_fn_front() {
  if (is_kw(sym::kw_fn)) return true;
  // Qualifiers, then `fn`.
  const auto nth = [&](size_t i) -> const Token& { return i == 0 ? tok : look(i); };
  size_t n = 0;
  for (;; ++n) {
    const Token& t = nth(n);
    if (t.is_kw(sym::kw_fn)) return n > 0;
    if (t.is_kw(sym::kw_const) || t.is_kw(sym::kw_unsafe) || t.is_kw(sym::kw_async) || t.is_kw(sym::kw_safe) || t.is_kw(sym::kw_gen))
      continue;
    if (t.is_kw(sym::kw_extern)) {
      if (nth(n + 1).is(Tok::literal)) ++n;
      continue;
    }
    return false;
  }
}

namespace {

// `#[at(name = "core/src/option.rs:1013:12", self = "…")]`, on the library's items: where rustc's library has them. `panic = "…"` is the
// place (its column counted from one, as panics print it) where rustc's library panics on behalf of that function. `F = "…"` are the
// places of the bounds of the parameter F, in order.
void set_position(Session& s, Span span, std::string_view place, uint32_t first_column = 0) {
  const size_t second = place.rfind(':');
  const size_t first = second == std::string_view::npos ? second : place.rfind(':', second - 1);
  if (first == std::string_view::npos) return;
  uint32_t line = 0, column = 0;
  std::from_chars(place.data() + first + 1, place.data() + second, line);
  std::from_chars(place.data() + second + 1, place.data() + place.size(), column);
  s.sources.set_library_position(span, std::string(place.substr(0, first)), line, column - first_column);
}

// The bounds of a type parameter: where it is declared, then in the where clause.
Span nth_bound(const Ast& ast, const Generics& generics, Symbol param, size_t nth) {
  auto pick = [&](const std::vector<GenericBound>& bounds) {
    if (nth < bounds.size()) return bounds[nth].span;
    nth -= bounds.size();
    return Span();
  };
  for (const GenericParam& p : generics.params)
    if (p.ident.name == param)
      if (const Span found = pick(p.bounds); !found.is_dummy()) return found;
  for (const WherePredicate& w : generics.where) {
    const auto* path = w.bounded.valid() ? std::get_if<TyPath>(&ast[w.bounded].kind) : nullptr;
    if (path == nullptr || path->path.segments.size() != 1 || path->path.segments[0].ident.name != param) continue;
    if (const Span found = pick(w.bounds); !found.is_dummy()) return found;
  }
  return Span();
}

// The tokens of a macro whose name has a position: they are laid out in the library here as in rustc's.
void set_body_positions(Session& s, Span name, TokenRange body) {
  const source::LibraryPosition* at = s.sources.library_position(name);
  if (at == nullptr) return;
  const source::LibraryPosition head = *at;
  const uint32_t head_line = s.sources.lookup(name.lo).line;
  for (const Token* t = body.begin; t != body.end; ++t) {
    const source::LineColumn own = s.sources.lookup(t->span.lo);
    s.sources.set_library_position(t->span, head.path, head.line + own.line - head_line, own.column);
  }
}

}  // namespace

bool Parser::parse_item(std::vector<ItemId>& out, AttrList attrs, ItemContext context) {
  if (failed()) return false;
  if (tok.is_open(Fragment::item)) {
    bump();
    bool any = false;
    while (!failed() && !tok.is_close(Delim::invisible)) {
      AttrList inner = outer_attributes();
      for (auto& a : attrs.attrs) inner.attrs.push_back(a);
      if (!parse_item(out, std::move(inner), context)) break;
      any = true;
    }
    if (!failed()) bump();
    return any;
  }
  const Span lo = tok.span;
  const Token* const item_begin = position();
  if (context != ItemContext::block && tok.is_kw(sym::kw_macro_rules) && look(1).kind == Tok::not_ && look(2).is_ident())
    return parse_macro_rules_item(out, attrs, lo);
  if (context == ItemContext::block && tok.is_kw(sym::kw_macro_rules) && look(1).kind == Tok::not_ && look(2).is_ident())
    return parse_macro_rules_item(out, attrs, lo);

  for (const Attribute& a : attrs.attrs)
    if (a.path.segments.size() == 1 && a.path.segments[0].ident.name == sym::test_ && !s.options.cfg_test) attrs.configured_out = true;
  if (attrs.configured_out) ++s.no_expand;
  const size_t out_size = out.size();
  struct Restore {
    Session& s;
    bool on;
    std::vector<ItemId>& out;
    size_t size;
    ~Restore() {
      if (on) {
        --s.no_expand;
        out.resize(std::min(out.size(), size));
      }
    }
  };
  const Restore restore{s, attrs.configured_out, out, out_size};

  const bool has_vis = tok.is_kw(sym::kw_pub) || tok.is_open(Fragment::vis);
  Visibility vis = parse_visibility();
  const bool assoc = context == ItemContext::trait || context == ItemContext::impl;
  if (tok.is_kw(sym::kw_default) && (look(1).is_kw(sym::kw_fn) || look(1).is_kw(sym::kw_impl) || look(1).is_kw(sym::kw_type) ||
                                     look(1).is_kw(sym::kw_const) || look(1).is_kw(sym::kw_unsafe))) {
    if (!s.options.is_library) refuse(tok.span, "specialization");
    bump();
  }
  Item item;
  item.vis = std::move(vis);
  Safety safety = Safety::safe;
  derive_input = DeriveInput{};
  const bool derives = !attrs.derives.empty();
  const auto finish = [&](ItemKind kind) {
    item.id = s.new_id();
    item.kind = std::move(kind);
    item.span = join(lo, prev);
    for (const Attribute& a : attrs.attrs) {
      if (!s.options.is_library || a.path.segments[0].ident.name.str() != "at") continue;
      for (size_t i = 0; i + 1 < a.words.size(); i += 2) {
        if (a.words[i] == sym::kw_self) {
          if (const auto* fn = std::get_if<ItemFn>(&item.kind); fn != nullptr && !fn->sig.inputs.empty())
            set_position(s, fn->sig.inputs[0].span, a.words[i + 1].str());
        } else if (a.words[i].str() == "panic") {
          set_position(s, item.span, a.words[i + 1].str(), 1);
        } else if (a.words[i].str() == "item") {
          set_position(s, item.span, a.words[i + 1].str());
        } else if (a.words[i].str() == "name") {
          set_position(s, item.ident.span, a.words[i + 1].str());
        } else {
          size_t nth = 0;
          for (size_t k = 0; k < i; k += 2) nth += a.words[k] == a.words[i] ? 1 : 0;
          if (const auto* fn = std::get_if<ItemFn>(&item.kind))
            if (const Span bound = nth_bound(s.ast, fn->generics, a.words[i], nth); !bound.is_dummy())
              set_position(s, bound, a.words[i + 1].str());
        }
      }
    }
    item.attrs = std::move(attrs.attrs);
    note_lint_attrs(item.span, item.attrs);
    if (failed()) return true;
    DeriveInput input = std::move(derive_input);
    for (const Attribute& a : item.attrs)
      if (a.path.segments[0].ident.name == sym::repr_)
        for (Symbol w : a.words) input.packed |= w == sym::packed_;
    derive_input = DeriveInput{};
    out.push_back(s.ast.items.push(std::move(item)));
    if (derives && s.no_expand == 0) {
      AttrList list;
      list.derives = attrs.derives;
      bool with_copy = false;
      for (const DeriveCall& d : list.derives) with_copy |= d.path.segments.back().ident.name == sym::Copy_;
      if (s.defer_impls && context == ItemContext::module) defer_derives(list, std::move(input), with_copy);
      else expand_derives(list, input, with_copy, out, context);
    }
    return true;
  };

  if (!assoc && is_file_ && (look(1).is_ident() || look(1).is_open(Delim::brace)) &&
      (at_word("import") || at_word("using") || at_word("include") || at_word("require"))) {
    Diagnostic d(Level::error, "expected item, found " + token_descr(tok), tok.span);
    d.suggest_verbose(tok.span, "items are imported using the `use` keyword", "use", Applicability::machine_applicable);
    recover(std::move(d));
    bump();
    return finish(parse_use_item());
  }
  if (at_fn_front()) return finish(parse_fn(lo, context, item.ident));
  if (is_kw(sym::kw_use) && !assoc) {
    bump();
    return finish(parse_use_item());
  }
  if (is_kw(sym::kw_const) && !(context == ItemContext::block && (look(1).kind == Tok::open || look(1).kind == Tok::or_ ||
                                                                  look(1).kind == Tok::or_or || look(1).is_kw(sym::kw_move)))) {
    if (look(1).is_kw(sym::kw_trait) || look(1).is_kw(sym::kw_impl)) {
      if (!s.options.is_library) refuse(tok.span, "const traits");
      bump();
    } else {
      return finish(parse_const_item(item.ident, context, lo));
    }
  }
  if (is_kw(sym::kw_static) && look(1).kind != Tok::or_ && look(1).kind != Tok::or_or && !look(1).is_kw(sym::kw_move))
    return finish(parse_static(item.ident, lo));
  if (is_kw(sym::kw_type)) {
    bump();
    return finish(parse_type_alias(item.ident));
  }
  if (is_kw(sym::kw_unsafe) && (look(1).is_kw(sym::kw_impl) || look(1).is_kw(sym::kw_trait) || look(1).is_kw(sym::kw_auto))) {
    bump();
    safety = Safety::unsafe;
  }
  if (is_kw(sym::kw_trait)) return finish(parse_trait(item.ident, safety, false));
  if (tok.is_kw(sym::kw_auto) && look(1).is_kw(sym::kw_trait)) {
    if (!s.options.is_library) refuse(tok.span, "auto traits");
    bump();
    return finish(parse_trait(item.ident, safety, true));
  }
  if (is_kw(sym::kw_impl)) {
    if (s.defer_impls && context == ItemContext::module && defer_impl(item_begin, attrs)) return true;
    return finish(parse_impl(safety));
  }
  if (is_kw(sym::kw_struct)) {
    derive_input.active = derives;
    bump();
    return finish(parse_struct(item.ident, false));
  }
  if (is_kw(sym::kw_enum)) {
    derive_input.active = derives;
    bump();
    return finish(parse_enum(item.ident));
  }
  if (tok.is_kw(sym::kw_union) && look(1).is_ident() && !is_reserved(look(1))) {
    derive_input.active = derives;
    bump();
    return finish(parse_struct(item.ident, true));
  }
  if (is_kw(sym::kw_mod) || (is_kw(sym::kw_unsafe) && look(1).is_kw(sym::kw_mod))) {
    if (is_kw(sym::kw_unsafe)) bump();
    bump();
    item.ident = parse_ident();
    ItemMod mod{{}, true};
    if (failed()) return true;
    if (eat(Tok::semi)) {
      mod.is_inline = false;
      if (s.options.is_library) return true;  // the file is there as a file of the library
      if (s.no_expand == 0 && context == ItemContext::block) {
        Diagnostic d(Level::error, "cannot declare a file module inside a block unless it has a path attribute", join(lo, prev));
        d.note("file modules are usually placed outside of blocks, at the top level of the file");
        if (!s.file_failed) s.sink.emit(std::move(d));
      } else if (s.no_expand == 0) {
        const std::string name(item.ident.name.str());
        std::string dir;
        for (Symbol m : s.module_path) dir += std::string(m.str()) + "/";
        Diagnostic d(Level::error, "file not found for module `" + name + "`", join(lo, prev), "E0583");
        d.help("to create the module `" + name + "`, create file \"" + dir + name + ".rs\" or \"" + dir + name + "/mod.rs\"");
        d.note("if there is a `mod " + name + "` elsewhere in the crate already, import it with `use crate::...` instead");
        if (!s.file_failed) s.sink.emit(std::move(d));
      }
      return finish(std::move(mod));
    }
    expect_open(Delim::brace);
    if (failed()) return true;
    inner_attributes(attrs);
    const size_t scope = s.textual.size();
    s.module_path.push_back(item.ident.name);
    bool macro_use = false;
    for (const Attribute& a : attrs.attrs) macro_use |= a.path.segments[0].ident.name == sym::macro_use_;
    parse_mod_items(mod.items, false);
    s.module_path.pop_back();
    if (!macro_use) s.textual.resize(scope);
    expect_close(Delim::brace);
    return finish(std::move(mod));
  }
  if (is_kw(sym::kw_extern) || (is_kw(sym::kw_unsafe) && look(1).is_kw(sym::kw_extern))) {
    if (is_kw(sym::kw_unsafe)) bump();
    bump();
    if (eat_kw(sym::kw_crate)) {
      ItemExternCrate krate;
      const Span name_lo = tok.span;
      Ident name = parse_ident_or_reserved();
      item.ident = name;
      if (eat_kw(sym::kw_as)) krate.rename = parse_ident_or_reserved();
      expect(Tok::semi);
      if (!failed() && s.no_expand == 0 && name.name != sym::std_ && name.name != sym::core_ && name.name != sym::alloc_ &&
          name.name != sym::kw_self) {
        if (name.name.str() == "proc_macro" || name.name == sym::test_) {
          refuse(name_lo, "the crate `" + std::string(name.name.str()) + "`");
        } else {
          Diagnostic d(Level::error, "can't find crate for `" + std::string(name.name.str()) + "`", join(lo, prev), "E0463");
          d.label(join(lo, prev), "can't find crate");
          s.expansion_errors.push_back(std::move(d));
        }
      }
      return finish(std::move(krate));
    }
    if (tok.is(Tok::literal)) bump();
    if (tok.is_open(Delim::brace)) {
      refuse(join(lo, prev), "extern blocks");
      const Token* close = position() + position()->aux;
      while (position() < close) bump();
      bump();
      return true;
    }
    fail_unexpected();
    return true;
  }
  if (is_kw(sym::kw_macro) && look(1).is_ident()) {
    refuse(lo, "declarative macros 2.0");
    fail_expected("item");
    return true;
  }
  // A macro call in item position.
  if (context != ItemContext::block && at_path_start() && tok.kind != Tok::lt && !tok.is_kw(sym::kw_async)) {
    const Token& next = look(1);
    if (next.kind == Tok::not_ || next.kind == Tok::path_sep || tok.kind == Tok::path_sep) {
      note_unused_docs(attrs, attrs.docs, "macro invocations");
      MacroCall call;
      call.path = parse_path(PathStyle::mod);
      if (failed()) return true;
      expect(Tok::not_);
      if (failed() || !parse_macro_args(call)) return true;
      call.span = join(lo, prev);
      if (call.delim != Delim::brace) {
        if (!eat(Tok::semi) && !at_eof()) {
          if (!failed()) {
            Diagnostic d(Level::error, "macros that expand to items must be delimited with braces or followed by a semicolon", call.span);
            d.suggest(Span{call.span.hi, call.span.hi, call.span.ctxt}, "add a semicolon", ";", Applicability::maybe_incorrect);
            fail(std::move(d));
          }
          return true;
        }
      }
      expand_items(std::move(call), out, context);
      return true;
    }
  }
  if (has_vis) {
    if (is_file_) report_missing_item_keyword();
    if (failed()) return true;
    const std::string vis(s.sources.snippet(item.vis.span));
    Diagnostic d(Level::error, "visibility `" + vis + "` is not followed by an item", item.vis.span);
    d.label(item.vis.span, "the visibility");
    d.help("you likely meant to define an item, e.g., `" + vis + " fn foo() {}`");
    recover(std::move(d));
    prev_was_visibility = true;
  }
  return false;
}

// At a name where an item should be: its keyword may have been forgotten. rustc: recover_missing_kw_before_item.
void Parser::report_missing_item_keyword() {
  const bool is_pub = prev.lo != prev.hi && s.sources.snippet(prev) == "pub";
  const Token name = tok;
  if (!name.is_ident() || is_reserved(name)) return;
  const Token* t = position() + 1;
  if (t >= end_ || (t->kind != Tok::lt && !t->is_open(Delim::brace) && !t->is_open(Delim::paren))) return;
  const bool generics = t->kind == Tok::lt;
  if (generics) {
    while (t < end_ && t->kind != Tok::gt) ++t;
    if (t < end_) ++t;
  }
  const char *keyword = nullptr, *what = nullptr;
  if (t < end_ && t->is_open(Delim::brace)) {
    if (t[1].is_close(Delim::brace)) {
      what = "";
    } else {
      keyword = t[2].kind == Tok::colon || t[3].kind == Tok::colon ? "struct" : "enum";
      what = keyword;
    }
  } else if (t < end_ && t->is_open(Delim::paren)) {
    bool method = false;
    for (const Token* p = t + 1; p < t + 4; ++p) method |= p->is_kw(sym::kw_self);
    const Token* after = next_tree(t);
    if (after < end_ && (after->kind == Tok::r_arrow || after->is_open(Delim::brace))) {
      keyword = "fn";
      what = method ? "method" : "function";
    } else if (is_pub && after < end_ && after->kind == Tok::semi) {
      keyword = what = "struct";
    }
  }
  if (what == nullptr) return;
  const Span span = is_pub ? join(prev, name.span) : name.span;
  if (keyword == nullptr) return fail(Diagnostic(Level::error, "missing `enum` or `struct` for enum or struct definition", span));
  Diagnostic d(Level::error, std::string("missing `") + keyword + "` for " + what + " definition", span);
  d.suggest_verbose(name.span.shrink_to_lo(),
                    std::string("add `") + keyword + "` here to parse `" + std::string(name.sym.str()) + "` as a" +
                        (keyword[0] == 'e' ? "n " : " ") + what,
                    std::string(keyword) + " ", Applicability::maybe_incorrect);
  fail(std::move(d));
}

bool Parser::parse_macro_rules_item(std::vector<ItemId>& out, AttrList& attrs, Span lo) {
  bump();
  bump();
  Item item;
  item.ident = parse_ident();
  if (failed()) return true;
  const Token* open = position();
  const bool braces = tok.is_open(Delim::brace);
  if (tok.kind != Tok::open || tok.is_open(Delim::invisible)) {
    fail_expected("one of `(`, `[`, or `{`");
    return true;
  }
  const TokenRange body{open + 1, open + open->aux};
  skip_to(next_tree(open));
  if (!braces && !eat(Tok::semi)) {
    Diagnostic d(Level::error, "macros must be terminated with `;` or delimited by braces", prev);
    fail(std::move(d));
    return true;
  }
  if (s.no_expand > 0 || attrs.configured_out) return true;
  std::shared_ptr<MacroDef> def;
  bool builtin = false, exported = false;
  for (const Attribute& a : attrs.attrs) {
    const Symbol name = a.path.segments[0].ident.name;
    builtin |= name == sym::rustc_builtin_macro_ && s.options.is_library;
    exported |= name == sym::macro_export_;
  }
  if (builtin) {
    def = std::make_shared<MacroDef>();
    def->builtin = builtin_by_name(item.ident.name);
    if (def->builtin == Builtin::none) def->builtin = Builtin::unknown;
  } else if (s.defer && is_file_) {
    def = std::make_shared<MacroDef>();
    def->deferred = body;
  } else {
    def = parse_macro_rules(s, item.ident.name, item.ident.span, body);
    if (def == nullptr) return true;
  }
  def->name = item.ident.name;
  def->span = item.ident.span;
  def->head_lo = lo.lo;
  def->exported = exported;
  for (const Attribute& a : attrs.attrs) {
    if (a.path.segments[0].ident.name.str() == "at" && a.words.size() > 1) {
      set_position(s, item.ident.span, a.words[1].str());
      set_body_positions(s, item.ident.span, body);
    }
    if (a.path.segments[0].ident.name == sym::macro_export_)
      for (Symbol w : a.words) def->local_inner_macros |= w.str() == "local_inner_macros";
    if (a.path.segments[0].ident.name.str() == "allow_internal_unsafe") def->allow_internal_unsafe = true;
    if (a.path.segments[0].ident.name.str() == "rustc_diagnostic_item") def->is_diagnostic_item = true;
  }
  define_macro(def);
  item.id = s.new_id();
  item.vis.id = s.new_id();
  item.vis.span = lo.shrink_to_lo();
  item.span = join(lo, prev);
  item.kind = ItemMacroDef{def->id};
  item.attrs = std::move(attrs.attrs);
  out.push_back(s.ast.items.push(std::move(item)));
  return true;
}

// --- use -------------------------------------------------------------------------------------------------------------------

ItemKind Parser::parse_use_item() {
  ItemUse use{parse_use_tree()};
  if (!failed()) expect_semi_or_unexpected();
  return use;
}

UseTree Parser::parse_use_tree() {
  UseTree tree;
  Level_ level(*this);
  const Span lo = tok.span;
  tree.id = s.new_id();
  tree.prefix.span = lo.shrink_to_lo();
  const auto glob_or_nested = [&] {
    if (eat(Tok::star)) {
      tree.kind = UseTree::Kind::glob;
      s.imported.insert(Symbol::intern("*"));
      return;
    }
    tree.kind = UseTree::Kind::nested;
    expect_open(Delim::brace);
    while (!at_close(Delim::brace) && !failed()) {
      tree.nested.push_back(parse_use_tree());
      if (!eat(Tok::comma)) break;
    }
    expect_close(Delim::brace);
  };
  const auto coupler = [&](const Token& a, const Token& b) {
    return a.kind == Tok::path_sep && (b.is_open(Delim::brace) || b.kind == Tok::star);
  };
  if (tok.is_open(Delim::brace) || tok.kind == Tok::star || coupler(tok, look(1))) {
    if (tok.kind == Tok::path_sep) {
      tree.prefix.segments.push_back(PathSegment{s.new_id(), Ident{sym::path_root, lo.shrink_to_lo()}, nullptr});
      bump();
    }
    glob_or_nested();
  } else {
    tree.prefix = parse_path(PathStyle::mod);
    if (failed()) return tree;
    if (eat(Tok::path_sep)) {
      glob_or_nested();
    } else {
      const Symbol name = tree.prefix.segments.back().ident.name;
      if (eat_kw(sym::kw_as)) {
        tree.rename = tok.is_kw(sym::underscore) ? parse_ident_or_reserved() : parse_ident();
        if (s.no_expand == 0) s.renamed[tree.rename->name] = name;
      }
      s.imported.insert(name);
    }
  }
  tree.span = join(lo, prev);
  return tree;
}

void Parser::expect_semi_or_unexpected() {
  if (eat(Tok::semi)) return;
  expect_semi();
}

// --- constants, statics, aliases -----------------------------------------------------------------------------------------------

// Of an item that ends with `;` where only traits leave the rest open. What stands in the tree then is not looked at any further.
void Parser::report_missing_body(Span item_lo, std::string item, std::string what, const char* body) {
  if (failed() || s.no_expand > 0) return;
  Diagnostic d(Level::error, std::move(item) + " without body", join(item_lo, prev));
  d.suggest(prev, "provide a definition for the " + std::move(what), body, Applicability::has_placeholders);
  s.expansion_errors.push_back(std::move(d));
}

ItemKind Parser::parse_const_item(Ident& ident, ItemContext context, Span lo) {
  bump();
  ItemConst c;
  if (is_kw(sym::kw_mut)) {
    Diagnostic d(Level::error, "const globals cannot be mutable", tok.span);
    d.label(tok.span, "cannot be mutable");
    d.suggest_verbose(prev, "you might want to declare a static instead", "static", Applicability::maybe_incorrect);
    recover(std::move(d));
    if (failed()) return c;
    bump();
  }
  ident = tok.is_kw(sym::underscore) ? parse_ident_or_reserved() : parse_ident();
  if (failed()) return c;
  c.generics = parse_generics();
  if (!eat(Tok::colon)) {
    if (!failed()) {
      Diagnostic d(Level::error, "missing type for `const` item", prev.shrink_to_hi());
      d.suggest(prev.shrink_to_hi(), "provide a type for the item", ": <type>", Applicability::has_placeholders);
      fail(std::move(d));
    }
    return c;
  }
  c.ty = parse_ty();
  if (eat(Tok::eq)) c.value = parse_expr();
  if (!failed()) expect_semi();
  if (!c.value && !s.options.is_library && context != ItemContext::trait)
    report_missing_body(lo, context == ItemContext::impl ? "associated constant in `impl`" : "free constant item", "constant",
                        " = <expr>;");
  return c;
}

ItemKind Parser::parse_static(Ident& ident, Span lo) {
  bump();
  ItemStatic st{};
  st.mut = eat_kw(sym::kw_mut) ? Mutability::mut : Mutability::not_;
  ident = parse_ident();
  if (failed()) return st;
  if (!eat(Tok::colon)) {
    Diagnostic d(Level::error, std::string("missing type for `static") + (st.mut == Mutability::mut ? " mut" : "") + "` item",
                 prev.shrink_to_hi());
    d.suggest(prev.shrink_to_hi(), "provide a type for the item", ": <type>", Applicability::has_placeholders);
    fail(std::move(d));
    return st;
  }
  st.ty = parse_ty();
  if (eat(Tok::eq)) st.value = parse_expr();
  if (!failed()) expect_semi();
  if (!st.value && !s.options.is_library) report_missing_body(lo, "free static item", "static", " = <expr>;");
  return st;
}

ItemKind Parser::parse_type_alias(Ident& ident) {
  ItemTypeAlias a;
  ident = parse_ident();
  if (failed()) return a;
  a.generics = parse_generics();
  if (eat(Tok::colon)) a.bounds = parse_bounds();
  parse_where(a.generics);
  if (eat(Tok::eq)) a.ty = parse_ty();
  if (is_kw(sym::kw_where)) {
    Generics after;
    parse_where(after);
    for (auto& w : after.where) a.generics.where.push_back(std::move(w));
    a.generics.where_span = after.where_span;
  }
  if (!failed()) expect_semi();
  return a;
}

}  // namespace borrowlab::syntax
