#include "source/symbol.h"

#include <deque>
#include <string>
#include <unordered_map>

namespace borrowlab::source {
namespace {

struct Interner {
  std::deque<std::string> texts;  // a deque keeps the views in `indices` valid
  std::unordered_map<std::string_view, uint32_t> indices;

  Interner() {
    add("");
#define SYMBOL(name, text) add(text);
#include "source/symbols.def"
#undef SYMBOL
  }
  uint32_t add(std::string_view text) {
    if (auto found = indices.find(text); found != indices.end()) return found->second;
    const auto index = static_cast<uint32_t>(texts.size());
    texts.emplace_back(text);
    indices.emplace(texts.back(), index);
    return index;
  }
};

Interner& interner() {
  static thread_local Interner instance;
  return instance;
}

}  // namespace

Symbol Symbol::intern(std::string_view text) { return Symbol{interner().add(text)}; }
std::string_view Symbol::str() const { return interner().texts[index]; }

}  // namespace borrowlab::source
