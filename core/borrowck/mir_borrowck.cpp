#include "borrowck/mir_borrowck.h"

#include <algorithm>

#include "support/sort.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;

namespace {
Place prefix(const Place& p, size_t n) {
  Place q(p.local);
  q.projection.assign(p.projection.begin(), p.projection.begin() + static_cast<ptrdiff_t>(n));
  return q;
}
ReadOrWrite read(ReadKind k, mir::BorrowKind b = mir::BorrowKind::shared) { return {ReadOrWrite::Kind::read, k, {}, b, UINT32_MAX}; }
ReadOrWrite write(WriteKind k, mir::BorrowKind b = mir::BorrowKind::mut_default) {
  return {ReadOrWrite::Kind::write, {}, k, b, UINT32_MAX};
}
}  // namespace

MirBorrowckCtxt::MirBorrowckCtxt(types::Context& cx, const Body& body, const ClosureReports& closures, const MoveData& moves,
                                 RegionInference& regions, const BorrowSet& borrows, TypeChecker& typeck, const types::ParamEnv& env)
    : cx_(cx),
      body_(body),
      closures_(closures),
      moves_(moves),
      regions_(regions),
      borrow_set_(borrows),
      typeck_(typeck),
      env_(env),
      dominators_(body),
      ast_(cx, body.owner),
      preds_(predecessors(body)),
      used_mut_(body.locals.size()) {
  if (body.closure) used_mut_upvars_.resize(body.closure->captures.size());
}

void MirBorrowckCtxt::visit(Borrows& borrows, Uninits& uninits, EverInits& ever_inits) {
  for (BasicBlock b : reverse_postorder(body_)) {
    FlowState state{borrows.entry[b], uninits.entry[b], ever_inits.entry[b]};
    const BasicBlockData& data = body_.blocks[b];
    for (uint32_t i = 0; i < data.statements.size(); ++i) {
      const Location at{b, i};
      const Statement& s = data.statements[i];
      borrows.analysis.early_statement_effect(state.borrows, s, at);
      statement(s, at, state);
      borrows.analysis.statement_effect(state.borrows, s, at);
      uninits.analysis.early_statement_effect(state.uninits, s, at);
      uninits.analysis.statement_effect(state.uninits, s, at);
      ever_inits.analysis.statement_effect(state.ever_inits, s, at);
    }
    const Location at{b, static_cast<uint32_t>(data.statements.size())};
    borrows.analysis.early_terminator_effect(state.borrows, data.terminator, at);
    terminator(data.terminator, at, state);
    borrows.analysis.terminator_effect(state.borrows, data.terminator, at);
    at_exit(data.terminator, at, state);
  }
}

// --- statements --------------------------------------------------------------------------------------------------------

void MirBorrowckCtxt::statement(const Statement& s, Location at, const FlowState& state) {
  const Span span = s.source_info.span;
  check_activations(at, span, state);
  if (const auto* a = std::get_if<StAssign>(&s.kind)) {
    consume_rvalue(at, a->value, span, state);
    mutate_place(at, a->place, span, AccessDepth::shallow, state);
  } else if (const auto* f = std::get_if<StFakeRead>(&s.kind)) {
    check_if_path_or_subpath_is_moved(at, InitializationRequiringAction::use, f->place, span, state);
  } else if (const auto* d = std::get_if<StStorageDead>(&s.kind)) {
    access_place(at, Place(d->local), span, AccessDepth::shallow, write(WriteKind::storage_dead_or_drop), LocalMutationIsAllowed::yes,
                 state);
  } else if (const auto* d = std::get_if<StSetDiscriminant>(&s.kind)) {
    mutate_place(at, d->place, span, AccessDepth::shallow, state);
  }
}

void MirBorrowckCtxt::terminator(const Terminator& t, Location at, const FlowState& state) {
  const Span span = t.source_info.span;
  check_activations(at, span, state);
  if (const auto* s = std::get_if<TSwitchInt>(&t.kind)) {
    consume_operand(at, s->discr, span, state);
  } else if (const auto* d = std::get_if<TDrop>(&t.kind)) {
    access_place(at, d->place, span, AccessDepth::drop, write(d->replace ? WriteKind::replace : WriteKind::storage_dead_or_drop),
                 LocalMutationIsAllowed::yes, state);
  } else if (const auto* c = std::get_if<TCall>(&t.kind)) {
    consume_operand(at, c->func, span, state);
    for (size_t i = 0; i < c->args.size(); ++i) consume_operand(at, c->args[i], i < c->arg_spans.size() ? c->arg_spans[i] : span, state);
    mutate_place(at, c->destination, span, AccessDepth::deep, state);
  } else if (const auto* a = std::get_if<TAssert>(&t.kind)) {
    consume_operand(at, a->cond, span, state);
    if (a->kind == AssertKind::bounds_check)
      for (const Operand& o : a->operands) consume_operand(at, o, span, state);
  }
}

// Returning ends the storage of all locals.
void MirBorrowckCtxt::at_exit(const Terminator& t, Location at, const FlowState& state) {
  if (!std::holds_alternative<TReturn>(t.kind) && !std::holds_alternative<TUnwindResume>(t.kind)) return;
  if (!borrow_set_.locals_are_invalidated_at_exit) return;
  state.borrows.for_each([&](size_t b) { check_invalidation_at_exit(at, static_cast<uint32_t>(b), t.source_info.span); });
}

void MirBorrowckCtxt::check_activations(Location at, Span span, const FlowState& state) {
  auto it = borrow_set_.activations.find(regions_.points().point(at));
  if (it == borrow_set_.activations.end()) return;
  for (uint32_t b : it->second) {
    ReadOrWrite rw{ReadOrWrite::Kind::activation, {}, WriteKind::mutable_borrow, borrow_set_[b].kind, b};
    access_place(at, borrow_set_[b].borrowed_place, span, AccessDepth::deep, rw, LocalMutationIsAllowed::no, state);
  }
}

void MirBorrowckCtxt::consume_operand(Location at, const Operand& o, Span span, const FlowState& state) {
  if (o.kind == Operand::Kind::constant) return;
  if (o.kind == Operand::Kind::copy)
    access_place(at, o.place, span, AccessDepth::deep, read(ReadKind::copy), LocalMutationIsAllowed::no, state);
  else access_place(at, o.place, span, AccessDepth::deep, write(WriteKind::move), LocalMutationIsAllowed::yes, state);
  check_if_path_or_subpath_is_moved(at, InitializationRequiringAction::use, o.place, span, state);
}

void MirBorrowckCtxt::consume_rvalue(Location at, const Rvalue& rv, Span span, const FlowState& state) {
  using Action = InitializationRequiringAction;
  if (const auto* r = std::get_if<RvRef>(&rv)) {
    AccessDepth depth = AccessDepth::deep;
    ReadOrWrite rw = read(ReadKind::borrow, r->kind);
    if (r->kind == BorrowKind::fake_shallow) depth = AccessDepth::shallow_fake_borrow;
    if (is_mut(r->kind)) {
      rw = write(WriteKind::mutable_borrow, r->kind);
      if (r->kind == BorrowKind::mut_two_phase) rw.kind = ReadOrWrite::Kind::reservation;
    }
    access_place(at, r->place, span, depth, rw, LocalMutationIsAllowed::no, state);
    check_if_path_or_subpath_is_moved(at, r->kind == BorrowKind::fake_shallow ? Action::match_on : Action::borrow, r->place, span, state);
  } else if (const auto* r = std::get_if<RvRawPtr>(&rv)) {
    const ReadOrWrite rw =
        r->mut == Mutability::mut ? write(WriteKind::mutable_borrow, BorrowKind::mut_default) : read(ReadKind::borrow, BorrowKind::shared);
    access_place(at, r->place, span, AccessDepth::deep, rw, LocalMutationIsAllowed::no, state);
    check_if_path_or_subpath_is_moved(at, Action::borrow, r->place, span, state);
  } else if (const auto* r = std::get_if<RvLen>(&rv)) {
    access_place(at, r->place, span, AccessDepth::shallow_array_length, read(ReadKind::copy), LocalMutationIsAllowed::no, state);
    check_if_path_or_subpath_is_moved(at, Action::use, r->place, span, state);
  } else if (const auto* r = std::get_if<RvDiscriminant>(&rv)) {
    access_place(at, r->place, span, AccessDepth::shallow, read(ReadKind::copy), LocalMutationIsAllowed::no, state);
    check_if_path_or_subpath_is_moved(at, Action::use, r->place, span, state);
  } else if (const auto* r = std::get_if<RvCopyForDeref>(&rv)) {
    access_place(at, r->place, span, AccessDepth::deep, read(ReadKind::copy), LocalMutationIsAllowed::no, state);
    check_if_path_or_subpath_is_moved(at, Action::use, r->place, span, state);
  } else if (const auto* r = std::get_if<RvUse>(&rv)) {
    consume_operand(at, r->operand, span, state);
  } else if (const auto* r = std::get_if<RvRepeat>(&rv)) {
    consume_operand(at, r->operand, span, state);
  } else if (const auto* r = std::get_if<RvCast>(&rv)) {
    consume_operand(at, r->operand, span, state);
  } else if (const auto* r = std::get_if<RvUnary>(&rv)) {
    consume_operand(at, r->operand, span, state);
  } else if (const auto* r = std::get_if<RvBinary>(&rv)) {
    consume_operand(at, r->lhs, span, state);
    consume_operand(at, r->rhs, span, state);
  } else if (const auto* r = std::get_if<RvAggregate>(&rv)) {
    if (r->kind.kind == AggregateKind::Kind::closure) {
      // The closure changes what it captured: the variable's `mut` is used.
      auto it = closures_.find(r->kind.def);
      if (it != closures_.end() && it->second != nullptr)
        for (size_t i = 0; i < it->second->used_mut_upvars.size() && i < r->operands.size(); ++i)
          if (it->second->used_mut_upvars[i] && r->operands[i].kind != Operand::Kind::constant) {
            const Place& p = r->operands[i].place;
            // A temporary that holds `&mut captured`, or a by-value capture.
            if (p.is_local()) {
              for (uint32_t s = at.statement; s-- > 0;) {
                const auto* a = std::get_if<StAssign>(&body_.blocks[at.block].statements[s].kind);
                if (a == nullptr || !(a->place == p)) continue;
                if (const auto* ref = std::get_if<RvRef>(&a->value))
                  propagate_closure_used_mut_place(ref->place, LocalMutationIsAllowed::yes);
                if (const auto* use = std::get_if<RvUse>(&a->value); use != nullptr && use->operand.kind != Operand::Kind::constant)
                  propagate_closure_used_mut_place(use->operand.place, LocalMutationIsAllowed::yes);
                break;
              }
            }
            propagate_closure_used_mut_place(p, LocalMutationIsAllowed::yes);
          }
    }
    for (const Operand& o : r->operands) consume_operand(at, o, span, state);
  }
}

void MirBorrowckCtxt::propagate_closure_used_mut_place(const Place& place, LocalMutationIsAllowed allowed) {
  // The captured place, or the root that makes it mutable.
  for (size_t n = place.projection.size() + 1; n-- > 0;)
    if (const auto field = upvar_field(place, n)) {
      used_mut_upvars_[*field] = true;
      return;
    }
  Place error;
  const auto root = is_mutable(place, allowed, error);
  if (root && root->place.is_local()) used_mut_[root->place.local.index] = true;
}

void MirBorrowckCtxt::mutate_place(Location at, const Place& place, Span span, AccessDepth depth, const FlowState& state) {
  check_if_assigned_path_is_moved(at, place, span, state);
  access_place(at, place, span, depth, write(WriteKind::mutate), LocalMutationIsAllowed::no, state);
}

// --- accesses ------------------------------------------------------------------------------------------------------------

void MirBorrowckCtxt::access_place(Location at, const Place& place, Span span, AccessDepth depth, ReadOrWrite rw,
                                   LocalMutationIsAllowed allowed, const FlowState& state) {
  if (rw.kind == ReadOrWrite::Kind::activation &&
      std::find(reservation_reported_.begin(), reservation_reported_.end(), place) != reservation_reported_.end())
    return;
  for (const auto& [p, s] : access_place_reported_)
    if (p == place && s == span) return;
  const bool permission = check_access_permissions(place, span, rw, allowed, state, at);
  const bool conflict = check_access_for_conflict(at, place, span, depth, rw, state);
  if (permission || conflict) access_place_reported_.emplace_back(place, span);
}

bool MirBorrowckCtxt::check_access_for_conflict(Location at, const Place& place, Span span, AccessDepth depth, ReadOrWrite rw,
                                                const FlowState& state) {
  using RW = ReadOrWrite::Kind;
  for (uint32_t index : borrow_set_.by_local[place.local.index]) {
    if (!state.borrows.contains(index)) continue;
    const BorrowData& borrow = borrow_set_[index];
    if (!borrow_conflicts_with_place(cx_, body_, borrow.borrowed_place, borrow.kind, place, depth, ConflictBias::overlap)) continue;
    if (rw.kind == RW::activation && rw.activating == index) continue;
    if (rw.kind == RW::read) {
      if (!is_mut(borrow.kind)) continue;
      if (rw.read == ReadKind::borrow && rw.borrow == BorrowKind::fake_shallow) continue;
      if (!is_active(dominators_, borrow, at)) continue;
      const size_t before = buffered_.size();
      if (rw.read == ReadKind::copy) report_use_while_mutably_borrowed(at, place, span, borrow);
      else report_conflicting_borrow(at, place, span, rw.borrow, borrow);
      note_conflict(before, index, at, rw);
      return true;
    }
    if (rw.kind == RW::reservation && !is_mut(borrow.kind)) continue;
    if (rw.kind == RW::write && rw.write == WriteKind::move && borrow.kind == BorrowKind::fake_shallow) continue;
    if (rw.kind == RW::reservation) reservation_reported_.push_back(place);
    const size_t before = buffered_.size();
    switch (rw.write) {
      case WriteKind::mutable_borrow: report_conflicting_borrow(at, place, span, rw.borrow, borrow); break;
      case WriteKind::storage_dead_or_drop: report_borrowed_value_does_not_live_long_enough(at, borrow, place, span, true); break;
      case WriteKind::mutate:
      case WriteKind::replace: report_illegal_mutation_of_borrowed(at, place, span, borrow); break;
      case WriteKind::move: report_move_out_while_borrowed(at, place, span, borrow); break;
    }
    note_conflict(before, index, at, rw);
    return true;
  }
  return false;
}

void MirBorrowckCtxt::check_invalidation_at_exit(Location at, uint32_t index, Span span) {
  const BorrowData& borrow = borrow_set_[index];
  if (borrow_conflicts_with_place(cx_, body_, borrow.borrowed_place, borrow.kind, Place(borrow.borrowed_place.local), AccessDepth::shallow,
                                  ConflictBias::overlap)) {
    const Span end = span.hi > span.lo ? span.with_lo(span.hi - 1) : span;
    const size_t before = buffered_.size();
    report_borrowed_value_does_not_live_long_enough(at, borrow, borrow.borrowed_place, end, false);
    note_conflict(before, index, at, write(WriteKind::storage_dead_or_drop));
  }
}

bool MirBorrowckCtxt::check_access_permissions(const Place& place, Span span, ReadOrWrite rw, LocalMutationIsAllowed allowed,
                                               const FlowState& state, Location at) {
  using RW = ReadOrWrite::Kind;
  if (rw.kind == RW::read || rw.kind == RW::activation) return false;
  AccessKind access;
  if (rw.write == WriteKind::mutable_borrow) {
    if (rw.borrow == BorrowKind::mut_closure_capture) allowed = LocalMutationIsAllowed::yes;
    access = AccessKind::mutable_borrow;
  } else if (rw.write == WriteKind::mutate) {
    access = AccessKind::mutate;
  } else {
    return false;
  }
  Place error;
  const auto root = is_mutable(place, allowed, error);
  if (root) {
    add_used_mut(*root, state);
    return false;
  }
  // A local that was never initialized is not reported here as well.
  const InitIndex init = ever_initialized(place.local, state);
  if (!init) return false;
  if (access == AccessKind::mutate && place.is_local()) {
    const Init& i = moves_.inits[init];
    const Span assigned = i.argument ? body_.locals[i.argument].source_info.span : body_.source_info(i.location).span;
    report_illegal_reassignment(place, span, assigned, place, init);
  } else {
    report_mutability_error(place, span, error, access, at);
  }
  return true;
}

InitIndex MirBorrowckCtxt::ever_initialized(Local local, const FlowState& state) const {
  const MovePathIndex path = moves_.local_path(local);
  if (!path) return {};
  for (InitIndex i : moves_.path_inits[path])
    if (state.ever_inits.contains(i.index)) return i;
  return {};
}

const std::vector<typeck::thir::Capture>& MirBorrowckCtxt::upvars() const {
  static const std::vector<typeck::thir::Capture> none;
  return body_.closure ? body_.closure->captures : none;
}

std::optional<uint32_t> MirBorrowckCtxt::upvar_field(const Place& place, size_t n) const {
  if (!body_.closure || n == 0) return std::nullopt;
  bool by_ref = false;
  if (place.projection[n - 1].kind == Elem::deref) {
    by_ref = true;
    if (--n == 0) return std::nullopt;
  }
  if (place.projection[n - 1].kind != Elem::field) return std::nullopt;
  if (cx_.store.get<types::Closure>(ty(place, n - 1)) == nullptr) return std::nullopt;
  // Only this closure's own environment; another closure's fields are not reached by name.
  if (place.local != Local(1)) return std::nullopt;
  const uint32_t field = place.projection[n - 1].a;
  if (field >= upvars().size()) return std::nullopt;
  if (by_ref && upvars()[field].by_value) return std::nullopt;
  return field;
}

std::optional<RootPlace> MirBorrowckCtxt::is_mutable(const Place& place, LocalMutationIsAllowed allowed, Place& error) const {
  size_t n = place.projection.size();
  // Where an upvar is found mutable, blame and credit go to it, as far as was allowed there.
  std::optional<size_t> root_at;
  LocalMutationIsAllowed root_allowed = allowed;
  for (;;) {
    if (n == 0) {
      if (body_.locals[place.local].mut == Mutability::not_ && allowed == LocalMutationIsAllowed::no) {
        error = Place(place.local);
        return std::nullopt;
      }
      return RootPlace{prefix(place, root_at.value_or(0)), root_at ? root_allowed : allowed};
    }
    const PlaceElem& elem = place.projection[n - 1];
    if (elem.kind == Elem::deref) {
      const TypeId base = ty(place, n - 1);
      if (const auto* r = cx_.store.get<types::Ref>(base)) {
        if (r->mut == Mutability::not_) {
          error = prefix(place, n);
          return std::nullopt;
        }
        const auto field = upvar_field(place, n);
        if (!(field && !upvars()[*field].by_value)) allowed = LocalMutationIsAllowed::yes;
      } else if (const auto* p = cx_.store.get<types::RawPtr>(base)) {
        if (p->mut == Mutability::not_) {
          error = prefix(place, n);
          return std::nullopt;
        }
        return RootPlace{prefix(place, root_at.value_or(n)), root_at ? root_allowed : allowed};
      }
      --n;
      continue;
    }
    if (const auto field = upvar_field(place, n)) {
      if (upvars()[*field].mut == Mutability::not_ && allowed != LocalMutationIsAllowed::yes) {
        error = prefix(place, n);
        return std::nullopt;
      }
      if (!root_at) root_at = n, root_allowed = allowed;
    }
    --n;
  }
}

void MirBorrowckCtxt::add_used_mut(const RootPlace& root, const FlowState& state) {
  if (root.place.is_local()) {
    // An assignment that initializes needs no `mut`.
    if (root.allowed != LocalMutationIsAllowed::yes && ever_initialized(root.place.local, state)) used_mut_[root.place.local.index] = true;
    return;
  }
  if (root.allowed == LocalMutationIsAllowed::yes) return;
  if (const auto field = upvar_field(root.place)) used_mut_upvars_[*field] = true;
}

// --- moves -----------------------------------------------------------------------------------------------------------------

void MirBorrowckCtxt::check_if_full_path_is_moved(Location at, InitializationRequiringAction action, const Place& place, Span span,
                                                  const FlowState& state) {
  const LookupResult found = moves_.find(place);
  if (!found.path || !state.uninits.contains(found.path.index)) return;
  report_use_of_moved_or_uninitialized(at, action, moves_.paths[found.path].place, place, span, found.path);
}

void MirBorrowckCtxt::check_if_path_or_subpath_is_moved(Location at, InitializationRequiringAction action, const Place& place, Span span,
                                                        const FlowState& state) {
  check_if_full_path_is_moved(at, action, place, span, state);
  // A part of an array by a pattern: only the elements meant matter.
  if (!place.projection.empty() && place.projection.back().kind == Elem::subslice && !place.projection.back().from_end) {
    const size_t n = place.projection.size() - 1;
    if (cx_.store.get<types::Array>(ty(place, n)) != nullptr) {
      const LookupResult base = moves_.find(place, n);
      if (base.exact)
        for (MovePathIndex c = moves_.paths[base.path].first_child; c; c = moves_.paths[c].next_sibling) {
          const PlaceElem& e = moves_.paths[c].place.projection.back();
          if (e.kind != Elem::constant_index || e.a < place.projection.back().a || e.a >= place.projection.back().b) continue;
          const MovePathIndex moved = moves_.find_descendant(c, [&](MovePathIndex p) { return state.uninits.contains(p.index); });
          if (moved) return report_use_of_moved_or_uninitialized(at, action, prefix(place, n), prefix(place, n), span, moved);
        }
      return;
    }
  }
  const LookupResult found = moves_.find(place);
  if (!found.exact) return;
  const MovePathIndex child = state.uninits.contains(found.path.index)
                                  ? found.path
                                  : moves_.find_descendant(found.path, [&](MovePathIndex p) { return state.uninits.contains(p.index); });
  if (child) report_use_of_moved_or_uninitialized(at, action, place, place, span, child);
}

void MirBorrowckCtxt::check_if_assigned_path_is_moved(Location at, const Place& place, Span span, const FlowState& state) {
  for (size_t n = place.projection.size(); n-- > 0;) {
    const PlaceElem& elem = place.projection[n];
    if (elem.kind == Elem::deref) {
      check_if_full_path_is_moved(at, InitializationRequiringAction::use, prefix(place, n), span, state);
      break;
    }
    if (elem.kind != Elem::field) continue;
    const TypeId base = ty(place, n);
    if (const auto* t = cx_.store.get<types::Adt>(base)) {
      auto adt = cx_.items.adts.find(t->def);
      if (adt != cx_.items.adts.end() && adt->second.drop_impl) {
        check_if_path_or_subpath_is_moved(at, InitializationRequiringAction::assignment, prefix(place, n), span, state);
        break;
      }
      check_parent_of_field(at, prefix(place, n), span, state);
    } else if (cx_.store.get<types::Tuple>(base) != nullptr) {
      check_parent_of_field(at, prefix(place, n), span, state);
    }
  }
}

void MirBorrowckCtxt::check_parent_of_field(Location at, const Place& base, Span span, const FlowState& state) {
  // The shortest uninitialized prefix that is reached without a dereference.
  std::optional<size_t> shortest;
  MovePathIndex path;
  for (size_t n = base.projection.size() + 1; n-- > 0;) {
    if (n < base.projection.size() && base.projection[n].kind == Elem::deref) break;
    const LookupResult found = moves_.find(base, n);
    if (found.exact && state.uninits.contains(found.path.index)) {
      shortest = n;
      path = found.path;
    }
  }
  if (!shortest) return;
  if (const auto* t = cx_.store.get<types::Adt>(ty(base))) {
    auto adt = cx_.items.adts.find(t->def);
    if (adt != cx_.items.adts.end() && adt->second.kind == types::AdtKind::union_ && !moves_.path_moves[path].empty()) return;
  }
  report_use_of_moved_or_uninitialized(at, InitializationRequiringAction::partial_assignment, prefix(base, *shortest), base, span, path);
  used_mut_[base.local.index] = true;
}

// A `mut` variable that was moved into a temporary which is then changed counts as used.
void MirBorrowckCtxt::gather_used_muts() {
  std::vector<bool> temporaries(body_.locals.size());
  bool any = false;
  for (uint32_t i = 0; i < used_mut_.size(); ++i)
    if (used_mut_[i] && i > body_.arg_count && !is_user_variable(Local(i))) any = temporaries[i] = true;
  if (!any) return;
  for (const BasicBlockData& b : body_.blocks)
    for (const Statement& s : b.statements)
      if (const auto* a = std::get_if<StAssign>(&s.kind); a != nullptr && temporaries[a->place.local.index])
        if (const auto* use = std::get_if<RvUse>(&a->value);
            use != nullptr && use->operand.kind == Operand::Kind::move && is_user_variable(use->operand.place.local))
          used_mut_[use->operand.place.local.index] = true;
}

std::vector<Diagnostic> MirBorrowckCtxt::finish() {
  for (auto& [key, value] : buffered_moves_) buffered_.push_back(std::move(value.second));
  for (auto& [key, conflict] : move_conflicts_) facts_.moves.push_back(std::move(conflict));
  for (auto& [span, diag, count] : buffered_mut_errors_) {
    if (count > 10) diag.note("...and " + std::to_string(count - 10) + " other attempted mutable borrows");
    buffered_.push_back(std::move(diag));
  }
  auto place = [](const Diagnostic& d) {
    if (!d.sort_span.is_dummy()) return d.sort_span;
    return d.spans.primary.empty() ? Span{} : d.spans.primary.front();
  };
  // rustc reads a library's files when it points into them, so that they come after the program's.
  auto in_library = [&](Span s) { return !s.is_dummy() && cx_.sources.file(cx_.sources.file_of(s.lo)).is_library; };
  sort(buffered_, [&](const Diagnostic& a, const Diagnostic& b) {
    const Span x = place(a), y = place(b);
    const bool x_library = in_library(x), y_library = in_library(y);
    if (x_library != y_library) return y_library;
    return x.lo != y.lo ? x.lo < y.lo : x.hi < y.hi;
  });
  return std::move(buffered_);
}

}  // namespace borrowlab::borrowck
