#include "diagnostics/annotated_lines.h"

#include <algorithm>

#include "diagnostics/text_width.h"
#include "support/sort.h"

namespace borrowlab::diagnostics {

namespace {

struct MultilineAnnotation {
  size_t depth = 1;
  Location start, end;
  bool primary = false;
  std::string label;
  bool overlaps_exactly = false;

  bool same_span(const MultilineAnnotation& o) const {
    return start.line == o.start.line && end.line == o.end.line && start.chars == o.start.chars && end.chars == o.end.chars;
  }
};

// The lines past the beginning of a multi-line annotation that are shown even when it goes on much longer.
constexpr size_t shown_head = 4;

// Lines without interest at the end of the shown head: blank, a comment, a single bracket.
bool worth_showing(std::string_view line) {
  line = trim(line);
  if (line.substr(0, 2) == "//" && line.substr(0, 3) != "///" && line.substr(0, 3) != "//!") return false;
  return !(line.empty() || line == "{" || line == "}" || line == "(" || line == ")" || line == "[" || line == "]");
}

void add(AnnotatedFile& file, size_t number, LineAnnotation annotation) {
  auto at = std::lower_bound(file.lines.begin(), file.lines.end(), number, [](const AnnotatedLine& l, size_t n) { return l.number < n; });
  if (at == file.lines.end() || at->number != number) at = file.lines.insert(at, AnnotatedLine{number, {}});
  at->annotations.push_back(std::move(annotation));
}

// Annotations that share lines get different depths; of equal ones only the first draws its lines.
size_t assign_depths(std::vector<MultilineAnnotation>& all) {
  sort(all,
       [](const auto& a, const auto& b) { return a.start.line != b.start.line ? a.start.line < b.start.line : a.end.line > b.end.line; });
  const std::vector<MultilineAnnotation> before = all;
  for (size_t i = 0; i < before.size(); ++i) {
    for (size_t j = 0; j < all.size(); ++j) {
      const auto& ann = before[i];
      auto& other = all[j];
      if (!ann.same_span(other) && ranges_overlap(ann.start.line, ann.end.line, other.start.line, other.end.line, true)) {
        ++other.depth;
      } else if (ann.same_span(other) && i != j) {
        other.overlaps_exactly = true;
      } else {
        break;
      }
    }
  }
  size_t depth = 0;
  for (const auto& a : all) depth = std::max(depth, a.depth);
  // Reversed, so that the longest stands leftmost and fewer lines cross.
  for (auto& a : all) a.depth = depth - a.depth + 1;
  return depth;
}

LineAnnotation line_annotation(const MultilineAnnotation& ann, LineAnnotationKind kind) {
  LineAnnotation out;
  out.primary = ann.primary;
  out.kind = kind;
  out.depth = ann.depth;
  if (kind == LineAnnotationKind::multiline_start) {
    out.start = out.end = ann.start;
    ++out.end.chars;
    ++out.end.display;
  } else if (kind != LineAnnotationKind::multiline_line) {
    out.start = out.end = ann.end;
    out.start.chars -= out.start.chars != 0;
    out.start.display -= out.start.display != 0;
    out.label = ann.label;
  }
  return out;
}

void add_multiline(AnnotatedFile& out, const source::SourceFile& file, const MultilineAnnotation& ann) {
  if (ann.overlaps_exactly) {
    add(out, ann.end.line, line_annotation(ann, LineAnnotationKind::singleline));
    return;
  }
  add(out, ann.start.line, line_annotation(ann, LineAnnotationKind::multiline_start));
  const size_t middle = std::min(ann.start.line + shown_head, ann.end.line);
  size_t until = ann.start.line;
  for (size_t line = middle; line-- > ann.start.line;) {
    if (worth_showing(file.line(static_cast<uint32_t>(line)))) {
      until = line + 1;
      break;
    }
  }
  for (size_t line = ann.start.line + 1; line < until; ++line) add(out, line, line_annotation(ann, LineAnnotationKind::multiline_line));
  const size_t last = ann.end.line - 1;
  if (middle < last && worth_showing(file.line(static_cast<uint32_t>(last))))
    add(out, last, line_annotation(ann, LineAnnotationKind::multiline_line));
  add(out, ann.end.line, line_annotation(ann, LineAnnotationKind::multiline_end));
}

}  // namespace

bool ranges_overlap(size_t a, size_t a_end, size_t b, size_t b_end, bool inclusive) {
  const size_t extra = inclusive ? 1 : 0;
  return (b <= a && a < b_end + extra) || (a <= b && b < a_end + extra);
}

Location locate(const source::SourceMap& sources, uint32_t pos) {
  const source::FileId id = sources.file_of(pos);
  if (!id) return {};
  const source::SourceFile& file = sources.file(id);
  const source::LineColumn at = sources.lookup(pos);
  const uint32_t begin = file.line_starts[at.line - 1];
  return {at.line, at.column, text_width(std::string_view(file.text).substr(begin, pos - file.start - begin))};
}

AnnotatedFile annotate(const source::SourceMap& sources, const source::SourceFile& file, const std::vector<Annotation>& annotations) {
  AnnotatedFile out;
  std::vector<MultilineAnnotation> multiline;
  for (const Annotation& a : annotations) {
    const Location lo = locate(sources, a.span.lo);
    Location hi = locate(sources, a.span.hi);
    if (lo.line == hi.line) {
      // An empty place is shown as one character.
      if (lo.display == hi.display) {
        ++hi.display;
        hi.chars += lo.chars == hi.chars;
      }
      LineAnnotation line;
      line.start = lo;
      line.end = hi;
      line.primary = a.primary;
      line.label = a.label;
      add(out, lo.line, std::move(line));
    } else {
      MultilineAnnotation m;
      m.start = lo;
      m.end = hi;
      m.primary = a.primary;
      m.label = a.label;
      multiline.push_back(std::move(m));
    }
  }
  out.depth = assign_depths(multiline);
  for (const auto& ann : multiline) add_multiline(out, file, ann);
  return out;
}

}  // namespace borrowlab::diagnostics
