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
  for (DefId d = cx_.defs.defs.first(user); d < cx_.defs.defs.last(user); ++d.index) {
    if (!cx_.defs[d].item.valid()) continue;
    if (krate_.id == resolve::user_crate) {
      attr_shapes(item(d));
      repr_attrs(d, item(d));
      misplaced_attrs(item(d));
    }
    switch (cx_.defs[d].kind) {
      case DefKind::struct_:
      case DefKind::enum_:
      case DefKind::union_: check_adt(d); break;
      case DefKind::impl: check_impl(d); break;
      default: break;
    }
  }
  overlapping_inherent_items();
  trait_objects();
}

void check_item_wf(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) { WfChecker(cx, krate, sink).run(); }

}  // namespace borrowlab::typeck
