import { useEffect, useState } from 'preact/hooks';
import { getPage, jsonPath } from '../api';
import { FunctionBar, Links } from '../functions';
import { useNav, withQuery } from '../nav';
import { Rows, SectionBlock } from '../rows/sections';
import type { Facet, Page, Section } from '../types';
import { count, day, number, STATUSES, TYPES, title } from '../words';

export function Head({ page }: { page: Page }) {
  return (
    <>
      <h1 tabIndex={-1}>{page.title}</h1>
      {page.description && page.description !== page.title && <p class="description">{page.description}</p>}
    </>
  );
}

export function FrontView({ page }: { page: Page }) {
  const s = page.sections;
  const counts = Object.entries(page.counts ?? {});
  return (
    <>
      <Head page={page} />
      {counts.length > 0 && <p class="counts">{counts.map(([name, n]) => `${number(n)} ${name.replace(/_/g, ' ')}`).join(' · ')}</p>}
      <div class="front">
        <div>
          <SectionBlock section={s.new} name="new" title="What is new" />
          <SectionBlock section={s.disputes} name="disputes" title="Where accounts differ" limit={6} />
        </div>
        <div>
          {(s.featured?.items.length ?? 0) > 0 && <SectionBlock section={s.featured} name="featured" />}
          <SectionBlock section={s.due} name="due" title="What is due" limit={6} />
          <SectionBlock section={s.stories} name="stories" title="Stories" limit={6} />
          {!s.featured?.items.length && <SectionBlock section={s.featured} name="featured" title="Featured" />}
        </div>
      </div>
      <Links page={page} />
    </>
  );
}

/** The way from one page of a list to the next. */
/** How far a page has looked that ended before it was full. */
const lookedUntil = (page: Page, section: Section) => `${page.view === 'schedule' ? 'up to' : 'back to'} ${day(section.looked_until ?? '')}`;

export function Pager({ page, section }: { page: Page; section?: Section }) {
  const next = section?.next;
  const after = page.filter?.after;
  if (!next && !after) return null;
  return (
    <nav class="pager" aria-label="Pages of the list">
      {after && <a href={withQuery(page.path, { after: '' })}>First page</a>}
      {next && (
        <a rel="next" href={withQuery(page.path, { after: next })}>
          {section.looked_until ? 'Look further' : 'Next page'}
        </a>
      )}
    </nav>
  );
}

const FIELDS: Record<string, string[]> = {
  articles: ['q', 'since', 'until', 'source'],
  search: ['q', 'since', 'until', 'source', 'actor', 'place', 'country'],
  events: ['q', 'since', 'until', 'type', 'status', 'actor', 'place', 'country', 'confidence'],
  statements: ['q', 'since', 'until', 'speaker', 'source'],
  figures: ['q', 'since', 'until', 'speaker', 'place', 'source'],
  disputes: ['q', 'since', 'until', 'source'],
  schedule: ['q', 'since', 'until', 'status', 'place'],
  stories: ['q', 'since', 'until', 'source'],
  actors: ['q', 'country'],
};
const FIELD_NAMES: Record<string, string> = {
  q: 'Words',
  since: 'From',
  until: 'To',
  speaker: 'Who',
  source: 'Publisher',
  confidence: 'Confidence, at least',
  country: 'Country (ISO)',
};
const DUE = ['scheduled', 'proposed', 'cancelled', 'postponed'];

function FilterForm({ page }: { page: Page }) {
  const nav = useNav();
  const fields = FIELDS[page.view];
  if (!fields) return null;
  const bare = page.path.split('?')[0] ?? '';
  const filter = page.filter ?? {};
  const submit = (event: Event) => {
    event.preventDefault();
    const query = new URLSearchParams();
    if (filter.merged) query.set('merged', filter.merged);
    for (const [name, value] of new FormData(event.currentTarget as HTMLFormElement))
      if (typeof value === 'string' && value.trim()) query.set(name, value.trim());
    nav.go(query.size ? `${bare}?${query}` : bare);
  };
  const option = (name: string, values: string[]) => (
    <select name={name}>
      <option value="">any</option>
      {values.map((v) => (
        <option value={v} selected={filter[name] === v} key={v}>
          {title(v)}
        </option>
      ))}
    </select>
  );
  const form = (
    <form action={bare} class="filter" onSubmit={submit} key={page.path}>
      {fields.map((name) => (
        <label class={`field-${name}`} key={name}>
          {FIELD_NAMES[name] ?? title(name)}
          {name === 'type' ? (
            option('type', Object.keys(TYPES))
          ) : name === 'status' ? (
            option('status', page.view === 'schedule' ? DUE : Object.keys(STATUSES))
          ) : (
            <input
              name={name}
              type={name === 'q' ? 'search' : 'text'}
              defaultValue={filter[name] ?? ''}
              placeholder={name === 'since' || name === 'until' ? '2014-03-06' : ''}
              size={name === 'q' ? 24 : 11}
            />
          )}
        </label>
      ))}
      <button type="submit" class="primary">
        {page.view === 'search' ? 'Search' : 'Narrow'}
      </button>
      {Object.keys(filter).length > 0 && <a href={bare}>Clear</a>}
    </form>
  );
  const used = fields.some((f) => filter[f]) && page.view !== 'schedule';
  return page.view === 'search' ? (
    form
  ) : (
    <details class="filter-box" open={used}>
      <summary>Narrow the list</summary>
      {form}
    </details>
  );
}

const FACETED = ['articles', 'search', 'events', 'statements', 'figures', 'disputes', 'stories'];

/** What a list holds, counted: fetched after the list, since it is summed over all that is found. */
function useFacets(page: Page): Facet[] {
  const [facets, setFacets] = useState<Facet[]>(page.facets ?? []);
  useEffect(() => {
    if (page.facets || !FACETED.includes(page.view) || (page.view === 'search' && !page.filter?.q)) return;
    const stop = new AbortController();
    getPage(jsonPath(withQuery(page.path, { facets: '1', limit: '1', after: '' })), stop.signal).then(
      (p) => setFacets(p.facets ?? []),
      () => {},
    );
    return () => stop.abort();
  }, [page.path]);
  return facets.filter((f) => f.values.length > 0);
}

const FACET_FILTER: Record<string, string> = { publisher: 'source', month: 'since' };

function Facets({ facets, filter }: { facets: Facet[]; filter: Record<string, string> }) {
  if (!facets.length) return null;
  const codes = (field: string) => field === 'type' || field === 'status';
  const wide = window.matchMedia('(min-width: 60rem)').matches;
  return (
    <aside class="facets" aria-label="Narrow the list">
      {facets.map((f) => {
        const chosen = filter[FACET_FILTER[f.field] ?? f.field];
        return (
          <details open={!!chosen || (wide && codes(f.field))} key={f.field}>
            <summary>{title(f.field)}</summary>
            {f.counted_since && <p class="quiet">counted since {day(f.counted_since)}</p>}
            <ul>
              {f.values.slice(0, 15).map((v) => (
                <li key={v.value}>
                  <a href={withQuery(v.href, { facets: '', limit: filter.limit ?? '' })} aria-current={chosen === v.value ? 'true' : undefined}>
                    {codes(f.field) ? title(v.value) : f.field === 'month' ? day(v.value) : (v.label ?? v.value)}
                  </a>{' '}
                  <span class="quiet">{number(v.count)}</span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </aside>
  );
}

const EMPTY: Record<string, string> = {
  search: 'Nothing found. Words must all be in one article; try fewer, or word* for all that begins so.',
  stories: 'No stories found.',
};

export function ListView({ page }: { page: Page }) {
  const section = page.sections.items ?? Object.values(page.sections)[0];
  const asked = page.view !== 'search' || !!page.filter?.q;
  const facets = useFacets(page);
  const once = page.filter?.merged === '1';
  return (
    <>
      <Head page={page} />
      {(Object.keys(page.functions).length > 0 || page.view === 'saved_search') && <FunctionBar page={page} />}
      <FilterForm page={page} />
      {(page.view === 'events' || page.view === 'schedule') && (
        <p class="tabs">
          <a href={withQuery(page.path, { merged: '', after: '' })} aria-current={once ? undefined : 'true'}>
            Each report
          </a>
          <a href={withQuery(page.path, { merged: '1', after: '' })} aria-current={once ? 'true' : undefined}>
            {page.view === 'events' ? 'Each event once' : 'Each date once, with its outcome'}
          </a>
        </p>
      )}
      <div class={facets.length ? 'with-facets' : ''}>
        <Facets facets={facets} filter={page.filter ?? {}} />
        <section aria-label={section?.title ?? page.title}>
          {section && section.items.length > 0 ? (
            <>
              <p class="quiet counted">
                {count(section.items.length, 'row')}
                {section.looked_until ? `, ${lookedUntil(page, section)}` : section.next ? ', and more' : ''}
              </p>
              <Rows kind={section.kind} items={section.items} query={page.filter?.q} caption={section.title} />
            </>
          ) : (
            <p class="empty">
              {section?.looked_until
                ? `Nothing found ${lookedUntil(page, section)}; what lies beyond was not looked at yet.`
                : asked
                  ? (EMPTY[page.view] ?? 'Nothing found.')
                  : 'Type words to search for; "a phrase" in quotation marks, AND, OR and NOT between words.'}
            </p>
          )}
          <Pager page={page} section={section} />
        </section>
      </div>
      <Links page={page} />
    </>
  );
}
