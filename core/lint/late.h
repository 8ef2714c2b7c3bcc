// Lints on typed bodies and items, in a program without errors. After rustc_lint's late passes: module after module, each node once, all
// lints of a node together.
#pragma once
#include "lint/lint.h"
#include "lint/visit.h"
#include "typeck/check/results.h"

namespace borrowlab::lint {

// Where a late lint stands: the body's types, where there is one.
struct LateContext {
  types::Context& cx;
  const resolve::Crate& krate;
  const typeck::check::Results* results = nullptr;
  DefId owner;  // of the body
  Findings* out = nullptr;

  types::TypeId type_of(syntax::ExprId e) const;  // none where it is not known
  types::TypeId type_of(syntax::NodeId n) const;
  // The fn that a call's callee, or a method call, names; none where it is a value.
  DefId callee(const syntax::Expr& call) const;
  // The first attribute of this name that a definition has.
  const syntax::Attribute* attribute(DefId def, std::string_view name) const;
  // #[rustc_diagnostic_item] of a definition of the library; empty: none.
  std::string_view diagnostic_item(DefId def) const;
  bool needs_drop(types::TypeId ty) const;
  bool is_copy(types::TypeId ty) const;
  void emit(Diagnostic d) const { out->push_back(std::move(d)); }
};

// The expressions that the one at hand is in, innermost last.
using Ancestors = std::vector<const syntax::Expr*>;
// A literal that its type has no room for (`overflowing_literals`).
void check_literal(const LateContext& cx, const syntax::Expr& e, types::TypeId ty, const Ancestors& ancestors);

// `value;` of something that must be used (`unused_must_use`). After rustc_lint::unused::must_use.
void check_must_use(const LateContext& cx, const syntax::Stmt& stmt);

// Calls, comparisons and loops that cannot have been meant: `reference.clone()`, `for x in option`, `f == f64::NAN`, and more.
void check_calls(const LateContext& cx, const syntax::Expr& e);
// `let _ = mutex.lock();` (`let_underscore_lock`).
void check_let_underscore(const LateContext& cx, const syntax::Stmt& s);
// `String::new().as_ptr()`, of a temporary that is gone before the pointer is used (`dangling_pointers_from_temporaries`). Not for
// arguments of calls: there the temporary lives on.
void check_dangling_pointer(const LateContext& cx, const syntax::Expr& e);

// `&STATIC_MUT`, written or by a method call (`static_mut_refs`). After rustc_lint::static_mut_refs.
void check_static_mut_refs(const LateContext& cx, const syntax::Expr& e);
void check_static_mut_refs(const LateContext& cx, const syntax::Stmt& s);

}  // namespace borrowlab::lint
