// Wrapping, Saturating and NonZero.
use crate::fmt;
use crate::ops::*;
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);
impl<T: fmt::Debug> fmt::Debug for Wrapping<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
impl<T: fmt::Display> fmt::Display for Wrapping<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
impl<T: fmt::Debug> fmt::Debug for Saturating<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
impl<T: fmt::Display> fmt::Display for Saturating<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
macro_rules! wrappers { ($($t:ident)*) => { $(
    impl Add for Wrapping<$t> { type Output = Self; fn add(self, other: Self) -> Self { Wrapping(self.0.wrapping_add(other.0)) } }
    impl Sub for Wrapping<$t> { type Output = Self; fn sub(self, other: Self) -> Self { Wrapping(self.0.wrapping_sub(other.0)) } }
    impl Mul for Wrapping<$t> { type Output = Self; fn mul(self, other: Self) -> Self { Wrapping(self.0.wrapping_mul(other.0)) } }
    impl AddAssign for Wrapping<$t> { fn add_assign(&mut self, other: Self) { *self = *self + other; } }
    impl SubAssign for Wrapping<$t> { fn sub_assign(&mut self, other: Self) { *self = *self - other; } }
    impl MulAssign for Wrapping<$t> { fn mul_assign(&mut self, other: Self) { *self = *self * other; } }
    impl Add for Saturating<$t> { type Output = Self; fn add(self, other: Self) -> Self { Saturating(self.0.saturating_add(other.0)) } }
    impl Sub for Saturating<$t> { type Output = Self; fn sub(self, other: Self) -> Self { Saturating(self.0.saturating_sub(other.0)) } }
    impl Mul for Saturating<$t> { type Output = Self; fn mul(self, other: Self) -> Self { Saturating(self.0.saturating_mul(other.0)) } }
    impl AddAssign for Saturating<$t> { fn add_assign(&mut self, other: Self) { *self = *self + other; } }
)* } }
wrappers! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
macro_rules! nonzero { ($($Name:ident $t:ident;)*) => { $(
    #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[repr(transparent)]
    #[rustc_layout_scalar_valid_range_start(1)]
    pub struct $Name($t);
    impl $Name {
        pub const fn new(n: $t) -> Option<$Name> { if n != 0 { Some($Name(n)) } else { None } }
        pub const unsafe fn new_unchecked(n: $t) -> $Name { $Name(n) }
        pub const fn get(self) -> $t { self.0 }
        pub const fn leading_zeros(self) -> u32 { self.0.leading_zeros() }
        pub const fn trailing_zeros(self) -> u32 { self.0.trailing_zeros() }
        pub const fn checked_mul(self, other: $Name) -> Option<$Name> { match self.0.checked_mul(other.0) { Some(n) => Some($Name(n)), None => None } }
    }
    impl fmt::Debug for $Name { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
    impl fmt::Display for $Name { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
    impl From<$Name> for $t { fn from(n: $Name) -> $t { n.0 } }
    impl TryFrom<$t> for $Name { type Error = crate::num::TryFromIntError; fn try_from(n: $t) -> Result<$Name, crate::num::TryFromIntError> { match $Name::new(n) { Some(n) => Ok(n), None => Err(crate::num::TryFromIntError(())) } } }
)* } }
nonzero! { NonZeroU8 u8; NonZeroU16 u16; NonZeroU32 u32; NonZeroU64 u64; NonZeroU128 u128; NonZeroUsize usize; NonZeroI8 i8; NonZeroI16 i16; NonZeroI32 i32; NonZeroI64 i64; NonZeroI128 i128; NonZeroIsize isize; }
