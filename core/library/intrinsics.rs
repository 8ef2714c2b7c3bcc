// What the machine implements. Names and meanings are those of Rust's core::intrinsics where it has one.
use crate::sync::atomic::Ordering;

// --- layout and types ---
#[intrinsic] pub const fn size_of<T>() -> usize;
#[intrinsic] pub const fn align_of<T>() -> usize;
#[intrinsic] pub fn size_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[intrinsic] pub fn align_of_val<T: ?Sized>(ptr: *const T) -> usize;
#[intrinsic] pub const fn needs_drop<T: ?Sized>() -> bool;
// Whether there are values of T; whether zeroes, or bytes of 1, make one as far as rustc's mem::zeroed and mem::uninitialized look.
#[intrinsic] pub const fn is_inhabited<T>() -> bool;
#[intrinsic] pub const fn allows_zeroes<T>() -> bool;
#[intrinsic] pub const fn allows_ones<T>() -> bool;
#[intrinsic] pub fn type_name<T: ?Sized>() -> &'static str;
#[intrinsic] pub fn type_id<T: ?Sized>() -> u128;
// The discriminant as the enum's discriminant type (isize without repr).
#[intrinsic] pub fn discriminant_value<T>(value: &T) -> <T as crate::marker::DiscriminantKind>::Discriminant;
#[intrinsic] pub fn variant_count<T>() -> usize;

// --- memory ---
// A zero size allocates nothing and gives a dangling aligned address. Contents are uninitialised (alloc_zeroed: zero).
#[intrinsic] pub fn alloc(size: usize, align: usize) -> *mut u8;
#[intrinsic] pub fn alloc_zeroed(size: usize, align: usize) -> *mut u8;
#[intrinsic] pub fn dealloc(ptr: *mut u8, size: usize, align: usize);
#[intrinsic] pub fn realloc(ptr: *mut u8, old_size: usize, align: usize, new_size: usize) -> *mut u8;
#[intrinsic] pub fn copy<T>(src: *const T, dst: *mut T, count: usize);
#[intrinsic] pub fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize);
#[intrinsic] pub fn write_bytes<T>(dst: *mut T, value: u8, count: usize);
// memcmp over bytes: <0, 0, >0
#[intrinsic] pub fn compare_bytes(left: *const u8, right: *const u8, bytes: usize) -> i32;
// The position of the first `needle` among haystack[0..len], or len.
#[intrinsic] pub fn find_byte(haystack: *const u8, len: usize, needle: u8) -> usize;
#[intrinsic] pub fn read<T>(src: *const T) -> T;            // aligned
#[intrinsic] #[rustc_diagnostic_item = "ptr_write"] pub fn write<T>(dst: *mut T, value: T);
#[intrinsic] pub fn read_unaligned<T>(src: *const T) -> T;
#[intrinsic] #[rustc_diagnostic_item = "ptr_write_unaligned"] pub fn write_unaligned<T>(dst: *mut T, value: T);
#[intrinsic] pub fn volatile_load<T>(src: *const T) -> T;
#[intrinsic] #[rustc_diagnostic_item = "ptr_write_volatile"] pub fn volatile_store<T>(dst: *mut T, value: T);
#[intrinsic] #[lang = "drop_in_place"] pub fn drop_in_place<T: ?Sized>(ptr: *mut T);
#[intrinsic] #[rustc_diagnostic_item = "transmute"] pub const unsafe fn transmute<Src, Dst>(src: Src) -> Dst;             // sizes equal, else refused
#[intrinsic] pub fn transmute_unchecked<Src, Dst>(src: Src) -> Dst;
#[intrinsic] pub fn uninit<T>() -> T;                                  // an uninitialised value (MaybeUninit)
#[intrinsic] pub fn forget<T>(value: T);                               // no drop
// In elements of T, signed; `offset` stays within the allocation, `arith_offset` wraps.
#[intrinsic] pub fn offset<T>(ptr: *const T, count: isize) -> *const T;
#[intrinsic] pub fn arith_offset<T>(ptr: *const T, count: isize) -> *const T;
#[intrinsic] pub fn ptr_offset_from<T>(ptr: *const T, base: *const T) -> isize;
#[intrinsic] pub fn ptr_addr(ptr: *const ()) -> usize;
// Fat pointers from parts and back; metadata as usize (a length; a vtable's address).
#[intrinsic] pub fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T];
#[intrinsic] pub fn slice_len<T>(slice: *const [T]) -> usize;
#[intrinsic] pub fn vtable_of<T: ?Sized>(ptr: *const T) -> usize;
// The pointer `like` with its data address replaced by `data`'s: keeps metadata.
#[intrinsic] pub fn with_data<T: ?Sized>(like: *const T, data: *const u8) -> *const T;

// --- control ---
#[intrinsic] pub fn abort() -> !;
#[intrinsic] pub fn unreachable() -> !;                                // reaching it is undefined behaviour
#[intrinsic] pub fn assume(condition: bool);
#[intrinsic] pub fn black_box<T>(value: T) -> T;
#[intrinsic] pub fn exit(status: i32) -> !;
// The place of the call of the innermost function that is not #[track_caller].
#[intrinsic] #[track_caller] pub fn caller_location() -> &'static crate::panic::Location<'static>;
// Starts unwinding with this payload (a leaked Box<dyn Any + Send>'s two words as raw pointer).
#[intrinsic] pub fn start_unwind(payload: *mut (dyn crate::any::Any + Send)) -> !;
// Calls f(data); on unwinding out of it stores the payload at `payload` and returns true.
#[intrinsic] pub fn catch_unwind(f: fn(*mut u8), data: *mut u8, payload: *mut *mut (dyn crate::any::Any + Send)) -> bool;
// The number of panics in flight on this thread, and its change (the panic count of std).
#[intrinsic] pub fn panic_count() -> usize;
#[intrinsic] pub fn panic_count_add(by: isize) -> usize;

// --- output ---
#[intrinsic] pub fn write_stdout(text: *const u8, len: usize);
#[intrinsic] pub fn write_stderr(text: *const u8, len: usize);

// --- integers; T is any primitive integer ---
#[intrinsic] pub const fn wrapping_add<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn wrapping_sub<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn wrapping_mul<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn add_with_overflow<T>(a: T, b: T) -> (T, bool);
#[intrinsic] pub const fn sub_with_overflow<T>(a: T, b: T) -> (T, bool);
#[intrinsic] pub const fn mul_with_overflow<T>(a: T, b: T) -> (T, bool);
#[intrinsic] pub const fn saturating_add<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn saturating_sub<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn unchecked_div<T>(a: T, b: T) -> T;                 // no check for zero or overflow: MIN / -1 wraps
#[intrinsic] pub const fn unchecked_rem<T>(a: T, b: T) -> T;
#[intrinsic] pub const fn unchecked_shl<T>(a: T, bits: u32) -> T;            // bits masked to the width
#[intrinsic] pub const fn unchecked_shr<T>(a: T, bits: u32) -> T;
#[intrinsic] pub const fn rotate_left<T>(a: T, bits: u32) -> T;
#[intrinsic] pub const fn rotate_right<T>(a: T, bits: u32) -> T;
#[intrinsic] pub const fn ctpop<T>(a: T) -> u32;
#[intrinsic] pub const fn ctlz<T>(a: T) -> u32;
#[intrinsic] pub const fn cttz<T>(a: T) -> u32;
#[intrinsic] pub const fn bswap<T>(a: T) -> T;
#[intrinsic] pub const fn bitreverse<T>(a: T) -> T;
// Writes the digits (no sign, no prefix) to out (128 bytes suffice) and returns their number.
#[intrinsic] pub fn format_u128(value: u128, radix: u32, upper: bool, out: *mut u8) -> usize;

// --- floats ---
// Debug/Display digits: the shortest that reads back (precision < 0), or exactly `precision` fraction digits; sign included
// if negative. `mode`: 0 Display ("1", "1e300" in full digits), 1 Debug ("1.0", exponents beyond 1e16 / below 1e-5), 2 LowerExp, 3 UpperExp.
#[intrinsic] pub fn format_f64(value: f64, is_f32: bool, mode: u32, precision: isize, out: *mut u8, capacity: usize) -> usize;
// Parses as Rust does; false where it is not a number.
#[intrinsic] pub fn parse_f64(text: *const u8, len: usize, is_f32: bool, out: *mut f64) -> bool;
// op: 0 floor 1 ceil 2 round 3 trunc 4 sqrt 5 sin 6 cos 7 tan 8 asin 9 acos 10 atan 11 sinh 12 cosh 13 tanh 14 exp 15 exp2 16 ln 17 log2
// 18 log10 19 cbrt 20 abs 21 exp_m1 22 ln_1p 23 round_ties_even 24 asinh 25 acosh 26 atanh
#[intrinsic] pub const fn float1_f64(op: u32, a: f64) -> f64;
#[intrinsic] pub const fn float1_f32(op: u32, a: f32) -> f32;
// op: 0 pow 1 atan2 2 hypot 3 copysign 4 min 5 max 6 rem_euclid-less fmod
#[intrinsic] pub const fn float2_f64(op: u32, a: f64, b: f64) -> f64;
#[intrinsic] pub const fn float2_f32(op: u32, a: f32, b: f32) -> f32;
#[intrinsic] pub const fn fma_f64(a: f64, b: f64, c: f64) -> f64;
#[intrinsic] pub const fn powi_f64(a: f64, n: i32) -> f64;

// --- characters (Unicode tables) ---
// what: 0 alphabetic 1 numeric 2 lowercase 3 uppercase 4 whitespace 5 control 6 grapheme_extend 7 printable (char::escape_debug)
#[intrinsic] pub fn char_is(c: char, what: u32) -> bool;
// Writes up to three code points; returns their number.
#[intrinsic] pub fn char_to_upper(c: char, out: *mut u32) -> usize;
#[intrinsic] pub fn char_to_lower(c: char, out: *mut u32) -> usize;
// The number of leading bytes that are valid UTF-8 (len: all), and in *error_len the length of the bad sequence (0: cut off).
#[intrinsic] pub fn utf8_valid_up_to(text: *const u8, len: usize, error_len: *mut usize) -> usize;

// --- the borrow flag of a RefCell, run by core/cell/borrow_flag.h: >0 shared n, 0 free, <0 exclusive ---
#[intrinsic] #[track_caller] pub fn borrow_flag_try_shared(flag: *mut isize) -> bool;
#[intrinsic] #[track_caller] pub fn borrow_flag_try_exclusive(flag: *mut isize) -> bool;
#[intrinsic] pub fn borrow_flag_release_shared(flag: *mut isize);
#[intrinsic] pub fn borrow_flag_release_exclusive(flag: *mut isize);
#[intrinsic] pub fn borrow_flag_clone_shared(flag: *mut isize);       // one more of what is there already; too many: panics as Rust does (returns on success)
#[intrinsic] pub fn borrow_flag_clone_exclusive(flag: *mut isize);    // RefMut::map_split: one more writer (-2, …)
// Tells a traced run that a reference count is now `count`. Does nothing otherwise.
#[intrinsic] pub fn trace_count(place: *const usize, count: usize);
// Tells a traced run that the lock at `place` is now free (0), shared by n, or exclusive (-1). what: 0 it changed; 1 sharing it, -1 having
// it alone was refused: it is as before; 2 it is poisoned from now on. Does nothing otherwise.
#[intrinsic] pub fn trace_lock(place: *const u32, state: isize, what: i32);

// --- threads (the machine's own scheduler) ---
// Returns the new thread's id (main is 1); without a name: of no length.
#[intrinsic] pub fn thread_spawn(f: fn(*mut u8), data: *mut u8, name: *const u8, name_len: usize) -> u64;
#[intrinsic] pub fn thread_current() -> u64;
#[intrinsic] pub fn test_text(what: i32, buffer: *mut u8, capacity: usize) -> usize;   // 0 its name, 1 what its panic says: writes what fits, returns the length
#[intrinsic] pub fn test_ended(how: i32, note: *const u8, len: usize);   // vm::TestEnd
#[intrinsic] pub fn thread_yield();
// Waits until woken through this address (or until the virtual time `timeout_ns` has passed; u64::MAX: for ever), if *address == expected. True: woken.
#[intrinsic] pub fn futex_wait(address: *const u32, expected: u32, timeout_ns: u64) -> bool;
#[intrinsic] pub fn futex_wake(address: *const u32, count: u32) -> u32;
#[intrinsic] pub fn thread_is_finished(id: u64) -> bool;
#[intrinsic] pub fn thread_join(id: u64);                                  // waits for its end
#[intrinsic] pub fn sleep_ns(ns: u64);                                     // virtual time
#[intrinsic] pub fn now_ns() -> u64;                                       // virtual time
// Storage of a thread_local!: the address of this thread's slot for `key` (an address that identifies it), made of `size` zero bytes on first use.
#[intrinsic] pub fn thread_local_slot(key: *const u8, size: usize, align: usize) -> *mut u8;
#[intrinsic] pub fn thread_local_dtor(data: *mut u8, dtor: fn(*mut u8)); // run at the thread's end

// --- atomics: the machine runs one thread at a time; orders tell which accesses of others may not race. T is a primitive of at most 8 bytes ---
#[intrinsic] pub fn atomic_load<T>(src: *const T, order: Ordering) -> T;
#[intrinsic] pub fn atomic_store<T>(dst: *mut T, value: T, order: Ordering);
#[intrinsic] pub fn atomic_xchg<T>(dst: *mut T, value: T, order: Ordering) -> T;
#[intrinsic] pub fn atomic_cxchg<T>(dst: *mut T, old: T, new: T, success: Ordering, failure: Ordering) -> (T, bool);
// op: 0 add 1 sub 2 and 3 nand 4 or 5 xor 6 max 7 min; returns the old value
#[intrinsic] pub fn atomic_rmw<T>(op: u32, dst: *mut T, value: T, order: Ordering) -> T;
#[intrinsic] pub fn atomic_fence(order: Ordering);
