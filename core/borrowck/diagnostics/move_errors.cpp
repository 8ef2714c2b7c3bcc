// E0507, E0508, E0509: a move out of what may not be moved out of. After rustc_borrowck::diagnostics::move_errors.
#include <algorithm>

#include "borrowck/mir_borrowck.h"
#include "support/sort.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;

namespace {
// Moves that one expression makes: by the bindings of a pattern, or as a whole.
struct Group {
  enum class Kind : uint8_t { from_place, from_value, other } kind = Kind::other;
  Span span;
  Place move_from;
  MovePathIndex path;
  IllegalMove first;
  std::vector<Local> binds_to;
  UseSpans use;
};
}  // namespace

void MirBorrowckCtxt::report_illegal_moves() {
  // rustc finds them on its walk over the blocks.
  std::vector<uint32_t> visited(body_.blocks.size(), UINT32_MAX);
  uint32_t count = 0;
  for (BasicBlock b : reverse_postorder(body_)) visited[b.index] = count++;
  std::vector<IllegalMove> illegal;
  for (const IllegalMove& m : moves_.illegal_moves)
    if (visited[m.location.block.index] != UINT32_MAX) illegal.push_back(m);
  sort(illegal, [&](const IllegalMove& a, const IllegalMove& b) {
    return std::pair(visited[a.location.block.index], a.location.statement) <
           std::pair(visited[b.location.block.index], b.location.statement);
  });
  std::vector<Group> groups;
  for (const IllegalMove& m : illegal) {
    const Statement* s = body_.statement_at(m.location);
    const auto* assign = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
    const auto* use = assign != nullptr ? std::get_if<RvUse>(&assign->value) : nullptr;
    if (use != nullptr && use->operand.kind == Operand::Kind::move && assign->place.is_local()) {
      const LocalInfo& info = body_.locals[assign->place.local].info;
      if (info.kind == LocalInfo::Kind::user_variable && info.opt_match_has_place) {
        const Place& from = use->operand.place;
        const bool simple_let = !info.opt_match_place;
        const Place match_place = info.opt_match_place ? *info.opt_match_place : from;
        Group g;
        g.first = m;
        if (!moves_.find(match_place).exact) {
          g.kind = Group::Kind::from_place;
          g.span = simple_let ? s->source_info.span : info.match_span;
          g.move_from = match_place;
          if (!simple_let) g.binds_to.push_back(assign->place.local);
          bool merged = false;
          for (Group& o : groups)
            if (o.kind == Group::Kind::from_place && o.span == info.match_span && !simple_let) {
              o.binds_to.push_back(assign->place.local);
              merged = true;
            }
          if (!merged) groups.push_back(std::move(g));
        } else {
          g.kind = Group::Kind::from_value;
          g.span = info.match_span;
          g.path = moves_.find(from).path;
          g.binds_to.push_back(assign->place.local);
          bool merged = false;
          for (Group& o : groups)
            if (o.kind == Group::Kind::from_value && o.span == info.match_span && o.path == g.path) {
              o.binds_to.push_back(assign->place.local);
              merged = true;
            }
          if (!merged) groups.push_back(std::move(g));
        }
        continue;
      }
    }
    Group g;
    g.first = m;
    g.use = move_spans(m.place, m.location);
    groups.push_back(std::move(g));
  }
  for (Group& g : groups) {
    const Span span = g.kind == Group::Kind::other ? g.use.args_or_use() : g.span;
    const IllegalMove& m = g.first;
    const Place& place = m.place;
    std::optional<uint32_t> upvar;
    for (size_t n = place.projection.size(); n > 0 && !upvar; --n) upvar = upvar_field(place, n);
    Diagnostic d;
    auto noncopy = [&](TypeId t) {
      const bool array = cx_.store.get<types::Array>(t) != nullptr;
      Diagnostic e(diagnostics::Level::error,
                   "cannot move out of type `" + describe_for_named_type(t) + "`, a non-copy " + (array ? "array" : "slice"), span,
                   "E0508");
      e.label(span, "cannot move out of here");
      return e;
    };
    auto out_of = [&](const std::string& what) {
      return Diagnostic(diagnostics::Level::error, "cannot move out of " + what, span, "E0507");
    };
    if (m.kind == IllegalMove::Kind::interior_of_type_with_destructor) {
      d = Diagnostic(diagnostics::Level::error,
                     "cannot move out of type `" + describe_for_named_type(m.container_ty) + "`, which implements the `Drop` trait", span,
                     "E0509");
      d.label(span, "cannot move out of here");
    } else if (m.kind == IllegalMove::Kind::interior_of_slice_or_array) {
      d = noncopy(m.container_ty);
    } else {
      const Place& target = m.target_place;
      const size_t base = target.projection.size() - 1;
      const LocalDecl& decl = body_.locals[target.local];
      if (base == 0 && decl.info.is_ref_for_guard) {
        const auto name = local_name(target.local);
        d = out_of((name ? "`" + *name + "`" : std::string("the place")) + " in pattern guard");
        d.note("variables bound in patterns cannot be moved from until after the end of the pattern guard");
      } else if (base == 0 && decl.info.kind == LocalInfo::Kind::static_ref) {
        const std::string name = "`" + std::string(cx_.defs[decl.info.static_def].name.str()) + "`";
        d = out_of(place.projection.size() == 1 ? "static item " + name : describe_any_place(place) + " as " + name + " is a static item");
      } else {
        const TypeId t = ty(target);
        const auto* closure = cx_.store.get<types::Closure>(t);
        if (cx_.store.get<types::Array>(t) != nullptr || cx_.store.get<types::Slice>(t) != nullptr) {
          d = noncopy(t);
        } else if (closure != nullptr && closure->def == body_.owner && upvar) {
          const bool fn = body_.closure->kind == typeck::thir::ClosureKind::fn;
          const std::string kind = fn ? "Fn" : "FnMut", what = "captured variable in an `" + kind + "` closure",
                            name = describe_any_place(place);
          const auto& capture = upvars()[*upvar];
          d = out_of(upvar_field(place) ? name + ", a " + what : name + ", as `" + upvar_to_string(capture) + "` is a " + what);
          const uint32_t pat = ast_.find_var(capture.var);
          if (pat != AstSearch::none) d.label(ast_[pat].span, "captured outer variable");
          d.label(body_.closure->fn_decl_span, "captured by this `" + kind + "` closure");
          // The bound that makes it an Fn closure: of the call that takes it.
          Span bound;
          uint32_t c = AstSearch::none;
          for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
            if (const auto* e = ast_.get<syntax::ExprClosure>(i); e != nullptr && e->fn_decl_span == body_.closure->fn_decl_span) c = i;
          const uint32_t parent = ast_.parent(c);
          if (c != AstSearch::none && parent != AstSearch::none && ast_[parent].kind == AstNode::Kind::expr)
            bound = fn_bound_of_argument(parent, ast_[c].expr, fn);
          const char* help =
              "`Fn` and `FnMut` closures require captured values to be able to be consumed multiple times, but `FnOnce` closures may "
              "consume them only once";
          if (!bound.is_dummy()) d.span_help(bound, help);
          else d.help(help);
        } else {
          // Where from: a reference or pointer, or an overloaded operator's result.
          std::string named, unnamed;
          describe_content_source(target, base, named, unnamed);
          const auto desc = describe_place(place, place.projection.size(), false, false);
          std::string variant;
          for (const PlaceElem& e : place.projection)
            if (e.kind == Elem::downcast && variant.empty()) variant = e.name.str();
          if (desc && !named.empty() && !variant.empty())
            d = out_of("`" + *desc + "` as enum variant `" + variant + "` which is behind a " + named);
          else if (desc && !named.empty()) d = out_of("`" + *desc + "` which is behind a " + named);
          else d = out_of(unnamed);
        }
        if (g.kind == Group::Kind::other) explain_captures(d, span, span, g.use, place, false, false, false);
      }
    }
    auto no_copy = [&](const std::string& what, TypeId t, Span at) {
      d.label(at,
              "move occurs because " + what + " has type `" + describe_for_named_type(t) + "`, which does not implement the `Copy` trait");
    };
    auto details = [&] {
      sort(g.binds_to);
      g.binds_to.erase(std::unique(g.binds_to.begin(), g.binds_to.end()), g.binds_to.end());
      for (size_t i = 0; i < g.binds_to.size(); ++i) {
        const LocalDecl& b = body_.locals[g.binds_to[i]];
        d.label(b.source_info.span, i == 0 ? "data moved here" : "...and here");
        if (g.binds_to.size() == 1) no_copy("`" + local_name(g.binds_to[i]).value_or("_") + "`", b.ty, b.source_info.span);
      }
      if (g.binds_to.size() > 1) d.note("move occurs because these variables have types that don't implement the `Copy` trait");
    };
    if (g.kind == Group::Kind::other) {
      Span use = g.use.var_or_use();
      const TypeId t = ty(place);
      const uint32_t e = ast_.find_expr(use);
      if (e != AstSearch::none) suggest_cloning(d, t, e, &g.use);
      if (upvar) {
        const uint32_t pat = ast_.find_var(upvars()[*upvar].var);
        const uint32_t holder = ast_.parent(pat);
        if (holder != AstSearch::none && ast_[holder].kind == AstNode::Kind::param) {
          const auto* p = ast_[holder].param;
          const auto& ptype = ast_.ast()[p->ty];
          use = std::holds_alternative<syntax::TyInfer>(ptype.kind) ? ast_[pat].span : ptype.span;
        } else if (holder != AstSearch::none && ast_[holder].kind == AstNode::Kind::let) {
          const auto* let = ast_[holder].let;
          if (let->ty) use = ast_.ast()[let->ty].span;
          else if (let->init) {
            const Span init = ast_.ast()[let->init].span;
            if (cx_.sources.lookup(init.lo).line == cx_.sources.lookup(init.hi).line) use = cx_.sources.source_callsite(init);
          }
        }
      }
      no_copy(describe_any_place(place), t, use);
      bool pointed = false;
      if (g.use.for_closure()) {
        pointed = g.use.span == span || g.use.span == use;
        d.label(g.use.span, describe_any_place(place) + " is moved here");
      }
      if (!pointed && !(use == span)) d.label(span, describe_any_place(place) + " is moved here");
    } else if (g.kind == Group::Kind::from_place) {
      const std::string text(cx_.sources.snippet(span));
      if (!text.empty() && text[0] == '*') {
        const TypeId inner =
            m.kind == IllegalMove::Kind::borrowed_content ? ty(m.target_place, m.target_place.projection.size() - 1) : TypeId();
        if (!inner || cx_.store.get<types::RawPtr>(inner) == nullptr)
          d.suggest_verbose(span.with_hi(span.lo + 1), "consider removing the dereference here", "", Applicability::maybe_incorrect);
      } else {
        d.suggest_verbose(span.shrink_to_lo(), "consider borrowing here", "&", Applicability::maybe_incorrect);
      }
      if (g.binds_to.empty()) {
        const TypeId t = ty(g.move_from);
        const uint32_t e = ast_.find_expr(span);
        if (e != AstSearch::none) suggest_cloning(d, t, e, nullptr);
        no_copy(describe_any_place(g.move_from), t, span);
      } else {
        details();
      }
    } else {
      sort(g.binds_to);
      g.binds_to.erase(std::unique(g.binds_to.begin(), g.binds_to.end()), g.binds_to.end());
      suggest_binding_by_reference(d, g.binds_to);
      details();
    }
    buffer(std::move(d));
  }
}

// Each binding could bind by reference: without the `&` of the pattern around it, or, where others would change their type with that,
// by a `ref` of its own. rustc: add_move_error_suggestions.
void MirBorrowckCtxt::suggest_binding_by_reference(Diagnostic& d, const std::vector<Local>& bindings) const {
  auto moved = [&](Span s) {
    return std::any_of(bindings.begin(), bindings.end(), [&](Local l) { return body_.locals[l].source_info.span == s; });
  };
  for (Local l : bindings) {
    const Span binding = body_.locals[l].source_info.span;
    uint32_t around = ast_.find_pat(binding);
    while (around != AstSearch::none && ast_[around].kind == AstNode::Kind::pat &&
           !std::holds_alternative<syntax::PatRef>(ast_.ast()[ast_[around].pat].kind))
      around = ast_.parent(around);
    const auto* ref = around != AstSearch::none && ast_[around].kind == AstNode::Kind::pat
                          ? std::get_if<syntax::PatRef>(&ast_.ast()[ast_[around].pat].kind)
                          : nullptr;
    bool removable = ref != nullptr;
    for (uint32_t i = 0; i < ast_.nodes().size() && removable; ++i)
      if (ast_[i].kind == AstNode::Kind::pat && ast_.is_within(i, around) &&
          std::holds_alternative<syntax::PatIdent>(ast_.ast()[ast_[i].pat].kind))
        removable = moved(ast_[i].span);
    if (removable) {
      const bool is_mut = ref->mut == Mutability::mut;
      d.suggest_verbose(ast_[around].span.with_hi(ast_.ast()[ref->pat].span.lo),
                        std::string("consider removing the ") + (is_mut ? "mutable borrow" : "borrow"), "",
                        Applicability::machine_applicable);
    } else {
      d.suggest_verbose(binding.shrink_to_lo(), "consider borrowing the pattern binding", "ref ", Applicability::machine_applicable);
    }
  }
}

// The bound by which the callee of `call_node` wants its argument to be Fn or FnMut.
Span MirBorrowckCtxt::fn_bound_of_argument(uint32_t call_node, syntax::ExprId argument, bool) const {
  // The call is in the closure's creator: its callee is known by name resolution only (a path), or not at all (a method).
  const auto* call = ast_.get<syntax::ExprCall>(call_node);
  if (call == nullptr) return {};
  const auto& res = cx_.crate_of(body_.owner).res;
  const auto id = ast_.ast()[call->callee].id;
  if (id.index >= res.paths.size() || res.paths[id.index].unresolved != 0 || res.paths[id.index].base.kind != resolve::Res::Kind::def)
    return {};
  const DefId callee = res.paths[id.index].base.def;
  if (cx_.items.fns.count(callee) == 0) return {};
  size_t pos = SIZE_MAX;
  for (size_t i = 0; i < call->args.size(); ++i)
    if (call->args[i] == argument) pos = i;
  const auto sig = types::fn_sig(cx_, callee, types::identity_args(cx_, callee));
  const auto inputs = cx_.store.inputs(sig.value);
  if (pos >= inputs.size()) return {};
  for (const types::Predicate& p : types::identity_predicates(cx_, callee))
    if (const auto* t = std::get_if<types::TraitClause>(&p.clause.value);
        t != nullptr && cx_.store[t->trait_ref.args][0] == GenericArg(inputs[pos]))
      if (t->trait_ref.trait == cx_.lang("fn") || t->trait_ref.trait == cx_.lang("fn_mut")) return p.span;
  return {};
}

}  // namespace borrowlab::borrowck
