// Missing and undeclared lifetimes. After rustc_resolve::late::diagnostics.
#include "resolve/resolver.h"

namespace borrowlab::resolve {
namespace sym = source::sym;
using diagnostics::Level;

void Resolver::report_undeclared_lifetime(const syntax::Lifetime& lifetime) {
  const std::string name(lifetime.ident.name.str());
  Diagnostic d(Level::error, "use of undeclared lifetime name `" + name + "`", MultiSpan(lifetime.ident.span), "E0261");
  d.label(lifetime.ident.span, "undeclared lifetime");
  for (size_t i = lifetime_ribs_.size(); i-- > 0;) {
    const LifetimeRib& rib = lifetime_ribs_[i];
    if (rib.kind == LifetimeRib::Kind::item) break;
    if (rib.generics == nullptr) continue;
    const syntax::Generics& g = *rib.generics;
    if (g.params.empty()) {
      if (g.span.is_dummy()) break;
      d.suggest_verbose(g.span.shrink_to_lo(), "consider introducing lifetime `" + name + "` here", "<" + name + ">",
                        Applicability::maybe_incorrect);
    } else {
      d.suggest_verbose(g.params[0].span.shrink_to_lo(), "consider introducing lifetime `" + name + "` here", name + ", ",
                        Applicability::maybe_incorrect);
    }
    // Nested generics (a method in an impl) offer both places.
  }
  error(std::move(d));
}

void Resolver::report_missing_lifetime(Span span, bool written, size_t count, bool in_path) {
  Diagnostic d(Level::error, std::string("missing lifetime specifier") + (count > 1 ? "s" : ""), MultiSpan(span), "E0106");
  // A reference's elided lifetime is an empty place after the `&`; rustc shows the `&` itself.
  Span shown = span;
  if (!written && shown.lo == shown.hi && shown.lo > 0) shown.lo -= 1;
  d.spans.primary[0] = shown;
  d.label(shown, count > 1 ? "expected " + std::to_string(count) + " lifetime parameters" : "expected named lifetime parameter");
  // A path with arguments takes the lifetime in front of them.
  bool has_args = false;
  if (in_path) {
    const source::FileId file = sources_.file_of(span.hi);
    has_args = file.valid() && span.hi < sources_.file(file).end() && sources_.file(file).text[span.hi - sources_.file(file).start] == '<';
  }

  bool in_output = false;
  const syntax::Generics* generics = nullptr;
  for (size_t i = lifetime_ribs_.size(); i-- > 0;) {
    if (lifetime_ribs_[i].kind == LifetimeRib::Kind::elision_failure) in_output = true;
    if (lifetime_ribs_[i].generics != nullptr && generics == nullptr) generics = lifetime_ribs_[i].generics;
    if (lifetime_ribs_[i].kind == LifetimeRib::Kind::item) break;
  }
  const auto insertion = [&](const std::string& name) {
    if (in_path) {
      std::string list = name;
      for (size_t i = 1; i < count; ++i) list += ", " + name;
      return has_args ? diagnostics::SubstitutionPart{Span{shown.hi + 1, shown.hi + 1, shown.ctxt}, list + ", "}
                      : diagnostics::SubstitutionPart{Span{shown.hi, shown.hi, shown.ctxt}, "<" + list + ">"};
    }
    return written ? diagnostics::SubstitutionPart{shown, name}
                   : diagnostics::SubstitutionPart{Span{shown.hi, shown.hi, shown.ctxt}, name + " "};
  };
  const auto introduce = [&](std::vector<diagnostics::SubstitutionPart> parts) {
    // The lifetime that is there already is proposed first.
    for (const LifetimeRib& rib : lifetime_ribs_) {
      if (rib.kind == LifetimeRib::Kind::item || rib.params.empty()) continue;
      const std::string existing(rib.params[0].first.str());
      d.suggest_verbose(parts.back().span, "consider using the `" + existing + "` lifetime", insertion(existing).snippet,
                        Applicability::maybe_incorrect);
      return;
    }
    if (generics == nullptr) return;
    std::vector<diagnostics::SubstitutionPart> all;
    if (generics->params.empty()) all.push_back({generics->span.shrink_to_lo(), "<'a>"});
    else all.push_back({generics->params[0].span.shrink_to_lo(), "'a, "});
    all.insert(all.end(), parts.begin(), parts.end());
    d.suggest_multipart("consider introducing a named lifetime parameter", std::move(all), Applicability::maybe_incorrect,
                        diagnostics::SuggestionStyle::show_always);
  };

  if (!in_output) {
    introduce({insertion("'a")});
    return error(std::move(d));
  }
  // In a fn's output: what the inputs had to offer.
  std::vector<const ElisionInput*> with;
  for (const ElisionInput& in : elision_inputs_)
    if (in.count > 0) with.push_back(&in);
  const auto quoted = [&](const ElisionInput* in, size_t index) -> std::string {
    std::string text = in->name.empty() ? "argument " + std::to_string(index + 1) : "`" + in->name + "`";
    if (in->count > 1) text = "one of " + text + "'s " + std::to_string(in->count) + (in->count > 0 ? " lifetimes" : "");
    return text;
  };
  if (with.empty()) {
    d.help("this function's return type contains a borrowed value, but there is no value for it to be borrowed from");
    if (!elision_inputs_.empty() || written) {
      d.suggest_verbose(insertion("'static").span,
                        "consider using the `'static` lifetime, but this is uncommon unless you're returning a borrowed value from a "
                        "`const` or a `static`",
                        insertion("'static").snippet, Applicability::maybe_incorrect);
      if (!elision_inputs_.empty() && current_sig_ != nullptr && !written && !in_path) {
        std::vector<diagnostics::SubstitutionPart> parts;
        for (const syntax::Param& p : current_sig_->inputs)
          if (p.ty.valid()) parts.push_back({ast_[p.ty].span.shrink_to_lo(), "&"});
        d.suggest_multipart("instead, you are more likely to want to change " +
                                std::string(elision_inputs_.size() == 1 ? "the argument" : "one of the arguments") + " to be borrowed...",
                            std::move(parts), Applicability::maybe_incorrect, diagnostics::SuggestionStyle::show_always);
      }
    } else {
      d.suggest_verbose(insertion("'static").span,
                        "consider using the `'static` lifetime, but this is uncommon unless you're returning a borrowed value from a "
                        "`const` or a `static`",
                        insertion("'static").snippet, Applicability::maybe_incorrect);
    }
    if (!written && !in_path && current_sig_ != nullptr && current_sig_->output.valid()) {
      // The owned counterpart of the borrowed type.
      const syntax::TyRef* ref = nullptr;
      Span whole;
      for (const syntax::Ty& t : ast_.tys)
        if (const auto* r = std::get_if<syntax::TyRef>(&t.kind); r != nullptr && t.span.lo == shown.lo && !t.span.from_expansion())
          ref = r, whole = t.span;
      if (ref != nullptr) {
        const std::string_view inner = sources_.snippet(ast_[ref->ty].span);
        const std::string lead = elision_inputs_.empty() ? "instead, you are more likely to want to return an owned value"
                                                         : "...or alternatively, you might want to return an owned value";
        if (inner == "str") d.suggest_verbose(whole, lead, "String", Applicability::maybe_incorrect);
        // What `Self` names is not known to be something that can be owned.
        else if (const auto* path = std::get_if<syntax::TyPath>(&ast_[ref->ty].kind);
                 path != nullptr && path->path.segments[0].ident.name.str() != "Self")
          d.suggest_verbose(whole.with_hi(ast_[ref->ty].span.lo), lead, "", Applicability::maybe_incorrect);
      }
    }
    return error(std::move(d));
  }
  std::string list;
  for (size_t i = 0; i < with.size(); ++i) {
    const size_t index = static_cast<size_t>(with[i] - elision_inputs_.data());
    if (i > 0) list += with.size() == 2 ? " or " : i + 1 == with.size() ? ", or " : ", ";
    list += quoted(with[i], index);
  }
  if (with.size() == 1)
    d.help("this function's return type contains a borrowed value, but the signature does not say which " + list + " it is borrowed from");
  else d.help("this function's return type contains a borrowed value, but the signature does not say whether it is borrowed from " + list);
  for (const ElisionInput* in : with) {
    Span ty;
    if (current_sig_ != nullptr) {
      const size_t index = static_cast<size_t>(in - elision_inputs_.data());
      if (index < current_sig_->inputs.size() && current_sig_->inputs[index].ty.valid()) ty = ast_[current_sig_->inputs[index].ty].span;
    }
    if (!ty.is_dummy()) d.label(ty, "");
  }
  std::vector<diagnostics::SubstitutionPart> parts;
  for (const ElisionInput* in : with)
    for (Span s : in->places) {
      if (s.lo == s.hi) parts.push_back({s, "'a "});
      else if (sources_.snippet(s) == "'_") parts.push_back({s, "'a"});
    }
  parts.push_back(insertion("'a"));
  introduce(std::move(parts));
  error(std::move(d));
}

}  // namespace borrowlab::resolve
