// Source positions: bytes counted through all files of a SourceMap, and the macro expansion they belong to.
#pragma once
#include "source/symbol.h"

namespace borrowlab::source {

BORROWLAB_INDEX(FileId);
BORROWLAB_INDEX(ExpnId);  // one macro expansion or desugaring; 0 is the root (no expansion)

// A chain of expansion marks; 0 is the root: text as the author typed it.
struct SyntaxContext {
  uint32_t index = 0;
  bool is_root() const { return index == 0; }
  friend constexpr bool operator==(SyntaxContext a, SyntaxContext b) { return a.index == b.index; }
};

// [lo, hi) in bytes, global over the SourceMap. The default span is "no place": rustc's DUMMY_SP.
struct Span {
  uint32_t lo = 0;
  uint32_t hi = 0;
  SyntaxContext ctxt{};

  bool is_dummy() const { return lo == 0 && hi == 0; }
  bool from_expansion() const { return !ctxt.is_root(); }
  Span to(Span end) const { return Span{lo < end.lo ? lo : end.lo, hi > end.hi ? hi : end.hi, ctxt}; }
  Span until(Span end) const { return Span{lo, end.lo, ctxt}; }
  Span between(Span end) const { return Span{hi, end.lo, ctxt}; }
  Span shrink_to_lo() const { return Span{lo, lo, ctxt}; }
  Span shrink_to_hi() const { return Span{hi, hi, ctxt}; }
  Span with_lo(uint32_t p) const { return Span{p, hi, ctxt}; }
  Span with_hi(uint32_t p) const { return Span{lo, p, ctxt}; }
  Span with_ctxt(SyntaxContext c) const { return Span{lo, hi, c}; }
  bool contains(Span other) const { return lo <= other.lo && other.hi <= hi; }
  bool overlaps(Span other) const { return lo < other.hi && other.lo < hi; }
  // Same bytes, whatever the expansion.
  bool source_equal(Span other) const { return lo == other.lo && hi == other.hi; }
  friend constexpr bool operator==(const Span& a, const Span& b) { return a.lo == b.lo && a.hi == b.hi && a.ctxt == b.ctxt; }
};

struct Ident {
  Symbol name;
  Span span;  // its ctxt is the identifier's hygiene
};

}  // namespace borrowlab::source
