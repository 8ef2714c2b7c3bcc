// E0594, E0596: something is changed that may not be. After rustc_borrowck::diagnostics::mutability_errors.
#include <algorithm>

#include "borrowck/mir_borrowck.h"
#include "borrowck/visit.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;

namespace {

bool can_be_made_mutable(const LocalDecl& d) {
  if (d.info.kind == LocalInfo::Kind::user_variable || d.info.kind == LocalInfo::Kind::arg)
    return d.info.mode == typeck::thir::BindingMode::by_value;
  return d.info.kind == LocalInfo::Kind::self_ref &&
         (d.info.self_kind == syntax::SelfKind::value || d.info.self_kind == syntax::SelfKind::typed);
}

// What a dereference goes through.
struct ContentSource {
  enum class Kind : uint8_t { raw_pointer, shared_ref, mut_ref, overloaded_deref, overloaded_index } kind = Kind::shared_ref;
  TypeId ty;
};

}  // namespace

static ContentSource borrowed_content_source(types::Context& cx, const Body& body, const MoveData& moves, const Place& place, size_t n) {
  ContentSource s;
  const LookupResult found = moves.find(place, n);
  if (found.path)
    for (InitIndex i : moves.path_inits[found.path]) {
      const Init& init = moves.inits[i];
      if (init.argument || body.statement_at(init.location) != nullptr) continue;
      const auto* call = std::get_if<TCall>(&body.blocks[init.location.block].terminator.kind);
      if (call == nullptr || call->source != typeck::thir::CallSource::overloaded_operator || call->func.kind != Operand::Kind::constant)
        continue;
      const auto* fn = cx.store.get<types::FnDef>(call->func.constant->ty);
      if (fn == nullptr) continue;
      auto assoc = cx.items.assoc.find(fn->def);
      if (assoc == cx.items.assoc.end()) continue;
      DefId trait = assoc->second.container;
      auto impl = cx.items.impls.find(trait);
      if (impl != cx.items.impls.end() && impl->second.trait_ref) trait = impl->second.trait_ref->trait;
      for (GenericArg a : cx.store[fn->args])
        if (a.is_type()) {
          s.ty = types::erase_regions(cx.store, a.type());
          break;
        }
      if (trait == cx.lang("deref") || trait == cx.lang("deref_mut")) {
        s.kind = ContentSource::Kind::overloaded_deref;
        return s;
      }
      if (trait == cx.lang("index") || trait == cx.lang("index_mut")) {
        s.kind = ContentSource::Kind::overloaded_index;
        return s;
      }
    }
  const TypeId base = prefix_ty(cx, body, place, n).ty;
  if (cx.store.get<types::RawPtr>(base) != nullptr) s.kind = ContentSource::Kind::raw_pointer;
  else if (const auto* r = cx.store.get<types::Ref>(base))
    s.kind = r->mut == Mutability::mut ? ContentSource::Kind::mut_ref : ContentSource::Kind::shared_ref;
  return s;
}

void MirBorrowckCtxt::describe_content_source(const Place& place, size_t n, std::string& named, std::string& unnamed) const {
  const ContentSource s = borrowed_content_source(cx_, body_, moves_, place, n);
  switch (s.kind) {
    case ContentSource::Kind::raw_pointer: named = "raw pointer", unnamed = "a raw pointer"; break;
    case ContentSource::Kind::shared_ref: named = "shared reference", unnamed = "a shared reference"; break;
    case ContentSource::Kind::mut_ref: named = "mutable reference", unnamed = "a mutable reference"; break;
    case ContentSource::Kind::overloaded_deref: {
      const auto* t = cx_.store.get<types::Adt>(s.ty);
      if (t != nullptr && is_lib_item(t->def, "Rc")) unnamed = "an `Rc`";
      else if (t != nullptr && is_lib_item(t->def, "Arc")) unnamed = "an `Arc`";
      else unnamed = "dereference of `" + types::to_string(cx_, s.ty) + "`";
      break;
    }
    case ContentSource::Kind::overloaded_index: unnamed = "index of `" + types::to_string(cx_, s.ty) + "`"; break;
  }
}

static std::vector<Location> find_assignments(const Body& body, Local local) {
  std::vector<Location> out;
  for (uint32_t b = 0; b < body.blocks.size(); ++b)
    for (uint32_t i = 0; i <= body.blocks[BasicBlock(b)].statements.size(); ++i) {
      bool assigned = false;
      visit_places_at(body, {BasicBlock(b), i}, [&](const Place& p, PlaceContext c) {
        assigned |= p.is_local() && p.local == local && (c == PlaceContext::store || c == PlaceContext::call);
      });
      if (assigned) out.push_back({BasicBlock(b), i});
    }
  return out;
}

void MirBorrowckCtxt::report_mutability_error(const Place& access, Span span, const Place& err_place, AccessKind error_access,
                                              Location at) {
  std::string item = describe_any_place(access), reason;
  std::optional<ContentSource> source;
  const Local local = err_place.local;
  const LocalDecl& decl = body_.locals[local];
  const size_t n = err_place.projection.size();
  const auto upvar = n != 0 && err_place.projection.back().kind == Elem::field ? upvar_field(err_place) : std::nullopt;
  const bool behind = n != 0 && err_place.projection.back().kind == Elem::deref;
  const bool in_fn_closure = behind && n == 1 && local == Local(1) && body_.closure && !upvars().empty();
  if (n == 0) {
    const auto name = local_name(local);
    reason = access.is_local() || !name ? ", as it is not declared as mutable" : ", as `" + *name + "` is not declared as mutable";
  } else if (upvar) {
    reason = upvar_field(access) ? std::string(", as it is not declared as mutable")
                                 : ", as `" + upvar_to_string(upvars()[*upvar]) + "` is not declared as mutable";
  } else if (behind && n == 1 && decl.info.is_ref_for_guard) {
    reason = ", as it is immutable for the pattern guard";
  } else if (behind && n == 1 && decl.info.kind == LocalInfo::Kind::static_ref) {
    if (access.projection.size() == 1) item = "immutable static item " + item;
    else reason = ", as `" + std::string(cx_.defs[decl.info.static_def].name.str()) + "` is an immutable static item";
  } else if (in_fn_closure) {
    reason = upvar_field(access) ? ", as it is a captured variable in a `Fn` closure"
                                 : ", as `Fn` closures cannot mutate their captured variables";
  } else if (behind) {
    source = borrowed_content_source(cx_, body_, moves_, err_place, n - 1);
    std::string pointer;
    switch (source->kind) {
      case ContentSource::Kind::raw_pointer: pointer = "a `*const` pointer"; break;
      case ContentSource::Kind::shared_ref:
      case ContentSource::Kind::mut_ref: pointer = "a `&` reference"; break;
      case ContentSource::Kind::overloaded_deref: {
        const auto* t = cx_.store.get<types::Adt>(source->ty);
        if (t != nullptr && is_lib_item(t->def, "Rc")) pointer = "an `Rc`";
        else if (t != nullptr && is_lib_item(t->def, "Arc")) pointer = "an `Arc`";
        else pointer = "dereference of `" + types::to_string(cx_, source->ty) + "`";
        break;
      }
      case ContentSource::Kind::overloaded_index: pointer = "an index of `" + types::to_string(cx_, source->ty) + "`"; break;
    }
    if (const auto desc = describe_place(access)) {
      item = "`" + *desc + "`";
      reason = (error_access == AccessKind::mutate ? ", which is behind " : ", as it is behind ") + pointer;
    } else {
      item = "data in " + pointer;
    }
  }

  Diagnostic d;
  const char *act, *acted_on;
  bool suggest = true;
  size_t count = 1;
  std::optional<Span> mut_error;
  if (error_access == AccessKind::mutate) {
    act = "assign";
    acted_on = "written to";
    d = Diagnostic(diagnostics::Level::error, "cannot assign to " + item + reason, span, "E0594");
  } else {
    act = "borrow as mutable";
    acted_on = "borrowed as mutable";
    const UseSpans spans = borrow_spans(span, at);
    const Span use = spans.args_or_use();
    d = Diagnostic(diagnostics::Level::error, "cannot borrow " + item + " as mutable" + reason, use, "E0596");
    // Later borrows of a variable that is not `mut` join the first one's report.
    if (n == 0 && can_be_made_mutable(decl)) {
      mut_error = decl.source_info.span;
      for (size_t i = 0; i < buffered_mut_errors_.size(); ++i) {
        auto& [key, other, c] = buffered_mut_errors_[i];
        if (!(key == *mut_error)) continue;
        if (c == 1) {
          other.spans.primary = {*mut_error};
          other.sort_span = *mut_error;
          other.label(*mut_error, "not mutable");
        }
        d = std::move(other);
        count = c + 1;
        suggest = false;
        buffered_mut_errors_.erase(buffered_mut_errors_.begin() + static_cast<ptrdiff_t>(i));
        break;
      }
    }
    if (spans.for_closure() && !(spans.path_span == use)) {
      var_label(d, spans, BorrowKind::mut_default, "mutable borrow occurs due to use of " + describe_any_place(access) + " in closure");
    }
    span = use;
  }
  const std::string cannot = std::string("cannot ") + act;

  auto mut_borrow_of_mutable_ref = [&] {
    const auto* r = cx_.store.get<types::Ref>(decl.ty);
    if (decl.info.kind == LocalInfo::Kind::self_ref)
      return decl.info.self_kind == syntax::SelfKind::ref_mut ||
             (decl.info.self_kind == syntax::SelfKind::typed && r != nullptr && r->mut == Mutability::mut);
    if (decl.info.kind != LocalInfo::Kind::user_variable && decl.info.kind != LocalInfo::Kind::arg) return false;
    return decl.info.mode == typeck::thir::BindingMode::by_value && r != nullptr && r->mut == Mutability::mut;
  };
  const bool deref_field_deref = behind && n >= 3 && err_place.projection[n - 2].kind == Elem::field &&
                                 err_place.projection[n - 3].kind == Elem::deref && !body_.closure;
  if (deref_field_deref) {
    d.label(span, cannot);
    // The field's type is written in a struct: `&T` there.
    const auto* t = cx_.store.get<types::Adt>(ty(err_place, n - 2));
    if (t != nullptr && cx_.items.adts.count(t->def) != 0) {
      const auto& fields = cx_.items.adt(t->def).variants.front().fields;
      const uint32_t f = err_place.projection[n - 2].a;
      if (f < fields.size() && user_span(fields[f].ty_span)) {
        const std::string text(cx_.sources.snippet(fields[f].ty_span));
        if (!text.empty() && text[0] == '&') {
          size_t skip = 1;
          if (text.size() > 1 && text[1] == '\'') skip = text.find(' ') == std::string::npos ? 1 : text.find(' ');
          const uint32_t pos = fields[f].ty_span.lo + static_cast<uint32_t>(skip);
          d.suggest_verbose(Span{pos, pos, fields[f].ty_span.ctxt}, "consider changing this to be mutable", skip == 1 ? "mut " : " mut",
                            Applicability::maybe_incorrect);
        }
      }
    }
  } else if (n == 0 && mut_borrow_of_mutable_ref()) {
    d.label(span, cannot);
    const Statement* s = body_.statement_at(at);
    const auto* assign = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
    const auto* ref = assign != nullptr ? std::get_if<RvRef>(&assign->value) : nullptr;
    if (ref != nullptr && ref->kind != BorrowKind::shared) {
      const bool typed_arg = local.index <= body_.arg_count && local.index != 0 && decl.info.kind != LocalInfo::Kind::self_ref &&
                             decl.info.opt_ty_span.has_value();
      if (suggest) d.span_note(typed_arg ? *decl.info.opt_ty_span : decl.source_info.span, "the binding is already a mutable borrow");
      if (typed_arg && suggest)
        d.suggest_verbose(decl.source_info.span.shrink_to_lo(),
                          "consider making the binding mutable if you need to reborrow multiple times", "mut ",
                          Applicability::maybe_incorrect);
      const uint32_t e = ast_.find_expr(s->source_info.span);
      const auto* addr = ast_.get<syntax::ExprAddrOf>(e);
      const uint32_t p = ast_.parent(e);
      const bool argument = ast_.get<syntax::ExprCall>(p) != nullptr || ast_.get<syntax::ExprMethodCall>(p) != nullptr;
      if (addr != nullptr && argument) {
        const Span amp = s->source_info.span.with_hi(ast_.ast()[addr->place].span.lo);
        d.suggest_verbose(amp, "if there is only one mutable reborrow, remove the `&mut`", "", Applicability::maybe_incorrect);
      } else if (addr == nullptr) {
        d.span_help(s->source_info.span, "try removing `&mut` here");
      }
    } else if (decl.mut == Mutability::not_) {
      if (decl.info.kind == LocalInfo::Kind::self_ref && decl.info.self_kind == syntax::SelfKind::ref_mut) {
        d.note("as `Self` may be unsized, this call attempts to take `&mut &mut self`");
        d.note("however, `&mut self` expands to `self: &mut Self`, therefore `self` cannot be borrowed mutably");
      } else {
        d.suggest_verbose(decl.source_info.span.shrink_to_lo(), "consider making the binding mutable", "mut ",
                          Applicability::machine_applicable);
      }
    }
  } else if (n == 0 && can_be_made_mutable(decl)) {
    if (count < 10) d.label(span, cannot);
    if (suggest) {
      construct_mut_suggestion_for_local_binding_patterns(d, local);
      if (cx_.store.get<types::Closure>(decl.ty) != nullptr) show_mutating_upvar(d, err_place);
    }
  } else if (upvar) {
    d.label(span, cannot);
    const uint32_t pat = ast_.find_var(upvars()[*upvar].var);
    const auto* ident = pat != AstSearch::none ? std::get_if<syntax::PatIdent>(&ast_.ast()[ast_[pat].pat].kind) : nullptr;
    if (ident != nullptr && !ident->by_ref && ident->mut == Mutability::not_) {
      const bool by_reference = ident->ident.name == source::sym::kw_self && ast_.fn() != nullptr &&
                                (ast_.fn()->sig.self == syntax::SelfKind::ref || ast_.fn()->sig.self == syntax::SelfKind::ref_mut);
      if (!by_reference)
        d.suggest_verbose(ident->ident.span.shrink_to_lo(), "consider changing this to be mutable", "mut ",
                          Applicability::machine_applicable);
    }
    show_mutating_upvar(d, err_place);
  } else if (behind && n == 1 && decl.info.is_ref_for_guard) {
    d.label(span, cannot);
    d.note("variables bound in patterns are immutable until the end of the pattern guard");
  } else if (behind && n == 1 && decl.info.kind == LocalInfo::Kind::static_ref) {
    d.label(span, cannot);
    if (user_span(def_span(decl.info.static_def)))
      d.label(def_span(decl.info.static_def), std::string("this `static` cannot be ") + acted_on);
  } else if (behind && n == 1 && is_user_variable(local)) {
    const bool is_ref = cx_.store.get<types::Ref>(decl.ty) != nullptr;
    const std::string sigil = is_ref ? "&" : "*const", desc = is_ref ? "reference" : "pointer";
    const auto name = local_name(local);
    if (name) {
      d.label(span, "`" + *name + "` is a `" + sigil + "` " + desc + ", so it cannot be " + acted_on);
      suggest_using_iter_mut(d);
      suggest_ampmut_for_local(d, local, desc, at, span);
    } else {
      d.label(span, cannot + " through `" + sigil + "` " + desc);
    }
  } else if (behind && local == Local(1) && body_.closure && !upvars().empty()) {
    point_at_binding_outside_closure(d, access);
    expected_fn_found_fn_mut_call(d, span, act);
  } else if (behind) {
    d.label(span, cannot);
    if (source && source->kind == ContentSource::Kind::overloaded_deref)
      d.help("trait `DerefMut` is required to modify through a dereference, but it is not implemented for `" +
             types::to_string(cx_, source->ty) + "`");
    if (source && source->kind == ContentSource::Kind::overloaded_index) {
      d.help("trait `IndexMut` is required to modify indexed content, but it is not implemented for `" + types::to_string(cx_, source->ty) +
             "`");
      suggest_map_index_mut_alternatives(d, source->ty, span);
    }
  } else {
    d.label(span, cannot);
  }
  if (mut_error) buffered_mut_errors_.emplace_back(*mut_error, std::move(d), count);
  else buffer(std::move(d));
}

void MirBorrowckCtxt::construct_mut_suggestion_for_local_binding_patterns(Diagnostic& d, Local local) {
  const LocalDecl& decl = body_.locals[local];
  const Span binding = decl.source_info.span;
  // `let &x = …`: the `mut` needs parentheses within the reference pattern.
  const uint32_t pat = ast_.find_pat(binding);
  const uint32_t outer = ast_.parent(pat);
  if (outer != AstSearch::none && ast_[outer].kind == AstNode::Kind::pat &&
      std::holds_alternative<syntax::PatRef>(ast_.ast()[ast_[outer].pat].kind)) {
    const uint32_t holder = ast_.parent(outer);
    if (holder != AstSearch::none && (ast_[holder].kind == AstNode::Kind::let || ast_[holder].kind == AstNode::Kind::param)) {
      const Span whole = ast_[outer].span;
      d.suggest_multipart("consider changing this to be mutable",
                          {{whole.until(binding), "&(mut "}, {binding.shrink_to_hi().with_hi(whole.hi), ")"}},
                          Applicability::machine_applicable);
      return;
    }
  }
  d.suggest_verbose(binding.shrink_to_lo(), "consider changing this to be mutable", "mut ", Applicability::machine_applicable);
}

// The use in a closure's body that makes calling it need `mut`.
void MirBorrowckCtxt::show_mutating_upvar(Diagnostic& d, Place err_place) const {
  TypeId t = ty(err_place);
  if (const auto* r = cx_.store.get<types::Ref>(t); r != nullptr && r->mut == Mutability::mut) t = r->pointee;
  const auto* closure = cx_.store.get<types::Closure>(t);
  if (closure == nullptr) return;
  auto it = closures_.find(closure->def);
  if (it == closures_.end() || it->second == nullptr || !it->second->closure_info) return;
  const auto& info = *it->second->closure_info;
  if (!info.kind_origin) return;
  const auto& [use, index] = *info.kind_origin;
  if (index >= info.captures.size()) return;
  const auto& capture = info.captures[index];
  std::string why = capture.by_value ? "possible mutation of" : "mutable borrow of";
  const auto name = describe_place(err_place);
  d.label(use, "calling `" + (name ? *name : std::string("value")) + "` requires mutable binding due to " + why + " `" +
                   upvar_to_string(capture) + "`");
}

void MirBorrowckCtxt::expected_fn_found_fn_mut_call(Diagnostic& d, Span span, const char* act) {
  d.label(span, std::string("cannot ") + act);
  const Span head = body_.closure->fn_decl_span;
  bool look_at_return = true;
  uint32_t closure = AstSearch::none;
  for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
    if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == head) closure = i;
  d.label(head, "in this closure");
  const uint32_t parent = ast_.parent(closure);
  DefId callee;
  Span call_span;
  size_t position = SIZE_MAX;
  const auto& res = cx_.crate_of(body_.owner).res;
  if (const auto* c = ast_.get<syntax::ExprCall>(parent)) {
    for (size_t i = 0; i < c->args.size(); ++i)
      if (c->args[i] == ast_[closure].expr) position = i;
    const syntax::Expr& f = ast_.ast()[c->callee];
    call_span = f.span;
    if (f.id.index < res.paths.size() && res.paths[f.id.index].base.kind == resolve::Res::Kind::def &&
        res.paths[f.id.index].unresolved == 0)
      callee = res.paths[f.id.index].base.def;
  }
  if (callee && position != SIZE_MAX && cx_.defs[callee].krate == resolve::user_crate && cx_.defs[callee].item) {
    const syntax::Ast& ast = cx_.crate_of(callee).ast;
    if (const auto* fn = std::get_if<syntax::ItemFn>(&ast[cx_.defs[callee].item].kind); fn != nullptr && position < fn->sig.inputs.size()) {
      d.label(ast[fn->sig.inputs[position].ty].span, "change this to accept `FnMut` instead of `Fn`");
      d.label(call_span, "expects `Fn` instead of `FnMut`");
      look_at_return = false;
    }
  }
  if (look_at_return && ast_.fn() != nullptr && ast_.fn()->body && closure != AstSearch::none && ast_.fn()->sig.output) {
    // The function's tail expression, perhaps.
    uint32_t n = closure;
    while (ast_.parent(n) != AstSearch::none && ast_[ast_.parent(n)].kind != AstNode::Kind::block) n = ast_.parent(n);
    if (ast_.parent(n) != AstSearch::none && ast_[ast_.parent(n)].block == ast_.fn()->body && ast_.ast()[ast_.fn()->body].tail &&
        ast_.ast()[ast_.fn()->body].tail == ast_[n].expr) {
      d.label(ast_.item()->ident.span, "");
      d.label(ast_.ast()[ast_.fn()->sig.output].span, "change this to return `FnMut` instead of `Fn`");
    }
  }
}

// The variable that a closure changes, where it was captured by reference.
void MirBorrowckCtxt::point_at_binding_outside_closure(Diagnostic& d, const Place& access) const {
  for (size_t i = 1; i <= access.projection.size(); ++i) {
    if (access.projection[i - 1].kind != Elem::deref) continue;
    const auto field = upvar_field(access, i);
    if (!field) continue;
    const auto& capture = upvars()[*field];
    const uint32_t pat = ast_.find_var(capture.var);
    if (pat == AstSearch::none || ast_.get<syntax::ExprPath>(ast_.find_expr(capture.capture_kind_span)) == nullptr) return;
    d.label(ast_[pat].span, "`" + upvar_to_string(capture) + "` declared here, outside the closure");
    return;
  }
}

// In a closure handed to an adapter of `x.iter()`: what is yielded could be mutable. rustc: suggest_using_iter_mut.
void MirBorrowckCtxt::suggest_using_iter_mut(Diagnostic& d) const {
  if (!body_.closure) return;
  uint32_t n = AstSearch::none;
  for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
    if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span)
      n = ast_.parent(i);
  while (const auto* call = ast_.get<syntax::ExprMethodCall>(n)) {
    if (call->method.ident.name.str() == "iter") {
      d.suggest_verbose(call->method.ident.span, "you may want to use `iter_mut` here", "iter_mut", Applicability::maybe_incorrect);
      return;
    }
    const syntax::ExprId receiver = call->receiver;
    uint32_t next = AstSearch::none;
    for (uint32_t i = n + 1; i < ast_.nodes().size() && next == AstSearch::none; ++i)
      if (ast_.parent(i) == n && ast_[i].kind == AstNode::Kind::expr && ast_[i].expr == receiver) next = i;
    n = next;
  }
}

// `map[key] = value;`: what there is instead. rustc: suggest_map_index_mut_alternatives.
void MirBorrowckCtxt::suggest_map_index_mut_alternatives(Diagnostic& d, TypeId map, Span span) const {
  const auto* adt = cx_.store.get<types::Adt>(map);
  if (adt == nullptr || !(is_lib_item(adt->def, "HashMap") || is_lib_item(adt->def, "BTreeMap"))) return;
  const std::string name = types::to_string(cx_, map);
  for (uint32_t i = 0; i < ast_.nodes().size(); ++i) {
    const uint32_t holder = ast_.parent(i);
    if (holder == AstSearch::none || (ast_[holder].kind != AstNode::Kind::block && ast_[holder].kind != AstNode::Kind::let)) continue;
    if (const auto* a = ast_.get<syntax::ExprAssign>(i)) {
      const syntax::Expr& place = ast_.ast()[a->place];
      const auto* index = std::get_if<syntax::ExprIndex>(&place.kind);
      if (index == nullptr || !(ast_[i].span == span || place.span == span)) continue;
      const Span base = ast_.ast()[index->base].span, key = ast_.ast()[index->index].span, value = ast_.ast()[a->value].span;
      diagnostics::Suggestion s;
      s.message =
          "use `.insert()` to insert a value into a `" + name + "`, `.get_mut()` to modify it, or the entry API for more flexibility";
      s.applicability = Applicability::machine_applicable;
      s.substitutions = {{{base.between(key), ".insert("}, {key.between(value), ", "}, {value.shrink_to_hi(), ")"}},
                         {{base.shrink_to_lo(), "if let Some(val) = "},
                          {base.between(key), ".get_mut("},
                          {key.shrink_to_hi().with_hi(place.span.hi), ") { *val"},
                          {value.shrink_to_hi(), "; }"}},
                         {{base.shrink_to_lo(), "let val = "},
                          {base.between(key), ".entry("},
                          {key.between(value), ").or_insert("},
                          {value.shrink_to_hi(), ")"}}};
      d.suggestions.push_back(std::move(s));
      return;
    }
    if (const auto* call = ast_.get<syntax::ExprMethodCall>(i)) {
      const syntax::Expr& receiver = ast_.ast()[call->receiver];
      const auto* index = std::get_if<syntax::ExprIndex>(&receiver.kind);
      if (index == nullptr || !(receiver.span == span)) continue;
      const Span base = ast_.ast()[index->base].span, key = ast_.ast()[index->index].span;
      d.suggest_multipart("to modify a `" + name + "` use `.get_mut()`",
                          {{base.shrink_to_lo(), "if let Some(val) = "},
                           {base.between(key), ".get_mut("},
                           {key.shrink_to_hi().with_hi(receiver.span.hi), ") { val"},
                           {call->fn_span.shrink_to_hi(), "; }"}},
                          Applicability::machine_applicable, SuggestionStyle::show_always);
      return;
    }
  }
  d.help("to modify a `" + name + "`, use `.get_mut()`, `.insert()` or the entry API");
}

// `&T` that should have been `&mut T`: at the borrow, the parameter, the iterator.
void MirBorrowckCtxt::suggest_ampmut_for_local(Diagnostic& d, Local local, const std::string& desc, Location, Span) {
  const LocalDecl& decl = body_.locals[local];
  const Span decl_span = decl.source_info.span;
  // In an implementation of a trait, the signature is the trait's.
  bool in_trait_impl = false;
  DefId trait_fn;
  auto assoc = cx_.items.assoc.find(body_.owner);
  if (assoc != cx_.items.assoc.end() && local.index != 0 && local.index <= body_.arg_count && assoc->second.trait_item) {
    in_trait_impl = true;
    trait_fn = assoc->second.trait_item;
  }
  const bool local_trait = in_trait_impl && cx_.defs[trait_fn].krate == resolve::user_crate;
  if (in_trait_impl && !local_trait) {
    d.label(decl.info.kind == LocalInfo::Kind::self_ref ? decl_span : decl_span, "this is an immutable " + desc);
    return;
  }
  // A closure's parameter of a type that the callee decides.
  if (body_.closure && local.index > 1 && local.index <= body_.arg_count) {
    if (!decl.info.opt_ty_span) return;
    for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
      if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span)
        if (local.index - 2 < c->params.size() && std::holds_alternative<syntax::TyInfer>(ast_.ast()[c->params[local.index - 2].ty].kind))
          return;
  }
  auto after_amp = [&](Span at) -> std::optional<diagnostics::SubstitutionPart> {
    const std::string text(cx_.sources.snippet(at));
    if (text.empty() || (text[0] != '&' && text[0] != '*')) return std::nullopt;
    if (text.size() > 1 && text[1] == '\'') {
      const size_t ws = text.find_first_of(" \t\n");
      if (ws == std::string::npos) return std::nullopt;
      const uint32_t pos = at.lo + static_cast<uint32_t>(ws);
      return diagnostics::SubstitutionPart{Span{pos, pos, at.ctxt}, " mut"};
    }
    const uint32_t pos = at.lo + 1;
    return diagnostics::SubstitutionPart{Span{pos, pos, at.ctxt}, "mut "};
  };
  const std::string message =
      "consider changing this to be a mutable " + desc + (in_trait_impl ? " in the `impl` method and the `trait` definition" : "");
  if (decl.info.kind == LocalInfo::Kind::self_ref && decl.info.self_kind != syntax::SelfKind::typed) {
    auto part = after_amp(decl_span);
    if (!part) return;
    std::vector<diagnostics::SubstitutionPart> parts{*part};
    if (local_trait && cx_.defs[trait_fn].item) {
      const syntax::Ast& ast = cx_.crate_of(trait_fn).ast;
      if (const auto* fn = std::get_if<syntax::ItemFn>(&ast[cx_.defs[trait_fn].item].kind); fn != nullptr && !fn->sig.inputs.empty()) {
        const Span span = fn->sig.inputs[0].span;
        if (auto other = after_amp(span)) parts.push_back(*other);
      }
    }
    d.suggest_multipart(message, std::move(parts), Applicability::machine_applicable, SuggestionStyle::show_always);
    return;
  }
  if (decl.info.mode != typeck::thir::BindingMode::by_value) {
    // `ref x`
    const std::string text(cx_.sources.snippet(decl_span));
    if (text.rfind("ref", 0) == 0) {
      const uint32_t pos = decl_span.lo + 3;
      d.suggest_multipart(message, {{Span{pos, pos, decl_span.ctxt}, " mut"}}, Applicability::machine_applicable,
                          SuggestionStyle::show_always);
    }
    return;
  }
  const auto assignments = find_assignments(body_, local);
  std::optional<Span> rhs;
  if (!assignments.empty()) {
    rhs = body_.source_info(assignments.front()).span;
    if (const Statement* s = body_.statement_at(assignments.front()))
      if (const auto* a = std::get_if<StAssign>(&s->kind))
        if (const auto* use = std::get_if<RvUse>(&a->value); use != nullptr && use->operand.kind == Operand::Kind::copy)
          rhs = body_.locals[use->operand.place.local].source_info.span;
  }
  if (rhs && from_desugaring(*rhs)) {
    if (cx_.sources.desugaring_of(*rhs) != source::DesugaringKind::for_loop) return;
    // The iterator decides what is yielded.
    const Span head = rhs->with_ctxt(cx_.sources.outer_expn_data(rhs->ctxt).call_site.ctxt);
    uint32_t e = AstSearch::none;
    for (uint32_t i = 0; i < ast_.nodes().size() && e == AstSearch::none; ++i)
      if (ast_[i].kind == AstNode::Kind::expr && ast_[i].span.source_equal(*rhs) &&
          (ast_.get<syntax::ExprMethodCall>(i) != nullptr || ast_.get<syntax::ExprAddrOf>(i) != nullptr) && !from_desugaring(ast_[i].span))
        e = i;
    if (const auto* addr = ast_.get<syntax::ExprAddrOf>(e); addr != nullptr && addr->mut == Mutability::not_) {
      d.suggest_verbose(ast_.ast()[addr->place].span.shrink_to_lo(), "use a mutable iterator instead", "mut ",
                        Applicability::machine_applicable);
    } else if (const auto* call = ast_.get<syntax::ExprMethodCall>(e)) {
      // A method of the same impl whose name ends with `_mut`.
      const std::string wanted = std::string(call->method.ident.name.str()) + "_mut";
      bool exists = false;
      for (const auto& b : body_.blocks)
        if (const auto* c = std::get_if<TCall>(&b.terminator.kind);
            c != nullptr && b.terminator.source_info.span.source_equal(ast_[e].span) && c->func.kind == Operand::Kind::constant)
          if (const auto* fn = cx_.store.get<types::FnDef>(c->func.constant->ty)) {
            auto item = cx_.items.assoc.find(fn->def);
            if (item == cx_.items.assoc.end() || item->second.trait_item) continue;
            for (DefId sibling : cx_.defs.children_of(item->second.container)) exists |= cx_.defs[sibling].name.str() == wanted;
          }
      if (exists) d.suggest(call->fn_span, "use mutable method", wanted + "()", Applicability::maybe_incorrect);
    }
    d.label(head,
            "this iterator yields `" + std::string(cx_.store.get<types::Ref>(decl.ty) != nullptr ? "&" : "*const") + "` " + desc + "s");
    return;
  }
  if (rhs) {
    const std::string text(cx_.sources.snippet(*rhs));
    if (!text.empty() && text[0] == '&') {
      size_t k = 1;
      while (k < text.size() && (text[k] == ' ' || text[k] == '\n' || text[k] == '\t')) ++k;
      if (text.compare(k, 9, "raw const") == 0) {
        const size_t c = text.find("const", k);
        const uint32_t lo = rhs->lo + static_cast<uint32_t>(c);
        d.suggest_multipart(message, {{Span{lo, lo + 5, rhs->ctxt}, "mut"}}, Applicability::machine_applicable,
                            SuggestionStyle::show_always);
        return;
      }
      const bool is_mut = text.compare(k, 3, "mut") == 0 && k + 3 < text.size() && (text[k + 3] == ' ' || text[k + 3] == '\n');
      if (!is_mut) {
        const uint32_t pos = rhs->lo + 1;
        d.suggest_multipart(message, {{Span{pos, pos, rhs->ctxt}, "mut "}}, Applicability::machine_applicable,
                            SuggestionStyle::show_always);
        return;
      }
    }
  }
  if (decl.info.opt_ty_span) {
    const Span at = *decl.info.opt_ty_span;
    const std::string text(cx_.sources.snippet(at));
    if (auto part = after_amp(at)) d.suggest_multipart(message, {*part}, Applicability::machine_applicable, SuggestionStyle::show_always);
    else {
      TypeId inner = decl.ty;
      if (const auto* r = cx_.store.get<types::Ref>(decl.ty)) inner = r->pointee;
      if (const auto* r = cx_.store.get<types::RawPtr>(decl.ty)) inner = r->pointee;
      const bool is_ref = cx_.store.get<types::Ref>(decl.ty) != nullptr;
      d.suggest_verbose(at, "consider changing this binding's type", (is_ref ? "&mut " : "*mut ") + describe_for_named_type(inner),
                        Applicability::has_placeholders);
    }
    return;
  }
  TypeId inner = decl.ty;
  bool is_ref = false;
  if (const auto* r = cx_.store.get<types::Ref>(decl.ty)) {
    inner = r->pointee;
    is_ref = true;
  } else if (const auto* r = cx_.store.get<types::RawPtr>(decl.ty)) {
    inner = r->pointee;
  }
  // Only a plain `let x` can take a type.
  const uint32_t pat = ast_.find_pat(decl_span);
  const uint32_t holder = ast_.parent(pat);
  if (holder == AstSearch::none || ast_[holder].kind != AstNode::Kind::let || ast_[holder].let->pat != ast_[pat].pat) return;
  d.suggest_verbose(decl_span.shrink_to_hi(), "consider specifying this binding's type",
                    std::string(is_ref ? ": &mut " : ": *mut ") + describe_for_named_type(inner), Applicability::has_placeholders);
}

}  // namespace borrowlab::borrowck
