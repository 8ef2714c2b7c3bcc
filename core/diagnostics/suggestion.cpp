#include "diagnostics/suggestion.h"

#include <algorithm>

#include "diagnostics/annotated_lines.h"
#include "diagnostics/snippet.h"
#include "diagnostics/text_width.h"

namespace borrowlab::diagnostics {

namespace {

class SuggestionPainter {
 public:
  SuggestionPainter(StyledBuffer& buffer, const source::SourceMap& sources, const Spliced& spliced, const SuggestionPlace& place)
      : buffer_(buffer),
        sources_(sources),
        spliced_(spliced),
        place_(place),
        file_(sources.file(sources.file_of(spliced.parts[0].span.lo))) {
    first_ = locate(sources, spliced.parts[0].span.lo);
    last_ = locate(sources, spliced.parts[0].span.hi);
  }

  void draw() {
    top_ = buffer_.num_lines() + (place_.follows_another ? 0 : 1);
    row_ = top_;
    draw_head();
    if (spliced_.display == DisplaySuggestion::diff) ++row_;
    if (spliced_.lines.empty()) draw_removed_lines();
    const bool all_shown = draw_lines();
    if (spliced_.display != DisplaySuggestion::none) {
      for (const Part& part : spliced_.parts) draw_part(part);
      ++row_;
    }
    if (!all_shown) {
      buffer_.puts(row_, 0, "...", Style::line_number);
    } else {
      draw_column_separator_no_space(buffer_, spliced_.display == DisplaySuggestion::none ? row_ : row_ - 1, place_.gutter + 1);
    }
  }

 private:
  void number(size_t row, size_t line) { draw_line_number(buffer_, row, line, place_.gutter); }
  void sign(size_t row, std::string_view text, Style style) { buffer_.puts(row, place_.gutter + 1, text, style); }
  std::string_view source_line(size_t line) const { return file_.line(static_cast<uint32_t>(line)); }

  void draw_head() {
    draw_column_separator_no_space(buffer_, row_ - 1, place_.gutter + 1);
    if (!place_.other_file) return;
    buffer_.puts(row_ - 1, 0, "--> ", Style::line_number);
    buffer_.puts(row_ - 1, std::max(place_.gutter + 1, size_t{4}),
                 file_.name + ":" + std::to_string(first_.line) + ":" + std::to_string(first_.chars + 1), Style::none);
    buffer_.prepend(row_ - 1, std::string(place_.gutter, ' '), Style::none);
    draw_column_separator_no_space(buffer_, row_, place_.gutter + 1);
    ++row_;
  }

  // Nothing is left of these lines.
  void draw_removed_lines() {
    for (size_t line = first_.line; line <= last_.line; ++line) {
      const size_t row = row_ - 1 + line - first_.line;
      number(row, line);
      sign(row, "- ", Style::removal);
      buffer_.puts(row, place_.gutter + 3, normalize_whitespace(source_line(line)), Style::removal);
    }
    row_ += last_.line - first_.line;
  }

  // The lines that the suggestion touches; of four and more untouched ones in between only the first and the last.
  bool draw_lines() {
    std::vector<size_t> untouched;
    size_t taken = 0;
    bool attribute = false;
    const size_t count = std::min(spliced_.lines.size(), spliced_.highlights.size());
    for (; taken < count; ++taken) {
      const auto& marks = spliced_.highlights[taken];
      if (marks.empty()) {
        untouched.push_back(taken);
        continue;
      }
      const std::string_view line = trim(spliced_.lines[taken]);
      if (marks.size() == 1 && line.substr(0, 2) == "#[" && line.back() == ']' && taken + 1 == spliced_.lines.size()) attribute = true;
      if (untouched.size() < 4) {
        for (size_t i : untouched) draw_line({}, i);
      } else {
        draw_line({}, untouched.front());
        buffer_.puts(row_, 0, "...", Style::line_number);
        ++row_;
        draw_line({}, untouched.back());
      }
      untouched.clear();
      draw_line(marks, taken);
    }
    if (attribute && spliced_.display == DisplaySuggestion::add) {
      // An attribute says little without the item below it.
      number(row_, first_.line + taken);
      draw_column_separator_no_space(buffer_, row_, place_.gutter + 1);
      buffer_.puts(row_, place_.gutter + 3, normalize_whitespace(source_line(first_.line)), Style::none);
      ++row_;
    }
    return taken >= spliced_.lines.size();
  }

  void draw_line(const std::vector<Highlight>& marks, size_t index) {
    const std::string& text = spliced_.lines[index];
    const size_t line = first_.line + index;
    const size_t code = place_.gutter + 3;
    if (spliced_.display == DisplaySuggestion::diff) {
      draw_diff_line(text, line);
    } else if (spliced_.multiline()) {
      number(row_, line);
      if (marks.size() == 1 && marks[0].start == 0 && marks[0].end == text.size()) sign(row_, "+ ", Style::addition);
      else if (marks.empty() || (marks.size() == 1 && marks[0].start == 0 && marks[0].end == 0))
        draw_column_separator(buffer_, row_, place_.gutter + 1);
      else sign(row_, "~ ", Style::addition);
      buffer_.puts(row_, code, normalize_whitespace(text), Style::none);
    } else {
      number(row_, line);
      if (spliced_.display == DisplaySuggestion::add) sign(row_, "+ ", Style::addition);
      else draw_column_separator(buffer_, row_, place_.gutter + 1);
      buffer_.append(row_, normalize_whitespace(text), Style::none);
    }
    for (const Highlight& h : marks) {
      size_t tabs = 0;
      std::string_view rest = text;
      for (size_t i = 0; i < h.start && !rest.empty(); ++i) tabs += next_char(rest) == '\t' ? 3 : 0;
      buffer_.set_style(row_, code + h.start + tabs, code + h.end + tabs, Style::addition);
    }
    ++row_;
  }

  // The lines that are replaced, then the line that replaces them, unless it is blank or was there already.
  void draw_diff_line(const std::string& text, size_t line) {
    for (size_t old = first_.line; old < last_.line; ++old) {
      number(row_ - 1, line + old - first_.line);
      sign(row_ - 1, "- ", Style::removal);
      buffer_.puts(row_ - 1, place_.gutter + 3, normalize_whitespace(source_line(old)), Style::none);
      ++row_;
    }
    const std::string_view last = source_line(last_.line);
    if (last == text) {
      row_ -= 2;
      return;
    }
    number(row_ - 1, line + last_.line - first_.line);
    sign(row_ - 1, "- ", Style::removal);
    buffer_.puts(row_ - 1, place_.gutter + 3, normalize_whitespace(last), Style::none);
    if (all_whitespace(text)) {
      --row_;
      return;
    }
    number(row_, line);
    sign(row_, "+ ", Style::addition);
    buffer_.append(row_, normalize_whitespace(text), Style::none);
  }

  // The marks of one edit below its line, and its removal in colour.
  void draw_part(const Part& part) {
    const Location lo = locate(sources_, part.span.lo);
    const Location hi = locate(sources_, part.span.hi);
    const std::string_view original = sources_.snippet(part.span);
    const bool white = trim(part.snippet).empty();
    const size_t start = white ? 0 : part.snippet.size() - trim_start(part.snippet).size();
    const size_t length = text_width(white ? std::string_view(part.snippet) : trim(part.snippet));
    ptrdiff_t offset = 0;
    for (const auto& [after, by] : offsets_)
      if (lo.display >= after) offset += by;
    const ptrdiff_t from = static_cast<ptrdiff_t>(lo.display + start) + offset;
    const size_t code = place_.gutter + 3;
    if (spliced_.display == DisplaySuggestion::underline && original != part.snippet)
      for (size_t i = 0; i < length; ++i)
        buffer_.putc(row_, static_cast<size_t>(static_cast<ptrdiff_t>(code + i) + from), part.addition ? '+' : '~', Style::addition);
    if (spliced_.display == DisplaySuggestion::diff) color_removed(original, lo, hi, code);
    offsets_.push_back({hi.display, static_cast<ptrdiff_t>(text_width(part.snippet)) -
                                        (static_cast<ptrdiff_t>(hi.display) - static_cast<ptrdiff_t>(lo.display))});
  }

  void color_removed(std::string_view original, const Location& lo, const Location& hi, size_t code) {
    std::vector<std::string_view> lines;
    for (size_t at = 0; at < original.size();) {
      const size_t end = std::min(original.find('\n', at), original.size());
      lines.push_back(original.substr(at, end - at));
      at = end + 1;
    }
    if (lines.empty() || row_ <= lines.size()) {
      if (row_ >= 2) buffer_.set_style(row_ - 2, code + lo.display, code + hi.display, Style::removal);
      return;
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      const size_t width = normalize_whitespace(lines[i]).size();
      const size_t back = lines.size() - i - 1 + 2;
      const size_t row = std::max(row_ > back ? row_ - back : 0, top_);
      const size_t begin = i == 0 ? code + lo.display : code;
      const size_t end = i == 0 ? code + lo.display + width : i + 1 == lines.size() ? code + hi.display : code + width;
      buffer_.set_style(row, begin, end, Style::removal);
    }
  }

  StyledBuffer& buffer_;
  const source::SourceMap& sources_;
  const Spliced& spliced_;
  const SuggestionPlace& place_;
  const source::SourceFile& file_;
  Location first_, last_;  // of the first edit
  size_t top_ = 0;
  size_t row_ = 0;
  std::vector<std::pair<size_t, ptrdiff_t>> offsets_;  // from that column on, edits have moved the text by so much
};

}  // namespace

void draw_suggestion(StyledBuffer& buffer, const source::SourceMap& sources, const Spliced& spliced, const SuggestionPlace& place) {
  SuggestionPainter(buffer, sources, spliced, place).draw();
}

size_t last_line_number(const source::SourceMap& sources, const Spliced& spliced) {
  const Span first = spliced.parts[0].span;
  const size_t line = locate(sources, first.lo).line;
  switch (spliced.display) {
    case DisplaySuggestion::underline: return line;
    case DisplaySuggestion::diff: return locate(sources, first.hi).line;
    case DisplaySuggestion::add:
    case DisplaySuggestion::none: break;
  }
  return line + spliced.lines.size() - (spliced.lines.empty() ? 0 : 1);
}

}  // namespace borrowlab::diagnostics
