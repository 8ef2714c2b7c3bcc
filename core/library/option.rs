// Option<T>
use crate::ops::{ControlFlow, Deref, DerefMut, FromResidual, Residual, Try};
use crate::pin::Pin;

#[derive(Copy, Debug, Hash)]
#[rustc_diagnostic_item = "Option"]
#[lang = "Option"]
pub enum Option<T> {
    #[lang = "None"]
    None,
    #[lang = "Some"]
    Some(T),
}
pub use self::Option::*;

impl<T: Clone> Clone for Option<T> {
    fn clone(&self) -> Self { match self { Some(x) => Some(x.clone()), None => None } }
}
impl<'a, T> From<&'a mut Option<T>> for Option<&'a mut T> { fn from(o: &'a mut Option<T>) -> Option<&'a mut T> { o.as_mut() } }
impl<T> Option<T> {
    pub fn as_mut_slice(&mut self) -> &mut [T] { match self { Some(x) => crate::slice::from_mut(x), None => &mut [] } }
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Option<Pin<&mut T>> { unsafe { match Pin::get_unchecked_mut(self).as_mut() { Some(x) => Some(Pin::new_unchecked(x)), None => None } } }
}
impl<T> Default for Option<T> { fn default() -> Option<T> { None } }
impl<T: PartialEq> PartialEq for Option<T> {
    fn eq(&self, other: &Self) -> bool { match (self, other) { (Some(l), Some(r)) => *l == *r, (None, None) => true, _ => false } }
}
impl<T: Eq> Eq for Option<T> {}
impl<T: PartialOrd> PartialOrd for Option<T> {
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        match (self, other) {
            (Some(l), Some(r)) => l.partial_cmp(r),
            (Some(_), None) => Some(crate::cmp::Ordering::Greater),
            (None, Some(_)) => Some(crate::cmp::Ordering::Less),
            (None, None) => Some(crate::cmp::Ordering::Equal),
        }
    }
}
impl<T: Ord> Ord for Option<T> {
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        match (self, other) {
            (Some(l), Some(r)) => l.cmp(r),
            (Some(_), None) => crate::cmp::Ordering::Greater,
            (None, Some(_)) => crate::cmp::Ordering::Less,
            (None, None) => crate::cmp::Ordering::Equal,
        }
    }
}

#[track_caller]
fn unwrap_failed() -> ! { crate::panicking::panic("called `Option::unwrap()` on a `None` value") }
#[track_caller]
pub(crate) fn expect_failed(msg: &str) -> ! { crate::panicking::panic_display(&msg) }

impl<T> Option<T> {
    #[must_use = "if you intended to assert that this has a value, consider `.unwrap()` instead"] pub const fn is_some(&self) -> bool { matches!(*self, Some(_)) }
    #[at(self = "core/src/option.rs:661:29")] pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool { match self { None => false, Some(x) => f(x) } }
    #[must_use = "if you intended to assert that this doesn't have a value, consider wrapping this in an `assert!()` instead"] pub const fn is_none(&self) -> bool { !self.is_some() }
    #[at(self = "core/src/option.rs:710:28")] pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool { match self { None => true, Some(x) => f(x) } }
    pub const fn as_ref(&self) -> Option<&T> { match *self { Some(ref x) => Some(x), None => None } }
    pub const fn as_mut(&mut self) -> Option<&mut T> { match *self { Some(ref mut x) => Some(x), None => None } }
    pub fn as_pin_ref(self: Pin<&Self>) -> Option<Pin<&T>> { match Pin::get_ref(self).as_ref() { Some(x) => unsafe { Some(Pin::new_unchecked(x)) }, None => None } }
    #[must_use] pub fn as_slice(&self) -> &[T] { match self { Some(x) => crate::slice::from_ref(x), None => &[] } }
    #[track_caller]
    #[at(self = "core/src/option.rs:968:24")] pub const fn expect(self, msg: &str) -> T { match self { Some(val) => val, None => expect_failed(msg) } }
    #[track_caller]
    #[at(self = "core/src/option.rs:1013:24")] pub const fn unwrap(self) -> T { match self { Some(val) => val, None => unwrap_failed() } }
    pub fn unwrap_or(self, default: T) -> T { match self { Some(x) => x, None => default } }
    #[at(self = "core/src/option.rs:1061:35")] pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T { match self { Some(x) => x, None => f() } }
    #[at(self = "core/src/option.rs:1093:35")] pub fn unwrap_or_default(self) -> T where T: Default { match self { Some(x) => x, None => T::default() } }
    #[track_caller]
    pub const unsafe fn unwrap_unchecked(self) -> T { match self { Some(val) => val, None => unsafe { crate::hint::unreachable_unchecked() } } }
    #[at(self = "core/src/option.rs:1160:27", F = "core/src/option.rs:1162:11")] pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U> { match self { Some(x) => Some(f(x)), None => None } }
    #[at(self = "core/src/option.rs:1191:28")] pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self { if let Some(ref x) = self { f(x); } self }
    #[must_use = "if you don't need the returned value, use `if let` instead"] #[at(self = "core/src/option.rs:1224:30")] pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U { match self { Some(t) => f(t), None => default } }
    #[at(self = "core/src/option.rs:1271:38")] pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U { match self { Some(t) => f(t), None => default() } }
    #[at(self = "core/src/option.rs:1337:44")] pub fn ok_or<E>(self, err: E) -> Result<T, E> { match self { Some(v) => Ok(v), None => Err(err) } }
    #[at(self = "core/src/option.rs:1363:34")] pub fn ok_or_else<E, F: FnOnce() -> E>(self, err: F) -> Result<T, E> { match self { Some(v) => Ok(v), None => Err(err()) } }
    pub fn as_deref(&self) -> Option<&T::Target> where T: Deref { self.as_ref().map(Deref::deref) }
    pub fn as_deref_mut(&mut self) -> Option<&mut T::Target> where T: DerefMut { self.as_mut().map(DerefMut::deref_mut) }
    pub fn iter(&self) -> Iter<'_, T> { Iter { inner: self.as_ref() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut { inner: self.as_mut() } }
    #[at(self = "core/src/option.rs:1497:24")] pub fn and<U>(self, optb: Option<U>) -> Option<U> { match self { Some(_) => optb, None => None } }
    #[at(self = "core/src/option.rs:1541:32")] pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U> { match self { Some(x) => f(x), None => None } }
    #[at(self = "core/src/option.rs:1578:27")] pub fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Self {
        if let Some(x) = self { if predicate(&x) { return Some(x); } }
        None
    }
    #[at(self = "core/src/option.rs:1621:20")] pub fn or(self, optb: Option<T>) -> Option<T> { match self { x @ Some(_) => x, None => optb } }
    #[at(self = "core/src/option.rs:1647:28")] pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T> { match self { x @ Some(_) => x, None => f() } }
    #[at(self = "core/src/option.rs:1684:21")] pub fn xor(self, optb: Option<T>) -> Option<T> { match (self, optb) { (a @ Some(_), None) => a, (None, b @ Some(_)) => b, _ => None } }
    #[must_use = "if you intended to set a value, consider assignment instead"] pub fn insert(&mut self, value: T) -> &mut T { *self = Some(value); unsafe { self.as_mut().unwrap_unchecked() } }
    pub fn get_or_insert(&mut self, value: T) -> &mut T { if let None = *self { *self = Some(value); } unsafe { self.as_mut().unwrap_unchecked() } }
    pub fn get_or_insert_default(&mut self) -> &mut T where T: Default { self.get_or_insert_with(T::default) }
    pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T { if let None = self { *self = Some(f()); } unsafe { self.as_mut().unwrap_unchecked() } }
    pub const fn take(&mut self) -> Option<T> { crate::mem::replace(self, None) }
    pub fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T> { if self.as_mut().map_or(false, predicate) { self.take() } else { None } }
    pub const fn replace(&mut self, value: T) -> Option<T> { crate::mem::replace(self, Some(value)) }
    #[at(self = "core/src/option.rs:1964:24")] pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)> { match (self, other) { (Some(a), Some(b)) => Some((a, b)), _ => None } }
}
impl<T, U> Option<(T, U)> { #[at(self = "core/src/option.rs:2095:17")] pub fn unzip(self) -> (Option<T>, Option<U>) { match self { Some((a, b)) => (Some(a), Some(b)), None => (None, None) } } }
impl<T> Option<&T> {
    pub const fn copied(self) -> Option<T> where T: Copy { match self { Some(&v) => Some(v), None => None } }
    pub fn cloned(self) -> Option<T> where T: Clone { match self { Some(t) => Some(t.clone()), None => None } }
}
impl<T> Option<&mut T> {
    pub fn copied(self) -> Option<T> where T: Copy { match self { Some(&mut t) => Some(t), None => None } }
    #[at(self = "core/src/option.rs:2193:18")] pub fn cloned(self) -> Option<T> where T: Clone { match self { Some(t) => Some(t.clone()), None => None } }
}
impl<T, E> Option<Result<T, E>> {
    #[at(self = "core/src/option.rs:2222:27")] pub fn transpose(self) -> Result<Option<T>, E> { match self { Some(Ok(x)) => Ok(Some(x)), Some(Err(e)) => Err(e), None => Ok(None) } }
}
impl<T> Option<Option<T>> { #[at(self = "core/src/option.rs:2831:25")] pub fn flatten(self) -> Option<T> { match self { Some(inner) => inner, None => None } } }

impl<T> IntoIterator for Option<T> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self } } }
impl<'a, T> IntoIterator for &'a Option<T> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
impl<'a, T> IntoIterator for &'a mut Option<T> { type Item = &'a mut T; type IntoIter = IterMut<'a, T>; fn into_iter(self) -> IterMut<'a, T> { self.iter_mut() } }
impl<T> From<T> for Option<T> { fn from(val: T) -> Option<T> { Some(val) } }
impl<'a, T> From<&'a Option<T>> for Option<&'a T> { fn from(o: &'a Option<T>) -> Option<&'a T> { o.as_ref() } }
#[derive(Debug)]
pub struct Iter<'a, T> { inner: Option<&'a T> }
#[derive(Debug)]
pub struct IterMut<'a, T> { inner: Option<&'a mut T> }
#[derive(Clone, Debug)]
pub struct IntoIter<T> { inner: Option<T> }
macro_rules! option_iter { ([$($g:tt)*] $t:ty, $item:ty) => {
    impl<$($g)*> Iterator for $t {
        type Item = $item;
        fn next(&mut self) -> Option<$item> { self.inner.take() }
        fn size_hint(&self) -> (usize, Option<usize>) { let n = if self.inner.is_some() { 1 } else { 0 }; (n, Some(n)) }
    }
    impl<$($g)*> DoubleEndedIterator for $t { fn next_back(&mut self) -> Option<$item> { self.inner.take() } }
    impl<$($g)*> ExactSizeIterator for $t {}
} }
option_iter! { ['a, T] Iter<'a, T>, &'a T }
option_iter! { ['a, T] IterMut<'a, T>, &'a mut T }
option_iter! { [T] IntoIter<T>, T }

impl<T> Try for Option<T> {
    type Output = T;
    type Residual = Option<crate::convert::Infallible>;
    fn from_output(output: T) -> Self { Some(output) }
    fn branch(self) -> ControlFlow<Option<crate::convert::Infallible>, T> { match self { Some(v) => ControlFlow::Continue(v), None => ControlFlow::Break(None) } }
}
impl<T> FromResidual<Option<crate::convert::Infallible>> for Option<T> {
    fn from_residual(residual: Option<crate::convert::Infallible>) -> Self { match residual { None => None, Some(x) => match x {} } }
}
impl<T> Residual<T> for Option<crate::convert::Infallible> { type TryType = Option<T>; }
impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {
    fn from_iter<I: IntoIterator<Item = Option<A>>>(iter: I) -> Option<V> {
        let mut failed = false;
        let v: V = OptionShunt { iter: iter.into_iter(), failed: &mut failed }.collect();
        if failed { None } else { Some(v) }
    }
}
struct OptionShunt<'a, I> { iter: I, failed: &'a mut bool }
impl<'a, A, I: Iterator<Item = Option<A>>> Iterator for OptionShunt<'a, I> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        match self.iter.next() { Some(Some(a)) => Some(a), Some(None) => { *self.failed = true; None } None => None }
    }
}
impl<T, U: crate::iter::Sum<T>> crate::iter::Sum<Option<T>> for Option<U> {
    fn sum<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut failed = false;
        let v = U::sum(OptionShunt { iter, failed: &mut failed });
        if failed { None } else { Some(v) }
    }
}
impl<T, U: crate::iter::Product<T>> crate::iter::Product<Option<T>> for Option<U> {
    fn product<I: Iterator<Item = Option<T>>>(iter: I) -> Option<U> {
        let mut failed = false;
        let v = U::product(OptionShunt { iter, failed: &mut failed });
        if failed { None } else { Some(v) }
    }
}
