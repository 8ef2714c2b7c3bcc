// BTreeMap: entries in one vector sorted by key. Lookups are binary searches; an insertion moves what follows it.
use crate::borrow::Borrow;
use crate::cmp::Ordering;
use crate::fmt::{self, Debug};
use crate::hash::{Hash, Hasher};
use crate::iter::FusedIterator;
use crate::mem;
use crate::ops::{Bound, Index, RangeBounds};
use crate::slice;
use crate::vec::{self, Vec};
use self::Entry::*;
#[rustc_diagnostic_item = "BTreeMap"]
#[view(value, of = "entries")]
pub struct BTreeMap<K, V> { entries: Vec<(K, V)> }
impl<K, V> BTreeMap<K, V> {
    #[must_use] pub const fn new() -> BTreeMap<K, V> { BTreeMap { entries: Vec::new() } }
    pub fn clear(&mut self) { self.entries.clear() }
    #[must_use] pub const fn len(&self) -> usize { self.entries.len() }
    pub const fn is_empty(&self) -> bool { self.entries.is_empty() }
    pub fn iter(&self) -> Iter<'_, K, V> { Iter { inner: self.entries.iter() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> { IterMut { inner: self.entries.iter_mut() } }
    pub fn keys(&self) -> Keys<'_, K, V> { Keys { inner: self.iter() } }
    pub fn values(&self) -> Values<'_, K, V> { Values { inner: self.iter() } }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> { ValuesMut { inner: self.iter_mut() } }
    pub fn into_keys(self) -> IntoKeys<K, V> { IntoKeys { inner: self.entries.into_iter() } }
    pub fn into_values(self) -> IntoValues<K, V> { IntoValues { inner: self.entries.into_iter() } }
    fn search<Q: ?Sized + Ord>(&self, key: &Q) -> Result<usize, usize> where K: Borrow<Q> { self.entries.binary_search_by(|e| e.0.borrow().cmp(key)) }
    pub fn get<Q: ?Sized + Ord>(&self, key: &Q) -> Option<&V> where K: Borrow<Q> + Ord { match self.search(key) { Ok(i) => Some(&self.entries[i].1), Err(_) => None } }
    pub fn get_key_value<Q: ?Sized + Ord>(&self, key: &Q) -> Option<(&K, &V)> where K: Borrow<Q> + Ord { match self.search(key) { Ok(i) => { let e = &self.entries[i]; Some((&e.0, &e.1)) } Err(_) => None } }
    pub fn get_mut<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<&mut V> where K: Borrow<Q> + Ord { match self.search(key) { Ok(i) => Some(&mut self.entries[i].1), Err(_) => None } }
    pub fn contains_key<Q: ?Sized + Ord>(&self, key: &Q) -> bool where K: Borrow<Q> + Ord { self.search(key).is_ok() }
    pub fn first_key_value(&self) -> Option<(&K, &V)> where K: Ord { match self.entries.first() { Some(e) => Some((&e.0, &e.1)), None => None } }
    pub fn last_key_value(&self) -> Option<(&K, &V)> where K: Ord { match self.entries.last() { Some(e) => Some((&e.0, &e.1)), None => None } }
    pub fn pop_first(&mut self) -> Option<(K, V)> where K: Ord { if self.is_empty() { None } else { Some(self.entries.remove(0)) } }
    pub fn pop_last(&mut self) -> Option<(K, V)> where K: Ord { self.entries.pop() }
    pub fn insert(&mut self, key: K, value: V) -> Option<V> where K: Ord { match self.search(&key) { Ok(i) => Some(mem::replace(&mut self.entries[i].1, value)), Err(i) => { self.entries.insert(i, (key, value)); None } } }
    pub fn remove<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<V> where K: Borrow<Q> + Ord { match self.search(key) { Ok(i) => Some(self.entries.remove(i).1), Err(_) => None } }
    pub fn remove_entry<Q: ?Sized + Ord>(&mut self, key: &Q) -> Option<(K, V)> where K: Borrow<Q> + Ord { match self.search(key) { Ok(i) => Some(self.entries.remove(i)), Err(_) => None } }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) where K: Ord { self.entries.retain_mut(|e| f(&e.0, &mut e.1)) }
    pub fn append(&mut self, other: &mut Self) where K: Ord { for (k, v) in mem::take(other) { self.insert(k, v); } }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> where K: Ord { match self.search(&key) { Ok(at) => Occupied(OccupiedEntry { at, entries: &mut self.entries }), Err(at) => Vacant(VacantEntry { at, key, entries: &mut self.entries }) } }
    pub fn split_off<Q: ?Sized + Ord>(&mut self, key: &Q) -> Self where K: Borrow<Q> + Ord { let at = match self.search(key) { Ok(i) => i, Err(i) => i }; BTreeMap { entries: self.entries.split_off(at) } }
    fn bounds<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: &R) -> (usize, usize) where K: Borrow<T> {
        if self.is_empty() { return (0, 0); }
        match (range.start_bound(), range.end_bound()) {
            (Bound::Excluded(s), Bound::Excluded(e)) if s == e => if is_set::<V>() { set_equal_bounds() } else { map_equal_bounds() },
            (Bound::Included(s) | Bound::Excluded(s), Bound::Included(e) | Bound::Excluded(e)) if s > e => if is_set::<V>() { set_reversed_bounds() } else { map_reversed_bounds() },
            _ => {}
        }
        let start = match range.start_bound() { Bound::Unbounded => 0, Bound::Included(k) => match self.search(k) { Ok(i) => i, Err(i) => i }, Bound::Excluded(k) => match self.search(k) { Ok(i) => i + 1, Err(i) => i } };
        let end = match range.end_bound() { Bound::Unbounded => self.len(), Bound::Included(k) => match self.search(k) { Ok(i) => i + 1, Err(i) => i }, Bound::Excluded(k) => match self.search(k) { Ok(i) => i, Err(i) => i } };
        (start, end)
    }
    pub fn range<T: ?Sized + Ord, R: RangeBounds<T>>(&self, range: R) -> Iter<'_, K, V> where K: Borrow<T> + Ord { let (a, b) = self.bounds(&range); Iter { inner: self.entries[a..b].iter() } }
    pub fn range_mut<T: ?Sized + Ord, R: RangeBounds<T>>(&mut self, range: R) -> IterMut<'_, K, V> where K: Borrow<T> + Ord { let (a, b) = self.bounds(&range); IterMut { inner: self.entries[a..b].iter_mut() } }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool, R: RangeBounds<K>>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, F> where K: Ord {
        self.extracting(range, pred)
    }
    pub(crate) fn extracting<F, R: RangeBounds<K>>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, F> where K: Ord {
        let (at, end) = self.bounds::<K, R>(&range);
        ExtractIf { entries: &mut self.entries, at, end, pred }
    }
    pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord { if self.is_empty() { None } else { Some(OccupiedEntry { at: 0, entries: &mut self.entries }) } }
    pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord { if self.is_empty() { None } else { let at = self.len() - 1; Some(OccupiedEntry { at, entries: &mut self.entries }) } }
}
// What a set keeps as the values of its map.
#[derive(Debug, Eq, PartialEq, Ord, PartialOrd, Hash, Clone, Copy, Default)]
pub struct SetValZST;
fn is_set<V>() -> bool { crate::intrinsics::type_id::<V>() == crate::intrinsics::type_id::<SetValZST>() }
#[at(panic = "alloc/src/collections/btree/search.rs:112:21")]
fn map_equal_bounds() -> ! { panic!("range start and end are equal and excluded in BTreeMap") }
#[at(panic = "alloc/src/collections/btree/search.rs:110:21")]
fn set_equal_bounds() -> ! { panic!("range start and end are equal and excluded in BTreeSet") }
#[at(panic = "alloc/src/collections/btree/search.rs:121:21")]
fn map_reversed_bounds() -> ! { panic!("range start is greater than range end in BTreeMap") }
#[at(panic = "alloc/src/collections/btree/search.rs:119:21")]
fn set_reversed_bounds() -> ! { panic!("range start is greater than range end in BTreeSet") }
impl<K: Clone, V: Clone> Clone for BTreeMap<K, V> { fn clone(&self) -> Self { BTreeMap { entries: self.entries.clone() } } }
impl<K, V> Default for BTreeMap<K, V> { fn default() -> BTreeMap<K, V> { BTreeMap::new() } }
impl<K: PartialEq, V: PartialEq> PartialEq for BTreeMap<K, V> { fn eq(&self, other: &Self) -> bool { self.entries == other.entries } }
impl<K: Eq, V: Eq> Eq for BTreeMap<K, V> {}
impl<K: PartialOrd, V: PartialOrd> PartialOrd for BTreeMap<K, V> { fn partial_cmp(&self, other: &Self) -> Option<Ordering> { self.entries.partial_cmp(&other.entries) } }
impl<K: Ord, V: Ord> Ord for BTreeMap<K, V> { fn cmp(&self, other: &Self) -> Ordering { self.entries.cmp(&other.entries) } }
impl<K: Hash, V: Hash> Hash for BTreeMap<K, V> { fn hash<H: Hasher>(&self, state: &mut H) { self.entries.hash(state) } }
impl<K: Debug, V: Debug> Debug for BTreeMap<K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entries(self.iter()).finish() } }
impl<K: Borrow<Q> + Ord, Q: ?Sized + Ord, V> Index<&Q> for BTreeMap<K, V> { type Output = V; #[track_caller] fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") } }
impl<K: Ord, V> FromIterator<(K, V)> for BTreeMap<K, V> { fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> BTreeMap<K, V> { let mut map = BTreeMap::new(); map.extend(iter); map } }
impl<K: Ord, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> { fn from(arr: [(K, V); N]) -> Self { Self::from_iter(arr) } }
impl<K: Ord, V> Extend<(K, V)> for BTreeMap<K, V> { fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) { for (k, v) in iter { self.insert(k, v); } } }
impl<'a, K: Ord + Copy, V: Copy> Extend<(&'a K, &'a V)> for BTreeMap<K, V> { fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) { for (k, v) in iter { self.insert(*k, *v); } } }
pub struct ExtractIf<'a, K, V, F> { entries: &'a mut Vec<(K, V)>, at: usize, end: usize, pred: F }
impl<K, V, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, F> { type Item = (K, V); fn next(&mut self) -> Option<(K, V)> { self.next_where(|pred, k, v| pred(k, v)) } }
impl<'a, K, V, F> ExtractIf<'a, K, V, F> {
    pub(crate) fn next_where(&mut self, mut test: impl FnMut(&mut F, &K, &mut V) -> bool) -> Option<(K, V)> {
        while self.at < self.end {
            let e = &mut self.entries[self.at];
            if test(&mut self.pred, &e.0, &mut e.1) { self.end -= 1; return Some(self.entries.remove(self.at)); }
            self.at += 1;
        }
        None
    }
}
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Iter<'a, K, V> { inner: slice::Iter<'a, (K, V)> }
pub type Range<'a, K, V> = Iter<'a, K, V>;
impl<'a, K, V> Iterator for Iter<'a, K, V> { type Item = (&'a K, &'a V); fn next(&mut self) -> Option<(&'a K, &'a V)> { match self.inner.next() { Some(e) => Some((&e.0, &e.1)), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<'a, K, V> DoubleEndedIterator for Iter<'a, K, V> { fn next_back(&mut self) -> Option<(&'a K, &'a V)> { match self.inner.next_back() { Some(e) => Some((&e.0, &e.1)), None => None } } }
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> Clone for Iter<'_, K, V> { fn clone(&self) -> Self { Iter { inner: self.inner.clone() } } }
pub struct IterMut<'a, K, V> { inner: slice::IterMut<'a, (K, V)> }
impl<'a, K, V> Iterator for IterMut<'a, K, V> { type Item = (&'a K, &'a mut V); fn next(&mut self) -> Option<(&'a K, &'a mut V)> { match self.inner.next() { Some(e) => Some((&e.0, &mut e.1)), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
impl<'a, K, V> DoubleEndedIterator for IterMut<'a, K, V> { fn next_back(&mut self) -> Option<(&'a K, &'a mut V)> { match self.inner.next_back() { Some(e) => Some((&e.0, &mut e.1)), None => None } } }
impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
pub type IntoIter<K, V> = vec::IntoIter<(K, V)>;
impl<'a, K, V> IntoIterator for &'a BTreeMap<K, V> { type Item = (&'a K, &'a V); type IntoIter = Iter<'a, K, V>; fn into_iter(self) -> Iter<'a, K, V> { self.iter() } }
impl<'a, K, V> IntoIterator for &'a mut BTreeMap<K, V> { type Item = (&'a K, &'a mut V); type IntoIter = IterMut<'a, K, V>; fn into_iter(self) -> IterMut<'a, K, V> { self.iter_mut() } }
impl<K, V> IntoIterator for BTreeMap<K, V> { type Item = (K, V); type IntoIter = vec::IntoIter<(K, V)>; fn into_iter(self) -> vec::IntoIter<(K, V)> { self.entries.into_iter() } }
macro_rules! projections { ($($Name:ident [$($g:tt)*] $Inner:ty, $item:ty, |$e:ident| $pick:expr;)*) => { $(
    pub struct $Name<$($g)*> { inner: $Inner }
    impl<$($g)*> Iterator for $Name<$($g)*> { type Item = $item; fn next(&mut self) -> Option<$item> { match self.inner.next() { Some($e) => Some($pick), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
    impl<$($g)*> DoubleEndedIterator for $Name<$($g)*> { fn next_back(&mut self) -> Option<$item> { match self.inner.next_back() { Some($e) => Some($pick), None => None } } }
    impl<$($g)*> ExactSizeIterator for $Name<$($g)*> {}
    impl<$($g)*> FusedIterator for $Name<$($g)*> {}
)* } }
projections! {
    Keys ['a, K, V] Iter<'a, K, V>, &'a K, |e| e.0;
    Values ['a, K, V] Iter<'a, K, V>, &'a V, |e| e.1;
    ValuesMut ['a, K, V] IterMut<'a, K, V>, &'a mut V, |e| e.1;
    IntoKeys [K, V] vec::IntoIter<(K, V)>, K, |e| e.0;
    IntoValues [K, V] vec::IntoIter<(K, V)>, V, |e| e.1;
}
impl<K, V> FusedIterator for Iter<'_, K, V> {}
impl<K, V> FusedIterator for IterMut<'_, K, V> {}
macro_rules! empty_iterators { ($($Name:ident [$($l:lifetime)?]),*) => { $(impl<K, V> Default for $Name<$($l,)? K, V> { fn default() -> Self { $Name { inner: Default::default() } } })* } }
empty_iterators! { Iter ['_], IterMut ['_], Keys ['_], Values ['_], ValuesMut ['_], IntoKeys [], IntoValues [] }
impl<K: Debug, V: Debug> Debug for Iter<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.clone()).finish() } }
impl<K: Debug, V: Debug> Debug for IterMut<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.inner.as_slice()).finish() } }
impl<K, V> Clone for Values<'_, K, V> { fn clone(&self) -> Self { Values { inner: self.inner.clone() } } }
impl<K, V: Debug> Debug for Values<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.clone()).finish() } }
impl<K: Debug, V> Debug for IntoKeys<K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.inner.as_slice().iter().map(|e| &e.0)).finish() } }
impl<K, V: Debug> Debug for IntoValues<K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.inner.as_slice().iter().map(|e| &e.1)).finish() } }
impl<K: Debug + Ord, V: Debug> Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match *self { Vacant(ref v) => f.debug_tuple("Entry").field(v).finish(), Occupied(ref o) => f.debug_tuple("Entry").field(o).finish() } }
}
impl<K: Debug + Ord, V> Debug for VacantEntry<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("VacantEntry").field(self.key()).finish() } }
impl<K: Debug + Ord, V: Debug> Debug for OccupiedEntry<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("OccupiedEntry").field("key", self.key()).field("value", self.get()).finish() } }
impl<K, V> Clone for Keys<'_, K, V> { fn clone(&self) -> Self { Keys { inner: self.inner.clone() } } }
impl<K: Debug, V> Debug for Keys<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.clone()).finish() } }
pub enum Entry<'a, K: 'a, V: 'a> { Vacant(VacantEntry<'a, K, V>), Occupied(OccupiedEntry<'a, K, V>) }
pub struct OccupiedEntry<'a, K, V> { at: usize, entries: &'a mut Vec<(K, V)> }
pub struct VacantEntry<'a, K, V> { at: usize, key: K, entries: &'a mut Vec<(K, V)> }
impl<'a, K: Ord, V> Entry<'a, K, V> {
    pub fn or_insert(self, default: V) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(default) } }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(default()) } }
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => { let value = default(entry.key()); entry.insert(value) } } }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> { match self { Occupied(mut entry) => { entry.insert(value); entry } Vacant(entry) => entry.insert_entry(value) } }
    pub fn or_default(self) -> &'a mut V where V: Default { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(Default::default()) } }
    pub fn key(&self) -> &K { match *self { Occupied(ref entry) => entry.key(), Vacant(ref entry) => &entry.key } }
    pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self { match self { Occupied(mut entry) => { f(entry.get_mut()); Occupied(entry) } Vacant(entry) => Vacant(entry) } }
}
impl<'a, K, V> OccupiedEntry<'a, K, V> {
    pub fn key(&self) -> &K { &self.entries[self.at].0 }
    pub fn get(&self) -> &V { &self.entries[self.at].1 }
    pub fn get_mut(&mut self) -> &mut V { &mut self.entries[self.at].1 }
    pub fn into_mut(self) -> &'a mut V { &mut self.entries[self.at].1 }
    pub fn insert(&mut self, value: V) -> V { mem::replace(self.get_mut(), value) }
    pub fn remove(self) -> V { self.entries.remove(self.at).1 }
    pub fn remove_entry(self) -> (K, V) { self.entries.remove(self.at) }
}
impl<'a, K, V> VacantEntry<'a, K, V> {
    pub fn key(&self) -> &K { &self.key }
    pub fn into_key(self) -> K { self.key }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> { let at = self.at; self.entries.insert(at, (self.key, value)); OccupiedEntry { at, entries: self.entries } }
    pub fn insert(self, value: V) -> &'a mut V { let at = self.at; self.entries.insert(at, (self.key, value)); &mut self.entries[at].1 }
}
