#include "mir/check_match.h"

namespace borrowlab::mir {
void check_match(types::Context&, const typeck::thir::Body&, diagnostics::Sink&) {}
}  // namespace borrowlab::mir
