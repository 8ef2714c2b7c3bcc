// The flag of a RefCell beside the plain one of borrow_flag.h: the same steps, far beyond what fits in 16 bits.
#include "cell/borrow_word.h"

#include "support.h"

using namespace borrowlab::cell;

namespace {

constexpr int many = 70'000;
const SourceLocation here = SourceLocation::current();
const SourceLocation there = SourceLocation::current();
bool is_at(const BorrowWord& word, const SourceLocation& at) { return word.since() && word.since()->line() == at.line(); }

}  // namespace

TEST_CASE("as many readers as there are") {
  BorrowWord word;
  BorrowFlag flag;
  bool agree = true;
  for (int i = 0; i < many; ++i) {
    agree = agree && (i % 2 == 0 ? word.share(here) : word.share_again()) && (i % 2 == 0 ? flag.share() : flag.share_again()) &&
            word.flag().value() == flag.value() && !word.acquire(here) && !word.split() && !word.is_free() && !word.is_exclusive();
  }
  CHECK(agree);
  for (int i = 0; i < many; ++i) {
    word.end_shared();
    flag.end_shared();
    agree = agree && word.flag().value() == flag.value() && word.is_free() == flag.is_free();
  }
  CHECK(agree);
  CHECK((word.acquire(here) && word.is_exclusive()));
}

TEST_CASE("as many parts of a writer") {
  BorrowWord word;
  BorrowFlag flag;
  bool agree = word.acquire(here) && flag.acquire();
  for (int i = 1; i < many; ++i) {
    agree = agree && word.split() && flag.split() && word.flag().value() == flag.value() && !word.share(here) && !word.share_again() &&
            !word.acquire(here) && word.is_exclusive();
  }
  CHECK(agree);
  for (int i = 0; i < many; ++i) {
    word.end_exclusive();
    flag.end_exclusive();
    agree = agree && word.flag().value() == flag.value() && word.is_free() == flag.is_free();
  }
  CHECK(agree);
  CHECK_FALSE((word.share_again() || word.split()));
  CHECK(word.share(here));
}

#if BORROWLAB_CELL_PLACED
TEST_CASE("the place of the borrow that began, unless there are too many") {
  BorrowWord word;
  CHECK_FALSE(word.since().has_value());
  REQUIRE(word.share(here));
  REQUIRE(word.share(there));
  CHECK(is_at(word, here));
  word.end_shared();
  CHECK(is_at(word, here));
  word.end_shared();
  CHECK_FALSE(word.since().has_value());
  REQUIRE(word.acquire(there));
  REQUIRE(word.split());
  CHECK(is_at(word, there));
  word.end_exclusive();
  word.end_exclusive();
  for (int i = 0; i < many; ++i) REQUIRE(word.share(here));
  CHECK_FALSE(word.since().has_value());
  for (int i = 0; i < many; ++i) word.end_shared();
  REQUIRE(word.share(there));
  CHECK(is_at(word, there));
}
#endif
