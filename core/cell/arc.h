// Arc<T> and ArcWeak<T> (Rust's std::sync::Weak): a value with several owners, on any threads. After Rust 1.95's std::sync::Arc,
// whose comments give the reasons for the memory orders.
#pragma once
#include <atomic>
#include <cstdint>

#include "cell/shared.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

class AtomicCounts {
 public:
  explicit AtomicCounts(size_t strong) : strong_(strong) {}
  static AtomicCounts& of(const void* value) { return *(static_cast<AtomicCounts*>(const_cast<void*>(value)) - 1); }

  size_t strong() const { return strong_.load(std::memory_order_relaxed); }
  // Without the owners' own.
  size_t weak() const {
    const size_t all = weak_.load(std::memory_order_relaxed);
    return all == locked ? 0 : all - 1;
  }
  void add_strong() { bounded(strong_.fetch_add(1, std::memory_order_relaxed)); }
  void add_weak() {
    size_t now = weak_.load(std::memory_order_relaxed);
    for (;;) {
      if (now == locked) {  // for the few instructions of is_unique
        now = weak_.load(std::memory_order_relaxed);
        continue;
      }
      bounded(now);
      if (weak_.compare_exchange_weak(now, now + 1, std::memory_order_acquire, std::memory_order_relaxed)) return;
    }
  }
  bool add_strong_unless_zero() {
    size_t now = strong_.load(std::memory_order_relaxed);
    while (now != 0) {
      bounded(now);
      if (strong_.compare_exchange_weak(now, now + 1, std::memory_order_acquire, std::memory_order_relaxed)) return true;
    }
    return false;
  }
  bool drop_strong() { return drop(strong_); }
  bool drop_weak() { return drop(weak_); }
  bool is_unique() {
    size_t one = 1;
    if (!weak_.compare_exchange_strong(one, locked, std::memory_order_acquire, std::memory_order_relaxed)) return false;
    const bool unique = strong_.load(std::memory_order_acquire) == 1;
    weak_.store(1, std::memory_order_release);
    return unique;
  }
  bool claim() {
    size_t one = 1;
    return strong_.compare_exchange_strong(one, 0, std::memory_order_acquire, std::memory_order_relaxed);
  }
  void publish() { strong_.store(1, std::memory_order_release); }

 private:
  static constexpr size_t locked = SIZE_MAX;
  static void bounded(size_t count) {
    if (count > static_cast<size_t>(PTRDIFF_MAX)) [[unlikely]]
      std::abort();
  }
  static bool drop(std::atomic<size_t>& count) {
    if (count.fetch_sub(1, std::memory_order_release) != 1) return false;
    // A fence would do, were it known to ThreadSanitizer.
    (void)count.load(std::memory_order_acquire);
    return true;
  }
  std::atomic<size_t> strong_;
  std::atomic<size_t> weak_{1};
};

}  // namespace detail

template <class T>
using Arc = Shared<T, detail::AtomicCounts>;
template <class T>
using ArcWeak = SharedWeak<T, detail::AtomicCounts>;

template <class T>
struct auto_traits<Arc<T>> : detail::SharesOwnership<T> {};
template <class T>
struct auto_traits<ArcWeak<T>> : detail::SharesOwnership<T> {};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
