const loop = 'fn main() {\n    let mut n = 0u64;\n    loop {\n        n = n.wrapping_add(1);\n    }\n}\n';
// Programs that never end by themselves: the machine's budgets stop them.
export const endless = {
  loop,
  recursion: `fn deeper(n: u64) -> u64 {
    if n == u64::MAX { 0 } else { 1 + deeper(n + 1) }
}

fn main() {
    println!("{}", deeper(0));
}
`,
  allocation: `fn main() {
    let mut all: Vec<Vec<u8>> = Vec::new();
    loop {
        all.push(vec![0u8; 1 << 16]);
    }
}
`,
  output: 'fn main() {\n    loop {\n        println!("and again");\n    }\n}\n',
};
