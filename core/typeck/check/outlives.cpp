#include "typeck/check/outlives.h"

#include <algorithm>

#include "support/function_ref.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::Level;
using resolve::DefKind;

Outlives::Outlives(types::Context& cx, const resolve::Crate& krate, DefId item, diagnostics::Sink& sink)
    : cx_(cx), st_(cx.store), krate_(krate), item_(item), sink_(sink) {
  if (const types::ParamEnv env = param_env(cx, item); env.clauses)
    for (const types::PolyClause& c : *env.clauses) assume(c.value);
  for (DefId d = item; d.valid(); d = cx.defs[d].parent)
    if (const auto impl = cx.items.impls.find(d); impl != cx.items.impls.end()) {
      assume_implied(impl->second.self_ty);
      if (impl->second.trait_ref)
        for (GenericArg a : st_[impl->second.trait_ref->args]) assume_implied(a);
    }
}

void Outlives::assume(const types::Clause& clause) {
  if (const auto* r = std::get_if<types::RegionOutlives>(&clause)) regions_.push_back({r->longer, r->shorter});
  if (const auto* t = std::get_if<types::TypeOutlives>(&clause))
    components(t->ty, [&](GenericArg part) {
      if (part.is_type()) params_.push_back({part.type(), t->region});
      else if (part.is_region()) regions_.push_back({part.region(), t->region});
    });
}

void Outlives::assume_implied(GenericArg value) {
  of_reference(value, [&](const Requirement& r) {
    if (r.longer.is_type()) params_.push_back({r.longer.type(), r.region});
    else if (r.longer.is_region()) regions_.push_back({r.longer.region(), r.region});
  });
}

// The parameters and regions that must outlive what the whole type must.
void Outlives::components(TypeId ty, FunctionRef<void(GenericArg)> f) {
  types::walk_types(st_, ty, [&](GenericArg a) {
    if (!a.is_type()) return false;
    const types::TypeKind& k = st_[a.type()];
    if (std::holds_alternative<types::Param>(k)) f(a);
    if (std::holds_alternative<types::Alias>(k)) return false;  // by its bounds, or by its arguments: not asked here
    return true;
  });
  types::for_each_free_region(st_, ty, [&](RegionId r) { f(r); });
}

// What `&'a T` and the outlives bounds of the types within ask, those that their fields imply included.
void Outlives::of_reference(GenericArg value, FunctionRef<void(const Requirement&)> f) {
  std::vector<TypeId> seen;
  std::vector<DefId> within;
  requirements(value, f, seen, within);
}

void Outlives::requirements(GenericArg value, FunctionRef<void(const Requirement&)> f, std::vector<TypeId>& seen,
                            std::vector<DefId>& within) {
  types::walk_types(st_, value, [&](GenericArg a) {
    if (!a.is_type()) return false;
    if (std::find(seen.begin(), seen.end(), a.type()) != seen.end()) return false;
    seen.push_back(a.type());
    const types::TypeKind k = st_[a.type()];
    if (std::holds_alternative<types::FnPtr>(k) || std::holds_alternative<types::Dynamic>(k)) return false;
    const auto require = [&](TypeId ty, RegionId region, TypeId reference) {
      if (st_.get<types::ReBound>(region) != nullptr || st_.has_escaping_bound_vars(ty)) return;
      components(ty, [&](GenericArg part) { f({part, region, reference}); });
    };
    if (const auto* r = std::get_if<types::Ref>(&k)) require(r->pointee, r->region, a.type());
    const auto* adt = std::get_if<types::Adt>(&k);
    if (adt != nullptr && st_.has_escaping_bound_vars(adt->args)) adt = nullptr;
    if (adt != nullptr)
      for (const types::Predicate& p : types::predicates_of(cx_, adt->def, adt->args)) {
        if (const auto* t = std::get_if<types::TypeOutlives>(&p.clause.value)) require(t->ty, t->region, TypeId());
        if (const auto* r = std::get_if<types::RegionOutlives>(&p.clause.value)) f({r->longer, r->shorter, TypeId()});
      }
    // Only what has lifetimes can ask that something outlives one; a type that holds itself is looked into once.
    if (adt != nullptr && has_region(adt->args) && std::find(within.begin(), within.end(), adt->def) == within.end()) {
      within.push_back(adt->def);
      const std::vector<types::VariantInfo> variants = cx_.items.adt(adt->def).variants;
      for (const types::VariantInfo& v : variants)
        for (const types::FieldInfo& field : v.fields) requirements(types::instantiate(st_, field.ty, adt->args), f, seen, within);
      within.pop_back();
    }
    return true;
  });
}

bool Outlives::has_region(ArgsId args) const {
  for (GenericArg a : st_[args])
    if (a.is_region()) return true;
  return false;
}

bool Outlives::region_outlives(RegionId longer, RegionId shorter) const {
  const auto vague = [&](RegionId r) {
    return st_.get<types::ReErased>(r) != nullptr || st_.get<types::ReError>(r) != nullptr || st_.get<types::ReBound>(r) != nullptr ||
           st_.get<types::ReVar>(r) != nullptr;
  };
  if (longer == shorter || longer == st_.re_static || vague(longer) || vague(shorter)) return true;
  std::vector<RegionId> reached{longer};
  for (size_t i = 0; i < reached.size(); ++i)
    for (const auto& [l, s] : regions_) {
      if (!(l == reached[i])) continue;
      if (s == shorter || s == st_.re_static) return true;
      if (std::find(reached.begin(), reached.end(), s) == reached.end()) reached.push_back(s);
    }
  return false;
}

bool Outlives::holds(const Requirement& r) const {
  if (r.longer.is_region()) return region_outlives(r.longer.region(), r.region);
  for (const auto& [ty, region] : params_)
    if (ty == r.longer.type() && region_outlives(region, r.region)) return true;
  return false;
}

std::string Outlives::region_name(RegionId r) const { return types::to_string(cx_, GenericArg(r)); }

Span Outlives::region_span(RegionId r) const {
  if (const auto* e = st_.get<types::ReEarlyParam>(r); e != nullptr && e->def.valid()) return cx_.defs[e->def].ident_span;
  return {};
}

void Outlives::report_param(const Requirement& r, Span span) {
  const auto* p = st_.get<types::Param>(r.longer.type());
  const bool is_static = r.region == st_.re_static;
  const std::string name(p->name.str());
  Diagnostic d(Level::error, "the parameter type `" + name + "` may not live long enough", span, is_static ? "E0310" : "E0309");
  if (is_static) {
    d.label(span, "the parameter type `" + name + "` must be valid for the static lifetime...");
  } else if (const Span at = region_span(r.region); !at.is_dummy()) {
    d.label(at, "the parameter type `" + name + "` must be valid for the lifetime `" + region_name(r.region) + "` as defined here...");
  }
  d.label(span, r.reference.valid() ? "...so that the reference type `" + types::to_string(cx_, GenericArg(r.reference)) +
                                          "` does not outlive the data it points at"
                                    : "...so that the type `" + name + "` will meet its required lifetime bounds");
  for (DefId owner = item_; owner.valid(); owner = cx_.defs[owner].parent) {
    const auto generics = cx_.items.generics.find(owner);
    if (generics == cx_.items.generics.end()) continue;
    for (const types::GenericParamDef& own : generics->second.own) {
      if (own.index != p->index || !own.def.valid()) continue;
      const resolve::Def& def = cx_.defs[own.def];
      const bool bounded = def.span.hi > def.ident_span.hi;
      d.suggest_verbose(bounded ? def.span.shrink_to_hi() : def.ident_span.shrink_to_hi(), "consider adding an explicit lifetime bound",
                        (bounded ? " + " : ": ") + region_name(r.region), Applicability::machine_applicable);
    }
  }
  sink_.emit(std::move(d));
}

void Outlives::field(TypeId ty, Span span) {
  std::vector<GenericArg> reported;
  of_reference(ty, [&](const Requirement& r) {
    if (!(r.region == st_.re_static) || holds(r)) return;
    if (std::find(reported.begin(), reported.end(), r.longer) != reported.end()) return;
    reported.push_back(r.longer);
    if (r.longer.is_type()) report_param(r, span);
    else sink_.refuse(span, "a reference that outlives what it refers to, in a field");
  });
}

void Outlives::impl_header(const types::ImplDef& impl, const syntax::ItemImpl& written) {
  const Span self_span = krate_.ast[written.self_ty].span;
  for (const types::Predicate& p : types::predicates_of(cx_, impl.trait_ref->trait, impl.trait_ref->args)) {
    if (const auto* r = std::get_if<types::RegionOutlives>(&p.clause.value)) {
      if (holds({r->longer, r->shorter, {}})) continue;
      Diagnostic d(Level::error, "lifetime bound not satisfied", self_span, "E0478");
      d.span_note(region_span(r->longer),
                  "lifetime parameter instantiated with the lifetime `" + region_name(r->longer) + "` as defined here");
      d.span_note(region_span(r->shorter),
                  "but lifetime parameter must outlive the lifetime `" + region_name(r->shorter) + "` as defined here");
      sink_.emit(std::move(d));
      return;
    }
    const auto* t = std::get_if<types::TypeOutlives>(&p.clause.value);
    if (t == nullptr) continue;
    bool done = false;
    components(t->ty, [&](GenericArg part) {
      const Requirement r{part, t->region, {}};
      if (done || holds(r)) return;
      done = true;
      if (part.is_type()) return report_param(r, self_span);
      Diagnostic d(Level::error, "the type `" + types::to_string(cx_, GenericArg(t->ty)) + "` does not fulfill the required lifetime",
                   self_span, "E0477");
      if (t->region == st_.re_static) d.span_note(p.span, "type must satisfy the static lifetime as required by this binding");
      else d.span_note(region_span(t->region), "type must outlive the lifetime `" + region_name(t->region) + "` as defined here");
      sink_.emit(std::move(d));
    });
    if (done) return;
  }
}

void Outlives::assoc_value(TypeId ty, const syntax::Item& item, Span span) {
  bool done = false;
  of_reference(ty, [&](const Requirement& r) {
    if (done || holds(r)) return;
    done = true;
    if (r.longer.is_type()) return report_param(r, span);
    if (!r.reference.valid()) return sink_.refuse(span, "a lifetime bound that is not met in an associated type");
    const Span head = item.span.with_hi(item.ident.span.hi);
    Diagnostic d(
        Level::error,
        "in type `" + types::to_string(cx_, GenericArg(r.reference)) + "`, reference has a longer lifetime than the data it references",
        head, "E0491");
    const auto where = [&](RegionId region, const char* what) {
      if (region == st_.re_static) d.note(std::string(what) + " the static lifetime");
      else d.span_note(region_span(region), std::string(what) + " the lifetime `" + region_name(region) + "` as defined here");
    };
    where(r.region, "the pointer is valid for");
    where(r.longer.region(), "but the referenced data is only valid for");
    sink_.emit(std::move(d));
  });
}

}  // namespace borrowlab::typeck
