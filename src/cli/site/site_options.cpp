#include "cli/site/site_options.h"

#include <memory>

#include "cli/site/site_command.h"

namespace dateline::cli {
namespace {

void add_archive(CLI::App& command, std::string& archive) { command.add_option("--archive", archive, "the archive's file")->required(); }

void add_mail(CLI::App& command, site::MailOptions& mail) {
  command.add_option("--smtp", mail.server, "mail server: smtp://host:587 or smtps://host; none means no mail");
  command.add_option("--smtp-user", mail.user, "name to log in at the mail server with");
  command.add_option("--smtp-password", mail.password, "its password; better given as DATELINE_SMTP_PASSWORD");
  command.add_option("--smtp-tls", mail.tls, "STARTTLS with smtp://: try, always or never")->check(CLI::IsMember({"try", "always", "never"}))->capture_default_str();
  command.add_option("--smtp-ca", mail.ca, "file of the certificate authorities to trust; the system's if it is not given");
  command.add_option("--mail-from", mail.from, "address that messages are sent from and reports of failed delivery go to");
}

void add_place(CLI::App& command, std::string& public_url, std::string& name) {
  command.add_option("--public-url", public_url, "how readers call the site: https://news.example.org")
      ->check([](const std::string& url) {
        const bool good = (url.rfind("https://", 0) == 0 || url.rfind("http://", 0) == 0) && url.find_first_of(" \t\r\n\"<>?#") == url.npos && url.back() != '/';
        return good ? std::string() : std::string("write https://host, without a slash at the end");
      });
  command.add_option("--site-name", name, "name of the site")->capture_default_str();
}

void add_serve(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("serve", "Serve an archive as a web site with an API and feeds");
  auto o = std::make_shared<site::SiteOptions>();
  add_archive(*command, o->archive);
  command->add_option("--listen", o->server.listen, "address to listen on; others than this machine's own need a login for writing")->capture_default_str();
  command->add_option("--port", o->server.port, "port; 0 means any free one")->capture_default_str();
  command->add_option("--workers", o->server.workers, "requests answered at once")->check(CLI::Range(1u, 256u))->capture_default_str();
  add_place(*command, o->public_url, o->name);
  command->add_option("--web", o->web, "folder of the built web part; found if it is not given; none means the plain pages");
  command->add_flag("--require-login", o->require_login, "writing needs a login although only this machine is listened to");
  command->add_flag("--behind-proxy", o->behind_proxy, "the client's address is the last of X-Forwarded-For");
  command->add_option("--rate", o->rate, "requests a second of one address, not of this machine's; 0 means any")->check(CLI::Range(0.0, 1e6))->capture_default_str();
  command->add_option("--max-body", o->server.body_bytes, "largest body of a request in bytes")->capture_default_str();
  command->add_option("--max-connections", o->server.connections, "connections open at once")->check(CLI::Range(8u, 60000u))->capture_default_str();
  command->add_option("--cache", o->cache_bytes, "bytes of finished pages kept")->capture_default_str();
  add_mail(*command, o->mail);
  command->add_flag("!--no-digests", o->digests, "leave the mailing list's digests to dateline digest");
  command->footer("Ends on SIGINT and SIGTERM, after the requests that it has. The log is JSON, a line each, on standard error.\n"
                  "Example:\n  dateline serve --archive news.db --port 8484");
  command->callback([o, &status] { status = serve(*o); });
}

void add_digest(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("digest", "Send the mailing list's digests that are due");
  auto o = std::make_shared<site::DigestOptions>();
  auto quiet = std::make_shared<bool>(false);
  add_archive(*command, o->archive);
  add_place(*command, o->public_url, o->name);
  add_mail(*command, o->mail);
  command->add_flag("--quiet", *quiet, "no counts at the end");
  command->footer("For cron, where dateline serve does not run or has --no-digests; a killed run is taken up by the next.\nExample:\n"
                  "  dateline digest --archive news.db --smtp smtp://localhost --mail-from news@example.org --public-url https://news.example.org");
  command->callback([o, quiet, &status] { status = digest(*o, *quiet); });
}

void add_bounce(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("bounce", "Read a report of failed delivery from standard input and end the address's subscriptions");
  auto archive = std::make_shared<std::string>();
  add_archive(*command, *archive);
  command->footer("Meant as a mail server's pipe for the address of --mail-from.\nExample:\n  dateline bounce --archive news.db < report.eml");
  command->callback([archive, &status] { status = bounce(*archive); });
}

void add_user(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("user", "Add, list and remove those who may review and feature");
  auto archive = std::make_shared<std::string>();
  auto action = std::make_shared<std::string>();
  auto name = std::make_shared<std::string>();
  command->add_option("action", *action, "add (or another password), token (printed; for programs), remove or list")
      ->required()->check(CLI::IsMember({"add", "token", "remove", "list"}));
  command->add_option("name", *name, "the user's name");
  add_archive(*command, *archive);
  command->footer("The password is asked for, or read as a line from standard input.\nExample:\n  dateline user add editor --archive news.db");
  command->callback([archive, action, name, &status] { status = user(*archive, *action, *name); });
}

}  // namespace

void add_site_commands(CLI::App& app, int& status) {
  add_serve(app, status);
  add_digest(app, status);
  add_bounce(app, status);
  add_user(app, status);
}

}  // namespace dateline::cli
