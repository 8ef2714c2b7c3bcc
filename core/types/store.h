// The interner of types and the operations on their structure: substitution, folding, printing.
#pragma once
#include <initializer_list>
#include <memory>

#include "support/function_ref.h"
#include "types/type.h"

namespace borrowlab::types {

// Facts that are true of a term's whole tree, computed once when it is interned.
enum Flags : uint16_t {
  has_ty_infer = 1,
  has_re_infer = 2,
  has_ct_infer = 4,
  has_param = 8 /* type, const or early region */,
  has_projection = 16,
  has_opaque = 32,
  has_error = 64,
  has_free_regions = 128 /* any region but bound and erased */,
  has_bound_regions = 256 /* escaping or not */,
  has_placeholder = 512,
  has_erased = 1024,
  has_late_param = 2048,
  has_unevaluated = 4096,
  has_closure = 8192,
  has_user = 16384 /* names an item of the user's crate */,
  has_infer = has_ty_infer | has_re_infer | has_ct_infer,
  has_non_region_infer = has_ty_infer | has_ct_infer
};

class Store {
 public:
  Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  // --- interning: O(1) amortized ---
  TypeId type(const TypeKind& kind);
  RegionId region(const RegionKind& kind);
  ConstId konst(const ConstKind& kind);
  ArgsId args(std::span<const GenericArg> list);
  ArgsId args(std::initializer_list<GenericArg> list) { return args(std::span(list.begin(), list.size())); }
  TypeListId type_list(std::span<const TypeId> list);
  TypeListId type_list(std::initializer_list<TypeId> list) { return type_list(std::span(list.begin(), list.size())); }
  BoundVarsId bound_vars(std::span<const BoundVar> list);
  ExistentialsId existentials(std::span<const ExistentialPredicate> list);

  // --- reading; references and spans stay valid for the store's life ---
  const TypeKind& operator[](TypeId id) const;
  const RegionKind& operator[](RegionId id) const;
  const ConstKind& operator[](ConstId id) const;
  std::span<const GenericArg> operator[](ArgsId id) const;
  std::span<const TypeId> operator[](TypeListId id) const;
  std::span<const BoundVar> operator[](BoundVarsId id) const;
  std::span<const ExistentialPredicate> operator[](ExistentialsId id) const;
  template <class K>
  const K* get(TypeId id) const {
    return std::get_if<K>(&(*this)[id]);
  }
  template <class K>
  const K* get(RegionId id) const {
    return std::get_if<K>(&(*this)[id]);
  }
  template <class K>
  const K* get(ConstId id) const {
    return std::get_if<K>(&(*this)[id]);
  }
  uint16_t flags(TypeId id) const;
  uint16_t flags(RegionId id) const;
  uint16_t flags(ConstId id) const;
  uint16_t flags(ArgsId id) const;
  uint16_t flags(GenericArg arg) const;
  uint16_t flags(TypeListId id) const;
  uint16_t flags(ExistentialsId id) const;
  // The number of binders that bound regions of the term reach beyond: 0 where none escapes.
  uint32_t outer_binder(TypeId id) const;
  uint32_t outer_binder(RegionId id) const;
  uint32_t outer_binder(ArgsId id) const;
  uint32_t outer_binder(ConstId id) const;
  uint32_t outer_binder(TypeListId id) const;
  uint32_t outer_binder(ExistentialsId id) const;
  uint32_t outer_binder(GenericArg arg) const;
  bool has_escaping_bound_vars(TypeId id) const { return outer_binder(id) > 0; }
  bool has_escaping_bound_vars(ArgsId id) const { return outer_binder(id) > 0; }

  // --- common terms ---
  TypeId bool_, char_, str, never, unit, error, i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64;
  RegionId re_static, re_erased, re_error;
  ConstId const_error;
  ArgsId no_args;
  TypeListId no_types;
  BoundVarsId no_vars;

  TypeId ref(RegionId r, TypeId t, Mutability m) { return type(Ref{r, t, m}); }
  TypeId ptr(TypeId t, Mutability m) { return type(RawPtr{t, m}); }
  TypeId slice(TypeId t) { return type(Slice{t}); }
  TypeId array(TypeId t, ConstId n) { return type(Array{t, n}); }
  TypeId tuple(std::span<const TypeId> ts) { return type(Tuple{type_list(ts)}); }
  TypeId tuple(std::initializer_list<TypeId> ts) { return type(Tuple{type_list(ts)}); }
  TypeId adt(DefId d, ArgsId a) { return type(Adt{d, a}); }
  TypeId int_type(Int k) { return type(k); }
  ConstId const_usize(uint64_t n) { return konst(ConstValue{usize, n}); }
  TypeId projection(DefId assoc, ArgsId a) { return type(Alias{AliasKind::projection, assoc, a}); }
  template <class T>
  Binder<T> dummy_binder(T value) {
    return Binder<T>{value, no_vars};
  }

  // --- structure ---
  std::span<const TypeId> inputs(const FnSig& sig) const {
    auto all = (*this)[sig.inputs_and_output];
    return all.first(all.size() - 1);
  }
  TypeId output(const FnSig& sig) const { return (*this)[sig.inputs_and_output].back(); }
  // A closure's args, taken apart.
  struct ClosureParts {
    std::span<const GenericArg> parent;
    TypeId kind;
    TypeId sig_as_fn_ptr;
    TypeId upvars;
  };
  ClosureParts closure_parts(ArgsId args) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Rebuilds terms bottom up. Override what changes; `binders()` tells under how many binders the visit is, counted from the start.
// A term whose flags do not intersect `interesting()` is returned untouched, without a visit.
class Folder {
 public:
  explicit Folder(Store& store) : store(store) {}
  virtual ~Folder() = default;
  virtual TypeId fold(TypeId t) { return super_fold(t); }
  virtual RegionId fold(RegionId r) { return r; }
  virtual ConstId fold(ConstId c) { return super_fold(c); }
  virtual bool skip(uint16_t /*flags*/, uint32_t /*outer_binder*/) const { return false; }
  TypeId super_fold(TypeId t);
  ConstId super_fold(ConstId c);
  GenericArg fold(GenericArg a);
  ArgsId fold(ArgsId a);
  TypeListId fold(TypeListId l);
  ExistentialsId fold(ExistentialsId e);
  FnSig fold(const FnSig& s);
  TraitRef fold(const TraitRef& t);
  Clause fold(const Clause& c);
  TraitClause fold(const TraitClause& c);
  ProjectionClause fold(const ProjectionClause& c);
  template <class T>
  Binder<T> fold(const Binder<T>& b) {
    ++binders_;
    enter_binder(b.vars);
    T value = fold(b.value);
    const BoundVarsId vars = exit_binder(b.vars);
    --binders_;
    return Binder<T>{value, vars};
  }
  uint32_t binders() const { return binders_; }
  Store& store;

 protected:
  // Called around what a binder binds; the vars that `exit_binder` returns become the new binder's.
  virtual void enter_binder(BoundVarsId /*vars*/) {}
  virtual BoundVarsId exit_binder(BoundVarsId vars) { return vars; }
  uint32_t binders_ = 0;
};

// Replaces Param, ConstParam and ReEarlyParam by the args at their indices (shifted through binders).
// T: TypeId, RegionId, ConstId, GenericArg, ArgsId, FnSig, TraitRef, Clause, or a Binder of one (instantiated in subst.cpp).
template <class T>
T instantiate(Store& store, const T& value, ArgsId args);
// Replaces the bound regions of the outermost binder: `replace(var)` gives the region for position var (with no escaping vars).
template <class T>
T instantiate_binder(Store& store, const Binder<T>& binder, FunctionRef<RegionId(uint32_t, const BoundVar&)> replace);
// Every region but bound ones becomes re_erased, and late-bound ones as well (`erase_regions`); binders are anonymized.
template <class T>
T erase_regions(Store& store, const T& value);
// Replaces every free region (not bound within the value) by f(region).
template <class T>
T map_free_regions(Store& store, const T& value, FunctionRef<RegionId(RegionId)> f);
// Moves escaping bound regions out by n binders.
template <class T>
T shift_out(Store& store, const T& value, uint32_t n);
// Moves escaping bound regions in by n binders (the value goes below n more binders).
template <class T>
T shift_in(Store& store, const T& value, uint32_t n);
// Calls f for each region of the value that is not bound within it.
void for_each_free_region(const Store& store, GenericArg value, FunctionRef<void(RegionId)> f);
// Pre-order walk over a type and all types within it (also in args); f returns false to skip what is inside.
void walk_types(const Store& store, GenericArg value, FunctionRef<bool(GenericArg)> f);

}  // namespace borrowlab::types
