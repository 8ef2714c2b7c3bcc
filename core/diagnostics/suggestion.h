// Draws one alternative of a suggestion. After rustc_errors::emitter's emit_suggestion_default.
#pragma once
#include "diagnostics/splice.h"
#include "diagnostics/styled_buffer.h"

namespace borrowlab::diagnostics {

struct SuggestionPlace {
  size_t gutter = 0;             // width of the line numbers
  bool follows_another = false;  // an alternative of the suggestion just drawn
  bool other_file = false;       // not in the file that the diagnostic is about: it is named
};

void draw_suggestion(StyledBuffer& buffer, const source::SourceMap& sources, const Spliced& spliced, const SuggestionPlace& place);
// The greatest line number that drawing it writes.
size_t last_line_number(const source::SourceMap& sources, const Spliced& spliced);

}  // namespace borrowlab::diagnostics
