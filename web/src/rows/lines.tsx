import type { ComponentChildren, ComponentType } from 'preact';
import type { Row } from '../types';
import { count, day, moment, range } from '../words';
import { Confidence, StatusTag, TypeTag, Who } from './tags';

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

function EventLine({ row }: { row: Row }) {
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

function ArticleLine({ row, query }: { row: Row; query?: string }) {
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

function ScheduleLine({ row }: { row: Row }) {
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

export function FeaturedLine({ row }: { row: Row }) {
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

/** The form of a row by the kind of its section. */
export const LINES: Record<string, ComponentType<{ row: Row; query?: string }>> = {
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
