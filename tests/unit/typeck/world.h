// A small crate made by hand, for tests of inference and of the trait system.
#pragma once
#include "typeck/traits.h"

namespace borrowlab::typeck::testing {

using namespace borrowlab::types;
using resolve::DefKind;
using source::Symbol;

struct World {
  source::SourceMap sources;
  resolve::Definitions defs;
  Store store;
  Items items;
  Context cx{store, items, defs, sources, {nullptr, nullptr}};
  DefId root = def(DefKind::mod, "root", {});
  DefId sized, copy, clone, send;

  World() {
    sized = trait("Sized", {}, "sized");
    copy = trait("Copy", {}, "copy");
    clone = trait("Clone", {}, "clone");
    send = trait("Send", {});
    items.traits.at(send).is_auto = true;
  }

  DefId def(DefKind kind, const char* name, DefId parent) {
    resolve::Def d;
    d.kind = kind;
    d.name = Symbol::intern(name);
    d.parent = parent;
    return defs.defs.push(d, false);
  }
  // Generics of these names: `'a` a lifetime, anything else a type. Own parameters follow the parent's.
  void generics(DefId d, std::vector<const char*> names, DefId parent = {}, bool has_self = false) {
    Generics g;
    g.parent = parent;
    g.parent_count = parent.valid() ? items.generics.at(parent).count() : 0;
    g.has_self = has_self;
    for (const char* n : names) {
      GenericParamDef p;
      p.kind = n[0] == '\'' ? GenericParamDef::Kind::lifetime : GenericParamDef::Kind::type;
      p.name = Symbol::intern(n);
      p.index = g.parent_count + static_cast<uint32_t>(g.own.size());
      g.own.push_back(p);
    }
    items.generics[d] = g;
    items.predicates[d];
  }
  TypeId param(uint32_t index, const char* name) { return store.type(Param{index, Symbol::intern(name)}); }
  DefId trait(const char* name, std::vector<const char*> params, const char* lang = nullptr) {
    const DefId d = def(DefKind::trait, name, root);
    params.insert(params.begin(), "Self");
    generics(d, params, {}, true);
    TraitDef t;
    t.def = d;
    items.traits[d] = t;
    if (lang != nullptr) defs.lang_items[Symbol::intern(lang)] = d;
    return d;
  }
  DefId assoc_type(DefId container, const char* name, DefId trait_item = {}) {
    const DefId d = def(DefKind::assoc_ty, name, container);
    generics(d, {}, container);
    AssocItem a;
    a.kind = AssocItem::Kind::type;
    a.def = d;
    a.container = container;
    a.trait_item = trait_item;
    items.assoc[d] = a;
    if (items.traits.count(container) != 0) items.traits.at(container).items.push_back(d);
    else items.impls.at(container).items.push_back(d);
    return d;
  }
  DefId adt(const char* name, std::vector<const char*> params, std::vector<TypeId> fields = {}) {
    const DefId d = def(DefKind::struct_, name, root);
    generics(d, params);
    AdtDef a;
    a.def = d;
    a.variants.resize(1);
    for (TypeId t : fields) {
      FieldInfo f;
      f.ty = t;
      a.variants[0].fields.push_back(f);
    }
    items.adts[d] = a;
    return d;
  }
  DefId impl(std::vector<const char*> params, DefId trait, std::vector<GenericArg> args, std::vector<Clause> where = {}) {
    const DefId d = def(DefKind::impl, "impl", root);
    generics(d, params);
    ImplDef i;
    i.def = d;
    i.self_ty = args[0].type();
    i.trait_ref = TraitRef{trait, store.args(args)};
    items.impls[d] = i;
    items.known_trait_impls[trait].all.push_back(d);
    items.known_trait_impls[trait].by_type[simplify_type(store, i.self_ty)].push_back(d);
    for (const Clause& c : where) items.predicates[d].push_back({store.dummy_binder(c), {}});
    return d;
  }
  TypeId app(DefId d, std::vector<GenericArg> args = {}) { return store.adt(d, store.args(args)); }
  Clause is(DefId trait, std::vector<GenericArg> args) { return TraitClause{{trait, store.args(args)}}; }
  Obligation goal(Clause c, ParamEnv env = {}) { return {{}, std::move(env), store.dummy_binder(c), 0}; }
  ParamEnv env(std::vector<Clause> clauses) {
    std::vector<PolyClause> list;
    for (const Clause& c : clauses) list.push_back(store.dummy_binder(c));
    return {std::make_shared<const std::vector<PolyClause>>(list), false};
  }
  RegionId region(uint32_t vid) { return store.region(ReVar{RegionVid(vid)}); }
};

}  // namespace borrowlab::typeck::testing
