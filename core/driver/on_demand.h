// The library of a session: loaded as far as its items' heads, the rest when a program reaches it. What one program made known the next
// one finds; the user's definitions are numbered apart, so that both come and go as they like.
#pragma once
#include "diagnostics/diagnostic.h"
#include "resolve/resolve.h"
#include "syntax/parse.h"
#include "types/items.h"

namespace borrowlab::driver {

class Library final : public types::OnDemand {
 public:
  // `crate` is the library's, and stays empty until `load`. Errors go to `sink`, whenever they are found.
  Library(types::Context& cx, resolve::Crate& crate, resolve::Definitions& defs, source::SourceMap& sources, diagnostics::Sink& sink);
  void load();
  // All that was left for later: for the library's own tests.
  void load_all();
  const syntax::MacroTable* macros() const { return macros_.get(); }

  void trait_impls(resolve::DefId trait) override;
  void impl_items(resolve::DefId impl) override;
  void body(resolve::DefId fn) override;

 private:
  types::Context& cx_;
  resolve::Crate& crate_;
  source::SourceMap& sources_;
  diagnostics::Sink& sink_;
  syntax::LibraryParser parser_;
  resolve::LibraryResolver resolver_;
  void load_impls_of(source::Symbol trait);

  syntax::MacroTablePtr macros_;
};

}  // namespace borrowlab::driver
