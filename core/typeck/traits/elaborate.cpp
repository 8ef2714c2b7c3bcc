// Supertraits: what else holds where a clause holds; vtables; which traits make trait objects. After rustc_type_ir::elaborate,
// rustc_trait_selection::traits::{vtable, dyn_compatibility}.
#include <algorithm>

#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

namespace {

// Makes room for `by` more bound regions before those of the outermost binder.
class ShiftVars final : public types::Folder {
 public:
  ShiftVars(Store& store, uint32_t by) : Folder(store), by_(by) {}
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & types::has_bound_regions) == 0; }
  RegionId fold(RegionId r) override {
    const auto* b = store.get<types::ReBound>(r);
    return b != nullptr && b->debruijn == binders_ ? store.region(types::ReBound{b->debruijn, b->var + by_}) : r;
  }

 private:
  uint32_t by_;
};

bool is_self(const Store& st, GenericArg a) {
  if (!a.is_type()) return false;
  const auto* p = st.get<types::Param>(a.type());
  return p != nullptr && p->index == 0;
}

// The clauses about Self that a trait's declaration promises.
template <class F>
void for_each_super(Context& cx, DefId trait, F&& f) {
  const auto preds = cx.items.predicates.find(trait);
  if (preds == cx.items.predicates.end()) return;
  const Store& st = cx.store;
  for (const types::Predicate& p : preds->second) {
    const Clause& c = p.clause.value;
    if (const auto* t = std::get_if<TraitClause>(&c)) {
      const auto args = st[t->trait_ref.args];
      if (args.empty() || !is_self(st, args[0])) continue;
      if (t->trait_ref.trait == trait && t->trait_ref.args == types::identity_args(cx, trait)) continue;  // Self: Trait itself
    } else if (const auto* proj = std::get_if<ProjectionClause>(&c)) {
      const auto args = st[proj->args];
      if (args.empty() || !is_self(st, args[0])) continue;
    } else if (const auto* o = std::get_if<types::TypeOutlives>(&c)) {
      if (!is_self(st, o->ty)) continue;
    } else {
      continue;
    }
    f(p.clause);
  }
}

}  // namespace

PolyClause instantiate_supertrait(Context& cx, const PolyClause& super, const Binder<TraitRef>& trait_ref) {
  Store& st = cx.store;
  const auto outer = st[trait_ref.vars], own = st[super.vars];
  Clause value = super.value;
  types::BoundVarsId vars = trait_ref.vars;
  if (!own.empty()) {
    if (!outer.empty()) {
      value = ShiftVars(st, static_cast<uint32_t>(outer.size())).fold(value);
      std::vector<types::BoundVar> all(outer.begin(), outer.end());
      all.insert(all.end(), own.begin(), own.end());
      vars = st.bound_vars(all);
    } else {
      vars = super.vars;
    }
  }
  // Not through the Binder: the args live under the very binder that the result has.
  return {types::instantiate(st, value, trait_ref.value.args), vars};
}

std::vector<PolyClause> elaborate(Context& cx, std::vector<PolyClause> clauses) {
  std::vector<PolyClause> out;
  const auto add = [&](const PolyClause& c) {
    if (std::find(out.begin(), out.end(), c) == out.end()) out.push_back(c);
  };
  for (const PolyClause& c : clauses) add(c);
  for (size_t i = 0; i < out.size() && out.size() < 4096; ++i) {
    const auto* t = std::get_if<TraitClause>(&out[i].value);
    if (t == nullptr) continue;
    const Binder<TraitRef> poly{t->trait_ref, out[i].vars};
    for_each_super(cx, poly.value.trait, [&](const PolyClause& super) { add(instantiate_supertrait(cx, super, poly)); });
  }
  return out;
}

std::vector<Binder<TraitRef>> supertraits(Context& cx, const Binder<TraitRef>& trait_ref) {
  std::vector<Binder<TraitRef>> out{trait_ref};
  for (size_t i = 0; i < out.size() && out.size() < 4096; ++i) {
    const Binder<TraitRef> poly = out[i];
    for_each_super(cx, poly.value.trait, [&](const PolyClause& super) {
      if (!std::holds_alternative<TraitClause>(super.value)) return;
      const PolyClause c = instantiate_supertrait(cx, super, poly);
      const Binder<TraitRef> s{std::get<TraitClause>(c.value).trait_ref, c.vars};
      if (std::find(out.begin(), out.end(), s) == out.end()) out.push_back(s);
    });
  }
  return out;
}

namespace {

// `where Self: Sized` on the item itself.
bool requires_sized_self(Context& cx, DefId def) {
  const DefId sized = caches(cx).lang.sized;
  const auto preds = cx.items.predicates.find(def);
  if (preds == cx.items.predicates.end() || !sized.valid()) return false;
  for (const types::Predicate& p : preds->second)
    if (const auto* t = std::get_if<TraitClause>(&p.clause.value)) {
      const auto args = cx.store[t->trait_ref.args];
      if (t->trait_ref.trait == sized && !args.empty() && is_self(cx.store, args[0])) return true;
    }
  return false;
}

bool has_own_type_params(Context& cx, DefId def) {
  for (const types::GenericParamDef& p : cx.items.generics_of(def).own)
    if (p.kind != types::GenericParamDef::Kind::lifetime) return true;
  return false;
}

// Self other than in `<Self as SuperTrait>::Assoc`.
bool mentions_self(Context& cx, DefId trait, GenericArg value) {
  bool found = false;
  types::walk_types(cx.store, value, [&](GenericArg a) {
    if (!a.is_type()) return false;
    if (is_self(cx.store, a)) found = true;
    if (const auto* alias = cx.store.get<types::Alias>(a.type()); alias != nullptr && alias->kind == types::AliasKind::projection) {
      const auto args = cx.store[alias->args];
      if (!args.empty() && is_self(cx.store, args[0])) {
        const DefId of = cx.defs[alias->def].parent;
        for (const auto& s : supertraits(cx, cx.store.dummy_binder(TraitRef{trait, types::identity_args(cx, trait)})))
          if (s.value.trait == of) {
            for (size_t i = 1; i < args.size(); ++i) found |= mentions_self(cx, trait, args[i]);
            return false;
          }
      }
    }
    if (const auto* alias = cx.store.get<types::Alias>(a.type()); alias != nullptr && alias->kind == types::AliasKind::opaque) found = true;
    return !found;
  });
  return found;
}

bool is_vtable_safe_method(Context& cx, DefId trait, const types::AssocItem& item) {
  (void)trait;
  return item.kind == types::AssocItem::Kind::fn && item.has_self && !requires_sized_self(cx, item.def) &&
         !has_own_type_params(cx, item.def);
}

// self, &self, &mut self, and smart pointers to Self (Box, Rc, Arc, Pin of them): a pointer whose one type argument leads to Self.
bool dispatchable_receiver(const Store& st, TypeId ty) {
  for (uint32_t i = 0; i < recursion_limit; ++i) {
    if (is_self(st, ty)) return true;
    if (const auto* r = st.get<types::Ref>(ty)) {
      ty = r->pointee;
    } else if (const auto* adt = st.get<types::Adt>(ty)) {
      TypeId inner;
      for (GenericArg a : st[adt->args])
        if (a.is_type()) {
          inner = a.type();
          break;
        }
      if (!inner.valid()) return false;
      ty = inner;
    } else {
      return false;
    }
  }
  return false;
}

bool method_is_dyn_compatible(Context& cx, DefId trait, const types::AssocItem& item) {
  if (requires_sized_self(cx, item.def)) return true;
  if (!item.has_self || has_own_type_params(cx, item.def)) return false;
  const types::FnSig& sig = cx.items.fn(item.def).sig.value;
  const auto inputs = cx.store.inputs(sig);
  if (inputs.empty() || !dispatchable_receiver(cx.store, inputs[0])) return false;
  for (size_t i = 1; i < inputs.size(); ++i)
    if (mentions_self(cx, trait, inputs[i])) return false;
  return !mentions_self(cx, trait, cx.store.output(sig));
}

bool trait_itself_is_dyn_compatible(Context& cx, DefId trait) {
  const DefId sized = caches(cx).lang.sized;
  bool ok = true;
  for_each_super(cx, trait, [&](const PolyClause& c) {
    const auto* t = std::get_if<TraitClause>(&c.value);
    if (t == nullptr) return;
    if (t->trait_ref.trait == sized) ok = false;
    const auto args = cx.store[t->trait_ref.args];
    for (size_t i = 1; i < args.size(); ++i) ok &= !mentions_self(cx, trait, args[i]);
  });
  if (!ok) return false;
  const auto def = cx.items.traits.find(trait);
  if (def == cx.items.traits.end()) return true;
  for (DefId d : def->second.items) {
    const auto item = cx.items.assoc.find(d);
    if (item == cx.items.assoc.end()) continue;
    switch (item->second.kind) {
      case types::AssocItem::Kind::konst: return false;
      case types::AssocItem::Kind::type:
        if (!cx.items.generics_of(d).own.empty() && !requires_sized_self(cx, d)) return false;
        break;
      case types::AssocItem::Kind::fn:
        if (!method_is_dyn_compatible(cx, trait, item->second)) return false;
        break;
    }
  }
  return true;
}

}  // namespace

std::vector<DefId> vtable_methods(Context& cx, DefId trait) {
  auto& known = caches(cx).vtables;
  if (const auto it = known.find(trait); it != known.end()) return it->second;
  // Supertraits before the traits that name them, each once.
  std::vector<DefId> order;
  struct Visit {
    DefId trait;
    bool expanded;
  };
  std::vector<Visit> todo{{trait, false}};
  while (!todo.empty() && todo.size() < 4096) {
    const Visit v = todo.back();
    todo.pop_back();
    if (std::find(order.begin(), order.end(), v.trait) != order.end()) continue;
    if (v.expanded) {
      order.push_back(v.trait);
      continue;
    }
    todo.push_back({v.trait, true});
    std::vector<DefId> supers;
    for_each_super(cx, v.trait, [&](const PolyClause& c) {
      if (const auto* t = std::get_if<TraitClause>(&c.value)) supers.push_back(t->trait_ref.trait);
    });
    for (size_t i = supers.size(); i-- > 0;) {
      bool open = false;  // an ancestor that is being visited: a cycle among supertraits, an error of its own
      for (const Visit& w : todo) open |= w.expanded && w.trait == supers[i];
      if (!open) todo.push_back({supers[i], false});
    }
  }
  std::vector<DefId> methods;
  for (DefId t : order) {
    const auto def = cx.items.traits.find(t);
    if (def == cx.items.traits.end()) continue;
    for (DefId d : def->second.items) {
      const auto item = cx.items.assoc.find(d);
      if (item != cx.items.assoc.end() && is_vtable_safe_method(cx, t, item->second)) methods.push_back(d);
    }
  }
  known[trait] = methods;
  return methods;
}

bool is_dyn_compatible(Context& cx, DefId trait) {
  auto& known = caches(cx).dyn_compatible;
  if (const auto it = known.find(trait); it != known.end()) return it->second != 0;
  bool ok = true;
  for (const auto& s : supertraits(cx, cx.store.dummy_binder(TraitRef{trait, types::identity_args(cx, trait)})))
    ok &= trait_itself_is_dyn_compatible(cx, s.value.trait);
  known[trait] = ok ? 1 : 0;
  return ok;
}

}  // namespace borrowlab::typeck
