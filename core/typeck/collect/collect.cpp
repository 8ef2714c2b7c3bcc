#include "typeck/collect/collector.h"
#include "typeck/collect/variance.h"
#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

void Collector::define(DefId first, DefId last) {
  // Parents come before what is in them.
  for (DefId d = first; d < last; ++d.index) {
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
}

void Collector::run(DefId first, DefId last) {
  define(first, last);
  signatures();
  compute_variances(cx_, first, last);
  for (DefId d : defs_)
    if (cx_.defs[d].kind == DefKind::enum_) discriminants(d);
}

void Collector::run_impl(DefId impl, DefId first, DefId last) {
  define(first, last);
  impl_skeleton(impl, std::get<syntax::ItemImpl>(item(impl).kind));
  signatures();
  compute_variances(cx_, first, last);
}

void Collector::signatures() {
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
}

void collect_crate(Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink) {
  clear_trait_caches(cx);
  const bool user = krate.id == resolve::user_crate;
  Collector(cx, krate, sink).run(cx.defs.defs.first(user), cx.defs.defs.last(user));
  if (user) check_item_wf(cx, krate, sink);
}

void collect_impl(Context& cx, DefId impl, DefId first, DefId last, diagnostics::Sink& sink) {
  Collector(cx, cx.crate_of(impl), sink).run_impl(impl, first, last);
}

void collect_later(Context& cx, const resolve::Crate& krate, DefId first, DefId last, diagnostics::Sink& sink) {
  if (first != last) Collector(cx, krate, sink).run(first, last);
}

}  // namespace borrowlab::typeck
