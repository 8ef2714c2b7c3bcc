use std::cell::RefCell;

fn main() {
    let numbers = RefCell::new(vec![1, 2, 3]);
    for n in numbers.borrow().iter() {
        if *n == 2 {
            numbers.borrow_mut().push(4);
        }
    }
    println!("{numbers:?}");
}
