import { FunctionBar, Links } from '../functions';
import { CountsPlot, FiguresPlot, measures } from '../plots';
import { Rows, SectionBlock } from '../rows/sections';
import type { Page, Row } from '../types';
import { count, day, moment, range, title } from '../words';
import { Head, Pager } from './lists';

/** Events in the order of their days, each with how many tell it. */
function Timeline({ rows }: { rows: Row[] }) {
  const days = new Map<string, Row[]>();
  for (const r of [...rows].sort((a, b) => (a.date_from ?? '9999').localeCompare(b.date_from ?? '9999'))) {
    const key = r.date_from ?? '';
    days.set(key, [...(days.get(key) ?? []), r]);
  }
  return (
    <ol class="timeline">
      {[...days].map(([when, items]) => (
        <li key={when}>
          <h3>{when ? day(when) : 'Without a date'}</h3>
          <Rows
            kind="merged_events"
            items={items.map((r) => ({
              ...r,
              story: undefined,
              date_from: undefined,
              date_to: r.date_to === r.date_from ? undefined : r.date_to,
            }))}
            caption={day(when)}
          />
        </li>
      ))}
    </ol>
  );
}

export function StoryView({ page }: { page: Page }) {
  const s = page.sections;
  const groups = measures(s.figures?.items ?? []).filter(([, rows]) => rows.length > 1);
  const families = new Map<number, string>();
  for (const r of [...(s.articles?.items ?? [])].sort((a, b) => (a.published ?? '').localeCompare(b.published ?? ''))) {
    if (r.family !== undefined && !families.has(r.family)) families.set(r.family, r.id);
  }
  const isCopy = (r: Row) => r.family !== undefined && families.get(r.family) !== r.id;
  const speakers = new Map<string, Row[]>();
  for (const r of s.statements?.items ?? []) speakers.set(r.speaker ?? 'Not named', [...(speakers.get(r.speaker ?? 'Not named') ?? []), r]);
  const sources = new Map<string, Row[]>();
  for (const r of s.articles?.items ?? [])
    sources.set(r.publisher ?? 'Unknown publisher', [...(sources.get(r.publisher ?? 'Unknown publisher') ?? []), r]);
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      {page.item && (
        <p class="counts">
          {[
            range(page.item.first?.slice(0, 10), page.item.last?.slice(0, 10)),
            page.item.articles !== undefined && count(page.item.articles, 'article'),
            page.item.texts !== undefined &&
              page.item.articles !== undefined &&
              page.item.texts < page.item.articles &&
              count(page.item.articles - page.item.texts, 'copy', 'copies'),
            !!page.item.publishers && count(page.item.publishers, 'publisher'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <FunctionBar page={page} />
      <div class="story">
        <div>
          <section id="events" aria-labelledby="story-events">
            <h2 id="story-events">What happened</h2>
            {s.events?.items.length ? <Timeline rows={s.events.items} /> : <p class="quiet">No events are known of this story.</p>}
          </section>
          <section id="figures" aria-labelledby="story-figures">
            <h2 id="story-figures">Figures</h2>
            {groups.slice(0, 6).map(([name, rows]) => (
              <FiguresPlot name={name} rows={rows} key={name} />
            ))}
            {s.figures?.items.length ? <Rows kind="figures" items={s.figures.items} caption="Figures" /> : <p class="quiet">No figures.</p>}
          </section>
        </div>
        <div>
          {(s.disputes?.items.length ?? 0) > 0 && <SectionBlock section={s.disputes} name="disputes" title="Where accounts differ" />}
          {(s.schedule?.items.length ?? 0) > 0 && (
            <SectionBlock
              section={s.schedule && { ...s.schedule, items: s.schedule.items.map((r) => ({ ...r, story: undefined })) }}
              name="schedule"
              title="What is due"
            />
          )}
          <section aria-labelledby="story-says">
            <h2 id="story-says">Who says what</h2>
            {[...speakers]
              .sort((a, b) => b[1].length - a[1].length)
              .map(([speaker, rows], i) => (
                <details open={i < 4} key={speaker}>
                  <summary>
                    {speaker} <span class="quiet">{rows.length}</span>
                  </summary>
                  <Rows kind="statements" items={rows} caption={speaker} />
                </details>
              ))}
            {!speakers.size && <p class="quiet">Nobody is quoted.</p>}
          </section>
          <section aria-labelledby="story-sources">
            <h2 id="story-sources">Sources</h2>
            {[...sources].map(([publisher, rows]) => (
              <div key={publisher}>
                <h3>
                  {publisher} <span class="quiet">{count(rows.length, 'article')}</span>
                </h3>
                <Rows
                  kind="articles"
                  items={rows.map((r) => ({
                    ...r,
                    publisher: undefined,
                    story: undefined,
                    type: isCopy(r) ? 'copy of another’s text' : r.type,
                  }))}
                  caption={publisher}
                />
              </div>
            ))}
            {!sources.size && <p class="quiet">No articles.</p>}
          </section>
        </div>
      </div>
      <Links page={page} />
    </>
  );
}

export function ActorView({ page }: { page: Page }) {
  const s = page.sections;
  return (
    <>
      <Head page={page} />
      <FunctionBar page={page} />
      <h2>Cooperation and conflict over time</h2>
      <CountsPlot rows={s.counts?.items ?? []} />
      <div class={s.partners ? 'with-side' : ''}>
        <div>
          <SectionBlock section={s.events} name="events" title="Events" />
          <Pager page={page} section={s.events} />
        </div>
        {s.partners && (
          <div>
            <SectionBlock section={s.partners} name="partners" title="With whom" />
            <SectionBlock section={s.statements} name="statements" title="Statements" empty="No statements are known." />
          </div>
        )}
      </div>
      <Links page={page} />
    </>
  );
}

export function ChangesView({ page }: { page: Page }) {
  const d = page.diff;
  const article = page.path.replace(/\/changes.*$/, '');
  const rows = page.sections.revisions?.items ?? [];
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      <p>
        <a href={article}>The article</a> · last updated <time dateTime={page.updated}>{moment(page.updated)}</time>
      </p>
      {d ? (
        <section aria-labelledby="diff">
          <h2 id="diff">
            From version {d.from} to version {d.to}
          </h2>
          {d.differences.length === 0 && <p class="quiet">Text and facts are the same.</p>}
          <ul class="diff">
            {d.differences.map((x, i) => (
              <li key={i}>
                <span class="diff-part">
                  {title(x.part)} {x.change}
                  {x.what && `: ${x.what}`}
                </span>
                <p>
                  {x.marks?.length ? (
                    x.marks.map((m, n) =>
                      m.edit === 'added' ? (
                        <ins key={n}>{m.text}</ins>
                      ) : m.edit === 'removed' ? (
                        <del key={n}>{m.text}</del>
                      ) : (
                        <span key={n}>{m.text}</span>
                      ),
                    )
                  ) : (
                    <>
                      {x.before && <del>{x.before}</del>} {x.after && <ins>{x.after}</ins>}
                    </>
                  )}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p class="empty">
          {rows.length > 1 ? 'The archive does not tell what changed between these versions.' : 'Nothing changed: one version is known.'}
        </p>
      )}
      <SectionBlock section={page.sections.revisions} name="revisions" title="Versions" />
      <Links page={page} />
    </>
  );
}
