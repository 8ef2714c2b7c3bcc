// A place in the making. Inside a closure it may start at a captured variable: which capture it means is known only when enough
// of its projections are.
#pragma once
#include "mir/body.h"

namespace borrowlab::mir {

struct PlaceBuilder {
  Local local;  // none: an upvar
  typeck::thir::LocalVarId upvar;
  std::vector<PlaceElem> projection;

  PlaceBuilder() = default;
  explicit PlaceBuilder(Local l) : local(l) {}
  explicit PlaceBuilder(const Place& p) : local(p.local), projection(p.projection) {}
  static PlaceBuilder of_upvar(typeck::thir::LocalVarId v) {
    PlaceBuilder b;
    b.upvar = v;
    return b;
  }
  bool is_upvar() const { return !local.valid(); }
  PlaceBuilder project(PlaceElem elem) const {
    PlaceBuilder out = *this;
    out.projection.push_back(elem);
    return out;
  }
  PlaceBuilder deref() const { return project(PlaceElem::deref()); }
  PlaceBuilder field(FieldIdx f, TypeId ty) const { return project(PlaceElem::field(f, ty)); }
  PlaceBuilder downcast(VariantIdx v, Symbol name) const { return project({PlaceElem::Kind::downcast, v.index, 0, false, {}, name}); }
  PlaceBuilder index(Local l) const { return project({PlaceElem::Kind::index, l.index, 0, false, {}, {}}); }
};

}  // namespace borrowlab::mir
