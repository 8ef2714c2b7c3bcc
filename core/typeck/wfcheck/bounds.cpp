// What bounds may not say, as they are written. After rustc_hir_analysis::{hir_ty_lowering::bounds, collect::resolve_bound_vars}.
#include <algorithm>

#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;
using resolve::DefKind;
using syntax::GenericBound;

// `?Sized` once for each parameter, `?` before nothing else.
void WfChecker::relaxed_bounds(const syntax::Generics& g) {
  const auto is_sized = [&](const GenericBound& b) {
    const PartialRes r = b.ref_id.index < krate_.res.paths.size() ? krate_.res.paths[b.ref_id.index] : PartialRes{};
    return r.base.kind != Res::Kind::def || r.base.def == cx_.lang("sized");
  };
  for (const syntax::GenericParam& p : g.params) {
    if (p.kind != syntax::GenericParamKind::type) continue;
    std::vector<Span> relaxed;
    const auto look = [&](const std::vector<GenericBound>& bounds) {
      for (const GenericBound& b : bounds) {
        if (!b.maybe || b.span.from_expansion()) continue;
        if (is_sized(b)) relaxed.push_back(b.span);
        else sink_.emit(Diagnostic(Level::error, "bound modifier `?` can only be applied to `Sized`", b.span));
      }
    };
    look(p.bounds);
    for (const syntax::WherePredicate& w : g.where)
      if (w.bounded.valid() && is_param_path(krate_, w.bounded, def_of(p.id))) look(w.bounds);
    if (relaxed.size() < 2) continue;
    MultiSpan at;
    at.primary = std::move(relaxed);
    sink_.emit(Diagnostic(Level::error, "duplicate relaxed `Sized` bounds", at, "E0203"));
  }
}

void WfChecker::bounds(const syntax::Item& it) {
  const syntax::Generics* g = written_generics(it);
  if (g == nullptr || it.span.from_expansion()) return;
  relaxed_bounds(*g);
  for (const syntax::WherePredicate& w : g->where) {
    if (w.for_params.empty()) continue;
    for (const GenericBound& b : w.bounds)
      if (!b.for_params.empty()) sink_.emit(Diagnostic(Level::error, "nested quantification of lifetimes", b.span, "E0316"));
  }
}

// E0391: a trait among its own supertraits.
void WfChecker::supertrait_cycles() {
  std::vector<DefId> reported;
  const auto own = [&](DefId d) { return cx_.defs[d].krate == krate_.id && items_.traits.count(d) != 0; };
  const auto bound_span = [&](DefId of, DefId super) {
    if (const auto* t = std::get_if<syntax::ItemTrait>(&item(of).kind))
      for (const GenericBound& b : t->supertraits)
        if (b.ref_id.index < krate_.res.paths.size() && krate_.res.paths[b.ref_id.index].base.def == super) return b.trait.span;
    return cx_.defs[of].ident_span;
  };
  for (DefId start = cx_.defs.defs.first(true); start < cx_.defs.defs.last(true); ++start.index) {
    if (cx_.defs[start].kind != DefKind::trait || !own(start)) continue;
    if (std::find(reported.begin(), reported.end(), start) != reported.end()) continue;
    // Depth first from `start`, back to it.
    std::vector<DefId> path{start}, seen{start};
    const std::function<bool()> search = [&] {
      for (DefId next : items_.traits.at(path.back()).supertraits) {
        if (next == start) return true;
        if (!own(next) || std::find(seen.begin(), seen.end(), next) != seen.end()) continue;
        seen.push_back(next);
        path.push_back(next);
        if (search()) return true;
        path.pop_back();
      }
      return false;
    };
    if (!search()) continue;
    reported.insert(reported.end(), path.begin(), path.end());
    const auto name = [&](DefId d) { return "`" + cx_.defs.path_str(d) + "`"; };
    Diagnostic d(Level::error, "cycle detected when computing the super predicates of " + name(start),
                 bound_span(start, path.size() > 1 ? path[1] : start), "E0391");
    for (size_t i = 1; i < path.size(); ++i)
      d.span_note(bound_span(path[i], i + 1 < path.size() ? path[i + 1] : start),
                  "...which requires computing the super predicates of " + name(path[i]) + "...");
    d.note(path.size() == 1 ? "...which immediately requires computing the super predicates of " + name(start) + " again"
                            : "...which again requires computing the super predicates of " + name(start) + ", completing the cycle");
    const auto& written = std::get<syntax::ItemTrait>(item(start).kind);
    d.span_note(item(start).span.with_hi(written.supertraits.back().span.hi),
                "cycle used when checking that " + name(start) + " is well-formed");
    d.note(
        "see https://rustc-dev-guide.rust-lang.org/overview.html#queries and https://rustc-dev-guide.rust-lang.org/query.html for more "
        "information");
    sink_.emit(std::move(d));
  }
}

}  // namespace borrowlab::typeck
