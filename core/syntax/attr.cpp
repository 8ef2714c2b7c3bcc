// Attributes: parsing, cfg and cfg_attr.
#include <algorithm>
#include <span>

#include "syntax/literal.h"
#include "syntax/parser.h"

namespace borrowlab::syntax {

namespace {

// The identifiers and strings among `tokens`, in order, through all delimiters.
void attribute_words(Session& s, TokenRange tokens, Attribute& attr) {
  for (const Token* t = tokens.begin; t < tokens.end; ++t) {
    if (!t->is_ident() && !t->is(Tok::literal)) continue;
    const bool text = t->is(Tok::literal) && (t->form() == LitForm::str || t->form() == LitForm::raw_str);
    attr.words.push_back(text ? Symbol::intern(string_value(s, *t)) : t->sym);
    attr.word_spans.push_back(t->span);
  }
}

bool sets_lint_level(const Attribute& a) {
  if (a.path.segments.size() != 1) return false;
  const std::string_view name = a.path.segments[0].ident.name.str();
  return name == "allow" || name == "expect" || name == "warn" || name == "deny" || name == "forbid";
}

bool is_string_literal(const Token& t) { return t.is(Tok::literal) && (t.form() == LitForm::str || t.form() == LitForm::raw_str); }

// The elements of an attribute's list, taken apart as far as attributes go.
std::vector<MetaItem> meta_items(Session& s, TokenRange tokens) {
  std::vector<MetaItem> items;
  for (const Token* t = tokens.begin; t < tokens.end;) {
    const Token* end = t;
    while (end < tokens.end && end->kind != Tok::comma) end = next_tree(end);
    if (t < end) {
      MetaItem item;
      const Token* last = end - 1;
      item.span = t->span.to(last->span);
      const Token* after = t;
      if (t->is(Tok::literal)) {
        item.is_string = is_string_literal(*t);
        item.value = item.is_string ? string_value(s, *t) : "";
      } else {
        while (after < end && (after->is_ident() || after->kind == Tok::path_sep)) ++after;
        if (after != t) item.name = std::string(s.sources.snippet(t->span.to(after[-1].span)));
      }
      if (after < end && after != t && after->kind == Tok::eq) {
        item.shape = AttrShape::name_value;
        if (after + 1 < end) {
          item.args_span = after[1].span.to(last->span);
          item.is_string = is_string_literal(after[1]);
          if (item.is_string) item.value = string_value(s, after[1]);
        }
      } else if (after < end && after != t && after->is_open(Delim::paren)) {
        item.shape = AttrShape::list;
        item.args_span = after->span.to(last->span);
      }
      items.push_back(std::move(item));
    }
    t = end < tokens.end ? end + 1 : end;
  }
  return items;
}

// What is wrong with a `cfg` or `cfg_attr`, said where it stands.
Diagnostic malformed_cfg(const Attribute& attr, const char* code, Span at, std::string label) {
  const bool plain = attr.path.segments.back().ident.name == sym::cfg_;
  const std::string name = plain ? "cfg" : "cfg_attr";
  Diagnostic d(Level::error, "malformed `" + name + "` attribute input", attr.span, code);
  d.label(at, std::move(label));
  d.suggest(attr.span, "must be of the form", plain ? "#[cfg(predicate)]" : "#[cfg_attr(predicate, attr1, attr2, ...)]",
            diagnostics::Applicability::has_placeholders, diagnostics::SuggestionStyle::hide_code_inline);
  d.note("for more information, visit <https://doc.rust-lang.org/reference/conditional-compilation.html#the-" + name + "-attribute>");
  return d;
}

// A predicate's shape, before it is evaluated: name, name = "value", all(…), any(…), not(one).
std::optional<Diagnostic> predicate_defect(Session& s, const Attribute& attr, TokenRange p) {
  if (p.empty()) return std::nullopt;
  const Span whole = p.begin->span.to(p.end[-1].span);
  if (!p.begin->is_ident() || (p.size() > 1 && p.begin[1].kind == Tok::path_sep))
    return malformed_cfg(attr, "E0539", whole, "expected a valid identifier here");
  if (p.size() > 1 && p.begin[1].kind == Tok::eq) {
    if (p.size() > 2 && !is_string_literal(p.begin[2]))
      return malformed_cfg(attr, "E0539", p.begin[2].span, "expected a string literal here");
    return std::nullopt;
  }
  if (p.size() < 2 || !p.begin[1].is_open(Delim::paren)) return std::nullopt;
  const std::string_view op = p.begin->sym.str();
  const Token* const close = p.begin + 1 + p.begin[1].aux;
  if (op != "all" && op != "any" && op != "not") {
    return Diagnostic(Level::error, "invalid predicate `" + std::string(op) + "`", whole, "E0537");
  }
  size_t count = 0;
  for (const Token* t = p.begin + 2; t < close; ++t) {
    const Token* begin = t;
    while (t < close && t->kind != Tok::comma) t = next_tree(t);
    if (begin == t) continue;
    ++count;
    if (auto d = predicate_defect(s, attr, {begin, t})) return d;
  }
  if (op == "not" && count != 1) return malformed_cfg(attr, "E0805", p.begin[1].span.to(close->span), "expected a single argument here");
  return std::nullopt;
}

std::optional<Diagnostic> cfg_defect(Session& s, const Attribute& attr, TokenRange args, bool plain) {
  if (attr.shape != AttrShape::list)
    return malformed_cfg(attr, "E0539", attr.shape == AttrShape::word ? attr.span : attr.args_span, "expected this to be a list");
  std::vector<TokenRange> parts;
  for (const Token* t = args.begin; t < args.end; ++t) {
    const Token* begin = t;
    while (t < args.end && t->kind != Tok::comma) t = next_tree(t);
    if (begin < t) parts.push_back({begin, t});
  }
  if (plain ? parts.size() != 1 : parts.empty())
    return malformed_cfg(attr, "E0805", attr.args_span, plain ? "expected a single argument here" : "expected at least 1 argument here");
  return predicate_defect(s, attr, parts[0]);
}

// The attributes that rustc knows and stable programs may write. rustc: rustc_feature::builtin_attrs.
constexpr std::string_view builtin_attributes[] = {"allow",
                                                   "automatically_derived",
                                                   "bench",
                                                   "cfg",
                                                   "cfg_attr",
                                                   "cold",
                                                   "collapse_debuginfo",
                                                   "crate_name",
                                                   "crate_type",
                                                   "default",
                                                   "deny",
                                                   "deprecated",
                                                   "derive",
                                                   "diagnostic",
                                                   "doc",
                                                   "expect",
                                                   "export_name",
                                                   "feature",
                                                   "forbid",
                                                   "global_allocator",
                                                   "ignore",
                                                   "inline",
                                                   "link",
                                                   "link_name",
                                                   "link_ordinal",
                                                   "link_section",
                                                   "macro_escape",
                                                   "macro_export",
                                                   "macro_use",
                                                   "must_use",
                                                   "no_builtins",
                                                   "no_implicit_prelude",
                                                   "no_link",
                                                   "no_main",
                                                   "no_mangle",
                                                   "no_std",
                                                   "non_exhaustive",
                                                   "path",
                                                   "proc_macro",
                                                   "proc_macro_attribute",
                                                   "proc_macro_derive",
                                                   "recursion_limit",
                                                   "repr",
                                                   "rustfmt",
                                                   "should_panic",
                                                   "target_feature",
                                                   "test",
                                                   "track_caller",
                                                   "type_length_limit",
                                                   "used",
                                                   "warn",
                                                   "windows_subsystem",
                                                   "unsafe"};
// Those whose meaning is not had here, and those that are unstable.
constexpr std::string_view unsupported_attributes[] = {"cfg_eval", "coverage",      "debugger_visualizer", "fundamental", "instruction_set",
                                                       "lang",     "marker",        "may_dangle",          "naked",       "no_core",
                                                       "optimize", "panic_handler", "test_case",           "thread_local"};

bool is_one_of(std::string_view name, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// `#![feature(…)]`, which is an error by itself.
bool asks_for_features(const Session& s) {
  return std::any_of(s.ast.crate_attrs.begin(), s.ast.crate_attrs.end(),
                     [](const Attribute& a) { return a.path.segments.size() == 1 && a.path.segments[0].ident.name == sym::feature_; });
}

}  // namespace

// An error of the file's own text that leaves the tree whole.
void Parser::error_to_go_on(Diagnostic d) {
  if (!is_file_ || s.no_expand > 0 || s.options.is_library) return;
  s.expansion_errors.push_back(std::move(d));
  ++s.recovered;
}

// Attributes are macros, to be found like these.
void Parser::check_attribute_names(const AttrList& list) {
  if (!is_file_ || s.no_expand > 0 || s.options.is_library || list.configured_out) return;
  for (const Attribute& a : list.attrs) {
    if (a.path.segments.size() != 1 || a.span.from_expansion()) continue;
    const Ident ident = a.path.segments[0].ident;
    const std::string_view name = ident.name.str();
    if (is_one_of(name, builtin_attributes) || name == "stable" || name == "unstable" || name == "rustc_const_stable") continue;
    if (is_one_of(name, unsupported_attributes) || name.substr(0, 6) == "rustc_") {
      if (asks_for_features(s)) continue;
      refuse(a.span, "the attribute `" + std::string(name) + "`");
      continue;
    }
    error_to_go_on(Diagnostic(Level::error, "cannot find attribute `" + std::string(name) + "` in this scope", ident.span));
  }
}

void Parser::note_lint_attrs(Span node, const std::vector<Attribute>& attrs) {
  if (s.no_expand > 0 || s.options.is_library) return;
  LintAttrs levels{node, {}};
  for (const Attribute& a : attrs)
    if (sets_lint_level(a)) levels.attrs.push_back(a);
  if (!levels.attrs.empty()) s.ast.lint_attrs.push_back(std::move(levels));
}

void Parser::note_unused_docs(const AttrList& attrs, Span node, const char* what) {
  if (attrs.docs.is_dummy() || attrs.docs.from_expansion() || s.no_expand > 0 || s.options.is_library || failed()) return;
  Attribute docs;
  docs.path.segments.push_back({});
  docs.path.segments[0].ident.name = sym::doc_;
  docs.span = attrs.docs;
  docs.value = what;
  s.ast.lint_attrs.push_back({node, {std::move(docs)}});
}

AttrList Parser::outer_attributes() {
  AttrList list;
  for (;;) {
    if (tok.kind == Tok::doc_comment && (tok.flags & Token::kInnerDoc) == 0) {
      if (list.first.is_dummy()) list.first = tok.span;
      list.docs = list.docs.is_dummy() ? tok.span : join(list.docs, tok.span);
      bump();
      if (is_file_ && s.no_expand == 0 && (at_eof() || tok.is_close(Delim::brace))) {
        Diagnostic d(Level::error, "expected item after doc comment", prev);
        if (!at_eof()) {
          d = Diagnostic(Level::error, "found a documentation comment that doesn't document anything", prev,
                         in_assoc_items ? "E0584" : "E0585");
          d.help("doc comments must come before what they document, if a comment was intended use `//`");
        }
        if (at_eof() || in_assoc_items || in_fields) d.label(prev, "this doc comment doesn't document anything");
        item_list = Span{};  // it is told by itself
        fail(std::move(d));
      }
      continue;
    }
    if (tok.kind != Tok::pound) break;
    if (!look(1).is_open(Delim::bracket)) {
      if (!is_file_ || look(1).kind == Tok::not_) break;
      bump();
      at(Tok::not_);
      at_open(Delim::bracket);
      fail_unexpected();
      break;
    }
    const Span lo = tok.span;
    if (list.first.is_dummy()) list.first = lo;
    bump();
    const Token* open = position();
    const TokenRange inside{open + 1, open + open->aux};
    while (position() < inside.end) bump();
    const Span hi = tok.span;
    bump();
    attribute_item(list, inside, join(lo, hi), false);
  }
  if (!list.attrs.empty()) check_attribute_names(list);
  return list;
}

void Parser::inner_attributes(AttrList& into) {
  for (;;) {
    if (tok.kind == Tok::doc_comment && (tok.flags & Token::kInnerDoc) != 0) {
      bump();
      continue;
    }
    if (tok.kind != Tok::pound || look(1).kind != Tok::not_ || !look(2).is_open(Delim::bracket)) return;
    const Span lo = tok.span;
    bump();
    bump();
    const Token* open = position();
    const TokenRange inside{open + 1, open + open->aux};
    while (position() < inside.end) bump();
    const Span hi = tok.span;
    bump();
    attribute_item(into, inside, join(lo, hi), true);
  }
}

void Parser::attribute_item(AttrList& into, TokenRange item, Span span, bool inner) {
  if (item.begin < item.end && item.begin->is_open(Delim::invisible)) item = {item.begin + 1, item.begin + item.begin->aux};
  if (item.begin < item.end && item.begin->is_kw(sym::kw_unsafe) && item.size() > 1 && item.begin[1].is_open(Delim::paren))
    item = {item.begin + 2, item.begin + 1 + item.begin[1].aux};
  Parser p(s, item, span.shrink_to_hi(), is_file_, macro_name_);
  Attribute attr;
  attr.span = span;
  attr.inner = inner;
  attr.path = p.parse_path(PathStyle::mod);
  if (p.failed()) return fail(Diagnostic(Level::error, "", span));
  const Symbol name = attr.path.segments.back().ident.name;
  const bool single = attr.path.segments.size() == 1;
  TokenRange args;
  if (p.tok.kind == Tok::open && !p.tok.is_open(Delim::invisible)) {
    const Token* open = p.position();
    args = {open + 1, open + open->aux};
    attr.shape = AttrShape::list;
    attr.args_span = join(open->span, open[open->aux].span);
  } else if (const Span eq = p.tok.span; p.eat(Tok::eq)) {
    const Token* value = p.position();
    const Token* end = item.end;
    attr.shape = AttrShape::name_value;
    attr.args_span = eq;
    if (value < end) {
      attr.value_span = join(value->span, end[-1].span);
      attr.args_span = join(eq, end[-1].span);
      attr.is_string = is_string_literal(value->is_open(Delim::invisible) && value + 1 < end ? value[1] : *value);
    }
    if (value < end && value->is_open(Delim::invisible)) ++value;
    if (value < end && value->is(Tok::literal)) {
      attr.value = string_value(s, *value);
    } else if (value < end && value->is_ident() && s.no_expand == 0) {  // `doc = include_str!(…)`, `doc = concat!(…)`: of no effect
      attr.value.clear();
    }
  }
  const bool own_text = is_file_ && s.no_expand == 0 && !s.defer;
  const bool is_cfg_attr = single && name == Symbol::intern("cfg_attr");
  if (own_text && ((single && name == sym::cfg_) || is_cfg_attr))
    if (auto d = cfg_defect(s, attr, args, !is_cfg_attr)) {
      s.expansion_errors.push_back(std::move(*d));
      return;
    }
  if (single && name == sym::cfg_) {
    if (!cfg_matches(args)) into.configured_out = true;
    return;
  }
  if (is_cfg_attr) {
    // `cfg_attr(predicate, attr, attr)`
    const Token* comma = args.begin;
    while (comma < args.end && comma->kind != Tok::comma) comma = next_tree(comma);
    if (!cfg_matches({args.begin, comma})) return;
    while (comma < args.end) {
      const Token* begin = comma + 1;
      comma = begin;
      while (comma < args.end && comma->kind != Tok::comma) comma = next_tree(comma);
      if (begin < comma) attribute_item(into, {begin, comma}, span, inner);
    }
    return;
  }
  if (single && name == sym::derive_ && !inner) {
    if (own_text && attr.shape != AttrShape::list) {
      Diagnostic e(Level::error, "malformed `derive` attribute input", span);
      e.suggest(span, "must be of the form", "#[derive(Trait1, Trait2, ...)]", diagnostics::Applicability::has_placeholders,
                diagnostics::SuggestionStyle::hide_code_inline);
      s.expansion_errors.push_back(std::move(e));
      return;
    }
    Parser d(s, args, span.shrink_to_hi(), is_file_, macro_name_);
    while (!d.at_eof() && !d.failed()) {
      if (d.tok.is(Tok::literal)) {
        Diagnostic e(Level::error, "expected path to a trait, found literal", d.tok.span, "E0777");
        e.label(d.tok.span, "not a trait");
        const LitForm form = d.tok.form();
        if (form == LitForm::str || form == LitForm::raw_str) e.help("try using `#[derive(" + string_value(s, d.tok) + ")]`");
        s.expansion_errors.push_back(std::move(e));
        break;
      }
      const Path path = d.parse_path(PathStyle::mod);
      if (d.failed()) return fail(Diagnostic(Level::error, "", span));
      if (own_text && (d.tok.is_open(Delim::paren) || d.tok.kind == Tok::eq)) {
        const bool list = d.tok.is_open(Delim::paren);
        Span extra = d.tok.span;
        while (!d.at_eof() && d.tok.kind != Tok::comma) {
          extra = join(extra, d.tok.span);
          d.bump();
        }
        Diagnostic e(Level::error, std::string("traits in `#[derive(...)]` don't accept ") + (list ? "arguments" : "values"), extra);
        e.suggest(extra, list ? "remove the arguments" : "remove the value", "", diagnostics::Applicability::machine_applicable);
        s.expansion_errors.push_back(std::move(e));
      }
      into.derives.push_back({path, path.span, span});
      if (!d.eat(Tok::comma)) break;
    }
  }
  attribute_words(s, args, attr);
  if (own_text) attr.items = meta_items(s, args);
  into.attrs.push_back(std::move(attr));
}

// One cfg predicate: name, name = "value", all(…), any(…), not(…).
bool Parser::cfg_matches(TokenRange p) {
  if (p.begin < p.end && p.begin->is_open(Delim::invisible)) p = {p.begin + 1, p.begin + p.begin->aux};
  if (p.empty() || !p.begin->is_ident()) return false;
  const Symbol name = p.begin->sym;
  if (p.size() > 1 && p.begin[1].is_open(Delim::paren)) {
    const Token* t = p.begin + 2;
    const Token* end = p.begin + 1 + p.begin[1].aux;
    bool all = true, any = false;
    while (t < end) {
      const Token* begin = t;
      while (t < end && t->kind != Tok::comma) t = next_tree(t);
      if (begin < t) {
        const bool m = cfg_matches({begin, t});
        all = all && m;
        any = any || m;
      }
      if (t < end) ++t;
    }
    const std::string_view op = name.str();
    return op == "all" ? all : op == "any" ? any : op == "not" ? !any : false;
  }
  if (p.size() == 3 && p.begin[1].kind == Tok::eq && p.begin[2].is(Tok::literal)) {
    const std::string value = string_value(s, p.begin[2]);
    struct Pair {
      std::string_view key, value;
    };
    static constexpr Pair kSet[] = {
        {"target_pointer_width", "64"}, {"target_os", "linux"},      {"target_family", "unix"},   {"target_arch", "x86_64"},
        {"target_endian", "little"},    {"target_env", "gnu"},       {"panic", "unwind"},         {"target_vendor", "unknown"},
        {"target_has_atomic", "8"},     {"target_has_atomic", "16"}, {"target_has_atomic", "32"}, {"target_has_atomic", "64"},
        {"target_has_atomic", "ptr"},   {"target_feature", "sse"},   {"target_feature", "sse2"}};
    for (const Pair& k : kSet)
      if (k.key == name.str() && k.value == value) return true;
    return false;
  }
  const std::string_view flag = name.str();
  if (flag == "test") return s.options.cfg_test;
  return flag == "debug_assertions" || flag == "unix" || flag == "overflow_checks" || flag == "true";
}

}  // namespace borrowlab::syntax
