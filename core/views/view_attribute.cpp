#include "views/view_attribute.h"

namespace borrowlab::views {

std::optional<std::string_view> ViewAttribute::path(std::string_view key) const {
  for (const auto& [name, path] : paths)
    if (name == key) return path;
  return std::nullopt;
}

std::optional<ViewAttribute> view_attribute(const types::Context& cx, types::DefId adt) {
  static constexpr std::string_view kinds[] = {"value",   "fields", "owner", "text",   "weak",
                                               "counted", "cell",   "lock",  "shared", "exclusive"};
  const resolve::Def& d = cx.defs[adt];
  if (!d.item.valid() || d.krate != resolve::library_crate) return std::nullopt;
  for (const syntax::Attribute& attr : cx.crate_of(adt).ast[d.item].attrs) {
    if (attr.path.segments.empty() || attr.path.segments.back().ident.name.str() != "view" || attr.words.empty()) continue;
    ViewAttribute view;
    for (size_t k = 0; k < std::size(kinds); ++k)
      if (attr.words[0].str() == kinds[k]) view.kind = static_cast<ViewAttribute::Kind>(k);
    for (size_t i = 1; i + 1 < attr.words.size(); i += 2) view.paths.emplace_back(attr.words[i].str(), attr.words[i + 1].str());
    return view;
  }
  return std::nullopt;
}

}  // namespace borrowlab::views
