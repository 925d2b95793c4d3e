#include "archive/schema.h"

namespace dateline::archive {

// Dates are ISO texts cut to their precision, so they compare as texts: "2014-03" < "2014-03-06". Spans are byte offsets into
// the article's text. Items carry the id they have in the record ("v3").
const char* const kVersion1 = R"sql(
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
  kind TEXT NOT NULL,               -- added, revised, metadata, reread, removed
  at INTEGER NOT NULL               -- never less than that of the change before
) STRICT;
)sql";

// What holds between documents. Numbers of stories, families and merged events come from `counter` and are never given twice.
const char* const kVersion2 = R"sql(
CREATE TABLE counter (
  name TEXT PRIMARY KEY,            -- family, story, merged; document and revision: the least that may be given
  next INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('family', 1), ('story', 1), ('merged', 1), ('document', 1), ('revision', 1);

ALTER TABLE article ADD COLUMN story INTEGER NOT NULL DEFAULT 0;   -- 0: none
ALTER TABLE article ADD COLUMN family INTEGER NOT NULL DEFAULT 0;  -- articles with one number are copies of one text
CREATE INDEX article_story ON article (story, published);
CREATE INDEX article_family ON article (family);
CREATE INDEX article_publisher ON article (publisher);

-- Other bytes and dates that gave the same text: known without reading.
CREATE TABLE alias (
  id INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revision (id), sha256 TEXT NOT NULL, given TEXT NOT NULL,
  UNIQUE (sha256, given, revision)
) STRICT;
CREATE INDEX alias_revision ON alias (revision);

-- The latest articles, which new ones are compared with; older ones are taken out.
CREATE TABLE recent (
  place INTEGER PRIMARY KEY AUTOINCREMENT,  -- order of arrival
  document INTEGER NOT NULL UNIQUE,
  sketch BLOB NOT NULL,             -- src/archive/recent_row.h
  features BLOB NOT NULL,           -- empty: the article has no story
  links BLOB NOT NULL
) STRICT;

CREATE TABLE story (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,              -- headline of its first article
  first TEXT NOT NULL, last TEXT NOT NULL,    -- dates of publication
  articles INTEGER NOT NULL,
  texts INTEGER NOT NULL,           -- articles with copies counted once
  publishers INTEGER NOT NULL,
  countries TEXT NOT NULL           -- of its events' places, most frequent first, joined by "; "
) STRICT;
CREATE INDEX story_last ON story (last, id);

ALTER TABLE event ADD COLUMN said_by TEXT NOT NULL DEFAULT '';     -- who asserts it, if not the page itself
ALTER TABLE event ADD COLUMN killed_low REAL;
ALTER TABLE event ADD COLUMN killed_best REAL;
ALTER TABLE event ADD COLUMN killed_high REAL;
ALTER TABLE event ADD COLUMN wounded_low REAL;
ALTER TABLE event ADD COLUMN wounded_best REAL;
ALTER TABLE event ADD COLUMN wounded_high REAL;
ALTER TABLE event ADD COLUMN merged INTEGER NOT NULL DEFAULT 0;    -- the merged event it is a report of
ALTER TABLE event ADD COLUMN reason TEXT NOT NULL DEFAULT '';      -- why it is one of that one's reports
CREATE INDEX event_merged ON event (merged);

-- One event as all its reports have it.
CREATE TABLE merged (
  id INTEGER PRIMARY KEY,
  story INTEGER NOT NULL,           -- of its first report
  anchor TEXT NOT NULL,             -- day, type, parties and place in one, '' if one is unknown: finds reports in other stories
  type TEXT NOT NULL, mode TEXT NOT NULL, cameo TEXT NOT NULL, status TEXT NOT NULL,
  denied_by TEXT NOT NULL,
  date_from TEXT NOT NULL, date_to TEXT NOT NULL,
  source TEXT NOT NULL, source_code TEXT NOT NULL, target TEXT NOT NULL, target_code TEXT NOT NULL,
  place TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL, lat REAL, lon REAL,
  killed_low REAL, killed_high REAL, wounded_low REAL, wounded_high REAL,
  reports INTEGER NOT NULL, articles INTEGER NOT NULL,
  first_reported TEXT NOT NULL, last_reported TEXT NOT NULL,
  confidence REAL NOT NULL, words TEXT NOT NULL
) STRICT;
CREATE INDEX merged_date ON merged (date_from, id);
CREATE INDEX merged_type ON merged (type, date_from);
CREATE INDEX merged_country ON merged (country, date_from);
CREATE INDEX merged_story ON merged (story);
CREATE INDEX merged_anchor ON merged (anchor);

-- What a person decided: two reports are one event, or are not. A report is known by document, type and sentence, so that a
-- decision outlives a new reading of its document.
CREATE TABLE decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch INTEGER NOT NULL,           -- decisions made by one command are undone together
  kind TEXT NOT NULL,               -- together, apart
  document INTEGER NOT NULL, type TEXT NOT NULL, words TEXT NOT NULL,
  other_document INTEGER NOT NULL, other_type TEXT NOT NULL, other_words TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_document ON decision (document);
CREATE INDEX decision_other ON decision (other_document);

ALTER TABLE figure ADD COLUMN bound TEXT NOT NULL DEFAULT '';      -- max, min
ALTER TABLE figure ADD COLUMN approximate INTEGER NOT NULL DEFAULT 0;

-- Disputes of one article, and those between articles of a story (document NULL, items in dispute_item).
ALTER TABLE dispute RENAME TO dispute_of_version_1;
CREATE TABLE dispute (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL,              -- article, story
  story INTEGER NOT NULL, document INTEGER REFERENCES document (id), item TEXT NOT NULL,
  kind TEXT NOT NULL,               -- figure, denial, fact; update: a later figure that replaces an earlier one
  date TEXT NOT NULL,               -- of publication, of the latest article
  about TEXT NOT NULL, why TEXT NOT NULL, items TEXT NOT NULL,
  UNIQUE (document, item)
) STRICT;
INSERT INTO dispute SELECT i.id, 'article', 0, i.document, i.item, i.kind, a.published, i.about, i.why, i.items
  FROM dispute_of_version_1 i JOIN article a ON a.document = i.document;
DROP TABLE dispute_of_version_1;
CREATE INDEX dispute_date ON dispute (date, id);
CREATE INDEX dispute_story ON dispute (story) WHERE scope = 'story';
CREATE TABLE dispute_item (
  dispute INTEGER NOT NULL REFERENCES dispute (id) ON DELETE CASCADE,
  document INTEGER NOT NULL, item TEXT NOT NULL,
  PRIMARY KEY (dispute, document, item)
) STRICT, WITHOUT ROWID;

-- What is due, items of one story that are the same taken together, and what became of it.
CREATE TABLE due (
  id INTEGER PRIMARY KEY,           -- that of its first item in `schedule`
  story INTEGER NOT NULL,
  date_from TEXT NOT NULL, date_to TEXT NOT NULL, what TEXT NOT NULL, place TEXT NOT NULL, status TEXT NOT NULL,
  reports INTEGER NOT NULL,
  outcome TEXT NOT NULL,            -- happened, cancelled, postponed; empty: nothing is known
  outcome_date TEXT NOT NULL, outcome_words TEXT NOT NULL, outcome_document INTEGER
) STRICT;
CREATE INDEX due_date ON due (date_from, id);
CREATE INDEX due_story ON due (story);
ALTER TABLE schedule ADD COLUMN words TEXT NOT NULL DEFAULT '';    -- the sentence it rests on
ALTER TABLE schedule ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
CREATE INDEX schedule_due ON schedule (due);

-- Removed documents have no row any more: their key stays with the change.
ALTER TABLE change ADD COLUMN key TEXT NOT NULL DEFAULT '';
)sql";

// Answers to what is often asked of the whole archive, kept in step with the rows they are made of.
const char* const kVersion3 = R"sql(
-- The events and statements of an actor by date. RUSGOV stands under RUS and under RUSGOV.
CREATE TABLE actor_item (
  code TEXT NOT NULL,
  list INTEGER NOT NULL,            -- 0: event, 1: statement
  date TEXT NOT NULL,               -- date_from of the event, date of publication of the statement
  item INTEGER NOT NULL,            -- event.id, statement.id
  side INTEGER NOT NULL,            -- 0: source or speaker, 1: target, 2: target of what it is a source of too
  last TEXT NOT NULL,               -- date_to of the event if it is another one
  type TEXT NOT NULL, country TEXT NOT NULL,
  other TEXT NOT NULL,              -- codes of the other side as the event has them
  PRIMARY KEY (code, list, date, item, side)
) STRICT, WITHOUT ROWID;

-- How often entities have a code and a name.
CREATE TABLE actor_name (
  actor TEXT NOT NULL, name TEXT NOT NULL,
  country TEXT NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (actor, name)
) STRICT, WITHOUT ROWID;

-- How many items of a list have a value; of all, or of those with one value of something else.
CREATE TABLE facet_sum (
  list TEXT NOT NULL,               -- article, event, merged, statement, figure
  filter TEXT NOT NULL, given TEXT NOT NULL,  -- '' and '' for all
  by TEXT NOT NULL, value TEXT NOT NULL,
  items INTEGER NOT NULL,
  PRIMARY KEY (list, filter, given, by, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_sum_most ON facet_sum (list, filter, given, by, items DESC, value);
)sql";

// Indexes for what is asked, from the first document on; those that nothing asks for go. `dispute.id` is made of what the dispute
// is about (src/archive/dispute_id.h).
const char* const kVersion4 = R"sql(
DROP INDEX entity_name;
DROP INDEX IF EXISTS entity_actor;
DROP INDEX IF EXISTS event_sides;
-- For an article's page.
CREATE INDEX IF NOT EXISTS dispute_item_document ON dispute_item (document);
-- For the map: all that its sums look at.
CREATE INDEX IF NOT EXISTS event_place ON event (lat, lon, place, country, type, date_from, date_to) WHERE lat IS NOT NULL;
-- For names of places, and of who claims a figure, that few items have.
CREATE INDEX event_place_name ON event (place COLLATE NOCASE) WHERE place <> '';
CREATE INDEX figure_place ON figure (place COLLATE NOCASE) WHERE place <> '';
CREATE INDEX figure_claimed_by ON figure (claimed_by COLLATE NOCASE) WHERE claimed_by <> '';
)sql";

// What is still to come: few of all that was ever due.
const char* const kVersion5 = R"sql(
CREATE INDEX schedule_until ON schedule (date_to);
CREATE INDEX due_until ON due (date_to);
)sql";

}  // namespace dateline::archive
