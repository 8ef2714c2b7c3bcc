// Embind: RefCell for JavaScript, so that the runtime can be tried from the page's console (web/src/engine/cells.ts has the types).
// A guard keeps its cell alive, so that no order of delete() can break the cells' promises. delete(), which Symbol.dispose also calls,
// ends a guard's borrow as release() does.
#include <emscripten/bind.h>
#include <emscripten/em_asm.h>
#include <emscripten/val.h>

#include <optional>
#include <string>

#include "cell/rc.h"
#include "cell/ref_cell.h"

namespace {

using borrowlab::cell::Rc;
using borrowlab::cell::Ref;
using borrowlab::cell::RefCell;
using borrowlab::cell::RefMut;
using emscripten::val;
using Shared = Rc<RefCell<val>>;

// The engine has no exceptions of C++; JavaScript's pass through it.
void throw_error(const char* message) { val::global("Error").new_(std::string(message)).throw_(); }

template <class Guard>
class JsGuard {
 public:
  JsGuard(Shared cell, Guard guard) : cell_(std::move(cell)), guard_(std::move(guard)) {}
  val value() const {
    must_hold();
    return **guard_;
  }
  void set_value(val value) {
    must_hold();
    **guard_ = std::move(value);
  }
  void release() { guard_.reset(); }

 private:
  void must_hold() const {
    if (!guard_) throw_error("this guard was released");
  }
  Shared cell_;
  std::optional<Guard> guard_;  // ends before the cell may
};
using JsRef = JsGuard<Ref<val>>;
using JsRefMut = JsGuard<RefMut<val>>;

class JsRefCell {
 public:
  explicit JsRefCell(val value) : cell_(RefCell<val>(std::move(value))) {}
  JsRef* borrow() const { return guard<JsRef>(cell_->try_borrow(), true); }
  JsRefMut* borrow_mut() const { return guard<JsRefMut>(cell_->try_borrow_mut(), true); }
  JsRef* try_borrow() const { return guard<JsRef>(cell_->try_borrow(), false); }
  JsRefMut* try_borrow_mut() const { return guard<JsRefMut>(cell_->try_borrow_mut(), false); }

 private:
  // A new guard; where the borrow was refused an Error is thrown, or null.
  template <class Guard, class Result>
  Guard* guard(Result result, bool or_throw) const {
    if (auto* granted = result.value()) return new Guard(cell_.clone(), std::move(*granted));
    if (or_throw) throw_error(result.error()->message());
    return nullptr;
  }
  Shared cell_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(borrowlab_cell) {
  using emscripten::allow_raw_pointers;
  emscripten::class_<JsRef>("Ref").property("value", &JsRef::value).function("release", &JsRef::release);
  emscripten::class_<JsRefMut>("RefMut").property("value", &JsRefMut::value, &JsRefMut::set_value).function("release", &JsRefMut::release);
  emscripten::class_<JsRefCell>("RefCell")
      .constructor<val>()
      .function("borrow", &JsRefCell::borrow, allow_raw_pointers())
      .function("borrowMut", &JsRefCell::borrow_mut, allow_raw_pointers())
      .function("tryBorrow", &JsRefCell::try_borrow, allow_raw_pointers())
      .function("tryBorrowMut", &JsRefCell::try_borrow_mut, allow_raw_pointers());
  // For `using guard = cell.borrow()`, where the browser has it.
  EM_ASM({
    if (Symbol.dispose) {
      for (const name of["Ref", "RefMut", "RefCell"]) {
        Module[name].prototype[Symbol.dispose] = function() {
          if (!this.isDeleted()) this.delete();
        };
      }
    }
  });
}
