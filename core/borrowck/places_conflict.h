// Whether an access to one place disturbs a borrow of another. After rustc_borrowck::places_conflict.
#pragma once
#include "mir/body.h"

namespace borrowlab::borrowck {

enum class AccessDepth : uint8_t { shallow, shallow_fake_borrow, shallow_array_length, deep, drop };
// Where two indices cannot be compared: assume that they are the same, or that they are not.
enum class ConflictBias : uint8_t { overlap, no_overlap };

bool borrow_conflicts_with_place(types::Context& cx, const mir::Body& body, const mir::Place& borrow_place, mir::BorrowKind kind,
                                 const mir::Place& access_place, AccessDepth access, ConflictBias bias);
inline bool places_conflict(types::Context& cx, const mir::Body& body, const mir::Place& borrow, const mir::Place& access,
                            ConflictBias bias) {
  return borrow_conflicts_with_place(cx, body, borrow, mir::BorrowKind::mut_two_phase, access, AccessDepth::deep, bias);
}

// Types of places as far as their outermost constructors go: regions do not matter here.
mir::PlaceTy prefix_ty(types::Context& cx, const mir::Body& body, const mir::Place& place, size_t projections);

}  // namespace borrowlab::borrowck
