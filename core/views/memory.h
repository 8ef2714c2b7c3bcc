// The memory of a stopped machine, as the page shows it: frames with the program's variables, what these own, statics, and who
// holds which cell or lock. A walk from the variables through the types' layouts; how a type of the library is shown is told by
// an attribute on its declaration (views/view_attribute.h), never by its name.
#pragma once
#include <string>
#include <vector>

#include "vm/machine.h"

namespace borrowlab::views {

// One value. Which members mean something depends on the kind; web/src/engine/trace.ts describes them.
struct Value {
  enum class Kind : uint8_t { scalar, text, pointer, structure, list, cell, lock, counted, gone, folded };
  enum class Borrow : uint8_t { shared, exclusive, raw, owner, weak };
  enum class Why : uint8_t { moved, uninitialised, dropped, dangling };
  enum class State : uint8_t { free, shared, exclusive };
  struct Field {
    std::string name;
    std::vector<Value> value;  // one: a Value cannot hold itself
  };

  Kind kind = Kind::scalar;
  std::string type;
  uint64_t at = 0, size = 0;
  std::string text;   // scalar, text; pointer: the text it points to; struct: the variant
  uint64_t more = 0;  // text: bytes, list: items that are not shown
  Borrow borrow = Borrow::shared;
  bool guard = false;            // pointer: it holds the cell or lock at `held`
  bool dangling = false;         // pointer: what it points to is gone
  uint64_t to = 0;               // pointer; 0: to nothing
  uint64_t held = 0;             // pointer that is a guard, cell, lock: address of the flag
  uint64_t length = UINT64_MAX;  // pointer to several: how many
  std::string pointee;           // pointer: the type of what it points to
  State state = State::free;     // cell, lock
  uint64_t count = 0;            // cell: of guards; counted: strong
  uint64_t weak = 0;
  bool poisoned = false;
  std::vector<std::string> holders, waiters;  // cell, lock
  Why why = Why::moved;
  std::vector<Field> fields;  // struct, list (unnamed); cell, lock, counted: the value, if it is there
};

struct Slot {
  std::string name;       // empty: a temporary
  source::Span declared;  // dummy: not in the program's text
  Value value;
};
struct Frame {
  std::string fn;
  uint64_t at = 0;  // its address
  source::Span place;
  std::vector<Slot> slots;
};
struct ThreadState {
  uint64_t id = 1;
  vm::Thread::State state = vm::Thread::State::runnable;
  bool current = false;
  std::string waits_for;      // in words; empty: for nothing
  std::vector<Frame> frames;  // outermost first
  size_t hidden_frames = 0;   // left out after the first one
};
struct MemoryView {
  uint64_t step = 0;
  std::vector<ThreadState> threads;
  std::vector<Value> heap;  // by address
  std::vector<Slot> statics;
};

// How much is shown: the rest is counted or folded.
struct Limits {
  uint32_t items = 100, text = 400, depth = 12, values = 4000, frames = 64;
};

// Reads a machine that stands still. Touches nothing of it; cost: linear in what is shown.
MemoryView read_memory(vm::Machine& machine, const Limits& limits = {});

// As JSON for the page (trace.ts: Memory). `text`: the program, which the places are in.
std::string to_json(const MemoryView& memory, const source::SourceMap& sources, source::FileId file);

}  // namespace borrowlab::views
