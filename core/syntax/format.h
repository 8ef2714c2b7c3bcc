// format_args!: format strings parsed, checked, and lowered to calls of lang items. After rustc_parse_format,
// rustc_builtin_macros::format and rustc_ast_lowering::format.
#pragma once
#include "syntax/session.h"

namespace borrowlab::syntax {

// `span` is the call's, marked with its expansion. Errors are reported; the result is then an ExprErr.
ExprId expand_format_args(Session& s, const MacroCall& call, Span span, bool append_newline);

}  // namespace borrowlab::syntax
