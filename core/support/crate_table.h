// One id space for two crates: the library's entries count up from 0 and may become more at any time, the user's count up from
// `user_base` and are dropped with the program. An entry stays where it is.
#pragma once
#include "support/stable_vec.h"

namespace borrowlab {

inline constexpr uint32_t user_base = uint32_t{1} << 28;

template <class Id, class T>
class CrateTable {
 public:
  template <class U = T>
  Id push(U&& value, bool user) {
    StableVec<T>& part = user ? user_ : library_;
    part.emplace_back(std::forward<U>(value));
    return Id(static_cast<uint32_t>(part.size() - 1) + (user ? user_base : 0));
  }
  T& operator[](Id id) { return id.index < user_base ? library_[id.index] : user_[id.index - user_base]; }
  const T& operator[](Id id) const { return id.index < user_base ? library_[id.index] : user_[id.index - user_base]; }
  // The ids of one crate are first(user) … last(user), the latter not included.
  static Id first(bool user) { return Id(user ? user_base : 0); }
  Id last(bool user) const { return Id(static_cast<uint32_t>(user ? user_base + user_.size() : library_.size())); }
  bool has_user() const { return !user_.empty(); }
  void drop_user() { user_.clear(); }

 private:
  StableVec<T> library_, user_;
};

}  // namespace borrowlab
