// Literal tokens to values: escapes, digits, suffixes. After rustc_lexer::unescape and rustc_session::errors.
#pragma once
#include <string>

#include "syntax/session.h"

namespace borrowlab::syntax {

// A problem in a literal's text: where (bytes into the token), and what rustc says of it.
struct LitError {
  std::string message;
  std::string label;
  uint32_t lo = 0, hi = 0;
  std::string help;
  std::string code;
  bool raw_string = false;
};

// Decodes a literal token. False where the text is wrong; `error` says how.
bool decode_literal(const Token& t, Lit& out, LitError& error);
// The contents of a string literal (any kind), unescaped.
std::string string_value(Session& s, const Token& t);

// Unescapes a string literal's contents. Calls back for each character: its scalar (or byte), and its place in the source text
// (offsets from the token's beginning). Used for format strings, where a place in the result must be found in the source.
struct StrChar {
  uint32_t c;
  uint32_t lo, hi;
};
bool unescape(std::string_view token_text, LitForm form, std::vector<StrChar>& out, LitError& error);

}  // namespace borrowlab::syntax
