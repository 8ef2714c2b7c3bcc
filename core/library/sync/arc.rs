// Thread-safe reference counting. The scheduler may switch threads between any two calls, so counts change in one step.
use crate::alloc::Layout;
use crate::any::Any;
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::clone::CloneToUninit;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::{PhantomData, Unsize};
use crate::mem::{self, ManuallyDrop, MaybeUninit};
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};
use crate::pin::Pin;
use crate::ptr::{self, NonNull};
use crate::string::String;
use crate::sync::atomic::{AtomicUsize, Ordering::{AcqRel, Acquire, Relaxed, Release}};
use crate::vec::Vec;

#[repr(C)]
#[view(counted, strong = "strong", weak = "weak", value = "value")]
struct ArcInner<T: ?Sized> { strong: AtomicUsize, weak: AtomicUsize, value: T }
#[rustc_diagnostic_item = "Arc"]
#[view(owner, ptr = "ptr")]
pub struct Arc<T: ?Sized> { ptr: NonNull<ArcInner<T>>, phantom: PhantomData<ArcInner<T>> }
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
#[rustc_diagnostic_item = "ArcWeak"]
#[view(weak, ptr = "ptr")]
pub struct Weak<T: ?Sized> { ptr: NonNull<ArcInner<T>> }
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}

fn traced(count: &AtomicUsize, now: usize) -> usize { intrinsics::trace_count(count.as_ptr() as *const usize, now); now }
// Both give the new count.
fn increase(count: &AtomicUsize) -> usize { traced(count, count.fetch_add(1, Relaxed) + 1) }
fn decrease(count: &AtomicUsize) -> usize { traced(count, count.fetch_sub(1, AcqRel) - 1) }
const DANGLING: usize = usize::MAX;
fn is_dangling<T: ?Sized>(ptr: *const T) -> bool { (ptr as *const ()) as usize == DANGLING }

impl<T: ?Sized> Arc<T> {
    fn inner(&self) -> &ArcInner<T> { unsafe { self.ptr.as_ref() } }
    unsafe fn from_inner(ptr: NonNull<ArcInner<T>>) -> Self { Arc { ptr, phantom: PhantomData } }
}
impl<T> Arc<T> {
    pub fn new(value: T) -> Arc<T> { unsafe { Arc::from_inner(NonNull::new_unchecked(Box::into_raw(Box::new(ArcInner { strong: AtomicUsize::new(1), weak: AtomicUsize::new(1), value })))) } }
    pub fn pin(value: T) -> Pin<Arc<T>> { unsafe { Pin::new_unchecked(Arc::new(value)) } }
    pub fn new_uninit() -> Arc<MaybeUninit<T>> { Arc::new(MaybeUninit::uninit()) }
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> { Arc::new(MaybeUninit::zeroed()) }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Arc<T> {
        unsafe {
            let uninit: *mut ArcInner<MaybeUninit<T>> = Box::into_raw(Box::new(ArcInner { strong: AtomicUsize::new(0), weak: AtomicUsize::new(1), value: MaybeUninit::uninit() }));
            let init_ptr: NonNull<ArcInner<T>> = NonNull::new_unchecked(uninit as *mut ArcInner<T>);
            let weak = Weak { ptr: init_ptr };
            let data = data_fn(&weak);
            ptr::write(&raw mut (*init_ptr.as_ptr()).value, data);
            traced(&(*init_ptr.as_ptr()).strong, 1);
            (*init_ptr.as_ptr()).strong.store(1, Release);
            mem::forget(weak);
            Arc::from_inner(init_ptr)
        }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.inner().strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() { return Err(this); }
        traced(&this.inner().strong, 0);
        Ok(unsafe { Arc::take_value(this) })
    }
    pub fn into_inner(this: Self) -> Option<T> {
        if decrease(&this.inner().strong) != 0 { mem::forget(this); return None; }
        Some(unsafe { Arc::take_value(this) })
    }
    // Once the strong count is 0.
    unsafe fn take_value(this: Self) -> T {
        let this = ManuallyDrop::new(this);
        unsafe { let val = ptr::read(&this.inner().value as *const T); drop(Weak { ptr: this.ptr }); val }
    }
    pub fn unwrap_or_clone(this: Self) -> T where T: Clone { Arc::try_unwrap(this).unwrap_or_else(|rc| (*rc).clone()) }
}
impl<T> Arc<MaybeUninit<T>> { pub unsafe fn assume_init(self) -> Arc<T> { unsafe { let this = ManuallyDrop::new(self); Arc::from_inner(this.ptr.cast()) } } }
impl<T> Arc<[T]> {
    pub fn new_uninit_slice(len: usize) -> Arc<[MaybeUninit<T>]> { unsafe { Arc::allocate_slice(len) } }
    pub fn new_zeroed_slice(len: usize) -> Arc<[MaybeUninit<T>]> {
        unsafe {
            let rc: Arc<[MaybeUninit<T>]> = Arc::allocate_slice(len);
            intrinsics::write_bytes(Arc::as_ptr(&rc) as *mut T, 0, len);
            rc
        }
    }
    // With both counts 1 and elements that nobody has written yet.
    unsafe fn allocate_slice(len: usize) -> Arc<[T]> {
        let layout = Layout::array::<T>(len).unwrap();
        unsafe { let inner = allocate_inner(layout.size(), layout.align()); Arc::from_inner(NonNull::new_unchecked(ptr::slice_from_raw_parts_mut(inner as *mut T, len) as *mut ArcInner<[T]>)) }
    }
    // The elements are moved (as bytes) from `data`.
    unsafe fn from_elements(data: *const T, len: usize) -> Arc<[T]> {
        unsafe { let rc = Arc::allocate_slice(len); intrinsics::copy_nonoverlapping(data, Arc::as_ptr(&rc) as *mut T, len); rc }
    }
}
impl<T> Arc<[MaybeUninit<T>]> { pub unsafe fn assume_init(self) -> Arc<[T]> { unsafe { let this = ManuallyDrop::new(self); Arc::from_inner(NonNull::new_unchecked(this.ptr.as_ptr() as *mut ArcInner<[T]>)) } } }
impl<T: ?Sized> Arc<T> {
    pub fn into_raw(this: Self) -> *const T { let this = ManuallyDrop::new(this); Arc::as_ptr(&*this) }
    pub fn as_ptr(this: &Self) -> *const T { let ptr: *mut ArcInner<T> = this.ptr.as_ptr(); unsafe { &raw const (*ptr).value } }
    pub fn downgrade(this: &Self) -> Weak<T> { increase(&this.inner().weak); Weak { ptr: this.ptr } }
    pub fn weak_count(this: &Self) -> usize { this.inner().weak.load(Relaxed) - 1 }
    #[must_use] pub fn strong_count(this: &Self) -> usize { this.inner().strong.load(Relaxed) }
    fn is_unique(this: &Self) -> bool { this.inner().weak.load(Acquire) == 1 && this.inner().strong.load(Acquire) == 1 }
    pub fn get_mut(this: &mut Self) -> Option<&mut T> { if Arc::is_unique(this) { unsafe { Some(&mut this.ptr.as_mut().value) } } else { None } }
    pub fn ptr_eq(this: &Self, other: &Self) -> bool { ptr::addr_eq(this.ptr.as_ptr() as *const ArcInner<T>, other.ptr.as_ptr() as *const ArcInner<T>) }
}
// Where the value begins in an ArcInner, by its alignment.
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
impl<T: ?Sized> Arc<T> {
    // The allocation a pointer to the value belongs to (into_raw's counterpart).
    unsafe fn inner_of(ptr: *const T) -> *mut ArcInner<T> {
        let offset = data_offset(intrinsics::align_of_val(ptr));
        unsafe { intrinsics::with_data(ptr, (ptr as *const u8).sub(offset)) as *mut T as *mut ArcInner<T> }
    }
    // Moves the value (as bytes) out of `value`, whose memory stays.
    unsafe fn from_value(value: *const T) -> Arc<T> {
        unsafe {
            let (size, align) = (intrinsics::size_of_val(value), intrinsics::align_of_val(value));
            let inner = allocate_inner(size, align);
            intrinsics::copy_nonoverlapping(value as *const u8, inner.add(data_offset(align)), size);
            Arc::from_inner(NonNull::new_unchecked(intrinsics::with_data(value, inner) as *mut T as *mut ArcInner<T>))
        }
    }
    pub unsafe fn from_raw(ptr: *const T) -> Self { unsafe { Arc::from_inner(NonNull::new_unchecked(Arc::inner_of(ptr))) } }
    pub unsafe fn increment_strong_count(ptr: *const T) { let rc = unsafe { ManuallyDrop::new(Arc::from_raw(ptr)) }; let _rc_clone: ManuallyDrop<Arc<T>> = ManuallyDrop::new((*rc).clone()); }
    pub unsafe fn decrement_strong_count(ptr: *const T) { unsafe { drop(Arc::from_raw(ptr)); } }
}
impl<T: ?Sized + CloneToUninit> Arc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        unsafe {
            if this.inner().strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
                let value: *const T = &**this;
                let (size, align) = (intrinsics::size_of_val(value), intrinsics::align_of_val(value));
                let copy = UninitArc { inner: allocate_inner(size, align), size, align };
                (**this).clone_to_uninit(copy.inner.add(data_offset(align)));
                let inner = intrinsics::with_data(value, copy.inner) as *mut T as *mut ArcInner<T>;
                mem::forget(copy);
                *this = Arc::from_inner(NonNull::new_unchecked(inner));
            } else if this.inner().weak.load(Relaxed) != 1 {
                let moved = Arc::from_value(&**this);
                let old = this.ptr;
                traced(&old.as_ref().strong, 0);
                ptr::write(this, moved);
                drop(Weak { ptr: old });
            } else {
                this.inner().strong.store(1, Release);
            }
            &mut this.ptr.as_mut().value
        }
    }
}
// Memory whose value is being made: given back where making it unwinds.
struct UninitArc { inner: *mut u8, size: usize, align: usize }
impl Drop for UninitArc {
    fn drop(&mut self) {
        let (layout, _) = Layout::new::<[usize; 2]>().extend(Layout::from_size_align(self.size, self.align).unwrap()).unwrap();
        intrinsics::dealloc(self.inner, layout.pad_to_align().size(), layout.align());
    }
}
impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() { unsafe { let this = ManuallyDrop::new(self); Ok(Arc::from_inner(this.ptr.cast())) } } else { Err(self) }
    }
}
impl<T: ?Sized> Deref for Arc<T> { #[at(item = "alloc/src/sync.rs:2418:4")] type Target = T; fn deref(&self) -> &T { &self.inner().value } }
unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        unsafe {
            let inner = self.ptr.as_ptr();
            if decrease(&(*inner).strong) == 0 {
                let _weak = Weak { ptr: self.ptr };
                intrinsics::drop_in_place(&raw mut (*inner).value);
            }
        }
    }
}
impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Self { increase(&self.inner().strong); Arc { ptr: self.ptr, phantom: PhantomData } }
}
impl<T: Default> Default for Arc<T> { fn default() -> Arc<T> { Arc::new(T::default()) } }
impl<T> Default for Arc<[T]> { fn default() -> Arc<[T]> { Arc::<[T; 0]>::new([]) } }
impl<T> Default for Pin<Arc<T>> where T: ?Sized, Arc<T>: Default { fn default() -> Self { unsafe { Pin::new_unchecked(Arc::<T>::default()) } } }
impl Default for Arc<str> { fn default() -> Arc<str> { Arc::from("") } }
impl<T: ?Sized + PartialEq> PartialEq for Arc<T> { fn eq(&self, other: &Arc<T>) -> bool { **self == **other } fn ne(&self, other: &Arc<T>) -> bool { **self != **other } }
impl<T: ?Sized + Eq> Eq for Arc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> { fn partial_cmp(&self, other: &Arc<T>) -> Option<crate::cmp::Ordering> { (**self).partial_cmp(&**other) } }
impl<T: ?Sized + Ord> Ord for Arc<T> { fn cmp(&self, other: &Arc<T>) -> crate::cmp::Ordering { (**self).cmp(&**other) } }
impl<T: ?Sized + Hash> Hash for Arc<T> { fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state); } }
impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) } }
impl<T: ?Sized> fmt::Pointer for Arc<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&(&raw const **self), f) } }
impl<T> From<T> for Arc<T> { fn from(t: T) -> Self { Arc::new(t) } }
impl<T, const N: usize> From<[T; N]> for Arc<[T]> { fn from(v: [T; N]) -> Arc<[T]> { Arc::<[T; N]>::new(v) } }
impl<T: Clone> From<&[T]> for Arc<[T]> { fn from(v: &[T]) -> Arc<[T]> { Arc::from(v.to_vec()) } }
impl<T: Clone> From<&mut [T]> for Arc<[T]> { fn from(v: &mut [T]) -> Arc<[T]> { Arc::from(&*v) } }
impl From<&str> for Arc<str> { fn from(v: &str) -> Arc<str> { unsafe { Arc::from_value(v) } } }
impl From<&mut str> for Arc<str> { fn from(v: &mut str) -> Arc<str> { Arc::from(&*v) } }
impl From<String> for Arc<str> { fn from(v: String) -> Arc<str> { Arc::from(&v[..]) } }
impl<T: ?Sized> From<Box<T>> for Arc<T> {
    fn from(v: Box<T>) -> Arc<T> {
        unsafe {
            let raw = Box::into_raw(v);
            let rc = Arc::from_value(raw);
            intrinsics::dealloc(raw as *mut u8, intrinsics::size_of_val(raw as *const T), intrinsics::align_of_val(raw as *const T));
            rc
        }
    }
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(mut v: Vec<T>) -> Arc<[T]> { unsafe { let rc = Arc::from_elements(v.as_ptr(), v.len()); v.set_len(0); rc } }
}
impl<'a, B> From<Cow<'a, B>> for Arc<B> where B: ToOwned + ?Sized, Arc<B>: From<&'a B> + From<B::Owned> {
    fn from(cow: Cow<'a, B>) -> Arc<B> { match cow { Cow::Borrowed(s) => Arc::from(s), Cow::Owned(s) => Arc::from(s) } }
}
impl From<Arc<str>> for Arc<[u8]> { fn from(rc: Arc<str>) -> Self { unsafe { Arc::from_raw(Arc::into_raw(rc) as *const [u8]) } } }
impl<T, const N: usize> TryFrom<Arc<[T]>> for Arc<[T; N]> {
    type Error = Arc<[T]>;
    fn try_from(slice: Arc<[T]>) -> Result<Self, Self::Error> { if slice.len() == N { Ok(unsafe { Arc::from_raw(Arc::into_raw(slice) as *const [T; N]) }) } else { Err(slice) } }
}
impl<T> FromIterator<T> for Arc<[T]> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self { Arc::from(iter.into_iter().collect::<Vec<T>>()) } }
impl<T: ?Sized> Borrow<T> for Arc<T> { fn borrow(&self) -> &T { &**self } }
impl<T: ?Sized> AsRef<T> for Arc<T> { fn as_ref(&self) -> &T { &**self } }
impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: ?Sized + crate::error::Error> crate::error::Error for Arc<T> { fn source(&self) -> Option<&(dyn crate::error::Error + 'static)> { (**self).source() } }

impl<T> Weak<T> {
    pub const fn new() -> Weak<T> { Weak { ptr: unsafe { NonNull::new_unchecked(DANGLING as *mut ArcInner<T>) } } }
}
impl<T: ?Sized> Weak<T> {
    pub fn as_ptr(&self) -> *const T { let ptr: *mut ArcInner<T> = self.ptr.as_ptr(); if is_dangling(ptr) { ptr as *const T } else { unsafe { &raw const (*ptr).value } } }
    pub unsafe fn from_raw(ptr: *const T) -> Self { Weak { ptr: unsafe { NonNull::new_unchecked(if is_dangling(ptr) { ptr as *mut T as *mut ArcInner<T> } else { Arc::inner_of(ptr) }) } } }
    pub fn into_raw(self) -> *const T { ManuallyDrop::new(self).as_ptr() }
    pub fn upgrade(&self) -> Option<Arc<T>> {
        if is_dangling(self.ptr.as_ptr() as *const ArcInner<T>) { return None; }
        let inner = unsafe { &*self.ptr.as_ptr() };
        let mut strong = inner.strong.load(Relaxed);
        while strong != 0 {
            match inner.strong.compare_exchange(strong, strong + 1, Acquire, Relaxed) {
                Ok(_) => { traced(&inner.strong, strong + 1); return Some(unsafe { Arc::from_inner(self.ptr) }); }
                Err(now) => strong = now,
            }
        }
        None
    }
    pub fn strong_count(&self) -> usize { if is_dangling(self.ptr.as_ptr() as *const ArcInner<T>) { 0 } else { unsafe { (*self.ptr.as_ptr()).strong.load(Relaxed) } } }
    pub fn weak_count(&self) -> usize {
        if is_dangling(self.ptr.as_ptr() as *const ArcInner<T>) { return 0; }
        unsafe { if (*self.ptr.as_ptr()).strong.load(Relaxed) > 0 { (*self.ptr.as_ptr()).weak.load(Relaxed) - 1 } else { 0 } }
    }
    pub fn ptr_eq(&self, other: &Self) -> bool { ptr::addr_eq(self.ptr.as_ptr() as *const ArcInner<T>, other.ptr.as_ptr() as *const ArcInner<T>) }
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        if is_dangling(self.ptr.as_ptr() as *const ArcInner<T>) { return; }
        unsafe {
            let inner = self.ptr.as_ptr();
            if decrease(&(*inner).weak) == 0 {
                intrinsics::dealloc(inner as *mut u8, intrinsics::size_of_val(inner as *const ArcInner<T>), intrinsics::align_of_val(inner as *const ArcInner<T>));
            }
        }
    }
}
impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        if !is_dangling(self.ptr.as_ptr() as *const ArcInner<T>) { unsafe { increase(&(*self.ptr.as_ptr()).weak); } }
        Weak { ptr: self.ptr }
    }
}
impl<T: ?Sized> fmt::Debug for Weak<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "(Weak)") } }
impl<T> Default for Weak<T> { fn default() -> Weak<T> { Weak::new() } }
