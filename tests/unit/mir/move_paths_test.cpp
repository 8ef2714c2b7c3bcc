#include "mir/move_paths.h"

#include "catch.h"
#include "mir/dataflow.h"
#include "mir/hand_made.h"

namespace {

using namespace borrowlab;
using namespace borrowlab::mir;
using mir::testing::HandMade;

}  // namespace

TEST_CASE("moves and initializations by location") {
  HandMade w;
  const Local pair = w.local(w.store.tuple({w.d, w.d})), b = w.local(w.d);
  w.body.arg_count = 1;
  const BasicBlock start = w.block();
  w.move(start, b, w.field(pair, 1, w.d));
  w.end(start, TReturn{});
  const MoveData data = gather_moves(w.cx, w.body);
  const LookupResult moved = data.find(w.field(pair, 1, w.d)), other = data.find(w.field(pair, 0, w.d));
  CHECK(moved.exact);
  CHECK_FALSE(other.exact);
  CHECK(other.path == data.local_path(pair));
  REQUIRE(data.moves.size() == 1);
  CHECK(data.moves[MoveOutIndex(0)].path == moved.path);
  const IndexRange at = data.moves_at({start, 0});
  CHECK(at.end - at.begin == 1);
  CHECK(data.moves_at({start, 1}).begin == data.moves_at({start, 1}).end);
  REQUIRE(data.inits.size() == 2);  // the argument, then b
  CHECK(data.inits[InitIndex(1)].path == data.local_path(b));
  auto init = run_dataflow(w.body, MaybeInitializedPlaces(w.cx, w.body, data));
  auto uninit = run_dataflow(w.body, MaybeUninitializedPlaces(w.cx, w.body, data));
  const BitSet live = init.before(w.body, {start, 1}), dead = uninit.before(w.body, {start, 1});
  CHECK_FALSE(live.contains(moved.path.index));
  CHECK(live.contains(data.local_path(pair).index));
  CHECK(dead.contains(moved.path.index));
  CHECK_FALSE(dead.contains(data.local_path(b).index));
}

TEST_CASE("moves that the language forbids") {
  HandMade w;
  const DefId owner = w.adt("Owner", {}, {w.d});
  w.items.adts.at(owner).drop_impl = w.items.adts.at(w.d_def).drop_impl;
  const Local r = w.local(w.store.ref(w.store.re_erased, w.d, types::Mutability::not_)), o = w.local(w.app(owner)),
              a = w.local(w.store.slice(w.d)), out = w.local(w.d);
  w.body.arg_count = 3;
  const BasicBlock start = w.block();
  w.move(start, out, w.deref(r));
  w.move(start, out, w.field(o, 0, w.d));
  Place elem(a);
  elem.projection.push_back({PlaceElem::Kind::index, 0, 0, false, {}, {}});
  w.move(start, out, elem);
  w.end(start, TReturn{});
  const MoveData data = gather_moves(w.cx, w.body);
  REQUIRE(data.illegal_moves.size() == 3);
  CHECK(data.illegal_moves[0].kind == IllegalMove::Kind::borrowed_content);
  CHECK(data.illegal_moves[0].target_place == w.deref(r));
  CHECK(data.illegal_moves[1].kind == IllegalMove::Kind::interior_of_type_with_destructor);
  CHECK(data.illegal_moves[1].container_ty == w.app(owner));
  CHECK(data.illegal_moves[2].kind == IllegalMove::Kind::interior_of_slice_or_array);
  CHECK(data.illegal_moves[2].is_index);
  CHECK(data.moves.empty());
}

TEST_CASE("what a call returns is there only where it returns") {
  HandMade w;
  const Local a = w.local(w.d);
  const BasicBlock start = w.block(), done = w.block(), cleanup = w.block(true);
  TCall call;
  call.func = scalar_operand({}, w.store.unit, 0);
  call.destination = Place(a);
  call.target = done;
  call.unwind = {UnwindAction::Kind::cleanup, cleanup};
  w.end(start, std::move(call));
  w.end(done, TReturn{});
  w.end(cleanup, TUnwindResume{});
  const MoveData data = gather_moves(w.cx, w.body);
  auto init = run_dataflow(w.body, MaybeInitializedPlaces(w.cx, w.body, data));
  CHECK(init.entry[done].contains(data.local_path(a).index));
  CHECK_FALSE(init.entry[cleanup].contains(data.local_path(a).index));
  auto ever = run_dataflow(w.body, EverInitializedPlaces(w.body, data));
  CHECK(ever.entry[done].contains(0));
  CHECK_FALSE(ever.entry[cleanup].contains(0));
}
