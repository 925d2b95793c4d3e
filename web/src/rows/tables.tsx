import type { ComponentChildren } from 'preact';
import type { Row } from '../types';
import { amount, day, moment, number } from '../words';
import { TypeTag } from './tags';

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

/** Columns of the kinds that are tables. */
export const TABLES: Record<string, Column[]> = {
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
