// LazyCell<T, F>: a value that is computed when it is first needed. After Rust 1.95's std::cell::LazyCell.
// Not for threads: see lazy_lock.h.
#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "cell/panic.h"
#include "cell/send_sync.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T, class F = T (*)()>
class LazyCell {
 public:
  constexpr LazyCell() requires(std::default_initializable<T>&& std::same_as<F, T (*)()>) : LazyCell(+[] { return T(); }) {}
  constexpr explicit LazyCell(F f) : uninit_{State::uninit, std::move(f)} {}
  LazyCell(LazyCell&& other) requires std::move_constructible<T> : nothing_(State::poisoned) { take(other); }
  LazyCell& operator=(LazyCell&& other) requires std::move_constructible<T> {
    if (this == &other) return *this;
    clear();
    nothing_ = State::poisoned;
    take(other);
    return *this;
  }
  LazyCell(const LazyCell&) = delete;
  LazyCell& operator=(const LazyCell&) = delete;
  ~LazyCell() { clear(); }

  // The value, computed where it was not yet. Panics where computing it needs it, or has thrown before.
  static const T& force(const LazyCell& lazy BORROWLAB_LIFETIMEBOUND, SourceLocation at = SourceLocation::current()) {
    if (lazy.state() != State::init) [[unlikely]]
      lazy.really_init(at);
    return lazy.init_.value;
  }
  static T& force_mut(LazyCell& lazy BORROWLAB_LIFETIMEBOUND, SourceLocation at = SourceLocation::current()) {
    force(lazy, at);
    return lazy.init_.value;
  }
  // The value where it is computed already, or null.
  static const T* get(const LazyCell& lazy BORROWLAB_LIFETIMEBOUND) {
    return lazy.state() == State::init ? std::addressof(lazy.init_.value) : nullptr;
  }
  static T* get_mut(LazyCell& lazy BORROWLAB_LIFETIMEBOUND) {
    return lazy.state() == State::init ? std::addressof(lazy.init_.value) : nullptr;
  }

  const T& operator*() const BORROWLAB_LIFETIMEBOUND { return force(*this); }
  const T* operator->() const BORROWLAB_LIFETIMEBOUND { return std::addressof(force(*this)); }
  T& operator*() BORROWLAB_LIFETIMEBOUND { return force_mut(*this); }
  T* operator->() BORROWLAB_LIFETIMEBOUND { return std::addressof(force_mut(*this)); }

  // As Rust's {:?} does: LazyCell(5), or LazyCell(<uninit>).
  template <class Out>
  friend Out& operator<<(Out& out, const LazyCell& lazy) requires requires(Out& o, const T& v) {
    o << v;
  }
  {
    out << "LazyCell(";
    if (const T* value = get(lazy)) out << *value;
    else out << "<uninit>";
    out << ")";
    return out;
  }

 private:
  enum class State : unsigned char { uninit, init, poisoned };

  BORROWLAB_COLD void really_init(SourceLocation at) const {
    if (state() == State::poisoned) panic("LazyCell instance has previously been poisoned", at);
    F f = std::move(uninit_.f);
    std::destroy_at(std::addressof(uninit_.f));
    // Poisoned until the value is there: f may throw, or ask for the value.
    nothing_ = State::poisoned;
    // Constructed where it stays, so that values that cannot be moved are welcome.
    ::new (static_cast<void*>(std::addressof(init_.value))) T(std::invoke(std::move(f)));
    nothing_ = State::init;
  }

  // The state comes first in all of them, so that it takes no more room than the smaller alignment asks for, as in Rust's enum.
  struct Uninit {
    State state;
    F f;
  };
  struct Init {
    State state;
    T value;
  };
  State state() const { return nothing_; }
  void clear() {
    if (state() == State::init) std::destroy_at(std::addressof(init_.value));
    else if (state() == State::uninit) std::destroy_at(std::addressof(uninit_.f));
  }
  void take(LazyCell& other) {
    if (other.state() == State::init) ::new (static_cast<void*>(std::addressof(init_.value))) T(std::move(other.init_.value));
    else if (other.state() == State::uninit) ::new (static_cast<void*>(std::addressof(uninit_.f))) F(std::move(other.uninit_.f));
    nothing_ = other.state();
  }
  union {
    mutable State nothing_;
    mutable Uninit uninit_;
    mutable Init init_;
  };
};
template <class F>
LazyCell(F) -> LazyCell<std::invoke_result_t<F>, F>;

template <class T, class F>
struct auto_traits<LazyCell<T, F>> {
  using send = All<Send<T>, Send<F>>;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
