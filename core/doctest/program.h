// A block of Markdown as a program, after rustdoc 1.95 (librustdoc/doctest/make.rs).
#pragma once
#include <string>

#include "doctest/markdown.h"

namespace borrowlab::doctest {

// The marks of hidden lines are taken off, a block without `fn main` gets one around it, and what comes before is left empty:
// a line of the program has the number of its line in the Markdown file, so that every place in a diagnostic leads there.
std::string program_of(const Block& block);

// The lines of that program, from 0, that a reader of the post sees: the block's own without the hidden ones.
std::vector<uint32_t> shown_lines(const Block& block);

// Whether a text declares `fn main` outside of all braces.
bool declares_main(std::string_view text);

}  // namespace borrowlab::doctest
