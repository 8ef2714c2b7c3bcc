// Shared ownership: what Rc and Arc, and their Weaks, have in common. The allocation holds two counts and then the value; owners and
// Weaks are pointers to the value, the counts are before it.
#pragma once
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

#include "cell/result.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

template <class T, class Counts>
class SharedWeak;

// An owner of a T; the last owner destroys it. Move-only: another owner is asked for by name, clone(). An owner that was moved from
// holds nothing and must not be used. As in Rust the functions are static, because an owner acts as its value.
// Counts: how to count, for one thread (rc.h) or for many (arc.h).
template <class T, class Counts>
class Shared {
 public:
  using Weak = SharedWeak<T, Counts>;
  using acts_as_value = void;

  Shared() requires std::default_initializable<T> : Shared(std::in_place) {}
  explicit Shared(T value) : Shared(std::in_place, std::move(value)) {}
  template <class... Args>
  explicit Shared(std::in_place_t, Args&&... args) {
    Allocation room;
    value_ = ::new (room.value) T(std::forward<Args>(args)...);
    room.keep(1);
  }
  Shared(Shared&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  // An owner of a base class, in place of Rust's Rc<dyn Trait>. The base must have a virtual destructor and come first in the object.
  template <class Derived>
  requires(!std::same_as<Derived, T> && std::derived_from<Derived, T> && std::has_virtual_destructor_v<T> &&
           alignof(Derived) <= 2 * sizeof(size_t)) Shared(Shared<Derived, Counts>&& other)
      : value_(other.value_) {  // NOLINT(google-explicit-constructor)
    if (static_cast<void*>(value_) != static_cast<void*>(other.value_)) fatal("an owner of a base class that does not come first");
    other.value_ = nullptr;
  }
  Shared& operator=(Shared&& other) noexcept {
    Shared old(std::move(*this));  // destroyed last: its value's destructor may look here
    value_ = std::exchange(other.value_, nullptr);
    return *this;
  }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  ~Shared() {
    if (value_ != nullptr && counts().drop_strong()) [[unlikely]]
      last();
  }

  // f: const Weak& -> T, which may keep clones of the Weak; they cannot be upgraded before the value is there.
  template <class F>
  static Shared new_cyclic(F&& f) {
    Allocation room;
    auto* value = static_cast<T*>(room.value);
    room.keep(0);
    Weak self(value);  // the Weak that all owners hold together, from now on
    ::new (room.value) T(std::invoke(std::forward<F>(f), std::as_const(self)));
    self.value_ = nullptr;
    Counts::of(value).publish();
    return Shared(value);
  }

  const T& operator*() const BORROWLAB_LIFETIMEBOUND { return *value_; }
  const T* operator->() const BORROWLAB_LIFETIMEBOUND { return value_; }

  Shared clone() const {
    counts().add_strong();
    return Shared(value_);
  }
  static Shared clone(const Shared& self) { return self.clone(); }
  static Weak downgrade(const Shared& self) {
    self.counts().add_weak();
    return Weak(self.value_);
  }
  static size_t strong_count(const Shared& self) { return self.counts().strong(); }
  static size_t weak_count(const Shared& self) { return self.counts().weak(); }
  static bool ptr_eq(const Shared& a, const Shared& b) { return a.value_ == b.value_; }
  static const T* as_ptr(const Shared& self BORROWLAB_LIFETIMEBOUND) { return self.value_; }

  // The value to write to, where this is the only owner and there is no Weak; otherwise null.
  static T* get_mut(Shared& self BORROWLAB_LIFETIMEBOUND) { return self.counts().is_unique() ? self.value_ : nullptr; }
  // The value to write to, of which this is then the only owner: copied where there are other owners, moved out where there are Weaks.
  static T& make_mut(Shared& self BORROWLAB_LIFETIMEBOUND) requires std::copy_constructible<T> {
    Counts& counts = self.counts();
    if (!counts.claim()) {
      self = Shared(T(*self.value_));
    } else if (counts.weak() != 0) {
      const Remains old(std::exchange(self.value_, nullptr));
      self = Shared(std::move(old.value()));
    } else {
      counts.publish();
    }
    return *self.value_;
  }
  // The value, where this is the only owner; otherwise the owner as it was.
  static Result<T, Shared> try_unwrap(Shared self) {
    if (!self.counts().claim()) return Result<T, Shared>::err(std::move(self));
    return Result<T, Shared>::ok(self.take_claimed());
  }
  // The value, for the last owner.
  static std::optional<T> into_inner(Shared self) {
    if (!self.counts().drop_strong()) {
      self.value_ = nullptr;
      return std::nullopt;
    }
    return std::optional<T>(self.take_claimed());
  }
  static T unwrap_or_clone(Shared self) requires std::copy_constructible<T> {
    if (!self.counts().claim()) return T(*self.value_);
    return self.take_claimed();
  }
  // An owner of the class that the value really is; otherwise the owner as it was.
  template <class Derived>
  static Result<Shared<Derived, Counts>, Shared> downcast(Shared self) requires std::derived_from<Derived, T> {
    using R = Result<Shared<Derived, Counts>, Shared>;
    auto* derived = dynamic_cast<Derived*>(self.value_);
    if (derived == nullptr) return R::err(std::move(self));
    self.value_ = nullptr;
    return R::ok(Shared<Derived, Counts>(derived));
  }

  // An owner as a pointer to its value, and back. Each into_raw takes one from_raw.
  static const T* into_raw(Shared self) { return std::exchange(self.value_, nullptr); }
  static Shared from_raw(const T* value) { return Shared(const_cast<T*>(value)); }
  static void increment_strong_count(const T* value) { Counts::of(value).add_strong(); }
  static void decrement_strong_count(const T* value) { (void)from_raw(value); }

  friend bool operator==(const Shared& a, const Shared& b) requires std::equality_comparable<T> { return *a == *b; }
  friend auto operator<=>(const Shared& a, const Shared& b) requires requires(const T& v) { v <=> v; }
  { return *a <=> *b; }
  // For OnceCell, which keeps an owner without a flag beside it.
  static Shared null() { return Shared(static_cast<T*>(nullptr)); }
  bool is_null() const { return value_ == nullptr; }

 private:
  template <class, class>
  friend class Shared;
  friend Weak;

  // Room for the counts and the value, given back unless it is kept.
  struct Allocation {
    static constexpr size_t offset = (sizeof(Counts) + alignof(T) - 1) / alignof(T) * alignof(T);
    static constexpr bool over_aligned = alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__;

    void* start;
    void* value;
    Allocation() {
      if constexpr (over_aligned) start = ::operator new(offset + sizeof(T), std::align_val_t(alignof(T)));
      else start = ::operator new(offset + sizeof(T));
      value = static_cast<char*>(start) + offset;
    }
    Allocation(const Allocation&) = delete;
    Allocation& operator=(const Allocation&) = delete;
    ~Allocation() {
      if (start != nullptr) give_back(value);
    }
    void keep(size_t strong) {
      ::new (static_cast<void*>(static_cast<char*>(value) - sizeof(Counts))) Counts(strong);
      start = nullptr;
    }
    static void give_back(void* value) {
      void* from = static_cast<char*>(value) - offset;
      if constexpr (over_aligned) ::operator delete(from, std::align_val_t(alignof(T)));
      else ::operator delete(from);
    }
  };

  explicit Shared(T* value) : value_(value) {}
  Counts& counts() const { return Counts::of(value_); }
  // What is left when the last owner has gone: the value is destroyed, then the Weak dropped that the owners held together.
  class Remains {
   public:
    explicit Remains(T* value) : together_(value) {}
    Remains(const Remains&) = delete;
    Remains& operator=(const Remains&) = delete;
    ~Remains() { std::destroy_at(together_.value_); }
    T& value() const { return *together_.value_; }

   private:
    Weak together_;
  };
  BORROWLAB_COLD void last() { const Remains remains(value_); }
  // The value of an owner that has found itself to be the last.
  T take_claimed() {
    const Remains remains(std::exchange(value_, nullptr));
    return std::move(remains.value());
  }

  mutable T* value_;  // mutable: see config.h
};

// Refers to a value that others own. Made by downgrade; by itself it refers to nothing.
template <class T, class Counts>
class SharedWeak {
 public:
  using Owner = Shared<T, Counts>;

  SharedWeak() = default;
  SharedWeak(SharedWeak&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  SharedWeak& operator=(SharedWeak&& other) noexcept {
    SharedWeak old(std::move(*this));
    value_ = std::exchange(other.value_, nullptr);
    return *this;
  }
  SharedWeak(const SharedWeak&) = delete;
  SharedWeak& operator=(const SharedWeak&) = delete;
  ~SharedWeak() {
    if (value_ != nullptr && Counts::of(value_).drop_weak()) Owner::Allocation::give_back(value_);
  }

  // An owner, while the value lives.
  std::optional<Owner> upgrade() const {
    if (value_ == nullptr || !Counts::of(value_).add_strong_unless_zero()) return std::nullopt;
    return Owner(value_);
  }
  SharedWeak clone() const {
    if (value_ != nullptr) Counts::of(value_).add_weak();
    return SharedWeak(value_);
  }
  static SharedWeak clone(const SharedWeak& self) { return self.clone(); }
  size_t strong_count() const { return value_ == nullptr ? 0 : Counts::of(value_).strong(); }
  // Without the one that all owners hold together; 0 where there is no owner.
  size_t weak_count() const { return value_ == nullptr || Counts::of(value_).strong() == 0 ? 0 : Counts::of(value_).weak(); }
  bool ptr_eq(const SharedWeak& other) const { return value_ == other.value_; }
  // Good while the value lives.
  const T* as_ptr() const { return value_; }
  const T* into_raw() && { return std::exchange(value_, nullptr); }
  static SharedWeak from_raw(const T* value) { return SharedWeak(const_cast<T*>(value)); }

  // As Rust's {:?} does.
  template <class Out>
  friend Out& operator<<(Out& out, const SharedWeak&) {
    out << "(Weak)";
    return out;
  }

 private:
  friend Owner;
  explicit SharedWeak(T* value) : value_(value) {}
  T* value_ = nullptr;
};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI

// Hashes as the value.
template <class T, class Counts>
requires requires(const T& value) { std::hash<T>()(value); }
struct std::hash<borrowlab::cell::Shared<T, Counts>> {
  size_t operator()(const borrowlab::cell::Shared<T, Counts>& owner) const { return std::hash<T>()(*owner); }
};
