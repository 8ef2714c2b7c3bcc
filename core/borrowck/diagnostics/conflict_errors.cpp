// Accesses that conflict with a borrow: E0499 E0500 E0501 E0502 E0503 E0505 E0506 E0510 E0524, and assignments: E0384.
// After rustc_borrowck::diagnostics::conflict_errors and ::borrowck_errors.
#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;

void MirBorrowckCtxt::report_use_while_mutably_borrowed(Location at, const Place& place, Span, const BorrowData& borrow) {
  const UseSpans borrowed = retrieve_borrow_spans(borrow);
  const Span borrow_span = borrowed.args_or_use();
  const Span span = move_spans(place, at).var_or_use();
  const std::string desc = describe_any_place(place), borrow_desc = describe_any_place(borrow.borrowed_place);
  Diagnostic d = error("E0503", span, "cannot use " + desc + " because it was mutably borrowed");
  d.label(borrow_span, borrow_desc + " is borrowed here");
  d.label(span, "use of borrowed " + borrow_desc);
  var_label(d, borrowed, borrow.kind, "borrow occurs due to use of " + borrow_desc + " in closure");
  add_explanation(d, explain_why_borrow_contains_point(at, borrow, nullptr, false), "", std::nullopt, nullptr);
  buffer(std::move(d));
}

void MirBorrowckCtxt::report_move_out_while_borrowed(Location at, const Place& place, Span, const BorrowData& borrow) {
  const std::string value = describe_any_place(place), borrow_msg = describe_any_place(borrow.borrowed_place);
  const UseSpans borrowed = retrieve_borrow_spans(borrow);
  const Span borrow_span = borrowed.args_or_use();
  const UseSpans moved = move_spans(place, at);
  const Span span = moved.args_or_use();
  Diagnostic d = error("E0505", span, "cannot move out of " + value + " because it is borrowed");
  d.label(borrow_span, "borrow of " + borrow_msg + " occurs here");
  d.label(span, "move out of " + value + " occurs here");
  var_path_only_label(d, borrowed, InitializationRequiringAction::borrow);
  var_label(d, moved, std::nullopt, "move occurs due to use in closure");
  add_explanation(d, explain_why_borrow_contains_point(at, borrow, nullptr, false), "", borrow_span, nullptr);
  // A clone of what is borrowed would leave the value free to move.
  uint32_t e = ast_.find_expr(borrow_span);
  if (const auto* addr = ast_.get<syntax::ExprAddrOf>(e)) {
    for (uint32_t i = e + 1; i < ast_.nodes().size(); ++i)
      if (ast_[i].kind == AstNode::Kind::expr && ast_[i].expr == addr->place) {
        e = i;
        break;
      }
    suggest_cloning(d, ty(borrow.borrowed_place), e, &moved);
  } else if (const auto* call = ast_.get<syntax::ExprMethodCall>(ast_.parent(e)); call != nullptr && call->receiver == ast_[e].expr) {
    // A receiver that was borrowed as it stands.
    const Place& p = borrow.borrowed_place;
    const auto* unary = ast_.get<syntax::ExprUnary>(e);
    UseSpans use;
    const bool overloaded = borrow.assigned_place.is_local() && [&] {
      const auto call = self_call(borrow.assigned_place.local, borrow.reserve_location.block, use);
      return call && call->kind == CallKind::Kind::deref_coercion;
    }();
    const bool autoderef =
        overloaded || (!p.projection.empty() && p.projection.back().kind == mir::PlaceElem::Kind::deref && unary == nullptr);
    if (borrow.kind == BorrowKind::shared && !autoderef) suggest_cloning(d, ty(p), e, &moved);
  }
  buffer(std::move(d));
}

const char* MirBorrowckCtxt::classify_immutable_section(const Place& place) const {
  for (const BasicBlockData& b : body_.blocks)
    for (const Statement& s : b.statements)
      if (const auto* f = std::get_if<StFakeRead>(&s.kind); f != nullptr && f->place == place) {
        if (f->cause == FakeReadCause::for_match_guard) return "match guard";
        if (f->cause == FakeReadCause::for_index) return "indexing expression";
      }
  return nullptr;
}

// Two elements of one slice: rustc: suggest_slice_method_if_applicable.
void MirBorrowckCtxt::suggest_slice_method(Diagnostic& d, const Place& place, const Place& borrowed, Span span, Span issued_span) const {
  const char* help = "use `.split_at_mut(position)` to obtain two mutable non-overlapping sub-slices";
  auto indexed = [&](const Place& p) { return !p.projection.empty() && p.projection.back().kind == Elem::index; };
  if (indexed(place) && indexed(borrowed)) {
    if (!(place.projection.back().a == borrowed.projection.back().a)) d.help(help);
    return;
  }
  auto has_split_at_mut = [&](TypeId t) {
    while (const auto* r = cx_.store.get<types::Ref>(t)) t = r->pointee;
    const auto* adt = cx_.store.get<types::Adt>(t);
    return cx_.store.get<types::Array>(t) != nullptr || cx_.store.get<types::Slice>(t) != nullptr ||
           cx_.store.get<types::Str>(t) != nullptr || (adt != nullptr && is_lib_item(adt->def, "Vec"));
  };
  if (!has_split_at_mut(ty(place)) && !has_split_at_mut(ty(borrowed))) return;
  const auto* first = ast_.get<syntax::ExprIndex>(ast_.parent(ast_.find_expr(span)));
  const auto* second = ast_.get<syntax::ExprIndex>(ast_.parent(ast_.find_expr(issued_span)));
  if (first == nullptr || second == nullptr) return;
  // The same literal or path twice is the same element.
  const syntax::Expr &x = ast_.ast()[first->index], &y = ast_.ast()[second->index];
  const bool plain = (std::holds_alternative<syntax::ExprLit>(x.kind) && std::holds_alternative<syntax::ExprLit>(y.kind)) ||
                     (std::holds_alternative<syntax::ExprPath>(x.kind) && std::holds_alternative<syntax::ExprPath>(y.kind));
  if (plain && cx_.sources.snippet(x.span) == cx_.sources.snippet(y.span)) return;
  d.help(help);
}

// An argument that borrows what the call has borrowed already could be computed before. rustc: suggest_using_local_if_applicable.
void MirBorrowckCtxt::suggest_using_local(Diagnostic& d, Location at, const BorrowData& issued, const BorrowExplanation& e) const {
  if (e.kind != BorrowExplanation::Kind::used_later || (e.later != LaterUseKind::call && e.later != LaterUseKind::other)) return;
  const bool call = e.later == LaterUseKind::call;
  const Statement* s = body_.statement_at(at);
  const auto* inner = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
  if (inner == nullptr) return;
  // The call that the new borrow is an argument of.
  Span inner_call;
  for (const BasicBlockData& b : body_.blocks) {
    const auto* c = std::get_if<TCall>(&b.terminator.kind);
    if (c == nullptr) continue;
    for (const Operand& o : c->args)
      if (inner_call.is_dummy() && o.kind == Operand::Kind::move && o.place == inner->place && o.place.local == inner->place.local)
        inner_call = b.terminator.source_info.span;
  }
  if (inner_call.is_dummy()) return;
  const Location outer = issued.activation == BorrowData::Activation::activated_at ? issued.activation_location : issued.reserve_location;
  const Span outer_call = call ? body_.source_info(outer).span : e.span;
  if (outer_call == inner_call || !outer_call.contains(inner_call)) return;
  d.span_help(inner_call, std::string("try adding a local storing this") + (call ? " argument" : "") + "...");
  d.span_help(outer_call, std::string("...and then using that local ") + (call ? "as the argument to this call" : "here"));
}

void MirBorrowckCtxt::report_conflicting_borrow(Location at, const Place& place, Span span, BorrowKind kind, const BorrowData& issued) {
  const UseSpans issued_spans = retrieve_borrow_spans(issued);
  const Span issued_span = issued_spans.args_or_use();
  const UseSpans spans = borrow_spans(span, at);
  span = spans.args_or_use();
  // Two fields of a union are one place.
  std::string desc = describe_any_place(place), msg_place, msg_borrow, union_name;
  for (size_t i = 0; i < place.projection.size() && i < issued.borrowed_place.projection.size(); ++i) {
    if (!(place.projection[i] == issued.borrowed_place.projection[i])) {
      const auto* t = cx_.store.get<types::Adt>(ty(place, i));
      if (t != nullptr && cx_.items.adts.count(t->def) != 0 && cx_.items.adt(t->def).kind == types::AdtKind::union_) {
        Place a = place, b = issued.borrowed_place;
        a.projection.resize(i + 1);
        b.projection.resize(i + 1);
        const auto whole = describe_place(place, i);
        desc = whole ? "`" + *whole + "`" : "value";
        msg_place = describe_any_place(a);
        msg_borrow = describe_any_place(b);
        union_name = describe_for_named_type(ty(place, i));
      }
      break;
    }
  }
  auto via = [](const std::string& m) { return m.empty() ? std::string() : " (via " + m + ")"; };
  const BorrowExplanation explanation = explain_why_borrow_contains_point(at, issued, nullptr, false);
  const bool explained = explanation.kind != BorrowExplanation::Kind::unexplained;
  const std::string second = explained ? "second " : "";
  auto plain = [](BorrowKind k) { return k == BorrowKind::mut_default || k == BorrowKind::mut_two_phase; };
  auto reborrow = [&](const char* kind_new, const char* kind_old) {
    Diagnostic d = error(
        "E0502", span,
        "cannot borrow " + desc + via(msg_place) + " as " + kind_new + " because it is also borrowed as " + kind_old + via(msg_borrow));
    if (msg_place.empty()) {
      d.label(span, std::string(kind_new) + " borrow occurs here");
      d.label(issued_span, std::string(kind_old) + " borrow occurs here");
    } else {
      d.label(span, std::string(kind_new) + " borrow of " + msg_place + " -- which overlaps with " + msg_borrow + " -- occurs here");
      d.label(issued_span, std::string(kind_old) + " borrow of " + msg_borrow + " occurs here");
    }
    return d;
  };
  const char* first = "";
  Diagnostic d;
  if (!is_mut(kind) && plain(issued.kind)) {
    first = "mutable ";
    d = reborrow("immutable", "mutable");
    suggest_slice_method(d, place, issued.borrowed_place, span, issued_span);
  } else if (plain(kind) && (issued.kind == BorrowKind::shared || issued.kind == BorrowKind::fake_deep)) {
    first = "immutable ";
    d = reborrow("mutable", "immutable");
    suggest_slice_method(d, place, issued.borrowed_place, span, issued_span);
  } else if (plain(kind) && plain(issued.kind)) {
    first = "first ";
    d = error("E0499", span, "cannot borrow " + desc + via(msg_place) + " as mutable more than once at a time");
    if (issued_span == span) {
      d.label(span, desc + via(msg_place) + " was mutably borrowed here in the previous iteration of the loop" + via(msg_place));
    } else {
      d.label(issued_span, "first mutable borrow occurs here" + via(msg_borrow));
      d.label(span, "second mutable borrow occurs here" + via(msg_place));
    }
    suggest_slice_method(d, place, issued.borrowed_place, span, issued_span);
  } else if (kind == BorrowKind::mut_closure_capture && issued.kind == BorrowKind::mut_closure_capture) {
    first = "first ";
    d = error("E0524", span, "two closures require unique access to " + desc + " at the same time");
    if (issued_span == span) {
      d.label(span, "closures are constructed here in different iterations of loop");
    } else {
      d.label(issued_span, "first closure is constructed here");
      d.label(span, "second closure is constructed here");
    }
  } else if (is_mut(kind) && issued.kind == BorrowKind::fake_shallow) {
    if (const char* section = classify_immutable_section(issued.assigned_place)) {
      d = error("E0510", span, "cannot mutably borrow " + desc + " in " + section);
      d.label(span, "cannot mutably borrow");
      d.label(issued_span, std::string("value is immutable in ") + section);
      var_label(d, spans, kind, "borrow occurs due to use of " + desc + " in closure");
      return buffer(std::move(d));
    }
    first = "immutable ";
    d = reborrow("mutable", "immutable");
  } else if (kind == BorrowKind::mut_closure_capture) {
    first = "first ";
    d = error("E0500", span, "closure requires unique access to " + desc + " but it is already borrowed");
    d.label(span, "closure construction occurs here");
    d.label(issued_span, "borrow occurs here");
  } else {
    first = "first ";
    d = error(
        "E0501", span,
        "cannot borrow " + desc + " as " + (is_mut(kind) ? "mutable" : "immutable") + " because previous closure requires unique access");
    d.label(span, second + "borrow occurs here");
    d.label(issued_span, "closure construction occurs here");
  }
  if (issued_spans.for_closure() && spans.for_closure() && issued_spans.span == spans.span && issued_spans.path_span == spans.path_span) {
    var_label(d, spans, kind, "borrows occur due to use of " + desc + " in closure");
  } else {
    var_label(d, issued_spans, issued.kind,
              "first borrow occurs due to use of " + describe_any_place(issued.borrowed_place) + " in closure");
    var_label(d, spans, kind, "second borrow occurs due to use of " + desc + " in closure");
  }
  if (!union_name.empty()) d.note(msg_place + " is a field of the union `" + union_name + "`, so it overlaps the field " + msg_borrow);
  const std::pair<Span, Span> both{issued_span, span};
  add_explanation(d, explanation, first, std::nullopt, &both);
  suggest_using_local(d, at, issued, explanation);
  buffer(std::move(d));
}

void MirBorrowckCtxt::report_illegal_mutation_of_borrowed(Location at, const Place& place, Span span, const BorrowData& loan) {
  const UseSpans spans = retrieve_borrow_spans(loan);
  const Span loan_span = spans.args_or_use();
  const std::string desc = describe_any_place(place);
  if (!is_mut(loan.kind) && loan.kind != BorrowKind::shared) {
    if (const char* section = classify_immutable_section(loan.assigned_place)) {
      Diagnostic d = error("E0510", span, "cannot assign " + desc + " in " + section);
      d.label(span, "cannot assign");
      d.label(loan_span, std::string("value is immutable in ") + section);
      var_label(d, spans, loan.kind, "borrow occurs due to use of " + describe_any_place(loan.borrowed_place) + " in closure");
      return buffer(std::move(d));
    }
  }
  Diagnostic d = error("E0506", span, "cannot assign to " + desc + " because it is borrowed");
  d.label(loan_span, desc + " is borrowed here");
  d.label(span, desc + " is assigned to here but it was already borrowed");
  var_label(d, spans, loan.kind, "borrow occurs due to use in closure");
  add_explanation(d, explain_why_borrow_contains_point(at, loan, nullptr, false), "", std::nullopt, nullptr);
  // A borrow that a deref coercion made.
  const Statement* s = body_.statement_at(loan.reserve_location);
  if (s != nullptr)
    if (const auto* a = std::get_if<StAssign>(&s->kind); a != nullptr && a->place.is_local()) {
      UseSpans use;
      const auto call = self_call(a->place.local, loan.reserve_location.block, use);
      if (call && call->kind == CallKind::Kind::deref_coercion) {
        d.note("borrow occurs due to deref coercion to `" + types::to_string(cx_, call->deref_target_ty) + "`");
        if (call->deref_target_span) d.span_note(*call->deref_target_span, "deref defined here");
      }
    }
  buffer(std::move(d));
}

void MirBorrowckCtxt::report_illegal_reassignment(const Place& place, Span span, Span assigned, const Place& err_place, InitIndex init) {
  (void)init;
  const LocalDecl& decl = body_.locals[err_place.local];
  const bool from_arg = err_place.local.index != 0 && err_place.local.index <= body_.arg_count;
  const bool variable = decl.info.kind == LocalInfo::Kind::user_variable;
  // Declared without a value: the first assignment is the first assignment; else it is the declaration.
  if (!(variable && !decl.info.opt_match_has_place)) assigned = decl.source_info.span;
  const std::string desc = describe_any_place(place);
  Diagnostic d =
      error("E0384", span, from_arg ? "cannot assign to immutable argument " + desc : "cannot assign twice to immutable variable " + desc);
  if (!(span == assigned) && !from_arg) d.label(assigned, "first assignment to " + desc);
  const bool can = (variable || decl.info.kind == LocalInfo::Kind::arg)
                       ? decl.info.mode == typeck::thir::BindingMode::by_value
                       : decl.info.kind == LocalInfo::Kind::self_ref && decl.info.self_kind == syntax::SelfKind::value;
  if (can) {
    const Span at = decl.source_info.span.shrink_to_lo();
    const bool for_loop = cx_.sources.desugaring_of(decl.info.match_span) == source::DesugaringKind::for_loop;
    const std::string written(cx_.sources.snippet(decl.source_info.span));
    d.suggest_verbose(at, "consider making this binding mutable", for_loop ? "(mut " + written + ") " : "mut ",
                      Applicability::machine_applicable);
    const uint32_t pat = ast_.find_pat(decl.source_info.span);
    const uint32_t holder = ast_.parent(pat);
    const bool in_pattern = holder != AstSearch::none && ast_[holder].kind == AstNode::Kind::pat;
    if (!from_arg && !for_loop && (decl.info.opt_match_place || in_pattern))
      d.suggest_verbose(at, "to modify the original value, take a borrow instead", "ref mut ", Applicability::maybe_incorrect);
  }
  d.label(span, from_arg ? "cannot assign to immutable argument" : "cannot assign twice to immutable variable");
  buffer(std::move(d));
}

}  // namespace borrowlab::borrowck
