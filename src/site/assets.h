#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/result.h"

namespace dateline::site {

/// The web part as Vite builds it, read once: the files under `web/dist` and, from its manifest, which script and styles a page
/// needs. Read-only afterwards.
class Assets {
 public:
  struct File {
    std::string type, body, gzip, etag;
    bool immutable = false;  ///< its name changes with its content
  };
  /// `folder` is that of the built files. Files over 8 MB are left out, with a warning in the log. `kNotFound` if there is no manifest.
  [[nodiscard]] static Result<Assets> read(const std::string& folder);
  /// The folder to use when none is given: `web/dist` beside the models and data that the program uses, in the source tree or where
  /// it is installed; empty if it is not built.
  [[nodiscard]] static std::string default_folder();

  /// A file by its path within the folder ("assets/index-5d2f.js"); null if it is not there.
  [[nodiscard]] const File* find(std::string_view path) const;
  [[nodiscard]] const std::vector<std::string>& scripts() const { return scripts_; }  ///< as paths of the site
  [[nodiscard]] const std::vector<std::string>& styles() const { return styles_; }

 private:
  std::unordered_map<std::string, File> files_;
  std::vector<std::string> scripts_, styles_;
};

/// Content type of a file name's ending.
[[nodiscard]] std::string_view type_of_file(std::string_view name);
/// As gzip, level 6.
[[nodiscard]] std::string gzip(std::string_view bytes);
/// A weak entity tag, with its quotation marks.
[[nodiscard]] std::string etag_of(std::string_view content);

}  // namespace dateline::site
