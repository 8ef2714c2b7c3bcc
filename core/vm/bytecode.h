// What the machine executes: instructions over the slots of a frame, and the functions they form.
// A frame is a run of bytes on the guest's stack: return value at 0, arguments, the caller's location (where the function is
// #[track_caller]), locals, scratch. A callee's frame begins where the caller's ends, so arguments are written in place.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "mir/body.h"
#include "typeck/traits.h"
#include "vm/frame_map.h"

namespace borrowlab::vm {

using source::Span;
using types::ArgsId;
using types::Context;
using types::DefId;
using types::TypeId;

enum class Op : uint16_t {
#define OP(name) name,
#include "vm/ops.def"
#undef OP
  count
};

struct Ins {
  Op op;
  uint16_t x = 0;
  uint32_t a = 0, b = 0, c = 0;
};
static_assert(sizeof(Ins) == 16);

inline constexpr uint32_t no_target = UINT32_MAX;             // of a call's cleanup: unwinding goes on in the caller
inline constexpr uint32_t terminate_target = UINT32_MAX - 1;  // … unwinding out of this call aborts

// What a function is made from.
struct FnKey {
  enum class Kind : uint8_t {
    item,
    drop_glue,
    fn_ptr_shim,
    closure_once_shim,
    clone_shim,
    vtable_shim,
    reify_shim,      // a #[track_caller] fn behind a pointer: its caller is the definition
    closure_fn_ptr,  // a closure as fn pointer: arguments apart, not in a tuple
    constant,
    promoted,
    static_init,
    start  // calls main, then exits
  } kind = Kind::item;
  DefId def;
  ArgsId args;
  TypeId ty;
  uint32_t index = 0;
  friend bool operator==(const FnKey&, const FnKey&) = default;
};
struct FnKeyHash {
  size_t operator()(const FnKey& k) const {
    uint64_t h = static_cast<uint64_t>(k.kind);
    for (const uint32_t v : {k.def.index, k.args.index, k.ty.index, k.index}) h = (h ^ v) * 0x9E3779B97F4A7C15ULL, h ^= h >> 29;
    return static_cast<size_t>(h);
  }
};

struct SwitchTable {
  std::vector<std::pair<unsigned __int128, uint32_t>> targets;  // sorted
  uint64_t first = 0;                                           // dense[i]: target of first + i
  std::vector<uint32_t> dense;
  uint32_t otherwise = 0;
};
struct NicheTable {
  uint64_t start = 0, count = 0, mask = 0;
  uint32_t first_variant = 0, untagged = 0;
};
struct Trap {
  uint32_t pc = 0, target = 0;
};  // where an overflow at pc goes

// An instruction at pc reads a whole value of a type that is no scalar: parts of it need not be initialised.
struct TypedRead {
  uint32_t pc = 0;
  TypeId ty;
};

// An instruction at pc is an atomic access, with its Ordering at frame offset `order`.
struct AtomicAccess {
  uint32_t pc = 0, order = 0;
};

// What a traced run knows of a function of the program's own.
struct FunctionTrace {
  DefId owner;
  std::vector<std::pair<uint32_t, mir::Location>> places;  // from which instruction on, ascending
  std::vector<uint32_t> sites;                             // by instruction: its index in Trace::sites; 0: not asked for yet
  mir::Location at(uint32_t pc) const;
};

struct Function {
  FnKey key;
  const Ins* code = nullptr;  // never null: a stub until the function is lowered
  std::vector<Ins> storage;
  std::vector<Span> spans;  // by instruction
  std::vector<SwitchTable> switches;
  std::vector<NicheTable> niches;
  std::vector<Trap> traps;       // in order of pc
  std::vector<TypedRead> reads;  // in order of pc
  std::vector<AtomicAccess> atomics;
  std::unique_ptr<FunctionTrace> trace;
  uint32_t frame_size = 0;
  std::shared_ptr<const FrameMap> map;  // of the program's own functions in a traced run
  bool lowered = false;
  bool partial = false;  // slots of its frame may be marked as uninitialised
};

// An item evaluated once in a run, into memory of its own.
struct GlobalConst {
  FnKey body;
  uint32_t function = 0;  // computes it
  uint64_t address = 0;
  uint64_t size = 0;
  bool done = false;
};

// Arguments' places in a callee's frame.
struct Abi {
  std::vector<uint32_t> args;
  uint32_t location = 0;  // the caller's location, where there is one
  uint32_t end = 0;
};

// One instruction a line: number, name, a, b, c, x.
std::string to_string(const Function& f);

// Fn pointers: addresses that hold no memory.
inline constexpr uint64_t fn_address_base = 0xC000'0000ULL;
inline uint64_t fn_address(uint32_t function) { return fn_address_base + uint64_t{function} * 16; }

}  // namespace borrowlab::vm
