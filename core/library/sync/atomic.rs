// Atomic types. The machine runs one thread at a time: every operation is sequentially consistent, whatever order is asked for. The order
// says what else must not race.
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
#[rustc_diagnostic_item = "Ordering"]
pub enum Ordering { Relaxed, Release, Acquire, AcqRel, SeqCst }
use self::Ordering::*;

#[track_caller]
fn check_load(order: Ordering) {
    match order { Release => panic!("there is no such thing as a release load"), AcqRel => panic!("there is no such thing as an acquire-release load"), _ => {} }
}
#[track_caller]
fn check_store(order: Ordering) {
    match order { Acquire => panic!("there is no such thing as an acquire store"), AcqRel => panic!("there is no such thing as an acquire-release store"), _ => {} }
}
#[track_caller]
fn check_failure(order: Ordering) {
    match order { Release => panic!("there is no such thing as a release failure ordering"), AcqRel => panic!("there is no such thing as an acquire-release failure ordering"), _ => {} }
}
#[track_caller]
pub fn fence(order: Ordering) { if let Relaxed = order { panic!("there is no such thing as a relaxed fence") } intrinsics::atomic_fence(order) }
#[track_caller]
pub fn compiler_fence(order: Ordering) { if let Relaxed = order { panic!("there is no such thing as a relaxed compiler fence") } }
pub fn spin_loop_hint() { intrinsics::thread_yield(); }

// What all of them have: $T is the value's type, $raw what the machine holds, in and out convert between the two.
macro_rules! atomic_common { ([$($generics:tt)*] $name:ty, $T:ty, $raw:ty, $v:ident, $in:expr, $out:expr) => {
    impl<$($generics)*> $name {
        #[track_caller]
        pub fn load(&self, order: Ordering) -> $T { check_load(order); let $v = intrinsics::atomic_load(self.v.get() as *const $raw, order); $out }
        #[track_caller]
        pub fn store(&self, $v: $T, order: Ordering) { check_store(order); intrinsics::atomic_store(self.v.get() as *mut $raw, $in, order) }
        pub fn swap(&self, $v: $T, order: Ordering) -> $T { let $v = intrinsics::atomic_xchg(self.v.get() as *mut $raw, $in, order); $out }
        #[track_caller]
        pub fn compare_exchange(&self, current: $T, new: $T, success: Ordering, failure: Ordering) -> Result<$T, $T> {
            check_failure(failure);
            let (old, new) = ({ let $v = current; $in }, { let $v = new; $in });
            let ($v, ok) = intrinsics::atomic_cxchg(self.v.get() as *mut $raw, old, new, success, failure);
            if ok { Ok($out) } else { Err($out) }
        }
        #[track_caller]
        pub fn compare_exchange_weak(&self, current: $T, new: $T, success: Ordering, failure: Ordering) -> Result<$T, $T> { self.compare_exchange(current, new, success, failure) }
        #[deprecated(since = "1.50.0", note = "Use `compare_exchange` or `compare_exchange_weak` instead")]
        pub fn compare_and_swap(&self, current: $T, new: $T, _order: Ordering) -> $T { match self.compare_exchange(current, new, SeqCst, SeqCst) { Ok(x) => x, Err(x) => x } }
        #[track_caller]
        pub fn fetch_update<F: FnMut($T) -> Option<$T>>(&self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<$T, $T> {
            let mut prev = self.load(fetch_order);
            while let Some(next) = f(prev) {
                match self.compare_exchange(prev, next, set_order, fetch_order) { Ok(x) => return Ok(x), Err(x) => prev = x }
            }
            Err(prev)
        }
        #[track_caller]
        pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($T) -> Option<$T>) -> Result<$T, $T> { self.fetch_update(set_order, fetch_order, f) }
        #[track_caller]
        pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut($T) -> $T) -> $T {
            let mut prev = self.load(fetch_order);
            loop { match self.compare_exchange(prev, f(prev), set_order, fetch_order) { Ok(x) => return x, Err(x) => prev = x } }
        }
        pub const fn as_ptr(&self) -> *mut $T { self.v.get() as *mut $T }
        pub const unsafe fn from_ptr<'a>(ptr: *mut $T) -> &'a $name { unsafe { &*(ptr as *mut $name) } }
        pub fn get_mut(&mut self) -> &mut $T { unsafe { &mut *(self.v.get() as *mut $T) } }
        pub const fn into_inner(self) -> $T { let $v = self.v.into_inner(); $out }
    }
    unsafe impl<$($generics)*> Sync for $name {}
    impl<$($generics)*> From<$T> for $name { fn from(v: $T) -> Self { Self::new(v) } }
    impl<$($generics)*> fmt::Debug for $name { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.load(Relaxed), f) } }
} }
macro_rules! atomic_int { ($($name:ident $t:ident $align:literal)*) => { $(
    #[repr(C, align($align))]
    #[rustc_diagnostic_item = stringify!($name)]
    #[view(value, of = "v")]
    pub struct $name { v: UnsafeCell<$t> }
    impl $name {
        pub const fn new(v: $t) -> Self { $name { v: UnsafeCell::new(v) } }
        pub fn fetch_add(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(0, self.v.get(), val, order) }
        pub fn fetch_sub(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(1, self.v.get(), val, order) }
        pub fn fetch_and(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(2, self.v.get(), val, order) }
        pub fn fetch_nand(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(3, self.v.get(), val, order) }
        pub fn fetch_or(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(4, self.v.get(), val, order) }
        pub fn fetch_xor(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(5, self.v.get(), val, order) }
        pub fn fetch_max(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(6, self.v.get(), val, order) }
        pub fn fetch_min(&self, val: $t, order: Ordering) -> $t { intrinsics::atomic_rmw(7, self.v.get(), val, order) }
    }
    impl Default for $name { fn default() -> Self { Self::new(0) } }
    atomic_common! { [] $name, $t, $t, v, v, v }
)* } }
atomic_int! { AtomicI8 i8 1 AtomicU8 u8 1 AtomicI16 i16 2 AtomicU16 u16 2 AtomicI32 i32 4 AtomicU32 u32 4 AtomicI64 i64 8 AtomicU64 u64 8 AtomicIsize isize 8 AtomicUsize usize 8 }

#[repr(C, align(1))]
#[rustc_diagnostic_item = "AtomicBool"]
pub struct AtomicBool { v: UnsafeCell<u8> }
impl AtomicBool {
    pub const fn new(v: bool) -> AtomicBool { AtomicBool { v: UnsafeCell::new(v as u8) } }
    pub fn fetch_and(&self, val: bool, order: Ordering) -> bool { intrinsics::atomic_rmw(2, self.v.get(), val as u8, order) != 0 }
    pub fn fetch_nand(&self, val: bool, order: Ordering) -> bool { if val { self.fetch_xor(true, order) } else { self.swap(true, order) } }
    pub fn fetch_or(&self, val: bool, order: Ordering) -> bool { intrinsics::atomic_rmw(4, self.v.get(), val as u8, order) != 0 }
    pub fn fetch_xor(&self, val: bool, order: Ordering) -> bool { intrinsics::atomic_rmw(5, self.v.get(), val as u8, order) != 0 }
    pub fn fetch_not(&self, order: Ordering) -> bool { self.fetch_xor(true, order) }
}
impl Default for AtomicBool { fn default() -> Self { Self::new(false) } }
atomic_common! { [] AtomicBool, bool, u8, v, v as u8, v != 0 }

#[repr(C, align(8))]
#[rustc_diagnostic_item = "AtomicPtr"]
#[view(value, of = "v")]
pub struct AtomicPtr<T> { v: UnsafeCell<*mut T> }
impl<T> AtomicPtr<T> {
    pub const fn new(v: *mut T) -> AtomicPtr<T> { AtomicPtr { v: UnsafeCell::new(v) } }
    fn change(&self, op: u32, by: usize, order: Ordering) -> *mut T { intrinsics::atomic_rmw(op, self.v.get() as *mut usize, by, order) as *mut T }
    pub fn fetch_ptr_add(&self, val: usize, order: Ordering) -> *mut T { self.fetch_byte_add(val.wrapping_mul(intrinsics::size_of::<T>()), order) }
    pub fn fetch_ptr_sub(&self, val: usize, order: Ordering) -> *mut T { self.fetch_byte_sub(val.wrapping_mul(intrinsics::size_of::<T>()), order) }
    pub fn fetch_byte_add(&self, val: usize, order: Ordering) -> *mut T { self.change(0, val, order) }
    pub fn fetch_byte_sub(&self, val: usize, order: Ordering) -> *mut T { self.change(1, val, order) }
    pub fn fetch_and(&self, val: usize, order: Ordering) -> *mut T { self.change(2, val, order) }
    pub fn fetch_or(&self, val: usize, order: Ordering) -> *mut T { self.change(4, val, order) }
    pub fn fetch_xor(&self, val: usize, order: Ordering) -> *mut T { self.change(5, val, order) }
}
impl<T> Default for AtomicPtr<T> { fn default() -> Self { Self::new(crate::ptr::null_mut()) } }
unsafe impl<T> Send for AtomicPtr<T> {}
atomic_common! { [T] AtomicPtr<T>, *mut T, usize, v, v as usize, v as *mut T }
impl<T> fmt::Pointer for AtomicPtr<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.load(Relaxed), f) } }
