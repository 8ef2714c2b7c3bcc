// Sorting of the engine's short lists. std::sort and std::stable_sort are compiled anew for each element type and each order, and
// that is a page's worth of bytes; here one merge sort of positions serves all, and the elements are moved once, at the end.
#pragma once
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "support/function_ref.h"

namespace borrowlab {

// The positions 0..n in order: `less(a, b)` compares the elements at two positions. Stable. O(n log n) comparisons, 8n bytes.
inline std::vector<uint32_t> sorted_positions(uint32_t n, FunctionRef<bool(uint32_t, uint32_t)> less) {
  std::vector<uint32_t> from(n);
  for (uint32_t i = 0; i < n; ++i) from[i] = i;
  std::vector<uint32_t> to(n);
  for (uint32_t width = 1; width < n; width *= 2) {
    for (uint32_t lo = 0; lo < n;) {
      const uint32_t mid = n - lo < width ? n : lo + width;
      const uint32_t hi = n - mid < width ? n : mid + width;
      uint32_t left = lo;
      uint32_t right = mid;
      for (uint32_t out = lo; out < hi; ++out) {
        const bool take_right = left == mid || (right < hi && less(from[right], from[left]));
        to[out] = from[take_right ? right++ : left++];
      }
      lo = hi;
    }
    from.swap(to);
  }
  return from;
}

// Sorts the first `count` elements of a vector by `less`; elements that are equal keep their order.
template <class T, class Less>
void sort_first(size_t count, std::vector<T>& v, const Less& less) {
  const auto order = sorted_positions(static_cast<uint32_t>(count), [&](uint32_t a, uint32_t b) { return less(v[a], v[b]); });
  std::vector<T> out;
  out.reserve(count);
  for (const uint32_t i : order) out.push_back(std::move(v[i]));
  for (size_t i = 0; i < count; ++i) v[i] = std::move(out[i]);
}

template <class T, class Less = std::less<>>
void sort(std::vector<T>& v, const Less& less = {}) {
  sort_first(v.size(), v, less);
}

}  // namespace borrowlab
