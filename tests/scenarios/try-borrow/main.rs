use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(5);
    {
        let _writer = cell.borrow_mut();
        match cell.try_borrow() {
            Ok(value) => println!("read {value}"),
            Err(error) => println!("cannot read: {error}"),
        }
        println!("{:?}", cell);
    }
    let reader = cell.borrow();
    match cell.try_borrow_mut() {
        Ok(_) => println!("may write"),
        Err(error) => println!("cannot write: {error:?}: {error}"),
    }
    println!("still {reader}, {}", cell.try_borrow().is_ok());
}
