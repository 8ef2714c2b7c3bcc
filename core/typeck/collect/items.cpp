// Types of fields, constants and aliases; impl headers; fn signatures; opaque types. After rustc_hir_analysis::collect::type_of.
#include <algorithm>

#include "typeck/check.h"
#include "typeck/collect/collector.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

namespace {

// A signature's late-bound regions become those of its binder.
class SigBinder final : public Folder {
 public:
  SigBinder(Store& store, const std::vector<RegionId>& late) : Folder(store), late_(late) {}
  using Folder::fold;
  bool skip(uint16_t flags, uint32_t) const override { return (flags & (has_late_param | has_free_regions)) == 0; }
  RegionId fold(RegionId r) override {
    for (uint32_t i = 0; i < late_.size(); ++i)
      if (late_[i] == r) return store.region(ReBound{binders_, i});
    return r;
  }

 private:
  const std::vector<RegionId>& late_;
};

}  // namespace

void Collector::impl_header(DefId d) {
  const auto* written = std::get_if<syntax::ItemImpl>(&item(d).kind);
  if (written == nullptr) return;
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  const auto header = [&](TypeId t) {
    return map_free_regions<TypeId>(st_, t, [&](RegionId r) {
      for (const Remap& m : remaps_[d])
        if (m.from == r) return m.to;
      return r;
    });
  };
  const TypeId self = header(lowerer.ty(written->self_ty));
  items_.impls[d].self_ty = self;
  items_.type_of[d] = self;
  if (!written->trait) {
    items_.inherent_impls.push_back(d);
    items_.inherent_by_type[simplify_type(st_, self)].push_back(d);
    return;
  }
  const PartialRes r = lowerer.path_res(written->trait_ref_id);
  if (r.unresolved != 0 || r.base.kind != Res::Kind::def || cx_.defs[r.base.def].kind != DefKind::trait) return;
  const DefId trait = r.base.def;
  const ArgsId args =
      lowerer.segment_args(written->trait->span, trait, st_.args({GenericArg(self)}), &written->trait->segments.back(), true);
  std::vector<GenericArg> mapped;
  for (GenericArg a : st_[args]) {
    if (a.is_type()) mapped.push_back(header(a.type()));
    else if (a.is_region()) {
      RegionId region = a.region();
      for (const Remap& m : remaps_[d])
        if (m.from == region) region = m.to;
      mapped.push_back(region);
    } else {
      mapped.push_back(a);
    }
  }
  items_.impls[d].trait_ref = TraitRef{trait, st_.args(mapped)};
  // The library's come first, also those that become known while a program is there.
  const auto add = [&](std::vector<DefId>& list) {
    auto end = list.end();
    if (d.index < user_base) end = std::find_if(list.begin(), list.end(), [](DefId other) { return other.index >= user_base; });
    list.insert(end, d);
  };
  TraitImpls& known = items_.known_trait_impls[trait];
  add(known.all);
  // `impl<F: FnPtr> … for F` is for pointers to functions, and nothing else need look at it.
  const auto for_fn_pointers = [&] {
    const auto& params = written->generics.params;
    if (params.size() != 1 || params[0].bounds.size() != 1 || krate_.id != resolve::library_crate) return false;
    const PartialRes bound = lowerer.path_res(params[0].bounds[0].ref_id);
    return bound.unresolved == 0 && bound.base.kind == Res::Kind::def && bound.base.def == cx_.lang("fn_ptr_trait");
  };
  uint64_t key = simplify_type(st_, self);
  if (key == 0 && for_fn_pointers()) key = (static_cast<uint64_t>(types::TypeKind(types::FnPtr{}).index()) + 1) << 40;
  add(known.by_type[key]);
  if (trait == cx_.lang("drop"))
    if (const auto* adt = st_.get<Adt>(self))
      if (const auto def = items_.adts.find(adt->def); def != items_.adts.end() && cx_.defs[adt->def].krate == krate_.id)
        def->second.drop_impl = d;
}

void Collector::adt_types(DefId d) {
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  const syntax::Item& written = item(d);
  const TypeId self = st_.adt(d, identity_args(cx_, d));
  items_.type_of[d] = self;
  const auto variant = [&](size_t index, const syntax::VariantData& data) {
    std::vector<TypeId> signature;
    for (size_t f = 0; f < data.fields.size(); ++f) {
      const TypeId t = lowerer.ty(data.fields[f].ty);
      FieldInfo& info = items_.adts[d].variants[index].fields[f];
      info.ty = t;
      items_.type_of[info.def] = t;
      signature.push_back(t);
    }
    const VariantInfo& v = items_.adts[d].variants[index];
    if (!v.ctor.valid()) return;
    if (data.shape == syntax::VariantShape::unit) {
      items_.type_of[v.ctor] = self;
      return;
    }
    signature.push_back(self);
    FnInfo fn;
    fn.sig = st_.dummy_binder(FnSig{st_.type_list(signature), syntax::Safety::safe, false});
    fn.is_const = true;
    items_.fns[v.ctor] = fn;
    items_.type_of[v.ctor] = st_.type(FnDef{v.ctor, identity_args(cx_, v.ctor)});
  };
  if (const auto* s = std::get_if<syntax::ItemStruct>(&written.kind)) variant(0, s->data);
  else if (const auto* u = std::get_if<syntax::ItemUnion>(&written.kind)) variant(0, u->data);
  else if (const auto* e = std::get_if<syntax::ItemEnum>(&written.kind))
    for (size_t i = 0; i < e->variants.size(); ++i) variant(i, e->variants[i].data);
}

void Collector::types_of(DefId d) {
  const syntax::Item& written = item(d);
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  if (items_.adts.count(d) != 0) adt_types(d);
  else if (const auto* fn = std::get_if<syntax::ItemFn>(&written.kind)) fn_sig(d, *fn);
  else if (const auto* c = std::get_if<syntax::ItemConst>(&written.kind)) items_.type_of[d] = c->ty.valid() ? lowerer.ty(c->ty) : st_.error;
  else if (const auto* s = std::get_if<syntax::ItemStatic>(&written.kind)) items_.type_of[d] = lowerer.ty(s->ty);
  else if (const auto* a = std::get_if<syntax::ItemTypeAlias>(&written.kind); a != nullptr && a->ty.valid() && items_.type_of.count(d) == 0)
    items_.type_of[d] = lowerer.ty(a->ty);
}

// The opaque types of a fn's output: which lifetimes each captures decides its parameters.
void Collector::opaques(DefId fn, const syntax::ItemFn& written, const std::vector<RegionId>& late) {
  const LowerHooks h = hooks(fn);
  Lowerer lowerer(cx_, krate_, h, sink_);
  const Generics outer = items_.generics_of(fn);
  walk_ty(krate_, written.sig.output, nullptr, [&](const syntax::Ty& t) {
    const auto* i = std::get_if<syntax::TyImpl>(&t.kind);
    const DefId d = i != nullptr ? def_of(t.id) : DefId::none();
    if (!d.valid() || cx_.defs[d].kind != DefKind::opaque) return;
    std::vector<RegionId> named;
    bool all = krate_.edition >= source::Edition::e2024;
    bool precise = false;
    for (const syntax::GenericBound& b : i->bounds) {
      if (b.kind != syntax::GenericBound::Kind::use) continue;
      precise = true;
      for (const syntax::Lifetime& l : b.use_args)
        if (const LifetimeRes r = lowerer.lifetime_res(l.id); r.kind != LifetimeRes::Kind::none)
          named.push_back(lowerer.region_of(r, l.ident.span));
    }
    if (!precise)
      walk_bounds(
          krate_, i->bounds, [&](const LifetimeRes& r, bool) { named.push_back(lowerer.region_of(r, t.span)); }, nullptr);
    const auto captured = [&](RegionId r) { return (all && !precise) || std::find(named.begin(), named.end(), r) != named.end(); };
    Generics g;
    g.parent = fn;
    g.parent_count = outer.count();
    std::vector<RegionId> captures;
    for (RegionId r : late) {
      if (!captured(r)) continue;
      const auto& kind = std::get<ReLateParam>(st_[r]).kind;
      GenericParamDef p;
      p.kind = GenericParamDef::Kind::lifetime;
      p.def = kind.def;
      p.name = kind.def.valid() ? cx_.defs[kind.def].name : source::sym::underscore_lifetime;
      p.index = g.count();
      g.own.push_back(p);
      captures.push_back(r);
    }
    std::vector<Variance> variances;
    const ArgsId identity = identity_args(cx_, fn);
    for (GenericArg a : st_[identity])
      variances.push_back(!a.is_region() || captured(a.region()) ? Variance::invariant : Variance::bivariant);
    variances.resize(variances.size() + captures.size(), Variance::invariant);
    items_.variances[d] = std::move(variances);
    items_.generics[d] = std::move(g);
    items_.predicates[d];
    items_.opaque_parent[d] = fn;
    items_.opaque_captures[d] = std::move(captures);
  });
}

void Collector::opaque_bounds(DefId fn, const syntax::ItemFn& written) {
  const LowerHooks h = hooks(fn);
  Lowerer lowerer(cx_, krate_, h, sink_);
  walk_ty(krate_, written.sig.output, nullptr, [&](const syntax::Ty& t) {
    const auto* i = std::get_if<syntax::TyImpl>(&t.kind);
    const DefId d = i != nullptr ? def_of(t.id) : DefId::none();
    if (!d.valid() || items_.opaque_parent.count(d) == 0) return;
    const TypeId self = st_.type(Alias{AliasKind::opaque, d, identity_args(cx_, d)});
    std::vector<Predicate> out;
    if (!is_maybe_sized(i->bounds)) sized(self, t.span, out);
    for (const syntax::GenericBound& b : i->bounds)
      for (Predicate& p : lowerer.bound(b, self)) out.push_back(std::move(p));
    // What the fn calls by its late-bound regions are parameters here.
    const std::vector<RegionId>& captures = items_.opaque_captures[d];
    const std::vector<GenericParamDef> own = items_.generics_of(d).own;
    for (Predicate& p : out)
      p.clause = map_free_regions<PolyClause>(st_, remap(fn, p.clause), [&](RegionId r) {
        for (size_t k = 0; k < captures.size(); ++k)
          if (captures[k] == r) return st_.region(ReEarlyParam{own[k].def, own[k].index});
        return r;
      });
    items_.item_bounds[d] = std::move(out);
  });
}

void Collector::fn_sig(DefId d, const syntax::ItemFn& written) {
  const LowerHooks h = hooks(d);
  Lowerer lowerer(cx_, krate_, h, sink_);
  std::vector<RegionId> late;
  for (const BoundVar& v : items_.generics_of(d).late_bound) late.push_back(st_.region(ReLateParam{d, v.kind}));
  const size_t named = late.size();
  std::vector<TypeId> list;
  const std::vector<Remap> early = remaps_[d];
  for (const syntax::Param& p : written.sig.inputs) {
    list.push_back(lowerer.ty(p.ty));
    // Each elided lifetime of an input is a late-bound one of its own.
    for_each_free_region(st_, list.back(), [&](RegionId r) {
      const auto* param = st_.get<ReLateParam>(r);
      if (param == nullptr || !(param->scope == d) || param->kind.def.valid() || std::find(late.begin(), late.end(), r) != late.end())
        return;
      for (const Remap& m : early)
        if (m.from == r) return;
      late.push_back(r);
    });
  }
  if (written.sig.output.valid()) opaques(d, written, late);
  list.push_back(written.sig.output.valid() ? lowerer.ty(written.sig.output) : st_.unit);
  const FnSig free = remap(d, FnSig{st_.type_list(list), written.sig.safety, written.sig.extern_c});
  if (written.sig.output.valid()) opaque_bounds(d, written);

  std::vector<BoundVar> vars = items_.generics_of(d).late_bound;
  vars.resize(named);
  std::vector<RegionId> final = late;
  for (size_t i = named; i < late.size(); ++i) {
    vars.push_back({BoundRegionKind{DefId::none(), static_cast<uint32_t>(i)}});
    final[i] = st_.region(ReLateParam{d, vars.back().kind});
  }
  for (auto& [opaque, fn] : items_.opaque_parent) {
    if (late.size() == named || !(fn == d)) continue;
    for (RegionId& r : items_.opaque_captures[opaque])
      for (size_t i = named; i < late.size(); ++i)
        if (late[i] == r) {
          r = final[i];
          break;
        }
  }
  items_.generics[d].late_bound = vars;
  FnInfo info;
  info.sig = {SigBinder(st_, late).fold(free), st_.bound_vars(vars)};
  info.is_const = written.sig.is_const;
  info.has_body = written.body.valid();
  const syntax::Item& it = item(d);
  if (const auto* a = find_attr(it.attrs, "intrinsic")) info.intrinsic = a->value.empty() ? it.ident.name : Symbol::intern(a->value);
  info.track_caller = find_attr(it.attrs, "track_caller") != nullptr;
  items_.fns[d] = info;
  items_.type_of[d] = st_.type(FnDef{d, identity_args(cx_, d)});
}

std::optional<__int128> Collector::simple_int(syntax::ExprId e, uint32_t depth) const {
  if (depth > 64) return std::nullopt;
  const syntax::Expr& x = ast_[e];
  if (const auto* lit = std::get_if<syntax::ExprLit>(&x.kind)) {
    if (lit->lit.kind == syntax::LitKind::integer || lit->lit.kind == syntax::LitKind::byte) return static_cast<__int128>(lit->lit.value);
    return std::nullopt;
  }
  if (const auto* u = std::get_if<syntax::ExprUnary>(&x.kind); u != nullptr && u->op == syntax::UnOp::neg) {
    const auto v = simple_int(u->operand, depth + 1);
    return v ? std::optional<__int128>(-*v) : std::nullopt;
  }
  return std::nullopt;
}

void Collector::discriminants(DefId d) {
  const auto* e = std::get_if<syntax::ItemEnum>(&item(d).kind);
  if (e == nullptr) return;
  __int128 next = 0;
  const TypeId repr = items_.adts[d].repr.int_type.valid() ? items_.adts[d].repr.int_type : st_.isize;
  const auto& ty = std::get<Int>(st_[repr]);
  const unsigned bits = ty.width == IntWidth::w8     ? 8
                        : ty.width == IntWidth::w16  ? 16
                        : ty.width == IntWidth::w32  ? 32
                        : ty.width == IntWidth::w128 ? 128
                                                     : 64;
  for (size_t i = 0; i < e->variants.size(); ++i) {
    const syntax::Variant& v = e->variants[i];
    if (v.discriminant && v.discriminant->value.valid()) {
      const DefId anon = def_of(v.discriminant->id);
      if (anon.valid()) items_.type_of[anon] = repr;
      if (const auto value = simple_int(v.discriminant->value)) {
        next = *value;
      } else if (anon.valid()) {
        if (const auto value = eval_const_scalar(cx_, anon, st_.no_args, sink_)) {
          next = static_cast<__int128>(*value);
          if (ty.is_signed && bits < 128 && (next >> (bits - 1) & 1) != 0) next -= static_cast<__int128>(1) << bits;
        } else if (!sink_.has_errors()) {
          sink_.refuse(ast_[v.discriminant->value].span, "this discriminant's value");
        }
      }
    }
    items_.adts[d].variants[i].discriminant = next;
    ++next;
  }
}

}  // namespace borrowlab::typeck
