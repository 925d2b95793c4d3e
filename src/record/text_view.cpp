#include "record/text_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"

namespace dateline {
namespace {

/// Columns a text takes, counted in code points.
size_t columns(std::string_view text) {
  size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

class View {
 public:
  View(const Record& record, const TextStyle& style, std::string& out) : r_(record), style_(style), out_(out) {}

  void write() {
    head();
    events();
    statements();
    figures();
    disputes();
    schedule();
    for (const auto& warning : r_.warnings) wrapped("", fmt::format("warning: {}", warning.message), 2);
    out_.push_back('\n');
  }

 private:
  std::string paint(std::string_view text, const char* code) const {
    return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  std::string bold(std::string_view text) const { return paint(text, "1"); }
  std::string dim(std::string_view text) const { return paint(text, "2"); }

  /// Words behind `first`, wrapped with `indent` blanks; control characters never reach the terminal.
  void wrapped(std::string_view first, std::string_view text, size_t indent, const char* code = nullptr) {
    std::string line(first);
    size_t width = columns(first);
    const std::string folded = fold_space(text);
    std::string body;
    const auto flush = [&] {
      out_.append(line);
      out_.append(code != nullptr ? paint(body, code) : body);
      out_.push_back('\n');
      line.assign(indent, ' ');
      body.clear();
      width = indent;
    };
    for (const auto word : split(folded, ' ')) {
      const size_t n = columns(word);
      if (!body.empty() && width + 1 + n > style_.width) flush();
      if (!body.empty()) {
        body.push_back(' ');
        ++width;
      }
      for (const char c : word) body.push_back(static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c);
      width += n;
    }
    flush();
  }

  std::string_view words(Span s) const { return text_of(r_.article.text, s); }

  void title(std::string_view text, size_t count) {
    out_.push_back('\n');
    out_.append(bold(fmt::format("{} ({})", text, count)));
    out_.push_back('\n');
  }

  void head() {
    const Article& a = r_.article;
    wrapped("", a.headline.empty() ? "(no headline)" : a.headline, 0, "1");
    if (!a.standfirst.empty()) wrapped("", a.standfirst, 0);
    std::string line;
    const auto add = [&](std::string_view text) {
      if (text.empty()) return;
      if (!line.empty()) line += " · ";
      line += text;
    };
    add(a.publisher);
    for (const auto& author : a.authors) add(author.name);
    if (a.published.known()) add("published " + a.published.value);
    if (a.modified.known()) add("last updated " + a.modified.value);
    if (a.paywalled) add("for subscribers, the text may be cut");
    if (!a.updates.empty()) add(fmt::format("live blog of {} entries", a.updates.size()));
    add(r_.source.url);
    if (!a.next.empty()) add("goes on at " + a.next);
    if (!line.empty()) wrapped("", line, 0, "2");
    wrapped("", fmt::format("{} sentences, {} names and roles; id {}", r_.sentences.size(), r_.entities.size(), r_.id), 0, "2");
  }

  std::string party(const std::vector<ItemIndex>& ids, const std::vector<std::string>& codes, std::string_view none) const {
    std::string text;
    for (const ItemIndex i : ids) {
      if (!text.empty()) text += " and ";
      text += r_.entities[i].name;
    }
    if (!codes.empty()) text += fmt::format("{}[{}]", text.empty() ? "" : " ", fmt::join(codes, " "));
    return text.empty() ? std::string(none) : text;
  }

  static std::string date(const DateRange& range) {
    return range.from == range.to ? range.from : range.from + " to " + range.to;
  }

  void events() {
    if (r_.events.empty()) return;
    title("Events", r_.events.size());
    for (size_t i = 0; i < r_.events.size(); ++i) {
      const Event& e = r_.events[i];
      const std::string target = party(e.target, e.target_code, "");
      std::string line = fmt::format("{} {} {}", party(e.source, e.source_code, "somebody"), name(e.type), target);
      line += fmt::format("  ({}", name(e.status));
      if (e.time.known()) line += ", " + date(e.time);
      if (e.place) line += ", " + e.place->name;
      if (!e.cameo.empty()) line += ", CAMEO " + e.cameo;
      line += fmt::format(", {:.0f}%)", 100 * e.confidence);
      wrapped(fmt::format(" {:>4}  ", "v" + std::to_string(i + 1)), line, 7);
      evidence(e);
    }
  }

  /// The sentence around the trigger, cut to a line or two, the trigger in marks.
  void evidence(const Event& e) {
    constexpr uint32_t kAround = 60;
    uint32_t begin = e.sentence_span.begin, end = e.sentence_span.end;
    const std::string_view text = r_.article.text;
    if (e.trigger.begin > begin + kAround) begin = e.trigger.begin - kAround;
    if (e.trigger.end + kAround < end) end = e.trigger.end + kAround;
    while (begin > e.sentence_span.begin && (!is_utf8_border(text, begin) || !is_space(text[begin - 1]))) --begin;
    while (end < e.sentence_span.end && (!is_utf8_border(text, end) || !is_space(text[end]))) ++end;
    const std::string shown = fmt::format("{}{}«{}»{}{}", begin > e.sentence_span.begin ? "... " : "",
                                          words({begin, e.trigger.begin}), words(e.trigger), words({e.trigger.end, end}),
                                          end < e.sentence_span.end ? " ..." : "");
    wrapped("       ", shown, 7, "2");
  }

  std::string entity(ItemIndex i) const {
    if (i == kNoItem) return {};
    const Entity& e = r_.entities[i];
    return e.actor.empty() ? e.name : fmt::format("{} [{}]", e.name, e.actor);
  }

  void statements() {
    if (r_.statements.empty()) return;
    title("Who said what", r_.statements.size());
    for (size_t i = 0; i < r_.statements.size(); ++i) {
      const Statement& s = r_.statements[i];
      std::string who = entity(s.speaker);
      if (who.empty()) who = s.speaker_span.empty() ? "(speaker unknown)" : std::string(words(s.speaker_span));
      if (!s.addressee.empty()) who += " to " + s.addressee;
      wrapped(fmt::format(" {:>4}  ", "s" + std::to_string(i + 1)), fmt::format("{}, {}", who, name(s.kind)), 7);
      std::string content;
      for (const Span c : s.content) content += (content.empty() ? "" : " ... ") + std::string(words(c));
      wrapped("       ", content, 7, "2");
    }
  }

  static std::string amount(const Figure& f) {
    std::string text = f.value ? fmt::format("{:.15g}", *f.value)
                               : fmt::format("{:.15g} to {:.15g}", f.low.value_or(0), f.high.value_or(0));
    if (f.bound == Bound::kMax) text = "at most " + text;
    if (f.bound == Bound::kMin) text = "at least " + text;
    if (f.approximate) text = "about " + text;
    if (!f.unit.empty()) text += " " + f.unit;
    return text;
  }

  void figures() {
    if (r_.figures.empty()) return;
    title("Figures", r_.figures.size());
    for (size_t i = 0; i < r_.figures.size(); ++i) {
      const Figure& f = r_.figures[i];
      std::string line = amount(f);
      if (!f.what.empty()) line += ": " + f.what;
      std::string by = entity(f.by);
      if (by.empty() && f.said_by != kNoItem) by = entity(r_.statements[f.said_by].speaker);
      if (!by.empty()) line += fmt::format("  (by {})", by);
      wrapped(fmt::format(" {:>4}  ", "f" + std::to_string(i + 1)), line, 7);
    }
  }

  void disputes() {
    if (r_.disputes.empty()) return;
    title("Where accounts differ", r_.disputes.size());
    for (size_t i = 0; i < r_.disputes.size(); ++i) {
      const Dispute& d = r_.disputes[i];
      std::string items;
      for (const auto& item : d.items) items += fmt::format("{}{}{}", items.empty() ? "" : ", ", item.kind, item.index + 1);
      wrapped(fmt::format(" {:>4}  ", "d" + std::to_string(i + 1)), fmt::format("{}: {} ({})", d.about, d.why, items), 7);
    }
  }

  void schedule() {
    if (r_.schedule.empty()) return;
    title("What is due", r_.schedule.size());
    for (size_t i = 0; i < r_.schedule.size(); ++i) {
      const ScheduleItem& s = r_.schedule[i];
      std::string line = fmt::format("{}: {}", date(s.date), s.what);
      if (s.status != ScheduleStatus::kScheduled) line += fmt::format(" ({})", name(s.status));
      wrapped(fmt::format(" {:>4}  ", "c" + std::to_string(i + 1)), line, 7);
    }
  }

  const Record& r_;
  const TextStyle& style_;
  std::string& out_;
};

}  // namespace

void append_text(const Record& record, const TextStyle& style, std::string& out) { View(record, style, out).write(); }

}  // namespace dateline
