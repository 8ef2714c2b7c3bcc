#include "typeck/infer/tables.h"

namespace borrowlab::typeck {

void InferCtxt::Impl::bind_ty(uint32_t root, TypeId value) {
  ty_vars[root].value = value;
  log(UndoKind::set_ty, root);
  epoch = ++last_epoch;
}

// The older variable stays the root: younger ones are undone first.
void InferCtxt::Impl::unify_ty(uint32_t a, uint32_t b) {
  if (a == b) return;
  if (a > b) std::swap(a, b);
  ty_vars[b].parent = a;
  log(UndoKind::set_ty, b);
  if (ty_vars[b].diverging && !ty_vars[a].diverging) {
    ty_vars[a].diverging = true;
    log(UndoKind::diverging, a);
  }
  lower_universe(a, ty_vars[b].universe);
  epoch = ++last_epoch;
}

void InferCtxt::Impl::lower_universe(uint32_t root, uint32_t universe) {
  if (ty_vars[root].universe <= universe) return;
  log(UndoKind::universe, root, ty_vars[root].universe);
  ty_vars[root].universe = universe;
}

void InferCtxt::Impl::bind_num(bool is_int, uint32_t root, TypeId value) {
  (is_int ? int_vars : float_vars)[root].value = value;
  log(is_int ? UndoKind::set_int : UndoKind::set_float, root);
  epoch = ++last_epoch;
}

void InferCtxt::Impl::unify_num(bool is_int, uint32_t a, uint32_t b) {
  if (a == b) return;
  if (a > b) std::swap(a, b);
  (is_int ? int_vars : float_vars)[b].parent = a;
  log(is_int ? UndoKind::set_int : UndoKind::set_float, b);
  epoch = ++last_epoch;
}

void InferCtxt::Impl::bind_const(uint32_t root, ConstId value) {
  const_vars[root].value = value;
  log(UndoKind::set_const, root);
  epoch = ++last_epoch;
}

void InferCtxt::Impl::unify_const(uint32_t a, uint32_t b) {
  if (a == b) return;
  if (a > b) std::swap(a, b);
  const_vars[b].parent = a;
  log(UndoKind::set_const, b);
  epoch = ++last_epoch;
}

void InferCtxt::Impl::undo_to(size_t length) {
  while (undo_log.size() > length) {
    const Undo u = undo_log.back();
    undo_log.pop_back();
    switch (u.kind) {
      case UndoKind::new_ty: ty_vars.pop_back(); break;
      case UndoKind::new_int: int_vars.pop_back(); break;
      case UndoKind::new_float: float_vars.pop_back(); break;
      case UndoKind::new_const: const_vars.pop_back(); break;
      case UndoKind::set_ty:
        ty_vars[u.index].parent = u.index;
        ty_vars[u.index].value = TypeId::none();
        break;
      case UndoKind::set_int: int_vars[u.index] = {u.index, TypeId::none()}; break;
      case UndoKind::set_float: float_vars[u.index] = {u.index, TypeId::none()}; break;
      case UndoKind::set_const:
        const_vars[u.index].parent = u.index;
        const_vars[u.index].value = ConstId::none();
        break;
      case UndoKind::diverging: ty_vars[u.index].diverging = false; break;
      case UndoKind::universe: ty_vars[u.index].universe = u.old; break;
    }
  }
}

}  // namespace borrowlab::typeck
