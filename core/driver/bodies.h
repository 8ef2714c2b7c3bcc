// Bodies on demand: each is type-checked, built as MIR and elaborated when a run first reaches it. The library's are kept
// from program to program, the user's come from the check.
#pragma once
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "mir/build.h"
#include "typeck/check.h"

namespace borrowlab::driver {

class Bodies {
 public:
  explicit Bodies(types::Context& cx) : cx_(cx) {}

  // A user's body and the closures inside it, as type checking left them: built here, kept until forget_user_bodies.
  void add(resolve::DefId owner, mir::Body elaborated);
  // The body that runs; null where it has none, or where the library's does not check (see `trouble`).
  const mir::Body* elaborated(resolve::DefId owner);
  // Checks the fn that defines an opaque type, so that its hidden type is known.
  void define_opaque(resolve::DefId opaque);
  void forget_user_bodies();
  // Errors met in library bodies: defects of the library or refusals of a stage, with their places.
  const diagnostics::Sink& trouble() const { return trouble_; }

 private:
  void check_library_body(resolve::DefId owner);
  types::Context& cx_;
  std::unordered_map<resolve::DefId, std::unique_ptr<mir::Body>, IndexHash> library_, user_;
  std::unordered_set<resolve::DefId, IndexHash> checked_;  // library owners seen, whatever came of them
  diagnostics::Sink trouble_;
};

// The item whose body a closure (or another closure around it) is part of.
resolve::DefId body_owner(const resolve::Definitions& defs, resolve::DefId def);

}  // namespace borrowlab::driver
