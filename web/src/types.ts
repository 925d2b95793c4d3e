// The shapes of src/site/openapi.json and schema/record.schema.json, as far as the pages use them.

/** A row of a section. What is unknown is absent; which fields there are depends on the section's kind. */
export interface Row {
  id: string;
  href: string;
  article?: string;
  articles?: number;
  as_of?: string;
  as_source?: number;
  as_target?: number;
  about?: string;
  at?: string;
  cameo?: string;
  change?: string;
  changed?: string;
  claimed_by?: string;
  code?: string;
  confidence?: number;
  correction?: string;
  countries?: string;
  country?: string;
  country_name?: string;
  country_names?: string;
  date_from?: string;
  date_to?: string;
  decided_at?: string;
  decided_by?: string;
  decision?: string;
  denied_by?: string;
  document?: string;
  event?: number;
  events?: number;
  family?: number;
  first?: string;
  from?: string;
  headline?: string;
  high?: number;
  item?: string;
  items?: string;
  kind?: string;
  killed_high?: number;
  killed_low?: number;
  label?: string;
  last?: string;
  lat?: number;
  line?: string;
  lon?: number;
  low?: number;
  merged?: number;
  mode?: string;
  name?: string;
  note?: string;
  number?: number;
  outcome?: string;
  outcome_words?: string;
  part?: string;
  path?: string;
  period?: string;
  place?: string;
  position?: number;
  published?: string;
  publisher?: string;
  publishers?: number;
  reason?: string;
  reports?: number;
  scope?: string;
  said_by?: string;
  seen?: string;
  snippet?: string;
  source?: string;
  source_code?: string;
  speaker?: string;
  speaker_code?: string;
  statements?: number;
  status?: string;
  story?: number;
  subscribers?: number;
  target?: string;
  target_code?: string;
  texts?: number;
  title?: string;
  to?: string;
  top_type?: string;
  type?: string;
  unit?: string;
  updated?: string;
  url?: string;
  value?: number;
  via?: string;
  what?: string;
  who?: string;
  why?: string;
  words?: string | number;
  wounded_high?: number;
  wounded_low?: number;
}

export interface Section {
  kind: string;
  title: string;
  items: Row[];
  next?: string;
  looked_until?: string;
  href?: string;
}

export interface Facet {
  field: string;
  counted_since?: string;
  values: { value: string; label?: string; count: number; href: string }[];
}

export interface Citation {
  apa: string;
  chicago: string;
  mla: string;
  bibtex: string;
}

export interface Difference {
  part: 'headline' | 'published' | 'sentence' | 'figure' | 'event' | 'statement' | 'schedule';
  change: 'added' | 'removed' | 'changed' | 'raised' | 'lowered';
  what?: string;
  before?: string;
  after?: string;
  marks?: { edit: 'kept' | 'added' | 'removed'; text: string }[];
}

export interface Diff {
  from: number;
  to: number;
  differences: Difference[];
}

export type Functions = Partial<Record<'email' | 'feedback' | 'feature' | 'subscribe' | 'save' | 'change' | 'changes', string>>;

export interface Page {
  view: string;
  title: string;
  description?: string;
  path: string;
  url: string;
  updated: string;
  what_changed?: string;
  links: Record<string, string>;
  functions: Functions;
  citation?: Citation;
  filter?: Record<string, string>;
  facets?: Facet[];
  sections: Record<string, Section>;
  record?: ArticleRecord;
  item?: Row;
  diff?: Diff;
  counts?: Record<string, number>;
}

export interface Session {
  csrf: string;
  user?: string;
  may_write: boolean;
  mail: boolean;
  open: boolean;
}

export interface Done {
  done: boolean;
  message: string;
  href?: string;
  id?: string;
}

/** [begin, end) in UTF-8 bytes of the article's text. */
export type Span = [number, number];

export interface DateRange {
  from: string;
  to: string;
  precision: string;
  span?: Span;
}

export interface GeoPlace {
  name: string;
  lat: number;
  lon: number;
  country?: string;
  admin1?: string;
  precision: string;
}

export interface Entity {
  id: string;
  kind: string;
  name: string;
  actor?: string;
  role?: string;
  country?: string;
  mentions: Span[];
  place?: GeoPlace;
}

export interface RecordEvent {
  id: string;
  type: string;
  mode?: string;
  contexts?: string[];
  cameo?: string;
  source?: string[];
  target?: string[];
  source_code?: string[];
  target_code?: string[];
  status: string;
  time?: DateRange;
  place?: GeoPlace;
  said_by?: string[];
  casualties?: Record<string, { low: number; best: number; high: number }>;
  evidence: { sentence: Span; trigger: Span; source?: Span; target?: Span; time?: Span; place?: Span };
  confidence: number;
}

export interface Statement {
  id: string;
  kind: string;
  speaker?: string;
  speaker_span?: Span;
  cue?: Span;
  content: Span[];
  addressee?: string;
  via?: string;
  time?: DateRange;
}

export interface Figure {
  id: string;
  value?: number;
  low?: number;
  high?: number;
  unit?: string;
  change: string;
  bound?: string;
  approximate?: boolean;
  what?: string;
  what_span?: Span;
  place?: string;
  as_of?: string;
  said_by?: string;
  by?: string;
  by_span?: Span;
  via?: string;
  span: Span;
}

export interface Dispute {
  id: string;
  kind: string;
  about: string;
  items: string[];
  why: string;
}

export interface Due {
  id: string;
  date: DateRange;
  what: string;
  event?: string;
  place?: string;
  status: string;
  span: Span;
}

interface PageDate {
  value: string;
  precision: string;
  from: string;
}

export interface ArticleRecord {
  id: string;
  source: { url?: string; canonical?: string; sha256: string; bytes: number; fetched?: string };
  article: {
    headline?: string;
    standfirst?: string;
    kicker?: string;
    section?: string;
    language?: string;
    publisher?: string;
    authors?: { name: string }[];
    agency?: string;
    published?: PageDate;
    modified?: PageDate;
    type: string;
    text: string;
    paragraphs: { span: Span; role: string }[];
    furniture: { kind: string; text: string }[];
    topics?: string[];
    images?: { url?: string; caption?: string; credit?: string }[];
    updates?: { time: PageDate; span: Span }[];
    next?: string;
    paywalled?: boolean;
  };
  sentences: Span[];
  entities: Entity[];
  events: RecordEvent[];
  statements: Statement[];
  figures: Figure[];
  disputes: Dispute[];
  schedule: Due[];
  warnings: { code: string; message: string }[];
}
