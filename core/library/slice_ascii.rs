// Slices of bytes as ASCII.
use crate::ascii::{self, escape_default};
use crate::fmt;
use crate::vec::Vec;

impl [u8] {
    pub const fn is_ascii(&self) -> bool { let mut i = 0; while i < self.len() { if self[i] >= 128 { return false; } i += 1; } true }
    pub fn eq_ignore_ascii_case(&self, other: &[u8]) -> bool { self.len() == other.len() && crate::iter::zip(self, other).all(|(a, b)| a.eq_ignore_ascii_case(b)) }
    pub fn make_ascii_uppercase(&mut self) { for b in self.iter_mut() { b.make_ascii_uppercase(); } }
    pub fn make_ascii_lowercase(&mut self) { for b in self.iter_mut() { b.make_ascii_lowercase(); } }
    pub fn to_ascii_uppercase(&self) -> Vec<u8> { let mut me = self.to_vec(); me.make_ascii_uppercase(); me }
    pub fn escape_ascii(&self) -> EscapeAscii<'_> { EscapeAscii { bytes: self, front: None, back: None } }
    pub const fn trim_ascii_start(&self) -> &[u8] { let mut bytes = self; while let [first, rest @ ..] = bytes { if first.is_ascii_whitespace() { bytes = rest; } else { break; } } bytes }
    pub const fn trim_ascii_end(&self) -> &[u8] { let mut bytes = self; while let [rest @ .., last] = bytes { if last.is_ascii_whitespace() { bytes = rest; } else { break; } } bytes }
    pub const fn trim_ascii(&self) -> &[u8] { self.trim_ascii_start().trim_ascii_end() }
    pub fn utf8_chunks(&self) -> crate::str::Utf8Chunks<'_> { crate::str::Utf8Chunks::new(self) }
    pub fn to_ascii_lowercase(&self) -> Vec<u8> { let mut me = self.to_vec(); me.make_ascii_lowercase(); me }
}
#[derive(Clone)]
pub struct EscapeAscii<'a> { bytes: &'a [u8], front: Option<ascii::EscapeDefault>, back: Option<ascii::EscapeDefault> }
impl Iterator for EscapeAscii<'_> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        loop {
            if let Some(front) = &mut self.front { if let Some(b) = front.next() { return Some(b); } }
            match self.bytes.split_first() {
                Some((first, rest)) => { self.bytes = rest; self.front = Some(escape_default(*first)); }
                None => return self.back.as_mut()?.next(),
            }
        }
    }
}
impl DoubleEndedIterator for EscapeAscii<'_> {
    fn next_back(&mut self) -> Option<u8> {
        loop {
            if let Some(back) = &mut self.back { if let Some(b) = back.next_back() { return Some(b); } }
            match self.bytes.split_last() {
                Some((last, rest)) => { self.bytes = rest; self.back = Some(escape_default(*last)); }
                None => return self.front.as_mut()?.next_back(),
            }
        }
    }
}
impl crate::iter::FusedIterator for EscapeAscii<'_> {}
impl fmt::Display for EscapeAscii<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { for b in self.clone() { fmt::Write::write_char(f, b as char)?; } Ok(()) } }
impl fmt::Debug for EscapeAscii<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("EscapeAscii").finish_non_exhaustive() } }
