// The command line: what was asked, and by which command it is done.
#include <CLI/CLI.hpp>

#include "cli/commands.h"
#include "driver/report.h"

namespace {

using namespace borrowlab;

// `check` takes one program, or any number of Markdown files.
int check(driver::Session& session, const cli::Arguments& args) {
  if (cli::is_markdown(args.files.front())) return cli::check_markdown(session, args);
  return cli::check_program(session, args);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Borrowlab: runs Rust programs about borrowing, with the compiler's errors and the panics as rustc words them.\n"
      "Exit status: 0, or the program's own; 101 after a panic; 1 when the program is rejected; 2 when it is refused, or on bad usage.\n"
      "Of Markdown files: 0 when every Rust block does what its attributes say; 1 when one does not; 2 when one is refused."};
  app.require_subcommand(1);
  cli::Arguments args;
  auto command = [&](const char* name, const char* what) {
    CLI::App* sub = app.add_subcommand(name, what);
    sub->add_option("--edition", args.edition, "2018, 2021 or 2024 (default)")->check(CLI::IsMember({2018, 2021, 2024}));
    sub->add_option("--error-format", args.error_format, "human (default) or json, rustc's own schema")
        ->check(CLI::IsMember({"human", "json"}));
    return sub;
  };
  auto program = [&](CLI::App* sub) { return sub->add_option("FILE", args.files, "the program, one Rust file")->required(); };
  CLI::App* run_command = command("run", "check a program, then run it");
  program(run_command)->expected(1);
  CLI::App* check_command =
      command("check", "check a program, do not run it; or run the Rust blocks of Markdown files as their attributes say");
  check_command->add_option("FILE", args.files, "one Rust file, or Markdown files (*.md, *.markdown)")->required();
  CLI::App* test_command = command("test", "run the #[test] functions of a program, as Rust's test harness does");
  program(test_command)->expected(1);
  test_command->add_option("FILTER", args.test.filters, "run the tests whose names contain one of these");
  test_command->add_option("--skip", args.test.skip, "leave out the tests whose names contain this")->expected(1)->take_all();
  test_command->add_flag("--exact", args.test.exact, "filters are whole names");
  test_command->add_flag("--ignored", args.test.ignored, "run the ignored tests only");
  test_command->add_flag("--include-ignored", args.test.include_ignored, "run the ignored tests too");
  test_command->add_flag("--list", args.test.list, "list the tests");
  test_command->add_flag("--nocapture,--no-capture", args.test.no_capture, "let the tests' output through as it comes");
  test_command->add_flag("--show-output", args.test.show_output, "show the output of the tests that passed too");
  check_command->add_flag("--svg", args.pictures, "of Markdown files: write the lanes of POST.md's blocks to POST-1.svg, POST-2.svg, ...");
  CLI::App* mir_command = command("mir", "print the MIR of a program");
  program(mir_command)->expected(1);
  CLI::App* trace_command = command("trace", "print what the views of a program are made from, as JSON");
  program(trace_command)->expected(1);
  trace_command->add_option("--memory", args.memory, "print the memory after this step instead")->check(CLI::NonNegativeNumber);
  CLI::App* render_command = command("render", "draw the lanes of a program beside its code");
  program(render_command)->expected(1);
  render_command->add_option("--svg", args.svg, "the picture's file")->required();
  render_command->add_option("--theme", args.theme, "light, dark, or auto (default): the reader's")
      ->check(CLI::IsMember({"light", "dark", "auto"}));
  render_command->add_option("--step", args.step, "mark this step of the run");
  check_command->callback([&] {
    for (const std::string& file : args.files)
      if ((args.files.size() > 1 || args.pictures) && !cli::is_markdown(file))
        throw CLI::ValidationError("FILE", "one Rust file, or Markdown files only");
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? driver::status_ok : driver::status_refused;
  }
  // Not destroyed: the end of the process gives back all memory at once.
  driver::Session& session = *new driver::Session;
  if (run_command->parsed()) return cli::run_program(session, args);
  if (check_command->parsed()) return check(session, args);
  if (test_command->parsed()) return cli::test_program(session, args);
  if (mir_command->parsed()) return cli::print_mir(session, args);
  if (trace_command->parsed()) return cli::print_trace(session, args);
  if (render_command->parsed()) return cli::render_picture(session, args);
  return driver::status_refused;
}
