// Rc<T> and Weak<T>: a value with several owners, on one thread. After Rust 1.95's std::rc.
#pragma once
#include "cell/shared.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

namespace detail {

// The counts before a shared value. All owners together hold one Weak, which keeps the allocation.
class LocalCounts {
 public:
  explicit LocalCounts(size_t strong) : strong_(strong) {}
  static LocalCounts& of(const void* value) { return *(static_cast<LocalCounts*>(const_cast<void*>(value)) - 1); }

  size_t strong() const { return strong_; }
  size_t weak() const { return weak_ - 1; }  // without the owners' own
  void add_strong() { add(strong_); }
  void add_weak() { add(weak_); }
  bool add_strong_unless_zero() {
    if (strong_ == 0) return false;
    add_strong();
    return true;
  }
  // Whether that was the last.
  bool drop_strong() { return --strong_ == 0; }
  bool drop_weak() { return --weak_ == 0; }
  bool is_unique() const { return strong_ == 1 && weak_ == 1; }
  // Of a single owner: makes the value nobody's, as seen by the Weaks. publish() is the way back.
  bool claim() {
    if (strong_ != 1) return false;
    strong_ = 0;
    return true;
  }
  void publish() { strong_ = 1; }

 private:
  // As in Rust: more references than there is memory for come from owners that were forgotten, and no answer would be right.
  static void add(size_t& count) {
    if (++count == 0) [[unlikely]]
      std::abort();
  }
  size_t strong_;
  size_t weak_ = 1;
};

}  // namespace detail

template <class T>
using Rc = Shared<T, detail::LocalCounts>;
template <class T>
using Weak = SharedWeak<T, detail::LocalCounts>;

template <class T>
struct auto_traits<Rc<T>> {
  using send = Never;
  using sync = Never;
};
template <class T>
struct auto_traits<Weak<T>> {
  using send = Never;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
