// Tokens, flat: a delimiter knows how far its partner is, so a token tree is a range and skipping one costs nothing.
#pragma once
#include <string>
#include <vector>

#include "source/span.h"

namespace borrowlab::syntax {

using source::Span;
using source::Symbol;

enum class Tok : uint8_t {
  eof,
  ident,
  lifetime,
  literal,
  doc_comment,
  open,
  close,
  eq,
  lt,
  le,
  eq_eq,
  ne,
  ge,
  gt,
  and_and,
  or_or,
  not_,
  tilde,
  plus,
  minus,
  star,
  slash,
  percent,
  caret,
  and_,
  or_,
  shl,
  shr,
  plus_eq,
  minus_eq,
  star_eq,
  slash_eq,
  percent_eq,
  caret_eq,
  amp_eq,
  pipe_eq,
  shl_eq,
  shr_eq,
  at,
  dot,
  dot_dot,
  dot_dot_dot,
  dot_dot_eq,
  comma,
  semi,
  colon,
  path_sep,
  r_arrow,
  l_arrow,
  fat_arrow,
  pound,
  dollar,
  question
};
enum class Delim : uint8_t { paren, bracket, brace, invisible };
// The literal's form; Token::sym holds its whole text, Token::aux the suffix' symbol.
enum class LitForm : uint8_t { byte, char_, integer, float_, str, raw_str, byte_str, raw_byte_str, c_str, raw_c_str };
// What a macro's `$name:fragment` stood for; invisible delimiters keep it together.
enum class Fragment : uint8_t {
  none,
  ident,
  block,
  stmt,
  expr,
  expr_2021,
  pat,
  pat_param,
  lifetime,
  literal,
  ty,
  item,
  meta,
  tt,
  vis,
  path
};

struct Token {
  static constexpr uint8_t kAlone = 1;     // white space follows
  static constexpr uint8_t kRaw = 2;       // r#ident
  static constexpr uint8_t kInnerDoc = 4;  // `//!`, `/*!`
  static constexpr uint8_t kBlockDoc = 8;
  static constexpr uint8_t kSkipped = 16;  // an opening brace: what is up to its partner was not lexed, lex_skipped does

  Tok kind = Tok::eof;
  uint8_t sub = 0;  // Delim, LitForm
  uint8_t flags = 0;
  Fragment fragment = Fragment::none;  // of an invisible delimiter
  Symbol sym;                          // ident, lifetime (with its quote), literal text, doc comment's content
  uint32_t aux = 0;                    // delimiter: distance to its partner; literal: suffix symbol
  Span span;

  bool is(Tok k) const { return kind == k; }
  bool is_ident() const { return kind == Tok::ident; }
  bool is_kw(Symbol kw) const { return kind == Tok::ident && sym == kw && (flags & kRaw) == 0; }
  bool is_raw() const { return (flags & kRaw) != 0; }
  bool is_open(Delim d) const { return kind == Tok::open && sub == static_cast<uint8_t>(d); }
  bool is_close(Delim d) const { return kind == Tok::close && sub == static_cast<uint8_t>(d); }
  bool is_open(Fragment f) const { return is_open(Delim::invisible) && fragment == f; }
  bool alone() const { return (flags & kAlone) != 0; }
  bool is_punct() const { return kind >= Tok::eq; }
  LitForm form() const { return static_cast<LitForm>(sub); }
  Delim delim() const { return static_cast<Delim>(sub); }
  Symbol suffix() const { return Symbol{aux}; }
};

using Tokens = std::vector<Token>;
struct TokenRange {
  const Token* begin = nullptr;
  const Token* end = nullptr;
  bool empty() const { return begin == end; }
  size_t size() const { return static_cast<size_t>(end - begin); }
};

// `+`, `::`, … ; "" for tokens with text of their own.
const char* tok_str(Tok kind);
// The token as written.
std::string token_text(const Token& t);
// Computes the partner distances of all delimiters; the tokens must be balanced.
void link_delimiters(Tokens& tokens);
// The first token after the token tree at `t`.
inline const Token* next_tree(const Token* t) { return t->kind == Tok::open ? t + t->aux + 1 : t + 1; }

// Keywords as `edition` has them (2018 and later).
bool is_strict_keyword(Symbol s);
bool is_reserved_keyword(Symbol s, bool edition_2024);
inline bool is_path_segment_keyword(Symbol s) {
  return s == source::sym::kw_super || s == source::sym::kw_self || s == source::sym::kw_Self || s == source::sym::kw_crate ||
         s == source::sym::path_root || s == source::sym::dollar_crate;
}

}  // namespace borrowlab::syntax
