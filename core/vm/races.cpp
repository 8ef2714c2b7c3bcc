#include "vm/races.h"

#include <algorithm>

namespace borrowlab::vm {

namespace {

using Kind = Races::Kind;
bool is_atomic(Kind k) { return k >= Kind::atomic_load; }
bool writes(Kind k) { return k != Kind::read && k != Kind::atomic_load; }
bool acquires(Order o) { return o == Order::acquire || o >= Order::acq_rel; }
bool releases(Order o) { return o == Order::release || o >= Order::acq_rel; }

}  // namespace

void Races::join(Clock& into, const Clock& other) {
  if (into.size() < other.size()) into.resize(other.size());
  for (size_t i = 0; i < other.size(); ++i) into[i] = std::max(into[i], other[i]);
}

// --- threads -------------------------------------------------------------------------------------------------------

void Races::spawned(uint32_t parent, uint32_t child) {
  if (entries_.empty()) entries_.emplace_back();  // 0 is none
  clocks_.resize(std::max<size_t>(clocks_.size(), std::max(parent, child) + 1));
  for (uint32_t i = 0; i < clocks_.size(); ++i)
    if (clocks_[i].now.size() <= i) clocks_[i].now.resize(i + 1), clocks_[i].now[i] = 1;
  join(clocks_[child].now, clocks_[parent].now);
  tick(parent);
}

void Races::joined(uint32_t waiter, uint32_t ended) {
  if (waiter < clocks_.size() && ended < clocks_.size()) join(clocks_[waiter].now, clocks_[ended].now);
}

bool Races::alone(uint32_t thread) const {
  for (uint32_t i = 0; i < clocks_.size(); ++i)
    if (i != thread && at(clocks_[thread].now, i) < at(clocks_[i].now, i)) return false;
  return true;
}

void Races::reset() {
  clocks_.clear();
  released_.clear();
  pages_.clear();
  entries_.clear();
  free_ = 0;
}

// --- accesses ------------------------------------------------------------------------------------------------------

// Calls f(word, bytes) for the words that [address, address + size) touches until it gives false.
template <class F>
bool Races::each_word(uint64_t address, uint64_t size, F&& f) {
  while (size != 0) {
    const uint64_t within = address & 7, n = std::min<uint64_t>(8 - within, size);
    if (!f(address >> 3, static_cast<uint8_t>(((1U << n) - 1) << within))) return false;
    address += n;
    size -= n;
  }
  return true;
}

uint32_t* Races::first(uint64_t word, bool make) {
  const uint64_t page = word / page_words;
  if (page >= pages_.size()) {
    if (!make) return nullptr;
    pages_.resize(page + 1);
  }
  if (pages_[page] == nullptr) {
    if (!make) return nullptr;
    pages_[page] = std::make_unique<Page>(page_words);
  }
  return &(*pages_[page])[word % page_words];
}
uint32_t Races::first(uint64_t word) const {
  const uint64_t page = word / page_words;
  return page < pages_.size() && pages_[page] != nullptr ? (*pages_[page])[word % page_words] : 0;
}

bool Races::known(uint32_t thread, uint64_t address, uint64_t size, Kind kind) const {
  const uint32_t clock = at(clocks_[thread].now, thread);
  return each_word(address, size, [&](uint64_t word, uint8_t bytes) {
    for (uint32_t i = first(word); i != 0; i = entries_[i].next) {
      const Entry& e = entries_[i];
      if (e.thread == thread && e.clock == clock && e.kind == kind && (e.bytes & bytes) == bytes) return true;
    }
    return false;
  });
}

std::optional<Races::Access> Races::access(const Access& a, uint64_t address, uint64_t size) {
  if (entries_.size() > most_entries) {  // too much to remember: what was before is forgotten
    pages_.clear();
    entries_.resize(1);
    free_ = 0;
  }
  const Clock& now = clocks_[a.thread].now;
  std::optional<Access> race;
  each_word(address, size, [&](uint64_t word, uint8_t bytes) {
    uint32_t* link = first(word, true);
    while (*link != 0) {
      const uint32_t index = *link;
      Entry& e = entries_[index];
      if ((e.bytes & bytes) != 0) {
        const bool before = e.thread == a.thread || e.clock <= at(now, e.thread);
        if (!before && (writes(e.kind) || writes(a.kind)) && !(is_atomic(e.kind) && is_atomic(a.kind))) {
          race = Access{e.thread, e.kind, e.place};
          return false;
        }
        // Who races with the earlier one later on races with this one too.
        if (before && (e.kind == a.kind || (writes(a.kind) && !is_atomic(a.kind)))) e.bytes &= static_cast<uint8_t>(~bytes);
      }
      if (e.bytes == 0) {
        *link = e.next;
        e.next = free_;
        free_ = index;
      } else {
        link = &e.next;
      }
    }
    Entry made;
    made.place = a.place;
    made.clock = at(now, a.thread);
    made.thread = static_cast<uint16_t>(a.thread);
    made.bytes = bytes;
    made.kind = a.kind;
    uint32_t* head = first(word, true);
    made.next = *head;
    uint32_t index = free_;
    if (index != 0) free_ = entries_[index].next, entries_[index] = made;
    else index = static_cast<uint32_t>(entries_.size()), entries_.push_back(made);
    *head = index;
    return true;
  });
  return race;
}

void Races::forget(uint64_t address, uint64_t size) {
  if (!active()) return;
  each_word(address, size, [&](uint64_t word, uint8_t bytes) {
    uint32_t* head = first(word, false);
    for (uint32_t i = head != nullptr ? *head : 0; i != 0; i = entries_[i].next) entries_[i].bytes &= static_cast<uint8_t>(~bytes);
    return true;
  });
  if (released_.empty()) return;
  std::erase_if(released_, [&](const auto& r) { return r.first >= address && r.first < address + size; });
}

// --- what orders them ----------------------------------------------------------------------------------------------

void Races::loaded(uint32_t thread, uint64_t address, Order order) {
  const auto it = released_.find(address);
  if (it != released_.end()) join(acquires(order) ? clocks_[thread].now : clocks_[thread].fence_acquire, it->second);
}

void Races::stored(uint32_t thread, uint64_t address, Order order, bool modified) {
  Clock& released = released_[address];
  if (!modified) released.clear();
  join(released, releases(order) ? clocks_[thread].now : clocks_[thread].fence_release);
  if (releases(order)) tick(thread);
}

void Races::fence(uint32_t thread, Order order) {
  Thread& t = clocks_[thread];
  if (acquires(order)) join(t.now, t.fence_acquire);
  if (releases(order)) {
    t.fence_release = t.now;
    tick(thread);
  }
}

}  // namespace borrowlab::vm
