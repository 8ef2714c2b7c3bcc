// Text of tokens and expressions as rustc_ast_pretty writes it, for stringify! and assert!.
#pragma once
#include <string>

#include "syntax/session.h"

namespace borrowlab::syntax {

std::string print_tokens(TokenRange tokens);
// The expression was parsed with Session::record_calls, so that macro calls print as they were written.
std::string print_expr(Session& s, ExprId e);
// An expression from its tokens: parsed without expansion, then printed.
std::string print_expr_tokens(Session& s, TokenRange tokens, Span eof);
// rustc's str::escape_default, with quotes.
std::string quote_str(std::string_view text);

}  // namespace borrowlab::syntax
