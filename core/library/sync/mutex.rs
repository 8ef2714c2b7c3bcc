// Mutual exclusion. The futex is 0 (free) or 1 (held).
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;
use crate::ops::{CoerceUnsized, Deref, DerefMut};
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::thread;

pub(crate) struct RawMutex { futex: UnsafeCell<u32> }
unsafe impl Sync for RawMutex {}
impl RawMutex {
    pub(crate) const fn new() -> RawMutex { RawMutex { futex: UnsafeCell::new(0) } }
    pub(crate) fn try_lock(&self) -> bool {
        let locked = intrinsics::atomic_cxchg(self.futex.get(), 0, 1, Acquire, Relaxed).1;
        intrinsics::trace_lock(self.futex.get() as *const u32, -1, if locked { 0 } else { -1 });
        locked
    }
    pub(crate) fn lock(&self) { while !self.try_lock() { intrinsics::futex_wait(self.futex.get() as *const u32, 1, u64::MAX); } }
    pub(crate) fn unlock(&self) { intrinsics::atomic_store(self.futex.get(), 0, Release); intrinsics::trace_lock(self.futex.get() as *const u32, 0, 0); intrinsics::futex_wake(self.futex.get() as *const u32, 1); }
}

#[rustc_diagnostic_item = "Mutex"]
#[view(lock, state = "inner.futex", exclusive = "1", poison = "poison", value = "data.value")]
pub struct Mutex<T: ?Sized> { pub(crate) inner: RawMutex, poison: Flag, data: UnsafeCell<T> }
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
#[must_use = "if unused the Mutex will immediately unlock"]
#[rustc_diagnostic_item = "MutexGuard"]
#[view(exclusive, held = "lock.inner.futex", to = "lock.data.value")]
#[must_use = "if unused the Mutex will immediately unlock"] pub struct MutexGuard<'a, T: ?Sized + 'a> { pub(crate) lock: &'a Mutex<T>, panicking: bool }
impl<T: ?Sized> !Send for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}
impl<T> Mutex<T> {
    pub const fn new(t: T) -> Mutex<T> { Mutex { inner: RawMutex::new(), poison: Flag::new(), data: UnsafeCell::new(t) } }
    #[at(self = "std/src/sync/poison/mutex.rs:631:22")] pub fn into_inner(self) -> LockResult<T> { let poisoned = self.poison.get(); let data = self.data.into_inner(); if poisoned { Err(PoisonError::new(data)) } else { Ok(data) } }
}
impl<T: ?Sized> Mutex<T> {
    fn guard(&self) -> LockResult<MutexGuard<'_, T>> { self.poison.result(MutexGuard { lock: self, panicking: thread::panicking() }) }
    pub(crate) fn poisoned<G>(&self, value: G) -> LockResult<G> { self.poison.result(value) }
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> { self.inner.lock(); self.guard() }
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> { if self.inner.try_lock() { Ok(self.guard()?) } else { Err(TryLockError::WouldBlock) } }
    pub fn is_poisoned(&self) -> bool { self.poison.get() }
    pub fn clear_poison(&self) { self.poison.clear() }
    pub fn get_mut(&mut self) -> LockResult<&mut T> { let poisoned = self.poison.get(); let data = self.data.get_mut(); if poisoned { Err(PoisonError::new(data)) } else { Ok(data) } }
}
impl<T> From<T> for Mutex<T> { fn from(t: T) -> Self { Mutex::new(t) } }
impl<T: Default> Default for Mutex<T> { fn default() -> Mutex<T> { Mutex::new(Default::default()) } }
impl<T: CoerceUnsized<U>, U> CoerceUnsized<Mutex<U>> for Mutex<T> {}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => { d.field("data", &&*guard); }
            Err(TryLockError::Poisoned(err)) => { d.field("data", &&**err.get_ref()); }
            Err(TryLockError::WouldBlock) => { d.field("data", &format_args!("<locked>")); }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<T: ?Sized> Deref for MutexGuard<'_, T> { type Target = T; fn deref(&self) -> &T { unsafe { &*self.lock.data.get() } } }
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> { fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.lock.data.get() } } }
impl<T: ?Sized> Drop for MutexGuard<'_, T> { fn drop(&mut self) { self.lock.poison.done(self.panicking); self.lock.inner.unlock(); } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
