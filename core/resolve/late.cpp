// The walk over items, blocks and expressions that says what every path means. After rustc_resolve::late.
#include <utility>

#include "resolve/resolver.h"
#include "support/function_ref.h"
#include "syntax/infer_const.h"

namespace borrowlab::resolve {
namespace sym = source::sym;
using namespace syntax;  // the walk names every node of the AST; ours are qualified where they collide

resolve::Rib& Resolver::push_rib(resolve::Rib::Kind kind) {
  resolve::Rib rib;
  rib.kind = kind;
  rib.start = static_cast<uint32_t>(entries_.size());
  ribs_.push_back(rib);
  return ribs_.back();
}
void Resolver::pop_rib() {
  entries_.resize(ribs_.back().start);
  ribs_.pop_back();
}
void Resolver::bind(Symbol name, SyntaxContext ctxt, Namespace ns, Res res, bool hygienic, Span span) {
  entries_.push_back(RibEntry{name, ctxt, ns, hygienic, res, span});
}

void Resolver::push_generics(const syntax::Generics& generics, resolve::Rib::Kind kind, const Item* item) {
  push_rib(kind).item = item;
  LifetimeRib lifetimes;
  lifetimes.kind = LifetimeRib::Kind::generics;
  lifetimes.generics = &generics;
  std::vector<Ident> seen;
  for (const syntax::GenericParam& p : generics.params) {
    for (const Ident& other : seen) {
      if (other.name != p.ident.name) continue;
      const std::string name(p.ident.name.str());
      Diagnostic d(diagnostics::Level::error,
                   "the name `" + name + "` is already used for a generic parameter in this item's generic parameters",
                   MultiSpan(p.ident.span), "E0403");
      d.label(p.ident.span, "already used");
      d.label(other.span, "first use of `" + name + "`");
      error(std::move(d));
      break;
    }
    if (kind == resolve::Rib::Kind::assoc_item && p.kind != GenericParamKind::lifetime) {
      // A parameter of the impl or trait around it.
      for (size_t r = ribs_.size() - 1; r-- > 0;) {
        if (ribs_[r].kind != resolve::Rib::Kind::item) continue;
        for (size_t i = ribs_[r].start; i < ribs_.back().start; ++i) {
          const RibEntry& e = entries_[i];
          if (e.name != p.ident.name || e.res.kind != Res::Kind::def) continue;
          const std::string name(p.ident.name.str());
          Diagnostic d(diagnostics::Level::error,
                       "the name `" + name + "` is already used for a generic parameter in this item's generic parameters",
                       MultiSpan(p.ident.span), "E0403");
          d.label(p.ident.span, "already used");
          d.label(e.span, "first use of `" + name + "`");
          error(std::move(d));
          break;
        }
        break;
      }
    }
    seen.push_back(p.ident);
    const DefId def = res_.def_of[p.id.index];
    if (p.kind == GenericParamKind::lifetime) {
      if (p.ident.name == sym::static_lifetime) {
        Diagnostic d(diagnostics::Level::error, "invalid lifetime parameter name: `'static`", MultiSpan(p.ident.span), "E0262");
        d.label(p.ident.span, "'static is a reserved lifetime name");
        error(std::move(d));
        continue;
      }
      if (p.ident.name == sym::underscore_lifetime) {
        Diagnostic d(diagnostics::Level::error, "`'_` cannot be used here", MultiSpan(p.ident.span), "E0637");
        d.label(p.ident.span, "`'_` is a reserved lifetime name");
        d.help("use another lifetime specifier");
        error(std::move(d));
        continue;
      }
      // A lifetime of an enclosing impl or fn is not to be shadowed.
      for (size_t i = lifetime_ribs_.size(); i-- > 0 && lifetime_ribs_[i].kind != LifetimeRib::Kind::item;) {
        bool shadows = false;
        for (const auto& [name, outer] : lifetime_ribs_[i].params) {
          if (name != p.ident.name) continue;
          const std::string text(name.str());
          Diagnostic d(diagnostics::Level::error, "lifetime name `" + text + "` shadows a lifetime name that is already in scope",
                       MultiSpan(p.ident.span), "E0496");
          d.label(defs_[outer].ident_span, "first declared here");
          d.label(p.ident.span, "lifetime `" + text + "` already in scope");
          error(std::move(d));
          shadows = true;
        }
        if (shadows) break;
      }
      lifetimes.params.emplace_back(p.ident.name, def);
      continue;
    }
    bind(p.ident.name, {}, p.kind == GenericParamKind::type ? Namespace::type : Namespace::value, def_res(def), false, p.ident.span);
  }
  lifetime_ribs_.push_back(std::move(lifetimes));
}
void Resolver::pop_generics() {
  lifetime_ribs_.pop_back();
  pop_rib();
}

// Bounds, defaults, const parameters' types, where clauses: the parameters are in scope already.
void Resolver::late_generics(const syntax::Generics& generics) {
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::report_error;
  lifetime_ribs_.push_back(rib);
  for (const syntax::GenericParam& p : generics.params) {
    late_bounds(p.bounds);
    if (p.default_ty.valid()) {
      bool after = false;
      for (const syntax::GenericParam& q : generics.params) {
        if (&q == &p) after = true;
        if (after) forward_params_.push_back(res_.def_of[q.id.index]);
      }
      late_ty(p.default_ty);
      forward_params_.clear();
    }
    if (p.const_ty.valid()) {
      in_const_param_ty_ = true;
      late_ty(p.const_ty);
      in_const_param_ty_ = false;
    }
    if (p.const_default) late_anon_const(*p.const_default, true);
  }
  for (const WherePredicate& w : generics.where) {
    late_for_params(w.for_params);
    if (w.bounded.valid()) late_ty_in("bounds", w.bounded);
    else slot(res_.lifetimes, w.lifetime.id) = resolve_lifetime(w.lifetime);
    late_bounds(w.bounds);
    lifetime_ribs_.pop_back();
  }
  lifetime_ribs_.pop_back();
}

void Resolver::late_for_params(const std::vector<syntax::GenericParam>& params) {
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::generics;
  uint32_t index = 0;
  for (const syntax::GenericParam& p : params) {
    if (p.kind != GenericParamKind::lifetime) {
      sink_.refuse(p.span, "type parameters in `for<…>`");
      continue;
    }
    DefId def = p.id.index < res_.def_of.size() ? res_.def_of[p.id.index] : DefId::none();
    if (!def.valid()) {
      def = new_def(DefKind::lifetime_param, owner_, p.ident.name, p.ident.span, p.span, p.id);
      defs_.defs[def].index_in_parent = index++;
    }
    rib.params.emplace_back(p.ident.name, def);
  }
  lifetime_ribs_.push_back(std::move(rib));
}

void Resolver::late_items(const std::vector<ItemId>& items) {
  for (ItemId id : items) late_item(id);
}

void Resolver::late_variant_data(const VariantData& data) {
  for (const FieldDef& f : data.fields) late_ty_in("field types", f.ty);
}

void Resolver::late_item(ItemId id) {
  const Item& item = ast_[id];
  if (item.id.index >= res_.def_of.size()) return;
  const DefId def = res_.def_of[item.id.index];
  if (!def.valid()) return;
  const DefId outer_owner = owner_;
  const DefId outer_self = current_self_, outer_trait = current_trait_;
  const Item* outer_fn = current_fn_;
  const bool outer_params = in_fn_params_, outer_body = in_body_, outer_impl_param = impl_trait_is_param_;
  const DefId outer_impl_owner = impl_trait_owner_;
  std::vector<LabelScope> outer_labels;
  outer_labels.swap(labels_);
  owner_ = def;
  impl_trait_owner_ = DefId::none();
  const char* outer_banned = std::exchange(impl_trait_banned_, nullptr);
  const Ty* outer_impl_trait = std::exchange(outer_impl_trait_, nullptr);
  impl_trait_is_param_ = in_fn_params_ = in_body_ = false;
  current_self_ = current_trait_ = DefId::none();
  LifetimeRib item_rib;
  item_rib.kind = LifetimeRib::Kind::item;
  lifetime_ribs_.push_back(item_rib);

  const auto adt = [&](const syntax::Generics& generics, FunctionRef<void()> fields) {
    push_generics(generics, resolve::Rib::Kind::item, &item);
    Res self;
    self.kind = Res::Kind::self_ty_alias;
    self.def = def;
    bind(sym::kw_Self, {}, Namespace::type, self, false, item.ident.span);
    current_self_ = def;
    late_generics(generics);
    fields();
    pop_generics();
  };
  const auto constant = [&](const syntax::Generics* generics, TyId ty, ExprId value) {
    static const syntax::Generics none;
    push_generics(generics != nullptr ? *generics : none, resolve::Rib::Kind::item, &item);
    if (generics != nullptr) late_generics(*generics);
    LifetimeRib rib;
    rib.kind = LifetimeRib::Kind::elided;
    rib.elided.kind = LifetimeRes::Kind::static_;
    lifetime_ribs_.push_back(rib);
    if (ty.valid()) late_ty_in(generics != nullptr ? "const types" : "static types", ty);
    if (value.valid()) late_const_body(value);
    lifetime_ribs_.pop_back();
    pop_generics();
  };

  if (const auto* f = std::get_if<ItemFn>(&item.kind)) {
    push_generics(f->generics, resolve::Rib::Kind::item, &item);
    late_fn(item, *f, def);
    pop_generics();
  } else if (const auto* s = std::get_if<ItemStruct>(&item.kind)) {
    adt(s->generics, [&] { late_variant_data(s->data); });
  } else if (const auto* u = std::get_if<ItemUnion>(&item.kind)) {
    adt(u->generics, [&] { late_variant_data(u->data); });
  } else if (const auto* e = std::get_if<ItemEnum>(&item.kind)) {
    adt(e->generics, [&] {
      for (const syntax::Variant& v : e->variants) {
        owner_ = res_.def_of[v.id.index];
        late_variant_data(v.data);
        if (v.discriminant) late_anon_const(*v.discriminant, false);
      }
      owner_ = def;
    });
  } else if (const auto* t = std::get_if<ItemTrait>(&item.kind)) {
    late_trait(item, *t, def);
  } else if (const auto* i = std::get_if<ItemImpl>(&item.kind)) {
    late_impl(item, *i, def);
  } else if (const auto* m = std::get_if<ItemMod>(&item.kind)) {
    const ModuleId outer = module_;
    module_ = tables_.of_def.at(def);
    push_rib(resolve::Rib::Kind::module).module = module_;
    late_items(m->items);
    pop_rib();
    module_ = outer;
  } else if (const auto* c = std::get_if<ItemConst>(&item.kind)) {
    constant(&c->generics, c->ty, c->value);
  } else if (const auto* st = std::get_if<ItemStatic>(&item.kind)) {
    constant(nullptr, st->ty, st->value);
  } else if (const auto* a = std::get_if<ItemTypeAlias>(&item.kind)) {
    push_generics(a->generics, resolve::Rib::Kind::item, &item);
    late_generics(a->generics);
    if (a->ty.valid()) late_ty(a->ty);
    pop_generics();
  }

  lifetime_ribs_.pop_back();
  labels_.swap(outer_labels);
  owner_ = outer_owner;
  current_self_ = outer_self;
  current_trait_ = outer_trait;
  current_fn_ = outer_fn;
  in_fn_params_ = outer_params;
  in_body_ = outer_body;
  impl_trait_is_param_ = outer_impl_param;
  impl_trait_owner_ = outer_impl_owner;
  impl_trait_banned_ = outer_banned;
  outer_impl_trait_ = outer_impl_trait;
}

void Resolver::late_trait(const Item& item, const ItemTrait& t, DefId def) {
  push_generics(t.generics, resolve::Rib::Kind::item, &item);
  Res self;
  self.kind = Res::Kind::self_ty_param;
  self.def = def;
  bind(sym::kw_Self, {}, Namespace::type, self, false, item.ident.span);
  current_self_ = current_trait_ = def;
  late_generics(t.generics);
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::report_error;
  lifetime_ribs_.push_back(rib);
  late_bounds(t.supertraits);
  lifetime_ribs_.pop_back();
  for (ItemId id : t.items) late_assoc_item(id, def, false);
  pop_generics();
}

void Resolver::late_impl(const Item& item, const ItemImpl& impl, DefId def) {
  push_generics(impl.generics, resolve::Rib::Kind::item, &item);
  current_self_ = def;
  // `Self` is in scope from the trait reference on, but not the type that it stands for.
  Res self;
  self.kind = Res::Kind::self_ty_alias;
  self.def = def;
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::anonymous_create;
  rib.report_in_path = true;
  lifetime_ribs_.push_back(rib);
  bind(sym::kw_Self, {}, Namespace::type, self, false, item.span);
  DefId trait;
  if (impl.trait) {
    const PartialRes res = smart_resolve(impl.trait_ref_id, std::nullopt, *impl.trait, PathSource::trait);
    if (res.base.kind == Res::Kind::def && defs_[res.base.def].kind == DefKind::trait) trait = res.base.def;
    late_segment_args(*impl.trait, true);
    elided_in_path(*impl.trait, res, 0);
  }
  if (impl.self_ty.valid()) late_ty_in("impl headers", impl.self_ty);
  lifetime_ribs_.pop_back();
  current_trait_ = trait;
  late_generics(impl.generics);
  late_impl_items(impl);
  pop_generics();
}

// The impl's generics and `Self` are in scope.
void Resolver::late_impl_items(const ItemImpl& impl) {
  const DefId trait = current_trait_;
  for (ItemId id : impl.items) {
    if (trait.valid()) {
      const Item& assoc = ast_[id];
      const bool is_type = std::holds_alternative<ItemTypeAlias>(assoc.kind);
      const Namespace ns = is_type ? Namespace::type : Namespace::value;
      const auto found = lookup_in_module(tables_.of_def.at(trait), assoc.ident.name, ns);
      const bool is_fn = std::holds_alternative<ItemFn>(assoc.kind), is_const = std::holds_alternative<ItemConst>(assoc.kind);
      const std::string name(assoc.ident.name.str());
      DefId other;
      for (DefId child : defs_.children_of(trait))
        if (defs_[child].name == assoc.ident.name) other = child;
      if (!found && other.valid()) {
        const std::string trait_name = path_text(impl.trait->segments);
        Diagnostic d(diagnostics::Level::error,
                     "item `" + name + "` is an associated " +
                         (is_fn     ? "method"
                          : is_type ? "type"
                                    : "const") +
                         ", which doesn't match its trait `" + trait_name + "`",
                     MultiSpan(assoc.span),
                     is_fn     ? "E0324"
                     : is_type ? "E0325"
                               : "E0323");
        d.label(assoc.span, "does not match trait");
        d.label(defs_[other].span, "item in trait");
        error(std::move(d));
      } else if (!found) {
        if (is_library_module(tables_.of_def.at(trait)) && !is_library_) {
          // Our trait may lack what the real one has.
          sink_.refuse(assoc.ident.span, "`" + std::string(defs_[trait].name.str()) + "::" + name + "`");
        } else {
          const std::string trait_name = path_text(impl.trait->segments);
          Diagnostic d(diagnostics::Level::error,
                       std::string(is_fn     ? "method"
                                   : is_type ? "type"
                                             : "const") +
                           " `" + name + "` is not a member of trait `" + trait_name + "`",
                       MultiSpan(assoc.span),
                       is_fn     ? "E0407"
                       : is_type ? "E0437"
                                 : "E0438");
          d.label(assoc.span, "not a member of trait `" + trait_name + "`");
          std::vector<Symbol> names;
          for (DefId child : defs_.children_of(trait)) {
            const DefKind k = defs_[child].kind;
            if ((is_fn && k == DefKind::assoc_fn) || (is_type && k == DefKind::assoc_ty) || (is_const && k == DefKind::assoc_const))
              names.push_back(defs_[child].name);
          }
          if (const auto close = best_match(names, assoc.ident.name))
            d.suggest(assoc.ident.span,
                      std::string("there is an associated ") +
                          (is_fn     ? "function"
                           : is_type ? "type"
                                     : "constant") +
                          " with a similar name",
                      std::string(close->str()), Applicability::maybe_incorrect);
          error(std::move(d));
        }
      } else if (found->res.kind == Res::Kind::def) {
        const DefKind k = defs_[found->res.def].kind;
        if ((is_fn && k != DefKind::assoc_fn) || (is_const && k != DefKind::assoc_const)) {
          const std::string trait_name = path_text(impl.trait->segments);
          Diagnostic d(diagnostics::Level::error,
                       std::string("item `") + name + "` is an associated " + (is_fn ? "method" : "const") +
                           ", which doesn't match its trait `" + trait_name + "`",
                       MultiSpan(assoc.span), is_fn ? "E0324" : "E0323");
          d.label(assoc.span, "does not match trait");
          d.label(defs_[found->res.def].span, "item in trait");
          error(std::move(d));
        }
      }
    }
    late_assoc_item(id, trait, impl.trait.has_value());
  }
}

void Resolver::late_assoc_item(ItemId id, DefId /*trait*/, bool in_trait_impl) {
  const Item& item = ast_[id];
  if (item.id.index >= res_.def_of.size() || !res_.def_of[item.id.index].valid()) return;
  const DefId def = res_.def_of[item.id.index];
  const DefId outer_owner = owner_, outer_impl_owner = impl_trait_owner_;
  owner_ = def;
  impl_trait_owner_ = DefId::none();
  if (const auto* f = std::get_if<ItemFn>(&item.kind)) {
    push_generics(f->generics, resolve::Rib::Kind::assoc_item, &item);
    late_fn(item, *f, def);
    pop_generics();
  } else if (const auto* c = std::get_if<ItemConst>(&item.kind)) {
    push_generics(c->generics, resolve::Rib::Kind::assoc_item, &item);
    LifetimeRib rib;
    rib.kind = LifetimeRib::Kind::elided;
    rib.elided.kind = LifetimeRes::Kind::static_;
    lifetime_ribs_.push_back(rib);
    if (c->ty.valid()) late_ty_in("const types", c->ty);
    if (c->value.valid()) late_const_body(c->value);
    lifetime_ribs_.pop_back();
    pop_generics();
  } else if (const auto* a = std::get_if<ItemTypeAlias>(&item.kind)) {
    push_generics(a->generics, resolve::Rib::Kind::assoc_item, &item);
    late_generics(a->generics);
    LifetimeRib rib;
    rib.kind = LifetimeRib::Kind::report_error;
    lifetime_ribs_.push_back(rib);
    late_bounds(a->bounds);
    if (a->ty.valid()) late_ty(a->ty);
    lifetime_ribs_.pop_back();
    pop_generics();
  }
  (void)in_trait_impl;
  owner_ = outer_owner;
  impl_trait_owner_ = outer_impl_owner;
}

void Resolver::late_fn(const Item& item, const ItemFn& fn, DefId def) {
  const Item* outer_fn = current_fn_;
  const FnSig* outer_sig = current_sig_;
  const bool outer_body = in_body_;
  current_fn_ = &item;
  current_sig_ = &fn.sig;
  in_body_ = false;
  // `impl Trait` among the inputs is a parameter of the fn, in its output an opaque type.
  impl_trait_owner_ = def;
  late_generics(fn.generics);
  std::vector<TyId> inputs;
  for (const syntax::Param& p : fn.sig.inputs) inputs.push_back(p.ty);
  elision_inputs_.clear();
  for (const syntax::Param& p : fn.sig.inputs) {
    ElisionInput in;
    const auto* ident = std::get_if<PatIdent>(&ast_[p.pat].kind);
    if (ident != nullptr) in.name = std::string(ident->ident.name.str());
    in.span = ast_[p.pat].span;
    elision_inputs_.push_back(std::move(in));
  }
  impl_trait_is_param_ = true;
  const std::optional<LifetimeRes> elided = late_inputs(inputs, fn.sig.self != SelfKind::none);
  impl_trait_is_param_ = false;
  with_elision(elided, [&] { late_output(fn.sig.output); });
  impl_trait_owner_ = DefId::none();
  if (!fn.body.valid() || ast_[fn.body].deferred == UINT32_MAX) late_fn_body(fn);
  in_body_ = outer_body;
  current_fn_ = outer_fn;
  current_sig_ = outer_sig;
}

// The parameters' patterns and the block; the fn's generics are in scope.
void Resolver::late_fn_body(const ItemFn& fn) {
  std::vector<LabelScope> outer_labels;
  outer_labels.swap(labels_);
  in_body_ = true;
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::elided;
  rib.elided.kind = LifetimeRes::Kind::infer;
  lifetime_ribs_.push_back(rib);
  push_rib(resolve::Rib::Kind::normal);
  Bindings bindings;
  bindings.stack.push_back({Bindings::Context::product, {}});
  for (const syntax::Param& p : fn.sig.inputs) late_pat_top(p.pat, PatSource::fn_param, bindings);
  if (fn.body.valid()) late_block(fn.body);
  pop_rib();
  lifetime_ribs_.pop_back();
  labels_.swap(outer_labels);
}

// The value of a const or static item: a body of its own.
void Resolver::late_const_body(ExprId value) {
  std::vector<LabelScope> outer_labels;
  outer_labels.swap(labels_);
  const bool outer_body = in_body_;
  in_body_ = true;
  push_rib(resolve::Rib::Kind::constant);
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::elided;
  rib.elided.kind = LifetimeRes::Kind::infer;
  lifetime_ribs_.push_back(rib);
  late_expr(value);
  lifetime_ribs_.pop_back();
  pop_rib();
  in_body_ = outer_body;
  labels_.swap(outer_labels);
}

void Resolver::late_anon_const(const AnonConst& c, bool /*trivial_param_allowed*/, bool /*is_repeat*/) {
  if (!c.value.valid() || is_infer_const(ast_, c)) return;
  const DefId def = new_def(DefKind::anon_const, owner_, Symbol(), ast_[c.value].span, ast_[c.value].span, c.id);
  defs_.defs[def].expr = c.value;
  const DefId outer = owner_;
  owner_ = def;
  std::vector<LabelScope> outer_labels;
  outer_labels.swap(labels_);
  const bool outer_body = in_body_;
  in_body_ = true;
  push_rib(resolve::Rib::Kind::anon_const);
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::elided;
  rib.elided.kind = LifetimeRes::Kind::infer;
  lifetime_ribs_.push_back(rib);
  late_expr(c.value);
  lifetime_ribs_.pop_back();
  pop_rib();
  in_body_ = outer_body;
  labels_.swap(outer_labels);
  owner_ = outer;
}

void Resolver::late_block(BlockId id) {
  const Block& block = ast_[id];
  bool has_items = false;
  for (const Stmt& s : block.stmts)
    if (const auto* item = std::get_if<StmtItem>(&s.kind))
      if (!std::holds_alternative<ItemMacroDef>(ast_[item->item].kind)) has_items = true;
  const ModuleId outer = module_;
  if (has_items) {
    module_ = new_module(DefId::none(), module_, false);
    tables_.modules[module_].span = block.span;
    push_rib(resolve::Rib::Kind::module).module = module_;
    const size_t first_import = imports_.size();
    for (const Stmt& s : block.stmts)
      if (const auto* item = std::get_if<StmtItem>(&s.kind)) collect_item(item->item, module_, owner_);
    resolve_imports(first_import);
  }
  size_t ribs = 1;
  push_rib(resolve::Rib::Kind::normal);
  for (const Stmt& s : block.stmts) {
    if (const auto* let = std::get_if<StmtLet>(&s.kind)) {
      if (let->ty.valid()) late_ty_in("the type of variable bindings", let->ty);
      if (let->init.valid()) late_expr(let->init);
      if (let->els.valid()) late_block(let->els);
      late_pat_top(let->pat, PatSource::let);
    } else if (const auto* item = std::get_if<StmtItem>(&s.kind)) {
      if (const auto* macro = std::get_if<ItemMacroDef>(&ast_[item->item].kind)) {
        push_rib(resolve::Rib::Kind::macro_def).macro_def = macro->def;
        push_rib(resolve::Rib::Kind::normal);
        ribs += 2;
      } else {
        late_item(item->item);
      }
    } else if (const auto* e = std::get_if<StmtExpr>(&s.kind)) {
      late_expr(e->expr);
    }
  }
  if (block.tail.valid()) late_expr(block.tail);
  while (ribs-- > 0) pop_rib();
  if (has_items) {
    pop_rib();
    module_ = outer;
  }
}

void Resolver::pop_label() {
  const LabelScope& s = labels_.back();
  if (!is_library_ && !s.used && !s.ident.name.empty() && s.ident.name.str().substr(0, 2) != "'_")
    res_.unused_labels.push_back({s.target, s.span});
  labels_.pop_back();
}

void Resolver::record_traits(NodeId id) { slot(res_.traits_in_scope, id) = traits_in_scope(); }

void Resolver::late_closure(ExprId id, const ExprClosure& c) {
  const Expr& e = ast_[id];
  const DefId def = new_def(DefKind::closure, owner_, Symbol(), e.span, e.span, e.id);
  defs_.defs[def].expr = id;
  defs_.defs[def].index_in_parent = closure_count_++;
  const DefId outer = owner_;
  owner_ = def;
  LabelScope barrier;
  barrier.kind = LabelScope::Kind::closure;
  barrier.span = c.fn_decl_span;
  labels_.push_back(barrier);
  late_for_params(c.for_params);
  push_rib(resolve::Rib::Kind::normal);
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::anonymous_create;
  lifetime_ribs_.push_back(rib);
  Bindings bindings;
  bindings.stack.push_back({Bindings::Context::product, {}});
  for (const syntax::Param& p : c.params) {
    late_pat_top(p.pat, PatSource::fn_param, bindings);
    if (p.ty.valid()) late_ty_in("closure parameters", p.ty);
  }
  lifetime_ribs_.back().kind = LifetimeRib::Kind::elided;
  lifetime_ribs_.back().elided.kind = LifetimeRes::Kind::infer;
  if (c.output.valid() && !std::holds_alternative<TyNever>(ast_[c.output].kind)) late_ty_in("closure return types", c.output);
  late_expr(c.body);
  lifetime_ribs_.pop_back();
  pop_rib();
  lifetime_ribs_.pop_back();
  labels_.pop_back();
  owner_ = outer;
}

void Resolver::late_expr(ExprId id) {
  const Expr& e = ast_[id];
  if (const auto* k = std::get_if<ExprPath>(&e.kind)) {
    smart_resolve(e.id, k->qself, k->path, PathSource::expr);
    late_segment_args(k->path, false);
  } else if (const auto* k = std::get_if<ExprUnary>(&e.kind)) {
    late_expr(k->operand);
  } else if (const auto* k = std::get_if<ExprBinary>(&e.kind)) {
    late_expr(k->lhs);
    late_expr(k->rhs);
  } else if (const auto* k = std::get_if<ExprAssign>(&e.kind)) {
    late_expr(k->place);
    late_expr(k->value);
  } else if (const auto* k = std::get_if<ExprAssignOp>(&e.kind)) {
    late_expr(k->place);
    late_expr(k->value);
  } else if (const auto* k = std::get_if<ExprAddrOf>(&e.kind)) {
    late_expr(k->place);
  } else if (const auto* k = std::get_if<ExprCall>(&e.kind)) {
    const Expr& callee = ast_[k->callee];
    if (const auto* path = std::get_if<ExprPath>(&callee.kind)) {
      call_args_ = k->args.size();
      call_span_ = e.span;
      smart_resolve(callee.id, path->qself, path->path, PathSource::call);
      late_segment_args(path->path, false);
    } else {
      late_expr(k->callee);
    }
    for (ExprId a : k->args) late_expr(a);
  } else if (const auto* k = std::get_if<ExprMethodCall>(&e.kind)) {
    late_expr(k->receiver);
    if (k->method.args) late_args(*k->method.args);
    for (ExprId a : k->args) late_expr(a);
    record_traits(e.id);
    res_.members.insert(k->method.ident.name);
  } else if (const auto* k = std::get_if<ExprField>(&e.kind)) {
    late_expr(k->base);
  } else if (const auto* k = std::get_if<ExprIndex>(&e.kind)) {
    late_expr(k->base);
    late_expr(k->index);
  } else if (const auto* k = std::get_if<ExprTuple>(&e.kind)) {
    for (ExprId x : k->elems) late_expr(x);
  } else if (const auto* k = std::get_if<ExprArray>(&e.kind)) {
    for (ExprId x : k->elems) late_expr(x);
  } else if (const auto* k = std::get_if<ExprRepeat>(&e.kind)) {
    late_expr(k->elem);
    late_anon_const(k->count, true, true);
  } else if (const auto* k = std::get_if<ExprStruct>(&e.kind)) {
    if (!k->lang) {
      smart_resolve(e.id, k->qself, k->path, PathSource::struct_);
      late_segment_args(k->path, false);
    }
    for (const FieldInit& f : k->fields) late_expr(f.value);
    if (k->base.valid()) late_expr(k->base);
  } else if (const auto* k = std::get_if<ExprBlock>(&e.kind)) {
    if (k->label) {
      LabelScope s;
      s.ident = k->label->ident;
      s.target = e.id;
      s.kind = LabelScope::Kind::block;
      s.whole = e.span;
      s.span = k->label->ident.span;
      labels_.push_back(s);
    }
    late_block(k->block);
    if (k->label) pop_label();
  } else if (const auto* k = std::get_if<ExprConstBlock>(&e.kind)) {
    late_anon_const(k->body, true);
  } else if (const auto* k = std::get_if<ExprIf>(&e.kind)) {
    push_rib(resolve::Rib::Kind::normal);
    const bool of_while = !labels_.empty() && labels_.back().while_cond == k->cond;
    if (of_while) labels_.back().in_condition = true;
    late_expr(k->cond);
    if (of_while) labels_.back().in_condition = false;
    late_block(k->then);
    pop_rib();
    if (k->else_.valid()) late_expr(k->else_);
  } else if (const auto* k = std::get_if<ExprLet>(&e.kind)) {
    late_expr(k->scrutinee);
    late_pat_top(k->pat, PatSource::let);
  } else if (const auto* k = std::get_if<ExprMatch>(&e.kind)) {
    late_expr(k->scrutinee);
    for (const Arm& arm : k->arms) {
      push_rib(resolve::Rib::Kind::normal);
      late_pat_top(arm.pat, PatSource::match);
      if (arm.guard.valid()) late_expr(arm.guard);
      if (arm.body.valid()) late_expr(arm.body);
      pop_rib();
    }
  } else if (const auto* k = std::get_if<ExprLoop>(&e.kind)) {
    LabelScope s;
    if (k->label) s.ident = k->label->ident, s.span = k->label->ident.span;
    s.target = e.id;
    if (k->source == LoopSource::while_)
      if (const ExprId tail = ast_[k->body].tail; tail.valid())
        if (const auto* cond = std::get_if<ExprIf>(&ast_[tail].kind)) s.while_cond = cond->cond;
    labels_.push_back(s);
    late_block(k->body);
    pop_label();
  } else if (const auto* k = std::get_if<ExprBreak>(&e.kind)) {
    late_loop_target(id, k->label, k->target, false, k->value.valid());
    if (k->value.valid()) late_expr(k->value);
  } else if (const auto* k = std::get_if<ExprContinue>(&e.kind)) {
    late_loop_target(id, k->label, k->target, true, false);
  } else if (const auto* k = std::get_if<ExprReturn>(&e.kind)) {
    if (k->value.valid()) late_expr(k->value);
  } else if (const auto* k = std::get_if<ExprClosure>(&e.kind)) {
    late_closure(id, *k);
  } else if (const auto* k = std::get_if<ExprCast>(&e.kind)) {
    late_expr(k->expr);
    late_ty_in("cast expression types", k->ty);
  } else if (const auto* k = std::get_if<ExprDropTemps>(&e.kind)) {
    late_expr(k->expr);
  } else if (const auto* k = std::get_if<ExprOffsetOf>(&e.kind)) {
    late_ty(k->container);
  }
}

}  // namespace borrowlab::resolve
