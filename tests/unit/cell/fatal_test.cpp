// What Rust's compiler would reject ends the program.
#include "cell/mutex.h"
#include "cell/rc.h"
#include "cell/ref_cell.h"
#include "cell/rwlock.h"
#include "support.h"
#if defined(CELL_TESTS_CAN_FORK)
#include <optional>

using namespace borrowlab::cell;

namespace {

// The first line, with the place's line and column as "*", and the line about the guards.
std::string summary(const std::string& words) {
  std::string first = words.substr(0, words.find('\n'));
  if (const size_t at = first.find(", at "); at != std::string::npos) {
    const size_t file = first.find("fatal_test.cpp:");
    first = first.substr(0, at) + (file != std::string::npos ? ", at fatal_test.cpp:*" : ", elsewhere");
  }
  const size_t guards = words.find("its guards: ");
  if (guards == std::string::npos || words.find("the cell: at 0x") == std::string::npos) return first;
  const std::string told = words.substr(guards + 12, words.find('\n', guards) - guards - 12);
#if BORROWLAB_CELL_PLACED
  // Of a RefCell also where its guards come from.
  if (first.find("RefCell") != std::string::npos && told.find(", since " __FILE__ ":") == std::string::npos) return told;
#endif
  return first + " (" + told.substr(0, told.find(", since")) + ")";
}
#define LAST_WORDS(...) summary(last_words([] { __VA_ARGS__ }))

}  // namespace

TEST_CASE("a RefCell that is done with while borrowed") {
  CHECK(LAST_WORDS({
          std::optional<RefCell<int>> cell(std::in_place, 1);
          auto one = cell->borrow();
          auto two = cell->borrow();
          cell.reset();
        }) == "fatal: RefCell destroyed while borrowed (2 readers)");
  CHECK(LAST_WORDS({
          RefCell<int> cell(1);
          auto guard = cell.borrow_mut();
          RefCell<int> other(std::move(cell));
        }) == "fatal: RefCell moved while borrowed, at fatal_test.cpp:* (1 writer)");
  CHECK(LAST_WORDS({
          RefCell<int> cell(1);
          auto guard = cell.borrow();
          cell = RefCell<int>(2);
        }) == "fatal: RefCell assigned to while borrowed (1 reader)");
  CHECK(LAST_WORDS({
          RefCell<int> cell(1), other(2);
          auto guard = cell.borrow();
          other = std::move(cell);
        }) == "fatal: RefCell moved while borrowed (1 reader)");
  CHECK(LAST_WORDS({
          RefCell<int> cell(1);
          auto guard = cell.borrow();
          (void)std::move(cell).into_inner();
        }) == "fatal: RefCell consumed while borrowed, at fatal_test.cpp:* (1 reader)");
  CHECK(LAST_WORDS({
          RefCell<std::pair<int, int>> cell({1, 2});
          auto guards =
              RefMut<std::pair<int, int>>::map_split(cell.borrow_mut(), [](auto& p) { return std::pair<int&, int&>(p.first, p.second); });
          cell.get_mut().first = 2;
        }) == "fatal: RefCell borrowed whole while borrowed, at fatal_test.cpp:* (1 writer in 2 parts)");
  CHECK(LAST_WORDS({
          auto owner = Rc<RefCell<int>>(RefCell<int>(1));
          auto guard = owner->borrow();
          owner = Rc<RefCell<int>>(RefCell<int>(2));
        }) == "fatal: RefCell destroyed while borrowed (1 reader)");
}

TEST_CASE("a lock that is done with while locked") {
  CHECK(LAST_WORDS({
          std::optional<Mutex<int>> mutex(std::in_place, 1);
          auto guard = mutex->lock();
          mutex.reset();
        }) == "fatal: Mutex destroyed while locked (1 guard)");
  CHECK(LAST_WORDS({
          Mutex<int> mutex(1);
          auto guard = mutex.lock();
          Mutex<int> other(std::move(mutex));
        }) == "fatal: Mutex moved while locked, at fatal_test.cpp:* (1 guard)");
  CHECK(LAST_WORDS({
          Mutex<int> mutex(1);
          auto guard = mutex.lock();
          mutex = Mutex<int>(2);
        }) == "fatal: Mutex assigned to while locked (1 guard)");
  CHECK(LAST_WORDS({
          Mutex<int> mutex(1);
          auto guard = mutex.lock();
          (void)std::move(mutex).into_inner();
        }) == "fatal: Mutex consumed while locked, at fatal_test.cpp:* (1 guard)");
  CHECK(LAST_WORDS({
          Mutex<int> mutex(1);
          auto guard = mutex.lock();
          (void)mutex.get_mut();
        }) == "fatal: Mutex borrowed whole while locked, at fatal_test.cpp:* (1 guard)");
  CHECK(LAST_WORDS({
          std::optional<RwLock<int>> lock(std::in_place, 1);
          auto guard = lock->read();
          lock.reset();
        }) == "fatal: RwLock destroyed while locked (readers)");
  CHECK(LAST_WORDS({
          RwLock<int> lock(1);
          auto guard = lock.write();
          RwLock<int> other(std::move(lock));
        }) == "fatal: RwLock moved while locked, at fatal_test.cpp:* (1 writer)");
}

namespace {
struct Base {
  virtual ~Base() = default;
};
struct Other {
  virtual ~Other() = default;
  int n = 0;
};
struct Both : Other, Base {};
}  // namespace

TEST_CASE("an owner of a base that does not come first") {
  CHECK(LAST_WORDS({ Rc<Base> base(Rc<Both>{}); }) == "fatal: an owner of a base class that does not come first");
}
#endif
