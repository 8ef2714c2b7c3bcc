pub use crate::pin;
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn};
use crate::fmt;
#[lang = "pin"]
#[repr(transparent)]
#[derive(Copy, Clone, Hash)]
#[view(value, of = "__pointer")]
pub struct Pin<Ptr> { pub __pointer: Ptr }
impl<Ptr: Deref> Pin<Ptr> where Ptr::Target: Unpin {
    pub fn new(pointer: Ptr) -> Pin<Ptr> { Pin { __pointer: pointer } }
    pub fn into_inner(pin: Pin<Ptr>) -> Ptr { pin.__pointer }
}
impl<Ptr: Deref> Pin<Ptr> {
    pub const unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr> { Pin { __pointer: pointer } }
    pub fn as_ref(&self) -> Pin<&Ptr::Target> { Pin { __pointer: &*self.__pointer } }
    pub fn as_mut(&mut self) -> Pin<&mut Ptr::Target> where Ptr: DerefMut { Pin { __pointer: &mut *self.__pointer } }
    pub fn set(&mut self, value: Ptr::Target) where Ptr: DerefMut, Ptr::Target: Sized { *(self.__pointer) = value; }
    pub const unsafe fn into_inner_unchecked(pin: Pin<Ptr>) -> Ptr { pin.__pointer }
}
impl<'a, T: ?Sized> Pin<&'a T> {
    pub fn static_ref(r: &'static T) -> Pin<&'static T> { Pin { __pointer: r } }
    pub fn get_ref(self) -> &'a T { self.__pointer }
    pub unsafe fn map_unchecked<U: ?Sized, F: FnOnce(&T) -> &U>(self, func: F) -> Pin<&'a U> { Pin { __pointer: func(self.__pointer) } }
}
impl<'a, T: ?Sized> Pin<&'a mut T> {
    pub fn into_ref(self) -> Pin<&'a T> { Pin { __pointer: self.__pointer } }
    pub fn get_mut(self) -> &'a mut T where T: Unpin { self.__pointer }
    pub unsafe fn get_unchecked_mut(self) -> &'a mut T { self.__pointer }
    pub unsafe fn map_unchecked_mut<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(self, func: F) -> Pin<&'a mut U> { Pin { __pointer: func(self.__pointer) } }
}
impl<Ptr: Deref> Deref for Pin<Ptr> { type Target = Ptr::Target; fn deref(&self) -> &Ptr::Target { &*self.__pointer } }
impl<Ptr: DerefMut> DerefMut for Pin<Ptr> where Ptr::Target: Unpin { fn deref_mut(&mut self) -> &mut Ptr::Target { &mut *self.__pointer } }
impl<Ptr: CoerceUnsized<U>, U> CoerceUnsized<Pin<U>> for Pin<Ptr> {}
impl<Ptr: DispatchFromDyn<U>, U> DispatchFromDyn<Pin<U>> for Pin<Ptr> {}
impl<Ptr: fmt::Debug> fmt::Debug for Pin<Ptr> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Debug::fmt(&self.__pointer, f) } }
impl<Ptr: fmt::Pointer> fmt::Pointer for Pin<Ptr> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Pointer::fmt(&self.__pointer, f) } }
impl<Ptr: Deref> Eq for Pin<Ptr> where Ptr::Target: Eq {}
impl<Ptr: fmt::Display> fmt::Display for Pin<Ptr> { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(&self.__pointer, f) } }
impl<Ptr: Deref, Q: Deref> PartialEq<Pin<Q>> for Pin<Ptr> where Ptr::Target: PartialEq<Q::Target> { fn eq(&self, other: &Pin<Q>) -> bool { Ptr::Target::eq(self, other) } }
