// Types as rustc's messages print them. After rustc_middle::ty::print::pretty.
#include <algorithm>

#include "support/sort.h"
#include "types/highlight.h"
#include "types/items.h"

namespace borrowlab::types {
namespace {

using resolve::DefKind;

class Printer {
 public:
  Printer(const Context& cx, bool in_value) : cx_(cx), store_(cx.store), in_value_(in_value) {}
  std::string out;

  void print(GenericArg a) {
    switch (a.kind) {
      case GenericArg::Kind::lifetime: print(a.region()); break;
      case GenericArg::Kind::type: print(a.type()); break;
      default: print(a.konst()); break;
    }
  }

  void print(RegionId r) {
    const std::string name = region_name(r);
    out += name.empty() ? "'_" : name;
  }

  void print(ConstId c) {
    const ConstKind& kind = store_[c];
    if (const auto* v = std::get_if<ConstValue>(&kind)) return print_value(*v);
    if (const auto* p = std::get_if<ConstParam>(&kind)) {
      out += p->name.str();
      return;
    }
    if (const auto* u = std::get_if<ConstUnevaluated>(&kind)) {
      const resolve::Def& d = cx_.defs[u->def];
      if (d.kind == DefKind::anon_const) {
        const std::string_view text = cx_.sources.snippet(d.span);
        out += text.empty() ? std::string_view("_") : text;
      } else {
        print_def_path(u->def, store_[u->args]);
      }
      return;
    }
    out += std::holds_alternative<ConstError>(kind) ? "{const error}" : "_";
  }

  void print(TypeId t) {
    const TypeKind& kind = store_[t];
    if (std::holds_alternative<Bool>(kind)) out += "bool";
    if (std::holds_alternative<Char>(kind)) out += "char";
    if (std::holds_alternative<Str>(kind)) out += "str";
    if (std::holds_alternative<Never>(kind)) out += "!";
    if (std::holds_alternative<Error>(kind)) out += "{type error}";
    if (const auto* k = std::get_if<Int>(&kind)) {
      static constexpr const char* names[] = {"8", "16", "32", "64", "128", "size"};
      out += k->is_signed ? 'i' : 'u';
      out += names[static_cast<size_t>(k->width)];
    }
    if (const auto* k = std::get_if<Float>(&kind)) out += k->width == FloatWidth::f32 ? "f32" : "f64";
    if (const auto* k = std::get_if<Adt>(&kind)) print_def_path(k->def, store_[k->args]);
    if (const auto* k = std::get_if<Array>(&kind)) {
      out += '[';
      print(k->elem);
      out += "; ";
      print(k->len);
      out += ']';
    }
    if (const auto* k = std::get_if<Slice>(&kind)) {
      out += '[';
      print(k->elem);
      out += ']';
    }
    if (const auto* k = std::get_if<RawPtr>(&kind)) {
      out += k->mut == Mutability::mut ? "*mut " : "*const ";
      print(k->pointee);
    }
    if (const auto* k = std::get_if<Ref>(&kind)) {
      out += '&';
      const std::string region = region_name(k->region);
      if (!region.empty()) out += region + ' ';
      if (k->mut == Mutability::mut) out += "mut ";
      print(k->pointee);
    }
    if (const auto* k = std::get_if<FnDef>(&kind)) {
      const auto it = cx_.items.fns.find(k->def);
      if (it != cx_.items.fns.end()) {
        print(instantiate(store_, it->second.sig, k->args));
        out += ' ';
      }
      out += '{';
      print_value_path(k->def, store_[k->args]);
      out += '}';
    }
    if (const auto* k = std::get_if<FnPtr>(&kind)) print(k->sig);
    if (const auto* k = std::get_if<Dynamic>(&kind)) print_dyn(*k);
    if (const auto* k = std::get_if<Closure>(&kind)) print_closure(*k);
    if (const auto* k = std::get_if<Tuple>(&kind)) {
      const auto elems = store_[k->elems];
      out += '(';
      comma_separated(elems);
      if (elems.size() == 1) out += ',';
      out += ')';
    }
    if (const auto* k = std::get_if<Alias>(&kind)) {
      if (k->kind == AliasKind::projection) print_def_path(k->def, store_[k->args]);
      else print_opaque(*k);
    }
    if (const auto* k = std::get_if<Param>(&kind)) out += k->name.str();
    if (const auto* k = std::get_if<Infer>(&kind))
      out += k->kind == Infer::Kind::ty ? "_" : k->kind == Infer::Kind::int_ ? "{integer}" : "{float}";
  }

  void print(const PolyFnSig& sig) {
    in_binder(sig.vars, used_vars(store_.type(FnPtr{sig})), [&] { print(sig.value); });
  }

  void print(const FnSig& sig) {
    if (sig.safety == Safety::unsafe) out += "unsafe ";
    if (sig.extern_c) out += "extern \"C\" ";
    out += "fn(";
    comma_separated(store_.inputs(sig));
    out += ')';
    print_output(store_.output(sig));
  }

  void print(const TraitRef& t) {
    const auto args = store_[t.args];
    print_path_with(t.trait, own_args_no_defaults(t.trait, args), {});
  }

  void print(const PolyClause& clause) {
    in_binder(clause.vars, used_vars(clause), [&] { print(clause.value); });
  }

  void print(const Clause& clause) {
    if (const auto* c = std::get_if<TraitClause>(&clause)) {
      print(store_[c->trait_ref.args][0]);
      out += ": ";
      print(c->trait_ref);
    }
    if (const auto* c = std::get_if<ProjectionClause>(&clause)) {
      print_def_path(c->assoc, store_[c->args]);
      out += " == ";
      print(c->term);
    }
    if (const auto* c = std::get_if<TypeOutlives>(&clause)) {
      print(c->ty);
      out += ": ";
      print(c->region);
    }
    if (const auto* c = std::get_if<RegionOutlives>(&clause)) {
      print(c->longer);
      out += ": ";
      print(c->shorter);
    }
    if (const auto* c = std::get_if<WellFormed>(&clause)) {
      print(c->arg);
      out += " well-formed";
    }
  }

  void print_value_path(DefId def, std::span<const GenericArg> args) {
    const bool before = in_value_;
    in_value_ = true;
    print_def_path(def, args);
    in_value_ = before;
  }

  // rustc: Printer::print_def_path and default_print_def_path.
  void print_def_path(DefId def, std::span<const GenericArg> args) {
    const resolve::Def& d = cx_.defs[def];
    if (args.empty()) {
      const Symbol trimmed = cx_.defs.trimmed_name(def);
      if (!trimmed.empty()) {
        out += trimmed.str();
        return;
      }
    }
    if (d.kind == DefKind::impl) return print_impl_path(def, args);
    if (!d.parent.valid()) {
      if (d.krate == resolve::library_crate) out += "std";
      return;
    }
    DefId parent = d.parent;
    if (d.kind == DefKind::ctor) return print_def_path(parent, args);
    const Generics& generics = cx_.items.generics_of(def);
    std::span<const GenericArg> parent_args;
    if (!args.empty()) {
      parent_args = args.first(std::min<size_t>(generics.parent_count, args.size()));
      if (!generics.own.empty() && args.size() >= generics.count()) {
        const std::vector<GenericArg> own = own_args_no_defaults(def, args);
        if (!own.empty()) {
          print_path(def, d, parent, parent_args);
          print_args(own, {});
          return;
        }
      }
      if (generics.own.empty() && generics.parent_count == 0) parent_args = {};
      if (d.kind == DefKind::variant) parent_args = args;
    }
    print_path(def, d, parent, parent_args);
  }

 private:
  // The path without the definition's own args.
  void print_path(DefId def, const resolve::Def& d, DefId parent, std::span<const GenericArg> parent_args) {
    const resolve::Def& p = cx_.defs[parent];
    if (parent_args.empty() && p.kind != DefKind::impl) {
      out += cx_.defs.path_str(def);
      return;
    }
    if (p.kind == DefKind::trait && !parent_args.empty()) {
      out += '<';
      const bool value = in_value_;
      in_value_ = false;
      print(parent_args[0]);
      out += " as ";
      print_path_with(parent, own_args_no_defaults(parent, parent_args), {});
      in_value_ = value;
      out += '>';
    } else {
      print_def_path(parent, parent_args);
    }
    out += "::";
    if (d.kind == DefKind::closure) out += "{closure#" + std::to_string(d.index_in_parent) + "}";
    else if (d.kind == DefKind::anon_const) out += "{constant#" + std::to_string(d.index_in_parent) + "}";
    else out += d.name.str();
  }

  void print_impl_path(DefId def, std::span<const GenericArg> args) {
    const auto it = cx_.items.impls.find(def);
    if (it == cx_.items.impls.end()) {
      out += "<impl>";
      return;
    }
    const ImplDef& impl = it->second;
    TypeId self = impl.self_ty;
    std::optional<TraitRef> trait_ref = impl.trait_ref;
    if (!args.empty()) {
      const ArgsId list = store_.args(args);
      self = instantiate(store_, self, list);
      if (trait_ref) trait_ref = instantiate(store_, *trait_ref, list);
    }
    const DefId module = cx_.defs.enclosing_module(def);
    const auto in_module = [&](DefId d) { return d.valid() && cx_.defs.enclosing_module(d) == module; };
    DefId self_def;
    if (const auto* a = store_.get<Adt>(self)) self_def = a->def;
    if (const auto* dyn = store_.get<Dynamic>(self)) {
      const auto list = store_[dyn->predicates];
      if (!list.empty() && std::holds_alternative<ExistentialTraitRef>(list[0])) self_def = std::get<ExistentialTraitRef>(list[0]).trait;
    }
    const bool in_self_mod = in_module(self_def);
    const bool in_trait_mod = trait_ref && in_module(trait_ref->trait);
    if (!in_self_mod && !in_trait_mod) {
      const DefId parent = cx_.defs[def].parent;
      if (cx_.defs[parent].parent.valid() || cx_.defs[parent].krate == resolve::library_crate) {
        print_def_path(parent, {});
        out += "::";
      }
      out += "<impl ";
      const bool value = in_value_;
      in_value_ = false;
      if (trait_ref) {
        print(*trait_ref);
        out += " for ";
      }
      print(self);
      in_value_ = value;
      out += '>';
      return;
    }
    if (!trait_ref && (store_.get<Adt>(self) || store_.get<Bool>(self) || store_.get<Char>(self) || store_.get<Str>(self) ||
                       store_.get<Int>(self) || store_.get<Float>(self)))
      return print(self);
    const bool value = in_value_;
    in_value_ = false;
    out += '<';
    print(self);
    if (trait_ref) {
      out += " as ";
      print(*trait_ref);
    }
    out += '>';
    in_value_ = value;
  }

  std::vector<GenericArg> own_args_no_defaults(DefId def, std::span<const GenericArg> args) {
    const Generics& g = cx_.items.generics_of(def);
    size_t begin = g.parent_count;
    size_t end = std::min<size_t>(g.count(), args.size());
    if (g.has_self && !g.parent.valid()) ++begin;
    // Arguments that equal their parameters' defaults are hidden, from the back.
    while (end > begin) {
      const GenericParamDef& p = g.own[end - 1 - g.parent_count];
      const auto it = p.has_default ? cx_.items.param_defaults.find(p.def) : cx_.items.param_defaults.end();
      if (it == cx_.items.param_defaults.end()) break;
      const GenericArg value = instantiate(store_, it->second, store_.args(args));
      if (!(value == args[end - 1])) break;
      --end;
    }
    if (begin >= end) return {};
    return {args.begin() + static_cast<ptrdiff_t>(begin), args.begin() + static_cast<ptrdiff_t>(end)};
  }

  struct Constraint {
    DefId assoc;
    Term term;
  };

  void print_args(const std::vector<GenericArg>& args, const std::vector<Constraint>& constraints) {
    if (args.empty() && constraints.empty()) return;
    if (in_value_) out += "::";
    const bool value = in_value_;
    in_value_ = false;
    out += '<';
    comma_separated(args);
    bool first = args.empty();
    for (const Constraint& c : constraints) {
      if (!first) out += ", ";
      first = false;
      out += cx_.defs[c.assoc].name.str();
      out += " = ";
      print(c.term);
    }
    out += '>';
    in_value_ = value;
  }

  void print_path_with(DefId def, const std::vector<GenericArg>& args, const std::vector<Constraint>& constraints) {
    print_def_path(def, {});
    print_args(args, constraints);
  }

  bool is_fn_trait(DefId trait) const {
    return trait == cx_.lang("fn") || trait == cx_.lang("fn_mut") || trait == cx_.lang("fn_once") || trait == cx_.lang("async_fn") ||
           trait == cx_.lang("async_fn_mut") || trait == cx_.lang("async_fn_once");
  }

  void print_output(TypeId output) {
    if (output == store_.unit) return;
    out += " -> ";
    print(output);
  }

  // One trait bound with what is known of its associated types: `Iterator<Item = u8>`, `Fn(A) -> B`. args: without Self.
  void print_bound(DefId trait, const std::vector<GenericArg>& shown, std::span<const GenericArg> args,
                   const std::vector<Constraint>& constraints) {
    if (is_fn_trait(trait) && args.size() == 1 && args[0].is_type() && store_.get<Tuple>(args[0].type()) != nullptr) {
      print_def_path(trait, {});
      out += '(';
      comma_separated(store_[store_.get<Tuple>(args[0].type())->elems]);
      out += ')';
      if (!constraints.empty() && constraints[0].term.is_type()) print_output(constraints[0].term.type());
      return;
    }
    print_path_with(trait, shown, constraints);
  }

  void print_dyn(const Dynamic& dyn) {
    const std::string region = region_name(dyn.region);
    if (!region.empty()) out += '(';
    out += "dyn ";
    bool first = true;
    const auto list = store_[dyn.predicates];
    if (!list.empty() && std::holds_alternative<ExistentialTraitRef>(list[0])) {
      const auto& principal = std::get<ExistentialTraitRef>(list[0]);
      std::vector<Constraint> constraints;
      for (const ExistentialPredicate& p : list)
        if (const auto* j = std::get_if<ExistentialProjection>(&p)) constraints.push_back({j->assoc, j->term});
      in_binder(dyn.vars, used_vars(store_.type(Dynamic{dyn.predicates, dyn.vars, store_.re_erased})), [&] {
        std::vector<GenericArg> with_self{store_.type(Infer{Infer::Kind::ty, UINT32_MAX})};
        const auto args = store_[principal.args];
        with_self.insert(with_self.end(), args.begin(), args.end());
        print_bound(principal.trait, own_args_no_defaults(principal.trait, with_self), args, constraints);
      });
      first = false;
    }
    std::vector<std::string> autos;
    for (const ExistentialPredicate& p : list)
      if (const auto* a = std::get_if<ExistentialAuto>(&p)) autos.push_back(cx_.defs.path_str(a->trait));
    sort(autos);
    for (const std::string& name : autos) {
      if (!first) out += " + ";
      first = false;
      out += name;
    }
    if (!region.empty()) out += " + " + region + ")";
  }

  // rustc: pretty_print_opaque_impl_type.
  void print_opaque(const Alias& opaque) {
    const auto it = cx_.items.item_bounds.find(opaque.def);
    out += "impl ";
    if (it == cx_.items.item_bounds.end() || ++opaque_depth_ > 4) {
      out += "Sized";
      return;
    }
    bool first = true, sized = false;
    const auto separate = [&] {
      if (!first) out += " + ";
      first = false;
    };
    std::vector<std::string> lifetimes;
    for (int fn_traits = 1; fn_traits >= 0; --fn_traits) {
      for (const Predicate& p : it->second) {
        const PolyClause clause = instantiate(store_, p.clause, opaque.args);
        if (const auto* outlives = std::get_if<TypeOutlives>(&clause.value)) {
          if (fn_traits == 1) lifetimes.push_back(region_name(outlives->region));
          continue;
        }
        const auto* trait = std::get_if<TraitClause>(&clause.value);
        if (trait == nullptr) continue;
        if (trait->trait_ref.trait == cx_.lang("sized")) {
          sized = true;
          continue;
        }
        if (is_fn_trait(trait->trait_ref.trait) != (fn_traits == 1)) continue;
        // The Fn family's supertraits follow from the most specific: only what was written is among the bounds.
        separate();
        std::vector<Constraint> constraints;
        for (const Predicate& q : it->second) {
          const PolyClause other = instantiate(store_, q.clause, opaque.args);
          const auto* projection = std::get_if<ProjectionClause>(&other.value);
          if (projection == nullptr) continue;
          const DefId owner = cx_.defs[projection->assoc].parent;
          if (owner == trait->trait_ref.trait || (fn_traits == 1 && is_fn_trait(owner)))
            constraints.push_back({projection->assoc, projection->term});
        }
        const auto args = store_[trait->trait_ref.args];
        in_binder(clause.vars, used_vars(clause), [&] {
          print_bound(trait->trait_ref.trait, own_args_no_defaults(trait->trait_ref.trait, args), args.subspan(1), constraints);
        });
      }
    }
    if (!sized) {
      separate();
      out += "?Sized";
    } else if (first) {
      separate();
      out += "Sized";
    }
    for (const std::string& name : lifetimes) {
      separate();
      out += name.empty() ? "'_" : name;
    }
    --opaque_depth_;
  }

  void print_closure(const Closure& closure) {
    const resolve::Def& d = cx_.defs[closure.def];
    Span span = d.span;
    const resolve::Crate* krate = cx_.crates[d.krate.index];
    if (krate != nullptr && d.expr.valid())
      if (const auto* e = std::get_if<syntax::ExprClosure>(&krate->ast[d.expr].kind)) span = e->fn_decl_span;
    out += "{closure@" + place(span) + "}";
  }

  std::string place(Span span) const {
    const source::FileId file = cx_.sources.file_of(span.lo);
    if (!file.valid()) return "no-location";
    const source::LineColumn lo = cx_.sources.lookup(span.lo), hi = cx_.sources.lookup(span.hi);
    return cx_.sources.file(file).name + ":" + std::to_string(lo.line) + ":" + std::to_string(lo.column + 1) + ": " +
           std::to_string(hi.line) + ":" + std::to_string(hi.column + 1);
  }

  void print_value(const ConstValue& v) {
    if (v.ty == store_.bool_) {
      out += v.bits != 0 ? "true" : "false";
      return;
    }
    if (v.ty == store_.char_) {
      out += '\'';
      append_utf8(static_cast<uint32_t>(v.bits));
      out += '\'';
      return;
    }
    unsigned __int128 bits = v.bits;
    const auto* integer = store_.get<Int>(v.ty);
    if (integer != nullptr && integer->is_signed) {
      static constexpr unsigned widths[] = {8, 16, 32, 64, 128, 64};
      const unsigned width = widths[static_cast<size_t>(integer->width)];
      if ((bits >> (width - 1) & 1) != 0) {
        out += '-';
        bits = ~bits + 1;
        if (width < 128) bits &= (static_cast<unsigned __int128>(1) << width) - 1;
      }
    }
    std::string digits;
    do digits += static_cast<char>('0' + static_cast<int>(bits % 10));
    while ((bits /= 10) != 0);
    out.append(digits.rbegin(), digits.rend());
  }

  void append_utf8(uint32_t c) {
    if (c == '\n') out += "\\n";
    else if (c == '\'') out += "\\'";
    else if (c == '\\') out += "\\\\";
    else if (c < 0x80) out += static_cast<char>(c);
    else if (c < 0x800) out += static_cast<char>(0xC0 | c >> 6), out += static_cast<char>(0x80 | (c & 63));
    else if (c < 0x10000)
      out += static_cast<char>(0xE0 | c >> 12), out += static_cast<char>(0x80 | (c >> 6 & 63)), out += static_cast<char>(0x80 | (c & 63));
    else
      out += static_cast<char>(0xF0 | c >> 18), out += static_cast<char>(0x80 | (c >> 12 & 63)),
          out += static_cast<char>(0x80 | (c >> 6 & 63)), out += static_cast<char>(0x80 | (c & 63));
  }

  template <class List>
  void comma_separated(const List& list) {
    bool first = true;
    for (const auto& x : list) {
      if (!first) out += ", ";
      first = false;
      print(x);
    }
  }

  // --- regions and binders ---
  std::string name_of(const BoundRegionKind& kind) const {
    if (!kind.def.valid()) return {};
    const Symbol name = cx_.defs[kind.def].name;
    return name == source::sym::underscore_lifetime ? std::string() : std::string(name.str());
  }

  // Empty: not printed where optional, else `'_`.
  std::string region_name(RegionId r) const {
    const RegionKind& kind = store_[r];
    if (std::holds_alternative<ReStatic>(kind)) return "'static";
    if (const auto* e = std::get_if<ReEarlyParam>(&kind)) return name_of({e->def, 0});
    if (const auto* l = std::get_if<ReLateParam>(&kind)) return name_of(l->kind);
    if (const auto* p = std::get_if<RePlaceholder>(&kind)) return name_of(p->kind);
    if (const auto* v = std::get_if<ReVar>(&kind); v != nullptr && region_highlight != nullptr && v->vid == region_highlight->vid)
      return region_highlight->name;
    if (const auto* b = std::get_if<ReBound>(&kind)) {
      if (b->debruijn >= binders_.size()) return {};
      const auto& names = binders_[binders_.size() - 1 - b->debruijn];
      return b->var < names.size() ? names[b->var] : std::string();
    }
    return {};
  }

  // Variables of the outermost binder in order of their first use.
  static void push_unique(std::vector<uint32_t>& used, uint32_t var) {
    if (std::find(used.begin(), used.end(), var) == used.end()) used.push_back(var);
  }
  std::vector<uint32_t> used_vars(TypeId under_binder) const {
    std::vector<uint32_t> used;
    if (const auto* f = store_.get<FnPtr>(under_binder)) {
      for (TypeId t : store_[f->sig.value.inputs_and_output]) collect(t, used);
    } else if (const auto* d = store_.get<Dynamic>(under_binder)) {
      for (const ExistentialPredicate& p : store_[d->predicates]) {
        if (const auto* t = std::get_if<ExistentialTraitRef>(&p))
          for (GenericArg a : store_[t->args]) collect(a, used);
        if (const auto* j = std::get_if<ExistentialProjection>(&p)) collect(j->term, used);
      }
    }
    return used;
  }
  std::vector<uint32_t> used_vars(const PolyClause& c) const {
    std::vector<uint32_t> used;
    if (const auto* t = std::get_if<TraitClause>(&c.value))
      for (GenericArg a : store_[t->trait_ref.args]) collect(a, used);
    if (const auto* p = std::get_if<ProjectionClause>(&c.value)) {
      for (GenericArg a : store_[p->args]) collect(a, used);
      collect(p->term, used);
    }
    if (const auto* o = std::get_if<TypeOutlives>(&c.value)) collect(o->ty, used), collect(o->region, used);
    if (const auto* o = std::get_if<RegionOutlives>(&c.value)) collect(o->longer, used), collect(o->shorter, used);
    return used;
  }
  void collect(GenericArg a, std::vector<uint32_t>& used) const {
    // Nested binders shift the index: for_each_free_region reports regions as they stand, so count only the plain case and
    // those below one more binder are found by their own depth.
    collect_at(a, 0, used);
  }
  void collect_at(GenericArg a, uint32_t depth, std::vector<uint32_t>& used) const {
    if (a.is_region()) {
      const auto* b = store_.get<ReBound>(a.region());
      if (b != nullptr && b->debruijn == depth) push_unique(used, b->var);
      return;
    }
    if (!a.is_type()) return;
    if (store_.outer_binder(a) <= depth) return;
    const TypeKind& kind = store_[a.type()];
    if (const auto* f = std::get_if<FnPtr>(&kind)) {
      for (TypeId t : store_[f->sig.value.inputs_and_output]) collect_at(t, depth + 1, used);
      return;
    }
    if (const auto* d = std::get_if<Dynamic>(&kind)) {
      for (const ExistentialPredicate& p : store_[d->predicates]) {
        if (const auto* t = std::get_if<ExistentialTraitRef>(&p))
          for (GenericArg x : store_[t->args]) collect_at(x, depth + 1, used);
        if (const auto* j = std::get_if<ExistentialProjection>(&p)) collect_at(j->term, depth + 1, used);
      }
      collect_at(d->region, depth, used);
      return;
    }
    bool top = true;
    walk_types(store_, a, [&](GenericArg part) {
      if (top) {
        top = false;
        return true;
      }
      collect_at(part, depth, used);
      return false;
    });
  }

  template <class F>
  void in_binder(BoundVarsId vars, const std::vector<uint32_t>& used, F&& inside) {
    const auto list = store_[vars];
    std::vector<std::string> names(list.size());
    const size_t taken_before = taken_.size();
    for (uint32_t v : used)
      if (v < list.size()) {
        names[v] = name_of(list[v].kind);
        if (!names[v].empty()) taken_.push_back(names[v]);
      }
    std::string prefix;
    for (uint32_t v : used) {
      if (v >= list.size()) continue;
      if (names[v].empty()) {
        names[v] = fresh_name();
        taken_.push_back(names[v]);
      }
      prefix += prefix.empty() ? "for<" : ", ";
      prefix += names[v];
    }
    if (!prefix.empty()) out += prefix + "> ";
    binders_.push_back(std::move(names));
    inside();
    binders_.pop_back();
    taken_.resize(taken_before);
  }
  std::string fresh_name() const {
    for (int i = 0;; ++i) {
      std::string name = "'";
      name += static_cast<char>('a' + i % 26);
      if (i >= 26) name += std::to_string(i / 26);
      if (std::find(taken_.begin(), taken_.end(), name) == taken_.end()) return name;
    }
  }

  const Context& cx_;
  Store& store_;
  bool in_value_;
  int opaque_depth_ = 0;
  std::vector<std::vector<std::string>> binders_;
  std::vector<std::string> taken_;
};

}  // namespace

std::string to_string(const Context& cx, GenericArg value) {
  Printer p(cx, false);
  p.print(value);
  return std::move(p.out);
}
std::string to_string(const Context& cx, const TraitRef& trait_ref) {
  Printer p(cx, false);
  p.print(trait_ref);
  return std::move(p.out);
}
std::string to_string(const Context& cx, const PolyClause& clause) {
  Printer p(cx, false);
  p.print(clause);
  return std::move(p.out);
}
std::string to_string(const Context& cx, const PolyFnSig& sig) {
  Printer p(cx, false);
  p.print(sig);
  return std::move(p.out);
}
std::string path_to_string(const Context& cx, DefId def, ArgsId args) {
  Printer p(cx, false);
  p.print_value_path(def, cx.store[args]);
  return std::move(p.out);
}

std::string path_str(const Context& cx, DefId def) {
  Printer p(cx, false);
  switch (cx.defs[def].kind) {
    case DefKind::fn:
    case DefKind::assoc_fn:
    case DefKind::ctor:
    case DefKind::const_:
    case DefKind::assoc_const:
    case DefKind::static_:
    case DefKind::closure:
    case DefKind::anon_const: p.print_value_path(def, {}); break;
    default: p.print_def_path(def, {}); break;
  }
  return std::move(p.out);
}

}  // namespace borrowlab::types
