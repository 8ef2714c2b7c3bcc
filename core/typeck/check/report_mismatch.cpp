// E0308: mismatched types, as rustc words them by where the mismatch is. After rustc_trait_selection::error_reporting::infer and
// rustc_hir_typeck::demand.
#include "support/function_ref.h"
#include "typeck/check/fn_ctxt.h"

namespace borrowlab::typeck::check {

using diagnostics::Applicability;
using diagnostics::Diagnostic;

// rustc: Ty::sort_string.
std::string FnCtxt::sort_string(TypeId t) {
  t = icx.resolve(t);
  const TypeKind& k = store[t];
  if (const auto* f = std::get_if<types::FnDef>(&k)) {
    const resolve::Def& d = cx.defs[f->def];
    if (d.kind != DefKind::ctor) return "fn item";
    return cx.defs[d.parent].kind == DefKind::variant ? "enum constructor" : "struct constructor";
  }
  if (std::holds_alternative<types::FnPtr>(k)) return "fn pointer";
  if (const auto* d = std::get_if<types::Dynamic>(&k)) {
    for (const auto& p : store[d->predicates])
      if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) return "`dyn " + cx.defs.path_str(tr->trait) + "`";
    return "trait object";
  }
  if (std::holds_alternative<types::Closure>(k)) return "closure";
  if (const auto* i = std::get_if<types::Infer>(&k))
    return i->kind == types::Infer::Kind::int_     ? "integer"
           : i->kind == types::Infer::Kind::float_ ? "floating-point number"
                                                   : "inferred type";
  if (const auto* a = std::get_if<types::Alias>(&k)) return a->kind == types::AliasKind::opaque ? "opaque type" : "associated type";
  if (const auto* p = std::get_if<types::Param>(&k)) return "type parameter `" + std::string(p->name.str()) + "`";
  if (std::holds_alternative<types::Error>(k)) return "type error";
  return "`" + types::to_string(cx, GenericArg(types::erase_regions(store, t))) + "`";
}

// rustc: Ty::prefix_string.
std::string FnCtxt::expected_found_kind(TypeId t) {
  t = icx.resolve(t);
  const TypeKind& k = store[t];
  if (const auto* tup = std::get_if<types::Tuple>(&k)) return store[tup->elems].empty() ? "unit type" : "tuple";
  if (const auto* a = adt_of(t)) return a->kind == types::AdtKind::enum_ ? "enum" : a->kind == types::AdtKind::union_ ? "union" : "struct";
  if (std::holds_alternative<types::Array>(k)) return "array";
  if (std::holds_alternative<types::Slice>(k)) return "slice";
  if (std::holds_alternative<types::RawPtr>(k)) return "raw pointer";
  if (const auto* r = std::get_if<types::Ref>(&k)) return r->mut == Mutability::mut ? "mutable reference" : "reference";
  if (const auto* f = std::get_if<types::FnDef>(&k)) {
    const resolve::Def& d = cx.defs[f->def];
    if (d.kind != DefKind::ctor) return "fn item";
    return cx.defs[d.parent].kind == DefKind::variant ? "enum constructor" : "struct constructor";
  }
  if (std::holds_alternative<types::FnPtr>(k)) return "fn pointer";
  if (std::holds_alternative<types::Dynamic>(k)) return "trait object";
  if (std::holds_alternative<types::Closure>(k)) return "closure";
  if (const auto* a = std::get_if<types::Alias>(&k)) return a->kind == types::AliasKind::opaque ? "opaque type" : "associated type";
  if (std::holds_alternative<types::Param>(k)) return "type parameter";
  return "type";
}

namespace {
bool is_simple_ty(const types::Store& s, TypeId t) {
  const TypeKind& k = s[t];
  if (std::holds_alternative<types::Bool>(k) || std::holds_alternative<types::Char>(k) || std::holds_alternative<types::Str>(k) ||
      std::holds_alternative<types::Int>(k) || std::holds_alternative<types::Float>(k))
    return true;
  if (const auto* i = std::get_if<types::Infer>(&k)) return i->kind != types::Infer::Kind::ty;
  if (const auto* r = std::get_if<types::Ref>(&k)) return is_simple_ty(s, r->pointee);
  if (const auto* a = std::get_if<types::Array>(&k)) return is_simple_ty(s, a->elem);
  if (const auto* a = std::get_if<types::Slice>(&k)) return is_simple_ty(s, a->elem);
  if (const auto* t2 = std::get_if<types::Tuple>(&k)) return s[t2->elems].empty();
  return false;
}
bool is_simple_text(const types::Store& s, TypeId t) {
  if (const auto* a = s.get<types::Adt>(t)) {
    for (GenericArg x : s[a->args])
      if (!x.is_region()) return false;
    return true;
  }
  if (const auto* r = s.get<types::Ref>(t)) return is_simple_text(s, r->pointee);
  return is_simple_ty(s, t);
}

// What two types have in common is not repeated: `HashMap<_, i32>` and `HashMap<_, u8>`.
std::pair<std::string, std::string> compare(FnCtxt& f, TypeId a, TypeId b, int depth = 0) {
  auto& s = f.store;
  a = f.icx.resolve(a), b = f.icx.resolve(b);
  const auto *ra = s.get<types::Ref>(a), *rb = s.get<types::Ref>(b);
  if (ra != nullptr && rb != nullptr && depth < 32) {
    auto inner = a == b ? std::make_pair(std::string("_"), std::string("_")) : compare(f, ra->pointee, rb->pointee, depth + 1);
    return {std::string(ra->mut == Mutability::mut ? "&mut " : "&") + inner.first,
            std::string(rb->mut == Mutability::mut ? "&mut " : "&") + inner.second};
  }
  if (a == b) return {"_", "_"};
  const auto *aa = s.get<types::Adt>(a), *ab = s.get<types::Adt>(b);
  if (aa != nullptr && ab != nullptr && aa->def == ab->def && depth < 32) {
    const std::string name = f.cx.defs.path_str(aa->def);
    std::string left, right;
    const auto xs = s[aa->args], ys = s[ab->args];
    for (size_t i = 0; i < xs.size(); ++i) {
      if (xs[i].is_region()) continue;
      std::pair<std::string, std::string> one;
      if (xs[i].is_type()) one = compare(f, xs[i].type(), ys[i].type(), depth + 1);
      else
        one = xs[i] == ys[i] ? std::make_pair(std::string("_"), std::string("_"))
                             : std::make_pair(types::to_string(f.cx, xs[i]), types::to_string(f.cx, ys[i]));
      left += (left.empty() ? "" : ", ") + one.first;
      right += (right.empty() ? "" : ", ") + one.second;
    }
    if (left.empty()) return {name, name};
    return {name + "<" + left + ">", name + "<" + right + ">"};
  }
  const auto *ta = s.get<types::Tuple>(a), *tb = s.get<types::Tuple>(b);
  if (ta != nullptr && tb != nullptr && s[ta->elems].size() == s[tb->elems].size() && depth < 32) {
    std::string left = "(", right = "(";
    const auto xs = s[ta->elems], ys = s[tb->elems];
    for (size_t i = 0; i < xs.size(); ++i) {
      auto one = compare(f, xs[i], ys[i], depth + 1);
      left += (i == 0 ? "" : ", ") + one.first;
      right += (i == 0 ? "" : ", ") + one.second;
    }
    const char* close = xs.size() == 1 ? ",)" : ")";
    return {left + close, right + close};
  }
  return {f.str(a), f.str(b)};
}

enum class Inner : uint8_t { sorts, mutability, tuple_size, array_size };
Inner inner_kind(FnCtxt& f, const std::optional<TypeMismatch>& m) {
  if (!m || !m->expected.valid() || !m->found.valid()) return Inner::sorts;
  const auto *ra = f.as<types::Ref>(m->expected), *rb = f.as<types::Ref>(m->found);
  if (ra != nullptr && rb != nullptr && ra->mut != rb->mut) return Inner::mutability;
  const auto *ta = f.as<types::Tuple>(m->expected), *tb = f.as<types::Tuple>(m->found);
  if (ta != nullptr && tb != nullptr && f.store[ta->elems].size() != f.store[tb->elems].size() && !f.store[ta->elems].empty() &&
      !f.store[tb->elems].empty())
    return Inner::tuple_size;
  const auto *aa = f.as<types::Array>(m->expected), *ab = f.as<types::Array>(m->found);
  if (aa != nullptr && ab != nullptr && aa->len != ab->len) return Inner::array_size;
  return Inner::sorts;
}
std::string array_len(FnCtxt& f, TypeId t) {
  const auto* v = f.store.get<types::ConstValue>(f.icx.shallow_resolve(f.as<types::Array>(t)->len));
  return v != nullptr ? std::to_string(static_cast<uint64_t>(v->bits)) : "_";
}
std::string inner_text(FnCtxt& f, Inner k, const std::optional<TypeMismatch>& m, TypeId expected, TypeId found) {
  switch (k) {
    case Inner::mutability: return "types differ in mutability";
    case Inner::tuple_size: {
      const size_t e = f.store[f.as<types::Tuple>(m->expected)->elems].size(), n = f.store[f.as<types::Tuple>(m->found)->elems].size();
      return "expected a tuple with " + std::to_string(e) + " element" + (e == 1 ? "" : "s") + ", found one with " + std::to_string(n) +
             " element" + (n == 1 ? "" : "s");
    }
    case Inner::array_size:
      return "expected an array with a size of " + array_len(f, m->expected) + ", found one with a size of " + array_len(f, m->found);
    case Inner::sorts: break;
  }
  const std::string e = f.sort_string(expected), n = f.sort_string(found);
  if (e == n) return "expected " + e + ", found a different " + n;
  return "expected " + e + ", found " + n;
}
}  // namespace

std::string FnCtxt::mismatch_label(TypeId expected, TypeId found) { return inner_text(*this, Inner::sorts, std::nullopt, expected, found); }

void FnCtxt::note_expected_found(Diagnostic& d, TypeId expected, TypeId found) {
  expected = icx.resolve(expected), found = icx.resolve(found);
  std::string e = "expected " + expected_found_kind(expected), n = "found " + expected_found_kind(found);
  const size_t width = std::max(e.size(), n.size());
  auto text = compare(*this, expected, found);
  d.note(std::string(width - e.size(), ' ') + e + " `" + text.first + "`\n" + std::string(width - n.size(), ' ') + n + " `" + text.second +
         "`");
}

namespace {
void note_if_complex(FnCtxt& f, Diagnostic& d, Inner k, TypeId expected, TypeId found) {
  expected = f.icx.resolve(expected), found = f.icx.resolve(found);
  if (k == Inner::array_size) return;
  if (k != Inner::sorts || !(is_simple_text(f.store, expected) && is_simple_text(f.store, found)))
    f.note_expected_found(d, expected, found);
}
}  // namespace

// The edits that rustc proposes most often. rustc: emit_coerce_suggestions.
void FnCtxt::suggest_coercion(Diagnostic& d, ExprId e, TypeId expected, TypeId found) {
  if (!e.valid() || span_of(e).from_expansion()) return;
  expected = icx.resolve(expected), found = icx.resolve(found);
  const syntax::Expr& expr = ast[e];
  const Span span = expr.span;
  // `&x` where x is wanted.
  if (const auto* a = std::get_if<syntax::ExprAddrOf>(&expr.kind); a != nullptr && !a->raw) {
    const auto* r = as<types::Ref>(found);
    if (r != nullptr && can_eq(r->pointee, expected)) {
      d.suggest_verbose(Span{span.lo, span_of(a->place).lo, span.ctxt}, "consider removing the borrow", "",
                        Applicability::machine_applicable);
      return;
    }
  }
  // A string literal for a String; anything for its reference.
  if (const auto* r = as<types::Ref>(found); r != nullptr && as<types::Str>(r->pointee) != nullptr)
    if (const auto* adt = as<types::Adt>(expected); adt != nullptr && adt->def == cx.lang("String")) {
      d.suggest_verbose(span.shrink_to_hi(), "try using a conversion method", ".to_string()", Applicability::maybe_incorrect);
      return;
    }
  if (const auto* r = as<types::Ref>(expected)) {
    const bool want_mut = r->mut == Mutability::mut;
    if (can_coerce(store.ref(store.re_erased, found, r->mut), expected)) {
      d.suggest_verbose(span.shrink_to_lo(), want_mut ? "consider mutably borrowing here" : "consider borrowing here",
                        want_mut ? "&mut " : "&", Applicability::machine_applicable);
      return;
    }
  }
  // A value for its Option or Result.
  if (const auto* adt = adt_of(expected); adt != nullptr && adt->kind == types::AdtKind::enum_ && as<types::Infer>(expected) == nullptr) {
    const ArgsId args = as<types::Adt>(expected)->args;
    std::vector<const types::VariantInfo*> compatible;
    for (const auto& v : adt->variants)
      if (v.ctor.valid() && v.fields.size() == 1 && can_coerce(found, icx.resolve(types::field_type(cx, v.fields[0], args))))
        compatible.push_back(&v);
    if (compatible.size() == 1) {
      std::string shown = cx.defs.path_str(compatible[0]->def);
      if (defined_in_library(adt->def)) shown = std::string(compatible[0]->name.str());
      d.suggest_multipart("try wrapping the expression in `" + shown + "`",
                          {{span.shrink_to_lo(), shown + "("}, {span.shrink_to_hi(), ")"}}, Applicability::maybe_incorrect,
                          diagnostics::SuggestionStyle::show_always);
      return;
    }
  }
  // `&T` where T: Copy is wanted.
  if (const auto* r = as<types::Ref>(found); r != nullptr && can_eq(r->pointee, expected) && is_copy(expected)) {
    d.suggest_verbose(span.shrink_to_lo(), "consider dereferencing the borrow", "*", Applicability::machine_applicable);
    return;
  }
  // A literal's suffix.
  if (const auto* lit = std::get_if<syntax::ExprLit>(&expr.kind);
      lit != nullptr && !lit->lit.suffix.empty() && as<types::Int>(expected) != nullptr && as<types::Int>(found) != nullptr) {
    const std::string text(cx.sources.snippet(span));
    const std::string suffix(lit->lit.suffix.str());
    if (text.size() > suffix.size())
      d.suggest_verbose(span, "change the type of the numeric literal from `" + suffix + "` to `" + str(expected) + "`",
                        text.substr(0, text.size() - suffix.size()) + str(expected), Applicability::machine_applicable);
    return;
  }
}

namespace {

enum class LoopKind : uint8_t { none, for_, while_ };
LoopKind loop_kind(const syntax::Ast& ast, ExprId e) {
  if (!e.valid()) return LoopKind::none;
  const auto* loop = std::get_if<syntax::ExprLoop>(&ast[e].kind);
  if (loop != nullptr && loop->source == syntax::LoopSource::while_) return LoopKind::while_;
  const auto* drop = std::get_if<syntax::ExprDropTemps>(&ast[e].kind);
  const auto* match = std::get_if<syntax::ExprMatch>(&ast[drop != nullptr ? drop->expr : e].kind);
  return match != nullptr && match->source == syntax::MatchSource::for_loop ? LoopKind::for_ : LoopKind::none;
}

// A loop where a value is wanted. rustc: suggest_returning_value_after_loop, and what suggest_compatible_variants says of `()`.
bool note_loop(FnCtxt& fcx, Diagnostic& d, ExprId e, TypeId expected, const CoerceOrigin& origin) {
  const LoopKind kind = loop_kind(fcx.ast, e);
  const bool at_end = origin.block.valid();
  if (kind == LoopKind::none || (kind == LoopKind::while_ && !at_end)) return false;
  d.note(std::string("`") + (kind == LoopKind::while_ ? "while" : "for") + "` loops evaluate to unit type `()`");
  if (!at_end) return true;
  const Span span = fcx.ast[e].span;
  // What comes on a line of its own is indented as the loop is.
  const source::SourceFile& file = fcx.cx.sources.file(fcx.cx.sources.file_of(span.lo));
  const std::string_view all = file.text;
  const size_t line = all.rfind('\n', span.lo - file.start) + 1;
  const std::string own_line = "\n" + std::string(all.substr(line, all.find_first_not_of(" \t", line) - line));
  const auto* adt = fcx.as<types::Adt>(expected);
  const bool is_option = adt != nullptr && adt->def == fcx.cx.lang("Option");
  const auto result = fcx.cx.defs.diagnostic_items.find(Symbol::intern("Result"));
  const bool is_result = adt != nullptr && result != fcx.cx.defs.diagnostic_items.end() && result->second == adt->def;
  if (is_option || is_result) {
    diagnostics::Suggestion s;
    s.message = "try adding an expression at the end of the block";
    for (const char* value : {"None", "Some(())", "Ok(())"})
      if ((value[0] == 'O') == is_result) s.substitutions.push_back({{span.shrink_to_hi(), own_line + value}});
    s.applicability = Applicability::maybe_incorrect;
    d.suggestions.push_back(std::move(s));
    return true;
  }
  const bool many_lines = fcx.cx.sources.snippet(span).find('\n') != std::string_view::npos;
  d.suggest_verbose(span.shrink_to_hi(), "consider returning a value here",
                    (many_lines ? own_line : " ") + "/* `" + fcx.str(expected) + "` value */", Applicability::maybe_incorrect);
  return true;
}

}  // namespace

void FnCtxt::report_mismatch(const Site& e, TypeId expected, TypeId found, const CoerceOrigin& origin, std::optional<TypeMismatch> inner) {
  report_mismatch_at(e.span, expected, found, origin, inner, e.expr);
}

void FnCtxt::report_mismatch_at(Span span, TypeId expected, TypeId found, const CoerceOrigin& origin, std::optional<TypeMismatch> inner,
                                ExprId e) {
  expected = icx.resolve(expected), found = icx.resolve(found);
  results.tainted = true;
  if (is_error(expected) || is_error(found)) return;
  // What returns a trait object is wrong already.
  if (origin.kind == ObligationKind::return_value && as<types::Dynamic>(expected) != nullptr && expected == icx.resolve(ret_ty)) return;
  // A mismatch inside the library's own code is the library's or ours to mend.
  if (defined_in_library(owner))
    return refuse(span, "internal: mismatched types in the library (`" + str(expected) + "`, `" + str(found) + "`)");
  const Inner k = inner_kind(*this, inner);
  std::string message = "mismatched types";
  if (origin.kind == ObligationKind::if_else && !origin.because.is_dummy()) message = "`if` and `else` have incompatible types";
  if (origin.kind == ObligationKind::match_arm && !origin.prior_arms.empty()) message = "`match` arms have incompatible types";
  // A block is blamed by its tail.
  while (e.valid()) {
    const auto* b = std::get_if<syntax::ExprBlock>(&ast[e].kind);
    if (b == nullptr || !ast[b->block].tail.valid()) break;
    e = ast[b->block].tail;
    span = ast[e].span;
  }
  auto d = error(span, "E0308", message);
  d.label(span, inner_text(*this, k, inner, expected, found));
  if (origin.kind == ObligationKind::return_value && !origin.because.is_dummy() && origin.because.hi > origin.because.lo) {
    d.label(origin.because, "expected `" + str(expected) + "` because of return type");
  } else if (origin.because_type && !origin.because.is_dummy() && loop_kind(ast, e) != LoopKind::for_) {
    d.label(origin.because, "expected due to this");
  } else if (origin.kind == ObligationKind::assignment) {
    label_assignment(d, origin.because);
  } else if (origin.kind == ObligationKind::if_else && !origin.because.is_dummy()) {
    d.label(origin.because, "expected because of this");
  } else if (origin.kind == ObligationKind::match_arm) {
    if (origin.prior_arms.size() == 1) {
      d.label(origin.outer.with_hi(origin.outer.hi), "`match` arms have incompatible types");
      d.label(origin.prior_arms[0], "this is found to be of type `" + str(expected) + "`");
    } else if (!origin.prior_arms.empty()) {
      d.label(origin.outer, "`match` arms have incompatible types");
      if (origin.prior_arms.size() <= 4) {
        for (Span s : origin.prior_arms) d.label(s, "this and all prior arms are found to be of type `" + str(expected) + "`");
      } else {
        d.label(origin.prior_arms.back(), "this and all prior arms are found to be of type `" + str(expected) + "`");
      }
    }
  }
  if (pending_arg_label) d.label(pending_arg_label->first, pending_arg_label->second);
  note_if_complex(*this, d, k, expected, found);
  if (pending_fn_note) label_fn_like(d, pending_fn_note->first, {pending_fn_note->second});
  if (found != store.unit || !note_loop(*this, d, e, expected, origin)) suggest_coercion(d, e, expected, found);
  emit(std::move(d));
}

// What made the assigned variable's type: its initializer or its declaration.
void FnCtxt::label_assignment(Diagnostic& d, Span place) {
  for (const auto& [node, info] : results.vars) {
    if (std::string(cx.sources.snippet(place)) != std::string(info.name.str())) continue;
    auto origin = let_origins.find(node);
    if (origin == let_origins.end()) continue;
    if (origin->second.first.valid()) d.label(ast[origin->second.first].span, "expected due to this type");
    else if (origin->second.second.valid()) d.label(span_of(origin->second.second), "expected due to this value");
    return;
  }
}

void FnCtxt::report_unit_mismatch(Span span, TypeId expected, const CoerceOrigin& origin, bool label_unit,
                                  FunctionRef<void(Diagnostic&)> augment) {
  results.tainted = true;
  if (is_error(expected)) return;
  if (defined_in_library(owner)) return refuse(span, "internal: mismatched types in the library");
  Span at = span;
  if (origin.block.valid() && !label_unit && !ret_span.is_dummy() && is_fn_block(origin.block)) {
    // A fn whose body ends without a value is blamed at its return type.
    at = ret_span;
  }
  const bool missing_else = origin.kind == ObligationKind::if_else;
  auto d = missing_else ? error(at, "E0317", "`if` may be missing an `else` clause") : error(at, "E0308", "mismatched types");
  if (missing_else) {
    const std::string e = sort_string(expected);
    d.label(at, "expected " + e + ", found `()`");
  } else if (!label_unit) {
    d.label(at, "expected " + sort_string(expected) + ", found `()`");
  }
  if (augment) augment(d);
  if (missing_else || !label_unit) note_if_complex(*this, d, Inner::sorts, expected, store.unit);
  emit(std::move(d));
}

bool FnCtxt::is_fn_block(BlockId b) const {
  const resolve::Def& d = cx.defs[body_def];
  if (!d.item.valid()) return false;
  const auto* fn = std::get_if<syntax::ItemFn>(&ast[d.item].kind);
  return fn != nullptr && fn->body == b;
}

CoerceOrigin FnCtxt::block_tail_origin(BlockId b) {
  CoerceOrigin origin;
  origin.kind = ObligationKind::misc;
  origin.block = b;
  if (is_fn_block(b) || is_tail_of_fn(b)) {
    origin.kind = ObligationKind::return_value;
    origin.because = ret_span;
  }
  return origin;
}

bool FnCtxt::is_tail_of_fn(BlockId b) const {
  // The chain of tails from the fn's body.
  const resolve::Def& d = cx.defs[body_def];
  if (!d.item.valid()) return false;
  const auto* fn = std::get_if<syntax::ItemFn>(&ast[d.item].kind);
  if (fn == nullptr || !fn->body.valid()) return false;
  std::vector<BlockId> work{fn->body};
  auto add_expr = [&](ExprId e) {
    const auto& k = ast[e].kind;
    if (const auto* x = std::get_if<syntax::ExprBlock>(&k)) work.push_back(x->block);
  };
  for (size_t i = 0; i < work.size() && i < 256; ++i) {
    if (work[i] == b) return true;
    const ExprId tail = ast[work[i]].tail;
    if (!tail.valid()) continue;
    add_expr(tail);
    if (const auto* iff = std::get_if<syntax::ExprIf>(&ast[tail].kind)) {
      work.push_back(iff->then);
      for (ExprId e = iff->else_; e.valid();) {
        add_expr(e);
        const auto* next = std::get_if<syntax::ExprIf>(&ast[e].kind);
        if (next == nullptr) break;
        work.push_back(next->then);
        e = next->else_;
      }
    }
    if (const auto* m = std::get_if<syntax::ExprMatch>(&ast[tail].kind))
      for (const auto& arm : m->arms) add_expr(arm.body);
  }
  return false;
}

Span FnCtxt::arm_value_span(ExprId body) const {
  while (const auto* b = std::get_if<syntax::ExprBlock>(&ast[body].kind)) {
    if (!ast[b->block].tail.valid()) break;
    body = ast[b->block].tail;
  }
  return ast[body].span;
}

std::vector<Span> FnCtxt::prior_arm_spans(const syntax::ExprMatch& m, size_t index) const {
  std::vector<Span> out;
  for (size_t i = 0; i < index; ++i) {
    auto it = results.node_types.find(ast[m.arms[i].body].id);
    if (it != results.node_types.end() && store.get<types::Never>(it->second) != nullptr) continue;
    out.push_back(arm_value_span(m.arms[i].body));
  }
  return out;
}

void FnCtxt::annotate_missing_tail(Diagnostic& d, BlockId id, TypeId expected) {
  const syntax::Block& b = ast[id];
  if (is_fn_block(id)) {
    const resolve::Def& def = cx.defs[body_def];
    d.label(def.ident_span, "implicitly returns `()` as its body has no tail or `return` expression");
  }
  // The last statement's semicolon may be what is too much.
  if (!b.stmts.empty())
    if (const auto* s = std::get_if<syntax::StmtExpr>(&b.stmts.back().kind); s != nullptr && s->semi) {
      auto it = results.node_types.find(ast[s->expr].id);
      if (it != results.node_types.end() && can_coerce(it->second, expected) && !is_never(it->second)) {
        const Span stmt = b.stmts.back().span;
        d.suggest(Span{ast[s->expr].span.hi, stmt.hi, stmt.ctxt}, "remove this semicolon to return this value", "",
                  Applicability::machine_applicable);
      }
    }
}

void FnCtxt::annotate_if_without_else(Diagnostic& d, const syntax::Expr&, const syntax::ExprIf& i, TypeId) {
  if (ast[i.then].tail.valid()) d.label(span_of(ast[i.then].tail), "found here");
  d.note("`if` expressions without `else` evaluate to `()`");
  d.help("consider adding an `else` block that evaluates to the expected type");
}

void FnCtxt::report_pat_mismatch(Span span, TypeId expected, TypeId found, const PatInfo& info, std::optional<TypeMismatch> inner) {
  results.tainted = true;
  expected = icx.resolve(expected), found = icx.resolve(found);
  if (is_error(expected) || is_error(found)) return;
  if (defined_in_library(owner)) return refuse(span, "internal: mismatched types in the library");
  const Inner k = inner_kind(*this, inner);
  auto d = error(span, "E0308", "mismatched types");
  d.label(span, inner_text(*this, k, inner, expected, found));
  if (!info.origin.is_dummy()) {
    if (info.origin_is_type) d.label(info.origin, "expected due to this");
    else if (info.scrutinee.valid()) {
      std::string ty = str(expr_ty(info.scrutinee));
      d.label(info.origin, "this expression has type `" + ty + "`");
    }
  }
  note_if_complex(*this, d, k, expected, found);
  emit(std::move(d));
}

void FnCtxt::report_ref_pat_mismatch(const syntax::Pat& pat, const syntax::PatRef&, TypeId expected, TypeId found, const PatInfo& info,
                                     std::optional<TypeMismatch> inner) {
  report_pat_mismatch(pat.span, expected, found, info, inner);
}

}  // namespace borrowlab::typeck::check
