#include "archive/background.h"
#include "archive/copy_finder.h"
#include "archive/story_finder.h"
#include "base/json_writer.h"
#include "cli/document_run.h"

namespace dateline::cli {
int groups(Common common) {
  const std::string home = common.home.empty() ? Engine::default_home() : common.home;
  auto background = archive::Background::read(home + "/data/archive/background.tsv");
  if (!background) {
    complain(background.error().message);
    return kCannotRun;
  }
  archive::StoryFinder stories(std::make_shared<const archive::Background>(*std::move(background)));
  archive::CopyFinder copies;
  std::vector<std::string> ids;
  std::vector<uint64_t> families;
  common.jobs = 1;  // the order of documents matters
  const int status = run_documents(common, [&](Pipeline& pipeline, Source source, Outcome& o) {
    if (auto done = pipeline.pages.run(source, pipeline.article); !done) {
      o.refused = true;
      o.error = done.error();
      return;
    }
    const Article& a = pipeline.article;
    families.push_back(copies.add(ids.size(), a.text).family);
    stories.add(ids.size(), {a.headline, a.text, archive::story_day(a.published.value)});
    ids.push_back(source.id.empty() ? source.location : source.id);
  });
  // Stories are known only now: later documents may have moved earlier ones.
  std::string out;
  for (size_t i = 0; i < ids.size(); ++i) {
    JsonWriter(out).begin_object().field("id", ids[i]).field("story", stories.story(i)).field("family", families[i]).end_object();
    out.push_back('\n');
  }
  return write_out(out) && flush_out() ? status : kCannotRun;
}

}  // namespace dateline::cli
