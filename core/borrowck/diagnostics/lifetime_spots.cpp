#include "borrowck/diagnostics/lifetime_spots.h"

namespace borrowlab::borrowck {

using Form = LifetimeSpot::Form;

diagnostics::SubstitutionPart LifetimeSpot::write(const std::string& name) const {
  switch (form) {
    case Form::reference: return {span, name + " "};
    case Form::path_with_args: return {span, name + ", "};
    case Form::path: {
      std::string list = name;
      for (size_t i = 1; i < means.size(); ++i) list += ", " + name;
      return {span, "<" + list + ">"};
    }
    case Form::named:
    case Form::underscore: break;
  }
  return {span, name};
}

namespace {

class Walker {
 public:
  Walker(const resolve::Crate& krate, std::vector<LifetimeSpot>& out) : ast_(krate.ast), res_(krate.res), out_(out) {}

  void ty(syntax::TyId id) {
    if (!id.valid()) return;
    const syntax::TyId outer = std::exchange(of_, id);
    const syntax::Ty& t = ast_[id];
    if (const auto* p = std::get_if<syntax::TyPath>(&t.kind)) {
      if (p->qself) ty(p->qself->ty);
      path(p->path, false);
    } else if (const auto* r = std::get_if<syntax::TyRef>(&t.kind)) {
      lifetime(r->lifetime, false);
      ty(r->ty);
    } else if (const auto* ptr = std::get_if<syntax::TyPtr>(&t.kind)) {
      ty(ptr->ty);
    } else if (const auto* s = std::get_if<syntax::TySlice>(&t.kind)) {
      ty(s->ty);
    } else if (const auto* a = std::get_if<syntax::TyArray>(&t.kind)) {
      ty(a->ty);
    } else if (const auto* tuple = std::get_if<syntax::TyTuple>(&t.kind)) {
      for (syntax::TyId e : tuple->elems) ty(e);
    } else if (const auto* f = std::get_if<syntax::TyBareFn>(&t.kind)) {
      ++binders_;
      for (syntax::TyId e : f->inputs) ty(e);
      ty(f->output);
      --binders_;
    } else if (const auto* d = std::get_if<syntax::TyDyn>(&t.kind)) {
      bounds(d->bounds);
    } else if (const auto* i = std::get_if<syntax::TyImpl>(&t.kind)) {
      bounds(i->bounds);
    }
    of_ = outer;
  }

 private:
  void bounds(const std::vector<syntax::GenericBound>& list) {
    for (const syntax::GenericBound& b : list) {
      if (b.kind == syntax::GenericBound::Kind::trait) path(b.trait, true);
      else if (b.kind == syntax::GenericBound::Kind::outlives) lifetime(b.lifetime, true);
    }
  }
  void push(Form form, source::Span span, std::vector<resolve::LifetimeRes> means, bool in_bound) {
    out_.push_back({form, span, std::move(means), in_bound, binders_ != 0, of_});
  }
  void lifetime(const syntax::Lifetime& l, bool in_bound) {
    if (l.id.index >= res_.lifetimes.size()) return;
    const Form form = l.ident.name.empty()                               ? Form::reference
                      : l.ident.name == source::sym::underscore_lifetime ? Form::underscore
                                                                         : Form::named;
    push(form, l.ident.span, {res_.lifetimes[l.id.index]}, in_bound);
  }
  void path(const syntax::Path& p, bool in_bound) {
    for (const syntax::PathSegment& s : p.segments) {
      if (const auto it = res_.elided_in_paths.find(s.id); it != res_.elided_in_paths.end() && !it->second.empty()) {
        const source::Span name = s.ident.span;
        if (s.args == nullptr) push(Form::path, name.shrink_to_hi(), it->second, in_bound);
        else push(Form::path_with_args, source::Span{s.args->span.lo + 1, s.args->span.lo + 1, s.args->span.ctxt}, it->second, in_bound);
      }
      if (!s.args) continue;
      binders_ += s.args->parenthesized ? 1 : 0;
      for (const syntax::GenericArg& a : s.args->args) {
        if (const auto* l = std::get_if<syntax::Lifetime>(&a)) lifetime(*l, in_bound);
        else if (const auto* t = std::get_if<syntax::TyId>(&a)) ty(*t);
      }
      for (const syntax::AssocConstraint& c : s.args->constraints) {
        if (const auto* t = std::get_if<syntax::TyId>(&c.value)) ty(*t);
        else if (const auto* b = std::get_if<std::vector<syntax::GenericBound>>(&c.value)) bounds(*b);
      }
      binders_ -= s.args->parenthesized ? 1 : 0;
    }
  }

  const syntax::Ast& ast_;
  const resolve::Resolutions& res_;
  std::vector<LifetimeSpot>& out_;
  syntax::TyId of_;
  uint32_t binders_ = 0;
};

}  // namespace

void lifetime_spots(const resolve::Crate& krate, syntax::TyId ty, std::vector<LifetimeSpot>& out) { Walker(krate, out).ty(ty); }

}  // namespace borrowlab::borrowck
