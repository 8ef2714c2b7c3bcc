// Interfaces that name what their readers may not (`private_interfaces`, `private_bounds`). After rustc_privacy: EmbargoVisitor (how far an
// item can be reached) and PrivateItemsInPublicInterfacesChecker.
#include <algorithm>

#include "lint/lint.h"
#include "lint/words.h"
#include "resolve/resolver.h"
#include "support/sort.h"

namespace borrowlab::lint {

using resolve::Def;
using resolve::DefKind;

namespace {

// A visibility: the module within which, or none: everywhere.
class Interfaces {
 public:
  Interfaces(types::Context& cx, const resolve::Crate& krate) : cx_(cx), krate_(krate) {}

  Findings run() {
    spread_over_names();
    spread_over_interfaces();
    // A module's own items come before those of the modules in it.
    std::vector<std::pair<DefId, DefId>> items;  // module, item
    for (DefId d = cx_.defs.defs.first(true); d < cx_.defs.defs.last(true); ++d.index)
      if (has_interface(d)) items.emplace_back(cx_.defs.enclosing_module(cx_.defs[d].parent), d);
    sort(items, [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : cx_.defs[a.second].span.lo < cx_.defs[b.second].span.lo;
    });
    for (const auto& [module, item] : items) check(item);
    return std::move(out_);
  }

 private:
  bool within(DefId inner, DefId outer) const { return !outer.valid() || (inner.valid() && cx_.defs.is_ancestor(outer, inner)); }
  DefId least(DefId a, DefId b) const { return within(a, b) ? a : b; }
  bool is_user(DefId d) const { return d.valid() && cx_.defs[d].krate == krate_.id; }

  // How far `def` is known to be reachable; its own module until something tells more.
  DefId reach(DefId def) const {
    if (def == krate_.res.root) return {};
    if (const auto it = reach_.find(def); it != reach_.end()) return it->second;
    return cx_.defs.enclosing_module(cx_.defs[def].parent);
  }
  bool widen(DefId def, DefId to) {
    if (!is_user(def) || within(to, reach(def))) return false;
    reach_[def] = to;
    return true;
  }

  // By the names that modules have for it, its own and imported ones.
  void spread_over_names() {
    const auto& modules = cx_.defs.modules->modules;
    for (bool more = true; more;) {
      more = false;
      for (resolve::ModuleId m = modules.first(true); m < modules.last(true); ++m.index) {
        const resolve::Module& module = modules[m];
        if (module.is_block || !module.def.valid()) continue;
        for (const auto& [key, name] : module.names)
          if (name.res.kind == resolve::Res::Kind::def) more |= widen(name.res.def, least(name.vis, reach(module.def)));
      }
    }
  }

  // What an item of its own visibility within another: fields, variants, methods of an impl or trait.
  DefId reach_of_member(DefId member) const {
    const Def& def = cx_.defs[member];
    const Def& parent = cx_.defs[def.parent];
    const DefId outer = parent.kind == DefKind::variant ? reach(parent.parent) : reach_of(def.parent);
    return parent.kind == DefKind::variant || parent.kind == DefKind::trait ? outer : least(def.visible_in, outer);
  }
  bool is_member(const Def& def) const {
    return def.kind == DefKind::field || def.kind == DefKind::assoc_fn || def.kind == DefKind::assoc_const || def.kind == DefKind::assoc_ty;
  }
  DefId reach_of(DefId def) const {
    if (is_member(cx_.defs[def])) return reach_of_member(def);
    const auto impl = cx_.items.impls.find(def);
    if (impl == cx_.items.impls.end()) return reach(def);
    if (impl->second.trait_ref) return cx_.defs.enclosing_module(cx_.defs[def].parent);
    DefId outer;
    for (const DefId named : named_in(impl->second.self_ty)) outer = least(outer, reach(named));
    return outer;
  }

  // A type that the interface of something reachable names can be had through it.
  void spread_over_interfaces() {
    for (bool more = true; more;) {
      more = false;
      for (DefId d = cx_.defs.defs.first(true); d < cx_.defs.defs.last(true); ++d.index) {
        if (!has_interface(d)) continue;
        const DefId from = reach_of(d);
        each_in_interface(d, [&](DefId named, bool) { more |= widen(named, least(from, cx_.defs[named].visible_in)); });
      }
    }
  }

  bool has_interface(DefId d) const {
    switch (cx_.defs[d].kind) {
      case DefKind::fn:
      case DefKind::const_:
      case DefKind::static_:
      case DefKind::type_alias:
      case DefKind::struct_:
      case DefKind::enum_:
      case DefKind::union_:
      case DefKind::trait: return cx_.defs[d].item.valid();
      case DefKind::impl: {
        const auto impl = cx_.items.impls.find(d);
        return impl != cx_.items.impls.end() && !impl->second.trait_ref;
      }
      case DefKind::field:
      case DefKind::assoc_fn:
      case DefKind::assoc_const: {
        const auto impl = cx_.items.impls.find(cx_.defs[d].parent);
        return impl == cx_.items.impls.end() || !impl->second.trait_ref;
      }
      default: return false;
    }
  }

  // The crate's own types and traits in it. f(def, whether a bound names it)
  template <class F>
  void each_in_interface(DefId d, F&& f) const {
    const DefKind kind = cx_.defs[d].kind;
    if (const auto bounds = cx_.items.predicates.find(d); bounds != cx_.items.predicates.end())
      for (const types::Predicate& p : bounds->second) {
        const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
        if (t == nullptr || (kind == DefKind::trait && t->trait_ref.trait == d)) continue;
        std::vector<DefId> out;
        in_trait_ref(t->trait_ref, out, 0);
        for (const DefId named : out) f(named, true);
      }
    std::vector<types::TypeId> types;
    if (const auto fn = cx_.items.fns.find(d); fn != cx_.items.fns.end() && kind != DefKind::struct_) {
      for (const types::TypeId ty : cx_.store[fn->second.sig.value.inputs_and_output]) types.push_back(ty);
    } else if (const auto ty = cx_.items.type_of.find(d);
               ty != cx_.items.type_of.end() && kind != DefKind::impl && !cx_.items.adts.contains(d)) {
      types.push_back(ty->second);
    }
    for (const types::TypeId ty : types)
      for (const DefId named : named_in(ty)) f(named, false);
  }
  std::vector<DefId> named_in(types::GenericArg of) const {
    std::vector<DefId> out;
    in_type(of, out, 0);
    return out;
  }
  void in_trait_ref(const types::TraitRef& t, std::vector<DefId>& out, uint32_t depth) const {
    if (is_user(t.trait)) out.push_back(t.trait);
    for (const types::GenericArg a : cx_.store[t.args]) in_type(a, out, depth);
  }
  // What `impl Trait` is known to be is part of it.
  void in_type(types::GenericArg of, std::vector<DefId>& out, uint32_t depth) const {
    if (depth > 8) return;
    walk_types(cx_.store, of, [&](types::GenericArg a) {
      if (!a.is_type()) return true;
      if (const auto* adt = cx_.store.get<types::Adt>(a.type()); adt != nullptr && is_user(adt->def)) out.push_back(adt->def);
      if (const auto* dyn = cx_.store.get<types::Dynamic>(a.type()))
        for (const auto& p : cx_.store[dyn->predicates])
          if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p); t != nullptr && is_user(t->trait)) out.push_back(t->trait);
      const auto* alias = cx_.store.get<types::Alias>(a.type());
      if (alias == nullptr || alias->kind != types::AliasKind::opaque) return true;
      if (const auto bounds = cx_.items.item_bounds.find(alias->def); bounds != cx_.items.item_bounds.end())
        for (const types::Predicate& p : bounds->second) {
          if (const auto* t = std::get_if<types::TraitClause>(&p.clause.value)) {
            if (is_user(t->trait_ref.trait)) out.push_back(t->trait_ref.trait);
            const auto args = cx_.store[t->trait_ref.args];
            for (size_t i = 1; i < args.size(); ++i) in_type(args[i], out, depth + 1);
          } else if (const auto* t = std::get_if<types::ProjectionClause>(&p.clause.value)) {
            in_type(t->term, out, depth + 1);
          }
        }
      return true;
    });
  }

  void check(DefId d) {
    const DefId from = reach_of(d);
    std::vector<DefId> told;
    each_in_interface(d, [&](DefId named, bool bound) {
      if (within(from, cx_.defs[named].visible_in) || std::find(told.begin(), told.end(), named) != told.end()) return;
      told.push_back(named);
      report(d, from, named, bound);
    });
  }

  void report(DefId d, DefId from, DefId named, bool bound) {
    const auto impl = cx_.items.impls.find(d);
    const std::string item =
        "`" + (impl == cx_.items.impls.end() ? types::path_str(cx_, d) : types::to_string(cx_, impl->second.self_ty)) + "`";
    const std::string what =
        std::string(cx_.defs[named].kind == DefKind::trait ? "trait" : "type") + " `" + types::path_str(cx_, named) + "`";
    Diagnostic out =
        finding(bound ? Lint::private_bounds : Lint::private_interfaces, what + " is more private than the item " + item, head(d));
    out.label(head(d), describe(cx_, d) + " " + item + " is reachable at visibility `" + written(from, d) + "`");
    out.span_note(head(named), "but " + what + " is only usable at visibility `" + written(cx_.defs[named].visible_in, named) + "`");
    out_.push_back(std::move(out));
  }

  // As rustc writes it: ty::Visibility::to_string.
  std::string written(DefId vis, DefId of) const {
    if (!vis.valid()) return "pub";
    if (vis == krate_.res.root) return "pub(crate)";
    if (vis == cx_.defs.enclosing_module(cx_.defs[of].parent)) return "pub(self)";
    return "pub(in crate::" + cx_.defs.path_str(vis) + ")";
  }

  // rustc: tcx.def_span.
  Span head(DefId d) const {
    const Def& def = cx_.defs[d];
    if (def.kind == DefKind::field || !def.item.valid()) return def.span;
    const syntax::Item& i = krate_.ast[def.item];
    if (const auto* fn = std::get_if<syntax::ItemFn>(&i.kind)) return fn->body.valid() ? i.span.with_hi(fn->sig.span.hi) : i.span;
    if (const auto* impl = std::get_if<syntax::ItemImpl>(&i.kind)) return i.span.with_hi(krate_.ast[impl->self_ty].span.hi);
    Span s = i.span.with_hi(i.ident.span.hi);
    if (const auto* t = std::get_if<syntax::ItemTrait>(&i.kind); t != nullptr && !t->supertraits.empty())
      s.hi = t->supertraits.back().span.hi;
    if (const auto* c = std::get_if<syntax::ItemConst>(&i.kind); c != nullptr && c->ty.valid()) s.hi = krate_.ast[c->ty].span.hi;
    if (const auto* c = std::get_if<syntax::ItemStatic>(&i.kind); c != nullptr && c->ty.valid()) s.hi = krate_.ast[c->ty].span.hi;
    const syntax::Generics* g = nullptr;
    if (const auto* k = std::get_if<syntax::ItemStruct>(&i.kind)) g = &k->generics;
    if (const auto* k = std::get_if<syntax::ItemEnum>(&i.kind)) g = &k->generics;
    if (const auto* k = std::get_if<syntax::ItemUnion>(&i.kind)) g = &k->generics;
    if (const auto* k = std::get_if<syntax::ItemTrait>(&i.kind)) g = &k->generics;
    if (const auto* k = std::get_if<syntax::ItemTypeAlias>(&i.kind)) g = &k->generics;
    if (g != nullptr && g->span.hi > s.hi) s.hi = g->span.hi;
    return s;
  }

  types::Context& cx_;
  const resolve::Crate& krate_;
  std::unordered_map<DefId, DefId, IndexHash> reach_;
  Findings out_;
};

}  // namespace

Findings private_interfaces(types::Context& cx, const resolve::Crate& krate) { return Interfaces(cx, krate).run(); }

}  // namespace borrowlab::lint
