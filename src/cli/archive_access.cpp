#include "cli/archive_access.h"

#include "dateline/reader.h"

namespace dateline::cli {
namespace {

template <class T>
std::optional<T> or_complain(Result<T> result) {
  if (result) return std::move(*result);
  complain(result.error().message);
  return std::nullopt;
}

}  // namespace

std::shared_ptr<const archive::Knowledge> open_knowledge(const Common& common) {
  return or_complain(archive::Knowledge::read(common.home.empty() ? Engine::default_home() : common.home)).value_or(nullptr);
}

std::optional<archive::Archive> open_reader(const std::string& path) {
  return or_complain(archive::Archive::open(path, archive::Archive::Use::kRead));
}

std::optional<archive::Archive> open_writer(const std::string& path, std::shared_ptr<const archive::Knowledge> knowledge) {
  if (!knowledge) return std::nullopt;
  return or_complain(archive::Archive::open(path, archive::Archive::Use::kWrite, {std::move(knowledge), {}, archive::Options{}.window}));
}

}  // namespace dateline::cli
