// What rustc 1.95 says of small programs, warnings and errors, to the letter: facts/*.txt, a file a lint. Each part is
//   === edition title
//   the program
//   --- rustc
//   its stderr
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.h"
#include "driver/report.h"

using namespace borrowlab;

namespace {

struct Fact {
  std::string title, program, said;
  source::Edition edition = source::Edition::e2021;
};

std::vector<Fact> read_facts(const std::filesystem::path& path) {
  std::vector<Fact> facts;
  std::ifstream in(path);
  bool answer = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("=== ", 0) == 0) {
      facts.push_back({line.substr(9), "", "", static_cast<source::Edition>(std::stoi(line.substr(4, 4)))});
      answer = false;
    } else if (line == "--- rustc") {
      answer = true;
    } else if (!facts.empty()) {
      (answer ? facts.back().said : facts.back().program) += line + "\n";
    }
  }
  return facts;
}

}  // namespace

TEST_CASE("warnings are rustc's to the letter") {
  driver::Session session;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(LINT_FACTS)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const auto& file : files) {
    for (const Fact& fact : read_facts(file)) {
      INFO(file.filename().string() << ": " << fact.title << "\n" << fact.program);
      driver::Options options;
      options.edition = fact.edition;
      const driver::CheckResult& checked = session.check(fact.program, options);
      CHECK(driver::render(checked, session.sources(), driver::ErrorFormat::human) == fact.said);
    }
  }
}

TEST_CASE("the library never warns") {
  driver::Session session;
  const driver::CheckResult& checked =
      session.check("fn main() { let _ = vec![1].iter().map(|x| x + 1).collect::<Vec<_>>(); println!(\"{:?}\", Some(1)); }", {});
  CHECK(checked.verdict == driver::Verdict::accepted);
  CHECK(checked.diagnostics.empty());
}

TEST_CASE("a lint that is denied rejects the program, and counts as an error") {
  driver::Session session;
  const driver::CheckResult& checked =
      session.check("#![deny(unused_variables)] fn main() { let x = 1; let mut y = 2; println!(\"{y}\"); }", {});
  CHECK(checked.verdict == driver::Verdict::rejected);
  REQUIRE(checked.diagnostics.size() == 2);
  CHECK(checked.diagnostics[0].level == diagnostics::Level::warning);
  CHECK(checked.diagnostics[1].level == diagnostics::Level::error);
  CHECK(checked.diagnostics[1].lint == "unused_variables");
}
