#include <algorithm>

#include "diagnostics/render.h"
#include "diagnostics/report.h"
#include "diagnostics/snippet.h"
#include "diagnostics/styled_buffer.h"
#include "diagnostics/suggestion.h"
#include "diagnostics/text_width.h"

namespace borrowlab::diagnostics {

namespace {

using ElementKind = Element::Kind;

size_t digits(size_t n) {
  size_t count = 1;
  for (; n >= 10; n /= 10) ++count;
  return count;
}

bool has_primary(const AnnotatedLine& line) {
  return std::any_of(line.annotations.begin(), line.annotations.end(), [](const LineAnnotation& a) { return a.primary; });
}

class ReportPainter {
 public:
  ReportPainter(const std::vector<Group>& groups, const source::SourceMap& sources) : groups_(groups), sources_(sources) {
    size_t last = 0;
    for (const Group& group : groups) {
      for (const Element& e : group.elements) {
        if (e.kind == ElementKind::cause && !e.lines.lines.empty()) last = std::max(last, e.lines.lines.back().number);
        if (e.kind == ElementKind::suggestion) last = std::max(last, last_line_number(sources, e.spliced));
      }
    }
    gutter_ = digits(last);
  }

  std::string draw(Color color) {
    std::string out;
    main_path_ = primary_path(groups_.front());
    for (size_t g = 0; g < groups_.size(); ++g) {
      StyledBuffer buffer;
      draw_group(buffer, g);
      buffer.render(out, groups_[g].level, color);
      out += '\n';
    }
    return out;
  }

 private:
  void bar(StyledBuffer& buffer) { draw_column_separator_no_space(buffer, buffer.num_lines(), gutter_ + 1); }

  static const std::string* primary_path(const Group& group) {
    const std::string* first = nullptr;
    for (const Element& e : group.elements) {
      if (e.kind == ElementKind::cause && std::any_of(e.lines.lines.begin(), e.lines.lines.end(), has_primary)) return &e.path;
      if (first == nullptr && (e.kind == ElementKind::cause || e.kind == ElementKind::origin)) first = &e.path;
    }
    return first;
  }

  void draw_group(StyledBuffer& buffer, size_t g) {
    const Group& group = groups_[g];
    const auto& elements = group.elements;
    const bool more_groups = g == 0 && groups_.size() > 1;
    const std::string* path = primary_path(group);
    const std::string* own_path = path != nullptr ? path : main_path_;
    if (group.titled) {
      draw_title(buffer, group, g == 0);
      if (elements.empty() ? more_groups : elements.front().kind == ElementKind::message) bar(buffer);
    }
    bool seen_primary = false;
    for (size_t i = 0; i < elements.size(); ++i) {
      const Element& e = elements[i];
      const Element* next = i + 1 < elements.size() ? &elements[i + 1] : nullptr;
      const bool primary = path != nullptr && *path == e.path && !seen_primary;
      switch (e.kind) {
        case ElementKind::message: draw_message(buffer, e); break;
        case ElementKind::cause:
          seen_primary = seen_primary || primary;
          draw_cause(buffer, group, e, primary);
          if (g == 0 && (next != nullptr ? next->kind == ElementKind::message : more_groups)) bar(buffer);
          break;
        case ElementKind::suggestion: {
          const bool follows = i != 0 && elements[i - 1].kind == ElementKind::suggestion && elements[i - 1].path == e.path;
          draw_suggestion(buffer, sources_, e.spliced, {gutter_, follows, own_path == nullptr || *own_path != e.path});
          break;
        }
        case ElementKind::origin:
          seen_primary = seen_primary || primary;
          draw_origin(buffer, e.path + e.text, primary);
          if (next == nullptr && more_groups) bar(buffer);
          break;
        case ElementKind::padding: bar(buffer); break;
      }
    }
  }

  void draw_title(StyledBuffer& buffer, const Group& group, bool main) {
    std::string name(level_name(group.level));
    if (!group.code.empty()) name += "[" + group.code + "]";
    const Style style = main ? Style::main_header : Style::none;
    buffer.append(0, name, Style::level);
    buffer.append(0, ": ", style);
    draw_lines(buffer, 0, group.title, name.size() + 2, style);
  }

  void draw_message(StyledBuffer& buffer, const Element& e) {
    const size_t row = buffer.num_lines();
    buffer.append(row, std::string(gutter_ + 1, ' '), Style::none);
    buffer.append(row, "= ", Style::line_number);
    size_t width = gutter_ + 3;
    if (!e.unnamed) {
      const std::string_view name = level_name(e.level);
      buffer.append(row, name, Style::main_header);
      buffer.append(row, ": ", Style::none);
      width += name.size() + 2;
    }
    if (e.highlights.empty()) draw_lines(buffer, row, e.text, width, Style::none);
    else draw_highlighted(buffer, row, e, width);
  }

  // Further lines of a message stand below its first.
  static void draw_lines(StyledBuffer& buffer, size_t row, std::string_view text, size_t indent, Style style) {
    for (bool first = true;; first = false, ++row) {
      const size_t end = text.find('\n');
      if (!first) buffer.append(row, std::string(indent, ' '), Style::none);
      buffer.append(row, normalize_whitespace(text.substr(0, end)), style);
      if (end == std::string_view::npos) return;
      text.remove_prefix(end + 1);
    }
  }

  static void draw_highlighted(StyledBuffer& buffer, size_t row, const Element& e, size_t indent) {
    size_t at = 0;
    const auto write = [&](size_t end, Style style) {
      for (end = std::min(end, e.text.size()); at < end;) {
        const size_t stop = std::min(e.text.find('\n', at), end);
        buffer.append(row, e.text.substr(at, stop - at), style);
        at = stop;
        if (at == end) break;
        buffer.append(++row, std::string(indent, ' '), Style::none);
        ++at;
      }
    };
    for (const auto& [begin, end] : e.highlights) {
      write(begin, Style::none);
      write(end, Style::highlight);
    }
    write(e.text.size(), Style::none);
  }

  void draw_origin(StyledBuffer& buffer, std::string_view place, bool primary) {
    const size_t row = buffer.num_lines();
    buffer.puts(row, gutter_, primary ? "--> " : "::: ", Style::line_number);
    buffer.append(row, place, Style::none);
  }

  void draw_cause(StyledBuffer& buffer, const Group& group, const Element& e, bool primary) {
    const auto& lines = e.lines.lines;
    if (!primary) bar(buffer);
    auto line = lines.begin();
    if (primary) {
      const auto at = std::find_if(lines.begin(), lines.end(), has_primary);
      if (at != lines.end()) line = at;
    }
    std::string place = e.path;
    if (line != lines.end()) {
      const auto& all = line->annotations;
      auto first = all.begin();
      if (primary) {
        first = std::min_element(all.begin(), all.end(), [](const LineAnnotation& a, const LineAnnotation& b) {
          return a.primary != b.primary ? a.primary : a.start.chars < b.start.chars;
        });
      }
      place += ":" + std::to_string(line->number);
      if (first != all.end()) place += ":" + std::to_string(first->start.chars + 1);
    }
    draw_origin(buffer, place, primary);
    bar(buffer);
    size_t depth = 0;
    for (const Element& other : group.elements) depth = std::max(depth, other.lines.depth);
    draw_snippet(buffer, sources_.file(e.file), e.lines, gutter_, depth);
  }

  const std::vector<Group>& groups_;
  const source::SourceMap& sources_;
  size_t gutter_ = 1;
  const std::string* main_path_ = nullptr;
};

}  // namespace

std::string render_text(const Diagnostic& d, const source::SourceMap& sources, Color color) {
  const std::vector<Group> groups = make_report(d, sources);
  return ReportPainter(groups, sources).draw(color) + "\n";
}

}  // namespace borrowlab::diagnostics
