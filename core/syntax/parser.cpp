#include "syntax/parser.h"

#include <algorithm>

#include "support/sort.h"

namespace borrowlab::syntax {

Parser::Parser(Session& session, TokenRange tokens, Span eof_span, bool is_file, Symbol macro_name)
    : s(session),
      begin_(tokens.begin),
      next_(tokens.begin),
      end_(tokens.end),
      eof_span_(eof_span),
      is_file_(is_file),
      macro_name_(macro_name) {
  bump();
  prev = Span{};
  prev_kind = Tok::eof;
}

void Parser::bump() {
  prev = tok.span;
  prev_kind = tok.kind;
  prev_invisible_ = tok.is_close(Delim::invisible);
  split_ = false;
  expected_.reset();
  if (next_ < end_) {
    tok = *next_++;
  } else {
    if (next_ == end_) ++next_;
    tok = Token{};
    tok.span = eof_span_;
  }
}

const Token& Parser::look(size_t n) const {
  static const Token kEof{};
  const Token* t = next_ + (n - 1);
  return t < end_ ? *t : kEof;
}

namespace {
constexpr size_t kKeywordBase = static_cast<size_t>(Expect::keyword_base);
constexpr size_t kOpenBase = static_cast<size_t>(Expect::open_base), kCloseBase = static_cast<size_t>(Expect::close_base);
}  // namespace

bool Parser::at_open(Delim d) {
  expected_.set(kOpenBase + static_cast<size_t>(d));
  return tok.is_open(d);
}
bool Parser::at_close(Delim d) {
  expected_.set(kCloseBase + static_cast<size_t>(d));
  return tok.is_close(d);
}
bool Parser::at_kw(Symbol kw) {
  expect_note_kw(kw);
  return tok.is_kw(kw);
}
void Parser::expect_note_kw(Symbol kw) {
  const size_t bit = kKeywordBase + (kw.index - sym::kw_as.index);
  if (bit < expected_.size()) expected_.set(bit);
}

bool Parser::expect(Tok k) {
  if (eat(k)) return true;
  fail_unexpected();
  return false;
}
bool Parser::expect_open(Delim d) {
  if (eat_open(d)) return true;
  fail_unexpected();
  return false;
}
bool Parser::expect_close(Delim d) {
  if (eat_close(d)) return true;
  fail_unexpected();
  return false;
}
bool Parser::expect_kw(Symbol kw) {
  if (eat_kw(kw)) return true;
  fail_unexpected();
  return false;
}

namespace {
// What remains of a glued token when its first character is taken; eof where it does not begin with `k`.
Tok rest_after(Tok glued, Tok k) {
  switch (k) {
    case Tok::gt: return glued == Tok::shr ? Tok::gt : glued == Tok::ge ? Tok::eq : glued == Tok::shr_eq ? Tok::ge : Tok::eof;
    case Tok::lt:
      return glued == Tok::shl       ? Tok::lt
             : glued == Tok::le      ? Tok::eq
             : glued == Tok::shl_eq  ? Tok::le
             : glued == Tok::l_arrow ? Tok::minus
                                     : Tok::eof;
    case Tok::and_: return glued == Tok::and_and ? Tok::and_ : glued == Tok::amp_eq ? Tok::eq : Tok::eof;
    case Tok::or_: return glued == Tok::or_or ? Tok::or_ : glued == Tok::pipe_eq ? Tok::eq : Tok::eof;
    case Tok::plus: return glued == Tok::plus_eq ? Tok::eq : Tok::eof;
    default: return Tok::eof;
  }
}
}  // namespace

bool Parser::at_break(Tok k) {
  expected_.set(static_cast<size_t>(k));
  return tok.kind == k || rest_after(tok.kind, k) != Tok::eof;
}

bool Parser::break_eat(Tok k) {
  if (eat(k)) return true;
  const Tok rest = rest_after(tok.kind, k);
  if (rest == Tok::eof) return false;
  prev = tok.span.with_hi(tok.span.lo + 1);
  prev_kind = k;
  prev_invisible_ = false;
  tok.kind = rest;
  tok.span = tok.span.with_lo(tok.span.lo + 1);
  split_ = true;
  expected_.reset();
  return true;
}

bool Parser::expect_gt() {
  if (break_eat(Tok::gt)) return true;
  fail_unexpected();
  return false;
}

Tokens Parser::tokens_since(const Token* begin) const {
  Tokens out(begin, position());
  if (split_) {
    Token first = *position();
    first.kind = prev_kind;
    first.span = prev;
    out.push_back(first);
  }
  return out;
}

bool Parser::is_reserved(const Token& t) const { return t.is_ident() && !t.is_raw() && is_reserved_keyword(t.sym, edition_2024()); }

bool Parser::enter() {
  // An expansion takes some levels of its own: recursion_limit is what bounds those.
  if (++s.depth <= kNestingLimit + 5 * s.expansion_depth) return true;
  if (!failed_) s.sink.refuse(tok.span, "code nested this deeply");
  failed_ = true;
  next_ = end_ + 1;
  tok = Token{};
  tok.span = eof_span_;
  return false;
}

void Parser::recover(Diagnostic d) {
  if (failed_ || !is_file_ || s.file_failed || !failure_context.text.empty()) return fail(std::move(d));
  s.sink.emit(std::move(d));
  ++s.recovered;
}

bool Parser::resume(const Token* t) {
  if (!failed_ || !is_file_ || !s.file_failed) return false;
  failed_ = s.file_failed = false;
  failure_context = {};
  ++s.recovered;
  skip_to(t);
  return true;
}

void Parser::fail(Diagnostic d) {
  if (!failed_) {
    failed_at = tok.span;
    if (!failure_context.text.empty()) d.spans.labels.push_back(failure_context);
    if (!item_list.is_dummy()) {
      d.label(item_list, "while parsing this item list starting here");
      d.label(item_list_end, "the item list ends here");
    }
    if (is_file_) {
      if (!s.file_failed) {
        s.expansion_errors.clear();
        s.sink.emit(std::move(d));
      }
      s.file_failed = true;
    } else if (!s.file_failed) {
      s.expansion_errors.push_back(std::move(d));
    }
  }
  failed_ = true;
  next_ = end_ + 1;
  tok = Token{};
  tok.span = eof_span_;
}

std::string Parser::token_descr(const Token& t) const {
  if (t.is_open(Delim::invisible) || t.is_close(Delim::invisible)) {
    static const char* const kNames[] = {"",         "ident",   "block", "stmt", "expr", "expr", "pat", "pat",
                                         "lifetime", "literal", "ty",    "item", "meta", "tt",   "vis", "path"};
    return std::string("`") + kNames[static_cast<size_t>(t.fragment)] + "` metavariable";
  }
  std::string text = "`" + token_text(t) + "`";
  if (t.is_ident() && !t.is_raw()) {
    if (t.sym == sym::underscore || t.sym == sym::path_root || t.sym == sym::dollar_crate) return "reserved identifier " + text;
    if (is_strict_keyword(t.sym)) return "keyword " + text;
    if (is_reserved(t)) return "reserved keyword " + text;
  }
  if (t.kind == Tok::doc_comment) return "doc comment " + text;
  return text;
}

void Parser::fail_expected(const std::string& what) {
  Diagnostic d(Level::error, "expected " + what + ", found " + token_descr(tok), tok.span);
  d.label(tok.span, "expected " + what);
  fail(std::move(d));
}

Diagnostic Parser::unexpected() {
  if (tok.kind == Tok::eq_eq && expected_[static_cast<size_t>(Tok::eq)]) {
    Diagnostic d(Level::error, "unexpected `==`", tok.span);
    d.suggest_verbose(tok.span, "try using `=` instead", "=", Applicability::machine_applicable);
    return d;
  }
  std::vector<std::string> expected;
  for (size_t i = 0; i < expected_.size(); ++i) {
    if (!expected_[i]) continue;
    if (i >= kKeywordBase) {
      expected.push_back("`" + std::string(Symbol{sym::kw_as.index + static_cast<uint32_t>(i - kKeywordBase)}.str()) + "`");
    } else if (i >= kOpenBase) {
      static const char* const kDelims[] = {"`(`", "`[`", "`{`", "", "`)`", "`]`", "`}`", ""};
      expected.emplace_back(kDelims[i - kOpenBase]);
    } else if (i >= static_cast<size_t>(Expect::ident)) {
      static const char* const kNames[] = {"identifier", "path", "type", "an operator", "lifetime", "const"};
      expected.emplace_back(kNames[i - static_cast<size_t>(Expect::ident)]);
    } else if (static_cast<Tok>(i) >= Tok::eq) {
      expected.push_back(std::string("`") + tok_str(static_cast<Tok>(i)) + "`");
    } else if (static_cast<Tok>(i) == Tok::eof) {
      expected.emplace_back("`<eof>`");
    }
  }
  sort(expected);
  expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
  const std::string found = token_descr(tok);
  std::string list;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (i > 0) list += i + 1 < expected.size() ? ", " : expected.size() > 2 ? ", or " : " or ";
    list += expected[i];
  }
  Diagnostic d(Level::error, {}, tok.span);
  std::string label;
  if (expected.size() > 1) {
    d.message = "expected one of " + list + ", found " + found;
    label = "expected one of " + (expected.size() > 6 ? std::to_string(expected.size()) + " possible tokens" : list);
  } else if (expected.empty()) {
    d.message = "unexpected token: " + found;
    label = "unexpected token after this";
  } else {
    d.message = "expected " + list + ", found " + found;
    label = "expected " + list;
  }
  // The label stands at the token found, or, where that begins another line, at the end of the token before.
  const Span at = at_eof() ? prev : prev.shrink_to_hi();
  const bool same_line = prev.is_dummy() || s.sources.lookup(at.lo).line == s.sources.lookup(tok.span.lo).line;
  if (same_line) {
    d.label(tok.span, label);
  } else {
    d.label(at, label);
    d.label(tok.span, "unexpected token");
  }
  if (!function_keyword.is_dummy())
    d.suggest(function_keyword, "write `fn` instead of `" + std::string(s.sources.snippet(function_keyword)) + "` to declare a function",
              "fn", Applicability::machine_applicable, diagnostics::SuggestionStyle::hide_code_inline);
  return d;
}

// --- session -----------------------------------------------------------------------------------------------------------

Span Session::join(Span a, Span b) const {
  if (!(a.ctxt == b.ctxt)) {
    const auto meta_a = metavar_spans.find(span_key(a)), meta_b = metavar_spans.find(span_key(b));
    const bool has_a = meta_a != metavar_spans.end(), has_b = meta_b != metavar_spans.end();
    if (has_a && meta_a->second.ctxt == b.ctxt) {
      a = meta_a->second;
    } else if (has_b && meta_b->second.ctxt == a.ctxt) {
      b = meta_b->second;
    } else if (has_a && has_b && meta_a->second.ctxt == meta_b->second.ctxt) {
      a = meta_a->second;
      b = meta_b->second;
    } else {
      return a.ctxt.is_root() ? b : a;
    }
  }
  return a.to(b);
}

source::Edition Session::edition_of(Span span) const {
  return span.ctxt.is_root() ? options.edition : sources.outer_expn_data(span.ctxt).edition;
}

MacroDefPtr Session::find_macro(const Path& path) const {
  Symbol name = path.segments.back().ident.name;
  const bool qualified = path.segments.size() > 1;
  if (!qualified) {
    for (size_t i = textual.size(); i-- > 0;)
      if (textual[i]->name == name) return textual[i];
  }
  if (const auto alias = renamed.find(name); alias != renamed.end() && !qualified) name = alias->second;
  const Symbol first = path.segments.front().ident.name;
  const bool library_path =
      qualified && (first == sym::std_ || first == sym::core_ || first == sym::alloc_ ||
                    (first == sym::dollar_crate && sources.outer_expn_data(path.segments.front().ident.span.ctxt).is_builtin_or_library));
  if (!library_path) {
    if (const auto it = exported.find(name);
        it != exported.end() &&
        (qualified || module_path.empty() || options.is_library || imported.count(name) != 0 || imported.count(Symbol::intern("*")) != 0))
      return it->second;
    if (qualified || imported.count(name) != 0 || imported.count(Symbol::intern("*")) != 0 || name != path.segments.back().ident.name)
      if (const auto it = known.find(name); it != known.end()) return it->second;
  }
  if (options.is_library) {
    const auto it = exported.find(name);
    return it != exported.end() ? it->second : nullptr;
  }
  return find_library_macro(options.prelude_macros, name);
}

}  // namespace borrowlab::syntax
