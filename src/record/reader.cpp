#include "dateline/reader.h"

#include <utility>

#include "record/record_builder.h"

namespace dateline {

struct Reader::State {
  Pipeline pipeline;
};

Reader::Reader(std::shared_ptr<const Engine> engine, const Limits& limits)
    : state_(new State{Pipeline(std::move(engine), limits)}) {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;

Result<Record> Reader::read(Source source) {
  if (auto done = state_->pipeline.run(source); !done) return tl::unexpected<Error>(done.error());
  return build_record(state_->pipeline, std::move(source));
}

}  // namespace dateline
