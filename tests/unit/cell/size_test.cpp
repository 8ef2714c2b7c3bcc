// The cells take no more room than Rust's: rustc 1.95's size_of on x86-64 Linux beside sizeof.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "cell/all.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {

using U8 = uint8_t;
using U16 = uint16_t;
using U32 = uint32_t;
using U64 = uint64_t;
using U32x3 = std::array<uint32_t, 3>;
using U64x3 = std::array<uint64_t, 3>;  // as large as Rust's String
struct None {};                         // Rust's ()

struct Row {
  const char* name;
  size_t cpp, rust;
};
#define OVER(Type, none, u8, u16, u32, u64, u32x3, u64x3)                                                                                 \
  {#Type "<()>", sizeof(Type<None>), none}, {#Type "<u8>", sizeof(Type<U8>), u8}, {#Type "<u16>", sizeof(Type<U16>), u16},                \
      {#Type "<u32>", sizeof(Type<U32>), u32}, {#Type "<u64>", sizeof(Type<U64>), u64}, {#Type "<[u32; 3]>", sizeof(Type<U32x3>), u32x3}, \
  {                                                                                                                                       \
#Type "<[u64; 3]>", sizeof(Type <U64x3>), u64x3                                                                                       \
  }
constexpr Row rows[] = {
    // No object of C++ is smaller than a byte, so these four are larger over (): in Rust 0, 0, 1 and 4.
    OVER(UnsafeCell, 1, 1, 2, 4, 8, 12, 24),
    OVER(Cell, 1, 1, 2, 4, 8, 12, 24),
    OVER(RefCell, 8, 16, 16, 16, 16, 24, 32),
    OVER(OnceCell, 2, 2, 4, 8, 16, 16, 32),
    OVER(Rc, 8, 8, 8, 8, 8, 8, 8),
    OVER(Weak, 8, 8, 8, 8, 8, 8, 8),
    OVER(Arc, 8, 8, 8, 8, 8, 8, 8),
    OVER(ArcWeak, 8, 8, 8, 8, 8, 8, 8),
    OVER(Mutex, 8, 8, 8, 12, 16, 20, 32),
    OVER(RwLock, 12, 12, 12, 16, 24, 24, 40),
    OVER(OnceLock, 8, 8, 8, 8, 16, 16, 32),
    OVER(LazyCell, 16, 16, 16, 16, 16, 16, 32),
    OVER(LazyLock, 16, 16, 16, 16, 16, 24, 32),
    {"OnceCell<Rc<u8>>", sizeof(OnceCell<Rc<U8>>), 8},
    {"Ref<u32>", sizeof(Ref<U32>), 16},
    {"RefMut<u32>", sizeof(RefMut<U32>), 16},
    {"MutexGuard<u32>", sizeof(MutexGuard<U32>), 16},
    {"RwLockReadGuard<u32>", sizeof(RwLockReadGuard<U32>), 16},
    {"RwLockWriteGuard<u32>", sizeof(RwLockWriteGuard<U32>), 16},
    {"ScopedJoinHandle<u32>", sizeof(thread::ScopedJoinHandle<U32>), 24},
    {"Condvar", sizeof(Condvar), 4},
    {"Once", sizeof(Once), 4},
    {"Barrier", sizeof(Barrier), 40},
    {"WaitTimeoutResult", sizeof(WaitTimeoutResult), 1},
    {"BarrierWaitResult", sizeof(BarrierWaitResult), 1},
};

}  // namespace

TEST_CASE("the cells are as small as Rust's") {
  // The numbers are those of a 64-bit machine.
  if (sizeof(void*) != 8) return;
  const bool print = std::getenv("BORROWLAB_PRINT_SIZES") != nullptr;
  for (const Row& row : rows) {
    if (print) std::printf("%-24s C++ %2zu  Rust %2zu\n", row.name, row.cpp, row.rust);
    INFO(row.name << ": " << row.cpp << " bytes, in Rust " << row.rust);
    CHECK(row.cpp <= row.rust);
  }
}
