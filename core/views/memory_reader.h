// Reads values out of a stopped machine. Of this stage only.
#pragma once
#include <map>
#include <unordered_map>

#include "views/memory.h"
#include "views/view_attribute.h"

namespace borrowlab::views {

using types::TypeId;

// A place in guest memory; of an unsized type, with its length or vtable.
struct GuestPlace {
  uint64_t at = 0;
  TypeId ty;
  uint64_t meta = 0;
};
struct GuestPointer {
  uint64_t to = 0, meta = 0;
  TypeId pointee;
};

class MemoryReader {
 public:
  MemoryReader(vm::Machine& machine, const Limits& limits);
  MemoryView read();

 private:
  // Whether a value's parts are there: by the state bytes of the frame it is in.
  struct State {
    const vm::FrameMap* map = nullptr;
    uint32_t frame = 0, path = vm::FrameMap::none;
  };
  // What a pointer that owns points to: read once, after the frames.
  struct HeapBlock {
    GuestPlace place;
    bool is_list = false, is_text = false;
    uint64_t length = 0, first = 0, head = 0, capacity = 0;  // of lists: elements, the first that is there; a ring's first and room
    std::string_view holes, each;                            // of lists: see view_attribute.h
    State state;                                             // of a box's content, which may be moved out
    std::string name;                                        // by which the program reaches it
  };

  ThreadState thread(const vm::Thread& t, bool current);
  void read_frame(const vm::Function& fn, uint32_t fp, std::vector<Slot>& slots);
  void statics(std::vector<Slot>& out);
  std::string captured_name(types::DefId closure, uint32_t capture);

  Value value(GuestPlace place, const State& state, uint32_t depth);
  Value adt(const GuestPlace& place, const types::Adt& type, const State& state, uint32_t depth, Value out);
  Value viewed(const GuestPlace& place, const ViewAttribute& view, const State& state, uint32_t depth, Value out);
  Value pointer(const GuestPointer& p, Value::Borrow borrow, Value out);
  void own(const GuestPlace& place, const ViewAttribute& view, const State& state, Value& out);
  void guard(const GuestPlace& place, const ViewAttribute& view, Value& out);
  Value gone(Value out, Value::Why why) const;
  void fields(const GuestPlace& place, uint32_t variant, std::span<const types::FieldInfo> names, const State& state, uint32_t depth,
              Value& out);
  Value block(const HeapBlock& b);
  void add_block(HeapBlock b);
  Value list(GuestPlace first, uint64_t length, uint32_t depth, const State& state, Value out);
  Value elements(const HeapBlock& b, Value out);
  bool filled(GuestPlace& element, std::string_view hole) const;  // false: it is a hole; else: what it holds
  Value text_at(uint64_t at, uint64_t length, Value out);
  Value scalar(const GuestPlace& place, Value out);
  void name_holders(Value& v) const;

  // --- places
  const vm::Layout* layout(TypeId ty) const { return machine_.program.layouts.of(ty); }
  bool readable(uint64_t at, uint64_t size) const { return at != 0 && machine_.memory.valid(at, size); }
  uint64_t load(uint64_t at, uint64_t size) const;  // 0 where it cannot be read
  uint64_t size_of(const GuestPlace& place) const;
  uint64_t align_of(const GuestPlace& place) const;
  GuestPlace concrete(GuestPlace place) const;  // of a dyn: of the type that its vtable is for
  bool field(const GuestPlace& place, uint32_t variant, uint32_t index, GuestPlace& out) const;
  uint32_t variant(const GuestPlace& place, const vm::Layout& l) const;
  // Follows a view's path. False: it leads nowhere.
  bool follow(GuestPlace from, std::string_view path, GuestPlace& out) const;
  bool find_pointer(const GuestPlace& place, GuestPointer& out) const;  // the first pointer in a value
  bool pointer_at(const GuestPlace& place, GuestPointer& out) const;    // of a reference or raw pointer
  bool find_integer(const GuestPlace& place, uint64_t& at, uint64_t& size) const;
  uint64_t integer(const GuestPlace& place, const ViewAttribute& view, std::string_view key, uint64_t otherwise, uint64_t* at = nullptr,
                   uint64_t* size = nullptr) const;
  State part(const State& state, const mir::PlaceElem& elem) const;
  vm::FrameMap::State state_of(const State& state) const;
  bool is_whole(const State& state) const;  // it and all its parts hold their values
  const ViewAttribute* view_of(types::DefId adt);
  std::string type_name(TypeId ty) const { return types::to_string(machine_.cx, types::GenericArg(ty)); }
  bool exhausted() const { return values_ >= limits_.values; }

  vm::Machine& machine_;
  types::Context& cx_;
  const Limits limits_;
  uint32_t values_ = 0;
  std::string name_;     // of the value being read, as the program would write it
  uint64_t thread_ = 1;  // whose frame it is in
  std::map<uint64_t, HeapBlock> blocks_;
  std::vector<uint64_t> queue_;
  std::unordered_map<uint64_t, std::vector<std::string>> holders_;                  // by the flag's address
  std::unordered_map<types::DefId, std::vector<std::string>, IndexHash> captures_;  // by closure: what the program calls them
  std::unordered_map<types::DefId, std::optional<ViewAttribute>, IndexHash> views_;
};

}  // namespace borrowlab::views
