// In a build with BORROWLAB_CELL_TRACK_BORROWS refusals and fatal errors tell the places of cells and guards.
#include "../support.h"
#include "cell/mutex.h"
#include "cell/ref_cell.h"
#include "cell/rwlock.h"

#include <optional>

using namespace borrowlab::cell;

namespace {

using Line = unsigned;

// "…; a previous borrow was at <this file>:<line>:…"
bool tells(const std::string& message, const char* text, Line line) {
  return message.find(std::string(text) + "; a previous borrow was at " + __FILE__ + ":" + std::to_string(line) + ":") == 0;
}
std::string refusal(const RefCell<int>& cell) { return cell.try_borrow_mut().unwrap_err().message(); }

}  // namespace

TEST_CASE("a refused borrow tells where the earliest borrow was taken that is still active") {
  const RefCell<int> cell(1);
  std::optional<Ref<int>> first, second;
  first.emplace(cell.borrow());
  const Line at_first = __LINE__ - 1;
  second.emplace(Ref<int>::clone(*first));
  const Line at_second = __LINE__ - 1;
  auto third = cell.try_borrow().unwrap();
  const Line at_third = __LINE__ - 1;
  CHECK(tells(refusal(cell), "RefCell already borrowed", at_first));
  first.reset();
  CHECK(tells(refusal(cell), "RefCell already borrowed", at_second));
  Ref<int> moved(std::move(*second));
  second.reset();
  CHECK(tells(refusal(cell), "RefCell already borrowed", at_second));
  moved = std::move(third);
  CHECK(tells(refusal(cell), "RefCell already borrowed", at_third));
  try {
    (void)cell.borrow_mut();
    FAIL();
  } catch (const Panic& p) {
    CHECK(tells(p.what(), "RefCell already borrowed", at_third));
    CHECK(p.location().line() == __LINE__ - 4);
  }
}

TEST_CASE("a guard to a part keeps its place") {
  const RefCell<std::pair<int, int>> cell({1, 2});
  auto whole = cell.borrow_mut();
  const Line at = __LINE__ - 1;
  auto parts = RefMut<std::pair<int, int>>::map_split(std::move(whole), [](auto& p) { return std::pair<int&, int&>(p.first, p.second); });
  CHECK(tells(cell.try_borrow().unwrap_err().message(), "RefCell already mutably borrowed", at));
  { const auto gone = std::move(parts.first); }
  const auto error = cell.try_borrow().unwrap_err();
  CHECK(error.earliest().line() == at + 2);
  const auto mapped = RefMut<int>::map(std::move(parts.second), [](int& n) -> int& { return n; });
  CHECK(tells(cell.try_borrow().unwrap_err().message(), "RefCell already mutably borrowed", at + 2));
}

#if defined(CELL_TESTS_CAN_FORK)
namespace {
std::string in_this_file(Line line) { return std::string(__FILE__) + ":" + std::to_string(line) + ":"; }
}  // namespace

TEST_CASE("the last words name the places of the cell and of its guards") {
  const Line here = __LINE__;
  const std::string words = last_words([] {
    std::optional<RefCell<int>> cell;
    cell.emplace(RefCell<int>(1));
    auto one = cell->borrow();
    auto two = cell->borrow();
    RefCell<int> other(std::move(*cell));
  });
  CHECK(words.find("fatal: RefCell moved while borrowed, at " + in_this_file(here + 6)) == 0);
  CHECK(words.find("\n  its guards: 2 readers\n    taken at " + in_this_file(here + 4)) != std::string::npos);
  CHECK(words.find("\n    taken at " + in_this_file(here + 5)) != std::string::npos);
  CHECK(words.find("made at ") != std::string::npos);
  const std::string destroyed = last_words([] {
    auto* cell = new RefCell<int>(1);
    auto guard = cell->borrow_mut();
    delete cell;
  });
  CHECK(destroyed.find("made at " + in_this_file(here + 13)) != std::string::npos);
  CHECK(destroyed.find("\n  its guards: 1 writer\n    taken at " + in_this_file(here + 14)) != std::string::npos);
}

TEST_CASE("and those of a lock") {
  const Line here = __LINE__;
  const std::string words = last_words([] {
    auto* mutex = new Mutex<int>(1);
    auto guard = mutex->lock();
    delete mutex;
  });
  CHECK(words.find("fatal: Mutex destroyed while locked") == 0);
  CHECK(words.find("made at " + in_this_file(here + 2)) != std::string::npos);
  CHECK(words.find("taken at " + in_this_file(here + 3)) != std::string::npos);
  const std::string reader = last_words([] {
    auto* lock = new RwLock<int>(1);
    auto guard = lock->read();
    delete lock;
  });
  CHECK(reader.find("taken at " + in_this_file(here + 11)) != std::string::npos);
}
#endif
