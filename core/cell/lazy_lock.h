// LazyLock<T, F>: a LazyCell for threads. After Rust 1.95's std::sync::LazyLock.
#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "cell/once.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T, class F = T (*)()>
class LazyLock {
 public:
  constexpr LazyLock() requires(std::default_initializable<T>&& std::same_as<F, T (*)()>) : LazyLock(+[] { return T(); }) {}
  constexpr explicit LazyLock(F f) : f_(std::move(f)) {}
  LazyLock(LazyLock&& other) requires std::move_constructible<T> { take(other); }
  LazyLock& operator=(LazyLock&& other) requires std::move_constructible<T> {
    if (this == &other) return *this;
    clear();
    take(other);
    return *this;
  }
  LazyLock(const LazyLock&) = delete;
  LazyLock& operator=(const LazyLock&) = delete;
  ~LazyLock() { clear(); }

  // The value, computed by the first thread that asks. Panics where computing it has thrown before.
  static const T& force(const LazyLock& lazy BORROWLAB_LIFETIMEBOUND, SourceLocation at = SourceLocation::current()) {
    lazy.once_.call_once_force(
        [&](const OnceState& state) {
          if (state.is_poisoned()) panic("LazyLock instance has previously been poisoned", at);
          F f = std::move(lazy.f_);
          std::destroy_at(std::addressof(lazy.f_));
          ::new (static_cast<void*>(std::addressof(lazy.value_))) T(std::invoke(std::move(f)));
        },
        at);
    return lazy.value_;
  }
  static T& force_mut(LazyLock& lazy BORROWLAB_LIFETIMEBOUND, SourceLocation at = SourceLocation::current()) {
    force(lazy, at);
    return lazy.value_;
  }
  // The value where it is computed already, or null.
  static const T* get(const LazyLock& lazy BORROWLAB_LIFETIMEBOUND) {
    return lazy.once_.is_completed() ? std::addressof(lazy.value_) : nullptr;
  }
  static T* get_mut(LazyLock& lazy BORROWLAB_LIFETIMEBOUND) { return lazy.once_.is_completed() ? std::addressof(lazy.value_) : nullptr; }

  const T& operator*() const BORROWLAB_LIFETIMEBOUND { return force(*this); }
  const T* operator->() const BORROWLAB_LIFETIMEBOUND { return std::addressof(force(*this)); }
  T& operator*() BORROWLAB_LIFETIMEBOUND { return force_mut(*this); }
  T* operator->() BORROWLAB_LIFETIMEBOUND { return std::addressof(force_mut(*this)); }

  // As Rust's {:?} does: LazyLock(5), or LazyLock(<uninit>).
  template <class Out>
  friend Out& operator<<(Out& out, const LazyLock& lazy) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "LazyLock(";
    if (const T* value = get(lazy)) out << *value;
    else out << "<uninit>";
    out << ")";
    return out;
  }

 private:
  // Where f was called and threw, neither of the two is there.
  void clear() {
    if (once_.is_completed()) std::destroy_at(std::addressof(value_));
    else if (!once_.is_poisoned()) std::destroy_at(std::addressof(f_));
  }
  void take(LazyLock& other) {
    if (other.once_.is_completed()) ::new (static_cast<void*>(std::addressof(value_))) T(std::move(other.value_));
    else if (!other.once_.is_poisoned()) ::new (static_cast<void*>(std::addressof(f_))) F(std::move(other.f_));
    once_ = std::move(other.once_);
  }

  Once once_;
  union {
    mutable F f_;
    mutable T value_;
  };
};
template <class F>
LazyLock(F) -> LazyLock<std::invoke_result_t<F>, F>;

template <class T, class F>
struct auto_traits<LazyLock<T, F>> {
  using send = All<Send<T>, Send<F>>;
  using sync = All<Send<T>, Sync<T>, Send<F>>;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
