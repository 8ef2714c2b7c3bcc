// A program as the machine knows it: functions by instance, constants, vtables, strings. Everything is made when it is first
// asked for, so what is never reached costs nothing. After rustc_monomorphize::collector and rustc_codegen_ssa's context.
#pragma once
#include <deque>
#include <string>
#include <unordered_map>

#include "vm/bytecode.h"
#include "vm/layout.h"
#include "vm/memory.h"
#include "vm/run.h"

namespace borrowlab::vm {

class Machine;
struct HostInfo;
// Runs an intrinsic on the callee frame at guest address `frame`. False: the machine has an outcome and stops.
using HostFn = bool (*)(Machine&, uint32_t frame, const HostInfo&);
struct HostInfo {
  HostFn fn = nullptr;
  Abi abi;
  std::vector<TypeId> types;       // the intrinsic's generic arguments
  const Layout* layout = nullptr;  // of the first, where it has one
  TypeId return_ty;
  Span span;
};

struct Refusal {
  std::string what;
  Span span;
  bool is_failure = false;  // a const evaluation that panicked, or similar: worded as is
};

// Metadata of a vtable: what it is for.
struct VtableInfo {
  TypeId ty;
  types::ExistentialsId predicates;
};

class Program {
 public:
  Program(Context& cx, Memory& memory, const BodyProvider& bodies, bool traced);
  Context& cx;
  Memory& memory;
  const BodyProvider& bodies;
  const bool traced;
  Layouts layouts;

  std::deque<Function> functions;
  std::deque<GlobalConst> constants;
  std::vector<FnKey> constant_bodies;  // by constant: what to run (kind: item for consts, promoted, static_init)
  std::vector<HostInfo> host_calls;
  std::vector<Refusal> refusals;
  std::unordered_map<uint64_t, VtableInfo> vtables;

  uint32_t function(const FnKey& key);
  uint32_t function(const typeck::Instance& instance);
  // Makes the code; a function that cannot be lowered becomes a refusal.
  void lower(uint32_t index);
  uint32_t constant(const FnKey& key, TypeId ty);
  uint32_t refusal(Span span, std::string what, bool is_failure = false);

  // Guest addresses; 0 where memory has run out.
  uint64_t string(source::Symbol text);
  uint64_t bytes(std::string_view text);
  uint64_t vtable(TypeId ty, TypeId dyn);
  uint64_t location(Span span);  // of a core::panic::Location
  uint64_t static_bytes(const void* data, uint64_t size, uint64_t align);

  // The shape of a frame's beginning. Null layouts are thin pointers.
  Abi abi(const Layout* ret, std::span<const Layout* const> args, bool location) const;
  bool tracks_caller(DefId def) const;
  bool is_user(DefId def) const;
  TypeId substitute(TypeId ty, ArgsId args);
  ArgsId substitute(ArgsId list, ArgsId args);
  bool needs_drop(TypeId ty);
  std::string describe(const Function& f) const;

 private:
  std::unordered_map<FnKey, uint32_t, FnKeyHash> by_key_;
  std::unordered_map<FnKey, uint32_t, FnKeyHash> constant_by_key_;
  std::unordered_map<source::Symbol, uint64_t> strings_;
  std::unordered_map<uint64_t, uint64_t> vtable_by_types_;
  std::unordered_map<uint64_t, uint64_t> locations_;
  std::unordered_map<TypeId, bool, IndexHash> needs_drop_;
};

}  // namespace borrowlab::vm
