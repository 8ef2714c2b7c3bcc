// ASCII escapes of bytes.
use crate::fmt;

#[derive(Clone)]
pub struct EscapeDefault { data: [u8; 4], at: u8, end: u8 }
pub const fn escape_default(c: u8) -> EscapeDefault {
    let short = match c { b'\t' => b't', b'\r' => b'r', b'\n' => b'n', b'\\' => b'\\', b'\'' => b'\'', b'"' => b'"', _ => 0 };
    if short != 0 { return EscapeDefault { data: [b'\\', short, 0, 0], at: 0, end: 2 }; }
    if c >= 0x20 && c < 0x7f { return EscapeDefault { data: [c, 0, 0, 0], at: 0, end: 1 }; }
    EscapeDefault { data: [b'\\', b'x', hex_digit(c >> 4), hex_digit(c & 15)], at: 0, end: 4 }
}
const fn hex_digit(n: u8) -> u8 { if n < 10 { b'0' + n } else { b'a' + n - 10 } }
impl EscapeDefault { pub fn as_str(&self) -> &str { unsafe { crate::str::from_utf8_unchecked(&self.data[self.at as usize..self.end as usize]) } } }
impl Iterator for EscapeDefault {
    type Item = u8;
    fn next(&mut self) -> Option<u8> { if self.at == self.end { None } else { self.at += 1; Some(self.data[self.at as usize - 1]) } }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = (self.end - self.at) as usize; (n, Some(n)) }
}
impl DoubleEndedIterator for EscapeDefault { fn next_back(&mut self) -> Option<u8> { if self.at == self.end { None } else { self.end -= 1; Some(self.data[self.end as usize]) } } }
impl ExactSizeIterator for EscapeDefault {}
impl crate::iter::FusedIterator for EscapeDefault {}
impl fmt::Display for EscapeDefault { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) } }
impl fmt::Debug for EscapeDefault { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("EscapeDefault").finish_non_exhaustive() } }
