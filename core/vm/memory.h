// Guest memory: one arena of bytes under 32-bit addresses, every granule of which knows how much of it may be touched.
// After AddressSanitizer's shadow memory (Serebryany et al., USENIX ATC 2012): one shadow byte for 16 bytes says how many of
// them, from the granule's start, are live (0: none), negated where some of the live ones are not initialised: then a bit a byte
// says which are. So one comparison lets an access through that needs no more thought: `shadow >= where it ends`. Memory that is
// initialised costs nothing. Heap blocks are kept apart by headers that are never live, and that remember where a block comes from.
#pragma once
#include <cstdint>
#include <cstring>
#include <optional>
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
  const int8_t* shadow() const { return shadow_; }
  uint64_t granules() const { return capacity_ / 16; }
  uint32_t stack_start() const { return null_page + Statics::capacity; }
  uint32_t stack_end() const { return stack_end_; }

  // Whether [address, address + size) is live. O(size / 16).
  bool valid(uint64_t address, uint64_t size) const {
    if (size == 0) return true;
    const uint64_t granule = address >> 4, within = address & 15;
    if (granule >= granules()) return false;
    if (within + size <= 16) return live(granule) >= within + size;
    return valid_range(address, size);
  }
  uint8_t* at(uint64_t address) const { return bytes_ + address; }

  // --- what is initialised; of ranges that are live
  // The first bytes of the range that are not initialised, as offsets in it; begin == end: there are none. O(size / 16).
  struct Gap {
    uint64_t begin = 0, end = 0;
  };
  Gap uninitialised(uint64_t address, uint64_t size) const;
  bool initialised(uint64_t address, uint64_t size) const { return uninitialised(address, size).end == 0; }
  void set_initialised(uint64_t address, uint64_t size);
  void set_uninitialised(uint64_t address, uint64_t size);
  // Moves bytes together with what is known of them. The ranges may overlap.
  void copy(uint64_t to, uint64_t from, uint64_t size);

  // --- the heap
  // 0 where the limit is reached. The arena may move: host pointers into it are stale afterwards. align: a power of two.
  // `place`: whatever the caller wants to know again of where it was allocated.
  enum class Contents : uint8_t { given, uninitialised };  // given: the caller writes them at once
  uint64_t allocate(uint64_t size, uint64_t align, Contents contents = Contents::given, uint64_t place = 0);
  // Where a part of the image is.
  uint64_t static_address(uint32_t offset) const { return null_page + uint64_t{offset}; }
  // Makes [offset, offset + size) of the image's place live; `data` null: zeroes.
  void add_static(uint32_t offset, const void* data, uint64_t size);
  // False where `address` is not the start of a live block of that size (or its size does not matter: UINT64_MAX).
  bool release(uint64_t address, uint64_t size = UINT64_MAX, uint64_t place = 0);
  // The size of the live block that starts there; UINT64_MAX where there is none.
  uint64_t block_size(uint64_t address) const;
  bool exhausted() const { return exhausted_; }
  // A heap block, live or freed: the one that holds the address, or ends shortly before it. O(blocks): for reports.
  struct Block {
    uint64_t address = 0, size = 0, allocated_at = 0, freed_at = 0;
    uint32_t id = 0;
    bool live = false;
  };
  std::optional<Block> block_near(uint64_t address) const;
  uint32_t next_id() const { return next_id_; }  // of the block to be allocated next

 private:
  static constexpr uint32_t null_page = 4096;
  static constexpr uint32_t header_bytes = 32;
  static constexpr uint32_t live_mark = 0xA110CA7E;
  struct Header {       // just before the block
    uint32_t mark = 0;  // live_mark while allocated
    uint32_t chunk_class = 0;
    uint32_t size = 0;  // as asked for
    uint32_t id = 0;
    uint64_t allocated_at = 0, freed_at = 0;
  };
  static_assert(sizeof(Header) == header_bytes);
  uint64_t live(uint64_t granule) const { return static_cast<uint64_t>(shadow_[granule] < 0 ? -shadow_[granule] : shadow_[granule]); }
  bool valid_range(uint64_t address, uint64_t size) const;
  bool grow(uint64_t need);
  void expose(uint64_t address, uint64_t size, bool initialised = true);
  // Calls f(granule, bits) for the granules that [address, address + size) touches, with a bit for each byte that it touches.
  template <class F>
  static void each_granule(uint64_t address, uint64_t size, F&& f) {
    while (size != 0) {
      const uint64_t within = address & 15, n = size < 16 - within ? size : 16 - within;
      f(address >> 4, static_cast<uint16_t>(((1U << n) - 1) << within));
      address += n;
      size -= n;
    }
  }
  static uint64_t align_up(uint64_t n) { return (n + 15) & ~15ULL; }
  static uint32_t class_of(uint64_t bytes);
  static uint64_t class_bytes(uint32_t c);

  uint8_t* bytes_ = nullptr;
  uint64_t capacity_ = 0, limit_ = 0, top_ = 0;
  uint32_t stack_end_ = 0;
  int8_t* shadow_ = nullptr;         // up to capacity_
  uint16_t* initialised_ = nullptr;  // of granules whose shadow is negative
  uint32_t next_id_ = 1;
  struct Aligned {
    uint64_t gap, start, end;  // what comes before it that is no chunk, its block, where the next chunk begins
  };
  std::vector<Aligned> aligned_;     // chunks with alignments above 16, ascending
  std::vector<uint32_t> free_[128];  // by size class: starts of free chunks (their headers)
  // Chunks freed last: not used again at once, so that a pointer to them is found to dangle. A ring of (start, class).
  static constexpr size_t quarantine_size = 256;
  std::pair<uint32_t, uint32_t> quarantine_[quarantine_size] = {};
  size_t quarantine_next_ = 0;
  bool exhausted_ = false;
};

}  // namespace borrowlab::vm
