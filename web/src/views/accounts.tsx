import { FunctionBar, Links } from '../functions';
import { FiguresPlot } from '../plots';
import { SectionBlock } from '../rows/sections';
import { Confidence, Evidence, StatusTag, TypeTag, Who } from '../rows/tags';
import type { Page, Row } from '../types';
import { amount, cameoRoot, count, DUE_STATUSES, day, number, range, STATUSES } from '../words';
import { Head } from './lists';

// Pages of one event, one statement, one figure, one thing due, and of accounts that differ.

function casualties(low?: number, high?: number): string {
  if (low === undefined && high === undefined) return '';
  return low === high || high === undefined || low === undefined ? number(high ?? low) : `${number(low)} to ${number(high)}`;
}

function Fact({ name, children }: { name: string; children?: preact.ComponentChildren }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function EventView({ page }: { page: Page }) {
  const e = page.item;
  const s = page.sections;
  if (!e) return <Head page={page} />;
  const reports = s.reports?.items ?? [];
  const alone = reports.length === 1 && reports[0]?.id === e.id;
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      <FunctionBar page={page} />
      {e.words && <blockquote class="evidence">{e.words}</blockquote>}
      <dl class="facts-grid">
        <Fact name="Type">
          <TypeTag type={e.type} /> {e.mode}
        </Fact>
        <Fact name="Status">
          <StatusTag status={e.status} /> <span class="quiet">{e.status && STATUSES[e.status]}</span>
        </Fact>
        <Fact name="Who">{(e.source || e.source_code) && <Who name={e.source} code={e.source_code} />}</Fact>
        <Fact name="Whom">{(e.target || e.target_code) && <Who name={e.target} code={e.target_code} />}</Fact>
        <Fact name="When">{range(e.date_from, e.date_to)}</Fact>
        <Fact name="Where">
          {e.place && <a href={`/events?place=${encodeURIComponent(e.place)}`}>{[e.place, e.country_name].filter(Boolean).join(', ')}</a>}
        </Fact>
        <Fact name="CAMEO">{e.cameo && `${e.cameo}, ${cameoRoot(e.cameo).toLowerCase()}`}</Fact>
        <Fact name="Confidence">{e.confidence !== undefined && <Confidence value={e.confidence} />}</Fact>
        <Fact name="Two sides">
          {e.source_code && e.target_code && <a href={`/dyads/${e.source_code.split(';')[0]}/${e.target_code.split(';')[0]}`}>All between them</a>}
        </Fact>
        <Fact name="Said by">{e.said_by}</Fact>
        <Fact name="Killed">{casualties(e.killed_low, e.killed_high)}</Fact>
        <Fact name="Wounded">{casualties(e.wounded_low, e.wounded_high)}</Fact>
        <Fact name="Denied by">{e.denied_by}</Fact>
        <Fact name="Reports">{e.reports ?? (e.merged !== undefined && !alone && <a href={`/events/${e.merged}`}>all reports of it</a>)}</Fact>
        <Fact name="Story">{e.story ? <a href={`/stories/${e.story}`}>its story</a> : null}</Fact>
        <Fact name="In the text">{e.article && e.item && <a href={`${e.article}#${e.item}`}>where it is told</a>}</Fact>
      </dl>
      {s.evidence && (
        <section aria-labelledby="why">
          <h2 id="why">Why it is here</h2>
          <Evidence section={s.evidence} />
          {e.confidence !== undefined && (
            <p class="quiet">Of 100 events that are read with this confidence, about {Math.round(e.confidence * 100)} are right.</p>
          )}
          {e.reason && e.reason !== 'first report' && <p class="quiet">Taken for the same event as other reports: {e.reason}.</p>}
        </section>
      )}
      {s.disputes && <SectionBlock section={s.disputes} name="disputes" title="Where accounts differ" />}
      {!alone && (
        <SectionBlock section={s.reports} name="reports" title={reports.length > 1 ? `${count(reports.length, 'report')} of it` : 'Report'} />
      )}
      <div class="columns">
        {s.article && <SectionBlock section={s.article} name="article" title="Article" />}
        <SectionBlock section={s.related} name="related" title="Related events" empty="No related event is known." />
      </div>
      <Links page={page} />
    </>
  );
}

/** A statement, a figure or something due, as one article has it. */
export function ItemView({ page }: { page: Page }) {
  const r = page.item;
  const s = page.sections;
  if (!r) return <Head page={page} />;
  const due = page.view === 'due';
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      <FunctionBar page={page} />
      {r.words && <blockquote class="evidence">{r.words}</blockquote>}
      <dl class="facts-grid">
        {page.view === 'statement' && (
          <>
            <Fact name="Who">{(r.speaker || r.speaker_code) && <Who name={r.speaker} code={r.speaker_code} />}</Fact>
            <Fact name="Kind">{r.kind}</Fact>
            <Fact name="Through">{r.via}</Fact>
          </>
        )}
        {page.view === 'figure' && (
          <>
            <Fact name="Figure">
              <strong>{amount(r)}</strong>
            </Fact>
            <Fact name="Of what">{r.what}</Fact>
            <Fact name="Claimed by">{r.claimed_by ?? 'the page itself'}</Fact>
            <Fact name="As of">{day(r.as_of)}</Fact>
          </>
        )}
        {due && (
          <>
            <Fact name="Date">{range(r.date_from, r.date_to)}</Fact>
            <Fact name="Status">
              <StatusTag status={r.status} /> <span class="quiet">{r.status && DUE_STATUSES[r.status]}</span>
            </Fact>
            <Fact name="Outcome">{[r.outcome, r.outcome_words].filter(Boolean).join(': ')}</Fact>
          </>
        )}
        <Fact name="Where">{r.place}</Fact>
        <Fact name="Published">{day(r.published)}</Fact>
        <Fact name="Publisher">{r.publisher}</Fact>
        <Fact name="Story">{r.story ? <a href={`/stories/${r.story}`}>its story</a> : null}</Fact>
        <Fact name="In the text">{r.article && r.item && <a href={`${r.article}#${r.item}`}>where it is told</a>}</Fact>
      </dl>
      {s.evidence && (
        <section aria-labelledby="why">
          <h2 id="why">Why it is here</h2>
          <Evidence section={s.evidence} />
        </section>
      )}
      {s.disputes && <SectionBlock section={s.disputes} name="disputes" title="Where accounts differ" />}
      <SectionBlock section={s.article} name="article" title="Article" />
      <Links page={page} />
    </>
  );
}

/** One account of a dispute: what it says, who says so, when, and where that can be read. */
function Account({ kind, row: r }: { kind: string; row: Row }) {
  const who = kind === 'figures' ? r.claimed_by : kind === 'events' ? r.said_by : undefined;
  return (
    <section class="account" aria-label={`Account ${r.id}`}>
      <h3>
        {kind === 'figures' ? (
          <>
            {amount(r)} <span class="quiet">{r.what}</span>
          </>
        ) : kind === 'statements' ? (
          (r.speaker ?? 'Somebody')
        ) : (
          <>
            <TypeTag type={r.type} /> <StatusTag status={r.status} />
          </>
        )}
      </h3>
      <p class="whence">
        {kind === 'events' && (
          <span>
            <Who name={r.source} code={r.source_code} />
            {r.target && ` → ${r.target}`}
          </span>
        )}
        {who ? <span>by {who}</span> : <span>by the page itself</span>}
        {r.as_of && <span>as of {day(r.as_of)}</span>}
      </p>
      {r.words && <p class="words">{r.words}</p>}
      <p class="whence">
        {r.publisher && <span>{r.publisher}</span>}
        {r.published && <span>published {day(r.published)}</span>}
        <a class="main" href={r.href}>
          {kind === 'events' ? 'the event' : 'in the text'}
        </a>
      </p>
    </section>
  );
}

export function DisputeView({ page }: { page: Page }) {
  const d = page.item;
  const s = page.sections;
  const accounts = ['figures', 'statements', 'events'].flatMap((kind) => (s[kind]?.items ?? []).map((row) => ({ kind, row })));
  const figures = s.figures?.items ?? [];
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      {d?.why && accounts.length < 5 && <p class="standfirst">{d.why}</p>}
      <FunctionBar page={page} />
      <h2>{count(accounts.length, 'account')} that cannot all stand</h2>
      {figures.length > 2 && <FiguresPlot name={figures[0]?.what ?? page.title} rows={figures} />}
      <div class="accounts">
        {accounts.map(({ kind, row }) => (
          <Account kind={kind} row={row} key={row.id} />
        ))}
      </div>
      {!accounts.length && <p class="quiet">The accounts are in articles that are gone.</p>}
      {d?.article && (
        <p>
          <a href={d.article}>The article</a>
        </p>
      )}
      {s.story && <SectionBlock section={s.story} name="story" title="Its story" />}
      <Links page={page} />
    </>
  );
}
