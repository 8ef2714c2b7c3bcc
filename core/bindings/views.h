// Traces for JavaScript: web/src/engine/trace.ts has their types.
#pragma once
#include <emscripten/val.h>

#include "views/json.h"

namespace borrowlab::bindings {

emscripten::val trace_value(const views::Source& source, const views::Trace& trace);
emscripten::val events_value(const views::Source& source, const views::Trace& trace, uint32_t from, uint32_t to);

}  // namespace borrowlab::bindings
