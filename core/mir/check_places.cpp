#include "mir/check_places.h"

#include <algorithm>

#include "mir/util.h"
#include "typeck/collect.h"
#include "typeck/traits.h"

namespace borrowlab::mir {

using diagnostics::Diagnostic;
using diagnostics::Level;

namespace {

class PlaceChecker {
 public:
  PlaceChecker(types::Context& cx, const Body& body, diagnostics::Sink& sink)
      : cx_(cx), body_(body), env_(typeck::param_env(cx, body.owner)), sink_(sink) {}

  void run() {
    for (const BasicBlockData& b : body_.blocks) {
      if (b.is_cleanup) continue;
      for (const Statement& s : b.statements)
        if (const auto* a = std::get_if<StAssign>(&s.kind))
          if (const auto* ref = std::get_if<RvRef>(&a->value)) {
            const bool fake = ref->kind == BorrowKind::fake_shallow || ref->kind == BorrowKind::fake_deep;
            if (!fake) packed_ref(ref->place, s.source_info.span);
          }
      const auto* call = std::get_if<TCall>(&b.terminator.kind);
      if (call == nullptr) continue;
      for (size_t i = 0; i < call->args.size(); ++i)
        unsized_move(call->args[i], i < call->arg_spans.size() ? call->arg_spans[i] : b.terminator.source_info.span);
    }
  }

 private:
  // The alignment that a value of the type may need at most; 0: not known.
  uint64_t align_of(TypeId ty, uint32_t depth = 0) {
    if (depth > 64) return 0;
    if (const uint32_t bits = bit_width(cx_, ty); bits != 0) return bits / 8;
    const types::Store& st = cx_.store;
    if (ty == st.str || is_never(cx_, ty)) return 1;
    if (st.get<types::Ref>(ty) || st.get<types::RawPtr>(ty) || st.get<types::FnPtr>(ty)) return 8;
    if (const auto* a = st.get<types::Array>(ty)) return align_of(a->elem, depth + 1);
    if (const auto* s = st.get<types::Slice>(ty)) return align_of(s->elem, depth + 1);
    if (const auto* t = st.get<types::Tuple>(ty)) {
      uint64_t most = 1;
      for (TypeId e : st[t->elems]) {
        const uint64_t n = align_of(e, depth + 1);
        if (n == 0) return 0;
        most = std::max(most, n);
      }
      return most;
    }
    const auto* adt = st.get<types::Adt>(ty);
    if (adt == nullptr) return 0;
    const types::AdtDef& def = cx_.items.adt(adt->def);
    if (def.is_phantom_data) return 1;
    uint64_t most = std::max<uint64_t>(1, def.repr.align);
    const std::vector<types::VariantInfo> variants = def.variants;
    const uint32_t pack = def.repr.pack;
    if (def.kind == types::AdtKind::enum_) most = std::max<uint64_t>(most, std::max(1U, bit_width(cx_, discriminant_ty(cx_, def)) / 8));
    for (uint32_t v = 0; v < variants.size(); ++v)
      for (uint32_t f = 0; f < variants[v].fields.size(); ++f) {
        uint64_t n = align_of(adt_field_ty(cx_, env_, cx_.items.adt(adt->def), VariantIdx{v}, FieldIdx{f}, adt->args), depth + 1);
        if (pack != 0) n = n == 0 ? pack : std::min<uint64_t>(n, pack);
        if (n == 0) return 0;
        most = std::max(most, n);
      }
    return most;
  }

  // The strictest #[repr(packed)] on the way to the place, from the last pointer on. rustc: is_disaligned.
  void packed_ref(const Place& place, Span at) {
    uint32_t pack = 0;
    types::AdtKind kind = types::AdtKind::struct_;
    Place base = place;
    while (!base.projection.empty()) {
      const PlaceElem::Kind elem = base.projection.back().kind;
      base.projection.pop_back();
      if (elem == PlaceElem::Kind::deref) break;
      const types::AdtDef* def = adt_def(cx_, place_ty(cx_, body_, base).ty);
      if (elem == PlaceElem::Kind::field && def != nullptr && def->repr.pack != 0 && (pack == 0 || def->repr.pack < pack))
        pack = def->repr.pack, kind = def->kind;
    }
    if (pack == 0) return;
    const uint64_t align = align_of(place_ty(cx_, body_, place).ty);
    if (align != 0 && align <= pack) return;
    const std::string what = kind == types::AdtKind::union_ ? "union" : "struct";
    Diagnostic d(Level::error, "reference to field of packed " + what + " is unaligned", at, "E0793");
    d.note("this " + what + " is " + (pack == 1 ? "" : "at most ") + std::to_string(pack) +
           "-byte aligned, but the type of this field may require higher alignment");
    d.note("creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)");
    d.help(
        "copy the field contents to a local variable, or replace the reference with a raw pointer and use "
        "`read_unaligned`/`write_unaligned` (loads and stores via `*p` must be properly aligned even when using raw pointers)");
    sink_.emit(std::move(d));
  }

  void unsized_move(const Operand& o, Span at) {
    if (o.kind != Operand::Kind::move) return;
    const TypeId ty = place_ty(cx_, body_, o.place).ty;
    if (cx_.store.get<types::Dynamic>(ty) == nullptr && cx_.store.get<types::Slice>(ty) == nullptr && ty != cx_.store.str) return;
    Diagnostic d(Level::error, "cannot move a value of type `" + types::to_string(cx_, types::GenericArg(ty)) + "`", at, "E0161");
    d.label(at, "the size of `" + types::to_string(cx_, types::GenericArg(ty)) + "` cannot be statically determined");
    sink_.emit(std::move(d));
  }

  types::Context& cx_;
  const Body& body_;
  types::ParamEnv env_;
  diagnostics::Sink& sink_;
};

}  // namespace

void check_places(types::Context& cx, const Body& body, diagnostics::Sink& sink) { PlaceChecker(cx, body, sink).run(); }

}  // namespace borrowlab::mir
