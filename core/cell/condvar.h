// Condvar: lets threads that hold a Mutex wait for a change that another thread tells. After Rust 1.95's std::sync::Condvar.
#pragma once
#include <chrono>
#include <functional>
#include <utility>

#include "cell/mutex.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

class WaitTimeoutResult {
 public:
  constexpr explicit WaitTimeoutResult(bool timed_out) : timed_out_(timed_out) {}
  bool timed_out() const { return timed_out_; }
  friend bool operator==(WaitTimeoutResult, WaitTimeoutResult) = default;
  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const WaitTimeoutResult& result) {
    out << "WaitTimeoutResult(" << (result.timed_out_ ? "true" : "false") << ")";
    return out;
  }

 private:
  bool timed_out_;
};

class Condvar {
 public:
  constexpr Condvar() = default;
  // Nobody waits for a Condvar that is moved: there is nothing to take along.
  Condvar(Condvar&&) noexcept {}
  Condvar& operator=(Condvar&&) noexcept { return *this; }

  // Unlocks, waits to be told, locks again. May return for no reason: see wait_while.
  template <class T>
  LockResult<MutexGuard<T>> wait(MutexGuard<T> guard) const {
    wait_until(guard, {});
    return relocked(std::move(guard));
  }
  // Waits while `condition` (T& -> bool) holds.
  template <class T, class F>
  LockResult<MutexGuard<T>> wait_while(MutexGuard<T> guard, F&& condition) const {
    while (std::invoke(condition, *guard)) {
      auto again = wait(std::move(guard));
      if (again.is_err()) return again;
      guard = std::move(again).unwrap();
    }
    return LockResult<MutexGuard<T>>::ok(std::move(guard));
  }
  template <class T, class Rep, class Period>
  LockResult<std::pair<MutexGuard<T>, WaitTimeoutResult>> wait_timeout(MutexGuard<T> guard,
                                                                       std::chrono::duration<Rep, Period> duration) const {
    const bool told = wait_until(guard, deadline_in(duration));
    return timed(std::move(guard), !told);
  }
  template <class T, class Rep, class Period, class F>
  LockResult<std::pair<MutexGuard<T>, WaitTimeoutResult>> wait_timeout_while(MutexGuard<T> guard,
                                                                             std::chrono::duration<Rep, Period> duration,
                                                                             F&& condition) const {
    const detail::Deadline deadline = deadline_in(duration);
    for (;;) {
      if (!std::invoke(condition, *guard)) return timed(std::move(guard), false);
      if (std::chrono::steady_clock::now() >= *deadline) return timed(std::move(guard), true);
      wait_until(guard, deadline);
      if (guard.lock_->is_poisoned()) return timed(std::move(guard), false);
    }
  }
  void notify_one() const {
    futex_.fetch_add(1, std::memory_order_relaxed);
    detail::futex_wake(futex_);
  }
  void notify_all() const {
    futex_.fetch_add(1, std::memory_order_relaxed);
    detail::futex_wake_all(futex_);
  }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const Condvar&) {
    out << "Condvar { .. }";
    return out;
  }

 private:
  template <class Rep, class Period>
  static detail::Deadline deadline_in(std::chrono::duration<Rep, Period> duration) {
    return std::chrono::steady_clock::now() + std::chrono::ceil<std::chrono::steady_clock::duration>(duration);
  }
  // Whether it was told before the deadline. The count is read before unlocking, so that no word is missed.
  template <class T>
  bool wait_until(const MutexGuard<T>& guard, detail::Deadline deadline) const {
    const uint32_t count = futex_.load(std::memory_order_relaxed);
    guard.lock_->raw_.unlock();
    const bool told = detail::futex_wait(futex_, count, deadline);
    guard.lock_->raw_.lock();
    return told;
  }
  template <class T>
  static LockResult<MutexGuard<T>> relocked(MutexGuard<T> guard) {
    return guard.lock_->poison_.wrap(std::move(guard));
  }
  template <class T>
  static LockResult<std::pair<MutexGuard<T>, WaitTimeoutResult>> timed(MutexGuard<T> guard, bool timed_out) {
    const auto& poison = guard.lock_->poison_;
    return poison.wrap(std::pair(std::move(guard), WaitTimeoutResult(timed_out)));
  }

  mutable detail::Futex futex_{0};
};

template <>
struct auto_traits<Condvar> : detail::Owns<> {};
template <>
struct auto_traits<WaitTimeoutResult> : detail::Owns<> {};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
