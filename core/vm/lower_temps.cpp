// MIR copies every operand into a temporary first. Where such a copy is read once, soon, and nothing can change its source in
// between, the source is read instead; and a checked sum that only moves on into a variable is computed there.
#include "mir/util.h"
#include "vm/lower.h"

namespace borrowlab::vm {

using mir::Operand;
using mir::Place;
using mir::PlaceElem;

namespace {

constexpr size_t window = 12;  // statements to look ahead

bool has_deref_or_index(const Place& p) {
  for (const PlaceElem& e : p.projection)
    if (e.kind != PlaceElem::Kind::field && e.kind != PlaceElem::Kind::downcast) return true;
  return false;
}

// Calls f(place, is_read_of_whole) for every place a statement or terminator mentions but the assigned ones; g for those.
template <class F>
void visit_operand(const Operand& o, F&& f) {
  if (o.kind != Operand::Kind::constant) f(o.place);
}
template <class F>
void visit_rvalue(const mir::Rvalue& v, F&& f) {
  if (const auto* r = std::get_if<mir::RvUse>(&v)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<mir::RvRepeat>(&v)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<mir::RvRef>(&v)) f(r->place);
  else if (const auto* r = std::get_if<mir::RvRawPtr>(&v)) f(r->place);
  else if (const auto* r = std::get_if<mir::RvCast>(&v)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<mir::RvBinary>(&v)) visit_operand(r->lhs, f), visit_operand(r->rhs, f);
  else if (const auto* r = std::get_if<mir::RvUnary>(&v)) visit_operand(r->operand, f);
  else if (const auto* r = std::get_if<mir::RvDiscriminant>(&v)) f(r->place);
  else if (const auto* r = std::get_if<mir::RvLen>(&v)) f(r->place);
  else if (const auto* r = std::get_if<mir::RvCopyForDeref>(&v)) f(r->place);
  else if (const auto* r = std::get_if<mir::RvAggregate>(&v))
    for (const Operand& o : r->operands) visit_operand(o, f);
}
template <class F, class G>
void visit_terminator(const mir::Terminator& t, F&& read, G&& write) {
  if (const auto* k = std::get_if<mir::TSwitchInt>(&t.kind)) visit_operand(k->discr, read);
  else if (const auto* k = std::get_if<mir::TDrop>(&t.kind)) read(k->place);
  else if (const auto* k = std::get_if<mir::TCall>(&t.kind)) {
    visit_operand(k->func, read);
    for (const Operand& o : k->args) visit_operand(o, read);
    write(k->destination);
  } else if (const auto* k = std::get_if<mir::TAssert>(&t.kind)) {
    visit_operand(k->cond, read);
    // The other messages do not tell their operands.
    if (k->kind == mir::AssertKind::bounds_check || k->kind == mir::AssertKind::misaligned)
      for (const Operand& o : k->operands) visit_operand(o, read);
  }
}

}  // namespace

void BodyLowering::count_uses() {
  uses_.assign(body_.locals.size(), 0);
  defs_.assign(body_.locals.size(), 0);
  predecessors_.assign(body_.blocks.size(), 0);
  const auto read = [&](const Place& p) {
    ++uses_[p.local.index];
    for (const PlaceElem& e : p.projection)
      if (e.kind == PlaceElem::Kind::index) uses_[e.a] += 2;  // never through an alias
  };
  const auto write = [&](const Place& p) {
    if (p.is_local()) ++defs_[p.local.index];
    else read(p);
  };
  for (const mir::BasicBlockData& b : body_.blocks) {
    for (const mir::Statement& s : b.statements) {
      if (const auto* a = std::get_if<mir::StAssign>(&s.kind)) {
        visit_rvalue(a->value, read);
        write(a->place);
      } else if (const auto* d = std::get_if<mir::StSetDiscriminant>(&s.kind)) {
        read(d->place);
      }
    }
    visit_terminator(b.terminator, read, write);
    for (const mir::BasicBlock n : mir::successors(b.terminator)) ++predecessors_[n.index];
  }
}

void BodyLowering::alias_temps(const mir::BasicBlockData& b) {
  for (size_t i = 0; i < b.statements.size(); ++i) {
    const auto* a = std::get_if<mir::StAssign>(&b.statements[i].kind);
    const auto* use = a != nullptr && a->place.is_local() ? std::get_if<mir::RvUse>(&a->value) : nullptr;
    if (use == nullptr || use->operand.kind == Operand::Kind::constant || is_elided(b.statements[i])) continue;
    const uint32_t temp = a->place.local.index;
    if (temp <= body_.arg_count || body_.locals[a->place.local].name.index != 0 || uses_[temp] != 1 || defs_[temp] != 1) continue;
    const Place& from = use->operand.place;
    if (has_deref_or_index(from) || local_loc_[from.local.index].indirect || local_loc_[temp].indirect) continue;
    bool safe = false;
    const auto reads_temp = [&](const Place& p, bool& found) { found = found || p.local.index == temp; };
    for (size_t k = i + 1; k <= b.statements.size() && k < i + window; ++k) {
      bool found = false;
      if (k == b.statements.size()) {
        // A drop works through the place's address, and would see the source dropped: only reads of the value count.
        if (std::holds_alternative<mir::TDrop>(b.terminator.kind)) break;
        visit_terminator(
            b.terminator, [&](const Place& p) { reads_temp(p, found); }, [](const Place&) {});
        const auto* call = std::get_if<mir::TCall>(&b.terminator.kind);
        safe = found && (call == nullptr || call->destination.local != from.local);
        break;
      }
      const auto* next = std::get_if<mir::StAssign>(&b.statements[k].kind);
      if (next == nullptr) {
        if (std::holds_alternative<mir::StSetDiscriminant>(b.statements[k].kind)) break;
        continue;
      }
      if (std::holds_alternative<mir::RvRef>(next->value) || std::holds_alternative<mir::RvRawPtr>(next->value)) {
        visit_rvalue(next->value, [&](const Place& p) { reads_temp(p, found); });
        if (found) break;  // its address is asked for
      }
      visit_rvalue(next->value, [&](const Place& p) { reads_temp(p, found); });
      // What it computes may lie where the source lies: an instruction reads before it writes, an aggregate does not.
      const bool writes_source = next->place.local == from.local || has_deref(next->place);
      if (found) {
        const bool one_step = std::holds_alternative<mir::RvUse>(next->value) || std::holds_alternative<mir::RvBinary>(next->value);
        safe = !writes_source || (one_step && next->place.local != from.local);
        if (writes_source && std::holds_alternative<mir::RvBinary>(next->value) && next->place.is_local() &&
            scalar_kind(operand_type(use->operand)).cls == ScalarKind::Class::integer)
          safe = true;
        break;
      }
      if (writes_source) break;
    }
    if (!safe) continue;
    Loc at = place(from);
    if (at.indirect) continue;
    at.ty = local_ty_[temp];
    at.variant = no_variant;
    local_loc_[temp] = at;
    elided_.insert(&b.statements[i]);
  }
}

// `pair = a + b (checked); assert(!pair.1) -> next; next: place = move pair.0`: the place, where nothing else reads the pair.
const mir::Place* BodyLowering::forwarded(const mir::TAssert& check, mir::Local pair) {
  if (uses_[pair.index] != 2 || defs_[pair.index] != 1 || !check.target.valid() || predecessors_[check.target.index] != 1) return nullptr;
  const auto& statements = body_.blocks[check.target].statements;
  for (const mir::Statement& s : statements) {
    const auto* a = std::get_if<mir::StAssign>(&s.kind);
    if (a == nullptr) {
      if (std::holds_alternative<mir::StSetDiscriminant>(s.kind)) return nullptr;
      continue;
    }
    const auto* use = std::get_if<mir::RvUse>(&a->value);
    if (use == nullptr || use->operand.kind == Operand::Kind::constant || use->operand.place.local != pair ||
        use->operand.place.projection.size() != 1 || use->operand.place.projection[0].a != 0 || has_deref_or_index(a->place))
      return nullptr;
    // The operands are read again by nothing after the sum is stored: a failed sum stores nothing.
    if (local_loc_[a->place.local.index].indirect) return nullptr;
    elided_.insert(&s);
    return &a->place;
  }
  return nullptr;
}

}  // namespace borrowlab::vm
