// Iterators over pieces of a slice that are cut where a predicate holds.
use crate::fmt;
use crate::iter::FusedIterator;
use crate::mem::take;

macro_rules! split_iters { ([$($slice:tt)*] $split_at:ident $Split:ident $Inclusive:ident $R:ident $N:ident $RN:ident) => {
    pub struct $Split<'a, T, P> { v: $($slice)* [T], pred: P, finished: bool }
    impl<'a, T, P: FnMut(&T) -> bool> $Split<'a, T, P> {
        pub(crate) fn new(v: $($slice)* [T], pred: P) -> Self { $Split { v, pred, finished: false } }
        fn finish(&mut self) -> Option<$($slice)* [T]> { if self.finished { None } else { self.finished = true; Some(take(&mut self.v)) } }
    }
    impl<'a, T, P: FnMut(&T) -> bool> Iterator for $Split<'a, T, P> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> {
            if self.finished { return None; }
            let mut i = 0;
            while i < self.v.len() {
                if (self.pred)(&self.v[i]) {
                    let (head, tail) = take(&mut self.v).$split_at(i);
                    self.v = tail.$split_at(1).1;
                    return Some(head);
                }
                i += 1;
            }
            self.finish()
        }
        fn size_hint(&self) -> (usize, Option<usize>) { if self.finished { (0, Some(0)) } else { (1, Some(self.v.len() + 1)) } }
    }
    impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $Split<'a, T, P> {
        fn next_back(&mut self) -> Option<$($slice)* [T]> {
            if self.finished { return None; }
            let mut i = self.v.len();
            while i > 0 {
                i -= 1;
                if (self.pred)(&self.v[i]) {
                    let (head, tail) = take(&mut self.v).$split_at(i);
                    self.v = head;
                    return Some(tail.$split_at(1).1);
                }
            }
            self.finish()
        }
    }
    pub struct $Inclusive<'a, T, P> { v: $($slice)* [T], pred: P, finished: bool }
    impl<'a, T, P: FnMut(&T) -> bool> $Inclusive<'a, T, P> { pub(crate) fn new(v: $($slice)* [T], pred: P) -> Self { let finished = v.is_empty(); $Inclusive { v, pred, finished } } }
    impl<'a, T, P: FnMut(&T) -> bool> Iterator for $Inclusive<'a, T, P> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> {
            if self.finished { return None; }
            let mut i = 0;
            while i < self.v.len() { i += 1; if (self.pred)(&self.v[i - 1]) { break; } }
            if i == self.v.len() { self.finished = true; }
            let (head, tail) = take(&mut self.v).$split_at(i);
            self.v = tail;
            Some(head)
        }
        fn size_hint(&self) -> (usize, Option<usize>) { if self.finished { (0, Some(0)) } else { (1, Some(crate::cmp::max(1, self.v.len()))) } }
    }
    impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $Inclusive<'a, T, P> {
        fn next_back(&mut self) -> Option<$($slice)* [T]> {
            if self.finished { return None; }
            let mut i = self.v.len().saturating_sub(1);
            while i > 0 { if (self.pred)(&self.v[i - 1]) { break; } i -= 1; }
            if i == 0 { self.finished = true; }
            let (head, tail) = take(&mut self.v).$split_at(i);
            self.v = head;
            Some(tail)
        }
    }
    pub struct $R<'a, T, P> { inner: $Split<'a, T, P> }
    impl<'a, T, P: FnMut(&T) -> bool> $R<'a, T, P> {
        pub(crate) fn new(v: $($slice)* [T], pred: P) -> Self { $R { inner: $Split::new(v, pred) } }
        fn finish(&mut self) -> Option<$($slice)* [T]> { self.inner.finish() }
    }
    impl<'a, T, P: FnMut(&T) -> bool> Iterator for $R<'a, T, P> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> { self.inner.next_back() }
        fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() }
    }
    impl<'a, T, P: FnMut(&T) -> bool> DoubleEndedIterator for $R<'a, T, P> { fn next_back(&mut self) -> Option<$($slice)* [T]> { self.inner.next() } }
    split_n! { $N $Split [$($slice)*] }
    split_n! { $RN $R [$($slice)*] }
    split_common! { [&self.v, &self.finished] $Split; [&self.v, &self.finished] $Inclusive; [&self.inner.v, &self.inner.finished] $R; }
} }
macro_rules! split_n { ($N:ident $Inner:ident [$($slice:tt)*]) => {
    pub struct $N<'a, T, P> { iter: $Inner<'a, T, P>, count: usize }
    impl<'a, T, P: FnMut(&T) -> bool> $N<'a, T, P> { pub(crate) fn new(v: $($slice)* [T], count: usize, pred: P) -> Self { $N { iter: $Inner::new(v, pred), count } } }
    impl<'a, T, P: FnMut(&T) -> bool> Iterator for $N<'a, T, P> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> {
            if self.count == 0 { return None; }
            self.count -= 1;
            if self.count == 0 { self.iter.finish() } else { self.iter.next() }
        }
    }
    impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $N<'a, T, P> {}
    impl<'a, T: fmt::Debug, P> fmt::Debug for $N<'a, T, P> where $Inner<'a, T, P>: fmt::Debug {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            struct Inner<'b, I>(&'b I, usize);
            impl<I: fmt::Debug> fmt::Debug for Inner<'_, I> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("GenericSplitN").field("iter", self.0).field("count", &self.1).finish() } }
            f.debug_struct(stringify!($N)).field("inner", &Inner(&self.iter, self.count)).finish()
        }
    }
} }
macro_rules! split_common { ($([&self.$($v:ident).*, &self.$($finished:ident).*] $Name:ident;)*) => { $(
    impl<'a, T, P: FnMut(&T) -> bool> FusedIterator for $Name<'a, T, P> {}
    impl<T: fmt::Debug, P> fmt::Debug for $Name<'_, T, P> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct(stringify!($Name)).field("v", &self.$($v).*).field("finished", &self.$($finished).*).finish() }
    }
)* } }
split_iters! { [&'a] split_at Split SplitInclusive RSplit SplitN RSplitN }
split_iters! { [&'a mut] split_at_mut SplitMut SplitInclusiveMut RSplitMut SplitNMut RSplitNMut }
impl<T, P: Clone> Clone for Split<'_, T, P> { fn clone(&self) -> Self { Split { v: self.v, pred: self.pred.clone(), finished: self.finished } } }
impl<T, P: Clone> Clone for SplitInclusive<'_, T, P> { fn clone(&self) -> Self { SplitInclusive { v: self.v, pred: self.pred.clone(), finished: self.finished } } }
impl<T, P: Clone> Clone for RSplit<'_, T, P> { fn clone(&self) -> Self { RSplit { inner: self.inner.clone() } } }
impl<T> [T] {
    pub fn split<F: FnMut(&T) -> bool>(&self, pred: F) -> Split<'_, T, F> { Split::new(self, pred) }
    pub fn split_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitMut<'_, T, F> { SplitMut::new(self, pred) }
    pub fn split_inclusive<F: FnMut(&T) -> bool>(&self, pred: F) -> SplitInclusive<'_, T, F> { SplitInclusive::new(self, pred) }
    pub fn split_inclusive_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> SplitInclusiveMut<'_, T, F> { SplitInclusiveMut::new(self, pred) }
    pub fn rsplit<F: FnMut(&T) -> bool>(&self, pred: F) -> RSplit<'_, T, F> { RSplit::new(self, pred) }
    pub fn rsplit_mut<F: FnMut(&T) -> bool>(&mut self, pred: F) -> RSplitMut<'_, T, F> { RSplitMut::new(self, pred) }
    pub fn splitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> SplitN<'_, T, F> { SplitN::new(self, n, pred) }
    pub fn splitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> SplitNMut<'_, T, F> { SplitNMut::new(self, n, pred) }
    pub fn rsplitn<F: FnMut(&T) -> bool>(&self, n: usize, pred: F) -> RSplitN<'_, T, F> { RSplitN::new(self, n, pred) }
    pub fn rsplitn_mut<F: FnMut(&T) -> bool>(&mut self, n: usize, pred: F) -> RSplitNMut<'_, T, F> { RSplitNMut::new(self, n, pred) }
}
