// Uses of what is deprecated (`deprecated`): by a path, and by what is found by type. After rustc_middle::middle::stability.
#include <algorithm>

#include "lint/lint.h"
#include "lint/visit.h"
#include "lint/words.h"
#include "support/sort.h"
#include "typeck/check/results.h"

namespace borrowlab::lint {

using resolve::DefKind;
using resolve::Res;

namespace {

const syntax::Attribute* deprecation_in(const std::vector<syntax::Attribute>& attrs) {
  for (const syntax::Attribute& a : attrs)
    if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == "deprecated") return &a;
  return nullptr;
}

class Deprecations {
 public:
  explicit Deprecations(const types::Context& cx) : cx_(cx) {}

  // A use of `def` at `at`, within `user`.
  void use(DefId def, Span at, DefId user) {
    if (!def.valid()) return;
    const syntax::Attribute* found = entry(def);
    if (found == nullptr || (user.valid() && entry(user) == found)) return;
    if (cx_.sources.outer_expn_data(at.ctxt).macro_kind == source::MacroKind::derive) return;
    const std::string path = path_of(def);
    if (path.empty()) return;
    const std::string note = note_of(*found);
    out.push_back(finding(Lint::deprecated, "use of deprecated " + what(def) + " `" + path + "`" + (note.empty() ? "" : ": " + note), at));
  }

  bool is_deprecated(DefId def) const { return def.valid() && entry(def) != nullptr; }

  Findings out;

 private:
  // The attribute that holds for it: its own or the next around it. rustc: lookup_deprecation_entry.
  const syntax::Attribute* entry(DefId def) const {
    for (; def.valid(); def = cx_.defs[def].parent) {
      if (const syntax::Attribute* own = own_entry(def); own != nullptr) return own;
      if (cx_.defs[def].krate == resolve::library_crate) return nullptr;
    }
    return nullptr;
  }
  const syntax::Attribute* own_entry(DefId def) const {
    const resolve::Def& d = cx_.defs[def];
    const syntax::Ast& ast = cx_.crate_of(def).ast;
    if (d.item.valid()) return deprecation_in(ast[d.item].attrs);
    if (d.krate == resolve::library_crate || !d.parent.valid()) return nullptr;
    if (d.kind == DefKind::variant) {
      const auto* e = std::get_if<syntax::ItemEnum>(&ast[cx_.defs[d.parent].item].kind);
      return e != nullptr && d.index_in_parent < e->variants.size() ? deprecation_in(e->variants[d.index_in_parent].attrs) : nullptr;
    }
    if (d.kind != DefKind::field) return nullptr;
    const syntax::VariantData* data = nullptr;
    const resolve::Def& owner = cx_.defs[d.parent];
    if (owner.kind == DefKind::variant) {
      const auto* e = std::get_if<syntax::ItemEnum>(&ast[cx_.defs[owner.parent].item].kind);
      if (e != nullptr && owner.index_in_parent < e->variants.size()) data = &e->variants[owner.index_in_parent].data;
    } else if (owner.item.valid()) {
      if (const auto* s = std::get_if<syntax::ItemStruct>(&ast[owner.item].kind)) data = &s->data;
      if (const auto* u = std::get_if<syntax::ItemUnion>(&ast[owner.item].kind)) data = &u->data;
    }
    return data != nullptr && d.index_in_parent < data->fields.size() ? deprecation_in(data->fields[d.index_in_parent].attrs) : nullptr;
  }

  // `= "note"`, or `note = "…"` among the arguments.
  static std::string note_of(const syntax::Attribute& a) {
    if (!a.value.empty()) return a.value;
    for (size_t i = 0; i + 1 < a.words.size(); ++i)
      if (a.words[i].str() == "note") return std::string(a.words[i + 1].str());
      else if (a.words[i].str() == "since") ++i;
    return {};
  }

  std::string what(DefId def) const {
    const resolve::Def& d = cx_.defs[def];
    if (d.kind != DefKind::ctor) return describe(cx_, def);
    const bool of_variant = cx_.defs[d.parent].kind == DefKind::variant;
    return std::string(d.ctor_kind == resolve::CtorKind::fn ? "tuple " : "unit ") + (of_variant ? "variant" : "struct");
  }

  // The path from its crate on; empty: Borrowlab cannot tell how it is written.
  std::string path_of(DefId def) const {
    const resolve::Def& d = cx_.defs[def];
    if (d.kind == DefKind::ctor) return path_of(d.parent);
    if (!d.parent.valid()) return cx_.defs.full_path_str(def);
    const std::string name(d.name.str());
    const resolve::Def& parent = cx_.defs[d.parent];
    if (parent.kind == DefKind::impl) {
      const auto impl = cx_.items.impls.find(d.parent);
      if (impl == cx_.items.impls.end()) return {};
      const auto* adt = std::get_if<types::Adt>(&cx_.store[impl->second.self_ty]);
      if (adt == nullptr) return {};
      std::string args;
      for (const types::GenericArg arg : cx_.store[adt->args])
        if (arg.is_type()) args += (args.empty() ? "" : ", ") + types::to_string(cx_, arg.type());
      return cx_.defs.full_path_str(adt->def) + (args.empty() ? "" : "::<" + args + ">") + "::" + name;
    }
    const bool in_item = parent.kind == DefKind::trait || parent.kind == DefKind::enum_ || parent.kind == DefKind::struct_ ||
                         parent.kind == DefKind::union_ || parent.kind == DefKind::variant;
    return in_item ? path_of(d.parent) + "::" + name : cx_.defs.full_path_str(def);
  }

  const types::Context& cx_;
};

// The crate's paths.
class Paths final : public Visitor {
 public:
  Paths(const types::Context& cx, const resolve::Crate& krate) : Visitor(krate.ast), krate_(krate), uses_(cx) {}

  // rustc goes through a module's own items, then what its traits and its impls have; then the modules within.
  Findings run() {
    module(ast.root);
    return std::move(uses_.out);
  }

 private:
  void module(const std::vector<syntax::ItemId>& items) {
    std::vector<syntax::ItemId> of_traits, of_impls;
    std::vector<const syntax::ItemMod*> modules;
    for (const syntax::ItemId id : items) {
      const syntax::Item& i = ast[id];
      if (const auto* m = std::get_if<syntax::ItemMod>(&i.kind)) modules.push_back(m);
      else if (const auto* t = std::get_if<syntax::ItemTrait>(&i.kind)) of_traits.insert(of_traits.end(), t->items.begin(), t->items.end());
      else if (const auto* im = std::get_if<syntax::ItemImpl>(&i.kind)) of_impls.insert(of_impls.end(), im->items.begin(), im->items.end());
      if (!std::holds_alternative<syntax::ItemMod>(i.kind)) item(id);
    }
    for (const syntax::ItemId id : of_traits) walk_assoc(id);
    for (const syntax::ItemId id : of_impls) walk_assoc(id);
    for (const syntax::ItemMod* m : modules) module(m->items);
  }
  void walk_assoc(syntax::ItemId id) {
    const DefId before = owner_;
    owner_ = krate_.res.def_of[ast[id].id.index];
    walk_item(ast[id]);
    owner_ = before;
  }

  void item(syntax::ItemId id) override {
    const syntax::Item& i = ast[id];
    const DefId before = owner_;
    if (const DefId def = krate_.res.def_of[i.id.index]; def.valid()) owner_ = def;
    if (const auto* use = std::get_if<syntax::ItemUse>(&i.kind)) use_tree(use->tree);
    else walk_item(i);
    owner_ = before;
  }
  void assoc_item(syntax::ItemId) override {}
  void use_tree(const syntax::UseTree& tree) {
    for (const syntax::UseTree& inner : tree.nested) use_tree(inner);
    if (tree.kind == syntax::UseTree::Kind::simple) resolved(tree.id, tree.prefix);
  }
  void path(syntax::NodeId id, const syntax::Path& p) override {
    resolved(id, p);
    walk_path(p);
  }
  void resolved(syntax::NodeId id, const syntax::Path& p) {
    if (id.index >= krate_.res.paths.size() || p.segments.empty()) return;
    const resolve::PartialRes& res = krate_.res.paths[id.index];
    if (res.unresolved < p.segments.size() && res.base.kind == Res::Kind::def)
      uses_.use(res.base.def, p.segments[p.segments.size() - 1 - res.unresolved].ident.span, owner_);
  }

  const resolve::Crate& krate_;
  Deprecations uses_;
  DefId owner_;
};

// What bodies name by a type: methods, associated items, fields.
class Members final : public Visitor {
 public:
  Members(const types::Context& cx, const resolve::Crate& krate) : Visitor(krate.ast), krate_(krate), uses_(cx) {}

  void found_by(const typeck::CheckedBody& body) {
    if (body.results == nullptr) return;
    const auto add = [&](syntax::NodeId node, DefId def) {
      if (uses_.is_deprecated(def)) found_[node] = {def, body.body.owner};
    };
    for (const auto& [node, callee] : body.results->method_callees) add(node, callee.def);
    for (const auto& [node, field] : body.results->field_defs) add(node, field);
    for (const auto& [node, value] : body.results->value_res) {
      const bool by_type = node.index < krate_.res.paths.size() && krate_.res.paths[node.index].unresolved > 0;
      if (by_type && value.res.kind == Res::Kind::def) add(node, value.res.def);
    }
  }
  Findings run() {
    if (!found_.empty())
      for (const syntax::ItemId id : ast.root) item(id);
    sort(uses_.out, [](const Diagnostic& a, const Diagnostic& b) { return a.spans.primary.front().lo < b.spans.primary.front().lo; });
    return std::move(uses_.out);
  }

 private:
  void expr(syntax::ExprId id) override {
    const syntax::Expr& e = ast[id];
    if (const auto it = found_.find(e.id); it != found_.end()) {
      const auto& [def, owner] = it->second;
      if (const auto* call = std::get_if<syntax::ExprMethodCall>(&e.kind)) uses_.use(def, call->method.ident.span, owner);
      if (const auto* path = std::get_if<syntax::ExprPath>(&e.kind)) uses_.use(def, path->path.segments.back().ident.span, owner);
      if (const auto* field = std::get_if<syntax::ExprField>(&e.kind)) uses_.use(def, e.span, owner);
    }
    walk_expr(e);
  }

  const resolve::Crate& krate_;
  Deprecations uses_;
  std::unordered_map<syntax::NodeId, std::pair<DefId, DefId>, IndexHash> found_;  // what it names, and the body
};

}  // namespace

Findings deprecated_paths(const types::Context& cx, const resolve::Crate& krate) { return Paths(cx, krate).run(); }

Findings deprecated_members(const types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies) {
  Members members(cx, krate);
  for (const typeck::CheckedBody& body : bodies) members.found_by(body);
  return members.run();
}

}  // namespace borrowlab::lint
