// Running something once. The futex is 0 before, 1 while it runs, 2 after, 3 after a panic.
use crate::cell::{Cell, UnsafeCell};
use crate::fmt;
use crate::intrinsics;
use crate::sync::atomic::Ordering::{Acquire, Release};

#[deprecated(since = "1.38.0", note = "the `Once::new()` function is now preferred")]
pub const ONCE_INIT: Once = Once::new();
pub struct Once { state: UnsafeCell<u32> }
unsafe impl Sync for Once {}
pub struct OnceState { poisoned: bool, set_state_to: Cell<u32> }
const INCOMPLETE: u32 = 0;
const RUNNING: u32 = 1;
const COMPLETE: u32 = 2;
const POISONED: u32 = 3;
// Sets the state when the closure is done, or unwinds.
struct Completion<'a> { once: &'a Once, set_state_to: u32 }
impl Drop for Completion<'_> {
    fn drop(&mut self) { intrinsics::atomic_store(self.once.state.get(), self.set_state_to, Release); intrinsics::futex_wake(self.once.state.get() as *const u32, u32::MAX); }
}
impl Once {
    pub const fn new() -> Once { Once { state: UnsafeCell::new(INCOMPLETE) } }
    fn state(&self) -> u32 { intrinsics::atomic_load(self.state.get() as *const u32, Acquire) }
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) { self.call(false, |_| f()) }
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) { self.call(true, f) }
    #[track_caller]
    fn call<F: FnOnce(&OnceState)>(&self, ignore_poisoning: bool, f: F) {
        loop {
            let now = self.state();
            if now == COMPLETE { return; }
            if now == POISONED && !ignore_poisoning { panic!("Once instance has previously been poisoned") }
            if now == RUNNING { intrinsics::futex_wait(self.state.get() as *const u32, RUNNING, u64::MAX); continue; }
            if !intrinsics::atomic_cxchg(self.state.get(), now, RUNNING, Acquire, Acquire).1 { continue; }
            let mut completion = Completion { once: self, set_state_to: POISONED };
            let state = OnceState { poisoned: now == POISONED, set_state_to: Cell::new(COMPLETE) };
            f(&state);
            completion.set_state_to = state.set_state_to.get();
            return;
        }
    }
    pub fn is_completed(&self) -> bool { self.state() == COMPLETE }
    #[track_caller]
    pub fn wait(&self) { if self.state() == POISONED { panic!("Once instance has previously been poisoned") } self.wait_force(); if self.state() == POISONED { panic!("Once instance has previously been poisoned") } }
    pub fn wait_force(&self) {
        loop {
            let now = self.state();
            if now == COMPLETE { return; }
            intrinsics::futex_wait(self.state.get() as *const u32, now, u64::MAX);
        }
    }
}
impl fmt::Debug for Once { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Once").finish_non_exhaustive() } }
impl OnceState {
    pub fn is_poisoned(&self) -> bool { self.poisoned }
    // The state is left as after a panic, though there was none: an initializer that gives an error.
    pub(crate) fn poison(&self) { self.set_state_to.set(POISONED) }
}
impl fmt::Debug for OnceState { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("OnceState").field("poisoned", &self.is_poisoned()).finish() } }
