// Once: code that runs once, whichever thread comes first; the others wait for it. After Rust 1.95's std::sync::Once and its futex.
#pragma once
#include <functional>
#include <utility>

#include "cell/futex.h"
#include "cell/panic.h"
#include "cell/send_sync.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// What call_once_force tells its function: whether an earlier attempt has thrown.
class OnceState {
 public:
  explicit OnceState(bool poisoned) : poisoned_(poisoned) {}
  bool is_poisoned() const { return poisoned_; }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const OnceState& state) {
    out << "OnceState { poisoned: " << (state.poisoned_ ? "true" : "false") << " }";
    return out;
  }

 private:
  bool poisoned_;
};

class Once {
 public:
  constexpr Once() = default;
  // Nobody runs or waits for a Once that is moved.
  Once(Once&& other) noexcept : futex_(other.futex_.load(std::memory_order_relaxed)) {}
  Once& operator=(Once&& other) noexcept {
    futex_.store(other.futex_.load(std::memory_order_relaxed), std::memory_order_relaxed);
    return *this;
  }

  // Runs f unless it has been run; panics where an earlier attempt has thrown. A function that calls its own Once waits for ever.
  template <class F>
  void call_once(F&& f, SourceLocation at = SourceLocation::current()) const {
    if (!is_completed()) [[unlikely]]
      call(
          false, [&](const OnceState&) { std::invoke(std::forward<F>(f)); }, at);
  }
  // f: const OnceState& -> void. Runs also where an earlier attempt has thrown.
  template <class F>
  void call_once_force(F&& f, SourceLocation at = SourceLocation::current()) const {
    if (!is_completed()) [[unlikely]]
      call(true, std::forward<F>(f), at);
  }
  bool is_completed() const { return futex_.load(std::memory_order_acquire) == complete; }
  // Waits until f has run; panics where an attempt has thrown.
  void wait(SourceLocation at = SourceLocation::current()) const {
    if (!is_completed()) wait_for(false, at);
  }
  void wait_force(SourceLocation at = SourceLocation::current()) const {
    if (!is_completed()) wait_for(true, at);
  }

  // For owners of the whole: whether the last attempt has thrown; a Once as new.
  bool is_poisoned() const { return futex_.load(std::memory_order_relaxed) == poisoned; }
  void reset() { futex_.store(incomplete, std::memory_order_relaxed); }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const Once&) {
    out << "Once { .. }";
    return out;
  }

 private:
  static constexpr uint32_t incomplete = 3, poisoned = 2, running = 1, complete = 0, state_mask = 3, queued = 4;

  struct Completion {
    detail::Futex& futex;
    uint32_t next = poisoned;
    ~Completion() {
      if ((futex.exchange(next, std::memory_order_release) & queued) != 0) detail::futex_wake_all(futex);
    }
  };

  template <class F>
  BORROWLAB_COLD void call(bool ignore_poison, F&& f, SourceLocation at) const {
    uint32_t now = futex_.load(std::memory_order_acquire);
    for (;;) {
      const uint32_t state = now & state_mask;
      if (state == complete) return;
      if (state == running) {
        sleep(now);
        continue;
      }
      if (state == poisoned && !ignore_poison) panic("Once instance has previously been poisoned", at);
      if (!futex_.compare_exchange_weak(now, running | (now & queued), std::memory_order_acquire, std::memory_order_acquire)) continue;
      Completion completion{futex_};
      const OnceState told(state == poisoned);
      std::invoke(std::forward<F>(f), told);
      completion.next = complete;
      return;
    }
  }
  BORROWLAB_COLD void wait_for(bool ignore_poison, SourceLocation at) const {
    uint32_t now = futex_.load(std::memory_order_acquire);
    for (;;) {
      const uint32_t state = now & state_mask;
      if (state == complete) return;
      if (state == poisoned && !ignore_poison) panic("Once instance has previously been poisoned", at);
      sleep(now);
    }
  }
  // Sleeps until the state is no longer `now`, and reads it again.
  void sleep(uint32_t& now) const {
    if ((now & queued) == 0) {
      if (!futex_.compare_exchange_weak(now, now | queued, std::memory_order_acquire, std::memory_order_acquire)) return;
      now |= queued;
    }
    detail::futex_wait(futex_, now);
    now = futex_.load(std::memory_order_acquire);
  }

  mutable detail::Futex futex_{incomplete};
};

template <>
struct auto_traits<Once> : detail::Owns<> {};
template <>
struct auto_traits<OnceState> {
  using send = Always;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
