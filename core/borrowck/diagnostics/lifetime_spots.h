// The lifetimes of a written type, named or left out, and what writing a name there takes.
// After rustc_hir's Lifetime::suggestion and the visitors of rustc that collect such places.
#pragma once
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "resolve/resolve.h"

namespace borrowlab::borrowck {

struct LifetimeSpot {
  enum class Form : uint8_t {
    named,
    reference,      // `&T`: the name goes behind the `&`
    underscore,     // `'_`
    path,           // a path without arguments
    path_with_args  // a path whose arguments leave the lifetimes out
  } form = Form::named;
  source::Span span;                        // what the name replaces; empty but for named and underscore
  std::vector<resolve::LifetimeRes> means;  // one; a path may leave out several
  bool in_bound = false;                    // of a bound's trait, not of a type
  bool in_binder = false;                   // of a fn pointer or `Fn(&T)`: bound there
  syntax::TyId ty;                          // the type that the lifetime is of

  bool is_anonymous() const { return form != Form::named; }
  diagnostics::SubstitutionPart write(const std::string& name) const;
};

// All in the type, outermost first.
void lifetime_spots(const resolve::Crate& krate, syntax::TyId ty, std::vector<LifetimeSpot>& out);

}  // namespace borrowlab::borrowck
