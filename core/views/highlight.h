// Simple syntax colours of a program's text: by token, not by meaning.
#pragma once
#include <string_view>
#include <vector>

#include "source/source_map.h"

namespace borrowlab::views {

enum class Ink : uint8_t { plain, keyword, string, number, comment, type, function, meta };

struct Inked {
  uint32_t from = 0, to = 0;  // bytes of the text
  Ink ink = Ink::plain;
};

// Ascending, without gaps or overlaps. A text that cannot be lexed is plain.
std::vector<Inked> highlight(const source::SourceFile& file, source::Edition edition);

}  // namespace borrowlab::views
