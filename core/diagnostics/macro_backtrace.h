// What a diagnostic says of macros: places in library macros become the call's, calls get "in this macro invocation".
// After rustc_errors::emitter's fix_multispans_in_extern_macros_and_render_macro_backtrace.
#pragma once
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace borrowlab::diagnostics {

// The expansions that a place came through, the innermost first; those of a recursive macro once.
std::vector<const source::ExpnData*> macro_backtrace(Span span, const source::SourceMap& sources);
std::string_view desugaring_name(source::DesugaringKind kind);

void explain_macros(Diagnostic& d, const source::SourceMap& sources);

}  // namespace borrowlab::diagnostics
