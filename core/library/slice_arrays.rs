// Slices seen as arrays, in pieces of a length that the type knows; and pieces split off in place.
use crate::mem::take;
use crate::ops::{RangeFrom, RangeTo, RangeToInclusive};
use crate::slice::{from_raw_parts, from_raw_parts_mut};

// A range with one bound, for `split_off`: where it cuts, and whether what is taken is the front.
pub trait OneSidedRange<T> { fn cut(self) -> Option<(usize, bool)>; }
impl OneSidedRange<usize> for RangeTo<usize> { fn cut(self) -> Option<(usize, bool)> { Some((self.end, true)) } }
impl OneSidedRange<usize> for RangeFrom<usize> { fn cut(self) -> Option<(usize, bool)> { Some((self.start, false)) } }
impl OneSidedRange<usize> for RangeToInclusive<usize> { fn cut(self) -> Option<(usize, bool)> { Some((self.end.checked_add(1)?, true)) } }

impl<T> [T] {
    pub const fn first_chunk<const N: usize>(&self) -> Option<&[T; N]> { if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr() as *const [T; N]) }) } }
    pub const fn first_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> { if self.len() < N { None } else { Some(unsafe { &mut *(self.as_mut_ptr() as *mut [T; N]) }) } }
    pub const fn last_chunk<const N: usize>(&self) -> Option<&[T; N]> { if self.len() < N { None } else { Some(unsafe { &*(self.as_ptr().add(self.len() - N) as *const [T; N]) }) } }
    pub const fn last_chunk_mut<const N: usize>(&mut self) -> Option<&mut [T; N]> { if self.len() < N { None } else { let at = self.len() - N; Some(unsafe { &mut *(self.as_mut_ptr().add(at) as *mut [T; N]) }) } }
    pub fn split_first_chunk<const N: usize>(&self) -> Option<(&[T; N], &[T])> { let (a, b) = self.split_at_checked(N)?; Some((unsafe { &*(a.as_ptr() as *const [T; N]) }, b)) }
    pub fn split_first_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T; N], &mut [T])> { let (a, b) = self.split_at_mut_checked(N)?; Some((unsafe { &mut *(a.as_mut_ptr() as *mut [T; N]) }, b)) }
    pub fn split_last_chunk<const N: usize>(&self) -> Option<(&[T], &[T; N])> { let (a, b) = self.split_at_checked(self.len().checked_sub(N)?)?; Some((a, unsafe { &*(b.as_ptr() as *const [T; N]) })) }
    pub fn split_last_chunk_mut<const N: usize>(&mut self) -> Option<(&mut [T], &mut [T; N])> { let at = self.len().checked_sub(N)?; let (a, b) = self.split_at_mut_checked(at)?; Some((a, unsafe { &mut *(b.as_mut_ptr() as *mut [T; N]) })) }
    pub const fn as_array<const N: usize>(&self) -> Option<&[T; N]> { if self.len() == N { self.first_chunk() } else { None } }
    pub const fn as_mut_array<const N: usize>(&mut self) -> Option<&mut [T; N]> { if self.len() == N { self.first_chunk_mut() } else { None } }
    pub fn as_chunks<const N: usize>(&self) -> (&[[T; N]], &[T]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (a, b) = self.split_at(self.len() / N * N);
        (unsafe { a.as_chunks_unchecked() }, b)
    }
    pub fn as_chunks_mut<const N: usize>(&mut self) -> (&mut [[T; N]], &mut [T]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (a, b) = self.split_at_mut(self.len() / N * N);
        (unsafe { a.as_chunks_unchecked_mut() }, b)
    }
    pub fn as_rchunks<const N: usize>(&self) -> (&[T], &[[T; N]]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (a, b) = self.split_at(self.len() % N);
        (a, unsafe { b.as_chunks_unchecked() })
    }
    pub fn as_rchunks_mut<const N: usize>(&mut self) -> (&mut [T], &mut [[T; N]]) {
        const { assert!(N != 0, "chunk size must be non-zero") };
        let (a, b) = self.split_at_mut(self.len() % N);
        (a, unsafe { b.as_chunks_unchecked_mut() })
    }
    pub unsafe fn as_chunks_unchecked<const N: usize>(&self) -> &[[T; N]] { unsafe { from_raw_parts(self.as_ptr() as *const [T; N], self.len() / N) } }
    pub unsafe fn as_chunks_unchecked_mut<const N: usize>(&mut self) -> &mut [[T; N]] { unsafe { from_raw_parts_mut(self.as_mut_ptr() as *mut [T; N], self.len() / N) } }
    #[track_caller]
    pub unsafe fn split_at_unchecked(&self, mid: usize) -> (&[T], &[T]) { if mid > self.len() { crate::panicking::precondition("slice::split_at_unchecked requires the index to be within the slice") } self.split_at(mid) }
    pub fn split_off<'a, R: OneSidedRange<usize>>(self: &mut &'a Self, range: R) -> Option<&'a Self> {
        let (at, front) = range.cut()?;
        let (a, b) = self.split_at_checked(at)?;
        if front { *self = b; Some(a) } else { *self = a; Some(b) }
    }
    pub fn split_off_mut<'a, R: OneSidedRange<usize>>(self: &mut &'a mut Self, range: R) -> Option<&'a mut Self> {
        let (at, front) = range.cut()?;
        if at > self.len() { return None; }
        let (a, b) = take(self).split_at_mut(at);
        if front { *self = b; Some(a) } else { *self = a; Some(b) }
    }
    pub fn split_off_first<'a>(self: &mut &'a Self) -> Option<&'a T> { let (first, rest) = self.split_first()?; *self = rest; Some(first) }
    pub fn split_off_first_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> { let (first, rest) = take(self).split_first_mut()?; *self = rest; Some(first) }
    pub fn split_off_last<'a>(self: &mut &'a Self) -> Option<&'a T> { let (last, rest) = self.split_last()?; *self = rest; Some(last) }
    pub fn split_off_last_mut<'a>(self: &mut &'a mut Self) -> Option<&'a mut T> { let (last, rest) = take(self).split_last_mut()?; *self = rest; Some(last) }
    pub fn as_mut_ptr_range(&mut self) -> crate::ops::Range<*mut T> { let start = self.as_mut_ptr(); crate::ops::Range { start, end: unsafe { start.add(self.len()) } } }
    #[track_caller]
    pub fn element_offset(&self, element: &T) -> Option<usize> {
        let size = crate::intrinsics::size_of::<T>();
        if size == 0 { panic!("elements are zero-sized"); }
        let start = self.as_ptr() as usize;
        let at = (element as *const T as usize).wrapping_sub(start);
        if at % size != 0 { return None; }
        if at / size < self.len() { Some(at / size) } else { None }
    }
    // The bounds of the middle part that holds whole, aligned U: the length of the front, and of the middle in U.
    fn aligned_middle<U>(&self) -> (usize, usize) {
        let (size, unit) = (crate::intrinsics::size_of::<T>(), crate::intrinsics::size_of::<U>());
        if size == 0 || unit == 0 { return (self.len(), 0); }
        let front = self.as_ptr().align_offset(crate::intrinsics::align_of::<U>());
        if front > self.len() { return (self.len(), 0); }
        let mut count = (self.len() - front) * size / unit;
        while count * unit % size != 0 { count -= 1; }
        (front, count)
    }
    pub unsafe fn align_to<U>(&self) -> (&[T], &[U], &[T]) {
        let (front, count) = self.aligned_middle::<U>();
        if count == 0 { return (self, &[], &[]); }
        let (left, rest) = self.split_at(front);
        let used = count * crate::intrinsics::size_of::<U>() / crate::intrinsics::size_of::<T>();
        (left, unsafe { from_raw_parts(rest.as_ptr() as *const U, count) }, &rest[used..])
    }
    pub unsafe fn align_to_mut<U>(&mut self) -> (&mut [T], &mut [U], &mut [T]) {
        let (front, count) = self.aligned_middle::<U>();
        if count == 0 { return (self, &mut [], &mut []); }
        let (left, rest) = self.split_at_mut(front);
        let used = count * crate::intrinsics::size_of::<U>() / crate::intrinsics::size_of::<T>();
        let (middle, right) = rest.split_at_mut(used);
        (left, unsafe { from_raw_parts_mut(middle.as_mut_ptr() as *mut U, count) }, right)
    }
    pub fn connect<Separator>(&self, sep: Separator) -> <[T] as crate::slice::Join<Separator>>::Output where [T]: crate::slice::Join<Separator> { crate::slice::Join::join(self, sep) }
    pub unsafe fn get_disjoint_unchecked_mut<I: crate::slice::SliceIndex<[T]> + Clone, const N: usize>(&mut self, indices: [I; N]) -> [&mut I::Output; N] {
        let p = self as *mut [T];
        crate::array::from_fn(|i| unsafe { (*p).get_unchecked_mut(indices[i].clone()) })
    }
}
