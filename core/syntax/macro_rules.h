// macro_rules: definitions, matching and transcription. After rustc_expand::mbe.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "source/source_map.h"
#include "syntax/token.h"

namespace borrowlab::syntax {

struct Session;
struct MacroTable;

// A matcher's or transcriber's token tree. rustc: mbe::TokenTree.
struct MacroTree {
  enum class Kind : uint8_t { token, delimited, sequence, metavar, metavar_decl } kind = Kind::token;
  Token token;                      // token; delimited: the opening delimiter; metavar(_decl): `$`, its span covering `$name`
  Token close;                      // delimited
  std::vector<MacroTree> children;  // delimited, sequence
  bool has_separator = false;
  Token separator;
  char op = '*';  // sequence: * + ?
  Symbol name;    // metavar(_decl)
  Fragment fragment = Fragment::none;
};

// One step of a compiled matcher. rustc: MatcherLoc.
struct MatcherLoc {
  enum class Kind : uint8_t {
    token,
    delimited,
    sequence,
    sequence_end_no_sep,
    sequence_sep,
    sequence_end_after_sep,
    metavar,
    eof
  } kind = Kind::token;
  Token token;
  char op = '*';
  uint32_t first = 0;                       // sequence: first location after it; ends: the location it begins with
  uint32_t metavar = 0, metavar_count = 0;  // metavar: its index; sequence: range of those within
  uint32_t depth = 0;
  Symbol name;
  Fragment fragment = Fragment::none;
};

enum class Builtin : uint8_t {
  none,
  format_args,
  format_args_nl,
  const_format_args,
  concat,
  stringify,
  line,
  column,
  file,
  module_path,
  cfg,
  compile_error,
  assert_,
  panic,
  unreachable,
  env,
  option_env,
  include,
  include_str,
  include_bytes,
  concat_idents,
  offset_of,
  asm_,
  trace_macros,
  unknown
};
Builtin builtin_by_name(Symbol name);

struct MacroDef;
using MacroDefPtr = std::shared_ptr<const MacroDef>;

struct MacroRule {
  std::vector<MatcherLoc> matcher;
  std::vector<Symbol> metavars;  // by index
  std::vector<MacroTree> body;
  Span lhs_span;
};

struct MacroDef {
  Symbol name;
  Span span;             // the name in its definition
  uint32_t head_lo = 0;  // where `macro_rules!` begins
  uint32_t id = 0;
  Builtin builtin = Builtin::none;
  bool is_library = false;
  bool exported = false;
  bool is_diagnostic_item = false;  // rustc leaves its name out of backtraces
  bool local_inner_macros = false;
  bool allow_internal_unsafe = false;
  source::Edition edition = source::Edition::e2024;
  // Of a file of the library: parsed when the macro is first called.
  mutable TokenRange deferred;
  mutable std::vector<MacroRule> rules;
};

// A macro the library exports; null where it has none of that name.
MacroDefPtr find_library_macro(const MacroTable* table, Symbol name);

// Parses `(matcher) => {transcriber}; …`. Errors go to `session`; null then.
std::shared_ptr<MacroDef> parse_macro_rules(Session& session, Symbol name, Span name_span, TokenRange body);

// Expands one call: finds the rule that matches, writes its transcription, marked with `expn`. False: an error was reported.
bool expand_macro_rules(Session& session, const MacroDef& def, TokenRange args, Span call_span, Span close_span, source::ExpnId expn,
                        Tokens& out);

}  // namespace borrowlab::syntax
