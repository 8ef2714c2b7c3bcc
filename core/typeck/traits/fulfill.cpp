// The goals of a body, met as far as what is known allows. After rustc_trait_selection::traits::fulfill.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

namespace {

enum class Step : uint8_t { done, stalled, failed };

// The variables that a goal hangs on, up to four; `waits` 0: it has to be looked at whenever anything changes.
template <class Meta>
void wait_for(InferCtxt& icx, GenericArg arg, Meta& m) {
  const Store& st = icx.cx.store;
  if (m.waits > m.vars.size()) return;
  if (arg.is_const()) {
    if ((st.flags(arg) & types::has_ct_infer) != 0) m.waits = UINT8_MAX;
    return;
  }
  if (!arg.is_type() || (st.flags(arg) & types::has_non_region_infer) == 0) return;
  if ((st.flags(arg) & types::has_ct_infer) != 0) {
    m.waits = UINT8_MAX;
    return;
  }
  types::walk_types(st, arg, [&](GenericArg a) {
    if (!a.is_type()) return false;
    if ((st.flags(a) & types::has_ty_infer) == 0 || m.waits > m.vars.size()) return false;
    if (st.get<types::Infer>(a.type()) == nullptr) return true;
    for (uint8_t i = 0; i < m.waits; ++i)
      if (m.vars[i] == a.type()) return false;
    if (m.waits == m.vars.size()) m.waits = UINT8_MAX;
    else m.vars[m.waits++] = a.type();
    return false;
  });
}

class Processor {
 public:
  Processor(InferCtxt& icx, std::unordered_set<uint64_t>& met) : icx_(icx), st_(icx.cx.store), met_(met) {}
  std::vector<Obligation> nested;
  std::optional<TypeMismatch> mismatch;
  bool overflow = false;

  template <class Meta>
  Step process(Obligation& o, Meta& meta) {
    nested.clear();
    mismatch.reset();
    overflow = false;
    meta.waits = 0;
    std::vector<Obligation> found;
    if (!meta.normalized) {
      // Callers normalize most goals; what they left is done once, before the goal is looked at.
      meta.normalized = true;
      o.predicate = normalize_at(icx_, o.cause, o.param_env, o.predicate, o.depth, found);
    }
    Step step = Step::done;
    if (std::holds_alternative<TraitClause>(o.predicate.value)) step = trait(o, meta);
    else if (std::holds_alternative<ProjectionClause>(o.predicate.value)) step = projection(o, meta);
    else step = others(o, meta);
    if (meta.waits > meta.vars.size()) meta.waits = 0;
    for (Obligation& n : found) nested.push_back(std::move(n));
    return step;
  }

 private:
  template <class Meta>
  Step trait(Obligation& o, Meta& meta) {
    TraitRef trait_ref = std::get<TraitClause>(o.predicate.value).trait_ref;
    if (!st_[o.predicate.vars].empty()) trait_ref = std::get<TraitClause>(icx_.instantiate_binder_with_placeholders(o.predicate)).trait_ref;
    trait_ref.args = icx_.resolve(trait_ref.args);
    const auto args = st_[trait_ref.args];
    const LangTraits& lang = caches(icx_.cx).lang;
    if (trait_ref.trait == lang.sized && !args.empty() && trivially_sized(st_, args[0].type())) return Step::done;
    const uint16_t flags = st_.flags(trait_ref.args);
    if ((flags & types::has_error) != 0) return Step::done;
    const bool known = (flags & types::has_non_region_infer) == 0;
    if (!known && st_.get<types::Infer>(args[0].type()) != nullptr &&
        st_.get<types::Infer>(args[0].type())->kind == types::Infer::Kind::ty) {
      meta.vars[0] = args[0].type();
      meta.waits = 1;
      return Step::stalled;
    }
    SelectionCtxt selcx(icx_);
    const TraitGoal goal{o.cause, o.param_env, trait_ref, o.depth};
    const bool defines = (flags & types::has_opaque) != 0 && !icx_.defining_opaques.empty();
    if (known && !defines) {
      const bool holds = selcx.evaluate_trait(goal) == EvalResult::ok;
      if (holds && (icx_.ignore_regions || (flags & (types::has_free_regions | types::has_re_infer | types::has_placeholder)) == 0))
        return Step::done;
      const auto def = icx_.cx.items.traits.find(trait_ref.trait);
      // Goals met again on the way (recursive types) need no second proof.
      if ((holds || (def != icx_.cx.items.traits.end() && def->second.is_auto)) &&
          !met_.insert(static_cast<uint64_t>(trait_ref.trait.index) << 32 | trait_ref.args.index).second)
        return Step::done;
      selcx.overflowed = false;
    }
    Selection s = selcx.select(goal);
    switch (s.outcome) {
      case Selection::Outcome::selected: nested = std::move(s.source.nested); return Step::done;
      case Selection::Outcome::ambiguous:
        for (GenericArg a : st_[icx_.resolve(trait_ref.args)]) wait_for(icx_, a, meta);
        return Step::stalled;
      case Selection::Outcome::error: break;
    }
    overflow = s.error == SelectionError::overflow;
    return Step::failed;
  }

  template <class Meta>
  Step projection(Obligation& o, Meta& meta) {
    const Clause clause = icx_.instantiate_binder_with_placeholders(o.predicate);
    const auto& p = std::get<ProjectionClause>(clause);
    const ArgsId args = icx_.resolve(p.args);
    if (!p.term.is_type()) return Step::failed;
    const Projected found = project(icx_, o.cause, o.param_env, p.assoc, args, o.depth + 1, nested);
    switch (found.kind) {
      case Projected::Kind::ambiguous:
        nested.clear();
        for (GenericArg a : st_[icx_.resolve(args)]) wait_for(icx_, a, meta);
        return Step::stalled;
      case Projected::Kind::error: {
        // The trait is not implemented: that goal says so.
        nested.clear();
        if (o.depth >= recursion_limit) {
          overflow = true;
          return Step::failed;
        }
        const DefId trait = icx_.cx.defs[p.assoc].parent;
        nested.push_back(
            {o.cause, o.param_env, st_.dummy_binder<Clause>(TraitClause{{trait, trait_args_of(icx_.cx, trait, args)}}), o.depth + 1});
        icx_.eq(o.cause, o.param_env, p.term, st_.error, nested);
        return Step::done;
      }
      case Projected::Kind::ty:
      case Projected::Kind::rigid: break;
    }
    if (icx_.eq(o.cause, o.param_env, p.term, found.ty, nested)) {
      mismatch = TypeMismatch{icx_.resolve(p.term.type()), icx_.resolve(found.ty)};
      return Step::failed;
    }
    for (Obligation& n : nested) n.depth = std::max(n.depth, o.depth + 1);
    return Step::done;
  }

  template <class Meta>
  Step others(Obligation& o, Meta& meta) {
    if (const auto* wf = std::get_if<types::WellFormed>(&o.predicate.value)) {
      if (wf->arg.is_type()) {
        const TypeId t = icx_.shallow_resolve(wf->arg.type());
        if (const auto* infer = st_.get<types::Infer>(t); infer != nullptr && infer->kind == types::Infer::Kind::ty) {
          meta.vars[0] = t;
          meta.waits = 1;
          return Step::stalled;
        }
      }
      nested = wf_obligations(icx_, o.cause, o.param_env, wf->arg);
      for (Obligation& n : nested) n.depth = o.depth + 1;
      return Step::done;
    }
    if (icx_.ignore_regions) return Step::done;
    const Clause clause = icx_.instantiate_binder_with_placeholders(o.predicate);
    if (const auto* t = std::get_if<types::TypeOutlives>(&clause)) icx_.type_outlives(icx_.resolve(t->ty), t->region, o.cause);
    else if (const auto* r = std::get_if<types::RegionOutlives>(&clause)) icx_.region_outlives(r->longer, r->shorter, o.cause);
    return Step::done;
  }

  InferCtxt& icx_;
  Store& st_;
  std::unordered_set<uint64_t>& met_;
};

std::vector<TraitRef> chain_of(InferCtxt& icx, const ObligationCause& cause) {
  std::vector<TraitRef> chain;
  for (uint32_t d = cause.derived; d < icx.derived_causes.size() && chain.size() < recursion_limit; d = icx.derived_causes[d].parent)
    chain.push_back(icx.resolve(icx.derived_causes[d].trait_ref.value));
  return chain;
}

}  // namespace

void FulfillmentCtxt::add(Obligation o) {
  pending_.push_back(std::move(o));
  meta_.emplace_back();
  seen_epoch_ = UINT64_MAX;
}

void FulfillmentCtxt::add(std::vector<Obligation> list) {
  for (Obligation& o : list) add(std::move(o));
}

bool FulfillmentCtxt::stalled(InferCtxt& icx, const Meta& m) const {
  if (m.waits == 0) return false;
  for (uint8_t i = 0; i < m.waits; ++i)
    if (icx.shallow_resolve(m.vars[i]) != m.vars[i]) return false;
  return true;
}

std::vector<FulfillmentError> FulfillmentCtxt::select_where_possible(InferCtxt& icx) {
  std::vector<FulfillmentError> errors;
  if (pending_.empty() || seen_epoch_ == icx.epoch()) return errors;
  Processor processor(icx, met_);
  bool progress = true;
  while (progress) {
    progress = false;
    const uint64_t before = icx.epoch();
    size_t kept = 0;
    // Goals that come up on the way go to the end, and are looked at in the same round.
    for (size_t i = 0; i < pending_.size(); ++i) {
      bool keep = stalled(icx, meta_[i]);
      if (!keep) {
        Obligation o = std::move(pending_[i]);
        Meta meta = std::move(meta_[i]);
        switch (processor.process(o, meta)) {
          case Step::stalled: keep = true; break;
          case Step::failed: {
            FulfillmentError e;
            e.root = meta.root != nullptr ? *meta.root : o;
            o.predicate = icx.resolve(o.predicate);
            e.overflow = processor.overflow;
            e.mismatch = processor.mismatch;
            e.chain = chain_of(icx, o.cause);
            e.obligation = o;
            errors.push_back(std::move(e));
            processor.nested.clear();
            break;
          }
          case Step::done: break;
        }
        if (!processor.nested.empty()) {
          progress = true;
          if (meta.root == nullptr) meta.root = std::make_shared<const Obligation>(o);
          for (Obligation& n : processor.nested) {
            pending_.push_back(std::move(n));
            meta_.push_back({meta.root, false, 0, {}});
          }
        }
        if (keep) {
          pending_[i] = std::move(o);
          meta_[i] = std::move(meta);
        }
      }
      if (!keep) continue;
      if (kept != i) {
        pending_[kept] = std::move(pending_[i]);
        meta_[kept] = std::move(meta_[i]);
      }
      ++kept;
    }
    pending_.resize(kept);
    meta_.resize(kept);
    progress |= icx.epoch() != before;
    progress &= !pending_.empty();
  }
  seen_epoch_ = icx.epoch();
  return errors;
}

std::vector<FulfillmentError> FulfillmentCtxt::select_all_or_error(InferCtxt& icx) {
  std::vector<FulfillmentError> errors = select_where_possible(icx);
  if (!errors.empty()) return errors;  // what is still open may only be so because of them
  for (size_t i = 0; i < pending_.size(); ++i) {
    FulfillmentError e;
    e.root = meta_[i].root != nullptr ? *meta_[i].root : pending_[i];
    e.ambiguous = true;
    e.chain = chain_of(icx, pending_[i].cause);
    pending_[i].predicate = icx.resolve(pending_[i].predicate);
    e.obligation = std::move(pending_[i]);
    errors.push_back(std::move(e));
  }
  pending_.clear();
  meta_.clear();
  return errors;
}

}  // namespace borrowlab::typeck
