// Type checking of bodies: inference, method lookup, coercions, closures; the result is THIR. After rustc_hir_typeck and
// rustc_mir_build::thir.
#pragma once
#include <memory>
#include <unordered_map>

#include "diagnostics/diagnostic.h"
#include "support/function_ref.h"
#include "typeck/thir.h"

namespace borrowlab::typeck {

namespace check {
struct Results;
}

// A fn with all the closures, inline consts and anonymous constants inside it: they are checked together.
struct CheckedBody {
  thir::Body body;                                      // of the owner asked for
  std::vector<thir::Body> nested;                       // closures, inner first
  std::vector<diagnostics::Diagnostic> unsafety;        // E0133 and unused `unsafe`: reported with the body's borrows
  std::vector<diagnostics::Diagnostic> privacy_errors;  // E0451: reported where the crate has no other error
  // What checking said of each node of a user's body: expressions' and patterns' types, methods, fields. For lints; null where in error.
  std::shared_ptr<const check::Results> results;
  std::vector<std::pair<DefId, Span>> used_traits;  // whose methods were found because the trait is in scope, and where
};

// Checks the body of `owner` (fn, const, static, anon const; never a closure: it comes with its owner). Errors go to the sink.
// Fills items.type_of for the owner's opaque types (their hidden types) and for the closures inside.
// Cost: about linear in the body's size for the programs people write.
CheckedBody check_body(types::Context& cx, DefId owner, diagnostics::Sink& sink);

// Item-level checks of one crate, in rustc's order: impls against their traits (E0046, E0053, E0050, E0407 is resolve's, …),
// well-formedness, coherence (E0119, E0117), drop impls, `main`'s signature.
void check_items(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink);

// Whether the types that items write are well-formed: E0277 for bounds that do not hold, sizes, supertraits; E0309, E0310, E0478,
// E0491. `before` is called with each item before it is looked at; false: leave it.
void check_type_wf(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink, FunctionRef<bool(resolve::DefId)> before);

// What an impl's associated types say of types that are not as visible as the impl: E0446. For a crate that has no other error.
void check_private_in_public(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink);

// The value of a constant of scalar type: array lengths, discriminants, const generics; nullopt where it needs what the
// evaluator does not do (calls of non-trivial const fns, floats), which is refused by the caller, or depends on parameters.
std::optional<unsigned __int128> eval_const_scalar(types::Context& cx, DefId def, ArgsId args, diagnostics::Sink& sink);

}  // namespace borrowlab::typeck
