// Hand-made MIR through lowering and machine.
#include "catch.h"
#include "typeck/world.h"
#include "vm/run.h"

namespace {

using namespace borrowlab;
using namespace borrowlab::types;
using borrowlab::mir::BasicBlock;
using borrowlab::mir::BinOp;
using borrowlab::mir::Local;
using borrowlab::mir::Operand;
using borrowlab::mir::Place;
using borrowlab::typeck::testing::World;

// Functions made of MIR; `main` returns the exit status.
struct Program : World {
  std::unordered_map<uint32_t, mir::Body> bodies;
  DefId start = fn("lang_start", {}, {}), main;

  Program() {
    defs.lang_items[Symbol::intern("start")] = start;
    generics(start, {"T"});
    main = fn("main", {}, store.i32);
    const TypeId fn_ptr = store.type(FnPtr{items.fn(main).sig});
    items.fns.at(start).sig = store.dummy_binder(FnSig{store.type_list({fn_ptr, store.i32})});
    mir::Body b = body(start, {store.i32, fn_ptr}, 1);
    call(b, copy(1), {}, Local(0));
    ret(b);
    bodies[start.index] = b;
  }
  DefId fn(const char* name, std::vector<TypeId> inputs, TypeId output) {
    const DefId d = def(resolve::DefKind::fn, name, root);
    generics(d, {});
    FnInfo info;
    if (!output.valid()) output = store.unit;
    inputs.push_back(output);
    info.sig = store.dummy_binder(FnSig{store.type_list(inputs)});
    info.has_body = true;
    items.fns[d] = info;
    return d;
  }
  mir::Body body(DefId owner, const std::vector<TypeId>& locals, uint32_t args = 0) {
    mir::Body b;
    b.owner = owner;
    b.arg_count = args;
    for (const TypeId t : locals) {
      mir::LocalDecl d;
      d.ty = t;
      b.locals.push(d);
    }
    b.blocks.push({});
    return b;
  }
  static Operand copy(uint32_t l) { return {Operand::Kind::copy, Place(Local(l)), nullptr}; }
  static Operand move(Place p) { return {Operand::Kind::move, std::move(p), nullptr}; }
  Operand value(TypeId ty, __int128 v) {
    auto c = std::make_shared<mir::Constant>();
    c->ty = ty;
    c->value.bits = static_cast<unsigned __int128>(v);
    return {Operand::Kind::constant, {}, c};
  }
  Operand fn_value(DefId d) {
    auto c = std::make_shared<mir::Constant>();
    c->ty = store.type(FnDef{d, store.no_args});
    c->value.kind = typeck::thir::ConstantValue::Kind::unit;
    return {Operand::Kind::constant, {}, c};
  }
  static void assign(mir::Body& b, Place to, mir::Rvalue v) {
    b.blocks.back().statements.push_back({{}, mir::StAssign{std::move(to), std::move(v)}});
  }
  static void ret(mir::Body& b) { b.blocks.back().terminator = {{}, mir::TReturn{}}; }
  static void call(mir::Body& b, Operand f, std::vector<Operand> args, Place to) {
    mir::TCall c;
    c.func = std::move(f);
    c.args = std::move(args);
    c.destination = std::move(to);
    c.target = BasicBlock(static_cast<uint32_t>(b.blocks.size()));
    b.blocks.back().terminator = {{}, std::move(c)};
    b.blocks.push({});
  }
  vm::RunResult run(mir::Body b, vm::RunOptions options = {}) {
    bodies[main.index] = std::move(b);
    vm::Engine engine(cx, [&](DefId d) -> const mir::Body* {
      const auto it = bodies.find(d.index);
      return it == bodies.end() ? nullptr : &it->second;
    });
    return engine.run(main, options);
  }
  // `lhs op rhs` of type ty, as bits, told through the exit status a byte at a time.
  unsigned __int128 compute(BinOp op, TypeId ty, __int128 lhs, __int128 rhs, uint32_t bytes, TypeId result_ty = {}) {
    if (!result_ty.valid()) result_ty = ty;
    unsigned __int128 bits = 0;
    for (uint32_t i = 0; i < bytes; ++i) {
      mir::Body b = body(main, {store.i32, ty, ty, result_ty, result_ty});
      assign(b, Local(1), mir::RvUse{value(ty, lhs)});
      assign(b, Local(2), mir::RvUse{value(ty, rhs)});
      assign(b, Local(3), mir::RvBinary{op, copy(1), copy(2)});
      assign(b, Local(4), mir::RvBinary{BinOp::shr, copy(3), value(store.u32, i * 8)});
      assign(b, Local(0), mir::RvCast{mir::CastKind::int_to_int, copy(4), store.i32});
      ret(b);
      const auto r = run(std::move(b));
      INFO(r.outcome.message);
      REQUIRE(r.outcome.kind == vm::OutcomeKind::exited);
      bits |= static_cast<unsigned __int128>(r.outcome.exit_status & 0xff) << (i * 8);
    }
    return bits;
  }
};

unsigned __int128 truncated(__int128 v, uint32_t bytes) {
  return bytes == 16 ? static_cast<unsigned __int128>(v)
                     : static_cast<unsigned __int128>(v) & ((static_cast<unsigned __int128>(1) << bytes * 8) - 1);
}

}  // namespace

TEST_CASE("arithmetic wraps at every width and sign") {
  Program p;
  auto& s = p.store;
  struct T {
    TypeId ty;
    uint32_t bytes;
  };
  for (const T t : {T{s.i8, 1}, T{s.u8, 1}, T{s.i16, 2}, T{s.u16, 2}, T{s.i32, 4}, T{s.u32, 4}, T{s.i64, 8}, T{s.u64, 8}, T{s.i128, 16},
                    T{s.u128, 16}}) {
    const bool is_signed = s.get<Int>(t.ty)->is_signed;
    const __int128 a = is_signed ? -7 : 250, b = 3;
    INFO(to_string(p.cx, GenericArg(t.ty)));
    CHECK(p.compute(BinOp::add, t.ty, a, b, t.bytes) == truncated(a + b, t.bytes));
    CHECK(p.compute(BinOp::sub, t.ty, b, a, t.bytes) == truncated(b - a, t.bytes));
    CHECK(p.compute(BinOp::mul, t.ty, a, b, t.bytes) == truncated(a * b, t.bytes));
    CHECK(p.compute(BinOp::div, t.ty, a, b, t.bytes) == truncated(a / b, t.bytes));
    CHECK(p.compute(BinOp::rem, t.ty, a, b, t.bytes) == truncated(a % b, t.bytes));
    CHECK(p.compute(BinOp::bit_xor, t.ty, a, b, t.bytes) == truncated(a ^ b, t.bytes));
    CHECK(p.compute(BinOp::shr, t.ty, a, b, t.bytes) == truncated(is_signed ? a >> 3 : a >> 3, t.bytes));
  }
}

TEST_CASE("a loop runs in the budget, or out of it") {
  Program p;
  auto& s = p.store;
  // _1 = 0; while _1 < n { _2 += _1; _1 += 1 }; return (_2 & 63)
  const auto loop = [&](int64_t n) {
    mir::Body b = p.body(p.main, {s.i32, s.i64, s.i64, s.bool_});
    p.assign(b, Local(1), mir::RvUse{p.value(s.i64, 0)});
    p.assign(b, Local(2), mir::RvUse{p.value(s.i64, 0)});
    b.blocks.back().terminator = {{}, mir::TGoto{BasicBlock(1)}};
    b.blocks.push({});
    p.assign(b, Local(3), mir::RvBinary{BinOp::lt, p.copy(1), p.value(s.i64, n)});
    b.blocks.back().terminator = {{}, mir::TSwitchInt{p.move(Local(3)), {{0, BasicBlock(3)}}, BasicBlock(2)}};
    b.blocks.push({});
    p.assign(b, Local(2), mir::RvBinary{BinOp::add, p.copy(2), p.copy(1)});
    p.assign(b, Local(1), mir::RvBinary{BinOp::add, p.copy(1), p.value(s.i64, 1)});
    b.blocks.back().terminator = {{}, mir::TGoto{BasicBlock(1)}};
    b.blocks.push({});
    p.assign(b, Local(2), mir::RvBinary{BinOp::bit_and, p.copy(2), p.value(s.i64, 63)});
    p.assign(b, Local(0), mir::RvCast{mir::CastKind::int_to_int, p.copy(2), s.i32});
    p.ret(b);
    return b;
  };
  const auto r = p.run(loop(1'000'000));
  CHECK(r.outcome.kind == vm::OutcomeKind::exited);
  CHECK(r.outcome.exit_status == (499999500000 & 63));
  vm::RunOptions few;
  few.budget.instructions = 500'000;
  const auto out = p.run(loop(1LL << 40), few);
  CHECK(out.outcome.kind == vm::OutcomeKind::budget);
  CHECK(out.outcome.message == "instructions");
}

TEST_CASE("recursion without end runs out of stack") {
  Program p;
  mir::Body b = p.body(p.main, {p.store.i32});
  p.call(b, p.fn_value(p.main), {}, Local(0));
  p.ret(b);
  const auto r = p.run(b);
  CHECK(r.outcome.kind == vm::OutcomeKind::budget);
  CHECK(r.outcome.message == "stack");
}

TEST_CASE("references and fields, calls with arguments") {
  Program p;
  auto& s = p.store;
  // fn f(x: &(u8, i32)) -> i32 { x.1 }
  const TypeId pair = s.tuple({s.u8, s.i32}), ref = s.ref(s.re_erased, pair, Mutability::not_);
  const DefId f = p.fn("f", {ref}, s.i32);
  mir::Body g = p.body(f, {s.i32, ref}, 1);
  Place field{Local(1)};
  field.projection = {mir::PlaceElem::deref(), mir::PlaceElem::field(mir::FieldIdx(1), s.i32)};
  p.assign(g, Local(0), mir::RvUse{{Operand::Kind::copy, field, nullptr}});
  p.ret(g);
  p.bodies[f.index] = g;
  mir::Body b = p.body(p.main, {s.i32, pair, ref});
  p.assign(b, Local(1), mir::RvAggregate{{}, {p.value(s.u8, 7), p.value(s.i32, 42)}});
  p.assign(b, Local(2), mir::RvRef{s.re_erased, mir::BorrowKind::shared, Local(1)});
  p.call(b, p.fn_value(f), {p.move(Local(2))}, Local(0));
  p.ret(b);
  const auto r = p.run(b);
  INFO(r.outcome.message);
  CHECK(r.outcome.kind == vm::OutcomeKind::exited);
  CHECK(r.outcome.exit_status == 42);
}

TEST_CASE("a null pointer is caught, an unknown body refused") {
  Program p;
  auto& s = p.store;
  const TypeId ptr = s.ptr(s.i32, Mutability::not_);
  mir::Body b = p.body(p.main, {s.i32, ptr});
  p.assign(b, Local(1), mir::RvUse{p.value(ptr, 0)});
  Place at{Local(1)};
  at.projection = {mir::PlaceElem::deref()};
  p.assign(b, Local(0), mir::RvUse{{Operand::Kind::copy, at, nullptr}});
  p.ret(b);
  CHECK(p.run(b).outcome.kind == vm::OutcomeKind::undefined_behaviour);
  const DefId nobody = p.fn("nobody", {}, s.i32);
  mir::Body c = p.body(p.main, {s.i32});
  p.call(c, p.fn_value(nobody), {}, Local(0));
  p.ret(c);
  CHECK(p.run(c).outcome.kind == vm::OutcomeKind::refused);
}
