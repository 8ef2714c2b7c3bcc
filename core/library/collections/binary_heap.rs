// BinaryHeap: a max-heap in a vector.
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::vec::{self, Vec};
#[rustc_diagnostic_item = "BinaryHeap"]
#[view(value, of = "data")]
pub struct BinaryHeap<T> { data: Vec<T> }
impl<T: Ord> BinaryHeap<T> {
    #[must_use] pub const fn new() -> BinaryHeap<T> { BinaryHeap { data: Vec::new() } }
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> { BinaryHeap { data: Vec::with_capacity(capacity) } }
    pub fn push(&mut self, item: T) { self.data.push(item); let n = self.data.len() - 1; self.sift_up(0, n); }
    pub fn pop(&mut self) -> Option<T> {
        let mut item = self.data.pop()?;
        if !self.data.is_empty() { crate::mem::swap(&mut item, &mut self.data[0]); self.sift_down_to_bottom(); }
        Some(item)
    }
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> { if self.data.is_empty() { None } else { Some(PeekMut { heap: self, changed: false }) } }
    fn sift_up(&mut self, start: usize, mut i: usize) { while i > start { let parent = (i - 1) / 2; if self.data[i] <= self.data[parent] { break; } self.data.swap(i, parent); i = parent; } }
    fn sift_down(&mut self, i: usize) { let n = self.data.len(); self.sift_down_range(i, n) }
    fn sift_down_range(&mut self, mut i: usize, end: usize) {
        loop {
            let mut child = 2 * i + 1;
            if child >= end { break; }
            if child + 1 < end && self.data[child] <= self.data[child + 1] { child += 1; }
            if self.data[i] >= self.data[child] { break; }
            self.data.swap(i, child);
            i = child;
        }
    }
    // The root goes down the larger children to the bottom, then up to its place: fewer comparisons, as it likely belongs low.
    fn sift_down_to_bottom(&mut self) {
        let end = self.data.len();
        let mut i = 0;
        loop {
            let mut child = 2 * i + 1;
            if child >= end { break; }
            if child + 1 < end && self.data[child] <= self.data[child + 1] { child += 1; }
            self.data.swap(i, child);
            i = child;
        }
        self.sift_up(0, i);
    }
    fn rebuild(&mut self) { let mut n = self.data.len() / 2; while n > 0 { n -= 1; self.sift_down(n); } }
    fn rebuild_tail(&mut self, start: usize) {
        let len = self.data.len();
        if start == len { return; }
        let tail = len - start;
        let better_to_rebuild = if start < tail { true } else if len <= 2048 { 2 * len < tail * start.ilog2() as usize } else { 2 * len < tail * 11 };
        if better_to_rebuild { self.rebuild(); } else { let mut i = start; while i < len { self.sift_up(0, i); i += 1; } }
    }
    #[must_use = "`self` will be dropped if the result is not used"] pub fn into_sorted_vec(mut self) -> Vec<T> {
        let mut end = self.data.len();
        while end > 1 { end -= 1; self.data.swap(0, end); self.sift_down_range(0, end); }
        self.data
    }
    pub fn append(&mut self, other: &mut Self) {
        if self.data.len() < other.data.len() { crate::mem::swap(self, other); }
        let start = self.data.len();
        self.data.append(&mut other.data);
        self.rebuild_tail(start);
    }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        let mut first_removed = self.data.len();
        let mut i = 0;
        self.data.retain(|e| { let keep = f(e); if !keep && i < first_removed { first_removed = i; } i += 1; keep });
        self.rebuild_tail(first_removed);
    }
}
impl<T> BinaryHeap<T> {
    #[must_use] pub fn peek(&self) -> Option<&T> { self.data.first() }
    pub fn len(&self) -> usize { self.data.len() }
    pub fn is_empty(&self) -> bool { self.data.is_empty() }
    pub fn clear(&mut self) { self.data.clear() }
    pub fn iter(&self) -> crate::slice::Iter<'_, T> { self.data.iter() }
    #[must_use = "`self` will be dropped if the result is not used"] pub fn into_vec(self) -> Vec<T> { self.data }
    pub fn as_slice(&self) -> &[T] { self.data.as_slice() }
    pub fn capacity(&self) -> usize { self.data.capacity() }
    pub fn reserve(&mut self, additional: usize) { self.data.reserve(additional) }
    pub fn reserve_exact(&mut self, additional: usize) { self.data.reserve_exact(additional) }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { self.data.try_reserve(additional) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { self.data.try_reserve_exact(additional) }
    pub fn shrink_to_fit(&mut self) { self.data.shrink_to_fit() }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.data.shrink_to(min_capacity) }
    pub fn drain(&mut self) -> vec::IntoIter<T> { crate::mem::take(&mut self.data).into_iter() }
}
pub struct PeekMut<'a, T: Ord> { heap: &'a mut BinaryHeap<T>, changed: bool }
impl<T: Ord + fmt::Debug> fmt::Debug for PeekMut<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("PeekMut").field(&self.heap.data[0]).finish() } }
impl<T: Ord> Deref for PeekMut<'_, T> { type Target = T; fn deref(&self) -> &T { &self.heap.data[0] } }
impl<T: Ord> DerefMut for PeekMut<'_, T> { fn deref_mut(&mut self) -> &mut T { self.changed = true; &mut self.heap.data[0] } }
impl<T: Ord> Drop for PeekMut<'_, T> { fn drop(&mut self) { if self.changed { self.heap.sift_down(0); } } }
impl<'a, T: Ord> PeekMut<'a, T> { pub fn pop(mut this: PeekMut<'a, T>) -> T { if this.changed { this.changed = false; this.heap.sift_down(0); } this.heap.pop().unwrap() } }
impl<T: Clone> Clone for BinaryHeap<T> { fn clone(&self) -> Self { BinaryHeap { data: self.data.clone() } } }
impl<T: Ord> Default for BinaryHeap<T> { fn default() -> BinaryHeap<T> { BinaryHeap::new() } }
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() } }
impl<T: Ord> FromIterator<T> for BinaryHeap<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> { BinaryHeap::from(iter.into_iter().collect::<Vec<_>>()) } }
impl<T: Ord> From<Vec<T>> for BinaryHeap<T> { fn from(data: Vec<T>) -> BinaryHeap<T> { let mut heap = BinaryHeap { data }; heap.rebuild(); heap } }
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> { fn from(arr: [T; N]) -> Self { Self::from_iter(arr) } }
impl<T: Ord> Extend<T> for BinaryHeap<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { let start = self.data.len(); self.data.extend(iter); self.rebuild_tail(start); } }
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BinaryHeap<T> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.extend(iter.into_iter().cloned()); } }
impl<T> From<BinaryHeap<T>> for Vec<T> { fn from(heap: BinaryHeap<T>) -> Vec<T> { heap.data } }
impl<T> IntoIterator for BinaryHeap<T> { type Item = T; type IntoIter = vec::IntoIter<T>; fn into_iter(self) -> vec::IntoIter<T> { self.data.into_iter() } }
impl<'a, T> IntoIterator for &'a BinaryHeap<T> { type Item = &'a T; type IntoIter = crate::slice::Iter<'a, T>; fn into_iter(self) -> crate::slice::Iter<'a, T> { self.iter() } }
