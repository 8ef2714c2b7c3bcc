// Unsafe operations outside of unsafe blocks and functions: E0133. After rustc_mir_build::check_unsafety.
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

namespace {

// `unsafe` blocks around an operation, innermost last. rustc: SafetyContext.
struct UnsafeBlock {
  Span span;  // `unsafe { … }`
  bool used = false;
  std::vector<Span> nested_used;
};

class UnsafetyVisitor {
 public:
  UnsafetyVisitor(FnCtxt& f, const thir::Body& b, CheckedBody& all, bool is_unsafe, std::vector<UnsafeBlock>& around)
      : fcx(f), body(b), checked(all), unsafe_fn(is_unsafe), blocks(around) {}
  void run() { expr(body.value); }

 private:
  FnCtxt& fcx;
  const thir::Body& body;
  CheckedBody& checked;
  bool unsafe_fn;
  std::vector<UnsafeBlock>& blocks;
  bool raw_operand = false;  // directly under `&raw`: nothing is read
  bool assigned = false;     // the left of an assignment: a union's field may be written

  void require(Span span, const std::string& what, const char* label, const char* note) {
    if (!blocks.empty()) {
      blocks.back().used = true;
      return;
    }
    auto d = fcx.error(span, "E0133", what + " is unsafe and requires unsafe " + (unsafe_fn ? "block" : "function or block"));
    d.label(span, label);
    d.note(note);
    if (unsafe_fn) {
      // In an unsafe fn it may be done, but better said.
      d.level = diagnostics::Level::warning;
      d.lint = "unsafe_op_in_unsafe_fn";
      const resolve::Def& def = fcx.cx.defs[fcx.owner];
      const Span head = std::get<syntax::ItemFn>(fcx.ast[def.item].kind).sig.span;
      d.children.push_back(
          {diagnostics::Level::once_note, "an unsafe function restricts its caller, but its body is safe by default", head, {}});
    }
    checked.unsafety.push_back(std::move(d));
  }

  Span head(Span block) const { return block.with_hi(block.lo + 6); }
  void unused(Span block, std::optional<Span> enclosing) {
    const Span at = head(block);
    diagnostics::Diagnostic d(diagnostics::Level::warning, "unnecessary `unsafe` block", at);
    d.lint = "unused_unsafe";
    d.label(at, "unnecessary `unsafe` block");
    if (enclosing) d.label(head(*enclosing), "because it's nested under this `unsafe` block");
    checked.unsafety.push_back(std::move(d));
  }
  void leave_unsafe() {
    UnsafeBlock left = std::move(blocks.back());
    blocks.pop_back();
    if (!left.used) {
      unused(left.span, {});
      if (!blocks.empty())
        blocks.back().nested_used.insert(blocks.back().nested_used.end(), left.nested_used.begin(), left.nested_used.end());
      return;
    }
    for (const Span nested : left.nested_used) unused(nested, left.span);
    if (!blocks.empty()) blocks.back().nested_used.push_back(left.span);
  }

  void block(thir::BlockId id, Span span) {
    const auto& b = body.blocks[id];
    if (b.unsafe_block) blocks.push_back({span, false, {}});
    for (const auto& s : b.stmts) {
      if (const auto* e = std::get_if<thir::StmtExpr>(&s.kind)) {
        expr(e->expr);
      } else {
        const auto& let = std::get<thir::StmtLet>(s.kind);
        if (let.initializer.valid()) expr(let.initializer);
        if (let.else_block.valid()) block(let.else_block, span);
      }
    }
    if (b.expr.valid()) expr(b.expr);
    if (b.unsafe_block) leave_unsafe();
  }

  void all(const std::vector<thir::ExprId>& list) {
    for (auto e : list) expr(e);
  }

  void expr(thir::ExprId id) {
    if (!id.valid()) return;
    const thir::Expr& e = body.exprs[id];
    const bool raw = raw_operand, is_assigned = assigned;
    raw_operand = assigned = false;
    if (const auto* x = std::get_if<thir::Scope>(&e.kind)) {
      raw_operand = raw;
      assigned = is_assigned;
      expr(x->value);
    } else if (const auto* x = std::get_if<thir::If>(&e.kind)) {
      expr(x->cond), expr(x->then), expr(x->else_);
    } else if (const auto* x = std::get_if<thir::Let>(&e.kind)) {
      expr(x->expr);
    } else if (const auto* x = std::get_if<thir::Call>(&e.kind)) {
      bool is_unsafe = false;
      std::string name = "function";
      if (const auto* f = fcx.store.get<types::FnDef>(x->fn_ty)) {
        auto it = fcx.cx.items.fns.find(f->def);
        is_unsafe = it != fcx.cx.items.fns.end() && it->second.sig.value.safety == Safety::unsafe;
        if (is_unsafe) name = "function `" + fcx.cx.defs.path_str(f->def) + "`";
      } else if (const auto* p = fcx.store.get<types::FnPtr>(x->fn_ty)) {
        is_unsafe = p->sig.value.safety == Safety::unsafe;
      }
      if (is_unsafe)
        require(e.span, "call to unsafe " + name, "call to unsafe function",
                "consult the function's documentation for information on how to avoid undefined behavior");
      expr(x->fun);
      all(x->args);
    } else if (const auto* x = std::get_if<thir::Deref>(&e.kind)) {
      const thir::Expr* arg = &body.exprs[x->arg];
      while (const auto* s = std::get_if<thir::Scope>(&arg->kind)) arg = &body.exprs[s->value];
      if (std::holds_alternative<thir::StaticRef>(arg->kind)) {
        const bool is_mut = fcx.store.get<types::RawPtr>(arg->ty) != nullptr;
        if (is_mut && !raw)
          require(e.span, "use of mutable static", "use of mutable static",
                  "mutable statics can be mutated by multiple threads: aliasing violations or data races will cause undefined behavior");
      } else if (fcx.store.get<types::RawPtr>(body.exprs[x->arg].ty) != nullptr && !raw) {
        require(e.span, "dereference of raw pointer", "dereference of raw pointer",
                "raw pointers may be null, dangling or unaligned; they can violate aliasing rules and cause data races: all of these are "
                "undefined behavior");
      }
      expr(x->arg);
    } else if (const auto* x = std::get_if<thir::Binary>(&e.kind)) {
      expr(x->lhs), expr(x->rhs);
    } else if (const auto* x = std::get_if<thir::Logical>(&e.kind)) {
      expr(x->lhs), expr(x->rhs);
    } else if (const auto* x = std::get_if<thir::Unary>(&e.kind)) {
      expr(x->arg);
    } else if (const auto* x = std::get_if<thir::Cast>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::Use>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::NeverToAny>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::PointerCoerce>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::Loop>(&e.kind)) {
      expr(x->body);
    } else if (const auto* x = std::get_if<thir::Match>(&e.kind)) {
      expr(x->scrutinee);
      for (uint32_t a : x->arms) expr(body.arms[a].guard), expr(body.arms[a].body);
    } else if (const auto* x = std::get_if<thir::BlockExpr>(&e.kind)) {
      block(x->block, e.span);
    } else if (const auto* x = std::get_if<thir::Assign>(&e.kind)) {
      assigned = true;
      expr(x->lhs);
      assigned = false;
      expr(x->rhs);
    } else if (const auto* x = std::get_if<thir::AssignOp>(&e.kind)) {
      expr(x->lhs), expr(x->rhs);
    } else if (const auto* x = std::get_if<thir::Field>(&e.kind)) {
      const auto* adt = fcx.store.get<types::Adt>(body.exprs[x->lhs].ty);
      if (adt != nullptr && fcx.cx.items.adt(adt->def).kind == types::AdtKind::union_ && !is_assigned && !raw)
        require(e.span, "access to union field", "access to union field",
                "the field may not be properly initialized: using uninitialized data will cause undefined behavior");
      raw_operand = raw;
      assigned = is_assigned;
      expr(x->lhs);
    } else if (const auto* x = std::get_if<thir::Index>(&e.kind)) {
      expr(x->lhs), expr(x->index);
    } else if (const auto* x = std::get_if<thir::Borrow>(&e.kind)) {
      expr(x->arg);
    } else if (const auto* x = std::get_if<thir::RawBorrow>(&e.kind)) {
      raw_operand = true;
      expr(x->arg);
      raw_operand = false;
    } else if (const auto* x = std::get_if<thir::Break>(&e.kind)) {
      expr(x->value);
    } else if (const auto* x = std::get_if<thir::Return>(&e.kind)) {
      expr(x->value);
    } else if (const auto* x = std::get_if<thir::Repeat>(&e.kind)) {
      expr(x->value);
    } else if (const auto* x = std::get_if<thir::ArrayExpr>(&e.kind)) {
      all(x->fields);
    } else if (const auto* x = std::get_if<thir::TupleExpr>(&e.kind)) {
      all(x->fields);
    } else if (const auto* x = std::get_if<thir::AdtExpr>(&e.kind)) {
      for (const auto& f : x->fields) expr(f.expr);
      expr(x->base);
    } else if (const auto* x = std::get_if<thir::PlaceTypeAscription>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::ValueTypeAscription>(&e.kind)) {
      expr(x->source);
    } else if (const auto* x = std::get_if<thir::ClosureExpr>(&e.kind)) {
      // A closure's body stands where the closure does.
      for (const auto& n : checked.nested)
        if (n.owner == x->closure) {
          UnsafetyVisitor(fcx, n, checked, unsafe_fn, blocks).run();
        }
    }
  }
};

}  // namespace

void check_unsafety(FnCtxt& f, CheckedBody& checked) {
  if (f.defined_in_library(f.owner)) return;
  const auto fn = f.cx.items.fns.find(f.owner);
  const bool is_unsafe = fn != f.cx.items.fns.end() && fn->second.sig.value.safety == Safety::unsafe;
  std::vector<UnsafeBlock> blocks;
  UnsafetyVisitor(f, checked.body, checked, is_unsafe, blocks).run();
}

}  // namespace borrowlab::typeck::check
