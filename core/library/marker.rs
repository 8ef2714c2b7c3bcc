// Marker traits and types.

#[lang = "sized"]
pub trait Sized {}
#[lang = "unsize"]
pub trait Unsize<T: ?Sized> {}
#[lang = "copy"]
#[complete(all)]
pub trait Copy: Clone {}
#[lang = "send"]
#[rustc_diagnostic_item = "Send"]
pub unsafe auto trait Send {}
#[lang = "sync"]
#[rustc_diagnostic_item = "Sync"]
pub unsafe auto trait Sync {}
#[lang = "freeze"]
pub unsafe auto trait Freeze {}
#[lang = "unpin"]
pub auto trait Unpin {}
#[lang = "tuple_trait"]
pub trait Tuple {}
#[lang = "fn_ptr_trait"]
pub trait FnPtr {}
#[lang = "structural_peq"]
pub trait StructuralPartialEq {}
#[lang = "discriminant_kind"]
pub trait DiscriminantKind {
    #[lang = "discriminant_type"]
    type Discriminant: crate::clone::Clone + Copy + crate::fmt::Debug + crate::cmp::Eq + crate::cmp::PartialEq + crate::hash::Hash + Send + Sync + Unpin;
}
#[lang = "destruct"]
pub trait Destruct {}

impl<T: ?Sized> !Send for *const T {}
impl<T: ?Sized> !Send for *mut T {}
impl<T: ?Sized> !Sync for *const T {}
impl<T: ?Sized> !Sync for *mut T {}
unsafe impl<T: Sync + ?Sized> Send for &T {}
impl<T: ?Sized> !Freeze for crate::cell::UnsafeCell<T> {}
unsafe impl<T: ?Sized> Freeze for PhantomData<T> {}
unsafe impl<T: ?Sized> Freeze for *const T {}
unsafe impl<T: ?Sized> Freeze for *mut T {}
unsafe impl<T: ?Sized> Freeze for &T {}
unsafe impl<T: ?Sized> Freeze for &mut T {}
impl<T: ?Sized> Unpin for &T {}
impl<T: ?Sized> Unpin for &mut T {}
impl<T: ?Sized> Unpin for *const T {}
impl<T: ?Sized> Unpin for *mut T {}

#[lang = "phantom_data"]
pub struct PhantomData<T: ?Sized>;

impl<T: ?Sized> Clone for PhantomData<T> { fn clone(&self) -> Self { PhantomData } }
impl<T: ?Sized> Copy for PhantomData<T> {}
impl<T: ?Sized> Default for PhantomData<T> { fn default() -> Self { PhantomData } }
impl<T: ?Sized> crate::cmp::PartialEq for PhantomData<T> { fn eq(&self, _other: &PhantomData<T>) -> bool { true } }
impl<T: ?Sized> crate::cmp::Eq for PhantomData<T> {}
impl<T: ?Sized> crate::cmp::PartialOrd for PhantomData<T> {
    fn partial_cmp(&self, _other: &PhantomData<T>) -> Option<crate::cmp::Ordering> { Some(crate::cmp::Ordering::Equal) }
}
impl<T: ?Sized> crate::cmp::Ord for PhantomData<T> {
    fn cmp(&self, _other: &PhantomData<T>) -> crate::cmp::Ordering { crate::cmp::Ordering::Equal }
}
impl<T: ?Sized> crate::hash::Hash for PhantomData<T> { fn hash<H: crate::hash::Hasher>(&self, _state: &mut H) {} }
impl<T: ?Sized> crate::fmt::Debug for PhantomData<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        crate::write!(f, "PhantomData<{}>", crate::any::type_name::<T>())
    }
}

#[derive(Debug, Default, Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct PhantomPinned;
impl !Unpin for PhantomPinned {}
