// A run's events, once through: steps, activations, and the times of loans and guards.
#include <algorithm>

#include "support/sort.h"
#include "views/work.h"

namespace borrowlab::views {

using vm::Event;

std::vector<Work::Activation>& Work::stack(uint32_t thread) {
  for (auto& [id, activations] : stacks_)
    if (id == thread) return activations;
  return stacks_.emplace_back(thread, std::vector<Activation>()).second;
}

// The loans of a body that are used within a unit of its text.
const std::vector<uint32_t>& Work::lanes_used_in(uint32_t unit, DefId owner) {
  const auto [it, fresh] = lanes_by_unit_.try_emplace(unit);
  const uint32_t body = body_index(owner);
  if (!fresh || body == none) return it->second;
  const Span text = in_.run->trace.units[unit];
  for (const uint32_t lane : bodies_[body].lanes)
    for (const Span use : out_.lanes[lane].uses)
      if (text.contains(use)) {
        it->second.push_back(lane);
        break;
      }
  return it->second;
}

void Work::step(const Event& e) {
  const Span text = in_.run->trace.units[static_cast<uint32_t>(e.value)];
  out_.step_place.push_back(text);
  out_.step_depth.push_back(e.frame);
  out_.step_thread.push_back(e.thread);
  auto& activations = stack(e.thread);
  if (activations.empty()) return;
  Activation& a = activations.back();
  for (const uint32_t lane : a.extend) out_.lanes[lane].steps.back().second = e.step - 1;
  a.extend.clear();
  if (!a.active.empty())
    for (const uint32_t lane : lanes_used_in(static_cast<uint32_t>(e.value), a.owner))
      if (std::find(a.active.begin(), a.active.end(), lane) != a.active.end()) a.extend.push_back(lane);
  // Guards that this activation holds are held here.
  const uint32_t at = line(text.lo);
  for (const uint32_t g : open_) {
    if (acquisitions_[g].instance != a.instance) continue;
    acquisitions_[g].from_line = std::min(acquisitions_[g].from_line, at);
    acquisitions_[g].to_line = std::max(acquisitions_[g].to_line, at);
  }
}

void Work::leave(const Event& e, bool returns) {
  auto& activations = stack(e.thread);
  if (activations.empty()) return;
  const Activation a = std::move(activations.back());
  activations.pop_back();
  for (const uint32_t lane : a.extend) out_.lanes[lane].steps.back().second = e.step;
  if (returns) hand_over(a, activations);
}

void Work::start_loan(const Event& e, uint32_t index) {
  if (lane_of_site_.size() <= e.site) lane_of_site_.resize(in_.run->trace.sites.size(), none - 1);
  uint32_t& lane = lane_of_site_[e.site];
  if (lane == none - 1) {
    lane = none;
    const vm::Site& site = in_.run->trace.sites[e.site];
    const uint32_t body = body_index(site.owner);
    if (body != none)
      for (const uint32_t l : bodies_[body].lanes) {
        // Drop elaboration keeps locals and places.
        if (!(out_.lanes[l].start == site.span)) continue;
        for (uint32_t i = 0; i < bodies_[body].report->loans.size(); ++i) {
          const auto it = lane_of_loan_.find(uint64_t{body} << 32 | i);
          if (it != lane_of_loan_.end() && it->second == l && bodies_[body].report->loans[i].assigned_to.local.index == e.local) lane = l;
        }
      }
  }
  out_.event_lane[index] = lane;
  auto& activations = stack(e.thread);
  if (lane == none || activations.empty()) return;
  Activation& a = activations.back();
  auto& steps = out_.lanes[lane].steps;
  const bool open = std::find(a.extend.begin(), a.extend.end(), lane) != a.extend.end();
  if (open) steps.back().second = e.step;
  steps.emplace_back(e.step, none);
  if (std::find(a.active.begin(), a.active.end(), lane) == a.active.end()) a.active.push_back(lane);
  if (!open) a.extend.push_back(lane);
}

void Work::replay() {
  const vm::Trace& run = in_.run->trace;
  out_.truncated = run.truncated;
  out_.event_lane.assign(run.events.size(), none);
  uint32_t output = 0;
  const auto borrow_event = [&](const Event& e) {
    if (e.step != 0 && e.step <= out_.step_borrow.size()) out_.step_borrow[e.step - 1] = 1;
  };
  for (uint32_t i = 0; i < run.events.size(); ++i) {
    const Event& e = run.events[i];
    switch (e.kind) {
      case Event::Kind::statement:
        out_.step_event.push_back(i);
        out_.step_output.push_back(output);
        out_.step_borrow.push_back(0);
        step(e);
        break;
      case Event::Kind::call:
        stack(e.thread).push_back({++instances_, run.sites[e.site].owner, static_cast<uint32_t>(e.value), {}, {}});
        break;
      case Event::Kind::return_: leave(e, true); break;
      case Event::Kind::unwind:
        if (e.value != 0) leave(e, false);
        break;
      case Event::Kind::loan_start:
        start_loan(e, i);
        if (out_.event_lane[i] != none) borrow_event(e);
        break;
      case Event::Kind::flag:
        flag(e, i);
        borrow_event(e);
        break;
      case Event::Kind::count:
      case Event::Kind::moved: borrow_event(e); break;
      case Event::Kind::print: output = static_cast<uint32_t>(e.value) + 1; break;
      default: break;
    }
  }
}

// Loans that the run did not meet are no lanes of it; of guard and loan that come about by the same call, the guard is shown.
void Work::finish_run() {
  std::vector<uint32_t> renumbered(out_.lanes.size(), none);
  std::vector<Lane> kept;
  for (uint32_t i = 0; i < out_.lanes.size(); ++i) {
    Lane& lane = out_.lanes[i];
    bool keep = !lane.steps.empty();
    if (keep && !lane.run && lane.kind == Lane::Kind::shared)
      for (const Lane& guard : out_.lanes)
        if (guard.run && guard.body == lane.body && guard.start.contains(lane.start) && !(guard.start == lane.start)) keep = false;
    if (!keep) continue;
    lane.run = true;
    renumbered[i] = static_cast<uint32_t>(kept.size());
    kept.push_back(std::move(lane));
  }
  out_.lanes = std::move(kept);
  for (uint32_t& lane : out_.event_lane)
    if (lane != none) lane = renumbered[lane];
  for (Acquisition& a : acquisitions_)
    if (a.lane != none) a.lane = renumbered[a.lane];
  for (Collision& c : out_.collisions) {
    c.held = renumbered[c.held];
    if (c.refused != none) c.refused = renumbered[c.refused];
  }
}

Trace Work::make() {
  add_bodies();
  const bool ran = in_.run != nullptr && !in_.run->trace.events.empty();
  bool rejected = false;
  for (const BodyInfo& b : bodies_) rejected |= !b.report->errors.empty();
  add_loans(!rejected);
  if (ran) {
    replay();
    add_guards();
    explain();
    finish_run();
  } else {
    add_conflicts();
  }
  set_columns();
  return std::move(out_);
}

Trace trace(const Source& source) { return Work(source).make(); }

std::vector<RunEvent> events(const Source& source, const Trace& trace, uint32_t from, uint32_t to) {
  static constexpr const char* kinds[] = {"statement", "call",   "return", "loan_start",   "flag",         "count", "moved",
                                          "dropped",   "unwind", "print",  "storage_live", "storage_dead", "write", "thread"};
  std::vector<RunEvent> out;
  if (source.run == nullptr) return out;
  const vm::Trace& run = source.run->trace;
  const auto steps = static_cast<uint32_t>(trace.step_event.size());
  const auto event_of = [&](uint32_t step) {  // what comes before the first step belongs to step 0
    return step == 0 ? 0 : step > steps ? static_cast<uint32_t>(run.events.size()) : trace.step_event[step - 1];
  };
  from = std::min(from, steps + 1);
  to = std::min(to, steps + 1);
  uint32_t step = from;
  std::vector<std::pair<uint32_t, uint32_t>> ends;  // of loans: step, lane
  for (uint32_t l = 0; l < trace.lanes.size(); ++l)
    if (trace.lanes[l].what == "&" || trace.lanes[l].what == "&mut")
      for (const auto& [start, end] : trace.lanes[l].steps)
        if (end >= from && end < to) ends.emplace_back(end, l);
  sort(ends);
  size_t next_end = 0;
  const auto loans_that_end = [&](uint32_t at, const vm::Event& e) {
    for (; next_end < ends.size() && ends[next_end].first <= at; ++next_end) {
      const Lane& lane = trace.lanes[ends[next_end].second];
      out.push_back({"loan_end", ends[next_end].first, lane.end ? lane.end->first : lane.start, e.thread, e.frame, lane.of.text,
                     ends[next_end].second, 0, 0, false});
    }
  };
  for (uint32_t i = event_of(from); i < event_of(to); ++i) {
    const vm::Event& e = run.events[i];
    if (e.step != step) {
      if (i != 0) loans_that_end(step, run.events[i - 1]);
      step = e.step;
    }
    const vm::Site& site = run.sites[e.site];
    RunEvent r{
        kinds[static_cast<size_t>(e.kind)], e.step, site.span, e.thread, e.frame, {}, trace.event_lane[i], e.value, e.address, false};
    r.refused = (e.flag & (vm::Event::refused_shared | vm::Event::refused_exclusive)) != 0;
    if (e.kind == vm::Event::Kind::statement) r.place = run.units[static_cast<uint32_t>(e.value)], r.value = 0;
    if (e.kind == vm::Event::Kind::call) r.value = 0;
    if (e.kind == vm::Event::Kind::call || e.kind == vm::Event::Kind::return_) {
      if (site.owner.valid()) r.name = source.cx.defs.path_str(site.owner);
    } else if (e.local != UINT32_MAX && site.owner.valid()) {
      if (const mir::Body* body = source.elaborated(site.owner); body != nullptr && e.local < body->locals.size())
        r.name = std::string(body->locals[mir::Local(e.local)].name.str());
    }
    if (r.lane != none && r.name.empty()) r.name = trace.lanes[r.lane].of.text;
    out.push_back(std::move(r));
  }
  if (event_of(to) > event_of(from)) loans_that_end(step, run.events[event_of(to) - 1]);
  return out;
}

}  // namespace borrowlab::views
