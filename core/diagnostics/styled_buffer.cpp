#include "diagnostics/styled_buffer.h"

#include <algorithm>

#include "diagnostics/text_width.h"

namespace borrowlab::diagnostics {

namespace {

// ANSI sequences as rustc writes them: effects first, then the colour.
std::string_view escape(Style style, Level level) {
  switch (style) {
    case Style::none: return "";
    case Style::line_number:
    case Style::secondary: return "\x1b[1m\x1b[94m";
    case Style::main_header: return "\x1b[1m";
    case Style::addition: return "\x1b[92m";
    case Style::removal: return "\x1b[91m";
    case Style::highlight: return "\x1b[1m\x1b[35m";
    case Style::level: break;
  }
  switch (level) {
    case Level::error: return "\x1b[1m\x1b[91m";
    case Level::warning: return "\x1b[1m\x1b[33m";
    case Level::note:
    case Level::once_note: return "\x1b[1m\x1b[92m";
    case Level::help:
    case Level::once_help: return "\x1b[1m\x1b[96m";
  }
  return "";
}

}  // namespace

void StyledBuffer::putc(size_t line, size_t column, char32_t c, Style style) {
  ensure(line);
  auto& row = lines_[line];
  if (column >= row.size()) row.resize(column + 1);
  row[column] = {c, style};
}

void StyledBuffer::puts(size_t line, size_t column, std::string_view text, Style style) {
  ensure(line);
  while (!text.empty()) putc(line, column++, next_char(text), style);
}

void StyledBuffer::append(size_t line, std::string_view text, Style style) {
  ensure(line);
  puts(line, lines_[line].size(), text, style);
}

void StyledBuffer::prepend(size_t line, std::string_view text, Style style) {
  ensure(line);
  if (!lines_[line].empty()) lines_[line].insert(lines_[line].begin(), char_count(text), Cell{});
  puts(line, 0, text, style);
}

void StyledBuffer::replace(size_t line, size_t from, size_t to, std::string_view text) {
  if (line >= lines_.size() || from >= lines_[line].size() || to > lines_[line].size() || from >= to) return;
  auto& row = lines_[line];
  std::vector<Cell> cells;
  while (!text.empty()) cells.push_back({next_char(text), Style::line_number});
  row.erase(row.begin() + static_cast<ptrdiff_t>(from), row.begin() + static_cast<ptrdiff_t>(to));
  row.insert(row.begin() + static_cast<ptrdiff_t>(from), cells.begin(), cells.end());
}

void StyledBuffer::set_style(size_t line, size_t from, size_t to, Style style) {
  if (line >= lines_.size()) return;
  for (size_t i = from; i < std::min(to, lines_[line].size()); ++i) lines_[line][i].style = style;
}

void StyledBuffer::render(std::string& out, Level level, Color color) const {
  for (size_t i = 0; i < lines_.size(); ++i) {
    std::string_view current;
    for (const Cell& cell : lines_[i]) {
      if (color == Color::ansi) {
        const std::string_view wanted = escape(cell.style, level);
        if (wanted != current) {
          if (!current.empty()) out += "\x1b[0m";
          out += wanted;
          current = wanted;
        }
      }
      append_char(out, cell.c);
    }
    if (!current.empty()) out += "\x1b[0m";
    if (i + 1 != lines_.size()) out += '\n';
  }
}

}  // namespace borrowlab::diagnostics
