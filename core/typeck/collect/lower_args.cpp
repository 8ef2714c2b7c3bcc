// Generic arguments of a path segment: written, elided, defaulted, inferred.
#include <utility>

#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

const syntax::Generics* written_generics(const syntax::Item& item) {
  if (const auto* k = std::get_if<syntax::ItemFn>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemStruct>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemEnum>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemUnion>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemTrait>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemImpl>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemConst>(&item.kind)) return &k->generics;
  if (const auto* k = std::get_if<syntax::ItemTypeAlias>(&item.kind)) return &k->generics;
  return nullptr;
}

// Lowered on demand: defaults may name types that come later and have defaults of their own.
std::optional<GenericArg> Lowerer::default_of(const GenericParamDef& param) {
  if (const auto it = cx_.items.param_defaults.find(param.def); it != cx_.items.param_defaults.end()) return it->second;
  const DefId owner = cx_.defs[param.def].parent;
  const resolve::Crate& home = cx_.crate_of(owner);
  if (!cx_.defs[owner].item.valid()) return std::nullopt;
  const syntax::Generics* generics = written_generics(home.ast[cx_.defs[owner].item]);
  if (generics == nullptr) return std::nullopt;
  LowerHooks hooks;
  hooks.item = owner;
  Lowerer lowerer(cx_, home, hooks, sink_);
  for (const syntax::GenericParam& p : generics->params) {
    if (!(p.id == cx_.defs[param.def].node)) continue;
    GenericArg value = st_.error;
    cx_.items.param_defaults[param.def] = value;  // a default that needs itself
    if (p.default_ty.valid()) {
      value = lowerer.ty(p.default_ty);
    } else if (p.const_default) {
      value = lowerer.konst(*p.const_default, p.const_ty.valid() ? lowerer.ty(p.const_ty) : st_.usize);
    } else {
      return std::nullopt;
    }
    cx_.items.param_defaults[param.def] = value;
    return value;
  }
  return std::nullopt;
}

ArgsId Lowerer::segment_args(Span span, DefId def, ArgsId parent, const syntax::PathSegment* segment, bool type_position) {
  const Generics& g = cx_.items.generics_of(def);
  const std::vector<GenericParamDef> own = g.own;  // lowering may add generics
  std::vector<GenericArg> out(st_[parent].begin(), st_[parent].end());
  const bool constraints_allowed = std::exchange(constraints_allowed_, false);
  // `Vec(u8)`: as if the brackets were the right ones.
  std::vector<syntax::GenericArg> in_parentheses;
  const bool wrong_brackets = segment != nullptr && segment->args && segment->args->parenthesized && cx_.defs[def].kind != DefKind::trait;
  if (wrong_brackets) {
    for (const syntax::GenericArg& a : segment->args->args)
      if (const auto* t = std::get_if<syntax::TyId>(&a))
        if (const auto* tuple = std::get_if<syntax::TyTuple>(&ast_[*t].kind))
          for (syntax::TyId e : tuple->elems) in_parentheses.push_back(e);
    report_parentheses(*segment, in_parentheses);
  }
  // What is written, lifetimes apart from the rest.
  std::vector<const syntax::Lifetime*> lifetimes;
  std::vector<const syntax::GenericArg*> others;
  if (segment != nullptr && segment->args)
    for (const syntax::GenericArg& a : wrong_brackets ? in_parentheses : segment->args->args) {
      if (const auto* l = std::get_if<syntax::Lifetime>(&a)) lifetimes.push_back(l);
      else others.push_back(&a);
    }
  const std::vector<LifetimeRes>* elided = nullptr;
  if (segment != nullptr)
    if (const auto it = res_.elided_in_paths.find(segment->id); it != res_.elided_in_paths.end()) elided = &it->second;

  size_t lifetime_params = 0, other_params = 0, required = 0;
  for (const GenericParamDef& p : own) {
    if (p.index < out.size() || p.synthetic) continue;
    if (p.kind == GenericParamDef::Kind::lifetime) ++lifetime_params;
    else ++other_params, required += p.has_default ? 0 : 1;
  }
  const bool may_infer = static_cast<bool>(hooks_.ty_infer) && !type_position;
  const bool infer_all = others.empty() && may_infer;
  if (!lifetimes.empty() && !late_bound_lifetimes_given(def, *lifetimes[0], in_method_call || lifetimes.size() == lifetime_params) &&
      lifetimes.size() != lifetime_params)
    report_arg_count(span, def, segment, lifetimes.size(), lifetime_params, lifetime_params, true);
  if (others.size() > other_params || (others.size() < required && !infer_all))
    report_arg_count(span, def, segment, others.size(), required, other_params, false);
  if (!constraints_allowed && segment != nullptr && segment->args && !segment->args->parenthesized && !segment->args->constraints.empty())
    report_constraint_misplaced(def, *segment);
  if (segment != nullptr && segment->args && !wrong_brackets && kinds_mismatch(own, out.size(), segment->args->args)) {
    for (const GenericParamDef& p : own) {
      if (p.index < out.size()) continue;
      if (p.kind == GenericParamDef::Kind::lifetime) out.push_back(st_.re_error);
      else if (p.kind == GenericParamDef::Kind::type) out.push_back(st_.error);
      else out.push_back(st_.const_error);
    }
    return st_.args(out);
  }

  size_t next_lifetime = 0, next_other = 0;
  for (const GenericParamDef& p : own) {
    if (p.index < out.size()) continue;
    switch (p.kind) {
      case GenericParamDef::Kind::lifetime: {
        const size_t i = next_lifetime++;
        if (lifetimes.size() == lifetime_params) out.push_back(lifetime(*lifetimes[i]));
        else if (elided != nullptr && i < elided->size()) out.push_back(region_of((*elided)[i], span));
        else out.push_back(hooks_.region_infer ? hooks_.region_infer(span) : st_.re_erased);
        break;
      }
      case GenericParamDef::Kind::type: {
        if (!p.synthetic && next_other < others.size()) {
          const syntax::GenericArg* a = others[next_other++];
          if (const auto* t = std::get_if<syntax::TyId>(a)) {
            // `Ref<'a, dyn Trait>`: where the item says `T: 'a`, the object lives as long as that.
            std::optional<RegionId> object_default;
            if (const auto preds = cx_.items.predicates.find(def); preds != cx_.items.predicates.end() && lifetime_params != 0)
              for (const Predicate& q : preds->second)
                if (const auto* o = std::get_if<TypeOutlives>(&q.clause.value))
                  if (const auto* bounded = st_.get<Param>(o->ty); bounded != nullptr && bounded->index == p.index)
                    if (const auto* r = st_.get<ReEarlyParam>(o->region);
                        r != nullptr && r->index < out.size() && out[r->index].is_region())
                      object_default = out[r->index].region();
            const auto saved = object_default_;
            object_default_ = object_default;
            out.push_back(ty(*t));
            object_default_ = saved;
          } else {
            out.push_back(st_.error);
          }
          break;
        }
        if (!p.synthetic && p.has_default && !infer_all) {
          if (const auto value = default_of(p); value && value->is_type()) {
            if (default_needs_self(value->type(), out)) {
              report_default_of_self(span, def, p, segment);
              out.push_back(st_.error);
              break;
            }
            TypeId t = instantiate(st_, value->type(), st_.args(out));
            if (hooks_.normalize && (st_.flags(t) & has_projection) != 0 && !st_.has_escaping_bound_vars(t)) t = hooks_.normalize(span, t);
            out.push_back(t);
            break;
          }
        }
        out.push_back(hooks_.ty_infer && (infer_all || p.synthetic) ? hooks_.ty_infer(span) : st_.error);
        break;
      }
      case GenericParamDef::Kind::konst: {
        const auto declared = cx_.items.type_of.find(p.def);
        const TypeId expected = declared == cx_.items.type_of.end() ? st_.usize : declared->second;
        if (next_other < others.size()) {
          const syntax::GenericArg* a = others[next_other++];
          if (const auto* c = std::get_if<syntax::AnonConst>(a)) {
            out.push_back(konst(*c, expected));
          } else {
            // A lone name: a const parameter, or a const item.
            ConstId value = st_.const_error;
            const syntax::Ty& t = ast_[std::get<syntax::TyId>(*a)];
            const PartialRes r = path_res(t.id);
            if (std::holds_alternative<syntax::TyInfer>(t.kind) && hooks_.const_infer) {
              value = hooks_.const_infer(t.span, expected);
            } else if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::const_param) {
              for (const GenericParamDef& q : cx_.items.generics_of(cx_.defs[r.base.def].parent).own)
                if (q.def == r.base.def) value = st_.konst(ConstParam{q.index, q.name});
            } else if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::const_) {
              value = st_.konst(ConstUnevaluated{r.base.def, st_.no_args});
            }
            out.push_back(value);
          }
          break;
        }
        if (p.has_default && !infer_all) {
          if (const auto value = default_of(p); value && value->is_const()) {
            out.push_back(instantiate(st_, value->konst(), st_.args(out)));
            break;
          }
        }
        out.push_back(hooks_.const_infer && infer_all ? hooks_.const_infer(span, expected) : st_.const_error);
        break;
      }
    }
  }
  return st_.args(out);
}

}  // namespace borrowlab::typeck
