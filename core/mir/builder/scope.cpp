// Entering and leaving scopes, and the drop trees of exits. After rustc_mir_build::builder::scope.
#include <algorithm>

#include "mir/builder/builder.h"
#include "support/function_ref.h"
#include "support/sort.h"

namespace borrowlab::mir {

DropIdx DropTree::add_drop(const DropData& data, DropIdx next) {
  auto [it, fresh] = existing_.try_emplace({next.index, data.local.index}, DropIdx());
  if (fresh) it->second = nodes.push({data, next});
  return it->second;
}

IndexVec<DropIdx, BasicBlock> DropTree::build_mir(Cfg& cfg, BasicBlock root, bool unwinding) {
  enum class Need : uint8_t { none, shares, own };
  struct NeedsBlock {
    Need need = Need::none;
    DropIdx with;
  };
  IndexVec<DropIdx, BasicBlock> blocks;
  blocks.resize(nodes.size());
  blocks[drop_root] = root;
  IndexVec<DropIdx, NeedsBlock> needs;
  needs.resize(nodes.size());
  if (root) needs[drop_root].need = Need::own;
  auto make_block = [&] { return unwinding ? cfg.start_new_cleanup_block() : cfg.start_new_block(); };
  auto link = [&](BasicBlock from, BasicBlock to) {
    TerminatorKind& kind = cfg.blocks[from].terminator.kind;
    if (!unwinding) {
      kind = TGoto{to};
      return;
    }
    const UnwindAction cleanup{UnwindAction::Kind::cleanup, to};
    if (auto* drop = std::get_if<TDrop>(&kind)) {
      // A replacing drop unwinds to its assignment, which then goes on with the tree.
      if (drop->unwind.kind == UnwindAction::Kind::cleanup)
        cfg.terminate(drop->unwind.target, cfg.blocks[from].terminator.source_info, TGoto{to});
      else drop->unwind = cleanup;
    } else if (auto* call = std::get_if<TCall>(&kind)) {
      call->unwind = cleanup;
    } else if (auto* a = std::get_if<TAssert>(&kind)) {
      a->unwind = cleanup;
    } else if (auto* f = std::get_if<TFalseUnwind>(&kind)) {
      f->unwind = cleanup;
    }
  };
  sort(entry_points, [](const auto& a, const auto& b) { return a.first != b.first ? a.first < b.first : a.second < b.second; });
  // StorageDeads share a block with what follows; only drops, joins and entries need blocks of their own.
  for (uint32_t i = static_cast<uint32_t>(nodes.size()); i-- > 0;) {
    const DropIdx idx(i);
    if (!entry_points.empty() && entry_points.back().first == idx) {
      if (!blocks[idx]) blocks[idx] = make_block();
      needs[idx].need = Need::own;
      while (!entry_points.empty() && entry_points.back().first == idx) {
        link(entry_points.back().second, blocks[idx]);
        entry_points.pop_back();
      }
    }
    if (needs[idx].need == Need::none) continue;
    if (needs[idx].need == Need::own) {
      if (!blocks[idx]) blocks[idx] = make_block();
    } else {
      blocks[idx] = blocks[needs[idx].with];
    }
    if (idx == drop_root) continue;
    const Node& node = nodes[idx];
    NeedsBlock& next = needs[node.next];
    if (node.data.kind == DropKind::value) next.need = Need::own;
    else if (next.need == Need::none) next = {Need::shares, idx};
    else next.need = Need::own;
  }
  for (uint32_t i = static_cast<uint32_t>(nodes.size()); i-- > 1;) {
    const DropIdx idx(i);
    const BasicBlock block = blocks[idx];
    if (!block) continue;
    const Node& node = nodes[idx];
    const BasicBlock target = blocks[node.next];
    if (node.data.kind == DropKind::value) {
      cfg.terminate(block, node.data.source_info, TDrop{Place(node.data.local), target, {UnwindAction::Kind::terminate, {}}, false});
      if (!unwinding) std::get<TDrop>(cfg.blocks[block].terminator.kind).unwind = {};
    } else {
      cfg.push(block, node.data.source_info, StStorageDead{node.data.local});
      if (block != target) cfg.terminate(block, {Span{}, node.data.source_info.scope}, TGoto{target});
    }
  }
  return blocks;
}

void Builder::push_scope(RegionScope scope) { scopes.scopes.push_back({SourceScope(0), scope, {}, {}, {}}); }

void Builder::pop_scope(RegionScope, BasicBlock& block) {
  DropIdx unwind_to = scopes.scopes.back().needs_cleanup() ? diverge_cleanup() : DropIdx();
  const Scope scope = std::move(scopes.scopes.back());
  scopes.scopes.pop_back();
  for (size_t i = scope.drops.size(); i-- > 0;) {
    const DropData& drop = scope.drops[i];
    if (drop.kind == DropKind::value) {
      unwind_to = scopes.unwind_drops.nodes[unwind_to].next;  // a panic in this drop goes on with the next one
      if (std::find(scope.moved_locals.begin(), scope.moved_locals.end(), drop.local) != scope.moved_locals.end()) continue;
      scopes.unwind_drops.add_entry_point(block, unwind_to);
      const BasicBlock next = cfg.start_new_block();
      cfg.terminate(block, drop.source_info, TDrop{Place(drop.local), next, {}, false});
      block = next;
    } else {
      cfg.push(block, drop.source_info, StStorageDead{drop.local});
    }
  }
}

size_t Builder::scope_index(RegionScope scope) const {
  for (size_t i = scopes.scopes.size(); i-- > 0;)
    if (scopes.scopes[i].region_scope == scope) return i;
  return SIZE_MAX;
}

std::pair<BasicBlock, BasicBlock> Builder::in_if_then_scope(RegionScope scope, Span, FunctionRef<BasicBlock()> f) {
  std::optional<IfThenScope> previous = std::move(scopes.if_then);
  scopes.if_then.emplace(IfThenScope{scope, {}});
  const BasicBlock then_block = f();
  IfThenScope mine = std::move(*scopes.if_then);
  scopes.if_then = std::move(previous);
  BasicBlock else_block = build_exit_tree(mine.else_drops, scope, {});
  if (!else_block) else_block = cfg.start_new_block();
  return {then_block, else_block};
}

BasicBlock Builder::in_breakable_scope(BasicBlock loop_block, const Place& destination, Span span, FunctionRef<BasicBlock()> f) {
  const RegionScope region = local_scope();
  scopes.breakable.push_back({region, destination, {}, loop_block ? std::optional<DropTree>(DropTree()) : std::nullopt});
  const BasicBlock normal = f();
  BreakableScope mine = std::move(scopes.breakable.back());
  scopes.breakable.pop_back();
  const BasicBlock broken = build_exit_tree(mine.break_drops, region, {});
  if (mine.continue_drops) build_exit_tree(*mine.continue_drops, region, loop_block);
  if (!normal && !broken) return cfg.start_new_block();
  if (!normal) return broken;
  if (!broken) return normal;
  const BasicBlock target = cfg.start_new_block();
  cfg.go_to(normal, source_info(span), target);
  cfg.go_to(broken, source_info(span), target);
  return target;
}

void Builder::break_scope(BasicBlock& block, thir::ExprId value, BreakTarget target, RegionScope label, SourceInfo at) {
  size_t index = SIZE_MAX;
  if (target == BreakTarget::return_) {
    if (!scopes.breakable.empty()) index = 0;
  } else {
    for (size_t i = scopes.breakable.size(); i-- > 0 && index == SIZE_MAX;)
      if (scopes.breakable[i].region_scope == label) index = i;
    // A labelled block is named by its expression's scope, around the block's own.
    for (size_t i = scopes.breakable.size(); i-- > 0 && index == SIZE_MAX;)
      if (thir.scopes[scopes.breakable[i].region_scope].parent == label) index = i;
  }
  if (index == SIZE_MAX) {
    refuse(at.span, "this jump out of a constant or an unknown block");
    cfg.terminate(block, at, TUnreachable{});
    block = cfg.start_new_block();
    return;
  }
  const bool is_continue = target == BreakTarget::continue_;
  if (!is_continue) {
    const Place destination = scopes.breakable[index].break_destination;
    if (value) expr_into_dest(destination, block, value);
    else push_unit(block, at, destination);
  }
  BreakableScope& scope = scopes.breakable[index];
  DropTree& drops = is_continue && scope.continue_drops ? *scope.continue_drops : scope.break_drops;
  DropIdx idx = drop_root;
  for (size_t i = scope_index(scope.region_scope) + 1; i < scopes.scopes.size(); ++i)
    for (const DropData& d : scopes.scopes[i].drops) idx = drops.add_drop(d, idx);
  drops.add_entry_point(block, idx);
  cfg.terminate(block, at, TUnwindResume{});  // replaced when the tree is built
  block = cfg.start_new_block();
}

void Builder::break_for_else(BasicBlock block, SourceInfo at) {
  if (!scopes.if_then) {
    refuse(at.span, "this condition");
    cfg.terminate(block, at, TUnreachable{});
    return;
  }
  IfThenScope& scope = *scopes.if_then;
  DropIdx idx = drop_root;
  for (size_t i = scope_index(scope.region_scope) + 1; i < scopes.scopes.size(); ++i)
    for (const DropData& d : scopes.scopes[i].drops) idx = scope.else_drops.add_drop(d, idx);
  scope.else_drops.add_entry_point(block, idx);
  cfg.terminate(block, at, TUnwindResume{});
}

void Builder::schedule_drop(RegionScope region_scope, Local local, DropKind kind) {
  if (kind == DropKind::value && !needs_drop(local_ty(local))) return;
  if (kind == DropKind::storage && local.index <= body.arg_count) return;
  for (size_t i = scopes.scopes.size(); i-- > 0;) {
    Scope& scope = scopes.scopes[i];
    if (kind == DropKind::value) scope.cached_unwind_block = DropIdx();
    if (scope.region_scope == region_scope) {
      const Span end = end_point(thir.scopes[region_scope].span);
      scope.drops.push_back({{end, scope.source_scope}, local, kind});
      return;
    }
  }
  refuse(body.locals[local].source_info.span, "internal: a temporary's scope is not open");
}

void Builder::record_operands_moved(const std::vector<Operand>& operands) {
  Scope& scope = scopes.scopes.back();
  for (const Operand& o : operands) {
    if (o.kind != Operand::Kind::move || !o.place.is_local()) continue;
    for (const DropData& d : scope.drops)
      if (d.local == o.place.local && d.kind == DropKind::value) {
        scope.moved_locals.push_back(o.place.local);
        break;
      }
  }
}

DropIdx Builder::diverge_cleanup_target(size_t target) {
  size_t uncached = 0;
  DropIdx cached = drop_root;
  for (size_t i = target + 1; i-- > 0;)
    if (scopes.scopes[i].cached_unwind_block) {
      uncached = i + 1;
      cached = scopes.scopes[i].cached_unwind_block;
      break;
    }
  for (size_t i = uncached; i <= target; ++i) {
    for (const DropData& d : scopes.scopes[i].drops)
      if (d.kind == DropKind::value) cached = scopes.unwind_drops.add_drop(d, cached);
    scopes.scopes[i].cached_unwind_block = cached;
  }
  return cached;
}

BasicBlock Builder::build_exit_tree(DropTree& drops, RegionScope else_scope, BasicBlock continue_block) {
  const IndexVec<DropIdx, BasicBlock> blocks = drops.build_mir(cfg, continue_block, false);
  bool any_value = false;
  for (const DropTree::Node& n : drops.nodes) any_value = any_value || (n.next && n.data.kind == DropKind::value);
  if (any_value) {
    const size_t index = scope_index(else_scope);
    std::vector<DropIdx> unwind{index == SIZE_MAX ? drop_root : diverge_cleanup_target(index)};
    for (uint32_t i = 1; i < drops.nodes.size(); ++i) {
      const DropTree::Node& node = drops.nodes[DropIdx(i)];
      const DropIdx next = unwind[node.next.index];
      if (node.data.kind == DropKind::storage) {
        unwind.push_back(next);
        continue;
      }
      if (blocks[DropIdx(i)]) scopes.unwind_drops.add_entry_point(blocks[DropIdx(i)], next);
      unwind.push_back(scopes.unwind_drops.add_drop(node.data, next));
    }
  }
  return blocks[drop_root];
}

void Builder::build_drop_and_replace(BasicBlock& block, Span span, const Place& place, const Rvalue& value) {
  const SourceInfo at = source_info(span);
  const BasicBlock assign = cfg.start_new_block();
  cfg.push_assign(assign, at, place, value);
  const BasicBlock assign_unwind = cfg.start_new_cleanup_block();
  cfg.push_assign(assign_unwind, at, place, value);
  cfg.terminate(block, at, TDrop{place, assign, {UnwindAction::Kind::cleanup, assign_unwind}, true});
  diverge_from(block);
  block = assign;
}

void Builder::assert_(BasicBlock& block, Operand cond, bool expected, TAssert message, Span span) {
  const BasicBlock success = cfg.start_new_block();
  message.cond = std::move(cond);
  message.expected = expected;
  message.target = success;
  cfg.terminate(block, source_info(span), std::move(message));
  diverge_from(block);
  block = success;
}

void Builder::clear_scope(RegionScope region_scope) {
  for (size_t i = scopes.scopes.size(); i-- > 0;) {
    Scope& scope = scopes.scopes[i];
    scope.drops.clear();
    scope.cached_unwind_block = DropIdx();
    if (scope.region_scope == region_scope) return;
  }
}

void Builder::build_drop_trees() {
  const IndexVec<DropIdx, BasicBlock> blocks = scopes.unwind_drops.build_mir(cfg, {}, true);
  if (blocks[drop_root]) cfg.terminate(blocks[drop_root], source_info(thir.span), TUnwindResume{});
}

}  // namespace borrowlab::mir
