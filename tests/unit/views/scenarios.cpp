// The lanes of every scenario, as they are drawn.
#include <fstream>
#include <sstream>

#include "catch.h"
#include "views/lanes.h"
#include "views/svg.h"

using namespace borrowlab;
using namespace borrowlab::views::test;

namespace {

std::string program(const std::string& scenario) {
  std::ifstream in(std::string(SCENARIOS) + "/" + scenario + "/main.rs", std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  REQUIRE(!text.str().empty());
  return text.str();
}

struct Expected {
  const char* scenario;
  const char* lanes;
};

const Expected expected[] = {
    {"across-a-call", R"(
exclusive &mut account, held by last, 19-21, ends 21 (last use), meets 20 E0499
exclusive &mut account, 20-20, refused 20 E0499
)"},
    {"cell-counter", R"(
shared & door, held by also, 16-18, ends 18 (last use), steps 2-8
)"},
    {"compile-time", R"(
shared & data, held by r1, 3-5, ends 5 (last use), meets 4 E0502
exclusive &mut data, held by r2, 4-5, ends 5 (last use), refused 4 E0502
)"},
    {"dangling", R"(
shared & made_here, 7-8, ends 7 (never), meets 7 E0515
)"},
    {"guard-dropped-early", R"(
shared Ref names, held by reader, 6-8, ends 8 (drop), steps 2-4
exclusive RefMut names, 9-9, ends 9 (drop), steps 5-5
exclusive RefMut names, held by writer, 12-14, ends 14 (scope), steps 6-8
shared Ref names, 15-15, ends 15 (drop), steps 9-9
)"},
    {"if-let-2021", R"(
shared Ref queue, 5-9, ends 9 (drop), steps 2-4
exclusive RefMut queue, 11-11, ends 11 (drop), steps 5-5
shared Ref queue, 12-16, ends 16 (unwound), steps 6-7, meets 15 RefCell already borrowed
exclusive RefMut queue, 15-15, ends 15 (refused), steps 7-7, refused 15 RefCell already borrowed
)"},
    {"if-let-2024", R"(
shared Ref queue, 5-7, ends 7 (drop), steps 2-4
exclusive RefMut queue, 11-11, ends 11 (drop), steps 5-5
shared Ref queue, 12-14, ends 14 (drop), steps 6-7
exclusive RefMut queue, 15-15, ends 15 (drop), steps 8-8
shared Ref queue, 17-17, ends 17 (drop), steps 9-9
)"},
    {"index-out-of-bounds", R"(
shared & values, 17-17, steps 3-7
shared & values, 18-18, steps 8-12
)"},
    {"many-readers", R"(
shared Ref score, held by first, 5-9, ends 9 (scope), steps 2-6
shared Ref score, held by second, 6-9, ends 9 (scope), steps 3-6
shared Ref score, held by third, 7-9, ends 9 (scope), steps 4-6
)"},
    {"mock-object", R"(
shared & recorder, held by limit, 41-44, ends 43 (last use), steps 2-24
exclusive RefMut self.sent, 35-35, ends 35 (drop), steps 17-17 24-24
shared Ref recorder.sent, 45-45, ends 45 (drop), steps 26-26
shared Ref recorder.sent, 46-46, ends 46 (drop), steps 27-27
)"},
    {"not-mutable", R"(
)"},
    {"push-while-iterating", R"(
shared & numbers, 3-7, ends 3 (last use), meets 5 E0502
exclusive &mut numbers, 5-5, refused 5 E0502
)"},
    {"push-while-iterating-refcell", R"(
shared Ref numbers, 5-9, ends 9 (unwound), steps 1-6, meets 7 RefCell already borrowed
exclusive RefMut numbers, 7-7, ends 7 (refused), steps 6-6, refused 7 RefCell already borrowed
)"},
    {"reader-meets-writer", R"(
shared & prices, 9-9, steps 2-3
shared & prices, 12-12, steps 6-7
shared Ref prices, 4-4, ends 4 (drop), steps 3-3 7-7, refused 4 RefCell already mutably borrowed
exclusive RefMut prices, held by list, 10-13, ends 13 (unwound), steps 4-7, meets 4 RefCell already mutably borrowed
)"},
    {"run-time", R"(
shared Ref data, held by r1, 5-8, ends 8 (unwound), steps 2-3, meets 6 RefCell already borrowed
exclusive RefMut data, held by r2, 6-6, ends 6 (refused), steps 3-3, refused 6 RefCell already borrowed
)"},
    {"tree", R"(
shared & root, 35-35, steps 5-7
shared & leaf, 35-35, steps 5-7
shared & root, 38-38, steps 11-11
shared & root, 38-38, steps 11-11
shared & leaf, 39-39, steps 12-12
shared & leaf, 42-42, steps 16-16
exclusive RefMut child.parent, 20-20, ends 20 (drop), steps 6-6
exclusive RefMut parent.children, 21-21, ends 21 (drop), steps 7-7
shared Ref leaf.parent, 36-36, ends 36 (drop), steps 8-9
shared Ref leaf.parent, 41-41, ends 41 (drop), steps 15-15
)"},
    {"try-borrow", R"(
exclusive RefMut cell, held by _writer, 6-12, ends 12 (scope), steps 2-6, meets 7 already mutably borrowed
shared Ref cell, held by value, 7-7, ends 7 (refused), steps 3-3, refused 7 already mutably borrowed
shared Ref cell, held by reader, 13-19, ends 19 (scope), steps 7-11, meets 14 already borrowed
exclusive RefMut cell, 14-14, ends 14 (refused), steps 8-8, refused 14 already borrowed
shared Ref cell, 18-18, ends 18 (drop), steps 10-10
)"},
    {"two-writers", R"(
exclusive RefMut log, held by one, 5-10, ends 10 (unwound), steps 2-4, meets 7 RefCell already borrowed
exclusive RefMut log, held by two, 7-7, ends 7 (refused), steps 4-4, refused 7 RefCell already borrowed
)"},
    {"use-after-move", R"(
moved move greeting, 7-8, ends 8 (refused), meets 8 E0382
)"},
};

}  // namespace

TEST_CASE("the lanes of the scenarios") {
  for (const Expected& e : expected) {
    const std::string name = e.scenario;
    INFO(name);
    const auto edition = name == "if-let-2021" ? source::Edition::e2021 : source::Edition::e2024;
    CHECK("\n" + lanes(see(program(name), edition).trace) == e.lanes);
  }
}

TEST_CASE("a picture has a lane for each borrow, and words for each lane") {
  const Seen seen = see(program("run-time"));
  const views::Source source = session().view_source(&seen.run);
  views::PictureOptions options;
  options.title = "run-time <1>";
  options.verdict = "panicked";
  options.good = false;
  const std::string svg = views::to_svg(source, seen.trace, options);
  const auto count = [&](const std::string& what) {
    size_t n = 0;
    for (size_t at = svg.find(what); at != std::string::npos; at = svg.find(what, at + 1)) ++n;
    return n;
  };
  CHECK(count("<g class=\"lane\" data-kind=\"shared\" data-from=\"5\" data-to=\"8\">") == 1);
  CHECK(count("<g class=\"lane\" data-kind=\"exclusive\" data-from=\"6\" data-to=\"6\">") == 1);
  CHECK(count("<g class=\"clash\" data-line=\"6\">") == 1);
  CHECK(count("<title id=\"t\">run-time &lt;1&gt;: panicked</title>") == 1);
  CHECK(count("`r1` holds a shared borrow `Ref` of `data`, from line 5") == 1);
  CHECK(count("prefers-color-scheme:dark") == 1);
}
