// Which lines of a file a snippet shows, and what is drawn on each. After rustc_errors::snippet and annotate-snippets.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace borrowlab::diagnostics {

// A place within a file: its 1-based line, the column in characters, and the column on screen (both from 0).
struct Location {
  size_t line = 0;
  size_t chars = 0;
  size_t display = 0;
};
Location locate(const source::SourceMap& sources, uint32_t pos);

// A place to mark in one file.
struct Annotation {
  Span span;
  std::string label;
  bool primary = false;
  bool labelled = false;  // even if the label is empty, as JSON tells
};

enum class LineAnnotationKind : uint8_t { singleline, multiline_start, multiline_end, multiline_line };

// The part of an annotation that concerns one line. `depth` says which of the vertical lines at the left is its own.
struct LineAnnotation {
  Location start, end;
  bool primary = false;
  std::string label;
  LineAnnotationKind kind = LineAnnotationKind::singleline;
  size_t depth = 0;

  bool has_label() const { return !label.empty(); }
  bool takes_space() const { return kind == LineAnnotationKind::multiline_start || kind == LineAnnotationKind::multiline_end; }
  size_t length() const { return end.display > start.display ? end.display - start.display : start.display - end.display; }
};

struct AnnotatedLine {
  size_t number = 0;
  std::vector<LineAnnotation> annotations;
};

struct AnnotatedFile {
  std::vector<AnnotatedLine> lines;  // by number
  size_t depth = 0;                  // how many multi-line annotations lie beside each other at most
};

AnnotatedFile annotate(const source::SourceMap& sources, const source::SourceFile& file, const std::vector<Annotation>& annotations);

// Whether [a, a_end) and [b, b_end) meet; `inclusive` counts the ends in.
bool ranges_overlap(size_t a, size_t a_end, size_t b, size_t b_end, bool inclusive);

}  // namespace borrowlab::diagnostics
