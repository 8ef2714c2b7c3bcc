// Methods of the numeric types.
use crate::fmt;
use crate::intrinsics;
use crate::str::FromStr;
pub use crate::num_wrappers::*;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError { pub(crate) kind: IntErrorKind }
#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
pub enum IntErrorKind { Empty, InvalidDigit, PosOverflow, NegOverflow, Zero }
impl ParseIntError { pub const fn kind(&self) -> &IntErrorKind { &self.kind } }
impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            IntErrorKind::Empty => "cannot parse integer from empty string",
            IntErrorKind::InvalidDigit => "invalid digit found in string",
            IntErrorKind::PosOverflow => "number too large to fit in target type",
            IntErrorKind::NegOverflow => "number too small to fit in target type",
            IntErrorKind::Zero => "number would be zero for non-zero type",
        })
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError { kind: FloatErrorKind }
#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind { Empty, Invalid }
impl fmt::Display for ParseFloatError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(match self.kind { FloatErrorKind::Empty => "cannot parse float from empty string", FloatErrorKind::Invalid => "invalid float literal" }) } }
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());
impl fmt::Display for TryFromIntError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("out of range integral type conversion attempted") } }
impl From<crate::convert::Infallible> for TryFromIntError { fn from(x: crate::convert::Infallible) -> TryFromIntError { match x {} } }
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory { Nan, Infinite, Zero, Subnormal, Normal }

#[at(panic = "core/src/num/mod.rs:1801:1")]
const fn signed_radix_fail(radix: u32) -> ! { panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {}", radix) }
#[at(panic = "core/src/num/mod.rs:1802:1")]
const fn unsigned_radix_fail(radix: u32) -> ! { panic!("from_ascii_radix: radix must lie in the range `[2, 36]` - found {}", radix) }
macro_rules! common_int { ($t:ident, $u:ident, $i:ident, $bits:literal, $bytes:literal, $place:literal, $radix_fail:ident, $min:expr, $max:expr) => {
    pub const MIN: $t = $min;
    pub const MAX: $t = $max;
    pub const BITS: u32 = $bits;
    pub const fn min_value() -> $t { $min }
    pub const fn max_value() -> $t { $max }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn count_ones(self) -> u32 { intrinsics::ctpop(self) }
    pub const fn count_zeros(self) -> u32 { $bits - intrinsics::ctpop(self) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn leading_zeros(self) -> u32 { intrinsics::ctlz(self) }
    pub const fn trailing_zeros(self) -> u32 { intrinsics::cttz(self) }
    pub const fn leading_ones(self) -> u32 { intrinsics::ctlz(!self) }
    pub const fn trailing_ones(self) -> u32 { intrinsics::cttz(!self) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn rotate_left(self, n: u32) -> $t { intrinsics::rotate_left(self, n) }
    pub const fn rotate_right(self, n: u32) -> $t { intrinsics::rotate_right(self, n) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn swap_bytes(self) -> $t { intrinsics::bswap(self) }
    pub const fn reverse_bits(self) -> $t { intrinsics::bitreverse(self) }
    pub const fn to_be(self) -> $t { intrinsics::bswap(self) }
    pub const fn to_le(self) -> $t { self }
    pub const fn from_be(x: $t) -> $t { intrinsics::bswap(x) }
    pub const fn from_le(x: $t) -> $t { x }
    pub const fn to_ne_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
    pub const fn to_le_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn to_be_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(intrinsics::bswap(self)) } }
    pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t { unsafe { intrinsics::transmute(bytes) } }
    pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t { unsafe { intrinsics::transmute(bytes) } }
    pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t { intrinsics::bswap(intrinsics::transmute::<[u8; $bytes], $t>(bytes)) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn overflowing_add(self, rhs: $t) -> ($t, bool) { intrinsics::add_with_overflow(self, rhs) }
    pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool) { intrinsics::sub_with_overflow(self, rhs) }
    pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool) { intrinsics::mul_with_overflow(self, rhs) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn checked_add(self, rhs: $t) -> Option<$t> { let (v, o) = intrinsics::add_with_overflow(self, rhs); if o { None } else { Some(v) } }
    pub const fn checked_sub(self, rhs: $t) -> Option<$t> { let (v, o) = intrinsics::sub_with_overflow(self, rhs); if o { None } else { Some(v) } }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn checked_mul(self, rhs: $t) -> Option<$t> { let (v, o) = intrinsics::mul_with_overflow(self, rhs); if o { None } else { Some(v) } }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn wrapping_add(self, rhs: $t) -> $t { intrinsics::wrapping_add(self, rhs) }
    pub const fn wrapping_sub(self, rhs: $t) -> $t { intrinsics::wrapping_sub(self, rhs) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn wrapping_mul(self, rhs: $t) -> $t { intrinsics::wrapping_mul(self, rhs) }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn saturating_add(self, rhs: $t) -> $t { intrinsics::saturating_add(self, rhs) }
    pub const fn saturating_sub(self, rhs: $t) -> $t { intrinsics::saturating_sub(self, rhs) }
    #[track_caller]
    pub const unsafe fn unchecked_add(self, rhs: $t) -> $t { let (v, o) = intrinsics::add_with_overflow(self, rhs); if o { crate::panicking::precondition(concat!(stringify!($t), "::unchecked_add cannot overflow")) } v }
    #[track_caller]
    pub const unsafe fn unchecked_sub(self, rhs: $t) -> $t { let (v, o) = intrinsics::sub_with_overflow(self, rhs); if o { crate::panicking::precondition(concat!(stringify!($t), "::unchecked_sub cannot overflow")) } v }
    #[track_caller]
    pub const unsafe fn unchecked_mul(self, rhs: $t) -> $t { let (v, o) = intrinsics::mul_with_overflow(self, rhs); if o { crate::panicking::precondition(concat!(stringify!($t), "::unchecked_mul cannot overflow")) } v }
    pub const fn wrapping_shl(self, rhs: u32) -> $t { intrinsics::unchecked_shl(self, rhs) }
    pub const fn wrapping_shr(self, rhs: u32) -> $t { intrinsics::unchecked_shr(self, rhs) }
    pub const fn overflowing_shl(self, rhs: u32) -> ($t, bool) { (intrinsics::unchecked_shl(self, rhs), rhs >= $bits) }
    pub const fn overflowing_shr(self, rhs: u32) -> ($t, bool) { (intrinsics::unchecked_shr(self, rhs), rhs >= $bits) }
    pub const fn checked_shl(self, rhs: u32) -> Option<$t> { if rhs < $bits { Some(intrinsics::unchecked_shl(self, rhs)) } else { None } }
    pub const fn checked_shr(self, rhs: u32) -> Option<$t> { if rhs < $bits { Some(intrinsics::unchecked_shr(self, rhs)) } else { None } }
    pub const fn wrapping_neg(self) -> $t { intrinsics::wrapping_sub(0, self) }
    #[at(panic = $place)]
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn pow(self, mut exp: u32) -> $t {
        if exp == 0 { return 1; }
        let mut base = self;
        let mut acc: $t = 1;
        while exp > 1 { if exp & 1 == 1 { acc = acc * base; } exp /= 2; base = base * base; }
        acc * base
    }
    pub const fn checked_pow(self, mut exp: u32) -> Option<$t> {
        if exp == 0 { return Some(1); }
        let mut base = self;
        let mut acc: $t = 1;
        while exp > 1 {
            if exp & 1 == 1 { acc = match acc.checked_mul(base) { Some(x) => x, None => return None }; }
            exp /= 2;
            base = match base.checked_mul(base) { Some(x) => x, None => return None };
        }
        acc.checked_mul(base)
    }
    pub const fn wrapping_pow(self, mut exp: u32) -> $t {
        if exp == 0 { return 1; }
        let mut base = self;
        let mut acc: $t = 1;
        while exp > 1 { if exp & 1 == 1 { acc = acc.wrapping_mul(base); } exp /= 2; base = base.wrapping_mul(base); }
        acc.wrapping_mul(base)
    }
    pub const fn overflowing_pow(self, exp: u32) -> ($t, bool) { (self.wrapping_pow(exp), self.checked_pow(exp).is_none()) }
    #[track_caller]
    pub const fn isqrt(self) -> $t {
        let n = self;
        if n < 2 { if n < 0 { panic!("argument of integer square root cannot be negative") } return n; }
        let mut lo: $t = 1;
        let mut hi: $t = n;
        while lo < hi { let mid = lo + (hi - lo + 1) / 2; if mid <= n / mid { lo = mid; } else { hi = mid - 1; } }
        lo
    }
    #[track_caller]
    pub const fn ilog10(self) -> u32 { match self.checked_ilog10() { Some(n) => n, None => panic!("argument of integer logarithm must be positive") } }
    #[track_caller]
    pub const fn ilog2(self) -> u32 { match self.checked_ilog2() { Some(n) => n, None => panic!("argument of integer logarithm must be positive") } }
    #[track_caller]
    pub const fn ilog(self, base: $t) -> u32 { assert!(base >= 2, "base of integer logarithm must be at least 2"); match self.checked_ilog(base) { Some(n) => n, None => panic!("argument of integer logarithm must be positive") } }
    pub const fn checked_ilog2(self) -> Option<u32> { if self <= 0 { None } else { Some($bits - 1 - intrinsics::ctlz(self)) } }
    pub const fn checked_ilog10(self) -> Option<u32> { self.checked_ilog(10) }
    pub const fn checked_ilog(self, base: $t) -> Option<u32> { if self <= 0 || base <= 1 { return None; } let mut n = 0; let mut r = self; while r >= base { r /= base; n += 1; } Some(n) }
    #[at(panic = $place)]
    pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) { if $min != 0 && self == $min && rhs == !0 { (0, true) } else { (self % rhs, false) } }
    #[at(panic = $place)]
    pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) { let (v, o) = self.overflowing_div(rhs); if o { (v, o) } else { (self.div_euclid(rhs), false) } }
    #[at(panic = $place)]
    pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) { let (v, o) = self.overflowing_rem(rhs); if o { (v, o) } else { (self.rem_euclid(rhs), false) } }
    #[at(panic = $place)]
    pub const fn wrapping_div_euclid(self, rhs: $t) -> $t { self.overflowing_div_euclid(rhs).0 }
    #[at(panic = $place)]
    pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t { self.overflowing_rem_euclid(rhs).0 }
    #[at(panic = $place)]
    pub const fn saturating_div(self, rhs: $t) -> $t { match self.overflowing_div(rhs) { (v, false) => v, _ => $max } }
    pub const fn unbounded_shl(self, rhs: u32) -> $t { if rhs < $bits { self << rhs } else { 0 } }
    pub const fn unbounded_shr(self, rhs: u32) -> $t { if rhs < $bits { self >> rhs } else if self < 0 { !0 } else { 0 } }
    #[track_caller]
    pub const unsafe fn unchecked_shl(self, rhs: u32) -> $t { if rhs >= $bits { crate::panicking::precondition(concat!(stringify!($t), "::unchecked_shl cannot overflow")) } intrinsics::unchecked_shl(self, rhs) }
    #[track_caller]
    pub const unsafe fn unchecked_shr(self, rhs: u32) -> $t { if rhs >= $bits { crate::panicking::precondition(concat!(stringify!($t), "::unchecked_shr cannot overflow")) } intrinsics::unchecked_shr(self, rhs) }
    #[track_caller]
    pub const fn strict_add(self, rhs: $t) -> $t { self + rhs }
    #[track_caller]
    pub const fn strict_sub(self, rhs: $t) -> $t { self - rhs }
    #[track_caller]
    pub const fn strict_mul(self, rhs: $t) -> $t { self * rhs }
    #[track_caller]
    pub const fn strict_div(self, rhs: $t) -> $t { self / rhs }
    #[track_caller]
    pub const fn strict_rem(self, rhs: $t) -> $t { self % rhs }
    #[track_caller]
    pub const fn strict_div_euclid(self, rhs: $t) -> $t { self.div_euclid(rhs) }
    #[track_caller]
    pub const fn strict_rem_euclid(self, rhs: $t) -> $t { self.rem_euclid(rhs) }
    #[track_caller]
    pub const fn strict_shl(self, rhs: u32) -> $t { self << rhs }
    #[track_caller]
    pub const fn strict_shr(self, rhs: u32) -> $t { self >> rhs }
    #[track_caller]
    pub const fn strict_pow(self, exp: u32) -> $t { match self.checked_pow(exp) { Some(x) => x, None => panic!("attempt to multiply with overflow") } }
    #[track_caller]
    pub const fn strict_neg(self) -> $t { match self.checked_neg() { Some(x) => x, None => panic!("attempt to negate with overflow") } }
    pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError> { Self::from_ascii_radix(src.as_bytes(), radix) }
    const fn from_ascii_radix(bytes: &[u8], radix: u32) -> Result<$t, ParseIntError> {
        if radix < 2 || radix > 36 { $radix_fail(radix); }
        if bytes.is_empty() { return Err(ParseIntError { kind: IntErrorKind::Empty }); }
        let signed = Self::MIN != 0;
        let mut i = 0;
        let mut negative = false;
        if bytes[0] == b'+' || (bytes[0] == b'-' && signed) {
            if bytes.len() == 1 { return Err(ParseIntError { kind: IntErrorKind::InvalidDigit }); }
            negative = bytes[0] == b'-';
            i = 1;
        }
        let mut value: $t = 0;
        while i < bytes.len() {
            let d = match (bytes[i] as char).to_digit(radix) { Some(d) => d as $t, None => return Err(ParseIntError { kind: IntErrorKind::InvalidDigit }) };
            let overflow = if negative { IntErrorKind::NegOverflow } else { IntErrorKind::PosOverflow };
            value = match value.checked_mul(radix as $t) { Some(v) => v, None => return Err(ParseIntError { kind: overflow }) };
            let next = if negative { value.checked_sub(d) } else { value.checked_add(d) };
            value = match next { Some(v) => v, None => return Err(ParseIntError { kind: overflow }) };
            i += 1;
        }
        Ok(value)
    }
} }
// One expansion a type: the places that `at` tells of are told apart by expansion.
macro_rules! signed_ints { ($($t:ident $u:ident $bits:literal $bytes:literal $place:literal;)*) => { $( signed_int! { $t $u $bits $bytes $place } )* } }
macro_rules! signed_int { ($t:ident $u:ident $bits:literal $bytes:literal $place:literal) => {
    impl $t {
        common_int! { $t, $u, $t, $bits, $bytes, $place, signed_radix_fail, (1 << ($bits - 1)), !(1 << ($bits - 1)) }
        #[at(panic = $place)]
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn abs(self) -> $t { if self < 0 { -self } else { self } }
        pub const fn unsigned_abs(self) -> $u { self.wrapping_abs() as $u }
        pub const fn wrapping_abs(self) -> $t { if self < 0 { self.wrapping_neg() } else { self } }
        pub const fn checked_abs(self) -> Option<$t> { if self < 0 { self.checked_neg() } else { Some(self) } }
        pub const fn overflowing_abs(self) -> ($t, bool) { (self.wrapping_abs(), self == Self::MIN) }
        pub const fn saturating_abs(self) -> $t { if self == Self::MIN { Self::MAX } else { self.wrapping_abs() } }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn abs_diff(self, other: $t) -> $u { if self < other { (other as $u).wrapping_sub(self as $u) } else { (self as $u).wrapping_sub(other as $u) } }
        pub const fn checked_neg(self) -> Option<$t> { if self == Self::MIN { None } else { Some(-self) } }
        pub const fn overflowing_neg(self) -> ($t, bool) { (self.wrapping_neg(), self == Self::MIN) }
        pub const fn saturating_neg(self) -> $t { if self == Self::MIN { Self::MAX } else { -self } }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn saturating_mul(self, rhs: $t) -> $t { match self.checked_mul(rhs) { Some(x) => x, None => if (self < 0) == (rhs < 0) { Self::MAX } else { Self::MIN } } }
        pub const fn saturating_pow(self, exp: u32) -> $t { match self.checked_pow(exp) { Some(x) => x, None => if self < 0 && exp % 2 == 1 { Self::MIN } else { Self::MAX } } }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn signum(self) -> $t { if self < 0 { -1 } else if self == 0 { 0 } else { 1 } }
        pub const fn is_positive(self) -> bool { self > 0 }
        pub const fn is_negative(self) -> bool { self < 0 }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn checked_div(self, rhs: $t) -> Option<$t> { if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(intrinsics::unchecked_div(self, rhs)) } }
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> { if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(intrinsics::unchecked_rem(self, rhs)) } }
        #[at(panic = $place)]
        pub const fn wrapping_div(self, rhs: $t) -> $t { if rhs == -1 { self.wrapping_neg() } else { self / rhs } }
        #[at(panic = $place)]
        pub const fn wrapping_rem(self, rhs: $t) -> $t { if rhs == -1 { 0 } else { self % rhs } }
        #[at(panic = $place)]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) { if self == Self::MIN && rhs == -1 { (self, true) } else { (self / rhs, false) } }
        #[track_caller]
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn rem_euclid(self, rhs: $t) -> $t { let r = self % rhs; if r < 0 { r.wrapping_add(rhs.wrapping_abs()) } else { r } }
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t { let q = self / rhs; if self % rhs < 0 { return if rhs > 0 { q - 1 } else { q + 1 }; } q }
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> { if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.rem_euclid(rhs)) } }
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> { if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.div_euclid(rhs)) } }
        pub const fn checked_add_unsigned(self, rhs: $u) -> Option<$t> { let v = self.wrapping_add(rhs as $t); if v < self { None } else { Some(v) } }
        pub const fn checked_sub_unsigned(self, rhs: $u) -> Option<$t> { let v = self.wrapping_sub(rhs as $t); if v > self { None } else { Some(v) } }
        pub const fn wrapping_add_unsigned(self, rhs: $u) -> $t { self.wrapping_add(rhs as $t) }
        pub const fn cast_unsigned(self) -> $u { self as $u }
        pub const fn wrapping_sub_unsigned(self, rhs: $u) -> $t { self.wrapping_sub(rhs as $t) }
        pub const fn saturating_add_unsigned(self, rhs: $u) -> $t { match self.checked_add_unsigned(rhs) { Some(x) => x, None => Self::MAX } }
        pub const fn saturating_sub_unsigned(self, rhs: $u) -> $t { match self.checked_sub_unsigned(rhs) { Some(x) => x, None => Self::MIN } }
        pub const fn overflowing_add_unsigned(self, rhs: $u) -> ($t, bool) { (self.wrapping_add_unsigned(rhs), self.checked_add_unsigned(rhs).is_none()) }
        pub const fn overflowing_sub_unsigned(self, rhs: $u) -> ($t, bool) { (self.wrapping_sub_unsigned(rhs), self.checked_sub_unsigned(rhs).is_none()) }
        #[track_caller]
        pub const fn strict_abs(self) -> $t { match self.checked_abs() { Some(x) => x, None => panic!("attempt to negate with overflow") } }
        #[track_caller]
        pub const fn strict_add_unsigned(self, rhs: $u) -> $t { match self.checked_add_unsigned(rhs) { Some(x) => x, None => panic!("attempt to add with overflow") } }
        #[track_caller]
        pub const fn strict_sub_unsigned(self, rhs: $u) -> $t { match self.checked_sub_unsigned(rhs) { Some(x) => x, None => panic!("attempt to subtract with overflow") } }
        pub const fn checked_isqrt(self) -> Option<$t> { if self < 0 { None } else { Some(self.isqrt()) } }
        pub const unsafe fn unchecked_neg(self) -> $t { self.wrapping_neg() }
        pub const fn midpoint(self, rhs: $t) -> $t { let floor = ((self ^ rhs) >> 1) + (self & rhs); if floor < 0 && (self ^ rhs) & 1 == 1 { floor + 1 } else { floor } }
    }
} }
signed_ints! {
    i8 u8 8 1 "core/src/num/mod.rs:346:5"; i16 u16 16 2 "core/src/num/mod.rs:370:5"; i32 u32 32 4 "core/src/num/mod.rs:394:5";
    i64 u64 64 8 "core/src/num/mod.rs:418:5"; i128 u128 128 16 "core/src/num/mod.rs:442:5"; isize usize 64 8 "core/src/num/mod.rs:519:5";
}
macro_rules! unsigned_ints { ($($t:ident $i:ident $bits:literal $bytes:literal $place:literal;)*) => { $( unsigned_int! { $t $i $bits $bytes $place } )* } }
macro_rules! unsigned_int { ($t:ident $i:ident $bits:literal $bytes:literal $place:literal) => {
    impl $t {
        common_int! { $t, $t, $i, $bits, $bytes, $place, unsigned_radix_fail, 0, !0 }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn abs_diff(self, other: $t) -> $t { if self < other { other - self } else { self - other } }
        pub const fn checked_neg(self) -> Option<$t> { if self == 0 { Some(0) } else { None } }
        pub const fn overflowing_neg(self) -> ($t, bool) { (self.wrapping_neg(), self != 0) }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn saturating_mul(self, rhs: $t) -> $t { match self.checked_mul(rhs) { Some(x) => x, None => Self::MAX } }
        pub const fn saturating_pow(self, exp: u32) -> $t { match self.checked_pow(exp) { Some(x) => x, None => Self::MAX } }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn checked_div(self, rhs: $t) -> Option<$t> { if rhs == 0 { None } else { Some(intrinsics::unchecked_div(self, rhs)) } }
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> { if rhs == 0 { None } else { Some(intrinsics::unchecked_rem(self, rhs)) } }
        #[at(panic = $place)]
        pub const fn wrapping_div(self, rhs: $t) -> $t { self / rhs }
        #[at(panic = $place)]
        pub const fn wrapping_rem(self, rhs: $t) -> $t { self % rhs }
        #[at(panic = $place)]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) { (self / rhs, false) }
        #[track_caller]
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn rem_euclid(self, rhs: $t) -> $t { self % rhs }
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t { self / rhs }
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> { self.checked_rem(rhs) }
        #[track_caller]
        pub const fn div_ceil(self, rhs: $t) -> $t { let d = self / rhs; if self % rhs > 0 { d + 1 } else { d } }
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> { self.checked_div(rhs) }
        pub const fn checked_next_multiple_of(self, rhs: $t) -> Option<$t> { if rhs == 0 { return None; } match self % rhs { 0 => Some(self), r => self.checked_add(rhs - r) } }
        pub const fn checked_sub_signed(self, rhs: $i) -> Option<$t> { match self.overflowing_sub_signed(rhs) { (v, false) => Some(v), _ => None } }
        pub const fn wrapping_sub_signed(self, rhs: $i) -> $t { self.wrapping_sub(rhs as $t) }
        pub const fn saturating_sub_signed(self, rhs: $i) -> $t { match self.checked_sub_signed(rhs) { Some(v) => v, None => if rhs < 0 { Self::MAX } else { 0 } } }
        pub const fn overflowing_sub_signed(self, rhs: $i) -> ($t, bool) { let (v, o) = self.overflowing_sub(rhs as $t); (v, o ^ (rhs < 0)) }
        #[track_caller]
        pub const fn strict_add_signed(self, rhs: $i) -> $t { match self.checked_add_signed(rhs) { Some(x) => x, None => panic!("attempt to add with overflow") } }
        #[track_caller]
        pub const fn strict_sub_signed(self, rhs: $i) -> $t { match self.checked_sub_signed(rhs) { Some(x) => x, None => panic!("attempt to subtract with overflow") } }
        #[at(panic = $place)]
        pub const fn next_multiple_of(self, rhs: $t) -> $t { match self % rhs { 0 => self, r => self + (rhs - r) } }
        pub const fn is_multiple_of(self, rhs: $t) -> bool { match rhs { 0 => self == 0, _ => self % rhs == 0 } }
        #[must_use] pub const fn is_power_of_two(self) -> bool { self.count_ones() == 1 }
        #[at(panic = $place)]
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn next_power_of_two(self) -> $t { if self <= 1 { 1 } else { (!0 >> (self - 1).leading_zeros()) + 1 } }
        pub const fn checked_next_power_of_two(self) -> Option<$t> { if self <= 1 { Some(1) } else { let p: $t = !0 >> (self - 1).leading_zeros(); p.checked_add(1) } }
        pub const fn checked_add_signed(self, rhs: $i) -> Option<$t> { let v = self.wrapping_add(rhs as $t); if (rhs >= 0) == (v >= self) { Some(v) } else { None } }
        pub const fn wrapping_add_signed(self, rhs: $i) -> $t { self.wrapping_add(rhs as $t) }
        pub const fn saturating_add_signed(self, rhs: $i) -> $t { match self.checked_add_signed(rhs) { Some(v) => v, None => if rhs < 0 { 0 } else { Self::MAX } } }
        pub const fn overflowing_add_signed(self, rhs: $i) -> ($t, bool) { let v = self.wrapping_add(rhs as $t); (v, (rhs >= 0) != (v >= self)) }
        pub const fn checked_signed_diff(self, rhs: $t) -> Option<$i> { let v = self.wrapping_sub(rhs) as $i; if (self >= rhs) == (v >= 0) { Some(v) } else { None } }
        pub const fn cast_signed(self) -> $i { self as $i }
        pub const fn midpoint(self, rhs: $t) -> $t { ((self ^ rhs) >> 1) + (self & rhs) }
    }
} }
unsigned_ints! {
    u8 i8 8 1 "core/src/num/mod.rs:546:5"; u16 i16 16 2 "core/src/num/mod.rs:1188:5"; u32 i32 32 4 "core/src/num/mod.rs:1243:5";
    u64 i64 64 8 "core/src/num/mod.rs:1274:5"; u128 i128 128 16 "core/src/num/mod.rs:1305:5"; usize isize 64 8 "core/src/num/mod.rs:1400:5";
}
impl u8 {
    pub const fn is_ascii(&self) -> bool { *self < 128 }
    pub const fn to_ascii_uppercase(&self) -> u8 { if self.is_ascii_lowercase() { *self - 32 } else { *self } }
    pub const fn to_ascii_lowercase(&self) -> u8 { if self.is_ascii_uppercase() { *self + 32 } else { *self } }
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool { self.to_ascii_lowercase() == other.to_ascii_lowercase() }
    pub const fn make_ascii_uppercase(&mut self) { *self = self.to_ascii_uppercase(); }
    pub const fn make_ascii_lowercase(&mut self) { *self = self.to_ascii_lowercase(); }
    pub const fn is_ascii_alphabetic(&self) -> bool { matches!(*self, b'A'..=b'Z' | b'a'..=b'z') }
    pub const fn is_ascii_uppercase(&self) -> bool { matches!(*self, b'A'..=b'Z') }
    pub const fn is_ascii_lowercase(&self) -> bool { matches!(*self, b'a'..=b'z') }
    pub const fn is_ascii_alphanumeric(&self) -> bool { matches!(*self, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z') }
    pub const fn is_ascii_digit(&self) -> bool { matches!(*self, b'0'..=b'9') }
    pub const fn is_ascii_hexdigit(&self) -> bool { matches!(*self, b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f') }
    pub const fn is_ascii_punctuation(&self) -> bool { matches!(*self, b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~') }
    pub const fn is_ascii_graphic(&self) -> bool { matches!(*self, b'!'..=b'~') }
    pub const fn is_ascii_whitespace(&self) -> bool { matches!(*self, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ') }
    pub const fn is_ascii_control(&self) -> bool { matches!(*self, b'\0'..=b'\x1F' | b'\x7F') }
    pub const fn escape_ascii(self) -> crate::ascii::EscapeDefault { crate::ascii::escape_default(self) }
    pub const fn is_utf8_char_boundary(self) -> bool { (self as i8) >= -64 }
}
macro_rules! ints_to_bool { ($($t:ident)*) => { $( impl TryFrom<$t> for bool { type Error = TryFromIntError; fn try_from(i: $t) -> Result<bool, TryFromIntError> { match i { 0 => Ok(false), 1 => Ok(true), _ => Err(TryFromIntError(())) } } } )* } }
ints_to_bool! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
macro_rules! parse_ints { ($($t:ident)*) => { $( impl FromStr for $t { type Err = ParseIntError; fn from_str(src: &str) -> Result<$t, ParseIntError> { $t::from_str_radix(src, 10) } } )* } }
parse_ints! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

// --- conversions ---
macro_rules! lossless { ($($small:ident => $($large:ident)*;)*) => { $( $( impl From<$small> for $large { fn from(small: $small) -> $large { small as $large } } )* )* } }
lossless! {
    bool => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize f32 f64;
    u16 => u32 u64 u128 usize i32 i64 i128 f32 f64;
    u32 => u64 u128 i64 i128 f64;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize f32 f64;
    i16 => i32 i64 i128 isize f32 f64;
    i32 => i64 i128 f64;
    i64 => i128;
    f32 => f64;
}
impl From<bool> for f32 { fn from(b: bool) -> f32 { b as u8 as f32 } }
impl From<bool> for f64 { fn from(b: bool) -> f64 { b as u8 as f64 } }
// A conversion is exact if the value comes back the same, sign and all.
macro_rules! checked_conversions { ($($from:ident => $($to:ident)*;)*) => { $( $(
    impl TryFrom<$from> for $to {
        type Error = TryFromIntError;
        fn try_from(u: $from) -> Result<$to, TryFromIntError> {
            let r = u as $to;
            if r as $from == u && (r < (0 as $to)) == (u < (0 as $from)) { Ok(r) } else { Err(TryFromIntError(())) }
        }
    }
)* )* } }
checked_conversions! {
    u8 => i8; u16 => u8 i8 i16 isize; u32 => u8 u16 i8 i16 i32 usize isize; u64 => u8 u16 u32 i8 i16 i32 i64 usize isize; u128 => u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    i8 => u8 u16 u32 u64 u128 usize; i16 => u8 u16 u32 u64 u128 i8 usize; i32 => u8 u16 u32 u64 u128 i8 i16 usize isize; i64 => u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128 => u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize; usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize; isize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}

// --- floats ---
macro_rules! floats { ($($t:ident $bits:ident $one:ident $two:ident $is32:literal $bytes:literal $sign:literal $exp:literal $man:literal $digits:literal $mantissa:literal $place:literal [$max_exp:literal $min_exp:literal $max10:literal $min10:literal] $eps:expr, $min:expr, $max:expr, $minpos:expr;)*) => { $( float! { $t $bits $one $two $is32 $bytes $sign $exp $man $digits $mantissa $place [$max_exp $min_exp $max10 $min10] $eps, $min, $max, $minpos } )* } }
macro_rules! float { ($t:ident $bits:ident $one:ident $two:ident $is32:literal $bytes:literal $sign:literal $exp:literal $man:literal $digits:literal $mantissa:literal $place:literal [$max_exp:literal $min_exp:literal $max10:literal $min10:literal] $eps:expr, $min:expr, $max:expr, $minpos:expr) => {
    impl $t {
        pub const RADIX: u32 = 2;
        pub const DIGITS: u32 = $digits;
        pub const MANTISSA_DIGITS: u32 = $mantissa;
        pub const MAX_EXP: i32 = $max_exp;
        pub const MIN_EXP: i32 = $min_exp;
        pub const MAX_10_EXP: i32 = $max10;
        pub const MIN_10_EXP: i32 = $min10;
        pub const EPSILON: $t = $eps;
        pub const MIN: $t = $min;
        pub const MAX: $t = $max;
        pub const MIN_POSITIVE: $t = $minpos;
        #[rustc_diagnostic_item = "float_nan"] pub const NAN: $t = 0.0 / 0.0;
        pub const INFINITY: $t = 1.0 / 0.0;
        pub const NEG_INFINITY: $t = -1.0 / 0.0;
        pub const fn to_bits(self) -> $bits { unsafe { intrinsics::transmute(self) } }
        pub const fn from_bits(v: $bits) -> $t { unsafe { intrinsics::transmute(v) } }
        #[must_use] pub const fn is_nan(self) -> bool { self != self }
        pub const fn is_infinite(self) -> bool { self == Self::INFINITY || self == Self::NEG_INFINITY }
        pub const fn is_finite(self) -> bool { self.to_bits() & $exp != $exp }
        pub const fn is_normal(self) -> bool { matches!(self.classify(), FpCategory::Normal) }
        pub const fn is_subnormal(self) -> bool { matches!(self.classify(), FpCategory::Subnormal) }
        pub const fn classify(self) -> FpCategory {
            let b = self.to_bits();
            if b & $exp == $exp { if b & $man == 0 { FpCategory::Infinite } else { FpCategory::Nan } }
            else if b & $exp == 0 { if b & $man == 0 { FpCategory::Zero } else { FpCategory::Subnormal } }
            else { FpCategory::Normal }
        }
        pub const fn is_sign_positive(self) -> bool { !self.is_sign_negative() }
        pub const fn is_sign_negative(self) -> bool { self.to_bits() & $sign != 0 }
        #[must_use = "method returns a new number and does not mutate the original value"] pub const fn floor(self) -> $t { intrinsics::$one(0, self) }
        pub const fn ceil(self) -> $t { intrinsics::$one(1, self) }
        #[must_use = "method returns a new number and does not mutate the original value"] pub const fn round(self) -> $t { intrinsics::$one(2, self) }
        pub const fn round_ties_even(self) -> $t { intrinsics::$one(23, self) }
        pub const fn trunc(self) -> $t { intrinsics::$one(3, self) }
        pub const fn fract(self) -> $t { self - self.trunc() }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn abs(self) -> $t { intrinsics::$one(20, self) }
        pub const fn signum(self) -> $t { if self.is_nan() { Self::NAN } else { (1.0 as $t).copysign(self) } }
        pub const fn copysign(self, sign: $t) -> $t { intrinsics::$two(3, self, sign) }
        pub fn mul_add(self, a: $t, b: $t) -> $t { intrinsics::fma_f64(self as f64, a as f64, b as f64) as $t }
        pub fn div_euclid(self, rhs: $t) -> $t { let q = (self / rhs).trunc(); if self % rhs < 0.0 { return if rhs > 0.0 { q - 1.0 } else { q + 1.0 }; } q }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub fn rem_euclid(self, rhs: $t) -> $t { let r = self % rhs; if r < 0.0 { r + rhs.abs() } else { r } }
        pub fn powi(self, n: i32) -> $t { intrinsics::powi_f64(self as f64, n) as $t }
        pub fn powf(self, n: $t) -> $t { intrinsics::$two(0, self, n) }
        #[must_use = "method returns a new number and does not mutate the original value"] pub fn sqrt(self) -> $t { intrinsics::$one(4, self) }
        pub fn exp(self) -> $t { intrinsics::$one(14, self) }
        pub fn exp2(self) -> $t { intrinsics::$one(15, self) }
        pub fn ln(self) -> $t { intrinsics::$one(16, self) }
        pub fn log(self, base: $t) -> $t { self.ln() / base.ln() }
        pub fn log2(self) -> $t { intrinsics::$one(17, self) }
        pub fn log10(self) -> $t { intrinsics::$one(18, self) }
        pub fn cbrt(self) -> $t { intrinsics::$one(19, self) }
        pub fn hypot(self, other: $t) -> $t { intrinsics::$two(2, self, other) }
        pub fn sin(self) -> $t { intrinsics::$one(5, self) }
        pub fn cos(self) -> $t { intrinsics::$one(6, self) }
        pub fn tan(self) -> $t { intrinsics::$one(7, self) }
        pub fn asin(self) -> $t { intrinsics::$one(8, self) }
        pub fn acos(self) -> $t { intrinsics::$one(9, self) }
        pub fn atan(self) -> $t { intrinsics::$one(10, self) }
        pub fn atan2(self, other: $t) -> $t { intrinsics::$two(1, self, other) }
        pub fn sin_cos(self) -> ($t, $t) { (self.sin(), self.cos()) }
        pub fn exp_m1(self) -> $t { intrinsics::$one(21, self) }
        pub fn ln_1p(self) -> $t { intrinsics::$one(22, self) }
        pub fn sinh(self) -> $t { intrinsics::$one(11, self) }
        pub fn cosh(self) -> $t { intrinsics::$one(12, self) }
        pub fn tanh(self) -> $t { intrinsics::$one(13, self) }
        pub fn asinh(self) -> $t { intrinsics::$one(24, self) }
        pub fn acosh(self) -> $t { intrinsics::$one(25, self) }
        pub fn atanh(self) -> $t { intrinsics::$one(26, self) }
        pub const fn recip(self) -> $t { 1.0 / self }
        pub const fn to_degrees(self) -> $t { self * (180.0 / 3.14159265358979323846264338327950288) }
        pub const fn to_radians(self) -> $t { self * (3.14159265358979323846264338327950288 / 180.0) }
        #[must_use = "this returns the result of the comparison, without modifying either input"] pub const fn max(self, other: $t) -> $t { intrinsics::$two(5, self, other) }
        pub const fn min(self, other: $t) -> $t { intrinsics::$two(4, self, other) }
        #[at(panic = $place)]
        pub fn clamp(self, min: $t, max: $t) -> $t {
            if !(min <= max) { panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}"); }
            let mut x = self;
            if x < min { x = min; }
            if x > max { x = max; }
            x
        }
        pub fn total_cmp(&self, other: &$t) -> crate::cmp::Ordering {
            let key = |b: $bits| if b & $sign != 0 { !b } else { b | $sign };
            key(self.to_bits()).cmp(&key(other.to_bits()))
        }
        pub const fn to_ne_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
        pub const fn to_le_bytes(self) -> [u8; $bytes] { unsafe { intrinsics::transmute(self) } }
        #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn to_be_bytes(self) -> [u8; $bytes] { self.to_bits().to_be_bytes() }
        pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t { unsafe { intrinsics::transmute(bytes) } }
        pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t { unsafe { intrinsics::transmute(bytes) } }
        pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t { Self::from_bits($bits::from_be_bytes(bytes)) }
        pub fn abs_sub(self, other: $t) -> $t { let d = self - other; if d > 0.0 || d != d { d } else { 0.0 } }
        pub const fn next_up(self) -> $t {
            let bits = self.to_bits();
            if self.is_nan() || bits == Self::INFINITY.to_bits() { return self; }
            let abs = bits & !$sign;
            Self::from_bits(if abs == 0 { 1 } else if bits == abs { bits + 1 } else { bits - 1 })
        }
        pub const fn next_down(self) -> $t {
            let bits = self.to_bits();
            if self.is_nan() || bits == Self::NEG_INFINITY.to_bits() { return self; }
            let abs = bits & !$sign;
            Self::from_bits(if abs == 0 { $sign | 1 } else if bits == abs { bits - 1 } else { bits + 1 })
        }
        pub const fn midpoint(self, other: $t) -> $t {
            let lo = Self::MIN_POSITIVE * 2.0;
            let hi = Self::MAX / 2.0;
            let (a, b) = (self, other);
            let (abs_a, abs_b) = (a.abs(), b.abs());
            if abs_a <= hi && abs_b <= hi { (a + b) / 2.0 } else if abs_a < lo { a + b / 2.0 } else if abs_b < lo { a / 2.0 + b } else { a / 2.0 + b / 2.0 }
        }
    }
    impl FromStr for $t {
        type Err = ParseFloatError;
        fn from_str(src: &str) -> Result<$t, ParseFloatError> {
            if src.is_empty() { return Err(ParseFloatError { kind: FloatErrorKind::Empty }); }
            let mut out = 0.0f64;
            if intrinsics::parse_f64(src.as_ptr(), src.len(), $is32, &mut out) { Ok(out as $t) } else { Err(ParseFloatError { kind: FloatErrorKind::Invalid }) }
        }
    }
} }
floats! {
    f32 u32 float1_f32 float2_f32 true 4 0x8000_0000 0x7f80_0000 0x007f_ffff 6 24 "core/src/num/f32.rs:1504:9" [128 -125 38 -37] 1.19209290e-07, -3.40282347e+38, 3.40282347e+38, 1.17549435e-38;
    f64 u64 float1_f64 float2_f64 false 8 0x8000_0000_0000_0000 0x7ff0_0000_0000_0000 0x000f_ffff_ffff_ffff 15 53 "core/src/num/f64.rs:1502:9" [1024 -1021 308 -307] 2.2204460492503131e-16, -1.7976931348623157e+308, 1.7976931348623157e+308, 2.2250738585072014e-308;
}
