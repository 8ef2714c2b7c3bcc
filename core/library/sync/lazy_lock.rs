use crate::cell::UnsafeCell;
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::sync::once::Once;

enum Data<T, F> { Uninit(F), Taken, Init(T) }
pub struct LazyLock<T, F = fn() -> T> { once: Once, data: UnsafeCell<Data<T, F>>, poisoned: crate::sync::atomic::AtomicBool }
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
// Poisons a LazyLock whose initialization unwinds.
struct PoisonOnPanic<'a>(&'a crate::sync::atomic::AtomicBool);
impl Drop for PoisonOnPanic<'_> { fn drop(&mut self) { self.0.store(true, crate::sync::atomic::Ordering::Relaxed); } }
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(f: F) -> LazyLock<T, F> { LazyLock { once: Once::new(), data: UnsafeCell::new(Data::Uninit(f)), poisoned: crate::sync::atomic::AtomicBool::new(false) } }
    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        if this.is_poisoned() { panic_poisoned() }
        this.once.call_once_force(|_| {
            if this.is_poisoned() { panic_poisoned() }
            let Data::Uninit(f) = crate::mem::replace(unsafe { &mut *this.data.get() }, Data::Taken) else { panic_poisoned() };
            let poison = PoisonOnPanic(&this.poisoned);
            let value = f();
            crate::mem::forget(poison);
            unsafe { *this.data.get() = Data::Init(value); }
        });
        match unsafe { &*this.data.get() } { Data::Init(value) => value, _ => panic_poisoned() }
    }
    #[track_caller]
    pub fn force_mut(this: &mut LazyLock<T, F>) -> &mut T {
        LazyLock::force(this);
        match this.data.get_mut() { Data::Init(value) => value, _ => panic_poisoned() }
    }
}
impl<T, F> LazyLock<T, F> {
    fn is_poisoned(&self) -> bool { self.poisoned.load(crate::sync::atomic::Ordering::Relaxed) }
    pub fn get(this: &LazyLock<T, F>) -> Option<&T> { if !this.once.is_completed() { return None; } match unsafe { &*this.data.get() } { Data::Init(value) => Some(value), _ => None } }
    pub fn get_mut(this: &mut LazyLock<T, F>) -> Option<&mut T> { match this.data.get_mut() { Data::Init(value) => Some(value), _ => None } }
}
#[at(panic = "std/src/sync/lazy_lock.rs:410:5")]
fn panic_poisoned() -> ! { panic!("LazyLock instance has previously been poisoned") }
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> { type Target = T; #[track_caller] fn deref(&self) -> &T { LazyLock::force(self) } }
impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> { #[track_caller] fn deref_mut(&mut self) -> &mut T { LazyLock::force_mut(self) } }
impl<T: Default> Default for LazyLock<T> { fn default() -> LazyLock<T> { LazyLock::new(T::default) } }
impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("LazyLock");
        match LazyLock::get(self) { Some(v) => d.field(v), None => d.field(&format_args!("<uninit>")) };
        d.finish()
    }
}
