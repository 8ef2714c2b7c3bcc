use std::cell::RefCell;

fn total(prices: &RefCell<Vec<u32>>) -> u32 {
    prices.borrow().iter().sum()
}

fn main() {
    let prices = RefCell::new(vec![5, 7]);
    println!("before: {}", total(&prices));
    let mut list = prices.borrow_mut();
    list.push(11);
    println!("while writing: {}", total(&prices));
}
