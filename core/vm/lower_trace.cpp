// Traced lowering: the instructions that tell what the program's own code does. They cost no budget, so that a traced run goes on as the
// plain one does, thread switches included.
#include <algorithm>

#include "mir/util.h"
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::Operand;

mir::Location FunctionTrace::at(uint32_t pc) const {
  const auto after = std::upper_bound(places.begin(), places.end(), pc, [](uint32_t p, const auto& place) { return p < place.first; });
  return after == places.begin() ? mir::Location{mir::start_block, 0} : (after - 1)->second;
}

void BodyLowering::trace_place(mir::Location at) {
  auto& places = f_.trace->places;
  if (!places.empty() && places.back().first == pc()) places.pop_back();
  places.emplace_back(pc(), at);
}

void BodyLowering::event(Event::Kind kind, uint32_t local, const Loc* at) {
  const uint32_t from = pc();
  const uint32_t slot = at != nullptr ? address(*at) : no_slot;
  emit(Op::event, static_cast<uint32_t>(kind), local, slot, slot != no_slot ? 1 : 0);
  free_ += pc() - from;
}

void BodyLowering::trace_step(Span span, bool dropping) {
  const uint32_t unit = p_.steps->unit_at(body_.owner, span, dropping);
  if (unit == 0 || unit == unit_) return;
  unit_ = unit;
  emit(Op::step, unit);
  ++free_;
}

void BodyLowering::trace_moved(const Operand& o) {
  if (o.kind == Operand::Kind::move && body_.locals[o.place.local].name.index != 0 && !has_deref(o.place))
    event(Event::Kind::moved, o.place.local.index);
}

void BodyLowering::trace_rvalue_moves(const mir::Rvalue& v) {
  if (const auto* u = std::get_if<mir::RvUse>(&v)) trace_moved(u->operand);
  else if (const auto* c = std::get_if<mir::RvCast>(&v)) trace_moved(c->operand);
  else if (const auto* a = std::get_if<mir::RvAggregate>(&v))
    for (const Operand& o : a->operands) trace_moved(o);
}

void BodyLowering::trace_statement(const mir::Statement& s) {
  trace_place(here_);
  if (body_.blocks[here_.block].is_cleanup) return;
  trace_step(s.source_info.span, false);
  const auto named = [&](mir::Local l) { return body_.locals[l].name.index != 0; };
  if (const auto* k = std::get_if<mir::StStorageLive>(&s.kind)) {
    if (named(k->local)) event(Event::Kind::storage_live, k->local.index);
  } else if (const auto* k = std::get_if<mir::StStorageDead>(&s.kind)) {
    if (named(k->local)) event(Event::Kind::storage_dead, k->local.index);
  } else if (const auto* k = std::get_if<mir::StAssign>(&s.kind)) {
    if (const auto* r = std::get_if<mir::RvRef>(&k->value)) {
      if (!cx_.sources.from_macro(s.source_info.span)) {
        const Loc at = place(r->place, false);
        event(Event::Kind::loan_start, k->place.local.index, &at);
      }
    }
    trace_rvalue_moves(k->value);
    if (named(k->place.local) && !has_deref(k->place)) event(Event::Kind::write, k->place.local.index);
  }
}

void BodyLowering::trace_terminator(const mir::Terminator& t) {
  trace_place(here_);
  if (std::holds_alternative<mir::TReturn>(t.kind)) {
    event(Event::Kind::return_, UINT32_MAX);
    return;
  }
  if (body_.blocks[here_.block].is_cleanup) return;
  if (const auto* d = std::get_if<mir::TDrop>(&t.kind)) {
    if (p_.needs_drop(mono(mir::place_ty(cx_, body_, d->place).ty))) trace_step(t.source_info.span, true);
  } else if (std::holds_alternative<mir::TCall>(t.kind) || std::holds_alternative<mir::TSwitchInt>(t.kind) ||
             std::holds_alternative<mir::TAssert>(t.kind)) {
    trace_step(t.source_info.span, false);
    if (const auto* c = std::get_if<mir::TCall>(&t.kind))
      for (const Operand& o : c->args) trace_moved(o);
  }
}

// A jump back to a loop's head passes a piece of code that says so: what comes next begins anew, even if it is what was left just now.
void BodyLowering::trace_back_edges() {
  for (const Patch& p : patches_) {
    if (!dominators_->dominates(p.target, p.from)) continue;
    bool known = false;
    for (const auto& [head, at] : again_) known = known || head == p.target;
    if (known) continue;
    again_.emplace_back(p.target, pc());
    emit(Op::step, 0);
    emit(Op::jmp, block_pc_[p.target.index]);
  }
}

uint32_t BodyLowering::target_pc(const Patch& p) const {
  if (traced_ && dominators_->dominates(p.target, p.from))
    for (const auto& [head, at] : again_)
      if (head == p.target) return at;
  return block_pc_[p.target.index];
}

}  // namespace borrowlab::vm
