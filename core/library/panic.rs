// Panic support for users: hooks, locations, catching.
use crate::any::Any;
use crate::boxed::Box;
use crate::fmt;
use crate::intrinsics;
use crate::ops::{Deref, DerefMut};

#[lang = "Location"]
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location<'a> { file: &'a str, line: u32, column: u32 }
impl<'a> Location<'a> {
    #[track_caller]
    pub const fn caller() -> &'static Location<'static> { intrinsics::caller_location() }
    pub const fn file(&self) -> &str { self.file }
    pub const fn line(&self) -> u32 { self.line }
    pub const fn column(&self) -> u32 { self.column }
}
impl fmt::Display for Location<'_> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}:{}:{}", self.file, self.line, self.column) } }

pub struct PanicHookInfo<'a> { payload: &'a (dyn Any + Send + 'static), location: &'a Location<'a>, message: &'a str }
pub type PanicInfo<'a> = PanicHookInfo<'a>;
impl<'a> PanicHookInfo<'a> {
    pub fn payload(&self) -> &(dyn Any + Send) { self.payload }
    pub fn payload_as_str(&self) -> Option<&str> {
        if let Some(s) = self.payload.downcast_ref::<&str>() { Some(s) } else if let Some(s) = self.payload.downcast_ref::<crate::string::String>() { Some(s) } else { None }
    }
    pub fn location(&self) -> Option<&Location<'_>> { Some(self.location) }
}
impl fmt::Display for PanicHookInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        self.location.fmt(f)?;
        if let Some(payload) = self.payload_as_str() { write!(f, ":\n{payload}")?; }
        Ok(())
    }
}
static mut HOOK: Option<Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>> = None;
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) { unsafe { HOOK = Some(hook); } }
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    match unsafe { (*(&raw mut HOOK)).take() } { Some(hook) => hook, None => Box::new(default_hook) }
}
fn default_hook(info: &PanicHookInfo<'_>) {
    crate::io::_eprint(format_args!("\nthread '{}' ({}) panicked at {}:\n{}\n", crate::thread::current_name(), intrinsics::thread_current(), info.location, info.message));
    note_backtrace();
}
pub(crate) fn note_backtrace() {
    unsafe {
        if !NOTED { NOTED = true; crate::io::_eprint(format_args!("note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n")); }
    }
}
static mut NOTED: bool = false;
pub(crate) fn call_hook(payload: &(dyn Any + Send + 'static), location: &Location<'_>, message: &str) {
    let info = PanicHookInfo { payload, location, message };
    match unsafe { &*(&raw const HOOK) } { Some(hook) => hook(&info), None => default_hook(&info) }
}

pub auto trait UnwindSafe {}
pub auto trait RefUnwindSafe {}
impl<T: ?Sized> !UnwindSafe for &mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for &T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *const T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *mut T {}
impl<T: ?Sized> !RefUnwindSafe for crate::cell::UnsafeCell<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for crate::rc::Rc<T> {}
impl<T> UnwindSafe for AssertUnwindSafe<T> {}
impl<T> RefUnwindSafe for AssertUnwindSafe<T> {}
pub struct AssertUnwindSafe<T>(pub T);
impl<T: fmt::Debug> fmt::Debug for AssertUnwindSafe<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_tuple("AssertUnwindSafe").field(&self.0).finish() } }
impl<T: Default> Default for AssertUnwindSafe<T> { fn default() -> Self { Self(Default::default()) } }
impl<T: ?Sized> UnwindSafe for crate::sync::Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for crate::sync::Mutex<T> {}
impl<T: ?Sized> UnwindSafe for crate::sync::RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for crate::sync::RwLock<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for crate::sync::Arc<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for crate::ptr::NonNull<T> {}
impl<T: UnwindSafe + ?Sized> UnwindSafe for crate::ptr::Unique<T> {}
impl<T> RefUnwindSafe for crate::sync::atomic::AtomicPtr<T> {}
impl RefUnwindSafe for crate::sync::atomic::AtomicBool {}
impl RefUnwindSafe for crate::sync::atomic::AtomicUsize {}
impl RefUnwindSafe for crate::sync::atomic::AtomicIsize {}
impl RefUnwindSafe for crate::sync::atomic::AtomicU32 {}
impl RefUnwindSafe for crate::sync::atomic::AtomicI32 {}
impl RefUnwindSafe for crate::sync::atomic::AtomicU64 {}
impl RefUnwindSafe for crate::sync::atomic::AtomicI64 {}
impl RefUnwindSafe for crate::sync::Condvar {}
impl RefUnwindSafe for crate::sync::Once {}
impl<T> Deref for AssertUnwindSafe<T> { type Target = T; fn deref(&self) -> &T { &self.0 } }
impl<T> DerefMut for AssertUnwindSafe<T> { fn deref_mut(&mut self) -> &mut T { &mut self.0 } }
impl<R, F: FnOnce() -> R> FnOnce<()> for AssertUnwindSafe<F> { type Output = R; extern "rust-call" fn call_once(self, _args: ()) -> R { (self.0)() } }

pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> { try_call(f) }
struct CallState<F, R> { f: Option<F>, result: Option<R> }
fn call_state<F: FnOnce() -> R, R>(data: *mut u8) {
    let state = unsafe { &mut *(data as *mut CallState<F, R>) };
    let f = state.f.take().unwrap();
    state.result = Some(f());
}
pub(crate) fn try_call<F: FnOnce() -> R, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> {
    let mut state = CallState { f: Some(f), result: None };
    let mut payload: crate::mem::MaybeUninit<*mut (dyn Any + Send)> = crate::mem::MaybeUninit::uninit();
    if intrinsics::catch_unwind(call_state::<F, R>, &mut state as *mut CallState<F, R> as *mut u8, payload.as_mut_ptr()) {
        intrinsics::panic_count_add(-1);
        Err(unsafe { Box::from_raw(payload.assume_init()) })
    } else {
        Ok(state.result.unwrap())
    }
}
#[track_caller]
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! { crate::panicking::resume(payload) }
#[track_caller]
pub fn panic_any<M: 'static + Any + Send>(msg: M) -> ! { crate::panicking::begin_panic(msg) }
