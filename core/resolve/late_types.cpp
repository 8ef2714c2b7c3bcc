// Types, generic arguments, bounds and lifetimes, with lifetime elision. After rustc_resolve::late.
#include <utility>

#include "resolve/resolver.h"
#include "support/function_ref.h"

namespace borrowlab::resolve {
namespace sym = source::sym;
using namespace syntax;

void Resolver::note_candidate(const LifetimeRes& res, Span span) {
  if (candidates_ == nullptr) return;
  switch (res.kind) {
    case LifetimeRes::Kind::param:
    case LifetimeRes::Kind::static_:
    case LifetimeRes::Kind::anonymous: candidates_->push_back({res, candidate_input_, span}); break;
    default: break;
  }
}

LifetimeRes Resolver::anonymous_lifetime(NodeId id, Span span, bool written, bool in_path, size_t count) {
  for (size_t i = lifetime_ribs_.size(); i-- > 0;) {
    const LifetimeRib& rib = lifetime_ribs_[i];
    LifetimeRes res;
    switch (rib.kind) {
      case LifetimeRib::Kind::generics: continue;
      case LifetimeRib::Kind::anonymous_create:
        if (in_path && rib.report_in_path && !written) {
          // `impl Trait for Ref<T>`: the path must say that it has a lifetime.
          sink_.refuse(span, "reporting a hidden lifetime in an impl header");
          res.kind = LifetimeRes::Kind::error;
          return res;
        }
        res.kind = LifetimeRes::Kind::anonymous;
        res.source = id;
        note_candidate(res, span);
        return res;
      case LifetimeRib::Kind::elided: note_candidate(rib.elided, span); return rib.elided;
      case LifetimeRib::Kind::report_error: {
        Diagnostic d = written ? Diagnostic(diagnostics::Level::error, "`'_` cannot be used here", MultiSpan(span), "E0637")
                               : Diagnostic(diagnostics::Level::error, "`&` without an explicit lifetime name cannot be used here",
                                            MultiSpan(span), "E0637");
        if (!written && !in_path && span.lo == span.hi && span.lo > 0) d.spans.primary[0].lo -= 1;
        d.label(d.spans.primary[0], written ? "`'_` is a reserved lifetime name" : "explicit lifetime name needed here");
        if (written) d.help("use another lifetime specifier");
        if (!written && !in_path && current_bound_ != nullptr && current_bound_->for_params.empty())
          d.suggest_multipart("consider introducing a higher-ranked lifetime here",
                              {{current_bound_->span.shrink_to_lo(), "for<'a> "}, {span.shrink_to_hi(), "'a "}},
                              Applicability::machine_applicable, diagnostics::SuggestionStyle::show_always);
        if (in_path && !written) sink_.refuse(span, "reporting a hidden lifetime here");
        else error(std::move(d));
        res.kind = LifetimeRes::Kind::error;
        return res;
      }
      case LifetimeRib::Kind::elision_failure:
      case LifetimeRib::Kind::item:
        report_missing_lifetime(span, written, count, in_path && !written);
        res.kind = LifetimeRes::Kind::error;
        return res;
    }
  }
  LifetimeRes res;
  res.kind = LifetimeRes::Kind::infer;
  return res;
}

LifetimeRes Resolver::resolve_lifetime(const syntax::Lifetime& lifetime) {
  LifetimeRes res;
  const Symbol name = lifetime.ident.name;
  if (name == sym::static_lifetime) {
    res.kind = LifetimeRes::Kind::static_;
    note_candidate(res, lifetime.ident.span);
    return res;
  }
  if (name.empty() || name == sym::underscore_lifetime) return anonymous_lifetime(lifetime.id, lifetime.ident.span, !name.empty(), false);
  for (size_t i = lifetime_ribs_.size(); i-- > 0;) {
    const LifetimeRib& rib = lifetime_ribs_[i];
    if (rib.kind == LifetimeRib::Kind::item) break;
    for (const auto& [param, def] : rib.params) {
      if (param != name) continue;
      res.kind = LifetimeRes::Kind::param;
      res.def = def;
      note_candidate(res, lifetime.ident.span);
      return res;
    }
  }
  report_undeclared_lifetime(lifetime);
  res.kind = LifetimeRes::Kind::error;
  return res;
}

void Resolver::late_bounds(const std::vector<GenericBound>& bounds) {
  for (const GenericBound& b : bounds) late_bound(b);
}

void Resolver::late_bound(const GenericBound& bound) {
  switch (bound.kind) {
    case GenericBound::Kind::trait: {
      late_for_params(bound.for_params);
      const GenericBound* outer = current_bound_;
      current_bound_ = &bound;
      const PartialRes res = smart_resolve(bound.ref_id, std::nullopt, bound.trait, PathSource::trait);
      late_segment_args(bound.trait, true);
      elided_in_path(bound.trait, res, 0);
      current_bound_ = outer;
      lifetime_ribs_.pop_back();
      break;
    }
    case GenericBound::Kind::outlives: slot(res_.lifetimes, bound.lifetime.id) = resolve_lifetime(bound.lifetime); break;
    case GenericBound::Kind::use:
      for (const Lifetime& l : bound.use_args) late_use_arg(l);
      break;
  }
}

// `use<'a, T>`: only parameters can be captured.
void Resolver::late_use_arg(const Lifetime& arg) {
  const std::string name(arg.ident.name.str());
  if (!name.empty() && name[0] == '\'') {
    slot(res_.lifetimes, arg.id) = resolve_lifetime(arg);
    return;
  }
  auto r = lookup_ribs(arg.ident, Namespace::type, true);
  if (!r) r = lookup_ribs(arg.ident, Namespace::value, true);
  if (!r) {
    Diagnostic d(diagnostics::Level::error, "cannot find type or const parameter `" + name + "` in this scope", MultiSpan(arg.ident.span),
                 "E0800");
    d.label(arg.ident.span, "not found in this scope");
    const auto* fn = current_fn_ != nullptr ? std::get_if<ItemFn>(&current_fn_->kind) : nullptr;
    if (fn != nullptr && fn->generics.params.empty())
      d.suggest_verbose(current_fn_->ident.span.shrink_to_hi(), "you might be missing a type parameter", "<" + name + ">",
                        Applicability::maybe_incorrect);
    return error(std::move(d));
  }
  path_slot(arg.id).base = *r;
  const bool param = r->kind == Res::Kind::def && (defs_[r->def].kind == DefKind::type_param || defs_[r->def].kind == DefKind::const_param);
  if (param || r->kind == Res::Kind::self_ty_param) return;
  if (r->kind == Res::Kind::self_ty_alias) return sink_.refuse(arg.ident.span, "`Self` in `use<…>`");
  const std::string what = kind_name(*r);
  Diagnostic d(diagnostics::Level::error, "expected type or const parameter, found " + what + " `" + name + "`", MultiSpan(arg.ident.span),
               "E0799");
  d.label(arg.ident.span, "not a type or const parameter");
  error(std::move(d));
}

void Resolver::late_ty_in(const char* place, TyId id) {
  const char* outer = std::exchange(impl_trait_banned_, place);
  late_ty(id);
  impl_trait_banned_ = outer;
}

void Resolver::late_args(const GenericArgs& args) {
  if (args.parenthesized) {
    // Fn(A, B) -> C elides as a fn does.
    std::vector<TyId> inputs;
    if (!args.args.empty()) {
      if (const auto* ty = std::get_if<TyId>(&args.args[0])) {
        if (const auto* tuple = std::get_if<TyTuple>(&ast_[*ty].kind)) inputs = tuple->elems;
        else inputs.push_back(*ty);
      }
    }
    TyId output;
    if (!args.constraints.empty())
      if (const auto* ty = std::get_if<TyId>(&args.constraints[0].value)) output = *ty;
    const char* outer = std::exchange(impl_trait_banned_, "the parameters of `Fn` trait bounds");
    late_fn_signature(inputs, output, false);
    impl_trait_banned_ = outer;
    return;
  }
  for (const GenericArg& a : args.args) {
    if (const auto* l = std::get_if<Lifetime>(&a)) {
      slot(res_.lifetimes, l->id) = resolve_lifetime(*l);
    } else if (const auto* t = std::get_if<TyId>(&a)) {
      // A lone name that is no type may be a constant: a const parameter or item as an argument.
      const Ty& ty = ast_[*t];
      if (const auto* path = std::get_if<TyPath>(&ty.kind);
          path != nullptr && !path->qself && path->path.segments.size() == 1 && !path->path.segments[0].args) {
        const Ident ident = path->path.segments[0].ident;
        if (!lookup_ribs(ident, Namespace::type, false)) {
          if (auto v = lookup_ribs(ident, Namespace::value, true)) {
            path_slot(ty.id).base = *v;
            path_slot(path->path.segments[0].id).base = *v;
            continue;
          }
        }
      }
      late_ty(*t);
    } else if (const auto* c = std::get_if<AnonConst>(&a)) {
      late_anon_const(*c, true);
    }
  }
  const Ty* outer_impl_trait = std::exchange(outer_impl_trait_, nullptr);
  for (const AssocConstraint& c : args.constraints) {
    if (c.args) late_args(*c.args);
    if (const auto* ty = std::get_if<TyId>(&c.value)) late_ty(*ty);
    else if (const auto* k = std::get_if<AnonConst>(&c.value)) late_anon_const(*k, true);
    else if (const auto* b = std::get_if<std::vector<GenericBound>>(&c.value)) late_bounds(*b);
  }
  outer_impl_trait_ = outer_impl_trait;
}

void Resolver::late_segment_args(const syntax::Path& path, bool /*is_type_path*/) {
  for (const PathSegment& s : path.segments)
    if (s.args) late_args(*s.args);
}

// Lifetimes that a type path leaves out (`Ref<T>`): one result for each.
void Resolver::elided_in_path(const syntax::Path& path, const PartialRes& res, size_t /*skip*/) {
  if (res.base.kind == Res::Kind::err || path.segments.empty()) return;
  for (size_t i = 0; i < path.segments.size(); ++i) {
    const PathSegment& s = path.segments[i];
    DefId def;
    if (i + 1 + res.unresolved == path.segments.size()) {
      if (res.base.kind == Res::Kind::def) def = res.base.def;
    } else if (s.id.index < res_.paths.size() && res_.paths[s.id.index].base.kind == Res::Kind::def &&
               i + 1 + res.unresolved < path.segments.size()) {
      def = res_.paths[s.id.index].base.def;
    }
    if (!def.valid()) continue;
    if (defs_[def].kind == DefKind::variant || defs_[def].kind == DefKind::ctor) continue;
    const auto it = tables_.lifetime_params.find(def);
    if (it == tables_.lifetime_params.end()) continue;
    bool written = false;
    if (s.args)
      for (const GenericArg& a : s.args->args) written = written || std::holds_alternative<Lifetime>(a);
    if (written || (s.args && s.args->parenthesized)) continue;
    std::vector<LifetimeRes> list;
    for (uint32_t k = 0; k < it->second; ++k) {
      const NodeId node = fresh_node();
      list.push_back(anonymous_lifetime(node, s.ident.span, false, true, it->second));

      if (list.back().kind == LifetimeRes::Kind::error || list.back().kind == LifetimeRes::Kind::infer) {
        list.assign(it->second, list.back());
        break;
      }
    }
    res_.elided_in_paths[s.id] = std::move(list);
  }
}

// The lifetimes of references to Self within the type of `self`.
void Resolver::collect_ref_self_lifetimes(TyId id, std::vector<LifetimeRes>& out) const {
  const Ty& ty = ast_[id];
  if (const auto* r = std::get_if<TyRef>(&ty.kind)) {
    const Ty& inner = ast_[r->ty];
    bool is_self = std::holds_alternative<TyImplicitSelf>(inner.kind);
    if (std::holds_alternative<TyPath>(inner.kind) && inner.id.index < res_.paths.size()) {
      const PartialRes& res = res_.paths[inner.id.index];
      is_self = res.unresolved == 0 && (res.base.kind == Res::Kind::self_ty_alias || res.base.kind == Res::Kind::self_ty_param ||
                                        (res.base.kind == Res::Kind::def && res.base.def == current_self_));
    }
    if (is_self && r->lifetime.id.index < res_.lifetimes.size()) out.push_back(res_.lifetimes[r->lifetime.id.index]);
    collect_ref_self_lifetimes(r->ty, out);
  } else if (const auto* p = std::get_if<TyPath>(&ty.kind)) {
    for (const PathSegment& s : p->path.segments)
      if (s.args)
        for (const GenericArg& a : s.args->args)
          if (const auto* t = std::get_if<TyId>(&a)) collect_ref_self_lifetimes(*t, out);
  }
}

std::optional<LifetimeRes> Resolver::late_inputs(const std::vector<TyId>& inputs, bool has_self) {
  std::vector<ElisionCandidate> found;
  std::vector<ElisionCandidate>* outer = candidates_;
  const uint32_t outer_input = candidate_input_;
  LifetimeRib rib;
  rib.kind = LifetimeRib::Kind::anonymous_create;
  lifetime_ribs_.push_back(rib);
  const bool outer_params = in_fn_params_;
  in_fn_params_ = true;
  std::optional<LifetimeRes> self;
  bool many_self = false;
  for (size_t i = 0; i < inputs.size(); ++i) {
    candidates_ = &found;
    candidate_input_ = static_cast<uint32_t>(i);
    late_ty(inputs[i]);
    if (i == 0 && has_self) {
      std::vector<LifetimeRes> refs;
      collect_ref_self_lifetimes(inputs[0], refs);
      for (const LifetimeRes& r : refs) {
        if (!self) self = r;
        else if (self->kind != r.kind || self->def != r.def || self->source != r.source) many_self = true;
      }
    }
  }
  in_fn_params_ = outer_params;
  lifetime_ribs_.pop_back();
  candidates_ = outer;
  candidate_input_ = outer_input;
  // An enclosing signature's elision does not count what is within.
  const auto as_source = [](LifetimeRes r) {
    if (r.kind == LifetimeRes::Kind::anonymous) r.kind = LifetimeRes::Kind::elided_from;
    return r;
  };
  if (many_self) return std::nullopt;
  if (self) return as_source(*self);
  std::optional<LifetimeRes> only;
  bool several = false;
  for (const ElisionCandidate& c : found) {
    if (!only) only = c.res;
    else if (only->kind != c.res.kind || only->def != c.res.def || only->source != c.res.source) several = true;
  }
  if (elision_inputs_.size() == inputs.size()) {
    for (const ElisionCandidate& c : found) {
      ++elision_inputs_[c.input].count;
      elision_inputs_[c.input].places.push_back(c.span);
    }
  }
  if (several || !only) return std::nullopt;
  return as_source(*only);
}

void Resolver::with_elision(std::optional<LifetimeRes> output, FunctionRef<void()> f) {
  LifetimeRib rib;
  rib.kind = output ? LifetimeRib::Kind::elided : LifetimeRib::Kind::elision_failure;
  if (output) rib.elided = *output;
  std::vector<ElisionCandidate>* outer = candidates_;
  candidates_ = nullptr;
  lifetime_ribs_.push_back(rib);
  f();
  lifetime_ribs_.pop_back();
  candidates_ = outer;
}

void Resolver::late_fn_signature(const std::vector<TyId>& inputs, TyId output, bool has_self) {
  std::vector<ElisionInput> outer;
  outer.swap(elision_inputs_);
  const FnSig* outer_sig = current_sig_;
  current_sig_ = nullptr;
  elision_inputs_.resize(inputs.size());
  const std::optional<LifetimeRes> elided = late_inputs(inputs, has_self);
  with_elision(elided, [&] {
    const bool fn_pointer = impl_trait_banned_ != nullptr && impl_trait_banned_[0] == '`';
    if (output.valid() && !std::holds_alternative<TyNever>(ast_[output].kind))
      late_ty_in(fn_pointer ? "`fn` pointer return types" : "the return type of `Fn` trait bounds", output);
  });
  elision_inputs_.swap(outer);
  current_sig_ = outer_sig;
}

// `-> !` is the one place where `!` may stand.
void Resolver::late_output(TyId id) {
  if (id.valid() && !std::holds_alternative<TyNever>(ast_[id].kind)) late_ty(id);
}

void Resolver::late_ty(TyId id) {
  const Ty& ty = ast_[id];
  if (const auto* k = std::get_if<TyPath>(&ty.kind)) {
    const PartialRes res = smart_resolve(ty.id, k->qself, k->path, PathSource::type);
    late_segment_args(k->path, true);
    elided_in_path(k->path, res, 0);
  } else if (const auto* k = std::get_if<TyRef>(&ty.kind)) {
    slot(res_.lifetimes, k->lifetime.id) = resolve_lifetime(k->lifetime);
    late_ty(k->ty);
  } else if (const auto* k = std::get_if<TyPtr>(&ty.kind)) {
    late_ty(k->ty);
  } else if (const auto* k = std::get_if<TySlice>(&ty.kind)) {
    late_ty(k->ty);
  } else if (const auto* k = std::get_if<TyArray>(&ty.kind)) {
    late_ty(k->ty);
    late_anon_const(k->len, true);
  } else if (const auto* k = std::get_if<TyTuple>(&ty.kind)) {
    for (TyId t : k->elems) late_ty(t);
  } else if (const auto* k = std::get_if<TyBareFn>(&ty.kind)) {
    late_for_params(k->for_params);
    const char* outer = std::exchange(impl_trait_banned_, "`fn` pointer parameters");
    late_fn_signature(k->inputs, k->output, false);
    impl_trait_banned_ = outer;
    lifetime_ribs_.pop_back();
  } else if (const auto* k = std::get_if<TyDyn>(&ty.kind)) {
    for (const GenericBound& b : k->bounds) {
      // `dyn Trait + '_`
      late_bound(b);
    }
  } else if (const auto* k = std::get_if<TyImpl>(&ty.kind)) {
    const bool param = in_fn_params_ && impl_trait_is_param_;
    if (outer_impl_trait_ != nullptr) {
      Diagnostic d(diagnostics::Level::error, "nested `impl Trait` is not allowed", MultiSpan(ty.span), "E0666");
      d.label(outer_impl_trait_->span, "outer `impl Trait`");
      d.label(ty.span, "nested `impl Trait` here");
      error(std::move(d));
    } else if (impl_trait_banned_ != nullptr) {
      Diagnostic d(diagnostics::Level::error, std::string("`impl Trait` is not allowed in ") + impl_trait_banned_, MultiSpan(ty.span),
                   "E0562");
      d.note("`impl Trait` is only allowed in arguments and return types of functions and methods");
      if (std::string_view(impl_trait_banned_) == "the type of variable bindings")
        d.note("see issue #63065 <https://github.com/rust-lang/rust/issues/63065> for more information");
      error(std::move(d));
    } else if (!impl_trait_owner_.valid()) {
      sink_.refuse(ty.span, "`impl Trait` here");
    } else {
      new_def(param ? DefKind::type_param : DefKind::opaque, impl_trait_owner_, Symbol::intern(sources_.snippet(ty.span)), ty.span, ty.span,
              ty.id);
    }
    const bool outer_params = in_fn_params_;
    const Ty* outer_impl_trait = std::exchange(outer_impl_trait_, &ty);
    late_bounds(k->bounds);
    outer_impl_trait_ = outer_impl_trait;
    in_fn_params_ = outer_params;
  } else if (std::holds_alternative<TyNever>(ty.kind)) {
    if (is_library_) return;
    Diagnostic d(diagnostics::Level::error, "the `!` type is experimental", MultiSpan(ty.span), "E0658");
    d.note("see issue #35121 <https://github.com/rust-lang/rust/issues/35121> for more information");
    error(std::move(d));
  } else if (std::holds_alternative<TyImplicitSelf>(ty.kind)) {
    Ident self{sym::kw_Self, ty.span};
    if (auto r = lookup_ribs(self, Namespace::type, true)) path_slot(ty.id).base = *r;
    else path_slot(ty.id).base = Res{};
  }
}

}  // namespace borrowlab::resolve
