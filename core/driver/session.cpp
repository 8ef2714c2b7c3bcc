#include "driver/session.h"

#include <algorithm>

#include "driver/bodies.h"
#include "driver/entry.h"
#include "driver/on_demand.h"
#include "lint/lint.h"
#include "mir/build.h"
#include "mir/check_consts.h"
#include "mir/check_places.h"
#include "resolve/resolve.h"
#include "support/sort.h"
#include "syntax/parse.h"
#include "typeck/check.h"
#include "typeck/collect.h"
#include "typeck/const_panic.h"
#include "typeck/traits.h"
#include "views/memory.h"

namespace borrowlab::driver {

using resolve::DefId;

// A user's body between its check and its run.
struct CheckedMir {
  mir::Body built;
  borrowck::Report report;
};

struct Session::Impl {
  source::SourceMap sources;
  types::Store store;
  types::Items items;
  resolve::Definitions defs;
  resolve::Crate library, user;
  std::vector<diagnostics::Diagnostic> library_errors;
  diagnostics::Sink library_sink;
  types::Context cx{store, items, defs, sources, {&library, nullptr}};
  Library library_loader{cx, library, defs, sources, library_sink};
  Bodies bodies{cx};
  vm::Engine engine{cx, [this](DefId def) { return bodies.elaborated(def); }};
  size_t library_files = 0;
  source::FileId program;  // the program's text

  CheckResult result;
  std::vector<std::unique_ptr<CheckedMir>> mir;  // in the order in which they were checked
  std::vector<std::pair<const mir::Body*, const borrowck::Report*>> facts;

  void load_library();
  void forget_user();
  void check(std::string text, const Options& options);
  // `levels`: of the program's lints; null for the library, which has none.
  void check_bodies(const std::vector<DefId>& owners, const lint::Levels* levels, diagnostics::Sink& sink);
  void check_borrows(const typeck::CheckedBody& checked, const lint::Levels* levels, diagnostics::Sink& sink);
  void report_const_panic(const typeck::CheckedBody& constant, diagnostics::Sink& sink);
  void late_lints(const std::vector<typeck::CheckedBody>& checked, const lint::Levels& levels, diagnostics::Sink& sink);
  void refuse_library_errors(diagnostics::Sink& sink);
  std::vector<DefId> body_owners(bool of_user) const;
};

void Session::Impl::load_library() {
  cx.on_demand = &library_loader;
  library_loader.load();
  typeck::clear_trait_caches(cx);
  cx.define_opaque = [this](DefId opaque) { bodies.define_opaque(opaque); };
  library_errors = library_sink.take();
  library_files = sources.file_count();
  sources.set_user(true);
}

void Session::Impl::forget_user() {
  result = {};
  facts.clear();
  mir.clear();
  engine.forget_user();
  bodies.forget_user_bodies();
  cx.crates[1] = nullptr;
  user = {};
  typeck::forget_user_items(items, defs.defs);
  resolve::forget_user(defs);
  sources.forget_user(library_files);
  typeck::clear_trait_caches(cx);
}

// What has a body of its own, in source order: fns, constants, statics, array lengths. Closures come with their owners.
std::vector<DefId> Session::Impl::body_owners(bool of_user) const {
  using resolve::DefKind;
  std::vector<DefId> owners;
  for (DefId id = defs.defs.first(of_user); id < defs.defs.last(of_user); ++id.index) {
    const resolve::Def& def = defs[id];
    bool has_body = false;
    switch (def.kind) {
      case DefKind::fn:
      case DefKind::assoc_fn: {
        auto fn = items.fns.find(id);
        has_body = fn != items.fns.end() && fn->second.has_body;
        break;
      }
      case DefKind::const_:
      case DefKind::assoc_const: {
        const auto* item = std::get_if<syntax::ItemConst>(&cx.crate_of(id).ast[def.item].kind);
        has_body = item != nullptr && item->value.valid();
        break;
      }
      case DefKind::static_: has_body = true; break;
      case DefKind::anon_const: has_body = true; break;
      default: break;
    }
    if (has_body) owners.push_back(id);
  }
  sort(owners, [&](DefId a, DefId b) { return defs[a].span.lo < defs[b].span.lo; });
  return owners;
}

namespace {
void emit_all(lint::Findings found, diagnostics::Sink& sink) {
  for (diagnostics::Diagnostic& d : found) sink.emit(std::move(d));
}
}  // namespace

void Session::Impl::check_bodies(const std::vector<DefId>& owners, const lint::Levels* levels, diagnostics::Sink& sink) {
  std::vector<typeck::CheckedBody> checked;
  checked.reserve(owners.size());
  for (DefId owner : owners) checked.push_back(typeck::check_body(cx, owner, sink));
  if (levels != nullptr && !levels->off(lint::Lint::deprecated)) emit_all(lint::deprecated_members(cx, user, checked), sink);
  // The library is trusted in what it calls from constants.
  for (const typeck::CheckedBody& body : checked)
    if (levels != nullptr && !body.body.tainted) mir::check_consts(cx, body.body, sink);
  if (levels != nullptr && !levels->off(lint::Lint::unused_imports)) emit_all(lint::unused_trait_imports(cx, user, checked), sink);
  // Type errors anywhere leave the other bodies to be checked for borrows, as in rustc.
  for (const typeck::CheckedBody& body : checked) {
    if (body.body.tainted) continue;
    check_borrows(body, levels, sink);
    if (sink.has_errors() && sink.all().back().code == "E0391") return;  // rustc stops there
  }
  if (levels != nullptr) late_lints(checked, *levels, sink);
}

// One owner with its closures: MIR, borrows, and the lints that rustc runs on the way.
void Session::Impl::check_borrows(const typeck::CheckedBody& checked, const lint::Levels* levels, diagnostics::Sink& sink) {
  const types::ParamEnv env = typeck::param_env(cx, checked.body.owner);
  std::unordered_map<DefId, const borrowck::Report*, IndexHash> closures;
  std::vector<lint::BuiltBody> built;
  const auto build = [&](const typeck::thir::Body& thir) {
    auto entry = std::make_unique<CheckedMir>();
    if (levels != nullptr && !thir.tainted) {
      emit_all(lint::bindings_with_variant_name(cx, thir), sink);
      emit_all(lint::pattern_lints(cx, thir), sink);
    }
    entry->built = mir::build(cx, thir, sink);
    if (levels != nullptr && !entry->built.tainted && !levels->off(lint::Lint::unconditional_recursion))
      emit_all(lint::unconditional_recursion(cx, entry->built), sink);
    return entry;
  };
  const auto check_one = [&](const typeck::thir::Body& thir, std::unique_ptr<CheckedMir> entry) {
    if (!entry->built.tainted) {
      const size_t errors = sink.error_count();
      if (levels != nullptr) mir::check_const_values(cx, entry->built, sink);
      const bool sound = sink.error_count() == errors;
      if (levels != nullptr) mir::check_places(cx, entry->built, sink);
      // What a constant may not do at all is not looked at for its borrows.
      if (sound) entry->report = borrowck::check(cx, entry->built, closures);
      if (sound && levels != nullptr && !levels->off(lint::Lint::unused_mut))
        emit_all(lint::unused_mut(cx, entry->built, entry->report), sink);
      for (const diagnostics::Diagnostic& d : entry->report.errors) sink.emit(d);
    }
    closures[thir.owner] = &entry->report;
    if (!sink.has_errors() && !sink.has_refusals()) bodies.add(thir.owner, mir::elaborate_drops(cx, entry->built, env));
    facts.emplace_back(&entry->built, &entry->report);
    built.push_back({&entry->built, &thir});
    mir.push_back(std::move(entry));
  };
  auto root = build(checked.body);
  for (const diagnostics::Diagnostic& d : checked.unsafety) sink.emit(d);
  for (const typeck::thir::Body& nested : checked.nested) check_one(nested, build(nested));
  check_one(checked.body, std::move(root));
  if (levels != nullptr && !(levels->off(lint::Lint::unused_variables) && levels->off(lint::Lint::unused_assignments)))
    emit_all(lint::liveness(cx, built), sink);
}

// E0080 of a constant whose evaluation panics.
void Session::Impl::report_const_panic(const typeck::CheckedBody& constant, diagnostics::Sink& sink) {
  diagnostics::Sink unheard;
  const auto panic = typeck::const_panic(cx, constant, unheard);
  if (!panic) return;
  const std::string of = "evaluation of `" + defs.path_str(constant.body.owner) + "` failed ";
  const bool in_library = !panic->calls.empty() && defs[panic->calls[0].first].krate == resolve::library_crate;
  if (!panic->message || panic->calls.size() > 1 || in_library)
    return sink.refuse(panic->calls.empty() ? panic->at : sources.source_callsite(panic->calls[0].second),
                       "a constant that panics in this way");
  const source::Span at = panic->calls.empty() ? panic->at : sources.source_callsite(panic->calls[0].second);
  diagnostics::Diagnostic d(diagnostics::Level::error, "evaluation panicked: " + *panic->message, at, "E0080");
  d.label(at, of + (panic->calls.empty() ? "here" : "inside this call"));
  if (!panic->calls.empty()) {
    diagnostics::MultiSpan inside(panic->at);
    inside.push_label(panic->at, "the failure occurred here");
    d.span_note(std::move(inside), "inside `" + defs.path_str(panic->calls[0].first) + "`");
  }
  sink.emit(std::move(d));
}

// What rustc looks for where a program has no errors but those of lints.
void Session::Impl::late_lints(const std::vector<typeck::CheckedBody>& checked, const lint::Levels& levels, diagnostics::Sink& sink) {
  if (sink.has_errors() || sink.has_refusals()) return;
  emit_all(lint::private_interfaces(cx, user), sink);
  typeck::check_private_in_public(cx, user, sink);
  for (const typeck::CheckedBody& body : checked)
    for (const diagnostics::Diagnostic& d : body.privacy_errors) sink.emit(d);
  if (sink.has_errors()) return;
  // A constant is evaluated whether the program uses it or not.
  for (const auto& entry : mir) {
    const resolve::DefId owner = entry->built.owner;
    const resolve::DefKind kind = defs[owner].kind;
    const bool constant = kind == resolve::DefKind::const_ || kind == resolve::DefKind::static_;
    if (!constant) continue;
    const size_t errors = sink.error_count();
    for (diagnostics::Diagnostic& d : lint::known_panics(cx, entry->built)) {
      diagnostics::Diagnostic failed(diagnostics::Level::error, d.spans.labels.front().text, d.spans.primary.front(), "E0080");
      failed.label(d.spans.primary.front(), "evaluation of `" + defs.path_str(owner) + "` failed here");
      sink.emit(std::move(failed));
      break;
    }
    if (sink.error_count() != errors) continue;
    const auto of = std::find_if(checked.begin(), checked.end(), [&](const auto& c) { return c.body.owner == owner; });
    if (of != checked.end()) report_const_panic(*of, sink);
  }
  for (const auto& entry : mir) {
    const resolve::DefKind kind = defs[entry->built.owner].kind;
    const bool runs = kind == resolve::DefKind::fn || kind == resolve::DefKind::assoc_fn || kind == resolve::DefKind::closure;
    if (runs) emit_all(lint::known_panics(cx, entry->built), sink);
  }
  if (sink.has_errors()) return;
  if (!levels.off(lint::Lint::dead_code)) emit_all(lint::dead_code(cx, user, checked, levels), sink);
  emit_all(lint::private_types(cx, user, checked), sink);
  if (sink.has_errors()) return;
  emit_all(lint::late_lints(cx, user, checked), sink);
  for (const typeck::CheckedBody& body : checked) emit_all(lint::reference_casting(cx, body), sink);
}

// What the library makes known on demand may turn out to be in error: nothing can be said of the program then.
void Session::Impl::refuse_library_errors(diagnostics::Sink& sink) {
  for (const diagnostics::Diagnostic& d : library_sink.take())
    sink.refuse(d.spans.primary.empty() ? source::Span{} : d.spans.primary.front(), "a part of its library: " + d.message);
}

void Session::Impl::check(std::string text, const Options& options) {
  forget_user();
  diagnostics::Sink sink;
  const source::FileId file = sources.add_file(options.file_name, std::move(text), false);
  program = file;
  user.id = resolve::user_crate;
  user.edition = options.edition;
  syntax::ParseOptions parse;
  parse.edition = options.edition;
  parse.cfg_test = options.cfg_test;
  parse.prelude_macros = library_loader.macros();
  syntax::Parsed parsed = syntax::parse_crate(sources, file, parse, sink);
  user.ast = std::move(parsed.ast);
  cx.crates[1] = &user;
  lint::Levels levels(user.ast, sources, user.edition);
  if (sink.error_count() == parsed.recovered && !sink.has_refusals()) {
    resolve::resolve_crate(user, defs, sources, sink);
    emit_all(levels.unknown_lints(), sink);
    emit_all(lint::early_lints(cx, user), sink);
    emit_all(std::move(user.res.stashed), sink);
    typeck::collect_crate(cx, user, sink);
    typeck::check_items(cx, user, sink);
    if (!levels.off(lint::Lint::deprecated)) emit_all(lint::deprecated_paths(cx, user), sink);
    if (!options.cfg_test) check_entry(user, sources, file, sink);
    check_bodies(body_owners(true), &levels, sink);
  }
  refuse_library_errors(sink);
  const bool refused = sink.has_refusals(), complete = !sink.has_errors();
  result.diagnostics = sink.take();
  levels.settle(result.diagnostics, complete);
  const auto is_error = [](const diagnostics::Diagnostic& d) { return d.level == diagnostics::Level::error; };
  const bool rejected = std::any_of(result.diagnostics.begin(), result.diagnostics.end(), is_error);
  result.verdict = refused ? Verdict::refused : rejected ? Verdict::rejected : Verdict::accepted;
  // Where something is refused, nothing is claimed: rustc might have reported other errors.
  if (result.verdict == Verdict::refused) std::erase_if(result.diagnostics, [](const diagnostics::Diagnostic& d) { return !d.refusal; });
}

Session::Session() : impl_(std::make_unique<Impl>()) { impl_->load_library(); }
Session::~Session() = default;

const std::vector<diagnostics::Diagnostic>& Session::library_errors() const { return impl_->library_errors; }

const std::vector<diagnostics::Diagnostic>& Session::load_whole_library() {
  impl_->library_loader.load_all();
  for (diagnostics::Diagnostic& d : impl_->library_sink.take()) impl_->library_errors.push_back(std::move(d));
  return impl_->library_errors;
}

const std::vector<diagnostics::Diagnostic>& Session::check_library() {
  load_whole_library();
  // One body at a time: what is learnt of a body is dropped before the next.
  for (DefId owner : impl_->body_owners(false)) {
    diagnostics::Sink of_body;
    impl_->check_bodies({owner}, nullptr, of_body);
    impl_->forget_user();
    for (diagnostics::Diagnostic& d : of_body.take())
      if (d.level == diagnostics::Level::error) impl_->library_errors.push_back(std::move(d));
  }
  return impl_->library_errors;
}

const CheckResult& Session::check(std::string text, const Options& options) {
  impl_->check(std::move(text), options);
  return impl_->result;
}

std::vector<Test> Session::tests() const {
  std::vector<Test> out;
  const resolve::Definitions& defs = impl_->defs;
  if (impl_->cx.crates[1] == nullptr) return out;
  for (const DefId fn : impl_->user.res.test_fns) {
    Test& test = out.emplace_back();
    test.fn = fn;
    for (DefId d = fn; d.valid() && d != impl_->user.res.root; d = defs[d].parent)
      test.name = std::string(defs[d].name.str()) + (test.name.empty() ? "" : "::" + test.name);
    const source::Span at = defs[fn].ident_span;
    const source::LineColumn place = impl_->sources.lookup(at.lo);
    test.place = impl_->sources.file(impl_->program).name + ":" + std::to_string(place.line) + ":" + std::to_string(place.column + 1);
    for (const syntax::Attribute& a : impl_->user.ast[defs[fn].item].attrs) {
      if (a.path.segments.size() != 1) continue;
      const std::string_view name = a.path.segments[0].ident.name.str();
      if (name == "ignore") test.ignored = true, test.ignore_reason = a.value;
      if (name != "should_panic") continue;
      test.should_panic = true;
      // `= "text"`, or `(expected = "text")`.
      test.expected = a.words.size() == 2 ? std::string(a.words[1].str()) : a.value;
    }
  }
  sort(out, [](const Test& a, const Test& b) { return a.name < b.name; });
  return out;
}

vm::RunResult Session::run(const vm::RunOptions& options) {
  vm::RunResult result;
  const DefId entry = options.tests.empty() ? impl_->user.res.main : options.tests.front().fn;
  if (impl_->cx.crates[1] == nullptr || impl_->result.verdict != Verdict::accepted || !entry.valid()) {
    result.outcome.kind = vm::OutcomeKind::refused;
    result.outcome.message = "running a program that was not accepted";
    return result;
  }
  result = impl_->engine.run(entry, options);
  diagnostics::Sink library_trouble;
  impl_->refuse_library_errors(library_trouble);
  if (!library_trouble.all().empty()) {
    result.outcome.kind = vm::OutcomeKind::refused;
    result.outcome.message = library_trouble.all().front().message;
  } else if (result.outcome.kind == vm::OutcomeKind::refused && !impl_->bodies.trouble().all().empty()) {
    const diagnostics::Diagnostic& d = impl_->bodies.trouble().all().front();
    result.outcome.message += " (in the library: " + d.message + ")";
    if (!d.spans.primary.empty()) result.outcome.span = d.spans.primary.front();
  }
  return result;
}

std::string Session::memory_at(uint32_t step) {
  vm::Machine* machine = impl_->cx.crates[1] == nullptr ? nullptr : impl_->engine.at_step(step);
  if (machine == nullptr) return "null";
  views::MemoryView memory = views::read_memory(*machine);
  memory.step = step;
  return views::to_json(memory, impl_->sources, source::FileId(static_cast<uint32_t>(impl_->sources.file_count() - 1)));
}

std::string Session::mir() const {
  std::string out;
  for (const auto& entry : impl_->mir) out += mir::to_string(impl_->cx, entry->built);
  return out;
}

const source::SourceMap& Session::sources() const { return impl_->sources; }

const std::vector<std::pair<const mir::Body*, const borrowck::Report*>>& Session::borrow_facts() const { return impl_->facts; }

const CheckResult& Session::last_check() const { return impl_->result; }

views::Source Session::view_source(const vm::RunResult* run) const {
  return {impl_->cx, impl_->facts, [impl = impl_.get()](DefId def) { return impl->bodies.elaborated(def); }, run, impl_->program};
}

}  // namespace borrowlab::driver
