// Vec<T>
use crate::borrow::{Borrow, BorrowMut};
use crate::boxed::Box;
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::iter::FusedIterator;
use crate::mem::{self, ManuallyDrop};
use crate::ops::{Deref, DerefMut, Index, IndexMut, RangeBounds};
use crate::ptr::{self, Unique};
use crate::slice::{self, SliceIndex};

#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(0)]
#[rustc_layout_scalar_valid_range_end(0x7FFF_FFFF_FFFF_FFFF)]
#[derive(Copy, Clone)]
pub(crate) struct Cap(pub(crate) usize);
#[rustc_diagnostic_item = "Vec"]
#[view(owner, ptr = "ptr", len = "len")]
pub struct Vec<T> { cap: Cap, ptr: Unique<T>, len: usize }

#[at(panic = "alloc/src/raw_vec/mod.rs:28:5")]
pub(crate) fn capacity_overflow() -> ! { panic!("capacity overflow") }
#[at(panic = "alloc/src/vec/mod.rs:2162:9")]
fn too_long() -> ! { crate::panicking::precondition("Vec::set_len requires that new_len <= capacity()") }
impl<T> Vec<T> {
    #[must_use] pub const fn new() -> Self { Vec { cap: Cap(0), ptr: Unique::dangling(), len: 0 } }
    #[track_caller]
    #[must_use] pub fn with_capacity(capacity: usize) -> Self {
        let mut v = Vec::new();
        if capacity > 0 { v.grow_to(capacity); }
        v
    }
    pub unsafe fn from_raw_parts(ptr: *mut T, length: usize, capacity: usize) -> Self { if ptr.is_null() { crate::ptr::null_unique() } Vec { cap: Cap(capacity), ptr: unsafe { Unique::new_unchecked(ptr) }, len: length } }
    pub fn into_raw_parts(self) -> (*mut T, usize, usize) { let mut me = ManuallyDrop::new(self); (me.as_mut_ptr(), me.len, me.capacity()) }
    pub const fn capacity(&self) -> usize { if intrinsics::size_of::<T>() == 0 { usize::MAX } else { self.cap.0 } }
    #[track_caller]
    fn grow_to(&mut self, capacity: usize) {
        let size = intrinsics::size_of::<T>();
        if size == 0 || capacity <= self.cap.0 { return; }
        let bytes = match capacity.checked_mul(size) { Some(b) if b <= 0x7FFF_FFFF_FFFF_FFFF => b, _ => capacity_overflow() };
        let align = intrinsics::align_of::<T>();
        let p = if self.cap.0 == 0 { intrinsics::alloc(bytes, align) } else { intrinsics::realloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, align, bytes) };
        self.ptr = unsafe { Unique::new_unchecked(p as *mut T) };
        self.cap = Cap(capacity);
    }
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) {
        let needed = match self.len.checked_add(additional) { Some(n) => n, None => capacity_overflow() };
        if needed > self.capacity() {
            let min = if intrinsics::size_of::<T>() == 1 { 8 } else if intrinsics::size_of::<T>() <= 1024 { 4 } else { 1 };
            let double = self.cap.0 * 2;
            let want = if double > needed { double } else { needed };
            self.grow_to(if want > min { want } else { min });
        }
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) { let needed = match self.len.checked_add(additional) { Some(n) => n, None => capacity_overflow() }; if needed > self.capacity() { self.grow_to(needed); } }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { crate::collections::check_capacity::<T>(self.len, additional)?; self.reserve(additional); Ok(()) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { crate::collections::check_capacity::<T>(self.len, additional)?; self.reserve_exact(additional); Ok(()) }
    pub fn push_mut(&mut self, value: T) -> &mut T { let i = self.len; self.push(value); unsafe { &mut *self.as_mut_ptr().add(i) } }
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, element: T) -> &mut T { self.insert(index, element); unsafe { &mut *self.as_mut_ptr().add(index) } }
    pub fn spare_capacity_mut(&mut self) -> &mut [mem::MaybeUninit<T>] { unsafe { slice::raw_parts_mut(self.as_mut_ptr().add(self.len) as *mut mem::MaybeUninit<T>, self.capacity() - self.len) } }
    pub fn shrink_to_fit(&mut self) { self.shrink_to(0) }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let target = if self.len > min_capacity { self.len } else { min_capacity };
        let size = intrinsics::size_of::<T>();
        if size == 0 || self.cap.0 <= target { return; }
        let align = intrinsics::align_of::<T>();
        if target == 0 {
            intrinsics::dealloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, align);
            self.ptr = Unique::dangling();
        } else {
            let p = intrinsics::realloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, align, target * size);
            self.ptr = unsafe { Unique::new_unchecked(p as *mut T) };
        }
        self.cap = Cap(target);
    }
    #[at(self = "alloc/src/vec/mod.rs:1708:32")] pub fn into_boxed_slice(mut self) -> Box<[T]> {
        self.shrink_to_fit();
        let mut me = ManuallyDrop::new(self);
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(me.as_mut_ptr(), me.len)) }
    }
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len { return; }
        unsafe {
            let tail = ptr::slice_from_raw_parts_mut(self.as_mut_ptr().add(len), self.len - len);
            self.len = len;
            intrinsics::drop_in_place(tail);
        }
    }
    pub const fn as_slice(&self) -> &[T] { unsafe { slice::raw_parts(self.ptr.as_ptr() as *const T, self.len) } }
    pub const fn as_mut_slice(&mut self) -> &mut [T] { unsafe { slice::raw_parts_mut(self.ptr.as_ptr(), self.len) } }
    #[rustc_as_ptr] pub const fn as_ptr(&self) -> *const T { self.ptr.as_ptr() as *const T }
    #[rustc_as_ptr] pub const fn as_mut_ptr(&mut self) -> *mut T { self.ptr.as_ptr() }
    pub unsafe fn set_len(&mut self, new_len: usize) { if new_len > self.capacity() { too_long() } self.len = new_len; }
    #[at(panic = "alloc/src/vec/mod.rs:2202:13")]
    pub fn swap_remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len { panic!("swap_remove index (is {index}) should be < len (is {len})"); }
        unsafe {
            let value = ptr::read(self.as_ptr().add(index));
            let base = self.as_mut_ptr();
            intrinsics::copy(base.add(len - 1) as *const T, base.add(index), 1);
            self.len = len - 1;
            value
        }
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, element: T) {
        let len = self.len;
        if index > len { panic!("insertion index (is {index}) should be <= len (is {len})"); }
        self.reserve(1);
        unsafe {
            let p = self.as_mut_ptr().add(index);
            if index < len { intrinsics::copy(p as *const T, p.add(1), len - index); }
            ptr::write(p, element);
        }
        self.len = len + 1;
    }
    #[track_caller]
    pub fn remove(&mut self, index: usize) -> T {
        let len = self.len;
        if index >= len { panic!("removal index (is {index}) should be < len (is {len})"); }
        unsafe {
            let p = self.as_mut_ptr().add(index);
            let value = ptr::read(p as *const T);
            intrinsics::copy(p.add(1) as *const T, p, len - index - 1);
            self.len = len - 1;
            value
        }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.retain_mut(|elem| f(elem)); }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let original = self.len;
        self.len = 0;
        let mut guard = Backshift { v: self, processed: 0, deleted: 0, original };
        while guard.processed < original {
            unsafe {
                let cur = guard.v.as_mut_ptr().add(guard.processed);
                if f(&mut *cur) {
                    if guard.deleted > 0 { intrinsics::copy(cur as *const T, guard.v.as_mut_ptr().add(guard.processed - guard.deleted), 1); }
                    guard.processed += 1;
                } else {
                    guard.processed += 1;
                    guard.deleted += 1;
                    intrinsics::drop_in_place(cur);
                }
            }
        }
    }
    pub fn dedup(&mut self) where T: PartialEq { self.dedup_by(|a, b| a == b) }
    pub fn dedup_by_key<F: FnMut(&mut T) -> K, K: PartialEq>(&mut self, mut key: F) { self.dedup_by(|a, b| key(a) == key(b)) }
    pub fn dedup_by<F: FnMut(&mut T, &mut T) -> bool>(&mut self, mut same_bucket: F) {
        let len = self.len;
        if len < 2 { return; }
        let mut kept = 1;
        let p = self.as_mut_ptr();
        let mut i = 1;
        while i < len {
            unsafe {
                if same_bucket(&mut *p.add(i), &mut *p.add(kept - 1)) {
                    intrinsics::drop_in_place(p.add(i));
                } else {
                    if i != kept { intrinsics::copy(p.add(i) as *const T, p.add(kept), 1); }
                    kept += 1;
                }
            }
            i += 1;
        }
        self.len = kept;
    }
    #[track_caller]
    pub fn push(&mut self, value: T) {
        if self.len == self.capacity() { self.reserve(1); }
        unsafe { ptr::write(self.ptr.as_ptr().add(self.len), value); }
        self.len += 1;
    }
    pub fn pop(&mut self) -> Option<T> { if self.len == 0 { None } else { self.len -= 1; unsafe { Some(ptr::read(self.as_ptr().add(self.len))) } } }
    pub fn pop_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> { let last = self.last_mut()?; if predicate(last) { self.pop() } else { None } }
    pub fn append(&mut self, other: &mut Self) {
        self.reserve(other.len);
        unsafe { intrinsics::copy(other.as_ptr(), self.as_mut_ptr().add(self.len), other.len); }
        self.len += other.len;
        other.len = 0;
    }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let len = self.len;
        let range = crate::ops::resolve_range(range, len);
        self.len = range.start;
        Drain { start: range.start, end: range.end, tail_start: range.end, tail_len: len - range.end, vec: self as *mut Vec<T>, lifetime: crate::marker::PhantomData }
    }
    pub fn clear(&mut self) { self.truncate(0) }
    pub const fn len(&self) -> usize { self.len }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    #[track_caller]
    #[must_use = "use `.truncate()` if you don't need the other half"] pub fn split_off(&mut self, at: usize) -> Self {
        if at > self.len { panic!("`at` split index (is {at}) should be <= len (is {})", self.len); }
        let n = self.len - at;
        let mut other = Vec::with_capacity(n);
        unsafe { self.len = at; other.len = n; intrinsics::copy_nonoverlapping(self.as_ptr().add(at), other.as_mut_ptr(), n); }
        other
    }
    pub fn resize_with<F: FnMut() -> T>(&mut self, new_len: usize, mut f: F) { if new_len > self.len { while self.len < new_len { self.push(f()); } } else { self.truncate(new_len); } }
    #[at(self = "alloc/src/vec/mod.rs:3157:20")] pub fn leak<'a>(self) -> &'a mut [T] { let mut me = ManuallyDrop::new(self); unsafe { slice::raw_parts_mut(me.as_mut_ptr(), me.len) } }
    pub fn splice<R: RangeBounds<usize>, I: IntoIterator<Item = T>>(&mut self, range: R, replace_with: I) -> Splice<'_, I::IntoIter> { Splice { drain: self.drain(range), replace_with: replace_with.into_iter() } }
    pub fn extract_if<F: FnMut(&mut T) -> bool, R: RangeBounds<usize>>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, F> {
        let range = crate::ops::resolve_range(range, self.len);
        ExtractIf { vec: self, at: range.start, end: range.end, pred }
    }
}
pub struct ExtractIf<'a, T, F> { vec: &'a mut Vec<T>, at: usize, end: usize, pred: F }
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.at < self.end {
            if (self.pred)(&mut self.vec[self.at]) { self.end -= 1; return Some(self.vec.remove(self.at)); }
            self.at += 1;
        }
        None
    }
}
// Closes the gap that a retain has left so far, also when it unwinds.
struct Backshift<'a, T> { v: &'a mut Vec<T>, processed: usize, deleted: usize, original: usize }
impl<T> Drop for Backshift<'_, T> {
    fn drop(&mut self) {
        if self.deleted > 0 {
            unsafe { let p = self.v.as_mut_ptr(); intrinsics::copy(p.add(self.processed) as *const T, p.add(self.processed - self.deleted), self.original - self.processed); }
        }
        self.v.len = self.original - self.deleted;
    }
}
impl<T: Clone> Vec<T> {
    pub fn resize(&mut self, new_len: usize, value: T) {
        if new_len > self.len {
            self.reserve(new_len - self.len);
            while self.len + 1 < new_len { self.push(value.clone()); }
            self.push(value);
        } else { self.truncate(new_len); }
    }
    pub fn extend_from_slice(&mut self, other: &[T]) { self.reserve(other.len()); for x in other { self.push(x.clone()); } }
    #[track_caller]
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) { let range = crate::ops::resolve_range(src, self.len); self.reserve(range.end - range.start); for i in range { let x = self[i].clone(); self.push(x); } }
}
impl<T, const N: usize> Vec<[T; N]> {
    pub fn into_flattened(self) -> Vec<T> { let mut out = Vec::with_capacity(self.len * N); for a in self { for x in a { out.push(x); } } out }
}
pub fn from_elem<T: Clone>(elem: T, n: usize) -> Vec<T> { let mut v = Vec::with_capacity(n); if n > 0 { v.resize(n, elem); } v }
unsafe impl<#[may_dangle] T> Drop for Vec<T> {
    fn drop(&mut self) {
        unsafe {
            intrinsics::drop_in_place(ptr::slice_from_raw_parts_mut(self.ptr.as_ptr(), self.len));
            let size = intrinsics::size_of::<T>();
            if size != 0 && self.cap.0 != 0 { intrinsics::dealloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, intrinsics::align_of::<T>()); }
        }
    }
}
impl<T> Deref for Vec<T> { #[at(item = "alloc/src/vec/mod.rs:3725:4")] type Target = [T]; fn deref(&self) -> &[T] { self.as_slice() } }
impl<T> DerefMut for Vec<T> { fn deref_mut(&mut self) -> &mut [T] { self.as_mut_slice() } }
impl<T: Clone> Clone for Vec<T> {
    fn clone(&self) -> Self { self.as_slice().to_vec() }
    fn clone_from(&mut self, source: &Self) { self.clear(); self.extend_from_slice(source); }
}
impl<T: Hash> Hash for Vec<T> { fn hash<H: Hasher>(&self, state: &mut H) { Hash::hash(&**self, state) } }
impl<T, I: SliceIndex<[T]>> Index<I> for Vec<T> { type Output = I::Output; #[track_caller] fn index(&self, index: I) -> &I::Output { index.index(&**self) } }
impl<T, I: SliceIndex<[T]>> IndexMut<I> for Vec<T> { #[track_caller] fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(&mut **self) } }
impl<T> FromIterator<T> for Vec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Vec<T> {
        let mut iter = iter.into_iter();
        match iter.next() {
            None => Vec::new(),
            Some(first) => {
                let lower = iter.size_hint().0;
                let want = lower.saturating_add(1);
                let exact = iter.size_hint().1 == Some(lower);
                let mut v = Vec::with_capacity(if exact || want > 4 { want } else { 4 });
                v.push(first);
                v.extend(iter);
                v
            }
        }
    }
}
impl<T> IntoIterator for Vec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> { let me = ManuallyDrop::new(self); IntoIter { buf: me.ptr, cap: me.cap.0, start: 0, end: me.len } }
}
impl<'a, T> IntoIterator for &'a Vec<T> { type Item = &'a T; type IntoIter = slice::Iter<'a, T>; fn into_iter(self) -> slice::Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut Vec<T> { type Item = &'a mut T; type IntoIter = slice::IterMut<'a, T>; fn into_iter(self) -> slice::IterMut<'a, T> { self.iter_mut() } }
impl<T> Extend<T> for Vec<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        let mut iter = iter.into_iter();
        while let Some(x) = iter.next() {
            if self.len == self.capacity() { self.reserve(iter.size_hint().0.saturating_add(1)); }
            self.push(x);
        }
    }
}
impl<'a, T: Copy + 'a> Extend<&'a T> for Vec<T> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { for x in iter { self.push(*x); } } }
macro_rules! vec_eq { ($([$($g:tt)*] $l:ty, $r:ty;)*) => { $( impl<T: PartialEq<U>, U, $($g)*> PartialEq<$r> for $l { fn eq(&self, other: &$r) -> bool { self[..] == other[..] } fn ne(&self, other: &$r) -> bool { self[..] != other[..] } } )* } }
vec_eq! { [] Vec<T>, Vec<U>; [] Vec<T>, &[U]; [] Vec<T>, &mut [U]; [] &[T], Vec<U>; [] &mut [T], Vec<U>; [] Vec<T>, [U]; [] [T], Vec<U>; [const N: usize] Vec<T>, [U; N]; [const N: usize] Vec<T>, &[U; N]; [const N: usize] [T; N], Vec<U>; }
impl<T: Eq> Eq for Vec<T> {}
impl<T: PartialOrd> PartialOrd for Vec<T> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) } }
impl<T: Ord> Ord for Vec<T> { fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(&**self, &**other) } }
impl<T> Default for Vec<T> { fn default() -> Vec<T> { Vec::new() } }
impl<T: fmt::Debug> fmt::Debug for Vec<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) } }
impl<T> AsRef<Vec<T>> for Vec<T> { fn as_ref(&self) -> &Vec<T> { self } }
impl<T> AsMut<Vec<T>> for Vec<T> { fn as_mut(&mut self) -> &mut Vec<T> { self } }
impl<T> AsRef<[T]> for Vec<T> { fn as_ref(&self) -> &[T] { self } }
impl<T> AsMut<[T]> for Vec<T> { fn as_mut(&mut self) -> &mut [T] { self } }
impl<T> Borrow<[T]> for Vec<T> { fn borrow(&self) -> &[T] { self } }
impl<T> BorrowMut<[T]> for Vec<T> { fn borrow_mut(&mut self) -> &mut [T] { self } }
impl<T: Clone> From<&[T]> for Vec<T> { fn from(s: &[T]) -> Vec<T> { s.to_vec() } }
impl<T: Clone> From<&mut [T]> for Vec<T> { fn from(s: &mut [T]) -> Vec<T> { s.to_vec() } }
impl<T: Clone, const N: usize> From<&[T; N]> for Vec<T> { fn from(s: &[T; N]) -> Vec<T> { s.as_slice().to_vec() } }
impl<T, const N: usize> From<[T; N]> for Vec<T> { fn from(s: [T; N]) -> Vec<T> { <[T]>::into_vec(Box::new(s)) } }
impl<T> From<Box<[T]>> for Vec<T> { fn from(s: Box<[T]>) -> Vec<T> { s.into_vec() } }
impl<T: Clone, const N: usize> From<&mut [T; N]> for Vec<T> { fn from(s: &mut [T; N]) -> Vec<T> { s.as_slice().to_vec() } }
impl From<&str> for Vec<u8> { fn from(s: &str) -> Vec<u8> { s.as_bytes().to_vec() } }
impl From<crate::string::String> for Vec<u8> { fn from(s: crate::string::String) -> Vec<u8> { s.into_bytes() } }
impl<'a, T: Clone> From<crate::borrow::Cow<'a, [T]>> for Vec<T> { fn from(s: crate::borrow::Cow<'a, [T]>) -> Vec<T> { s.into_owned() } }

#[view(owner, ptr = "buf", len = "end", from = "start")]
pub struct IntoIter<T> { buf: Unique<T>, cap: usize, start: usize, end: usize }
impl<T> IntoIter<T> {
    pub fn as_slice(&self) -> &[T] { unsafe { slice::raw_parts((self.buf.as_ptr() as *const T).add(self.start), self.end - self.start) } }
    pub fn as_mut_slice(&mut self) -> &mut [T] { unsafe { slice::raw_parts_mut(self.buf.as_ptr().add(self.start), self.end - self.start) } }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { if self.start == self.end { None } else { let i = self.start; self.start += 1; Some(unsafe { ptr::read((self.buf.as_ptr() as *const T).add(i)) }) } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.start; (n, Some(n)) }
}
impl<T> DoubleEndedIterator for IntoIter<T> { fn next_back(&mut self) -> Option<T> { if self.start == self.end { None } else { self.end -= 1; Some(unsafe { ptr::read((self.buf.as_ptr() as *const T).add(self.end)) }) } } }
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T> Default for IntoIter<T> { fn default() -> Self { Vec::new().into_iter() } }
impl<T> AsRef<[T]> for IntoIter<T> { fn as_ref(&self) -> &[T] { self.as_slice() } }
unsafe impl<T: Send> Send for IntoIter<T> {}
unsafe impl<T: Sync> Sync for IntoIter<T> {}
impl<T: Clone> Clone for IntoIter<T> { fn clone(&self) -> Self { self.as_slice().to_vec().into_iter() } }
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.as_slice()).finish() } }
unsafe impl<#[may_dangle] T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        unsafe {
            intrinsics::drop_in_place(ptr::slice_from_raw_parts_mut(self.buf.as_ptr().add(self.start), self.end - self.start));
            let size = intrinsics::size_of::<T>();
            if size != 0 && self.cap != 0 { intrinsics::dealloc(self.buf.as_ptr() as *mut u8, self.cap * size, intrinsics::align_of::<T>()); }
        }
    }
}
pub struct Drain<'a, T> { start: usize, end: usize, tail_start: usize, tail_len: usize, vec: *mut Vec<T>, lifetime: crate::marker::PhantomData<&'a mut Vec<T>> }
impl<T> Drain<'_, T> { pub fn as_slice(&self) -> &[T] { unsafe { slice::raw_parts((*self.vec).as_ptr().add(self.start), self.end - self.start) } } }
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> { if self.start == self.end { None } else { let i = self.start; self.start += 1; Some(unsafe { ptr::read((*self.vec).as_ptr().add(i)) }) } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.start; (n, Some(n)) }
}
impl<T> DoubleEndedIterator for Drain<'_, T> { fn next_back(&mut self) -> Option<T> { if self.start == self.end { None } else { self.end -= 1; Some(unsafe { ptr::read((*self.vec).as_ptr().add(self.end)) }) } } }
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<'a, T> AsRef<[T]> for Drain<'a, T> { fn as_ref(&self) -> &[T] { self.as_slice() } }
unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Drain").field(&self.as_slice()).finish() } }
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        unsafe {
            let vec = &mut *self.vec;
            intrinsics::drop_in_place(ptr::slice_from_raw_parts_mut(vec.as_mut_ptr().add(self.start), self.end - self.start));
            let at = vec.len;
            intrinsics::copy(vec.as_ptr().add(self.tail_start), vec.as_mut_ptr().add(at), self.tail_len);
            vec.len = at + self.tail_len;
        }
    }
}
// Replaces a drained range by what an iterator gives, when it is dropped.
pub struct Splice<'a, I: Iterator + 'a> { drain: Drain<'a, I::Item>, replace_with: I }
impl<I: Iterator> Iterator for Splice<'_, I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { self.drain.next() } fn size_hint(&self) -> (usize, Option<usize>) { self.drain.size_hint() } }
impl<I: Iterator> DoubleEndedIterator for Splice<'_, I> { fn next_back(&mut self) -> Option<I::Item> { self.drain.next_back() } }
impl<I: Iterator> ExactSizeIterator for Splice<'_, I> {}
impl<'a, I: Iterator + fmt::Debug + 'a> fmt::Debug for Splice<'a, I> where I::Item: fmt::Debug { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Splice").field("drain", &self.drain).field("replace_with", &self.replace_with).finish() } }
impl<I: Iterator> Drop for Splice<'_, I> {
    fn drop(&mut self) {
        while let Some(_) = self.drain.next() {}
        let mut new: Vec<I::Item> = Vec::new();
        while let Some(x) = self.replace_with.next() { new.push(x); }
        // The new elements lie between what is before the range and the tail, which the drain then moves up to them.
        unsafe {
            let vec = &mut *self.drain.vec;
            let (n, at) = (new.len(), vec.len);
            let room = self.drain.tail_start - at;
            if n > room {
                let used = self.drain.tail_start + self.drain.tail_len;
                vec.len = used;
                vec.reserve(n - room);
                vec.len = at;
                intrinsics::copy(vec.as_ptr().add(self.drain.tail_start), vec.as_mut_ptr().add(at + n), self.drain.tail_len);
                self.drain.tail_start = at + n;
                self.drain.start = 0;
                self.drain.end = 0;
            }
            intrinsics::copy_nonoverlapping(new.as_ptr(), vec.as_mut_ptr().add(at), n);
            new.set_len(0);
            vec.len = at + n;
        }
    }
}
