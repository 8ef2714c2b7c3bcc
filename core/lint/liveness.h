// What the liveness lints know of one body: which places they follow, and where each is assigned. After rustc_mir_transform::liveness.
#pragma once
#include <optional>

#include "lint/lint.h"
#include "support/bit_set.h"

namespace borrowlab::lint {

BORROWLAB_INDEX(PlaceIndex);

// The places whose reads are followed: the author's variables, and in a closure its captures.
struct TrackedPlace {
  mir::Local local;      // a variable …
  uint32_t capture = 0;  // … or, of local 1, this field of the closure
  bool is_capture = false;
  bool by_ref = false;  // a capture by reference: assigning to it has an effect outside
  std::string name;     // empty: none to speak of
  Span span;            // of the name
};

class PlaceSet {
 public:
  PlaceSet(types::Context& cx, const mir::Body& body, const std::vector<BuiltBody>& bodies);
  size_t size() const { return places_.size(); }
  const TrackedPlace& operator[](PlaceIndex i) const { return places_[i]; }
  // The tracked place that `place` is, or is within, and how many elements of its projection lead to it; nullopt: none.
  std::optional<std::pair<PlaceIndex, size_t>> get(const mir::Place& place) const;

 private:
  IndexVec<PlaceIndex, TrackedPlace> places_;
  std::vector<std::optional<PlaceIndex>> locals_;
  std::vector<PlaceIndex> captures_;
  size_t capture_field_ = 0;  // the projection element that names the capture: 1 where the closure is behind a reference
};

// Whether the projection, from that element on, goes through a pointer.
bool is_indirect(const mir::Place& place, size_t from);

struct Access {
  enum class Kind : uint8_t { param, assign, capture } kind = Kind::assign;
  mir::SourceInfo at;
  bool live = false;       // what is assigned is read afterwards
  bool is_direct = false;  // `x = …`, not `x.field = …`
};

struct Liveness {
  BitSet ever_live;                                       // read at least once
  BitSet ever_dropped;                                    // dropped by glue: may be a guard that works by being there
  IndexVec<PlaceIndex, std::vector<Access>> assignments;  // last in the text first, one for each source place
};

// Reports what the analysis of one body found, first what is never read at all.
class LivenessReport {
 public:
  LivenessReport(types::Context& cx, const BuiltBody& body, const PlaceSet& places, Liveness& found, Findings& out);
  void fully_unused();
  void unused_assignments();

 private:
  std::vector<const typeck::thir::Pat*> introductions(mir::Local local) const;
  bool is_initialization(const Access& a, const mir::LocalInfo& info) const;
  void report_unused(PlaceIndex index, const std::vector<const typeck::thir::Pat*>& introductions, std::vector<Span> spans);
  bool maybe_drop_guard(PlaceIndex index) const;
  void suggest_pattern(Diagnostic& d, PlaceIndex index) const;
  void suggest_interpolation(Diagnostic& d, const std::string& name) const;
  bool suggest_assigning_through(Diagnostic& d, PlaceIndex index, Span assignment) const;

  types::Context& cx_;
  const BuiltBody& body_;
  const PlaceSet& places_;
  Liveness& found_;
  Findings& out_;
};

}  // namespace borrowlab::lint
