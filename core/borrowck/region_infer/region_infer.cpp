#include "borrowck/region_infer/region_infer.h"

#include <algorithm>
#include <deque>
#include <set>

namespace borrowlab::borrowck {

RegionInference::RegionInference(types::Context& cx_, const mir::Body& body, RegionVars& vars, const UniversalRegions& universal_,
                                 const PointIndexes& points, TypeCheckResults& typeck)
    : cx(cx_), universal(universal_), body_(body), vars_(vars), points_(points), typeck_(typeck) {
  typeck_.liveness.resize(vars_.vars.size());
}

std::vector<RegionError> RegionInference::solve(ClosureRequirements* requirements) {
  const size_t n = vars_.vars.size();
  graph_ = ConstraintGraph(typeck_.constraints, n);
  sccs_ = compute_sccs(typeck_.constraints, graph_, n);
  outlive_static_where_unnameable();
  applied_members_.resize(n);
  values_.resize(sccs_.count());
  for (RegionValue& v : values_) {
    v.universal = BitSet(universal.count);
    v.placeholders = BitSet(n);
  }
  for (uint32_t i = 0; i < n; ++i) {
    RegionValue& v = values_[sccs_.of[i]];
    v.points.unite(typeck_.liveness[i]);
    if (i < universal.count) {
      if (points_.count() != 0) v.points.insert_range(0, points_.count() - 1);
      v.universal.insert(i);
    } else if (vars_.vars[i].origin == RegionOrigin::placeholder) {
      v.placeholders.insert(i);
    }
  }
  propagate();
  std::vector<RegionError> errors;
  apply_member_constraints(errors);
  check_type_tests(requirements, errors);
  for (uint32_t i = 0; i < n; ++i) {
    const RegionVid r(i);
    if (i < universal.count) {
      check_universal_region(r, requirements, errors);
    } else if (vars_.vars[i].origin == RegionOrigin::placeholder) {
      const RegionValue& v = value(r);
      size_t others = v.universal.count();
      v.placeholders.for_each([&](size_t p) { others += p != i && vars_.vars[p].placeholder != vars_.vars[i].placeholder ? 1 : 0; });
      if (others != 0 || !v.points.empty()) {
        RegionError e;
        e.kind = RegionError::Kind::placeholder;
        e.longer = r;
        errors.push_back(e);
      }
    }
  }
  return errors;
}

// A region that must outlive a placeholder of a universe that it cannot name must be 'static.
void RegionInference::outlive_static_where_unnameable() {
  std::vector<uint32_t> least(sccs_.count(), UINT32_MAX), reach(sccs_.count(), 0);
  bool any = false;
  for (uint32_t i = 0; i < vars_.vars.size(); ++i) {
    const uint32_t s = sccs_.of[i];
    least[s] = std::min(least[s], vars_.vars[i].universe);
    if (vars_.vars[i].origin == RegionOrigin::placeholder) {
      reach[s] = std::max(reach[s], vars_.vars[i].universe);
      any = true;
    }
  }
  if (!any) return;
  bool added = false;
  for (uint32_t s = 0; s < sccs_.count(); ++s) {
    for (uint32_t t : sccs_.successors[s]) reach[s] = std::max(reach[s], reach[t]);
    if (reach[s] <= least[s]) continue;
    OutlivesConstraint c;
    c.sup = RegionVid(sccs_.members[s].front());
    c.sub = universal.fr_static;
    c.locations = Locations::everywhere(body_.span);
    c.span = body_.span;
    c.category = Category::illegal_universe;
    typeck_.constraints.push(c);
    added = true;
  }
  if (!added) return;
  graph_ = ConstraintGraph(typeck_.constraints, vars_.vars.size());
  sccs_ = compute_sccs(typeck_.constraints, graph_, vars_.vars.size());
}

void RegionInference::propagate() {
  for (uint32_t s = 0; s < sccs_.count(); ++s)
    for (uint32_t t : sccs_.successors[s]) values_[s].unite(values_[t]);
}

// A region of an opaque type's hidden type must be one of the regions that the opaque type captures, or 'static: the least
// of those that are long enough.
void RegionInference::apply_member_constraints(std::vector<RegionError>& errors) {
  for (const HiddenType& h : typeck_.hidden_types) {
    std::vector<RegionVid> choices;
    const auto args = cx.store[h.args];
    auto variances = cx.items.variances.find(h.opaque);
    for (size_t i = 0; i < args.size(); ++i) {
      if (variances != cx.items.variances.end() && i < variances->second.size() && variances->second[i] == types::Variance::bivariant)
        continue;
      types::for_each_free_region(cx.store, args[i], [&](RegionId r) {
        const RegionVid v = universal.to_vid(cx.store, r);
        if (!v) return;
        for (uint32_t u = 0; u < universal.count; ++u)
          if (eval_equal(v, RegionVid(u))) {
            choices.push_back(RegionVid(u));
            return;
          }
      });
    }
    choices.push_back(universal.fr_static);
    const TypeId hidden = h.ty;
    bool reported = false;
    live_regions_in(cx, hidden, [&](RegionId r) {
      const RegionVid member = universal.to_vid(cx.store, r);
      if (!member) return;
      RegionValue& v = values_[sccs_.of[member.index]];
      std::vector<RegionVid> fit;
      for (RegionVid c : choices) {
        bool ok = true;
        v.universal.for_each([&](size_t u) { ok &= relations().outlives_known(c, RegionVid(static_cast<uint32_t>(u))); });
        // Nor may it ask more of what has to outlive the member.
        for (RegionVid above : universal_regions_above(member)) ok &= relations().outlives_known(above, c);
        if (ok) fit.push_back(c);
      }
      std::optional<RegionVid> least;
      for (RegionVid c : fit) {
        bool minimal = true;
        for (RegionVid d : fit) minimal &= relations().outlives_known(d, c);
        if (minimal) least = c;
      }
      bool lower = false;
      v.universal.for_each([&](size_t u) { lower |= u != universal.fr_fn_body.index; });
      if (least && !(least == universal.fr_static && lower && !v.universal.contains(universal.fr_static.index))) {
        if (v.unite(value(*least))) applied_members_[member.index].emplace_back(*least, h.span);
      } else if (!reported && std::none_of(choices.begin(), choices.end(), [&](RegionVid c) { return eval_equal(c, member); })) {
        RegionError e;
        e.kind = RegionError::Kind::hidden_type;
        e.hidden = h;
        e.member = member;
        errors.push_back(e);
        reported = true;
      }
    });
    propagate();
  }
}

std::vector<RegionVid> RegionInference::universal_regions_above(RegionVid r) const {
  std::vector<RegionVid> out;
  std::vector<uint32_t> stack;
  for (uint32_t u = 0; u < universal.count; ++u) {
    BitSet seen(sccs_.count());
    stack.assign(1, sccs_.of[u]);
    bool found = false;
    while (!stack.empty() && !found) {
      const uint32_t s = stack.back();
      stack.pop_back();
      found = s == sccs_.of[r.index];
      for (uint32_t t : sccs_.successors[s])
        if (seen.insert(t)) stack.push_back(t);
    }
    if (found) out.push_back(RegionVid(u));
  }
  return out;
}

RegionId RegionInference::name_of_hidden(RegionVid r) const {
  if (const RegionId own = to_error_region(r)) return own;
  std::vector<RegionId> above;
  for (RegionVid u : universal_regions_above(r))
    if (const RegionId name = universal.names[u.index]; name && u != universal.fr_static) above.push_back(name);
  return above.size() == 1 ? above[0] : RegionId();
}

// --- queries ---------------------------------------------------------------------------------------------------------

std::vector<RegionVid> RegionInference::universal_regions_outlived_by(RegionVid r) const {
  std::vector<RegionVid> out;
  value(r).universal.for_each([&](size_t u) { out.push_back(RegionVid(static_cast<uint32_t>(u))); });
  return out;
}

bool RegionInference::eval_outlives(RegionVid sup, RegionVid sub) const {
  if (sup == sub || same_scc(sup, sub)) return true;
  const RegionValue &a = value(sup), &b = value(sub);
  bool ok = true;
  b.universal.for_each([&](size_t u) {
    if (!ok) return;
    bool some = false;
    a.universal.for_each(
        [&](size_t v) { some |= relations().outlives_known(RegionVid(static_cast<uint32_t>(v)), RegionVid(static_cast<uint32_t>(u))); });
    ok = some;
  });
  if (!ok) return false;
  if (universal.is_universal(sup)) return true;  // it holds every point
  b.placeholders.for_each([&](size_t p) { ok &= a.placeholders.contains(p); });
  return ok && a.points.is_superset(b.points);
}

RegionVid RegionInference::approx_universal_upper_bound(RegionVid r) const {
  RegionVid lub = universal.fr_fn_body;
  const RegionVid st = universal.fr_static;
  for (RegionVid ur : universal_regions_outlived_by(r)) {
    const RegionVid joined = relations().postdom_upper_bound(universal, lub, ur);
    if (ur != st && lub != st && joined == st) {
      if (universal.names[ur.index]) lub = ur;
      else if (!universal.names[lub.index]) lub = std::min(ur, lub);
    } else {
      lub = joined;
    }
  }
  return lub;
}

RegionVid RegionInference::to_error_region_vid(RegionVid r) const {
  if (universal.is_universal(r)) return r;
  const RegionVid upper = approx_universal_upper_bound(r);
  return value(r).universal.contains(upper.index) ? upper : RegionVid();
}

RegionId RegionInference::to_error_region(RegionVid r) const {
  const RegionVid v = to_error_region_vid(r);
  return v ? universal.names[v.index] : RegionId();
}

RegionVid RegionInference::representative(RegionVid r) const { return RegionVid(sccs_.members[sccs_.of[r.index]].front()); }

// --- checks ------------------------------------------------------------------------------------------------------------

void RegionInference::check_universal_region(RegionVid longer, ClosureRequirements* req, std::vector<RegionError>& errors) {
  auto report = [&](RegionVid shorter, bool first) {
    RegionError e;
    e.longer = longer;
    e.shorter = shorter;
    e.is_reported = first;
    errors.push_back(e);
  };
  // Members of one component have one value: it is enough to compare with the representative.
  const RegionVid rep = representative(longer);
  if (rep != longer) {
    if (!check_relation(longer, rep, req)) report(rep, true);
    return;
  }
  bool reported = false;
  for (RegionVid shorter : universal_regions_outlived_by(longer)) {
    if (check_relation(longer, shorter, req)) continue;
    report(shorter, !reported);
    reported = true;
  }
}

bool RegionInference::check_relation(RegionVid longer, RegionVid shorter, ClosureRequirements* req) {
  if (relations().outlives_known(longer, shorter)) return true;
  if (req == nullptr) return false;
  // Pass it on to the creator, in terms of the regions that it knows.
  const auto fr_minus = relations().non_local_lower_bound(universal, longer);
  if (!fr_minus) return false;
  const auto [blame, path] = best_blame_constraint(longer, shorter);
  const auto shorter_plus = relations().non_local_upper_bounds(universal, shorter);
  for (RegionVid fr : shorter_plus) req->outlives.push_back({*fr_minus, {}, fr, blame.span, blame.category});
  return true;
}

bool RegionInference::type_outlives(TypeId ty, RegionVid lower, int depth) const {
  if (depth > 16) return false;
  const TypeId erased = types::erase_regions(cx.store, ty);
  if (eval_outlives(universal.fr_fn_body, lower)) return true;
  for (const auto& b : relations().region_bounds)
    if (b.ty == ty || (types::erase_regions(cx.store, b.ty) == erased))
      if (eval_outlives(b.region, lower)) return true;
  const auto* alias = cx.store.get<types::Alias>(ty);
  if (alias == nullptr) return false;
  auto bounds = cx.items.item_bounds.find(alias->def);
  if (bounds != cx.items.item_bounds.end())
    for (const auto& p : bounds->second)
      if (const auto* o = std::get_if<types::TypeOutlives>(&p.clause.value)) {
        const GenericArg region = types::instantiate<GenericArg>(cx.store, o->region, alias->args);
        const RegionVid v = universal.to_vid(cx.store, region.region());
        if (v && eval_outlives(v, lower)) return true;
      }
  auto variances = cx.items.variances.find(alias->def);
  const auto args = cx.store[alias->args];
  for (size_t i = 0; i < args.size(); ++i) {
    if (alias->kind == types::AliasKind::opaque && variances != cx.items.variances.end() && i < variances->second.size() &&
        variances->second[i] == types::Variance::bivariant)
      continue;
    bool ok = true;
    auto check = [&](auto&& self, GenericArg a) -> void {
      if (a.is_region()) {
        const RegionVid v = universal.to_vid(cx.store, a.region());
        if (v && !eval_outlives(v, lower)) ok = false;
        return;
      }
      if (!a.is_type()) return;
      types::walk_types(cx.store, a, [&](GenericArg inner) {
        if (inner.is_region() && cx.store.get<types::ReBound>(inner.region()) == nullptr) self(self, inner);
        if (inner.is_type()) {
          const auto& k = cx.store[inner.type()];
          if (std::holds_alternative<types::Param>(k) || std::holds_alternative<types::Alias>(k)) {
            if (!type_outlives(inner.type(), lower, depth + 1)) ok = false;
            return false;
          }
          if (const auto* r = std::get_if<types::Ref>(&k)) self(self, r->region);
        }
        return true;
      });
    };
    check(check, args[i]);
    if (!ok) return false;
  }
  return true;
}

bool RegionInference::promote_type_test(const TypeTest& test, ClosureRequirements& req) {
  // Only what the creator can say as it stands: a type without regions of this body's own.
  bool regions = false;
  types::for_each_free_region(cx.store, test.ty, [&](RegionId) { regions = true; });
  if (regions) return false;
  bool promoted = false;
  for (RegionVid ur : universal_regions_outlived_by(test.lower_bound)) {
    if (ur == universal.fr_fn_body) continue;
    if (type_outlives(test.ty, ur, 0)) continue;
    for (RegionVid up : relations().non_local_upper_bounds(universal, ur))
      req.outlives.push_back({{}, test.ty, up, test.span, Category::boring});
    promoted = true;
  }
  return promoted;
}

void RegionInference::check_type_tests(ClosureRequirements* req, std::vector<RegionError>& errors) {
  std::set<std::tuple<uint32_t, uint32_t, uint32_t, uint32_t>> seen;
  for (const TypeTest& t : typeck_.type_tests) {
    if (type_outlives(t.ty, t.lower_bound, 0)) continue;
    if (req != nullptr && promote_type_test(t, *req)) continue;
    if (!seen.insert({types::erase_regions(cx.store, t.ty).index, t.lower_bound.index, t.span.lo, t.span.hi}).second) continue;
    RegionError e;
    e.kind = RegionError::Kind::type_test;
    e.type_test = t;
    errors.push_back(e);
  }
}

}  // namespace borrowlab::borrowck
