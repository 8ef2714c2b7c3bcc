// Memory at a step, in the tests' own short form.
#pragma once
#include "../diagnostics/json_value.h"
#include "driver/session.h"

using namespace borrowlab;

// A value in one line: what is where and how it is shown, without types and addresses.
inline std::string shown(const JsonValue& v) {
  const std::string& kind = v["kind"].string;
  const auto list = [](const JsonValue& names) {
    std::string out;
    for (const JsonValue& name : names.items) out += (out.empty() ? "" : ", ") + name.string;
    return out;
  };
  if (kind == "scalar") return v["text"].string;
  if (kind == "text") return "\"" + v["text"].string + "\"";
  if (kind == "gone") return v["why"].string;
  if (kind == "pointer") {
    std::string out = v["borrow"].string + (v["guard"].boolean ? " guard" : "") + (v["dangling"].boolean ? " dangling" : "");
    if (v["to"].is_null()) out += " to nothing";
    if (!v["length"].is_null()) out += " x" + std::to_string(v["length"].number);
    if (!v["preview"].is_null()) out += " " + v["preview"].string;
    return out;
  }
  if (kind == "struct") {
    std::string out = v["variant"].string + "{";
    for (const JsonValue& f : v["fields"].items) out += (out.back() == '{' ? "" : ", ") + f["name"].string + ": " + shown(f["value"]);
    return out + "}";
  }
  if (kind == "list") {
    std::string out = "[";
    for (const JsonValue& item : v["items"].items) out += (out.size() == 1 ? "" : ", ") + shown(item);
    return out + (v["more"].number != 0 ? ", +" + std::to_string(v["more"].number) : "") + "]";
  }
  const std::string inner = v["value"].is_null() ? "-" : shown(v["value"]);
  if (kind == "counted") return "strong " + std::to_string(v["strong"].number) + " weak " + std::to_string(v["weak"].number) + ": " + inner;
  if (kind == "cell" || kind == "lock") {
    std::string out = v["state"].string;
    if (v["count"].number > 1) out += " x" + std::to_string(v["count"].number);
    if (!v["holders"].items.empty()) out += " by " + list(v["holders"]);
    if (!v["waiters"].items.empty()) out += " awaited by " + list(v["waiters"]);
    if (v["poisoned"].boolean) out += " poisoned";
    return out + ": " + inner;
  }
  return kind;
}

struct MemoryAt {
  JsonValue json;

  // Of a variable of the innermost frame that has it, or a static; "-" where there is none.
  const JsonValue& value(std::string_view name) const {
    static const JsonValue none;
    for (const JsonValue& thread : json["threads"].items)
      for (size_t i = thread["frames"].items.size(); i-- > 0;)
        for (const JsonValue& slot : thread["frames"].items[i]["slots"].items)
          if (slot["name"].string == name) return slot["value"];
    for (const JsonValue& slot : json["statics"].items)
      if (slot["name"].string == name) return slot["value"];
    return none;
  }
  std::string operator[](std::string_view name) const { return value(name).is_null() ? "-" : shown(value(name)); }
  // What a pointer leads to on the heap.
  std::string behind(std::string_view name) const {
    for (const JsonValue& v : json["heap"].items)
      if (v["at"].number == value(name)["to"].number) return shown(v);
    return "-";
  }
  std::string heap() const {
    std::string out;
    for (const JsonValue& v : json["heap"].items) out += (out.empty() ? "" : " | ") + shown(v);
    return out;
  }
};

// Runs a program; then its memory can be asked for.
class Watched {
 public:
  explicit Watched(const std::string& text) : text_(text) {
    accepted = session().check(text, {}).verdict == driver::Verdict::accepted;
    vm::RunOptions options;
    options.traced = true;
    result = session().run(options);
    for (const vm::Event& e : result.trace.events) steps = e.step;
  }
  MemoryAt after(uint32_t step) const { return {JsonValue::parse(session().memory_at(step))}; }
  // After the last step that begins on a line with this text, before the next one.
  MemoryAt after(std::string_view line) const {
    uint32_t found = 0;
    for (const vm::Event& e : result.trace.events) {
      if (e.kind != vm::Event::Kind::statement) continue;
      const source::Span s = result.trace.units[static_cast<size_t>(e.value)];
      if (session().sources().snippet(s).substr(0, line.size()) == line) found = e.step;
    }
    return after(found);
  }

  bool accepted = false;
  vm::RunResult result;
  uint32_t steps = 0;

 private:
  static driver::Session& session() {
    static driver::Session one;
    return one;
  }
  std::string text_;
};
