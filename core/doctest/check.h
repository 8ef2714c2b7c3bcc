// Runs the Rust blocks of a Markdown file and compares what happens with what their attributes say, as rustdoc's tests do.
#pragma once
#include "doctest/markdown.h"
#include "driver/session.h"

namespace borrowlab::doctest {

enum class Result : uint8_t {
  as_told,   // it did what its attributes say
  mismatch,  // it did something else
  refused,   // Borrowlab cannot tell
  ignored,
};

struct Finding {
  uint32_t line = 0;  // of the block's opening fence
  Result result = Result::as_told;
  std::string words;    // what happened, for one line
  std::string details;  // what compiler and program said, where it is not as told: text of lines
  std::string picture;  // an SVG of the block's lanes; empty: not asked for, refused or ignored
};

// Checks and runs the blocks of `markdown` in turn. `path` is the file's name in diagnostics, whose line numbers are the file's own.
// `pictures`: they are drawn too, which takes the runs longer.
std::vector<Finding> check(driver::Session& session, std::string_view markdown, const std::string& path, source::Edition edition,
                           bool pictures = false);

// One line for each block, `path:line: words`, details below those that are not as told, and a line that counts.
std::string report(const std::vector<Finding>& findings, const std::string& path);

// 0: all as told or ignored; 1: a mismatch; 2: none, but something was refused.
int exit_status(const std::vector<Finding>& findings);

}  // namespace borrowlab::doctest
