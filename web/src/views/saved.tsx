import { ActionForm, FunctionBar, Links, useSession } from '../functions';
import { useNav } from '../nav';
import type { Page, Row } from '../types';
import { count, day } from '../words';
import { Head } from './lists';

/** A path with its query as it was typed: search: police. */
function readablePath(path: string): string {
  const url = new URL(path, location.href);
  const narrowed = [...url.searchParams].map(([name, value]) => (name === 'q' ? value : `${name} ${value}`)).join(', ');
  return url.pathname.slice(1) + (narrowed && `: ${narrowed}`);
}

/** Renames a saved search, or removes it after a tick in a box. */
function ChangeSearch({ row, removed }: { row: Row; removed: () => void }) {
  const nav = useNav();
  const told = row.subscribers ? `; its ${count(row.subscribers, 'subscriber')} get a last message` : '';
  return (
    <details>
      <summary>Rename or remove</summary>
      <ActionForm action={`/saved/${row.id}`} button="Rename" onDone={nav.reload}>
        <label>
          Title
          <input name="title" required maxLength={120} defaultValue={row.title} />
        </label>
      </ActionForm>
      <ActionForm action={`/saved/${row.id}`} button="Remove" hidden={{ remove: '1' }} onDone={removed}>
        <label class="tick">
          <input type="checkbox" required /> Remove it for good{told}
        </label>
      </ActionForm>
    </details>
  );
}

export function SavedView({ page }: { page: Page }) {
  const who = useSession();
  const nav = useNav();
  const rows = page.sections.items?.items ?? [];
  return (
    <>
      <Head page={page} />
      {Object.keys(page.functions).length > 0 && <FunctionBar page={page} />}
      {rows.length === 0 && <p class="empty">No search is saved yet. Each list and search has “Save search”.</p>}
      <ol class="rows">
        {rows.map((row) => (
          <li class="row" data-id={row.id} key={`${row.id} ${row.title}`}>
            <div class="when">{day(row.at)}</div>
            <div class="what">
              <p class="head">
                <a class="main headline" href={row.href}>
                  {row.title ?? `Saved search ${row.id}`}
                </a>
              </p>
              <p class="whence">
                {row.path && <a href={row.path}>{readablePath(row.path)}</a>}
                {!!row.subscribers && <span>{count(row.subscribers, 'subscriber')}</span>}
              </p>
              {who?.may_write && <ChangeSearch row={row} removed={nav.reload} />}
            </div>
          </li>
        ))}
      </ol>
      <Links page={page} />
    </>
  );
}
