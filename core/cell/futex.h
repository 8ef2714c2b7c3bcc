// Waiting for a 32-bit word to change, which all locks here are made of: Linux's futex, or elsewhere a table of condition variables.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>

#if defined(__linux__)
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <ctime>
#else
#include <condition_variable>
#include <mutex>
#endif

#include "cell/config.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail {

using Futex = std::atomic<uint32_t>;
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

#if defined(__linux__)

inline long futex_call(const Futex& futex, int operation, uint32_t value, const timespec* until) {
  static_assert(sizeof(Futex) == sizeof(uint32_t));
  return syscall(SYS_futex, &futex, operation | FUTEX_PRIVATE_FLAG, value, until, nullptr, FUTEX_BITSET_MATCH_ANY);
}
// Waits until somebody wakes the futex, unless its value is not the expected one. May also return for no reason. False: the time is up.
inline bool futex_wait(const Futex& futex, uint32_t expected, Deadline deadline = {}) {
  timespec until{};
  if (deadline) {  // steady_clock is CLOCK_MONOTONIC
    const auto since = deadline->time_since_epoch();
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since);
    until.tv_sec = static_cast<time_t>(seconds.count());
    until.tv_nsec = static_cast<long>(std::chrono::duration_cast<std::chrono::nanoseconds>(since - seconds).count());
  }
  return futex_call(futex, FUTEX_WAIT_BITSET, expected, deadline ? &until : nullptr) == 0 || errno != ETIMEDOUT;
}
// Whether anybody was woken.
inline bool futex_wake(const Futex& futex) { return futex_call(futex, FUTEX_WAKE, 1, nullptr) > 0; }
inline void futex_wake_all(const Futex& futex) { futex_call(futex, FUTEX_WAKE, INT_MAX, nullptr); }

#else

struct WaitingRoom {
  std::mutex mutex;
  std::condition_variable changed;
  static WaitingRoom& of(const Futex& futex) {
    static WaitingRoom rooms[64];
    return rooms[reinterpret_cast<uintptr_t>(&futex) / sizeof(Futex) % 64];
  }
};
inline bool futex_wait(const Futex& futex, uint32_t expected, Deadline deadline = {}) {
  WaitingRoom& room = WaitingRoom::of(futex);
  std::unique_lock lock(room.mutex);
  if (futex.load() != expected) return true;
  if (deadline) return room.changed.wait_until(lock, *deadline) == std::cv_status::no_timeout;
  room.changed.wait(lock);
  return true;
}
inline void futex_wake_all(const Futex& futex) {
  WaitingRoom& room = WaitingRoom::of(futex);
  const std::lock_guard lock(room.mutex);
  room.changed.notify_all();
}
// Others wait in the same room: all are woken, and it is not known whether one waited for this futex.
inline bool futex_wake(const Futex& futex) {
  futex_wake_all(futex);
  return false;
}

#endif

inline void spin_hint() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("isb");
#endif
}

// Reads the futex until `enough` of its value, for a short while.
template <class F>
uint32_t spin_until(const Futex& futex, F&& enough) {
  for (int spin = 100;; --spin) {
    const uint32_t state = futex.load(std::memory_order_relaxed);
    if (enough(state) || spin == 0) return state;
    spin_hint();
  }
}

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail
