#include <algorithm>

#include "syntax/infer_const.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

namespace {

class Closer final : public Folder {
 public:
  Closer(Store& store, const std::vector<RegionId>& temps) : Folder(store), temps_(temps) {}
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & (has_late_param | has_free_regions)) == 0; }
  RegionId fold(RegionId r) override {
    for (uint32_t i = 0; i < temps_.size(); ++i)
      if (temps_[i] == r) return store.region(ReBound{binders_, i});
    return r;
  }

 private:
  const std::vector<RegionId>& temps_;
};

}  // namespace

void Lowerer::open(const std::vector<syntax::GenericParam>* params) {
  Scope s;
  if (params != nullptr)
    for (const syntax::GenericParam& p : *params) {
      const DefId d = def_of(p.id);
      s.vars.push_back({BoundRegionKind{d, 0}});
      s.temps.push_back(st_.region(ReLateParam{hooks_.item, {d, 0}}));
      s.sources.push_back(NodeId::none());
    }
  scopes_.push_back(std::move(s));
}

BoundVarsId Lowerer::close(Scope& out) {
  out = std::move(scopes_.back());
  scopes_.pop_back();
  return st_.bound_vars(out.vars);
}

template <class T>
T Lowerer::bind(const Scope& s, const T& value) {
  if (s.temps.empty()) return value;
  return Closer(st_, s.temps).fold(value);
}
template Clause Lowerer::bind(const Scope&, const Clause&);
template ExistentialsId Lowerer::bind(const Scope&, const ExistentialsId&);

RegionId Lowerer::region_of(const LifetimeRes& r, Span span) {
  using Kind = LifetimeRes::Kind;
  switch (r.kind) {
    case Kind::static_: return st_.re_static;
    case Kind::error: return st_.re_error;
    case Kind::param: {
      const auto it = cx_.items.region_of_param.find(r.def);
      if (it != cx_.items.region_of_param.end()) return it->second;
      return st_.region(ReLateParam{hooks_.item, {r.def, 0}});  // of a `for<…>` around it
    }
    case Kind::anonymous:
    case Kind::elided_from: {
      const RegionId temp = st_.region(ReLateParam{hooks_.item, {DefId::none(), r.source.index + 1}});
      for (const Scope& s : scopes_)
        for (NodeId n : s.sources)
          if (n == r.source) return temp;
      if (scopes_.empty()) return hooks_.region_infer ? hooks_.region_infer(span) : temp;
      if (r.kind == Kind::elided_from) return temp;
      Scope& s = scopes_.back();
      s.vars.push_back({BoundRegionKind{DefId::none(), static_cast<uint32_t>(s.vars.size())}});
      s.temps.push_back(temp);
      s.sources.push_back(r.source);
      return temp;
    }
    case Kind::object_default: return st_.re_static;
    case Kind::none:
    case Kind::infer: break;
  }
  return hooks_.region_infer ? hooks_.region_infer(span) : st_.re_erased;
}

TypeId Lowerer::prim(resolve::PrimTy p) const {
  using P = resolve::PrimTy;
  switch (p) {
    case P::bool_: return st_.bool_;
    case P::char_: return st_.char_;
    case P::str: return st_.str;
    case P::i8: return st_.i8;
    case P::i16: return st_.i16;
    case P::i32: return st_.i32;
    case P::i64: return st_.i64;
    case P::i128: return st_.i128;
    case P::isize: return st_.isize;
    case P::u8: return st_.u8;
    case P::u16: return st_.u16;
    case P::u32: return st_.u32;
    case P::u64: return st_.u64;
    case P::u128: return st_.u128;
    case P::usize: return st_.usize;
    case P::f32: return st_.f32;
    case P::f64: return st_.f64;
  }
  return st_.error;
}

TypeId Lowerer::with_object_default(syntax::TyId id, RegionId r) {
  const auto saved = object_default_;
  object_default_ = r;
  const TypeId t = ty(id);
  object_default_ = saved;
  return t;
}

TypeId Lowerer::ty(syntax::TyId id) {
  const syntax::Ty& t = ast_[id];
  const std::optional<RegionId> object_default = object_default_;
  object_default_.reset();
  struct Restore {
    std::optional<RegionId>& slot;
    std::optional<RegionId> value;
    ~Restore() { slot = value; }
  } restore{object_default_, object_default};
  if (const auto* k = std::get_if<syntax::TyPath>(&t.kind)) return path_type(t.id, k->path, k->qself, t.span, true);
  if (const auto* k = std::get_if<syntax::TyRef>(&t.kind)) {
    const RegionId r = lifetime(k->lifetime);
    return st_.ref(r, with_object_default(k->ty, r), k->mut);
  }
  if (const auto* k = std::get_if<syntax::TyPtr>(&t.kind)) return st_.ptr(ty(k->ty), k->mut);
  if (const auto* k = std::get_if<syntax::TySlice>(&t.kind)) return st_.slice(ty(k->ty));
  if (const auto* k = std::get_if<syntax::TyArray>(&t.kind)) {
    const TypeId elem = ty(k->ty);
    return st_.array(elem, konst(k->len, st_.usize));
  }
  if (const auto* k = std::get_if<syntax::TyTuple>(&t.kind)) {
    std::vector<TypeId> elems;
    for (syntax::TyId e : k->elems) elems.push_back(ty(e));
    return st_.tuple(elems);
  }
  if (std::holds_alternative<syntax::TyNever>(t.kind)) return st_.never;
  if (std::holds_alternative<syntax::TyInfer>(t.kind)) {
    if (hooks_.ty_infer) return hooks_.ty_infer(t.span);
    diagnostics::Diagnostic d(diagnostics::Level::error, "the placeholder `_` is not allowed within types on item signatures", t.span,
                              "E0121");
    d.label(t.span, "not allowed in type signatures");
    sink_.emit(std::move(d));
    return st_.error;
  }
  if (const auto* k = std::get_if<syntax::TyBareFn>(&t.kind)) return fn_ptr_type(*k);
  if (const auto* k = std::get_if<syntax::TyDyn>(&t.kind)) return dyn_type(t, *k, object_default);
  if (const auto* k = std::get_if<syntax::TyImpl>(&t.kind)) return impl_trait(t, *k);
  if (std::holds_alternative<syntax::TyImplicitSelf>(t.kind)) return self_type(path_res(t.id).base, t.span);
  return st_.error;
}

TypeId Lowerer::fn_ptr_type(const syntax::TyBareFn& f) {
  open(&f.for_params);
  std::vector<TypeId> list;
  for (syntax::TyId i : f.inputs) list.push_back(ty(i));
  list.push_back(f.output.valid() ? ty(f.output) : st_.unit);
  FnSig sig{st_.type_list(list), f.safety, f.extern_c};
  if (f.output.valid()) {
    std::vector<GenericArg> inputs(list.begin(), list.end() - 1);
    if (const std::string name = unconstrained_lifetime(inputs, list.back()); !name.empty()) {
      const std::string message = "return type references lifetime `" + name + "`, which is not constrained by the fn input types";
      sink_.emit(diagnostics::Diagnostic(diagnostics::Level::error, message, ast_[f.output].span, "E0581"));
    }
  }
  Scope s;
  const BoundVarsId vars = close(s);
  return st_.type(FnPtr{{bind(s, sig), vars}});
}

TypeId Lowerer::self_type(const Res& res, Span span) {
  (void)span;
  if (res.kind == Res::Kind::self_ty_param) return st_.type(Param{0, source::sym::kw_Self});
  if (res.kind == Res::Kind::self_ty_alias) {
    if (const auto impl = cx_.items.impls.find(res.def); impl != cx_.items.impls.end())
      return impl->second.self_ty.valid() ? impl->second.self_ty : st_.error;
    const DefKind k = cx_.defs[res.def].kind;
    if (k == DefKind::struct_ || k == DefKind::enum_ || k == DefKind::union_) return st_.adt(res.def, identity_args(cx_, res.def));
  }
  return st_.error;
}

// `Trait` where a type is wanted: an error since 2021.
void Lowerer::bare_trait(Span span) {
  diagnostics::Diagnostic d(diagnostics::Level::error, "expected a type, found a trait", span, "E0782");
  d.suggest_verbose(span.shrink_to_lo(), "you can add the `dyn` keyword if you want a trait object", "dyn ",
                    diagnostics::Applicability::machine_applicable);
  sink_.emit(std::move(d));
}

// Arguments after what takes none.
void Lowerer::prohibit_generics(const syntax::Path& path, const std::string& what) {
  for (const syntax::PathSegment& s : path.segments) {
    if (!s.args || (s.args->args.empty() && s.args->constraints.empty())) continue;
    bool lifetimes = false, others = false;
    std::vector<Span> spans;
    for (const syntax::GenericArg& a : s.args->args) {
      if (const auto* l = std::get_if<syntax::Lifetime>(&a)) lifetimes = true, spans.push_back(l->ident.span);
      else if (const auto* t = std::get_if<syntax::TyId>(&a)) others = true, spans.push_back(ast_[*t].span);
      else others = true, spans.push_back(ast_[std::get<syntax::AnonConst>(a).value].span);
    }
    if (spans.empty()) return;
    const std::string kind = lifetimes && others ? "lifetime and type" : lifetimes ? "lifetime" : "type";
    diagnostics::MultiSpan at;
    at.primary = spans;
    diagnostics::Diagnostic d(diagnostics::Level::error, kind + " arguments are not allowed on " + what, at, "E0109");
    d.label(s.ident.span, "not allowed on " + what);
    d.label(spans.back(), kind + " argument" + (spans.size() == 1 ? "" : "s") + " not allowed");
    sink_.emit(std::move(d));
    return;
  }
}

TypeId Lowerer::res_type(const Res& res, const syntax::Path& path, size_t last, Span span, bool type_position) {
  switch (res.kind) {
    case Res::Kind::prim_ty:
      prohibit_generics(path, "builtin type `" + types::to_string(cx_, GenericArg(prim(res.prim))) + "`");
      return prim(res.prim);
    case Res::Kind::self_ty_param:
    case Res::Kind::self_ty_alias: return self_type(res, span);
    case Res::Kind::def: break;
    default: return st_.error;
  }
  const syntax::PathSegment* segment = last < path.segments.size() ? &path.segments[last] : nullptr;
  const DefId def = res.def;
  switch (cx_.defs[def].kind) {
    case DefKind::struct_:
    case DefKind::enum_:
    case DefKind::union_: return st_.adt(def, segment_args(span, def, st_.no_args, segment, type_position));
    case DefKind::variant: {
      // `Enum::<T>::Variant` or `Variant::<T>`.
      const DefId adt = cx_.defs[def].parent;
      const syntax::PathSegment* with_args = segment != nullptr && !segment->args && last > 0 ? &path.segments[last - 1] : segment;
      return st_.adt(adt, segment_args(span, adt, st_.no_args, with_args, type_position));
    }
    case DefKind::type_alias: return alias_type(def, segment_args(span, def, st_.no_args, segment, type_position));
    case DefKind::type_param:
      for (const GenericParamDef& p : cx_.items.generics_of(cx_.defs[def].parent).own)
        if (p.def == def) return st_.type(Param{p.index, p.name});
      return st_.error;
    case DefKind::assoc_ty: {
      // `Trait::Assoc` without a type: only with a QSelf, handled by the caller.
      diagnostics::Diagnostic d(diagnostics::Level::error, "ambiguous associated type", span, "E0223");
      sink_.emit(std::move(d));
      return st_.error;
    }
    case DefKind::trait: {
      // A bare trait as a type: 2018's `dyn`-less object type never gets here; the parser makes it TyDyn or resolve reports it.
      if (krate_.edition >= source::Edition::e2021) bare_trait(span);
      else sink_.refuse(span, "a trait as a type without `dyn`");
      return st_.error;
    }
    default: break;
  }
  return st_.error;
}

TypeId Lowerer::path_type(NodeId node, const syntax::Path& path, const std::optional<syntax::QSelf>& qself, Span span, bool type_position) {
  const PartialRes res = path_res(node);
  const size_t n = path.segments.size();
  if (qself) {
    if (res.base.kind == Res::Kind::def && cx_.defs[res.base.def].kind == DefKind::assoc_ty && qself->position > 0) {
      const TypeId self = ty(qself->ty);
      const DefId assoc = res.base.def, trait = cx_.defs[assoc].parent;
      const ArgsId trait_args = segment_args(span, trait, st_.args({GenericArg(self)}), &path.segments[qself->position - 1], true);
      const size_t at = n - 1 - res.unresolved;
      TypeId t = finish_projection(st_.projection(assoc, segment_args(span, assoc, trait_args, &path.segments[at], true)), span);
      for (size_t i = at + 1; i < n; ++i) t = assoc_type(t, {}, path.segments[i], span);
      return t;
    }
    if (qself->position != 0) return st_.error;
    TypeId t = ty(qself->ty);
    Res base;
    const syntax::Ty& written = ast_[qself->ty];
    if (const auto* p = std::get_if<syntax::TyPath>(&written.kind); p != nullptr && path_res(written.id).unresolved == 0)
      base = path_res(written.id).base;
    for (size_t i = 0; i < n; ++i) {
      t = assoc_type(t, base, path.segments[i], span);
      base = {};
    }
    return t;
  }
  if (res.base.kind == Res::Kind::err || res.unresolved >= n) return st_.error;
  const size_t last = n - 1 - res.unresolved;
  TypeId t = res_type(res.base, path, last, span, type_position);
  Res base = res.base;
  for (size_t i = last + 1; i < n; ++i) {
    t = assoc_type(t, base, path.segments[i], span);
    base = {};
  }
  return t;
}

TypeId Lowerer::alias_type(DefId alias, ArgsId args) {
  auto it = cx_.items.type_of.find(alias);
  if (it == cx_.items.type_of.end()) {
    // An alias further down in the same crate.
    const resolve::Crate& home = cx_.crate_of(alias);
    const auto item = cx_.defs[alias].item;
    const auto* a = item.valid() ? std::get_if<syntax::ItemTypeAlias>(&home.ast[item].kind) : nullptr;
    if (a == nullptr || !a->ty.valid()) return st_.error;
    cx_.items.type_of[alias] = st_.error;  // what an alias of itself is
    LowerHooks hooks;
    hooks.item = alias;
    const TypeId t = Lowerer(cx_, home, hooks, sink_).ty(a->ty);
    cx_.items.type_of[alias] = t;
    it = cx_.items.type_of.find(alias);
  }
  const TypeId t = instantiate(st_, it->second, args);
  return hooks_.normalize && (st_.flags(t) & has_projection) != 0 && !st_.has_escaping_bound_vars(t) ? hooks_.normalize({}, t) : t;
}

TypeId Lowerer::impl_trait(const syntax::Ty& t, const syntax::TyImpl& i) {
  const DefId def = def_of(t.id);
  if (!def.valid()) return st_.error;  // refused by resolve
  if (cx_.defs[def].kind == DefKind::type_param) {
    for (const GenericParamDef& p : cx_.items.generics_of(cx_.defs[def].parent).own)
      if (p.def == def) return st_.type(Param{p.index, p.name});
    return st_.error;
  }
  (void)i;
  const DefId fn = cx_.defs[def].parent;
  if (const auto assoc = cx_.items.assoc.find(fn); assoc != cx_.items.assoc.end() && cx_.items.traits.count(assoc->second.container) != 0) {
    sink_.refuse(t.span, "`impl Trait` in the return type of a trait's method");
    return st_.error;
  }
  const ArgsId identity = identity_args(cx_, fn);
  std::vector<GenericArg> args(st_[identity].begin(), st_[identity].end());
  // Which late-bound lifetimes it captures was settled with its generics: one more parameter for each.
  const auto captured = cx_.items.opaque_captures.find(def);
  if (captured != cx_.items.opaque_captures.end())
    for (RegionId r : captured->second) args.push_back(r);
  return st_.type(Alias{AliasKind::opaque, def, st_.args(args)});
}

ConstId Lowerer::konst(const syntax::AnonConst& c, TypeId expected) {
  if (!c.value.valid()) return st_.const_error;
  const syntax::Expr& e = ast_[c.value];
  if (syntax::is_infer_const(ast_, c)) {
    if (hooks_.const_infer) return hooks_.const_infer(e.span, expected);
    diagnostics::Diagnostic d(diagnostics::Level::error, "the placeholder `_` is not allowed within types on item signatures", e.span,
                              "E0121");
    d.label(e.span, "not allowed in type signatures");
    sink_.emit(std::move(d));
    return st_.const_error;
  }
  if (const DefId def = def_of(c.id); def.valid()) cx_.items.type_of[def] = expected;
  if (const auto* lit = std::get_if<syntax::ExprLit>(&e.kind)) {
    if (lit->lit.kind == syntax::LitKind::integer || lit->lit.kind == syntax::LitKind::bool_ || lit->lit.kind == syntax::LitKind::char_ ||
        lit->lit.kind == syntax::LitKind::byte)
      return st_.konst(ConstValue{expected, lit->lit.value});
  }
  const syntax::Expr* inner = &e;
  if (const auto* block = std::get_if<syntax::ExprBlock>(&inner->kind)) {
    const syntax::Block& b = ast_[block->block];
    if (b.stmts.empty() && b.tail.valid()) inner = &ast_[b.tail];
  }
  if (std::holds_alternative<syntax::ExprPath>(inner->kind)) {
    const PartialRes r = path_res(inner->id);
    if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::const_param)
      for (const GenericParamDef& p : cx_.items.generics_of(cx_.defs[r.base.def].parent).own)
        if (p.def == r.base.def) return st_.konst(ConstParam{p.index, p.name});
  }
  if (hooks_.eval_const) return hooks_.eval_const(c, expected);
  const DefId def = def_of(c.id);
  if (!def.valid()) return st_.const_error;
  cx_.items.type_of[def] = expected;
  return st_.konst(ConstUnevaluated{def, st_.no_args});
}

TypeId lower_ty(Context& cx, const resolve::Crate& krate, syntax::TyId ty, const LowerHooks& hooks, diagnostics::Sink& sink) {
  return Lowerer(cx, krate, hooks, sink).ty(ty);
}

RegionId lower_lifetime(Context& cx, const resolve::Crate& krate, const syntax::Lifetime& lifetime, const LowerHooks& hooks,
                        diagnostics::Sink& sink) {
  return Lowerer(cx, krate, hooks, sink).lifetime(lifetime);
}

ArgsId lower_segment_args(Context& cx, const resolve::Crate& krate, Span span, DefId def, ArgsId parent_args,
                          const syntax::PathSegment& segment, const LowerHooks& hooks, diagnostics::Sink& sink, bool method_call) {
  Lowerer lowerer(cx, krate, hooks, sink);
  lowerer.in_method_call = method_call;
  return lowerer.segment_args(span, def, parent_args, &segment, false);
}

TypeId lower_type_path(Context& cx, const resolve::Crate& krate, syntax::NodeId node, const syntax::Path& path,
                       const std::optional<syntax::QSelf>& qself, const LowerHooks& hooks, diagnostics::Sink& sink) {
  return Lowerer(cx, krate, hooks, sink).path_type(node, path, qself, path.span, false);
}

std::vector<Predicate> lower_bound(Context& cx, const resolve::Crate& krate, const syntax::GenericBound& bound, TypeId self_ty,
                                   const LowerHooks& hooks, diagnostics::Sink& sink) {
  return Lowerer(cx, krate, hooks, sink).bound(bound, self_ty);
}

}  // namespace borrowlab::typeck
