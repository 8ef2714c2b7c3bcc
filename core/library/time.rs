// Durations, and clocks over the machine's virtual time.
use crate::error::Error;
use crate::fmt;
use crate::intrinsics;
use crate::iter::Sum;
use crate::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Sub, SubAssign};

const NANOS_PER_SEC: u32 = 1_000_000_000;
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[rustc_diagnostic_item = "Duration"]
pub struct Duration { secs: u64, nanos: u32 }
impl Duration {
    pub const ZERO: Duration = Duration { secs: 0, nanos: 0 };
    pub const MAX: Duration = Duration { secs: u64::MAX, nanos: 999_999_999 };
    #[at(panic = "core/src/time.rs:201:18")]
    #[must_use] pub const fn new(secs: u64, nanos: u32) -> Duration {
        if nanos < NANOS_PER_SEC { return Duration { secs, nanos }; }
        match secs.checked_add((nanos / NANOS_PER_SEC) as u64) { Some(secs) => Duration { secs, nanos: nanos % NANOS_PER_SEC }, None => panic!("overflow in Duration::new") }
    }
    #[must_use] pub const fn from_secs(secs: u64) -> Duration { Duration { secs, nanos: 0 } }
    #[must_use] pub const fn from_millis(millis: u64) -> Duration { Duration { secs: millis / 1000, nanos: (millis % 1000) as u32 * 1_000_000 } }
    pub const fn from_micros(micros: u64) -> Duration { Duration { secs: micros / 1_000_000, nanos: (micros % 1_000_000) as u32 * 1000 } }
    pub const fn from_nanos(nanos: u64) -> Duration { Duration { secs: nanos / 1_000_000_000, nanos: (nanos % 1_000_000_000) as u32 } }
    pub const fn from_mins(mins: u64) -> Duration { if mins > u64::MAX / 60 { panic!("overflow in Duration::from_mins") } Duration::from_secs(mins * 60) }
    pub const fn from_hours(hours: u64) -> Duration { if hours > u64::MAX / 3600 { panic!("overflow in Duration::from_hours") } Duration::from_secs(hours * 3600) }
    pub const fn is_zero(&self) -> bool { self.secs == 0 && self.nanos == 0 }
    #[must_use] pub const fn as_secs(&self) -> u64 { self.secs }
    pub const fn subsec_millis(&self) -> u32 { self.nanos / 1_000_000 }
    pub const fn subsec_micros(&self) -> u32 { self.nanos / 1000 }
    #[must_use] pub const fn subsec_nanos(&self) -> u32 { self.nanos }
    #[must_use] pub const fn as_millis(&self) -> u128 { self.secs as u128 * 1000 + (self.nanos / 1_000_000) as u128 }
    pub const fn as_micros(&self) -> u128 { self.secs as u128 * 1_000_000 + (self.nanos / 1000) as u128 }
    pub const fn as_nanos(&self) -> u128 { self.secs as u128 * 1_000_000_000 + self.nanos as u128 }
    pub const fn abs_diff(self, other: Duration) -> Duration { match self.checked_sub(other) { Some(d) => d, None => match other.checked_sub(self) { Some(d) => d, None => Duration::ZERO } } }
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn checked_add(self, rhs: Duration) -> Option<Duration> {
        let Some(secs) = self.secs.checked_add(rhs.secs) else { return None; };
        let nanos = self.nanos + rhs.nanos;
        if nanos < NANOS_PER_SEC { return Some(Duration { secs, nanos }); }
        match secs.checked_add(1) { Some(secs) => Some(Duration { secs, nanos: nanos - NANOS_PER_SEC }), None => None }
    }
    pub const fn saturating_add(self, rhs: Duration) -> Duration { match self.checked_add(rhs) { Some(d) => d, None => Duration::MAX } }
    pub const fn checked_sub(self, rhs: Duration) -> Option<Duration> {
        let Some(secs) = self.secs.checked_sub(rhs.secs) else { return None; };
        if self.nanos >= rhs.nanos { return Some(Duration { secs, nanos: self.nanos - rhs.nanos }); }
        match secs.checked_sub(1) { Some(secs) => Some(Duration { secs, nanos: self.nanos + NANOS_PER_SEC - rhs.nanos }), None => None }
    }
    pub const fn saturating_sub(self, rhs: Duration) -> Duration { match self.checked_sub(rhs) { Some(d) => d, None => Duration::ZERO } }
    pub const fn checked_mul(self, rhs: u32) -> Option<Duration> {
        let total = self.nanos as u64 * rhs as u64;
        let Some(secs) = self.secs.checked_mul(rhs as u64) else { return None; };
        match secs.checked_add(total / 1_000_000_000) { Some(secs) => Some(Duration { secs, nanos: (total % 1_000_000_000) as u32 }), None => None }
    }
    pub const fn saturating_mul(self, rhs: u32) -> Duration { match self.checked_mul(rhs) { Some(d) => d, None => Duration::MAX } }
    pub const fn checked_div(self, rhs: u32) -> Option<Duration> {
        if rhs == 0 { return None; }
        let rest = self.secs % rhs as u64;
        Some(Duration { secs: self.secs / rhs as u64, nanos: ((rest * 1_000_000_000 + self.nanos as u64) / rhs as u64) as u32 })
    }
    #[must_use] pub fn as_secs_f64(&self) -> f64 { self.secs as f64 + self.nanos as f64 / 1_000_000_000.0 }
    pub fn as_secs_f32(&self) -> f32 { self.secs as f32 + self.nanos as f32 / 1_000_000_000.0 }
    #[at(panic = "core/src/time.rs:962:23")]
    pub fn from_secs_f64(secs: f64) -> Duration { match Duration::try_from_secs_f64(secs) { Ok(v) => v, Err(e) => panic!("{}", e.description()) } }
    #[track_caller]
    pub fn from_secs_f32(secs: f32) -> Duration { match Duration::try_from_secs_f32(secs) { Ok(v) => v, Err(e) => panic!("{}", e.description()) } }
    // Rounds to the nearest nanosecond, ties to even: the product of 2^-e and 10^9 is exact in 128 bits.
    pub fn try_from_secs_f64(secs: f64) -> Result<Duration, TryFromFloatSecsError> { Duration::from_float(secs < 0.0, secs.to_bits() & 0xF_FFFF_FFFF_FFFF, ((secs.to_bits() >> 52) & 0x7FF) as i32 - 1023, 52, 1024) }
    pub fn try_from_secs_f32(secs: f32) -> Result<Duration, TryFromFloatSecsError> { Duration::from_float(secs < 0.0, (secs.to_bits() & 0x7F_FFFF) as u64, ((secs.to_bits() >> 23) & 0xFF) as i32 - 127, 23, 128) }
    fn from_float(negative: bool, mantissa: u64, exponent: i32, bits: i32, top: i32) -> Result<Duration, TryFromFloatSecsError> {
        if negative { return Err(TryFromFloatSecsError { negative: true }); }
        if exponent == top || exponent >= 64 { return Err(TryFromFloatSecsError { negative: false }); }
        if exponent < -31 { return Ok(Duration::ZERO); }
        let mantissa = (mantissa | (1u64 << bits)) as u128;
        if exponent >= bits { return Ok(Duration::from_secs((mantissa << (exponent - bits) as u32) as u64)); }
        let shift = (bits - exponent) as u32;
        let secs = if shift < 128 { (mantissa >> shift) as u64 } else { 0 };
        let fraction = mantissa - ((secs as u128) << shift);
        let product = fraction * 1_000_000_000;
        let mut nanos = (product >> shift) as u32;
        let rest = product - ((nanos as u128) << shift);
        let half = 1u128 << (shift - 1);
        if rest > half || (rest == half && nanos % 2 == 1) { nanos += 1; }
        if nanos < NANOS_PER_SEC { return Ok(Duration { secs, nanos }); }
        match secs.checked_add(1) { Some(secs) => Ok(Duration { secs, nanos: 0 }), None => Err(TryFromFloatSecsError { negative: false }) }
    }
    pub fn mul_f64(self, rhs: f64) -> Duration { Duration::from_secs_f64(rhs * self.as_secs_f64()) }
    #[track_caller]
    pub fn mul_f32(self, rhs: f32) -> Duration { Duration::from_secs_f32(rhs * self.as_secs_f32()) }
    pub fn div_f64(self, rhs: f64) -> Duration { Duration::from_secs_f64(self.as_secs_f64() / rhs) }
    #[track_caller]
    pub fn div_f32(self, rhs: f32) -> Duration { Duration::from_secs_f32(self.as_secs_f32() / rhs) }
    pub fn div_duration_f64(self, rhs: Duration) -> f64 { (self.secs as f64 * 1e9 + self.nanos as f64) / (rhs.secs as f64 * 1e9 + rhs.nanos as f64) }
    pub fn div_duration_f32(self, rhs: Duration) -> f32 { (self.secs as f32 * 1e9 + self.nanos as f32) / (rhs.secs as f32 * 1e9 + rhs.nanos as f32) }
}
#[track_caller]
fn expect(d: Option<Duration>, message: &str) -> Duration { match d { Some(d) => d, None => crate::option::expect_failed(message) } }
impl Add for Duration { type Output = Duration; #[at(panic = "core/src/time.rs:1181:31")] fn add(self, rhs: Duration) -> Duration { expect(self.checked_add(rhs), "overflow when adding durations") } }
impl AddAssign for Duration { fn add_assign(&mut self, rhs: Duration) { *self = *self + rhs; } }
impl Sub for Duration { type Output = Duration; #[at(panic = "core/src/time.rs:1201:31")] fn sub(self, rhs: Duration) -> Duration { expect(self.checked_sub(rhs), "overflow when subtracting durations") } }
impl SubAssign for Duration { fn sub_assign(&mut self, rhs: Duration) { *self = *self - rhs; } }
impl Mul<u32> for Duration { type Output = Duration; #[at(panic = "core/src/time.rs:1221:31")] fn mul(self, rhs: u32) -> Duration { expect(self.checked_mul(rhs), "overflow when multiplying duration by scalar") } }
impl Mul<Duration> for u32 { type Output = Duration; fn mul(self, rhs: Duration) -> Duration { rhs * self } }
impl MulAssign<u32> for Duration { fn mul_assign(&mut self, rhs: u32) { *self = *self * rhs; } }
impl Div<u32> for Duration { type Output = Duration; #[track_caller] fn div(self, rhs: u32) -> Duration { expect(self.checked_div(rhs), "divide by zero error when dividing duration by scalar") } }
impl DivAssign<u32> for Duration { #[track_caller] fn div_assign(&mut self, rhs: u32) { *self = *self / rhs; } }
impl Sum for Duration { fn sum<I: Iterator<Item = Duration>>(iter: I) -> Duration { iter.fold(Duration::ZERO, |a, b| expect(a.checked_add(b), "overflow in iter::sum over durations")) } }
impl<'a> Sum<&'a Duration> for Duration { fn sum<I: Iterator<Item = &'a Duration>>(iter: I) -> Duration { iter.fold(Duration::ZERO, |a, b| expect(a.checked_add(*b), "overflow in iter::sum over durations")) } }
impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if f.sign_plus() { "+" } else { "" };
        if self.secs > 0 { fmt_decimal(f, self.secs, self.nanos, NANOS_PER_SEC / 10, prefix, "s") }
        else if self.nanos >= 1_000_000 { fmt_decimal(f, (self.nanos / 1_000_000) as u64, self.nanos % 1_000_000, 100_000, prefix, "ms") }
        else if self.nanos >= 1000 { fmt_decimal(f, (self.nanos / 1000) as u64, self.nanos % 1000, 100, prefix, "µs") }
        else { fmt_decimal(f, self.nanos as u64, 0, 1, prefix, "ns") }
    }
}
// integer.fraction: `divisor` is the weight of the fraction's first digit. Half goes to even.
fn fmt_decimal(f: &mut fmt::Formatter<'_>, integer: u64, mut fraction: u32, mut divisor: u32, prefix: &str, postfix: &str) -> fmt::Result {
    use crate::fmt::Write;
    let mut digits = [b'0'; 9];
    let mut pos = 0;
    let end = match f.precision() { Some(p) => if p < 9 { p } else { 9 }, None => 9 };
    while fraction > 0 && pos < end {
        digits[pos] = b'0' + (fraction / divisor) as u8;
        fraction %= divisor;
        divisor /= 10;
        pos += 1;
    }
    let mut integer = Some(integer);
    if fraction > 0 && fraction >= divisor * 5 {
        let even = if pos > 0 { digits[pos - 1] % 2 == 0 } else { integer.unwrap() % 2 == 0 };
        if !(fraction == divisor * 5 && even) {
            let mut at = pos;
            let mut carry = true;
            while carry && at > 0 {
                at -= 1;
                if digits[at] < b'9' { digits[at] += 1; carry = false; } else { digits[at] = b'0'; }
            }
            if carry { integer = integer.unwrap().checked_add(1); }
        }
    }
    let shown = match f.precision() { Some(p) => if p < 9 { p } else { 9 }, None => pos };
    let mut text = crate::string::String::from(prefix);
    match integer { Some(integer) => { let _ = write!(text, "{integer}"); } None => text.push_str("18446744073709551616") }
    if shown > 0 {
        text.push('.');
        for i in 0..shown { text.push(digits[i] as char); }
        if let Some(p) = f.precision() { for _ in shown..p { text.push('0'); } }
    }
    text.push_str(postfix);
    // Width counts characters; unlike numbers, durations are left-aligned.
    let width = match f.width() { Some(width) => width, None => return f.write_str(&text) };
    let length = text.chars().count();
    if width <= length { return f.write_str(&text); }
    let padding = width - length;
    let before = match f.align() { Some(fmt::Alignment::Right) => padding, Some(fmt::Alignment::Center) => padding / 2, _ => 0 };
    let fill = f.fill();
    for _ in 0..before { f.write_char(fill)?; }
    f.write_str(&text)?;
    for _ in before..padding { f.write_char(fill)?; }
    Ok(())
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TryFromFloatSecsError { negative: bool }
impl TryFromFloatSecsError {
    fn description(&self) -> &'static str { if self.negative { "cannot convert float seconds to Duration: value is negative" } else { "cannot convert float seconds to Duration: value is either too big or NaN" } }
}
impl fmt::Display for TryFromFloatSecsError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(self.description()) } }
impl Error for TryFromFloatSecsError {}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);
impl Instant {
    // Some way after the clock's zero, as on a machine that has run for a while.
    #[must_use] pub fn now() -> Instant { Instant(Duration::from_secs(100_000) + Duration::from_nanos(intrinsics::now_ns())) }
    pub fn duration_since(&self, earlier: Instant) -> Duration { self.0.saturating_sub(earlier.0) }
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> { self.0.checked_sub(earlier.0) }
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration { self.0.saturating_sub(earlier.0) }
    #[must_use] pub fn elapsed(&self) -> Duration { Instant::now().duration_since(*self) }
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> { self.0.checked_add(duration).map(Instant) }
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> { self.0.checked_sub(duration).map(Instant) }
}
impl Add<Duration> for Instant { type Output = Instant; #[at(panic = "std/src/time.rs:429:33")] fn add(self, other: Duration) -> Instant { self.checked_add(other).expect("overflow when adding duration to instant") } }
impl AddAssign<Duration> for Instant { fn add_assign(&mut self, other: Duration) { *self = *self + other; } }
impl Sub<Duration> for Instant { type Output = Instant; #[at(panic = "std/src/time.rs:445:33")] fn sub(self, other: Duration) -> Instant { self.checked_sub(other).expect("overflow when subtracting duration from instant") } }
impl SubAssign<Duration> for Instant { fn sub_assign(&mut self, other: Duration) { *self = *self - other; } }
impl Sub<Instant> for Instant { type Output = Duration; fn sub(self, other: Instant) -> Duration { self.duration_since(other) } }
impl fmt::Debug for Instant { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Instant").field("tv_sec", &self.0.secs).field("tv_nsec", &self.0.nanos).finish() } }

// Since 1970. Virtual time begins on 1 January 2026.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Duration);
pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);
impl SystemTime {
    pub const UNIX_EPOCH: SystemTime = SystemTime(Duration::ZERO);
    pub fn now() -> SystemTime { SystemTime(Duration::from_secs(1_767_225_600) + Duration::from_nanos(intrinsics::now_ns())) }
    pub fn duration_since(&self, earlier: SystemTime) -> Result<Duration, SystemTimeError> { match self.0.checked_sub(earlier.0) { Some(d) => Ok(d), None => Err(SystemTimeError(earlier.0 - self.0)) } }
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> { SystemTime::now().duration_since(*self) }
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime> { self.0.checked_add(duration).map(SystemTime) }
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime> { self.0.checked_sub(duration).map(SystemTime) }
}
impl Add<Duration> for SystemTime { type Output = SystemTime; fn add(self, dur: Duration) -> SystemTime { self.checked_add(dur).expect("overflow when adding duration to instant") } }
impl AddAssign<Duration> for SystemTime { fn add_assign(&mut self, other: Duration) { *self = *self + other; } }
impl Sub<Duration> for SystemTime { type Output = SystemTime; #[at(panic = "std/src/time.rs:762:31")] fn sub(self, dur: Duration) -> SystemTime { self.checked_sub(dur).expect("overflow when subtracting duration from instant") } }
impl SubAssign<Duration> for SystemTime { fn sub_assign(&mut self, other: Duration) { *self = *self - other; } }
impl fmt::Debug for SystemTime { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("SystemTime").field("tv_sec", &self.0.secs).field("tv_nsec", &self.0.nanos).finish() } }
impl SystemTimeError { pub fn duration(&self) -> Duration { self.0 } }
impl Error for SystemTimeError {}
impl fmt::Display for SystemTimeError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("second time provided was later than self") } }
