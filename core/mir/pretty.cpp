// MIR as text, laid out as `rustc -Zunpretty=mir` does. After rustc_middle::mir::pretty.
#include "mir/util.h"
#include "support/decimal.h"

namespace borrowlab::mir {
namespace {

using ConstKind = typeck::thir::ConstantValue::Kind;

class Printer {
 public:
  Printer(const types::Context& cx, const Body& body, std::string promoted = {}) : cx_(cx), body_(body), promoted_(std::move(promoted)) {}

  std::string run() {
    header();
    for (uint32_t b = 0; b < body_.blocks.size(); ++b) block(BasicBlock(b));
    out_ += "}\n";
    return std::move(out_);
  }

 private:
  static std::string local(Local l) { return "_" + std::to_string(l.index); }
  static std::string bb(BasicBlock b) { return "bb" + std::to_string(b.index); }
  std::string ty(TypeId t) const { return types::to_string(cx_, t); }

  void header() {
    const auto& def = cx_.defs[body_.owner];
    const bool is_fn = def.kind == resolve::DefKind::fn || def.kind == resolve::DefKind::assoc_fn || def.kind == resolve::DefKind::closure;
    const std::string name = cx_.defs.path_str(body_.owner) + promoted_;
    if (is_fn && promoted_.empty()) {
      out_ += "fn " + name + "(";
      for (uint32_t i = 1; i <= body_.arg_count; ++i) out_ += (i > 1 ? ", " : "") + local(Local(i)) + ": " + ty(body_.locals[Local(i)].ty);
      out_ += ") -> " + ty(body_.locals[return_place].ty) + " {\n";
    } else {
      out_ += (def.kind == resolve::DefKind::static_ ? "static " : "const ") + name + ": " + ty(body_.locals[return_place].ty) + " = {\n";
    }
    for (const VarDebugInfo& v : body_.var_debug_info)
      if (v.argument_index != 0 || v.place.local.index <= body_.arg_count)
        out_ += "    debug " + std::string(v.name.str()) + " => " + place(v.place) + ";\n";
    for (uint32_t i = 0; i < body_.locals.size(); ++i) {
      if (i > 0 && i <= body_.arg_count) continue;
      const LocalDecl& d = body_.locals[Local(i)];
      out_ += std::string("    let ") + (d.mut == Mutability::mut ? "mut " : "") + local(Local(i)) + ": " + ty(d.ty) + ";\n";
    }
    for (const VarDebugInfo& v : body_.var_debug_info)
      if (v.place.local.index > body_.arg_count) out_ += "    debug " + std::string(v.name.str()) + " => " + place(v.place) + ";\n";
    out_ += "\n";
  }

  void block(BasicBlock b) {
    const BasicBlockData& data = body_.blocks[b];
    if (b.index != 0) out_ += "\n";
    out_ += "    " + bb(b) + (data.is_cleanup ? " (cleanup)" : "") + ": {\n";
    for (const Statement& s : data.statements) out_ += "        " + statement(s) + ";\n";
    out_ += "        " + terminator(data.terminator) + ";\n    }\n";
  }

  std::string place(const Place& p) const {
    std::string out = local(p.local);
    for (const PlaceElem& e : p.projection) {
      switch (e.kind) {
        case PlaceElem::Kind::deref: out = "(*" + out + ")"; break;
        case PlaceElem::Kind::field: out = "(" + out + "." + std::to_string(e.a) + ": " + ty(e.ty) + ")"; break;
        case PlaceElem::Kind::index: out += "[" + local(Local(e.a)) + "]"; break;
        case PlaceElem::Kind::constant_index:
          out += std::string("[") + (e.from_end ? "-" : "") + std::to_string(e.a) + " of " + std::to_string(e.b) + "]";
          break;
        case PlaceElem::Kind::subslice:
          out += "[" + std::to_string(e.a) + ":" +
                 (e.from_end ? (e.b == 0 ? std::string() : "-" + std::to_string(e.b)) : std::to_string(e.b)) + "]";
          break;
        case PlaceElem::Kind::downcast: out = "(" + out + " as " + std::string(e.name.str()) + ")"; break;
        case PlaceElem::Kind::opaque_cast: out = "(" + out + " as " + ty(e.ty) + ")"; break;
      }
    }
    return out;
  }

  std::string constant(const Constant& c) const {
    if (c.promoted_of) return "const " + cx_.defs.path_str(c.promoted_of) + "::promoted[" + std::to_string(c.promoted_index) + "]";
    if (c.static_ref) return "const {static " + cx_.defs.path_str(c.static_ref) + ": " + ty(c.ty) + "}";
    switch (c.value.kind) {
      case ConstKind::scalar:
        if (c.ty == cx_.store.bool_) return c.value.bits != 0 ? "const true" : "const false";
        if (is_integral(cx_, c.ty)) {
          const uint32_t width = bit_width(cx_, c.ty);
          const unsigned __int128 max = truncate(~static_cast<unsigned __int128>(0), is_signed(cx_, c.ty) ? width - 1 : width);
          if (c.value.bits == max) return "const " + ty(c.ty) + "::MAX";
          if (is_signed(cx_, c.ty) && c.value.bits == max + 1) return "const " + ty(c.ty) + "::MIN";
          const bool negative = is_signed(cx_, c.ty) && (c.value.bits >> (width - 1) & 1) != 0;
          return "const " + (negative ? "-" + decimal(truncate(~c.value.bits + 1, width)) : decimal(c.value.bits)) + "_" + ty(c.ty);
        }
        if (c.ty == cx_.store.char_ && c.value.bits < 128) return std::string("const '") + static_cast<char>(c.value.bits) + "'";
        return "const " + decimal(c.value.bits) + "_" + ty(c.ty);
      case ConstKind::str: return "const \"" + std::string(c.value.text.str()) + "\"";
      case ConstKind::byte_str: return "const b\"" + std::string(c.value.text.str()) + "\"";
      case ConstKind::unit:
        if (const auto* f = cx_.store.get<types::FnDef>(c.ty)) return types::path_to_string(cx_, f->def, f->args);
        if (c.ty == cx_.store.unit) return "const ()";
        return "const " + ty(c.ty);
      case ConstKind::unevaluated: return "const " + types::path_to_string(cx_, c.value.def, c.value.args);
      case ConstKind::type_const: return "const " + types::to_string(cx_, c.value.konst);
    }
    return "const _";
  }
  std::string operand(const Operand& o) const {
    if (o.kind == Operand::Kind::constant) return constant(*o.constant);
    return (o.kind == Operand::Kind::copy ? "copy " : "move ") + place(o.place);
  }
  std::string list(const std::vector<Operand>& operands) const {
    std::string out;
    for (const Operand& o : operands) out += (out.empty() ? "" : ", ") + operand(o);
    return out;
  }

  static const char* op_name(BinOp op) {
    switch (op) {
      case BinOp::add: return "Add";
      case BinOp::sub: return "Sub";
      case BinOp::mul: return "Mul";
      case BinOp::div: return "Div";
      case BinOp::rem: return "Rem";
      case BinOp::bit_xor: return "BitXor";
      case BinOp::bit_and: return "BitAnd";
      case BinOp::bit_or: return "BitOr";
      case BinOp::shl: return "Shl";
      case BinOp::shr: return "Shr";
      case BinOp::eq: return "Eq";
      case BinOp::lt: return "Lt";
      case BinOp::le: return "Le";
      case BinOp::ne: return "Ne";
      case BinOp::ge: return "Ge";
      case BinOp::gt: return "Gt";
      case BinOp::and_:
      case BinOp::or_: break;
    }
    return "?";
  }
  static const char* cast_name(CastKind k) {
    switch (k) {
      case CastKind::int_to_int: return "IntToInt";
      case CastKind::float_to_int: return "FloatToInt";
      case CastKind::int_to_float: return "IntToFloat";
      case CastKind::float_to_float: return "FloatToFloat";
      case CastKind::ptr_to_ptr: return "PtrToPtr";
      case CastKind::fn_ptr_to_ptr: return "FnPtrToPtr";
      case CastKind::pointer_expose_provenance: return "PointerExposeProvenance";
      case CastKind::pointer_with_exposed_provenance: return "PointerWithExposedProvenance";
      case CastKind::transmute: return "Transmute";
      case CastKind::reify_fn_pointer: return "PointerCoercion(ReifyFnPointer, ";
      case CastKind::unsafe_fn_pointer: return "PointerCoercion(UnsafeFnPointer, ";
      case CastKind::closure_fn_pointer: return "PointerCoercion(ClosureFnPointer(Safe), ";
      case CastKind::mut_to_const_pointer: return "PointerCoercion(MutToConstPointer, ";
      case CastKind::array_to_pointer: return "PointerCoercion(ArrayToPointer, ";
      case CastKind::unsize: return "PointerCoercion(Unsize, ";
    }
    return "?";
  }
  static const char* borrow_prefix(BorrowKind k) {
    switch (k) {
      case BorrowKind::shared: return "&";
      case BorrowKind::fake_shallow: return "&fake shallow ";
      case BorrowKind::fake_deep: return "&fake ";
      case BorrowKind::mut_default:
      case BorrowKind::mut_two_phase:
      case BorrowKind::mut_closure_capture: return "&mut ";
    }
    return "&";
  }

  std::string rvalue(const Rvalue& value) const {
    return std::visit(
        [&](const auto& r) -> std::string {
          using R = std::decay_t<decltype(r)>;
          if constexpr (std::is_same_v<R, RvUse>) {
            return operand(r.operand);
          } else if constexpr (std::is_same_v<R, RvRepeat>) {
            return "[" + operand(r.operand) + "; " + types::to_string(cx_, r.count) + "]";
          } else if constexpr (std::is_same_v<R, RvRef>) {
            return borrow_prefix(r.kind) + place(r.place);
          } else if constexpr (std::is_same_v<R, RvRawPtr>) {
            return std::string(r.fake_for_ptr_metadata    ? "&raw const (fake) "
                               : r.mut == Mutability::mut ? "&raw mut "
                                                          : "&raw const ") +
                   place(r.place);
          } else if constexpr (std::is_same_v<R, RvCast>) {
            return operand(r.operand) + " as " + ty(r.ty) + " (" + cast_name(r.kind) +
                   (r.kind < CastKind::reify_fn_pointer ? ""
                    : r.implicit                        ? "Implicit)"
                                                        : "AsCast)") +
                   ")";
          } else if constexpr (std::is_same_v<R, RvBinary>) {
            return std::string(op_name(r.op)) + (r.with_overflow ? "WithOverflow" : "") + "(" + operand(r.lhs) + ", " + operand(r.rhs) +
                   ")";
          } else if constexpr (std::is_same_v<R, RvUnary>) {
            return std::string(r.op == UnOp::not_ ? "Not" : r.op == UnOp::neg ? "Neg" : "PtrMetadata") + "(" + operand(r.operand) + ")";
          } else if constexpr (std::is_same_v<R, RvDiscriminant>) {
            return "discriminant(" + place(r.place) + ")";
          } else if constexpr (std::is_same_v<R, RvLen>) {
            return "Len(" + place(r.place) + ")";
          } else if constexpr (std::is_same_v<R, RvAggregate>) {
            return aggregate(r);
          } else {
            return "deref_copy " + place(r.place);
          }
        },
        value);
  }

  std::string aggregate(const RvAggregate& r) const {
    switch (r.kind.kind) {
      case AggregateKind::Kind::array: return "[" + list(r.operands) + "]";
      case AggregateKind::Kind::tuple: return "(" + list(r.operands) + (r.operands.size() == 1 ? ",)" : ")");
      case AggregateKind::Kind::closure:
        return types::to_string(cx_, cx_.store.type(types::Closure{r.kind.def, r.kind.args})) + " { " + list(r.operands) + " }";
      case AggregateKind::Kind::adt: break;
    }
    const types::AdtDef& adt = cx_.items.adt(r.kind.def);
    const types::VariantInfo& variant = adt.variants[r.kind.variant.index];
    std::string name = types::path_to_string(cx_, r.kind.def, r.kind.args);
    if (adt.kind == types::AdtKind::enum_) name += "::" + std::string(variant.name.str());
    if (variant.shape == syntax::VariantShape::unit) return name;
    if (variant.shape == syntax::VariantShape::tuple) return name + "(" + list(r.operands) + ")";
    std::string fields;
    for (size_t i = 0; i < r.operands.size(); ++i) {
      const size_t field = r.kind.active_field ? r.kind.active_field.index : i;
      if (field < variant.fields.size())
        fields += (i > 0 ? ", " : "") + std::string(variant.fields[field].name.str()) + ": " + operand(r.operands[i]);
    }
    return name + " { " + fields + " }";
  }

  static const char* cause_name(FakeReadCause c) {
    switch (c) {
      case FakeReadCause::for_match_guard: return "ForMatchGuard";
      case FakeReadCause::for_matched_place: return "ForMatchedPlace(None)";
      case FakeReadCause::for_guard_binding: return "ForGuardBinding";
      case FakeReadCause::for_let: return "ForLet(None)";
      case FakeReadCause::for_index: return "ForIndex";
    }
    return "?";
  }

  std::string statement(const Statement& s) const {
    return std::visit(
        [&](const auto& k) -> std::string {
          using K = std::decay_t<decltype(k)>;
          if constexpr (std::is_same_v<K, StAssign>) {
            return place(k.place) + " = " + rvalue(k.value);
          } else if constexpr (std::is_same_v<K, StFakeRead>) {
            return std::string("FakeRead(") + cause_name(k.cause) + ", " + place(k.place) + ")";
          } else if constexpr (std::is_same_v<K, StSetDiscriminant>) {
            return "discriminant(" + place(k.place) + ") = " + std::to_string(k.variant.index);
          } else if constexpr (std::is_same_v<K, StStorageLive>) {
            return "StorageLive(" + local(k.local) + ")";
          } else if constexpr (std::is_same_v<K, StStorageDead>) {
            return "StorageDead(" + local(k.local) + ")";
          } else if constexpr (std::is_same_v<K, StAscribeUserType>) {
            const char* variance = k.variance == types::Variance::covariant       ? "+"
                                   : k.variance == types::Variance::invariant     ? "o"
                                   : k.variance == types::Variance::contravariant ? "-"
                                                                                  : "*";
            return "AscribeUserType(" + place(k.place) + ", " + variance + ", UserTypeProjection { base: UserType(" +
                   std::to_string(k.user_ty.index) + "), projs: [] })";
          } else if constexpr (std::is_same_v<K, StPlaceMention>) {
            return "PlaceMention(" + place(k.place) + ")";
          } else {
            return "nop";
          }
        },
        s.kind);
  }

  std::string unwind(const UnwindAction& u) const {
    switch (u.kind) {
      case UnwindAction::Kind::continue_: return "unwind continue";
      case UnwindAction::Kind::unreachable: return "unwind unreachable";
      case UnwindAction::Kind::terminate: return "unwind terminate(cleanup)";
      case UnwindAction::Kind::cleanup: return "unwind: " + bb(u.target);
    }
    return "";
  }

  std::string assert_text(const TAssert& a) const {
    auto op = [&](size_t i) { return i < a.operands.size() ? operand(a.operands[i]) : std::string("?"); };
    switch (a.kind) {
      case AssertKind::bounds_check: return "\"index out of bounds: the length is {} but the index is {}\", " + op(0) + ", " + op(1);
      case AssertKind::overflow:
        if (a.op == BinOp::shl) return "\"attempt to shift left by `{}`, which would overflow\", " + op(1);
        if (a.op == BinOp::shr) return "\"attempt to shift right by `{}`, which would overflow\", " + op(1);
        if (a.op == BinOp::rem) return "\"attempt to compute the remainder of `{} % {}`, which would overflow\", " + op(0) + ", " + op(1);
        return std::string("\"attempt to compute `{} ") + syntax::bin_op_str(a.op) + " {}`, which would overflow\", " + op(0) + ", " +
               op(1);
      case AssertKind::overflow_neg: return "\"attempt to negate `{}`, which would overflow\", " + op(0);
      case AssertKind::division_by_zero: return "\"attempt to divide `{}` by zero\", " + op(0);
      case AssertKind::remainder_by_zero: return "\"attempt to calculate the remainder of `{}` with a divisor of zero\", " + op(0);
      case AssertKind::misaligned: return "\"misaligned pointer dereference\"";
      case AssertKind::null_pointer: return "\"null pointer dereference occurred\"";
    }
    return "";
  }

  std::string terminator(const Terminator& t) const {
    return std::visit(
        [&](const auto& k) -> std::string {
          using K = std::decay_t<decltype(k)>;
          if constexpr (std::is_same_v<K, TGoto>) {
            return "goto -> " + bb(k.target);
          } else if constexpr (std::is_same_v<K, TSwitchInt>) {
            std::string targets;
            for (const auto& [value, to] : k.targets) targets += decimal(value) + ": " + bb(to) + ", ";
            return "switchInt(" + operand(k.discr) + ") -> [" + targets + "otherwise: " + bb(k.otherwise) + "]";
          } else if constexpr (std::is_same_v<K, TReturn>) {
            return "return";
          } else if constexpr (std::is_same_v<K, TUnreachable>) {
            return "unreachable";
          } else if constexpr (std::is_same_v<K, TUnwindResume>) {
            return "resume";
          } else if constexpr (std::is_same_v<K, TUnwindTerminate>) {
            return "terminate(cleanup)";
          } else if constexpr (std::is_same_v<K, TDrop>) {
            return "drop(" + place(k.place) + ") -> [return: " + bb(k.target) + ", " + unwind(k.unwind) + "]";
          } else if constexpr (std::is_same_v<K, TCall>) {
            const std::string call = place(k.destination) + " = " + operand(k.func) + "(" + list(k.args) + ")";
            return k.target ? call + " -> [return: " + bb(k.target) + ", " + unwind(k.unwind) + "]" : call + " -> " + unwind(k.unwind);
          } else if constexpr (std::is_same_v<K, TAssert>) {
            return std::string("assert(") + (k.expected ? "" : "!") + operand(k.cond) + ", " + assert_text(k) +
                   ") -> [success: " + bb(k.target) + ", " + unwind(k.unwind) + "]";
          } else if constexpr (std::is_same_v<K, TFalseEdge>) {
            return "falseEdge -> [real: " + bb(k.real_target) + ", imaginary: " + bb(k.imaginary_target) + "]";
          } else {
            return "falseUnwind -> [real: " + bb(k.real_target) + ", " + unwind(k.unwind) + "]";
          }
        },
        t.kind);
  }

  const types::Context& cx_;
  const Body& body_;
  std::string promoted_;  // `::promoted[0]`
  std::string out_;
};

}  // namespace

std::string to_string(const types::Context& cx, const Body& body) {
  std::string out = Printer(cx, body).run();
  for (size_t i = 0; i < body.promoted.size(); ++i)
    out += "\n" + Printer(cx, body.promoted[i], "::promoted[" + std::to_string(i) + "]").run();
  return out;
}

}  // namespace borrowlab::mir
