// The root of the library: modules of constants that share their primitive type's name.
macro_rules! int_modules { ($($t:ident)*) => { $( pub mod $t { pub const MIN: $t = $t::MIN; pub const MAX: $t = $t::MAX; } )* } }
int_modules! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }
macro_rules! float_modules { ($($t:ident)*) => { $( pub mod $t {
    pub const EPSILON: $t = $t::EPSILON;
    pub const MIN: $t = $t::MIN;
    pub const MAX: $t = $t::MAX;
    pub const INFINITY: $t = $t::INFINITY;
    pub const NEG_INFINITY: $t = $t::NEG_INFINITY;
    pub const NAN: $t = $t::NAN;
    pub mod consts {
        pub const PI: $t = 3.14159265358979323846264338327950288;
        pub const TAU: $t = 6.28318530717958647692528676655900577;
        pub const E: $t = 2.71828182845904523536028747135266250;
        pub const SQRT_2: $t = 1.41421356237309504880168872420969808;
        pub const FRAC_1_SQRT_2: $t = 0.707106781186547524400844362104849039;
        pub const LN_2: $t = 0.693147180559945309417232121458176568;
        pub const LN_10: $t = 2.30258509299404568401799145468436421;
        pub const LOG2_E: $t = 1.44269504088896340735992468100189214;
        pub const LOG10_E: $t = 0.434294481903251827651128918916605082;
        pub const FRAC_PI_2: $t = 1.57079632679489661923132169163975144;
        pub const FRAC_PI_3: $t = 1.04719755119659774615421446109316763;
        pub const FRAC_PI_4: $t = 0.785398163397448309615660845819875721;
        pub const FRAC_PI_6: $t = 0.52359877559829887307710723054658381;
        pub const FRAC_PI_8: $t = 0.39269908169872415480783042290993786;
    }
} )* } }
float_modules! { f32 f64 }
pub mod hint {
    pub use crate::intrinsics::black_box;
    pub fn spin_loop() { crate::intrinsics::thread_yield(); }
    #[track_caller]
    pub const unsafe fn unreachable_unchecked() -> ! { crate::panicking::precondition("hint::unreachable_unchecked must never be reached") }
    #[track_caller]
    pub const unsafe fn assert_unchecked(cond: bool) { if !cond { crate::panicking::precondition("hint::assert_unchecked must never be called when the condition is false") } }
    pub fn must_use<T>(value: T) -> T { value }
}
