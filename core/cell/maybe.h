// Room for a value that may be missing, without more room than Rust's Option takes: a type that has a null of its own (Rc, Arc) needs
// no flag beside it.
#pragma once
#include <memory>
#include <utility>

#include "cell/config.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail {

// Types with a null say so: `static T null()` and `bool is_null() const`.
template <class T>
concept HasNull = requires(const T& value) {
  { T::null() } -> std::same_as<T>;
  { value.is_null() } -> std::same_as<bool>;
};

template <class T>
class Maybe {
 public:
  constexpr Maybe() : nothing_() {}
  constexpr Maybe(Maybe&& other) noexcept(std::is_nothrow_move_constructible_v<T>) : nothing_() {
    if (other.has_) put(std::move(other.value_));
  }
  constexpr ~Maybe() { clear(); }

  constexpr bool has() const { return has_; }
  constexpr T& get() { return value_; }
  // Only where there is nothing yet.
  constexpr void put(T&& value) {
    std::construct_at(std::addressof(value_), std::move(value));
    has_ = true;
  }
  constexpr void clear() {
    if (!has_) return;
    has_ = false;
    std::destroy_at(std::addressof(value_));
  }

 private:
  union {
    char nothing_;
    T value_;
  };
  bool has_ = false;
};

template <HasNull T>
class Maybe<T> {
 public:
  constexpr bool has() const { return !value_.is_null(); }
  constexpr T& get() { return value_; }
  constexpr void put(T&& value) { value_ = std::move(value); }
  constexpr void clear() { value_ = T::null(); }

 private:
  T value_ = T::null();
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI::detail
