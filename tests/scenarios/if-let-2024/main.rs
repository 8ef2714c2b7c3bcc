use std::cell::RefCell;

fn main() {
    let queue = RefCell::new(vec![1, 2, 3]);
    if let Some(last) = queue.borrow().last() {
        println!("the last is {last}");
    } else {
        queue.borrow_mut().push(0);
    }

    queue.borrow_mut().clear();
    if let Some(last) = queue.borrow().last() {
        println!("the last is {last}");
    } else {
        queue.borrow_mut().push(0);
    }
    println!("{:?}", queue.borrow());
}
