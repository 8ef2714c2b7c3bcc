// Whether the types that items write make sense: bounds of what they name, sizes of fields, supertraits of impls, bounds of
// associated types. After rustc_hir_analysis::check::wfcheck.
#include "support/function_ref.h"
#include "typeck/check/fn_ctxt.h"
#include "typeck/check/outlives.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

namespace {

using namespace check;

class WellFormedChecker {
 public:
  WellFormedChecker(Context& c, const resolve::Crate& k, diagnostics::Sink& s) : cx(c), krate(k), sink(s) {}

  // Items first, then what impls hold, then what traits hold, as rustc goes through a crate.
  void run(FunctionRef<bool(DefId)> before) {
    std::vector<DefId> items, in_impls, in_traits;
    const bool user = krate.id == resolve::user_crate;
    for (DefId d = cx.defs.defs.first(user); d < cx.defs.defs.last(user); ++d.index) {
      if (!cx.defs[d].item.valid()) continue;
      const DefId parent = cx.defs[d].parent;
      const bool in_impl = parent.valid() && cx.defs[parent].kind == DefKind::impl;
      const bool in_trait = parent.valid() && cx.defs[parent].kind == DefKind::trait && is_assoc(d);
      (in_impl && is_assoc(d) ? in_impls : in_trait ? in_traits : items).push_back(d);
    }
    for (const auto* list : {&items, &in_impls, &in_traits})
      for (DefId d : *list) {
        if (before(d)) check(d);
      }
  }

 private:
  Context& cx;
  const resolve::Crate& krate;
  diagnostics::Sink& sink;

  bool is_assoc(DefId d) const {
    const DefKind k = cx.defs[d].kind;
    return k == DefKind::assoc_fn || k == DefKind::assoc_ty || k == DefKind::assoc_const;
  }
  const syntax::Item& item(DefId d) const { return krate.ast[cx.defs[d].item]; }

  void check(DefId d) {
    switch (cx.defs[d].kind) {
      case DefKind::struct_:
      case DefKind::enum_:
      case DefKind::union_: return adt(d);
      case DefKind::fn:
      case DefKind::assoc_fn: return function(d);
      case DefKind::const_:
      case DefKind::static_:
      case DefKind::assoc_const: return constant(d);
      case DefKind::impl: return impl(d);
      case DefKind::trait: return where_clauses(d);
      case DefKind::assoc_ty: return assoc_type(d);
      default: return;
    }
  }

  static void finish(FnCtxt& f) {
    std::vector<FulfillmentError> errors;
    for (FulfillmentError& e : f.fulfill.select_all_or_error(f.icx)) {
      if (e.ambiguous) continue;
      e.root.cause.span = innermost(f, e);
      errors.push_back(std::move(e));
    }
    if (!errors.empty()) f.report_fulfillment(errors);
  }

  // The innermost of the types written within the place blamed that asks for what fails. rustc: hir_wf_check.
  static Span innermost(FnCtxt& f, const FulfillmentError& e) {
    Span best = e.root.cause.span;
    if (e.root.cause.kind != ObligationKind::item_bound || best.from_expansion()) return best;
    LowerHooks hooks;
    hooks.item = f.owner;
    const std::string wanted = types::to_string(f.cx, f.icx.resolve(e.root.predicate));
    for (uint32_t i = 0; i < f.ast.tys.size(); ++i) {
      const TyId id(i);
      const Span span = f.ast[id].span;
      if (span.lo < best.lo || span.hi > best.hi || span.hi - span.lo >= best.hi - best.lo) continue;
      diagnostics::Sink ignored;
      const TypeId ty = lower_ty(f.cx, f.krate, id, hooks, ignored);
      if ((f.store.flags(ty) & (types::has_error | types::has_bound_regions)) != 0) continue;
      for (const Obligation& o : wf_obligations(f.icx, f.cause(span), f.env, f.normalize(span, ty)))
        if (types::to_string(f.cx, f.icx.resolve(o.predicate)) == wanted) best = span;
    }
    return best;
  }

  static void well_formed(FnCtxt& f, Span span, TypeId ty) {
    if ((f.store.flags(ty) & types::has_error) != 0) return;
    f.add_all(wf_obligations(f.icx, f.cause(span), f.env, f.normalize(span, ty)));
  }

  // Bounds that speak of no parameter must hold as they stand; those that do are assumed, but what they name must make sense.
  void where_clauses(FnCtxt& f, DefId d) {
    for (const types::Predicate& p : cx.items.predicates[d]) {
      const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
      if (t == nullptr || p.clause.vars != f.store.no_vars || t->trait_ref.trait == d) continue;
      const ArgsId args = t->trait_ref.args;
      if ((f.store.flags(args) & types::has_error) != 0) continue;
      if ((f.store.flags(args) & (types::has_param | types::has_infer | types::has_free_regions)) == 0) {
        f.add({f.cause(p.span), types::ParamEnv{}, p.clause});
        continue;
      }
      for (const types::Predicate& q : types::predicates_of(cx, t->trait_ref.trait, args)) {
        if (q.clause == p.clause) continue;
        f.add({f.cause(p.span, ObligationKind::item_bound, t->trait_ref.trait, q.span), f.env, f.normalize(p.span, q.clause)});
      }
      for (GenericArg a : f.store[args])
        if (a.is_type()) f.add_all(wf_obligations(f.icx, f.cause(p.span), f.env, f.normalize(p.span, a.type())));
    }
  }
  void where_clauses(DefId d) {
    FnCtxt f(cx, d, sink);
    where_clauses(f, d);
    finish(f);
  }

  void adt(DefId d) {
    FnCtxt f(cx, d, sink);
    const types::AdtDef& def = cx.items.adt(d);
    for (const types::VariantInfo& v : def.variants)
      for (size_t i = 0; i < v.fields.size(); ++i) {
        const types::FieldInfo& field = v.fields[i];
        well_formed(f, field.ty_span, field.ty);
        const bool may_be_unsized = def.kind == types::AdtKind::struct_ && i + 1 == v.fields.size();
        if (may_be_unsized || (f.store.flags(field.ty) & types::has_error) != 0) continue;
        f.require_sized(field.ty_span, f.normalize(field.ty_span, field.ty),
                        def.kind == types::AdtKind::struct_ ? ObligationKind::sized_field : ObligationKind::sized_other_field);
      }
    where_clauses(f, d);
    finish(f);
    if (f.results.tainted) return;
    if (def.kind == types::AdtKind::union_)
      for (const types::FieldInfo& field : def.variants[0].fields)
        if (!allowed_in_union(f, field.ty)) needs_manual_drop(field);
    Outlives outlives(cx, krate, d, sink);
    for (const types::VariantInfo& v : def.variants)
      for (const types::FieldInfo& field : v.fields) outlives.field(field.ty, field.ty_span);
  }

  // A union does not know which of its fields to drop.
  bool allowed_in_union(FnCtxt& f, TypeId ty) {
    if ((f.store.flags(ty) & types::has_error) != 0 || f.store.get<types::Ref>(ty) != nullptr) return true;
    if (const auto* tuple = f.store.get<types::Tuple>(ty)) {
      for (TypeId e : f.store[tuple->elems])
        if (!allowed_in_union(f, e)) return false;
      return true;
    }
    if (const auto* array = f.store.get<types::Array>(ty)) return allowed_in_union(f, array->elem);
    if (const auto* a = f.store.get<types::Adt>(ty); a != nullptr && cx.items.adt(a->def).is_manually_drop) return true;
    return f.is_copy(ty);
  }
  void needs_manual_drop(const types::FieldInfo& field) {
    diagnostics::Diagnostic d(diagnostics::Level::error,
                              "field must implement `Copy` or be wrapped in `ManuallyDrop<...>` to be used in a union", field.span,
                              "E0740");
    d.note("union fields must not have drop side-effects, which is currently enforced via either `Copy` or `ManuallyDrop<...>`");
    d.suggest_multipart("wrap the field type in `ManuallyDrop<...>`",
                        {{field.ty_span.shrink_to_lo(), "std::mem::ManuallyDrop<"}, {field.ty_span.shrink_to_hi(), ">"}},
                        diagnostics::Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
    sink.emit(std::move(d));
  }

  void function(DefId d) {
    const auto& fn = std::get<syntax::ItemFn>(item(d).kind);
    FnCtxt f(cx, d, sink);
    const types::FnSig sig = types::instantiate_binder(f.store, cx.items.fn(d).sig, [&](uint32_t i, const types::BoundVar& v) {
      types::BoundRegionKind kind = v.kind;
      if (!kind.def.valid() && kind.anon == 0) kind.anon = i;
      return f.store.region(types::ReLateParam{d, kind});
    });
    const auto inputs = f.store.inputs(sig);
    for (size_t i = 0; i < inputs.size() && i < fn.sig.inputs.size(); ++i) {
      const syntax::Param& p = fn.sig.inputs[i];
      const bool short_self = i == 0 && fn.sig.self != syntax::SelfKind::none && fn.sig.self != syntax::SelfKind::typed;
      well_formed(f, short_self || !p.ty.valid() ? p.span : krate.ast[p.ty].span, inputs[i]);
    }
    if (fn.sig.self == syntax::SelfKind::typed && !inputs.empty()) receiver(f, d, inputs[0], krate.ast[fn.sig.inputs[0].ty].span);
    well_formed(f, fn.sig.output.valid() ? krate.ast[fn.sig.output].span : fn.sig.decl_output_span, f.store.output(sig));
    where_clauses(f, d);
    finish(f);
  }

  // `self: T`: T must lead to Self. E0307, E0801.
  void receiver(FnCtxt& f, DefId d, TypeId written, Span at) {
    if ((cx.store.flags(written) & types::has_error) != 0) return;
    const DefId parent = cx.defs[d].parent;
    const bool in_trait = cx.defs[parent].kind == DefKind::trait;
    const auto impl = cx.items.impls.find(parent);
    if (!in_trait && (impl == cx.items.impls.end() || !impl->second.self_ty.valid())) return;
    const TypeId self = types::erase_regions(
        cx.store, in_trait ? cx.store.type(types::Param{0, source::sym::kw_Self}) : f.normalize(at, impl->second.self_ty));
    const TypeId type = f.normalize(at, written);
    const uint32_t own_params = cx.items.generics_of(d).parent_count;
    bool leads_to_self = false, generic = false, own_pointer = false;
    f.autoderef(at, type, false, [&](TypeId step, const auto&) {
      step = f.icx.resolve(step);
      if (const auto* p = f.store.get<types::Param>(step)) generic |= p->index >= own_params && !(in_trait && p->index == 0);
      if (types::erase_regions(cx.store, step) == self) leads_to_self = true;
      else if (const auto* adt = f.store.get<types::Adt>(step)) own_pointer |= cx.defs[adt->def].krate == krate.id;
      return leads_to_self || generic;
    });
    const char* pointers =
        "`self`, `&self`, `&mut self`, `self: Box<Self>`, `self: Rc<Self>`, `self: Arc<Self>`, or `self: Pin<P>` (where P is one of the "
        "previous types except `Self`)";
    const std::string name = types::to_string(cx, GenericArg(written));
    if (generic) {
      diagnostics::Diagnostic e(diagnostics::Level::error, "invalid generic `self` parameter type: `" + name + "`", at, "E0801");
      e.note("type of `self` must not be a method generic parameter type");
      e.help(std::string("use a concrete type such as ") + pointers);
      return sink.emit(std::move(e));
    }
    if (leads_to_self) {
      if (own_pointer) sink.refuse(at, "a pointer type of one's own as the type of `self`");
      return;
    }
    if (f.store.get<types::RawPtr>(type) != nullptr) return sink.refuse(at, "a raw pointer as the type of `self`");
    diagnostics::Diagnostic e(diagnostics::Level::error, "invalid `self` parameter type: `" + name + "`", at, "E0307");
    e.note("type of `self` must be `Self` or a type that dereferences to it");
    e.help(std::string("consider changing to ") + pointers);
    sink.emit(std::move(e));
  }

  void constant(DefId d) {
    const syntax::Item& it = item(d);
    const auto* c = std::get_if<syntax::ItemConst>(&it.kind);
    const auto* s = std::get_if<syntax::ItemStatic>(&it.kind);
    const syntax::TyId written = c != nullptr ? c->ty : s != nullptr ? s->ty : syntax::TyId();
    const auto type = cx.items.type_of.find(d);
    if (!written.valid() || type == cx.items.type_of.end() || (cx.store.flags(type->second) & types::has_error) != 0) return;
    FnCtxt f(cx, d, sink);
    const Span at = krate.ast[written].span;
    well_formed(f, at, type->second);
    const TypeId ty = f.normalize(at, type->second);
    const bool required_only = c != nullptr && !c->value.valid();  // a trait's: each impl gives its own
    if (!required_only) f.require_sized(at, ty, ObligationKind::misc);
    const bool thread_local_ = find_attr_named(it, "thread_local");
    if (s != nullptr && s->mut == syntax::Mutability::not_ && !thread_local_)
      f.require_trait(at, ty, cx.lang("sync"), ObligationKind::shared_static);
    finish(f);
  }

  static bool find_attr_named(const syntax::Item& it, std::string_view name) {
    for (const syntax::Attribute& a : it.attrs)
      if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == name) return true;
    return false;
  }

  void impl(DefId d) {
    const types::ImplDef& def = cx.items.impls.at(d);
    const auto& written = std::get<syntax::ItemImpl>(item(d).kind);
    if ((cx.store.flags(def.self_ty) & types::has_error) != 0) return;
    FnCtxt f(cx, d, sink);
    const Span self_span = krate.ast[written.self_ty].span;
    if (!def.trait_ref) {
      well_formed(f, self_span, def.self_ty);
    } else if (def.polarity == types::ImplPolarity::positive && (cx.store.flags(def.trait_ref->args) & types::has_error) == 0) {
      const ArgsId args = f.normalize(self_span, def.trait_ref->args);
      for (const types::Predicate& p : types::predicates_of(cx, def.trait_ref->trait, args)) {
        const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
        if (t != nullptr && t->trait_ref.trait == def.trait_ref->trait && t->trait_ref.args == args) continue;
        const auto* proj = std::get_if<types::ProjectionClause>(&p.clause.value);
        const ArgsId of = t != nullptr ? t->trait_ref.args : proj != nullptr ? proj->args : args;
        const bool of_self = !f.store[of].empty() && f.store[of][0] == f.store[args][0];
        const Span at = of_self || !written.trait ? self_span : written.trait->span;
        f.add({f.cause(at, ObligationKind::item_bound, def.trait_ref->trait, p.span), f.env, f.normalize(at, p.clause)});
      }
      for (GenericArg a : f.store[args])
        if (a.is_type())
          f.add_all(wf_obligations(f.icx, f.cause(a.type() == f.store[args][0].type() ? self_span : written.trait->span), f.env, a));
      assoc_bounds(f, def);
    }
    where_clauses(f, d);
    finish(f);
    if (f.results.tainted || !def.trait_ref) return;
    Outlives outlives(cx, krate, d, sink);
    outlives.impl_header(def, written);
  }

  // What the trait asks of its associated types, of the types that the impl gives.
  void assoc_bounds(FnCtxt& f, const types::ImplDef& def) {
    for (DefId have : def.items) {
      const types::AssocItem& a = cx.items.assoc.at(have);
      if (a.kind != types::AssocItem::Kind::type || !a.trait_item.valid() || !cx.items.generics_of(have).own.empty()) continue;
      const auto value = cx.items.type_of.find(have);
      const auto bounds = cx.items.item_bounds.find(a.trait_item);
      if (value == cx.items.type_of.end() || bounds == cx.items.item_bounds.end()) continue;
      if ((cx.store.flags(value->second) & types::has_error) != 0) continue;
      const auto* alias = std::get_if<syntax::ItemTypeAlias>(&item(have).kind);
      if (alias == nullptr || !alias->ty.valid()) continue;
      const Span at = krate.ast[alias->ty].span;
      for (const types::Predicate& p : bounds->second) {
        const types::PolyClause clause = types::instantiate(f.store, p.clause, def.trait_ref->args);
        f.add({f.cause(at, ObligationKind::item_bound, a.trait_item, p.span), f.env, f.normalize(at, clause)});
      }
    }
  }

  void assoc_type(DefId d) {
    const auto* alias = std::get_if<syntax::ItemTypeAlias>(&item(d).kind);
    const auto type = cx.items.type_of.find(d);
    if (alias == nullptr || !alias->ty.valid() || type == cx.items.type_of.end()) return;
    if ((cx.store.flags(type->second) & types::has_error) != 0) return;
    FnCtxt f(cx, d, sink);
    well_formed(f, krate.ast[alias->ty].span, type->second);
    finish(f);
    const DefId parent = cx.defs[d].parent;
    if (f.results.tainted || cx.defs[parent].kind != DefKind::impl) return;
    Outlives(cx, krate, d, sink).assoc_value(type->second, item(d), krate.ast[alias->ty].span);
  }
};

}  // namespace

void check_type_wf(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink, FunctionRef<bool(resolve::DefId)> before) {
  WellFormedChecker(cx, krate, sink).run(before);
}

}  // namespace borrowlab::typeck
