// Threads of the machine's own scheduler: spawning, scopes, parking, sleeping, and storage of their own.
use crate::any::Any;
use crate::boxed::Box;
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::intrinsics;
use crate::io;
use crate::marker::PhantomData;
use crate::num::{NonZeroU64, NonZeroUsize};
use crate::panic;
use crate::string::String;
use crate::sync::Arc;
use crate::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, AtomicUsize, Ordering::SeqCst};
use crate::time::Duration;

#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZeroU64);
static LAST_ID: AtomicU64 = AtomicU64::new(1);
impl ThreadId { fn new() -> ThreadId { ThreadId(NonZeroU64::new(LAST_ID.fetch_add(1, SeqCst) + 1).unwrap()) } }

struct Inner { id: ThreadId, name: Option<String>, parker: AtomicU32 }
#[derive(Clone)]
#[rustc_diagnostic_item = "Thread"]
pub struct Thread { inner: Arc<Inner> }
impl Thread {
    fn with_name(id: ThreadId, name: Option<String>) -> Thread { Thread { inner: Arc::new(Inner { id, name, parker: AtomicU32::new(0) }) } }
    #[must_use] pub fn id(&self) -> ThreadId { self.inner.id }
    pub fn name(&self) -> Option<&str> { self.inner.name.as_deref() }
    pub fn unpark(&self) { self.inner.parker.store(1, SeqCst); intrinsics::futex_wake(self.inner.parker.as_ptr() as *const u32, 1); }
    // The token is 1 where there was an unpark.
    fn park(&self, ns: u64) {
        if self.inner.parker.swap(0, SeqCst) == 1 { return; }
        intrinsics::futex_wait(self.inner.parker.as_ptr() as *const u32, 0, ns);
        self.inner.parker.swap(0, SeqCst);
    }
}
impl fmt::Debug for Thread { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive() } }
// The running thread's handle, in storage of its own: a raw Arc<Inner>, null until it is asked for.
static CURRENT: u8 = 0;
fn current_slot() -> *mut *const Inner { intrinsics::thread_local_slot(&CURRENT as *const u8, 8, 8) as *mut *const Inner }
pub fn current() -> Thread {
    unsafe {
        let slot = current_slot();
        if (*slot).is_null() { *slot = Arc::into_raw(Thread::with_name(ThreadId(NonZeroU64::new(1).unwrap()), Some(String::from("main"))).inner); }
        Arc::increment_strong_count(*slot);
        Thread { inner: Arc::from_raw(*slot) }
    }
}
// For the message of a panic: main's name needs no handle.
pub(crate) fn current_name() -> String {
    if intrinsics::thread_current() == 1 { return String::from("main"); }
    match current().name() { Some(name) => String::from(name), None => String::from("<unnamed>") }
}

pub type Result<T> = crate::result::Result<T, Box<dyn Any + Send + 'static>>;
struct Packet<'scope, T> { scope: Option<Arc<ScopeData>>, result: UnsafeCell<Option<Result<T>>>, _marker: PhantomData<Option<&'scope ScopeData>> }
unsafe impl<'scope, T: Send> Sync for Packet<'scope, T> {}
impl<'scope, T> Drop for Packet<'scope, T> {
    fn drop(&mut self) {
        let unhandled = match self.result.get_mut() { Some(Err(_)) => true, _ => false };
        *self.result.get_mut() = None;
        if let Some(scope) = &self.scope { scope.decrement(unhandled); }
    }
}
struct JoinInner<'scope, T> { native: u64, thread: Thread, packet: Arc<Packet<'scope, T>> }
impl<'scope, T> JoinInner<'scope, T> {
    fn join(mut self) -> Result<T> { intrinsics::thread_join(self.native); Arc::get_mut(&mut self.packet).unwrap().result.get_mut().take().unwrap() }
    fn is_finished(&self) -> bool { Arc::strong_count(&self.packet) == 1 }
}
fn thread_start(data: *mut u8) { let main = unsafe { Box::from_raw(data as *mut Box<dyn FnOnce()>) }; (*main)() }
unsafe fn spawn_inner<'scope, F, T>(name: Option<String>, scope: Option<Arc<ScopeData>>, f: F) -> JoinInner<'scope, T> where F: FnOnce() -> T {
    let thread = Thread::with_name(ThreadId::new(), name);
    let own = thread.clone();
    let (text, text_len) = match thread.name() { Some(name) => (name.as_ptr(), name.len()), None => (0 as *const u8, 0) };
    if let Some(scope) = &scope { scope.running.fetch_add(1, SeqCst); }
    let packet: Arc<Packet<'scope, T>> = Arc::new(Packet { scope, result: UnsafeCell::new(None), _marker: PhantomData });
    let their_packet = packet.clone();
    let main = move || {
        unsafe { *current_slot() = Arc::into_raw(own.inner); }
        let result = panic::try_call(f);
        unsafe { *their_packet.result.get() = Some(result); }
        drop(their_packet);
    };
    let main: Box<dyn FnOnce() + '_> = Box::new(main);
    let native = intrinsics::thread_spawn(thread_start, Box::into_raw(Box::new(main)) as *mut u8, text, text_len);
    JoinInner { native, thread, packet }
}
#[rustc_diagnostic_item = "JoinHandle"]
pub struct JoinHandle<T>(JoinInner<'static, T>);
unsafe impl<T> Send for JoinHandle<T> {}
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> JoinHandle<T> {
    pub fn thread(&self) -> &Thread { &self.0.thread }
    #[at(self = "std/src/thread/join_handle.rs:149:16")] pub fn join(self) -> Result<T> { self.0.join() }
    pub fn is_finished(&self) -> bool { self.0.is_finished() }
}
impl<T> fmt::Debug for JoinHandle<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("JoinHandle").finish_non_exhaustive() } }
#[must_use = "must eventually spawn the thread"]
#[derive(Debug)]
pub struct Builder { name: Option<String>, stack_size: Option<usize>, no_hooks: bool }
impl Builder {
    pub fn new() -> Builder { Builder { name: None, stack_size: None, no_hooks: false } }
    pub fn name(mut self, name: String) -> Builder { self.name = Some(name); self }
    #[at(self = "std/src/thread/builder.rs:130:26")] pub fn stack_size(mut self, size: usize) -> Builder { self.stack_size = Some(size); self }
    #[at(self = "std/src/thread/builder.rs:185:23")] pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>> where F: FnOnce() -> T, F: Send + 'static, T: Send + 'static { Ok(JoinHandle(unsafe { spawn_inner(self.name, None, f) })) }
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>> where F: FnOnce() -> T, F: Send, T: Send { Ok(JoinHandle(unsafe { spawn_inner(self.name, None, f) })) }
    pub fn spawn_scoped<'scope, 'env, F, T>(self, scope: &'scope Scope<'scope, 'env>, f: F) -> io::Result<ScopedJoinHandle<'scope, T>> where F: FnOnce() -> T + Send + 'scope, T: Send + 'scope {
        Ok(ScopedJoinHandle(unsafe { spawn_inner(self.name, Some(scope.data.clone()), f) }))
    }
}
#[rustc_diagnostic_item = "thread_spawn"]
#[at(name = "std/src/thread/functions.rs:125:0", F = "std/src/thread/functions.rs:127:7", F = "std/src/thread/functions.rs:128:7", F = "std/src/thread/functions.rs:128:14", T = "std/src/thread/functions.rs:129:7", T = "std/src/thread/functions.rs:129:14")]
pub fn spawn<F, T>(f: F) -> JoinHandle<T> where F: FnOnce() -> T, F: Send + 'static, T: Send + 'static { JoinHandle(unsafe { spawn_inner(None, None, f) }) }

struct ScopeData { running: AtomicUsize, a_thread_panicked: AtomicBool, main_thread: Thread }
impl ScopeData {
    fn decrement(&self, panicked: bool) {
        if panicked { self.a_thread_panicked.store(true, SeqCst); }
        if self.running.fetch_sub(1, SeqCst) == 1 { self.main_thread.unpark(); }
    }
}
pub struct Scope<'scope, 'env: 'scope> { data: Arc<ScopeData>, scope: PhantomData<&'scope mut &'scope ()>, env: PhantomData<&'env mut &'env ()> }
pub struct ScopedJoinHandle<'scope, T>(JoinInner<'scope, T>);
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T where F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T {
    let scope = Scope { data: Arc::new(ScopeData { running: AtomicUsize::new(0), main_thread: current(), a_thread_panicked: AtomicBool::new(false) }), scope: PhantomData, env: PhantomData };
    let result = panic::try_call(|| f(&scope));
    while scope.data.running.load(SeqCst) != 0 { park(); }
    match result {
        Err(e) => panic::resume_unwind(e),
        Ok(_) if scope.data.a_thread_panicked.load(SeqCst) => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}
impl<'scope, 'env> Scope<'scope, 'env> {
    #[at(F = "std/src/thread/scoped.rs:203:11", F = "std/src/thread/scoped.rs:203:27", F = "std/src/thread/scoped.rs:203:34")]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T> where F: FnOnce() -> T + Send + 'scope, T: Send + 'scope { ScopedJoinHandle(unsafe { spawn_inner(None, Some(self.data.clone()), f) }) }
}
impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub fn thread(&self) -> &Thread { &self.0.thread }
    pub fn join(self) -> Result<T> { self.0.join() }
    pub fn is_finished(&self) -> bool { self.0.is_finished() }
}
impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").field("num_running_threads", &self.data.running.load(SeqCst)).field("a_thread_panicked", &self.data.a_thread_panicked.load(SeqCst)).field("main_thread", &self.data.main_thread).finish_non_exhaustive()
    }
}
impl<'scope, T> fmt::Debug for ScopedJoinHandle<'scope, T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("ScopedJoinHandle").finish_non_exhaustive() } }

pub fn park() { current().park(u64::MAX) }
pub fn park_timeout(dur: Duration) { current().park(dur.as_nanos() as u64) }
pub fn park_timeout_ms(ms: u32) { park_timeout(Duration::from_millis(ms as u64)) }
pub fn sleep(dur: Duration) { intrinsics::sleep_ns(dur.as_nanos() as u64) }
#[deprecated(since = "1.6.0", note = "replaced by `std::thread::sleep`")]
pub fn sleep_ms(ms: u32) { sleep(Duration::from_millis(ms as u64)) }
pub fn yield_now() { intrinsics::thread_yield() }
pub fn panicking() -> bool { intrinsics::panic_count() != 0 }
pub fn available_parallelism() -> io::Result<NonZeroUsize> { Ok(NonZeroUsize::new(4).unwrap()) }

// thread_local!: one slot a thread, made on first use.
pub struct LocalKey<T: 'static> { key: &'static u8, init: fn() -> T }
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct AccessError;
impl crate::fmt::Debug for AccessError { fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("AccessError") } }
impl crate::error::Error for AccessError {}
impl crate::fmt::Display for AccessError { fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("already destroyed") } }
struct Slot<T> { state: u8, value: crate::mem::MaybeUninit<T> }
fn drop_slot<T>(data: *mut u8) {
    let slot = unsafe { &mut *(data as *mut Slot<T>) };
    slot.state = 2;
    unsafe { slot.value.assume_init_drop(); }
}
impl<T: 'static> LocalKey<T> {
    pub const fn __new(key: &'static u8, init: fn() -> T) -> LocalKey<T> { LocalKey { key, init } }
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> crate::result::Result<R, AccessError> {
        let data = crate::intrinsics::thread_local_slot(self.key as *const u8, crate::mem::size_of::<Slot<T>>(), crate::mem::align_of::<Slot<T>>());
        let slot = data as *mut Slot<T>;
        unsafe {
            if (*slot).state == 2 { return Err(AccessError); }
            if (*slot).state == 0 {
                let value = (self.init)();
                (*slot).value.write(value);
                (*slot).state = 1;
                crate::intrinsics::thread_local_dtor(data, drop_slot::<T>);
            }
            Ok(f((*slot).value.assume_init_ref()))
        }
    }
    // Puts `value` where nothing has been yet, without running the initializer; else gives it back with what is there.
    fn initialize(&'static self, value: T) -> core::result::Result<(), (T, &'static T)> {
        let data = crate::intrinsics::thread_local_slot(self.key as *const u8, crate::mem::size_of::<Slot<T>>(), crate::mem::align_of::<Slot<T>>());
        let slot = data as *mut Slot<T>;
        unsafe {
            if (*slot).state != 0 { return self.with(|there| Err((value, &*(there as *const T)))); }
            (*slot).value.write(value);
            (*slot).state = 1;
            crate::intrinsics::thread_local_dtor(data, drop_slot::<T>);
            Ok(())
        }
    }
    #[track_caller]
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        match self.try_with(f) { Ok(r) => r, Err(err) => panic!("cannot access a Thread Local Storage value during or after destruction: {err:?}") }
    }
}
impl<T: 'static> fmt::Debug for LocalKey<T> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("LocalKey").finish_non_exhaustive() } }
impl<T: 'static> LocalKey<crate::cell::Cell<T>> {
    pub fn set(&'static self, value: T) { if let Err((value, cell)) = self.initialize(crate::cell::Cell::new(value)) { cell.set(value.into_inner()) } }
    pub fn get(&'static self) -> T where T: Copy { self.with(|cell| cell.get()) }
    pub fn take(&'static self) -> T where T: Default { self.with(|cell| cell.take()) }
    pub fn replace(&'static self, value: T) -> T { self.with(|cell| cell.replace(value)) }
}
impl<T: 'static> LocalKey<crate::cell::RefCell<T>> {
    #[track_caller]
    pub fn with_borrow<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R { self.with(|cell| f(&cell.borrow())) }
    #[track_caller]
    pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&'static self, f: F) -> R { self.with(|cell| f(&mut cell.borrow_mut())) }
    #[track_caller]
    pub fn set(&'static self, value: T) { if let Err((value, cell)) = self.initialize(crate::cell::RefCell::new(value)) { *cell.borrow_mut() = value.into_inner(); } }
    #[track_caller]
    pub fn take(&'static self) -> T where T: Default { self.with(|cell| cell.take()) }
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T { self.with(|cell| cell.replace(value)) }
}

// --- tests: what calls them, as library/test's run_test_in_process does
fn test_text(what: i32) -> String {
    let len = intrinsics::test_text(what, crate::ptr::null_mut(), 0);
    let mut text = String::with_capacity(len);
    unsafe {
        let bytes = text.as_mut_vec();
        intrinsics::test_text(what, bytes.as_mut_ptr(), len);
        bytes.set_len(len);
    }
    text
}
#[lang = "test_start"]
fn test_start<T: crate::process::Termination>(test: fn() -> T) -> i32 {
    let (how, note) = match unsafe { spawn_inner(Some(test_text(0)), None, move || test().report().to_i32()) }.join() {
        Ok(status) => ((status != 0) as i32, String::new()),
        Err(payload) => (2, unexpected_panic(&*payload, test_text(1))),
    };
    intrinsics::test_ended(how, note.as_ptr(), note.len());
    0
}
fn unexpected_panic(payload: &(dyn Any + Send), expected: String) -> String {
    let text = match payload.downcast_ref::<String>() { Some(text) => Some(text.as_str()), None => payload.downcast_ref::<&'static str>().copied() };
    match text {
        Some(text) if text.contains(&expected) => String::new(),
        Some(text) => format!("note: panic did not contain expected string\n      panic message: {text:?}\n expected substring: {expected:?}"),
        None if expected.is_empty() => String::new(),
        None => format!("note: expected panic with string value,\n found non-string value: `{:?}`\n     expected substring: {expected:?}", payload.type_id()),
    }
}
