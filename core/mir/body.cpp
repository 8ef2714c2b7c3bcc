#include "mir/body.h"

namespace borrowlab::mir {

std::vector<BasicBlock> successors(const Terminator& t) {
  std::vector<BasicBlock> out;
  auto add = [&](BasicBlock b) {
    if (b) out.push_back(b);
  };
  auto unwind = [&](const UnwindAction& u) {
    if (u.kind == UnwindAction::Kind::cleanup) add(u.target);
  };
  std::visit(
      [&](const auto& k) {
        using K = std::decay_t<decltype(k)>;
        if constexpr (std::is_same_v<K, TGoto>) {
          add(k.target);
        } else if constexpr (std::is_same_v<K, TSwitchInt>) {
          for (const auto& [value, target] : k.targets) add(target);
          add(k.otherwise);
        } else if constexpr (std::is_same_v<K, TDrop> || std::is_same_v<K, TCall> || std::is_same_v<K, TAssert>) {
          add(k.target);
          unwind(k.unwind);
        } else if constexpr (std::is_same_v<K, TFalseEdge>) {
          add(k.real_target);
          add(k.imaginary_target);
        } else if constexpr (std::is_same_v<K, TFalseUnwind>) {
          add(k.real_target);
          unwind(k.unwind);
        }
      },
      t.kind);
  return out;
}

static TypeId projection_ty_id(types::Context& cx, TypeId base, const PlaceElem& elem) {
  const types::Store& store = cx.store;
  switch (elem.kind) {
    case PlaceElem::Kind::deref: {
      if (const auto* r = store.get<types::Ref>(base)) return r->pointee;
      if (const auto* p = store.get<types::RawPtr>(base)) return p->pointee;
      if (const auto* a = store.get<types::Adt>(base)) {  // Box<T, …>
        const auto args = store[a->args];
        if (!args.empty() && args[0].is_type()) return args[0].type();
      }
      return cx.store.error;
    }
    case PlaceElem::Kind::field:
    case PlaceElem::Kind::opaque_cast: return elem.ty;
    case PlaceElem::Kind::index:
    case PlaceElem::Kind::constant_index: {
      if (const auto* a = store.get<types::Array>(base)) return a->elem;
      if (const auto* s = store.get<types::Slice>(base)) return s->elem;
      return cx.store.error;
    }
    case PlaceElem::Kind::subslice: {
      if (const auto* a = store.get<types::Array>(base)) {
        if (const auto* len = store.get<types::ConstValue>(a->len)) {
          const uint64_t to = elem.from_end ? static_cast<uint64_t>(len->bits) - elem.b : elem.b;
          return cx.store.array(a->elem, cx.store.const_usize(to - elem.a));
        }
        return cx.store.error;
      }
      return base;
    }
    case PlaceElem::Kind::downcast: return base;
  }
  return cx.store.error;
}

TypeId projection_ty(types::Context& cx, PlaceTy base, const PlaceElem& elem) { return projection_ty_id(cx, base.ty, elem); }

PlaceTy place_ty(types::Context& cx, const Body& body, const Place& place) {
  PlaceTy ty{body.locals[place.local].ty, {}};
  for (const PlaceElem& elem : place.projection) {
    const TypeId next = projection_ty(cx, ty, elem);
    ty = {next, elem.kind == PlaceElem::Kind::downcast ? VariantIdx(elem.a) : VariantIdx()};
  }
  return ty;
}

TypeId operand_ty(types::Context& cx, const Body& body, const Operand& operand) {
  return operand.kind == Operand::Kind::constant ? operand.constant->ty : place_ty(cx, body, operand.place).ty;
}

TypeId rvalue_ty(types::Context& cx, const Body& body, const Rvalue& rvalue) {
  types::Store& store = cx.store;
  return std::visit(
      [&](const auto& r) -> TypeId {
        using R = std::decay_t<decltype(r)>;
        if constexpr (std::is_same_v<R, RvUse>) {
          return operand_ty(cx, body, r.operand);
        } else if constexpr (std::is_same_v<R, RvRepeat>) {
          return store.array(operand_ty(cx, body, r.operand), r.count);
        } else if constexpr (std::is_same_v<R, RvRef>) {
          return store.ref(r.region, place_ty(cx, body, r.place).ty, is_mut(r.kind) ? Mutability::mut : Mutability::not_);
        } else if constexpr (std::is_same_v<R, RvRawPtr>) {
          return store.ptr(place_ty(cx, body, r.place).ty, r.mut);
        } else if constexpr (std::is_same_v<R, RvCast>) {
          return r.ty;
        } else if constexpr (std::is_same_v<R, RvBinary>) {
          switch (r.op) {
            case BinOp::eq:
            case BinOp::ne:
            case BinOp::lt:
            case BinOp::le:
            case BinOp::gt:
            case BinOp::ge: return store.bool_;
            default: break;
          }
          const TypeId lhs = operand_ty(cx, body, r.lhs);
          return r.with_overflow ? store.tuple({lhs, store.bool_}) : lhs;
        } else if constexpr (std::is_same_v<R, RvUnary>) {
          const TypeId arg = operand_ty(cx, body, r.operand);
          return r.op == UnOp::ptr_metadata ? store.usize : arg;
        } else if constexpr (std::is_same_v<R, RvDiscriminant>) {
          const auto* adt = store.get<types::Adt>(place_ty(cx, body, r.place).ty);
          if (adt == nullptr) return store.u8;
          const TypeId repr = cx.items.adt(adt->def).repr.int_type;
          return repr ? repr : store.isize;
        } else if constexpr (std::is_same_v<R, RvLen>) {
          return store.usize;
        } else if constexpr (std::is_same_v<R, RvAggregate>) {
          switch (r.kind.kind) {
            case AggregateKind::Kind::array: return store.array(r.kind.elem, store.const_usize(r.operands.size()));
            case AggregateKind::Kind::tuple: {
              std::vector<TypeId> elems;
              for (const Operand& o : r.operands) elems.push_back(operand_ty(cx, body, o));
              return store.tuple(elems);
            }
            case AggregateKind::Kind::adt: return store.adt(r.kind.def, r.kind.args);
            case AggregateKind::Kind::closure: return store.type(types::Closure{r.kind.def, r.kind.args});
          }
          return store.error;
        } else {
          return place_ty(cx, body, r.place).ty;
        }
      },
      rvalue);
}

}  // namespace borrowlab::mir
