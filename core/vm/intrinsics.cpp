// The table of host intrinsics, and those about memory, cells, output and threads.
#include "vm/intrinsics.h"

#include <algorithm>

#include "cell/borrow_flag.h"
#include "vm/lower.h"

namespace borrowlab::vm {

HostFn find_host_intrinsic(std::string_view name) {
  static const HostTable table = [] {
    HostTable t;
    add_memory_intrinsics(t);
    add_integer_intrinsics(t);
    add_float_intrinsics(t);
    add_text_intrinsics(t);
    return t;
  }();
  const auto it = table.find(name);
  return it == table.end() ? nullptr : it->second;
}

namespace {

// Memory is given back that cannot be.
bool bad_release(const HostCall& c, uint64_t at, uint64_t size) {
  const uint64_t own = c.m.memory.block_size(at);
  if (own == UINT64_MAX) {
    if (c.m.memory.valid(at, 1)) return c.m.undefined("deallocating memory that is not the beginning of an allocation", c.info.span);
    return c.m.dangling(at, size, c.info.span);
  }
  return c.m.undefined(
      "incorrect layout on deallocation: the allocation has size " + std::to_string(own) + ", but gave size " + std::to_string(size),
      c.info.span);
}

bool released(const HostCall& c, uint64_t at, uint64_t size) {
  if (c.m.memory.block_size(at) != size) return bad_release(c, at, size);
  if (!c.m.race(at, size, Races::Kind::deallocation, c.info.span)) return false;
  c.m.races().forget(at, size);
  return c.m.memory.release(at, size, c.m.own_place_number());
}
// Fresh memory.
uint64_t allocated(const HostCall& c, uint64_t size, uint64_t align, Memory::Contents contents) {
  const uint64_t at = c.m.memory.allocate(size, align, contents, c.m.own_place_number());
  if (at == 0) c.m.out_of_memory(c.info.span);
  return at;
}

bool allocate(const HostCall& c, bool zeroed) {
  const auto size = c.arg<uint64_t>(0), align = c.arg<uint64_t>(1);
  if (align == 0 || (align & (align - 1)) != 0)
    return c.m.undefined("allocating with an alignment that is not a power of two", c.info.span);
  if (size == 0) return c.ret(align);
  const uint64_t at = allocated(c, size, align, zeroed ? Memory::Contents::given : Memory::Contents::uninitialised);
  if (at == 0) return false;
  if (zeroed) std::memset(c.m.memory.at(at), 0, size);
  return c.ret(at);
}
bool alloc(Machine& m, uint32_t f, const HostInfo& i) { return allocate({m, f, i}, false); }
bool alloc_zeroed(Machine& m, uint32_t f, const HostInfo& i) { return allocate({m, f, i}, true); }

bool dealloc(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), size = c.arg<uint64_t>(1);
  if (size == 0) return true;
  return released(c, at, size);
}

bool realloc(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), old_size = c.arg<uint64_t>(1), align = c.arg<uint64_t>(2), size = c.arg<uint64_t>(3);
  if (old_size != 0 && m.memory.block_size(at) != old_size) return bad_release(c, at, old_size);
  uint64_t moved = align;
  if (size != 0) {
    moved = allocated(c, size, align, Memory::Contents::uninitialised);
    if (moved == 0) return false;
    m.memory.copy(moved, at, std::min(size, old_size));
  }
  return (old_size == 0 || released(c, at, old_size)) && c.ret(moved);
}

// Sizes behind pointers: by the type's tail.
bool size_and_align(const HostCall& c, uint64_t& size, uint64_t& align) {
  Layouts& layouts = c.m.program.layouts;
  auto& store = c.m.cx.store;
  const TypeId ty = layouts.normalize(c.info.types[0]);
  const Layout* l = layouts.of(ty);
  if (l == nullptr) return c.m.fail(OutcomeKind::refused, layouts.error, c.info.span, 2);
  size = l->size;
  align = l->align;
  if (l->sized) return true;
  uint64_t meta = 0;
  std::memcpy(&meta, c.arg_bytes(0) + 8, 8);
  const TypeId tail = layouts.struct_tail(ty);
  uint64_t tail_size = 0, tail_align = 1;
  if (const auto* s = store.get<types::Slice>(tail)) {
    const Layout* elem = layouts.of(layouts.normalize(s->elem));
    if (elem == nullptr) return c.m.fail(OutcomeKind::refused, layouts.error, c.info.span, 2);
    tail_size = elem->size * meta;
    tail_align = elem->align;
  } else if (store.get<types::Str>(tail) != nullptr) {
    tail_size = meta;
  } else {
    if (!c.readable(meta, 24)) return false;
    std::memcpy(&tail_size, c.m.memory.at(meta + 8), 8);
    std::memcpy(&tail_align, c.m.memory.at(meta + 16), 8);
  }
  if (tail == ty) {
    size = tail_size;
    align = tail_align;
    return true;
  }
  align = std::max(align, tail_align);
  size = align_to(align_to(size, tail_align) + tail_size, align);
  return true;
}
bool size_of_val(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  uint64_t size = 0, align = 0;
  return size_and_align(c, size, align) && c.ret(size);
}
bool align_of_val(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  uint64_t size = 0, align = 0;
  return size_and_align(c, size, align) && c.ret(align);
}

bool copy_bytes(Machine& m, uint32_t f, const HostInfo& i, bool overlap) {
  const HostCall c{m, f, i};
  const auto from = c.arg<uint64_t>(0), to = c.arg<uint64_t>(1), count = c.arg<uint64_t>(2);
  const uint64_t size = i.layout != nullptr ? i.layout->size : 0;
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(size, count, &bytes)) return m.undefined("copying more than there is", i.span);
  if (bytes == 0) return true;
  if (!c.accessible(from, bytes, false) || !c.accessible(to, bytes, true)) return false;
  if (!overlap && from < to + bytes && to < from + bytes) return m.undefined("`copy_nonoverlapping` called on overlapping ranges", i.span);
  m.memory.copy(to, from, bytes);
  return true;
}
bool copy(Machine& m, uint32_t f, const HostInfo& i) { return copy_bytes(m, f, i, true); }
bool copy_nonoverlapping(Machine& m, uint32_t f, const HostInfo& i) { return copy_bytes(m, f, i, false); }

bool write_bytes(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto to = c.arg<uint64_t>(0), count = c.arg<uint64_t>(2);
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(i.layout != nullptr ? i.layout->size : 0, count, &bytes))
    return m.undefined("writing more than there is", i.span);
  if (bytes == 0) return true;
  if (!c.writable(to, bytes)) return false;
  std::memset(m.memory.at(to), c.arg<uint8_t>(1), bytes);
  return true;
}

bool compare_bytes(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto a = c.arg<uint64_t>(0), b = c.arg<uint64_t>(1), n = c.arg<uint64_t>(2);
  if (n == 0) return c.ret(int32_t{0});
  if (!c.readable(a, n) || !c.readable(b, n)) return false;
  const int order = std::memcmp(m.memory.at(a), m.memory.at(b), n);
  return c.ret(static_cast<int32_t>(order < 0 ? -1 : order > 0 ? 1 : 0));
}

bool find_byte(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), n = c.arg<uint64_t>(1);
  if (n == 0) return c.ret(uint64_t{0});
  if (!c.readable(at, n)) return false;
  const auto* start = m.memory.at(at);
  const auto* hit = static_cast<const uint8_t*>(std::memchr(start, c.arg<uint8_t>(2), n));
  return c.ret(hit == nullptr ? n : static_cast<uint64_t>(hit - start));
}

// The vtable of the same concrete type for another trait.
bool upcast(Machine& m, uint32_t f, const HostInfo& i) {
  uint64_t vtable = 0;
  std::memcpy(&vtable, m.memory.at(f), 8);
  const VtableInfo* own = m.program.vtable_at(vtable);
  if (own == nullptr) return m.undefined("a trait object whose vtable is none", i.span);
  const uint64_t target = m.program.vtable(own->ty, i.types[0]);
  if (target == 0) return m.out_of_memory(i.span);
  std::memcpy(m.memory.at(f), &target, 8);
  return true;
}

// --- the borrow flag of RefCell: the code of core/cell, on guest memory
template <bool (*step)(int64_t&), uint8_t refused>
bool flag_step(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0);
  if (!c.readable(at, 8)) return false;
  int64_t flag = 0;
  std::memcpy(&flag, m.memory.at(at), 8);
  const bool ok = step(flag);
  if (ok) std::memcpy(m.memory.at(at), &flag, 8);
  if (m.options.traced) m.tell(Event::Kind::flag, at, flag, ok ? 0 : refused);
  c.ret(static_cast<uint8_t>(ok));
  return true;
}
// As above for steps that the program cannot see fail.
template <bool (*step)(int64_t&)>
bool flag_must(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0);
  if (!c.readable(at, 8)) return false;
  int64_t flag = 0;
  std::memcpy(&flag, m.memory.at(at), 8);
  if (!step(flag)) return m.fail(OutcomeKind::refused, "this many borrows of one RefCell", i.span, 2);
  std::memcpy(m.memory.at(at), &flag, 8);
  if (m.options.traced) m.tell(Event::Kind::flag, at, flag);
  return true;
}

bool trace_count(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  if (m.options.traced) m.tell(Event::Kind::count, c.arg<uint64_t>(0), static_cast<int64_t>(c.arg<uint64_t>(1)));
  return true;
}
bool trace_lock(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto what = c.arg<int32_t>(2);
  if (what == 0) m.lock_changed(c.arg<uint64_t>(0), c.arg<int64_t>(1));
  if (m.options.traced)
    m.tell(Event::Kind::flag, c.arg<uint64_t>(0), c.arg<int64_t>(1),
           Event::lock | (what == 1    ? Event::refused_shared
                          : what == -1 ? Event::refused_exclusive
                          : what == 2  ? Event::poisoned
                                       : 0));
  return true;
}

// --- output, panics, threads, time
bool write_to(Machine& m, uint32_t f, const HostInfo& i, bool to_stderr) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(0), n = c.arg<uint64_t>(1);
  if (n == 0) return true;
  if (!c.readable(at, n)) return false;
  return m.write_output(to_stderr, {reinterpret_cast<const char*>(m.memory.at(at)), static_cast<size_t>(n)}, i.span);
}
bool write_stdout(Machine& m, uint32_t f, const HostInfo& i) { return write_to(m, f, i, false); }
bool write_stderr(Machine& m, uint32_t f, const HostInfo& i) { return write_to(m, f, i, true); }

bool panic_count(Machine& m, uint32_t f, const HostInfo& i) { return HostCall{m, f, i}.ret(m.thread().panic_count); }
bool panic_count_add(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(m.thread().panic_count += c.arg<uint64_t>(0));
}
bool thread_current(Machine& m, uint32_t f, const HostInfo& i) { return HostCall{m, f, i}.ret(m.thread().id); }
// what: 0 the name of the test that runs, 1 what its panic is expected to say.
bool test_text(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const RunOptions::Test& test = m.options.tests[m.result.tests.size()];
  const std::string& text = c.arg<int32_t>(0) == 0 ? test.name : test.expected;
  const auto at = c.arg<uint64_t>(1), n = std::min<uint64_t>(c.arg<uint64_t>(2), text.size());
  if (n != 0 && !c.writable(at, n)) return false;
  if (n != 0) std::memcpy(m.memory.at(at), text.data(), n);
  return c.ret(static_cast<uint64_t>(text.size()));
}
bool test_ended(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto at = c.arg<uint64_t>(1), n = c.arg<uint64_t>(2);
  TestEnd end;
  end.kind = static_cast<TestEnd::Kind>(c.arg<int32_t>(0));
  if (n != 0 && !c.readable(at, n)) return false;
  if (n != 0) end.note.assign(reinterpret_cast<const char*>(m.memory.at(at)), n);
  end.output.swap(m.result.output);
  m.result.tests.push_back(std::move(end));
  return true;
}
bool thread_is_finished(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  return c.ret(static_cast<uint8_t>(m.thread_finished(c.arg<uint64_t>(0))));
}
bool now_ns(Machine& m, uint32_t f, const HostInfo& i) { return HostCall{m, f, i}.ret(m.virtual_time()); }
bool thread_local_slot(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  const auto key = c.arg<uint64_t>(0), size = c.arg<uint64_t>(1), align = c.arg<uint64_t>(2);
  uint64_t& slot = m.thread().locals[key];
  if (slot == 0) {
    slot = m.memory.allocate(size, align);
    if (slot == 0) return m.out_of_memory(i.span);
    std::memset(m.memory.at(slot), 0, size);
  }
  return c.ret(slot);
}
bool thread_local_dtor(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  m.thread().destructors.emplace_back(c.arg<uint64_t>(0), c.arg<uint64_t>(1));
  return true;
}

bool atomic_fence(Machine& m, uint32_t f, const HostInfo& i) {
  const HostCall c{m, f, i};
  if (m.races().active()) m.races().fence(static_cast<uint32_t>(m.thread().id - 1), c.arg<Order>(0));
  return true;
}

bool variant_unknown(Machine& m, uint32_t, const HostInfo& i) { return m.undefined("entering unreachable code", i.span); }

}  // namespace

void add_memory_intrinsics(HostTable& t) {
  namespace flag = cell::borrow_flag;
  t.insert({{"alloc", alloc},
            {"alloc_zeroed", alloc_zeroed},
            {"dealloc", dealloc},
            {"realloc", realloc},
            {"size_of_val", size_of_val},
            {"align_of_val", align_of_val},
            {"copy", copy},
            {"copy_nonoverlapping", copy_nonoverlapping},
            {"write_bytes", write_bytes},
            {"compare_bytes", compare_bytes},
            {"find_byte", find_byte},
            {"upcast", upcast},
            {"borrow_flag_try_shared", flag_step<flag::share, Event::refused_shared>},
            {"borrow_flag_try_exclusive", flag_step<flag::acquire, Event::refused_exclusive>},
            {"borrow_flag_release_shared", flag_must<flag::release_shared>},
            {"borrow_flag_release_exclusive", flag_must<flag::release_exclusive>},
            {"borrow_flag_clone_shared", flag_must<flag::share_again>},
            {"borrow_flag_clone_exclusive", flag_must<flag::split>},
            {"trace_count", trace_count},
            {"trace_lock", trace_lock},
            {"write_stdout", write_stdout},
            {"write_stderr", write_stderr},
            {"panic_count", panic_count},
            {"panic_count_add", panic_count_add},
            {"thread_current", thread_current},
            {"thread_is_finished", thread_is_finished},
            {"test_text", test_text},
            {"test_ended", test_ended},
            {"now_ns", now_ns},
            {"thread_local_slot", thread_local_slot},
            {"thread_local_dtor", thread_local_dtor},
            {"atomic_fence", atomic_fence},
            {"unreachable_unchecked", variant_unknown}});
}

}  // namespace borrowlab::vm
