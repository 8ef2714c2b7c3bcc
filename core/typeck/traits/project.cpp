// What `<T as Trait>::Assoc` stands for. After rustc_trait_selection::traits::project.
#include "diagnostics/diagnostic.h"
#include "typeck/check.h"
#include "typeck/traits/engine.h"

namespace borrowlab::typeck {

using types::Alias;
using types::AliasKind;
using types::Dynamic;
using types::Infer;

ArgsId trait_args_of(Context& cx, DefId trait, ArgsId args) {
  const uint32_t n = cx.items.generics_of(trait).count();
  const auto list = cx.store[args];
  return list.size() <= n ? args : cx.store.args(list.first(n));
}

namespace {

class Projector {
 public:
  Projector(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, DefId assoc, ArgsId args, uint32_t depth,
            std::vector<Obligation>& out)
      : icx_(icx),
        cx_(icx.cx),
        st_(icx.cx.store),
        lang_(caches(icx.cx).lang),
        cause_(cause),
        env_(env),
        assoc_(assoc),
        args_(args),
        depth_(depth),
        out_(out) {
    trait_ = cx_.defs[assoc].parent;
    trait_args_ = trait_args_of(cx_, trait_, args);
  }

  Projected run() {
    const auto args = st_[args_];
    if (args.empty() || !args[0].is_type()) return {Projected::Kind::error, st_.error};
    if ((st_.flags(args_) & types::has_error) != 0) return {Projected::Kind::ty, st_.error};
    self_ = icx_.shallow_resolve(args[0].type());
    if (const auto* infer = st_.get<Infer>(self_); infer != nullptr && infer->kind == Infer::Kind::ty)
      return {Projected::Kind::ambiguous, {}};
    if (const auto p = from_env()) return *p;
    if (const auto p = from_alias_bounds()) return *p;
    if (const auto p = from_object()) return *p;
    if (known_from_where_clause()) return rigid();
    if (const auto p = from_builtin()) return *p;
    return from_impls();
  }

 private:
  Projected rigid() { return {Projected::Kind::rigid, st_.type(Alias{AliasKind::projection, assoc_, args_})}; }

  // A projection clause with related args gives the type.
  struct Match {
    types::PolyClause clause;
  };
  bool may_match(const types::PolyClause& c) {
    const auto* p = std::get_if<ProjectionClause>(&c.value);
    if (p == nullptr || p->assoc != assoc_) return false;
    if (p->args == args_) return true;
    const auto as = st_[p->args], bs = st_[args_];
    if (!as.empty() && as[0].is_type()) {
      const types::TypeKind& a = st_[as[0].type()];
      const types::TypeKind& b = st_[self_];
      const bool open = std::holds_alternative<Infer>(a) || std::holds_alternative<Alias>(a) || std::holds_alternative<Infer>(b) ||
                        std::holds_alternative<Alias>(b);
      if (!open && (a.index() != b.index() || (std::holds_alternative<types::Param>(a) && as[0].type() != self_))) return false;
    }
    (void)bs;
    return icx_.probe([&] {
      std::vector<Obligation> goals;
      TypeId ty;
      return take(c, ty, goals);
    });
  }
  bool take(const types::PolyClause& c, TypeId& ty, std::vector<Obligation>& goals) {
    const Clause clause = icx_.instantiate_binder_with_fresh_vars(c);
    const auto& p = std::get<ProjectionClause>(clause);
    const auto as = st_[p.args], bs = st_[args_];
    if (as.size() != bs.size()) return false;
    for (size_t i = 0; i < as.size(); ++i)
      if (icx_.eq(cause_, env_, bs[i], as[i], goals)) return false;
    if (!p.term.is_type()) return false;
    ty = p.term.type();
    return true;
  }
  std::optional<Projected> choose(const std::vector<types::PolyClause>& matching) {
    if (matching.empty()) return std::nullopt;
    size_t chosen = 0;
    if (matching.size() > 1) {
      bool exact = false;
      for (size_t i = 0; i < matching.size() && !exact; ++i)
        if (std::get<ProjectionClause>(matching[i].value).args == args_) {
          exact = true;
          chosen = i;
        }
      if (!exact && (st_.flags(args_) & types::has_non_region_infer) != 0) return Projected{Projected::Kind::ambiguous, {}};
    }
    TypeId ty;
    std::vector<Obligation> goals;
    if (!take(matching[chosen], ty, goals)) return std::nullopt;
    for (Obligation& o : goals) {
      o.depth = std::max(o.depth, depth_);
      out_.push_back(std::move(o));
    }
    // `T: Iterator<Item = <T as Iterator>::Item>` says nothing.
    if (const auto* alias = st_.get<Alias>(ty); alias != nullptr && alias->def == assoc_ && alias->args == args_) return rigid();
    return done(ty);
  }
  Projected done(TypeId ty) {
    if ((st_.flags(ty) & (types::has_projection | types::has_unevaluated | (env_.reveal_opaque ? types::has_opaque : 0))) != 0) {
      if (depth_ >= recursion_limit) return {Projected::Kind::error, st_.error};
      ty = normalize_at(icx_, cause_, env_, ty, depth_ + 1, out_);
    }
    return {Projected::Kind::ty, ty};
  }

  std::optional<Projected> from_env() {
    if (env_.clauses == nullptr) return std::nullopt;
    std::vector<types::PolyClause> matching;
    const auto clauses = env_.clauses;
    for (const types::PolyClause& c : *clauses)
      if (may_match(c)) matching.push_back(c);
    return choose(matching);
  }

  std::optional<Projected> from_alias_bounds() {
    TypeId t = self_;
    std::vector<types::PolyClause> matching;
    for (uint32_t i = 0; i < recursion_limit; ++i) {
      const auto* alias = st_.get<Alias>(t);
      if (alias == nullptr || (alias->kind == AliasKind::opaque && env_.reveal_opaque)) break;
      const Alias k = *alias;
      for_each_alias_bound(cx_, k.def, k.args, [&](const types::PolyClause& c) {
        if (may_match(c)) matching.push_back(c);
      });
      const auto args = st_[k.args];
      if (k.kind == AliasKind::opaque || args.empty() || !args[0].is_type()) break;
      t = icx_.shallow_resolve(args[0].type());
    }
    return choose(matching);
  }

  std::optional<Projected> from_object() {
    const auto* dyn = st_.get<Dynamic>(self_);
    if (dyn == nullptr) return std::nullopt;
    const Dynamic d = *dyn;
    std::vector<types::PolyClause> matching;
    for (const types::ExistentialPredicate& p : st_[d.predicates]) {
      if (const auto* proj = std::get_if<types::ExistentialProjection>(&p)) {
        std::vector<GenericArg> args{self_};
        for (GenericArg g : st_[proj->args]) args.push_back(g);
        const types::PolyClause c{ProjectionClause{proj->assoc, st_.args(args), proj->term}, d.vars};
        if (may_match(c)) matching.push_back(c);
      } else if (const auto* principal = std::get_if<types::ExistentialTraitRef>(&p)) {
        // `trait Numbers: Iterator<Item = u8>`: the declaration says it for the trait object, too.
        std::vector<GenericArg> args{self_};
        for (GenericArg g : st_[principal->args]) args.push_back(g);
        for (const types::PolyClause& c : elaborate(cx_, {{TraitClause{{principal->trait, st_.args(args)}}, d.vars}}))
          if (may_match(c)) matching.push_back(c);
      }
    }
    if (matching.size() > 1 && matching[0] == matching[1]) matching.resize(1);
    return choose(matching);
  }

  // `T: Trait` is among the clauses to the letter, and none says what its type is: it stands for itself.
  bool known_from_where_clause() {
    if (env_.clauses == nullptr) return false;
    for (const types::PolyClause& c : *env_.clauses)
      if (const auto* t = std::get_if<TraitClause>(&c.value))
        if (t->trait_ref.trait == trait_ && t->trait_ref.args == trait_args_)
          return st_.get<types::Param>(self_) != nullptr || st_.get<Alias>(self_) != nullptr;
    return false;
  }

  std::optional<Projected> from_builtin() {
    if (assoc_ == lang_.fn_once_output) {
      const types::TypeKind& k = st_[self_];
      if (!std::holds_alternative<types::Closure>(k) && !std::holds_alternative<types::FnDef>(k) &&
          !std::holds_alternative<types::FnPtr>(k))
        return std::nullopt;
      const auto sig = callable_sig(icx_, cause_, env_, self_, out_);
      if (!sig)
        return std::holds_alternative<types::Closure>(k) ? Projected{Projected::Kind::ambiguous, {}}
                                                         : Projected{Projected::Kind::error, {}};
      const auto args = st_[args_];
      if (args.size() < 2 || icx_.eq(cause_, env_, args[1], sig->inputs_tuple, out_)) return Projected{Projected::Kind::error, {}};
      return done(sig->output);
    }
    if (assoc_ == lang_.discriminant_type) return discriminant();
    if (assoc_ == lang_.metadata_type) return metadata();
    return std::nullopt;
  }

  Projected discriminant() {
    const types::TypeKind& k = st_[self_];
    if (std::holds_alternative<types::Param>(k) || std::holds_alternative<Alias>(k)) return rigid();
    if (const auto* a = std::get_if<types::Adt>(&k)) {
      const types::AdtDef& def = cx_.items.adt(a->def);
      if (def.kind == types::AdtKind::enum_) return {Projected::Kind::ty, def.repr.int_type.valid() ? def.repr.int_type : st_.isize};
    }
    return {Projected::Kind::ty, st_.u8};
  }

  Projected metadata() {
    TypeId t = self_;
    for (uint32_t i = 0; i < recursion_limit; ++i) {
      const types::TypeKind& k = st_[t];
      if (std::holds_alternative<types::Slice>(k) || std::holds_alternative<types::Str>(k)) return {Projected::Kind::ty, st_.usize};
      if (std::holds_alternative<Dynamic>(k)) {
        if (!lang_.dyn_metadata.valid()) return {Projected::Kind::ty, st_.usize};
        return {Projected::Kind::ty, st_.adt(lang_.dyn_metadata, st_.args({GenericArg(t)}))};
      }
      if (const auto* a = std::get_if<types::Adt>(&k)) {
        const auto tail = sized_constraint(cx_, a->def);
        if (!tail) return {Projected::Kind::ty, st_.unit};
        t = icx_.shallow_resolve(normalize_at(icx_, cause_, env_, types::instantiate(st_, *tail, a->args), depth_ + 1, out_));
        continue;
      }
      if (const auto* tuple = std::get_if<types::Tuple>(&k); tuple != nullptr && !st_[tuple->elems].empty()) {
        t = icx_.shallow_resolve(st_[tuple->elems].back());
        continue;
      }
      if (trivially_sized(st_, t)) return {Projected::Kind::ty, st_.unit};
      if (std::holds_alternative<Infer>(k)) return {Projected::Kind::ambiguous, {}};
      // A parameter or alias that is Sized has no metadata; another one stands for itself.
      const Obligation sized{cause_, env_, st_.dummy_binder<Clause>(TraitClause{{lang_.sized, st_.args({GenericArg(t)})}}), depth_ + 1};
      if (lang_.sized.valid() && predicate_must_hold(icx_, sized)) return {Projected::Kind::ty, st_.unit};
      return rigid();
    }
    return {Projected::Kind::error, {}};
  }

  Projected from_impls() {
    Selection s = SelectionCtxt(icx_).select({cause_, env_, {trait_, trait_args_}, depth_});
    if (s.outcome == Selection::Outcome::ambiguous) return {Projected::Kind::ambiguous, {}};
    if (s.outcome == Selection::Outcome::error) return {Projected::Kind::error, {}};
    for (Obligation& o : s.source.nested) out_.push_back(std::move(o));
    if (s.source.kind != ImplSource::Kind::user_defined) return rigid();
    const auto list = st_[args_];
    const size_t own_from = st_[trait_args_].size();
    for (DefId item : types::impl_items(cx_, s.source.impl_def)) {
      const auto found = cx_.items.assoc.find(item);
      if (found == cx_.items.assoc.end() || found->second.trait_item != assoc_) continue;
      ArgsId args = s.source.args;
      if (list.size() > own_from) {
        std::vector<GenericArg> all(st_[args].begin(), st_[args].end());
        all.insert(all.end(), list.begin() + static_cast<ptrdiff_t>(own_from), list.end());
        args = st_.args(all);
      }
      if (!cx_.items.type_of.count(item)) return {Projected::Kind::ty, st_.error};
      return done(types::type_of(cx_, item, args));
    }
    // The trait's default.
    if (cx_.items.type_of.count(assoc_)) return done(types::type_of(cx_, assoc_, args_));
    return {Projected::Kind::ty, st_.error};  // the impl lacks the item: reported where it stands
  }

  InferCtxt& icx_;
  Context& cx_;
  Store& st_;
  const LangTraits& lang_;
  const ObligationCause& cause_;
  const ParamEnv& env_;
  DefId assoc_, trait_;
  ArgsId args_, trait_args_;
  TypeId self_;
  uint32_t depth_;
  std::vector<Obligation>& out_;
};

}  // namespace

Projected project(InferCtxt& icx, const ObligationCause& cause, const ParamEnv& env, DefId assoc, ArgsId args, uint32_t depth,
                  std::vector<Obligation>& out) {
  if (depth >= recursion_limit) return {Projected::Kind::error, icx.cx.store.error};
  return Projector(icx, cause, env, assoc, args, depth, out).run();
}

TypeId reveal_opaque(Context& cx, DefId def, ArgsId args) {
  auto hidden = cx.items.type_of.find(def);
  if (hidden == cx.items.type_of.end() && cx.define_opaque) {
    cx.define_opaque(def);
    hidden = cx.items.type_of.find(def);
  }
  if (hidden == cx.items.type_of.end()) return cx.store.type(Alias{AliasKind::opaque, def, args});
  return types::instantiate(cx.store, TypeId(hidden->second), args);
}

ConstId evaluate_const(InferCtxt& icx, ConstId c) {
  Store& st = icx.cx.store;
  c = icx.resolve(c);
  const auto* u = st.get<types::ConstUnevaluated>(c);
  if (u == nullptr) return c;
  // The args of a constant outside any generic item have no say; others must be known.
  if ((st.flags(u->args) & (types::has_non_region_infer | types::has_param | types::has_placeholder)) != 0 && !st[u->args].empty())
    return c;
  diagnostics::Sink unheard;  // whoever checks the constant's own body reports
  const types::ConstUnevaluated copy = *u;
  const auto value = eval_const_scalar(icx.cx, copy.def, copy.args, unheard);
  if (!value) return c;
  const auto ty = icx.cx.items.type_of.find(copy.def);
  return st.konst(types::ConstValue{ty == icx.cx.items.type_of.end() ? st.usize : ty->second, *value});
}

}  // namespace borrowlab::typeck
