// The files of a session, places in them, and the table of macro expansions.
// Expansion marks after "Macros That Work Together" (Flatt et al.), as rustc_span::hygiene has them for macro_rules.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "source/span.h"
#include "support/crate_table.h"

namespace borrowlab::source {

enum class Edition : uint16_t { e2015 = 2015, e2018 = 2018, e2021 = 2021, e2024 = 2024 };

// 1-based line; `column` counts characters (code points) from 0, as rustc does internally (it prints column + 1).
struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
};

struct SourceFile {
  std::string name;                   // as shown to the user; "main.rs", or the name that rustc gives a library file
  std::string text;                   // UTF-8; a byte order mark is dropped and CR LF is LF, as rustc normalizes it
  uint32_t start = 0;                 // global position of the first byte
  std::vector<uint32_t> line_starts;  // offsets in `text`; a line break at the very end begins no line
  bool is_library = false;            // no source is shown for it, as for rustc without rust-src
  // What normalization took away: from offset `at` in `text` on, the file on disk is `removed` bytes longer.
  struct Removed {
    uint32_t at = 0, removed = 0;
  };
  std::vector<Removed> normalized;
  uint32_t end() const { return start + static_cast<uint32_t>(text.size()); }
  // The offset in the file on disk of an offset in `text`.
  uint32_t original_offset(uint32_t offset) const;
  std::string_view line(uint32_t number) const;  // 1-based, without its line break ("" past the end)
};

enum class DesugaringKind : uint8_t {
  none,
  question_mark,
  try_block,
  for_loop,
  while_loop,
  cond_temporary,
  format_literal,
  bound_modifier,
  pattern_default,
  range_expr
};
enum class MacroKind : uint8_t { bang, attribute, derive };

// One expansion: what it was of, where it was called, where its definition stands.
struct ExpnData {
  enum class Kind : uint8_t { root, macro, desugaring, ast_pass } kind = Kind::root;
  MacroKind macro_kind = MacroKind::bang;
  DesugaringKind desugaring = DesugaringKind::none;
  Symbol name;     // macro's name without `!`
  Span call_site;  // its ctxt is the context that called
  Span def_site;
  bool is_builtin_or_library = false;  // defined in the standard library ("in this macro invocation" is still shown by rules of rustc)
  bool hide_backtrace = false;         // no "this error originates in the macro": the definition has #[rustc_diagnostic_item]
  bool allow_internal_unsafe = false;
  Edition edition = Edition::e2024;
  uint32_t macro_def = UINT32_MAX;  // identifies the macro_rules definition: resolve uses it to remove marks (hygiene)
};

// Where rustc's own library has the item that a library item stands for: "core/src/option.rs", 1-based line and column.
struct LibraryPosition {
  std::string path;
  uint32_t line = 0;
  uint32_t column = 0;
};

class SourceMap {
 public:
  SourceMap();

  // Adds a file; its text starts at the next free global position (position 0 belongs to no file).
  FileId add_file(std::string name, std::string text, bool is_library);
  const SourceFile& file(FileId id) const { return files_[id]; }
  FileId file_of(uint32_t pos) const;         // none() where no file holds the position
  LineColumn lookup(uint32_t pos) const;      // O(log lines)
  std::string_view snippet(Span span) const;  // "" where the span is not within one file
  size_t file_count() const { return files_.size(); }
  // A library place as diagnostics show it: keyed by span.lo, so that it holds for any span beginning there.
  void set_library_position(Span span, std::string path, uint32_t line, uint32_t column);
  const LibraryPosition* library_position(Span span) const;  // null where none was set

  // --- expansions ---
  ExpnId add_expansion(ExpnData data);
  const ExpnData& expansion(ExpnId id) const { return expansions_[id]; }
  // The context of a token of the definition of `expn`'s macro that had context `ctxt` in the definition.
  SyntaxContext apply_mark(SyntaxContext ctxt, ExpnId expn);
  ExpnId outer_expn(SyntaxContext ctxt) const;  // root() where ctxt is the root
  const ExpnData& outer_expn_data(SyntaxContext ctxt) const { return expansion(outer_expn(ctxt)); }
  SyntaxContext remove_mark(SyntaxContext ctxt) const;  // the context without its outermost mark
  // `span` marked as made by a desugaring of that kind.
  Span mark_desugaring(Span span, DesugaringKind kind, Edition edition);
  DesugaringKind desugaring_of(Span span) const { return outer_expn_data(span.ctxt).desugaring; }
  // The outermost call site: the place in the text the author typed (rustc: Span::source_callsite).
  Span source_callsite(Span span) const;
  // The place in the text the author typed, as above, but what a desugaring made stays at the part that it was made from.
  Span written_at(Span span) const;
  // Whether a macro made it: not typed at its place by the author.
  bool from_macro(Span span) const;
  // rustc: Span::find_ancestor_inside / find_ancestor_in_same_ctxt; none where there is no such ancestor.
  std::optional<Span> find_ancestor_inside(Span span, Span outer) const;
  std::optional<Span> find_ancestor_in_same_ctxt(Span span, Span other) const;

  // Expansions and contexts made from now on are a user's program's (true), or the library's, which may gain some at any time.
  // Returns what was so far.
  bool set_user(bool on) { return std::exchange(user_, on); }
  // Forgets the user's expansions, and the files that were added since `library_files` was their number.
  void forget_user(size_t library_files);

 private:
  struct ContextData {
    ExpnId outer;
    SyntaxContext parent;
  };
  IndexVec<FileId, SourceFile> files_;
  CrateTable<ExpnId, ExpnData> expansions_;
  BORROWLAB_INDEX(ContextId);
  CrateTable<ContextId, ContextData> contexts_;
  std::unordered_map<uint64_t, uint32_t> marked_, user_marked_;      // (parent context, expansion) -> context: equal chains are one context
  std::unordered_map<uint64_t, LibraryPosition> library_positions_;  // by expansion and place: one macro gives many items
  uint32_t next_ = 1;
  bool user_ = false;
};

}  // namespace borrowlab::source
