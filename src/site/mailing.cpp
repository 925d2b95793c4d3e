#include <fmt/format.h>

#include "archive/desk_mail.h"
#include "base/strings.h"
#include "site/digest.h"
#include "site/letters.h"
#include "site/log.h"
#include "site/mail_message.h"
#include "site/site.h"
#include "site/url.h"

// What readers do that sends mail. No answer tells whether an address is known here.
namespace dateline::site {
namespace {

constexpr int64_t kDay = 24 * 3600;
constexpr int64_t kMostToOne = 5, kMostOfAll = 500;  // messages a day to an address; to all, of a kind

}  // namespace

Response Site::email(Ask& ask) {
  if (options_.mail.server.empty()) return refuse(ask, 503, "mail", "this site sends no mail: it was started without --smtp");
  const std::string to(trim(Request::value(ask.form, "to"))), note(trim(Request::value(ask.form, "note"))), from(trim(Request::value(ask.form, "from")));
  if (!is_mail_address(to)) return refuse(ask, 400, "bad_request", "to: give one address such as name@example.org");
  if (note.size() > 500 || from.size() > 80) return refuse(ask, 413, "too_large", "note: 500 bytes are the most; from: 80");
  const auto view = view_of(ask, Request::value(ask.form, "item"));
  if (!view) return refuse(ask, view.error());
  if (!mails_.allow(client_of(ask.request), static_cast<double>(now_s()))) return refuse(ask, 429, "rate", "too many messages from this address; try again in an hour");
  const auto to_one = archive::letters_since(*desk_, "share", to, now_s() - kDay), to_all = archive::letters_since(*desk_, "share", "", now_s() - kDay);
  if (!to_one || !to_all) return refuse(ask, (to_one ? to_all : to_one).error());
  if (*to_one >= kMostToOne || *to_all >= kMostOfAll) return refuse(ask, 429, "rate", "enough messages for today");
  const auto queued = archive::queue_letter(*desk_, share_letter(*view, ask.place, options_.mail, to, from, note, now_s()), now_s());
  if (!queued) return refuse(ask, queued.error());
  postman_->wake();
  return done(ask, "The message is on its way.", view->path);
}

Response Site::subscribe(Ask& ask) {
  if (options_.mail.server.empty()) return refuse(ask, 503, "mail", "this site sends no mail: it was started without --smtp");
  const std::string email(trim(Request::value(ask.form, "email")));
  const std::string_view every = Request::value(ask.form, "every");
  if (!is_mail_address(email)) return refuse(ask, 400, "bad_request", "email: give an address such as name@example.org");
  if (every != "day" && every != "week") return refuse(ask, 400, "bad_request", "every: day or week");
  const auto view = view_of(ask, Request::value(ask.form, "list"));
  if (!view) return refuse(ask, view.error());
  if (!view->is_list) return refuse(ask, 400, "bad_request", "list: a list, a search or a saved search");
  if (!mails_.allow(client_of(ask.request), static_cast<double>(now_s()))) return refuse(ask, 429, "rate", "too many messages from this address; try again in an hour");
  const auto asked_before = archive::letters_since(*desk_, "confirm", email, now_s() - kDay);
  if (!asked_before) return refuse(ask, asked_before.error());
  const auto id = archive::ask_subscription(*desk_, email, view->path, view->title, every, now_s());
  if (!id) return refuse(ask, id.error());
  const auto subscriber = archive::subscriber(*desk_, *id);
  if (!subscriber) return refuse(ask, subscriber.error());
  if (*asked_before < kMostToOne && *subscriber && (*subscriber)->state == "asked") {
    const auto queued = archive::queue_letter(*desk_, confirm_letter(**subscriber, ask.place, options_.mail, *signer_, now_s()), now_s());
    if (!queued) return refuse(ask, queued.error());
    postman_->wake();
  }
  return done(ask, "A message with a link to confirm is on its way, unless you get this digest already.", view->path);
}

Response Site::confirm(Ask& ask) {
  const auto content = signer_->verify("confirm", ask.request.parameter("t"), now_s());
  if (!content) return refuse(ask, 400, "bad_request", "the link is wrong or too old; subscribe again");
  const int64_t id = parse_number<int64_t>(*content).value_or(0);
  const auto subscriber = archive::subscriber(*desk_, id);
  if (!subscriber) return refuse(ask, subscriber.error());
  if (!*subscriber) return refuse(ask, 404, "not_found", "there is no such subscription");
  const auto active = archive::confirm_subscription(*desk_, id, now_s() + period_s((*subscriber)->every), now_s());
  if (!active) return refuse(ask, active.error());
  return done(ask, "You are on the list.", (*subscriber)->list);
}

Response Site::unsubscribe(Ask& ask) {
  const auto content = signer_->verify("leave", ask.request.parameter("t"), now_s());
  if (!content) return refuse(ask, 400, "bad_request", "the link is wrong or too old; use that of a later message");
  const auto ended = archive::end_subscription(*desk_, parse_number<int64_t>(*content).value_or(0));
  if (!ended) return refuse(ask, ended.error());
  return done(ask, "You have left the list.", "/");
}

}  // namespace dateline::site
