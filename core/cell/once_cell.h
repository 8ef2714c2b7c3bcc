// OnceCell<T>: a value that is written once, through a shared (const) reference, and read by reference from then on.
// After Rust 1.95's std::cell::OnceCell. Not for threads: see once_lock.h.
#pragma once
#include <compare>
#include <concepts>
#include <functional>
#include <optional>
#include <utility>

#include "cell/maybe.h"
#include "cell/result.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T>
class OnceCell {
 public:
  constexpr OnceCell() = default;
  constexpr OnceCell(T value) { inner_.put(std::move(value)); }  // NOLINT(google-explicit-constructor): Rust's From<T>
  OnceCell(OnceCell&&) = default;
  OnceCell& operator=(OnceCell&& other) {
    if (this == &other) return *this;
    inner_.clear();
    if (other.inner_.has()) inner_.put(std::move(other.inner_.get()));
    return *this;
  }
  OnceCell(const OnceCell&) = delete;  // copies are asked for by name: clone()
  OnceCell& operator=(const OnceCell&) = delete;

  // The value; null where there is none yet.
  const T* get() const BORROWLAB_LIFETIMEBOUND { return inner_.has() ? std::addressof(inner_.get()) : nullptr; }
  T* get_mut() BORROWLAB_LIFETIMEBOUND { return inner_.has() ? std::addressof(inner_.get()) : nullptr; }
  // The error is the new value, given back because there was one.
  Result<Unit, T> set(T value) const {
    if (inner_.has()) return Result<Unit, T>::err(std::move(value));
    inner_.put(std::move(value));
    return Result<Unit, T>::ok({});
  }
  // f: () -> T, called where there is no value yet. Panics where f itself initializes the cell; where f throws, there is none.
  template <class F>
  const T& get_or_init(F&& f, SourceLocation at = SourceLocation::current()) const BORROWLAB_LIFETIMEBOUND {
    if (!inner_.has()) init(std::forward<F>(f), at);
    return inner_.get();
  }
  std::optional<T> into_inner() && { return take(); }
  std::optional<T> take() {
    if (!inner_.has()) return std::nullopt;
    std::optional<T> value(std::move(inner_.get()));
    inner_.clear();
    return value;
  }
  OnceCell clone() const requires std::copy_constructible<T> { return inner_.has() ? OnceCell(T(inner_.get())) : OnceCell(); }

  friend bool operator==(const OnceCell& a, const OnceCell& b) requires std::equality_comparable<T> {
    return a.get() == nullptr || b.get() == nullptr ? a.get() == b.get() : *a.get() == *b.get();
  }
  // As Rust's {:?} does: OnceCell(5), or OnceCell(<uninit>).
  template <class Out>
  friend Out& operator<<(Out& out, const OnceCell& cell) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "OnceCell(";
    if (const T* value = cell.get()) out << *value;
    else out << "<uninit>";
    out << ")";
    return out;
  }

 private:
  template <class F>
  BORROWLAB_COLD void init(F&& f, SourceLocation at) const {
    T value = std::invoke(std::forward<F>(f));
    if (inner_.has()) panic("reentrant init", at);
    inner_.put(std::move(value));
  }
  mutable detail::Maybe<T> inner_;
};

template <class T>
struct auto_traits<OnceCell<T>> {
  using send = All<Send<T>>;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
