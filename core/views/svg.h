// The lanes beside the code as one self-contained SVG: for feeds, slides, print.
#pragma once
#include "views/trace.h"

namespace borrowlab::views {

enum class Theme : uint8_t { light, dark, reader };  // reader: follows the reader's scheme

struct PictureOptions {
  Theme theme = Theme::reader;
  uint32_t step = none;  // mark this moment of the run: its line, and what is held there
  std::string title;     // said to screen readers, and shown above the code
  std::string verdict;   // one line: what the compiler or the run said
  bool good = true;      // whether that is no error
  source::Edition edition = source::Edition::e2024;
  std::vector<uint32_t> lines;  // of the text, from 0, in order: those that are shown; empty: all
  uint32_t skipped = 0;         // so many lines come before the one that is numbered 1
};

std::string to_svg(const Source& source, const Trace& trace, const PictureOptions& options);

// A lane in a sentence: who holds what from where to where. `skipped`: as above.
std::string sentence(const Source& source, const Lane& lane, uint32_t skipped = 0);

}  // namespace borrowlab::views
