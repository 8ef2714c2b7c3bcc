use crate::fmt;
use crate::intrinsics;
pub const MAX: char = '\u{10FFFF}';
pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError { kind: CharErrorKind }
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum CharErrorKind { EmptyString, TooManyChars }
impl fmt::Display for ParseCharError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(match self.kind { CharErrorKind::EmptyString => "cannot parse char from empty string", CharErrorKind::TooManyChars => "too many characters in string" }) } }
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(());
impl fmt::Display for CharTryFromError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("converted integer out of range for `char`") } }
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct TryFromCharError(());
pub const fn from_u32(i: u32) -> Option<char> { if i > 0x10FFFF || (i >= 0xD800 && i <= 0xDFFF) { None } else { Some(unsafe { from_u32_unchecked(i) }) } }
pub const unsafe fn from_u32_unchecked(i: u32) -> char { unsafe { intrinsics::transmute(i) } }
#[at(panic = "core/src/char/methods.rs:239:18")]
fn invalid_char() -> ! { crate::panicking::precondition("invalid value for `char`") }
#[at(panic = "core/src/char/convert.rs:332:9")]
pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    if radix > 36 { panic!("from_digit: radix is too high (maximum 36)"); }
    if num < radix { let num = num as u8; if num < 10 { Some((b'0' + num) as char) } else { Some((b'a' + num - 10) as char) } } else { None }
}
// An escaped character: up to ten characters.
#[derive(Clone, Debug)]
pub struct EscapeDefault { chars: [char; 10], at: usize, len: usize }
pub type EscapeDebug = EscapeDefault;
pub type EscapeUnicode = EscapeDefault;
impl EscapeDefault {
    fn one(c: char) -> Self { let mut chars = ['\0'; 10]; chars[0] = c; EscapeDefault { chars, at: 0, len: 1 } }
    fn backslash(c: char) -> Self { let mut chars = ['\0'; 10]; chars[0] = '\\'; chars[1] = c; EscapeDefault { chars, at: 0, len: 2 } }
    fn unicode(c: char) -> Self {
        let mut chars = ['\0'; 10];
        chars[0] = '\\'; chars[1] = 'u'; chars[2] = '{';
        let mut digits = [0u8; 128];
        let n = intrinsics::format_u128(c as u32 as u128, 16, false, digits.as_mut_ptr());
        let mut i = 0;
        while i < n { chars[3 + i] = digits[i] as char; i += 1; }
        chars[3 + n] = '}';
        EscapeDefault { chars, at: 0, len: 4 + n }
    }
    pub fn len(&self) -> usize { self.len - self.at }
}
impl Iterator for EscapeDefault {
    type Item = char;
    fn next(&mut self) -> Option<char> { if self.at == self.len { None } else { self.at += 1; Some(self.chars[self.at - 1]) } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.len - self.at, Some(self.len - self.at)) }
}
impl ExactSizeIterator for EscapeDefault {}
impl fmt::Display for EscapeDefault { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { let mut i = self.at; while i < self.len { f.write_char(self.chars[i])?; i += 1; } Ok(()) } }
// The characters of a case conversion: up to three.
#[derive(Clone, Debug)]
pub struct ToUppercase { chars: [u32; 3], at: usize, len: usize }
pub type ToLowercase = ToUppercase;
impl Iterator for ToUppercase {
    type Item = char;
    fn next(&mut self) -> Option<char> { if self.at == self.len { None } else { self.at += 1; Some(unsafe { from_u32_unchecked(self.chars[self.at - 1]) }) } }
    fn size_hint(&self) -> (usize, Option<usize>) { (self.len - self.at, Some(self.len - self.at)) }
}
impl ExactSizeIterator for ToUppercase {}
impl fmt::Display for ToUppercase { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { let mut i = self.at; while i < self.len { f.write_char(unsafe { from_u32_unchecked(self.chars[i]) })?; i += 1; } Ok(()) } }
impl char {
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10FFFF}';
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    pub const MAX_LEN_UTF8: usize = 4;
    pub const MAX_LEN_UTF16: usize = 2;
    pub const UNICODE_VERSION: (u8, u8, u8) = (17, 0, 0);
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> { decode_utf16(iter) }
    pub const fn from_u32(i: u32) -> Option<char> { from_u32(i) }
    pub const unsafe fn from_u32_unchecked(i: u32) -> char { if i > 0x10FFFF || (i >= 0xD800 && i <= 0xDFFF) { invalid_char() } unsafe { intrinsics::transmute(i) } }
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> { from_digit(num, radix) }
    pub fn is_digit(self, radix: u32) -> bool { self.to_digit(radix).is_some() }
    #[at(panic = "core/src/char/methods.rs:403:9")]
    #[must_use = "this returns the result of the operation, without modifying the original"] pub const fn to_digit(self, radix: u32) -> Option<u32> {
        assert!(radix >= 2 && radix <= 36, "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive");
        let c = self as u32;
        let d = if c >= 48 && c <= 57 { c - 48 } else if c >= 97 && c <= 122 { c - 87 } else if c >= 65 && c <= 90 { c - 55 } else { return None };
        if d < radix { Some(d) } else { None }
    }
    pub fn escape_unicode(self) -> EscapeUnicode { EscapeDefault::unicode(self) }
    fn escape(self, single: bool, double: bool) -> EscapeDefault {
        match self {
            '\0' => EscapeDefault::backslash('0'),
            '\t' => EscapeDefault::backslash('t'),
            '\r' => EscapeDefault::backslash('r'),
            '\n' => EscapeDefault::backslash('n'),
            '\\' => EscapeDefault::backslash('\\'),
            '"' if double => EscapeDefault::backslash('"'),
            '\'' if single => EscapeDefault::backslash('\''),
            _ => if (self as u32) >= 0x20 && (self as u32) < 0x7f || (!intrinsics::char_is(self, 6) && intrinsics::char_is(self, 7)) { EscapeDefault::one(self) } else { EscapeDefault::unicode(self) },
        }
    }
    pub fn escape_debug(self) -> EscapeDebug { self.escape(true, true) }
    pub(crate) fn escape_debug_continue(self) -> EscapeDebug { if intrinsics::char_is(self, 6) && self > '\x7f' { EscapeDefault::one(self) } else { self.escape(true, true) } }
    pub(crate) fn escape_debug_in_str(self) -> EscapeDebug { self.escape(false, true) }
    pub(crate) fn escape_debug_in_char(self) -> EscapeDebug { self.escape(true, false) }
    pub fn escape_default(self) -> EscapeDefault {
        match self {
            '\t' => EscapeDefault::backslash('t'),
            '\r' => EscapeDefault::backslash('r'),
            '\n' => EscapeDefault::backslash('n'),
            '\\' | '\'' | '"' => EscapeDefault::backslash(self),
            '\x20'..='\x7e' => EscapeDefault::one(self),
            _ => EscapeDefault::unicode(self),
        }
    }
    #[must_use] pub const fn len_utf8(self) -> usize { let c = self as u32; if c < 0x80 { 1 } else if c < 0x800 { 2 } else if c < 0x10000 { 3 } else { 4 } }
    pub const fn len_utf16(self) -> usize { if (self as u32) < 0x10000 { 1 } else { 2 } }
    #[at(panic = "core/src/char/methods.rs:1877:9")]
    pub fn encode_utf8(self, dst: &mut [u8]) -> &mut str {
        let c = self as u32;
        let n = self.len_utf8();
        if dst.len() < n { panic!("encode_utf8: need {} bytes to encode U+{:04X} but buffer has just {}", n, c, dst.len()); }
        if n == 1 { dst[0] = c as u8; }
        else if n == 2 { dst[0] = (c >> 6) as u8 | 0xC0; dst[1] = (c & 0x3F) as u8 | 0x80; }
        else if n == 3 { dst[0] = (c >> 12) as u8 | 0xE0; dst[1] = ((c >> 6) & 0x3F) as u8 | 0x80; dst[2] = (c & 0x3F) as u8 | 0x80; }
        else { dst[0] = (c >> 18) as u8 | 0xF0; dst[1] = ((c >> 12) & 0x3F) as u8 | 0x80; dst[2] = ((c >> 6) & 0x3F) as u8 | 0x80; dst[3] = (c & 0x3F) as u8 | 0x80; }
        unsafe { crate::str::from_utf8_unchecked_mut(crate::slice::from_raw_parts_mut(dst.as_mut_ptr(), n)) }
    }
    pub fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let c = self as u32;
        if c < 0x10000 { dst[0] = c as u16; &mut dst[..1] } else { let c = c - 0x10000; dst[0] = 0xD800 | (c >> 10) as u16; dst[1] = 0xDC00 | (c & 0x3FF) as u16; &mut dst[..2] }
    }
    #[must_use] pub fn is_alphabetic(self) -> bool { match self { 'a'..='z' | 'A'..='Z' => true, c => c > '\x7f' && intrinsics::char_is(c, 0) } }
    pub fn is_numeric(self) -> bool { match self { '0'..='9' => true, c => c > '\x7f' && intrinsics::char_is(c, 1) } }
    #[must_use] pub fn is_alphanumeric(self) -> bool { self.is_alphabetic() || self.is_numeric() }
    pub fn is_lowercase(self) -> bool { match self { 'a'..='z' => true, c => c > '\x7f' && intrinsics::char_is(c, 2) } }
    #[must_use] pub fn is_uppercase(self) -> bool { match self { 'A'..='Z' => true, c => c > '\x7f' && intrinsics::char_is(c, 3) } }
    #[must_use] pub fn is_whitespace(self) -> bool { match self { ' ' | '\x09'..='\x0d' => true, c => c > '\x7f' && intrinsics::char_is(c, 4) } }
    pub fn is_control(self) -> bool { intrinsics::char_is(self, 5) }
    pub fn to_lowercase(self) -> ToLowercase { let mut chars = [0u32; 3]; let len = intrinsics::char_to_lower(self, chars.as_mut_ptr()); ToUppercase { chars, at: 0, len } }
    #[must_use = "this returns the uppercase character as a new iterator, without modifying the original"] pub fn to_uppercase(self) -> ToUppercase { let mut chars = [0u32; 3]; let len = intrinsics::char_to_upper(self, chars.as_mut_ptr()); ToUppercase { chars, at: 0, len } }
    pub const fn is_ascii(&self) -> bool { (*self as u32) < 128 }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"] pub const fn to_ascii_uppercase(&self) -> char { if self.is_ascii_lowercase() { (*self as u8 - 32) as char } else { *self } }
    pub const fn to_ascii_lowercase(&self) -> char { if self.is_ascii_uppercase() { (*self as u8 + 32) as char } else { *self } }
    pub fn eq_ignore_ascii_case(&self, other: &char) -> bool { self.to_ascii_lowercase() == other.to_ascii_lowercase() }
    pub fn make_ascii_uppercase(&mut self) { *self = self.to_ascii_uppercase(); }
    pub fn make_ascii_lowercase(&mut self) { *self = self.to_ascii_lowercase(); }
    pub const fn is_ascii_alphabetic(&self) -> bool { matches!(*self, 'A'..='Z' | 'a'..='z') }
    pub const fn is_ascii_uppercase(&self) -> bool { matches!(*self, 'A'..='Z') }
    pub const fn is_ascii_lowercase(&self) -> bool { matches!(*self, 'a'..='z') }
    pub const fn is_ascii_alphanumeric(&self) -> bool { matches!(*self, '0'..='9' | 'A'..='Z' | 'a'..='z') }
    #[must_use] pub const fn is_ascii_digit(&self) -> bool { matches!(*self, '0'..='9') }
    pub const fn is_ascii_hexdigit(&self) -> bool { matches!(*self, '0'..='9' | 'A'..='F' | 'a'..='f') }
    pub const fn is_ascii_punctuation(&self) -> bool { matches!(*self, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~') }
    pub const fn is_ascii_graphic(&self) -> bool { matches!(*self, '!'..='~') }
    pub const fn is_ascii_whitespace(&self) -> bool { matches!(*self, '\t' | '\n' | '\x0C' | '\r' | ' ') }
    pub const fn is_ascii_control(&self) -> bool { matches!(*self, '\0'..='\x1F' | '\x7F') }
}
#[derive(Clone, Debug)]
pub struct DecodeUtf16<I: Iterator<Item = u16>> { iter: I, buf: Option<u16> }
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error { code: u16 }
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> { DecodeUtf16 { iter: iter.into_iter(), buf: None } }
impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Result<char, DecodeUtf16Error>> {
        let u = match self.buf.take() { Some(buf) => buf, None => self.iter.next()? };
        if (u & 0xF800) != 0xD800 { return Some(Ok(unsafe { from_u32_unchecked(u as u32) })); }
        if u >= 0xDC00 { return Some(Err(DecodeUtf16Error { code: u })); }
        let u2 = match self.iter.next() { Some(u2) => u2, None => return Some(Err(DecodeUtf16Error { code: u })) };
        if u2 < 0xDC00 || u2 > 0xDFFF { self.buf = Some(u2); return Some(Err(DecodeUtf16Error { code: u })); }
        let c = (((u & 0x3ff) as u32) << 10 | (u2 & 0x3ff) as u32) + 0x1_0000;
        Some(Ok(unsafe { from_u32_unchecked(c) }))
    }
}
impl DecodeUtf16Error { pub fn unpaired_surrogate(&self) -> u16 { self.code } }
impl fmt::Display for DecodeUtf16Error { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "unpaired surrogate found: {:x}", self.code) } }
impl crate::error::Error for DecodeUtf16Error {}
impl fmt::Display for TryFromCharError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad("unicode code point out of range") } }
impl crate::error::Error for TryFromCharError {}
impl DoubleEndedIterator for ToUppercase { fn next_back(&mut self) -> Option<char> { if self.at == self.len { None } else { self.len -= 1; Some(unsafe { from_u32_unchecked(self.chars[self.len]) }) } } }
impl crate::iter::FusedIterator for ToUppercase {}
impl crate::iter::FusedIterator for EscapeDefault {}
impl TryFrom<char> for usize { type Error = TryFromCharError; fn try_from(c: char) -> Result<usize, TryFromCharError> { Ok(c as u32 as usize) } }
impl TryFrom<char> for u16 { type Error = TryFromCharError; fn try_from(c: char) -> Result<u16, TryFromCharError> { if (c as u32) < 0x10000 { Ok(c as u32 as u16) } else { Err(TryFromCharError(())) } } }
impl From<u8> for char { fn from(i: u8) -> Self { i as char } }
impl From<char> for u32 { fn from(c: char) -> Self { c as u32 } }
impl From<char> for u64 { fn from(c: char) -> Self { c as u64 } }
impl From<char> for u128 { fn from(c: char) -> Self { c as u128 } }
impl TryFrom<u32> for char { type Error = CharTryFromError; fn try_from(i: u32) -> Result<Self, CharTryFromError> { match from_u32(i) { Some(c) => Ok(c), None => Err(CharTryFromError(())) } } }
impl TryFrom<char> for u8 { type Error = TryFromCharError; fn try_from(c: char) -> Result<u8, TryFromCharError> { if (c as u32) < 256 { Ok(c as u32 as u8) } else { Err(TryFromCharError(())) } } }
impl crate::str::FromStr for char {
    type Err = ParseCharError;
    fn from_str(s: &str) -> Result<Self, ParseCharError> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) { (None, _) => Err(ParseCharError { kind: CharErrorKind::EmptyString }), (Some(c), None) => Ok(c), _ => Err(ParseCharError { kind: CharErrorKind::TooManyChars }) }
    }
}
