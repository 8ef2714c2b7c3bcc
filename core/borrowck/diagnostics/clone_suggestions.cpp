// Hints that propose `.clone()`, a borrow, or a bound instead of a move.
// After rustc_borrowck::diagnostics::conflict_errors (suggest_cloning and its kin).
#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

bool MirBorrowckCtxt::implements(std::string_view trait, TypeId t) const {
  const DefId def = cx_.lang(trait);
  if (!def) return false;
  typeck::InferCtxt icx(cx_);
  const GenericArg self(types::erase_regions(cx_.store, t));
  return typeck::type_implements(icx, def, std::span(&self, 1), env_);
}

const types::FnDef* MirBorrowckCtxt::callee_at(Span call) const {
  for (const BasicBlockData& b : body_.blocks) {
    const auto* c = std::get_if<TCall>(&b.terminator.kind);
    if (c != nullptr && b.terminator.source_info.span == call && c->func.kind == Operand::Kind::constant)
      if (const auto* fn = cx_.store.get<types::FnDef>(c->func.constant->ty)) return fn;
  }
  return nullptr;
}

std::optional<types::FnDef> MirBorrowckCtxt::callee_of(uint32_t call) const {
  if (const types::FnDef* fn = callee_at(ast_[call].span)) return *fn;
  const auto* e = ast_.get<syntax::ExprCall>(call);
  if (e == nullptr || !std::holds_alternative<syntax::ExprPath>(ast_.ast()[e->callee].kind)) return std::nullopt;
  const auto& path = cx_.crate_of(body_.owner).res.paths[ast_.ast()[e->callee].id.index];
  if (path.base.kind != resolve::Res::Kind::def || path.unresolved != 0 || cx_.items.fns.count(path.base.def) == 0) return std::nullopt;
  return types::FnDef{path.base.def, types::identity_args(cx_, path.base.def)};
}

bool MirBorrowckCtxt::suggest_hoisting_call_outside_loop(Diagnostic& d, uint32_t expr, Span decl) const {
  bool can_clone = true;
  uint32_t outermost = AstSearch::none, parent = AstSearch::none;
  std::vector<uint32_t> loops;
  for (uint32_t n = ast_.parent(expr); n != AstSearch::none; n = ast_.parent(n)) {
    if (ast_.get<syntax::ExprLoop>(n) != nullptr) loops.push_back(n);
    if (ast_[n].kind != AstNode::Kind::expr) continue;
    if (ast_[n].span.contains(decl)) break;
    if (parent == AstSearch::none) parent = n;
    if (ast_.get<syntax::ExprLet>(n) != nullptr && ast_.get<syntax::ExprIf>(ast_.parent(n)) != nullptr) can_clone = false;
    if (ast_.get<syntax::ExprLoop>(n) != nullptr) outermost = n;
  }
  if (outermost == AstSearch::none) return can_clone;
  // What leaves or continues a loop early.
  bool breaks = false;
  MultiSpan written;
  for (uint32_t n = outermost; n < ast_.nodes().size(); ++n) {
    if (!ast_.is_within(n, outermost)) continue;
    const auto* brk = ast_.get<syntax::ExprBreak>(n);
    const auto* next = ast_.get<syntax::ExprContinue>(n);
    if (brk == nullptr && next == nullptr) continue;
    const auto desugaring = cx_.sources.desugaring_of(ast_[n].span);
    breaks |= brk != nullptr && desugaring != source::DesugaringKind::for_loop;
    if (desugaring == source::DesugaringKind::for_loop || desugaring == source::DesugaringKind::while_loop) continue;
    const syntax::NodeId target = cx_.crate_of(body_.owner).res.label_target[ast_.expr(n).id.index];
    for (uint32_t l : loops)
      if (ast_.expr(l).id == target) {
        written.primary.push_back(ast_[n].span);
        written.push_label(ast_[n].span, std::string(brk != nullptr ? "this `break` exits" : "this `continue` advances") +
                                             " the loop at line " + std::to_string(cx_.sources.lookup(ast_[l].span.lo).line));
      }
  }
  if (loops.size() > 1 && !written.primary.empty()) {
    for (uint32_t l : loops) written.push_label(ast_.get<syntax::ExprLoop>(l)->head_span, "");
    d.span_note(std::move(written), "verify that your loop breaking logic is correct");
  }
  if (!breaks || (ast_.get<syntax::ExprCall>(parent) == nullptr && ast_.get<syntax::ExprMethodCall>(parent) == nullptr)) return can_clone;
  const Span loop = ast_[outermost].span;
  const auto at = cx_.sources.lookup(loop.lo);
  const std::string_view line = cx_.sources.file(cx_.sources.file_of(loop.lo)).line(at.line);
  const size_t indent = line.find_first_not_of(" \t");
  const std::string gap = indent == std::string_view::npos ? std::string(" ") : "\n" + std::string(line.substr(0, indent));
  d.suggest_multipart("consider moving the expression out of the loop so it is only moved once",
                      {{loop.shrink_to_lo(), "let mut value = " + std::string(cx_.sources.snippet(ast_[parent].span)) + ";" + gap},
                       {ast_[parent].span, "value"}},
                      Applicability::maybe_incorrect, SuggestionStyle::show_code);
  return can_clone;
}

bool MirBorrowckCtxt::in_move_closure(uint32_t n) const {
  for (n = ast_.parent(n); n != AstSearch::none; n = ast_.parent(n))
    if (const auto* c = ast_.get<syntax::ExprClosure>(n); c != nullptr && c->capture == syntax::CaptureBy::value) return true;
  return false;
}

void MirBorrowckCtxt::suggest_cloning(Diagnostic& d, TypeId t, uint32_t node, const UseSpans* use) {
  if (node == AstSearch::none) return;
  if (const auto* a = ast_.get<syntax::ExprAddrOf>(node); a != nullptr && a->mut == Mutability::mut) return;
  if (ast_.get<syntax::ExprClosure>(node) != nullptr || ast_.get<syntax::ExprStruct>(node) != nullptr) return;
  const Span expr_span = ast_[node].span;
  if (implements("clone", t)) return suggest_cloning_inner(d, t, node);
  const TypeId plain = types::erase_regions(cx_.store, t);
  const std::string text = types::to_string(cx_, plain);
  auto note_adt = [&](DefId def, const std::string& name) {
    const Span head = def_span(def);
    MultiSpan spans(head);
    spans.push_label(head, "consider implementing `Clone` for this type");
    spans.push_label(expr_span, "you could clone this value");
    d.span_note(std::move(spans), "if `" + name + "` implemented `Clone`, you could clone the value");
  };
  if (const auto* adt = cx_.store.get<types::Adt>(plain)) {
    if (cx_.defs[adt->def].krate == resolve::user_crate) return note_adt(adt->def, text);
    // A library type that would be Clone if what it holds were.
    if (const auto unmet = clone_blockers(plain, 0))
      for (TypeId inner : *unmet)
        if (const auto* a = cx_.store.get<types::Adt>(inner); a != nullptr && cx_.defs[a->def].krate == resolve::user_crate)
          note_adt(a->def, types::to_string(cx_, inner));
    return;
  }
  if (const auto* param = cx_.store.get<types::Param>(plain)) {
    if (use != nullptr && use->kind == UseSpans::Kind::fn_self && use->call.kind == CallKind::Kind::fn_call) return;
    const auto* fn = ast_.fn();
    Span at;
    auto find = [&](const syntax::Generics& g) {
      for (const auto& p : g.params)
        if (p.ident.name == param->name) at = p.ident.span;
    };
    if (fn != nullptr) find(fn->generics);
    if (at.is_dummy()) {
      const DefId parent = cx_.defs[regions_.universal.root].parent;
      if (parent && cx_.defs[parent].item) {
        const auto& item = cx_.crate_of(parent).ast[cx_.defs[parent].item];
        if (const auto* i = std::get_if<syntax::ItemImpl>(&item.kind)) find(i->generics);
        if (const auto* i = std::get_if<syntax::ItemTrait>(&item.kind)) {
          find(i->generics);
          if (at.is_dummy() && param->index == 0) at = def_span(parent);  // `Self`
        }
      }
    }
    if (at.is_dummy()) return;
    MultiSpan spans(at);
    spans.push_label(at, "consider constraining this type parameter with `Clone`");
    spans.push_label(expr_span, "you could clone this value");
    d.span_help(std::move(spans), "if `" + text + "` implemented `Clone`, you could clone the value");
  }
}

void MirBorrowckCtxt::suggest_cloning_inner(Diagnostic& d, TypeId t, uint32_t node) {
  if (in_move_closure(node)) return;
  const Span whole = ast_[node].span;
  std::string suggestion = ".clone()";
  if (whole.from_expansion()) return;
  // `S { x }`: the field's name must be written out.
  const uint32_t parent = ast_.parent(node);
  if (const auto* s = ast_.get<syntax::ExprStruct>(parent))
    for (const auto& f : s->fields)
      if (f.shorthand && f.value == ast_[node].expr) suggestion = ": " + std::string(f.ident.name.str()) + ".clone()";
  Span inner = whole;
  const syntax::Expr* e = &ast_.expr(node);
  for (;;) {
    syntax::ExprId next;
    if (const auto* a = std::get_if<syntax::ExprAddrOf>(&e->kind)) {
      if (a->mut == Mutability::mut) return;
      next = a->place;
    } else if (const auto* u = std::get_if<syntax::ExprUnary>(&e->kind); u != nullptr && u->op == syntax::UnOp::deref) {
      next = u->operand;
    } else {
      break;
    }
    e = &ast_.ast()[next];
    inner = e->span;
  }
  std::vector<diagnostics::SubstitutionPart> parts;
  if (inner.lo != whole.lo) parts.push_back({whole.with_hi(inner.lo), ""});
  Span at = inner.hi != whole.hi ? whole.with_lo(inner.hi) : whole.shrink_to_hi();
  // Operators bind less tightly than the method call.
  const bool binary = std::holds_alternative<syntax::ExprBinary>(e->kind) && !e->parenthesized;
  if (binary) {
    parts.push_back({inner.shrink_to_lo(), "("});
    suggestion = ")" + suggestion;
  }
  parts.push_back({at, suggestion});
  const auto* adt = cx_.store.get<types::Adt>(t);
  const bool counted = adt != nullptr && (is_lib_item(adt->def, "Rc") || is_lib_item(adt->def, "Arc"));
  d.suggest_multipart(
      counted ? "clone the value to increment its reference count" : "consider cloning the value if the performance cost is acceptable",
      std::move(parts), Applicability::machine_applicable, SuggestionStyle::show_always);
}

std::optional<std::vector<TypeId>> MirBorrowckCtxt::clone_blockers(TypeId t, int depth) const {
  const DefId clone = cx_.lang("clone");
  if (!clone || depth > 8) return std::nullopt;
  typeck::InferCtxt icx(cx_);
  const GenericArg self(types::erase_regions(cx_.store, t));
  const types::TraitRef wanted{clone, cx_.store.args({self})};
  typeck::Obligation o;
  o.param_env = env_;
  o.predicate = cx_.store.dummy_binder<types::Clause>(types::TraitClause{wanted});
  const typeck::Selection selected = typeck::select(icx, o);
  if (selected.outcome != typeck::Selection::Outcome::selected) return std::nullopt;
  std::vector<TypeId> unmet;
  for (const typeck::Obligation& nested : selected.source.nested)
    if (const auto* c = std::get_if<types::TraitClause>(&nested.predicate.value)) {
      const std::vector<GenericArg> args(cx_.store[c->trait_ref.args].begin(), cx_.store[c->trait_ref.args].end());
      if (typeck::type_implements(icx, c->trait_ref.trait, args, env_)) continue;
      if (c->trait_ref.trait != clone) return std::nullopt;
      const TypeId part = icx.resolve(args[0].type());
      if (const auto deeper = clone_blockers(part, depth + 1)) unmet.insert(unmet.end(), deeper->begin(), deeper->end());
      else unmet.push_back(part);
    }
  return unmet;
}

void MirBorrowckCtxt::suggest_clone_of_receiver(Diagnostic& d, TypeId t, Span receiver, bool by_path) {
  const auto blockers = clone_blockers(t, 0);
  if (!blockers) return;
  const std::vector<TypeId>& unmet = *blockers;
  std::string text = "you can `clone` the value and consume it, but this might not be your desired behavior";
  const auto bound = [&](TypeId ty) { return "`" + types::to_string(cx_, ty) + ": Clone`"; };
  if (unmet.size() == 1) text = "you could `clone` the value and consume it, if the " + bound(unmet[0]) + " trait bound could be satisfied";
  if (unmet.size() > 1) {
    text = "you could `clone` the value and consume it, if the following trait bounds could be satisfied: ";
    for (size_t i = 0; i < unmet.size(); ++i) text += (i == 0 ? "" : i + 1 == unmet.size() ? " and " : ", ") + bound(unmet[i]);
  }
  std::vector<diagnostics::SubstitutionPart> parts{{receiver.shrink_to_hi(), ".clone()"}};
  if (by_path)
    parts = {{receiver.shrink_to_lo(), "<" + describe_for_named_type(t) + " as Clone>::clone(&"}, {receiver.shrink_to_hi(), ")"}};
  d.suggest_multipart(text, std::move(parts), Applicability::maybe_incorrect, SuggestionStyle::show_always);
  for (const TypeId ty : unmet) suggest_derive_clone(d, ty);
}

void MirBorrowckCtxt::suggest_derive_clone(Diagnostic& d, TypeId t) const {
  const auto* adt = cx_.store.get<types::Adt>(t);
  if (adt == nullptr || cx_.defs[adt->def].krate != resolve::user_crate || !cx_.defs[adt->def].item) return;
  for (const auto& v : cx_.items.adt(adt->def).variants)
    for (const auto& f : v.fields)
      if (!implements("clone", types::field_type(cx_, f, adt->args))) return;
  const syntax::Item& item = cx_.crate_of(adt->def).ast[cx_.defs[adt->def].item];
  d.suggest_verbose(item.span.shrink_to_lo(), "consider annotating `" + types::to_string(cx_, t) + "` with `#[derive(Clone)]`",
                    "#[derive(Clone)]\n", Applicability::maybe_incorrect);
}

void MirBorrowckCtxt::suggest_reborrow(Diagnostic& d, Span span, const Place& moved) {
  d.suggest_verbose(span.shrink_to_lo(), "consider creating a fresh reborrow of " + describe_any_place(moved) + " here", "&mut *",
                    Applicability::machine_applicable);
}

// Where the callee takes any type, a reference may do as well.
bool MirBorrowckCtxt::suggest_borrow_generic_arg(Diagnostic& d, DefId callee, ArgsId args, uint32_t param, TypeId t, const Place& moved,
                                                 Span span) {
  types::Store& store = cx_.store;
  // The parameter must not occur elsewhere in the signature, or in another parameter's bounds.
  const types::PolyFnSig sig = types::fn_sig(cx_, callee, types::identity_args(cx_, callee));
  int uses = 0;
  for (TypeId in : store[sig.value.inputs_and_output])
    types::walk_types(store, in, [&](GenericArg a) {
      if (a.is_type())
        if (const auto* p = store.get<types::Param>(a.type())) uses += p->index == param ? 1 : 0;
      return true;
    });
  if (uses != 1) return false;
  const auto self = store[types::identity_args(cx_, callee)][param];
  std::vector<DefId> traits;
  for (const types::Predicate& p : types::identity_predicates(cx_, callee)) {
    const auto* c = std::get_if<types::TraitClause>(&p.clause.value);
    if (c == nullptr) {
      if (const auto* pr = std::get_if<types::ProjectionClause>(&p.clause.value); pr != nullptr && store[pr->args][0] == self) return false;
      continue;
    }
    if (store[c->trait_ref.args][0] == self) {
      if (store[c->trait_ref.args].size() > 1) return false;
      traits.push_back(c->trait_ref.trait);
      continue;
    }
  }
  std::vector<DefId> meaningful;
  for (DefId tr : traits)
    if (tr != cx_.lang("sized")) meaningful.push_back(tr);
  if (meaningful.empty()) return false;
  (void)args;
  for (Mutability m : {Mutability::not_, Mutability::mut}) {
    const GenericArg borrowed(store.ref(store.re_erased, types::erase_regions(store, t), m));
    bool all = true;
    for (DefId tr : meaningful) {
      typeck::InferCtxt icx(cx_);
      if (!typeck::type_implements(icx, tr, std::span(&borrowed, 1), env_)) all = false;
    }
    if (!all) continue;
    const auto desc = describe_place(moved);
    d.suggest_verbose(span.shrink_to_lo(),
                      std::string("consider ") + (m == Mutability::mut ? "mutably " : "") + "borrowing " +
                          (desc ? "`" + *desc + "`" : std::string("value")),
                      m == Mutability::mut ? "&mut " : "&", Applicability::maybe_incorrect);
    return true;
  }
  return false;
}

void MirBorrowckCtxt::suggest_copy_bound(Diagnostic& d, TypeId t) {
  const auto* param = cx_.store.get<types::Param>(t);
  if (param == nullptr) return;
  if (env_.clauses)
    for (const auto& c : *env_.clauses)
      if (const auto* tc = std::get_if<types::TraitClause>(&c.value); tc != nullptr && cx_.store[tc->trait_ref.args][0] == GenericArg(t))
        for (const char* f : {"fn", "fn_mut", "fn_once"})
          if (tc->trait_ref.trait == cx_.lang(f)) return;
  auto suggest = [&](const syntax::Generics& g) {
    for (const auto& p : g.params) {
      if (p.ident.name != param->name) continue;
      const std::string name(param->name.str());
      if (p.bounds.empty()) {
        d.suggest_verbose(p.ident.span.shrink_to_hi(), "consider restricting type parameter `" + name + "` with trait `Copy`", ": Copy",
                          Applicability::machine_applicable);
      } else {
        d.suggest_verbose(p.bounds.back().span.shrink_to_hi(),
                          "consider further restricting type parameter `" + name + "` with trait `Copy`", " + Copy",
                          Applicability::machine_applicable);
      }
      return true;
    }
    return false;
  };
  if (ast_.fn() != nullptr && suggest(ast_.fn()->generics)) return;
  const DefId parent = cx_.defs[regions_.universal.root].parent;
  if (parent && cx_.defs[parent].item) {
    const auto& item = cx_.crate_of(parent).ast[cx_.defs[parent].item];
    if (const auto* i = std::get_if<syntax::ItemImpl>(&item.kind)) suggest(i->generics);
    if (const auto* i = std::get_if<syntax::ItemTrait>(&item.kind)) suggest(i->generics);
  }
}

}  // namespace borrowlab::borrowck
