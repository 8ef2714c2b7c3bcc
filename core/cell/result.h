// Either a value or an error, as Rust's Result: what the methods that do not panic return.
#pragma once
#include <optional>
#include <utility>
#include <variant>

#include "cell/panic.h"

namespace borrowlab::cell {

template <class T, class E>
class [[nodiscard]] Result {
 public:
  static Result ok(T value) { return Result(std::in_place_index<0>, std::move(value)); }
  static Result err(E error) { return Result(std::in_place_index<1>, std::move(error)); }

  bool is_ok() const { return state_.index() == 0; }
  bool is_err() const { return !is_ok(); }
  explicit operator bool() const { return is_ok(); }

  // The value; panics where there is none.
  T unwrap(SourceLocation at = SourceLocation::current()) && {
    if (is_err()) panic("called `Result::unwrap()` on an `Err` value", at);
    return std::move(*std::get_if<0>(&state_));
  }
  // The error; panics where there is none.
  E unwrap_err(SourceLocation at = SourceLocation::current()) && {
    if (is_ok()) panic("called `Result::unwrap_err()` on an `Ok` value", at);
    return std::move(*std::get_if<1>(&state_));
  }
  std::optional<T> ok() && { return is_ok() ? std::optional<T>(std::move(*std::get_if<0>(&state_))) : std::nullopt; }
  std::optional<E> err() && { return is_err() ? std::optional<E>(std::move(*std::get_if<1>(&state_))) : std::nullopt; }

  // The value or the error where it stands; null where it is the other one.
  T* value() { return std::get_if<0>(&state_); }
  const E* error() const { return std::get_if<1>(&state_); }

 private:
  template <size_t I, class V>
  Result(std::in_place_index_t<I> i, V&& v) : state_(i, std::forward<V>(v)) {}
  std::variant<T, E> state_;
};

}  // namespace borrowlab::cell
