// Which ways there might be to meet a goal. After rustc_trait_selection::traits::select::candidate_assembly.
#include "support/function_ref.h"
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Adt;
using types::Alias;
using types::AliasKind;
using types::Dynamic;
using types::Infer;

bool may_unify(const Store& st, TypeId impl_ty, TypeId ty) {
  if (impl_ty == ty) return true;
  const types::TypeKind& a = st[impl_ty];
  const types::TypeKind& b = st[ty];
  if (std::holds_alternative<types::Param>(a) || std::holds_alternative<Alias>(a) || std::holds_alternative<types::Error>(a)) return true;
  if (std::holds_alternative<types::Error>(b)) return true;
  if (const auto* infer = std::get_if<Infer>(&b)) {
    switch (infer->kind) {
      case Infer::Kind::ty: return true;
      case Infer::Kind::int_: return std::holds_alternative<types::Int>(a) || std::holds_alternative<Infer>(a);
      case Infer::Kind::float_: return std::holds_alternative<types::Float>(a) || std::holds_alternative<Infer>(a);
    }
  }
  if (std::holds_alternative<Infer>(a)) return true;
  if (const auto* alias = std::get_if<Alias>(&b)) {
    // A projection may turn out to be anything; a rigid one cannot be told from here. Opaque types are revealed or defined.
    (void)alias;
    return true;
  }
  if (a.index() != b.index()) return false;
  if (const auto* x = std::get_if<Adt>(&a)) {
    const auto& y = std::get<Adt>(b);
    if (x->def != y.def) return false;
    const auto xs = st[x->args], ys = st[y.args];
    for (size_t i = 0; i < xs.size() && i < ys.size(); ++i)
      if (xs[i].is_type() && ys[i].is_type() && !may_unify(st, xs[i].type(), ys[i].type())) return false;
    return true;
  }
  if (const auto* x = std::get_if<types::Ref>(&a)) {
    const auto& y = std::get<types::Ref>(b);
    return x->mut == y.mut && may_unify(st, x->pointee, y.pointee);
  }
  if (const auto* x = std::get_if<types::RawPtr>(&a)) {
    const auto& y = std::get<types::RawPtr>(b);
    return x->mut == y.mut && may_unify(st, x->pointee, y.pointee);
  }
  if (const auto* x = std::get_if<types::Slice>(&a)) return may_unify(st, x->elem, std::get<types::Slice>(b).elem);
  if (const auto* x = std::get_if<types::Array>(&a)) {
    const auto& y = std::get<types::Array>(b);
    if (!may_unify(st, x->elem, y.elem)) return false;
    return x->len == y.len || st.get<types::ConstValue>(x->len) == nullptr || st.get<types::ConstValue>(y.len) == nullptr;
  }
  if (const auto* x = std::get_if<types::Tuple>(&a)) {
    const auto xs = st[x->elems], ys = st[std::get<types::Tuple>(b).elems];
    if (xs.size() != ys.size()) return false;
    for (size_t i = 0; i < xs.size(); ++i)
      if (!may_unify(st, xs[i], ys[i])) return false;
    return true;
  }
  if (const auto* x = std::get_if<types::FnDef>(&a)) return x->def == std::get<types::FnDef>(b).def;
  if (const auto* x = std::get_if<types::Closure>(&a)) return x->def == std::get<types::Closure>(b).def;
  if (const auto* x = std::get_if<types::FnPtr>(&a)) {
    const auto& y = std::get<types::FnPtr>(b);
    return x->sig.value.safety == y.sig.value.safety &&
           st[x->sig.value.inputs_and_output].size() == st[y.sig.value.inputs_and_output].size();
  }
  if (const auto* x = std::get_if<Dynamic>(&a)) {
    const auto xs = st[x->predicates], ys = st[std::get<Dynamic>(b).predicates];
    if (xs.size() != ys.size()) return false;
    for (size_t i = 0; i < xs.size(); ++i) {
      const auto* p = std::get_if<types::ExistentialTraitRef>(&xs[i]);
      const auto* q = std::get_if<types::ExistentialTraitRef>(&ys[i]);
      if ((p == nullptr) != (q == nullptr) || (p != nullptr && p->trait != q->trait)) return false;
    }
    return true;
  }
  return false;  // scalars, str, !: unequal ids
}

void SelectionCtxt::assemble(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const DefId trait = goal.trait_ref.trait;
  if (assemble_builtin(goal, self, out)) {
    assemble_from_env(goal, out);
    assemble_from_alias_bounds(goal, self, out);
    return;
  }
  const auto def = cx_.items.traits.find(trait);
  const bool is_auto = def != cx_.items.traits.end() && def->second.is_auto;
  assemble_from_impls(goal, self, out);
  if (trait == lang_.copy || trait == lang_.clone) assemble_copy_clone(goal, self, out);
  if (trait == lang_.fn || trait == lang_.fn_mut || trait == lang_.fn_once) assemble_fn_family(goal, self, out);
  if (trait == lang_.coerce_unsized || trait == lang_.dispatch_from_dyn) assemble_coerce_unsized(goal, self, out);
  assemble_from_object(goal, self, out);
  assemble_from_env(goal, out);
  assemble_from_alias_bounds(goal, self, out);
  if (is_auto) assemble_auto(goal, self, out);
}

bool SelectionCtxt::clause_may_match(const TraitGoal& goal, const Binder<TraitRef>& clause) {
  if (clause.value.trait != goal.trait_ref.trait) return false;
  if (clause.value.args == goal.trait_ref.args) return true;
  const auto as = st_[clause.value.args], bs = st_[goal.trait_ref.args];
  // Parameters stand for themselves here: a quick no for the common case of another parameter or a concrete type.
  for (size_t i = 0; i < as.size() && i < bs.size(); ++i) {
    if (!as[i].is_type() || !bs[i].is_type() || as[i] == bs[i]) continue;
    const types::TypeKind& a = st_[as[i].type()];
    const types::TypeKind& b = st_[bs[i].type()];
    const bool open_a = std::holds_alternative<Alias>(a) || std::holds_alternative<Infer>(a) || std::holds_alternative<types::Error>(a);
    const bool open_b = std::holds_alternative<Alias>(b) || std::holds_alternative<Infer>(b) || std::holds_alternative<types::Error>(b);
    if (open_a || open_b) continue;
    if (a.index() != b.index()) return false;
    if (std::holds_alternative<types::Param>(a)) return false;
    if (const auto* x = std::get_if<Adt>(&a); x != nullptr && x->def != std::get<Adt>(b).def) return false;
  }
  return icx_.probe([&] {
    std::vector<Obligation> goals;
    return confirm_poly(goal, clause, goals);
  });
}

void SelectionCtxt::assemble_from_env(const TraitGoal& goal, CandidateSet& out) {
  if (goal.env.clauses == nullptr) return;
  const auto clauses = goal.env.clauses;
  for (const PolyClause& c : *clauses) {
    const auto* t = std::get_if<TraitClause>(&c.value);
    if (t == nullptr || t->trait_ref.trait != goal.trait_ref.trait) continue;
    const Binder<TraitRef> poly{t->trait_ref, c.vars};
    bool known = false;
    for (const Candidate& other : out.list) known |= other.kind == Candidate::Kind::param && other.poly == poly;
    if (!known && clause_may_match(goal, poly)) out.list.push_back({Candidate::Kind::param, {}, poly});
  }
}

void for_each_alias_bound(Context& cx, DefId alias, ArgsId args, FunctionRef<void(const PolyClause&)> f) {
  const auto found = cx.items.item_bounds.find(alias);
  if (found == cx.items.item_bounds.end()) return;
  auto& known = caches(cx).item_bounds;
  auto it = known.find(alias);
  if (it == known.end()) {
    std::vector<PolyClause> own;
    for (const types::Predicate& p : found->second) own.push_back(p.clause);
    it = known.emplace(alias, elaborate(cx, std::move(own))).first;
  }
  const std::vector<PolyClause> bounds = it->second;  // f may ask for other aliases
  for (const PolyClause& c : bounds) f(types::instantiate(cx.store, c, args));
}

void SelectionCtxt::assemble_from_alias_bounds(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  // <<T as A>::X as B>::Y: the bounds of Y, then those of X (`type X: B<Y: …>` speaks of Y as well).
  for (uint32_t i = 0; i < recursion_limit; ++i) {
    const auto* alias = st_.get<Alias>(self);
    if (alias == nullptr || (alias->kind == AliasKind::opaque && goal.env.reveal_opaque)) return;
    const Alias k = *alias;
    for_each_alias_bound(cx_, k.def, k.args, [&](const PolyClause& c) {
      const auto* t = std::get_if<TraitClause>(&c.value);
      if (t == nullptr || t->trait_ref.trait != goal.trait_ref.trait) return;
      Binder<TraitRef> poly{t->trait_ref, c.vars};
      for (const Candidate& other : out.list)
        if (other.kind == Candidate::Kind::alias_bound && other.poly == poly) return;
      if (clause_may_match(goal, poly)) out.list.push_back({Candidate::Kind::alias_bound, k.def, poly});
    });
    const auto args = st_[k.args];
    if (k.kind == AliasKind::opaque || args.empty() || !args[0].is_type()) return;
    self = icx_.shallow_resolve(args[0].type());
  }
}

void SelectionCtxt::assemble_from_impls(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const auto consider = [&](DefId impl) {
    const auto def = cx_.items.impls.find(impl);
    if (def == cx_.items.impls.end() || !def->second.trait_ref) return;
    const auto as = st_[def->second.trait_ref->args], bs = st_[goal.trait_ref.args];
    for (size_t i = 0; i < as.size() && i < bs.size(); ++i)
      if (as[i].is_type() && bs[i].is_type() && !may_unify(st_, as[i].type(), i == 0 ? self : icx_.shallow_resolve(bs[i].type()))) return;
    const bool matches = icx_.probe([&] {
      std::vector<Obligation> goals;
      return match_impl(goal, impl, goals).has_value();
    });
    if (matches) out.list.push_back({Candidate::Kind::impl, impl, {}});
  };
  const auto* infer = st_.get<Infer>(self);
  if (infer != nullptr) {
    for (DefId impl : types::trait_impls(cx_, goal.trait_ref.trait).all) consider(impl);
    return;
  }
  const auto& by_type = types::trait_impls(cx_, goal.trait_ref.trait).by_type;
  const uint64_t key = types::simplify_type(st_, self);
  if (key != 0)
    if (const auto own = by_type.find(key); own != by_type.end())
      for (DefId impl : own->second) consider(impl);
  if (const auto blanket = by_type.find(0); blanket != by_type.end())
    for (DefId impl : blanket->second) consider(impl);
}

void SelectionCtxt::assemble_from_object(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const auto* dyn = st_.get<Dynamic>(self);
  if (dyn == nullptr) return;
  const Dynamic d = *dyn;
  for (const types::ExistentialPredicate& p : st_[d.predicates]) {
    if (const auto* a = std::get_if<types::ExistentialAuto>(&p)) {
      if (a->trait == goal.trait_ref.trait) out.list.push_back({Candidate::Kind::builtin, {}, {}});
      continue;
    }
    const auto* principal = std::get_if<types::ExistentialTraitRef>(&p);
    if (principal == nullptr) continue;
    std::vector<GenericArg> args{self};
    for (GenericArg a : st_[principal->args]) args.push_back(a);
    // A dyn type within its own binder has no bound regions that escape, so Self needs no shift.
    for (const Binder<TraitRef>& s : supertraits(cx_, {TraitRef{principal->trait, st_.args(args)}, d.vars}))
      if (s.value.trait == goal.trait_ref.trait && clause_may_match(goal, s)) out.list.push_back({Candidate::Kind::object, {}, s});
  }
}

void SelectionCtxt::assemble_auto(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const types::TypeKind& k = st_[self];
  if (std::holds_alternative<Dynamic>(k) || std::holds_alternative<types::Param>(k)) return;
  if (const auto* alias = std::get_if<Alias>(&k)) {
    if (alias->kind == AliasKind::projection) return;
    for (const Candidate& c : out.list)
      if (c.kind == Candidate::Kind::alias_bound) return;
    // What its fn has not been checked for yet cannot be told.
    if (reveal_opaque(cx_, alias->def, alias->args) == self) out.ambiguous = true;
    else out.list.push_back({Candidate::Kind::auto_impl, {}, {}});
    return;
  }
  if (const auto* c = std::get_if<types::Closure>(&k))
    if (st_.get<Infer>(icx_.shallow_resolve(st_.closure_parts(c->args).upvars)) != nullptr) {
      out.ambiguous = true;  // what it captures is found out after its body
      return;
    }
  // An impl written for the type's constructor, whatever its arguments, is the author's word: no structural rule then.
  const auto& by_type = types::trait_impls(cx_, goal.trait_ref.trait).by_type;
  if (const auto own = by_type.find(types::simplify_type(st_, self)); own != by_type.end() && !own->second.empty()) return;
  if (const auto blanket = by_type.find(0); blanket != by_type.end() && !blanket->second.empty()) return;
  out.list.push_back({Candidate::Kind::auto_impl, {}, {}});
}

}  // namespace borrowlab::typeck
