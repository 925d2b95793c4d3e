#include "site/site.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "archive/desk_mail.h"
#include "base/hash.h"
#include "site/digest.h"
#include "site/embedded.h"
#include "site/log.h"
#include "site/mail_message.h"
#include "site/url.h"

namespace dateline::site {
namespace {

constexpr double kCostlyFresh = 120;  // seconds that sums over many events may be shown after a change

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kTypes = {{{".feed.json", "application/feed+json"}, {".json", "application/json"},
    {".csv", "text/csv; charset=utf-8"}, {".geojson", "application/geo+json"}, {".rss", "application/rss+xml; charset=utf-8"},
    {".atom", "application/atom+xml; charset=utf-8"}, {".ics", "text/calendar; charset=utf-8"}, {".bib", "application/x-bibtex; charset=utf-8"}}};

double steady_s() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

bool takes_gzip(const Request& request) { return request.header("accept-encoding").find("gzip") != std::string_view::npos; }

std::string body_of(const View& v, const Place& place, std::string_view ending) {
  if (ending == ".json") return as_json(v, place, now_s());
  if (ending == ".csv") return as_csv(v);
  if (ending == ".geojson") return as_geojson(v);
  if (ending == ".rss") return as_rss(v, place);
  if (ending == ".atom") return as_atom(v, place);
  if (ending == ".feed.json") return as_json_feed(v, place);
  if (ending == ".ics") return as_calendar(v, place, now_s());
  if (ending == ".bib") return cite(v, place, now_s()).bibtex;
  return as_html(v, place);
}

// True for questions that no index answers: sums over many events, and filters that look at every row.
bool is_costly(const std::string& path, const Fields& query) {
  for (const std::string_view top : {"/actors", "/dyads/", "/map"}) {
    if (path.starts_with(top)) return true;
  }
  return std::any_of(query.begin(), query.end(), [&](const auto& field) {
    static constexpr std::string_view kScanning[] = {"facets", "actor", "speaker", "place", "admin", "source", "box", "confidence", "status", "least"};
    if (field.first == "q") return path != "/search";
    return std::find(std::begin(kScanning), std::end(kScanning), field.first) != std::end(kScanning);
  });
}

std::string address_of(const std::string& listen, uint16_t port) {
  const bool v6 = listen.find(':') != std::string::npos;
  return fmt::format("http://{}{}{}:{}", v6 ? "[" : "", listen, v6 ? "]" : "", port);
}

// On every answer: nothing from elsewhere, nothing inline, no guessing of types.
void add_safety(Response& response) {
  const auto add = [&](std::string_view name, std::string_view value) { response.headers.emplace_back(name, value); };
  add("Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
      "base-uri 'none'; frame-ancestors 'none'");
  add("X-Content-Type-Options", "nosniff");
  add("Referrer-Policy", "same-origin");
  add("X-Frame-Options", "DENY");
  add("Cross-Origin-Opener-Policy", "same-origin");
}

}  // namespace

Site::Site(const SiteOptions& options)
    : options_(options), cache_(options.cache_bytes), reads_(options.rate, options.rate * 10), writes_(0.2, 30), mails_(20.0 / 3600, 10), logins_(0.1, 10) {}

Site::~Site() = default;

Result<std::unique_ptr<Site>> Site::open(const SiteOptions& options) {
  if (const auto started = start_security(); !started) return tl::unexpected(started.error());
  if (!options.mail.server.empty() && !is_mail_address(options.mail.from)) {
    return fail(ErrorCode::kUsage, "serve: no sender for mail; give --mail-from news@example.org");
  }
  auto site = std::unique_ptr<Site>(new Site(options));
  auto desk = archive::Archive::open(options.archive, archive::Archive::Use::kDesk);
  if (!desk) return tl::unexpected(desk.error());
  site->desk_ = std::make_unique<archive::Archive>(std::move(*desk));
  auto key = archive::desk_key(*site->desk_, random_bytes(32));
  if (!key) return tl::unexpected(key.error());
  site->signer_ = std::make_unique<Signer>(std::move(*key));
  for (unsigned i = 0; i < options.server.workers + 3; ++i) {  // one for the pages made at the start
    auto reader = archive::Archive::open(options.archive, archive::Archive::Use::kRead);
    if (!reader) return tl::unexpected(reader.error());
    site->readers_.push_back(std::make_unique<archive::Archive>(std::move(*reader)));
  }
  const std::string folder = options.web.empty() ? Assets::default_folder() : options.web;
  if (!folder.empty() && folder != "none") {
    auto assets = Assets::read(folder);
    if (!assets) return tl::unexpected(assets.error());
    site->assets_ = std::move(*assets);
    site->has_web_ = true;
  }
  if (!options.mail.server.empty()) {
    Metrics& metrics = site->metrics_;
    // Links in digests need the site's address, which without a public one is known when the server listens.
    Site* self = site.get();
    std::function<Result<void>(archive::Archive&)> make_due;
    if (options.digests) make_due = [self](archive::Archive& desk_of_mail) { return self->make_digests(desk_of_mail); };
    site->postman_ = std::make_unique<Postman>(options.archive, options.mail, std::move(make_due), [&metrics](bool success) { metrics.mail_sent(success); });
  }
  return site;
}

std::optional<Response> Site::handle(const Request& request, unsigned worker) {
  const double begin = steady_s();
  Response response;
  try {
    auto answered = answer(request, worker);
    if (!answered) return std::nullopt;
    response = std::move(*answered);
  } catch (const std::exception& e) {
    log("error", "exception", [&](JsonWriter& json) { json.field("path", request.path).field("what", e.what()); });
    response = Response{500, "application/json", "{\"error\":\"internal\",\"message\":\"a fault of the program; it is in the log\"}\n", {}};
  }
  readers_[worker]->rest();
  if (request.method == "POST") desk_->rest();
  add_safety(response);
  const double seconds = steady_s() - begin;
  metrics_.answered(response.status, seconds, response.body.size());
  log("info", "request", [&](JsonWriter& json) {
    json.field("method", request.method).field("path", request.path).field("status", response.status).field("ms", std::round(seconds * 1e5) / 100)
        .field("bytes", static_cast<uint64_t>(response.body.size())).field("address", client_of(request));
  });
  return response;
}

std::optional<Response> Site::answer(const Request& request, unsigned worker) {
  archive::Archive& archive = *readers_[worker];
  Ask ask{request, archive, {}, utc(now_s()).substr(0, 10), {}, {}, false, worker < options_.server.workers};
  if (const std::string problem = host_problem(request); !problem.empty()) return refuse(ask, 403, "host", problem);
  ask.place = place_of(request);
  const std::string& path = request.path;
  if (path == "/healthz") {
    const auto version = archive::shown_version(archive);
    return version ? Response{200, "text/plain; charset=utf-8", "ok\n", {{"Cache-Control", "no-store"}}} : refuse(ask, 503, "archive", version.error().message);
  }
  if (path == "/metrics") {
    const Server* server = server_;
    return Response{200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text(server == nullptr ? Server::Load{} : server->load(), cache_.figures()),
            {{"Cache-Control", "no-store"}}};
  }
  const std::string client = client_of(request);
  if (options_.rate > 0 && !is_loopback_address(client) && !reads_.allow(client, steady_s())) {
    Response out = refuse(ask, 429, "rate", "too many requests from this address; wait some seconds");
    out.headers.emplace_back("Retry-After", "5");
    return out;
  }
  if (request.method == "POST") return act(ask);
  if (path == "/openapi.json") return asset(request, "openapi.json");
  if (path == "/plain.css" || path.starts_with("/assets/") || path == "/favicon.svg" || path == "/favicon.ico") {
    return asset(request, std::string_view(path).substr(1));
  }
  if (path == "/robots.txt") return Response{200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /email\nDisallow: /feedback\nDisallow: /subscribe\n", {}};
  if (path == "/oembed") return oembed(ask);
  if (path == "/session.json") return session(ask);
  if (path == "/feedback.jsonl") return feedback_lines(ask);
  static constexpr std::string_view kForms[] = {"/email", "/feedback/new", "/featured/new", "/saved/new", "/saved/change", "/subscribe", "/confirm", "/unsubscribe", "/login"};
  if (std::find(std::begin(kForms), std::end(kForms), path) != std::end(kForms)) return form(ask);
  for (const auto& [ending, type] : kTypes) {
    if (!path.ends_with(ending)) continue;
    const std::string plain = path.substr(0, path.size() - ending.size());
    return page(ask, plain == "/index" ? "/" : plain, ending);
  }
  return page(ask, path, "");
}

std::optional<Response> Site::page(Ask& ask, const std::string& path, std::string_view ending) {
  const bool secret = path == "/feedback";  // for reviewers: never kept
  const bool wants_json = ending == ".json";
  ask.wants_json = wants_json;
  const auto version = archive::shown_version(ask.archive);
  if (!version) return refuse(ask, version.error());
  const std::string key = fmt::format("{}|{}|{}?{}", ask.place.base, ending, path, write_form(ask.request.query));
  const std::string made_of = *version + "|" + ask.today;
  if (!secret) {
    if (const auto kept = cache_.find(key, made_of, steady_s())) return rendered(ask.request, *kept);
  }
  if (ask.in_haste && is_costly(path, ask.request.query)) return std::nullopt;
  Asked asked{path, ask.request.query, ask.today, false, 0};
  if (secret) {
    ask.visitor = visitor_of(ask.request, ask.archive);
    asked.may_review = ask.visitor.may_write;
  }
  const auto view = make_view(ask.archive, asked);
  if (!view) return refuse(ask, view.error());
  const auto known = endings(*view);
  const bool exists = ending.empty() || std::any_of(known.begin(), known.end(), [&](const auto& e) { return e.second == ending; });
  if (!exists) return refuse(ask, 404, "not_found", fmt::format("{} has no {}", path, ending));
  auto out = std::make_shared<Rendered>();
  out->response.type = "text/html; charset=utf-8";
  for (const auto& [e, type] : kTypes) {
    if (e == ending) out->response.type = type;
  }
  out->response.body = body_of(*view, ask.place, ending);
  out->etag = etag_of(out->response.body);
  if (out->response.body.size() > 1024) out->gzip = gzip(out->response.body);
  out->response.headers = {{"Cache-Control", secret ? "no-store" : "no-cache"}, {"Vary", "Accept-Encoding"}};
  if (ending.empty()) out->response.headers.emplace_back("Link", fmt::format("<{}>; rel=\"alternate\"; type=\"application/json\"", with_ending(view->path, ".json")));
  if (!secret) cache_.put(key, made_of, view->costly ? steady_s() + kCostlyFresh : 0, out);
  return rendered(ask.request, *out);
}

Response Site::rendered(const Request& request, const Rendered& page) const {
  Response out;
  out.headers = page.response.headers;
  out.headers.emplace_back("ETag", page.etag);
  out.type = page.response.type;
  out.status = page.response.status;
  const std::string_view have = request.header("if-none-match");
  if (!page.etag.empty() && (have == "*" || have.find(page.etag) != std::string_view::npos)) {
    out.status = 304;
    out.type.clear();
    return out;
  }
  if (!page.gzip.empty() && takes_gzip(request)) {
    out.body = page.gzip;
    out.headers.emplace_back("Content-Encoding", "gzip");
  } else {
    out.body = page.response.body;
  }
  return out;
}

Response Site::asset(const Request& request, std::string_view path) const {
  Rendered page;
  if (path == "openapi.json" || path == "plain.css") {
    page.response.type = type_of_file(path);
    page.response.body = path == "plain.css" ? kPlainStyle : kOpenApi;
    page.etag = etag_of(page.response.body);
    if (takes_gzip(request)) page.gzip = gzip(page.response.body);
    page.response.headers = {{"Cache-Control", "max-age=3600"}, {"Vary", "Accept-Encoding"}};
    return rendered(request, page);
  }
  const Assets::File* file = assets_.find(path);
  if (file == nullptr) return {404, "text/plain; charset=utf-8", "no such file\n", {}};
  page.response.type = file->type;
  page.response.body = file->body;
  page.gzip = file->gzip;
  page.etag = file->etag;
  page.response.headers = {{"Cache-Control", file->immutable ? "public, max-age=31536000, immutable" : "max-age=3600"}, {"Vary", "Accept-Encoding"}};
  return rendered(request, page);
}

Result<View> Site::view_of(Ask& ask, std::string_view path_and_query) {
  const size_t mark = std::min(path_and_query.find('?'), path_and_query.size());
  const auto path = decode(path_and_query.substr(0, mark));
  const auto query = read_form(mark < path_and_query.size() ? path_and_query.substr(mark + 1) : std::string_view());
  if (!path || !query) return fail(ErrorCode::kNotFound, "no such page");
  return make_view(ask.archive, {*path, *query, ask.today, false, 0});
}

void Site::watch(const Server* server) {
  server_ = server;
  port_ = server->port();
  if (postman_ != nullptr) postman_->wake();
}

void Site::warm() {
  // Front, lists as they open, what they count, and sums over all events.
  static constexpr std::string_view kFirst[] = {"/", "/articles", "/events", "/stories", "/disputes", "/schedule", "/statements", "/figures", "/map", "/actors"};
  static constexpr std::string_view kCounted[] = {"/events", "/articles", "/stories", "/disputes", "/statements", "/figures"};
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);  // of this thread: readers go first
  const unsigned worker = options_.server.workers + 2;
  Request request;
  request.method = "GET";
  const std::string base = options_.public_url.empty() ? address_of(options_.server.listen, port_) : options_.public_url;
  request.headers = {{"host", base.substr(base.find("://") + 3)}};
  const auto make = [&](std::string_view path, std::string_view ending, Fields query) {
    if (stopping_) return;
    request.query = std::move(query);
    Ask ask{request, *readers_[worker], place_of(request), utc(now_s()).substr(0, 10), {}, {}, false, false};
    try {
      (void)page(ask, std::string(path), ending);
    } catch (const std::exception& e) {
      log("error", "warm", [&](JsonWriter& json) { json.field("path", path).field("what", e.what()); });
    }
    readers_[worker]->rest();
  };
  for (const std::string_view ending : {"", ".json"}) {
    for (const std::string_view path : kFirst) make(path, ending, {});
  }
  for (const std::string_view path : kCounted) make(path, ".json", {{"facets", "1"}, {"limit", "1"}});
  log("info", "warm");
}

Result<void> Site::make_digests(archive::Archive& desk) {
  const uint16_t port = port_;
  if (options_.public_url.empty() && port == 0) return {};
  Place place;
  place.site_name = options_.name;
  place.base = !options_.public_url.empty() ? options_.public_url : address_of(options_.server.listen, port);
  const auto counts = queue_digests(desk, place, options_.mail, *signer_, [this] { return stopping_.load(); });
  if (!counts) return tl::unexpected(counts.error());
  if (counts->due > 0) {
    log("info", "digests", [&](JsonWriter& json) { json.field("due", counts->due).field("queued", counts->queued).field("without_news", counts->nothing_new); });
  }
  return {};
}

Response Site::oembed(Ask& ask) {
  ask.wants_json = true;
  std::string_view url = ask.request.parameter("url");
  const std::string_view format = ask.request.parameter("format");
  if (!format.empty() && format != "json" && format != "xml") return refuse(ask, 501, "format", "json and xml are known");
  if (!url.starts_with(ask.place.base + "/")) return refuse(ask, 404, "not_found", "url: give the address of a page of this site");
  url.remove_prefix(ask.place.base.size());
  const auto view = view_of(ask, url.substr(0, url.find('#')));
  if (!view) return refuse(ask, view.error());
  const bool xml = format == "xml";
  return {200, xml ? "text/xml; charset=utf-8" : "application/json", as_oembed(*view, ask.place, xml), {{"Access-Control-Allow-Origin", "*"}}};
}

Result<void> serve(const SiteOptions& options, const std::atomic<bool>& stop) {
  log("info", "opening", [&](JsonWriter& json) { json.field("archive", options.archive); });  // the first time, indices are added
  auto site = Site::open(options);
  if (!site) return tl::unexpected(site.error());
  Site* handler = site->get();
  auto server = Server::start(options.server, [handler](const Request& request, unsigned worker) { return handler->handle(request, worker); });
  if (!server) return tl::unexpected(server.error());
  handler->watch(server->get());
  if (!handler->has_web()) {
    log("warn", "web", [&](JsonWriter& json) { json.field("message", "the web part is not built; pages have the plain style (npm run build in web/ makes it)"); });
  }
  log("info", "listening", [&](JsonWriter& json) {
    json.field("url", address_of(options.server.listen, (*server)->port()) + "/")
        .field("archive", options.archive).field("mail", !options.mail.server.empty());
  });
  std::thread warming([handler] { handler->warm(); });
  while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(50));
  log("info", "stopping");
  handler->stop();
  server->reset();
  warming.join();
  log("info", "stopped");
  return {};
}

}  // namespace dateline::site
