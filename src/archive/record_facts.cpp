#include "archive/record_facts.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <map>
#include <string_view>

#include "base/strings.h"

namespace dateline::archive {
namespace {

using simdjson::dom::element;

class FactReader {
 public:
  explicit FactReader(const element& root) : root_(root), text_(text(root, "/article/text")) {
    each(root, "entities", [&](const element& e) { names_[std::string(text(e, "/id"))] = text(e, "/name"); });
    each(root, "statements", [&](const element& s) { speakers_[std::string(text(s, "/id"))] = name(text(s, "/speaker")); });
  }

  RecordFacts read() {
    RecordFacts out;
    out.headline = text(root_, "/article/headline");
    out.published = text(root_, "/article/published/value");
    each(root_, "sentences", [&](const element& s) { out.sentences.push_back(fold_space(words(s))); });
    each(root_, "events", [&](const element& e) { out.facts.push_back(event(e)); });
    each(root_, "figures", [&](const element& f) { out.facts.push_back(figure(f)); });
    each(root_, "statements", [&](const element& s) { out.facts.push_back(statement(s)); });
    each(root_, "schedule", [&](const element& s) {
      out.facts.push_back({"schedule", std::string(text(s, "/what")), fmt::format("{} {}", range(s, "/date"), text(s, "/status")), {}});
    });
    return out;
  }

 private:
  static std::string_view text(const element& node, std::string_view pointer) {
    std::string_view out;
    return node.at_pointer(pointer).get(out) == simdjson::SUCCESS ? out : std::string_view{};
  }
  static std::optional<double> number(const element& node, std::string_view pointer) {
    double out = 0;
    return node.at_pointer(pointer).get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
  }
  template <class Use>
  static void each(const element& node, const char* list, Use&& use) {
    simdjson::dom::array items;
    if (node[list].get(items) != simdjson::SUCCESS) return;
    for (const auto item : items) use(item);
  }
  std::string name(std::string_view id) const {
    const auto found = names_.find(std::string(id));
    return found == names_.end() ? std::string() : std::string(found->second);
  }
  std::string names(const element& node, const char* list) const {
    std::string out;
    each(node, list, [&](const element& id) {
      std::string_view value;
      if (id.get(value) == simdjson::SUCCESS) out += (out.empty() ? "" : ", ") + name(value);
    });
    return out;
  }
  std::string_view words(const element& span) const {
    uint64_t begin = 0, end = 0;
    if (span.at_pointer("/0").get(begin) != simdjson::SUCCESS || span.at_pointer("/1").get(end) != simdjson::SUCCESS) return {};
    return begin <= end && end <= text_.size() ? text_.substr(begin, end - begin) : std::string_view{};
  }
  static std::string range(const element& node, const std::string& pointer) {
    const auto from = text(node, pointer + "/from"), to = text(node, pointer + "/to");
    return from == to ? std::string(from) : fmt::format("{} to {}", from, to);
  }

  RecordFact event(const element& e) const {
    std::string what(text(e, "/type"));
    if (const auto source = names(e, "source"); !source.empty()) what += " by " + source;
    if (const auto target = names(e, "target"); !target.empty()) what += " on " + target;
    return {"event", std::move(what), std::string(trim(fmt::format("{} {}", text(e, "/status"), range(e, "/time")))), {}};
  }
  RecordFact figure(const element& f) const {
    std::string what(text(f, "/what"));
    for (const char* part : {"/unit", "/place"}) {
      if (const auto more = text(f, part); !more.empty()) (what += ", ") += more;
    }
    const auto value = number(f, "/value"), low = number(f, "/low"), high = number(f, "/high");
    std::string said = value ? fmt::format("{}", *value) : fmt::format("{} to {}", low.value_or(0), high.value_or(0));
    if (const auto change = text(f, "/change"); change != "=") said = fmt::format("{} {}", change, said);
    std::string by = name(text(f, "/by"));
    if (const auto statement = speakers_.find(std::string(text(f, "/said_by"))); by.empty() && statement != speakers_.end()) by = statement->second;
    if (!by.empty()) said += " by " + by;
    return {"figure", std::move(what), std::move(said), value ? value : high};
  }
  RecordFact statement(const element& s) const {
    std::string content;
    each(s, "content", [&](const element& span) { (content += content.empty() ? "" : " ... ") += words(span); });
    return {"statement", name(text(s, "/speaker")), fold_space(content), {}};
  }

  const element& root_;
  std::string_view text_;
  std::map<std::string, std::string> names_, speakers_;
};

}  // namespace

Result<RecordFacts> record_facts(const std::string& json) {
  simdjson::dom::parser parser;
  const simdjson::padded_string padded(json);
  element root;
  std::string_view text;
  if (parser.parse(padded).get(root) != simdjson::SUCCESS || root.at_pointer("/article/text").get(text) != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, "a stored record is no record");
  }
  return FactReader(root).read();
}

}  // namespace dateline::archive
