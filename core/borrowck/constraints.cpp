#include "borrowck/constraints.h"

#include <algorithm>

#include "support/sort.h"

namespace borrowlab::borrowck {

ConstraintGraph::ConstraintGraph(const OutlivesConstraints& constraints, size_t regions, bool reverse)
    : start_(regions + 1, 0), edges_(constraints.list.size()) {
  for (const OutlivesConstraint& c : constraints.list) ++start_[(reverse ? c.sub : c.sup).index + 1];
  for (size_t i = 1; i <= regions; ++i) start_[i] += start_[i - 1];
  std::vector<uint32_t> next(start_.begin(), start_.end() - 1);
  for (uint32_t i = 0; i < constraints.list.size(); ++i) {
    const OutlivesConstraint& c = constraints.list[i];
    edges_[next[(reverse ? c.sub : c.sup).index]++] = i;
  }
}

Sccs compute_sccs(const OutlivesConstraints& constraints, const ConstraintGraph& graph, size_t regions) {
  constexpr uint32_t unvisited = UINT32_MAX;
  Sccs out;
  out.of.assign(regions, unvisited);
  std::vector<uint32_t> index(regions, unvisited), low(regions, 0);
  std::vector<uint32_t> stack;
  struct Frame {
    uint32_t node;
    std::vector<uint32_t> targets;
    size_t next;
  };
  std::vector<Frame> frames;
  uint32_t counter = 0;
  auto enter = [&](uint32_t n) {
    index[n] = low[n] = counter++;
    stack.push_back(n);
    Frame f{n, {}, 0};
    graph.for_each_outgoing(RegionVid(n), [&](uint32_t c) { f.targets.push_back(constraints.list[c].sub.index); });
    frames.push_back(std::move(f));
  };
  for (uint32_t root = 0; root < regions; ++root) {
    if (index[root] != unvisited) continue;
    enter(root);
    while (!frames.empty()) {
      Frame& f = frames.back();
      if (f.next < f.targets.size()) {
        const uint32_t t = f.targets[f.next++];
        if (index[t] == unvisited) {
          enter(t);
        } else if (out.of[t] == unvisited) {
          low[f.node] = std::min(low[f.node], index[t]);
        }
        continue;
      }
      const uint32_t node = f.node;
      frames.pop_back();
      if (!frames.empty()) low[frames.back().node] = std::min(low[frames.back().node], low[node]);
      if (low[node] != index[node]) continue;
      const uint32_t scc = static_cast<uint32_t>(out.members.size());
      out.members.emplace_back();
      for (;;) {
        const uint32_t m = stack.back();
        stack.pop_back();
        out.of[m] = scc;
        out.members[scc].push_back(m);
        if (m == node) break;
      }
      sort(out.members[scc]);
    }
  }
  out.successors.resize(out.members.size());
  for (const OutlivesConstraint& c : constraints.list) {
    const uint32_t a = out.of[c.sup.index], b = out.of[c.sub.index];
    if (a != b) out.successors[a].push_back(b);
  }
  for (auto& s : out.successors) {
    sort(s);
    s.erase(std::unique(s.begin(), s.end()), s.end());
  }
  return out;
}

}  // namespace borrowlab::borrowck
