// Sorting of slices, and what sorted order is asked about.
use crate::cmp::Ordering::{self, Less};
use crate::intrinsics;
use crate::ptr;
use crate::vec::Vec;

impl<T> [T] {
    pub fn sort(&mut self) where T: Ord { merge_sort(self, &mut |a: &T, b: &T| a.lt(b)) }
    pub fn sort_by<F: FnMut(&T, &T) -> Ordering>(&mut self, mut compare: F) { merge_sort(self, &mut |a: &T, b: &T| compare(a, b) == Less) }
    pub fn sort_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) { merge_sort(self, &mut |a: &T, b: &T| f(a).lt(&f(b))) }
    pub fn sort_by_cached_key<K: Ord, F: FnMut(&T) -> K>(&mut self, mut f: F) {
        let len = self.len();
        if len < 2 { return; }
        let mut indices: Vec<(K, usize)> = Vec::with_capacity(len);
        let mut i = 0;
        while i < len { indices.push((f(&self[i]), i)); i += 1; }
        indices.sort();
        i = 0;
        while i < len {
            // Where the element of that place went when earlier ones were swapped.
            let mut index = indices[i].1;
            while index < i { index = indices[index].1; }
            indices[i].1 = index;
            self.swap(i, index);
            i += 1;
        }
    }
    pub fn sort_unstable(&mut self) where T: Ord { self.sort() }
    pub fn sort_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, compare: F) { self.sort_by(compare) }
    pub fn sort_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, f: F) { self.sort_by_key(f) }
    pub fn select_nth_unstable(&mut self, index: usize) -> (&mut [T], &mut T, &mut [T]) where T: Ord { select_nth(self, index, &mut |a: &T, b: &T| a.lt(b)) }
    pub fn select_nth_unstable_by<F: FnMut(&T, &T) -> Ordering>(&mut self, index: usize, mut compare: F) -> (&mut [T], &mut T, &mut [T]) { select_nth(self, index, &mut |a: &T, b: &T| compare(a, b) == Less) }
    pub fn select_nth_unstable_by_key<K: Ord, F: FnMut(&T) -> K>(&mut self, index: usize, mut f: F) -> (&mut [T], &mut T, &mut [T]) { select_nth(self, index, &mut |a: &T, b: &T| f(a).lt(&f(b))) }
    pub fn is_sorted(&self) -> bool where T: PartialOrd { self.is_sorted_by(|a, b| a <= b) }
    pub fn is_sorted_by<'a, F: FnMut(&'a T, &'a T) -> bool>(&'a self, mut compare: F) -> bool {
        let mut i = 1;
        while i < self.len() { if !compare(&self[i - 1], &self[i]) { return false; } i += 1; }
        true
    }
    pub fn is_sorted_by_key<'a, F: FnMut(&'a T) -> K, K: PartialOrd>(&'a self, f: F) -> bool { self.iter().is_sorted_by_key(f) }
}
#[at(panic = "core/src/slice/sort/select.rs:29:9")]
fn select_nth<'a, T, F: FnMut(&T, &T) -> bool>(v: &'a mut [T], index: usize, less: &mut F) -> (&'a mut [T], &'a mut T, &'a mut [T]) {
    let len = v.len();
    if index >= len { panic!("partition_at_index index {index} greater than length of slice {len}"); }
    merge_sort(v, less);
    let (left, right) = v.split_at_mut(index);
    let (mid, right) = right.split_at_mut(1);
    (left, &mut mid[0], right)
}
// A stable merge sort: insertion sort up to 20, else halves merged through a buffer. Elements are moved as bytes; where `less`
// unwinds, every element is back in the slice.
fn merge_sort<T, F: FnMut(&T, &T) -> bool>(v: &mut [T], less: &mut F) {
    let len = v.len();
    if intrinsics::size_of::<T>() == 0 || len < 2 { return; }
    let p = v.as_mut_ptr();
    if len <= 20 {
        let mut i = 1;
        while i < len {
            unsafe {
                let mut j = i;
                if less(&*p.add(j), &*p.add(j - 1)) {
                    let mut hole = InsertionHole { value: crate::mem::ManuallyDrop::new(ptr::read(p.add(j) as *const T)), dest: p.add(j) };
                    loop {
                        intrinsics::copy_nonoverlapping(p.add(j - 1) as *const T, p.add(j), 1);
                        j -= 1;
                        hole.dest = p.add(j);
                        if j == 0 || !less(&hole.value, &*p.add(j - 1)) { break; }
                    }
                }
            }
            i += 1;
        }
        return;
    }
    let mid = len / 2;
    merge_sort(&mut v[..mid], less);
    merge_sort(&mut v[mid..], less);
    unsafe {
        if !less(&*p.add(mid), &*p.add(mid - 1)) { return; }
        let buf = intrinsics::alloc(mid * intrinsics::size_of::<T>(), intrinsics::align_of::<T>()) as *mut T;
        intrinsics::copy_nonoverlapping(p as *const T, buf, mid);
        let mut state = MergeState { buf, start: 0, end: mid, dest: p, cap: mid };
        let mut right = mid;
        while state.start < state.end && right < len {
            if less(&*p.add(right), &*buf.add(state.start)) {
                intrinsics::copy_nonoverlapping(p.add(right) as *const T, state.dest, 1);
                right += 1;
            } else {
                intrinsics::copy_nonoverlapping(buf.add(state.start) as *const T, state.dest, 1);
                state.start += 1;
            }
            state.dest = state.dest.add(1);
        }
    }
}
struct InsertionHole<T> { value: crate::mem::ManuallyDrop<T>, dest: *mut T }
impl<T> Drop for InsertionHole<T> { fn drop(&mut self) { unsafe { intrinsics::copy_nonoverlapping(&*self.value as *const T, self.dest, 1); } } }
struct MergeState<T> { buf: *mut T, start: usize, end: usize, dest: *mut T, cap: usize }
impl<T> Drop for MergeState<T> {
    fn drop(&mut self) {
        unsafe {
            intrinsics::copy_nonoverlapping(self.buf.add(self.start) as *const T, self.dest, self.end - self.start);
            intrinsics::dealloc(self.buf as *mut u8, self.cap * intrinsics::size_of::<T>(), intrinsics::align_of::<T>());
        }
    }
}
