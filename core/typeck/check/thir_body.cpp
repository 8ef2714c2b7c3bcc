// Bodies, blocks, statements and arms; and how a whole owner with its closures becomes THIR.
#include "typeck/check/thir_build.h"

namespace borrowlab::typeck::check {

unsigned __int128 truncate_to(const types::Store& store, TypeId t, unsigned __int128 bits) {
  const auto* i = store.get<types::Int>(t);
  if (i == nullptr) return bits;
  const unsigned width = i->width == types::IntWidth::w8     ? 8
                         : i->width == types::IntWidth::w16  ? 16
                         : i->width == types::IntWidth::w32  ? 32
                         : i->width == types::IntWidth::w128 ? 128
                                                             : 64;
  return width == 128 ? bits : bits & ((static_cast<unsigned __int128>(1) << width) - 1);
}

ThirBuilder::ThirBuilder(FnCtxt& fcx, DefId def)
    : f_(fcx),
      cx_(fcx.cx),
      store_(fcx.store),
      ast_(fcx.ast),
      results_(fcx.results),
      def_(def),
      is_closure_(fcx.cx.defs[def].kind == DefKind::closure) {
  body_.owner = def;
}

void ThirBuilder::collect_vars() {
  for (const auto& [node, scope] : tree_.vars) {
    auto it = results_.vars.find(node);
    if (it == results_.vars.end()) continue;
    thir::VarInfo info = it->second;
    info.ty = node_type(node, info.span);
    info.scope = scope;
    body_.vars[node] = info;
  }
  body_.scopes = tree_.scopes;
  body_.call_site_scope = tree_.call_site;
  body_.arguments_scope = tree_.arguments;
}

void ThirBuilder::build_fn(const std::vector<syntax::Param>& params, const FnSig& sig, BlockId block, ExprId value) {
  BodySource source{ast_, f_.res, cx_.defs.defs, f_.edition, {}, block, value, true};
  for (const auto& p : params) source.params.push_back(p.pat);
  tree_ = build_scope_tree(source);
  // Lifetimes of the signature stay: the borrow checker relates them.
  FnSig resolved = f_.icx.resolve(sig);
  body_.sig = resolved;
  body_.return_ty = ty(store_.output(resolved), f_.ret_span);
  body_.span = block.valid() ? ast_[block].span : ast_[value].span;
  const auto inputs = store_.inputs(resolved);
  for (size_t i = 0; i < params.size() && i < inputs.size(); ++i) {
    thir::Param p;
    p.ty = ty(inputs[i], params[i].span);
    if (params[i].ty.valid()) p.ty_span = ast_[params[i].ty].span;
    p.pat = pattern(params[i].pat);
    if (auto u = results_.user_types.find(params[i].id); u != results_.user_types.end()) body_.pats[p.pat].ascription = u->second;
    body_.params.push_back(std::move(p));
  }
  body_.value = block.valid() ? mirror_block_expr(block) : mirror(value);
  collect_vars();
  body_.tainted = results_.tainted;
}

void ThirBuilder::build_const(ExprId value, TypeId t) {
  tree_ = build_scope_tree(BodySource{ast_, f_.res, cx_.defs.defs, f_.edition, {}, {}, value, false});
  body_.return_ty = ty(t, f_.span_of(value));
  body_.sig.inputs_and_output = store_.type_list({body_.return_ty});
  body_.span = f_.span_of(value);
  body_.value = mirror(value);
  collect_vars();
  body_.tainted = results_.tainted;
}

thir::ExprId ThirBuilder::mirror_block_expr(BlockId id) {
  const syntax::Block& b = ast_[id];
  thir::Expr e;
  e.ty = node_type(b.id, b.span);
  e.temp_lifetime = tree_.temporary_of_block_expr(b.id);
  e.span = b.span;
  e.kind = thir::BlockExpr{mirror_block(id)};
  const thir::ScopeId temp = e.temp_lifetime;
  for (const Adjustment& a : f_.adjustments_of(b.id)) e = apply_adjustment(Span{}, std::move(e), a, e.span, temp);
  thir::Expr scope;
  scope.ty = e.ty;
  scope.temp_lifetime = temp;
  scope.span = b.span;
  scope.kind = thir::Scope{tree_.block_as_expr(b.id), push(std::move(e))};
  return push(std::move(scope));
}

thir::BlockId ThirBuilder::mirror_block(BlockId id) {
  const syntax::Block& b = ast_[id];
  thir::Block out;
  out.scope = tree_.node(b.id);
  out.span = b.span;
  out.unsafe_block = b.kind == syntax::BlockKind::unsafe;
  for (uint32_t i = 0; i < b.stmts.size(); ++i) {
    const syntax::Stmt& s = b.stmts[i];
    if (const auto* let = std::get_if<syntax::StmtLet>(&s.kind)) {
      thir::StmtLet st;
      st.remainder_scope = tree_.remainder(b.id, i);
      st.init_scope = tree_.statement(b.id, i);
      st.span = s.span;
      st.pattern = pattern(let->pat);
      if (auto u = results_.user_types.find(let->id); u != results_.user_types.end()) body_.pats[st.pattern].ascription = u->second;
      if (let->init.valid()) st.initializer = mirror(let->init);
      if (let->els.valid()) st.else_block = mirror_block(let->els);
      out.stmts.push_back({std::move(st), {}});
    } else if (const auto* e = std::get_if<syntax::StmtExpr>(&s.kind)) {
      thir::StmtExpr st;
      st.scope = tree_.statement(b.id, i);
      st.expr = mirror(e->expr);
      out.stmts.push_back({std::move(st), {}});
    }
  }
  if (b.tail.valid()) out.expr = mirror(b.tail);
  return body_.blocks.push(std::move(out));
}

uint32_t ThirBuilder::mirror_arm(const syntax::Arm& arm) {
  thir::Arm out;
  out.pattern = pattern(arm.pat);
  if (arm.guard.valid()) out.guard = mirror(arm.guard);
  out.body = mirror(arm.body);
  out.scope = tree_.node(arm.id);
  out.span = arm.span;
  body_.arms.push_back(std::move(out));
  return static_cast<uint32_t>(body_.arms.size() - 1);
}

CheckedBody build_thir(FnCtxt& f) {
  CheckedBody out;
  for (auto& [def, info] : f.results.closures)
    for (thir::Capture& c : info.captures) {
      c.var_ty = f.final_ty(c.var_ty, c.path_span);
      c.place_ty = f.final_ty(c.place_ty, c.path_span);
      c.captured_ty = f.final_ty(c.captured_ty, c.path_span);
      for (auto& p : c.projections) p.ty = f.final_ty(p.ty, c.path_span);
    }
  // Inner closures first.
  for (const DefId def : f.closures_seen) {
    const syntax::Expr& e = f.ast[f.cx.defs[def].expr];
    const auto& c = std::get<syntax::ExprClosure>(e.kind);
    f.cx.items.type_of[def] = f.final_ty(f.node_ty(e.id), e.span);
    ThirBuilder b(f, def);
    b.build_fn(c.params, f.results.closure_sigs[def], {}, c.body);
    thir::Body body = b.take();
    if (c.output.valid()) body.return_ty_span = f.ast[c.output].span;
    body.closure = f.results.closures[def];
    out.nested.push_back(std::move(body));
  }
  for (const auto& [def, value] : f.inline_consts) {
    ThirBuilder b(f, def);
    b.build_const(value, f.expr_ty(value));
    out.nested.push_back(b.take());
  }
  ThirBuilder b(f, f.owner);
  const resolve::Def& d = f.cx.defs[f.owner];
  if (d.kind == DefKind::fn || d.kind == DefKind::assoc_fn) {
    const auto& fn = std::get<syntax::ItemFn>(f.ast[d.item].kind);
    b.build_fn(fn.sig.inputs, f.owner_sig, fn.body, {});
    out.body = b.take();
    if (fn.sig.output.valid()) out.body.return_ty_span = f.ast[fn.sig.output].span;
    if (fn.sig.self != syntax::SelfKind::none && !out.body.params.empty()) out.body.params[0].self_kind = fn.sig.self;
  } else {
    b.build_const(f.const_value, f.const_ty);
    out.body = b.take();
  }
  out.body.tainted = f.results.tainted;
  for (auto& n : out.nested) n.tainted = f.results.tainted;
  return out;
}

}  // namespace borrowlab::typeck::check
