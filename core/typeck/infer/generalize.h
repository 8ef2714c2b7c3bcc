// What a variable becomes when it meets a type: the type with other regions, once it is known not to hold the variable itself.
#pragma once
#include "typeck/infer/relate.h"

namespace borrowlab::typeck {

class Generalizer final : public types::Folder {
 public:
  // `root`: the variable about to be bound. Regions become fresh ones unless `v` is invariant (then only those the variable cannot name).
  Generalizer(InferCtxt& icx, uint32_t root, Variance v, const ObligationCause& cause, const types::ParamEnv& env,
              std::vector<Obligation>& out);
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & mask_) == 0; }
  TypeId fold(TypeId t) override;
  RegionId fold(RegionId r) override;
  ConstId fold(ConstId c) override;
  bool cyclic = false;

 private:
  RegionId fresh_region();
  InferCtxt& icx_;
  uint32_t root_;
  uint32_t universe_;
  bool fresh_regions_;
  uint16_t mask_;
  const ObligationCause& cause_;
  const types::ParamEnv& env_;
  std::vector<Obligation>& out_;
};

}  // namespace borrowlab::typeck
