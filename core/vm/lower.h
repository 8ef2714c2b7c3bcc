// Lowers one MIR body, for one list of generic arguments, to bytecode. After rustc_codegen_ssa::mir.
#pragma once
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "borrowck/borrow_set.h"
#include "mir/move_paths.h"
#include "vm/builder.h"

namespace borrowlab::vm {

class BodyLowering : public Builder {
 public:
  BodyLowering(Program& p, Function& f, const mir::Body& body, bool global);
  // False where the scratch space did not suffice: to be tried again with `scratch`.
  bool run(uint32_t scratch);

 private:
  // A piece of code out of the way of the fast path: a failed assertion.
  struct Cold {
    uint32_t at;
    bool is_trap;
    const mir::TAssert* assertion;
    Span span;
    mir::Location place;
  };
  struct Patch {
    uint32_t ins;
    uint8_t field;
    uint32_t table;
    uint32_t entry;
    mir::BasicBlock target;
    mir::BasicBlock from;
  };

  // --- lower_body.cpp
  void assign_slots();
  void order_blocks();
  void block(mir::BasicBlock b, mir::BasicBlock next);
  void statement(const mir::Statement& s);
  void terminator(const mir::Terminator& t, mir::BasicBlock next);
  void switch_int(const mir::TSwitchInt& t, mir::BasicBlock next);
  void assertion(const mir::TAssert& t, mir::BasicBlock next);
  void cold_paths();
  void jump(mir::BasicBlock to, mir::BasicBlock next);
  void patch_to(uint32_t ins, uint8_t field, mir::BasicBlock target) {
    patches_.push_back({ins, field, UINT32_MAX, 0, target, here_.block});
  }
  void resolve_patches();
  uint32_t cleanup(const mir::UnwindAction& u);  // no_target, terminate_target, or a marker for patch_cleanup
  void patch_cleanup(uint32_t first_ins, const mir::UnwindAction& u);
  bool fuse_compare(const mir::Statement* last, const mir::Terminator& t, mir::BasicBlock next);

  // --- lower_trace.cpp: what a traced run tells
  void event(Event::Kind kind, uint32_t local, const Loc* at = nullptr);
  void trace_step(Span span, bool dropping);
  void trace_statement(const mir::Statement& s);
  void trace_moved(const mir::Operand& o);
  void trace_rvalue_moves(const mir::Rvalue& v);
  void trace_terminator(const mir::Terminator& t);
  void trace_place(mir::Location at);
  void trace_back_edges();
  uint32_t target_pc(const Patch& p) const;

  // --- lower_frame_map.cpp: which variables hold a value (traced bodies)
  uint64_t map_variables(uint64_t at);
  void mark(mir::MovePathIndex path, uint8_t state);
  void mark_initialised(mir::MovePathIndex path);  // with its parts
  void mark_entry();
  void mark_moves(mir::Location at);
  void mark_inits(mir::Location at, bool returned);  // returned: those of a call that came back
  void mark_statement(const mir::Statement& s, mir::Location at);
  void mark_elided(const mir::Statement& s, mir::Location at);
  void mark_dropped(const mir::Place& place);

  // --- lower_temps.cpp: temporaries that need no slot of their own
  void count_uses();
  void alias_temps(const mir::BasicBlockData& b);
  bool is_elided(const mir::Statement& s) const { return elided_.count(&s) != 0; }
  const mir::Place* forwarded(const mir::TAssert& check, mir::Local pair);

  // --- lower_rvalue.cpp
  TypeId mono(TypeId ty);
  Loc place(const mir::Place& p, bool used = true);  // used: read, written or borrowed; not merely its address taken
  Loc project(Loc base, const mir::PlaceElem& e);
  Loc index(const Loc& base, TypeId elem, uint32_t index_slot);
  TypeId operand_type(const mir::Operand& o);
  uint32_t operand_slot(const mir::Operand& o);
  void operand_into(uint32_t dst, const mir::Operand& o);
  void use(const Loc& from);
  void operand_to(const Loc& to, const mir::Operand& o);
  bool operand_imm(const mir::Operand& o, int32_t& out);
  void constant_into(uint32_t dst, const mir::Constant& c);
  void const_kind_into(uint32_t dst, types::ConstId c, TypeId ty);
  void item_const_into(uint32_t dst, DefId def, ArgsId args, TypeId ty);
  void const_value_into(uint32_t dst, uint32_t id, TypeId ty);
  void assign(const mir::Place& to, const mir::Rvalue& value);
  // Computes the value of a scalar or other value into a frame slot.
  void rvalue_into(uint32_t dst, const mir::Rvalue& value, TypeId ty);
  void aggregate(const Loc& to, const mir::RvAggregate& a);
  void repeat(const Loc& to, const mir::RvRepeat& r);
  void binary(uint32_t dst, mir::BinOp op, const mir::Operand& lhs, const mir::Operand& rhs, bool with_overflow);
  uint32_t checked(uint32_t dst, mir::BinOp op, const mir::Operand& lhs, const mir::Operand& rhs);  // traps; returns the instruction
  void compare_slots(uint32_t dst, mir::BinOp op, uint32_t a, uint32_t b, const ScalarKind& k);
  void unary(uint32_t dst, const mir::RvUnary& u, TypeId ty);

  // --- lower_checks.cpp
  void check_raw_pointer(const Loc& at);
  void check_valid(uint32_t slot, TypeId ty);

  // --- lower_cast.cpp
  void cast(uint32_t dst, const mir::RvCast& c);
  void retype(uint32_t dst, uint32_t src, TypeId from, TypeId to);
  void convert_int(uint32_t dst, uint32_t src, const ScalarKind& from, const ScalarKind& to);
  void unsize(uint32_t dst, TypeId dst_ty, uint32_t src, TypeId src_ty);
  void unsize_metadata(uint32_t dst, TypeId from, TypeId to, uint32_t src_meta);

  // --- lower_call.cpp
  void call(const mir::TCall& c, mir::BasicBlock next);
  void call_instance(const mir::TCall& c, const typeck::Instance& instance);
  void call_virtual(const mir::TCall& c, uint32_t index);
  void call_pointer(const mir::TCall& c, TypeId fn_ty);
  void call_ctor(const mir::TCall& c, DefId ctor, ArgsId args);
  void store_result(const mir::TCall& c, uint32_t slot, TypeId ty);
  void write_location(uint32_t slot, Span span);
  void call_panic(std::string_view lang, std::span<const uint32_t> slots, Span span, const mir::UnwindAction& unwind);

  // --- lower_intrinsic.cpp: true where the intrinsic became plain instructions
  bool inline_intrinsic(const mir::TCall& c, source::Symbol name, ArgsId args);
  void host_intrinsic(const mir::TCall& c, source::Symbol name, ArgsId args);
  void catch_unwind(const mir::TCall& c);

  const mir::Body& body_;
  ArgsId args_;
  bool global_ = false;  // a const, static or promoted: what it borrows lives for ever
  bool traced_ = false;
  bool tracks_caller_ = false;
  bool checked_ = false;  // the program's own code
  uint32_t location_slot_ = no_slot;
  std::optional<Span> panic_place_;  // where this function of the library panics, as rustc's library does
  std::vector<TypeId> local_ty_;
  std::vector<Loc> local_loc_;
  std::vector<std::pair<uint32_t, uint64_t>> global_slots_;  // slot, address
  std::vector<mir::BasicBlock> order_;
  std::vector<uint32_t> block_pc_;
  std::vector<Patch> patches_;
  std::vector<Cold> cold_;
  std::unordered_map<TypeId, TypeId, IndexHash> mono_;
  mir::Location here_;
  uint32_t unit_ = 0;                                        // traced: the unit that the block's code is in
  std::optional<borrowck::Dominators> dominators_;           // traced
  std::vector<std::pair<mir::BasicBlock, uint32_t>> again_;  // loop heads: where control comes by that goes round again
  std::vector<uint32_t> uses_, defs_;                        // by local: reads (of any part), assignments to the whole
  std::vector<uint32_t> predecessors_;                       // by block
  std::unordered_set<const mir::Statement*> elided_;
  std::shared_ptr<const mir::MoveData> move_data_;  // traced: of the body
  std::vector<uint32_t> state_slots_;               // by move path; no_slot: not followed
  uint32_t states_begin_ = 0, states_end_ = 0;
};

// Makes the code of function `index` from this body. `global`: what the body borrows of its own lives for ever.
void lower_mir(Program& p, uint32_t index, const mir::Body& body, bool global);

// What core::any::type_name says: full paths, no regions. False where the path that rustc has for an item is not known.
bool type_name(const Context& cx, TypeId ty, std::string& out);

// The host's implementation of an intrinsic; null where it is not known.
HostFn find_host_intrinsic(std::string_view name);

}  // namespace borrowlab::vm
