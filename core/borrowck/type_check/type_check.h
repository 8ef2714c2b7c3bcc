// The MIR type check: relates the types of a body with its regions as variables, and so finds what the regions must satisfy.
// After rustc_borrowck::type_check.
#pragma once
#include <string>

#include "borrowck/closure_requirements.h"
#include "borrowck/universal_regions.h"
#include "mir/dataflow.h"
#include "support/function_ref.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::borrowck {

// `ty: 'lower_bound` for a type parameter or a projection.
struct TypeTest {
  TypeId ty;
  RegionVid lower_bound;
  Span span;
};

// A hidden type found for an opaque type of the body's own signature.
struct HiddenType {
  DefId opaque;
  ArgsId args;
  TypeId ty;
  Span span;
};

struct TypeCheckResults {
  OutlivesConstraints constraints;
  std::vector<IntervalSet> liveness;  // region -> points where it must be valid since a live variable has it
  std::vector<TypeTest> type_tests;
  UniversalRegionRelations relations;
  std::vector<HiddenType> hidden_types;
  std::vector<std::pair<Span, std::string>> refusals;
  std::vector<std::pair<Span, TypeId>> unsized;  // values of a type whose size is not known
};

class TypeChecker {
 public:
  TypeChecker(types::Context& cx, const mir::Body& body, const ClosureReports& closures, RegionVars& vars,
              const UniversalRegions& universal, const PointIndexes& points, TypeCheckResults& out);

  // Fills the results but for liveness of variables.
  void check();
  // Which variables' regions are live where.
  void compute_liveness(const mir::MoveData& moves, mir::DataflowResults<mir::MaybeInitializedPlaces>& inits);

  // The type of a place with its regions; fields' types are normalized.
  mir::PlaceTy place_ty(const Place& place) { return place_ty(place, place.projection.size()); }
  mir::PlaceTy place_ty(const Place& place, size_t projections);
  mir::PlaceTy project(mir::PlaceTy base, const PlaceElem& elem);
  TypeId operand_ty(const mir::Operand& o);
  TypeId rvalue_ty(const mir::Rvalue& rv);

  template <class T>
  T normalize(const T& value, const Locations& locations, ConstraintCategory category);
  void relate(TypeId a, TypeId b, types::Variance variance, const Locations& locations, ConstraintCategory category);
  void sub_types(TypeId sub, TypeId sup, const Locations& l, ConstraintCategory c) { relate(sub, sup, types::Variance::covariant, l, c); }
  void eq_types(TypeId a, TypeId b, const Locations& l, ConstraintCategory c) { relate(a, b, types::Variance::invariant, l, c); }
  void outlives(RegionId sup, RegionId sub, const Locations& locations, ConstraintCategory category, VarianceInfo variance = {});
  void type_must_outlive(TypeId ty, RegionId region, const Locations& locations, ConstraintCategory category);
  void prove(const types::PolyClause& clause, const Locations& locations, ConstraintCategory category);
  void refuse(Span span, std::string what) { out_.refusals.emplace_back(span, std::move(what)); }
  RegionVid to_vid(RegionId r);

 private:
  friend class NllRelation;
  types::Context& cx_;
  const mir::Body& body_;
  const ClosureReports& closures_;
  RegionVars& vars_;
  const UniversalRegions& universal_;
  const PointIndexes& points_;
  TypeCheckResults& out_;
  typeck::InferCtxt icx_;
  types::ParamEnv env_;
  std::unordered_map<RegionId, RegionVid, IndexHash> placeholders_;
  std::vector<std::optional<TypeId>> user_types_;    // annotations with their holes made variables, once each
  std::unordered_map<uint32_t, TypeId> user_holes_;  // `_` of annotations: vid (renumbered) -> the type found
  uint32_t next_hole_ = 0;

  void free_region_relations();
  void implied_bounds(TypeId ty, int depth, std::vector<DefId>& within);
  void implied_outlives(TypeId ty, RegionId region);
  void equate_inputs_and_outputs();
  void check_local_annotations();
  void statement(const mir::Statement& s, Location at);
  void terminator(const mir::Terminator& t, Location at);
  void call(const mir::TCall& call, const mir::Terminator& t, Location at);
  void rvalue(const mir::Rvalue& rv, Location at);
  void operand(const mir::Operand& o, Location at);
  void aggregate(const mir::RvAggregate& a, Location at);
  void cast(const mir::RvCast& c, Location at);
  void unsize(TypeId from, TypeId to, const Locations& l, ConstraintCategory category, int depth);
  void reborrow(const mir::RvRef& r, Location at);
  void closure_bounds(DefId def, ArgsId args, Location at);
  void prove_predicates_of(DefId def, ArgsId args, const Locations& l, std::optional<ConstraintCategory> category);
  void well_formed(TypeId ty, const Locations& l, ConstraintCategory category);
  void user_type(TypeId mir_ty, types::Variance v, mir::UserTypeId user, const std::vector<PlaceElem>& projections, const Locations& l,
                 ConstraintCategory category);
  TypeId instantiate_user_type(TypeId ty, std::unordered_map<uint32_t, RegionId>& regions, std::unordered_map<uint32_t, TypeId>& holes);
  void record_live(types::GenericArg arg, Location at);
  void record_live(ArgsId args, Location at);
  void harvest(const Locations& locations, ConstraintCategory category);
  ConstraintCategory assignment_category(const Place& place) const;
  void components(TypeId ty, FunctionRef<void(GenericArg)> f);  // regions, parameters and aliases that make the type's lifetime
};

// Calls f with the regions that a live value of the type keeps alive. rustc: FreeRegionsVisitor.
void live_regions_in(types::Context& cx, GenericArg value, FunctionRef<void(RegionId)> f);
// The types and regions that must be live where a value of the type is dropped. rustc: dropck_outlives.
std::vector<GenericArg> dropck_outlives(types::Context& cx, const types::ParamEnv& env, TypeId ty, FunctionRef<TypeId(TypeId)> normalize);

}  // namespace borrowlab::borrowck
