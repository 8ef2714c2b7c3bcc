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
  } else if (tables_.library_modules != 0) {
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

  for (Diagnostic& d : late_reports_) error(std::move(d));
  for (Diagnostic& d : privacy_reports_) error(std::move(d));
  for (Diagnostic& d : stashed_types_) error(std::move(d));
  for (Diagnostic& d : stashed_calls_) error(std::move(d));

  if (const auto main = lookup_in_module(root_module_, sym::main_, Namespace::value))
    if (main->res.kind == Res::Kind::def && defs_[main->res.def].kind == DefKind::fn) res_.main = main->res.def;

  // Nodes made on the way, and those that stayed without a result.
  const size_t all = ast_.node_count;
  const auto grow = [&](auto& v) {
    if (v.size() < all) v.resize(all);
  };
  grow(res_.paths);
  grow(res_.lifetimes);
  grow(res_.def_of);
  grow(res_.label_target);
  if (res_.traits_in_scope.size() < all) res_.traits_in_scope.resize(all, UINT32_MAX);
  if (res_.binding_is_path.size() < all) res_.binding_is_path.resize(all);
  if (is_library_) tables_.library_modules = tables_.modules.size();
}

void resolve_crate(Crate& krate, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink) {
  if (!defs.modules) defs.modules.reset(new ModuleTables);
  Resolver(krate, defs, sources, sink).run();
}

}  // namespace borrowlab::resolve
