// Format strings: `text {arg:spec}`. After rustc_parse_format.
#pragma once
#include <string>
#include <vector>

#include "syntax/literal.h"

namespace borrowlab::syntax {

// Where a piece stands: indices into the string's characters.
struct CharRange {
  size_t lo = 0, hi = 0;
};

struct FormatArgRef {
  enum class Kind : uint8_t { none, next, index, name } kind = Kind::none;
  size_t index = 0;
  std::string name;
  CharRange at;
};
struct FormatCount {
  enum class Kind : uint8_t { none, literal, arg, star } kind = Kind::none;
  size_t value = 0;
  FormatArgRef arg;
};
struct FormatPiece {
  bool is_text = false;
  std::string text;
  FormatArgRef arg;
  uint32_t fill = ' ';
  uint8_t align = 3;   // 0 left, 1 right, 2 center, 3 none
  uint32_t flags = 0;  // 1 plus, 2 minus, 4 alternate, 8 zero, 16 debug lower hex, 32 debug upper hex
  FormatCount width, precision;
  std::string trait;  // "", "?", "x", …
  CharRange trait_at;
  CharRange at;  // with the braces
  bool has_spec = false;
};
struct FormatError {
  std::string description, label, note;
  CharRange at;
  bool has_secondary = false;
  std::string secondary;
  CharRange secondary_at;
};

bool parse_format_string(const std::vector<StrChar>& text, std::vector<FormatPiece>& out, FormatError& error);

}  // namespace borrowlab::syntax
