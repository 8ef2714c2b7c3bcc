#include "syntax/parse.h"

#include <algorithm>

#include "syntax/lexer.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

struct MacroTable {
  std::unordered_map<Symbol, MacroDefPtr> macros;
  uint32_t next_id = 0;
};

void MacroTableDeleter::operator()(MacroTable* table) const { delete table; }

MacroDefPtr find_library_macro(const MacroTable* table, Symbol name) {
  if (table == nullptr) return nullptr;
  const auto it = table->macros.find(name);
  return it == table->macros.end() ? nullptr : it->second;
}

namespace {

// The #[macro_export] definitions anywhere in the file, known before the text reaches them: they can be called by path from anywhere.
void collect_exported_macros(Session& s, const Tokens& tokens) {
  const Token* const end = tokens.data() + tokens.size();
  for (const Token* t = tokens.data(); t < end; ++t) {
    if (!t->is_kw(sym::kw_macro_rules) || end - t < 4 || t[1].kind != Tok::not_ || !t[2].is_ident() || t[3].kind != Tok::open) continue;
    // Its attributes stand before it.
    bool exported = false, builtin = false, configured_out = false, diagnostic_item = false, internal_unsafe = false;
    const Token* a = t;
    while (a > tokens.data()) {
      if (a[-1].kind == Tok::doc_comment) {
        --a;
        continue;
      }
      if (!a[-1].is_close(Delim::bracket)) break;
      const Token* open = a - 1 - a[-1].aux;
      if (open == tokens.data() || open[-1].kind != Tok::pound) break;
      exported |= open[1].is_kw(sym::macro_export_);
      builtin |= open[1].is_kw(sym::rustc_builtin_macro_);
      diagnostic_item |= open[1].is_ident() && open[1].sym.str() == "rustc_diagnostic_item";
      internal_unsafe |= open[1].is_ident() && open[1].sym.str() == "allow_internal_unsafe";
      configured_out |= open[1].is_kw(sym::cfg_);
      a = open - 1;
    }
    if (!exported && !builtin) continue;
    if (configured_out) continue;
    std::shared_ptr<MacroDef> def;
    if (builtin && s.options.is_library) {
      def = std::make_shared<MacroDef>();
      def->builtin = builtin_by_name(t[2].sym);
      if (def->builtin == Builtin::none) def->builtin = Builtin::unknown;
    } else if (s.defer) {
      def = std::make_shared<MacroDef>();
      def->deferred = {t + 4, t + 3 + t[3].aux};
    } else {
      const size_t errors = s.expansion_errors.size();
      def = parse_macro_rules(s, t[2].sym, t[2].span, {t + 4, t + 3 + t[3].aux});
      s.expansion_errors.resize(errors);  // reported where it stands
      if (def == nullptr) continue;
    }
    def->name = t[2].sym;
    def->span = t[2].span;
    def->head_lo = t->span.lo;
    def->id = s.next_macro_id++;
    def->is_library = s.options.is_library;
    def->edition = s.options.edition;
    def->exported = true;
    def->is_diagnostic_item = diagnostic_item;
    def->allow_internal_unsafe = internal_unsafe;
    s.exported[def->name] = def;
  }
}

void check_leftovers(Session& s, Parser& p) {
  if (s.file_failed || p.failed()) return;
  for (ExprId e : s.underscores) {
    Diagnostic d(Level::error, "in expressions, `_` can only be used on the left-hand side of an assignment", s.span_of(e));
    d.label(s.span_of(e), "`_` not allowed here");
    s.expansion_errors.push_back(std::move(d));
  }
  for (const auto& rest : p.rest_structs) {
    Diagnostic d(Level::error, "base expression required after `..`", rest.span.shrink_to_hi(), "E0797");
    d.suggest(rest.span.shrink_to_hi(), "add a base expression here", "/* expr */", Applicability::has_placeholders);
    s.expansion_errors.push_back(std::move(d));
  }
}

void note_unused_macros(Session& s) {
  for (const Item& item : s.ast.items) {
    const auto* macro = std::get_if<ItemMacroDef>(&item.kind);
    if (macro == nullptr || s.used_macros.count(macro->def) != 0 || item.ident.name.str().substr(0, 1) == "_") continue;
    bool exported = false;
    for (const Attribute& a : item.attrs) exported |= a.path.segments[0].ident.name == sym::macro_export_;
    if (!exported) s.ast.unused_macros.push_back(item.ident);
  }
}

void flush_errors(Session& s) {
  for (Diagnostic& d : s.expansion_errors) s.sink.emit(std::move(d));
  s.expansion_errors.clear();
}

void check_features(Session& s) {
  if (s.options.is_library) return;
  for (const Attribute& a : s.ast.crate_attrs) {
    const Symbol name = a.path.segments.empty() ? Symbol{} : a.path.segments[0].ident.name;
    if (name == sym::feature_ && !s.file_failed) {
      Diagnostic d(Level::error, "`#![feature]` may not be used on the stable release channel", a.span, "E0554");
      s.expansion_errors.push_back(std::move(d));
    }
    if (name.str() == "no_std" || name.str() == "no_core" || name.str() == "no_main")
      s.sink.refuse(a.span, "`#![" + std::string(name.str()) + "]`");
  }
}

}  // namespace

Parsed parse_crate(source::SourceMap& sources, source::FileId file, const ParseOptions& options, diagnostics::Sink& sink) {
  Parsed parsed;
  Session s(sources, sink, options, parsed.ast);
  parsed.macros = MacroTablePtr(new MacroTable);
  const source::SourceFile& source = sources.file(file);
  s.ast.span = Span{source.start, source.end(), {}};
  if (options.prelude_macros != nullptr) s.next_macro_id = options.prelude_macros->next_id;
  std::string_view stem = source.name;
  if (const size_t slash = stem.rfind('/'); slash != std::string_view::npos) stem.remove_prefix(slash + 1);
  if (const size_t dot = stem.rfind(".rs"); dot != std::string_view::npos) stem = stem.substr(0, dot);
  s.crate_name = std::string(stem);
  for (char& c : s.crate_name)
    if (c == '-') c = '_';
  Tokens tokens;
  if (lex_file(source, options.edition, sink, tokens)) {
    collect_exported_macros(s, tokens);
    Parser p(s, {tokens.data(), tokens.data() + tokens.size()}, s.ast.span.shrink_to_hi(), true);
    AttrList attrs;
    p.inner_attributes(attrs);
    s.ast.crate_attrs = attrs.attrs;
    p.check_attribute_names(attrs);
    p.parse_mod_items(s.ast.root, true);
    check_leftovers(s, p);
    check_features(s);
    if (!s.file_failed) flush_errors(s);
    note_unused_macros(s);
  }
  for (const auto& [name, def] : s.exported) parsed.macros->macros.emplace(name, def);
  parsed.macros->next_id = s.next_macro_id;
  s.ast.node_count = s.next_node;
  parsed.recovered = s.recovered;
  return parsed;
}

namespace {

// The module of the library's root at `path`, made where it is not there yet.
std::vector<ItemId>* module_items(Session& s, const std::vector<Symbol>& path) {
  std::vector<ItemId>* items = &s.ast.root;
  ItemId parent;
  for (Symbol name : path) {
    ItemId found;
    for (ItemId id : *items)
      if (s.ast.items[id].ident.name == name && std::holds_alternative<ItemMod>(s.ast.items[id].kind)) found = id;
    if (!found) {
      Item item;
      item.id = s.new_id();
      item.ident = Ident{name, Span{}};
      item.vis.kind = Visibility::Kind::pub;
      item.vis.id = s.new_id();
      item.kind = ItemMod{{}, true};
      found = s.ast.items.push(std::move(item));
      items = parent ? &std::get<ItemMod>(s.ast.items[parent].kind).items : &s.ast.root;
      items->push_back(found);
    }
    parent = found;
    items = &std::get<ItemMod>(s.ast.items[found].kind).items;
  }
  return items;
}

}  // namespace

namespace {

ParseOptions library_options() {
  ParseOptions options;
  options.edition = source::Edition::e2021;
  options.is_library = true;
  return options;
}

}  // namespace

struct LibraryParser::Impl {
  Session s;
  bool lazy;
  std::vector<Tokens> tokens;
  std::shared_ptr<const MacroScope> scope;  // the session's, while it parses deferred text

  // Parses deferred text as `parse` says, in the scope where it stands.
  template <class Parse>
  void resume(const DeferredText& text, bool defer, const Parse& parse) {
    s.next_node = std::max(s.next_node, s.ast.node_count);
    if (scope != text.scope) {
      scope = text.scope;
      s.textual = scope->textual;
      s.module_path = scope->module_path;
    }
    s.expansion_depth = text.expansion_depth;
    s.tokens_produced = 0;
    s.defer = defer;
    s.defer_impls = false;
    TokenRange range = text.tokens;
    Tokens lexed;
    if (range.begin->is_open(Delim::brace) && (range.begin->flags & Token::kSkipped) != 0) {
      const Span braces = range.begin->span.to(range.end[-1].span);
      lex_skipped(s.sources.file(s.sources.file_of(braces.lo)), braces, defer, s.sink, lexed);
      range = {lexed.data(), lexed.data() + lexed.size()};
    }
    const size_t deferrals = s.deferrals();
    Parser p(s, range, text.eof, text.is_file, text.macro_name);
    parse(p);
    check_leftovers(s, p);
    flush_errors(s);
    s.underscores.clear();
    s.file_failed = false;
    s.ast.node_count = s.next_node;
    if (s.deferrals() > deferrals) s.kept_tokens.push_back(std::move(lexed));
  }
};

LibraryParser::LibraryParser(source::SourceMap& sources, Ast& ast, diagnostics::Sink& sink, bool lazy)
    : impl_(new Impl{Session(sources, sink, library_options(), ast), lazy, {}, {}}) {}
LibraryParser::~LibraryParser() = default;

MacroTablePtr LibraryParser::parse(const std::vector<LibraryFile>& files) {
  Session& s = impl_->s;
  std::vector<Tokens>& tokens = impl_->tokens;
  tokens.resize(files.size());
  s.defer = s.defer_impls = impl_->lazy;
  for (size_t i = 0; i < files.size(); ++i) {
    const source::SourceFile& file = s.sources.file(files[i].file);
    if (!(impl_->lazy ? lex_heads(file, s.sink, tokens[i]) : lex_file(file, s.options.edition, s.sink, tokens[i]))) tokens[i].clear();
    collect_exported_macros(s, tokens[i]);
  }
  for (size_t i = 0; i < files.size(); ++i) {
    const source::SourceFile& source = s.sources.file(files[i].file);
    const Span all{source.start, source.end(), {}};
    if (i == 0) s.ast.span = all;
    Parser p(s, {tokens[i].data(), tokens[i].data() + tokens[i].size()}, all.shrink_to_hi(), true);
    s.module_path = files[i].module_path;
    AttrList attrs;
    p.inner_attributes(attrs);
    std::vector<ItemId> items;
    const size_t scope = s.textual.size();
    p.parse_mod_items(items, true);
    s.textual.resize(scope);
    check_leftovers(s, p);
    flush_errors(s);
    auto* into = module_items(s, files[i].module_path);
    into->insert(into->end(), items.begin(), items.end());
    s.file_failed = false;
  }
  MacroTablePtr macros(new MacroTable);
  for (const auto& [name, def] : s.exported) macros->macros.emplace(name, def);
  macros->next_id = s.next_macro_id;
  s.ast.node_count = s.next_node;
  return macros;
}

bool LibraryParser::parse_body(BlockId body) {
  Session& s = impl_->s;
  const uint32_t which = s.ast.blocks[body].deferred;
  if (which == UINT32_MAX) return false;
  const DeferredText text = s.deferred[which];
  impl_->resume(text, false, [&](Parser& p) {
    const BlockId parsed = p.parse_block();
    s.ast.blocks[body] = std::move(s.ast.blocks[parsed]);
  });
  return true;
}

bool LibraryParser::parse_impl(ItemId item) {
  Session& s = impl_->s;
  const uint32_t which = std::get<ItemImpl>(s.ast.items[item].kind).deferred;
  if (which == UINT32_MAX) return false;
  const DeferredText text = s.deferred[which];
  impl_->resume(text, true, [&](Parser& p) {
    AttrList attrs;
    std::vector<ItemId> items = p.parse_assoc_items(Parser::ItemContext::impl, attrs);
    auto& impl = std::get<ItemImpl>(s.ast.items[item].kind);
    impl.items = std::move(items);
    impl.deferred = UINT32_MAX;
  });
  return true;
}

std::vector<ParsedImpl> LibraryParser::parse_impls_of(source::Symbol trait) {
  Session& s = impl_->s;
  std::vector<ParsedImpl> out;
  const auto found = s.deferred_impls.find(trait);
  if (found == s.deferred_impls.end()) return out;
  const std::vector<DeferredImpl> list = std::move(found->second);
  s.deferred_impls.erase(found);
  for (const DeferredImpl& deferred : list) {
    std::vector<ItemId> items;
    impl_->resume(deferred.text, true, [&](Parser& p) {
      if (deferred.derive != nullptr)
        p.expand_derives(deferred.attrs, *deferred.derive, deferred.with_copy, items, Parser::ItemContext::module);
      else p.parse_item(items, deferred.attrs, Parser::ItemContext::module);
    });
    for (ItemId item : items) out.push_back({item, deferred.text.scope->module_path});
  }
  return out;
}

std::vector<source::Symbol> LibraryParser::deferred_traits() const {
  std::vector<source::Symbol> out;
  for (const auto& [name, impls] : impl_->s.deferred_impls) out.push_back(name);
  return out;
}

Parsed parse_library(source::SourceMap& sources, const std::vector<LibraryFile>& files, diagnostics::Sink& sink) {
  Parsed parsed;
  parsed.macros = LibraryParser(sources, parsed.ast, sink, false).parse(files);
  return parsed;
}

// --- text left for later ---------------------------------------------------------------------------------------------------

// Whether the braces hold what all of the crate must know: lang items, or an impl within a body.
bool Parser::names_for_all(const Token* open) const {
  for (const Token* t = open; t < open + open->aux; ++t) {
    if (t->kind == Tok::pound && (t[2].is_kw(sym::lang_) || t[2].is_kw(sym::rustc_diagnostic_item_))) return true;
    if (t->is_kw(sym::kw_impl) && (t[-1].kind == Tok::semi || t[-1].kind == Tok::close || t[-1].is_open(Delim::brace))) return true;
  }
  return false;
}

bool Parser::can_defer() const { return s.defer && s.no_expand == 0 && tok.is_open(Delim::brace) && !names_for_all(position()); }

DeferredText Parser::deferred_text(TokenRange tokens) {
  DeferredText text;
  text.tokens = tokens;
  text.eof = tokens.end[-1].span;
  text.is_file = is_file_;
  text.macro_name = macro_name_;
  text.expansion_depth = s.expansion_depth;
  if (s.scope == nullptr || s.scope->textual != s.textual || s.scope->module_path != s.module_path)
    s.scope = std::make_shared<MacroScope>(MacroScope{s.textual, s.module_path});
  text.scope = s.scope;
  return text;
}

void Parser::skip_to(const Token* t) {
  next_ = t - 1;
  bump();
  bump();
}

uint32_t Parser::defer_braces() {
  const Token* const open = position();
  s.deferred.push_back(deferred_text({open, next_tree(open)}));
  skip_to(next_tree(open));
  return static_cast<uint32_t>(s.deferred.size() - 1);
}

// Finds the trait's name and the braces by the angle brackets alone. What does not look like `impl<…> Path for …` is left to parse_impl.
bool Parser::defer_impl(const Token* item, AttrList& attrs) {
  if (s.no_expand > 0 || split_) return false;
  Symbol trait;
  bool in_path = true;
  int depth = 0;
  const Token* t = position() + 1;
  if (t < end_ && t->kind == Tok::not_) ++t;
  for (; t < end_; t = next_tree(t)) {
    if (depth == 0 && t->is_open(Delim::brace)) break;
    switch (t->kind) {
      case Tok::lt: ++depth; continue;
      case Tok::shl: depth += 2; continue;
      case Tok::gt: --depth; continue;
      case Tok::shr: depth -= 2; continue;
      case Tok::semi: return false;
      default: break;
    }
    if (depth > 0 || !in_path) continue;
    if (t->is_kw(sym::kw_for)) in_path = false;
    else if (t->is_ident()) trait = t->sym;
    else if (t->kind == Tok::not_ && trait.empty()) continue;
    else if (t->kind != Tok::path_sep) return false;
  }
  if (t >= end_ || in_path || trait.empty() || names_for_all(t)) return false;
  s.deferred_impls[trait].push_back(DeferredImpl{deferred_text({item, next_tree(t)}), std::move(attrs), nullptr, false});
  ++s.deferred_impl_count;
  skip_to(next_tree(t));
  return true;
}

void Parser::defer_derives(const AttrList& attrs, DeriveInput input, bool with_copy) {
  const auto shared = std::make_shared<const DeriveInput>(std::move(input));
  const Token* const here = position();
  for (const DeriveCall& d : attrs.derives) {
    AttrList only;
    only.derives.push_back(d);
    s.deferred_impls[d.path.segments.back().ident.name].push_back(
        DeferredImpl{deferred_text({here - 1, here}), std::move(only), shared, with_copy});
    ++s.deferred_impl_count;
  }
}

}  // namespace borrowlab::syntax
