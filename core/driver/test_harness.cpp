// The words are those of library/test: its `pretty` formatter.
#include "driver/test_harness.h"

#include <algorithm>

#include "driver/report.h"

namespace borrowlab::driver {

namespace {

class Harness {
 public:
  Harness(Session& session, const TestOptions& options) : session_(session), options_(options) {}

  TestRun run() {
    std::vector<Test> tests = session_.tests();
    const size_t all = tests.size();
    std::erase_if(tests, [&](const Test& t) { return !wanted(t); });
    if (options_.list) return list(tests);
    filtered_out_ = all - tests.size();
    say("\nrunning " + std::to_string(tests.size()) + (tests.size() == 1 ? " test\n" : " tests\n"));
    vm::RunOptions run;
    for (const Test& test : tests)
      if (!left_out(test)) run.tests.push_back({test.fn, test.name, test.expected});
    vm::RunResult result;
    if (!run.tests.empty()) result = session_.run(run);
    size_t ended = 0;
    for (const Test& test : tests) {
      say("test " + test.name + (test.should_panic ? " - should panic" : "") + " ... ");
      if (left_out(test)) {
        ++ignored_;
        say("ignored" + (test.ignore_reason.empty() ? "" : ", " + test.ignore_reason) + "\n");
      } else if (ended < result.tests.size()) {
        tell(test, std::move(result.tests[ended++]));
      } else {
        return broken_off(std::move(result));
      }
    }
    if (options_.show_output) section("successes", passed_);
    if (!failed_.empty()) section("failures", failed_);
    summary();
    return std::move(out_);
  }

 private:
  struct Told {
    std::string name, output;
  };

  void say(std::string text) { out_.output.push_back({false, std::move(text)}); }

  bool named(const Test& test, const std::vector<std::string>& parts) const {
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
      return options_.exact ? test.name == part : test.name.find(part) != std::string::npos;
    });
  }
  bool wanted(const Test& test) const {
    if (!options_.filters.empty() && !named(test, options_.filters)) return false;
    if (named(test, options_.skip)) return false;
    return !options_.ignored || test.ignored;
  }

  TestRun list(const std::vector<Test>& tests) {
    for (const Test& test : tests) say(test.name + ": test\n");
    say((tests.empty() ? "" : "\n") + std::to_string(tests.size()) + (tests.size() == 1 ? " test" : " tests") + ", 0 benchmarks\n");
    return std::move(out_);
  }

  bool left_out(const Test& test) const { return test.ignored && !options_.ignored && !options_.include_ignored; }

  void tell(const Test& test, vm::TestEnd end) {
    using Kind = vm::TestEnd::Kind;
    std::string captured;
    for (vm::Output& piece : end.output) {
      if (options_.no_capture) out_.output.push_back(std::move(piece));
      else captured += piece.text;
    }
    bool passes = end.kind == Kind::passed;
    if (test.should_panic) {
      passes = end.kind == Kind::panicked && end.note.empty();
      captured += end.kind == Kind::panicked ? end.note : "note: test did not panic as expected at " + test.place;
    }
    say(passes ? "ok\n" : "FAILED\n");
    (passes ? passed_ : failed_).push_back({test.name, std::move(captured)});
  }

  // The process went with a test. What it had written was captured and is lost, as it is in Rust.
  TestRun broken_off(vm::RunResult result) {
    if (options_.no_capture)
      for (vm::Output& piece : result.output) out_.output.push_back(std::move(piece));
    out_.explanation = explain(result.outcome);
    out_.exit_status = exit_status(result.outcome);
    if (out_.explanation) say("\n");
    return std::move(out_);
  }

  void section(const std::string& title, std::vector<Told>& told) {
    std::string text = "\n" + title + ":\n", outputs;
    for (const Told& t : told)
      if (!t.output.empty()) outputs += "---- " + t.name + " stdout ----\n" + t.output + "\n";
    if (!outputs.empty()) text += "\n" + outputs;
    text += "\n" + title + ":\n";
    for (const Told& t : told) text += "    " + t.name + "\n";
    say(std::move(text));
  }

  void summary() {
    const auto count = [](size_t n, const char* what) { return std::to_string(n) + " " + what; };
    out_.exit_status = failed_.empty() ? status_ok : status_panicked;
    say(std::string("\ntest result: ") + (failed_.empty() ? "ok" : "FAILED") + ". " + count(passed_.size(), "passed; ") +
        count(failed_.size(), "failed; ") + count(ignored_, "ignored; 0 measured; ") + count(filtered_out_, "filtered out") +
        "; finished in 0.00s\n\n");
  }

  Session& session_;
  const TestOptions& options_;
  TestRun out_;
  std::vector<Told> passed_, failed_;
  size_t ignored_ = 0, filtered_out_ = 0;
};

}  // namespace

TestRun run_tests(Session& session, const TestOptions& options) { return Harness(session, options).run(); }

}  // namespace borrowlab::driver
