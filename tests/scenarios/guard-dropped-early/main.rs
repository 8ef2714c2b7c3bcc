use std::cell::RefCell;

fn main() {
    let names = RefCell::new(vec!["Ada"]);

    let reader = names.borrow();
    println!("{} name", reader.len());
    drop(reader);
    names.borrow_mut().push("Grace");

    {
        let mut writer = names.borrow_mut();
        writer.push("Barbara");
    }
    println!("{:?}", names.borrow());
}
