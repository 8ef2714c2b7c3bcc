#include "lint/lint.h"

namespace borrowlab::lint {

Diagnostic finding(Lint lint, std::string message, diagnostics::MultiSpan spans) {
  Diagnostic d(diagnostics::Level::warning, std::move(message), std::move(spans));
  d.lint = lint_name(lint);
  return d;
}

}  // namespace borrowlab::lint
