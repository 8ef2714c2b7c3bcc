// E0381: a variable is read that no path, or not every path, has given a value.
// After rustc_borrowck::diagnostics::conflict_errors (report_use_of_uninitialized, ConditionVisitor).
#include <algorithm>

#include "borrowck/mir_borrowck.h"

namespace borrowlab::borrowck {

using namespace mir;  // NOLINT
using Action = InitializationRequiringAction;

namespace {

bool before(Span a, Span b) { return a.lo != b.lo ? a.lo < b.lo : a.hi < b.hi; }

// The branches in which the variable gets no value, where others give it one.
class Conditions {
 public:
  Conditions(const AstSearch& ast, const source::SourceMap& sources, const std::vector<Span>& assigned, std::string name)
      : ast_(ast), sources_(sources), assigned_(assigned), name_(std::move(name)) {
    for (uint32_t i = 0; i < ast_.nodes().size(); ++i) {
      if (ast_.get<syntax::ExprIf>(i) != nullptr) branches(i);
      if (ast_.get<syntax::ExprMatch>(i) != nullptr) arms(i);
    }
  }
  std::vector<std::pair<Span, std::string>> errors;

 private:
  // Whether a statement in the part is one of the assignments. As in rustc, only statements with a semicolon count, and of a
  // block's statements none is looked into but the tail.
  bool assigns(uint32_t part) const {
    for (uint32_t n = part; n < ast_.nodes().size(); ++n) {
      if (ast_[n].kind != AstNode::Kind::expr || std::find(assigned_.begin(), assigned_.end(), ast_[n].span) == assigned_.end()) continue;
      const uint32_t block = ast_.parent(n);
      if (!ast_.is_within(n, part) || block == AstSearch::none || ast_[block].kind != AstNode::Kind::block || !is_statement(block, n))
        continue;
      bool reached = true;
      for (uint32_t m = block; m != part && reached; m = ast_.parent(m)) {
        const uint32_t up = ast_.parent(m);
        if (ast_[up].kind == AstNode::Kind::block) reached = ast_.ast()[ast_[up].block].tail == ast_[m].expr && ast_[m].expr.valid();
        reached &= ast_.get<syntax::ExprClosure>(m) == nullptr;
      }
      if (reached) return true;
    }
    return false;
  }
  bool is_statement(uint32_t block, uint32_t n) const {
    for (const syntax::Stmt& s : ast_.ast()[ast_[block].block].stmts)
      if (const auto* e = std::get_if<syntax::StmtExpr>(&s.kind))
        if (e->expr == ast_[n].expr) return e->semi;
    return false;
  }
  uint32_t child(uint32_t parent, auto&& pred) const {
    for (uint32_t i = parent + 1; i < ast_.nodes().size(); ++i)
      if (ast_.parent(i) == parent && pred(ast_[i])) return i;
    return AstSearch::none;
  }

  void branches(uint32_t n) {
    const auto* k = ast_.get<syntax::ExprIf>(n);
    const uint32_t then = child(n, [&](const AstNode& c) { return c.kind == AstNode::Kind::block && c.block == k->then; });
    const Span cond = ast_.ast()[k->cond].span;
    const bool in_then = then != AstSearch::none && assigns(then);
    if (!k->else_.valid()) {
      if (!in_then) return;
      errors.emplace_back(cond, "if this `if` condition is `false`, " + name_ + " is not initialized");
      errors.emplace_back(ast_[n].span.shrink_to_hi(), "an `else` arm might be missing here, initializing " + name_);
      return;
    }
    const uint32_t other = child(n, [&](const AstNode& c) { return c.kind == AstNode::Kind::expr && c.expr == k->else_; });
    const bool in_other = other != AstSearch::none && assigns(other);
    if (in_then == in_other) return;
    if (in_other) errors.emplace_back(cond, "if this condition is `true`, " + name_ + " is not initialized");
    else if (sources_.desugaring_of(ast_[other].span) == source::DesugaringKind::while_loop)
      errors.emplace_back(cond, "if this condition isn't met and the `while` loop runs 0 times, " + name_ + " is not initialized");
    else
      errors.emplace_back(ast_[then].span.shrink_to_hi().until(ast_[other].span),
                          "if the `if` condition is `false` and this `else` arm is executed, " + name_ + " is not initialized");
  }

  void arms(uint32_t n) {
    const auto* k = ast_.get<syntax::ExprMatch>(n);
    std::vector<bool> seen;
    for (const syntax::Arm& a : k->arms) {
      const uint32_t arm = child(n, [&](const AstNode& c) { return c.kind == AstNode::Kind::arm && c.arm == &a; });
      seen.push_back(arm != AstSearch::none && assigns(arm));
    }
    if (std::find(seen.begin(), seen.end(), true) == seen.end()) return;
    for (size_t i = 0; i < seen.size(); ++i) {
      if (seen[i]) continue;
      const syntax::Arm& a = k->arms[i];
      const Span pat = ast_.ast()[a.pat].span;
      if (k->source == syntax::MatchSource::for_loop) {
        errors.emplace_back(ast_.ast()[k->scrutinee].span, "if the `for` loop runs 0 times, " + name_ + " is not initialized");
        continue;
      }
      if (std::holds_alternative<syntax::ExprReturn>(ast_.ast()[a.body].kind)) continue;
      if (a.guard.valid())
        errors.emplace_back(pat.to(ast_.ast()[a.guard].span),
                            "if this pattern and condition are matched, " + name_ + " is not initialized");
      else errors.emplace_back(pat, "if this pattern is matched, " + name_ + " is not initialized");
    }
  }

  const AstSearch& ast_;
  const source::SourceMap& sources_;
  const std::vector<Span>& assigned_;
  std::string name_;
};

}  // namespace

// A value of the type, to start with. rustc: ty_kind_suggestion.
std::optional<std::string> MirBorrowckCtxt::value_of_type(TypeId t) const {
  const types::TypeKind& k = cx_.store[t];
  auto wrapped = [&](TypeId inner, const char* open, const char* close) -> std::optional<std::string> {
    const auto value = value_of_type(inner);
    return value ? std::optional(open + *value + close) : std::nullopt;
  };
  if (std::holds_alternative<types::Never>(k) || std::holds_alternative<types::Error>(k)) return std::nullopt;
  if (std::holds_alternative<types::Bool>(k)) return "false";
  if (std::holds_alternative<types::Char>(k)) return "'x'";
  if (std::holds_alternative<types::Int>(k)) return "42";
  if (std::holds_alternative<types::Float>(k)) return "3.14159";
  if (std::holds_alternative<types::Slice>(k)) return "[]";
  if (const auto* adt = std::get_if<types::Adt>(&k)) {
    if (is_lib_item(adt->def, "Vec")) return "vec![]";
    const auto it = cx_.items.adts.find(adt->def);
    const auto args = cx_.store[adt->args];
    const bool typed = !args.empty() && args[0].is_type();
    if (it != cx_.items.adts.end() && it->second.is_box && typed) return wrapped(args[0].type(), "Box::new(", ")");
    if (is_lib_item(adt->def, "Option")) return "None";
    if (is_lib_item(adt->def, "Result") && typed) return wrapped(args[0].type(), "Ok(", ")");
    const auto item = cx_.defs.diagnostic_items.find(Symbol::intern("Default"));
    typeck::InferCtxt icx(cx_);
    const GenericArg self(t);
    if (item != cx_.defs.diagnostic_items.end() && typeck::type_implements(icx, item->second, std::span(&self, 1), env_))
      return "Default::default()";
  }
  if (const auto* r = std::get_if<types::Ref>(&k)) {
    if (cx_.store.get<types::Str>(r->pointee) != nullptr && r->mut == Mutability::not_) return "\"\"";
    return wrapped(r->pointee, r->mut == Mutability::mut ? "&mut " : "&", "");
  }
  if (const auto* a = std::get_if<types::Array>(&k)) {
    if (const auto* len = cx_.store.get<types::ConstValue>(a->len)) {
      const auto n = static_cast<uint64_t>(len->bits);
      if (n == 0) return "[]";
      if (n == 1 || implements("copy", a->elem)) return wrapped(a->elem, "[", ("; " + std::to_string(n) + "]").c_str());
    }
  }
  if (const auto* tuple = std::get_if<types::Tuple>(&k)) {
    std::string list;
    const auto elems = cx_.store[tuple->elems];
    for (TypeId e : elems) {
      const auto value = value_of_type(e);
      if (!value) return std::nullopt;
      list += (list.empty() ? "" : ", ") + *value;
    }
    return "(" + list + (elems.size() == 1 ? ",)" : ")");
  }
  return "/* value */";
}

void MirBorrowckCtxt::report_use_of_uninitialized(MovePathIndex mpi, const Place& used, const Place& moved, Action action, Span span,
                                                  const UseSpans& use) {
  const Span decl_span = body_.locals[moved.local].source_info.span;
  std::vector<Span> assigned;  // where the variable is given a value, somewhere
  for (InitIndex i : moves_.path_inits[mpi]) {
    const Init& init = moves_.inits[i];
    const Span s = init.argument ? body_.locals[init.argument].source_info.span : body_.source_info(init.location).span;
    if (!s.is_dummy() && std::find(assigned.begin(), assigned.end(), s) == assigned.end()) assigned.push_back(s);
  }
  const auto moved_name = describe_place(moved, moved.projection.size(), true, true);
  const auto used_name = describe_place(used, used.projection.size(), true, true);
  const Conditions conditions(ast_, cx_.sources, assigned, moved_name ? "`" + *moved_name + "`" : "the variable");
  const bool partial = action == Action::partial_assignment || action == Action::assignment;
  const bool some = std::any_of(assigned.begin(), assigned.end(), [&](Span s) {
    return !s.contains(span) && std::none_of(conditions.errors.begin(), conditions.errors.end(),
                                             [&](const auto& e) { return before(span, e.first) && !e.first.contains(span); });
  });
  const std::string isnt = partial ? "isn't fully initialized" : some ? "is possibly-uninitialized" : "isn't initialized";
  const std::string verb = action == Action::assignment ? "assigned" : partial ? "partially assigned" : "used";
  Diagnostic d(diagnostics::Level::error, verb + " binding " + (moved_name ? "`" + *moved_name + "` " : std::string()) + isnt, span,
               "E0381");
  var_path_only_label(d, use, action);
  if (partial)
    d.help(
        "partial initialization isn't supported, fully initialize the binding with a default value and mutate it, or use "
        "`std::mem::MaybeUninit`");
  d.label(span, (used_name ? "`" + *used_name + "`" : "value") + " " + verb + " here but it " + isnt);
  bool shown = false;
  for (const auto& [at, text] : conditions.errors)
    if (before(at, span) && !at.overlaps(span)) {
      d.label(at, text);
      shown = true;
    }
  if (!shown)
    for (Span s : assigned)
      if (before(s, span) && !s.overlaps(span)) d.label(s, "binding initialized here in some conditions");
  d.label(decl_span, "binding declared here but left uninitialized");
  // `let x;` could be given a value there and then.
  const uint32_t let = partial || some ? AstSearch::none : ast_.let_with_pat(decl_span);
  if (let != AstSearch::none && !ast_[let].let->init) {
    const syntax::StmtLet& l = *ast_[let].let;
    if (const auto value = value_of_type(types::erase_regions(cx_.store, ty(moved))))
      d.suggest_verbose((l.ty ? ast_.ast()[l.ty].span : ast_.ast()[l.pat].span).shrink_to_hi(), "consider assigning a value",
                        " = " + *value, Applicability::maybe_incorrect);
  }
  buffer(std::move(d));
}

}  // namespace borrowlab::borrowck
