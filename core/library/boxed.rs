// Box<T>
use crate::any::Any;
use crate::borrow::{Borrow, BorrowMut};
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::marker::Unsize;
use crate::mem::{self, ManuallyDrop, MaybeUninit};
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};
use crate::pin::Pin;
use crate::ptr::Unique;

#[lang = "owned_box"]
#[fundamental]
#[view(owner, ptr = "0")]
pub struct Box<T: ?Sized>(Unique<T>);

impl<T> Box<T> {
    #[must_use] #[rustc_diagnostic_item = "box_new"] pub fn new(x: T) -> Self {
        unsafe {
            let p = intrinsics::alloc(intrinsics::size_of::<T>(), intrinsics::align_of::<T>()) as *mut T;
            intrinsics::write(p, x);
            Box(Unique::new_unchecked(p))
        }
    }
    pub fn new_uninit() -> Box<MaybeUninit<T>> { Box::new(MaybeUninit::uninit()) }
    pub fn pin(x: T) -> Pin<Box<T>> { Box::new(x).into() }
    pub fn into_boxed_slice(boxed: Self) -> Box<[T]> { unsafe { Box::from_raw(crate::ptr::slice_from_raw_parts_mut(Box::into_raw(boxed), 1)) } }
    pub fn into_inner(boxed: Self) -> T { *boxed }
}
impl<T> Box<[MaybeUninit<T>]> { pub unsafe fn assume_init(self) -> Box<[T]> { unsafe { Box::from_raw(Box::into_raw(self) as *mut [T]) } } }
impl<T> Box<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Box<T> { unsafe { Box::from_raw(Box::into_raw(self) as *mut T) } }
    pub fn write(mut boxed: Self, value: T) -> Box<T> { unsafe { (*boxed).write(value); boxed.assume_init() } }
}
impl<T> Box<[T]> {
    pub fn new_uninit_slice(len: usize) -> Box<[MaybeUninit<T>]> {
        let mut v = crate::vec::Vec::with_capacity(len);
        unsafe { v.set_len(len); }
        v.into_boxed_slice()
    }
}
impl<T: ?Sized> Box<T> {
    pub const unsafe fn from_raw(raw: *mut T) -> Self { if raw.is_null() { crate::ptr::null_unique() } Box(unsafe { Unique::new_unchecked(raw) }) }
    #[must_use = "losing the pointer will leak memory"] pub fn into_raw(b: Self) -> *mut T { let b = ManuallyDrop::new(b); b.0.as_ptr() }
    pub fn as_ptr(b: &Self) -> *const T { b.0.as_ptr() as *const T }
    pub fn as_mut_ptr(b: &mut Self) -> *mut T { b.0.as_ptr() }
    pub fn leak<'a>(b: Self) -> &'a mut T where T: 'a { unsafe { &mut *Box::into_raw(b) } }
    pub fn into_pin(boxed: Self) -> Pin<Self> { unsafe { Pin::new_unchecked(boxed) } }
}
#[lang = "box_free"]
unsafe fn box_free<T: ?Sized>(ptr: *mut T) {
    intrinsics::dealloc(ptr as *mut u8, intrinsics::size_of_val(ptr as *const T), intrinsics::align_of_val(ptr as *const T));
}
// Only the memory: what is in the box was dropped before (the compiler's glue for boxes).
unsafe impl<#[may_dangle] T: ?Sized> Drop for Box<T> {
    fn drop(&mut self) { unsafe { box_free(self.0.as_ptr()); } }
}
impl<T: Default> Default for Box<T> { fn default() -> Self { Box::new(T::default()) } }
impl<T> Default for Box<[T]> { fn default() -> Self { crate::vec::Vec::new().into_boxed_slice() } }
impl Default for Box<str> { fn default() -> Self { crate::string::String::new().into_boxed_str() } }
impl<T: Clone> Clone for Box<T> {
    fn clone(&self) -> Self { Box::new((**self).clone()) }
    fn clone_from(&mut self, source: &Self) { (**self).clone_from(&**source) }
}
impl<T: Clone> Clone for Box<[T]> { fn clone(&self) -> Self { self.to_vec().into_boxed_slice() } }
impl Clone for Box<str> { fn clone(&self) -> Self { crate::string::String::from(&**self).into_boxed_str() } }
impl<T: ?Sized + PartialEq> PartialEq for Box<T> { fn eq(&self, other: &Self) -> bool { PartialEq::eq(&**self, &**other) } fn ne(&self, other: &Self) -> bool { PartialEq::ne(&**self, &**other) } }
impl<T: ?Sized + PartialOrd> PartialOrd for Box<T> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) } }
impl<T: ?Sized + Ord> Ord for Box<T> { fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(&**self, &**other) } }
impl<T: ?Sized + Eq> Eq for Box<T> {}
impl<T: ?Sized + Hash> Hash for Box<T> { fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state); } }
impl<T: ?Sized + Hasher> Hasher for Box<T> { fn finish(&self) -> u64 { (**self).finish() } fn write(&mut self, bytes: &[u8]) { (**self).write(bytes) } }
impl<T: ?Sized + fmt::Display> fmt::Display for Box<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) } }
impl<T: ?Sized + fmt::Debug> fmt::Debug for Box<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) } }
impl<T: ?Sized> fmt::Pointer for Box<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&(self.0.as_ptr() as *const T), f) } }
impl<T: ?Sized> Deref for Box<T> { type Target = T; fn deref(&self) -> &T { &**self } }
impl<T: ?Sized> DerefMut for Box<T> { fn deref_mut(&mut self) -> &mut T { &mut **self } }
impl<T: ?Sized> Unpin for Box<T> {}
impl<I: Iterator + ?Sized> Iterator for Box<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { (**self).next() }
    fn size_hint(&self) -> (usize, Option<usize>) { (**self).size_hint() }
    fn nth(&mut self, n: usize) -> Option<I::Item> { (**self).nth(n) }
}
impl<I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for Box<I> { fn next_back(&mut self) -> Option<I::Item> { (**self).next_back() } }
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for Box<I> { fn len(&self) -> usize { (**self).len() } }
impl<A, F: FnOnce<A> + ?Sized> FnOnce<A> for Box<F> { type Output = <F as FnOnce<A>>::Output; extern "rust-call" fn call_once(self, args: A) -> Self::Output { <F as FnOnce<A>>::call_once(*self, args) } }
impl<A, F: FnMut<A> + ?Sized> FnMut<A> for Box<F> { extern "rust-call" fn call_mut(&mut self, args: A) -> Self::Output { <F as FnMut<A>>::call_mut(&mut **self, args) } }
impl<A, F: Fn<A> + ?Sized> Fn<A> for Box<F> { extern "rust-call" fn call(&self, args: A) -> Self::Output { <F as Fn<A>>::call(&**self, args) } }
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Box<U>> for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Box<U>> for Box<T> {}
impl<T: ?Sized> Borrow<T> for Box<T> { fn borrow(&self) -> &T { &**self } }
impl<T: ?Sized> BorrowMut<T> for Box<T> { fn borrow_mut(&mut self) -> &mut T { &mut **self } }
impl<T: ?Sized> AsRef<T> for Box<T> { fn as_ref(&self) -> &T { &**self } }
impl<T: ?Sized> AsMut<T> for Box<T> { fn as_mut(&mut self) -> &mut T { &mut **self } }
impl<T> From<T> for Box<T> { fn from(t: T) -> Self { Box::new(t) } }
impl<T: ?Sized> From<Box<T>> for Pin<Box<T>> { fn from(boxed: Box<T>) -> Self { Box::into_pin(boxed) } }
impl<T: Clone> From<&[T]> for Box<[T]> { fn from(slice: &[T]) -> Box<[T]> { slice.to_vec().into_boxed_slice() } }
impl From<&str> for Box<str> { fn from(s: &str) -> Box<str> { crate::string::String::from(s).into_boxed_str() } }
impl From<crate::string::String> for Box<str> { fn from(s: crate::string::String) -> Box<str> { s.into_boxed_str() } }
impl<T> From<crate::vec::Vec<T>> for Box<[T]> { fn from(v: crate::vec::Vec<T>) -> Box<[T]> { v.into_boxed_slice() } }
impl<T, const N: usize> From<[T; N]> for Box<[T]> { fn from(array: [T; N]) -> Box<[T]> { Box::new(array) } }
impl<T> FromIterator<T> for Box<[T]> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self { iter.into_iter().collect::<crate::vec::Vec<_>>().into_boxed_slice() } }
impl<T> IntoIterator for Box<[T]> { type Item = T; type IntoIter = crate::vec::IntoIter<T>; fn into_iter(self) -> crate::vec::IntoIter<T> { self.into_vec().into_iter() } }
impl<'a, T> IntoIterator for &'a Box<[T]> { type Item = &'a T; type IntoIter = crate::slice::Iter<'a, T>; fn into_iter(self) -> crate::slice::Iter<'a, T> { self.iter() } }
impl Box<dyn Any> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self> { if self.is::<T>() { unsafe { Ok(Box::from_raw(Box::into_raw(self) as *mut T)) } } else { Err(self) } }
}
impl Box<dyn Any + Send> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self> { if self.is::<T>() { unsafe { Ok(Box::from_raw(Box::into_raw(self) as *mut T)) } } else { Err(self) } }
}
impl Box<dyn Any + Send + Sync> {
    pub fn downcast<T: Any>(self) -> Result<Box<T>, Self> { if self.is::<T>() { unsafe { Ok(Box::from_raw(Box::into_raw(self) as *mut T)) } } else { Err(self) } }
}
impl<'a, E: crate::error::Error + 'a> From<E> for Box<dyn crate::error::Error + 'a> { fn from(err: E) -> Box<dyn crate::error::Error + 'a> { Box::new(err) } }
impl<'a, E: crate::error::Error + Send + Sync + 'a> From<E> for Box<dyn crate::error::Error + Send + Sync + 'a> { fn from(err: E) -> Box<dyn crate::error::Error + Send + Sync + 'a> { Box::new(err) } }
struct StringError(crate::string::String);
impl crate::error::Error for StringError {}
impl fmt::Display for StringError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.0, f) } }
impl fmt::Debug for StringError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.0, f) } }
impl<'a> From<crate::string::String> for Box<dyn crate::error::Error + 'a> { fn from(err: crate::string::String) -> Self { Box::new(StringError(err)) } }
impl<'a> From<crate::string::String> for Box<dyn crate::error::Error + Send + Sync + 'a> { fn from(err: crate::string::String) -> Self { Box::new(StringError(err)) } }
impl<'a, 'b> From<&'b str> for Box<dyn crate::error::Error + 'a> { fn from(err: &'b str) -> Self { From::from(crate::string::String::from(err)) } }
impl<'a, 'b> From<&'b str> for Box<dyn crate::error::Error + Send + Sync + 'a> { fn from(err: &'b str) -> Self { From::from(crate::string::String::from(err)) } }
impl<T: crate::error::Error> crate::error::Error for Box<T> { fn source(&self) -> Option<&(dyn crate::error::Error + 'static)> { (**self).source() } }
impl<T: Clone> From<&mut [T]> for Box<[T]> { fn from(slice: &mut [T]) -> Box<[T]> { Self::from(&*slice) } }
impl<T: Clone> From<crate::borrow::Cow<'_, [T]>> for Box<[T]> { fn from(cow: crate::borrow::Cow<'_, [T]>) -> Box<[T]> { cow.into_owned().into_boxed_slice() } }
impl From<&mut str> for Box<str> { fn from(s: &mut str) -> Box<str> { Self::from(&*s) } }
impl From<crate::borrow::Cow<'_, str>> for Box<str> { fn from(cow: crate::borrow::Cow<'_, str>) -> Box<str> { cow.into_owned().into_boxed_str() } }
impl From<Box<str>> for Box<[u8]> { fn from(s: Box<str>) -> Box<[u8]> { s.into_boxed_bytes() } }
impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
    fn try_from(boxed: Box<[T]>) -> Result<Self, Box<[T]>> { if boxed.len() == N { Ok(unsafe { Box::from_raw(Box::into_raw(boxed) as *mut [T; N]) }) } else { Err(boxed) } }
}
impl<T, const N: usize> TryFrom<crate::vec::Vec<T>> for Box<[T; N]> {
    type Error = crate::vec::Vec<T>;
    fn try_from(vec: crate::vec::Vec<T>) -> Result<Self, crate::vec::Vec<T>> { if vec.len() == N { Ok(unsafe { Box::from_raw(Box::into_raw(vec.into_boxed_slice()) as *mut [T; N]) }) } else { Err(vec) } }
}
macro_rules! boxed_str_from { ($($t:ty),*) => { $( impl<'a> FromIterator<$t> for Box<str> { fn from_iter<I: IntoIterator<Item = $t>>(iter: I) -> Self { crate::string::String::from_iter(iter).into_boxed_str() } } )* } }
boxed_str_from! { char, &'a char, &'a str, crate::string::String, crate::borrow::Cow<'a, str> }
impl<I: crate::iter::FusedIterator + ?Sized> crate::iter::FusedIterator for Box<I> {}
impl<'a, 'b> From<crate::borrow::Cow<'b, str>> for Box<dyn crate::error::Error + 'a> { fn from(err: crate::borrow::Cow<'b, str>) -> Self { From::from(err.into_owned()) } }
impl<'a, 'b> From<crate::borrow::Cow<'b, str>> for Box<dyn crate::error::Error + Send + Sync + 'a> { fn from(err: crate::borrow::Cow<'b, str>) -> Self { From::from(err.into_owned()) } }
