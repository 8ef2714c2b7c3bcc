#include "typeck/collect/variance.h"

namespace borrowlab::typeck {

namespace {

using namespace types;

Variance nest(Variance outer, Variance inner) {
  switch (outer) {
    case Variance::covariant: return inner;
    case Variance::contravariant:
      return inner == Variance::covariant ? Variance::contravariant : inner == Variance::contravariant ? Variance::covariant : inner;
    case Variance::invariant: return inner == Variance::bivariant ? inner : Variance::invariant;
    case Variance::bivariant: break;
  }
  return Variance::bivariant;
}

// What a parameter used both ways is.
Variance both(Variance a, Variance b) {
  if (a == Variance::bivariant) return b;
  if (b == Variance::bivariant || a == b) return a;
  return Variance::invariant;
}

class VarianceCollector {
 public:
  VarianceCollector(Context& cx, std::vector<Variance>& out) : cx_(cx), st_(cx.store), out_(out) {}
  bool changed = false;

  void add(GenericArg a, Variance v) {
    switch (a.kind) {
      case GenericArg::Kind::lifetime: region(a.region(), v); break;
      case GenericArg::Kind::type: type(a.type(), v); break;
      case GenericArg::Kind::konst: konst(a.konst()); break;
    }
  }
  void sig(const FnSig& s, Variance v) {
    for (TypeId t : st_.inputs(s)) type(t, nest(v, Variance::contravariant));
    type(st_.output(s), v);
  }

 private:
  void use(uint32_t index, Variance v) {
    if (index >= out_.size()) return;
    const Variance now = both(out_[index], v);
    changed |= now != out_[index];
    out_[index] = now;
  }
  void region(RegionId r, Variance v) {
    if (const auto* early = st_.get<ReEarlyParam>(r)) use(early->index, v);
  }
  void konst(ConstId c) {
    if (const auto* p = st_.get<ConstParam>(c)) use(p->index, Variance::invariant);
    if (const auto* u = st_.get<ConstUnevaluated>(c)) invariant(u->args);
  }
  void invariant(ArgsId args) {
    for (GenericArg a : st_[args]) add(a, Variance::invariant);
  }
  void type(TypeId t, Variance v) {
    if (v == Variance::bivariant || (st_.flags(t) & (has_param | has_free_regions)) == 0) return;
    const TypeKind& k = st_[t];
    if (const auto* p = std::get_if<Param>(&k)) {
      use(p->index, v);
    } else if (const auto* r = std::get_if<Ref>(&k)) {
      region(r->region, v);
      type(r->pointee, r->mut == Mutability::mut ? nest(v, Variance::invariant) : v);
    } else if (const auto* ptr = std::get_if<RawPtr>(&k)) {
      type(ptr->pointee, ptr->mut == Mutability::mut ? nest(v, Variance::invariant) : v);
    } else if (const auto* s = std::get_if<Slice>(&k)) {
      type(s->elem, v);
    } else if (const auto* a = std::get_if<Array>(&k)) {
      type(a->elem, v);
      konst(a->len);
    } else if (const auto* tuple = std::get_if<Tuple>(&k)) {
      for (TypeId e : st_[tuple->elems]) type(e, v);
    } else if (const auto* adt = std::get_if<Adt>(&k)) {
      const auto known = cx_.items.variances.find(adt->def);
      const auto args = st_[adt->args];
      for (size_t i = 0; i < args.size(); ++i) {
        // One's own variances may grow while they are read: by index, each time anew.
        const Variance own = known != cx_.items.variances.end() && i < known->second.size() ? known->second[i] : Variance::invariant;
        add(args[i], nest(v, own));
      }
    } else if (const auto* fn = std::get_if<FnPtr>(&k)) {
      sig(fn->sig.value, v);
    } else if (const auto* dyn = std::get_if<Dynamic>(&k)) {
      region(dyn->region, v);
      for (const ExistentialPredicate& p : st_[dyn->predicates]) {
        if (const auto* tr = std::get_if<ExistentialTraitRef>(&p)) invariant(tr->args);
        if (const auto* proj = std::get_if<ExistentialProjection>(&p)) {
          invariant(proj->args);
          add(proj->term, Variance::invariant);
        }
      }
    } else if (const auto* alias = std::get_if<Alias>(&k)) {
      invariant(alias->args);
    } else if (const auto* def = std::get_if<FnDef>(&k)) {
      invariant(def->args);
    } else if (const auto* closure = std::get_if<Closure>(&k)) {
      invariant(closure->args);
    }
  }

  Context& cx_;
  const Store& st_;
  std::vector<Variance>& out_;
};

}  // namespace

void compute_variances(Context& cx, DefId first, DefId last) {
  std::vector<DefId> adts, fns;
  for (DefId d = first; d < last; ++d.index) {
    if (cx.items.variances.count(d) != 0) continue;
    if (cx.items.adts.count(d) != 0) adts.push_back(d);
    else if (cx.items.fns.count(d) != 0) fns.push_back(d);
  }
  for (DefId d : adts) {
    const AdtDef& adt = cx.items.adt(d);
    std::vector<Variance> start(cx.items.generics_of(d).count(), Variance::bivariant);
    if (adt.is_phantom_data) start.assign(start.size(), Variance::covariant);
    if (adt.is_unsafe_cell) start.assign(start.size(), Variance::invariant);
    cx.items.variances[d] = std::move(start);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (DefId d : adts) {
      VarianceCollector c(cx, cx.items.variances.at(d));
      for (const VariantInfo& v : cx.items.adt(d).variants)
        for (const FieldInfo& f : v.fields) c.add(f.ty, Variance::covariant);
      changed |= c.changed;
    }
  }
  for (DefId d : fns) {
    std::vector<Variance> v(cx.items.generics_of(d).count(), Variance::bivariant);
    VarianceCollector(cx, v).sig(cx.items.fn(d).sig.value, Variance::covariant);
    // A fn may have parameters that its signature does not use; those do not vary.
    for (Variance& x : v)
      if (x == Variance::bivariant) x = Variance::invariant;
    cx.items.variances[d] = std::move(v);
  }
}

}  // namespace borrowlab::typeck
