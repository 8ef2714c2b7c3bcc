// OnceLock<T>: a OnceCell for threads. After Rust 1.95's std::sync::OnceLock.
#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "cell/once.h"
#include "cell/result.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T>
class OnceLock {
 public:
  constexpr OnceLock() : nothing_() {}
  OnceLock(T value) : nothing_() { (void)set(std::move(value)); }  // NOLINT(google-explicit-constructor): Rust's From<T>
  OnceLock(OnceLock&& other) : nothing_() {
    if (auto value = other.take()) (void)set(std::move(*value));
  }
  OnceLock& operator=(OnceLock&& other) {
    if (this == &other) return *this;
    clear();
    if (auto value = other.take()) (void)set(std::move(*value));
    return *this;
  }
  OnceLock(const OnceLock&) = delete;  // copies are asked for by name: clone()
  OnceLock& operator=(const OnceLock&) = delete;
  ~OnceLock() { clear(); }

  // The value; null where there is none yet.
  const T* get() const BORROWLAB_LIFETIMEBOUND { return once_.is_completed() ? std::addressof(value_) : nullptr; }
  T* get_mut() BORROWLAB_LIFETIMEBOUND { return once_.is_completed() ? std::addressof(value_) : nullptr; }
  // Waits until another thread has initialized it.
  const T& wait(SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    once_.wait_force(at);
    return value_;
  }
  // The error is the new value, given back because there was one.
  Result<Unit, T> set(T value) const {
    bool placed = false;
    once_.call_once_force([&](const OnceState&) {
      std::construct_at(std::addressof(value_), std::move(value));
      placed = true;
    });
    return placed ? Result<Unit, T>::ok({}) : Result<Unit, T>::err(std::move(value));
  }
  // f: () -> T, called by one thread where there is no value yet. Where f throws there is none, and the next one tries.
  template <class F>
  const T& get_or_init(F&& f, SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    once_.call_once_force([&](const OnceState&) { ::new (static_cast<void*>(std::addressof(value_))) T(std::invoke(std::forward<F>(f))); },
                          at);
    return value_;
  }
  std::optional<T> into_inner() && { return take(); }
  std::optional<T> take() {
    if (!once_.is_completed()) return std::nullopt;
    std::optional<T> value(std::move(value_));
    clear();
    return value;
  }
  OnceLock clone() const requires std::copy_constructible<T> {
    const T* value = get();
    return value == nullptr ? OnceLock() : OnceLock(T(*value));
  }

  friend bool operator==(const OnceLock& a, const OnceLock& b) requires std::equality_comparable<T> {
    const T *left = a.get(), *right = b.get();
    return left == nullptr || right == nullptr ? left == right : *left == *right;
  }
  // As Rust's {:?} does: OnceLock(5), or OnceLock(<uninit>).
  template <class Out>
  friend Out& operator<<(Out& out, const OnceLock& lock) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "OnceLock(";
    if (const T* value = lock.get()) out << *value;
    else out << "<uninit>";
    out << ")";
    return out;
  }

 private:
  void clear() {
    if (!once_.is_completed()) return;
    std::destroy_at(std::addressof(value_));
    once_.reset();
  }
  Once once_;
  union {
    char nothing_;
    mutable T value_;
  };
};

template <class T>
struct auto_traits<OnceLock<T>> {
  using send = All<Send<T>>;
  using sync = All<Send<T>, Sync<T>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
