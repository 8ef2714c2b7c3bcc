// The loops of cells.cpp in Rust. `hide` makes the compiler believe that all memory behind a pointer is read and written.
use std::arch::asm;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

#[inline(always)]
fn hide<T>(value: &T) {
    unsafe { asm!("/* {0} */", in(reg) value, options(nostack, preserves_flags)) }
}

#[no_mangle]
pub extern "C" fn rust_shared(n: u64) {
    let cell = RefCell::new(1u64);
    hide(&cell);
    for _ in 0..n {
        let guard = cell.borrow();
        hide(&*guard);
    }
}

#[no_mangle]
pub extern "C" fn rust_exclusive(n: u64) {
    let cell = RefCell::new(1u64);
    hide(&cell);
    for i in 0..n {
        let mut guard = cell.borrow_mut();
        *guard = i;
        hide(&*guard);
    }
}

#[no_mangle]
pub extern "C" fn rust_cell(n: u64) {
    let cell = Cell::new(1u64);
    for _ in 0..n {
        hide(&cell);
        cell.set(cell.get() + 1);
    }
    hide(&cell);
}

#[no_mangle]
pub extern "C" fn rust_rc(n: u64) {
    let owner = Rc::new(1u64);
    hide(&*owner);
    for _ in 0..n {
        let other = owner.clone();
        hide(&*other);
    }
}

#[no_mangle]
pub extern "C" fn rust_arc(n: u64) {
    let owner = Arc::new(1u64);
    hide(&*owner);
    for _ in 0..n {
        let other = owner.clone();
        hide(&*other);
    }
}

#[no_mangle]
pub extern "C" fn rust_mutex(n: u64) {
    let mutex = Mutex::new(1u64);
    hide(&mutex);
    for _ in 0..n {
        let mut guard = mutex.lock().unwrap();
        *guard += 1;
        hide(&*guard);
    }
}
