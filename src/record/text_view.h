#pragma once

#include <string>

#include "dateline/record.h"

namespace dateline {

/// How the readable view is laid out.
struct TextStyle {
  uint32_t width = 80;  ///< columns; text is wrapped at blanks
  bool colour = false;  ///< ANSI colours
};

/// The record as a page a person reads: headline and date, events with who did what to whom and the words they rest on,
/// statements, figures, disputes, schedule. Appended to `out`.
void append_text(const Record& record, const TextStyle& style, std::string& out);

}  // namespace dateline
