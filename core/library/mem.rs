// Memory: sizes, moves, and values that are not dropped.
pub use crate::offset_of;
use crate::intrinsics;
use crate::ops::{Deref, DerefMut};

#[must_use] pub const fn size_of<T>() -> usize { intrinsics::size_of::<T>() }
pub fn size_of_val<T: ?Sized>(val: &T) -> usize { intrinsics::size_of_val(val) }
#[must_use] pub const fn align_of<T>() -> usize { intrinsics::align_of::<T>() }
pub fn align_of_val<T: ?Sized>(val: &T) -> usize { intrinsics::align_of_val(val) }
#[deprecated(note = "use `align_of` instead", since = "1.2.0")] pub fn min_align_of<T>() -> usize { align_of::<T>() }
#[deprecated(note = "use `align_of_val` instead", since = "1.2.0")] pub fn min_align_of_val<T: ?Sized>(val: &T) -> usize { align_of_val(val) }
#[must_use] pub const fn needs_drop<T: ?Sized>() -> bool { intrinsics::needs_drop::<T>() }
#[rustc_diagnostic_item = "mem_forget"]
pub const fn forget<T>(t: T) { let _ = ManuallyDrop::new(t); }
pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe {
        let a = intrinsics::read(x as *const T);
        intrinsics::copy_nonoverlapping(y as *const T, x as *mut T, 1);
        intrinsics::write(y, a);
    }
}
pub fn take<T: Default>(dest: &mut T) -> T { replace(dest, T::default()) }
#[must_use = "if you don't need the old value, you can just assign the new value directly"]
pub const fn replace<T>(dest: &mut T, src: T) -> T {
    unsafe {
        let result = intrinsics::read(dest as *const T);
        intrinsics::write(dest, src);
        result
    }
}
#[rustc_diagnostic_item = "mem_drop"]
pub fn drop<T>(_x: T) {}
pub use crate::intrinsics::transmute;
pub unsafe fn zeroed<T>() -> T {
    if !intrinsics::is_inhabited::<T>() { uninhabited::<T>() }
    if !intrinsics::allows_zeroes::<T>() { crate::panicking::not_instantiable(format_args!("attempted to zero-initialize type `{}`, which is invalid", intrinsics::type_name::<T>())) }
    unsafe { MaybeUninit::<T>::zeroed().assume_init() }
}
pub unsafe fn uninitialized<T>() -> T {
    if !intrinsics::is_inhabited::<T>() { uninhabited::<T>() }
    if !intrinsics::allows_ones::<T>() { crate::panicking::not_instantiable(format_args!("attempted to leave type `{}` uninitialized, which is invalid", intrinsics::type_name::<T>())) }
    unsafe { let mut u = MaybeUninit::<T>::uninit(); intrinsics::write_bytes(u.as_mut_ptr(), 1u8, 1); u.assume_init() }
}
fn uninhabited<T>() -> ! { crate::panicking::not_instantiable(format_args!("attempted to instantiate uninhabited type `{}`", intrinsics::type_name::<T>())) }
pub unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst { unsafe { intrinsics::read_unaligned(src as *const Src as *const Dst) } }
pub fn discriminant<T>(v: &T) -> Discriminant<T> { Discriminant(intrinsics::discriminant_value(v)) }
pub struct Discriminant<T>(<T as crate::marker::DiscriminantKind>::Discriminant);
impl<T> Copy for Discriminant<T> {}
impl<T> Clone for Discriminant<T> { fn clone(&self) -> Self { *self } }
impl<T> PartialEq for Discriminant<T> { fn eq(&self, rhs: &Self) -> bool { self.0 == rhs.0 } }
impl<T> Eq for Discriminant<T> {}
impl<T> crate::hash::Hash for Discriminant<T> { fn hash<H: crate::hash::Hasher>(&self, hasher: &mut H) { self.0.hash(hasher); } }
impl<T> crate::fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.debug_tuple("Discriminant").field(&self.0).finish() }
}

#[lang = "manually_drop"]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[view(value, of = "value")]
pub struct ManuallyDrop<T: ?Sized> { value: T }
impl<T> ManuallyDrop<T> {
    #[must_use = "if you don't need the wrapper, you can use `mem::forget` instead"] pub const fn new(value: T) -> ManuallyDrop<T> { ManuallyDrop { value } }
    pub const fn into_inner(slot: ManuallyDrop<T>) -> T { slot.value }
    pub unsafe fn take(slot: &mut ManuallyDrop<T>) -> T { unsafe { intrinsics::read(&slot.value as *const T) } }
}
impl<T: ?Sized> ManuallyDrop<T> {
    pub unsafe fn drop(slot: &mut ManuallyDrop<T>) { unsafe { intrinsics::drop_in_place(&mut slot.value) } }
}
impl<T: ?Sized> Deref for ManuallyDrop<T> { type Target = T; fn deref(&self) -> &T { &self.value } }
impl<T: ?Sized> DerefMut for ManuallyDrop<T> { fn deref_mut(&mut self) -> &mut T { &mut self.value } }

#[lang = "maybe_uninit"]
#[derive(Copy)]
#[repr(transparent)]
pub union MaybeUninit<T> { uninit: (), value: ManuallyDrop<T> }
impl<T: Copy> Clone for MaybeUninit<T> { fn clone(&self) -> Self { *self } }
impl<T> crate::fmt::Debug for MaybeUninit<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { let name = intrinsics::type_name::<Self>(); f.pad(&name[name.find("MaybeUninit").unwrap()..]) }
}
impl<T> MaybeUninit<T> {
    pub const fn new(val: T) -> MaybeUninit<T> { MaybeUninit { value: ManuallyDrop::new(val) } }
    pub const fn uninit() -> MaybeUninit<T> { MaybeUninit { uninit: () } }
    pub fn zeroed() -> MaybeUninit<T> {
        let mut u = MaybeUninit::<T>::uninit();
        unsafe { intrinsics::write_bytes(u.as_mut_ptr(), 0u8, 1); }
        u
    }
    pub const fn write(&mut self, val: T) -> &mut T { *self = MaybeUninit::new(val); unsafe { self.assume_init_mut() } }
    #[rustc_as_ptr] pub const fn as_ptr(&self) -> *const T { self as *const _ as *const T }
    #[rustc_as_ptr] pub const fn as_mut_ptr(&mut self) -> *mut T { self as *mut _ as *mut T }
    pub const unsafe fn assume_init(self) -> T { if !intrinsics::is_inhabited::<T>() { uninhabited::<T>() } unsafe { ManuallyDrop::into_inner(self.value) } }
    pub const unsafe fn assume_init_read(&self) -> T { unsafe { intrinsics::read(self.as_ptr()) } }
    pub unsafe fn assume_init_drop(&mut self) { unsafe { intrinsics::drop_in_place(self.as_mut_ptr()) } }
    pub const unsafe fn assume_init_ref(&self) -> &T { unsafe { &*self.as_ptr() } }
    pub const unsafe fn assume_init_mut(&mut self) -> &mut T { unsafe { &mut *self.as_mut_ptr() } }
}
impl<T, const N: usize> MaybeUninit<[T; N]> {
    pub fn transpose(self) -> [MaybeUninit<T>; N] { unsafe { intrinsics::transmute_unchecked(self) } }
}
impl<T> [MaybeUninit<T>] {
    pub fn write_copy_of_slice(&mut self, src: &[T]) -> &mut [T] where T: Copy { self.copy_from_slice(unsafe { &*(src as *const [T] as *const [MaybeUninit<T>]) }); unsafe { self.assume_init_mut() } }
    pub fn write_clone_of_slice(&mut self, src: &[T]) -> &mut [T] where T: Clone {
        assert_eq!(self.len(), src.len(), "destination and source slices have different lengths");
        for (to, from) in self.iter_mut().zip(src) { to.write(from.clone()); }
        unsafe { self.assume_init_mut() }
    }
    pub const unsafe fn assume_init_ref(&self) -> &[T] { unsafe { &*(self as *const [MaybeUninit<T>] as *const [T]) } }
    pub const unsafe fn assume_init_mut(&mut self) -> &mut [T] { unsafe { &mut *(self as *mut [MaybeUninit<T>] as *mut [T]) } }
    pub unsafe fn assume_init_drop(&mut self) { unsafe { intrinsics::drop_in_place(self as *mut [MaybeUninit<T>] as *mut [T]) } }
}
