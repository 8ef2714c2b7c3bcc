// What a name or a path means where it stands. After rustc_resolve::ident.
#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

std::optional<PrimTy> prim_ty(Symbol name) {
  switch (name.index) {
    case sym::bool__index: return PrimTy::bool_;
    case sym::char__index: return PrimTy::char_;
    case sym::str__index: return PrimTy::str;
    case sym::i8__index: return PrimTy::i8;
    case sym::i16__index: return PrimTy::i16;
    case sym::i32__index: return PrimTy::i32;
    case sym::i64__index: return PrimTy::i64;
    case sym::i128__index: return PrimTy::i128;
    case sym::isize__index: return PrimTy::isize;
    case sym::u8__index: return PrimTy::u8;
    case sym::u16__index: return PrimTy::u16;
    case sym::u32__index: return PrimTy::u32;
    case sym::u64__index: return PrimTy::u64;
    case sym::u128__index: return PrimTy::u128;
    case sym::usize__index: return PrimTy::usize;
    case sym::f32__index: return PrimTy::f32;
    case sym::f64__index: return PrimTy::f64;
    default: return std::nullopt;
  }
}

bool Resolver::is_library_module(ModuleId m) const { return m.valid() && m.index < user_base; }

bool Resolver::accessible(DefId vis, ModuleId from) const {
  if (!vis.valid()) return true;
  return defs_.is_ancestor(vis, tables_.modules[from].normal);
}

ModuleId Resolver::module_of(Res res) const {
  if (res.kind != Res::Kind::def) return ModuleId::none();
  const auto it = tables_.of_def.find(res.def);
  return it == tables_.of_def.end() ? ModuleId::none() : it->second;
}

ModuleId Resolver::crate_root_of(Ident dollar_crate) const {
  if (is_library_) return root_module_;
  SyntaxContext ctxt = dollar_crate.span.ctxt;
  while (!ctxt.is_root() && sources_.outer_expn_data(ctxt).kind != source::ExpnData::Kind::macro) ctxt = sources_.remove_mark(ctxt);
  if (ctxt.is_root()) return root_module_;
  return sources_.outer_expn_data(ctxt).is_builtin_or_library ? library_root_ : root_module_;
}

std::optional<NameBinding> Resolver::lookup_in_module(ModuleId module, Symbol name, Namespace ns) {
  const Module& m = tables_.modules[module];
  const auto it = m.names.find(NameKey{name, ns});
  if (it == m.names.end()) return std::nullopt;
  return it->second;
}

// The module itself and, from blocks, outwards to the `mod` they are in.
std::optional<NameBinding> Resolver::lookup_lexical_modules(Ident ident, Namespace ns, ModuleId from) {
  for (ModuleId m = from; m.valid(); m = tables_.modules[m].parent) {
    const Module& module = tables_.modules[m];
    if (module.is_block || module.is_normal)
      if (auto b = lookup_in_module(m, ident.name, ns)) return b;
    if (module.is_normal) break;
  }
  return std::nullopt;
}

// Extern prelude, standard prelude, builtin types.
std::optional<NameBinding> Resolver::lookup_prelude(Ident ident, Namespace ns) {
  if (ns == Namespace::type && (ident.name == sym::std_ || ident.name == sym::core_) && library_root_.valid())
    return NameBinding{def_res(tables_.modules[library_root_].def), DefId::none(), false, false, false, {}, {}, {}};
  if (ns == Namespace::type && ident.name == sym::alloc_ && is_library_)
    return NameBinding{def_res(tables_.modules[library_root_].def), DefId::none(), false, false, false, {}, {}, {}};
  if (prelude_.valid())
    if (auto b = lookup_in_module(prelude_, ident.name, ns)) return b;
  if (ns == Namespace::macro && library_root_.valid())
    if (auto b = lookup_in_module(library_root_, ident.name, ns)) return b;
  if (ns == Namespace::type) {
    if (const auto prim = prim_ty(ident.name)) {
      Res r;
      r.kind = Res::Kind::prim_ty;
      r.prim = *prim;
      return NameBinding{r, DefId::none(), false, false, false, {}, {}, {}};
    }
  }
  return std::nullopt;
}

std::optional<Res> Resolver::lookup_ribs(Ident ident, Namespace ns, bool report) {
  SyntaxContext ctxt = ident.span.ctxt;
  bool crossed_item = false, crossed_assoc = false, crossed_const = false, crossed_anon = false;
  const syntax::Item* inner_item = nullptr;
  size_t end = entries_.size();
  for (size_t r = ribs_.size(); r-- > 0;) {
    const Rib& rib = ribs_[r];
    for (size_t i = end; i-- > rib.start;) {
      const RibEntry& e = entries_[i];
      if (e.name != ident.name || e.ns != ns || (e.hygienic && !(e.ctxt == ctxt))) continue;
      if (e.res.kind == Res::Kind::local) {
        if (crossed_item || crossed_assoc) {
          if (report) {
            Diagnostic d(diagnostics::Level::error, "can't capture dynamic environment in a fn item", MultiSpan(ident.span), "E0434");
            d.help("use the `|| { ... }` closure form instead");
            error(std::move(d));
          }
          return Res{};
        }
        if (crossed_const || crossed_anon) {
          if (report) {
            Diagnostic d(diagnostics::Level::error, "attempt to use a non-constant value in a constant", MultiSpan(ident.span), "E0435");
            d.label(ident.span, "non-constant value");
            // The keyword to change is that of the binding; rustc proposes it where it finds one.
            const source::FileId file = sources_.file_of(e.span.lo);
            if (file.valid() && !e.span.from_expansion()) {
              const source::SourceFile& f = sources_.file(file);
              const size_t at = e.span.lo - f.start;
              size_t let = f.text.rfind("let", at);
              if (let != std::string::npos && f.text.find_first_not_of(" \tmut", let + 3) == at) {
                d.suggest(Span{f.start + static_cast<uint32_t>(let), e.span.hi, e.span.ctxt}, "consider using `const` instead of `let`",
                          "const " + std::string(ident.name.str()) + ": /* Type */", Applicability::has_placeholders,
                          diagnostics::SuggestionStyle::show_always);
              }
            }
            error(std::move(d));
          }
          return Res{};
        }
        return e.res;
      }
      const bool generic =
          e.res.kind == Res::Kind::self_ty_param || e.res.kind == Res::Kind::self_ty_alias ||
          (e.res.kind == Res::Kind::def && (defs_[e.res.def].kind == DefKind::type_param || defs_[e.res.def].kind == DefKind::const_param));
      if (generic && crossed_item) {
        if (report) {
          const bool is_self = e.res.kind == Res::Kind::self_ty_param || e.res.kind == Res::Kind::self_ty_alias;
          Diagnostic d(diagnostics::Level::error,
                       is_self ? "can't use `Self` from outer item" : "can't use generic parameters from outer item", MultiSpan(ident.span),
                       "E0401");
          d.label(ident.span, is_self ? "use of `Self` from outer item" : "use of generic parameter from outer item");
          if (!is_self) {
            const Def& p = defs_[e.res.def];
            d.label(p.ident_span, p.kind == DefKind::type_param ? "type parameter from outer item" : "const parameter from outer item");
            if (inner_item != nullptr) {
              const char* kind = "item";
              const syntax::Generics* g = nullptr;
              if (const auto* f = std::get_if<syntax::ItemFn>(&inner_item->kind)) kind = "function", g = &f->generics;
              if (const auto* s = std::get_if<syntax::ItemStruct>(&inner_item->kind)) kind = "struct", g = &s->generics;
              if (const auto* n = std::get_if<syntax::ItemEnum>(&inner_item->kind)) kind = "enum", g = &n->generics;
              if (const auto* a = std::get_if<syntax::ItemTypeAlias>(&inner_item->kind)) kind = "type alias", g = &a->generics;
              if (const auto* t = std::get_if<syntax::ItemTrait>(&inner_item->kind)) kind = "trait", g = &t->generics;
              if (const auto* c = std::get_if<syntax::ItemConst>(&inner_item->kind)) kind = "const", g = &c->generics;
              d.label(inner_item->ident.span, std::string("generic parameter used in this inner ") + kind);
              d.note("nested items are independent from their parent item for everything except for privacy and name resolution");
              if (g != nullptr) {
                const std::string name(ident.name.str());
                if (g->params.empty())
                  d.suggest_verbose(g->span.shrink_to_lo(), "try introducing a local generic parameter here", "<" + name + ">",
                                    Applicability::maybe_incorrect);
                else
                  d.suggest_verbose(g->params[0].span.shrink_to_lo(), "try introducing a local generic parameter here", name + ", ",
                                    Applicability::maybe_incorrect);
              }
            }
          }
          error(std::move(d));
        }
        return Res{};
      }
      return e.res;
    }
    end = rib.start;
    switch (rib.kind) {
      case Rib::Kind::item:
        crossed_item = true;
        inner_item = rib.item;
        break;
      case Rib::Kind::assoc_item: crossed_assoc = true; break;
      case Rib::Kind::constant: crossed_const = true; break;
      case Rib::Kind::anon_const: crossed_anon = true; break;
      case Rib::Kind::macro_def:
        // The name was written in that macro's definition: from here on it is seen as from there.
        if (!ctxt.is_root() && sources_.outer_expn_data(ctxt).macro_def == rib.macro_def) ctxt = sources_.remove_mark(ctxt);
        break;
      case Rib::Kind::module: {
        if (auto b = lookup_in_module(rib.module, ident.name, ns)) {
          if (b->ambiguous && report) {
            sink_.refuse(ident.span, "reporting the ambiguous name `" + std::string(ident.name.str()) + "`");
            return Res{};
          }
          if (b->glob) tables_.modules[rib.module].glob_used.push_back(b->res.def);
          if (report) mark_used(*b);
          return b->res;
        }
        if (tables_.modules[rib.module].is_normal) {
          if (auto p = lookup_prelude(ident, ns)) return p->res;
          return std::nullopt;
        }
        break;
      }
      default: break;
    }
  }
  if (auto p = lookup_prelude(ident, ns)) return p->res;
  return std::nullopt;
}

std::string Resolver::path_text(std::span<const syntax::PathSegment> path) const {
  std::string out;
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i].ident.name == sym::path_root) continue;
    if (!out.empty()) out += "::";
    out += path[i].ident.name.str();
  }
  return out;
}

PathResult Resolver::resolve_path(std::span<const syntax::PathSegment> path, Namespace ns, ModuleId from, bool use_ribs, bool record,
                                  bool is_import) {
  PathResult result;
  ModuleId module;
  bool in_extern_prelude = false, allow_super = true;
  // Of several private names in a path the first one is reported, when the whole is known.
  bool private_reported = false;
  size_t private_at = 0;
  NameBinding private_binding;
  const auto settle_privacy = [&](const Res& whole) {
    if (private_reported && use_ribs && record)
      report_private(path[private_at], private_binding, private_at + 1 < path.size() ? &path.back() : nullptr, &whole);
  };
  const auto note = [&](size_t i, Res res) {
    if (record && path[i].id.valid()) path_slot(path[i].id).base = res;
  };
  const auto fail = [&](size_t i, std::string label, bool in_library = false) {
    result.kind = PathResult::Kind::failed;
    result.failure.segment = i;
    result.failure.label = std::move(label);
    result.failure.in_library = in_library;
    result.failure.module = module;
    return result;
  };
  for (size_t i = 0; i < path.size(); ++i) {
    const Ident ident = path[i].ident;
    const bool last = i + 1 == path.size();
    const Namespace here = last ? ns : Namespace::type;
    const std::string name(ident.name.str());
    if (ident.name == sym::kw_super && allow_super) {
      const ModuleId base = module.valid() ? module : from;
      ModuleId self = tables_.of_def.at(tables_.modules[base].normal);
      if (module.valid() || (i == 0)) {
        const ModuleId parent = tables_.modules[self].parent;
        if (!parent.valid()) return fail(i, "there are too many leading `super` keywords");
        module = tables_.of_def.at(tables_.modules[parent].normal);
        note(i, def_res(tables_.modules[module].def));
        continue;
      }
    }
    if (i == 0) {
      if (ident.name == sym::kw_self) {
        if (!(last && ns == Namespace::value)) {
          module = tables_.of_def.at(tables_.modules[from].normal);
          note(i, def_res(tables_.modules[module].def));
          continue;
        }
      } else if (ident.name == sym::kw_crate || ident.name == sym::dollar_crate) {
        module = ident.name == sym::kw_crate ? root_module_ : crate_root_of(ident);
        allow_super = false;
        note(i, def_res(tables_.modules[module].def));
        continue;
      } else if (ident.name == sym::path_root) {
        in_extern_prelude = true;
        continue;
      }
    }
    allow_super = false;
    if (i != 0 &&
        (ident.name == sym::kw_self || ident.name == sym::kw_super || ident.name == sym::kw_crate || ident.name == sym::dollar_crate) &&
        !(last && is_import)) {
      result.failure.message = "`" + name + "` in paths can only be used in start position";
      return fail(i, "can only be used in path start position");
    }
    std::optional<NameBinding> binding;
    std::optional<Res> res;
    if (module.valid()) {
      binding = lookup_in_module(module, ident.name, here);
      if (binding) res = binding->res;
    } else if (in_extern_prelude) {
      if ((ident.name == sym::std_ || ident.name == sym::core_ || (ident.name == sym::alloc_ && is_library_)) && library_root_.valid())
        res = def_res(tables_.modules[library_root_].def);
      in_extern_prelude = false;
    } else if (use_ribs) {
      res = lookup_ribs(ident, here, true);
    } else {
      binding = lookup_lexical_modules(ident, here, from);
      if (!binding) binding = lookup_prelude(ident, here);
      if (binding) res = binding->res;
    }
    if (res) {
      note(i, *res);
      if (record && binding && !(is_import && path.size() == 1)) mark_used(*binding);
      if (module.valid() && binding && !accessible(binding->vis, from) &&
          !(tables_.modules[module].def.valid() && defs_[tables_.modules[module].def].kind != DefKind::mod)) {
        if (is_import) {
          result.failure.is_private = true;
          return fail(i, "private");
        }
        if (!private_reported) {
          private_reported = true;
          private_at = i;
          private_binding = *binding;
        }
      }
      if (binding && binding->ambiguous && !is_import) {
        sink_.refuse(ident.span, "reporting the ambiguous name `" + name + "`");
        res = Res{};
      }
      if (last && ns != Namespace::type) {
        settle_privacy(*res);
        result.kind = PathResult::Kind::non_module;
        result.res = PartialRes{*res, 0};
        return result;
      }
      const ModuleId next = module_of(*res);
      if (next.valid()) {
        module = next;
        continue;
      }
      settle_privacy(*res);
      result.kind = PathResult::Kind::non_module;
      result.res = PartialRes{*res, res->kind == Res::Kind::err ? 0 : static_cast<uint32_t>(path.size() - i - 1)};
      return result;
    }
    // Not found. Within an enum or trait the rest may be an associated item.
    if (module.valid() && !tables_.modules[module].is_normal && !is_import) {
      result.kind = PathResult::Kind::non_module;
      result.res = PartialRes{def_res(tables_.modules[module].def), static_cast<uint32_t>(path.size() - i)};
      return result;
    }
    if (module.valid()) {
      const bool lib = is_library_module(module) && !is_library_;
      if (i > 0 && (path[0].ident.name == sym::kw_crate) && module == root_module_ && i == 1) return fail(i, "unresolved import", lib);
      return fail(i,
                  "could not find `" + name + "` in `" +
                      std::string(i > 0 && path[i - 1].ident.name != sym::path_root ? path[i - 1].ident.name.str() : "crate root") + "`",
                  lib);
    }
    return fail(i, "");
  }
  if (!module.valid()) return fail(0, "");
  settle_privacy(def_res(tables_.modules[module].def));
  result.kind = PathResult::Kind::module;
  result.module = module;
  result.res = PartialRes{def_res(tables_.modules[module].def), 0};
  return result;
}

}  // namespace borrowlab::resolve
