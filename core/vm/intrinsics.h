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

}  // namespace borrowlab::vm
