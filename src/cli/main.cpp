#include <csignal>
#include <cstdio>
#include <exception>

#include "cli/command.h"

int main(int argc, char** argv) {
  using namespace dateline::cli;
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app{"dateline reads news reporting and keeps a sourced record of it: who did what to whom, when, where;\n"
               "who said what; which figures are claimed; where accounts differ; what is due next."};
  app.name("dateline");
  app.set_version_flag("--version", DATELINE_VERSION);
  app.set_config("--config", "dateline.toml", "settings file; flags and DATELINE_* variables go before it");
  app.require_subcommand(1);
  app.footer("Exit status: 0 done, 1 nothing found, 2 cannot run, 3 done but some documents were refused.\n"
             "Example:\n  dateline read examples/stalemate.html");
  int status = kDone;
  add_read(app, status);
  add_explain(app, status);
  add_parse(app, status);
  add_facets(app, status);
  add_verify(app, status);
  add_doctor(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const int code = app.exit(e);
    return code == 0 ? kDone : kCannotRun;
  } catch (const std::exception& e) {
    complain(e.what());
    return kCannotRun;
  }
  return status;
}
