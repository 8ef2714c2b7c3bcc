// What Rust's {:?} prints of the types whose text tells little; rustc 1.95's words.
#include "cell/all.h"
#include "support.h"

#include <unordered_set>

using namespace borrowlab::cell;

TEST_CASE("Debug of locks, once and barrier") {
  CHECK(text(UnsafeCell<int>(5)) == "UnsafeCell { .. }");
  CHECK(text(Condvar()) == "Condvar { .. }");
  CHECK(text(Once()) == "Once { .. }");
  const Barrier barrier(1);
  CHECK(text(barrier) == "Barrier { .. }");
  CHECK(text(barrier.wait()) == "BarrierWaitResult { is_leader: true }");
  CHECK(text(WaitTimeoutResult(true)) == "WaitTimeoutResult(true)");
  CHECK(WaitTimeoutResult(true) == WaitTimeoutResult(true));
  CHECK_FALSE(WaitTimeoutResult(true) == WaitTimeoutResult(false));
  std::string state;
  Once().call_once_force([&](const OnceState& s) { state = text(s); });
  CHECK(state == "OnceState { poisoned: false }");
}

TEST_CASE("a lazy value without a function is its type's default") {
  const LazyCell<int> cell;
  CHECK(text(cell) == "LazyCell(<uninit>)");
  CHECK(*cell == 0);
  const LazyLock<std::string> lock;
  CHECK(lock->empty());
  CHECK(text(LazyLock<int>()) == "LazyLock(<uninit>)");
}

TEST_CASE("owners hash as their values") {
  std::unordered_set<Rc<std::string>> names;
  names.insert(Rc<std::string>("Ada"));
  CHECK(names.contains(Rc<std::string>("Ada")));
  CHECK(std::hash<Arc<int>>()(Arc<int>(7)) == std::hash<int>()(7));
}
