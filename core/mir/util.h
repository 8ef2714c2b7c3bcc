// Questions about types that building and lowering ask often.
#pragma once
#include "mir/body.h"

namespace borrowlab::mir {

// An ADT's definition; null for other types.
const types::AdtDef* adt_def(const types::Context& cx, TypeId ty);
bool is_box(const types::Context& cx, TypeId ty);
bool is_integral(const types::Context& cx, TypeId ty);
bool is_signed(const types::Context& cx, TypeId ty);
bool is_scalar(const types::Context& cx, TypeId ty);  // bool, char, numbers, pointers and references to sized data are not told apart
bool is_never(const types::Context& cx, TypeId ty);
bool is_unit(const types::Context& cx, TypeId ty);
// Bits of an integer, bool, char or float type; 0 for others.
uint32_t bit_width(const types::Context& cx, TypeId ty);
unsigned __int128 truncate(unsigned __int128 bits, uint32_t width);
// The type of an enum's discriminant (isize unless repr says otherwise) and a variant's value, truncated to that type.
TypeId discriminant_ty(const types::Context& cx, const types::AdtDef& adt);
unsigned __int128 discriminant_bits(const types::Context& cx, const types::AdtDef& adt, VariantIdx variant);
// The type of a field of a struct, union or enum variant with these args, projections replaced.
TypeId adt_field_ty(types::Context& cx, const types::ParamEnv& env, const types::AdtDef& adt, VariantIdx variant, FieldIdx field,
                    ArgsId args);
// Whether a value of the type may exist, as seen from `module` (none: from everywhere, private fields seen through).
bool is_inhabited(types::Context& cx, const types::ParamEnv& env, TypeId ty, DefId module);
// `[_; N]`: N, where it is known.
std::optional<uint64_t> array_length(const types::Context& cx, TypeId array);

// Whether the place goes through a pointer.
bool has_deref(const Place& place);

Operand copy_of(Place place);
Operand move_of(Place place);
Operand constant_operand(Constant constant);
Operand scalar_operand(Span span, TypeId ty, unsigned __int128 bits);

}  // namespace borrowlab::mir
