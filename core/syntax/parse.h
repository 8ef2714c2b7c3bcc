// Text to AST: lexing, parsing, macro expansion (macro_rules, built-in macros, derives), desugaring.
#pragma once
#include <memory>

#include "diagnostics/diagnostic.h"
#include "source/source_map.h"
#include "syntax/ast.h"

namespace borrowlab::syntax {

// The macro_rules definitions that a crate exports (#[macro_export], by name), for the crates above it.
struct MacroTable;
struct MacroTableDeleter {
  void operator()(MacroTable*) const;
};
using MacroTablePtr = std::unique_ptr<MacroTable, MacroTableDeleter>;

struct ParseOptions {
  source::Edition edition = source::Edition::e2024;
  bool is_library = false;                     // the library may use #[intrinsic], #[lang], built-in macro declarations, unstable syntax
  bool cfg_test = false;                       // keep #[cfg(test)] items and #[test] functions
  const MacroTable* prelude_macros = nullptr;  // the library's
};

struct Parsed {
  Ast ast;
  MacroTablePtr macros;
  size_t recovered = 0;  // errors after which the AST is whole: later stages may go on
};

// Parses one file, a whole crate. Errors and refusals go to `sink`; the AST
// is usable as far as it goes. Nesting beyond a fixed depth is an error, not a stack overflow. Cost: linear in the text
// plus what macros expand to, which is bounded (recursion_limit 128, and a budget on tokens produced).
Parsed parse_crate(source::SourceMap& sources, source::FileId file, const ParseOptions& options, diagnostics::Sink& sink);

// The library is several files, each a module of the library's root crate named after its path ("core/cell.rs" -> mod cell).
struct LibraryFile {
  std::vector<source::Symbol> module_path;
  source::FileId file;
};
Parsed parse_library(source::SourceMap& sources, const std::vector<LibraryFile>& files, diagnostics::Sink& sink);

struct ParsedImpl {
  ItemId item;
  std::vector<source::Symbol> module_path;
};

// The same on demand: impls of traits, the contents of inherent impls (ItemImpl::deferred) and the bodies of fns (Block::deferred) are
// skipped, by brackets and braces alone, and parsed when they are first asked for. The tree only grows; what is known of it stays where it
// is. What all of a crate must know, lang items and impls in bodies, is not left for later. Errors go to `sink` when they are found.
class LibraryParser {
 public:
  LibraryParser(source::SourceMap& sources, Ast& ast, diagnostics::Sink& sink, bool lazy = true);
  ~LibraryParser();
  MacroTablePtr parse(const std::vector<LibraryFile>& files);
  // False where it was parsed already.
  bool parse_body(BlockId body);
  bool parse_impl(ItemId impl);
  // The impls of traits of that name, in the library's order; empty when they were asked for before. They stand in no list of items.
  std::vector<ParsedImpl> parse_impls_of(source::Symbol trait);
  std::vector<source::Symbol> deferred_traits() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace borrowlab::syntax
