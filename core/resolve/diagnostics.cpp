// What is said where names do not resolve. After rustc_resolve::{late::diagnostics, diagnostics}.
#include <algorithm>

#include "resolve/resolver.h"
#include "support/sort.h"

namespace borrowlab::resolve {
namespace sym = source::sym;
using diagnostics::Level;

namespace {

// The optimal string alignment distance, up to a limit. rustc_span::edit_distance.
std::optional<size_t> edit_distance(std::string_view a, std::string_view b, size_t limit) {
  const size_t n = a.size(), m = b.size();
  if ((n > m ? n - m : m - n) > limit) return std::nullopt;
  std::vector<size_t> before(m + 1), prev(m + 1), now(m + 1);
  for (size_t j = 0; j <= m; ++j) prev[j] = j;
  for (size_t i = 1; i <= n; ++i) {
    now[0] = i;
    for (size_t j = 1; j <= m; ++j) {
      const size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({prev[j] + 1, now[j - 1] + 1, prev[j - 1] + cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && a[i - 1] != b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    before.swap(prev);
    prev.swap(now);
  }
  if (prev[m] > limit) return std::nullopt;
  return prev[m];
}

std::string upper(std::string_view s) {
  std::string out(s);
  for (char& c : out) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
  return out;
}

std::string sorted_words(std::string_view s) {
  std::vector<std::string> words(1);
  for (char c : s) {
    if (c == '_') words.emplace_back();
    else words.back() += c;
  }
  sort(words);
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : "_") + w;
  return out;
}

}  // namespace

std::optional<Symbol> best_match(const std::vector<Symbol>& candidates, Symbol lookup) {
  const std::string_view text = lookup.str();
  const std::string big = upper(text);
  for (Symbol c : candidates)
    if (upper(c.str()) == big) return c;
  size_t limit = std::max<size_t>(text.size(), 3) / 3;
  std::optional<Symbol> best;
  for (Symbol c : candidates) {
    const auto d = edit_distance(text, c.str(), limit);
    if (!d) continue;
    if (*d == 0) return c;
    best = c;
    limit = *d - 1;
    if (limit == 0 && *d == 1) {
      limit = 0;
    }
    if (*d == 1) break;
  }
  if (best) return best;
  const std::string words = sorted_words(text);
  for (Symbol c : candidates)
    if (sorted_words(c.str()) == words) return c;
  return std::nullopt;
}

std::string Resolver::kind_name(const Res& res) const {
  switch (res.kind) {
    case Res::Kind::local: return "local variable";
    case Res::Kind::prim_ty: return "builtin type";
    case Res::Kind::self_ty_param:
    case Res::Kind::self_ty_alias: return "self type";
    case Res::Kind::self_ctor: return "self constructor";
    case Res::Kind::err: return "unresolved item";
    case Res::Kind::def: break;
  }
  const Def& d = defs_[res.def];
  switch (d.kind) {
    case DefKind::mod: return d.parent.valid() || d.krate == krate_.id ? "module" : "crate";
    case DefKind::struct_: return "struct";
    case DefKind::union_: return "union";
    case DefKind::enum_: return "enum";
    case DefKind::variant: return "variant";
    case DefKind::trait: return "trait";
    case DefKind::type_alias: return "type alias";
    case DefKind::assoc_ty: return "associated type";
    case DefKind::type_param: return "type parameter";
    case DefKind::fn: return "function";
    case DefKind::const_: return "constant";
    case DefKind::const_param: return "const parameter";
    case DefKind::static_: return "static";
    case DefKind::ctor: {
      const bool variant = defs_[d.parent].kind == DefKind::variant;
      return std::string(d.ctor_kind == CtorKind::fn ? "tuple " : "unit ") + (variant ? "variant" : "struct");
    }
    case DefKind::assoc_fn: return "method";
    case DefKind::assoc_const: return "associated constant";
    case DefKind::macro: return "macro";
    default: return "item";
  }
}

std::string Resolver::describe(const Res& res, bool with_article) const {
  const std::string kind = kind_name(res);
  if (!with_article) return kind;
  const bool vowel =
      !kind.empty() && std::string_view("aeiou").find(kind[0]) != std::string_view::npos && kind != "union" && kind.rfind("unit", 0) != 0;
  return (vowel ? "an " : "a ") + kind;
}

const char* Resolver::expected_name(PathSource source) const {
  switch (source) {
    case PathSource::type: return "type";
    case PathSource::trait: return "trait";
    case PathSource::expr: return "value";
    case PathSource::call: return "function";
    case PathSource::pat: return "unit struct, unit variant or constant";
    case PathSource::struct_: return "struct, variant or union type";
    case PathSource::tuple_struct: return "tuple struct or tuple variant";
    case PathSource::trait_item_type: return "associated type";
    case PathSource::trait_item_value: return "method or associated constant";
  }
  return "item";
}

void Resolver::refuse_library_name(const std::vector<syntax::PathSegment>& path, Span span) {
  sink_.refuse(span, "`" + path_text(path) + "`");
}

void Resolver::report_private(const syntax::PathSegment& segment, const NameBinding& binding, const syntax::PathSegment* last,
                              const Res* outermost) {
  const std::string name(segment.ident.name.str());
  const Res& res = binding.res;
  const bool ctor = res.kind == Res::Kind::def && defs_[res.def].kind == DefKind::ctor;
  if (binding.import) {
    sink_.refuse(segment.ident.span, "reporting the private import `" + name + "`");
    return;
  }
  std::string kind = kind_name(res);
  if (ctor) kind += " constructor";
  Diagnostic d(Level::error, kind + " `" + name + "` is private", MultiSpan(segment.ident.span), "E0603");
  d.label(segment.ident.span, "private " + kind);
  if (last != nullptr && outermost != nullptr && outermost->kind == Res::Kind::def && defs_[outermost->def].name == last->ident.name)
    d.label(last->ident.span, kind_name(*outermost) + " `" + std::string(last->ident.name.str()) + "` is not publicly re-exported");
  if (res.kind == Res::Kind::def && !ctor) {
    d.span_note(MultiSpan(binding.item_span), "the " + kind + " `" + name + "` is defined here");
  } else if (ctor) {
    const DefId adt = defs_[res.def].parent;
    Span all;
    for (DefId f : defs_.children_of(adt)) {
      if (defs_[f].kind != DefKind::field || !defs_[f].visible_in.valid()) continue;
      all = all.is_dummy() ? defs_[f].span : all.to(defs_[f].span);
    }
    d.label(all, "a constructor is private if any of the fields is private");
    d.span_note(MultiSpan(binding.item_span), "the " + kind + " `" + name + "` is defined here");
    std::vector<diagnostics::SubstitutionPart> parts;
    for (DefId f : defs_.children_of(adt))
      if (defs_[f].kind == DefKind::field && defs_[f].visible_in.valid()) parts.push_back({defs_[f].span.shrink_to_lo(), "pub "});
    const size_t count = parts.size();
    if (defs_[adt].krate == krate_.id)
      d.suggest_multipart(count == 1 ? "consider making the field publicly accessible" : "consider making the fields publicly accessible",
                          std::move(parts), Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
  }
  privacy_reports_.push_back(std::move(d));
}

// The first place in the crate where `use` declarations could go.
Span Resolver::use_insertion_point(bool& needs_line) const {
  needs_line = true;
  Span first;
  for (syntax::ItemId id : ast_.root) {
    const syntax::Item& item = ast_[id];
    if (item.span.from_expansion() || item.span.is_dummy()) continue;
    if (std::holds_alternative<syntax::ItemUse>(item.kind)) {
      needs_line = false;
      return item.span.shrink_to_lo();
    }
    if (first.is_dummy()) {
      Span at = item.span;
      for (const syntax::Attribute& a : item.attrs)
        if (!a.span.from_expansion() && a.span.lo < at.lo && !a.span.is_dummy()) at.lo = a.span.lo;
      first = at.shrink_to_lo();
    }
  }
  return first;
}

bool Resolver::import_candidates(Diagnostic& d, Symbol name, PathSource source, Span) {
  struct Candidate {
    std::string path;
    std::string kind;
  };
  std::vector<Candidate> found;
  std::unordered_set<uint32_t> seen;
  const bool value =
      source == PathSource::expr || source == PathSource::call || source == PathSource::pat || source == PathSource::tuple_struct;
  // Breadth first over public modules, the user's crate first.
  const auto search = [&](ModuleId root, const std::string& prefix, bool local) {
    std::vector<std::pair<ModuleId, std::string>> queue{{root, prefix}};
    std::unordered_set<uint32_t> visited{root.index};
    for (size_t i = 0; i < queue.size(); ++i) {
      const ModuleId m = queue[i].first;
      const std::string path = queue[i].second;
      for (NameKey k : tables_.modules[m].order) {
        const NameBinding& b = tables_.modules[m].names.at(k);
        if (b.res.kind != Res::Kind::def) continue;
        if (local ? (b.import && b.glob) || (b.import && !accessible(b.vis, module_)) : b.vis.valid()) continue;
        if (local && !accessible(b.vis, module_)) continue;
        const std::string text = path + "::" + std::string(k.name.str());
        if (k.name == name && k.ns == (value ? Namespace::value : Namespace::type) && is_expected(source, b.res) && !(local && b.import)) {
          if (seen.insert(b.res.def.index).second) {
            std::string kind = kind_name(b.res);
            found.push_back({text, kind});
          }
        }
        if (k.ns != Namespace::type) continue;
        const ModuleId next = module_of(b.res);
        if (!next.valid() || !visited.insert(next.index).second) continue;
        const DefKind kind = defs_[b.res.def].kind;
        if (kind == DefKind::mod || kind == DefKind::enum_) queue.emplace_back(next, text);
      }
    }
  };
  search(root_module_, "crate", true);
  if (library_root_.valid() && !is_library_) search(library_root_, "std", false);
  // Preludes are no place to import from.
  found.erase(std::remove_if(found.begin(), found.end(),
                             [](const Candidate& c) {
                               return c.path.find("::prelude::") != std::string::npos || c.path.find("::__") != std::string::npos;
                             }),
              found.end());
  if (found.empty()) return false;
  sort(found, [](const Candidate& a, const Candidate& b) { return a.path < b.path; });
  bool same_kind = true;
  for (const Candidate& c : found) same_kind = same_kind && c.kind == found[0].kind;
  const std::string kind = same_kind ? found[0].kind : "item";
  std::string text = found.size() == 1 ? "consider importing this " + kind : "consider importing one of these " + kind + "s";
  if (found.size() > 1 && kind == "unit struct") text = "consider importing one of these unit structs";
  bool needs_line = true;
  Span at = use_insertion_point(needs_line);
  if (at.is_dummy() && at.lo == 0) return false;
  diagnostics::Suggestion s;
  s.message = std::move(text);
  s.style = diagnostics::SuggestionStyle::show_always;
  s.applicability = Applicability::maybe_incorrect;
  for (const Candidate& c : found) s.substitutions.push_back({{at, "use " + c.path + ";\n" + (needs_line ? "\n" : "")}});
  d.suggestions.push_back(std::move(s));
  return true;
}

bool Resolver::similar_name(Diagnostic& d, Ident ident, PathSource source, ModuleId within, Span path_span) {
  struct Candidate {
    Symbol name;
    Res res;
  };
  std::vector<Candidate> all;
  const Namespace ns =
      source == PathSource::type || source == PathSource::trait || source == PathSource::struct_ ? Namespace::type : Namespace::value;
  const auto accepts = [&](const Res& r) {
    if (r.kind == Res::Kind::err) return false;
    return is_expected(source, r);
  };
  const auto add_module = [&](ModuleId m) {
    for (NameKey k : tables_.modules[m].order) {
      if (k.ns != ns) continue;
      const auto b = tables_.modules[m].names.find(k);
      if (b != tables_.modules[m].names.end() && accepts(b->second.res)) all.push_back({k.name, b->second.res});
    }
  };
  if (within.valid()) {
    add_module(within);
  } else {
    for (const RibEntry& e : entries_)
      if (e.ns == ns && accepts(e.res) && e.name != sym::kw_Self && e.name != sym::kw_self) all.push_back({e.name, e.res});
    for (ModuleId m = module_; m.valid(); m = tables_.modules[m].parent) {
      add_module(m);
      if (tables_.modules[m].is_normal) break;
    }
    if (prelude_.valid()) add_module(prelude_);
    if (source == PathSource::type) {
      static constexpr std::string_view prims[] = {"bool", "char", "str", "i8",  "i16",  "i32",   "i64", "i128", "isize",
                                                   "u8",   "u16",  "u32", "u64", "u128", "usize", "f32", "f64"};
      for (std::string_view p : prims) {
        Res r;
        r.kind = Res::Kind::prim_ty;
        r.prim = *prim_ty(Symbol::intern(p));
        all.push_back({Symbol::intern(p), r});
      }
    }
  }
  sort(all, [](const Candidate& a, const Candidate& b) { return a.name.str() < b.name.str(); });
  std::vector<Symbol> names;
  for (const Candidate& c : all)
    if (names.empty() || names.back() != c.name) names.push_back(c.name);
  const auto best = best_match(names, ident.name);
  if (!best || *best == ident.name) return false;
  const Candidate* chosen = nullptr;
  for (const Candidate& c : all)
    if (c.name == *best && chosen == nullptr) chosen = &c;
  const std::string name(best->str());
  const std::string kind = kind_name(chosen->res);
  if (chosen->res.kind == Res::Kind::def) {
    const Def& def = defs_[chosen->res.def];
    const Def& shown = def.kind == DefKind::ctor ? defs_[def.parent] : def;
    if (shown.krate == krate_.id) {
      Span head = shown.span;
      const std::string_view text = sources_.snippet(head);
      if (def.kind != DefKind::ctor || text.find('(') == std::string_view::npos) {
        const size_t brace = text.find('{');
        size_t end = brace == std::string_view::npos ? text.size() : brace;
        while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
        head.hi = head.lo + static_cast<uint32_t>(end);
      }
      d.label(head, "similarly named " + kind + " `" + name + "` defined here");
    }
  }
  (void)path_span;
  d.suggest_verbose(ident.span, describe(chosen->res, true) + " with a similar name exists", name, Applicability::maybe_incorrect);
  return true;
}

void Resolver::report_failed(const syntax::Path& path, const PathFailure& failure, PathSource source) {
  if (failure.in_library) return refuse_library_name(path.segments, path.span);
  const Ident bad = path.segments[failure.segment].ident;
  const std::string name(bad.name.str());
  if (bad.name == sym::kw_Self) {
    Diagnostic d(Level::error, "cannot find `Self` in this scope", MultiSpan(bad.span), "E0433");
    d.label(bad.span, "`Self` is only available in impls, traits, and type definitions");
    late_reports_.push_back(std::move(d));
    return;
  }
  if (failure.label.find("too many leading") != std::string::npos) {
    Diagnostic d(Level::error, "too many leading `super` keywords", MultiSpan(bad.span), "E0433");
    d.label(bad.span, failure.label);
    return error(std::move(d));
  }
  const bool first = failure.segment == 0 || (failure.segment == 1 && path.global());
  if (!first) {
    const std::string before(path.segments[failure.segment - 1].ident.name.str());
    const bool root = before == "crate" || failure.module == root_module_;
    Diagnostic d(Level::error, "cannot find `" + name + "` in `" + before + "`", MultiSpan(bad.span), "E0433");
    d.label(bad.span, root ? "could not find `" + name + "` in the crate root" : "could not find `" + name + "` in `" + before + "`");
    return error(std::move(d));
  }
  if (known_std_name(bad.name)) return refuse_library_name(path.segments, path.span);
  const bool is_upper = !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
  Diagnostic d(Level::error,
               is_upper ? "cannot find type `" + name + "` in this scope" : "cannot find module or crate `" + name + "` in this scope",
               MultiSpan(bad.span), "E0433");
  d.label(bad.span, is_upper ? "use of undeclared type `" + name + "`" : "use of unresolved module or unlinked crate `" + name + "`");
  bool helped = false;
  if (is_upper) {
    helped = import_candidates(d, bad.name, PathSource::type, bad.span);
    if (!helped) similar_name(d, bad, PathSource::type, ModuleId::none(), path.span);
  } else {
    d.help("you might be missing a crate named `" + name + "`");
    // A module of that name that could be imported.
    std::vector<std::string> modules;
    if (library_root_.valid() && !is_library_) {
      std::vector<std::pair<ModuleId, std::string>> queue{{library_root_, "std"}};
      std::unordered_set<uint32_t> visited;
      for (size_t i = 0; i < queue.size(); ++i) {
        const auto [m, text] = queue[i];
        for (NameKey k : tables_.modules[m].order) {
          if (k.ns != Namespace::type) continue;
          const NameBinding& b = tables_.modules[m].names.at(k);
          const ModuleId next = module_of(b.res);
          if (b.vis.valid() || !next.valid() || !tables_.modules[next].is_normal || !visited.insert(next.index).second) continue;
          queue.emplace_back(next, text + "::" + std::string(k.name.str()));
          if (k.name == bad.name) modules.push_back(queue.back().second);
        }
      }
    }
    bool needs_line = true;
    const Span at = use_insertion_point(needs_line);
    if (!modules.empty() && at.lo != 0) {
      sort(modules);
      diagnostics::Suggestion s;
      s.message = modules.size() == 1 ? "consider importing this module" : "consider importing one of these modules";
      s.style = diagnostics::SuggestionStyle::show_always;
      s.applicability = Applicability::maybe_incorrect;
      for (const std::string& m : modules) s.substitutions.push_back({{at, "use " + m + ";\n" + (needs_line ? "\n" : "")}});
      d.suggestions.push_back(std::move(s));
    }
  }
  (void)source;
  if (glob_failed_) return;
  (d.suggestions.empty() || (is_upper && !helped) ? stashed_types_ : late_reports_).push_back(std::move(d));
}

void Resolver::report_path(const std::optional<syntax::QSelf>& /*qself*/, const syntax::Path& path, PathSource source,
                           const PathResult& result, const Res* unexpected) {
  if (path.segments.empty()) return;
  if (result.kind == PathResult::Kind::failed && result.failure.in_library && unexpected == nullptr)
    return refuse_library_name(path.segments, path.span);
  const syntax::PathSegment& last = path.segments.back();
  const Ident ident = last.ident;
  const std::string text = path_text(path.segments);
  const std::string name(ident.name.str());
  std::string expected = expected_name(source);
  if (source == PathSource::call && !name.empty() && name[0] >= 'A' && name[0] <= 'Z') expected = "function, tuple struct or tuple variant";
  static constexpr const char* codes[][2] = {{"E0573", "E0425"}, {"E0404", "E0405"}, {"E0423", "E0425"},
                                             {"E0423", "E0425"}, {"E0532", "E0531"}, {"E0574", "E0422"},
                                             {"E0532", "E0531"}, {"E0575", "E0576"}, {"E0575", "E0576"}};
  const char* code = codes[static_cast<size_t>(source)][unexpected != nullptr ? 0 : 1];
  const bool single = path.segments.size() == 1;

  if (single && ident.name == sym::kw_self) {
    Diagnostic d(Level::error, "expected value, found module `self`", MultiSpan(path.span), "E0424");
    d.label(path.span, "`self` value is a keyword only available in methods with a `self` parameter");
    if (current_fn_ != nullptr && std::holds_alternative<syntax::ItemFn>(current_fn_->kind)) {
      const auto& fn = std::get<syntax::ItemFn>(current_fn_->kind);
      const DefId def = current_fn_->id.index < res_.def_of.size() ? res_.def_of[current_fn_->id.index] : DefId::none();
      const bool assoc = def.valid() && defs_[def].kind == DefKind::assoc_fn;
      d.label(current_fn_->ident.span,
              assoc ? "this function doesn't have a `self` parameter" : "this function can't have a `self` parameter");
      if (assoc) {
        const Span name_end = fn.generics.params.empty() ? current_fn_->ident.span : fn.generics.span;
        const source::FileId file = sources_.file_of(name_end.hi);
        if (file.valid()) {
          const source::SourceFile& f = sources_.file(file);
          const size_t paren = f.text.find('(', name_end.hi - f.start);
          if (paren != std::string::npos) {
            const uint32_t at = f.start + static_cast<uint32_t>(paren) + 1;
            d.suggest_verbose(Span{at, at, path.span.ctxt}, "add a `self` receiver parameter to make the associated `fn` a method",
                              fn.sig.inputs.empty() ? "&self" : "&self, ", Applicability::maybe_incorrect);
          }
        }
      }
    }
    late_reports_.push_back(std::move(d));
    return;
  }
  if (single && ident.name == sym::kw_Self && unexpected != nullptr) {
    Diagnostic d(Level::error, "expected " + expected + ", found self type `Self`", MultiSpan(path.span), code);
    d.label(path.span, "not a " + expected);
    d.note("can't use `Self` as a constructor, you must use the implemented struct");
    late_reports_.push_back(std::move(d));
    return;
  }
  if (single && ident.name == sym::kw_Self) {
    Diagnostic d(Level::error, "cannot find type `Self` in this scope", MultiSpan(path.span), "E0411");
    d.label(path.span, "`Self` is only available in impls, traits, and type definitions");
    if (current_fn_ != nullptr) d.label(current_fn_->ident.span, "`Self` not allowed in a function");
    late_reports_.push_back(std::move(d));
    return;
  }

  if (unexpected != nullptr) {
    Diagnostic d(Level::error, "expected " + expected + ", found " + kind_name(*unexpected) + " `" + text + "`", MultiSpan(path.span),
                 code);
    bool labelled = false;
    const bool is_adt = unexpected->kind == Res::Kind::def &&
                        (defs_[unexpected->def].kind == DefKind::struct_ || defs_[unexpected->def].kind == DefKind::variant);
    if ((source == PathSource::expr || source == PathSource::call) && is_adt) {
      const Def& def = defs_[unexpected->def];
      bool private_ctor = false;
      std::string fields;
      for (DefId c : defs_.children_of(unexpected->def)) {
        if (defs_[c].kind == DefKind::ctor) private_ctor = true;
        if (defs_[c].kind == DefKind::field) fields += (fields.empty() ? "" : ", ") + std::string(defs_[c].name.str()) + ": val";
      }
      if (private_ctor || def.krate != krate_.id || (source == PathSource::call && call_args_ != 0)) {
        sink_.refuse(path.span, "reporting the misuse of the struct `" + text + "` as a value");
        return;
      }
      if (source == PathSource::call) d.spans.primary[0] = call_span_;
      d.label(def.span, "`" + text + "` defined here");
      d.suggest(d.spans.primary[0], "use struct literal syntax instead", text + " { " + fields + " }", Applicability::has_placeholders);
      labelled = true;
      similar_name(d, ident, source,
                   single                                    ? ModuleId::none()
                   : result.kind == PathResult::Kind::failed ? result.failure.module
                                                             : ModuleId::none(),
                   path.span);
    } else if (source == PathSource::pat && unexpected->kind == Res::Kind::def && defs_[unexpected->def].kind == DefKind::ctor &&
               defs_[unexpected->def].krate == krate_.id) {
      const DefId variant = defs_[unexpected->def].parent;
      d.label(defs_[variant].span, "`" + text + "` defined here");
      std::string holes;
      for (DefId f : defs_.children_of(variant))
        if (defs_[f].kind == DefKind::field) holes += holes.empty() ? "_" : ", _";
      d.suggest(path.span, "use the " + kind_name(*unexpected) + " pattern syntax instead", text + "(" + holes + ")",
                Applicability::has_placeholders);
      labelled = true;
      similar_name(d, ident, source, single ? ModuleId::none() : module_of(def_res(defs_[variant].parent)), path.span);
    } else if ((source == PathSource::pat || source == PathSource::tuple_struct) && unexpected->kind == Res::Kind::def &&
               defs_[unexpected->def].kind != DefKind::ctor) {
      // The label below is rustc's.
    } else if (source == PathSource::pat || source == PathSource::tuple_struct) {
      sink_.refuse(path.span, "reporting a pattern of another shape than `" + text + "`");
      return;
    }
    if (!labelled) {
      const bool vowel = std::string_view("aeiou").find(expected[0]) != std::string_view::npos && expected.rfind("unit", 0) != 0 &&
                         expected.rfind("union", 0) != 0;
      if (source == PathSource::trait && unexpected->kind == Res::Kind::def && defs_[unexpected->def].kind == DefKind::type_alias)
        d.label(path.span, "type aliases cannot be used as traits");
      else d.label(path.span, std::string("not ") + (vowel ? "an " : "a ") + expected);
    }
    error(std::move(d));
    return;
  }

  if (single && (source == PathSource::call || source == PathSource::expr)) {
    std::optional<NameBinding> macro = lookup_lexical_modules(ident, Namespace::macro, module_);
    if (!macro) macro = lookup_prelude(ident, Namespace::macro);
    if (macro && macro->res.kind == Res::Kind::def) {
      Diagnostic d(Level::error, "expected " + expected + ", found macro `" + text + "`", MultiSpan(path.span), "E0423");
      d.label(path.span, "not a " + expected);
      d.suggest_verbose(path.span.shrink_to_hi(), "use `!` to invoke the macro", "!", Applicability::maybe_incorrect);
      late_reports_.push_back(std::move(d));
      return;
    }
  }
  if (single && (source == PathSource::trait || source == PathSource::type) && (ident.name == sym::Debug_ || ident.name == sym::Hash_)) {
    // The derive macros of these names are in the prelude, the traits are not.
    Diagnostic d(Level::error, "expected " + expected + ", found derive macro `" + text + "`", MultiSpan(path.span),
                 source == PathSource::trait ? "E0404" : "E0573");
    d.label(path.span, "not a " + expected);
    import_candidates(d, ident.name, source, ident.span);
    for (diagnostics::Suggestion& sg : d.suggestions) sg.message += " instead";
    late_reports_.push_back(std::move(d));
    return;
  }
  std::string where = "this scope", not_found = "not found in this scope";
  ModuleId within;
  if (!single) {
    const std::span<const syntax::PathSegment> prefix(path.segments.data(), path.segments.size() - 1);
    const PathResult module = resolve_path(prefix, Namespace::type, module_, true, false, false);
    const std::string prefix_text = path_text(prefix);
    if (prefix.size() == 1 && prefix[0].ident.name == sym::kw_crate) {
      where = "the crate root";
      not_found = "not found in the crate root";
    } else {
      where = (module.kind == PathResult::Kind::failed ? "module" : kind_name(module.res.base)) + " `" + prefix_text + "`";
      not_found = "not found in `" + prefix_text + "`";
    }
    if (module.kind == PathResult::Kind::module) within = module.module;
    // What is private is there, but not for us; rustc says so in other words.
  } else if (known_std_name(ident.name)) {
    return refuse_library_name(path.segments, path.span);
  }
  Diagnostic d(Level::error, "cannot find " + expected + " `" + name + "` in " + where, MultiSpan(ident.span), code);
  bool typo = false;
  if (single && (source == PathSource::expr || source == PathSource::call) && current_self_.valid() &&
      defs_[current_self_].kind == DefKind::impl) {
    // A field or method of Self may be meant.
    bool has_self = false;
    if (current_fn_ != nullptr)
      if (const auto* fn = std::get_if<syntax::ItemFn>(&current_fn_->kind)) has_self = fn->sig.self != syntax::SelfKind::none;
    const syntax::Item& impl_item = ast_[defs_[current_self_].item];
    const auto& impl = std::get<syntax::ItemImpl>(impl_item.kind);
    DefId adt;
    if (impl.self_ty.valid() && ast_[impl.self_ty].id.index < res_.paths.size()) {
      const Res& r = res_.paths[ast_[impl.self_ty].id.index].base;
      if (r.kind == Res::Kind::def) adt = r.def;
    }
    if (source == PathSource::expr && has_self && adt.valid())
      for (DefId f : defs_.children_of(adt))
        if (defs_[f].kind == DefKind::field && defs_[f].name == ident.name) {
          d.suggest_verbose(ident.span.shrink_to_lo(), "you might have meant to use the available field", "self.",
                            Applicability::maybe_incorrect);
          typo = true;
        }
    if (!typo && source == PathSource::call)
      for (DefId f : defs_.children_of(current_self_)) {
        if (defs_[f].kind != DefKind::assoc_fn || defs_[f].name != ident.name) continue;
        const auto& fn = std::get<syntax::ItemFn>(ast_[defs_[f].item].kind);
        const bool method = fn.sig.self != syntax::SelfKind::none;
        d.label(ident.span, not_found);
        d.suggest_verbose(ident.span.shrink_to_lo(),
                          method ? "consider using the method on `Self`" : "consider using the associated function on `Self`",
                          method ? "self." : "Self::", Applicability::maybe_incorrect);
        stashed_calls_.push_back(std::move(d));
        return;
      }
  }
  if (!typo) typo = similar_name(d, ident, source, within, path.span);
  if (!typo) d.label(ident.span, not_found);
  const bool importable = single && import_candidates(d, ident.name, source, ident.span);
  if (glob_failed_) return;
  (source == PathSource::call && single && !importable ? stashed_calls_ : late_reports_).push_back(std::move(d));
}

bool Resolver::known_std_name(Symbol name) const {
  // Names of the real prelude that the library lacks: it is we who do not know them.
  static constexpr std::string_view names[] = {"AsyncFn",
                                               "AsyncFnMut",
                                               "AsyncFnOnce",
                                               "Future",
                                               "IntoFuture",
                                               "align_of",
                                               "align_of_val",
                                               "size_of",
                                               "size_of_val",
                                               "TryFrom",
                                               "TryInto",
                                               "FromIterator",
                                               "ToString",
                                               "ToOwned",
                                               "DoubleEndedIterator",
                                               "ExactSizeIterator",
                                               "Extend",
                                               "AsRef",
                                               "AsMut",
                                               "Vec",
                                               "String",
                                               "Box",
                                               "Option",
                                               "Result",
                                               "Iterator",
                                               "IntoIterator",
                                               "Default",
                                               "Clone",
                                               "Copy",
                                               "Send",
                                               "Sync",
                                               "Unpin",
                                               "Drop",
                                               "drop",
                                               "Into",
                                               "From",
                                               "PartialEq",
                                               "PartialOrd",
                                               "Eq",
                                               "Ord"};
  for (std::string_view n : names)
    if (name.str() == n) return true;
  return false;
}

}  // namespace borrowlab::resolve
