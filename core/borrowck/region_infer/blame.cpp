// Why one region must outlive another: a path of constraints, and the one to point at.
// After rustc_borrowck::region_infer (find_constraint_paths_between_regions, best_blame_constraint).
#include <deque>

#include "borrowck/region_infer/region_infer.h"
#include "support/function_ref.h"

namespace borrowlab::borrowck {

std::optional<std::vector<OutlivesConstraint>> RegionInference::find_path(RegionVid from, FunctionRef<bool(RegionVid)> target,
                                                                          RegionVid& found, bool through_static) const {
  struct Trace {
    enum class Kind : uint8_t { unvisited, start, graph, from_static, member } kind = Kind::unvisited;
    uint32_t constraint = 0;
    RegionVid prev;
    Span span;  // member
  };
  std::vector<Trace> context(vars_.vars.size());
  context[from.index].kind = Trace::Kind::start;
  std::deque<RegionVid> queue{from};
  auto synthetic = [&](RegionVid sup, RegionVid sub, Category category, Span span) {
    OutlivesConstraint c;
    c.sup = sup;
    c.sub = sub;
    c.locations = Locations::everywhere(span);
    c.span = span;
    c.category = category;
    c.from_static = category == Category::internal;
    return c;
  };
  while (!queue.empty()) {
    const RegionVid r = queue.front();
    queue.pop_front();
    if (target(r)) {
      found = r;
      std::vector<OutlivesConstraint> path;
      for (RegionVid p = r;;) {
        const Trace& t = context[p.index];
        if (t.kind == Trace::Kind::start) break;
        if (t.kind == Trace::Kind::graph) {
          path.push_back(typeck_.constraints.list[t.constraint]);
          p = path.back().sup;
        } else {
          const bool member = t.kind == Trace::Kind::member;
          path.push_back(synthetic(t.prev, p, member ? Category::opaque_type : Category::internal, member ? t.span : body_.span));
          p = t.prev;
        }
      }
      return std::vector<OutlivesConstraint>(path.rbegin(), path.rend());
    }
    if (r == universal.fr_static && through_static) {
      for (uint32_t i = 0; i < vars_.vars.size(); ++i)
        if (context[i].kind == Trace::Kind::unvisited) {
          context[i] = {Trace::Kind::from_static, 0, r, {}};
          queue.push_back(RegionVid(i));
        }
    } else {
      graph_.for_each_outgoing(r, [&](uint32_t c) {
        const RegionVid sub = typeck_.constraints.list[c].sub;
        if (context[sub.index].kind != Trace::Kind::unvisited) return;
        context[sub.index] = {Trace::Kind::graph, c, r, {}};
        queue.push_back(sub);
      });
    }
    for (const auto& [choice, span] : applied_members_[r.index])
      if (context[choice.index].kind == Trace::Kind::unvisited) {
        context[choice.index] = {Trace::Kind::member, 0, r, span};
        queue.push_back(choice);
      }
  }
  return std::nullopt;
}

RegionVid RegionInference::find_sub_region_live_at(RegionVid from, uint32_t point) const {
  RegionVid found;
  if (find_path(
          from, [&](RegionVid r) { return universal.is_universal(r) || is_live_at(r, point); }, found))
    return found;
  return from;
}

std::pair<BlameConstraint, std::vector<OutlivesConstraint>> RegionInference::best_blame_constraint(RegionVid from, RegionVid to) const {
  RegionVid found;
  auto found_path = find_path(
      from, [&](RegionVid r) { return r == to; }, found);
  if (!found_path || found_path->empty()) {
    BlameConstraint b;
    b.span = body_.span;
    b.locations = Locations::everywhere(body_.span);
    return {b, {}};
  }
  std::vector<OutlivesConstraint>& path = *found_path;
  // Interesting constraints first; desugarings are not, but for the returns of `?`.
  auto interest = [&](const OutlivesConstraint& c) -> int {
    const auto desugaring = cx.sources.desugaring_of(c.span);
    if (desugaring != source::DesugaringKind::none && !(desugaring == source::DesugaringKind::question_mark && c.category.is_return()))
      return 5;
    switch (c.category.kind) {
      case Category::return_:
      case Category::return_closure_upvar: return 0;
      case Category::cast:
        if (c.category.ty && c.category.implicit_coercion && to == universal.fr_static) {
          if (const auto* adt = cx.store.get<types::Adt>(c.category.ty)) {
            bool object = false, annotated = false;
            for (GenericArg a : cx.store[adt->args]) object |= a.is_type() && cx.store.get<types::Dynamic>(a.type()) != nullptr;
            for (const OutlivesConstraint& p : path)
              annotated |= p.category.kind == Category::type_annotation_ascription ||
                           p.category.kind == Category::type_annotation_declaration ||
                           p.category.kind == Category::type_annotation_generic_arg;
            if (object && !annotated) return 1;
          }
        }
        return 2;
      case Category::yield:
      case Category::use_as_const:
      case Category::use_as_static:
      case Category::type_annotation_ascription:
      case Category::type_annotation_declaration:
      case Category::call_argument:
      case Category::copy_bound:
      case Category::sized_bound:
      case Category::assignment:
      case Category::usage:
      case Category::closure_upvar: return 2;
      case Category::type_annotation_generic_arg: return 3;
      case Category::predicate:
      case Category::opaque_type: return 4;
      case Category::boring: return 5;
      case Category::boring_no_location: return 6;
      case Category::internal: return 7;
      case Category::illegal_universe: return 8;
    }
    return 8;
  };
  // Where a placeholder is asked for too much, the value it came with is to blame; else what is nearest to the demand.
  const bool blame_source = vars_.vars[from.index].origin != RegionOrigin::placeholder;
  size_t best = 0;
  int least = 99;
  for (size_t i = 0; i < path.size(); ++i) {
    const int k = interest(path[i]);
    if (k < least || (blame_source && k == least)) {
      least = k;
      best = i;
    }
  }
  OutlivesConstraint c = path[best];
  if (c.category.is_return() && best + 1 < path.size() && path[best + 1].category.kind == Category::opaque_type) {
    c = path[best + 1];
  } else if (c.category.kind == Category::return_) {
    for (const OutlivesConstraint& p : path)
      if (p.category.kind == Category::closure_upvar) {
        c.category.kind = Category::return_closure_upvar;
        c.category.field = p.category.field;
        break;
      }
  }
  return {BlameConstraint{c.category, c.from_closure, c.span, c.locations, c.variance}, path};
}

}  // namespace borrowlab::borrowck
