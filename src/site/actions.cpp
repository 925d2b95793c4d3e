#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "archive/desk.h"
#include "archive/document.h"
#include "archive/listing_formats.h"
#include "base/strings.h"
#include "site/letters.h"
#include "site/links.h"
#include "site/log.h"
#include "site/site.h"
#include "site/url.h"

// What readers and reviewers do: POSTs.
namespace dateline::site {
namespace {

// Fields of a flat JSON object; numbers and truths as text.
std::optional<Fields> read_json_form(const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(body)).get(object) != simdjson::SUCCESS) return std::nullopt;
  Fields out;
  for (const auto field : object) {
    std::string_view text;
    if (field.value.get(text) == simdjson::SUCCESS) {
      out.emplace_back(field.key, text);
    } else if (field.value.is_number() || field.value.is_bool()) {
      out.emplace_back(field.key, simdjson::minify(field.value));
    } else if (!field.value.is_null()) {
      return std::nullopt;
    }
  }
  return out;
}

bool says_yes(const Fields& form, std::string_view name) {
  const std::string_view value = Request::value(form, name);
  return value == "1" || value == "true";
}

}  // namespace

Response Site::act(Ask& ask) {
  const Request& r = ask.request;
  const std::string_view type = r.header("content-type");
  const bool json = starts_with_ignoring_case(type, "application/json");
  ask.wants_json = json || r.header("accept").find("application/json") != std::string_view::npos;
  if (!json && !type.empty() && !starts_with_ignoring_case(type, "application/x-www-form-urlencoded")) {
    return refuse(ask, 415, "type", "send application/x-www-form-urlencoded or application/json");
  }
  const auto form = json ? read_json_form(r.body) : read_form(r.body);
  if (!form) return refuse(ask, 400, "bad_request", "the body cannot be read as a form");
  ask.form = *form;
  if (!writes_.allow(client_of(r), static_cast<double>(now_s()))) return refuse(ask, 429, "rate", "too many changes from this address; wait a minute");
  if (r.path == "/unsubscribe") return unsubscribe(ask);  // its link is its right, also for a mail program's one click
  ask.visitor = visitor_of(r, ask.archive);
  if (const std::string problem = form_problem(ask); !problem.empty()) return refuse(ask, 403, "csrf", problem);
  if (r.path == "/confirm") return confirm(ask);
  if (r.path == "/login") return login(ask);
  if (r.path == "/logout") return logout(ask);
  if (r.path == "/feedback") return give_feedback(ask);
  if (r.path == "/email") return email(ask);
  if (r.path == "/subscribe") return subscribe(ask);
  const std::vector<std::string_view> parts = split(r.path, '/');
  const int64_t id = parts.size() == 3 ? parse_number<int64_t>(parts[2]).value_or(0) : 0;
  const bool known = r.path == "/featured" || r.path == "/saved" || (id > 0 && (parts[1] == "featured" || parts[1] == "feedback" || parts[1] == "saved"));
  if (!known) return refuse(ask, 404, "not_found", r.path + ": takes no POST");
  if (!ask.visitor.may_write) return refuse(ask, 401, "login", "this needs a login; dateline user add makes one");
  if (r.path == "/featured") return feature(ask);
  if (r.path == "/saved") return save(ask);
  if (parts[1] == "saved") return change_saved(ask, id);
  return parts[1] == "featured" ? change_featured(ask, id) : decide(ask, id);
}

Response Site::give_feedback(Ask& ask) {
  archive::Feedback f;
  f.kind = Request::value(ask.form, "kind");
  f.note = trim(Request::value(ask.form, "note"));
  f.correction = trim(Request::value(ask.form, "correction"));
  const auto& kinds = feedback_kinds();
  if (std::none_of(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == f.kind; })) return refuse(ask, 400, "bad_request", "kind: choose one of the list");
  if (f.note.size() > 2000 || f.correction.size() > 500) return refuse(ask, 413, "too_large", "2,000 bytes of note and 500 of correction are the most");
  const auto view = view_of(ask, Request::value(ask.form, "item"));
  if (!view) return refuse(ask, view.error());
  if (!view->is_item) return refuse(ask, 400, "bad_request", "item: feedback is on an article, an event, a statement, a figure, something due, a dispute or a story");
  f.item = view->path;
  f.title = view->title;
  if (!view->sections.empty() && view->has_item) {
    const archive::Listing& rows = view->sections.front().rows;
    JsonWriter json(f.context);
    archive::append_object(json, rows, rows.rows.front());
    f.document = archive::text_of(rows, rows.rows.front(), "document");
  }
  if (const auto ref = read_reference(view->path.substr(view->path.rfind('/') + 1)); ref && (view->name == "article" || !ref->item.empty())) {
    const auto document = archive::document(ask.archive, ref->number);
    if (!document) return refuse(ask, document.error());
    f.document = document->key;
    f.revision = document->revision;
  }
  const auto id = archive::add_feedback(*desk_, f, now_s());
  if (!id) return refuse(ask, id.error());
  return done(ask, "Thank you. Your feedback is kept for review.", view->path, std::to_string(*id));
}

Response Site::decide(Ask& ask, int64_t id) {
  static constexpr std::pair<std::string_view, std::string_view> kDecisions[] = {{"accept", "accepted"}, {"reject", "rejected"}, {"fix", "fixed"}, {"undo", "undone"}};
  const std::string_view given = Request::value(ask.form, "decision"), correction = trim(Request::value(ask.form, "correction"));
  const auto* decision = std::find_if(std::begin(kDecisions), std::end(kDecisions), [&](const auto& d) { return d.first == given; });
  if (decision == std::end(kDecisions)) return refuse(ask, 400, "bad_request", "decision: accept, reject, fix or undo");
  if (given == "fix" && correction.empty()) return refuse(ask, 400, "bad_request", "correction: say what it should be");
  if (correction.size() > 500) return refuse(ask, 413, "too_large", "correction: 500 bytes are the most");
  const auto kept = archive::decide_feedback(*desk_, id, decision->second, correction, ask.visitor.user.empty() ? "local" : ask.visitor.user, now_s());
  if (!kept) return refuse(ask, kept.error());
  return done(ask, fmt::format("Feedback {}: {}.", id, decision->second), "/feedback", std::to_string(id));
}

Response Site::feedback_lines(Ask& ask) {
  ask.wants_json = true;
  ask.visitor = visitor_of(ask.request, ask.archive);
  if (!ask.visitor.may_write) return refuse(ask, 401, "login", "feedback is for reviewers; log in first");
  auto rows = archive::list_feedback(ask.archive, ask.request.parameter("decision"), std::string(ask.request.parameter("after")), 10'000, true);
  if (!rows) return refuse(ask, rows.error());
  return {200, "application/jsonl; charset=utf-8", archive::as_jsonl(*rows), {{"Cache-Control", "no-store"}}};
}

Response Site::feature(Ask& ask) {
  const std::string_view line = trim(Request::value(ask.form, "line")), position = Request::value(ask.form, "position");
  if (line.empty() || line.size() > 200) return refuse(ask, 400, "bad_request", "line: say why in 1 to 200 bytes");
  const auto view = view_of(ask, Request::value(ask.form, "item"));
  if (!view) return refuse(ask, view.error());
  const auto id = archive::feature(*desk_, view->path, view->title, line, parse_number<int64_t>(position).value_or(0), ask.visitor.user, now_s());
  if (!id) return refuse(ask, id.error());
  return done(ask, "Featured.", "/featured", std::to_string(*id));
}

Response Site::change_featured(Ask& ask, int64_t id) {
  const std::string_view line = trim(Request::value(ask.form, "line"));
  const bool remove = says_yes(ask.form, "remove");
  if (line.size() > 200) return refuse(ask, 400, "bad_request", "line: 200 bytes are the most");
  const auto changed = remove ? archive::remove_featured(*desk_, id)
                              : archive::change_featured(*desk_, id, line, parse_number<int64_t>(Request::value(ask.form, "position")).value_or(0));
  if (!changed) return refuse(ask, changed.error());
  return done(ask, remove ? "Taken off." : "Changed.", "/featured", std::to_string(id));
}

Response Site::save(Ask& ask) {
  const std::string_view title = trim(Request::value(ask.form, "title"));
  if (title.empty() || title.size() > 120) return refuse(ask, 400, "bad_request", "title: give 1 to 120 bytes");
  const auto view = view_of(ask, Request::value(ask.form, "path"));
  if (!view) return refuse(ask, view.error());
  if (!view->is_list || view->name == "saved_search") return refuse(ask, 400, "bad_request", "path: a list or a search can be saved");
  const auto id = archive::save_search(*desk_, view->path, title, ask.visitor.user, now_s());
  if (!id) return refuse(ask, id.error());
  return done(ask, "Saved.", fmt::format("/saved/{}", *id), std::to_string(*id));
}

Response Site::change_saved(Ask& ask, int64_t id) {
  const std::string_view title = trim(Request::value(ask.form, "title"));
  if (!says_yes(ask.form, "remove")) {
    if (title.empty() || title.size() > 120) return refuse(ask, 400, "bad_request", "title: give 1 to 120 bytes");
    const auto renamed = archive::rename_search(*desk_, id, title);
    if (!renamed) return refuse(ask, renamed.error());
    return done(ask, "Renamed.", fmt::format("/saved/{}", id), std::to_string(id));
  }
  const auto removed = archive::remove_search(*desk_, id);
  if (!removed) return refuse(ask, removed.error());
  const auto subscribers = archive::end_list(*desk_, fmt::format("/saved/{}", id));
  if (!subscribers) return refuse(ask, subscribers.error());
  if (postman_ != nullptr) {
    for (const archive::Subscriber& subscriber : *subscribers) {
      const auto queued = archive::queue_letter(*desk_, farewell_letter(subscriber, ask.place, options_.mail, *signer_, now_s()), now_s());
      if (!queued) return refuse(ask, queued.error());
    }
    postman_->wake();
  }
  return done(ask, subscribers->empty() ? "Removed." : fmt::format("Removed; its {} told.", subscribers->size() == 1 ? "subscriber is" : "subscribers are"), "/saved", std::to_string(id));
}

}  // namespace dateline::site
