#include "borrowck/borrow_set.h"

#include <algorithm>

#include "borrowck/visit.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

namespace {

// Borrows that no later access can disturb: behind a shared reference or a raw pointer.
bool ignore_borrow(types::Context& cx, const Body& body, const Place& place, bool invalidated_at_exit,
                   const std::vector<bool>& dead_or_moved) {
  if (!invalidated_at_exit && !dead_or_moved[place.local.index] && body.locals[place.local].mut == Mutability::not_) return true;
  for (size_t i = 0; i < place.projection.size(); ++i) {
    if (place.projection[i].kind != PlaceElem::Kind::deref) continue;
    const TypeId ty = prefix_ty(cx, body, place, i).ty;
    if (const auto* r = cx.store.get<types::Ref>(ty); r != nullptr && r->mut == Mutability::not_) return true;
    if (cx.store.get<types::RawPtr>(ty) != nullptr) return true;
  }
  return false;
}

}  // namespace

BorrowSet build_borrow_set(types::Context& cx, const Body& body, const PointIndexes& points, const UniversalRegions& universal) {
  BorrowSet set;
  set.by_local.resize(body.locals.size());
  set.at_point.assign(points.count(), UINT32_MAX);
  set.locals_are_invalidated_at_exit = universal.kind != DefiningKind::konst;
  std::vector<bool> dead_or_moved(body.locals.size());
  if (!set.locals_are_invalidated_at_exit) {
    for (uint32_t b = 0; b < body.blocks.size(); ++b)
      for (uint32_t i = 0; i <= body.blocks[BasicBlock(b)].statements.size(); ++i)
        visit_places_at(body, {BasicBlock(b), i}, [&](const Place& p, PlaceContext c) {
          if (c == PlaceContext::storage_dead || c == PlaceContext::move) dead_or_moved[p.local.index] = true;
        });
  }
  std::unordered_map<uint32_t, uint32_t> pending;  // local of a two-phase borrow -> the borrow
  // Blocks in rustc's preorder, the last successor first: of several loans that an access conflicts with, the first is reported.
  std::vector<BasicBlock> stack{start_block};
  std::vector<bool> seen(body.blocks.size());
  while (!stack.empty()) {
    const BasicBlock b = stack.back();
    stack.pop_back();
    if (seen[b.index]) continue;
    seen[b.index] = true;
    const BasicBlockData& data = body.blocks[b];
    for (uint32_t i = 0; i <= data.statements.size(); ++i) {
      const Location at{b, i};
      if (const Statement* s = body.statement_at(at)) {
        const auto* a = std::get_if<StAssign>(&s->kind);
        const auto* r = a != nullptr ? std::get_if<RvRef>(&a->value) : nullptr;
        if (r != nullptr && !ignore_borrow(cx, body, r->place, set.locals_are_invalidated_at_exit, dead_or_moved)) {
          BorrowData d;
          d.reserve_location = at;
          d.kind = r->kind;
          d.region = universal.to_vid(cx.store, r->region);
          d.borrowed_place = r->place;
          d.assigned_place = a->place;
          const uint32_t index = static_cast<uint32_t>(set.borrows.size());
          if (r->kind == BorrowKind::mut_two_phase && a->place.is_local()) {
            d.activation = BorrowData::Activation::not_activated;
            pending[a->place.local.index] = index;
          }
          set.at_point[points.point(at)] = index;
          set.by_local[r->place.local.index].push_back(index);
          set.borrows.push_back(std::move(d));
        }
      }
      if (pending.empty()) continue;
      visit_places_at(body, at, [&](const Place& p, PlaceContext c) {
        if (c == PlaceContext::storage_live || c == PlaceContext::storage_dead || c == PlaceContext::ascribe) return;
        auto it = pending.find(p.local.index);
        if (it == pending.end()) return;
        BorrowData& d = set.borrows[it->second];
        if (d.reserve_location == at && c == PlaceContext::store) return;
        if (d.activation == BorrowData::Activation::activated_at) return;
        d.activation = BorrowData::Activation::activated_at;
        d.activation_location = at;
        set.activations[points.point(at)].push_back(it->second);
      });
    }
    const auto next = successors(data.terminator);
    for (const BasicBlock n : next) stack.push_back(n);
  }
  return set;
}

Dominators::Dominators(const Body& body) : idom_(body.blocks.size(), UINT32_MAX), order_(body.blocks.size(), UINT32_MAX) {
  // Cooper, Harvey, Kennedy: "A Simple, Fast Dominance Algorithm".
  const auto rpo = reverse_postorder(body);
  const auto preds = predecessors(body);
  for (uint32_t i = 0; i < rpo.size(); ++i) order_[rpo[i].index] = i;
  if (rpo.empty()) return;
  idom_[rpo[0].index] = rpo[0].index;
  auto intersect = [&](uint32_t a, uint32_t b) {
    while (a != b) {
      while (order_[a] > order_[b]) a = idom_[a];
      while (order_[b] > order_[a]) b = idom_[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 1; i < rpo.size(); ++i) {
      const uint32_t b = rpo[i].index;
      uint32_t now = UINT32_MAX;
      for (BasicBlock p : preds[rpo[i]]) {
        if (idom_[p.index] == UINT32_MAX) continue;
        now = now == UINT32_MAX ? p.index : intersect(p.index, now);
      }
      if (now != idom_[b]) {
        idom_[b] = now;
        changed = true;
      }
    }
  }
}

bool Dominators::dominates(BasicBlock a, BasicBlock b) const {
  if (order_[b.index] == UINT32_MAX || order_[a.index] == UINT32_MAX) return false;
  uint32_t n = b.index;
  while (order_[n] > order_[a.index]) n = idom_[n];
  return n == a.index;
}

bool is_active(const Dominators& dominators, const BorrowData& borrow, Location at) {
  switch (borrow.activation) {
    case BorrowData::Activation::not_two_phase: return true;
    case BorrowData::Activation::not_activated: return false;
    case BorrowData::Activation::activated_at: break;
  }
  if (dominators.dominates(borrow.activation_location, at)) return true;
  // Between reservation and activation it is not active; reached otherwise (around a loop), it is.
  Location reserve = borrow.reserve_location;
  ++reserve.statement;
  return !dominators.dominates(reserve, at);
}

BorrowsInScope::BorrowsInScope(types::Context& cx_, const Body& body_, const BorrowSet& set_, const RegionInference& regions)
    : cx(cx_), body(body_), set(set_), points(regions.points()) {
  std::vector<uint32_t> visited(body.blocks.size(), UINT32_MAX);
  std::vector<BasicBlock> stack;
  for (uint32_t i = 0; i < set.size(); ++i) {
    const BorrowData& b = set[i];
    const IntervalSet& region = regions.value(b.region).points;
    // Follows the control flow from the borrow on, block by block, to the first points outside the region.
    auto scan = [&](BasicBlock block, uint32_t from) {
      const uint32_t last = points.terminator(block);
      const uint32_t missing = region.first_missing(from, last);
      if (missing != UINT32_MAX && missing <= last) {
        out_of_scope[missing].push_back(i);
        return;
      }
      for (BasicBlock s : successors(body.blocks[block].terminator))
        if (visited[s.index] != i) {
          visited[s.index] = i;
          stack.push_back(s);
        }
    };
    scan(b.reserve_location.block, points.point(b.reserve_location));
    while (!stack.empty()) {
      const BasicBlock s = stack.back();
      stack.pop_back();
      scan(s, points.entry(s));
    }
  }
}

void BorrowsInScope::end_loans(BitSet& s, Location at) const {
  auto it = out_of_scope.find(points.point(at));
  if (it == out_of_scope.end()) return;
  for (uint32_t b : it->second) s.remove(b);
}

void BorrowsInScope::kill_on_place(BitSet& s, const Place& place) const {
  for (uint32_t b : set.by_local[place.local.index]) {
    if (!s.contains(b)) continue;
    if (place.is_local() || places_conflict(cx, body, set[b].borrowed_place, place, ConflictBias::no_overlap)) s.remove(b);
  }
}

void BorrowsInScope::statement_effect(BitSet& s, const Statement& statement, Location at) {
  if (const auto* a = std::get_if<StAssign>(&statement.kind)) {
    const uint32_t made = set.at_point[points.point(at)];
    if (made != UINT32_MAX) s.insert(made);
    kill_on_place(s, a->place);
  } else if (const auto* d = std::get_if<StStorageDead>(&statement.kind)) {
    kill_on_place(s, Place(d->local));
  }
}

}  // namespace borrowlab::borrowck
