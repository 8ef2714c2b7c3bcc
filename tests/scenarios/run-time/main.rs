use std::cell::RefCell;

fn main() {
    let data = RefCell::new(vec![1, 2, 3]);
    let r1 = data.borrow();      // Immutable borrow
    let r2 = data.borrow_mut();  // PANIC: Already borrowed
    println!("{:?} {:?}", r1, r2);
}
