import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getPage } from '../api';
import { FeedbackForm, FunctionBar, Links } from '../functions';
import { SectionBlock } from '../rows/sections';
import { StatusTag } from '../rows/tags';
import { ByteText, type ItemKind, KINDS, kindOf, type Piece, partsOf, piecesOf, Seen, type Segment, segments } from '../text';
import type { ArticleRecord, Page, Row } from '../types';
import { moment, number, quadOf } from '../words';
import { Details, label, type Reading, Using } from './details';

function Facts({ reading, chosen }: { reading: Reading; chosen?: string }) {
  const r = reading.record;
  const lists: [string, string[]][] = [
    ['Events', r.events.map((e) => e.id)],
    ['Who said what', r.statements.map((s) => s.id)],
    ['Figures', r.figures.map((f) => f.id)],
    ['Where accounts differ', r.disputes.map((d) => d.id)],
    ['What is due', r.schedule.map((c) => c.id)],
    ['Names', r.entities.map((e) => e.id)],
  ];
  return (
    <div class="facts-lists">
      {lists.map(([heading, ids]) => (
        <details open={ids.length > 0 && ids.length <= 30 && heading !== 'Names'} key={heading}>
          <summary>
            {heading} <span class="quiet">{ids.length}</span>
          </summary>
          <ol class="facts">
            {ids.map((id) => {
              const event = r.events.find((e) => e.id === id);
              return (
                <li key={id} id={`fact-${id}`} class={event ? `side-${quadOf(event.type).key}` : ''}>
                  <span class="ref">{id}</span>
                  <a
                    href={`#${id}`}
                    aria-current={chosen === id ? 'true' : undefined}
                    onClick={(e) => {
                      e.preventDefault();
                      reading.choose(id);
                    }}
                  >
                    {label(reading, id)}
                  </a>{' '}
                  {event && event.status !== 'occurred' && <StatusTag status={event.status} />}
                </li>
              );
            })}
          </ol>
        </details>
      ))}
    </div>
  );
}

const LISTS: Record<string, string> = { v: 'events', s: 'statements', f: 'figures', c: 'schedule', d: 'disputes' };
const TAGS: Record<string, 'p' | 'h2' | 'blockquote' | 'li'> = { subhead: 'h2', quote: 'blockquote' };

function Marked(props: {
  reading: Reading;
  segment: Segment;
  chosen?: string;
  shown: Set<ItemKind>;
  stop: string | undefined;
  choose: (ids: string[]) => void;
}) {
  const { reading, segment, chosen, shown } = props;
  const words = reading.text.slice([segment.begin, segment.end]);
  const ids = segment.ids.filter((id) => !id.startsWith('@') && (shown.has(kindOf(id)) || id === chosen));
  const parts = segment.ids.filter((id) => id.startsWith('@')).map((id) => `part part-${id.slice(1)}`);
  if (!ids.length) return parts.length ? <span class={parts.join(' ')}>{words}</span> : <>{words}</>;
  const classes = new Set(ids.map((id) => `m-${kindOf(id)}`));
  const event = reading.record.events.find((e) => ids.includes(e.id));
  if (event) classes.add(`q-${quadOf(event.type).key}`);
  if (chosen && ids.includes(chosen)) classes.add('chosen');
  const first = segment.first.filter((id) => ids.includes(id));
  return (
    <mark
      role="button"
      class={[...classes, ...parts].join(' ')}
      data-items={ids.join(' ')}
      data-first={first.join(' ') || undefined}
      tabIndex={props.stop !== undefined && ids.includes(props.stop) && (first.includes(props.stop) || segment.ids[0] === props.stop) ? 0 : -1}
      aria-pressed={chosen !== undefined && ids.includes(chosen)}
      title={ids.map((id) => label(reading, id)).join('\n')}
      onClick={() => props.choose(ids)}
      onKeyDown={(e) => {
        if (e.key === 'Enter' || e.key === ' ') {
          e.preventDefault();
          props.choose(ids);
        }
      }}
    >
      {words}
      {segment.last
        .filter((id) => ids.includes(id) && kindOf(id) !== 'name')
        .map((id) => (
          <sup class="ref" aria-hidden="true" key={id} data-ref={id} />
        ))}
    </mark>
  );
}

/** The text with its marks, the facts beside it, and what holds of the chosen item. */
export function ArticleView({ page }: { page: Page }) {
  const record = page.record;
  if (!record) return <p class="quiet">The archive gives no record of this article.</p>;
  return <Read page={page} record={record} key={page.path + page.updated} />;
}

function Read({ page, record }: { page: Page; record: ArticleRecord }) {
  const [chosen, setChosen] = useState<string | undefined>(() => location.hash.slice(1) || undefined);
  const [also, setAlso] = useState<string[]>([]);
  const [shown, setShown] = useState<Set<ItemKind>>(() => new Set(['event', 'statement', 'figure', 'due', 'name']));
  const [feedback, setFeedback] = useState(false);
  const text = useMemo(() => new ByteText(record.article.text), [record]);
  const pieces = useMemo(() => piecesOf(record), [record]);
  const body = useRef<HTMLElement>(null);
  const panel = useRef<HTMLElement>(null);
  const toFocus = useRef<string>();
  const item = page.path.replace('/articles/', '');

  const choose = (id: string | undefined, ids: string[] = []) => {
    setChosen(id);
    setAlso(ids);
    setFeedback(false);
    history.replaceState(history.state, '', id ? `#${id}` : location.pathname + location.search);
  };
  const reading: Reading = {
    record,
    text,
    number: item,
    choose: (id) => {
      choose(id);
      requestAnimationFrame(() => {
        const mark = body.current?.querySelector<HTMLElement>(`mark[data-items~="${CSS.escape(id)}"]`);
        mark?.scrollIntoView({ block: 'nearest' });
      });
    },
  };

  useEffect(() => {
    const fromHash = () => setChosen(location.hash.slice(1) || undefined);
    window.addEventListener('hashchange', fromHash);
    if (chosen) body.current?.querySelector(`mark[data-items~="${CSS.escape(chosen)}"]`)?.scrollIntoView({ block: 'center' });
    return () => window.removeEventListener('hashchange', fromHash);
  }, []);

  // j and k go from item to item in the text; Esc lets go of it. All of it is done before the next key comes.
  useLayoutEffect(() => {
    const step = (event: Event) => {
      const by = (event as CustomEvent<number>).detail;
      const all = [...(body.current?.querySelectorAll<HTMLElement>('mark[data-first]') ?? [])];
      if (!all.length) return;
      event.preventDefault();
      const at = all.findIndex((m) => m === document.activeElement || (chosen && m.dataset.first?.split(' ').includes(chosen)));
      const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
      const ids = next?.dataset.first?.split(' ') ?? [];
      if (!next || !ids[0]) return;
      choose(ids[0], next.dataset.items?.split(' ') ?? []);
      if (ids[0] === chosen) next.focus();
      else toFocus.current = `mark[data-first~="${CSS.escape(ids[0])}"]`;
    };
    const letGo = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !chosen || document.querySelector('dialog[open]')) return;
      const id = chosen;
      choose(undefined);
      toFocus.current = `mark[data-items~="${CSS.escape(id)}"]`;
    };
    if (toFocus.current) {
      const mark = body.current?.querySelector<HTMLElement>(toFocus.current);
      mark?.focus();
      mark?.scrollIntoView({ block: 'nearest' });
      toFocus.current = undefined;
    }
    document.addEventListener('dateline:step', step);
    document.addEventListener('keydown', letGo);
    return () => {
      document.removeEventListener('dateline:step', step);
      document.removeEventListener('keydown', letGo);
    };
  }, [chosen]);

  const seen = new Seen();
  const all: Piece[] = [...pieces, ...partsOf(record, chosen)];
  const stop = chosen && kindOf(chosen) !== undefined && !chosen.startsWith('d') ? chosen : firstIn(pieces, shown);
  const a = record.article;
  const counts: Record<ItemKind, number> = {
    event: record.events.length,
    statement: record.statements.length,
    figure: record.figures.length,
    due: record.schedule.length,
    name: record.entities.length,
  };
  const original = /^https?:/.test(record.source.canonical ?? record.source.url ?? '') ? (record.source.canonical ?? record.source.url) : undefined;
  return (
    <>
      {a.kicker && <p class="kicker">{a.kicker}</p>}
      <h1 tabIndex={-1}>{page.title}</h1>
      {a.standfirst && <p class="standfirst">{a.standfirst}</p>}
      <p class="byline">
        {[a.authors?.map((x) => x.name).join(', '), a.agency, a.publisher].filter(Boolean).join(' · ')}
        {a.published && (
          <>
            {' · '}published <time dateTime={a.published.value}>{moment(a.published.value)}</time>
          </>
        )}
        {a.modified && a.modified.value !== a.published?.value && (
          <>
            {' · '}modified <time dateTime={a.modified.value}>{moment(a.modified.value)}</time>
          </>
        )}
        {a.paywalled && ' · for subscribers, the text may be cut'}
        {original && (
          <>
            {' · '}
            <a href={original} rel="external noopener noreferrer" target="_blank">
              the page itself
            </a>
          </>
        )}
      </p>
      <FunctionBar page={page} />
      <fieldset class="kinds">
        <legend>Marked in the text</legend>
        {KINDS.map(([kind, name]) => (
          <label class={`kind m-${kind}`} key={kind}>
            <input
              type="checkbox"
              checked={shown.has(kind)}
              onChange={() => {
                const next = new Set(shown);
                if (!next.delete(kind)) next.add(kind);
                setShown(next);
              }}
            />
            <span>{name}</span> <span class="quiet">{counts[kind]}</span>
          </label>
        ))}
        <span class="key" aria-hidden="true">
          <span class="q-vc">cooperation</span> <span class="q-vk">conflict</span>
        </span>
      </fieldset>
      <div class="reading">
        <article class="text" ref={body} lang={a.language}>
          {a.paragraphs.map((p) => {
            const Tag = TAGS[p.role] ?? 'p';
            const entry = a.updates?.find((u) => u.span[0] === p.span[0]);
            return (
              <Tag class={`role-${p.role}`} key={p.span[0]}>
                {entry && (
                  <time class="entry" dateTime={entry.time.value}>
                    {moment(entry.time.value)}
                  </time>
                )}
                {segments(p.span, all, seen).map((s) => (
                  <Marked
                    reading={reading}
                    segment={s}
                    chosen={chosen}
                    shown={shown}
                    stop={stop}
                    choose={(ids) => choose(ids[0], ids)}
                    key={s.begin}
                  />
                ))}
              </Tag>
            );
          })}
          <Beside article={a} />
        </article>
        <aside class={`panel ${chosen ? 'has-item' : ''}`} ref={panel} aria-label="Facts read from the text">
          {chosen && (
            <section class="detail" aria-label="The chosen item" aria-live="polite">
              <div class="dialog-head">
                <h3>
                  {
                    ({ v: 'Event', s: 'Statement', f: 'Figure', c: 'Due', e: 'Name', d: 'Accounts differ' } as Record<string, string>)[
                      chosen.charAt(0)
                    ]
                  }{' '}
                  <span class="quiet">{chosen}</span>
                </h3>
                <button type="button" class="plain" aria-label="Let go of the item" onClick={() => choose(undefined)}>
                  ×
                </button>
              </div>
              <Details reading={reading} id={chosen} />
              <Using reading={reading} heading="Also here" ids={also.filter((id) => id !== chosen)} />
              {feedback ? (
                <FeedbackForm item={LISTS[chosen.charAt(0)] ? `/${LISTS[chosen.charAt(0)]}/${item}-${chosen}` : page.path} />
              ) : (
                <p>
                  <button type="button" onClick={() => setFeedback(true)}>
                    Send feedback on it
                  </button>
                </p>
              )}
            </section>
          )}
          <Facts reading={reading} chosen={chosen} />
        </aside>
      </div>
      <div class="columns">
        <SectionBlock section={page.sections.related} name="related" title="Related" empty="No related article is known." />
        <Story page={page} />
        <SectionBlock section={page.sections.revisions} name="revisions" title="Versions" />
      </div>
      {(a.furniture.length > 0 || record.warnings.length > 0) && (
        <details class="left-out">
          <summary>Left out of the text, and how it was read</summary>
          <ul>
            {record.warnings.map((w, i) => (
              <li key={i}>{w.message}</li>
            ))}
            {a.furniture.map((f, i) => (
              <li key={i}>
                <span class="quiet">{f.kind}</span> {f.text.length > 200 ? `${f.text.slice(0, 200)}…` : f.text}
              </li>
            ))}
          </ul>
          <p class="quiet">
            SHA-256 of the source <code class="hash">{record.source.sha256}</code>, {number(record.source.bytes)} bytes
          </p>
        </details>
      )}
      <Links page={page} />
    </>
  );
}

/** What the page shows with the text: its next page, the captions of its pictures, its topics. */
function Beside({ article }: { article: ArticleRecord['article'] }) {
  const captions = (article.images ?? []).filter((i) => i.caption || i.credit);
  if (!captions.length && !article.topics && !article.next) return null;
  return (
    <footer class="beside">
      {/^https?:/.test(article.next ?? '') && (
        <p>
          <a href={article.next} rel="external noopener noreferrer" target="_blank">
            The article goes on on another page
          </a>
        </p>
      )}
      {captions.length > 0 && (
        <details>
          <summary>Pictures of the page ({captions.length})</summary>
          <ul>
            {captions.map((i, n) => (
              <li key={n}>
                {i.caption} {i.credit && <span class="quiet">{i.credit}</span>}{' '}
                {i.url && /^https?:/.test(i.url) && (
                  <a href={i.url} rel="external noopener noreferrer" target="_blank">
                    the picture
                  </a>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
      {article.topics && <p class="quiet">Topics: {article.topics.join(', ')}</p>}
    </footer>
  );
}

/** The story that the article is of, with the copies of its text: articles of one family. */
function Story({ page }: { page: Page }) {
  const story = page.sections.story?.items[0];
  const [others, setOthers] = useState<Row[]>([]);
  useEffect(() => {
    if (!story || (story.articles ?? 0) < 2) return;
    const stop = new AbortController();
    getPage(`/articles.json?story=${story.id}&limit=100`, stop.signal).then(
      (p) => setOthers(p.sections.items?.items ?? []),
      () => {},
    );
    return () => stop.abort();
  }, [page.path]);
  if (!story) return null;
  const family = others.find((r) => r.href === page.path)?.family;
  const copies = others.filter((r) => r.href !== page.path && r.family !== undefined && r.family === family);
  return (
    <div>
      <SectionBlock section={page.sections.story} name="story" title="Its story" />
      {copies.length > 0 && <SectionBlock section={{ kind: 'articles', title: 'Copies of this text', items: copies }} name="copies" />}
    </div>
  );
}

function firstIn(pieces: Piece[], shown: Set<ItemKind>): string | undefined {
  let best: Piece | undefined;
  for (const p of pieces) {
    if (!shown.has(kindOf(p.id))) continue;
    if (!best || p.span[0] < best.span[0] || (p.span[0] === best.span[0] && p.span[1] < best.span[1])) best = p;
  }
  return best?.id;
}
