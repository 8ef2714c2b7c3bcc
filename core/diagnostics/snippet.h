// Draws an annotated piece of one file: source lines, underlines, and labels below them.
// The layout is rustc's (rustc_errors::emitter, now in annotate-snippets): labels never cross text.
#pragma once
#include <string>

#include "diagnostics/annotated_lines.h"
#include "diagnostics/styled_buffer.h"

namespace borrowlab::diagnostics {

// rustc's width where it does not know the terminal's.
inline constexpr size_t terminal_width = 140;

// A line number, right-aligned in the gutter.
void draw_line_number(StyledBuffer& buffer, size_t line, size_t number, size_t gutter);
void draw_column_separator(StyledBuffer& buffer, size_t line, size_t column);           // "| "
void draw_column_separator_no_space(StyledBuffer& buffer, size_t line, size_t column);  // "|"

// `gutter` is the width of the line numbers, `depth` that of the multi-line annotations in the whole diagnostic part.
void draw_snippet(StyledBuffer& buffer, const source::SourceFile& file, const AnnotatedFile& lines, size_t gutter, size_t depth);

}  // namespace borrowlab::diagnostics
