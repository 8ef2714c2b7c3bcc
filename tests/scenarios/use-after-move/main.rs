fn shout(text: String) {
    println!("{}!", text.to_uppercase());
}

fn main() {
    let greeting = String::from("hello");
    shout(greeting);
    println!("{greeting}");
}
