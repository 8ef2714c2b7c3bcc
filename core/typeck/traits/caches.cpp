#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

LangTraits::LangTraits(const Context& cx)
    : sized(cx.lang("sized")),
      meta_sized(cx.lang("meta_sized")),
      pointee_sized(cx.lang("pointee_sized")),
      copy(cx.lang("copy")),
      clone(cx.lang("clone")),
      fn(cx.lang("fn")),
      fn_mut(cx.lang("fn_mut")),
      fn_once(cx.lang("fn_once")),
      fn_once_output(cx.lang("fn_once_output")),
      unsize(cx.lang("unsize")),
      coerce_unsized(cx.lang("coerce_unsized")),
      dispatch_from_dyn(cx.lang("dispatch_from_dyn")),
      discriminant_kind(cx.lang("discriminant_kind")),
      discriminant_type(cx.lang("discriminant_type")),
      pointee(cx.lang("pointee_trait")),
      metadata_type(cx.lang("metadata_type")),
      tuple(cx.lang("tuple_trait")),
      destruct(cx.lang("destruct")),
      fn_ptr(cx.lang("fn_ptr_trait")),
      drop(cx.lang("drop")),
      freeze(cx.lang("freeze")),
      drop_in_place(cx.lang("drop_in_place")),
      sync(cx.lang("sync")),
      dyn_metadata(cx.lang("dyn_metadata")) {}

const void* TraitCaches::pin(const ParamEnv& env) {
  const void* key = env.clauses.get();
  if (key != nullptr) envs.try_emplace(key, env.clauses);
  return key;
}

TraitCaches& caches(Context& cx) {
  if (cx.trait_caches == nullptr) cx.trait_caches = std::make_shared<TraitCaches>(cx);
  return *cx.trait_caches;
}

void clear_trait_caches(Context& cx) { cx.trait_caches.reset(); }

namespace {

class Freshener final : public types::Folder {
 public:
  explicit Freshener(InferCtxt& icx) : Folder(icx.cx.store), icx_(icx) {}
  using Folder::fold;
  static constexpr uint16_t mask = types::has_infer | types::has_free_regions | types::has_placeholder;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & mask) == 0; }
  TypeId fold(TypeId t) override {
    if (skip(store.flags(t), 0)) return t;
    const TypeId r = icx_.shallow_resolve(t);
    const auto* infer = store.get<types::Infer>(r);
    if (infer == nullptr) return super_fold(r);
    return store.type(types::Infer{infer->kind, number(infer->vid * 4 + static_cast<uint32_t>(infer->kind))});
  }
  ConstId fold(ConstId c) override {
    if (skip(store.flags(c), 0)) return c;
    const ConstId r = icx_.shallow_resolve(c);
    const auto* infer = store.get<types::ConstInfer>(r);
    if (infer == nullptr) return super_fold(r);
    return store.konst(types::ConstInfer{types::ConstVid(number(infer->vid.index * 4 + 3))});
  }
  RegionId fold(RegionId r) override { return store.get<types::ReBound>(r) != nullptr ? r : store.re_erased; }

 private:
  // Far above all variables in use.
  uint32_t number(uint32_t var) {
    for (uint32_t i = 0; i < seen_.size(); ++i)
      if (seen_[i] == var) return 0x40000000U + i;
    seen_.push_back(var);
    return 0x40000000U + static_cast<uint32_t>(seen_.size()) - 1;
  }
  InferCtxt& icx_;
  std::vector<uint32_t> seen_;
};

}  // namespace

ArgsId freshen(InferCtxt& icx, ArgsId args) {
  if ((icx.cx.store.flags(args) & Freshener::mask) == 0) return args;
  return Freshener(icx).fold(args);
}

}  // namespace borrowlab::typeck
