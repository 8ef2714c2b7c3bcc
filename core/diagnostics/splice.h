// A suggestion applied to its source: the lines as they would read, and which columns are new.
// After rustc_errors::CodeSuggestion::splice_lines.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace borrowlab::diagnostics {

// Columns [start, end) of a spliced line that the suggestion wrote; tabs count as one.
struct Highlight {
  size_t start = 0;
  size_t end = 0;
};

struct Part {
  Span span;  // what is replaced, less what the replacement keeps at its ends
  std::string snippet;
  bool addition = false;
  bool deletion = false;
  bool destructive_replacement = false;
};

// How a suggestion is shown: `-`/`+` lines, `+` lines before what stands there, `+++`/`~~~` below, or the lines alone.
enum class DisplaySuggestion : uint8_t { diff, add, underline, none };

struct Spliced {
  std::vector<std::string> lines;
  std::vector<std::vector<Highlight>> highlights;  // by line; may be longer than lines
  std::vector<Part> parts;
  DisplaySuggestion display = DisplaySuggestion::none;
  bool multiline() const { return lines.size() > 1; }
};

// None where the edits change nothing, or are not edits of one readable file.
std::optional<Spliced> splice(const source::SourceMap& sources, std::vector<SubstitutionPart> parts);

}  // namespace borrowlab::diagnostics
