// What a string can be searched for, and the iterators that search.
// A pattern finds its matches by place: next_match from `from` on, last_match ending at or before `to`.
pub trait Pattern: Sized {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)>;
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)>;
    fn prefix_len(&mut self, text: &str) -> Option<usize>;
    fn suffix_len(&mut self, text: &str) -> Option<usize>;
}
fn char_next<F: FnMut(char) -> bool>(text: &str, from: usize, mut f: F) -> Option<(usize, usize)> {
    for (i, c) in text[from..].char_indices() { if f(c) { return Some((from + i, from + i + c.len_utf8())); } }
    None
}
fn char_last<F: FnMut(char) -> bool>(text: &str, to: usize, mut f: F) -> Option<(usize, usize)> {
    for (i, c) in text[..to].char_indices().rev() { if f(c) { return Some((i, i + c.len_utf8())); } }
    None
}
macro_rules! char_patterns { ($([$($g:tt)*] $t:ty, |$s:ident, $c:ident| $matches:expr;)*) => { $(
    impl<$($g)*> Pattern for $t {
        fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> { let $s = self; char_next(text, from, |$c| $matches) }
        fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)> { let $s = self; char_last(text, to, |$c| $matches) }
        fn prefix_len(&mut self, text: &str) -> Option<usize> { let $s = self; match text.chars().next() { Some($c) if $matches => Some($c.len_utf8()), _ => None } }
        fn suffix_len(&mut self, text: &str) -> Option<usize> { let $s = self; match text.chars().next_back() { Some($c) if $matches => Some($c.len_utf8()), _ => None } }
    }
)* } }
char_patterns! {
    [] char, |s, c| c == *s;
    [const N: usize] [char; N], |s, c| s.contains(&c);
    [const N: usize] &[char; N], |s, c| s.contains(&c);
    [] &[char], |s, c| s.contains(&c);
    [F: FnMut(char) -> bool] F, |s, c| s(c);
}
impl Pattern for &str {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        let n = self.len();
        let t = text.as_bytes();
        if n == 0 { return if from <= t.len() { Some((from, from)) } else { None }; }
        let first = self.as_bytes()[0];
        let mut i = from;
        while i + n <= t.len() {
            let skip = unsafe { crate::intrinsics::find_byte(t.as_ptr().add(i), t.len() - n + 1 - i, first) };
            i += skip;
            if i + n > t.len() { return None; }
            if unsafe { crate::intrinsics::compare_bytes(t.as_ptr().add(i), self.as_ptr(), n) } == 0 { return Some((i, i + n)); }
            i += 1;
        }
        None
    }
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)> {
        let n = self.len();
        if n == 0 { return Some((to, to)); }
        if to < n { return None; }
        let mut i = to - n;
        loop {
            if unsafe { crate::intrinsics::compare_bytes(text.as_ptr().add(i), self.as_ptr(), n) } == 0 { return Some((i, i + n)); }
            if i == 0 { return None; }
            i -= 1;
        }
    }
    fn prefix_len(&mut self, text: &str) -> Option<usize> { if text.as_bytes().starts_with(self.as_bytes()) { Some(self.len()) } else { None } }
    fn suffix_len(&mut self, text: &str) -> Option<usize> { if text.as_bytes().ends_with(self.as_bytes()) { Some(self.len()) } else { None } }
}
macro_rules! forwarded_patterns { ($($t:ty),*) => { $( impl Pattern for $t {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> { let mut s: &str = self; s.next_match(text, from) }
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)> { let mut s: &str = self; s.last_match(text, to) }
    fn prefix_len(&mut self, text: &str) -> Option<usize> { let mut s: &str = self; s.prefix_len(text) }
    fn suffix_len(&mut self, text: &str) -> Option<usize> { let mut s: &str = self; s.suffix_len(text) }
} )* } }
forwarded_patterns! { &crate::string::String, &&str }

// split, splitn, split_terminator, split_inclusive: pieces up to each match, at most `count`.
#[derive(Clone)]
pub struct Split<'a, P> { text: &'a str, pat: P, start: usize, at: usize, end: usize, count: usize, trailing_empty: bool, inclusive: bool, finished: bool }
impl<'a, P: Pattern> Split<'a, P> {
    pub(crate) fn new(text: &'a str, pat: P, count: usize, trailing_empty: bool, inclusive: bool) -> Self { Split { text, pat, start: 0, at: 0, end: text.len(), count, trailing_empty, inclusive, finished: false } }
    fn rest(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        self.finished = true;
        if !self.trailing_empty && self.start == self.end { None } else { Some(&self.text[self.start..self.end]) }
    }
    pub fn remainder(&self) -> Option<&'a str> { if self.finished { None } else { Some(&self.text[self.start..self.end]) } }
}
impl<'a, P: Pattern> Iterator for Split<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        if self.count == 0 { return None; }
        self.count -= 1;
        if self.count == 0 { return self.rest(); }
        if self.at > self.end { return self.rest(); }
        match self.pat.next_match(self.text, self.at) {
            Some((a, b)) if b <= self.end => {
                let piece = &self.text[self.start..if self.inclusive { b } else { a }];
                self.start = b;
                self.at = if b > a { b } else { match self.text[b..].chars().next() { Some(c) => b + c.len_utf8(), None => self.text.len() + 1 } };
                Some(piece)
            }
            _ => self.rest(),
        }
    }
}
impl<'a, P: Pattern> DoubleEndedIterator for Split<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        if !self.trailing_empty {
            self.trailing_empty = true;
            match self.next_back() { Some("") if !self.inclusive => {} Some(piece) if !piece.is_empty() => return Some(piece), _ => if self.finished { return None; } }
        }
        let search_to = if self.inclusive && self.end > self.start { match self.pat.suffix_len(&self.text[self.start..self.end]) { Some(n) => self.end - n, None => self.end } } else { self.end };
        match self.pat.last_match(self.text, search_to) {
            Some((a, b)) if a >= self.start => {
                let piece = &self.text[b..self.end];
                self.end = if self.inclusive { b } else { a };
                Some(piece)
            }
            _ => { self.finished = true; Some(&self.text[self.start..self.end]) }
        }
    }
}
pub type SplitN<'a, P> = Split<'a, P>;
pub type SplitTerminator<'a, P> = Split<'a, P>;
pub type SplitInclusive<'a, P> = Split<'a, P>;
#[derive(Clone)]
pub struct RSplit<'a, P> { text: &'a str, pat: P, end: usize, count: usize, finished: bool }
impl<'a, P: Pattern> RSplit<'a, P> { pub(crate) fn new(text: &'a str, pat: P, count: usize) -> Self { RSplit { text, pat, end: text.len(), count, finished: false } } }
impl<'a, P: Pattern> Iterator for RSplit<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        if self.finished || self.count == 0 { return None; }
        self.count -= 1;
        if self.count > 0 {
            if let Some((a, b)) = self.pat.last_match(self.text, self.end) { let piece = &self.text[b..self.end]; self.end = a; return Some(piece); }
        }
        self.finished = true;
        Some(&self.text[..self.end])
    }
}
pub type RSplitN<'a, P> = RSplit<'a, P>;
#[derive(Clone)]
pub struct Matches<'a, P> { pub(crate) text: &'a str, pub(crate) pat: P, pub(crate) at: usize, pub(crate) done: bool }
impl<'a, P: Pattern> Matches<'a, P> {
    fn step(&mut self) -> Option<(usize, &'a str)> {
        if self.done || self.at > self.text.len() { return None; }
        match self.pat.next_match(self.text, self.at) {
            Some((a, b)) => { self.at = if b > a { b } else { match self.text[b..].chars().next() { Some(c) => b + c.len_utf8(), None => self.text.len() + 1 } }; Some((a, &self.text[a..b])) }
            None => { self.done = true; None }
        }
    }
}
impl<'a, P: Pattern> Iterator for Matches<'a, P> { type Item = &'a str; fn next(&mut self) -> Option<&'a str> { match self.step() { Some((_, s)) => Some(s), None => None } } }
#[derive(Clone)]
pub struct MatchIndices<'a, P> { pub(crate) inner: Matches<'a, P> }
impl<'a, P: Pattern> Iterator for MatchIndices<'a, P> { type Item = (usize, &'a str); fn next(&mut self) -> Option<(usize, &'a str)> { self.inner.step() } }
