// Iterator adapters.
use crate::fmt;
use crate::iter::FusedIterator;

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Map<I, F> { iter: I, f: F }
impl<I, F> Map<I, F> { pub(crate) fn new(iter: I, f: F) -> Self { Map { iter, f } } }
impl<B, I: Iterator, F: FnMut(I::Item) -> B> Iterator for Map<I, F> {
    type Item = B;
    fn next(&mut self) -> Option<B> { match self.iter.next() { Some(x) => Some((self.f)(x)), None => None } }
    fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() }
}
impl<B, I: DoubleEndedIterator, F: FnMut(I::Item) -> B> DoubleEndedIterator for Map<I, F> { fn next_back(&mut self) -> Option<B> { match self.iter.next_back() { Some(x) => Some((self.f)(x)), None => None } } }
impl<B, I: ExactSizeIterator, F: FnMut(I::Item) -> B> ExactSizeIterator for Map<I, F> { fn len(&self) -> usize { self.iter.len() } }
impl<I: fmt::Debug, F> fmt::Debug for Map<I, F> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Map").field("iter", &self.iter).finish() } }
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Filter<I, P> { iter: I, predicate: P }
impl<I, P> Filter<I, P> { pub(crate) fn new(iter: I, predicate: P) -> Self { Filter { iter, predicate } } }
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for Filter<I, P> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { while let Some(x) = self.iter.next() { if (self.predicate)(&x) { return Some(x); } } None }
    fn size_hint(&self) -> (usize, Option<usize>) { (0, self.iter.size_hint().1) }
}
impl<I: DoubleEndedIterator, P: FnMut(&I::Item) -> bool> DoubleEndedIterator for Filter<I, P> { fn next_back(&mut self) -> Option<I::Item> { while let Some(x) = self.iter.next_back() { if (self.predicate)(&x) { return Some(x); } } None } }
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct FilterMap<I, F> { iter: I, f: F }
impl<I, F> FilterMap<I, F> { pub(crate) fn new(iter: I, f: F) -> Self { FilterMap { iter, f } } }
impl<B, I: Iterator, F: FnMut(I::Item) -> Option<B>> Iterator for FilterMap<I, F> {
    type Item = B;
    fn next(&mut self) -> Option<B> { while let Some(x) = self.iter.next() { if let Some(y) = (self.f)(x) { return Some(y); } } None }
    fn size_hint(&self) -> (usize, Option<usize>) { (0, self.iter.size_hint().1) }
}
impl<B, I: DoubleEndedIterator, F: FnMut(I::Item) -> Option<B>> DoubleEndedIterator for FilterMap<I, F> { fn next_back(&mut self) -> Option<B> { while let Some(x) = self.iter.next_back() { if let Some(y) = (self.f)(x) { return Some(y); } } None } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Enumerate<I> { iter: I, count: usize }
impl<I> Enumerate<I> { pub(crate) fn new(iter: I) -> Self { Enumerate { iter, count: 0 } } }
impl<I: Iterator> Iterator for Enumerate<I> {
    type Item = (usize, I::Item);
    fn next(&mut self) -> Option<(usize, I::Item)> { let a = self.iter.next()?; let i = self.count; self.count += 1; Some((i, a)) }
    fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() }
}
impl<I: ExactSizeIterator + DoubleEndedIterator> DoubleEndedIterator for Enumerate<I> { fn next_back(&mut self) -> Option<(usize, I::Item)> { let a = self.iter.next_back()?; let len = self.iter.len(); Some((self.count + len, a)) } }
impl<I: ExactSizeIterator> ExactSizeIterator for Enumerate<I> { fn len(&self) -> usize { self.iter.len() } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Rev<T> { iter: T }
impl<T> Rev<T> { pub(crate) fn new(iter: T) -> Self { Rev { iter } } }
impl<I: DoubleEndedIterator> Iterator for Rev<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { self.iter.next_back() } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
impl<I: DoubleEndedIterator> DoubleEndedIterator for Rev<I> { fn next_back(&mut self) -> Option<I::Item> { self.iter.next() } }
impl<I: ExactSizeIterator + DoubleEndedIterator> ExactSizeIterator for Rev<I> { fn len(&self) -> usize { self.iter.len() } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Copied<I> { it: I }
impl<I> Copied<I> { pub(crate) fn new(it: I) -> Self { Copied { it } } }
impl<'a, I: Iterator<Item = &'a T>, T: 'a + Copy> Iterator for Copied<I> { type Item = T; fn next(&mut self) -> Option<T> { match self.it.next() { Some(x) => Some(*x), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.it.size_hint() } }
impl<'a, I: DoubleEndedIterator<Item = &'a T>, T: 'a + Copy> DoubleEndedIterator for Copied<I> { fn next_back(&mut self) -> Option<T> { match self.it.next_back() { Some(x) => Some(*x), None => None } } }
impl<'a, I: ExactSizeIterator<Item = &'a T>, T: 'a + Copy> ExactSizeIterator for Copied<I> {}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Cloned<I> { it: I }
impl<I> Cloned<I> { pub(crate) fn new(it: I) -> Self { Cloned { it } } }
impl<'a, I: Iterator<Item = &'a T>, T: 'a + Clone> Iterator for Cloned<I> { type Item = T; fn next(&mut self) -> Option<T> { match self.it.next() { Some(x) => Some(x.clone()), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.it.size_hint() } }
impl<'a, I: DoubleEndedIterator<Item = &'a T>, T: 'a + Clone> DoubleEndedIterator for Cloned<I> { fn next_back(&mut self) -> Option<T> { match self.it.next_back() { Some(x) => Some(x.clone()), None => None } } }
impl<'a, I: ExactSizeIterator<Item = &'a T>, T: 'a + Clone> ExactSizeIterator for Cloned<I> {}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Chain<A, B> { a: Option<A>, b: Option<B> }
impl<A, B> Chain<A, B> { pub(crate) fn new(a: A, b: B) -> Self { Chain { a: Some(a), b: Some(b) } } }
impl<A: Iterator, B: Iterator<Item = A::Item>> Iterator for Chain<A, B> {
    type Item = A::Item;
    fn next(&mut self) -> Option<A::Item> {
        if let Some(a) = &mut self.a { match a.next() { None => self.a = None, item => return item } }
        match &mut self.b { Some(b) => b.next(), None => None }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (a0, a1) = match &self.a { Some(a) => a.size_hint(), None => (0, Some(0)) };
        let (b0, b1) = match &self.b { Some(b) => b.size_hint(), None => (0, Some(0)) };
        (a0.saturating_add(b0), match (a1, b1) { (Some(x), Some(y)) => x.checked_add(y), _ => None })
    }
}
impl<A: DoubleEndedIterator, B: DoubleEndedIterator<Item = A::Item>> DoubleEndedIterator for Chain<A, B> {
    fn next_back(&mut self) -> Option<A::Item> {
        if let Some(b) = &mut self.b { match b.next_back() { None => self.b = None, item => return item } }
        match &mut self.a { Some(a) => a.next_back(), None => None }
    }
}
pub fn chain<A: IntoIterator, B: IntoIterator<Item = A::Item>>(a: A, b: B) -> Chain<A::IntoIter, B::IntoIter> { Chain::new(a.into_iter(), b.into_iter()) }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Zip<A, B> { a: A, b: B }
impl<A, B> Zip<A, B> { pub(crate) fn new(a: A, b: B) -> Self { Zip { a, b } } }
impl<A: Iterator, B: Iterator> Iterator for Zip<A, B> {
    type Item = (A::Item, B::Item);
    fn next(&mut self) -> Option<(A::Item, B::Item)> { let x = self.a.next()?; let y = self.b.next()?; Some((x, y)) }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (a0, a1) = self.a.size_hint();
        let (b0, b1) = self.b.size_hint();
        (crate::cmp::min(a0, b0), match (a1, b1) { (Some(x), Some(y)) => Some(crate::cmp::min(x, y)), (Some(x), None) => Some(x), (None, y) => y })
    }
}
impl<A: DoubleEndedIterator + ExactSizeIterator, B: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Zip<A, B> {
    fn next_back(&mut self) -> Option<(A::Item, B::Item)> {
        while self.a.len() > self.b.len() { self.a.next_back(); }
        while self.b.len() > self.a.len() { self.b.next_back(); }
        match (self.a.next_back(), self.b.next_back()) { (Some(x), Some(y)) => Some((x, y)), _ => None }
    }
}
impl<A: ExactSizeIterator, B: ExactSizeIterator> ExactSizeIterator for Zip<A, B> {}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Peekable<I: Iterator> { iter: I, peeked: Option<Option<I::Item>> }
impl<I: Iterator> Peekable<I> {
    pub(crate) fn new(iter: I) -> Self { Peekable { iter, peeked: None } }
    pub fn peek(&mut self) -> Option<&I::Item> { let iter = &mut self.iter; self.peeked.get_or_insert_with(|| iter.next()).as_ref() }
    pub fn peek_mut(&mut self) -> Option<&mut I::Item> { let iter = &mut self.iter; self.peeked.get_or_insert_with(|| iter.next()).as_mut() }
    pub fn next_if(&mut self, func: impl FnOnce(&I::Item) -> bool) -> Option<I::Item> {
        match self.next() {
            Some(matched) if func(&matched) => Some(matched),
            other => { self.peeked = Some(other); None }
        }
    }
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item> where I::Item: PartialEq<T> { self.next_if(|next| next == expected) }
}
impl<I: Iterator> Iterator for Peekable<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { match self.peeked.take() { Some(v) => v, None => self.iter.next() } }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let extra = match self.peeked { Some(None) => return (0, Some(0)), Some(Some(_)) => 1, None => 0 };
        let (lo, hi) = self.iter.size_hint();
        (lo.saturating_add(extra), match hi { Some(x) => x.checked_add(extra), None => None })
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Peekable<I> {}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Peekable<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        match self.peeked { Some(None) => None, Some(Some(_)) => match self.iter.next_back() { None => self.peeked.take().flatten(), item => item }, None => self.iter.next_back() }
    }
}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct SkipWhile<I, P> { iter: I, done: bool, predicate: P }
impl<I, P> SkipWhile<I, P> { pub(crate) fn new(iter: I, predicate: P) -> Self { SkipWhile { iter, done: false, predicate } } }
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for SkipWhile<I, P> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { loop { let x = self.iter.next()?; if self.done || !(self.predicate)(&x) { self.done = true; return Some(x); } } }
}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct TakeWhile<I, P> { iter: I, done: bool, predicate: P }
impl<I, P> TakeWhile<I, P> { pub(crate) fn new(iter: I, predicate: P) -> Self { TakeWhile { iter, done: false, predicate } } }
impl<I: Iterator, P: FnMut(&I::Item) -> bool> Iterator for TakeWhile<I, P> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { if self.done { return None; } let x = self.iter.next()?; if (self.predicate)(&x) { Some(x) } else { self.done = true; None } }
}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct MapWhile<I, P> { iter: I, predicate: P }
impl<I, P> MapWhile<I, P> { pub(crate) fn new(iter: I, predicate: P) -> Self { MapWhile { iter, predicate } } }
impl<B, I: Iterator, P: FnMut(I::Item) -> Option<B>> Iterator for MapWhile<I, P> { type Item = B; fn next(&mut self) -> Option<B> { let x = self.iter.next()?; (self.predicate)(x) } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Skip<I> { iter: I, n: usize }
impl<I> Skip<I> { pub(crate) fn new(iter: I, n: usize) -> Self { Skip { iter, n } } }
impl<I: Iterator> Iterator for Skip<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { if self.n > 0 { let n = self.n; self.n = 0; self.iter.nth(n) } else { self.iter.next() } }
    fn size_hint(&self) -> (usize, Option<usize>) { let (lo, hi) = self.iter.size_hint(); (lo.saturating_sub(self.n), match hi { Some(x) => Some(x.saturating_sub(self.n)), None => None }) }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Skip<I> {}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Skip<I> { fn next_back(&mut self) -> Option<I::Item> { if self.len() > 0 { self.iter.next_back() } else { None } } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Take<I> { iter: I, n: usize }
impl<I> Take<I> { pub(crate) fn new(iter: I, n: usize) -> Self { Take { iter, n } } }
impl<I: Iterator> Iterator for Take<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { if self.n != 0 { self.n -= 1; self.iter.next() } else { None } }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.n == 0 { return (0, Some(0)); }
        let (lo, hi) = self.iter.size_hint();
        (crate::cmp::min(lo, self.n), match hi { Some(x) if x < self.n => Some(x), _ => Some(self.n) })
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Take<I> {}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for Take<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        if self.n == 0 { return None; }
        let len = self.iter.len();
        let n = self.n;
        self.n -= 1;
        if len > n { self.iter.nth_back(len - n) } else { self.n = if len == 0 { 0 } else { len - 1 }; self.iter.next_back() }
    }
}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Scan<I, St, F> { iter: I, f: F, state: St }
impl<I, St, F> Scan<I, St, F> { pub(crate) fn new(iter: I, state: St, f: F) -> Self { Scan { iter, f, state } } }
impl<B, I: Iterator, St, F: FnMut(&mut St, I::Item) -> Option<B>> Iterator for Scan<I, St, F> { type Item = B; fn next(&mut self) -> Option<B> { let a = self.iter.next()?; (self.f)(&mut self.state, a) } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Fuse<I> { iter: Option<I> }
impl<I> Fuse<I> { pub(crate) fn new(iter: I) -> Self { Fuse { iter: Some(iter) } } }
impl<I: Iterator> Iterator for Fuse<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { match &mut self.iter { Some(iter) => match iter.next() { None => { self.iter = None; None } item => item }, None => None } }
    fn size_hint(&self) -> (usize, Option<usize>) { match &self.iter { Some(i) => i.size_hint(), None => (0, Some(0)) } }
}
impl<I: Iterator> FusedIterator for Fuse<I> {}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Fuse<I> { fn next_back(&mut self) -> Option<I::Item> { match self.iter.as_mut()?.next_back() { None => { self.iter = None; None } item => item } } }
impl<I: ExactSizeIterator> ExactSizeIterator for Fuse<I> {}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Inspect<I, F> { iter: I, f: F }
impl<I, F> Inspect<I, F> { pub(crate) fn new(iter: I, f: F) -> Self { Inspect { iter, f } } }
impl<I: Iterator, F: FnMut(&I::Item)> Iterator for Inspect<I, F> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { let next = self.iter.next(); if let Some(a) = &next { (self.f)(a); } next } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Cycle<I> { orig: I, iter: I }
impl<I: Clone> Cycle<I> { pub(crate) fn new(iter: I) -> Self { Cycle { orig: iter.clone(), iter } } }
impl<I: Clone + Iterator> Iterator for Cycle<I> { type Item = I::Item; fn next(&mut self) -> Option<I::Item> { match self.iter.next() { None => { self.iter = self.orig.clone(); self.iter.next() } y => y } } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct StepBy<I> { iter: I, step: usize, first_take: bool }
impl<I> StepBy<I> { #[at(panic = "core/src/iter/adapters/step_by.rs:35:9")]
    pub(crate) fn new(iter: I, step: usize) -> Self { assert!(step != 0); StepBy { iter, step: step - 1, first_take: true } } }
impl<I: Iterator> Iterator for StepBy<I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { let n = if self.first_take { 0 } else { self.step }; self.first_take = false; self.iter.nth(n) }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lo, hi) = self.iter.size_hint();
        let step = self.step + 1;
        if self.first_take {
            (if lo == 0 { 0 } else { 1 + (lo - 1) / step }, match hi { Some(h) => Some(if h == 0 { 0 } else { 1 + (h - 1) / step }), None => None })
        } else { (lo / step, match hi { Some(h) => Some(h / step), None => None }) }
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for StepBy<I> {}
impl<I: DoubleEndedIterator + ExactSizeIterator> DoubleEndedIterator for StepBy<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        let rem = self.iter.len() % (self.step + 1);
        let n = if self.first_take { if rem == 0 { self.step } else { rem - 1 } } else { rem };
        self.iter.nth_back(n)
    }
}
// The inner iterators of a flattening, front and back.
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Flatten<I: Iterator> where I::Item: IntoIterator { iter: I, front: Option<<I::Item as IntoIterator>::IntoIter>, back: Option<<I::Item as IntoIterator>::IntoIter> }
impl<I: Iterator> Flatten<I> where I::Item: IntoIterator { pub(crate) fn new(iter: I) -> Self { Flatten { iter, front: None, back: None } } }
impl<I: Iterator + Default> Default for Flatten<I> where I::Item: IntoIterator { fn default() -> Self { Flatten::new(Default::default()) } }
impl<I: Iterator> Iterator for Flatten<I> where I::Item: IntoIterator {
    type Item = <I::Item as IntoIterator>::Item;
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.front { match inner.next() { None => self.front = None, item => return item } }
            match self.iter.next() {
                Some(next) => self.front = Some(next.into_iter()),
                None => return match &mut self.back { Some(inner) => inner.next(), None => None },
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let f = match &self.front { Some(i) => i.size_hint().0, None => 0 };
        let b = match &self.back { Some(i) => i.size_hint().0, None => 0 };
        (f + b, None)
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Flatten<I> where I::Item: IntoIterator, <I::Item as IntoIterator>::IntoIter: DoubleEndedIterator {
    fn next_back(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(inner) = &mut self.back { match inner.next_back() { None => self.back = None, item => return item } }
            match self.iter.next_back() {
                Some(next) => self.back = Some(next.into_iter()),
                None => return match &mut self.front { Some(inner) => inner.next_back(), None => None },
            }
        }
    }
}
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct FlatMap<I, U: IntoIterator, F> { iter: I, f: F, front: Option<U::IntoIter>, back: Option<U::IntoIter> }
impl<I, U: IntoIterator, F> FlatMap<I, U, F> { pub(crate) fn new(iter: I, f: F) -> Self { FlatMap { iter, f, front: None, back: None } } }
impl<I: Iterator, U: IntoIterator, F: FnMut(I::Item) -> U> Iterator for FlatMap<I, U, F> {
    type Item = U::Item;
    fn next(&mut self) -> Option<U::Item> {
        loop {
            if let Some(inner) = &mut self.front { match inner.next() { None => self.front = None, item => return item } }
            match self.iter.next() {
                Some(next) => self.front = Some((self.f)(next).into_iter()),
                None => return match &mut self.back { Some(inner) => inner.next(), None => None },
            }
        }
    }
}
impl<I: DoubleEndedIterator, U: IntoIterator, F: FnMut(I::Item) -> U> DoubleEndedIterator for FlatMap<I, U, F> where U::IntoIter: DoubleEndedIterator {
    fn next_back(&mut self) -> Option<U::Item> {
        loop {
            if let Some(inner) = &mut self.back { match inner.next_back() { None => self.back = None, item => return item } }
            match self.iter.next_back() {
                Some(next) => self.back = Some((self.f)(next).into_iter()),
                None => return match &mut self.front { Some(inner) => inner.next_back(), None => None },
            }
        }
    }
}

// What the adapters have in common: fused where what they adapt is, shown without their closures, cloned and made empty field by field.
macro_rules! fused { ($([$($g:tt)*] $t:ty;)*) => { $( impl<$($g)*> FusedIterator for $t {} )* } }
fused! {
    [B, I: FusedIterator, F: FnMut(I::Item) -> B] Map<I, F>; [I: FusedIterator, P: FnMut(&I::Item) -> bool] Filter<I, P>; [B, I: FusedIterator, F: FnMut(I::Item) -> Option<B>] FilterMap<I, F>;
    [I: FusedIterator] Enumerate<I>; [I: FusedIterator + DoubleEndedIterator] Rev<I>; ['a, I: FusedIterator<Item = &'a T>, T: 'a + Copy] Copied<I>; ['a, I: FusedIterator<Item = &'a T>, T: 'a + Clone] Cloned<I>;
    [A: FusedIterator, B: FusedIterator<Item = A::Item>] Chain<A, B>; [A: FusedIterator, B: FusedIterator] Zip<A, B>; [I: FusedIterator] Peekable<I>; [I: FusedIterator, P: FnMut(&I::Item) -> bool] SkipWhile<I, P>;
    [I: FusedIterator, P: FnMut(&I::Item) -> bool] TakeWhile<I, P>; [I: FusedIterator] Skip<I>; [I: FusedIterator] Take<I>; [I: FusedIterator, F: FnMut(&I::Item)] Inspect<I, F>; [I: Clone + Iterator] Cycle<I>;
    [I: FusedIterator<Item: IntoIterator>] Flatten<I>; [I: FusedIterator, U: IntoIterator, F: FnMut(I::Item) -> U] FlatMap<I, U, F>;
}
macro_rules! shown_fields { ($($Name:ident [$($g:ident)*] $($field:ident)*;)*) => { $(
    impl<I: fmt::Debug, $($g),*> fmt::Debug for $Name<I, $($g),*> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct(stringify!($Name))$(.field(stringify!($field), &self.$field))*.finish() } }
)* } }
shown_fields! { Filter [P] iter; FilterMap [F] iter; SkipWhile [P] iter done; TakeWhile [P] iter done; MapWhile [P] iter; Inspect [F] iter; }
impl<I: fmt::Debug, St: fmt::Debug, F> fmt::Debug for Scan<I, St, F> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Scan").field("iter", &self.iter).field("state", &self.state).finish() } }
impl<I: DoubleEndedIterator, F: FnMut(&I::Item)> DoubleEndedIterator for Inspect<I, F> { fn next_back(&mut self) -> Option<I::Item> { let next = self.iter.next_back(); if let Some(a) = &next { (self.f)(a); } next } }
impl<I: ExactSizeIterator, F: FnMut(&I::Item)> ExactSizeIterator for Inspect<I, F> { fn len(&self) -> usize { self.iter.len() } }
impl<I: Clone + Iterator<Item: IntoIterator<IntoIter: Clone>>> Clone for Flatten<I> { fn clone(&self) -> Self { Flatten { iter: self.iter.clone(), front: self.front.clone(), back: self.back.clone() } } }
impl<I: Clone, U: IntoIterator<IntoIter: Clone>, F: Clone> Clone for FlatMap<I, U, F> { fn clone(&self) -> Self { FlatMap { iter: self.iter.clone(), f: self.f.clone(), front: self.front.clone(), back: self.back.clone() } } }
impl<A: Default, B: Default> Default for Chain<A, B> { fn default() -> Self { Chain::new(Default::default(), Default::default()) } }
impl<I: Default> Default for Rev<I> { fn default() -> Self { Rev::new(Default::default()) } }
impl<I: Default> Default for Copied<I> { fn default() -> Self { Copied::new(Default::default()) } }
impl<I: Default> Default for Cloned<I> { fn default() -> Self { Cloned::new(Default::default()) } }
impl<I: Default> Default for Enumerate<I> { fn default() -> Self { Enumerate::new(Default::default()) } }
impl<I: Default> Default for Fuse<I> { fn default() -> Self { Fuse { iter: Some(I::default()) } } }
impl<I: Iterator> Peekable<I> {
    pub fn next_if_map<R>(&mut self, f: impl FnOnce(I::Item) -> Result<R, I::Item>) -> Option<R> {
        let unpeek = match self.next() { Some(item) => match f(item) { Ok(result) => return Some(result), Err(item) => Some(item) }, None => None };
        self.peeked = Some(unpeek);
        None
    }
    pub fn next_if_map_mut<R>(&mut self, f: impl FnOnce(&mut I::Item) -> Option<R>) -> Option<R> {
        let unpeek = match self.next() { Some(mut item) => match f(&mut item) { Some(result) => return Some(result), None => Some(item) }, None => None };
        self.peeked = Some(unpeek);
        None
    }
}
