// Overloadable operators, ranges, and the traits behind `?` and calls.

#[lang = "add"]
#[complete]
pub trait Add<Rhs = Self> { type Output; #[at(self = "core/src/ops/arith.rs:92:11")] fn add(self, rhs: Rhs) -> Self::Output; }
#[lang = "sub"]
#[complete]
pub trait Sub<Rhs = Self> { type Output; #[at(self = "core/src/ops/arith.rs:205:11")] fn sub(self, rhs: Rhs) -> Self::Output; }
#[lang = "mul"]
#[complete]
pub trait Mul<Rhs = Self> { type Output; #[at(self = "core/src/ops/arith.rs:339:11")] fn mul(self, rhs: Rhs) -> Self::Output; }
#[lang = "div"]
#[complete]
pub trait Div<Rhs = Self> { type Output; #[at(self = "core/src/ops/arith.rs:477:11")] fn div(self, rhs: Rhs) -> Self::Output; }
#[lang = "rem"]
#[complete]
pub trait Rem<Rhs = Self> { type Output; #[at(self = "core/src/ops/arith.rs:586:11")] fn rem(self, rhs: Rhs) -> Self::Output; }
#[lang = "bitand"]
#[complete]
pub trait BitAnd<Rhs = Self> { type Output; #[at(self = "core/src/ops/bit.rs:167:14")] fn bitand(self, rhs: Rhs) -> Self::Output; }
#[lang = "bitor"]
#[complete]
pub trait BitOr<Rhs = Self> { type Output; #[at(self = "core/src/ops/bit.rs:271:13")] fn bitor(self, rhs: Rhs) -> Self::Output; }
#[lang = "bitxor"]
#[complete]
pub trait BitXor<Rhs = Self> { type Output; #[at(self = "core/src/ops/bit.rs:375:14")] fn bitxor(self, rhs: Rhs) -> Self::Output; }
macro_rules! binary_traits { ($($Trait:ident $method:ident $alang:literal $Assign:ident $assign:ident $op:tt $aop:tt [$($t:ty)*];)*) => { $(
    #[lang = $alang]
    #[complete]
    pub trait $Assign<Rhs = Self> {
        fn $assign(&mut self, rhs: Rhs);
    }
    $(
        impl $Trait for $t { type Output = $t; #[track_caller] fn $method(self, other: $t) -> $t { self $op other } }
        impl $Trait<&$t> for $t { type Output = $t; #[track_caller] fn $method(self, other: &$t) -> $t { self $op *other } }
        impl<'a> $Trait<$t> for &'a $t { type Output = $t; #[track_caller] fn $method(self, other: $t) -> $t { *self $op other } }
        impl $Trait<&$t> for &$t { type Output = $t; #[track_caller] fn $method(self, other: &$t) -> $t { *self $op *other } }
        impl $Assign for $t { #[track_caller] fn $assign(&mut self, other: $t) { *self $aop other } }
        impl $Assign<&$t> for $t { #[track_caller] fn $assign(&mut self, other: &$t) { *self $aop *other } }
    )*
)* } }
binary_traits! {
    Add add "add_assign" AddAssign add_assign + += [u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64];
    Sub sub "sub_assign" SubAssign sub_assign - -= [u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64];
    Mul mul "mul_assign" MulAssign mul_assign * *= [u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64];
    Div div "div_assign" DivAssign div_assign / /= [u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64];
    Rem rem "rem_assign" RemAssign rem_assign % %= [u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64];
    BitAnd bitand "bitand_assign" BitAndAssign bitand_assign & &= [bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize];
    BitOr bitor "bitor_assign" BitOrAssign bitor_assign | |= [bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize];
    BitXor bitxor "bitxor_assign" BitXorAssign bitxor_assign ^ ^= [bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize];
}
#[lang = "shl"]
#[complete]
pub trait Shl<Rhs = Self> { type Output; #[at(self = "core/src/ops/bit.rs:476:11")] fn shl(self, rhs: Rhs) -> Self::Output; }
#[lang = "shr"]
#[complete]
pub trait Shr<Rhs = Self> { type Output; #[at(self = "core/src/ops/bit.rs:598:11")] fn shr(self, rhs: Rhs) -> Self::Output; }
#[lang = "shl_assign"]
#[complete]
pub trait ShlAssign<Rhs = Self> { fn shl_assign(&mut self, rhs: Rhs); }
#[lang = "shr_assign"]
#[complete]
pub trait ShrAssign<Rhs = Self> { fn shr_assign(&mut self, rhs: Rhs); }
macro_rules! shift_pairs { ($($t:ty)*) => { $( shift_by! { $t; u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize } )* } }
macro_rules! shift_by { ($t:ty; $($f:ty)*) => { $(
    impl Shl<$f> for $t { type Output = $t; #[track_caller] fn shl(self, other: $f) -> $t { self << other } }
    impl Shr<$f> for $t { type Output = $t; #[track_caller] fn shr(self, other: $f) -> $t { self >> other } }
    impl ShlAssign<$f> for $t { #[track_caller] fn shl_assign(&mut self, other: $f) { *self <<= other } }
    impl ShrAssign<$f> for $t { #[track_caller] fn shr_assign(&mut self, other: $f) { *self >>= other } }
)* } }
shift_pairs! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

#[lang = "neg"]
#[complete]
pub trait Neg { type Output; #[at(self = "core/src/ops/arith.rs:708:11")] fn neg(self) -> Self::Output; }
#[lang = "not"]
#[complete]
pub trait Not { type Output; #[at(self = "core/src/ops/bit.rs:52:11")] fn not(self) -> Self::Output; }
macro_rules! unary { ($Trait:ident $method:ident $op:tt $($t:ty)*) => { $(
    impl $Trait for $t { type Output = $t; #[track_caller] fn $method(self) -> $t { $op self } }
    impl $Trait for &$t { type Output = $t; #[track_caller] fn $method(self) -> $t { $op *self } }
)* } }
unary! { Neg neg - i8 i16 i32 i64 i128 isize f32 f64 }
unary! { Not not ! bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
impl Not for ! { type Output = !; fn not(self) -> ! { match self {} } }

#[lang = "deref"]
#[rustc_diagnostic_item = "Deref"]
pub trait Deref {
    #[lang = "deref_target"]
    type Target: ?Sized;
    fn deref(&self) -> &Self::Target;
}
impl<T: ?Sized> Deref for &T { type Target = T; fn deref(&self) -> &T { *self } }
impl<T: ?Sized> Deref for &mut T { type Target = T; fn deref(&self) -> &T { *self } }
#[lang = "deref_mut"]
pub trait DerefMut: Deref { fn deref_mut(&mut self) -> &mut Self::Target; }
impl<T: ?Sized> DerefMut for &mut T { fn deref_mut(&mut self) -> &mut T { *self } }
#[lang = "receiver"]
pub trait Receiver {}

#[lang = "drop"]
pub trait Drop { fn drop(&mut self); }

#[lang = "index"]
pub trait Index<Idx: ?Sized> {
    type Output: ?Sized;
    #[track_caller]
    fn index(&self, index: Idx) -> &Self::Output;
}
#[lang = "index_mut"]
pub trait IndexMut<Idx: ?Sized>: Index<Idx> {
    #[track_caller]
    fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
}

#[lang = "fn_once"]
#[complete(all)]
#[fundamental]
pub trait FnOnce<Args> {
    #[lang = "fn_once_output"]
    type Output;
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
}
#[lang = "fn_mut"]
#[complete(all)]
#[fundamental]
pub trait FnMut<Args>: FnOnce<Args> {
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
}
#[lang = "fn"]
#[complete(all)]
#[fundamental]
pub trait Fn<Args>: FnMut<Args> {
    extern "rust-call" fn call(&self, args: Args) -> Self::Output;
}
impl<A, F: ?Sized + Fn<A>> Fn<A> for &F { extern "rust-call" fn call(&self, args: A) -> F::Output { (**self).call(args) } }
impl<A, F: ?Sized + Fn<A>> FnMut<A> for &F { extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output { (**self).call(args) } }
impl<A, F: ?Sized + Fn<A>> FnOnce<A> for &F { type Output = F::Output; extern "rust-call" fn call_once(self, args: A) -> F::Output { (*self).call(args) } }
impl<A, F: ?Sized + FnMut<A>> FnMut<A> for &mut F { extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output { (*self).call_mut(args) } }
impl<A, F: ?Sized + FnMut<A>> FnOnce<A> for &mut F { type Output = F::Output; extern "rust-call" fn call_once(self, args: A) -> F::Output { (*self).call_mut(args) } }

#[lang = "coerce_unsized"]
pub trait CoerceUnsized<T: ?Sized> {}
impl<'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<&'a mut U> for &'a mut T {}
impl<'a, 'b: 'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<&'a U> for &'b mut T {}
impl<'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*mut U> for &'a mut T {}
impl<'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*const U> for &'a mut T {}
impl<'a, 'b: 'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<&'a U> for &'b T {}
impl<'a, T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*const U> for &'a T {}
impl<T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*mut U> for *mut T {}
impl<T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*const U> for *mut T {}
impl<T: ?Sized + crate::marker::Unsize<U>, U: ?Sized> CoerceUnsized<*const U> for *const T {}
#[lang = "dispatch_from_dyn"]
pub trait DispatchFromDyn<T> {}

// --- `?` ---
#[lang = "Try"]
pub trait Try: FromResidual<Self::Residual> {
    type Output;
    type Residual;
    #[lang = "from_output"]
    fn from_output(output: Self::Output) -> Self;
    #[lang = "branch"]
    fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
}
#[lang = "FromResidual"]
#[complete(all)]
pub trait FromResidual<R = <Self as Try>::Residual> {
    #[lang = "from_residual"]
    #[track_caller]
    fn from_residual(residual: R) -> Self;
}
pub trait Residual<O> { type TryType: Try<Output = O, Residual = Self>; }

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ControlFlow<B, C = ()> {
    #[lang = "Continue"]
    Continue(C),
    #[lang = "Break"]
    Break(B),
}
impl<B, C> Try for ControlFlow<B, C> {
    type Output = C;
    type Residual = ControlFlow<B, crate::convert::Infallible>;
    fn from_output(output: C) -> Self { ControlFlow::Continue(output) }
    fn branch(self) -> ControlFlow<Self::Residual, C> {
        match self { ControlFlow::Continue(c) => ControlFlow::Continue(c), ControlFlow::Break(b) => ControlFlow::Break(ControlFlow::Break(b)) }
    }
}
impl<B, C> FromResidual<ControlFlow<B, crate::convert::Infallible>> for ControlFlow<B, C> {
    fn from_residual(residual: ControlFlow<B, crate::convert::Infallible>) -> Self {
        match residual { ControlFlow::Break(b) => ControlFlow::Break(b), ControlFlow::Continue(c) => match c {} }
    }
}
impl<B, C> Residual<C> for ControlFlow<B, crate::convert::Infallible> { type TryType = ControlFlow<B, C>; }
impl<B, C> ControlFlow<B, C> {
    pub fn is_break(&self) -> bool { matches!(*self, ControlFlow::Break(_)) }
    pub fn is_continue(&self) -> bool { matches!(*self, ControlFlow::Continue(_)) }
    pub fn break_value(self) -> Option<B> { match self { ControlFlow::Continue(..) => None, ControlFlow::Break(x) => Some(x) } }
    pub fn continue_value(self) -> Option<C> { match self { ControlFlow::Continue(x) => Some(x), ControlFlow::Break(..) => None } }
    pub fn map_break<T, F: FnOnce(B) -> T>(self, f: F) -> ControlFlow<T, C> {
        match self { ControlFlow::Continue(x) => ControlFlow::Continue(x), ControlFlow::Break(x) => ControlFlow::Break(f(x)) }
    }
    pub fn map_continue<T, F: FnOnce(C) -> T>(self, f: F) -> ControlFlow<B, T> {
        match self { ControlFlow::Continue(x) => ControlFlow::Continue(f(x)), ControlFlow::Break(x) => ControlFlow::Break(x) }
    }
}

// --- ranges ---
#[lang = "RangeFull"]
#[derive(Copy, Clone, Default, PartialEq, Eq, Hash)]
pub struct RangeFull;
impl crate::fmt::Debug for RangeFull { fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("..") } }
#[lang = "Range"]
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Range<Idx> { pub start: Idx, pub end: Idx }
impl<Idx: crate::fmt::Debug> crate::fmt::Debug for Range<Idx> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { self.start.fmt(f)?; f.write_str("..")?; self.end.fmt(f) }
}
impl<Idx: PartialOrd<Idx>> Range<Idx> {
    pub fn contains<U: ?Sized + PartialOrd<Idx>>(&self, item: &U) -> bool where Idx: PartialOrd<U> { self.start <= *item && *item < self.end }
    pub fn is_empty(&self) -> bool { !(self.start < self.end) }
}
#[lang = "RangeFrom"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeFrom<Idx> { pub start: Idx }
impl<Idx: crate::fmt::Debug> crate::fmt::Debug for RangeFrom<Idx> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { self.start.fmt(f)?; f.write_str("..") }
}
impl<Idx: PartialOrd<Idx>> RangeFrom<Idx> {
    pub fn contains<U: ?Sized + PartialOrd<Idx>>(&self, item: &U) -> bool where Idx: PartialOrd<U> { self.start <= *item }
}
#[lang = "RangeTo"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeTo<Idx> { pub end: Idx }
impl<Idx: crate::fmt::Debug> crate::fmt::Debug for RangeTo<Idx> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("..")?; self.end.fmt(f) }
}
impl<Idx: PartialOrd<Idx>> RangeTo<Idx> {
    pub fn contains<U: ?Sized + PartialOrd<Idx>>(&self, item: &U) -> bool where Idx: PartialOrd<U> { *item < self.end }
}
#[lang = "RangeInclusive"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeInclusive<Idx> { pub(crate) start: Idx, pub(crate) end: Idx, pub(crate) exhausted: bool }
impl<Idx> RangeInclusive<Idx> {
    #[lang = "range_inclusive_new"]
    pub const fn new(start: Idx, end: Idx) -> Self { RangeInclusive { start, end, exhausted: false } }
    pub const fn start(&self) -> &Idx { &self.start }
    pub const fn end(&self) -> &Idx { &self.end }
    pub fn into_inner(self) -> (Idx, Idx) { (self.start, self.end) }
}
impl<Idx: PartialOrd<Idx>> RangeInclusive<Idx> {
    pub fn contains<U: ?Sized + PartialOrd<Idx>>(&self, item: &U) -> bool where Idx: PartialOrd<U> {
        self.start <= *item && if self.exhausted { *item < self.end } else { *item <= self.end }
    }
    pub fn is_empty(&self) -> bool { self.exhausted || !(self.start <= self.end) }
}
impl<Idx: crate::fmt::Debug> crate::fmt::Debug for RangeInclusive<Idx> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..=")?;
        self.end.fmt(f)?;
        if self.exhausted { f.write_str("] (exhausted)")?; }
        Ok(())
    }
}
#[lang = "RangeToInclusive"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeToInclusive<Idx> { pub end: Idx }
impl<Idx: crate::fmt::Debug> crate::fmt::Debug for RangeToInclusive<Idx> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("..=")?; self.end.fmt(f) }
}
impl<Idx: PartialOrd<Idx>> RangeToInclusive<Idx> {
    pub fn contains<U: ?Sized + PartialOrd<Idx>>(&self, item: &U) -> bool where Idx: PartialOrd<U> { *item <= self.end }
}

#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Bound<T> { Included(T), Excluded(T), Unbounded }
use self::Bound::{Excluded, Included, Unbounded};
impl<T> Bound<T> {
    pub fn as_ref(&self) -> Bound<&T> { match *self { Included(ref x) => Included(x), Excluded(ref x) => Excluded(x), Unbounded => Unbounded } }
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Bound<U> { match self { Unbounded => Unbounded, Included(x) => Included(f(x)), Excluded(x) => Excluded(f(x)) } }
}
impl<T: Clone> Bound<&T> { pub fn cloned(self) -> Bound<T> { match self { Unbounded => Unbounded, Included(x) => Included(x.clone()), Excluded(x) => Excluded(x.clone()) } } }
pub trait RangeBounds<T: ?Sized> {
    fn start_bound(&self) -> Bound<&T>;
    fn end_bound(&self) -> Bound<&T>;
    fn contains<U: ?Sized + PartialOrd<T>>(&self, item: &U) -> bool where T: PartialOrd<U> {
        (match self.start_bound() { Included(start) => *start <= *item, Excluded(start) => *start < *item, Unbounded => true })
            && (match self.end_bound() { Included(end) => *item <= *end, Excluded(end) => *item < *end, Unbounded => true })
    }
}
impl<T: ?Sized> RangeBounds<T> for RangeFull { fn start_bound(&self) -> Bound<&T> { Unbounded } fn end_bound(&self) -> Bound<&T> { Unbounded } }
impl<T> RangeBounds<T> for RangeFrom<T> { fn start_bound(&self) -> Bound<&T> { Included(&self.start) } fn end_bound(&self) -> Bound<&T> { Unbounded } }
impl<T> RangeBounds<T> for RangeTo<T> { fn start_bound(&self) -> Bound<&T> { Unbounded } fn end_bound(&self) -> Bound<&T> { Excluded(&self.end) } }
impl<T> RangeBounds<T> for Range<T> { fn start_bound(&self) -> Bound<&T> { Included(&self.start) } fn end_bound(&self) -> Bound<&T> { Excluded(&self.end) } }
impl<T> RangeBounds<T> for RangeInclusive<T> {
    fn start_bound(&self) -> Bound<&T> { Included(&self.start) }
    fn end_bound(&self) -> Bound<&T> { if self.exhausted { Excluded(&self.end) } else { Included(&self.end) } }
}
impl<T> RangeBounds<T> for RangeToInclusive<T> { fn start_bound(&self) -> Bound<&T> { Unbounded } fn end_bound(&self) -> Bound<&T> { Included(&self.end) } }
impl<T> RangeBounds<T> for (Bound<T>, Bound<T>) {
    fn start_bound(&self) -> Bound<&T> { self.0.as_ref() }
    fn end_bound(&self) -> Bound<&T> { self.1.as_ref() }
}
impl<'a, T: ?Sized + 'a> RangeBounds<T> for (Bound<&'a T>, Bound<&'a T>) {
    fn start_bound(&self) -> Bound<&T> { self.0 }
    fn end_bound(&self) -> Bound<&T> { self.1 }
}
impl<T> RangeBounds<T> for Range<&T> { fn start_bound(&self) -> Bound<&T> { Included(self.start) } fn end_bound(&self) -> Bound<&T> { Excluded(self.end) } }
// The start and end of a range of indices below `len`.
pub(crate) fn resolve_range<R: RangeBounds<usize>>(range: R, len: usize) -> Range<usize> {
    let end = match range.end_bound() {
        Included(&e) => if e >= len { included_end_fail(e, len) } else { e + 1 },
        Excluded(&e) => if e > len { excluded_end_fail(e, len) } else { e },
        Unbounded => len,
    };
    let start = match range.start_bound() {
        Included(&s) => if s > end { included_start_fail(s, end, len) } else { s },
        Excluded(&s) => if s >= end { excluded_start_fail(s, end, len) } else { s + 1 },
        Unbounded => 0,
    };
    Range { start, end }
}
#[at(panic = "core/src/slice/index.rs:1016:52")]
fn included_end_fail(end: usize, len: usize) -> ! { crate::slice::slice_index_fail(0, end, len) }
#[at(panic = "core/src/slice/index.rs:1020:51")]
fn excluded_end_fail(end: usize, len: usize) -> ! { crate::slice::slice_index_fail(0, end, len) }
#[at(panic = "core/src/slice/index.rs:1031:55")]
fn included_start_fail(start: usize, end: usize, len: usize) -> ! { crate::slice::slice_index_fail(start, end, len) }
#[at(panic = "core/src/slice/index.rs:1027:56")]
fn excluded_start_fail(start: usize, end: usize, len: usize) -> ! { crate::slice::slice_index_fail(start, end, len) }
