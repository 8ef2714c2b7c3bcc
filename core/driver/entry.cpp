#include "driver/entry.h"

namespace borrowlab::driver {

void check_entry(const resolve::Crate& krate, const source::SourceMap& sources, source::FileId file, diagnostics::Sink& sink) {
  if (krate.res.main.valid()) return;
  const source::SourceFile& f = sources.file(file);
  std::string crate_name = f.name;
  if (auto slash = crate_name.rfind('/'); slash != std::string::npos) crate_name.erase(0, slash + 1);
  if (auto dot = crate_name.rfind('.'); dot != std::string::npos) crate_name.erase(dot);
  for (char& c : crate_name)
    if (c == '-') c = '_';
  const source::Span end{f.end(), f.end(), {}};
  diagnostics::Diagnostic d(diagnostics::Level::error, "`main` function not found in crate `" + crate_name + "`", end, "E0601");
  d.label(end, "consider adding a `main` function to `" + f.name + "`");
  sink.emit(std::move(d));
}

}  // namespace borrowlab::driver
