// Usefulness of patterns: which values a list of rows does not match. After rustc_pattern_analysis (Maranget, "Warnings for pattern
// matching", JFP 2007): a type's values are split into constructors, a matrix of rows is specialized by each, witnesses are rebuilt on the
// way back.
#pragma once
#include <compare>

#include "mir/body.h"

namespace borrowlab::mir {

// An integer of any type, shifted so that order is that of the values; `over` adds the values beyond 128 bits and the infinities
// that stand for what usize and isize may hold elsewhere: -1 minus infinity, 0 finite, 1 just after the maximum, 2 plus infinity.
struct WideInt {
  int over = 0;
  unsigned __int128 value = 0;
  friend bool operator==(const WideInt& a, const WideInt& b) { return a.over == b.over && a.value == b.value; }
  friend bool operator<(const WideInt& a, const WideInt& b) { return a.over != b.over ? a.over < b.over : a.value < b.value; }
};
struct IntRange {  // [lo, hi)
  WideInt lo, hi;
};

struct Constructor {
  enum class Kind : uint8_t {
    struct_,
    variant,
    ref,
    slice,
    int_range,
    bool_,
    str,
    opaque,
    or_,
    wildcard,
    missing,
    non_exhaustive,
    never
  } kind = Kind::wildcard;
  uint32_t variant = 0;  // variant; opaque: a number of its own
  bool value = false;    // bool_
  IntRange range{};
  Symbol text{};
  // slice: prefix elements, and with `..` suffix elements
  uint64_t prefix = 0, suffix = 0;
  bool has_rest = false;
  std::optional<uint64_t> array_len{};
  uint64_t slice_arity() const { return prefix + suffix; }
};

// A value not covered, as a pattern.
struct Witness {
  Constructor ctor;
  std::vector<Witness> fields;
  TypeId ty;
};

struct PatternRow {
  typeck::thir::PatId pat;
  bool guarded = false;
};

struct Usefulness {
  std::vector<Witness> witnesses;  // none: exhaustive
  bool too_complex = false;
  bool unsupported = false;  // a pattern that the analysis cannot take apart
};
Usefulness find_uncovered(types::Context& cx, const typeck::thir::Body& thir, const types::ParamEnv& env, DefId module,
                          const std::vector<PatternRow>& rows, TypeId scrutinee_ty, bool known_valid);

// A pattern (a row's, or an alternative within it) that nothing reaches, for the rows before it that match what it would, guarded ones not
// counted. A row that is not reached covers nothing itself. In the order of rows, alternatives in source order.
struct Redundancy {
  typeck::thir::PatId pat;
  std::vector<typeck::thir::PatId> covered_by;
};
std::vector<Redundancy> find_redundant(types::Context& cx, const typeck::thir::Body& thir, const types::ParamEnv& env, DefId module,
                                       const std::vector<PatternRow>& rows, TypeId scrutinee_ty);

std::string witness_to_string(const types::Context& cx, const Witness& witness);

}  // namespace borrowlab::mir
