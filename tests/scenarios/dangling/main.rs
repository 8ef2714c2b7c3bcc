fn longest() -> &'static str {
    "static text is fine"
}

fn freshest<'a>() -> &'a String {
    let made_here = String::from("gone when the function ends");
    &made_here
}

fn main() {
    println!("{} {}", longest(), freshest());
}
