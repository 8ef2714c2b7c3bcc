#include "vm/builder.h"

#include <algorithm>

namespace borrowlab::vm {

namespace {
uint32_t log2_bytes(uint64_t size) { return size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : size == 8 ? 3 : size == 16 ? 4 : UINT32_MAX; }
}  // namespace

void Builder::frame(uint32_t fixed_end) {
  fixed_end_ = static_cast<uint32_t>(align_to(fixed_end, 16));
  scratch_top_ = fixed_end_;
  callee_base_ = fixed_end_ + scratch_limit_;
}

void Builder::finish() {
  f_.storage = std::move(code_);
  f_.spans = std::move(spans_);
  f_.frame_size = callee_base_ + static_cast<uint32_t>(align_to(max_outgoing_, 16)) + 16;
  f_.storage[0].a = f_.frame_size;
  f_.code = f_.storage.data();
  f_.lowered = true;
}

uint32_t Builder::scratch(uint64_t size, uint64_t align) {
  const uint64_t at = align_to(scratch_top_, std::max<uint64_t>(align, 1));
  if (at + size > callee_base_) {
    scratch_overflow_ = true;
    return fixed_end_;
  }
  scratch_top_ = static_cast<uint32_t>(at + size);
  return static_cast<uint32_t>(at);
}

const Layout* Builder::layout(TypeId ty) {
  if (const Layout* l = p_.layouts.of(ty)) return l;
  refuse(p_.layouts.error.empty() ? "a type without a layout" : p_.layouts.error);
  return &empty_layout;
}

void Builder::refuse(std::string what, bool is_failure) { emit(Op::refuse, 0, p_.refusal(span_, std::move(what), is_failure)); }

ScalarKind Builder::scalar_kind(TypeId ty) {
  using Class = ScalarKind::Class;
  const types::TypeKind& kind = cx_.store[ty];
  if (std::holds_alternative<types::Bool>(kind)) return {Class::integer, false, 0};
  if (std::holds_alternative<types::Char>(kind)) return {Class::integer, false, 2};
  if (const auto* i = std::get_if<types::Int>(&kind))
    return {Class::integer, i->is_signed, static_cast<uint8_t>(log2_bytes(layout(ty)->size))};
  if (const auto* f = std::get_if<types::Float>(&kind))
    return {Class::floating, true, static_cast<uint8_t>(f->width == types::FloatWidth::f32 ? 2 : 3)};
  if (std::holds_alternative<types::FnPtr>(kind)) return {Class::integer, false, 3};
  if (std::holds_alternative<types::RawPtr>(kind) || std::holds_alternative<types::Ref>(kind)) {
    if (layout(ty)->fat) return {Class::fat_pointer, false, 4};
    return {Class::integer, false, 3};
  }
  if (const Layout* l = p_.layouts.of(ty); l != nullptr && l->discr_ty.valid()) return scalar_kind(l->discr_ty);
  return {};
}

TypeId Builder::pointee(TypeId pointer) {
  if (const auto* r = cx_.store.get<types::Ref>(pointer)) return r->pointee;
  if (const auto* r = cx_.store.get<types::RawPtr>(pointer)) return r->pointee;
  if (const auto* a = cx_.store.get<types::Adt>(pointer); a != nullptr && cx_.items.adt(a->def).is_box) {
    const auto args = cx_.store[a->args];
    for (const types::GenericArg g : args)
      if (g.is_type()) return g.type();
  }
  return {};
}

// --- values --------------------------------------------------------------------------------------------------------

void Builder::imm(uint32_t dst, uint32_t bytes, unsigned __int128 value) {
  const auto low = static_cast<uint64_t>(value);
  if (bytes == 16) {
    imm(dst, 8, low);
    imm(dst + 8, 8, static_cast<uint64_t>(value >> 64));
    return;
  }
  const uint32_t log = log2_bytes(bytes);
  if (log == UINT32_MAX) return;
  emit(op_at(Op::imm_8, log), dst, static_cast<uint32_t>(low), static_cast<uint32_t>(low >> 32));
}

bool Builder::is_scalar(TypeId ty) const {
  const types::TypeKind& kind = cx_.store[ty];
  return std::holds_alternative<types::Bool>(kind) || std::holds_alternative<types::Char>(kind) ||
         std::holds_alternative<types::Int>(kind) || std::holds_alternative<types::Float>(kind) ||
         std::holds_alternative<types::RawPtr>(kind) || std::holds_alternative<types::Ref>(kind) ||
         std::holds_alternative<types::FnPtr>(kind);
}

void Builder::mov(uint32_t dst, uint32_t src, uint64_t size, TypeId ty) {
  if (size == 0 || dst == src) return;
  const uint32_t log = log2_bytes(size);
  if (is_partial(ty)) emit(Op::mov_partial, dst, src, static_cast<uint32_t>(size));
  else if (log != UINT32_MAX) emit(op_at(Op::mov_8, log), dst, src);
  else emit(Op::mov_n, dst, src, static_cast<uint32_t>(size));
}

void Builder::load(uint32_t dst, uint32_t ptr, int64_t disp, uint64_t size, TypeId ty) {
  if (size == 0) return;
  const uint32_t log = log2_bytes(size);
  const bool partial = is_partial(ty);
  const auto typed = [&](uint32_t at) {
    if (ty.valid() && !is_scalar(ty)) f_.reads.push_back({at, ty});
  };
  if (!partial && log != UINT32_MAX) {
    typed(emit(op_at(Op::load_8, log), dst, ptr, static_cast<uint32_t>(disp)));
  } else if (!partial && size < 65536) {
    typed(emit(Op::load_n, dst, ptr, static_cast<uint32_t>(disp), static_cast<uint32_t>(size)));
  } else {
    const uint32_t at = scratch(8);
    emit(Op::lea, at, ptr, static_cast<uint32_t>(disp));
    typed(emit(partial ? Op::load_partial : Op::load_big, dst, at, static_cast<uint32_t>(size)));
  }
}

void Builder::store(uint32_t ptr, int64_t disp, uint32_t src, uint64_t size, TypeId ty) {
  if (size == 0) return;
  const uint32_t log = log2_bytes(size);
  const bool partial = is_partial(ty);
  if (!partial && log != UINT32_MAX) {
    emit(op_at(Op::store_8, log), ptr, src, static_cast<uint32_t>(disp));
  } else if (!partial && size < 65536) {
    emit(Op::store_n, ptr, src, static_cast<uint32_t>(disp), static_cast<uint32_t>(size));
  } else {
    const uint32_t at = scratch(8);
    emit(Op::lea, at, ptr, static_cast<uint32_t>(disp));
    emit(partial ? Op::store_partial : Op::store_big, at, src, static_cast<uint32_t>(size));
  }
}

void Builder::copy_out(const Loc& from, uint32_t dst) {
  const uint64_t size = layout(from.ty)->size;
  if (from.indirect) load(dst, from.base, from.disp, size, from.ty);
  else mov(dst, from.base, size, from.ty);
}
void Builder::copy_in(const Loc& to, uint32_t src) {
  const Layout* l = layout(to.ty);
  if (to.indirect) {
    store(to.base, to.disp, src, l->size, to.ty);
    return;
  }
  mov(to.base, src, l->size, to.ty);
  if (!l->partial) written(to, l->size);
}

uint32_t Builder::slot_of(const Loc& from, uint64_t size, uint64_t align) {
  if (!from.indirect) return from.base;
  const uint32_t at = scratch(size, align);
  const Layout* l = from.ty.valid() ? p_.layouts.of(from.ty) : nullptr;
  load(at, from.base, from.disp, size, l != nullptr && l->sized && l->size == size ? from.ty : TypeId());
  return at;
}

uint32_t Builder::address(const Loc& place) {
  if (place.indirect && place.disp == 0) return place.base;
  const uint32_t at = scratch(8);
  if (place.indirect) emit(Op::lea, at, place.base, static_cast<uint32_t>(place.disp));
  else emit(Op::lea_frame, at, place.base);
  return at;
}

void Builder::address_into(uint32_t dst, const Loc& place) {
  // The metadata first: dst may be the slot that holds the pointer.
  if (place.indirect && place.disp == 0) {
    if (place.meta != no_slot && place.meta == place.base + 8) {
      mov(dst, place.base, 16);
      return;
    }
    mov(dst, place.base, 8);
  } else if (place.indirect) {
    emit(Op::lea, dst, place.base, static_cast<uint32_t>(place.disp));
  } else {
    emit(Op::lea_frame, dst, place.base);
  }
  if (place.meta != no_slot) mov(dst + 8, place.meta, 8);
}

Loc Builder::field(Loc base, uint32_t index) {
  const Layout* l = layout(base.ty);
  uint32_t variant = base.variant != no_variant ? base.variant : l->single_variant;
  if (variant >= l->variants.size() || index >= l->variants[variant].fields.size()) {
    refuse("internal: a field that its type does not have (" + types::to_string(cx_, base.ty) + ")");
    base.ty = cx_.store.unit;
    base.variant = no_variant;
    return base;
  }
  const FieldLayout& f = l->variants[variant].fields[index];
  Loc out = base;
  out.ty = f.ty;
  out.variant = no_variant;
  if (const auto* adt = cx_.store.get<types::Adt>(base.ty); adt != nullptr && cx_.items.adt(adt->def).kind == types::AdtKind::union_)
    out.via_union = true;
  if (!base.indirect) {
    out.base += static_cast<uint32_t>(f.offset);
    return out;
  }
  const Layout* inner = layout(f.ty);
  if (inner->sized) {
    out.meta = no_slot;
    out.disp += static_cast<int64_t>(f.offset);
    return out;
  }
  if (cx_.store.get<types::Dynamic>(p_.layouts.struct_tail(f.ty)) != nullptr && f.offset != 0 && base.meta != no_slot) {
    // The offset of a dyn tail depends on the alignment of the value behind it.
    const uint32_t at = scratch(16);
    address_into(at, base);
    emit(Op::dyn_field, at, at, static_cast<uint32_t>(f.offset));
    return Loc{true, at, 0, f.ty, no_variant, at + 8, false, out.via_union};
  }
  out.disp += static_cast<int64_t>(f.offset);
  return out;
}

Loc Builder::deref(const Loc& pointer) {
  const TypeId to = pointee(pointer.ty);
  if (!to.valid()) {
    refuse("internal: a dereference of " + types::to_string(cx_, pointer.ty));
    return direct(fixed_end_, cx_.store.unit);
  }
  const TypeId target = p_.layouts.normalize(to);
  const bool fat = layout(pointer.ty)->fat || layout(pointer.ty)->size == 16;
  const uint32_t slot = slot_of(pointer, fat ? 16 : 8, 8);
  return behind(slot, target, fat ? slot + 8 : no_slot);
}

// --- enums ---------------------------------------------------------------------------------------------------------

void Builder::read_discriminant(const Loc& place, uint32_t dst) {
  const Layout* l = layout(place.ty);
  if (!l->discr_ty.valid()) {
    imm(dst, 1, 0);  // of a type that is no enum: u8 0
    return;
  }
  const ScalarKind discr = scalar_kind(l->discr_ty);
  if (l->encoding == TagEncoding::single) {
    imm(dst, discr.bytes(), l->single_variant < l->discriminants.size() ? l->discriminants[l->single_variant] : 0);
    return;
  }
  Loc tag = place;
  if (tag.indirect) tag.disp += static_cast<int64_t>(l->tag_offset);
  else tag.base += static_cast<uint32_t>(l->tag_offset);
  tag.ty = {};
  const uint32_t slot = slot_of(tag, l->tag_size, l->tag_size);
  const uint32_t log = log2_bytes(l->tag_size);
  if (l->encoding == TagEncoding::direct) {
    if (l->tag_size >= discr.bytes()) {
      mov(dst, slot, discr.bytes());
    } else {
      emit(op_at(op_at(Op::to_16_i8, 9 * (discr.log - 1U)), log + (discr.is_signed ? 0U : 5U)), dst, slot == dst ? dst : slot);
    }
    return;
  }
  const uint32_t wide = scratch(16);
  if (l->tag_size > 8) {
    if (l->niche_start != 0 || l->niche_last != l->niche_first) return refuse("niches of 128-bit integers");
    emit(op_at(Op::or_8, 3), wide, slot, slot + 8);  // only whether it is zero matters
  } else if (log < 3) emit(op_at(Op::to_64_i8, log + 5), wide, slot);
  else mov(wide, slot, 8);
  NicheTable table;
  table.start = static_cast<uint64_t>(l->niche_start);
  table.count = l->niche_last - l->niche_first;
  table.mask = l->tag_size >= 8 ? ~0ULL : (1ULL << (l->tag_size * 8)) - 1;
  table.first_variant = l->niche_first;
  table.untagged = l->untagged;
  f_.niches.push_back(table);
  emit(Op::niche, wide, wide, static_cast<uint32_t>(f_.niches.size() - 1));
  if (discr.log == 4) imm(wide + 8, 8, 0);
  mov(dst, wide, discr.bytes());
}

void Builder::write_discriminant(const Loc& place, uint32_t variant) {
  const Layout* l = layout(place.ty);
  if (l->encoding == TagEncoding::single || variant >= l->discriminants.size()) return;
  unsigned __int128 value = l->discriminants[variant];
  if (l->encoding == TagEncoding::niche) {
    if (variant == l->untagged) return;
    value = l->niche_start + (variant - l->niche_first);
  }
  Loc tag = place;
  if (!tag.indirect) {
    tag.base += static_cast<uint32_t>(l->tag_offset);
    imm(tag.base, l->tag_size, value);
    written(tag, l->tag_size);
    return;
  }
  const uint32_t slot = scratch(l->tag_size, l->tag_size);
  imm(slot, l->tag_size, value);
  store(tag.base, tag.disp + static_cast<int64_t>(l->tag_offset), slot, l->tag_size);
}

// --- calls ---------------------------------------------------------------------------------------------------------

Builder::Call Builder::begin_call(const Layout* ret, std::span<const Layout* const> args, bool location) {
  Call c;
  c.abi = p_.abi(ret, args, location);
  c.ret = callee_base_;
  c.ret_layout = ret;
  outgoing_ = static_cast<uint32_t>(align_to(c.abi.end, 16));
  max_outgoing_ = std::max(max_outgoing_, outgoing_);
  return c;
}

void Builder::call_function(uint32_t function, uint32_t cleanup) {
  emit(Op::call, function, callee_base_, cleanup, cost());
  end_call();
}

void Builder::drop_place(const Loc& place, uint32_t cleanup) {
  if (!p_.needs_drop(place.ty)) return;
  const Layout* target = layout(place.ty);
  Layout pointer;
  pointer.size = target->sized ? 8 : 16;
  pointer.align = 8;
  const Layout* args[] = {&pointer};
  const Call c = begin_call(&empty_layout, args, false);
  address_into(arg_slot(c, 0), place);
  if (cx_.store.get<types::Dynamic>(place.ty) != nullptr) {
    // Slot 0 of the vtable: the glue, or null where there is nothing to do.
    const uint32_t glue = scratch(8);
    load(glue, arg_slot(c, 0) + 8, 0, 8);
    const uint32_t skip = emit(Op::jeq_imm_64, glue, 0, 0, cost());
    emit(Op::call_ptr, glue, callee_base_, cleanup, cost());
    code_[skip].c = pc();
    end_call();
    return;
  }
  call_function(p_.function(FnKey{FnKey::Kind::drop_glue, {}, {}, place.ty, 0}), cleanup);
}

}  // namespace borrowlab::vm
