// What a signature promises of its regions, and the body does not keep. After rustc_borrowck::diagnostics::region_errors and
// rustc_trait_selection's nice_region_error.
#include "borrowck/diagnostics/lifetime_spots.h"
#include "borrowck/diagnostics/report.h"
#include "borrowck/mir_borrowck.h"
#include "support/sort.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Source = RegionName::Source;

namespace {
const char* const variance_help = "see <https://doc.rust-lang.org/nomicon/subtyping.html> for more information about variance";
}  // namespace

void MirBorrowckCtxt::report_region_errors(const std::vector<RegionError>& errors) {
  OutlivesSuggestions suggestions;
  for (const RegionError& e : errors) {
    switch (e.kind) {
      case RegionError::Kind::region:
        if (e.is_reported) report_region_error(e.longer, e.shorter, suggestions);
        break;
      case RegionError::Kind::type_test: report_type_test(e.type_test); break;
      case RegionError::Kind::hidden_type: report_hidden_type(e); break;
      case RegionError::Kind::placeholder: {
        Diagnostic d(diagnostics::Level::error, "borrowlab does not support this use of higher-ranked lifetimes yet", body_.span);
        d.refusal = true;
        buffer(std::move(d));
        break;
      }
    }
  }
  add_outlives_suggestion(suggestions);
}

const char* MirBorrowckCtxt::body_description() const {
  using resolve::DefKind;
  const resolve::Def& d = cx_.defs[body_.owner];
  switch (d.kind) {
    case DefKind::closure: return "closure";
    case DefKind::fn: return "function";
    case DefKind::assoc_fn: return ast_.fn() != nullptr && ast_.fn()->sig.self == syntax::SelfKind::none ? "associated function" : "method";
    case DefKind::static_: return "static";
    case DefKind::const_: return "constant";
    case DefKind::assoc_const: return "associated constant";
    default: return "constant expression";
  }
}

void MirBorrowckCtxt::report_region_error(RegionVid fr, RegionVid outlived, OutlivesSuggestions& suggestions) {
  const auto [blame, path] = regions_.best_blame_constraint(fr, outlived);
  const ConstraintCategory category = blame.category;
  if (report_named_anon_conflict(fr, outlived, blame.span)) return;
  const bool fr_local = regions_.universal.is_local_free_region(fr), outlived_local = regions_.universal.is_local_free_region(outlived);
  if (category.is_return() && fr_local && !outlived_local && fr == regions_.universal.closure_env_region &&
      body_.closure->kind == typeck::thir::ClosureKind::fn_mut)
    return report_fnmut_error(outlived, category, blame.span);
  std::optional<Diagnostic> d;
  if ((category.kind == Category::assignment || category.kind == Category::call_argument) && fr_local && !outlived_local)
    d = escaping_data_error(fr, outlived, category, blame.span);
  if (!d) d = general_region_error(fr, outlived, category, blame.span);
  // A bound between two declared lifetimes would do.
  const RegionName a = give_region_a_name(fr), b = give_region_a_name(outlived);
  if (a.was_named() && b.source == Source::named) d->help("consider adding the following bound: `" + a.name + ": " + b.name + "`");
  suggestions.constraints.emplace_back(fr, outlived);
  if (blame.variance.ty) add_variance_note(*d, blame.variance);
  for (const OutlivesConstraint& c : path)
    if (c.category.kind == Category::predicate && regions_.vars().vars[c.sub.index].origin == RegionOrigin::placeholder) {
      d->span_note(c.category.span, "due to a current limitation of the type system, this implies a `'static` lifetime");
      break;
    }
  for (const Category sought : {Category::sized_bound, Category::copy_bound})
    for (const OutlivesConstraint& c : path)
      if (c.category.kind == sought && category.kind != sought) {
        std::string what = description(c.category);
        what.pop_back();
        d->label(c.span, "requirement occurs due to " + what);
        break;
      }
  buffer(std::move(*d));
}

// An argument whose lifetime has no name, where a named one is needed. rustc: try_report_named_anon_conflict.
bool MirBorrowckCtxt::report_named_anon_conflict(RegionVid fr, RegionVid outlived, Span span) {
  const RegionId sup = regions_.to_error_region(fr), sub = regions_.to_error_region(outlived);
  if (!sup || !sub) return false;
  auto conflict = [&](RegionId named, RegionId anon) -> std::optional<ParamWithRegion> {
    return is_named(named) ? find_param_with_region(anon, named) : std::nullopt;
  };
  RegionId named = sub, anon = sup;
  auto param = conflict(named, anon);
  if (!param) {
    std::swap(named, anon);
    param = conflict(named, anon);
  }
  if (!param || named == cx_.store.re_static || is_named(anon)) return false;
  const auto scope = suitable_region(anon);
  if (scope->is_impl_item) return false;
  const syntax::ItemFn* fn = fn_of(scope->scope);
  if (fn == nullptr || (param->index == 0 && fn->sig.self != syntax::SelfKind::none && find_anon_type(anon).valid())) return false;
  const std::string name = region_to_string(named), ty = types::to_string(cx_, param->ty);
  const std::string of = param->name.empty() ? "parameter type" : "the type of `" + param->name + "`";
  Diagnostic d = error("E0621", span, "explicit lifetime required in " + of);
  d.label(span, "lifetime `" + name + "` required");
  d.suggest_verbose(param->ty_span, "add explicit lifetime `" + name + "` to " + (param->name.empty() ? "type" : of), ty,
                    Applicability::unspecified);
  buffer(std::move(d));
  return true;
}

void MirBorrowckCtxt::report_fnmut_error(RegionVid outlived, const ConstraintCategory& category, Span span) {
  Diagnostic d(diagnostics::Level::error, "captured variable cannot escape `FnMut` closure body", span);
  TypeId output = regions_.universal.unnormalized_output;
  bool closure = false;
  types::walk_types(cx_.store, output, [&](GenericArg a) {
    closure |= a.is_type() && cx_.store.get<types::Closure>(a.type()) != nullptr;
    return !closure;
  });
  d.label(span, closure ? "returns a closure that contains a reference to a captured variable, which then escapes the closure body"
                        : "returns a reference to a captured variable which escapes the closure body");
  if (category.kind == Category::return_closure_upvar && category.field < upvars().size()) {
    const auto& capture = upvars()[category.field];
    const uint32_t pat = ast_.find_var(capture.var);
    if (pat != AstSearch::none) d.label(ast_[pat].span, "variable defined here");
    d.label(capture.path_span, "variable captured here");
  }
  const RegionName name = give_region_a_name(outlived);
  if (!name.span.is_dummy()) d.label(name.span, "inferred to be a `FnMut` closure");
  d.note("`FnMut` closures only have access to their captured variables while they are executing...");
  d.note("...therefore, they cannot allow references to captured variables to escape");
  suggest_move_on_borrowing_closure(d);
  buffer(std::move(d));
}

std::pair<std::string, Span> MirBorrowckCtxt::var_for_region(RegionVid r, bool& found) const {
  found = true;
  if (const auto u = upvar_for_region(r)) {
    const uint32_t pat = ast_.find_var(upvars()[*u].var);
    return {ast_.var_name(upvars()[*u].var), pat != AstSearch::none ? ast_[pat].span : Span()};
  }
  if (const auto a = argument_for_region(r)) return {local_name(*a).value_or(""), body_.locals[*a].source_info.span};
  found = false;
  return {};
}

// Data that leaves the body by way of something outside of it. None where the general report tells more.
std::optional<Diagnostic> MirBorrowckCtxt::escaping_data_error(RegionVid fr, RegionVid outlived, const ConstraintCategory& category,
                                                               Span span) {
  bool has_fr = false, has_outlived = false;
  const auto [fr_var, fr_span] = var_for_region(fr, has_fr);
  const auto [outlived_var, outlived_span] = var_for_region(outlived, has_outlived);
  const DefiningKind kind = regions_.universal.kind;
  if ((!has_fr && !has_outlived) || (category.kind == Category::assignment && kind == DefiningKind::fn) || kind == DefiningKind::konst)
    return std::nullopt;
  const std::string from = body_description();
  Diagnostic d = error("E0521", span, "borrowed data escapes outside of " + from);
  if (!outlived_var.empty()) d.label(outlived_span, "`" + outlived_var + "` declared here, outside of the " + from + " body");
  if (!fr_var.empty()) {
    d.label(fr_span, "`" + fr_var + "` is a reference that is only valid in the " + from + " body");
    d.label(span, "`" + fr_var + "` escapes the " + from + " body here");
  }
  const RegionId f = regions_.to_error_region(fr), o = regions_.to_error_region(outlived);
  if (f && o) {
    suggest_constrain_dyn_trait_impl(d, f, o, category);
    const RegionName a = give_region_a_name(fr), b = give_region_a_name(outlived);
    highlight(d, a);
    highlight(d, b);
    d.label(span, description(category) + std::string("requires that `") + a.name + "` must outlive `" + b.name + "`");
  }
  return d;
}

Diagnostic MirBorrowckCtxt::general_region_error(RegionVid fr, RegionVid outlived, const ConstraintCategory& category, Span span) {
  Diagnostic d(diagnostics::Level::error, "lifetime may not live long enough", span);
  RegionName a = give_region_a_name(fr);
  if (!a) {
    a.name = "'_";
    a.source = Source::static_;
  }
  highlight(d, a);
  const RegionName b = give_region_a_name(outlived);
  if (!b) {
    d = Diagnostic(diagnostics::Level::error, "borrowlab does not support reporting this lifetime error yet", span);
    d.refusal = true;
    return d;
  }
  highlight(d, b);
  if (category.is_return() && regions_.universal.is_local_free_region(outlived))
    d.label(span, std::string(body_description()) + " was supposed to return data with lifetime `" + b.name +
                      "` but it is returning data with lifetime `" + a.name + "`");
  else d.label(span, description(category) + std::string("requires that `") + a.name + "` must outlive `" + b.name + "`");
  add_static_impl_trait_suggestion(d, fr, a, outlived);
  suggest_adding_lifetime_params(d, fr, outlived);
  suggest_move_on_borrowing_closure(d);
  suggest_deref_closure_return(d);
  return d;
}

// What makes a lifetime invariant: the type around it.
void MirBorrowckCtxt::add_variance_note(Diagnostic& d, const VarianceInfo& v) const {
  const TypeId ty = types::erase_regions(cx_.store, v.ty);
  std::string what, note;
  if (const auto* p = cx_.store.get<types::RawPtr>(ty)) {
    what = "a mutable pointer to `" + types::to_string(cx_, p->pointee) + "`";
    note = "mutable pointers are invariant over their type parameter";
  } else if (const auto* r = cx_.store.get<types::Ref>(ty)) {
    what = "a mutable reference to `" + types::to_string(cx_, r->pointee) + "`";
    note = "mutable references are invariant over their type parameter";
  } else if (const auto* t = cx_.store.get<types::Adt>(ty)) {
    const ArgsId identity = types::identity_args(cx_, t->def);
    const auto args = cx_.store[t->args], params = cx_.store[identity];
    if (v.param >= args.size() || v.param >= params.size()) return;
    const types::AdtDef& adt = cx_.items.adt(t->def);
    const char* kind = adt.kind == types::AdtKind::enum_ ? "enum" : adt.kind == types::AdtKind::union_ ? "union" : "struct";
    what = "the type `" + types::to_string(cx_, ty) + "`, which makes the generic argument `" + types::to_string(cx_, args[v.param]) +
           "` invariant";
    note = "the " + std::string(kind) + " `" + types::to_string(cx_, cx_.store.adt(t->def, identity)) +
           "` is invariant over the parameter `" + types::to_string(cx_, params[v.param]) + "`";
  } else if (const auto* f = cx_.store.get<types::FnDef>(ty)) {
    const auto params = cx_.store[types::identity_args(cx_, f->def)];
    if (v.param >= params.size()) return;
    const std::string name(cx_.defs[f->def].name.str());
    what = "a function pointer to `" + name + "`";
    note = "the function `" + name + "` is invariant over the parameter `" + types::to_string(cx_, params[v.param]) + "`";
  } else {
    return;
  }
  d.note("requirement occurs because of " + what);
  d.note(note);
  d.help(variance_help);
}

// One help for all the relations that a body asks of its lifetimes, where there are several. rustc: OutlivesSuggestionBuilder.
void MirBorrowckCtxt::add_outlives_suggestion(const OutlivesSuggestions& s) {
  if (s.constraints.size() <= 1) return;
  auto suggestable = [&](RegionVid r) {
    RegionName n = give_region_a_name(r);
    return n.was_named() ? n : RegionName();
  };
  std::vector<RegionVid> order;
  for (const auto& [fr, outlived] : s.constraints)
    if (std::find(order.begin(), order.end(), fr) == order.end()) order.push_back(fr);
  sort(order);
  auto asked = [&](RegionVid a, RegionVid b) {
    return std::find(s.constraints.begin(), s.constraints.end(), std::pair(a, b)) != s.constraints.end();
  };
  std::vector<std::string> said;
  std::vector<RegionVid> unified;
  for (RegionVid fr : order) {
    const RegionName name = suggestable(fr);
    if (!name) continue;
    bool is_static = false;
    std::string bounds;
    std::vector<std::string> equal;
    for (const auto& [from, to] : s.constraints) {
      if (from != fr) continue;
      const RegionName other = suggestable(to);
      if (!other) continue;
      is_static |= other.source == Source::static_;
      if (asked(to, fr)) {
        if (std::find(unified.begin(), unified.end(), fr) != unified.end()) continue;
        equal.push_back("`" + name.name + "` and `" + other.name + "` must be the same: replace one with the other");
        unified.push_back(to);
      } else {
        bounds += (bounds.empty() ? "" : " + ") + other.name;
      }
    }
    if (is_static) {
      said.push_back("replace `" + name.name + "` with `'static`");
      continue;
    }
    said.insert(said.end(), equal.begin(), equal.end());
    if (!bounds.empty()) said.push_back("add bound `" + name.name + ": " + bounds + "`");
  }
  if (said.empty()) return;
  Diagnostic d(diagnostics::Level::help, said.size() == 1 ? said[0] : "the following changes may resolve your lifetime errors");
  if (said.size() > 1)
    for (const std::string& one : said) d.help(one);
  d.sort_span = body_.span.shrink_to_hi();
  buffer(std::move(d));
}

}  // namespace borrowlab::borrowck
