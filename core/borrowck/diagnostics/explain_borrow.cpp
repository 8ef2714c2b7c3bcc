// Why a borrow is still in scope. After rustc_borrowck::diagnostics::{explain_borrow, find_use}.
#include <deque>

#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"
#include "borrowck/visit.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

const char* description(const ConstraintCategory& c) {
  switch (c.kind) {
    case Category::assignment: return "assignment ";
    case Category::return_:
    case Category::return_closure_upvar: return "returning this value ";
    case Category::yield: return "yielding this value ";
    case Category::use_as_const: return "using this value as a constant ";
    case Category::use_as_static: return "using this value as a static ";
    case Category::cast: return c.implicit_coercion ? "coercion " : "cast ";
    case Category::call_argument: return "argument ";
    case Category::type_annotation_generic_arg: return "generic argument ";
    case Category::type_annotation_ascription:
    case Category::type_annotation_declaration: return "type annotation ";
    case Category::sized_bound: return "proving this value is `Sized` ";
    case Category::copy_bound: return "copying this value ";
    case Category::opaque_type: return "opaque type ";
    case Category::closure_upvar: return "closure capture ";
    case Category::usage: return "this usage ";
    default: return "";
  }
}

namespace {

// Whether a borrow ends up in a trait object, at or after the place where it was made.
bool was_captured_by_trait_object(types::Context& cx, const Body& body, const BorrowData& borrow) {
  auto is_trait = [&](TypeId t) { return cx.store.get<types::Dynamic>(t) != nullptr; };
  const Statement* s = body.statement_at(borrow.reserve_location);
  const auto* first = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
  if (first == nullptr || !first->place.is_local()) return false;
  Local target = first->place.local;
  Location at = borrow.reserve_location;
  for (size_t steps = 0; steps < 10000; ++steps) {
    if (const Statement* st = body.statement_at(at)) {
      if (const auto* a = std::get_if<StAssign>(&st->kind); a != nullptr && a->place.is_local()) {
        auto is_target = [&](const Operand& o) {
          return o.kind != Operand::Kind::constant && o.place.is_local() && o.place.local == target;
        };
        if (const auto* u = std::get_if<RvUse>(&a->value)) {
          if (is_target(u->operand)) target = a->place.local;
        } else if (const auto* c = std::get_if<RvCast>(&a->value); c != nullptr && c->kind == CastKind::unsize && is_target(c->operand)) {
          if (const auto* r = cx.store.get<types::Ref>(c->ty)) return is_trait(r->pointee);
          if (const auto* b = cx.store.get<types::Adt>(c->ty)) {
            auto adt = cx.items.adts.find(b->def);
            if (adt != cx.items.adts.end() && adt->second.is_box)
              for (GenericArg g : cx.store[b->args])
                if (g.is_type()) return is_trait(g.type());
          }
          return is_trait(c->ty);
        }
      }
      ++at.statement;
      continue;
    }
    const auto* call = std::get_if<TCall>(&body.blocks[at.block].terminator.kind);
    if (call == nullptr || !call->target || !call->destination.is_local()) return false;
    bool found = false;
    for (const Operand& o : call->args) found |= o.kind == Operand::Kind::move && o.place.is_local() && o.place.local == target;
    if (!found) return false;
    target = call->destination.local;
    at = {call->target, 0};
  }
  return false;
}

}  // namespace

std::optional<MirBorrowckCtxt::Cause> MirBorrowckCtxt::find_use(RegionVid region, Location start) const {
  std::deque<Location> queue{start};
  BitSet visited(regions_.points().count());
  while (!queue.empty()) {
    const Location p = queue.front();
    queue.pop_front();
    const uint32_t point = regions_.points().point(p);
    if (!regions_.contains(region, point) || !visited.insert(point)) continue;
    std::optional<DefUse> found;
    Local local;
    visit_places_at(body_, p, [&](const Place& place, PlaceContext c) {
      bool mentions = false;
      types::for_each_free_region(cx_.store, body_.locals[place.local].ty, [&](RegionId r) {
        const auto* v = cx_.store.get<types::ReVar>(r);
        mentions |= v != nullptr && v->vid == region;
      });
      if (!mentions) return;
      const DefUse d = categorize(c, place.is_local());
      if (d == DefUse::none) return;
      found = d;
      local = place.local;
    });
    if (found == DefUse::use) return Cause{Cause::Kind::live_var, local, p};
    if (found == DefUse::drop) return Cause{Cause::Kind::drop_var, local, p};
    if (found == DefUse::def) continue;
    const BasicBlockData& block = body_.blocks[p.block];
    if (p.statement < block.statements.size()) {
      queue.push_back({p.block, p.statement + 1});
      continue;
    }
    for (BasicBlock s : successors(block.terminator))
      if (!body_.blocks[s].is_cleanup || block.is_cleanup) queue.push_back({s, 0});
  }
  return std::nullopt;
}

std::tuple<LaterUseKind, Span, std::optional<Span>> MirBorrowckCtxt::later_use_kind(const BorrowData& borrow, const UseSpans& spans,
                                                                                    Location at) const {
  if (spans.for_closure()) return {LaterUseKind::closure_capture, spans.capture_kind_span, spans.path_span};
  const BasicBlockData& block = body_.blocks[at.block];
  const Span span = spans.span;
  if (spans.kind == UseSpans::Kind::fn_self && spans.call.kind == CallKind::Kind::normal &&
      spans.call.desugaring == source::DesugaringKind::none && span.overlaps(body_.locals[borrow.assigned_place.local].source_info.span)) {
    return {LaterUseKind::call, spans.fn_call_span, std::nullopt};
  }
  if (const Statement* s = body_.statement_at(at)) {
    if (const auto* f = std::get_if<StFakeRead>(&s->kind); f != nullptr && f->cause == FakeReadCause::for_let) {
      const bool closure = f->place.is_local() && cx_.store.get<types::Closure>(body_.locals[f->place.local].ty) != nullptr;
      return {closure ? LaterUseKind::closure_capture : LaterUseKind::fake_let_read, span, std::nullopt};
    }
  }
  if (was_captured_by_trait_object(cx_, body_, borrow)) return {LaterUseKind::trait_capture, span, std::nullopt};
  if (at.statement == block.statements.size()) {
    const auto* call = std::get_if<TCall>(&block.terminator.kind);
    if (call != nullptr && (call->source == typeck::thir::CallSource::normal || call->source == typeck::thir::CallSource::method)) {
      Span fn = span;
      if (call->func.kind == Operand::Kind::constant) fn = call->func.constant->span;
      else if (call->func.place.is_local() && !local_name(call->func.place.local))
        fn = body_.locals[call->func.place.local].source_info.span;
      return {LaterUseKind::call, fn, std::nullopt};
    }
  }
  return {LaterUseKind::other, span, std::nullopt};
}

BorrowExplanation MirBorrowckCtxt::explain_why_borrow_contains_point(Location at, const BorrowData& borrow, const Place* drop_place,
                                                                     bool storage_dead_or_drop) {
  BorrowExplanation e;
  Location use_location = at;
  bool in_loop = false;
  RegionVid sub = regions_.find_sub_region_live_at(borrow.region, regions_.points().point(at));
  if (sub == borrow.region) {
    // Made and disturbed at the same point: most likely around a loop, whose end tells more.
    std::optional<Location> loop_end;
    for (const auto& range : regions_.value(borrow.region).points.ranges()) {
      for (uint32_t p = range.lo; p <= range.hi && !loop_end; ++p) {
        const Location l = regions_.points().location(p);
        if (l.statement == body_.blocks[l.block].statements.size() &&
            std::holds_alternative<TFalseUnwind>(body_.blocks[l.block].terminator.kind))
          loop_end = l;
      }
      if (loop_end) break;
    }
    if (loop_end) {
      sub = regions_.find_sub_region_live_at(borrow.region, regions_.points().point(*loop_end));
      use_location = *loop_end;
      in_loop = true;
    }
  }
  const auto cause = find_use(sub, use_location);
  if (cause && cause->kind == Cause::Kind::live_var) {
    const Span span = body_.source_info(cause->at).span;
    UseSpans spans = move_spans(Place(cause->local), cause->at);
    if (spans.kind == UseSpans::Kind::other) spans = borrow_spans(span, cause->at);
    std::tie(e.later, e.span, e.path_span) = later_use_kind(borrow, spans, in_loop ? use_location : cause->at);
    e.kind = in_loop ? BorrowExplanation::Kind::used_later_in_loop : BorrowExplanation::Kind::used_later;
    return e;
  }
  if (cause) {
    e.kind = BorrowExplanation::Kind::used_later_when_dropped;
    e.dropped_local = cause->local;
    e.span = body_.source_info(cause->at).span;
    e.should_note_order = local_name(cause->local) && storage_dead_or_drop && drop_place != nullptr && drop_place->is_local() &&
                          local_name(drop_place->local) && cause->local != drop_place->local;
    return e;
  }
  const RegionVid region = regions_.to_error_region_vid(borrow.region);
  if (!region || region == borrow.region) return e;
  auto [blame, path] = regions_.best_blame_constraint(borrow.region, region);
  // An existential region blames the end of the path that is nearest to itself.
  RegionName name = give_region_a_name(region);
  if (!name) return e;
  e.kind = BorrowExplanation::Kind::must_be_valid_for;
  e.category = blame.category;
  e.from_closure = blame.from_closure;
  e.span = blame.span;
  e.region_name = std::move(name);
  e.opt_place_desc = describe_place(borrow.borrowed_place);
  e.path = std::move(path);
  return e;
}

void MirBorrowckCtxt::add_explanation(Diagnostic& d, const BorrowExplanation& e, const char* borrow_desc, std::optional<Span> borrow_span,
                                      const std::pair<Span, Span>* multiple, uint32_t) {
  using Kind = BorrowExplanation::Kind;
  const std::string desc = borrow_desc;
  if (borrow_span) {
    // The variable that the borrowed expression begins with.
    uint32_t n = ast_.find_expr(*borrow_span);
    while (n != AstSearch::none) {
      syntax::ExprId inner;
      if (const auto* a = ast_.get<syntax::ExprAddrOf>(n)) inner = a->place;
      else if (const auto* u = ast_.get<syntax::ExprUnary>(n); u != nullptr && u->op == syntax::UnOp::deref) inner = u->operand;
      else if (const auto* f = ast_.get<syntax::ExprField>(n)) inner = f->base;
      else if (const auto* m = ast_.get<syntax::ExprMethodCall>(n)) inner = m->receiver;
      else if (const auto* i = ast_.get<syntax::ExprIndex>(n)) inner = i->base;
      else break;
      uint32_t next = AstSearch::none;
      for (uint32_t k = n + 1; k < ast_.nodes().size(); ++k)
        if (ast_[k].kind == AstNode::Kind::expr && ast_[k].expr == inner) {
          next = k;
          break;
        }
      n = next;
    }
    if (const auto* path = ast_.get<syntax::ExprPath>(n)) {
      const auto& res = cx_.crate_of(body_.owner).res;
      const auto id = ast_.expr(n).id;
      if (path->path.segments.size() == 1 && id.index < res.paths.size() && res.paths[id.index].base.kind == resolve::Res::Kind::local) {
        const uint32_t pat = ast_.find_var(res.paths[id.index].base.node);
        if (pat != AstSearch::none)
          d.label(ast_[pat].span, "binding `" + std::string(path->path.segments[0].ident.name.str()) + "` declared here");
      }
    }
  }
  switch (e.kind) {
    case Kind::unexplained: return;
    case Kind::used_later:
    case Kind::used_later_in_loop: {
      std::string message;
      if (e.kind == Kind::used_later) {
        message = desc + "borrow later ";
        switch (e.later) {
          case LaterUseKind::trait_capture: message += "captured here by trait object"; break;
          case LaterUseKind::closure_capture: message += "captured here by closure"; break;
          case LaterUseKind::call: message += "used by call"; break;
          case LaterUseKind::fake_let_read: message += "stored here"; break;
          case LaterUseKind::other: message += "used here"; break;
        }
      } else {
        message = desc;
        switch (e.later) {
          case LaterUseKind::trait_capture: message += "borrow captured here by trait object, in later iteration of loop"; break;
          case LaterUseKind::closure_capture: message += "borrow captured here by closure, in later iteration of loop"; break;
          case LaterUseKind::call: message += "borrow used by call, in later iteration of loop"; break;
          case LaterUseKind::fake_let_read: message += "borrow later stored here"; break;
          case LaterUseKind::other: message += "borrow used here, in later iteration of loop"; break;
        }
      }
      if (borrow_span && borrow_span->overlaps(e.span)) return;
      d.label(e.span, message);
      if (e.path_span && !(*e.path_span == e.span)) d.label(*e.path_span, "used here by closure");
      return;
    }
    case Kind::used_later_when_dropped: {
      const LocalDecl& decl = body_.locals[e.dropped_local];
      TypeId t = decl.ty;
      if (cx_.sources.desugaring_of(decl.source_info.span) == source::DesugaringKind::for_loop)
        if (const auto* adt = cx_.store.get<types::Adt>(t); adt != nullptr && adt->def == cx_.lang("Option"))
          for (GenericArg a : cx_.store[adt->args])
            if (a.is_type()) t = a.type();
      std::string dtor = "destructor", what = "type `" + describe_for_named_type(decl.ty) + "`";
      if (const auto* adt = cx_.store.get<types::Adt>(t)) {
        auto it = cx_.items.adts.find(adt->def);
        if (it != cx_.items.adts.end() && it->second.drop_impl && !it->second.is_box) {
          dtor = "`Drop` code";
          what = "type `" + cx_.defs.path_str(adt->def) + "`";
        }
      } else if (cx_.store.get<types::Closure>(t) != nullptr) {
        what = "closure";
      }
      if (const auto name = local_name(e.dropped_local)) {
        d.label(e.span, desc + "borrow might be used here, when `" + *name + "` is dropped and runs the " + dtor + " for " + what);
        if (e.should_note_order) d.note("values in a scope are dropped in the opposite order they are defined");
        return;
      }
      d.label(decl.source_info.span, "a temporary with access to the " + desc + "borrow is created here ...");
      d.label(e.span,
              "... and the " + desc + "borrow might be used here, when that temporary is dropped and runs the " + dtor + " for " + what);
      if (decl.info.kind == LocalInfo::Kind::block_tail_temp) {
        const Span tail = decl.info.tail_span;
        if (decl.info.tail_result_is_ignored) {
          if (multiple == nullptr || !multiple->first.to(tail.shrink_to_hi()).contains(multiple->second))
            d.suggest_verbose(tail.shrink_to_hi(),
                              "consider adding semicolon after the expression so its temporaries are dropped sooner, before the local "
                              "variables declared by the block are dropped",
                              ";", Applicability::maybe_incorrect);
        } else {
          d.note(
              "the temporary is part of an expression at the end of a block;\nconsider forcing this temporary to be dropped sooner, before "
              "the block's local variables are dropped");
          d.suggest_multipart(
              "for example, you could save the expression's value in a new local variable `x` and then make `x` be the expression at the "
              "end of the block",
              {{tail.shrink_to_lo(), "let x = "}, {tail.shrink_to_hi(), "; x"}}, Applicability::maybe_incorrect,
              SuggestionStyle::show_always);
        }
      }
      return;
    }
    case Kind::must_be_valid_for: {
      RegionName name = e.region_name;
      highlight(d, name);
      if (e.opt_place_desc)
        d.label(e.span,
                description(e.category) + std::string("requires that `") + *e.opt_place_desc + "` is borrowed for `" + name.name + "`");
      else d.label(e.span, description(e.category) + std::string("requires that ") + desc + "borrow lasts for `" + name.name + "`");
      MultiSpan predicates;
      for (const OutlivesConstraint& c : e.path)
        if (c.category.kind == Category::predicate && !c.category.span.is_dummy()) predicates.primary.push_back(c.category.span);
      if (!predicates.primary.empty()) {
        const char* many = predicates.primary.size() > 1 ? "s" : "";
        d.span_note(std::move(predicates),
                    std::string("requirement") + many + " that the value outlives `" + name.name + "` introduced here");
      }
      return;
    }
  }
}

}  // namespace borrowlab::borrowck
