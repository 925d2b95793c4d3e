#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/span.h"
#include "page/arena.h"
#include "page/tags.h"

namespace dateline::page {

enum class TokenKind : uint8_t { kText, kStartTag, kEndTag, kComment, kDoctype, kEnd };

struct Attribute {
  std::string_view name;   ///< lower case
  std::string_view value;  ///< references decoded
  Attr id = Attr::kOther;
};

/// One token. Views point into the source where its bytes say the same, else into the arena.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  Tag tag = Tag::kUnknown;
  bool self_closing = false;
  bool force_quirks = false;  ///< doctype only
  bool has_public_id = false, has_system_id = false;
  std::string_view name;                              ///< tag or doctype name, lower case
  std::string_view data;                              ///< text or comment
  std::string_view public_id, system_id;              ///< doctype only
  Span source;                                        ///< bytes of the token in the source
  uint32_t attributes_begin = 0, attributes_end = 0;  ///< in the vector given to the tokenizer
};

/// HTML tokenizer by section 13.2.5 of the HTML standard
/// (https://html.spec.whatwg.org/#tokenization), with the states folded into scans for the next
/// byte that matters. Input is valid UTF-8 below 4 GiB. Newlines are normalised. Neighbouring text
/// may come in several tokens; NUL stays in the text of the data state and is U+FFFD elsewhere, as
/// the standard says. Duplicate attributes are kept in order: the first one counts. Time is linear
/// in the input. The source and the arena must outlive the tokens.
class Tokenizer {
 public:
  enum class Mode : uint8_t { kData, kRcdata, kRawtext, kScript, kPlaintext, kCdata };

  Tokenizer(std::string_view source, Arena& arena, std::vector<Attribute>& attributes)
      : source_(source), arena_(arena), attributes_(attributes) {}

  /// Reads the next token; `kEnd` once and for all at the end.
  void next(Token& token);
  /// How the text after the current start tag is to be read. Raw modes end at `</end_name`;
  /// without a name they last to the end of the source.
  void set_mode(Mode mode, std::string_view end_name) {
    mode_ = mode;
    end_name_ = end_name;
  }
  /// True while the adjusted current node is foreign: `<![CDATA[` is then text.
  void set_cdata(bool allowed) { cdata_ = allowed; }

 private:
  bool markup(Token& token, size_t at);
  bool tag(Token& token, size_t at, bool end);
  void comment(Token& token, size_t at);
  void bogus_comment(Token& token, size_t begin, size_t data);
  void doctype(Token& token, size_t at);
  bool cdata(Token& token, size_t data);
  void text(Token& token, size_t begin, size_t end, bool references, bool keep_nul, bool plain);
  size_t next_markup(size_t from, bool& plain) const;
  size_t raw_end() const;
  size_t script_end() const;
  bool is_end_tag(size_t at, std::string_view name) const;
  std::string_view clean(std::string_view raw, bool references, bool in_attribute, bool keep_nul);
  std::string_view name(size_t& at, uint8_t ends);
  std::string_view lower(std::string_view raw);

  std::string_view source_;
  Arena& arena_;
  std::vector<Attribute>& attributes_;
  std::string buffer_;
  std::string_view end_name_;
  size_t at_ = 0;
  Mode mode_ = Mode::kData;
  bool cdata_ = false;
};

}  // namespace dateline::page
