// Name resolution: AST to definitions, module tables, and what every path means. After rustc_resolve.
#pragma once
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "resolve/def.h"
#include "syntax/ast.h"

namespace borrowlab::resolve {

enum class PrimTy : uint8_t { bool_, char_, str, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64 };

// What a path resolved to. rustc: hir::def::Res.
struct Res {
  enum class Kind : uint8_t {
    err,            // reported already, or refused
    def,            // def
    local,          // a variable: node is its binding pattern (or closure/fn parameter's)
    prim_ty,        // prim
    self_ty_param,  // `Self` in a trait: def is the trait
    self_ty_alias,  // `Self` in an impl: def is the impl; in a struct, enum or union: def is that
    self_ctor,      // `Self(…)` or `Self` as a value: def is the impl
  } kind = Kind::err;
  DefId def;
  syntax::NodeId node;
  PrimTy prim = PrimTy::bool_;
};

// `unresolved` segments at the path's end are associated items that only the type checker can find (`Vec::new`: 1).
struct PartialRes {
  Res base;
  uint32_t unresolved = 0;
};

// A lifetime name's meaning. rustc: ResolvedArg.
struct LifetimeRes {
  enum class Kind : uint8_t {
    none,
    error,
    static_,
    param,           // def: a lifetime_param (of an item, an impl, or a `for<…>`)
    anonymous,       // elided in a fn or closure signature, fn pointer, Fn() bound or impl header: a fresh parameter of it, told apart by
                     // `source`
    elided_from,     // elided in a fn output: the same region as the lifetime of node `source` (elision rules applied)
    infer,           // in a body, or `'_` there: inferred
    object_default,  // not written on a trait object: decided by the type checker's default rules
  } kind = Kind::none;
  DefId def;
  syntax::NodeId source;
};

struct TraitCandidate {
  DefId trait;
};

// One name that a `use` brings, or all of a module's: by the UseTree's id. For lints.
struct ImportUse {
  DefId module;                        // the `mod` it stands in
  Span scope;                          // the block it stands in; dummy: all of the module
  std::vector<DefId> traits;           // the traits it brings into scope: methods may use it
  bool used = false;                   // some path is resolved through it
  bool exported = false;               // visible outside the crate
  std::vector<syntax::NodeId> source;  // what it names was itself imported there by these
};
struct UnusedLabel {
  syntax::NodeId node;  // the loop or block
  Span span;
};

// One crate's results. Vectors are indexed by the crate's NodeId.
struct Resolutions {
  // `<T>::rest` has base err and all its segments unresolved; `<T as Trait>::f` has f as its base.
  StableVec<PartialRes> paths;  // of path-bearing nodes: Expr (ExprPath, ExprStruct), Pat, Ty, GenericBound::ref_id,
                                // ItemImpl::trait_ref_id, UseTree (first namespace), Visibility, PathSegment (each prefix: what it names)
  StableVec<LifetimeRes>
      lifetimes;  // of Lifetime::id; also of TyPath/PathSegment ids with elided lifetimes (`Ref<T>`): see elided_in_paths
  std::unordered_map<syntax::NodeId, std::vector<LifetimeRes>, IndexHash>
      elided_in_paths;      // PathSegment id -> one per lifetime param not written
  StableVec<DefId> def_of;  // nodes that define something (items, fields, variants, ctors, params, closures' Expr, AnonConst)
  StableVec<syntax::NodeId> label_target;              // Expr (break, continue) -> NodeId of the loop or labelled block's Expr
  StableVec<std::vector<DefId>> traits_in_scope_sets;  // interned lists of traits
  std::vector<uint32_t>
      traits_in_scope;  // Expr/PathSegment node of a method call or type-relative path -> index above; UINT32_MAX: none computed
  std::vector<bool> binding_is_path;  // Pat (PatIdent) that is really a path to a const, unit struct or variant (see paths)
  std::unordered_map<syntax::NodeId, syntax::NodeId, IndexHash> or_binding;  // bindings in later or-alternatives -> the first alternative's
  DefId root;                                                                // the crate's root module
  DefId main;                                                                // `fn main` in the root (or a `use` of one); none where absent
  std::vector<DefId> test_fns;                                               // #[test] functions in order
  std::unordered_map<syntax::NodeId, ImportUse, IndexHash> imports;          // of a user's crate
  std::vector<UnusedLabel> unused_labels;
  std::unordered_set<Symbol> members;            // names of methods called, and last in type-relative paths
  std::vector<diagnostics::Diagnostic> stashed;  // errors that rustc keeps back until lints of the tree have been told
};

// One name in a module, per namespace.
enum class Namespace : uint8_t { type, value, macro };

struct Crate {
  CrateId id;
  syntax::Ast ast;
  Resolutions res;
  source::Edition edition = source::Edition::e2024;
};

// Lang items: `#[lang = "name"]` of the library, by name (`sized`, `copy`, `owned_box`, `Some`, `IntoIterIntoIter`, …; rustc's names).
using LangItems = std::unordered_map<Symbol, DefId>;

struct ModuleTables;  // resolve's own: kept so that the user's crate resolves against the library
struct ModuleTablesDeleter {
  void operator()(ModuleTables*) const;
};

// All definitions of library and user crate, and the library's name tables.
struct Definitions {
  DefTable defs;
  LangItems lang_items;
  LangItems diagnostic_items;                                         // #[rustc_diagnostic_item = "Clone"] of the library
  std::unordered_map<DefId, Symbol, IndexHash> diagnostic_names;      // the reverse
  std::unordered_map<DefId, std::vector<DefId>, IndexHash> children;  // assoc items of traits and impls, variants of enums, fields of
                                                                      // structs/variants/unions, ctor of struct/variant; in source order
  std::unique_ptr<ModuleTables, ModuleTablesDeleter> modules;

  const Def& operator[](DefId id) const { return defs[id]; }
  DefId lang(std::string_view name) const;  // none where the library has no such item
  const std::vector<DefId>& children_of(DefId id) const;
  // `std::cell::RefCell` as rustc prints it in messages (visible path; the user's own items by their path in the crate, `main::Inner`-less:
  // just as rustc's def_path_str).
  std::string path_str(DefId id) const;
  // The name alone, where rustc prints no more of the path: it is the only importable item of that name. Else empty.
  Symbol trimmed_name(DefId id) const;
  // The path as `path_str` without trimming: `std::fmt::Error`.
  std::string full_path_str(DefId id) const;
  bool is_ancestor(DefId ancestor_module, DefId of) const;
  DefId enclosing_module(DefId id) const;
};

// Resolves the library (crate.id 0, first) or a user's crate on top of it. Fills crate.res and adds to `defs`.
// Errors as rustc words them (E0425, E0433, E0412, E0432, E0405, E0404, E0408, E0426, E0428, E0261, E0106, …).
void resolve_crate(Crate& krate, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink);

// The library's resolver, kept: what the parser left for later (syntax::LibraryParser) is resolved when it has been parsed, at any time.
class LibraryResolver {
 public:
  LibraryResolver(Crate& library, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink);
  ~LibraryResolver();
  void run();                     // all that is there
  void resolve_impl(DefId impl);  // its contents; defines its items
  // An impl of the library's module at that path.
  void resolve_item(syntax::ItemId item, const std::vector<Symbol>& module_path);
  void resolve_body(DefId fn);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// rustc's find_best_match_for_name: the closest of the candidates, none where all are too far.
std::optional<Symbol> best_match(const std::vector<Symbol>& candidates, Symbol lookup);

// Forgets everything of the user's crate.
void forget_user(Definitions& defs);

}  // namespace borrowlab::resolve
