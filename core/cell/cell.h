// Cell<T>: a value that can be changed through a shared (const) reference, because nobody can hold a reference into it.
// After Rust 1.95's std::cell::Cell. Not for threads.
#pragma once
#include <compare>
#include <concepts>
#include <type_traits>
#include <utility>

namespace borrowlab::cell {

// What Rust's `Copy` means: duplicating the bytes duplicates the value, and runs no code that could reach the cell.
template <class T>
concept Copy = std::is_trivially_copyable_v<T>;

template <class T>
class Cell {
 public:
  Cell() requires std::default_initializable<T> : value_() {}
  Cell(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): Rust's From<T>
  Cell(Cell&&) = default;
  Cell& operator=(Cell&&) = default;
  Cell(const Cell&) = delete;  // copies are asked for by name: clone()
  Cell& operator=(const Cell&) = delete;

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
  T& get_mut() { return value_; }
  T* as_ptr() const { return &value_; }
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

}  // namespace borrowlab::cell
