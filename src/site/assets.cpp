#include "site/assets.h"

#include <fmt/format.h>
#include <simdjson.h>
#include <zlib.h>

#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "dateline/reader.h"
#include "site/log.h"

namespace dateline::site {
namespace {

constexpr size_t kLargest = 8 * 1024 * 1024;
constexpr const char* kManifest = "/.vite/manifest.json";

// The styles of a manifest's entry and of what it imports.
void take_styles(const simdjson::dom::object& manifest, std::string_view entry, std::vector<std::string>& styles, int depth) {
  simdjson::dom::array css, imports;
  if (manifest[entry]["css"].get(css) == simdjson::SUCCESS) {
    for (const auto file : css) {
      std::string_view path;
      if (file.get(path) == simdjson::SUCCESS) styles.push_back("/" + std::string(path));
    }
  }
  if (depth == 0 || manifest[entry]["imports"].get(imports) != simdjson::SUCCESS) return;
  for (const auto import : imports) {
    std::string_view name;
    if (import.get(name) == simdjson::SUCCESS) take_styles(manifest, name, styles, depth - 1);
  }
}

}  // namespace

std::string_view type_of_file(std::string_view name) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".js", "text/javascript; charset=utf-8"}, {".css", "text/css; charset=utf-8"}, {".svg", "image/svg+xml"}, {".json", "application/json"},
      {".png", "image/png"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"}, {".html", "text/html; charset=utf-8"},
      {".webmanifest", "application/manifest+json"}, {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (::deflateInit2(&stream, 6, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = ::deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return done == Z_STREAM_END ? out : std::string();
}

std::string etag_of(std::string_view content) { return fmt::format("W/\"{:016x}\"", hash64(content)); }

std::string Assets::default_folder() {
  const std::string home = Engine::default_home();
  std::error_code error;
  const std::string folder = home + "/web/dist";
  return !home.empty() && std::filesystem::is_regular_file(folder + kManifest, error) ? folder : std::string();
}

Result<Assets> Assets::read(const std::string& folder) {
  namespace fs = std::filesystem;
  const auto manifest = read_file(folder + kManifest, kLargest);
  if (!manifest) return fail(ErrorCode::kNotFound, folder + ": has no manifest of a built web part; build it with npm run build in web/, or give --web none");
  Assets out;
  simdjson::dom::parser parser;
  simdjson::dom::object entries;
  if (parser.parse(simdjson::padded_string(*manifest)).get(entries) != simdjson::SUCCESS) {
    return fail(ErrorCode::kMalformed, folder + ": its manifest is no JSON; build the web part again");
  }
  for (const auto entry : entries) {
    bool is_entry = false;
    std::string_view file;
    if (entry.value["isEntry"].get(is_entry) != simdjson::SUCCESS || !is_entry || entry.value["file"].get(file) != simdjson::SUCCESS) continue;
    if (file.ends_with(".css")) {
      out.styles_.push_back("/" + std::string(file));
    } else {
      out.scripts_.push_back("/" + std::string(file));
      take_styles(entries, entry.key, out.styles_, 3);
    }
  }
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    const std::string path = fs::relative(at->path(), folder, error).generic_string();
    if (path.starts_with('.')) continue;
    auto body = read_file(at->path().string(), kLargest);
    if (!body) {
      log("warn", "asset_left_out", [&](JsonWriter& json) { json.field("path", path).field("why", body.error().message); });
      continue;
    }
    File file;
    file.type = type_of_file(path);
    const bool text = file.type.starts_with("text/") || file.type.find("json") != std::string::npos || file.type.find("svg") != std::string::npos;
    if (text && body->size() > 1024) file.gzip = gzip(*body);
    file.etag = etag_of(*body);
    file.immutable = path.starts_with("assets/");
    file.body = std::move(*body);
    out.files_.emplace(path, std::move(file));
  }
  return out;
}

const Assets::File* Assets::find(std::string_view path) const {
  const auto found = files_.find(std::string(path));
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace dateline::site
