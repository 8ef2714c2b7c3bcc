#include "bindings/views.h"

namespace borrowlab::bindings {

using emscripten::val;

namespace {

val parse(const std::string& json) { return val::global("JSON").call<val>("parse", json); }

// A typed array of its own: the engine's memory may move.
template <class T>
val array(const std::vector<T>& list) {
  return val(emscripten::typed_memory_view(list.size(), list.data())).template call<val>("slice");
}

}  // namespace

val trace_value(const views::Source& source, const views::Trace& trace) {
  val out = parse(views::to_json(source, trace, false));
  const views::Places places(source.cx.sources.file(source.file));
  std::vector<int32_t> from, to;
  for (const source::Span s : trace.step_place) {
    from.push_back(places.within(s) ? static_cast<int32_t>(places.at(s.lo)) : -1);
    to.push_back(places.within(s) ? static_cast<int32_t>(places.at(s.hi)) : -1);
  }
  const auto numbers = [](const std::vector<uint32_t>& list) { return array(std::vector<int32_t>(list.begin(), list.end())); };
  out.set("stepFrom", array(from));
  out.set("stepTo", array(to));
  out.set("stepDepth", numbers(trace.step_depth));
  out.set("stepOutput", numbers(trace.step_output));
  out.set("stepThread", numbers(trace.step_thread));
  out.set("stepBorrow", array(trace.step_borrow));
  return out;
}

val events_value(const views::Source& source, const views::Trace& trace, uint32_t from, uint32_t to) {
  return parse(views::to_json(source, views::events(source, trace, from, to)));
}

}  // namespace borrowlab::bindings
