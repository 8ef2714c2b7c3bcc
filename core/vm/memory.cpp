#include "vm/memory.h"

#include <algorithm>
#include <cstdlib>

namespace borrowlab::vm {

uint32_t Statics::reserve(uint64_t size, uint64_t align) {
  const uint64_t at = (bytes_.size() + std::max<uint64_t>(align, 16) - 1) & ~(std::max<uint64_t>(align, 16) - 1);
  if (size > capacity || at + size + 1 > capacity) return UINT32_MAX;
  bytes_.resize(at + size);
  live_.emplace_back(static_cast<uint32_t>(at), static_cast<uint32_t>(size));
  return static_cast<uint32_t>(at);
}

Memory::Memory(uint64_t limit, uint32_t stack_bytes, const Statics& image) {
  limit_ = std::clamp<uint64_t>(limit, 1 << 16, 0xB000'0000ULL);
  stack_end_ = stack_start() + static_cast<uint32_t>(std::min<uint64_t>(stack_bytes, limit_ / 2) & ~15ULL);
  limit_ += Statics::capacity;
  top_ = stack_end_;
  capacity_ = align_up(stack_end_ + (256U << 10));
  bytes_ = static_cast<uint8_t*>(std::malloc(capacity_));
  shadow_ = static_cast<int8_t*>(std::calloc(capacity_ / 16, 1));
  initialised_ = static_cast<uint16_t*>(std::malloc(capacity_ / 16 * sizeof(uint16_t)));
  if (bytes_ == nullptr || shadow_ == nullptr || initialised_ == nullptr) {
    std::free(bytes_);
    bytes_ = nullptr;
    capacity_ = 0;
    exhausted_ = true;
    stack_end_ = stack_start();
    return;
  }
  std::memset(shadow_ + stack_start() / 16, 16, (stack_end_ - stack_start()) / 16);
  for (const auto& [offset, size] : image.live_) add_static(offset, image.bytes_.data() + offset, size);
}

void Memory::add_static(uint32_t offset, const void* data, uint64_t size) {
  if (bytes_ == nullptr || size == 0) return;
  const uint64_t at = static_address(offset);
  if (data != nullptr) std::memcpy(bytes_ + at, data, size);
  else std::memset(bytes_ + at, 0, size);
  expose(at, size);
}

Memory::~Memory() {
  std::free(bytes_);
  std::free(shadow_);
  std::free(initialised_);
}

bool Memory::valid_range(uint64_t address, uint64_t size) const {
  const uint64_t end = address + size;
  if (end < address || end > capacity_) return false;
  uint64_t granule = address >> 4;
  const uint64_t last = (end - 1) >> 4;
  for (; granule < last; ++granule)
    if (live(granule) != 16) return false;
  return live(last) >= ((end - 1) & 15) + 1;
}

Memory::Gap Memory::uninitialised(uint64_t address, uint64_t size) const {
  Gap out;
  each_granule(address, size, [&](uint64_t granule, uint16_t bits) {
    if (shadow_[granule] >= 0) return;
    const auto missing = static_cast<uint16_t>(bits & ~initialised_[granule]);
    for (uint32_t i = 0; missing >> i != 0; ++i) {
      if ((missing >> i & 1) == 0) continue;
      const uint64_t at = granule * 16 + i - address;
      if (out.end == 0) out = {at, at + 1};
      else if (out.end == at) ++out.end;
    }
  });
  return out;
}

void Memory::set_initialised(uint64_t address, uint64_t size) {
  each_granule(address, size, [&](uint64_t granule, uint16_t bits) {
    if (shadow_[granule] >= 0) return;
    const auto all = static_cast<uint16_t>((1U << live(granule)) - 1);
    if (((initialised_[granule] |= bits) & all) == all) shadow_[granule] = static_cast<int8_t>(-shadow_[granule]);
  });
}

void Memory::set_uninitialised(uint64_t address, uint64_t size) {
  each_granule(address, size, [&](uint64_t granule, uint16_t bits) {
    if (shadow_[granule] == 0) return;
    if (shadow_[granule] > 0) {
      initialised_[granule] = UINT16_MAX;
      shadow_[granule] = static_cast<int8_t>(-shadow_[granule]);
    }
    initialised_[granule] &= static_cast<uint16_t>(~bits);
  });
}

void Memory::copy(uint64_t to, uint64_t from, uint64_t size) {
  const Gap gap = uninitialised(from, size);
  if (gap.end == 0) {
    set_initialised(to, size);
  } else if (gap.end - gap.begin == size) {
    set_uninitialised(to, size);
  } else {
    std::vector<bool> known(size);
    for (uint64_t i = 0; i < size; ++i) known[i] = initialised(from + i, 1);
    for (uint64_t i = 0; i < size; ++i) known[i] ? set_initialised(to + i, 1) : set_uninitialised(to + i, 1);
  }
  std::memmove(bytes_ + to, bytes_ + from, size);
}

// Classes: multiples of 16 up to 256, then four steps to each power of two.
uint32_t Memory::class_of(uint64_t bytes) {
  if (bytes <= 256) return static_cast<uint32_t>((bytes + 15) / 16);
  const uint32_t log = 63U - static_cast<uint32_t>(__builtin_clzll(bytes - 1));  // 2^log < bytes <= 2^(log+1)
  const uint64_t step = (1ULL << log) / 4;
  return 16 + (log - 8) * 4 + static_cast<uint32_t>((bytes - (1ULL << log) + step - 1) / step);
}
uint64_t Memory::class_bytes(uint32_t c) {
  if (c <= 16) return uint64_t{c} * 16;
  const uint32_t log = 8 + (c - 17) / 4;
  return (1ULL << log) + ((c - 17) % 4 + 1) * ((1ULL << log) / 4);
}

bool Memory::grow(uint64_t need) {
  if (need > limit_) {
    exhausted_ = true;
    return false;
  }
  const uint64_t wanted = std::min<uint64_t>(limit_ & ~15ULL, align_up(std::max(need, capacity_ + capacity_ / 2)));
  auto* shadow = wanted < need ? nullptr : static_cast<int8_t*>(std::realloc(shadow_, wanted / 16));
  if (shadow != nullptr) shadow_ = shadow;
  auto* initialised = shadow == nullptr ? nullptr : static_cast<uint16_t*>(std::realloc(initialised_, wanted / 16 * sizeof(uint16_t)));
  if (initialised != nullptr) initialised_ = initialised;
  auto* moved = initialised == nullptr ? nullptr : static_cast<uint8_t*>(std::realloc(bytes_, wanted));
  if (moved == nullptr) {
    exhausted_ = true;
    return false;
  }
  std::memset(shadow_ + capacity_ / 16, 0, (wanted - capacity_) / 16);
  bytes_ = moved;
  capacity_ = wanted;
  return true;
}

void Memory::expose(uint64_t address, uint64_t size, bool initialised) {
  const int sign = initialised ? 1 : -1;
  std::memset(shadow_ + address / 16, 16 * sign, size / 16);
  if (size % 16 != 0) shadow_[(address + size) / 16] = static_cast<int8_t>(static_cast<int>(size % 16) * sign);
  if (!initialised) std::memset(initialised_ + address / 16, 0, (size + 15) / 16 * sizeof(uint16_t));
}

uint64_t Memory::allocate(uint64_t size, uint64_t align, Contents contents, uint64_t place) {
  if (size > limit_ || align > (1U << 29)) {
    exhausted_ = true;
    return 0;
  }
  uint64_t start = 0;
  const uint64_t body = std::max<uint64_t>(align_up(size), 16);
  uint32_t chunk_class = 0;
  if (align <= 16) {
    chunk_class = class_of(body);
    auto& list = free_[chunk_class];
    if (!list.empty()) {
      start = list.back() + header_bytes;
      list.pop_back();
    } else {
      const uint64_t need = top_ + header_bytes + class_bytes(chunk_class);
      if (need > capacity_ && !grow(need)) return 0;
      start = top_ + header_bytes;
      top_ = need;
    }
  } else {  // rare: never reused
    start = (top_ + header_bytes + align - 1) & ~(align - 1);
    if (start + body > capacity_ && !grow(start + body)) return 0;
    aligned_.push_back({top_, start, start + body});
    top_ = start + body;
  }
  const Header header{live_mark, chunk_class, static_cast<uint32_t>(size), next_id_++, place, 0};
  std::memcpy(bytes_ + start - header_bytes, &header, sizeof header);
  expose(start, size, contents == Contents::given);
  return start;
}

uint64_t Memory::block_size(uint64_t address) const {
  if (address < stack_end_ + header_bytes || address > top_ || address % 16 != 0) return UINT64_MAX;
  if (shadow_[address / 16 - 1] != 0) return UINT64_MAX;  // not preceded by a header
  Header header;
  std::memcpy(&header, bytes_ + address - header_bytes, sizeof header);
  return header.mark == live_mark ? header.size : UINT64_MAX;
}

std::optional<Memory::Block> Memory::block_near(uint64_t address) const {
  if (address < stack_end_ + header_bytes || address >= top_) return std::nullopt;
  size_t next_aligned = 0;
  for (uint64_t at = stack_end_; at < top_;) {
    uint64_t start = at + header_bytes, end = 0;
    Header header;
    if (next_aligned < aligned_.size() && aligned_[next_aligned].gap == at) {
      start = aligned_[next_aligned].start;
      end = aligned_[next_aligned++].end;
    }
    std::memcpy(&header, bytes_ + start - header_bytes, sizeof header);
    if (end == 0) end = start + class_bytes(header.chunk_class);
    // What lies in the next block's header was meant for the block before it.
    if (address < end + header_bytes)
      return Block{start, header.size, header.allocated_at, header.freed_at, header.id, header.mark == live_mark};
    at = end;
  }
  return std::nullopt;
}

bool Memory::release(uint64_t address, uint64_t size, uint64_t place) {
  const uint64_t own = block_size(address);
  if (own == UINT64_MAX || (size != UINT64_MAX && own != size)) return false;
  Header header;
  std::memcpy(&header, bytes_ + address - header_bytes, sizeof header);
  header.mark = 0;
  header.freed_at = place;
  std::memcpy(bytes_ + address - header_bytes, &header, sizeof header);
  std::memset(shadow_ + address / 16, 0, (own + 15) / 16);
  if (header.chunk_class != 0) {
    auto& [start, chunk_class] = quarantine_[quarantine_next_++ % quarantine_size];
    if (chunk_class != 0) free_[chunk_class].push_back(start);
    start = static_cast<uint32_t>(address - header_bytes);
    chunk_class = header.chunk_class;
  }
  return true;
}

}  // namespace borrowlab::vm
