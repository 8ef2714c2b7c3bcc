// E0446: an associated type that is known where the type behind it may not be named. After rustc_privacy's
// PrivateItemsInPublicInterfacesChecker.
#include "typeck/check.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using resolve::DefKind;

namespace {

class PrivateInPublic {
 public:
  PrivateInPublic(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) : cx_(cx), krate_(krate), sink_(sink) {}

  // An impl is as visible as the least visible of what its header names.
  void impl(const types::ImplDef& impl) {
    scope_ = cx_.defs[impl.trait_ref->trait].visible_in;
    for (types::GenericArg a : cx_.store[impl.trait_ref->args])
      each_def(a, [&](resolve::DefId def) {
        const resolve::DefId in = cx_.defs[def].visible_in;
        if (in.valid() && (!scope_.valid() || cx_.defs.is_ancestor(scope_, in))) scope_ = in;
      });
    for (resolve::DefId item : impl.items) {
      const auto value = cx_.items.type_of.find(item);
      if (cx_.defs[item].kind == DefKind::assoc_ty && value != cx_.items.type_of.end()) assoc_type(item, value->second);
    }
  }

 private:
  void assoc_type(resolve::DefId item, types::TypeId value) {
    each_def(value, [&](resolve::DefId def) {
      const resolve::DefId in = cx_.defs[def].visible_in;
      if (!in.valid() || (scope_.valid() && cx_.defs.is_ancestor(in, scope_))) return;
      const std::string name(cx_.defs[def].name.str());
      const bool crate_only =
          !cx_.defs[in].parent.valid() && krate_.ast[cx_.defs[def].item].vis.kind != syntax::Visibility::Kind::inherited;
      const char* vis = crate_only ? "crate-private" : "private";
      diagnostics::Diagnostic d(
          diagnostics::Level::error,
          std::string(vis) + " " + (cx_.defs[def].kind == DefKind::trait ? "trait" : "type") + " `" + name + "` in public interface",
          head(item), "E0446");
      d.label(head(item), std::string("can't leak ") + vis + " " + (cx_.defs[def].kind == DefKind::trait ? "trait" : "type"));
      d.label(head(def), "`" + name + "` declared as " + vis);
      sink_.emit(std::move(d));
    });
  }

  // The crate's own types and traits that the type names.
  template <class F>
  void each_def(types::GenericArg of, F&& f) {
    walk_types(cx_.store, of, [&](types::GenericArg a) {
      if (!a.is_type()) return true;
      if (const auto* adt = cx_.store.get<types::Adt>(a.type()); adt != nullptr && cx_.defs[adt->def].krate == krate_.id) f(adt->def);
      if (const auto* dyn = cx_.store.get<types::Dynamic>(a.type()))
        for (const auto& p : cx_.store[dyn->predicates])
          if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p); t != nullptr && cx_.defs[t->trait].krate == krate_.id)
            f(t->trait);
      return true;
    });
  }

  Span head(resolve::DefId d) const {
    const syntax::Item& it = krate_.ast[cx_.defs[d].item];
    Span s = it.span.with_hi(it.ident.span.hi);
    if (const syntax::Generics* g = written_generics(it); g != nullptr && g->span.hi > s.hi) s.hi = g->span.hi;
    return s;
  }

  types::Context& cx_;
  const resolve::Crate& krate_;
  diagnostics::Sink& sink_;
  resolve::DefId scope_;  // of the impl at hand; none: everywhere
};

}  // namespace

void check_private_in_public(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) {
  PrivateInPublic checker(cx, krate, sink);
  const bool user = krate.id == resolve::user_crate;
  for (resolve::DefId d = cx.defs.defs.first(user); d < cx.defs.defs.last(user); ++d.index) {
    const auto impl = cx.items.impls.find(d);
    if (impl != cx.items.impls.end() && impl->second.trait_ref) checker.impl(impl->second);
  }
}

}  // namespace borrowlab::typeck
