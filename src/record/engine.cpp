#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "record/pipeline.h"

namespace dateline {
namespace fs = std::filesystem;

Engine::Engine() = default;
Engine::~Engine() = default;

std::string Engine::default_home() {
  if (const char* home = std::getenv("DATELINE_HOME"); home != nullptr && *home != '\0') return home;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  if (error) return {};
  const auto holds = [](const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "models", ignored) && fs::is_directory(folder / "data", ignored);
  };
  for (fs::path folder = program.parent_path();; folder = folder.parent_path()) {
    if (holds(folder)) return folder.string();
    if (folder == folder.parent_path()) break;
  }
  const fs::path share = program.parent_path().parent_path() / "share" / "dateline";
  return holds(share) ? share.string() : std::string();
}

Result<std::shared_ptr<const Engine>> Engine::open(const std::string& home) {
  if (home.empty()) {
    return fail(ErrorCode::kNotFound, "no models found near the program; set DATELINE_HOME to the folder that holds models/ and data/");
  }
  const std::string models = home + "/models", data = home + "/data";
  const auto pass = [](const Error& error) { return tl::unexpected<Error>(error); };
  auto model = language::Model::open(models + "/english.model");
  if (!model) return pass(model.error());
  auto gazetteer = facts::Gazetteer::open(models + "/gazetteer.bin");
  if (!gazetteer) return pass(gazetteer.error());
  auto page_words = page::Lexicon::open(data);
  if (!page_words) return pass(page_words.error());
  auto times = facts::TimeTagger::open(data);
  if (!times) return pass(times.error());
  auto places = facts::PlaceTagger::open(data, *gazetteer);
  if (!places) return pass(places.error());
  auto figures = facts::FigureTagger::open(data);
  if (!figures) return pass(figures.error());
  auto actors = facts::ActorTagger::open(data);
  if (!actors) return pass(actors.error());
  auto statements = facts::StatementTagger::open(data);
  if (!statements) return pass(statements.error());
  auto attitudes = facts::AttitudeTagger::open(data);
  if (!attitudes) return pass(attitudes.error());
  auto events = facts::EventTagger::open(data);
  if (!events) return pass(events.error());
  std::shared_ptr<Engine> engine(new Engine);
  engine->parts_ = std::make_unique<const Parts>(Parts{std::move(*model), std::move(*gazetteer), std::move(*page_words), std::move(*times),
                                                       std::move(*places), std::move(*figures), std::move(*actors),
                                                       std::move(*statements), std::move(*attitudes), std::move(*events)});
  return std::shared_ptr<const Engine>(std::move(engine));
}

}  // namespace dateline
