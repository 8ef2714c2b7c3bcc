// One engine: the library loaded once, then any number of programs checked and run on top of it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "borrowck/check.h"
#include "diagnostics/diagnostic.h"
#include "views/trace.h"

namespace borrowlab::driver {

struct Options {
  source::Edition edition = source::Edition::e2024;
  std::string file_name = "main.rs";
  bool cfg_test = false;  // as `rustc --test`: with the tests, and needing no main
};

// A `#[test]` function.
struct Test {
  std::string name;  // its path in the crate
  types::DefId fn;
  std::string place;  // of its name: file:line:column
  bool should_panic = false;
  std::string expected;  // a part of what it says then
  bool ignored = false;
  std::string ignore_reason;
};

enum class Verdict : uint8_t { accepted, rejected, refused };

struct CheckResult {
  Verdict verdict = Verdict::accepted;
  std::vector<diagnostics::Diagnostic> diagnostics;  // as emitted, the closing summary not included
};

class Session {
 public:
  // Loads the library. A library that does not check is a build defect: `library_errors` says what.
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  const std::vector<diagnostics::Diagnostic>& library_errors() const;
  // The library is loaded as programs reach its parts. Loads all of it and says what is in error: for its tests.
  const std::vector<diagnostics::Diagnostic>& load_whole_library();

  // All the library's bodies checked as a user's are, types and borrows: for the library's own tests.
  const std::vector<diagnostics::Diagnostic>& check_library();

  // Parses, resolves, checks types and borrows of a program; forgets the one before.
  const CheckResult& check(std::string text, const Options& options);
  const CheckResult& last_check() const;
  // The tests of the program checked last, by name.
  std::vector<Test> tests() const;
  // Runs the program that was checked last (verdict: accepted), else an outcome `refused`.
  vm::RunResult run(const vm::RunOptions& options);
  // The memory of the last traced run as it was after a step, as JSON (web/src/engine/trace.ts: Memory); "null" where there is none.
  std::string memory_at(uint32_t step);
  // The MIR of every body of the program checked last.
  std::string mir() const;
  const source::SourceMap& sources() const;
  // Borrow facts of the program checked last, by body.
  const std::vector<std::pair<const mir::Body*, const borrowck::Report*>>& borrow_facts() const;
  // What views of the program checked last are made from; `run`: its run, where there was one. For as long as the program is.
  views::Source view_source(const vm::RunResult* run) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace borrowlab::driver
