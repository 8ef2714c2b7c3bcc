// What a region is: the points of the body it covers, the universal regions whose end it contains, and placeholders.
// After rustc_borrowck::region_infer::values and rustc_index::interval.
#pragma once
#include <vector>

#include "borrowck/constraints.h"
#include "support/bit_set.h"

namespace borrowlab::borrowck {

// Points in block order: one for each statement, one for each terminator.
class PointIndexes {
 public:
  PointIndexes() = default;
  explicit PointIndexes(const mir::Body& body);
  uint32_t point(Location l) const { return starts_[l.block.index] + l.statement; }
  uint32_t entry(mir::BasicBlock b) const { return starts_[b.index]; }
  uint32_t terminator(mir::BasicBlock b) const { return (b.index + 1 < starts_.size() ? starts_[b.index + 1] : count_) - 1; }
  Location location(uint32_t point) const;
  uint32_t count() const { return count_; }
  const std::vector<uint32_t>& starts() const { return starts_; }

 private:
  std::vector<uint32_t> starts_;
  std::vector<uint32_t> block_of_;
  uint32_t count_ = 0;
};

// A set of small integers as sorted, disjoint, non-adjacent closed ranges.
class IntervalSet {
 public:
  struct Range {
    uint32_t lo, hi;
    friend bool operator==(const Range&, const Range&) = default;
  };
  bool contains(uint32_t p) const;
  bool insert(uint32_t p) { return insert_range(p, p); }
  bool insert_range(uint32_t lo, uint32_t hi);
  bool unite(const IntervalSet& other);
  bool is_superset(const IntervalSet& other) const;
  bool empty() const { return ranges_.empty(); }
  const std::vector<Range>& ranges() const { return ranges_; }
  // The first member of [from, to] that is missing; UINT32_MAX where all are there.
  uint32_t first_missing(uint32_t from, uint32_t to) const;

 private:
  std::vector<Range> ranges_;
};

struct RegionValue {
  IntervalSet points;
  BitSet universal;  // universal regions whose end is in the region
  BitSet placeholders;
  bool unite(const RegionValue& other) {
    const bool a = points.unite(other.points), b = universal.unite(other.universal), c = placeholders.unite(other.placeholders);
    return a || b || c;
  }
};

}  // namespace borrowlab::borrowck
