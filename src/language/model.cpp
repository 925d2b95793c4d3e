#include "analyzer.h"
#include "base/file.h"

namespace dateline::language {
namespace {

class MappedModel : public Model {
 public:
  explicit MappedModel(MappedFile file) : file_(std::move(file)) {}
  std::string_view description() const override { return "rules only"; }

 private:
  MappedFile file_;
};

}  // namespace

Result<std::shared_ptr<const Model>> Model::open(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  return std::make_shared<MappedModel>(std::move(*file));
}

}  // namespace dateline::language
