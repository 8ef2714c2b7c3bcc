// One crate's items on their way to types::Items. The phases follow each other; what a later one needs an earlier one has done.
#pragma once
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

class Collector {
 public:
  Collector(types::Context& cx, const resolve::Crate& krate, diagnostics::Sink& sink)
      : cx_(cx), st_(cx.store), items_(cx.items), krate_(krate), ast_(krate.ast), sink_(sink) {}
  // Of the definitions first … last, the latter not included: a whole crate's, or what the library gained.
  void run(DefId first, DefId last);
  // The contents of an impl, which were defined as first … last.
  void run_impl(DefId impl, DefId first, DefId last);

 private:
  void define(DefId first, DefId last);
  void signatures();
  // generics.cpp
  void generics(DefId d);
  void item_generics(DefId d, const syntax::Item& item);
  void fn_generics(DefId d, const syntax::ItemFn& fn, types::Generics& g);
  void push_lifetime(types::Generics& g, DefId def, Symbol name, RegionId temp);
  void push_params(types::Generics& g, const syntax::Generics& written);
  // skeleton.cpp: what is known without lowering a type
  void skeleton(DefId d);
  void adt_skeleton(DefId d, types::AdtKind kind, const std::vector<const syntax::VariantData*>& data,
                    const std::vector<const syntax::Variant*>& variants);
  void impl_skeleton(DefId d, const syntax::ItemImpl& written);
  void assoc_skeleton(DefId container, const std::vector<syntax::ItemId>& list, DefId trait);
  // predicates.cpp
  void predicates(DefId d);
  void generics_predicates(DefId d, const syntax::Generics& written, Lowerer& lowerer, std::vector<types::Predicate>& out);
  void item_bounds(DefId d);
  void sized(TypeId ty, Span span, std::vector<types::Predicate>& out);
  // items.cpp
  void impl_header(DefId d);
  void types_of(DefId d);
  void adt_types(DefId d);
  void fn_sig(DefId d, const syntax::ItemFn& fn);
  void opaques(DefId fn, const syntax::ItemFn& written, const std::vector<RegionId>& late);
  void opaque_bounds(DefId fn, const syntax::ItemFn& written);
  void discriminants(DefId d);
  std::optional<__int128> simple_int(syntax::ExprId e, uint32_t depth = 0) const;

  const syntax::Item& item(DefId d) const { return ast_[cx_.defs[d].item]; }
  DefId def_of(NodeId id) const { return id.index < krate_.res.def_of.size() ? krate_.res.def_of[id.index] : DefId::none(); }
  LowerHooks hooks(DefId d) const {
    LowerHooks h;
    h.item = d;
    return h;
  }
  // What stands for an elided lifetime of `d`'s header until it has a parameter of its own, and that parameter.
  RegionId temp_region(DefId d, NodeId source) { return st_.region(types::ReLateParam{d, {DefId::none(), source.index + 1}}); }
  struct Remap {
    RegionId from, to;
  };
  template <class T>
  T remap(DefId d, const T& value);

  types::Context& cx_;
  types::Store& st_;
  types::Items& items_;
  const resolve::Crate& krate_;
  const syntax::Ast& ast_;
  diagnostics::Sink& sink_;
  std::vector<DefId> defs_;  // all that are written as items, in order
  std::unordered_map<DefId, std::vector<Remap>, IndexHash> remaps_;
};

// The attribute of that name; null where absent.
const syntax::Attribute* find_attr(const std::vector<syntax::Attribute>& attrs, std::string_view name);

}  // namespace borrowlab::typeck
