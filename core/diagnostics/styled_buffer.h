// A grid of styled characters that grows as it is written to: snippets are drawn into it in any order.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/render.h"

namespace borrowlab::diagnostics {

enum class Style : uint8_t { none, line_number, level, main_header, secondary, addition, removal, highlight };

class StyledBuffer {
 public:
  size_t num_lines() const { return lines_.size(); }
  void putc(size_t line, size_t column, char32_t c, Style style);
  void puts(size_t line, size_t column, std::string_view text, Style style);
  // At the end of the line; before its first character.
  void append(size_t line, std::string_view text, Style style);
  void prepend(size_t line, std::string_view text, Style style);
  // Characters [from, to) of the line replaced by `text`.
  void replace(size_t line, size_t from, size_t to, std::string_view text);
  // Restyles what is there already in columns [from, to).
  void set_style(size_t line, size_t from, size_t to, Style style);
  // Lines separated by line breaks, none at the end. `level` is what Style::level looks like.
  void render(std::string& out, Level level, Color color) const;

 private:
  struct Cell {
    char32_t c = U' ';
    Style style = Style::none;
  };
  void ensure(size_t line) {
    if (line >= lines_.size()) lines_.resize(line + 1);
  }
  std::vector<std::vector<Cell>> lines_;
};

}  // namespace borrowlab::diagnostics
