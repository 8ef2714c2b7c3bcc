// Dereferencing: built in, and through Deref and DerefMut; overloaded indexing; and the fix-up that turns Deref into DerefMut
// where a place turns out to be mutated. After rustc_hir_analysis::autoderef and rustc_hir_typeck::place_op.
#include "support/function_ref.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
constexpr size_t recursion_limit = 128;
}

std::optional<TypeId> FnCtxt::builtin_deref(TypeId ty, bool include_raw) {
  ty = icx.shallow_resolve(ty);
  if (const auto* r = store.get<types::Ref>(ty)) return r->pointee;
  if (is_box(ty)) return boxed(ty);
  if (const auto* p = store.get<types::RawPtr>(ty); p != nullptr && include_raw) return p->pointee;
  return std::nullopt;
}

std::optional<TypeId> FnCtxt::overloaded_deref(Span span, TypeId ty, std::vector<Obligation>& obligations) {
  ty = icx.resolve(ty);
  if (is_ty_var(ty)) return std::nullopt;
  if (store.get<types::Adt>(ty) == nullptr && store.get<types::Param>(ty) == nullptr && store.get<types::Alias>(ty) == nullptr)
    return std::nullopt;
  const DefId trait = cx.lang("deref");
  if (!may_implement(trait, {ty})) return std::nullopt;
  DefId target = cx.lang("deref_target");
  if (!target.valid()) target = types::assoc_item(cx, trait, Symbol::intern("Target"), types::AssocItem::Kind::type);
  if (!target.valid()) return std::nullopt;
  const TypeId projection = store.projection(target, store.args({GenericArg(ty)}));
  TypeId out = typeck::normalize(icx, cause(span), env, projection, obligations);
  out = icx.shallow_resolve(out);
  if (is_ty_var(out)) {
    // The projection became an obligation: let it make progress.
    add_all(std::move(obligations));
    obligations.clear();
    select_where_possible();
    out = icx.shallow_resolve(out);
  }
  return out;
}

bool FnCtxt::autoderef(Span span, TypeId ty, bool include_raw, FunctionRef<bool(TypeId, const std::vector<AutoderefStep>&)> f,
                       std::vector<Obligation>* obligations) {
  std::vector<AutoderefStep> steps;
  std::vector<Obligation> own;
  std::vector<Obligation>& os = obligations != nullptr ? *obligations : own;
  bool found = false;
  ty = try_structurally_resolve(ty);
  for (;;) {
    if (f(ty, steps)) {
      found = true;
      break;
    }
    if (steps.size() >= recursion_limit || is_ty_var(ty)) break;
    if (auto next = builtin_deref(ty, include_raw)) {
      steps.push_back({ty, false});
      ty = try_structurally_resolve(*next);
    } else if (auto target = overloaded_deref(span, ty, os)) {
      steps.push_back({ty, true});
      ty = try_structurally_resolve(*target);
    } else {
      break;
    }
  }
  if (found && obligations == nullptr) add_all(std::move(own));
  return found;
}

std::vector<Adjustment> FnCtxt::adjust_steps(Span span, const std::vector<AutoderefStep>& steps, TypeId final_ty) {
  std::vector<Adjustment> out;
  for (size_t i = 0; i < steps.size(); ++i) {
    Adjustment a;
    a.target = i + 1 < steps.size() ? steps[i + 1].ty : final_ty;
    a.kind = steps[i].overloaded ? Adjustment::Kind::overloaded_deref : Adjustment::Kind::deref;
    a.span = span;
    out.push_back(a);
  }
  return out;
}

std::optional<MethodCallee> FnCtxt::lookup_method_in_trait(Span span, Symbol method, DefId trait, TypeId self,
                                                           std::span<const TypeId> other_args) {
  if (!trait.valid()) return std::nullopt;
  std::vector<GenericArg> args{self};
  const types::Generics& generics = cx.items.generics_of(trait);
  for (size_t i = 1; i < generics.count(); ++i)
    args.push_back(i - 1 < other_args.size() ? GenericArg(other_args[i - 1]) : GenericArg(icx.next_ty_var(span)));
  const ArgsId trait_args = store.args(args);
  types::Clause clause = types::TraitClause{TraitRef{trait, trait_args}};
  const Obligation obligation{cause(span), env, store.dummy_binder(clause)};
  if (!predicate_may_hold(icx, obligation)) return std::nullopt;
  const DefId item = types::assoc_item(cx, trait, method, types::AssocItem::Kind::fn);
  if (!item.valid()) return std::nullopt;
  MethodCallee callee;
  callee.def = item;
  std::vector<GenericArg> all(args);
  const types::Generics& own = cx.items.generics_of(item);
  for (const auto& p : own.own) {
    if (p.kind == types::GenericParamDef::Kind::lifetime) all.push_back(icx.next_region_var());
    else if (p.kind == types::GenericParamDef::Kind::type) all.push_back(icx.next_ty_var(span));
    else all.push_back(icx.next_const_var(store.usize, span));
  }
  callee.args = store.args(all);
  callee.sig = normalize(span, icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, item, callee.args)));
  add(obligation);
  for (auto& p : types::predicates_of(cx, item, callee.args))
    add({cause(span, ObligationKind::item_bound, item, p.span), env, normalize(span, p.clause)});
  return callee;
}

TypeId FnCtxt::check_deref(const syntax::Expr& expr, ExprId operand, TypeId operand_ty) {
  operand_ty = try_structurally_resolve(operand_ty);
  if (auto t = builtin_deref(operand_ty, true)) return *t;
  if (is_ty_var(operand_ty)) return structurally_resolve(span_of(operand), operand_ty);
  if (auto callee = lookup_method_in_trait(expr.span, Symbol::intern("deref"), cx.lang("deref"), operand_ty, {})) {
    // `*x` is `*Deref::deref(&x)`: the operand is borrowed.
    const TypeId self = store.inputs(callee->sig)[0];
    if (const auto* r = as<types::Ref>(self)) {
      Adjustment a;
      a.kind = Adjustment::Kind::borrow;
      a.mut = r->mut;
      a.target = self;
      apply_adjustments(operand, {a});
    }
    const TypeId out = store.output(callee->sig);
    results.method_callees[expr.id] = *callee;
    if (auto t = builtin_deref(try_structurally_resolve(out), false)) return *t;
  }
  return TypeId();
}

std::optional<TypeId> FnCtxt::lookup_indexing(const syntax::Expr& expr, ExprId base, TypeId base_ty, ExprId index, TypeId index_ty,
                                              TypeId* element) {
  std::optional<TypeId> index_result;
  autoderef(span_of(base), base_ty, false, [&](TypeId ty, const std::vector<AutoderefStep>& steps) {
    const TypeId idx = try_structurally_resolve(index_ty);
    const auto* slice = as<types::Slice>(ty);
    const auto* array = as<types::Array>(ty);
    // Arrays and slices indexed by usize are built in; an integer literal's type is not known yet but can only be that.
    const auto* ivar = as<types::Infer>(idx);
    const bool usize_like = idx == store.usize || (ivar != nullptr && ivar->kind == types::Infer::Kind::int_);
    if ((slice != nullptr || array != nullptr) && usize_like) {
      if (eq(span_of(index), idx, store.usize)) {
        apply_adjustments(base, adjust_steps(span_of(base), steps, ty));
        *element = slice != nullptr ? slice->elem : array->elem;
        index_result = store.usize;
        return true;
      }
    }
    for (int unsize = 0; unsize < 2; ++unsize) {
      TypeId self = ty;
      if (unsize == 1) {
        if (array == nullptr) break;
        self = store.slice(array->elem);
      }
      const TypeId input = icx.next_ty_var(span_of(index));
      const TypeId others[] = {input};
      auto callee =
          is_ty_var(self) ? std::nullopt : lookup_method_in_trait(span_of(index), Symbol::intern("index"), cx.lang("index"), self, others);
      if (!callee) continue;
      auto adj = adjust_steps(span_of(base), steps, ty);
      const TypeId region_self = store.inputs(callee->sig)[0];
      Adjustment borrow;
      borrow.kind = Adjustment::Kind::borrow;
      borrow.target = store.ref(as<types::Ref>(region_self)->region, ty, Mutability::not_);
      adj.push_back(borrow);
      if (unsize == 1) {
        Adjustment u;
        u.kind = Adjustment::Kind::pointer;
        u.pointer = PointerCoercion::unsize;
        u.target = region_self;
        adj.push_back(u);
      }
      apply_adjustments(base, std::move(adj));
      results.method_callees[expr.id] = *callee;
      if (const auto* r = as<types::Ref>(store.output(callee->sig))) *element = r->pointee;
      else *element = err();
      index_result = input;
      return true;
    }
    return false;
  });
  return index_result;
}

// `e` is mutated (assigned, borrowed mutably): Deref calls on the way to it become DerefMut, Index becomes IndexMut.
void FnCtxt::convert_place_derefs_to_mutable(ExprId e) {
  std::vector<ExprId> chain{e};
  for (;;) {
    const syntax::Expr& x = ast[chain.back()];
    if (const auto* f = std::get_if<syntax::ExprField>(&x.kind)) chain.push_back(f->base);
    else if (const auto* i = std::get_if<syntax::ExprIndex>(&x.kind)) chain.push_back(i->base);
    else if (const auto* u = std::get_if<syntax::ExprUnary>(&x.kind); u != nullptr && u->op == syntax::UnOp::deref)
      chain.push_back(u->operand);
    else break;
  }
  for (size_t n = chain.size(); n-- > 0;) {
    const ExprId x = chain[n];
    const NodeId id = ast[x].id;
    TypeId source = expr_ty(x);
    if (auto it = results.adjustments.find(id); it != results.adjustments.end()) {
      for (size_t i = 0; i < it->second.size(); ++i) {
        Adjustment& a = results.adjustments[id][i];
        if (a.kind == Adjustment::Kind::overloaded_deref && a.mut == Mutability::not_) {
          if (lookup_method_in_trait(ast[x].span, Symbol::intern("deref_mut"), cx.lang("deref_mut"), source, {}))
            results.adjustments[id][i].mut = Mutability::mut;
          else break;  // stays Deref: the borrow checker reports the mutation
        }
        source = results.adjustments[id][i].target;
      }
    }
    const bool is_index = std::holds_alternative<syntax::ExprIndex>(ast[x].kind);
    const auto* un = std::get_if<syntax::ExprUnary>(&ast[x].kind);
    const bool is_deref = un != nullptr && un->op == syntax::UnOp::deref;
    auto callee = results.method_callees.find(id);
    if ((!is_index && !is_deref) || callee == results.method_callees.end()) continue;
    const ExprId base = is_index ? std::get<syntax::ExprIndex>(ast[x].kind).base : un->operand;
    const auto* base_ref = as<types::Ref>(expr_ty_adjusted(base));
    if (base_ref == nullptr) continue;
    if (base_ref->mut == Mutability::mut &&
        callee->second.def == types::assoc_item(cx, cx.lang(is_index ? "index_mut" : "deref_mut"),
                                                Symbol::intern(is_index ? "index_mut" : "deref_mut"), types::AssocItem::Kind::fn))
      continue;
    std::vector<TypeId> others;
    if (is_index) others.push_back(store[callee->second.args][1].type());
    auto mut_callee = lookup_method_in_trait(ast[x].span, Symbol::intern(is_index ? "index_mut" : "deref_mut"),
                                             cx.lang(is_index ? "index_mut" : "deref_mut"), base_ref->pointee, others);
    if (!mut_callee) continue;
    results.method_callees[id] = *mut_callee;
    const auto* self = as<types::Ref>(store.inputs(mut_callee->sig)[0]);
    if (self == nullptr) continue;
    // The autoref of the base becomes a mutable one (and an unsizing after it, likewise).
    TypeId from = expr_ty(base);
    for (Adjustment& a : results.adjustments[ast[base].id]) {
      if (a.kind == Adjustment::Kind::borrow) {
        a.mut = Mutability::mut;
        a.two_phase = false;
        a.target = store.ref(self->region, from, Mutability::mut);
      } else if (a.kind == Adjustment::Kind::pointer && a.pointer == PointerCoercion::unsize) {
        a.target = store.inputs(mut_callee->sig)[0];
      }
      from = a.target;
    }
  }
}

}  // namespace borrowlab::typeck::check
