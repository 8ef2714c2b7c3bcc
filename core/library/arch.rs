// Inline assembly is refused where it is used.
pub use crate::{asm, global_asm, naked_asm};
