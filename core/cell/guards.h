// The guards of a RefCell: while a Ref lives the value is only read, while a RefMut lives it alone may change the value.
// Both are move-only; a moved-from guard holds nothing and must not be used. After Rust 1.95's std::cell::{Ref, RefMut}.
#pragma once
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

#include "cell/borrow_state.h"
#include "cell/result.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T>
class RefCell;

// Why a borrow was refused. message() is what Rust's Display prints, name() its Debug.
template <bool Exclusive>
class RefusedBorrow {
 public:
#if BORROWLAB_CELL_TRACKED
  explicit RefusedBorrow(const BorrowState& state) : earliest_(state.earliest()) {}
  // Where the earliest of the borrows that stand in the way was taken.
  const SourceLocation& earliest() const { return earliest_; }
  std::string message() const { return std::string(text()) + "; a previous borrow was at " + place(earliest_); }
#else
  constexpr explicit RefusedBorrow(const BorrowState&) {}
  static constexpr const char* message() { return text(); }
#endif
  static constexpr const char* name() { return Exclusive ? "BorrowMutError" : "BorrowError"; }

  template <class Out>
  friend Out& operator<<(Out& out, const RefusedBorrow&) {
    out << name();
    return out;
  }

 private:
  static constexpr const char* text() { return Exclusive ? "RefCell already borrowed" : "RefCell already mutably borrowed"; }
#if BORROWLAB_CELL_TRACKED
  SourceLocation earliest_;
#endif
};
using BorrowError = RefusedBorrow<false>;
using BorrowMutError = RefusedBorrow<true>;

// A share of a flag, given back when it ends. The guards' common half.
template <bool Exclusive>
class [[nodiscard]] BorrowShare {
 public:
  // Takes over a share that was just granted.
  BorrowShare(BorrowState& state, SourceLocation at) : state_(&state), record_(at) { record_.enter(state); }
  BorrowShare(BorrowShare&& other) noexcept : state_(other.state_), record_(other.record_.at()) { take(other); }
  BorrowShare& operator=(BorrowShare&& other) noexcept {
    if (this != &other) {
      release();
      state_ = other.state_;
      take(other);
    }
    return *this;
  }
  ~BorrowShare() { release(); }

  BorrowShare another(const SourceLocation& at) const {
    if constexpr (Exclusive) {
      if (!state_->word.split()) panic("assertion failed: borrow != BorrowCounter::MIN", at);
    } else {
      if (!state_->word.share_again()) panic("assertion failed: borrow != BorrowCounter::MAX", at);
    }
    return BorrowShare(*state_, at);
  }

 private:
  void take(BorrowShare& other) noexcept {
    if (state_ == nullptr) return;
    record_.replace(other.record_, *state_);
    other.state_ = nullptr;
  }
  void release() noexcept {
    if (state_ == nullptr) return;
    record_.leave(*state_);
    if constexpr (Exclusive) state_->word.end_exclusive();
    else state_->word.end_shared();
    state_ = nullptr;
  }
  mutable BorrowState* state_;  // mutable: see config.h
  BORROWLAB_NO_UNIQUE_ADDRESS BorrowRecord record_;
};

// Functions that take a guard by value are static, as in Rust: a guard acts as its value, whose methods must not be hidden.
template <class T>
class [[nodiscard]] BORROWLAB_GUARD_OF(T) Ref {
 public:
  using acts_as_value = void;
  const T& operator*() const BORROWLAB_LIFETIMEBOUND { return *value_; }
  const T* operator->() const BORROWLAB_LIFETIMEBOUND { return value_; }

  static Ref clone(const Ref& orig, SourceLocation at = SourceLocation::current()) { return Ref(orig.value_, orig.share_.another(at)); }
  // f: const T& -> const U&, a part of the value.
  template <class F>
  static auto map(Ref orig, F&& f) {
    const auto& part = std::invoke(std::forward<F>(f), *orig.value_);
    return make(part, std::move(orig.share_));
  }
  // f: const T& -> const U*, null where there is no such part; the error is the guard as it was.
  template <class F>
  static auto filter_map(Ref orig, F&& f) {
    const auto* part = std::invoke(std::forward<F>(f), *orig.value_);
    using R = Result<Ref<std::remove_cvref_t<decltype(*part)>>, Ref>;
    if (part == nullptr) return R::err(std::move(orig));
    return R::ok(make(*part, std::move(orig.share_)));
  }
  // f: const T& -> std::pair<const U&, const V&>
  template <class F>
  static auto map_split(Ref orig, F&& f, SourceLocation at = SourceLocation::current()) {
    auto&& parts = std::invoke(std::forward<F>(f), *orig.value_);
    auto second = orig.share_.another(at);
    return std::pair(make(std::as_const(parts.first), std::move(orig.share_)), make(std::as_const(parts.second), std::move(second)));
  }

 private:
  template <class>
  friend class Ref;
  friend class RefCell<T>;
  Ref(const T* value, BorrowShare<false> share) : value_(value), share_(std::move(share)) {}
  template <class U>
  static Ref<U> make(const U& part, BorrowShare<false> share) {
    return Ref<U>(std::addressof(part), std::move(share));
  }

  const T* value_;
  BorrowShare<false> share_;
};

template <class T>
class [[nodiscard]] BORROWLAB_GUARD_OF(T) RefMut {
 public:
  using acts_as_value = void;
  T& operator*() const BORROWLAB_LIFETIMEBOUND { return *value_; }
  T* operator->() const BORROWLAB_LIFETIMEBOUND { return value_; }

  // f: T& -> U&, a part of the value.
  template <class F>
  static auto map(RefMut orig, F&& f) {
    auto& part = std::invoke(std::forward<F>(f), *orig.value_);
    return make(part, std::move(orig.share_));
  }
  // f: T& -> U*, null where there is no such part; the error is the guard as it was.
  template <class F>
  static auto filter_map(RefMut orig, F&& f) {
    auto* part = std::invoke(std::forward<F>(f), *orig.value_);
    using R = Result<RefMut<std::remove_reference_t<decltype(*part)>>, RefMut>;
    if (part == nullptr) return R::err(std::move(orig));
    return R::ok(make(*part, std::move(orig.share_)));
  }
  // f: T& -> std::pair<U&, V&>, parts that do not overlap.
  template <class F>
  static auto map_split(RefMut orig, F&& f, SourceLocation at = SourceLocation::current()) {
    auto&& parts = std::invoke(std::forward<F>(f), *orig.value_);
    auto second = orig.share_.another(at);
    return std::pair(make(parts.first, std::move(orig.share_)), make(parts.second, std::move(second)));
  }

 private:
  template <class>
  friend class RefMut;
  friend class RefCell<T>;
  RefMut(T* value, BorrowShare<true> share) : value_(value), share_(std::move(share)) {}
  template <class U>
  static RefMut<U> make(U& part, BorrowShare<true> share) {
    return RefMut<U>(std::addressof(part), std::move(share));
  }

  T* value_;
  BorrowShare<true> share_;
};

// A guard points at a flag that is not for other threads.
template <class T>
struct auto_traits<Ref<T>> {
  using send = Never;
  using sync = Never;
};
template <class T>
struct auto_traits<RefMut<T>> {
  using send = Never;
  using sync = Never;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
