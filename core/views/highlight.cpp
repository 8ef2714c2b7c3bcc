#include "views/highlight.h"

#include <algorithm>

#include "syntax/lexer.h"

namespace borrowlab::views {

using syntax::Tok;
using syntax::Token;

namespace {

constexpr std::string_view keywords[] = {"as",     "async", "await", "break",  "const", "continue", "crate", "dyn",    "else",   "enum",
                                         "extern", "false", "fn",    "for",    "if",    "impl",     "in",    "let",    "loop",   "match",
                                         "mod",    "move",  "mut",   "pub",    "ref",   "return",   "self",  "static", "struct", "super",
                                         "trait",  "true",  "type",  "unsafe", "use",   "where",    "while"};

Ink ink_of(const syntax::Tokens& tokens, size_t i) {
  using syntax::LitForm;
  const Token& t = tokens[i];
  if (t.is(Tok::literal)) return t.form() == LitForm::integer || t.form() == LitForm::float_ ? Ink::number : Ink::string;
  if (t.is(Tok::doc_comment)) return Ink::comment;
  if (t.is(Tok::lifetime)) return Ink::meta;
  if (!t.is_ident()) return Ink::plain;
  const std::string_view text = t.sym.str();
  if (!t.is_raw() && std::binary_search(std::begin(keywords), std::end(keywords), text)) return Ink::keyword;
  if (!text.empty() && text.front() >= 'A' && text.front() <= 'Z') return Ink::type;
  if (i + 1 < tokens.size() && (tokens[i + 1].is_open(syntax::Delim::paren) || tokens[i + 1].is(Tok::not_)) &&
      tokens[i + 1].span.lo == t.span.hi)
    return Ink::function;
  return Ink::plain;
}

}  // namespace

std::vector<Inked> highlight(const source::SourceFile& file, source::Edition edition) {
  std::vector<Inked> out;
  uint32_t at = 0;
  const auto add = [&](uint32_t to, Ink ink) {
    if (to > at) out.push_back({at, to, ink});
    at = std::max(at, to);
  };
  const std::string_view text = file.text;
  // Between tokens there is white space, and comments.
  const auto gap = [&](uint32_t to) {
    while (at < to) {
      const size_t comment = text.substr(0, to).find('/', at);
      add(comment == std::string_view::npos ? to : static_cast<uint32_t>(comment), Ink::plain);
      if (at >= to) break;
      const bool line = text.substr(at, 2) == "//";
      const size_t end = line ? text.substr(0, to).find('\n', at) : to;
      add(end == std::string_view::npos ? to : static_cast<uint32_t>(end), Ink::comment);
    }
  };
  syntax::Tokens tokens;
  diagnostics::Sink sink;
  if (syntax::lex_file(file, edition, sink, tokens)) {
    for (size_t i = 0; i < tokens.size(); ++i) {
      const Token& t = tokens[i];
      if (t.is(Tok::eof) || t.span.lo < file.start || t.span.hi > file.end()) continue;
      gap(t.span.lo - file.start);
      add(t.span.hi - file.start, ink_of(tokens, i));
    }
    gap(static_cast<uint32_t>(text.size()));
  }
  add(static_cast<uint32_t>(text.size()), Ink::plain);
  return out;
}

}  // namespace borrowlab::views
