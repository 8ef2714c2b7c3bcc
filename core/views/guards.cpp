// Guards: a cell's or lock's flag changes in the library, on behalf of a call in the program. The call's result is followed through moves
// to the variable that holds it, and through returns to the callers; the flag's change back ends it. What guards are called, and which
// types they are, is never asked: only flags, calls, moves and drops.
#include <algorithm>

#include "views/work.h"

namespace borrowlab::views {

using mir::Operand;
using vm::Event;

namespace {
bool moves(const Operand& o, Local local) { return o.kind == Operand::Kind::move && o.place.local == local; }
}  // namespace

const mir::TCall* Work::call_at(const vm::Site& site) const {
  if (!site.owner.valid()) return nullptr;
  const mir::Body* body = in_.elaborated(site.owner);
  if (body == nullptr || site.at.block.index >= body->blocks.size() || body->statement_at(site.at) != nullptr) return nullptr;
  return std::get_if<mir::TCall>(&body->blocks[site.at.block].terminator.kind);
}

// The last name of the type that borrows in a value's type: a struct with a lifetime, alone or within others (`Result<Guard<'_>, _>`).
std::string Work::guard_type(const mir::Body& body, Local local) const {
  std::vector<types::TypeId> work{body.locals[local].ty};
  while (!work.empty()) {
    const types::TypeId ty = work.back();
    work.pop_back();
    std::vector<types::TypeId> inner;
    if (const auto* adt = cx_.store.get<types::Adt>(ty)) {
      for (const types::GenericArg a : cx_.store[adt->args]) {
        if (a.is_type()) inner.push_back(a.type());
        else if (a.is_region()) return std::string(cx_.defs[adt->def].name.str());
      }
    } else if (const auto* tuple = cx_.store.get<types::Tuple>(ty)) {
      for (const types::TypeId t : cx_.store[tuple->elems]) inner.push_back(t);
    }
    work.insert(work.end(), inner.rbegin(), inner.rend());
  }
  return {};
}

Chain Work::follow(const mir::Body& body, Local from) const {
  Chain chain;
  chain.locals.push_back(from);
  const auto known = [&](Local l) { return std::find(chain.locals.begin(), chain.locals.end(), l) != chain.locals.end(); };
  const auto flows = [&](Local to) {
    if (known(to)) return;
    // What has no guard in its type has only made use of it.
    if (!guard_type(body, to).empty()) chain.locals.push_back(to);
  };
  for (size_t i = 0; i < chain.locals.size() && i < 64; ++i) {
    const Local local = chain.locals[i];
    for (const mir::BasicBlockData& block : body.blocks) {
      if (block.is_cleanup) continue;
      for (const mir::Statement& s : block.statements) {
        const auto* a = std::get_if<mir::StAssign>(&s.kind);
        if (a == nullptr) continue;
        bool moved = false;
        if (const auto* u = std::get_if<mir::RvUse>(&a->value)) moved = moves(u->operand, local);
        else if (const auto* c = std::get_if<mir::RvCast>(&a->value)) moved = moves(c->operand, local);
        else if (const auto* g = std::get_if<mir::RvAggregate>(&a->value))
          for (const Operand& o : g->operands) moved = moved || moves(o, local);
        if (moved) flows(a->place.local);
      }
      if (const auto* c = std::get_if<mir::TCall>(&block.terminator.kind))
        for (const Operand& o : c->args)
          if (moves(o, local)) flows(c->destination.local);
    }
  }
  for (const Local l : chain.locals) {
    if (!chain.holder && is_variable(body, l)) chain.holder = l;
    if (l == mir::return_place) chain.returned = true;
    if (chain.type.empty()) chain.type = guard_type(body, l);
  }
  return chain;
}

// What the call is made on: its first argument, as the program has it, and the variable at its root.
Named Work::receiver(const mir::Body& body, const mir::TCall& call) const {
  Named out;
  if (call.args.empty()) return out;
  if (!call.arg_spans.empty()) {
    out.text = words(place(call.arg_spans[0]));
    if (out.text.rfind("&mut ", 0) == 0) out.text.erase(0, 5);
    else if (!out.text.empty() && out.text.front() == '&') out.text.erase(0, 1);
  }
  // Back from temporary to temporary.
  mir::Place root = call.args[0].place;
  if (call.args[0].kind == Operand::Kind::constant) return out;
  for (int depth = 0; depth < 8 && !is_variable(body, root.local); ++depth) {
    bool found = false;
    for (const mir::BasicBlockData& block : body.blocks) {
      for (const mir::Statement& s : block.statements) {
        const auto* a = std::get_if<mir::StAssign>(&s.kind);
        if (a == nullptr || !a->place.is_local() || a->place.local != root.local || found) continue;
        const mir::Place* from = nullptr;
        if (const auto* r = std::get_if<mir::RvRef>(&a->value)) from = &r->place;
        else if (const auto* u = std::get_if<mir::RvUse>(&a->value))
          from = u->operand.kind == Operand::Kind::constant ? nullptr : &u->operand.place;
        else if (const auto* d = std::get_if<mir::RvCopyForDeref>(&a->value)) from = &d->place;
        if (from == nullptr) continue;
        root = *from;
        found = true;
      }
      const auto* c = std::get_if<mir::TCall>(&block.terminator.kind);
      if (!found && c != nullptr && c->destination.is_local() && c->destination.local == root.local && !c->args.empty() &&
          c->args[0].kind != Operand::Kind::constant) {
        root = c->args[0].place;
        found = true;
      }
    }
    if (!found) break;
  }
  if (is_variable(body, root.local)) {
    out.declared = place(body.locals[root.local].source_info.span);
    if (out.text.empty()) out.text = std::string(body.locals[root.local].name.str());
  }
  return out;
}

const GuardedCall& Work::guarded_call(uint32_t id) {
  const auto [it, fresh] = calls_.try_emplace(id);
  if (!fresh) return it->second;
  const vm::Site& site = in_.run->trace.sites[id];
  const mir::TCall* call = call_at(site);
  if (call == nullptr) return it->second;
  const mir::Body& body = *in_.elaborated(site.owner);
  it->second.chain = follow(body, call->destination.local);
  it->second.of = receiver(body, *call);
  it->second.gives = !it->second.chain.type.empty();
  if (it->second.chain.type.empty() && call->func.kind == Operand::Kind::constant)
    if (const auto* fn = cx_.store.get<types::FnDef>(call->func.constant->ty))
      it->second.chain.type = std::string(cx_.defs[fn->def].name.str());
  return it->second;
}

void Work::acquire(const Event& e, uint32_t index, bool exclusive, bool refused) {
  const vm::Site& site = in_.run->trace.sites[e.site];
  Acquisition a;
  a.address = e.address;
  a.lock = (e.flag & Event::lock) != 0;
  a.exclusive = exclusive;
  a.refused = refused;
  a.thread = e.thread;
  a.start = e.step;
  a.event = index;
  a.taken = a.anchor = site;
  const auto& activations = stack(e.thread);
  a.instance = activations.empty() ? 0 : activations.back().instance;
  a.call = &guarded_call(e.site);
  a.of = &a.call->of;
  if (refused) {
    a.end = e.step;
    a.end_event = index;
    a.end_place = site.span;
    a.how = Lane::End::refused;
  }
  const auto id = static_cast<uint32_t>(acquisitions_.size());
  acquisitions_.push_back(std::move(a));
  auto& open = held_[e.address];
  if (refused) {
    refusals_.emplace_back(id, open);
  } else {
    open.push_back(id);
    open_.push_back(id);
  }
}

// Where an event is, in the body that holds the guard: the event's own place, or the call that it happened in.
vm::Site Work::site_in(const Acquisition& a, const Event& e, bool& found) {
  const auto& activations = stack(e.thread);
  found = false;
  for (size_t i = activations.size(); i-- > 0;)
    if (activations[i].instance == a.instance) {
      found = true;
      return in_.run->trace.sites[i + 1 == activations.size() ? e.site : activations[i + 1].caller_site];
    }
  return in_.run->trace.sites[e.site];
}

void Work::release(const Event& e, uint32_t index, bool exclusive) {
  auto& open = held_[e.address];
  // The one whose value is dropped or given away here; where that cannot be told, the one taken last by this thread.
  size_t best = open.size();
  int best_score = -1;
  for (size_t k = open.size(); k-- > 0;) {
    const Acquisition& a = acquisitions_[open[k]];
    if (a.exclusive != exclusive) continue;
    bool found = false;
    const vm::Site site = site_in(a, e, found);
    int score = a.thread == e.thread ? 1 : 0;
    const mir::Body* body = found ? in_.elaborated(site.owner) : nullptr;
    if (body != nullptr && site.at.block.index < body->blocks.size()) {
      const auto in_chain = [&](Local l) {
        return std::find(a.chain().locals.begin(), a.chain().locals.end(), l) != a.chain().locals.end();
      };
      const mir::TerminatorKind& t = body->blocks[site.at.block].terminator.kind;
      if (const auto* d = std::get_if<mir::TDrop>(&t)) score += in_chain(d->place.local) ? 2 : 0;
      else if (const auto* c = std::get_if<mir::TCall>(&t))
        for (const Operand& o : c->args)
          if (o.kind == Operand::Kind::move && in_chain(o.place.local)) score += 2;
    }
    if (score > best_score) best = k, best_score = score;
  }
  if (best == open.size()) return;
  Acquisition& a = acquisitions_[open[best]];
  std::erase(open_, open[best]);
  open.erase(open.begin() + static_cast<ptrdiff_t>(best));
  bool found = false;
  const vm::Site site = site_in(a, e, found);
  a.end = e.step;
  a.end_event = index;
  a.end_place = site.span;
  a.poisoned = poisoned_next_;
  poisoned_next_ = false;
  const mir::Body* body = site.owner.valid() ? in_.elaborated(site.owner) : nullptr;
  const bool drops = body != nullptr && body->statement_at(site.at) == nullptr &&
                     std::holds_alternative<mir::TDrop>(body->blocks[site.at.block].terminator.kind);
  if (body != nullptr && body->blocks[site.at.block].is_cleanup) a.how = Lane::End::unwound;
  else if (!found) a.how = Lane::End::moved;
  else a.how = drops && a.chain().holder ? Lane::End::scope : Lane::End::drop;
}

void Work::flag(const Event& e, uint32_t index) {
  if ((e.flag & Event::poisoned) != 0) {
    poisoned_next_ = true;
    return;
  }
  if ((e.flag & (Event::refused_shared | Event::refused_exclusive)) != 0) {
    acquire(e, index, (e.flag & Event::refused_exclusive) != 0, true);
    return;
  }
  int32_t& known = flags_[e.address];
  const int32_t before = known, now = e.value;
  known = now;
  const auto size = [](int32_t n) { return n < 0 ? -n : n; };
  if (before != 0 && (now == 0 || (before < 0) != (now < 0) || size(now) < size(before))) release(e, index, before < 0);
  if (now != 0 && (before == 0 || (before < 0) != (now < 0) || size(now) > size(before))) acquire(e, index, now < 0, false);
}

// A guard that leaves its body as the result goes on in the caller, at the call.
void Work::hand_over(const Activation& from, const std::vector<Activation>& activations) {
  if (activations.empty()) return;
  for (const uint32_t id : open_) {
    Acquisition& a = acquisitions_[id];
    if (a.instance != from.instance || !a.chain().returned) continue;
    const vm::Site& site = in_.run->trace.sites[from.caller_site];
    if (call_at(site) == nullptr) continue;
    a.anchor = site;
    a.instance = activations.back().instance;
    a.call = &guarded_call(from.caller_site);
    a.from_line = none;
    a.to_line = 0;
  }
}

void Work::add_guards() {
  std::vector<bool> in_collision(acquisitions_.size());
  std::unordered_map<uint32_t, uint32_t> last;  // by thread: what it asked for last
  for (uint32_t i = 0; i < acquisitions_.size(); ++i) last[acquisitions_[i].thread] = i;
  std::erase_if(refusals_, [&](const auto& refusal) {
    const Acquisition& a = acquisitions_[refusal.first];
    if (refusal.second.empty()) return true;
    // What the library asks for by itself and goes on without (`{:?}` of a cell) is none of the program's doing.
    if (!a.lock) return !a.call->gives && panic_message(a.event).empty();
    // A thread that waits for another's lock breaks no rule, unless it waits for ever.
    const bool own =
        std::any_of(refusal.second.begin(), refusal.second.end(), [&](uint32_t h) { return acquisitions_[h].thread == a.thread; });
    return !own && (in_.run->outcome.kind != vm::OutcomeKind::deadlock || last[a.thread] != refusal.first);
  });
  for (const auto& [refused, held] : refusals_) {
    in_collision[refused] = true;
    for (const uint32_t h : held) in_collision[h] = true;
  }
  // By place and kind; times in the order of the run.
  for (Acquisition& a : acquisitions_) {
    const uint32_t body = body_index(a.anchor.owner);
    const Span start = place(a.anchor.span);
    if (body == none || start.is_dummy()) continue;
    const bool collides = in_collision[static_cast<size_t>(&a - acquisitions_.data())];
    // Taken and given back within one call of the library: nobody held it.
    if (a.refused && !collides) continue;
    const bool within = a.end_event != none && in_.run->trace.events[a.end_event].site == in_.run->trace.events[a.event].site &&
                        !a.refused && a.anchor.span == a.taken.span;
    if (within && !collides) continue;
    const Lane::Kind kind = a.exclusive ? Lane::Kind::exclusive : Lane::Kind::shared;
    for (uint32_t l = 0; l < out_.lanes.size() && a.lane == none; ++l)
      if (out_.lanes[l].run && out_.lanes[l].kind == kind && out_.lanes[l].start == start) a.lane = l;
    if (a.lane == none) {
      a.lane = static_cast<uint32_t>(out_.lanes.size());
      Lane lane;
      lane.run = true;
      lane.kind = kind;
      lane.what = a.chain().type;
      lane.of = *a.of;
      lane.body = body;
      lane.start = start;
      lane.from_line = line(start.lo);
      lane.to_line = line(start.hi);
      const mir::Body& mir_body = *in_.elaborated(a.anchor.owner);
      if (a.chain().holder) lane.holder = named(mir_body, a.chain().holder, std::string(mir_body.locals[a.chain().holder].name.str()));
      out_.lanes.push_back(std::move(lane));
    }
    Lane& lane = out_.lanes[a.lane];
    lane.steps.emplace_back(a.start, a.end);
    out_.event_lane[a.event] = a.lane;
    if (a.end_event != none) out_.event_lane[a.end_event] = a.lane;
    const Span extent = out_.bodies[body].extent;
    // What is held when the run ends would have been held until there.
    if (a.end == none) a.end_place = natural_end(a, a.anchor.at);
    const Span end = place(a.end_place);
    if (a.from_line != none) {
      lane.from_line = std::min(lane.from_line, a.from_line);
      lane.to_line = std::max(lane.to_line, a.to_line);
    }
    if (!end.is_dummy() && extent.contains(end)) {
      if (!lane.end || end.hi >= lane.end->first.hi) lane.end = {end, a.how};
      lane.to_line = std::max(lane.to_line, line(end.hi == end.lo ? end.lo : end.hi - 1));
    } else if (!lane.end && !end.is_dummy()) {
      lane.end = {end, a.how};
    }
  }
  // Uses of the variables that hold them.
  for (Lane& lane : out_.lanes) {
    if (!lane.run || !lane.holder || lane.holder->declared.is_dummy()) continue;
    const mir::Body& body = *bodies_[lane.body].built;
    for (uint32_t l = 0; l < body.locals.size(); ++l) {
      if (!(place(body.locals[Local(l)].source_info.span) == lane.holder->declared) || !is_variable(body, Local(l))) continue;
      const auto use = [&](const mir::Place& p, Span span) {
        const Span s = place(span);
        if (p.local != Local(l) || s.is_dummy() || s.lo < lane.start.hi || line(s.lo) > lane.to_line) return;
        if (std::find(lane.uses.begin(), lane.uses.end(), s) == lane.uses.end()) lane.uses.push_back(s);
      };
      for (const mir::BasicBlockData& block : body.blocks) {
        if (block.is_cleanup) continue;
        for (const mir::Statement& s : block.statements)
          if (const auto* a = std::get_if<mir::StAssign>(&s.kind)) {
            if (const auto* r = std::get_if<mir::RvRef>(&a->value)) use(r->place, s.source_info.span);
            if (const auto* u = std::get_if<mir::RvUse>(&a->value); u != nullptr && u->operand.kind != Operand::Kind::constant)
              use(u->operand.place, s.source_info.span);
          }
      }
    }
    tidy(lane.uses);
  }
  for (uint32_t i = 0; i < refusals_.size(); ++i) collide(i);
}

// What a thread's panic after this event says first; empty where it does not panic in the same step.
std::string Work::panic_message(uint32_t event) const {
  const vm::Trace& run = in_.run->trace;
  std::string text;
  for (uint32_t i = event + 1; i < run.events.size(); ++i) {
    const Event& e = run.events[i];
    if (e.thread != run.events[event].thread) continue;
    if (e.kind == Event::Kind::statement) return {};
    if (e.kind == Event::Kind::print && in_.run->output[static_cast<size_t>(e.value)].to_stderr)
      text += in_.run->output[static_cast<size_t>(e.value)].text;
    if (e.kind != Event::Kind::unwind) continue;
    const size_t head = text.find(" panicked at ");
    const size_t from = head == std::string::npos ? head : text.find('\n', head);
    if (from == std::string::npos) return {};
    return text.substr(from + 1, text.find('\n', from + 1) - from - 1);
  }
  return {};
}

void Work::collide(uint32_t index) {
  const auto& [id, held] = refusals_[index];
  const Acquisition& refused = acquisitions_[id];
  if (refused.lane == none || held.empty()) return;
  std::string message = panic_message(refused.event);
  if (message.empty()) {
    if (refused.lock)
      message = in_.run->outcome.kind == vm::OutcomeKind::deadlock ? "deadlock: the lock is held already" : "the lock is held already";
    else message = refused.exclusive ? "already borrowed" : "already mutably borrowed";
  }
  for (const uint32_t h : held) {
    if (acquisitions_[h].lane == none) continue;
    const auto collision = static_cast<uint32_t>(out_.collisions.size());
    out_.collisions.push_back({acquisitions_[h].lane, refused.lane, place(refused.anchor.span), {}, message, refused.start});
    out_.lanes[acquisitions_[h].lane].collisions.push_back(collision);
    if (refused.lane != acquisitions_[h].lane) out_.lanes[refused.lane].collisions.push_back(collision);
  }
}

}  // namespace borrowlab::views
