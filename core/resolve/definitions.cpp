// Questions about definitions, and how messages name them. After rustc_middle::ty::print and ::util::trimmed_def_paths.
#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace {

Namespace namespace_of(DefKind kind) {
  switch (kind) {
    case DefKind::fn:
    case DefKind::const_:
    case DefKind::static_:
    case DefKind::ctor:
    case DefKind::assoc_fn:
    case DefKind::assoc_const:
    case DefKind::const_param:
    case DefKind::closure:
    case DefKind::anon_const: return Namespace::value;
    case DefKind::macro: return Namespace::macro;
    default: return Namespace::type;
  }
}

// Breadth first through what the library makes public: the path by which each item is named, and which names are unique.
void index_library(ModuleTables& t, const Definitions& defs) {
  if (!t.first_parent.empty() || t.modules.last(false) == ModuleId(0)) return;
  std::vector<ModuleId> queue{ModuleId(0)};
  std::unordered_set<uint32_t> visited{0};
  for (size_t i = 0; i < queue.size(); ++i) {
    const Module& m = t.modules[queue[i]];
    for (NameKey k : m.order) {
      const NameBinding& b = m.names.at(k);
      if (b.res.kind != Res::Kind::def || b.vis.valid()) continue;
      const Def& d = defs[b.res.def];
      const auto module = t.of_def.find(b.res.def);
      if (t.first_parent.try_emplace(b.res.def, m.def).second) t.visible_name[b.res.def] = k.name;
      if (d.kind != DefKind::type_alias && d.kind != DefKind::assoc_ty && d.kind != DefKind::extern_crate) {
        // A name stands for one item in a namespace, or is no good for trimming.
        const Namespace ns = namespace_of(d.kind);
        const auto [it, fresh] = t.unique_names.try_emplace(NameKey{k.name, ns}, b.res.def);
        if (!fresh && it->second != b.res.def) it->second = DefId::none();
      }
      if (module != t.of_def.end() && visited.insert(module->second.index).second) queue.push_back(module->second);
    }
  }
  if (const auto twice = t.of_def.find(defs.lang("ambiguous_names")); twice != t.of_def.end())
    for (NameKey k : t.modules[twice->second].order) t.unique_names[k] = DefId::none();
  for (const auto& [key, def] : t.unique_names) {
    if (!def.valid()) continue;
    const auto [it, fresh] = t.trimmed.try_emplace(def, key.name);
    if (!fresh && key.name.str() < it->second.str()) it->second = key.name;
  }
}

// The user's items by name, and the names that came by glob imports: they are never trimmed.
void index_user(ModuleTables& t, const Definitions& defs) {
  if (!t.user_names.empty()) return;
  for (ModuleId m = t.modules.first(true); m < t.modules.last(true); ++m.index)
    for (DefId d : t.modules[m].glob_used)
      if (d.valid())
        for (Namespace ns : {Namespace::type, Namespace::value, Namespace::macro}) t.user_names[NameKey{defs[d].name, ns}] = DefId::none();
  for (DefId id = defs.defs.first(true); id < defs.defs.last(true); ++id.index) {
    const Def& d = defs[id];
    if (!d.item.valid() || d.name.empty()) continue;
    if (d.kind == DefKind::assoc_fn || d.kind == DefKind::assoc_const || d.kind == DefKind::assoc_ty || d.kind == DefKind::impl) continue;
    const NameKey key{d.name, namespace_of(d.kind)};
    const auto [it, fresh] = t.user_names.try_emplace(key, id);
    if (!fresh) it->second = DefId::none();
  }
  // Never empty again, so that a program without items is not indexed anew.
  t.user_names.try_emplace(NameKey{Symbol(), Namespace::macro}, DefId::none());
}

}  // namespace

void ModuleTablesDeleter::operator()(ModuleTables* t) const { delete t; }

DefId Definitions::lang(std::string_view name) const {
  const auto it = lang_items.find(Symbol::intern(name));
  return it == lang_items.end() ? DefId::none() : it->second;
}

const std::vector<DefId>& Definitions::children_of(DefId id) const {
  static const std::vector<DefId> none;
  const auto it = children.find(id);
  return it == children.end() ? none : it->second;
}

DefId Definitions::enclosing_module(DefId id) const {
  while (id.valid() && !(defs[id].kind == DefKind::mod)) id = defs[id].parent;
  return id;
}

bool Definitions::is_ancestor(DefId ancestor_module, DefId of) const {
  for (; of.valid(); of = defs[of].parent)
    if (of == ancestor_module) return true;
  return false;
}

Symbol Definitions::trimmed_name(DefId id) const {
  if (modules == nullptr) return {};  // nothing was resolved: no name is importable
  ModuleTables& t = *modules;
  index_library(t, *this);
  const Def& d = defs[id];
  const auto user_name = [&](Symbol name, Namespace ns) {
    const auto it = t.user_names.find(NameKey{name, ns});
    return it == t.user_names.end() ? nullptr : &it->second;
  };
  if (d.krate == user_crate) {
    index_user(t, *this);
    const Namespace ns = namespace_of(d.kind);
    const DefId* mine = user_name(d.name, ns);
    if (mine == nullptr || *mine != id) return Symbol();
    if (t.unique_names.count(NameKey{d.name, ns}) != 0) return Symbol();
    return d.name;
  }
  const auto it = t.trimmed.find(id);
  if (it == t.trimmed.end()) return Symbol();
  if (defs.has_user()) {
    index_user(t, *this);
    if (user_name(it->second, namespace_of(d.kind)) != nullptr) return Symbol();
  }
  return it->second;
}

std::string Definitions::full_path_str(DefId id) const {
  if (modules == nullptr) return std::string(defs[id].name.str());
  ModuleTables& t = *modules;
  index_library(t, *this);
  const Def& d = defs[id];
  if (!d.parent.valid()) return d.krate == library_crate ? "std" : "crate";
  std::string last(d.name.str());
  DefId parent = d.parent;
  if (d.kind == DefKind::ctor) return path_str(parent);
  if (d.krate == library_crate) {
    const auto it = t.first_parent.find(id);
    if (it != t.first_parent.end()) {
      const Symbol name = t.visible_name[id];
      return full_path_str(it->second) + "::" + std::string(name.str());
    }
  }
  if (d.kind == DefKind::closure) last = "{closure#" + std::to_string(d.index_in_parent) + "}";
  if (d.kind == DefKind::anon_const) last = "{constant#" + std::to_string(d.index_in_parent) + "}";
  if (d.kind == DefKind::impl) last = "{impl#" + std::to_string(d.index_in_parent) + "}";
  // The user's crate itself is not named.
  if (!defs[parent].parent.valid() && d.krate == user_crate) return last;
  return path_str(parent) + "::" + last;
}

std::string Definitions::path_str(DefId id) const {
  const Symbol trimmed = trimmed_name(id);
  if (!trimmed.empty()) return std::string(trimmed.str());
  return full_path_str(id);
}

void forget_user(Definitions& defs) {
  ModuleTables* t = defs.modules.get();
  for (DefId d = defs.defs.first(true); d < defs.defs.last(true); ++d.index) {
    defs.children.erase(d);
    if (t == nullptr) continue;
    t->of_def.erase(d);
    t->lifetime_params.erase(d);
  }
  if (t != nullptr) {
    t->modules.drop_user();
    t->user_names.clear();
  }
  defs.defs.drop_user();
}

}  // namespace borrowlab::resolve
