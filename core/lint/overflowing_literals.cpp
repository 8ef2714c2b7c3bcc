// Literals that their type has no room for. After rustc_lint::types::literal.
#include <cmath>
#include <cstdlib>

#include "lint/late.h"

namespace borrowlab::lint {

using diagnostics::Applicability;
using types::TypeId;
using u128 = unsigned __int128;

namespace {

std::string decimal_text(u128 v) {
  std::string s;
  do {
    s.insert(s.begin(), static_cast<char>('0' + static_cast<int>(v % 10)));
    v /= 10;
  } while (v != 0);
  return s;
}

constexpr unsigned widths[] = {8, 16, 32, 64, 128, 64};
unsigned width_of(types::Int i) { return widths[static_cast<size_t>(i.width)]; }
u128 highest(unsigned bits, bool is_signed) {
  const u128 one = 1;
  return is_signed ? (one << (bits - 1)) - 1 : bits == 128 ? ~static_cast<u128>(0) : (one << bits) - 1;
}
// What is left of `v` in so many bits, as rustc writes it.
std::string cut(u128 v, unsigned bits, bool is_signed, bool negate) {
  const u128 mask = highest(bits, false);
  v &= mask;
  const bool minus = is_signed && (v >> (bits - 1)) != 0;
  if (minus) v = (~v + 1) & mask;
  return (minus != negate && v != 0 ? "-" : "") + decimal_text(v);
}

// The first type that has room, of the other sign before wider ones; empty: none. rustc: get_type_suggestion.
std::string roomier(types::Int i, u128 v, bool negative) {
  if (i.width == types::IntWidth::size) return {};
  const unsigned bits = width_of(i);
  if (!i.is_signed) {
    for (unsigned b = bits; b <= 128; b *= 2)
      if (v <= highest(b, false)) return "u" + std::to_string(b);
    return {};
  }
  if (!negative && v <= highest(bits, false)) return "u" + std::to_string(bits);
  for (unsigned b = bits * 2; b <= 128; b *= 2)
    if (v <= highest(b, true) + (negative ? 1 : 0)) return "i" + std::to_string(b);
  return {};
}

class OverflowingLiteral {
 public:
  OverflowingLiteral(const LateContext& cx, const syntax::Expr& e, const syntax::Lit& lit, TypeId ty, const Ancestors& ancestors)
      : cx_(cx), expr_(e), lit_(lit), ancestors_(ancestors), text_(lit.source.str()), ty_(ty) {
    if (ty_.valid()) name_ = types::to_string(cx.cx, types::GenericArg(ty_));
  }

  void check() {
    if (!ty_.valid()) return;
    if (lit_.kind == syntax::LitKind::float_) return floating();
    const auto* type = cx_.cx.store.get<types::Int>(ty_);
    if (type == nullptr) return;
    type_ = *type;
    const auto* unary = parent(0) == nullptr ? nullptr : std::get_if<syntax::ExprUnary>(&parent(0)->kind);
    const bool negative = unary != nullptr && unary->op == syntax::UnOp::neg;
    const u128 max = highest(width_of(type_), type_.is_signed), v = lit_.value;
    if (v <= max + (negative && type_.is_signed ? 1 : 0)) return;
    if (negative && !type_.is_signed) return;  // another error
    if (!type_.is_signed && cast_to_char()) return;
    const bool binary_or_hex = text_.starts_with("0x") || text_.starts_with("0b");
    if (binary_or_hex && (type_.is_signed || !range_endpoint(max))) return pattern_of_bits(negative);
    if (range_told_ || range_endpoint(max)) return;
    const Span at = negative ? parent(0)->span : expr_.span;
    Diagnostic d = finding(Lint::overflowing_literals, "literal out of range for `" + name_ + "`", at);
    d.note("the literal `" + std::string(cx_.cx.sources.snippet(at)) + "` does not fit into the type `" + name_ + "` whose range is `" +
           (type_.is_signed ? "-" + decimal_text(max + 1) : "0") + "..=" + decimal_text(max) + "`");
    if (type_.is_signed)
      if (const std::string better = roomier(type_, v, negative); !better.empty())
        d.help("consider using the type `" + better + "` instead");
    cx_.emit(std::move(d));
  }

 private:
  const syntax::Expr* parent(size_t n) const { return n < ancestors_.size() ? ancestors_[ancestors_.size() - 1 - n] : nullptr; }
  const syntax::Expr& at(syntax::ExprId id) const { return cx_.krate.ast[id]; }
  const syntax::ExprCast* cast_around() const {
    const auto* cast = parent(0) == nullptr ? nullptr : std::get_if<syntax::ExprCast>(&parent(0)->kind);
    return cast != nullptr && &at(cast->expr) == &expr_ ? cast : nullptr;
  }

  void floating() {
    const auto* type = cx_.cx.store.get<types::Float>(ty_);
    if (type == nullptr) return;
    const std::string digits(lit_.text.str());
    const bool fits = type->width == types::FloatWidth::f32 ? std::isfinite(std::strtof(digits.c_str(), nullptr))
                                                            : std::isfinite(std::strtod(digits.c_str(), nullptr));
    if (fits) return;
    Diagnostic d = finding(Lint::overflowing_literals, "literal out of range for `" + name_ + "`", expr_.span);
    d.note("the literal `" + std::string(text_) + "` does not fit into the type `" + name_ + "` and will be converted to `" + name_ +
           "::INFINITY`");
    cx_.emit(std::move(d));
  }

  bool cast_to_char() {
    if (cast_around() == nullptr) return false;
    const TypeId to = cx_.type_of(parent(0)->id);
    if (!to.valid() || cx_.cx.store.get<types::Char>(to) == nullptr) return false;
    std::string hex;
    for (u128 v = lit_.value; v != 0; v >>= 4) hex.insert(hex.begin(), "0123456789ABCDEF"[static_cast<size_t>(v & 15)]);
    Diagnostic d = finding(Lint::overflowing_literals, "only `u8` can be cast into `char`", parent(0)->span);
    d.suggest(parent(0)->span, "use a `char` literal instead", "'\\u{" + hex + "}'", Applicability::machine_applicable);
    cx_.emit(std::move(d));
    return true;
  }

  // `0..256u8`, by one too far. rustc: lint_overflowing_range_endpoint.
  bool range_endpoint(u128 max) {
    const syntax::ExprCast* cast = cast_around();
    const syntax::Expr& end = cast != nullptr ? *parent(0) : expr_;
    const syntax::Expr* around = parent(cast != nullptr ? 1 : 0);
    const auto* range = around == nullptr ? nullptr : std::get_if<syntax::ExprStruct>(&around->kind);
    if (range == nullptr || !range->lang || range->lang->item.str() != "Range" || range->fields.size() != 2) return false;
    if (&at(range->fields[1].value) != &end || lit_.value - 1 != max) return false;
    Diagnostic d = finding(Lint::overflowing_literals, "range endpoint is out of range for `" + name_ + "`", around->span);
    const std::string last = decimal_text(max) + std::string(lit_.suffix.str());
    const std::string message = "use an inclusive range instead";
    const Span whole = cx_.krate.ast[range->fields[1].value].span;
    if (whole.lo == expr_.span.lo && !(cast != nullptr && end.parenthesized)) {
      const std::string start(cx_.cx.sources.snippet(at(range->fields[0].value).span));
      d.suggest(around->span.with_hi(expr_.span.hi), message, start + "..=" + last, Applicability::machine_applicable);
    } else {
      d.suggest_multipart(message, {{whole.shrink_to_lo(), "="}, {expr_.span, last}}, Applicability::machine_applicable);
    }
    cx_.emit(std::move(d));
    return range_told_ = true;
  }

  // Written as bits, the value may be what was meant. rustc: report_bin_hex_error.
  void pattern_of_bits(bool negative) {
    const unsigned bits = width_of(type_);
    const std::string text(text_), becomes = cut(lit_.value, bits, type_.is_signed, negative);
    const std::string bare = text.substr(0, text.size() - lit_.suffix.str().size());
    Diagnostic d = finding(Lint::overflowing_literals, "literal out of range for `" + name_ + "`", expr_.span);
    const std::string note =
        "the literal `" + text + "` (decimal `" + decimal_text(lit_.value) + "`) does not fit into the type `" + name_ + "`";
    if (negative) {
      d.note(note);
      d.note("and the value `-" + text + "` will become `" + becomes + name_ + "`");
    } else {
      d.note(note + " and will become `" + becomes + name_ + "`");
    }
    if (const std::string better = roomier(type_, lit_.value, negative); !better.empty()) {
      const std::string message = "consider using the type `" + better + "` instead";
      if (lit_.suffix.empty()) d.help(message);
      else d.suggest(expr_.span, message, bare + better, Applicability::machine_applicable);
    }
    const u128 one = 1;
    if (!negative && type_.is_signed && type_.width != types::IntWidth::size && (lit_.value & (one << (bits - 1))) != 0) {
      unsigned room = bits;
      while (room < 128 && lit_.value > highest(room, false)) room *= 2;
      const std::string other = "u" + std::to_string(room);
      d.suggest(expr_.span,
                "to use as a negative number (decimal `" + becomes + "`), consider using the type `" + other +
                    "` for the literal and cast it to `" + name_ + "`",
                bare + other + " as " + name_, Applicability::maybe_incorrect);
    }
    cx_.emit(std::move(d));
  }

  const LateContext& cx_;
  const syntax::Expr& expr_;
  const syntax::Lit& lit_;
  const Ancestors& ancestors_;
  std::string_view text_;
  TypeId ty_;
  types::Int type_{};
  std::string name_;
  bool range_told_ = false;
};

}  // namespace

void check_literal(const LateContext& cx, const syntax::Expr& e, TypeId ty, const Ancestors& ancestors) {
  if (const auto* lit = std::get_if<syntax::ExprLit>(&e.kind);
      lit != nullptr && (lit->lit.kind == syntax::LitKind::integer || lit->lit.kind == syntax::LitKind::float_))
    OverflowingLiteral(cx, e, lit->lit, ty, ancestors).check();
}

}  // namespace borrowlab::lint
