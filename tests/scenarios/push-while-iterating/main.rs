fn main() {
    let mut numbers = vec![1, 2, 3];
    for n in &numbers {
        if *n == 2 {
            numbers.push(4);
        }
    }
    println!("{numbers:?}");
}
