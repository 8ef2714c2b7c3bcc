use crate::cell::UnsafeCell;
use crate::fmt;
use crate::marker::PhantomData;
use crate::sync::once::Once;

#[view(value, of = "value")]
pub struct OnceLock<T> { once: Once, value: UnsafeCell<Option<T>>, _marker: PhantomData<T> }
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T> OnceLock<T> {
    pub const fn new() -> OnceLock<T> { OnceLock { once: Once::new(), value: UnsafeCell::new(None), _marker: PhantomData } }
    pub fn get(&self) -> Option<&T> { if self.once.is_completed() { unsafe { (*self.value.get()).as_ref() } } else { None } }
    pub fn get_mut(&mut self) -> Option<&mut T> { self.value.get_mut().as_mut() }
    pub fn wait(&self) -> &T { self.once.wait_force(); self.get().unwrap() }
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().unwrap());
        match value { None => Ok(()), Some(value) => Err(value) }
    }
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(value) = self.get() { return value; }
        self.once.call_once_force(|_| { let value = f(); unsafe { *self.value.get() = Some(value); } });
        self.get().unwrap()
    }
    pub fn into_inner(self) -> Option<T> { self.value.into_inner() }
    pub fn take(&mut self) -> Option<T> { crate::mem::take(self).into_inner() }
}
impl<T> Default for OnceLock<T> { fn default() -> OnceLock<T> { OnceLock::new() } }
impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("OnceLock");
        match self.get() { Some(v) => d.field(v), None => d.field(&format_args!("<uninit>")) };
        d.finish()
    }
}
impl<T: Clone> Clone for OnceLock<T> { fn clone(&self) -> OnceLock<T> { match self.get() { Some(value) => OnceLock::from(value.clone()), None => OnceLock::new() } } }
impl<T> From<T> for OnceLock<T> { fn from(value: T) -> Self { let cell = Self::new(); let _ = cell.set(value); cell } }
impl<T: PartialEq> PartialEq for OnceLock<T> { fn eq(&self, other: &OnceLock<T>) -> bool { self.get() == other.get() } }
impl<T: Eq> Eq for OnceLock<T> {}
