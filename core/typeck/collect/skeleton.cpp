// Traits, impls and types as far as names go: enough for types to be lowered.
#include "typeck/collect/collector.h"

namespace borrowlab::typeck {

using namespace types;
using resolve::DefKind;

void Collector::assoc_skeleton(DefId container, const std::vector<syntax::ItemId>& list, DefId trait) {
  for (syntax::ItemId id : list) {
    const syntax::Item& written = ast_[id];
    const DefId d = def_of(written.id);
    if (!d.valid()) continue;
    AssocItem a;
    a.def = d;
    a.name = written.ident.name;
    a.container = container;
    DefKind kind = DefKind::assoc_fn;
    if (const auto* fn = std::get_if<syntax::ItemFn>(&written.kind)) {
      a.kind = AssocItem::Kind::fn;
      a.has_default = fn->body.valid();
      a.has_self = fn->sig.self != syntax::SelfKind::none;
      // A provided method may be the machine's.
      if (!a.has_default && find_attr(written.attrs, "intrinsic") != nullptr) a.has_default = true;
    } else if (const auto* t = std::get_if<syntax::ItemTypeAlias>(&written.kind)) {
      a.kind = AssocItem::Kind::type;
      kind = DefKind::assoc_ty;
      a.has_default = t->ty.valid();
    } else if (const auto* c = std::get_if<syntax::ItemConst>(&written.kind)) {
      a.kind = AssocItem::Kind::konst;
      kind = DefKind::assoc_const;
      a.has_default = c->value.valid();
    } else {
      continue;
    }
    if (trait.valid())
      for (DefId t : cx_.defs.children_of(trait))
        if (cx_.defs[t].name == a.name && cx_.defs[t].kind == kind) a.trait_item = t;
    items_.assoc[d] = a;
    if (const auto impl = items_.impls.find(container); impl != items_.impls.end()) impl->second.items.push_back(d);
    else if (const auto tr = items_.traits.find(container); tr != items_.traits.end()) tr->second.items.push_back(d);
  }
}

void Collector::adt_skeleton(DefId d, AdtKind kind, const std::vector<const syntax::VariantData*>& data,
                             const std::vector<const syntax::Variant*>& variants) {
  AdtDef adt;
  adt.def = d;
  adt.kind = kind;
  const auto& defs = cx_.defs;
  const auto is_lang = [&](const char* name) { return defs.lang(name) == d; };
  adt.is_box = is_lang("owned_box");
  adt.is_phantom_data = is_lang("phantom_data");
  adt.is_manually_drop = is_lang("manually_drop");
  adt.is_unsafe_cell = is_lang("unsafe_cell");
  const syntax::Item& written = item(d);
  adt.non_exhaustive = find_attr(written.attrs, "non_exhaustive") != nullptr;
  for (const syntax::Attribute& a : written.attrs) {
    if (a.path.segments.size() != 1 || a.path.segments[0].ident.name.str() != "repr") continue;
    for (size_t i = 0; i < a.words.size(); ++i) {
      const std::string_view w = a.words[i].str();
      const auto number = [&]() -> uint32_t {
        uint32_t n = 0;
        if (i + 1 < a.words.size())
          for (char c : a.words[i + 1].str()) {
            if (c < '0' || c > '9') return 0;
            n = n * 10 + static_cast<uint32_t>(c - '0');
          }
        return n;
      };
      if (w == "C") adt.repr.c = true;
      else if (w == "transparent") adt.repr.transparent = true;
      else if (w == "align") adt.repr.align = number();
      else if (w == "packed") adt.repr.pack = number() != 0 ? number() : 1;
      else {
        const std::pair<const char*, TypeId> ints[] = {{"i8", st_.i8},     {"i16", st_.i16},     {"i32", st_.i32},   {"i64", st_.i64},
                                                       {"i128", st_.i128}, {"isize", st_.isize}, {"u8", st_.u8},     {"u16", st_.u16},
                                                       {"u32", st_.u32},   {"u64", st_.u64},     {"u128", st_.u128}, {"usize", st_.usize}};
        for (const auto& [name, ty] : ints)
          if (w == name) adt.repr.int_type = ty;
      }
    }
  }
  for (size_t i = 0; i < data.size(); ++i) {
    VariantInfo v;
    v.def = variants[i] != nullptr ? def_of(variants[i]->id) : d;
    v.name = cx_.defs[v.def].name;
    v.shape = data[i]->shape;
    if (data[i]->shape != syntax::VariantShape::named) v.ctor = def_of(data[i]->ctor_id);
    for (const syntax::FieldDef& f : data[i]->fields) {
      FieldInfo info;
      info.def = def_of(f.id);
      info.name = f.ident.name;
      info.span = f.span;
      info.ty = st_.error;
      info.ty_span = ast_[f.ty].span;
      info.visible_in = cx_.defs[info.def].visible_in;
      v.fields.push_back(info);
    }
    adt.variants.push_back(std::move(v));
  }
  items_.adts[d] = std::move(adt);
}

void Collector::impl_skeleton(DefId d, const syntax::ItemImpl& written) {
  DefId trait;
  if (written.trait && written.trait_ref_id.index < krate_.res.paths.size()) {
    const PartialRes& r = krate_.res.paths[written.trait_ref_id.index];
    if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::trait) trait = r.base.def;
  }
  assoc_skeleton(d, written.items, trait);
}

void Collector::skeleton(DefId d) {
  const syntax::Item& written = item(d);
  if (const auto* t = std::get_if<syntax::ItemTrait>(&written.kind)) {
    TraitDef def;
    def.def = d;
    def.is_auto = t->is_auto;
    def.impls_deferred = krate_.id == resolve::library_crate;
    def.is_unsafe = t->safety == syntax::Safety::unsafe;
    def.fundamental = find_attr(written.attrs, "fundamental") != nullptr;
    const auto add = [&](const syntax::GenericBound& b) {
      if (b.kind != syntax::GenericBound::Kind::trait || b.maybe || b.ref_id.index >= krate_.res.paths.size()) return;
      const PartialRes& r = krate_.res.paths[b.ref_id.index];
      if (r.unresolved == 0 && r.base.kind == Res::Kind::def && cx_.defs[r.base.def].kind == DefKind::trait)
        def.supertraits.push_back(r.base.def);
    };
    for (const syntax::GenericBound& b : t->supertraits) add(b);
    for (const syntax::WherePredicate& w : t->generics.where)
      if (is_param_path(krate_, w.bounded, d))
        for (const syntax::GenericBound& b : w.bounds) add(b);
    items_.traits[d] = std::move(def);
    assoc_skeleton(d, t->items, {});
  } else if (const auto* i = std::get_if<syntax::ItemImpl>(&written.kind)) {
    ImplDef def;
    def.def = d;
    def.self_ty = st_.error;
    def.polarity = i->negative ? ImplPolarity::negative : ImplPolarity::positive;
    def.deferred = i->deferred != UINT32_MAX;
    items_.impls[d] = std::move(def);
    impl_skeleton(d, *i);
  } else if (const auto* s = std::get_if<syntax::ItemStruct>(&written.kind)) {
    adt_skeleton(d, AdtKind::struct_, {&s->data}, {nullptr});
  } else if (const auto* u = std::get_if<syntax::ItemUnion>(&written.kind)) {
    adt_skeleton(d, AdtKind::union_, {&u->data}, {nullptr});
  } else if (const auto* e = std::get_if<syntax::ItemEnum>(&written.kind)) {
    std::vector<const syntax::VariantData*> data;
    std::vector<const syntax::Variant*> variants;
    for (const syntax::Variant& v : e->variants) {
      data.push_back(&v.data);
      variants.push_back(&v);
    }
    adt_skeleton(d, AdtKind::enum_, data, variants);
  }
}

}  // namespace borrowlab::typeck
