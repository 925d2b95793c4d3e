#include <fmt/format.h>

#include <algorithm>

#include "base/strings.h"
#include "intake/url.h"
#include "site/log.h"
#include "site/site.h"
#include "site/url.h"

// Who asks, by which name of the site, and what they may do.
namespace dateline::site {
namespace {

constexpr int64_t kLoginLasts = 14 * 24 * 3600;
constexpr int64_t kFormLasts = 12 * 3600;
constexpr std::string_view kVisit = "dateline_visit", kSession = "dateline_session";

// "host:port" of an address, the port only where it is not the scheme's own; empty if it is none.
std::string authority_of(std::string_view url) {
  const auto parts = intake::parse_url(url);
  return parts ? parts->origin.substr(parts->scheme.size() + 3) : std::string();
}

std::string set_cookie(std::string_view name, std::string_view value, int64_t age, bool secure) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Strict{}", name, value, age, secure ? "; Secure" : "");
}

bool is_cookie_value(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '_'; });
}

}  // namespace

bool Site::is_open() const { return is_loopback_address(options_.server.listen) && options_.public_url.empty() && !options_.require_login; }

std::string Site::host_problem(const Request& request) const {
  const std::string_view host = request.header("host");
  const bool well_formed = !host.empty() && host.size() <= 255 && std::all_of(host.begin(), host.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (!well_formed) return "the Host header is absent or malformed";
  if (equals_ignoring_case(host, authority_of(options_.public_url))) return {};
  if (is_loopback_address(options_.server.listen) || !options_.public_url.empty()) {
    return is_loopback_host(host) ? std::string() : "this site does not go by that name; --public-url gives it one";
  }
  return {};
}

Place Site::place_of(const Request& request) const {
  Place out;
  out.site_name = options_.name;
  out.base = !options_.public_url.empty() ? options_.public_url : "http://" + std::string(request.header("host"));
  out.scripts = assets_.scripts();
  out.styles = assets_.styles();
  if (!has_web_) out.styles = {"/plain.css"};
  return out;
}

std::string Site::client_of(const Request& request) const {
  if (!options_.behind_proxy) return request.address;
  const std::string_view forwarded = request.header("x-forwarded-for");
  const std::string_view last = trim(forwarded.substr(forwarded.rfind(',') + 1));
  return last.empty() ? request.address : std::string(last);
}

Site::Visitor Site::visitor_of(const Request& request, archive::Archive& archive) {
  Visitor out;
  const std::string_view cookies = request.header("cookie");
  if (const auto visit = cookie(cookies, kVisit); is_cookie_value(visit)) out.visit = visit;
  std::string_view secret = cookie(cookies, kSession);
  const std::string_view authorization = request.header("authorization");
  if (starts_with_ignoring_case(authorization, "bearer ")) {
    secret = trim(authorization.substr(7));
    out.by_token = true;
  }
  if (!secret.empty()) {
    const auto user = archive::session_user(archive, digest(secret), now_s());
    if (user && *user) {
      out.user = (*user)->name;
      out.may_write = true;
      return out;
    }
  }
  out.by_token = false;
  out.may_write = is_open();
  return out;
}

// The reason why a POST may be somebody else's doing; empty if it is the visitor's own.
std::string Site::form_problem(const Ask& ask) const {
  if (ask.visitor.by_token) return {};
  const std::string_view origin = ask.request.header("origin"), site = ask.request.header("sec-fetch-site");
  if (!origin.empty() && !equals_ignoring_case(authority_of(origin), ask.request.header("host")) && origin != options_.public_url) return "the form is of another site";
  if (site == "cross-site" || site == "same-site") return "the form is of another site";
  std::string_view token = Request::value(ask.form, "csrf");
  if (token.empty()) token = ask.request.header("x-csrf-token");
  const auto content = signer_->verify("form", token, now_s());
  if (!content || ask.visitor.visit.empty() || *content != ask.visitor.visit) {
    return "the form is too old or not of this site; load it again (programs: GET /session.json first)";
  }
  return {};
}

void Site::give_visit(Ask& ask, Response& response, std::string& token) {
  if (ask.visitor.visit.empty()) {
    ask.visitor.visit = base64_url(random_bytes(18));
    response.headers.emplace_back("Set-Cookie", set_cookie(kVisit, ask.visitor.visit, kFormLasts, ask.place.base.starts_with("https:")));
  }
  token = signer_->sign("form", ask.visitor.visit, now_s() + kFormLasts);
  response.headers.emplace_back("Cache-Control", "no-store");
}

Response Site::session(Ask& ask) {
  ask.visitor = visitor_of(ask.request, ask.archive);
  Response out;
  out.type = "application/json";
  std::string token;
  give_visit(ask, out, token);
  JsonWriter json(out.body);
  json.begin_object().field("csrf", token).optional("user", ask.visitor.user).field("may_write", ask.visitor.may_write)
      .field("mail", !options_.mail.server.empty()).field("open", is_open()).end_object();
  return out;
}

Response Site::login(Ask& ask) {
  if (!logins_.allow(client_of(ask.request), static_cast<double>(now_s()))) return refuse(ask, 429, "rate", "too many logins from this address; wait some minutes");
  const std::string_view name = Request::value(ask.form, "name"), password = Request::value(ask.form, "password");
  const auto user = archive::find_user(ask.archive, name);
  if (!user) return refuse(ask, user.error());
  // A name that nobody has costs as much time as a wrong password.
  static const std::string nobody = hash_password("nobody").value_or("");
  const bool right = password_matches(*user ? (*user)->password : nobody, password) && *user;
  if (!right) return refuse(ask, 401, "login", "name or password is wrong");
  const std::string secret = base64_url(random_bytes(32));
  {
      const auto kept = archive::add_session(*desk_, digest(secret), (*user)->id, "login", now_s() + kLoginLasts, now_s());
    if (!kept) return refuse(ask, kept.error());
  }
  Response out = done(ask, "You are logged in.", "/");
  out.headers.emplace_back("Set-Cookie", set_cookie(kSession, secret, kLoginLasts, ask.place.base.starts_with("https:")));
  return out;
}

Response Site::logout(Ask& ask) {
  const std::string_view secret = cookie(ask.request.header("cookie"), kSession);
  if (!secret.empty()) {
      if (const auto gone = archive::remove_session(*desk_, digest(secret)); !gone) return refuse(ask, gone.error());
  }
  Response out = done(ask, "You are logged out.", "/");
  out.headers.emplace_back("Set-Cookie", set_cookie(kSession, "", 0, ask.place.base.starts_with("https:")));
  return out;
}

}  // namespace dateline::site
