#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using resolve::DefKind;

Span WfChecker::head(DefId d) const {
  const resolve::Def& def = cx_.defs[d];
  if (def.krate != krate_.id || !def.item.valid()) return def.ident_span;
  const syntax::Item& it = item(d);
  if (const auto* fn = std::get_if<syntax::ItemFn>(&it.kind)) return fn->sig.span;
  if (def.kind == DefKind::impl) return def.ident_span;
  Span s = it.span.with_hi(it.ident.span.hi);
  if (const syntax::Generics* g = written_generics(it); g != nullptr && g->span.hi > s.hi) s.hi = g->span.hi;
  return s;
}

void WfChecker::run() {
  const bool user = krate_.id == resolve::user_crate;
  const auto each = [&](auto&& f) {
    for (DefId d = cx_.defs.defs.first(user); d < cx_.defs.defs.last(user); ++d.index)
      if (cx_.defs[d].item.valid()) f(d);
  };
  if (user) {
    lint_levels();
    each([&](DefId d) {
      attr_shapes(item(d));
      repr_attrs(d, item(d));
      misplaced_attrs(item(d));
    });
    supertrait_cycles();
  }
  each([&](DefId d) {
    if (user) bounds(item(d));
    switch (cx_.defs[d].kind) {
      case DefKind::struct_:
      case DefKind::enum_:
      case DefKind::union_: check_adt(d); break;
      case DefKind::impl: check_impl(d); break;
      case DefKind::assoc_fn:
        if (user) trait_fn(d);
        break;
      default: break;
    }
  });
  trait_objects();
}

void WfChecker::inherent_impls() {
  const bool user = krate_.id == resolve::user_crate;
  for (DefId d = cx_.defs.defs.first(user); d < cx_.defs.defs.last(user); ++d.index) {
    if (cx_.defs[d].kind != DefKind::impl || !cx_.defs[d].item.valid() || items_.impls.count(d) == 0) continue;
    const auto* written = std::get_if<syntax::ItemImpl>(&item(d).kind);
    if (written == nullptr || written->trait) continue;
    inherent_target(d, *written);
  }
  for (DefId d = cx_.defs.defs.first(user); d < cx_.defs.defs.last(user); ++d.index) {
    if (cx_.defs[d].kind != DefKind::impl || !cx_.defs[d].item.valid() || items_.impls.count(d) == 0) continue;
    const auto* written = std::get_if<syntax::ItemImpl>(&item(d).kind);
    if (written != nullptr && !written->trait) duplicate_items(d, *written);
  }
  overlapping_inherent_items();
}

void check_item_wf(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) { WfChecker(cx, krate, sink).run(); }

void check_inherent_impls(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) {
  WfChecker(cx, krate, sink).inherent_impls();
}

}  // namespace borrowlab::typeck
