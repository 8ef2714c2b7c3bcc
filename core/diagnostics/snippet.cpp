#include "diagnostics/snippet.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "diagnostics/margin.h"
#include "diagnostics/text_width.h"
#include "support/sort.h"

namespace borrowlab::diagnostics {

namespace {

size_t minus(size_t a, size_t b) { return a > b ? a - b : 0; }

struct Underline {
  char32_t mark;
  Style style;
};
Underline underline(bool primary) { return primary ? Underline{'^', Style::level} : Underline{'-', Style::secondary}; }

// A vertical line at the left that a multi-line annotation has open.
struct OpenLine {
  size_t depth;
  Style style;
};

// An annotation and the row below the underlines where its label stands; 0 is beside the underline.
struct Placed {
  size_t row;
  const LineAnnotation* ann;
};

bool overlap(const LineAnnotation& a, const LineAnnotation& b, size_t padding) {
  return ranges_overlap(a.start.display, a.end.display + padding, b.start.display, b.end.display, false);
}

class SnippetPainter {
 public:
  SnippetPainter(StyledBuffer& buffer, const source::SourceFile& file, const AnnotatedFile& lines, size_t gutter, size_t depth)
      : buffer_(buffer),
        file_(file),
        lines_(lines),
        gutter_(gutter),
        width_offset_(gutter + 3),
        code_offset_(depth == 0 ? gutter + 3 : gutter + 3 + depth + 1),
        margin_(make_margin()) {}

  void draw() {
    std::vector<OpenLine> open;
    for (size_t i = 0; i < lines_.lines.size(); ++i) {
      const AnnotatedLine& line = lines_.lines[i];
      const size_t first_row = buffer_.num_lines();
      std::vector<OpenLine> opened;
      for (const OpenLine& o : draw_annotated_line(line)) {
        const auto at = std::find_if(open.begin(), open.end(), [&](const OpenLine& x) { return x.depth == o.depth; });
        if (at == open.end()) opened.push_back(o);
        else open.erase(at);
      }
      for (size_t row = first_row; row < buffer_.num_lines(); ++row) draw_open(open, row);
      if (i + 1 < lines_.lines.size()) draw_gap(line, lines_.lines[i + 1], open);
      for (const OpenLine& o : opened) {
        const auto at = std::find_if(open.begin(), open.end(), [&](const OpenLine& x) { return x.depth == o.depth; });
        if (at == open.end()) open.push_back(o);
      }
    }
  }

 private:
  Margin make_margin() const {
    size_t whitespace = SIZE_MAX, span_left = SIZE_MAX, span_right = 0, label_right = 0, longest = 0;
    for (const AnnotatedLine& line : lines_.lines) {
      const std::string_view text = file_.line(static_cast<uint32_t>(line.number));
      if (!all_whitespace(text)) whitespace = std::min(whitespace, text_width(text.substr(0, text.size() - trim_start(text).size())));
      longest = std::max(longest, text_width(text));
      for (const LineAnnotation& a : line.annotations) {
        span_left = std::min({span_left, a.start.display, a.end.display});
        span_right = std::max({span_right, a.start.display, a.end.display});
        label_right = std::max(label_right, a.end.display + (a.has_label() ? text_width(a.label) + 1 : 0));
      }
    }
    if (whitespace == SIZE_MAX) whitespace = 0;
    return {whitespace, span_left, span_right, label_right, minus(terminal_width, code_offset_), longest};
  }

  void draw_open(const std::vector<OpenLine>& open, size_t row) {
    for (const OpenLine& o : open) buffer_.putc(row, width_offset_ + o.depth - 1, '|', o.style);
  }

  // What stands between two shown lines: nothing, the one line between them, or `...`.
  void draw_gap(const AnnotatedLine& line, const AnnotatedLine& next, const std::vector<OpenLine>& open) {
    const size_t delta = next.number - line.number;
    if (delta < 2) return;
    const size_t row = buffer_.num_lines();
    if (delta > 2) buffer_.puts(row, 0, "...", Style::line_number);
    else draw_source_line(line.number + 1, row);
    draw_open(open, row);
    for (const LineAnnotation& a : line.annotations)
      if (a.kind == LineAnnotationKind::multiline_start) buffer_.putc(row, width_offset_ + a.depth - 1, '|', underline(a.primary).style);
  }

  // The source line itself, cut to the margin. Returns how many columns were cut at the left.
  size_t draw_source_line(size_t number, size_t row) {
    const std::string shown = normalize_whitespace(file_.line(static_cast<uint32_t>(number)));
    const size_t length = text_width(shown);
    size_t left = margin_.left(length);
    const size_t right = margin_.right(length);
    std::u32string code;
    size_t skipped = 0, taken = 0;
    for (std::string_view rest = shown; !rest.empty();) {
      const char32_t c = next_char(rest);
      if (skipped < left) {
        skipped += char_width(c);
        continue;
      }
      taken += char_width(c);
      if (taken > right - left) break;
      code += c;
    }
    left = std::max(left, skipped);
    constexpr size_t placeholder = 3;
    // How many characters `...` covers, and the columns that they take.
    const auto covered = [&](auto begin, auto end) {
      std::pair<size_t, size_t> n;
      for (; begin != end && n.second < placeholder; ++begin, ++n.first) n.second += char_width(*begin);
      return n;
    };
    const auto [head, head_width] = margin_.cuts_left() ? covered(code.begin(), code.end()) : std::pair<size_t, size_t>();
    if (margin_.cuts_left()) buffer_.puts(row, code_offset_, "...", Style::line_number);
    for (size_t i = head; i < code.size(); ++i) buffer_.putc(row, code_offset_ + head_width + i - head, code[i], Style::none);
    if (length > right)
      buffer_.puts(row, minus(code_offset_ + head_width + code.size() - head, covered(code.rbegin(), code.rend()).first), "...",
                   Style::line_number);
    draw_line_number(buffer_, row, number, gutter_);
    draw_column_separator_no_space(buffer_, row, gutter_ + 1);
    return left;
  }

  // One source line and all that hangs below it. Returns the vertical lines that it opens or closes.
  std::vector<OpenLine> draw_annotated_line(const AnnotatedLine& line) {
    const size_t row = buffer_.num_lines();
    const size_t left = draw_source_line(line.number, row);
    if (auto only_starts = draw_short_starts(line, row)) return *only_starts;

    std::vector<const LineAnnotation*> sorted;
    for (const LineAnnotation& a : line.annotations) sorted.push_back(&a);
    sort(sorted, [](const auto* a, const auto* b) {
      return std::pair(a->start.display, a->start.chars) > std::pair(b->start.display, b->start.chars);
    });
    std::vector<bool> overlaps(sorted.size(), false);
    size_t rows = 0;
    std::vector<Placed> placed = place(sorted, overlaps, rows);
    if (rows != 0) ++rows;
    if (std::all_of(line.annotations.begin(), line.annotations.end(),
                    [](const auto& a) { return a.kind == LineAnnotationKind::multiline_line; }))
      return {};

    if (!placed.empty() &&
        std::all_of(placed.begin(), placed.end(), [](const Placed& p) { return p.ann->kind == LineAnnotationKind::multiline_start; })) {
      // Only beginnings: turned over, their horizontal lines do not cross.
      size_t most = 0;
      for (const Placed& p : placed) most = std::max(most, p.row);
      for (Placed& p : placed) p.row = most - p.row;
      rows = minus(rows, 1);
    }
    for (size_t i = 0; i <= rows; ++i) draw_column_separator_no_space(buffer_, row + i + 1, gutter_ + 1);
    draw_horizontals(placed, row, left);
    draw_verticals(placed, row, rows, left);
    draw_labels(placed, row, left);
    const std::vector<Placed> in_order = placed;
    draw_underlines(placed, row, left);
    cut_long_underlines(in_order, overlaps, row);

    std::vector<OpenLine> changed;
    for (const Placed& p : placed)
      if (p.ann->takes_space()) changed.push_back({p.ann->depth, underline(p.ann->primary).style});
    return changed;
  }

  // Where a line has nothing but beginnings at its very start, each is a `/` before the code.
  std::optional<std::vector<OpenLine>> draw_short_starts(const AnnotatedLine& line, size_t row) {
    const std::string shown = normalize_whitespace(file_.line(static_cast<uint32_t>(line.number)));
    std::vector<OpenLine> starts;
    for (const LineAnnotation& a : line.annotations) {
      if (a.kind == LineAnnotationKind::multiline_line) continue;
      if (a.kind != LineAnnotationKind::multiline_start) return std::nullopt;
      std::string_view rest = shown;
      for (size_t i = 0; i < a.start.display && !rest.empty(); ++i)
        if (!is_whitespace(next_char(rest))) return std::nullopt;
      starts.push_back({a.depth, underline(a.primary).style});
    }
    for (const OpenLine& s : starts) buffer_.putc(row, width_offset_ + s.depth - 1, '/', s.style);
    return starts;
  }

  // The row of each label: as high as may be without touching another label, underline or line. `sorted` is from right to left.
  static std::vector<Placed> place(const std::vector<const LineAnnotation*>& sorted, std::vector<bool>& overlaps, size_t& rows) {
    std::vector<Placed> placed;
    size_t row = 0;
    for (size_t i = 0; i < sorted.size(); ++i) {
      const LineAnnotation& ann = *sorted[i];
      for (size_t j = i + 1; j < sorted.size(); ++j) {
        const LineAnnotation& next = *sorted[j];
        if (!overlap(next, ann, 0)) continue;
        overlaps[i] = overlaps[j] = true;
      }
      for (size_t j = i + 1; j < sorted.size(); ++j) {
        const LineAnnotation& next = *sorted[j];
        if (!overlap(next, ann, 0) || !ann.has_label() || row != 0) continue;
        // An unlabelled one of the same extent is merged with this one.
        if (next.start.display == ann.start.display && next.end.display == ann.end.display && !next.has_label()) continue;
        ++row;
        break;
      }
      placed.push_back({row, &ann});
      for (size_t j = i + 1; j < sorted.size(); ++j) {
        const LineAnnotation& next = *sorted[j];
        const size_t label = next.has_label() ? next.label.size() + 2 : 0;
        const bool meet = overlap(next, ann, label);
        if ((meet && ann.has_label() && next.has_label()) || (ann.takes_space() && next.has_label()) ||
            (ann.has_label() && next.takes_space()) || (ann.takes_space() && next.takes_space()) ||
            (meet && next.end.display <= ann.end.display && next.has_label() && row == 0)) {
          ++row;
          break;
        }
      }
      rows = std::max(rows, row);
    }
    return placed;
  }

  void draw_horizontals(const std::vector<Placed>& placed, size_t row, size_t left) {
    for (const Placed& p : placed) {
      if (!p.ann->takes_space()) continue;
      const Underline u = underline(p.ann->primary);
      for (size_t c = width_offset_ + p.ann->depth; c < minus(code_offset_ + p.ann->start.display, left); ++c)
        buffer_.putc(row + p.row + 1, c, '_', u.style);
    }
  }

  void draw_verticals(const std::vector<Placed>& placed, size_t row, size_t rows, size_t left) {
    for (const Placed& p : placed) {
      const Underline u = underline(p.ann->primary);
      const size_t pos = p.row + 1;
      if (pos > 1 && (p.ann->has_label() || p.ann->takes_space()))
        for (size_t r = row + 1; r <= row + pos; ++r) buffer_.putc(r, minus(code_offset_ + p.ann->start.display, left), '|', u.style);
      const size_t column = width_offset_ + p.ann->depth - 1;
      if (p.ann->kind == LineAnnotationKind::multiline_start) {
        buffer_.putc(row + pos, column, ' ', u.style);
        for (size_t r = row + pos + 1; r < row + rows + 2; ++r) buffer_.putc(r, column, '|', u.style);
      } else if (p.ann->kind == LineAnnotationKind::multiline_end) {
        for (size_t r = row; r <= row + pos; ++r) buffer_.putc(r, column, '|', u.style);
      }
    }
  }

  void draw_labels(const std::vector<Placed>& placed, size_t row, size_t left) {
    for (const Placed& p : placed) {
      if (!p.ann->has_label()) continue;
      const Style style = p.ann->primary ? Style::level : Style::secondary;
      const auto [below, column] = p.row == 0
                                       ? std::pair(size_t{1}, p.ann->end.display == 0 ? size_t{2} : minus(p.ann->end.display + 1, left))
                                       : std::pair(p.row + 2, minus(p.ann->start.display, left));
      buffer_.puts(row + below, code_offset_ + column, p.ann->label, style);
    }
  }

  void draw_underlines(std::vector<Placed>& placed, size_t row, size_t left) {
    // Big ones first, so that small ones within them stay visible; primary ones last among equals.
    sort(placed, [](const Placed& a, const Placed& b) {
      if (a.ann->length() != b.ann->length()) return a.ann->length() > b.ann->length();
      return !a.ann->primary && b.ann->primary;
    });
    for (const Placed& p : placed) {
      const Underline u = underline(p.ann->primary);
      for (size_t c = p.ann->start.display; c < p.ann->end.display; ++c)
        buffer_.putc(row + 1, minus(code_offset_ + c, left), u.mark, u.style);
      if (p.ann->takes_space() || (p.row != 0 && p.ann->has_label()))
        buffer_.putc(row + 1, minus(code_offset_ + p.ann->start.display, left), u.mark, u.style);
    }
  }

  // The middle of a span that is much too long for the screen becomes `...`, in the code and in the underline.
  void cut_long_underlines(const std::vector<Placed>& placed, const std::vector<bool>& overlaps, size_t row) {
    for (size_t i = 0; i < placed.size(); ++i) {
      const LineAnnotation& a = *placed[i].ann;
      if (overlaps[i] || a.kind != LineAnnotationKind::singleline || a.end.display < a.start.display) continue;
      const size_t width = a.end.display - a.start.display;
      if (width <= margin_.column_width() * 2 || width <= 10) continue;
      const size_t pad = std::max(margin_.column_width() / 3, size_t{5});
      buffer_.replace(row, a.start.display + pad, a.end.display - pad, "...");
      buffer_.replace(row + 1, a.start.display + pad, a.end.display - pad, "...");
    }
  }

  StyledBuffer& buffer_;
  const source::SourceFile& file_;
  const AnnotatedFile& lines_;
  size_t gutter_;        // width of the line numbers
  size_t width_offset_;  // first column after `NN | `
  size_t code_offset_;   // first column of the code
  Margin margin_;
};

}  // namespace

void draw_line_number(StyledBuffer& buffer, size_t line, size_t number, size_t gutter) {
  const std::string text = std::to_string(number);
  buffer.puts(line, 0, std::string(minus(gutter, text.size()), ' ') + text, Style::line_number);
}

void draw_column_separator(StyledBuffer& buffer, size_t line, size_t column) { buffer.puts(line, column, "| ", Style::line_number); }

void draw_column_separator_no_space(StyledBuffer& buffer, size_t line, size_t column) {
  buffer.puts(line, column, "|", Style::line_number);
}

void draw_snippet(StyledBuffer& buffer, const source::SourceFile& file, const AnnotatedFile& lines, size_t gutter, size_t depth) {
  SnippetPainter(buffer, file, lines, gutter, depth).draw();
}

}  // namespace borrowlab::diagnostics
