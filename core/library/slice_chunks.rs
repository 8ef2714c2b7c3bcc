// Iterators over pieces of a slice that are cut by length.
use crate::fmt;
use crate::iter::FusedIterator;
use crate::mem::take;

// One kind of pieces: of which slice, cut by which method, from the start on or from the end; `rem` is what an exact kind leaves over.
macro_rules! chunk_iter { ($Name:ident, [$($slice:tt)*], $split:ident, $from_start:literal $(, $rem:ident [$($r:tt)*])?) => {
    pub struct $Name<'a, T> { pub(crate) v: $($slice)* [T], $( pub(crate) $rem: $($r)* [T], )? pub(crate) chunk_size: usize }
    impl<'a, T> Iterator for $Name<'a, T> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> {
            let len = self.v.len();
            if len == 0 { return None; }
            let n = if len < self.chunk_size { len } else { self.chunk_size };
            let v = take(&mut self.v);
            if $from_start { let (a, b) = v.$split(n); self.v = b; Some(a) } else { let (a, b) = v.$split(len - n); self.v = a; Some(b) }
        }
        fn size_hint(&self) -> (usize, Option<usize>) { let n = self.v.len().div_ceil(self.chunk_size); (n, Some(n)) }
        fn count(self) -> usize { self.len() }
        fn last(mut self) -> Option<$($slice)* [T]> { self.next_back() }
    }
    impl<'a, T> DoubleEndedIterator for $Name<'a, T> {
        fn next_back(&mut self) -> Option<$($slice)* [T]> {
            let len = self.v.len();
            if len == 0 { return None; }
            let over = len % self.chunk_size;
            let n = if over == 0 { self.chunk_size } else { over };
            let v = take(&mut self.v);
            if $from_start { let (a, b) = v.$split(len - n); self.v = a; Some(b) } else { let (a, b) = v.$split(n); self.v = b; Some(a) }
        }
    }
    impl<T> ExactSizeIterator for $Name<'_, T> {}
    impl<T> FusedIterator for $Name<'_, T> {}
    impl<T: fmt::Debug> fmt::Debug for $Name<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct(stringify!($Name)).field("v", &self.v)$(.field("rem", &self.$rem))?.field("chunk_size", &self.chunk_size).finish()
        }
    }
} }
chunk_iter! { Chunks, [&'a], split_at, true }
chunk_iter! { ChunksMut, [&'a mut], split_at_mut, true }
chunk_iter! { ChunksExact, [&'a], split_at, true, rem [&'a] }
chunk_iter! { ChunksExactMut, [&'a mut], split_at_mut, true, rem [&'a mut] }
chunk_iter! { RChunks, [&'a], split_at, false }
chunk_iter! { RChunksMut, [&'a mut], split_at_mut, false }
chunk_iter! { RChunksExact, [&'a], split_at, false, rem [&'a] }
chunk_iter! { RChunksExactMut, [&'a mut], split_at_mut, false, rem [&'a mut] }
macro_rules! chunk_clone { ($($Name:ident $($rem:ident)?;)*) => { $(
    impl<T> Clone for $Name<'_, T> { fn clone(&self) -> Self { $Name { v: self.v, $( $rem: self.$rem, )? chunk_size: self.chunk_size } } }
)* } }
chunk_clone! { Chunks; ChunksExact rem; RChunks; RChunksExact rem; }
impl<'a, T> ChunksExact<'a, T> { pub fn remainder(&self) -> &'a [T] { self.rem } }
impl<'a, T> RChunksExact<'a, T> { pub fn remainder(&self) -> &'a [T] { self.rem } }
impl<'a, T> ChunksExactMut<'a, T> { pub fn into_remainder(self) -> &'a mut [T] { self.rem } }
impl<'a, T> RChunksExactMut<'a, T> { pub fn into_remainder(self) -> &'a mut [T] { self.rem } }

macro_rules! chunk_methods { ($($name:ident $Name:ident [$($m:tt)*] $split:ident $exact:ident;)*) => { $( chunk_method! { $name $Name [$($m)*] $split $exact } )* } }
macro_rules! chunk_method {
    ($name:ident $Name:ident [$($m:tt)*] $split:ident whole) => {
        #[track_caller]
        pub fn $name($($m)* self, chunk_size: usize) -> $Name<'_, T> { if chunk_size == 0 { panic!("chunk size must be non-zero"); } $Name { v: self, chunk_size } }
    };
    ($name:ident $Name:ident [$($m:tt)*] $split:ident start) => {
        #[track_caller]
        pub fn $name($($m)* self, chunk_size: usize) -> $Name<'_, T> {
            if chunk_size == 0 { panic!("chunk size must be non-zero"); }
            let (v, rem) = self.$split(self.len() - self.len() % chunk_size);
            $Name { v, rem, chunk_size }
        }
    };
    ($name:ident $Name:ident [$($m:tt)*] $split:ident end) => {
        #[track_caller]
        pub fn $name($($m)* self, chunk_size: usize) -> $Name<'_, T> {
            if chunk_size == 0 { panic!("chunk size must be non-zero"); }
            let (rem, v) = self.$split(self.len() % chunk_size);
            $Name { v, rem, chunk_size }
        }
    };
}
impl<T> [T] {
    chunk_methods! {
        chunks Chunks [&] split_at whole; chunks_mut ChunksMut [&mut] split_at_mut whole; chunks_exact ChunksExact [&] split_at start;
        chunks_exact_mut ChunksExactMut [&mut] split_at_mut start; rchunks RChunks [&] split_at whole; rchunks_mut RChunksMut [&mut] split_at_mut whole;
        rchunks_exact RChunksExact [&] split_at end; rchunks_exact_mut RChunksExactMut [&mut] split_at_mut end;
    }
    pub fn array_windows<const N: usize>(&self) -> ArrayWindows<'_, T, N> {
        const { assert!(N != 0, "window size must be non-zero") };
        ArrayWindows { v: self }
    }
    pub fn chunk_by<F: FnMut(&T, &T) -> bool>(&self, pred: F) -> ChunkBy<'_, T, F> { ChunkBy { slice: self, predicate: pred } }
    pub fn chunk_by_mut<F: FnMut(&T, &T) -> bool>(&mut self, pred: F) -> ChunkByMut<'_, T, F> { ChunkByMut { slice: self, predicate: pred } }
}
#[derive(Debug, Clone)]
pub struct ArrayWindows<'a, T, const N: usize> { v: &'a [T] }
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    fn next(&mut self) -> Option<&'a [T; N]> { let ret = self.v.first_chunk(); if ret.is_some() { self.v = &self.v[1..]; } ret }
    fn size_hint(&self) -> (usize, Option<usize>) { let n = (self.v.len() + 1).saturating_sub(N); (n, Some(n)) }
}
impl<'a, T, const N: usize> DoubleEndedIterator for ArrayWindows<'a, T, N> { fn next_back(&mut self) -> Option<&'a [T; N]> { let ret = self.v.last_chunk(); if ret.is_some() { self.v = &self.v[..self.v.len() - 1]; } ret } }
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}
impl<T, const N: usize> FusedIterator for ArrayWindows<'_, T, N> {}

macro_rules! chunk_by { ($Name:ident [$($slice:tt)*] $split:ident) => {
    pub struct $Name<'a, T, P> { slice: $($slice)* [T], predicate: P }
    impl<'a, T, P: FnMut(&T, &T) -> bool> Iterator for $Name<'a, T, P> {
        type Item = $($slice)* [T];
        fn next(&mut self) -> Option<$($slice)* [T]> {
            if self.slice.is_empty() { return None; }
            let mut n = 1;
            while n < self.slice.len() && (self.predicate)(&self.slice[n - 1], &self.slice[n]) { n += 1; }
            let (a, b) = take(&mut self.slice).$split(n);
            self.slice = b;
            Some(a)
        }
        fn size_hint(&self) -> (usize, Option<usize>) { if self.slice.is_empty() { (0, Some(0)) } else { (1, Some(self.slice.len())) } }
    }
    impl<'a, T, P: FnMut(&T, &T) -> bool> DoubleEndedIterator for $Name<'a, T, P> {
        fn next_back(&mut self) -> Option<$($slice)* [T]> {
            if self.slice.is_empty() { return None; }
            let mut n = self.slice.len() - 1;
            while n > 0 && (self.predicate)(&self.slice[n - 1], &self.slice[n]) { n -= 1; }
            let (a, b) = take(&mut self.slice).$split(n);
            self.slice = a;
            Some(b)
        }
    }
    impl<'a, T, P: FnMut(&T, &T) -> bool> FusedIterator for $Name<'a, T, P> {}
    impl<T: fmt::Debug, P> fmt::Debug for $Name<'_, T, P> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple(stringify!($Name)).field(&self.slice).finish() } }
} }
chunk_by! { ChunkBy [&'a] split_at }
chunk_by! { ChunkByMut [&'a mut] split_at_mut }
impl<T, P: Clone> Clone for ChunkBy<'_, T, P> { fn clone(&self) -> Self { ChunkBy { slice: self.slice, predicate: self.predicate.clone() } } }
