use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{Add, AddAssign, Deref};
use crate::string::String;
use self::Cow::*;
#[rustc_diagnostic_item = "Borrow"]
pub trait Borrow<Borrowed: ?Sized> { fn borrow(&self) -> &Borrowed; }
pub trait BorrowMut<Borrowed: ?Sized>: Borrow<Borrowed> { fn borrow_mut(&mut self) -> &mut Borrowed; }
impl<T: ?Sized> Borrow<T> for T { fn borrow(&self) -> &T { self } }
impl<T: ?Sized> BorrowMut<T> for T { fn borrow_mut(&mut self) -> &mut T { self } }
impl<T: ?Sized> Borrow<T> for &T { fn borrow(&self) -> &T { &**self } }
impl<T: ?Sized> Borrow<T> for &mut T { fn borrow(&self) -> &T { &**self } }
impl<T: ?Sized> BorrowMut<T> for &mut T { fn borrow_mut(&mut self) -> &mut T { &mut **self } }
#[rustc_diagnostic_item = "ToOwned"]
pub trait ToOwned {
    type Owned: Borrow<Self>;
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    fn to_owned(&self) -> Self::Owned;
    fn clone_into(&self, target: &mut Self::Owned) { *target = self.to_owned(); }
}
impl<T: Clone> ToOwned for T { type Owned = T; fn to_owned(&self) -> T { self.clone() } }
impl<T: Clone> ToOwned for [T] { type Owned = crate::vec::Vec<T>; fn to_owned(&self) -> crate::vec::Vec<T> { self.to_vec() } }
impl ToOwned for str { type Owned = String; fn to_owned(&self) -> String { String::from(self) } }
#[rustc_diagnostic_item = "Cow"]
pub enum Cow<'a, B: ?Sized + ToOwned + 'a> { Borrowed(&'a B), Owned(<B as ToOwned>::Owned) }
impl<'a, B: ?Sized + ToOwned> Borrow<B> for Cow<'a, B> { fn borrow(&self) -> &B { &**self } }
impl<B: ?Sized + ToOwned> Clone for Cow<'_, B> {
    fn clone(&self) -> Self { match *self { Borrowed(b) => Borrowed(b), Owned(ref o) => { let b: &B = o.borrow(); Owned(b.to_owned()) } } }
}
impl<B: ?Sized + ToOwned> Cow<'_, B> {
    pub fn is_borrowed(c: &Self) -> bool { match *c { Borrowed(_) => true, Owned(_) => false } }
    pub fn is_owned(c: &Self) -> bool { !Cow::is_borrowed(c) }
    pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned {
        match *self {
            Borrowed(borrowed) => { *self = Owned(borrowed.to_owned()); match *self { Borrowed(..) => loop {}, Owned(ref mut owned) => owned } }
            Owned(ref mut owned) => owned,
        }
    }
    pub fn into_owned(self) -> <B as ToOwned>::Owned { match self { Borrowed(borrowed) => borrowed.to_owned(), Owned(owned) => owned } }
}
impl<B: ?Sized + ToOwned> Deref for Cow<'_, B> { type Target = B; fn deref(&self) -> &B { match *self { Borrowed(borrowed) => borrowed, Owned(ref owned) => owned.borrow() } } }
impl<B: ?Sized + Eq + ToOwned> Eq for Cow<'_, B> {}
impl<B: ?Sized + Ord + ToOwned> Ord for Cow<'_, B> { fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(&**self, &**other) } }
impl<'a, 'b, B: ?Sized + PartialEq<C> + ToOwned, C: ?Sized + ToOwned> PartialEq<Cow<'b, C>> for Cow<'a, B> { fn eq(&self, other: &Cow<'b, C>) -> bool { PartialEq::eq(&**self, &**other) } }
impl<'a, B: ?Sized + PartialOrd + ToOwned> PartialOrd for Cow<'a, B> { fn partial_cmp(&self, other: &Cow<'a, B>) -> Option<Ordering> { PartialOrd::partial_cmp(&**self, &**other) } }
impl<B: ?Sized + ToOwned> fmt::Debug for Cow<'_, B> where B: fmt::Debug, B::Owned: fmt::Debug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match *self { Borrowed(ref b) => fmt::Debug::fmt(b, f), Owned(ref o) => fmt::Debug::fmt(o, f) } }
}
impl<B: ?Sized + ToOwned> fmt::Display for Cow<'_, B> where B: fmt::Display, B::Owned: fmt::Display {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { match *self { Borrowed(ref b) => fmt::Display::fmt(b, f), Owned(ref o) => fmt::Display::fmt(o, f) } }
}
impl<B: ?Sized + ToOwned> Default for Cow<'_, B> where B::Owned: Default { fn default() -> Self { Owned(<B as ToOwned>::Owned::default()) } }
impl<B: ?Sized + Hash + ToOwned> Hash for Cow<'_, B> { fn hash<H: Hasher>(&self, state: &mut H) { Hash::hash(&**self, state) } }
impl<T: ?Sized + ToOwned> AsRef<T> for Cow<'_, T> { fn as_ref(&self) -> &T { self } }
impl<'a> From<&'a str> for Cow<'a, str> { fn from(s: &'a str) -> Cow<'a, str> { Borrowed(s) } }
impl<'a> From<String> for Cow<'a, str> { fn from(s: String) -> Cow<'a, str> { Owned(s) } }
impl<'a> From<&'a String> for Cow<'a, str> { fn from(s: &'a String) -> Cow<'a, str> { Borrowed(s.as_str()) } }
impl<'a, T: Clone> From<&'a [T]> for Cow<'a, [T]> { fn from(s: &'a [T]) -> Cow<'a, [T]> { Borrowed(s) } }
impl<'a, T: Clone> From<crate::vec::Vec<T>> for Cow<'a, [T]> { fn from(v: crate::vec::Vec<T>) -> Cow<'a, [T]> { Owned(v) } }
impl<'a> Add<&'a str> for Cow<'a, str> { type Output = Cow<'a, str>; fn add(mut self, rhs: &'a str) -> Cow<'a, str> { self += rhs; self } }
impl<'a> AddAssign<&'a str> for Cow<'a, str> { fn add_assign(&mut self, rhs: &'a str) { if !rhs.is_empty() { self.to_mut().push_str(rhs); } } }
impl<'a, 'b> PartialEq<str> for Cow<'a, str> { fn eq(&self, other: &str) -> bool { **self == *other } }
impl<'a, 'b> PartialEq<&'b str> for Cow<'a, str> { fn eq(&self, other: &&'b str) -> bool { **self == **other } }
impl<'a, 'b> PartialEq<String> for Cow<'a, str> { fn eq(&self, other: &String) -> bool { **self == **other } }
impl<'a> PartialEq<Cow<'a, str>> for String { fn eq(&self, other: &Cow<'a, str>) -> bool { **self == **other } }
impl<'a, 'b> PartialEq<Cow<'a, str>> for str { fn eq(&self, other: &Cow<'a, str>) -> bool { *self == **other } }
impl<'a, 'b> PartialEq<Cow<'a, str>> for &'b str { fn eq(&self, other: &Cow<'a, str>) -> bool { **self == **other } }
impl<'a, T: PartialEq + Clone> PartialEq<Cow<'a, [T]>> for crate::vec::Vec<T> { fn eq(&self, other: &Cow<'a, [T]>) -> bool { **self == **other } }
impl<'a, T: Clone> From<&'a crate::vec::Vec<T>> for Cow<'a, [T]> { fn from(v: &'a crate::vec::Vec<T>) -> Cow<'a, [T]> { Borrowed(v.as_slice()) } }
impl<'a, T: Clone, const N: usize> From<&'a [T; N]> for Cow<'a, [T]> { fn from(s: &'a [T; N]) -> Cow<'a, [T]> { Borrowed(s as &[T]) } }
impl<'a, T: Clone> FromIterator<T> for Cow<'a, [T]> { fn from_iter<I: IntoIterator<Item = T>>(it: I) -> Cow<'a, [T]> { Owned(FromIterator::from_iter(it)) } }
impl<'a> FromIterator<char> for Cow<'a, str> { fn from_iter<I: IntoIterator<Item = char>>(it: I) -> Cow<'a, str> { Owned(FromIterator::from_iter(it)) } }
impl<'a, 'b> FromIterator<&'b str> for Cow<'a, str> { fn from_iter<I: IntoIterator<Item = &'b str>>(it: I) -> Cow<'a, str> { Owned(FromIterator::from_iter(it)) } }
impl<'a> FromIterator<String> for Cow<'a, str> { fn from_iter<I: IntoIterator<Item = String>>(it: I) -> Cow<'a, str> { Owned(FromIterator::from_iter(it)) } }
impl<'a> Add<Cow<'a, str>> for Cow<'a, str> { type Output = Cow<'a, str>; fn add(mut self, rhs: Cow<'a, str>) -> Cow<'a, str> { self += rhs; self } }
impl<'a> AddAssign<Cow<'a, str>> for Cow<'a, str> { fn add_assign(&mut self, rhs: Cow<'a, str>) { if self.is_empty() { *self = rhs } else if !rhs.is_empty() { self.to_mut().push_str(&rhs); } } }
macro_rules! cow_eq { ($($r:ty),*) => { $( impl<T: PartialEq<U> + Clone, U> PartialEq<$r> for Cow<'_, [T]> { fn eq(&self, other: &$r) -> bool { self[..] == other[..] } } )* } }
cow_eq! { &[U], &mut [U], crate::vec::Vec<U> }
