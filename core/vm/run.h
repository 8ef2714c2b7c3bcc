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
  uint64_t events = 2'000'000;  // traced runs only
};

enum class OutcomeKind : uint8_t { exited, panicked, budget, undefined_behaviour, aborted, refused, stopped, deadlock };
struct Outcome {
  OutcomeKind kind = OutcomeKind::exited;
  int exit_status = 0;
  std::string message;  // budget: its name; undefined behaviour, refused: what
  source::Span span;    // where
};

// One piece of output in the order in which it was written.
struct Output {
  bool to_stderr = false;
  std::string text;
};

// What a traced run tells. The format is a contract with the page's views.
struct Event {
  enum class Kind : uint8_t {
    line,
    call,
    return_,
    loan_start,
    loan_end,
    flag,
    count,
    moved,
    dropped,
    unwind,
    print,
    storage_live,
    storage_dead,
    write
  } kind = Kind::line;
  uint64_t step = 0;
  source::Span span;
  uint32_t frame = 0;           // depth of the frame, from 0
  uint32_t local = UINT32_MAX;  // the variable concerned, in that frame's body
  uint64_t address = 0;         // guest address concerned (a cell's, a place's)
  int64_t value = 0;            // flag: the borrow flag's new value; count: the new count; print: index into output
  DefId fn;                     // call, return_: whose
};

struct RunResult {
  Outcome outcome;
  std::vector<Output> output;
  std::vector<Event> events;
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
  std::vector<DefId> tests;           // run as the test harness does, instead of main
};

class Program;

// Compiles and runs, one program after another. What is compiled of the library alone is kept.
class Engine {
 public:
  Engine(types::Context& cx, BodyProvider bodies);
  ~Engine();
  // Compiles what `main` reaches and runs it. What the machine cannot do is an outcome `refused`, with its place.
  RunResult run(DefId main, const RunOptions& options);
  // Drops what was compiled with a part of the user's items, before these go.
  void forget_user();

 private:
  std::unique_ptr<Program> program_;
};

}  // namespace borrowlab::vm
