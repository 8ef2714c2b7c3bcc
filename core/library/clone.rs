#[lang = "clone"]
#[rustc_diagnostic_item = "Clone"]
#[rustc_trivial_field_reads]
pub trait Clone: Sized {
    #[lang = "clone_fn"]
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    fn clone(&self) -> Self;
    fn clone_from(&mut self, source: &Self) { *self = source.clone() }
}
// Scalars, references, raw pointers, tuples, arrays' elements, closures and fn pointers are Clone by the compiler's own rules.
// What derive(Clone) asserts of each field where Copy is derived too, and of a union.
pub struct AssertParamIsClone<T: Clone + ?Sized> { _field: crate::marker::PhantomData<T> }
pub struct AssertParamIsCopy<T: Copy + ?Sized> { _field: crate::marker::PhantomData<T> }
// What Rc::make_mut and its like can copy behind a pointer, sized or not.
pub unsafe trait CloneToUninit { unsafe fn clone_to_uninit(&self, dest: *mut u8); }
unsafe impl<T: Clone> CloneToUninit for T { unsafe fn clone_to_uninit(&self, dest: *mut u8) { unsafe { crate::intrinsics::write(dest as *mut T, self.clone()) } } }
unsafe impl<T: Clone> CloneToUninit for [T] {
    unsafe fn clone_to_uninit(&self, dest: *mut u8) {
        unsafe { let copy = crate::mem::ManuallyDrop::new(self.to_vec()); crate::intrinsics::copy_nonoverlapping(copy.as_ptr(), dest as *mut T, copy.len()); drop(crate::vec::Vec::from_raw_parts(copy.as_ptr() as *mut crate::mem::MaybeUninit<T>, copy.len(), copy.capacity())); }
    }
}
unsafe impl CloneToUninit for str { unsafe fn clone_to_uninit(&self, dest: *mut u8) { unsafe { self.as_bytes().clone_to_uninit(dest) } } }
