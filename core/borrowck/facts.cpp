#include "borrowck/facts.h"

#include <algorithm>

#include "borrowck/check.h"
#include "borrowck/mir_borrowck.h"
#include "borrowck/visit.h"
#include "support/sort.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

void MirBorrowckCtxt::note_conflict(size_t errors_before, uint32_t held, Location at, ReadOrWrite rw) {
  if (buffered_.size() == errors_before) return;
  const Diagnostic& d = buffered_.back();
  LoanConflict c;
  c.held = held;
  c.refused = rw.activating != UINT32_MAX ? rw.activating : borrow_set_.at_point[regions_.points().point(at)];
  // Of a value that goes while it is borrowed, the error's place is the borrow; the rule is broken where the value goes.
  c.value_ends = rw.kind == ReadOrWrite::Kind::write && rw.write == WriteKind::storage_dead_or_drop;
  c.place = c.value_ends && d.code == "E0597" ? body_.source_info(at).span
            : d.spans.primary.empty()         ? body_.source_info(at).span
                                              : d.spans.primary.front();
  c.code = d.code;
  c.message = d.message;
  facts_.conflicts.push_back(std::move(c));
}

// Who holds a loan: regions that the loan's must outlive are those of the types it went into.
void MirBorrowckCtxt::gather_loan_facts(const std::vector<BitSet>& live_at) {
  const size_t regions = regions_.vars().vars.size();
  const ConstraintGraph graph(regions_.constraints(), regions);
  std::vector<std::vector<uint32_t>> locals_of(regions);  // region -> locals in whose type it is
  for (uint32_t l = 0; l < body_.locals.size(); ++l)
    types::for_each_free_region(cx_.store, body_.locals[Local(l)].ty, [&](RegionId r) {
      if (const auto* v = cx_.store.get<types::ReVar>(r)) locals_of[v->vid.index].push_back(l);
    });
  // Every use of every local, by local.
  std::vector<std::vector<LoanUse>> uses(body_.locals.size());
  for (uint32_t b = 0; b < body_.blocks.size(); ++b) {
    const BasicBlockData& data = body_.blocks[BasicBlock(b)];
    if (data.is_cleanup) continue;
    for (uint32_t i = 0; i <= data.statements.size(); ++i) {
      const Location at{BasicBlock(b), i};
      visit_places_at(body_, at, [&](const Place& p, PlaceContext c) {
        const DefUse use = categorize(c, p.is_local());
        if (use == DefUse::use || use == DefUse::drop) uses[p.local.index].push_back({at, p.local, use == DefUse::drop});
      });
    }
  }
  std::vector<uint32_t> seen(regions, UINT32_MAX), locals_seen(body_.locals.size(), UINT32_MAX);
  for (uint32_t i = 0; i < borrow_set_.size(); ++i) {
    const BorrowData& borrow = borrow_set_[i];
    LoanFacts& facts = facts_.loans.emplace_back();
    facts.place = describe_place(borrow.borrowed_place).value_or("value");
    if (borrow.assigned_place.is_local() && is_user_variable(borrow.assigned_place.local)) facts.holder = borrow.assigned_place.local;
    // By distance: the variable that is nearest to the borrow holds it. What a loop iterates with is no variable of the program's.
    bool hidden = false;
    std::vector<uint32_t> queue{borrow.region.index}, holders;
    seen[borrow.region.index] = i;
    const auto add = [&](uint32_t l) {
      if (locals_seen[l] == i) return;
      locals_seen[l] = i;
      holders.push_back(l);
      const Span declared = body_.locals[Local(l)].source_info.span;
      if (!body_.locals[Local(l)].name.empty() && from_desugaring(declared)) hidden = true;
      else if (!facts.holder && !hidden && l > body_.arg_count && local_name(Local(l)) && !cx_.sources.from_macro(declared))
        facts.holder = Local(l);
    };
    for (size_t k = 0; k < queue.size(); ++k) {
      facts.escapes |= regions_.universal.is_universal(RegionVid(queue[k]));
      for (const uint32_t l : locals_of[queue[k]]) add(l);
      graph.for_each_outgoing(RegionVid(queue[k]), [&](uint32_t c) {
        const uint32_t sub = regions_.constraints().list[c].sub.index;
        if (seen[sub] != i) {
          seen[sub] = i;
          queue.push_back(sub);
        }
      });
    }
    // What is used after the borrowed value has gone is what the error is about.
    const bool outlives =
        std::any_of(facts_.conflicts.begin(), facts_.conflicts.end(), [&](const LoanConflict& c) { return c.held == i && c.value_ends; });
    for (const uint32_t l : holders)
      for (const LoanUse& u : uses[l]) {
        const uint32_t point = regions_.points().point(u.at);
        if (live_at[i].contains(point) || (outlives && regions_.contains(borrow.region, point))) facts.uses.push_back(u);
      }
    sort(facts.uses, [](const LoanUse& a, const LoanUse& b) { return a.at < b.at; });
  }
}

}  // namespace borrowlab::borrowck
