// `use` declarations, resolved to a fixed point. After rustc_resolve::imports.
#include <algorithm>

#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

// What an import brings was itself imported where it comes from, or is a trait.
void Resolver::note_import(const Import& import, const NameBinding& from) {
  if (is_library_) return;
  ImportUse& use = res_.imports[import.id];
  const auto add = [](auto& list, auto value) {
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  };
  if (from.import_id.valid()) add(use.source, from.import_id);
  if (from.res.kind == Res::Kind::def && defs_[from.res.def].kind == DefKind::trait) add(use.traits, from.res.def);
}

void Resolver::mark_used(const NameBinding& binding) {
  if (!binding.import_id.valid() || is_library_) return;
  std::vector<NodeId> work{binding.import_id};
  while (!work.empty()) {
    const auto use = res_.imports.find(work.back());
    work.pop_back();
    if (use == res_.imports.end() || use->second.used) continue;
    use->second.used = true;
    work.insert(work.end(), use->second.source.begin(), use->second.source.end());
  }
}

// Adds or updates what an import brings; returns whether the module changed.
bool Resolver::add_import_binding(Import& import, Namespace ns, const NameBinding& from) {
  const Symbol name = import.target.name;
  Module& m = tables_.modules[import.module];
  NameBinding b = from;
  b.import = true;
  b.glob = false;
  b.vis = import.vis;
  b.span = import.target.span;
  b.item_span = import.tree->span;
  b.import_id = import.id;
  note_import(import, from);
  if (name == sym::underscore) {
    if (ns != Namespace::type || b.res.kind != Res::Kind::def || defs_[b.res.def].kind != DefKind::trait) return false;
    for (DefId t : m.unnamed_traits)
      if (t == b.res.def) return false;
    m.unnamed_traits.push_back(b.res.def);
    ++m.version;
    return true;
  }
  const auto it = m.names.find(NameKey{name, ns});
  if (it != m.names.end() && !it->second.glob) {
    if (it->second.import && it->second.item_span == b.item_span && it->second.span == b.span) {
      // Our own binding of an earlier round: follow what it stands for.
      if (it->second.res.def == b.res.def && it->second.res.kind == b.res.kind && it->second.res.prim == b.res.prim) return false;
      it->second.res = b.res;
      ++m.version;
      return true;
    }
    if (it->second.res.def == b.res.def && it->second.res.kind == b.res.kind && import.done) return false;
    if (import.done) return false;
  }
  const uint32_t before = m.version;
  define(import.module, name, ns, b);
  return tables_.modules[import.module].version != before;
}

bool Resolver::resolve_import(Import& import) {
  bool changed = false;
  if (import.glob) {
    if (!import.resolved_module.valid()) {
      if (import.path.empty() || (import.path.size() == 1 && import.path[0].ident.name == sym::path_root)) {
        import.resolved_module = root_module_;
      } else {
        const PathResult r = resolve_path(import.path, Namespace::type, import.module, false, true, true);
        if (r.kind != PathResult::Kind::module) return false;
        import.resolved_module = r.module;
      }
      import.done = true;
      changed = true;
    }
    if (import.resolved_module == import.module) return changed;
    if (tables_.modules[import.resolved_module].version == import.seen_version) return changed;
    import.seen_version = tables_.modules[import.resolved_module].version;
    const size_t count = tables_.modules[import.resolved_module].order.size();
    for (size_t i = 0; i < count; ++i) {
      const NameKey k = tables_.modules[import.resolved_module].order[i];
      const NameBinding from = tables_.modules[import.resolved_module].names.at(k);
      if (!accessible(from.vis, import.module)) continue;
      Module& into = tables_.modules[import.module];
      NameBinding b = from;
      b.import = true;
      b.glob = true;
      b.span = import.tree->span;
      b.item_span = import.tree->span;
      b.import_id = import.id;
      note_import(import, from);
      // The narrower of the two visibilities.
      b.vis = !from.vis.valid()                         ? import.vis
              : !import.vis.valid()                     ? from.vis
              : defs_.is_ancestor(from.vis, import.vis) ? import.vis
                                                        : from.vis;
      const auto [it, fresh] = into.names.try_emplace(k, b);
      if (fresh) {
        into.order.push_back(k);
        ++into.version;
        changed = true;
      } else if (it->second.glob) {
        const bool same = it->second.res.kind == b.res.kind && it->second.res.def == b.res.def && it->second.res.prim == b.res.prim;
        if (!same && it->second.span == b.span) {
          it->second = b;
          ++into.version;
          changed = true;
        } else if (!same && !it->second.ambiguous) {
          it->second.ambiguous = true;
          ++into.version;
          changed = true;
        } else if (same && it->second.vis.valid() && !b.vis.valid()) {
          it->second.vis = DefId::none();
          ++into.version;
          changed = true;
        }
      }
    }
    const std::vector<DefId> unnamed = tables_.modules[import.resolved_module].unnamed_traits;
    for (DefId t : unnamed) {
      Module& into = tables_.modules[import.module];
      bool have = false;
      for (DefId o : into.unnamed_traits) have = have || o == t;
      if (have) continue;
      into.unnamed_traits.push_back(t);
      ++into.version;
      changed = true;
    }
    return changed;
  }

  // A single name: in each namespace.
  const std::span<const syntax::PathSegment> prefix(import.path.data(), import.path.size() - 1);
  const Ident last = import.path.back().ident;
  bool found = false;
  const auto take = [&](Namespace ns, const NameBinding& b) {
    found = true;
    if (add_import_binding(import, ns, b)) changed = true;
    if (ns == Namespace::type || path_slot(import.id).base.kind == Res::Kind::err) path_slot(import.id).base = b.res;
  };
  if (prefix.empty()) {
    if (last.name == sym::kw_self || last.name == sym::kw_crate || last.name == sym::kw_super || last.name == sym::dollar_crate) {
      const PathResult r = resolve_path(import.path, Namespace::type, import.module, false, false, true);
      if (r.kind == PathResult::Kind::module)
        take(Namespace::type,
             NameBinding{def_res(tables_.modules[r.module].def), DefId::none(), false, false, false, last.span, last.span});
    } else {
      for (Namespace ns : {Namespace::type, Namespace::value, Namespace::macro}) {
        // The name an import introduces does not find itself.
        std::optional<NameBinding> b = lookup_lexical_modules(last, ns, import.module);
        if (b && b->import && !b->glob && b->item_span == import.tree->span) {
          const ModuleId parent = tables_.modules[import.module].parent;
          b = tables_.modules[import.module].is_block && parent.valid() ? lookup_lexical_modules(last, ns, parent) : std::nullopt;
        }
        if (!b) b = lookup_prelude(last, ns);
        if (b) take(ns, *b);
      }
    }
  } else {
    ModuleId module;
    if (prefix.size() == 1 && prefix[0].ident.name == sym::path_root) {
      // `::std`: the extern prelude.
      if ((last.name == sym::std_ || last.name == sym::core_ || last.name == sym::alloc_) && library_root_.valid())
        take(Namespace::type,
             NameBinding{def_res(tables_.modules[library_root_].def), DefId::none(), false, false, false, last.span, last.span});
    } else {
      const PathResult r = resolve_path(prefix, Namespace::type, import.module, false, true, true);
      if (r.kind == PathResult::Kind::module) module = r.module;
    }
    if (module.valid()) {
      if (last.name == sym::kw_super || last.name == sym::kw_self) {
        const PathResult r = resolve_path(import.path, Namespace::type, import.module, false, false, true);
        if (r.kind == PathResult::Kind::module)
          take(Namespace::type,
               NameBinding{def_res(tables_.modules[r.module].def), DefId::none(), false, false, false, last.span, last.span});
      }
      for (Namespace ns : {Namespace::type, Namespace::value, Namespace::macro}) {
        const std::optional<NameBinding> b = lookup_in_module(module, last.name, ns);
        if (!b) continue;
        if (b->import && b->item_span == import.tree->span && b->span == import.target.span && module == import.module) continue;
        if (!accessible(b->vis, import.module)) continue;
        take(ns, *b);
      }
      import.resolved_module = module;
    }
  }
  if (found && !import.done) {
    import.done = true;
    changed = true;
  }
  return changed;
}

// Where an import stands, for the lint that looks for unused ones.
void Resolver::note_use(const Import& import) {
  ImportUse& use = res_.imports[import.id];
  const Module& m = tables_.modules[import.module];
  use.module = m.normal;
  if (m.is_block) use.scope = m.span;
  use.exported = !import.vis.valid();
  for (DefId d = m.normal; use.exported && d != res_.root; d = defs_[d].parent) use.exported = !defs_[d].visible_in.valid();
  // An import in error counts as used; macros are expanded before names are resolved: nobody knows.
  use.used |= !import.done;
  const auto brings = [&](Namespace ns) {
    const auto it = m.names.find(NameKey{import.target.name, ns});
    return it != m.names.end() && it->second.import_id == import.id;
  };
  if (!import.glob && brings(Namespace::macro) && !brings(Namespace::type) && !brings(Namespace::value)) use.used = true;
  if (!import.glob && import.target.name == sym::underscore) use.used |= use.traits.empty();
}

void Resolver::resolve_imports(size_t first) {
  bool changed = true;
  for (size_t round = 0; changed && round < 1000; ++round) {
    changed = false;
    for (size_t i = first; i < imports_.size(); ++i)
      if (resolve_import(imports_[i])) changed = true;
  }
  for (size_t i = first; i < imports_.size(); ++i) {
    if (!is_library_) note_use(imports_[i]);
    if (!imports_[i].done) report_unresolved(imports_[i]);
    else if (!is_library_) check_reexport(imports_[i]);
    // Segment resolutions for the upper stages.
    if (imports_[i].path.size() > 1) resolve_path(imports_[i].path, Namespace::type, imports_[i].module, false, true, true);
  }
}

// What is private is not to be made more public by an import.
void Resolver::check_reexport(const Import& import) {
  if (import.glob || import.path.size() < 1) return;
  bool any = false, fits = false;
  std::optional<NameBinding> narrow;
  Namespace narrow_ns = Namespace::type;
  for (Namespace ns : {Namespace::type, Namespace::value, Namespace::macro}) {
    std::optional<NameBinding> b;
    if (import.path.size() == 1) {
      b = lookup_lexical_modules(import.path[0].ident, ns, import.module);
      if (b && b->import && b->item_span == import.tree->span) continue;
    } else if (import.resolved_module.valid()) {
      b = lookup_in_module(import.resolved_module, import.path.back().ident.name, ns);
    }
    if (!b || b->res.kind != Res::Kind::def || !accessible(b->vis, import.module)) continue;
    any = true;
    const bool wide = !b->vis.valid() || (import.vis.valid() && defs_.is_ancestor(b->vis, import.vis));
    if (wide) fits = true;
    else if (!narrow || ns == Namespace::value) narrow = b, narrow_ns = ns;
  }
  if (!any || fits || !narrow || narrow_ns == Namespace::macro) return;
  const std::string name(import.path.back().ident.name.str());
  const bool crate_public = narrow->vis == res_.root;
  const std::string how =
      crate_public ? "only public within the crate, and cannot be re-exported outside" : "private, and cannot be re-exported";
  Diagnostic d(diagnostics::Level::error, "`" + name + "` is " + how, MultiSpan(import.tree->span),
               narrow_ns == Namespace::type ? "E0365" : "E0364");
  if (narrow_ns == Namespace::type) {
    d.label(import.tree->span, std::string("re-export of ") + (crate_public ? "crate public" : "private") + " `" + name + "`");
    d.note("consider declaring type or module `" + name + "` with `pub`");
  } else {
    d.span_note(MultiSpan(import.tree->span), "consider marking `" + name + "` as `pub` in the imported module");
  }
  error(std::move(d));
}

void Resolver::report_unresolved(Import& import) {
  const std::string text = path_text(import.path);
  Module& m = tables_.modules[import.module];
  // What it would have brought is an error everywhere, reported once.
  if (!import.glob && import.target.name != sym::underscore) {
    for (Namespace ns : {Namespace::type, Namespace::value}) {
      NameBinding dummy;
      dummy.res.kind = Res::Kind::err;
      dummy.import = true;
      dummy.span = import.target.span;
      dummy.item_span = import.tree->span;
      if (m.names.try_emplace(NameKey{import.target.name, ns}, dummy).second) m.order.push_back({import.target.name, ns});
    }
  }
  const std::span<const syntax::PathSegment> prefix(import.path.data(), import.path.size() - (import.glob ? 0 : 1));
  std::string label, what = text;
  Span at = import.tree->span;
  if (!prefix.empty() && !(prefix.size() == 1 && prefix[0].ident.name == sym::path_root)) {
    const PathResult r = resolve_path(prefix, Namespace::type, import.module, false, false, true);
    if (r.kind == PathResult::Kind::failed) {
      if (r.failure.in_library) return refuse_library_name(import.path, import.path_span);
      if (import.glob) glob_failed_ = true;
      const Ident bad = import.path[r.failure.segment].ident;
      if (r.failure.is_private) {
        sink_.refuse(bad.span, "reporting an import through a private module");
        return;
      }
      if (r.failure.segment + 1 < prefix.size()) {
        syntax::Path path;
        path.segments = import.path;
        path.span = import.path_span;
        return report_failed(path, r.failure, PathSource::type);
      }
      const std::string name(bad.name.str());
      Diagnostic d(diagnostics::Level::error, "unresolved import `" + path_text(std::span(import.path.data(), r.failure.segment + 1)) + "`",
                   MultiSpan(bad.span), "E0432");
      if (r.failure.segment == 0 || (r.failure.segment == 1 && import.path[0].ident.name == sym::path_root)) {
        d.label(bad.span, "use of unresolved module or unlinked crate `" + name + "`");
        d.help("you might be missing a crate named `" + name + "`");
      } else if (r.failure.module == root_module_) {
        d.label(bad.span, "could not find `" + name + "` in the crate root");
      } else {
        d.label(bad.span, r.failure.label);
      }
      return error(std::move(d));
    }
    if (r.kind == PathResult::Kind::non_module) {
      if (r.res.base.kind == Res::Kind::err) return;  // reported where that name was imported
      sink_.refuse(import.path_span, "reporting an import out of something that is no module");
      return;
    }
    const Ident last = import.glob ? import.path.back().ident : import.path.back().ident;
    if (is_library_module(r.module) && !is_library_) return refuse_library_name(import.path, import.path_span);
    // Private, or not there.
    for (Namespace ns : {Namespace::type, Namespace::value, Namespace::macro}) {
      const auto b = lookup_in_module(r.module, last.name, ns);
      if (!b) continue;
      // A private item is reported for itself, and the import is still taken.
      report_private(import.path.back(), *b);
      for (Namespace each : {Namespace::type, Namespace::value}) {
        const auto found = lookup_in_module(r.module, last.name, each);
        const auto it = m.names.find(NameKey{import.target.name, each});
        if (it == m.names.end()) continue;
        if (found) it->second.res = found->res, it->second.vis = import.vis;
        else if (b->res.kind != Res::Kind::err) m.names.erase(it);
      }
      if (b->res.kind != Res::Kind::err) {
        std::vector<NameKey> kept;
        for (NameKey k : m.order)
          if (m.names.count(k) != 0) kept.push_back(k);
        m.order.swap(kept);
      }
      return;
    }
    const Module& target = tables_.modules[r.module];
    std::string module_name;
    if (prefix.size() == 1 && prefix[0].ident.name == sym::kw_crate) module_name = "in the root";
    else if (target.def == res_.root) module_name = "in the root";
    else if (target.def.valid() && defs_[target.def].kind != DefKind::mod)
      module_name = "in `" + std::string(defs_[target.def].name.str()) + "`";
    else module_name = "in `" + path_text(prefix) + "`";
    label = "no `" + std::string(last.name.str()) + "` " + module_name;
    Diagnostic d(diagnostics::Level::error, "unresolved import `" + what + "`",
                 MultiSpan(import.tree->kind == syntax::UseTree::Kind::simple ? import.path_span : at), "E0432");
    std::vector<Symbol> names;
    for (NameKey k : target.order)
      if (k.name != last.name) names.push_back(k.name);
    const std::optional<Symbol> close = best_match(names, last.name);
    if (close) {
      d.label(d.spans.primary[0], label);
      d.suggest(last.span, "a similar name exists in the module", std::string(close->str()), Applicability::maybe_incorrect);
    } else {
      d.label(d.spans.primary[0], label);
    }
    return error(std::move(d));
  }
  const Ident last = import.path.back().ident;
  Diagnostic d(diagnostics::Level::error, "unresolved import `" + text + "`", MultiSpan(import.path_span), "E0432");
  d.label(import.path_span, "no external crate `" + std::string(last.name.str()) + "`");
  error(std::move(d));
}

}  // namespace borrowlab::resolve
