#include "vm/replay.h"

namespace borrowlab::vm {

Replay::Replay(Program& program, DefId main, const RunOptions& options) : program_(program), main_(main), options_(options) {
  options_.budget.events = 0;  // told already
  options_.should_stop = nullptr;
}

Machine& Replay::at(uint32_t step) {
  if (machine_ == nullptr || step < step_) {
    machine_.reset();
    machine_ = std::make_unique<Machine>(program_, options_);
    machine_->begin(main_);
  }
  step_ = step;
  machine_->go_on(step);
  return *machine_;
}

}  // namespace borrowlab::vm
