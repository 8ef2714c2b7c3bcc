// What must hold for a written type to make sense. After rustc_trait_selection::traits::wf.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

std::vector<Obligation> wf_obligations(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, GenericArg arg) {
  std::vector<Obligation> out;
  Context& cx = icx.cx;
  Store& st = cx.store;
  const LangTraits& lang = caches(cx).lang;
  if (!arg.is_type()) return out;
  const auto push = [&](Clause clause) { out.push_back({cause, env, st.dummy_binder(clause), 0}); };
  const auto sized = [&](TypeId t) {
    t = icx.shallow_resolve(t);
    if (lang.sized.valid() && !trivially_sized(st, t) && !st.has_escaping_bound_vars(t))
      push(TraitClause{{lang.sized, st.args({GenericArg(t)})}});
  };
  const auto bounds_of = [&](DefId def, ArgsId args) {
    if (st.has_escaping_bound_vars(args)) return;
    for (const types::Predicate& p : types::predicates_of(cx, def, args)) {
      if (const auto* t = std::get_if<TraitClause>(&p.clause.value); t != nullptr && t->trait_ref.trait == lang.sized) {
        const auto self = st[t->trait_ref.args];
        if (!self.empty() && trivially_sized(st, icx.shallow_resolve(self[0].type()))) continue;
      }
      ObligationCause c = cause;
      c.kind = ObligationKind::item_bound;
      c.item = def;
      c.bound_span = p.span;
      std::vector<Obligation> more;
      const PolyClause clause = normalize(icx, c, env, p.clause, more);
      out.push_back({c, env, clause, 0});
      for (Obligation& o : more) out.push_back(std::move(o));
    }
  };
  types::walk_types(st, icx.resolve(arg.type()), [&](GenericArg a) {
    if (!a.is_type()) return false;
    const types::TypeKind& k = st[a.type()];
    if (const auto* adt = std::get_if<types::Adt>(&k)) {
      bounds_of(adt->def, adt->args);
    } else if (const auto* r = std::get_if<types::Ref>(&k)) {
      if (!icx.ignore_regions && st.outer_binder(r->region) == 0 && !st.has_escaping_bound_vars(r->pointee))
        push(types::TypeOutlives{r->pointee, r->region});
    } else if (const auto* array = std::get_if<types::Array>(&k)) {
      sized(array->elem);
    } else if (const auto* s = std::get_if<types::Slice>(&k)) {
      sized(s->elem);
    } else if (const auto* t = std::get_if<types::Tuple>(&k)) {
      const auto elems = st[t->elems];
      for (size_t i = 0; i + 1 < elems.size(); ++i) sized(elems[i]);
    } else if (const auto* alias = std::get_if<types::Alias>(&k)) {
      if (alias->kind == types::AliasKind::projection && !st.has_escaping_bound_vars(alias->args)) {
        const DefId trait = cx.defs[alias->def].parent;
        push(TraitClause{{trait, trait_args_of(cx, trait, alias->args)}});
      }
    } else if (std::holds_alternative<types::FnDef>(k) || std::holds_alternative<types::Closure>(k) ||
               std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Dynamic>(k)) {
      return false;
    }
    return true;
  });
  return out;
}

}  // namespace borrowlab::typeck
