// What the cells cost beside Rust's (cells.rs, linked in where WITH_RUST is defined): the same loops, timed by one program.
#include <benchmark/benchmark.h>

#include <cstdint>

#include "cell/arc.h"
#include "cell/cell.h"
#include "cell/mutex.h"
#include "cell/rc.h"
#include "cell/ref_cell.h"

using namespace borrowlab::cell;

namespace {

// Makes the compiler believe that all memory behind a pointer is read and written.
template <class T>
inline void hide(const T& value) {
  asm volatile("/* %0 */" : : "r"(&value) : "memory");
}

void cpp_shared(uint64_t n) {
  const RefCell<uint64_t> cell(1);
  hide(cell);
  for (uint64_t i = 0; i < n; ++i) {
    const auto guard = cell.borrow();
    hide(*guard);
  }
}
void cpp_exclusive(uint64_t n) {
  const RefCell<uint64_t> cell(1);
  hide(cell);
  for (uint64_t i = 0; i < n; ++i) {
    const auto guard = cell.borrow_mut();
    *guard = i;  // not `+= 1`: each addition would wait for the one before, and hide what the borrow costs
    hide(*guard);
  }
}
void cpp_cell(uint64_t n) {
  const Cell<uint64_t> cell(1);
  for (uint64_t i = 0; i < n; ++i) {
    hide(cell);
    cell.set(cell.get() + 1);
  }
  hide(cell);
}
void cpp_rc(uint64_t n) {
  const Rc<uint64_t> owner(1);
  hide(*owner);
  for (uint64_t i = 0; i < n; ++i) {
    const auto other = owner.clone();
    hide(*other);
  }
}
void cpp_arc(uint64_t n) {
  const Arc<uint64_t> owner(1);
  hide(*owner);
  for (uint64_t i = 0; i < n; ++i) {
    const auto other = owner.clone();
    hide(*other);
  }
}
void cpp_mutex(uint64_t n) {
  const Mutex<uint64_t> mutex(1);
  hide(mutex);
  for (uint64_t i = 0; i < n; ++i) {
    const auto guard = mutex.lock().unwrap();
    *guard += 1;
    hide(*guard);
  }
}

constexpr uint64_t rounds = 4096;
using Loop = void (*)(uint64_t);
void time_loop(benchmark::State& state, Loop loop) {
  for (auto _ : state) loop(rounds);
}

}  // namespace

BENCHMARK_CAPTURE(time_loop, cpp_shared, cpp_shared);
BENCHMARK_CAPTURE(time_loop, cpp_exclusive, cpp_exclusive);
BENCHMARK_CAPTURE(time_loop, cpp_cell, cpp_cell);
BENCHMARK_CAPTURE(time_loop, cpp_rc, cpp_rc);
BENCHMARK_CAPTURE(time_loop, cpp_arc, cpp_arc);
BENCHMARK_CAPTURE(time_loop, cpp_mutex, cpp_mutex);

#if defined(WITH_RUST)
extern "C" {
void rust_shared(uint64_t n);
void rust_exclusive(uint64_t n);
void rust_cell(uint64_t n);
void rust_rc(uint64_t n);
void rust_arc(uint64_t n);
void rust_mutex(uint64_t n);
}
BENCHMARK_CAPTURE(time_loop, rust_shared, rust_shared);
BENCHMARK_CAPTURE(time_loop, rust_exclusive, rust_exclusive);
BENCHMARK_CAPTURE(time_loop, rust_cell, rust_cell);
BENCHMARK_CAPTURE(time_loop, rust_rc, rust_rc);
BENCHMARK_CAPTURE(time_loop, rust_arc, rust_arc);
BENCHMARK_CAPTURE(time_loop, rust_mutex, rust_mutex);
#endif

BENCHMARK_MAIN();
