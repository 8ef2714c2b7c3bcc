fn main() {
    let total = 0;
    let numbers = vec![1, 2, 3];
    for n in &numbers {
        total += n;
    }
    numbers.push(total);
    println!("{numbers:?}");
}
