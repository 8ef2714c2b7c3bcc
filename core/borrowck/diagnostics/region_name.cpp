// What to call a region in a message. After rustc_borrowck::diagnostics::{region_name, var_name}.
#include "borrowck/mir_borrowck.h"
#include "types/highlight.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT

namespace {
bool mentions(const types::Store& store, TypeId t, RegionVid v) {
  bool found = false;
  types::for_each_free_region(store, t, [&](RegionId r) {
    const auto* var = store.get<types::ReVar>(r);
    found |= var != nullptr && var->vid == v;
  });
  return found;
}

// Where a written type has the region: the `&` (or a lifetime argument) that stands for it.
struct TypeMatch {
  const types::Context& cx;
  const syntax::Ast& ast;
  RegionVid region;
  Span found;
  bool has(RegionId r) const {
    const auto* v = cx.store.get<types::ReVar>(r);
    return v != nullptr && v->vid == region;
  }
  bool visit(TypeId t, syntax::TyId written, int depth) {
    if (depth > 32 || !written) return false;
    const syntax::Ty& w = ast[written];
    if (const auto* r = cx.store.get<types::Ref>(t)) {
      const auto* wr = std::get_if<syntax::TyRef>(&w.kind);
      if (wr == nullptr) return false;
      if (has(r->region)) {
        found = w.span.with_hi(w.span.lo + 1);
        return true;
      }
      return visit(r->pointee, wr->ty, depth + 1);
    }
    if (const auto* s = cx.store.get<types::Slice>(t)) {
      const auto* ws = std::get_if<syntax::TySlice>(&w.kind);
      return ws != nullptr && visit(s->elem, ws->ty, depth + 1);
    }
    if (const auto* s = cx.store.get<types::Array>(t)) {
      const auto* ws = std::get_if<syntax::TyArray>(&w.kind);
      return ws != nullptr && visit(s->elem, ws->ty, depth + 1);
    }
    if (const auto* s = cx.store.get<types::RawPtr>(t)) {
      const auto* ws = std::get_if<syntax::TyPtr>(&w.kind);
      return ws != nullptr && visit(s->pointee, ws->ty, depth + 1);
    }
    if (const auto* s = cx.store.get<types::Tuple>(t)) {
      const auto* ws = std::get_if<syntax::TyTuple>(&w.kind);
      if (ws == nullptr || ws->elems.size() != cx.store[s->elems].size()) return false;
      for (size_t i = 0; i < ws->elems.size(); ++i)
        if (visit(cx.store[s->elems][i], ws->elems[i], depth + 1)) return true;
      return false;
    }
    if (const auto* s = cx.store.get<types::Adt>(t)) {
      const auto* ws = std::get_if<syntax::TyPath>(&w.kind);
      if (ws == nullptr || ws->path.segments.empty()) return false;
      const syntax::PathSegment& last = ws->path.segments.back();
      const auto args = cx.store[s->args];
      // Written lifetimes, then types, in order.
      std::vector<const syntax::Lifetime*> lifetimes;
      std::vector<syntax::TyId> tys;
      if (last.args != nullptr)
        for (const auto& a : last.args->args) {
          if (const auto* l = std::get_if<syntax::Lifetime>(&a)) lifetimes.push_back(l);
          if (const auto* ty = std::get_if<syntax::TyId>(&a)) tys.push_back(*ty);
        }
      size_t li = 0, ti = 0;
      for (GenericArg a : args) {
        if (a.is_region()) {
          const syntax::Lifetime* l = li < lifetimes.size() ? lifetimes[li] : nullptr;
          ++li;
          if (!has(a.region())) continue;
          if (l == nullptr) return false;  // left out: the whole type tells more
          found = l->ident.span;
          return true;
        }
        if (a.is_type()) {
          if (ti < tys.size() && visit(a.type(), tys[ti], depth + 1)) return true;
          ++ti;
        }
      }
    }
    return false;
  }
};
}  // namespace

std::string MirBorrowckCtxt::to_string_with(TypeId t, RegionVid named, const std::string& name) const {
  const types::RegionHighlight mode{named, name};
  types::region_highlight = &mode;
  std::string out = types::to_string(cx_, t);
  types::region_highlight = nullptr;
  return out;
}

std::optional<Local> MirBorrowckCtxt::argument_for_region(RegionVid fr) const {
  const size_t implicit = body_.closure ? 1 : 0;
  const auto& inputs = regions_.universal.unnormalized_inputs;
  for (size_t i = implicit; i < inputs.size(); ++i)
    if (mentions(cx_.store, inputs[i], fr)) return Local(static_cast<uint32_t>(i + 1));
  return std::nullopt;
}

std::optional<uint32_t> MirBorrowckCtxt::upvar_for_region(RegionVid fr) const {
  const auto* c = regions_.universal.closure_ty ? cx_.store.get<types::Closure>(regions_.universal.closure_ty) : nullptr;
  if (c == nullptr) return std::nullopt;
  const auto* tuple = cx_.store.get<types::Tuple>(cx_.store.closure_parts(c->args).upvars);
  if (tuple == nullptr) return std::nullopt;
  const auto tys = cx_.store[tuple->elems];
  for (uint32_t i = 0; i < tys.size(); ++i)
    if (mentions(cx_.store, tys[i], fr)) return i;
  return std::nullopt;
}

RegionName MirBorrowckCtxt::give_region_a_name(RegionVid fr) {
  auto known = region_names_.find(fr.index);
  if (known != region_names_.end()) return known->second;
  RegionName name;
  const types::Store& store = cx_.store;
  auto counter = [&] { return "'" + std::to_string(next_region_name_++); };
  const RegionId region = regions_.to_error_region(fr);
  if (region) {
    DefId def;
    if (const auto* e = store.get<types::ReEarlyParam>(region)) def = e->def;
    if (const auto* l = store.get<types::ReLateParam>(region)) def = l->kind.def;
    if (region == store.re_static) {
      name.source = RegionName::Source::static_;
      name.name = "'static";
    } else if (def && cx_.defs[def].name != source::sym::underscore_lifetime && !cx_.defs[def].name.empty()) {
      name.source = RegionName::Source::named;
      name.name = std::string(cx_.defs[def].name.str());
      name.span = cx_.defs[def].ident_span;
    }
  }
  if (!name && fr == regions_.universal.closure_env_region) {
    // A reference to the closure itself.
    name.source = RegionName::Source::free_env;
    name.name = counter();
    name.span = body_.closure->fn_decl_span;
    name.text = body_.closure->kind == typeck::thir::ClosureKind::fn
                    ? "closure implements `Fn`, so references to captured variables can't escape the closure"
                    : "closure implements `FnMut`, so references to captured variables can't escape the closure";
  }
  if (!name) {
    if (const auto arg = argument_for_region(fr)) {
      const TypeId t = regions_.universal.unnormalized_inputs[arg->index - 1];
      // The parameter as written, in the fn or the closure.
      const syntax::Param* param = nullptr;
      const size_t implicit = body_.closure ? 1 : 0, index = arg->index - 1 - implicit;
      if (body_.closure) {
        for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
          if (const auto* c = ast_.get<syntax::ExprClosure>(i);
              c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span && index < c->params.size())
            param = &c->params[index];
      } else if (ast_.fn() != nullptr && index < ast_.fn()->sig.inputs.size()) {
        param = &ast_.fn()->sig.inputs[index];
      }
      name.name = counter();
      TypeMatch match{cx_, ast_.ast(), fr, {}};
      if (param != nullptr && match.visit(t, param->ty, 0)) {
        name.source = RegionName::Source::arg_matches_type;
        name.span = match.found;
        // A lifetime argument is named differently from a reference's.
        const auto text = cx_.sources.snippet(match.found);
        if (text != "&") name.source = RegionName::Source::arg_path;
      } else {
        name.source = RegionName::Source::arg_fully;
        name.span = param != nullptr ? ast_.ast()[param->pat].span : body_.locals[*arg].source_info.span;
        name.text = to_string_with(t, fr, name.name);
      }
    } else if (const auto upvar = upvar_for_region(fr)) {
      name.source = RegionName::Source::upvar;
      name.name = counter();
      const uint32_t pat = ast_.find_var(upvars()[*upvar].var);
      if (pat != AstSearch::none) name.span = ast_[pat].span;
      name.text = ast_.var_name(upvars()[*upvar].var);
    } else if (regions_.universal.unnormalized_output && mentions(store, regions_.universal.unnormalized_output, fr)) {
      name.source = RegionName::Source::output;
      name.name = counter();
      name.text = to_string_with(regions_.universal.unnormalized_output, fr, name.name);
      if (body_.closure) {
        name.span = body_.closure->fn_decl_span;
        for (uint32_t i = 0; i < ast_.nodes().size(); ++i)
          if (const auto* c = ast_.get<syntax::ExprClosure>(i); c != nullptr && c->fn_decl_span == body_.closure->fn_decl_span) {
            if (c->output) name.span = ast_.ast()[c->output].span;
            else name.span = Span{c->fn_decl_span.hi > 0 ? c->fn_decl_span.hi - 1 : 0, c->fn_decl_span.hi, c->fn_decl_span.ctxt};
          }
        name.text = "return type of closure is " + name.text;
      } else if (ast_.fn() != nullptr && ast_.fn()->sig.output) {
        name.span = ast_.ast()[ast_.fn()->sig.output].span;
        TypeMatch match{cx_, ast_.ast(), fr, {}};
        if (match.visit(regions_.universal.unnormalized_output, ast_.fn()->sig.output, 0)) {
          name.source = RegionName::Source::arg_matches_type;
          name.span = match.found;
        } else {
          name.text = "return type is " + name.text;
        }
      }
    }
  }
  if (name) region_names_[fr.index] = name;
  return name;
}

void MirBorrowckCtxt::highlight(Diagnostic& d, const RegionName& name) {
  switch (name.source) {
    case RegionName::Source::none:
    case RegionName::Source::static_: return;
    case RegionName::Source::named: d.label(name.span, "lifetime `" + name.name + "` defined here"); return;
    case RegionName::Source::free_env:
      d.label(name.span, "lifetime `" + name.name + "` represents this closure's body");
      d.note(name.text);
      return;
    case RegionName::Source::arg_fully: d.label(name.span, "has type `" + name.text + "`"); return;
    case RegionName::Source::arg_matches_type: d.label(name.span, "let's call the lifetime of this reference `" + name.name + "`"); return;
    case RegionName::Source::arg_path: d.label(name.span, "let's call this `" + name.name + "`"); return;
    case RegionName::Source::upvar: d.label(name.span, "lifetime `" + name.name + "` appears in the type of `" + name.text + "`"); return;
    case RegionName::Source::output: d.label(name.span, name.text); return;
  }
}

void MirBorrowckCtxt::highlight(Diagnostic& d, RegionVid fr) {
  RegionName n = give_region_a_name(fr);
  highlight(d, n);
}

}  // namespace borrowlab::borrowck
