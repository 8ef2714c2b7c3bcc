use crate::fmt::{Debug, Display};
#[rustc_diagnostic_item = "Error"]
pub trait Error: Debug + Display {
    fn source(&self) -> Option<&(dyn Error + 'static)> { None }
    fn description(&self) -> &str { "description() is deprecated; use Display" }
    fn cause(&self) -> Option<&dyn Error> { self.source() }
    #[doc(hidden)]
    fn type_id(&self, _: private::Internal) -> crate::any::TypeId where Self: 'static { crate::any::TypeId::of::<Self>() }
}
mod private { pub struct Internal; }
macro_rules! error_downcast { ($($t:ty),*) => { $(
    impl $t {
        pub fn is<T: Error + 'static>(&self) -> bool { crate::any::TypeId::of::<T>() == self.type_id(private::Internal) }
        pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> { if self.is::<T>() { unsafe { Some(&*(self as *const $t as *const T)) } } else { None } }
        pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T> { if self.is::<T>() { unsafe { Some(&mut *(self as *mut $t as *mut T)) } } else { None } }
        pub fn downcast<T: Error + 'static>(self: crate::boxed::Box<Self>) -> Result<crate::boxed::Box<T>, crate::boxed::Box<$t>> {
            if self.is::<T>() { unsafe { Ok(crate::boxed::Box::from_raw(crate::boxed::Box::into_raw(self) as *mut T)) } } else { Err(self) }
        }
    }
)* } }
error_downcast! { dyn Error, dyn Error + Send, dyn Error + Send + Sync }
impl<'a, T: Error + ?Sized> Error for &'a T { fn source(&self) -> Option<&(dyn Error + 'static)> { Error::source(&**self) } }
impl Error for crate::fmt::Error {}
impl Error for crate::str::Utf8Error {}
impl Error for crate::str::ParseBoolError {}
impl Error for crate::num::ParseIntError {}
impl Error for crate::num::ParseFloatError {}
impl Error for crate::num::TryFromIntError {}
impl Error for crate::char::ParseCharError {}
impl Error for crate::char::CharTryFromError {}
impl Error for crate::string::FromUtf8Error {}
impl Error for crate::array::TryFromSliceError {}
