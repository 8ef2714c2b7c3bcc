#include "mir/simplify.h"

#include <algorithm>

#include "mir/dataflow.h"

namespace borrowlab::mir {
namespace {

template <class F>
void for_each_target(TerminatorKind& kind, F&& f) {
  auto unwind = [&](UnwindAction& u) {
    if (u.kind == UnwindAction::Kind::cleanup) f(u.target);
  };
  std::visit(
      [&](auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, TGoto>) {
          f(k.target);
        } else if constexpr (std::is_same_v<K, TSwitchInt>) {
          for (auto& [value, to] : k.targets) f(to);
          if (k.otherwise) f(k.otherwise);
        } else if constexpr (std::is_same_v<K, TDrop> || std::is_same_v<K, TCall> || std::is_same_v<K, TAssert>) {
          if (k.target) f(k.target);
          unwind(k.unwind);
        } else if constexpr (std::is_same_v<K, TFalseEdge>) {
          f(k.real_target);
          f(k.imaginary_target);
        } else if constexpr (std::is_same_v<K, TFalseUnwind>) {
          f(k.real_target);
          unwind(k.unwind);
        }
      },
      kind);
}

}  // namespace

void cleanup_post_borrowck(Body& body) {
  for (BasicBlockData& block : body.blocks) {
    auto& list = block.statements;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Statement& s) {
                                if (const auto* a = std::get_if<StAssign>(&s.kind)) {
                                  const auto* r = std::get_if<RvRef>(&a->value);
                                  return r != nullptr && (r->kind == BorrowKind::fake_shallow || r->kind == BorrowKind::fake_deep);
                                }
                                return std::holds_alternative<StFakeRead>(s.kind) || std::holds_alternative<StAscribeUserType>(s.kind) ||
                                       std::holds_alternative<StPlaceMention>(s.kind) || std::holds_alternative<StNop>(s.kind);
                              }),
               list.end());
    if (const auto* edge = std::get_if<TFalseEdge>(&block.terminator.kind)) block.terminator.kind = TGoto{edge->real_target};
    if (const auto* unwind = std::get_if<TFalseUnwind>(&block.terminator.kind)) block.terminator.kind = TGoto{unwind->real_target};
  }
}

void remove_unreachable_blocks(Body& body) {
  std::vector<bool> reachable(body.blocks.size());
  for (BasicBlock b : reverse_postorder(body)) reachable[b.index] = true;
  std::vector<BasicBlock> renumbered(body.blocks.size());
  IndexVec<BasicBlock, BasicBlockData> kept;
  for (uint32_t b = 0; b < body.blocks.size(); ++b)
    if (reachable[b]) renumbered[b] = kept.push(std::move(body.blocks[BasicBlock(b)]));
  for (BasicBlockData& block : kept) for_each_target(block.terminator.kind, [&](BasicBlock& to) { to = renumbered[to.index]; });
  body.blocks = std::move(kept);
}

void simplify_cfg(Body& body) {
  auto& blocks = body.blocks;
  // Empty blocks that only go on: their predecessors go there directly.
  auto resolve = [&](BasicBlock b) {
    for (size_t steps = 0; steps < blocks.size(); ++steps) {
      const auto* next = std::get_if<TGoto>(&blocks[b].terminator.kind);
      if (next == nullptr || !blocks[b].statements.empty() || next->target == b || blocks[next->target].is_cleanup != blocks[b].is_cleanup)
        return b;
      b = next->target;
    }
    return b;
  };
  for (BasicBlockData& block : blocks) {
    for_each_target(block.terminator.kind, [&](BasicBlock& to) { to = resolve(to); });
    if (auto* sw = std::get_if<TSwitchInt>(&block.terminator.kind)) {
      bool same = true;
      for (const auto& [value, to] : sw->targets) same = same && to == sw->otherwise;
      if (same) block.terminator.kind = TGoto{sw->otherwise};
    }
  }
  remove_unreachable_blocks(body);
  std::vector<uint32_t> preds(blocks.size());
  preds[0] = 1;
  for (const BasicBlockData& block : blocks)
    for (BasicBlock to : successors(block.terminator)) ++preds[to.index];
  for (uint32_t b = 0; b < blocks.size(); ++b) {
    BasicBlockData& block = blocks[BasicBlock(b)];
    for (;;) {
      const auto* next = std::get_if<TGoto>(&block.terminator.kind);
      if (next == nullptr || next->target.index == b || next->target == start_block || preds[next->target.index] != 1) break;
      const BasicBlock target = next->target;
      BasicBlockData& follow = blocks[target];
      for (Statement& s : follow.statements) block.statements.push_back(std::move(s));
      follow.statements.clear();
      preds[target.index] = 0;
      block.terminator = std::move(follow.terminator);
      follow.terminator.kind = TUnreachable{};
    }
  }
  remove_unreachable_blocks(body);
}

}  // namespace borrowlab::mir
