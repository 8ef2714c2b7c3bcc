#include "syntax/parse.h"

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
  Session s(sources, sink, options);
  Parsed parsed;
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
    const size_t guess = tokens.size();
    s.ast.exprs.raw().reserve(guess / 2);
    collect_exported_macros(s, tokens);
    Parser p(s, {tokens.data(), tokens.data() + tokens.size()}, s.ast.span.shrink_to_hi(), true);
    AttrList attrs;
    p.inner_attributes(attrs);
    s.ast.crate_attrs = attrs.attrs;
    p.parse_mod_items(s.ast.root, true);
    check_leftovers(s, p);
    check_features(s);
    if (!s.file_failed) flush_errors(s);
  }
  for (const auto& [name, def] : s.exported) parsed.macros->macros.emplace(name, def);
  parsed.macros->next_id = s.next_macro_id;
  s.ast.node_count = s.next_node;
  parsed.ast = std::move(s.ast);
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

Parsed parse_library(source::SourceMap& sources, const std::vector<LibraryFile>& files, diagnostics::Sink& sink) {
  ParseOptions options;
  options.edition = source::Edition::e2021;
  options.is_library = true;
  Session s(sources, sink, options);
  Parsed parsed;
  parsed.macros = MacroTablePtr(new MacroTable);
  std::vector<Tokens> tokens(files.size());
  size_t total = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    if (!lex_file(sources.file(files[i].file), options.edition, sink, tokens[i])) tokens[i].clear();
    collect_exported_macros(s, tokens[i]);
    total += tokens[i].size();
  }
  s.ast.exprs.raw().reserve(total / 2);
  for (size_t i = 0; i < files.size(); ++i) {
    const source::SourceFile& source = sources.file(files[i].file);
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
  for (const auto& [name, def] : s.exported) parsed.macros->macros.emplace(name, def);
  parsed.macros->next_id = s.next_macro_id;
  s.ast.node_count = s.next_node;
  parsed.ast = std::move(s.ast);
  return parsed;
}

}  // namespace borrowlab::syntax
