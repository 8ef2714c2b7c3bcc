// Lints that rustc denies by default: the program is rejected for them, unless an attribute allows it.
#pragma once
#include "diagnostics/diagnostic.h"
#include "mir/body.h"
#include "typeck/thir.h"

namespace borrowlab::mir {

// Operations that surely panic: overflow, division by zero, indices out of bounds (`arithmetic_overflow`, `unconditional_panic`). A
// constant propagation within the body, after rustc_mir_transform::known_panics_lint. Takes MIR as built.
std::vector<diagnostics::Diagnostic> known_panics(types::Context& cx, const Body& body);

// `&STATIC_MUT`: denied from 2024 on (`static_mut_refs`).
std::vector<diagnostics::Diagnostic> static_mut_refs(types::Context& cx, const Body& body);

// Literals that their type has no room for (`overflowing_literals`).
std::vector<diagnostics::Diagnostic> overflowing_literals(types::Context& cx, const typeck::thir::Body& body);

// `A => …` where `Enum::A` must have been meant (E0170, `bindings_with_variant_name`).
std::vector<diagnostics::Diagnostic> bindings_with_variant_name(types::Context& cx, const typeck::thir::Body& body);

// Whether the lint is not denied at this place: the innermost `allow`, `warn`, `deny`, … around it decides.
bool lint_allowed(const syntax::Ast& ast, source::Span at, std::string_view lint);

}  // namespace borrowlab::mir
