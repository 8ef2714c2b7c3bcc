// LinkedList, on a ring buffer: the same operations in the same order.
use crate::collections::vec_deque::{self, VecDeque};
use crate::fmt;
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustc_diagnostic_item = "LinkedList"]
#[view(value, of = "items")]
pub struct LinkedList<T> { items: VecDeque<T> }
impl<T> LinkedList<T> {
    pub const fn new() -> Self { LinkedList { items: VecDeque::new() } }
    pub fn append(&mut self, other: &mut Self) { self.items.append(&mut other.items) }
    pub fn iter(&self) -> vec_deque::Iter<'_, T> { self.items.iter() }
    pub fn iter_mut(&mut self) -> vec_deque::IterMut<'_, T> { self.items.iter_mut() }
    pub fn is_empty(&self) -> bool { self.items.is_empty() }
    pub fn len(&self) -> usize { self.items.len() }
    pub fn clear(&mut self) { self.items.clear() }
    pub fn contains(&self, x: &T) -> bool where T: PartialEq { self.items.contains(x) }
    pub fn front(&self) -> Option<&T> { self.items.front() }
    pub fn front_mut(&mut self) -> Option<&mut T> { self.items.front_mut() }
    pub fn back(&self) -> Option<&T> { self.items.back() }
    pub fn back_mut(&mut self) -> Option<&mut T> { self.items.back_mut() }
    pub fn push_front(&mut self, elt: T) { self.items.push_front(elt) }
    pub fn pop_front(&mut self) -> Option<T> { self.items.pop_front() }
    pub fn push_back(&mut self, elt: T) { self.items.push_back(elt) }
    pub fn pop_back(&mut self) -> Option<T> { self.items.pop_back() }
    pub fn push_front_mut(&mut self, elt: T) -> &mut T { self.items.push_front_mut(elt) }
    pub fn push_back_mut(&mut self, elt: T) -> &mut T { self.items.push_back_mut(elt) }
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, filter: F) -> ExtractIf<'_, T, F> { ExtractIf { items: &mut self.items, at: 0, filter } }
    #[at(panic = "alloc/src/collections/linked_list.rs:1000:9")]
    pub fn split_off(&mut self, at: usize) -> LinkedList<T> { assert!(at <= self.len(), "Cannot split off at a nonexistent index"); LinkedList { items: self.items.split_off(at) } }
}
impl<T> Default for LinkedList<T> { fn default() -> Self { Self::new() } }
impl<T: fmt::Debug> fmt::Debug for LinkedList<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self).finish() } }
impl<T> FromIterator<T> for LinkedList<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self { LinkedList { items: iter.into_iter().collect() } } }
impl<T> Extend<T> for LinkedList<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { self.items.extend(iter) } }
impl<'a, T: 'a + Copy> Extend<&'a T> for LinkedList<T> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { self.items.extend(iter) } }
pub struct ExtractIf<'a, T, F> { items: &'a mut VecDeque<T>, at: usize, filter: F }
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while self.at < self.items.len() { if (self.filter)(&mut self.items[self.at]) { return self.items.remove(self.at); } self.at += 1; }
        None
    }
}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> { fn from(arr: [T; N]) -> Self { Self::from_iter(arr) } }
impl<T> IntoIterator for LinkedList<T> { type Item = T; type IntoIter = vec_deque::IntoIter<T>; fn into_iter(self) -> vec_deque::IntoIter<T> { self.items.into_iter() } }
impl<'a, T> IntoIterator for &'a LinkedList<T> { type Item = &'a T; type IntoIter = vec_deque::Iter<'a, T>; fn into_iter(self) -> vec_deque::Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut LinkedList<T> { type Item = &'a mut T; type IntoIter = vec_deque::IterMut<'a, T>; fn into_iter(self) -> vec_deque::IterMut<'a, T> { self.iter_mut() } }
pub type Iter<'a, T> = vec_deque::Iter<'a, T>;
pub type IterMut<'a, T> = vec_deque::IterMut<'a, T>;
pub type IntoIter<T> = vec_deque::IntoIter<T>;
