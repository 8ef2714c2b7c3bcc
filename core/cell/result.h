// Either a value or an error, as Rust's Result: what the methods that do not panic return.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "cell/debug.h"
#include "cell/panic.h"
#include "cell/send_sync.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

using Unit = std::monostate;  // Rust's ()

template <class T, class E>
class [[nodiscard]] Result {
 public:
  static constexpr Result ok(T value) { return Result(std::in_place_index<0>, std::move(value)); }
  static constexpr Result err(E error) { return Result(std::in_place_index<1>, std::move(error)); }

  constexpr Result(Result&& other) noexcept(std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_constructible_v<E>)
      : is_ok_(other.is_ok_) {
    take(other);
  }
  constexpr Result& operator=(Result&& other) {
    if (this == &other) return *this;
    std::destroy_at(this);
    std::construct_at(this, std::move(other));
    return *this;
  }
  constexpr ~Result() {
    if (is_ok_) std::destroy_at(std::addressof(value_));
    else std::destroy_at(std::addressof(error_));
  }

  constexpr bool is_ok() const { return is_ok_; }
  constexpr bool is_err() const { return !is_ok_; }
  constexpr explicit operator bool() const { return is_ok_; }

  // The value; panics where there is none.
  constexpr T unwrap(SourceLocation at = SourceLocation::current()) && {
    if (!is_ok_) [[unlikely]]
      failed("called `Result::unwrap()` on an `Err` value", error_, at);
    return std::move(value_);
  }
  constexpr T expect(const char* message, SourceLocation at = SourceLocation::current()) && {
    if (!is_ok_) [[unlikely]]
      failed(message, error_, at);
    return std::move(value_);
  }
  // The error; panics where there is none.
  constexpr E unwrap_err(SourceLocation at = SourceLocation::current()) && {
    if (is_ok_) failed("called `Result::unwrap_err()` on an `Ok` value", value_, at);
    return std::move(error_);
  }
  constexpr E expect_err(const char* message, SourceLocation at = SourceLocation::current()) && {
    if (is_ok_) failed(message, value_, at);
    return std::move(error_);
  }
  constexpr T unwrap_or(T otherwise) && { return is_ok_ ? std::move(value_) : std::move(otherwise); }
  // f: E -> T, as in lock().unwrap_or_else([](auto poisoned) { return std::move(poisoned).into_inner(); })
  template <class F>
  constexpr T unwrap_or_else(F&& f) && {
    if (is_ok_) return std::move(value_);
    return std::invoke(std::forward<F>(f), std::move(error_));
  }
  constexpr std::optional<T> ok() && { return is_ok_ ? std::optional<T>(std::move(value_)) : std::nullopt; }
  constexpr std::optional<E> err() && { return is_ok_ ? std::nullopt : std::optional<E>(std::move(error_)); }

  // The value or the error where it stands; null where it is the other one.
  constexpr T* value() BORROWLAB_LIFETIMEBOUND { return is_ok_ ? std::addressof(value_) : nullptr; }
  constexpr const T* value() const BORROWLAB_LIFETIMEBOUND { return is_ok_ ? std::addressof(value_) : nullptr; }
  constexpr E* error() BORROWLAB_LIFETIMEBOUND { return is_ok_ ? nullptr : std::addressof(error_); }
  constexpr const E* error() const BORROWLAB_LIFETIMEBOUND { return is_ok_ ? nullptr : std::addressof(error_); }

 private:
  constexpr Result(std::in_place_index_t<0>, T&& value) : is_ok_(true), value_(std::move(value)) {}
  constexpr Result(std::in_place_index_t<1>, E&& error) : is_ok_(false), error_(std::move(error)) {}
  constexpr void take(Result& other) {
    if (is_ok_) std::construct_at(std::addressof(value_), std::move(other.value_));
    else std::construct_at(std::addressof(error_), std::move(other.error_));
  }
  template <class V>
  [[noreturn]] BORROWLAB_COLD static void failed(const char* message, const V& value, SourceLocation at) {
    DebugText text;
    if constexpr (Debug<V>) {
      text << ": " << value;
    }
    panic(message + text.text(), at);
  }

  bool is_ok_;
  union {
    T value_;
    E error_;
  };
};

template <class T, class E>
struct auto_traits<Result<T, E>> {
  using send = All<Send<T>, Send<E>>;
  using sync = All<Sync<T>, Sync<E>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
