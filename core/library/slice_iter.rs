// Iterators over slices.
use crate::fmt;
use crate::iter::FusedIterator;
use crate::marker::PhantomData;
use crate::slice;
#[rustc_diagnostic_item = "SliceIter"]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Iter<'a, T: 'a> { ptr: *const T, at: usize, end: usize, _marker: PhantomData<&'a T> }
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
impl<'a, T> Iter<'a, T> {
    pub(crate) fn new(s: &'a [T]) -> Self { Iter { ptr: s.as_ptr(), at: 0, end: s.len(), _marker: PhantomData } }
    pub fn as_slice(&self) -> &'a [T] { unsafe { slice::from_raw_parts(self.ptr.add(self.at), self.end - self.at) } }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> { if self.at == self.end { None } else { let i = self.at; self.at += 1; unsafe { Some(&*self.ptr.add(i)) } } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.at; (n, Some(n)) }
    fn nth(&mut self, n: usize) -> Option<&'a T> { if n >= self.end - self.at { self.at = self.end; None } else { self.at += n; self.next() } }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> { fn next_back(&mut self) -> Option<&'a T> { if self.at == self.end { None } else { self.end -= 1; unsafe { Some(&*self.ptr.add(self.end)) } } } }
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Clone for Iter<'_, T> { fn clone(&self) -> Self { Iter { ptr: self.ptr, at: self.at, end: self.end, _marker: PhantomData } } }
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Iter").field(&self.as_slice()).finish() } }
impl<T> AsRef<[T]> for Iter<'_, T> { fn as_ref(&self) -> &[T] { self.as_slice() } }
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct IterMut<'a, T: 'a> { ptr: *mut T, at: usize, end: usize, _marker: PhantomData<&'a mut T> }
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
impl<'a, T> IterMut<'a, T> {
    pub(crate) fn new(s: &'a mut [T]) -> Self { let end = s.len(); IterMut { ptr: s.as_mut_ptr(), at: 0, end, _marker: PhantomData } }
    pub fn into_slice(self) -> &'a mut [T] { unsafe { slice::from_raw_parts_mut(self.ptr.add(self.at), self.end - self.at) } }
    pub fn as_slice(&self) -> &[T] { unsafe { slice::from_raw_parts(self.ptr.add(self.at) as *const T, self.end - self.at) } }
}
impl<T> FusedIterator for Iter<'_, T> {}
impl<T> FusedIterator for IterMut<'_, T> {}
impl<T> Default for Iter<'_, T> { fn default() -> Self { Iter::new(&[]) } }
impl<T> Default for IterMut<'_, T> { fn default() -> Self { IterMut::new(&mut []) } }
impl<T> AsRef<[T]> for IterMut<'_, T> { fn as_ref(&self) -> &[T] { self.as_slice() } }
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> { if self.at == self.end { None } else { let i = self.at; self.at += 1; unsafe { Some(&mut *self.ptr.add(i)) } } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.at; (n, Some(n)) }
    fn nth(&mut self, n: usize) -> Option<&'a mut T> { if n >= self.end - self.at { self.at = self.end; None } else { self.at += n; self.next() } }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> { fn next_back(&mut self) -> Option<&'a mut T> { if self.at == self.end { None } else { self.end -= 1; unsafe { Some(&mut *self.ptr.add(self.end)) } } } }
impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("IterMut").field(&self.as_slice()).finish() } }
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Windows<'a, T> { pub(crate) v: &'a [T], pub(crate) size: usize }
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> { if self.size > self.v.len() { None } else { let ret = &self.v[..self.size]; self.v = &self.v[1..]; Some(ret) } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = if self.size > self.v.len() { 0 } else { self.v.len() - self.size + 1 }; (n, Some(n)) }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> { fn next_back(&mut self) -> Option<&'a [T]> { if self.size > self.v.len() { None } else { let ret = &self.v[self.v.len() - self.size..]; self.v = &self.v[..self.v.len() - 1]; Some(ret) } } }
impl<T> ExactSizeIterator for Windows<'_, T> {}
impl<T> FusedIterator for Windows<'_, T> {}
