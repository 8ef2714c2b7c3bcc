use std::cell::RefCell;

trait Messenger {
    fn send(&self, message: &str);
}

struct Limit<'a, T: Messenger> {
    messenger: &'a T,
    value: usize,
    max: usize,
}

impl<'a, T: Messenger> Limit<'a, T> {
    fn new(messenger: &'a T, max: usize) -> Limit<'a, T> {
        Limit { messenger, value: 0, max }
    }

    fn set(&mut self, value: usize) {
        self.value = value;
        let share = self.value as f64 / self.max as f64;
        if share >= 1.0 {
            self.messenger.send("over the limit");
        } else if share >= 0.75 {
            self.messenger.send("three quarters used");
        }
    }
}

struct Recorder {
    sent: RefCell<Vec<String>>,
}

impl Messenger for Recorder {
    fn send(&self, message: &str) {
        self.sent.borrow_mut().push(String::from(message));
    }
}

fn main() {
    let recorder = Recorder { sent: RefCell::new(vec![]) };
    let mut limit = Limit::new(&recorder, 100);
    for value in [10, 80, 120] {
        limit.set(value);
    }
    assert_eq!(recorder.sent.borrow().len(), 2);
    println!("{:#?}", recorder.sent.borrow());
}
