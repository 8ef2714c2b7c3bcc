// What a panic while a lock is held leaves behind.
use crate::error::Error;
use crate::fmt;
use crate::intrinsics;
use crate::sync::atomic::{AtomicBool, Ordering::Relaxed};
use crate::thread;

pub(crate) struct Flag { failed: AtomicBool }
impl Flag {
    pub(crate) const fn new() -> Flag { Flag { failed: AtomicBool::new(false) } }
    pub(crate) fn get(&self) -> bool { self.failed.load(Relaxed) }
    pub(crate) fn clear(&self) { self.failed.store(false, Relaxed) }
    // At the end of a guard that began with `panicking`.
    pub(crate) fn done(&self, panicking: bool) { if !panicking && thread::panicking() { self.failed.store(true, Relaxed); intrinsics::trace_lock(self as *const Flag as *const u32, 0, 2); } }
    pub(crate) fn result<G>(&self, guard: G) -> LockResult<G> { if self.get() { Err(PoisonError::new(guard)) } else { Ok(guard) } }
}
pub struct PoisonError<T> { data: T }
pub enum TryLockError<T> { Poisoned(PoisonError<T>), WouldBlock }
pub type LockResult<T> = Result<T, PoisonError<T>>;
pub type TryLockResult<Guard> = Result<Guard, TryLockError<Guard>>;
impl<T> fmt::Debug for PoisonError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("PoisonError").finish_non_exhaustive() } }
impl<T> fmt::Display for PoisonError<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("poisoned lock: another task failed inside") } }
impl<T> Error for PoisonError<T> {}
impl<T> PoisonError<T> {
    pub fn new(data: T) -> PoisonError<T> { PoisonError { data } }
    pub fn into_inner(self) -> T { self.data }
    pub fn get_ref(&self) -> &T { &self.data }
    pub fn get_mut(&mut self) -> &mut T { &mut self.data }
}
impl<T> From<PoisonError<T>> for TryLockError<T> { fn from(err: PoisonError<T>) -> TryLockError<T> { TryLockError::Poisoned(err) } }
impl<T> fmt::Debug for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match self { TryLockError::Poisoned(_) => f.write_str("Poisoned(..)"), TryLockError::WouldBlock => f.write_str("WouldBlock") } }
}
impl<T> fmt::Display for TryLockError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self { TryLockError::Poisoned(_) => "poisoned lock: another task failed inside", TryLockError::WouldBlock => "try_lock failed because the operation would block" })
    }
}
impl<T> Error for TryLockError<T> {}
