// Constants whose evaluation panics.
#pragma once
#include "typeck/check.h"

namespace borrowlab::typeck {

// How the evaluation of a constant ends in a panic, as far as the evaluator below knows it.
struct ConstPanic {
  Span at;                                    // the macro that panics
  std::optional<std::string> message;         // none: it would have to be formatted
  std::vector<std::pair<DefId, Span>> calls;  // under way, outermost first: of which fn, from where
};
std::optional<ConstPanic> const_panic(types::Context& cx, const CheckedBody& constant, diagnostics::Sink& sink);

}  // namespace borrowlab::typeck
