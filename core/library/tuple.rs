// Traits of tuples. Clone and Copy are the compiler's own.
use crate::cmp::Ordering::{self, Equal};
use crate::fmt;
use crate::hash::{Hash, Hasher};
macro_rules! tuples { ($( ($($T:ident $i:tt),+) )*) => { $(
    impl<$($T: PartialEq),+> PartialEq for ($($T,)+) {
        fn eq(&self, other: &($($T,)+)) -> bool { $( self.$i == other.$i )&&+ }
        fn ne(&self, other: &($($T,)+)) -> bool { $( self.$i != other.$i )||+ }
    }
    impl<$($T: Eq),+> Eq for ($($T,)+) {}
    impl<$($T: PartialOrd),+> PartialOrd for ($($T,)+) {
        fn partial_cmp(&self, other: &($($T,)+)) -> Option<Ordering> {
            $( match self.$i.partial_cmp(&other.$i) { Some(Equal) => {} unequal => return unequal } )+
            Some(Equal)
        }
    }
    impl<$($T: Ord),+> Ord for ($($T,)+) {
        fn cmp(&self, other: &($($T,)+)) -> Ordering { $( match self.$i.cmp(&other.$i) { Equal => {} unequal => return unequal } )+ Equal }
    }
    impl<$($T: Default),+> Default for ($($T,)+) { fn default() -> ($($T,)+) { ($($T::default(),)+) } }
    impl<$($T: Hash),+> Hash for ($($T,)+) { fn hash<S: Hasher>(&self, state: &mut S) { $( self.$i.hash(state); )+ } }
    impl<$($T: fmt::Debug),+> fmt::Debug for ($($T,)+) {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { let mut builder = f.debug_tuple(""); $( builder.field(&self.$i); )+ builder.finish() }
    }
)* } }
tuples! {
    (A 0)
    (A 0, B 1)
    (A 0, B 1, C 2)
    (A 0, B 1, C 2, D 3)
    (A 0, B 1, C 2, D 3, E 4)
    (A 0, B 1, C 2, D 3, E 4, F 5)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10)
    (A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11)
}
impl<T> From<[T; 2]> for (T, T) { fn from(array: [T; 2]) -> Self { let [a, b] = array; (a, b) } }
impl<T> From<(T, T)> for [T; 2] { fn from(t: (T, T)) -> Self { [t.0, t.1] } }
impl<T> From<[T; 3]> for (T, T, T) { fn from(array: [T; 3]) -> Self { let [a, b, c] = array; (a, b, c) } }
impl<T> From<(T, T, T)> for [T; 3] { fn from(t: (T, T, T)) -> Self { [t.0, t.1, t.2] } }
impl<A, B, EA: Default + Extend<A>, EB: Default + Extend<B>> Extend<(A, B)> for (EA, EB) {
    fn extend<I: IntoIterator<Item = (A, B)>>(&mut self, into_iter: I) { for (a, b) in into_iter { self.0.extend(Some(a)); self.1.extend(Some(b)); } }
}
