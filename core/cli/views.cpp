// `borrowlab trace FILE`: what the views of a program are made from.
#include <cstdio>

#include "cli/commands.h"
#include "driver/report.h"
#include "views/json.h"

namespace borrowlab::cli {

int print_trace(driver::Session& session, const Arguments& args) {
  const int status = check_program(session, args);
  if (status == driver::status_refused) return status;
  vm::RunResult result;
  vm::RunOptions options;
  options.traced = true;
  const bool runs = status == driver::status_ok;
  if (runs) result = session.run(options);
  if (args.memory >= 0) {
    std::fputs((session.memory_at(static_cast<uint32_t>(args.memory)) + "\n").c_str(), stdout);
    return driver::status_ok;
  }
  const views::Source source = session.view_source(runs ? &result : nullptr);
  std::fputs((views::to_json(source, views::trace(source), true) + "\n").c_str(), stdout);
  return driver::status_ok;
}

}  // namespace borrowlab::cli
