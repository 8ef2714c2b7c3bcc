// Value paths: variables, functions, constants, constructors, associated items of types; with their generic arguments.
// After rustc_hir_typeck::fn_ctxt::{instantiate_value_path, resolve_fully_qualified_call} and ::expr::check_expr_path.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

// The type that the path's first part names; its last `unresolved` segments are associated items, the last of which is the value.
TypeId FnCtxt::prefix_type(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                           uint32_t unresolved) {
  const size_t total = path.segments.size();
  size_t base_len = total - unresolved;
  TypeId ty;
  if (qself && qself->position == 0) {
    ty = lower(qself->ty);
    base_len = 0;
  } else if (base_len == 0) {
    refuse(span, "this path");
    return err();
  } else {
    syntax::Path prefix{path.span, {path.segments.begin(), path.segments.begin() + static_cast<ptrdiff_t>(base_len)}};
    const NodeId prefix_node = prefix.segments.back().id;
    (void)node;
    ty = lower_type_path(cx, krate, prefix_node, prefix, qself, hooks, sink);
    if ((store.flags(ty) & types::has_error) != 0) return err();
    ty = normalize(span, ty);
  }
  // Associated types between: `T::Item::new`.
  for (size_t i = base_len; i + 1 < total; ++i) {
    const Symbol name = path.segments[i].ident.name;
    TypeId next;
    auto try_bound = [&](const Binder<TraitRef>& bound) {
      for (const auto& super : supertraits(cx, bound))
        if (DefId a = types::assoc_item(cx, super.value.trait, name, types::AssocItem::Kind::type); a.valid() && !next.valid())
          next = normalize(span, store.projection(a, icx.instantiate_binder_with_fresh_vars(super).args));
    };
    const TypeId self = icx.resolve(ty);
    if (env.clauses)
      for (const auto& c : *env.clauses)
        if (const auto* t = std::get_if<types::TraitClause>(&c.value); t != nullptr && store[t->trait_ref.args][0].type() == self)
          try_bound({t->trait_ref, c.vars});
    if (!next.valid() && base_len > 0) {
      // `Self::Item::f` in an impl: the impl's trait.
      const resolve::PartialRes* base = &res.paths[path.segments[base_len - 1].id.index];
      if (base->base.kind == Res::Kind::self_ty_alias)
        if (const auto& impl = cx.items.impls.at(base->base.def); impl.trait_ref) try_bound(store.dummy_binder(*impl.trait_ref));
    }
    if (!next.valid()) {
      refuse(path.segments[i].ident.span, "this associated type");
      return err();
    }
    ty = next;
  }
  return ty;
}

ValueRes FnCtxt::resolve_value_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                                    TypeId* self_ty) {
  ValueRes out;
  resolve::PartialRes partial = res.paths[node.index];
  uint32_t unresolved = partial.unresolved;
  if (qself && qself->position == 0) unresolved = static_cast<uint32_t>(path.segments.size());
  if (partial.base.kind == Res::Kind::err && !(qself && qself->position == 0)) {
    results.tainted = true;
    return out;
  }
  if (unresolved == 0) {
    out.res = partial.base;
    return out;
  }
  const TypeId ty = prefix_type(node, span, qself, path, unresolved);
  *self_ty = ty;
  if (is_error(ty)) return out;
  const syntax::PathSegment& segment = path.segments.back();
  const TypeId resolved = try_structurally_resolve(ty);
  // `Alias::Variant`, `Self::Variant`.
  if (const auto* adt = adt_of(resolved); adt != nullptr && adt->kind == types::AdtKind::enum_)
    for (const auto& v : adt->variants)
      if (v.name == segment.ident.name) {
        out.res.kind = Res::Kind::def;
        out.res.def = v.ctor.valid() ? v.ctor : v.def;
        out.args = store.get<types::Adt>(resolved)->args;
        return out;
      }
  ProbeResult r = probe_path(segment.ident.span, segment.ident.name, resolved, node, segment.id);
  if (r.outcome != ProbeResult::Outcome::found) {
    if (is_ty_var(resolved)) report_ambiguous_type(span, resolved);
    else report_path_error(span, segment.ident.name, segment.ident.span, resolved, r, false);
    results.tainted = true;
    return out;
  }
  out.res.kind = Res::Kind::def;
  out.res.def = r.pick.item;
  // The container's arguments follow from the self type.
  const DefId container = cx.items.assoc.at(r.pick.item).container;
  ArgsId parent;
  if (r.pick.kind == Pick::Kind::inherent_impl) {
    parent = icx.fresh_args_for(span, container);
    eq(span, normalize(span, types::type_of(cx, container, parent)), resolved);
  } else if (r.pick.kind == Pick::Kind::trait) {
    results.used_traits.emplace_back(container, segment.ident.span);
    parent = icx.fresh_args_for(span, container);
    eq(span, store[parent][0].type(), resolved);
  } else {
    parent = icx.instantiate_binder_with_fresh_vars(r.pick.trait_ref).args;
  }
  out.args = lower_segment_args(cx, krate, segment.ident.span, r.pick.item, parent, segment, hooks, sink);
  return out;
}

TypeId FnCtxt::type_of_value(DefId def, ArgsId args, Span span) {
  const resolve::Def& d = cx.defs[def];
  switch (d.kind) {
    case DefKind::fn:
    case DefKind::assoc_fn: return store.type(types::FnDef{def, args});
    case DefKind::ctor:
      if (d.ctor_kind == resolve::CtorKind::fn) return store.type(types::FnDef{def, args});
      {
        DefId adt = d.parent;
        if (cx.defs[adt].kind == DefKind::variant) adt = cx.defs[adt].parent;
        return store.adt(adt, args);
      }
    default: return normalize(span, types::type_of(cx, def, args));
  }
}

TypeId FnCtxt::instantiate_value_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself, const syntax::Path& path,
                                      ValueRes* out_res) {
  TypeId self_ty;
  ValueRes vr = resolve_value_path(node, span, qself, path, &self_ty);
  auto finish = [&](TypeId t) {
    if (out_res != nullptr) *out_res = vr;
    results.value_res[node] = vr;
    return t;
  };
  using K = Res::Kind;
  if (vr.res.kind == K::err) return err();
  if (vr.res.kind == K::local) {
    vr.res.node = canonical_binding(vr.res.node);
    return finish(local_ty(vr.res.node));
  }
  if (vr.res.kind == K::self_ctor) {
    // `Self(…)`: the impl's self type gives the constructor and its arguments.
    const TypeId ty = normalize(span, cx.items.impls.at(vr.res.def).self_ty);
    const auto* adt = adt_of(ty);
    if (adt == nullptr || adt->kind != types::AdtKind::struct_ || !adt->variants[0].ctor.valid()) {
      emit(error(span, "E0423", "the `Self` constructor must be used with unit or tuple struct"));
      return err();
    }
    vr.res.kind = K::def;
    vr.res.def = adt->variants[0].ctor;
    vr.args = store.get<types::Adt>(ty)->args;
    vr.user_ty = user_def(vr.res.def, vr.args, span);
    return finish(type_of_value(vr.res.def, vr.args, span));
  }
  if (vr.res.kind != K::def) {
    refuse(span, "this path as a value");
    return err();
  }
  const DefId def = vr.res.def;
  const resolve::Def d = cx.defs[def];
  const size_t n = path.segments.size();
  const syntax::PathSegment& last = path.segments.back();
  if (!vr.args.valid()) {
    switch (d.kind) {
      case DefKind::fn:
      case DefKind::const_:
      case DefKind::static_: vr.args = lower_segment_args(cx, krate, span, def, store.no_args, last, hooks, sink); break;
      case DefKind::ctor: {
        DefId adt = d.parent;
        const syntax::PathSegment* segment = &last;
        if (cx.defs[adt].kind == DefKind::variant) {
          adt = cx.defs[adt].parent;
          if (!last.args && n >= 2) segment = &path.segments[n - 2];
          // `use Enum::*; module::Variant`: the segment before names a module, which takes no arguments.
          if (segment != &last && !segment->args) segment = &last;
        }
        vr.args = lower_segment_args(cx, krate, span, adt, store.no_args, *segment, hooks, sink);
        break;
      }
      case DefKind::assoc_fn:
      case DefKind::assoc_const: {
        // `Trait::f`, `<T as Trait>::f`.
        const DefId container = cx.items.assoc.at(def).container;
        const TypeId self = qself ? lower(qself->ty) : icx.next_ty_var(span);
        const syntax::PathSegment& trait_segment = path.segments[n >= 2 ? n - 2 : 0];
        const ArgsId parent = lower_segment_args(cx, krate, span, container, store.args({GenericArg(self)}), trait_segment, hooks, sink);
        vr.args = lower_segment_args(cx, krate, span, def, parent, last, hooks, sink);
        break;
      }
      case DefKind::const_param: {
        vr.args = store.no_args;
        return finish(normalize(span, cx.items.type_of.at(def)));
      }
      case DefKind::variant: {
        emit(error(span, "E0533", "expected value, found struct variant `" + cx.defs.path_str(def) + "`").label(span, "not a value"));
        return err();
      }
      default: refuse(span, "this path as a value"); return err();
    }
  } else if (d.kind == DefKind::variant) {
    emit(error(span, "E0533", "expected value, found struct variant `" + types::path_to_string(cx, def, store.no_args) + "`")
             .label(span, "not a value"));
    return err();
  }
  if ((store.flags(vr.args) & types::has_error) != 0) results.tainted = true;
  vr.args = normalize(span, vr.args);
  if (store[vr.args].size() != 0) vr.user_ty = user_def(def, vr.args, span);
  const TypeId ty = type_of_value(def, vr.args, span);
  const DefId predicates_def =
      d.kind == DefKind::ctor ? (cx.defs[d.parent].kind == DefKind::variant ? cx.defs[d.parent].parent : d.parent) : def;
  if (d.kind != DefKind::static_) add_item_obligations(span, predicates_def, vr.args);
  return finish(ty);
}

TypeId FnCtxt::check_path_expr(const syntax::Expr& expr, const std::optional<syntax::QSelf>& qself, const syntax::Path& path, bool) {
  return instantiate_value_path(expr.id, expr.span, qself, path);
}

std::optional<FnCtxt::VariantRef> FnCtxt::variant_of_ctor(DefId def, TypeId ty) {
  const auto* adt = adt_of(ty);
  if (adt == nullptr) return std::nullopt;
  for (uint32_t i = 0; i < adt->variants.size(); ++i)
    if (adt->variants[i].ctor == def || adt->variants[i].def == def) return VariantRef{adt, i, ty, as<types::Adt>(ty)->args};
  return std::nullopt;
}

std::optional<FnCtxt::VariantRef> FnCtxt::check_struct_path(NodeId node, Span span, const std::optional<syntax::QSelf>& qself,
                                                            const syntax::Path& path, bool) {
  const resolve::PartialRes partial = res.paths[node.index];
  using K = Res::Kind;
  if (partial.base.kind == K::err && !qself) {
    results.tainted = true;
    return std::nullopt;
  }
  const size_t n = path.segments.size();
  TypeId ty;
  uint32_t variant = 0;
  bool found = false;
  if (partial.unresolved == 0 && partial.base.kind == K::def && !(qself && qself->position == 0)) {
    const DefId def = partial.base.def;
    const resolve::Def d = cx.defs[def];
    DefId adt = def;
    const syntax::PathSegment* segment = &path.segments.back();
    if (d.kind == DefKind::ctor) adt = d.parent;
    if (cx.defs[adt].kind == DefKind::variant) {
      variant = cx.defs[adt].index_in_parent;
      adt = cx.defs[adt].parent;
      if (!segment->args && n >= 2 && path.segments[n - 2].args) segment = &path.segments[n - 2];
      found = true;
    }
    if (cx.items.adts.count(adt) != 0) {
      ty = store.adt(adt, lower_segment_args(cx, krate, span, adt, store.no_args, *segment, hooks, sink));
      found = true;
    } else {
      ty = normalize(span, lower_type_path(cx, krate, path.segments.back().id, path, qself, hooks, sink));
    }
  } else if (partial.unresolved == 0 && !(qself && qself->position == 0)) {
    ty = normalize(span, lower_type_path(cx, krate, path.segments.back().id, path, qself, hooks, sink));
  } else {
    const uint32_t unresolved = qself && qself->position == 0 ? static_cast<uint32_t>(n) : partial.unresolved;
    ty = prefix_type(node, span, qself, path, unresolved);
    if (is_error(ty)) return std::nullopt;
    const TypeId resolved = try_structurally_resolve(ty);
    if (const auto* adt = adt_of(resolved); adt != nullptr && adt->kind == types::AdtKind::enum_) {
      for (uint32_t i = 0; i < adt->variants.size(); ++i)
        if (adt->variants[i].name == path.segments.back().ident.name) variant = i, found = true;
      if (!found) {
        ProbeResult r;
        report_path_error(span, path.segments.back().ident.name, path.segments.back().ident.span, resolved, r, true);
        return std::nullopt;
      }
    } else {
      // `Self::Assoc { … }`: an associated type.
      refuse(span, "a struct named by an associated type");
      return std::nullopt;
    }
  }
  if (is_error(ty)) {
    results.tainted = true;
    return std::nullopt;
  }
  ty = try_structurally_resolve(ty);
  const auto* adt = adt_of(ty);
  if (adt == nullptr || (adt->kind == types::AdtKind::enum_ && !found)) {
    emit(error(span, "E0071", "expected struct, variant or union type, found " + sort_string(ty)).label(span, "not a struct"));
    return std::nullopt;
  }
  const ArgsId args = as<types::Adt>(ty)->args;
  add_item_obligations(span, adt->def, args);
  ValueRes vr;
  vr.res.kind = K::def;
  vr.res.def = adt->variants[variant].def;
  vr.args = args;
  if (!store[args].empty()) vr.user_ty = user_def(adt->def, args, span);
  results.value_res[node] = vr;
  results.variant_indices[node] = variant;
  return VariantRef{adt, variant, ty, args};
}

TypeId FnCtxt::check_lang_item(const syntax::Expr& expr, const syntax::LangPath& path) { return lang_value(expr.id, expr.span, path); }

TypeId FnCtxt::lang_value(NodeId node, Span span, const syntax::LangPath& path) {
  DefId def = cx.lang(path.item.str());
  if (!def.valid()) {
    refuse(span, "this (the library has no `" + std::string(path.item.str()) + "`)");
    return err();
  }
  // A tuple or unit variant's lang item is the variant; its value is the constructor.
  if (cx.defs[def].kind == DefKind::variant || cx.defs[def].kind == DefKind::struct_) {
    const DefId adt_def = cx.defs[def].kind == DefKind::variant ? cx.defs[def].parent : def;
    for (const auto& v : cx.items.adt(adt_def).variants)
      if (v.def == def && v.ctor.valid()) def = v.ctor;
  }
  DefId generics_def = def;
  if (cx.defs[def].kind == DefKind::ctor)
    generics_def = cx.defs[cx.defs[def].parent].kind == DefKind::variant ? cx.defs[cx.defs[def].parent].parent : cx.defs[def].parent;
  ValueRes vr;
  vr.res.kind = Res::Kind::def;
  vr.res.def = def;
  vr.args = icx.fresh_args_for(span, generics_def);
  results.value_res[node] = vr;
  const TypeId ty = type_of_value(def, vr.args, span);
  add_item_obligations(span, generics_def, vr.args);
  return ty;
}

}  // namespace borrowlab::typeck::check
