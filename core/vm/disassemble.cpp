// Bytecode as text, for tests and debugging.
#include "vm/bytecode.h"

namespace borrowlab::vm {

std::string to_string(const Function& f) {
  static constexpr const char* names[] = {
#define OP(name) #name,
#include "vm/ops.def"
#undef OP
  };
  std::string out = "frame " + std::to_string(f.frame_size) + "\n";
  for (size_t i = 0; i < f.storage.size(); ++i) {
    const Ins& ins = f.storage[i];
    out += std::to_string(i) + ": " + names[static_cast<size_t>(ins.op)];
    for (const uint32_t v : {ins.a, ins.b, ins.c, uint32_t{ins.x}}) out += " " + std::to_string(static_cast<int32_t>(v));
    out += "\n";
  }
  return out;
}

}  // namespace borrowlab::vm
