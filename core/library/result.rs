// Result<T, E>
use crate::fmt;
use crate::ops::{ControlFlow, Deref, DerefMut, FromResidual, Residual, Try};

#[derive(Copy, PartialEq, PartialOrd, Eq, Ord, Debug, Hash)]
#[must_use = "this `Result` may be an `Err` variant, which should be handled"]
#[rustc_diagnostic_item = "Result"]
pub enum Result<T, E> {
    #[lang = "Ok"]
    Ok(T),
    #[lang = "Err"]
    Err(E),
}
pub use self::Result::*;

impl<T: Clone, E: Clone> Clone for Result<T, E> { fn clone(&self) -> Self { match self { Ok(x) => Ok(x.clone()), Err(x) => Err(x.clone()) } } }

#[track_caller]
fn unwrap_failed(msg: &str, error: &dyn fmt::Debug) -> ! { panic!("{msg}: {error:?}") }

impl<T, E> Result<T, E> {
    #[must_use = "if you intended to assert that this is ok, consider `.unwrap()` instead"] pub const fn is_ok(&self) -> bool { matches!(*self, Ok(_)) }
    #[at(self = "core/src/result.rs:619:30")] pub fn is_ok_and<F: FnOnce(T) -> bool>(self, f: F) -> bool { match self { Err(_) => false, Ok(x) => f(x) } }
    #[must_use = "if you intended to assert that this is err, consider `.unwrap_err()` instead"] pub const fn is_err(&self) -> bool { !self.is_ok() }
    #[at(self = "core/src/result.rs:674:31")] pub fn is_err_and<F: FnOnce(E) -> bool>(self, f: F) -> bool { match self { Ok(_) => false, Err(e) => f(e) } }
    #[at(self = "core/src/result.rs:708:20")] pub fn ok(self) -> Option<T> { match self { Ok(x) => Some(x), Err(_) => None } }
    #[at(self = "core/src/result.rs:736:21")] pub fn err(self) -> Option<E> { match self { Ok(_) => None, Err(x) => Some(x) } }
    pub const fn as_ref(&self) -> Result<&T, &E> { match *self { Ok(ref x) => Ok(x), Err(ref x) => Err(x) } }
    pub fn as_mut(&mut self) -> Result<&mut T, &mut E> { match *self { Ok(ref mut x) => Ok(x), Err(ref mut x) => Err(x) } }
    #[at(self = "core/src/result.rs:831:27")] pub fn map<U, F: FnOnce(T) -> U>(self, op: F) -> Result<U, E> { match self { Ok(t) => Ok(op(t)), Err(e) => Err(e) } }
    #[at(self = "core/src/result.rs:863:30")] pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U { match self { Ok(t) => f(t), Err(_) => default } }
    #[at(self = "core/src/result.rs:897:38")] pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U { match self { Ok(t) => f(t), Err(e) => default(e) } }
    #[at(self = "core/src/result.rs:962:31")] pub fn map_err<F, O: FnOnce(E) -> F>(self, op: O) -> Result<T, F> { match self { Ok(t) => Ok(t), Err(e) => Err(op(e)) } }
    #[at(self = "core/src/result.rs:988:28")] pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self { if let Ok(ref t) = self { f(t); } self }
    #[at(self = "core/src/result.rs:1016:32")] pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Self { if let Err(ref e) = self { f(e); } self }
    pub fn as_deref(&self) -> Result<&T::Target, &E> where T: Deref { self.as_ref().map(|t| t.deref()) }
    pub fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E> where T: DerefMut { self.as_mut().map(|t| t.deref_mut()) }
    pub fn iter(&self) -> Iter<'_, T> { Iter { inner: self.as_ref().ok() } }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> { IterMut { inner: self.as_mut().ok() } }
    #[track_caller]
    #[at(self = "core/src/result.rs:1179:18")] pub fn expect(self, msg: &str) -> T where E: fmt::Debug { match self { Ok(t) => t, Err(e) => unwrap_failed(msg, &e) } }
    #[track_caller]
    #[at(self = "core/src/result.rs:1227:18")] pub fn unwrap(self) -> T where E: fmt::Debug { match self { Ok(t) => t, Err(e) => unwrap_failed("called `Result::unwrap()` on an `Err` value", &e) } }
    #[at(self = "core/src/result.rs:1265:35")] pub fn unwrap_or_default(self) -> T where T: Default { match self { Ok(x) => x, Err(_) => Default::default() } }
    #[track_caller]
    #[at(self = "core/src/result.rs:1293:22")] pub fn expect_err(self, msg: &str) -> E where T: fmt::Debug { match self { Ok(t) => unwrap_failed(msg, &t), Err(e) => e } }
    #[track_caller]
    #[at(self = "core/src/result.rs:1324:22")] pub fn unwrap_err(self) -> E where T: fmt::Debug { match self { Ok(t) => unwrap_failed("called `Result::unwrap_err()` on an `Ok` value", &t), Err(e) => e } }
    #[at(self = "core/src/result.rs:1442:24")] pub fn and<U>(self, res: Result<U, E>) -> Result<U, E> { match self { Ok(_) => res, Err(e) => Err(e) } }
    #[at(self = "core/src/result.rs:1488:32")] pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, op: F) -> Result<U, E> { match self { Ok(t) => op(t), Err(e) => Err(e) } }
    #[at(self = "core/src/result.rs:1528:23")] pub fn or<F>(self, res: Result<T, F>) -> Result<T, F> { match self { Ok(v) => Ok(v), Err(_) => res } }
    #[at(self = "core/src/result.rs:1559:31")] pub fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, op: O) -> Result<T, F> { match self { Ok(t) => Ok(t), Err(e) => op(e) } }
    pub fn unwrap_or(self, default: T) -> T { match self { Ok(t) => t, Err(_) => default } }
    #[at(self = "core/src/result.rs:1616:35")] pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, op: F) -> T { match self { Ok(t) => t, Err(e) => op(e) } }
    #[track_caller]
    pub unsafe fn unwrap_err_unchecked(self) -> E { match self { Ok(_) => unsafe { crate::hint::unreachable_unchecked() }, Err(e) => e } }
    #[track_caller]
    pub unsafe fn unwrap_unchecked(self) -> T { match self { Ok(t) => t, Err(_) => unsafe { crate::hint::unreachable_unchecked() } } }
}
impl<T, E> Result<&T, E> {
    pub fn copied(self) -> Result<T, E> where T: Copy { self.map(|&t| t) }
    pub fn cloned(self) -> Result<T, E> where T: Clone { self.map(|t| t.clone()) }
}
impl<T, E> Result<Option<T>, E> { #[at(self = "core/src/result.rs:1816:27")] pub fn transpose(self) -> Option<Result<T, E>> { match self { Ok(Some(x)) => Some(Ok(x)), Ok(None) => None, Err(e) => Some(Err(e)) } } }
impl<T, E> Result<Result<T, E>, E> { pub fn flatten(self) -> Result<T, E> { match self { Ok(inner) => inner, Err(e) => Err(e) } } }
impl<T, E> IntoIterator for Result<T, E> { type Item = T; type IntoIter = IntoIter<T>; fn into_iter(self) -> IntoIter<T> { IntoIter { inner: self.ok() } } }
impl<'a, T, E> IntoIterator for &'a Result<T, E> { type Item = &'a T; type IntoIter = Iter<'a, T>; fn into_iter(self) -> Iter<'a, T> { self.iter() } }
pub struct Iter<'a, T> { inner: Option<&'a T> }
pub struct IterMut<'a, T> { inner: Option<&'a mut T> }
pub struct IntoIter<T> { inner: Option<T> }
impl<'a, T> Iterator for Iter<'a, T> { type Item = &'a T; fn next(&mut self) -> Option<&'a T> { self.inner.take() } }
impl<'a, T> Iterator for IterMut<'a, T> { type Item = &'a mut T; fn next(&mut self) -> Option<&'a mut T> { self.inner.take() } }
impl<T> Iterator for IntoIter<T> { type Item = T; fn next(&mut self) -> Option<T> { self.inner.take() } }

impl<T, E> Try for Result<T, E> {
    type Output = T;
    type Residual = Result<crate::convert::Infallible, E>;
    fn from_output(output: T) -> Self { Ok(output) }
    fn branch(self) -> ControlFlow<Result<crate::convert::Infallible, E>, T> { match self { Ok(v) => ControlFlow::Continue(v), Err(e) => ControlFlow::Break(Err(e)) } }
}
impl<T, E, F: From<E>> FromResidual<Result<crate::convert::Infallible, E>> for Result<T, F> {
    #[track_caller]
    fn from_residual(residual: Result<crate::convert::Infallible, E>) -> Self { match residual { Err(e) => Err(From::from(e)), Ok(x) => match x {} } }
}
impl<T, E> Residual<T> for Result<crate::convert::Infallible, E> { type TryType = Result<T, E>; }
struct ResultShunt<'a, I, E> { iter: I, error: &'a mut Option<E> }
impl<'a, A, E, I: Iterator<Item = Result<A, E>>> Iterator for ResultShunt<'a, I, E> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        match self.iter.next() { Some(Ok(a)) => Some(a), Some(Err(e)) => { *self.error = Some(e); None } None => None }
    }
}
impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {
    fn from_iter<I: IntoIterator<Item = Result<A, E>>>(iter: I) -> Result<V, E> {
        let mut error = None;
        let v: V = ResultShunt { iter: iter.into_iter(), error: &mut error }.collect();
        match error { Some(e) => Err(e), None => Ok(v) }
    }
}
impl<T, U: crate::iter::Sum<T>, E> crate::iter::Sum<Result<T, E>> for Result<U, E> {
    fn sum<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut error = None;
        let v = U::sum(ResultShunt { iter, error: &mut error });
        match error { Some(e) => Err(e), None => Ok(v) }
    }
}
impl<T, U: crate::iter::Product<T>, E> crate::iter::Product<Result<T, E>> for Result<U, E> {
    fn product<I: Iterator<Item = Result<T, E>>>(iter: I) -> Result<U, E> {
        let mut error = None;
        let v = U::product(ResultShunt { iter, error: &mut error });
        match error { Some(e) => Err(e), None => Ok(v) }
    }
}
impl<T, E> Result<&mut T, E> {
    pub fn copied(self) -> Result<T, E> where T: Copy { match self { Ok(x) => Ok(*x), Err(e) => Err(e) } }
    pub fn cloned(self) -> Result<T, E> where T: Clone { match self { Ok(x) => Ok(x.clone()), Err(e) => Err(e) } }
}
