// Places, operands, constants and rvalues.
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::BinOp;
using Class = ScalarKind::Class;
using ConstantValue = typeck::thir::ConstantValue;

TypeId BodyLowering::mono(TypeId ty) {
  const auto [it, fresh] = mono_.try_emplace(ty, ty);
  if (fresh) {
    const TypeId out = p_.substitute(ty, args_);
    mono_[ty] = out;
    return out;
  }
  return it->second;
}

// --- places --------------------------------------------------------------------------------------------------------

Loc BodyLowering::place(const mir::Place& p, bool used) {
  Loc at = local_loc_[p.local.index];
  for (const mir::PlaceElem& e : p.projection) {
    const bool raw = checked_ && used && e.kind == mir::PlaceElem::Kind::deref && cx_.store.get<types::RawPtr>(at.ty) != nullptr;
    at = project(at, e);
    if (raw) check_raw_pointer(at);
  }
  return at;
}

Loc BodyLowering::index(const Loc& base, TypeId elem, uint32_t index_slot) {
  const uint64_t size = layout(elem)->size;
  const uint32_t at = scratch(8);
  uint32_t scaled = index_slot;
  uint32_t factor = static_cast<uint32_t>(size);
  if (size > 65535) {
    scaled = scratch(8);
    const uint32_t by = scratch(8);
    imm(by, 8, size);
    emit(Op::mul_64, scaled, index_slot, by);
    factor = 1;
  }
  if (base.indirect) emit(Op::index, at, address(base), scaled, factor);
  else emit(Op::index_frame, at, base.base, scaled, factor);
  return behind(at, elem);
}

Loc BodyLowering::project(Loc base, const mir::PlaceElem& e) {
  using K = mir::PlaceElem::Kind;
  switch (e.kind) {
    case K::deref: return deref(base);
    case K::field: {
      Loc out = field(base, e.a);
      return out;
    }
    case K::downcast: base.variant = e.a; return base;
    case K::opaque_cast: return base;
    default: break;
  }
  const auto* array = cx_.store.get<types::Array>(base.ty);
  const auto* slice = cx_.store.get<types::Slice>(base.ty);
  if (array == nullptr && slice == nullptr) {
    refuse("internal: an index into " + types::to_string(cx_, base.ty));
    return base;
  }
  const TypeId elem = p_.layouts.normalize(array != nullptr ? array->elem : slice->elem);
  const uint64_t size = layout(elem)->size;
  uint64_t length = 0;
  if (array != nullptr && !p_.layouts.const_usize(array->len, length)) refuse("array lengths of this kind");
  if (e.kind == K::index) return index(base, elem, slot_of(local_loc_[e.a], 8, 8));
  const auto shifted = [&](uint64_t by, TypeId ty) {
    Loc out = base;
    out.ty = ty;
    out.variant = no_variant;
    out.meta = no_slot;
    if (out.indirect) out.disp += static_cast<int64_t>(by);
    else out.base += static_cast<uint32_t>(by);
    return out;
  };
  if (e.kind == K::constant_index) {
    if (!e.from_end) return shifted(e.a * size, elem);
    if (array != nullptr) return shifted((length - e.a) * size, elem);
    const uint32_t at = scratch(8);
    emit(Op::sub_imm_64, at, base.meta, e.a);
    return index(base, elem, at);
  }
  // subslice
  if (array != nullptr) {
    const uint64_t to = e.from_end ? length - e.b : e.b;
    return shifted(e.a * size, cx_.store.array(elem, cx_.store.const_usize(to - e.a)));
  }
  const uint32_t meta = scratch(8);
  if (e.from_end) emit(Op::sub_imm_64, meta, base.meta, static_cast<uint32_t>(e.a + e.b));
  else imm(meta, 8, e.b - e.a);
  Loc out = shifted(e.a * size, base.ty);
  out.meta = meta;
  return out;
}

// --- operands ------------------------------------------------------------------------------------------------------

TypeId BodyLowering::operand_type(const mir::Operand& o) {
  if (o.kind == mir::Operand::Kind::constant) return mono(o.constant->ty);
  if (o.place.projection.empty()) return local_ty_[o.place.local.index];
  return mono(mir::place_ty(cx_, body_, o.place).ty);
}

uint32_t BodyLowering::operand_slot(const mir::Operand& o) {
  if (o.kind == mir::Operand::Kind::constant) {
    const Layout* l = layout(mono(o.constant->ty));
    const uint32_t at = scratch_for(*l);
    constant_into(at, *o.constant);
    return at;
  }
  const Loc from = place(o.place);
  const Layout* l = layout(from.ty);
  if (!l->sized) {
    // An unsized value moved out of a box: its address stands for it.
    const uint32_t at = scratch(16);
    address_into(at, from);
    return at;
  }
  use(from);
  return slot_of(from, l->size, l->align);
}

// What was written to a union as one field is about to be read as another.
void BodyLowering::use(const Loc& from) {
  if (!from.indirect && from.via_union && layout(from.ty)->size != 0) emit(Op::check_init, from.base, from.ty.index);
}

void BodyLowering::operand_into(uint32_t dst, const mir::Operand& o) {
  if (o.kind == mir::Operand::Kind::constant) {
    constant_into(dst, *o.constant);
    return;
  }
  const Loc from = place(o.place);
  use(from);
  copy_out(from, dst);
  if (checked_ && from.indirect && !o.place.projection.empty() && o.place.projection.back().kind == mir::PlaceElem::Kind::deref)
    check_valid(dst, from.ty);
}

void BodyLowering::operand_to(const Loc& to, const mir::Operand& o) {
  const uint64_t size = layout(to.ty)->size;
  if (!to.indirect) {
    operand_into(to.base, o);
    if (!is_partial(to.ty)) written(to, size);
    return;
  }
  if (size == 0) return;
  if (size > 64 && o.kind != mir::Operand::Kind::constant) {
    const Loc from = place(o.place);
    if (from.indirect) {
      const uint32_t target = address(to), source = address(from);
      f_.reads.push_back({emit(Op::copy, target, source, static_cast<uint32_t>(size), is_partial(to.ty) ? 1 : 0), to.ty});
      return;
    }
    use(from);
    store(to.base, to.disp, from.base, size, to.ty);
    return;
  }
  store(to.base, to.disp, operand_slot(o), size, to.ty);
}

bool BodyLowering::operand_imm(const mir::Operand& o, int32_t& out) {
  if (o.kind != mir::Operand::Kind::constant) return false;
  const mir::Constant& c = *o.constant;
  if (c.promoted_of.valid() || c.static_ref.valid() || c.value.kind != ConstantValue::Kind::scalar) return false;
  const ScalarKind k = scalar_kind(mono(c.ty));
  if (k.cls != Class::integer || k.log > 3) return false;
  const uint32_t bits = k.bytes() * 8;
  const auto raw = static_cast<uint64_t>(c.value.bits);
  // The instruction extends with the sign and then truncates: so both readings of the bits will do below 32.
  const auto extended = bits == 64 ? static_cast<int64_t>(raw) : static_cast<int64_t>(raw << (64 - bits)) >> (64 - bits);
  if (extended != static_cast<int32_t>(extended)) return false;
  out = static_cast<int32_t>(extended);
  return true;
}

void BodyLowering::constant_into(uint32_t dst, const mir::Constant& c) {
  const TypeId ty = mono(c.ty);
  const Layout* l = layout(ty);
  if (c.promoted_of.valid()) {
    const uint32_t id = p_.constant(FnKey{FnKey::Kind::promoted, c.promoted_of, args_, {}, c.promoted_index}, ty);
    const_value_into(dst, id, ty);
    return;
  }
  if (c.static_ref.valid()) {
    const TypeId static_ty =
        p_.substitute(cx_.items.type_of.count(c.static_ref) != 0 ? cx_.items.type_of.at(c.static_ref) : pointee(ty), cx_.store.no_args);
    const uint32_t id = p_.constant(FnKey{FnKey::Kind::static_init, c.static_ref, cx_.store.no_args, {}, 0}, static_ty);
    emit(Op::const_address, dst, id, callee_base_ + outgoing_);
    return;
  }
  switch (c.value.kind) {
    case ConstantValue::Kind::unit: return;
    case ConstantValue::Kind::scalar:
      if (l->size != 0) imm(dst, static_cast<uint32_t>(l->size), c.value.bits);
      return;
    case ConstantValue::Kind::str:
    case ConstantValue::Kind::byte_str: {
      imm(dst, 8, p_.string(c.value.text));
      if (l->fat) imm(dst + 8, 8, c.value.text.str().size());
      return;
    }
    case ConstantValue::Kind::type_const: const_kind_into(dst, c.value.konst, ty); return;
    case ConstantValue::Kind::unevaluated: item_const_into(dst, c.value.def, p_.substitute(c.value.args, args_), ty); return;
  }
}

void BodyLowering::item_const_into(uint32_t dst, DefId def, ArgsId args, TypeId ty) {
  if (cx_.defs[def].kind == resolve::DefKind::assoc_const) {
    const auto instance = typeck::resolve_instance(cx_, def, args);
    if (!instance) {
      refuse("internal: an associated constant that cannot be found");
      return;
    }
    def = instance->def;
    args = instance->args;
  }
  const_value_into(dst, p_.constant(FnKey{FnKey::Kind::item, def, args, {}, 0}, ty), ty);
}

void BodyLowering::const_value_into(uint32_t dst, uint32_t id, TypeId ty) {
  if (!is_partial(ty)) {
    emit(Op::const_value, dst, id, callee_base_ + outgoing_);
    return;
  }
  const uint32_t at = scratch(8);
  emit(Op::const_address, at, id, callee_base_ + outgoing_);
  load(dst, at, 0, layout(ty)->size, ty);
}

void BodyLowering::const_kind_into(uint32_t dst, types::ConstId c, TypeId ty) {
  if ((cx_.store.flags(c) & types::has_param) != 0) c = types::instantiate(cx_.store, c, args_);
  if (const auto* v = cx_.store.get<types::ConstValue>(c)) {
    imm(dst, static_cast<uint32_t>(layout(ty)->size), v->bits);
  } else if (const auto* u = cx_.store.get<types::ConstUnevaluated>(c)) {
    item_const_into(dst, u->def, p_.substitute(u->args, args_), ty);
  } else {
    refuse("internal: a constant that is not known");
  }
}

// --- rvalues -------------------------------------------------------------------------------------------------------

void BodyLowering::assign(const mir::Place& to, const mir::Rvalue& value) {
  if (const auto* a = std::get_if<mir::RvAggregate>(&value)) {
    aggregate(place(to), *a);
    return;
  }
  if (const auto* r = std::get_if<mir::RvRepeat>(&value)) {
    repeat(place(to), *r);
    return;
  }
  if (const auto* u = std::get_if<mir::RvUse>(&value)) {
    operand_to(place(to), u->operand);
    return;
  }
  const Loc at = place(to);
  const Layout* l = layout(at.ty);
  if (!at.indirect) {
    rvalue_into(at.base, value, at.ty);
    if (!l->partial) written(at, l->size);
    return;
  }
  const uint32_t slot = scratch_for(*l);
  rvalue_into(slot, value, at.ty);
  store(at.base, at.disp, slot, l->size, at.ty);
}

void BodyLowering::rvalue_into(uint32_t dst, const mir::Rvalue& value, TypeId ty) {
  if (const auto* r = std::get_if<mir::RvRef>(&value)) {
    address_into(dst, place(r->place));
  } else if (const auto* r = std::get_if<mir::RvRawPtr>(&value)) {
    address_into(dst, place(r->place, false));
  } else if (const auto* c = std::get_if<mir::RvCopyForDeref>(&value)) {
    copy_out(place(c->place), dst);
  } else if (const auto* b = std::get_if<mir::RvBinary>(&value)) {
    binary(dst, b->op, b->lhs, b->rhs, b->with_overflow);
  } else if (const auto* u = std::get_if<mir::RvUnary>(&value)) {
    unary(dst, *u, ty);
  } else if (const auto* d = std::get_if<mir::RvDiscriminant>(&value)) {
    read_discriminant(place(d->place), dst);
  } else if (const auto* n = std::get_if<mir::RvLen>(&value)) {
    const Loc from = place(n->place);
    uint64_t length = 0;
    if (const auto* a = cx_.store.get<types::Array>(from.ty)) {
      if (!p_.layouts.const_usize(a->len, length)) refuse("array lengths of this kind");
      imm(dst, 8, length);
    } else if (from.meta != no_slot) {
      mov(dst, from.meta, 8);
    } else {
      refuse("internal: the length of " + types::to_string(cx_, from.ty));
    }
  } else if (const auto* c = std::get_if<mir::RvCast>(&value)) {
    cast(dst, *c);
  } else if (const auto* u = std::get_if<mir::RvUse>(&value)) {
    operand_into(dst, u->operand);
  }
}

void BodyLowering::aggregate(const Loc& to, const mir::RvAggregate& a) {
  using K = mir::AggregateKind::Kind;
  if (a.kind.kind == K::array) {
    const auto* array = cx_.store.get<types::Array>(to.ty);
    const TypeId elem = array != nullptr ? p_.layouts.normalize(array->elem) : mono(a.kind.elem);
    const uint64_t size = layout(elem)->size;
    const uint32_t mark = scratch_top_;
    for (size_t i = 0; i < a.operands.size(); ++i) {
      scratch_top_ = mark;
      Loc at = to;
      at.ty = elem;
      if (at.indirect) at.disp += static_cast<int64_t>(i * size);
      else at.base += static_cast<uint32_t>(i * size);
      operand_to(at, a.operands[i]);
    }
    return;
  }
  Loc base = to;
  if (a.kind.kind == K::adt) {
    const types::AdtDef& def = cx_.items.adt(a.kind.def);
    if (def.kind == types::AdtKind::union_) {
      if (!to.indirect && layout(to.ty)->size != 0) emit(Op::mark, to.base, 0, static_cast<uint32_t>(layout(to.ty)->size), 1);
      if (!a.operands.empty()) operand_to(field(base, a.kind.active_field.valid() ? a.kind.active_field.index : 0), a.operands[0]);
      return;
    }
    if (def.kind == types::AdtKind::enum_) base.variant = a.kind.variant.index;
  }
  const uint32_t mark = scratch_top_;
  for (uint32_t i = 0; i < a.operands.size(); ++i) {
    scratch_top_ = mark;
    operand_to(field(base, i), a.operands[i]);
  }
  scratch_top_ = mark;
  if (base.variant != no_variant) write_discriminant(to, base.variant);
}

void BodyLowering::repeat(const Loc& to, const mir::RvRepeat& r) {
  types::ConstId count = r.count;
  if (const auto* array = cx_.store.get<types::Array>(to.ty)) count = array->len;
  uint64_t n = 0;
  if (!p_.layouts.const_usize(count, n)) {
    refuse("array lengths of this kind");
    return;
  }
  const TypeId elem = operand_type(r.operand);
  const uint64_t size = layout(elem)->size;
  if (n == 0 || size == 0) return;
  Loc first = to;
  first.ty = elem;
  operand_to(first, r.operand);
  if (n == 1) return;
  if (n > UINT32_MAX || size > UINT32_MAX) {
    refuse("values of this size");
    return;
  }
  emit(Op::repeat, address(to), static_cast<uint32_t>(size), static_cast<uint32_t>(n), is_partial(elem) ? 1 : 0);
}

// --- arithmetic ----------------------------------------------------------------------------------------------------

namespace {
struct Family {
  Op reg, imm;
  bool by_sign;
};
// For the operators before the comparisons.
Family family_of(BinOp op) {
  switch (op) {
    case BinOp::add: return {Op::add_8, Op::add_imm_8, false};
    case BinOp::sub: return {Op::sub_8, Op::sub_imm_8, false};
    case BinOp::mul: return {Op::mul_8, Op::mul_imm_8, false};
    case BinOp::div: return {Op::div_i8, Op::div_imm_i8, true};
    case BinOp::rem: return {Op::rem_i8, Op::rem_imm_i8, true};
    case BinOp::bit_xor: return {Op::xor_8, Op::xor_imm_8, false};
    case BinOp::bit_and: return {Op::and_8, Op::and_imm_8, false};
    case BinOp::bit_or: return {Op::or_8, Op::or_imm_8, false};
    case BinOp::shl: return {Op::shl_8, Op::shl_imm_8, false};
    case BinOp::shr: return {Op::shr_i8, Op::shr_imm_i8, true};
    default: return {Op::count, Op::count, false};
  }
}
}  // namespace

void BodyLowering::compare_slots(uint32_t dst, BinOp op, uint32_t a, uint32_t b, const ScalarKind& k) {
  if (op == BinOp::gt || op == BinOp::ge) {
    std::swap(a, b);
    op = op == BinOp::gt ? BinOp::lt : BinOp::le;
  }
  if (k.cls == Class::floating) {
    const Op family = op == BinOp::eq ? Op::feq_f32 : op == BinOp::ne ? Op::fne_f32 : op == BinOp::lt ? Op::flt_f32 : Op::fle_f32;
    emit(op_at(family, k.log - 2U), dst, a, b);
    return;
  }
  const Op family = op == BinOp::eq ? Op::eq_8 : op == BinOp::ne ? Op::ne_8 : op == BinOp::lt ? Op::lt_i8 : Op::le_i8;
  emit(op_at(family, op == BinOp::eq || op == BinOp::ne ? k.log : k.int_index()), dst, a, b);
}

void BodyLowering::binary(uint32_t dst, BinOp op, const mir::Operand& lhs, const mir::Operand& rhs, bool with_overflow) {
  const TypeId ty = operand_type(lhs);
  const ScalarKind k = scalar_kind(ty);
  if (k.cls == Class::none) {
    if (layout(ty)->is_zst() && op >= BinOp::eq) {  // (): all values are equal
      imm(dst, 1, op == BinOp::eq || op == BinOp::le || op == BinOp::ge ? 1 : 0);
      return;
    }
    refuse("internal: arithmetic on " + types::to_string(cx_, ty));
    return;
  }
  const uint32_t a = operand_slot(lhs);
  if (k.cls == Class::floating) {
    const uint32_t b = operand_slot(rhs);
    if (op >= BinOp::eq) {
      compare_slots(dst, op, a, b, k);
      return;
    }
    const Op family = op == BinOp::add   ? Op::fadd_f32
                      : op == BinOp::sub ? Op::fsub_f32
                      : op == BinOp::mul ? Op::fmul_f32
                      : op == BinOp::div ? Op::fdiv_f32
                                         : Op::frem_f32;
    emit(op_at(family, k.log - 2U), dst, a, b);
    return;
  }
  if (k.cls == Class::fat_pointer) {
    const uint32_t b = operand_slot(rhs);
    if (op == BinOp::eq || op == BinOp::ne) {
      compare_slots(dst, op, a, b, ScalarKind{Class::integer, false, 4});
      return;
    }
    // By address, then by metadata: the halves swapped make that one number.
    const uint32_t x = scratch(16, 16), y = scratch(16, 16);
    mov(x, a + 8, 8), mov(x + 8, a, 8), mov(y, b + 8, 8), mov(y + 8, b, 8);
    compare_slots(dst, op, x, y, ScalarKind{Class::integer, false, 4});
    return;
  }
  int32_t value = 0;
  const bool has_imm = k.log <= 3 && operand_imm(rhs, value);
  if (op >= BinOp::eq) {
    if (has_imm) {
      Op family = Op::eq_imm_8;
      uint32_t n = k.log;
      switch (op) {
        case BinOp::eq: break;
        case BinOp::ne: family = Op::ne_imm_8; break;
        case BinOp::lt: family = Op::lt_imm_i8, n = k.int_index(); break;
        case BinOp::le: family = Op::le_imm_i8, n = k.int_index(); break;
        case BinOp::gt: family = Op::gt_imm_i8, n = k.int_index(); break;
        default: family = Op::ge_imm_i8, n = k.int_index(); break;
      }
      emit(op_at(family, n), dst, a, static_cast<uint32_t>(value));
      return;
    }
    compare_slots(dst, op, a, operand_slot(rhs), k);
    return;
  }
  const Family f = family_of(op);
  if (f.reg == Op::count) {
    refuse("internal: a binary operator that is none");
    return;
  }
  if (with_overflow && op <= BinOp::mul) {
    const Op family = op == BinOp::add ? Op::add_pair_i8 : op == BinOp::sub ? Op::sub_pair_i8 : Op::mul_pair_i8;
    emit(op_at(family, k.int_index()), dst, a, operand_slot(rhs));
    return;
  }
  if (with_overflow) {  // shifts: the amount must be below the width, as an unsigned number of its own type
    const uint32_t b = operand_slot(rhs);
    const ScalarKind amount = scalar_kind(operand_type(rhs));
    const uint32_t flag = scratch(1, 1), wide = scratch(16, 16);
    ScalarKind to{Class::integer, false, 4};
    ScalarKind from = amount;
    convert_int(wide, b, from, to);
    const uint32_t limit = scratch(16, 16);
    imm(limit, 16, k.bytes() * 8);
    compare_slots(flag, BinOp::ge, wide, limit, to);
    emit(op_at(f.reg, f.by_sign ? k.int_index() : k.log), dst, a, b);
    mov(dst + k.bytes(), flag, 1);
    return;
  }
  if (has_imm) emit(op_at(f.imm, f.by_sign ? k.int_index() : k.log), dst, a, static_cast<uint32_t>(value));
  else emit(op_at(f.reg, f.by_sign ? k.int_index() : k.log), dst, a, operand_slot(rhs));
}

uint32_t BodyLowering::checked(uint32_t dst, BinOp op, const mir::Operand& lhs, const mir::Operand& rhs) {
  const ScalarKind k = scalar_kind(operand_type(lhs));
  const uint32_t a = operand_slot(lhs);
  int32_t value = 0;
  if (k.log <= 3 && operand_imm(rhs, value) && (k.is_signed || value >= 0 || k.log <= 2)) {
    const Op family = op == BinOp::add ? Op::add_trap_imm_i8 : op == BinOp::sub ? Op::sub_trap_imm_i8 : Op::mul_trap_imm_i8;
    return emit(op_at(family, k.int_index()), dst, a, static_cast<uint32_t>(value));
  }
  const Op family = op == BinOp::add ? Op::add_trap_i8 : op == BinOp::sub ? Op::sub_trap_i8 : Op::mul_trap_i8;
  const uint32_t b = operand_slot(rhs);
  return emit(op_at(family, k.int_index()), dst, a, b);
}

void BodyLowering::unary(uint32_t dst, const mir::RvUnary& u, TypeId ty) {
  const uint32_t a = operand_slot(u.operand);
  if (u.op == mir::UnOp::ptr_metadata) {
    if (layout(ty)->size == 8) mov(dst, a + 8, 8);
    return;
  }
  const ScalarKind k = scalar_kind(ty);
  if (k.cls == Class::floating && u.op == mir::UnOp::neg) emit(op_at(Op::fneg_f32, k.log - 2U), dst, a);
  else if (cx_.store.get<types::Bool>(ty) != nullptr) emit(Op::not_bool, dst, a);
  else if (k.cls == Class::integer) emit(op_at(u.op == mir::UnOp::neg ? Op::neg_8 : Op::not_8, k.log), dst, a);
  else refuse("internal: a unary operator on " + types::to_string(cx_, ty));
}

}  // namespace borrowlab::vm
