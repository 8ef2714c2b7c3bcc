// `borrowlab trace FILE`: what the views of a program are made from; `borrowlab render FILE --svg OUT`: the picture.
#include <cstdio>
#include <fstream>

#include "cli/commands.h"
#include "driver/report.h"
#include "views/json.h"

namespace borrowlab::cli {

namespace {

// Checks and, where it is accepted, runs the program; false where it is refused.
bool judge(driver::Session& session, const Arguments& args, vm::RunResult& run, bool& ran) {
  const int status = check_program(session, args);
  if (status == driver::status_refused) return false;
  vm::RunOptions options;
  options.traced = true;
  ran = status == driver::status_ok;
  if (ran) run = session.run(options);
  return true;
}

}  // namespace

int print_trace(driver::Session& session, const Arguments& args) {
  vm::RunResult run;
  bool ran = false;
  if (!judge(session, args, run, ran)) return driver::status_refused;
  if (args.memory >= 0) {
    std::fputs((session.memory_at(static_cast<uint32_t>(args.memory)) + "\n").c_str(), stdout);
    return driver::status_ok;
  }
  const views::Source source = session.view_source(ran ? &run : nullptr);
  std::fputs((views::to_json(source, views::trace(source), true) + "\n").c_str(), stdout);
  return driver::status_ok;
}

int render_picture(driver::Session& session, const Arguments& args) {
  vm::RunResult run;
  bool ran = false;
  if (!judge(session, args, run, ran)) return driver::status_refused;
  const views::Source source = session.view_source(ran ? &run : nullptr);
  views::PictureOptions options;
  options.theme = args.theme == "light" ? views::Theme::light : args.theme == "dark" ? views::Theme::dark : views::Theme::reader;
  options.edition = static_cast<source::Edition>(args.edition);
  if (args.step != 0) options.step = args.step;
  const size_t slash = args.files.front().find_last_of("/\\");
  options.title = slash == std::string::npos ? args.files.front() : args.files.front().substr(slash + 1);
  driver::add_verdict(options, session.last_check(), source.run);
  std::ofstream out(args.svg, std::ios::binary);
  out << views::to_svg(source, views::trace(source), options);
  out.flush();
  if (out) return driver::status_ok;
  std::fprintf(stderr, "error: couldn't write `%s`\n", args.svg.c_str());
  return driver::status_refused;
}

}  // namespace borrowlab::cli
