// Walks over written types: which lifetimes they mention, which `impl Trait` they hold.
#include "support/function_ref.h"
#include "typeck/collect/lower.h"

namespace borrowlab::typeck {

namespace {

class Walker {
 public:
  Walker(const resolve::Crate& krate, FunctionRef<void(const LifetimeRes&, bool)> lifetime, FunctionRef<void(const syntax::Ty&)> each)
      : ast_(krate.ast), res_(krate.res), lifetime_(lifetime), each_(each) {}

  void ty(syntax::TyId id, bool constrains) {
    if (!id.valid()) return;
    const syntax::Ty& t = ast_[id];
    if (each_) each_(t);
    if (const auto* p = std::get_if<syntax::TyPath>(&t.kind)) {
      // What stands in a projection does not tell what the lifetime is.
      const bool projection = p->qself.has_value() || (t.id.index < res_.paths.size() && res_.paths[t.id.index].unresolved != 0);
      if (p->qself) ty(p->qself->ty, false);
      path(p->path, constrains && !projection);
    } else if (const auto* r = std::get_if<syntax::TyRef>(&t.kind)) {
      life(r->lifetime.id, constrains);
      ty(r->ty, constrains);
    } else if (const auto* ptr = std::get_if<syntax::TyPtr>(&t.kind)) {
      ty(ptr->ty, constrains);
    } else if (const auto* s = std::get_if<syntax::TySlice>(&t.kind)) {
      ty(s->ty, constrains);
    } else if (const auto* a = std::get_if<syntax::TyArray>(&t.kind)) {
      ty(a->ty, constrains);
    } else if (const auto* tuple = std::get_if<syntax::TyTuple>(&t.kind)) {
      for (syntax::TyId e : tuple->elems) ty(e, constrains);
    } else if (const auto* f = std::get_if<syntax::TyBareFn>(&t.kind)) {
      ++binders_;
      for (syntax::TyId e : f->inputs) ty(e, constrains);
      ty(f->output, constrains);
      --binders_;
    } else if (const auto* d = std::get_if<syntax::TyDyn>(&t.kind)) {
      bounds(d->bounds, constrains);
    } else if (const auto* i = std::get_if<syntax::TyImpl>(&t.kind)) {
      bounds(i->bounds, false);
    }
  }
  void bounds(const std::vector<syntax::GenericBound>& list, bool constrains) {
    for (const syntax::GenericBound& b : list) {
      if (b.kind == syntax::GenericBound::Kind::trait) path(b.trait, constrains);
      else if (b.kind == syntax::GenericBound::Kind::outlives) life(b.lifetime.id, constrains);
    }
  }

 private:
  // What is elided within a fn pointer or `Fn(&T)` belongs to that.
  void visit(const LifetimeRes& r, bool constrains) {
    const bool elided = r.kind == LifetimeRes::Kind::anonymous || r.kind == LifetimeRes::Kind::elided_from;
    if (lifetime_ && (binders_ == 0 || !elided)) lifetime_(r, constrains);
  }
  void life(NodeId id, bool constrains) {
    if (id.index < res_.lifetimes.size()) visit(res_.lifetimes[id.index], constrains);
  }
  void path(const syntax::Path& p, bool constrains) {
    for (const syntax::PathSegment& s : p.segments) {
      if (const auto it = res_.elided_in_paths.find(s.id); it != res_.elided_in_paths.end())
        for (const LifetimeRes& r : it->second) visit(r, constrains);
      if (!s.args) continue;
      binders_ += s.args->parenthesized ? 1 : 0;
      for (const syntax::GenericArg& a : s.args->args) {
        if (const auto* l = std::get_if<syntax::Lifetime>(&a)) life(l->id, constrains);
        else if (const auto* t = std::get_if<syntax::TyId>(&a)) ty(*t, constrains);
      }
      for (const syntax::AssocConstraint& c : s.args->constraints) {
        if (const auto* t = std::get_if<syntax::TyId>(&c.value)) ty(*t, false);
        else if (const auto* b = std::get_if<std::vector<syntax::GenericBound>>(&c.value)) bounds(*b, false);
      }
      binders_ -= s.args->parenthesized ? 1 : 0;
    }
  }

  const syntax::Ast& ast_;
  const resolve::Resolutions& res_;
  FunctionRef<void(const LifetimeRes&, bool)> lifetime_;
  FunctionRef<void(const syntax::Ty&)> each_;
  uint32_t binders_ = 0;
};

}  // namespace

void walk_ty(const resolve::Crate& krate, syntax::TyId ty, FunctionRef<void(const LifetimeRes&, bool)> lifetime,
             FunctionRef<void(const syntax::Ty&)> each, bool constrains) {
  Walker(krate, lifetime, each).ty(ty, constrains);
}

void walk_bounds(const resolve::Crate& krate, const std::vector<syntax::GenericBound>& bounds,
                 FunctionRef<void(const LifetimeRes&, bool)> lifetime, FunctionRef<void(const syntax::Ty&)> each) {
  Walker(krate, lifetime, each).bounds(bounds, true);
}

bool is_maybe_sized(const std::vector<syntax::GenericBound>& bounds) {
  for (const syntax::GenericBound& b : bounds)
    if (b.kind == syntax::GenericBound::Kind::trait && b.maybe) return true;
  return false;
}

bool is_param_path(const resolve::Crate& krate, syntax::TyId ty, DefId param) {
  if (!ty.valid()) return false;
  const syntax::Ty& t = krate.ast[ty];
  const auto* p = std::get_if<syntax::TyPath>(&t.kind);
  if (p == nullptr || p->qself || t.id.index >= krate.res.paths.size()) return false;
  const PartialRes& r = krate.res.paths[t.id.index];
  if (r.unresolved != 0) return false;
  return (r.base.kind == Res::Kind::def || r.base.kind == Res::Kind::self_ty_param) && r.base.def == param;
}

}  // namespace borrowlab::typeck
