#include "lint/dead.h"

#include <algorithm>

#include "lint/reachable.h"
#include "lint/visit.h"
#include "typeck/check/results.h"

namespace borrowlab::lint {

using resolve::DefKind;
using resolve::Res;
using typeck::check::Results;

namespace {

bool has_attribute(const syntax::Item& item, std::string_view name) {
  return std::any_of(item.attrs.begin(), item.attrs.end(), [&](const syntax::Attribute& a) {
    return a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == name;
  });
}

class MarkSymbols : public Visitor {
 public:
  MarkSymbols(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies, const Levels& levels)
      : Visitor(krate.ast), cx_(cx), krate_(krate), levels_(levels), reachable_(reachable_items(cx, krate)) {
    for (const typeck::CheckedBody& b : bodies)
      if (b.results != nullptr) results_of_[b.body.owner] = b.results.get();
  }

  LiveSymbols run() {
    seed();
    mark_live();
    for (bool more = true; more;) {
      more = false;
      std::erase_if(unsolved_, [&](DefId d) {
        if (!impl_or_item_live(d)) return false;
        push(d, false);
        return more = true;
      });
      mark_live();
    }
    return std::move(out_);
  }

  void item(syntax::ItemId) override {}
  void assoc_item(syntax::ItemId) override {}

  void variant_data(const syntax::VariantData& d) override {
    for (const syntax::FieldDef& f : d.fields) {
      const DefId def = krate_.res.def_of[f.id.index];
      if (fields_live_ || reachable_.count(def) != 0) out_.live.insert(def);
    }
    walk_variant_data(d);
  }

  void path(syntax::NodeId id, const syntax::Path& p) override {
    handle(partial(id).base);
    walk_path(p);
  }

  void anon_const(const syntax::AnonConst& c) override {
    const bool in_pat = std::exchange(in_pat_, false);
    const Results* outer = results_;
    const DefId def = c.id.index < krate_.res.def_of.size() ? krate_.res.def_of[c.id.index] : DefId();
    if (const auto own = results_of_.find(def); own != results_of_.end()) results_ = own->second;
    expr(c.value);
    results_ = outer;
    in_pat_ = in_pat;
  }

  void expr(syntax::ExprId id) override {
    const syntax::Expr& e = ast[id];
    if (results_ != nullptr) {
      if (std::holds_alternative<syntax::ExprPath>(e.kind)) {
        if (partial(e.id).unresolved != 0) handle_value(e.id);
      } else if (std::holds_alternative<syntax::ExprMethodCall>(e.kind)) {
        if (const auto m = results_->method_callees.find(e.id); m != results_->method_callees.end()) check(m->second.def);
      } else if (std::holds_alternative<syntax::ExprField>(e.kind)) {
        if (const auto f = results_->field_defs.find(e.id); f != results_->field_defs.end()) insert(f->second);
      } else if (const auto* s = std::get_if<syntax::ExprStruct>(&e.kind)) {
        if (!s->lang && partial(e.id).unresolved != 0) handle_value(e.id);
        union_fields(e, *s);
      } else if (std::holds_alternative<syntax::ExprOffsetOf>(e.kind)) {
        offset_of(e);
      }
    }
    walk_expr(e);
  }

  // Within an arm, constructions of the variants that its pattern needs say nothing: they are not reached unless there are others.
  void arm(const syntax::Arm& a) override {
    const size_t before = ignored_variants_.size();
    necessary_variants(a.pat);
    walk_arm(a);
    ignored_variants_.resize(before);
  }

  void pat(syntax::PatId id) override {
    const syntax::Pat& p = ast[id];
    in_pat_ = true;
    if (const auto* s = std::get_if<syntax::PatStruct>(&p.kind)) {
      if (const types::VariantInfo* v = variant_of(p.id))
        for (const syntax::PatField& f : s->fields) {
          const auto index = results_->field_indices.find(f.id);
          if (std::holds_alternative<syntax::PatWild>(ast[f.pat].kind) || index == results_->field_indices.end()) continue;
          if (index->second < v->fields.size()) insert(v->fields[index->second].def);
        }
    } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&p.kind)) {
      if (const types::VariantInfo* v = variant_of(p.id)) tuple_fields(*v, t->elems);
    } else if (std::holds_alternative<syntax::PatPath>(p.kind) || is_path(p)) {
      variant_of(p.id);
      if (partial(p.id).unresolved != 0) handle_value(p.id);
      else if (is_path(p)) handle(partial(p.id).base);
    }
    walk_pat(p);
    in_pat_ = false;
  }

 private:
  struct Work {
    DefId def;
    bool from_allow;  // not live itself, for being allowed to be dead; what it uses is
  };

  resolve::PartialRes partial(syntax::NodeId id) const {
    return id.index < krate_.res.paths.size() ? krate_.res.paths[id.index] : resolve::PartialRes{};
  }
  bool is_path(const syntax::Pat& p) const {
    return std::holds_alternative<syntax::PatIdent>(p.kind) && p.id.index < krate_.res.binding_is_path.size() &&
           krate_.res.binding_is_path[p.id.index];
  }
  bool local(DefId d) const { return d.valid() && cx_.defs[d].krate == krate_.id; }
  void push(DefId d, bool from_allow) { work_.push_back({d, from_allow}); }
  void insert(DefId d) {
    if (local(d)) out_.live.insert(d);
  }
  void check(DefId d) {
    if (!local(d)) return;
    const DefKind kind = cx_.defs[d].kind;
    const bool explored = kind != DefKind::type_param && kind != DefKind::const_param && kind != DefKind::field &&
                          kind != DefKind::lifetime_param && kind != DefKind::closure;
    if (explored) push(d, false);
    out_.live.insert(d);
  }

  void handle(const Res& res) {
    switch (res.kind) {
      case Res::Kind::self_ty_param:
      case Res::Kind::self_ty_alias: return check(res.def);
      case Res::Kind::def: break;
      default: return;
    }
    const resolve::Def& d = cx_.defs[res.def];
    const bool variant_ctor = d.kind == DefKind::ctor && cx_.defs[d.parent].kind == DefKind::variant;
    if (d.kind != DefKind::variant && !variant_ctor) return check(res.def);
    // A pattern that names a variant does not make one.
    if (in_pat_) return;
    const DefId variant = variant_ctor ? d.parent : res.def;
    check(cx_.defs[variant].parent);
    if (std::find(ignored_variants_.begin(), ignored_variants_.end(), variant) == ignored_variants_.end()) check(variant);
  }
  // What only type checking found: an associated item.
  void handle_value(syntax::NodeId id) {
    if (results_ == nullptr) return;
    const auto value = results_->value_res.find(id);
    if (value != results_->value_res.end()) handle(value->second.res);
  }

  // The variant (or struct) that a pattern takes apart; its type is alive for being met.
  const types::VariantInfo* variant_of(syntax::NodeId pat) {
    if (results_ == nullptr) return nullptr;
    const auto it = results_->node_types.find(pat);
    if (it == results_->node_types.end()) return nullptr;
    types::TypeId ty = it->second;
    while (const auto* r = cx_.store.get<types::Ref>(ty)) ty = r->pointee;
    const auto* adt = cx_.store.get<types::Adt>(ty);
    if (adt == nullptr) return nullptr;
    check(adt->def);
    const auto& variants = cx_.items.adt(adt->def).variants;
    const auto index = results_->variant_indices.find(pat);
    const size_t n = index == results_->variant_indices.end() ? 0 : index->second;
    return n < variants.size() ? &variants[n] : nullptr;
  }
  void tuple_fields(const types::VariantInfo& v, const std::vector<syntax::PatId>& elems) {
    // Those behind `..` are counted from the end.
    bool behind = false;
    for (size_t i = 0; i < elems.size(); ++i) {
      const syntax::Pat& p = ast[elems[i]];
      if (std::holds_alternative<syntax::PatRest>(p.kind)) behind = true;
      const size_t field = behind ? v.fields.size() + i - elems.size() : i;
      if (std::holds_alternative<syntax::PatRest>(p.kind) || std::holds_alternative<syntax::PatWild>(p.kind)) continue;
      if (field < v.fields.size()) insert(v.fields[field].def);
    }
  }
  void union_fields(const syntax::Expr& e, const syntax::ExprStruct& s) {
    const auto it = results_->node_types.find(e.id);
    const auto* adt = it == results_->node_types.end() ? nullptr : cx_.store.get<types::Adt>(it->second);
    if (adt == nullptr || cx_.items.adt(adt->def).kind != types::AdtKind::union_) return;
    const auto& fields = cx_.items.adt(adt->def).variants[0].fields;
    if (fields.size() < 2) return;
    for (const syntax::FieldInit& f : s.fields)
      for (const types::FieldInfo& info : fields)
        if (info.name == f.ident.name) insert(info.def);
  }
  void offset_of(const syntax::Expr& e) {
    const auto& x = std::get<syntax::ExprOffsetOf>(e.kind);
    const auto* path = std::get_if<syntax::TyPath>(&ast[x.container].kind);
    const Res res = path == nullptr ? Res{} : partial(ast[x.container].id).base;
    const auto adt = res.kind == Res::Kind::def ? cx_.items.adts.find(res.def) : cx_.items.adts.end();
    if (adt == cx_.items.adts.end() || x.fields.empty()) return;
    for (const types::VariantInfo& v : adt->second.variants)
      for (const types::FieldInfo& f : v.fields)
        if (f.name == x.fields[0].name) insert(f.def);
  }

  // rustc: Pat::necessary_variants. Alternatives are not looked into: none of them is necessary.
  void necessary_variants(syntax::PatId id) {
    const syntax::Pat& p = ast[id];
    const auto path = [&](syntax::NodeId node) {
      const resolve::PartialRes res = partial(node);
      if (res.unresolved != 0 || res.base.kind != Res::Kind::def) return;
      const resolve::Def& d = cx_.defs[res.base.def];
      if (d.kind == DefKind::variant) ignored_variants_.push_back(res.base.def);
      else if (d.kind == DefKind::ctor && cx_.defs[d.parent].kind == DefKind::variant) ignored_variants_.push_back(d.parent);
    };
    if (const auto* s = std::get_if<syntax::PatStruct>(&p.kind)) {
      path(p.id);
      for (const syntax::PatField& f : s->fields) necessary_variants(f.pat);
    } else if (const auto* t = std::get_if<syntax::PatTupleStruct>(&p.kind)) {
      path(p.id);
      for (syntax::PatId e : t->elems) necessary_variants(e);
    } else if (std::holds_alternative<syntax::PatPath>(p.kind) || is_path(p)) {
      path(p.id);
    } else if (const auto* i = std::get_if<syntax::PatIdent>(&p.kind); i != nullptr && i->sub.valid()) {
      necessary_variants(i->sub);
    } else if (const auto* r = std::get_if<syntax::PatRef>(&p.kind)) {
      necessary_variants(r->pat);
    } else if (const auto* l = std::get_if<syntax::PatTuple>(&p.kind)) {
      for (syntax::PatId e : l->elems) necessary_variants(e);
    } else if (const auto* l = std::get_if<syntax::PatSlice>(&p.kind)) {
      for (syntax::PatId e : l->elems) necessary_variants(e);
    }
  }

  // --- seeds ---
  bool allowed(DefId d) const { return levels_.silent(Lint::dead_code, cx_.defs[d].ident_span); }
  void seed() {
    for (const DefId d : reachable_) push(d, false);
    if (krate_.res.main.valid()) push(krate_.res.main, false);
    for (const DefId test : krate_.res.test_fns) push(test, false);
    for (DefId id = cx_.defs.defs.first(true); id < cx_.defs.defs.last(true); ++id.index) seed_item(id);
  }
  void seed_item(DefId id) {
    const resolve::Def& d = cx_.defs[id];
    switch (d.kind) {
      case DefKind::struct_:
      case DefKind::union_:
      case DefKind::trait:
      case DefKind::type_alias:
      case DefKind::fn:
      case DefKind::static_:
        if (allowed(id)) push(id, true);
        break;
      case DefKind::const_:
        if (d.name == source::sym::underscore) push(id, false);
        else if (allowed(id)) push(id, true);
        break;
      case DefKind::enum_:
        if (!allowed(id)) break;
        push(id, true);
        for (const DefId v : cx_.defs.children_of(id)) push(v, true);
        break;
      case DefKind::impl:
        if (allowed(id)) push(id, true);
        else if (of_trait(id)) unsolved_.push_back(id);
        break;
      case DefKind::assoc_fn:
      case DefKind::assoc_const:
      case DefKind::assoc_ty:
        if (allowed(id)) push(id, true);
        else if (cx_.defs[d.parent].kind == DefKind::impl && of_trait(d.parent)) unsolved_.push_back(id);
        break;
      default: break;
    }
  }
  bool of_trait(DefId impl) const {
    const auto it = cx_.items.impls.find(impl);
    return it != cx_.items.impls.end() && it->second.trait_ref.has_value();
  }
  bool impl_or_item_live(DefId d) const {
    const bool is_impl = cx_.defs[d].kind == DefKind::impl;
    const DefId impl = is_impl ? d : cx_.defs[d].parent;
    const types::ImplDef& info = cx_.items.impls.at(impl);
    DefId trait = info.trait_ref->trait;
    if (!is_impl) {
      const auto assoc = cx_.items.assoc.find(d);
      trait = assoc == cx_.items.assoc.end() ? DefId() : assoc->second.trait_item;
    }
    if (trait.valid() && local(trait) && !out_.contains(trait)) return false;
    const auto* adt = cx_.store.get<types::Adt>(info.self_ty);
    return adt == nullptr || !local(adt->def) || out_.contains(adt->def);
  }

  // --- the worklist ---
  void mark_live() {
    while (!work_.empty()) {
      Work w = work_.back();
      work_.pop_back();
      if (cx_.defs[w.def].kind == DefKind::ctor) w.def = cx_.defs[w.def].parent;
      if (!w.from_allow) out_.live.insert(w.def);
      if (scanned_.insert(w.def).second) node(w.def);
    }
  }
  void node(DefId def) {
    const resolve::Def& d = cx_.defs[def];
    if (!d.item.valid() || d.kind == DefKind::mod) return;
    const syntax::Item& item = ast[d.item];
    const bool assoc = d.kind == DefKind::assoc_fn || d.kind == DefKind::assoc_const || d.kind == DefKind::assoc_ty;
    if (assoc && cx_.defs[d.parent].kind == DefKind::impl) {
      if (reads_nothing(d.parent)) return;
      const types::ImplDef& impl = cx_.items.impls.at(d.parent);
      if (!impl.trait_ref) {
        // A type lives by the items it has that do.
        if (const auto* adt = cx_.store.get<types::Adt>(impl.self_ty)) check(adt->def);
        if (const auto* dyn = cx_.store.get<types::Dynamic>(impl.self_ty))
          for (const auto& p : cx_.store[dyn->predicates])
            if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) check(t->trait);
      }
    } else if (assoc) {
      check(d.parent);
    } else if (d.kind == DefKind::trait) {
      for (const DefId child : cx_.defs.children_of(def))
        if (cx_.defs[child].kind == DefKind::assoc_ty) check(child);
    }
    const Results* outer = results_;
    const bool outer_fields = fields_live_;
    const auto own = results_of_.find(def);
    results_ = own == results_of_.end() ? nullptr : own->second;
    const auto adt = cx_.items.adts.find(def);
    fields_live_ = (d.kind == DefKind::struct_ || d.kind == DefKind::union_) && adt != cx_.items.adts.end() &&
                   (adt->second.repr.c || adt->second.repr.transparent);
    walk_item(item);
    results_ = outer;
    fields_live_ = outer_fields;
  }
  // Derived impls of traits that merely copy or print: fields read by nothing else are not read. rustc: rustc_trivial_field_reads.
  bool reads_nothing(DefId impl) {
    const types::ImplDef& info = cx_.items.impls.at(impl);
    if (!info.trait_ref || !has_attribute(ast[cx_.defs[impl].item], "automatically_derived")) return false;
    const DefId trait = info.trait_ref->trait;
    if (local(trait) || !has_attribute(cx_.crate_of(trait).ast[cx_.defs[trait].item], "rustc_trivial_field_reads")) return false;
    if (const auto* adt = cx_.store.get<types::Adt>(info.self_ty)) {
      auto& list = out_.ignored_derives[adt->def];
      if (std::find(list.begin(), list.end(), trait) == list.end()) list.push_back(trait);
    }
    return true;
  }

  types::Context& cx_;
  const resolve::Crate& krate_;
  const Levels& levels_;
  std::unordered_set<DefId, IndexHash> reachable_;
  std::unordered_map<DefId, const Results*, IndexHash> results_of_;
  const Results* results_ = nullptr;
  std::vector<Work> work_;
  std::unordered_set<DefId, IndexHash> scanned_;
  std::vector<DefId> unsolved_, ignored_variants_;
  bool in_pat_ = false, fields_live_ = false;
  LiveSymbols out_;
};

}  // namespace

LiveSymbols live_symbols(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies,
                         const Levels& levels) {
  return MarkSymbols(cx, krate, bodies, levels).run();
}

}  // namespace borrowlab::lint
