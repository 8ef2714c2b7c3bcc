// Memory layouts and the allocator.
use crate::error::Error;
use crate::fmt;
use crate::intrinsics;
use crate::ptr::NonNull;

#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[lang = "alloc_layout"]
pub struct Layout { size: usize, align: Alignment }
// A power of two: shown as std shows it.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
struct Alignment(usize);
impl fmt::Debug for Alignment { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{} (1 << {})", self.0, self.0.trailing_zeros()) } }
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayoutError;
impl Error for LayoutError {}
impl fmt::Display for LayoutError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str("invalid parameters to Layout::from_size_align") } }

impl Layout {
    pub const fn from_size_align(size: usize, align: usize) -> Result<Layout, LayoutError> {
        if align == 0 || align & (align - 1) != 0 || size > (1usize << 63) - align { return Err(LayoutError); }
        Ok(Layout { size, align: Alignment(align) })
    }
    #[track_caller]
    pub const unsafe fn from_size_align_unchecked(size: usize, align: usize) -> Layout {
        match Layout::from_size_align(size, align) { Ok(layout) => layout, Err(_) => crate::panicking::precondition("Layout::from_size_align_unchecked requires that align is a power of 2 and the rounded-up allocation size does not exceed isize::MAX") }
    }
    pub const fn size(&self) -> usize { self.size }
    pub const fn align(&self) -> usize { self.align.0 }
    pub const fn new<T>() -> Layout { Layout { size: intrinsics::size_of::<T>(), align: Alignment(intrinsics::align_of::<T>()) } }
    pub fn for_value<T: ?Sized>(t: &T) -> Layout { Layout { size: intrinsics::size_of_val(t), align: Alignment(intrinsics::align_of_val(t)) } }
    pub const fn array<T>(n: usize) -> Result<Layout, LayoutError> {
        let size = intrinsics::size_of::<T>();
        let align = intrinsics::align_of::<T>();
        if size != 0 && n > ((1usize << 63) - align) / size { return Err(LayoutError); }
        Ok(Layout { size: size * n, align: Alignment(align) })
    }
    pub const fn align_to(&self, align: usize) -> Result<Layout, LayoutError> { Layout::from_size_align(self.size, if align > self.align.0 { align } else { self.align.0 }) }
    const fn round_up(size: usize, align: usize) -> usize { (size + align - 1) & !(align - 1) }
    pub const fn pad_to_align(&self) -> Layout { Layout { size: Layout::round_up(self.size, self.align.0), align: self.align } }
    pub const fn extend(&self, next: Layout) -> Result<(Layout, usize), LayoutError> {
        let align = if next.align.0 > self.align.0 { next.align.0 } else { self.align.0 };
        let offset = Layout::round_up(self.size, next.align.0);
        match Layout::from_size_align(offset + next.size, align) { Ok(layout) => Ok((layout, offset)), Err(error) => Err(error) }
    }
    pub const fn repeat(&self, n: usize) -> Result<(Layout, usize), LayoutError> {
        let padded = self.pad_to_align();
        if padded.size != 0 && n > (1usize << 63) / padded.size { return Err(LayoutError); }
        match Layout::from_size_align(padded.size * n, self.align.0) { Ok(layout) => Ok((layout, padded.size)), Err(error) => Err(error) }
    }
    pub const fn dangling_ptr(&self) -> NonNull<u8> { unsafe { NonNull::new_unchecked(self.align.0 as *mut u8) } }
}

pub unsafe fn alloc(layout: Layout) -> *mut u8 { intrinsics::alloc(layout.size, layout.align.0) }
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8 { intrinsics::alloc_zeroed(layout.size, layout.align.0) }
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout) { intrinsics::dealloc(ptr, layout.size, layout.align.0) }
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8 { intrinsics::realloc(ptr, layout.size, layout.align.0, new_size) }
pub fn handle_alloc_error(layout: Layout) -> ! {
    crate::io::_eprint(format_args!("memory allocation of {} bytes failed\n", layout.size));
    intrinsics::abort()
}
