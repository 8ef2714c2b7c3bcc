// RwLock<T>: a value that many threads may read, or one write. Writers go first. After Rust 1.95's std::sync::RwLock and its futex,
// whose comments tell more.
#pragma once
#include <concepts>
#include <utility>

#include "cell/futex.h"
#include "cell/lock.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

// The lock alone. The state counts readers in its low 30 bits (all ones: a writer); the two above say who waits: readers on the state,
// writers on writer_notify_, which counts the words that they were given.
class RawRwLock {
 public:
  bool try_read() {
    uint32_t s = state_.load(std::memory_order_relaxed);
    while (is_read_lockable(s))
      if (state_.compare_exchange_weak(s, s + read_locked, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    return false;
  }
  // Panics where there are too many readers to count.
  void read(SourceLocation at) {
    uint32_t s = state_.load(std::memory_order_relaxed);
    if (!is_read_lockable(s) || !state_.compare_exchange_weak(s, s + read_locked, std::memory_order_acquire, std::memory_order_relaxed))
        [[unlikely]]
      read_contended(at);
  }
  void read_unlock() {
    const uint32_t s = state_.fetch_sub(read_locked, std::memory_order_release) - read_locked;
    if (is_unlocked(s) && (s & writers_waiting) != 0) [[unlikely]]
      wake_writer_or_readers(s);
  }
  bool try_write() {
    uint32_t s = state_.load(std::memory_order_relaxed);
    while (is_unlocked(s))
      if (state_.compare_exchange_weak(s, s + write_locked, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    return false;
  }
  void write() {
    uint32_t free = 0;
    if (!state_.compare_exchange_weak(free, write_locked, std::memory_order_acquire, std::memory_order_relaxed)) [[unlikely]]
      write_contended();
  }
  void write_unlock() {
    const uint32_t s = state_.fetch_sub(write_locked, std::memory_order_release) - write_locked;
    if ((s & (writers_waiting | readers_waiting)) != 0) [[unlikely]]
      wake_writer_or_readers(s);
  }
  void downgrade() {
    const uint32_t s = state_.fetch_add(read_locked - write_locked, std::memory_order_release);
    if ((s & readers_waiting) != 0) {
      // Under the exclusive lock nobody else could unset this bit.
      state_.fetch_sub(readers_waiting, std::memory_order_relaxed);
      futex_wake_all(state_);
    }
  }
  static constexpr const char* name = "RwLock";
  const char* holders() const {
    const uint32_t count = state_.load(std::memory_order_relaxed) & mask;
    return count == 0 ? nullptr : count == write_locked ? "1 writer" : "readers";
  }

 private:
  static constexpr uint32_t read_locked = 1, mask = (1u << 30) - 1, write_locked = mask, max_readers = mask - 1;
  static constexpr uint32_t readers_waiting = 1u << 30, writers_waiting = 1u << 31;

  static bool is_unlocked(uint32_t s) { return (s & mask) == 0; }
  // Not while anybody waits: who unlocked may be about to wake a writer, and writers go first.
  static bool is_read_lockable(uint32_t s) { return (s & mask) < max_readers && (s & (readers_waiting | writers_waiting)) == 0; }
  // A reader that was woken by downgrade goes before waiting writers.
  static bool is_read_lockable_after_wakeup(uint32_t s) {
    return (s & mask) < max_readers && (s & readers_waiting) == 0 && !is_unlocked(s);
  }

  BORROWLAB_COLD void read_contended(SourceLocation at) {
    const auto spin = [this] {
      return spin_until(state_, [](uint32_t s) { return (s & mask) != write_locked || (s & (readers_waiting | writers_waiting)) != 0; });
    };
    bool has_slept = false;
    uint32_t s = spin();
    for (;;) {
      if ((has_slept && is_read_lockable_after_wakeup(s)) || is_read_lockable(s)) {
        if (state_.compare_exchange_weak(s, s + read_locked, std::memory_order_acquire, std::memory_order_relaxed)) return;
        continue;
      }
      if ((s & mask) == max_readers) panic("too many active read locks on RwLock", at);
      if ((s & readers_waiting) == 0 &&
          !state_.compare_exchange_strong(s, s | readers_waiting, std::memory_order_relaxed, std::memory_order_relaxed))
        continue;
      futex_wait(state_, s | readers_waiting);
      has_slept = true;
      s = spin();
    }
  }
  BORROWLAB_COLD void write_contended() {
    const auto spin = [this] { return spin_until(state_, [](uint32_t s) { return is_unlocked(s) || (s & writers_waiting) != 0; }); };
    uint32_t s = spin();
    uint32_t other_writers = 0;
    for (;;) {
      if (is_unlocked(s)) {
        if (state_.compare_exchange_weak(s, s | write_locked | other_writers, std::memory_order_acquire, std::memory_order_relaxed)) return;
        continue;
      }
      if ((s & writers_waiting) == 0 &&
          !state_.compare_exchange_strong(s, s | writers_waiting, std::memory_order_relaxed, std::memory_order_relaxed))
        continue;
      // Others may be waiting too by now, so the bit stays when the lock is taken.
      other_writers = writers_waiting;
      // The count is read before the state, so that no word is missed.
      const uint32_t words = writer_notify_.load(std::memory_order_acquire);
      s = state_.load(std::memory_order_relaxed);
      if (is_unlocked(s) || (s & writers_waiting) == 0) continue;
      futex_wait(writer_notify_, words);
      s = spin();
    }
  }
  // The lock was unlocked in state s. Where another has taken it meanwhile, the waking is for that one to do.
  BORROWLAB_COLD void wake_writer_or_readers(uint32_t s) {
    const auto becomes = [&](uint32_t next) {
      return state_.compare_exchange_strong(s, next, std::memory_order_relaxed, std::memory_order_relaxed);
    };
    if (s == writers_waiting && becomes(0)) {
      wake_writer();
      return;
    }
    if (s == (readers_waiting | writers_waiting)) {
      if (!becomes(readers_waiting) || wake_writer()) return;
      s = readers_waiting;  // no writer was asleep: wake the readers, lest nobody is
    }
    if (s == readers_waiting && becomes(0)) futex_wake_all(state_);
  }
  bool wake_writer() {
    writer_notify_.fetch_add(1, std::memory_order_release);
    return futex_wake(writer_notify_);
  }

  Futex state_{0};
  Futex writer_notify_{0};
};

struct ReadMode {
  using Raw = RawRwLock;
  static constexpr bool writes = false;
  static void unlock(Raw& raw) { raw.read_unlock(); }
};
struct WriteMode {
  using Raw = RawRwLock;
  using Downgraded = ReadMode;
  static constexpr bool writes = true;
  static void unlock(Raw& raw) { raw.write_unlock(); }
};

}  // namespace detail

template <class T>
using RwLockReadGuard = LockGuard<T, detail::ReadMode>;
template <class T>
using RwLockWriteGuard = LockGuard<T, detail::WriteMode>;

template <class T>
class RwLock : public detail::Lock<detail::RawRwLock, T> {
  using Base = detail::Lock<detail::RawRwLock, T>;
  using Reader = RwLockReadGuard<T>;
  using Writer = RwLockWriteGuard<T>;

 public:
  constexpr RwLock(SourceLocation at = SourceLocation::current()) requires std::default_initializable<T> : Base(at) {}
  constexpr RwLock(T value, SourceLocation at = SourceLocation::current())  // NOLINT(google-explicit-constructor): Rust's From<T>
      : Base(std::move(value), at) {}
  RwLock(RwLock&& other, SourceLocation at = SourceLocation::current()) noexcept(std::is_nothrow_move_constructible_v<T>)
      : Base(std::move(other), at) {}
  RwLock& operator=(RwLock&&) = default;

  // Wait for the lock. The error, where the lock is poisoned (by a writer), holds the guard all the same.
  LockResult<Reader> read(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    this->raw_.read(at);
    return this->template taken<Reader>(at);
  }
  LockResult<Writer> write(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    this->raw_.write();
    return this->template taken<Writer>(at);
  }
  TryLockResult<Reader> try_read(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    return this->template taken_if<Reader>(this->raw_.try_read(), at);
  }
  TryLockResult<Writer> try_write(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    return this->template taken_if<Writer>(this->raw_.try_write(), at);
  }

  // The data where no writer has the lock, or <locked>.
  template <class Out>
  friend Out& operator<<(Out& out, const RwLock& lock) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    lock.print(out, lock.try_read(), "<locked>");
    return out;
  }
};

template <class T>
struct auto_traits<RwLock<T>> {
  using send = All<Send<T>>;
  using sync = All<Send<T>, Sync<T>>;
};
template <class T>
struct auto_traits<RwLockReadGuard<T>> {
  using send = Never;
  using sync = All<Sync<T>>;
};
template <class T>
struct auto_traits<RwLockWriteGuard<T>> {
  using send = Never;
  using sync = All<Sync<T>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
