import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getPage } from '../api';
import { FeedbackForm, FunctionBar, Links } from '../functions';
import { Confidence, SectionBlock, StatusTag, TypeTag } from '../rows';
import { ByteText, EVENT_PARTS, type ItemKind, KINDS, kindOf, type Piece, partsOf, piecesOf, Seen, type Segment, segments } from '../text';
import type { ArticleRecord, Page, Row } from '../types';
import { amount, cameoRoot, count, DUE_STATUSES, day, moment, number, quadOf, range, STATUSES, title } from '../words';

interface Reading {
  record: ArticleRecord;
  text: ByteText;
  number: string;
  choose: (id: string) => void;
}

const KIND_NAMES: Record<ItemKind, string> = { event: 'event', statement: 'statement', figure: 'figure', due: 'due', name: 'name' };

function nameOf(r: ArticleRecord, id?: string): string {
  return r.entities.find((e) => e.id === id)?.name ?? '';
}

/** One line that says what an item is. */
function label({ record, text }: Reading, id: string): string {
  const event = record.events.find((e) => e.id === id);
  if (event) {
    const side = (ids?: string[], codes?: string[]) => ids?.map((e) => nameOf(record, e)).join(', ') || codes?.join(', ') || '';
    const to = side(event.target, event.target_code);
    return `${title(event.type)}: ${side(event.source, event.source_code) || 'somebody'}${to ? ` → ${to}` : ''}`;
  }
  const statement = record.statements.find((s) => s.id === id);
  if (statement) {
    const words = text.slice(statement.content[0] ?? [0, 0]);
    return `${nameOf(record, statement.speaker) || 'Somebody'}: ${words.length > 90 ? `${words.slice(0, 88)}…` : words}`;
  }
  const figure = record.figures.find((f) => f.id === id);
  if (figure) return `${amount(figure)}${figure.what ? ` ${figure.what}` : ''}`;
  const due = record.schedule.find((c) => c.id === id);
  if (due) return `${range(due.date.from, due.date.to)}: ${due.what}`;
  const dispute = record.disputes.find((d) => d.id === id);
  if (dispute) return `${dispute.about}: ${dispute.why}`;
  return nameOf(record, id) || id;
}

function ItemLink({ reading, id }: { reading: Reading; id: string }) {
  return (
    <a
      href={`#${id}`}
      onClick={(e) => {
        e.preventDefault();
        reading.choose(id);
      }}
    >
      {label(reading, id)}
    </a>
  );
}

function Field({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === undefined || children === null || children === '' || children === false) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function EntityLinks({ reading, ids, codes }: { reading: Reading; ids?: string[]; codes?: string[] }) {
  if (!ids?.length && !codes?.length) return <span class="quiet">not said</span>;
  return (
    <>
      {ids?.map((id) => (
        <span class="who" key={id}>
          <ItemLink reading={reading} id={id} />{' '}
        </span>
      ))}
      {codes?.map((code) => (
        <a class="code" href={`/actors/${code}`} key={code}>
          {code}
        </a>
      ))}
    </>
  );
}

const PART_NAMES: Record<string, string> = { trigger: 'the act', source: 'who', target: 'whom', time: 'when', place: 'where' };

function Details({ reading, id }: { reading: Reading; id: string }) {
  const { record, text } = reading;
  const event = record.events.find((e) => e.id === id);
  if (event) {
    const parts = EVENT_PARTS.filter((p) => p !== 'sentence' && event.evidence[p]);
    return (
      <>
        <p class="detail-head">
          <TypeTag type={event.type} /> <StatusTag status={event.status} />
        </p>
        <dl>
          <Field name="Who">
            <EntityLinks reading={reading} ids={event.source} codes={event.source_code} />
          </Field>
          <Field name="Whom">
            <EntityLinks reading={reading} ids={event.target} codes={event.target_code} />
          </Field>
          <Field name="When">{event.time && range(event.time.from, event.time.to)}</Field>
          <Field name="Where">
            {event.place && [event.place.name, event.place.admin1, event.place.country].filter(Boolean).join(', ')}
          </Field>
          <Field name="Mode">{event.mode}</Field>
          <Field name="Context">{event.contexts?.join(', ')}</Field>
          <Field name="CAMEO">{event.cameo && `${event.cameo}, ${cameoRoot(event.cameo).toLowerCase()}`}</Field>
          {Object.entries(event.casualties ?? {}).map(([what, n]) => (
            <Field name={title(what)} key={what}>
              {n.low === n.high ? number(n.best) : `${number(n.best)} (${number(n.low)} to ${number(n.high)})`}
            </Field>
          ))}
          <Field name="Said by">
            {event.said_by?.map((s) => (
              <ItemLink reading={reading} id={s} key={s} />
            ))}
          </Field>
        </dl>
        <h4>Its words</h4>
        <blockquote>{text.slice(event.evidence.sentence)}</blockquote>
        <h4>Why it is here</h4>
        <ul class="why">
          <li>{STATUSES[event.status]}</li>
          {parts.map((p) => (
            <li key={p}>
              <span class={`part part-${p}`}>{text.slice(event.evidence[p]!)}</span> <span class="quiet">says {PART_NAMES[p]}</span>
            </li>
          ))}
          {event.rule && <li>Rule: {event.rule}</li>}
          <li>
            Confidence <Confidence value={event.confidence} />: about {Math.round(event.confidence * 100)} of 100 such events are right.
          </li>
        </ul>
        <p>
          <a href={`/events/${reading.number}-${id}`}>The event’s own page</a>
        </p>
      </>
    );
  }
  const statement = record.statements.find((s) => s.id === id);
  if (statement) {
    return (
      <>
        <dl>
          <Field name="Speaker">
            {statement.speaker ? <ItemLink reading={reading} id={statement.speaker} /> : <span class="quiet">not named</span>}
          </Field>
          <Field name="Kind">{statement.kind}</Field>
          <Field name="To">{statement.addressee}</Field>
          <Field name="Through">{statement.via}</Field>
          <Field name="When">{statement.time && range(statement.time.from, statement.time.to)}</Field>
        </dl>
        <h4>Its words</h4>
        <blockquote>{statement.content.map((s) => text.slice(s)).join(' … ')}</blockquote>
        <h4>Why it is here</h4>
        <ul class="why">
          {statement.cue && (
            <li>
              <span class="part part-trigger">{text.slice(statement.cue)}</span> <span class="quiet">says that it was said</span>
            </li>
          )}
          {statement.speaker_span && (
            <li>
              <span class="part part-source">{text.slice(statement.speaker_span)}</span> <span class="quiet">says by whom</span>
            </li>
          )}
          {statement.kind === 'direct' && <li class="quiet">It stands in quotation marks.</li>}
        </ul>
        <Using reading={reading} heading="Asserts" ids={[...record.events.filter((e) => e.said_by?.includes(id)), ...record.figures.filter((f) => f.said_by === id)].map((x) => x.id)} />
      </>
    );
  }
  const figure = record.figures.find((f) => f.id === id);
  if (figure) {
    return (
      <>
        <p class="detail-head figure-value">{amount(figure)}</p>
        <dl>
          <Field name="Of what">{figure.what}</Field>
          <Field name="Where">{figure.place}</Field>
          <Field name="As of">{day(figure.as_of)}</Field>
          <Field name="Claimed by">
            {figure.said_by ? (
              <ItemLink reading={reading} id={figure.said_by} />
            ) : figure.by ? (
              <ItemLink reading={reading} id={figure.by} />
            ) : (
              'the page itself'
            )}
          </Field>
          <Field name="Through">{figure.via}</Field>
        </dl>
        <h4>Its words</h4>
        <blockquote>{sentenceOf(reading, figure.span)}</blockquote>
      </>
    );
  }
  const due = record.schedule.find((c) => c.id === id);
  if (due) {
    return (
      <>
        <dl>
          <Field name="Date">{range(due.date.from, due.date.to)}</Field>
          <Field name="What">{due.what}</Field>
          <Field name="Where">{due.place}</Field>
          <Field name="Status">
            {due.status}. {DUE_STATUSES[due.status]}
          </Field>
          <Field name="Event">{due.event && <ItemLink reading={reading} id={due.event} />}</Field>
        </dl>
        <h4>Its words</h4>
        <blockquote>{sentenceOf(reading, due.span)}</blockquote>
      </>
    );
  }
  const dispute = record.disputes.find((d) => d.id === id);
  if (dispute) {
    return (
      <>
        <dl>
          <Field name="About">{dispute.about}</Field>
          <Field name="Kind">{dispute.kind}</Field>
          <Field name="Why">{dispute.why}</Field>
        </dl>
        <Using reading={reading} heading="Cannot all stand" ids={dispute.items} />
        <p>
          <a href={`/disputes/${reading.number}-${id}`}>The dispute’s own page</a>
        </p>
      </>
    );
  }
  const entity = record.entities.find((e) => e.id === id);
  if (!entity) return <p class="quiet">This version of the article has no item {id}.</p>;
  const takesPart = record.events.filter((e) => e.source?.includes(id) || e.target?.includes(id)).map((e) => e.id);
  const says = record.statements.filter((s) => s.speaker === id).map((s) => s.id);
  return (
    <>
      <p class="detail-head">
        <strong>{entity.name}</strong> <span class="quiet">{entity.kind}</span>
      </p>
      <dl>
        <Field name="Actor">{entity.actor && <a href={`/actors/${entity.actor}`}>{entity.actor}</a>}</Field>
        <Field name="Role">{entity.role}</Field>
        <Field name="Country">{entity.country}</Field>
        <Field name="Place">{entity.place && [entity.place.name, entity.place.admin1, entity.place.country].filter(Boolean).join(', ')}</Field>
        <Field name="Named">{count(entity.mentions.length, 'time')}</Field>
      </dl>
      <Using reading={reading} heading="Takes part in" ids={takesPart} />
      <Using reading={reading} heading="Says" ids={says} />
    </>
  );
}

function sentenceOf({ record, text }: Reading, span: [number, number]): string {
  return text.slice(record.sentences.find((s) => s[0] <= span[0] && s[1] >= span[1]) ?? span);
}

function Using({ reading, heading, ids }: { reading: Reading; heading: string; ids: string[] }) {
  if (!ids.length) return null;
  return (
    <>
      <h4>{heading}</h4>
      <ul class="items">
        {ids.map((id) => (
          <li key={id}>
            <ItemLink reading={reading} id={id} />
          </li>
        ))}
      </ul>
    </>
  );
}

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

const TAGS: Record<string, 'p' | 'h2' | 'blockquote' | 'li'> = { subhead: 'h2', quote: 'blockquote' };

function Marked(props: { reading: Reading; segment: Segment; chosen?: string; shown: Set<ItemKind>; stop: string | undefined; choose: (ids: string[]) => void }) {
  const { reading, segment, chosen, shown } = props;
  const words = reading.text.slice([segment.begin, segment.end]);
  const ids = segment.ids.filter((id) => !id.startsWith('@') && (shown.has(kindOf(id)) || id === chosen));
  const parts = segment.ids.filter((id) => id.startsWith('@')).map((id) => `part part-${id.slice(1)}`);
  if (!ids.length) return parts.length ? <span class={parts.join(' ')}>{words}</span> : <>{words}</>;
  const classes = new Set(ids.map((id) => `m-${KIND_NAMES[kindOf(id)]}`));
  const event = reading.record.events.find((e) => ids.includes(e.id));
  if (event) classes.add(`q-${quadOf(event.type).key}`);
  if (chosen && ids.includes(chosen)) classes.add('chosen');
  const first = segment.first.filter((id) => ids.includes(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button's words would not wrap with the text
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
      {segment.last.filter((id) => ids.includes(id) && kindOf(id) !== 'name').map((id) => (
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

  // j and k go from item to item in the text; Esc lets go of it.
  useEffect(() => {
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
      requestAnimationFrame(() => {
        const mark = body.current?.querySelector<HTMLElement>(`mark[data-first~="${CSS.escape(ids[0]!)}"]`);
        mark?.focus();
        mark?.scrollIntoView({ block: 'nearest' });
      });
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !chosen || document.querySelector('dialog[open]')) return;
      const id = chosen;
      choose(undefined);
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(`mark[data-items~="${CSS.escape(id)}"]`)?.focus());
    };
    document.addEventListener('dateline:step', step);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('dateline:step', step);
      document.removeEventListener('keydown', escape);
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
          <label class={`kind m-${KIND_NAMES[kind]}`} key={kind}>
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
            return (
              <Tag class={`role-${p.role}`} key={p.span[0]}>
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
        </article>
        <aside class={`panel ${chosen ? 'has-item' : ''}`} ref={panel} aria-label="Facts read from the text">
          {chosen && (
            <section class="detail" aria-label="The chosen item" aria-live="polite">
              <div class="dialog-head">
                <h3>
                  {({ v: 'Event', s: 'Statement', f: 'Figure', c: 'Due', e: 'Name', d: 'Accounts differ' } as Record<string, string>)[chosen.charAt(0)]}{' '}
                  <span class="quiet">{chosen}</span>
                </h3>
                <button type="button" class="plain" aria-label="Let go of the item" onClick={() => choose(undefined)}>
                  ×
                </button>
              </div>
              <Details reading={reading} id={chosen} />
              <Using reading={reading} heading="Also here" ids={also.filter((id) => id !== chosen)} />
              {feedback ? (
                <FeedbackForm item={chosen.startsWith('v') ? `/events/${item}-${chosen}` : page.path} note={chosen.startsWith('v') ? '' : `${item}-${chosen}: `} />
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
