// Definitions: everything with a DefId. The library's definitions come first, the user's crate follows; dropping a user's
// program truncates the table. After rustc_hir::def.
#pragma once
#include <vector>

#include "source/span.h"
#include "support/crate_table.h"
#include "support/index.h"
#include "syntax/ast.h"

namespace borrowlab::resolve {

using source::Span;
using source::Symbol;

BORROWLAB_INDEX(DefId);
// 0: the library, 1: the user's crate.
BORROWLAB_INDEX(CrateId);
inline constexpr CrateId library_crate{0};
inline constexpr CrateId user_crate{1};

enum class DefKind : uint8_t {
  mod,
  struct_,
  union_,
  enum_,
  variant,
  trait,
  type_alias,
  assoc_ty,
  type_param,
  fn,
  const_,
  const_param,
  static_,
  ctor,  // a tuple or unit struct's or variant's constructor (parent: the struct or variant)
  assoc_fn,
  assoc_const,
  field,
  lifetime_param,
  impl,
  closure,
  anon_const,
  macro,
  use,
  extern_crate,
  opaque  // `impl Trait` in return position (parent: the fn); in argument position it is a type_param of the fn
};
enum class CtorKind : uint8_t { fn, const_ };  // tuple, unit

struct Def {
  DefKind kind = DefKind::mod;
  DefId parent;  // none for a crate's root module
  CrateId krate;
  Symbol name;
  Span ident_span;               // the name's place (impl: `impl` to the self type's end; closure: the whole expression)
  Span span;                     // the whole definition
  syntax::NodeId node;           // in the crate's AST
  syntax::ItemId item;           // kinds that are items
  syntax::ExprId expr;           // closure, anon_const: its expression / value
  uint32_t index_in_parent = 0;  // variant, field: position; params: index among the parent's own
  DefId visible_in;              // the module within which it may be named; none: everywhere (pub)
  CtorKind ctor_kind = CtorKind::fn;
};

using DefTable = CrateTable<DefId, Def>;

}  // namespace borrowlab::resolve
