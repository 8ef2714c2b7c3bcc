// Memory as JSON: web/src/engine/trace.ts has the types.
#include "diagnostics/json_writer.h"
#include "views/json.h"
#include "views/memory.h"

namespace borrowlab::views {

namespace {

using diagnostics::JsonWriter;
using Kind = Value::Kind;

class MemoryWriter {
 public:
  explicit MemoryWriter(const source::SourceFile& file) : places_(file) {}

  std::string memory(const MemoryView& m) {
    json_.begin_object().field("step").number(m.step);
    json_.field("threads").begin_array();
    for (const ThreadState& t : m.threads) thread(t, m.threads.size() > 1);
    json_.end_array();
    json_.field("heap").begin_array();
    for (const Value& v : m.heap) value(v);
    json_.end_array();
    json_.field("statics");
    slots(m.statics);
    json_.end_object();
    return json_.take();
  }

 private:
  void thread(const ThreadState& t, bool several) {
    using State = vm::Thread::State;
    const bool runs = t.state == State::runnable;
    json_.begin_object().field("id").number(t.id);
    json_.field("name");
    if (t.id == 1) json_.string("main");
    else json_.null();
    json_.field("state").string(runs                         ? (t.current || !several ? "running" : "ready")
                                : t.state == State::sleeping ? "sleeping"
                                : t.state == State::finished ? "finished"
                                                             : "waiting");
    json_.field("waitsFor");
    if (t.waits_for.empty()) json_.null();
    else json_.string(t.waits_for);
    json_.field("hiddenFrames").number(t.hidden_frames);
    json_.field("frames").begin_array();
    for (const Frame& f : t.frames) {
      json_.begin_object().field("fn").string(f.fn).field("at").number(f.at).field("place");
      place(f.place);
      json_.field("slots");
      slots(f.slots);
      json_.end_object();
    }
    json_.end_array();
    json_.end_object();
  }

  void slots(const std::vector<Slot>& list) {
    json_.begin_array();
    for (const Slot& s : list) {
      json_.begin_object().field("name").string(s.name).field("declared");
      place(s.declared);
      json_.field("value");
      value(s.value);
      json_.end_object();
    }
    json_.end_array();
  }

  void value(const Value& v) {
    static constexpr const char* kinds[] = {"scalar", "text", "pointer", "struct", "list", "cell", "lock", "counted", "gone", "folded"};
    static constexpr const char* borrows[] = {"shared", "exclusive", "raw", "owner", "weak"};
    static constexpr const char* reasons[] = {"moved", "uninitialised", "dropped", "dangling"};
    static constexpr const char* states[] = {"free", "shared", "exclusive"};
    json_.begin_object().field("kind").string(kinds[static_cast<size_t>(v.kind)]);
    json_.field("type").string(v.type).field("at").number(v.at).field("size").number(v.size);
    switch (v.kind) {
      case Kind::scalar: json_.field("text").string(v.text); break;
      case Kind::text: json_.field("text").string(v.text).field("more").number(v.more); break;
      case Kind::pointer:
        json_.field("borrow").string(borrows[static_cast<size_t>(v.borrow)]).field("guard").boolean(v.guard);
        number_or_null("to", v.to, 0);
        number_or_null("length", v.length, UINT64_MAX);
        json_.field("pointee").string(v.pointee).field("dangling").boolean(v.dangling);
        text_or_null("preview", v.text);
        break;
      case Kind::structure:
        text_or_null("variant", v.text);
        json_.field("fields").begin_array();
        for (const Value::Field& f : v.fields) {
          json_.begin_object().field("name").string(f.name).field("value");
          value(f.value[0]);
          json_.end_object();
        }
        json_.end_array();
        break;
      case Kind::list:
        json_.field("items").begin_array();
        for (const Value::Field& f : v.fields) value(f.value[0]);
        json_.end_array();
        json_.field("more").number(v.more);
        break;
      case Kind::cell:
      case Kind::lock:
        json_.field("state").string(states[static_cast<size_t>(v.state)]).field("count").number(v.count);
        names("holders", v.holders);
        if (v.kind == Kind::lock) {
          json_.field("owner");
          if (v.state == Value::State::exclusive && !v.holders.empty()) json_.string(v.holders[0]);
          else json_.null();
          names("waiters", v.waiters);
          json_.field("poisoned").boolean(v.poisoned);
        }
        inner(v);
        break;
      case Kind::counted:
        json_.field("strong").number(v.count).field("weak").number(v.weak);
        inner(v);
        break;
      case Kind::gone: json_.field("why").string(reasons[static_cast<size_t>(v.why)]); break;
      case Kind::folded: break;
    }
    json_.end_object();
  }

  void inner(const Value& v) {
    json_.field("value");
    if (v.fields.empty()) json_.null();
    else value(v.fields[0].value[0]);
  }
  void names(const char* field, const std::vector<std::string>& list) {
    json_.field(field).begin_array();
    for (const std::string& s : list) json_.string(s);
    json_.end_array();
  }
  void number_or_null(const char* field, uint64_t n, uint64_t none) {
    json_.field(field);
    if (n == none) json_.null();
    else json_.number(n);
  }
  void text_or_null(const char* field, const std::string& text) {
    json_.field(field);
    if (text.empty()) json_.null();
    else json_.string(text);
  }
  // Null where it is not in the program's text.
  void place(source::Span s) {
    if (!places_.within(s)) {
      json_.null();
      return;
    }
    json_.begin_object().field("from").number(places_.at(s.lo)).field("to").number(places_.at(s.hi));
    json_.end_object();
  }

  const Places places_;
  JsonWriter json_;
};

}  // namespace

std::string to_json(const MemoryView& memory, const source::SourceMap& sources, source::FileId file) {
  return MemoryWriter(sources.file(file)).memory(memory);
}

}  // namespace borrowlab::views
