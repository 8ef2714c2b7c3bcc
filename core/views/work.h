// The making of a trace, in parts: places and names (places.cpp), loans of the check (loans.cpp), the run (run.cpp) with the guards that
// it met (guards.cpp), the explanation of a panic (explain.cpp), and where lanes stand (columns.cpp).
#pragma once
#include <unordered_map>

#include "views/trace.h"

namespace borrowlab::views {

using mir::Local;
using resolve::DefId;

// A statement of what a value's move makes of its place: the locals it goes through in one body.
struct Chain {
  std::vector<Local> locals;  // in the order of the moves, the first is where it came from
  Local holder;               // the first variable of the program among them; none: a temporary
  bool returned = false;      // it leaves the body as its result
  std::string type;           // the guard's own type, by its last name; empty where there is none among these
};

// A call that gives a guard: where its result goes, and what it is made on.
struct GuardedCall {
  Chain chain;
  bool gives = false;  // a guard; else the library takes and gives back what it needs within the call
  Named of;
};

// A guard (or what the library does within one call) of a cell or lock, from the change of its flag to its end.
struct Acquisition {
  uint32_t address = 0;
  bool lock = false, exclusive = false, refused = false, poisoned = false;
  uint32_t thread = 1, start = 0, end = none;  // steps
  uint32_t event = 0, end_event = none;        // indices of the run's events
  vm::Site taken, anchor;                      // where the flag changed; where the guard came to be in the body that holds it
  uint32_t instance = 0;                       // of the activation that holds it
  const GuardedCall* call = nullptr;           // at the anchor; never null
  const Named* of = nullptr;                   // what the flag's call was made on
  const Chain& chain() const { return call->chain; }
  Span end_place;
  Lane::End how = Lane::End::never;
  uint32_t from_line = none, to_line = 0;
  uint32_t lane = none;
};

class Work {
 public:
  explicit Work(const Source& source) : in_(source), cx_(source.cx), file_(source.cx.sources.file(source.file)) {}
  Trace make();

 private:
  struct BodyInfo {
    const mir::Body* built = nullptr;
    const borrowck::Report* report = nullptr;
    std::vector<uint32_t> lanes;  // of its loans, in out_.lanes
  };
  struct Activation {
    uint32_t instance = 0;
    DefId owner;
    uint32_t caller_site = 0;
    std::vector<uint32_t> active;  // loan lanes taken in it
    std::vector<uint32_t> extend;  // those that last until its next step at least
  };

  // --- places.cpp
  void add_bodies();
  Span place(Span span) const;  // in the program's own text; dummy where it is not
  uint32_t line(uint32_t position) const;
  Named named(const mir::Body& body, Local local, std::string text) const;
  bool is_variable(const mir::Body& body, Local local) const;
  std::string words(Span span) const;  // the text at a place, on one line and not long
  uint32_t body_index(DefId owner) const;

  // --- loans.cpp
  void add_loans(bool only_shown);
  void add_loan(uint32_t body, uint32_t loan);
  static void tidy(std::vector<Span>& uses);
  void add_conflicts();
  void add_moves(uint32_t body);

  // --- run.cpp
  void replay();
  void step(const vm::Event& e);
  void leave(const vm::Event& e, bool returns);
  void start_loan(const vm::Event& e, uint32_t index);
  std::vector<Activation>& stack(uint32_t thread);
  const std::vector<uint32_t>& lanes_used_in(uint32_t unit, DefId owner);
  void finish_run();

  // --- guards.cpp
  void flag(const vm::Event& e, uint32_t index);
  void acquire(const vm::Event& e, uint32_t index, bool exclusive, bool refused);
  void release(const vm::Event& e, uint32_t index, bool exclusive);
  void hand_over(const Activation& from, const std::vector<Activation>& stack);
  Chain follow(const mir::Body& body, Local from) const;
  std::string guard_type(const mir::Body& body, Local local) const;
  Named receiver(const mir::Body& body, const mir::TCall& call) const;
  const mir::TCall* call_at(const vm::Site& site) const;
  const GuardedCall& guarded_call(uint32_t site);
  vm::Site site_in(const Acquisition& a, const vm::Event& e, bool& found);
  void add_guards();
  void collide(uint32_t refused_acquisition);
  std::string panic_message(uint32_t event) const;

  // --- explain.cpp
  void explain();
  Span natural_end(const Acquisition& a, mir::Location from) const;
  void label_held(diagnostics::Diagnostic& d, const Acquisition& held, const std::string& what, const vm::Site& seen_from);
  void explain_refusal(const Acquisition& refused, const std::vector<uint32_t>& held);
  void explain_lock(const std::vector<uint32_t>& waiting);
  void explain_poison(const Acquisition& poisoned, const Acquisition& taken, Span panic);

  // --- columns.cpp
  void set_columns();

  const Source& in_;
  types::Context& cx_;
  const source::SourceFile& file_;
  Trace out_;
  std::vector<BodyInfo> bodies_;  // by index into out_.bodies
  std::unordered_map<DefId, uint32_t, IndexHash> body_of_;
  std::unordered_map<uint64_t, uint32_t> lane_of_loan_;               // (body, loan) -> lane
  std::vector<std::pair<uint32_t, std::vector<Activation>>> stacks_;  // by thread
  std::vector<uint32_t> lane_of_site_;                                // of loan_start events; none - 1: not asked for yet
  std::unordered_map<uint32_t, std::vector<uint32_t>> lanes_by_unit_;
  std::unordered_map<uint32_t, int32_t> flags_;               // by address
  std::unordered_map<uint32_t, std::vector<uint32_t>> held_;  // by address: open acquisitions
  std::vector<uint32_t> open_;                                // all of them
  std::unordered_map<uint32_t, GuardedCall> calls_;           // by site
  std::vector<Acquisition> acquisitions_;
  std::vector<std::pair<uint32_t, std::vector<uint32_t>>> refusals_;  // refused acquisition, what was held then
  uint32_t instances_ = 0;
  bool poisoned_next_ = false;
};

}  // namespace borrowlab::views
