#include "driver/bodies.h"

#include "typeck/collect.h"

namespace borrowlab::driver {

using resolve::DefId;

DefId body_owner(const resolve::Definitions& defs, DefId def) {
  while (defs[def].kind == resolve::DefKind::closure) def = defs[def].parent;
  return def;
}

void Bodies::add(DefId owner, mir::Body elaborated) { user_[owner] = std::make_unique<mir::Body>(std::move(elaborated)); }

void Bodies::forget_user_bodies() {
  user_.clear();
  trouble_ = {};
}

const mir::Body* Bodies::elaborated(DefId owner) {
  const bool library = cx_.defs[owner].krate == resolve::library_crate;
  auto& bodies = library ? library_ : user_;
  if (auto found = bodies.find(owner); found != bodies.end()) return found->second.get();
  if (!library) return nullptr;
  check_library_body(body_owner(cx_.defs, owner));
  auto found = bodies.find(owner);
  return found == bodies.end() ? nullptr : found->second.get();
}

void Bodies::check_library_body(DefId owner) {
  if (!checked_.insert(owner).second) return;
  diagnostics::Sink sink;
  typeck::CheckedBody checked = typeck::check_body(cx_, owner, sink);
  if (!sink.has_errors() && !sink.has_refusals()) {
    const types::ParamEnv env = typeck::param_env(cx_, owner);
    auto build = [&](const typeck::thir::Body& thir) {
      if (thir.tainted) return;
      mir::Body built = mir::build(cx_, thir, sink);
      library_[thir.owner] = std::make_unique<mir::Body>(mir::elaborate_drops(cx_, built, env));
    };
    for (const typeck::thir::Body& nested : checked.nested) build(nested);
    build(checked.body);
  }
  for (diagnostics::Diagnostic& d : sink.take())
    if (d.level == diagnostics::Level::error) trouble_.emit(std::move(d));
}

void Bodies::define_opaque(DefId opaque) {
  auto parent = cx_.items.opaque_parent.find(opaque);
  if (parent == cx_.items.opaque_parent.end()) return;
  if (cx_.defs[parent->second].krate == resolve::library_crate) {
    check_library_body(parent->second);
    return;
  }
  // A user's fn is checked in its turn as well; what this early look reports is reported then.
  diagnostics::Sink ignored;
  typeck::check_body(cx_, parent->second, ignored);
}

}  // namespace borrowlab::driver
