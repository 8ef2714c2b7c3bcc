// Rust's auto traits: is_send_v<T> (a T may move to another thread) and is_sync_v<T> (a T may be shared with another thread).
//
// As in Rust a type has them where its parts have them, and a type that reaches itself through its parts is judged by the rest.
// The parts are known of scalars, pointers, references, arrays, the standard library's types, the cells, and of aggregates that can
// be assigned to (which have no reference members). C++ does not tell the parts of other classes, nor what a lambda has captured:
// they are taken to have neither trait, unless they are empty. To vouch for a type is Rust's `unsafe impl`:
//
//   template <>
//   struct borrowlab::cell::auto_traits<Handle> { using send = Always; using sync = Never; };
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "cell/config.h"

namespace borrowlab::cell::inline BORROWLAB_CELL_ABI {

// What a type needs to have a trait: a list of goals, each Send<T> or Sync<T>.
template <class T>
struct Send {};
template <class T>
struct Sync {};
template <class... Goals>
struct All {};
using Always = All<>;
struct Never {};

namespace detail {

template <class Goal, class... Seen>
consteval bool holds();

template <class Needs, class... Seen>
struct AllHold : std::false_type {};
template <class... Goals, class... Seen>
struct AllHold<All<Goals...>, Seen...> : std::bool_constant<(holds<Goals, Seen...>() && ...)> {};

// Converts to the type of any field; with a goal, only to types that have it. Asked about, and never called.
struct AnyField {
  template <class U>
  operator U() const {
    std::abort();
  }  // NOLINT(google-explicit-constructor)
};
template <template <class> class Goal, class... Seen>
struct FieldWith {
  template <class U>
  requires(holds<Goal<U>, Seen...>()) operator U() const { std::abort(); }  // NOLINT(google-explicit-constructor)
};

template <class T, class Field, size_t... I>
consteval bool takes(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), std::declval<Field>())...}; };
}
// Are there fields after these?
template <class T, size_t... I>
consteval bool takes_more(std::index_sequence<I...>) {
  return requires { T{(static_cast<void>(I), AnyField{})..., {}}; };
}

inline constexpr size_t most_fields = 32;
template <class T, size_t N = most_fields>
consteval size_t field_count() {
  if constexpr (N == 0 || takes<T, AnyField>(std::make_index_sequence<N>())) return N;
  else return field_count<T, N - 1>();
}

template <template <class> class Goal, class T, class... Seen>
consteval bool fields_hold() {
  if constexpr (!std::is_move_assignable_v<T> || std::is_union_v<T>) {
    return false;
  } else {
    constexpr size_t n = field_count<T>();
    using Indices = std::make_index_sequence<n>;
    // Where a field resists the count, what comes after it is not known.
    if constexpr (n == most_fields || takes_more<T>(Indices())) return false;
    else return takes<T, FieldWith<Goal, Seen...>>(Indices());
  }
}

template <class T>
concept Container = requires {
  typename T::value_type;
  typename T::allocator_type;
  typename T::iterator;
};

template <class T>
consteval bool is_plain() {
  using Pointee = std::remove_pointer_t<T>;
  return std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_void_v<T> || std::is_null_pointer_v<T> || std::is_member_pointer_v<T> ||
         std::is_function_v<T> || (std::is_pointer_v<T> && std::is_function_v<Pointee>) || std::is_empty_v<T>;
}

}  // namespace detail

// The primary template judges by structure; specialize to say what a type needs.
template <class T>
struct auto_traits {
  using by_structure = void;
};

namespace detail {

template <template <class> class Goal, class T, class... Seen>
consteval bool structure_holds() {
  if constexpr (is_plain<T>()) return true;
  else if constexpr (std::is_pointer_v<T>) return false;
  else if constexpr (std::is_array_v<T>) return holds<Goal<std::remove_extent_t<T>>, Seen...>();
  else if constexpr (Container<T>) return holds<Goal<typename T::value_type>, Seen...>();
  else if constexpr (std::is_aggregate_v<T>) return fields_hold<Goal, T, Seen...>();
  else return false;
}

template <class Goal>
struct GoalParts;
template <class T>
struct GoalParts<Send<T>> {
  using type = std::remove_cv_t<T>;
  template <class U>
  using goal = Send<U>;
  template <class... Seen>
  static consteval bool holds() {
    if constexpr (requires { typename auto_traits<type>::by_structure; }) return structure_holds<Send, type, Seen...>();
    else return AllHold<typename auto_traits<type>::send, Seen...>::value;
  }
};
template <class T>
struct GoalParts<Sync<T>> {
  using type = std::remove_cv_t<T>;
  template <class... Seen>
  static consteval bool holds() {
    if constexpr (requires { typename auto_traits<type>::by_structure; }) return structure_holds<Sync, type, Seen...>();
    else return AllHold<typename auto_traits<type>::sync, Seen...>::value;
  }
};

// A goal that is met again on the way to itself is taken to hold.
template <class Goal, class... Seen>
consteval bool holds() {
  if constexpr ((std::is_same_v<Goal, Seen> || ...)) return true;
  else return GoalParts<Goal>::template holds<Seen..., Goal>();
}

// Parts that are owned: each trait where every part has it.
template <class... Parts>
struct Owns {
  using send = All<Send<Parts>...>;
  using sync = All<Sync<Parts>...>;
};
// Parts that are shared between owners on any threads.
template <class T>
struct SharesOwnership {
  using send = All<Send<T>, Sync<T>>;
  using sync = send;
};

}  // namespace detail

template <class T>
inline constexpr bool is_send_v = detail::holds<Send<T>>();
template <class T>
inline constexpr bool is_sync_v = detail::holds<Sync<T>>();

// const T& is Rust's &T, T& is Rust's &mut T.
template <class T>
struct auto_traits<const T&> {
  using send = All<Sync<T>>;
  using sync = All<Sync<T>>;
};
template <class T>
struct auto_traits<T&> : detail::Owns<T> {};
template <class T>
struct auto_traits<T&&> : detail::Owns<T> {};
// Copies of a reference_wrapper<T> are so many mutable references: to send one takes more than to send a &mut T.
template <class T>
struct auto_traits<std::reference_wrapper<T>> : detail::SharesOwnership<T> {};
template <class T>
struct auto_traits<std::reference_wrapper<const T>> : auto_traits<const T&> {};
template <class T, size_t N>
struct auto_traits<std::span<T, N>> : detail::SharesOwnership<T> {};
template <class T, size_t N>
struct auto_traits<std::span<const T, N>> : auto_traits<const T&> {};
template <class C, class Traits>
struct auto_traits<std::basic_string_view<C, Traits>> : detail::Owns<> {};

template <class T, size_t N>
struct auto_traits<std::array<T, N>> : detail::Owns<T> {};
template <class A, class B>
struct auto_traits<std::pair<A, B>> : detail::Owns<A, B> {};
template <class... T>
struct auto_traits<std::tuple<T...>> : detail::Owns<T...> {};
template <class... T>
struct auto_traits<std::variant<T...>> : detail::Owns<T...> {};
template <class T>
struct auto_traits<std::optional<T>> : detail::Owns<T> {};
template <class T, class D>
struct auto_traits<std::unique_ptr<T, D>> : detail::Owns<T, D> {};
template <class T>
struct auto_traits<std::shared_ptr<T>> : detail::SharesOwnership<T> {};
template <class T>
struct auto_traits<std::weak_ptr<T>> : detail::SharesOwnership<T> {};
template <class T>
struct auto_traits<std::atomic<T>> : detail::Owns<> {};
template <class Rep, class Period>
struct auto_traits<std::chrono::duration<Rep, Period>> : detail::Owns<> {};
template <class Clock, class Duration>
struct auto_traits<std::chrono::time_point<Clock, Duration>> : detail::Owns<> {};
template <>
struct auto_traits<std::exception_ptr> : detail::Owns<> {};

}  // namespace borrowlab::cell::inline BORROWLAB_CELL_ABI
