// A dense set of small indices, as used by data-flow analyses.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace borrowlab {

class BitSet {
 public:
  BitSet() = default;
  explicit BitSet(size_t size, bool filled = false) : size_(size), words_((size + 63) / 64, filled ? ~0ULL : 0ULL) { trim(); }

  size_t size() const { return size_; }
  bool contains(size_t i) const { return i < size_ && (words_[i / 64] >> (i % 64) & 1) != 0; }
  // Returns whether the set changed.
  bool insert(size_t i) {
    uint64_t& word = words_[i / 64];
    const uint64_t before = word;
    word |= 1ULL << (i % 64);
    return word != before;
  }
  bool remove(size_t i) {
    uint64_t& word = words_[i / 64];
    const uint64_t before = word;
    word &= ~(1ULL << (i % 64));
    return word != before;
  }
  // The three below need sets of equal size; they return whether this set changed.
  bool unite(const BitSet& other) {
    uint64_t changed = 0;
    for (size_t i = 0; i < words_.size(); ++i) {
      const uint64_t now = words_[i] | other.words_[i];
      changed |= now ^ words_[i];
      words_[i] = now;
    }
    return changed != 0;
  }
  bool subtract(const BitSet& other) {
    uint64_t changed = 0;
    for (size_t i = 0; i < words_.size(); ++i) {
      const uint64_t now = words_[i] & ~other.words_[i];
      changed |= now ^ words_[i];
      words_[i] = now;
    }
    return changed != 0;
  }
  bool intersect(const BitSet& other) {
    uint64_t changed = 0;
    for (size_t i = 0; i < words_.size(); ++i) {
      const uint64_t now = words_[i] & other.words_[i];
      changed |= now ^ words_[i];
      words_[i] = now;
    }
    return changed != 0;
  }
  void clear() { words_.assign(words_.size(), 0); }
  bool empty() const {
    for (uint64_t w : words_)
      if (w != 0) return false;
    return true;
  }
  size_t count() const {
    size_t n = 0;
    for (uint64_t w : words_) n += static_cast<size_t>(__builtin_popcountll(w));
    return n;
  }
  template <class F>
  void for_each(F&& f) const {
    for (size_t i = 0; i < words_.size(); ++i)
      for (uint64_t w = words_[i]; w != 0; w &= w - 1) f(i * 64 + static_cast<size_t>(__builtin_ctzll(w)));
  }
  friend bool operator==(const BitSet&, const BitSet&) = default;

 private:
  void trim() {
    if (size_ % 64 != 0 && !words_.empty()) words_.back() &= (1ULL << (size_ % 64)) - 1;
  }
  size_t size_ = 0;
  std::vector<uint64_t> words_;
};

}  // namespace borrowlab
