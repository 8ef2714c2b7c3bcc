// The pieces of match lowering: candidates, what they must still test, tests and their outcomes. After rustc_mir_build::builder::matches.
#pragma once
#include "mir/builder/builder.h"
#include "support/function_ref.h"

namespace borrowlab::mir {

struct PatBindingRef {
  Span span;
  Place source;
  thir::LocalVarId var;
  thir::BindingMode mode = thir::BindingMode::by_value;
};
// In the order written; from_or_pattern stands for the bindings of a subcandidate.
struct SubpatternBinding {
  bool from_or_pattern = false;
  PatBindingRef binding;
};
struct Ascription {
  Place source;
  const thir::UserType* ty = nullptr;
};
struct PatternExtraData {
  Span span;
  std::vector<SubpatternBinding> bindings;
  std::vector<Ascription> ascriptions;
  bool is_never = false;
};

struct FlatPat;
enum class TestCase : uint8_t { variant, constant_bool, constant_int, constant_float, constant_str, range, slice, never, or_ };
struct MatchPair {
  std::optional<Place> place;
  TestCase test_case = TestCase::or_;
  VariantIdx variant;
  thir::ConstantValue value;
  thir::PatRange range;
  uint64_t len = 0;
  bool variable_length = false;
  std::vector<FlatPat> alternatives;
  std::vector<MatchPair> subpairs;
  TypeId ty;
  Span span;
};
struct FlatPat {
  std::vector<MatchPair> match_pairs;
  PatternExtraData extra;
};

struct Candidate {
  std::vector<MatchPair> match_pairs;  // or-patterns last
  std::vector<Candidate> subcandidates;
  bool has_guard = false;
  PatternExtraData extra;
  std::optional<Span> or_span;
  BasicBlock pre_binding_block, otherwise_block, false_edge_start_block;

  static Candidate from_flat_pat(FlatPat pat, bool has_guard);
  void sort_match_pairs();
  bool starts_with_or_pattern() const { return !match_pairs.empty() && match_pairs.front().test_case == TestCase::or_; }
  void visit_leaves(FunctionRef<void(Candidate&)> f);
  void visit_leaves_rev(FunctionRef<void(Candidate&)> f);
};

enum class TestKind : uint8_t { switch_, switch_int, if_, eq, str_eq, range, len_eq, len_ge, never };
struct Test {
  TestKind kind = TestKind::if_;
  Span span;
  TypeId ty;
  thir::ConstantValue value;
  thir::PatRange range;
  uint64_t len = 0;
};
struct TestBranch {
  enum class Kind : uint8_t { success, failure, variant, constant } kind = Kind::failure;
  unsigned __int128 value = 0;  // variant: its index; constant: its bits
  friend bool operator==(const TestBranch& a, const TestBranch& b) { return a.kind == b.kind && a.value == b.value; }
};

struct MatchTreeSubBranch {
  Span span;
  BasicBlock success_block, otherwise_block;
  std::vector<PatBindingRef> bindings;
  std::vector<Ascription> ascriptions;
  bool is_never = false;
};
struct MatchTreeBranch {
  std::vector<MatchTreeSubBranch> sub_branches;
};
struct FakeBorrow {
  Place place;
  Local temp;
  BorrowKind kind = BorrowKind::fake_shallow;
};
struct BuiltMatchTree {
  std::vector<MatchTreeBranch> branches;
  BasicBlock otherwise_block;
  std::vector<FakeBorrow> fake_borrows;
};

// Takes a pattern apart into what must be tested and what is bound.
class MatchPairBuilder {
 public:
  explicit MatchPairBuilder(Builder& b) : b_(b) {}
  FlatPat flat(const PlaceBuilder& place, thir::PatId pat);

 private:
  void add(PlaceBuilder place, thir::PatId pat, std::vector<MatchPair>& pairs, PatternExtraData& extra);
  void add_slice(const PlaceBuilder& place, const thir::PatSlice& slice, std::vector<MatchPair>& pairs, PatternExtraData& extra);
  void add_byte_str(const PlaceBuilder& place, const thir::Pat& pat, const thir::ConstantValue& value, std::vector<MatchPair>& pairs,
                    bool& refutable, MatchPair& pair);
  Builder& b_;
};

// Order of constants of a type: for range patterns. Negative: a < b.
int compare_constants(const types::Context& cx, TypeId ty, const thir::ConstantValue& a, const thir::ConstantValue& b);
bool range_contains(const types::Context& cx, TypeId ty, const thir::PatRange& range, const thir::ConstantValue& value);

}  // namespace borrowlab::mir
