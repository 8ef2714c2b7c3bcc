// `borrowlab test FILE`: acts as `rustc --test FILE && ./main` would.
#include <cstdio>

#include "cli/commands.h"
#include "driver/report.h"

namespace borrowlab::cli {

int test_program(driver::Session& session, const Arguments& args) {
  if (const int status = check_program(session, args, true); status != driver::status_ok) return status;
  const driver::TestRun run = driver::run_tests(session, args.test);
  for (const vm::Output& piece : run.output) std::fwrite(piece.text.data(), 1, piece.text.size(), piece.to_stderr ? stderr : stdout);
  std::fflush(stdout);
  if (run.explanation) std::fputs(diagnostics::render_text(*run.explanation, session.sources(), diagnostics::Color::never).c_str(), stderr);
  return run.exit_status;
}

}  // namespace borrowlab::cli
