// What takes more than one thread. ThreadSanitizer watches these in CI.
#include "cell/thread.h"

#include "support.h"
#if defined(CELL_TESTS_HAVE_THREADS)
#include "cell/arc.h"
#include "cell/barrier.h"
#include "cell/lazy_lock.h"
#include "cell/once_lock.h"
#include "cell/rwlock.h"

using namespace borrowlab::cell;
using namespace std::chrono_literals;
using thread::Scope;

namespace {
constexpr int threads = 4, rounds = 2000;
}

TEST_CASE("threads in a scope borrow, return and throw") {
  const Mutex<int> total(0);
  const int step = 3;
  const int result = thread::scope([&](const Scope& s) {
    auto one = s.spawn([](const Mutex<int>& t, const int& n) { return *t.lock().unwrap() += n; }, total, step);
    auto throws = s.spawn([]() -> int { throw std::string("thrown"); });
    CHECK(one.thread() != std::thread::id());
    while (!one.is_finished()) std::this_thread::yield();
    CHECK(std::move(one).join().unwrap() == 3);
    auto joined = std::move(throws).join();
    REQUIRE(joined.is_err());
    CHECK_THROWS_AS(std::rethrow_exception(*joined.error()), std::string);
    s.spawn([](const Scope& inner, const Mutex<int>& t) { inner.spawn([](const Mutex<int>& m) { *m.lock().unwrap() += 10; }, t); }, s,
            total);
    return 7;
  });
  CHECK(result == 7);
  CHECK(*total.lock().unwrap() == 13);
  std::atomic<int> changed = 0;
  auto moved = std::make_unique<int>(4);
  thread::scope(
      [&](const Scope& s) { s.spawn([](std::atomic<int>& a, std::unique_ptr<int> p) { a = *p; }, std::ref(changed), std::move(moved)); });
  CHECK(changed == 4);
}

TEST_CASE("a scope panics where a thread threw and nobody joined it, after all have ended") {
  const Mutex<int> ended(0);
  PANICS("a scoped thread panicked", thread::scope([&](const Scope& s) {
           s.spawn([] { throw 1; });
           s.spawn([](const Mutex<int>& m) { *m.lock().unwrap() += 1; }, ended);
         }));
  CHECK(*ended.lock().unwrap() == 1);
  CHECK_THROWS_AS(thread::scope([&](const Scope& s) {
                    s.spawn([](const Mutex<int>& m) { *m.lock().unwrap() += 1; }, ended);
                    throw 2;
                  }),
                  int);
  CHECK(*ended.lock().unwrap() == 2);
}

TEST_CASE("Mutex and Arc under contention") {
  const Arc<Mutex<long>> sum;
  thread::scope([&](const Scope& s) {
    for (int i = 0; i < threads; ++i)
      s.spawn(
          [](const Arc<Mutex<long>>& shared) {
            for (int k = 0; k < rounds; ++k) {
              const auto mine = shared.clone();
              *mine->lock().unwrap() += 1;
              const auto weak = Arc<Mutex<long>>::downgrade(mine);
              if (auto again = weak.upgrade()) *(*again)->lock().unwrap() += 1;
            }
          },
          sum.clone());
  });
  CHECK(*sum->lock().unwrap() == 2L * threads * rounds);
  CHECK(Arc<Mutex<long>>::strong_count(sum) == 1);
  CHECK(Arc<Mutex<long>>::weak_count(sum) == 0);
}

TEST_CASE("the last of many owners destroys the value, and a unique one sees all writes") {
  for (int k = 0; k < 200; ++k) {
    auto owner = Arc<Counted>(Counted(k));
    thread::scope([&](const Scope& s) {
      for (int i = 0; i < threads; ++i) s.spawn([](Arc<Counted> mine) { (void)Arc<Counted>::get_mut(mine); }, owner.clone());
      while (Arc<Counted>::get_mut(owner) == nullptr) std::this_thread::yield();
      Arc<Counted>::make_mut(owner).value = -1;
    });
    CHECK(owner->value == -1);
  }
  CHECK(Counted::alive == 0);
}

TEST_CASE("a poisoned thread poisons for the others") {
  const Mutex<int> mutex(1);
  thread::scope([&](const Scope& s) {
    auto handle = s.spawn(
        [](const Mutex<int>& m) {
          const auto guard = m.lock().unwrap();
          throw 1;
        },
        mutex);
    CHECK(std::move(handle).join().is_err());
  });
  CHECK(mutex.is_poisoned());
}

TEST_CASE("RwLock under contention") {
  const RwLock<std::pair<long, long>> lock({0, 0});
  std::atomic<long> torn = 0;
  thread::scope([&](const Scope& s) {
    for (int i = 0; i < threads; ++i)
      s.spawn(
          [](const RwLock<std::pair<long, long>>& l, std::atomic<long>& bad, int index) {
            for (int k = 0; k < rounds; ++k) {
              if ((k + index) % 4 == 0) {
                auto writer = l.write().unwrap();
                ++writer->first;
                ++writer->second;
                if (k % 3 == 0) {
                  const auto reader = RwLockWriteGuard<std::pair<long, long>>::downgrade(std::move(writer));
                  if (reader->first != reader->second) ++bad;
                }
              } else {
                const auto reader = l.read().unwrap();
                if (reader->first != reader->second) ++bad;
              }
            }
          },
          lock, std::ref(torn), int{i});
  });
  CHECK(torn == 0);
  CHECK(lock.read().unwrap()->first == threads * rounds / 4);
}

TEST_CASE("Condvar wakes who waits, and gives up in time") {
  struct Shared {
    Mutex<int> turn;
    Condvar changed;
  };
  const Shared shared;
  thread::scope([&](const Scope& s) {
    for (int i = 0; i < threads; ++i)
      s.spawn(
          [](const Shared& all, int me) {
            auto turn = all.changed.wait_while(all.turn.lock().unwrap(), [me](int now) { return now != me; }).unwrap();
            *turn += 1;
            all.changed.notify_all();
          },
          shared, int{i});
    auto end = shared.changed.wait_timeout_while(shared.turn.lock().unwrap(), 60s, [](int now) { return now != threads; }).unwrap();
    CHECK_FALSE(end.second.timed_out());
    CHECK(*end.first == threads);
  });
  {
    const auto before = std::chrono::steady_clock::now();
    auto end = shared.changed.wait_timeout_while(shared.turn.lock().unwrap(), 20ms, [](int) { return true; }).unwrap();
    CHECK(end.second.timed_out());
    CHECK(std::chrono::steady_clock::now() - before >= 20ms);
  }
  CHECK(shared.changed.wait_timeout(shared.turn.lock().unwrap(), 1ms).unwrap().second.timed_out());
  shared.changed.notify_one();
  CHECK_THROWS_AS(
      [&] {
        const auto guard = shared.turn.lock().unwrap();
        throw 1;
      }(),
      int);
  CHECK(shared.changed.wait_timeout(shared.turn.lock().unwrap_err().into_inner(), 1ms).is_err());
}

TEST_CASE("Condvar::wait hears notify_one") {
  struct Shared {
    Mutex<bool> told;
    Condvar changed;
  };
  const Shared shared;
  thread::scope([&](const Scope& s) {
    s.spawn(
        [](const Shared& all) {
          *all.told.lock().unwrap() = true;
          all.changed.notify_one();
        },
        shared);
    auto told = shared.told.lock().unwrap();
    while (!*told) told = shared.changed.wait(std::move(told)).unwrap();
    CHECK(*told);
  });
}

TEST_CASE("Barrier has one leader in each round") {
  const Barrier barrier(threads);
  std::atomic<int> leaders = 0;
  thread::scope([&](const Scope& s) {
    for (int i = 0; i < threads; ++i)
      s.spawn(
          [](const Barrier& b, std::atomic<int>& count) {
            for (int k = 0; k < 50; ++k)
              if (b.wait().is_leader()) ++count;
          },
          barrier, std::ref(leaders));
  });
  CHECK(leaders == 50);
}

TEST_CASE("Once, OnceLock and LazyLock run one function, whose work all see") {
  struct Shared {
    Once once;
    OnceLock<std::string> value;
    LazyLock<std::string> lazy{[] { return std::string("lazy"); }};
    std::string plain;
  };
  for (int k = 0; k < 50; ++k) {
    Shared all;
    std::atomic<int> calls = 0;
    Barrier barrier(threads);
    std::vector<std::thread> team;
    for (int i = 0; i < threads; ++i)
      team.emplace_back([&] {
        barrier.wait();
        all.once.call_once([&] {
          ++calls;
          all.plain = "plain";
        });
        if (all.plain != "plain") calls += 100;
        if (all.value.get_or_init([&] {
              ++calls;
              return std::string("value");
            }) != "value")
          calls += 100;
        if (*std::as_const(all.lazy) != "lazy") calls += 100;
      });
    all.once.wait();
    CHECK(all.value.wait() == "value");
    for (auto& each : team) each.join();
    CHECK(calls == 2);
  }
}

TEST_CASE("those who wait for a Once hear when it throws") {
  const Once once;
  std::atomic<bool> started = false;
  std::thread other([&] {
    try {
      once.call_once([&] {
        started = true;
        std::this_thread::sleep_for(20ms);
        throw 1;
      });
    } catch (int) {
    }
  });
  while (!started) std::this_thread::yield();
  CHECK_THROWS_AS(once.wait(), Panic);
  other.join();
}
#endif
