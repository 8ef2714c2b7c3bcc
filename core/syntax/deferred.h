// What the parser knows of an item before and beside its tree, and what of the library it leaves for later.
#pragma once
#include <memory>

#include "syntax/ast.h"
#include "syntax/macro_rules.h"
#include "syntax/token.h"

namespace borrowlab::syntax {

struct DeriveCall {
  Path path;
  Span span;
  Span attr_span;
};

struct AttrList {
  std::vector<Attribute> attrs;
  bool configured_out = false;
  std::vector<DeriveCall> derives;
  Span first;  // the first attribute's span
  Span docs;   // of the doc comments that come last in a row
  bool any() const { return !attrs.empty() || configured_out; }
};
// What derives need of a struct, enum or union besides the tree: types as tokens, to be written again.
struct DeriveField {
  Ident ident;
  TokenRange ty;
  Span span;
  Span ty_span;
};
struct DeriveVariant {
  Ident ident;
  VariantShape shape = VariantShape::unit;
  std::vector<DeriveField> fields;
  bool is_default = false;
  Span span;
  Span default_span;
  bool has_discriminant = false;
};
struct DeriveParam {
  Ident ident;
  GenericParamKind kind = GenericParamKind::type;
  Tokens bounds, const_ty;
  Span span;
};
struct DeriveInput {
  bool active = false;
  Ident ident;
  bool is_enum = false, is_union = false, packed = false;
  std::vector<DeriveParam> params;
  TokenRange where;                     // predicates, without the keyword
  std::vector<DeriveVariant> variants;  // a struct is one
};

// What a macro call finds where it stands.
struct MacroScope {
  std::vector<MacroDefPtr> textual;
  std::vector<Symbol> module_path;
};
// Text that is parsed when first asked for: a fn's body, an impl's contents (both with their braces), or a whole impl.
struct DeferredText {
  TokenRange tokens;  // into tokens that the session keeps
  Span eof;
  bool is_file = false;
  Symbol macro_name;
  uint32_t expansion_depth = 0;
  std::shared_ptr<const MacroScope> scope;
};
// An impl of a trait: its text, or what it is derived from.
struct DeferredImpl {
  DeferredText text;
  AttrList attrs;
  std::shared_ptr<const DeriveInput> derive;  // null: the text is the impl
  bool with_copy = false;                     // derive: of a type that derives Copy as well
};

}  // namespace borrowlab::syntax
