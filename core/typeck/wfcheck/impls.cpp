// Impls: what they may be for, which parameters they may have, what they may define.
#include <algorithm>

#include "typeck/wfcheck/wfcheck.h"

namespace borrowlab::typeck {

using namespace types;
using diagnostics::Diagnostic;
using diagnostics::Level;
using diagnostics::MultiSpan;
using resolve::DefKind;

void WfChecker::inherent_target(DefId d, const syntax::ItemImpl& written) {
  const TypeId self = items_.impls.at(d).self_ty;
  const TypeKind& k = st_[self];
  const Span at = cx_.defs[d].ident_span;
  const auto foreign = [&](DefId def) { return cx_.defs[def].krate != krate_.id; };
  const auto outside = [&] {
    Diagnostic diag(Level::error, "cannot define inherent `impl` for a type outside of the crate where the type is defined", at, "E0116");
    diag.label(at, "impl for type defined outside of crate");
    diag.help(
        "consider defining a trait and implementing it for the type or using a newtype wrapper like `struct MyType(ExternalType);` and "
        "implement it");
    diag.note(
        "for more details about the orphan rules, see "
        "<https://doc.rust-lang.org/reference/items/implementations.html?highlight=orphan#orphan-rules>");
    const syntax::Ty& ty = ast_[written.self_ty];
    if (std::holds_alternative<syntax::TyPath>(ty.kind) && ty.id.index < krate_.res.paths.size()) {
      const PartialRes& r = krate_.res.paths[ty.id.index];
      if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::type_alias)
        diag.span_note(head(r.base.def), "`" + cx_.defs.path_str(r.base.def) + "` does not define a new type, only an alias of `" +
                                             to_string(cx_, GenericArg(self)) + "` defined here");
    }
    sink_.emit(std::move(diag));
  };
  if (const auto* adt = std::get_if<Adt>(&k)) {
    if (foreign(adt->def)) outside();
  } else if (const auto* dyn = std::get_if<Dynamic>(&k)) {
    const auto list = st_[dyn->predicates];
    const auto* principal = list.empty() ? nullptr : std::get_if<ExistentialTraitRef>(&list[0]);
    if (principal != nullptr && foreign(principal->trait)) outside();
  } else if (std::holds_alternative<Param>(k) || std::holds_alternative<Alias>(k)) {
    Diagnostic diag(Level::error, "no nominal type found for inherent implementation", at, "E0118");
    diag.label(at, "impl requires a nominal type");
    diag.note("either implement a trait on it or create a newtype to wrap it instead");
    sink_.emit(std::move(diag));
  } else if (!std::holds_alternative<Error>(k)) {
    Diagnostic diag(Level::error, "cannot define inherent `impl` for primitive types", at, "E0390");
    diag.label(at, "");
    diag.spans.labels.clear();
    diag.help("consider using an extension trait instead");
    if (const auto* r = std::get_if<Ref>(&k))
      diag.note("you could also try moving the reference to uses of `" + to_string(cx_, GenericArg(r->pointee)) +
                "` (such as `self`) within the implementation");
    sink_.emit(std::move(diag));
  }
}

namespace {

// Parameters that a term fixes: those not within a projection.
void constrained_by(const Store& st, GenericArg value, std::vector<bool>& out) {
  const auto mark = [&](uint32_t i) {
    if (i < out.size()) out[i] = true;
  };
  walk_types(st, value, [&](GenericArg a) {
    if (a.is_region()) {
      if (const auto* r = st.get<ReEarlyParam>(a.region())) mark(r->index);
      return false;
    }
    if (a.is_const()) {
      if (const auto* c = st.get<ConstParam>(a.konst())) mark(c->index);
      return false;
    }
    if (st.get<Alias>(a.type()) != nullptr) return false;
    if (const auto* p = st.get<Param>(a.type())) mark(p->index);
    if (const auto* array = st.get<Array>(a.type()))
      if (const auto* c = st.get<ConstParam>(array->len)) mark(c->index);
    return true;
  });
  for_each_free_region(st, value, [&](RegionId r) {
    if (const auto* early = st.get<ReEarlyParam>(r)) mark(early->index);
  });
}

}  // namespace

void WfChecker::unconstrained_params(DefId d, const syntax::ItemImpl& written) {
  const ImplDef& impl = items_.impls.at(d);
  const std::vector<GenericParamDef> own = items_.generics_of(d).own;
  if (own.empty() || (st_.flags(impl.self_ty) & has_error) != 0) return;
  if (written.trait && !impl.trait_ref) return;  // a trait that was not found: it might fix them
  std::vector<bool> fixed(own.size());
  constrained_by(st_, impl.self_ty, fixed);
  if (impl.trait_ref)
    for (GenericArg a : st_[impl.trait_ref->args]) constrained_by(st_, a, fixed);
  // `impl<I: Iterator<Item = T>, T> …`: I fixes T.
  for (size_t round = 0; round < own.size(); ++round)
    for (const Predicate& p : items_.predicates[d]) {
      const auto* proj = std::get_if<ProjectionClause>(&p.clause.value);
      if (proj == nullptr) continue;
      bool known = true;
      walk_types(st_, st_.projection(proj->assoc, proj->args), [&](GenericArg a) {
        if (a.is_type())
          if (const auto* param = st_.get<Param>(a.type())) known &= param->index >= fixed.size() || fixed[param->index];
        return true;
      });
      if (known) constrained_by(st_, proj->term, fixed);
    }
  for (const GenericParamDef& p : own) {
    if (p.index >= fixed.size() || fixed[p.index] || !p.def.valid()) continue;
    std::string kind = p.kind == GenericParamDef::Kind::type ? "type" : p.kind == GenericParamDef::Kind::konst ? "const" : "lifetime";
    if (p.kind == GenericParamDef::Kind::lifetime) {
      // A lifetime may be free, unless an associated type speaks of it.
      bool used = false;
      for (DefId i : impl.items)
        if (const auto t = items_.type_of.find(i); t != items_.type_of.end() && cx_.defs[i].kind == DefKind::assoc_ty)
          for_each_free_region(st_, t->second, [&](RegionId r) {
            const auto* early = st_.get<ReEarlyParam>(r);
            used |= early != nullptr && early->index == p.index;
          });
      if (!used) continue;
    }
    Span at = cx_.defs[p.def].ident_span;
    for (const syntax::GenericParam& w : written.generics.params)
      if (p.kind == GenericParamDef::Kind::konst && def_of(w.id) == p.def) at = w.span;
    Diagnostic diag(
        Level::error,
        "the " + kind + " parameter `" + std::string(p.name.str()) + "` is not constrained by the impl trait, self type, or predicates", at,
        "E0207");
    diag.label(at, "unconstrained " + kind + " parameter");
    if (p.kind == GenericParamDef::Kind::konst) {
      diag.note("expressions using a const parameter must map each value to a distinct output value");
      diag.note("proving the result of expressions other than the parameter are unique is not supported");
    }
    sink_.emit(std::move(diag));
  }
  (void)written;
}

void WfChecker::duplicate_items(DefId d, const syntax::ItemImpl& written) {
  const bool of_trait = written.trait.has_value();
  std::vector<std::pair<std::pair<Symbol, bool>, DefId>> seen;
  for (DefId i : items_.impls.at(d).items) {
    const std::pair<Symbol, bool> key{cx_.defs[i].name, cx_.defs[i].kind == DefKind::assoc_ty};
    DefId earlier;
    for (const auto& [k, other] : seen)
      if (k == key) earlier = other;
    if (!earlier.valid()) {
      seen.push_back({key, i});
      continue;
    }
    const std::string name(key.first.str());
    if (of_trait) {
      Diagnostic diag(Level::error, "duplicate definitions with name `" + name + "`:", cx_.defs[i].span, "E0201");
      diag.label(cx_.defs[earlier].span, "previous definition here");
      if (const DefId t = items_.assoc.at(i).trait_item; t.valid() && cx_.defs[t].krate == krate_.id)
        diag.label(cx_.defs[t].span, "item in trait");
      diag.label(cx_.defs[i].span, "duplicate definition");
      sink_.emit(std::move(diag));
    } else {
      Diagnostic diag(Level::error, "duplicate definitions with name `" + name + "`", head(i), "E0592");
      diag.label(head(i), "duplicate definitions for `" + name + "`");
      diag.label(head(earlier), "other definition for `" + name + "`");
      sink_.emit(std::move(diag));
    }
  }
}

// Two inherent impls that may be for the same type must not share a name.
void WfChecker::overlapping_inherent_items() {
  std::vector<DefId> own;
  for (DefId d : items_.inherent_impls)
    if (cx_.defs[d].krate == krate_.id) own.push_back(d);
  for (size_t i = 0; i < own.size(); ++i)
    for (size_t j = i + 1; j < own.size(); ++j) {
      const TypeId a = items_.impls.at(own[i]).self_ty, b = items_.impls.at(own[j]).self_ty;
      const uint64_t ka = simplify_type(st_, a), kb = simplify_type(st_, b);
      if (ka != kb && ka != 0 && kb != 0) continue;
      for (DefId x : items_.impls.at(own[i]).items)
        for (DefId y : items_.impls.at(own[j]).items) {
          if (!(cx_.defs[x].name == cx_.defs[y].name) || (cx_.defs[x].kind == DefKind::assoc_ty) != (cx_.defs[y].kind == DefKind::assoc_ty))
            continue;
          InferCtxt icx(cx_);
          icx.ignore_regions = true;
          const ArgsId args_a = icx.fresh_args_for({}, own[i]), args_b = icx.fresh_args_for({}, own[j]);
          std::vector<Obligation> goals;
          if (icx.eq({}, {}, instantiate(st_, a, args_a), instantiate(st_, b, args_b), goals)) continue;
          bool disjoint = false;
          for (const auto& [impl, args] : {std::pair{own[i], args_a}, std::pair{own[j], args_b}})
            for (const Predicate& p : predicates_of(cx_, impl, args)) disjoint |= !predicate_may_hold(icx, {{}, {}, p.clause, 0});
          if (disjoint) continue;
          const std::string name(cx_.defs[x].name.str());
          Diagnostic diag(Level::error, "duplicate definitions with name `" + name + "`", head(x), "E0592");
          diag.label(head(x), "duplicate definitions for `" + name + "`");
          diag.label(head(y), "other definition for `" + name + "`");
          sink_.emit(std::move(diag));
        }
    }
}

void WfChecker::safety(DefId d, const syntax::ItemImpl& written) {
  const ImplDef& impl = items_.impls.at(d);
  if (!impl.trait_ref && written.safety == syntax::Safety::unsafe) {
    const Span self = ast_[written.self_ty].span;
    Diagnostic diag(Level::error, "inherent impls cannot be unsafe", self, "E0197");
    diag.label(item(d).span.with_hi(item(d).span.lo + 6), "unsafe because of this");
    diag.label(self, "inherent impl for this type");
    diag.note("only trait implementations may be annotated with `unsafe`");
    sink_.emit(std::move(diag));
  }
  if (!impl.trait_ref || written.negative) return;
  const auto trait = items_.traits.find(impl.trait_ref->trait);
  if (trait == items_.traits.end()) return;
  const std::string name(cx_.defs[impl.trait_ref->trait].name.str());
  const Span at = cx_.defs[d].ident_span;
  const bool is_unsafe = written.safety == syntax::Safety::unsafe;
  bool may_dangle = false;
  for (const syntax::GenericParam& p : written.generics.params) may_dangle |= p.may_dangle;
  if (is_unsafe && !trait->second.is_unsafe && !may_dangle) {
    Diagnostic diag(Level::error, "implementing the trait `" + name + "` is not unsafe", at, "E0199");
    diag.suggest_verbose(at.with_hi(at.lo + 7), "remove `unsafe` from this trait implementation", "",
                         diagnostics::Applicability::machine_applicable);
    sink_.emit(std::move(diag));
  } else if (!is_unsafe && trait->second.is_unsafe) {
    Diagnostic diag(Level::error, "the trait `" + name + "` requires an `unsafe impl` declaration", at, "E0200");
    diag.note("the trait `" + name +
              "` enforces invariants that the compiler can't check. Review the trait documentation and make sure this implementation "
              "upholds those invariants before "
              "adding the `unsafe` keyword");
    diag.suggest_verbose(at.shrink_to_lo(), "add `unsafe` to this trait implementation", "unsafe ",
                         diagnostics::Applicability::maybe_incorrect);
    sink_.emit(std::move(diag));
  }
}

// Drop runs for every value of a type: its impl may ask no more than the type does.
void WfChecker::drop_impl(DefId d, const syntax::ItemImpl& written) {
  const ImplDef& impl = items_.impls.at(d);
  if (!impl.trait_ref || !(impl.trait_ref->trait == cx_.lang("drop"))) return;
  const auto* adt = st_.get<Adt>(impl.self_ty);
  if (adt == nullptr || cx_.defs[adt->def].krate != krate_.id) return;
  const char* kind = cx_.defs[adt->def].kind == DefKind::enum_ ? "enum" : cx_.defs[adt->def].kind == DefKind::union_ ? "union" : "struct";
  std::vector<GenericArg> seen;
  for (GenericArg a : st_[adt->args]) {
    const bool param = a.is_type()     ? st_.get<Param>(a.type()) != nullptr
                       : a.is_region() ? st_.get<ReEarlyParam>(a.region()) != nullptr
                                       : st_.get<ConstParam>(a.konst()) != nullptr;
    const bool repeated = std::find(seen.begin(), seen.end(), a) != seen.end();
    if (param && !repeated) {
      seen.push_back(a);
      continue;
    }
    Diagnostic diag(Level::error, "`Drop` impls cannot be specialized", cx_.defs[d].ident_span, "E0366");
    diag.note(repeated ? "`" + to_string(cx_, a) + "` is mentioned multiple times"
                       : "`" + to_string(cx_, a) + "` is not a generic parameter");
    diag.span_note(head(adt->def),
                   std::string("use the same sequence of generic lifetime, type and const parameters as the ") + kind + " definition");
    sink_.emit(std::move(diag));
    return;
  }
  std::vector<PolyClause> assumed;
  for (const Predicate& p : predicates_of(cx_, adt->def, adt->args)) assumed.push_back(p.clause);
  assumed = elaborate(cx_, std::move(assumed));
  for (const Predicate& p : items_.predicates[d]) {
    if (std::find(assumed.begin(), assumed.end(), p.clause) != assumed.end()) continue;
    if (const auto* t = std::get_if<TraitClause>(&p.clause.value); t != nullptr && t->trait_ref.trait == cx_.lang("sized")) continue;
    Diagnostic diag(Level::error,
                    "`Drop` impl requires `" + to_string(cx_, p.clause) + "` but the " + kind + " it is implemented for does not", p.span,
                    "E0367");
    diag.span_note(head(adt->def), "the implementor must specify the same requirement");
    sink_.emit(std::move(diag));
  }
  (void)written;
}

// `pub` where everything has the visibility of something else.
void WfChecker::visibility(DefId d, const syntax::ItemImpl& written) {
  const auto not_permitted = [&](const syntax::Visibility& vis, const char* note) {
    if (vis.kind == syntax::Visibility::Kind::inherited) return;
    Diagnostic diag(Level::error, "visibility qualifiers are not permitted here", vis.span, "E0449");
    diag.suggest(vis.span, "remove the qualifier", "", diagnostics::Applicability::machine_applicable);
    diag.note(note);
    sink_.emit(std::move(diag));
  };
  const char* of_trait = "trait items always share the visibility of their trait";
  not_permitted(item(d).vis, written.trait ? of_trait : "place qualifiers on individual impl items instead");
  if (!written.trait) return;
  for (syntax::ItemId i : written.items) not_permitted(ast_[i].vis, of_trait);
}

void WfChecker::check_impl(DefId d) {
  const auto* written = std::get_if<syntax::ItemImpl>(&item(d).kind);
  if (written == nullptr || items_.impls.count(d) == 0) return;
  visibility(d, *written);
  unconstrained_params(d, *written);
  if (written->trait) duplicate_items(d, *written);
  safety(d, *written);
  drop_impl(d, *written);
}

// A fn of a trait or of a trait's impl: not const, and without a body its parameters are names.
void WfChecker::trait_fn(DefId d) {
  const auto* fn = std::get_if<syntax::ItemFn>(&item(d).kind);
  if (fn == nullptr) return;
  const DefId parent = cx_.defs[d].parent;
  const bool in_trait = cx_.defs[parent].kind == DefKind::trait;
  if (!in_trait && (cx_.defs[parent].kind != DefKind::impl || !items_.impls.at(parent).trait_ref)) return;
  if (const size_t at = fn->sig.is_const ? cx_.sources.snippet(fn->sig.span).find("const ") : std::string_view::npos;
      at != std::string_view::npos) {
    Span word = fn->sig.span;
    word.lo += static_cast<uint32_t>(at);
    word.hi = word.lo + 5;
    const std::string where = in_trait ? "functions in traits" : "functions in trait impls";
    Diagnostic diag(Level::error, where + " cannot be declared const", word, "E0379");
    diag.label(word, where + " cannot be const");
    diag.suggest(word.with_hi(word.hi + 1), "remove the `const`", "", diagnostics::Applicability::machine_applicable);
    sink_.emit(std::move(diag));
  }
  if (!in_trait || fn->body.valid()) return;
  for (const syntax::Param& p : fn->sig.inputs) {
    if (!p.pat.valid()) continue;
    const syntax::Pat& pat = ast_[p.pat];
    const auto* name = std::get_if<syntax::PatIdent>(&pat.kind);
    if (std::holds_alternative<syntax::PatWild>(pat.kind) || (name != nullptr && !name->by_ref && !name->sub.valid())) continue;
    Diagnostic diag(Level::error, "patterns aren't allowed in functions without bodies", pat.span, "E0642");
    diag.label(pat.span, "pattern not allowed in function without body");
    sink_.emit(std::move(diag));
  }
}

}  // namespace borrowlab::typeck
