#include "views/json.h"

#include <algorithm>

#include "diagnostics/json_writer.h"
#include "diagnostics/render.h"

namespace borrowlab::views {

using diagnostics::JsonWriter;

Places::Places(const source::SourceFile& file) : file_(file) {
  uint32_t less = 0;
  for (uint32_t i = 0; i < file.text.size(); ++i) {
    const auto b = static_cast<unsigned char>(file.text[i]);
    const uint32_t saved = (b & 0xC0) == 0x80 ? 1 : b >= 0xF0 ? UINT32_MAX : 0;  // four bytes are two units
    if (saved == 0) continue;
    less += saved;
    wide_.push_back(i + 1);
    wide_.push_back(less);
  }
}

uint32_t Places::at(uint32_t position) const {
  const uint32_t byte = position - file_.start;
  size_t low = 0, high = wide_.size() / 2;
  while (low < high) {
    const size_t mid = (low + high) / 2;
    if (wide_[mid * 2] <= byte) low = mid + 1;
    else high = mid;
  }
  return byte - (low == 0 ? 0 : wide_[low * 2 - 1]);
}

namespace {

constexpr const char* lane_kinds[] = {"shared", "exclusive", "moved"};
constexpr const char* ends[] = {"last use", "drop", "scope", "moved", "unwound", "never", "refused"};

class Writer {
 public:
  Writer(const Source& source) : places_(source.cx.sources.file(source.file)), sources_(source.cx.sources) {}

  void extent(const char* name, Span s) {
    j.field(name);
    extent(s);
  }
  void extent(Span s) {
    if (!places_.within(s)) {
      j.null();
      return;
    }
    j.begin_object().field("from").number(places_.at(s.lo)).field("to").number(places_.at(s.hi));
    j.end_object();
  }
  void named(const char* name, const Named* n) {
    j.field(name);
    if (n == nullptr) {
      j.null();
      return;
    }
    j.begin_object().field("text").string(n->text);
    extent("declared", n->declared);
    j.end_object();
  }
  void optional(const char* name, uint32_t n) {
    j.field(name);
    if (n == none) j.null();
    else j.number(n);
  }
  template <class T, class F>
  void numbers(const char* name, const std::vector<T>& list, F&& f) {
    j.field(name).begin_array();
    for (const T& x : list) f(x);
    j.end_array();
  }

  void lane(const Lane& l, uint32_t id) {
    j.begin_object().field("id").number(id).field("time").string(l.run ? "run" : "compile");
    j.field("kind").string(lane_kinds[static_cast<size_t>(l.kind)]).field("what").string(l.what);
    named("of", &l.of);
    named("holder", l.holder ? &*l.holder : nullptr);
    j.field("body").number(l.body);
    extent("start", l.start);
    numbers("uses", l.uses, [&](Span s) { extent(s); });
    j.field("end");
    if (l.end) {
      j.begin_object();
      extent("place", l.end->first);
      j.field("how").string(ends[static_cast<size_t>(l.end->second)]);
      j.end_object();
    } else {
      j.null();
    }
    j.field("fromLine").number(l.from_line).field("toLine").number(l.to_line).field("column").number(l.column);
    numbers("collisions", l.collisions, [&](uint32_t c) { j.number(c); });
    numbers("steps", l.steps, [&](const std::pair<uint32_t, uint32_t>& s) {
      j.begin_array().number(s.first);
      if (s.second == none) j.null();
      else j.number(s.second);
      j.end_array();
    });
    j.end_object();
  }

  void collision(const Collision& c) {
    j.begin_object().field("held").number(c.held);
    optional("refused", c.refused);
    extent("place", c.place);
    j.field("code");
    if (c.code.empty()) j.null();
    else j.string(c.code);
    j.field("message").string(c.message);
    optional("step", c.step);
    j.end_object();
  }

  void event(const RunEvent& e) {
    j.begin_object().field("kind").string(e.kind).field("step").number(e.step);
    extent("place", e.place);
    j.field("thread").number(e.thread).field("frame").number(e.frame).field("name");
    if (e.name.empty()) j.null();
    else j.string(e.name);
    optional("lane", e.lane);
    j.field("value").integer(e.value).field("address").number(e.address).field("refused").boolean(e.refused);
    j.end_object();
  }

  void columns(const Trace& t) {
    const auto position = [&](Span s, uint32_t p) { places_.within(s) ? j.number(places_.at(p)) : j.integer(-1); };
    numbers("stepFrom", t.step_place, [&](Span s) { position(s, s.lo); });
    numbers("stepTo", t.step_place, [&](Span s) { position(s, s.hi); });
    numbers("stepDepth", t.step_depth, [&](uint32_t n) { j.number(n); });
    numbers("stepOutput", t.step_output, [&](uint32_t n) { j.number(n); });
    numbers("stepBorrow", t.step_borrow, [&](uint8_t n) { j.number(n); });
    numbers("stepThread", t.step_thread, [&](uint32_t n) { j.number(n); });
  }

  void trace(const Trace& t, bool with_columns) {
    j.begin_object().field("version").number(trace_version);
    numbers("bodies", t.bodies, [&](const NamedBody& b) {
      j.begin_object().field("name").string(b.name);
      extent("extent", b.extent);
      j.end_object();
    });
    uint32_t id = 0;
    numbers("lanes", t.lanes, [&](const Lane& l) { lane(l, id++); });
    numbers("collisions", t.collisions, [&](const Collision& c) { collision(c); });
    j.field("steps").number(t.step_place.size()).field("truncated").boolean(t.truncated);
    if (with_columns) columns(t);
    j.field("explanation");
    if (t.explanation) {
      j.begin_object().field("rendered").string(diagnostics::render_text(*t.explanation, sources_, diagnostics::Color::ansi));
      j.field("text").string(diagnostics::render_text(*t.explanation, sources_, diagnostics::Color::never));
      j.end_object();
    } else {
      j.null();
    }
    j.end_object();
  }

  JsonWriter j;

 private:
  Places places_;
  const source::SourceMap& sources_;
};

}  // namespace

std::string to_json(const Source& source, const Trace& trace, bool columns) {
  Writer w(source);
  w.trace(trace, columns);
  return w.j.take();
}

std::string to_json(const Source& source, const std::vector<RunEvent>& events) {
  Writer w(source);
  w.j.begin_array();
  for (const RunEvent& e : events) w.event(e);
  w.j.end_array();
  return w.j.take();
}

}  // namespace borrowlab::views
