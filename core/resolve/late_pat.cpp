// Patterns: which names bind and which are paths; or-patterns. After rustc_resolve::late.
#include <algorithm>

#include "resolve/resolver.h"
#include "support/sort.h"

namespace borrowlab::resolve {
namespace sym = source::sym;

namespace {
bool same_ident(const Ident& a, const Ident& b) { return a.name == b.name && a.span.ctxt == b.span.ctxt; }
}  // namespace

void Resolver::late_pat_top(syntax::PatId id, PatSource source) {
  Bindings bindings;
  bindings.stack.push_back({Bindings::Context::product, {}});
  late_pat_top(id, source, bindings);
}

void Resolver::late_pat_top(syntax::PatId id, PatSource source, Bindings& bindings) { late_pat(id, source, bindings); }

void Resolver::fresh_binding(syntax::PatId id, const syntax::PatIdent& p, PatSource source, Bindings& bindings) {
  const syntax::Pat& pat = ast_[id];
  // Already bound beside this pattern: an error; in another alternative: the same variable.
  bool in_product = false;
  NodeId in_alternative;
  for (const auto& [context, names] : bindings.stack) {
    for (const auto& [ident, node] : names) {
      if (!same_ident(ident, p.ident)) continue;
      if (context == Bindings::Context::product) in_product = true;
      else in_alternative = node;
    }
  }
  const std::string name(p.ident.name.str());
  if (in_product) {
    // In a parameter list a second parameter of that name has a code of its own; names within one pattern have another.
    bool same_pattern = source != PatSource::fn_param;
    Diagnostic d = same_pattern
                       ? Diagnostic(diagnostics::Level::error, "identifier `" + name + "` is bound more than once in the same pattern",
                                    MultiSpan(p.ident.span), "E0416")
                       : Diagnostic(diagnostics::Level::error, "identifier `" + name + "` is bound more than once in this parameter list",
                                    MultiSpan(p.ident.span), "E0415");
    d.label(p.ident.span, same_pattern ? "used in a pattern more than once" : "used as parameter more than once");
    error(std::move(d));
  }
  NodeId local = pat.id;
  if (in_alternative.valid() && !in_product) {
    local = in_alternative;
    res_.or_binding[pat.id] = local;
  } else {
    bind(p.ident.name, p.ident.span.ctxt, Namespace::value, local_res(pat.id), true, p.ident.span);
  }
  if (!in_product) bindings.stack.back().second.emplace_back(p.ident, local);
  path_slot(pat.id).base = local_res(local);
}

void Resolver::late_pat(syntax::PatId id, PatSource source, Bindings& bindings) {
  using namespace syntax;
  const Pat& pat = ast_[id];
  if (const auto* k = std::get_if<PatIdent>(&pat.kind)) {
    bool is_path = false;
    if (k->ident.name != sym::kw_self) {
      std::optional<Res> res;
      std::optional<NameBinding> found;
      {
        // Locals do not matter here: only items can be meant.
        Ident ident = k->ident;
        for (size_t r = ribs_.size(); r-- > 0 && !res;) {
          if (ribs_[r].kind != resolve::Rib::Kind::module) continue;
          if (auto b = lookup_in_module(ribs_[r].module, ident.name, Namespace::value)) found = b, res = b->res;
          if (tables_.modules[ribs_[r].module].is_normal) break;
        }
        if (!res)
          if (auto p = lookup_prelude(ident, Namespace::value)) res = p->res;
        // A const parameter shadows nothing but is not bindable either.
        for (size_t i = entries_.size(); i-- > 0;)
          if (entries_[i].ns == Namespace::value && entries_[i].name == ident.name && entries_[i].res.kind == Res::Kind::def)
            res = entries_[i].res;
      }
      if (res && res->kind == Res::Kind::def) {
        const Def& d = defs_[res->def];
        const bool plain = !k->sub.valid() && !k->by_ref && k->mut == Mutability::not_;
        const bool constant =
            d.kind == DefKind::const_ || d.kind == DefKind::assoc_const || (d.kind == DefKind::ctor && d.ctor_kind == CtorKind::const_);
        if (constant && plain) {
          is_path = true;
          if (found) mark_used(*found);
          if (res_.binding_is_path.size() <= pat.id.index) res_.binding_is_path.resize(pat.id.index + 1);
          res_.binding_is_path[pat.id.index] = true;
          path_slot(pat.id).base = *res;
        } else if (constant || d.kind == DefKind::static_ || (d.kind == DefKind::ctor && d.ctor_kind == CtorKind::fn)) {
          static constexpr const char* sources[] = {"match", "let", "for", "function parameter"};
          const bool is_variant = d.kind == DefKind::ctor && defs_[d.parent].kind == DefKind::variant;
          const std::string what = d.kind == DefKind::static_ ? "static"
                                   : d.kind == DefKind::ctor
                                       ? (d.ctor_kind == CtorKind::const_ ? (is_variant ? "unit variant" : "unit struct")
                                                                          : (is_variant ? "tuple variant" : "tuple struct"))
                                       : "constant";
          const std::string name(k->ident.name.str());
          Diagnostic e(diagnostics::Level::error,
                       std::string(sources[static_cast<size_t>(source)]) + " bindings cannot shadow " + what + "s",
                       MultiSpan(k->ident.span), "E0530");
          e.label(k->ident.span, "cannot be named the same as a " + what);
          if (d.krate != krate_.id || d.kind == DefKind::ctor) {
            // rustc points at the import or at the definition; which one depends on how the name came here.
            const DefId named = d.kind == DefKind::ctor ? d.parent : res->def;
            if (found && found->import) {
              e.label(found->item_span, "the " + what + " `" + name + "` is imported here");
              if (d.kind == DefKind::ctor && d.ctor_kind == CtorKind::fn && source == PatSource::match)
                e.suggest(k->ident.span, "try specify the pattern arguments", name + "(..)", Applicability::unspecified);
            } else if (d.krate != krate_.id) {
              sink_.refuse(k->ident.span, "reporting a binding named like the " + what + " `" + name + "`");
              is_path = true;
            } else {
              e.label(defs_[named].span, "the " + what + " `" + name + "` is defined here");
            }
          } else {
            e.label(d.span, "the " + what + " `" + name + "` is defined here");
          }
          if (!is_path) error(std::move(e));
          is_path = true;
        }
      }
    }
    if (!is_path) fresh_binding(id, *k, source, bindings);
    if (k->sub.valid()) late_pat(k->sub, source, bindings);
  } else if (const auto* k = std::get_if<PatStruct>(&pat.kind)) {
    smart_resolve(pat.id, k->qself, k->path, PathSource::struct_);
    late_segment_args(k->path, false);
    for (const PatField& f : k->fields) late_pat(f.pat, source, bindings);
  } else if (const auto* k = std::get_if<PatTupleStruct>(&pat.kind)) {
    if (!k->lang) {
      smart_resolve(pat.id, k->qself, k->path, PathSource::tuple_struct, k->elems.size());
      late_segment_args(k->path, false);
    }
    for (PatId p : k->elems) late_pat(p, source, bindings);
  } else if (const auto* k = std::get_if<PatPath>(&pat.kind)) {
    smart_resolve(pat.id, k->qself, k->path, PathSource::pat);
    late_segment_args(k->path, false);
  } else if (const auto* k = std::get_if<PatTuple>(&pat.kind)) {
    for (PatId p : k->elems) late_pat(p, source, bindings);
  } else if (const auto* k = std::get_if<PatSlice>(&pat.kind)) {
    for (PatId p : k->elems) late_pat(p, source, bindings);
  } else if (const auto* k = std::get_if<PatOr>(&pat.kind)) {
    bindings.stack.push_back({Bindings::Context::alternative, {}});
    for (PatId p : k->alternatives) {
      bindings.stack.push_back({Bindings::Context::product, {}});
      late_pat(p, source, bindings);
      // What this alternative binds, the next ones may bind again.
      auto collected = std::move(bindings.stack.back().second);
      bindings.stack.pop_back();
      auto& all = bindings.stack.back().second;
      all.insert(all.end(), collected.begin(), collected.end());
    }
    auto collected = std::move(bindings.stack.back().second);
    bindings.stack.pop_back();
    auto& outer = bindings.stack.back().second;
    outer.insert(outer.end(), collected.begin(), collected.end());
    check_or_pattern(*k);
  } else if (const auto* k = std::get_if<PatRef>(&pat.kind)) {
    late_pat(k->pat, source, bindings);
  } else if (const auto* k = std::get_if<PatLit>(&pat.kind)) {
    late_expr(k->expr);
  } else if (const auto* k = std::get_if<PatRange>(&pat.kind)) {
    if (k->lo.valid()) late_expr(k->lo);
    if (k->hi.valid()) late_expr(k->hi);
  }
}

// The names a pattern binds, with how; nested or-patterns count their first alternative's.
void Resolver::binding_map(syntax::PatId id, BindingMap& out, bool report) {
  using namespace syntax;
  const Pat& pat = ast_[id];
  if (const auto* k = std::get_if<PatIdent>(&pat.kind)) {
    if (pat.id.index >= res_.binding_is_path.size() || !res_.binding_is_path[pat.id.index]) {
      if (pat.id.index < res_.paths.size() && res_.paths[pat.id.index].base.kind == Res::Kind::local) out.emplace_back(k->ident, k);
    }
    if (k->sub.valid()) binding_map(k->sub, out, report);
  } else if (const auto* k = std::get_if<PatStruct>(&pat.kind)) {
    for (const PatField& f : k->fields) binding_map(f.pat, out, report);
  } else if (const auto* k = std::get_if<PatTupleStruct>(&pat.kind)) {
    for (PatId p : k->elems) binding_map(p, out, report);
  } else if (const auto* k = std::get_if<PatTuple>(&pat.kind)) {
    for (PatId p : k->elems) binding_map(p, out, report);
  } else if (const auto* k = std::get_if<PatSlice>(&pat.kind)) {
    for (PatId p : k->elems) binding_map(p, out, report);
  } else if (const auto* k = std::get_if<PatRef>(&pat.kind)) {
    binding_map(k->pat, out, report);
  } else if (const auto* k = std::get_if<PatOr>(&pat.kind)) {
    if (!k->alternatives.empty()) binding_map(k->alternatives[0], out, report);
  }
}

void Resolver::check_or_pattern(const syntax::PatOr& p) {
  struct Missing {
    Ident name;
    std::vector<Span> origins;  // where it is bound
    std::vector<Span> targets;  // alternatives that lack it
    bool could_be_path;
  };
  std::vector<Missing> missing;
  std::vector<BindingMap> maps;
  for (syntax::PatId a : p.alternatives) {
    maps.emplace_back();
    binding_map(a, maps.back(), true);
  }
  for (size_t i = 0; i < maps.size(); ++i) {
    for (size_t j = 0; j < maps.size(); ++j) {
      if (i == j) continue;
      for (const auto& [ident, binding] : maps[j]) {
        const syntax::PatIdent* other = nullptr;
        for (const auto& [name, b] : maps[i])
          if (same_ident(name, ident)) other = b;
        if (other == nullptr) {
          Missing* m = nullptr;
          for (Missing& x : missing)
            if (same_ident(x.name, ident)) m = &x;
          if (m == nullptr) {
            missing.push_back({ident, {}, {}, false});
            m = &missing.back();
          }
          const auto add = [](std::vector<Span>& list, Span s) {
            for (Span x : list)
              if (x == s) return;
            list.push_back(s);
          };
          add(m->origins, ident.span);
          add(m->targets, ast_[p.alternatives[i]].span);
        } else if (i < j && (other->by_ref != binding->by_ref || (other->by_ref && other->ref_mut != binding->ref_mut))) {
          const std::string name(ident.name.str());
          Diagnostic d(diagnostics::Level::error, "variable `" + name + "` is bound inconsistently across alternatives separated by `|`",
                       MultiSpan(ident.span), "E0409");
          d.label(ident.span, "bound in different ways");
          d.label(other->ident.span, "first binding");
          error(std::move(d));
        }
      }
    }
  }
  sort(missing, [](const Missing& a, const Missing& b) { return a.name.name.str() < b.name.name.str(); });
  for (Missing& m : missing) {
    const std::string name(m.name.name.str());
    const auto by_place = [](Span a, Span b) { return a.lo < b.lo; };
    sort(m.targets, by_place);
    sort(m.origins, by_place);
    MultiSpan spans;
    spans.primary = m.targets;
    Diagnostic d(diagnostics::Level::error, "variable `" + name + "` is not bound in all patterns", spans, "E0408");
    for (Span s : m.targets) d.label(s, "pattern doesn't bind `" + name + "`");
    for (Span s : m.origins) d.label(s, "variable not in all patterns");
    error(std::move(d));
  }
}

}  // namespace borrowlab::resolve
