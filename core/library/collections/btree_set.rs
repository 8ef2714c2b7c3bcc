use crate::borrow::Borrow;
use crate::collections::btree_map::{self, BTreeMap, SetValZST};
use crate::fmt;
use crate::iter::FusedIterator;
use crate::ops::{BitAnd, BitOr, BitXor, RangeBounds, Sub};
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustc_diagnostic_item = "BTreeSet"]
#[view(owner, ptr = "map.entries.ptr", len = "map.entries.len", each = "0")]
pub struct BTreeSet<T> { map: BTreeMap<T, SetValZST> }
impl<T> BTreeSet<T> {
    #[must_use] pub const fn new() -> BTreeSet<T> { BTreeSet { map: BTreeMap::new() } }
    pub fn iter(&self) -> Iter<'_, T> { Iter { inner: self.map.keys() } }
    #[must_use] pub const fn len(&self) -> usize { self.map.len() }
    pub const fn is_empty(&self) -> bool { self.map.is_empty() }
    pub fn clear(&mut self) { self.map.clear() }
    pub fn contains<Q: ?Sized + Ord>(&self, value: &Q) -> bool where T: Borrow<Q> + Ord { self.map.contains_key(value) }
    pub fn get<Q: ?Sized + Ord>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord { match self.map.get_key_value(value) { Some((k, _)) => Some(k), None => None } }
    pub fn insert(&mut self, value: T) -> bool where T: Ord { self.map.insert(value, SetValZST).is_none() }
    pub fn remove<Q: ?Sized + Ord>(&mut self, value: &Q) -> bool where T: Borrow<Q> + Ord { self.map.remove(value).is_some() }
    pub fn take<Q: ?Sized + Ord>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> + Ord { match self.map.remove_entry(value) { Some((k, _)) => Some(k), None => None } }
    pub fn first(&self) -> Option<&T> where T: Ord { match self.map.first_key_value() { Some((k, _)) => Some(k), None => None } }
    pub fn last(&self) -> Option<&T> where T: Ord { match self.map.last_key_value() { Some((k, _)) => Some(k), None => None } }
    pub fn pop_first(&mut self) -> Option<T> where T: Ord { match self.map.pop_first() { Some((k, _)) => Some(k), None => None } }
    pub fn pop_last(&mut self) -> Option<T> where T: Ord { match self.map.pop_last() { Some((k, _)) => Some(k), None => None } }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) where T: Ord { self.map.retain(|k, _| f(k)) }
    pub fn append(&mut self, other: &mut Self) where T: Ord { self.map.append(&mut other.map) }
    pub fn split_off<Q: ?Sized + Ord>(&mut self, value: &Q) -> Self where T: Borrow<Q> + Ord { BTreeSet { map: self.map.split_off(value) } }
    pub fn replace(&mut self, value: T) -> Option<T> where T: Ord { let old = self.map.remove_entry(&value); self.map.insert(value, SetValZST); match old { Some((k, _)) => Some(k), None => None } }
    pub fn extract_if<F: FnMut(&T) -> bool, R: RangeBounds<T>>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, F> where T: Ord { ExtractIf(self.map.extracting(range, pred)) }
    pub fn range<K: ?Sized + Ord, R: RangeBounds<K>>(&self, range: R) -> Range<'_, T> where T: Borrow<K> + Ord { Range { inner: self.map.range(range) } }
    pub fn difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> where T: Ord { Difference(Filtered { iter: self.iter(), other, keep: false }) }
    pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> where T: Ord { Intersection(Filtered { iter: self.iter(), other, keep: true }) }
    pub fn union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> where T: Ord { Union(Merged { a: self.iter().peekable(), b: other.iter().peekable(), both: true }) }
    pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> where T: Ord { SymmetricDifference(Merged { a: self.iter().peekable(), b: other.iter().peekable(), both: false }) }
    pub fn is_subset(&self, other: &BTreeSet<T>) -> bool where T: Ord { self.iter().all(|x| other.contains(x)) }
    pub fn is_superset(&self, other: &BTreeSet<T>) -> bool where T: Ord { other.is_subset(self) }
    pub fn is_disjoint(&self, other: &BTreeSet<T>) -> bool where T: Ord { self.iter().all(|x| !other.contains(x)) }
}
impl<T> Default for BTreeSet<T> { fn default() -> BTreeSet<T> { BTreeSet::new() } }
impl<T: fmt::Debug> fmt::Debug for BTreeSet<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entries(self.iter()).finish() } }
impl<T: Ord> FromIterator<T> for BTreeSet<T> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> BTreeSet<T> { let mut set = BTreeSet::new(); set.extend(iter); set } }
impl<T: Ord, const N: usize> From<[T; N]> for BTreeSet<T> { fn from(arr: [T; N]) -> Self { Self::from_iter(arr) } }
impl<T: Ord> Extend<T> for BTreeSet<T> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { for x in iter { self.insert(x); } } }
macro_rules! set_ops { ($($Trait:ident $method:ident $set:ident;)*) => { $( impl<T: Ord + Clone> $Trait<&BTreeSet<T>> for &BTreeSet<T> { type Output = BTreeSet<T>; fn $method(self, rhs: &BTreeSet<T>) -> BTreeSet<T> { self.$set(rhs).cloned().collect() } } )* } }
set_ops! { BitOr bitor union; BitAnd bitand intersection; BitXor bitxor symmetric_difference; Sub sub difference; }
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Iter<'a, T> { inner: btree_map::Keys<'a, T, SetValZST> }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { self.inner.next() } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<'a, T> DoubleEndedIterator for Iter<'a, T> { fn next_back(&mut self) -> Option<&'a T> { self.inner.next_back() } }
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Default for Iter<'_, T> { fn default() -> Self { Iter { inner: Default::default() } } }
impl<T> Default for Range<'_, T> { fn default() -> Self { Range { inner: Default::default() } } }
impl<T> Clone for Iter<'_, T> { fn clone(&self) -> Self { Iter { inner: self.inner.clone() } } }
pub struct Range<'a, T> { inner: btree_map::Iter<'a, T, SetValZST> }
impl<'a, T> Iterator for Range<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { match self.inner.next() { Some((k, _)) => Some(k), None => None } } }
impl<'a, T> DoubleEndedIterator for Range<'a, T> { fn next_back(&mut self) -> Option<&'a T> { match self.inner.next_back() { Some((k, _)) => Some(k), None => None } } }
pub type IntoIter<T> = btree_map::IntoKeys<T, SetValZST>;
impl<'a, T> IntoIterator for &'a BTreeSet<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<T> IntoIterator for BTreeSet<T> { type Item = T; type IntoIter = btree_map::IntoKeys<T, SetValZST>; fn into_iter(self) -> btree_map::IntoKeys<T, SetValZST> { self.map.into_keys() } }
struct Filtered<'a, T> { iter: Iter<'a, T>, other: &'a BTreeSet<T>, keep: bool }
impl<'a, T: Ord> Iterator for Filtered<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { loop { let x = self.iter.next()?; if self.other.contains(x) == self.keep { return Some(x); } } } }
// Two sorted runs merged; what is in both comes once, or (both: false) not at all.
struct Merged<'a, T> { a: crate::iter::Peekable<Iter<'a, T>>, b: crate::iter::Peekable<Iter<'a, T>>, both: bool }
impl<'a, T: Ord> Iterator for Merged<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        loop {
            let order = match (self.a.peek(), self.b.peek()) {
                (None, None) => return None,
                (Some(_), None) => crate::cmp::Ordering::Less,
                (None, Some(_)) => crate::cmp::Ordering::Greater,
                (Some(x), Some(y)) => x.cmp(y),
            };
            match order {
                crate::cmp::Ordering::Less => return self.a.next(),
                crate::cmp::Ordering::Greater => return self.b.next(),
                crate::cmp::Ordering::Equal => { let x = self.a.next(); self.b.next(); if self.both { return x; } }
            }
        }
    }
}
impl<T> Clone for Filtered<'_, T> { fn clone(&self) -> Self { Filtered { iter: self.iter.clone(), other: self.other, keep: self.keep } } }
impl<T> Clone for Merged<'_, T> { fn clone(&self) -> Self { Merged { a: self.a.clone(), b: self.b.clone(), both: self.both } } }
macro_rules! set_iters { ($($Name:ident $Inner:ident;)*) => { $(
    pub struct $Name<'a, T>($Inner<'a, T>);
    impl<'a, T: Ord> Iterator for $Name<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { self.0.next() } }
    impl<T: Ord> FusedIterator for $Name<'_, T> {}
    impl<T> Clone for $Name<'_, T> { fn clone(&self) -> Self { $Name(self.0.clone()) } }
)* } }
set_iters! { Difference Filtered; Intersection Filtered; Union Merged; SymmetricDifference Merged; }
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("Iter").field(&self.inner.clone()).finish() } }
impl<T> FusedIterator for Iter<'_, T> {}
impl<T> FusedIterator for Range<'_, T> {}
impl<T> Clone for Range<'_, T> { fn clone(&self) -> Self { Range { inner: self.inner.clone() } } }
impl<'a, T: 'a + Ord + Copy> Extend<&'a T> for BTreeSet<T> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { for x in iter { self.insert(*x); } } }
pub struct ExtractIf<'a, T, F>(btree_map::ExtractIf<'a, T, SetValZST, F>);
impl<T, F: FnMut(&T) -> bool> Iterator for ExtractIf<'_, T, F> { type Item = T; fn next(&mut self) -> Option<T> { match self.0.next_where(|pred, k, _| pred(k)) { Some((k, _)) => Some(k), None => None } } }
