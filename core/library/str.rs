// String slices.
use crate::borrow::Cow;
use crate::boxed::Box;
use crate::char;
use crate::cmp::Ordering;
use crate::fmt;
use crate::intrinsics;
use crate::ops::{Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::slice;
use crate::slice::SliceIndex;
use crate::string::String;
use crate::vec::Vec;
pub use crate::str_pattern::*;

#[rustc_diagnostic_item = "FromStr"]
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
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str { unsafe { &*(v as *const [u8] as *const str) } }
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str { unsafe { &mut *(v as *mut [u8] as *mut str) } }

#[track_caller]
fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    if begin > s.len() || end > s.len() {
        let oob = if begin > s.len() { begin } else { end };
        panic!("byte index {oob} is out of bounds of `{}`", s);
    }
    if begin > end { panic!("begin <= end ({begin} <= {end}) when slicing `{}`", s); }
    let index = if !s.is_char_boundary(begin) { begin } else { end };
    let mut start = index;
    while !s.is_char_boundary(start) { start -= 1; }
    let ch = s[start..].chars().next().unwrap();
    let range = start..start + ch.len_utf8();
    panic!("byte index {index} is not a char boundary; it is inside {ch:?} (bytes {range:?}) of `{}`", s);
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
    RangeInclusive<usize>, |r, len| r.start..r.end + 1;
    RangeToInclusive<usize>, |r, len| 0..r.end + 1;
}
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

impl str {
    pub const fn len(&self) -> usize { self.as_bytes().len() }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    pub const fn is_char_boundary(&self, index: usize) -> bool { if index == 0 { true } else if index >= self.len() { index == self.len() } else { (self.as_bytes()[index] as i8) >= -64 } }
    pub const fn as_bytes(&self) -> &[u8] { unsafe { &*(self as *const str as *const [u8]) } }
    pub unsafe fn as_bytes_mut(&mut self) -> &mut [u8] { unsafe { &mut *(self as *mut str as *mut [u8]) } }
    pub const fn as_ptr(&self) -> *const u8 { self as *const str as *const u8 }
    pub const fn as_mut_ptr(&mut self) -> *mut u8 { self as *mut str as *mut u8 }
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> { i.get(self) }
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> { i.get_mut(self) }
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output { i.index(self) }
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (&str, &str) { match self.split_at_checked(mid) { None => slice_error_fail(self, 0, mid), Some(pair) => pair } }
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> { if self.is_char_boundary(mid) { Some((&self[..mid], &self[mid..])) } else { None } }
    #[track_caller]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) { slice_error_fail(self, 0, mid); }
        let len = self.len();
        let p = self.as_mut_ptr();
        unsafe { (from_utf8_unchecked_mut(slice::from_raw_parts_mut(p, mid)), from_utf8_unchecked_mut(slice::from_raw_parts_mut(p.add(mid), len - mid))) }
    }
    pub fn chars(&self) -> Chars<'_> { Chars { bytes: self.as_bytes(), at: 0, end: self.len() } }
    pub fn char_indices(&self) -> CharIndices<'_> { CharIndices { iter: self.chars() } }
    pub fn bytes(&self) -> Bytes<'_> { Bytes { iter: self.as_bytes().iter() } }
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> { SplitWhitespace { rest: self } }
    pub fn split_ascii_whitespace(&self) -> SplitWhitespace<'_> { self.split_whitespace() }
    pub fn lines(&self) -> Lines<'_> { Lines { rest: self, back_trimmed: false } }
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> { EncodeUtf16 { chars: self.chars(), extra: 0 } }
    pub fn contains<P: Pattern>(&self, mut pat: P) -> bool { pat.next_match(self, 0).is_some() }
    pub fn starts_with<P: Pattern>(&self, mut pat: P) -> bool { pat.prefix_len(self).is_some() }
    pub fn ends_with<P: Pattern>(&self, mut pat: P) -> bool { pat.suffix_len(self).is_some() }
    pub fn find<P: Pattern>(&self, mut pat: P) -> Option<usize> { match pat.next_match(self, 0) { Some((a, _)) => Some(a), None => None } }
    pub fn rfind<P: Pattern>(&self, mut pat: P) -> Option<usize> { match pat.last_match(self, self.len()) { Some((a, _)) => Some(a), None => None } }
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split::new(self, pat, usize::MAX, true, false) }
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split::new(self, pat, usize::MAX, false, true) }
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split::new(self, pat, usize::MAX, false, false) }
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P> { RSplit::new(self, pat, usize::MAX) }
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> Split<'_, P> { Split::new(self, pat, n, true, false) }
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplit<'_, P> { RSplit::new(self, pat, n) }
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> { let (a, b) = delimiter.next_match(self, 0)?; Some((&self[..a], &self[b..])) }
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> { let (a, b) = delimiter.last_match(self, self.len())?; Some((&self[..a], &self[b..])) }
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> { Matches { text: self, pat, at: 0, done: false } }
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> { MatchIndices { inner: self.matches(pat) } }
    pub fn trim(&self) -> &str { self.trim_matches(|c: char| c.is_whitespace()) }
    pub fn trim_start(&self) -> &str { self.trim_start_matches(|c: char| c.is_whitespace()) }
    pub fn trim_end(&self) -> &str { self.trim_end_matches(|c: char| c.is_whitespace()) }
    pub fn trim_matches<P: Pattern>(&self, mut pat: P) -> &str { let s = trim_front(self, &mut pat); trim_back(s, &mut pat) }
    pub fn trim_start_matches<P: Pattern>(&self, mut pat: P) -> &str { trim_front(self, &mut pat) }
    pub fn trim_end_matches<P: Pattern>(&self, mut pat: P) -> &str { trim_back(self, &mut pat) }
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> { let n = prefix.prefix_len(self)?; Some(&self[n..]) }
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> { let n = suffix.suffix_len(self)?; Some(&self[..self.len() - n]) }
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> { FromStr::from_str(self) }
    pub const fn is_ascii(&self) -> bool { self.as_bytes().is_ascii() }
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool { self.as_bytes().eq_ignore_ascii_case(other.as_bytes()) }
    pub fn make_ascii_uppercase(&mut self) { unsafe { self.as_bytes_mut() }.make_ascii_uppercase() }
    pub fn make_ascii_lowercase(&mut self) { unsafe { self.as_bytes_mut() }.make_ascii_lowercase() }
    pub fn to_ascii_uppercase(&self) -> String { let mut s = String::from(self); s.make_ascii_uppercase(); s }
    pub fn to_ascii_lowercase(&self) -> String { let mut s = String::from(self); s.make_ascii_lowercase(); s }
    pub fn escape_debug(&self) -> String { let mut s = String::new(); for c in self.chars() { s.extend(c.escape_debug()); } s }
    pub fn escape_default(&self) -> String { let mut s = String::new(); for c in self.chars() { s.extend(c.escape_default()); } s }
    pub fn escape_unicode(&self) -> String { let mut s = String::new(); for c in self.chars() { s.extend(c.escape_unicode()); } s }
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> { unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) } }
    pub fn into_string(self: Box<str>) -> String { unsafe { String::from_utf8_unchecked(self.into_boxed_bytes().into_vec()) } }
    pub fn replace<P: Pattern>(&self, mut from: P, to: &str) -> String { self.replace_count(&mut from, to, usize::MAX) }
    pub fn replacen<P: Pattern>(&self, mut pat: P, to: &str, count: usize) -> String { self.replace_count(&mut pat, to, count) }
    fn replace_count<P: Pattern>(&self, pat: &mut P, to: &str, count: usize) -> String {
        let mut result = String::new();
        let mut last = 0;
        let mut at = 0;
        let mut n = 0;
        while n < count {
            match pat.next_match(self, at) {
                Some((a, b)) => {
                    result.push_str(&self[last..a]);
                    result.push_str(to);
                    last = b;
                    n += 1;
                    if b > a { at = b; } else { match self[b..].chars().next() { Some(c) => at = b + c.len_utf8(), None => break } }
                }
                None => break,
            }
        }
        result.push_str(&self[last..]);
        result
    }
    pub fn to_lowercase(&self) -> String {
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
    pub fn to_uppercase(&self) -> String { let mut s = String::with_capacity(self.len()); for c in self.chars() { s.extend(c.to_uppercase()); } s }
    #[track_caller]
    pub fn repeat(&self, n: usize) -> String { let mut s = String::with_capacity(self.len() * n); let mut i = 0; while i < n { s.push_str(self); i += 1; } s }
}
fn trim_front<'a, P: Pattern>(s: &'a str, pat: &mut P) -> &'a str { let mut s = s; loop { match pat.prefix_len(s) { Some(n) if n > 0 => s = &s[n..], _ => return s } } }
fn trim_back<'a, P: Pattern>(s: &'a str, pat: &mut P) -> &'a str { let mut s = s; loop { match pat.suffix_len(s) { Some(n) if n > 0 => s = &s[..s.len() - n], _ => return s } } }

#[derive(Clone)]
pub struct Chars<'a> { bytes: &'a [u8], at: usize, end: usize }
impl<'a> Chars<'a> { pub fn as_str(&self) -> &'a str { unsafe { from_utf8_unchecked(slice::from_raw_parts(self.bytes.as_ptr().add(self.at), self.end - self.at)) } } }
impl fmt::Debug for Chars<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("Chars(")?; f.debug_list().entries(self.clone()).finish()?; f.write_str(")") } }
impl<'a> Iterator for Chars<'a> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        if self.at == self.end { return None; }
        let b = self.bytes;
        let i = self.at;
        let x = b[i] as u32;
        if x < 0x80 { self.at = i + 1; return Some(unsafe { char::from_u32_unchecked(x) }); }
        let y = (b[i + 1] & 0x3F) as u32;
        if x < 0xE0 { self.at = i + 2; return Some(unsafe { char::from_u32_unchecked((x & 0x1F) << 6 | y) }); }
        let z = (b[i + 2] & 0x3F) as u32;
        if x < 0xF0 { self.at = i + 3; return Some(unsafe { char::from_u32_unchecked((x & 0xF) << 12 | y << 6 | z) }); }
        let w = (b[i + 3] & 0x3F) as u32;
        self.at = i + 4;
        Some(unsafe { char::from_u32_unchecked((x & 7) << 18 | y << 12 | z << 6 | w) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = self.end - self.at; ((n + 3) / 4, Some(n)) }
}
impl<'a> DoubleEndedIterator for Chars<'a> {
    fn next_back(&mut self) -> Option<char> {
        if self.at == self.end { return None; }
        let mut i = self.end - 1;
        while (self.bytes[i] as i8) < -64 { i -= 1; }
        let mut one = Chars { bytes: self.bytes, at: i, end: self.end };
        self.end = i;
        one.next()
    }
}
#[derive(Clone, Debug)]
pub struct CharIndices<'a> { iter: Chars<'a> }
impl<'a> CharIndices<'a> { pub fn as_str(&self) -> &'a str { self.iter.as_str() } pub fn offset(&self) -> usize { self.iter.at } }
impl<'a> Iterator for CharIndices<'a> { type Item = (usize, char); fn next(&mut self) -> Option<(usize, char)> { let at = self.iter.at; let c = self.iter.next()?; Some((at, c)) } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
impl<'a> DoubleEndedIterator for CharIndices<'a> { fn next_back(&mut self) -> Option<(usize, char)> { let c = self.iter.next_back()?; Some((self.iter.end, c)) } }
#[derive(Clone, Debug)]
pub struct Bytes<'a> { iter: slice::Iter<'a, u8> }
impl Iterator for Bytes<'_> { type Item = u8; fn next(&mut self) -> Option<u8> { match self.iter.next() { Some(b) => Some(*b), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
impl DoubleEndedIterator for Bytes<'_> { fn next_back(&mut self) -> Option<u8> { match self.iter.next_back() { Some(b) => Some(*b), None => None } } }
impl ExactSizeIterator for Bytes<'_> {}
#[derive(Clone, Debug)]
pub struct SplitWhitespace<'a> { rest: &'a str }
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let s = self.rest.trim_start();
        if s.is_empty() { self.rest = s; return None; }
        let n = match s.find(|c: char| c.is_whitespace()) { Some(n) => n, None => s.len() };
        self.rest = &s[n..];
        Some(&s[..n])
    }
}
impl<'a> DoubleEndedIterator for SplitWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let s = self.rest.trim_end();
        if s.is_empty() { self.rest = s; return None; }
        let n = match s.char_indices().rfind(|(_, c)| c.is_whitespace()) { Some((i, c)) => i + c.len_utf8(), None => 0 };
        self.rest = &s[..n];
        Some(&s[n..])
    }
}
#[derive(Clone, Debug)]
pub struct Lines<'a> { rest: &'a str, back_trimmed: bool }
fn strip_cr(line: &str) -> &str { match line.strip_suffix('\r') { Some(l) => l, None => line } }
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() { return None; }
        match self.rest.find('\n') {
            Some(n) => { let line = &self.rest[..n]; self.rest = &self.rest[n + 1..]; Some(strip_cr(line)) }
            None => { let line = self.rest; self.rest = ""; Some(line) }
        }
    }
}
impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() { return None; }
        let (body, terminated) = match self.rest.strip_suffix('\n') { Some(b) => (b, true), None => (self.rest, false) };
        let start = match body.rfind('\n') { Some(n) => n + 1, None => 0 };
        let line = &body[start..];
        self.rest = &self.rest[..start];
        Some(if terminated { strip_cr(line) } else { line })
    }
}
#[derive(Clone)]
pub struct EncodeUtf16<'a> { chars: Chars<'a>, extra: u16 }
impl<'a> Iterator for EncodeUtf16<'a> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if self.extra != 0 { let tmp = self.extra; self.extra = 0; return Some(tmp); }
        let mut buf = [0u16; 2];
        let c = self.chars.next()?;
        let n = c.encode_utf16(&mut buf).len();
        if n == 2 { self.extra = buf[1]; }
        Some(buf[0])
    }
}
