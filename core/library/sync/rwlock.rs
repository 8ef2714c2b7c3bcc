// Readers and a writer. The state counts readers; u32::MAX is a writer.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;
use crate::mem;
use crate::ops::{CoerceUnsized, Deref, DerefMut};
use crate::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use crate::sync::poison::{Flag, LockResult, PoisonError, TryLockError, TryLockResult};
use crate::thread;

const WRITER: u32 = u32::MAX;
#[rustc_diagnostic_item = "RwLock"]
#[view(lock, state = "state", poison = "poison", value = "data.value")]
pub struct RwLock<T: ?Sized> { state: UnsafeCell<u32>, poison: Flag, data: UnsafeCell<T> }
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockReadGuard"]
#[view(shared, held = "lock.state", to = "lock.data.value")]
#[must_use = "if unused the RwLock will immediately unlock"] pub struct RwLockReadGuard<'a, T: ?Sized + 'a> { lock: &'a RwLock<T> }
impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockWriteGuard"]
#[view(exclusive, held = "lock.state", to = "lock.data.value")]
#[must_use = "if unused the RwLock will immediately unlock"] pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> { lock: &'a RwLock<T>, panicking: bool }
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}
impl<T> RwLock<T> {
    pub const fn new(t: T) -> RwLock<T> { RwLock { state: UnsafeCell::new(0), poison: Flag::new(), data: UnsafeCell::new(t) } }
    #[at(self = "std/src/sync/poison/rwlock.rs:645:22")] pub fn into_inner(self) -> LockResult<T> { let poisoned = self.poison.get(); let data = self.data.into_inner(); if poisoned { Err(PoisonError::new(data)) } else { Ok(data) } }
}
impl<T: ?Sized> RwLock<T> {
    fn state(&self) -> u32 { intrinsics::atomic_load(self.state.get() as *const u32, Relaxed) }
    fn trace(&self, what: i32) { let now = self.state(); intrinsics::trace_lock(self.state.get() as *const u32, if now == WRITER { -1 } else { now as isize }, what); }
    fn raw_read(&self) -> bool {
        loop {
            let now = self.state();
            if now >= WRITER - 1 { self.trace(1); return false; }
            if intrinsics::atomic_cxchg(self.state.get(), now, now + 1, Acquire, Relaxed).1 { self.trace(0); return true; }
        }
    }
    fn raw_write(&self) -> bool { let locked = intrinsics::atomic_cxchg(self.state.get(), 0, WRITER, Acquire, Relaxed).1; self.trace(if locked { 0 } else { -1 }); locked }
    fn wait(&self, seen: u32) { intrinsics::futex_wait(self.state.get() as *const u32, seen, u64::MAX); }
    fn wake(&self) { intrinsics::futex_wake(self.state.get() as *const u32, u32::MAX); }
    fn write_guard(&self) -> LockResult<RwLockWriteGuard<'_, T>> { self.poison.result(RwLockWriteGuard { lock: self, panicking: thread::panicking() }) }
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> { while !self.raw_read() { self.wait(WRITER); } self.poison.result(RwLockReadGuard { lock: self }) }
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> { if self.raw_read() { Ok(self.poison.result(RwLockReadGuard { lock: self })?) } else { Err(TryLockError::WouldBlock) } }
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        loop {
            let seen = self.state();
            if seen == 0 && self.raw_write() { return self.write_guard(); }
            if seen != 0 { self.trace(-1); self.wait(seen); }
        }
    }
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> { if self.raw_write() { Ok(self.write_guard()?) } else { Err(TryLockError::WouldBlock) } }
    pub fn is_poisoned(&self) -> bool { self.poison.get() }
    pub fn clear_poison(&self) { self.poison.clear() }
    pub fn get_mut(&mut self) -> LockResult<&mut T> { let poisoned = self.poison.get(); let data = self.data.get_mut(); if poisoned { Err(PoisonError::new(data)) } else { Ok(data) } }
}
impl<T> From<T> for RwLock<T> { fn from(t: T) -> Self { RwLock::new(t) } }
impl<T: Default> Default for RwLock<T> { fn default() -> RwLock<T> { RwLock::new(Default::default()) } }
impl<T: CoerceUnsized<U>, U> CoerceUnsized<RwLock<U>> for RwLock<T> {}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => { d.field("data", &&*guard); }
            Err(TryLockError::Poisoned(err)) => { d.field("data", &&**err.get_ref()); }
            Err(TryLockError::WouldBlock) => { d.field("data", &format_args!("<locked>")); }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    pub fn downgrade(s: Self) -> RwLockReadGuard<'a, T> {
        let lock = s.lock;
        lock.poison.done(s.panicking);
        mem::forget(s);
        intrinsics::atomic_store(lock.state.get(), 1, Release);
        lock.trace(0);
        lock.wake();
        RwLockReadGuard { lock }
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> { type Target = T; fn deref(&self) -> &T { unsafe { &*self.lock.data.get() } } }
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> { type Target = T; fn deref(&self) -> &T { unsafe { &*self.lock.data.get() } } }
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> { fn deref_mut(&mut self) -> &mut T { unsafe { &mut *self.lock.data.get() } } }
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> { fn drop(&mut self) { intrinsics::atomic_rmw(1, self.lock.state.get(), 1u32, Release); self.lock.trace(0); self.lock.wake(); } }
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> { fn drop(&mut self) { self.lock.poison.done(self.panicking); intrinsics::atomic_store(self.lock.state.get(), 0, Release); self.lock.trace(0); self.lock.wake(); } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
