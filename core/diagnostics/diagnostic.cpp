#include "diagnostics/diagnostic.h"

#include <utility>

namespace borrowlab::diagnostics {

Diagnostic& Diagnostic::suggest(Span span, std::string text, std::string code_text, Applicability a, SuggestionStyle style) {
  suggestions.push_back({std::move(text), {{{span, std::move(code_text)}}}, style, a});
  return *this;
}

Diagnostic& Diagnostic::suggest_multipart(std::string text, std::vector<SubstitutionPart> parts, Applicability a, SuggestionStyle style) {
  suggestions.push_back({std::move(text), {std::move(parts)}, style, a});
  return *this;
}

void Sink::emit(Diagnostic d) {
  if (d.refusal) ++refusals_;
  else if (d.level == Level::error) ++errors_;
  diagnostics_.push_back(std::move(d));
}

void Sink::refuse(Span span, std::string what) {
  Diagnostic d(Level::error, "borrowlab does not support " + what + " yet", span.is_dummy() ? MultiSpan{} : MultiSpan{span});
  d.refusal = true;
  emit(std::move(d));
}

std::vector<Diagnostic> Sink::take() {
  errors_ = 0;
  refusals_ = 0;
  return std::exchange(diagnostics_, {});
}

}  // namespace borrowlab::diagnostics
