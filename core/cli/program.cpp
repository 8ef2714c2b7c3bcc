// `borrowlab run|check|mir FILE`: acts as `rustc FILE && ./main` would.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "driver/report.h"

namespace borrowlab::cli {

namespace {

// Reads a program; false (and a message) where there is none.
bool read_program(const std::string& path, std::string& text) {
  if (!read_file(path, text)) return false;
  const auto defect = driver::program_defect(path, text);
  if (defect) std::fprintf(stderr, "error: %s\n", defect->c_str());
  return !defect;
}

}  // namespace

bool read_file(const std::string& path, std::string& text) {
  const char* complaint = nullptr;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (in && in.peek() != std::ifstream::traits_type::eof()) all << in.rdbuf();
  if (!in.is_open()) complaint = "no such file, or it cannot be opened";
  else if (in.bad()) complaint = "it is not a file that can be read";
  else text = all.str();
  if (complaint != nullptr) std::fprintf(stderr, "error: couldn't read `%s`: %s\n", path.c_str(), complaint);
  return complaint == nullptr;
}

bool is_sound(const driver::Session& session) {
  for (const auto& d : session.library_errors())
    std::fputs(diagnostics::render_text(d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  return session.library_errors().empty();
}

int check_program(driver::Session& session, const Arguments& args, bool with_tests) {
  std::string text;
  if (!read_program(args.files.front(), text) || !is_sound(session)) return driver::status_refused;
  driver::Options options;
  options.edition = static_cast<source::Edition>(args.edition);
  options.file_name = args.files.front();
  options.cfg_test = with_tests;
  const driver::CheckResult& result = session.check(std::move(text), options);
  const auto format = args.error_format == "json" ? driver::ErrorFormat::json : driver::ErrorFormat::human;
  std::fputs(driver::render(result, session.sources(), format).c_str(), stderr);
  return driver::exit_status(result.verdict);
}

int run_program(driver::Session& session, const Arguments& args) {
  if (const int status = check_program(session, args, false); status != driver::status_ok) return status;
  const vm::RunResult result = session.run({});
  for (const vm::Output& piece : result.output) std::fwrite(piece.text.data(), 1, piece.text.size(), piece.to_stderr ? stderr : stdout);
  std::fflush(stdout);
  if (const auto d = driver::explain(result.outcome))
    std::fputs(diagnostics::render_text(*d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  return driver::exit_status(result.outcome);
}

int print_mir(driver::Session& session, const Arguments& args) {
  if (const int status = check_program(session, args); status == driver::status_refused) return status;
  std::fputs(session.mir().c_str(), stdout);
  return driver::status_ok;
}

}  // namespace borrowlab::cli
