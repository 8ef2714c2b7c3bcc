// Runs the `#[test]` functions of a program, and says what came of it as Rust's test harness does.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "driver/session.h"

namespace borrowlab::driver {

// What the harness can be asked for: its own options, by their names.
struct TestOptions {
  std::vector<std::string> filters, skip;  // names that contain one of them are run; are left out
  bool exact = false;                      // the whole name, not a part of it
  bool ignored = false;                    // the ignored ones only
  bool include_ignored = false;
  bool list = false;
  bool no_capture = false;
  bool show_output = false;  // of those that passed too
};

struct TestRun {
  std::vector<vm::Output> output;
  int exit_status = 0;
  std::optional<diagnostics::Diagnostic> explanation;  // of a test that did not come to its end: none after it was run
};

// The tests of the program that was checked last, one after another by name. Checked with `Options::cfg_test`.
TestRun run_tests(Session& session, const TestOptions& options);

}  // namespace borrowlab::driver
