#include "cell/mutex.h"

#include <memory>

#include "cell/lazy_lock.h"
#include "cell/once_lock.h"
#include "cell/rwlock.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {
constexpr const char* poisoned = "called `Result::unwrap()` on an `Err` value: PoisonError { .. }";
// Ends a guard by an exception.
template <class F>
void fail_with(F&& take_guard) {
  CHECK_THROWS_AS(
      [&] {
        const auto guard = take_guard();
        throw 1;
      }(),
      int);
}
}  // namespace

TEST_CASE("Mutex gives its value to one at a time") {
  Mutex<int> mutex(5);
  {
    auto guard = mutex.lock().unwrap();
    *guard += 1;
    CHECK(text(guard) == "6");
    auto refused = mutex.try_lock();
    REQUIRE(refused.is_err());
    CHECK(refused.error()->is_would_block());
    CHECK(refused.error()->poisoned() == nullptr);
    CHECK(refused.error()->message() == std::string("try_lock failed because the operation would block"));
    PANICS("called `Result::unwrap()` on an `Err` value: \"WouldBlock\"", (void)mutex.try_lock().unwrap());
    CHECK(text(mutex) == "Mutex { data: \"<locked>\", poisoned: false, .. }");
    auto moved = std::move(guard);
    CHECK(mutex.try_lock().is_err());
  }
  CHECK(*mutex.try_lock().unwrap() == 6);
  PANICS("called `Result::unwrap_err()` on an `Ok` value: 6", (void)mutex.try_lock().unwrap_err());
  mutex.clear_poison();  // the guard ended while that panic unwound
  CHECK(text(mutex) == "Mutex { data: 6, poisoned: false, .. }");
  *mutex.get_mut().unwrap() = 7;
  Mutex<int> other(std::move(mutex));
  mutex = std::move(other);
  CHECK(std::move(mutex).into_inner().unwrap() == 7);
  Mutex<std::string> text("abc");
  CHECK(text.lock().unwrap()->size() == 3);
  CHECK(Mutex<int>().lock().is_ok());
  auto a = other.lock().unwrap();
  a = mutex.lock().unwrap();
  CHECK(other.try_lock().is_ok());
}

TEST_CASE("Mutex is poisoned by an exception in flight") {
  Mutex<int> mutex(5);
  fail_with([&] { return mutex.lock().unwrap(); });
  CHECK(mutex.is_poisoned());
  PANICS(poisoned, (void)mutex.lock().unwrap());
  PANICS("msg: PoisonError { .. }", (void)mutex.lock().expect("msg"));
  PANICS("called `Result::unwrap()` on an `Err` value: \"Poisoned(..)\"", (void)mutex.try_lock().unwrap());
  CHECK(text(mutex) == "Mutex { data: 5, poisoned: true, .. }");
  {
    auto error = mutex.lock().unwrap_err();
    CHECK(error.message() == std::string("poisoned lock: another task failed inside"));
    CHECK(*error.get_ref() == 5);
    *error.get_mut() = 6;
    CHECK(*std::move(error).into_inner() == 6);
  }
  {
    auto refused = mutex.try_lock();
    REQUIRE(refused.is_err());
    CHECK(*refused.error()->poisoned()->get_ref() == 6);
  }
  CHECK(mutex.get_mut().is_err());
  Mutex<int> moved(std::move(mutex));
  CHECK(moved.is_poisoned());
  mutex = std::move(moved);
  CHECK(*mutex.lock().unwrap_or_else([](auto e) { return std::move(e).into_inner(); }) == 6);
  mutex.clear_poison();
  CHECK(*mutex.lock().unwrap() == 6);
  fail_with([&] { return mutex.lock().unwrap(); });
  PANICS(poisoned, (void)std::move(mutex).into_inner().unwrap());
}

TEST_CASE("a guard that is made and ended while an exception flies does not poison") {
  struct Uses {
    const Mutex<int>* mutex;
    ~Uses() {
      CHECK(panicking());
      *mutex->lock().unwrap() += 1;
    }
  };
  const Mutex<int> mutex(0);
  fail_with([&] { return Uses{&mutex}; });
  CHECK_FALSE(panicking());
  CHECK_FALSE(mutex.is_poisoned());
  try {
    throw 1;
  } catch (int) {
    fail_with([&] { return mutex.lock().unwrap(); });  // in a handler, too
  }
  CHECK(mutex.is_poisoned());
}

TEST_CASE("RwLock gives its value to readers, or to a writer") {
  RwLock<int> lock(5);
  {
    auto one = lock.read().unwrap();
    auto two = lock.try_read().unwrap();
    CHECK(*one + *two == 10);
    CHECK(text(one) == "5");
    CHECK(lock.try_write().is_err());
    PANICS("called `Result::unwrap()` on an `Err` value: \"WouldBlock\"", (void)lock.try_write().unwrap());
    two = std::move(one);
  }
  {
    auto writer = lock.write().unwrap();
    *writer = 6;
    CHECK(text(writer) == "6");
    PANICS("called `Result::unwrap()` on an `Err` value: \"WouldBlock\"", (void)lock.try_read().unwrap());
    CHECK(lock.try_write().is_err());
    CHECK(text(lock) == "RwLock { data: <locked>, poisoned: false, .. }");
    auto reader = RwLockWriteGuard<int>::downgrade(std::move(writer));
    CHECK(*reader == 6);
    CHECK(lock.try_read().is_ok());
    CHECK(lock.try_write().is_err());
  }
  CHECK(text(lock) == "RwLock { data: 6, poisoned: false, .. }");
  *lock.get_mut().unwrap() = 7;
  RwLock<int> other(std::move(lock));
  lock = std::move(other);
  CHECK(std::move(lock).into_inner().unwrap() == 7);
  CHECK(RwLock<std::string>("abc").read().unwrap()->size() == 3);
  CHECK(RwLock<std::string>().write().unwrap()->empty());
  auto writer = lock.write().unwrap();
  writer = other.write().unwrap();
  CHECK(lock.try_write().is_ok());
}

TEST_CASE("RwLock is poisoned by a writer's exception, not by a reader's") {
  RwLock<int> lock(5);
  fail_with([&] { return lock.read().unwrap(); });
  CHECK_FALSE(lock.is_poisoned());
  fail_with([&] { return lock.write().unwrap(); });
  CHECK(lock.is_poisoned());
  PANICS(poisoned, (void)lock.read().unwrap());
  PANICS(poisoned, (void)lock.write().unwrap());
  CHECK(lock.try_read().unwrap_err().poisoned() != nullptr);
  CHECK(lock.try_write().unwrap_err().poisoned() != nullptr);
  CHECK(text(lock) == "RwLock { data: 5, poisoned: true, .. }");
  CHECK(lock.get_mut().is_err());
  lock.clear_poison();
  CHECK(*lock.read().unwrap() == 5);
  CHECK(std::move(lock).into_inner().is_ok());
}

TEST_CASE("Once") {
  const Once once;
  int calls = 0;
  CHECK_FALSE(once.is_completed());
  once.call_once([&] { ++calls; });
  once.call_once([&] { ++calls; });
  once.call_once_force([&](const OnceState&) { ++calls; });
  once.wait();
  once.wait_force();
  CHECK(once.is_completed());
  CHECK(calls == 1);
}

TEST_CASE("Once whose function throws") {
  constexpr const char* previously = "Once instance has previously been poisoned";
  const Once once;
  CHECK_THROWS_AS(once.call_once([] { throw 1; }), int);
  PANICS(previously, once.call_once([] {}));
  PANICS(previously, once.wait());
  bool told = false;
  once.call_once_force([&](const OnceState& state) { told = state.is_poisoned(); });
  CHECK(told);
  CHECK(once.is_completed());
}

TEST_CASE("OnceLock") {
  OnceLock<int> lock;
  CHECK(lock.get() == nullptr);
  CHECK(text(lock) == "OnceLock(<uninit>)");
  CHECK_THROWS_AS(lock.get_or_init([]() -> int { throw 1; }), int);
  CHECK(lock.get_or_init([] { return 1; }) == 1);
  CHECK(lock.set(2).unwrap_err() == 2);
  CHECK(lock.wait() == 1);
  *lock.get_mut() = 3;
  CHECK(text(lock) == "OnceLock(3)");
  CHECK(lock == lock.clone());
  CHECK_FALSE(lock == OnceLock<int>());
  OnceLock<int> moved(std::move(lock));
  CHECK(lock.get() == nullptr);
  lock = std::move(moved);
  CHECK(lock.take() == 3);
  CHECK(lock.take() == std::nullopt);
  CHECK(lock.set(4).is_ok());
  CHECK(std::move(lock).into_inner() == 4);
  {
    OnceLock<Counted> counted(Counted(1));
    CHECK(Counted::alive == 1);
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("LazyLock") {
  {
    int calls = 0;
    auto held = std::make_shared<Counted>(1);
    LazyLock lazy([&calls, held] { return ++calls * 10; });
    const LazyLock unused([held] { return 0; });
    using Lazy = decltype(lazy);
    CHECK(Lazy::get(lazy) == nullptr);
    CHECK(Lazy::get_mut(lazy) == nullptr);
    CHECK(text(lazy) == "LazyLock(<uninit>)");
    CHECK(*std::as_const(lazy) == 10);
    *lazy = 11;
    CHECK(*Lazy::get(lazy) == 11);
    ++*Lazy::get_mut(lazy);
    CHECK(Lazy::force_mut(lazy) == 12);
    CHECK(text(lazy) == "LazyLock(12)");
    CHECK(calls == 1);
    CHECK(held.use_count() == 2);
    Lazy moved(std::move(lazy));
    CHECK(*moved == 12);
    LazyLock<int> one([] { return 1; }), two([] { return 2; });
    CHECK(*one == 1);
    one = std::move(two);
    CHECK(LazyLock<int>::get(one) == nullptr);
    CHECK(*one == 2);
    LazyLock<std::string> plain([] { return std::string("abc"); });
    CHECK(plain->size() == 3);
    CHECK(std::as_const(plain)->size() == 3);
    LazyLock<int> throws([]() -> int { throw 1; });
    CHECK_THROWS_AS(LazyLock<int>::force(throws), int);
    PANICS("LazyLock instance has previously been poisoned", LazyLock<int>::force(throws));
    PANICS("LazyLock instance has previously been poisoned", LazyLock<int>::force_mut(throws));
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("locks are made before the program starts") {
  static constinit Mutex<int> mutex(1);
  static constinit RwLock<int> lock(2);
  static constinit Once once;
  static constinit OnceLock<int> value;
  static constinit LazyLock<int> lazy(+[] { return 5; });
  CHECK(*mutex.lock().unwrap() + *lock.read().unwrap() + *lazy + value.get_or_init([] { return 1; }) == 9);
  CHECK_FALSE(once.is_completed());
}
