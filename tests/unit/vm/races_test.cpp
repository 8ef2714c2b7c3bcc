// What orders the accesses of threads, and what does not.
#include "vm/races.h"
#include "catch.h"

using namespace borrowlab::vm;
using Kind = Races::Kind;

namespace {
bool races(Races& r, uint32_t thread, Kind kind, uint64_t address, uint64_t size = 4) {
  return r.access({thread, kind, 0}, address, size).has_value();
}
}  // namespace

TEST_CASE("before its start and after its end, a thread is ordered with its parent") {
  Races r;
  CHECK_FALSE(r.active());
  r.spawned(0, 1);
  CHECK(r.active());
  CHECK_FALSE(races(r, 1, Kind::write, 64));
  CHECK(r.known(1, 64, 4, Kind::write));
  CHECK_FALSE(races(r, 0, Kind::write, 68));  // other bytes of the same word
  CHECK(races(r, 0, Kind::read, 64));
  r.joined(0, 1);
  CHECK_FALSE(races(r, 0, Kind::write, 64));
  CHECK(r.alone(0));
  r.spawned(0, 2);
  CHECK_FALSE(races(r, 2, Kind::write, 64));
  CHECK_FALSE(r.alone(0));
}

TEST_CASE("reads do not race with reads, nor atomics with atomics") {
  Races r;
  r.spawned(0, 1);
  CHECK_FALSE(races(r, 0, Kind::read, 64));
  CHECK_FALSE(races(r, 1, Kind::read, 64));
  CHECK(races(r, 1, Kind::write, 64));
  CHECK_FALSE(races(r, 0, Kind::atomic_store, 128));
  CHECK_FALSE(races(r, 1, Kind::atomic_rmw, 128));
  const auto found = r.access({1, Kind::read, 0}, 128, 4);
  REQUIRE(found.has_value());
  CHECK(found->thread == 0);
  CHECK(found->kind == Kind::atomic_store);
  r.forget(128, 4);
  CHECK_FALSE(races(r, 1, Kind::deallocation, 128));
  CHECK(races(r, 0, Kind::read, 129, 1));
}

TEST_CASE("a release orders with the acquire that sees it, and with no relaxed load") {
  for (const bool fences : {false, true}) {
    Races r;
    r.spawned(0, 1);
    CHECK_FALSE(races(r, 1, Kind::write, 64));
    if (fences) r.fence(1, Order::release);
    r.stored(1, 200, fences ? Order::relaxed : Order::release);
    r.loaded(0, 200, Order::relaxed);
    if (fences) r.fence(0, Order::acquire);
    else CHECK(races(r, 0, Kind::read, 64));
    r.loaded(0, 200, Order::acquire);
    CHECK_FALSE(races(r, 0, Kind::write, 64));
  }
  // A read-modify-write goes on with what was released; a store begins anew.
  Races r;
  r.spawned(0, 1);
  r.spawned(0, 2);
  CHECK_FALSE(races(r, 1, Kind::write, 64));
  r.stored(1, 200, Order::release);
  r.stored(2, 200, Order::relaxed, true);
  r.loaded(0, 200, Order::acquire);
  CHECK_FALSE(races(r, 0, Kind::read, 64));
  r.stored(2, 200, Order::relaxed);
  r.spawned(0, 3);
  CHECK_FALSE(races(r, 1, Kind::write, 72));
  r.loaded(3, 200, Order::acquire);
  CHECK(races(r, 3, Kind::read, 72));
}
