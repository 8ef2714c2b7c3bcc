#include "mir/dataflow.h"

#include <algorithm>

namespace borrowlab::mir {

std::vector<BasicBlock> reverse_postorder(const Body& body) {
  struct Visit {
    BasicBlock block;
    std::vector<BasicBlock> next;  // those not visited yet; from the last, as rustc's traversal
  };
  std::vector<BasicBlock> order;
  if (body.blocks.empty()) return order;
  std::vector<bool> seen(body.blocks.size());
  std::vector<Visit> stack;
  seen[0] = true;
  stack.push_back({start_block, successors(body.blocks[start_block].terminator)});
  while (!stack.empty()) {
    Visit& top = stack.back();
    if (top.next.empty()) {
      order.push_back(top.block);
      stack.pop_back();
      continue;
    }
    const BasicBlock next = top.next.back();
    top.next.pop_back();
    if (seen[next.index]) continue;
    seen[next.index] = true;
    stack.push_back({next, successors(body.blocks[next].terminator)});
  }
  std::reverse(order.begin(), order.end());
  return order;
}

IndexVec<BasicBlock, std::vector<BasicBlock>> predecessors(const Body& body) {
  IndexVec<BasicBlock, std::vector<BasicBlock>> preds;
  preds.resize(body.blocks.size());
  for (uint32_t b = 0; b < body.blocks.size(); ++b)
    for (BasicBlock to : successors(body.blocks[BasicBlock(b)].terminator)) preds[to].push_back(BasicBlock(b));
  return preds;
}

namespace {

// For a block that ends with a switch on the discriminant of an enum's place: that place.
const Place* switched_enum(types::Context& cx, const Body& body, BasicBlock block) {
  const BasicBlockData& b = body.blocks[block];
  const auto* sw = std::get_if<TSwitchInt>(&b.terminator.kind);
  if (sw == nullptr || sw->discr.kind == Operand::Kind::constant) return nullptr;
  for (size_t i = b.statements.size(); i-- > 0;) {
    const auto& kind = b.statements[i].kind;
    if (const auto* assign = std::get_if<StAssign>(&kind)) {
      if (!(assign->place == sw->discr.place)) return nullptr;
      const auto* discriminant = std::get_if<RvDiscriminant>(&assign->value);
      if (discriminant == nullptr) return nullptr;
      const auto* adt = cx.store.get<types::Adt>(place_ty(cx, body, discriminant->place).ty);
      return adt != nullptr && cx.items.adt(adt->def).kind == types::AdtKind::enum_ ? &discriminant->place : nullptr;
    }
    if (std::holds_alternative<StNop>(kind) || std::holds_alternative<StFakeRead>(kind) || std::holds_alternative<StPlaceMention>(kind))
      continue;
    return nullptr;
  }
  return nullptr;
}

// Calls f for the paths of the variants of the switched enum that an edge rules out.
template <class F>
void for_inactive_variants(types::Context& cx, const Body& body, const MoveData& data, const Terminator& t, BasicBlock from, size_t edge,
                           F&& f) {
  const Place* place = switched_enum(cx, body, from);
  if (place == nullptr) return;
  const auto& sw = std::get<TSwitchInt>(t.kind);
  const LookupResult found = data.find(*place);
  if (!found.exact) return;
  const types::AdtDef& adt = cx.items.adt(cx.store.get<types::Adt>(place_ty(cx, body, *place).ty)->def);
  auto variant_of_value = [&](unsigned __int128 value) {
    for (uint32_t v = 0; v < adt.variants.size(); ++v)
      if (static_cast<unsigned __int128>(adt.variants[v].discriminant) == value ||
          static_cast<uint64_t>(adt.variants[v].discriminant) == static_cast<uint64_t>(value))
        return v;
    return UINT32_MAX;
  };
  for (MovePathIndex c = data.paths[found.path].first_child; c; c = data.paths[c].next_sibling) {
    const PlaceElem& elem = data.paths[c].place.projection.back();
    if (elem.kind != PlaceElem::Kind::downcast) continue;
    bool inactive = false;
    if (edge < sw.targets.size()) {
      inactive = variant_of_value(sw.targets[edge].first) != elem.a;
    } else {
      for (const auto& [value, target] : sw.targets) inactive = inactive || variant_of_value(value) == elem.a;
    }
    if (inactive) data.for_each_child(c, f);
  }
}

}  // namespace

void MaybeInitializedPlaces::start(const Body&, BitSet& set) const {
  drop_flag_effects_for_function_entry(body, data, [&](MovePathIndex p, DropFlagState) { set.insert(p.index); });
}
void MaybeInitializedPlaces::statement_effect(BitSet& set, const Statement&, Location at) {
  drop_flag_effects_for_location(body, data, at, [&](MovePathIndex p, DropFlagState s) {
    if (s == DropFlagState::present) set.insert(p.index);
    else set.remove(p.index);
  });
}
void MaybeInitializedPlaces::terminator_effect(BitSet& set, const Terminator&, Location at) {
  drop_flag_effects_for_location(body, data, at, [&](MovePathIndex p, DropFlagState s) {
    if (s == DropFlagState::present) set.insert(p.index);
    else set.remove(p.index);
  });
}
void MaybeInitializedPlaces::call_return_effect(BitSet& set, const TCall& call, Location) {
  const LookupResult found = data.find(call.destination);
  if (found.exact) data.for_each_child(found.path, [&](MovePathIndex p) { set.insert(p.index); });
}
void MaybeInitializedPlaces::switch_edge_effect(BitSet& set, const Terminator& t, BasicBlock from, size_t edge) {
  for_inactive_variants(cx, body, data, t, from, edge, [&](MovePathIndex p) { set.remove(p.index); });
}

void MaybeUninitializedPlaces::start(const Body&, BitSet& set) const {
  set = BitSet(data.paths.size(), true);
  drop_flag_effects_for_function_entry(body, data, [&](MovePathIndex p, DropFlagState) { set.remove(p.index); });
}
void MaybeUninitializedPlaces::statement_effect(BitSet& set, const Statement&, Location at) {
  drop_flag_effects_for_location(body, data, at, [&](MovePathIndex p, DropFlagState s) {
    if (s == DropFlagState::absent) set.insert(p.index);
    else set.remove(p.index);
  });
}
void MaybeUninitializedPlaces::terminator_effect(BitSet& set, const Terminator& t, Location at) {
  statement_effect(set, Statement{t.source_info, StNop{}}, at);
}
void MaybeUninitializedPlaces::call_return_effect(BitSet& set, const TCall& call, Location) {
  const LookupResult found = data.find(call.destination);
  if (found.exact) data.for_each_child(found.path, [&](MovePathIndex p) { set.remove(p.index); });
}
void MaybeUninitializedPlaces::switch_edge_effect(BitSet& set, const Terminator& t, BasicBlock from, size_t edge) {
  if (!mark_inactive_variants_as_uninit) return;
  for_inactive_variants(cx, body, data, t, from, edge, [&](MovePathIndex p) { set.insert(p.index); });
}

void EverInitializedPlaces::start(const Body&, BitSet& set) const {
  for (uint32_t i = 0; i < data.inits.size() && data.inits[InitIndex(i)].argument; ++i) set.insert(i);
}
void EverInitializedPlaces::statement_effect(BitSet& set, const Statement& statement, Location at) {
  const IndexRange range = data.inits_at(at);
  for (uint32_t i = range.begin; i < range.end; ++i) set.insert(i);
  if (const auto* dead = std::get_if<StStorageDead>(&statement.kind))
    if (const MovePathIndex path = data.local_path(dead->local))
      for (InitIndex i : data.path_inits[path]) set.remove(i.index);
}
void EverInitializedPlaces::terminator_effect(BitSet& set, const Terminator&, Location at) {
  const IndexRange range = data.inits_at(at);
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (data.inits[InitIndex(i)].kind != InitKind::non_panic_path_only) set.insert(i);
}
void EverInitializedPlaces::call_return_effect(BitSet& set, const TCall&, Location at) {
  const IndexRange range = data.inits_at(at);
  for (uint32_t i = range.begin; i < range.end; ++i) set.insert(i);
}

}  // namespace borrowlab::mir
