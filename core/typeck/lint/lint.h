// Lints that reject a program unless it allows them: they look at typed bodies of a program without errors. After rustc_lint.
#pragma once
#include "typeck/check.h"

namespace borrowlab::typeck {

// Runs the lints over these bodies, in source order. The program has no errors, as rustc runs its lints only then.
void check_lints(types::Context& cx, const std::vector<CheckedBody>& bodies, diagnostics::Sink& sink);

// Whether attributes of `owner`, of what it stands in or of its crate (`#[allow(name)]`, `#[warn(name)]`) keep the lint from being an
// error.
bool lint_allowed(const types::Context& cx, DefId owner, std::string_view name);

// casting a `&T` to a `*mut T` and writing through it, or making a `&mut T` of it. rustc: rustc_lint::reference_casting.
void check_reference_casting(types::Context& cx, const CheckedBody& checked, diagnostics::Sink& sink);

}  // namespace borrowlab::typeck
