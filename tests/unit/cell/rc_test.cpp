// Rc and Arc have the same functions; what is said of one here is said of both.
#include "cell/rc.h"
#include "cell/arc.h"
#include "cell/ref_cell.h"
#include "support.h"

using namespace borrowlab::cell;

namespace {

struct Shape {
  virtual ~Shape() = default;
  virtual int sides() const = 0;
};
struct Square : Shape {
  int sides() const override { return 4; }
};
struct Circle : Shape {
  int sides() const override { return 0; }
};
struct alignas(64) Wide {
  int n = 1;
};

struct OfRc {
  template <class T>
  using Owner = Rc<T>;
};
struct OfArc {
  template <class T>
  using Owner = Arc<T>;
};

}  // namespace

TEMPLATE_TEST_CASE("owners share a value and count themselves", "", OfRc, OfArc) {
  using Owner = typename TestType::template Owner<Counted>;
  {
    Owner a(Counted(1));
    CHECK(Owner::strong_count(a) == 1);
    {
      Owner b = a.clone();
      const Owner c = Owner::clone(b);
      CHECK(Owner::strong_count(a) == 3);
      CHECK(Owner::ptr_eq(a, c));
      CHECK(b->value == 1);
      CHECK((*c).value == 1);
      CHECK(Owner::as_ptr(a) == &*a);
    }
    CHECK(Owner::strong_count(a) == 1);
    CHECK_FALSE(Owner::ptr_eq(a, Owner(Counted(1))));
    CHECK(a == Owner(std::in_place, 1));
    Owner moved(std::move(a));
    CHECK(Owner::strong_count(moved) == 1);
    moved = Owner();
    CHECK(moved->value == 0);
    CHECK(Counted::alive == 1);
  }
  CHECK(Counted::alive == 0);
}

TEMPLATE_TEST_CASE("a Weak lasts longer than the value, and keeps nothing alive", "", OfRc, OfArc) {
  using Owner = typename TestType::template Owner<Counted>;
  using Weak = typename Owner::Weak;
  Weak weak;
  CHECK_FALSE(weak.upgrade().has_value());
  CHECK(weak.strong_count() == 0);
  CHECK(weak.weak_count() == 0);
  CHECK(weak.as_ptr() == nullptr);
  {
    Owner a(Counted(1));
    weak = Owner::downgrade(a);
    Weak other = weak.clone();
    CHECK(Weak::clone(other).ptr_eq(weak));
    CHECK(Owner::weak_count(a) == 2);
    CHECK(other.weak_count() == 2);
    CHECK(weak.as_ptr() == &*a);
    {
      auto b = weak.upgrade();
      REQUIRE(b.has_value());
      CHECK(weak.strong_count() == 2);
      CHECK((*b)->value == 1);
    }
    CHECK(Weak::from_raw(std::move(other).into_raw()).strong_count() == 1);
    CHECK(Owner::weak_count(a) == 1);
    CHECK(text(weak) == "(Weak)");
  }
  CHECK(Counted::alive == 0);
  CHECK_FALSE(weak.upgrade().has_value());
  CHECK(weak.strong_count() == 0);
  CHECK(weak.weak_count() == 0);
  CHECK_FALSE(weak.clone().upgrade().has_value());
}

TEMPLATE_TEST_CASE("a value that refers to itself", "", OfRc, OfArc) {
  struct Node {
    typename TestType::template Owner<Node>::Weak self;
    int value;
  };
  using Owner = typename TestType::template Owner<Node>;
  auto node = Owner::new_cyclic([](const typename Owner::Weak& self) {
    CHECK_FALSE(self.upgrade().has_value());
    CHECK(self.strong_count() == 0);
    return Node{self.clone(), 7};
  });
  CHECK(Owner::strong_count(node) == 1);
  CHECK(Owner::weak_count(node) == 1);
  CHECK((*node->self.upgrade())->value == 7);
  CHECK_THROWS_AS(Owner::new_cyclic([](const typename Owner::Weak&) -> Node { throw 1; }), int);
}

TEMPLATE_TEST_CASE("writing to a shared value", "", OfRc, OfArc) {
  using Owner = typename TestType::template Owner<Counted>;
  {
    Owner a(Counted(1));
    REQUIRE(Owner::get_mut(a) != nullptr);
    Owner::get_mut(a)->value = 2;
    const auto* before = Owner::as_ptr(a);
    Owner::make_mut(a).value = 3;
    CHECK(Owner::as_ptr(a) == before);

    Owner b = a.clone();
    CHECK(Owner::get_mut(a) == nullptr);
    Owner::make_mut(a).value = 4;  // copies
    CHECK(b->value == 3);
    CHECK(a->value == 4);
    CHECK(Owner::strong_count(b) == 1);

    auto weak = Owner::downgrade(b);
    CHECK(Owner::get_mut(b) == nullptr);
    Owner::make_mut(b).value = 5;  // leaves the Weaks
    CHECK(b->value == 5);
    CHECK_FALSE(weak.upgrade().has_value());
    CHECK(Owner::weak_count(b) == 0);
    CHECK(Counted::alive == 2);
  }
  CHECK(Counted::alive == 0);
}

TEMPLATE_TEST_CASE("the value back from its last owner", "", OfRc, OfArc) {
  using Owner = typename TestType::template Owner<Counted>;
  {
    Owner a(Counted(1));
    auto weak = Owner::downgrade(a);
    Owner b = a.clone();
    auto refused = Owner::try_unwrap(std::move(a));
    REQUIRE(refused.is_err());
    CHECK_FALSE(Owner::into_inner(std::move(refused).unwrap_err()).has_value());
    CHECK(Owner::try_unwrap(std::move(b)).unwrap().value == 1);
    CHECK_FALSE(weak.upgrade().has_value());
    CHECK(Owner::into_inner(Owner(Counted(2)))->value == 2);
    Owner c(Counted(3));
    CHECK(Owner::unwrap_or_clone(c.clone()).value == 3);
    CHECK(Owner::strong_count(c) == 1);
    CHECK(Owner::unwrap_or_clone(std::move(c)).value == 3);
    using Ints = typename TestType::template Owner<int>;
    Ints five(5), other = five.clone();
    PANICS("called `Result::unwrap()` on an `Err` value: 5", (void)Ints::try_unwrap(std::move(five)).unwrap());
  }
  CHECK(Counted::alive == 0);
}

TEMPLATE_TEST_CASE("owners as pointers", "", OfRc, OfArc) {
  using Owner = typename TestType::template Owner<Counted>;
  {
    const Counted* raw = Owner::into_raw(Owner(Counted(1)));
    CHECK(raw->value == 1);
    Owner::increment_strong_count(raw);
    {
      const Owner a = Owner::from_raw(raw);
      CHECK(Owner::strong_count(a) == 2);
    }
    Owner::increment_strong_count(raw);
    Owner::decrement_strong_count(raw);
    const Owner a = Owner::from_raw(raw);
    CHECK(Owner::strong_count(a) == 1);
  }
  CHECK(Counted::alive == 0);
}

TEMPLATE_TEST_CASE("owners of a base class", "", OfRc, OfArc) {
  using Shapes = typename TestType::template Owner<Shape>;
  using Squares = typename TestType::template Owner<Square>;
  Shapes shape = Squares();
  CHECK(shape->sides() == 4);
  auto no = Shapes::template downcast<Circle>(shape.clone());
  REQUIRE(no.is_err());
  CHECK(Shapes::strong_count(shape) == 2);
  auto yes = Shapes::template downcast<Square>(std::move(no).unwrap_err());
  CHECK((*yes.value())->sides() == 4);
}

TEMPLATE_TEST_CASE("owners compare and print as their values, at any alignment", "", OfRc, OfArc) {
  using Ints = typename TestType::template Owner<int>;
  CHECK(Ints(1) == Ints(1));
  CHECK(std::is_lt(Ints(1) <=> Ints(2)));
  CHECK(text(Ints(5)) == "5");
  typename TestType::template Owner<Wide> wide;
  CHECK(reinterpret_cast<uintptr_t>(&*wide) % 64 == 0);
  const auto weak = decltype(wide)::downgrade(wide);
  CHECK(weak.upgrade()->clone()->n == 1);
}

TEMPLATE_TEST_CASE("an owner whose value throws while it is made leaves nothing behind", "", OfRc, OfArc) {
  struct Thrower {
    explicit Thrower(int) { throw 1; }
  };
  CHECK_THROWS_AS((typename TestType::template Owner<Thrower>(std::in_place, 1)), int);
}

TEST_CASE("a list in a circle of owners and Weaks") {
  struct Node {
    Weak<Node> parent;
    RefCell<std::optional<Rc<Node>>> child;
    Counted counted;
  };
  {
    auto parent = Rc<Node>(Node{{}, {}, Counted(1)});
    *parent->child.borrow_mut() = Rc<Node>(Node{Rc<Node>::downgrade(parent), {}, Counted(2)});
    CHECK(Rc<Node>::ptr_eq(*(**parent->child.borrow())->parent.upgrade(), parent));
    CHECK(Counted::alive == 2);
  }
  CHECK(Counted::alive == 0);
}
