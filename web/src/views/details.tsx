import type { ComponentChildren } from 'preact';
import { Confidence, StatusTag, TypeTag } from '../rows/tags';
import { type ByteText, EVENT_PARTS } from '../text';
import type { ArticleRecord } from '../types';
import { amount, cameoRoot, count, DUE_STATUSES, day, number, range, STATUSES, title } from '../words';

// What holds of an item of an article, and why it is there.

export interface Reading {
  record: ArticleRecord;
  text: ByteText;
  number: string;
  choose: (id: string) => void;
}

function nameOf(r: ArticleRecord, id?: string): string {
  return r.entities.find((e) => e.id === id)?.name ?? '';
}

/** One line that says what an item is. */
export function label({ record, text }: Reading, id: string): string {
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

function OwnPage({ reading, id, list }: { reading: Reading; id: string; list: string }) {
  return (
    <p>
      <a href={`/${list}/${reading.number}-${id}`}>Its own page</a>
    </p>
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

const PART_NAMES: Record<string, string> = {
  trigger: 'the act',
  source: 'who',
  target: 'whom',
  time: 'when',
  place: 'where',
};

export function Details({ reading, id }: { reading: Reading; id: string }) {
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
          <Field name="Where">{event.place && [event.place.name, event.place.admin1, event.place.country].filter(Boolean).join(', ')}</Field>
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
          <li>
            Confidence <Confidence value={event.confidence} />: about {Math.round(event.confidence * 100)} of 100 such events are right.
          </li>
        </ul>
        <OwnPage reading={reading} id={id} list="events" />
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
        <OwnPage reading={reading} id={id} list="statements" />
        <Using
          reading={reading}
          heading="Asserts"
          ids={[...record.events.filter((e) => e.said_by?.includes(id)), ...record.figures.filter((f) => f.said_by === id)].map((x) => x.id)}
        />
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
        <OwnPage reading={reading} id={id} list="figures" />
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
        <OwnPage reading={reading} id={id} list="schedule" />
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
        <OwnPage reading={reading} id={id} list="disputes" />
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

export function Using({ reading, heading, ids }: { reading: Reading; heading: string; ids: string[] }) {
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
