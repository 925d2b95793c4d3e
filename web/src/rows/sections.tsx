import type { Row, Section } from '../types';
import { FeaturedLine, LINES } from './lines';
import { TABLES, Table } from './tables';

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
