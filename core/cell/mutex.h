// Mutex<T>: a value that one thread at a time may use. After Rust 1.95's std::sync::Mutex and its futex.
#pragma once
#include <concepts>
#include <utility>

#include "cell/futex.h"
#include "cell/lock.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

// The lock alone: 0 free, 1 locked, 2 locked and waited for.
class RawMutex {
 public:
  bool try_lock() {
    uint32_t state = unlocked;
    return futex_.compare_exchange_strong(state, locked, std::memory_order_acquire, std::memory_order_relaxed);
  }
  void lock() {
    if (!try_lock()) [[unlikely]]
      lock_contended();
  }
  void unlock() {
    // Wakes one: when it locks, it marks the lock as waited for, so that others are woken in turn.
    if (futex_.exchange(unlocked, std::memory_order_release) == contended) [[unlikely]]
      futex_wake(futex_);
  }
  static constexpr const char* name = "Mutex";
  const char* holders() const { return futex_.load(std::memory_order_relaxed) != unlocked ? "1 guard" : nullptr; }

 private:
  static constexpr uint32_t unlocked = 0, locked = 1, contended = 2;

  BORROWLAB_COLD void lock_contended() {
    const auto spin = [this] { return spin_until(futex_, [](uint32_t s) { return s != locked; }); };
    uint32_t state = spin();
    if (state == unlocked && futex_.compare_exchange_strong(state, locked, std::memory_order_acquire, std::memory_order_relaxed)) return;
    for (;;) {
      if (state != contended && futex_.exchange(contended, std::memory_order_acquire) == unlocked) return;
      futex_wait(futex_, contended);
      state = spin();
    }
  }

  Futex futex_{unlocked};
};

struct MutexMode {
  using Raw = RawMutex;
  static constexpr bool writes = true;
  static void unlock(Raw& raw) { raw.unlock(); }
};

}  // namespace detail

// While it lives, the mutex is locked.
template <class T>
using MutexGuard = LockGuard<T, detail::MutexMode>;

template <class T>
class Mutex : public detail::Lock<detail::RawMutex, T> {
  using Base = detail::Lock<detail::RawMutex, T>;
  using Guard = MutexGuard<T>;

 public:
  constexpr Mutex(SourceLocation at = SourceLocation::current()) requires std::default_initializable<T> : Base(at) {}
  constexpr Mutex(T value, SourceLocation at = SourceLocation::current())  // NOLINT(google-explicit-constructor): Rust's From<T>
      : Base(std::move(value), at) {}
  Mutex(Mutex&& other, SourceLocation at = SourceLocation::current()) noexcept(std::is_nothrow_move_constructible_v<T>)
      : Base(std::move(other), at) {}
  Mutex& operator=(Mutex&&) = default;

  // Waits for the lock. The error, where the mutex is poisoned, holds the guard all the same. A thread that has the lock waits for ever.
  LockResult<Guard> lock(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    this->raw_.lock();
    return this->template taken<Guard>(at);
  }
  TryLockResult<Guard> try_lock(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    return this->template taken_if<Guard>(this->raw_.try_lock(), at);
  }

  // The data where nobody else has the lock, or "<locked>".
  template <class Out>
  friend Out& operator<<(Out& out, const Mutex& mutex) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    mutex.print(out, mutex.try_lock(), "\"<locked>\"");
    return out;
  }
};

template <class T>
struct auto_traits<Mutex<T>> {
  using send = All<Send<T>>;
  using sync = All<Send<T>>;
};
template <class T>
struct auto_traits<MutexGuard<T>> {
  using send = Never;
  using sync = All<Sync<T>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
