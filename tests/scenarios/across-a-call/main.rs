struct Account {
    balance: i64,
    history: Vec<i64>,
}

impl Account {
    fn last(&mut self) -> &mut i64 {
        self.history.last_mut().unwrap()
    }

    fn deposit(&mut self, amount: i64) {
        self.balance += amount;
        self.history.push(amount);
    }
}

fn main() {
    let mut account = Account { balance: 0, history: vec![0] };
    let last = account.last();
    account.deposit(10);
    *last += 1;
}
