// Lanes of the checker's loans, of moves that an error is about, and the collisions of errors.
#include <algorithm>

#include "support/sort.h"
#include "views/work.h"

namespace borrowlab::views {

namespace {

uint64_t key(uint32_t body, uint32_t loan) { return uint64_t{body} << 32 | loan; }

mir::Location location(const borrowck::Report& report, size_t point) {
  const auto after = std::upper_bound(report.block_start.begin(), report.block_start.end(), point);
  const auto block = static_cast<uint32_t>(after - report.block_start.begin() - 1);
  return {mir::BasicBlock(block), static_cast<uint32_t>(point - report.block_start[block])};
}

bool overlap(Span a, Span b) { return a.lo < b.hi && b.lo < a.hi; }

}  // namespace

// In order of the text; of a use and its parts, the parts.
void Work::tidy(std::vector<Span>& uses) {
  sort(uses, [](Span a, Span b) { return a.lo != b.lo ? a.lo < b.lo : a.hi < b.hi; });
  const std::vector<Span> all = uses;
  std::erase_if(uses, [&](Span s) {
    return std::any_of(all.begin(), all.end(), [&](Span part) { return s.contains(part) && !s.source_equal(part); });
  });
}

void Work::add_loan(uint32_t body_id, uint32_t id) {
  const auto [it, fresh] = lane_of_loan_.try_emplace(key(body_id, id), static_cast<uint32_t>(out_.lanes.size()));
  if (!fresh) return;
  BodyInfo& info = bodies_[body_id];
  const mir::Body& body = *info.built;
  const borrowck::Loan& loan = info.report->loans[id];
  const borrowck::LoanFacts& facts = info.report->facts.loans[id];
  Lane lane;
  lane.kind = mir::is_mut(loan.kind) ? Lane::Kind::exclusive : Lane::Kind::shared;
  lane.what = mir::is_mut(loan.kind) ? "&mut" : "&";
  lane.of = named(body, loan.place.local, facts.place);
  if (facts.holder) lane.holder = named(body, facts.holder, std::string(body.locals[facts.holder].name.str()));
  lane.body = body_id;
  lane.start = place(body.source_info(loan.issued_at).span);
  lane.from_line = line(lane.start.lo);
  lane.to_line = line(lane.start.hi);
  // Where it is live. What holds the borrow's own statement (a loop, a match) tells nothing of where that is.
  info.report->live_at[id].for_each([&](size_t point) {
    const mir::Location at = location(*info.report, point);
    if (body.blocks[at.block].is_cleanup) return;
    const Span s = place(body.source_info(at).span);
    if (s.is_dummy() || (s.contains(lane.start) && !s.source_equal(lane.start))) return;
    lane.from_line = std::min(lane.from_line, line(s.lo));
    lane.to_line = std::max(lane.to_line, line(s.lo));
  });
  bool by_loop = false;
  for (const borrowck::LoanUse& use : facts.uses) {
    const Span s = place(body.source_info(use.at).span);
    if (s.is_dummy()) continue;
    const bool of_loop = !body.locals[use.local].name.empty() && !is_variable(body, use.local);
    if (s.source_equal(body.locals[use.local].source_info.span) && !of_loop) continue;  // its declaration
    if (overlap(s, lane.start) && !(of_loop && !use.is_drop)) continue;
    // Of an expression and its parts, the parts.
    if (!is_variable(body, use.local) && !of_loop && !use.is_drop) continue;
    if (std::find(lane.uses.begin(), lane.uses.end(), s) == lane.uses.end()) lane.uses.push_back(s);
    lane.to_line = std::max(lane.to_line, line(s.hi));
    // A loop asks its iterator once more after everything else.
    const bool later = !by_loop && (!lane.end || s.hi >= lane.end->first.hi);
    if (later || of_loop) lane.end = {s, use.is_drop && !of_loop ? Lane::End::drop : Lane::End::last_use};
    by_loop = by_loop || of_loop;
  }
  tidy(lane.uses);
  if (facts.escapes && !lane.end) lane.end = {lane.start, Lane::End::never};
  info.lanes.push_back(it->second);
  out_.lanes.push_back(std::move(lane));
}

// Which borrows a reader would point at: those that the program writes as such, that a variable or a loop holds. What a call takes for its
// own time, and what macros write, goes without saying.
void Work::add_loans(bool everywhere) {
  for (uint32_t b = 0; b < bodies_.size(); ++b) {
    const mir::Body& body = *bodies_[b].built;
    const borrowck::Report& report = *bodies_[b].report;
    if (!everywhere && report.facts.conflicts.empty()) continue;
    for (uint32_t i = 0; i < report.facts.loans.size(); ++i) {
      const borrowck::Loan& loan = report.loans[i];
      const borrowck::LoanFacts& facts = report.facts.loans[i];
      const Span raw = body.source_info(loan.issued_at).span;
      const Span start = place(raw);
      if (start.is_dummy() || cx_.sources.from_macro(raw)) continue;
      if (loan.kind == mir::BorrowKind::fake_shallow || loan.kind == mir::BorrowKind::fake_deep) continue;
      bool through_temporary = false;
      for (const mir::PlaceElem& e : loan.place.projection) through_temporary |= e.kind == mir::PlaceElem::Kind::deref;
      through_temporary = through_temporary && body.locals[loan.place.local].name.empty() && !body.closure;
      if (through_temporary) continue;
      bool by_loop = false;
      for (const borrowck::LoanUse& u : facts.uses) by_loop |= !body.locals[u.local].name.empty() && !is_variable(body, u.local);
      const std::string_view text = cx_.sources.snippet(start);
      const bool written = !text.empty() && text.front() == '&';
      const mir::Local root = loan.place.local;
      const bool of_loop = !body.locals[root].name.empty() && !is_variable(body, root);  // what a loop iterates with
      // `*r` passed on as it is: the reborrow is no news beside `r`.
      const bool reborrow = !loan.place.projection.empty() && (facts.holder == root || !facts.holder);
      if (of_loop || (reborrow && !written && !by_loop)) continue;
      const bool of_temporary = facts.place == "value" && !written;
      if (!of_temporary && (written || by_loop || facts.holder)) add_loan(b, i);
    }
  }
}

void Work::add_moves(uint32_t b) {
  const mir::Body& body = *bodies_[b].built;
  for (const borrowck::MoveConflict& m : bodies_[b].report->facts.moves) {
    for (const mir::Location at : m.moved_at) {
      Lane lane;
      lane.kind = Lane::Kind::moved;
      lane.what = "move";
      lane.of = named(body, m.moved.local, m.name);
      lane.body = b;
      lane.start = place(body.source_info(at).span);
      const Span missed = place(m.place);
      if (lane.start.is_dummy() || missed.is_dummy()) continue;
      lane.uses.push_back(missed);
      lane.end = {missed, Lane::End::refused};
      lane.from_line = std::min(line(lane.start.lo), line(missed.lo));
      lane.to_line = std::max(line(lane.start.hi), line(missed.hi));
      const auto id = static_cast<uint32_t>(out_.lanes.size());
      lane.collisions.push_back(static_cast<uint32_t>(out_.collisions.size()));
      out_.collisions.push_back({id, none, missed, m.code, m.message, none});
      out_.lanes.push_back(std::move(lane));
    }
  }
}

void Work::add_conflicts() {
  for (uint32_t b = 0; b < bodies_.size(); ++b) {
    for (const borrowck::LoanConflict& c : bodies_[b].report->facts.conflicts) {
      const auto lane_of = [&](uint32_t loan) {
        add_loan(b, loan);
        return lane_of_loan_[key(b, loan)];
      };
      const auto id = static_cast<uint32_t>(out_.collisions.size());
      const uint32_t held = lane_of(c.held), refused = c.refused == none ? none : lane_of(c.refused);
      const Span at = place(c.place);
      out_.collisions.push_back({held, refused, at, c.code, c.message, none});
      out_.lanes[held].collisions.push_back(id);
      if (refused != none && refused != held) out_.lanes[refused].collisions.push_back(id);
      if (at.is_dummy()) continue;
      out_.lanes[held].from_line = std::min(out_.lanes[held].from_line, line(at.lo));
      out_.lanes[held].to_line = std::max(out_.lanes[held].to_line, line(at.lo));
    }
    add_moves(b);
  }
}

}  // namespace borrowlab::views
