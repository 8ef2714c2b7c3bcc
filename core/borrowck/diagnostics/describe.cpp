// Places and uses in words. After rustc_borrowck::diagnostics.
#include <algorithm>

#include "borrowck/mir_borrowck.h"
#include "borrowck/visit.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Elem = PlaceElem::Kind;

bool MirBorrowckCtxt::is_user_variable(Local l) const {
  const LocalInfo& info = body_.locals[l].info;
  return info.kind == LocalInfo::Kind::user_variable || info.kind == LocalInfo::Kind::arg || info.kind == LocalInfo::Kind::self_ref ||
         (l.index != 0 && l.index <= body_.arg_count && !body_.locals[l].name.empty());
}

std::optional<std::string> MirBorrowckCtxt::local_name(Local local) const {
  const LocalDecl& d = body_.locals[local];
  if (from_desugaring(d.source_info.span)) return std::nullopt;
  if (!d.name.empty()) return std::string(d.name.str());
  for (const VarDebugInfo& v : body_.var_debug_info)
    if (v.place.is_local() && v.place.local == local) return std::string(v.name.str());
  return std::nullopt;
}

std::string MirBorrowckCtxt::upvar_to_string(const typeck::thir::Capture& c) const { return captured_place(cx_, ast_, c); }

std::optional<std::string> MirBorrowckCtxt::describe_field(const Place& place, size_t n, uint32_t field, bool tuple_fields) const {
  PlaceTy base = prefix_ty(cx_, body_, place, n);
  TypeId ty = base.ty;
  for (int i = 0; i < 16; ++i) {
    if (const auto* t = cx_.store.get<types::Adt>(ty)) {
      auto it = cx_.items.adts.find(t->def);
      if (it == cx_.items.adts.end()) return std::nullopt;
      const types::AdtDef& adt = it->second;
      if (adt.is_box) {
        for (GenericArg a : cx_.store[t->args])
          if (a.is_type()) {
            ty = a.type();
            break;
          }
        continue;
      }
      const uint32_t v = base.variant ? base.variant.index : 0;
      if (v >= adt.variants.size() || field >= adt.variants[v].fields.size()) return std::nullopt;
      if (!tuple_fields && adt.variants[v].shape == syntax::VariantShape::tuple) return std::nullopt;
      return std::string(adt.variants[v].fields[field].name.str());
    }
    if (cx_.store.get<types::Tuple>(ty) != nullptr) return std::to_string(field);
    if (const auto* r = cx_.store.get<types::Ref>(ty)) ty = r->pointee;
    else if (const auto* r = cx_.store.get<types::RawPtr>(ty)) ty = r->pointee;
    else if (const auto* r = cx_.store.get<types::Array>(ty)) ty = r->elem;
    else if (const auto* r = cx_.store.get<types::Slice>(ty)) ty = r->elem;
    else if (const auto* c = cx_.store.get<types::Closure>(ty)) {
      const std::vector<typeck::thir::Capture>* captures = nullptr;
      if (c->def == body_.owner && body_.closure) captures = &body_.closure->captures;
      auto it = closures_.find(c->def);
      if (it != closures_.end() && it->second != nullptr && it->second->closure_info) captures = &it->second->closure_info->captures;
      if (captures == nullptr || field >= captures->size()) return std::nullopt;
      return ast_.var_name((*captures)[field].var);
    } else return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> MirBorrowckCtxt::describe_place(const Place& place, size_t count, bool including_downcast,
                                                           bool tuple_fields) const {
  std::string buf;
  bool ok = false;
  if (auto name = local_name(place.local)) {
    buf = *name;
    ok = true;
  }
  std::optional<size_t> autoderef;
  const LocalInfo& info = body_.locals[place.local].info;
  for (size_t i = 0; i < count; ++i) {
    const PlaceElem& e = place.projection[i];
    switch (e.kind) {
      case Elem::deref:
        if (i == 0) {
          if (info.is_ref_for_guard) continue;
          if (info.kind == LocalInfo::Kind::static_ref) {
            buf += cx_.defs[info.static_def].name.str();
            ok = true;
            continue;
          }
        }
        if (const auto field = upvar_field(place, i + 1)) {
          buf = upvar_to_string(upvars()[*field]);
          ok = true;
        } else {
          if (!autoderef) {
            size_t after = 0;
            for (size_t k = count; k-- > 0;)
              if (place.projection[k].kind != Elem::deref && place.projection[k].kind != Elem::downcast) {
                after = k + 1;
                break;
              }
            autoderef = after;
          }
          if (i >= *autoderef) buf.insert(0, "*");
        }
        break;
      case Elem::downcast:
        if (including_downcast) return std::nullopt;
        break;
      case Elem::opaque_cast: break;
      case Elem::field:
        if (const auto field = upvar_field(place, i + 1)) {
          buf = upvar_to_string(upvars()[*field]);
          ok = true;
        } else if (const auto name = describe_field(place, i, e.a, tuple_fields)) {
          buf += "." + *name;
        }
        break;
      case Elem::index: {
        const auto index = local_name(Local(e.a));
        buf += "[" + (index ? *index : std::string("_")) + "]";
        break;
      }
      case Elem::constant_index:
      case Elem::subslice: buf += "[..]"; break;
    }
  }
  if (!ok) return std::nullopt;
  return buf;
}

std::string MirBorrowckCtxt::describe_any_place(const Place& place) const {
  const auto d = describe_place(place);
  return d ? "`" + *d + "`" : "value";
}

// --- what a use is -------------------------------------------------------------------------------------------------------

std::optional<MirBorrowckCtxt::ClosureSpans> MirBorrowckCtxt::closure_span(DefId closure, const Place& target,
                                                                           const std::vector<Operand>& operands) const {
  auto it = closures_.find(closure);
  if (it == closures_.end() || it->second == nullptr || !it->second->closure_info) return std::nullopt;
  const auto& info = *it->second->closure_info;
  for (size_t i = 0; i < operands.size() && i < info.captures.size(); ++i)
    if (operands[i].kind != Operand::Kind::constant && operands[i].place == target)
      return ClosureSpans{info.fn_decl_span, info.captures[i].capture_kind_span, info.captures[i].path_span};
  return std::nullopt;
}

UseSpans MirBorrowckCtxt::borrow_spans(Span use, Location at) const {
  UseSpans other;
  other.span = use;
  const Statement* s = body_.statement_at(at);
  const auto* assign = s != nullptr ? std::get_if<StAssign>(&s->kind) : nullptr;
  if (assign == nullptr || !assign->place.is_local()) return other;
  const Local target = assign->place.local;
  if (target == return_place || target.index <= body_.arg_count || is_user_variable(target)) return other;
  std::vector<const Statement*> rest;
  const BasicBlockData& block = body_.blocks[at.block];
  for (uint32_t i = at.statement + 1; i < block.statements.size(); ++i) rest.push_back(&block.statements[i]);
  if (const auto* drop = std::get_if<TDrop>(&block.terminator.kind); drop != nullptr && !body_.blocks[drop->target].statements.empty())
    rest.push_back(&body_.blocks[drop->target].statements.front());
  for (const Statement* r : rest) {
    if (const auto* a = std::get_if<StAssign>(&r->kind))
      if (const auto* agg = std::get_if<RvAggregate>(&a->value); agg != nullptr && agg->kind.kind == AggregateKind::Kind::closure) {
        if (const auto c = closure_span(agg->kind.def, Place(target), agg->operands)) {
          UseSpans u;
          u.kind = UseSpans::Kind::closure;
          u.span = c->args;
          u.capture_kind_span = c->capture_kind;
          u.path_span = c->path;
          return u;
        }
        return other;
      }
    if (!(r->source_info.span == use)) break;
  }
  return other;
}

UseSpans MirBorrowckCtxt::move_spans(const Place& moved, Location at) const {
  UseSpans u;
  const Statement* s = body_.statement_at(at);
  u.span = body_.source_info(at).span;
  if (s == nullptr) return u;
  const auto* assign = std::get_if<StAssign>(&s->kind);
  auto closure_use = [&](const std::optional<ClosureSpans>& c) {
    if (!c) return false;
    u.kind = UseSpans::Kind::closure;
    u.span = c->args;
    u.capture_kind_span = c->capture_kind;
    u.path_span = c->path;
    return true;
  };
  if (assign != nullptr)
    if (const auto* agg = std::get_if<RvAggregate>(&assign->value); agg != nullptr && agg->kind.kind == AggregateKind::Kind::closure)
      if (closure_use(closure_span(agg->kind.def, moved, agg->operands))) return u;
  if (const auto* fake = std::get_if<StFakeRead>(&s->kind); fake != nullptr && fake->closure) {
    Operand o;
    o.kind = Operand::Kind::move;
    o.place = fake->place;
    if (closure_use(closure_span(fake->closure, moved, {o}))) return u;
  }
  for (const PlaceElem& e : moved.projection)
    if (e.kind == Elem::downcast) u.kind = UseSpans::Kind::pattern;
  if (assign == nullptr || !assign->place.is_local()) return u;
  UseSpans call = u;
  if (const auto kind = self_call(assign->place.local, at.block, call)) {
    call.kind = UseSpans::Kind::fn_self;
    call.call = *kind;
    call.span = s->source_info.span;
    return call;
  }
  return u;
}

// A call at the block's end that takes the temporary (or a reborrow of it) as its `self`.
std::optional<CallKind> MirBorrowckCtxt::self_call(Local temp, BasicBlock block, UseSpans& spans) const {
  const auto* call = std::get_if<TCall>(&body_.blocks[block].terminator.kind);
  if (call == nullptr || call->func.kind != Operand::Kind::constant || call->args.empty()) return std::nullopt;
  const auto* fn = cx_.store.get<types::FnDef>(call->func.constant->ty);
  if (fn == nullptr) return std::nullopt;
  auto assoc = cx_.items.assoc.find(fn->def);
  if (assoc == cx_.items.assoc.end() || !assoc->second.has_self) return std::nullopt;
  const Operand& self = call->args[0];
  if (self.kind == Operand::Kind::constant || !self.place.is_local()) return std::nullopt;
  if (self.place.local != temp) {
    bool reborrowed = false;
    for (const Statement& s : body_.blocks[block].statements) {
      const auto* a = std::get_if<StAssign>(&s.kind);
      if (a == nullptr || !(a->place == self.place)) continue;
      if (const auto* r = std::get_if<RvRef>(&a->value))
        reborrowed |= r->place.local == temp && r->place.projection.size() == 1 && r->place.projection[0].kind == Elem::deref;
    }
    if (!reborrowed) return std::nullopt;
  }
  spans.fn_call_span = call->fn_span;
  spans.fn_span = def_span(fn->def);
  const bool from_hir_call = call->source == typeck::thir::CallSource::normal || call->source == typeck::thir::CallSource::method;
  return call_kind(fn->def, fn->args, call->fn_span, from_hir_call);
}

CallKind MirBorrowckCtxt::call_kind(DefId method, ArgsId args, Span fn_span, bool from_hir_call) const {
  CallKind k;
  k.method = method;
  k.args = args;
  auto assoc = cx_.items.assoc.find(method);
  DefId trait;
  if (assoc != cx_.items.assoc.end()) {
    const DefId container = assoc->second.container;
    if (cx_.defs[container].kind == resolve::DefKind::trait) trait = container;
    auto impl = cx_.items.impls.find(container);
    if (impl != cx_.items.impls.end() && impl->second.trait_ref) trait = impl->second.trait_ref->trait;
  }
  for (GenericArg a : cx_.store[args])
    if (a.is_type()) {
      k.self_ty = a.type();
      break;
    }
  if (trait) {
    for (const char* name : {"fn", "fn_mut", "fn_once"})
      if (cx_.lang(name) == trait) {
        k.kind = CallKind::Kind::fn_call;
        return k;
      }
    if (!from_hir_call) {
      static const char* const operators[] = {
          "add",        "sub",           "mul",           "div",          "rem",        "neg",        "not",        "bitxor",
          "bitand",     "bitor",         "shl",           "shr",          "add_assign", "sub_assign", "mul_assign", "div_assign",
          "rem_assign", "bitxor_assign", "bitand_assign", "bitor_assign", "shl_assign", "shr_assign", "index",      "index_mut",
          "eq",         "partial_ord",   "deref_op"};
      for (const char* name : operators)
        if (cx_.lang(name) == trait) {
          k.kind = CallKind::Kind::op;
          return k;
        }
    }
    if (!from_hir_call && cx_.lang("deref") == trait) {
      // The target of the coercion, and where it is declared.
      const DefId target = cx_.lang("deref_target");
      if (target && k.self_ty) {
        const TypeId self = types::erase_regions(cx_.store, k.self_ty);
        const TypeId projection = cx_.store.projection(target, cx_.store.args({GenericArg(self)}));
        k.deref_target_ty = typeck::normalize_erasing_regions(cx_, env_, projection);
        k.kind = CallKind::Kind::deref_coercion;
        if (const auto* t = cx_.store.get<types::Adt>(self)) {
          for (DefId impl : types::trait_impls(cx_, trait).all) {
            const auto& def = cx_.items.impls.at(impl);
            const auto* s = cx_.store.get<types::Adt>(def.self_ty);
            if (s == nullptr || s->def != t->def) continue;
            for (DefId item : types::impl_items(cx_, impl))
              if (cx_.defs[item].kind == resolve::DefKind::assoc_ty) k.deref_target_span = def_span(item);
          }
        }
        return k;
      }
    }
  }
  const auto desugaring = cx_.sources.desugaring_of(fn_span);
  if (desugaring == source::DesugaringKind::for_loop || desugaring == source::DesugaringKind::question_mark) k.desugaring = desugaring;
  return k;
}

// --- labels of closures ------------------------------------------------------------------------------------------------------

void MirBorrowckCtxt::var_path_only_label(Diagnostic& d, const UseSpans& spans, InitializationRequiringAction action) const {
  if (!spans.for_closure()) return;
  const char* what = "use";
  switch (action) {
    case InitializationRequiringAction::borrow: what = "borrow"; break;
    case InitializationRequiringAction::match_on:
    case InitializationRequiringAction::use: what = "use"; break;
    case InitializationRequiringAction::assignment: what = "assign"; break;
    case InitializationRequiringAction::partial_assignment: what = "assign to part"; break;
  }
  d.label(spans.path_span, std::string(what) + " occurs due to use in closure");
}

void MirBorrowckCtxt::var_label(Diagnostic& d, const UseSpans& spans, std::optional<BorrowKind> kind, const std::string& text) const {
  if (!spans.for_closure()) return;
  if (!(spans.capture_kind_span == spans.path_span))
    d.label(spans.capture_kind_span, !kind           ? "capture is moved because of use here"
                                     : is_mut(*kind) ? "capture is mutable because of use here"
                                                     : "capture is immutable because of use here");
  d.label(spans.path_span, text);
}

void MirBorrowckCtxt::args_label(Diagnostic& d, const UseSpans& spans, const std::string& text) const {
  if (spans.for_closure()) d.label(spans.span, text);
}

// --- items -----------------------------------------------------------------------------------------------------------------------

bool MirBorrowckCtxt::user_span(Span span) const {
  const auto file = cx_.sources.file_of(span.lo);
  return file && !cx_.sources.file(file).is_library;
}

bool MirBorrowckCtxt::is_lib_item(DefId def, std::string_view name) const {
  auto it = cx_.defs.diagnostic_items.find(Symbol::intern(name));
  return def && it != cx_.defs.diagnostic_items.end() && it->second == def;
}

Span MirBorrowckCtxt::def_span(DefId def) const {
  const resolve::Def& d = cx_.defs[def];
  if (!d.item) return d.span;
  const syntax::Item& item = cx_.crate_of(def).ast[d.item];
  if (const auto* f = std::get_if<syntax::ItemFn>(&item.kind)) return f->sig.span;
  const syntax::Generics* g = nullptr;
  if (const auto* s = std::get_if<syntax::ItemStruct>(&item.kind)) g = &s->generics;
  else if (const auto* s = std::get_if<syntax::ItemEnum>(&item.kind)) g = &s->generics;
  else if (const auto* s = std::get_if<syntax::ItemUnion>(&item.kind)) g = &s->generics;
  else if (const auto* s = std::get_if<syntax::ItemTrait>(&item.kind)) g = &s->generics;
  else if (const auto* s = std::get_if<syntax::ItemTypeAlias>(&item.kind)) g = &s->generics;
  if (g != nullptr) return item.span.with_hi(!g->params.empty() && g->span.hi > item.ident.span.hi ? g->span.hi : item.ident.span.hi);
  if (const auto* s = std::get_if<syntax::ItemStatic>(&item.kind)) return item.span.with_hi((cx_.crate_of(def).ast)[s->ty].span.hi);
  return item.span;
}

}  // namespace borrowlab::borrowck
