use crate::borrow::{Borrow, BorrowMut};
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::mem::{ManuallyDrop, MaybeUninit};
use crate::ops::{Index, IndexMut};
use crate::slice::{Iter, IterMut, SliceIndex};

#[derive(Debug, Copy, Clone)]
pub struct TryFromSliceError(());
impl fmt::Display for TryFromSliceError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("could not convert slice to array") } }

// An array filled as far as `len`; drops that much if filling it unwinds.
struct Guard<T, const N: usize> { items: MaybeUninit<[T; N]>, len: usize }
impl<T, const N: usize> Guard<T, N> {
    fn new() -> Self { Guard { items: MaybeUninit::uninit(), len: 0 } }
    fn push(&mut self, item: T) { unsafe { crate::intrinsics::write((self.items.as_mut_ptr() as *mut T).add(self.len), item); } self.len += 1; }
    fn finish(self) -> [T; N] { let guard = ManuallyDrop::new(self); unsafe { crate::intrinsics::read(guard.items.as_ptr()) } }
}
impl<T, const N: usize> Drop for Guard<T, N> {
    fn drop(&mut self) { unsafe { crate::intrinsics::drop_in_place(crate::ptr::slice_from_raw_parts_mut(self.items.as_mut_ptr() as *mut T, self.len)); } }
}
pub fn from_fn<T, const N: usize, F: FnMut(usize) -> T>(mut f: F) -> [T; N] {
    let mut guard = Guard::new();
    while guard.len < N { let item = f(guard.len); guard.push(item); }
    guard.finish()
}
pub fn from_ref<T>(s: &T) -> &[T; 1] { unsafe { &*(s as *const T as *const [T; 1]) } }
impl<T, const N: usize> [T; N] {
    #[must_use] pub fn map<F: FnMut(T) -> U, U>(self, mut f: F) -> [U; N] { let mut guard = Guard::new(); for item in self { let made = f(item); guard.push(made); } guard.finish() }
    pub const fn as_slice(&self) -> &[T] { self }
    pub const fn as_mut_slice(&mut self) -> &mut [T] { self }
    pub fn each_ref(&self) -> [&T; N] { from_fn(|i| &self[i]) }
    pub fn each_mut(&mut self) -> [&mut T; N] { let p = self.as_mut_ptr(); from_fn(|i| unsafe { &mut *p.add(i) }) }
}
impl<T: Copy, const N: usize> Copy for [T; N] {}
impl<T: Clone, const N: usize> Clone for [T; N] { fn clone(&self) -> Self { from_fn(|i| self[i].clone()) } }
impl<T, const N: usize> AsRef<[T]> for [T; N] { fn as_ref(&self) -> &[T] { &self[..] } }
impl<T, const N: usize> AsMut<[T]> for [T; N] { fn as_mut(&mut self) -> &mut [T] { &mut self[..] } }
impl<T, const N: usize> Borrow<[T]> for [T; N] { fn borrow(&self) -> &[T] { self } }
impl<T, const N: usize> BorrowMut<[T]> for [T; N] { fn borrow_mut(&mut self) -> &mut [T] { self } }
impl<T: Copy, const N: usize> TryFrom<&[T]> for [T; N] { type Error = TryFromSliceError; fn try_from(slice: &[T]) -> Result<[T; N], TryFromSliceError> { <&Self>::try_from(slice).copied() } }
impl<T: Copy, const N: usize> TryFrom<&mut [T]> for [T; N] { type Error = TryFromSliceError; fn try_from(slice: &mut [T]) -> Result<[T; N], TryFromSliceError> { <Self>::try_from(&*slice) } }
impl<'a, T, const N: usize> TryFrom<&'a [T]> for &'a [T; N] { type Error = TryFromSliceError; fn try_from(slice: &'a [T]) -> Result<&'a [T; N], TryFromSliceError> { if slice.len() == N { Ok(unsafe { &*(slice.as_ptr() as *const [T; N]) }) } else { Err(TryFromSliceError(())) } } }
impl<'a, T, const N: usize> TryFrom<&'a mut [T]> for &'a mut [T; N] { type Error = TryFromSliceError; fn try_from(slice: &'a mut [T]) -> Result<&'a mut [T; N], TryFromSliceError> { if slice.len() == N { Ok(unsafe { &mut *(slice.as_mut_ptr() as *mut [T; N]) }) } else { Err(TryFromSliceError(())) } } }
impl<T, const N: usize> TryFrom<crate::vec::Vec<T>> for [T; N] {
    type Error = crate::vec::Vec<T>;
    fn try_from(mut vec: crate::vec::Vec<T>) -> Result<[T; N], crate::vec::Vec<T>> {
        if vec.len() != N { return Err(vec); }
        unsafe { vec.set_len(0); Ok(crate::intrinsics::read(vec.as_ptr() as *const [T; N])) }
    }
}
impl<T: Hash, const N: usize> Hash for [T; N] { fn hash<H: Hasher>(&self, state: &mut H) { Hash::hash(&self[..], state) } }
impl<'a, T, const N: usize> IntoIterator for &'a [T; N] { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T, const N: usize> IntoIterator for &'a mut [T; N] { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
impl<T, const N: usize> IntoIterator for [T; N] { type Item = T; type IntoIter = IntoIter<T, N>; fn into_iter(self) -> IntoIter<T, N> { IntoIter { data: MaybeUninit::new(self), start: 0, end: N } } }
pub struct IntoIter<T, const N: usize> { data: MaybeUninit<[T; N]>, start: usize, end: usize }
impl<T, const N: usize> IntoIter<T, N> {
    fn at(&self, i: usize) -> *const T { unsafe { (self.data.as_ptr() as *const T).add(i) } }
    pub fn as_slice(&self) -> &[T] { unsafe { crate::slice::from_raw_parts(self.at(self.start), self.end - self.start) } }
}
impl<T, const N: usize> Iterator for IntoIter<T, N> {
    type Item = T;
    fn next(&mut self) -> Option<T> { if self.start == self.end { None } else { let i = self.start; self.start += 1; Some(unsafe { crate::intrinsics::read(self.at(i)) }) } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.start; (n, Some(n)) }
}
impl<T, const N: usize> DoubleEndedIterator for IntoIter<T, N> { fn next_back(&mut self) -> Option<T> { if self.start == self.end { None } else { self.end -= 1; Some(unsafe { crate::intrinsics::read(self.at(self.end)) }) } } }
impl<T, const N: usize> ExactSizeIterator for IntoIter<T, N> {}
impl<T, const N: usize> Drop for IntoIter<T, N> { fn drop(&mut self) { unsafe { crate::intrinsics::drop_in_place(crate::ptr::slice_from_raw_parts_mut((self.data.as_mut_ptr() as *mut T).add(self.start), self.end - self.start)); } } }
impl<T: Clone, const N: usize> Clone for IntoIter<T, N> {
    fn clone(&self) -> Self {
        let mut new = IntoIter { data: MaybeUninit::uninit(), start: 0, end: 0 };
        for x in self.as_slice() { unsafe { crate::intrinsics::write((new.data.as_mut_ptr() as *mut T).add(new.end), x.clone()); } new.end += 1; }
        new
    }
}
impl<T: fmt::Debug, const N: usize> fmt::Debug for IntoIter<T, N> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.as_slice()).finish() } }
impl<T, I, const N: usize> Index<I> for [T; N] where [T]: Index<I> { type Output = <[T] as Index<I>>::Output; #[track_caller] fn index(&self, index: I) -> &Self::Output { Index::index(self as &[T], index) } }
impl<T, I, const N: usize> IndexMut<I> for [T; N] where [T]: IndexMut<I> { #[track_caller] fn index_mut(&mut self, index: I) -> &mut Self::Output { IndexMut::index_mut(self as &mut [T], index) } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for [T; N] { fn eq(&self, other: &[U; N]) -> bool { self[..] == other[..] } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U]> for [T; N] { fn eq(&self, other: &[U]) -> bool { self[..] == *other } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for [T] { fn eq(&self, other: &[U; N]) -> bool { *self == other[..] } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<&[U]> for [T; N] { fn eq(&self, other: &&[U]) -> bool { self[..] == **other } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for &[T] { fn eq(&self, other: &[U; N]) -> bool { **self == other[..] } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<&mut [U]> for [T; N] { fn eq(&self, other: &&mut [U]) -> bool { self[..] == **other } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for &mut [T] { fn eq(&self, other: &[U; N]) -> bool { **self == other[..] } }
impl<T: Eq, const N: usize> Eq for [T; N] {}
impl<T: PartialOrd, const N: usize> PartialOrd for [T; N] { fn partial_cmp(&self, other: &[T; N]) -> Option<Ordering> { PartialOrd::partial_cmp(&self[..], &other[..]) } }
impl<T: Ord, const N: usize> Ord for [T; N] { fn cmp(&self, other: &[T; N]) -> Ordering { Ord::cmp(&self[..], &other[..]) } }
macro_rules! array_default { ($($n:literal [$($t:ident)*])*) => { $( impl<T: Default> Default for [T; $n] { fn default() -> [T; $n] { [$($t::default()),*] } } )* } }
impl<T> Default for [T; 0] { fn default() -> [T; 0] { [] } }
array_default! { 1 [T] 2 [T T] 3 [T T T] 4 [T T T T] 5 [T T T T T] 6 [T T T T T T] 7 [T T T T T T T] 8 [T T T T T T T T] 9 [T T T T T T T T T] 10 [T T T T T T T T T T] 12 [T T T T T T T T T T T T] 16 [T T T T T T T T T T T T T T T T] 32 [T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T T] }
