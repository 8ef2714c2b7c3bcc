use crate::fmt;
use crate::intrinsics;
#[derive(Clone, Copy, Eq, PartialEq, PartialOrd, Ord, Hash)]
pub struct TypeId { t: u128 }
impl TypeId { pub fn of<T: ?Sized + 'static>() -> TypeId { TypeId { t: intrinsics::type_id::<T>() } } }
impl fmt::Debug for TypeId { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "TypeId({:#034x})", self.t) } }
#[must_use] pub fn type_name<T: ?Sized>() -> &'static str { intrinsics::type_name::<T>() }
pub fn type_name_of_val<T: ?Sized>(_val: &T) -> &'static str { intrinsics::type_name::<T>() }
pub trait Any: 'static { fn type_id(&self) -> TypeId; }
impl<T: 'static + ?Sized> Any for T { fn type_id(&self) -> TypeId { TypeId::of::<T>() } }
macro_rules! any_methods { ($($t:ty),*) => { $(
    impl $t {
        pub fn is<T: Any>(&self) -> bool { TypeId::of::<T>() == Any::type_id(self) }
        pub fn downcast_ref<T: Any>(&self) -> Option<&T> { if self.is::<T>() { unsafe { Some(&*(self as *const $t as *const T)) } } else { None } }
        pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> { if self.is::<T>() { unsafe { Some(&mut *(self as *mut $t as *mut T)) } } else { None } }
    }
    impl fmt::Debug for $t { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.debug_struct("Any").finish_non_exhaustive() } }
)* } }
any_methods! { dyn Any, dyn Any + Send, dyn Any + Send + Sync }
