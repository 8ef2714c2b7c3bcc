#include "driver/on_demand.h"

#include <algorithm>

#include "driver/library.h"
#include "typeck/collect.h"

namespace borrowlab::driver {

using resolve::DefId;

namespace {

// What is made while it lives is the library's.
struct LibrarySide {
  source::SourceMap& sources;
  bool user;
  explicit LibrarySide(source::SourceMap& s) : sources(s), user(s.set_user(false)) {}
  ~LibrarySide() { sources.set_user(user); }
};

}  // namespace

Library::Library(types::Context& cx, resolve::Crate& crate, resolve::Definitions& defs, source::SourceMap& sources, diagnostics::Sink& sink)
    : cx_(cx), crate_(crate), sources_(sources), sink_(sink), parser_(sources, crate.ast, sink), resolver_(crate, defs, sources, sink) {
  crate.edition = source::Edition::e2021;
}

void Library::load() {
  std::vector<syntax::LibraryFile> files;
  for (unsigned long i = 0; i < library_source_count; ++i) {
    const std::string path = library_sources[i].path;
    syntax::LibraryFile file;
    std::string stem = path.substr(0, path.size() - 3);
    for (size_t at = 0; stem != "lib" && at <= stem.size();) {
      const size_t slash = std::min(stem.find('/', at), stem.size());
      file.module_path.push_back(source::Symbol::intern(stem.substr(at, slash - at)));
      at = slash + 1;
    }
    file.file = sources_.add_file("library/" + path, library_sources[i].text, true);
    files.push_back(std::move(file));
  }
  macros_ = parser_.parse(files);
  resolver_.run();
  typeck::collect_crate(cx_, crate_, sink_);
  // Types know their impl of Drop.
  if (const DefId drop = cx_.lang("drop"); drop.valid()) types::trait_impls(cx_, drop);
}

void Library::trait_impls(DefId trait) {
  cx_.items.traits[trait].impls_deferred = false;
  if (cx_.defs[trait].krate == resolve::library_crate) load_impls_of(cx_.defs[trait].name);
}

// Of all traits of that name: the text alone tells no more. The library's impls call traits by their own names.
void Library::load_impls_of(source::Symbol trait) {
  const LibrarySide side(sources_);
  const std::vector<syntax::ParsedImpl> impls = parser_.parse_impls_of(trait);
  if (impls.empty()) return;
  const DefId first = cx_.defs.defs.last(false);
  for (const syntax::ParsedImpl& impl : impls) resolver_.resolve_item(impl.item, impl.module_path);
  const DefId last = cx_.defs.defs.last(false);
  typeck::collect_later(cx_, crate_, first, last, sink_);
  for (DefId d = first; d < last; ++d.index) {
    const auto impl = cx_.items.impls.find(d);
    if (impl != cx_.items.impls.end() && impl->second.trait_ref && cx_.defs[impl->second.trait_ref->trait].name != trait)
      sink_.refuse(cx_.defs[d].ident_span, "an impl of a trait under another name");
  }
}

void Library::impl_items(DefId impl) {
  const LibrarySide side(sources_);
  const DefId first = cx_.defs.defs.last(false);
  cx_.items.impls[impl].deferred = false;
  if (!parser_.parse_impl(cx_.defs[impl].item)) return;
  resolver_.resolve_impl(impl);
  typeck::collect_impl(cx_, impl, first, cx_.defs.defs.last(false), sink_);
}

void Library::body(DefId fn) {
  const resolve::Def& def = cx_.defs[fn];
  if (!def.item.valid()) return;
  const auto* written = std::get_if<syntax::ItemFn>(&crate_.ast[def.item].kind);
  if (written == nullptr || !written->body.valid()) return;
  const LibrarySide side(sources_);
  const DefId first = cx_.defs.defs.last(false);
  if (!parser_.parse_body(written->body)) return;
  resolver_.resolve_body(fn);
  typeck::collect_later(cx_, crate_, first, cx_.defs.defs.last(false), sink_);
}

void Library::load_all() {
  for (source::Symbol trait : parser_.deferred_traits()) load_impls_of(trait);
  for (DefId d = cx_.defs.defs.first(false); d < cx_.defs.defs.last(false); ++d.index) {
    types::impl_items(cx_, d);
    body(d);
  }
}

}  // namespace borrowlab::driver
