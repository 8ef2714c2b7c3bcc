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
  shadow_ = static_cast<uint8_t*>(std::calloc(capacity_ / 16, 1));
  if (bytes_ == nullptr || shadow_ == nullptr) {
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
}

bool Memory::valid_range(uint64_t address, uint64_t size) const {
  const uint64_t end = address + size;
  if (end < address || end > capacity_) return false;
  uint64_t granule = address >> 4;
  const uint64_t last = (end - 1) >> 4;
  for (; granule < last; ++granule)
    if (shadow_[granule] != 16) return false;
  return shadow_[last] >= ((end - 1) & 15) + 1;
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
  auto* shadow = wanted < need ? nullptr : static_cast<uint8_t*>(std::realloc(shadow_, wanted / 16));
  if (shadow != nullptr) shadow_ = shadow;
  auto* moved = shadow == nullptr ? nullptr : static_cast<uint8_t*>(std::realloc(bytes_, wanted));
  if (moved == nullptr) {
    exhausted_ = true;
    return false;
  }
  std::memset(shadow_ + capacity_ / 16, 0, (wanted - capacity_) / 16);
  bytes_ = moved;
  capacity_ = wanted;
  return true;
}

void Memory::expose(uint64_t address, uint64_t size) {
  std::memset(shadow_ + address / 16, 16, size / 16);
  if (size % 16 != 0) shadow_[(address + size) / 16] = static_cast<uint8_t>(size % 16);
}

uint64_t Memory::allocate(uint64_t size, uint64_t align) {
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
    top_ = start + body;
  }
  const Header header{live_mark, chunk_class, size};
  std::memcpy(bytes_ + start - header_bytes, &header, sizeof header);
  expose(start, size);
  return start;
}

uint64_t Memory::block_size(uint64_t address) const {
  if (address < stack_end_ + header_bytes || address > top_ || address % 16 != 0) return UINT64_MAX;
  if (shadow_[address / 16 - 1] != 0) return UINT64_MAX;  // not preceded by a header
  Header header;
  std::memcpy(&header, bytes_ + address - header_bytes, sizeof header);
  return header.mark == live_mark ? header.size : UINT64_MAX;
}

bool Memory::release(uint64_t address, uint64_t size) {
  const uint64_t own = block_size(address);
  if (own == UINT64_MAX || (size != UINT64_MAX && own != size)) return false;
  Header header;
  std::memcpy(&header, bytes_ + address - header_bytes, sizeof header);
  header.mark = 0;
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
