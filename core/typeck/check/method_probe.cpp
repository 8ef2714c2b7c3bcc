// Which method `receiver.name()` or path `Type::name` means: the receiver's autoderef steps; candidates from inherent impls, trait objects,
// where clauses and traits in scope; by value, by `&`, by `&mut`. After rustc_hir_typeck::method::probe.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {

using Outcome = ProbeResult::Outcome;

class Probe {
 public:
  Probe(FnCtxt& f, Span s, Symbol n, bool path) : fcx(f), cx(f.cx), store(f.store), span(s), name(n), path_mode(path) {}

  std::vector<ProbeStep> steps;
  std::vector<ProbeCandidate> inherent, extension;
  ProbeResult result;

  void assemble(NodeId node, NodeId alternative) {
    for (const ProbeStep& step : steps) assemble_probe(step.self_ty);
    for (DefId trait : fcx.traits_in_scope(node, alternative))
      if (DefId item = item_of(trait, trait_items(trait)); item.valid()) push(extension, {item, Pick::Kind::trait, trait, {}});
  }

  bool pick_all() {
    for (const ProbeStep& step : steps) {
      if (step.from_raw_deref && step.autoderefs == 0) continue;
      if (fcx.is_error(step.self_ty)) {
        result.outcome = Outcome::error;
        return true;
      }
      if (pick_by_value(step)) return true;
      if (path_mode) continue;
      if (pick_autoref(step, Mutability::not_) || pick_autoref(step, Mutability::mut)) return true;
      if (pick_const_ptr(step)) return true;
    }
    if (private_item.valid() && result.outcome == Outcome::not_found) {
      result.outcome = Outcome::private_match;
      result.private_item = private_item;
    }
    return false;
  }

 private:
  FnCtxt& fcx;
  Context& cx;
  types::Store& store;
  Span span;
  Symbol name;
  bool path_mode;
  DefId private_item;

  static void push(std::vector<ProbeCandidate>& list, ProbeCandidate c) {
    for (const ProbeCandidate& o : list)
      if (o.item == c.item && o.impl_or_trait == c.impl_or_trait && o.kind == c.kind && o.trait_ref == c.trait_ref) return;
    list.push_back(std::move(c));
  }

  const std::vector<DefId>& trait_items(DefId trait) {
    static const std::vector<DefId> none;
    auto it = cx.items.traits.find(trait);
    return it == cx.items.traits.end() ? none : it->second.items;
  }

  DefId item_of(DefId, const std::vector<DefId>& items) {
    for (DefId i : items) {
      auto it = cx.items.assoc.find(i);
      if (it == cx.items.assoc.end() || it->second.name != name) continue;
      if (it->second.kind == types::AssocItem::Kind::type) continue;
      if (path_mode) return i;
      if (it->second.kind != types::AssocItem::Kind::fn) continue;
      if (it->second.has_self) return i;
      result.static_candidate = true;
      result.unsatisfied_items.push_back(i);
    }
    return DefId();
  }

  void assemble_probe(TypeId self_ty) {
    self_ty = fcx.icx.shallow_resolve(self_ty);
    if (const auto* d = store.get<types::Dynamic>(self_ty)) assemble_object(self_ty, *d);
    if (const auto* p = store.get<types::Param>(self_ty)) assemble_where(self_ty, p->index);
    if (const auto* a = store.get<types::Alias>(self_ty)) assemble_alias(self_ty, *a);
    const uint64_t key = types::simplify_type(store, self_ty);
    if (key == 0) return;
    auto it = cx.items.inherent_by_type.find(key);
    if (it == cx.items.inherent_by_type.end()) return;
    for (DefId impl : it->second)
      if (DefId item = item_of(impl, types::impl_items(cx, impl)); item.valid())
        push(inherent, {item, Pick::Kind::inherent_impl, impl, {}});
  }

  void assemble_object(TypeId self_ty, const types::Dynamic& d) {
    for (const auto& pred : store[d.predicates]) {
      const auto* t = std::get_if<types::ExistentialTraitRef>(&pred);
      if (t == nullptr) continue;
      std::vector<GenericArg> args{self_ty};
      for (GenericArg a : store[t->args]) args.push_back(a);
      Binder<TraitRef> principal{TraitRef{t->trait, store.args(args)}, d.vars};
      for (const auto& super : supertraits(cx, principal))
        if (DefId item = item_of(super.value.trait, trait_items(super.value.trait)); item.valid())
          push(inherent, {item, Pick::Kind::object, super.value.trait, super});
    }
  }

  void add_bound(const Binder<TraitRef>& bound) {
    for (const auto& super : supertraits(cx, bound))
      if (DefId item = item_of(super.value.trait, trait_items(super.value.trait)); item.valid())
        push(inherent, {item, Pick::Kind::where_clause, super.value.trait, super});
  }

  void assemble_where(TypeId, uint32_t index) {
    if (!fcx.env.clauses) return;
    for (const types::PolyClause& c : *fcx.env.clauses) {
      const auto* t = std::get_if<types::TraitClause>(&c.value);
      if (t == nullptr) continue;
      const auto* p = store.get<types::Param>(store[t->trait_ref.args][0].type());
      if (p != nullptr && p->index == index) add_bound({t->trait_ref, c.vars});
    }
  }

  void assemble_alias(TypeId self_ty, const types::Alias& alias) {
    if (auto it = cx.items.item_bounds.find(alias.def); it != cx.items.item_bounds.end())
      for (const types::Predicate& p : it->second) {
        types::PolyClause c = types::instantiate(store, p.clause, alias.args);
        if (const auto* t = std::get_if<types::TraitClause>(&c.value); t != nullptr && store[t->trait_ref.args][0].type() == self_ty)
          add_bound({t->trait_ref, c.vars});
      }
    if (!fcx.env.clauses) return;
    for (const types::PolyClause& c : *fcx.env.clauses)
      if (const auto* t = std::get_if<types::TraitClause>(&c.value); t != nullptr && store[t->trait_ref.args][0].type() == self_ty)
        add_bound({t->trait_ref, c.vars});
  }

  // --- picking ---

  bool pick_by_value(const ProbeStep& step) {
    if (step.unsize) return false;  // a slice has no value
    Pick extra;
    extra.autoderefs = step.autoderefs;
    // A reference is reborrowed, not moved.
    if (const auto* r = store.get<types::Ref>(fcx.icx.shallow_resolve(step.self_ty))) {
      extra.autoderefs += 1;
      extra.autoref = r->mut == Mutability::mut ? Pick::Autoref::ref_mut : Pick::Autoref::ref;
    }
    return pick_method(step, step.self_ty, extra);
  }
  bool pick_autoref(const ProbeStep& step, Mutability m) {
    const TypeId ty = store.ref(store.re_erased, step.self_ty, m);
    Pick extra;
    extra.autoderefs = step.autoderefs;
    extra.autoref = m == Mutability::mut ? Pick::Autoref::ref_mut : Pick::Autoref::ref;
    extra.unsize = step.unsize;
    return pick_method(step, ty, extra);
  }
  bool pick_const_ptr(const ProbeStep& step) {
    const auto* p = store.get<types::RawPtr>(fcx.icx.shallow_resolve(step.self_ty));
    if (p == nullptr || p->mut != Mutability::mut || step.unsize) return false;
    Pick extra;
    extra.autoderefs = step.autoderefs;
    extra.autoref = Pick::Autoref::const_ptr;
    return pick_method(step, store.ptr(p->pointee, Mutability::not_), extra);
  }

  bool pick_method(const ProbeStep& step, TypeId self_ty, const Pick& base) {
    // Regions play no part in picking.
    if (const auto* r = store.get<types::Ref>(self_ty); r != nullptr && r->region == store.re_erased)
      self_ty = store.ref(fcx.icx.next_region_var(), r->pointee, r->mut);
    for (auto* list : {&inherent, &extension}) {
      if (consider(*list, self_ty, base, step)) return true;
    }
    return false;
  }

  bool consider(const std::vector<ProbeCandidate>& list, TypeId self_ty, const Pick& base, const ProbeStep& step) {
    std::vector<ProbeCandidate> applicable;
    for (const ProbeCandidate& c : list) {
      if (!consider_probe(self_ty, c)) continue;
      if (!fcx.visible(cx.defs[c.item].visible_in) && c.kind == Pick::Kind::inherent_impl) {
        if (!private_item.valid()) private_item = c.item;
        continue;
      }
      applicable.push_back(c);
    }
    if (applicable.size() > 1) collapse(applicable, self_ty);
    if (applicable.size() > 1) {
      result.outcome = Outcome::ambiguous;
      result.candidates = applicable;
      return true;
    }
    if (applicable.empty()) return false;
    result.outcome = Outcome::found;
    result.pick = base;
    result.pick.item = applicable[0].item;
    result.pick.kind = applicable[0].kind;
    result.pick.trait_ref = applicable[0].trait_ref;
    result.pick.self_ty = step.self_ty;
    return true;
  }

  // Candidates of one trait (several where clauses) are one; of a trait and its supertrait, the where clause first.
  void collapse(std::vector<ProbeCandidate>& list, TypeId self_ty) {
    bool same = true;
    for (const auto& c : list) same = same && c.item == list[0].item;
    if (same && list[0].kind != Pick::Kind::inherent_impl) {
      ProbeCandidate c = list[0];
      // Which where clause is meant is inference's to find out.
      for (const auto& o : list)
        if (!(o.trait_ref == c.trait_ref)) c.kind = Pick::Kind::trait, c.trait_ref = {};
      c.impl_or_trait = cx.items.assoc.at(c.item).container;
      list = {c};
      return;
    }
    // A candidate that certainly applies wins over one that only may (inference variables in the receiver).
    std::vector<ProbeCandidate> certain;
    for (const auto& c : list)
      if (c.kind != Pick::Kind::trait || trait_holds(self_ty, c)) certain.push_back(c);
    if (certain.size() == 1) list = certain;
  }

  bool trait_holds(TypeId self_ty, const ProbeCandidate& c) {
    return fcx.icx.probe([&] {
      const ArgsId args = fcx.icx.fresh_args_for(span, c.impl_or_trait);
      if (!relate_self(self_ty, c, args)) return false;
      types::Clause clause = types::TraitClause{TraitRef{c.impl_or_trait, fcx.icx.resolve(args)}};
      return predicate_must_hold(fcx.icx, {fcx.cause(span), fcx.env, store.dummy_binder(clause)});
    });
  }

  // The method's declared self type, its own generics fresh, equals the receiver's.
  bool relate_self(TypeId self_ty, const ProbeCandidate& c, ArgsId container_args) {
    std::vector<Obligation> os;
    if (path_mode) {
      TypeId target =
          c.kind == Pick::Kind::inherent_impl ? types::type_of(cx, c.impl_or_trait, container_args) : store[container_args][0].type();
      target = typeck::normalize(fcx.icx, fcx.cause(span), fcx.env, target, os);
      return !fcx.icx.eq(fcx.cause(span), fcx.env, self_ty, target, os);
    }
    std::vector<GenericArg> all;
    for (GenericArg a : store[container_args]) all.push_back(a);
    for (const auto& p : cx.items.generics_of(c.item).own) {
      if (p.kind == types::GenericParamDef::Kind::lifetime) all.push_back(fcx.icx.next_region_var());
      else if (p.kind == types::GenericParamDef::Kind::type) all.push_back(fcx.icx.next_ty_var(span));
      else all.push_back(fcx.icx.next_const_var(store.usize, span));
    }
    const FnSig sig = fcx.icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, c.item, store.args(all)));
    if (store.inputs(sig).empty()) return false;
    const TypeId xform = typeck::normalize(fcx.icx, fcx.cause(span), fcx.env, store.inputs(sig)[0], os);
    if (fcx.icx.sub(fcx.cause(span), fcx.env, self_ty, xform, os)) return false;
    for (const Obligation& o : os)
      if (!predicate_may_hold(fcx.icx, o)) return false;
    return true;
  }

  bool consider_probe(TypeId self_ty, const ProbeCandidate& c) {
    std::vector<Obligation> unsatisfied;
    const bool ok = fcx.icx.probe([&] {
      switch (c.kind) {
        case Pick::Kind::inherent_impl: {
          const ArgsId args = fcx.icx.fresh_args_for(span, c.impl_or_trait);
          if (!relate_self(self_ty, c, args)) return false;
          for (auto& p : types::predicates_of(cx, c.impl_or_trait, args)) {
            std::vector<Obligation> os;
            Obligation o{fcx.cause(span, ObligationKind::item_bound, c.impl_or_trait, p.span), fcx.env,
                         typeck::normalize(fcx.icx, fcx.cause(span), fcx.env, p.clause, os)};
            os.push_back(o);
            for (Obligation& n : os)
              if (!predicate_may_hold(fcx.icx, n)) {
                n.predicate = fcx.icx.resolve(n.predicate);
                unsatisfied.push_back(n);
              }
          }
          return unsatisfied.empty();
        }
        case Pick::Kind::object:
        case Pick::Kind::where_clause: {
          const TraitRef t = fcx.icx.instantiate_binder_with_fresh_vars(c.trait_ref);
          return relate_self(self_ty, c, t.args);
        }
        case Pick::Kind::trait: {
          const ArgsId args = fcx.icx.fresh_args_for(span, c.impl_or_trait);
          if (!relate_self(self_ty, c, args)) return false;
          types::Clause clause = types::TraitClause{TraitRef{c.impl_or_trait, fcx.icx.resolve(args)}};
          Obligation o{fcx.cause(span), fcx.env, store.dummy_binder(clause)};
          if (predicate_may_hold(fcx.icx, o)) return true;
          unsatisfied.push_back(o);
          return false;
        }
      }
      return false;
    });
    if (!ok)
      for (Obligation& o : unsatisfied) {
        result.unsatisfied.push_back(o);
        result.unsatisfied_items.push_back(c.item);
      }
    return ok;
  }
};

}  // namespace

std::vector<ProbeStep> FnCtxt::method_autoderef_steps(Span span, TypeId self_ty, TypeId* bad_ty) {
  std::vector<ProbeStep> out;
  bool reached_raw = false;
  std::vector<Obligation> obligations;
  TypeId last = self_ty;
  autoderef(
      span, self_ty, true,
      [&](TypeId ty, const std::vector<AutoderefStep>& steps) {
        last = ty;
        out.push_back({ty, static_cast<uint32_t>(steps.size()), reached_raw, false});
        if (store.get<types::RawPtr>(ty) != nullptr) {
          reached_raw = true;
          return true;  // methods behind a raw pointer are not found by autoderef
        }
        return false;
      },
      &obligations);
  last = icx.shallow_resolve(last);
  if (is_ty_var(last)) {
    *bad_ty = last;
  } else if (const auto* a = store.get<types::Array>(last)) {
    out.push_back({store.slice(a->elem), static_cast<uint32_t>(out.size() - 1), false, true});
  }
  return out;
}

ProbeResult FnCtxt::probe_method(Span span, Symbol name, TypeId self_ty, NodeId scope_node, NodeId alternative) {
  Probe p(*this, span, name, false);
  TypeId bad;
  p.steps = method_autoderef_steps(span, self_ty, &bad);
  if (bad.valid()) {
    p.result.outcome = Outcome::bad_ty;
    p.result.bad = bad;
    // With a known part before the unknown one, the method may still be found there.
    if (p.steps.size() == 1) return p.result;
    p.steps.pop_back();
    p.result.outcome = Outcome::not_found;
  }
  p.assemble(scope_node, alternative);
  p.pick_all();
  if (bad.valid() && p.result.outcome == Outcome::not_found) p.result.outcome = Outcome::bad_ty, p.result.bad = bad;
  return p.result;
}

ProbeResult FnCtxt::probe_path(Span span, Symbol name, TypeId self_ty, NodeId scope_node, NodeId alternative) {
  Probe p(*this, span, name, true);
  self_ty = try_structurally_resolve(self_ty);
  p.steps.push_back({self_ty, 0, false, false});
  p.assemble(scope_node, alternative);
  p.pick_all();
  return p.result;
}

}  // namespace borrowlab::typeck::check
