#include "typeck/collect/collector.h"
#include "typeck/collect/variance.h"
#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

void Collector::run() {
  const uint32_t count = static_cast<uint32_t>(cx_.defs.defs.size());
  uint32_t first = count;
  while (first > 0 && cx_.defs[DefId(first - 1)].krate == krate_.id) --first;
  // Parents come before what is in them.
  for (uint32_t i = first; i < count; ++i) {
    const DefId d(i);
    generics(d);
    const resolve::Def& def = cx_.defs[d];
    if (!def.item.valid()) continue;
    switch (def.kind) {
      case DefKind::mod:
      case DefKind::use:
      case DefKind::macro:
      case DefKind::extern_crate: continue;
      default: defs_.push_back(d);
    }
  }
  for (DefId d : defs_) skeleton(d);
  // The types of const parameters are needed wherever an argument is given for one.
  for (DefId d : defs_) {
    const syntax::Generics* written = written_generics(item(d));
    if (written == nullptr) continue;
    const LowerHooks h = hooks(d);
    for (const syntax::GenericParam& p : written->params)
      if (p.kind == syntax::GenericParamKind::konst && p.const_ty.valid())
        items_.type_of[def_of(p.id)] = Lowerer(cx_, krate_, h, sink_).ty(p.const_ty);
  }
  for (DefId d : defs_)
    if (cx_.defs[d].kind == DefKind::impl) impl_header(d);
  for (DefId d : defs_)
    if (cx_.defs[d].kind == DefKind::trait) predicates(d);
  for (DefId d : defs_)
    if (cx_.defs[d].kind != DefKind::trait) predicates(d);
  for (DefId d : defs_)
    if (cx_.defs[d].kind == DefKind::assoc_ty) item_bounds(d);
  for (DefId d : defs_) types_of(d);
  // Defaults that no one needed so far.
  for (DefId d : defs_) {
    const std::vector<GenericParamDef> own = items_.generics_of(d).own;
    const LowerHooks h = hooks(d);
    for (const GenericParamDef& p : own)
      if (p.has_default) Lowerer(cx_, krate_, h, sink_).default_of(p);
  }
  compute_variances(cx_, krate_.id);
  for (DefId d : defs_)
    if (cx_.defs[d].kind == DefKind::enum_) discriminants(d);
}

void collect_crate(Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) {
  clear_trait_caches(cx);
  Collector(cx, krate, sink).run();
  if (krate.id == resolve::user_crate && !sink.has_errors()) check_item_wf(cx, krate, sink);
}

}  // namespace borrowlab::typeck
