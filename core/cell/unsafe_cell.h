// UnsafeCell<T>: a value that may be changed through a shared (const) reference, with no rule checked; the others are made of it in
// Rust. In C++ it is `mutable` with a name. After Rust 1.95's std::cell::UnsafeCell.
#pragma once
#include <concepts>
#include <memory>
#include <utility>

#include "cell/send_sync.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T>
class UnsafeCell {
 public:
  constexpr UnsafeCell() requires std::default_initializable<T> : value_() {}
  constexpr UnsafeCell(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): Rust's From<T>
  UnsafeCell(UnsafeCell&&) = default;
  UnsafeCell& operator=(UnsafeCell&&) = default;
  UnsafeCell(const UnsafeCell&) = delete;
  UnsafeCell& operator=(const UnsafeCell&) = delete;

  // A variable, taken as a cell.
  static UnsafeCell& from_mut(T& value BORROWLAB_LIFETIMEBOUND) {
    static_assert(sizeof(UnsafeCell) == sizeof(T));
    return reinterpret_cast<UnsafeCell&>(value);
  }
  // Whoever uses the pointer sees to it that nobody else writes meanwhile.
  T* get() const BORROWLAB_LIFETIMEBOUND { return std::addressof(value_); }
  static T* raw_get(const UnsafeCell* cell) { return std::addressof(cell->value_); }
  T& get_mut() BORROWLAB_LIFETIMEBOUND { return value_; }
  T into_inner() && { return std::move(value_); }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const UnsafeCell&) {
    out << "UnsafeCell { .. }";
    return out;
  }

 private:
  mutable T value_;
};

template <class T>
struct auto_traits<UnsafeCell<T>> {
  using send = All<Send<T>>;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
