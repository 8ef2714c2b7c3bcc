// A program's lanes as lines of text, to compare with.
#pragma once
#include <fstream>
#include <sstream>

#include "driver/session.h"
#include "views/trace.h"

namespace borrowlab::views::test {

inline driver::Session& session() {
  static driver::Session s;
  return s;
}

struct Seen {
  Trace trace;
  vm::RunResult run;
  bool accepted = false;
  std::vector<RunEvent> events;
};

inline Seen see(const std::string& program, source::Edition edition = source::Edition::e2024) {
  driver::Session& s = session();
  Seen seen;
  seen.accepted = s.check(program, {edition, "main.rs"}).verdict == driver::Verdict::accepted;
  if (seen.accepted) {
    vm::RunOptions options;
    options.traced = true;
    seen.run = s.run(options);
  }
  const Source source = s.view_source(seen.accepted ? &seen.run : nullptr);
  seen.trace = trace(source);
  seen.events = events(source, seen.trace, 0, UINT32_MAX);
  return seen;
}

inline std::string line_of(uint32_t position) { return std::to_string(session().sources().lookup(position).line); }

// `exclusive &mut v, held by r, 3-5, ends 5 (last use)`: lines count from 1.
inline std::string to_string(const Trace& t, const Lane& l) {
  static const char* kinds[] = {"shared", "exclusive", "moved"};
  static const char* ends[] = {"last use", "drop", "scope", "moved", "unwound", "never", "refused"};
  std::string out = std::string(kinds[static_cast<size_t>(l.kind)]) + " " + l.what + " " + l.of.text;
  if (l.holder) out += ", held by " + l.holder->text;
  out += ", " + std::to_string(l.from_line + 1) + "-" + std::to_string(l.to_line + 1);
  if (l.end) out += ", ends " + line_of(l.end->first.lo) + " (" + ends[static_cast<size_t>(l.end->second)] + ")";
  if (!l.steps.empty()) {
    out += ", steps";
    for (const auto& [start, end] : l.steps) out += " " + std::to_string(start) + "-" + (end == none ? "" : std::to_string(end));
  }
  for (const uint32_t c : l.collisions) {
    const Collision& x = t.collisions[c];
    out += &t.lanes[x.held] == &l ? ", meets " : ", refused ";
    out += line_of(x.place.lo) + " " + (x.code.empty() ? x.message : x.code);
  }
  return out;
}

inline std::string lanes(const Trace& t) {
  std::string out;
  for (const Lane& l : t.lanes) out += to_string(t, l) + "\n";
  return out;
}
inline std::string lanes(const std::string& program) { return lanes(see(program).trace); }

// The lines that the steps are at, in the order of the run.
inline std::string steps(const Trace& t) {
  std::string out;
  for (const Span s : t.step_place) out += (out.empty() ? "" : " ") + line_of(s.lo);
  return out;
}

}  // namespace borrowlab::views::test
