// Every place that a statement or terminator touches, with what it does to it. After rustc_middle::mir::visit.
#pragma once
#include "mir/body.h"

namespace borrowlab::borrowck {

enum class PlaceContext : uint8_t {
  store,
  call,
  copy,
  move,
  drop,
  inspect,
  shared_borrow,
  fake_borrow,
  mut_borrow,
  raw_borrow,
  storage_live,
  storage_dead,
  ascribe,
  place_mention,
  set_discriminant,
  projection
};
enum class DefUse : uint8_t { none, def, use, drop };

// What the place's local undergoes: a projection only uses it.
inline DefUse categorize(PlaceContext context, bool is_local) {
  switch (context) {
    case PlaceContext::store:
    case PlaceContext::call: return is_local ? DefUse::def : DefUse::use;
    case PlaceContext::storage_live:
    case PlaceContext::storage_dead: return DefUse::def;
    case PlaceContext::drop: return is_local ? DefUse::drop : DefUse::use;
    default: return DefUse::use;
  }
}

template <class F>
void visit_operand(const mir::Operand& o, F&& f) {
  if (o.kind == mir::Operand::Kind::copy) f(o.place, PlaceContext::copy);
  if (o.kind == mir::Operand::Kind::move) f(o.place, PlaceContext::move);
}

template <class F>
void visit_rvalue(const mir::Rvalue& rv, F&& f) {
  using namespace mir;
  if (const auto* r = std::get_if<RvUse>(&rv)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<RvRepeat>(&rv)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<RvRef>(&rv))
    f(r->place, is_mut(r->kind)                 ? PlaceContext::mut_borrow
                : r->kind == BorrowKind::shared ? PlaceContext::shared_borrow
                                                : PlaceContext::fake_borrow);
  else if (const auto* r = std::get_if<RvRawPtr>(&rv)) f(r->place, PlaceContext::raw_borrow);
  else if (const auto* r = std::get_if<RvCast>(&rv)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<RvBinary>(&rv)) {
    visit_operand(r->lhs, f);
    visit_operand(r->rhs, f);
  } else if (const auto* r = std::get_if<RvUnary>(&rv)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<RvDiscriminant>(&rv)) f(r->place, PlaceContext::inspect);
  else if (const auto* r = std::get_if<RvLen>(&rv)) f(r->place, PlaceContext::inspect);
  else if (const auto* r = std::get_if<RvCopyForDeref>(&rv)) f(r->place, PlaceContext::inspect);
  else if (const auto* r = std::get_if<RvAggregate>(&rv))
    for (const Operand& o : r->operands) visit_operand(o, f);
}

// f(place, context); locals used as indices come as places of their own, copied.
template <class F>
void visit_places(const mir::Statement& s, F&& f0) {
  using namespace mir;
  auto f = [&](const Place& p, PlaceContext c) {
    f0(p, c);
    for (const PlaceElem& e : p.projection)
      if (e.kind == PlaceElem::Kind::index) f0(Place(Local(e.a)), PlaceContext::copy);
  };
  if (const auto* a = std::get_if<StAssign>(&s.kind)) {
    f(a->place, PlaceContext::store);
    visit_rvalue(a->value, f);
  } else if (const auto* a = std::get_if<StFakeRead>(&s.kind)) f(a->place, PlaceContext::inspect);
  else if (const auto* a = std::get_if<StSetDiscriminant>(&s.kind)) f(a->place, PlaceContext::set_discriminant);
  else if (const auto* a = std::get_if<StStorageLive>(&s.kind)) f(Place(a->local), PlaceContext::storage_live);
  else if (const auto* a = std::get_if<StStorageDead>(&s.kind)) f(Place(a->local), PlaceContext::storage_dead);
  else if (const auto* a = std::get_if<StAscribeUserType>(&s.kind)) f(a->place, PlaceContext::ascribe);
  else if (const auto* a = std::get_if<StPlaceMention>(&s.kind)) f(a->place, PlaceContext::place_mention);
}

template <class F>
void visit_places(const mir::Terminator& t, F&& f0) {
  using namespace mir;
  auto f = [&](const Place& p, PlaceContext c) {
    f0(p, c);
    for (const PlaceElem& e : p.projection)
      if (e.kind == PlaceElem::Kind::index) f0(Place(Local(e.a)), PlaceContext::copy);
  };
  if (const auto* c = std::get_if<TCall>(&t.kind)) {
    visit_operand(c->func, f);
    for (const Operand& a : c->args) visit_operand(a, f);
    f(c->destination, PlaceContext::call);
  } else if (const auto* s = std::get_if<TSwitchInt>(&t.kind)) visit_operand(s->discr, f);
  else if (const auto* d = std::get_if<TDrop>(&t.kind)) f(d->place, PlaceContext::drop);
  else if (const auto* a = std::get_if<TAssert>(&t.kind)) {
    visit_operand(a->cond, f);
    for (const Operand& o : a->operands) visit_operand(o, f);
  } else if (std::holds_alternative<TReturn>(t.kind)) f(Place(return_place), PlaceContext::move);
}

template <class F>
void visit_places_at(const mir::Body& body, mir::Location at, F&& f) {
  if (const mir::Statement* s = body.statement_at(at)) visit_places(*s, f);
  else visit_places(body.blocks[at.block].terminator, f);
}

}  // namespace borrowlab::borrowck
