// What the page draws: the loans of a check and the guards and loans of a run as lanes, where they collide, and what stepping through the
// run needs. web/src/engine/trace.ts has the same types, with a word on each field; web/TRACE.md says how they hang together.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "borrowck/check.h"
#include "vm/run.h"

namespace borrowlab::views {

using source::Span;

inline constexpr uint32_t none = UINT32_MAX;
inline constexpr uint32_t trace_version = 1;  // of web/src/engine/trace.ts

struct Named {
  std::string text;
  Span declared;  // dummy: a temporary, or not in the program's own text
};

struct Lane {
  enum class Kind : uint8_t { shared, exclusive, moved };
  enum class End : uint8_t { last_use, drop, scope, moved, unwound, never, refused };
  bool run = false;
  Kind kind = Kind::shared;
  std::string what;
  Named of;
  std::optional<Named> holder;
  uint32_t body = 0;
  Span start;
  std::vector<Span> uses;
  std::optional<std::pair<Span, End>> end;
  uint32_t from_line = 0, to_line = 0;  // from 0, both included
  uint32_t column = 0;
  std::vector<uint32_t> collisions;
  std::vector<std::pair<uint32_t, uint32_t>> steps;  // second: `none` while it is held at the end
};

struct Collision {
  uint32_t held = 0, refused = none;
  Span place;
  std::string code;  // empty at run time
  std::string message;
  uint32_t step = none;  // at run time
};

struct NamedBody {
  std::string name;
  Span extent;
};

// A run's events in the terms of the lanes.
struct RunEvent {
  const char* kind = "";
  uint32_t step = 0;
  Span place;
  uint32_t thread = 1, frame = 0;
  std::string name;  // empty: none
  uint32_t lane = none;
  int32_t value = 0;
  uint32_t address = 0;
  bool refused = false;
};

struct Trace {
  std::vector<NamedBody> bodies;
  std::vector<Lane> lanes;
  std::vector<Collision> collisions;
  bool truncated = false;
  std::optional<diagnostics::Diagnostic> explanation;  // of a panic or deadlock, in the layout of a borrow error
  // By step - 1.
  std::vector<Span> step_place;
  std::vector<uint32_t> step_depth, step_output, step_thread;
  std::vector<uint8_t> step_borrow;
  std::vector<uint32_t> step_event;  // the first of the run's events that belongs to the step
  std::vector<uint32_t> event_lane;  // by event of the run: its lane, or `none`
};

// What a trace is made from: one program's bodies with what the checker found, and its run, where there was one.
struct Source {
  types::Context& cx;
  const std::vector<std::pair<const mir::Body*, const borrowck::Report*>>& facts;
  std::function<const mir::Body*(resolve::DefId)> elaborated;  // the bodies that the run's sites are in
  const vm::RunResult* run = nullptr;
  source::FileId file;  // the program's text
};

Trace trace(const Source& source);
// The events of the steps from `from` to `to` (not included).
std::vector<RunEvent> events(const Source& source, const Trace& trace, uint32_t from, uint32_t to);

}  // namespace borrowlab::views
