// Outlives constraints between region variables: where they come from, and the graph they make.
// After rustc_borrowck::constraints.
#pragma once
#include <optional>
#include <vector>

#include "mir/body.h"

namespace borrowlab::borrowck {

using mir::Local;
using mir::Location;
using mir::Place;
using mir::PlaceElem;
using resolve::DefId;
using source::Span;
using source::Symbol;
using syntax::Mutability;
using types::ArgsId;
using types::ConstId;
using types::GenericArg;
using types::RegionId;
using types::RegionVid;
using types::TypeId;

// Why one region must outlive another; decides what a report points at. rustc: ConstraintCategory.
enum class Category : uint8_t {
  return_,
  return_closure_upvar,
  yield,
  use_as_const,
  use_as_static,
  type_annotation_ascription,
  type_annotation_declaration,
  type_annotation_generic_arg,
  cast,
  call_argument,
  copy_bound,
  sized_bound,
  assignment,
  usage,
  opaque_type,
  closure_upvar,
  predicate,
  boring,
  boring_no_location,
  internal,
  illegal_universe
};

struct ConstraintCategory {
  Category kind = Category::boring;
  uint32_t field = 0;              // closure_upvar, return_closure_upvar: the upvar's field
  TypeId ty;                       // cast: the type unsized to; call_argument: the callee's type (regions erased); none
  bool implicit_coercion = false;  // cast
  Span span;                       // predicate: the bound; type_annotation: none
  ConstraintCategory() = default;
  ConstraintCategory(Category k) : kind(k) {}  // NOLINT(google-explicit-constructor)
  bool is_return() const { return kind == Category::return_ || kind == Category::return_closure_upvar; }
};

// Where a constraint must hold: everywhere (with the span to blame), or at one location.
struct Locations {
  bool all = true;
  Location at;
  Span span;
  static Locations everywhere(Span span) { return {true, {}, span}; }
  static Locations single(Location at, const mir::Body& body) { return {false, at, body.source_info(at).span}; }
};

// The type that makes a lifetime within it invariant, and the position of the argument. rustc: VarianceDiagInfo.
struct VarianceInfo {
  TypeId ty;  // none: nothing does
  uint32_t param = 0;
};

// sup: sub
struct OutlivesConstraint {
  RegionVid sup, sub;
  Locations locations;
  Span span;
  ConstraintCategory category;
  bool from_closure = false;
  bool from_static = false;  // implied, on paths through 'static
  VarianceInfo variance;
};

struct OutlivesConstraints {
  std::vector<OutlivesConstraint> list;
  void push(OutlivesConstraint c) {
    if (c.sup != c.sub) list.push_back(c);
  }
};

// Edges by their source: sup -> constraints, in the order of insertion (reverse: by sub).
class ConstraintGraph {
 public:
  ConstraintGraph() = default;
  ConstraintGraph(const OutlivesConstraints& constraints, size_t regions, bool reverse = false);
  template <class F>
  void for_each_outgoing(RegionVid r, F&& f) const {
    for (uint32_t i = start_[r.index]; i < start_[r.index + 1]; ++i) f(edges_[i]);
  }

 private:
  std::vector<uint32_t> start_;  // compressed rows
  std::vector<uint32_t> edges_;  // indices into the constraints
};

// Strongly connected components of the graph over `regions` variables (Tarjan, without recursion). Components are numbered so
// that a component comes after all it reaches.
struct Sccs {
  std::vector<uint32_t> of;                       // region -> component
  std::vector<std::vector<uint32_t>> successors;  // component -> components, each once
  std::vector<std::vector<uint32_t>> members;
  size_t count() const { return members.size(); }
};
Sccs compute_sccs(const OutlivesConstraints& constraints, const ConstraintGraph& graph, size_t regions);

}  // namespace borrowlab::borrowck
