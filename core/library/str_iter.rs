// Iterators over a string's characters, bytes, words and lines.
use crate::char;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::slice;
use crate::str::from_utf8_unchecked;

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Chars<'a> { pub(crate) bytes: &'a [u8], pub(crate) at: usize, pub(crate) end: usize }
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
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct CharIndices<'a> { pub(crate) iter: Chars<'a> }
impl<'a> CharIndices<'a> { pub fn as_str(&self) -> &'a str { self.iter.as_str() } pub fn offset(&self) -> usize { self.iter.at } }
impl<'a> Iterator for CharIndices<'a> { type Item = (usize, char); fn next(&mut self) -> Option<(usize, char)> { let at = self.iter.at; let c = self.iter.next()?; Some((at, c)) } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
impl<'a> DoubleEndedIterator for CharIndices<'a> { fn next_back(&mut self) -> Option<(usize, char)> { let c = self.iter.next_back()?; Some((self.iter.end, c)) } }
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Bytes<'a> { pub(crate) iter: slice::Iter<'a, u8> }
impl Iterator for Bytes<'_> { type Item = u8; fn next(&mut self) -> Option<u8> { match self.iter.next() { Some(b) => Some(*b), None => None } } fn size_hint(&self) -> (usize, Option<usize>) { self.iter.size_hint() } }
impl DoubleEndedIterator for Bytes<'_> { fn next_back(&mut self) -> Option<u8> { match self.iter.next_back() { Some(b) => Some(*b), None => None } } }
impl ExactSizeIterator for Bytes<'_> {}
#[derive(Clone, Debug)]
pub struct SplitWhitespace<'a> { pub(crate) rest: &'a str }
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
impl FusedIterator for Chars<'_> {}
impl FusedIterator for CharIndices<'_> {}
impl FusedIterator for Bytes<'_> {}
impl FusedIterator for SplitWhitespace<'_> {}
impl FusedIterator for Lines<'_> {}
impl FusedIterator for EncodeUtf16<'_> {}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"] pub struct Lines<'a> { pub(crate) rest: &'a str, pub(crate) back_trimmed: bool }
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
pub struct EncodeUtf16<'a> { pub(crate) chars: Chars<'a>, pub(crate) extra: u16 }
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
impl fmt::Debug for EncodeUtf16<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("EncodeUtf16").finish_non_exhaustive() } }
#[derive(Clone, Debug)]
pub struct SplitAsciiWhitespace<'a> { pub(crate) rest: &'a str }
impl<'a> Iterator for SplitAsciiWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let s = self.rest.trim_ascii_start();
        if s.is_empty() { self.rest = s; return None; }
        let n = match s.find(|c: char| c.is_ascii_whitespace()) { Some(n) => n, None => s.len() };
        self.rest = &s[n..];
        Some(&s[..n])
    }
}
impl<'a> DoubleEndedIterator for SplitAsciiWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let s = self.rest.trim_ascii_end();
        if s.is_empty() { self.rest = s; return None; }
        let n = match s.rfind(|c: char| c.is_ascii_whitespace()) { Some(i) => i + 1, None => 0 };
        self.rest = &s[..n];
        Some(&s[n..])
    }
}
impl FusedIterator for SplitAsciiWhitespace<'_> {}

// The escapes of a string's characters, one after the other.
#[derive(Clone)]
pub(crate) struct Escapes<'a> { pub(crate) chars: Chars<'a>, pub(crate) current: Option<char::EscapeDefault>, pub(crate) first: bool, pub(crate) escape: fn(char, bool) -> char::EscapeDefault }
impl Iterator for Escapes<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        loop {
            if let Some(current) = &mut self.current { if let Some(c) = current.next() { return Some(c); } }
            self.current = Some((self.escape)(self.chars.next()?, self.first));
            self.first = false;
        }
    }
}
macro_rules! escapes { ($($Name:ident)*) => { $(
    #[derive(Clone)]
    pub struct $Name<'a>(pub(crate) Escapes<'a>);
    impl Iterator for $Name<'_> { type Item = char; fn next(&mut self) -> Option<char> { self.0.next() } }
    impl FusedIterator for $Name<'_> {}
    impl fmt::Display for $Name<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { for c in self.clone() { fmt::Write::write_char(f, c)?; } Ok(()) } }
)* } }
escapes! { EscapeDebug EscapeDefault EscapeUnicode }

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utf8Chunk<'a> { valid: &'a str, invalid: &'a [u8] }
impl<'a> Utf8Chunk<'a> {
    pub fn valid(&self) -> &'a str { self.valid }
    pub fn invalid(&self) -> &'a [u8] { self.invalid }
}
#[derive(Clone)]
pub struct Utf8Chunks<'a> { source: &'a [u8] }
impl<'a> Utf8Chunks<'a> { pub(crate) fn new(source: &'a [u8]) -> Self { Utf8Chunks { source } } }
impl<'a> Iterator for Utf8Chunks<'a> {
    type Item = Utf8Chunk<'a>;
    fn next(&mut self) -> Option<Utf8Chunk<'a>> {
        if self.source.is_empty() { return None; }
        let mut bad = 0usize;
        let n = crate::intrinsics::utf8_valid_up_to(self.source.as_ptr(), self.source.len(), &mut bad);
        let (valid, rest) = self.source.split_at(n);
        let (invalid, rest) = rest.split_at(if bad == 0 { rest.len() } else { bad });
        self.source = rest;
        Some(Utf8Chunk { valid: unsafe { from_utf8_unchecked(valid) }, invalid })
    }
}
impl FusedIterator for Utf8Chunks<'_> {}
