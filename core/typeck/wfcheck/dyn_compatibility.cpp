// Trait objects of traits that cannot have any. After rustc_trait_selection::traits::dyn_compatibility.
#include <algorithm>

#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using namespace types;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;
using resolve::DefKind;

namespace {

struct Violation {
  enum class Kind : uint8_t { sized_self, supertrait_self, method, assoc_const, generic_assoc } kind;
  Span span;           // where the trait's declaration says so; dummy: nowhere to point at
  std::string reason;  // "...because " + reason
  DefId item;
};

class Finder {
 public:
  explicit Finder(Context& cx) : cx_(cx), st_(cx.store) {}

  std::vector<Violation> find(DefId trait) {
    std::vector<Violation> out;
    const PolyTraitRef self{{trait, identity_args(cx_, trait)}, st_.no_vars};
    for (const PolyTraitRef& s : supertraits(cx_, self)) of_trait(s.value.trait, out);
    return out;
  }

 private:
  bool mentions_self(DefId trait, GenericArg value) {
    bool found = false;
    walk_types(st_, value, [&](GenericArg a) {
      if (!a.is_type()) return false;
      if (const auto* p = st_.get<Param>(a.type())) found |= p->index == 0;
      if (const auto* alias = st_.get<Alias>(a.type())) {
        if (alias->kind == AliasKind::opaque) found = true;
        const auto args = st_[alias->args];
        const auto* p = args.empty() || !args[0].is_type() ? nullptr : st_.get<Param>(args[0].type());
        if (p != nullptr && p->index == 0) {
          for (size_t i = 1; i < args.size(); ++i) found |= mentions_self(trait, args[i]);
          return false;
        }
      }
      return !found;
    });
    return found;
  }
  bool wants_sized_self(DefId def) {
    const auto preds = cx_.items.predicates.find(def);
    if (preds == cx_.items.predicates.end()) return false;
    for (const Predicate& p : preds->second)
      if (const auto* t = std::get_if<TraitClause>(&p.clause.value)) {
        const auto args = st_[t->trait_ref.args];
        const auto* self = args.empty() ? nullptr : st_.get<Param>(args[0].type());
        if (t->trait_ref.trait == cx_.lang("sized") && self != nullptr && self->index == 0) return true;
      }
    return false;
  }
  void of_trait(DefId trait, std::vector<Violation>& out) {
    for (const Predicate& p : cx_.items.predicates[trait]) {
      const auto* t = std::get_if<TraitClause>(&p.clause.value);
      if (t == nullptr || t->trait_ref.trait == trait) continue;
      const auto args = st_[t->trait_ref.args];
      const auto* self = args.empty() ? nullptr : st_.get<Param>(args[0].type());
      if (self == nullptr || self->index != 0) continue;
      if (t->trait_ref.trait == cx_.lang("sized")) out.push_back({Violation::Kind::sized_self, p.span, "it requires `Self: Sized`", {}});
      for (size_t i = 1; i < args.size(); ++i)
        if (mentions_self(trait, args[i])) {
          out.push_back({Violation::Kind::supertrait_self, p.span, "it uses `Self` as a type parameter", {}});
          break;
        }
    }
    const auto def = cx_.items.traits.find(trait);
    if (def == cx_.items.traits.end()) return;
    for (DefId d : def->second.items) {
      const AssocItem& item = cx_.items.assoc.at(d);
      const std::string name(item.name.str());
      const Span at = cx_.defs[d].ident_span;
      if (item.kind == AssocItem::Kind::konst) {
        out.push_back({Violation::Kind::assoc_const, at, "it contains associated const `" + name + "`", d});
      } else if (item.kind == AssocItem::Kind::type) {
        if (!cx_.items.generics_of(d).own.empty() && !wants_sized_self(d))
          out.push_back({Violation::Kind::generic_assoc, at, "it contains generic associated type `" + name + "`", d});
      } else if (!wants_sized_self(d)) {
        method(trait, item, out);
      }
    }
  }
  void method(DefId trait, const AssocItem& item, std::vector<Violation>& out) {
    const std::string name(item.name.str());
    const Span at = cx_.defs[item.def].ident_span;
    const resolve::Crate& home = cx_.crate_of(item.def);
    const auto* written = std::get_if<syntax::ItemFn>(&home.ast[cx_.defs[item.def].item].kind);
    const auto add = [&](Span span, std::string reason) { out.push_back({Violation::Kind::method, span, std::move(reason), item.def}); };
    if (!item.has_self) {
      add(at, "associated function `" + name + "` has no `self` parameter");
      return;
    }
    const FnSig sig = cx_.items.fn(item.def).sig.value;
    const auto inputs = st_.inputs(sig);
    for (size_t i = 1; i < inputs.size(); ++i)
      if (mentions_self(trait, inputs[i])) {
        add(written != nullptr && i < written->sig.inputs.size() ? home.ast[written->sig.inputs[i].ty].span : at,
            "method `" + name + "` references the `Self` type in this parameter");
        return;
      }
    if (mentions_self(trait, st_.output(sig))) {
      add(written != nullptr && written->sig.output.valid() ? home.ast[written->sig.output].span : at,
          "method `" + name + "` references the `Self` type in its return type");
      return;
    }
    for (const GenericParamDef& p : cx_.items.generics_of(item.def).own)
      if (p.kind != GenericParamDef::Kind::lifetime) {
        add(at, "method `" + name + "` has generic type parameters");
        return;
      }
  }

  Context& cx_;
  Store& st_;
};

}  // namespace

void WfChecker::trait_object(const syntax::Ty& ty, const syntax::TyDyn& dyn, bool in_signature) {
  for (const syntax::GenericBound& b : dyn.bounds) {
    if (b.kind != syntax::GenericBound::Kind::trait || b.maybe || b.ref_id.index >= krate_.res.paths.size()) continue;
    const PartialRes& r = krate_.res.paths[b.ref_id.index];
    if (r.unresolved != 0 || r.base.kind != Res::Kind::def || cx_.defs[r.base.def].kind != DefKind::trait) continue;
    const DefId trait = r.base.def;
    if (is_dyn_compatible(cx_, trait)) continue;
    const std::vector<Violation> violations = Finder(cx_).find(trait);
    if (violations.empty()) {
      // The rule said no and cannot say why (a receiver that cannot be dispatched on).
      sink_.refuse(ty.span, "a trait object of this trait");
      return;
    }
    bool early = false;  // what lowering the type alone tells is reported at the bound
    for (const Violation& v : violations) early |= v.kind == Violation::Kind::supertrait_self || v.kind == Violation::Kind::generic_assoc;
    const Span at = in_signature && !early ? ty.span : b.trait.span;
    const std::string name = cx_.defs.path_str(trait);
    Diagnostic d(Level::error, "the trait `" + name + "` is not dyn compatible", at, "E0038");
    d.label(at, "`" + name + "` is not dyn compatible");
    if (cx_.defs[trait].krate != krate_.id) {
      d.note("the trait is not dyn compatible because " + violations[0].reason);
      d.note(
          "for a trait to be dyn compatible it needs to allow building a vtable\n"
          "for more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>");
    } else {
      MultiSpan why;
      why.push_label(cx_.defs[trait].ident_span, "this trait is not dyn compatible...");
      std::vector<DefId> movable;
      for (const Violation& v : violations) {
        if (v.kind == Violation::Kind::method && early) continue;
        why.primary.push_back(v.span);
        why.push_label(v.span, (why.primary.size() == 1 ? "...because " : "...because ") + v.reason);
        if (v.item.valid() && std::find(movable.begin(), movable.end(), v.item) == movable.end()) movable.push_back(v.item);
      }
      d.span_note(why,
                  "for a trait to be dyn compatible it needs to allow building a vtable\n"
                  "for more information, visit <https://doc.rust-lang.org/reference/items/traits.html#dyn-compatibility>");
      for (DefId m : movable) d.help("consider moving `" + std::string(cx_.defs[m].name.str()) + "` to another trait");
      std::vector<TypeId> implementors;
      for (DefId impl : types::trait_impls(cx_, trait).all) implementors.push_back(items_.impls.at(impl).self_ty);
      if (implementors.size() == 1 && (st_.flags(implementors[0]) & has_param) == 0)
        d.help("only type `" + to_string(cx_, GenericArg(implementors[0])) + "` implements `" + name +
               "`; consider using it directly instead.");
    }
    sink_.emit(std::move(d));
    return;
  }
}

void WfChecker::trait_objects() {
  // Those written in signatures; every other one stands in a body.
  std::vector<bool> in_signature(ast_.tys.size()), in_alias(ast_.tys.size());
  const auto mark = [&](syntax::TyId t, std::vector<bool>& marks) {
    if (!t.valid()) return;
    walk_ty(krate_, t, nullptr, [&](const syntax::Ty& ty) {
      for (uint32_t i = 0; i < ast_.tys.size(); ++i)
        if (&ast_[syntax::TyId(i)] == &ty) marks[i] = true;
    });
  };
  const auto note = [&](syntax::TyId t) { mark(t, in_signature); };
  bool any = false;
  for (const syntax::Ty& t : ast_.tys) any |= std::holds_alternative<syntax::TyDyn>(t.kind);
  if (!any) return;
  for (const syntax::Item& it : ast_.items) {
    if (const auto* fn = std::get_if<syntax::ItemFn>(&it.kind)) {
      for (const syntax::Param& p : fn->sig.inputs) note(p.ty);
      note(fn->sig.output);
    } else if (const auto* impl = std::get_if<syntax::ItemImpl>(&it.kind)) {
      note(impl->self_ty);
    } else if (const auto* alias = std::get_if<syntax::ItemTypeAlias>(&it.kind)) {
      mark(alias->ty, in_alias);  // not looked at until it is used
    }
  }
  for (uint32_t i = 0; i < ast_.tys.size(); ++i) {
    const syntax::Ty& t = ast_[syntax::TyId(i)];
    if (const auto* d = std::get_if<syntax::TyDyn>(&t.kind); d != nullptr && !in_alias[i]) trait_object(t, *d, in_signature[i]);
  }
}

}  // namespace borrowlab::typeck
