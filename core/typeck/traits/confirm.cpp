// Making a candidate the answer: variables are unified, and what it needs becomes goals of its own.
// After rustc_trait_selection::traits::select::confirmation.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Adt;
using types::Dynamic;
using types::Infer;

ObligationCause SelectionCtxt::derived(const TraitGoal& goal, DefId impl, ObligationKind kind) {
  ObligationCause cause = goal.cause;
  cause.kind = kind;
  if (evaluating_) return cause;  // nobody will ask why
  cause.derived = static_cast<uint32_t>(icx_.derived_causes.size());
  icx_.derived_causes.push_back({st_.dummy_binder(goal.trait_ref), impl, {}, goal.cause.derived});
  return cause;
}

void SelectionCtxt::require(const TraitGoal& goal, const ObligationCause& cause, DefId trait, TypeId ty, std::vector<Obligation>& nested) {
  std::vector<Obligation> more;
  if ((st_.flags(ty) & (types::has_projection | types::has_unevaluated)) != 0)
    ty = normalize_at(icx_, cause, goal.env, ty, goal.depth + 1, more);
  nested.push_back({cause, goal.env, st_.dummy_binder<Clause>(TraitClause{{trait, st_.args({GenericArg(ty)})}}), goal.depth + 1});
  for (Obligation& o : more) nested.push_back(std::move(o));
}

bool SelectionCtxt::confirm(const TraitGoal& goal, const Candidate& c, ImplSource& out) {
  using Source = ImplSource::Kind;
  const auto args = st_[goal.trait_ref.args];
  const TypeId self = args.empty() ? st_.error : icx_.shallow_resolve(args[0].type());
  switch (c.kind) {
    case Candidate::Kind::error: out.kind = Source::builtin; return true;
    case Candidate::Kind::param:
    case Candidate::Kind::alias_bound: out.kind = Source::param; return confirm_poly(goal, c.poly, out.nested);
    case Candidate::Kind::object: out.kind = Source::object; return confirm_poly(goal, c.poly, out.nested);
    case Candidate::Kind::impl: return confirm_impl(goal, c.def, out);
    case Candidate::Kind::closure:
    case Candidate::Kind::fn_pointer:
      out.kind = c.kind == Candidate::Kind::closure ? Source::closure : Source::fn_pointer;
      return confirm_callable(goal, out.nested);
    case Candidate::Kind::builtin: {
      out.kind = Source::builtin;
      std::vector<TypeId> parts;
      builtin_nested(goal, self, parts);
      if (parts.empty()) return true;
      const ObligationCause cause = derived(goal, {}, ObligationKind::builtin_derived);
      for (TypeId t : parts) require(goal, cause, goal.trait_ref.trait, t, out.nested);
      return true;
    }
    case Candidate::Kind::auto_impl: {
      out.kind = Source::auto_impl;
      std::vector<TypeId> parts;
      auto_nested(self, parts);
      const ObligationCause cause = derived(goal, {}, ObligationKind::builtin_derived);
      for (TypeId t : parts) require(goal, cause, goal.trait_ref.trait, t, out.nested);
      return true;
    }
    case Candidate::Kind::unsize:
    case Candidate::Kind::upcast: out.kind = Source::builtin; return confirm_unsize(goal, c, out.nested);
    case Candidate::Kind::coerce_unsized: out.kind = Source::builtin; return confirm_coerce_unsized(goal, out.nested);
  }
  return false;
}

bool SelectionCtxt::confirm_poly(const TraitGoal& goal, const Binder<TraitRef>& poly, std::vector<Obligation>& nested) {
  const TraitRef found = icx_.instantiate_binder_with_fresh_vars(poly);
  const size_t first = nested.size();
  if (icx_.eq_trait_refs(goal.cause, goal.env, goal.trait_ref, found, nested)) return false;
  for (size_t i = first; i < nested.size(); ++i) nested[i].depth = goal.depth + 1;
  return true;
}

std::optional<ArgsId> SelectionCtxt::match_impl(const TraitGoal& goal, DefId impl, std::vector<Obligation>& nested) {
  const types::ImplDef& def = cx_.items.impls.at(impl);
  const TraitRef header = *def.trait_ref;
  const ArgsId args = icx_.fresh_args_for(goal.cause.span, impl);
  TraitRef found = types::instantiate(st_, header, args);
  if ((st_.flags(found.args) & (types::has_projection | types::has_unevaluated)) != 0)
    found.args = normalize_at(icx_, goal.cause, goal.env, found.args, goal.depth + 1, nested);
  const size_t first = nested.size();
  if (icx_.eq_trait_refs(goal.cause, goal.env, goal.trait_ref, found, nested)) return std::nullopt;
  for (size_t i = first; i < nested.size(); ++i) nested[i].depth = goal.depth + 1;
  return args;
}

bool SelectionCtxt::confirm_impl(const TraitGoal& goal, DefId impl, ImplSource& out) {
  out.kind = ImplSource::Kind::user_defined;
  out.impl_def = impl;
  const auto args = match_impl(goal, impl, out.nested);
  if (!args) return false;
  out.args = *args;
  const DefId sized = lang_.sized;
  bool first = true;
  ObligationCause cause = goal.cause;
  for (const types::Predicate& p : types::predicates_of(cx_, impl, *args)) {
    if (const auto* t = std::get_if<TraitClause>(&p.clause.value); t != nullptr && t->trait_ref.trait == sized) {
      const auto self = st_[t->trait_ref.args];
      if (!self.empty() && trivially_sized(st_, icx_.shallow_resolve(self[0].type()))) continue;
    }
    if (first || !evaluating_) {
      cause = derived(goal, impl, ObligationKind::impl_derived);
      if (!evaluating_) icx_.derived_causes.back().predicate_span = p.span;
      first = false;
    }
    Obligation o{cause, goal.env, p.clause, goal.depth + 1};
    std::vector<Obligation> more;
    o.predicate = normalize_at(icx_, cause, goal.env, o.predicate, goal.depth + 1, more);
    out.nested.push_back(std::move(o));
    for (Obligation& m : more) out.nested.push_back(std::move(m));
  }
  return true;
}

std::optional<uint8_t> closure_kind(InferCtxt& icx, ArgsId args) {
  const auto* kind = icx.cx.store.get<types::Int>(icx.shallow_resolve(icx.cx.store.closure_parts(args).kind));
  if (kind == nullptr) return std::nullopt;
  return kind->width == types::IntWidth::w8 ? 0 : kind->width == types::IntWidth::w16 ? 1 : 2;
}

std::optional<CallableSig> callable_sig(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, TypeId self,
                                        std::vector<Obligation>& nested) {
  Store& st = icx.cx.store;
  const types::TypeKind kind = st[self];
  if (const auto* c = std::get_if<types::Closure>(&kind)) {
    const auto* ptr = st.get<types::FnPtr>(icx.shallow_resolve(st.closure_parts(c->args).sig_as_fn_ptr));
    if (ptr == nullptr) return std::nullopt;
    const types::FnSig sig = icx.instantiate_binder_with_fresh_vars(types::PolyFnSig(ptr->sig));
    const auto inputs = st.inputs(sig);
    return CallableSig{inputs.empty() ? st.unit : inputs[0], st.output(sig)};
  }
  types::PolyFnSig poly;
  if (const auto* p = std::get_if<types::FnPtr>(&kind)) poly = p->sig;
  else if (const auto* d = std::get_if<types::FnDef>(&kind)) poly = types::fn_sig(icx.cx, d->def, d->args);
  else return std::nullopt;
  if (poly.value.safety != types::Safety::safe) return std::nullopt;
  types::FnSig sig = icx.instantiate_binder_with_fresh_vars(poly);
  if ((st.flags(sig.inputs_and_output) & (types::has_projection | types::has_unevaluated)) != 0)
    sig = normalize(icx, cause, env, sig, nested);
  return CallableSig{st.tuple(st.inputs(sig)), st.output(sig)};
}

bool SelectionCtxt::confirm_callable(const TraitGoal& goal, std::vector<Obligation>& nested) {
  const auto args = st_[goal.trait_ref.args];
  if (args.size() < 2) return false;
  const TypeId self = icx_.shallow_resolve(args[0].type());
  const auto sig = callable_sig(icx_, goal.cause, goal.env, self, nested);
  if (!sig) return st_.get<types::Closure>(self) != nullptr;
  const bool related = !icx_.eq(goal.cause, goal.env, args[1], sig->inputs_tuple, nested);
  for (Obligation& o : nested) o.depth = std::max(o.depth, goal.depth + 1);
  return related;
}

bool SelectionCtxt::confirm_coerce_unsized(const TraitGoal& goal, std::vector<Obligation>& nested) {
  const auto args = st_[goal.trait_ref.args];
  const TypeId self = icx_.shallow_resolve(args[0].type());
  const TypeId target = icx_.shallow_resolve(args[1].type());
  const auto* from = st_.get<types::Ref>(self);
  const auto* to = st_.get<types::Ref>(target);
  if (from != nullptr && to != nullptr) icx_.region_outlives(from->region, to->region, goal.cause);
  const TypeId a = from != nullptr ? from->pointee : st_.get<types::RawPtr>(self)->pointee;
  const TypeId b = to != nullptr ? to->pointee : st_.get<types::RawPtr>(target)->pointee;
  const ObligationCause cause = derived(goal, {}, ObligationKind::builtin_derived);
  nested.push_back(
      {cause, goal.env, st_.dummy_binder<Clause>(TraitClause{{lang_.unsize, st_.args({GenericArg(a), GenericArg(b)})}}), goal.depth + 1});
  return true;
}

namespace {

bool mentions_param(const Store& st, TypeId ty, uint32_t index) {
  bool found = false;
  types::walk_types(st, ty, [&](GenericArg a) {
    if (a.is_type()) {
      const auto* p = st.get<types::Param>(a.type());
      found |= p != nullptr && p->index == index;
    } else if (a.is_const()) {
      const auto* p = st.get<types::ConstParam>(a.konst());
      found |= p != nullptr && p->index == index;
    }
    return !found;
  });
  return found;
}

}  // namespace

// Struct<…, T, …> to Struct<…, U, …>: only the last field may change, and with it the parameters that only it mentions.
bool SelectionCtxt::confirm_struct_unsize(const TraitGoal& goal, TypeId from, TypeId to, const ObligationCause& cause,
                                          std::vector<Obligation>& nested) {
  const Adt a = *st_.get<Adt>(from), b = *st_.get<Adt>(to);
  const types::AdtDef& def = cx_.items.adt(a.def);
  if (def.variants.empty() || def.variants[0].fields.empty()) return false;
  const auto& fields = def.variants[0].fields;
  const TypeId tail = fields.back().ty;
  std::vector<GenericArg> mixed(st_[a.args].begin(), st_[a.args].end());
  const auto target_args = st_[b.args];
  bool any = false;
  for (uint32_t i = 0; i < mixed.size() && i < target_args.size(); ++i) {
    if (mixed[i].is_region() || !mentions_param(st_, tail, i)) continue;
    bool elsewhere = false;
    for (size_t f = 0; f + 1 < fields.size(); ++f) elsewhere |= mentions_param(st_, fields[f].ty, i);
    if (elsewhere) continue;
    mixed[i] = target_args[i];
    any = true;
  }
  if (!any) return false;
  std::vector<Obligation> more;
  const auto field = [&](ArgsId args) {
    const TypeId t = types::instantiate(st_, tail, args);
    return normalize_at(icx_, cause, goal.env, t, goal.depth + 1, more);
  };
  const TypeId source_tail = field(a.args), target_tail = field(b.args);
  if (icx_.eq(goal.cause, goal.env, to, st_.type(Adt{a.def, st_.args(mixed)}), more)) return false;
  for (Obligation& o : more) nested.push_back(std::move(o));
  nested.push_back({cause, goal.env,
                    st_.dummy_binder<Clause>(TraitClause{{lang_.unsize, st_.args({GenericArg(source_tail), GenericArg(target_tail)})}}),
                    goal.depth + 1});
  return true;
}

bool SelectionCtxt::confirm_unsize(const TraitGoal& goal, const Candidate& c, std::vector<Obligation>& nested) {
  const auto goal_args = st_[goal.trait_ref.args];
  const TypeId self = icx_.shallow_resolve(goal_args[0].type());
  const TypeId target = icx_.shallow_resolve(goal_args[1].type());
  const types::TypeKind from = st_[self], to = st_[target];
  const ObligationCause cause = derived(goal, {}, ObligationKind::builtin_derived);
  const auto push = [&](Clause clause, types::BoundVarsId vars) { nested.push_back({cause, goal.env, {clause, vars}, goal.depth + 1}); };

  if (c.kind == Candidate::Kind::upcast) {
    const Dynamic a = std::get<Dynamic>(from), b = std::get<Dynamic>(to);
    push(types::RegionOutlives{a.region, b.region}, st_.no_vars);
    const auto bs = st_[b.predicates];
    if (!c.poly.value.trait.valid()) return true;  // only auto traits are asked for
    const auto* pb = std::get_if<types::ExistentialTraitRef>(&bs[0]);
    // The supertrait seen from A has to be B's principal; the associated types that B fixes have to be what A says of them.
    std::vector<GenericArg> wanted{self};
    for (GenericArg g : st_[pb->args]) wanted.push_back(g);
    const TraitRef want = icx_.instantiate_binder_with_placeholders(Binder<TraitRef>{{pb->trait, st_.args(wanted)}, b.vars});
    const TraitRef have = icx_.instantiate_binder_with_fresh_vars(c.poly);
    if (icx_.eq_trait_refs(goal.cause, goal.env, want, have, nested)) return false;
    for (const types::ExistentialPredicate& p : bs)
      if (const auto* proj = std::get_if<types::ExistentialProjection>(&p)) {
        std::vector<GenericArg> args{self};
        for (GenericArg g : st_[proj->args]) args.push_back(g);
        push(ProjectionClause{proj->assoc, st_.args(args), proj->term}, b.vars);
      }
    return true;
  }
  if (const auto* d = std::get_if<Dynamic>(&to)) {
    const Dynamic b = *d;
    for (const types::ExistentialPredicate& p : st_[b.predicates]) {
      std::vector<GenericArg> args{self};
      if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) {
        for (GenericArg g : st_[t->args]) args.push_back(g);
        push(TraitClause{{t->trait, st_.args(args)}}, b.vars);
      } else if (const auto* proj = std::get_if<types::ExistentialProjection>(&p)) {
        for (GenericArg g : st_[proj->args]) args.push_back(g);
        push(ProjectionClause{proj->assoc, st_.args(args), proj->term}, b.vars);
      } else if (const auto* a = std::get_if<types::ExistentialAuto>(&p)) {
        push(TraitClause{{a->trait, st_.args(args)}}, st_.no_vars);
      }
    }
    push(TraitClause{{lang_.sized, st_.args({GenericArg(self)})}}, st_.no_vars);
    push(types::TypeOutlives{self, b.region}, st_.no_vars);
    return true;
  }
  if (const auto* a = std::get_if<types::Array>(&from)) {
    const auto* b = std::get_if<types::Slice>(&to);
    if (b == nullptr || icx_.eq(goal.cause, goal.env, b->elem, a->elem, nested)) return false;
    for (Obligation& o : nested) o.depth = std::max(o.depth, goal.depth + 1);
    return true;
  }
  if (std::holds_alternative<Adt>(from) && std::holds_alternative<Adt>(to)) return confirm_struct_unsize(goal, self, target, cause, nested);
  return false;
}

}  // namespace borrowlab::typeck
