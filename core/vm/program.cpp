#include "vm/program.h"

#include "diagnostics/report.h"
#include "vm/builder.h"

namespace borrowlab::vm {

namespace {
uint64_t pair(uint32_t a, uint32_t b) { return uint64_t{a} << 32 | b; }
}  // namespace

// So much of the library is more than any one program needs: an editing session that has met as much starts anew.
constexpr size_t most_kept_functions = 20'000;

bool Program::names_user(const FnKey& key) const {
  return is_user(key.def) || (key.args.valid() && (cx.store.flags(key.args) & types::has_user) != 0) || names_user(key.ty);
}

void Program::drop_user_code() {
  functions.drop_user();
  constants.drop_user();
  host_calls.drop_user();
  refusals.drop_user();
  by_key_.user.clear();
  constant_by_key_.user.clear();
  strings_.user.clear();
  vtable_by_types_.user.clear();
  locations_.user.clear();
  vtables_.user.clear();
}

void Program::forget_user() {
  drop_user_code();
  layouts.forget_user();
  std::erase_if(needs_drop_, [this](const auto& entry) { return names_user(entry.first); });
}

const Statics& Program::begin_run(bool traced) {
  traced_ = traced;
  drop_user_code();
  steps.reset();
  if (traced) steps.emplace(cx);
  if (image_full_ || functions.library_size() > most_kept_functions) {
    functions.clear();
    constants.clear();
    host_calls.clear();
    refusals.clear();
    by_key_.library.clear();
    constant_by_key_.library.clear();
    strings_.library.clear();
    vtable_by_types_.library.clear();
    locations_.library.clear();
    vtables_.library.clear();
    image_.clear();
    image_full_ = false;
  }
  for (GlobalConst& c : constants.library()) c.done = false;
  return image_;
}

uint32_t Program::function(const FnKey& key) {
  if (const uint32_t* known = by_key_.find(key)) return *known;
  const bool user = names_user(key);
  const uint32_t index = functions.push({}, user);
  Function& f = functions[index];
  f.key = key;
  f.storage.push_back(Ins{Op::lower, 0, index, 0, 0});
  f.spans.push_back({});
  f.code = f.storage.data();
  by_key_.add(key, index, user);
  return index;
}

uint32_t Program::function(const typeck::Instance& i) {
  using Kind = typeck::Instance::Kind;
  FnKey key{FnKey::Kind::item, i.def, i.args, i.ty, i.index};
  switch (i.kind) {
    case Kind::item:
      key.ty = TypeId();
      key.index = 0;
      break;
    case Kind::drop_glue: key = FnKey{FnKey::Kind::drop_glue, {}, {}, layouts.normalize(i.ty), 0}; break;
    case Kind::fn_ptr_shim: key.kind = FnKey::Kind::fn_ptr_shim; break;
    case Kind::closure_once_shim: key.kind = FnKey::Kind::closure_once_shim; break;
    case Kind::clone_shim: key.kind = FnKey::Kind::clone_shim; break;
    case Kind::vtable_shim: key.kind = FnKey::Kind::vtable_shim; break;
    case Kind::virtual_call: key.kind = FnKey::Kind::vtable_shim; break;  // never a function of its own: see lower_call
  }
  return function(key);
}

void Program::lower(uint32_t index) {
  if (functions[index].lowered) return;
  lowering_user_ = names_user(functions[index].key);
  switch (functions[index].key.kind) {
    case FnKey::Kind::item: {
      const DefId def = functions[index].key.def;
      const auto info = cx.items.fns.find(def);
      const bool made_up = cx.defs[def].kind == resolve::DefKind::ctor || (info != cx.items.fns.end() && !info->second.intrinsic.empty());
      made_up ? lower_shim(*this, index) : lower_body(*this, index);
      break;
    }
    case FnKey::Kind::promoted: lower_body(*this, index); break;
    default: lower_shim(*this, index); break;
  }
}

uint32_t Program::constant(const FnKey& key, TypeId ty) {
  if (const uint32_t* known = constant_by_key_.find(key)) return *known;
  const bool user = names_user(key) || names_user(ty);
  const Layout* l = layouts.of(ty);
  GlobalConst made;
  made.body = key;
  made.size = l != nullptr ? l->size : 0;
  made.address = place_static(nullptr, made.size, l != nullptr ? l->align : 1, user);
  const uint32_t id = constants.push(made, user);
  // The function that runs the body, then stores the value: its `index` names the constant.
  constants[id].function = function(FnKey{FnKey::Kind::constant, key.def, key.args, ty, id});
  constant_by_key_.add(key, id, user);
  return id;
}

uint32_t Program::refusal(Span span, std::string what, bool is_failure) {
  return refusals.push({std::move(what), span, is_failure}, lowering_user_);
}

uint64_t Program::place_static(const void* data, uint64_t size, uint64_t align, bool user) {
  if (!user && align <= 16) {
    const uint32_t offset = image_.reserve(size, align);
    if (offset != UINT32_MAX) {
      if (data != nullptr && size != 0) image_.write(offset, data, size);
      memory_->add_static(offset, data, size);
      return memory_->static_address(offset);
    }
    image_full_ = true;
  }
  if (!user) image_full_ = true;
  const uint64_t at = memory_->allocate(size, align);
  if (at != 0 && data != nullptr && size != 0) std::memcpy(memory_->at(at), data, size);
  return at;
}

uint64_t Program::static_bytes(const void* data, uint64_t size, uint64_t align) { return place_static(data, size, align, lowering_user_); }
uint64_t Program::static_zeroes(uint64_t size, uint64_t align) { return place_static(nullptr, size, align, lowering_user_); }

uint64_t Program::string(source::Symbol text) {
  if (const uint64_t* known = strings_.find(text)) return *known;
  const uint64_t at = static_bytes(text.str().data(), text.str().size(), 1);
  strings_.add(text, at, lowering_user_);
  return at;
}

uint64_t Program::location(Span span) {
  const Span place = cx.sources.library_position(span) != nullptr ? span : cx.sources.source_callsite(span);
  const uint64_t key = pair(place.lo, place.ctxt.index);
  if (const uint64_t* known = locations_.find(key)) return *known;
  const DefId def = cx.lang("Location");
  if (!def.valid()) return 0;
  std::vector<types::GenericArg> args(cx.items.generics_of(def).count(), types::GenericArg(cx.store.re_erased));
  const Layout* l = layouts.of(cx.store.adt(def, cx.store.args(args)));
  if (l == nullptr) return 0;
  const source::FileId file = cx.sources.file_of(place.lo);
  const source::LibraryPosition at =
      file.valid() ? diagnostics::shown_library_position(place, cx.sources) : source::LibraryPosition{"<unknown>", 0, 0};
  const std::string& text = at.path;
  const uint64_t name = string(source::Symbol::intern(text));
  std::vector<uint8_t> value(l->size);
  const auto& fields = cx.items.adt(def).variants[0].fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const std::string_view field = fields[i].name.str();
    uint8_t* slot = value.data() + l->variants[0].fields[i].offset;
    const uint64_t length = text.size();
    const uint32_t column = at.column + 1;
    if (field.substr(0, 4) == "file") {
      std::memcpy(slot, &name, 8);
      std::memcpy(slot + 8, &length, 8);
    } else if (field == "line") {
      std::memcpy(slot, &at.line, 4);
    } else if (field.substr(0, 3) == "col") {
      std::memcpy(slot, &column, 4);
    }
  }
  const uint64_t address = static_bytes(value.data(), value.size(), l->align);
  locations_.add(key, address, lowering_user_);
  return address;
}

uint64_t Program::vtable(TypeId ty, TypeId dyn) {
  const auto* d = cx.store.get<types::Dynamic>(dyn);
  if (d == nullptr) return 0;
  const types::ExistentialTraitRef* principal = nullptr;
  for (const auto& p : cx.store[d->predicates])
    if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) principal = t;
  const uint64_t key = pair(ty.index, d->predicates.index);
  if (const uint64_t* known = vtable_by_types_.find(key)) return *known;
  const bool user = names_user(ty) || names_user(dyn);
  const Layout* l = layouts.of(ty);
  if (l == nullptr) return 0;
  std::vector<uint64_t> words;
  words.push_back(needs_drop(ty) ? fn_address(function(FnKey{FnKey::Kind::drop_glue, {}, {}, ty, 0})) : 0);
  words.push_back(l->size);
  words.push_back(l->align);
  if (principal != nullptr) {
    std::vector<types::GenericArg> args{types::GenericArg(ty)};
    for (const auto a : cx.store[principal->args]) args.push_back(a);
    const types::TraitRef trait_ref{principal->trait, cx.store.args(args)};
    const auto all = typeck::supertraits(cx, cx.store.dummy_binder(trait_ref));
    for (const DefId method : typeck::vtable_methods(cx, principal->trait)) {
      const DefId trait = cx.defs[method].parent;
      ArgsId own = trait_ref.args;
      for (const auto& super : all)
        if (super.value.trait == trait) {
          own = super.value.args;
          break;
        }
      std::vector<types::GenericArg> full(cx.store[own].begin(), cx.store[own].end());
      const uint32_t count = cx.items.generics_of(method).count();
      while (full.size() < count) full.push_back(types::GenericArg(cx.store.re_erased));
      const ArgsId method_args = typeck::normalize_erasing_regions(cx, reveal_all(), cx.store.args(full));
      // A method that takes `self` by value gets it behind a pointer.
      const auto inputs = cx.store.inputs(cx.items.fn(method).sig.value);
      const auto* self = inputs.empty() ? nullptr : cx.store.get<types::Param>(inputs[0]);
      if (self != nullptr && self->index == 0) {
        words.push_back(fn_address(function(FnKey{FnKey::Kind::vtable_shim, method, method_args, ty, 0})));
        continue;
      }
      const auto instance = typeck::resolve_instance(cx, method, method_args);
      if (!instance) {
        words.push_back(0);
        continue;
      }
      uint32_t fn = function(*instance);
      if (instance->kind == typeck::Instance::Kind::item && tracks_caller(instance->def))
        fn = function(FnKey{FnKey::Kind::reify_shim, instance->def, instance->args, {}, 0});
      words.push_back(fn_address(fn));
    }
  }
  const uint64_t address = place_static(words.data(), words.size() * 8, 8, user);
  vtable_by_types_.add(key, address, user);
  vtables_.add(address, {ty, d->predicates}, user);
  return address;
}

Abi Program::abi(const Layout* ret, std::span<const Layout* const> args, bool location) const {
  Abi out;
  uint64_t at = ret != nullptr ? ret->size : 0;
  for (const Layout* l : args) {
    at = align_to(at, l->align);
    out.args.push_back(static_cast<uint32_t>(at));
    at += l->size;
  }
  if (location) {
    at = align_to(at, 8);
    out.location = static_cast<uint32_t>(at);
    at += 8;
  }
  out.end = static_cast<uint32_t>(at);
  return out;
}

bool Program::tracks_caller(DefId def) const {
  const auto it = cx.items.fns.find(def);
  return it != cx.items.fns.end() && it->second.track_caller;
}

bool Program::is_user(DefId def) const { return def.valid() && cx.defs[def].krate == resolve::user_crate; }

TypeId Program::substitute(TypeId ty, ArgsId args) {
  const uint16_t flags = cx.store.flags(ty);
  if (args.valid() && (flags & types::has_param) != 0) ty = types::instantiate(cx.store, ty, args);
  return layouts.normalize(ty);
}

ArgsId Program::substitute(ArgsId list, ArgsId args) {
  if (!list.valid()) return cx.store.no_args;
  if (args.valid() && (cx.store.flags(list) & types::has_param) != 0) list = types::instantiate(cx.store, list, args);
  return typeck::normalize_erasing_regions(cx, reveal_all(), list);
}

bool Program::needs_drop(TypeId ty) {
  const auto it = needs_drop_.find(ty);
  if (it != needs_drop_.end()) return it->second;
  const bool answer = typeck::needs_drop(cx, reveal_all(), ty);
  needs_drop_[ty] = answer;
  return answer;
}

std::string Program::describe(const Function& f) const {
  if (f.key.def.valid()) return types::path_to_string(cx, f.key.def, f.key.args.valid() ? f.key.args : cx.store.no_args);
  return f.key.ty.valid() ? types::to_string(cx, f.key.ty) : std::string();
}

}  // namespace borrowlab::vm
