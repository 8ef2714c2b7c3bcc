// The lints. Each looks at what a finished stage knows and returns what it finds as warnings that carry the lint's name (Diagnostic::lint);
// whether and how that is said is decided by `Levels`. They come in rustc's order: the caller puts them between the errors where rustc
// reports them. Library code is never looked at.
#pragma once
#include <unordered_map>

#include "borrowck/check.h"
#include "lint/levels.h"
#include "mir/body.h"
#include "typeck/check.h"

namespace borrowlab::lint {

using diagnostics::Diagnostic;
using resolve::DefId;
using Findings = std::vector<Diagnostic>;

// A finding at a place.
Diagnostic finding(Lint lint, std::string message, diagnostics::MultiSpan spans);

// --- lints of the whole crate ---

// What the syntax tree and its names tell: imports, labels and macros that are not used, parentheses and braces around nothing, the case of
// types' names, and more. `unused_import` is the part of it that is about one `use`; of imports that bring a trait, whether a method needs
// them is known when bodies are checked.
Findings early_lints(const types::Context& cx, const resolve::Crate& krate);
std::optional<Diagnostic> unused_import(const types::Context& cx, const resolve::Crate& krate, const syntax::Item& item);
Findings unused_trait_imports(const types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies);

// Uses of what is deprecated (`deprecated`): by paths, known before bodies are checked; and by methods, fields and associated items.
Findings deprecated_paths(const types::Context& cx, const resolve::Crate& krate);
Findings deprecated_members(const types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies);

// Interfaces that name what is more private than they are (`private_interfaces`, `private_bounds`).
Findings private_interfaces(types::Context& cx, const resolve::Crate& krate);

// Errors: values of types that may not be named where they are.
Findings private_types(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies);

// What is never used, constructed or read (`dead_code`). Cost: linear in the program's size.
Findings dead_code(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies, const Levels& levels);

// What typed bodies and items tell in a program without errors: values that must be used, statements without effect, names in the wrong
// case, and more.
Findings late_lints(types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies);

// --- MIR lints, body by body ---

// `mut` that nothing needs (`unused_mut`), in one body. rustc: rustc_borrowck's lint_unused_mut.
Findings unused_mut(const types::Context& cx, const mir::Body& body, const borrowck::Report& report);

// A fn (or const, static) with its closures, as they were built.
struct BuiltBody {
  const mir::Body* mir = nullptr;
  const typeck::thir::Body* thir = nullptr;
};
// Variables and assignments that nothing reads (`unused_variables`, `unused_assignments`), of an owner and its closures. The owner is the
// last of `bodies`. After rustc_mir_transform::liveness: a backward data flow over MIR. Bodies in error are not looked at.
Findings liveness(types::Context& cx, const std::vector<BuiltBody>& bodies);

// Operations that surely panic: overflow, division by zero, indices out of bounds (`arithmetic_overflow`, `unconditional_panic`). A
// constant propagation within the body, after rustc_mir_transform::known_panics_lint. Takes MIR as built.
Findings known_panics(types::Context& cx, const mir::Body& body);

// Functions that call themselves whatever happens (`unconditional_recursion`).
Findings unconditional_recursion(types::Context& cx, const mir::Body& body);

// --- lints of typed bodies ---

// Patterns that nothing reaches (`unreachable_patterns`), and those that always match where they need not (`irrefutable_let_patterns`).
Findings pattern_lints(types::Context& cx, const typeck::thir::Body& body);

// `A => …` where `Enum::A` must have been meant (E0170, `bindings_with_variant_name`).
Findings bindings_with_variant_name(types::Context& cx, const typeck::thir::Body& body);

// Casting a `&T` to a `*mut T` and writing through it, or making a `&mut T` of it (`invalid_reference_casting`). rustc:
// rustc_lint::reference_casting.
Findings reference_casting(types::Context& cx, const typeck::CheckedBody& checked);

}  // namespace borrowlab::lint
