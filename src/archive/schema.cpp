#include "archive/schema.h"

namespace dateline::archive {

// Dates are ISO texts cut to their precision, so they compare as texts: "2014-03" < "2014-03-06". Spans are byte offsets into
// the article's text. Items carry the id they have in the record ("v3").
const char* const kTables = R"sql(
CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,         -- canonical URL, else URL, else the source's own id, else its digest
  revision INTEGER NOT NULL,        -- the present one
  first_seen INTEGER NOT NULL       -- seconds since 1970
) STRICT;

CREATE TABLE revision (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id),
  number INTEGER NOT NULL,          -- from 1
  seen INTEGER NOT NULL,
  sha256 TEXT NOT NULL,             -- of the original bytes
  given TEXT NOT NULL,              -- lines of the carrier: URL or id, title, published
  text_hash INTEGER NOT NULL,       -- of headline and text
  program TEXT NOT NULL,            -- version and model that read it
  origin TEXT NOT NULL,             -- JSON: location, id, url, title, published, format, charset, original_bytes, broken
  source BLOB NOT NULL,             -- zstd: the document in UTF-8
  record BLOB NOT NULL,             -- zstd: the record in JSON
  UNIQUE (document, number)
) STRICT;
CREATE INDEX revision_given ON revision (sha256, given);

CREATE TABLE article (
  document INTEGER PRIMARY KEY REFERENCES document (id),
  headline TEXT NOT NULL, publisher TEXT NOT NULL, language TEXT NOT NULL, type TEXT NOT NULL,
  url TEXT NOT NULL, published TEXT NOT NULL, modified TEXT NOT NULL, words INTEGER NOT NULL
) STRICT;
CREATE INDEX article_published ON article (published, document);

CREATE TABLE entity (
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  kind TEXT NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, country TEXT NOT NULL, mentions INTEGER NOT NULL,
  PRIMARY KEY (document, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_name ON entity (name COLLATE NOCASE);

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  type TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, status TEXT NOT NULL,
  date_from TEXT NOT NULL, date_to TEXT NOT NULL,
  source TEXT NOT NULL, source_code TEXT NOT NULL,   -- names and codes, several joined by "; "
  target TEXT NOT NULL, target_code TEXT NOT NULL,
  place TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, lat REAL, lon REAL,
  confidence REAL NOT NULL, words TEXT NOT NULL,     -- the sentence it rests on
  UNIQUE (document, item)
) STRICT;
CREATE INDEX event_date ON event (date_from, id);
CREATE INDEX event_type ON event (type, date_from);
CREATE INDEX event_country ON event (country, date_from);

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  kind TEXT NOT NULL, speaker TEXT NOT NULL, speaker_code TEXT NOT NULL, via TEXT NOT NULL, words TEXT NOT NULL,
  UNIQUE (document, item)
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker COLLATE NOCASE);

CREATE TABLE figure (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  value REAL, low REAL, high REAL, unit TEXT NOT NULL, change TEXT NOT NULL, what TEXT NOT NULL,
  place TEXT NOT NULL, as_of TEXT NOT NULL, claimed_by TEXT NOT NULL, words TEXT NOT NULL,
  UNIQUE (document, item)
) STRICT;

CREATE TABLE dispute (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  kind TEXT NOT NULL, about TEXT NOT NULL, why TEXT NOT NULL, items TEXT NOT NULL,
  UNIQUE (document, item)
) STRICT;

CREATE TABLE schedule (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (id), item TEXT NOT NULL,
  date_from TEXT NOT NULL, date_to TEXT NOT NULL, what TEXT NOT NULL, place TEXT NOT NULL, status TEXT NOT NULL,
  UNIQUE (document, item)
) STRICT;
CREATE INDEX schedule_date ON schedule (date_from, id);

-- Full text; the words themselves stay in the compressed records. Rows are deleted by giving their words again.
CREATE VIRTUAL TABLE fulltext USING fts5 (headline, body, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

-- What happened to documents, in order: the cursor of readers that follow.
CREATE TABLE change (
  cursor INTEGER PRIMARY KEY AUTOINCREMENT,
  document INTEGER NOT NULL, revision INTEGER NOT NULL,
  kind TEXT NOT NULL,               -- added, revised, reread, removed
  at INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace dateline::archive
