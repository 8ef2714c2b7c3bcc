#include <algorithm>

#include "lint/lint.h"

namespace borrowlab::lint {

namespace {

// `mut` of `mut x`, with the white space behind it. rustc: span_until_non_whitespace.
Span mut_keyword(const source::SourceMap& sources, Span binding) {
  const std::string_view text = sources.snippet(binding);
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  size_t n = 0;
  while (n < text.size() && !is_space(text[n])) ++n;
  while (n < text.size() && is_space(text[n])) ++n;
  return binding.with_hi(binding.lo + static_cast<uint32_t>(n));
}

}  // namespace

Findings unused_mut(const types::Context& cx, const mir::Body& body, const borrowck::Report& report) {
  Findings out;
  std::vector<bool> used(body.locals.size());
  for (const mir::Local l : report.used_mut) used[l.index] = true;
  for (uint32_t i = 1; i < body.locals.size(); ++i) {
    const mir::LocalDecl& decl = body.locals[mir::Local(i)];
    using Kind = mir::LocalInfo::Kind;
    const bool written = decl.info.kind == Kind::user_variable || decl.info.kind == Kind::self_ref;
    if (!written || used[i] || decl.mut != syntax::Mutability::mut || decl.info.is_ref_for_guard) continue;
    const auto named = std::find_if(body.var_debug_info.begin(), body.var_debug_info.end(),
                                    [&](const mir::VarDebugInfo& v) { return v.place.is_local() && v.place.local.index == i; });
    if (named == body.var_debug_info.end() || named->name.str().substr(0, 1) == "_") continue;
    const Span span = decl.source_info.span;
    if (cx.sources.desugaring_of(span) != source::DesugaringKind::none) continue;
    Diagnostic d = finding(Lint::unused_mut, "variable does not need to be mutable", span);
    d.suggest(mut_keyword(cx.sources, span), "remove this `mut`", "", diagnostics::Applicability::machine_applicable,
              diagnostics::SuggestionStyle::hide_code_inline);
    out.push_back(std::move(d));
  }
  return out;
}

}  // namespace borrowlab::lint
