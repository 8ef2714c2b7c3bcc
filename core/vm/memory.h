// Guest memory: one arena of bytes under 32-bit addresses, every granule of which knows how much of it may be touched.
// After AddressSanitizer's shadow memory (Serebryany et al., USENIX ATC 2012): one shadow byte for 16 bytes says how many of
// them, from the granule's start, are live (0: none). Heap blocks are kept apart by headers that are never live.
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

namespace borrowlab::vm {

// What a program's image begins with: bytes at fixed addresses, the same in every run, put there as the library is lowered.
class Statics {
 public:
  static constexpr uint32_t capacity = 1U << 20;
  // An offset into the image of fresh zeroed bytes; UINT32_MAX where it is full.
  uint32_t reserve(uint64_t size, uint64_t align);
  void write(uint32_t offset, const void* data, uint64_t size) { std::memcpy(bytes_.data() + offset, data, size); }
  void clear() { bytes_.clear(), live_.clear(); }

 private:
  friend class Memory;
  std::vector<uint8_t> bytes_;
  std::vector<std::pair<uint32_t, uint32_t>> live_;  // offset, size
};

class Memory {
 public:
  // `limit`: the most bytes that stack and heap may grow to. The image is copied.
  Memory(uint64_t limit, uint32_t stack_bytes, const Statics& image = {});
  ~Memory();
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  uint8_t* base() const { return bytes_; }
  const uint8_t* shadow() const { return shadow_; }
  uint64_t granules() const { return capacity_ / 16; }
  uint32_t stack_start() const { return null_page + Statics::capacity; }
  uint32_t stack_end() const { return stack_end_; }

  // Whether [address, address + size) is live. O(size / 16).
  bool valid(uint64_t address, uint64_t size) const {
    if (size == 0) return true;
    const uint64_t granule = address >> 4, within = address & 15;
    if (granule >= granules()) return false;
    if (within + size <= 16) return shadow_[granule] >= within + size;
    return valid_range(address, size);
  }
  uint8_t* at(uint64_t address) const { return bytes_ + address; }

  // 0 where the limit is reached. The arena may move: host pointers into it are stale afterwards. align: a power of two.
  uint64_t allocate(uint64_t size, uint64_t align);
  // Where a part of the image is.
  uint64_t static_address(uint32_t offset) const { return null_page + uint64_t{offset}; }
  // Makes [offset, offset + size) of the image's place live; `data` null: zeroes.
  void add_static(uint32_t offset, const void* data, uint64_t size);
  // False where `address` is not the start of a live block of that size (or its size does not matter: UINT64_MAX).
  bool release(uint64_t address, uint64_t size = UINT64_MAX);
  // The size of the live block that starts there; UINT64_MAX where there is none.
  uint64_t block_size(uint64_t address) const;
  bool exhausted() const { return exhausted_; }

 private:
  static constexpr uint32_t null_page = 4096;
  static constexpr uint32_t header_bytes = 16;
  static constexpr uint32_t live_mark = 0xA110CA7E;
  struct Header {       // just before the block
    uint32_t mark = 0;  // live_mark while allocated
    uint32_t chunk_class = 0;
    uint64_t size = 0;  // as asked for
  };
  bool valid_range(uint64_t address, uint64_t size) const;
  bool grow(uint64_t need);
  void expose(uint64_t address, uint64_t size);
  static uint64_t align_up(uint64_t n) { return (n + 15) & ~15ULL; }
  static uint32_t class_of(uint64_t bytes);
  static uint64_t class_bytes(uint32_t c);

  uint8_t* bytes_ = nullptr;
  uint64_t capacity_ = 0, limit_ = 0, top_ = 0;
  uint32_t stack_end_ = 0;
  uint8_t* shadow_ = nullptr;        // up to capacity_
  std::vector<uint32_t> free_[128];  // by size class: starts of free chunks (their headers)
  // Chunks freed last: not used again at once, so that a pointer to them is found to dangle. A ring of (start, class).
  static constexpr size_t quarantine_size = 256;
  std::pair<uint32_t, uint32_t> quarantine_[quarantine_size] = {};
  size_t quarantine_next_ = 0;
  bool exhausted_ = false;
};

}  // namespace borrowlab::vm
