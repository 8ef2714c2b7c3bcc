#include "mir/lint/lint.h"

namespace borrowlab::mir {

using diagnostics::Diagnostic;
using diagnostics::Level;

std::vector<Diagnostic> static_mut_refs(types::Context& cx, const Body& body) {
  std::vector<Diagnostic> out;
  // Locals that hold the address of a `static mut`.
  std::vector<bool> address(body.locals.size());
  for (const BasicBlockData& block : body.blocks)
    for (const Statement& s : block.statements) {
      const auto* assign = std::get_if<StAssign>(&s.kind);
      if (assign == nullptr) continue;
      if (const auto* use = std::get_if<RvUse>(&assign->value);
          use != nullptr && use->operand.constant != nullptr && assign->place.is_local()) {
        const DefId def = use->operand.constant->static_ref;
        if (!def.valid() || cx.defs[def].krate != resolve::user_crate) continue;
        const auto* item = std::get_if<syntax::ItemStatic>(&cx.crate_of(def).ast[cx.defs[def].item].kind);
        if (item != nullptr && item->mut == Mutability::mut) address[assign->place.local.index] = true;
      }
    }
  for (const BasicBlockData& block : body.blocks)
    for (const Statement& s : block.statements) {
      const auto* assign = std::get_if<StAssign>(&s.kind);
      const auto* ref = assign == nullptr ? nullptr : std::get_if<RvRef>(&assign->value);
      if (ref == nullptr || !address[ref->place.local.index] || ref->kind == BorrowKind::fake_shallow || ref->kind == BorrowKind::fake_deep)
        continue;
      uint32_t derefs = 0;
      for (const PlaceElem& e : ref->place.projection) derefs += e.kind == PlaceElem::Kind::deref ? 1 : 0;
      if (derefs != 1) continue;
      const bool mut = is_mut(ref->kind);
      const std::string kind = mut ? "mutable" : "shared";
      Diagnostic d(Level::error, "creating a " + kind + " reference to mutable static", s.source_info.span);
      d.label(s.source_info.span, kind + " reference to mutable static");
      d.note("for more information, see <https://doc.rust-lang.org/edition-guide/rust-2024/static-mut-references.html>");
      d.note(mut ? "mutable references to mutable statics are dangerous; it's undefined behavior if any other pointer to the static is "
                   "used or if "
                   "any other reference is created for the static while the mutable reference lives"
                 : "shared references to mutable statics are dangerous; it's undefined behavior if the static is mutated or if a mutable "
                   "reference is created for it while the shared reference lives");
      d.note("`#[deny(static_mut_refs)]` (part of `#[deny(rust_2024_compatibility)]`) on by default");
      d.lint = "static_mut_refs";
      out.push_back(std::move(d));
    }
  return out;
}

}  // namespace borrowlab::mir
