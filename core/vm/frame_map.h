// Where a traced function keeps the program's variables, and which of them hold a value as it runs: what a debugger has as debug
// information, and drop flags for everything. One byte of the frame tells the state of each move path.
#pragma once
#include <vector>

#include "mir/body.h"

namespace borrowlab::vm {

struct FrameMap {
  enum State : uint8_t { absent /* out of scope */, uninitialised, initialised, moved, dropped };
  static constexpr uint32_t none = UINT32_MAX;

  // A place that is moved and initialized on its own: a variable, or a part of one. Parents come before their parts.
  struct Path {
    uint32_t parent = none;
    mir::PlaceElem elem;  // from the parent's place; meaningless for a variable's own
    uint32_t slot = 0;    // of its state, in the frame
  };
  struct Variable {
    source::Symbol name;    // empty: a temporary that owns something
    source::Span declared;  // dummy: a temporary
    types::TypeId ty;
    uint32_t slot = 0;
    uint32_t path = none;     // none: it always holds a value
    uint32_t capture = none;  // a captured variable, by its number: the slot holds the closure, or a reference to it
  };
  std::vector<Path> paths;
  std::vector<Variable> variables;  // in order of the body's locals, captures last
};

}  // namespace borrowlab::vm
