#include <fmt/format.h>
#include <simdjson.h>

#include "archive/query.h"
#include "cli/archive_access.h"
#include "cli/interrupt.h"
#include "cli/record_check.h"

namespace dateline::cli {
namespace {

constexpr uint32_t kAtOnce = 256;

class ArchiveVerifier {
 public:
  ArchiveVerifier(archive::Archive& archive, const std::string& path) : archive_(archive), path_(path) {}

  /// One stored record against its source; false if the archive cannot be read.
  bool verify(const archive::Revision& revision) {
    const auto source = archive_.origin(revision.id);
    const auto record = archive_.record(revision.id);
    if (!source || !record) {
      complain(source ? record.error().message : source.error().message);
      return false;
    }
    ++checked_;
    std::vector<std::string> faults;
    const std::string name = fmt::format("{}: document {} revision {}", path_, revision.document, revision.number);
    simdjson::dom::element root;
    std::string_view text;
    const simdjson::padded_string json(*record);
    if (parser_.parse(json).get(root) != simdjson::SUCCESS || root.at_pointer("/article/text").get(text) != simdjson::SUCCESS) {
      faults.push_back(name + ": the stored record is no record");
    } else {
      check_spans(root, text, name, faults);
      if (source->bytes.empty()) faults.push_back(name + ": its source is not there (version 1 lost sources); ingest it again");
      else if (source->format == SourceFormat::kHtml) check_paragraphs(root, text, source->bytes, name, faults);
      else if (source->format == SourceFormat::kBody && text != std::string_view(source->bytes).substr(0, text.size())) {
        faults.push_back(name + ": the text is not that of the source");
      }
      const auto quoted = archive_.quoted(revision.document);
      if (!quoted) {
        complain(quoted.error().message);
        return false;
      }
      for (const auto& [item, words] : *quoted) {
        if (text.find(words) == std::string_view::npos) faults.push_back(fmt::format("{} {}: its words are not in the text", name, item));
      }
    }
    for (const auto& fault : faults) complain(fault);
    faulty_ += !faults.empty();
    return true;
  }
  [[nodiscard]] uint64_t checked() const { return checked_; }
  [[nodiscard]] uint64_t faulty() const { return faulty_; }

 private:
  archive::Archive& archive_;
  const std::string& path_;
  simdjson::dom::parser parser_;
  uint64_t checked_ = 0, faulty_ = 0;
};

}  // namespace

int verify_archive(const Common& common, const std::string& path) {
  auto archive = open_reader(path);
  if (!archive) return kCannotRun;
  watch_interrupts();
  ArchiveVerifier verifier(*archive, path);
  for (int64_t last = 0; !interrupted();) {
    const auto page = archive->present(last, kAtOnce);
    if (!page) {
      complain(page.error().message);
      return kCannotRun;
    }
    if (page->empty()) break;
    for (const auto& revision : *page) {
      if (!verifier.verify(revision)) return kCannotRun;
    }
    last = page->back().document;
  }
  if (!common.quiet && !write_out(fmt::format("{} records checked, {} with faults\n", verifier.checked(), verifier.faulty()))) return kCannotRun;
  if (verifier.checked() == 0) return kNothingFound;
  return verifier.faulty() == 0 ? kDone : kSomeRefused;
}

}  // namespace dateline::cli
