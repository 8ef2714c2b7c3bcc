#include "types/store.h"

namespace borrowlab::types {

TypeId Folder::super_fold(TypeId t) {
  if (skip(store.flags(t), store.outer_binder(t))) return t;
  // By value: interning does not move kinds, but the copy keeps the code below simple.
  const TypeKind kind = store[t];
  if (const auto* k = std::get_if<Adt>(&kind)) {
    const ArgsId args = fold(k->args);
    return args == k->args ? t : store.type(Adt{k->def, args});
  }
  if (const auto* k = std::get_if<Ref>(&kind)) {
    const RegionId region = fold(k->region);
    const TypeId pointee = fold(k->pointee);
    return region == k->region && pointee == k->pointee ? t : store.type(Ref{region, pointee, k->mut});
  }
  if (const auto* k = std::get_if<Array>(&kind)) {
    const TypeId elem = fold(k->elem);
    return store.type(Array{elem, fold(k->len)});
  }
  if (const auto* k = std::get_if<Slice>(&kind)) return store.type(Slice{fold(k->elem)});
  if (const auto* k = std::get_if<RawPtr>(&kind)) return store.type(RawPtr{fold(k->pointee), k->mut});
  if (const auto* k = std::get_if<FnDef>(&kind)) return store.type(FnDef{k->def, fold(k->args)});
  if (const auto* k = std::get_if<FnPtr>(&kind)) return store.type(FnPtr{fold(k->sig)});
  if (const auto* k = std::get_if<Dynamic>(&kind)) {
    const Binder<ExistentialsId> predicates = fold(Binder<ExistentialsId>{k->predicates, k->vars});
    return store.type(Dynamic{predicates.value, predicates.vars, fold(k->region)});
  }
  if (const auto* k = std::get_if<Closure>(&kind)) return store.type(Closure{k->def, fold(k->args)});
  if (const auto* k = std::get_if<Tuple>(&kind)) return store.type(Tuple{fold(k->elems)});
  if (const auto* k = std::get_if<Alias>(&kind)) return store.type(Alias{k->kind, k->def, fold(k->args)});
  return t;
}

ConstId Folder::super_fold(ConstId c) {
  const auto* u = store.get<ConstUnevaluated>(c);
  if (u == nullptr || skip(store.flags(c), store.outer_binder(c))) return c;
  const ConstUnevaluated copy = *u;
  return store.konst(ConstUnevaluated{copy.def, fold(copy.args)});
}

GenericArg Folder::fold(GenericArg a) {
  switch (a.kind) {
    case GenericArg::Kind::lifetime: return fold(a.region());
    case GenericArg::Kind::type: return fold(a.type());
    default: return fold(a.konst());
  }
}

ArgsId Folder::fold(ArgsId a) {
  if (skip(store.flags(a), store.outer_binder(a))) return a;
  const auto list = store[a];
  for (size_t i = 0; i < list.size(); ++i) {
    const GenericArg first = fold(list[i]);
    if (first == list[i]) continue;
    std::vector<GenericArg> out(list.begin(), list.end());
    out[i] = first;
    for (size_t j = i + 1; j < out.size(); ++j) out[j] = fold(list[j]);
    return store.args(out);
  }
  return a;
}

TypeListId Folder::fold(TypeListId l) {
  if (skip(store.flags(l), store.outer_binder(l))) return l;
  const auto list = store[l];
  for (size_t i = 0; i < list.size(); ++i) {
    const TypeId first = fold(list[i]);
    if (first == list[i]) continue;
    std::vector<TypeId> out(list.begin(), list.end());
    out[i] = first;
    for (size_t j = i + 1; j < out.size(); ++j) out[j] = fold(list[j]);
    return store.type_list(out);
  }
  return l;
}

ExistentialsId Folder::fold(ExistentialsId e) {
  if (skip(store.flags(e), store.outer_binder(e))) return e;
  const auto list = store[e];
  std::vector<ExistentialPredicate> out;
  out.reserve(list.size());
  for (const ExistentialPredicate& p : list) {
    if (const auto* t = std::get_if<ExistentialTraitRef>(&p)) out.emplace_back(ExistentialTraitRef{t->trait, fold(t->args)});
    else if (const auto* j = std::get_if<ExistentialProjection>(&p))
      out.emplace_back(ExistentialProjection{j->assoc, fold(j->args), fold(j->term)});
    else out.push_back(p);
  }
  return store.existentials(out);
}

FnSig Folder::fold(const FnSig& s) { return FnSig{fold(s.inputs_and_output), s.safety, s.extern_c}; }
TraitRef Folder::fold(const TraitRef& t) { return TraitRef{t.trait, fold(t.args)}; }
TraitClause Folder::fold(const TraitClause& c) { return TraitClause{fold(c.trait_ref)}; }
ProjectionClause Folder::fold(const ProjectionClause& c) { return ProjectionClause{c.assoc, fold(c.args), fold(c.term)}; }
Clause Folder::fold(const Clause& c) {
  if (const auto* t = std::get_if<TraitClause>(&c)) return fold(*t);
  if (const auto* p = std::get_if<ProjectionClause>(&c)) return fold(*p);
  if (const auto* o = std::get_if<TypeOutlives>(&c)) return TypeOutlives{fold(o->ty), fold(o->region)};
  if (const auto* r = std::get_if<RegionOutlives>(&c)) return RegionOutlives{fold(r->longer), fold(r->shorter)};
  return WellFormed{fold(std::get<WellFormed>(c).arg)};
}

}  // namespace borrowlab::types
