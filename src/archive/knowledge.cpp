#include "archive/knowledge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "base/table_file.h"

namespace dateline::archive {
namespace {

namespace fs = std::filesystem;

Result<std::string> program_of(const std::string& home) {
  std::vector<std::string> files;
  for (const char* folder : {"models", "data"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(fs::path(home) / folder, error), end; !error && at != end; at.increment(error)) {
      if (at->is_regular_file(error)) files.push_back(at->path().string());
    }
    if (error) return fail(ErrorCode::kUnreadable, fmt::format("{}/{}: cannot be listed ({}); check the installation", home, folder, error.message()));
  }
  std::sort(files.begin(), files.end());
  uint64_t digest = 0;
  for (const std::string& file : files) {
    auto mapped = MappedFile::open(file);
    if (!mapped) return tl::unexpected(mapped.error());
    digest = hash64(mapped->bytes(), digest);
  }
  return fmt::format("{} {:016x}", DATELINE_VERSION, digest);
}

}  // namespace

Result<std::shared_ptr<const Knowledge>> Knowledge::read(const std::string& home) {
  auto out = std::make_shared<Knowledge>();
  const std::string folder = home + "/data/archive/";
  auto background = Background::read(folder + "background.tsv");
  if (!background) return tl::unexpected(background.error());
  out->background_ = std::move(*background);
  const auto rows = [&](const char* file, auto&& take) -> Result<void> {
    const auto table = TableFile::read(folder + file, 2);
    if (!table) return tl::unexpected(table.error());
    for (const auto& row : table->rows()) {
      if (auto taken = take(std::string(row.cells[0]), std::string(row.cells[1])); !taken.empty()) return table->bad_row(row, taken);
    }
    return {};
  };
  constexpr std::array<std::string_view, 3> kOutcomes = {"happened", "cancelled", "postponed"};
  auto done = rows("event_types.tsv", [&](std::string one, std::string other) {
    out->types_.emplace_back(std::move(one), std::move(other));
    return std::string();
  });
  if (done) {
    done = rows("outcomes.tsv", [&](std::string words, std::string outcome) {
      if (std::find(kOutcomes.begin(), kOutcomes.end(), outcome) == kOutcomes.end()) return std::string("the outcome must be happened, cancelled or postponed");
      out->outcomes_.push_back({std::move(words), std::move(outcome)});
      return std::string();
    });
  }
  if (done) {
    done = rows("measures.tsv", [&](std::string word, std::string measure) {
      out->measures_.emplace_back(std::move(word), std::move(measure));
      return std::string();
    });
  }
  if (!done) return tl::unexpected(done.error());
  std::sort(out->measures_.begin(), out->measures_.end());
  auto program = program_of(home);
  if (!program) return tl::unexpected(program.error());
  out->program_ = std::move(*program);
  return out;
}

bool Knowledge::compatible_types(std::string_view a, std::string_view b) const {
  return a == b || std::any_of(types_.begin(), types_.end(), [&](const auto& pair) {
           return (pair.first == a && pair.second == b) || (pair.first == b && pair.second == a);
         });
}

bool Knowledge::mutual_type(std::string_view type) const {
  return std::any_of(types_.begin(), types_.end(), [&](const auto& pair) { return pair.first == type && pair.second == type; });
}

std::string_view Knowledge::measure(std::string_view word) const {
  const auto at = std::lower_bound(measures_.begin(), measures_.end(), word, [](const auto& row, std::string_view w) { return row.first < w; });
  return at != measures_.end() && at->first == word ? std::string_view(at->second) : word;
}

bool Knowledge::is_measure(std::string_view name) const {
  return !name.empty() && std::any_of(measures_.begin(), measures_.end(), [&](const auto& row) { return row.second == name; });
}

}  // namespace dateline::archive
