// One body from its arguments to its return: the entry of MIR construction. After rustc_mir_build::builder (construct_fn, args_and_body).
#include "mir/build.h"

#include <algorithm>

#include "mir/builder/builder.h"
#include "mir/check_match.h"
#include "mir/promote_consts.h"
#include "mir/simplify.h"
#include "typeck/collect.h"
#include "typeck/collect/lower.h"
#include "typeck/traits.h"

namespace borrowlab::mir {

Builder::Builder(types::Context& cx_, const thir::Body& thir_, diagnostics::Sink& sink_)
    : cx(cx_), thir(thir_), sink(sink_), env(typeck::param_env(cx_, thir_.owner)), module(cx_.defs.enclosing_module(thir_.owner)) {}

void Builder::refuse(Span span, const std::string& what) {
  if (body.tainted) return;
  body.tainted = true;
  sink.refuse(span, what);
}

Span Builder::end_point(Span span) const {
  // The last character; text is UTF-8.
  if (span.hi <= span.lo) return span;
  uint32_t lo = span.hi - 1;
  const source::FileId id = cx.sources.file_of(span.lo);
  if (id) {
    const source::SourceFile& file = cx.sources.file(id);
    while (lo > span.lo && lo - file.start < file.text.size() && (static_cast<unsigned char>(file.text[lo - file.start]) & 0xC0) == 0x80)
      --lo;
  }
  return span.with_lo(lo);
}

Local Builder::temp(TypeId ty, Span span) {
  LocalDecl decl;
  decl.ty = ty;
  decl.source_info = source_info(span);
  return body.locals.push(std::move(decl));
}

UserTypeId Builder::user_type(const thir::UserType& ty) { return body.user_types.push(ty); }

namespace {
// The first of the program's types within `ty` that holds itself without indirection: what rustc's query for what a type's
// drop does asks itself about. Depth is bounded by the number of types.
DefId endless_adt(const types::Context& cx, TypeId ty, std::vector<DefId>& path) {
  const types::TypeKind& k = cx.store[ty];
  if (const auto* t = std::get_if<types::Tuple>(&k)) {
    for (TypeId part : cx.store[t->elems])
      if (const DefId found = endless_adt(cx, part, path)) return found;
  } else if (const auto* a = std::get_if<types::Array>(&k)) {
    return endless_adt(cx, a->elem, path);
  } else if (const auto* adt = std::get_if<types::Adt>(&k)) {
    const types::AdtDef& def = cx.items.adt(adt->def);
    if (def.is_box || def.is_manually_drop || def.is_phantom_data || def.drop_impl.valid()) return {};
    if (std::find(path.begin(), path.end(), adt->def) != path.end()) return path.front() == adt->def ? adt->def : DefId{};
    path.push_back(adt->def);
    for (const types::VariantInfo& v : def.variants)
      for (const types::FieldInfo& f : v.fields)
        if (const DefId found = endless_adt(cx, types::instantiate(const_cast<types::Store&>(cx.store), f.ty, adt->args), path))
          return found;
    path.pop_back();
  }
  return {};
}
}  // namespace

bool Builder::needs_drop(TypeId ty) {
  // Types of infinite size have been reported; asking what dropping one does has no answer, and ends the compilation.
  if (sink.has_errors() && !body.tainted &&
      std::any_of(sink.all().begin(), sink.all().end(), [](const diagnostics::Diagnostic& d) { return d.code == "E0072"; })) {
    std::vector<DefId> path;
    if (const DefId adt = endless_adt(cx, ty, path)) {
      const std::string when = "when `" + std::string(cx.defs[adt].name.str()) + "` needs drop";
      const syntax::Item& item = cx.crate_of(adt).ast[cx.defs[adt].item];
      const syntax::Generics* generics = typeck::written_generics(item);
      const Span head = item.span.with_hi(generics != nullptr ? std::max(generics->span.hi, item.ident.span.hi) : item.ident.span.hi);
      diagnostics::Diagnostic d(diagnostics::Level::error, "cycle detected when computing " + when, head, "E0391");
      d.note("...which immediately requires computing " + when + " again");
      d.note("cycle used when computing whether `" + types::to_string(cx, ty) + "` needs drop");
      d.note(
          "see https://rustc-dev-guide.rust-lang.org/overview.html#queries and https://rustc-dev-guide.rust-lang.org/query.html for "
          "more information");
      sink.emit(std::move(d));
      body.tainted = true;
      return false;
    }
  }
  return typeck::needs_drop(cx, env, ty);
}
bool Builder::is_copy(TypeId ty) { return typeck::is_copy(cx, env, ty); }

Operand Builder::consume(Place place) {
  const TypeId ty = ty_of(place);
  return is_copy(ty) ? copy_of(std::move(place)) : move_of(std::move(place));
}
Operand Builder::duplicate(const Operand& o) const { return o.kind == Operand::Kind::move ? copy_of(o.place) : o; }

void Builder::push_unit(BasicBlock block, SourceInfo at, Place destination) {
  Constant c;
  c.span = at.span;
  c.ty = cx.store.unit;
  c.value.kind = thir::ConstantValue::Kind::unit;
  cfg.push_assign(block, at, std::move(destination), RvUse{constant_operand(std::move(c))});
}
void Builder::push_bool(BasicBlock block, SourceInfo at, Place destination, bool value) {
  cfg.push_assign(block, at, std::move(destination), RvUse{scalar_operand(at.span, cx.store.bool_, value ? 1 : 0)});
}
Local Builder::get_unit_temp() {
  if (!unit_temp) unit_temp = temp(cx.store.unit, thir.span);
  return *unit_temp;
}

const thir::Expr& Builder::peel_scopes(thir::ExprId id) const {
  const thir::Expr* e = &expr(id);
  while (const auto* s = std::get_if<thir::Scope>(&e->kind)) e = &expr(s->value);
  return *e;
}

void Builder::closure_env() {
  const thir::ClosureInfo& info = *thir.closure;
  const auto it = cx.items.type_of.find(thir.owner);
  const TypeId closure_ty = it == cx.items.type_of.end() ? cx.store.error : typeck::normalize_erasing_regions(cx, env, it->second);
  const bool by_value = info.kind == thir::ClosureKind::fn_once;
  LocalDecl decl;
  decl.ty = by_value
                ? closure_ty
                : cx.store.ref(cx.store.re_erased, closure_ty, info.kind == thir::ClosureKind::fn_mut ? Mutability::mut : Mutability::not_);
  decl.source_info = source_info(thir.span);
  body.locals.push(std::move(decl));
  for (uint32_t i = 0; i < info.captures.size(); ++i) {
    const thir::Capture& c = info.captures[i];
    Place place(Local(1));
    if (!by_value) place.projection.push_back(PlaceElem::deref());
    place.projection.push_back(PlaceElem::field(FieldIdx(i), c.captured_ty));
    if (!c.by_value) place.projection.push_back(PlaceElem::deref());
    upvar_places.push_back(place);
  }
}

void Builder::args_and_body(BasicBlock& block, RegionScope argument_scope) {
  const uint32_t first = thir.closure ? 2 : 1;
  if (thir.closure) closure_env();
  for (const thir::Param& param : thir.params) {
    LocalDecl decl;
    decl.ty = param.ty;
    decl.source_info = source_info(param.pat ? thir.pats[param.pat].span : thir.span);
    const Local local = body.locals.push(std::move(decl));
    if (!param.pat) continue;
    const thir::Pat& pat = thir.pats[param.pat];
    if (const auto* b = std::get_if<thir::PatBinding>(&pat.kind); b != nullptr && b->mode == thir::BindingMode::by_value && !b->sub) {
      body.locals[local].name = b->name;
      body.var_debug_info.push_back({b->name, Place(local), source_info(pat.span), local.index});
    }
  }
  if (thir.closure) {
    for (uint32_t i = 0; i < upvar_places.size(); ++i) {
      const auto& capture = thir.closure->captures[i];
      std::string name;
      if (const auto it = thir.vars.find(capture.var); it != thir.vars.end()) name = it->second.name.str();
      if (!name.empty()) body.var_debug_info.push_back({Symbol::intern(name), upvar_places[i], source_info(thir.span), 0});
    }
    schedule_drop(argument_scope, Local(1), DropKind::value);
  }
  for (uint32_t i = 0; i < thir.params.size(); ++i) {
    const thir::Param& param = thir.params[i];
    const Local local(first + i);
    schedule_drop(argument_scope, local, DropKind::value);
    if (!param.pat) continue;
    const thir::Pat& pat = thir.pats[param.pat];
    const auto* b = std::get_if<thir::PatBinding>(&pat.kind);
    if (b != nullptr && b->mode == thir::BindingMode::by_value && !b->sub) {
      LocalDecl& decl = body.locals[local];
      decl.mut = b->mut;
      if (param.self_kind && *param.self_kind != syntax::SelfKind::none) {
        decl.info.kind = LocalInfo::Kind::self_ref;
        decl.info.self_kind = *param.self_kind;
      } else {
        decl.info.kind = LocalInfo::Kind::user_variable;
      }
      decl.info.mode = b->mode;
      if (!param.ty_span.is_dummy()) decl.info.opt_ty_span = param.ty_span;
      decl.info.opt_match_has_place = true;
      decl.info.match_span = pat.span;
      decl.info.pat_span = pat.span;
      decl.info.var = b->var;
      var_indices[b->var] = {local, {}};
    } else {
      declare_bindings(param.pat, false, std::pair{std::optional<Place>(Place(local)), pat.span}, argument_scope);
      place_into_pattern(block, param.pat, PlaceBuilder(local), false);
    }
  }
  expr_into_dest(Place(return_place), block, thir.value);
}

Body Builder::run() {
  body.owner = thir.owner;
  body.span = thir.span;
  body.closure = thir.closure;
  body.sig = thir.sig;
  body.return_ty = thir.return_ty;
  body.scopes.push({thir.span, {}, false});
  LocalDecl ret;
  ret.ty = thir.return_ty;
  ret.source_info = source_info(thir.return_ty_span.is_dummy() ? thir.span : thir.return_ty_span);
  body.locals.push(std::move(ret));

  BasicBlock block = cfg.start_new_block();
  const auto kind = cx.defs[thir.owner].kind;
  const bool is_fn = kind == resolve::DefKind::fn || kind == resolve::DefKind::assoc_fn || kind == resolve::DefKind::closure;
  if (is_fn) {
    body.arg_count = static_cast<uint32_t>(thir.params.size()) + (thir.closure ? 1 : 0);
    const RegionScope call_site = thir.call_site_scope, arguments = thir.arguments_scope;
    if (!call_site || !arguments) {
      refuse(thir.span, "internal: a body without scopes");
      cfg.terminate(block, source_info(thir.span), TUnreachable{});
    } else {
      in_scope(call_site, block, [&] {
        const Span fn_end = thir.span.shrink_to_hi();
        block = in_breakable_scope({}, Place(return_place), fn_end, [&] {
          BasicBlock inner = block;
          in_scope(arguments, inner, [&] { args_and_body(inner, arguments); });
          return inner;
        });
        cfg.terminate(block, source_info(fn_end), TReturn{});
        build_drop_trees();
        scopes.scopes.back().drops.clear();
      });
    }
  } else {
    expr_into_dest(Place(return_place), block, thir.value);
    cfg.terminate(block, source_info(thir.span), TReturn{});
    build_drop_trees();
  }
  for (uint32_t i = 0; i < cfg.blocks.size(); ++i)
    if (!cfg.terminated[i]) cfg.terminate(BasicBlock(i), source_info(thir.span), TUnreachable{});
  body.blocks = std::move(cfg.blocks);
  return std::move(body);
}

Body build(types::Context& cx, const thir::Body& thir, diagnostics::Sink& sink) {
  Body out;
  out.owner = thir.owner;
  out.tainted = true;
  if (thir.tainted) return out;
  const size_t errors = sink.error_count();
  check_match(cx, thir, sink);
  if (sink.error_count() != errors) return out;
  Builder builder(cx, thir, sink);
  out = builder.run();
  if (out.tainted) return out;
  remove_unreachable_blocks(out);
  promote_consts(cx, out);
  return out;
}

}  // namespace borrowlab::mir
