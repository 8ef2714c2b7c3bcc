// Paths in positions that say what they must name. After rustc_resolve::late (smart_resolve_path).
#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

bool Resolver::is_expected(PathSource source, const Res& res) const {
  if (res.kind == Res::Kind::err) return true;
  const bool is_self = res.kind == Res::Kind::self_ty_alias || res.kind == Res::Kind::self_ty_param;
  const bool is_def = res.kind == Res::Kind::def;
  const Def* d = is_def ? &defs_[res.def] : nullptr;
  switch (source) {
    case PathSource::type:
      if (is_self || res.kind == Res::Kind::prim_ty) return true;
      if (!is_def) return false;
      switch (d->kind) {
        case DefKind::struct_:
        case DefKind::union_:
        case DefKind::enum_:
        case DefKind::trait:
        case DefKind::type_alias:
        case DefKind::assoc_ty:
        case DefKind::type_param:
        case DefKind::opaque: return true;
        default: return false;
      }
    case PathSource::trait: return is_def && d->kind == DefKind::trait;
    case PathSource::expr:
    case PathSource::call:
      if (res.kind == Res::Kind::local || res.kind == Res::Kind::self_ctor) return true;
      if (!is_def) return false;
      switch (d->kind) {
        case DefKind::ctor:
        case DefKind::const_:
        case DefKind::static_:
        case DefKind::fn:
        case DefKind::assoc_fn:
        case DefKind::assoc_const:
        case DefKind::const_param: return true;
        default: return false;
      }
    case PathSource::pat:
      if (res.kind == Res::Kind::self_ctor) return true;
      return is_def && ((d->kind == DefKind::ctor && d->ctor_kind == CtorKind::const_) || d->kind == DefKind::const_ ||
                        d->kind == DefKind::assoc_const || d->kind == DefKind::static_);
    case PathSource::tuple_struct:
      return res.kind == Res::Kind::self_ctor || (is_def && d->kind == DefKind::ctor && d->ctor_kind == CtorKind::fn);
    case PathSource::struct_:
      if (is_self) return true;
      return is_def && (d->kind == DefKind::struct_ || d->kind == DefKind::union_ || d->kind == DefKind::variant ||
                        d->kind == DefKind::type_alias || d->kind == DefKind::assoc_ty);
    case PathSource::trait_item_type: return is_def && d->kind == DefKind::assoc_ty;
    case PathSource::trait_item_value: return is_def && (d->kind == DefKind::assoc_fn || d->kind == DefKind::assoc_const);
  }
  return false;
}

// A trait with one associated type: that was meant.
void Resolver::suggest_only_assoc_type(Diagnostic& d, DefId trait, Span at) {
  DefId only;
  for (DefId c : defs_.children_of(trait)) {
    if (defs_[c].kind != DefKind::assoc_ty) continue;
    if (only.valid()) return;
    only = c;
  }
  if (!only.valid()) return;
  const std::string name(defs_[only].name.str());
  d.label(defs_[only].span, "associated type `" + name + "` defined here");
  d.suggest_verbose(at, "maybe you meant this associated type", name, Applicability::maybe_incorrect);
}

PartialRes Resolver::smart_resolve(NodeId id, const std::optional<syntax::QSelf>& qself, const syntax::Path& path, PathSource source,
                                   size_t /*call_args*/) {
  const bool value_ns = source == PathSource::expr || source == PathSource::call || source == PathSource::pat ||
                        source == PathSource::tuple_struct || source == PathSource::trait_item_value;
  const Namespace ns = value_ns ? Namespace::value : Namespace::type;
  const auto finish = [&](PartialRes r) {
    path_slot(id) = r;
    if (r.unresolved > 0) {
      record_traits(id);
      res_.members.insert(path.segments.back().ident.name);
    }
    return r;
  };
  const std::span<const syntax::PathSegment> segments(path.segments);

  if (qself) {
    late_ty_in("paths", qself->ty);
    if (qself->position == 0) return finish(PartialRes{Res{}, static_cast<uint32_t>(segments.size())});
    const PathResult t = resolve_path(segments.first(qself->position), Namespace::type, module_, true, true, false);
    const Res trait = t.kind == PathResult::Kind::failed ? Res{} : t.res.base;
    if (t.kind == PathResult::Kind::failed || trait.kind != Res::Kind::def || defs_[trait.def].kind != DefKind::trait) {
      syntax::Path trait_path;
      trait_path.segments.assign(segments.begin(), segments.begin() + qself->position);
      trait_path.span = segments[0].ident.span.to(segments[qself->position - 1].ident.span);
      report_path(std::nullopt, trait_path, PathSource::trait, t, t.kind == PathResult::Kind::failed ? nullptr : &trait);
      return finish(PartialRes{});
    }
    const syntax::PathSegment& item = segments[qself->position];
    const uint32_t rest = static_cast<uint32_t>(segments.size() - qself->position - 1);
    const auto found = lookup_in_module(t.module, item.ident.name, rest == 0 ? ns : Namespace::type);
    if (!found) {
      const std::string trait_name(defs_[trait.def].name.str());
      const bool wants_type = rest > 0 || ns == Namespace::type;
      const auto other = lookup_in_module(t.module, item.ident.name, wants_type ? Namespace::value : Namespace::type);
      if (other && !is_library_module(t.module)) {
        const std::string wanted = wants_type ? "associated type" : "method or associated constant";
        Diagnostic d(diagnostics::Level::error,
                     "expected " + wanted + ", found " + kind_name(other->res) + " `" + path_text(segments) + "`", MultiSpan(path.span),
                     "E0575");
        d.label(path.span, "not a " + wanted);
        if (wants_type) suggest_only_assoc_type(d, trait.def, item.ident.span);
        error(std::move(d));
        return finish(PartialRes{});
      }
      if (is_library_module(t.module) && !is_library_) {
        sink_.refuse(item.ident.span, "`" + trait_name + "::" + std::string(item.ident.name.str()) + "`");
      } else {
        const char* what = rest > 0 || ns == Namespace::type ? "associated type" : "method or associated constant";
        Diagnostic d(diagnostics::Level::error,
                     "cannot find " + std::string(what) + " `" + std::string(item.ident.name.str()) + "` in trait `" +
                         path_text(segments.first(qself->position)) + "`",
                     MultiSpan(item.ident.span), "E0576");
        std::vector<Symbol> names;
        const bool type = rest > 0 || ns == Namespace::type;
        for (DefId c : defs_.children_of(trait.def))
          if ((defs_[c].kind == DefKind::assoc_ty) == type) names.push_back(defs_[c].name);
        auto close = best_match(names, item.ident.name);
        if (!close && type && names.size() == 1) close = names[0];
        if (close) {
          for (DefId c : defs_.children_of(trait.def))
            if (defs_[c].name == *close && (defs_[c].kind == DefKind::assoc_ty) == type)
              d.label(defs_[c].span,
                      std::string(type ? "associated type `" : "associated item `") + std::string(close->str()) + "` defined here");
        }
        d.label(item.ident.span, "not found in `" + path_text(segments.first(qself->position)) + "`");
        if (close)
          d.suggest_verbose(item.ident.span, type ? "maybe you meant this associated type" : "maybe you meant this associated item",
                            std::string(close->str()), Applicability::maybe_incorrect);
        error(std::move(d));
      }
      return finish(PartialRes{});
    }
    path_slot(item.id).base = found->res;
    return finish(PartialRes{found->res, rest});
  }

  // `Self` as a value: the constructor of the type that the impl is for.
  if (value_ns && segments.size() == 1 && segments[0].ident.name == sym::kw_Self) {
    if (auto self = lookup_ribs(segments[0].ident, Namespace::type, true)) {
      if (self->kind == Res::Kind::self_ty_alias) {
        Res r = *self;
        r.kind = Res::Kind::self_ctor;
        path_slot(segments[0].id).base = r;
        return finish(PartialRes{r, 0});
      }
    }
  }

  PathResult r = resolve_path(segments, ns, module_, true, true, false);
  // `f64::MAX`, `str` where a module of that name is in scope: the primitive type is meant too.
  const bool is_module = r.kind == PathResult::Kind::module && tables_.modules[r.module].is_normal;
  if ((r.kind == PathResult::Kind::failed || is_module) && (!value_ns || segments.size() > 1)) {
    if (const auto prim = prim_ty(segments[0].ident.name)) {
      Res p;
      p.kind = Res::Kind::prim_ty;
      p.prim = *prim;
      path_slot(segments[0].id).base = p;
      return finish(PartialRes{p, static_cast<uint32_t>(segments.size() - 1)});
    }
  }
  if (r.kind == PathResult::Kind::module || r.kind == PathResult::Kind::non_module) {
    if (r.res.base.kind == Res::Kind::err) return finish(PartialRes{});
    if (r.res.unresolved > 0) {
      // What follows is an associated item: of a type or a trait only.
      const Res& base = r.res.base;
      bool ok = base.kind != Res::Kind::local;
      if (base.kind == Res::Kind::def) {
        switch (defs_[base.def].kind) {
          case DefKind::struct_:
          case DefKind::union_:
          case DefKind::enum_:
          case DefKind::trait:
          case DefKind::type_alias:
          case DefKind::assoc_ty:
          case DefKind::type_param:
          case DefKind::opaque: break;
          default: ok = false; break;
        }
      }
      if (ok && source != PathSource::trait) {
        // Of a trait itself, an item that it does not have: known here.
        if (base.kind == Res::Kind::def && defs_[base.def].kind == DefKind::trait && !is_library_ &&
            is_library_module(tables_.of_def.at(base.def))) {
          sink_.refuse(path.span, "`" + path_text(segments) + "`");
          return finish(PartialRes{});
        }
        return finish(r.res);
      }
      PathFailure failure;
      failure.segment = segments.size() - r.res.unresolved - 1;
      report_failed(path, failure, source);
      return finish(PartialRes{});
    }
    if (source == PathSource::type && r.res.base.kind == Res::Kind::def && defs_[r.res.base.def].kind == DefKind::type_param) {
      const std::string name = path_text(segments);
      if (in_const_param_ty_) {
        Diagnostic d(diagnostics::Level::error, "the type of const parameters must not depend on other generic parameters",
                     MultiSpan(path.span), "E0770");
        d.label(path.span, "the type must not depend on the parameter `" + name + "`");
        error(std::move(d));
        return finish(PartialRes{});
      }
      for (DefId d : forward_params_) {
        if (d != r.res.base.def) continue;
        Diagnostic e(diagnostics::Level::error, "generic parameter defaults cannot reference parameters before they are declared",
                     MultiSpan(path.span), "E0128");
        e.label(path.span, "cannot reference `" + name + "` before it is declared");
        error(std::move(e));
        return finish(PartialRes{});
      }
    }
    if (!forward_params_.empty() && r.res.base.kind == Res::Kind::self_ty_alias) {
      error(Diagnostic(diagnostics::Level::error, "generic parameters cannot use `Self` in their defaults", MultiSpan(path.span), "E0735"));
      return finish(PartialRes{});
    }
    if (is_expected(source, r.res.base)) return finish(r.res);
    const Res unexpected = r.res.base;
    report_path(qself, path, source, r, &unexpected);
    return finish(PartialRes{});
  }
  // Something of another kind may have the name.
  const bool last_missing = r.failure.segment + 1 == segments.size();
  if (last_missing) {
    const PathResult other = resolve_path(segments, value_ns ? Namespace::type : Namespace::value, module_, true, false, false);
    if (other.kind != PathResult::Kind::failed && other.res.unresolved == 0 && other.res.base.kind != Res::Kind::err) {
      const Res unexpected = other.res.base;
      report_path(qself, path, source, r, &unexpected);
      return finish(PartialRes{});
    }
    if (other.kind != PathResult::Kind::failed && other.res.base.kind == Res::Kind::err) return finish(PartialRes{});
    report_path(qself, path, source, r, nullptr);
  } else {
    report_failed(path, r.failure, source);
  }
  return finish(PartialRes{});
}

uint32_t Resolver::traits_in_scope() {
  const uint64_t key = static_cast<uint64_t>(module_.index) << 32 | (current_trait_.valid() ? current_trait_.index : UINT32_MAX);
  const auto [it, fresh] = trait_sets_.try_emplace(key, 0);
  if (!fresh) return it->second;
  std::vector<DefId> traits;
  std::unordered_set<uint32_t> seen;
  const auto add = [&](DefId d) {
    if (seen.insert(d.index).second) traits.push_back(d);
  };
  if (current_trait_.valid()) add(current_trait_);
  const auto add_module = [&](ModuleId id) {
    const Module& m = tables_.modules[id];
    for (NameKey k : m.order) {
      if (k.ns != Namespace::type) continue;
      const auto b = m.names.find(k);
      if (b != m.names.end() && b->second.res.kind == Res::Kind::def && defs_[b->second.res.def].kind == DefKind::trait)
        add(b->second.res.def);
    }
    for (DefId t : m.unnamed_traits) add(t);
  };
  for (ModuleId m = module_; m.valid(); m = tables_.modules[m].parent) {
    add_module(m);
    if (tables_.modules[m].is_normal) break;
  }
  if (prelude_.valid()) add_module(prelude_);
  res_.traits_in_scope_sets.push_back(std::move(traits));
  it->second = static_cast<uint32_t>(res_.traits_in_scope_sets.size() - 1);
  return it->second;
}

}  // namespace borrowlab::resolve
