// What the type checker knows of items from their signatures: generics, predicates, signatures, fields, impls.
// Filled once for the library and once for a user's crate by typeck/collect; read by every later stage.
#pragma once
#include <unordered_map>
#include <vector>

#include "resolve/resolve.h"
#include "types/store.h"

namespace borrowlab::typeck {
struct TraitCaches;
}

namespace borrowlab::types {

// One generic parameter of an item, at its index in the item's full list (parent's first; a trait's Self is 0).
struct GenericParamDef {
  enum class Kind : uint8_t { lifetime, type, konst } kind = Kind::type;
  Symbol name;
  DefId def;  // none for Self of a trait
  uint32_t index = 0;
  bool has_default = false;  // default: items.param_defaults
  bool synthetic = false;    // argument-position impl Trait
  bool may_dangle = false;   // #[may_dangle]: the Drop impl does not use it
};

struct Generics {
  DefId parent;  // impl, trait or enclosing item (closures, anon consts) whose params come first
  uint32_t parent_count = 0;
  std::vector<GenericParamDef> own;  // early-bound lifetimes first, then types and consts in order
  std::vector<BoundVar> late_bound;  // a fn's late-bound lifetimes: the vars of its signature's binder, named ones first
  bool has_self = false;
  uint32_t count() const { return parent_count + static_cast<uint32_t>(own.size()); }
};

struct Predicate {
  PolyClause clause;
  Span span;  // the bound as written
};

struct FieldInfo {
  DefId def;
  Symbol name;
  TypeId ty;
  Span span;
  DefId visible_in;
  Span ty_span;
};
struct VariantInfo {
  DefId def;   // the variant, or the struct/union itself
  DefId ctor;  // none for named shape
  Symbol name;
  syntax::VariantShape shape = syntax::VariantShape::unit;
  std::vector<FieldInfo> fields;
  __int128 discriminant = 0;
};
enum class AdtKind : uint8_t { struct_, union_, enum_ };
struct Repr {
  bool c = false, transparent = false;
  TypeId int_type;
  uint32_t align = 0, pack = 0;
};
struct AdtDef {
  DefId def;
  AdtKind kind = AdtKind::struct_;
  std::vector<VariantInfo> variants;  // structs and unions: one
  Repr repr;
  DefId drop_impl;  // impl Drop for it; none
  // Facts the library marks with attributes, as rustc has them: they concern layout and borrowing, not behaviour by name.
  bool is_box = false;            // #[lang = "owned_box"]: `*b` is a place that may be moved out of
  bool is_phantom_data = false;   // #[lang = "phantom_data"]
  bool is_manually_drop = false;  // #[lang = "manually_drop"]: no drop glue
  bool is_unsafe_cell = false;    // #[lang = "unsafe_cell"]: interior mutability
  bool non_exhaustive = false;
};

struct AssocItem {
  enum class Kind : uint8_t { fn, type, konst } kind = Kind::fn;
  DefId def;
  Symbol name;
  DefId container;           // the trait or impl
  DefId trait_item;          // in a trait impl: the trait's item that it implements
  bool has_default = false;  // in a trait: provided
  bool has_self = false;     // fn with a self parameter: callable as a method
};

struct TraitDef {
  DefId def;
  std::vector<DefId> items;  // in source order
  bool is_auto = false;
  bool is_unsafe = false;
  bool is_marker_builtin = false;  // #[lang] traits that the compiler implements itself (Sized, Copy for builtins, Fn family, …)
  bool fundamental = false;
  std::vector<DefId> supertraits;  // direct
  bool impls_deferred = false;     // of the library: its impls there become known on demand
};

// A trait's impls in definition order, the library's first.
struct TraitImpls {
  std::vector<DefId> all;
  std::unordered_map<uint64_t, std::vector<DefId>> by_type;  // simplified self type -> impls; key 0: blanket
};

enum class ImplPolarity : uint8_t { positive, negative };
struct ImplDef {
  DefId def;
  TypeId self_ty;
  std::optional<TraitRef> trait_ref;
  ImplPolarity polarity = ImplPolarity::positive;
  std::vector<DefId> items;  // ask impl_items: of a library impl they become known on demand
  bool deferred = false;
};

enum class Variance : uint8_t { covariant, invariant, contravariant, bivariant };

struct FnInfo {
  PolyFnSig sig;     // late-bound lifetimes bound by the binder
  Symbol intrinsic;  // #[intrinsic] or #[intrinsic = "name"]: the machine implements it; empty otherwise
  bool track_caller = false;
  bool is_const = false;
  bool has_body = false;
};

// By DefId unless said otherwise. `at` of a missing entry is a bug in the caller, not in the guest's program.
class Items {
 public:
  std::unordered_map<DefId, Generics, IndexHash> generics;
  std::unordered_map<DefId, std::vector<Predicate>, IndexHash>
      predicates;  // own, not the parent's; a trait's include Self: Trait, supertraits, implied bounds of assoc types come from item_bounds
  std::unordered_map<DefId, std::vector<Predicate>, IndexHash> item_bounds;  // of associated types and opaque types: with Self = the alias
  std::unordered_map<DefId, TypeId, IndexHash>
      type_of;  // alias targets, fields, consts, statics, impl self types, const params, assoc types' values/defaults, ctors (FnDef or the
                // Adt), opaque hidden types (after checking)
  std::unordered_map<DefId, FnInfo, IndexHash> fns;  // fn, assoc_fn, fn-like ctor
  std::unordered_map<DefId, AdtDef, IndexHash> adts;
  std::unordered_map<DefId, TraitDef, IndexHash> traits;
  std::unordered_map<DefId, ImplDef, IndexHash> impls;
  std::unordered_map<DefId, AssocItem, IndexHash> assoc;
  std::unordered_map<DefId, std::vector<Variance>, IndexHash> variances;  // of an ADT's (or fn's, opaque's) full generics
  std::unordered_map<DefId, GenericArg, IndexHash> param_defaults;        // by the parameter's DefId
  std::unordered_map<DefId, TraitImpls, IndexHash> known_trait_impls;     // by trait; ask trait_impls
  std::vector<DefId> inherent_impls;                                      // all; indexed below by simplified self type
  std::unordered_map<uint64_t, std::vector<DefId>> inherent_by_type;      // simplified type (simplify_type) -> impls
  std::unordered_map<DefId, DefId, IndexHash> opaque_parent;  // opaque type (def kind type_alias-like, made by collect) -> its fn
  std::unordered_map<DefId, std::vector<RegionId>, IndexHash>
      opaque_captures;  // opaque type -> the fn's late-bound regions (ReLateParam) that its args end with
  // Late-bound or early-bound region that a lifetime parameter's DefId stands for inside its item.
  std::unordered_map<DefId, RegionId, IndexHash> region_of_param;

  const Generics& generics_of(DefId d) const;
  const FnInfo& fn(DefId d) const;
  const AdtDef& adt(DefId d) const;
};

// Makes known what the library leaves for later: rustc's queries, as far as we need them. What is known stays where it is.
class OnDemand {
 public:
  virtual void trait_impls(DefId trait) = 0;  // the library's impls of it, their headers
  virtual void impl_items(DefId impl) = 0;    // the impl's associated items, with all that Items says of them
  virtual void body(DefId fn) = 0;            // the fn's syntax and what its names mean

 protected:
  ~OnDemand() = default;
};

// Everything a stage above `types` may ask. References stay valid while a program is being processed.
struct Context {
  Store& store;
  Items& items;
  const resolve::Definitions& defs;
  const source::SourceMap& sources;
  const resolve::Crate* crates[2];  // library, user (null while the library loads)
  // What the trait system remembers of this program: made on first use, forgotten by typeck::clear_trait_caches.
  std::shared_ptr<typeck::TraitCaches> trait_caches = nullptr;
  // Makes items.type_of of an opaque type known by checking the fn that defines it; null: what is not known yet stays unknown.
  std::function<void(DefId opaque)> define_opaque = nullptr;
  OnDemand* on_demand = nullptr;  // null: nothing is left for later

  const resolve::Crate& crate_of(DefId d) const { return *crates[defs[d].krate.index]; }
  DefId lang(std::string_view name) const { return defs.lang(name); }
  // Edition of the crate the definition is of.
  source::Edition edition(DefId d) const { return crate_of(d).edition; }
};

// A parameter list mapped to itself (each parameter to the Param of its index): rustc's identity_for_item.
ArgsId identity_args(Context& cx, DefId def);
// The item's predicates with its parents', instantiated.
std::vector<Predicate> predicates_of(Context& cx, DefId def, ArgsId args);
std::vector<Predicate> identity_predicates(Context& cx, DefId def);
TypeId type_of(Context& cx, DefId def, ArgsId args);
TypeId field_type(Context& cx, const FieldInfo& field, ArgsId args);
PolyFnSig fn_sig(Context& cx, DefId def, ArgsId args);
const TraitImpls& trait_impls(const Context& cx, DefId trait);
// An impl's associated items in source order; none where `impl` is not one.
const std::vector<DefId>& impl_items(const Context& cx, DefId impl);
// The trait's or impl's associated item of that name and kind; none where absent.
DefId assoc_item(const Context& cx, DefId container, Symbol name, AssocItem::Kind kind);

// As rustc prints it in messages: `Vec<i32>`, `&'a mut str`, `{closure@main.rs:3:13: 3:16}`, `impl Fn(i32) -> i32`, `dyn Debug + 'a`.
std::string to_string(const Context& cx, GenericArg value);
std::string to_string(const Context& cx, const TraitRef& trait_ref);  // `<T as Trait>`-less: `Trait<A>`
std::string to_string(const Context& cx, const PolyClause& clause);   // `T: Trait<A>`, `T: 'a`
std::string to_string(const Context& cx, const PolyFnSig& sig);       // `for<'a> fn(&'a str) -> u8`
// `def` with args as a value path: `Vec::<i32>::new`, `<T as Trait>::method`; rustc's def_path_str_with_args.
std::string path_to_string(const Context& cx, DefId def, ArgsId args);
// `def` alone as rustc's def_path_str prints it: `Option::<T>::unwrap`, `Iterator::next`; unique names alone (`into_iter`).
std::string path_str(const Context& cx, DefId def);

// A type reduced to its outermost constructor, to index impls: 0 for parameters, aliases and inference variables.
uint64_t simplify_type(const Store& store, TypeId ty);

}  // namespace borrowlab::types
