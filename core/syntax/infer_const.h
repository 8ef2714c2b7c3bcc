#pragma once
#include "syntax/ast.h"

namespace borrowlab::syntax {

// `_` where a constant is wanted: to be inferred.
inline bool is_infer_const(const Ast& ast, const AnonConst& c) {
  const auto* p = c.value.valid() ? std::get_if<ExprPath>(&ast[c.value].kind) : nullptr;
  return p != nullptr && !p->qself && p->path.segments.size() == 1 && p->path.segments[0].ident.name.str() == "_";
}

}  // namespace borrowlab::syntax
