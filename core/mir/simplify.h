// Control-flow clean-up of bodies that are to be run. After rustc_mir_transform::{cleanup_post_borrowck, simplify}.
#pragma once
#include "mir/body.h"

namespace borrowlab::mir {

// Takes out what only the borrow checker wanted: false edges, fake reads and borrows, ascriptions, place mentions.
void cleanup_post_borrowck(Body& body);
// Follows chains of gotos, joins a block with its only successor where that has no other predecessor, drops unreachable blocks.
void simplify_cfg(Body& body);
void remove_unreachable_blocks(Body& body);

}  // namespace borrowlab::mir
