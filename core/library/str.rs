// String slices.
use crate::borrow::Cow;
use crate::boxed::Box;
use crate::char;
use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;
use crate::ops::{Bound, Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::slice;
use crate::slice::SliceIndex;
use crate::string::String;
use crate::vec::Vec;
pub use crate::str_iter::*;
pub use crate::str_pattern::*;

#[rustc_diagnostic_item = "FromStr"]
#[complete]
pub trait FromStr: Sized { type Err; fn from_str(s: &str) -> Result<Self, Self::Err>; }
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError;
impl fmt::Display for ParseBoolError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("provided string was not `true` or `false`") } }
impl FromStr for bool { type Err = ParseBoolError; fn from_str(s: &str) -> Result<bool, ParseBoolError> { match s { "true" => Ok(true), "false" => Ok(false), _ => Err(ParseBoolError) } } }
#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error { valid_up_to: usize, error_len: Option<u8> }
impl Utf8Error {
    pub fn valid_up_to(&self) -> usize { self.valid_up_to }
    pub fn error_len(&self) -> Option<usize> { match self.error_len { Some(len) => Some(len as usize), None => None } }
}
impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_len {
            Some(n) => write!(f, "invalid utf-8 sequence of {} bytes from index {}", n, self.valid_up_to),
            None => write!(f, "incomplete utf-8 byte sequence from index {}", self.valid_up_to),
        }
    }
}
pub fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    let mut error_len = 0usize;
    let n = intrinsics::utf8_valid_up_to(v.as_ptr(), v.len(), &mut error_len);
    if n == v.len() { Ok(unsafe { from_utf8_unchecked(v) }) } else { Err(Utf8Error { valid_up_to: n, error_len: if error_len == 0 { None } else { Some(error_len as u8) } }) }
}
pub fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> { match from_utf8(v) { Ok(_) => Ok(unsafe { from_utf8_unchecked_mut(v) }), Err(e) => Err(e) } }
#[must_use] pub unsafe fn from_boxed_utf8_unchecked(v: Box<[u8]>) -> Box<str> { unsafe { Box::from_raw(Box::into_raw(v) as *mut str) } }
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str { unsafe { &*(v as *const [u8] as *const str) } }
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str { unsafe { &mut *(v as *mut [u8] as *mut str) } }

#[track_caller]
fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    let len = s.len();
    let trunc_len = s.floor_char_boundary(256);
    let s_trunc = &s[..trunc_len];
    let ellipsis = if trunc_len < len { "[...]" } else { "" };
    if begin > len { panic!("start byte index {begin} is out of bounds of `{s_trunc}`{ellipsis}"); }
    if end > len { panic!("end byte index {end} is out of bounds of `{s_trunc}`{ellipsis}"); }
    if begin > end { panic!("begin > end ({begin} > {end}) when slicing `{s_trunc}`{ellipsis}"); }
    let (which, index) = if !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let start = s.floor_char_boundary(index);
    let ch = s[start..].chars().next().unwrap();
    let range = start..start + ch.len_utf8();
    panic!("{which} byte index {index} is not a char boundary; it is inside {ch:?} (bytes {range:?}) of `{s_trunc}`{ellipsis}");
}
impl SliceIndex<str> for Range<usize> {
    type Output = str;
    fn get(self, s: &str) -> Option<&str> {
        if self.start <= self.end && s.is_char_boundary(self.start) && s.is_char_boundary(self.end) {
            Some(unsafe { from_utf8_unchecked(slice::from_raw_parts(s.as_ptr().add(self.start), self.end - self.start)) })
        } else { None }
    }
    fn get_mut(self, s: &mut str) -> Option<&mut str> {
        if self.start <= self.end && s.is_char_boundary(self.start) && s.is_char_boundary(self.end) {
            Some(unsafe { from_utf8_unchecked_mut(slice::from_raw_parts_mut(s.as_mut_ptr().add(self.start), self.end - self.start)) })
        } else { None }
    }
    #[track_caller]
    fn index(self, s: &str) -> &str { let (start, end) = (self.start, self.end); match self.get(s) { Some(r) => r, None => slice_error_fail(s, start, end) } }
    #[track_caller]
    fn index_mut(self, s: &mut str) -> &mut str {
        let (start, end) = (self.start, self.end);
        if !(start <= end && s.is_char_boundary(start) && s.is_char_boundary(end)) { slice_error_fail(s, start, end); }
        unsafe { from_utf8_unchecked_mut(slice::from_raw_parts_mut(s.as_mut_ptr().add(start), end - start)) }
    }
}
macro_rules! str_index { ($($R:ty, |$r:ident, $len:ident| $range:expr;)*) => { $(
    impl SliceIndex<str> for $R {
        type Output = str;
        fn get(self, s: &str) -> Option<&str> { let $r = self; let $len = s.len(); let range: Range<usize> = $range; range.get(s) }
        fn get_mut(self, s: &mut str) -> Option<&mut str> { let $r = self; let $len = s.len(); let range: Range<usize> = $range; range.get_mut(s) }
        #[track_caller]
        fn index(self, s: &str) -> &str { let $r = self; let $len = s.len(); let range: Range<usize> = $range; range.index(s) }
        #[track_caller]
        fn index_mut(self, s: &mut str) -> &mut str { let $r = self; let $len = s.len(); let range: Range<usize> = $range; range.index_mut(s) }
    }
)* } }
str_index! {
    RangeTo<usize>, |r, len| 0..r.end;
    RangeFrom<usize>, |r, len| r.start..(if r.start > len { r.start } else { len });
    RangeFull, |r, len| 0..len;
    RangeInclusive<usize>, |r, len| (if r.exhausted { inclusive_end(r.end) } else { r.start })..inclusive_end(r.end);
    RangeToInclusive<usize>, |r, len| 0..inclusive_end(r.end);
    (Bound<usize>, Bound<usize>), |r, len| (match r.0 { Bound::Included(i) => i, Bound::Excluded(i) => inclusive_end(i), Bound::Unbounded => 0 })..(match r.1 { Bound::Included(i) => inclusive_end(i), Bound::Excluded(i) => i, Bound::Unbounded => len });
}
// One past an index; the last index of all stands for itself, out of bounds either way.
fn inclusive_end(index: usize) -> usize { if index == usize::MAX { index } else { index + 1 } }
impl<I: SliceIndex<str>> Index<I> for str { type Output = I::Output; #[track_caller] fn index(&self, index: I) -> &I::Output { index.index(self) } }
impl<I: SliceIndex<str>> IndexMut<I> for str { #[track_caller] fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(self) } }
impl PartialEq for str { fn eq(&self, other: &str) -> bool { self.len() == other.len() && intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), self.len()) == 0 } }
impl Eq for str {}
impl Ord for str {
    fn cmp(&self, other: &str) -> Ordering {
        let n = crate::cmp::min(self.len(), other.len());
        let c = intrinsics::compare_bytes(self.as_ptr(), other.as_ptr(), n);
        if c < 0 { Ordering::Less } else if c > 0 { Ordering::Greater } else { self.len().cmp(&other.len()) }
    }
}
impl PartialOrd for str { fn partial_cmp(&self, other: &str) -> Option<Ordering> { Some(self.cmp(other)) } }

#[at(panic = "core/src/str/mod.rs:691:22")]
fn not_within() -> ! { crate::panicking::precondition("str::get_unchecked requires that the range is within the string slice") }
#[at(panic = "core/src/str/mod.rs:726:26")]
fn not_within_mut() -> ! { crate::panicking::precondition("str::get_unchecked_mut requires that the range is within the string slice") }
impl str {
    #[must_use] pub const fn len(&self) -> usize { self.as_bytes().len() }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    pub const fn is_char_boundary(&self, index: usize) -> bool { if index == 0 { true } else if index >= self.len() { index == self.len() } else { (self.as_bytes()[index] as i8) >= -64 } }
    #[must_use] pub const fn as_bytes(&self) -> &[u8] { unsafe { &*(self as *const str as *const [u8]) } }
    pub unsafe fn as_bytes_mut(&mut self) -> &mut [u8] { unsafe { &mut *(self as *mut str as *mut [u8]) } }
    #[rustc_as_ptr] pub const fn as_ptr(&self) -> *const u8 { self as *const str as *const u8 }
    #[rustc_as_ptr] pub const fn as_mut_ptr(&mut self) -> *mut u8 { self as *mut str as *mut u8 }
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> { i.get(self) }
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> { i.get_mut(self) }
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output { match i.get(self) { Some(part) => part, None => not_within() } }
    #[at(panic = "core/src/str/mod.rs:849:21")]
    #[must_use] pub fn split_at(&self, mid: usize) -> (&str, &str) { match self.split_at_checked(mid) { None => slice_error_fail(self, 0, mid), Some(pair) => pair } }
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> { if self.is_char_boundary(mid) { Some((&self[..mid], &self[mid..])) } else { None } }
    #[at(panic = "core/src/str/mod.rs:894:13")]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) { slice_error_fail(self, 0, mid); }
        let len = self.len();
        let p = self.as_mut_ptr();
        unsafe { (from_utf8_unchecked_mut(slice::from_raw_parts_mut(p, mid)), from_utf8_unchecked_mut(slice::from_raw_parts_mut(p.add(mid), len - mid))) }
    }
    pub fn chars(&self) -> Chars<'_> { Chars { bytes: self.as_bytes(), at: 0, end: self.len() } }
    pub fn char_indices(&self) -> CharIndices<'_> { CharIndices { iter: self.chars() } }
    pub fn bytes(&self) -> Bytes<'_> { Bytes { iter: self.as_bytes().iter() } }
    #[must_use = "this returns the split string as an iterator, without modifying the original"] pub fn split_whitespace(&self) -> SplitWhitespace<'_> { SplitWhitespace { rest: self } }
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> { SplitAsciiWhitespace { rest: self } }
    pub fn lines(&self) -> Lines<'_> { Lines { rest: self, back_trimmed: false } }
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> { EncodeUtf16 { chars: self.chars(), extra: 0 } }
    pub fn lines_any(&self) -> Lines<'_> { self.lines() }
    pub const fn trim_ascii(&self) -> &str { unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) } }
    pub const fn trim_ascii_start(&self) -> &str { unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) } }
    pub const fn trim_ascii_end(&self) -> &str { unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) } }
    pub fn trim_left(&self) -> &str { self.trim_start() }
    pub fn trim_right(&self) -> &str { self.trim_end() }
    pub const fn floor_char_boundary(&self, index: usize) -> usize { if index >= self.len() { return self.len(); } let mut i = index; while !self.is_char_boundary(i) { i -= 1; } i }
    pub const fn ceil_char_boundary(&self, index: usize) -> usize { if index >= self.len() { return self.len(); } let mut i = index; while !self.is_char_boundary(i) { i += 1; } i }
    pub fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> { from_utf8(v) }
    pub fn from_utf8_mut(v: &mut [u8]) -> Result<&mut str, Utf8Error> { from_utf8_mut(v) }
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str { unsafe { from_utf8_unchecked(v) } }
    pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str { unsafe { from_utf8_unchecked_mut(v) } }
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, i: I) -> &mut I::Output { match i.get_mut(self) { Some(part) => part, None => not_within_mut() } }
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> { if self.is_char_boundary(mid) { Some(self.split_at_mut(mid)) } else { None } }
    pub unsafe fn slice_unchecked(&self, begin: usize, end: usize) -> &str { &self[begin..end] }
    pub unsafe fn slice_mut_unchecked(&mut self, begin: usize, end: usize) -> &mut str { &mut self[begin..end] }
    pub fn escape_debug(&self) -> EscapeDebug<'_> { EscapeDebug(self.escapes(|c, first| if first { c.escape_debug() } else { c.escape_debug_continue() })) }
    pub fn escape_default(&self) -> EscapeDefault<'_> { EscapeDefault(self.escapes(|c, _| c.escape_default())) }
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> { EscapeUnicode(self.escapes(|c, _| c.escape_unicode())) }
    fn escapes(&self, escape: fn(char, bool) -> crate::char::EscapeDefault) -> Escapes<'_> { Escapes { chars: self.chars(), current: None, first: true, escape } }
    #[must_use = "this returns the trimmed string as a slice, without modifying the original"] pub fn trim(&self) -> &str { self.trim_matches(|c: char| c.is_whitespace()) }
    pub fn trim_start(&self) -> &str { self.trim_start_matches(|c: char| c.is_whitespace()) }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"] pub fn trim_end(&self) -> &str { self.trim_end_matches(|c: char| c.is_whitespace()) }
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> { FromStr::from_str(self) }
    pub const fn is_ascii(&self) -> bool { self.as_bytes().is_ascii() }
    #[must_use] pub fn eq_ignore_ascii_case(&self, other: &str) -> bool { self.as_bytes().eq_ignore_ascii_case(other.as_bytes()) }
    pub fn make_ascii_uppercase(&mut self) { unsafe { self.as_bytes_mut() }.make_ascii_uppercase() }
    pub fn make_ascii_lowercase(&mut self) { unsafe { self.as_bytes_mut() }.make_ascii_lowercase() }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"] pub fn to_ascii_uppercase(&self) -> String { let mut s = String::from(self); s.make_ascii_uppercase(); s }
    pub fn to_ascii_lowercase(&self) -> String { let mut s = String::from(self); s.make_ascii_lowercase(); s }
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> { unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) } }
    pub fn into_string(self: Box<str>) -> String { unsafe { String::from_utf8_unchecked(self.into_boxed_bytes().into_vec()) } }
    #[must_use = "this returns the lowercase string as a new String, without modifying the original"] pub fn to_lowercase(&self) -> String {
        let mut s = String::with_capacity(self.len());
        for (i, c) in self.char_indices() {
            if c == '\u{3A3}' {
                let before = self[..i].chars().rev().find(|c| !intrinsics::char_is(*c, 6)).map_or(false, |c| c.is_alphabetic());
                let after = self[i + 2..].chars().find(|c| !intrinsics::char_is(*c, 6)).map_or(false, |c| c.is_alphabetic());
                s.push(if before && !after { '\u{3C2}' } else { '\u{3C3}' });
            } else { s.extend(c.to_lowercase()); }
        }
        s
    }
    #[must_use = "this returns the uppercase string as a new String, without modifying the original"] pub fn to_uppercase(&self) -> String { let mut s = String::with_capacity(self.len()); for c in self.chars() { s.extend(c.to_uppercase()); } s }
    pub fn repeat(&self, n: usize) -> String { unsafe { String::from_utf8_unchecked(self.as_bytes().repeat(n)) } }
}
