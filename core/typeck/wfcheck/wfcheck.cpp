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
  const uint32_t count = static_cast<uint32_t>(cx_.defs.defs.size());
  uint32_t first = count;
  while (first > 0 && cx_.defs[DefId(first - 1)].krate == krate_.id) --first;
  for (uint32_t i = first; i < count; ++i) {
    const DefId d(i);
    if (!cx_.defs[d].item.valid()) continue;
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
