// Cell<T>: a value that can be changed through a shared (const) reference, because nobody can hold a reference into it.
// After Rust 1.95's std::cell::Cell. Not for threads.
#pragma once
#include <array>
#include <compare>
#include <concepts>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

#include "cell/send_sync.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// What Rust's `Copy` means: duplicating the bytes duplicates the value, and runs no code that could reach the cell.
template <class T>
concept Copy = std::is_trivially_copyable_v<T>;

template <class T>
class Cell {
 public:
  constexpr Cell() requires std::default_initializable<T> : value_() {}
  constexpr Cell(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): Rust's From<T>
  Cell(Cell&&) = default;
  Cell& operator=(Cell&&) = default;
  Cell(const Cell&) = delete;  // copies are asked for by name: clone()
  Cell& operator=(const Cell&) = delete;

  // A variable, taken as a cell.
  static const Cell& from_mut(T& value BORROWLAB_LIFETIMEBOUND) {
    static_assert(sizeof(Cell) == sizeof(T));
    return reinterpret_cast<const Cell&>(value);
  }
  // A cell of an array, taken as an array of cells.
  auto as_array_of_cells() const BORROWLAB_LIFETIMEBOUND requires requires { std::tuple_size<T>::value; }
  {
    using Element = typename T::value_type;
    static_assert(sizeof(T) == sizeof(Cell<Element>) * std::tuple_size_v<T>);
    return std::span<const Cell<Element>, std::tuple_size_v<T>>(reinterpret_cast<const Cell<Element>*>(value_.data()),
                                                                std::tuple_size_v<T>);
  }
  // The same with its length as a number.
  auto as_slice_of_cells() const BORROWLAB_LIFETIMEBOUND requires requires { std::tuple_size<T>::value; }
  { return std::span<const Cell<typename T::value_type>>(as_array_of_cells()); }

  T get() const requires Copy<T> { return value_; }
  // The old value is destroyed last, so a destructor that looks at the cell finds the new one.
  void set(T value) const { replace(std::move(value)); }
  T replace(T value) const { return std::exchange(value_, std::move(value)); }
  T take() const requires std::default_initializable<T> { return replace(T()); }
  void swap(const Cell& other) const {
    if (this == &other) return;
    T mine = std::move(value_);
    value_ = std::move(other.value_);
    other.value_ = std::move(mine);
  }
  template <class F>
  void update(F&& f) const requires Copy<T> {
    set(std::forward<F>(f)(get()));
  }
  T into_inner() && { return std::move(value_); }
  T& get_mut() BORROWLAB_LIFETIMEBOUND { return value_; }
  T* as_ptr() const BORROWLAB_LIFETIMEBOUND { return std::addressof(value_); }
  Cell clone() const requires Copy<T> { return Cell(get()); }

  friend bool operator==(const Cell& a, const Cell& b) requires Copy<T> && std::equality_comparable<T> { return a.get() == b.get(); }
  friend auto operator<=>(const Cell& a, const Cell& b) requires Copy<T> && requires(const T& v) { v <=> v; }
  { return a.get() <=> b.get(); }
  // As Rust's {:?} does: Cell { value: 5 }
  template <class Out>
  friend Out& operator<<(Out& out, const Cell& cell) requires Copy<T> && requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "Cell { value: " << cell.get() << " }";
    return out;
  }

 private:
  mutable T value_;
};

template <class T>
struct auto_traits<Cell<T>> {
  using send = All<Send<T>>;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
