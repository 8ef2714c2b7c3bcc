// The tables behind InferCtxt: one union-find for each sort of variable, and the log that undoes what a snapshot saw.
#pragma once
#include "typeck/infer.h"

namespace borrowlab::typeck {

struct InferCtxt::Impl {
  // A variable is a root (parent is itself), bound to a value or not, or stands for its parent.
  struct TyVar {
    uint32_t parent;
    TypeId value;
    Span origin;
    uint32_t universe;
    bool diverging;
  };
  struct NumVar {
    uint32_t parent;
    TypeId value;
  };
  struct ConstVar {
    uint32_t parent;
    ConstId value;
    TypeId ty;
    Span origin;
  };
  enum class UndoKind : uint8_t { new_ty, new_int, new_float, new_const, set_ty, set_int, set_float, set_const, diverging, universe };
  struct Undo {
    UndoKind kind;
    uint32_t index;
    uint32_t old = 0;  // universe
  };

  std::vector<TyVar> ty_vars;
  std::vector<NumVar> int_vars;
  std::vector<NumVar> float_vars;
  std::vector<ConstVar> const_vars;
  std::vector<Undo> undo_log;
  std::vector<TypeId> normalizing;  // projections that a relation is normalizing right now: met again, they are rigid
  uint32_t open_snapshots = 0;
  uint64_t epoch = 0;  // names the current state of values; a rollback brings the old name back
  uint64_t last_epoch = 0;

  void log(UndoKind kind, uint32_t index, uint32_t old = 0) {
    if (open_snapshots != 0) undo_log.push_back({kind, index, old});
  }
  uint32_t ty_root(uint32_t v) const {
    while (ty_vars[v].parent != v) v = ty_vars[v].parent;
    return v;
  }
  static uint32_t num_root(const std::vector<NumVar>& vars, uint32_t v) {
    while (vars[v].parent != v) v = vars[v].parent;
    return v;
  }
  uint32_t const_root(uint32_t v) const {
    while (const_vars[v].parent != v) v = const_vars[v].parent;
    return v;
  }
  // The variables must be roots without a value.
  void bind_ty(uint32_t root, TypeId value);
  void unify_ty(uint32_t a, uint32_t b);
  void bind_num(bool is_int, uint32_t root, TypeId value);
  void unify_num(bool is_int, uint32_t a, uint32_t b);
  void bind_const(uint32_t root, ConstId value);
  void unify_const(uint32_t a, uint32_t b);
  void lower_universe(uint32_t root, uint32_t universe);
  void undo_to(size_t length);
};

}  // namespace borrowlab::typeck
