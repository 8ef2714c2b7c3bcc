#include <map>

#include "catch.h"
#include "mir/build.h"
#include "mir/hand_made.h"

namespace {

using namespace borrowlab;
using namespace borrowlab::mir;
using mir::testing::HandMade;

std::string name(const Place& p) {
  std::string out = "_" + std::to_string(p.local.index);
  for (const PlaceElem& e : p.projection) out += e.kind == PlaceElem::Kind::field ? "." + std::to_string(e.a) : std::string("*");
  return out;
}

// Runs a body whose only data are bools; gives the drops and calls in order. Decisions on locals without a value come from `inputs`.
std::vector<std::string> drops_of(const Body& body, const std::map<uint32_t, bool>& inputs) {
  std::vector<std::string> out;
  std::map<uint32_t, bool> values = inputs;
  BasicBlock at = start_block;
  for (int steps = 0; steps < 100; ++steps) {
    const BasicBlockData& b = body.blocks[at];
    for (const Statement& s : b.statements)
      if (const auto* a = std::get_if<StAssign>(&s.kind); a != nullptr && a->place.is_local())
        if (const auto* u = std::get_if<RvUse>(&a->value); u != nullptr && u->operand.kind == Operand::Kind::constant)
          values[a->place.local.index] = u->operand.constant->value.bits != 0;
    if (const auto* g = std::get_if<TGoto>(&b.terminator.kind)) {
      at = g->target;
    } else if (const auto* d = std::get_if<TDrop>(&b.terminator.kind)) {
      out.push_back(name(d->place));
      at = d->target;
    } else if (const auto* sw = std::get_if<TSwitchInt>(&b.terminator.kind)) {
      at = values[sw->discr.place.local.index] ? sw->otherwise : sw->targets[0].second;
    } else {
      return out;
    }
  }
  return {"endless"};
}
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a moved value is not dropped, a live one is") {
  HandMade w;
  const Local a = w.local(w.d), b = w.local(w.d);
  const BasicBlock start = w.block(), second = w.block(), done = w.block();
  w.make(start, a);
  w.move(start, b, a);
  w.drop(start, a, second);
  w.drop(second, b, done);
  w.end(done, TReturn{});
  CHECK(drops_of(elaborate_drops(w.cx, w.body, {}), {}) == Names{"_2"});
}

TEST_CASE("a value moved on one path is behind a flag") {
  HandMade w;
  const Local cond = w.local(w.store.bool_), a = w.local(w.d), sink = w.local(w.d);
  w.body.arg_count = 1;
  const BasicBlock start = w.block(), yes = w.block(), join = w.block(), next = w.block(), done = w.block();
  w.make(start, a);
  w.branch(start, cond, yes, join);
  w.move(yes, sink, a);
  w.end(yes, TGoto{join});
  w.drop(join, a, next);
  w.drop(next, sink, done);
  w.end(done, TReturn{});
  const Body out = elaborate_drops(w.cx, w.body, {});
  CHECK(drops_of(out, {{1, true}}) == Names{"_3"});
  CHECK(drops_of(out, {{1, false}}) == Names{"_2"});
}

TEST_CASE("a partly moved tuple is dropped by its fields") {
  HandMade w;
  const Local pair = w.local(w.store.tuple({w.d, w.d})), sink = w.local(w.d);
  w.body.arg_count = 1;
  const BasicBlock start = w.block(), done = w.block();
  w.move(start, sink, w.field(pair, 0, w.d));
  w.drop(start, pair, done);
  w.end(done, TReturn{});
  CHECK(drops_of(elaborate_drops(w.cx, w.body, {}), {}) == Names{"_1.1"});
}

TEST_CASE("a field moved on one path has a flag of its own") {
  HandMade w;
  const Local cond = w.local(w.store.bool_), pair = w.local(w.store.tuple({w.d, w.d})), sink = w.local(w.d);
  w.body.arg_count = 2;
  const BasicBlock start = w.block(), yes = w.block(), join = w.block(), done = w.block();
  w.branch(start, cond, yes, join);
  w.move(yes, sink, w.field(pair, 1, w.d));
  w.end(yes, TGoto{join});
  w.drop(join, pair, done);
  w.end(done, TReturn{});
  const Body out = elaborate_drops(w.cx, w.body, {});
  CHECK(drops_of(out, {{1, true}}) == Names{"_2.0"});
  CHECK(drops_of(out, {{1, false}}) == Names{"_2.0", "_2.1"});
}

TEST_CASE("an assignment through a pointer drops what was there in any case") {
  HandMade w;
  const Local p = w.local(w.store.ref(w.store.re_erased, w.d, types::Mutability::mut));
  w.body.arg_count = 1;
  const BasicBlock start = w.block(), done = w.block();
  w.end(start, TDrop{w.deref(p), done, {}, true});
  w.end(done, TReturn{});
  CHECK(drops_of(elaborate_drops(w.cx, w.body, {}), {}) == Names{"_1*"});
}
