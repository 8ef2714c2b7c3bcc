// Matching a macro call against one rule. After rustc_expand::mbe::macro_parser: all ways through the matcher advance together,
// token by token; a fragment is parsed only where exactly one way needs one.
#pragma once
#include <deque>

#include "syntax/session.h"

namespace borrowlab::syntax {

// What a metavariable matched: tokens, or one match for each repetition.
struct NamedMatch {
  bool is_seq = false;
  std::vector<NamedMatch> seq;
  TokenRange range;
  Fragment fragment = Fragment::none;
};
using Matches = std::vector<NamedMatch>;  // by metavariable

enum class MatchResult : uint8_t { success, failure, error };
struct MatchFailure {
  bool any = false;
  bool at_end = false;
  Token token;
  size_t position = 0;
  const MatcherLoc* remaining = nullptr;  // what was being matched when it failed
  const MatcherLoc* expected = nullptr;   // `remaining` of the rule that got furthest
};

class MacroMatcher {
 public:
  MacroMatcher(Session& session, const MacroRule& rule, TokenRange args, Span close_span)
      : s_(session), rule_(rule), begin_(args.begin), end_(args.end), close_span_(close_span) {}
  // Failure updates `best` where this rule got further than those before. Error: reported.
  MatchResult run(Matches& matches, MatchFailure& best);

 private:
  // A way through the matcher. What it has matched is a chain of events, shared with the ways it forked from.
  struct Position {
    uint32_t at = 0;
    uint32_t last = UINT32_MAX;
  };
  struct Event {
    uint32_t before;
    uint32_t metavar;
    uint32_t depth;
    NamedMatch match;
  };
  void record(Position& p, uint32_t metavar, uint32_t depth, NamedMatch m) {
    events_.push_back(Event{p.last, metavar, depth, std::move(m)});
    p.last = static_cast<uint32_t>(events_.size() - 1);
  }
  Matches collect(uint32_t last);
  bool parse_fragment(const MatcherLoc& loc, const Token*& at, NamedMatch& out);
  bool can_begin(Fragment f, const Token* t) const;
  static void push_match(Matches& matches, uint32_t metavar, uint32_t depth, NamedMatch m);
  void note_failure(MatchFailure& best, const Token* at);

  Session& s_;
  const MacroRule& rule_;
  const Token* begin_;
  const Token* end_;
  Span close_span_;
  std::vector<Event> events_;
};

}  // namespace borrowlab::syntax
