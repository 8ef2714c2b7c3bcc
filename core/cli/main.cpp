// The command line: `borrowlab run|check|mir FILE` acts as `rustc FILE && ./main` would.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

#include "driver/report.h"

namespace {

using namespace borrowlab;

struct Arguments {
  std::string file;
  int edition = 2024;
  std::string error_format = "human";
};

// Reads a program; false (and a message) where there is none.
bool read_program(const std::string& path, std::string& text) {
  std::string complaint;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream all;
  if (in && in.peek() != std::ifstream::traits_type::eof()) all << in.rdbuf();
  if (!in.is_open()) complaint = "couldn't read `" + path + "`: no such file, or it cannot be opened";
  else if (in.bad()) complaint = "couldn't read `" + path + "`: it is not a file that can be read";
  else {
    text = all.str();
    complaint = driver::program_defect(path, text).value_or("");
  }
  if (!complaint.empty()) std::fprintf(stderr, "error: %s\n", complaint.c_str());
  return complaint.empty();
}

int check(driver::Session& session, const Arguments& args) {
  std::string text;
  if (!read_program(args.file, text)) return driver::status_refused;
  for (const auto& d : session.library_errors())
    std::fputs(diagnostics::render_text(d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  if (!session.library_errors().empty()) return driver::status_refused;
  driver::Options options;
  options.edition = static_cast<source::Edition>(args.edition);
  options.file_name = args.file;
  const driver::CheckResult& result = session.check(std::move(text), options);
  const auto format = args.error_format == "json" ? driver::ErrorFormat::json : driver::ErrorFormat::human;
  std::fputs(driver::render(result, session.sources(), format).c_str(), stderr);
  return driver::exit_status(result.verdict);
}

int run(driver::Session& session, const Arguments& args) {
  if (const int status = check(session, args); status != driver::status_ok) return status;
  const vm::RunResult result = session.run({});
  for (const vm::Output& piece : result.output) std::fwrite(piece.text.data(), 1, piece.text.size(), piece.to_stderr ? stderr : stdout);
  std::fflush(stdout);
  if (const auto d = driver::explain(result.outcome))
    std::fputs(diagnostics::render_text(*d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  return driver::exit_status(result.outcome);
}

int print_mir(driver::Session& session, const Arguments& args) {
  if (const int status = check(session, args); status == driver::status_refused) return status;
  std::fputs(session.mir().c_str(), stdout);
  return driver::status_ok;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Borrowlab: runs Rust programs about borrowing, with the compiler's errors and the panics as rustc words them.\n"
      "Exit status: 0, or the program's own; 101 after a panic; 1 when the program is rejected; 2 when it is refused, or on bad usage."};
  app.require_subcommand(1);
  Arguments args;
  auto command = [&](const char* name, const char* what) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("FILE", args.file, "the program, one Rust file")->required();
    sub->add_option("--edition", args.edition, "2018, 2021 or 2024 (default)")->check(CLI::IsMember({2018, 2021, 2024}));
    sub->add_option("--error-format", args.error_format, "human (default) or json, rustc's own schema")
        ->check(CLI::IsMember({"human", "json"}));
    return sub;
  };
  CLI::App* run_command = command("run", "check a program, then run it");
  CLI::App* check_command = command("check", "check a program, do not run it");
  CLI::App* mir_command = command("mir", "print the MIR of a program");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? driver::status_ok : driver::status_refused;
  }
  // Not destroyed: the end of the process gives back all memory at once.
  driver::Session& session = *new driver::Session;
  if (run_command->parsed()) return run(session, args);
  if (check_command->parsed()) return check(session, args);
  if (mir_command->parsed()) return print_mir(session, args);
  return driver::status_refused;
}
