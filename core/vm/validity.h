// What a value must be to be one: after rustc_const_eval::interpret::validity, for what is not initialised.
#pragma once
#include <optional>
#include <string>

#include "vm/program.h"

namespace borrowlab::vm {

struct Invalid {
  std::string path;      // to the part, as rustc writes it: ".0[3]"; empty: the value itself
  std::string expected;  // "an integer"
};

// The first scalar part of the value of type `ty` at `address` (live memory) that is not initialised; padding and unions may be anything.
std::optional<Invalid> uninitialised_part(Program& program, const Memory& memory, TypeId ty, uint64_t address);

// Whether rustc lets mem::zeroed (byte 0) and mem::uninitialized (byte 1: what it fills with) make a value of the inhabited type `ty`.
// After rustc_ty_utils's check_validity_requirement: arrays and the fields of enums are not looked at.
bool allows_fill(Program& program, TypeId ty, uint8_t byte);

}  // namespace borrowlab::vm
