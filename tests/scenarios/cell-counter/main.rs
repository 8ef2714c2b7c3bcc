use std::cell::Cell;

struct Door {
    opened: Cell<u32>,
}

impl Door {
    fn open(&self) -> u32 {
        self.opened.set(self.opened.get() + 1);
        self.opened.get()
    }
}

fn main() {
    let door = Door { opened: Cell::new(0) };
    let also = &door;
    door.open();
    also.open();
    println!("opened {} times", door.open());
}
