// A vector whose elements stay where they are while it grows: what the library gains later does not move what is looked at now.
#pragma once
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace borrowlab {

template <class T>
class StableVec {
  static constexpr size_t kBits = sizeof(T) > 64 ? 8 : 10;
  static constexpr size_t kChunk = size_t{1} << kBits;

 public:
  StableVec() = default;
  StableVec(const StableVec&) = delete;
  StableVec& operator=(const StableVec&) = delete;
  StableVec(StableVec&& other) noexcept : chunks_(std::move(other.chunks_)), size_(std::exchange(other.size_, 0)) {}
  StableVec& operator=(StableVec&& other) noexcept {
    if (this == &other) return *this;
    clear();
    chunks_ = std::move(other.chunks_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }
  ~StableVec() { clear(); }

  T& push_back(const T& value) { return emplace_back(value); }
  T& push_back(T&& value) { return emplace_back(std::move(value)); }
  template <class U>
  T& emplace_back(U&& value) {
    T* at = new (next()) T(std::forward<U>(value));
    ++size_;
    return *at;
  }
  T& operator[](size_t i) { return chunks_[i >> kBits][i & (kChunk - 1)]; }
  const T& operator[](size_t i) const { return chunks_[i >> kBits][i & (kChunk - 1)]; }
  T& back() { return (*this)[size_ - 1]; }
  const T& back() const { return (*this)[size_ - 1]; }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  void resize(size_t n, const T& value = T()) {
    truncate(n);
    for (; size_ < n; ++size_) new (next()) T(value);
  }
  // Keeps the first n elements at most.
  void truncate(size_t n) {
    if constexpr (std::is_trivially_destructible_v<T>) {
      if (size_ > n) size_ = n;
    } else {
      while (size_ > n) (*this)[--size_].~T();
    }
    while (chunks_.size() > (size_ + kChunk - 1) >> kBits) {
      std::allocator<T>().deallocate(chunks_.back(), kChunk);
      chunks_.pop_back();
    }
  }
  void clear() { truncate(0); }

  template <class Vec, class Value>
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = ptrdiff_t;
    using pointer = Value*;
    using reference = Value&;
    Iterator() = default;
    Iterator(Vec* vec, size_t at) : vec_(vec), at_(at) {}
    Value& operator*() const { return (*vec_)[at_]; }
    Value* operator->() const { return &(*vec_)[at_]; }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++at_;
      return old;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }

   private:
    Vec* vec_ = nullptr;
    size_t at_ = 0;
  };
  auto begin() { return Iterator<StableVec, T>(this, 0); }
  auto end() { return Iterator<StableVec, T>(this, size_); }
  auto begin() const { return Iterator<const StableVec, const T>(this, 0); }
  auto end() const { return Iterator<const StableVec, const T>(this, size_); }

 private:
  void* next() {
    if ((size_ & (kChunk - 1)) == 0) chunks_.push_back(std::allocator<T>().allocate(kChunk));
    return chunks_[size_ >> kBits] + (size_ & (kChunk - 1));
  }

  std::vector<T*> chunks_;
  size_t size_ = 0;
};

// The same by typed index: IndexVec's interface.
template <class Id, class T>
class StableIndexVec {
 public:
  template <class U = T>
  Id push(U&& value) {
    items_.emplace_back(std::forward<U>(value));
    return Id(static_cast<uint32_t>(items_.size() - 1));
  }
  T& operator[](Id id) { return items_[id.index]; }
  const T& operator[](Id id) const { return items_[id.index]; }
  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  bool contains(Id id) const { return id.index < items_.size(); }
  void truncate(size_t n) { items_.truncate(n); }
  void clear() { items_.clear(); }
  Id next_id() const { return Id(static_cast<uint32_t>(items_.size())); }
  T& back() { return items_.back(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  StableVec<T> items_;
};

}  // namespace borrowlab
