// What the reports of all rules share.
#pragma once
#include <string>

#include "borrowck/constraints.h"
#include "diagnostics/diagnostic.h"

namespace borrowlab::borrowck {

inline diagnostics::Diagnostic error(const char* code, source::Span span, std::string message) {
  return diagnostics::Diagnostic(diagnostics::Level::error, std::move(message), span, code);
}

// What imposes a constraint, as the head of "… requires that": "argument ", "returning this value "; "" where rustc names nothing.
const char* description(const ConstraintCategory& c);

}  // namespace borrowlab::borrowck
