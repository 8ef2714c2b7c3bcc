// What the command line can be asked to do. Each command writes to stdout and stderr, and gives the exit status.
#pragma once
#include <string>
#include <vector>

#include "driver/session.h"
#include "driver/test_harness.h"

namespace borrowlab::cli {

struct Arguments {
  std::vector<std::string> files;
  int edition = 2024;
  std::string error_format = "human";
  driver::TestOptions test;
  int memory = -1;                  // trace: the memory after this step instead; -1: not asked for
  std::string svg, theme = "auto";  // render
  bool pictures = false;            // check, of Markdown files
  uint32_t step = 0;
};

// The text of a file; false (and a message) where there is none.
bool read_file(const std::string& path, std::string& text);

// Commands about the one program in `args.files`.
// `with_tests`: as `rustc --test` does.
int check_program(driver::Session& session, const Arguments& args, bool with_tests = false);
int test_program(driver::Session& session, const Arguments& args);
int run_program(driver::Session& session, const Arguments& args);
int print_mir(driver::Session& session, const Arguments& args);
// Lanes, collisions and steps as JSON (web/TRACE.md): of the check, and of the run where the program is accepted.
int print_trace(driver::Session& session, const Arguments& args);

// The lanes beside the code, as an SVG file.
int render_picture(driver::Session& session, const Arguments& args);

// Whether a file is Markdown, by its name.
bool is_markdown(const std::string& path);
// Runs the Rust blocks of Markdown files as their attributes say; with `pictures`, writes the lanes of POST.md's blocks to POST-1.svg,
// POST-2.svg … beside it. The worst of the files' statuses: see doctest::exit_status.
int check_markdown(driver::Session& session, const Arguments& args);

// False (and a message) where the embedded library is broken.
bool is_sound(const driver::Session& session);

}  // namespace borrowlab::cli
