// Imports that nothing uses (`unused_imports`). After rustc_resolve::check_unused and rustc_hir_analysis::check_unused.
#include <algorithm>

#include "lint/lint.h"
#include "lint/words.h"
#include "support/sort.h"

namespace borrowlab::lint {

using syntax::UseTree;

namespace {

// Found unused in one `use` item, and what to take away.
struct UnusedSpans {
  enum class Kind : uint8_t { used, unused, partial } kind = Kind::used;
  std::vector<Span> spans, remove;
};

// Whether something that is only known by its type may be found through a trait that this import brings.
bool may_bring_method(const types::Context& cx, const resolve::Crate& krate, const resolve::ImportUse& use) {
  for (const DefId trait : use.traits) {
    const auto items = cx.defs.children.find(trait);
    if (items == cx.defs.children.end()) continue;
    for (const DefId item : items->second)
      if (krate.res.members.count(cx.defs[item].name) != 0) return true;
  }
  return false;
}

class UnusedImports {
 public:
  UnusedImports(const types::Context& cx, const resolve::Crate& krate) : cx_(cx), krate_(krate) {}

  std::optional<Diagnostic> check(const syntax::Item& item) {
    const auto* use = std::get_if<syntax::ItemUse>(&item.kind);
    return use == nullptr ? std::nullopt : check(item, use->tree);
  }

 private:
  bool is_unused(const UseTree& tree) const {
    if (tree.kind == UseTree::Kind::nested) return false;
    const auto use = krate_.res.imports.find(tree.id);
    if (use == krate_.res.imports.end() || use->second.used || use->second.exported) return false;
    return !may_bring_method(cx_, krate_, use->second);
  }

  // rustc: calc_unused_spans.
  UnusedSpans unused_spans(const UseTree& tree, Span full) const {
    if (tree.kind != UseTree::Kind::nested) {
      if (!is_unused(tree)) return {};
      return {UnusedSpans::Kind::unused, {tree.span}, {full}};
    }
    if (tree.nested.empty()) return {UnusedSpans::Kind::unused, {tree.span}, {full}};
    UnusedSpans out;
    size_t used_children = 0;
    bool contains_self = false, previous_unused = false;
    for (size_t i = 0; i < tree.nested.size(); ++i) {
      const UseTree& inner = tree.nested[i];
      UnusedSpans found = unused_spans(inner, inner.span);
      std::optional<Span> remove;
      out.spans.insert(out.spans.end(), found.spans.begin(), found.spans.end());
      if (found.kind != UnusedSpans::Kind::unused) ++used_children;
      if (found.kind == UnusedSpans::Kind::unused) remove = found.remove[0];
      if (found.kind == UnusedSpans::Kind::partial) out.remove.insert(out.remove.end(), found.remove.begin(), found.remove.end());
      if (remove) {
        if (tree.nested.size() > 1) {
          // With the comma before it, or behind it.
          if (i + 1 == tree.nested.size() || used_children > 0)
            remove = tree.nested[i - 1].span.shrink_to_hi().to(inner.span.shrink_to_hi());
          else remove = inner.span.shrink_to_lo().to(tree.nested[i + 1].span.shrink_to_lo());
        }
        if (previous_unused && !out.remove.empty()) out.remove.back() = out.remove.back().to(*remove);
        else out.remove.push_back(*remove);
      }
      const bool is_self = inner.prefix.segments.size() == 1 && inner.prefix.segments[0].ident.name == source::sym::kw_self;
      contains_self |= is_self && inner.kind == UseTree::Kind::simple && !is_unused(inner);
      previous_unused = remove.has_value();
    }
    if (out.spans.empty()) return {};
    if (used_children == 0) return {UnusedSpans::Kind::unused, std::move(out.spans), {full}};
    if (used_children == 1 && !contains_self) {
      // One that is left needs no braces.
      const Span braces = tree.span.with_lo(tree.prefix.segments.empty() ? tree.span.lo : tree.prefix.span.hi + 2);
      out.remove.push_back(braces.shrink_to_lo().to(tree.nested.front().span.shrink_to_lo()));
      out.remove.push_back(tree.nested.back().span.shrink_to_hi().to(braces.shrink_to_hi()));
    }
    out.kind = UnusedSpans::Kind::partial;
    return out;
  }

  std::optional<Diagnostic> check(const syntax::Item& item, const UseTree& tree) const {
    const UnusedSpans found = unused_spans(tree, item.span);
    if (found.kind == UnusedSpans::Kind::used) return std::nullopt;
    std::vector<std::string> names;
    for (const Span s : found.spans) names.emplace_back(cx_.sources.snippet(s));
    sort(names);
    diagnostics::MultiSpan spans;
    spans.primary = found.spans;
    Diagnostic d = finding(Lint::unused_imports, std::string("unused import") + (names.size() == 1 ? "" : "s") + ": " + list_and(names),
                           std::move(spans));
    std::vector<diagnostics::SubstitutionPart> parts;
    for (const Span s : found.remove) parts.push_back({s, ""});
    const bool whole = found.kind == UnusedSpans::Kind::unused;
    d.suggest_multipart(whole                     ? "remove the whole `use` item"
                        : found.spans.size() == 1 ? "remove the unused import"
                                                  : "remove the unused imports",
                        std::move(parts), diagnostics::Applicability::machine_applicable, diagnostics::SuggestionStyle::completely_hidden);
    suggest_cfg_test(d, tree);
    return d;
  }

  // In a module that looks as if it were for tests only.
  void suggest_cfg_test(Diagnostic& d, const UseTree& tree) const {
    const UseTree* leaf = &tree;
    while (leaf->kind == UseTree::Kind::nested && !leaf->nested.empty()) leaf = &leaf->nested[0];
    const auto use = krate_.res.imports.find(leaf->id);
    if (use == krate_.res.imports.end() || use->second.module == krate_.res.root) return;
    if (!krate_.res.test_fns.empty()) return;  // the tests are there
    std::string path;
    for (DefId m = use->second.module; m != krate_.res.root; m = cx_.defs[m].parent)
      path = std::string(cx_.defs[m].name.str()) + (path.empty() ? "" : "::" + path);
    const auto starts = [&](std::string_view s) { return path.substr(0, s.size()) == s; };
    const auto ends = [&](std::string_view s) { return path.size() >= s.size() && path.substr(path.size() - s.size()) == s; };
    if (path != "test" && path != "tests" && !starts("test_") && !starts("tests_") && !ends("_test") && !ends("_tests")) return;
    Span head = cx_.defs[use->second.module].span;
    const std::string_view text = cx_.sources.snippet(head);
    size_t end = text.find('{');
    while (end != std::string_view::npos && end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
    if (end != std::string_view::npos) head.hi = head.lo + static_cast<uint32_t>(end);
    d.span_help(head, "if this is a test module, consider adding a `#[cfg(test)]` to the containing module");
  }

  const types::Context& cx_;
  const resolve::Crate& krate_;
};

}  // namespace

std::optional<Diagnostic> unused_import(const types::Context& cx, const resolve::Crate& krate, const syntax::Item& item) {
  return UnusedImports(cx, krate).check(item);
}

Findings unused_trait_imports(const types::Context& cx, const resolve::Crate& krate, const std::vector<typeck::CheckedBody>& bodies) {
  // A method found through a trait uses the innermost import that brings it.
  std::unordered_map<syntax::NodeId, bool, IndexHash> used;
  for (const typeck::CheckedBody& body : bodies)
    for (const auto& [trait, at] : body.used_traits) {
      const DefId module = cx.defs.enclosing_module(body.body.owner);
      const Span place = cx.sources.source_callsite(at);
      syntax::NodeId best;
      uint32_t best_size = UINT32_MAX;
      for (const auto& [id, use] : krate.res.imports) {
        if (use.module != module || std::find(use.traits.begin(), use.traits.end(), trait) == use.traits.end()) continue;
        if (!use.scope.is_dummy() && !use.scope.contains(place)) continue;
        const uint32_t size = use.scope.is_dummy() ? UINT32_MAX - 1 : use.scope.hi - use.scope.lo;
        if (size < best_size || (size == best_size && id.index < best.index)) best = id, best_size = size;
      }
      if (best.valid()) used[best] = true;
    }
  Findings out;
  const auto walk = [&](const UseTree& tree, const auto& self) -> void {
    for (const UseTree& inner : tree.nested) self(inner, self);
    const auto use = krate.res.imports.find(tree.id);
    if (tree.kind == UseTree::Kind::nested || use == krate.res.imports.end()) return;
    if (use->second.used || use->second.exported || used.count(tree.id) != 0) return;
    if (!may_bring_method(cx, krate, use->second)) return;  // told before
    out.push_back(finding(Lint::unused_imports, "unused import: `" + std::string(cx.sources.snippet(tree.span)) + "`", tree.span));
  };
  for (const syntax::Item& item : krate.ast.items)
    if (const auto* use = std::get_if<syntax::ItemUse>(&item.kind)) walk(use->tree, walk);
  sort(out, [](const Diagnostic& a, const Diagnostic& b) { return a.spans.primary.front().lo < b.spans.primary.front().lo; });
  return out;
}

}  // namespace borrowlab::lint
