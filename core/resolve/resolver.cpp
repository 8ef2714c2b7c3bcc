#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

Resolver::Resolver(Crate& krate, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink)
    : krate_(krate),
      ast_(krate.ast),
      res_(krate.res),
      defs_(defs),
      sources_(sources),
      sink_(sink),
      tables_(*defs.modules),
      is_library_(krate.id == library_crate) {}

void Resolver::run() {
  const size_t nodes = ast_.node_count + 64;
  res_.paths.resize(nodes);
  res_.lifetimes.resize(nodes);
  res_.def_of.resize(nodes);
  res_.label_target.resize(nodes);
  res_.traits_in_scope.resize(nodes, UINT32_MAX);
  res_.binding_is_path.resize(nodes);

  const DefId root = new_def(DefKind::mod, DefId::none(), is_library_ ? sym::std_ : sym::main_, ast_.span, ast_.span, NodeId::none());
  res_.root = root;
  root_module_ = new_module(root, ModuleId::none(), true);
  if (is_library_) {
    library_root_ = root_module_;
  } else if (tables_.modules.last(false) != ModuleId(0)) {
    library_root_ = ModuleId(0);
  }
  owner_ = root;
  module_ = root_module_;
  collect_items(ast_.root, root_module_, root);

  if (library_root_.valid()) {
    const char* name = is_library_ || krate_.edition == source::Edition::e2021 ? "rust_2021"
                       : krate_.edition == source::Edition::e2024              ? "rust_2024"
                                                                               : "rust_2018";
    ModuleId at = library_root_;
    for (const char* part : {"prelude", name}) {
      const auto b = lookup_in_module(at, Symbol::intern(part), Namespace::type);
      at = b ? module_of(b->res) : ModuleId::none();
      if (!at.valid()) break;
    }
    prelude_ = at;
  }
  resolve_imports(0);

  module_ = root_module_;
  push_rib(Rib::Kind::module).module = root_module_;
  late_items(ast_.root);
  pop_rib();

  report();
  if (const auto main = lookup_in_module(root_module_, sym::main_, Namespace::value))
    if (main->res.kind == Res::Kind::def && defs_[main->res.def].kind == DefKind::fn) res_.main = main->res.def;

  grow();
}

void Resolver::report() {
  for (std::vector<Diagnostic>* list : {&late_reports_, &privacy_reports_, &stashed_types_, &stashed_calls_}) {
    const bool stashed = list == &stashed_types_ || list == &stashed_calls_;
    for (Diagnostic& d : *list) {
      if (stashed && !is_library_) res_.stashed.push_back(std::move(d));
      else error(std::move(d));
    }
    list->clear();
  }
}

// Nodes made on the way, and those that stay without a result.
void Resolver::grow() {
  const size_t all = ast_.node_count;
  const auto to_all = [&](auto& v) {
    if (v.size() < all) v.resize(all);
  };
  to_all(res_.paths);
  to_all(res_.lifetimes);
  to_all(res_.def_of);
  to_all(res_.label_target);
  to_all(res_.binding_is_path);
  if (res_.traits_in_scope.size() < all) res_.traits_in_scope.resize(all, UINT32_MAX);
}

// Into the scope of what is in `container`: a module, an impl or a trait.
void Resolver::enter(DefId container) {
  grow();
  std::vector<DefId> modules;
  for (DefId m = defs_.enclosing_module(container); m.valid(); m = defs_.enclosing_module(defs_[m].parent)) modules.push_back(m);
  while (!modules.empty()) {
    module_ = tables_.of_def.at(modules.back());
    push_rib(Rib::Kind::module).module = module_;
    modules.pop_back();
  }
  LifetimeRib item_rib;
  item_rib.kind = LifetimeRib::Kind::item;
  lifetime_ribs_.push_back(item_rib);
  owner_ = container;
  const resolve::Def& def = defs_[container];
  if (def.kind != DefKind::impl && def.kind != DefKind::trait) return;
  const syntax::Item& item = ast_[def.item];
  Res self;
  self.def = container;
  current_self_ = container;
  if (const auto* impl = std::get_if<syntax::ItemImpl>(&item.kind)) {
    push_generics(impl->generics, Rib::Kind::item, &item);
    self.kind = Res::Kind::self_ty_alias;
    if (impl->trait) current_trait_ = res_.paths[impl->trait_ref_id.index].base.def;
  } else {
    push_generics(std::get<syntax::ItemTrait>(item.kind).generics, Rib::Kind::item, &item);
    self.kind = Res::Kind::self_ty_param;
    current_trait_ = container;
  }
  bind(sym::kw_Self, {}, Namespace::type, self, false, item.ident.span);
}

void Resolver::leave() {
  ribs_.clear();
  entries_.clear();
  lifetime_ribs_.clear();
  current_self_ = current_trait_ = DefId::none();
  current_fn_ = nullptr;
  current_sig_ = nullptr;
  in_body_ = false;
  report();
  grow();
}

void Resolver::resolve_impl(DefId impl) {
  enter(impl);
  const auto& written = std::get<syntax::ItemImpl>(ast_[defs_[impl].item].kind);
  collect_assoc_items(written.items, ModuleId::none(), impl, DefId::none());
  if (written.trait)
    for (DefId child : defs_.children[impl]) defs_.defs[child].visible_in = DefId::none();
  late_impl_items(written);
  leave();
}

void Resolver::resolve_item(syntax::ItemId item, const std::vector<Symbol>& module_path) {
  ModuleId module = root_module_;
  for (Symbol name : module_path)
    if (const auto inner = lookup_in_module(module, name, Namespace::type)) module = module_of(inner->res);
  const DefId parent = tables_.modules[module].def;
  enter(parent);
  collect_item(item, module, parent);
  late_item(item);
  leave();
}

void Resolver::resolve_body(DefId fn) {
  const resolve::Def& def = defs_[fn];
  const syntax::Item& item = ast_[def.item];
  const auto& written = std::get<syntax::ItemFn>(item.kind);
  enter(def.parent);
  owner_ = fn;
  current_fn_ = &item;
  current_sig_ = &written.sig;
  push_generics(written.generics, def.kind == DefKind::assoc_fn ? Rib::Kind::assoc_item : Rib::Kind::item, &item);
  late_fn_body(written);
  leave();
}

struct LibraryResolver::Impl {
  Resolver resolver;
};

LibraryResolver::LibraryResolver(Crate& library, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink) {
  if (!defs.modules) defs.modules.reset(new ModuleTables);
  library.id = library_crate;
  impl_.reset(new Impl{Resolver(library, defs, sources, sink)});
}
LibraryResolver::~LibraryResolver() = default;
void LibraryResolver::run() { impl_->resolver.run(); }
void LibraryResolver::resolve_impl(DefId impl) { impl_->resolver.resolve_impl(impl); }
void LibraryResolver::resolve_item(syntax::ItemId item, const std::vector<Symbol>& module_path) {
  impl_->resolver.resolve_item(item, module_path);
}
void LibraryResolver::resolve_body(DefId fn) { impl_->resolver.resolve_body(fn); }

void resolve_crate(Crate& krate, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink) {
  if (!defs.modules) defs.modules.reset(new ModuleTables);
  Resolver(krate, defs, sources, sink).run();
}

}  // namespace borrowlab::resolve
