// The resolver's own tables: modules with their names, and the walk that resolves bodies. After rustc_resolve.
#pragma once
#include <span>
#include <unordered_set>

#include "resolve/resolve.h"
#include "support/function_ref.h"

namespace borrowlab::resolve {

using diagnostics::Applicability;
using diagnostics::Diagnostic;
using diagnostics::MultiSpan;
using source::Ident;
using source::SyntaxContext;
using syntax::NodeId;

BORROWLAB_INDEX(ModuleId);

// One name of a module in one namespace.
struct NameBinding {
  Res res;
  DefId vis;          // the module within which it may be named; none: everywhere
  bool glob = false;  // came by a glob import: an explicit name takes its place
  bool import = false;
  bool ambiguous = false;
  Span span;         // the name where it is defined or imported
  Span item_span;    // the item's head, for "previous definition"
  NodeId import_id;  // the use tree that brought it
};

struct NameKey {
  Symbol name;
  Namespace ns;
  friend bool operator==(NameKey a, NameKey b) { return a.name == b.name && a.ns == b.ns; }
};
struct NameKeyHash {
  size_t operator()(NameKey k) const { return (static_cast<size_t>(k.name.index) * 4 + static_cast<size_t>(k.ns)) * 0x9E3779B97F4A7C15ULL; }
};

// A module, an enum or trait (their variants and items are names in it), or a block that holds items.
struct Module {
  DefId def;        // none for a block
  ModuleId parent;  // lexically
  DefId normal;     // the nearest `mod`: what privacy is measured by
  bool is_block = false;
  bool is_normal = false;
  Span span{};  // of a block
  std::unordered_map<NameKey, NameBinding, NameKeyHash> names;
  std::vector<NameKey> order;         // as defined
  std::vector<DefId> unnamed_traits;  // `use Trait as _`
  uint32_t version = 0;               // counts changes of `names`
  std::vector<DefId> glob_used;
};

struct ModuleTables {
  CrateTable<ModuleId, Module> modules;
  std::unordered_map<DefId, ModuleId, IndexHash> of_def;
  std::unordered_map<DefId, uint32_t, IndexHash> lifetime_params;  // how many lifetime parameters an item declares
  std::unordered_map<DefId, DefId, IndexHash> first_parent;        // library item -> the module by which rustc would name it
  std::unordered_map<DefId, Symbol, IndexHash> visible_name;
  // Importable names: (namespace, name) -> the only item of that name; none where there are several.
  std::unordered_map<NameKey, DefId, NameKeyHash> unique_names;
  std::unordered_map<DefId, Symbol, IndexHash> trimmed;
  // The same for the user's crate on top of the library.
  std::unordered_map<NameKey, DefId, NameKeyHash> user_names;
};

struct Import {
  ModuleId module;  // where it stands
  const syntax::UseTree* tree = nullptr;
  std::vector<syntax::PathSegment> path;  // the full path, prefixes of enclosing trees included
  Span path_span;
  NodeId id;
  bool glob = false;
  Ident target;  // the name it introduces
  DefId vis;
  ModuleId resolved_module;  // glob: the module whose names it takes
  uint32_t seen_version = UINT32_MAX;
  bool done = false;
};

// Why a path did not resolve; `segment` is the one at fault.
struct PathFailure {
  size_t segment = 0;
  std::string label;
  std::string message;
  bool in_library = false;  // looked up within the library: it may merely be missing from ours
  ModuleId module;
  bool is_private = false;
};
struct PathResult {
  enum class Kind : uint8_t { module, non_module, failed } kind = Kind::failed;
  ModuleId module;
  PartialRes res;
  PathFailure failure;
};

struct RibEntry {
  Symbol name;
  SyntaxContext ctxt;
  Namespace ns;
  bool hygienic;
  Res res;
  Span span;
};
struct Rib {
  enum class Kind : uint8_t { normal, item, assoc_item, constant, anon_const, module, macro_def, self_type } kind = Kind::normal;
  uint32_t start = 0;  // its first entry
  ModuleId module;
  uint32_t macro_def = 0;
  const syntax::Item* item = nullptr;
};
struct LifetimeRib {
  enum class Kind : uint8_t { generics, anonymous_create, elided, report_error, elision_failure, item } kind = Kind::item;
  std::vector<std::pair<Symbol, DefId>> params;
  LifetimeRes elided;
  bool report_in_path = false;
  const syntax::Generics* generics = nullptr;  // generics: where a lifetime could be added
};

class Resolver {
 public:
  Resolver(Crate& krate, Definitions& defs, const source::SourceMap& sources, diagnostics::Sink& sink);
  void run();
  // Of the library, after run(): what was left for later and is parsed now.
  void resolve_impl(DefId impl);
  void resolve_item(syntax::ItemId item, const std::vector<Symbol>& module_path);
  void resolve_body(DefId fn);

 private:
  // --- resolver.cpp ---
  void report();
  void grow();
  void enter(DefId container);
  void leave();

  // --- build_graph.cpp ---
  DefId new_def(DefKind kind, DefId parent, Symbol name, Span ident_span, Span span, NodeId node);
  ModuleId new_module(DefId def, ModuleId parent, bool normal);
  void define(ModuleId module, Symbol name, Namespace ns, NameBinding binding);
  void collect_items(const std::vector<syntax::ItemId>& items, ModuleId module, DefId parent);
  void collect_item(syntax::ItemId id, ModuleId module, DefId parent);
  void collect_generics(const syntax::Generics& generics, DefId parent);
  void collect_variant_data(const syntax::VariantData& data, DefId parent, DefId vis, Symbol name, Span ident_span, Span span);
  void collect_assoc_items(const std::vector<syntax::ItemId>& items, ModuleId module, DefId parent, DefId vis);
  void collect_use(const syntax::UseTree& tree, std::vector<syntax::PathSegment> prefix, ModuleId module, DefId vis, bool nested);
  void collect_attributes(const syntax::Item& item, DefId def);
  void collect_lang(const std::vector<syntax::Attribute>& attrs, DefId def);
  DefId visibility(const syntax::Visibility& vis, ModuleId module);

  // --- imports.cpp ---
  void resolve_imports(size_t first);
  bool resolve_import(Import& import);
  bool add_import_binding(Import& import, Namespace ns, const NameBinding& from);
  void report_unresolved(Import& import);
  void check_reexport(const Import& import);
  void import_traits();
  void note_import(const Import& import, const NameBinding& from);
  void mark_used(const NameBinding& binding);
  void note_use(const Import& import);

  // --- paths.cpp ---
  std::optional<NameBinding> lookup_in_module(ModuleId module, Symbol name, Namespace ns);
  std::optional<NameBinding> lookup_lexical_modules(Ident ident, Namespace ns, ModuleId from);
  std::optional<NameBinding> lookup_prelude(Ident ident, Namespace ns);
  std::optional<Res> lookup_ribs(Ident ident, Namespace ns, bool report);
  std::optional<NameBinding> lookup_anywhere(Ident ident, Namespace ns, bool report);
  PathResult resolve_path(std::span<const syntax::PathSegment> path, Namespace ns, ModuleId from, bool use_ribs, bool record,
                          bool is_import);
  bool accessible(DefId vis, ModuleId from) const;
  DefId normal_module_of(ModuleId m) const { return tables_.modules[m].normal; }
  ModuleId module_of(Res res) const;
  ModuleId crate_root_of(Ident dollar_crate) const;
  bool is_library_module(ModuleId m) const;
  Ident normalized(Ident ident) const;

  // --- late.cpp: items, blocks, expressions ---
  struct GenericsScope;
  void late_items(const std::vector<syntax::ItemId>& items);
  void late_item(syntax::ItemId id);
  void late_trait(const syntax::Item& item, const syntax::ItemTrait& t, DefId def);
  void late_impl(const syntax::Item& item, const syntax::ItemImpl& impl, DefId def);
  void late_assoc_item(syntax::ItemId id, DefId trait, bool in_trait_impl);
  void late_impl_items(const syntax::ItemImpl& impl);
  void late_fn(const syntax::Item& item, const syntax::ItemFn& fn, DefId def);
  void late_fn_body(const syntax::ItemFn& fn);
  void push_generics(const syntax::Generics& generics, Rib::Kind kind, const syntax::Item* item);
  void pop_generics();
  void late_generics(const syntax::Generics& generics);
  void late_for_params(const std::vector<syntax::GenericParam>& params);  // pushes a lifetime rib
  void late_const_body(syntax::ExprId value);
  void late_anon_const(const syntax::AnonConst& c, bool trivial_param_allowed, bool is_repeat = false);
  void late_block(syntax::BlockId id);
  void late_expr(syntax::ExprId id);
  void late_closure(syntax::ExprId id, const syntax::ExprClosure& c);
  void late_let_chain(syntax::ExprId id);
  void late_loop_target(syntax::ExprId id, const std::optional<syntax::Label>& label, NodeId set, bool is_continue, bool has_value);
  void late_variant_data(const syntax::VariantData& data);

  // --- late_pat.cpp ---
  struct Bindings {
    enum class Context : uint8_t { product, alternative };
    std::vector<std::pair<Context, std::vector<std::pair<Ident, NodeId>>>> stack;
  };
  enum class PatSource : uint8_t { match, let, for_, fn_param };
  void late_pat_top(syntax::PatId id, PatSource source, Bindings& bindings);
  void late_pat_top(syntax::PatId id, PatSource source);
  void late_pat(syntax::PatId id, PatSource source, Bindings& bindings);
  void fresh_binding(syntax::PatId id, const syntax::PatIdent& p, PatSource source, Bindings& bindings);
  void check_or_pattern(const syntax::PatOr& p);
  using BindingMap = std::vector<std::pair<Ident, const syntax::PatIdent*>>;
  void binding_map(syntax::PatId id, BindingMap& out, bool report);

  // --- late_types.cpp: types, paths' arguments, bounds, lifetimes ---
  void late_ty(syntax::TyId id);
  void late_bound(const syntax::GenericBound& bound);
  void late_bounds(const std::vector<syntax::GenericBound>& bounds);
  void late_segment_args(const syntax::Path& path, bool is_type_path);
  void late_args(const syntax::GenericArgs& args);
  void late_fn_signature(const std::vector<syntax::TyId>& inputs, syntax::TyId output, bool has_self);
  struct ElisionCandidate {
    LifetimeRes res;
    uint32_t input;
    Span span;
  };
  // Visits the input types; the lifetime that the output's elided ones stand for, if there is one.
  std::optional<LifetimeRes> late_inputs(const std::vector<syntax::TyId>& inputs, bool has_self);
  void with_elision(std::optional<LifetimeRes> output, FunctionRef<void()> f);
  LifetimeRes resolve_lifetime(const syntax::Lifetime& lifetime);
  LifetimeRes anonymous_lifetime(NodeId id, Span span, bool written, bool in_path, size_t count = 1);
  void elided_in_path(const syntax::Path& path, const PartialRes& res, size_t skip);
  void collect_ref_self_lifetimes(syntax::TyId ty, std::vector<LifetimeRes>& out) const;
  void note_candidate(const LifetimeRes& res, Span span);

  // --- smart.cpp: a path in a position that says what it must name; and what is said where it does not ---
  enum class PathSource : uint8_t { type, trait, expr, call, pat, struct_, tuple_struct, trait_item_type, trait_item_value };
  PartialRes smart_resolve(NodeId id, const std::optional<syntax::QSelf>& qself, const syntax::Path& path, PathSource source,
                           size_t call_args = 0);
  bool is_expected(PathSource source, const Res& res) const;
  void report_path(const std::optional<syntax::QSelf>& qself, const syntax::Path& path, PathSource source, const PathResult& result,
                   const Res* unexpected);
  void report_failed(const syntax::Path& path, const PathFailure& failure, PathSource source);
  void report_private(const syntax::PathSegment& segment, const NameBinding& binding, const syntax::PathSegment* last = nullptr,
                      const Res* outermost = nullptr);
  void report_missing_lifetime(Span span, bool written, size_t count, bool in_path);
  void report_undeclared_lifetime(const syntax::Lifetime& lifetime);
  std::string describe(const Res& res, bool with_article = false) const;
  std::string kind_name(const Res& res) const;
  const char* expected_name(PathSource source) const;
  bool similar_name(Diagnostic& d, Ident ident, PathSource source, ModuleId within, Span path_span);
  bool import_candidates(Diagnostic& d, Symbol name, PathSource source, Span span);
  Span use_insertion_point(bool& first_item_needs_line) const;
  bool known_std_name(Symbol name) const;
  void refuse_library_name(const std::vector<syntax::PathSegment>& path, Span span);
  std::string path_text(std::span<const syntax::PathSegment> path) const;
  uint32_t traits_in_scope();
  void record_traits(NodeId id);

  Rib& push_rib(Rib::Kind kind);
  void pop_rib();
  void bind(Symbol name, SyntaxContext ctxt, Namespace ns, Res res, bool hygienic, Span span);
  static Res def_res(DefId d) {
    Res r;
    r.kind = Res::Kind::def;
    r.def = d;
    return r;
  }
  static Res local_res(NodeId n) {
    Res r;
    r.kind = Res::Kind::local;
    r.node = n;
    return r;
  }
  void error(Diagnostic d) { sink_.emit(std::move(d)); }
  template <class Vec>
  auto& slot(Vec& v, NodeId id) {
    if (v.size() <= id.index) v.resize(id.index + 1);
    return v[id.index];
  }
  PartialRes& path_slot(NodeId id) { return slot(krate_.res.paths, id); }
  NodeId fresh_node() { return NodeId(krate_.ast.node_count++); }

  Crate& krate_;
  syntax::Ast& ast_;
  Resolutions& res_;
  Definitions& defs_;
  const source::SourceMap& sources_;
  diagnostics::Sink& sink_;
  ModuleTables& tables_;
  bool is_library_;
  ModuleId root_module_, library_root_, prelude_;
  ModuleId module_;  // the module or block that names are looked up in now
  DefId owner_;      // parent of definitions made on the way
  std::vector<Import> imports_;
  std::vector<Rib> ribs_;
  std::vector<RibEntry> entries_;
  std::vector<LifetimeRib> lifetime_ribs_;
  std::vector<ElisionCandidate>* candidates_ = nullptr;
  uint32_t candidate_input_ = 0;
  struct LabelScope {
    Ident ident;  // empty name: unlabelled loop
    NodeId target;
    enum class Kind : uint8_t { loop, block, closure, fn, constant } kind = Kind::loop;
    Span span;
    Span whole;  // the labelled expression
    bool used = false;
    syntax::ExprId while_cond;  // of a `while`: its condition …
    bool in_condition = false;  // … in which we are
  };
  std::vector<LabelScope> labels_;
  void pop_label();
  DefId current_trait_;  // the trait whose impl or definition we are in
  DefId current_self_;   // impl, trait or ADT
  const syntax::Item* current_fn_ = nullptr;
  bool in_fn_params_ = false;
  bool in_body_ = false;
  bool impl_trait_is_param_ = false;
  const char* impl_trait_banned_ = nullptr;  // where no `impl Trait` may stand, as E0562 names it
  const syntax::Ty* outer_impl_trait_ = nullptr;
  // A type that stands where no `impl Trait` may.
  void late_output(syntax::TyId id);
  void late_ty_in(const char* place, syntax::TyId id);
  void suggest_only_assoc_type(Diagnostic& d, DefId trait, Span at);
  void late_use_arg(const syntax::Lifetime& arg);
  DefId impl_trait_owner_;
  std::unordered_map<uint64_t, uint32_t> trait_sets_;
  std::unordered_map<uint32_t, Symbol> macros_;
  std::unordered_set<uint32_t> reported_lifetimes_;
  uint32_t closure_count_ = 0;
  struct ElisionInput {
    std::string name;
    size_t count = 0;
    Span span;
    std::vector<Span> places;
  };
  std::vector<ElisionInput> elision_inputs_;
  const syntax::FnSig* current_sig_ = nullptr;
  std::vector<Diagnostic> late_reports_;  // rustc reports paths that may want an import after the others
  std::vector<Diagnostic> privacy_reports_;
  std::vector<Diagnostic> stashed_types_, stashed_calls_;  // rustc keeps these back: a later stage might have known better
  bool glob_failed_ = false;                               // an unresolved glob import may have brought any name
  size_t call_args_ = 0;
  Span call_span_;
  std::vector<DefId> forward_params_;  // parameters that a default may not name yet
  bool in_const_param_ty_ = false;
  const syntax::GenericBound* current_bound_ = nullptr;
  std::unordered_set<uint64_t> redefined_;
};

std::optional<PrimTy> prim_ty(Symbol name);

}  // namespace borrowlab::resolve
