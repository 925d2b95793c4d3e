import type { ComponentChildren, ComponentType } from 'preact';
import type { Row, Section } from './types';
import { amount, count, day, moment, number, quadOf, range, STATUSES, title } from './words';

export function TypeTag({ type }: { type?: string }) {
  if (!type) return null;
  const quad = quadOf(type);
  return (
    <span class={`tag q-${quad.key}`} title={quad.label}>
      {title(type)}
    </span>
  );
}

export function StatusTag({ status }: { status?: string }) {
  if (!status) return null;
  return (
    <span class={`status st-${status}`} title={STATUSES[status]}>
      {status}
    </span>
  );
}

function firstCode(codes?: string): string {
  return (codes ?? '').split(';')[0]?.trim() ?? '';
}

export function Who({ name, code }: { name?: string; code?: string }) {
  const first = firstCode(code);
  if (!name && !first) return <span class="quiet">somebody</span>;
  return (
    <span class="who">
      {name ?? first}
      {first && (
        <a class="code" href={`/actors/${encodeURIComponent(first)}`} title={`All about ${first}`}>
          {first}
        </a>
      )}
    </span>
  );
}

/** Where a row comes from; `dated` where the row's own date is not that of its article. */
function Whence({ row, more, dated }: { row: Row; more?: ComponentChildren; dated?: boolean }) {
  return (
    <p class="whence">
      {row.article && row.publisher ? (
        <a href={row.article}>{row.publisher}</a>
      ) : (
        (row.publisher ?? (row.article && <a href={row.article}>the article</a>))
      )}
      {dated && row.published && <span>{day(row.published)}</span>}
      {more}
    </p>
  );
}

function Line(props: { row: Row; when?: string; head: ComponentChildren; children?: ComponentChildren }) {
  return (
    <li class="row" data-id={props.row.id}>
      <div class="when">{props.when}</div>
      <div class="what">
        <p class="head">{props.head}</p>
        {props.children}
      </div>
    </li>
  );
}

export function Confidence({ value }: { value?: number }) {
  if (value === undefined) return null;
  const percent = Math.round(value * 100);
  return (
    <span class="confidence" title="Calibrated share of such items that are right">
      <meter min={0} max={100} value={percent} aria-label="confidence" />
      {percent}%
    </span>
  );
}

export function EventLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={range(row.date_from, row.date_to)}
      head={
        <>
          <TypeTag type={row.type} /> <Who name={row.source} code={row.source_code} />
          {(row.target || row.target_code) && (
            <>
              {' '}
              <span class="arrow">→</span> <Who name={row.target} code={row.target_code} />
            </>
          )}{' '}
          {row.status !== 'occurred' && <StatusTag status={row.status} />}
        </>
      }
    >
      {row.words && (
        <p class="words">
          <a class="main" href={row.href}>
            {row.words}
          </a>
        </p>
      )}
      {!row.words && (
        <p>
          <a class="main" href={row.href}>
            Details
          </a>
        </p>
      )}
      <Whence
        row={row}
        dated
        more={
          <>
            {row.said_by && <span>said by {row.said_by}</span>}
            {row.reason && row.reason !== 'first report' && <span title="Why it is taken for the same event">{row.reason}</span>}
            {row.place && <span>{row.place}</span>}
            {row.reports !== undefined && <span>{count(row.reports, 'report')}</span>}
            {row.publishers !== undefined && <span>{count(row.publishers, 'publisher')}</span>}
            <Confidence value={row.confidence} />
            {row.merged !== undefined && row.reports === undefined && <a href={`/events/${row.merged}`}>all reports</a>}
            {row.story ? <a href={`/stories/${row.story}`}>story</a> : null}
          </>
        }
      />
    </Line>
  );
}

/** The words that match a search, marked. */
function Snippet({ text, query }: { text: string; query?: string }) {
  const stems = (query ?? '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w.length > 2 && w !== 'AND' && w !== 'NOT')
    .map((w) => (w.length > 4 ? w.replace(/(ings?|ed|es|s)$/i, '') : w).toLowerCase());
  if (!stems.length) return <>{text}</>;
  return (
    <>
      {text
        .split(/([\p{L}\p{N}]+)/u)
        .map((word, i) => (i % 2 && stems.some((s) => word.toLowerCase().startsWith(s)) ? <mark key={i}>{word}</mark> : word))}
    </>
  );
}

export function ArticleLine({ row, query }: { row: Row; query?: string }) {
  return (
    <Line
      row={row}
      when={day(row.published)}
      head={
        <a class="main headline" href={row.href}>
          {row.headline ?? 'Without a headline'}
        </a>
      }
    >
      {row.snippet && (
        <p class="words">
          <Snippet text={row.snippet} query={query} />
        </p>
      )}
      <p class="whence">
        {row.publisher && <span>{row.publisher}</span>}
        {row.type && row.type !== 'article' && <span>{row.type}</span>}
        {typeof row.words === 'number' && <span>{count(row.words, 'word')}</span>}
        {row.story ? <a href={`/stories/${row.story}`}>story</a> : null}
      </p>
    </Line>
  );
}

function StatementLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={day(row.published)}
      head={
        <>
          <Who name={row.speaker} code={row.speaker_code} /> <span class="quiet">{row.kind}</span>
          {row.via && <span class="quiet">via {row.via}</span>}
        </>
      }
    >
      <p class="words">
        <a class="main" href={row.href}>
          {row.kind === 'direct' ? `“${row.words ?? ''}”` : (row.words ?? 'Details')}
        </a>
      </p>
      <Whence row={row} />
    </Line>
  );
}

function DisputeLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={day(row.published)}
      head={
        <>
          <a class="main headline" href={row.href}>
            {row.title ?? 'Accounts differ'}
          </a>
        </>
      }
    >
      {row.why && <p class="why-differ">{row.why}</p>}
      <Whence
        row={row}
        more={
          <>
            {row.items && <span>{count(row.items.split(' ').length, 'account')}</span>}
            {row.scope === 'story' && row.story ? <a href={`/stories/${row.story}`}>story</a> : null}
          </>
        }
      />
    </Line>
  );
}

export function ScheduleLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={range(row.date_from, row.date_to)}
      head={
        <>
          <a class="main" href={row.href}>
            {row.what ?? 'Due'}
          </a>{' '}
          <span class={`status st-${row.status}`}>{row.status}</span>{' '}
          {row.outcome && row.outcome !== 'open' && <span class={`status st-${row.outcome}`}>{row.outcome}</span>}
        </>
      }
    >
      {row.outcome_words && <p class="words">{row.outcome_words}</p>}
      <Whence
        row={row}
        dated
        more={
          <>
            {row.place && <span>{row.place}</span>}
            {row.reports !== undefined && row.reports > 1 && <span>{count(row.reports, 'report')}</span>}
            {row.story ? <a href={`/stories/${row.story}`}>story</a> : null}
          </>
        }
      />
    </Line>
  );
}

function StoryLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={range(row.first?.slice(0, 10), row.last?.slice(0, 10))}
      head={
        <a class="main headline" href={row.href}>
          {row.label ?? `Story ${row.id}`}
        </a>
      }
    >
      <p class="whence">
        {row.articles !== undefined && <span>{count(row.articles, 'article')}</span>}
        {row.texts !== undefined && row.articles !== undefined && row.texts < row.articles && (
          <span>{count(row.articles - row.texts, 'copy', 'copies')}</span>
        )}
        {!!row.publishers && <span>{count(row.publishers, 'publisher')}</span>}
        {row.country_names && <span>{row.country_names.split('; ').slice(0, 4).join(', ')}</span>}
      </p>
    </Line>
  );
}

function FeaturedLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={day(row.at)}
      head={
        <a class="main headline" href={row.href}>
          {row.title ?? row.item ?? row.href}
        </a>
      }
    >
      {row.line && <p>{row.line}</p>}
    </Line>
  );
}

function RevisionLine({ row }: { row: Row }) {
  return (
    <Line
      row={row}
      when={moment(row.seen)}
      head={
        <a class="main" href={row.href}>
          Version {row.number}
        </a>
      }
    >
      {row.changed && <p>{row.changed}</p>}
      {row.seen && !row.changed && row.number === 1 && <p class="quiet">as first read</p>}
    </Line>
  );
}

/** The words of the text that say what of an item. */
export function Evidence({ section }: { section?: Section }) {
  if (!section?.items.length) return null;
  return (
    <ul class="evidence-parts">
      {section.items.map((r) => (
        <li key={r.part}>
          <span class="quiet">{title(r.part)}:</span> <mark>{r.words}</mark>
        </li>
      ))}
    </ul>
  );
}

interface Column {
  head: string;
  number?: boolean;
  cell: (row: Row) => ComponentChildren;
}

const main = (row: Row, text: ComponentChildren) =>
  row.href ? (
    <a class="main" href={row.href}>
      {text}
    </a>
  ) : (
    text
  );

const TABLES: Record<string, Column[]> = {
  figures: [
    { head: 'Figure', cell: (r) => main(r, <strong>{amount(r)}</strong>) },
    { head: 'Of what', cell: (r) => r.what },
    { head: 'Claimed by', cell: (r) => r.claimed_by ?? <span class="quiet">the page</span> },
    { head: 'As of', cell: (r) => day(r.as_of ?? r.published) },
    { head: 'Where', cell: (r) => r.place },
    { head: 'Source', cell: (r) => (r.article ? <a href={r.article}>{r.publisher ?? 'article'}</a> : r.publisher) },
  ],
  actors: [
    { head: 'Actor', cell: (r) => main(r, r.who ?? r.code) },
    { head: 'Code', cell: (r) => <code>{r.code}</code> },
    { head: 'Named most as', cell: (r) => r.name },
    { head: 'Articles', number: true, cell: (r) => number(r.articles) },
    { head: 'Events', number: true, cell: (r) => number(r.events) },
  ],
  partners: [
    { head: 'With', cell: (r) => main(r, r.who ?? r.code) },
    { head: 'Acts', number: true, cell: (r) => number(r.as_source) },
    { head: 'Is acted upon', number: true, cell: (r) => number(r.as_target) },
    { head: 'Last', cell: (r) => day(r.last) },
  ],
  places: [
    { head: 'Place', cell: (r) => main(r, r.place ?? r.country_name) },
    { head: 'Country', cell: (r) => r.country_name },
    { head: 'Events', number: true, cell: (r) => number(r.events) },
    { head: 'Mostly', cell: (r) => <TypeTag type={r.top_type} /> },
    { head: 'Last', cell: (r) => day(r.last) },
  ],
  changes: [
    { head: 'When', cell: (r) => moment(r.at) },
    { head: 'What', cell: (r) => r.kind },
    { head: 'Article', cell: (r) => main(r, r.headline ?? r.document) },
  ],
};

export function Table({ kind, items, caption }: { kind: string; items: Row[]; caption: string }) {
  const columns = (TABLES[kind] ?? []).filter((c) => items.some((r) => (c.number ? c.cell(r) !== '' : c.cell(r) !== undefined)));
  return (
    <div class="table" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((c) => (
              <th scope="col" class={c.number ? 'number' : ''} key={c.head}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <tr key={row.id} data-id={row.id}>
              {columns.map((c) => (
                <td class={c.number ? 'number' : ''} key={c.head} data-head={c.head}>
                  {c.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const LINES: Record<string, ComponentType<{ row: Row; query?: string }>> = {
  events: EventLine,
  merged_events: EventLine,
  articles: ArticleLine,
  statements: StatementLine,
  disputes: DisputeLine,
  schedule: ScheduleLine,
  stories: StoryLine,
  featured: FeaturedLine,
  revisions: RevisionLine,
};

/** The rows of a section in the form of their kind. */
export function Rows({ kind, items, query, caption }: { kind: string; items: Row[]; query?: string; caption: string }) {
  if (TABLES[kind]) return <Table kind={kind} items={items} caption={caption} />;
  const Item = LINES[kind] ?? FeaturedLine;
  return (
    <ol class="rows">
      {items.map((row) => (
        <Item row={row} query={query} key={row.id} />
      ))}
    </ol>
  );
}

const NOTHING: Record<string, string> = {
  new: 'No article yet. dateline ingest puts some in.',
  due: 'Nothing is known to be due.',
  disputes: 'No accounts that differ are known.',
  featured: 'Nothing is featured yet. Each article, event and story has “Feature it”.',
  stories: 'No stories yet: articles are not grouped in this archive.',
  feedback: 'No feedback.',
};

/** A section with its heading; `empty` says what its absence means. */
export function SectionBlock(props: {
  section?: Section;
  name: string;
  title?: string;
  query?: string;
  empty?: string;
  limit?: number;
  level?: 2 | 3;
}) {
  const { section, name } = props;
  const heading = props.title ?? section?.title ?? '';
  const items = section?.items.slice(0, props.limit) ?? [];
  const H = props.level === 3 ? 'h3' : 'h2';
  return (
    <section id={name} class={`block block-${name}`} aria-label={heading}>
      <div class="block-head">
        <H>{heading}</H>
        {section?.href && items.length > 0 && <a href={section.href}>All</a>}
      </div>
      {items.length ? (
        <Rows kind={section?.kind ?? ''} items={items} query={props.query} caption={heading} />
      ) : (
        <p class="quiet">{props.empty ?? NOTHING[name] ?? 'Nothing found.'}</p>
      )}
    </section>
  );
}
