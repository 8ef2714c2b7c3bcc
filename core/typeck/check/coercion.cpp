// Implicit conversions: reborrowing, deref coercion, unsizing, fn items and closures to fn pointers, `!` to anything; and the
// least upper bound of several expressions. After rustc_hir_typeck::coercion.
#include "support/function_ref.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {

using Kind = Adjustment::Kind;

class Coerce {
 public:
  Coerce(FnCtxt& f, Span s, TwoPhase tp, bool use_lub, std::vector<Obligation>& os)
      : fcx(f), store(f.store), span(s), two_phase(tp), lub(use_lub), obligations(os) {}

  std::optional<FnCtxt::CoerceOk> coerce(TypeId a, TypeId b) {
    a = fcx.try_structurally_resolve(a);
    b = fcx.icx.shallow_resolve(b);
    if (store.get<types::Never>(a) != nullptr) {
      if (store.get<types::Never>(b) != nullptr) return identity(b);
      Adjustment adj;
      adj.kind = Kind::never_to_any;
      adj.target = b;
      return FnCtxt::CoerceOk{{adj}, b};
    }
    if (fcx.is_ty_var(a)) return unify_and(a, b, {});
    if (auto ok = attempt([&] { return coerce_unsized(a, b); })) return ok;
    if (store.get<types::RawPtr>(b) != nullptr) return coerce_raw_ptr(a, b);
    if (store.get<types::Ref>(b) != nullptr) return coerce_ref(a, b);
    if (store.get<types::FnDef>(a) != nullptr) return coerce_fn_item(a, b);
    if (store.get<types::FnPtr>(a) != nullptr) return coerce_fn_ptr(a, b);
    if (store.get<types::Closure>(a) != nullptr) return coerce_closure(a, b);
    return unify_and(a, b, {});
  }

  std::optional<TypeMismatch> mismatch;

 private:
  using Result = std::optional<FnCtxt::CoerceOk>;
  FnCtxt& fcx;
  types::Store& store;
  Span span;
  TwoPhase two_phase;
  bool lub;
  std::vector<Obligation>& obligations;

  static Adjustment adjustment(Kind kind, TypeId target) {
    Adjustment a;
    a.kind = kind;
    a.target = target;
    return a;
  }
  static Adjustment pointer(PointerCoercion p, TypeId target) {
    Adjustment a = adjustment(Kind::pointer, target);
    a.pointer = p;
    return a;
  }
  Result identity(TypeId t) { return FnCtxt::CoerceOk{{}, t}; }
  Result fail(TypeId expected, TypeId found) {
    if (!mismatch) mismatch = TypeMismatch{expected, found};
    return std::nullopt;
  }

  template <class F>
  Result attempt(F&& f) {
    auto snapshot = fcx.icx.start_snapshot();
    const size_t n = obligations.size();
    Result r = f();
    if (r) {
      fcx.icx.commit(snapshot);
    } else {
      fcx.icx.rollback_to(snapshot);
      obligations.resize(n);
    }
    return r;
  }

  std::optional<TypeId> unify(TypeId a, TypeId b) {
    if (lub) {
      auto t = fcx.icx.lub(fcx.cause(span, ObligationKind::coercion), fcx.env, b, a, obligations);
      if (!t) fail(b, a);
      return t;
    }
    if (auto m = fcx.icx.sub(fcx.cause(span, ObligationKind::coercion), fcx.env, a, b, obligations)) {
      if (!mismatch) mismatch = m;
      return std::nullopt;
    }
    return a;
  }
  Result unify_and(TypeId a, TypeId b, std::vector<Adjustment> adj) {
    auto t = unify(a, b);
    if (!t) return std::nullopt;
    if (!adj.empty()) adj.back().target = *t;
    return FnCtxt::CoerceOk{std::move(adj), *t};
  }

  // Regions that inference left open are erased here, but they are different ones.
  bool has_erased_region(TypeId t) const {
    bool found = false;
    types::walk_types(store, t, [&](types::GenericArg a) {
      found |= a == types::GenericArg(store.re_erased);
      return !found;
    });
    return found;
  }

  static bool mutability_allows(Mutability from, Mutability to) { return from == Mutability::mut || to == Mutability::not_; }

  // `&'a mut T` where `&U` or `&mut U` is wanted: borrow `*…*value` anew.
  Result coerce_ref(TypeId a, TypeId b) {
    const types::Ref to = *store.get<types::Ref>(b);
    const auto* from_ref = store.get<types::Ref>(a);
    if (from_ref == nullptr) return unify_and(a, b, {});
    const types::Ref from = *from_ref;
    if (!mutability_allows(from.mut, to.mut)) return fail(b, a);
    Result out;
    std::optional<TypeMismatch> first;
    std::vector<Obligation> deref_obligations;
    fcx.autoderef(
        span, a, false,
        [&](TypeId referent, const std::vector<AutoderefStep>& steps) {
          if (steps.empty()) return false;  // else `&0` would become `&&0`
          const RegionId r = !lub ? to.region : steps.size() == 1 ? from.region : fcx.icx.next_region_var();
          const TypeId derefd = store.ref(r, referent, to.mut);
          const size_t n = obligations.size();
          std::optional<TypeMismatch> saved = mismatch;
          mismatch.reset();
          // The lesser of two lifetimes that are told apart here: of 'static and another, the other.
          const bool known = lub && steps.size() == 1 && to.mut == Mutability::not_ && store.ref(to.region, referent, to.mut) == b &&
                             (from.region == store.re_static || to.region == store.re_static) && !has_erased_region(b);
          auto t = known ? std::optional(from.region == store.re_static ? b : derefd) : unify(derefd, b);
          if (!t) {
            if (!first) first = mismatch;
            obligations.resize(n);
            mismatch = saved;
            return false;
          }
          mismatch = saved;
          const TypeId ty = fcx.icx.shallow_resolve(*t);
          if (ty == a && from.mut == Mutability::not_ && steps.size() == 1 && !has_erased_region(ty)) {
            out = identity(ty);
            return true;
          }
          auto adj = fcx.adjust_steps(span, steps, referent);
          Adjustment borrow = adjustment(Kind::borrow, ty);
          borrow.mut = to.mut;
          borrow.two_phase = to.mut == Mutability::mut && two_phase == TwoPhase::yes;
          if (to.mut == Mutability::mut)
            for (auto& d : adj)
              if (d.kind == Kind::overloaded_deref) d.mut = Mutability::mut;
          adj.push_back(borrow);
          out = FnCtxt::CoerceOk{std::move(adj), ty};
          return true;
        },
        &deref_obligations);
    if (out) obligations.insert(obligations.end(), deref_obligations.begin(), deref_obligations.end());
    else if (first) mismatch = first;
    return out;
  }

  Result coerce_raw_ptr(TypeId a, TypeId b) {
    const types::RawPtr to = *store.get<types::RawPtr>(b);
    TypeId pointee;
    Mutability from;
    bool is_ref = false;
    if (const auto* r = store.get<types::Ref>(a)) {
      pointee = r->pointee, from = r->mut, is_ref = true;
    } else if (const auto* p = store.get<types::RawPtr>(a)) {
      pointee = p->pointee, from = p->mut;
    } else {
      return unify_and(a, b, {});
    }
    if (!mutability_allows(from, to.mut)) return fail(b, a);
    const TypeId raw = store.ptr(pointee, to.mut);
    if (is_ref) {
      Adjustment borrow = adjustment(Kind::raw_borrow, raw);
      borrow.mut = to.mut;
      return unify_and(raw, b, {adjustment(Kind::deref, pointee), borrow});
    }
    if (from != to.mut) return unify_and(raw, b, {pointer(PointerCoercion::mut_to_const_pointer, raw)});
    return unify_and(raw, b, {});
  }

  // `[T; N]` to `[T]`, `T` to `dyn Trait`, behind a pointer or an ADT that implements CoerceUnsized.
  Result coerce_unsized(TypeId a, TypeId b) {
    if (fcx.is_ty_var(b)) return std::nullopt;
    const auto* ra = store.get<types::Ref>(a);
    const auto* rb = store.get<types::Ref>(b);
    const auto* pa = store.get<types::RawPtr>(a);
    const auto* pb = store.get<types::RawPtr>(b);
    std::vector<Adjustment> adj;
    if ((ra != nullptr || pa != nullptr) && (rb != nullptr || pb != nullptr)) {
      if (pa != nullptr && rb != nullptr) return std::nullopt;
      const TypeId from = fcx.icx.shallow_resolve(ra != nullptr ? ra->pointee : pa->pointee);
      const TypeId to = fcx.icx.shallow_resolve(rb != nullptr ? rb->pointee : pb->pointee);
      if (!may_unsize(from, to)) return std::nullopt;
      const Mutability mf = ra != nullptr ? ra->mut : pa->mut, mt = rb != nullptr ? rb->mut : pb->mut;
      if (!mutability_allows(mf, mt)) return std::nullopt;
      if (ra != nullptr) {
        adj.push_back(adjustment(Kind::deref, from));
        Adjustment borrow = adjustment(rb != nullptr ? Kind::borrow : Kind::raw_borrow,
                                       rb != nullptr ? store.ref(fcx.icx.next_region_var(), from, mt) : store.ptr(from, mt));
        borrow.mut = mt;  // never two-phase: the unsizing uses the reference at once
        adj.push_back(borrow);
      }
      if (!select_all(fcx.cx.lang("unsize"), from, to)) return std::nullopt;
      TypeId target = b;
      adj.push_back(pointer(PointerCoercion::unsize, target));
      return FnCtxt::CoerceOk{std::move(adj), target};
    }
    const auto* aa = store.get<types::Adt>(a);
    const auto* ab = store.get<types::Adt>(b);
    if (aa == nullptr || ab == nullptr || aa->def != ab->def || a == b) return std::nullopt;
    const DefId trait = fcx.cx.lang("coerce_unsized");
    if (!trait.valid()) return std::nullopt;
    if (types::trait_impls(fcx.cx, trait).by_type.count(types::simplify_type(store, a)) == 0) return std::nullopt;
    // Quick: some type argument must be able to lose its size.
    bool possible = false;
    const auto args_a = store[aa->args], args_b = store[ab->args];
    for (size_t i = 0; i < args_a.size() && i < args_b.size(); ++i)
      if (args_a[i].is_type() && args_b[i].is_type() &&
          (may_unsize(fcx.icx.shallow_resolve(args_a[i].type()), fcx.icx.shallow_resolve(args_b[i].type())) ||
           nested_pointer(args_b[i].type())))
        possible = true;
    if (!possible) return std::nullopt;
    if (!select_all(trait, a, b)) return std::nullopt;
    return FnCtxt::CoerceOk{{pointer(PointerCoercion::unsize, b)}, b};
  }

  bool nested_pointer(TypeId t) {
    t = fcx.icx.shallow_resolve(t);
    return store.get<types::Ref>(t) != nullptr || store.get<types::RawPtr>(t) != nullptr || store.get<types::Adt>(t) != nullptr;
  }

  bool may_unsize(TypeId from, TypeId to) {
    if (fcx.is_ty_var(from)) return false;
    if (store.get<types::Slice>(to) != nullptr) return store.get<types::Array>(from) != nullptr;
    if (store.get<types::Dynamic>(to) != nullptr) return store.get<types::Str>(from) == nullptr && store.get<types::Slice>(from) == nullptr;
    const auto* a = store.get<types::Adt>(from);
    const auto* b = store.get<types::Adt>(to);
    return a != nullptr && b != nullptr && a->def == b->def && from != to;
  }

  // `from: Trait<to>`, following Unsize and CoerceUnsized goals to their ends; the others become obligations.
  bool select_all(DefId trait, TypeId from, TypeId to) {
    const DefId unsize = fcx.cx.lang("unsize"), coerce_unsized = fcx.cx.lang("coerce_unsized");
    types::Clause goal = types::TraitClause{TraitRef{trait, store.args({GenericArg(from), GenericArg(to)})}};
    std::vector<Obligation> queue{{fcx.cause(span, ObligationKind::coercion), fcx.env, store.dummy_binder(goal)}};
    for (size_t i = 0; i < queue.size(); ++i) {
      if (i > 64) return false;
      Obligation o = queue[i];
      const auto* t = std::get_if<types::TraitClause>(&o.predicate.value);
      if (t == nullptr || (t->trait_ref.trait != unsize && t->trait_ref.trait != coerce_unsized)) {
        obligations.push_back(std::move(o));
        continue;
      }
      Selection s = select(fcx.icx, o);
      if (s.outcome == Selection::Outcome::ambiguous) {
        const auto args = store[fcx.icx.resolve(t->trait_ref.args)];
        if (t->trait_ref.trait == unsize && fcx.is_ty_var(args[0].type()) && fcx.as<types::Dynamic>(args[1].type()) != nullptr) {
          obligations.push_back(std::move(o));
          continue;
        }
        return false;
      }
      if (s.outcome == Selection::Outcome::error) return false;
      for (auto& n : s.source.nested) queue.push_back(std::move(n));
    }
    return true;
  }

  types::PolyFnSig fn_def_sig(TypeId t) {
    const types::FnDef f = *store.get<types::FnDef>(t);
    return fcx.normalize(span, types::fn_sig(fcx.cx, f.def, f.args));
  }

  Result coerce_fn_item(TypeId a, TypeId b) {
    const auto* to = store.get<types::FnPtr>(b);
    if (to == nullptr) return unify_and(a, b, {});
    types::PolyFnSig sig = fn_def_sig(a);
    const TypeId fn_ptr = store.type(types::FnPtr{sig});
    if (sig.value.safety == Safety::safe && to->sig.value.safety == Safety::unsafe) {
      types::PolyFnSig unsafe_sig = sig;
      unsafe_sig.value.safety = Safety::unsafe;
      const TypeId unsafe_ptr = store.type(types::FnPtr{unsafe_sig});
      return unify_and(unsafe_ptr, b,
                       {pointer(PointerCoercion::reify_fn_pointer, fn_ptr), pointer(PointerCoercion::unsafe_fn_pointer, unsafe_ptr)});
    }
    return unify_and(fn_ptr, b, {pointer(PointerCoercion::reify_fn_pointer, fn_ptr)});
  }

  Result coerce_fn_ptr(TypeId a, TypeId b) {
    const types::FnPtr from = *store.get<types::FnPtr>(a);
    if (const auto* to = store.get<types::FnPtr>(b);
        to != nullptr && from.sig.value.safety == Safety::safe && to->sig.value.safety == Safety::unsafe) {
      types::PolyFnSig unsafe_sig = from.sig;
      unsafe_sig.value.safety = Safety::unsafe;
      const TypeId unsafe_ptr = store.type(types::FnPtr{unsafe_sig});
      return unify_and(unsafe_ptr, b, {pointer(PointerCoercion::unsafe_fn_pointer, unsafe_ptr)});
    }
    return unify_and(a, b, {});
  }

  Result coerce_closure(TypeId a, TypeId b) {
    const auto* to = store.get<types::FnPtr>(b);
    if (to == nullptr) return unify_and(a, b, {});
    if (fcx.closure_may_capture(store.get<types::Closure>(a)->def)) return unify_and(a, b, {});
    const TypeId fn_ptr = fcx.closure_fn_ptr(a, to->sig.value.safety);
    return unify_and(fn_ptr, b, {pointer(PointerCoercion::closure_fn_pointer, fn_ptr)});
  }
};

}  // namespace

std::optional<FnCtxt::CoerceOk> FnCtxt::coerce_types(Span span, TypeId source, TypeId target, TwoPhase two_phase, bool lub,
                                                     TypeMismatch* mismatch, std::vector<Obligation>& obligations) {
  auto snapshot = icx.start_snapshot();
  Coerce c(*this, span, two_phase, lub, obligations);
  auto ok = c.coerce(icx.resolve(source), icx.resolve(target));
  if (ok) {
    icx.commit(snapshot);
  } else {
    if (mismatch != nullptr && c.mismatch) *mismatch = {icx.resolve(c.mismatch->expected), icx.resolve(c.mismatch->found)};
    icx.rollback_to(snapshot);
  }
  return ok;
}

std::optional<TypeId> FnCtxt::try_coerce(const Site& e, TypeId actual, TypeId expected, TwoPhase two_phase, TypeMismatch* mismatch) {
  std::vector<Obligation> obligations;
  actual = try_structurally_resolve(actual);
  if (const auto* r = store.get<types::Ref>(actual);
      r != nullptr && r->mut == Mutability::not_ && exact_.count(e.id.index) != 0 && icx.resolve(actual) == icx.resolve(expected))
    return actual;
  auto ok = coerce_types(e.span, actual, expected, two_phase, false, mismatch, obligations);
  if (!ok) return std::nullopt;
  add_all(std::move(obligations));
  apply_adjustments(e.id, std::move(ok->adjustments));
  if (is_error(actual)) return store.error;
  return ok->target;
}

bool FnCtxt::can_coerce(TypeId from, TypeId to) {
  auto snapshot = icx.start_snapshot();
  std::vector<Obligation> obligations;
  Coerce c(*this, {}, TwoPhase::no, false, obligations);
  bool ok = c.coerce(icx.resolve(from), icx.resolve(to)).has_value();
  for (const auto& o : obligations)
    if (ok && !predicate_may_hold(icx, o)) ok = false;
  icx.rollback_to(snapshot);
  return ok;
}

TypeId FnCtxt::demand_coerce(const Site& e, TypeId actual, TypeId expected, TwoPhase two_phase, const CoerceOrigin& origin) {
  TypeMismatch m{};
  if (auto t = try_coerce(e, actual, expected, two_phase, &m)) return *t;
  report_mismatch(e, expected, actual, origin, m.expected.valid() ? std::optional(m) : std::nullopt);
  return is_ty_var(expected) ? err() : expected;
}

std::optional<TypeId> FnCtxt::coerce_lub(std::vector<Site>& exprs, TypeId prev, const Site& e, TypeId ty, TypeMismatch* mismatch) {
  prev = try_structurally_resolve(prev);
  ty = try_structurally_resolve(ty);
  if (prev == ty) return prev;
  const Span span = e.span;
  // Different fn items or closures have only the fn pointer in common.
  const bool prev_fn = store.get<types::FnDef>(prev) != nullptr || store.get<types::Closure>(prev) != nullptr;
  const bool new_fn = store.get<types::FnDef>(ty) != nullptr || store.get<types::Closure>(ty) != nullptr;
  if (prev_fn && new_fn) {
    std::vector<Obligation> os;
    if (auto t = icx.lub(cause(span), env, prev, ty, os)) {
      add_all(std::move(os));
      return *t;
    }
    auto fn_ptr = [&](TypeId t) {
      if (const auto* f = store.get<types::FnDef>(t)) return store.type(types::FnPtr{normalize(span, types::fn_sig(cx, f->def, f->args))});
      if (closure_may_capture(store.get<types::Closure>(t)->def)) return TypeId();
      return closure_fn_ptr(t, Safety::safe);
    };
    const TypeId a = fn_ptr(prev), b = fn_ptr(ty);
    if (a.valid() && b.valid()) {
      std::vector<Obligation> obligations;
      if (auto t = icx.lub(cause(span), env, a, b, obligations)) {
        add_all(std::move(obligations));
        auto adjust = [&](const Site& x, TypeId from) {
          Adjustment adj;
          adj.kind = Kind::pointer;
          adj.pointer = store.get<types::FnDef>(from) != nullptr ? PointerCoercion::reify_fn_pointer : PointerCoercion::closure_fn_pointer;
          adj.target = *t;
          apply_adjustments(x.id, {adj});
        };
        for (const Site& x : exprs) adjust(x, prev);
        adjust(e, ty);
        return *t;
      }
    }
  }
  // The new expression to the type of those before …
  bool noop = true;
  for (const Site& x : exprs) {
    const auto& adj = adjustments_of(x.id);
    const bool reborrow = adj.size() == 2 && adj[0].kind == Kind::deref && adj[1].kind == Kind::borrow;
    if (!adj.empty() && !reborrow && adj[0].kind != Kind::never_to_any) noop = false;
  }
  TypeMismatch first{};
  {
    std::vector<Obligation> os;
    if (auto ok = coerce_types(span, ty, prev, TwoPhase::no, true, &first, os)) {
      add_all(std::move(os));
      apply_adjustments(e.id, std::move(ok->adjustments));
      return ok->target;
    }
  }
  // … or those before to its type.
  if (noop) {
    std::vector<Obligation> os;
    if (auto ok = coerce_types(span, prev, ty, TwoPhase::no, true, nullptr, os)) {
      add_all(std::move(os));
      for (const Site& x : exprs) apply_adjustments(x.id, ok->adjustments);
      return ok->target;
    }
  }
  if (mismatch != nullptr) *mismatch = first;
  return std::nullopt;
}

void FnCtxt::coerce_many(CoerceMany& many, const Site& e, TypeId ty, const CoerceOrigin& origin) {
  ty = icx.shallow_resolve(ty);
  if (is_error(ty) || is_error(many.merged_ty())) {
    many.merged = store.error;
    return;
  }
  TypeMismatch m{};
  std::optional<TypeId> merged;
  if (many.pushed.empty() && !many.merged.valid()) merged = try_coerce(e, ty, many.expected, TwoPhase::no, &m);
  else merged = coerce_lub(many.pushed, many.merged_ty(), e, ty, &m);
  if (!merged) {
    report_mismatch(e, many.merged_ty(), ty, origin, m.expected.valid() ? std::optional(m) : std::nullopt);
    many.merged = err();
    return;
  }
  if (!many.pushed.empty() || many.merged.valid()) {
    bool erased = false;
    types::walk_types(store, icx.resolve(*merged), [&](types::GenericArg a) {
      erased |= a == types::GenericArg(store.re_erased);
      return !erased;
    });
    many.exact &= is_never(ty) || exact_.count(e.id.index) != 0 || (!erased && icx.resolve(*merged) == icx.resolve(many.expected));
  }
  // `!` merges into what follows: the merged type stays open until an expression of another type comes.
  many.merged = *merged;
  many.pushed.push_back(e);
}

void FnCtxt::coerce_many_unit(CoerceMany& many, Span span, const CoerceOrigin& origin, bool label_unit,
                              FunctionRef<void(diagnostics::Diagnostic&)> augment) {
  if (is_error(many.merged_ty())) return;
  std::optional<TypeMismatch> m;
  if (!many.merged.valid()) {
    m = eq_or(span, many.expected, store.unit);
  } else {
    m = is_never(many.merged) && !many.pushed.empty() ? eq_or(span, many.expected, store.unit) : eq_or(span, many.merged, store.unit);
  }
  if (m) {
    report_unit_mismatch(span, many.merged_ty(), origin, label_unit, augment);
    many.merged = err();
    return;
  }
  many.merged = store.unit;
}

}  // namespace borrowlab::typeck::check
