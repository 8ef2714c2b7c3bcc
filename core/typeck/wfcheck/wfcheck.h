// Checks of items that need no body: are they possible at all? After rustc_hir_analysis::{check, coherence, impl_wf_check}.
#pragma once
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

// Reports to the sink, in source order within each kind of check. The crate's items are collected by then.
void check_item_wf(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink);
// Impls without a trait: what they may be for, that they agree with each other. rustc looks at them after all other items.
void check_inherent_impls(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink);

class WfChecker {
 public:
  WfChecker(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink)
      : cx_(cx), st_(cx.store), items_(cx.items), krate_(krate), ast_(krate.ast), sink_(sink) {}
  void run();
  void inherent_impls();

 private:
  // adt.cpp
  void check_adt(DefId d);
  void duplicate_fields(const syntax::VariantData& data);
  void duplicate_discriminants(DefId d, const syntax::ItemEnum& e);
  void discriminant_rules(DefId d, const syntax::ItemEnum& e);
  bool trivial_layout(TypeId ty, uint32_t depth = 0);
  void transparent(DefId d);
  bool find_aligned(TypeId ty, std::vector<DefId>& path);
  void packed_holds_aligned(DefId d);
  void recursive_without_indirection(DefId d);
  void unused_params(DefId d);
  bool holds_by_value(TypeId ty, DefId target, std::vector<TypeId>& visited, std::vector<DefId>& path);
  // attrs.cpp
  void repr_attrs(DefId d, const syntax::Item& it);
  bool repr_hint(const syntax::Item& it, const std::string& name, const std::string& argument, Span span, Span argument_span,
                 bool assigned);
  void misplaced_attrs(const syntax::Item& it);
  // attr_shape.cpp
  void attr_shapes(const syntax::Item& it);
  void attr_shape(const syntax::Attribute& a, bool word, bool list, bool string);
  void deprecated_shape(const syntax::Attribute& a, const syntax::Attribute*& earlier);
  void lint_level_shape(const syntax::Attribute& a);
  void lint_levels();
  void forbidden_levels();
  // bounds.cpp
  void bounds(const syntax::Item& it);
  void relaxed_bounds(const syntax::Generics& g);
  void supertrait_cycles();
  // impls.cpp
  void trait_fn(DefId d);
  void check_impl(DefId d);
  void inherent_target(DefId d, const syntax::ItemImpl& written);
  void unconstrained_params(DefId d, const syntax::ItemImpl& written);
  void duplicate_items(DefId d, const syntax::ItemImpl& written);
  void overlapping_inherent_items();
  void visibility(DefId d, const syntax::ItemImpl& written);
  void safety(DefId d, const syntax::ItemImpl& written);
  void drop_impl(DefId d, const syntax::ItemImpl& written);
  // dyn_compatibility.cpp
  void trait_objects();
  void trait_object(const syntax::Ty& ty, const syntax::TyDyn& dyn, bool in_signature);

  const syntax::Item& item(DefId d) const { return ast_[cx_.defs[d].item]; }
  DefId def_of(NodeId id) const { return id.index < krate_.res.def_of.size() ? krate_.res.def_of[id.index] : DefId::none(); }
  // `struct Foo<T>`, `fn f() -> u8`: what rustc points at for the whole item.
  Span head(DefId d) const;

  types::Context& cx_;
  types::Store& st_;
  types::Items& items_;
  const resolve::Crate& krate_;
  const syntax::Ast& ast_;
  diagnostics::Sink& sink_;
  std::vector<DefId> reported_recursive_;
};

}  // namespace borrowlab::typeck
