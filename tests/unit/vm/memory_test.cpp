// Guest memory: what is live, what is initialised, and where blocks come from.
#include "vm/memory.h"
#include "catch.h"

using namespace borrowlab::vm;
using Contents = Memory::Contents;

TEST_CASE("what is initialised of a block, byte by byte") {
  Memory m(1 << 22, 1 << 16);
  const uint64_t at = m.allocate(40, 8, Contents::uninitialised);
  CHECK(m.valid(at, 40));
  CHECK_FALSE(m.valid(at, 41));
  CHECK_FALSE(m.initialised(at, 1));
  m.set_initialised(at, 20);
  CHECK(m.initialised(at, 20));
  const Memory::Gap gap = m.uninitialised(at + 4, 36);
  CHECK(gap.begin == 16);
  CHECK(gap.end == 36);
  // The quick test passes for what is live and initialised: whole granules of it.
  CHECK(m.shadow()[at / 16] == 16);
  CHECK(m.shadow()[at / 16 + 1] == -16);
  CHECK(m.shadow()[at / 16 + 2] == -8);
  m.set_initialised(at + 20, 20);
  CHECK(m.initialised(at, 40));
  CHECK(m.shadow()[at / 16 + 2] == 8);
  m.set_uninitialised(at + 3, 2);
  CHECK(m.uninitialised(at, 40).begin == 3);
  CHECK(m.uninitialised(at, 40).end == 5);
  CHECK(m.valid(at, 40));
}

TEST_CASE("copies move what is known of the bytes") {
  Memory m(1 << 22, 1 << 16);
  const uint64_t a = m.allocate(32, 8), b = m.allocate(32, 8, Contents::uninitialised);
  m.set_uninitialised(a + 4, 4);
  m.copy(b, a, 24);
  CHECK(m.uninitialised(b, 32).begin == 4);
  CHECK(m.uninitialised(b, 32).end == 8);
  CHECK(m.initialised(b + 8, 16));
  CHECK_FALSE(m.initialised(b + 24, 1));
  m.copy(b + 1, b, 16);  // ranges that overlap
  CHECK(m.uninitialised(b, 24).begin == 5);
  CHECK(m.uninitialised(b, 24).end == 9);
}

TEST_CASE("a block is known by its neighbourhood, also when it is gone") {
  Memory m(1 << 22, 1 << 16);
  const uint64_t a = m.allocate(24, 8, Contents::given, 11), aligned = m.allocate(8, 64, Contents::given, 12), b = m.allocate(100, 8);
  CHECK(aligned % 64 == 0);
  CHECK(m.block_near(a + 23)->address == a);
  CHECK(m.block_near(a + 30)->address == a);  // beyond its end
  CHECK(m.block_near(a)->allocated_at == 11);
  CHECK(m.block_near(aligned)->allocated_at == 12);
  CHECK(m.block_near(b + 99)->id == m.block_near(a)->id + 2);
  CHECK(m.release(a, 24, 13));
  CHECK_FALSE(m.release(a, 24));
  CHECK_FALSE(m.block_near(a)->live);
  CHECK(m.block_near(a)->freed_at == 13);
  CHECK_FALSE(m.valid(a, 1));
  CHECK_FALSE(m.block_near(m.stack_start()).has_value());
}
