// Lifetimes in the types that items write: does every reference live no longer than what it refers to? Bodies are the borrow
// checker's. After rustc_infer::infer::{outlives, lexical_region_resolve}, for the constraints that have no variables.
#pragma once
#include "support/function_ref.h"
#include "typeck/traits.h"

namespace borrowlab::typeck {

class Outlives {
 public:
  // Assumes what `item` declares, and what its header's types imply.
  Outlives(types::Context& cx, const resolve::Crate& krate, DefId item, diagnostics::Sink& sink);

  // A field's type: other bounds than 'static are inferred for the item itself. E0310
  void field(TypeId ty, Span span);
  // The trait's own outlives bounds for what the impl is of. E0478, E0309, E0310
  void impl_header(const types::ImplDef& impl, const syntax::ItemImpl& written);
  // The type that an impl gives for an associated type. E0491, E0309, E0310
  void assoc_value(TypeId ty, const syntax::Item& item, Span span);

 private:
  struct Requirement {
    GenericArg longer;  // a parameter or a region
    RegionId region;
    TypeId reference;  // the reference type that asks; none: a bound
  };
  void assume(const types::Clause& clause);
  void assume_implied(GenericArg value);
  void of_reference(GenericArg value, FunctionRef<void(const Requirement&)> f);
  void requirements(GenericArg value, FunctionRef<void(const Requirement&)> f, std::vector<TypeId>& seen, std::vector<DefId>& within);
  bool has_region(ArgsId args) const;
  void components(TypeId ty, FunctionRef<void(GenericArg)> f);
  bool region_outlives(RegionId longer, RegionId shorter) const;
  bool holds(const Requirement& r) const;
  void report_param(const Requirement& r, Span span);
  std::string region_name(RegionId r) const;
  Span region_span(RegionId r) const;

  types::Context& cx_;
  types::Store& st_;
  const resolve::Crate& krate_;
  DefId item_;
  diagnostics::Sink& sink_;
  std::vector<std::pair<RegionId, RegionId>> regions_;  // longer, shorter
  std::vector<std::pair<TypeId, RegionId>> params_;
};

}  // namespace borrowlab::typeck
