// Types, regions, constants and predicates as interned data. After rustc_middle::ty (and rustc_type_ir).
// Equal structure means equal id, so comparison is an integer's. Binders use De Bruijn indices.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "resolve/def.h"
#include "support/index.h"

namespace borrowlab::types {

using resolve::DefId;
using source::Span;
using source::Symbol;
using syntax::Mutability;
using syntax::Safety;

BORROWLAB_INDEX(TypeId);
BORROWLAB_INDEX(RegionId);
BORROWLAB_INDEX(ConstId);
BORROWLAB_INDEX(ArgsId);          // an interned list of GenericArg
BORROWLAB_INDEX(TypeListId);      // an interned list of TypeId
BORROWLAB_INDEX(BoundVarsId);     // an interned list of BoundVar: what a Binder binds
BORROWLAB_INDEX(ExistentialsId);  // an interned list of existential predicates (dyn Trait)
BORROWLAB_INDEX(TyVid);
BORROWLAB_INDEX(IntVid);
BORROWLAB_INDEX(FloatVid);
BORROWLAB_INDEX(ConstVid);
BORROWLAB_INDEX(RegionVid);

enum class IntWidth : uint8_t { w8, w16, w32, w64, w128, size };
enum class FloatWidth : uint8_t { f32, f64 };

struct GenericArg {  // a tagged index
  enum class Kind : uint8_t { lifetime, type, konst } kind = Kind::type;
  uint32_t index = UINT32_MAX;
  GenericArg() = default;
  GenericArg(TypeId t) : kind(Kind::type), index(t.index) {}        // NOLINT(google-explicit-constructor)
  GenericArg(RegionId r) : kind(Kind::lifetime), index(r.index) {}  // NOLINT(google-explicit-constructor)
  GenericArg(ConstId c) : kind(Kind::konst), index(c.index) {}      // NOLINT(google-explicit-constructor)
  bool is_type() const { return kind == Kind::type; }
  bool is_region() const { return kind == Kind::lifetime; }
  bool is_const() const { return kind == Kind::konst; }
  TypeId type() const { return TypeId(index); }
  RegionId region() const { return RegionId(index); }
  ConstId konst() const { return ConstId(index); }
  friend bool operator==(const GenericArg&, const GenericArg&) = default;
};

// --- regions -------------------------------------------------------------------------------------------------------

struct BoundRegionKind {  // names a late-bound or higher-ranked region
  DefId def;              // its `'a`; none: anonymous (elided), told apart by `anon`
  uint32_t anon = 0;
  friend bool operator==(const BoundRegionKind&, const BoundRegionKind&) = default;
};
struct ReStatic {
  friend bool operator==(const ReStatic&, const ReStatic&) = default;
};
struct ReErased {
  friend bool operator==(const ReErased&, const ReErased&) = default;
};
struct ReError {
  friend bool operator==(const ReError&, const ReError&) = default;
};
struct ReEarlyParam {
  DefId def;
  uint32_t index;
  friend bool operator==(const ReEarlyParam&, const ReEarlyParam&) = default;
};  // index into the generics
struct ReLateParam {
  DefId scope;
  BoundRegionKind kind;
  friend bool operator==(const ReLateParam&, const ReLateParam&) = default;
};  // late-bound, seen from inside the fn `scope`
struct ReBound {
  uint32_t debruijn;
  uint32_t var;
  friend bool operator==(const ReBound&, const ReBound&) = default;
};  // 0: innermost binder; var: position in its BoundVars
struct ReVar {
  RegionVid vid;
  friend bool operator==(const ReVar&, const ReVar&) = default;
};
struct RePlaceholder {
  uint32_t universe;
  uint32_t var;
  BoundRegionKind kind;
  friend bool operator==(const RePlaceholder&, const RePlaceholder&) = default;
};
using RegionKind = std::variant<ReErased, ReStatic, ReEarlyParam, ReLateParam, ReBound, ReVar, RePlaceholder, ReError>;

struct BoundVar {  // regions only: Rust's stable binders bind nothing else
  BoundRegionKind kind;
  friend bool operator==(const BoundVar&, const BoundVar&) = default;
};

// A value under a binder: its ReBound{0, i} refer to vars[i].
template <class T>
struct Binder {
  T value;
  BoundVarsId vars;
  friend bool operator==(const Binder&, const Binder&) = default;
};

// --- constants -----------------------------------------------------------------------------------------------------

struct ConstValue {
  TypeId ty;
  unsigned __int128 bits;
  friend bool operator==(const ConstValue&, const ConstValue&) = default;
};  // integer, bool, char; truncated to its width
struct ConstParam {
  uint32_t index;
  Symbol name;
  friend bool operator==(const ConstParam&, const ConstParam&) = default;
};
struct ConstInfer {
  ConstVid vid;
  friend bool operator==(const ConstInfer&, const ConstInfer&) = default;
};
struct ConstUnevaluated {
  DefId def;
  ArgsId args;
  friend bool operator==(const ConstUnevaluated&, const ConstUnevaluated&) = default;
};
struct ConstError {
  friend bool operator==(const ConstError&, const ConstError&) = default;
};
using ConstKind = std::variant<ConstValue, ConstParam, ConstInfer, ConstUnevaluated, ConstError>;

// --- types ---------------------------------------------------------------------------------------------------------

struct FnSig {
  TypeListId inputs_and_output;  // the output is the last
  Safety safety = Safety::safe;
  bool extern_c = false;
  friend bool operator==(const FnSig&, const FnSig&) = default;
};
using PolyFnSig = Binder<FnSig>;

struct Bool {
  friend bool operator==(const Bool&, const Bool&) = default;
};
struct Char {
  friend bool operator==(const Char&, const Char&) = default;
};
struct Str {
  friend bool operator==(const Str&, const Str&) = default;
};
struct Never {
  friend bool operator==(const Never&, const Never&) = default;
};
struct Int {
  IntWidth width;
  bool is_signed;
  friend bool operator==(const Int&, const Int&) = default;
};
struct Float {
  FloatWidth width;
  friend bool operator==(const Float&, const Float&) = default;
};
struct Adt {
  DefId def;
  ArgsId args;
  friend bool operator==(const Adt&, const Adt&) = default;
};
struct Array {
  TypeId elem;
  ConstId len;
  friend bool operator==(const Array&, const Array&) = default;
};
struct Slice {
  TypeId elem;
  friend bool operator==(const Slice&, const Slice&) = default;
};
struct RawPtr {
  TypeId pointee;
  Mutability mut;
  friend bool operator==(const RawPtr&, const RawPtr&) = default;
};
struct Ref {
  RegionId region;
  TypeId pointee;
  Mutability mut;
  friend bool operator==(const Ref&, const Ref&) = default;
};
struct FnDef {
  DefId def;
  ArgsId args;
  friend bool operator==(const FnDef&, const FnDef&) = default;
};  // also tuple constructors; args without late-bound lifetimes
struct FnPtr {
  PolyFnSig sig;
  friend bool operator==(const FnPtr&, const FnPtr&) = default;
};
struct Dynamic {
  ExistentialsId predicates;
  BoundVarsId vars;
  RegionId region;
  friend bool operator==(const Dynamic&, const Dynamic&) = default;
};
// args: the enclosing item's args, then three suffix types as in rustc: the kind (i8 Fn, i16 FnMut, i32 FnOnce, or a type variable while
// unknown), the signature as FnPtr over one tuple of inputs, and the tuple of captured values' types.
struct Closure {
  DefId def;
  ArgsId args;
  friend bool operator==(const Closure&, const Closure&) = default;
};
struct Tuple {
  TypeListId elems;
  friend bool operator==(const Tuple&, const Tuple&) = default;
};
enum class AliasKind : uint8_t { projection, opaque };  // <T as Trait>::Assoc (args begin with the trait's), impl Trait in return position
struct Alias {
  AliasKind kind;
  DefId def;
  ArgsId args;
  friend bool operator==(const Alias&, const Alias&) = default;
};
struct Param {
  uint32_t index;
  Symbol name;
  friend bool operator==(const Param&, const Param&) = default;
};  // `Self` of a trait is index 0
struct Infer {
  enum class Kind : uint8_t { ty, int_, float_ } kind;
  uint32_t vid;
  friend bool operator==(const Infer&, const Infer&) = default;
};
struct Error {
  friend bool operator==(const Error&, const Error&) = default;
};
using TypeKind = std::variant<Bool, Char, Str, Never, Int, Float, Adt, Array, Slice, RawPtr, Ref, FnDef, FnPtr, Dynamic, Closure, Tuple,
                              Alias, Param, Infer, Error>;

// --- predicates ----------------------------------------------------------------------------------------------------

struct TraitRef {
  DefId trait;
  ArgsId args;
  friend bool operator==(const TraitRef&, const TraitRef&) = default;
};                        // args[0] is Self
using Term = GenericArg;  // a type or a constant
struct ExistentialTraitRef {
  DefId trait;
  ArgsId args;
  friend bool operator==(const ExistentialTraitRef&, const ExistentialTraitRef&) = default;
};  // args without Self
struct ExistentialProjection {
  DefId assoc;
  ArgsId args;
  Term term;
  friend bool operator==(const ExistentialProjection&, const ExistentialProjection&) = default;
};
struct ExistentialAuto {
  DefId trait;
  friend bool operator==(const ExistentialAuto&, const ExistentialAuto&) = default;
};
// The principal trait comes first, then projections, then auto traits sorted by DefId. Share the Dynamic's binder.
using ExistentialPredicate = std::variant<ExistentialTraitRef, ExistentialProjection, ExistentialAuto>;

struct TraitClause {
  TraitRef trait_ref;
  friend bool operator==(const TraitClause&, const TraitClause&) = default;
};
struct ProjectionClause {
  DefId assoc;
  ArgsId args;
  Term term;
  friend bool operator==(const ProjectionClause&, const ProjectionClause&) = default;
};
struct TypeOutlives {
  TypeId ty;
  RegionId region;
  friend bool operator==(const TypeOutlives&, const TypeOutlives&) = default;
};
struct RegionOutlives {
  RegionId longer, shorter;
  friend bool operator==(const RegionOutlives&, const RegionOutlives&) = default;
};
struct WellFormed {
  GenericArg arg;
  friend bool operator==(const WellFormed&, const WellFormed&) = default;
};
using Clause = std::variant<TraitClause, ProjectionClause, TypeOutlives, RegionOutlives, WellFormed>;
using PolyClause = Binder<Clause>;

// What may be assumed inside an item: its predicates, elaborated with supertraits.
struct ParamEnv {
  std::shared_ptr<const std::vector<PolyClause>> clauses;  // null: nothing (monomorphic code)
  bool reveal_opaque = false;                              // after type checking: `impl Trait` is its hidden type
};

}  // namespace borrowlab::types
