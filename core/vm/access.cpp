// Accesses of memory that the interpreter's quick test did not let through, and the words for those that are undefined
// behaviour: Miri's (rustc_const_eval's reports of interpreter errors), with where the memory comes from.
#include <algorithm>

#include "vm/machine.h"
#include "vm/validity.h"

namespace borrowlab::vm {

namespace {

std::string hex(uint64_t n) {
  std::string digits;
  do digits.insert(digits.begin(), "0123456789abcdef"[n & 15]);
  while ((n >>= 4) != 0);
  return "0x" + digits;
}
std::string bytes(uint64_t n) { return std::to_string(n) + (n == 1 ? " byte" : " bytes"); }
std::string range(uint64_t begin, uint64_t end) { return "[" + hex(begin) + ".." + hex(end) + "]"; }

}  // namespace

bool Machine::is_own(const Function& f) const { return f.key.kind == FnKey::Kind::item && program.is_user(f.key.def); }

const Ins* Machine::own_place() {
  const Thread& t = thread();
  if (t.fn != nullptr && is_own(*t.fn)) return t.pc - 1;
  for (size_t i = t.frames.size(); i-- > 0;)
    if (t.frames[i].fn != nullptr && is_own(*t.frames[i].fn)) return t.frames[i].ret - 1;
  return nullptr;
}

Span Machine::span_of(const Ins* place) {
  if (place == nullptr) return {};
  for (Function& f : program.functions.user())
    if (!f.storage.empty() && place >= f.storage.data() && place < f.storage.data() + f.storage.size())
      return cx.sources.source_callsite(f.spans[static_cast<size_t>(place - f.storage.data())]);
  return {};
}

bool Machine::undefined(std::string message, Span span, std::vector<Outcome::Note> notes) {
  if (done_) return false;
  if (const Span own = span_of(own_place()); !own.is_dummy()) span = own;
  fail(OutcomeKind::undefined_behaviour, std::move(message), span, 1);
  result.outcome.notes = std::move(notes);
  return false;
}

Machine::Named Machine::name(uint64_t address, uint64_t size) {
  if (const auto block = memory.block_near(address)) {
    Named out{"alloc" + std::to_string(block->id), block->address, block->size, !block->live, {}};
    const auto note = [&](uint64_t place, const char* what) {
      if (const Span span = span_of(reinterpret_cast<const Ins*>(static_cast<uintptr_t>(place))); !span.is_dummy())
        out.notes.push_back({out.name + " was " + what + " here:", span});
    };
    note(block->allocated_at, "allocated");
    if (!block->live) note(block->freed_at, "deallocated");
    return out;
  }
  // A variable or a static: of these, no one knows where they begin.
  return {"alloc" + std::to_string(memory.next_id()), address, size, false, {}};
}

bool Machine::dangling(uint64_t address, uint64_t size, Span span, const char* what) {
  std::string message = what;
  message += ": ";
  const std::string attempt = "attempting to access " + bytes(size) + ", but got ";
  if (address == 0) return undefined(message + attempt + "null pointer", span);
  if (address < memory.stack_start() || address >= memory.granules() * 16)
    return undefined(message + attempt + hex(address) + "[noalloc] which is a dangling pointer (it has no provenance)", span);
  if (address < memory.stack_end())
    return undefined(message + "alloc" + std::to_string(memory.next_id()) + " has been freed, so this pointer is dangling", span);
  Named at = name(address, size);
  if (at.freed) return undefined(message + at.name + " has been freed, so this pointer is dangling", span, std::move(at.notes));
  message += attempt + at.name;
  const uint64_t offset = address - at.address;
  if (address < at.address) message += "-" + hex(at.address - address) + " which points to before the beginning of the allocation";
  else if (offset >= at.size) message += "+" + hex(offset) + " which is at or beyond the end of the allocation of size " + bytes(at.size);
  else message += (offset == 0 ? "" : "+" + hex(offset)) + " which is only " + bytes(at.size - offset) + " from the end of the allocation";
  return undefined(std::move(message), span, std::move(at.notes));
}

bool Machine::left_frame(Span span) {
  undefined("memory access failed: alloc" + std::to_string(memory.next_id()) + " has been freed, so this pointer is dangling", span);
  result.outcome.label = "Undefined Behavior occurred here: this pointed to a variable of a function that has returned";
  return false;
}

bool Machine::unreachable(uint32_t value, uint32_t what, Span span) {
  if (what == 0) return undefined("entering unreachable code", span);
  std::string digits = hex(value).substr(2);
  digits.insert(0, (what == 1 ? 2 : 8) - digits.size(), '0');
  return undefined(what == 1 ? "constructing invalid value of type bool: encountered 0x" + digits + ", but expected a boolean"
                             : "constructing invalid value of type char: encountered 0x" + digits +
                                   ", but expected a valid unicode scalar value (in `0..=0x10FFFF` but not in `0xD800..=0xDFFF`)",
                   span);
}

bool Machine::not_initialised(uint64_t address, uint64_t size, Span span) {
  const Memory::Gap gap = memory.uninitialised(address, size);
  Named at = name(address, size);
  const uint64_t offset = address - at.address;
  return undefined("reading memory at " + at.name + range(offset, offset + size) + ", but memory is uninitialized at " +
                       range(offset + gap.begin, offset + gap.end) + ", and this operation requires initialized memory",
                   span, std::move(at.notes));
}

bool Machine::may_be_value(uint64_t address, TypeId ty, Span span) {
  const auto invalid = uninitialised_part(program, memory, ty, address);
  if (!invalid) return true;
  // What wraps a value and nothing else is not spoken of.
  while (const auto* a = cx.store.get<types::Adt>(ty)) {
    const Layout* l = program.layouts.of(ty);
    if (!cx.items.adt(a->def).is_manually_drop || l == nullptr || l->variants.empty() || l->variants[0].fields.empty()) break;
    ty = program.layouts.normalize(l->variants[0].fields[0].ty);
  }
  const auto inner = uninitialised_part(program, memory, ty, address);
  std::string message = "constructing invalid value of type " + types::to_string(cx, ty) + ": ";
  if (inner && !inner->path.empty()) message += "at " + inner->path + ", ";
  return undefined(message + "encountered uninitialized memory, but expected " + (inner ? inner : invalid)->expected, span,
                   name(address, program.layouts.of(ty)->size).notes);
}

bool Machine::may_access(uint64_t address, uint64_t size, const Ins* pc, Function* fn, Access access) {
  Thread& t = thread();
  t.pc = pc + 1;
  t.fn = fn;
  const Span span = fn->spans[static_cast<size_t>(pc - fn->code)];
  if (!memory.valid(address, size)) return dangling(address, size, span);
  const bool writes = access == Access::write || access == Access::write_partial;
  if (races_.active()) {
    const auto at = static_cast<uint32_t>(pc - fn->code);
    const auto atomic = std::find_if(fn->atomics.begin(), fn->atomics.end(), [&](const AtomicAccess& a) { return a.pc == at; });
    if (atomic == fn->atomics.end()) {
      if (!race(address, size, writes ? Races::Kind::write : Races::Kind::read, span)) return false;
    } else {
      const Races::Kind kind = writes ? Races::Kind::atomic_store : Races::Kind::atomic_load;
      if (!race(address, size, kind, span)) return false;
      race_on_atomic(address, kind, static_cast<Order>(*memory.at(t.fp + atomic->order)));
    }
  }
  if (access == Access::write) memory.set_initialised(address, size);
  if (access != Access::read || memory.initialised(address, size)) return true;
  const auto at = static_cast<uint32_t>(pc - fn->code);
  const auto typed = std::lower_bound(fn->reads.begin(), fn->reads.end(), at, [](const TypedRead& r, uint32_t n) { return r.pc < n; });
  if (typed != fn->reads.end() && typed->pc == at) return may_be_value(address, typed->ty, span);
  return not_initialised(address, size, span);
}

bool Machine::may_use(uint64_t address, TypeId ty, const Ins* pc, Function* fn) {
  const Layout* l = program.layouts.of(ty);
  if (l == nullptr || memory.initialised(address, l->size)) return true;
  thread().pc = pc + 1;
  thread().fn = fn;
  const Span span = fn->spans[static_cast<size_t>(pc - fn->code)];
  const types::TypeKind& kind = cx.store[ty];
  const bool composed = std::holds_alternative<types::Adt>(kind) || std::holds_alternative<types::Array>(kind) ||
                        std::holds_alternative<types::Tuple>(kind) || std::holds_alternative<types::Closure>(kind);
  return composed ? may_be_value(address, ty, span) : not_initialised(address, l->size, span);
}

std::string Machine::miri_name(uint64_t thread) const {
  const Thread* t = thread_by_id(thread);
  if (thread == 1) return "`main`";
  return "`" + (t == nullptr || t->name.empty() ? "unnamed-" + std::to_string(thread - 1) : t->name) + "`";
}

bool Machine::race(uint64_t address, uint64_t size, Races::Kind kind, Span span) {
  if (!races_.active() || thread().constants != 0) return true;
  const auto me = static_cast<uint32_t>(thread().id - 1);
  if (races_.known(me, address, size, kind)) return true;
  const auto other = races_.access({me, kind, own_place_number()}, address, size);
  if (!other) return true;
  static constexpr const char* words[] = {"non-atomic read", "non-atomic write", "deallocation",
                                          "atomic load",     "atomic store",     "atomic read-modify-write"};
  Named at = name(address, size);
  const std::string message = std::string("Data race detected between (1) ") + words[static_cast<size_t>(other->kind)] + " on thread " +
                              miri_name(other->thread + 1) + " and (2) " + words[static_cast<size_t>(kind)] + " on thread " +
                              miri_name(thread().id) + " at " + at.name + (address == at.address ? "" : "+" + hex(address - at.address));
  std::vector<Outcome::Note> notes;
  if (const Span before = span_of(reinterpret_cast<const Ins*>(static_cast<uintptr_t>(other->place))); !before.is_dummy())
    notes.push_back({"and (1) occurred earlier here", before, true});
  undefined(message, span, std::move(notes));
  result.outcome.label = "(2) just happened here";
  return false;
}

void Machine::race_on_atomic(uint64_t address, Races::Kind kind, Order order) {
  const auto me = static_cast<uint32_t>(thread().id - 1);
  if (kind != Races::Kind::atomic_store) races_.loaded(me, address, order);
  if (kind != Races::Kind::atomic_load) races_.stored(me, address, order, kind == Races::Kind::atomic_rmw);
}

bool HostCall::readable(uint64_t address, uint64_t size) const {
  return accessible(address, size, false) && (m.memory.initialised(address, size) || m.not_initialised(address, size, info.span));
}
bool HostCall::writable(uint64_t address, uint64_t size) const {
  if (!accessible(address, size, true)) return false;
  m.memory.set_initialised(address, size);
  return true;
}
bool HostCall::accessible(uint64_t address, uint64_t size, bool write) const {
  if (!m.memory.valid(address, size)) return m.dangling(address, size, info.span);
  return m.race(address, size, write ? Races::Kind::write : Races::Kind::read, info.span);
}
bool HostCall::atomic(uint64_t address, uint64_t size, Races::Kind kind, Order order) const {
  if (!m.memory.valid(address, size)) return m.dangling(address, size, info.span);
  if (!m.memory.initialised(address, size)) return m.not_initialised(address, size, info.span);
  if (!m.races().active()) return true;
  if (!m.race(address, size, kind, info.span)) return false;
  m.race_on_atomic(address, kind, order);
  return true;
}

}  // namespace borrowlab::vm
