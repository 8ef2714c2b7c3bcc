// Waiting for a condition under a Mutex. The futex counts notifications.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;
use crate::sync::atomic::Ordering::Relaxed;
use crate::sync::mutex::MutexGuard;
use crate::sync::poison::{LockResult, PoisonError};
use crate::time::{Duration, Instant};

#[derive(Debug, PartialEq, Eq, Copy, Clone)]
pub struct WaitTimeoutResult(bool);
impl WaitTimeoutResult { pub fn timed_out(&self) -> bool { self.0 } }
#[rustc_diagnostic_item = "Condvar"]
pub struct Condvar { futex: UnsafeCell<u32> }
unsafe impl Send for Condvar {}
unsafe impl Sync for Condvar {}
impl Condvar {
    #[must_use] pub const fn new() -> Condvar { Condvar { futex: UnsafeCell::new(0) } }
    // True: notified, not timed out.
    fn wait_ns<T: ?Sized>(&self, guard: &MutexGuard<'_, T>, ns: u64) -> bool {
        let seen = intrinsics::atomic_load(self.futex.get() as *const u32, Relaxed);
        guard.lock.inner.unlock();
        let notified = intrinsics::futex_wait(self.futex.get() as *const u32, seen, ns);
        guard.lock.inner.lock();
        notified
    }
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> { self.wait_ns(&guard, u64::MAX); let lock = guard.lock; lock.poisoned(guard) }
    pub fn wait_while<'a, T, F: FnMut(&mut T) -> bool>(&self, mut guard: MutexGuard<'a, T>, mut condition: F) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) { guard = self.wait(guard)?; }
        Ok(guard)
    }
    pub fn wait_timeout<'a, T>(&self, guard: MutexGuard<'a, T>, dur: Duration) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let notified = self.wait_ns(&guard, dur.as_nanos() as u64);
        let lock = guard.lock;
        lock.poisoned((guard, WaitTimeoutResult(!notified)))
    }
    #[deprecated(since = "1.6.0", note = "replaced by `std::sync::Condvar::wait_timeout`")]
    pub fn wait_timeout_ms<'a, T>(&self, guard: MutexGuard<'a, T>, ms: u32) -> LockResult<(MutexGuard<'a, T>, bool)> {
        match self.wait_timeout(guard, Duration::from_millis(ms as u64)) {
            Ok((guard, result)) => Ok((guard, !result.timed_out())),
            Err(err) => { let (guard, result) = err.into_inner(); Err(PoisonError::new((guard, !result.timed_out()))) }
        }
    }
    pub fn wait_timeout_while<'a, T, F: FnMut(&mut T) -> bool>(&self, mut guard: MutexGuard<'a, T>, dur: Duration, mut condition: F) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let start = Instant::now();
        loop {
            if !condition(&mut *guard) { return Ok((guard, WaitTimeoutResult(false))); }
            let timeout = match dur.checked_sub(start.elapsed()) { Some(timeout) => timeout, None => return Ok((guard, WaitTimeoutResult(true))) };
            guard = self.wait_timeout(guard, timeout)?.0;
        }
    }
    fn notify(&self, count: u32) { intrinsics::atomic_rmw(0, self.futex.get(), 1u32, Relaxed); intrinsics::futex_wake(self.futex.get() as *const u32, count); }
    pub fn notify_one(&self) { self.notify(1) }
    pub fn notify_all(&self) { self.notify(u32::MAX) }
}
impl Default for Condvar { fn default() -> Condvar { Condvar::new() } }
impl fmt::Debug for Condvar { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Condvar").finish_non_exhaustive() } }
