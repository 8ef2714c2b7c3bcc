// The command line: `borrowlab run|check|mir FILE` acts as `rustc FILE && ./main` would.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "diagnostics/render.h"
#include "driver/session.h"

namespace {

using namespace borrowlab;

enum ExitStatus { ok = 0, rejected = 1, refused = 2, panicked = 101 };

struct Arguments {
  std::string file;
  int edition = 2024;
  std::string error_format = "human";
};

void complain(const std::string& message) { std::fprintf(stderr, "error: %s\n", message.c_str()); }

// The offset of the first byte that is not UTF-8; npos where all is well.
size_t first_invalid_utf8(const std::string& text) {
  for (size_t i = 0; i < text.size();) {
    const auto b = static_cast<unsigned char>(text[i]);
    const size_t n = b < 0x80 ? 1 : b >= 0xC2 && b <= 0xDF ? 2 : b >= 0xE0 && b <= 0xEF ? 3 : b >= 0xF0 && b <= 0xF4 ? 4 : 0;
    if (n == 0 || i + n > text.size()) return i;
    for (size_t k = 1; k < n; ++k) {
      const auto c = static_cast<unsigned char>(text[i + k]);
      const unsigned char low = k > 1 ? 0x80 : b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
      const unsigned char high = k > 1 ? 0xBF : b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
      if (c < low || c > high) return i;
    }
    i += n;
  }
  return std::string::npos;
}

// Reads a program; false (and a message) where there is none.
bool read_program(const std::string& path, std::string& text) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    complain("couldn't read `" + path + "`: no such file, or it cannot be opened");
    return false;
  }
  std::ostringstream all;
  all << in.rdbuf();
  if (in.bad() || all.fail()) {
    complain("couldn't read `" + path + "`: it is not a readable file, or it is empty");
    return false;
  }
  text = all.str();
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    complain("`" + path + "` is empty: there is no program in it");
    return false;
  }
  if (const size_t at = first_invalid_utf8(text); at != std::string::npos) {
    complain("`" + path + "` is not UTF-8: the byte at offset " + std::to_string(at) + " starts no valid character");
    return false;
  }
  return true;
}

void print_diagnostics(const std::vector<diagnostics::Diagnostic>& all, const source::SourceMap& sources, bool json) {
  for (const auto& d : all) {
    const std::string text = json ? diagnostics::render_json(d, sources) + "\n" : diagnostics::render_text(d, sources, diagnostics::Color::never);
    std::fputs(text.c_str(), stderr);
  }
  const bool only_refusals = !all.empty() && all.front().refusal;
  if (only_refusals) return;
  if (json) {
    for (const std::string& line : diagnostics::render_summary_json(all)) std::fprintf(stderr, "%s\n", line.c_str());
  } else {
    std::fputs(diagnostics::render_summary(all, diagnostics::Color::never).c_str(), stderr);
  }
}

int check(driver::Session& session, const Arguments& args) {
  std::string text;
  if (!read_program(args.file, text)) return refused;
  for (const auto& d : session.library_errors()) {
    std::fputs(diagnostics::render_text(d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  }
  if (!session.library_errors().empty()) return refused;
  driver::Options options;
  options.edition = static_cast<source::Edition>(args.edition);
  options.file_name = args.file;
  const driver::CheckResult& result = session.check(std::move(text), options);
  print_diagnostics(result.diagnostics, session.sources(), args.error_format == "json");
  switch (result.verdict) {
    case driver::Verdict::accepted: return ok;
    case driver::Verdict::rejected: return rejected;
    case driver::Verdict::refused: return refused;
  }
  return refused;
}

int run(driver::Session& session, const Arguments& args) {
  if (const int status = check(session, args); status != ok) return status;
  const vm::RunResult result = session.run({});
  for (const vm::Output& piece : result.output) std::fwrite(piece.text.data(), 1, piece.text.size(), piece.to_stderr ? stderr : stdout);
  std::fflush(stdout);
  const vm::Outcome& outcome = result.outcome;
  auto report = [&](const std::string& message) {
    diagnostics::Diagnostic d(diagnostics::Level::error, message, outcome.span.is_dummy() ? diagnostics::MultiSpan{} : diagnostics::MultiSpan(outcome.span));
    std::fputs(diagnostics::render_text(d, session.sources(), diagnostics::Color::never).c_str(), stderr);
  };
  switch (outcome.kind) {
    case vm::OutcomeKind::exited:
    case vm::OutcomeKind::panicked: return outcome.exit_status;
    case vm::OutcomeKind::aborted: return 134;
    case vm::OutcomeKind::budget: report("the run was stopped: its budget of " + outcome.message + " is used up"); return refused;
    case vm::OutcomeKind::undefined_behaviour: report("Undefined Behavior: " + outcome.message); return refused;
    case vm::OutcomeKind::refused: report("borrowlab does not support " + outcome.message + " yet"); return refused;
    case vm::OutcomeKind::stopped: report("the run was stopped"); return refused;
    case vm::OutcomeKind::deadlock: report("deadlock: " + outcome.message); return refused;
  }
  return refused;
}

int print_mir(driver::Session& session, const Arguments& args) {
  if (const int status = check(session, args); status == refused) return status;
  std::fputs(session.mir().c_str(), stdout);
  return ok;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Borrowlab: runs Rust programs about borrowing, with the compiler's errors and the panics as rustc words them.\n"
               "Exit status: 0, or the program's own; 101 after a panic; 1 when the program is rejected; 2 when it is refused, or on bad usage."};
  app.require_subcommand(1);
  Arguments args;
  auto command = [&](const char* name, const char* what) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("FILE", args.file, "the program, one Rust file")->required();
    sub->add_option("--edition", args.edition, "2018, 2021 or 2024 (default)")->check(CLI::IsMember({2018, 2021, 2024}));
    sub->add_option("--error-format", args.error_format, "human (default) or json, rustc's own schema")->check(CLI::IsMember({"human", "json"}));
    return sub;
  };
  CLI::App* run_command = command("run", "check a program, then run it");
  CLI::App* check_command = command("check", "check a program, do not run it");
  CLI::App* mir_command = command("mir", "print the MIR of a program");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? ok : refused;
  }
  driver::Session session;
  if (run_command->parsed()) return run(session, args);
  if (check_command->parsed()) return check(session, args);
  if (mir_command->parsed()) return print_mir(session, args);
  return refused;
}
