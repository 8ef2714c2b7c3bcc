// BinaryHeap: a max-heap in a vector.
use crate::fmt;
use crate::ops::{Deref, DerefMut};
use crate::vec::{self, Vec};
#[rustc_diagnostic_item = "BinaryHeap"]
pub struct BinaryHeap<T> { data: Vec<T> }
impl<T: Ord> BinaryHeap<T> {
    pub const fn new() -> BinaryHeap<T> { BinaryHeap { data: Vec::new() } }
    pub fn with_capacity(capacity: usize) -> BinaryHeap<T> { BinaryHeap { data: Vec::with_capacity(capacity) } }
    pub fn push(&mut self, item: T) { self.data.push(item); let n = self.data.len() - 1; self.sift_up(n); }
    pub fn pop(&mut self) -> Option<T> { if self.data.is_empty() { return None; } let item = self.data.swap_remove(0); self.sift_down(0); Some(item) }
    pub fn peek_mut(&mut self) -> Option<PeekMut<'_, T>> { if self.data.is_empty() { None } else { Some(PeekMut { heap: self }) } }
    fn sift_up(&mut self, mut i: usize) { while i > 0 { let parent = (i - 1) / 2; if self.data[i] <= self.data[parent] { break; } self.data.swap(i, parent); i = parent; } }
    fn sift_down(&mut self, mut i: usize) {
        let n = self.data.len();
        loop {
            let mut child = 2 * i + 1;
            if child >= n { break; }
            if child + 1 < n && self.data[child + 1] >= self.data[child] { child += 1; }
            if self.data[i] >= self.data[child] { break; }
            self.data.swap(i, child);
            i = child;
        }
    }
    pub fn into_sorted_vec(self) -> Vec<T> { let mut v = self.data; v.sort(); v }
    pub fn append(&mut self, other: &mut Self) { while let Some(x) = other.data.pop() { self.push(x); } }
}
impl<T> BinaryHeap<T> {
    pub fn peek(&self) -> Option<&T> { self.data.first() }
    pub fn len(&self) -> usize { self.data.len() }
    pub fn is_empty(&self) -> bool { self.data.is_empty() }
    pub fn clear(&mut self) { self.data.clear() }
    pub fn iter(&self) -> crate::slice::Iter<'_, T> { self.data.iter() }
    pub fn into_vec(self) -> Vec<T> { self.data }
    pub fn drain(&mut self) -> vec::IntoIter<T> { crate::mem::take(&mut self.data).into_iter() }
}
pub struct PeekMut<'a, T: Ord> { heap: &'a mut BinaryHeap<T> }
impl<T: Ord> Deref for PeekMut<'_, T> { type Target = T; fn deref(&self) -> &T { &self.heap.data[0] } }
impl<T: Ord> DerefMut for PeekMut<'_, T> { fn deref_mut(&mut self) -> &mut T { &mut self.heap.data[0] } }
impl<T: Ord> Drop for PeekMut<'_, T> { fn drop(&mut self) { self.heap.sift_down(0); } }
impl<'a, T: Ord> PeekMut<'a, T> { pub fn pop(this: PeekMut<'a, T>) -> T { let this = crate::mem::ManuallyDrop::new(this); let heap: &mut BinaryHeap<T> = unsafe { crate::ptr::read(&this.heap) }; heap.pop().unwrap() } }
impl<T: Clone> Clone for BinaryHeap<T> { fn clone(&self) -> Self { BinaryHeap { data: self.data.clone() } } }
impl<T: Ord> Default for BinaryHeap<T> { fn default() -> BinaryHeap<T> { BinaryHeap::new() } }
impl<T: fmt::Debug> fmt::Debug for BinaryHeap<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() } }
impl<T: Ord> FromIterator<T> for BinaryHeap<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BinaryHeap<T> { BinaryHeap::from(iter.into_iter().collect::<Vec<_>>()) } }
impl<T: Ord> From<Vec<T>> for BinaryHeap<T> { fn from(data: Vec<T>) -> BinaryHeap<T> { let mut heap = BinaryHeap { data }; let mut n = heap.data.len() / 2; while n > 0 { n -= 1; heap.sift_down(n); } heap } }
impl<T: Ord, const N: usize> From<[T; N]> for BinaryHeap<T> { fn from(arr: [T; N]) -> Self { Self::from_iter(arr) } }
impl<T: Ord> Extend<T> for BinaryHeap<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { for x in iter { self.push(x); } } }
impl<T> IntoIterator for BinaryHeap<T> { type Item = T; type IntoIter = vec::IntoIter<T>; fn into_iter(self) -> vec::IntoIter<T> { self.data.into_iter() } }
impl<'a, T> IntoIterator for &'a BinaryHeap<T> { type Item = &'a T; type IntoIter = crate::slice::Iter<'a, T>; fn into_iter(self) -> crate::slice::Iter<'a, T> { self.iter() } }
