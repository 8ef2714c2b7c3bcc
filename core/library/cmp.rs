// Comparison traits.
use crate::option::Option::{self, None, Some};
use self::Ordering::*;

#[lang = "eq"]
#[complete]
#[rustc_diagnostic_item = "PartialEq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    fn eq(&self, other: &Rhs) -> bool;
    fn ne(&self, other: &Rhs) -> bool { !self.eq(other) }
}
#[rustc_diagnostic_item = "Eq"]
#[complete]
pub trait Eq: PartialEq<Self> {
    fn assert_receiver_is_total_eq(&self) -> () {}
}
// What derive(Eq) asserts of each field.
pub struct AssertParamIsEq<T: Eq + ?Sized> { _field: crate::marker::PhantomData<T> }

#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[repr(i8)]
#[lang = "Ordering"]
pub enum Ordering { Less = -1, Equal = 0, Greater = 1 }

impl Ordering {
    pub const fn is_eq(self) -> bool { matches!(self, Equal) }
    pub const fn is_ne(self) -> bool { !matches!(self, Equal) }
    #[must_use] pub const fn is_lt(self) -> bool { matches!(self, Less) }
    pub const fn is_gt(self) -> bool { matches!(self, Greater) }
    pub const fn is_le(self) -> bool { !matches!(self, Greater) }
    pub const fn is_ge(self) -> bool { !matches!(self, Less) }
    #[must_use] pub const fn reverse(self) -> Ordering { match self { Less => Greater, Equal => Equal, Greater => Less } }
    pub const fn then(self, other: Ordering) -> Ordering { match self { Equal => other, _ => self } }
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering { match self { Equal => f(), _ => self } }
}

#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
pub struct Reverse<T>(pub T);
impl<T: PartialOrd> PartialOrd for Reverse<T> {
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> { other.0.partial_cmp(&self.0) }
    fn lt(&self, other: &Self) -> bool { other.0 < self.0 }
    fn le(&self, other: &Self) -> bool { other.0 <= self.0 }
    fn gt(&self, other: &Self) -> bool { other.0 > self.0 }
    fn ge(&self, other: &Self) -> bool { other.0 >= self.0 }
}
impl<T: Ord> Ord for Reverse<T> { fn cmp(&self, other: &Reverse<T>) -> Ordering { other.0.cmp(&self.0) } }

#[rustc_diagnostic_item = "Ord"]
#[complete]
pub trait Ord: Eq + PartialOrd<Self> {
    #[must_use] fn cmp(&self, other: &Self) -> Ordering;
    #[must_use] fn max(self, other: Self) -> Self where Self: Sized { if other < self { self } else { other } }
    fn min(self, other: Self) -> Self where Self: Sized { if other < self { other } else { self } }
    #[at(panic = "core/src/cmp.rs:1102:9")]
    fn clamp(self, min: Self, max: Self) -> Self where Self: Sized {
        assert!(min <= max);
        if self < min { min } else if self > max { max } else { self }
    }
}
#[lang = "partial_ord"]
#[complete]
#[rustc_diagnostic_item = "PartialOrd"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    #[must_use] fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    fn lt(&self, other: &Rhs) -> bool { matches!(self.partial_cmp(other), Some(Less)) }
    fn le(&self, other: &Rhs) -> bool { matches!(self.partial_cmp(other), Some(Less | Equal)) }
    fn gt(&self, other: &Rhs) -> bool { matches!(self.partial_cmp(other), Some(Greater)) }
    fn ge(&self, other: &Rhs) -> bool { matches!(self.partial_cmp(other), Some(Greater | Equal)) }
}

#[must_use] pub fn min<T: Ord>(v1: T, v2: T) -> T { v1.min(v2) }
#[must_use] pub fn max<T: Ord>(v1: T, v2: T) -> T { v1.max(v2) }
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T { match compare(&v1, &v2) { Less | Equal => v1, Greater => v2 } }
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T { match compare(&v1, &v2) { Less | Equal => v2, Greater => v1 } }
pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T { let a = f(&v1); let b = f(&v2); if b < a { v2 } else { v1 } }
pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T { let a = f(&v1); let b = f(&v2); if b < a { v1 } else { v2 } }

#[track_caller]
fn clamp_bounds(ordered: bool, min: &dyn crate::fmt::Debug, max: &dyn crate::fmt::Debug) { assert!(ordered, "min > max. min = {min:?}, max = {max:?}"); }
macro_rules! compare_scalars { ($($t:ty)*) => { $(
    impl PartialEq for $t {
        fn eq(&self, other: &$t) -> bool { *self == *other }
        fn ne(&self, other: &$t) -> bool { *self != *other }
    }
    impl Eq for $t {}
    impl PartialOrd for $t {
        fn partial_cmp(&self, other: &$t) -> Option<Ordering> { Some(self.cmp(other)) }
        fn lt(&self, other: &$t) -> bool { *self < *other }
        fn le(&self, other: &$t) -> bool { *self <= *other }
        fn gt(&self, other: &$t) -> bool { *self > *other }
        fn ge(&self, other: &$t) -> bool { *self >= *other }
    }
    impl Ord for $t {
        fn cmp(&self, other: &$t) -> Ordering { if *self < *other { Less } else if *self == *other { Equal } else { Greater } }
        #[track_caller]
        fn clamp(self, min: Self, max: Self) -> Self { clamp_bounds(min <= max, &min, &max); if self < min { min } else if self > max { max } else { self } }
    }
)* } }
compare_scalars! { char u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
macro_rules! compare_floats { ($($t:ty)*) => { $(
    impl PartialEq for $t {
        fn eq(&self, other: &$t) -> bool { *self == *other }
        fn ne(&self, other: &$t) -> bool { *self != *other }
    }
    impl PartialOrd for $t {
        fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
            if *self < *other { Some(Less) } else if *self == *other { Some(Equal) } else if *self > *other { Some(Greater) } else { None }
        }
        fn lt(&self, other: &$t) -> bool { *self < *other }
        fn le(&self, other: &$t) -> bool { *self <= *other }
        fn gt(&self, other: &$t) -> bool { *self > *other }
        fn ge(&self, other: &$t) -> bool { *self >= *other }
    }
)* } }
compare_floats! { f32 f64 }

impl PartialEq for () { fn eq(&self, _other: &()) -> bool { true } }
impl Eq for () {}
impl PartialOrd for () { fn partial_cmp(&self, _other: &()) -> Option<Ordering> { Some(Equal) } }
impl Ord for () { fn cmp(&self, _other: &()) -> Ordering { Equal } }
impl PartialEq for ! { fn eq(&self, _other: &!) -> bool { *self } }
impl Eq for ! {}
impl PartialOrd for ! { fn partial_cmp(&self, _other: &!) -> Option<Ordering> { *self } }
impl Ord for ! { fn cmp(&self, _other: &!) -> Ordering { *self } }

impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&B> for &A {
    fn eq(&self, other: &&B) -> bool { PartialEq::eq(*self, *other) }
    fn ne(&self, other: &&B) -> bool { PartialEq::ne(*self, *other) }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&mut B> for &mut A {
    fn eq(&self, other: &&mut B) -> bool { PartialEq::eq(*self, *other) }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&mut B> for &A {
    fn eq(&self, other: &&mut B) -> bool { PartialEq::eq(*self, *other) }
}
impl<A: ?Sized + PartialEq<B>, B: ?Sized> PartialEq<&B> for &mut A {
    fn eq(&self, other: &&B) -> bool { PartialEq::eq(*self, *other) }
}
impl<A: ?Sized + Eq> Eq for &A {}
impl<A: ?Sized + Eq> Eq for &mut A {}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&B> for &A {
    fn partial_cmp(&self, other: &&B) -> Option<Ordering> { PartialOrd::partial_cmp(*self, *other) }
    fn lt(&self, other: &&B) -> bool { PartialOrd::lt(*self, *other) }
    fn le(&self, other: &&B) -> bool { PartialOrd::le(*self, *other) }
    fn gt(&self, other: &&B) -> bool { PartialOrd::gt(*self, *other) }
    fn ge(&self, other: &&B) -> bool { PartialOrd::ge(*self, *other) }
}
impl<A: ?Sized + PartialOrd<B>, B: ?Sized> PartialOrd<&mut B> for &mut A {
    fn partial_cmp(&self, other: &&mut B) -> Option<Ordering> { PartialOrd::partial_cmp(*self, *other) }
}
impl<A: ?Sized + Ord> Ord for &A { fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(*self, *other) } }
impl<A: ?Sized + Ord> Ord for &mut A { fn cmp(&self, other: &Self) -> Ordering { Ord::cmp(*self, *other) } }

impl PartialEq for bool {
    fn eq(&self, other: &bool) -> bool { *self == *other }
    fn ne(&self, other: &bool) -> bool { *self != *other }
}
impl Eq for bool {}
impl PartialOrd for bool {
    fn partial_cmp(&self, other: &bool) -> Option<Ordering> { Some(self.cmp(other)) }
    fn lt(&self, other: &bool) -> bool { *self < *other }
    fn le(&self, other: &bool) -> bool { *self <= *other }
    fn gt(&self, other: &bool) -> bool { *self > *other }
    fn ge(&self, other: &bool) -> bool { *self >= *other }
}
impl Ord for bool {
    fn cmp(&self, other: &bool) -> Ordering { (*self as u8).cmp(&(*other as u8)) }
    #[at(panic = "core/src/cmp.rs:2075:13")]
    fn clamp(self, min: bool, max: bool) -> bool { assert!(min <= max); self.max(min).min(max) }
}
impl bool {
    pub fn then_some<T>(self, t: T) -> Option<T> { if self { Some(t) } else { None } }
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> { if self { Some(f()) } else { None } }
}
