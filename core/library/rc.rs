// Single-threaded reference counting.
use crate::alloc::Layout;
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::cell::Cell;
use crate::clone::CloneToUninit;
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::{PhantomData, Unsize};
use crate::mem::{self, ManuallyDrop, MaybeUninit};
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};
use crate::pin::Pin;
use crate::ptr::{self, NonNull};
use crate::string::String;
use crate::vec::Vec;

#[repr(C)]
#[view(counted, strong = "strong", weak = "weak", value = "value")]
struct RcInner<T: ?Sized> { strong: Cell<usize>, weak: Cell<usize>, value: T }
#[rustc_diagnostic_item = "Rc"]
#[view(owner, ptr = "ptr")]
pub struct Rc<T: ?Sized> { ptr: NonNull<RcInner<T>>, phantom: PhantomData<RcInner<T>> }
impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
#[rustc_diagnostic_item = "RcWeak"]
#[view(weak, ptr = "ptr")]
pub struct Weak<T: ?Sized> { ptr: NonNull<RcInner<T>> }
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

fn set_count(cell: &Cell<usize>, count: usize) {
    cell.set(count);
    intrinsics::trace_count(cell.as_ptr() as *const usize, count);
}
const DANGLING: usize = usize::MAX;
fn is_dangling<T: ?Sized>(ptr: *const T) -> bool { (ptr as *const ()) as usize == DANGLING }

impl<T: ?Sized> Rc<T> {
    fn inner(&self) -> &RcInner<T> { unsafe { self.ptr.as_ref() } }
    unsafe fn from_inner(ptr: NonNull<RcInner<T>>) -> Self { Rc { ptr, phantom: PhantomData } }
}
impl<T> Rc<T> {
    pub fn new(value: T) -> Rc<T> { unsafe { Rc::from_inner(NonNull::new_unchecked(Box::into_raw(Box::new(RcInner { strong: Cell::new(1), weak: Cell::new(1), value })))) } }
    pub fn pin(value: T) -> Pin<Rc<T>> { unsafe { Pin::new_unchecked(Rc::new(value)) } }
    pub fn new_uninit() -> Rc<MaybeUninit<T>> { Rc::new(MaybeUninit::uninit()) }
    pub fn new_zeroed() -> Rc<MaybeUninit<T>> { Rc::new(MaybeUninit::zeroed()) }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Rc<T> {
        unsafe {
            let uninit: *mut RcInner<MaybeUninit<T>> = Box::into_raw(Box::new(RcInner { strong: Cell::new(0), weak: Cell::new(1), value: MaybeUninit::uninit() }));
            let init_ptr: NonNull<RcInner<T>> = NonNull::new_unchecked(uninit as *mut RcInner<T>);
            let weak = Weak { ptr: init_ptr };
            let data = data_fn(&weak);
            ptr::write(&raw mut (*init_ptr.as_ptr()).value, data);
            (*init_ptr.as_ptr()).strong.set(1);
            mem::forget(weak);
            Rc::from_inner(init_ptr)
        }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Rc::strong_count(&this) == 1 {
            let this = ManuallyDrop::new(this);
            unsafe {
                let val = ptr::read(&**this as *const T);
                set_count(&this.inner().strong, 0);
                drop(Weak { ptr: this.ptr });
                Ok(val)
            }
        } else {
            Err(this)
        }
    }
    pub fn into_inner(this: Self) -> Option<T> { Rc::try_unwrap(this).ok() }
    pub fn unwrap_or_clone(this: Self) -> T where T: Clone { Rc::try_unwrap(this).unwrap_or_else(|rc| (*rc).clone()) }
}
impl<T> Rc<MaybeUninit<T>> { pub unsafe fn assume_init(self) -> Rc<T> { unsafe { let this = ManuallyDrop::new(self); Rc::from_inner(this.ptr.cast()) } } }
impl<T> Rc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Rc<[MaybeUninit<T>]> { unsafe { Rc::allocate_slice(len) } }
    pub fn new_zeroed_slice(len: usize) -> Rc<[MaybeUninit<T>]> {
        unsafe {
            let rc: Rc<[MaybeUninit<T>]> = Rc::allocate_slice(len);
            intrinsics::write_bytes(Rc::as_ptr(&rc) as *mut T, 0, len);
            rc
        }
    }
    // With both counts 1 and elements that nobody has written yet.
    unsafe fn allocate_slice(len: usize) -> Rc<[T]> {
        let layout = Layout::array::<T>(len).unwrap();
        unsafe { let inner = allocate_inner(layout.size(), layout.align()); Rc::from_inner(NonNull::new_unchecked(ptr::slice_from_raw_parts_mut(inner as *mut T, len) as *mut RcInner<[T]>)) }
    }
    // The elements are moved (as bytes) from `data`.
    unsafe fn from_elements(data: *const T, len: usize) -> Rc<[T]> {
        unsafe { let rc = Rc::allocate_slice(len); intrinsics::copy_nonoverlapping(data, Rc::as_ptr(&rc) as *mut T, len); rc }
    }
}
impl<T> Rc<[MaybeUninit<T>]> { pub unsafe fn assume_init(self) -> Rc<[T]> { unsafe { let this = ManuallyDrop::new(self); Rc::from_inner(NonNull::new_unchecked(this.ptr.as_ptr() as *mut RcInner<[T]>)) } } }
impl<T: ?Sized> Rc<T> {
    #[must_use = "losing the pointer will leak memory"] pub fn into_raw(this: Self) -> *const T { let this = ManuallyDrop::new(this); Rc::as_ptr(&*this) }
    pub fn as_ptr(this: &Self) -> *const T { let ptr: *mut RcInner<T> = this.ptr.as_ptr(); unsafe { &raw const (*ptr).value } }
    #[must_use = "this returns a new `Weak` pointer, without modifying the original `Rc`"] pub fn downgrade(this: &Self) -> Weak<T> { set_count(&this.inner().weak, this.inner().weak.get() + 1); Weak { ptr: this.ptr } }
    pub fn weak_count(this: &Self) -> usize { this.inner().weak.get() - 1 }
    pub fn strong_count(this: &Self) -> usize { this.inner().strong.get() }
    fn is_unique(this: &Self) -> bool { Rc::weak_count(this) == 0 && Rc::strong_count(this) == 1 }
    pub fn get_mut(this: &mut Self) -> Option<&mut T> { if Rc::is_unique(this) { unsafe { Some(&mut this.ptr.as_mut().value) } } else { None } }
    pub fn ptr_eq(this: &Self, other: &Self) -> bool { ptr::addr_eq(this.ptr.as_ptr() as *const RcInner<T>, other.ptr.as_ptr() as *const RcInner<T>) }
}
// Where the value begins in an RcInner, by its alignment.
fn data_offset(align: usize) -> usize { (16 + align - 1) & !(align - 1) }
// Room for the counts, both 1, and a value of this size and alignment.
unsafe fn allocate_inner(size: usize, align: usize) -> *mut u8 {
    unsafe {
        let (layout, _) = Layout::new::<[usize; 2]>().extend(Layout::from_size_align(size, align).unwrap()).unwrap();
        let layout = layout.pad_to_align();
        let inner = intrinsics::alloc(layout.size(), layout.align());
        ptr::write(inner as *mut [usize; 2], [1, 1]);
        inner
    }
}
impl<T: ?Sized> Rc<T> {
    // The allocation a pointer to the value belongs to (into_raw's counterpart).
    unsafe fn inner_of(ptr: *const T) -> *mut RcInner<T> {
        let offset = data_offset(intrinsics::align_of_val(ptr));
        unsafe { intrinsics::with_data(ptr, (ptr as *const u8).sub(offset)) as *mut T as *mut RcInner<T> }
    }
    // Moves the value (as bytes) out of `value`, whose memory stays.
    unsafe fn from_value(value: *const T) -> Rc<T> {
        unsafe {
            let (size, align) = (intrinsics::size_of_val(value), intrinsics::align_of_val(value));
            let inner = allocate_inner(size, align);
            intrinsics::copy_nonoverlapping(value as *const u8, inner.add(data_offset(align)), size);
            Rc::from_inner(NonNull::new_unchecked(intrinsics::with_data(value, inner) as *mut T as *mut RcInner<T>))
        }
    }
    pub unsafe fn from_raw(ptr: *const T) -> Self { unsafe { Rc::from_inner(NonNull::new_unchecked(Rc::inner_of(ptr))) } }
    pub unsafe fn increment_strong_count(ptr: *const T) { let rc = unsafe { ManuallyDrop::new(Rc::from_raw(ptr)) }; let _rc_clone: ManuallyDrop<Rc<T>> = ManuallyDrop::new((*rc).clone()); }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { drop(Rc::from_raw(ptr)); } }
}
impl<T: ?Sized + CloneToUninit> Rc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        unsafe {
            if Rc::strong_count(this) != 1 {
                let value: *const T = &**this;
                let (size, align) = (intrinsics::size_of_val(value), intrinsics::align_of_val(value));
                let copy = UninitInner { inner: allocate_inner(size, align), size, align };
                (**this).clone_to_uninit(copy.inner.add(data_offset(align)));
                let inner = intrinsics::with_data(value, copy.inner) as *mut T as *mut RcInner<T>;
                mem::forget(copy);
                *this = Rc::from_inner(NonNull::new_unchecked(inner));
            } else if Rc::weak_count(this) != 0 {
                let moved = Rc::from_value(&**this);
                let old = this.ptr;
                set_count(&old.as_ref().strong, 0);
                ptr::write(this, moved);
                drop(Weak { ptr: old });
            }
            &mut this.ptr.as_mut().value
        }
    }
}
// Memory whose value is being made: given back where making it unwinds.
struct UninitInner { inner: *mut u8, size: usize, align: usize }
impl Drop for UninitInner {
    fn drop(&mut self) {
        let (layout, _) = Layout::new::<[usize; 2]>().extend(Layout::from_size_align(self.size, self.align).unwrap()).unwrap();
        intrinsics::dealloc(self.inner, layout.pad_to_align().size(), layout.align());
    }
}
impl Rc<dyn crate::any::Any> {
    pub fn downcast<T: crate::any::Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() { unsafe { let this = ManuallyDrop::new(self); Ok(Rc::from_inner(this.ptr.cast())) } } else { Err(self) }
    }
}
impl<T: ?Sized> Deref for Rc<T> { #[at(item = "alloc/src/rc.rs:2412:4")] type Target = T; fn deref(&self) -> &T { &self.inner().value } }
unsafe impl<#[may_dangle] T: ?Sized> Drop for Rc<T> {
    fn drop(&mut self) {
        unsafe {
            let inner = self.ptr.as_ptr();
            set_count(&(*inner).strong, (*inner).strong.get() - 1);
            if (*inner).strong.get() == 0 {
                let _weak = Weak { ptr: self.ptr };
                intrinsics::drop_in_place(&raw mut (*inner).value);
            }
        }
    }
}
impl<T: ?Sized> Clone for Rc<T> {
    fn clone(&self) -> Self { set_count(&self.inner().strong, self.inner().strong.get() + 1); Rc { ptr: self.ptr, phantom: PhantomData } }
}
impl<T: Default> Default for Rc<T> { fn default() -> Rc<T> { Rc::new(T::default()) } }
impl<T> Default for Rc<[T]> { fn default() -> Rc<[T]> { Rc::<[T; 0]>::new([]) } }
impl<T> Default for Pin<Rc<T>> where T: ?Sized, Rc<T>: Default { fn default() -> Self { unsafe { Pin::new_unchecked(Rc::<T>::default()) } } }
impl Default for Rc<str> { fn default() -> Rc<str> { Rc::from("") } }
impl<T: ?Sized + PartialEq> PartialEq for Rc<T> { fn eq(&self, other: &Rc<T>) -> bool { **self == **other } fn ne(&self, other: &Rc<T>) -> bool { **self != **other } }
impl<T: ?Sized + Eq> Eq for Rc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Rc<T> { fn partial_cmp(&self, other: &Rc<T>) -> Option<Ordering> { (**self).partial_cmp(&**other) } }
impl<T: ?Sized + Ord> Ord for Rc<T> { fn cmp(&self, other: &Rc<T>) -> Ordering { (**self).cmp(&**other) } }
impl<T: ?Sized + Hash> Hash for Rc<T> { fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state); } }
impl<T: ?Sized + fmt::Display> fmt::Display for Rc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for Rc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) } }
impl<T: ?Sized> fmt::Pointer for Rc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&(&raw const **self), f) } }
impl<T> From<T> for Rc<T> { fn from(t: T) -> Self { Rc::new(t) } }
impl<T, const N: usize> From<[T; N]> for Rc<[T]> { fn from(v: [T; N]) -> Rc<[T]> { Rc::<[T; N]>::new(v) } }
impl<T: Clone> From<&[T]> for Rc<[T]> { fn from(v: &[T]) -> Rc<[T]> { Rc::from(v.to_vec()) } }
impl<T: Clone> From<&mut [T]> for Rc<[T]> { fn from(v: &mut [T]) -> Rc<[T]> { Rc::from(&*v) } }
impl From<&str> for Rc<str> { fn from(v: &str) -> Rc<str> { unsafe { Rc::from_value(v) } } }
impl From<&mut str> for Rc<str> { fn from(v: &mut str) -> Rc<str> { Rc::from(&*v) } }
impl From<String> for Rc<str> { fn from(v: String) -> Rc<str> { Rc::from(&v[..]) } }
impl<T: ?Sized> From<Box<T>> for Rc<T> {
    fn from(v: Box<T>) -> Rc<T> {
        unsafe {
            let raw = Box::into_raw(v);
            let rc = Rc::from_value(raw);
            intrinsics::dealloc(raw as *mut u8, intrinsics::size_of_val(raw as *const T), intrinsics::align_of_val(raw as *const T));
            rc
        }
    }
}
impl<T> From<Vec<T>> for Rc<[T]> {
    fn from(mut v: Vec<T>) -> Rc<[T]> { unsafe { let rc = Rc::from_elements(v.as_ptr(), v.len()); v.set_len(0); rc } }
}
impl<'a, B> From<Cow<'a, B>> for Rc<B> where B: ToOwned + ?Sized, Rc<B>: From<&'a B> + From<B::Owned> {
    fn from(cow: Cow<'a, B>) -> Rc<B> { match cow { Cow::Borrowed(s) => Rc::from(s), Cow::Owned(s) => Rc::from(s) } }
}
impl From<Rc<str>> for Rc<[u8]> { fn from(rc: Rc<str>) -> Self { unsafe { Rc::from_raw(Rc::into_raw(rc) as *const [u8]) } } }
impl<T, const N: usize> TryFrom<Rc<[T]>> for Rc<[T; N]> {
    type Error = Rc<[T]>;
    fn try_from(slice: Rc<[T]>) -> Result<Self, Self::Error> { if slice.len() == N { Ok(unsafe { Rc::from_raw(Rc::into_raw(slice) as *const [T; N]) }) } else { Err(slice) } }
}
impl<T> FromIterator<T> for Rc<[T]> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self { Rc::from(iter.into_iter().collect::<Vec<T>>()) } }
impl<T: ?Sized> Borrow<T> for Rc<T> { fn borrow(&self) -> &T { &**self } }
impl<T: ?Sized> AsRef<T> for Rc<T> { fn as_ref(&self) -> &T { &**self } }
impl<T: ?Sized> Unpin for Rc<T> {}
impl<T: ?Sized + crate::error::Error> crate::error::Error for Rc<T> { fn source(&self) -> Option<&(dyn crate::error::Error + 'static)> { (**self).source() } }

impl<T> Weak<T> {
    #[must_use] pub const fn new() -> Weak<T> { Weak { ptr: unsafe { NonNull::new_unchecked(DANGLING as *mut RcInner<T>) } } }
}
impl<T: ?Sized> Weak<T> {
    pub fn as_ptr(&self) -> *const T { let ptr: *mut RcInner<T> = self.ptr.as_ptr(); if is_dangling(ptr) { ptr as *const T } else { unsafe { &raw const (*ptr).value } } }
    pub unsafe fn from_raw(ptr: *const T) -> Self { Weak { ptr: unsafe { NonNull::new_unchecked(if is_dangling(ptr) { ptr as *mut T as *mut RcInner<T> } else { Rc::inner_of(ptr) }) } } }
    pub fn into_raw(self) -> *const T { ManuallyDrop::new(self).as_ptr() }
    #[must_use = "this returns a new `Rc`, without modifying the original weak pointer"] pub fn upgrade(&self) -> Option<Rc<T>> {
        if is_dangling(self.ptr.as_ptr() as *const RcInner<T>) { return None; }
        unsafe {
            let inner = self.ptr.as_ptr();
            if (*inner).strong.get() == 0 { None } else { set_count(&(*inner).strong, (*inner).strong.get() + 1); Some(Rc::from_inner(self.ptr)) }
        }
    }
    #[must_use] pub fn strong_count(&self) -> usize { if is_dangling(self.ptr.as_ptr() as *const RcInner<T>) { 0 } else { unsafe { (*self.ptr.as_ptr()).strong.get() } } }
    pub fn weak_count(&self) -> usize {
        if is_dangling(self.ptr.as_ptr() as *const RcInner<T>) { return 0; }
        unsafe { if (*self.ptr.as_ptr()).strong.get() > 0 { (*self.ptr.as_ptr()).weak.get() - 1 } else { 0 } }
    }
    pub fn ptr_eq(&self, other: &Self) -> bool { ptr::addr_eq(self.ptr.as_ptr() as *const RcInner<T>, other.ptr.as_ptr() as *const RcInner<T>) }
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        if is_dangling(self.ptr.as_ptr() as *const RcInner<T>) { return; }
        unsafe {
            let inner = self.ptr.as_ptr();
            set_count(&(*inner).weak, (*inner).weak.get() - 1);
            if (*inner).weak.get() == 0 {
                intrinsics::dealloc(inner as *mut u8, intrinsics::size_of_val(inner as *const RcInner<T>), intrinsics::align_of_val(inner as *const RcInner<T>));
            }
        }
    }
}
impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        if !is_dangling(self.ptr.as_ptr() as *const RcInner<T>) { unsafe { let inner = self.ptr.as_ptr(); set_count(&(*inner).weak, (*inner).weak.get() + 1); } }
        Weak { ptr: self.ptr }
    }
}
impl<T: ?Sized> fmt::Debug for Weak<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "(Weak)") } }
impl<T> Default for Weak<T> { fn default() -> Weak<T> { Weak::new() } }
