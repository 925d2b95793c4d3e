#include <fmt/format.h>

#include <array>

#include "base/json_writer.h"
#include "site/html.h"
#include "site/site.h"
#include "site/url.h"

// Pages with one form, for readers without script; each holds its token.
namespace dateline::site {
namespace {

std::string hidden(std::string_view name, std::string_view value) {
  return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name, escape(value));
}

std::string input(std::string_view name, std::string_view label, std::string_view type = "text", std::string_view more = "") {
  return fmt::format("<label>{}<br><input type=\"{}\" name=\"{}\" {}></label>\n", escape(label), type, name, more);
}

std::string area(std::string_view name, std::string_view label, size_t most) {
  return fmt::format("<label>{}<br><textarea name=\"{}\" maxlength=\"{}\"></textarea></label>\n", escape(label), name, most);
}

std::string choice(std::string_view name, std::string_view label, const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out = fmt::format("<label>{}<br><select name=\"{}\">", escape(label), name);
  for (const auto& [value, shown] : values) out += fmt::format("<option value=\"{}\">{}</option>", value, escape(shown));
  return out + "</select></label>\n";
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& feedback_kinds() {
  static const std::vector<std::pair<std::string, std::string>> kinds = {
      {"wrong_actor", "Wrong actor"}, {"wrong_speaker", "Wrong speaker"}, {"wrong_value", "Wrong number"}, {"wrong_date", "Wrong date"},
      {"wrong_place", "Wrong place"}, {"wrong_type", "Wrong type"}, {"wrong_status", "Wrong status"}, {"wrong_words", "Wrong words"},
      {"not_an_event", "Not an event"}, {"not_a_statement", "Not a statement"}, {"not_a_figure", "Not a figure"}, {"missing", "Something is missing"},
      {"other", "Something else"}};
  return kinds;
}

Response Site::form(Ask& ask) {
  const std::string& path = ask.request.path;
  ask.visitor = visitor_of(ask.request, ask.archive);
  std::string title, fields, intro, action = path, button = "Send";
  const auto item = [&](std::string_view parameter) -> Result<View> {
    const std::string value(ask.request.parameter(parameter));
    auto view = view_of(ask, value);
    if (view) {
      fields += hidden(parameter, view->path);
      intro = fmt::format("<p><a href=\"{}\">{}</a></p>\n", escape(view->path), escape(view->title));
    }
    return view;
  };
  Result<View> about = View{};
  if (path == "/email") {
    about = item("item");
    title = "Email this";
    fields += input("to", "To (one address)", "email", "required") + input("from", "Your name", "text", "maxlength=\"80\"") + area("note", "A line of your own", 500);
  } else if (path == "/feedback/new") {
    about = item("item");
    title = "Send feedback";
    action = "/feedback";
    fields += choice("kind", "What is wrong", feedback_kinds());
    fields += area("note", "In your words", 2000) + input("correction", "What it should be", "text", "maxlength=\"500\"");
  } else if (path == "/featured/new") {
    about = item("item");
    title = "Feature this";
    action = "/featured";
    fields += input("line", "Why, in a line", "text", "required maxlength=\"200\"") + input("position", "Place (last unless given)", "number", "min=\"1\"");
  } else if (path == "/saved/new") {
    about = item("path");
    title = "Save this search";
    action = "/saved";
    fields += input("title", "Title", "text", "required maxlength=\"120\"");
    button = "Save";
  } else if (path == "/saved/change") {
    const std::string id(ask.request.parameter("id"));
    about = view_of(ask, "/saved/" + id);
    title = "Change this search";
    action = "/saved/" + id;
    fields += input("title", "Title", "text", fmt::format("maxlength=\"120\" value=\"{}\"", about ? escape(about->title) : ""));
    fields += "<label><input type=\"checkbox\" name=\"remove\" value=\"1\"> Remove it; its subscribers get a last message</label>\n";
    button = "Change";
  } else if (path == "/subscribe") {
    about = item("list");
    title = "Mailing list";
    intro += "<p>A digest of what is new here. A message with a link to confirm is sent to you first; each digest has a link to leave.</p>\n";
    fields += input("email", "Your address", "email", "required") + choice("every", "How often", {{"day", "Every day"}, {"week", "Every week"}});
  } else if (path == "/login") {
    title = "Log in";
    fields += input("name", "Name", "text", "required autocomplete=\"username\"") + input("password", "Password", "password", "required autocomplete=\"current-password\"");
    button = "Log in";
  } else {
    // Links of mails: a press of the button, not the visit of a mail scanner, does it.
    const bool leaving = path == "/unsubscribe";
    title = leaving ? "Leave the mailing list" : "Confirm the mailing list";
    button = leaving ? "Leave" : "Confirm";
    action = join(path, {{"t", std::string(ask.request.parameter("t"))}});
  }
  if (!about) return refuse(ask, about.error());
  Response out;
  out.type = "text/html; charset=utf-8";
  std::string token;
  give_visit(ask, out, token);
  if ((path == "/email" || path == "/subscribe") && options_.mail.server.empty()) {
    intro += "<p>This site sends no mail: it was started without a mail server (--smtp).</p>\n";
  }
  if ((path == "/featured/new" || path.starts_with("/saved/")) && !ask.visitor.may_write) intro += "<p>This needs a <a href=\"/login\">login</a>.</p>\n";
  const std::string content = fmt::format("<h1>{}</h1>\n{}<form method=\"post\" action=\"{}\">\n{}{}<p><button>{}</button></p>\n</form>\n", escape(title), intro,
                                          escape(action), hidden("csrf", token), fields, escape(button));
  out.body = shell(ask.place, title, "<meta name=\"robots\" content=\"noindex\">\n", " data-view=\"form\"", content);
  return out;
}

Response Site::done(const Ask& ask, std::string_view message, std::string_view href, std::string_view id) {
  Response out;
  out.headers.emplace_back("Cache-Control", "no-store");
  if (ask.wants_json) {
    out.type = "application/json";
    JsonWriter json(out.body);
    json.begin_object().field("done", true).field("message", message).optional("href", href).optional("id", id).end_object();
    return out;
  }
  out.type = "text/html; charset=utf-8";
  const std::string on = href.empty() ? std::string() : fmt::format("<p><a href=\"{}\">Go on</a></p>\n", escape(href));
  out.body = shell(ask.place, message, "", " data-view=\"done\"", fmt::format("<h1>{}</h1>\n{}", escape(message), on));
  return out;
}

Response Site::refuse(const Ask& ask, int status, std::string_view name, std::string_view message) {
  Response out;
  out.status = status;
  out.headers.emplace_back("Cache-Control", "no-store");
  if (ask.wants_json || ask.place.base.empty()) {
    out.type = "application/json";
    JsonWriter json(out.body);
    json.begin_object().field("error", name).field("message", message).end_object();
    return out;
  }
  out.type = "text/html; charset=utf-8";
  const std::string help = status == 401 ? "<p><a href=\"/login\">Log in</a></p>\n" : std::string();
  out.body = shell(ask.place, "Not done", "", " data-view=\"error\"", fmt::format("<h1>Not done</h1>\n<p>{}</p>\n{}", escape(message), help));
  return out;
}

Response Site::refuse(const Ask& ask, const Error& error) {
  switch (error.code) {
    case ErrorCode::kNotFound: return refuse(ask, 404, "not_found", error.message);
    case ErrorCode::kUsage: return refuse(ask, 400, "bad_request", error.message);
    case ErrorCode::kUnsupported: return refuse(ask, 401, "login", error.message);
    case ErrorCode::kBusy: return refuse(ask, 503, "busy", error.message);
    default: return refuse(ask, 500, "internal", error.message);
  }
}

}  // namespace dateline::site
