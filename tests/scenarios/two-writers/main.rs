use std::cell::RefCell;

fn main() {
    let log = RefCell::new(String::from("start"));
    let mut one = log.borrow_mut();
    one.push_str(", one");
    let mut two = log.borrow_mut();
    two.push_str(", two");
    println!("never printed: {} {}", one, two);
}
