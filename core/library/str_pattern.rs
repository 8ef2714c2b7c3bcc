// What a string can be searched for, and the iterators that search.
use crate::intrinsics;
use crate::iter::FusedIterator;

// A pattern finds its matches by place: next_match from `from` on, last_match ending at or before `to`.
#[rustc_diagnostic_item = "Pattern"]
pub trait Pattern: Sized {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)>;
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)>;
    fn prefix_len(&mut self, text: &str) -> Option<usize>;
    fn suffix_len(&mut self, text: &str) -> Option<usize>;
}
// A pattern whose matches are the same from both ends: single characters, not strings.
pub trait DoubleEndedPattern: Pattern {}
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
    impl<$($g)*> DoubleEndedPattern for $t {}
)* } }
char_patterns! {
    [const N: usize] [char; N], |s, c| s.contains(&c);
    [const N: usize] &[char; N], |s, c| s.contains(&c);
    [] &[char], |s, c| s.contains(&c);
    [F: FnMut(char) -> bool] F, |s, c| s(c);
}
impl Pattern for char {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        if !self.is_ascii() { let c = *self; return char_next(text, from, |x| x == c); }
        let len = text.len();
        if from > len { return None; }
        let at = from + intrinsics::find_byte(unsafe { text.as_ptr().add(from) }, len - from, *self as u8);
        if at < len { Some((at, at + 1)) } else { None }
    }
    fn last_match(&mut self, text: &str, to: usize) -> Option<(usize, usize)> { let c = *self; char_last(text, to, |x| x == c) }
    fn prefix_len(&mut self, text: &str) -> Option<usize> { match text.chars().next() { Some(c) if c == *self => Some(c.len_utf8()), _ => None } }
    fn suffix_len(&mut self, text: &str) -> Option<usize> { match text.chars().next_back() { Some(c) if c == *self => Some(c.len_utf8()), _ => None } }
}
impl DoubleEndedPattern for char {}
impl Pattern for &str {
    fn next_match(&mut self, text: &str, from: usize) -> Option<(usize, usize)> {
        let n = self.len();
        let t = text.as_bytes();
        if n == 0 { return if from <= t.len() { Some((from, from)) } else { None }; }
        let first = self.as_bytes()[0];
        let mut i = from;
        while i + n <= t.len() {
            let skip = unsafe { intrinsics::find_byte(t.as_ptr().add(i), t.len() - n + 1 - i, first) };
            i += skip;
            if i + n > t.len() { return None; }
            if unsafe { intrinsics::compare_bytes(t.as_ptr().add(i), self.as_ptr(), n) } == 0 { return Some((i, i + n)); }
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
            if unsafe { intrinsics::compare_bytes(text.as_ptr().add(i), self.as_ptr(), n) } == 0 { return Some((i, i + n)); }
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

// The matches between `at` and `back`, from both ends. An empty match moves on by one character; past the last one `done`.
#[derive(Clone)]
struct Searcher<'a, P> { text: &'a str, pat: P, at: usize, back: usize, done: bool }
impl<'a, P: Pattern> Searcher<'a, P> {
    fn new(text: &'a str, pat: P) -> Self { Searcher { text, pat, at: 0, back: text.len(), done: false } }
    fn next_match(&mut self) -> Option<(usize, usize)> {
        if self.done { return None; }
        match self.pat.next_match(self.text, self.at) {
            Some((a, b)) if b <= self.back => {
                self.at = if b > a { b } else { match self.text[b..].chars().next() { Some(c) => b + c.len_utf8(), None => { self.done = true; b } } };
                Some((a, b))
            }
            _ => { self.done = true; None }
        }
    }
    fn next_match_back(&mut self) -> Option<(usize, usize)> {
        if self.done { return None; }
        match self.pat.last_match(self.text, self.back) {
            Some((a, b)) if a >= self.at => {
                self.back = if b > a { a } else { match self.text[..a].chars().next_back() { Some(c) => a - c.len_utf8(), None => { self.done = true; a } } };
                Some((a, b))
            }
            _ => { self.done = true; None }
        }
    }
}
// The pieces between matches.
#[derive(Clone)]
struct Pieces<'a, P> { start: usize, end: usize, matcher: Searcher<'a, P>, allow_trailing_empty: bool, finished: bool, count: usize }
impl<'a, P: Pattern> Pieces<'a, P> {
    fn new(text: &'a str, pat: P, allow_trailing_empty: bool, count: usize) -> Self { Pieces { start: 0, end: text.len(), matcher: Searcher::new(text, pat), allow_trailing_empty, finished: false, count } }
    fn piece(&self, a: usize, b: usize) -> &'a str { unsafe { self.matcher.text.get_unchecked(a..b) } }
    fn get_end(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        self.finished = true;
        if self.allow_trailing_empty || self.end > self.start { Some(self.piece(self.start, self.end)) } else { None }
    }
    fn next(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        match self.matcher.next_match() { Some((a, b)) => { let piece = self.piece(self.start, a); self.start = b; Some(piece) } None => self.get_end() }
    }
    fn next_inclusive(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        match self.matcher.next_match() { Some((_, b)) => { let piece = self.piece(self.start, b); self.start = b; Some(piece) } None => self.get_end() }
    }
    fn next_back(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back() { Some(piece) if !piece.is_empty() => return Some(piece), _ => if self.finished { return None; } }
        }
        match self.matcher.next_match_back() { Some((a, b)) => { let piece = self.piece(b, self.end); self.end = a; Some(piece) } None => { self.finished = true; Some(self.piece(self.start, self.end)) } }
    }
    fn next_back_inclusive(&mut self) -> Option<&'a str> {
        if self.finished { return None; }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back_inclusive() { Some(piece) if !piece.is_empty() => return Some(piece), _ => if self.finished { return None; } }
        }
        match self.matcher.next_match_back() { Some((_, b)) => { let piece = self.piece(b, self.end); self.end = b; Some(piece) } None => { self.finished = true; Some(self.piece(self.start, self.end)) } }
    }
    fn next_n(&mut self) -> Option<&'a str> { if self.count == 0 { return None; } self.count -= 1; if self.count == 0 { self.get_end() } else { self.next() } }
    fn next_back_n(&mut self) -> Option<&'a str> { if self.count == 0 { return None; } self.count -= 1; if self.count == 0 { self.get_end() } else { self.next_back() } }
}
macro_rules! piece_iters { ($($Name:ident $next:ident $($next_back:ident)?;)*) => { $(
    pub struct $Name<'a, P>(Pieces<'a, P>);
    impl<'a, P: Pattern> Iterator for $Name<'a, P> { type Item = &'a str; fn next(&mut self) -> Option<&'a str> { self.0.$next() } }
    $( impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for $Name<'a, P> { fn next_back(&mut self) -> Option<&'a str> { self.0.$next_back() } } )?
    impl<'a, P: Pattern> FusedIterator for $Name<'a, P> {}
    impl<P: Clone> Clone for $Name<'_, P> { fn clone(&self) -> Self { $Name(self.0.clone()) } }
)* } }
piece_iters! {
    Split next next_back; SplitInclusive next_inclusive next_back_inclusive; SplitTerminator next next_back; SplitN next_n;
    RSplit next_back next; RSplitTerminator next_back next; RSplitN next_back_n;
}
macro_rules! match_iters { ($($Name:ident $Item:ty, $next:ident $next_back:ident |$s:ident, $a:ident, $b:ident| $item:expr;)*) => { $(
    pub struct $Name<'a, P>(Searcher<'a, P>);
    impl<'a, P: Pattern> Iterator for $Name<'a, P> { type Item = $Item; fn next(&mut self) -> Option<$Item> { let ($a, $b) = self.0.$next()?; let $s = self.0.text; Some($item) } }
    impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for $Name<'a, P> { fn next_back(&mut self) -> Option<$Item> { let ($a, $b) = self.0.$next_back()?; let $s = self.0.text; Some($item) } }
    impl<'a, P: Pattern> FusedIterator for $Name<'a, P> {}
    impl<P: Clone> Clone for $Name<'_, P> { fn clone(&self) -> Self { $Name(self.0.clone()) } }
)* } }
match_iters! {
    Matches &'a str, next_match next_match_back |s, a, b| &s[a..b];
    RMatches &'a str, next_match_back next_match |s, a, b| &s[a..b];
    MatchIndices (usize, &'a str), next_match next_match_back |s, a, b| (a, &s[a..b]);
    RMatchIndices (usize, &'a str), next_match_back next_match |s, a, b| (a, &s[a..b]);
}
impl str {
    pub fn contains<P: Pattern>(&self, mut pat: P) -> bool { pat.next_match(self, 0).is_some() }
    pub fn starts_with<P: Pattern>(&self, mut pat: P) -> bool { pat.prefix_len(self).is_some() }
    pub fn ends_with<P: Pattern>(&self, mut pat: P) -> bool { pat.suffix_len(self).is_some() }
    pub fn find<P: Pattern>(&self, mut pat: P) -> Option<usize> { match pat.next_match(self, 0) { Some((a, _)) => Some(a), None => None } }
    pub fn rfind<P: Pattern>(&self, mut pat: P) -> Option<usize> { match pat.last_match(self, self.len()) { Some((a, _)) => Some(a), None => None } }
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> { Split(Pieces::new(self, pat, true, 0)) }
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> { SplitInclusive(Pieces::new(self, pat, false, 0)) }
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> SplitTerminator<'_, P> { SplitTerminator(Pieces::new(self, pat, false, 0)) }
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P> { SplitN(Pieces::new(self, pat, true, n)) }
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P> { RSplit(Pieces::new(self, pat, true, 0)) }
    pub fn rsplit_terminator<P: Pattern>(&self, pat: P) -> RSplitTerminator<'_, P> { RSplitTerminator(Pieces::new(self, pat, false, 0)) }
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P> { RSplitN(Pieces::new(self, pat, true, n)) }
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> { let (a, b) = delimiter.next_match(self, 0)?; Some((&self[..a], &self[b..])) }
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> { let (a, b) = delimiter.last_match(self, self.len())?; Some((&self[..a], &self[b..])) }
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> { Matches(Searcher::new(self, pat)) }
    pub fn rmatches<P: Pattern>(&self, pat: P) -> RMatches<'_, P> { RMatches(Searcher::new(self, pat)) }
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> { MatchIndices(Searcher::new(self, pat)) }
    pub fn rmatch_indices<P: Pattern>(&self, pat: P) -> RMatchIndices<'_, P> { RMatchIndices(Searcher::new(self, pat)) }
    pub fn trim_matches<P: DoubleEndedPattern>(&self, mut pat: P) -> &str { let s = trim_front(self, &mut pat); trim_back(s, &mut pat) }
    pub fn trim_start_matches<P: Pattern>(&self, mut pat: P) -> &str { trim_front(self, &mut pat) }
    pub fn trim_end_matches<P: Pattern>(&self, mut pat: P) -> &str { trim_back(self, &mut pat) }
    pub fn trim_left_matches<P: Pattern>(&self, pat: P) -> &str { self.trim_start_matches(pat) }
    pub fn trim_right_matches<P: Pattern>(&self, pat: P) -> &str { self.trim_end_matches(pat) }
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"] pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> { let n = prefix.prefix_len(self)?; Some(&self[n..]) }
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> { let n = suffix.suffix_len(self)?; Some(&self[..self.len() - n]) }
    #[must_use = "this returns the replaced string as a new allocation, without modifying the original"] pub fn replace<P: Pattern>(&self, from: P, to: &str) -> crate::string::String { self.replacen(from, to, usize::MAX) }
    pub fn replacen<P: Pattern>(&self, pat: P, to: &str, count: usize) -> crate::string::String {
        let mut result = crate::string::String::with_capacity(self.len());
        let mut last = 0;
        let mut left = count;
        let mut matches = Searcher::new(self, pat);
        while left > 0 {
            match matches.next_match() { Some((a, b)) => { result.push_str(&self[last..a]); result.push_str(to); last = b; left -= 1; } None => break }
        }
        result.push_str(&self[last..]);
        result
    }
}
fn trim_front<'a, P: Pattern>(s: &'a str, pat: &mut P) -> &'a str { let mut s = s; loop { match pat.prefix_len(s) { Some(n) if n > 0 => s = &s[n..], _ => return s } } }
fn trim_back<'a, P: Pattern>(s: &'a str, pat: &mut P) -> &'a str { let mut s = s; loop { match pat.suffix_len(s) { Some(n) if n > 0 => s = &s[..s.len() - n], _ => return s } } }
