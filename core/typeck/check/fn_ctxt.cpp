// The basics of FnCtxt: types of nodes, obligations, lowering of written types.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
// The fn, const, … whose generics and predicates are in scope inside `def`: closures and anonymous constants share their owner's.
DefId typeck_root(const Context& cx, DefId def) {
  while (def.valid() && (cx.defs[def].kind == DefKind::closure || cx.defs[def].kind == DefKind::anon_const)) def = cx.defs[def].parent;
  return def;
}
}  // namespace

FnCtxt::FnCtxt(Context& context, DefId owner_def, diagnostics::Sink& s)
    : cx(context),
      store(context.store),
      krate(context.crate_of(owner_def)),
      ast(krate.ast),
      res(krate.res),
      sink(s),
      icx(context),
      owner(owner_def),
      env(param_env(context, typeck_root(context, owner_def))),
      edition(krate.edition),
      body_def(owner_def) {
  icx.ignore_regions = true;
  hooks.item = owner_def;
  hooks.ty_infer = [this](Span span) { return icx.next_ty_var(span); };
  hooks.const_infer = [this](Span span, TypeId ty) { return icx.next_const_var(ty, span); };
  hooks.region_infer = [this](Span) { return icx.next_region_var(); };
  hooks.normalize = [this](Span span, TypeId projection) { return normalize(span, projection); };
  hooks.eval_const = [this](const syntax::AnonConst& c, TypeId expected) -> ConstId {
    const DefId def = res.def_of[c.id.index];
    if (!def.valid()) return store.const_error;
    if (auto bits = eval_const_scalar(cx, def, types::identity_args(cx, typeck_root(cx, owner)), sink))
      return store.konst(types::ConstValue{expected, *bits});
    if (!sink.has_errors()) refuse(ast[c.value].span, "this constant expression");
    return store.const_error;
  };
}

bool FnCtxt::is_ty_var(TypeId t) {
  const auto* i = as<types::Infer>(t);
  return i != nullptr && i->kind == types::Infer::Kind::ty;
}

TypeId FnCtxt::try_structurally_resolve(TypeId t) {
  t = icx.shallow_resolve(t);
  if (!is_ty_var(t)) return t;
  select_where_possible();
  return icx.shallow_resolve(t);
}

TypeId FnCtxt::structurally_resolve(Span span, TypeId t) {
  const TypeId r = try_structurally_resolve(t);
  if (!is_ty_var(r)) return r;
  if (!results.tainted) report_ambiguous_type(span, r);
  eq(span, r, store.error);
  return err();
}

void FnCtxt::select_where_possible() {
  auto errors = fulfill.select_where_possible(icx);
  if (!errors.empty()) report_fulfillment(errors);
}

void FnCtxt::add_item_obligations(Span span, DefId def, ArgsId args) {
  for (auto& p : types::predicates_of(cx, def, args)) {
    types::PolyClause clause = normalize(span, p.clause);
    add({cause(span, ObligationKind::item_bound, def, p.span), env, clause});
  }
}

void FnCtxt::require_trait(Span span, TypeId ty, DefId trait, ObligationKind kind) {
  if (!trait.valid()) return;
  types::Clause clause = types::TraitClause{TraitRef{trait, store.args({GenericArg(ty)})}};
  add({cause(span, kind), env, store.dummy_binder(clause)});
}

void FnCtxt::require_sized(Span span, TypeId ty, ObligationKind kind) { require_trait(span, ty, cx.lang("sized"), kind); }

void FnCtxt::register_wf(Span span, TypeId ty) {
  types::Clause clause = types::WellFormed{ty};
  add({cause(span), env, store.dummy_binder(clause)});
}

std::optional<TypeMismatch> FnCtxt::eq_or(Span span, TypeId a, TypeId b) {
  std::vector<Obligation> os;
  auto failed = icx.eq(cause(span), env, a, b, os);
  if (!failed) add_all(std::move(os));
  return failed;
}

bool FnCtxt::eq(Span span, TypeId a, TypeId b) { return !eq_or(span, a, b); }

void FnCtxt::demand_eq(Span span, TypeId expected, TypeId actual) {
  if (auto m = eq_or(span, expected, actual)) report_mismatch_at(span, expected, actual, {}, m);
}

void FnCtxt::demand_sub(Span span, TypeId expected, TypeId actual) {
  std::vector<Obligation> os;
  if (auto m = icx.sub(cause(span), env, actual, expected, os)) report_mismatch_at(span, expected, actual, {}, m);
  else add_all(std::move(os));
}

bool FnCtxt::may_implement(DefId trait, std::initializer_list<GenericArg> args) {
  if (!trait.valid()) return false;
  types::Clause clause = types::TraitClause{TraitRef{trait, store.args(args)}};
  return predicate_may_hold(icx, {cause({}), env, store.dummy_binder(clause)});
}

bool FnCtxt::must_implement(DefId trait, std::initializer_list<GenericArg> args) {
  if (!trait.valid()) return false;
  types::Clause clause = types::TraitClause{TraitRef{trait, store.args(args)}};
  return predicate_must_hold(icx, {cause({}), env, store.dummy_binder(clause)});
}

bool FnCtxt::is_copy(TypeId ty) { return must_implement(cx.lang("copy"), {icx.resolve(ty)}); }
bool FnCtxt::is_sized(TypeId ty) { return must_implement(cx.lang("sized"), {icx.resolve(ty)}); }

TypeId FnCtxt::node_ty(NodeId node) {
  auto it = results.node_types.find(node);
  if (it == results.node_types.end()) return err();
  return it->second;
}

TypeId FnCtxt::expr_ty_adjusted(ExprId e) {
  const auto& adj = adjustments_of(e);
  return adj.empty() ? expr_ty(e) : adj.back().target;
}

const std::vector<Adjustment>& FnCtxt::adjustments_of(NodeId id) const {
  static const std::vector<Adjustment> none;
  auto it = results.adjustments.find(id);
  return it == results.adjustments.end() ? none : it->second;
}

void FnCtxt::apply_adjustments(NodeId id, std::vector<Adjustment> adj) {
  if (adj.empty()) return;
  for (const Adjustment& a : adj)
    if (a.kind == Adjustment::Kind::never_to_any && is_ty_var(a.target)) {
      // Nothing else may fix this variable: then it falls back as diverging code's do.
      const auto* v = as<types::Infer>(a.target);
      icx.set_diverging(types::TyVid(v->vid));
      diverging_vars.push_back(a.target);
    }
  auto& old = results.adjustments[id];
  if (old.empty()) {
    old = std::move(adj);
    return;
  }
  using K = Adjustment::Kind;
  const bool old_reborrow = old.size() == 2 && old[0].kind == K::deref && old[1].kind == K::borrow;
  if (old.size() == 1 && old[0].kind == K::never_to_any) return;
  // A reborrow has no effect before a dereference.
  if (old_reborrow && adj.size() >= 2 && adj[0].kind == K::deref) {
    old = std::move(adj);
    return;
  }
  // The same value coerced again (a match arm brought to a later arm's type): compose.
  old.insert(old.end(), adj.begin(), adj.end());
}

TypeId FnCtxt::lower(TyId ty) {
  const TypeId t = lower_ty(cx, krate, ty, hooks, sink);
  if ((store.flags(t) & types::has_error) != 0) results.tainted = true;
  const TypeId n = normalize(ast[ty].span, t);
  register_wf(ast[ty].span, n);
  return n;
}

namespace {
// Renumbers a written type's holes from 0, so that the borrow checker can make its own variables of them.
struct Canonicalize : types::Folder {
  InferCtxt& icx;
  std::vector<uint32_t> tys, consts;
  uint32_t next_region = 0;
  explicit Canonicalize(InferCtxt& i) : Folder(i.cx.store), icx(i) {}
  static uint32_t number(std::vector<uint32_t>& seen, uint32_t vid) {
    for (size_t i = 0; i < seen.size(); ++i)
      if (seen[i] == vid) return static_cast<uint32_t>(i);
    seen.push_back(vid);
    return static_cast<uint32_t>(seen.size() - 1);
  }
  using Folder::fold;
  TypeId fold(TypeId t) override {
    // A hole stays one, whatever inference knows of it by now: its regions are not the author's.
    if (const auto* i = store.get<types::Infer>(t)) return store.type(types::Infer{types::Infer::Kind::ty, number(tys, i->vid)});
    return super_fold(t);
  }
  RegionId fold(RegionId r) override {
    if (store.get<types::ReErased>(r) != nullptr || store.get<types::ReVar>(r) != nullptr)
      return store.region(types::ReVar{types::RegionVid(next_region++)});
    return r;
  }
  ConstId fold(ConstId c) override {
    if (const auto* v = store.get<types::ConstInfer>(c))
      return store.konst(types::ConstInfer{types::ConstVid(number(consts, v->vid.index))});
    return super_fold(c);
  }
};
}  // namespace

UserType FnCtxt::user_type(TypeId ty, Span span) {
  UserType u;
  u.kind = UserType::Kind::type;
  u.ty = Canonicalize(icx).fold(ty);
  u.span = span;
  return u;
}

UserType FnCtxt::user_def(DefId def, ArgsId args, Span span) {
  UserType u;
  u.kind = UserType::Kind::type_of_def;
  u.def = def;
  u.args = Canonicalize(icx).types::Folder::fold(args);
  u.span = span;
  return u;
}

NodeId FnCtxt::canonical_binding(NodeId n) const {
  auto it = res.or_binding.find(n);
  return it == res.or_binding.end() ? n : it->second;
}

TypeId FnCtxt::local_ty(NodeId binding) { return node_ty(canonical_binding(binding)); }

const types::AdtDef* FnCtxt::adt_of(TypeId t) {
  const auto* a = as<types::Adt>(t);
  if (a == nullptr) return nullptr;
  auto it = cx.items.adts.find(a->def);
  return it == cx.items.adts.end() ? nullptr : &it->second;
}

bool FnCtxt::is_box(TypeId t) {
  const auto* a = adt_of(t);
  return a != nullptr && a->is_box;
}

TypeId FnCtxt::boxed(TypeId t) {
  const auto args = store[as<types::Adt>(t)->args];
  for (GenericArg a : args)
    if (a.is_type()) return a.type();
  return err();
}

bool FnCtxt::visible(DefId visible_in) const { return !visible_in.valid() || cx.defs.is_ancestor(visible_in, owner); }

bool FnCtxt::type_is_all_library(TypeId t) {
  bool all = true;
  types::walk_types(store, icx.resolve(t), [&](GenericArg a) {
    if (a.is_type()) {
      if (const auto* adt = store.get<types::Adt>(a.type())) all = all && defined_in_library(adt->def);
      if (const auto* c = store.get<types::Closure>(a.type())) all = all && defined_in_library(c->def);
      if (const auto* p = store.get<types::Param>(a.type())) all = all && p == nullptr;
    }
    return all;
  });
  return all;
}

const std::vector<DefId>& FnCtxt::traits_in_scope(NodeId node, NodeId alternative) const {
  static const std::vector<DefId> none;
  for (NodeId n : {node, alternative})
    if (n.valid() && n.index < res.traits_in_scope.size() && res.traits_in_scope[n.index] != UINT32_MAX)
      return res.traits_in_scope_sets[res.traits_in_scope[n.index]];
  return none;
}

}  // namespace borrowlab::typeck::check
