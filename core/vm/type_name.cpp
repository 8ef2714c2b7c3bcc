// Names of types as core::any::type_name gives them. After rustc_const_eval::util::type_name.
#include <algorithm>

#include "vm/lower.h"

namespace borrowlab::vm {

namespace {

// Our library is one crate, Rust's is three: a module of the library's root belongs to `core` unless listed here.
constexpr std::string_view alloc_modules[] = {"boxed", "rc", "string", "vec"};
constexpr std::string_view core_modules[] = {"any", "array", "cell",   "char",  "cmp", "convert", "fmt",    "iter",  "marker", "mem",
                                             "num", "ops",   "option", "panic", "pin", "ptr",     "result", "slice", "str",    "time"};

class Printer {
 public:
  Printer(const Context& cx, std::string& out) : cx_(cx), out_(out) {}

  bool path(DefId def) {
    const resolve::Def& d = cx_.defs[def];
    if (!d.parent.valid()) {
      out_ += d.krate == resolve::user_crate ? "main" : "";
      return true;
    }
    if (d.krate == resolve::library_crate) {
      // Only items that stand directly in a module whose place in Rust is known.
      const resolve::Def& module = cx_.defs[d.parent];
      const std::string_view name = module.name.str();
      if (!module.parent.valid() || cx_.defs[module.parent].parent.valid()) return false;
      if (std::find(std::begin(alloc_modules), std::end(alloc_modules), name) != std::end(alloc_modules)) out_ += "alloc::";
      else if (std::find(std::begin(core_modules), std::end(core_modules), name) != std::end(core_modules)) out_ += "core::";
      else return false;
      out_.append(name).append("::").append(d.name.str());
      return true;
    }
    DefId parent = d.parent;
    if (d.kind == resolve::DefKind::ctor) return path(parent);
    if (cx_.defs[parent].kind == resolve::DefKind::impl) return false;
    if (!path(parent)) return false;
    out_ += "::";
    if (d.kind == resolve::DefKind::closure) out_ += "{{closure}}";
    else out_.append(d.name.str());
    return true;
  }
  bool args(ArgsId list) {
    bool first = true;
    for (const types::GenericArg g : cx_.store[list]) {
      if (g.is_region()) continue;
      out_ += first ? "<" : ", ";
      first = false;
      if (g.is_type() ? !type(g.type()) : !constant(g.konst())) return false;
    }
    if (!first) out_ += ">";
    return true;
  }
  bool constant(types::ConstId c) {
    const auto* v = cx_.store.get<types::ConstValue>(c);
    if (v == nullptr) return false;
    out_ += types::to_string(cx_, types::GenericArg(c));
    return true;
  }
  bool list(std::span<const TypeId> types) {
    bool first = true;
    for (const TypeId t : types) {
      if (!first) out_ += ", ";
      first = false;
      if (!type(t)) return false;
    }
    return true;
  }
  bool type(TypeId ty) {
    const types::TypeKind& k = cx_.store[ty];
    if (const auto* a = std::get_if<types::Adt>(&k)) return path(a->def) && args(a->args);
    if (const auto* r = std::get_if<types::Ref>(&k)) {
      out_ += r->mut == types::Mutability::mut ? "&mut " : "&";
      return type(r->pointee);
    }
    if (const auto* r = std::get_if<types::RawPtr>(&k)) {
      out_ += r->mut == types::Mutability::mut ? "*mut " : "*const ";
      return type(r->pointee);
    }
    if (const auto* t = std::get_if<types::Tuple>(&k)) {
      out_ += "(";
      if (!list(cx_.store[t->elems])) return false;
      out_ += cx_.store[t->elems].size() == 1 ? ",)" : ")";
      return true;
    }
    if (const auto* s = std::get_if<types::Slice>(&k)) {
      out_ += "[";
      if (!type(s->elem)) return false;
      out_ += "]";
      return true;
    }
    if (const auto* a = std::get_if<types::Array>(&k)) {
      out_ += "[";
      if (!type(a->elem)) return false;
      out_ += "; ";
      if (!constant(a->len)) return false;
      out_ += "]";
      return true;
    }
    if (const auto* f = std::get_if<types::FnPtr>(&k)) {
      if (f->sig.value.safety == syntax::Safety::unsafe || f->sig.value.extern_c) return false;
      out_ += "fn(";
      if (!list(cx_.store.inputs(f->sig.value))) return false;
      out_ += ")";
      const TypeId output = cx_.store.output(f->sig.value);
      if (output == cx_.store.unit) return true;
      out_ += " -> ";
      return type(output);
    }
    if (const auto* f = std::get_if<types::FnDef>(&k)) {
      if (cx_.defs[cx_.defs[f->def].parent].kind == resolve::DefKind::trait) return false;
      return path(f->def) && args(f->args);
    }
    if (const auto* c = std::get_if<types::Closure>(&k)) return path(c->def);
    if (const auto* d = std::get_if<types::Dynamic>(&k)) {
      out_ += "dyn ";
      bool first = true;
      for (const auto& p : cx_.store[d->predicates]) {
        DefId trait;
        ArgsId list = cx_.store.no_args;
        if (const auto* t = std::get_if<types::ExistentialTraitRef>(&p)) trait = t->trait, list = t->args;
        else if (const auto* t = std::get_if<types::ExistentialAuto>(&p)) trait = t->trait;
        else return false;
        if (!first) out_ += " + ";
        first = false;
        if (!path(trait) || !args(list)) return false;
      }
      return true;
    }
    out_ += types::to_string(cx_, types::GenericArg(ty));  // primitives
    return true;
  }

 private:
  const Context& cx_;
  std::string& out_;
};

}  // namespace

bool type_name(const Context& cx, TypeId ty, std::string& out) { return Printer(cx, out).type(ty); }

}  // namespace borrowlab::vm
