// Definitions and module tables out of the items of a crate. After rustc_resolve::{def_collector, build_reduced_graph}.
#include <utility>

#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

namespace {

Symbol attribute_name(const syntax::Attribute& a) { return a.path.segments.empty() ? Symbol() : a.path.segments.back().ident.name; }

const syntax::Attribute* find_attribute(const std::vector<syntax::Attribute>& attrs, Symbol name) {
  for (const syntax::Attribute& a : attrs)
    if (a.path.segments.size() == 1 && attribute_name(a) == name) return &a;
  return nullptr;
}

// rustc's guess_head_span: up to the opening brace.
Span head_span(const source::SourceMap& sources, Span span) {
  const std::string_view text = sources.snippet(span);
  const size_t brace = text.find('{');
  if (brace == std::string_view::npos) return span;
  size_t end = brace;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  return span.with_hi(span.lo + static_cast<uint32_t>(end));
}

}  // namespace

DefId Resolver::new_def(DefKind kind, DefId parent, Symbol name, Span ident_span, Span span, NodeId node) {
  Def d;
  d.kind = kind;
  d.parent = parent;
  d.krate = krate_.id;
  d.name = name;
  d.ident_span = ident_span;
  d.span = span;
  d.node = node;
  const DefId id = defs_.defs.push(std::move(d), !is_library_);
  if (node.valid()) slot(res_.def_of, node) = id;
  return id;
}

ModuleId Resolver::new_module(DefId def, ModuleId parent, bool normal) {
  Module m;
  m.def = def;
  m.parent = parent;
  m.is_normal = normal;
  m.is_block = !def.valid();
  m.normal = normal ? def : parent.valid() ? tables_.modules[parent].normal : def;
  const ModuleId id = tables_.modules.push(std::move(m), !is_library_);
  if (def.valid()) tables_.of_def[def] = id;
  return id;
}

void Resolver::define(ModuleId module, Symbol name, Namespace ns, NameBinding binding) {
  Module& m = tables_.modules[module];
  const auto [it, fresh] = m.names.try_emplace(NameKey{name, ns}, binding);
  if (fresh) {
    m.order.push_back({name, ns});
    ++m.version;
    return;
  }
  if (it->second.glob && !binding.glob) {
    it->second = binding;
    ++m.version;
    return;
  }
  if (ns == Namespace::macro) {
    it->second = binding;
    return;
  }
  // The later one in the text is the one at fault, whichever became known first.
  if (it->second.item_span.lo > binding.item_span.lo && !it->second.item_span.is_dummy()) {
    std::swap(it->second, binding);
  }
  if (!redefined_.insert(static_cast<uint64_t>(name.index) << 32 | binding.item_span.lo).second) return;
  static constexpr const char* ns_names[] = {"type", "value", "macro"};
  const std::string text(name.str());
  const auto kind_of = [&](const NameBinding& b) -> std::string {
    if (b.res.kind == Res::Kind::def) {
      switch (defs_[b.res.def].kind) {
        case DefKind::mod: return "module";
        case DefKind::trait: return "trait";
        default: break;
      }
    }
    return ns_names[static_cast<size_t>(ns)];
  };
  const NameBinding& old = it->second;
  Diagnostic d(diagnostics::Level::error, "the name `" + text + "` is defined multiple times", MultiSpan(binding.item_span),
               old.import && binding.import   ? "E0252"
               : old.import || binding.import ? "E0255"
                                              : "E0428");
  d.label(binding.item_span, binding.import ? "`" + text + "` reimported here" : "`" + text + "` redefined here");
  d.label(old.item_span,
          "previous " + std::string(old.import ? "import" : "definition") + " of the " + kind_of(old) + " `" + text + "` here");
  const bool in_block = m.is_block;
  const bool is_enum = m.def.valid() && defs_[m.def].kind == DefKind::enum_;
  d.note("`" + text + "` must be defined only once in the " + ns_names[static_cast<size_t>(ns)] + " namespace of this " +
         (in_block      ? "block"
          : is_enum     ? "enum"
          : m.is_normal ? "module"
                        : "trait"));
  if (binding.import || old.import) {
    // One of the imports is to be renamed; where it stands in a list or is renamed already, the wording depends on its form.
    const Span import = binding.import ? binding.item_span : old.item_span;
    const std::string_view import_text = sources_.snippet(import);
    if (old.item_span == binding.item_span || import_text.find(" as ") != std::string_view::npos ||
        import_text.find('*') != std::string_view::npos) {
      sink_.refuse(binding.item_span, "reporting two imports of one name");
      return;
    }
    const bool is_upper = !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
    d.suggest_verbose(import.shrink_to_hi(), "you can use `as` to change the binding name of the import",
                      std::string(" as ") + (is_upper ? "Other" : "other_") + text, Applicability::maybe_incorrect);
  }
  error(std::move(d));
}

DefId Resolver::visibility(const syntax::Visibility& vis, ModuleId module) {
  switch (vis.kind) {
    case syntax::Visibility::Kind::pub: return DefId::none();
    case syntax::Visibility::Kind::inherited: return normal_module_of(module);
    case syntax::Visibility::Kind::restricted: break;
  }
  if (vis.path.segments.empty()) return normal_module_of(module);
  const Symbol first = vis.path.segments[0].ident.name;
  if (vis.path.segments.size() == 1) {
    if (first == sym::kw_crate) return res_.root;
    if (first == sym::kw_self) return normal_module_of(module);
    if (first == sym::kw_super) {
      const DefId parent = defs_[normal_module_of(module)].parent;
      return parent.valid() ? defs_.enclosing_module(parent) : res_.root;
    }
  }
  DefId at = res_.root;
  size_t i = 0;
  if (first == sym::kw_crate) i = 1;
  else if (first == sym::kw_self || first == sym::kw_super) {
    at = normal_module_of(module);
    for (; i < vis.path.segments.size(); ++i) {
      const Symbol s = vis.path.segments[i].ident.name;
      if (s == sym::kw_super) at = defs_.enclosing_module(defs_[at].parent.valid() ? defs_[at].parent : at);
      else if (s != sym::kw_self) break;
    }
  }
  for (; i < vis.path.segments.size(); ++i) {
    const auto m = tables_.of_def.find(at);
    if (m == tables_.of_def.end()) break;
    const auto b = lookup_in_module(m->second, vis.path.segments[i].ident.name, Namespace::type);
    if (!b || b->res.kind != Res::Kind::def) {
      sink_.refuse(vis.span, "this restricted visibility");
      return at;
    }
    at = b->res.def;
    const DefKind kind = defs_[at].kind;
    if (kind == DefKind::mod) continue;
    if ((kind == DefKind::enum_ || kind == DefKind::trait) && i + 1 == vis.path.segments.size() && defs_[at].span.lo < vis.span.lo) {
      const std::string text(sources_.snippet(vis.path.span));
      Diagnostic d(diagnostics::Level::error,
                   std::string("expected module, found ") + (kind == DefKind::enum_ ? "enum" : "trait") + " `" + text + "`",
                   MultiSpan(vis.path.span), "E0577");
      d.label(vis.path.span, "not a module");
      error(std::move(d));
    } else {
      sink_.refuse(vis.span, "this restricted visibility");
    }
    return normal_module_of(module);
  }
  if (!defs_.is_ancestor(at, normal_module_of(module))) {
    error(Diagnostic(diagnostics::Level::error, "visibilities can only be restricted to ancestor modules", MultiSpan(vis.path.span),
                     "E0742"));
  }
  return at;
}

void Resolver::collect_lang(const std::vector<syntax::Attribute>& attrs, DefId def) {
  if (!is_library_) return;
  for (const syntax::Attribute& a : attrs) {
    const Symbol name = attribute_name(a);
    if (a.value.empty()) continue;
    if (name == sym::lang_) defs_.lang_items[Symbol::intern(a.value)] = def;
    if (name == sym::rustc_diagnostic_item_) {
      const Symbol item = Symbol::intern(a.value);
      defs_.diagnostic_items[item] = def;
      defs_.diagnostic_names[def] = item;
    }
  }
}

void Resolver::collect_generics(const syntax::Generics& generics, DefId parent) {
  uint32_t index = 0, lifetimes = 0;
  for (const syntax::GenericParam& p : generics.params) {
    const DefKind kind = p.kind == syntax::GenericParamKind::lifetime ? DefKind::lifetime_param
                         : p.kind == syntax::GenericParamKind::type   ? DefKind::type_param
                                                                      : DefKind::const_param;
    if (kind == DefKind::lifetime_param) ++lifetimes;
    const DefId d = new_def(kind, parent, p.ident.name, p.ident.span, p.span, p.id);
    defs_.defs[d].index_in_parent = index++;
  }
  if (lifetimes != 0) tables_.lifetime_params[parent] = lifetimes;
}

void Resolver::collect_variant_data(const syntax::VariantData& data, DefId parent, DefId vis, Symbol name, Span ident_span, Span span) {
  uint32_t index = 0;
  DefId ctor_vis = vis;
  for (const syntax::FieldDef& f : data.fields) {
    const DefId d = new_def(DefKind::field, parent, f.ident.name, f.ident.span, f.span, f.id);
    Def& def = defs_.defs[d];
    def.index_in_parent = index++;
    def.visible_in = defs_[parent].kind == DefKind::variant ? DefId::none() : visibility(f.vis, module_);
    if (def.visible_in.valid() && (!ctor_vis.valid() || defs_.is_ancestor(ctor_vis, def.visible_in))) ctor_vis = def.visible_in;
    defs_.children[parent].push_back(d);
  }
  if (data.shape == syntax::VariantShape::named) return;
  const DefId ctor = new_def(DefKind::ctor, parent, name, ident_span, span, data.ctor_id);
  Def& c = defs_.defs[ctor];
  c.ctor_kind = data.shape == syntax::VariantShape::tuple ? CtorKind::fn : CtorKind::const_;
  c.visible_in = ctor_vis;
  defs_.children[parent].push_back(ctor);
}

void Resolver::collect_assoc_items(const std::vector<syntax::ItemId>& items, ModuleId module, DefId parent, DefId vis) {
  const bool in_trait = module.valid();
  for (syntax::ItemId id : items) {
    const syntax::Item& item = ast_[id];
    DefKind kind = DefKind::assoc_fn;
    Namespace ns = Namespace::value;
    const syntax::Generics* generics = nullptr;
    if (const auto* f = std::get_if<syntax::ItemFn>(&item.kind)) {
      generics = &f->generics;
    } else if (const auto* c = std::get_if<syntax::ItemConst>(&item.kind)) {
      kind = DefKind::assoc_const;
      generics = &c->generics;
    } else if (const auto* t = std::get_if<syntax::ItemTypeAlias>(&item.kind)) {
      kind = DefKind::assoc_ty;
      ns = Namespace::type;
      generics = &t->generics;
    } else {
      continue;
    }
    const DefId d = new_def(kind, parent, item.ident.name, item.ident.span, item.span, item.id);
    defs_.defs[d].item = id;
    defs_.defs[d].visible_in = in_trait ? vis : visibility(item.vis, module_);
    defs_.children[parent].push_back(d);
    if (generics != nullptr) collect_generics(*generics, d);
    collect_lang(item.attrs, d);
    if (in_trait) {
      const Span head = head_span(sources_, item.span);
      define(module, item.ident.name, ns, NameBinding{def_res(d), vis, false, false, false, item.ident.span, head});
    }
  }
}

void Resolver::collect_items(const std::vector<syntax::ItemId>& items, ModuleId module, DefId parent) {
  for (syntax::ItemId id : items) collect_item(id, module, parent);
}

void Resolver::collect_item(syntax::ItemId id, ModuleId module, DefId parent) {
  const syntax::Item& item = ast_[id];
  const Symbol name = item.ident.name;
  const ModuleId outer = module_;
  module_ = module;
  const auto make = [&](DefKind kind) {
    const DefId d = new_def(kind, parent, name, item.ident.span, item.span, item.id);
    defs_.defs[d].item = id;
    defs_.defs[d].visible_in = visibility(item.vis, module);
    collect_lang(item.attrs, d);
    return d;
  };
  const auto name_it = [&](DefId d, Namespace ns) {
    define(module, name, ns,
           NameBinding{def_res(d), defs_[d].visible_in, false, false, false, item.ident.span, head_span(sources_, item.span)});
  };

  if (const auto* f = std::get_if<syntax::ItemFn>(&item.kind)) {
    const DefId d = make(DefKind::fn);
    collect_generics(f->generics, d);
    name_it(d, Namespace::value);
    if (find_attribute(item.attrs, sym::test_) != nullptr) res_.test_fns.push_back(d);
  } else if (const auto* s = std::get_if<syntax::ItemStruct>(&item.kind)) {
    const DefId d = make(DefKind::struct_);
    collect_generics(s->generics, d);
    name_it(d, Namespace::type);
    collect_variant_data(s->data, d, defs_[d].visible_in, name, item.ident.span, item.span);
    if (s->data.shape != syntax::VariantShape::named) {
      const DefId ctor = defs_.children[d].back();
      define(module, name, Namespace::value,
             NameBinding{def_res(ctor), defs_[ctor].visible_in, false, false, false, item.ident.span, head_span(sources_, item.span)});
    }
  } else if (const auto* u = std::get_if<syntax::ItemUnion>(&item.kind)) {
    const DefId d = make(DefKind::union_);
    collect_generics(u->generics, d);
    name_it(d, Namespace::type);
    collect_variant_data(u->data, d, defs_[d].visible_in, name, item.ident.span, item.span);
  } else if (const auto* e = std::get_if<syntax::ItemEnum>(&item.kind)) {
    const DefId d = make(DefKind::enum_);
    collect_generics(e->generics, d);
    name_it(d, Namespace::type);
    const ModuleId inner = new_module(d, module, false);
    const DefId vis = defs_[d].visible_in;
    uint32_t index = 0;
    for (const syntax::Variant& v : e->variants) {
      const DefId variant = new_def(DefKind::variant, d, v.ident.name, v.ident.span, v.span, v.id);
      defs_.defs[variant].index_in_parent = index++;
      defs_.defs[variant].visible_in = vis;
      defs_.children[d].push_back(variant);
      collect_lang(v.attrs, variant);
      collect_variant_data(v.data, variant, vis, v.ident.name, v.ident.span, v.span);
      define(inner, v.ident.name, Namespace::type, NameBinding{def_res(variant), vis, false, false, false, v.ident.span, v.span});
      if (v.data.shape != syntax::VariantShape::named)
        define(inner, v.ident.name, Namespace::value,
               NameBinding{def_res(defs_.children[variant].back()), vis, false, false, false, v.ident.span, v.span});
    }
  } else if (const auto* t = std::get_if<syntax::ItemTrait>(&item.kind)) {
    const DefId d = make(DefKind::trait);
    collect_generics(t->generics, d);
    name_it(d, Namespace::type);
    const ModuleId inner = new_module(d, module, false);
    collect_assoc_items(t->items, inner, d, defs_[d].visible_in);
  } else if (const auto* i = std::get_if<syntax::ItemImpl>(&item.kind)) {
    Span span = item.span;
    if (i->self_ty.valid()) span = span.with_hi(ast_[i->self_ty].span.hi);
    const DefId d = new_def(DefKind::impl, parent, Symbol(), span, item.span, item.id);
    defs_.defs[d].item = id;
    collect_lang(item.attrs, d);
    collect_generics(i->generics, d);
    collect_assoc_items(i->items, ModuleId::none(), d, DefId::none());
    if (i->trait)
      for (DefId child : defs_.children[d]) defs_.defs[child].visible_in = DefId::none();
  } else if (const auto* m = std::get_if<syntax::ItemMod>(&item.kind)) {
    // The library's files give one module in parts: `collections.rs` and `collections/hash_map.rs`.
    if (is_library_) {
      const auto existing = tables_.modules[module].names.find(NameKey{name, Namespace::type});
      if (existing != tables_.modules[module].names.end() && existing->second.res.kind == Res::Kind::def &&
          defs_[existing->second.res.def].kind == DefKind::mod && !existing->second.import) {
        const DefId d = existing->second.res.def;
        slot(res_.def_of, item.id) = d;
        collect_items(m->items, tables_.of_def[d], d);
        module_ = outer;
        return;
      }
    }
    const DefId d = make(DefKind::mod);
    name_it(d, Namespace::type);
    // A file that was not found is reported already: nothing is known of what it holds.
    if (!m->is_inline && m->items.empty() && !is_library_)
      tables_.modules[module].names.at(NameKey{name, Namespace::type}).res.kind = Res::Kind::err;
    const ModuleId inner = new_module(d, module, true);
    collect_items(m->items, inner, d);
  } else if (const auto* c = std::get_if<syntax::ItemConst>(&item.kind)) {
    const DefId d = make(DefKind::const_);
    collect_generics(c->generics, d);
    if (name != sym::underscore) name_it(d, Namespace::value);
  } else if (std::holds_alternative<syntax::ItemStatic>(item.kind)) {
    name_it(make(DefKind::static_), Namespace::value);
  } else if (const auto* a = std::get_if<syntax::ItemTypeAlias>(&item.kind)) {
    const DefId d = make(DefKind::type_alias);
    collect_generics(a->generics, d);
    name_it(d, Namespace::type);
  } else if (const auto* use = std::get_if<syntax::ItemUse>(&item.kind)) {
    collect_use(use->tree, {}, module, visibility(item.vis, module), false);
  } else if (const auto* macro = std::get_if<syntax::ItemMacroDef>(&item.kind)) {
    const DefId d = new_def(DefKind::macro, parent, name, item.ident.span, item.span, item.id);
    defs_.defs[d].item = id;
    macros_[macro->def] = name;
    NameBinding b{def_res(d), DefId::none(), false, false, false, item.ident.span, item.span};
    if (find_attribute(item.attrs, sym::macro_export_) != nullptr || is_library_) {
      define(root_module_, name, Namespace::macro, b);
    } else {
      // Textual scope is the expander's; here the name only lets `use` find it.
      define(module, name, Namespace::macro, b);
    }
  } else if (const auto* ext = std::get_if<syntax::ItemExternCrate>(&item.kind)) {
    const Symbol crate_name = name;
    const Symbol as = ext->rename ? ext->rename->name : name;
    const bool ours = crate_name == sym::std_ || crate_name == sym::core_ || crate_name == sym::alloc_;
    if (ours && as != sym::underscore && library_root_.valid()) {
      define(module, as, Namespace::type,
             NameBinding{def_res(tables_.modules[library_root_].def), visibility(item.vis, module), false, true, false, item.ident.span,
                         item.span});
    } else if (!ours) {
      sink_.refuse(item.span, "external crates such as `" + std::string(crate_name.str()) + "`");
    }
  }
  module_ = outer;
}

void Resolver::collect_use(const syntax::UseTree& tree, std::vector<syntax::PathSegment> prefix, ModuleId module, DefId vis, bool nested) {
  Span path_span = tree.prefix.span;
  for (const syntax::PathSegment& s : tree.prefix.segments) {
    // `{{root}}` is written once, in front of all.
    if (s.ident.name == sym::path_root && !prefix.empty()) continue;
    prefix.push_back(s);
  }
  if (tree.kind == syntax::UseTree::Kind::nested) {
    for (const syntax::UseTree& inner : tree.nested) collect_use(inner, prefix, module, vis, true);
    return;
  }
  Import import;
  import.module = module;
  import.tree = &tree;
  import.path_span = path_span;
  import.id = tree.id;
  import.vis = vis;
  import.glob = tree.kind == syntax::UseTree::Kind::glob;
  if (!import.glob) {
    if (prefix.empty()) return;
    import.target = prefix.back().ident;
    // `use a::b::{self}` imports `b`.
    if (import.target.name == sym::kw_self && prefix.size() > 1) {
      if (nested) {
        prefix.pop_back();
        const Span self_span = import.target.span;
        import.target = prefix.back().ident;
        import.target.span = self_span;
      } else {
        const Span self_span = prefix.back().ident.span;
        const Span colons = prefix[prefix.size() - 2].ident.span.shrink_to_hi().to(self_span);
        Diagnostic d(diagnostics::Level::error, "`self` imports are only allowed within a { } list", MultiSpan(colons), "E0429");
        d.suggest_verbose(colons, "consider importing the module directly", "", Applicability::machine_applicable);
        d.suggest_multipart("alternatively, use the multi-path `use` syntax to import `self`",
                            {{self_span.shrink_to_lo(), "{"}, {self_span.shrink_to_hi(), "}"}}, Applicability::machine_applicable,
                            diagnostics::SuggestionStyle::show_always);
        error(std::move(d));
        return;
      }
    }
    if (tree.rename) import.target = *tree.rename;
    if (import.target.name == sym::kw_crate || import.target.name == sym::dollar_crate) {
      error(Diagnostic(diagnostics::Level::error, "crate root imports need to be explicitly named: `use crate as name`",
                       MultiSpan(path_span)));
      return;
    }
  }
  import.path = std::move(prefix);
  imports_.push_back(std::move(import));
}

}  // namespace borrowlab::resolve
