// Calling the method that was picked: adjustments of the receiver, generic arguments, the instantiated signature and its obligations.
// After rustc_hir_typeck::method::confirm.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {
// The trait's reference for the object type that the receiver dereferences to.
std::optional<Binder<TraitRef>> object_trait_ref(FnCtxt& fcx, TypeId self_ty, DefId trait) {
  const auto* d = fcx.as<types::Dynamic>(self_ty);
  if (d == nullptr) return std::nullopt;
  for (const auto& pred : fcx.store[d->predicates]) {
    const auto* t = std::get_if<types::ExistentialTraitRef>(&pred);
    if (t == nullptr) continue;
    std::vector<GenericArg> args{self_ty};
    for (GenericArg a : fcx.store[t->args]) args.push_back(a);
    for (const auto& super : supertraits(fcx.cx, Binder<TraitRef>{TraitRef{t->trait, fcx.store.args(args)}, d->vars}))
      if (super.value.trait == trait) return super;
  }
  return std::nullopt;
}
}  // namespace

MethodCallee FnCtxt::confirm_method(Span span, ExprId self_expr, Span call_span, TypeId unadjusted_self_ty, const Pick& pick,
                                    const syntax::PathSegment& segment) {
  // The receiver: dereferenced as often as picking did, then borrowed.
  std::vector<Adjustment> adj;
  TypeId self_ty;
  autoderef(span_of(self_expr), unadjusted_self_ty, false, [&](TypeId ty, const std::vector<AutoderefStep>& steps) {
    if (steps.size() < pick.autoderefs) return false;
    adj = adjust_steps(call_span, steps, ty);
    self_ty = ty;
    return true;
  });
  if (!self_ty.valid()) self_ty = err();
  const TypeId derefed = self_ty;
  if (pick.autoref == Pick::Autoref::ref || pick.autoref == Pick::Autoref::ref_mut) {
    Adjustment a;
    a.kind = Adjustment::Kind::borrow;
    a.mut = pick.autoref == Pick::Autoref::ref_mut ? Mutability::mut : Mutability::not_;
    a.two_phase = a.mut == Mutability::mut;
    const RegionId r = icx.next_region_var();
    self_ty = a.target = store.ref(r, self_ty, a.mut);
    adj.push_back(a);
    if (pick.unsize) {
      Adjustment u;
      u.kind = Adjustment::Kind::pointer;
      u.pointer = PointerCoercion::unsize;
      const auto* array = as<types::Array>(derefed);
      self_ty = u.target = store.ref(r, array != nullptr ? store.slice(array->elem) : derefed, a.mut);
      adj.push_back(u);
    }
  } else if (pick.autoref == Pick::Autoref::const_ptr) {
    Adjustment a;
    a.kind = Adjustment::Kind::pointer;
    a.pointer = PointerCoercion::mut_to_const_pointer;
    self_ty = a.target = store.ptr(as<types::RawPtr>(self_ty)->pointee, Mutability::not_);
    adj.push_back(a);
  }
  apply_adjustments(self_expr, adj);

  // The container's arguments.
  const DefId container = cx.items.assoc.at(pick.item).container;
  if (pick.kind == Pick::Kind::trait) results.used_traits.emplace_back(container, span);
  ArgsId parent;
  switch (pick.kind) {
    case Pick::Kind::inherent_impl:
    case Pick::Kind::trait: parent = icx.fresh_args_for(span, container); break;
    case Pick::Kind::object: {
      TraitRef t = icx.instantiate_binder_with_fresh_vars(pick.trait_ref);
      autoderef(span, unadjusted_self_ty, true, [&](TypeId ty, const auto&) {
        if (auto r = object_trait_ref(*this, ty, container)) {
          t = icx.instantiate_binder_with_fresh_vars(*r);
          return true;
        }
        return false;
      });
      parent = t.args;
      break;
    }
    case Pick::Kind::where_clause: parent = icx.instantiate_binder_with_fresh_vars(pick.trait_ref).args; break;
  }
  const ArgsId args = lower_segment_args(cx, krate, segment.ident.span, pick.item, parent, segment, hooks, sink, true);

  MethodCallee callee;
  callee.def = pick.item;
  callee.args = args;
  callee.sig = normalize(span, icx.instantiate_binder_with_fresh_vars(types::fn_sig(cx, pick.item, args)));
  // The receiver's type is the declared one: this fixes the container's arguments.
  if (!store.inputs(callee.sig).empty()) {
    std::vector<Obligation> os;
    if (!icx.sub(cause(span, ObligationKind::method_receiver), env, self_ty, store.inputs(callee.sig)[0], os)) add_all(std::move(os));
    else if (!is_error(self_ty) && !is_error(store.inputs(callee.sig)[0])) refuse(span, "this method's receiver type");
  }
  add_item_obligations(segment.ident.span, pick.item, args);
  if (pick.autoref == Pick::Autoref::ref_mut) convert_place_derefs_to_mutable(self_expr);
  return callee;
}

// A method `where Self: Sized` of a trait object.
bool FnCtxt::report_sized_only_method(Span span, const syntax::ExprMethodCall& m, const MethodCallee& callee) {
  if (defined_in_library(callee.def) || store[callee.args].empty() || !store[callee.args][0].is_type()) return false;
  const DefId trait = cx.defs[callee.def].parent;
  const auto* dyn = as<types::Dynamic>(icx.resolve(store[callee.args][0].type()));
  if (dyn == nullptr || cx.defs[trait].kind != DefKind::trait) return false;
  const auto predicates = cx.items.predicates.find(callee.def);
  if (predicates == cx.items.predicates.end()) return false;
  for (const types::Predicate& p : predicates->second) {
    const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
    const auto* self = t != nullptr ? as<types::Param>(store[t->trait_ref.args][0].type()) : nullptr;
    if (self == nullptr || self->index != 0 || t->trait_ref.trait != cx.lang("sized")) continue;
    auto d = error(span, "", "the `" + std::string(m.method.ident.name.str()) + "` method cannot be invoked on a trait object");
    d.label(p.span, "this has a `Sized` requirement");
    emit(std::move(d));
    sized_only_calls.push_back(span);
    return true;
  }
  return false;
}

// `#![recursion_limit = "4"]`, and more references than that before the method. E0055.
bool FnCtxt::report_deref_limit(Span span, TypeId receiver) {
  if (defined_in_library(owner)) return false;
  for (const syntax::Attribute& a : ast.crate_attrs) {
    if (a.path.segments.size() != 1 || a.path.segments[0].ident.name.str() != "recursion_limit" || a.value.empty()) continue;
    uint64_t limit = 0;
    for (char c : a.value) limit = c >= '0' && c <= '9' && limit < (1U << 20) ? limit * 10 + static_cast<uint64_t>(c - '0') : UINT32_MAX;
    TypeId ty = receiver;
    uint64_t steps = 0;
    for (; steps <= limit; ++steps) {
      const auto* r = as<types::Ref>(ty);
      if (r == nullptr) return false;
      ty = icx.resolve(r->pointee);
    }
    auto d = error(span, "E0055", "reached the recursion limit while auto-dereferencing `" + str(ty) + "`");
    d.label(span, "deref recursion limit reached");
    d.help("consider increasing the recursion limit by adding a `#![recursion_limit = \"" + std::to_string(limit == 0 ? 2 : 2 * limit) +
           "\"]` attribute to your crate (`main`)");
    emit(std::move(d));
    return true;
  }
  return false;
}

TypeId FnCtxt::check_method_call(const syntax::Expr& expr, const syntax::ExprMethodCall& m, Expectation expected) {
  TypeId recv_ty = check_expr(m.receiver);
  recv_ty = try_structurally_resolve(recv_ty);
  const Span span = m.method.ident.span;
  if (report_deref_limit(span, recv_ty)) {
    for (ExprId a : m.args) check_expr(a);
    return err();
  }
  ProbeResult r = probe_method(span, m.method.ident.name, recv_ty, expr.id, m.method.id);
  auto check_args_anyway = [&] {
    for (ExprId a : m.args) check_expr(a);
    return err();
  };
  switch (r.outcome) {
    case ProbeResult::Outcome::found: break;
    case ProbeResult::Outcome::error: return check_args_anyway();
    case ProbeResult::Outcome::bad_ty:
      if (!results.tainted) report_ambiguous_type(span_of(m.receiver), r.bad);
      return check_args_anyway();
    default:
      if (is_error(recv_ty)) return check_args_anyway();
      report_method_error(expr, m, recv_ty, r);
      return check_args_anyway();
  }
  if (const DefId drop = cx.lang("drop"); drop.valid() && !defined_in_library(owner) && cx.items.assoc.at(r.pick.item).container == drop) {
    auto d = error(span, "E0040", "explicit use of destructor method");
    d.label(span, "explicit destructor calls not allowed");
    const Span recv = span_of(m.receiver);
    d.suggest_multipart("consider using `drop` function",
                        {{recv.shrink_to_lo(), "drop("}, {Span{recv.hi, expr.span.hi, expr.span.ctxt}, ")"}},
                        diagnostics::Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
    emit(std::move(d));
  }
  MethodCallee callee = confirm_method(span, m.receiver, expr.span, recv_ty, r.pick, m.method);
  if (report_sized_only_method(span, m, callee)) return check_args_anyway();
  results.method_callees[expr.id] = callee;
  const auto inputs = store.inputs(callee.sig);
  std::vector<TypeId> formal(inputs.begin() + (inputs.empty() ? 0 : 1), inputs.end());
  const TypeId output = store.output(callee.sig);
  auto exp = expected_inputs(expr.span, expected, output, formal);
  check_argument_types(expr, span, formal, exp, m.args, false, callee.def);
  return output;
}

}  // namespace borrowlab::typeck::check
