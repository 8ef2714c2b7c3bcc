// Bodies made by hand: a struct type `D` that has drop glue, and a few words to write blocks with.
#pragma once
#include "mir/body.h"
#include "mir/util.h"
#include "typeck/world.h"

namespace borrowlab::mir::testing {

struct HandMade : typeck::testing::World {
  DefId d_def = adt("D", {});
  TypeId d;
  Body body;

  HandMade() {
    items.adts.at(d_def).drop_impl = def(resolve::DefKind::impl, "drop for D", root);
    d = app(d_def);
    body.owner = root;
    local(store.unit);
  }
  Local local(TypeId ty) {
    LocalDecl decl;
    decl.ty = ty;
    return body.locals.push(std::move(decl));
  }
  BasicBlock block(bool cleanup = false) {
    BasicBlockData data;
    data.is_cleanup = cleanup;
    data.terminator.kind = TUnreachable{};
    return body.blocks.push(std::move(data));
  }
  void push(BasicBlock b, decltype(Statement::kind) kind) { body.blocks[b].statements.push_back({{}, std::move(kind)}); }
  void assign(BasicBlock b, Place to, Rvalue value) { push(b, StAssign{std::move(to), std::move(value)}); }
  // `to = D`, by an aggregate
  void make(BasicBlock b, Place to) {
    RvAggregate value;
    value.kind.kind = AggregateKind::Kind::adt;
    value.kind.def = d_def;
    value.kind.args = store.no_args;
    assign(b, std::move(to), std::move(value));
  }
  void move(BasicBlock b, Place to, Place from) { assign(b, std::move(to), RvUse{move_of(std::move(from))}); }
  void end(BasicBlock b, TerminatorKind kind) { body.blocks[b].terminator.kind = std::move(kind); }
  void branch(BasicBlock b, Local on, BasicBlock yes, BasicBlock no) { end(b, TSwitchInt{copy_of(Place(on)), {{0, no}}, yes}); }
  void drop(BasicBlock b, Place place, BasicBlock next) { end(b, TDrop{std::move(place), next, {}, false}); }
  Place field(Place base, uint32_t i, TypeId ty) {
    base.projection.push_back(PlaceElem::field(FieldIdx(i), ty));
    return base;
  }
  Place deref(Place base) {
    base.projection.push_back(PlaceElem::deref());
    return base;
  }
};

}  // namespace borrowlab::mir::testing
