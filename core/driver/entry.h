// Finding `main`: E0601 where there is none.
#pragma once
#include "diagnostics/diagnostic.h"
#include "resolve/resolve.h"

namespace borrowlab::driver {

void check_entry(const resolve::Crate& krate, const source::SourceMap& sources, source::FileId file, diagnostics::Sink& sink);

}  // namespace borrowlab::driver
