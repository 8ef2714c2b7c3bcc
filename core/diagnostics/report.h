// A diagnostic taken apart into what is drawn: groups of a title and elements below it. After rustc_errors's
// annotate_snippet_emitter_writer and annotate-snippets's Group and Element.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/annotated_lines.h"
#include "diagnostics/splice.h"

namespace borrowlab::diagnostics {

struct Element {
  // message: `= note: …`; cause: an annotated snippet; origin: only `--> place`; padding: an empty line with its bar.
  enum class Kind : uint8_t { message, cause, suggestion, origin, padding } kind = Kind::padding;
  Level level = Level::note;
  bool unnamed = false;                                   // message: without its level's name
  std::string text;                                       // message; origin: its line and column, ":12:4"
  std::vector<std::pair<uint32_t, uint32_t>> highlights;  // message
  std::string path;                                       // cause, origin, suggestion
  source::FileId file;                                    // cause
  AnnotatedFile lines;                                    // cause
  Spliced spliced;                                        // suggestion
};

struct Group {
  Level level = Level::error;
  bool titled = true;
  std::string title;
  std::string code;
  std::vector<Element> elements;
};

std::string_view level_name(Level level);  // as rustc prints it: "error", "note" …

std::vector<Group> make_report(const Diagnostic& d, const source::SourceMap& sources);

// Whether the only suggestion is short enough to stand in a label; then the label's text. After rustc's primary_span_formatted.
std::optional<Label> inline_suggestion(const Diagnostic& d, const source::SourceMap& sources);

// Places with their labels, primary ones without a label last (rustc: MultiSpan::span_labels).
std::vector<Annotation> span_labels(const MultiSpan& spans);

// How a place in a library file is shown: path, line, column.
source::LibraryPosition shown_library_position(Span span, const source::SourceMap& sources);

}  // namespace borrowlab::diagnostics
