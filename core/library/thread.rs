pub(crate) fn current_name() -> &'static str { if crate::intrinsics::thread_current() == 1 { "main" } else { "<unnamed>" } }

// thread_local!: one slot a thread, made on first use.
pub struct LocalKey<T: 'static> { key: &'static u8, init: fn() -> T }
#[derive(Clone, Copy, Eq, PartialEq)]
pub struct AccessError;
impl crate::fmt::Debug for AccessError { fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("AccessError") } }
impl crate::fmt::Display for AccessError { fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result { f.write_str("already destroyed") } }
struct Slot<T> { state: u8, value: crate::mem::MaybeUninit<T> }
fn drop_slot<T>(data: *mut u8) {
    let slot = unsafe { &mut *(data as *mut Slot<T>) };
    slot.state = 2;
    unsafe { slot.value.assume_init_drop(); }
}
impl<T: 'static> LocalKey<T> {
    pub const fn __new(key: &'static u8, init: fn() -> T) -> LocalKey<T> { LocalKey { key, init } }
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError> {
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
    #[track_caller]
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        match self.try_with(f) { Ok(r) => r, Err(err) => panic!("cannot access a Thread Local Storage value during or after destruction: {err:?}") }
    }
}
impl<T: 'static> LocalKey<crate::cell::Cell<T>> {
    pub fn set(&'static self, value: T) { self.with(|cell| cell.set(value)) }
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
    pub fn set(&'static self, value: T) { self.with(|cell| { *cell.borrow_mut() = value; }) }
    #[track_caller]
    pub fn take(&'static self) -> T where T: Default { self.with(|cell| cell.take()) }
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T { self.with(|cell| cell.replace(value)) }
}
