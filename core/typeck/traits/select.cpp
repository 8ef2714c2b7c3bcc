// Picking one candidate, and evaluating goals without a trace. After rustc_trait_selection::traits::select.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using CandidateKind = Candidate::Kind;

EvalResult worse(EvalResult a, EvalResult b) { return a < b ? b : a; }

SelectionCtxt::Picked SelectionCtxt::pick(const TraitGoal& goal, Candidate& out) {
  const auto args = st_[goal.trait_ref.args];
  if (args.empty()) return Picked::none;
  TypeId self = icx_.shallow_resolve(args[0].type());
  if (self == st_.error || (st_.flags(goal.trait_ref.args) & types::has_error) != 0) {
    out = {CandidateKind::error, {}, {}};
    return Picked::one;
  }
  if (const auto* infer = st_.get<types::Infer>(self); infer != nullptr && infer->kind == types::Infer::Kind::ty) return Picked::ambiguous;
  CandidateSet set;
  assemble(goal, self, set);
  if (set.ambiguous) return Picked::ambiguous;
  std::vector<Candidate>& list = set.list;
  if (list.size() > 1) {
    // Those that cannot hold do not count.
    size_t kept = 0;
    for (size_t i = 0; i < list.size(); ++i) {
      const EvalResult r = evaluate_candidate(goal, list[i]);
      if (r == EvalResult::error) continue;
      if (r == EvalResult::overflow) overflowed = true;
      if (kept != i) list[kept] = list[i];
      ++kept;
    }
    list.resize(kept);
  }
  if (list.size() > 1) {
    const auto keep_only = [&](auto&& wanted) {
      bool any = false;
      for (const Candidate& c : list) any |= wanted(c);
      if (!any) return;
      size_t kept = 0;
      for (size_t i = 0; i < list.size(); ++i)
        if (wanted(list[i])) list[kept++] = list[i];
      list.resize(kept);
    };
    // Sized holds one way or the other: a builtin answer says all.
    if (goal.trait_ref.trait == lang_.sized) keep_only([](const Candidate& c) { return c.kind == CandidateKind::builtin; });
    // A where clause about the program's own parameters beats whatever an impl could say; one about no parameter says nothing new.
    const auto is_global = [&](const Candidate& c) {
      return (st_.flags(c.poly.value.args) & (types::has_param | types::has_late_param | types::has_placeholder | types::has_infer)) == 0 &&
             st_[c.poly.vars].empty();
    };
    keep_only([&](const Candidate& c) { return c.kind == CandidateKind::param && !is_global(c); });
    if (list.size() > 1 && list[0].kind == CandidateKind::param && (st_.flags(goal.trait_ref.args) & types::has_non_region_infer) == 0) {
      // Clauses that differ in regions only: take the one that is the goal to the letter, else the first.
      size_t best = 0;
      for (size_t i = 0; i < list.size(); ++i)
        if (list[i].poly.value.args == goal.trait_ref.args) {
          best = i;
          break;
        }
      list = {list[best]};
    }
    if (list.size() > 1) keep_only([](const Candidate& c) { return c.kind == CandidateKind::alias_bound; });
    if (list.size() > 1 && list[0].kind == CandidateKind::alias_bound &&
        (st_.flags(goal.trait_ref.args) & types::has_non_region_infer) == 0)
      list.resize(1);
    if (list.size() > 1) keep_only([](const Candidate& c) { return c.kind == CandidateKind::object; });
    if (list.size() > 1 && list[0].kind == CandidateKind::object && (st_.flags(goal.trait_ref.args) & types::has_non_region_infer) == 0)
      list.resize(1);
    if (list.size() > 1) keep_only([](const Candidate& c) { return c.kind == CandidateKind::builtin; });
    if (list.size() > 1) {
      // What is left of where clauses is global: impls are as good.
      size_t others = 0;
      for (const Candidate& c : list) others += c.kind != CandidateKind::param;
      if (others != 0) keep_only([](const Candidate& c) { return c.kind != CandidateKind::param; });
    }
  }
  if (list.empty()) return Picked::none;
  if (list.size() > 1) return Picked::ambiguous;
  if (list[0].kind == CandidateKind::impl && cx_.items.impls.at(list[0].def).polarity == types::ImplPolarity::negative) return Picked::none;
  out = list[0];
  return Picked::one;
}

EvalResult SelectionCtxt::evaluate_candidate(const TraitGoal& goal, const Candidate& c) {
  const bool was = evaluating_;
  evaluating_ = true;
  const EvalResult result = icx_.probe([&] {
    if (c.kind == CandidateKind::impl && cx_.items.impls.at(c.def).polarity == types::ImplPolarity::negative) {
      // It matches, and says no: as an impl it takes part in the choice.
      return EvalResult::ok;
    }
    ImplSource source;
    if (!confirm(goal, c, source)) return EvalResult::error;
    return evaluate_all(source.nested);
  });
  evaluating_ = was;
  return result;
}

EvalResult SelectionCtxt::evaluate_all(const std::vector<Obligation>& nested) {
  EvalResult result = EvalResult::ok;
  for (const Obligation& o : nested) {
    result = worse(result, evaluate(o));
    if (result >= EvalResult::error) return result;
  }
  return result;
}

EvalResult SelectionCtxt::evaluate(const Obligation& o) {
  if (const auto* t = std::get_if<TraitClause>(&o.predicate.value)) {
    TraitRef trait_ref = t->trait_ref;
    if (!st_[o.predicate.vars].empty()) trait_ref = std::get<TraitClause>(icx_.instantiate_binder_with_placeholders(o.predicate)).trait_ref;
    return evaluate_trait({o.cause, o.param_env, {trait_ref.trait, icx_.resolve(trait_ref.args)}, o.depth});
  }
  if (std::holds_alternative<ProjectionClause>(o.predicate.value)) {
    const Clause clause = icx_.instantiate_binder_with_placeholders(o.predicate);
    return evaluate_projection(o, std::get<ProjectionClause>(clause));
  }
  if (const auto* wf = std::get_if<types::WellFormed>(&o.predicate.value)) {
    if (wf->arg.is_type() && st_.get<types::Infer>(icx_.shallow_resolve(wf->arg.type())) != nullptr) return EvalResult::ambiguous;
    if (o.depth >= recursion_limit) return EvalResult::overflow;
    return evaluate_all(wf_obligations(icx_, o.cause, o.param_env, wf->arg));
  }
  return EvalResult::ok;  // regions are not looked at here
}

EvalResult SelectionCtxt::evaluate_projection(const Obligation& o, const ProjectionClause& p) {
  if (o.depth >= recursion_limit) return EvalResult::overflow;
  std::vector<Obligation> nested;
  const ArgsId args = icx_.resolve(p.args);
  const Projected found = project(icx_, o.cause, o.param_env, p.assoc, args, o.depth + 1, nested);
  switch (found.kind) {
    case Projected::Kind::ambiguous: return EvalResult::ambiguous;
    case Projected::Kind::error: return EvalResult::error;
    case Projected::Kind::ty:
    case Projected::Kind::rigid: break;
  }
  if (!p.term.is_type()) return EvalResult::ambiguous;
  if (icx_.eq(o.cause, o.param_env, found.ty, p.term, nested)) return EvalResult::error;
  for (Obligation& n : nested) n.depth = std::max(n.depth, o.depth + 1);
  return evaluate_all(nested);
}

// Where opaque types are revealed, a goal speaks of what they hide.
TraitGoal SelectionCtxt::reveal(const TraitGoal& goal, std::vector<Obligation>& nested) {
  TraitGoal revealed = goal;
  revealed.trait_ref.args = normalize_at(icx_, goal.cause, goal.env, goal.trait_ref.args, goal.depth, nested);
  return revealed;
}

EvalResult SelectionCtxt::evaluate_trait(const TraitGoal& goal) {
  if (goal.env.reveal_opaque && (st_.flags(goal.trait_ref.args) & types::has_opaque) != 0) {
    std::vector<Obligation> nested;
    const TraitGoal revealed = reveal(goal, nested);
    if (revealed.trait_ref.args != goal.trait_ref.args) return evaluate_trait(revealed);
  }
  if (goal.trait_ref.trait == lang_.sized) {
    const auto args = st_[goal.trait_ref.args];
    if (!args.empty() && trivially_sized(st_, icx_.shallow_resolve(args[0].type()))) return EvalResult::ok;
  }
  if (goal.depth >= recursion_limit) {
    overflowed = true;
    return EvalResult::overflow;
  }
  TraitCaches& c = caches(cx_);
  const TraitGoalKey key{goal.trait_ref.trait, freshen(icx_, goal.trait_ref.args), c.pin(goal.env), goal.env.reveal_opaque};
  // Bodies that define opaque types see them otherwise than anyone else does.
  const bool cacheable = (st_.flags(key.args) & types::has_opaque) == 0 || icx_.defining_opaques.empty();
  if (cacheable)
    if (const auto it = c.evaluations.find(key); it != c.evaluations.end()) return it->second;
  for (size_t i = stack_.size(); i-- > 0;) {
    if (!(stack_[i].key == key)) continue;
    bool coinductive = true;
    for (size_t j = i; j < stack_.size(); ++j) {
      coinductive &= stack_[j].coinductive;
      stack_[j].reached = std::min(stack_[j].reached, i);
    }
    return coinductive ? EvalResult::ok : EvalResult::ambiguous;
  }
  const auto def = cx_.items.traits.find(goal.trait_ref.trait);
  const bool coinductive = goal.trait_ref.trait == lang_.sized || (def != cx_.items.traits.end() && def->second.is_auto);
  const size_t depth = stack_.size();
  stack_.push_back({key, depth, coinductive});
  const bool was = evaluating_;
  evaluating_ = true;
  Candidate candidate;
  EvalResult result = EvalResult::error;
  switch (pick(goal, candidate)) {
    case Picked::ambiguous: result = EvalResult::ambiguous; break;
    case Picked::none: break;
    case Picked::one: result = evaluate_candidate(goal, candidate); break;
  }
  evaluating_ = was;
  const size_t reached = stack_.back().reached;
  stack_.pop_back();
  if (reached >= depth) {
    if (cacheable && result != EvalResult::overflow && !overflowed) c.evaluations[key] = result;
  } else if (!stack_.empty()) {
    stack_.back().reached = std::min(stack_.back().reached, reached);
  }
  return result;
}

Selection SelectionCtxt::select(const TraitGoal& goal) {
  Selection s;
  if (goal.env.reveal_opaque && (st_.flags(goal.trait_ref.args) & types::has_opaque) != 0) {
    std::vector<Obligation> nested;
    const TraitGoal revealed = reveal(goal, nested);
    if (revealed.trait_ref.args != goal.trait_ref.args) {
      s = select(revealed);
      for (Obligation& o : nested) s.source.nested.push_back(std::move(o));
      return s;
    }
  }
  if (goal.depth >= recursion_limit) {
    s.outcome = Selection::Outcome::error;
    s.error = SelectionError::overflow;
    return s;
  }
  // The goal itself is on the stack: a candidate that needs it leads nowhere.
  const auto def = cx_.items.traits.find(goal.trait_ref.trait);
  const bool coinductive = goal.trait_ref.trait == lang_.sized || (def != cx_.items.traits.end() && def->second.is_auto);
  TraitCaches& c = caches(cx_);
  stack_.push_back(
      {{goal.trait_ref.trait, freshen(icx_, goal.trait_ref.args), c.pin(goal.env), goal.env.reveal_opaque}, stack_.size(), coinductive});
  Candidate candidate;
  const Picked picked = pick(goal, candidate);
  stack_.pop_back();
  if (picked == Picked::ambiguous) return s;
  s.outcome = Selection::Outcome::error;
  s.error = overflowed ? SelectionError::overflow : SelectionError::unimplemented;
  if (picked == Picked::none || !confirm(goal, candidate, s.source)) return s;
  s.outcome = Selection::Outcome::selected;
  return s;
}

Selection select(InferCtxt& icx, const Obligation& obligation) {
  const auto* t = std::get_if<TraitClause>(&obligation.predicate.value);
  if (t == nullptr) return {};
  TraitRef trait_ref = t->trait_ref;
  if (!icx.cx.store[obligation.predicate.vars].empty())
    trait_ref = std::get<TraitClause>(icx.instantiate_binder_with_placeholders(obligation.predicate)).trait_ref;
  return SelectionCtxt(icx).select(
      {obligation.cause, obligation.param_env, {trait_ref.trait, icx.resolve(trait_ref.args)}, obligation.depth});
}

bool predicate_may_hold(InferCtxt& icx, const Obligation& obligation) {
  return icx.probe([&] { return SelectionCtxt(icx).evaluate(obligation) <= EvalResult::ambiguous; });
}

bool predicate_must_hold(InferCtxt& icx, const Obligation& obligation) {
  return icx.probe([&] { return SelectionCtxt(icx).evaluate(obligation) == EvalResult::ok; });
}

bool type_implements(InferCtxt& icx, DefId trait, std::span<const GenericArg> self_and_args, const ParamEnv& env) {
  const Obligation o{{}, env, icx.cx.store.dummy_binder<Clause>(TraitClause{{trait, icx.cx.store.args(self_and_args)}}), 0};
  return predicate_may_hold(icx, o);
}

}  // namespace borrowlab::typeck
