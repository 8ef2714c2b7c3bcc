// What a traced run records.
#include <algorithm>

#include "vm/machine.h"

namespace borrowlab::vm {

uint32_t Machine::site(const Ins* pc, Function* fn) {
  // Out of the library's frames to the nearest of the program's own.
  const Thread& t = thread();
  if (!t.own.empty() && t.own.back().frame + 1 < t.frames.size()) {
    const Frame& callee = t.frames[t.own.back().frame + 1];
    fn = callee.fn;
    pc = callee.ret - 1;
  }
  auto& sites = result.trace.sites;
  if (sites.empty()) sites.emplace_back();
  if (t.own.empty() || fn == nullptr || fn->trace == nullptr) return 0;
  FunctionTrace& trace = *fn->trace;
  const auto index = static_cast<uint32_t>(pc - fn->code);
  if (trace.sites.empty()) trace.sites.resize(fn->storage.size());
  uint32_t& known = trace.sites[index];
  if (known == 0) {
    known = static_cast<uint32_t>(sites.size());
    sites.push_back({trace.owner, trace.at(index), cx.sources.written_at(fn->spans[index])});
  }
  return known;
}

void Machine::record(Event::Kind kind, const Ins* pc, Function* fn, uint32_t local, uint64_t address, int64_t value, uint8_t flag) {
  auto& events = result.trace.events;
  if (events.size() >= options.budget.events) {
    result.trace.truncated = true;
    return;
  }
  Thread& t = thread();
  Event e;
  e.thread = static_cast<uint16_t>(t.id);
  e.step = step_;
  e.frame = t.own.empty() ? 0 : static_cast<uint32_t>(t.own.size() - 1);
  e.site = site(pc, fn);
  if (told_by_ != t.id) {
    told_by_ = t.id;
    e.kind = Event::Kind::thread;
    events.push_back(e);
  }
  e.kind = kind;
  e.flag = flag;
  e.local = local;
  e.address = static_cast<uint32_t>(address);
  e.value = static_cast<int32_t>(std::clamp<int64_t>(value, INT32_MIN, INT32_MAX));
  events.push_back(e);
}

void Machine::tell(Event::Kind kind, uint64_t address, int64_t value, uint8_t flag) {
  Thread& t = thread();
  record(kind, t.pc - 1, t.fn, UINT32_MAX, address, value, flag);
}

bool Machine::trace_step(const Ins* pc, Function* fn) {
  uint32_t& unit = thread().own.back().unit;
  const uint32_t now = pc->a;
  if (unit == now) return true;
  const bool goes_on = now == 0 || (unit != 0 && program.steps->is_within(unit, now));
  if (!goes_on && step_ == last_step_) return false;
  unit = now;
  if (goes_on) return true;
  ++step_;
  record(Event::Kind::statement, pc, fn, UINT32_MAX, 0, now);
  return true;
}

void Machine::trace_event(const Ins* pc, Function* fn, uint64_t address) {
  Thread& t = thread();
  const auto kind = static_cast<Event::Kind>(pc->a);
  int64_t value = 0;
  if (kind == Event::Kind::call) {
    value = t.own.empty() ? 0 : site(pc, fn);
    t.own.push_back({static_cast<uint32_t>(t.frames.size() - 1), 0});
  }
  record(kind, pc, fn, pc->b, address, value);
  if (kind == Event::Kind::return_) t.own.pop_back();
}

void Machine::trace_left(const Ins* pc, Function* fn) {
  Thread& t = thread();
  while (!t.own.empty() && t.own.back().frame >= t.frames.size()) {
    record(Event::Kind::unwind, pc, fn, UINT32_MAX, 0, 1);
    t.own.pop_back();
  }
}

}  // namespace borrowlab::vm
