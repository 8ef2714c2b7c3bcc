// Which test to make next, which candidates go on under which outcome, and the code of a test.
// After rustc_mir_build::builder::matches::{test, buckets}.
#include <algorithm>

#include "mir/builder/matches.h"

namespace borrowlab::mir {
namespace {

using Branch = TestBranch::Kind;
using Targets = std::vector<std::pair<TestBranch, std::vector<Candidate*>>>;

std::vector<Candidate*>* find_target(Targets& targets, const TestBranch& branch) {
  for (auto& [b, list] : targets)
    if (b == branch) return &list;
  return nullptr;
}

Test pick_test(const MatchPair& pair) {
  Test t;
  t.span = pair.span;
  t.ty = pair.ty;
  t.value = pair.value;
  t.range = pair.range;
  t.len = pair.len;
  switch (pair.test_case) {
    case TestCase::variant: t.kind = TestKind::switch_; break;
    case TestCase::constant_bool: t.kind = TestKind::if_; break;
    case TestCase::constant_int: t.kind = TestKind::switch_int; break;
    case TestCase::constant_float: t.kind = TestKind::eq; break;
    case TestCase::constant_str: t.kind = TestKind::str_eq; break;
    case TestCase::range: t.kind = TestKind::range; break;
    case TestCase::slice: t.kind = pair.variable_length ? TestKind::len_ge : TestKind::len_eq; break;
    case TestCase::never:
    case TestCase::or_: t.kind = TestKind::never; break;
  }
  return t;
}

bool same_value(const thir::ConstantValue& a, const thir::ConstantValue& b) {
  return a.kind == b.kind && a.bits == b.bits && a.text == b.text;
}
bool same_end(const std::optional<thir::ConstantValue>& a, const std::optional<thir::ConstantValue>& b) {
  return a.has_value() == b.has_value() && (!a || same_value(*a, *b));
}

bool ranges_overlap(const types::Context& cx, TypeId ty, const thir::PatRange& a, const thir::PatRange& b) {
  auto starts_before_end = [&](const thir::PatRange& x, const thir::PatRange& y) {
    if (!x.lo || !y.hi) return true;
    const int c = compare_constants(cx, ty, *x.lo, *y.hi);
    return c < 0 || (c == 0 && y.inclusive);
  };
  return starts_before_end(a, b) && starts_before_end(b, a);
}

// The outcome of the test under which the candidate may still match; nullopt: it says nothing about the candidate.
std::optional<TestBranch> choose_bucket(const types::Context& cx, const Place& place, const Test& test, Candidate& candidate,
                                        Targets& sorted) {
  const auto it = std::find_if(candidate.match_pairs.begin(), candidate.match_pairs.end(),
                               [&](const MatchPair& p) { return p.place && *p.place == place; });
  if (it == candidate.match_pairs.end()) return std::nullopt;
  const MatchPair& pair = *it;
  bool fully_matched = false;
  std::optional<TestBranch> ret;
  const TestBranch success{Branch::success, 0}, failure{Branch::failure, 0};
  switch (test.kind) {
    case TestKind::switch_:
      if (pair.test_case == TestCase::variant) {
        fully_matched = true;
        ret = TestBranch{Branch::variant, pair.variant.index};
      }
      break;
    case TestKind::switch_int:
      if (pair.test_case == TestCase::constant_int) {
        bool conflict = false;
        if (const auto* failing = find_target(sorted, failure))
          for (const Candidate* c : *failing)
            for (const MatchPair& p : c->match_pairs)
              conflict = conflict ||
                         (p.place && *p.place == place && p.test_case == TestCase::range && range_contains(cx, p.ty, p.range, pair.value));
        if (!conflict) {
          fully_matched = true;
          ret = TestBranch{Branch::constant, pair.value.bits};
        }
      } else if (pair.test_case == TestCase::range) {
        bool contained = false;
        for (const auto& [branch, list] : sorted) {
          if (branch.kind != Branch::constant) continue;
          thir::ConstantValue v;
          v.bits = branch.value;
          contained = contained || range_contains(cx, pair.ty, pair.range, v);
        }
        if (!contained) ret = failure;
      }
      break;
    case TestKind::if_:
      if (pair.test_case == TestCase::constant_bool) {
        fully_matched = true;
        ret = pair.value.bits != 0 ? success : failure;
      }
      break;
    case TestKind::len_eq:
      if (pair.test_case != TestCase::slice) break;
      if (test.len == pair.len && !pair.variable_length) {
        fully_matched = true;
        ret = success;
      } else if (test.len < pair.len || !pair.variable_length) {
        ret = failure;
      }
      break;
    case TestKind::len_ge:
      if (pair.test_case != TestCase::slice) break;
      if (test.len == pair.len && pair.variable_length) {
        fully_matched = true;
        ret = success;
      } else if (test.len <= pair.len) {
        ret = success;
      } else if (!pair.variable_length) {
        ret = failure;
      }
      break;
    case TestKind::range:
      if (pair.test_case == TestCase::range) {
        if (same_end(test.range.lo, pair.range.lo) && same_end(test.range.hi, pair.range.hi) &&
            test.range.inclusive == pair.range.inclusive) {
          fully_matched = true;
          ret = success;
        } else if (!ranges_overlap(cx, pair.ty, test.range, pair.range)) {
          ret = failure;
        }
      } else if (pair.test_case == TestCase::constant_int || pair.test_case == TestCase::constant_float) {
        if (!range_contains(cx, pair.ty, test.range, pair.value)) ret = failure;
      }
      break;
    case TestKind::eq:
    case TestKind::str_eq:
      if (pair.test_case == TestCase::constant_float || pair.test_case == TestCase::constant_str) {
        fully_matched = same_value(test.value, pair.value);
        ret = fully_matched ? success : failure;
      }
      break;
    case TestKind::never:
      fully_matched = true;
      ret = success;
      break;
  }
  if (fully_matched) {
    MatchPair matched = std::move(*it);
    candidate.match_pairs.erase(it);
    for (MatchPair& sub : matched.subpairs) candidate.match_pairs.push_back(std::move(sub));
    candidate.sort_match_pairs();
  }
  return ret;
}

}  // namespace

// Tests the first candidate's first match pair. On return `candidates` holds those that the test said nothing about.
BasicBlock Builder::test_candidates(Span span, Span scrutinee_span, BasicBlock start, std::vector<Candidate*>& candidates) {
  const MatchPair& first = candidates.front()->match_pairs.front();
  if (!first.place) {
    refuse(first.span, "internal: a pattern on a place that the closure does not capture");
    candidates.clear();
    return start;
  }
  const Place place = *first.place;
  const Test test = pick_test(first);
  Targets sorted;
  size_t used = 0;
  for (; used < candidates.size(); ++used) {
    const std::optional<TestBranch> branch = choose_bucket(cx, place, test, *candidates[used], sorted);
    if (!branch) break;
    if (auto* list = find_target(sorted, *branch)) list->push_back(candidates[used]);
    else sorted.push_back({*branch, {candidates[used]}});
  }
  if (used == 0) {
    refuse(test.span, "internal: a match test without effect");
    candidates.clear();
    return start;
  }
  candidates.erase(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(used));
  const BasicBlock remainder = cfg.start_new_block();
  std::vector<std::pair<TestBranch, BasicBlock>> targets;
  for (auto& [branch, list] : sorted) {
    const BasicBlock branch_start = cfg.start_new_block();
    const BasicBlock otherwise = match_candidates(span, scrutinee_span, branch_start, std::move(list));
    cfg.go_to(otherwise, source_info(span), remainder);
    targets.emplace_back(branch, branch_start);
  }
  perform_test(span, scrutinee_span, start, remainder, place, test, targets);
  return remainder;
}

void Builder::perform_test(Span match_start_span, Span scrutinee_span, BasicBlock block, BasicBlock otherwise, const Place& place,
                           const Test& test, const std::vector<std::pair<TestBranch, BasicBlock>>& targets) {
  const SourceInfo at = source_info(test.span);
  auto target = [&](Branch kind) {
    for (const auto& [branch, to] : targets)
      if (branch.kind == kind) return to;
    return otherwise;
  };
  switch (test.kind) {
    case TestKind::switch_: {
      const types::AdtDef* adt = adt_def(cx, test.ty);
      if (adt == nullptr) return refuse(test.span, "internal: a variant pattern on another type");
      TSwitchInt sw;
      for (uint32_t v = 0; v < adt->variants.size(); ++v)
        for (const auto& [branch, to] : targets)
          if (branch.kind == Branch::variant && branch.value == v) sw.targets.emplace_back(discriminant_bits(cx, *adt, VariantIdx(v)), to);
      sw.otherwise = otherwise;
      const Local discr = temp(discriminant_ty(cx, *adt), test.span);
      cfg.push_assign(block, source_info(scrutinee_span), Place(discr), RvDiscriminant{place});
      sw.discr = move_of(Place(discr));
      cfg.terminate(block, source_info(match_start_span), std::move(sw));
      break;
    }
    case TestKind::switch_int: {
      TSwitchInt sw;
      for (const auto& [branch, to] : targets)
        if (branch.kind == Branch::constant) sw.targets.emplace_back(branch.value, to);
      sw.otherwise = target(Branch::failure);
      sw.discr = copy_of(place);
      cfg.terminate(block, source_info(match_start_span), std::move(sw));
      break;
    }
    case TestKind::if_:
      cfg.terminate(block, source_info(match_start_span),
                    terminator_if(cx, copy_of(place), target(Branch::success), target(Branch::failure)));
      break;
    case TestKind::eq:
      compare(block, target(Branch::success), target(Branch::failure), at, BinOp::eq, pattern_constant(test.span, test.ty, test.value),
              copy_of(place));
      break;
    case TestKind::str_eq: {
      const TypeId ref_str = cx.store.ref(cx.store.re_erased, cx.store.str, Mutability::not_);
      Operand value = copy_of(place);
      if (cx.store.get<types::Str>(test.ty)) {
        const Local r = temp(ref_str, test.span);
        cfg.push_assign(block, at, Place(r), RvRef{cx.store.re_erased, BorrowKind::shared, place});
        value = copy_of(Place(r));
      }
      string_compare(block, target(Branch::success), target(Branch::failure), at, pattern_constant(test.span, ref_str, test.value),
                     std::move(value));
      break;
    }
    case TestKind::range: {
      const BasicBlock success = target(Branch::success), fail = target(Branch::failure);
      if (!test.range.lo && !test.range.hi) {
        cfg.go_to(block, at, success);
        break;
      }
      BasicBlock next = block;
      if (test.range.lo) {
        next = test.range.hi ? cfg.start_new_block() : success;
        compare(block, next, fail, at, BinOp::le, pattern_constant(test.span, test.ty, *test.range.lo), copy_of(place));
      }
      if (test.range.hi)
        compare(next, success, fail, at, test.range.inclusive ? BinOp::le : BinOp::lt, copy_of(place),
                pattern_constant(test.span, test.ty, *test.range.hi));
      break;
    }
    case TestKind::len_eq:
    case TestKind::len_ge: {
      const Local actual = temp(cx.store.usize, test.span);
      Operand len = len_of_slice_or_array(block, place, test.span, at);
      cfg.push_assign(block, at, Place(actual), RvUse{std::move(len)});
      const Local expected = temp(cx.store.usize, test.span);
      cfg.push_assign(block, at, Place(expected), RvUse{scalar_operand(test.span, cx.store.usize, test.len)});
      compare(block, target(Branch::success), target(Branch::failure), at, test.kind == TestKind::len_eq ? BinOp::eq : BinOp::ge,
              move_of(Place(actual)), move_of(Place(expected)));
      break;
    }
    case TestKind::never:
      cfg.push_fake_read(block, at, FakeReadCause::for_matched_place, place);
      cfg.terminate(block, at, TUnreachable{});
      break;
  }
}

void Builder::compare(BasicBlock block, BasicBlock success, BasicBlock fail, SourceInfo at, BinOp op, Operand left, Operand right) {
  const Local result = temp(cx.store.bool_, at.span);
  cfg.push_assign(block, at, Place(result), RvBinary{op, std::move(left), std::move(right), false});
  cfg.terminate(block, at, terminator_if(cx, move_of(Place(result)), success, fail));
}

void Builder::string_compare(BasicBlock block, BasicBlock success, BasicBlock fail, SourceInfo at, Operand expect, Operand value) {
  const DefId trait = cx.lang("eq");
  const DefId method = trait ? types::assoc_item(cx, trait, Symbol::intern("eq"), types::AssocItem::Kind::fn) : DefId();
  if (!method) return refuse(at.span, "string patterns without the lang item `eq`");
  Constant f;
  f.span = at.span;
  f.ty = cx.store.type(types::FnDef{method, cx.store.args({cx.store.str, cx.store.str})});
  f.value.kind = thir::ConstantValue::Kind::unit;
  const Local result = temp(cx.store.bool_, at.span);
  const BasicBlock next = cfg.start_new_block();
  TCall call;
  call.func = constant_operand(std::move(f));
  call.args = {std::move(value), std::move(expect)};
  call.arg_spans = {Span{}, Span{}};
  call.destination = Place(result);
  call.target = next;
  call.source = thir::CallSource::match_cmp;
  call.fn_span = at.span;
  cfg.terminate(block, at, std::move(call));
  diverge_from(block);
  cfg.terminate(next, at, terminator_if(cx, move_of(Place(result)), success, fail));
}

Operand Builder::pattern_constant(Span span, TypeId ty, const thir::ConstantValue& value) {
  Constant c;
  c.span = span;
  c.ty = ty;
  c.value = value;
  return constant_operand(std::move(c));
}

}  // namespace borrowlab::mir
