// Lanes of programs that the compiler rejects, and of accepted ones that are only checked.
#include "catch.h"
#include "views/lanes.h"

using namespace borrowlab::views::test;

TEST_CASE("the mission's program at compile time: two loans that meet") {
  CHECK(lanes(R"(fn main() {
    let mut data = vec![1, 2, 3];
    let r1 = &data;
    let r2 = &mut data;
    println!("{:?} {:?}", r1, r2);
}
)") == "shared & data, held by r1, 3-5, ends 5 (last use), meets 4 E0502\n"
       "exclusive &mut data, held by r2, 4-5, ends 5 (last use), refused 4 E0502\n");
}

TEST_CASE("a loop holds what it iterates over from its head to its end") {
  CHECK(lanes(R"(fn main() {
    let mut scores = vec![1, 2, 3];
    for score in &scores {
        if *score > 1 {
            scores.push(4);
        }
    }
}
)") == "shared & scores, 3-7, ends 3 (last use), meets 5 E0502\n"
       "exclusive &mut scores, 5-5, refused 5 E0502\n");
}

TEST_CASE("a value that is moved is missed where it is used") {
  CHECK(lanes(R"(fn main() {
    let name = String::from("Ada");
    let other = name;
    println!("{other}");
    println!("{name}");
}
)") == "moved move name, 3-5, ends 5 (refused), meets 5 E0382\n");
}

TEST_CASE("a value that is dropped while it is borrowed") {
  CHECK(lanes(R"(fn main() {
    let r;
    {
        let x = 5;
        r = &x;
    }
    println!("{r}");
}
)") == "shared & x, held by r, 5-7, ends 7 (last use), meets 6 E0597\n");
}

TEST_CASE("a loan through a call is held by the call's result") {
  CHECK(lanes(R"(fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}
fn main() {
    let mut s = String::from("hello");
    let l = longest(&s, "hi");
    s.push('!');
    println!("{l}");
}
)") == "shared & s, held by l, 6-8, ends 8 (last use), meets 7 E0502\n"
       "exclusive &mut s, 7-7, refused 7 E0502\n");
}

TEST_CASE("a closure holds what it captures") {
  CHECK(lanes(R"(fn main() {
    let mut total = 0;
    let mut add = |n: i32| total += n;
    add(1);
    println!("{total}");
    add(2);
}
)") == "exclusive &mut total, held by add, 3-6, ends 6 (last use), meets 5 E0502\n"
       "shared & total, 5-5, ends 5 (last use), refused 5 E0502\n");
}
