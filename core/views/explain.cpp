// A panic of a cell or lock, and a deadlock, told as the borrow checker tells of the same conflict: the earlier borrow with its place and
// holder, the refused one, and where the earlier one would have ended.
#include <algorithm>

#include "views/work.h"

namespace borrowlab::views {

using diagnostics::Diagnostic;
using vm::Event;

namespace {

std::string quoted(const Named& n, const char* otherwise) { return n.text.empty() ? otherwise : "`" + n.text + "`"; }

}  // namespace

// Where a guard ends if nothing interferes: the first drop of what holds it, or the call that it is given to, from a place on.
Span Work::natural_end(const Acquisition& a, mir::Location from) const {
  const mir::Body* body = in_.elaborated(a.anchor.owner);
  if (body == nullptr) return {};
  const auto in_chain = [&](Local l) { return std::find(a.chain().locals.begin(), a.chain().locals.end(), l) != a.chain().locals.end(); };
  std::vector<bool> seen(body->blocks.size());
  std::vector<mir::BasicBlock> queue{from.block};
  bool first = true;
  for (size_t i = 0; i < queue.size(); ++i) {
    const mir::BasicBlockData& block = body->blocks[queue[i]];
    if (block.is_cleanup) continue;
    if (const auto* d = std::get_if<mir::TDrop>(&block.terminator.kind)) {
      if (in_chain(d->place.local)) return place(block.terminator.source_info.span);
    } else if (const auto* c = std::get_if<mir::TCall>(&block.terminator.kind); c != nullptr && !first) {
      for (const mir::Operand& o : c->args)
        if (o.kind == mir::Operand::Kind::move && in_chain(o.place.local) && !in_chain(c->destination.local))
          return place(block.terminator.source_info.span);
    }
    first = false;
    for (const mir::BasicBlock next : mir::successors(block.terminator))
      if (!seen[next.index]) {
        seen[next.index] = true;
        queue.push_back(next);
      }
  }
  return {};
}

void Work::label_held(Diagnostic& d, const Acquisition& held, const std::string& what, const vm::Site& seen_from) {
  const Span start = place(held.anchor.span);
  std::string text = what + " occurs here";
  if (held.chain().holder)
    text += ", held by `" + std::string(in_.elaborated(held.anchor.owner)->locals[held.chain().holder].name.str()) + "`";
  d.label(start, text);
  const bool same_body = seen_from.owner == held.anchor.owner && held.thread != 0;
  const Span end = natural_end(held, same_body ? seen_from.at : held.anchor.at);
  if (end.is_dummy() || end.overlaps(start)) return;
  const bool by_scope = end.hi - end.lo <= 1;
  if (!by_scope) d.label(end, what + " would end here");
  else if (held.chain().holder)
    d.label(end, what + " would end here, when `" + std::string(in_.elaborated(held.anchor.owner)->locals[held.chain().holder].name.str()) +
                     "` is dropped");
  else d.label(end, what + " would end here, when the temporary is dropped");
}

// The last refusal that a panic came of.
void Work::explain_refusal(const Acquisition& refused, const std::vector<uint32_t>& held) {
  const Acquisition& first = acquisitions_[held.front()];
  const std::string name = quoted(refused.of->text.empty() ? *first.of : *refused.of, "the value");
  const Span at = place(refused.anchor.span);
  Diagnostic d(diagnostics::Level::note, "", at);
  std::string first_kind, second;
  if (first.exclusive && refused.exclusive) {
    d.message = "cannot borrow " + name + " as mutable more than once at a time";
    first_kind = "first mutable borrow";
    second = "second mutable borrow";
  } else {
    first_kind = first.exclusive ? "mutable borrow" : "immutable borrow";
    second = refused.exclusive ? "mutable borrow" : "immutable borrow";
    d.message = "cannot borrow " + name + " as " + (refused.exclusive ? "mutable" : "immutable") + " because it is also borrowed as " +
                (first.exclusive ? "mutable" : "immutable");
  }
  d.message += " (the rule of " + std::string(first.exclusive && refused.exclusive ? "E0499" : "E0502") + ", checked at run time)";
  for (const uint32_t h : held) label_held(d, acquisitions_[h], first_kind, refused.taken);
  d.label(at, second + " is refused here");
  if (first.anchor.owner != refused.anchor.owner)
    d.note("the " + first_kind + " lasts until its guard is dropped, in whichever function that is");
  out_.explanation = std::move(d);
}

void Work::explain_lock(const std::vector<uint32_t>& waiting) {
  const auto thread = [](uint32_t id) { return id == 1 ? std::string("the main thread") : "thread " + std::to_string(id); };
  Diagnostic d(diagnostics::Level::note, "");
  for (const uint32_t index : waiting) {
    const auto& [id, held] = refusals_[index];
    const Acquisition& refused = acquisitions_[id];
    const Acquisition& first = acquisitions_[held.front()];
    const std::string name = quoted(refused.of->text.empty() ? *first.of : *refused.of, "a lock");
    const bool own = first.thread == refused.thread;
    const Span at = place(refused.anchor.span);
    if (d.message.empty())
      d.message =
          own ? "cannot lock " + name + " again: the thread that waits for it holds it" : "each thread waits for a lock that another holds";
    if (waiting.size() == 1 && !own) d.message = "cannot lock " + name + ": " + thread(first.thread) + " holds it for ever";
    d.spans.primary.push_back(at);
    label_held(d, first, own ? "first lock" : "lock of " + quoted(*first.of, "it") + " by " + thread(first.thread), refused.taken);
    d.label(at, own ? "second lock waits here for ever" : thread(refused.thread) + " waits here for " + name);
  }
  if (!d.message.empty()) out_.explanation = std::move(d);
}

void Work::explain_poison(const Acquisition& poisoned, const Acquisition& taken, Span panic) {
  Diagnostic d(diagnostics::Level::note, quoted(*taken.of, "the lock") + " is poisoned: a thread panicked while it held the lock",
               place(taken.anchor.span));
  label_held(d, poisoned, "lock", poisoned.anchor);
  if (!panic.is_dummy() && !(panic == place(poisoned.anchor.span))) d.label(panic, "panic occurs here, while the lock is held");
  d.label(place(taken.anchor.span), "lock is taken here after that");
  d.note("what the lock guards may be half changed; `into_inner` of the error gives the guard all the same");
  out_.explanation = std::move(d);
}

void Work::explain() {
  const vm::Trace& run = in_.run->trace;
  if (in_.run->outcome.kind == vm::OutcomeKind::deadlock) {
    std::vector<uint32_t> waiting;
    for (const Collision& c : out_.collisions)
      for (uint32_t i = 0; i < refusals_.size(); ++i) {
        const Acquisition& a = acquisitions_[refusals_[i].first];
        if (a.lock && a.lane == c.refused && a.start == c.step && std::find(waiting.begin(), waiting.end(), i) == waiting.end())
          waiting.push_back(i);
      }
    explain_lock(waiting);
    return;
  }
  // The panic that ended the run, or else the last one: from its start back to the refusal.
  for (size_t i = run.events.size(); i-- > 0;) {
    const Event& e = run.events[i];
    if (e.kind != Event::Kind::unwind || e.value != 0) continue;
    for (size_t k = i; k-- > 0;) {
      const Event& before = run.events[k];
      if (before.thread != e.thread) continue;
      if (before.kind == Event::Kind::statement) break;
      if (before.kind != Event::Kind::flag) continue;
      for (const auto& [id, held] : refusals_)
        if (acquisitions_[id].event == k && !held.empty() && !acquisitions_[id].lock) {
          explain_refusal(acquisitions_[id], held);
          return;
        }
      break;
    }
    // A poisoned lock: the call that panics is given what the lock's call returned.
    const mir::TCall* call = call_at(run.sites[e.site]);
    if (call == nullptr) continue;
    for (const Acquisition& taken : acquisitions_) {
      if (!taken.lock || taken.refused || taken.thread != e.thread || taken.event > i || (taken.end_event != none && taken.end_event < i))
        continue;
      bool given = false;
      for (const mir::Operand& o : call->args)
        given = given || (o.kind == mir::Operand::Kind::move && taken.anchor.owner == run.sites[e.site].owner &&
                          std::find(taken.chain().locals.begin(), taken.chain().locals.end(), o.place.local) != taken.chain().locals.end());
      if (!given) continue;
      for (size_t p = acquisitions_.size(); p-- > 0;) {
        const Acquisition& poisoned = acquisitions_[p];
        if (!poisoned.poisoned || poisoned.address != taken.address || poisoned.event >= taken.event) continue;
        Span panic;
        for (uint32_t k = poisoned.event; k < poisoned.end_event; ++k)
          if (run.events[k].kind == Event::Kind::unwind && run.events[k].value == 0 && run.events[k].thread == poisoned.thread)
            panic = place(run.sites[run.events[k].site].span);
        explain_poison(poisoned, taken, panic);
        return;
      }
    }
  }
}

}  // namespace borrowlab::views
