#include "mir/util.h"

#include "typeck/traits.h"

namespace borrowlab::mir {

const types::AdtDef* adt_def(const types::Context& cx, TypeId ty) {
  const auto* adt = cx.store.get<types::Adt>(ty);
  return adt == nullptr ? nullptr : &cx.items.adt(adt->def);
}
bool has_deref(const Place& place) {
  for (const PlaceElem& e : place.projection)
    if (e.kind == PlaceElem::Kind::deref) return true;
  return false;
}
bool is_box(const types::Context& cx, TypeId ty) {
  const auto* def = adt_def(cx, ty);
  return def != nullptr && def->is_box;
}
bool is_integral(const types::Context& cx, TypeId ty) { return cx.store.get<types::Int>(ty) != nullptr; }
bool is_signed(const types::Context& cx, TypeId ty) {
  const auto* i = cx.store.get<types::Int>(ty);
  return i != nullptr && i->is_signed;
}
bool is_scalar(const types::Context& cx, TypeId ty) {
  const types::Store& s = cx.store;
  return s.get<types::Int>(ty) || s.get<types::Bool>(ty) || s.get<types::Char>(ty) || s.get<types::Float>(ty) || s.get<types::RawPtr>(ty) ||
         s.get<types::FnPtr>(ty) || s.get<types::FnDef>(ty);
}
bool is_never(const types::Context& cx, TypeId ty) { return ty == cx.store.never; }
bool is_unit(const types::Context& cx, TypeId ty) { return ty == cx.store.unit; }

uint32_t bit_width(const types::Context& cx, TypeId ty) {
  if (const auto* i = cx.store.get<types::Int>(ty)) switch (i->width) {
      case types::IntWidth::w8: return 8;
      case types::IntWidth::w16: return 16;
      case types::IntWidth::w32: return 32;
      case types::IntWidth::w64:
      case types::IntWidth::size: return 64;
      case types::IntWidth::w128: return 128;
    }
  if (cx.store.get<types::Bool>(ty)) return 8;
  if (cx.store.get<types::Char>(ty)) return 32;
  if (const auto* f = cx.store.get<types::Float>(ty)) return f->width == types::FloatWidth::f32 ? 32 : 64;
  return 0;
}

unsigned __int128 truncate(unsigned __int128 bits, uint32_t width) {
  return width == 0 || width >= 128 ? bits : bits & ((static_cast<unsigned __int128>(1) << width) - 1);
}

TypeId discriminant_ty(const types::Context& cx, const types::AdtDef& adt) {
  return adt.repr.int_type ? adt.repr.int_type : cx.store.isize;
}
unsigned __int128 discriminant_bits(const types::Context& cx, const types::AdtDef& adt, VariantIdx variant) {
  return truncate(static_cast<unsigned __int128>(adt.variants[variant.index].discriminant), bit_width(cx, discriminant_ty(cx, adt)));
}

TypeId adt_field_ty(types::Context& cx, const types::ParamEnv& env, const types::AdtDef& adt, VariantIdx variant, FieldIdx field,
                    ArgsId args) {
  const auto& fields = adt.variants[variant.index].fields;
  if (field.index >= fields.size()) return cx.store.error;
  return typeck::normalize_erasing_regions(cx, env, types::field_type(cx, fields[field.index], args));
}

std::optional<uint64_t> array_length(const types::Context& cx, TypeId array) {
  const auto* a = cx.store.get<types::Array>(array);
  if (a == nullptr) return std::nullopt;
  const auto* len = cx.store.get<types::ConstValue>(a->len);
  if (len == nullptr) return std::nullopt;
  return static_cast<uint64_t>(len->bits);
}

namespace {

// Depth bounds the walk through recursive types, which are inhabited as far as they recurse (behind pointers nothing is looked at).
bool inhabited(types::Context& cx, const types::ParamEnv& env, TypeId ty, DefId module, int depth) {
  if (depth > 12) return true;
  const types::Store& store = cx.store;
  if (ty == store.never) return false;
  if (const auto* tuple = store.get<types::Tuple>(ty)) {
    for (TypeId t : store[tuple->elems])
      if (!inhabited(cx, env, t, module, depth + 1)) return false;
    return true;
  }
  if (const auto* array = store.get<types::Array>(ty)) {
    const auto len = array_length(cx, ty);
    return !len || *len == 0 || inhabited(cx, env, array->elem, module, depth + 1);
  }
  const auto* adt = store.get<types::Adt>(ty);
  if (adt == nullptr) return true;
  const types::AdtDef& def = cx.items.adt(adt->def);
  if (def.kind == types::AdtKind::union_) return true;
  for (uint32_t v = 0; v < def.variants.size(); ++v) {
    bool all = true;
    for (uint32_t f = 0; f < def.variants[v].fields.size() && all; ++f) {
      const types::FieldInfo& field = def.variants[v].fields[f];
      if (def.kind == types::AdtKind::struct_ && module && field.visible_in && !cx.defs.is_ancestor(field.visible_in, module)) continue;
      all = inhabited(cx, env, adt_field_ty(cx, env, def, VariantIdx(v), FieldIdx(f), adt->args), module, depth + 1);
    }
    if (all) return true;
  }
  return false;
}

}  // namespace

bool is_inhabited(types::Context& cx, const types::ParamEnv& env, TypeId ty, DefId module) { return inhabited(cx, env, ty, module, 0); }

Operand copy_of(Place place) { return {Operand::Kind::copy, std::move(place), nullptr}; }
Operand move_of(Place place) { return {Operand::Kind::move, std::move(place), nullptr}; }
Operand constant_operand(Constant constant) { return {Operand::Kind::constant, {}, std::make_shared<const Constant>(std::move(constant))}; }
Operand scalar_operand(Span span, TypeId ty, unsigned __int128 bits) {
  Constant c;
  c.span = span;
  c.ty = ty;
  c.value.kind = typeck::thir::ConstantValue::Kind::scalar;
  c.value.bits = bits;
  return constant_operand(std::move(c));
}

}  // namespace borrowlab::mir
