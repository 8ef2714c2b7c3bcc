// The Rust blocks of a Markdown file, found as CommonMark finds fenced code, their info strings read as rustdoc 1.95 reads them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace borrowlab::doctest {

// What a block's info string says about it: ```rust,compile_fail,E0502
struct Attributes {
  bool rust = false;  // the block is Rust: named so, or nothing but rustdoc's attributes
  bool ignore = false;
  bool no_run = false;
  bool compile_fail = false;  // also where only a code is named
  bool should_panic = false;
  std::vector<std::string> codes;            // of errors, all of which must be found
  std::optional<std::string> panic_message;  // part of it: should_panic(expected = "…") or should_panic="…"
  std::optional<int> edition;
  std::string unsupported;  // an attribute that Borrowlab cannot follow: `edition2015`, `test_harness`; empty: none
};

Attributes parse_attributes(std::string_view info);

// What stands around blocks in a post: the element, or a shortcode of a site generator that makes one.
// `<borrow-lab expect="E0502">`, `{% borrowlab(expect="panic") %}`, `{{< borrowlab edition="2021" >}}`
enum class Around : uint8_t { neither, begins, ends };
Around around(std::string_view line);
// Adds what its line says to the attributes of a block within.
void add_attributes(std::string_view line, Attributes& out);

struct Block {
  uint32_t line = 0;  // of the opening fence, from 1
  Attributes attributes;
  std::vector<std::string> lines;  // as written, without the indentation of the block
};

// In order; blocks of other languages are left out. Text within HTML comments is not looked at.
std::vector<Block> rust_blocks(std::string_view markdown);

}  // namespace borrowlab::doctest
