#include "lint/lint.h"

namespace borrowlab::lint {

namespace thir = typeck::thir;

Findings bindings_with_variant_name(types::Context& cx, const thir::Body& body) {
  Findings out;
  for (const thir::Pat& p : body.pats) {
    const auto* binding = std::get_if<thir::PatBinding>(&p.kind);
    if (binding == nullptr || binding->mode != thir::BindingMode::by_value || binding->sub.valid() || p.span.from_expansion()) continue;
    types::TypeId ty = p.ty;
    while (const auto* r = cx.store.get<types::Ref>(ty)) ty = r->pointee;
    const auto* adt = cx.store.get<types::Adt>(ty);
    if (adt == nullptr || cx.items.adt(adt->def).kind != types::AdtKind::enum_) continue;
    const auto var = body.vars.find(binding->var);
    if (var == body.vars.end() || var->second.mut == syntax::Mutability::mut) continue;
    for (const types::VariantInfo& v : cx.items.adt(adt->def).variants) {
      if (!(v.name == var->second.name) || v.shape != syntax::VariantShape::unit) continue;
      const std::string name(v.name.str()), of = cx.defs.path_str(adt->def);
      Diagnostic d = finding(Lint::bindings_with_variant_name,
                             "pattern binding `" + name + "` is named the same as one of the variants of the type `" + of + "`", p.span);
      d.code = "E0170";
      d.suggest(p.span, "to match on the variant, qualify the path", of + "::" + name, diagnostics::Applicability::machine_applicable);
      out.push_back(std::move(d));
    }
  }
  return out;
}

}  // namespace borrowlab::lint
