// Variables, snapshots and resolution.
#include "typeck/infer/tables.h"

namespace borrowlab::typeck {

using types::Binder;
using types::Clause;
using types::Flags;
using types::FnSig;
using types::Infer;
using types::TraitRef;

namespace {
constexpr uint32_t first_scratch_region = 1U << 31;
}

InferCtxt::InferCtxt(Context& c) : cx(c), impl_(std::make_shared<Impl>()) {}

TypeId InferCtxt::next_ty_var(Span origin) {
  const auto v = static_cast<uint32_t>(impl_->ty_vars.size());
  impl_->ty_vars.push_back({v, TypeId::none(), origin, universe, false});
  impl_->log(Impl::UndoKind::new_ty, v);
  return cx.store.type(Infer{Infer::Kind::ty, v});
}

TypeId InferCtxt::next_int_var() {
  const auto v = static_cast<uint32_t>(impl_->int_vars.size());
  impl_->int_vars.push_back({v, TypeId::none()});
  impl_->log(Impl::UndoKind::new_int, v);
  return cx.store.type(Infer{Infer::Kind::int_, v});
}

TypeId InferCtxt::next_float_var() {
  const auto v = static_cast<uint32_t>(impl_->float_vars.size());
  impl_->float_vars.push_back({v, TypeId::none()});
  impl_->log(Impl::UndoKind::new_float, v);
  return cx.store.type(Infer{Infer::Kind::float_, v});
}

ConstId InferCtxt::next_const_var(TypeId ty, Span origin) {
  const auto v = static_cast<uint32_t>(impl_->const_vars.size());
  impl_->const_vars.push_back({v, ConstId::none(), ty, origin});
  impl_->log(Impl::UndoKind::new_const, v);
  return cx.store.konst(types::ConstInfer{types::ConstVid(v)});
}

RegionId InferCtxt::next_region_var() {
  if (ignore_regions) return cx.store.re_erased;
  // What a probe makes is forgotten with it, so the borrow checker's numbering need not know of it.
  if (probe_depth_ != 0) return cx.store.region(types::ReVar{types::RegionVid(first_scratch_region + scratch_regions_++)});
  if (make_region_var) return cx.store.region(types::ReVar{make_region_var()});
  return cx.store.region(types::ReVar{types::RegionVid(region_var_count++)});
}

ArgsId InferCtxt::fresh_args_for(Span span, DefId def) {
  const types::Generics& own = cx.items.generics_of(def);
  const uint32_t n = own.count();
  if (n == 0) return cx.store.no_args;
  constexpr uint32_t small = 16;
  GenericArg buffer[small];
  std::vector<GenericArg> large;
  GenericArg* out = buffer;
  if (n > small) {
    large.resize(n);
    out = large.data();
  }
  // Parents come first: fill from the innermost item outwards.
  for (const types::Generics* g = &own;;) {
    for (const types::GenericParamDef& p : g->own) {
      switch (p.kind) {
        case types::GenericParamDef::Kind::lifetime: out[p.index] = next_region_var(); break;
        case types::GenericParamDef::Kind::type: out[p.index] = next_ty_var(span); break;
        case types::GenericParamDef::Kind::konst: {
          const auto ty = cx.items.type_of.find(p.def);
          out[p.index] = next_const_var(ty == cx.items.type_of.end() ? cx.store.usize : ty->second, span);
          break;
        }
      }
    }
    if (!g->parent.valid() || g->parent_count == 0) break;
    g = &cx.items.generics_of(g->parent);
  }
  return cx.store.args(std::span<const GenericArg>(out, n));
}

Span InferCtxt::origin(types::TyVid vid) const { return impl_->ty_vars[vid.index].origin; }
void InferCtxt::set_diverging(types::TyVid vid) {
  const uint32_t root = impl_->ty_root(vid.index);
  if (impl_->ty_vars[root].diverging) return;
  impl_->ty_vars[root].diverging = true;
  impl_->log(Impl::UndoKind::diverging, root);
}
bool InferCtxt::is_diverging(types::TyVid vid) const { return impl_->ty_vars[impl_->ty_root(vid.index)].diverging; }
size_t InferCtxt::type_var_count() const { return impl_->ty_vars.size(); }
uint64_t InferCtxt::epoch() const { return impl_->epoch; }
types::TyVid InferCtxt::root_var(types::TyVid vid) { return types::TyVid(impl_->ty_root(vid.index)); }

TypeId InferCtxt::shallow_resolve(TypeId t) {
  // A variable's value may be a numeric variable, which may have a value in turn.
  while (true) {
    if ((cx.store.flags(t) & types::has_ty_infer) == 0) return t;
    const auto* infer = cx.store.get<Infer>(t);
    if (infer == nullptr) return t;
    TypeId value;
    uint32_t root = infer->vid;
    switch (infer->kind) {
      case Infer::Kind::ty:
        if (infer->vid >= impl_->ty_vars.size()) return t;  // a freshened variable
        root = impl_->ty_root(infer->vid);
        value = impl_->ty_vars[root].value;
        break;
      case Infer::Kind::int_:
        if (infer->vid >= impl_->int_vars.size()) return t;
        root = Impl::num_root(impl_->int_vars, infer->vid);
        value = impl_->int_vars[root].value;
        break;
      case Infer::Kind::float_:
        if (infer->vid >= impl_->float_vars.size()) return t;
        root = Impl::num_root(impl_->float_vars, infer->vid);
        value = impl_->float_vars[root].value;
        break;
    }
    if (!value.valid()) return root == infer->vid ? t : cx.store.type(Infer{infer->kind, root});
    t = value;
  }
}

ConstId InferCtxt::shallow_resolve(ConstId c) {
  while (true) {
    const auto* infer = cx.store.get<types::ConstInfer>(c);
    if (infer == nullptr || infer->vid.index >= impl_->const_vars.size()) return c;
    const uint32_t root = impl_->const_root(infer->vid.index);
    const ConstId value = impl_->const_vars[root].value;
    if (!value.valid()) return root == infer->vid.index ? c : cx.store.konst(types::ConstInfer{types::ConstVid(root)});
    c = value;
  }
}

class ResolveFolder final : public types::Folder {
 public:
  explicit ResolveFolder(InferCtxt& icx) : Folder(icx.cx.store), icx_(icx) {}
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & types::has_non_region_infer) == 0; }
  TypeId fold(TypeId t) override {
    if ((store.flags(t) & types::has_non_region_infer) == 0) return t;
    const TypeId r = icx_.shallow_resolve(t);
    if ((store.flags(r) & types::has_non_region_infer) == 0 || store.get<Infer>(r) != nullptr) return r;
    return super_fold(r);
  }
  ConstId fold(ConstId c) override {
    if ((store.flags(c) & types::has_non_region_infer) == 0) return c;
    const ConstId r = icx_.shallow_resolve(c);
    return store.get<types::ConstInfer>(r) != nullptr ? r : super_fold(r);
  }

 private:
  InferCtxt& icx_;
};

template <class T>
T InferCtxt::resolve(const T& value) {
  if constexpr (std::is_same_v<T, TypeId> || std::is_same_v<T, ArgsId> || std::is_same_v<T, ConstId> || std::is_same_v<T, GenericArg>) {
    if ((cx.store.flags(value) & types::has_non_region_infer) == 0) return value;
  }
  return ResolveFolder(*this).fold(value);
}

template <>
RegionId InferCtxt::resolve<RegionId>(const RegionId& value) {
  return value;
}
template TypeId InferCtxt::resolve(const TypeId&);
template ConstId InferCtxt::resolve(const ConstId&);
template GenericArg InferCtxt::resolve(const GenericArg&);
template ArgsId InferCtxt::resolve(const ArgsId&);
template TraitRef InferCtxt::resolve(const TraitRef&);
template Clause InferCtxt::resolve(const Clause&);
template FnSig InferCtxt::resolve(const FnSig&);
template Binder<TypeId> InferCtxt::resolve(const Binder<TypeId>&);
template Binder<ArgsId> InferCtxt::resolve(const Binder<ArgsId>&);
template Binder<TraitRef> InferCtxt::resolve(const Binder<TraitRef>&);
template Binder<Clause> InferCtxt::resolve(const Binder<Clause>&);
template Binder<FnSig> InferCtxt::resolve(const Binder<FnSig>&);

InferCtxt::Snapshot InferCtxt::start_snapshot() {
  ++impl_->open_snapshots;
  return {impl_->undo_log.size(),
          region_constraints.size(),
          type_outlives_constraints.size(),
          opaque_types.size(),
          region_var_count,
          universe,
          scratch_regions_,
          impl_->epoch};
}

void InferCtxt::rollback_to(const Snapshot& s) {
  --impl_->open_snapshots;
  impl_->undo_to(s.undo);
  region_constraints.erase(region_constraints.begin() + static_cast<ptrdiff_t>(s.region_constraints), region_constraints.end());
  type_outlives_constraints.erase(type_outlives_constraints.begin() + static_cast<ptrdiff_t>(s.type_outlives),
                                  type_outlives_constraints.end());
  opaque_types.erase(opaque_types.begin() + static_cast<ptrdiff_t>(s.opaque_types), opaque_types.end());
  region_var_count = static_cast<uint32_t>(s.region_vars);
  universe = s.universe;
  scratch_regions_ = s.scratch_regions;
  impl_->epoch = s.epoch;
}

void InferCtxt::commit(const Snapshot& s) {
  (void)s;
  if (--impl_->open_snapshots == 0) impl_->undo_log.clear();
}

template <class T>
T InferCtxt::instantiate_binder_with_fresh_vars(const Binder<T>& b) {
  if (cx.store[b.vars].empty()) return b.value;
  if (ignore_regions) {
    const RegionId erased = cx.store.re_erased;
    return types::instantiate_binder(cx.store, b, [erased](uint32_t, const types::BoundVar&) { return erased; });
  }
  return types::instantiate_binder(cx.store, b, [fresh = std::vector<RegionId>(), this](uint32_t i, const types::BoundVar&) mutable {
    if (i >= fresh.size()) fresh.resize(i + 1);
    if (!fresh[i].valid()) fresh[i] = next_region_var();
    return fresh[i];
  });
}

template <class T>
T InferCtxt::instantiate_binder_with_placeholders(const Binder<T>& b) {
  if (cx.store[b.vars].empty()) return b.value;
  if (ignore_regions) return instantiate_binder_with_fresh_vars(b);
  ++universe;
  return types::instantiate_binder(cx.store, b, [this](uint32_t i, const types::BoundVar& var) {
    return cx.store.region(types::RePlaceholder{universe, i, var.kind});
  });
}

#define BORROWLAB_BINDER(T)                                                      \
  template T InferCtxt::instantiate_binder_with_fresh_vars<T>(const Binder<T>&); \
  template T InferCtxt::instantiate_binder_with_placeholders<T>(const Binder<T>&);
BORROWLAB_BINDER(TypeId)
BORROWLAB_BINDER(ArgsId)
BORROWLAB_BINDER(GenericArg)
BORROWLAB_BINDER(FnSig)
BORROWLAB_BINDER(TraitRef)
BORROWLAB_BINDER(Clause)
#undef BORROWLAB_BINDER

void InferCtxt::region_outlives(RegionId sup, RegionId sub, const ObligationCause& cause) {
  if (ignore_regions || sup == sub) return;
  const types::Store& st = cx.store;
  if (sup == st.re_static || sup == st.re_erased || sub == st.re_erased || sup == st.re_error || sub == st.re_error) return;
  region_constraints.push_back({sup, sub, cause});
}

void InferCtxt::type_outlives(TypeId ty, RegionId region, const ObligationCause& cause) {
  if (ignore_regions || region == cx.store.re_erased || region == cx.store.re_error) return;
  type_outlives_constraints.push_back({ty, region, cause});
}

bool InferCtxt::defines_opaque(DefId opaque, ArgsId args) const {
  bool listed = false;
  for (DefId d : defining_opaques) listed |= d == opaque;
  if (!listed) return false;
  // Only the item's own parameters define: a call with other type arguments sees an opaque type.
  for (GenericArg a : cx.store[args])
    if (a.is_type() && cx.store.get<types::Param>(a.type()) == nullptr) return false;
  return true;
}

}  // namespace borrowlab::typeck
