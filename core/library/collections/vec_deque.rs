// VecDeque: a ring in a buffer whose slots hold optional values.
use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{Index, IndexMut, RangeBounds};
use crate::vec::{self, Vec};
#[rustc_diagnostic_item = "VecDeque"]
pub struct VecDeque<T> { slots: Vec<Option<T>>, head: usize, len: usize }
impl<T> VecDeque<T> {
    pub const fn new() -> VecDeque<T> { VecDeque { slots: Vec::new(), head: 0, len: 0 } }
    pub fn with_capacity(capacity: usize) -> VecDeque<T> { let mut d = VecDeque::new(); d.grow(capacity); d }
    fn grow(&mut self, capacity: usize) {
        if capacity <= self.slots.len() { return; }
        let mut slots = Vec::with_capacity(capacity);
        let mut i = 0;
        while i < self.len { let at = self.at(i); slots.push(self.slots[at].take()); i += 1; }
        slots.resize_with(capacity, || None);
        self.slots = slots;
        self.head = 0;
    }
    fn at(&self, i: usize) -> usize { let n = self.slots.len(); let p = self.head + i; if p >= n { p - n } else { p } }
    fn room(&mut self) { if self.len == self.slots.len() { let n = if self.len == 0 { 4 } else { self.len * 2 }; self.grow(n); } }
    pub fn capacity(&self) -> usize { self.slots.len() }
    pub fn reserve(&mut self, additional: usize) { let n = self.len + additional; self.grow(n); }
    pub const fn len(&self) -> usize { self.len }
    pub const fn is_empty(&self) -> bool { self.len == 0 }
    pub fn get(&self, index: usize) -> Option<&T> { if index < self.len { self.slots[self.at(index)].as_ref() } else { None } }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> { if index < self.len { let at = self.at(index); self.slots[at].as_mut() } else { None } }
    pub fn front(&self) -> Option<&T> { self.get(0) }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.get_mut(0) }
    pub fn back(&self) -> Option<&T> { if self.len == 0 { None } else { self.get(self.len - 1) } }
    pub fn back_mut(&mut self) -> Option<&mut T> { if self.len == 0 { None } else { let i = self.len - 1; self.get_mut(i) } }
    pub fn push_back(&mut self, value: T) { self.room(); let at = self.at(self.len); self.slots[at] = Some(value); self.len += 1; }
    pub fn push_front(&mut self, value: T) { self.room(); let n = self.slots.len(); self.head = (self.head + n - 1) % n; let at = self.head; self.slots[at] = Some(value); self.len += 1; }
    pub fn pop_front(&mut self) -> Option<T> { if self.len == 0 { return None; } let at = self.head; self.head = self.at(1); self.len -= 1; self.slots[at].take() }
    pub fn pop_back(&mut self) -> Option<T> { if self.len == 0 { return None; } self.len -= 1; let at = self.at(self.len); self.slots[at].take() }
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) { assert!(i < self.len()); assert!(j < self.len()); let (a, b) = (self.at(i), self.at(j)); self.slots.swap(a, b); }
    pub fn clear(&mut self) { self.truncate(0); self.head = 0; }
    pub fn truncate(&mut self, len: usize) { while self.len > len { self.pop_back(); } }
    pub fn contains(&self, x: &T) -> bool where T: PartialEq { self.iter().any(|e| e == x) }
    pub fn iter(&self) -> Iter<'_, T> { Iter { deque: self, start: 0, end: self.len } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { self.make_contiguous(); let n = self.len; IterMut { inner: self.slots[..n].iter_mut() } }
    pub fn make_contiguous(&mut self) { let h = self.head; self.slots.rotate_left(h); self.head = 0; }
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) { assert!(index <= self.len(), "index out of bounds"); self.push_back(value); let mut i = self.len - 1; while i > index { self.swap(i, i - 1); i -= 1; } }
    pub fn remove(&mut self, index: usize) -> Option<T> { if index >= self.len { return None; } let mut i = index; while i + 1 < self.len { self.swap(i, i + 1); i += 1; } self.pop_back() }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { let n = self.len; let mut i = 0; while i < n { if let Some(x) = self.pop_front() { if f(&x) { self.push_back(x); } } i += 1; } }
    pub fn append(&mut self, other: &mut Self) { while let Some(x) = other.pop_front() { self.push_back(x); } }
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self { assert!(at <= self.len, "`at` out of bounds"); let mut other = VecDeque::new(); while self.len > at { if let Some(x) = self.pop_back() { other.push_front(x); } } other }
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) { assert!(n <= self.len()); let mut i = 0; while i < n { if let Some(x) = self.pop_front() { self.push_back(x); } i += 1; } }
    #[track_caller]
    pub fn rotate_right(&mut self, n: usize) { assert!(n <= self.len()); let mut i = 0; while i < n { if let Some(x) = self.pop_back() { self.push_front(x); } i += 1; } }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> vec::IntoIter<T> {
        let range = crate::ops::resolve_range(range, self.len);
        let mut out = Vec::new();
        let n = self.len;
        let mut i = 0;
        while i < n { if let Some(x) = self.pop_front() { if range.contains(&i) { out.push(x); } else { self.push_back(x); } } i += 1; }
        out.into_iter()
    }
}
impl<T: Clone> VecDeque<T> { pub fn resize(&mut self, new_len: usize, value: T) { while self.len < new_len { self.push_back(value.clone()); } self.truncate(new_len); } }
impl<T: Clone> Clone for VecDeque<T> { fn clone(&self) -> Self { self.iter().cloned().collect() } }
impl<T> Default for VecDeque<T> { fn default() -> VecDeque<T> { VecDeque::new() } }
impl<T: PartialEq> PartialEq for VecDeque<T> { fn eq(&self, other: &Self) -> bool { self.len == other.len && self.iter().eq(other.iter()) } }
impl<T: PartialEq<U>, U> PartialEq<Vec<U>> for VecDeque<T> { fn eq(&self, other: &Vec<U>) -> bool { self.len == other.len() && self.iter().eq(other.iter()) } }
impl<T: PartialEq<U>, U, const N: usize> PartialEq<[U; N]> for VecDeque<T> { fn eq(&self, other: &[U; N]) -> bool { self.len == N && self.iter().eq(other.iter()) } }
impl<T: PartialEq<U>, U> PartialEq<&[U]> for VecDeque<T> { fn eq(&self, other: &&[U]) -> bool { self.len == other.len() && self.iter().eq(other.iter()) } }
impl<T: Eq> Eq for VecDeque<T> {}
impl<T: PartialOrd> PartialOrd for VecDeque<T> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.iter().partial_cmp(other.iter()) } }
impl<T: Hash> Hash for VecDeque<T> { fn hash<H: Hasher>(&self, state: &mut H) { state.write_length_prefix(self.len); self.iter().for_each(|elem| elem.hash(state)); } }
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.iter()).finish() } }
impl<T> Index<usize> for VecDeque<T> { type Output = T; #[track_caller] fn index(&self, index: usize) -> &T { self.get(index).expect("Out of bounds access") } }
impl<T> IndexMut<usize> for VecDeque<T> { #[track_caller] fn index_mut(&mut self, index: usize) -> &mut T { self.get_mut(index).expect("Out of bounds access") } }
impl<T> FromIterator<T> for VecDeque<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> { let mut d = VecDeque::new(); d.extend(iter); d } }
impl<T> Extend<T> for VecDeque<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { for x in iter { self.push_back(x); } } }
impl<T, const N: usize> From<[T; N]> for VecDeque<T> { fn from(arr: [T; N]) -> Self { arr.into_iter().collect() } }
impl<T> From<Vec<T>> for VecDeque<T> { fn from(v: Vec<T>) -> Self { v.into_iter().collect() } }
impl<T> From<VecDeque<T>> for Vec<T> { fn from(d: VecDeque<T>) -> Self { d.into_iter().collect() } }
pub struct Iter<'a, T> { deque: &'a VecDeque<T>, start: usize, end: usize }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { if self.start == self.end { None } else { self.start += 1; self.deque.get(self.start - 1) } } fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.start; (n, Some(n)) } }
impl<'a, T> DoubleEndedIterator for Iter<'a, T> { fn next_back(&mut self) -> Option<&'a T> { if self.start == self.end { None } else { self.end -= 1; self.deque.get(self.end) } } }
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Clone for Iter<'_, T> { fn clone(&self) -> Self { Iter { deque: self.deque, start: self.start, end: self.end } } }
pub struct IterMut<'a, T> { inner: crate::slice::IterMut<'a, Option<T>> }
impl<'a, T> Iterator for IterMut<'a, T> { type Item = &'a mut T; fn next(&mut self) -> Option<&'a mut T> { self.inner.next()?.as_mut() } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> { fn next_back(&mut self) -> Option<&'a mut T> { self.inner.next_back()?.as_mut() } }
pub struct IntoIter<T> { inner: VecDeque<T> }
impl<T> Iterator for IntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.inner.pop_front() } fn size_hint(&self) -> (usize, Option<usize>) { let n = self.inner.len; (n, Some(n)) } }
impl<T> DoubleEndedIterator for IntoIter<T> { fn next_back(&mut self) -> Option<T> { self.inner.pop_back() } }
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> IntoIterator for VecDeque<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self } } }
impl<'a, T> IntoIterator for &'a VecDeque<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut VecDeque<T> { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
