// String
use crate::borrow::{Borrow, BorrowMut, Cow};
use crate::boxed::Box;
use crate::fmt::{self, Write};
use crate::hash;
use crate::ops::{Add, AddAssign, Deref, DerefMut, Index, IndexMut, Range, RangeBounds};
use crate::slice::SliceIndex;
use crate::str::{self, Chars, FromStr, Pattern, Utf8Error};
use crate::vec::Vec;

#[lang = "String"]
#[rustc_diagnostic_item = "String"]
#[derive(PartialEq, PartialOrd, Eq, Ord)]
#[view(text, ptr = "vec.ptr", len = "vec.len")]
pub struct String { vec: Vec<u8> }
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct FromUtf8Error { bytes: Vec<u8>, error: Utf8Error }
impl FromUtf8Error {
    pub fn as_bytes(&self) -> &[u8] { &self.bytes[..] }
    pub fn into_bytes(self) -> Vec<u8> { self.bytes }
    pub fn utf8_error(&self) -> Utf8Error { self.error }
}
impl fmt::Display for FromUtf8Error { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.error, f) } }
#[derive(Debug)]
pub struct FromUtf16Error(());
impl fmt::Display for FromUtf16Error { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("invalid utf-16: lone surrogate found") } }
pub type ParseError = crate::convert::Infallible;
impl String {
    #[must_use] pub const fn new() -> String { String { vec: Vec::new() } }
    #[track_caller]
    #[must_use] pub fn with_capacity(capacity: usize) -> String { String { vec: Vec::with_capacity(capacity) } }
    pub fn from_utf8(vec: Vec<u8>) -> Result<String, FromUtf8Error> { match str::from_utf8(&vec) { Ok(_) => Ok(String { vec }), Err(error) => Err(FromUtf8Error { bytes: vec, error }) } }
    #[must_use] pub fn from_utf8_lossy(v: &[u8]) -> Cow<'_, str> {
        let mut rest = v;
        let mut out = String::new();
        loop {
            match str::from_utf8(rest) {
                Ok(s) => { if out.is_empty() && rest.len() == v.len() { return Cow::Borrowed(s); } out.push_str(s); return Cow::Owned(out); }
                Err(e) => {
                    out.push_str(unsafe { str::from_utf8_unchecked(&rest[..e.valid_up_to()]) });
                    out.push('\u{FFFD}');
                    match e.error_len() { Some(n) => rest = &rest[e.valid_up_to() + n..], None => return Cow::Owned(out) }
                }
            }
        }
    }
    pub fn from_utf16(v: &[u16]) -> Result<String, FromUtf16Error> {
        let mut out = String::new();
        let mut i = 0;
        while i < v.len() {
            let u = v[i] as u32;
            if u < 0xD800 || u > 0xDFFF { out.push(unsafe { crate::char::from_u32_unchecked(u) }); i += 1; }
            else if u < 0xDC00 && i + 1 < v.len() && v[i + 1] >= 0xDC00 && v[i + 1] <= 0xDFFF { out.push(unsafe { crate::char::from_u32_unchecked(0x10000 + ((u - 0xD800) << 10) + (v[i + 1] as u32 - 0xDC00)) }); i += 2; }
            else { return Err(FromUtf16Error(())); }
        }
        Ok(out)
    }
    pub unsafe fn from_raw_parts(buf: *mut u8, length: usize, capacity: usize) -> String { unsafe { String { vec: Vec::from_raw_parts(buf, length, capacity) } } }
    pub unsafe fn from_utf8_unchecked(bytes: Vec<u8>) -> String { String { vec: bytes } }
    #[must_use = "`self` will be dropped if the result is not used"] #[at(self = "alloc/src/string.rs:1034:28")] pub fn into_bytes(self) -> Vec<u8> { self.vec }
    #[must_use] pub const fn as_str(&self) -> &str { unsafe { str::from_utf8_unchecked(self.vec.as_slice()) } }
    pub const fn as_mut_str(&mut self) -> &mut str { unsafe { str::from_utf8_unchecked_mut(self.vec.as_mut_slice()) } }
    pub fn push_str(&mut self, string: &str) {
        let n = string.len();
        self.vec.reserve(n);
        let at = self.vec.len();
        unsafe { crate::intrinsics::copy_nonoverlapping(string.as_ptr(), self.vec.as_mut_ptr().add(at), n); self.vec.set_len(at + n); }
    }
    pub fn extend_from_within<R: RangeBounds<usize>>(&mut self, src: R) { self.vec.extend_from_within(src) }
    #[must_use] pub const fn capacity(&self) -> usize { self.vec.capacity() }
    #[track_caller]
    pub fn reserve(&mut self, additional: usize) { self.vec.reserve(additional) }
    pub fn reserve_exact(&mut self, additional: usize) { self.vec.reserve_exact(additional) }
    pub fn shrink_to_fit(&mut self) { self.vec.shrink_to_fit() }
    pub fn shrink_to(&mut self, min_capacity: usize) { self.vec.shrink_to(min_capacity) }
    pub fn push(&mut self, ch: char) { if (ch as u32) < 128 { self.vec.push(ch as u8) } else { let mut buf = [0u8; 4]; let s: &str = ch.encode_utf8(&mut buf); self.push_str(s) } }
    #[must_use] pub const fn as_bytes(&self) -> &[u8] { self.vec.as_slice() }
    #[track_caller]
    pub fn truncate(&mut self, new_len: usize) { if new_len <= self.len() { assert!(self.is_char_boundary(new_len)); self.vec.truncate(new_len) } }
    pub fn pop(&mut self) -> Option<char> { let ch = self.chars().next_back()?; let newlen = self.len() - ch.len_utf8(); unsafe { self.vec.set_len(newlen); } Some(ch) }
    #[track_caller]
    pub fn remove(&mut self, idx: usize) -> char {
        let ch = match self[idx..].chars().next() { Some(ch) => ch, None => panic!("cannot remove a char from the end of a string") };
        let next = idx + ch.len_utf8();
        self.vec.drain(idx..next);
        ch
    }
    pub fn retain<F: FnMut(char) -> bool>(&mut self, mut f: F) { let mut out = String::with_capacity(self.len()); for c in self.chars() { if f(c) { out.push(c); } } *self = out; }
    #[track_caller]
    pub fn insert(&mut self, idx: usize, ch: char) { assert!(self.is_char_boundary(idx)); let mut buf = [0u8; 4]; let s: &str = ch.encode_utf8(&mut buf); self.insert_bytes(idx, s) }
    #[track_caller]
    pub fn insert_str(&mut self, idx: usize, string: &str) { assert!(self.is_char_boundary(idx)); self.insert_bytes(idx, string) }
    fn insert_bytes(&mut self, idx: usize, string: &str) {
        let len = self.len();
        let n = string.len();
        self.vec.reserve(n);
        unsafe {
            let p = self.vec.as_mut_ptr();
            crate::intrinsics::copy(p.add(idx) as *const u8, p.add(idx + n), len - idx);
            crate::intrinsics::copy_nonoverlapping(string.as_ptr(), p.add(idx), n);
            self.vec.set_len(len + n);
        }
    }
    pub unsafe fn as_mut_vec(&mut self) -> &mut Vec<u8> { &mut self.vec }
    #[must_use] pub const fn len(&self) -> usize { self.vec.len() }
    pub const fn is_empty(&self) -> bool { self.len() == 0 }
    #[track_caller]
    #[must_use = "use `.truncate()` if you don't need the other half"] pub fn split_off(&mut self, at: usize) -> String { assert!(self.is_char_boundary(at)); let other = self.vec.split_off(at); unsafe { String::from_utf8_unchecked(other) } }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { self.vec.try_reserve(additional) }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> { self.vec.try_reserve_exact(additional) }
    pub fn into_raw_parts(self) -> (*mut u8, usize, usize) { self.vec.into_raw_parts() }
    pub fn from_utf16_lossy(v: &[u16]) -> String { char::decode_utf16(v.iter().cloned()).map(|r| r.unwrap_or(char::REPLACEMENT_CHARACTER)).collect() }
    pub fn clear(&mut self) { self.vec.clear() }
    #[track_caller]
    pub fn drain<R: RangeBounds<usize>>(&mut self, range: R) -> Drain<'_> {
        let Range { start, end } = crate::ops::resolve_range(range, self.len());
        assert!(self.is_char_boundary(start));
        assert!(self.is_char_boundary(end));
        let range = start..end;
        let text = String::from(&self[range.start..range.end]);
        Drain { text, at: 0, start: range.start, end: range.end, string: self }
    }
    #[track_caller]
    pub fn replace_range<R: RangeBounds<usize>>(&mut self, range: R, replace_with: &str) {
        let range = crate::ops::resolve_range(range, self.len());
        assert!(self.is_char_boundary(range.start), "start of range should be a character boundary");
        assert!(self.is_char_boundary(range.end), "end of range should be a character boundary");
        let tail = String::from(&self[range.end..]);
        self.truncate(range.start);
        self.push_str(replace_with);
        self.push_str(&tail);
    }
    #[must_use = "`self` will be dropped if the result is not used"] #[at(self = "alloc/src/string.rs:2174:26")] pub fn into_boxed_str(self) -> Box<str> { unsafe { Box::from_raw(Box::into_raw(self.vec.into_boxed_slice()) as *mut str) } }
    #[at(self = "alloc/src/string.rs:2205:20")] pub fn leak<'a>(self) -> &'a mut str { unsafe { str::from_utf8_unchecked_mut(self.vec.leak()) } }
}
pub struct Drain<'a> { text: String, at: usize, start: usize, end: usize, string: &'a mut String }
impl Drain<'_> { pub fn as_str(&self) -> &str { &self.text[self.at..] } }
impl Iterator for Drain<'_> { type Item = char; fn next(&mut self) -> Option<char> { let c = self.text[self.at..].chars().next()?; self.at += c.len_utf8(); Some(c) } }
impl Drop for Drain<'_> { fn drop(&mut self) { self.string.vec.drain(self.start..self.end); } }
impl Clone for String { fn clone(&self) -> Self { String { vec: self.vec.clone_bytes() } } fn clone_from(&mut self, source: &Self) { self.clear(); self.push_str(source); } }
impl Vec<u8> {
    // A copy of the bytes at once.
    pub(crate) fn clone_bytes(&self) -> Vec<u8> { let n = self.len(); let mut v = Vec::with_capacity(n); unsafe { crate::intrinsics::copy_nonoverlapping(self.as_ptr(), v.as_mut_ptr(), n); v.set_len(n); } v }
}
impl FromIterator<char> for String { fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> String { let mut buf = String::new(); buf.extend(iter); buf } }
impl<'a> FromIterator<&'a char> for String { fn from_iter<I: IntoIterator<Item = &'a char>>(iter: I) -> String { let mut buf = String::new(); buf.extend(iter); buf } }
impl<'a> FromIterator<&'a str> for String { fn from_iter<I: IntoIterator<Item = &'a str>>(iter: I) -> String { let mut buf = String::new(); buf.extend(iter); buf } }
impl FromIterator<String> for String { fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> String { let mut buf = String::new(); buf.extend(iter); buf } }
impl<'a> FromIterator<Cow<'a, str>> for String { fn from_iter<I: IntoIterator<Item = Cow<'a, str>>>(iter: I) -> String { let mut buf = String::new(); for s in iter { buf.push_str(&s); } buf } }
impl FromIterator<Box<str>> for String { fn from_iter<I: IntoIterator<Item = Box<str>>>(iter: I) -> String { let mut buf = String::new(); for s in iter { buf.push_str(&s); } buf } }
impl Extend<char> for String { fn extend<I: IntoIterator<Item = char>>(&mut self, iter: I) { for c in iter { self.push(c); } } }
impl<'a> Extend<&'a char> for String { fn extend<I: IntoIterator<Item = &'a char>>(&mut self, iter: I) { for c in iter { self.push(*c); } } }
impl<'a> Extend<&'a str> for String { fn extend<I: IntoIterator<Item = &'a str>>(&mut self, iter: I) { for s in iter { self.push_str(s); } } }
impl Extend<String> for String { fn extend<I: IntoIterator<Item = String>>(&mut self, iter: I) { for s in iter { self.push_str(&s); } } }
impl<'b> Pattern for &'b mut String {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> { let mut s: &str = self; s.next_match(text, from) }
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)> { let mut s: &str = self; s.last_match(text, to) }
    fn prefix_len(&mut self, text: &str) -> Option<usize> { let mut s: &str = self; s.prefix_len(text) }
    fn suffix_len(&mut self, text: &str) -> Option<usize> { let mut s: &str = self; s.suffix_len(text) }
}
macro_rules! string_eq { ($($l:ty, $r:ty;)*) => { $(
    impl<'a, 'b> PartialEq<$r> for $l { fn eq(&self, other: &$r) -> bool { PartialEq::eq(&self[..], &other[..]) } fn ne(&self, other: &$r) -> bool { PartialEq::ne(&self[..], &other[..]) } }
    impl<'a, 'b> PartialEq<$l> for $r { fn eq(&self, other: &$l) -> bool { PartialEq::eq(&self[..], &other[..]) } fn ne(&self, other: &$l) -> bool { PartialEq::ne(&self[..], &other[..]) } }
)* } }
string_eq! { String, str; String, &'a str; String, Cow<'a, str>; }
impl Default for String { fn default() -> String { String::new() } }
impl fmt::Display for String { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&**self, f) } }
impl fmt::Debug for String { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&**self, f) } }
impl hash::Hash for String { fn hash<H: hash::Hasher>(&self, hasher: &mut H) { (**self).hash(hasher) } }
impl Add<&str> for String { type Output = String; fn add(mut self, other: &str) -> String { self.push_str(other); self } }
impl AddAssign<&str> for String { fn add_assign(&mut self, other: &str) { self.push_str(other); } }
impl<I: SliceIndex<str>> Index<I> for String { type Output = I::Output; #[track_caller] fn index(&self, index: I) -> &I::Output { index.index(self.as_str()) } }
impl<I: SliceIndex<str>> IndexMut<I> for String { #[track_caller] fn index_mut(&mut self, index: I) -> &mut I::Output { index.index_mut(self.as_mut_str()) } }
impl Deref for String { #[at(item = "alloc/src/string.rs:2819:4")] type Target = str; fn deref(&self) -> &str { self.as_str() } }
impl DerefMut for String { fn deref_mut(&mut self) -> &mut str { self.as_mut_str() } }
impl FromStr for String { type Err = crate::convert::Infallible; fn from_str(s: &str) -> Result<String, Self::Err> { Ok(String::from(s)) } }
#[rustc_diagnostic_item = "ToString"]
pub trait ToString { fn to_string(&self) -> String; }
impl<T: fmt::Display + ?Sized> ToString for T {
    fn to_string(&self) -> String {
        let mut buf = String::new();
        match fmt::write(&mut buf, format_args!("{}", self)) { Ok(()) => buf, Err(_) => panic!("a Display implementation returned an error unexpectedly: Error") }
    }
}
impl AsRef<str> for String { fn as_ref(&self) -> &str { self } }
impl AsMut<str> for String { fn as_mut(&mut self) -> &mut str { self } }
impl AsRef<[u8]> for String { fn as_ref(&self) -> &[u8] { self.as_bytes() } }
impl Borrow<str> for String { fn borrow(&self) -> &str { &self[..] } }
impl BorrowMut<str> for String { fn borrow_mut(&mut self) -> &mut str { &mut self[..] } }
impl From<&str> for String { fn from(s: &str) -> String { let mut out = String::with_capacity(s.len()); out.push_str(s); out } }
impl From<&mut str> for String { fn from(s: &mut str) -> String { String::from(&*s) } }
impl From<&String> for String { fn from(s: &String) -> String { s.clone() } }
impl From<Box<str>> for String { fn from(s: Box<str>) -> String { s.into_string() } }
impl<'a> From<Cow<'a, str>> for String { fn from(s: Cow<'a, str>) -> String { s.into_owned() } }
impl From<char> for String { fn from(c: char) -> Self { let mut s = String::new(); s.push(c); s } }
impl Write for String { fn write_str(&mut self, s: &str) -> fmt::Result { self.push_str(s); Ok(()) } fn write_char(&mut self, c: char) -> fmt::Result { self.push(c); Ok(()) } }
impl TryFrom<Vec<u8>> for String { type Error = FromUtf8Error; fn try_from(bytes: Vec<u8>) -> Result<Self, FromUtf8Error> { Self::from_utf8(bytes) } }
impl crate::error::Error for FromUtf16Error {}
impl Extend<Box<str>> for String { fn extend<I: IntoIterator<Item = Box<str>>>(&mut self, iter: I) { for s in iter { self.push_str(&s); } } }
impl<'a> Extend<Cow<'a, str>> for String { fn extend<I: IntoIterator<Item = Cow<'a, str>>>(&mut self, iter: I) { for s in iter { self.push_str(&s); } } }
