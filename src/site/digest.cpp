#include "site/digest.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "archive/archive.h"
#include "archive/desk.h"
#include "archive/desk_mail.h"
#include "base/strings.h"
#include "site/letters.h"
#include "site/log.h"
#include "site/mail_message.h"
#include "site/postman.h"
#include "site/security.h"
#include "site/url.h"
#include "site/views.h"

namespace dateline::site {
namespace {

// Makes one digest and moves the subscriber on.
Result<bool> make_digest(archive::Archive& desk, const archive::Subscriber& to, const Place& place, const MailOptions& mail, const Signer& signer) {
  const int64_t now = now_s(), period = period_s(to.every);
  const int64_t next = to.due + ((now - to.due) / period + 1) * period;
  const auto cursor = archive::last_change(desk);
  if (!cursor) return tl::unexpected(cursor.error());
  const size_t mark = std::min(to.list.find('?'), to.list.size());
  Asked asked{decode(to.list.substr(0, mark)).value_or(""), read_form(mark < to.list.size() ? std::string_view(to.list).substr(mark + 1) : std::string_view()).value_or(Fields{}),
              utc(now).substr(0, 10), false, to.cursor};
  const bool moved_on = *cursor > to.cursor;
  archive::Letter letter;
  bool has_news = false;
  if (moved_on) {
    const auto view = make_view(desk, asked);
    if (view) {
      has_news = !view->sections.empty() && !view->sections.front().rows.rows.empty();
      if (has_news) letter = digest_letter(to, *view, place, mail, signer, now);
    } else if (view.error().code != ErrorCode::kNotFound && view.error().code != ErrorCode::kUsage) {
      return tl::unexpected(view.error());
    }
  }
  desk.rest();
  if (const auto queued = archive::queue_digest(desk, to, has_news ? &letter : nullptr, *cursor, next, now); !queued) return tl::unexpected(queued.error());
  return has_news;
}

// Values of a header field in any part of a report, unfolded.
std::string field(std::string_view report, std::string_view name) {
  for (size_t at = 0; at < report.size();) {
    const size_t end = std::min(report.find('\n', at), report.size());
    std::string_view line = report.substr(at, end - at);
    at = end + 1;
    if (!starts_with_ignoring_case(line, name) || line.size() <= name.size() || line[name.size()] != ':') continue;
    std::string value(trim(line.substr(name.size() + 1)));
    while (at < report.size() && (report[at] == ' ' || report[at] == '\t')) {
      const size_t more = std::min(report.find('\n', at), report.size());
      value += (value.empty() ? "" : " ") + std::string(trim(report.substr(at, more - at)));
      at = more + 1;
    }
    return value;
  }
  return {};
}

}  // namespace

int64_t period_s(std::string_view every) { return every == "week" ? 7 * 24 * 3600 : 24 * 3600; }

Result<DigestCounts> queue_digests(archive::Archive& desk, const Place& place, const MailOptions& mail, const Signer& signer, const std::function<bool()>& stop) {
  DigestCounts counts;
  const auto due = archive::due_subscribers(desk, now_s());
  if (!due) return tl::unexpected(due.error());
  for (const archive::Subscriber& subscriber : *due) {
    if (stop()) return counts;
    ++counts.due;
    const auto made = make_digest(desk, subscriber, place, mail, signer);
    if (!made) return tl::unexpected(made.error());
    ++(*made ? counts.queued : counts.nothing_new);
  }
  return counts;
}

Result<DigestCounts> send_digests(const DigestOptions& options, const std::atomic<bool>& stop) {
  if (options.mail.server.empty()) return fail(ErrorCode::kUsage, "digest: no mail server; give --smtp smtp://host:port");
  if (!is_mail_address(options.mail.from)) return fail(ErrorCode::kUsage, "digest: no sender; give --mail-from news@example.org");
  if (options.public_url.empty()) return fail(ErrorCode::kUsage, "digest: links need the site's address; give --public-url https://news.example.org");
  if (const auto started = start_security(); !started) return tl::unexpected(started.error());
  auto desk = archive::Archive::open(options.archive, archive::Archive::Use::kDesk);
  if (!desk) return tl::unexpected(desk.error());
  auto key = archive::desk_key(*desk, random_bytes(32));
  if (!key) return tl::unexpected(key.error());
  const Signer signer(std::move(*key));
  const Place place{options.public_url, options.name, {}, {}};
  auto counts = queue_digests(*desk, place, options.mail, signer, [&] { return stop.load(); });
  if (!counts) return counts;
  std::unique_ptr<MailTurn> turn;
  for (int i = 0; i < 600 && turn == nullptr && !stop; ++i) {
    turn = MailTurn::take(options.archive);
    if (turn == nullptr) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  if (turn == nullptr) return fail(ErrorCode::kBusy, options.archive + ": another program sends its mail; what was queued goes with it");
  const auto sent = send_waiting(*desk, options.mail, [](bool) {}, [&] { return stop.load(); });
  if (!sent) return tl::unexpected(sent.error());
  counts->sent = *sent;
  return counts;
}

Result<std::string> take_bounce(const std::string& archive_path, std::string_view report) {
  const std::string action = to_lower(field(report, "Action")), status = field(report, "Status");
  std::string recipient = field(report, "Original-Recipient");
  if (recipient.empty()) recipient = field(report, "Final-Recipient");
  recipient = trim(std::string_view(recipient).substr(recipient.find(';') == std::string::npos ? 0 : recipient.find(';') + 1));
  if (action != "failed" || !status.starts_with('5') || !is_mail_address(recipient)) return std::string();
  auto desk = archive::Archive::open(archive_path, archive::Archive::Use::kDesk);
  if (!desk) return tl::unexpected(desk.error());
  // The report holds the head of our message; its own Message-ID comes first.
  for (size_t at = find_ignoring_case(report, "message-id:"); at != report.npos; at = find_ignoring_case(report, "message-id:", at + 1)) {
    const std::string id = field(report.substr(at), "Message-ID");
    const auto sent_to = archive::recipient_of(*desk, id);
    if (!sent_to) return tl::unexpected(sent_to.error());
    if (!*sent_to || !equals_ignoring_case(**sent_to, recipient)) continue;
    const auto ended = archive::address_bounced(*desk, recipient);
    if (!ended) return tl::unexpected(ended.error());
    return recipient;
  }
  return std::string();
}

}  // namespace dateline::site
