// Scopes of a body under construction: what is dropped where control leaves them, normally, by break, by a failed pattern, or by a panic.
// After rustc_mir_build::builder::scope: drops shared by several exits are nodes of a tree, whose MIR is built at the end.
#pragma once
#include <map>

#include "mir/body.h"

namespace borrowlab::mir {

using RegionScope = typeck::thir::ScopeId;

// The control-flow graph while it grows. A block has no terminator until it is terminated.
class Cfg {
 public:
  IndexVec<BasicBlock, BasicBlockData> blocks;
  std::vector<bool> terminated;
  BasicBlock start_new_block() {
    terminated.push_back(false);
    return blocks.push({});
  }
  BasicBlock start_new_cleanup_block() {
    const BasicBlock b = start_new_block();
    blocks[b].is_cleanup = true;
    return b;
  }
  void push(BasicBlock block, SourceInfo at, decltype(Statement::kind) kind) { blocks[block].statements.push_back({at, std::move(kind)}); }
  void push_assign(BasicBlock block, SourceInfo at, Place place, Rvalue value) {
    push(block, at, StAssign{std::move(place), std::move(value)});
  }
  void push_fake_read(BasicBlock block, SourceInfo at, FakeReadCause cause, Place place) {
    push(block, at, StFakeRead{cause, std::move(place), {}});
  }
  void terminate(BasicBlock block, SourceInfo at, TerminatorKind kind) {
    blocks[block].terminator = {at, std::move(kind)};
    terminated[block.index] = true;
  }
  void go_to(BasicBlock from, SourceInfo at, BasicBlock to) { terminate(from, at, TGoto{to}); }
};

enum class DropKind : uint8_t { value, storage };
struct DropData {
  SourceInfo source_info;
  Local local;
  DropKind kind = DropKind::value;
};

BORROWLAB_INDEX(DropIdx);
inline constexpr DropIdx drop_root{0};

class DropTree {
 public:
  struct Node {
    DropData data;
    DropIdx next;
  };
  DropTree() { nodes.push({DropData{{}, Local(), DropKind::storage}, DropIdx()}); }
  DropIdx add_drop(const DropData& data, DropIdx next);
  void add_entry_point(BasicBlock from, DropIdx to) { entry_points.emplace_back(to, from); }
  // Blocks for the drops that are reached; `root`: where the tree leads to, or none (then made if reached).
  // `unwinding`: entry points are unwind edges of their blocks, and the blocks are cleanup blocks; else entry points' blocks are
  // given a goto.
  IndexVec<DropIdx, BasicBlock> build_mir(Cfg& cfg, BasicBlock root, bool unwinding);
  IndexVec<DropIdx, Node> nodes;

 private:
  std::map<std::pair<uint32_t, uint32_t>, DropIdx> existing_;  // (next, local)
  std::vector<std::pair<DropIdx, BasicBlock>> entry_points;
};

struct Scope {
  SourceScope source_scope;
  RegionScope region_scope;
  std::vector<DropData> drops;
  std::vector<Local> moved_locals;
  DropIdx cached_unwind_block;  // the unwind drop after all of this scope's; none: not known
  bool needs_cleanup() const {
    for (const DropData& d : drops)
      if (d.kind == DropKind::value) return true;
    return false;
  }
};

struct BreakableScope {
  RegionScope region_scope;
  Place break_destination;
  DropTree break_drops;
  std::optional<DropTree> continue_drops;  // loops
};

struct IfThenScope {
  RegionScope region_scope;
  DropTree else_drops;
};

struct Scopes {
  std::vector<Scope> scopes;
  std::vector<BreakableScope> breakable;
  std::optional<IfThenScope> if_then;
  DropTree unwind_drops;
};

}  // namespace borrowlab::mir
