// A traced run visited again: the machine as it stood after any of its steps. Runs are deterministic, so they are run again.
#pragma once
#include "vm/machine.h"

namespace borrowlab::vm {

class Replay {
 public:
  // `options`: those of the run.
  Replay(Program& program, DefId main, const RunOptions& options);
  // Stays valid until the next call. Cost: forward, the steps in between; backward, those from the start.
  Machine& at(uint32_t step);

 private:
  Program& program_;
  const DefId main_;
  RunOptions options_;
  std::unique_ptr<Machine> machine_;
  uint32_t step_ = 0;
};

}  // namespace borrowlab::vm
