// Casts and coercions.
#include "vm/lower.h"

namespace borrowlab::vm {

using Class = ScalarKind::Class;
using mir::CastKind;

void BodyLowering::convert_int(uint32_t dst, uint32_t src, const ScalarKind& from, const ScalarKind& to) {
  if (to.log <= from.log) {
    mov(dst, src, to.bytes());
    return;
  }
  const Op base = op_at(Op::to_16_i8, 9U * (to.log - 1U));
  emit(op_at(base, from.log + (from.is_signed ? 0U : 5U)), dst, src);
}

void BodyLowering::cast(uint32_t dst, const mir::RvCast& c) {
  const TypeId from_ty = operand_type(c.operand), to_ty = mono(c.ty);
  const Layout* to_layout = layout(to_ty);
  switch (c.kind) {
    case CastKind::int_to_int:
    case CastKind::float_to_int:
    case CastKind::int_to_float:
    case CastKind::float_to_float: {
      const ScalarKind from = scalar_kind(from_ty), to = scalar_kind(to_ty);
      uint32_t src = 0;
      const Layout* from_layout = layout(from_ty);
      if (from_layout->discr_ty.valid()) {  // a fieldless enum as its discriminant
        src = scratch(from.bytes(), from.bytes());
        const uint32_t value = operand_slot(c.operand);
        read_discriminant(direct(value, from_ty), src);
      } else {
        src = operand_slot(c.operand);
      }
      if (from.cls == Class::integer && to.cls == Class::integer) convert_int(dst, src, from, to);
      else if (from.cls == Class::floating && to.cls == Class::integer)
        emit(from.log == 2 ? Op::f32_to_int : Op::f64_to_int, dst, src, 0, to.int_index());
      else if (from.cls == Class::integer && to.cls == Class::floating)
        emit(to.log == 2 ? Op::int_to_f32 : Op::int_to_f64, dst, src, 0, from.int_index());
      else if (from.cls == Class::floating && to.cls == Class::floating && from.log == to.log) mov(dst, src, from.bytes());
      else if (from.cls == Class::floating && to.cls == Class::floating) emit(from.log == 2 ? Op::f32_to_f64 : Op::f64_to_f32, dst, src);
      else refuse("internal: a cast from " + types::to_string(cx_, from_ty) + " to " + types::to_string(cx_, to_ty));
      return;
    }
    case CastKind::reify_fn_pointer: {
      const auto* fn = cx_.store.get<types::FnDef>(from_ty);
      const auto instance = fn != nullptr ? typeck::resolve_instance(cx_, fn->def, p_.substitute(fn->args, args_)) : std::nullopt;
      if (!instance) {
        refuse("internal: a function pointer to " + types::to_string(cx_, from_ty));
        return;
      }
      uint32_t id = p_.function(*instance);
      if (instance->kind == typeck::Instance::Kind::item && p_.tracks_caller(instance->def))
        id = p_.function(FnKey{FnKey::Kind::reify_shim, instance->def, instance->args, {}, 0});
      else if (instance->kind == typeck::Instance::Kind::virtual_call)
        id = p_.function(FnKey{FnKey::Kind::reify_shim, instance->def, instance->args, {}, 0});
      imm(dst, 8, fn_address(id));
      return;
    }
    case CastKind::closure_fn_pointer: {
      const auto* closure = cx_.store.get<types::Closure>(from_ty);
      if (closure == nullptr) {
        refuse("internal: a closure pointer to " + types::to_string(cx_, from_ty));
        return;
      }
      imm(dst, 8, fn_address(p_.function(FnKey{FnKey::Kind::closure_fn_ptr, closure->def, closure->args, from_ty, 0})));
      return;
    }
    case CastKind::unsize: {
      const uint32_t src = operand_slot(c.operand);
      unsize(dst, to_ty, src, from_ty);
      written(dst, to_ty);
      return;
    }
    case CastKind::transmute:
      if (layout(from_ty)->size != to_layout->size) {
        refuse("a transmute between types of different sizes");
        return;
      }
      retype(dst, operand_slot(c.operand), from_ty, to_ty);
      return;
    default:  // between pointers: the address, and the metadata where the target has some
      mov(dst, operand_slot(c.operand), to_layout->size);
      return;
  }
}

// The bytes of one type as another. From what may be uninitialised to what may not: it must not be.
void BodyLowering::retype(uint32_t dst, uint32_t src, TypeId from, TypeId to) {
  const uint64_t size = layout(to)->size;
  if (is_partial(from) && is_partial(to)) {
    mov(dst, src, size, to);
    return;
  }
  if (is_partial(from) && size != 0) emit(Op::check_init, src, to.index);
  mov(dst, src, size);
  written(dst, to);
}

// Pointer to pointer, or a struct of one pointer and zero-sized fields (Box, Rc, Pin …) to its like.
void BodyLowering::unsize(uint32_t dst, TypeId dst_ty, uint32_t src, TypeId src_ty) {
  const auto pointee_of = [&](TypeId t) -> TypeId {
    if (const auto* r = cx_.store.get<types::Ref>(t)) return p_.layouts.normalize(r->pointee);
    if (const auto* r = cx_.store.get<types::RawPtr>(t)) return p_.layouts.normalize(r->pointee);
    return {};
  };
  const TypeId from = pointee_of(src_ty), to = pointee_of(dst_ty);
  if (from.valid() && to.valid()) {
    const Layout* sl = layout(src_ty);
    if (dst == src) {
      const uint32_t copy = scratch(16);
      mov(copy, src, sl->size);
      src = copy;
    }
    mov(dst, src, 8);
    unsize_metadata(dst + 8, from, to, sl->fat ? src + 8 : no_slot);
    return;
  }
  const auto* a = cx_.store.get<types::Adt>(src_ty);
  const auto* b = cx_.store.get<types::Adt>(dst_ty);
  const Layout* sl = layout(src_ty);
  const Layout* dl = layout(dst_ty);
  if (a == nullptr || b == nullptr || a->def != b->def || sl->variants.size() != 1 || dl->variants.size() != 1 ||
      sl->variants[0].fields.size() != dl->variants[0].fields.size()) {
    refuse("internal: an unsizing of " + types::to_string(cx_, src_ty) + " to " + types::to_string(cx_, dst_ty));
    return;
  }
  for (size_t i = 0; i < sl->variants[0].fields.size(); ++i) {
    const FieldLayout& s = sl->variants[0].fields[i];
    const FieldLayout& d = dl->variants[0].fields[i];
    const auto from_at = static_cast<uint32_t>(src + s.offset), to_at = static_cast<uint32_t>(dst + d.offset);
    if (s.ty == d.ty || layout(d.ty)->is_zst()) mov(to_at, from_at, layout(s.ty)->size);
    else unsize(to_at, d.ty, from_at, s.ty);
  }
}

void BodyLowering::unsize_metadata(uint32_t dst, TypeId from, TypeId to, uint32_t src_meta) {
  // Down to the tails that differ in kind.
  for (int i = 0; i < 64; ++i) {
    const auto* a = cx_.store.get<types::Adt>(from);
    const auto* b = cx_.store.get<types::Adt>(to);
    if (a != nullptr && b != nullptr && a->def == b->def) {
      const types::AdtDef& def = cx_.items.adt(a->def);
      if (def.kind != types::AdtKind::struct_ || def.variants[0].fields.empty()) break;
      const types::FieldInfo& last = def.variants[0].fields.back();
      from = p_.layouts.normalize(types::field_type(cx_, last, a->args));
      to = p_.layouts.normalize(types::field_type(cx_, last, b->args));
      continue;
    }
    const auto* s = cx_.store.get<types::Tuple>(from);
    const auto* t = cx_.store.get<types::Tuple>(to);
    if (s == nullptr || t == nullptr || cx_.store[s->elems].empty() || cx_.store[t->elems].empty()) break;
    from = cx_.store[s->elems].back();
    to = cx_.store[t->elems].back();
  }
  if (from == to && src_meta != no_slot) {
    mov(dst, src_meta, 8);
    return;
  }
  if (const auto* array = cx_.store.get<types::Array>(from); array != nullptr && cx_.store.get<types::Slice>(to) != nullptr) {
    uint64_t length = 0;
    if (!p_.layouts.const_usize(array->len, length)) refuse("array lengths of this kind");
    imm(dst, 8, length);
    return;
  }
  const auto* target = cx_.store.get<types::Dynamic>(to);
  if (target == nullptr) {
    if (src_meta != no_slot) mov(dst, src_meta, 8);
    else refuse("internal: an unsizing to " + types::to_string(cx_, to));
    return;
  }
  if (cx_.store.get<types::Dynamic>(from) == nullptr) {
    if (!layout(from)->sized) {
      refuse("internal: an unsizing of an unsized type");
      return;
    }
    imm(dst, 8, p_.vtable(from, to));
    return;
  }
  // dyn Trait to dyn Supertrait (or with fewer auto traits): the vtable of the same concrete type for the target.
  HostInfo info;
  info.fn = find_host_intrinsic("upcast");
  info.types = {to};
  info.span = span_;
  mov(callee_base_ + outgoing_, src_meta, 8);
  max_outgoing_ = std::max(max_outgoing_, outgoing_ + 16);
  emit(Op::host, p_.host_call(std::move(info)), callee_base_ + outgoing_);
  mov(dst, callee_base_ + outgoing_, 8);
}

}  // namespace borrowlab::vm
