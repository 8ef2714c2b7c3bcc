// A program as the machine knows it: functions by instance, constants, vtables, strings. Everything is made when it is first
// asked for, so what is never reached costs nothing. After rustc_monomorphize::collector and rustc_codegen_ssa's context.
#pragma once
#include <string>
#include <unordered_map>

#include "support/stable_vec.h"
#include "vm/bytecode.h"
#include "vm/layout.h"
#include "vm/memory.h"
#include "vm/run.h"
#include "vm/steps.h"

namespace borrowlab::vm {

class Machine;
struct HostInfo;
// Runs an intrinsic on the callee frame at guest address `frame`. False: the machine has an outcome and stops.
using HostFn = bool (*)(Machine&, uint32_t frame, const HostInfo&);
struct HostInfo {
  HostFn fn = nullptr;
  Abi abi;
  std::vector<TypeId> types;       // the intrinsic's generic arguments
  const Layout* layout = nullptr;  // of the first, where it has one
  TypeId return_ty;
  Span span;
};

struct Refusal {
  std::string what;
  Span span;
  bool is_failure = false;  // a const evaluation that panicked, or similar: worded as is
};

// Metadata of a vtable: what it is for.
struct VtableInfo {
  TypeId ty;
  types::ExistentialsId predicates;
};

// One index space for two crates, as support/crate_table.h has it for ids: what is made of the library alone is kept from run to
// run, what the user's program has a part in goes with it. Elements stay where they are.
template <class T>
class Split {
 public:
  static constexpr uint32_t user_first = 1U << 24;
  uint32_t push(T value, bool user) {
    StableVec<T>& part = user ? user_ : library_;
    part.emplace_back(std::move(value));
    return static_cast<uint32_t>(part.size() - 1) + (user ? user_first : 0);
  }
  T& operator[](uint32_t i) { return i < user_first ? library_[i] : user_[i - user_first]; }
  bool contains(uint64_t i) const { return i < user_first ? i < library_.size() : i - user_first < user_.size(); }
  size_t library_size() const { return library_.size(); }
  StableVec<T>& library() { return library_; }
  StableVec<T>& user() { return user_; }
  void drop_user() { user_.clear(); }
  void clear() { library_.clear(), user_.clear(); }

 private:
  StableVec<T> library_, user_;
};

// Lives as long as the session: functions of the library are lowered once, whatever programs come and go.
class Program {
 public:
  Program(Context& cx, BodyProvider bodies) : cx(cx), bodies(std::move(bodies)), layouts(cx) {}
  Context& cx;
  const BodyProvider bodies;
  Layouts layouts;

  Split<Function> functions;
  Split<GlobalConst> constants;  // with the key of what to run: kind item for consts, promoted, static_init
  Split<HostInfo> host_calls;
  Split<Refusal> refusals;

  // --- runs
  // The image to make a run's memory from; the user's part is made anew for each run.
  const Statics& begin_run(bool traced);
  void attach(Memory& memory) { memory_ = &memory; }
  // The user's items are gone.
  void forget_user();
  bool traced() const { return traced_; }
  std::optional<Steps> steps;  // of a traced run

  uint32_t function(const FnKey& key);
  uint32_t function(const typeck::Instance& instance);
  // Makes the code; a function that cannot be lowered becomes a refusal.
  void lower(uint32_t index);
  uint32_t constant(const FnKey& key, TypeId ty);
  uint32_t refusal(Span span, std::string what, bool is_failure = false);

  // Guest addresses; 0 where memory has run out.
  uint64_t string(source::Symbol text);
  uint64_t vtable(TypeId ty, TypeId dyn);
  const VtableInfo* vtable_at(uint64_t address) { return vtables_.find(address); }
  uint64_t location(Span span);  // of a core::panic::Location
  uint64_t static_bytes(const void* data, uint64_t size, uint64_t align);
  uint64_t static_zeroes(uint64_t size, uint64_t align);
  uint32_t host_call(HostInfo info) { return host_calls.push(std::move(info), lowering_user_); }

  // The shape of a frame's beginning. Null layouts are thin pointers.
  Abi abi(const Layout* ret, std::span<const Layout* const> args, bool location) const;
  bool tracks_caller(DefId def) const;
  bool is_user(DefId def) const;
  TypeId substitute(TypeId ty, ArgsId args);
  ArgsId substitute(ArgsId list, ArgsId args);
  bool needs_drop(TypeId ty);
  std::string describe(const Function& f) const;

 private:
  // A map, of which the library's part stays.
  template <class K, class V, class Hash = std::hash<K>>
  struct Known {
    std::unordered_map<K, V, Hash> library, user;
    V* find(const K& key) {
      if (const auto it = library.find(key); it != library.end()) return &it->second;
      const auto it = user.find(key);
      return it != user.end() ? &it->second : nullptr;
    }
    void add(const K& key, V value, bool of_user) { (of_user ? user : library).insert_or_assign(key, std::move(value)); }
  };

  bool names_user(const FnKey& key) const;
  bool names_user(TypeId ty) const { return ty.valid() && (cx.store.flags(ty) & types::has_user) != 0; }
  void drop_user_code();
  // Bytes of the program's image: of the library's part, at the same address in every run; of the user's, allocated.
  uint64_t place_static(const void* data, uint64_t size, uint64_t align, bool user);

  Memory* memory_ = nullptr;
  Statics image_;
  bool traced_ = false, lowering_user_ = false, image_full_ = false;
  Known<FnKey, uint32_t, FnKeyHash> by_key_;
  Known<FnKey, uint32_t, FnKeyHash> constant_by_key_;
  Known<source::Symbol, uint64_t> strings_;
  Known<uint64_t, uint64_t> vtable_by_types_;
  Known<uint64_t, VtableInfo> vtables_;
  Known<uint64_t, uint64_t> locations_;
  std::unordered_map<TypeId, bool, IndexHash> needs_drop_;
};

}  // namespace borrowlab::vm
