// Iterator and its companions. Adapters are in iter_adapters, sources in iter_sources.
use crate::cmp::Ordering;
use crate::ops::{ControlFlow, Try};
pub use crate::iter_adapters::*;
pub use crate::iter_sources::*;

#[lang = "iterator"]
#[complete]
#[rustc_diagnostic_item = "Iterator"]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub trait Iterator {
    #[rustc_diagnostic_item = "IteratorItem"]
    type Item;
    #[lang = "next"]
    fn next(&mut self) -> Option<Self::Item>;
    fn size_hint(&self) -> (usize, Option<usize>) { (0, None) }
    #[at(self = "core/src/iter/traits/iterator.rs:225:13")] fn count(self) -> usize where Self: Sized { self.fold(0, |count, _| count + 1) }
    #[at(self = "core/src/iter/traits/iterator.rs:258:12")] fn last(self) -> Option<Self::Item> where Self: Sized { self.fold(None, |_, x| Some(x)) }
    fn nth(&mut self, mut n: usize) -> Option<Self::Item> { while n > 0 { self.next()?; n -= 1; } self.next() }
    #[at(self = "core/src/iter/traits/iterator.rs:435:15")] fn step_by(self, step: usize) -> StepBy<Self> where Self: Sized { StepBy::new(self, step) }
    fn chain<U: IntoIterator<Item = Self::Item>>(self, other: U) -> Chain<Self, U::IntoIter> where Self: Sized { Chain::new(self, other.into_iter()) }
    fn zip<U: IntoIterator>(self, other: U) -> Zip<Self, U::IntoIter> where Self: Sized { Zip::new(self, other.into_iter()) }
    #[at(self = "core/src/iter/traits/iterator.rs:789:17")] fn map<B, F: FnMut(Self::Item) -> B>(self, f: F) -> Map<Self, F> where Self: Sized { Map::new(self, f) }
    #[at(self = "core/src/iter/traits/iterator.rs:835:19")] fn for_each<F: FnMut(Self::Item)>(self, mut f: F) where Self: Sized { for x in self { f(x) } }
    #[at(self = "core/src/iter/traits/iterator.rs:911:17")] fn filter<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> Filter<Self, P> where Self: Sized { Filter::new(self, predicate) }
    #[at(self = "core/src/iter/traits/iterator.rs:957:24")] fn filter_map<B, F: FnMut(Self::Item) -> Option<B>>(self, f: F) -> FilterMap<Self, F> where Self: Sized { FilterMap::new(self, f) }
    #[at(self = "core/src/iter/traits/iterator.rs:1005:17")] fn enumerate(self) -> Enumerate<Self> where Self: Sized { Enumerate::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:1077:16")] fn peekable(self) -> Peekable<Self> where Self: Sized { Peekable::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:1143:21")] fn skip_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> SkipWhile<Self, P> where Self: Sized { SkipWhile::new(self, predicate) }
    #[at(self = "core/src/iter/traits/iterator.rs:1222:21")] fn take_while<P: FnMut(&Self::Item) -> bool>(self, predicate: P) -> TakeWhile<Self, P> where Self: Sized { TakeWhile::new(self, predicate) }
    #[at(self = "core/src/iter/traits/iterator.rs:1311:23")] fn map_while<B, P: FnMut(Self::Item) -> Option<B>>(self, predicate: P) -> MapWhile<Self, P> where Self: Sized { MapWhile::new(self, predicate) }
    #[at(self = "core/src/iter/traits/iterator.rs:1341:12")] fn skip(self, n: usize) -> Skip<Self> where Self: Sized { Skip::new(self, n) }
    #[at(self = "core/src/iter/traits/iterator.rs:1414:12")] fn take(self, n: usize) -> Take<Self> where Self: Sized { Take::new(self, n) }
    #[at(self = "core/src/iter/traits/iterator.rs:1462:22")] fn scan<St, B, F: FnMut(&mut St, Self::Item) -> Option<B>>(self, initial_state: St, f: F) -> Scan<Self, St, F> where Self: Sized { Scan::new(self, initial_state, f) }
    #[at(self = "core/src/iter/traits/iterator.rs:1501:22")] fn flat_map<U: IntoIterator, F: FnMut(Self::Item) -> U>(self, f: F) -> FlatMap<Self, U, F> where Self: Sized { FlatMap::new(self, f) }
    #[at(self = "core/src/iter/traits/iterator.rs:1586:15")] fn flatten(self) -> Flatten<Self> where Self: Sized, Self::Item: IntoIterator { Flatten::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:1806:12")] fn fuse(self) -> Fuse<Self> where Self: Sized { Fuse::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:1891:18")] fn inspect<F: FnMut(&Self::Item)>(self, f: F) -> Inspect<Self, F> where Self: Sized { Inspect::new(self, f) }
    fn by_ref(&mut self) -> &mut Self where Self: Sized { self }
    #[must_use = "if you really need to exhaust the iterator, consider `.for_each(drop)` instead"]
    #[rustc_diagnostic_item = "iterator_collect_fn"]
    #[at(self = "core/src/iter/traits/iterator.rs:2051:44")] fn collect<B: FromIterator<Self::Item>>(self) -> B where Self: Sized { FromIterator::from_iter(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:2245:23")] fn partition<B: Default + Extend<Self::Item>, F: FnMut(&Self::Item) -> bool>(self, mut f: F) -> (B, B) where Self: Sized {
        let mut left: B = Default::default();
        let mut right: B = Default::default();
        for x in self { if f(&x) { left.extend(Some(x)); } else { right.extend(Some(x)); } }
        (left, right)
    }
    fn try_fold<B, F: FnMut(B, Self::Item) -> R, R: Try<Output = B>>(&mut self, init: B, mut f: F) -> R where Self: Sized {
        let mut accum = init;
        while let Some(x) = self.next() { accum = f(accum, x)?; }
        R::from_output(accum)
    }
    fn try_for_each<F: FnMut(Self::Item) -> R, R: Try<Output = ()>>(&mut self, mut f: F) -> R where Self: Sized {
        while let Some(x) = self.next() { f(x)?; }
        R::from_output(())
    }
    #[at(self = "core/src/iter/traits/iterator.rs:2640:22")] fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B where Self: Sized {
        let mut accum = init;
        while let Some(x) = self.next() { accum = f(accum, x); }
        accum
    }
    #[at(self = "core/src/iter/traits/iterator.rs:2678:21")] fn reduce<F: FnMut(Self::Item, Self::Item) -> Self::Item>(mut self, f: F) -> Option<Self::Item> where Self: Sized { let first = self.next()?; Some(self.fold(first, f)) }
    fn all<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized { while let Some(x) = self.next() { if !f(x) { return false; } } true }
    fn any<F: FnMut(Self::Item) -> bool>(&mut self, mut f: F) -> bool where Self: Sized { while let Some(x) = self.next() { if f(x) { return true; } } false }
    fn find<P: FnMut(&Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<Self::Item> where Self: Sized { while let Some(x) = self.next() { if predicate(&x) { return Some(x); } } None }
    fn find_map<B, F: FnMut(Self::Item) -> Option<B>>(&mut self, mut f: F) -> Option<B> where Self: Sized { while let Some(x) = self.next() { if let Some(b) = f(x) { return Some(b); } } None }
    fn position<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize> where Self: Sized { let mut i = 0; while let Some(x) = self.next() { if predicate(x) { return Some(i); } i += 1; } None }
    fn rposition<P: FnMut(Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<usize> where Self: Sized + ExactSizeIterator + DoubleEndedIterator {
        let mut i = self.len();
        while let Some(x) = self.next_back() { i -= 1; if predicate(x) { return Some(i); } }
        None
    }
    #[at(self = "core/src/iter/traits/iterator.rs:3228:11")] fn max(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { self.max_by(|a, b| a.cmp(b)) }
    #[at(self = "core/src/iter/traits/iterator.rs:3265:11")] fn min(self) -> Option<Self::Item> where Self: Sized, Self::Item: Ord { self.min_by(|a, b| a.cmp(b)) }
    #[at(self = "core/src/iter/traits/iterator.rs:3288:29")] fn max_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item> where Self: Sized {
        let mut best: Option<(B, Self::Item)> = None;
        for x in self {
            let key = f(&x);
            let better = match &best { None => true, Some((k, _)) => key >= *k };
            if better { best = Some((key, x)); }
        }
        match best { Some((_, x)) => Some(x), None => None }
    }
    #[at(self = "core/src/iter/traits/iterator.rs:3322:17")] fn max_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item> where Self: Sized {
        self.reduce(move |x, y| match compare(&x, &y) { Ordering::Greater => x, _ => y })
    }
    #[at(self = "core/src/iter/traits/iterator.rs:3350:29")] fn min_by_key<B: Ord, F: FnMut(&Self::Item) -> B>(self, mut f: F) -> Option<Self::Item> where Self: Sized {
        let mut best: Option<(B, Self::Item)> = None;
        for x in self {
            let key = f(&x);
            let better = match &best { None => true, Some((k, _)) => key < *k };
            if better { best = Some((key, x)); }
        }
        match best { Some((_, x)) => Some(x), None => None }
    }
    #[at(self = "core/src/iter/traits/iterator.rs:3384:17")] fn min_by<F: FnMut(&Self::Item, &Self::Item) -> Ordering>(self, mut compare: F) -> Option<Self::Item> where Self: Sized {
        self.reduce(move |x, y| match compare(&x, &y) { Ordering::Greater => y, _ => x })
    }
    #[at(self = "core/src/iter/traits/iterator.rs:3422:11")] fn rev(self) -> Rev<Self> where Self: Sized + DoubleEndedIterator { Rev::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:3459:33")] fn unzip<A, B, FromA: Default + Extend<A>, FromB: Default + Extend<B>>(self) -> (FromA, FromB) where Self: Sized + Iterator<Item = (A, B)> {
        let mut a: FromA = Default::default();
        let mut b: FromB = Default::default();
        for (x, y) in self { a.extend(Some(x)); b.extend(Some(y)); }
        (a, b)
    }
    fn copied<'a, T: 'a + Copy>(self) -> Copied<Self> where Self: Sized + Iterator<Item = &'a T> { Copied::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:3540:21")] fn cloned<'a, T: 'a + Clone>(self) -> Cloned<Self> where Self: Sized + Iterator<Item = &'a T> { Cloned::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:3572:13")] fn cycle(self) -> Cycle<Self> where Self: Sized + Clone { Cycle::new(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:3653:14")] fn sum<S: Sum<Self::Item>>(self) -> S where Self: Sized { Sum::sum(self) }
    #[at(self = "core/src/iter/traits/iterator.rs:3686:18")] fn product<P: Product<Self::Item>>(self) -> P where Self: Sized { Product::product(self) }
    fn cmp<I: IntoIterator<Item = Self::Item>>(mut self, other: I) -> Ordering where Self::Item: Ord, Self: Sized {
        let mut other = other.into_iter();
        loop {
            match (self.next(), other.next()) {
                (None, None) => return Ordering::Equal,
                (None, _) => return Ordering::Less,
                (_, None) => return Ordering::Greater,
                (Some(a), Some(b)) => match a.cmp(&b) { Ordering::Equal => {} unequal => return unequal },
            }
        }
    }
    fn partial_cmp<I: IntoIterator>(mut self, other: I) -> Option<Ordering> where Self::Item: PartialOrd<I::Item>, Self: Sized {
        let mut other = other.into_iter();
        loop {
            match (self.next(), other.next()) {
                (None, None) => return Some(Ordering::Equal),
                (None, _) => return Some(Ordering::Less),
                (_, None) => return Some(Ordering::Greater),
                (Some(a), Some(b)) => match a.partial_cmp(&b) { Some(Ordering::Equal) => {} unequal => return unequal },
            }
        }
    }
    fn eq<I: IntoIterator>(mut self, other: I) -> bool where Self::Item: PartialEq<I::Item>, Self: Sized {
        let mut other = other.into_iter();
        loop { match (self.next(), other.next()) { (None, None) => return true, (Some(a), Some(b)) => if a != b { return false; }, _ => return false } }
    }
    fn ne<I: IntoIterator>(self, other: I) -> bool where Self::Item: PartialEq<I::Item>, Self: Sized { !self.eq(other) }
    fn lt<I: IntoIterator>(self, other: I) -> bool where Self::Item: PartialOrd<I::Item>, Self: Sized { matches!(self.partial_cmp(other), Some(Ordering::Less)) }
    fn le<I: IntoIterator>(self, other: I) -> bool where Self::Item: PartialOrd<I::Item>, Self: Sized { matches!(self.partial_cmp(other), Some(Ordering::Less | Ordering::Equal)) }
    fn gt<I: IntoIterator>(self, other: I) -> bool where Self::Item: PartialOrd<I::Item>, Self: Sized { matches!(self.partial_cmp(other), Some(Ordering::Greater)) }
    fn ge<I: IntoIterator>(self, other: I) -> bool where Self::Item: PartialOrd<I::Item>, Self: Sized { matches!(self.partial_cmp(other), Some(Ordering::Greater | Ordering::Equal)) }
    #[at(self = "core/src/iter/traits/iterator.rs:4036:17")] fn is_sorted(self) -> bool where Self: Sized, Self::Item: PartialOrd { self.is_sorted_by(|a, b| a <= b) }
    fn is_sorted_by<F: FnMut(&Self::Item, &Self::Item) -> bool>(mut self, mut compare: F) -> bool where Self: Sized {
        let mut last = match self.next() { Some(e) => e, None => return true };
        while let Some(x) = self.next() { if !compare(&last, &x) { return false; } last = x; }
        true
    }
    fn is_sorted_by_key<F: FnMut(Self::Item) -> K, K: PartialOrd>(self, f: F) -> bool where Self: Sized { self.map(f).is_sorted() }
}
impl<I: Iterator + ?Sized> Iterator for &mut I {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> { (**self).next() }
    fn size_hint(&self) -> (usize, Option<usize>) { (**self).size_hint() }
    fn nth(&mut self, n: usize) -> Option<Self::Item> { (**self).nth(n) }
}
pub trait DoubleEndedIterator: Iterator {
    fn next_back(&mut self) -> Option<Self::Item>;
    fn nth_back(&mut self, mut n: usize) -> Option<Self::Item> { while n > 0 { self.next_back()?; n -= 1; } self.next_back() }
    fn try_rfold<B, F: FnMut(B, Self::Item) -> R, R: Try<Output = B>>(&mut self, init: B, mut f: F) -> R where Self: Sized { let mut accum = init; while let Some(x) = self.next_back() { accum = f(accum, x)?; } R::from_output(accum) }
    fn rfold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B where Self: Sized { let mut accum = init; while let Some(x) = self.next_back() { accum = f(accum, x); } accum }
    fn rfind<P: FnMut(&Self::Item) -> bool>(&mut self, mut predicate: P) -> Option<Self::Item> where Self: Sized { while let Some(x) = self.next_back() { if predicate(&x) { return Some(x); } } None }
}
impl<I: DoubleEndedIterator + ?Sized> DoubleEndedIterator for &mut I { fn next_back(&mut self) -> Option<I::Item> { (**self).next_back() } }
pub trait ExactSizeIterator: Iterator {
    fn len(&self) -> usize { let (lower, upper) = self.size_hint(); assert_eq!(upper, Some(lower)); lower }
}
impl<I: ExactSizeIterator + ?Sized> ExactSizeIterator for &mut I { fn len(&self) -> usize { (**self).len() } }
pub trait FusedIterator: Iterator {}
impl<I: FusedIterator + ?Sized> FusedIterator for &mut I {}
#[rustc_diagnostic_item = "FromIterator"]
#[complete]
pub trait FromIterator<A>: Sized { fn from_iter<T: IntoIterator<Item = A>>(iter: T) -> Self; }
#[rustc_diagnostic_item = "IntoIterator"]
pub trait IntoIterator {
    type Item;
    type IntoIter: Iterator<Item = Self::Item>;
    #[lang = "into_iter"]
    #[at(name = "core/src/iter/traits/collect.rs:312:8", self = "core/src/iter/traits/collect.rs:312:17")]
    fn into_iter(self) -> Self::IntoIter;
}
impl<I: Iterator> IntoIterator for I { type Item = I::Item; type IntoIter = I; fn into_iter(self) -> I { self } }
pub trait Extend<A> { fn extend<T: IntoIterator<Item = A>>(&mut self, iter: T); }
impl Extend<()> for () { fn extend<T: IntoIterator<Item = ()>>(&mut self, iter: T) { iter.into_iter().for_each(drop) } }
impl<A, B, EA: Default + Extend<A>, EB: Default + Extend<B>> FromIterator<(A, B)> for (EA, EB) {
    fn from_iter<I: IntoIterator<Item = (A, B)>>(iter: I) -> (EA, EB) { let mut all = <(EA, EB)>::default(); all.extend(iter); all }
}
impl FromIterator<()> for () { fn from_iter<I: IntoIterator<Item = ()>>(iter: I) -> () { iter.into_iter().for_each(|()| {}) } }
#[complete]
pub trait Sum<A = Self>: Sized { fn sum<I: Iterator<Item = A>>(iter: I) -> Self; }
#[complete]
pub trait Product<A = Self>: Sized { fn product<I: Iterator<Item = A>>(iter: I) -> Self; }
macro_rules! sums { ($zero:expr, $one:expr; $($t:ty)*) => { $(
    impl Sum for $t { #[at(panic = "core/src/iter/traits/accum.rs:204:1")] fn sum<I: Iterator<Item = Self>>(iter: I) -> Self { let mut total = $zero; for x in iter { total += x; } total } }
    impl Product for $t { #[at(panic = "core/src/iter/traits/accum.rs:204:1")] fn product<I: Iterator<Item = Self>>(iter: I) -> Self { let mut total = $one; for x in iter { total *= x; } total } }
    impl<'a> Sum<&'a $t> for $t { #[at(panic = "core/src/iter/traits/accum.rs:204:1")] fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self { let mut total = $zero; for x in iter { total += *x; } total } }
    impl<'a> Product<&'a $t> for $t { #[at(panic = "core/src/iter/traits/accum.rs:204:1")] fn product<I: Iterator<Item = &'a Self>>(iter: I) -> Self { let mut total = $one; for x in iter { total *= *x; } total } }
)* } }
sums! { 0, 1; u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
sums! { 0.0, 1.0; f32 f64 }
pub fn zip<A: IntoIterator, B: IntoIterator>(a: A, b: B) -> Zip<A::IntoIter, B::IntoIter> { a.into_iter().zip(b) }

// --- ranges as iterators ---
pub trait Step: Clone + PartialOrd {
    fn steps_between(start: &Self, end: &Self) -> usize;
    fn forward(start: Self, count: usize) -> Self;
    fn backward(start: Self, count: usize) -> Self;
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
}
macro_rules! steps { ($($t:ident)*) => { $( impl Step for $t {
    fn steps_between(start: &$t, end: &$t) -> usize { if *start < *end { (*end as i128).wrapping_sub(*start as i128) as usize } else { 0 } }
    #[at(panic = "core/src/iter/range.rs:434:1")]
    fn forward(start: $t, count: usize) -> $t { start + (count as $t) }
    fn backward(start: $t, count: usize) -> $t { start - (count as $t) }
    fn forward_checked(start: $t, count: usize) -> Option<$t> { match <$t>::try_from(count) { Ok(n) => start.checked_add(n), Err(_) => None } }
} )* } }
steps! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
impl Step for char {
    fn steps_between(start: &char, end: &char) -> usize {
        let (s, e) = (*start as u32, *end as u32);
        if s >= e { return 0; }
        let n = e - s;
        (if s < 0xD800 && e >= 0xE000 { n - 0x800 } else { n }) as usize
    }
    fn forward(start: char, count: usize) -> char { match char::forward_checked(start, count) { Some(c) => c, None => panic!("overflow in `Step::forward`") } }
    fn backward(start: char, count: usize) -> char {
        let s = start as u32;
        let mut r = s - count as u32;
        if s >= 0xE000 && r < 0xE000 { r -= 0x800; }
        unsafe { crate::char::from_u32_unchecked(r) }
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let s = start as u32;
        let mut r = s as usize + count;
        if s < 0xD800 && r >= 0xD800 { r += 0x800; }
        crate::char::from_u32(r as u32)
    }
}
use crate::ops::{Range, RangeFrom, RangeInclusive};
impl<A: Step> Iterator for Range<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.start < self.end { let n = Step::forward(self.start.clone(), 1); Some(crate::mem::replace(&mut self.start, n)) } else { None }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = Step::steps_between(&self.start, &self.end); (n, Some(n)) }
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end { self.start = Step::forward(plus_n.clone(), 1); return Some(plus_n); }
        }
        self.start = self.end.clone();
        None
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> { fn next_back(&mut self) -> Option<A> { if self.start < self.end { self.end = Step::backward(self.end.clone(), 1); Some(self.end.clone()) } else { None } } }
macro_rules! exact_ranges { ($($R:ident $t:ident;)*) => { $( impl ExactSizeIterator for $R<$t> {} )* } }
exact_ranges! {
    Range u8; Range i8; Range u16; Range i16; Range u32; Range i32; Range usize; Range isize; RangeInclusive u8; RangeInclusive i8; RangeInclusive u16; RangeInclusive i16;
}
impl<A: Step> FusedIterator for Range<A> {}
impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> { let n = Step::forward(self.start.clone(), 1); Some(crate::mem::replace(&mut self.start, n)) }
    fn size_hint(&self) -> (usize, Option<usize>) { (usize::MAX, None) }
}
impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.is_empty() { return None; }
        if self.start < self.end { let n = Step::forward(self.start.clone(), 1); Some(crate::mem::replace(&mut self.start, n)) } else { self.exhausted = true; Some(self.start.clone()) }
    }
    fn size_hint(&self) -> (usize, Option<usize>) { if self.is_empty() { (0, Some(0)) } else { let n = Step::steps_between(&self.start, &self.end) + 1; (n, Some(n)) } }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    fn next_back(&mut self) -> Option<A> {
        if self.is_empty() { return None; }
        if self.start < self.end { let n = Step::backward(self.end.clone(), 1); Some(crate::mem::replace(&mut self.end, n)) } else { self.exhausted = true; Some(self.end.clone()) }
    }
}
impl<A: Step> FusedIterator for RangeInclusive<A> {}
impl<A: Step> FusedIterator for RangeFrom<A> {}
