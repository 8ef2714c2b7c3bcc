// What a closure's check could not decide alone: relations between regions (or types) of its creator.
// After rustc_middle::mir::query::ClosureRegionRequirements.
#pragma once
#include "borrowck/check.h"
#include "borrowck/constraints.h"

namespace borrowlab::borrowck {

struct ClosureOutlivesRequirement {
  RegionVid subject_region;  // an external region of the closure (index below num_external), or …
  TypeId subject_ty;         // … a type parameter
  RegionVid outlived;        // an external region
  Span blame_span;
  ConstraintCategory category;
};

struct ClosureRequirements {
  uint32_t num_external = 0;
  std::vector<ClosureOutlivesRequirement> outlives;
};

using ClosureReports = std::unordered_map<DefId, const Report*, IndexHash>;

}  // namespace borrowlab::borrowck
