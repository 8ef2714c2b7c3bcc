// Lowering of MIR to bytecode, one body per concrete type, and the machine that runs it.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "mir/body.h"

namespace borrowlab::vm {

using types::DefId;

// What keeps every run finite. The one that runs out is named in the outcome.
struct Budget {
  uint64_t instructions = 200'000'000;
  uint64_t memory_bytes = 128ULL << 20;
  uint32_t stack_bytes = 8U << 20;
  uint32_t stack_frames = 100'000;
  uint32_t threads = 256;
  uint64_t output_bytes = 4ULL << 20;
  uint64_t events = 1'500'000;  // recorded by traced runs, which go on without when they are spent
};

enum class OutcomeKind : uint8_t { exited, panicked, budget, undefined_behaviour, aborted, refused, stopped, deadlock };
struct Outcome {
  OutcomeKind kind = OutcomeKind::exited;
  int exit_status = 0;
  std::string message;  // budget: its name; undefined behaviour, refused: what
  source::Span span;    // where
  struct Note {
    std::string text;
    source::Span span;
    bool first = false;  // belongs to the message: before the general advice
  };
  // undefined behaviour: what the place is told to be (where it is not just that), and what happened before, where
  std::string label;
  std::vector<Note> notes;
};

// One piece of output in the order in which it was written.
struct Output {
  bool to_stderr = false;
  std::string text;
};

// A place in the program's own code: what was about to run, or the call that the library was in.
struct Site {
  DefId owner;       // the fn or closure
  mir::Location at;  // in its elaborated body
  source::Span span;
};

// What a traced run tells, in order. Library code tells of flags, counts and output only, at the nearest place of the program's own code.
struct Event {
  enum class Kind : uint8_t {
    statement,  // a step begins; value: its unit
    call,
    return_,
    loan_start,
    flag,  // of a RefCell, Mutex, RwLock, or whatever else the library tells of
    count,
    moved,
    dropped,
    unwind,  // a panic leaves this frame (its first: where it starts)
    print,
    storage_live,
    storage_dead,
    write,
    thread  // this thread goes on, another ran before
  } kind = Kind::statement;
  // Of a flag: it is a lock's; a change that was asked for and refused (`value` is what it stays at); the lock is poisoned from now on.
  enum Flag : uint8_t { lock = 1, refused_shared = 2, refused_exclusive = 4, poisoned = 8 };
  uint8_t flag = 0;
  uint16_t thread = 1;
  uint32_t step = 0;            // statements begun before and with it, from 1
  uint32_t frame = 0;           // how many of the program's own frames are below
  uint32_t site = 0;            // index into Trace::sites
  uint32_t local = UINT32_MAX;  // the variable concerned, in the site's body
  uint32_t address = 0;         // guest address concerned (a cell's flag, a place's)
  int32_t value =
      0;  // flag: its value now; count: the count now; print: index into output; call: the caller's site; unwind: 0 at its start
};

struct Trace {
  std::vector<Site> sites;          // the first: none of the program's own code
  std::vector<source::Span> units;  // by number: where a step's text is
  std::vector<Event> events;
  bool truncated = false;  // the run went on after the budget of events was spent
};

// What came of one test.
struct TestEnd {
  enum class Kind : uint8_t { passed, failed, panicked } kind = Kind::passed;  // failed: what it returned says so
  std::string note;                                                            // panicked, and not as was expected: what is said of it
  std::vector<Output> output;                                                  // what was written while it ran
};

struct RunResult {
  Outcome outcome;
  std::vector<Output> output;  // with tests: since the last of `tests` ended
  std::vector<TestEnd> tests;  // of `RunOptions::tests`, those that came to their end
  Trace trace;
  uint64_t instructions = 0;
};

// Where the lowering gets bodies from: elaborated MIR by owner (fn, closure, const, static, constructor-less); null where the
// body cannot be had (an error or refusal that the provider has reported). References stay valid during the run.
using BodyProvider = std::function<const mir::Body*(DefId)>;

struct RunOptions {
  Budget budget;
  bool traced = false;
  uint64_t seed = 0;                  // the scheduler's
  std::function<bool()> should_stop;  // asked now and then; null: never
  // Tests, run one after another instead of main, each in a thread of its own that bears its name.
  struct Test {
    DefId fn;
    std::string name;
    std::string expected;  // a part of what its panic says
  };
  std::vector<Test> tests;
};

class Machine;
class Program;
class Replay;

// Compiles and runs, one program after another. What is compiled of the library alone is kept.
class Engine {
 public:
  Engine(types::Context& cx, BodyProvider bodies);
  ~Engine();
  // Compiles what `main` (or the tests) reaches and runs it. What the machine cannot do is an outcome `refused`, with its place.
  RunResult run(DefId main, const RunOptions& options);
  // The machine of the last traced run as it stood after this step, by running the program again; null where there was none. It may be
  // looked at until the next call.
  Machine* at_step(uint32_t step);
  // Drops what was compiled with a part of the user's items, before these go.
  void forget_user();

 private:
  std::unique_ptr<Program> program_;
  std::unique_ptr<Replay> replay_;
};

}  // namespace borrowlab::vm
