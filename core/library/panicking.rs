// The panic runtime: messages, the hook, unwinding.
use crate::any::Any;
use crate::boxed::Box;
use crate::fmt;
use crate::intrinsics;
use crate::panic::Location;
use crate::string::String;

#[track_caller]
#[lang = "panic"]
pub const fn panic(expr: &'static str) -> ! { panic_payload(Box::new(expr), expr, true) }
// A panic with a literal that is not a format string (editions before 2021).
#[track_caller]
pub fn panic_literal(msg: &'static str) -> ! { panic_payload(Box::new(msg), msg, true) }
#[track_caller]
pub fn begin_panic<M: Any + Send>(msg: M) -> ! {
    let any: &dyn Any = &msg;
    if let Some(s) = any.downcast_ref::<&'static str>() { let text = *s; panic_payload(Box::new(msg), text, true) }
    if let Some(s) = any.downcast_ref::<String>() { let text = s.clone(); panic_payload(Box::new(msg), &text, true) }
    panic_payload(Box::new(msg), "Box<dyn Any>", true)
}
#[track_caller]
pub fn panic_display<T: fmt::Display>(x: &T) -> ! { panic_fmt(format_args!("{}", *x)) }
#[track_caller]
pub fn unreachable_display<T: fmt::Display>(x: &T) -> ! { panic_fmt(format_args!("internal error: entered unreachable code: {}", *x)) }
#[track_caller]
#[lang = "panic_fmt"]
pub fn panic_fmt(args: fmt::Arguments<'_>) -> ! {
    if let Some(s) = args.as_statically_known_str() { panic_payload(Box::new(s), s, true) }
    let text = crate::fmt::format(args);
    let shown = text.clone();
    panic_payload(Box::new(text), &shown, true)
}
#[track_caller]
pub fn resume(payload: Box<dyn Any + Send>) -> ! {
    intrinsics::panic_count_add(1);
    intrinsics::start_unwind(Box::into_raw(payload))
}
#[track_caller]
fn panic_payload(payload: Box<dyn Any + Send>, message: &str, can_unwind: bool) -> ! {
    let location = intrinsics::caller_location();
    let count = intrinsics::panic_count_add(1);
    if count > 2 {
        crate::io::_eprint(format_args!("thread panicked while processing panic. aborting.\n"));
        intrinsics::abort();
    }
    crate::panic::call_hook(&*payload, location, message);
    if count > 1 || !can_unwind {
        crate::io::_eprint(format_args!("thread '{}' ({}) panicked at library/core/src/panicking.rs:230:5:\npanic in a destructor during cleanup\nthread caused non-unwinding panic. aborting.\n", crate::thread::current_name(), intrinsics::thread_current()));
        intrinsics::abort();
    }
    intrinsics::start_unwind(Box::into_raw(payload))
}
// A destructor that unwinds while a panic is in flight.
#[lang = "panic_in_cleanup"]
fn panic_in_cleanup() -> ! { panic_nounwind("panic in a destructor during cleanup") }
#[lang = "panic_cannot_unwind"]
fn panic_cannot_unwind() -> ! { panic_nounwind("panic in a function that cannot unwind") }
fn panic_nounwind(message: &'static str) -> ! {
    crate::io::_eprint(format_args!("\nthread '{}' ({}) panicked at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:233:5:\n{}\nthread caused non-unwinding panic. aborting.\n", crate::thread::current_name(), intrinsics::thread_current(), message));
    intrinsics::abort()
}

// What cannot unwind, told with the caller's place.
#[track_caller]
fn panic_nounwind_fmt(message: fmt::Arguments<'_>) -> ! {
    crate::io::_eprint(format_args!("\nthread '{}' ({}) panicked at {}:\n{}\n", crate::thread::current_name(), intrinsics::thread_current(), intrinsics::caller_location(), message));
    crate::panic::note_backtrace();
    crate::io::_eprint(format_args!("thread caused non-unwinding panic. aborting.\n"));
    intrinsics::abort()
}
// A value that there cannot be was about to be made.
#[at(panic = "core/src/panicking.rs:225:5")]
pub(crate) fn not_instantiable(message: fmt::Arguments<'_>) -> ! { panic_nounwind_fmt(message) }
// What an unsafe fn asks of its caller, where std checks it in debug builds.
#[track_caller]
pub(crate) fn precondition(message: &str) -> ! {
    panic_nounwind_fmt(format_args!("unsafe precondition(s) violated: {message}\n\nThis indicates a bug in the program. This Undefined Behavior check is optional, and cannot be relied on for safety."))
}
#[track_caller]
#[lang = "panic_null_pointer_dereference"]
fn panic_null_pointer_dereference() -> ! { panic_nounwind_fmt(format_args!("null pointer dereference occurred")) }
#[track_caller]
#[lang = "panic_misaligned_pointer_dereference"]
fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! { panic_nounwind_fmt(format_args!("misaligned pointer dereference: address must be a multiple of {required:#x} but is {found:#x}")) }
#[track_caller]
#[lang = "panic_invalid_enum_construction"]
fn panic_invalid_enum_construction(source: usize) -> ! { panic_nounwind_fmt(format_args!("trying to construct an enum from an invalid value {source:#x}")) }
#[track_caller]
#[lang = "panic_bounds_check"]
fn panic_bounds_check(index: usize, len: usize) -> ! { panic!("index out of bounds: the len is {len} but the index is {index}") }
macro_rules! panic_const { ($($lang:literal $name:ident $text:literal)*) => { $(
    #[track_caller]
    #[lang = $lang]
    pub const fn $name() -> ! { panic($text) }
)* } }
panic_const! {
    "panic_const_add_overflow" panic_const_add_overflow "attempt to add with overflow"
    "panic_const_sub_overflow" panic_const_sub_overflow "attempt to subtract with overflow"
    "panic_const_mul_overflow" panic_const_mul_overflow "attempt to multiply with overflow"
    "panic_const_div_overflow" panic_const_div_overflow "attempt to divide with overflow"
    "panic_const_rem_overflow" panic_const_rem_overflow "attempt to calculate the remainder with overflow"
    "panic_const_neg_overflow" panic_const_neg_overflow "attempt to negate with overflow"
    "panic_const_shr_overflow" panic_const_shr_overflow "attempt to shift right with overflow"
    "panic_const_shl_overflow" panic_const_shl_overflow "attempt to shift left with overflow"
    "panic_const_div_by_zero" panic_const_div_by_zero "attempt to divide by zero"
    "panic_const_rem_by_zero" panic_const_rem_by_zero "attempt to calculate the remainder with a divisor of zero"
}

pub enum AssertKind { Eq, Ne, Match }
#[track_caller]
pub fn assert_failed<T: fmt::Debug + ?Sized, U: fmt::Debug + ?Sized>(kind: AssertKind, left: &T, right: &U, args: Option<fmt::Arguments<'_>>) -> ! {
    assert_failed_inner(kind, &left, &right, args)
}
#[track_caller]
fn assert_failed_inner(kind: AssertKind, left: &dyn fmt::Debug, right: &dyn fmt::Debug, args: Option<fmt::Arguments<'_>>) -> ! {
    let op = match kind { AssertKind::Eq => "==", AssertKind::Ne => "!=", AssertKind::Match => "matches" };
    match args {
        Some(args) => panic!("assertion `left {op} right` failed: {args}\n  left: {left:?}\n right: {right:?}"),
        None => panic!("assertion `left {op} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}

// The program's entry: runs main, turns its result into the exit status.
#[lang = "start"]
fn lang_start<T: crate::process::Termination>(main: fn() -> T) -> i32 { main().report().to_i32() }
