#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <utility>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/strings.h"
#include "cli/command.h"
#include "intake/charset.h"
#include "page/tree_text.h"

namespace dateline::cli {
namespace {

std::string_view text_of(const simdjson::dom::element& line, std::string_view key) {
  std::string_view text;
  if (line[key].get(text) != simdjson::SUCCESS) return {};
  return text;
}

/// "svg path" is a path of SVG, "td" an element of HTML.
void set_context(std::string_view context, page::TreeOptions& options) {
  const size_t blank = context.find(' ');
  options.context = blank == std::string_view::npos ? context : context.substr(blank + 1);
  if (context.starts_with("svg ")) options.context_space = page::Namespace::kSvg;
  if (context.starts_with("math ")) options.context_space = page::Namespace::kMath;
}

page::Tokenizer::Mode mode_of(std::string_view state) {
  using enum page::Tokenizer::Mode;
  static constexpr std::array<std::pair<std::string_view, page::Tokenizer::Mode>, 5> kStates = {
      {{"RCDATA", kRcdata}, {"RAWTEXT", kRawtext}, {"script data", kScript}, {"PLAINTEXT", kPlaintext},
       {"CDATA section", kCdata}}};
  for (const auto& [name, mode] : kStates) {
    if (name == state) return mode;
  }
  return kData;
}

/// One line of JSON for one case.
Result<std::string> run_case(const simdjson::dom::element& line, const std::string& what, const Limits& limits) {
  const std::string_view html = text_of(line, "html");
  std::string out;
  JsonWriter w(out);
  w.begin_object();
  if (what == "tokens") {
    out += "\"tokens\":" + page::tokens_json(html, mode_of(text_of(line, "state")), text_of(line, "end"));
  } else if (what == "charset") {
    w.field("charset", intake::charset_of_page(html));
  } else {
    page::Tree tree;
    page::TreeOptions options;
    const std::string context = to_lower(text_of(line, "context"));
    if (bool flag = false; line["scripting"].get(flag) == simdjson::SUCCESS) options.scripting = flag;
    set_context(context, options);
    if (auto built = build_tree(html, limits, tree, options); !built) return tl::unexpected(built.error());
    w.field("tree", page::tree_text(tree));
  }
  w.end_object();
  return out + "\n";
}

/// Every line of a file of cases.
Result<void> run_cases(const std::string& bytes, const std::string& what, const Limits& limits) {
  simdjson::dom::parser parser;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    simdjson::dom::element line;
    if (parser.parse(bytes.data() + begin, end - begin).get(line) != simdjson::SUCCESS) {
      return fail(ErrorCode::kMalformed, "a line that is no JSON", begin);
    }
    auto out = run_case(line, what, limits);
    if (!out) return tl::unexpected(out.error());
    if (!write_out(*out)) return fail(ErrorCode::kUnreadable, "standard output takes no more");
    begin = end + 1;
  }
  return {};
}

Result<std::string> print_page(std::string bytes, const std::string& what, const Limits& limits) {
  if (what == "charset") return intake::charset_of_page(bytes) + "\n";
  const std::string html = intake::decode_text(std::move(bytes), true).text;
  if (what == "tokens") return page::tokens_json(html, page::Tokenizer::Mode::kData, {}) + "\n";
  page::Tree tree;
  if (auto built = build_tree(html, limits, tree); !built) return tl::unexpected(built.error());
  return page::tree_text(tree);
}

}  // namespace

int parse_html(const Common& common, const std::string& what, bool cases) {
  int status = kDone;
  for (const auto& path : common.sources) {
    const auto refuse = [&](const Error& error) {
      complain(fmt::format("{}: {}", path, error.message));
      status = kCannotRun;
    };
    auto bytes = read_file(path == "-" ? "/dev/stdin" : path, common.limits.document_bytes);
    if (!bytes) {
      refuse(bytes.error());
    } else if (cases) {
      if (auto done = run_cases(*bytes, what, common.limits); !done) refuse(done.error());
    } else if (auto out = print_page(std::move(*bytes), what, common.limits); !out) {
      refuse(out.error());
    } else if (!write_out(*out)) {
      return kCannotRun;
    }
  }
  return status;
}

}  // namespace dateline::cli
