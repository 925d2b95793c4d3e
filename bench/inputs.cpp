#include "inputs.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "intake/raw_document.h"
#include "page/reader.h"
#include "record/pipeline.h"

namespace dateline::bench {
namespace {

[[noreturn]] void stop(const std::string& why) {
  std::fprintf(stderr, "dateline_bench: %s\n", why.c_str());
  std::exit(2);
}

constexpr std::array kSentences = {
    "{A} and {B} signed a truce in {P} on {D}.",
    "\"We will not withdraw our troops,\" {L} told reporters.",
    "Police in {P} arrested {N} protesters on {D}, the interior ministry said.",
    "{L} accused {B} of shelling villages near {P}, a claim that {B} denied.",
    "At least {N} people were killed and {N} wounded when a bomb exploded outside a market in {P}.",
    "According to the United Nations, more than {N} civilians have fled since the fighting began last month.",
    "{A} may impose sanctions on {B} next week, although no decision has been taken, officials said.",
    "The foreign minister of {A} met {L} in {P} to discuss a plan for peace talks, which are due to resume on {D}.",
    "Prices rose by {N} percent, and the central bank raised its rate to 7.5 percent.",
    "He said that the two countries, which share a long border, \"should not be divided\" by a single quarrel.",
};
constexpr std::array kCountries = {"Russia", "Ukraine", "Turkey", "Israel", "France", "Iran", "India", "Sudan"};
constexpr std::array kPlaces = {"Minsk", "Geneva", "Aleppo", "Donetsk", "Gaza City", "Khartoum", "Brussels"};
constexpr std::array kLeaders = {"President Vladimir Putin", "Angela Merkel", "Prime Minister Benjamin Netanyahu", "the Kremlin",
                                 "a spokesman for the rebels", "Mr. Kerry"};
constexpr std::array kDays = {"Monday", "Friday", "March 16", "6 September 2014", "Thursday evening"};

template <size_t N>
std::string one_of(const std::array<const char*, N>& words, std::mt19937& random) {
  return words[random() % N];
}

std::string sentence(std::mt19937& random) {
  std::string out;
  const std::string form = one_of(kSentences, random);
  for (size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '{') {
      out.push_back(form[i]);
      continue;
    }
    switch (form[i + 1]) {
      case 'A':
      case 'B': out += one_of(kCountries, random); break;
      case 'P': out += one_of(kPlaces, random); break;
      case 'L': out += one_of(kLeaders, random); break;
      case 'D': out += one_of(kDays, random); break;
      default: out += std::to_string(2 + random() % 900); break;
    }
    i += 2;
  }
  return out;
}

}  // namespace

std::shared_ptr<const Engine> engine() {
  static const auto opened = Engine::open(DATELINE_ROOT);
  if (!opened) stop(opened.error().message);
  return *opened;
}

const std::vector<Source>& pages() {
  static const std::vector<Source> all = [] {
    const char* folder = std::getenv("DATELINE_BENCH_PAGES");
    intake::DocumentReader reader({folder != nullptr ? folder : DATELINE_ROOT "/examples"}, Limits{});
    std::vector<Source> sources;
    while (auto raw = reader.next()) {
      if (!*raw) stop(raw->error().message);
      auto source = intake::decode(std::move(**raw), Limits{});
      if (source) sources.push_back(std::move(*source));
    }
    if (sources.empty()) stop("no pages to read");
    return sources;
  }();
  return all;
}

const std::vector<Article>& articles() {
  static const std::vector<Article> all = [] {
    page::PageReader reader(engine()->parts().page_words);
    std::vector<Article> read;
    for (const Source& source : pages()) {
      Article article;
      if (reader.run(source, article)) read.push_back(std::move(article));
    }
    return read;
  }();
  return all;
}

std::string made_text(size_t bytes) {
  std::mt19937 random(20140307);
  std::string text;
  while (text.size() < bytes) {
    for (size_t n = 2 + random() % 3; n > 0; --n) text += sentence(random) + (n > 1 ? " " : "\n\n");
  }
  return text;
}

Source made_source(size_t bytes) {
  Source source;
  source.location = "made";
  source.format = SourceFormat::kBody;
  source.published = "2014-03-07";
  source.bytes = made_text(bytes);
  source.charset = "UTF-8";
  source.original_bytes = source.bytes.size();
  return source;
}

Source made_page() {
  std::string html =
      "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>A truce is signed</title>"
      "<meta property=\"article:published_time\" content=\"2014-03-07T09:10:00Z\"></head><body><nav><ul>";
  for (int i = 0; i < 40; ++i) html += "<li><a href=\"/s" + std::to_string(i) + "\">Section " + std::to_string(i) + "</a></li>";
  html += "</ul></nav><article><h1>A truce is signed</h1><p class=\"byline\">By Ann Lee</p><p>";
  for (const char c : made_text(10'000)) {
    if (c == '\n') html += html.back() == '\n' ? "<p>" : "</p>\n";
    else html.push_back(c);
  }
  html += "</article><aside class=\"related\"><h2>Related</h2>";
  for (int i = 0; i < 60; ++i) html += "<div class=\"teaser\"><a href=\"/r\"><img src=\"x.jpg\" alt=\"\">Another story</a></div>";
  html += "</aside><footer>All rights reserved</footer></body></html>";
  Source source;
  source.location = "made.html";
  source.bytes = std::move(html);
  source.charset = "UTF-8";
  source.original_bytes = source.bytes.size();
  return source;
}

size_t bytes_of(const std::vector<Source>& sources) {
  size_t bytes = 0;
  for (const Source& source : sources) bytes += source.bytes.size();
  return bytes;
}

}  // namespace dateline::bench
