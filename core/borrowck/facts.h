// What the checker knows of a body beyond its errors, for those who explain it: who holds each loan, what keeps it alive, and which loans,
// moves and accesses each error is about.
#pragma once
#include <string>
#include <vector>

#include "mir/body.h"

namespace borrowlab::borrowck {

// A later use of something that holds a loan; the loan must last until there.
struct LoanUse {
  mir::Location at;
  mir::Local local;  // what holds it there
  bool is_drop = false;
};

struct LoanFacts {
  std::string place;          // what is borrowed, as a message would name it: `self.items`, `v[_]`; "value" where it has no name
  mir::Local holder;          // the variable that holds the loan; none: a temporary does
  std::vector<LoanUse> uses;  // where the loan is live, in order of the body's points; unwinding is left out
  bool escapes = false;       // must last longer than the body
};

// An access that breaks a rule because a loan is live.
struct LoanConflict {
  uint32_t held = 0;              // the loan
  uint32_t refused = UINT32_MAX;  // the loan that may not be; none: another access (a write, a move, a drop)
  bool value_ends = false;        // the access is the end of what is borrowed
  source::Span place;             // as the error has it
  std::string code, message;
};

// A use of what was moved out.
struct MoveConflict {
  std::vector<mir::Location> moved_at;
  mir::Place moved;
  std::string name;  // as a message would name what was moved
  source::Span place;
  std::string code, message;
};

struct Facts {
  std::vector<LoanFacts> loans;  // by LoanId
  std::vector<LoanConflict> conflicts;
  std::vector<MoveConflict> moves;
};

}  // namespace borrowlab::borrowck
