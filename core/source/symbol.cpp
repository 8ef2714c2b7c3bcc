#include "source/symbol.h"

#include <cstring>
#include <memory>
#include <vector>

namespace borrowlab::source {
namespace {

// Open addressing: the lexer asks for every word of a text.
class Interner {
 public:
  Interner() {
    slots_.resize(1 << 13);
    texts_.reserve(1 << 12);
    hashes_.reserve(1 << 12);
    add("");
#define SYMBOL(name, text) add(text);
#include "source/symbols.def"
#undef SYMBOL
  }

  uint32_t add(std::string_view text) {
    const uint32_t hash = hash_of(text);
    for (size_t at = hash;; ++at) {
      uint32_t& slot = slots_[at & (slots_.size() - 1)];
      if (slot == 0) {
        texts_.push_back(keep(text));
        hashes_.push_back(hash);
        const auto index = static_cast<uint32_t>(texts_.size() - 1);
        slot = index + 1;
        if (texts_.size() * 2 > slots_.size()) grow();
        return index;
      }
      if (hashes_[slot - 1] == hash && texts_[slot - 1] == text) return slot - 1;
    }
  }
  std::string_view text(uint32_t index) const { return texts_[index]; }

 private:
  // FNV-1a, its bits mixed once more: the table looks at the low ones.
  static uint32_t hash_of(std::string_view text) {
    uint32_t h = 2166136261U;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    return h ^ h >> 15;
  }
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (uint32_t i = 0; i < hashes_.size(); ++i) {
      size_t at = hashes_[i];
      while (slots_[at & (slots_.size() - 1)] != 0) ++at;
      slots_[at & (slots_.size() - 1)] = i + 1;
    }
  }
  std::string_view keep(std::string_view text) {
    if (text.size() > room_) {
      room_ = text.size() > kBlock ? text.size() : kBlock;
      blocks_.push_back(std::make_unique<char[]>(room_));
      next_ = blocks_.back().get();
    }
    char* const at = next_;
    if (!text.empty()) std::memcpy(at, text.data(), text.size());
    next_ += text.size();
    room_ -= text.size();
    return {at, text.size()};
  }

  static constexpr size_t kBlock = 1 << 15;
  std::vector<uint32_t> slots_;  // index + 1; 0: free
  std::vector<std::string_view> texts_;
  std::vector<uint32_t> hashes_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t room_ = 0;
};

Interner& interner() {
  static thread_local Interner instance;
  return instance;
}

}  // namespace

Symbol Symbol::intern(std::string_view text) { return Symbol{interner().add(text)}; }
std::string_view Symbol::str() const { return interner().text(index); }

}  // namespace borrowlab::source
