// The regions that a body's signature names: bound by the caller, they contain every point of the body and each other as
// declared. After rustc_borrowck::universal_regions and ::type_check::free_region_relations.
#pragma once
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "borrowck/region_values.h"
#include "support/function_ref.h"
#include "types/items.h"

namespace borrowlab::borrowck {

enum class RegionOrigin : uint8_t { free, existential, placeholder };

struct RegionVar {
  RegionOrigin origin = RegionOrigin::existential;
  uint32_t universe = 0;
  RegionId placeholder;  // origin placeholder: the region
};

// All region variables of one body's check.
struct RegionVars {
  types::Store& store;
  std::vector<RegionVar> vars;
  explicit RegionVars(types::Store& s) : store(s) {}
  RegionVid fresh(RegionOrigin origin = RegionOrigin::existential, uint32_t universe = 0) {
    vars.push_back({origin, universe, {}});
    return RegionVid(static_cast<uint32_t>(vars.size() - 1));
  }
  RegionId region(RegionVid v) const { return store.region(types::ReVar{v}); }
  RegionId fresh_region(uint32_t universe = 0) { return region(fresh(RegionOrigin::existential, universe)); }
};

enum class RegionClass : uint8_t { global, external, local };
enum class DefiningKind : uint8_t { fn, closure, konst };

struct UniversalRegions {
  RegionVid fr_static{0}, fr_fn_body;
  uint32_t first_extern = 1, first_local = 1, count = 1;
  DefiningKind kind = DefiningKind::fn;
  DefId root;                                                  // the fn, const or static that the (nested) closures are within
  std::unordered_map<RegionId, RegionVid, IndexHash> indices;  // 'static, early and late parameters
  std::vector<RegionId> names;              // vid -> what it is in the program; none: a closure's nameless external region
  std::vector<TypeId> unnormalized_inputs;  // as the body's arguments: the closure's environment first, inputs one by one
  TypeId unnormalized_output;
  TypeId closure_ty;             // with its regions renumbered
  RegionVid closure_env_region;  // of `&'env self` in a closure body; none for FnOnce

  bool is_universal(RegionVid r) const { return r.index < count; }
  bool is_local_free_region(RegionVid r) const { return r.index >= first_local && r.index < count; }
  RegionClass classify(RegionVid r) const {
    return r.index < first_extern ? RegionClass::global : r.index < first_local ? RegionClass::external : RegionClass::local;
  }
  // The variable of a region in a renumbered term; UINT32_MAX where the region is none of this body's.
  RegionVid to_vid(const types::Store& store, RegionId r) const;
};

UniversalRegions make_universal_regions(types::Context& cx, const mir::Body& body, RegionVars& vars);
// The external regions of a closure created with `closure_args` in a body of `universal`: what the closure's own external
// regions are for its creator.
std::vector<RegionVid> closure_mapping(types::Context& cx, const UniversalRegions& universal, DefId closure, ArgsId closure_args);

// A relation closed under reflexivity and transitivity. After rustc_data_structures::transitive_relation.
class TransitiveRelation {
 public:
  void add(uint32_t a, uint32_t b);
  bool contains(uint32_t a, uint32_t b) const;
  std::vector<uint32_t> minimal_upper_bounds(uint32_t a, uint32_t b) const;
  // All minimal bounds of the set, reduced to one where there is a "postdominating" one.
  std::vector<uint32_t> non_local_bounds(FunctionRef<bool(uint32_t)> is_local, uint32_t start) const;
  const std::vector<uint32_t>& direct(uint32_t a) const;
  std::optional<uint32_t> mutual_immediate_postdominator(std::vector<uint32_t> mubs) const;

 private:
  bool reaches(uint32_t a, uint32_t b) const;
  std::map<uint32_t, std::vector<uint32_t>> edges_;
  std::vector<uint32_t> none_;
};

// What is known of universal regions: from the item's predicates and implied by its types.
struct UniversalRegionRelations {
  TransitiveRelation outlives, inverse_outlives;
  struct RegionBound {
    TypeId ty;
    RegionVid region;
  };  // ty: 'region, of a parameter or projection
  std::vector<RegionBound> region_bounds;

  void relate(RegionVid a, RegionVid b) {  // a: b
    outlives.add(a.index, b.index);
    inverse_outlives.add(b.index, a.index);
  }
  bool outlives_known(RegionVid a, RegionVid b) const { return a == b || outlives.contains(a.index, b.index); }
  std::vector<RegionVid> non_local_upper_bounds(const UniversalRegions& u, RegionVid fr) const;
  std::optional<RegionVid> non_local_lower_bound(const UniversalRegions& u, RegionVid fr) const;
  RegionVid postdom_upper_bound(const UniversalRegions& u, RegionVid a, RegionVid b) const;
};

}  // namespace borrowlab::borrowck
