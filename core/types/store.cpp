#include "types/store.h"

#include <array>
#include <cstring>

namespace borrowlab::types {
namespace {

class Hasher {
 public:
  Hasher& add(uint64_t v) {
    state_ = (state_ ^ v) * 0x9E3779B97F4A7C15ULL;
    state_ ^= state_ >> 29;
    return *this;
  }
  uint64_t finish() const { return state_; }

 private:
  uint64_t state_ = 0x517CC1B727220A95ULL;
};

uint64_t key(GenericArg a) { return static_cast<uint64_t>(a.kind) << 32 | a.index; }
uint64_t key(const BoundRegionKind& k) { return static_cast<uint64_t>(k.anon) << 32 | k.def.index; }

uint64_t hash_of(const RegionKind& r) {
  Hasher h;
  h.add(r.index());
  if (const auto* e = std::get_if<ReEarlyParam>(&r)) h.add(e->def.index).add(e->index);
  if (const auto* l = std::get_if<ReLateParam>(&r)) h.add(l->scope.index).add(key(l->kind));
  if (const auto* b = std::get_if<ReBound>(&r)) h.add(b->debruijn).add(b->var);
  if (const auto* v = std::get_if<ReVar>(&r)) h.add(v->vid.index);
  if (const auto* p = std::get_if<RePlaceholder>(&r)) h.add(p->universe).add(p->var).add(key(p->kind));
  return h.finish();
}

uint64_t hash_of(const ConstKind& c) {
  Hasher h;
  h.add(c.index());
  if (const auto* v = std::get_if<ConstValue>(&c))
    h.add(v->ty.index).add(static_cast<uint64_t>(v->bits)).add(static_cast<uint64_t>(v->bits >> 64));
  if (const auto* p = std::get_if<ConstParam>(&c)) h.add(p->index).add(p->name.index);
  if (const auto* i = std::get_if<ConstInfer>(&c)) h.add(i->vid.index);
  if (const auto* u = std::get_if<ConstUnevaluated>(&c)) h.add(u->def.index).add(u->args.index);
  return h.finish();
}

struct TypeHash {
  Hasher& h;
  void operator()(const Bool&) const {}
  void operator()(const Char&) const {}
  void operator()(const Str&) const {}
  void operator()(const Never&) const {}
  void operator()(const Int& t) const { h.add(static_cast<uint64_t>(t.width) * 2 + (t.is_signed ? 1 : 0)); }
  void operator()(const Float& t) const { h.add(static_cast<uint64_t>(t.width)); }
  void operator()(const Adt& t) const { h.add(t.def.index).add(t.args.index); }
  void operator()(const Array& t) const { h.add(t.elem.index).add(t.len.index); }
  void operator()(const Slice& t) const { h.add(t.elem.index); }
  void operator()(const RawPtr& t) const { h.add(t.pointee.index).add(static_cast<uint64_t>(t.mut)); }
  void operator()(const Ref& t) const { h.add(t.region.index).add(t.pointee.index * 2ULL + static_cast<uint64_t>(t.mut)); }
  void operator()(const FnDef& t) const { h.add(t.def.index).add(t.args.index); }
  void operator()(const FnPtr& t) const {
    h.add(t.sig.vars.index)
        .add(t.sig.value.inputs_and_output.index)
        .add(static_cast<uint64_t>(t.sig.value.safety) * 2 + (t.sig.value.extern_c ? 1 : 0));
  }
  void operator()(const Dynamic& t) const { h.add(t.predicates.index).add(t.vars.index).add(t.region.index); }
  void operator()(const Closure& t) const { h.add(t.def.index).add(t.args.index); }
  void operator()(const Tuple& t) const { h.add(t.elems.index); }
  void operator()(const Alias& t) const { h.add(static_cast<uint64_t>(t.kind)).add(t.def.index).add(t.args.index); }
  void operator()(const Param& t) const { h.add(t.index).add(t.name.index); }
  void operator()(const Infer& t) const { h.add(static_cast<uint64_t>(t.kind)).add(t.vid); }
  void operator()(const Error&) const {}
};

uint64_t hash_of(const TypeKind& t) {
  Hasher h;
  h.add(t.index());
  std::visit(TypeHash{h}, t);
  return h.finish();
}

uint64_t element_key(GenericArg a) { return key(a); }
uint64_t element_key(TypeId t) { return t.index; }
uint64_t element_key(const BoundVar& v) { return key(v.kind); }
uint64_t element_key(const ExistentialPredicate& p) {
  Hasher h;
  h.add(p.index());
  if (const auto* t = std::get_if<ExistentialTraitRef>(&p)) h.add(t->trait.index).add(t->args.index);
  if (const auto* j = std::get_if<ExistentialProjection>(&p)) h.add(j->assoc.index).add(j->args.index).add(key(j->term));
  if (const auto* a = std::get_if<ExistentialAuto>(&p)) h.add(a->trait.index);
  return h.finish();
}

// Values of one kind with their facts: chunks never move, so references stay valid.
struct Facts {
  uint16_t flags = 0;
  uint32_t outer = 0;
  void add_item(DefId def) {
    if (def.valid() && def.index >= user_base) flags = static_cast<uint16_t>(flags | has_user);
  }
  void add(uint16_t f, uint32_t o) {
    flags = static_cast<uint16_t>(flags | f);
    if (o > outer) outer = o;
  }
  void add_bound(const Facts& inner, bool binds) {
    add(inner.flags, inner.outer > 0 ? inner.outer - 1 : 0);
    if (binds) flags = static_cast<uint16_t>(flags | has_bound_regions);
  }
};

// An open-addressing table of 32-bit ids, keyed by 64-bit hashes kept beside them.
class IdTable {
 public:
  // Calls same(id) on candidates; the id found, or none after `make()` was asked for a new one.
  template <class Same, class Make>
  uint32_t find_or(uint64_t hash, Same&& same, Make&& make) {
    if ((used_ + 1) * 4 > slots_.size() * 3) grow();
    const size_t mask = slots_.size() - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
      Slot& s = slots_[i];
      if (s.id == UINT32_MAX) {
        const uint32_t id = make();
        slots_[i] = {hash, id};
        ++used_;
        return id;
      }
      if (s.hash == hash && same(s.id)) return s.id;
    }
  }

 private:
  struct Slot {
    uint64_t hash = 0;
    uint32_t id = UINT32_MAX;
  };
  void grow() {
    std::vector<Slot> old(slots_.empty() ? 256 : slots_.size() * 2);
    old.swap(slots_);
    const size_t mask = slots_.size() - 1;
    for (const Slot& s : old) {
      if (s.id == UINT32_MAX) continue;
      size_t i = s.hash & mask;
      while (slots_[i].id != UINT32_MAX) i = (i + 1) & mask;
      slots_[i] = s;
    }
  }
  std::vector<Slot> slots_;
  size_t used_ = 0;
};

template <class Kind>
class Pool {
 public:
  struct Entry {
    Kind kind;
    Facts facts;
  };
  const Entry& at(uint32_t id) const { return chunks_[id / chunk_size][id % chunk_size]; }
  template <class MakeFacts>
  uint32_t intern(const Kind& kind, MakeFacts&& facts) {
    return table_.find_or(
        hash_of(kind), [&](uint32_t id) { return at(id).kind == kind; },
        [&] {
          if (size_ % chunk_size == 0) {
            chunks_.emplace_back();
            chunks_.back().reserve(chunk_size);
          }
          chunks_.back().push_back(Entry{kind, facts()});
          return size_++;
        });
  }

 private:
  static constexpr uint32_t chunk_size = 512;
  std::vector<std::vector<Entry>> chunks_;
  IdTable table_;
  uint32_t size_ = 0;
};

template <class T>
class ListPool {
 public:
  struct Entry {
    const T* data;
    uint32_t size;
    Facts facts;
  };
  const Entry& at(uint32_t id) const { return entries_[id]; }
  std::span<const T> list(uint32_t id) const { return {entries_[id].data, entries_[id].size}; }
  template <class MakeFacts>
  uint32_t intern(std::span<const T> list, MakeFacts&& facts) {
    Hasher h;
    h.add(list.size());
    for (const T& x : list) h.add(element_key(x));
    return table_.find_or(
        h.finish(),
        [&](uint32_t id) {
          if (entries_[id].size != list.size()) return false;
          for (size_t i = 0; i < list.size(); ++i)
            if (!(entries_[id].data[i] == list[i])) return false;
          return true;
        },
        [&] {
          const Facts f = facts();
          // The storage is allocated only now, and the source may be one of our own lists: both stay valid.
          if (storage_.empty() || storage_.back().capacity() - storage_.back().size() < list.size()) {
            storage_.emplace_back();
            storage_.back().reserve(list.size() > 1024 ? list.size() : 1024);
          }
          std::vector<T>& chunk = storage_.back();
          const size_t start = chunk.size();
          for (const T& x : list) chunk.push_back(x);
          entries_.push_back(Entry{chunk.data() + start, static_cast<uint32_t>(list.size()), f});
          return static_cast<uint32_t>(entries_.size() - 1);
        });
  }

 private:
  std::vector<std::vector<T>> storage_;
  std::vector<Entry> entries_;
  IdTable table_;
};

}  // namespace

struct Store::Impl {
  Pool<TypeKind> types;
  Pool<RegionKind> regions;
  Pool<ConstKind> consts;
  ListPool<GenericArg> args;
  ListPool<TypeId> type_lists;
  ListPool<BoundVar> bound_vars;
  ListPool<ExistentialPredicate> existentials;

  Facts facts(TypeId t) const { return types.at(t.index).facts; }
  Facts facts(RegionId r) const { return regions.at(r.index).facts; }
  Facts facts(ConstId c) const { return consts.at(c.index).facts; }
  Facts facts(ArgsId a) const { return args.at(a.index).facts; }
  Facts facts(TypeListId l) const { return type_lists.at(l.index).facts; }
  Facts facts(ExistentialsId l) const { return existentials.at(l.index).facts; }
  Facts facts(GenericArg a) const {
    switch (a.kind) {
      case GenericArg::Kind::lifetime: return facts(a.region());
      case GenericArg::Kind::type: return facts(a.type());
      default: return facts(a.konst());
    }
  }
  template <class X>
  void add(Facts& f, X x) const {
    const Facts g = facts(x);
    f.add(g.flags, g.outer);
  }
  bool binds(BoundVarsId vars) const { return bound_vars.at(vars.index).size != 0; }

  Facts compute(const TypeKind& kind) const {
    Facts f;
    if (const auto* t = std::get_if<Adt>(&kind)) add(f, t->args), f.add_item(t->def);
    if (const auto* t = std::get_if<Array>(&kind)) add(f, t->elem), add(f, t->len);
    if (const auto* t = std::get_if<Slice>(&kind)) add(f, t->elem);
    if (const auto* t = std::get_if<RawPtr>(&kind)) add(f, t->pointee);
    if (const auto* t = std::get_if<Ref>(&kind)) add(f, t->region), add(f, t->pointee);
    if (const auto* t = std::get_if<FnDef>(&kind)) add(f, t->args), f.add_item(t->def);
    if (const auto* t = std::get_if<FnPtr>(&kind)) f.add_bound(facts(t->sig.value.inputs_and_output), binds(t->sig.vars));
    if (const auto* t = std::get_if<Dynamic>(&kind)) {
      f.add_bound(facts(t->predicates), binds(t->vars));
      add(f, t->region);
    }
    if (const auto* t = std::get_if<Closure>(&kind)) add(f, t->args), f.add(has_closure, 0), f.add_item(t->def);
    if (const auto* t = std::get_if<Tuple>(&kind)) add(f, t->elems);
    if (const auto* t = std::get_if<Alias>(&kind))
      add(f, t->args), f.add(t->kind == AliasKind::projection ? has_projection : has_opaque, 0), f.add_item(t->def);
    if (std::holds_alternative<Param>(kind)) f.add(has_param, 0);
    if (std::holds_alternative<Infer>(kind)) f.add(has_ty_infer, 0);
    if (std::holds_alternative<Error>(kind)) f.add(has_error, 0);
    return f;
  }
  static Facts compute(const RegionKind& kind) {
    Facts f;
    if (std::holds_alternative<ReErased>(kind)) f.add(has_erased, 0);
    if (std::holds_alternative<ReStatic>(kind)) f.add(has_free_regions, 0);
    if (std::holds_alternative<ReEarlyParam>(kind)) f.add(has_free_regions | has_param, 0);
    if (std::holds_alternative<ReLateParam>(kind)) f.add(has_free_regions | has_late_param, 0);
    if (const auto* b = std::get_if<ReBound>(&kind)) f.add(has_bound_regions, b->debruijn + 1);
    if (std::holds_alternative<ReVar>(kind)) f.add(has_free_regions | has_re_infer, 0);
    if (std::holds_alternative<RePlaceholder>(kind)) f.add(has_free_regions | has_placeholder, 0);
    if (std::holds_alternative<ReError>(kind)) f.add(has_free_regions | has_error, 0);
    return f;
  }
  Facts compute(const ConstKind& kind) const {
    Facts f;
    if (const auto* v = std::get_if<ConstValue>(&kind)) add(f, v->ty);
    if (std::holds_alternative<ConstParam>(kind)) f.add(has_param, 0);
    if (std::holds_alternative<ConstInfer>(kind)) f.add(has_ct_infer, 0);
    if (const auto* u = std::get_if<ConstUnevaluated>(&kind)) add(f, u->args), f.add(has_unevaluated, 0), f.add_item(u->def);
    if (std::holds_alternative<ConstError>(kind)) f.add(has_error, 0);
    return f;
  }
};

Store::Store() : impl_(std::make_unique<Impl>()) {
  no_args = args({});
  no_types = type_list({});
  no_vars = bound_vars({});
  bool_ = type(Bool{});
  char_ = type(Char{});
  str = type(Str{});
  never = type(Never{});
  unit = type(Tuple{no_types});
  error = type(Error{});
  const auto integer = [&](IntWidth w, bool s) { return type(Int{w, s}); };
  i8 = integer(IntWidth::w8, true);
  i16 = integer(IntWidth::w16, true);
  i32 = integer(IntWidth::w32, true);
  i64 = integer(IntWidth::w64, true);
  i128 = integer(IntWidth::w128, true);
  isize = integer(IntWidth::size, true);
  u8 = integer(IntWidth::w8, false);
  u16 = integer(IntWidth::w16, false);
  u32 = integer(IntWidth::w32, false);
  u64 = integer(IntWidth::w64, false);
  u128 = integer(IntWidth::w128, false);
  usize = integer(IntWidth::size, false);
  f32 = type(Float{FloatWidth::f32});
  f64 = type(Float{FloatWidth::f64});
  re_static = region(ReStatic{});
  re_erased = region(ReErased{});
  re_error = region(ReError{});
  const_error = konst(ConstError{});
}
Store::~Store() = default;

TypeId Store::type(const TypeKind& kind) {
  return TypeId(impl_->types.intern(kind, [&] { return impl_->compute(kind); }));
}
RegionId Store::region(const RegionKind& kind) {
  return RegionId(impl_->regions.intern(kind, [&] { return Impl::compute(kind); }));
}
ConstId Store::konst(const ConstKind& kind) {
  return ConstId(impl_->consts.intern(kind, [&] { return impl_->compute(kind); }));
}
ArgsId Store::args(std::span<const GenericArg> list) {
  return ArgsId(impl_->args.intern(list, [&] {
    Facts f;
    for (GenericArg a : list) impl_->add(f, a);
    return f;
  }));
}
TypeListId Store::type_list(std::span<const TypeId> list) {
  return TypeListId(impl_->type_lists.intern(list, [&] {
    Facts f;
    for (TypeId t : list) impl_->add(f, t);
    return f;
  }));
}
BoundVarsId Store::bound_vars(std::span<const BoundVar> list) {
  return BoundVarsId(impl_->bound_vars.intern(list, [] { return Facts{}; }));
}
ExistentialsId Store::existentials(std::span<const ExistentialPredicate> list) {
  return ExistentialsId(impl_->existentials.intern(list, [&] {
    Facts f;
    for (const ExistentialPredicate& p : list) {
      if (const auto* t = std::get_if<ExistentialTraitRef>(&p)) impl_->add(f, t->args), f.add_item(t->trait);
      if (const auto* j = std::get_if<ExistentialProjection>(&p)) impl_->add(f, j->args), impl_->add(f, j->term), f.add_item(j->assoc);
      if (const auto* a = std::get_if<ExistentialAuto>(&p)) f.add_item(a->trait);
    }
    return f;
  }));
}

const TypeKind& Store::operator[](TypeId id) const { return impl_->types.at(id.index).kind; }
const RegionKind& Store::operator[](RegionId id) const { return impl_->regions.at(id.index).kind; }
const ConstKind& Store::operator[](ConstId id) const { return impl_->consts.at(id.index).kind; }
std::span<const GenericArg> Store::operator[](ArgsId id) const { return impl_->args.list(id.index); }
std::span<const TypeId> Store::operator[](TypeListId id) const { return impl_->type_lists.list(id.index); }
std::span<const BoundVar> Store::operator[](BoundVarsId id) const { return impl_->bound_vars.list(id.index); }
std::span<const ExistentialPredicate> Store::operator[](ExistentialsId id) const { return impl_->existentials.list(id.index); }
uint16_t Store::flags(TypeId id) const { return impl_->facts(id).flags; }
uint16_t Store::flags(RegionId id) const { return impl_->facts(id).flags; }
uint16_t Store::flags(ConstId id) const { return impl_->facts(id).flags; }
uint16_t Store::flags(ArgsId id) const { return impl_->facts(id).flags; }
uint16_t Store::flags(GenericArg arg) const { return impl_->facts(arg).flags; }
uint16_t Store::flags(TypeListId id) const { return impl_->facts(id).flags; }
uint16_t Store::flags(ExistentialsId id) const { return impl_->facts(id).flags; }
uint32_t Store::outer_binder(TypeId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(RegionId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(ArgsId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(ConstId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(TypeListId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(ExistentialsId id) const { return impl_->facts(id).outer; }
uint32_t Store::outer_binder(GenericArg arg) const { return impl_->facts(arg).outer; }

Store::ClosureParts Store::closure_parts(ArgsId args) const {
  const auto all = (*this)[args];
  const size_t n = all.size();
  if (n < 3) return {all, error, error, error};
  return {all.first(n - 3), all[n - 3].type(), all[n - 2].type(), all[n - 1].type()};
}

}  // namespace borrowlab::types
