// Borrow checking: which loans are in scope where, and who breaks the rules.
// After "RFC 2094: non-lexical lifetimes"; the reports follow rustc 1.95 (rustc_borrowck).
#pragma once
#include <memory>

#include "borrowck/facts.h"
#include "diagnostics/diagnostic.h"
#include "mir/body.h"
#include "support/bit_set.h"

namespace borrowlab::borrowck {

BORROWLAB_INDEX(LoanId);

// One borrow expression: `&place` or `&mut place`, and the points where it must stay intact.
struct Loan {
  mir::Place place;
  mir::BorrowKind kind;
  mir::Location issued_at;
  uint32_t region = 0;  // its region variable
  mir::Place assigned_to;
};

// What a closure's body asks of its creator: relations between the external regions of its type.
struct ClosureRequirements;

// What the checker learned about one body. Points index the body's statements in block order.
struct Report {
  std::vector<Loan> loans;      // by LoanId
  std::vector<BitSet> live_at;  // LoanId -> points where the loan is live
  Facts facts;
  std::vector<uint32_t> block_start;            // BasicBlock -> its first point
  std::vector<diagnostics::Diagnostic> errors;  // in the order in which rustc reports them
  std::vector<mir::Local> used_mut;             // `mut` that was needed (for the lint)
  std::shared_ptr<const ClosureRequirements> closure;
  std::vector<bool> used_mut_upvars;
  std::optional<typeck::thir::ClosureInfo> closure_info;  // of a closure: its captures, for reports about its creator
};

// Checks one body; `closures` gives the reports of the closures created inside it (they are checked first).
// Cost: O(points x loans) bits, plus the region graph. Never fails: errors are in the report.
Report check(types::Context& cx, const mir::Body& body, const std::unordered_map<resolve::DefId, const Report*, IndexHash>& closures);

}  // namespace borrowlab::borrowck
