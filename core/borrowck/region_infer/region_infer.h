// Solving the region constraints of a body, checking what its signature promises, and explaining a failure.
// After rustc_borrowck::region_infer.
#pragma once
#include "borrowck/type_check/type_check.h"
#include "support/function_ref.h"

namespace borrowlab::borrowck {

struct RegionError {
  enum class Kind : uint8_t { type_test, region, placeholder, hidden_type } kind = Kind::region;
  RegionVid longer, shorter;
  bool is_reported = true;  // later errors of the same region are not shown
  TypeTest type_test;
  HiddenType hidden;  // hidden_type: …
  RegionVid member;   // … and the region that may not be captured
};

struct BlameConstraint {
  ConstraintCategory category;
  bool from_closure = false;
  Span span;
  Locations locations;
  VarianceInfo variance;
};

class RegionInference {
 public:
  RegionInference(types::Context& cx, const mir::Body& body, RegionVars& vars, const UniversalRegions& universal,
                  const PointIndexes& points, TypeCheckResults& typeck);

  // Finds the values, then the errors. `requirements` collects what a closure asks of its creator; null otherwise.
  std::vector<RegionError> solve(ClosureRequirements* requirements);

  const RegionValue& value(RegionVid r) const { return values_[sccs_.of[r.index]]; }
  bool contains(RegionVid r, uint32_t point) const { return value(r).points.contains(point); }
  bool contains(RegionVid r, Location at) const { return contains(r, points_.point(at)); }
  bool is_live_at(RegionVid r, uint32_t point) const { return typeck_.liveness[r.index].contains(point); }
  std::vector<RegionVid> universal_regions_outlived_by(RegionVid r) const;
  bool eval_outlives(RegionVid sup, RegionVid sub) const;
  bool eval_equal(RegionVid a, RegionVid b) const { return eval_outlives(a, b) && eval_outlives(b, a); }
  RegionVid approx_universal_upper_bound(RegionVid r) const;
  RegionVid to_error_region_vid(RegionVid r) const;
  RegionId to_error_region(RegionVid r) const;  // its name in the program; none
  // The name of a region within an opaque type's hidden type: its own, or that of the only region that has to outlive it.
  RegionId name_of_hidden(RegionVid r) const;
  std::vector<RegionVid> universal_regions_above(RegionVid r) const;  // those that the constraints ask to outlive it
  bool same_scc(RegionVid a, RegionVid b) const { return sccs_.of[a.index] == sccs_.of[b.index]; }

  // The shortest path of constraints from `from` to a region for which `target` holds; the region found is set.
  std::optional<std::vector<OutlivesConstraint>> find_path(RegionVid from, FunctionRef<bool(RegionVid)> target, RegionVid& found,
                                                           bool through_static = true) const;
  std::pair<BlameConstraint, std::vector<OutlivesConstraint>> best_blame_constraint(RegionVid from, RegionVid to) const;
  // A region whose liveness at `point` makes `from` contain it.
  RegionVid find_sub_region_live_at(RegionVid from, uint32_t point) const;
  RegionVid region_from_element(RegionVid longer, uint32_t universal_element) const {
    (void)longer;
    return RegionVid(universal_element);
  }

  types::Context& cx;
  const UniversalRegions& universal;
  const UniversalRegionRelations& relations() const { return typeck_.relations; }
  const RegionVars& vars() const { return vars_; }
  const PointIndexes& points() const { return points_; }
  const OutlivesConstraints& constraints() const { return typeck_.constraints; }

 private:
  const mir::Body& body_;
  RegionVars& vars_;
  const PointIndexes& points_;
  TypeCheckResults& typeck_;
  ConstraintGraph graph_;
  Sccs sccs_;
  std::vector<RegionValue> values_;
  std::vector<std::vector<std::pair<RegionVid, Span>>> applied_members_;  // region -> choices it was given, and where its type was found

  void outlive_static_where_unnameable();
  void propagate();
  void apply_member_constraints(std::vector<RegionError>& errors);
  void check_universal_region(RegionVid longer, ClosureRequirements* req, std::vector<RegionError>& errors);
  bool check_relation(RegionVid longer, RegionVid shorter, ClosureRequirements* req);
  void check_type_tests(ClosureRequirements* req, std::vector<RegionError>& errors);
  bool type_outlives(TypeId ty, RegionVid lower, int depth) const;
  bool promote_type_test(const TypeTest& test, ClosureRequirements& req);
  RegionVid representative(RegionVid r) const;
};

}  // namespace borrowlab::borrowck
