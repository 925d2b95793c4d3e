#include "base/delimited.h"

#include "base/strings.h"

namespace dateline {

DelimitedWriter& DelimitedWriter::cell(std::string_view text) {
  if (!first_) out_ += style_ == Style::kCsv ? ',' : '\t';
  first_ = false;
  if (style_ == Style::kTabs) {
    for (const char c : text) out_ += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  } else if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += text;
  } else {
    out_ += '"';
    for (const char c : text) {
      if (c == '"') out_ += '"';
      out_ += c;
    }
    out_ += '"';
  }
  return *this;
}

DelimitedWriter& DelimitedWriter::end_row() {
  out_ += style_ == Style::kCsv ? "\r\n" : "\n";
  first_ = true;
  return *this;
}

DelimitedWriter& DelimitedWriter::header(std::string_view names) {
  for (const std::string_view name : split(names, ',')) cell(name);
  return end_row();
}

}  // namespace dateline
