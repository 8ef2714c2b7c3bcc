// What a signature promises of its regions, and the body does not keep. After rustc_borrowck::diagnostics::region_errors.
#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Source = RegionName::Source;

void MirBorrowckCtxt::report_region_errors(const std::vector<RegionError>& errors) {
  for (const RegionError& e : errors) {
    switch (e.kind) {
      case RegionError::Kind::region:
        if (e.is_reported) report_region_error(e.longer, e.shorter);
        break;
      case RegionError::Kind::type_test: report_type_test(e.type_test); break;
      case RegionError::Kind::placeholder:
      case RegionError::Kind::hidden_type: {
        Diagnostic d(diagnostics::Level::error, "borrowlab does not support this use of higher-ranked lifetimes yet", body_.span);
        if (e.kind == RegionError::Kind::hidden_type) d.message = "borrowlab does not support this use of an opaque type's lifetimes yet";
        d.refusal = true;
        buffer(std::move(d));
        break;
      }
    }
  }
}

void MirBorrowckCtxt::report_region_error(RegionVid fr, RegionVid outlived) {
  const auto [blame, path] = regions_.best_blame_constraint(fr, outlived);
  const ConstraintCategory category = blame.category;
  const Span span = blame.span;
  const bool fr_local = regions_.universal.is_local_free_region(fr), outlived_local = regions_.universal.is_local_free_region(outlived);

  // Captured variables that escape an FnMut closure.
  if (category.kind == Category::return_closure_upvar && fr_local && outlived_local && is_fn_mut_or_fn_closure() &&
      body_.closure->kind == typeck::thir::ClosureKind::fn_mut) {
    Diagnostic d(diagnostics::Level::error, "captured variable cannot escape `FnMut` closure body", span);
    const auto upvar = upvar_for_region(fr);
    if (upvar) {
      const uint32_t pat = ast_.find_var(upvars()[*upvar].var);
      if (pat != AstSearch::none) d.label(ast_[pat].span, "variable defined here");
      d.label(upvars()[*upvar].path_span, "variable captured here");
    } else if (category.field < upvars().size()) {
      const uint32_t pat = ast_.find_var(upvars()[category.field].var);
      if (pat != AstSearch::none) d.label(ast_[pat].span, "variable defined here");
      d.label(upvars()[category.field].path_span, "variable captured here");
    }
    d.label(span, "returns a reference to a captured variable which escapes the closure body");
    highlight(d, fr);
    d.note("`FnMut` closures only have access to their captured variables while they are executing...");
    d.note("...therefore, they cannot allow references to captured variables to escape");
    return buffer(std::move(d));
  }

  // A named place on each side, and data that goes where it cannot live.
  struct Named {
    std::string name;
    Span span;
    bool valid = false;
  };
  auto arg_or_upvar = [&](RegionVid r) {
    Named n;
    if (const auto u = upvar_for_region(r)) {
      n.name = ast_.var_name(upvars()[*u].var);
      const uint32_t pat = ast_.find_var(upvars()[*u].var);
      if (pat != AstSearch::none) n.span = ast_[pat].span;
      n.valid = true;
    } else if (const auto a = argument_for_region(r)) {
      n.span = body_.locals[*a].source_info.span;
      if (auto name = local_name(*a)) n.name = *name;
      n.valid = true;
    }
    return n;
  };
  const bool escapes = (category.is_return() == false) && fr_local && !outlived_local;
  const Named fr_name = arg_or_upvar(fr), outlived_name = arg_or_upvar(outlived);
  const bool is_fn = regions_.universal.kind == DefiningKind::fn;
  const bool assignment_like = category.kind == Category::assignment || category.kind == Category::call_argument ||
                               category.kind == Category::usage || category.kind == Category::boring ||
                               category.kind == Category::predicate;
  (void)assignment_like;
  // report_escaping_data_error
  const bool escaping = (category.is_return() && false) ||
                        (!category.is_return() &&
                         ((escapes && !is_fn) || (is_fn && fr_local && (!outlived_local || outlived == regions_.universal.fr_static))));
  if (escaping) {
    const bool outlived_static = outlived == regions_.universal.fr_static;
    bool enough = fr_name.valid && !fr_name.name.empty();
    // In a function, only what must be 'static counts as escaping; other relations are between its own lifetimes.
    const bool by_name = (is_fn && outlived_static && enough && category.kind == Category::call_argument) ||
                         (!is_fn && enough && (outlived_name.valid || outlived_static || !outlived_local));
    if (by_name && !(is_fn && category.kind != Category::call_argument)) {
      const std::string what = is_fn ? (cx_.defs[body_.owner].kind == resolve::DefKind::assoc_fn ? "method" : "function") : "closure";
      Diagnostic d(diagnostics::Level::error, "borrowed data escapes outside of " + what, span, "E0521");
      if (outlived_name.valid && !outlived_name.name.empty())
        d.label(outlived_name.span, "`" + outlived_name.name + "` declared here, outside of the " + what + " body");
      d.label(fr_name.span, "`" + fr_name.name + "` is a reference that is only valid in the " + what + " body");
      d.label(span, "`" + fr_name.name + "` escapes the " + what + " body here");
      if (is_fn || !outlived_name.valid) {
        RegionName a = give_region_a_name(fr), b = give_region_a_name(outlived);
        if (a && b) {
          highlight(d, a);
          highlight(d, b);
          d.label(span, std::string(description(category)) + "requires that `" + a.name + "` must outlive `" + b.name + "`");
        }
      }
      return buffer(std::move(d));
    }
  }

  // E0621: an argument without a name for its lifetime, where a named one is needed.
  RegionName a = give_region_a_name(fr), b = give_region_a_name(outlived);
  Diagnostic d(diagnostics::Level::error, "lifetime may not live long enough", span);
  if (is_fn && b.was_named() && a && !a.was_named() &&
      (a.source == Source::arg_matches_type || a.source == Source::arg_fully || a.source == Source::arg_path)) {
    const auto arg = argument_for_region(fr);
    const bool self = arg && arg->index == 1 && ast_.fn() != nullptr && ast_.fn()->sig.self != syntax::SelfKind::none;
    const bool anonymous = arg.has_value() && !self;
    if (anonymous && ast_.fn() != nullptr && arg->index - 1 < ast_.fn()->sig.inputs.size() && category.kind != Category::call_argument &&
        b.source == Source::named) {
      const syntax::Param& p = ast_.fn()->sig.inputs[arg->index - 1];
      const auto name = local_name(*arg);
      const Span ty_span = ast_.ast()[p.ty].span;
      const std::string what = name ? "the type of `" + *name + "`" : "parameter type";
      Diagnostic e(diagnostics::Level::error, "explicit lifetime required in " + what, span, "E0621");
      e.label(span, "lifetime `" + b.name + "` required");
      // The type with the lifetime put in.
      const std::string text(cx_.sources.snippet(ty_span));
      if (a.source == Source::arg_matches_type) {
        const uint32_t pos = a.span.hi;
        e.suggest_verbose(Span{pos, pos, a.span.ctxt}, "add explicit lifetime `" + b.name + "` to " + what, b.name + " ",
                          Applicability::maybe_incorrect);
      } else if (a.source == Source::arg_path) {
        const std::string written(cx_.sources.snippet(a.span));
        if (!written.empty() && written[0] == '\'')
          e.suggest_verbose(a.span, "add explicit lifetime `" + b.name + "` to " + what, b.name, Applicability::maybe_incorrect);
        else
          e.suggest_verbose(a.span.shrink_to_hi(), "add explicit lifetime `" + b.name + "` to " + what, "<" + b.name + ">",
                            Applicability::maybe_incorrect);
      }
      return buffer(std::move(e));
    }
  }
  if (!a || !b) {
    Diagnostic r(diagnostics::Level::error, "borrowlab does not support reporting this lifetime error yet", span);
    r.refusal = true;
    return buffer(std::move(r));
  }
  highlight(d, a);
  highlight(d, b);
  const std::string what = body_.closure                                              ? "closure"
                           : cx_.defs[body_.owner].kind == resolve::DefKind::assoc_fn ? "method"
                           : is_fn                                                    ? "function"
                                                                                      : "const";
  if (category.is_return() && !(!fr_local && !outlived_local && body_.closure)) {
    if (fr_local || outlived_local || is_fn)
      d.label(span,
              what + " was supposed to return data with lifetime `" + b.name + "` but it is returning data with lifetime `" + a.name + "`");
    else d.label(span, std::string(description(category)) + "requires that `" + a.name + "` must outlive `" + b.name + "`");
  } else {
    d.label(span, std::string(description(category)) + "requires that `" + a.name + "` must outlive `" + b.name + "`");
  }
  // Two declared lifetimes: a bound between them would do.
  if (a.source == Source::named && b.was_named()) {
    if (b.source == Source::named) d.help("consider adding the following bound: `" + a.name + ": " + b.name + "`");
    else d.help("consider replacing `" + a.name + "` with `'static`");
  }
  // A named lifetime for what has none.
  if (is_fn && ast_.fn() != nullptr && a.source == Source::arg_matches_type && category.is_return()) {
    if (b.source == Source::named) {
      d.suggest_verbose(a.span.shrink_to_hi(), "consider reusing a named lifetime parameter and update trait if needed", b.name + " ",
                        Applicability::maybe_incorrect);
    } else if (b.source == Source::arg_matches_type) {
      const syntax::Generics& g = ast_.fn()->generics;
      std::vector<diagnostics::SubstitutionPart> parts;
      if (g.params.empty()) parts.push_back({ast_.item()->ident.span.shrink_to_hi(), "<'a>"});
      else parts.push_back({g.params.front().span.shrink_to_lo(), "'a, "});
      std::vector<Span> at{a.span.shrink_to_hi()};
      if (ast_.fn()->sig.output) {
        const syntax::Ty& out = ast_.ast()[ast_.fn()->sig.output];
        if (std::holds_alternative<syntax::TyRef>(out.kind)) at.push_back(Span{out.span.lo + 1, out.span.lo + 1, out.span.ctxt});
      }
      for (Span s : at) parts.push_back({s, "'a "});
      d.suggest_multipart("consider introducing a named lifetime parameter and update trait if needed", std::move(parts),
                          Applicability::maybe_incorrect, SuggestionStyle::show_always);
    }
  }
  buffer(std::move(d));
}

void MirBorrowckCtxt::report_type_test(const TypeTest& t) {
  const RegionVid lower = regions_.to_error_region_vid(t.lower_bound);
  const std::string text = types::to_string(cx_, types::erase_regions(cx_.store, t.ty));
  const bool param = cx_.store.get<types::Param>(t.ty) != nullptr;
  const std::string what = (param ? "the parameter type `" : "the associated type `") + text + "`";
  RegionName name = lower ? give_region_a_name(lower) : RegionName();
  if (name.source == Source::static_) {
    Diagnostic d(diagnostics::Level::error, what + " may not live long enough", t.span, "E0310");
    d.label(t.span, what + " must be valid for the static lifetime...");
    d.label(t.span, "...so that the type `" + text + "` will meet its required lifetime bounds");
    return buffer(std::move(d));
  }
  Diagnostic d(diagnostics::Level::error, what + " may not live long enough", t.span, name.source == Source::named ? "E0309" : "E0311");
  if (name) {
    if (name.source == Source::named) {
      d.label(name.span, what + " must be valid for the lifetime `" + name.name + "` as defined here...");
      d.label(t.span, "...so that the type `" + text + "` will meet its required lifetime bounds");
    } else {
      d.label(t.span, "...so that the type `" + text + "` will meet its required lifetime bounds");
    }
  }
  buffer(std::move(d));
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
