// Emits the code of one function: instructions, jumps to be patched, scratch slots, and moves between places.
#pragma once
#include "vm/program.h"

namespace borrowlab::vm {

inline constexpr uint32_t no_slot = UINT32_MAX;
inline constexpr uint32_t no_variant = UINT32_MAX;

// A place: in the frame at `base`, or behind the pointer in slot `base`, `disp` bytes on. Unsized places have their metadata in a slot.
struct Loc {
  bool indirect = false;
  uint32_t base = 0;
  int64_t disp = 0;
  TypeId ty;
  uint32_t variant = no_variant;
  uint32_t meta = no_slot;
  bool partial = false;    // in the frame: within a variable whose bytes may be marked as uninitialised
  bool via_union = false;  // a field of a union, or within one
};

// Which of the typed instructions a type takes.
struct ScalarKind {
  enum class Class : uint8_t { none, integer, floating, fat_pointer } cls = Class::none;
  bool is_signed = false;
  uint8_t log = 0;  // log2 of the bytes
  uint32_t bytes() const { return 1U << log; }
  uint32_t int_index() const { return log + (is_signed ? 0U : 5U); }  // within I10
};

inline Op op_at(Op first, uint32_t n) { return static_cast<Op>(static_cast<uint32_t>(first) + n); }

class Builder {
 public:
  Builder(Program& p, Function& f) : p_(p), f_(f), cx_(p.cx) {}

 protected:
  // Lays out the frame's fixed part. Scratch is `scratch_limit_` bytes; a function that needs more is lowered again with more.
  void frame(uint32_t fixed_end);
  void finish();

  uint32_t pc() const { return static_cast<uint32_t>(code_.size()); }
  uint32_t emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0, uint32_t x = 0) {
    code_.push_back({op, static_cast<uint16_t>(x), a, b, c});
    spans_.push_back(span_);
    return pc() - 1;
  }
  uint32_t scratch(uint64_t size, uint64_t align = 8);
  uint32_t scratch_for(const Layout& l) { return scratch(l.size, l.align); }
  uint16_t cost() const { return static_cast<uint16_t>(std::min<uint32_t>(pc() - block_start_ + 1 - free_, 60000)); }

  // --- values ---
  void imm(uint32_t dst, uint32_t bytes, unsigned __int128 value);
  // `ty`: of the value that is moved as a whole; none: plain bytes, all of which must be initialised.
  void mov(uint32_t dst, uint32_t src, uint64_t size, TypeId ty = {});
  void load(uint32_t dst, uint32_t ptr, int64_t disp, uint64_t size, TypeId ty = {});
  void store(uint32_t ptr, int64_t disp, uint32_t src, uint64_t size, TypeId ty = {});
  bool is_partial(TypeId ty) { return ty.valid() && layout(ty)->partial; }
  bool is_scalar(TypeId ty) const;
  // The place in the frame has been written by instructions that do not tell: its bytes are initialised.
  void written(const Loc& to, uint64_t size) {
    if (!to.indirect && to.partial && size != 0) emit(Op::mark, to.base, 0, static_cast<uint32_t>(size));
  }
  // The same of slots, where they hold a value of this type.
  void written(uint32_t slot, TypeId ty) {
    if (is_partial(ty)) emit(Op::mark, slot, 0, static_cast<uint32_t>(layout(ty)->size));
  }
  void copy_out(const Loc& from, uint32_t dst);
  void copy_in(const Loc& to, uint32_t src);
  uint32_t slot_of(const Loc& from, uint64_t size, uint64_t align);  // a slot that holds the value: its own where it is in the frame
  uint32_t address(const Loc& place);                                // a slot that holds the place's address (the metadata is place.meta)
  void address_into(uint32_t dst, const Loc& place);                 // … with metadata behind it
  Loc field(Loc base, uint32_t index);
  Loc direct(uint32_t slot, TypeId ty) const { return Loc{false, slot, 0, ty, no_variant, no_slot}; }
  Loc behind(uint32_t ptr_slot, TypeId ty, uint32_t meta = no_slot) const { return Loc{true, ptr_slot, 0, ty, no_variant, meta}; }
  Loc deref(const Loc& pointer);    // of a reference, raw pointer or Box
  const Layout* layout(TypeId ty);  // never null: an unknown layout is a refusal, and empty
  ScalarKind scalar_kind(TypeId ty);
  void refuse(std::string what, bool is_failure = false);
  TypeId pointee(TypeId pointer);

  // --- enums ---
  // The discriminant as its type; `bytes` wide at dst.
  void read_discriminant(const Loc& place, uint32_t dst);
  void write_discriminant(const Loc& place, uint32_t variant);

  // --- calls: begin_call, write the arguments to arg_slot(i), then call ---
  struct Call {
    Abi abi;
    uint32_t ret = 0;
    const Layout* ret_layout = nullptr;
  };
  Call begin_call(const Layout* ret, std::span<const Layout* const> args, bool location);
  uint32_t arg_slot(const Call& c, size_t i) const { return callee_base_ + c.abi.args[i]; }
  void end_call() { outgoing_ = 0; }
  // Calls `function` with pointers / values already in frame slots.
  void call_function(uint32_t function, uint32_t cleanup);
  // Drops the place's value by its glue; nothing where it has none.
  void drop_place(const Loc& place, uint32_t cleanup);
  void pointer_to(uint32_t dst, const Loc& place) { address_into(dst, place); }

  Program& p_;
  Function& f_;
  Context& cx_;
  Span span_;
  std::vector<Ins> code_;
  std::vector<Span> spans_;
  uint32_t fixed_end_ = 0, scratch_top_ = 0, scratch_limit_ = 512, callee_base_ = 0, outgoing_ = 0, max_outgoing_ = 0;
  uint32_t block_start_ = 0;
  uint32_t free_ = 0;  // of the block's instructions, those that only tell: a traced run costs, and is scheduled, as a plain one
  bool scratch_overflow_ = false;
  static inline const Layout empty_layout{};
};

// Makes the code of everything that is not the body of an item: drop glue and the shims around calls.
void lower_shim(Program& p, uint32_t index);
// Makes the code of a body in MIR.
void lower_body(Program& p, uint32_t index);

}  // namespace borrowlab::vm
