// HashSet: a HashMap of units.
use crate::borrow::Borrow;
use crate::collections::hash_map::{self, HashMap, RandomState};
use crate::fmt;
use crate::hash::{BuildHasher, Hash};
use crate::ops::{BitAnd, BitOr, BitXor, Sub};
#[rustc_diagnostic_item = "HashSet"]
#[view(owner, ptr = "map.slots.ptr", len = "map.slots.len", holes = "None", count = "map.len", each = "key")]
pub struct HashSet<T, S = RandomState> { map: HashMap<T, (), S> }
impl<T> HashSet<T, RandomState> {
    #[must_use] pub fn new() -> HashSet<T, RandomState> { HashSet { map: HashMap::new() } }
    pub fn with_capacity(capacity: usize) -> HashSet<T, RandomState> { HashSet { map: HashMap::with_capacity(capacity) } }
}
impl<T, S> HashSet<T, S> {
    pub const fn with_hasher(hasher: S) -> HashSet<T, S> { HashSet { map: HashMap::with_hasher(hasher) } }
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<T, S> { HashSet { map: HashMap::with_capacity_and_hasher(capacity, hasher) } }
    pub fn hasher(&self) -> &S { self.map.hasher() }
    pub fn extract_if<F: FnMut(&T) -> bool>(&mut self, mut pred: F) -> crate::iter::Map<crate::vec::IntoIter<(T, ())>, fn((T, ())) -> T> { self.map.extract_if(move |k, _| pred(k)).map(|(k, _)| k) }
    pub fn capacity(&self) -> usize { self.map.capacity() }
    pub fn iter(&self) -> Iter<'_, T> { Iter { inner: self.map.keys() } }
    pub fn len(&self) -> usize { self.map.len() }
    pub fn is_empty(&self) -> bool { self.map.is_empty() }
    pub fn drain(&mut self) -> hash_map::IntoKeys<T, ()> where S: Default { crate::mem::take(&mut self.map).into_keys() }
    pub fn clear(&mut self) { self.map.clear() }
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) { self.map.retain(|k, _| f(k)) }
}
impl<T: Eq + Hash, S: BuildHasher> HashSet<T, S> {
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { self.map.try_reserve(additional) }
    pub fn shrink_to_fit(&mut self) { self.map.shrink_to_fit() }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.map.shrink_to(min_capacity) }
    pub fn reserve(&mut self, additional: usize) { self.map.reserve(additional) }
    pub fn difference<'a>(&'a self, other: &'a HashSet<T, S>) -> Difference<'a, T, S> { Difference { iter: self.iter(), other } }
    pub fn symmetric_difference<'a>(&'a self, other: &'a HashSet<T, S>) -> crate::iter::Chain<Difference<'a, T, S>, Difference<'a, T, S>> { self.difference(other).chain(other.difference(self)) }
    pub fn intersection<'a>(&'a self, other: &'a HashSet<T, S>) -> Intersection<'a, T, S> { if self.len() <= other.len() { Intersection { iter: self.iter(), other } } else { Intersection { iter: other.iter(), other: self } } }
    pub fn union<'a>(&'a self, other: &'a HashSet<T, S>) -> crate::iter::Chain<Iter<'a, T>, Difference<'a, T, S>> { if self.len() >= other.len() { self.iter().chain(other.difference(self)) } else { other.iter().chain(self.difference(other)) } }
    pub fn contains<Q: ?Sized + Hash + Eq>(&self, value: &Q) -> bool where T: Borrow<Q> { self.map.contains_key(value) }
    pub fn get<Q: ?Sized + Hash + Eq>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> { match self.map.get_key_value(value) { Some((k, _)) => Some(k), None => None } }
    pub fn is_disjoint(&self, other: &HashSet<T, S>) -> bool { self.iter().all(|v| !other.contains(v)) }
    pub fn is_subset(&self, other: &HashSet<T, S>) -> bool { self.len() <= other.len() && self.iter().all(|v| other.contains(v)) }
    pub fn is_superset(&self, other: &HashSet<T, S>) -> bool { other.is_subset(self) }
    pub fn insert(&mut self, value: T) -> bool { self.map.insert(value, ()).is_none() }
    pub fn replace(&mut self, value: T) -> Option<T> { let old = self.take(&value); self.insert(value); old }
    pub fn remove<Q: ?Sized + Hash + Eq>(&mut self, value: &Q) -> bool where T: Borrow<Q> { self.map.remove(value).is_some() }
    pub fn take<Q: ?Sized + Hash + Eq>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> { match self.map.remove_entry(value) { Some((k, _)) => Some(k), None => None } }
}
impl<T: Clone, S: Clone> Clone for HashSet<T, S> { fn clone(&self) -> Self { HashSet { map: self.map.clone() } } }
impl<T: Eq + Hash, S: BuildHasher> PartialEq for HashSet<T, S> { fn eq(&self, other: &HashSet<T, S>) -> bool { self.len() == other.len() && self.iter().all(|key| other.contains(key)) } }
impl<T: Eq + Hash, S: BuildHasher> Eq for HashSet<T, S> {}
impl<T: fmt::Debug, S> fmt::Debug for HashSet<T, S> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_set().entries(self.iter()).finish() } }
impl<T: Eq + Hash, S: BuildHasher + Default> FromIterator<T> for HashSet<T, S> { fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> HashSet<T, S> { let mut set = HashSet::with_hasher(Default::default()); set.extend(iter); set } }
impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T, RandomState> { fn from(arr: [T; N]) -> Self { Self::from_iter(arr) } }
impl<T: Eq + Hash, S: BuildHasher> Extend<T> for HashSet<T, S> { fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) { for x in iter { self.insert(x); } } }
impl<'a, T: 'a + Eq + Hash + Copy, S: BuildHasher> Extend<&'a T> for HashSet<T, S> { fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) { for x in iter { self.insert(*x); } } }
impl<T, S: Default> Default for HashSet<T, S> { fn default() -> HashSet<T, S> { HashSet { map: HashMap::default() } } }
macro_rules! set_ops { ($($Trait:ident $method:ident $set:ident;)*) => { $( impl<T: Eq + Hash + Clone, S: BuildHasher + Default> $Trait<&HashSet<T, S>> for &HashSet<T, S> { type Output = HashSet<T, S>; fn $method(self, rhs: &HashSet<T, S>) -> HashSet<T, S> { self.$set(rhs).cloned().collect() } } )* } }
set_ops! { BitOr bitor union; BitAnd bitand intersection; BitXor bitxor symmetric_difference; Sub sub difference; }
pub struct Iter<'a, T> { inner: hash_map::Keys<'a, T, ()> }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { self.inner.next() } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Clone for Iter<'_, T> { fn clone(&self) -> Self { Iter { inner: self.inner.clone() } } }
pub type IntoIter<T> = hash_map::IntoKeys<T, ()>;
impl<'a, T, S> IntoIterator for &'a HashSet<T, S> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<T, S> IntoIterator for HashSet<T, S> { type Item = T; type IntoIter = hash_map::IntoKeys<T, ()>; fn into_iter(self) -> hash_map::IntoKeys<T, ()> { self.map.into_keys() } }
#[must_use = "this returns the difference as an iterator, without modifying either input set"] pub struct Difference<'a, T, S> { iter: Iter<'a, T>, other: &'a HashSet<T, S> }
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Difference<'a, T, S> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { loop { let elt = self.iter.next()?; if !self.other.contains(elt) { return Some(elt); } } } }
#[must_use = "this returns the intersection as an iterator, without modifying either input set"] pub struct Intersection<'a, T, S> { iter: Iter<'a, T>, other: &'a HashSet<T, S> }
impl<'a, T: Eq + Hash, S: BuildHasher> Iterator for Intersection<'a, T, S> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { loop { let elt = self.iter.next()?; if self.other.contains(elt) { return Some(elt); } } } }
