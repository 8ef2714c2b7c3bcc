#include "borrowck/check.h"

#include <set>

#include "catch.h"
#include "diagnostics/render.h"
#include "diagnostics/report.h"
#include "driver/session.h"

using namespace borrowlab;

namespace {

// A program's main as the checker saw it.
struct Checked {
  driver::Session session;
  const driver::CheckResult& result;
  explicit Checked(const std::string& text) : result(session.check(text, {})) {}

  const mir::Body& body() const { return *session.borrow_facts().front().first; }
  const borrowck::Report& report() const { return *session.borrow_facts().front().second; }
  uint32_t line(source::Span span) const { return static_cast<uint32_t>(session.sources().lookup(span.lo).line); }

  // The lines of the statements at which the loan is live.
  std::set<uint32_t> live_lines(uint32_t loan) const {
    std::set<uint32_t> lines;
    for (uint32_t b = 0; b < body().blocks.size(); ++b) {
      const mir::BasicBlock block(b);
      const uint32_t size = static_cast<uint32_t>(body().blocks[block].statements.size());
      for (uint32_t s = 0; s <= size; ++s) {
        if (!report().live_at[loan].contains(report().block_start[b] + s)) continue;
        const source::Span span = body().source_info({block, s}).span;
        if (!span.is_dummy()) lines.insert(line(span));
      }
    }
    return lines;
  }
  // "E0502 4:14 E0505 …", in the order of the report, without the warnings.
  std::string errors() const {
    std::string out;
    for (const auto& d : result.diagnostics) {
      if (d.level != diagnostics::Level::error) continue;
      const auto at = diagnostics::shown_library_position(d.spans.primary.front(), session.sources());
      out +=
          (out.empty() ? "" : " ") + (d.code.empty() ? "-" : d.code) + " " + std::to_string(at.line) + ":" + std::to_string(at.column + 1);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("a loan lives until the last use of what holds it") {
  const Checked c(
      "fn main() {\n"
      "    let mut data = vec![1];\n"
      "    let first = &data[0];\n"
      "    let copy = *first;\n"
      "    data.push(copy);\n"
      "}\n");
  REQUIRE(c.result.verdict == driver::Verdict::accepted);
  REQUIRE(c.report().loans.size() >= 2);
  const std::set<uint32_t> lines = c.live_lines(0);
  CHECK(lines.count(4) == 1);
  CHECK(lines.count(5) == 0);
}

TEST_CASE("a loan that a loop carries lives around it") {
  const Checked c(
      "fn main() {\n"
      "    let a = 1;\n"
      "    let mut held = &0;\n"
      "    for _ in 0..2 {\n"
      "        print!(\"{}\", held);\n"
      "        held = &a;\n"
      "    }\n"
      "}\n");
  REQUIRE(c.result.verdict == driver::Verdict::accepted);
  size_t found = 0;
  for (uint32_t i = 0; i < c.report().loans.size(); ++i) {
    const mir::Place& place = c.report().loans[i].place;
    if (!place.is_local() || c.body().locals[place.local].name.str() != "a") continue;
    ++found;
    CHECK(c.live_lines(i).count(5) == 1);
  }
  CHECK(found == 1);
}

TEST_CASE("an autoref of a method call is two-phase, a written `&mut` is not") {
  const Checked c(
      "fn main() {\n"
      "    let mut v = vec![1];\n"
      "    v.push(v.len());\n"
      "    let r = &mut v;\n"
      "    r.clear();\n"
      "}\n");
  REQUIRE(c.result.verdict == driver::Verdict::accepted);
  size_t two_phase = 0, plain = 0;
  for (const borrowck::Loan& loan : c.report().loans) {
    const uint32_t line = c.line(c.body().source_info(loan.issued_at).span);
    if (line == 3 && loan.kind == mir::BorrowKind::mut_two_phase) ++two_phase;
    if (line == 4 && loan.kind == mir::BorrowKind::mut_default) ++plain;
  }
  CHECK(two_phase == 1);
  CHECK(plain == 1);
}

TEST_CASE("each rule is reported at its place, as rustc 1.95 does") {
  struct Case {
    const char *text, *errors;
  };
  const Case cases[] = {
#include "rustc_places.inc"
  };
  for (const Case& k : cases) {
    INFO(k.text);
    const Checked c(k.text);
    CHECK(c.errors() == k.errors);
  }
}

TEST_CASE("the errors of a body are worded as rustc 1.95 words them") {
  struct Case {
    const char *text, *rendered;
  };
  const Case cases[] = {
#include "rustc_texts.inc"
  };
  for (const Case& k : cases) {
    const Checked c(k.text);
    std::string rendered;
    for (const auto& d : c.result.diagnostics)
      if (d.level == diagnostics::Level::error && !d.spans.primary.empty())
        rendered += diagnostics::render_text(d, c.session.sources(), diagnostics::Color::never);
    CHECK(rendered == k.rendered);
  }
}
