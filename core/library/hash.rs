// Hashing: SipHash 1-3 as std's default (the keys of RandomState are fixed here, so runs repeat exactly).
use crate::marker::PhantomData;
#[rustc_diagnostic_item = "Hash"]
#[complete]
pub trait Hash {
    fn hash<H: Hasher>(&self, state: &mut H);
    fn hash_slice<H: Hasher>(data: &[Self], state: &mut H) where Self: Sized { for piece in data { piece.hash(state) } }
}
pub trait Hasher {
    fn finish(&self) -> u64;
    fn write(&mut self, bytes: &[u8]);
    fn write_u8(&mut self, i: u8) { self.write(&[i]) }
    fn write_u16(&mut self, i: u16) { self.write(&i.to_ne_bytes()) }
    fn write_u32(&mut self, i: u32) { self.write(&i.to_ne_bytes()) }
    fn write_u64(&mut self, i: u64) { self.write(&i.to_ne_bytes()) }
    fn write_u128(&mut self, i: u128) { self.write(&i.to_ne_bytes()) }
    fn write_usize(&mut self, i: usize) { self.write(&i.to_ne_bytes()) }
    fn write_i8(&mut self, i: i8) { self.write_u8(i as u8) }
    fn write_i16(&mut self, i: i16) { self.write_u16(i as u16) }
    fn write_i32(&mut self, i: i32) { self.write_u32(i as u32) }
    fn write_i64(&mut self, i: i64) { self.write_u64(i as u64) }
    fn write_i128(&mut self, i: i128) { self.write_u128(i as u128) }
    fn write_isize(&mut self, i: isize) { self.write_usize(i as usize) }
    fn write_length_prefix(&mut self, len: usize) { self.write_usize(len); }
    fn write_str(&mut self, s: &str) { self.write(s.as_bytes()); self.write_u8(0xff); }
}
impl<H: Hasher + ?Sized> Hasher for &mut H {
    fn finish(&self) -> u64 { (**self).finish() }
    fn write(&mut self, bytes: &[u8]) { (**self).write(bytes) }
}
pub trait BuildHasher {
    type Hasher: Hasher;
    fn build_hasher(&self) -> Self::Hasher;
    fn hash_one<T: Hash>(&self, x: T) -> u64 where Self: Sized, Self::Hasher: Hasher { let mut hasher = self.build_hasher(); x.hash(&mut hasher); hasher.finish() }
}
pub struct BuildHasherDefault<H>(PhantomData<fn() -> H>);
impl<H> BuildHasherDefault<H> { pub const fn new() -> Self { BuildHasherDefault(PhantomData) } }
impl<H: Default + Hasher> BuildHasher for BuildHasherDefault<H> { type Hasher = H; fn build_hasher(&self) -> H { H::default() } }
impl<H> Clone for BuildHasherDefault<H> { fn clone(&self) -> Self { BuildHasherDefault(PhantomData) } }
impl<H> Default for BuildHasherDefault<H> { fn default() -> Self { BuildHasherDefault(PhantomData) } }

macro_rules! hash_ints { ($($t:ty, $m:ident;)*) => { $( impl Hash for $t { fn hash<H: Hasher>(&self, state: &mut H) { state.$m(*self) } } )* } }
hash_ints! { u8, write_u8; u16, write_u16; u32, write_u32; u64, write_u64; u128, write_u128; usize, write_usize; i8, write_i8; i16, write_i16; i32, write_i32; i64, write_i64; i128, write_i128; isize, write_isize; }
impl Hash for bool { fn hash<H: Hasher>(&self, state: &mut H) { state.write_u8(*self as u8) } }
impl Hash for char { fn hash<H: Hasher>(&self, state: &mut H) { state.write_u32(*self as u32) } }
impl Hash for str { fn hash<H: Hasher>(&self, state: &mut H) { state.write_str(self); } }
impl Hash for ! { fn hash<H: Hasher>(&self, _: &mut H) { *self } }
impl Hash for () { fn hash<H: Hasher>(&self, _state: &mut H) {} }
impl<T: Hash> Hash for [T] { fn hash<H: Hasher>(&self, state: &mut H) { state.write_length_prefix(self.len()); Hash::hash_slice(self, state) } }
impl<T: ?Sized + Hash> Hash for &T { fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state); } }
impl<T: ?Sized + Hash> Hash for &mut T { fn hash<H: Hasher>(&self, state: &mut H) { (**self).hash(state); } }

// SipHash 1-3: Aumasson and Bernstein, "SipHash: a fast short-input PRF", with one compression and three finalization rounds.
#[derive(Clone, Debug)]
pub struct DefaultHasher { v0: u64, v1: u64, v2: u64, v3: u64, tail: u64, ntail: usize, length: usize }
#[derive(Clone, Debug)]
pub struct RandomState { k0: u64, k1: u64 }
impl RandomState { pub fn new() -> RandomState { RandomState { k0: 0, k1: 0 } } }
impl Default for RandomState { fn default() -> RandomState { RandomState::new() } }
impl BuildHasher for RandomState { type Hasher = DefaultHasher; fn build_hasher(&self) -> DefaultHasher { DefaultHasher::with_keys(self.k0, self.k1) } }
impl Default for DefaultHasher { fn default() -> DefaultHasher { DefaultHasher::new() } }
impl DefaultHasher {
    pub fn new() -> DefaultHasher { DefaultHasher::with_keys(0, 0) }
    fn with_keys(k0: u64, k1: u64) -> DefaultHasher {
        DefaultHasher { v0: k0 ^ 0x736f6d6570736575, v1: k1 ^ 0x646f72616e646f6d, v2: k0 ^ 0x6c7967656e657261, v3: k1 ^ 0x7465646279746573, tail: 0, ntail: 0, length: 0 }
    }
    fn round(&mut self) {
        self.v0 = self.v0.wrapping_add(self.v1); self.v2 = self.v2.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(13) ^ self.v0; self.v3 = self.v3.rotate_left(16) ^ self.v2;
        self.v0 = self.v0.rotate_left(32);
        self.v2 = self.v2.wrapping_add(self.v1); self.v0 = self.v0.wrapping_add(self.v3);
        self.v1 = self.v1.rotate_left(17) ^ self.v2; self.v3 = self.v3.rotate_left(21) ^ self.v0;
        self.v2 = self.v2.rotate_left(32);
    }
    fn byte(&mut self, b: u8) {
        self.tail = self.tail | ((b as u64) << (8 * self.ntail as u32));
        self.ntail += 1;
        if self.ntail == 8 { let m = self.tail; self.v3 ^= m; self.round(); self.v0 ^= m; self.tail = 0; self.ntail = 0; }
    }
}
impl Hasher for DefaultHasher {
    fn write(&mut self, bytes: &[u8]) { self.length += bytes.len(); for &b in bytes { self.byte(b); } }
    fn write_str(&mut self, s: &str) { self.write(s.as_bytes()); self.write_u8(0xff); }
    fn finish(&self) -> u64 {
        let mut s = self.clone();
        let b = ((s.length as u64 & 0xff) << 56) | s.tail;
        s.v3 ^= b; s.round(); s.v0 ^= b;
        s.v2 ^= 0xff; s.round(); s.round(); s.round();
        s.v0 ^ s.v1 ^ s.v2 ^ s.v3
    }
}
