#include <fmt/format.h>

#include <sys/stat.h>

#include "base/hash.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "cli/document_run.h"
#include "record/record_builder.h"
#include "record/text_view.h"

namespace dateline::cli {
namespace {

std::string_view short_name(NameKind kind) {
  switch (kind) {
    case NameKind::kPerson: return "person";
    case NameKind::kOrganization: return "organization";
    case NameKind::kPlace: return "place";
    case NameKind::kOther: return "other";
  }
  return "other";
}

/// The words of one sentence with tag, lemma, head and what the stages made of them.
void append_words(const Pipeline& p, uint32_t sentence, std::string& out) {
  const Sentence& s = p.analysis.sentences[sentence];
  out += fmt::format("\n  {}\n\n", fold_space(text_of(p.article.text, s.span)));
  out += fmt::format("  {:>3} {:<18} {:<6} {:<6} {:<16} {:>4} {:<12} {}\n", "", "word", "upos", "xpos", "lemma", "head", "relation", "actor");
  for (uint32_t w = s.begin; w < s.end; ++w) {
    const uint32_t head = p.view.head(w);
    std::string actor;
    if (const auto* m = p.actors.at_head(w); m != nullptr) {
      const std::string code = m->country + m->roles;
      actor = m->entity == kNoItem ? "(unresolved)" : fmt::format("{} [{}]", p.actors.entities[m->entity].name, code.empty() ? "-" : code);
    }
    out += fmt::format("  {:>3} {:<18} {:<6} {:<6} {:<16} {:>4} {:<12} {}\n", w - s.begin + 1, p.view.text(w), name(p.view.upos(w)),
                       p.view.xpos(w), p.view.lemma(w), head == kNoWord ? 0 : head - s.begin + 1, name(p.view.relation(w)), actor);
  }
  for (const auto& n : p.analysis.names) {
    if (n.begin < s.begin || n.end > s.end) continue;
    out += fmt::format("  name: {} ({})\n", text_of(p.article.text, p.view.span_of(n.begin, n.end - 1)), short_name(n.kind));
  }
  for (const auto& t : p.times) {
    if (t.sentence == sentence) out += fmt::format("  time: {} = {}\n", text_of(p.article.text, t.span), t.value);
  }
  for (const auto& m : p.places) {
    if (m.sentence != sentence) continue;
    out += fmt::format("  place: {} = {}\n", text_of(p.article.text, m.span),
                       m.place ? fmt::format("{} ({} {:.3f} {:.3f})", m.place->name, m.place->country, m.place->lat, m.place->lon)
                               : std::string("not resolved"));
  }
  for (const auto& q : p.quantities) {
    if (q.sentence == sentence) {
      out += fmt::format("  figure: {} of {}{}\n", text_of(p.article.text, q.figure.span), q.figure.what.empty() ? "?" : q.figure.what,
                         q.in_record ? "" : " (not for the record)");
    }
  }
}

void append_reasons(const Pipeline& p, const Record& r, uint32_t sentence, std::string& out) {
  bool any = false;
  for (size_t i = 0; i < r.events.size(); ++i) {
    const Event& e = r.events[i];
    if (e.sentence != sentence) continue;
    any = true;
    out += fmt::format("  event v{}: {} by {} ({}), confidence {:.2f}\n", i + 1, name(e.type), e.rule, name(e.status), e.confidence);
  }
  const Span span = p.analysis.sentences[sentence].span;
  for (size_t i = 0; i < r.statements.size(); ++i) {
    const Statement& s = r.statements[i];
    if (!s.content[0].overlaps(span)) continue;
    any = true;
    out += fmt::format("  statement s{}: {} by rule: {}\n", i + 1, name(s.kind), s.rule);
  }
  for (const auto& rejection : p.rejections) {
    if (p.analysis.sentence[rejection.word] != sentence) continue;
    any = true;
    out += fmt::format("  no event from \"{}\": {}\n", p.view.text(rejection.word), rejection.reason);
  }
  if (!any) out += "  no word of the event lexicon and no cue of speech stands in this sentence\n";
}

/// Sentence of an item named as in the record; `kNoItem` if there is none.
uint32_t sentence_of_item(const Pipeline& p, const Record& r, std::string_view id) {
  const auto number = parse_number<uint32_t>(id.substr(1));
  if (!number || *number == 0) return kNoItem;
  const uint32_t i = *number - 1;
  Span span{};
  switch (id[0]) {
    case 'v': if (i < r.events.size()) span = r.events[i].trigger; break;
    case 's': if (i < r.statements.size()) span = r.statements[i].content[0]; break;
    case 'f': if (i < r.figures.size()) span = r.figures[i].span; break;
    case 'c': if (i < r.schedule.size()) span = r.schedule[i].span; break;
    case 'e': if (i < r.entities.size()) span = r.entities[i].mentions[0]; break;
    default: break;
  }
  if (span.empty()) return kNoItem;
  const uint32_t word = p.view.word_at(span.begin);
  return word < p.view.size() ? p.analysis.sentence[word] : kNoItem;
}

void explain_document(Pipeline& p, Source source, const std::string& item, Outcome& o) {
  if (auto done = p.run(source, true); !done) {
    o.refused = true;
    o.error = done.error();
    return;
  }
  // The builder takes the article out of the pipeline; what is printed below needs it there.
  const Article article = p.article;
  Record record = build_record(p, std::move(source));
  p.article = article;
  p.view.set(p.article, p.analysis);
  if (!item.empty()) {
    const uint32_t sentence = sentence_of_item(p, record, item);
    if (sentence == kNoItem) {
      o.refused = true;
      o.error = {ErrorCode::kNotFound, fmt::format("no item {} in this record; items are listed by dateline read", item), 0};
      return;
    }
    append_words(p, sentence, o.output);
    append_reasons(p, record, sentence, o.output);
    return;
  }
  for (uint32_t s = 0; s < p.analysis.sentences.size(); ++s) {
    append_words(p, s, o.output);
    append_reasons(p, record, s, o.output);
  }
  TextStyle style;
  o.output.push_back('\n');
  append_text(record, style, o.output);
}

int explain_sentence(const Common& common, const std::string& sentence, const std::string& published) {
  const auto engine = open_engine(common);
  if (!engine) return kCannotRun;
  Pipeline pipeline(engine, common.limits);
  Source source;
  source.location = "sentence";
  source.format = SourceFormat::kBody;
  source.bytes = is_valid_utf8(sentence) ? sentence : replace_invalid_utf8(sentence);
  source.charset = "UTF-8";
  source.original_bytes = source.bytes.size();
  source.sha256 = sha256_hex(source.bytes);
  source.published = published;
  Outcome o;
  explain_document(pipeline, std::move(source), "", o);
  if (o.refused) {
    complain(o.error.message);
    return kCannotRun;
  }
  return write_out(o.output) ? kDone : kCannotRun;
}

}  // namespace

int explain(Common common, const std::vector<std::string>& what, const std::string& published) {
  struct stat info {};
  if (::stat(what.front().c_str(), &info) != 0) {
    std::string sentence;
    for (const auto& part : what) sentence += (sentence.empty() ? "" : " ") + part;
    return explain_sentence(common, sentence, published);
  }
  common.sources = {what.front()};
  common.jobs = 1;
  const std::string item = what.size() > 1 ? what[1] : "";
  return run_documents(common, [&](Pipeline& p, Source source, Outcome& o) { explain_document(p, std::move(source), item, o); });
}

}  // namespace dateline::cli
