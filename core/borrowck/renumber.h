// A copy of a body in which every region of a type is a variable of its own. After rustc_borrowck::renumber.
#pragma once
#include "borrowck/universal_regions.h"

namespace borrowlab::borrowck {

mir::Body renumber(types::Context& cx, const mir::Body& body, RegionVars& vars);

}  // namespace borrowlab::borrowck
