// E0382: a value is used that was moved away. After rustc_borrowck::diagnostics::conflict_errors.
#include <algorithm>

#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;
using Action = InitializationRequiringAction;

namespace {
const char* noun(Action a) {
  switch (a) {
    case Action::borrow: return "borrow";
    case Action::match_on:
    case Action::use: return "use";
    case Action::assignment: return "assign";
    case Action::partial_assignment: return "assign to part";
  }
  return "use";
}
const char* past(Action a) {
  switch (a) {
    case Action::borrow: return "borrowed";
    case Action::match_on: return "matched on";
    case Action::use: return "used";
    case Action::assignment: return "assigned";
    case Action::partial_assignment: return "partially assigned";
  }
  return "used";
}
bool is_prefix(const Place& a, const Place& b) {
  return a.local == b.local && a.projection.size() <= b.projection.size() &&
         std::equal(a.projection.begin(), a.projection.end(), b.projection.begin());
}
}  // namespace

std::pair<std::vector<MirBorrowckCtxt::MoveSite>, std::vector<Location>> MirBorrowckCtxt::get_moved_indexes(Location at,
                                                                                                            MovePathIndex mpi) const {
  auto predecessors_of = [&](Location l, auto&& f) {
    if (l.statement != 0) return f(Location{l.block, l.statement - 1});
    for (BasicBlock p : preds_[l.block]) f(Location{p, static_cast<uint32_t>(body_.blocks[p].statements.size())});
  };
  std::vector<MovePathIndex> mpis;
  for (MovePathIndex m = mpi; m; m = moves_.paths[m].parent) mpis.push_back(m);
  auto concerns = [&](MovePathIndex p) { return std::find(mpis.begin(), mpis.end(), p) != mpis.end(); };
  std::vector<Location> stack, back_edges;
  auto push = [&](Location from, Location p) { (dominators_.dominates(from, p) ? back_edges : stack).push_back(p); };
  predecessors_of(at, [&](Location p) { push(at, p); });
  bool reached_start = false, is_argument = false;
  for (uint32_t i = 1; i <= body_.arg_count; ++i)
    if (const MovePathIndex p = moves_.local_path(Local(i)); p && concerns(p)) is_argument = true;
  BitSet visited(regions_.points().count());
  std::vector<Location> move_locations, reinits;
  std::vector<MoveSite> result;
  auto step = [&](Location l, bool back_edge) {
    if (!visited.insert(regions_.points().point(l))) return true;
    const Statement* s = body_.statement_at(l);
    if (s == nullptr || !std::holds_alternative<StStorageDead>(s->kind)) {
      const IndexRange moves = moves_.moves_at(l);
      for (uint32_t i = moves.begin; i < moves.end; ++i)
        if (concerns(moves_.moves[MoveOutIndex(i)].path)) {
          result.push_back({MoveOutIndex(i), back_edge});
          move_locations.push_back(l);
          return true;
        }
    }
    const IndexRange inits = moves_.inits_at(l);
    for (uint32_t i = inits.begin; i < inits.end; ++i) {
      const Init& init = moves_.inits[InitIndex(i)];
      if (init.kind == InitKind::shallow ? init.path == mpi : concerns(init.path)) {
        reinits.push_back(l);
        return true;
      }
    }
    return false;
  };
  while (!stack.empty()) {
    const Location l = stack.back();
    stack.pop_back();
    if (step(l, false)) continue;
    bool any = false;
    predecessors_of(l, [&](Location p) {
      push(l, p);
      any = true;
    });
    reached_start |= !any;
  }
  if ((is_argument || !reached_start) && result.empty()) {
    while (!back_edges.empty()) {
      const Location l = back_edges.back();
      back_edges.pop_back();
      if (step(l, true)) continue;
      predecessors_of(l, [&](Location p) { back_edges.push_back(p); });
    }
  }
  std::vector<Location> reachable;
  for (Location r : reinits) {
    BitSet seen(regions_.points().count());
    std::vector<Location> work{r};
    bool found = false;
    while (!work.empty() && !found) {
      const Location l = work.back();
      work.pop_back();
      if (!seen.insert(regions_.points().point(l))) continue;
      if (std::find(move_locations.begin(), move_locations.end(), l) != move_locations.end()) found = true;
      predecessors_of(l, [&](Location p) { work.push_back(p); });
    }
    if (found) reachable.push_back(r);
  }
  return {std::move(result), std::move(reachable)};
}

void MirBorrowckCtxt::report_use_of_moved_or_uninitialized(Location at, Action action, const Place& moved, const Place& used, Span span,
                                                           MovePathIndex mpi) {
  UseSpans use = move_spans(moved, at);
  if (use.kind == UseSpans::Kind::other) use = borrow_spans(span, at);
  span = use.args_or_use();
  const auto [sites, reinits] = get_moved_indexes(at, mpi);
  if (sites.empty()) {
    if (std::find(uninitialized_reported_.begin(), uninitialized_reported_.end(), used.local) != uninitialized_reported_.end()) return;
    uninitialized_reported_.push_back(used.local);
    return report_use_of_uninitialized(mpi, used, moved, action, span, use);
  }
  std::vector<uint32_t> key;
  for (const MoveSite& s : sites) key.push_back(s.moi.index);
  auto known = buffered_moves_.find(key);
  // Reported already, for the place or a part of it. rustc compares the fields' types too, and in no two mentions of a place are the
  // regions of a type the same: there the later report takes the earlier one's place.
  bool regions = false;
  for (size_t i = 0; i < used.projection.size(); ++i)
    if (used.projection[i].kind == Elem::field) types::for_each_free_region(cx_.store, ty(used, i + 1), [&](RegionId) { regions = true; });
  if (known != buffered_moves_.end() && !regions && is_prefix(used, known->second.first)) return;
  bool partial = false;
  for (const MoveSite& s : sites) {
    const Place& p = moves_.paths[moves_.moves[s.moi].path].place;
    bool box_move = false;
    if (p.projection.size() == 1 && p.projection[0].kind == Elem::deref)
      if (const auto* adt = cx_.store.get<types::Adt>(body_.locals[p.local].ty)) {
        auto it = cx_.items.adts.find(adt->def);
        box_move = it != cx_.items.adts.end() && it->second.is_box;
      }
    partial |= !box_move && !(used == p) && is_prefix(used, p);
  }
  const auto name = describe_place(moved, moved.projection.size(), true, true);
  Diagnostic d(
      diagnostics::Level::error,
      std::string(noun(action)) + " of " + (partial ? "partially " : "") + "moved value" + (name ? ": `" + *name + "`" : std::string()),
      span, "E0382");
  if (reinits.size() == 1) {
    d.label(move_spans(moves_.paths[mpi].place, reinits[0]).args_or_use(), "this reinitialization might get skipped");
  } else if (reinits.size() > 1) {
    MultiSpan spans;
    for (size_t i = 0; i < reinits.size() && i < 3; ++i)
      spans.primary.push_back(move_spans(moves_.paths[mpi].place, reinits[i]).args_or_use());
    const size_t n = reinits.size();
    d.span_note(std::move(spans),
                n <= 3 ? "these " + std::to_string(n) + " reinitializations might get skipped"
                       : "these 3 reinitializations and " + std::to_string(n - 3) + " other" + (n == 4 ? "" : "s") + " might get skipped");
  }
  const auto* closure = cx_.store.get<types::Closure>(ty(used));
  note_moved_or_invoked_closure(d, at, used);
  bool is_loop_move = false, in_pattern = false, suggested_reborrow = false;
  std::vector<Span> seen;
  for (const MoveSite& s : sites) {
    const MoveOut& out = moves_.moves[s.moi];
    const Place& p = moves_.paths[out.path].place;
    const UseSpans spans = move_spans(p, out.source);
    const Span move_span = spans.args_or_use();
    const bool in_loop = at == out.source || s.traversed_back_edge;
    if (at == out.source) is_loop_move = true;
    if (std::find(seen.begin(), seen.end(), move_span) == seen.end()) {
      suggest_ref_or_clone(d, mpi, spans, p, in_pattern, suggested_reborrow);
      explain_captures(d, span, move_span, spans, p, partial, in_loop, true);
    }
    seen.push_back(move_span);
  }
  var_path_only_label(d, use, action);
  if (!is_loop_move) d.label(span, std::string("value ") + past(action) + " here after " + (partial ? "partial " : "") + "move");
  const bool needs_note = closure == nullptr || kind_origin(closure->def) == nullptr;
  const Place& first = moves_.paths[moves_.moves[sites[0].moi].path].place;
  const TypeId t = ty(first);
  if (is_loop_move && !in_pattern && !use.for_closure() && !suggested_reborrow)
    if (const auto* r = cx_.store.get<types::Ref>(t); r != nullptr && r->mut == Mutability::mut) suggest_reborrow(d, span, moved);
  suggest_copy_bound(d, t);
  if (needs_note) {
    const auto opt = describe_place(first, first.projection.size(), true, true);
    const std::string text = std::string(partial ? "partial " : "") + "move occurs because " +
                             (opt ? "`" + *opt + "`" : std::string("value")) + " has type `" + describe_for_named_type(t) +
                             "`, which does not implement the `Copy` trait";
    if (first.is_local()) d.label(body_.locals[first.local].source_info.span, text);
    else d.note(text);
  }
  if (use.kind == UseSpans::Kind::fn_self && use.call.kind == CallKind::Kind::deref_coercion) {
    d.note(std::string(noun(action)) + " occurs due to deref coercion to `" + types::to_string(cx_, use.call.deref_target_ty) + "`");
    if (use.call.deref_target_span && user_span(*use.call.deref_target_span))
      d.span_note(*use.call.deref_target_span, "deref defined here");
  }
  MoveConflict conflict;
  for (const MoveSite& s : sites) conflict.moved_at.push_back(moves_.moves[s.moi].source);
  conflict.moved = moved;
  conflict.name = name.value_or("value");
  conflict.place = span;
  conflict.code = d.code;
  conflict.message = d.message;
  move_conflicts_.insert_or_assign(key, std::move(conflict));
  buffered_moves_.insert_or_assign(std::move(key), std::pair(used, std::move(d)));
}

const std::pair<Span, uint32_t>* MirBorrowckCtxt::kind_origin(DefId closure) const {
  const auto it = closures_.find(closure);
  if (it == closures_.end() || it->second == nullptr || !it->second->closure_info) return nullptr;
  const auto& info = *it->second->closure_info;
  return info.kind_origin && info.kind_origin->second < info.captures.size() ? &*info.kind_origin : nullptr;
}

// Why a closure is not there any more: it is no `Fn`, for what it does with a variable.
void MirBorrowckCtxt::note_moved_or_invoked_closure(Diagnostic& d, Location at, const Place& used) const {
  const auto local_or_deref = [](const Place& p) {
    const bool plain = p.projection.empty() || (p.projection.size() == 1 && p.projection[0].kind == Elem::deref);
    return plain ? p.local : Local::none();
  };
  const auto origin_of = [&](Local l) -> const std::pair<Span, uint32_t>* {
    const auto* closure = l ? cx_.store.get<types::Closure>(body_.locals[l].ty) : nullptr;
    return closure == nullptr ? nullptr : kind_origin(closure->def);
  };
  const auto variable = [&](Local l, const std::pair<Span, uint32_t>& origin) {
    const DefId def = cx_.store.get<types::Closure>(body_.locals[l].ty)->def;
    return "`" + upvar_to_string(closures_.at(def)->closure_info->captures[origin.second]) + "` out of its environment";
  };
  Local target = local_or_deref(used);
  const BasicBlockData& block = body_.blocks[at.block];
  for (uint32_t i = at.statement; i < block.statements.size(); ++i)
    if (const auto* a = std::get_if<StAssign>(&block.statements[i].kind))
      if (const auto* use = std::get_if<RvUse>(&a->value);
          use != nullptr && use->operand.kind != Operand::Kind::constant && target && local_or_deref(use->operand.place) == target)
        target = local_or_deref(a->place);
  if (const auto* call = std::get_if<TCall>(&block.terminator.kind); call != nullptr && call->func.kind == Operand::Kind::constant)
    if (const auto* fn = cx_.store.get<types::FnDef>(call->func.constant->ty); fn != nullptr && cx_.items.assoc.count(fn->def) != 0)
      if (cx_.items.assoc.at(fn->def).container == cx_.lang("fn_once")) {
        if (call->args.empty() || call->args[0].kind == Operand::Kind::constant || !target || local_or_deref(call->args[0].place) != target)
          return;
        if (const auto* origin = origin_of(target)) {
          d.span_note(origin->first, "closure cannot be invoked more than once because it moves the variable " + variable(target, *origin));
          return;
        }
      }
  const auto* origin = origin_of(target);
  if (origin == nullptr) return;
  d.span_note(origin->first,
              "closure cannot be moved more than once as it is not `Copy` due to moving the variable " + variable(target, *origin));
}

void MirBorrowckCtxt::suggest_ref_or_clone(Diagnostic& d, MovePathIndex mpi, const UseSpans& spans, const Place& moved, bool& in_pattern,
                                           bool& suggested_reborrow) {
  const Span move_span = spans.for_closure() ? spans.capture_kind_span : spans.args_or_use();
  const Place& place = moves_.paths[mpi].place;
  const uint32_t expr = ast_.find_inner_expr(move_span);
  // A binding of a pattern moved it.
  const uint32_t pat = ast_.find_pat(move_span);
  if (place.is_local() && expr != AstSearch::none) {
    const Span decl = body_.locals[place.local].source_info.span;
    for (uint32_t n = ast_.parent(expr); n != AstSearch::none; n = ast_.parent(n)) {
      if (ast_[n].kind != AstNode::Kind::expr) continue;
      if (ast_[n].span.contains(decl)) break;
      if (const auto* l = ast_.get<syntax::ExprLoop>(n)) d.label(l->head_span, "inside of this loop");
    }
    const TypeId t = ty(place);
    const uint32_t parent = ast_.parent(expr);
    const auto* method = ast_.get<syntax::ExprMethodCall>(parent);
    const auto* call = ast_.get<syntax::ExprCall>(parent);
    bool can_clone = true;
    const std::vector<syntax::ExprId>* args = method != nullptr ? &method->args : call != nullptr ? &call->args : nullptr;
    if (args != nullptr) {
      const size_t offset = method != nullptr ? 1 : 0;
      size_t pos = SIZE_MAX;
      for (size_t i = 0; i < args->size(); ++i)
        if ((*args)[i] == ast_[expr].expr) pos = i;
      const std::optional<types::FnDef> fn = pos != SIZE_MAX ? callee_of(parent) : std::nullopt;
      if (fn && cx_.items.fns.count(fn->def) != 0) {
        const auto sig = types::fn_sig(cx_, fn->def, types::identity_args(cx_, fn->def));
        const auto inputs = cx_.store.inputs(sig.value);
        const auto* param = pos + offset < inputs.size() ? cx_.store.get<types::Param>(inputs[pos + offset]) : nullptr;
        if (const auto* r = cx_.store.get<types::Ref>(t); r != nullptr && r->mut == Mutability::mut && param != nullptr) {
          suggested_reborrow = true;
          return suggest_reborrow(d, ast_[expr].span, moved);
        }
        if (param != nullptr && suggest_borrow_generic_arg(d, fn->def, fn->args, param->index, t, moved, ast_[expr].span)) {
          can_clone = false;
        } else if (cx_.defs[fn->def].krate == resolve::user_crate && cx_.defs[fn->def].item) {
          const syntax::Ast& ast = cx_.crate_of(fn->def).ast;
          const syntax::Item& item = ast[cx_.defs[fn->def].item];
          if (const auto* f = std::get_if<syntax::ItemFn>(&item.kind); f != nullptr && pos + offset < f->sig.inputs.size()) {
            const Span arg = ast[f->sig.inputs[pos + offset].ty].span;
            const char* what = cx_.defs[fn->def].kind == resolve::DefKind::assoc_fn ? "method" : "function";
            MultiSpan at(arg);
            at.push_label(arg, "this parameter takes ownership of the value");
            at.push_label(item.ident.span, std::string("in this ") + what);
            d.span_note(std::move(at), std::string("consider changing this parameter type in ") + what + " `" +
                                           std::string(item.ident.name.str()) + "` to borrow instead if owning the value isn't necessary");
          }
        }
      }
    }
    bool for_loop = false;
    if (call != nullptr)
      if (const auto* lang = std::get_if<syntax::ExprLang>(&ast_.ast()[call->callee].kind))
        for_loop = lang->path.item.str() == "IntoIterIntoIter" || lang->path.item.str() == "into_iter";
    if (for_loop) {
    } else if (spans.kind == UseSpans::Kind::fn_self && spans.call.kind == CallKind::Kind::normal) {
    } else if (spans.kind == UseSpans::Kind::fn_self && spans.call.kind == CallKind::Kind::fn_call &&
               cx_.store.get<types::Closure>(t) != nullptr) {
    } else if (spans.for_closure() && in_move_closure(expr) && implements("clone", t)) {
      // Cloned before the closure takes it.
      uint32_t c = expr;
      while (c != AstSearch::none &&
             !(ast_.get<syntax::ExprClosure>(c) != nullptr && ast_.get<syntax::ExprClosure>(c)->capture == syntax::CaptureBy::value))
        c = ast_.parent(c);
      const uint32_t block = ast_.enclosing(c, AstNode::Kind::block);
      const auto* path = ast_.get<syntax::ExprPath>(expr);
      if (c != AstSearch::none && block != AstSearch::none && path != nullptr && implements("clone", t)) {
        // The statement that holds the closure.
        uint32_t stmt = c;
        while (ast_.parent(stmt) != block) stmt = ast_.parent(stmt);
        const std::string var(path->path.segments.back().ident.name.str());
        const auto file = cx_.sources.file_of(ast_[stmt].span.lo);
        const auto& f = cx_.sources.file(file);
        const auto line = f.line(cx_.sources.lookup(ast_[stmt].span.lo).line);
        std::string indent(line.substr(0, line.find_first_not_of(" \t") == std::string_view::npos ? 0 : line.find_first_not_of(" \t")));
        // A place mentioned more than once needs each mention renamed.
        std::vector<diagnostics::SubstitutionPart> parts{{ast_[stmt].span.shrink_to_lo(), "let value = " + var + ".clone();\n" + indent}};
        const auto& res = cx_.crate_of(body_.owner).res;
        const auto target = res.paths[ast_.expr(expr).id.index].base.node;
        for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
          if (const auto* p = ast_.get<syntax::ExprPath>(i); p != nullptr && ast_.is_within(i, c) &&
                                                             res.paths[ast_.expr(i).id.index].base.kind == resolve::Res::Kind::local &&
                                                             res.paths[ast_.expr(i).id.index].base.node == target)
            parts.push_back({ast_[i].span, "value"});
        if (!ast_[expr].span.from_expansion())
          d.suggest_multipart("consider cloning the value before moving it into the closure", std::move(parts),
                              Applicability::machine_applicable, SuggestionStyle::show_always);
      }
    } else if (suggest_hoisting_call_outside_loop(d, expr, decl) && can_clone) {
      suggest_cloning(d, t, expr, &spans);
    }
  }
  if (pat != AstSearch::none && expr == AstSearch::none) {
    in_pattern = true;
    std::vector<diagnostics::SubstitutionPart> parts;
    const uint32_t outer = ast_.parent(pat);
    if (outer != AstSearch::none && ast_[outer].kind == AstNode::Kind::pat &&
        std::holds_alternative<syntax::PatIdent>(ast_.ast()[ast_[outer].pat].kind))
      parts.push_back({ast_[outer].span.shrink_to_lo(), "ref "});
    parts.push_back({ast_[pat].span.shrink_to_lo(), "ref "});
    d.suggest_multipart("borrow this binding in the pattern to avoid moving the value", std::move(parts), Applicability::machine_applicable,
                        SuggestionStyle::show_always);
  }
}

void MirBorrowckCtxt::explain_captures(Diagnostic& d, Span span, Span move_span, const UseSpans& spans, const Place& moved, bool partial,
                                       bool in_loop, bool use_error) {
  const std::string loop = in_loop ? ", in previous iteration of loop" : "", partially = partial ? "partially " : "";
  if (spans.kind != UseSpans::Kind::fn_self) {
    if (use_error && (!(move_span == span) || in_loop))
      d.label(move_span, "value " + partially + "moved" + (spans.for_closure() ? " into closure" : "") + " here" + loop);
    if (!in_loop) var_label(d, spans, std::nullopt, "variable " + partially + "moved due to use in closure");
    return;
  }
  const std::string place = describe_any_place(moved);
  const std::string moved_due = place + " " + partially + "moved due to ";
  // The callee's `self`.
  Span self_arg;
  if (cx_.defs[spans.call.method].item) {
    const syntax::Ast& ast = cx_.crate_of(spans.call.method).ast;
    if (const auto* f = std::get_if<syntax::ItemFn>(&ast[cx_.defs[spans.call.method].item].kind); f != nullptr && !f->sig.inputs.empty()) {
      self_arg = ast[f->sig.inputs[0].pat].span;
      if (const auto* ident = std::get_if<syntax::PatIdent>(&ast[f->sig.inputs[0].pat].kind)) self_arg = ident->ident.span;
    }
  }
  auto first_time = [&](Span s) { return self_span_reported_.insert({s.lo, s.hi}).second; };
  switch (spans.call.kind) {
    case CallKind::Kind::fn_call: {
      d.label(spans.fn_call_span, moved_due + "this call" + loop);
      const auto* param = spans.call.self_ty ? cx_.store.get<types::Param>(spans.call.self_ty) : nullptr;
      if (param != nullptr) {
        for (const types::Predicate& p : types::identity_predicates(cx_, regions_.universal.root)) {
          const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
          if (t == nullptr || t->trait_ref.trait != cx_.lang("fn_once") ||
              !(cx_.store[t->trait_ref.args][0] == GenericArg(spans.call.self_ty)))
            continue;
          MultiSpan at(p.span);
          at.push_label(p.span, "`" + std::string(param->name.str()) + "` is made to be an `FnOnce` closure here");
          at.push_label(spans.fn_call_span, "this value implements `FnOnce`, which causes it to be moved when called");
          d.span_note(std::move(at), "`FnOnce` closures can only be called once");
          return;
        }
      }
      d.span_note(spans.span, "this value implements `FnOnce`, which causes it to be moved when called");
      return;
    }
    case CallKind::Kind::op: {
      d.label(spans.fn_call_span, moved_due + "usage in operator" + loop);
      if (first_time(self_arg)) {
        auto assoc = cx_.items.assoc.find(spans.call.method);
        DefId trait;
        if (assoc != cx_.items.assoc.end()) {
          trait = assoc->second.container;
          auto impl = cx_.items.impls.find(trait);
          if (impl != cx_.items.impls.end() && impl->second.trait_ref) trait = impl->second.trait_ref->trait;
        }
        const bool unary = trait == cx_.lang("not") || trait == cx_.lang("neg") || trait == cx_.lang("deref");
        d.span_note(self_arg, unary ? "calling this operator moves the value" : "calling this operator moves the left-hand side");
      }
      return;
    }
    case CallKind::Kind::deref_coercion:
    case CallKind::Kind::normal: break;
  }
  const TypeId t = ty(moved);
  const bool report_fn = !self_arg.is_dummy() && first_time(self_arg);
  if (spans.call.desugaring == source::DesugaringKind::for_loop) {
    d.label(spans.fn_call_span, moved_due + "this implicit call to `.into_iter()`" + loop);
    // A borrow in its place would do.
    const DefId into_iterator = cx_.items.assoc.count(spans.call.method) != 0 ? cx_.items.assoc.at(spans.call.method).container : DefId();
    const GenericArg borrowed(cx_.store.ref(cx_.store.re_erased, types::erase_regions(cx_.store, t), Mutability::not_));
    typeck::InferCtxt icx(cx_);
    if (into_iterator && cx_.items.traits.count(into_iterator) != 0 && cx_.store.get<types::Ref>(t) == nullptr &&
        typeck::type_implements(icx, into_iterator, std::span(&borrowed, 1), env_))
      d.suggest_verbose(
          move_span.shrink_to_lo(),
          "consider iterating over a slice of the `" + describe_for_named_type(t) + "`'s content to avoid moving into the `for` loop", "&",
          Applicability::maybe_incorrect);
    if (const auto* r = cx_.store.get<types::Ref>(t); r != nullptr && r->mut == Mutability::mut) {
      suggest_reborrow(d, move_span, moved);
    }
  } else {
    d.label(spans.fn_call_span, moved_due + "this method call" + loop);
    // A method of the type's own.
    const auto assoc = cx_.items.assoc.find(spans.call.method);
    const auto impl = assoc == cx_.items.assoc.end() ? cx_.items.impls.end() : cx_.items.impls.find(assoc->second.container);
    const auto* adt = impl == cx_.items.impls.end() ? nullptr : cx_.store.get<types::Adt>(impl->second.self_ty);
    if (adt != nullptr && (is_lib_item(adt->def, "Option") || is_lib_item(adt->def, "Result")))
      d.label(spans.span, "help: consider calling `.as_ref()` or `.as_mut()` to borrow the type's contents");
    if (const auto* r = cx_.store.get<types::Ref>(t);
        r != nullptr && r->mut == Mutability::mut && cx_.items.assoc.count(spans.call.method) != 0)
      suggest_reborrow(d, move_span, moved);
    if (!move_span.from_expansion())
      suggest_clone_of_receiver(d, t, move_span, std::any_of(moved.projection.begin(), moved.projection.end(), [](const PlaceElem& e) {
                                  return e.kind == Elem::deref;
                                }));
  }
  if (report_fn)
    d.span_note(self_arg, "`" + types::path_str(cx_, spans.call.method) + "` takes ownership of the receiver `self`, which moves " + place);
}

}  // namespace borrowlab::borrowck
