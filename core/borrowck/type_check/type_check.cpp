// After rustc_borrowck::type_check: one visit over the body, in block order.
#include "borrowck/type_check/type_check.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT: this file is about MIR from end to end
using types::Variance;

TypeChecker::TypeChecker(types::Context& cx, const mir::Body& body, const ClosureReports& closures, RegionVars& vars,
                         const UniversalRegions& universal, const PointIndexes& points, TypeCheckResults& out)
    : cx_(cx), body_(body), closures_(closures), vars_(vars), universal_(universal), points_(points), out_(out), icx_(cx) {
  icx_.make_region_var = [this] { return vars_.fresh(RegionOrigin::existential, icx_.universe); };
  env_ = typeck::param_env(cx, universal.root);
  user_types_.resize(body.user_types.size());
}

void TypeChecker::check() {
  free_region_relations();
  equate_inputs_and_outputs();
  check_local_annotations();
  for (uint32_t b = 0; b < body_.blocks.size(); ++b) {
    const BasicBlockData& data = body_.blocks[BasicBlock(b)];
    for (uint32_t i = 0; i < data.statements.size(); ++i) statement(data.statements[i], {BasicBlock(b), i});
    terminator(data.terminator, {BasicBlock(b), static_cast<uint32_t>(data.statements.size())});
  }
}

// --- places and operands -------------------------------------------------------------------------------------------

PlaceTy TypeChecker::place_ty(const Place& place, size_t projections) {
  PlaceTy ty{body_.locals[place.local].ty, {}};
  for (size_t i = 0; i < projections; ++i) ty = project(ty, place.projection[i]);
  return ty;
}

PlaceTy TypeChecker::project(PlaceTy base, const PlaceElem& elem) {
  types::Store& store = cx_.store;
  switch (elem.kind) {
    case PlaceElem::Kind::downcast: return {base.ty, VariantIdx(elem.a)};
    case PlaceElem::Kind::opaque_cast: return {elem.ty, {}};
    case PlaceElem::Kind::subslice:
      if (const auto* array = store.get<types::Array>(base.ty)) {
        if (const auto* n = store.get<types::ConstValue>(array->len)) {
          const uint64_t len = elem.from_end ? static_cast<uint64_t>(n->bits) - elem.a - elem.b : elem.b - elem.a;
          return {store.array(array->elem, store.const_usize(len)), {}};
        }
      }
      return {base.ty, {}};
    case PlaceElem::Kind::index:
    case PlaceElem::Kind::constant_index:
      if (const auto* array = store.get<types::Array>(base.ty)) return {array->elem, {}};
      if (const auto* slice = store.get<types::Slice>(base.ty)) return {slice->elem, {}};
      break;
    case PlaceElem::Kind::deref:
      if (const auto* ref = store.get<types::Ref>(base.ty)) return {ref->pointee, {}};
      if (const auto* ptr = store.get<types::RawPtr>(base.ty)) return {ptr->pointee, {}};
      if (const auto* box = store.get<types::Adt>(base.ty))
        for (GenericArg a : store[box->args])
          if (a.is_type()) return {a.type(), {}};
      break;
    case PlaceElem::Kind::field: {
      if (const auto* tuple = store.get<types::Tuple>(base.ty)) {
        if (elem.a < store[tuple->elems].size()) return {store[tuple->elems][elem.a], {}};
      } else if (const auto* closure = store.get<types::Closure>(base.ty)) {
        const auto* upvars = store.get<types::Tuple>(store.closure_parts(closure->args).upvars);
        if (upvars != nullptr && elem.a < store[upvars->elems].size()) return {store[upvars->elems][elem.a], {}};
      } else if (const auto* t = store.get<types::Adt>(base.ty)) {
        auto adt = cx_.items.adts.find(t->def);
        const uint32_t variant = base.variant ? base.variant.index : 0;
        if (adt != cx_.items.adts.end() && variant < adt->second.variants.size() && elem.a < adt->second.variants[variant].fields.size()) {
          TypeId f = types::field_type(cx_, adt->second.variants[variant].fields[elem.a], t->args);
          if ((cx_.store.flags(f) & types::has_projection) != 0) f = normalize(f, Locations::everywhere(body_.span), Category::boring);
          return {f, {}};
        }
      }
      break;
    }
  }
  return {elem.ty ? elem.ty : store.error, {}};
}

TypeId TypeChecker::operand_ty(const Operand& o) { return o.kind == Operand::Kind::constant ? o.constant->ty : place_ty(o.place).ty; }

TypeId TypeChecker::rvalue_ty(const Rvalue& rv) {
  types::Store& store = cx_.store;
  if (const auto* r = std::get_if<RvUse>(&rv)) return operand_ty(r->operand);
  if (const auto* r = std::get_if<RvRepeat>(&rv)) return store.array(operand_ty(r->operand), r->count);
  if (const auto* r = std::get_if<RvRef>(&rv))
    return store.ref(r->region, place_ty(r->place).ty, is_mut(r->kind) ? Mutability::mut : Mutability::not_);
  if (const auto* r = std::get_if<RvRawPtr>(&rv)) return store.ptr(place_ty(r->place).ty, r->mut);
  if (const auto* r = std::get_if<RvCast>(&rv)) return r->ty;
  if (const auto* r = std::get_if<RvCopyForDeref>(&rv)) return place_ty(r->place).ty;
  if (const auto* r = std::get_if<RvAggregate>(&rv)) {
    switch (r->kind.kind) {
      case AggregateKind::Kind::array: return store.array(r->kind.elem, store.const_usize(r->operands.size()));
      case AggregateKind::Kind::tuple: {
        std::vector<TypeId> tys;
        for (const Operand& o : r->operands) tys.push_back(operand_ty(o));
        return store.tuple(tys);
      }
      case AggregateKind::Kind::adt: return store.adt(r->kind.def, r->kind.args);
      case AggregateKind::Kind::closure: return store.type(types::Closure{r->kind.def, r->kind.args});
    }
  }
  return mir::rvalue_ty(cx_, body_, rv);  // the others' types have no regions
}

void TypeChecker::record_live(GenericArg arg, Location at) {
  types::for_each_free_region(cx_.store, arg, [&](RegionId r) {
    const RegionVid v = to_vid(r);
    if (!v) return;
    if (out_.liveness.size() <= v.index) out_.liveness.resize(vars_.vars.size());
    out_.liveness[v.index].insert(points_.point(at));
  });
}

void TypeChecker::record_live(ArgsId args, Location at) {
  for (GenericArg a : cx_.store[args]) record_live(a, at);
}

ConstraintCategory TypeChecker::assignment_category(const Place& place) const {
  if (!place.is_local()) return Category::assignment;
  if (place.local == return_place) {
    if (universal_.kind == DefiningKind::konst)
      return cx_.defs[body_.owner].kind == resolve::DefKind::static_ ? Category::use_as_static : Category::use_as_const;
    return Category::return_;
  }
  const LocalInfo::Kind kind = body_.locals[place.local].info.kind;
  if (kind == LocalInfo::Kind::aggregate_temp) return Category::usage;
  if (kind == LocalInfo::Kind::user_variable || kind == LocalInfo::Kind::arg || kind == LocalInfo::Kind::self_ref)
    return Category::assignment;
  return Category::boring;
}

// --- signature and annotations ---------------------------------------------------------------------------------------

void TypeChecker::equate_inputs_and_outputs() {
  types::Store& store = cx_.store;
  auto normalized = [&](TypeId t, const Locations& l) {
    return (store.flags(t) & types::has_projection) != 0 ? normalize(t, l, Category::boring) : t;
  };
  for (uint32_t i = 0; i < universal_.unnormalized_inputs.size() && i < body_.arg_count; ++i) {
    const Local local(i + 1);
    const Locations l = Locations::everywhere(body_.locals[local].source_info.span);
    eq_types(normalized(universal_.unnormalized_inputs[i], l), body_.locals[local].ty, l, Category::boring);
  }
  if (universal_.unnormalized_output) {
    const Locations l = Locations::everywhere(body_.locals[return_place].source_info.span);
    eq_types(normalized(universal_.unnormalized_output, l), body_.locals[return_place].ty, l, Category::boring_no_location);
  }
}

void TypeChecker::check_local_annotations() {
  types::Store& store = cx_.store;
  for (uint32_t i = 0; i < body_.locals.size(); ++i) {
    const LocalDecl& d = body_.locals[Local(i)];
    // Every value is built in a local: none may be of unknown size. Of arguments and the result the type checker has seen to it.
    if (i > body_.arg_count && !typeck::is_sized(cx_, env_, types::erase_regions(store, d.ty)) &&
        (out_.unsized.empty() || out_.unsized.back() != std::pair(d.source_info.span, d.ty)))
      out_.unsized.emplace_back(d.source_info.span, d.ty);
    for (const auto& [user, projections] : d.user_tys) {
      TypeId ty = d.ty;
      if (d.info.mode != typeck::thir::BindingMode::by_value)
        if (const auto* r = store.get<types::Ref>(ty)) ty = r->pointee;
      user_type(ty, Variance::invariant, user, projections, Locations::everywhere(body_.user_types[user].span),
                Category::type_annotation_declaration);
    }
  }
}

TypeId TypeChecker::instantiate_user_type(TypeId ty, std::unordered_map<uint32_t, RegionId>& regions,
                                          std::unordered_map<uint32_t, TypeId>& holes) {
  types::Store& store = cx_.store;
  struct Fill : types::Folder {
    TypeChecker& tc;
    std::unordered_map<uint32_t, RegionId>& regions;
    std::unordered_map<uint32_t, TypeId>& holes;
    Fill(TypeChecker& t, std::unordered_map<uint32_t, RegionId>& r, std::unordered_map<uint32_t, TypeId>& h)
        : types::Folder(t.cx_.store), tc(t), regions(r), holes(h) {}
    using types::Folder::fold;
    TypeId fold(TypeId t) override {
      if (const auto* i = store.get<types::Infer>(t)) {
        auto [it, fresh] = holes.emplace(i->vid, TypeId());
        if (fresh) it->second = store.type(types::Infer{types::Infer::Kind::ty, tc.next_hole_++});
        return it->second;
      }
      return super_fold(t);
    }
    RegionId fold(RegionId r) override {
      if (const auto* v = store.get<types::ReVar>(r)) {
        auto [it, fresh] = regions.emplace(v->vid.index, RegionId());
        if (fresh) it->second = tc.vars_.fresh_region();
        return it->second;
      }
      if (store.get<types::ReBound>(r) != nullptr) return r;
      const RegionVid vid = tc.universal_.to_vid(store, r);
      return vid ? tc.vars_.region(vid) : tc.vars_.fresh_region();
    }
  };
  (void)store;
  Fill fill(*this, regions, holes);
  return fill.fold(ty);
}

void TypeChecker::user_type(TypeId mir_ty, Variance v, UserTypeId user, const std::vector<PlaceElem>& projections, const Locations& l,
                            ConstraintCategory category) {
  types::Store& store = cx_.store;
  const typeck::thir::UserType& u = body_.user_types[user];
  std::optional<TypeId>& known = user_types_[user.index];
  const bool first = !known;
  if (!known) {
    std::unordered_map<uint32_t, RegionId> regions;
    std::unordered_map<uint32_t, TypeId> holes;
    TypeId ty = u.ty;
    if (u.kind == typeck::thir::UserType::Kind::type_of_def) {
      const auto kind = cx_.defs[u.def].kind;
      const bool adt = kind == resolve::DefKind::struct_ || kind == resolve::DefKind::enum_ || kind == resolve::DefKind::union_;
      const bool value = kind == resolve::DefKind::const_ || kind == resolve::DefKind::assoc_const || kind == resolve::DefKind::static_;
      ty = adt ? store.adt(u.def, u.args) : value ? types::type_of(cx_, u.def, u.args) : store.type(types::FnDef{u.def, u.args});
    }
    ty = instantiate_user_type(ty, regions, holes);
    if (u.kind == typeck::thir::UserType::Kind::type_of_def && u.impl_self && u.impl_def) {
      // `<T>::method`: the impl's self type, with the args that the path got, is what was written.
      const auto* fn = store.get<types::FnDef>(ty);
      const ArgsId args = fn != nullptr ? fn->args : u.args;
      auto impl = cx_.items.impls.find(u.impl_def);
      if (impl != cx_.items.impls.end() && store[args].size() >= cx_.items.generics_of(u.impl_def).count()) {
        const TypeId self = instantiate_user_type(u.impl_self, regions, holes);
        TypeId impl_self = types::instantiate(store, impl->second.self_ty, args);
        if ((store.flags(impl_self) & types::has_projection) != 0) impl_self = normalize(impl_self, l, category);
        eq_types(self, impl_self, l, category);
      }
    }
    known = ty;
  }
  TypeId ty = *known;
  if (ty && (store.flags(ty) & types::has_projection) != 0) ty = normalize(ty, l, category);
  PlaceTy projected{ty, {}};
  for (const PlaceElem& e : projections) projected = project(projected, e);
  if (!projected.ty || projected.ty == store.error) return;
  if (store.get<types::FnDef>(mir_ty) == nullptr && store.get<types::FnDef>(projected.ty) != nullptr) return;
  relate(mir_ty, projected.ty, v, l, category);
  if (first && (store.flags(ty) & types::has_ty_infer) == 0) well_formed(ty, l, category);
}

// --- statements ------------------------------------------------------------------------------------------------------

void TypeChecker::statement(const Statement& s, Location at) {
  if (const auto* a = std::get_if<StAssign>(&s.kind)) {
    const Locations l = Locations::single(at, body_);
    rvalue(a->value, at);
    const ConstraintCategory category = assignment_category(a->place);
    const TypeId place = place_ty(a->place).ty, value = rvalue_ty(a->value);
    sub_types(value, place, l, category);
    if (const auto* agg = std::get_if<RvAggregate>(&a->value); agg != nullptr && agg->kind.user_ty)
      user_type(value, Variance::invariant, agg->kind.user_ty, {}, l, Category::boring);
  } else if (const auto* a = std::get_if<StAscribeUserType>(&s.kind)) {
    const LocalDecl& d = body_.locals[a->place.local];
    (void)d;
    user_type(place_ty(a->place).ty, a->variance, a->user_ty, {}, Locations::everywhere(s.source_info.span),
              Category::type_annotation_ascription);
  }
}

void TypeChecker::operand(const Operand& o, Location at) {
  if (o.kind != Operand::Kind::constant) return;
  types::Store& store = cx_.store;
  const Constant& c = *o.constant;
  const Locations l = Locations::single(at, body_);
  record_live(c.ty, at);
  if (c.user_ty) {
    user_type(c.ty, Variance::invariant, c.user_ty, {}, l, Category::type_annotation_generic_arg);
  } else if (c.static_ref) {
    TypeId ty = types::type_of(cx_, c.static_ref, store.no_args);
    if ((store.flags(ty) & types::has_projection) != 0) ty = normalize(ty, l, Category::boring);
    if (const auto* r = store.get<types::Ref>(c.ty)) eq_types(r->pointee, ty, l, Category::boring);
    if (const auto* p = store.get<types::RawPtr>(c.ty)) eq_types(p->pointee, ty, l, Category::boring);
  } else if (c.promoted_index == UINT32_MAX && c.value.kind == typeck::thir::ConstantValue::Kind::unevaluated && c.value.def &&
             cx_.items.type_of.find(c.value.def) != cx_.items.type_of.end()) {
    TypeId ty = types::type_of(cx_, c.value.def, c.value.args);
    if ((store.flags(ty) & types::has_projection) != 0) ty = normalize(ty, l, Category::boring);
    sub_types(ty, c.ty, l, Category::boring);
  }
  if (const auto* fn = store.get<types::FnDef>(c.ty)) prove_predicates_of(fn->def, fn->args, l, std::nullopt);
}

void TypeChecker::prove_predicates_of(DefId def, ArgsId args, const Locations& l, std::optional<ConstraintCategory> category) {
  types::Store& store = cx_.store;
  // Without regions, what is left to prove is how long types live and what speaks of all regions.
  const bool no_regions = (store.flags(args) & (types::has_free_regions | types::has_re_infer)) == 0;
  for (const types::Predicate& p : types::predicates_of(cx_, def, args)) {
    if (no_regions && store[p.clause.vars].empty() && !std::holds_alternative<types::TypeOutlives>(p.clause.value)) continue;
    ConstraintCategory c = category ? *category : ConstraintCategory(Category::predicate);
    if (!category) c.span = p.span;
    prove(p.clause, l, c);
  }
}

void TypeChecker::rvalue(const Rvalue& rv, Location at) {
  if (const auto* r = std::get_if<RvUse>(&rv)) return operand(r->operand, at);
  if (const auto* r = std::get_if<RvRepeat>(&rv)) return operand(r->operand, at);
  if (const auto* r = std::get_if<RvRef>(&rv)) {
    record_live(r->region, at);
    return reborrow(*r, at);
  }
  if (const auto* r = std::get_if<RvCast>(&rv)) {
    operand(r->operand, at);
    record_live(r->ty, at);
    return cast(*r, at);
  }
  if (const auto* r = std::get_if<RvBinary>(&rv)) {
    operand(r->lhs, at);
    return operand(r->rhs, at);
  }
  if (const auto* r = std::get_if<RvUnary>(&rv)) return operand(r->operand, at);
  if (const auto* r = std::get_if<RvAggregate>(&rv)) {
    for (const Operand& o : r->operands) operand(o, at);
    aggregate(*r, at);
  }
}

void TypeChecker::aggregate(const RvAggregate& a, Location at) {
  types::Store& store = cx_.store;
  const Locations l = Locations::single(at, body_);
  if (a.kind.kind == AggregateKind::Kind::tuple) return;
  if (a.kind.kind == AggregateKind::Kind::array) {
    record_live(a.kind.elem, at);
    for (const Operand& o : a.operands) sub_types(operand_ty(o), a.kind.elem, l, Category::boring);
    return;
  }
  record_live(a.kind.args, at);
  if (a.kind.kind == AggregateKind::Kind::adt) {
    const types::AdtDef& adt = cx_.items.adt(a.kind.def);
    const auto& fields = adt.variants[a.kind.variant ? a.kind.variant.index : 0].fields;
    for (uint32_t i = 0; i < a.operands.size(); ++i) {
      const uint32_t f = a.kind.active_field ? a.kind.active_field.index : i;
      if (f >= fields.size()) continue;
      TypeId ty = types::field_type(cx_, fields[f], a.kind.args);
      if ((store.flags(ty) & types::has_projection) != 0) ty = normalize(ty, l, Category::boring);
      sub_types(operand_ty(a.operands[i]), ty, l, Category::boring);
    }
    prove_predicates_of(a.kind.def, a.kind.args, l, ConstraintCategory(Category::boring));
    return;
  }
  const auto* upvars = store.get<types::Tuple>(store.closure_parts(a.kind.args).upvars);
  for (uint32_t i = 0; upvars != nullptr && i < a.operands.size() && i < store[upvars->elems].size(); ++i)
    sub_types(operand_ty(a.operands[i]), store[upvars->elems][i], l, Category::boring);
  closure_bounds(a.kind.def, a.kind.args, at);
}

void TypeChecker::closure_bounds(DefId def, ArgsId args, Location at) {
  auto it = closures_.find(def);
  if (it == closures_.end() || it->second == nullptr || !it->second->closure) return;
  const ClosureRequirements& req = *it->second->closure;
  const std::vector<RegionVid> mapping = closure_mapping(cx_, universal_, def, args);
  if (mapping.size() < req.num_external) return refuse(body_.source_info(at).span, "internal: the regions of a closure");
  const Locations l = Locations::single(at, body_);
  for (const ClosureOutlivesRequirement& r : req.outlives) {
    const RegionVid outlived = mapping[r.outlived.index];
    if (!outlived) continue;
    const size_t before = out_.constraints.list.size();
    if (r.subject_region) {
      const RegionVid sup = mapping[r.subject_region.index];
      if (sup) outlives(vars_.region(sup), vars_.region(outlived), l, r.category);
    } else {
      type_must_outlive(r.subject_ty, vars_.region(outlived), l, r.category);
    }
    for (size_t i = before; i < out_.constraints.list.size(); ++i) {
      out_.constraints.list[i].from_closure = true;
      out_.constraints.list[i].span = r.blame_span;
    }
  }
}

void TypeChecker::reborrow(const RvRef& r, Location at) {
  types::Store& store = cx_.store;
  ConstraintCategory category = Category::boring;
  // A place of a closure's environment: a captured variable.
  if (body_.closure && r.place.local == Local(1)) {
    for (const PlaceElem& e : r.place.projection) {
      if (e.kind == PlaceElem::Kind::deref) continue;
      if (e.kind == PlaceElem::Kind::field) {
        size_t rest = static_cast<size_t>(&e - r.place.projection.data()) + 1;
        const bool by_ref = e.a < body_.closure->captures.size() && !body_.closure->captures[e.a].by_value;
        if (rest + (by_ref ? 1 : 0) == r.place.projection.size()) {
          category.kind = Category::closure_upvar;
          category.field = e.a;
        }
      }
      break;
    }
  }
  const Locations l = Locations::single(at, body_);
  for (size_t i = r.place.projection.size(); i-- > 0;) {
    if (r.place.projection[i].kind != PlaceElem::Kind::deref) continue;
    const TypeId base = place_ty(r.place, i).ty;
    if (const auto* ref = store.get<types::Ref>(base)) {
      outlives(ref->region, r.region, l, category);
      if (ref->mut == Mutability::not_) return;
    } else if (store.get<types::RawPtr>(base) != nullptr) {
      return;
    }
  }
}

// --- casts -------------------------------------------------------------------------------------------------------------

void TypeChecker::cast(const RvCast& c, Location at) {
  types::Store& store = cx_.store;
  const Locations l = Locations::single(at, body_);
  const TypeId from = operand_ty(c.operand);
  ConstraintCategory category = Category::cast;
  category.implicit_coercion = c.implicit;
  auto fn_ptr = [&](const types::PolyFnSig& sig) {
    // The function's signature, its bound regions kept, against the pointer's.
    const TypeId ptr = store.type(types::FnPtr{sig});
    const TypeId n = (store.flags(ptr) & types::has_projection) != 0 ? normalize(ptr, l, Category::boring) : ptr;
    const auto *x = store.get<types::FnPtr>(n), *y = store.get<types::FnPtr>(c.ty);
    if (x == nullptr || y == nullptr) return;
    // Safety may differ (a safe fn is an unsafe one as well).
    types::FnPtr same = *x;
    same.sig.value.safety = y->sig.value.safety;
    same.sig.value.extern_c = y->sig.value.extern_c;
    sub_types(store.type(same), c.ty, l, category);
  };
  switch (c.kind) {
    case CastKind::reify_fn_pointer:
      if (const auto* f = store.get<types::FnDef>(from)) fn_ptr(types::fn_sig(cx_, f->def, f->args));
      return;
    case CastKind::closure_fn_pointer:
      if (const auto* k = store.get<types::Closure>(from)) {
        // The closure takes one tuple; the pointer takes its elements.
        const auto* s = store.get<types::FnPtr>(store.closure_parts(k->args).sig_as_fn_ptr);
        if (s == nullptr) return;
        types::PolyFnSig sig = s->sig;
        const auto inputs = store.inputs(sig.value);
        std::vector<TypeId> list;
        if (!inputs.empty())
          if (const auto* t = store.get<types::Tuple>(inputs[0])) list.assign(store[t->elems].begin(), store[t->elems].end());
        list.push_back(store.output(sig.value));
        sig.value.inputs_and_output = store.type_list(list);
        fn_ptr(sig);
      }
      return;
    case CastKind::unsafe_fn_pointer:
      if (const auto* f = store.get<types::FnPtr>(from)) fn_ptr(f->sig);
      return;
    case CastKind::unsize: category.ty = types::erase_regions(store, c.ty); return unsize(from, c.ty, l, category, 0);
    case CastKind::mut_to_const_pointer:
    case CastKind::ptr_to_ptr: {
      const auto *x = store.get<types::RawPtr>(from), *y = store.get<types::RawPtr>(c.ty);
      if (x == nullptr || y == nullptr) return;
      if (c.kind == CastKind::mut_to_const_pointer) return sub_types(x->pointee, y->pointee, l, category);
      // Between raw pointers to dyn types, only the lifetime of the object is kept apart.
      const auto *dx = store.get<types::Dynamic>(x->pointee), *dy = store.get<types::Dynamic>(y->pointee);
      if (dx != nullptr && dy != nullptr) outlives(dx->region, dy->region, l, category);
      return;
    }
    default: return;
  }
}

// What CoerceUnsized and Unsize ask of the regions of two pointers (or of what they point to).
void TypeChecker::unsize(TypeId from, TypeId to, const Locations& l, ConstraintCategory category, int depth) {
  types::Store& store = cx_.store;
  if (depth > 16 || from == to) return;
  const types::TypeKind &x = store[from], &y = store[to];
  if (const auto* t = std::get_if<types::Ref>(&y)) {
    if (const auto* s = std::get_if<types::Ref>(&x)) {
      outlives(s->region, t->region, l, category);
      return unsize(s->pointee, t->pointee, l, category, depth + 1);
    }
  }
  if (const auto* t = std::get_if<types::RawPtr>(&y)) {
    if (const auto* s = std::get_if<types::RawPtr>(&x)) return unsize(s->pointee, t->pointee, l, category, depth + 1);
    if (const auto* s = std::get_if<types::Ref>(&x)) return unsize(s->pointee, t->pointee, l, category, depth + 1);
  }
  if (const auto* t = std::get_if<types::Dynamic>(&y)) {
    if (const auto* s = std::get_if<types::Dynamic>(&x)) {
      outlives(s->region, t->region, l, category);
      types::Dynamic same = *s;
      same.region = t->region;
      relate(store.type(same), to, Variance::covariant, l, category);
      return;
    }
    type_must_outlive(from, t->region, l, category);
    // from: Trait<args>, with the projections
    for (const auto& p : store[t->predicates]) {
      if (const auto* tr = std::get_if<types::ExistentialTraitRef>(&p)) {
        std::vector<GenericArg> args{from};
        for (GenericArg a : store[tr->args]) args.push_back(a);
        prove({types::Clause(types::TraitClause{{tr->trait, store.args(args)}}), t->vars}, l, category);
      } else if (const auto* pr = std::get_if<types::ExistentialProjection>(&p)) {
        std::vector<GenericArg> args{from};
        for (GenericArg a : store[pr->args]) args.push_back(a);
        prove({types::Clause(types::ProjectionClause{pr->assoc, store.args(args), pr->term}), t->vars}, l, category);
      }
    }
    return;
  }
  if (const auto* t = std::get_if<types::Slice>(&y)) {
    if (const auto* s = std::get_if<types::Array>(&x)) return eq_types(s->elem, t->elem, l, category);
  }
  if (const auto* t = std::get_if<types::Adt>(&y)) {
    const auto* s = std::get_if<types::Adt>(&x);
    if (s != nullptr && s->def == t->def) {
      const auto p = store[s->args], q = store[t->args];
      for (size_t i = 0; i < p.size() && i < q.size(); ++i) {
        if (p[i].is_type() && q[i].is_type()) {
          if (types::erase_regions(store, p[i].type()) == types::erase_regions(store, q[i].type()))
            sub_types(p[i].type(), q[i].type(), l, category);
          else unsize(p[i].type(), q[i].type(), l, category, depth + 1);
        } else if (p[i].is_region() && q[i].is_region()) {
          outlives(p[i].region(), q[i].region(), l, category);
        }
      }
      return;
    }
  }
  if (x.index() == y.index()) sub_types(from, to, l, category);
}

// --- terminators -------------------------------------------------------------------------------------------------------

void TypeChecker::terminator(const Terminator& t, Location at) {
  if (const auto* c = std::get_if<TCall>(&t.kind)) {
    operand(c->func, at);
    for (const Operand& a : c->args) operand(a, at);
    return call(*c, t, at);
  }
  if (const auto* s = std::get_if<TSwitchInt>(&t.kind)) return operand(s->discr, at);
  if (const auto* a = std::get_if<TAssert>(&t.kind)) {
    operand(a->cond, at);
    for (const Operand& o : a->operands) operand(o, at);
  }
}

void TypeChecker::call(const TCall& call, const Terminator& t, Location at) {
  types::Store& store = cx_.store;
  const Locations l = Locations::single(at, body_);
  (void)t;
  const TypeId func = operand_ty(call.func);
  types::PolyFnSig poly;
  if (const auto* f = store.get<types::FnDef>(func)) poly = types::fn_sig(cx_, f->def, f->args);
  else if (const auto* p = store.get<types::FnPtr>(func)) poly = p->sig;
  else return refuse(l.span, "internal: a call of a value that is no function in the borrow checker");
  std::vector<RegionId> fresh(store[poly.vars].size());  // one for each variable of the binder, however often it occurs
  types::FnSig sig = types::instantiate_binder(store, poly, [&](uint32_t i, const types::BoundVar&) {
    if (i >= fresh.size()) fresh.resize(i + 1);
    if (!fresh[i]) fresh[i] = vars_.fresh_region(icx_.universe);
    return fresh[i];
  });
  for (TypeId ty : store[sig.inputs_and_output]) well_formed(ty, l, Category::boring);
  bool projections = false;
  for (TypeId ty : store[sig.inputs_and_output]) {
    projections |= (store.flags(ty) & types::has_projection) != 0;
    record_live(ty, at);
  }
  if (projections) sig = normalize(sig, l, Category::boring);
  // The destination …
  if (call.target) {
    ConstraintCategory category = assignment_category(call.destination);
    if (category.kind == Category::usage) category.kind = Category::boring;
    sub_types(store.output(sig), place_ty(call.destination).ty, l, category);
  }
  // … and the arguments.
  ConstraintCategory category = Category::boring;
  if (call.source == typeck::thir::CallSource::normal || call.source == typeck::thir::CallSource::method) {
    category.kind = Category::call_argument;
    category.ty = types::erase_regions(store, func);
  }
  const auto inputs = store.inputs(sig);
  for (size_t i = 0; i < call.args.size() && i < inputs.size(); ++i) sub_types(operand_ty(call.args[i]), inputs[i], l, category);
}

}  // namespace borrowlab::borrowck
