// The borrows of a body, where two-phase ones are activated, and where each is in scope.
// After rustc_borrowck::{borrow_set, dataflow, path_utils}.
#pragma once
#include <unordered_map>

#include "borrowck/places_conflict.h"
#include "borrowck/region_infer/region_infer.h"

namespace borrowlab::borrowck {

struct BorrowData {
  enum class Activation : uint8_t { not_two_phase, not_activated, activated_at };
  Location reserve_location;
  Activation activation = Activation::not_two_phase;
  Location activation_location;
  mir::BorrowKind kind = mir::BorrowKind::shared;
  RegionVid region;
  Place borrowed_place, assigned_place;
};

struct BorrowSet {
  std::vector<BorrowData> borrows;
  std::vector<std::vector<uint32_t>> by_local;                      // borrows of places in a local
  std::unordered_map<uint32_t, std::vector<uint32_t>> activations;  // point -> borrows activated there
  std::vector<uint32_t> at_point;                                   // point -> the borrow made there; UINT32_MAX
  bool locals_are_invalidated_at_exit = true;                       // fns and closures; not consts and statics

  const BorrowData& operator[](uint32_t i) const { return borrows[i]; }
  size_t size() const { return borrows.size(); }
};
BorrowSet build_borrow_set(types::Context& cx, const mir::Body& body, const PointIndexes& points, const UniversalRegions& universal);

// Immediate dominators of reachable blocks.
class Dominators {
 public:
  explicit Dominators(const mir::Body& body);
  bool dominates(mir::BasicBlock a, mir::BasicBlock b) const;
  bool dominates(Location a, Location b) const { return a.block == b.block ? a.statement <= b.statement : dominates(a.block, b.block); }

 private:
  std::vector<uint32_t> idom_, order_;  // order_: position in reverse postorder
};

bool is_active(const Dominators& dominators, const BorrowData& borrow, Location at);

// Borrows in scope: made before, region still holding the point, place not overwritten.
struct BorrowsInScope : mir::AnalysisDefaults {
  static constexpr bool forward = true;
  types::Context& cx;
  const mir::Body& body;
  const BorrowSet& set;
  const PointIndexes& points;
  std::unordered_map<uint32_t, std::vector<uint32_t>> out_of_scope;  // point -> borrows whose region ends on the way there
  BorrowsInScope(types::Context& cx, const mir::Body& body, const BorrowSet& set, const RegionInference& regions);
  BitSet bottom(const mir::Body&) const { return BitSet(set.size()); }
  void start(const mir::Body&, BitSet&) const {}
  void early_statement_effect(BitSet& s, const mir::Statement&, Location at) { end_loans(s, at); }
  void early_terminator_effect(BitSet& s, const mir::Terminator&, Location at) { end_loans(s, at); }
  void statement_effect(BitSet& s, const mir::Statement& statement, Location at);
  void terminator_effect(BitSet&, const mir::Terminator&, Location) {}

 private:
  void end_loans(BitSet& s, Location at) const;
  void kill_on_place(BitSet& s, const Place& place) const;
};

}  // namespace borrowlab::borrowck
