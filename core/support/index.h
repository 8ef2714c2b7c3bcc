// Typed indices and the vectors they index: a stage owns IndexVec<Id, T> and hands out Ids, never pointers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace borrowlab {

// Declares `struct Name`, a 32-bit index with a "none" state. Distinct names never mix.
#define BORROWLAB_INDEX(Name)                                                         \
  struct Name {                                                                       \
    uint32_t index = UINT32_MAX;                                                      \
    constexpr Name() = default;                                                       \
    constexpr explicit Name(uint32_t i) : index(i) {}                                 \
    static constexpr Name none() { return Name(); }                                   \
    constexpr bool valid() const { return index != UINT32_MAX; }                      \
    constexpr explicit operator bool() const { return valid(); }                      \
    friend constexpr bool operator==(Name a, Name b) { return a.index == b.index; }   \
    friend constexpr auto operator<=>(Name a, Name b) { return a.index <=> b.index; } \
  }

template <class Id, class T>
class IndexVec {
 public:
  Id push(T value) {
    items_.push_back(std::move(value));
    return Id(static_cast<uint32_t>(items_.size() - 1));
  }
  T& operator[](Id id) { return items_[id.index]; }
  const T& operator[](Id id) const { return items_[id.index]; }
  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  bool contains(Id id) const { return id.index < items_.size(); }
  void truncate(size_t n) { items_.erase(items_.begin() + static_cast<ptrdiff_t>(n), items_.end()); }
  void resize(size_t n) { items_.resize(n); }
  void resize(size_t n, const T& value) { items_.resize(n, value); }
  void clear() { items_.clear(); }
  Id next_id() const { return Id(static_cast<uint32_t>(items_.size())); }
  T& back() { return items_.back(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  std::vector<T>& raw() { return items_; }
  const std::vector<T>& raw() const { return items_; }

 private:
  std::vector<T> items_;
};

struct IndexHash {
  template <class Id>
  size_t operator()(Id id) const {
    return std::hash<uint32_t>()(id.index);
  }
};

}  // namespace borrowlab
