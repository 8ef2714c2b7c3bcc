// Iterators made from values and closures.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Empty<T>(crate::marker::PhantomData<T>);
pub const fn empty<T>() -> Empty<T> { Empty(crate::marker::PhantomData) }
impl<T> Iterator for Empty<T> { type Item = T; fn next(&mut self) -> Option<T> { None } fn size_hint(&self) -> (usize, Option<usize>) { (0, Some(0)) } }
impl<T> DoubleEndedIterator for Empty<T> { fn next_back(&mut self) -> Option<T> { None } }
impl<T> ExactSizeIterator for Empty<T> {}
#[derive(Clone, Debug)]
pub struct Once<T> { inner: Option<T> }
pub fn once<T>(value: T) -> Once<T> { Once { inner: Some(value) } }
impl<T> Iterator for Once<T> { type Item = T; fn next(&mut self) -> Option<T> { self.inner.take() } fn size_hint(&self) -> (usize, Option<usize>) { let n = if self.inner.is_some() { 1 } else { 0 }; (n, Some(n)) } }
impl<T> DoubleEndedIterator for Once<T> { fn next_back(&mut self) -> Option<T> { self.inner.take() } }
impl<T> ExactSizeIterator for Once<T> {}
pub struct OnceWith<F> { make: Option<F> }
pub fn once_with<A, F: FnOnce() -> A>(make: F) -> OnceWith<F> { OnceWith { make: Some(make) } }
impl<A, F: FnOnce() -> A> Iterator for OnceWith<F> { type Item = A; fn next(&mut self) -> Option<A> { let f = self.make.take()?; Some(f()) } }
#[derive(Clone, Debug)]
pub struct Repeat<A> { element: A }
pub fn repeat<T: Clone>(elt: T) -> Repeat<T> { Repeat { element: elt } }
impl<A: Clone> Iterator for Repeat<A> { type Item = A; fn next(&mut self) -> Option<A> { Some(self.element.clone()) } fn size_hint(&self) -> (usize, Option<usize>) { (usize::MAX, None) } }
impl<A: Clone> DoubleEndedIterator for Repeat<A> { fn next_back(&mut self) -> Option<A> { Some(self.element.clone()) } }
pub struct RepeatN<A> { element: Option<A>, count: usize }
pub fn repeat_n<T: Clone>(element: T, count: usize) -> RepeatN<T> { RepeatN { element: if count == 0 { None } else { Some(element) }, count } }
impl<A: Clone> Iterator for RepeatN<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> { if self.count == 0 { return None; } self.count -= 1; if self.count == 0 { self.element.take() } else { self.element.clone() } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.count, Some(self.count)) }
}
impl<A: Clone> ExactSizeIterator for RepeatN<A> {}
#[derive(Clone)]
pub struct RepeatWith<F> { repeater: F }
pub fn repeat_with<A, F: FnMut() -> A>(repeater: F) -> RepeatWith<F> { RepeatWith { repeater } }
impl<A, F: FnMut() -> A> Iterator for RepeatWith<F> { type Item = A; fn next(&mut self) -> Option<A> { Some((self.repeater)()) } }
#[derive(Clone)]
pub struct FromFn<F>(F);
pub fn from_fn<T, F: FnMut() -> Option<T>>(f: F) -> FromFn<F> { FromFn(f) }
impl<T, F: FnMut() -> Option<T>> Iterator for FromFn<F> { type Item = T; fn next(&mut self) -> Option<T> { (self.0)() } }
#[derive(Clone)]
pub struct Successors<T, F> { next: Option<T>, succ: F }
pub fn successors<T, F: FnMut(&T) -> Option<T>>(first: Option<T>, succ: F) -> Successors<T, F> { Successors { next: first, succ } }
impl<T, F: FnMut(&T) -> Option<T>> Iterator for Successors<T, F> { type Item = T; fn next(&mut self) -> Option<T> { let item = self.next.take()?; self.next = (self.succ)(&item); Some(item) } }

// Fused, empty by default, and shown as Rust shows them.
use crate::fmt;
use crate::iter::FusedIterator;
impl<T> FusedIterator for Empty<T> {}
impl<T> Default for Empty<T> { fn default() -> Empty<T> { empty() } }
impl<T> FusedIterator for Once<T> {}
impl<A, F: FnOnce() -> A> FusedIterator for OnceWith<F> {}
impl<A, F: FnOnce() -> A> DoubleEndedIterator for OnceWith<F> { fn next_back(&mut self) -> Option<A> { self.next() } }
impl<A: Clone> FusedIterator for Repeat<A> {}
impl<A: Clone> FusedIterator for RepeatN<A> {}
impl<A: Clone> DoubleEndedIterator for RepeatN<A> { fn next_back(&mut self) -> Option<A> { self.next() } }
impl<A: Clone> Clone for RepeatN<A> { fn clone(&self) -> Self { RepeatN { element: self.element.clone(), count: self.count } } }
impl<A, F: FnMut() -> A> FusedIterator for RepeatWith<F> {}
impl<T, F: FnMut(&T) -> Option<T>> FusedIterator for Successors<T, F> {}
impl<T: fmt::Debug, F> fmt::Debug for Successors<T, F> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Successors").field("next", &self.next).finish() } }
impl<F> fmt::Debug for FromFn<F> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("FromFn").finish() } }
impl<F> fmt::Debug for RepeatWith<F> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("RepeatWith").finish_non_exhaustive() } }
