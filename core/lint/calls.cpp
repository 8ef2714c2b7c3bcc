// Calls, comparisons and loops that are well typed but cannot have been meant. After rustc_lint: noop_method_call, let_underscore,
// drop_forget_useless, for_loops_over_fallibles, types (comparisons), dangling.
#include <string>

#include "lint/early.h"
#include "lint/late.h"

namespace borrowlab::lint {

using diagnostics::Applicability;

namespace {

std::string type_name(const LateContext& cx, types::TypeId ty) { return types::to_string(cx.cx, types::GenericArg(ty)); }
types::TypeId peel_refs(const LateContext& cx, types::TypeId ty) {
  for (const types::Ref* r = nullptr; (r = cx.cx.store.get<types::Ref>(ty)) != nullptr;) ty = r->pointee;
  return ty;
}
types::TypeId adjusted(const LateContext& cx, const syntax::Expr& e) {
  const auto it = cx.results->adjustments.find(e.id);
  return it == cx.results->adjustments.end() || it->second.empty() ? cx.type_of(e.id) : it->second.back().target;
}
// The library's type that an ADT is, by its diagnostic item.
std::string_view adt_item(const LateContext& cx, types::TypeId ty) {
  const auto* adt = ty.valid() ? cx.cx.store.get<types::Adt>(ty) : nullptr;
  return adt == nullptr ? std::string_view() : cx.diagnostic_item(adt->def);
}

// `reference.clone()` that copies the reference: `noop_method_call`, `suspicious_double_ref_op`.
void noop_method(const LateContext& cx, const syntax::Expr& e, const syntax::ExprMethodCall& call) {
  const auto callee = cx.results->method_callees.find(e.id);
  if (callee == cx.results->method_callees.end() || call.method.ident.span.from_expansion()) return;
  const DefId trait = cx.cx.defs[callee->second.def].parent;
  const std::string trait_name(cx.diagnostic_item(trait));
  const bool clone = trait_name == "Clone", deref = trait_name == "Deref", borrow = trait_name == "Borrow";
  const auto args = cx.cx.store[callee->second.args];
  if (!(clone || deref || borrow) || args.empty() || !args[0].is_type()) return;
  // The implementations that do nothing: of Clone and Deref for `&T`, of Borrow<T> for `T`.
  const auto* self = cx.cx.store.get<types::Ref>(args[0].type());
  const bool noop = borrow ? args.size() > 1 && args[1] == args[0] : self != nullptr && self->mut == syntax::Mutability::not_;
  if (!noop || call.method.ident.name.str() != (clone ? "clone" : deref ? "deref" : "borrow")) return;
  const syntax::Expr& receiver = cx.krate.ast[call.receiver];
  if (const auto steps = cx.results->adjustments.find(receiver.id); steps != cx.results->adjustments.end())
    for (const typeck::check::Adjustment& a : steps->second)
      if (a.kind == typeck::check::Adjustment::Kind::overloaded_deref) return;
  const types::TypeId from = cx.type_of(receiver.id), to = adjusted(cx, e);
  if (!from.valid() || !to.valid()) return;
  const Span at = e.span.with_lo(receiver.span.hi);
  if (from != to) {
    if (borrow) return;
    const std::string name = type_name(cx, to);
    cx.emit(finding(Lint::suspicious_double_ref_op,
                    clone ? "using `.clone()` on a double reference, which returns `" + name + "` instead of cloning the inner type"
                          : "using `.deref()` on a double reference, which returns `" + name + "` instead of dereferencing the inner type",
                    at));
    return;
  }
  const types::TypeId original = peel_refs(cx, to);
  const std::string method(call.method.ident.name.str()), name = type_name(cx, original);
  Diagnostic d = finding(Lint::noop_method_call, "call to `." + method + "()` on a reference in this situation does nothing", at);
  d.note("the type `" + name + "` does not implement `" + trait_name + "`, so calling `" + method + "` on `&" + name +
         "` copies the reference, which does not do anything and can be removed");
  // Where there are more suggestions than one, none is inline; one about a type of the library has no place to be shown at.
  const auto* adt = cx.cx.store.get<types::Adt>(original);
  d.suggest(at, "remove this redundant call", "", Applicability::machine_applicable,
            adt != nullptr ? diagnostics::SuggestionStyle::show_always : diagnostics::SuggestionStyle::show_code);
  if (adt != nullptr && cx.cx.defs[adt->def].krate == resolve::user_crate)
    d.suggest(cx.cx.defs[adt->def].span.shrink_to_lo(), "if you meant to clone `" + name + "`, implement `Clone` for it",
              "#[derive(Clone)]\n", Applicability::maybe_incorrect);
  cx.emit(std::move(d));
}

// `drop(manually_drop)`: the deny-by-default one of rustc's drop_forget_useless.
void undropped(const LateContext& cx, const syntax::Expr& e, const syntax::ExprCall& call) {
  if (call.args.size() != 1 || cx.diagnostic_item(cx.callee(e)) != "mem_drop") return;
  const types::TypeId ty = cx.type_of(call.args[0]);
  const auto* adt = ty.valid() ? cx.cx.store.get<types::Adt>(ty) : nullptr;
  if (adt == nullptr || !cx.cx.items.adt(adt->def).is_manually_drop) return;
  Diagnostic d = finding(Lint::undropped_manually_drops,
                         "calls to `std::mem::drop` with `std::mem::ManuallyDrop` instead of the inner value does nothing", e.span);
  const Span arg = cx.krate.ast[call.args[0]].span;
  d.label(arg, "argument has type `" + type_name(cx, ty) + "`");
  d.suggest_multipart("use `std::mem::ManuallyDrop::into_inner` to get the inner value",
                      {{arg.shrink_to_lo(), "std::mem::ManuallyDrop::into_inner("}, {arg.shrink_to_hi(), ")"}},
                      Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
  cx.emit(std::move(d));
}

// `for x in option`.
void fallible_loop(const LateContext& cx, const syntax::Expr& e) {
  const auto loop = written_for(cx.krate.ast, e);
  if (!loop || !cx.type_of(loop->head).valid()) return;
  types::TypeId ty = cx.type_of(loop->head);
  std::string prefix;
  if (const auto* r = cx.cx.store.get<types::Ref>(ty)) {
    prefix = r->mut == syntax::Mutability::mut ? "&mut " : "&";
    ty = r->pointee;
  }
  const std::string_view item = adt_item(cx, ty);
  if (item != "Option" && item != "Result") return;
  const std::string some = item == "Option" ? "Some(" : "Ok(";
  const syntax::Expr& head = cx.krate.ast[loop->head];
  const Span at = cx.cx.sources.source_callsite(head.span), pat = cx.krate.ast[loop->pat].span;
  const Span start = e.span.with_hi(pat.lo), end = pat.between(at);
  Diagnostic d = finding(Lint::for_loops_over_fallibles,
                         std::string("for loop over ") + (item == "Option" && prefix.empty() ? "an `" : "a `") + prefix +
                             std::string(item) + "`. This is more readably written as an `if let` statement",
                         at);
  const auto* call = std::get_if<syntax::ExprMethodCall>(&head.kind);
  const DefId method = call == nullptr ? DefId() : cx.callee(head);
  if (method.valid() && call->method.ident.name.str() == "next" && cx.diagnostic_item(cx.cx.defs[method].parent) == "Iterator") {
    const Span iter = cx.krate.ast[call->receiver].span;
    d.suggest(iter.between(at.shrink_to_hi()),
              "to iterate over `" + std::string(cx.cx.sources.snippet(iter)) + "` remove the call to `next`", ".by_ref()",
              Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  } else {
    d.suggest_multipart("to check pattern in a loop use `while let`", {{start, "while let " + some}, {end, ") = "}},
                        Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  }
  d.suggest_multipart("consider using `if let` to clear intent", {{start, "if let " + some}, {end, ") = "}}, Applicability::maybe_incorrect,
                      diagnostics::SuggestionStyle::show_always);
  cx.emit(std::move(d));
}

// --- comparisons ---
bool is_nan(const LateContext& cx, syntax::ExprId id) {
  const syntax::Expr& e = cx.krate.ast[id];
  if (!std::holds_alternative<syntax::ExprPath>(e.kind)) return false;
  resolve::Res res = e.id.index < cx.krate.res.paths.size() ? cx.krate.res.paths[e.id.index].base : resolve::Res{};
  if (const auto value = cx.results->value_res.find(e.id); value != cx.results->value_res.end()) res = value->second.res;
  const syntax::Attribute* item = res.kind == resolve::Res::Kind::def ? cx.attribute(res.def, "rustc_diagnostic_item") : nullptr;
  return item != nullptr && item->value == "float_nan";
}

void comparison_with_nan(const LateContext& cx, const syntax::Expr& e, const syntax::ExprBinary& b) {
  const bool left = is_nan(cx, b.lhs);
  if (!left && !is_nan(cx, b.rhs)) return;
  const bool equality = b.op == syntax::BinOp::eq || b.op == syntax::BinOp::ne;
  Diagnostic d = finding(
      Lint::invalid_nan_comparisons,
      equality ? "incorrect NaN comparison, NaN cannot be directly compared to itself" : "incorrect NaN comparison, NaN is not orderable",
      e.span);
  if (equality) {
    const Span nan = cx.krate.ast[left ? b.lhs : b.rhs].span, other = cx.krate.ast[left ? b.rhs : b.lhs].span;
    std::vector<diagnostics::SubstitutionPart> parts;
    if (b.op == syntax::BinOp::ne) parts.push_back({other.shrink_to_lo(), "!"});
    if (left) parts.push_back({nan.until(other), ""});
    parts.push_back({left ? other.shrink_to_hi() : other.shrink_to_hi().with_hi(nan.hi), ".is_nan()"});
    d.suggest_multipart("use `f32::is_nan()` or `f64::is_nan()` instead", std::move(parts), Applicability::machine_applicable,
                        diagnostics::SuggestionStyle::show_always);
  }
  cx.emit(std::move(d));
}

// An operand without the `&` around it, and what is left of its references.
Span dereferenced(const LateContext& cx, syntax::ExprId id, std::string& stars) {
  for (types::TypeId ty = cx.type_of(id); cx.cx.store.get<types::Ref>(ty) != nullptr; ty = cx.cx.store.get<types::Ref>(ty)->pointee)
    stars += '*';
  const syntax::Expr* e = &cx.krate.ast[id];
  for (const auto* r = std::get_if<syntax::ExprAddrOf>(&e->kind); r != nullptr && !stars.empty();
       r = std::get_if<syntax::ExprAddrOf>(&e->kind)) {
    stars.pop_back();
    e = &cx.krate.ast[r->place];
  }
  return e->span;
}

void comparison_of_fns(const LateContext& cx, const syntax::Expr& e, const syntax::ExprBinary& b) {
  types::TypeId l = cx.type_of(b.lhs), r = cx.type_of(b.rhs);
  if (!l.valid() || !r.valid() || e.span.from_expansion()) return;
  bool in_option = false;
  const auto is_fn = [&](types::TypeId ty) {
    ty = peel_refs(cx, ty);
    if (adt_item(cx, ty) == "Option") ty = cx.cx.store[cx.cx.store.get<types::Adt>(ty)->args][0].type(), in_option = true;
    return cx.cx.store.get<types::FnPtr>(ty) != nullptr || cx.cx.store.get<types::FnDef>(ty) != nullptr;
  };
  if (!is_fn(l) || !is_fn(r)) return;
  Diagnostic d = finding(Lint::unpredictable_function_pointer_comparisons,
                         "function pointer comparisons do not produce meaningful results since their addresses are not guaranteed to be "
                         "unique",
                         e.span);
  d.note("the address of the same function can vary between different codegen units");
  d.note("furthermore, different functions could have the same address after being merged together");
  d.note("for more information visit <https://doc.rust-lang.org/nightly/core/ptr/fn.fn_addr_eq.html>");
  if (!in_option && (b.op == syntax::BinOp::eq || b.op == syntax::BinOp::ne)) {
    std::string stars_left, stars_right;
    const Span left = dereferenced(cx, b.lhs, stars_left), right = dereferenced(cx, b.rhs, stars_right);
    const std::string call = std::string(b.op == syntax::BinOp::ne ? "!" : "") + "std::ptr::fn_addr_eq(" + stars_left;
    d.suggest_multipart("refactor your code, or use `std::ptr::fn_addr_eq` to suppress the lint",
                        {{e.span.until(left), call}, {left.between(right), ", " + stars_right}, {right.shrink_to_hi(), ")"}},
                        Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  }
  cx.emit(std::move(d));
}

// `Box::new(x).method()` where a reference to `x` would do. rustc: unused.rs, UnusedAllocation.
void unused_allocation(const LateContext& cx, const syntax::Expr& e) {
  const auto steps = cx.results->adjustments.find(e.id);
  if (steps == cx.results->adjustments.end()) return;
  const syntax::Attribute* item = cx.attribute(cx.callee(e), "rustc_diagnostic_item");
  if (item == nullptr || item->value != "box_new") return;
  for (const typeck::check::Adjustment& step : steps->second)
    if (step.kind == typeck::check::Adjustment::Kind::borrow)
      cx.emit(finding(
          Lint::unused_allocation,
          step.mut == syntax::Mutability::mut ? "unnecessary allocation, use `&mut` instead" : "unnecessary allocation, use `&` instead",
          e.span));
}

// Whether the value is a temporary. rustc: dangling.rs, is_temporary_rvalue.
bool is_temporary(const syntax::Expr& e) {
  return std::holds_alternative<syntax::ExprCall>(e.kind) || std::holds_alternative<syntax::ExprMethodCall>(e.kind) ||
         std::holds_alternative<syntax::ExprBinary>(e.kind) || std::holds_alternative<syntax::ExprStruct>(e.kind) ||
         std::holds_alternative<syntax::ExprIf>(e.kind) || std::holds_alternative<syntax::ExprMatch>(e.kind) ||
         std::holds_alternative<syntax::ExprBlock>(e.kind) || std::holds_alternative<syntax::ExprLoop>(e.kind);
}

bool owns_allocation(const LateContext& cx, types::TypeId ty) {
  const types::Store& store = cx.cx.store;
  if (store.get<types::Array>(ty) != nullptr) return true;
  const auto* adt = store.get<types::Adt>(ty);
  if (adt == nullptr) return false;
  const types::AdtDef& def = cx.cx.items.adt(adt->def);
  if (def.is_box) {
    const types::TypeId inner = store[adt->args][0].type();
    return store.get<types::Slice>(inner) != nullptr || store.get<types::Str>(inner) != nullptr || owns_allocation(cx, inner);
  }
  const std::string_view item = cx.diagnostic_item(adt->def);
  return item == "String" || item == "Vec" || item == "Cell" || adt->def == cx.cx.lang("unsafe_cell") ||
         adt->def == cx.cx.lang("maybe_uninit");
}

}  // namespace

void check_dangling_pointer(const LateContext& cx, const syntax::Expr& e) {
  const auto* call = std::get_if<syntax::ExprMethodCall>(&e.kind);
  if (call == nullptr || cx.results == nullptr) return;
  const syntax::Expr& receiver = cx.krate.ast[call->receiver];
  const types::TypeId ty = cx.type_of(receiver.id);
  if (!ty.valid() || !is_temporary(receiver) || !owns_allocation(cx, ty) || cx.attribute(cx.callee(e), "rustc_as_ptr") == nullptr) return;
  const std::string name = "`" + type_name(cx, ty) + "`", method(call->method.ident.name.str());
  const Span at = call->method.ident.span;
  Diagnostic d = finding(Lint::dangling_pointers_from_temporaries,
                         "this creates a dangling pointer because temporary " + name + " is dropped at end of statement", at);
  d.label(at, "pointer created here");
  d.label(receiver.span, "this " + name + " is dropped at end of statement");
  d.help("bind the " + name + " to a variable such that it outlives the pointer returned by `" + method + "`");
  d.note("a dangling pointer is safe, but dereferencing one is undefined behavior");
  d.note("returning a pointer to a local variable will always result in a dangling pointer");
  d.note("for more information, see <https://doc.rust-lang.org/reference/destructors.html>");
  cx.emit(std::move(d));
}

void check_calls(const LateContext& cx, const syntax::Expr& e) {
  if (cx.results == nullptr) return;
  if (const auto* method = std::get_if<syntax::ExprMethodCall>(&e.kind)) noop_method(cx, e, *method);
  else if (const auto* call = std::get_if<syntax::ExprCall>(&e.kind)) undropped(cx, e, *call), unused_allocation(cx, e);
  else if (const auto* b = std::get_if<syntax::ExprBinary>(&e.kind); b != nullptr && b->op >= syntax::BinOp::eq) {
    comparison_with_nan(cx, e, *b);
    comparison_of_fns(cx, e, *b);
  } else {
    fallible_loop(cx, e);
  }
}

// `let _ = lock;`, where the guard goes at once.
void check_let_underscore(const LateContext& cx, const syntax::Stmt& s) {
  const auto* let = std::get_if<syntax::StmtLet>(&s.kind);
  if (let == nullptr || !let->init.valid() || !std::holds_alternative<syntax::PatWild>(cx.krate.ast[let->pat].kind)) return;
  types::TypeId ty = cx.type_of(cx.krate.ast[let->pat].id);
  if (!ty.valid()) ty = cx.type_of(let->init);
  if (const auto* adt = ty.valid() ? cx.cx.store.get<types::Adt>(ty) : nullptr; adt != nullptr && adt_item(cx, ty) == "Result")
    ty = cx.cx.store[adt->args][0].type();
  const std::string_view item = adt_item(cx, ty);
  if (item != "MutexGuard" && item != "RwLockReadGuard" && item != "RwLockWriteGuard") return;
  const Span pat = cx.krate.ast[let->pat].span, init = cx.krate.ast[let->init].span;
  Diagnostic d = finding(Lint::let_underscore_lock, "non-binding let on a synchronization lock", pat);
  d.label(pat, "this lock is not assigned to a binding and is immediately dropped");
  d.suggest_verbose(pat, "consider binding to an unused variable to avoid immediately dropping the value", "_unused",
                    Applicability::machine_applicable);
  d.suggest_multipart("consider immediately dropping the value", {{s.span.until(init), "drop("}, {init.shrink_to_hi(), ")"}},
                      Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
  cx.emit(std::move(d));
}

}  // namespace borrowlab::lint
