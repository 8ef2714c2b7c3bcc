#include "typeck/infer/relate.h"

#include "typeck/infer/generalize.h"

namespace borrowlab::typeck {

using types::Alias;
using types::AliasKind;
using types::Infer;

Variance xform(Variance a, Variance b) {
  switch (a) {
    case Variance::covariant: return b;
    case Variance::contravariant:
      return b == Variance::covariant ? Variance::contravariant : b == Variance::contravariant ? Variance::covariant : b;
    case Variance::invariant: return b == Variance::bivariant ? b : Variance::invariant;
    case Variance::bivariant: break;
  }
  return Variance::bivariant;
}

bool Relation::fail(TypeId a, TypeId b) {
  if (!found_mismatch) mismatch = {a, b};
  found_mismatch = true;
  return false;
}

bool Relation::regions(Variance v, RegionId a, RegionId b) {
  if (a == b || icx_.ignore_regions) return true;
  if (v == Variance::covariant || v == Variance::invariant) icx_.region_outlives(a, b, cause_);
  if (v == Variance::contravariant || v == Variance::invariant) icx_.region_outlives(b, a, cause_);
  return true;
}

bool Relation::arg(Variance v, GenericArg a, GenericArg b) {
  if (a == b) return true;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case GenericArg::Kind::lifetime: return regions(v, a.region(), b.region());
    case GenericArg::Kind::type: return types(v, a.type(), b.type());
    case GenericArg::Kind::konst: return consts(a.konst(), b.konst());
  }
  return false;
}

bool Relation::args(ArgsId a, ArgsId b) {
  if (a == b) return true;
  const auto as = store_[a], bs = store_[b];
  if (as.size() != bs.size()) return false;
  for (size_t i = 0; i < as.size(); ++i)
    if (!arg(Variance::invariant, as[i], bs[i])) return false;
  return true;
}

bool Relation::args_of(Variance v, DefId def, ArgsId a, ArgsId b) {
  if (a == b) return true;
  const auto found = icx_.cx.items.variances.find(def);
  if (found == icx_.cx.items.variances.end()) return args(a, b);
  const auto as = store_[a], bs = store_[b];
  if (as.size() != bs.size()) return false;
  for (size_t i = 0; i < as.size(); ++i) {
    // Looked up each time: relating may make the table of variances grow.
    const auto& variances = icx_.cx.items.variances.at(def);
    Variance own = i < variances.size() ? variances[i] : Variance::invariant;
    // A parameter that nothing uses still has to be the same type; only a lifetime may be anything.
    if (own == Variance::bivariant && !as[i].is_region()) own = Variance::invariant;
    if (own == Variance::bivariant) continue;
    if (!arg(xform(v, own), as[i], bs[i])) return false;
  }
  return true;
}

bool Relation::consts(ConstId a, ConstId b) {
  if (a == b) return true;
  a = icx_.shallow_resolve(a);
  b = icx_.shallow_resolve(b);
  if (a == b || a == store_.const_error || b == store_.const_error) return true;
  const auto* ia = store_.get<types::ConstInfer>(a);
  const auto* ib = store_.get<types::ConstInfer>(b);
  if (ia != nullptr && ib != nullptr) {
    tables().unify_const(tables().const_root(ia->vid.index), tables().const_root(ib->vid.index));
    return true;
  }
  if (ia != nullptr || ib != nullptr) {
    tables().bind_const(tables().const_root((ia != nullptr ? ia : ib)->vid.index), icx_.resolve(ia != nullptr ? b : a));
    return true;
  }
  const auto* ua = store_.get<types::ConstUnevaluated>(a);
  const auto* ub = store_.get<types::ConstUnevaluated>(b);
  if (ua == nullptr && ub == nullptr) return false;
  if (ua != nullptr && ub != nullptr && ua->def == ub->def && args(ua->args, ub->args)) return true;
  const ConstId ea = evaluate_const(icx_, a), eb = evaluate_const(icx_, b);
  return (ea != a || eb != b) && consts(ea, eb);
}

bool Relation::types(Variance v, TypeId a, TypeId b) {
  if (a == b || v == Variance::bivariant) return true;
  if (((store_.flags(a) | store_.flags(b)) & types::has_ty_infer) != 0) {
    a = icx_.shallow_resolve(a);
    b = icx_.shallow_resolve(b);
    if (a == b) return true;
    const auto* ia = store_.get<Infer>(a);
    const auto* ib = store_.get<Infer>(b);
    if (ia != nullptr || ib != nullptr) return with_infer(v, a, b, ia, ib);
  }
  if (a == store_.error || b == store_.error) return true;
  if (store_.get<Alias>(a) != nullptr || store_.get<Alias>(b) != nullptr) {
    bool decided = true;
    const bool related = aliases(v, a, b, decided);
    if (decided) return related;
  }
  return structurally(v, a, b);
}

bool Relation::with_infer(Variance v, TypeId a, TypeId b, const Infer* ia, const Infer* ib) {
  using Kind = Infer::Kind;
  if (ia != nullptr && ib != nullptr) {
    if (ia->kind == Kind::ty && ib->kind == Kind::ty) {
      // The subtyping between two unknowns could only differ in regions; one variable serves for both.
      tables().unify_ty(ia->vid, ib->vid);
      return true;
    }
    if (ia->kind == Kind::ty) return bind(v, ia->vid, a, b, true);
    if (ib->kind == Kind::ty) return bind(v, ib->vid, b, a, false);
    if (ia->kind != ib->kind) return fail(a, b);
    tables().unify_num(ia->kind == Kind::int_, ia->vid, ib->vid);
    return true;
  }
  const bool var_is_a = ia != nullptr;
  const Infer* var = var_is_a ? ia : ib;
  const TypeId other = var_is_a ? b : a;
  if (var->kind == Kind::ty) return bind(v, var->vid, var_is_a ? a : b, other, var_is_a);
  if (other == store_.error) return true;
  if (store_.get<Alias>(other) != nullptr) {
    bool decided = true;
    const bool related = aliases(v, a, b, decided);
    return decided ? related : fail(a, b);
  }
  const bool is_int = var->kind == Kind::int_;
  if (is_int ? store_.get<types::Int>(other) == nullptr : store_.get<types::Float>(other) == nullptr) return fail(a, b);
  tables().bind_num(is_int, var->vid, other);
  return true;
}

bool Relation::bind(Variance v, uint32_t root, TypeId var, TypeId other, bool var_is_a) {
  TypeId value = other;
  const uint16_t interesting = types::has_non_region_infer | types::has_free_regions | types::has_re_infer | types::has_placeholder;
  if ((store_.flags(other) & interesting) != 0) {
    Generalizer g(icx_, root, v, cause_, env_, out_);
    value = g.fold(other);
    if (g.cyclic) return var_is_a ? fail(var, other) : fail(other, var);
    if (store_.get<Infer>(value) != nullptr && icx_.shallow_resolve(value) == var) return true;
  }
  tables().bind_ty(root, value);
  if (value == other) return true;
  return var_is_a ? types(v, value, other) : types(v, other, value);
}

bool Relation::structurally(Variance v, TypeId a, TypeId b) {
  const types::TypeKind& ka = store_[a];
  const types::TypeKind& kb = store_[b];
  if (ka.index() != kb.index()) return fail(a, b);
  if (const auto* x = std::get_if<types::Adt>(&ka)) {
    const auto& y = std::get<types::Adt>(kb);
    if (x->def != y.def) return fail(a, b);
    return args_of(v, x->def, x->args, y.args) || fail(a, b);
  }
  if (const auto* x = std::get_if<types::Ref>(&ka)) {
    const auto& y = std::get<types::Ref>(kb);
    if (x->mut != y.mut) return fail(a, b);
    return regions(v, x->region, y.region) &&
           types(x->mut == types::Mutability::mut ? xform(v, Variance::invariant) : v, x->pointee, y.pointee);
  }
  if (const auto* x = std::get_if<types::Tuple>(&ka)) {
    const auto xs = store_[x->elems], ys = store_[std::get<types::Tuple>(kb).elems];
    if (xs.size() != ys.size()) return fail(a, b);
    for (size_t i = 0; i < xs.size(); ++i)
      if (!types(v, xs[i], ys[i])) return false;
    return true;
  }
  if (const auto* x = std::get_if<types::Slice>(&ka)) return types(v, x->elem, std::get<types::Slice>(kb).elem);
  if (const auto* x = std::get_if<types::Array>(&ka)) {
    const auto& y = std::get<types::Array>(kb);
    return types(v, x->elem, y.elem) && (consts(x->len, y.len) || fail(a, b));
  }
  if (const auto* x = std::get_if<types::RawPtr>(&ka)) {
    const auto& y = std::get<types::RawPtr>(kb);
    if (x->mut != y.mut) return fail(a, b);
    return types(x->mut == types::Mutability::mut ? xform(v, Variance::invariant) : v, x->pointee, y.pointee);
  }
  if (const auto* x = std::get_if<types::FnDef>(&ka)) {
    const auto& y = std::get<types::FnDef>(kb);
    return (x->def == y.def && args_of(v, x->def, x->args, y.args)) || fail(a, b);
  }
  if (const auto* x = std::get_if<types::Closure>(&ka)) {
    const auto& y = std::get<types::Closure>(kb);
    return (x->def == y.def && args(x->args, y.args)) || fail(a, b);
  }
  if (const auto* x = std::get_if<types::FnPtr>(&ka)) return fn_sigs(v, x->sig, std::get<types::FnPtr>(kb).sig, a, b);
  if (const auto* x = std::get_if<types::Dynamic>(&ka)) return dynamics(v, *x, std::get<types::Dynamic>(kb), a, b);
  return fail(a, b);  // scalars and parameters: equal ones have equal ids
}

bool Relation::fn_sigs(Variance v, const types::PolyFnSig& a, const types::PolyFnSig& b, TypeId whole_a, TypeId whole_b) {
  if (store_[a.vars].empty() && store_[b.vars].empty()) return sigs(v, a.value, b.value, whole_a, whole_b);
  const types::PolyFnSig ca = a, cb = b;
  if (icx_.ignore_regions)
    return sigs(v, icx_.instantiate_binder_with_fresh_vars(ca), icx_.instantiate_binder_with_fresh_vars(cb), whole_a, whole_b);
  // for<'a> A <: for<'b> B: for all 'b there are 'a such that A <: B. Equality is both.
  if (v != Variance::contravariant) {
    const types::FnSig y = icx_.instantiate_binder_with_placeholders(cb);
    if (!sigs(Variance::covariant, icx_.instantiate_binder_with_fresh_vars(ca), y, whole_a, whole_b)) return false;
  }
  if (v != Variance::covariant) {
    const types::FnSig x = icx_.instantiate_binder_with_placeholders(ca);
    if (!sigs(Variance::contravariant, x, icx_.instantiate_binder_with_fresh_vars(cb), whole_a, whole_b)) return false;
  }
  return true;
}

bool Relation::sigs(Variance v, const types::FnSig& a, const types::FnSig& b, TypeId whole_a, TypeId whole_b) {
  const auto as = store_[a.inputs_and_output], bs = store_[b.inputs_and_output];
  if (as.size() != bs.size() || a.safety != b.safety || a.extern_c != b.extern_c) return fail(whole_a, whole_b);
  for (size_t i = 0; i + 1 < as.size(); ++i)
    if (!types(xform(v, Variance::contravariant), as[i], bs[i])) return false;
  return types(v, as.back(), bs.back());
}

namespace {

// Bound regions of the outermost binder of an existential list by position.
class BoundReplacer final : public types::Folder {
 public:
  BoundReplacer(types::Store& store, const std::vector<RegionId>& with) : Folder(store), with_(with) {}
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & types::has_bound_regions) == 0; }
  RegionId fold(RegionId r) override {
    const auto* bound = store.get<types::ReBound>(r);
    return bound != nullptr && bound->debruijn == binders_ && bound->var < with_.size() ? with_[bound->var] : r;
  }

 private:
  const std::vector<RegionId>& with_;
};

}  // namespace

types::ExistentialsId Relation::instantiate_existentials(types::ExistentialsId list, types::BoundVarsId vars, bool placeholders) {
  const auto bound = store_[vars];
  if (bound.empty()) return list;
  std::vector<RegionId> regions;
  if (placeholders && !icx_.ignore_regions) ++icx_.universe;
  for (uint32_t i = 0; i < bound.size(); ++i)
    regions.push_back(placeholders && !icx_.ignore_regions ? store_.region(types::RePlaceholder{icx_.universe, i, bound[i].kind})
                                                           : icx_.next_region_var());
  return BoundReplacer(store_, regions).fold(list);
}

bool Relation::dynamics(Variance v, const types::Dynamic& a, const types::Dynamic& b, TypeId whole_a, TypeId whole_b) {
  if (!regions(v, a.region, b.region)) return false;
  if (a.predicates == b.predicates && a.vars == b.vars) return true;
  const types::Dynamic x = a, y = b;
  const auto forward = [&] {
    const auto rigid = instantiate_existentials(y.predicates, y.vars, true);
    return existentials(instantiate_existentials(x.predicates, x.vars, false), rigid);
  };
  const auto backward = [&] {
    const auto rigid = instantiate_existentials(x.predicates, x.vars, true);
    return existentials(rigid, instantiate_existentials(y.predicates, y.vars, false));
  };
  const bool higher_ranked = !store_[x.vars].empty() || !store_[y.vars].empty();
  bool related = true;
  if (!higher_ranked || v != Variance::contravariant) related = forward();
  if (related && higher_ranked && v != Variance::covariant) related = backward();
  return related || fail(whole_a, whole_b);
}

bool Relation::existentials(types::ExistentialsId a, types::ExistentialsId b) {
  if (a == b) return true;
  const auto as = store_[a], bs = store_[b];
  if (as.size() != bs.size()) return false;
  for (size_t i = 0; i < as.size(); ++i) {
    if (as[i].index() != bs[i].index()) return false;
    if (const auto* x = std::get_if<types::ExistentialTraitRef>(&as[i])) {
      const auto& y = std::get<types::ExistentialTraitRef>(bs[i]);
      if (x->trait != y.trait || !args(x->args, y.args)) return false;
    } else if (const auto* p = std::get_if<types::ExistentialProjection>(&as[i])) {
      const auto& q = std::get<types::ExistentialProjection>(bs[i]);
      if (p->assoc != q.assoc || !args(p->args, q.args) || !arg(Variance::invariant, p->term, q.term)) return false;
    } else if (!(as[i] == bs[i])) {
      return false;
    }
  }
  return true;
}

// --- aliases ---

bool Relation::rigid_alias(TypeId alias, TypeId other) {
  other = icx_.shallow_resolve(other);
  if (alias == other || other == store_.error) return true;
  if (const auto* infer = store_.get<Infer>(other))
    return infer->kind == Infer::Kind::ty ? bind(Variance::invariant, infer->vid, other, alias, false) : fail(alias, other);
  const auto* x = store_.get<Alias>(alias);
  const auto* y = store_.get<Alias>(other);
  if (x == nullptr) return types(Variance::invariant, alias, other);
  return (y != nullptr && x->def == y->def && args(x->args, y->args)) || fail(alias, other);
}

bool Relation::aliases(Variance v, TypeId a, TypeId b, bool& decided) {
  const auto* x = store_.get<Alias>(a);
  const auto* y = store_.get<Alias>(b);
  if (x != nullptr && y != nullptr && x->def == y->def && x->kind == y->kind) {
    // The same alias of related args; where that fails they may still stand for the same type.
    const InferCtxt::Snapshot s = icx_.start_snapshot();
    const size_t goals = out_.size();
    const bool related = x->kind == AliasKind::opaque ? args_of(v, x->def, x->args, y->args) : args(x->args, y->args);
    if (related) {
      icx_.commit(s);
      return true;
    }
    icx_.rollback_to(s);
    out_.resize(goals);
    found_mismatch = false;
  }
  if (x != nullptr) {
    const bool related = project_to(v, a, b, true, decided);
    if (decided) return related;
  }
  if (y != nullptr) {
    decided = true;
    const bool related = project_to(v, b, a, false, decided);
    if (decided) return related;
  }
  decided = true;
  return fail(a, b);
}

// `decided` becomes false where the alias is rigid.
bool Relation::project_to(Variance v, TypeId alias, TypeId other, bool alias_is_a, bool& decided) {
  const Alias k = *store_.get<Alias>(alias);
  TypeId value = alias;
  if (k.kind == AliasKind::opaque) {
    if (env_.reveal_opaque) {
      value = reveal_opaque(icx_.cx, k.def, k.args);
    } else if (icx_.defines_opaque(k.def, k.args)) {
      return define_opaque(alias, other);
    }
  } else if (!store_.has_escaping_bound_vars(alias)) {
    std::vector<TypeId>& busy = tables().normalizing;
    for (TypeId t : busy) {
      if (t != alias) continue;
      decided = false;
      return false;
    }
    busy.push_back(alias);
    // Each projection met while another is looked up is one level deeper: the recursion limit holds for them together.
    value = normalize_at<TypeId>(icx_, cause_, env_, alias, depth_ + static_cast<uint32_t>(busy.size()), out_);
    tables().normalizing.pop_back();
  }
  if (value == alias) {
    decided = false;
    return false;
  }
  return alias_is_a ? types(v, value, other) : types(v, other, value);
}

namespace {

// An opaque type's own bounds speak of the alias: what is promised of it has to hold for the hidden type.
class ReplaceType final : public types::Folder {
 public:
  ReplaceType(types::Store& store, TypeId what, TypeId with) : Folder(store), what_(what), with_(with) {}
  using Folder::fold;
  TypeId fold(TypeId t) override { return t == what_ ? with_ : super_fold(t); }

 private:
  TypeId what_, with_;
};

}  // namespace

std::vector<types::Predicate> promised_of_hidden(types::Context& cx, TypeId opaque, TypeId hidden) {
  const Alias k = *cx.store.get<Alias>(opaque);
  std::vector<types::Predicate> out;
  const auto bounds = cx.items.item_bounds.find(k.def);
  if (bounds == cx.items.item_bounds.end()) return out;
  ReplaceType replace(cx.store, opaque, hidden);
  for (types::Predicate p : bounds->second) {
    const types::PolyClause clause = types::instantiate(cx.store, p.clause, k.args);
    p.clause = replace.fold(clause);
    out.push_back(std::move(p));
  }
  return out;
}

bool Relation::define_opaque(TypeId opaque, TypeId hidden) {
  const Alias k = *store_.get<Alias>(opaque);
  if (const auto* other = store_.get<Alias>(hidden); other != nullptr && other->def == k.def) return true;
  for (size_t i = 0; i < icx_.opaque_types.size(); ++i)
    if (icx_.opaque_types[i].opaque == k.def) return types(Variance::invariant, icx_.opaque_types[i].hidden, hidden);
  register_hidden_type(icx_, cause_, env_, opaque, hidden, depth_ + 1, out_);
  return true;
}

void register_hidden_type(InferCtxt& icx, ObligationCause cause, const types::ParamEnv& env, TypeId opaque, TypeId hidden, uint32_t depth,
                          std::vector<Obligation>& out) {
  types::Store& store = icx.cx.store;
  const Alias k = *store.get<Alias>(opaque);
  icx.opaque_types.push_back({k.def, k.args, hidden, cause.span});
  cause.kind = ObligationKind::opaque;
  cause.item = k.def;
  for (const types::Predicate& p : promised_of_hidden(icx.cx, opaque, hidden)) {
    cause.bound_span = p.span;
    Obligation o{cause, env, p.clause, depth};
    o.predicate = normalize<types::PolyClause>(icx, cause, env, o.predicate, out);
    out.push_back(std::move(o));
  }
}

}  // namespace borrowlab::typeck
