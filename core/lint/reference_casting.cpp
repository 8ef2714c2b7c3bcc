#include <algorithm>
#include <unordered_map>

#include "lint/lint.h"
#include "support/sort.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::lint {

namespace thir = typeck::thir;

namespace {

using typeck::CheckedBody;

class ReferenceCasting {
  using ExprId = thir::ExprId;

 public:
  ReferenceCasting(types::Context& c, const CheckedBody& all) : cx(c), checked(all) {}

  Findings run() {
    collect_initializers(checked.body);
    for (const thir::Body& nested : checked.nested) collect_initializers(nested);
    check(checked.body);
    for (const thir::Body& nested : checked.nested) check(nested);
    sort(found_, [](const Found& a, const Found& b) {
      return a.span.lo != b.span.lo ? a.span.lo < b.span.lo : a.span.hi > b.span.hi;  // as a visitor meets them
    });
    Findings out;
    for (const Found& f : found_) out.push_back(report(f));
    return out;
  }

 private:
  struct At {
    const thir::Body* body;
    ExprId expr;
    const thir::Expr& operator*() const { return body->exprs[expr]; }
  };
  struct Found {
    Span span;
    bool assigns;
    bool interior_mutability;
    std::optional<Span> cast;
  };
  types::Context& cx;
  const CheckedBody& checked;
  std::unordered_map<syntax::NodeId, At, IndexHash> initializers_;  // of variables that are bound once and for all
  std::vector<Found> found_;

  void collect_initializers(const thir::Body& body) {
    for (const thir::Block& b : body.blocks)
      for (const thir::Stmt& s : b.stmts)
        if (const auto* let = std::get_if<thir::StmtLet>(&s.kind); let != nullptr && let->initializer.valid())
          if (const auto* p = std::get_if<thir::PatBinding>(&body.pats[let->pattern].kind))
            if (p->mode == thir::BindingMode::by_value && p->mut == thir::Mutability::not_ && !p->sub.valid())
              initializers_.emplace(p->var, At{&body, let->initializer});
  }

  // What wraps an expression without being written: scopes, uses, blocks of nothing but their value.
  At peel(At at) const {
    for (;;) {
      const thir::Expr& e = *at;
      if (const auto* x = std::get_if<thir::Scope>(&e.kind)) {
        at.expr = x->value;
      } else if (const auto* x = std::get_if<thir::Use>(&e.kind)) {
        at.expr = x->source;
      } else if (const auto* x = std::get_if<thir::PlaceTypeAscription>(&e.kind)) {
        at.expr = x->source;
      } else if (const auto* x = std::get_if<thir::ValueTypeAscription>(&e.kind)) {
        at.expr = x->source;
      } else if (const auto* x = std::get_if<thir::BlockExpr>(&e.kind)) {
        const thir::Block& b = at.body->blocks[x->block];
        if (!b.stmts.empty() || !b.expr.valid() || b.unsafe_block) return at;
        at.expr = b.expr;
      } else {
        return at;
      }
    }
  }
  // Adjustments on top of what is written: coercions and reborrows, which have its span.
  At unadjusted(At at) const {
    for (;;) {
      at = peel(at);
      const thir::Expr& e = *at;
      At inner = at;
      if (const auto* x = std::get_if<thir::PointerCoerce>(&e.kind)) {
        if (x->from_as) return at;
        inner.expr = x->source;
      } else {
        if (const auto* b = std::get_if<thir::Borrow>(&e.kind)) {
          inner.expr = b->arg;
        } else if (const auto* r = std::get_if<thir::RawBorrow>(&e.kind)) {
          inner.expr = r->arg;
        } else {
          return at;
        }
        inner = peel(inner);
        const auto* d = std::get_if<thir::Deref>(&(*inner).kind);
        if (d == nullptr) return at;
        inner.expr = d->arg;
      }
      inner = peel(inner);
      if ((*inner).span != e.span) return at;
      at = inner;
    }
  }
  // The value that a variable was bound to, if the expression is one. rustc: LateContext::expr_or_init.
  At expr_or_init(At at) const {
    at = unadjusted(at);
    for (size_t step = 0; step <= initializers_.size(); ++step) {
      const thir::Expr& e = *at;
      syntax::NodeId var;
      if (const auto* x = std::get_if<thir::VarRef>(&e.kind)) var = x->var;
      if (const auto* x = std::get_if<thir::UpvarRef>(&e.kind)) var = x->var;
      auto it = var.valid() ? initializers_.find(var) : initializers_.end();
      if (it == initializers_.end()) break;
      at = unadjusted(it->second);
    }
    return at;
  }

  // The diagnostic item that a call calls; empty: not a call of a known one.
  std::string_view callee(const thir::Expr& e) const {
    const auto* call = std::get_if<thir::Call>(&e.kind);
    const types::FnDef* fn = call == nullptr ? nullptr : cx.store.get<types::FnDef>(call->fn_ty);
    if (fn == nullptr || !cx.defs[fn->def].item.valid()) return {};
    for (const syntax::Attribute& a : cx.crate_of(fn->def).ast[cx.defs[fn->def].item].attrs)
      if (a.path.segments.size() == 1 && a.path.segments[0].ident.name.str() == "rustc_diagnostic_item") return a.value;
    return {};
  }

  At peel_casts(At at, bool& through_unsafe_cell) const {
    for (;;) {
      at = unadjusted(at);
      const thir::Expr& e = *at;
      At next = at;
      if (const auto* x = std::get_if<thir::Cast>(&e.kind)) {
        next.expr = x->source;
      } else if (const auto* x = std::get_if<thir::PointerCoerce>(&e.kind)) {
        next.expr = x->source;
      } else if (const std::string_view name = callee(e); name == "ptr_cast" || name == "const_ptr_cast" || name == "ptr_cast_mut" ||
                                                          name == "ptr_cast_const" || name == "ptr_from_ref" || name == "transmute" ||
                                                          name == "unsafe_cell_raw_get") {
        if (name == "unsafe_cell_raw_get") through_unsafe_cell = true;
        const auto& args = std::get<thir::Call>(e.kind).args;
        if (args.size() != 1) return at;
        next.expr = args[0];
      } else {
        next = expr_or_init(at);
        if (next.expr == at.expr && next.body == at.body) return at;
      }
      at = next;
    }
  }

  void check(const thir::Body& body) {
    for (size_t i = 0; i < body.exprs.size(); ++i) {
      const thir::Expr& e = body.exprs[ExprId(static_cast<uint32_t>(i))];
      At pointer{&body, {}};
      bool assigns = true, is_pointer = false;
      if (const auto* b = std::get_if<thir::Borrow>(&e.kind)) {
        if (b->kind != thir::BorrowKind::mut_default && b->kind != thir::BorrowKind::mut_two_phase) continue;
        pointer.expr = b->arg, assigns = false;
      } else if (const auto* b = std::get_if<thir::RawBorrow>(&e.kind)) {
        if (b->mut == thir::Mutability::not_) continue;
        pointer.expr = b->arg, assigns = false;
      } else if (const auto* a = std::get_if<thir::Assign>(&e.kind)) {
        pointer.expr = a->lhs;
      } else if (const auto* a = std::get_if<thir::AssignOp>(&e.kind)) {
        pointer.expr = a->lhs;
      } else if (const std::string_view name = callee(e);
                 name == "ptr_write" || name == "ptr_write_volatile" || name == "ptr_write_unaligned") {
        pointer.expr = std::get<thir::Call>(e.kind).args[0], is_pointer = true;
      } else {
        continue;
      }
      pointer = peel(pointer);
      if (!is_pointer) {
        const auto* d = std::get_if<thir::Deref>(&(*pointer).kind);
        if (d == nullptr) continue;
        pointer.expr = d->arg;
      }
      pointer = unadjusted(pointer);
      if ((*pointer).span == e.span) continue;  // an adjustment, nothing that is written
      examine(e, assigns, pointer);
    }
  }

  void examine(const thir::Expr& e, bool assigns, At pointer) {
    const At init = expr_or_init(pointer);
    const auto* end = cx.store.get<types::RawPtr>((*init).ty);
    if (end == nullptr || end->mut == syntax::Mutability::not_) return;
    bool through_unsafe_cell = false;
    const At start = peel_casts(init, through_unsafe_cell);
    const auto* ref = cx.store.get<types::Ref>((*start).ty);
    if (ref == nullptr || ref->mut != syntax::Mutability::not_) return;
    const bool interior = !typeck::is_freeze(cx, typeck::param_env(cx, checked.body.owner), ref->pointee);
    if (through_unsafe_cell && interior) return;
    std::optional<Span> cast;
    if ((*init).span != (*pointer).span) cast = (*init).span;
    found_.push_back({e.span, assigns, interior, cast});
  }

  Diagnostic report(const Found& f) const {
    Diagnostic d = finding(Lint::invalid_reference_casting,
                           f.assigns ? "assigning to `&T` is undefined behavior, consider using an `UnsafeCell`"
                                     : "casting `&T` to `&mut T` is undefined behavior, even if the reference is unused, consider "
                                       "instead using an `UnsafeCell`",
                           f.span);
    if (f.cast) d.label(*f.cast, "casting happened here");
    d.note("for more information, visit <https://doc.rust-lang.org/book/ch15-05-interior-mutability.html>");
    if (f.interior_mutability)
      d.note(
          "even for types with interior mutability, the only legal way to obtain a mutable pointer from a shared reference is through "
          "`UnsafeCell::get`");
    return d;
  }
};

}  // namespace

Findings reference_casting(types::Context& cx, const typeck::CheckedBody& checked) { return ReferenceCasting(cx, checked).run(); }

}  // namespace borrowlab::lint
