// Barrier: threads wait here until all have come. After Rust 1.95's std::sync::Barrier.
#pragma once
#include <cstddef>

#include "cell/condvar.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

class BarrierWaitResult {
 public:
  constexpr explicit BarrierWaitResult(bool leader) : leader_(leader) {}
  bool is_leader() const { return leader_; }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const BarrierWaitResult& result) {
    out << "BarrierWaitResult { is_leader: " << (result.leader_ ? "true" : "false") << " }";
    return out;
  }

 private:
  bool leader_;
};

class Barrier {
 public:
  constexpr explicit Barrier(size_t n) : threads_(n) {}
  Barrier(Barrier&&) = default;
  Barrier& operator=(Barrier&&) = default;

  // Waits for the n-th; one of the n is told that it is the leader. Then the barrier serves again.
  BarrierWaitResult wait() const {
    auto state = lock_.lock().unwrap();
    const size_t generation = state->generation;
    if (++state->count < threads_) {
      (void)told_.wait_while(std::move(state), [&](const State& now) { return now.generation == generation; });
      return BarrierWaitResult(false);
    }
    state->count = 0;
    ++state->generation;
    told_.notify_all();
    return BarrierWaitResult(true);
  }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const Barrier&) {
    out << "Barrier { .. }";
    return out;
  }

 private:
  struct State {
    size_t count;
    size_t generation;
  };
  Mutex<State> lock_{State{0, 0}};
  Condvar told_;
  size_t threads_;
};

template <>
struct auto_traits<Barrier> : detail::Owns<> {};
template <>
struct auto_traits<BarrierWaitResult> : detail::Owns<> {};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
