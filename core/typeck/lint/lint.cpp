#include "typeck/lint/lint.h"

namespace borrowlab::typeck {

namespace {

// The level that the last of these attributes sets: 1 an error, -1 none, 0 says nothing.
int level_of(const std::vector<syntax::Attribute>& attrs, std::string_view name) {
  int level = 0;
  for (const syntax::Attribute& a : attrs) {
    if (a.path.segments.size() != 1) continue;
    const std::string_view attr = a.path.segments[0].ident.name.str();
    const int sets = attr == "allow" || attr == "warn" || attr == "expect" ? -1 : attr == "deny" || attr == "forbid" ? 1 : 0;
    if (sets == 0) continue;
    for (const source::Symbol word : a.words)
      if (word.str() == name) level = sets;
  }
  return level;
}

}  // namespace

bool lint_allowed(const types::Context& cx, DefId owner, std::string_view name) {
  const resolve::Crate& krate = cx.crate_of(owner);
  for (DefId at = owner; at.valid() && cx.defs[at].krate == cx.defs[owner].krate; at = cx.defs[at].parent) {
    if (!cx.defs[at].item.valid()) continue;
    if (const int level = level_of(krate.ast[cx.defs[at].item].attrs, name); level != 0) return level < 0;
  }
  return level_of(krate.ast.crate_attrs, name) < 0;
}

void check_lints(types::Context& cx, const std::vector<CheckedBody>& bodies, diagnostics::Sink& sink) {
  for (const CheckedBody& body : bodies)
    if (!body.body.tainted) check_reference_casting(cx, body, sink);
}

}  // namespace borrowlab::typeck
