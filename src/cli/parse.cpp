#include <fmt/format.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "language/analysis_text.h"
#include "language/analyzer.h"
#include "language/conllu.h"
#include "record/pipeline.h"

namespace dateline::cli {
namespace {

/// Paragraphs of running text: blocks between blank lines.
Article paragraphs_of(std::string text) {
  Article article;
  article.text = std::move(text);
  const std::string_view all = article.text;
  size_t begin = 0;
  while (begin < all.size()) {
    size_t end = all.find("\n\n", begin);
    if (end == std::string_view::npos) end = all.size();
    const std::string_view block = trim(all.substr(begin, end - begin));
    if (!block.empty()) {
      const auto at = static_cast<uint32_t>(block.data() - all.data());
      article.paragraphs.push_back({{at, at + static_cast<uint32_t>(block.size())}, Role::kText, {}});
    }
    begin = end + 2;
  }
  return article;
}

// Each line is a sentence, of words parted by blanks or still to be found.
void read_lines(std::string_view text, bool blanks, Analysis& analysis) {
  uint32_t begin = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto end = begin + static_cast<uint32_t>(line.size());
    language::append_sentence(text, {begin, end}, blanks, analysis);
    begin = end + 1;
  }
}

}  // namespace

int parse(const Common& common, const std::string& input) {
  const auto engine = open_engine(common);
  if (!engine) return kCannotRun;
  language::Analyzer analyzer(engine->parts().model, common.limits);
  int status = kDone;
  for (const auto& path : common.sources) {
    auto bytes = read_file(path == "-" ? "/dev/stdin" : path, common.limits.document_bytes);
    if (!bytes) {
      complain(bytes.error().message);
      status = kCannotRun;
      continue;
    }
    std::string text = is_valid_utf8(*bytes) ? std::move(*bytes) : replace_invalid_utf8(*bytes);
    Analysis analysis;
    Result<void> done;
    if (input == "conllu") {
      auto document = language::parse_conllu(text);
      if (!document) {
        complain(fmt::format("{}: {}", path, document.error().message));
        status = kCannotRun;
        continue;
      }
      text = std::move(document->text);
      analysis = std::move(document->analysis);
      done = analyzer.annotate(text, analysis);
    } else if (input == "sentences" || input == "words") {
      read_lines(text, input == "words", analysis);
      done = analyzer.annotate(text, analysis);
    } else {
      const Article article = paragraphs_of(std::move(text));
      done = analyzer.run(article, analysis);
      text = article.text;
    }
    if (!done) {
      complain(fmt::format("{}: {}", path, done.error().message));
      status = kCannotRun;
      continue;
    }
    const std::string out = common.format == "json"   ? language::to_json_lines(text, analysis)
                            : common.format == "tree" ? language::to_trees(text, analysis)
                                                      : language::to_conllu(text, analysis);
    if (!write_out(out)) return kCannotRun;
  }
  return status;
}

}  // namespace dateline::cli
