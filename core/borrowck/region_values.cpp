#include "borrowck/region_values.h"

#include <algorithm>

namespace borrowlab::borrowck {

PointIndexes::PointIndexes(const mir::Body& body) {
  for (uint32_t b = 0; b < body.blocks.size(); ++b) {
    starts_.push_back(count_);
    const uint32_t n = static_cast<uint32_t>(body.blocks[mir::BasicBlock(b)].statements.size()) + 1;
    block_of_.insert(block_of_.end(), n, b);
    count_ += n;
  }
}

Location PointIndexes::location(uint32_t point) const {
  const uint32_t b = block_of_[point];
  return Location{mir::BasicBlock(b), point - starts_[b]};
}

bool IntervalSet::contains(uint32_t p) const {
  auto it = std::upper_bound(ranges_.begin(), ranges_.end(), p, [](uint32_t v, const Range& r) { return v < r.lo; });
  return it != ranges_.begin() && std::prev(it)->hi >= p;
}

bool IntervalSet::insert_range(uint32_t lo, uint32_t hi) {
  // The first range that could touch [lo, hi].
  auto first = std::lower_bound(ranges_.begin(), ranges_.end(), lo, [](const Range& r, uint32_t v) { return r.hi + 1 < v; });
  if (first != ranges_.end() && first->lo <= lo && first->hi >= hi) return false;
  auto last = first;
  Range merged{lo, hi};
  while (last != ranges_.end() && last->lo <= hi + 1) {
    merged.lo = std::min(merged.lo, last->lo);
    merged.hi = std::max(merged.hi, last->hi);
    ++last;
  }
  if (first == last) {
    ranges_.insert(first, merged);
  } else {
    *first = merged;
    ranges_.erase(first + 1, last);
  }
  return true;
}

bool IntervalSet::unite(const IntervalSet& other) {
  if (other.ranges_.empty()) return false;
  if (ranges_.empty()) {
    ranges_ = other.ranges_;
    return true;
  }
  if (is_superset(other)) return false;
  std::vector<Range> out;
  out.reserve(ranges_.size() + other.ranges_.size());
  size_t i = 0, j = 0;
  while (i < ranges_.size() || j < other.ranges_.size()) {
    const Range& next =
        j == other.ranges_.size() || (i < ranges_.size() && ranges_[i].lo <= other.ranges_[j].lo) ? ranges_[i++] : other.ranges_[j++];
    if (!out.empty() && next.lo <= out.back().hi + 1) {
      out.back().hi = std::max(out.back().hi, next.hi);
    } else {
      out.push_back(next);
    }
  }
  ranges_ = std::move(out);
  return true;
}

bool IntervalSet::is_superset(const IntervalSet& other) const {
  size_t i = 0;
  for (const Range& r : other.ranges_) {
    while (i < ranges_.size() && ranges_[i].hi < r.lo) ++i;
    if (i == ranges_.size() || ranges_[i].lo > r.lo || ranges_[i].hi < r.hi) return false;
  }
  return true;
}

uint32_t IntervalSet::first_missing(uint32_t from, uint32_t to) const {
  auto it = std::lower_bound(ranges_.begin(), ranges_.end(), from, [](const Range& r, uint32_t v) { return r.hi < v; });
  if (it == ranges_.end() || it->lo > from) return from;
  return it->hi < to ? it->hi + 1 : UINT32_MAX;
}

}  // namespace borrowlab::borrowck
