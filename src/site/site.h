#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "archive/desk.h"
#include "site/assets.h"
#include "site/metrics.h"
#include "site/page_cache.h"
#include "site/postman.h"
#include "site/rate_limit.h"
#include "site/security.h"
#include "site/server.h"
#include "site/view.h"
#include "site/views.h"

namespace dateline::site {

struct SiteOptions {
  ServerOptions server;
  std::string archive;
  std::string public_url;      ///< "https://news.example": how readers call the site; empty: by their Host header
  std::string web;             ///< folder of the built web part; empty: found; "none": pages in the plain style
  std::string name = "dateline";
  bool require_login = false;  ///< for writing, on the loopback too
  bool behind_proxy = false;   ///< the client's address is the last of X-Forwarded-For
  double rate = 20;            ///< requests a second of one address that is not this machine's, with bursts of ten times as many; 0: any
  size_t cache_bytes = 64 * 1024 * 1024;
  MailOptions mail;
  bool digests = true;         ///< those that are due are sent; else `dateline digest` does it
};

/// The reader's site of one archive. Answers requests of a `Server`; each worker has a connection to the archive of its own, that of
/// POSTs one more for changes.
class Site {
 public:
  /// Opens the archive and makes the readers' tables. Errors are those of `Archive::open`.
  [[nodiscard]] static Result<std::unique_ptr<Site>> open(const SiteOptions& options);
  ~Site();

  /// Nothing where it is costly and `worker` is one of the ordinary ones (server.h).
  [[nodiscard]] std::optional<Response> handle(const Request& request, unsigned worker);
  /// For /metrics and the links in digests: called once the server runs.
  void watch(const Server* server);
  /// Before the server goes: makes no more digests.
  void stop() {
    stopping_ = true;
    server_ = nullptr;
  }
  /// Makes the pages that are asked for first and cost most, by the name of the site that the log tells, until `stop` is called. Beside
  /// the workers; once.
  void warm();
  [[nodiscard]] bool has_web() const { return has_web_; }

 private:
  /// Who asks.
  struct Visitor {
    std::string user;      ///< empty if not logged in
    bool may_write = false;
    bool by_token = false; ///< of a program: no form token is needed
    std::string visit;     ///< of its cookie; empty if it has none
  };
  struct Ask {             ///< one request, with what is known of it
    const Request& request;
    archive::Archive& archive;
    Place place;
    std::string today;
    Visitor visitor;
    Fields form;           ///< of a POST
    bool wants_json = false;
    bool in_haste = false; ///< costly pages are put off
  };

  explicit Site(const SiteOptions& options);

  // site.cpp: what kind of answer
  std::optional<Response> answer(const Request& request, unsigned worker);
  std::optional<Response> page(Ask& ask, const std::string& path, std::string_view ending);
  Response rendered(const Request& request, const Rendered& page) const;
  Response asset(const Request& request, std::string_view path) const;
  Response oembed(Ask& ask);
  Result<View> view_of(Ask& ask, std::string_view path_and_query);

  // access.cpp: who may what
  Visitor visitor_of(const Request& request, archive::Archive& archive);
  [[nodiscard]] bool is_open() const;
  [[nodiscard]] std::string host_problem(const Request& request) const;
  [[nodiscard]] Place place_of(const Request& request) const;
  [[nodiscard]] std::string client_of(const Request& request) const;
  [[nodiscard]] std::string form_problem(const Ask& ask) const;
  Response session(Ask& ask);
  Response login(Ask& ask);
  Response logout(Ask& ask);
  Result<void> make_digests(archive::Archive& desk);
  void give_visit(Ask& ask, Response& response, std::string& token);

  // actions.cpp, forms.cpp, mailing.cpp: what readers do
  Response act(Ask& ask);
  Response form(Ask& ask);
  Response give_feedback(Ask& ask);
  Response decide(Ask& ask, int64_t id);
  Response feature(Ask& ask);
  Response change_featured(Ask& ask, int64_t id);
  Response save(Ask& ask);
  Response change_saved(Ask& ask, int64_t id);
  Response email(Ask& ask);
  Response subscribe(Ask& ask);
  Response confirm(Ask& ask);
  Response unsubscribe(Ask& ask);
  Response feedback_lines(Ask& ask);
  Response done(const Ask& ask, std::string_view message, std::string_view href, std::string_view id = {});
  Response refuse(const Ask& ask, int status, std::string_view name, std::string_view message);
  Response refuse(const Ask& ask, const Error& error);

  SiteOptions options_;
  std::vector<std::unique_ptr<archive::Archive>> readers_;
  std::unique_ptr<archive::Archive> desk_;  // of the worker that answers POSTs, one at a time
  std::unique_ptr<Signer> signer_;
  Assets assets_;
  bool has_web_ = false;
  PageCache cache_;
  Metrics metrics_;
  RateLimit reads_, writes_, mails_, logins_;
  std::atomic<const Server*> server_{nullptr};
  std::atomic<uint16_t> port_{0};
  std::atomic<bool> stopping_{false};
  std::unique_ptr<Postman> postman_;  // last: its thread uses the others
};

/// What feedback can say is wrong: the field's value and what readers see.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& feedback_kinds();

/// Runs the site until `stop` is true. What it listens on is written to the log. 0 or an error to print.
[[nodiscard]] Result<void> serve(const SiteOptions& options, const std::atomic<bool>& stop);

}  // namespace dateline::site
