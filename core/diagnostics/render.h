// Renderings of diagnostics: rustc's text (with or without its ANSI colours) and rustc's JSON. After rustc_errors::emitter and ::json.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace borrowlab::diagnostics {

enum class Color : uint8_t { never, ansi };

// One diagnostic, as rustc's human emitter lays it out (140 columns wide, as without a terminal), ending with an empty line.
std::string render_text(const Diagnostic& d, const source::SourceMap& sources, Color color);
// What rustc prints after all: "error: aborting due to 2 previous errors; 1 warning emitted", "For more information about …".
// Each part a diagnostic of its own in rustc; empty where nothing is to be said.
std::string render_summary(const std::vector<Diagnostic>& all, Color color);
// One line of rustc's JSON (`$message_type`, message, code, level, spans, children, rendered), without the line break. Spans as
// rustc has them: byte_start/byte_end within the file, 1-based lines and columns, text with highlights, expansion.
std::string render_json(const Diagnostic& d, const source::SourceMap& sources);
// The closing summary as rustc's JSON: one line per part.
std::vector<std::string> render_summary_json(const std::vector<Diagnostic>& all);

// The text of `rustc --explain`'s first line where it matters for the summary: whether the code has a page.
bool has_extended_explanation(std::string_view code);

}  // namespace borrowlab::diagnostics
