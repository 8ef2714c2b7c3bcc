// What rustc's own debug builds check about raw pointers and transmuted values, and what Miri would in the same places.
// After rustc_mir_transform::{check_null, check_alignment, check_enums}: in the program's own code only.
#include "vm/lower.h"

namespace borrowlab::vm {

using Class = ScalarKind::Class;

// A place behind a raw pointer is about to be used.
void BodyLowering::check_raw_pointer(const Loc& at) {
  const Layout* l = layout(at.ty);
  const uint32_t outgoing = outgoing_;
  const mir::UnwindAction abort{mir::UnwindAction::Kind::terminate, {}};
  if (!l->sized || l->size != 0) {
    const uint32_t not_null = emit(Op::jne_imm_64, at.base);
    call_panic("panic_null_pointer_dereference", {}, span_, abort);
    code_[not_null].c = pc();
  }
  if (l->align > 1) {
    const uint32_t rest = scratch(8), align = scratch(8);
    emit(Op::and_imm_64, rest, at.base, static_cast<uint32_t>(l->align - 1));
    const uint32_t aligned = emit(Op::jeq_imm_64, rest);
    imm(align, 8, l->align);
    const uint32_t slots[] = {align, at.base};
    call_panic("panic_misaligned_pointer_dereference", slots, span_, abort);
    code_[aligned].c = pc();
  }
  outgoing_ = outgoing;
  if (!l->sized || l->size != 0) emit(Op::assert_frame, at.base, callee_base_);
}

// A value of this type has been made of bytes that may not be one.
void BodyLowering::check_valid(uint32_t slot, TypeId ty) {
  std::vector<uint32_t> valid;
  const auto expect = [&](uint32_t what) {
    emit(Op::unreachable, slot, what);
    for (const uint32_t jump : valid) code_[jump].c = pc();
  };
  if (ty == cx_.store.bool_) {
    valid.push_back(emit(op_at(Op::jlt_imm_i8, 5), slot, 2));
    return expect(1);
  }
  if (ty == cx_.store.char_) {
    valid.push_back(emit(op_at(Op::jlt_imm_i8, 7), slot, 0xD800));
    const uint32_t surrogate = emit(op_at(Op::jlt_imm_i8, 7), slot, 0xE000);
    valid.push_back(emit(op_at(Op::jlt_imm_i8, 7), slot, 0x110000));
    code_[surrogate].c = pc();
    return expect(2);
  }
  const Layout* l = layout(ty);
  if (l->encoding != TagEncoding::direct || l->tag_size > 4 || l->discriminants.size() > 32) return;
  uint32_t log = 0;
  while ((1U << log) < l->tag_size) ++log;
  const uint32_t tag = slot + static_cast<uint32_t>(l->tag_offset), outgoing = outgoing_;
  for (const unsigned __int128 d : l->discriminants) {
    const auto bits = static_cast<uint32_t>(d);
    const uint32_t extended = log == 0   ? static_cast<uint32_t>(static_cast<int32_t>(static_cast<int8_t>(bits)))
                              : log == 1 ? static_cast<uint32_t>(static_cast<int32_t>(static_cast<int16_t>(bits)))
                                         : bits;
    valid.push_back(emit(op_at(Op::jeq_imm_8, log), tag, extended));
  }
  const uint32_t wide = scratch(16);
  imm(wide, 16, 0);
  mov(wide, tag, l->tag_size);
  const uint32_t slots[] = {wide};
  call_panic("panic_invalid_enum_construction", slots, span_, {mir::UnwindAction::Kind::terminate, {}});
  outgoing_ = outgoing;
  for (const uint32_t jump : valid) code_[jump].c = pc();
}

}  // namespace borrowlab::vm
