#include "cell/borrow_flag.h"

#include "catch.h"

using namespace borrowlab::cell;
namespace flag = borrowlab::cell::borrow_flag;

namespace {

using Step = bool (*)(int64_t&);
struct Row {
  const char* name;
  Step step;
  // What becomes of flags -2, -1, 0, 1, 2 and the two ends; the same number where the step is refused.
  int64_t after[7];
};
constexpr int64_t least = flag::most_writers, most = flag::most_readers;
constexpr int64_t before[7] = {least, -2, -1, 0, 1, 2, most};
constexpr Row table[] = {
    {"share", flag::share, {least, -2, -1, 1, 2, 3, most}},
    {"acquire", flag::acquire, {least, -2, -1, -1, 1, 2, most}},
    {"share_again", flag::share_again, {least, -2, -1, 0, 2, 3, most}},
    {"split", flag::split, {least, -3, -2, 0, 1, 2, most}},
    {"release_shared", flag::release_shared, {least, -2, -1, 0, 0, 1, most - 1}},
    {"release_exclusive", flag::release_exclusive, {least + 1, -1, 0, 0, 1, 2, most}},
};

}  // namespace

TEST_CASE("every step from every kind of flag") {
  for (const Row& row : table) {
    for (size_t i = 0; i < 7; ++i) {
      int64_t now = before[i];
      INFO(row.name << " of " << before[i]);
      const bool allowed = row.step(now);
      CHECK(now == row.after[i]);
      CHECK(allowed == (row.after[i] != before[i]));
    }
  }
}

TEST_CASE("the flag as a value") {
  BorrowFlag one;
  CHECK(one.is_free());
  REQUIRE(one.share());
  REQUIRE(one.share_again());
  CHECK(one.readers() == 2);
  CHECK_FALSE(one.acquire());
  CHECK((one.release_shared() && one.release_shared()));
  REQUIRE(one.acquire());
  REQUIRE(one.split());
  CHECK((one.is_exclusive() && !one.is_shared()));
  CHECK(one.readers() == 0);
  CHECK((one.release_exclusive() && one.release_exclusive() && !one.release_exclusive()));
  CHECK(BorrowFlag(flag::most_readers).readers() == flag::most_readers);
}
