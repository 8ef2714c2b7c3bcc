use std::cell::RefCell;
use std::rc::{Rc, Weak};

struct Node {
    name: String,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Rc<Node>>>,
}

impl Node {
    fn new(name: &str) -> Rc<Node> {
        Rc::new(Node {
            name: name.to_string(),
            parent: RefCell::new(Weak::new()),
            children: RefCell::new(Vec::new()),
        })
    }

    fn adopt(parent: &Rc<Node>, child: &Rc<Node>) {
        *child.parent.borrow_mut() = Rc::downgrade(parent);
        parent.children.borrow_mut().push(Rc::clone(child));
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        println!("{} is gone", self.name);
    }
}

fn main() {
    let leaf = Node::new("leaf");
    {
        let root = Node::new("root");
        Node::adopt(&root, &leaf);
        let parent = leaf.parent.borrow().upgrade().map(|p| p.name.clone());
        println!("parent: {parent:?}");
        println!("strong {} weak {}", Rc::strong_count(&root), Rc::weak_count(&root));
        println!("leaf: strong {}", Rc::strong_count(&leaf));
    }
    println!("parent: {:?}", leaf.parent.borrow().upgrade().is_none());
    println!("leaf: strong {}", Rc::strong_count(&leaf));
}
