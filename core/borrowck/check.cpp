// One body's borrow check, from regions to reports. After rustc_borrowck::do_mir_borrowck.
#include "borrowck/check.h"

#include "borrowck/mir_borrowck.h"
#include "borrowck/renumber.h"

namespace borrowlab::borrowck {

namespace {
Diagnostic refusal(Span span, std::string what) {
  Diagnostic d(diagnostics::Level::error, "borrowlab does not support " + what + " yet", span);
  d.refusal = true;
  return d;
}
}  // namespace

Report check(types::Context& cx, const mir::Body& source, const ClosureReports& closures) {
  Report report;
  report.closure_info = source.closure;
  RegionVars vars(cx.store);
  const bool closure = cx.defs[source.owner].kind == resolve::DefKind::closure;
  if (closure &&
      (cx.items.type_of.count(source.owner) == 0 || cx.store.get<types::Closure>(cx.items.type_of.at(source.owner)) == nullptr)) {
    report.errors.push_back(refusal(source.span, "internal: a closure without a type in the borrow checker"));
    return report;
  }
  const UniversalRegions universal = make_universal_regions(cx, source, vars);
  const mir::Body body = renumber(cx, source, vars);
  const PointIndexes points(body);
  mir::MoveData moves = mir::gather_moves(cx, body);
  auto inits = mir::run_dataflow(body, mir::MaybeInitializedPlaces(cx, body, moves));

  TypeCheckResults typeck;
  TypeChecker checker(cx, body, closures, vars, universal, points, typeck);
  checker.check();
  checker.compute_liveness(moves, inits);
  RegionInference regions(cx, body, vars, universal, points, typeck);
  auto requirements = std::make_shared<ClosureRequirements>();
  requirements->num_external = universal.first_local;
  const std::vector<RegionError> region_errors = regions.solve(closure ? requirements.get() : nullptr);
  if (closure) report.closure = requirements;
  for (auto& [span, what] : typeck.refusals) report.errors.push_back(refusal(span, what));
  for (const auto& [span, ty] : typeck.unsized) {
    const std::string text = types::to_string(cx, ty);
    diagnostics::Diagnostic d(diagnostics::Level::error, "cannot move a value of type `" + text + "`", span, "E0161");
    d.label(span, "the size of `" + text + "` cannot be statically determined");
    report.errors.push_back(std::move(d));
  }

  const BorrowSet borrows = build_borrow_set(cx, body, points, universal);
  auto in_scope = mir::run_dataflow(body, BorrowsInScope(cx, body, borrows, regions));
  auto uninits = mir::run_dataflow(body, mir::MaybeUninitializedPlaces(cx, body, moves));
  auto ever_inits = mir::run_dataflow(body, mir::EverInitializedPlaces(body, moves));
  const types::ParamEnv env = typeck::param_env(cx, universal.root);
  MirBorrowckCtxt mbcx(cx, body, closures, moves, regions, borrows, checker, env);
  mbcx.report_region_errors(region_errors);
  mbcx.visit(in_scope, uninits, ever_inits);
  mbcx.report_illegal_moves();
  mbcx.gather_used_muts();
  for (uint32_t i = 0; i < body.locals.size(); ++i)
    if (mbcx.used_mut()[i]) report.used_mut.push_back(mir::Local(i));
  report.used_mut_upvars = mbcx.used_mut_upvars();
  // Facts for the views: each borrow, and the points where it must stay intact.
  report.block_start = points.starts();
  for (uint32_t i = 0; i < borrows.size(); ++i) {
    const BorrowData& b = borrows[i];
    report.loans.push_back({b.borrowed_place, b.kind, b.reserve_location, b.region.index, b.assigned_place});
    report.live_at.emplace_back(points.count());
  }
  if (borrows.size() != 0) {
    for (mir::BasicBlock b : mir::reverse_postorder(body)) {
      BitSet state = in_scope.entry[b];
      const auto& data = body.blocks[b];
      for (uint32_t i = 0; i <= data.statements.size(); ++i) {
        const Location at{b, i};
        const uint32_t p = points.point(at);
        if (i < data.statements.size()) {
          in_scope.analysis.early_statement_effect(state, data.statements[i], at);
          state.for_each([&](size_t l) { report.live_at[l].insert(p); });
          in_scope.analysis.statement_effect(state, data.statements[i], at);
        } else {
          in_scope.analysis.early_terminator_effect(state, data.terminator, at);
          state.for_each([&](size_t l) { report.live_at[l].insert(p); });
        }
      }
    }
  }
  mbcx.gather_loan_facts(report.live_at);
  for (Diagnostic& d : mbcx.finish()) report.errors.push_back(std::move(d));
  report.facts = std::move(mbcx.facts());
  return report;
}

}  // namespace borrowlab::borrowck
