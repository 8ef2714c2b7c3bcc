// Text to tokens, after rustc_lexer and rustc_parse::lexer.
#pragma once
#include "diagnostics/diagnostic.h"
#include "source/source_map.h"
#include "syntax/token.h"

namespace borrowlab::syntax {

// Lexes a file. Delimiters are balanced on success; an error goes to `sink`, and false is returned.
bool lex_file(const source::SourceFile& file, source::Edition edition, diagnostics::Sink& sink, Tokens& out);
// The same for a file of the library: the braces of fns' bodies and of impls are skipped (Token::kSkipped) where nothing in them must be
// known beforehand: `#[lang]` and `#[rustc_diagnostic_item]` attributes, impls within bodies. What macros are called with is lexed.
bool lex_heads(const source::SourceFile& file, diagnostics::Sink& sink, Tokens& out);
// What was skipped, `braces` included; with `heads` as lex_heads does it.
bool lex_skipped(const source::SourceFile& file, Span braces, bool heads, diagnostics::Sink& sink, Tokens& out);
// Lexes text of our own making; every token gets `span`.
Tokens lex_text(std::string_view text, Span span);

// Unicode scalar at the front of `text` and its length in bytes; an invalid byte counts as one replacement character.
struct Decoded {
  uint32_t c;
  uint32_t length;
};
Decoded decode_utf8(std::string_view text);
void append_utf8(std::string& out, uint32_t c);
bool is_id_start(uint32_t c);
bool is_id_continue(uint32_t c);

}  // namespace borrowlab::syntax
