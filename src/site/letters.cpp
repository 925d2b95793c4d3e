#include "site/letters.h"

#include <fmt/format.h>

#include "archive/listing_formats.h"
#include "site/html.h"
#include "site/mail_message.h"
#include "site/url.h"

namespace dateline::site {
namespace {

constexpr int64_t kDay = 24 * 3600;
constexpr int64_t kConfirmLasts = 7 * kDay, kLeaveLasts = 400 * kDay;

std::string domain_of(const MailOptions& mail) { return mail.from.substr(mail.from.find('@') + 1); }

std::string html_body(std::string_view content) {
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"></head><body>\n{}</body></html>\n", content);
}

archive::Letter letter_of(std::string_view kind, MailMessage message, const MailOptions& mail, int64_t subscriber) {
  message.from = mail.from;
  if (message.from_name.empty()) message.from_name = mail.from_name;
  archive::Letter out;
  out.kind = kind;
  out.message_id = message.message_id;
  out.recipient = message.to;
  out.subscriber = subscriber;
  out.message = write_message(message);
  return out;
}

}  // namespace

archive::Letter share_letter(const View& v, const Place& place, const MailOptions& mail, const std::string& to, const std::string& sender,
                             const std::string& note, int64_t now) {
  const std::string link = place.base + v.path, name = sender.empty() ? "A reader" : sender;
  MailMessage m;
  m.to = to;
  m.at = now;
  m.subject = v.title;
  m.message_id = fmt::format("<{}@{}>", base64_url(random_bytes(18)), domain_of(mail));
  m.text = fmt::format("{} sends you this from {}:\n\n{}\n{}\n\n{}\n", name, place.site_name, v.title, v.description, link);
  std::string html = fmt::format("<p>{} sends you this from {}:</p>\n<h1><a href=\"{}\">{}</a></h1>\n<p>{}</p>\n", escape(name), escape(place.site_name),
                                 escape(link), escape(v.title), escape(v.description));
  if (!v.publisher.empty()) {
    m.text += fmt::format("Source: {} {}\n", v.publisher, source_link(v));
    html += fmt::format("<p>Source: {}</p>\n", escape(v.publisher));
  }
  if (!note.empty()) {
    m.text += fmt::format("\n{} writes:\n{}\n", name, note);
    html += fmt::format("<p>{} writes:</p>\n<blockquote>{}</blockquote>\n", escape(name), escape(note));
  }
  m.html = html_body(html);
  m.more = {{"Auto-Submitted", "auto-generated"}};
  return letter_of("share", std::move(m), mail, 0);
}

archive::Letter confirm_letter(const archive::Subscriber& to, const Place& place, const MailOptions& mail, const Signer& signer, int64_t now) {
  const std::string link = place.base + join("/confirm", {{"t", signer.sign("confirm", std::to_string(to.id), now + kConfirmLasts)}});
  MailMessage m;
  m.to = to.email;
  m.at = now;
  m.subject = "Please confirm: " + to.title;
  m.message_id = fmt::format("<{}@{}>", base64_url(random_bytes(18)), domain_of(mail));
  m.text = fmt::format("Somebody, probably you, asked for a digest of \"{}\" at {} every {}.\n\nTo get it, open this page and press the button:\n{}\n\n"
                       "If it was not you, do nothing: no digest will be sent.\n", to.title, place.base, to.every, link);
  m.html = html_body(fmt::format("<p>Somebody, probably you, asked for a digest of \u201C{}\u201D at {} every {}.</p>\n<p><a href=\"{}\">Confirm</a></p>\n"
                                 "<p>If it was not you, do nothing: no digest will be sent.</p>\n", escape(to.title), escape(place.base), escape(to.every),
                                 escape(link)));
  m.more = {{"Auto-Submitted", "auto-generated"}};
  return letter_of("confirm", std::move(m), mail, to.id);
}

archive::Letter digest_letter(const archive::Subscriber& to, const View& v, const Place& place, const MailOptions& mail, const Signer& signer, int64_t now) {
  const std::string leave = place.base + join("/unsubscribe", {{"t", signer.sign("leave", std::to_string(to.id), now + kLeaveLasts)}});
  const std::string link = place.base + to.list;
  const Section& items = v.sections.front();
  MailMessage m;
  m.to = to.email;
  m.at = now;
  m.subject = fmt::format("{}: {} new", to.title, items.rows.rows.size());
  m.message_id = fmt::format("<{}@{}>", signer.name_of("digest", fmt::format("{} {}", to.id, to.due)), domain_of(mail));
  m.text = fmt::format("New in \"{}\"\n{}\n\n", to.title, link);
  std::string html = fmt::format("<h1><a href=\"{}\">{}</a></h1>\n<ul>\n", escape(link), escape(to.title));
  for (const auto& row : items.rows.rows) {
    const Summary s = summarize(items.rows, row, items.kind);
    const std::string href = place.base + std::string(archive::text_of(items.rows, row, "href"));
    const std::string text = shorten(s.text, 300);
    m.text += fmt::format("* {}\n  {}{}{}\n\n", s.title, text, text.empty() ? "" : "\n  ", href);
    html += fmt::format("<li><p><a href=\"{}\">{}</a><br>{}</p></li>\n", escape(href), escape(s.title), escape(text));
  }
  if (!items.rows.next.empty()) m.text += fmt::format("There is more: {}\n\n", link);
  m.text += fmt::format("-- \nTo leave this list: {}\n", leave);
  m.html = html_body(html + fmt::format("</ul>\n<p><a href=\"{}\">Leave this list</a></p>\n", escape(leave)));
  m.more = {{"List-Unsubscribe", "<" + leave + ">"}, {"List-Unsubscribe-Post", "List-Unsubscribe=One-Click"},
            {"List-Id", fmt::format("<{}.lists.{}>", to.id, domain_of(mail))}, {"Auto-Submitted", "auto-generated"}, {"Precedence", "bulk"}};
  return letter_of("digest", std::move(m), mail, to.id);
}

archive::Letter farewell_letter(const archive::Subscriber& to, const Place& place, const MailOptions& mail, const Signer& signer, int64_t now) {
  MailMessage m;
  m.to = to.email;
  m.at = now;
  m.subject = "No more digests: " + to.title;
  m.message_id = fmt::format("<{}@{}>", signer.name_of("farewell", std::to_string(to.id) + " " + to.list), domain_of(mail));
  m.text = fmt::format("The search \"{}\" at {} was removed. You get no more digests of it; there is nothing to do.\n", to.title, place.base);
  m.html = html_body(fmt::format("<p>The search \u201C{}\u201D at <a href=\"{}\">{}</a> was removed. You get no more digests of it; there is nothing to do.</p>\n",
                                 escape(to.title), escape(place.base + "/"), escape(place.site_name)));
  m.more = {{"Auto-Submitted", "auto-generated"}};
  return letter_of("farewell", std::move(m), mail, to.id);
}

}  // namespace dateline::site
