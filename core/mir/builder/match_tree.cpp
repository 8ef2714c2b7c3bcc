// From candidates to a decision tree. After rustc_mir_build::builder::matches (match_candidates, or-pattern expansion, fake borrows).
#include <algorithm>

#include "mir/builder/matches.h"

namespace borrowlab::mir {
namespace {

// Bindings in the order written: a candidate's own list says where those of the or-alternative chosen stand.
void push_bindings(std::vector<PatBindingRef>& out, const std::vector<const std::vector<SubpatternBinding>*>& lists, size_t& next) {
  if (next == lists.size()) return;
  const std::vector<SubpatternBinding>& list = *lists[next++];
  for (const SubpatternBinding& b : list) {
    if (b.from_or_pattern) push_bindings(out, lists, next);
    else out.push_back(b.binding);
  }
}

void collect_branches(Candidate& candidate, std::vector<const PatternExtraData*>& parents, MatchTreeBranch& out) {
  if (!candidate.subcandidates.empty()) {
    parents.push_back(&candidate.extra);
    for (Candidate& c : candidate.subcandidates) collect_branches(c, parents, out);
    parents.pop_back();
    return;
  }
  MatchTreeSubBranch sub;
  sub.span = candidate.extra.span;
  sub.success_block = candidate.pre_binding_block;
  sub.otherwise_block = candidate.otherwise_block;
  std::vector<const std::vector<SubpatternBinding>*> lists;
  for (const PatternExtraData* p : parents) {
    lists.push_back(&p->bindings);
    sub.ascriptions.insert(sub.ascriptions.end(), p->ascriptions.begin(), p->ascriptions.end());
  }
  lists.push_back(&candidate.extra.bindings);
  sub.ascriptions.insert(sub.ascriptions.end(), candidate.extra.ascriptions.begin(), candidate.extra.ascriptions.end());
  for (size_t next = 0; next < lists.size();) push_bindings(sub.bindings, lists, next);
  sub.is_never = candidate.extra.is_never;
  out.sub_branches.push_back(std::move(sub));
}

// The places whose value a guard must not change: what is tested, and the pointers on the way to it and to bindings.
class FakeBorrowCollector {
 public:
  std::vector<FakeBorrow> found;
  explicit FakeBorrowCollector(bool local_base, Local base) : local_base_(local_base), base_(base) {}

  void visit(const std::vector<MatchPair>& pairs, const PatternExtraData& extra) {
    for (const SubpatternBinding& b : extra.bindings)
      if (!b.from_or_pattern && !(local_base_ && !(base_ == b.binding.source.local))) deref_prefixes(b.binding.source);
    for (const MatchPair& p : pairs) visit(p);
  }

 private:
  void visit(const MatchPair& pair) {
    if (pair.test_case == TestCase::or_) {
      for (const FlatPat& f : pair.alternatives) visit(f.match_pairs, f.extra);
      return;
    }
    if (pair.place && add(*pair.place)) deref_prefixes(*pair.place);
    for (const MatchPair& sub : pair.subpairs) visit(sub);
  }
  bool add(const Place& place) {
    for (const FakeBorrow& f : found)
      if (f.place == place) return false;
    found.push_back({place, {}, BorrowKind::fake_shallow});
    return true;
  }
  void deref_prefixes(const Place& place) {
    for (size_t i = place.projection.size(); i-- > 0;) {
      if (place.projection[i].kind != PlaceElem::Kind::deref) continue;
      Place prefix = place;
      prefix.projection.resize(i);
      if (!add(prefix)) return;
    }
  }
  bool local_base_;
  Local base_;
};

}  // namespace

BuiltMatchTree Builder::lower_match_tree(BasicBlock block, Span scrutinee_span, const PlaceBuilder& scrutinee, Span match_start_span,
                                         const std::vector<std::pair<thir::PatId, bool>>& patterns, bool refutable) {
  BuiltMatchTree tree;
  std::vector<Candidate> candidates;
  candidates.reserve(patterns.size());
  MatchPairBuilder pairs(*this);
  bool any_guard = false;
  for (const auto& [pat, has_guard] : patterns) {
    candidates.push_back(Candidate::from_flat_pat(pairs.flat(scrutinee, pat), has_guard));
    any_guard = any_guard || has_guard;
  }
  if (any_guard) {
    FakeBorrowCollector collector(!scrutinee.is_upvar(), scrutinee.local);
    for (const Candidate& c : candidates) collector.visit(c.match_pairs, c.extra);
    tree.fake_borrows = std::move(collector.found);
    for (FakeBorrow& f : tree.fake_borrows) {
      f.temp = temp(cx.store.ref(cx.store.re_erased, ty_of(f.place), Mutability::not_), scrutinee_span);
      body.locals[f.temp].info.kind = LocalInfo::Kind::fake_borrow;
    }
  }
  std::vector<Candidate*> list;
  for (Candidate& c : candidates) list.push_back(&c);
  tree.otherwise_block = match_candidates(match_start_span, scrutinee_span, block, std::move(list));

  // False edges: to the borrow checker, arms are tried one by one.
  auto false_edge = [&](BasicBlock from, BasicBlock real, BasicBlock imaginary, SourceInfo at) {
    if (real == imaginary) cfg.go_to(from, at, real);
    else cfg.terminate(from, at, TFalseEdge{real, imaginary});
  };
  BasicBlock next_start = refutable ? tree.otherwise_block : BasicBlock();
  for (size_t i = candidates.size(); i-- > 0;) {
    const bool has_guard = candidates[i].has_guard;
    candidates[i].visit_leaves_rev([&](Candidate& leaf) {
      if (!leaf.pre_binding_block || !leaf.otherwise_block) {
        refuse(leaf.extra.span, "internal: a pattern that was not lowered");
        leaf.pre_binding_block = cfg.start_new_block();
        leaf.otherwise_block = cfg.start_new_block();
      }
      if (next_start) {
        const SourceInfo at = source_info(leaf.extra.span);
        const BasicBlock new_pre_binding = cfg.start_new_block();
        false_edge(leaf.pre_binding_block, new_pre_binding, next_start, at);
        leaf.pre_binding_block = new_pre_binding;
        if (has_guard) {
          const BasicBlock new_otherwise = cfg.start_new_block();
          false_edge(new_otherwise, leaf.otherwise_block, next_start, at);
          leaf.otherwise_block = new_otherwise;
        }
      }
      next_start = leaf.false_edge_start_block;
    });
  }
  if (!refutable) {
    // Exhaustive: never reached. The read makes `match x {}` of an uninitialized x an error.
    const SourceInfo at = source_info(scrutinee_span);
    if (const auto place = try_to_place(scrutinee)) cfg.push_fake_read(tree.otherwise_block, at, FakeReadCause::for_matched_place, *place);
    cfg.terminate(tree.otherwise_block, at, TUnreachable{});
  }
  for (Candidate& c : candidates) {
    MatchTreeBranch branch;
    std::vector<const PatternExtraData*> parents;
    collect_branches(c, parents, branch);
    tree.branches.push_back(std::move(branch));
  }
  return tree;
}

// Gives the block reached where no candidate matches.
BasicBlock Builder::match_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*> candidates) {
  while (!candidates.empty()) {
    Candidate& first = *candidates.front();
    if (!first.false_edge_start_block) first.false_edge_start_block = start;
    if (first.match_pairs.empty()) {
      first.pre_binding_block = start;
      start = first.otherwise_block = cfg.start_new_block();
      candidates.erase(candidates.begin());
    } else if (std::any_of(candidates.begin(), candidates.end(), [](const Candidate* c) { return c->starts_with_or_pattern(); })) {
      start = expand_or_candidates(span, scrutinee_span, start, candidates);
    } else {
      start = test_candidates(span, scrutinee_span, start, candidates);
    }
  }
  return start;
}

// Replaces or-patterns by their alternatives in a prefix of the candidates and lowers it; `candidates` keeps the rest.
BasicBlock Builder::expand_or_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*>& candidates) {
  size_t until = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    until = i + 1;
    if (candidates[i]->match_pairs.size() > 1 && candidates[i]->starts_with_or_pattern())
      break;  // more to test after it: no later one may mix in
  }
  std::vector<Candidate*> expand(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(until));
  candidates.erase(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(until));
  std::vector<Candidate*> expanded;
  for (Candidate* c : expand) {
    if (!c->starts_with_or_pattern()) {
      expanded.push_back(c);
      continue;
    }
    MatchPair pair = std::move(c->match_pairs.front());
    c->match_pairs.erase(c->match_pairs.begin());
    c->or_span = pair.span;
    for (FlatPat& f : pair.alternatives) c->subcandidates.push_back(Candidate::from_flat_pat(std::move(f), c->has_guard));
    if (c->subcandidates.empty()) continue;
    c->subcandidates.front().false_edge_start_block = c->false_edge_start_block;
    for (Candidate& sub : c->subcandidates) expanded.push_back(&sub);
  }
  const BasicBlock remainder = match_candidates(span, scrutinee_span, start, std::move(expanded));
  for (Candidate* c : expand)
    if (!c->subcandidates.empty()) merge_trivial_subcandidates(*c);
  if (!expand.empty()) test_remaining_after_or(span, scrutinee_span, *expand.back());
  return remainder;
}

void Builder::merge_trivial_subcandidates(Candidate& candidate) {
  if (candidate.has_guard) return;
  for (const Candidate& sub : candidate.subcandidates)
    if (!sub.subcandidates.empty() || !sub.extra.bindings.empty() || !sub.extra.ascriptions.empty()) return;
  const BasicBlock shared = cfg.start_new_block();
  const SourceInfo at = source_info(candidate.or_span.value_or(candidate.extra.span));
  candidate.or_span.reset();
  if (!candidate.false_edge_start_block) candidate.false_edge_start_block = candidate.subcandidates.front().false_edge_start_block;
  BasicBlock last_otherwise;
  for (const Candidate& sub : candidate.subcandidates) {
    cfg.go_to(sub.pre_binding_block, at, shared);
    last_otherwise = sub.otherwise_block;
  }
  candidate.subcandidates.clear();
  candidate.pre_binding_block = shared;
  candidate.otherwise_block = last_otherwise;
}

void Builder::test_remaining_after_or(Span span, Span scrutinee_span, Candidate& candidate) {
  if (candidate.match_pairs.empty()) return;
  const SourceInfo at = source_info(candidate.or_span.value_or(candidate.extra.span));
  BasicBlock last_otherwise;
  candidate.visit_leaves([&](Candidate& leaf) { last_otherwise = leaf.otherwise_block; });
  const std::vector<MatchPair> remaining = std::move(candidate.match_pairs);
  candidate.match_pairs.clear();
  candidate.visit_leaves([&](Candidate& leaf) {
    leaf.match_pairs.insert(leaf.match_pairs.end(), remaining.begin(), remaining.end());
    const BasicBlock or_start = leaf.pre_binding_block;
    const BasicBlock leaf_otherwise = leaf.otherwise_block;
    const bool has_guard = leaf.has_guard;
    const BasicBlock otherwise = match_candidates(span, scrutinee_span, or_start, {&leaf});
    // Where `P | Q` was passed by P and the rest fails, it fails for Q as well; a guard may tell them apart.
    cfg.go_to(otherwise, at, has_guard ? leaf_otherwise : last_otherwise);
  });
}

}  // namespace borrowlab::mir
