// Functions that call themselves whatever happens (`unconditional_recursion`). After rustc_mir_transform::check_call_recursion.
#include <algorithm>

#include "lint/lint.h"
#include "support/sort.h"

namespace borrowlab::lint {

namespace {

class Recursion {
 public:
  Recursion(types::Context& cx, const mir::Body& body) : cx_(cx), body_(body), status_(body.blocks.size()) {}

  // The calls by which every path through the body goes; empty: some path gets by without.
  std::vector<Span> run() {
    if (!walk()) return {};
    sort(calls_, [](Span a, Span b) { return a.lo != b.lo ? a.lo < b.lo : a.hi < b.hi; });
    return std::move(calls_);
  }

 private:
  enum class Status : uint8_t { unseen, on_path, settled };

  bool is_recursive(const mir::Terminator& t) const {
    const auto* call = std::get_if<mir::TCall>(&t.kind);
    if (call == nullptr || call->func.constant == nullptr) return false;
    const auto* fn = cx_.store.get<types::FnDef>(call->func.constant->ty);
    if (fn == nullptr) return false;
    const auto assoc = cx_.items.assoc.find(body_.owner);
    const auto args = cx_.store[fn->args];
    // A trait's method may be another type's: what the trait is asked for must be the same.
    const auto same = [&](std::span<const types::GenericArg> of_trait) {
      return of_trait.size() <= args.size() && std::equal(of_trait.begin(), of_trait.end(), args.begin());
    };
    if (fn->def == body_.owner) {
      if (assoc == cx_.items.assoc.end() || cx_.defs[assoc->second.container].kind != resolve::DefKind::trait) return true;
      return same(cx_.store[types::identity_args(cx_, assoc->second.container)]);
    }
    if (assoc == cx_.items.assoc.end() || !(assoc->second.trait_item == fn->def) || !fn->def.valid()) return false;
    const auto impl = cx_.items.impls.find(assoc->second.container);
    return impl != cx_.items.impls.end() && impl->second.trait_ref && same(cx_.store[impl->second.trait_ref->args]);
  }

  bool ignores(const mir::Terminator& t, mir::BasicBlock target, size_t successors) const {
    if (is_recursive(t)) return true;
    if (const auto* edge = std::get_if<mir::TFalseEdge>(&t.kind)) return edge->imaginary_target == target;
    const auto cleanup = [&](const mir::UnwindAction& u) {
      return u.kind == mir::UnwindAction::Kind::cleanup && u.target == target && successors > 1;
    };
    if (const auto* c = std::get_if<mir::TCall>(&t.kind)) return cleanup(c->unwind);
    if (const auto* d = std::get_if<mir::TDrop>(&t.kind)) return cleanup(d->unwind);
    if (const auto* a = std::get_if<mir::TAssert>(&t.kind)) return cleanup(a->unwind);
    if (const auto* f = std::get_if<mir::TFalseUnwind>(&t.kind)) return cleanup(f->unwind);
    return false;
  }

  // Depth first; false as soon as a path returns, or goes in a circle.
  bool walk() {
    struct Step {
      mir::BasicBlock block;
      bool settled;
    };
    std::vector<Step> stack{{mir::start_block, false}};
    while (!stack.empty()) {
      const Step step = stack.back();
      stack.pop_back();
      const mir::Terminator& t = body_.blocks[step.block].terminator;
      Status& status = status_[step.block.index];
      if (step.settled) {
        status = Status::settled;
        if (is_recursive(t)) calls_.push_back(t.source_info.span);
        continue;
      }
      if (status == Status::on_path) return false;
      if (status == Status::settled) continue;
      if (std::holds_alternative<mir::TReturn>(t.kind) || std::holds_alternative<mir::TUnwindResume>(t.kind) ||
          std::holds_alternative<mir::TUnwindTerminate>(t.kind))
        return false;
      status = Status::on_path;
      stack.push_back({step.block, true});
      const auto next = mir::successors(t);
      for (const mir::BasicBlock to : next)
        if (!ignores(t, to, next.size())) stack.push_back({to, false});
    }
    return true;
  }

  types::Context& cx_;
  const mir::Body& body_;
  std::vector<Status> status_;
  std::vector<Span> calls_;
};

}  // namespace

Findings unconditional_recursion(types::Context& cx, const mir::Body& body) {
  const resolve::Def& def = cx.defs[body.owner];
  if (def.kind != resolve::DefKind::fn && def.kind != resolve::DefKind::assoc_fn) return {};
  const std::vector<Span> calls = Recursion(cx, body).run();
  if (calls.empty()) return {};
  const Span head = std::get<syntax::ItemFn>(cx.crate_of(body.owner).ast[def.item].kind).sig.span;
  Diagnostic d = finding(Lint::unconditional_recursion, "function cannot return without recursing", head);
  d.label(head, "cannot return without recursing");
  for (const Span s : calls) d.label(s, "recursive call site");
  d.help("a `loop` may express intention better if this is on purpose");
  Findings out;
  out.push_back(std::move(d));
  return out;
}

}  // namespace borrowlab::lint
