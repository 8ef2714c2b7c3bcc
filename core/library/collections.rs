// Collections other than Vec.
pub use crate::collections::binary_heap::BinaryHeap;
pub use crate::collections::btree_map::BTreeMap;
pub use crate::collections::btree_set::BTreeSet;
pub use crate::collections::hash_map::HashMap;
pub use crate::collections::hash_set::HashSet;
pub use crate::collections::linked_list::LinkedList;
pub use crate::collections::vec_deque::VecDeque;
pub use crate::ops::Bound;

// What try_reserve reports.
use crate::fmt;
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TryReserveError { kind: TryReserveErrorKind }
#[derive(Clone, PartialEq, Eq, Debug)]
enum TryReserveErrorKind { CapacityOverflow }
impl fmt::Display for TryReserveError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("memory allocation failed because the computed capacity exceeded the collection's maximum") } }
impl crate::error::Error for TryReserveError {}
pub(crate) fn check_capacity<T>(len: usize, additional: usize) -> Result<(), TryReserveError> {
    let bytes = match len.checked_add(additional) { Some(n) => n.checked_mul(crate::intrinsics::size_of::<T>()), None => None };
    match bytes { Some(b) if b <= 0x7FFF_FFFF_FFFF_FFFF => Ok(()), _ => Err(TryReserveError { kind: TryReserveErrorKind::CapacityOverflow }) }
}
