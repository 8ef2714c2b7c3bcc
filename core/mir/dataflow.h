// Data flow over a body's blocks: a fixpoint of sets at block entries, and a cursor to read the set at any point.
// After rustc_mir_dataflow::framework and ::impls::initialized.
#pragma once
#include "mir/move_paths.h"
#include "support/bit_set.h"

namespace borrowlab::mir {

// Blocks in reverse postorder from the start block (unwind edges included); unreachable blocks are not in it.
std::vector<BasicBlock> reverse_postorder(const Body& body);
IndexVec<BasicBlock, std::vector<BasicBlock>> predecessors(const Body& body);

// An analysis A offers:
//   static constexpr bool forward;
//   BitSet bottom(const Body&) const;                                              the set of unreached code
//   void start(const Body&, BitSet&) const;                                        (forward) the set at function entry
//   void statement_effect(BitSet&, const Statement&, Location);
//   void terminator_effect(BitSet&, const Terminator&, Location);                  what holds on all edges
//   void call_return_effect(BitSet&, const TCall&, Location);                      only where the call returns
//   void switch_edge_effect(BitSet&, const Terminator&, BasicBlock from, size_t edge);   edge: index in targets; targets.size(): otherwise
//   void early_statement_effect / early_terminator_effect(BitSet&, …, Location);   before the statement itself; often empty
// Sets are joined by union. (An analysis with an intersection join complements its set.)
template <class A>
struct DataflowResults {
  A analysis;
  IndexVec<BasicBlock, BitSet> entry;  // forward: at block start; backward: at block end

  // Forward analyses: the set just before the location (early effect of the location not applied).
  BitSet before(const Body& body, Location at) {
    BitSet set = entry[at.block];
    const BasicBlockData& b = body.blocks[at.block];
    for (uint32_t i = 0; i < at.statement; ++i) {
      analysis.early_statement_effect(set, b.statements[i], {at.block, i});
      analysis.statement_effect(set, b.statements[i], {at.block, i});
    }
    return set;
  }
};

template <class A>
DataflowResults<A> run_dataflow(const Body& body, A analysis) {
  DataflowResults<A> results{std::move(analysis), {}};
  A& a = results.analysis;
  const BitSet bottom = a.bottom(body);
  results.entry.resize(body.blocks.size(), bottom);
  std::vector<BasicBlock> order = reverse_postorder(body);
  std::vector<uint32_t> position(body.blocks.size(), UINT32_MAX);
  if constexpr (A::forward) {
    a.start(body, results.entry[start_block]);
  } else {
    order = std::vector<BasicBlock>(order.rbegin(), order.rend());
  }
  for (uint32_t i = 0; i < order.size(); ++i) position[order[i].index] = i;
  IndexVec<BasicBlock, std::vector<BasicBlock>> preds;
  if constexpr (!A::forward) preds = predecessors(body);
  std::vector<bool> queued(order.size(), true);
  auto propagate = [&](BasicBlock to, const BitSet& set) {
    if (results.entry[to].unite(set) && position[to.index] != UINT32_MAX) queued[position[to.index]] = true;
  };
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < order.size(); ++i) {
      if (!queued[i]) continue;
      queued[i] = false;
      again = true;
      const BasicBlock block = order[i];
      const BasicBlockData& data = body.blocks[block];
      const Location end{block, static_cast<uint32_t>(data.statements.size())};
      BitSet set = results.entry[block];
      if constexpr (A::forward) {
        for (uint32_t s = 0; s < end.statement; ++s) {
          a.early_statement_effect(set, data.statements[s], {block, s});
          a.statement_effect(set, data.statements[s], {block, s});
        }
        a.early_terminator_effect(set, data.terminator, end);
        a.terminator_effect(set, data.terminator, end);
        if (const auto* call = std::get_if<TCall>(&data.terminator.kind)) {
          if (call->unwind.kind == UnwindAction::Kind::cleanup) propagate(call->unwind.target, set);
          if (call->target) {
            a.call_return_effect(set, *call, end);
            propagate(call->target, set);
          }
        } else if (const auto* sw = std::get_if<TSwitchInt>(&data.terminator.kind)) {
          for (size_t e = 0; e <= sw->targets.size(); ++e) {
            const BasicBlock to = e < sw->targets.size() ? sw->targets[e].second : sw->otherwise;
            if (!to) continue;
            BitSet edge = set;
            a.switch_edge_effect(edge, data.terminator, block, e);
            propagate(to, edge);
          }
        } else {
          for (BasicBlock to : successors(data.terminator)) propagate(to, set);
        }
      } else {
        if (const auto* call = std::get_if<TCall>(&data.terminator.kind); call != nullptr && call->target)
          a.call_return_effect(set, *call, end);
        a.early_terminator_effect(set, data.terminator, end);
        a.terminator_effect(set, data.terminator, end);
        for (uint32_t s = end.statement; s-- > 0;) {
          a.early_statement_effect(set, data.statements[s], {block, s});
          a.statement_effect(set, data.statements[s], {block, s});
        }
        for (BasicBlock p : preds[block]) propagate(p, set);
      }
    }
  }
  return results;
}

// The effects that most analyses leave empty.
struct AnalysisDefaults {
  void early_statement_effect(BitSet&, const Statement&, Location) {}
  void early_terminator_effect(BitSet&, const Terminator&, Location) {}
  void switch_edge_effect(BitSet&, const Terminator&, BasicBlock, size_t) {}
  void call_return_effect(BitSet&, const TCall&, Location) {}
};

// The move paths that are initialized on some path to a point.
struct MaybeInitializedPlaces : AnalysisDefaults {
  static constexpr bool forward = true;
  types::Context& cx;
  const Body& body;
  const MoveData& data;
  MaybeInitializedPlaces(types::Context& cx_, const Body& body_, const MoveData& data_) : cx(cx_), body(body_), data(data_) {}
  BitSet bottom(const Body&) const { return BitSet(data.paths.size()); }
  void start(const Body&, BitSet& set) const;
  void statement_effect(BitSet& set, const Statement&, Location at);
  void terminator_effect(BitSet& set, const Terminator&, Location at);
  void call_return_effect(BitSet& set, const TCall& call, Location at);
  // On the edge for one variant of an enum, the paths of the other variants hold nothing.
  void switch_edge_effect(BitSet& set, const Terminator&, BasicBlock from, size_t edge);
};

// The move paths that are uninitialized (moved out, or never assigned) on some path to a point.
struct MaybeUninitializedPlaces : AnalysisDefaults {
  static constexpr bool forward = true;
  types::Context& cx;
  const Body& body;
  const MoveData& data;
  // Drop elaboration: an enum's inactive variants count as uninitialized.
  bool mark_inactive_variants_as_uninit = false;
  MaybeUninitializedPlaces(types::Context& cx_, const Body& body_, const MoveData& data_, bool mark_inactive = false)
      : cx(cx_), body(body_), data(data_), mark_inactive_variants_as_uninit(mark_inactive) {}
  BitSet bottom(const Body&) const { return BitSet(data.paths.size()); }
  void start(const Body&, BitSet& set) const;
  void statement_effect(BitSet& set, const Statement&, Location at);
  void terminator_effect(BitSet& set, const Terminator&, Location at);
  void call_return_effect(BitSet& set, const TCall& call, Location at);
  void switch_edge_effect(BitSet& set, const Terminator&, BasicBlock from, size_t edge);
};

// The initializations (by InitIndex) that may have happened before a point, moved out again or not.
struct EverInitializedPlaces : AnalysisDefaults {
  static constexpr bool forward = true;
  const Body& body;
  const MoveData& data;
  EverInitializedPlaces(const Body& body_, const MoveData& data_) : body(body_), data(data_) {}
  BitSet bottom(const Body&) const { return BitSet(data.inits.size()); }
  void start(const Body&, BitSet& set) const;
  void statement_effect(BitSet& set, const Statement& statement, Location at);
  void terminator_effect(BitSet& set, const Terminator&, Location at);
  void call_return_effect(BitSet& set, const TCall& call, Location at);
};

}  // namespace borrowlab::mir
