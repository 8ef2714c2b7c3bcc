fn main() {
    let mut data = vec![1, 2, 3];
    let r1 = &data;           // Immutable borrow
    let r2 = &mut data;       // ERROR: Cannot borrow as mutable
    println!("{:?} {:?}", r1, r2);
}
