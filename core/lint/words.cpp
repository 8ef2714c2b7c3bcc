#include "lint/words.h"

namespace borrowlab::lint {

std::string list_and(const std::vector<std::string>& names) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    out += "`" + names[i] + "`";
  }
  return out;
}

std::string describe(const types::Context& cx, resolve::DefId def) {
  using resolve::DefKind;
  switch (cx.defs[def].kind) {
    case DefKind::mod: return "module";
    case DefKind::struct_: return "struct";
    case DefKind::union_: return "union";
    case DefKind::enum_: return "enum";
    case DefKind::variant: return "variant";
    case DefKind::trait: return "trait";
    case DefKind::type_alias: return "type alias";
    case DefKind::assoc_ty: return "associated type";
    case DefKind::fn: return "function";
    case DefKind::const_: return "constant";
    case DefKind::static_: return "static";
    case DefKind::assoc_fn: {
      const auto it = cx.items.assoc.find(def);
      return it != cx.items.assoc.end() && it->second.has_self ? "method" : "associated function";
    }
    case DefKind::assoc_const: return "associated constant";
    case DefKind::field: return "field";
    case DefKind::impl: return "implementation";
    case DefKind::macro: return "macro";
    default: return "item";
  }
}

}  // namespace borrowlab::lint
