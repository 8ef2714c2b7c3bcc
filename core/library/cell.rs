// Shareable mutable containers. RefCell's flag is run by core/cell/borrow_flag.h through intrinsics.
use crate::cmp::Ordering;
use crate::fmt::{self, Debug, Display};
use crate::intrinsics;
use crate::marker::{PhantomData, Unsize};
use crate::mem;
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};
use crate::ptr::{self, NonNull};

#[lang = "unsafe_cell"]
#[repr(transparent)]
#[view(value, of = "value")]
pub struct UnsafeCell<T: ?Sized> { value: T }
impl<T: ?Sized> !Sync for UnsafeCell<T> {}
impl<T> UnsafeCell<T> {
    pub const fn new(value: T) -> UnsafeCell<T> { UnsafeCell { value } }
    #[at(self = "core/src/cell.rs:2365:28")] pub const fn into_inner(self) -> T { self.value }
}
impl<T: ?Sized> UnsafeCell<T> {
    #[rustc_as_ptr] pub const fn get(&self) -> *mut T { self as *const UnsafeCell<T> as *const T as *mut T }
    pub const fn get_mut(&mut self) -> &mut T { &mut self.value }
    #[rustc_diagnostic_item = "unsafe_cell_raw_get"]
    pub const fn raw_get(this: *const Self) -> *mut T { this as *const T as *mut T }
    pub const fn from_mut(value: &mut T) -> &mut UnsafeCell<T> { unsafe { &mut *(value as *mut T as *mut UnsafeCell<T>) } }
}
impl<T: Default> Default for UnsafeCell<T> { fn default() -> UnsafeCell<T> { UnsafeCell::new(T::default()) } }
impl<T> From<T> for UnsafeCell<T> { fn from(t: T) -> UnsafeCell<T> { UnsafeCell::new(t) } }
impl<T: CoerceUnsized<U>, U> CoerceUnsized<UnsafeCell<U>> for UnsafeCell<T> {}
impl<T: ?Sized> Debug for UnsafeCell<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("UnsafeCell").finish_non_exhaustive() } }

#[rustc_diagnostic_item = "Cell"]
#[repr(transparent)]
#[view(value, of = "value")]
pub struct Cell<T: ?Sized> { value: UnsafeCell<T> }
unsafe impl<T: ?Sized> Send for Cell<T> where T: Send {}
impl<T: ?Sized> !Sync for Cell<T> {}
impl<T: Copy> Clone for Cell<T> { fn clone(&self) -> Cell<T> { Cell::new(self.get()) } }
impl<T: Default> Default for Cell<T> { fn default() -> Cell<T> { Cell::new(Default::default()) } }
impl<T: PartialEq + Copy> PartialEq for Cell<T> { fn eq(&self, other: &Cell<T>) -> bool { self.get() == other.get() } }
impl<T: Eq + Copy> Eq for Cell<T> {}
impl<T: PartialOrd + Copy> PartialOrd for Cell<T> { fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> { self.get().partial_cmp(&other.get()) } }
impl<T: Ord + Copy> Ord for Cell<T> { fn cmp(&self, other: &Cell<T>) -> Ordering { self.get().cmp(&other.get()) } }
impl<T> From<T> for Cell<T> { fn from(t: T) -> Cell<T> { Cell::new(t) } }
impl<T> Cell<T> {
    pub const fn new(value: T) -> Cell<T> { Cell { value: UnsafeCell::new(value) } }
    pub fn set(&self, val: T) { self.replace(val); }
    pub fn swap(&self, other: &Self) {
        if ptr::eq(self, other) { return; }
        unsafe { ptr::swap(self.value.get(), other.value.get()); }
    }
    pub const fn replace(&self, val: T) -> T { mem::replace(unsafe { &mut *self.value.get() }, val) }
    #[at(self = "core/src/cell.rs:531:28")] pub const fn into_inner(self) -> T { self.value.into_inner() }
}
impl<T: Copy> Cell<T> {
    pub const fn get(&self) -> T { unsafe { *self.value.get() } }
    pub fn update(&self, f: impl FnOnce(T) -> T) { let old = self.get(); self.set(f(old)); }
}
impl<T: ?Sized> Cell<T> {
    #[rustc_as_ptr] pub const fn as_ptr(&self) -> *mut T { self.value.get() }
    pub const fn get_mut(&mut self) -> &mut T { self.value.get_mut() }
    pub const fn from_mut(t: &mut T) -> &Cell<T> { unsafe { &*(t as *mut T as *const Cell<T>) } }
}
impl<T: Default> Cell<T> { pub fn take(&self) -> T { self.replace(Default::default()) } }
impl<T: CoerceUnsized<U>, U> CoerceUnsized<Cell<U>> for Cell<T> {}
impl<T> Cell<[T]> { pub fn as_slice_of_cells(&self) -> &[Cell<T>] { unsafe { &*(self as *const Cell<[T]> as *const [Cell<T>]) } } }
impl<T, const N: usize> Cell<[T; N]> { pub fn as_array_of_cells(&self) -> &[Cell<T>; N] { unsafe { &*(self as *const Cell<[T; N]> as *const [Cell<T>; N]) } } }
impl<T: Copy + Debug> Debug for Cell<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Cell").field("value", &self.get()).finish() } }

#[rustc_diagnostic_item = "RefCell"]
#[view(cell, flag = "borrow", value = "value.value")]
pub struct RefCell<T: ?Sized> { borrow: Cell<isize>, value: UnsafeCell<T> }
pub struct BorrowError { _private: () }
impl Debug for BorrowError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("BorrowError") } }
impl Display for BorrowError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Display::fmt("RefCell already mutably borrowed", f) } }
impl crate::error::Error for BorrowError {}
pub struct BorrowMutError { _private: () }
impl Debug for BorrowMutError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("BorrowMutError") } }
impl Display for BorrowMutError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { Display::fmt("RefCell already borrowed", f) } }
impl crate::error::Error for BorrowMutError {}
#[track_caller]
fn panic_already_borrowed(err: BorrowMutError) -> ! { crate::panicking::panic_display(&err) }
#[track_caller]
fn panic_already_mutably_borrowed(err: BorrowError) -> ! { crate::panicking::panic_display(&err) }

impl<T> RefCell<T> {
    pub const fn new(value: T) -> RefCell<T> { RefCell { value: UnsafeCell::new(value), borrow: Cell::new(0) } }
    #[at(self = "core/src/cell.rs:995:28")] pub const fn into_inner(self) -> T { self.value.into_inner() }
    #[track_caller]
    pub fn replace(&self, t: T) -> T { mem::replace(&mut self.borrow_mut(), t) }
    #[track_caller]
    pub fn replace_with<F: FnOnce(&mut T) -> T>(&self, f: F) -> T { let mut_borrow = &mut *self.borrow_mut(); let replacement = f(mut_borrow); mem::replace(mut_borrow, replacement) }
    #[track_caller]
    pub fn swap(&self, other: &Self) { mem::swap(&mut *self.borrow_mut(), &mut *other.borrow_mut()) }
}
impl<T: ?Sized> RefCell<T> {
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> { match self.try_borrow() { Ok(b) => b, Err(err) => panic_already_mutably_borrowed(err) } }
    #[track_caller]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        if intrinsics::borrow_flag_try_shared(self.borrow.as_ptr()) {
            Ok(Ref { value: unsafe { NonNull::new_unchecked(self.value.get()) }, borrow: BorrowRef { borrow: &self.borrow } })
        } else {
            Err(BorrowError { _private: () })
        }
    }
    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> { match self.try_borrow_mut() { Ok(b) => b, Err(err) => panic_already_borrowed(err) } }
    #[track_caller]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        if intrinsics::borrow_flag_try_exclusive(self.borrow.as_ptr()) {
            Ok(RefMut { value: unsafe { NonNull::new_unchecked(self.value.get()) }, borrow: BorrowRefMut { borrow: &self.borrow }, marker: PhantomData })
        } else {
            Err(BorrowMutError { _private: () })
        }
    }
    pub const fn as_ptr(&self) -> *mut T { self.value.get() }
    pub const fn get_mut(&mut self) -> &mut T { self.value.get_mut() }
    pub unsafe fn try_borrow_unguarded(&self) -> Result<&T, BorrowError> {
        if self.borrow.get() < 0 { Err(BorrowError { _private: () }) } else { Ok(unsafe { &*self.value.get() }) }
    }
}
impl<T: Default> RefCell<T> { pub fn take(&self) -> T { self.replace(Default::default()) } }
unsafe impl<T: ?Sized> Send for RefCell<T> where T: Send {}
impl<T: ?Sized> !Sync for RefCell<T> {}
impl<T: Clone> Clone for RefCell<T> {
    #[track_caller]
    fn clone(&self) -> RefCell<T> { RefCell::new(self.borrow().clone()) }
    #[track_caller]
    fn clone_from(&mut self, source: &Self) { self.get_mut().clone_from(&source.borrow()) }
}
impl<T: Default> Default for RefCell<T> { fn default() -> RefCell<T> { RefCell::new(Default::default()) } }
impl<T: ?Sized + PartialEq> PartialEq for RefCell<T> {
    #[track_caller]
    fn eq(&self, other: &RefCell<T>) -> bool { *self.borrow() == *other.borrow() }
}
impl<T: ?Sized + Eq> Eq for RefCell<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for RefCell<T> {
    #[track_caller]
    fn partial_cmp(&self, other: &RefCell<T>) -> Option<Ordering> { self.borrow().partial_cmp(&*other.borrow()) }
}
impl<T: ?Sized + Ord> Ord for RefCell<T> {
    #[track_caller]
    fn cmp(&self, other: &RefCell<T>) -> Ordering { self.borrow().cmp(&*other.borrow()) }
}
impl<T> From<T> for RefCell<T> { fn from(t: T) -> RefCell<T> { RefCell::new(t) } }
impl<T: CoerceUnsized<U>, U> CoerceUnsized<RefCell<U>> for RefCell<T> {}
impl<T: ?Sized + Debug> Debug for RefCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("RefCell");
        match self.try_borrow() {
            Ok(borrow) => d.field("value", &borrow),
            Err(_) => d.field("value", &format_args!("<borrowed>")),
        };
        d.finish()
    }
}

struct BorrowRef<'b> { borrow: &'b Cell<isize> }
impl Drop for BorrowRef<'_> { fn drop(&mut self) { intrinsics::borrow_flag_release_shared(self.borrow.as_ptr()); } }
impl Clone for BorrowRef<'_> { fn clone(&self) -> Self { intrinsics::borrow_flag_clone_shared(self.borrow.as_ptr()); BorrowRef { borrow: self.borrow } } }
#[must_not_suspend = "holding a Ref across suspend points can cause BorrowErrors"]
#[rustc_diagnostic_item = "RefCellRef"]
#[view(shared, held = "borrow.borrow", ptr = "value")]
pub struct Ref<'b, T: ?Sized + 'b> { value: NonNull<T>, borrow: BorrowRef<'b> }
impl<T: ?Sized> Deref for Ref<'_, T> { #[at(item = "core/src/cell.rs:1625:4")] type Target = T; fn deref(&self) -> &T { unsafe { self.value.as_ref() } } }
impl<'b, T: ?Sized> Ref<'b, T> {
    #[must_use] pub fn clone(orig: &Ref<'b, T>) -> Ref<'b, T> { Ref { value: orig.value, borrow: orig.borrow.clone() } }
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(orig: Ref<'b, T>, f: F) -> Ref<'b, U> { Ref { value: NonNull::from(f(&*orig)), borrow: orig.borrow } }
    pub fn filter_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(orig: Ref<'b, T>, f: F) -> Result<Ref<'b, U>, Self> {
        match f(&*orig) { Some(value) => Ok(Ref { value: NonNull::from(value), borrow: orig.borrow }), None => Err(orig) }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&T) -> (&U, &V)>(orig: Ref<'b, T>, f: F) -> (Ref<'b, U>, Ref<'b, V>) {
        let (a, b) = f(&*orig);
        let borrow = orig.borrow.clone();
        (Ref { value: NonNull::from(a), borrow }, Ref { value: NonNull::from(b), borrow: orig.borrow })
    }
}
impl<'b, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Ref<'b, U>> for Ref<'b, T> {}
impl<T: ?Sized + Display> Display for Ref<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + Debug> Debug for Ref<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }

struct BorrowRefMut<'b> { borrow: &'b Cell<isize> }
impl Drop for BorrowRefMut<'_> { fn drop(&mut self) { intrinsics::borrow_flag_release_exclusive(self.borrow.as_ptr()); } }
#[must_not_suspend = "holding a RefMut across suspend points can cause BorrowErrors"]
#[rustc_diagnostic_item = "RefCellRefMut"]
#[view(exclusive, held = "borrow.borrow", ptr = "value")]
pub struct RefMut<'b, T: ?Sized + 'b> { value: NonNull<T>, borrow: BorrowRefMut<'b>, marker: PhantomData<&'b mut T> }
impl<'b, T: ?Sized> RefMut<'b, T> {
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(mut orig: RefMut<'b, T>, f: F) -> RefMut<'b, U> {
        let value = NonNull::from(f(&mut *orig));
        RefMut { value, borrow: orig.borrow, marker: PhantomData }
    }
    pub fn filter_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(mut orig: RefMut<'b, T>, f: F) -> Result<RefMut<'b, U>, Self> {
        match f(unsafe { &mut *orig.value.as_ptr() }) {
            Some(value) => Ok(RefMut { value: NonNull::from(value), borrow: orig.borrow, marker: PhantomData }),
            None => Err(orig),
        }
    }
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&mut T) -> (&mut U, &mut V)>(mut orig: RefMut<'b, T>, f: F) -> (RefMut<'b, U>, RefMut<'b, V>) {
        intrinsics::borrow_flag_clone_exclusive(orig.borrow.borrow.as_ptr());
        let borrow = BorrowRefMut { borrow: orig.borrow.borrow };
        let (a, b) = f(&mut *orig);
        (RefMut { value: NonNull::from(a), borrow, marker: PhantomData }, RefMut { value: NonNull::from(b), borrow: orig.borrow, marker: PhantomData })
    }
}
impl<T: ?Sized> Deref for RefMut<'_, T> { type Target = T; fn deref(&self) -> &T { unsafe { self.value.as_ref() } } }
impl<T: ?Sized> DerefMut for RefMut<'_, T> { fn deref_mut(&mut self) -> &mut T { unsafe { self.value.as_mut() } } }
impl<'b, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<RefMut<'b, U>> for RefMut<'b, T> {}
impl<T: ?Sized + Display> Display for RefMut<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }
impl<T: ?Sized + Debug> Debug for RefMut<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { (**self).fmt(f) } }

#[view(value, of = "inner")]
pub struct OnceCell<T> { inner: UnsafeCell<Option<T>> }
impl<T> !Sync for OnceCell<T> {}
impl<T> OnceCell<T> {
    pub const fn new() -> OnceCell<T> { OnceCell { inner: UnsafeCell::new(None) } }
    pub fn get(&self) -> Option<&T> { unsafe { &*self.inner.get() }.as_ref() }
    pub fn get_mut(&mut self) -> Option<&mut T> { self.inner.get_mut().as_mut() }
    pub fn set(&self, value: T) -> Result<(), T> {
        if self.get().is_some() { return Err(value); }
        unsafe { *self.inner.get() = Some(value); }
        Ok(())
    }
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(val) = self.get() { return val; }
        let val = f();
        if self.get().is_some() { panic_reentrant() }
        unsafe { *self.inner.get() = Some(val); (*self.inner.get()).as_ref().unwrap_unchecked() }
    }
    #[at(self = "core/src/cell/once.rs:323:28")] pub fn into_inner(self) -> Option<T> { self.inner.into_inner() }
    pub fn take(&mut self) -> Option<T> { mem::take(self).into_inner() }
}
impl<T> Default for OnceCell<T> { fn default() -> Self { Self::new() } }
impl<T: Debug> Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("OnceCell");
        match self.get() { Some(v) => d.field(v), None => d.field(&format_args!("<uninit>")) };
        d.finish()
    }
}
impl<T: Clone> Clone for OnceCell<T> { fn clone(&self) -> OnceCell<T> { match self.get() { Some(value) => OnceCell::from(value.clone()), None => OnceCell::new() } } }
impl<T: PartialEq> PartialEq for OnceCell<T> { fn eq(&self, other: &Self) -> bool { self.get() == other.get() } }
impl<T: Eq> Eq for OnceCell<T> {}
impl<T> From<T> for OnceCell<T> { fn from(value: T) -> Self { OnceCell { inner: UnsafeCell::new(Some(value)) } } }

#[at(panic = "core/src/cell/once.rs:300:66")]
fn panic_reentrant() -> ! { panic!("reentrant init") }
enum LazyState<T, F> { Uninit(F), Init(T), Poisoned }
#[view(value, of = "state")]
pub struct LazyCell<T, F = fn() -> T> { state: UnsafeCell<LazyState<T, F>> }
// Poisons a LazyCell whose initialization unwinds.
struct PoisonOnPanic<'a, T, F>(&'a UnsafeCell<LazyState<T, F>>);
impl<T, F> Drop for PoisonOnPanic<'_, T, F> { fn drop(&mut self) { unsafe { *self.0.get() = LazyState::Poisoned; } } }
impl<T, F: FnOnce() -> T> LazyCell<T, F> {
    pub const fn new(f: F) -> LazyCell<T, F> { LazyCell { state: UnsafeCell::new(LazyState::Uninit(f)) } }
    #[track_caller]
    pub fn force(this: &LazyCell<T, F>) -> &T {
        match unsafe { &*this.state.get() } {
            LazyState::Init(data) => return data,
            LazyState::Poisoned => panic_poisoned(),
            LazyState::Uninit(_) => {}
        }
        let LazyState::Uninit(f) = mem::replace(unsafe { &mut *this.state.get() }, LazyState::Poisoned) else { loop {} };
        let poison = PoisonOnPanic(&this.state);
        let data = f();
        mem::forget(poison);
        unsafe { *this.state.get() = LazyState::Init(data); }
        match unsafe { &*this.state.get() } { LazyState::Init(data) => data, _ => loop {} }
    }
    #[track_caller]
    pub fn force_mut(this: &mut LazyCell<T, F>) -> &mut T {
        if let LazyState::Poisoned = this.state.get_mut() { panic_poisoned() }
        LazyCell::force(this);
        match this.state.get_mut() { LazyState::Init(data) => data, _ => loop {} }
    }
}
impl<T, F> LazyCell<T, F> {
    pub fn get(this: &LazyCell<T, F>) -> Option<&T> { match unsafe { &*this.state.get() } { LazyState::Init(data) => Some(data), _ => None } }
    pub fn get_mut(this: &mut LazyCell<T, F>) -> Option<&mut T> { match this.state.get_mut() { LazyState::Init(data) => Some(data), _ => None } }
}
#[at(panic = "core/src/cell/lazy.rs:372:5")]
fn panic_poisoned() -> ! { panic!("LazyCell instance has previously been poisoned") }
impl<T, F: FnOnce() -> T> Deref for LazyCell<T, F> { type Target = T; #[track_caller] fn deref(&self) -> &T { LazyCell::force(self) } }
impl<T, F: FnOnce() -> T> DerefMut for LazyCell<T, F> { #[track_caller] fn deref_mut(&mut self) -> &mut T { LazyCell::force_mut(self) } }
impl<T: Default> Default for LazyCell<T> { fn default() -> LazyCell<T> { LazyCell::new(T::default) } }
impl<T: Debug, F> Debug for LazyCell<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("LazyCell");
        match LazyCell::get(self) { Some(data) => d.field(data), None => d.field(&format_args!("<uninit>")) };
        d.finish()
    }
}
