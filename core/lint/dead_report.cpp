// How dead code is told: in module after module, items in source order. After rustc_passes::dead::DeadVisitor.
#include <algorithm>

#include "lint/dead.h"
#include "lint/visit.h"
#include "lint/words.h"
#include "support/sort.h"

namespace borrowlab::lint {

using resolve::DefKind;

namespace {

// The items of one module, those within bodies included; then, in turn, the modules in it.
class ItemCollector : public Visitor {
 public:
  ItemCollector(const resolve::Crate& krate) : Visitor(krate.ast), krate_(krate) { module_items(krate.ast.root, krate.res.root); }
  struct Module {
    DefId def;
    std::vector<DefId> items;
  };
  std::vector<Module> modules;

  void item(syntax::ItemId id) override {
    const syntax::Item& i = ast[id];
    const DefId def = krate_.res.def_of[i.id.index];
    if (!def.valid()) return;
    modules[current_].items.push_back(def);
    if (const auto* m = std::get_if<syntax::ItemMod>(&i.kind)) inner_.emplace_back(def, m);
    else walk_item(i);
  }

 private:
  void module_items(const std::vector<syntax::ItemId>& items, DefId def) {
    const size_t outer = current_;
    current_ = modules.size();
    modules.push_back({def, {}});
    std::vector<std::pair<DefId, const syntax::ItemMod*>> outer_inner;
    outer_inner.swap(inner_);
    for (const syntax::ItemId i : items) item(i);
    outer_inner.swap(inner_);
    for (const auto& [d, m] : outer_inner) module_items(m->items, d);
    current_ = outer;
  }
  const resolve::Crate& krate_;
  size_t current_ = 0;
  std::vector<std::pair<DefId, const syntax::ItemMod*>> inner_;
};

enum class ReportOn : uint8_t { tuple_field, named_field };

class DeadVisitor {
 public:
  DeadVisitor(types::Context& cx, const LiveSymbols& live, const Levels& levels) : cx_(cx), live_(live), levels_(levels) {}

  Findings run(const resolve::Crate& krate) {
    for (const auto& module : ItemCollector(krate).modules)
      for (const DefId item : module.items) check_item(item, module.def);
    return std::move(out_);
  }

 private:
  bool is_live(DefId d) const { return live_.contains(d) || cx_.defs[d].name.str().substr(0, 1) == "_"; }

  void check_item(DefId item, DefId module) {
    const resolve::Def& d = cx_.defs[item];
    const bool inherent = d.kind == DefKind::impl && !cx_.items.impls.at(item).trait_ref;
    if (inherent || (d.kind == DefKind::trait && live_.contains(item))) {
      std::vector<DefId> dead;
      for (const DefId child : cx_.defs.children_of(item))
        if (!is_live(child)) dead.push_back(child);
      warn_multiple(item, "used", std::move(dead), ReportOn::named_field);
    }
    if (!live_.contains(item)) {
      // What is within something dead has been told of with it.
      if (d.parent != module && !live_.contains(d.parent)) return;
      return check_definition(item);
    }
    if (d.kind != DefKind::struct_ && d.kind != DefKind::union_ && d.kind != DefKind::enum_) return;
    std::vector<DefId> dead_variants;
    for (const types::VariantInfo& v : cx_.items.adt(item).variants) {
      if (!live_.contains(v.def)) {
        dead_variants.push_back(v.def);
        continue;
      }
      std::vector<DefId> dead;
      for (const types::FieldInfo& f : v.fields)
        if (!live_.contains(f.def) && !says_something_unread(f)) dead.push_back(f.def);
      warn_multiple(v.def, "read", std::move(dead), v.shape == syntax::VariantShape::tuple ? ReportOn::tuple_field : ReportOn::named_field);
    }
    warn_multiple(item, "constructed", std::move(dead_variants), ReportOn::named_field);
  }

  // Markers, and positional fields without a value (or whose size nobody knows): they are there for their type.
  bool says_something_unread(const types::FieldInfo& f) const {
    const auto* adt = cx_.store.get<types::Adt>(f.ty);
    if (adt != nullptr && cx_.items.adt(adt->def).is_phantom_data) return true;
    return is_positional(f.name) && size_of(f.ty, 0) != Size::some;
  }
  static bool is_positional(Symbol name) { return name.str()[0] >= '0' && name.str()[0] <= '9'; }
  enum class Size : uint8_t { zero, some, unknown };
  Size size_of(types::TypeId ty, uint32_t depth) const {
    const types::TypeKind& kind = cx_.store[ty];
    if (depth > 8 || std::holds_alternative<types::Param>(kind) || std::holds_alternative<types::Alias>(kind)) return Size::unknown;
    Size all = Size::zero;
    const auto add = [&](types::TypeId part) {
      const Size s = size_of(part, depth + 1);
      if (s == Size::unknown || all == Size::unknown) all = Size::unknown;
      else if (s == Size::some) all = Size::some;
    };
    if (const auto* t = std::get_if<types::Tuple>(&kind)) {
      for (const types::TypeId e : cx_.store[t->elems]) add(e);
      return all;
    }
    if (const auto* a = std::get_if<types::Array>(&kind)) return size_of(a->elem, depth + 1);
    if (std::holds_alternative<types::FnDef>(kind) || std::holds_alternative<types::Never>(kind)) return Size::zero;
    const auto* adt = std::get_if<types::Adt>(&kind);
    if (adt == nullptr) return Size::some;
    const types::AdtDef& def = cx_.items.adt(adt->def);
    if (def.is_box) return Size::some;
    if (def.is_phantom_data) return Size::zero;
    if (def.variants.size() > 1) all = Size::some;
    for (const types::VariantInfo& v : def.variants)
      for (const types::FieldInfo& f : v.fields) add(types::instantiate(cx_.store, f.ty, adt->args));
    return all;
  }

  void check_definition(DefId d) {
    if (is_live(d)) return;
    switch (cx_.defs[d].kind) {
      case DefKind::struct_: return warn({d}, "constructed", {}, ReportOn::named_field);
      case DefKind::fn:
      case DefKind::static_:
      case DefKind::const_:
      case DefKind::type_alias:
      case DefKind::enum_:
      case DefKind::union_:
      case DefKind::trait: return warn({d}, "used", {}, ReportOn::named_field);
      default: return;
    }
  }

  void warn_multiple(DefId parent, const char* participle, std::vector<DefId> dead, ReportOn on) {
    std::erase_if(dead, [&](DefId d) { return cx_.defs[d].name.str().substr(0, 1) == "_"; });
    const auto level = [&](DefId d) { return levels_.at(Lint::dead_code, cx_.defs[d].ident_span); };
    sort(dead, [&](DefId a, DefId b) { return level(a) < level(b); });
    for (size_t i = 0; i < dead.size();) {
      size_t end = i + 1;
      while (end < dead.size() && level(dead[end]) == level(dead[i])) ++end;
      warn({dead.begin() + static_cast<ptrdiff_t>(i), dead.begin() + static_cast<ptrdiff_t>(end)}, participle, parent, on);
      i = end;
    }
  }

  void warn(const std::vector<DefId>& dead, const char* participle, DefId parent, ReportOn on) {
    const size_t num = dead.size();
    const bool one = num == 1;
    std::string descr = describe(cx_, dead[0]);
    std::vector<std::string> names;
    diagnostics::MultiSpan spans;
    for (const DefId d : dead) {
      if (describe(cx_, d) != describe(cx_, dead[0])) descr = "associated item";
      names.emplace_back(cx_.defs[d].name.str());
      spans.primary.push_back(cx_.defs[d].ident_span.with_ctxt(cx_.defs[d].span.ctxt));
    }
    const std::string plural = one ? descr : descr + "s";
    std::string message = num > 6 ? "multiple " + plural + " are" : plural + " " + list_and(names) + (one ? " is" : " are");
    message += std::string(" never ") + participle;
    const std::vector<Span> places = spans.primary;
    Diagnostic d = finding(Lint::dead_code, std::move(message), std::move(spans));
    if (on == ReportOn::tuple_field) change_fields(d, dead, places, parent);
    if (parent.valid()) d.label(cx_.defs[parent].ident_span, plural + " in this " + describe(cx_, parent));
    DefId type = parent.valid() ? parent : dead[0];
    if (cx_.defs[type].kind == DefKind::variant) type = cx_.defs[type].parent;
    ignored_derives(d, type);
    if (on == ReportOn::named_field)
      for (const DefId item : dead) variant_of_that_name(d, item);
    out_.push_back(std::move(d));
  }

  void change_fields(Diagnostic& d, const std::vector<DefId>& dead, const std::vector<Span>& places, DefId parent) const {
    const std::string field = dead.size() == 1 ? "field" : "fields";
    // At the end of a struct they can go; elsewhere those behind would be counted anew.
    const bool of_struct = parent.valid() && cx_.defs[parent].kind == DefKind::struct_;
    const size_t count = of_struct ? cx_.items.adt(parent).variants[0].fields.size() : 0;
    const bool trailing =
        of_struct && std::all_of(dead.begin(), dead.end(), [&](DefId f) { return cx_.defs[f].index_in_parent + dead.size() >= count; });
    if (trailing) {
      d.help("consider removing " + std::string(dead.size() == 1 ? "this " : "these ") + field);
      return;
    }
    std::vector<diagnostics::SubstitutionPart> parts;
    for (const Span s : places) parts.push_back({s, "()"});
    d.suggest_multipart("consider changing the " + field +
                            " to be of unit type to suppress this warning while preserving the field numbering, or remove the " + field,
                        std::move(parts), diagnostics::Applicability::has_placeholders);
  }

  void ignored_derives(Diagnostic& d, DefId type) const {
    const auto traits = live_.ignored_derives.find(type);
    if (traits == live_.ignored_derives.end()) return;
    std::vector<std::string> names;
    for (const DefId t : traits->second) names.emplace_back(cx_.defs[t].name.str());
    const bool one = names.size() == 1;
    d.note("`" + std::string(cx_.defs[type].name.str()) + "` has " +
           (one ? "a derived impl for the trait " : "derived impls for the traits ") + list_and(names) + ", but " +
           (one ? "this is" : "these are") + " intentionally ignored during dead code analysis");
  }

  void variant_of_that_name(Diagnostic& d, DefId item) const {
    const resolve::Def& def = cx_.defs[item];
    if ((def.kind != DefKind::assoc_fn && def.kind != DefKind::assoc_const) || cx_.defs[def.parent].kind != DefKind::impl) return;
    const types::ImplDef& impl = cx_.items.impls.at(def.parent);
    const auto* adt = impl.trait_ref ? nullptr : cx_.store.get<types::Adt>(impl.self_ty);
    if (adt == nullptr || cx_.items.adt(adt->def).kind != types::AdtKind::enum_) return;
    for (const types::VariantInfo& v : cx_.items.adt(adt->def).variants)
      if (v.name == def.name)
        d.span_note(cx_.defs[v.def].span, "it is impossible to refer to the " + describe(cx_, item) + " `" + std::string(def.name.str()) +
                                              "` because it is shadowed by this enum variant with the same name");
  }

  types::Context& cx_;
  const LiveSymbols& live_;
  const Levels& levels_;
  Findings out_;
};

}  // namespace

Findings dead_code(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies, const Levels& levels) {
  const LiveSymbols live = live_symbols(cx, krate, bodies, levels);
  return DeadVisitor(cx, live, levels).run(krate);
}

}  // namespace borrowlab::lint
