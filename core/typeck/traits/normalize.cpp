// Replacing aliases throughout a term by what they stand for. After rustc_trait_selection::traits::normalize.
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Alias;
using types::AliasKind;

namespace {

// Bound regions that reach out of a projection become placeholders for as long as it is being looked up, and back.
class Normalizer final : public types::Folder {
 public:
  Normalizer(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, uint32_t depth, std::vector<Obligation>& out)
      : Folder(icx.cx.store), icx_(icx), cause_(cause), env_(env), depth_(depth), out_(out), mask_(mask_of(env)) {}
  using Folder::fold;
  static uint16_t mask_of(const ParamEnv& env) {
    return static_cast<uint16_t>(types::has_projection | types::has_unevaluated | (env.reveal_opaque ? types::has_opaque : 0));
  }
  bool skip(uint16_t flags, uint32_t) const override { return (flags & mask_) == 0; }

  TypeId fold(TypeId t) override {
    if (skip(store.flags(t), 0)) return t;
    const auto* alias = store.get<Alias>(t);
    if (alias == nullptr) return super_fold(t);
    const Alias k = *alias;
    if (k.kind == AliasKind::opaque) {
      const ArgsId args = fold(k.args);
      if (!env_.reveal_opaque || depth_ >= recursion_limit) return store.type(Alias{k.kind, k.def, args});
      const TypeId hidden = reveal_opaque(icx_.cx, k.def, args);
      if (const auto* same = store.get<Alias>(hidden); same != nullptr && same->def == k.def && same->args == args) return hidden;
      return nested(hidden);
    }
    const ArgsId args = fold(k.args);
    return store.has_escaping_bound_vars(args) ? project_open(k.def, args) : project_closed(k.def, args);
  }
  ConstId fold(ConstId c) override {
    if (skip(store.flags(c), 0)) return c;
    return evaluate_const(icx_, super_fold(c));
  }

 private:
  TypeId nested(TypeId t) {
    if (skip(store.flags(t), 0)) return t;
    return normalize_at(icx_, cause_, env_, t, depth_ + 1, out_);
  }

  TypeId project_closed(DefId assoc, ArgsId args) {
    args = icx_.resolve(args);
    const TypeId alias = store.type(Alias{AliasKind::projection, assoc, args});
    // Without variables and regions the answer is the same whoever asks.
    constexpr uint16_t personal =
        types::has_infer | types::has_free_regions | types::has_placeholder | types::has_opaque | types::has_error;
    const uint16_t flags = store.flags(alias);
    const bool shared = (flags & personal) == 0 || ((flags & (personal & ~types::has_free_regions & ~types::has_opaque)) == 0 &&
                                                    icx_.ignore_regions && icx_.defining_opaques.empty());
    TraitCaches& c = caches(icx_.cx);
    TypeInEnvKey key;
    if (shared) {
      key = {alias, c.pin(env_), env_.reveal_opaque};
      if (const auto it = c.projections.find(key); it != c.projections.end()) return it->second;
    }
    const size_t goals = out_.size();
    const Projected p = project(icx_, cause_, env_, assoc, args, depth_, out_);
    switch (p.kind) {
      case Projected::Kind::ty: {
        const TypeId ty = icx_.resolve(p.ty);
        if (shared && (store.flags(ty) & (types::has_infer | types::has_placeholder | types::has_error)) == 0 && settle(goals))
          c.projections[key] = ty;
        return ty;
      }
      case Projected::Kind::rigid: {
        // Clauses that an impl's own goals left behind do not matter to what is only named.
        if (shared) c.projections[key] = alias;
        return alias;
      }
      case Projected::Kind::ambiguous: {
        out_.resize(goals);
        const TypeId var = icx_.next_ty_var(cause_.span);
        out_.push_back({cause_, env_, store.dummy_binder<Clause>(ProjectionClause{assoc, args, var}), depth_});
        return var;
      }
      case Projected::Kind::error: break;
    }
    // The trait is not implemented: that goal fails and says so, and nothing more is said of the type.
    out_.resize(goals);
    const DefId trait = icx_.cx.defs[assoc].parent;
    out_.push_back({cause_, env_, store.dummy_binder<Clause>(TraitClause{{trait, trait_args_of(icx_.cx, trait, args)}}), depth_});
    return store.error;
  }

  // Whether the goals added since `from` hold for good, so that they need not be looked at again with the cached type.
  bool settle(size_t from) {
    for (size_t i = from; i < out_.size(); ++i)
      if (!predicate_must_hold(icx_, out_[i])) return false;
    if (icx_.ignore_regions) out_.resize(from);
    return true;
  }

  TypeId project_open(DefId assoc, ArgsId args) {
    Binder<TypeId> dummy{store.type(Alias{AliasKind::projection, assoc, args}), store.no_vars};
    ++icx_.universe;
    Opener open(store, icx_.universe);
    const TypeId closed = open.fold(dummy.value);
    const auto* k = store.get<Alias>(closed);
    const size_t goals = out_.size();
    const Projected p = project(icx_, cause_, env_, assoc, icx_.resolve(k->args), depth_, out_);
    if (p.kind != Projected::Kind::ty) {
      out_.resize(goals);
      return dummy.value;
    }
    return Closer(store, open.universe()).fold(icx_.resolve(p.ty));
  }

  // ReBound reaching `n` binders out <-> placeholder number n * 2^16 + var.
  class Opener final : public types::Folder {
   public:
    Opener(Store& store, uint32_t universe) : Folder(store), universe_(universe) {}
    using Folder::fold;
    uint32_t universe() const { return universe_; }
    bool skip(uint16_t, uint32_t outer_binder) const override { return outer_binder <= binders_; }
    TypeId fold(TypeId t) override { return skip(0, store.outer_binder(t)) ? t : super_fold(t); }
    RegionId fold(RegionId r) override {
      const auto* b = store.get<types::ReBound>(r);
      if (b == nullptr || b->debruijn < binders_) return r;
      return store.region(types::RePlaceholder{universe_, ((b->debruijn - binders_) << 16) + b->var, {}});
    }

   private:
    uint32_t universe_;
  };
  class Closer final : public types::Folder {
   public:
    Closer(Store& store, uint32_t universe) : Folder(store), universe_(universe) {}
    using Folder::fold;
    bool skip(uint16_t flags, uint32_t) const override { return (flags & types::has_placeholder) == 0; }
    TypeId fold(TypeId t) override { return skip(store.flags(t), 0) ? t : super_fold(t); }
    RegionId fold(RegionId r) override {
      const auto* p = store.get<types::RePlaceholder>(r);
      if (p == nullptr || p->universe != universe_) return r;
      return store.region(types::ReBound{(p->var >> 16) + binders_, p->var & 0xFFFF});
    }

   private:
    uint32_t universe_;
  };

  InferCtxt& icx_;
  const ObligationCause& cause_;
  const ParamEnv& env_;
  uint32_t depth_;
  std::vector<Obligation>& out_;
  uint16_t mask_;
};

template <class T>
bool has_nothing(const Store& st, const T& value, uint16_t mask) {
  if constexpr (std::is_same_v<T, TypeId> || std::is_same_v<T, ArgsId> || std::is_same_v<T, GenericArg>)
    return (st.flags(value) & mask) == 0;
  else if constexpr (std::is_same_v<T, types::FnSig>) return (st.flags(value.inputs_and_output) & mask) == 0;
  else if constexpr (std::is_same_v<T, TraitRef>) return (st.flags(value.args) & mask) == 0;
  else if constexpr (std::is_same_v<T, Clause>) {
    if (const auto* t = std::get_if<TraitClause>(&value)) return (st.flags(t->trait_ref.args) & mask) == 0;
    if (const auto* p = std::get_if<ProjectionClause>(&value)) return ((st.flags(p->args) | st.flags(p->term)) & mask) == 0;
    if (const auto* o = std::get_if<types::TypeOutlives>(&value)) return (st.flags(o->ty) & mask) == 0;
    if (const auto* w = std::get_if<types::WellFormed>(&value)) return (st.flags(w->arg) & mask) == 0;
    return true;
  } else return has_nothing(st, value.value, mask);
}

}  // namespace

template <class T>
T normalize_at(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, const T& value, uint32_t depth,
               std::vector<Obligation>& out) {
  if (has_nothing(icx.cx.store, value, Normalizer::mask_of(env))) return value;
  const T resolved = icx.resolve(value);
  return Normalizer(icx, cause, env, depth, out).fold(resolved);
}

template <class T>
T normalize(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, const T& value, std::vector<Obligation>& obligations) {
  return normalize_at(icx, cause, env, value, 0, obligations);
}

#define BORROWLAB_NORMALIZE(T)                                                                                                   \
  template T normalize_at<T>(InferCtxt&, const ObligationCause&, const ParamEnv&, const T&, uint32_t, std::vector<Obligation>&); \
  template T normalize<T>(InferCtxt&, const ObligationCause&, const ParamEnv&, const T&, std::vector<Obligation>&);
BORROWLAB_NORMALIZE(TypeId)
BORROWLAB_NORMALIZE(ArgsId)
BORROWLAB_NORMALIZE(GenericArg)
BORROWLAB_NORMALIZE(types::FnSig)
BORROWLAB_NORMALIZE(TraitRef)
BORROWLAB_NORMALIZE(Clause)
BORROWLAB_NORMALIZE(Binder<TypeId>)
BORROWLAB_NORMALIZE(Binder<ArgsId>)
BORROWLAB_NORMALIZE(Binder<types::FnSig>)
BORROWLAB_NORMALIZE(Binder<TraitRef>)
BORROWLAB_NORMALIZE(Binder<Clause>)
#undef BORROWLAB_NORMALIZE

TypeId structurally_normalize(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, TypeId ty,
                              std::vector<Obligation>& obligations) {
  ty = icx.shallow_resolve(ty);
  const auto* alias = icx.cx.store.get<Alias>(ty);
  if (alias == nullptr) return ty;
  return icx.shallow_resolve(normalize(icx, cause, env, ty, obligations));
}

}  // namespace borrowlab::typeck
