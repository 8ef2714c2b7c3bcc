// Slices.
use crate::borrow::Borrow;
use crate::boxed::Box;
use crate::cmp::Ordering::{self, Equal, Greater, Less};
use crate::fmt;
use crate::intrinsics;
use crate::marker::PhantomData;
use crate::ops::{self, Bound, Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::ptr;
use crate::string::String;
use crate::vec::Vec;
pub use crate::slice_arrays::*;
pub use crate::slice_ascii::*;
pub use crate::slice_chunks::*;
pub use crate::slice_iter::*;
pub use crate::slice_split::*;

// For the library's own use: what it passes is right.
pub(crate) const unsafe fn raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] { unsafe { &*intrinsics::slice_from_raw_parts(data, len) } }
pub(crate) const unsafe fn raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] { unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) } }
const fn valid_parts<T>(data: *const T, len: usize) -> bool {
    let (at, size) = (intrinsics::ptr_addr(data as *const ()), intrinsics::size_of::<T>());
    at != 0 && at % intrinsics::align_of::<T>() == 0 && (size == 0 || len <= (usize::MAX >> 1) / size)
}
#[track_caller]
pub const unsafe fn from_raw_parts<'a, T>(data: *const T, len: usize) -> &'a [T] { if !valid_parts(data, len) { crate::panicking::precondition("slice::from_raw_parts requires the pointer to be aligned and non-null, and the total size of the slice not to exceed `isize::MAX`") } unsafe { &*intrinsics::slice_from_raw_parts(data, len) } }
#[track_caller]
pub const unsafe fn from_raw_parts_mut<'a, T>(data: *mut T, len: usize) -> &'a mut [T] { if !valid_parts(data as *const T, len) { crate::panicking::precondition("slice::from_raw_parts_mut requires the pointer to be aligned and non-null, and the total size of the slice not to exceed `isize::MAX`") } unsafe { &mut *(intrinsics::slice_from_raw_parts(data as *const T, len) as *mut [T]) } }
pub const fn from_ref<T>(s: &T) -> &[T] { unsafe { from_raw_parts(s, 1) } }
pub const fn from_mut<T>(s: &mut T) -> &mut [T] { unsafe { from_raw_parts_mut(s, 1) } }

#[track_caller]
pub(crate) fn slice_index_fail(start: usize, end: usize, len: usize) -> ! {
    if start > len { panic!("range start index {start} out of range for slice of length {len}") }
    if end > len { panic!("range end index {end} out of range for slice of length {len}") }
    if start > end { panic!("slice index starts at {start} but ends at {end}") }
    // An inclusive range that ends at len.
    panic!("range end index {end} out of range for slice of length {len}")
}

#[rustc_diagnostic_item = "SliceIndex"]
#[rustc_on_unimplemented(
    on(T = "str", label = "string indices are ranges of `usize`"),
    on(T = "str", Self = "{integer}", note = "you can use `.chars().nth()` or `.bytes().nth()`\nfor more information, see chapter 8 in The Book: <https://doc.rust-lang.org/book/ch08-02-strings.html#indexing-into-strings>"),
    message = "the type `{T}` cannot be indexed by `{Self}`",
    label = "slice indices are of type `usize` or ranges of `usize`",
)]
#[complete(all)]
pub trait SliceIndex<T: ?Sized> {
    type Output: ?Sized;
    fn get(self, slice: &T) -> Option<&Self::Output>;
    fn get_mut(self, slice: &mut T) -> Option<&mut Self::Output>;
    // What get_unchecked asks of its caller.
    const PRECONDITION: &'static str = "slice::get_unchecked requires that the range is within the slice";
    const PRECONDITION_MUT: &'static str = "slice::get_unchecked_mut requires that the range is within the slice";
    #[track_caller]
    fn index(self, slice: &T) -> &Self::Output;
    #[track_caller]
    fn index_mut(self, slice: &mut T) -> &mut Self::Output;
}
impl<T> SliceIndex<[T]> for usize {
    type Output = T;
    const PRECONDITION: &'static str = "slice::get_unchecked requires that the index is within the slice";
    const PRECONDITION_MUT: &'static str = "slice::get_unchecked_mut requires that the index is within the slice";
    fn get(self, slice: &[T]) -> Option<&T> { if self < slice.len() { unsafe { Some(&*slice.as_ptr().add(self)) } } else { None } }
    fn get_mut(self, slice: &mut [T]) -> Option<&mut T> { if self < slice.len() { unsafe { Some(&mut *slice.as_mut_ptr().add(self)) } } else { None } }
    #[track_caller]
    fn index(self, slice: &[T]) -> &T { &(*slice)[self] }
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut T { &mut (*slice)[self] }
}
impl<T> SliceIndex<[T]> for Range<usize> {
    type Output = [T];
    fn get(self, slice: &[T]) -> Option<&[T]> { if self.start > self.end || self.end > slice.len() { None } else { unsafe { Some(from_raw_parts(slice.as_ptr().add(self.start), self.end - self.start)) } } }
    fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> { if self.start > self.end || self.end > slice.len() { None } else { unsafe { Some(from_raw_parts_mut(slice.as_mut_ptr().add(self.start), self.end - self.start)) } } }
    #[track_caller]
    fn index(self, slice: &[T]) -> &[T] {
        if self.start > self.end || self.end > slice.len() { slice_index_fail(self.start, self.end, slice.len()); }
        unsafe { from_raw_parts(slice.as_ptr().add(self.start), self.end - self.start) }
    }
    #[track_caller]
    fn index_mut(self, slice: &mut [T]) -> &mut [T] {
        if self.start > self.end || self.end > slice.len() { slice_index_fail(self.start, self.end, slice.len()); }
        unsafe { from_raw_parts_mut(slice.as_mut_ptr().add(self.start), self.end - self.start) }
    }
}
// The other ranges, each as the half-open one it means: None where it lies outside, for `index` to tell what is wrong with it.
macro_rules! range_index { ($($R:ty, |$r:ident, $len:ident| $range:expr, $fail:expr;)*) => { $(
    impl<T> SliceIndex<[T]> for $R {
        type Output = [T];
        fn get(self, slice: &[T]) -> Option<&[T]> { let $r = self; let $len = slice.len(); let range: Range<usize> = $range?; range.get(slice) }
        fn get_mut(self, slice: &mut [T]) -> Option<&mut [T]> { let $r = self; let $len = slice.len(); let range: Range<usize> = $range?; range.get_mut(slice) }
        #[track_caller]
        fn index(self, slice: &[T]) -> &[T] {
            let $r = self;
            let $len = slice.len();
            let range: Option<Range<usize>> = $range;
            match range { Some(range) if range.start <= range.end && range.end <= $len => unsafe { from_raw_parts(slice.as_ptr().add(range.start), range.end - range.start) }, _ => $fail }
        }
        #[track_caller]
        fn index_mut(self, slice: &mut [T]) -> &mut [T] {
            let $r = self;
            let $len = slice.len();
            let range: Option<Range<usize>> = $range;
            match range { Some(range) if range.start <= range.end && range.end <= $len => unsafe { from_raw_parts_mut(slice.as_mut_ptr().add(range.start), range.end - range.start) }, _ => $fail }
        }
    }
)* } }
range_index! {
    RangeTo<usize>, |r, len| Some(0..r.end), slice_index_fail(0, r.end, len);
    RangeFrom<usize>, |r, len| Some(r.start..len), slice_index_fail(r.start, len, len);
    RangeFull, |r, len| Some(0..len), slice_index_fail(0, len, len);
    RangeInclusive<usize>, |r, len| inclusive(&r), slice_index_fail(r.start, r.end, len);
    RangeToInclusive<usize>, |r, len| inclusive(&(0..=r.end)), slice_index_fail(0, r.end, len);
    (Bound<usize>, Bound<usize>), |r, len| bounds_range(r, len), bounds_fail(r, len);
}
fn inclusive(r: &RangeInclusive<usize>) -> Option<Range<usize>> { let end = r.end.checked_add(1)?; Some((if r.exhausted { end } else { r.start })..end) }
fn bounds_range(b: (Bound<usize>, Bound<usize>), len: usize) -> Option<Range<usize>> {
    let start = match b.0 { Bound::Included(i) => i, Bound::Excluded(i) => i.checked_add(1)?, Bound::Unbounded => 0 };
    let end = match b.1 { Bound::Included(i) => i.checked_add(1)?, Bound::Excluded(i) => i, Bound::Unbounded => len };
    Some(start..end)
}
#[track_caller]
fn bounds_fail(b: (Bound<usize>, Bound<usize>), len: usize) -> ! {
    match b.0 { Bound::Excluded(usize::MAX) => panic!("attempted to index slice from after maximum usize"), _ => {} }
    match b.1 { Bound::Included(usize::MAX) => panic!("attempted to index slice up to maximum usize"), _ => {} }
    match bounds_range(b, len) { Some(r) => slice_index_fail(r.start, r.end, len), None => unreachable!() }
}
impl<T, I: SliceIndex<[T]>> Index<I> for [T] { type Output = I::Output; #[track_caller] fn index(&self, index: I) -> &I::Output { index.index(self) } }
impl<T, I: SliceIndex<[T]>> IndexMut<I> for [T] { #[track_caller] fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(self) } }

impl<T> [T] {
    #[must_use] pub const fn len(&self) -> usize { intrinsics::slice_len(self as *const [T]) }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    #[must_use] pub const fn first(&self) -> Option<&T> { if let [first, ..] = self { Some(first) } else { None } }
    pub const fn first_mut(&mut self) -> Option<&mut T> { if let [first, ..] = self { Some(first) } else { None } }
    #[must_use] pub const fn split_first(&self) -> Option<(&T, &[T])> { if let [first, tail @ ..] = self { Some((first, tail)) } else { None } }
    pub const fn split_first_mut(&mut self) -> Option<(&mut T, &mut [T])> { if let [first, tail @ ..] = self { Some((first, tail)) } else { None } }
    pub const fn split_last(&self) -> Option<(&T, &[T])> { if let [init @ .., last] = self { Some((last, init)) } else { None } }
    pub const fn split_last_mut(&mut self) -> Option<(&mut T, &mut [T])> { if let [init @ .., last] = self { Some((last, init)) } else { None } }
    #[must_use] pub const fn last(&self) -> Option<&T> { if let [.., last] = self { Some(last) } else { None } }
    pub const fn last_mut(&mut self) -> Option<&mut T> { if let [.., last] = self { Some(last) } else { None } }
    #[must_use] pub fn get<I: SliceIndex<[T]>>(&self, index: I) -> Option<&I::Output> { index.get(self) }
    pub fn get_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> Option<&mut I::Output> { index.get_mut(self) }
    #[track_caller]
    pub unsafe fn get_unchecked<I: SliceIndex<[T]>>(&self, index: I) -> &I::Output { match index.get(self) { Some(output) => output, None => crate::panicking::precondition(I::PRECONDITION) } }
    #[track_caller]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<[T]>>(&mut self, index: I) -> &mut I::Output { match index.get_mut(self) { Some(output) => output, None => crate::panicking::precondition(I::PRECONDITION_MUT) } }
    #[rustc_as_ptr] pub const fn as_ptr(&self) -> *const T { self as *const [T] as *const T }
    #[rustc_as_ptr] pub const fn as_mut_ptr(&mut self) -> *mut T { self as *mut [T] as *mut T }
    pub fn as_ptr_range(&self) -> Range<*const T> { let start = self.as_ptr(); Range { start, end: unsafe { start.add(self.len()) } } }
    #[track_caller]
    pub fn swap(&mut self, a: usize, b: usize) { let pa = &raw mut self[a]; let pb = &raw mut self[b]; unsafe { ptr::swap(pa, pb); } }
    pub fn reverse(&mut self) { let n = self.len(); let p = self.as_mut_ptr(); let mut i = 0; while i < n / 2 { unsafe { ptr::swap(p.add(i), p.add(n - 1 - i)); } i += 1; } }
    pub fn iter(&self) -> Iter<'_, T> { Iter::new(self) }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut::new(self) }
    #[track_caller]
    pub fn windows(&self, size: usize) -> Windows<'_, T> { if size == 0 { panic!("window size must be non-zero"); } Windows { v: self, size } }
    #[track_caller]
    #[must_use] pub fn split_at(&self, mid: usize) -> (&[T], &[T]) {
        if mid > self.len() { panic!("mid > len") }
        unsafe { (from_raw_parts(self.as_ptr(), mid), from_raw_parts(self.as_ptr().add(mid), self.len() - mid)) }
    }
    #[track_caller]
    #[must_use] pub fn split_at_mut(&mut self, mid: usize) -> (&mut [T], &mut [T]) {
        let len = self.len();
        if mid > len { panic!("mid > len") }
        let p = self.as_mut_ptr();
        unsafe { (from_raw_parts_mut(p, mid), from_raw_parts_mut(p.add(mid), len - mid)) }
    }
    pub fn split_at_checked(&self, mid: usize) -> Option<(&[T], &[T])> { if mid <= self.len() { Some(self.split_at(mid)) } else { None } }
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut [T], &mut [T])> { if mid <= self.len() { Some(self.split_at_mut(mid)) } else { None } }
    #[track_caller]
    pub unsafe fn split_at_mut_unchecked(&mut self, mid: usize) -> (&mut [T], &mut [T]) { if mid > self.len() { crate::panicking::precondition("slice::split_at_mut_unchecked requires the index to be within the slice") } self.split_at_mut(mid) }
    #[must_use] pub fn contains(&self, x: &T) -> bool where T: PartialEq { for e in self { if *e == *x { return true; } } false }
    pub fn starts_with(&self, needle: &[T]) -> bool where T: PartialEq { let n = needle.len(); self.len() >= n && *needle == self[..n] }
    pub fn ends_with(&self, needle: &[T]) -> bool where T: PartialEq { let (m, n) = (self.len(), needle.len()); m >= n && *needle == self[m - n..] }
    pub fn strip_prefix(&self, prefix: &[T]) -> Option<&[T]> where T: PartialEq { if self.starts_with(prefix) { Some(&self[prefix.len()..]) } else { None } }
    pub fn strip_suffix(&self, suffix: &[T]) -> Option<&[T]> where T: PartialEq { if self.ends_with(suffix) { Some(&self[..self.len() - suffix.len()]) } else { None } }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize> where T: Ord { self.binary_search_by(|p| p.cmp(x)) }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let mut size = self.len();
        if size == 0 { return Err(0); }
        let mut base = 0usize;
        while size > 1 {
            let half = size / 2;
            let mid = base + half;
            base = if f(&self[mid]) == Greater { base } else { mid };
            size -= half;
        }
        let cmp = f(&self[base]);
        if cmp == Equal { Ok(base) } else { Err(base + (cmp == Less) as usize) }
    }
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> { self.binary_search_by(|k| f(k).cmp(b)) }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize { match self.binary_search_by(|x| if pred(x) { Less } else { Greater }) { Ok(i) => i, Err(i) => i } }
    #[at(panic = "core/src/slice/mod.rs:3885:9")]
    pub fn rotate_left(&mut self, mid: usize) { assert!(mid <= self.len()); if mid == 0 || mid == self.len() { return; } self[..mid].reverse(); self[mid..].reverse(); self.reverse(); }
    #[at(panic = "core/src/slice/mod.rs:3931:9")]
    pub fn rotate_right(&mut self, k: usize) { assert!(k <= self.len()); let mid = self.len() - k; self.rotate_left(mid); }
    pub fn fill(&mut self, value: T) where T: Clone { for x in self.iter_mut() { *x = value.clone(); } }
    pub fn fill_with<F: FnMut() -> T>(&mut self, mut f: F) { for x in self.iter_mut() { *x = f(); } }
    #[track_caller]
    pub fn clone_from_slice(&mut self, src: &[T]) where T: Clone {
        if self.len() != src.len() { panic!("destination and source slices have different lengths"); }
        let mut i = 0;
        while i < src.len() { self[i] = src[i].clone(); i += 1; }
    }
    #[track_caller]
    pub fn copy_from_slice(&mut self, src: &[T]) where T: Copy {
        if self.len() != src.len() { panic!("copy_from_slice: source slice length ({}) does not match destination slice length ({})", src.len(), self.len()); }
        unsafe { intrinsics::copy_nonoverlapping(src.as_ptr(), self.as_mut_ptr(), src.len()); }
    }
    #[track_caller]
    pub fn copy_within<R: ops::RangeBounds<usize>>(&mut self, src: R, dest: usize) where T: Copy {
        let r = ops::resolve_range(src, self.len());
        let count = r.end - r.start;
        assert!(dest <= self.len() - count, "dest is out of bounds");
        let p = self.as_mut_ptr();
        unsafe { intrinsics::copy(p.add(r.start) as *const T, p.add(dest), count); }
    }
    #[track_caller]
    pub fn swap_with_slice(&mut self, other: &mut [T]) { assert!(self.len() == other.len(), "destination and source slices have different lengths"); let mut i = 0; while i < other.len() { crate::mem::swap(&mut self[i], &mut other[i]); i += 1; } }
    pub fn to_vec(&self) -> Vec<T> where T: Clone { let mut v = Vec::with_capacity(self.len()); for x in self { v.push(x.clone()); } v }
    pub fn into_vec(self: Box<Self>) -> Vec<T> { let len = self.len(); unsafe { Vec::from_raw_parts(Box::into_raw(self) as *mut T, len, len) } }
    #[at(panic = "alloc/src/slice.rs:523:50")]
    pub fn repeat(&self, n: usize) -> Vec<T> where T: Copy { let mut v = Vec::with_capacity(self.len().checked_mul(n).expect("capacity overflow")); let mut i = 0; while i < n { v.extend_from_slice(self); i += 1; } v }
    pub fn concat<Item: ?Sized>(&self) -> <[T] as Concat<Item>>::Output where [T]: Concat<Item> { Concat::concat(self) }
    pub fn join<Separator>(&self, sep: Separator) -> <[T] as Join<Separator>>::Output where [T]: Join<Separator> { Join::join(self, sep) }
    pub fn get_disjoint_mut<I: GetDisjointMutIndex + SliceIndex<[T]>, const N: usize>(&mut self, indices: [I; N]) -> Result<[&mut I::Output; N], GetDisjointMutError> {
        let len = self.len();
        let mut i = 0;
        while i < N {
            if !indices[i].is_in_bounds(len) { return Err(GetDisjointMutError::IndexOutOfBounds); }
            let mut j = 0;
            while j < i { if indices[i].is_overlapping(&indices[j]) { return Err(GetDisjointMutError::OverlappingIndices); } j += 1; }
            i += 1;
        }
        unsafe { Ok(self.get_disjoint_unchecked_mut(indices)) }
    }
}
pub unsafe trait GetDisjointMutIndex: Clone {
    fn is_in_bounds(&self, len: usize) -> bool;
    fn is_overlapping(&self, other: &Self) -> bool;
}
unsafe impl GetDisjointMutIndex for usize {
    fn is_in_bounds(&self, len: usize) -> bool { *self < len }
    fn is_overlapping(&self, other: &Self) -> bool { *self == *other }
}
unsafe impl GetDisjointMutIndex for Range<usize> {
    fn is_in_bounds(&self, len: usize) -> bool { (self.start <= self.end) & (self.end <= len) }
    fn is_overlapping(&self, other: &Self) -> bool { (self.start < other.end) & (other.start < self.end) }
}
unsafe impl GetDisjointMutIndex for RangeInclusive<usize> {
    fn is_in_bounds(&self, len: usize) -> bool { (self.start <= self.end) & (self.end < len) }
    fn is_overlapping(&self, other: &Self) -> bool { (self.start <= other.end) & (other.start <= self.end) }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GetDisjointMutError { IndexOutOfBounds, OverlappingIndices }
impl fmt::Display for GetDisjointMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(match self { GetDisjointMutError::IndexOutOfBounds => "an index is out of bounds", GetDisjointMutError::OverlappingIndices => "there were overlapping indices" }) }
}
impl crate::error::Error for GetDisjointMutError {}
impl<T, const N: usize> [[T; N]] {
    pub fn as_flattened(&self) -> &[T] { unsafe { from_raw_parts(self.as_ptr() as *const T, self.len() * N) } }
    pub fn as_flattened_mut(&mut self) -> &mut [T] { unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut T, self.len() * N) } }
}
impl<T: PartialEq<U>, U> PartialEq<[U]> for [T] {
    fn eq(&self, other: &[U]) -> bool {
        if self.len() != other.len() { return false; }
        let mut i = 0;
        while i < self.len() { if self[i] != other[i] { return false; } i += 1; }
        true
    }
}
impl<T: Eq> Eq for [T] {}
impl<T: Ord> Ord for [T] {
    fn cmp(&self, other: &[T]) -> Ordering {
        let n = crate::cmp::min(self.len(), other.len());
        let mut i = 0;
        while i < n { match self[i].cmp(&other[i]) { Equal => {} unequal => return unequal } i += 1; }
        self.len().cmp(&other.len())
    }
}
impl<T: PartialOrd> PartialOrd for [T] {
    fn partial_cmp(&self, other: &[T]) -> Option<Ordering> {
        let n = crate::cmp::min(self.len(), other.len());
        let mut i = 0;
        while i < n { match self[i].partial_cmp(&other[i]) { Some(Equal) => {} unequal => return unequal } i += 1; }
        self.len().partial_cmp(&other.len())
    }
}
pub trait Concat<Item: ?Sized> { type Output; fn concat(slice: &Self) -> Self::Output; }
pub trait Join<Separator> { type Output; fn join(slice: &Self, sep: Separator) -> Self::Output; }
impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] { type Output = Vec<T>; fn concat(slice: &Self) -> Vec<T> { let mut out = Vec::new(); for v in slice { out.extend_from_slice(v.borrow()); } out } }
impl<S: Borrow<str>> Concat<str> for [S] { type Output = String; fn concat(slice: &Self) -> String { let mut out = String::new(); for s in slice { out.push_str(s.borrow()); } out } }
impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &Self, sep: &str) -> String { let mut out = String::new(); let mut first = true; for s in slice { if first { first = false; } else { out.push_str(sep); } out.push_str(s.borrow()); } out }
}
impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &T) -> Vec<T> { let mut out = Vec::new(); let mut first = true; for v in slice { if first { first = false; } else { out.push(sep.clone()); } out.extend_from_slice(v.borrow()); } out }
}
impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &[T]) -> Vec<T> { let mut out = Vec::new(); let mut first = true; for v in slice { if first { first = false; } else { out.extend_from_slice(sep); } out.extend_from_slice(v.borrow()); } out }
}
impl<'a, T> IntoIterator for &'a [T] { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut [T] { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
