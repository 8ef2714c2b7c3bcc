#include "lint/reachable.h"

#include "lint/visit.h"

namespace borrowlab::lint {

using resolve::DefId;
using resolve::DefKind;

namespace {

class Reach : public Visitor {
 public:
  Reach(const types::Context& cx, const resolve::Crate& krate) : Visitor(krate.ast), cx_(cx), krate_(krate) {}

  std::unordered_set<DefId, IndexHash> run() {
    mark(krate_.res.root);
    for (const auto& [id, use] : krate_.res.imports)
      if (use.exported && id.index < krate_.res.paths.size()) named(krate_.res.paths[id.index].base);
    // Impls are part of no module: they are looked at again as types and traits become reachable.
    while (!work_.empty()) {
      while (!work_.empty()) {
        const DefId next = work_.back();
        work_.pop_back();
        interface_of(next);
      }
      for (DefId id = cx_.defs.defs.first(true); id < cx_.defs.defs.last(true); ++id.index)
        if (cx_.defs[id].kind == DefKind::impl && impl_is_reachable(id)) mark(id);
    }
    return std::move(reached_);
  }

  void expr(syntax::ExprId) override {}
  void pat(syntax::PatId) override {}
  void block(syntax::BlockId) override {}
  void anon_const(const syntax::AnonConst&) override {}
  void item(syntax::ItemId) override {}
  void assoc_item(syntax::ItemId) override {}
  void field_def(const syntax::FieldDef& f) override {
    if (reached_.count(krate_.res.def_of[f.id.index]) != 0) ty(f.ty);
  }
  void path(syntax::NodeId id, const syntax::Path& p) override {
    if (id.index < krate_.res.paths.size()) named(krate_.res.paths[id.index].base);
    walk_path(p);
  }

 private:
  void named(const resolve::Res& res) {
    if (res.kind != resolve::Res::Kind::def) return;
    DefId def = res.def;
    if (cx_.defs[def].kind == DefKind::ctor || cx_.defs[def].kind == DefKind::variant) def = cx_.defs[def].parent;
    mark(def);
  }
  void mark(DefId def) {
    if (cx_.defs[def].krate == krate_.id && reached_.insert(def).second) work_.push_back(def);
  }
  bool visible(DefId def) const { return !cx_.defs[def].visible_in.valid(); }

  bool impl_is_reachable(DefId impl) const {
    const auto info = cx_.items.impls.find(impl);
    if (info == cx_.items.impls.end() || reached_.count(impl) != 0) return false;
    const auto reachable = [&](DefId d) { return cx_.defs[d].krate != krate_.id || reached_.count(d) != 0; };
    if (info->second.trait_ref && !reachable(info->second.trait_ref->trait)) return false;
    const auto* adt = cx_.store.get<types::Adt>(info->second.self_ty);
    return adt == nullptr || reachable(adt->def);
  }

  void interface_of(DefId def) {
    const resolve::Def& d = cx_.defs[def];
    const bool of_trait = d.kind == DefKind::impl && cx_.items.impls.at(def).trait_ref.has_value();
    if (d.kind == DefKind::mod) {
      for (DefId id = cx_.defs.defs.first(true); id < cx_.defs.defs.last(true); ++id.index)
        if (cx_.defs[id].parent == def && cx_.defs[id].kind != DefKind::impl && visible(id)) mark(id);
      return;
    }
    for (const DefId child : cx_.defs.children_of(def)) {
      const DefKind kind = cx_.defs[child].kind;
      const bool always =
          kind == DefKind::variant || kind == DefKind::ctor || d.kind == DefKind::trait || d.kind == DefKind::variant || of_trait;
      if (always || visible(child)) mark(child);
    }
    if (d.item.valid() && d.kind != DefKind::mod) walk_item(ast[d.item]);
  }

  const types::Context& cx_;
  const resolve::Crate& krate_;
  std::unordered_set<DefId, IndexHash> reached_;
  std::vector<DefId> work_;
};

}  // namespace

std::unordered_set<DefId, IndexHash> reachable_items(const types::Context& cx, const resolve::Crate& krate) {
  return Reach(cx, krate).run();
}

}  // namespace borrowlab::lint
