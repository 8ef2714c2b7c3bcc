// Intrinsics that the host implements, by name. Each file of them adds its table.
#pragma once
#include <string_view>
#include <unordered_map>

#include "vm/machine.h"

namespace borrowlab::vm {

using HostTable = std::unordered_map<std::string_view, HostFn>;
void add_memory_intrinsics(HostTable& table);
void add_integer_intrinsics(HostTable& table);
void add_float_intrinsics(HostTable& table);
void add_text_intrinsics(HostTable& table);

// A float in the fewest digits that read back: as Display (mode 0), Debug (1), LowerExp (2) and UpperExp (3) write it.
std::string float_text(double value, bool is_f32, uint32_t mode);

}  // namespace borrowlab::vm
