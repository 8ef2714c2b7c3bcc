// HashMap: open addressing with linear probing; deletion shifts back what follows (Knuth, TAOCP 6.4, algorithm R).
use crate::borrow::Borrow;
use crate::fmt::{self, Debug};
use crate::hash::{BuildHasher, Hash};
pub use crate::hash::{DefaultHasher, RandomState};
use crate::mem;
use crate::ops::Index;
use crate::vec::{self, Vec};
use self::Entry::*;

#[view(fields, of = "key", of = "value")]
struct Slot<K, V> { hash: u64, key: K, value: V }
#[rustc_diagnostic_item = "HashMap"]
#[view(owner, ptr = "slots.ptr", len = "slots.len", holes = "None", count = "len")]
pub struct HashMap<K, V, S = RandomState> { slots: Vec<Option<Slot<K, V>>>, len: usize, hash_builder: S }

impl<K, V> HashMap<K, V, RandomState> {
    #[must_use] pub fn new() -> HashMap<K, V, RandomState> { HashMap::with_hasher(RandomState::new()) }
    pub fn with_capacity(capacity: usize) -> HashMap<K, V, RandomState> { HashMap::with_capacity_and_hasher(capacity, RandomState::new()) }
}
impl<K, V, S> HashMap<K, V, S> {
    pub const fn with_hasher(hash_builder: S) -> HashMap<K, V, S> { HashMap { slots: Vec::new(), len: 0, hash_builder } }
    pub fn with_capacity_and_hasher(capacity: usize, hash_builder: S) -> HashMap<K, V, S> {
        let mut map = HashMap::with_hasher(hash_builder);
        if capacity > 0 { map.rebuild(slots_for(capacity)); }
        map
    }
    pub fn capacity(&self) -> usize { load_limit(self.slots.len()) }
    pub fn keys(&self) -> Keys<'_, K, V> { Keys { inner: self.iter() } }
    pub fn into_keys(self) -> IntoKeys<K, V> { IntoKeys { inner: self.into_iter() } }
    pub fn values(&self) -> Values<'_, K, V> { Values { inner: self.iter() } }
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V> { ValuesMut { inner: self.iter_mut() } }
    pub fn into_values(self) -> IntoValues<K, V> { IntoValues { inner: self.into_iter() } }
    pub fn iter(&self) -> Iter<'_, K, V> { Iter { slots: self.slots.iter(), left: self.len } }
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V> { let left = self.len; IterMut { slots: self.slots.iter_mut(), left } }
    pub fn len(&self) -> usize { self.len }
    pub fn is_empty(&self) -> bool { self.len == 0 }
    pub fn drain(&mut self) -> Drain<'_, K, V> { let left = mem::replace(&mut self.len, 0); Drain { inner: IntoIter { slots: mem::take(&mut self.slots).into_iter(), left }, _marker: crate::marker::PhantomData } }
    pub fn clear(&mut self) { self.slots.clear(); self.len = 0; }
    pub fn hasher(&self) -> &S { &self.hash_builder }
    pub fn retain<F: FnMut(&K, &mut V) -> bool>(&mut self, mut f: F) {
        let n = self.slots.len();
        let old = mem::take(&mut self.slots);
        self.len = 0;
        self.slots.resize_with(n, || None);
        for slot in old { if let Some(mut s) = slot { if f(&s.key, &mut s.value) { self.place(s); } } }
    }
    pub fn extract_if<F: FnMut(&K, &mut V) -> bool>(&mut self, mut pred: F) -> vec::IntoIter<(K, V)> {
        let n = self.slots.len();
        let old = mem::take(&mut self.slots);
        self.len = 0;
        self.slots.resize_with(n, || None);
        let mut out = Vec::new();
        for slot in old { if let Some(mut s) = slot { if pred(&s.key, &mut s.value) { out.push((s.key, s.value)); } else { self.place(s); } } }
        out.into_iter()
    }
    // Puts a slot whose key is not in the map; there is room.
    fn place(&mut self, slot: Slot<K, V>) -> usize {
        let mask = self.slots.len() - 1;
        let mut i = slot.hash as usize & mask;
        while self.slots[i].is_some() { i = (i + 1) & mask; }
        self.slots[i] = Some(slot);
        self.len += 1;
        i
    }
    fn rebuild(&mut self, n: usize) {
        let old = mem::take(&mut self.slots);
        self.len = 0;
        self.slots.resize_with(n, || None);
        for slot in old { if let Some(s) = slot { self.place(s); } }
    }
    fn make_room(&mut self) { if (self.len + 1) * 8 > self.slots.len() * 7 { let n = if self.slots.len() == 0 { 4 } else { self.slots.len() * 2 }; self.rebuild(n); } }
    fn take_at(&mut self, at: usize) -> Slot<K, V> {
        let mask = self.slots.len() - 1;
        let taken = self.slots[at].take().unwrap();
        self.len -= 1;
        let mut hole = at;
        let mut i = (at + 1) & mask;
        loop {
            let home = match &self.slots[i] { None => return taken, Some(s) => s.hash as usize & mask };
            if ((i + mask + 1 - home) & mask) >= ((i + mask + 1 - hole) & mask) { self.slots.swap(i, hole); hole = i; }
            i = (i + 1) & mask;
        }
    }
}
fn slots_for(capacity: usize) -> usize { let mut n = 4; while load_limit(n) < capacity { n *= 2; } n }
// How many of so many slots, a power of two or none, may be taken.
fn load_limit(slots: usize) -> usize { if slots < 8 { slots.saturating_sub(1) } else { slots / 8 * 7 } }
impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    fn find<Q: ?Sized + Hash + Eq>(&self, hash: u64, k: &Q) -> Option<usize> where K: Borrow<Q> {
        if self.slots.is_empty() { return None; }
        let mask = self.slots.len() - 1;
        let mut i = hash as usize & mask;
        loop {
            match &self.slots[i] {
                None => return None,
                Some(s) => if s.hash == hash && *s.key.borrow() == *k { return Some(i); },
            }
            i = (i + 1) & mask;
        }
    }
    fn locate<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<usize> where K: Borrow<Q> { if self.len == 0 { None } else { self.find(self.hash_builder.hash_one(k), k) } }
    pub fn reserve(&mut self, additional: usize) { let n = slots_for(self.len + additional); if n > self.slots.len() { self.rebuild(n); } }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { crate::collections::check_capacity::<(K, V)>(self.len, additional)?; self.reserve(additional); Ok(()) }
    pub fn shrink_to(&mut self, min_capacity: usize) { let n = slots_for(crate::cmp::max(self.len, min_capacity)); if n < self.slots.len() { self.rebuild(n); } }
    pub fn get_disjoint_mut<Q: ?Sized + Hash + Eq, const N: usize>(&mut self, ks: [&Q; N]) -> [Option<&'_ mut V>; N] where K: Borrow<Q> {
        let at = crate::array::from_fn::<Option<usize>, N, _>(|i| self.locate(ks[i]));
        let mut i = 0;
        while i < N {
            let mut j = 0;
            while j < i { if at[i].is_some() && at[i] == at[j] { duplicate_keys() } j += 1; }
            i += 1;
        }
        let slots = self.slots.as_mut_ptr();
        crate::array::from_fn(|i| match at[i] { Some(at) => match unsafe { &mut *slots.add(at) } { Some(s) => Some(&mut s.value), None => None }, None => None })
    }
    pub fn shrink_to_fit(&mut self) { let n = slots_for(self.len); if n < self.slots.len() { self.rebuild(n); } }
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        let hash = self.hash_builder.hash_one(&key);
        match self.find(hash, &key) {
            Some(at) => Occupied(OccupiedEntry { at, base: Base { slots: &mut self.slots, len: &mut self.len } }),
            None => { self.make_room(); Vacant(VacantEntry { hash, key, base: Base { slots: &mut self.slots, len: &mut self.len } }) }
        }
    }
    pub fn get<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<&V> where K: Borrow<Q> { match self.locate(k) { Some(i) => match &self.slots[i] { Some(s) => Some(&s.value), None => None }, None => None } }
    pub fn get_key_value<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> Option<(&K, &V)> where K: Borrow<Q> { match self.locate(k) { Some(i) => match &self.slots[i] { Some(s) => Some((&s.key, &s.value)), None => None }, None => None } }
    pub fn contains_key<Q: ?Sized + Hash + Eq>(&self, k: &Q) -> bool where K: Borrow<Q> { self.locate(k).is_some() }
    pub fn get_mut<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<&mut V> where K: Borrow<Q> { match self.locate(k) { Some(i) => match &mut self.slots[i] { Some(s) => Some(&mut s.value), None => None }, None => None } }
    pub fn insert(&mut self, k: K, v: V) -> Option<V> {
        let hash = self.hash_builder.hash_one(&k);
        if let Some(i) = self.find(hash, &k) { if let Some(s) = &mut self.slots[i] { return Some(mem::replace(&mut s.value, v)); } }
        self.make_room();
        self.place(Slot { hash, key: k, value: v });
        None
    }
    pub fn remove<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<V> where K: Borrow<Q> { match self.locate(k) { Some(i) => Some(self.take_at(i).value), None => None } }
    pub fn remove_entry<Q: ?Sized + Hash + Eq>(&mut self, k: &Q) -> Option<(K, V)> where K: Borrow<Q> { match self.locate(k) { Some(i) => { let s = self.take_at(i); Some((s.key, s.value)) } None => None } }
}
impl<K: Clone, V: Clone, S: Clone> Clone for HashMap<K, V, S> {
    fn clone(&self) -> Self {
        let mut slots = Vec::with_capacity(self.slots.len());
        for s in &self.slots { slots.push(match s { Some(s) => Some(Slot { hash: s.hash, key: s.key.clone(), value: s.value.clone() }), None => None }); }
        HashMap { slots, len: self.len, hash_builder: self.hash_builder.clone() }
    }
}
impl<K: Eq + Hash, V: PartialEq, S: BuildHasher> PartialEq for HashMap<K, V, S> {
    fn eq(&self, other: &HashMap<K, V, S>) -> bool { self.len() == other.len() && self.iter().all(|(key, value)| other.get(key).map_or(false, |v| *value == *v)) }
}
impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}
impl<K: Debug, V: Debug, S> Debug for HashMap<K, V, S> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_map().entries(self.iter()).finish() } }
#[at(panic = "/rust/deps/hashbrown-0.16.1/src/raw/mod.rs:1323:21")]
fn duplicate_keys() -> ! { panic!("duplicate keys found") }
impl<K, V, S: Default> Default for HashMap<K, V, S> { fn default() -> HashMap<K, V, S> { HashMap::with_hasher(Default::default()) } }
impl<K: Eq + Hash + Borrow<Q>, Q: ?Sized + Eq + Hash, V, S: BuildHasher> Index<&Q> for HashMap<K, V, S> { type Output = V; #[track_caller] fn index(&self, key: &Q) -> &V { self.get(key).expect("no entry found for key") } }
impl<K: Eq + Hash, V, S: BuildHasher + Default> FromIterator<(K, V)> for HashMap<K, V, S> { fn from_iter<T: IntoIterator<Item = (K, V)>>(iter: T) -> HashMap<K, V, S> { let mut map = HashMap::with_hasher(Default::default()); map.extend(iter); map } }
impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V, RandomState> { fn from(arr: [(K, V); N]) -> Self { Self::from_iter(arr) } }
impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> { fn extend<T: IntoIterator<Item = (K, V)>>(&mut self, iter: T) { for (k, v) in iter { self.insert(k, v); } } }
impl<'a, K: Eq + Hash + Copy, V: Copy, S: BuildHasher> Extend<(&'a K, &'a V)> for HashMap<K, V, S> { fn extend<T: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, iter: T) { for (k, v) in iter { self.insert(*k, *v); } } }
impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> { type Item = (&'a K, &'a V); type IntoIter = Iter<'a, K, V>; fn into_iter(self) -> Iter<'a, K, V> { self.iter() } }
impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> { type Item = (&'a K, &'a mut V); type IntoIter = IterMut<'a, K, V>; fn into_iter(self) -> IterMut<'a, K, V> { self.iter_mut() } }
impl<K, V, S> IntoIterator for HashMap<K, V, S> { type Item = (K, V); type IntoIter = IntoIter<K, V>; fn into_iter(self) -> IntoIter<K, V> { IntoIter { left: self.len, slots: self.slots.into_iter() } } }
pub struct Iter<'a, K, V> { slots: crate::slice::Iter<'a, Option<Slot<K, V>>>, left: usize }
impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);
    fn next(&mut self) -> Option<(&'a K, &'a V)> { loop { if let Some(s) = self.slots.next()? { self.left -= 1; return Some((&s.key, &s.value)); } } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
impl<K, V> ExactSizeIterator for Iter<'_, K, V> {}
impl<K, V> Clone for Iter<'_, K, V> { fn clone(&self) -> Self { Iter { slots: self.slots.clone(), left: self.left } } }
pub struct IterMut<'a, K, V> { slots: crate::slice::IterMut<'a, Option<Slot<K, V>>>, left: usize }
impl<'a, K, V> Iterator for IterMut<'a, K, V> {
    type Item = (&'a K, &'a mut V);
    fn next(&mut self) -> Option<(&'a K, &'a mut V)> { loop { if let Some(s) = self.slots.next()? { self.left -= 1; return Some((&s.key, &mut s.value)); } } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
impl<K, V> ExactSizeIterator for IterMut<'_, K, V> {}
pub struct IntoIter<K, V> { slots: vec::IntoIter<Option<Slot<K, V>>>, left: usize }
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> { loop { if let Some(s) = self.slots.next()? { self.left -= 1; return Some((s.key, s.value)); } } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.left, Some(self.left)) }
}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
pub struct Drain<'a, K, V> { inner: IntoIter<K, V>, _marker: crate::marker::PhantomData<&'a mut (K, V)> }
impl<K, V> Iterator for Drain<'_, K, V> { type Item = (K, V); fn next(&mut self) -> Option<(K, V)> { self.inner.next() } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
macro_rules! projections { ($($Name:ident [$($g:tt)*] $Inner:ty, $item:ty, |$e:ident| $pick:expr;)*) => { $(
    pub struct $Name<$($g)*> { inner: $Inner }
    impl<$($g)*> Iterator for $Name<$($g)*> { type Item = $item; fn next(&mut self) -> Option<$item> { match self.inner.next() { Some($e) => Some($pick), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.inner.size_hint() } }
    impl<$($g)*> ExactSizeIterator for $Name<$($g)*> {}
)* } }
projections! {
    Keys ['a, K, V] Iter<'a, K, V>, &'a K, |e| e.0;
    Values ['a, K, V] Iter<'a, K, V>, &'a V, |e| e.1;
    ValuesMut ['a, K, V] IterMut<'a, K, V>, &'a mut V, |e| e.1;
    IntoKeys [K, V] IntoIter<K, V>, K, |e| e.0;
    IntoValues [K, V] IntoIter<K, V>, V, |e| e.1;
}
macro_rules! empty_iterators { ($($Name:ident [$($l:lifetime)?] $($field:ident)*;)*) => { $(impl<K, V> Default for $Name<$($l,)? K, V> { fn default() -> Self { $Name { $($field: Default::default()),* } } })* } }
empty_iterators! { Iter ['_] slots left; IterMut ['_] slots left; IntoIter [] slots left; Keys ['_] inner; Values ['_] inner; ValuesMut ['_] inner; IntoKeys [] inner; IntoValues [] inner; }
impl<K, V> Clone for Keys<'_, K, V> { fn clone(&self) -> Self { Keys { inner: self.inner.clone() } } }
impl<K, V> Clone for Values<'_, K, V> { fn clone(&self) -> Self { Values { inner: self.inner.clone() } } }
impl<K: Debug, V> Debug for Keys<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.clone()).finish() } }
impl<K, V: Debug> Debug for Values<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_list().entries(self.clone()).finish() } }

struct Base<'a, K, V> { slots: &'a mut Vec<Option<Slot<K, V>>>, len: &'a mut usize }
pub enum Entry<'a, K: 'a, V: 'a> { Occupied(OccupiedEntry<'a, K, V>), Vacant(VacantEntry<'a, K, V>) }
pub struct OccupiedEntry<'a, K: 'a, V: 'a> { at: usize, base: Base<'a, K, V> }
pub struct VacantEntry<'a, K: 'a, V: 'a> { hash: u64, key: K, base: Base<'a, K, V> }
impl<'a, K, V> Entry<'a, K, V> {
    pub fn or_insert(self, default: V) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(default) } }
    pub fn or_insert_with<F: FnOnce() -> V>(self, default: F) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(default()) } }
    pub fn or_insert_with_key<F: FnOnce(&K) -> V>(self, default: F) -> &'a mut V { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => { let value = default(entry.key()); entry.insert(value) } } }
    pub fn or_default(self) -> &'a mut V where V: Default { match self { Occupied(entry) => entry.into_mut(), Vacant(entry) => entry.insert(Default::default()) } }
    pub fn key(&self) -> &K { match *self { Occupied(ref entry) => entry.key(), Vacant(ref entry) => entry.key() } }
    pub fn and_modify<F: FnOnce(&mut V)>(self, f: F) -> Self { match self { Occupied(mut entry) => { f(entry.get_mut()); Occupied(entry) } Vacant(entry) => Vacant(entry) } }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> { match self { Occupied(mut entry) => { entry.insert(value); entry } Vacant(entry) => entry.insert_entry(value) } }
}
impl<'a, K, V> OccupiedEntry<'a, K, V> {
    fn slot(&self) -> &Slot<K, V> { match &self.base.slots[self.at] { Some(s) => s, None => loop {} } }
    pub fn key(&self) -> &K { &self.slot().key }
    pub fn get(&self) -> &V { &self.slot().value }
    pub fn get_mut(&mut self) -> &mut V { match &mut self.base.slots[self.at] { Some(s) => &mut s.value, None => loop {} } }
    pub fn into_mut(self) -> &'a mut V { match &mut self.base.slots[self.at] { Some(s) => &mut s.value, None => loop {} } }
    pub fn insert(&mut self, value: V) -> V { mem::replace(self.get_mut(), value) }
    pub fn remove_entry(self) -> (K, V) {
        let mut map = HashMap { slots: mem::take(self.base.slots), len: *self.base.len, hash_builder: () };
        let taken = map.take_at(self.at);
        *self.base.slots = map.slots;
        *self.base.len = map.len;
        (taken.key, taken.value)
    }
    pub fn remove(self) -> V { self.remove_entry().1 }
}
impl<'a, K, V> VacantEntry<'a, K, V> {
    pub fn key(&self) -> &K { &self.key }
    pub fn into_key(self) -> K { self.key }
    pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> {
        let mask = self.base.slots.len() - 1;
        let mut at = self.hash as usize & mask;
        while self.base.slots[at].is_some() { at = (at + 1) & mask; }
        self.base.slots[at] = Some(Slot { hash: self.hash, key: self.key, value });
        *self.base.len += 1;
        OccupiedEntry { at, base: self.base }
    }
    pub fn insert(self, value: V) -> &'a mut V { self.insert_entry(value).into_mut() }
}
impl<K: Debug, V: Debug> Debug for Entry<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match *self { Vacant(ref v) => f.debug_tuple("Entry").field(v).finish(), Occupied(ref o) => f.debug_tuple("Entry").field(o).finish() } }
}
impl<K: Debug, V: Debug> Debug for OccupiedEntry<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("OccupiedEntry").field("key", self.key()).field("value", self.get()).finish_non_exhaustive() } }
impl<K: Debug, V> Debug for VacantEntry<'_, K, V> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("VacantEntry").field(self.key()).finish() } }
