use std::cell::RefCell;

fn main() {
    let score = RefCell::new(vec![3, 1, 4]);
    let first = score.borrow();
    let second = score.borrow();
    let third = score.borrow();
    println!("{} readers see {:?}, {:?}, {:?}", 3, first, second, third);
}
