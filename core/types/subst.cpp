// Substitution and the other rebuilding operations, all Folders.
#include "support/function_ref.h"
#include "types/store.h"

namespace borrowlab::types {
namespace {

// Bound regions that escape the value move across n more (or fewer) binders.
class Shifter final : public Folder {
 public:
  Shifter(Store& store, uint32_t n, bool out) : Folder(store), n_(n), out_(out) {}
  using Folder::fold;
  RegionId fold(RegionId r) override {
    const auto* b = store.get<ReBound>(r);
    if (b == nullptr || b->debruijn < binders_) return r;
    if (!out_) return store.region(ReBound{b->debruijn + n_, b->var});
    return b->debruijn >= n_ + binders_ ? store.region(ReBound{b->debruijn - n_, b->var}) : r;
  }
  bool skip(uint16_t /*flags*/, uint32_t outer) const override { return outer <= binders_; }

 private:
  uint32_t n_;
  bool out_;
};

class Instantiator final : public Folder {
 public:
  Instantiator(Store& store, ArgsId args) : Folder(store), args_(store[args]) {}
  using Folder::fold;
  TypeId fold(TypeId t) override {
    if (const auto* p = store.get<Param>(t)) {
      if (p->index >= args_.size() || !args_[p->index].is_type()) return t;
      return shift_in(store, args_[p->index].type(), binders_);
    }
    return super_fold(t);
  }
  RegionId fold(RegionId r) override {
    const auto* p = store.get<ReEarlyParam>(r);
    if (p == nullptr || p->index >= args_.size() || !args_[p->index].is_region()) return r;
    return shift_in(store, args_[p->index].region(), binders_);
  }
  ConstId fold(ConstId c) override {
    if (const auto* p = store.get<ConstParam>(c)) {
      if (p->index >= args_.size() || !args_[p->index].is_const()) return c;
      return args_[p->index].konst();
    }
    return super_fold(c);
  }
  bool skip(uint16_t flags, uint32_t /*outer*/) const override { return (flags & has_param) == 0; }

 private:
  std::span<const GenericArg> args_;
};

class BinderInstantiator final : public Folder {
 public:
  BinderInstantiator(Store& store, BoundVarsId vars, FunctionRef<RegionId(uint32_t, const BoundVar&)> replace)
      : Folder(store), vars_(store[vars]), replace_(replace) {}
  using Folder::fold;
  RegionId fold(RegionId r) override {
    const auto* b = store.get<ReBound>(r);
    if (b == nullptr || b->debruijn < binders_) return r;
    if (b->debruijn > binders_) return store.region(ReBound{b->debruijn - 1, b->var});
    const uint32_t var = b->var;
    if (var >= vars_.size()) return store.re_error;
    return shift_in(store, replace_(var, vars_[var]), binders_);
  }
  bool skip(uint16_t /*flags*/, uint32_t outer) const override { return outer <= binders_; }

 private:
  std::span<const BoundVar> vars_;
  FunctionRef<RegionId(uint32_t, const BoundVar&)> replace_;
};

// Free regions become erased; each binder's variables are renumbered by first use and lose their names, so that equal
// types are equal ids.
class Eraser final : public Folder {
 public:
  using Folder::fold;
  using Folder::Folder;
  RegionId fold(RegionId r) override {
    const auto* b = store.get<ReBound>(r);
    if (b == nullptr) return store.re_erased;
    if (b->debruijn >= scopes_.size()) return r;
    const ReBound bound = *b;
    std::vector<uint32_t>& seen = scopes_[scopes_.size() - 1 - bound.debruijn];
    uint32_t position = 0;
    while (position < seen.size() && seen[position] != bound.var) ++position;
    if (position == seen.size()) seen.push_back(bound.var);
    return store.region(ReBound{bound.debruijn, position});
  }
  bool skip(uint16_t flags, uint32_t /*outer*/) const override { return (flags & (has_free_regions | has_bound_regions)) == 0; }

 protected:
  void enter_binder(BoundVarsId /*vars*/) override { scopes_.emplace_back(); }
  BoundVarsId exit_binder(BoundVarsId /*vars*/) override {
    std::vector<BoundVar> vars(scopes_.back().size());
    for (uint32_t i = 0; i < vars.size(); ++i) vars[i].kind.anon = i;
    scopes_.pop_back();
    return store.bound_vars(vars);
  }

 private:
  std::vector<std::vector<uint32_t>> scopes_;
};

class FreeRegionMapper final : public Folder {
 public:
  FreeRegionMapper(Store& store, FunctionRef<RegionId(RegionId)> f) : Folder(store), f_(f) {}
  using Folder::fold;
  RegionId fold(RegionId r) override {
    const auto* b = store.get<ReBound>(r);
    if (b != nullptr && b->debruijn < binders_) return r;
    return shift_in(store, f_(r), binders_);
  }
  bool skip(uint16_t flags, uint32_t outer) const override { return (flags & (has_free_regions | has_erased)) == 0 && outer <= binders_; }

 private:
  FunctionRef<RegionId(RegionId)> f_;
};

}  // namespace

template <class T>
T instantiate(Store& store, const T& value, ArgsId args) {
  return Instantiator(store, args).fold(value);
}
template <class T>
T instantiate_binder(Store& store, const Binder<T>& binder, FunctionRef<RegionId(uint32_t, const BoundVar&)> replace) {
  return BinderInstantiator(store, binder.vars, replace).fold(binder.value);
}
template <class T>
T erase_regions(Store& store, const T& value) {
  return Eraser(store).fold(value);
}
template <class T>
T map_free_regions(Store& store, const T& value, FunctionRef<RegionId(RegionId)> f) {
  return FreeRegionMapper(store, f).fold(value);
}
template <class T>
T shift_out(Store& store, const T& value, uint32_t n) {
  return n == 0 ? value : Shifter(store, n, true).fold(value);
}
template <class T>
T shift_in(Store& store, const T& value, uint32_t n) {
  return n == 0 ? value : Shifter(store, n, false).fold(value);
}

#define BORROWLAB_FOLDS(T)                                                        \
  template T instantiate(Store&, const T&, ArgsId);                               \
  template T erase_regions(Store&, const T&);                                     \
  template T map_free_regions(Store&, const T&, FunctionRef<RegionId(RegionId)>); \
  template T shift_out(Store&, const T&, uint32_t);                               \
  template T shift_in(Store&, const T&, uint32_t);
#define BORROWLAB_FOLDS_BOTH(T) \
  BORROWLAB_FOLDS(T)            \
  BORROWLAB_FOLDS(Binder<T>)    \
  template T instantiate_binder(Store&, const Binder<T>&, FunctionRef<RegionId(uint32_t, const BoundVar&)>);
BORROWLAB_FOLDS_BOTH(TypeId)
BORROWLAB_FOLDS_BOTH(GenericArg)
BORROWLAB_FOLDS_BOTH(ArgsId)
BORROWLAB_FOLDS_BOTH(TypeListId)
BORROWLAB_FOLDS_BOTH(ExistentialsId)
BORROWLAB_FOLDS_BOTH(FnSig)
BORROWLAB_FOLDS_BOTH(TraitRef)
BORROWLAB_FOLDS_BOTH(TraitClause)
BORROWLAB_FOLDS_BOTH(ProjectionClause)
BORROWLAB_FOLDS_BOTH(Clause)
BORROWLAB_FOLDS(RegionId)
BORROWLAB_FOLDS(ConstId)
#undef BORROWLAB_FOLDS
#undef BORROWLAB_FOLDS_BOTH

}  // namespace borrowlab::types
