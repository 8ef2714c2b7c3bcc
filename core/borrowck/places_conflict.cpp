#include "borrowck/places_conflict.h"

#include <algorithm>

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using ElemKind = PlaceElem::Kind;

PlaceTy prefix_ty(types::Context& cx, const Body& body, const Place& place, size_t projections) {
  PlaceTy ty{body.locals[place.local].ty, {}};
  for (size_t i = 0; i < projections; ++i) {
    const PlaceElem& e = place.projection[i];
    if (e.kind == ElemKind::downcast) ty.variant = VariantIdx(e.a);
    else ty = PlaceTy{e.kind == ElemKind::field && e.ty ? e.ty : projection_ty(cx, ty, e), {}};
  }
  return ty;
}

namespace {

enum class Overlap : uint8_t { arbitrary, equal_or_disjoint, disjoint };

Overlap when(bool equal) { return equal ? Overlap::equal_or_disjoint : Overlap::disjoint; }

Overlap element_conflict(types::Context& cx, const Body& body, const Place& borrow, size_t index, const PlaceElem& x, const PlaceElem& y,
                         ConflictBias bias) {
  if ((x.kind == ElemKind::deref && y.kind == ElemKind::deref) || (x.kind == ElemKind::opaque_cast && y.kind == ElemKind::opaque_cast))
    return Overlap::equal_or_disjoint;
  auto base_adt = [&]() -> const types::AdtDef* {
    const auto* t = cx.store.get<types::Adt>(prefix_ty(cx, body, borrow, index).ty);
    if (t == nullptr) return nullptr;
    auto it = cx.items.adts.find(t->def);
    return it == cx.items.adts.end() ? nullptr : &it->second;
  };
  if (x.kind == ElemKind::field && y.kind == ElemKind::field) {
    if (x.a == y.a) return Overlap::equal_or_disjoint;
    const types::AdtDef* adt = base_adt();
    return adt != nullptr && adt->kind == types::AdtKind::union_ ? Overlap::arbitrary : Overlap::disjoint;
  }
  if (x.kind == ElemKind::downcast && y.kind == ElemKind::downcast) {
    if (x.a == y.a) return Overlap::equal_or_disjoint;
    const types::AdtDef* adt = base_adt();
    return when(adt == nullptr || adt->kind != types::AdtKind::enum_);
  }
  auto indexing = [](ElemKind k) { return k == ElemKind::index || k == ElemKind::constant_index || k == ElemKind::subslice; };
  if (!indexing(x.kind) || !indexing(y.kind)) return Overlap::equal_or_disjoint;
  if (x.kind == ElemKind::index || y.kind == ElemKind::index) return when(bias == ConflictBias::overlap);
  if (x.kind == ElemKind::constant_index && y.kind == ElemKind::constant_index) {
    if (x.from_end == y.from_end) return when(x.a == y.a);
    const uint64_t length = std::max(x.b, y.b);
    const uint64_t begin = x.from_end ? y.a : x.a, end = x.from_end ? x.a : y.a;
    return when(begin >= length - end);
  }
  if (x.kind == ElemKind::subslice && y.kind == ElemKind::subslice) {
    if (!x.from_end && !y.from_end) return when(!(y.a >= x.b || x.a >= y.b));
    return Overlap::equal_or_disjoint;
  }
  const PlaceElem& one = x.kind == ElemKind::constant_index ? x : y;
  const PlaceElem& sub = x.kind == ElemKind::constant_index ? y : x;
  if (!one.from_end && !sub.from_end) return when(one.a >= sub.a && one.a < sub.b);
  if (!one.from_end && sub.from_end) return when(one.a >= sub.a);
  if (one.from_end && sub.from_end) return when(one.a > sub.b);
  return Overlap::equal_or_disjoint;
}

}  // namespace

bool borrow_conflicts_with_place(types::Context& cx, const Body& body, const Place& borrow, BorrowKind kind, const Place& access_place,
                                 AccessDepth access, ConflictBias bias) {
  if (borrow.local != access_place.local) return false;
  for (size_t i = 0; i < borrow.projection.size(); ++i) {
    const PlaceElem& elem = borrow.projection[i];
    if (i < access_place.projection.size()) {
      switch (element_conflict(cx, body, borrow, i, elem, access_place.projection[i], bias)) {
        case Overlap::arbitrary: return true;
        case Overlap::disjoint: return false;
        case Overlap::equal_or_disjoint: continue;
      }
    }
    // The borrow's path is longer: the borrow may use a part of the place accessed. Does the access care about that part?
    if (access == AccessDepth::shallow_array_length || access == AccessDepth::shallow_fake_borrow) return false;
    if (elem.kind == ElemKind::deref) {
      if (access == AccessDepth::shallow) return false;
      const TypeId base = prefix_ty(cx, body, borrow, i).ty;
      if (const auto* r = cx.store.get<types::Ref>(base)) {
        if (r->mut == Mutability::not_) return false;
        if (access == AccessDepth::drop) return false;  // dropping a reference touches nothing behind it
      }
    } else if (elem.kind == ElemKind::field && access == AccessDepth::drop) {
      if (const auto* t = cx.store.get<types::Adt>(prefix_ty(cx, body, borrow, i).ty)) {
        auto adt = cx.items.adts.find(t->def);
        if (adt != cx.items.adts.end() && adt->second.drop_impl) return true;  // a destructor may touch anything
      }
    }
  }
  return !(kind == BorrowKind::fake_shallow && borrow.projection.size() < access_place.projection.size());
}

}  // namespace borrowlab::borrowck
