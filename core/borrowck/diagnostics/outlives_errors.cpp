// Values that go away while they are borrowed: E0597, E0716, E0713, E0515, E0373.
// After rustc_borrowck::diagnostics::conflict_errors.
#include <algorithm>

#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;
using Explained = BorrowExplanation::Kind;

void MirBorrowckCtxt::report_borrowed_value_does_not_live_long_enough(Location at, const BorrowData& borrow, const Place& place,
                                                                      Span drop_span, bool storage_dead_or_drop) {
  const Local local = borrow.borrowed_place.local;
  const UseSpans spans = retrieve_borrow_spans(borrow);
  const Span borrow_span = spans.var_or_use_path_span();
  const Span proper_span = body_.locals[local].source_info.span;
  for (const auto& [p, s] : access_place_reported_)
    if (p == Place(local) && s == borrow_span) return;
  access_place_reported_.emplace_back(Place(local), borrow_span);
  // A destructor that may look at the place: of the outermost type with one on the way to it.
  TypeId dropped;
  for (size_t i = 0; i < borrow.borrowed_place.projection.size(); ++i) {
    const PlaceElem& e = borrow.borrowed_place.projection[i];
    if (e.kind == Elem::field || e.kind == Elem::downcast) {
      if (const auto* t = cx_.store.get<types::Adt>(ty(borrow.borrowed_place, i))) {
        auto adt = cx_.items.adts.find(t->def);
        if (adt != cx_.items.adts.end() && adt->second.drop_impl && !dropped) dropped = ty(borrow.borrowed_place, i);
      }
    }
  }
  const bool prefix =
      borrow.borrowed_place.projection.size() <= place.projection.size() && borrow.borrowed_place.local == place.local &&
      std::equal(borrow.borrowed_place.projection.begin(), borrow.borrowed_place.projection.end(), place.projection.begin());
  if (dropped && !prefix) return report_borrow_conflicts_with_destructor(at, borrow, place, drop_span, storage_dead_or_drop, dropped);
  const auto name = describe_place(borrow.borrowed_place);
  BorrowExplanation e =
      explain_why_borrow_contains_point(at, borrow, name && storage_dead_or_drop ? &place : nullptr, storage_dead_or_drop);
  if (name && spans.for_closure()) {
    if (e.kind == Explained::used_later && e.later == LaterUseKind::closure_capture) {
      RegionName region;
      region.name = "'" + std::to_string(next_region_name_++);
      return report_escaping_closure_capture(spans, borrow_span, region, Category::internal, e.span, "`" + *name + "`");
    }
    // What the closure's body asks for is told as of any other borrow.
    if (e.kind == Explained::must_be_valid_for && !e.from_closure &&
        (e.category.is_return() || e.category.kind == Category::call_argument || e.category.kind == Category::opaque_type))
      return report_escaping_closure_capture(spans, borrow_span, e.region_name, e.category, e.span, "`" + *name + "`");
  }
  if (e.kind == Explained::must_be_valid_for && !e.from_closure && e.category.kind == Category::assignment &&
      e.region_name.source == RegionName::Source::upvar) {
    Diagnostic d = error("E0521", e.span, "borrowed data escapes outside of closure");
    d.label(e.region_name.span, "`" + e.region_name.text + "` declared here, outside of the closure body");
    d.label(borrow_span, "borrow is only valid in the closure body");
    d.label(e.span, std::string("reference ") + (name ? "to `" + *name + "` " : "") + "escapes the closure body here");
    return buffer(std::move(d));
  }
  if (name) return report_local_value_does_not_live_long_enough(at, *name, borrow, drop_span, spans, std::move(e));
  report_temporary_value_does_not_live_long_enough(at, borrow, drop_span, spans, proper_span, std::move(e));
}

bool MirBorrowckCtxt::try_report_cannot_return_reference_to_local(const BorrowData& borrow, Span borrow_span, Span return_span,
                                                                  ConstraintCategory category, const std::string* desc) {
  if (!category.is_return()) return false;
  const std::string reference = return_span == body_.source_info(borrow.reserve_location).span ? "reference to" : "value referencing";
  const Local local = borrow.borrowed_place.local;
  const bool arg = local.index != 0 && local.index <= body_.arg_count;
  std::string place, note;
  if (desc != nullptr) {
    std::string kind = "local data ";
    if (borrow.borrowed_place.is_local())
      kind = !arg                                                      ? "local variable "
             : local == Local(1) && body_.closure && !upvars().empty() ? "variable captured by `move` "
                                                                       : "function parameter ";
    place = kind + "`" + *desc + "`";
    note = "`" + *desc + "` is borrowed here";
  } else if (arg) {
    place = "function parameter", note = "function parameter borrowed here";
  } else if (is_user_variable(local)) {
    place = "local binding", note = "local binding introduced here";
  } else {
    place = "temporary value", note = "temporary value created here";
  }
  Diagnostic d = error("E0515", return_span, "cannot return " + reference + " " + place);
  d.label(return_span, "returns a " + reference + " data owned by the current function");
  if (!(return_span == borrow_span)) {
    d.label(borrow_span, note);
    auto iterator = cx_.defs.diagnostic_items.find(Symbol::intern("Iterator"));
    const DefId trait = iterator != cx_.defs.diagnostic_items.end() ? iterator->second : cx_.lang("iterator");
    if (trait && regions_.universal.unnormalized_output) {
      typeck::InferCtxt icx(cx_);
      const GenericArg out(types::erase_regions(cx_.store, regions_.universal.unnormalized_output));
      if (typeck::type_implements(icx, trait, std::span(&out, 1), env_))
        d.suggest(return_span.shrink_to_hi(), "use `.collect()` to allocate the iterator", ".collect::<Vec<_>>()",
                  Applicability::maybe_incorrect, SuggestionStyle::hide_code_always);
    }
  }
  buffer(std::move(d));
  return true;
}

void MirBorrowckCtxt::report_local_value_does_not_live_long_enough(Location, const std::string& name, const BorrowData& borrow,
                                                                   Span drop_span, const UseSpans& spans, BorrowExplanation e) {
  const Span borrow_span = spans.var_or_use_path_span();
  if (e.kind == Explained::must_be_valid_for && !e.from_closure &&
      try_report_cannot_return_reference_to_local(borrow, borrow_span, e.span, e.category, e.opt_place_desc ? &*e.opt_place_desc : nullptr))
    return;
  Diagnostic d = error("E0597", borrow_span, "`" + name + "` does not live long enough");
  d.label(borrow_span, "borrowed value does not live long enough");
  d.label(drop_span, "`" + name + "` dropped here while still borrowed");
  args_label(d, spans, "value captured here");
  add_explanation(d, e, "", borrow_span, nullptr);
  note_collection_of_borrows(d, name, e);
  buffer(std::move(d));
}

// A variable that holds a `Vec` of references: what it stores must live as long.
void MirBorrowckCtxt::note_collection_of_borrows(Diagnostic& d, const std::string& name, const BorrowExplanation& e) const {
  if (e.kind != Explained::used_later && e.kind != Explained::used_later_in_loop) return;
  for (uint32_t i = 1; i < body_.locals.size(); ++i) {
    const auto* adt = cx_.store.get<types::Adt>(body_.locals[Local(i)].ty);
    const auto variable = local_name(Local(i));
    if (adt == nullptr || !variable || !is_lib_item(adt->def, "Vec")) continue;
    const auto args = cx_.store[adt->args];
    if (args.empty() || !args[0].is_type() || cx_.store.get<types::Ref>(args[0].type()) == nullptr) continue;
    d.label(body_.locals[Local(i)].source_info.span, "variable `" + *variable + "` declared here");
    d.note("`" + *variable + "` is a collection that stores borrowed references, but `" + name +
           "` does not live long enough to be stored in it");
    d.help("buffer reuse with borrowed references requires unsafe code or restructuring");
    return;
  }
}

void MirBorrowckCtxt::report_temporary_value_does_not_live_long_enough(Location, const BorrowData& borrow, Span drop_span,
                                                                       const UseSpans& spans, Span proper, BorrowExplanation e) {
  if (e.kind == Explained::must_be_valid_for && !e.from_closure &&
      try_report_cannot_return_reference_to_local(borrow, proper, e.span, e.category, nullptr))
    return;
  Diagnostic d = error("E0716", proper, "temporary value dropped while borrowed");
  d.label(proper, "creates a temporary value which is freed while still in use");
  d.label(drop_span, "temporary value is freed at the end of this statement");
  if (e.kind == Explained::used_later || e.kind == Explained::used_later_in_loop || e.kind == Explained::used_later_when_dropped) {
    if (!suggest_binding_for_temporary(d, borrow, cx_.sources.source_callsite(proper)))
      d.note("consider using a `let` binding to create a longer lived value");
  }
  add_explanation(d, e, "", std::nullopt, nullptr);
  args_label(d, spans, "value captured here");
  buffer(std::move(d));
}

// A statement of the body's own block, and in no block within it, that makes the temporary.
bool MirBorrowckCtxt::suggest_binding_for_temporary(Diagnostic& d, const BorrowData& borrow, Span proper) const {
  const syntax::Ast& ast = ast_.ast();
  syntax::BlockId body;
  if (body_.closure) {
    for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
      if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span)
        if (const auto* b = std::get_if<syntax::ExprBlock>(&ast[c->body].kind)) body = b->block;
  } else if (ast_.fn() != nullptr) {
    body = ast_.fn()->body;
  }
  if (!body.valid()) return false;
  const std::string text(cx_.sources.snippet(proper));
  for (const syntax::Stmt& stmt : ast[body].stmts) {
    if (!stmt.span.contains(proper) || text.empty()) continue;
    Span iter;
    for (uint32_t i = 0; i < ast_.nodes().size(); ++i) {
      const AstNode& n = ast_[i];
      if (n.kind != AstNode::Kind::expr) continue;
      if (cx_.sources.source_callsite(n.span).source_equal(proper)) {
        const uint32_t block = ast_.enclosing(i, AstNode::Kind::block);
        // Of a macro's own blocks there is nothing to see.
        if (block != AstSearch::none && !(ast_[block].block == body) && !ast_[block].span.from_expansion()) return false;
      }
      const auto* call = ast_.get<syntax::ExprMethodCall>(i);
      if (call != nullptr && call->args.empty() && call->method.ident.name.str() == "iter" &&
          cx_.sources.source_callsite(ast[call->receiver].span).source_equal(proper))
        iter = call->method.ident.span;
    }
    if (!iter.is_dummy()) {
      TypeId t = body_.locals[borrow.borrowed_place.local].ty;
      while (const auto* r = cx_.store.get<types::Ref>(t)) t = r->pointee;
      d.suggest_verbose(iter, "consider consuming the `" + describe_for_named_type(t) + "` when turning it into an `Iterator`", "into_iter",
                        Applicability::maybe_incorrect);
    }
    const auto where = cx_.sources.lookup(stmt.span.lo);
    const auto line = cx_.sources.file(cx_.sources.file_of(stmt.span.lo)).line(where.line);
    const size_t margin = line.find_first_not_of(" \t");
    d.suggest_multipart("consider using a `let` binding to create a longer lived value",
                        {{stmt.span.shrink_to_lo(), std::string("let ") + (is_mut(borrow.kind) ? "mut " : "") + "binding = " + text +
                                                        ";\n" + std::string(margin == std::string_view::npos ? 0 : margin, ' ')},
                         {proper, "binding"}},
                        Applicability::maybe_incorrect, SuggestionStyle::show_always);
    return true;
  }
  return false;
}

void MirBorrowckCtxt::report_borrow_conflicts_with_destructor(Location at, const BorrowData& borrow, const Place& place, Span drop_span,
                                                              bool storage_dead_or_drop, TypeId dropped) {
  const UseSpans spans = retrieve_borrow_spans(borrow);
  const Span borrow_span = spans.var_or_use();
  Diagnostic d = error("E0713", borrow_span, "borrow may still be in use when destructor runs");
  const auto name = describe_place(place);
  const std::string what = name ? "`" + *name + "`" : "temporary value";
  d.label(drop_span, "here, drop of " + what + " needs exclusive access to " + describe_any_place(borrow.borrowed_place) +
                         ", because the type `" + describe_for_named_type(dropped) + "` implements the `Drop` trait");
  const BorrowExplanation e = explain_why_borrow_contains_point(at, borrow, storage_dead_or_drop ? &place : nullptr, storage_dead_or_drop);
  if (e.kind == Explained::must_be_valid_for && e.category.is_return())
    d.note("consider using a `let` binding to create a longer lived value");
  add_explanation(d, e, "", std::nullopt, nullptr);
  buffer(std::move(d));
}

void MirBorrowckCtxt::report_escaping_closure_capture(const UseSpans& use, Span var_span, const RegionName& fr_name,
                                                      ConstraintCategory category, Span constraint_span, const std::string& captured) {
  const Span args = use.args_or_use();
  const bool block = category.kind == Category::internal;
  const std::string scope = block ? "block" : "function";
  Diagnostic d =
      error("E0373", args,
            "closure may outlive the current " + scope + ", but it borrows " + captured + ", which is owned by the current " + scope);
  d.label(var_span, captured + " is borrowed here");
  d.label(args, "may outlive borrowed value " + captured);
  d.suggest_verbose(
      args.shrink_to_lo(),
      "to force the closure to take ownership of " + captured + " (and any other referenced variables), use the `move` keyword", "move ",
      Applicability::machine_applicable);
  if (category.is_return() || category.kind == Category::opaque_type) {
    d.span_note(constraint_span, "closure is returned here");
  } else {
    RegionName name = fr_name;
    highlight(d, name);
    d.span_note(constraint_span, scope + " requires argument type to outlive `" + name.name + "`");
  }
  buffer(std::move(d));
}

}  // namespace borrowlab::borrowck
