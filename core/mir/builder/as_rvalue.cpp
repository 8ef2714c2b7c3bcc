// Expressions as rvalues, with the checks that a debug build makes on arithmetic. After rustc_mir_build::builder::expr::as_rvalue.
#include "mir/builder/builder.h"
#include "typeck/traits.h"

namespace borrowlab::mir {
namespace {

BorrowKind to_mir(thir::BorrowKind k) {
  switch (k) {
    case thir::BorrowKind::shared: return BorrowKind::shared;
    case thir::BorrowKind::mut_default: return BorrowKind::mut_default;
    case thir::BorrowKind::mut_two_phase: return BorrowKind::mut_two_phase;
    case thir::BorrowKind::fake_shallow: return BorrowKind::fake_shallow;
    case thir::BorrowKind::fake_deep: return BorrowKind::fake_deep;
    case thir::BorrowKind::mut_closure: return BorrowKind::mut_closure_capture;
  }
  return BorrowKind::shared;
}

TypeId to_unsigned(const types::Context& cx, TypeId ty) {
  types::Int i = *cx.store.get<types::Int>(ty);
  i.is_signed = false;
  return cx.store.int_type(i);
}

CastKind cast_kind(const types::Context& cx, TypeId from, TypeId to) {
  const types::Store& s = cx.store;
  const bool from_ptr = s.get<types::RawPtr>(from) || s.get<types::Ref>(from), to_ptr = s.get<types::RawPtr>(to) != nullptr;
  const bool from_float = s.get<types::Float>(from), to_float = s.get<types::Float>(to);
  const bool from_fn = s.get<types::FnPtr>(from) || s.get<types::FnDef>(from);
  if (from_fn) return to_ptr ? CastKind::fn_ptr_to_ptr : CastKind::pointer_expose_provenance;
  if (from_ptr && to_ptr) return CastKind::ptr_to_ptr;
  if (from_ptr) return CastKind::pointer_expose_provenance;
  if (to_ptr) return CastKind::pointer_with_exposed_provenance;
  if (from_float && to_float) return CastKind::float_to_float;
  if (from_float) return CastKind::float_to_int;
  if (to_float) return CastKind::int_to_float;
  return CastKind::int_to_int;
}

}  // namespace

Rvalue Builder::as_rvalue(BasicBlock& block, RegionScope scope, thir::ExprId id) {
  const thir::Expr& e = expr(id);
  const SourceInfo at = source_info(e.span);
  auto operand = [&](thir::ExprId arg, TempNeed need) { return as_operand(block, scope, arg, LocalInfo::Kind::boring, need); };
  if (const auto* s = std::get_if<thir::Scope>(&e.kind))
    return in_scope(s->scope, block, [&] { return as_rvalue(block, scope, s->value); });
  if (const auto* r = std::get_if<thir::Repeat>(&e.kind)) {
    const auto* count = cx.store.get<types::ConstValue>(r->count);
    if (count == nullptr || count->bits != 0) return RvRepeat{operand(r->value, TempNeed::no), r->count};
    // `[value; 0]` still evaluates the value, and drops it.
    if (category_of(peel_scopes(r->value)) != Category::constant) {
      const Operand value = operand(r->value, TempNeed::no);
      if (value.kind == Operand::Kind::move) {
        const BasicBlock success = cfg.start_new_block();
        cfg.terminate(block, at, TDrop{value.place, success, {}, false});
        diverge_from(block);
        block = success;
      }
      record_operands_moved({value});
    }
    RvAggregate empty;
    empty.kind.kind = AggregateKind::Kind::array;
    if (const auto* array = cx.store.get<types::Array>(e.ty)) empty.kind.elem = array->elem;
    return empty;
  }
  if (const auto* b = std::get_if<thir::Binary>(&e.kind)) {
    Operand lhs = operand(b->lhs, TempNeed::maybe);
    Operand rhs = operand(b->rhs, TempNeed::no);
    return build_binary_op(block, e.span, e.ty, b->op, std::move(lhs), std::move(rhs));
  }
  if (const auto* u = std::get_if<thir::Unary>(&e.kind)) {
    const Operand arg = operand(u->arg, TempNeed::no);
    if (u->op == thir::UnOp::neg && is_signed(cx, e.ty)) {
      const uint32_t width = bit_width(cx, e.ty);
      const Local is_min = temp(cx.store.bool_, e.span);
      cfg.push_assign(
          block, at, Place(is_min),
          RvBinary{BinOp::eq, duplicate(arg), scalar_operand(e.span, e.ty, static_cast<unsigned __int128>(1) << (width - 1)), false});
      TAssert message;
      message.kind = AssertKind::overflow_neg;
      message.operands = {duplicate(arg)};
      assert_(block, move_of(Place(is_min)), false, std::move(message), e.span);
    }
    return RvUnary{u->op == thir::UnOp::neg ? UnOp::neg : UnOp::not_, arg};
  }
  if (const auto* c = std::get_if<thir::Cast>(&e.kind)) return cast(block, scope, e, *c);
  if (const auto* p = std::get_if<thir::PointerCoerce>(&e.kind)) {
    static_assert(static_cast<int>(CastKind::unsize) - static_cast<int>(CastKind::reify_fn_pointer) ==
                  static_cast<int>(thir::PointerCoercion::unsize));
    const auto kind = static_cast<CastKind>(static_cast<int>(CastKind::reify_fn_pointer) + static_cast<int>(p->cast));
    return RvCast{kind, operand(p->source, TempNeed::no), e.ty, !p->from_as};
  }
  if (const auto* a = std::get_if<thir::ArrayExpr>(&e.kind)) {
    RvAggregate out;
    out.kind.kind = AggregateKind::Kind::array;
    if (const auto* array = cx.store.get<types::Array>(e.ty)) out.kind.elem = array->elem;
    for (thir::ExprId f : a->fields) out.operands.push_back(operand(f, TempNeed::maybe));
    return out;
  }
  if (const auto* t = std::get_if<thir::TupleExpr>(&e.kind)) {
    RvAggregate out;
    for (thir::ExprId f : t->fields) out.operands.push_back(operand(f, TempNeed::maybe));
    return out;
  }
  if (const auto* c = std::get_if<thir::ClosureExpr>(&e.kind)) return closure(block, scope, *c);
  if (std::holds_alternative<thir::Assign>(e.kind) || std::holds_alternative<thir::AssignOp>(e.kind)) {
    stmt_expr(block, id, {});
    Constant unit;
    unit.span = e.span;
    unit.ty = cx.store.unit;
    unit.value.kind = thir::ConstantValue::Kind::unit;
    return RvUse{constant_operand(std::move(unit))};
  }
  if (category_of(e) == Category::constant) return RvUse{constant_operand(as_constant(e))};
  return RvUse{operand(id, TempNeed::no)};
}

Rvalue Builder::cast(BasicBlock& block, RegionScope scope, const thir::Expr& e, const thir::Cast& c) {
  const thir::Expr& source = expr(c.source);
  if (const types::AdtDef* adt = adt_def(cx, source.ty); adt != nullptr && adt->kind == types::AdtKind::enum_) {
    const Local value = as_temp(block, scope, c.source, Mutability::not_);
    const TypeId discr_ty = discriminant_ty(cx, *adt);
    const Local discr = temp(discr_ty, source.span);
    cfg.push_assign(block, source_info(e.span), Place(discr), RvDiscriminant{Place(value)});
    return RvCast{cast_kind(cx, discr_ty, e.ty), move_of(Place(discr)), e.ty};
  }
  Operand value = as_operand(block, scope, c.source, LocalInfo::Kind::boring, TempNeed::no);
  return RvCast{cast_kind(cx, source.ty, e.ty), std::move(value), e.ty};
}

Rvalue Builder::build_binary_op(BasicBlock& block, Span span, TypeId ty, BinOp op, Operand lhs, Operand rhs) {
  const SourceInfo at = source_info(span);
  const TypeId bool_ty = cx.store.bool_;
  const bool integral = is_integral(cx, ty);
  TAssert overflow;
  overflow.kind = AssertKind::overflow;
  overflow.op = op;
  switch (op) {
    case BinOp::add:
    case BinOp::sub:
    case BinOp::mul: {
      if (!integral) break;
      const Local result = temp(cx.store.tuple({ty, bool_ty}), span);
      cfg.push_assign(block, at, Place(result), RvBinary{op, duplicate(lhs), duplicate(rhs), true});
      Place value(result), flag(result);
      value.projection.push_back(PlaceElem::field(FieldIdx(0), ty));
      flag.projection.push_back(PlaceElem::field(FieldIdx(1), bool_ty));
      overflow.operands = {std::move(lhs), std::move(rhs)};
      assert_(block, move_of(std::move(flag)), false, std::move(overflow), span);
      return RvUse{move_of(std::move(value))};
    }
    case BinOp::shl:
    case BinOp::shr: {
      if (!integral) break;
      const TypeId rhs_ty = operand_ty(cx, body, rhs);
      TypeId unsigned_ty = rhs_ty;
      Operand unsigned_rhs = duplicate(rhs);
      if (is_signed(cx, rhs_ty)) {
        unsigned_ty = to_unsigned(cx, rhs_ty);
        const Local t = temp(unsigned_ty, span);
        cfg.push_assign(block, at, Place(t), RvCast{CastKind::int_to_int, duplicate(rhs), unsigned_ty});
        unsigned_rhs = move_of(Place(t));
      }
      const Local in_bounds = temp(bool_ty, span);
      cfg.push_assign(block, at, Place(in_bounds),
                      RvBinary{BinOp::lt, std::move(unsigned_rhs), scalar_operand(span, unsigned_ty, bit_width(cx, ty)), false});
      overflow.operands = {duplicate(lhs), duplicate(rhs)};
      assert_(block, move_of(Place(in_bounds)), true, std::move(overflow), span);
      break;
    }
    case BinOp::div:
    case BinOp::rem: {
      if (!integral) break;
      const uint32_t width = bit_width(cx, ty);
      TAssert zero;
      zero.kind = op == BinOp::div ? AssertKind::division_by_zero : AssertKind::remainder_by_zero;
      zero.op = op;
      zero.operands = {duplicate(lhs)};
      const Local is_zero = temp(bool_ty, span);
      cfg.push_assign(block, at, Place(is_zero), RvBinary{BinOp::eq, duplicate(rhs), scalar_operand(span, ty, 0), false});
      assert_(block, move_of(Place(is_zero)), false, std::move(zero), span);
      if (is_signed(cx, ty)) {  // MIN / -1
        const Local is_neg_1 = temp(bool_ty, span), is_min = temp(bool_ty, span), of = temp(bool_ty, span);
        cfg.push_assign(
            block, at, Place(is_neg_1),
            RvBinary{BinOp::eq, duplicate(rhs), scalar_operand(span, ty, truncate(~static_cast<unsigned __int128>(0), width)), false});
        cfg.push_assign(
            block, at, Place(is_min),
            RvBinary{BinOp::eq, duplicate(lhs), scalar_operand(span, ty, static_cast<unsigned __int128>(1) << (width - 1)), false});
        cfg.push_assign(block, at, Place(of), RvBinary{BinOp::bit_and, move_of(Place(is_neg_1)), move_of(Place(is_min)), false});
        overflow.operands = {duplicate(lhs), duplicate(rhs)};
        assert_(block, move_of(Place(of)), false, std::move(overflow), span);
      }
      break;
    }
    default: break;
  }
  return RvBinary{op, std::move(lhs), std::move(rhs), false};
}

Rvalue Builder::closure(BasicBlock& block, RegionScope scope, const thir::ClosureExpr& c) {
  RvAggregate out;
  out.kind.kind = AggregateKind::Kind::closure;
  out.kind.def = c.closure;
  out.kind.args = c.args;
  for (thir::ExprId upvar : c.upvars) {
    const thir::Expr& e = peel_scopes(upvar);
    if (category_of(e) == Category::place) {
      // By value: no temporary, so that the borrow checker sees which variables are moved or copied.
      out.operands.push_back(consume(as_place(block, upvar)));
      continue;
    }
    const auto* borrow = std::get_if<thir::Borrow>(&e.kind);
    if (borrow != nullptr && borrow->kind == thir::BorrowKind::mut_default)
      out.operands.push_back(limit_capture_mutability(block, e, scope, borrow->arg));
    else out.operands.push_back(as_operand(block, scope, upvar, LocalInfo::Kind::boring, TempNeed::maybe));
  }
  return out;
}

// A mutable capture of an immutable variable's referent is a unique borrow: the variable need not be `mut`.
Operand Builder::limit_capture_mutability(BasicBlock& block, const thir::Expr& upvar, RegionScope lifetime, thir::ExprId arg) {
  const SourceInfo at = source_info(upvar.span);
  const Local t = temp(upvar.ty, upvar.span);
  cfg.push(block, at, StStorageLive{t});
  const PlaceBuilder base = as_place_builder(block, arg);
  const Place place = to_place(base);
  Mutability mut = Mutability::not_;
  if (!base.is_upvar()) {
    mut = body.locals[base.local].mut;
  } else if (thir.closure) {
    for (size_t i = 0; i < upvar_places.size(); ++i) {
      const Place& up = upvar_places[i];
      const size_t field = up.projection.size() > 0 && up.projection[0].kind == PlaceElem::Kind::deref ? 1 : 0;
      if (place.local == up.local && place.projection.size() > field && place.projection[field] == up.projection[field])
        mut = thir.closure->captures[i].mut;
    }
  }
  cfg.push_assign(block, at, Place(t),
                  RvRef{cx.store.re_erased, mut == Mutability::mut ? BorrowKind::mut_default : BorrowKind::mut_closure_capture, place});
  if (lifetime) schedule_drop_storage_and_value(lifetime, t);
  return move_of(Place(t));
}

}  // namespace borrowlab::mir
