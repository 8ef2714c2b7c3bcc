// What closures capture, how, and which of Fn, FnMut, FnOnce they are: by place in edition 2021 (RFC 2229), by variable before.
// After rustc_hir_typeck::upvar.
#include "support/sort.h"
#include "typeck/check/expr_use.h"

#include <algorithm>

namespace borrowlab::typeck::check {

namespace {

struct Captured {
  UsePlace place;
  UseKind kind;
  Span path_span, kind_span;
};

bool is_deref(const UsePlace& p, size_t i) { return p.projections[i].kind == thir::CaptureProjection::Kind::deref; }

class Analysis {
 public:
  Analysis(FnCtxt& f, DefId c, const syntax::Expr& e) : fcx(f), closure(c), expr(e), ast_closure(std::get<syntax::ExprClosure>(e.kind)) {
    by_move = ast_closure.capture == syntax::CaptureBy::value;
    precise = fcx.edition >= source::Edition::e2021;
  }

  void run() {
    ExprUseVisitor visitor(fcx, [&](const UsePlace& p, UseKind k) { record(p, k); });
    visitor.consume_body(ast_closure.body);
    // Before 2021 whatever is mentioned is captured whole.
    ClosureKind kind = ClosureKind::fn;
    std::optional<std::pair<Span, UsePlace>> origin;
    std::vector<Captured> processed;
    for (Captured c : raw) {
      restrict_precision(c);
      truncate_for_optimization(c);
      const UsePlace origin_place = c.place;
      if (c.kind == UseKind::by_value) {
        if (kind != ClosureKind::fn_once) origin = {{c.kind_span, origin_place}};
        kind = ClosureKind::fn_once;
      } else if (c.kind != UseKind::shared && kind == ClosureKind::fn) {
        kind = ClosureKind::fn_mut;
        origin = {{c.kind_span, origin_place}};
      }
      if (by_move) adjust_for_move(c);
      else adjust_for_non_move(c);
      restrict_for_drop_types(c);
      if (!precise) {
        truncate(c, 0);
        if (by_move) c.kind = UseKind::by_value;
      }
      processed.push_back(std::move(c));
    }
    if (!precise && by_move)
      for (auto& c : processed) c.kind = UseKind::by_value;
    auto captures = minimize(processed);
    publish(captures, kind, origin);
  }

 private:
  FnCtxt& fcx;
  DefId closure;
  const syntax::Expr& expr;
  const syntax::ExprClosure& ast_closure;
  bool by_move, precise;
  std::vector<Captured> raw;

  bool is_upvar(NodeId var) const {
    auto it = fcx.var_body.find(var);
    if (it == fcx.var_body.end()) return false;
    // Declared in a body around the closure's.
    for (DefId d = closure;;) {
      auto p = fcx.closure_parent.find(d);
      if (p == fcx.closure_parent.end()) return false;
      d = p->second;
      if (it->second == d) return true;
    }
  }

  void record(const UsePlace& p, UseKind k) {
    if (!is_upvar(p.var)) return;
    Captured c{p, k, p.span, p.span};
    // Raw pointers pass no mutability on.
    if (k != UseKind::by_value)
      for (size_t i = 0; i < p.projections.size(); ++i)
        if (is_deref(p, i) && fcx.as<types::RawPtr>(p.ty_before(i)) != nullptr) c.kind = UseKind::shared;
    restrict_packed(c);
    for (Captured& o : raw)
      if (o.place.var == c.place.var && same_path(o.place, c.place)) {
        if (c.kind > o.kind) o.kind = c.kind, o.kind_span = c.kind_span, o.path_span = c.path_span;
        return;
      }
    raw.push_back(std::move(c));
  }

  static bool same_projection(const UsePlace& a, const UsePlace& b, size_t i) {
    return a.projections[i].kind == b.projections[i].kind && a.projections[i].field == b.projections[i].field &&
           a.projections[i].variant == b.projections[i].variant && a.opaque_index[i] == b.opaque_index[i];
  }
  static bool is_prefix(const UsePlace& a, const UsePlace& b) {
    if (a.var != b.var || a.projections.size() > b.projections.size()) return false;
    for (size_t i = 0; i < a.projections.size(); ++i)
      if (!same_projection(a, b, i)) return false;
    return true;
  }
  static bool same_path(const UsePlace& a, const UsePlace& b) { return a.projections.size() == b.projections.size() && is_prefix(a, b); }

  void truncate(Captured& c, size_t len) {
    UsePlace& p = c.place;
    if (len >= p.projections.size()) return;
    // A mutable borrow through a `&mut` needs no mutable variable: it becomes a unique one.
    if (c.kind == UseKind::mutable_)
      for (size_t i = len; i < p.projections.size(); ++i)
        if (is_deref(p, i))
          if (const auto* r = fcx.as<types::Ref>(p.ty_before(i)); r != nullptr && r->mut == Mutability::mut) c.kind = UseKind::unique;
    p.ty = p.ty_before(len);
    p.projections.resize(len);
    p.opaque_index.resize(len);
  }

  void restrict_packed(Captured& c) {
    if (c.kind == UseKind::by_value) return;
    for (size_t i = 0; i < c.place.projections.size(); ++i)
      if (const auto* adt = fcx.adt_of(c.place.ty_before(i)); adt != nullptr && adt->repr.pack != 0 && !is_deref(c.place, i))
        return truncate(c, i);
  }

  void restrict_precision(Captured& c) {
    for (size_t i = 0; i < c.place.projections.size(); ++i) {
      if (c.place.opaque_index[i] != 0) return truncate(c, i);
      const TypeId before = c.place.ty_before(i);
      if (fcx.as<types::RawPtr>(before) != nullptr) return truncate(c, i);
      const auto* adt = fcx.adt_of(before);
      if (adt == nullptr || is_deref(c.place, i)) continue;
      if (adt->kind == types::AdtKind::union_) return truncate(c, i);
      // A field of one variant among several cannot be captured on its own.
      if (adt->kind == types::AdtKind::enum_ && adt->variants.size() > 1) return truncate(c, i);
    }
  }

  // Behind a shared reference, the reference is captured, not what is in it.
  void truncate_for_optimization(Captured& c) {
    for (size_t i = c.place.projections.size(); i-- > 0;)
      if (is_deref(c.place, i)) {
        if (const auto* r = fcx.as<types::Ref>(c.place.ty_before(i)); r != nullptr && r->mut == Mutability::not_) truncate(c, i + 1);
        return;
      }
  }

  void adjust_for_move(Captured& c) {
    for (size_t i = 0; i < c.place.projections.size(); ++i)
      if (is_deref(c.place, i)) {
        truncate(c, i);
        break;
      }
    c.kind = UseKind::by_value;
  }
  void adjust_for_non_move(Captured& c) {
    if (c.kind != UseKind::by_value) return;
    for (size_t i = 0; i < c.place.projections.size(); ++i)
      if (is_deref(c.place, i)) return truncate(c, i);
  }
  // What implements Drop is not moved out of.
  void restrict_for_drop_types(Captured& c) {
    if (c.kind != UseKind::by_value || fcx.is_copy(c.place.ty)) return;
    for (size_t i = 0; i < c.place.projections.size(); ++i)
      if (const auto* adt = fcx.adt_of(c.place.ty_before(i)); adt != nullptr && adt->drop_impl.valid() && !is_deref(c.place, i))
        return truncate(c, i);
  }

  std::vector<Captured> minimize(const std::vector<Captured>& list) {
    // By variable in order of first use; within one, ancestors absorb their descendants.
    std::vector<NodeId> order;
    std::vector<Captured> out;
    for (const Captured& c : list) {
      bool seen = false;
      for (NodeId v : order) seen = seen || v == c.place.var;
      if (!seen) order.push_back(c.place.var);
      Captured merged = c;
      bool absorbed = false;
      for (size_t i = 0; i < out.size();) {
        Captured& o = out[i];
        if (is_prefix(o.place, merged.place)) {
          // Of a place captured twice, the stronger use is the one to point at.
          const bool same = merged.place.projections.size() == o.place.projections.size();
          truncate(merged, o.place.projections.size());
          if (merged.kind > o.kind) {
            if (same) o.path_span = merged.path_span;
            o.kind = merged.kind, o.kind_span = merged.kind_span;
          }
          absorbed = true;
          break;
        }
        if (is_prefix(merged.place, o.place)) {
          Captured old = o;
          truncate(old, merged.place.projections.size());
          if (old.kind > merged.kind) merged.kind = old.kind, merged.kind_span = old.kind_span;
          out.erase(out.begin() + static_cast<ptrdiff_t>(i));
          continue;
        }
        ++i;
      }
      if (!absorbed) out.push_back(std::move(merged));
    }
    std::vector<Captured> sorted;
    for (NodeId v : order) {
      std::vector<Captured> group;
      for (Captured& c : out)
        if (c.place.var == v) group.push_back(c);
      // In the order of fields: they are dropped so.
      sort(group, [](const Captured& a, const Captured& b) {
        const size_t n = std::min(a.place.projections.size(), b.place.projections.size());
        for (size_t i = 0; i < n; ++i)
          if (a.place.projections[i].field != b.place.projections[i].field)
            return a.place.projections[i].field < b.place.projections[i].field;
        return false;
      });
      sorted.insert(sorted.end(), group.begin(), group.end());
    }
    return sorted;
  }

  // Whether the closure's body may change what it captured. What is behind a shared reference may not be borrowed for that: the
  // creator of the closure is told, not its body.
  Mutability mutability(const UsePlace& p, UseKind kind) const {
    auto var = fcx.results.vars.find(p.var);
    Mutability m = var == fcx.results.vars.end() ? Mutability::not_ : var->second.mut;
    for (size_t i = 0; i < p.projections.size(); ++i) {
      if (!is_deref(p, i)) continue;
      if (const auto* r = fcx.as<types::Ref>(p.ty_before(i))) {
        if (r->mut == Mutability::not_) return kind == UseKind::mutable_ || kind == UseKind::unique ? Mutability::mut : Mutability::not_;
        m = r->mut;
      }
      if (const auto* raw_ptr = fcx.as<types::RawPtr>(p.ty_before(i))) m = raw_ptr->mut;
    }
    return m;
  }

  void publish(const std::vector<Captured>& captures, ClosureKind kind, const std::optional<std::pair<Span, UsePlace>>& origin) {
    thir::ClosureInfo info;
    info.def = closure;
    info.fn_decl_span = ast_closure.fn_decl_span;
    info.is_move = by_move;
    std::vector<TypeId> upvars;
    for (const Captured& c : captures) {
      thir::Capture out;
      out.var = c.place.var;
      out.var_ty = c.place.var_ty;
      out.projections = c.place.projections;
      out.place_ty = c.place.ty;
      out.by_value = c.kind == UseKind::by_value;
      out.borrow = c.kind == UseKind::mutable_ ? thir::BorrowKind::mut_default
                   : c.kind == UseKind::unique ? thir::BorrowKind::mut_closure
                                               : thir::BorrowKind::shared;
      out.captured_ty =
          out.by_value ? c.place.ty
                       : fcx.store.ref(fcx.store.re_erased, c.place.ty, c.kind == UseKind::shared ? Mutability::not_ : Mutability::mut);
      out.mut = mutability(c.place, c.kind);
      out.path_span = c.path_span;
      out.capture_kind_span = c.kind_span;
      upvars.push_back(out.captured_ty);
      info.captures.push_back(std::move(out));
    }
    const TypeId ty = fcx.icx.shallow_resolve(fcx.node_ty(expr.id));
    if (const auto* c = fcx.store.get<types::Closure>(ty)) {
      const auto parts = fcx.store.closure_parts(c->args);
      if (fcx.is_ty_var(parts.kind)) {
        fcx.eq(expr.span, parts.kind, fcx.closure_kind_ty(kind));
        if (origin) {
          uint32_t index = 0;
          for (uint32_t i = 0; i < captures.size(); ++i)
            if (is_prefix(captures[i].place, origin->second) || is_prefix(origin->second, captures[i].place)) index = i;
          info.kind_origin = {{origin->first, index}};
        }
        info.kind = kind;
      } else {
        const TypeId k = fcx.icx.shallow_resolve(parts.kind);
        info.kind = k == fcx.store.i8 ? ClosureKind::fn : k == fcx.store.i16 ? ClosureKind::fn_mut : ClosureKind::fn_once;
      }
      fcx.eq(expr.span, parts.upvars, fcx.store.tuple(upvars));
    }
    const ClosureKind final_kind = info.kind;
    fcx.results.closures[closure] = std::move(info);
    fcx.resolve_deferred_calls(closure, final_kind);
  }
};

}  // namespace

void FnCtxt::analyze_closures() {
  // Inner before outer, in order of the text: a closure's captures are uses in the body around it.
  for (size_t i = 0; i < closures_seen.size(); ++i) {
    const DefId def = closures_seen[i];
    Analysis(*this, def, ast[cx.defs[def].expr]).run();
  }
  select_where_possible();
}

// Decides, before captures are known, whether the closure may become a fn pointer.
bool FnCtxt::closure_may_capture(DefId closure) { return names_outer_variable(closure); }

}  // namespace borrowlab::typeck::check
