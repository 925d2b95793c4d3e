#include "archive/ranking.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dateline::archive {
namespace {

constexpr int64_t kMostCounted = 10'000;
constexpr double kK1 = 1.2, kB = 0.75;
constexpr double kLeastWeight = 1e-6;  // of a phrase that more than half of the articles have

struct Phrases {
  double mean_size = 1;
  std::vector<double> weights;
  std::vector<double> found;  // scratch: occurrences in one article
};

struct Count {
  int64_t hits = 0, last = 0;
};

int count_hit(const Fts5ExtensionApi* api, Fts5Context* article, void* into) {
  auto& count = *static_cast<Count*>(into);
  count.last = api->xRowid(article);
  return ++count.hits < kMostCounted ? SQLITE_OK : SQLITE_DONE;
}

// What holds for all articles of one question; null if there is no memory or the index is damaged.
Phrases* phrases_of(const Fts5ExtensionApi* api, Fts5Context* article, int& rc) {
  if (auto* known = static_cast<Phrases*>(api->xGetAuxdata(article, 0)); known != nullptr) return known;
  auto* made = new Phrases;
  sqlite3_int64 rows = 0, size = 0;
  rc = api->xRowCount(article, &rows);
  if (rc == SQLITE_OK) rc = api->xColumnTotalSize(article, -1, &size);
  const auto all = static_cast<double>(std::max<sqlite3_int64>(rows, 1));
  made->mean_size = std::max(1.0, static_cast<double>(size) / all);
  for (int phrase = 0; rc == SQLITE_OK && phrase < api->xPhraseCount(article); ++phrase) {
    Count count;
    rc = api->xQueryPhrase(article, phrase, &count, count_hit);
    auto hits = static_cast<double>(count.hits);
    if (count.hits >= kMostCounted) hits = std::min(all, hits * std::max(1.0, all / static_cast<double>(std::max<int64_t>(count.last, 1))));
    const double weight = std::log((all - hits + 0.5) / (hits + 0.5));
    made->weights.push_back(weight > 0 ? weight : kLeastWeight);
  }
  made->found.resize(made->weights.size());
  // Frees it at once if it cannot be kept.
  const int kept = api->xSetAuxdata(article, made, [](void* p) { delete static_cast<Phrases*>(p); });
  if (rc == SQLITE_OK) rc = kept;
  return rc == SQLITE_OK ? made : nullptr;
}

void rank_of(const Fts5ExtensionApi* api, Fts5Context* article, sqlite3_context* out, int count, sqlite3_value** values) {
  int rc = SQLITE_OK;
  Phrases* phrases = phrases_of(api, article, rc);
  if (phrases == nullptr) return sqlite3_result_error_code(out, rc);
  std::fill(phrases->found.begin(), phrases->found.end(), 0.0);
  int instances = 0, size = 0;
  rc = api->xInstCount(article, &instances);
  for (int i = 0; rc == SQLITE_OK && i < instances; ++i) {
    int phrase = 0, column = 0, offset = 0;
    rc = api->xInst(article, i, &phrase, &column, &offset);
    if (rc == SQLITE_OK) phrases->found[static_cast<size_t>(phrase)] += column < count ? sqlite3_value_double(values[column]) : 1.0;
  }
  if (rc == SQLITE_OK) rc = api->xColumnSize(article, -1, &size);
  if (rc != SQLITE_OK) return sqlite3_result_error_code(out, rc);
  double score = 0;
  for (size_t i = 0; i < phrases->weights.size(); ++i) {
    const double f = phrases->found[i];
    score += phrases->weights[i] * f * (kK1 + 1) / (f + kK1 * (1 - kB + kB * size / phrases->mean_size));
  }
  sqlite3_result_double(out, -score);
}

}  // namespace

void add_ranking(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* ask = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &ask, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(ask, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(ask);
  }
  sqlite3_finalize(ask);
  if (api != nullptr) api->xCreateFunction(api, "rank_of", nullptr, rank_of, nullptr);
}

}  // namespace dateline::archive
