// Wrapping, Saturating and NonZero.
use crate::fmt;
use crate::intrinsics;
use crate::iter::{Product, Sum};
use crate::num::{IntErrorKind, ParseIntError, TryFromIntError};
use crate::ops::*;

// The primitive integers, for what is said once of all of them.
pub trait Int: Copy { const MIN: Self; const MAX: Self; const ONE: Self; const ZERO: Self; const BITS: u32; fn saturating_div(self, rhs: Self) -> Self; fn saturating_rem(self, rhs: Self) -> Self; fn wrapping_rem(self, rhs: Self) -> Self; fn wrapping_div(self, rhs: Self) -> Self; }
// Where a division by zero panics: unsigned ones are written out in the wrappers.
macro_rules! divisions {
    (signed $t:ident) => {
        fn saturating_div(self, rhs: $t) -> $t { $t::saturating_div(self, rhs) }
        fn wrapping_rem(self, rhs: $t) -> $t { $t::wrapping_rem(self, rhs) }
        fn wrapping_div(self, rhs: $t) -> $t { $t::wrapping_div(self, rhs) }
    };
    (unsigned $t:ident) => {
        #[at(panic = "core/src/num/saturating.rs:551:1")] fn saturating_div(self, rhs: $t) -> $t { self / rhs }
        #[at(panic = "core/src/num/wrapping.rs:566:1")] fn wrapping_rem(self, rhs: $t) -> $t { self % rhs }
        #[at(panic = "core/src/num/wrapping.rs:566:1")] fn wrapping_div(self, rhs: $t) -> $t { self / rhs }
    };
}
macro_rules! ints { ($sign:ident $($t:ident)*) => { $( impl Int for $t {
    const MIN: $t = $t::MIN;
    const MAX: $t = $t::MAX;
    const ONE: $t = 1;
    const ZERO: $t = 0;
    const BITS: u32 = $t::BITS;
    #[at(panic = "core/src/num/saturating.rs:551:1")] fn saturating_rem(self, rhs: $t) -> $t { self % rhs }
    divisions! { $sign $t }
} )* } }
ints! { unsigned u8 u16 u32 u64 u128 usize }
ints! { signed i8 i16 i32 i64 i128 isize }

// Shifts of what a reference refers to.
impl<'a, T: Int + Shl<R>, R> Shl<R> for &'a T { type Output = <T as Shl<R>>::Output; #[track_caller] fn shl(self, other: R) -> <T as Shl<R>>::Output { *self << other } }
impl<'a, T: Int + Shr<R>, R> Shr<R> for &'a T { type Output = <T as Shr<R>>::Output; #[track_caller] fn shr(self, other: R) -> <T as Shr<R>>::Output { *self >> other } }

#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);
macro_rules! shown_as_inner { ($($W:ident [$($bound:tt)*];)*) => { $( shown! { $W [$($bound)*] Debug Display Binary Octal LowerHex UpperHex } )* } }
macro_rules! shown { ($W:ident $bound:tt $($Trait:ident)*) => { $( shown_one! { $W $bound $Trait } )* } }
macro_rules! shown_one { ($W:ident [$($bound:tt)*] $Trait:ident) => { impl<T: $($bound)* fmt::$Trait> fmt::$Trait for $W<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } } } }
shown_as_inner! { Wrapping []; Saturating []; }
macro_rules! wrapper_ops { ($W:ident; $($Trait:ident $method:ident $Assign:ident $assign:ident [$($bound:tt)*] |$a:ident, $b:ident| $value:expr;)*) => { $(
    impl<T: Int $($bound)*> $Trait for $W<T> { type Output = $W<T>; #[track_caller] fn $method(self, other: $W<T>) -> $W<T> { let ($a, $b) = (self.0, other.0); $W($value) } }
    impl<T: Int $($bound)*> $Trait<&$W<T>> for $W<T> { type Output = $W<T>; #[track_caller] fn $method(self, other: &$W<T>) -> $W<T> { self.$method(*other) } }
    impl<T: Int $($bound)*> $Trait<$W<T>> for &$W<T> { type Output = $W<T>; #[track_caller] fn $method(self, other: $W<T>) -> $W<T> { (*self).$method(other) } }
    impl<T: Int $($bound)*> $Trait<&$W<T>> for &$W<T> { type Output = $W<T>; #[track_caller] fn $method(self, other: &$W<T>) -> $W<T> { (*self).$method(*other) } }
    impl<T: Int $($bound)*> $Assign for $W<T> { #[track_caller] fn $assign(&mut self, other: $W<T>) { *self = (*self).$method(other); } }
    impl<T: Int $($bound)*> $Assign<&$W<T>> for $W<T> { #[track_caller] fn $assign(&mut self, other: &$W<T>) { *self = (*self).$method(*other); } }
    impl<T: Int $($bound)*> $Assign<T> for $W<T> { #[track_caller] fn $assign(&mut self, other: T) { *self = (*self).$method($W(other)); } }
    impl<T: Int $($bound)*> $Assign<&T> for $W<T> { #[track_caller] fn $assign(&mut self, other: &T) { *self = (*self).$method($W(*other)); } }
)* } }
wrapper_ops! { Wrapping;
    Add add AddAssign add_assign [] |a, b| intrinsics::wrapping_add(a, b);
    Sub sub SubAssign sub_assign [] |a, b| intrinsics::wrapping_sub(a, b);
    Mul mul MulAssign mul_assign [] |a, b| intrinsics::wrapping_mul(a, b);
    Div div DivAssign div_assign [] |a, b| Int::wrapping_div(a, b);
    Rem rem RemAssign rem_assign [] |a, b| Int::wrapping_rem(a, b);
    BitAnd bitand BitAndAssign bitand_assign [+ BitAnd<Output = T>] |a, b| a & b;
    BitOr bitor BitOrAssign bitor_assign [+ BitOr<Output = T>] |a, b| a | b;
    BitXor bitxor BitXorAssign bitxor_assign [+ BitXor<Output = T>] |a, b| a ^ b;
}
wrapper_ops! { Saturating;
    Add add AddAssign add_assign [] |a, b| intrinsics::saturating_add(a, b);
    Sub sub SubAssign sub_assign [] |a, b| intrinsics::saturating_sub(a, b);
    Mul mul MulAssign mul_assign [+ PartialOrd] |a, b| saturating_mul(a, b);
    Div div DivAssign div_assign [] |a, b| Int::saturating_div(a, b);
    Rem rem RemAssign rem_assign [] |a, b| Int::saturating_rem(a, b);
    BitAnd bitand BitAndAssign bitand_assign [+ BitAnd<Output = T>] |a, b| a & b;
    BitOr bitor BitOrAssign bitor_assign [+ BitOr<Output = T>] |a, b| a | b;
    BitXor bitxor BitXorAssign bitxor_assign [+ BitXor<Output = T>] |a, b| a ^ b;
}
fn saturating_mul<T: Int + PartialOrd>(a: T, b: T) -> T {
    let (value, overflow) = intrinsics::mul_with_overflow(a, b);
    if !overflow { value } else if (a < T::ZERO) == (b < T::ZERO) { T::MAX } else { T::MIN }
}
impl<T: Int> Neg for Wrapping<T> { type Output = Wrapping<T>; fn neg(self) -> Wrapping<T> { Wrapping(intrinsics::wrapping_sub(T::ZERO, self.0)) } }
impl<T: Int + Neg<Output = T>> Neg for Saturating<T> { type Output = Saturating<T>; fn neg(self) -> Saturating<T> { Saturating(intrinsics::saturating_sub(T::ZERO, self.0)) } }
impl<T: Int + Not<Output = T>> Not for Wrapping<T> { type Output = Wrapping<T>; fn not(self) -> Wrapping<T> { Wrapping(!self.0) } }
impl<T: Int + Not<Output = T>> Not for Saturating<T> { type Output = Saturating<T>; fn not(self) -> Saturating<T> { Saturating(!self.0) } }
impl<T: Int> Shl<usize> for Wrapping<T> { type Output = Wrapping<T>; fn shl(self, by: usize) -> Wrapping<T> { Wrapping(intrinsics::unchecked_shl(self.0, by as u32)) } }
impl<T: Int> Shr<usize> for Wrapping<T> { type Output = Wrapping<T>; fn shr(self, by: usize) -> Wrapping<T> { Wrapping(intrinsics::unchecked_shr(self.0, by as u32)) } }
impl<T: Int> ShlAssign<usize> for Wrapping<T> { fn shl_assign(&mut self, by: usize) { *self = *self << by; } }
impl<T: Int> ShrAssign<usize> for Wrapping<T> { fn shr_assign(&mut self, by: usize) { *self = *self >> by; } }
impl<T: Int> Sum for Wrapping<T> { fn sum<I: Iterator<Item = Self>>(iter: I) -> Self { let mut total = Wrapping(T::ZERO); for x in iter { total += x; } total } }
impl<'a, T: Int> Sum<&'a Wrapping<T>> for Wrapping<T> { fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self { let mut total = Wrapping(T::ZERO); for x in iter { total += *x; } total } }
impl<T: Int> Product for Wrapping<T> { fn product<I: Iterator<Item = Self>>(iter: I) -> Self { let mut total = Wrapping(T::ONE); for x in iter { total *= x; } total } }
impl<'a, T: Int> Product<&'a Wrapping<T>> for Wrapping<T> { fn product<I: Iterator<Item = &'a Self>>(iter: I) -> Self { let mut total = Wrapping(T::ONE); for x in iter { total *= *x; } total } }
macro_rules! wrapper_methods { ($($W:ident)*) => { $( impl<T: Int> $W<T> {
    pub const MIN: Self = $W(T::MIN);
    pub const MAX: Self = $W(T::MAX);
    pub const BITS: u32 = T::BITS;
    pub const fn count_ones(self) -> u32 { intrinsics::ctpop(self.0) }
    pub const fn count_zeros(self) -> u32 { T::BITS - intrinsics::ctpop(self.0) }
    pub const fn leading_zeros(self) -> u32 { intrinsics::ctlz(self.0) }
    pub const fn trailing_zeros(self) -> u32 { intrinsics::cttz(self.0) }
    pub const fn rotate_left(self, n: u32) -> Self { $W(intrinsics::rotate_left(self.0, n)) }
    pub const fn rotate_right(self, n: u32) -> Self { $W(intrinsics::rotate_right(self.0, n)) }
    pub const fn swap_bytes(self) -> Self { $W(intrinsics::bswap(self.0)) }
    pub const fn reverse_bits(self) -> Self { $W(intrinsics::bitreverse(self.0)) }
    pub const fn from_be(x: Self) -> Self { x.swap_bytes() }
    pub const fn from_le(x: Self) -> Self { x }
    pub const fn to_be(self) -> Self { self.swap_bytes() }
    pub const fn to_le(self) -> Self { self }
} )* } }
wrapper_methods! { Wrapping Saturating }
macro_rules! wrapper_pow { ($($t:ident)*) => { $(
    impl Wrapping<$t> { pub fn pow(self, exp: u32) -> Self { Wrapping(self.0.wrapping_pow(exp)) } }
    impl Saturating<$t> { pub fn pow(self, exp: u32) -> Self { Saturating(self.0.saturating_pow(exp)) } }
)* } }
wrapper_pow! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
macro_rules! wrapper_signs { ($($t:ident)*) => { $(
    impl Wrapping<$t> {
        pub fn abs(self) -> Self { Wrapping(self.0.wrapping_abs()) }
        pub fn signum(self) -> Self { Wrapping(self.0.signum()) }
        pub const fn is_positive(self) -> bool { self.0 > 0 }
        pub const fn is_negative(self) -> bool { self.0 < 0 }
    }
    impl Saturating<$t> {
        pub fn abs(self) -> Self { Saturating(self.0.saturating_abs()) }
        pub fn signum(self) -> Self { Saturating(self.0.signum()) }
        pub const fn is_positive(self) -> bool { self.0 > 0 }
        pub const fn is_negative(self) -> bool { self.0 < 0 }
    }
)* } }
wrapper_signs! { i8 i16 i32 i64 i128 isize }
macro_rules! wrapper_powers_of_two { ($($t:ident)*) => { $(
    impl Wrapping<$t> { pub fn is_power_of_two(self) -> bool { self.0.is_power_of_two() } }
    impl Saturating<$t> { pub fn is_power_of_two(self) -> bool { self.0.is_power_of_two() } }
)* } }
wrapper_powers_of_two! { u8 u16 u32 u64 u128 usize }

// The types with a value zero that NonZero leaves out.
pub unsafe trait ZeroablePrimitive: Sized + Copy {}
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_diagnostic_item = "NonZero"]
#[view(value, of = "0")]
pub struct NonZero<T: ZeroablePrimitive>(T);
impl<T: ZeroablePrimitive> NonZero<T> {
    #[must_use] pub const fn new(n: T) -> Option<Self> { unsafe { intrinsics::transmute_unchecked::<T, Option<Self>>(n) } }
    #[track_caller]
    pub const unsafe fn new_unchecked(n: T) -> Self { match Self::new(n) { Some(n) => n, None => crate::panicking::precondition("NonZero::new_unchecked requires the argument to be non-zero") } }
    pub const fn get(self) -> T { self.0 }
}
shown_as_inner! { NonZero [ZeroablePrimitive +]; }
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr for NonZero<T> { type Output = Self; fn bitor(self, rhs: Self) -> Self { NonZero(self.0 | rhs.0) } }
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr<T> for NonZero<T> { type Output = Self; fn bitor(self, rhs: T) -> Self { NonZero(self.0 | rhs) } }
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOrAssign for NonZero<T> { fn bitor_assign(&mut self, rhs: Self) { *self = *self | rhs; } }
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOrAssign<T> for NonZero<T> { fn bitor_assign(&mut self, rhs: T) { *self = *self | rhs; } }
macro_rules! nonzero { ($($Name:ident $t:ident;)*) => { $(
    pub type $Name = NonZero<$t>;
    unsafe impl ZeroablePrimitive for $t {}
    impl NonZero<$t> {
        pub const BITS: u32 = $t::BITS;
        pub const MAX: Self = NonZero($t::MAX);
        pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
        pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
        pub const fn count_ones(self) -> NonZero<u32> { NonZero(self.0.count_ones()) }
        pub const fn checked_mul(self, other: Self) -> Option<Self> { match self.0.checked_mul(other.0) { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn saturating_mul(self, other: Self) -> Self { NonZero(self.0.saturating_mul(other.0)) }
        pub const fn checked_pow(self, other: u32) -> Option<Self> { match self.0.checked_pow(other) { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn saturating_pow(self, other: u32) -> Self { NonZero(self.0.saturating_pow(other)) }
    }
    impl From<NonZero<$t>> for $t { fn from(n: NonZero<$t>) -> $t { n.0 } }
    impl TryFrom<$t> for NonZero<$t> { type Error = TryFromIntError; fn try_from(n: $t) -> Result<Self, TryFromIntError> { match NonZero::<$t>::new(n) { Some(n) => Ok(n), None => Err(TryFromIntError(())) } } }
    impl crate::str::FromStr for NonZero<$t> {
        type Err = ParseIntError;
        fn from_str(src: &str) -> Result<Self, ParseIntError> { match NonZero::<$t>::new($t::from_str_radix(src, 10)?) { Some(n) => Ok(n), None => Err(ParseIntError { kind: IntErrorKind::Zero }) } }
    }
)* } }
nonzero! { NonZeroU8 u8; NonZeroU16 u16; NonZeroU32 u32; NonZeroU64 u64; NonZeroU128 u128; NonZeroUsize usize; NonZeroI8 i8; NonZeroI16 i16; NonZeroI32 i32; NonZeroI64 i64; NonZeroI128 i128; NonZeroIsize isize; }
macro_rules! nonzero_unsigned { ($($t:ident $i:ident;)*) => { $(
    impl NonZero<$t> {
        pub const MIN: Self = NonZero(1);
        pub const fn checked_add(self, other: $t) -> Option<Self> { match self.0.checked_add(other) { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn saturating_add(self, other: $t) -> Self { NonZero(self.0.saturating_add(other)) }
        pub const fn checked_next_power_of_two(self) -> Option<Self> { match self.0.checked_next_power_of_two() { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn ilog2(self) -> u32 { self.0.ilog2() }
        pub const fn ilog10(self) -> u32 { self.0.ilog10() }
        pub const fn midpoint(self, rhs: Self) -> Self { NonZero(self.0.midpoint(rhs.0)) }
        pub const fn is_power_of_two(self) -> bool { self.0.is_power_of_two() }
        pub const fn isqrt(self) -> Self { NonZero(self.0.isqrt()) }
        pub const fn cast_signed(self) -> NonZero<$i> { NonZero(self.0 as $i) }
        pub const fn div_ceil(self, rhs: Self) -> Self { NonZero(self.0.div_ceil(rhs.0)) }
    }
    impl Div<NonZero<$t>> for $t { type Output = $t; fn div(self, other: NonZero<$t>) -> $t { self / other.0 } }
    impl Rem<NonZero<$t>> for $t { type Output = $t; fn rem(self, other: NonZero<$t>) -> $t { self % other.0 } }
    impl DivAssign<NonZero<$t>> for $t { fn div_assign(&mut self, other: NonZero<$t>) { *self = *self / other; } }
    impl RemAssign<NonZero<$t>> for $t { fn rem_assign(&mut self, other: NonZero<$t>) { *self = *self % other; } }
)* } }
nonzero_unsigned! { u8 i8; u16 i16; u32 i32; u64 i64; u128 i128; usize isize; }
macro_rules! nonzero_signed { ($($t:ident $u:ident;)*) => { $(
    impl NonZero<$t> {
        pub const MIN: Self = NonZero($t::MIN);
        #[track_caller]
        pub const fn abs(self) -> Self { NonZero(self.0.abs()) }
        pub const fn checked_abs(self) -> Option<Self> { match self.0.checked_abs() { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn overflowing_abs(self) -> (Self, bool) { let (n, o) = self.0.overflowing_abs(); (NonZero(n), o) }
        pub const fn saturating_abs(self) -> Self { NonZero(self.0.saturating_abs()) }
        pub const fn wrapping_abs(self) -> Self { NonZero(self.0.wrapping_abs()) }
        pub const fn unsigned_abs(self) -> NonZero<$u> { NonZero(self.0.unsigned_abs()) }
        pub const fn is_positive(self) -> bool { self.0 > 0 }
        pub const fn is_negative(self) -> bool { self.0 < 0 }
        pub const fn checked_neg(self) -> Option<Self> { match self.0.checked_neg() { Some(n) => Some(NonZero(n)), None => None } }
        pub const fn overflowing_neg(self) -> (Self, bool) { let (n, o) = self.0.overflowing_neg(); (NonZero(n), o) }
        pub const fn saturating_neg(self) -> Self { NonZero(self.0.saturating_neg()) }
        pub const fn wrapping_neg(self) -> Self { NonZero(self.0.wrapping_neg()) }
        pub const fn cast_unsigned(self) -> NonZero<$u> { NonZero(self.0 as $u) }
    }
    impl Neg for NonZero<$t> { type Output = Self; #[track_caller] fn neg(self) -> Self { NonZero(-self.0) } }
    impl Neg for &NonZero<$t> { type Output = NonZero<$t>; #[track_caller] fn neg(self) -> NonZero<$t> { -*self } }
)* } }
nonzero_signed! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }
macro_rules! nonzero_from { ($($small:ident => $($large:ident)*;)*) => { $( $( impl From<NonZero<$small>> for NonZero<$large> { fn from(n: NonZero<$small>) -> Self { NonZero(n.0 as $large) } } )* )* } }
nonzero_from! {
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize; u16 => u32 u64 u128 usize i32 i64 i128; u32 => u64 u128 i64 i128; u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize; i16 => i32 i64 i128 isize; i32 => i64 i128; i64 => i128;
}
