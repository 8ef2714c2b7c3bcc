#include <cstdlib>

#include "lint/lint.h"
#include "mir/util.h"

namespace borrowlab::lint {

using types::TypeId;
namespace thir = typeck::thir;

namespace {

std::string decimal_text(unsigned __int128 v) {
  std::string s;
  do {
    s.insert(s.begin(), static_cast<char>('0' + static_cast<int>(v % 10)));
    v /= 10;
  } while (v != 0);
  return s;
}

struct LiteralRange {
  unsigned __int128 lowest;  // its magnitude
  unsigned __int128 highest;
};
LiteralRange range_of(types::Context& cx, TypeId ty) {
  const uint32_t width = mir::bit_width(cx, ty);
  const unsigned __int128 one = 1;
  if (mir::is_signed(cx, ty)) return {one << (width - 1), (one << (width - 1)) - 1};
  return {0, width == 128 ? ~static_cast<unsigned __int128>(0) : (one << width) - 1};
}

Diagnostic out_of_range(types::Context& cx, source::Span span, TypeId ty, LiteralRange r) {
  const std::string name = types::to_string(cx, types::GenericArg(ty));
  Diagnostic d = finding(Lint::overflowing_literals, "literal out of range for `" + name + "`", span);
  d.note("the literal `" + std::string(cx.sources.snippet(span)) + "` does not fit into the type `" + name + "` whose range is `" +
         (r.lowest != 0 ? "-" : "") + decimal_text(r.lowest) + "..=" + decimal_text(r.highest) + "`");
  return d;
}

}  // namespace

Findings overflowing_literals(types::Context& cx, const thir::Body& body) {
  Findings out;
  const resolve::Crate& krate = cx.crate_of(body.owner);
  std::unordered_map<uint32_t, source::Span> negated;  // where a literal begins -> the negation around it
  for (const syntax::Expr& e : krate.ast.exprs)
    if (const auto* u = std::get_if<syntax::ExprUnary>(&e.kind); u != nullptr && u->op == syntax::UnOp::neg)
      negated[krate.ast[u->operand].span.lo] = e.span;
  for (const thir::Expr& e : body.exprs) {
    const auto* lit = std::get_if<thir::Literal>(&e.kind);
    if (lit == nullptr || lit->value.kind != thir::ConstantValue::Kind::scalar || !mir::is_integral(cx, e.ty)) continue;
    // The value as written: the table of literals has it before it was cut to its type.
    const std::string_view text = cx.sources.snippet(e.span);
    size_t at = 0;
    while (at < text.size() && (text[at] == '-' || text[at] == ' ' || text[at] == '(')) ++at;
    unsigned base = 10;
    if (text.size() > at + 1 && text[at] == '0') {
      base = text[at + 1] == 'x' ? 16 : text[at + 1] == 'o' ? 8 : text[at + 1] == 'b' ? 2 : 10;
      if (base != 10) at += 2;
    }
    if (at >= text.size() || std::isxdigit(static_cast<unsigned char>(text[at])) == 0) continue;
    unsigned __int128 value = 0;
    for (; at < text.size(); ++at) {
      const char c = text[at];
      if (c == '_') continue;
      const unsigned digit = c >= '0' && c <= '9'                 ? static_cast<unsigned>(c - '0')
                             : base == 16 && c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                             : base == 16 && c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                                  : 99;
      if (digit >= base) break;
      value = value * base + digit;
    }
    const LiteralRange r = range_of(cx, e.ty);
    const auto negation = negated.find(e.span.lo);
    const bool neg = lit->neg || negation != negated.end();
    if (neg ? mir::is_signed(cx, e.ty) && value <= r.lowest : value <= r.highest) continue;
    if (neg && !mir::is_signed(cx, e.ty)) continue;  // another error
    out.push_back(out_of_range(cx, neg && negation != negated.end() ? negation->second : e.span, e.ty, r));
  }
  return out;
}

}  // namespace borrowlab::lint
