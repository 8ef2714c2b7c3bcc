// The rules that the language has for traits of its own.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Adt;
using types::Alias;
using types::AliasKind;
using types::Dynamic;
using types::Infer;
using types::Mutability;

bool trivially_sized(const Store& st, TypeId ty) {
  const types::TypeKind& k = st[ty];
  if (const auto* infer = std::get_if<Infer>(&k)) return infer->kind != Infer::Kind::ty;
  if (const auto* t = std::get_if<types::Tuple>(&k)) {
    const auto elems = st[t->elems];
    return elems.empty() || trivially_sized(st, elems.back());
  }
  return std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k) || std::holds_alternative<types::Int>(k) ||
         std::holds_alternative<types::Float>(k) || std::holds_alternative<types::Never>(k) || std::holds_alternative<types::Ref>(k) ||
         std::holds_alternative<types::RawPtr>(k) || std::holds_alternative<types::FnDef>(k) || std::holds_alternative<types::FnPtr>(k) ||
         std::holds_alternative<types::Closure>(k) || std::holds_alternative<types::Array>(k) || std::holds_alternative<types::Error>(k);
}

std::optional<TypeId> sized_constraint(Context& cx, DefId adt) {
  auto& known = caches(cx).sized_constraint;
  if (const auto it = known.find(adt); it != known.end()) return it->second;
  known[adt] = std::nullopt;  // a type that holds itself by value is an error of its own
  std::optional<TypeId> out;
  const types::AdtDef& def = cx.items.adt(adt);
  if (def.kind != types::AdtKind::enum_ && !def.variants.empty() && !def.variants[0].fields.empty()) {
    const TypeId tail = def.variants[0].fields.back().ty;
    const types::TypeKind& k = cx.store[tail];
    if (const auto* inner = std::get_if<Adt>(&k)) {
      if (const auto c = sized_constraint(cx, inner->def)) out = types::instantiate(cx.store, *c, inner->args);
    } else {
      out = tail;
    }
    if (out && trivially_sized(cx.store, *out)) out = std::nullopt;
    if (out && cx.store.get<types::Param>(*out) != nullptr) {
      // `struct S<T>(T)`: T is Sized unless the definition says `?Sized`.
      const DefId sized = caches(cx).lang.sized;
      if (const auto preds = cx.items.predicates.find(adt); preds != cx.items.predicates.end())
        for (const types::Predicate& p : preds->second)
          if (const auto* t = std::get_if<TraitClause>(&p.clause.value))
            if (t->trait_ref.trait == sized && out && cx.store[t->trait_ref.args][0] == GenericArg(*out)) out = std::nullopt;
    }
  }
  return known[adt] = out;
}

bool SelectionCtxt::assemble_builtin(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const DefId trait = goal.trait_ref.trait;
  const types::TypeKind& k = st_[self];
  const auto builtin = [&] { out.list.push_back({Candidate::Kind::builtin, {}, {}}); };
  if (trait == lang_.sized) {
    if (trivially_sized(st_, self) || std::holds_alternative<Adt>(k) || std::holds_alternative<types::Tuple>(k)) builtin();
    if (const auto* a = std::get_if<Alias>(&k); a != nullptr && a->kind == AliasKind::opaque && !cx_.items.item_bounds.count(a->def))
      builtin();
    return true;
  }
  if (trait == lang_.meta_sized || trait == lang_.pointee_sized || trait == lang_.destruct) {
    builtin();
    return true;
  }
  if (trait == lang_.discriminant_kind || trait == lang_.pointee) {
    // A parameter's discriminant is not known, but that it has one is.
    builtin();
    return true;
  }
  if (trait == lang_.tuple) {
    if (std::holds_alternative<types::Tuple>(k)) builtin();
    return true;
  }
  if (trait == lang_.fn_ptr) {
    if (std::holds_alternative<types::FnPtr>(k)) builtin();
    return true;
  }
  if (trait == lang_.unsize) {
    assemble_unsize(goal, self, out);
    return true;
  }
  return false;
}

void SelectionCtxt::assemble_copy_clone(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const types::TypeKind& k = st_[self];
  bool holds = false;
  bool in_library = false;  // the library may have impls as well; those come first, they name a body
  if (std::holds_alternative<types::FnDef>(k) || std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Tuple>(k)) {
    holds = true;
  } else if (const auto* c = std::get_if<types::Closure>(&k)) {
    const TypeId upvars = icx_.shallow_resolve(st_.closure_parts(c->args).upvars);
    if (st_.get<Infer>(upvars) != nullptr) {
      out.ambiguous = true;  // what the closure captures is found out after its body
      return;
    }
    holds = true;
  } else if (const auto* r = std::get_if<types::Ref>(&k)) {
    holds = in_library = r->mut == Mutability::not_;
  } else if (const auto* infer = std::get_if<Infer>(&k)) {
    // All integers and floats are Copy and Clone: no need to know which one it is.
    if (infer->kind != Infer::Kind::ty) {
      out.list.clear();
      holds = true;
    }
  } else if (std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k) || std::holds_alternative<types::Int>(k) ||
             std::holds_alternative<types::Float>(k) || std::holds_alternative<types::Never>(k) ||
             std::holds_alternative<types::RawPtr>(k) || std::holds_alternative<types::Array>(k)) {
    holds = in_library = true;
  }
  if (!holds) return;
  if (in_library)
    for (const Candidate& c : out.list)
      if (c.kind == Candidate::Kind::impl) return;
  (void)goal;
  out.list.push_back({Candidate::Kind::builtin, {}, {}});
}

// What has to implement the trait for a builtin candidate's type to do so.
void SelectionCtxt::builtin_nested(const TraitGoal& goal, TypeId self, std::vector<TypeId>& out) {
  const DefId trait = goal.trait_ref.trait;
  const types::TypeKind& k = st_[self];
  if (trait == lang_.sized) {
    if (const auto* t = std::get_if<types::Tuple>(&k)) {
      const auto elems = st_[t->elems];
      if (!elems.empty() && !trivially_sized(st_, elems.back())) out.push_back(elems.back());
    } else if (const auto* a = std::get_if<Adt>(&k)) {
      if (const auto tail = sized_constraint(cx_, a->def)) out.push_back(types::instantiate(st_, *tail, a->args));
    }
    return;
  }
  if (trait != lang_.copy && trait != lang_.clone) return;
  if (const auto* t = std::get_if<types::Tuple>(&k)) {
    for (TypeId e : st_[t->elems]) out.push_back(e);
  } else if (const auto* a = std::get_if<types::Array>(&k)) {
    out.push_back(a->elem);
  } else if (const auto* c = std::get_if<types::Closure>(&k)) {
    if (const auto* t = st_.get<types::Tuple>(icx_.shallow_resolve(st_.closure_parts(c->args).upvars)))
      for (TypeId e : st_[t->elems]) out.push_back(e);
  }
}

// The types that a value of type `self` is made of, as auto traits see it.
void SelectionCtxt::auto_nested(TypeId self, std::vector<TypeId>& out) {
  const types::TypeKind kind = st_[self];
  if (const auto* r = std::get_if<types::Ref>(&kind)) {
    out.push_back(r->pointee);
  } else if (const auto* p = std::get_if<types::RawPtr>(&kind)) {
    out.push_back(p->pointee);
  } else if (const auto* s = std::get_if<types::Slice>(&kind)) {
    out.push_back(s->elem);
  } else if (const auto* a = std::get_if<types::Array>(&kind)) {
    out.push_back(a->elem);
  } else if (const auto* t = std::get_if<types::Tuple>(&kind)) {
    for (TypeId e : st_[t->elems]) out.push_back(e);
  } else if (const auto* c = std::get_if<types::Closure>(&kind)) {
    if (const auto* u = st_.get<types::Tuple>(icx_.shallow_resolve(st_.closure_parts(c->args).upvars)))
      for (TypeId e : st_[u->elems]) out.push_back(e);
  } else if (const auto* adt = std::get_if<Adt>(&kind)) {
    const types::AdtDef& def = cx_.items.adt(adt->def);
    if (def.is_phantom_data) {
      for (GenericArg a : st_[adt->args])
        if (a.is_type()) out.push_back(a.type());
      return;
    }
    for (const types::VariantInfo& v : def.variants)
      for (const types::FieldInfo& f : v.fields) out.push_back(types::instantiate(st_, f.ty, adt->args));
  } else if (const auto* alias = std::get_if<Alias>(&kind)) {
    out.push_back(reveal_opaque(cx_, alias->def, alias->args));
  }
}

void SelectionCtxt::assemble_fn_family(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const DefId trait = goal.trait_ref.trait;
  const types::TypeKind& k = st_[self];
  if (const auto* c = std::get_if<types::Closure>(&k)) {
    const uint8_t asked = trait == lang_.fn ? 0 : trait == lang_.fn_mut ? 1 : 2;
    const auto kind = closure_kind(icx_, c->args);
    if (kind ? *kind <= asked : asked == 2) out.list.push_back({Candidate::Kind::closure, {}, {}});
    else if (!kind) out.ambiguous = true;
    return;
  }
  if (const auto* p = std::get_if<types::FnPtr>(&k)) {
    if (p->sig.value.safety == types::Safety::safe) out.list.push_back({Candidate::Kind::fn_pointer, {}, {}});
  } else if (const auto* d = std::get_if<types::FnDef>(&k)) {
    if (cx_.items.fn(d->def).sig.value.safety == types::Safety::safe) out.list.push_back({Candidate::Kind::fn_pointer, {}, {}});
  }
}

void SelectionCtxt::assemble_unsize(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  const auto args = st_[goal.trait_ref.args];
  if (args.size() < 2 || !args[1].is_type()) return;
  const TypeId target = icx_.shallow_resolve(args[1].type());
  const types::TypeKind& from = st_[self];
  const types::TypeKind& to = st_[target];
  const auto unsize = [&](Candidate::Kind kind) { out.list.push_back({kind, {}, {}}); };
  if (const auto* infer = std::get_if<Infer>(&to)) {
    if (infer->kind == Infer::Kind::ty) out.ambiguous = true;
    return;
  }
  if (const auto* b = std::get_if<Dynamic>(&to)) {
    const auto* a = std::get_if<Dynamic>(&from);
    if (a == nullptr) {
      unsize(Candidate::Kind::unsize);
      return;
    }
    // dyn A to dyn B: B's principal is A's or a supertrait of it, its auto traits are among A's.
    const auto as = st_[a->predicates], bs = st_[b->predicates];
    const auto* pa = as.empty() ? nullptr : std::get_if<types::ExistentialTraitRef>(&as[0]);
    const auto* pb = bs.empty() ? nullptr : std::get_if<types::ExistentialTraitRef>(&bs[0]);
    for (const auto& p : bs)
      if (const auto* want = std::get_if<types::ExistentialAuto>(&p)) {
        bool has = false;
        for (const auto& q : as)
          if (const auto* have = std::get_if<types::ExistentialAuto>(&q)) has |= have->trait == want->trait;
        // A trait object of `trait A: Send` is Send as well.
        if (!has && pa != nullptr) {
          std::vector<GenericArg> trait_args{self};
          for (GenericArg g : st_[pa->args]) trait_args.push_back(g);
          for (const auto& s : supertraits(cx_, {TraitRef{pa->trait, st_.args(trait_args)}, a->vars})) has |= s.value.trait == want->trait;
        }
        if (!has) return;
      }
    if (pb == nullptr) {
      unsize(Candidate::Kind::upcast);
      return;
    }
    if (pa == nullptr) return;
    std::vector<GenericArg> trait_args{self};
    for (GenericArg g : st_[pa->args]) trait_args.push_back(g);
    for (const auto& s : supertraits(cx_, {TraitRef{pa->trait, st_.args(trait_args)}, a->vars}))
      if (s.value.trait == pb->trait) {
        Candidate c{Candidate::Kind::upcast, {}, s};
        bool known = false;
        for (const Candidate& other : out.list) known |= other.poly == c.poly;
        if (!known) out.list.push_back(c);
      }
    return;
  }
  if (std::holds_alternative<types::Array>(from) && std::holds_alternative<types::Slice>(to)) unsize(Candidate::Kind::unsize);
  const auto* a = std::get_if<Adt>(&from);
  const auto* b = std::get_if<Adt>(&to);
  if (a != nullptr && b != nullptr && a->def == b->def && cx_.items.adt(a->def).kind == types::AdtKind::struct_)
    unsize(Candidate::Kind::unsize);
}

// References and raw pointers, where the library says nothing of them.
void SelectionCtxt::assemble_coerce_unsized(const TraitGoal& goal, TypeId self, CandidateSet& out) {
  for (const Candidate& c : out.list)
    if (c.kind == Candidate::Kind::impl) return;
  const auto args = st_[goal.trait_ref.args];
  if (args.size() < 2 || !args[1].is_type()) return;
  const TypeId target = icx_.shallow_resolve(args[1].type());
  if (const auto* infer = st_.get<Infer>(target); infer != nullptr && infer->kind == Infer::Kind::ty) {
    if (st_.get<types::Ref>(self) != nullptr || st_.get<types::RawPtr>(self) != nullptr) out.ambiguous = true;
    return;
  }
  const auto* from_ref = st_.get<types::Ref>(self);
  const auto* from_ptr = st_.get<types::RawPtr>(self);
  const auto* to_ref = st_.get<types::Ref>(target);
  const auto* to_ptr = st_.get<types::RawPtr>(target);
  if ((from_ref == nullptr && from_ptr == nullptr) || (to_ref == nullptr && to_ptr == nullptr)) return;
  if (from_ptr != nullptr && to_ref != nullptr) return;
  const Mutability from = from_ref != nullptr ? from_ref->mut : from_ptr->mut;
  const Mutability to = to_ref != nullptr ? to_ref->mut : to_ptr->mut;
  if (from == Mutability::not_ && to == Mutability::mut) return;
  out.list.push_back({Candidate::Kind::coerce_unsized, {}, {}});
}

}  // namespace borrowlab::typeck
