// Raw pointers and NonNull.
pub use crate::{addr_of, addr_of_mut};
use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;
use crate::marker::{FnPtr, PhantomData, Unsize};
use crate::ops::{CoerceUnsized, DispatchFromDyn};

pub use crate::intrinsics::{drop_in_place, read, read_unaligned, write, write_unaligned};
pub use crate::intrinsics::{volatile_load as read_volatile, volatile_store as write_volatile};

const fn usable<T>(p: *const T) -> bool { let at = intrinsics::ptr_addr(p as *const ()); at != 0 && at % intrinsics::align_of::<T>() == 0 }
#[at(panic = "core/src/ptr/mod.rs:626:9")]
pub const unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize) {
    if count != 0 && !(usable(src) && usable(dst as *const T)) { crate::panicking::precondition("ptr::copy requires that both pointer arguments are aligned and non-null") }
    intrinsics::copy(src, dst, count)
}
#[at(panic = "core/src/ptr/mod.rs:527:5")]
pub const unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize) {
    let (from, to, size) = (intrinsics::ptr_addr(src as *const ()), intrinsics::ptr_addr(dst as *const ()), intrinsics::size_of::<T>().wrapping_mul(count));
    let apart = if from < to { to - from >= size } else { from - to >= size };
    if count != 0 && !(usable(src) && usable(dst as *const T) && apart) { crate::panicking::precondition("ptr::copy_nonoverlapping requires that both pointer arguments are aligned and non-null and the specified memory ranges do not overlap") }
    intrinsics::copy_nonoverlapping(src, dst, count)
}
#[at(panic = "core/src/ptr/mod.rs:700:9")]
pub const unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize) {
    if count != 0 && !usable(dst as *const T) { crate::panicking::precondition("ptr::write_bytes requires that the destination pointer is aligned and non-null") }
    intrinsics::write_bytes(dst, val, count)
}
// What Unique says where it is told to be null.
#[at(panic = "core/src/ptr/unique.rs:89:36")]
pub(crate) const fn null_unique() -> ! { crate::panicking::precondition("NonNull::new_unchecked requires that the pointer is non-null") }
pub const fn null<T>() -> *const T { 0usize as *const T }
pub const fn null_mut<T>() -> *mut T { 0usize as *mut T }
pub const fn dangling<T>() -> *const T { intrinsics::align_of::<T>() as *const T }
pub const fn dangling_mut<T>() -> *mut T { intrinsics::align_of::<T>() as *mut T }
pub const fn without_provenance<T>(addr: usize) -> *const T { addr as *const T }
pub const fn without_provenance_mut<T>(addr: usize) -> *mut T { addr as *mut T }
#[rustc_diagnostic_item = "ptr_from_ref"]
pub const fn from_ref<T: ?Sized>(r: &T) -> *const T { r }
pub const fn from_mut<T: ?Sized>(r: &mut T) -> *mut T { r }
pub fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T] { intrinsics::slice_from_raw_parts(data, len) }
pub fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T] { intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T] }
pub unsafe fn swap<T>(a: *mut T, b: *mut T) { unsafe { let tmp = read(a as *const T); copy(b as *const T, a, 1); write(b, tmp); } }
pub unsafe fn replace<T>(dst: *mut T, src: T) -> T { unsafe { let old = read(dst as *const T); write(dst, src); old } }
#[must_use = "pointer comparison produces a value"] pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool { a == b }
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool { (p as *const ()) == (q as *const ()) }
#[must_use = "function pointer comparison produces a value"] pub fn fn_addr_eq<T: FnPtr, U: FnPtr>(f: T, g: U) -> bool { fn_addr(&f) == fn_addr(&g) }
// Pointers to functions, whatever their signatures.
fn fn_addr<F: FnPtr>(f: &F) -> usize { unsafe { *(f as *const F as *const usize) } }
impl<F: FnPtr> PartialEq for F { fn eq(&self, other: &F) -> bool { fn_addr(self) == fn_addr(other) } }
impl<F: FnPtr> Eq for F {}
impl<F: FnPtr> PartialOrd for F { fn partial_cmp(&self, other: &F) -> Option<Ordering> { fn_addr(self).partial_cmp(&fn_addr(other)) } }
impl<F: FnPtr> Ord for F { fn cmp(&self, other: &F) -> Ordering { fn_addr(self).cmp(&fn_addr(other)) } }
impl<F: FnPtr> crate::hash::Hash for F { fn hash<H: crate::hash::Hasher>(&self, state: &mut H) { state.write_usize(fn_addr(self)) } }
impl<F: FnPtr> fmt::Pointer for F { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::pointer_fmt_inner(fn_addr(self), f) } }
impl<F: FnPtr> fmt::Debug for F { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::pointer_fmt_inner(fn_addr(self), f) } }
pub fn hash<T: ?Sized, S: crate::hash::Hasher>(hashee: *const T, into: &mut S) { crate::hash::Hash::hash(&hashee, into) }

macro_rules! raw_pointer_methods { ($cast:literal $($m:tt)*) => {
    pub const fn is_null(self) -> bool { self as *const () as usize == 0 }
    #[rustc_diagnostic_item = $cast]
    pub const fn cast<U>(self) -> *$($m)* U { self as _ }
    pub fn addr(self) -> usize { intrinsics::ptr_addr(self as *const ()) }
    pub fn expose_provenance(self) -> usize { intrinsics::ptr_addr(self as *const ()) }
    pub unsafe fn as_ref_unchecked<'a>(self) -> &'a T { unsafe { &*self } }
    pub unsafe fn as_ref<'a>(self) -> Option<&'a T> { if self.is_null() { None } else { unsafe { Some(&*self) } } }
} }
macro_rules! sized_pointer_methods { ($($m:tt)*) => {
    pub const unsafe fn offset(self, count: isize) -> *$($m)* T { intrinsics::offset(self as *const T, count) as *$($m)* T }
    pub const unsafe fn add(self, count: usize) -> *$($m)* T { intrinsics::offset(self as *const T, count as isize) as *$($m)* T }
    pub const unsafe fn sub(self, count: usize) -> *$($m)* T { intrinsics::offset(self as *const T, -(count as isize)) as *$($m)* T }
    pub unsafe fn byte_add(self, count: usize) -> *$($m)* T { intrinsics::offset(self as *const u8, count as isize) as *$($m)* T }
    pub unsafe fn byte_sub(self, count: usize) -> *$($m)* T { intrinsics::offset(self as *const u8, -(count as isize)) as *$($m)* T }
    pub fn wrapping_add(self, count: usize) -> *$($m)* T { intrinsics::arith_offset(self as *const T, count as isize) as *$($m)* T }
    pub fn wrapping_sub(self, count: usize) -> *$($m)* T { intrinsics::arith_offset(self as *const T, 0 - (count as isize)) as *$($m)* T }
    pub fn wrapping_offset(self, count: isize) -> *$($m)* T { intrinsics::arith_offset(self as *const T, count) as *$($m)* T }
    pub unsafe fn offset_from(self, origin: *const T) -> isize { intrinsics::ptr_offset_from(self as *const T, origin) }
    #[track_caller]
    pub unsafe fn offset_from_unsigned(self, origin: *const T) -> usize { if self.addr() < origin.addr() { crate::panicking::precondition("ptr::offset_from_unsigned requires `self >= origin`") } intrinsics::ptr_offset_from(self as *const T, origin) as usize }
    pub const unsafe fn read(self) -> T { intrinsics::read(self as *const T) }
    pub unsafe fn read_unaligned(self) -> T { intrinsics::read_unaligned(self as *const T) }
    pub unsafe fn read_volatile(self) -> T { intrinsics::volatile_load(self as *const T) }
    pub unsafe fn copy_to(self, dest: *mut T, count: usize) { copy(self as *const T, dest, count) }
    pub unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) { copy_nonoverlapping(self as *const T, dest, count) }
    pub fn with_addr(self, addr: usize) -> *$($m)* T { addr as *$($m)* T }
    pub fn map_addr(self, f: impl FnOnce(usize) -> usize) -> *$($m)* T { self.with_addr(f(self.addr())) }
    pub unsafe fn byte_offset(self, count: isize) -> *$($m)* T { intrinsics::offset(self as *const u8, count) as *$($m)* T }
    pub fn wrapping_byte_add(self, count: usize) -> *$($m)* T { intrinsics::arith_offset(self as *const u8, count as isize) as *$($m)* T }
    pub fn wrapping_byte_sub(self, count: usize) -> *$($m)* T { intrinsics::arith_offset(self as *const u8, 0 - (count as isize)) as *$($m)* T }
    pub fn wrapping_byte_offset(self, count: isize) -> *$($m)* T { intrinsics::arith_offset(self as *const u8, count) as *$($m)* T }
    pub unsafe fn byte_offset_from<U>(self, origin: *const U) -> isize { intrinsics::ptr_offset_from(self as *const u8, origin as *const u8) }
    pub fn is_aligned(self) -> bool { self as usize % intrinsics::align_of::<T>() == 0 }
    pub fn align_offset(self, align: usize) -> usize {
        let over = self as usize % align;
        if over == 0 { 0 } else { let bytes = align - over; let size = intrinsics::size_of::<T>(); if size != 0 && bytes % size == 0 { bytes / size } else { usize::MAX } }
    }
} }
impl<T: ?Sized> *const T {
    raw_pointer_methods! { "const_ptr_cast" const }
    #[rustc_diagnostic_item = "ptr_cast_mut"]
    pub const fn cast_mut(self) -> *mut T { self as _ }
}
impl<T> *const T { sized_pointer_methods! { const } }
impl<T> *const [T] { pub fn len(self) -> usize { intrinsics::slice_len(self) } pub fn is_empty(self) -> bool { self.len() == 0 } pub fn as_ptr(self) -> *const T { self as *const T } }
impl<T: ?Sized> *mut T {
    raw_pointer_methods! { "ptr_cast" mut }
    #[rustc_diagnostic_item = "ptr_cast_const"]
    pub const fn cast_const(self) -> *const T { self as _ }
    pub unsafe fn as_mut_unchecked<'a>(self) -> &'a mut T { unsafe { &mut *self } }
    pub unsafe fn as_mut<'a>(self) -> Option<&'a mut T> { if self.is_null() { None } else { unsafe { Some(&mut *self) } } }
    pub unsafe fn drop_in_place(self) { unsafe { intrinsics::drop_in_place(self) } }
}
impl<T> *mut T {
    sized_pointer_methods! { mut }
    pub const unsafe fn write(self, val: T) { unsafe { intrinsics::write(self, val) } }
    pub unsafe fn write_unaligned(self, val: T) { unsafe { intrinsics::write_unaligned(self, val) } }
    pub unsafe fn write_volatile(self, val: T) { unsafe { intrinsics::volatile_store(self, val) } }
    pub unsafe fn write_bytes(self, val: u8, count: usize) { unsafe { intrinsics::write_bytes(self, val, count) } }
    pub unsafe fn replace(self, src: T) -> T { unsafe { replace(self, src) } }
    pub unsafe fn swap(self, with: *mut T) { unsafe { swap(self, with) } }
    pub unsafe fn copy_from(self, src: *const T, count: usize) { unsafe { intrinsics::copy(src, self, count) } }
    pub unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize) { unsafe { intrinsics::copy_nonoverlapping(src, self, count) } }
}
impl<T> *mut [T] { pub fn len(self) -> usize { intrinsics::slice_len(self as *const [T]) } pub fn is_empty(self) -> bool { self.len() == 0 } pub fn as_mut_ptr(self) -> *mut T { self as *mut T } }
macro_rules! raw_pointer_impls { ($($m:tt)*) => {
    impl<T: ?Sized> PartialEq for *$($m)* T { fn eq(&self, other: &*$($m)* T) -> bool { *self == *other } }
    impl<T: ?Sized> Eq for *$($m)* T {}
    impl<T: ?Sized> PartialOrd for *$($m)* T { fn partial_cmp(&self, other: &*$($m)* T) -> Option<Ordering> { Some(self.cmp(other)) } }
    impl<T: ?Sized> Ord for *$($m)* T { fn cmp(&self, other: &*$($m)* T) -> Ordering { if *self < *other { Ordering::Less } else if *self == *other { Ordering::Equal } else { Ordering::Greater } } }
    impl<T: ?Sized> crate::hash::Hash for *$($m)* T { fn hash<H: crate::hash::Hasher>(&self, state: &mut H) { state.write_usize(*self as *const () as usize) } }
    impl<T: ?Sized> fmt::Debug for *$($m)* T { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::pointer_fmt_inner(*self as *const () as usize, f) } }
    impl<T: ?Sized> fmt::Pointer for *$($m)* T { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::pointer_fmt_inner(*self as *const () as usize, f) } }
} }
raw_pointer_impls! { const }
raw_pointer_impls! { mut }

#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_diagnostic_item = "NonNull"]
#[view(value, of = "pointer")]
pub struct NonNull<T: ?Sized> { pointer: *const T }
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T> NonNull<T> {
    pub const fn dangling() -> Self { NonNull { pointer: dangling() } }
    pub const unsafe fn add(self, count: usize) -> Self { NonNull { pointer: intrinsics::offset(self.pointer, count as isize) } }
    pub const unsafe fn sub(self, count: usize) -> Self { NonNull { pointer: intrinsics::offset(self.pointer, -(count as isize)) } }
    pub const unsafe fn offset(self, count: isize) -> Self { NonNull { pointer: intrinsics::offset(self.pointer, count) } }
    pub const unsafe fn read(self) -> T { unsafe { intrinsics::read(self.pointer) } }
    pub unsafe fn byte_add(self, count: usize) -> Self { NonNull { pointer: intrinsics::offset(self.pointer as *const u8, count as isize) as *const T } }
    pub unsafe fn byte_sub(self, count: usize) -> Self { NonNull { pointer: intrinsics::offset(self.pointer as *const u8, -(count as isize)) as *const T } }
    pub unsafe fn offset_from(self, origin: NonNull<T>) -> isize { intrinsics::ptr_offset_from(self.pointer, origin.pointer) }
    pub unsafe fn read_unaligned(self) -> T { unsafe { intrinsics::read_unaligned(self.pointer) } }
    pub unsafe fn read_volatile(self) -> T { unsafe { intrinsics::volatile_load(self.pointer) } }
    pub unsafe fn write_unaligned(self, val: T) { unsafe { intrinsics::write_unaligned(self.pointer as *mut T, val) } }
    pub unsafe fn write_volatile(self, val: T) { unsafe { intrinsics::volatile_store(self.pointer as *mut T, val) } }
    pub unsafe fn write_bytes(self, val: u8, count: usize) { unsafe { intrinsics::write_bytes(self.pointer as *mut T, val, count) } }
    pub unsafe fn copy_to(self, dest: NonNull<T>, count: usize) { unsafe { intrinsics::copy(self.pointer, dest.as_ptr(), count) } }
    pub unsafe fn copy_to_nonoverlapping(self, dest: NonNull<T>, count: usize) { unsafe { intrinsics::copy_nonoverlapping(self.pointer, dest.as_ptr(), count) } }
    pub unsafe fn copy_from(self, src: NonNull<T>, count: usize) { unsafe { intrinsics::copy(src.pointer, self.as_ptr(), count) } }
    pub unsafe fn copy_from_nonoverlapping(self, src: NonNull<T>, count: usize) { unsafe { intrinsics::copy_nonoverlapping(src.pointer, self.as_ptr(), count) } }
    pub unsafe fn replace(self, src: T) -> T { unsafe { replace(self.as_ptr(), src) } }
    pub unsafe fn swap(self, with: NonNull<T>) { unsafe { swap(self.as_ptr(), with.as_ptr()) } }
    pub fn is_aligned(self) -> bool { self.pointer.is_aligned() }
    pub fn align_offset(self, align: usize) -> usize { self.pointer.align_offset(align) }
    pub const unsafe fn write(self, val: T) { unsafe { intrinsics::write(self.pointer as *mut T, val) } }
}
impl<T: ?Sized> NonNull<T> {
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> Self { if ptr as *const () as usize == 0 { crate::panicking::precondition("NonNull::new_unchecked requires that the pointer is non-null") } NonNull { pointer: ptr as *const T } }
    pub fn new(ptr: *mut T) -> Option<Self> { if ptr.is_null() { None } else { Some(NonNull { pointer: ptr as *const T }) } }
    pub const fn from_ref(r: &T) -> Self { NonNull { pointer: r } }
    pub const fn from_mut(r: &mut T) -> Self { NonNull { pointer: r as *mut T as *const T } }
    pub const fn as_ptr(self) -> *mut T { self.pointer as *mut T }
    pub const unsafe fn as_ref<'a>(&self) -> &'a T { unsafe { &*self.pointer } }
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T { unsafe { &mut *(self.pointer as *mut T) } }
    pub const fn cast<U>(self) -> NonNull<U> { NonNull { pointer: self.pointer as *const U } }
    pub unsafe fn drop_in_place(self) { unsafe { intrinsics::drop_in_place(self.pointer as *mut T) } }
    pub fn addr(self) -> crate::num::NonZero<usize> { unsafe { crate::num::NonZero::new_unchecked(self.pointer as *const () as usize) } }
}
impl<T> NonNull<[T]> {
    pub fn slice_from_raw_parts(data: NonNull<T>, len: usize) -> Self { NonNull { pointer: intrinsics::slice_from_raw_parts(data.pointer, len) } }
    pub fn len(self) -> usize { intrinsics::slice_len(self.pointer) }
    pub fn is_empty(self) -> bool { self.len() == 0 }
}
impl<T: ?Sized> Clone for NonNull<T> { fn clone(&self) -> Self { *self } }
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<NonNull<U>> for NonNull<T> {}
impl<T: ?Sized> fmt::Debug for NonNull<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.as_ptr(), f) } }
impl<T: ?Sized> fmt::Pointer for NonNull<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.as_ptr(), f) } }
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialEq for NonNull<T> { fn eq(&self, other: &Self) -> bool { self.as_ptr() == other.as_ptr() } }
impl<T: ?Sized> Ord for NonNull<T> { fn cmp(&self, other: &Self) -> Ordering { self.as_ptr().cmp(&other.as_ptr()) } }
impl<T: ?Sized> PartialOrd for NonNull<T> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.as_ptr().partial_cmp(&other.as_ptr()) } }
impl<T: ?Sized> crate::hash::Hash for NonNull<T> { fn hash<H: crate::hash::Hasher>(&self, state: &mut H) { self.as_ptr().hash(state) } }
impl<T: ?Sized> From<&mut T> for NonNull<T> { fn from(r: &mut T) -> Self { NonNull::from_mut(r) } }
impl<T: ?Sized> From<&T> for NonNull<T> { fn from(r: &T) -> Self { NonNull::from_ref(r) } }

// A NonNull that owns what it points to: Send and Sync as T is.
#[repr(transparent)]
#[view(value, of = "pointer")]
pub struct Unique<T: ?Sized> { pointer: NonNull<T>, _marker: PhantomData<T> }
unsafe impl<T: Send + ?Sized> Send for Unique<T> {}
unsafe impl<T: Sync + ?Sized> Sync for Unique<T> {}
impl<T> Unique<T> { pub const fn dangling() -> Self { Unique { pointer: NonNull::dangling(), _marker: PhantomData } } }
impl<T: ?Sized> Unique<T> {
    pub const unsafe fn new_unchecked(ptr: *mut T) -> Self { Unique { pointer: NonNull { pointer: ptr as *const T }, _marker: PhantomData } }
    pub const fn as_ptr(self) -> *mut T { self.pointer.as_ptr() }
}
impl<T: ?Sized> Clone for Unique<T> { fn clone(&self) -> Self { *self } }
impl<T: ?Sized> Copy for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Unique<U>> for Unique<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Unique<U>> for Unique<T> {}
