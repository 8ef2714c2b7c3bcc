// VecDeque: a ring buffer.
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::intrinsics;
use crate::iter::FusedIterator;
use crate::marker::PhantomData;
use crate::mem::ManuallyDrop;
use crate::ops::{Index, IndexMut, Range, RangeBounds};
use crate::ptr::{self, Unique};
use crate::slice;
use crate::vec::{self, Cap, Vec};

// The elements are at buf[head..], going on at buf[0] past the buffer's end.
#[rustc_diagnostic_item = "VecDeque"]
#[view(owner, ptr = "buf.ptr", len = "len", head = "head", cap = "buf.cap")]
pub struct VecDeque<T> { head: usize, len: usize, buf: Buffer<T> }
struct Buffer<T> { cap: Cap, ptr: Unique<T> }
impl<T> Buffer<T> {
    const fn capacity(&self) -> usize { if intrinsics::size_of::<T>() == 0 { usize::MAX } else { self.cap.0 } }
    fn resize(&mut self, cap: usize) {
        let (size, align) = (intrinsics::size_of::<T>(), intrinsics::align_of::<T>());
        if size == 0 || cap == self.cap.0 { return; }
        let bytes = match cap.checked_mul(size) { Some(b) if b <= 0x7FFF_FFFF_FFFF_FFFF => b, _ => vec::capacity_overflow() };
        if cap == 0 {
            intrinsics::dealloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, align);
            self.ptr = Unique::dangling();
        } else {
            let p = if self.cap.0 == 0 { intrinsics::alloc(bytes, align) } else { intrinsics::realloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, align, bytes) };
            self.ptr = unsafe { Unique::new_unchecked(p as *mut T) };
        }
        self.cap = Cap(cap);
    }
}
unsafe impl<#[may_dangle] T> Drop for Buffer<T> {
    fn drop(&mut self) {
        let size = intrinsics::size_of::<T>();
        if size != 0 && self.cap.0 != 0 { intrinsics::dealloc(self.ptr.as_ptr() as *mut u8, self.cap.0 * size, intrinsics::align_of::<T>()); }
    }
}
unsafe impl<#[may_dangle] T> Drop for VecDeque<T> {
    fn drop(&mut self) {
        let (front, back) = self.as_mut_slices();
        let back = back as *mut [T];
        unsafe { intrinsics::drop_in_place(front as *mut [T]); intrinsics::drop_in_place(back); }
    }
}
impl<T> VecDeque<T> {
    #[must_use] pub const fn new() -> VecDeque<T> { VecDeque { head: 0, len: 0, buf: Buffer { cap: Cap(0), ptr: Unique::dangling() } } }
    pub fn with_capacity(capacity: usize) -> VecDeque<T> { let mut d = VecDeque::new(); d.buf.resize(capacity); d }
    fn p(&self) -> *mut T { self.buf.ptr.as_ptr() }
    fn at(&self, i: usize) -> usize { let n = self.buf.capacity(); if i >= n - self.head { i - (n - self.head) } else { self.head + i } }
    unsafe fn slot(&self, i: usize) -> *mut T { unsafe { self.p().add(self.at(i)) } }
    fn grow_to(&mut self, capacity: usize) {
        let old = self.buf.capacity();
        if capacity <= old { return; }
        self.buf.resize(capacity);
        if self.head + self.len <= old { return; }
        // The part at the buffer's beginning goes behind the rest, or the rest to the new end.
        let first = old - self.head;
        let second = self.len - first;
        unsafe {
            let p = self.p();
            if second <= first && second <= capacity - old { intrinsics::copy_nonoverlapping(p as *const T, p.add(old), second); }
            else { intrinsics::copy(p.add(self.head) as *const T, p.add(capacity - first), first); self.head = capacity - first; }
        }
    }
    fn room(&mut self) {
        let n = self.buf.capacity();
        if self.len == n { let size = intrinsics::size_of::<T>(); let min = if size == 1 { 8 } else if size <= 1024 { 4 } else { 1 }; self.grow_to(crate::cmp::max(n * 2, min)); }
    }
    pub fn capacity(&self) -> usize { self.buf.capacity() }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:1049:56")]
    pub fn reserve(&mut self, additional: usize) { let n = self.len.checked_add(additional).expect("capacity overflow"); if n > self.capacity() { self.grow_to(crate::cmp::max(n, self.capacity() * 2)); } }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:1019:56")]
    pub fn reserve_exact(&mut self, additional: usize) { let n = self.len.checked_add(additional).expect("capacity overflow"); self.grow_to(n); }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { crate::collections::check_capacity::<T>(self.len, additional)?; self.reserve(additional); Ok(()) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { crate::collections::check_capacity::<T>(self.len, additional)?; self.reserve_exact(additional); Ok(()) }
    pub fn shrink_to_fit(&mut self) { self.shrink_to(0) }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        let target = crate::cmp::max(self.len, min_capacity);
        if intrinsics::size_of::<T>() == 0 || target >= self.buf.cap.0 { return; }
        self.to_front();
        self.buf.resize(target);
    }
    pub const fn len(&self) -> usize { self.len }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub fn as_slices(&self) -> (&[T], &[T]) {
        let first = crate::cmp::min(self.len, self.buf.capacity() - self.head);
        unsafe { (slice::from_raw_parts(self.p().add(self.head) as *const T, first), slice::from_raw_parts(self.p() as *const T, self.len - first)) }
    }
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        let first = crate::cmp::min(self.len, self.buf.capacity() - self.head);
        unsafe { (slice::from_raw_parts_mut(self.p().add(self.head), first), slice::from_raw_parts_mut(self.p(), self.len - first)) }
    }
    pub fn get(&self, index: usize) -> Option<&T> { if index < self.len { Some(unsafe { &*self.slot(index) }) } else { None } }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> { if index < self.len { Some(unsafe { &mut *self.slot(index) }) } else { None } }
    pub fn front(&self) -> Option<&T> { self.get(0) }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.get_mut(0) }
    pub fn back(&self) -> Option<&T> { self.get(self.len.wrapping_sub(1)) }
    pub fn back_mut(&mut self) -> Option<&mut T> { self.get_mut(self.len.wrapping_sub(1)) }
    pub fn push_back(&mut self, value: T) { let _ = self.push_back_mut(value); }
    pub fn push_back_mut(&mut self, value: T) -> &mut T { self.room(); let i = self.len; self.len += 1; unsafe { let slot = self.slot(i); ptr::write(slot, value); &mut *slot } }
    pub fn push_front(&mut self, value: T) { let _ = self.push_front_mut(value); }
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.room();
        self.head = if self.head == 0 { self.buf.capacity() - 1 } else { self.head - 1 };
        self.len += 1;
        unsafe { let slot = self.slot(0); ptr::write(slot, value); &mut *slot }
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.len == 0 { return None; }
        let slot = self.head;
        self.head = self.at(1);
        self.len -= 1;
        Some(unsafe { ptr::read(self.p().add(slot) as *const T) })
    }
    pub fn pop_back(&mut self) -> Option<T> { if self.len == 0 { return None; } self.len -= 1; Some(unsafe { ptr::read(self.slot(self.len) as *const T) }) }
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> { let first = self.front_mut()?; if predicate(first) { self.pop_front() } else { None } }
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> { let last = self.back_mut()?; if predicate(last) { self.pop_back() } else { None } }
    pub fn swap(&mut self, i: usize, j: usize) { self.check_first(i); self.check_second(j); unsafe { ptr::swap(self.slot(i), self.slot(j)); } }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:971:9")]
    fn check_first(&self, i: usize) { assert!(i < self.len()); }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:972:9")]
    fn check_second(&self, j: usize) { assert!(j < self.len()); }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> { if index >= self.len { return None; } if index != 0 { self.swap(index, 0); } self.pop_front() }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> { if index >= self.len { return None; } let last = self.len - 1; if index != last { self.swap(index, last); } self.pop_back() }
    pub fn clear(&mut self) { self.truncate(0); self.head = 0; }
    pub fn truncate(&mut self, len: usize) {
        if len >= self.len { return; }
        let (front, back) = self.as_mut_slices();
        let n = front.len();
        let (a, b): (*mut [T], *mut [T]) = if len <= n { (&mut front[len..], back) } else { (&mut [], &mut back[len - n..]) };
        self.len = len;
        unsafe { intrinsics::drop_in_place(a); intrinsics::drop_in_place(b); }
    }
    pub fn contains(&self, x: &T) -> bool where T: PartialEq { let (a, b) = self.as_slices(); a.contains(x) || b.contains(x) }
    pub fn iter(&self) -> Iter<'_, T> { let (a, b) = self.as_slices(); Iter { i1: a.iter(), i2: b.iter() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { let (a, b) = self.as_mut_slices(); IterMut { i1: a.iter_mut(), i2: b.iter_mut() } }
    // The parts of a range in the two slices.
    fn parts(&self, range: Range<usize>) -> (Range<usize>, Range<usize>) {
        let n = crate::cmp::min(self.len, self.buf.capacity() - self.head);
        let cut = |i: usize| if i < n { (i, 0) } else { (n, i - n) };
        let ((a, c), (b, d)) = (cut(range.start), cut(range.end));
        (a..b, c..d)
    }
    pub fn range<R: RangeBounds<usize>>(&self, range: R) -> Iter<'_, T> { let (x, y) = self.parts(crate::ops::resolve_range(range, self.len)); let (a, b) = self.as_slices(); Iter { i1: a[x].iter(), i2: b[y].iter() } }
    pub fn range_mut<R: RangeBounds<usize>>(&mut self, range: R) -> IterMut<'_, T> { let (x, y) = self.parts(crate::ops::resolve_range(range, self.len)); let (a, b) = self.as_mut_slices(); IterMut { i1: a[x].iter_mut(), i2: b[y].iter_mut() } }
    pub fn make_contiguous(&mut self) -> &mut [T] {
        if self.head + self.len > self.buf.capacity() && intrinsics::size_of::<T>() != 0 { self.to_front(); }
        self.as_mut_slices().0
    }
    // Moves the elements to the buffer's beginning.
    fn to_front(&mut self) {
        let cap = self.buf.capacity();
        if self.head == 0 || intrinsics::size_of::<T>() == 0 { self.head = 0; return; }
        unsafe {
            let p = self.p();
            if self.head + self.len <= cap {
                intrinsics::copy(p.add(self.head) as *const T, p, self.len);
            } else {
                // The second part goes up to the first, then they change places.
                let first = cap - self.head;
                let second = self.len - first;
                let start = self.head - second;
                intrinsics::copy(p as *const T, p.add(start), second);
                let both: &mut [ManuallyDrop<T>] = slice::from_raw_parts_mut(p.add(start) as *mut ManuallyDrop<T>, self.len);
                both.rotate_left(second);
                intrinsics::copy(p.add(start) as *const T, p, self.len);
            }
        }
        self.head = 0;
    }
    pub fn insert(&mut self, index: usize, value: T) { let _ = self.insert_mut(index, value); }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:2431:9")]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        assert!(index <= self.len(), "index out of bounds");
        if self.len - index < index {
            self.push_back(value);
            let mut i = self.len - 1;
            while i > index { unsafe { ptr::swap(self.slot(i), self.slot(i - 1)); } i -= 1; }
        } else {
            self.push_front(value);
            let mut i = 0;
            while i < index { unsafe { ptr::swap(self.slot(i), self.slot(i + 1)); } i += 1; }
        }
        unsafe { &mut *self.slot(index) }
    }
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len { return None; }
        if self.len - 1 - index < index {
            let mut i = index;
            while i + 1 < self.len { unsafe { ptr::swap(self.slot(i), self.slot(i + 1)); } i += 1; }
            self.pop_back()
        } else {
            let mut i = index;
            while i > 0 { unsafe { ptr::swap(self.slot(i), self.slot(i - 1)); } i -= 1; }
            self.pop_front()
        }
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.retain_mut(|elem| f(elem)) }
    pub fn retain_mut<F: FnMut(&mut T) -> bool>(&mut self, mut f: F) {
        let len = self.len;
        let mut kept = 0;
        let mut i = 0;
        while i < len {
            if f(unsafe { &mut *self.slot(i) }) { if kept != i { self.swap(kept, i); } kept += 1; }
            i += 1;
        }
        self.truncate(kept);
    }
    pub fn append(&mut self, other: &mut Self) { self.reserve(other.len); while let Some(x) = other.pop_front() { self.push_back(x); } }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:2539:9")]
    pub fn split_off(&mut self, at: usize) -> Self {
        assert!(at <= self.len, "`at` out of bounds");
        let mut other = VecDeque::with_capacity(self.len - at);
        let mut i = at;
        while i < self.len { other.push_back(unsafe { ptr::read(self.slot(i) as *const T) }); i += 1; }
        self.len = at;
        other
    }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:2986:9")]
    pub fn rotate_left(&mut self, n: usize) { assert!(n <= self.len()); if n <= self.len - n { self.turn_left(n) } else { self.turn_right(self.len - n) } }
    #[at(panic = "alloc/src/collections/vec_deque/mod.rs:3029:9")]
    pub fn rotate_right(&mut self, n: usize) { assert!(n <= self.len()); if n <= self.len - n { self.turn_right(n) } else { self.turn_left(self.len - n) } }
    fn turn_left(&mut self, n: usize) { let mut i = 0; while i < n { if let Some(x) = self.pop_front() { self.push_back(x); } i += 1; } }
    fn turn_right(&mut self, n: usize) { let mut i = 0; while i < n { if let Some(x) = self.pop_back() { self.push_front(x); } i += 1; } }
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_, T> {
        let range = crate::ops::resolve_range(range, self.len);
        let mut tail = self.split_off(range.end);
        let removed = self.split_off(range.start);
        self.append(&mut tail);
        Drain { inner: removed.into_iter(), lifetime: PhantomData }
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize> where T: Ord { self.binary_search_by(|e| e.cmp(x)) }
    pub fn binary_search_by<'a, F: FnMut(&'a T) -> Ordering>(&'a self, mut f: F) -> Result<usize, usize> {
        let (front, back) = self.as_slices();
        let cmp_back = match back.first() { Some(elem) => Some(f(elem)), None => None };
        match cmp_back {
            Some(Ordering::Equal) => Ok(front.len()),
            Some(Ordering::Less) => match back.binary_search_by(f) { Ok(i) => Ok(i + front.len()), Err(i) => Err(i + front.len()) },
            _ => front.binary_search_by(f),
        }
    }
    pub fn binary_search_by_key<'a, B: Ord, F: FnMut(&'a T) -> B>(&'a self, b: &B, mut f: F) -> Result<usize, usize> { self.binary_search_by(|k| f(k).cmp(b)) }
    pub fn partition_point<P: FnMut(&T) -> bool>(&self, mut pred: P) -> usize {
        let (front, back) = self.as_slices();
        if let Some(true) = back.first().map(|v| pred(v)) { back.partition_point(pred) + front.len() } else { front.partition_point(pred) }
    }
    pub fn resize_with(&mut self, new_len: usize, mut generator: impl FnMut() -> T) { while self.len < new_len { self.push_back(generator()); } self.truncate(new_len); }
}
impl<T: Clone> VecDeque<T> { pub fn resize(&mut self, new_len: usize, value: T) { if new_len > self.len { while self.len + 1 < new_len { self.push_back(value.clone()); } self.push_back(value); } else { self.truncate(new_len); } } }
impl<T: Clone> Clone for VecDeque<T> { fn clone(&self) -> Self { let mut d = VecDeque::with_capacity(self.len); d.extend(self.iter().cloned()); d } }
impl<T> Default for VecDeque<T> { fn default() -> VecDeque<T> { VecDeque::new() } }
impl<T: PartialEq> PartialEq for VecDeque<T> { fn eq(&self, other: &Self) -> bool { self.len == other.len && self.iter().eq(other.iter()) } }
macro_rules! deque_eq { ($([$($g:tt)*] $r:ty;)*) => { $( impl<T: PartialEq<U>, U, $($g)*> PartialEq<$r> for VecDeque<T> { fn eq(&self, other: &$r) -> bool { self.len == other.len() && self.iter().eq(other.iter()) } } )* } }
deque_eq! { [] Vec<U>; [] &[U]; [] &mut [U]; [const N: usize] [U; N]; [const N: usize] &[U; N]; [const N: usize] &mut [U; N]; }
impl<T: Eq> Eq for VecDeque<T> {}
impl<T: PartialOrd> PartialOrd for VecDeque<T> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.iter().partial_cmp(other.iter()) } }
impl<T: Ord> Ord for VecDeque<T> { fn cmp(&self, other: &Self) -> Ordering { self.iter().cmp(other.iter()) } }
impl<T: Hash> Hash for VecDeque<T> { fn hash<H: Hasher>(&self, state: &mut H) { state.write_length_prefix(self.len); self.iter().for_each(|elem| elem.hash(state)); } }
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() } }
impl<T> Index<usize> for VecDeque<T> { type Output = T; #[track_caller] fn index(&self, index: usize) -> &T { self.get(index).expect("Out of bounds access") } }
impl<T> IndexMut<usize> for VecDeque<T> { #[track_caller] fn index_mut(&mut self, index: usize) -> &mut T { self.get_mut(index).expect("Out of bounds access") } }
impl<T> FromIterator<T> for VecDeque<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> { Vec::from_iter(iter).into() } }
impl<T> Extend<T> for VecDeque<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { for x in iter { self.push_back(x); } } }
impl<'a, T: 'a + Copy> Extend<&'a T> for VecDeque<T> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { for x in iter { self.push_back(*x); } } }
impl<T, const N: usize> From<[T; N]> for VecDeque<T> { fn from(arr: [T; N]) -> Self { Vec::from(arr).into() } }
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(v: Vec<T>) -> Self {
        let (p, len, cap) = v.into_raw_parts();
        VecDeque { head: 0, len, buf: Buffer { cap: Cap(if intrinsics::size_of::<T>() == 0 { 0 } else { cap }), ptr: unsafe { Unique::new_unchecked(p) } } }
    }
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(mut d: VecDeque<T>) -> Self { d.to_front(); let d = ManuallyDrop::new(d); unsafe { Vec::from_raw_parts(d.p(), d.len, d.buf.cap.0) } }
}
macro_rules! ring_iters { ($($Name:ident $Item:ty;)*) => { $(
    impl<'a, T> Iterator for $Name<'a, T> {
        type Item = $Item;
        fn next(&mut self) -> Option<$Item> { match self.i1.next() { None => { crate::mem::swap(&mut self.i1, &mut self.i2); self.i1.next() } item => item } }
        fn size_hint(&self) -> (usize, Option<usize>) { let n = self.i1.len() + self.i2.len(); (n, Some(n)) }
    }
    impl<'a, T> DoubleEndedIterator for $Name<'a, T> { fn next_back(&mut self) -> Option<$Item> { match self.i2.next_back() { None => self.i1.next_back(), item => item } } }
    impl<T> ExactSizeIterator for $Name<'_, T> {}
    impl<T> FusedIterator for $Name<'_, T> {}
    impl<T> Default for $Name<'_, T> { fn default() -> Self { $Name { i1: Default::default(), i2: Default::default() } } }
    impl<T: fmt::Debug> fmt::Debug for $Name<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple(stringify!($Name)).field(&self.i1.as_slice()).field(&self.i2.as_slice()).finish() } }
)* } }
pub struct Iter<'a, T> { i1: slice::Iter<'a, T>, i2: slice::Iter<'a, T> }
pub struct IterMut<'a, T> { i1: slice::IterMut<'a, T>, i2: slice::IterMut<'a, T> }
ring_iters! { Iter &'a T; IterMut &'a mut T; }
impl<T> Clone for Iter<'_, T> { fn clone(&self) -> Self { Iter { i1: self.i1.clone(), i2: self.i2.clone() } } }
#[derive(Clone)]
pub struct IntoIter<T> { inner: VecDeque<T> }
impl<T> Default for IntoIter<T> { fn default() -> Self { IntoIter { inner: VecDeque::new() } } }
impl<T> Iterator for IntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.inner.pop_front() } fn size_hint(&self) -> (usize, Option<usize>) { let n = self.inner.len; (n, Some(n)) } }
impl<T> DoubleEndedIterator for IntoIter<T> { fn next_back(&mut self) -> Option<T> { self.inner.pop_back() } }
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IntoIter").field(&self.inner).finish() } }
pub struct Drain<'a, T> { inner: IntoIter<T>, lifetime: PhantomData<&'a mut VecDeque<T>> }
impl<T> Iterator for Drain<'_, T> { type Item = T; fn next(&mut self) -> Option<T> { self.inner.next() } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<T> DoubleEndedIterator for Drain<'_, T> { fn next_back(&mut self) -> Option<T> { self.inner.next_back() } }
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<T> Drop for Drain<'_, T> { fn drop(&mut self) {} }
impl<T> IntoIterator for VecDeque<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self } } }
impl<'a, T> IntoIterator for &'a VecDeque<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut VecDeque<T> { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
