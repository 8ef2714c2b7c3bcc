struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("{} is dropped while unwinding", self.0);
    }
}

fn pick(values: &[i32], index: usize) -> i32 {
    let _guard = Noisy("the guard in pick");
    values[index]
}

fn main() {
    let _outer = Noisy("the guard in main");
    let values = [10, 20, 30];
    println!("{}", pick(&values, 1));
    println!("{}", pick(&values, 7));
}
