import { useEffect, useState } from 'preact/hooks';
import { ActionForm, Links, useSession } from '../functions';
import { useNav } from '../nav';
import type { Page, Row } from '../types';
import { day, FEEDBACK_KINDS, moment, title } from '../words';
import { Head, Pager } from './lists';

// What reviewers do: featured items and feedback.

export function FeaturedView({ page }: { page: Page }) {
  const who = useSession();
  const nav = useNav();
  const rows = page.sections.items?.items ?? [];
  return (
    <>
      <Head page={page} />
      {rows.length === 0 && <p class="empty">Nothing is featured yet. Each article, event and story has “Feature it”.</p>}
      <ol class="rows">
        {rows.map((row, i) => (
          <li class="row" data-id={row.id} key={`${row.id} ${row.line} ${row.position}`}>
            <div class="when">{i + 1}</div>
            <div class="what">
              <p class="head">
                <a class="main headline" href={row.href}>
                  {row.title ?? row.href}
                </a>
              </p>
              <p>{row.line}</p>
              {who?.may_write && (
                <details>
                  <summary>Change</summary>
                  <ActionForm action={`/featured/${row.id}`} button="Change" onDone={nav.reload}>
                    <label>
                      Line
                      <input name="line" maxLength={200} required defaultValue={row.line} />
                    </label>
                    <label>
                      Place
                      <input type="number" name="position" min="1" defaultValue={String(row.position ?? i + 1)} />
                    </label>
                  </ActionForm>
                  <ActionForm action={`/featured/${row.id}`} button="Take it off" hidden={{ remove: '1' }} onDone={nav.reload} />
                </details>
              )}
            </div>
          </li>
        ))}
      </ol>
      <Links page={page} />
    </>
  );
}

const DECISIONS = ['open', 'accepted', 'rejected', 'fixed'];

function Review({ row }: { row: Row }) {
  const nav = useNav();
  const [fixing, setFixing] = useState(false);
  const kind = FEEDBACK_KINDS.find(([k]) => k === row.kind)?.[1] ?? title(row.kind);
  const open = !row.decision || row.decision === 'open';
  const decide = (decision: string, label: string) => (
    <div data-key={decision.charAt(0)}>
      <ActionForm action={`/feedback/${row.id}`} button={label} hidden={{ decision }} onDone={nav.reload} />
    </div>
  );
  return (
    <li class="row" data-id={row.id}>
      <div class="when">{day(row.at)}</div>
      <div class="what">
        <p class="head">
          <strong>{kind}</strong>{' '}
          <a class="main" href={row.href || row.item}>
            {row.title ?? row.item}
          </a>{' '}
          <span class={`status st-${row.decision}`}>{row.decision}</span>
        </p>
        {row.note && <p>{row.note}</p>}
        {row.correction && <p>It should be: {row.correction}</p>}
        {row.decided_at && (
          <p class="quiet">
            {row.decision} by {row.decided_by} on {moment(row.decided_at)}
          </p>
        )}
        <div class="decide">
          {open ? (
            <>
              {decide('accept', 'Accept')}
              {decide('reject', 'Reject')}
              {fixing ? (
                <ActionForm action={`/feedback/${row.id}`} button="Keep as fixed" hidden={{ decision: 'fix' }} onDone={nav.reload}>
                  <label>
                    What it should be
                    <input name="correction" required maxLength={500} defaultValue={row.correction} ref={(field) => field?.focus()} />
                  </label>
                </ActionForm>
              ) : (
                <div data-key="f">
                  <button type="button" onClick={() => setFixing(true)}>
                    Fix …
                  </button>
                </div>
              )}
            </>
          ) : (
            decide('undo', 'Undo')
          )}
        </div>
      </div>
    </li>
  );
}

/** a, r, f and u decide on the row that has the focus, else on the first that is open; then the next one has it. */
function useDecisionKeys() {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^[arfu]$/.test(event.key) || document.querySelector('dialog[open]')) return;
      if ((event.target as Element).matches?.('input, textarea, select')) return;
      const rows = [...document.querySelectorAll<HTMLElement>('#main .row')];
      const row = document.activeElement?.closest<HTMLElement>('.row') ?? rows.find((r) => r.querySelector('[data-key="a"]'));
      const button = row?.querySelector<HTMLElement>(`[data-key="${event.key}"] button`);
      if (!row || !button) return;
      event.preventDefault();
      button.click();
      if (event.key !== 'f') rows[rows.indexOf(row) + 1]?.querySelector<HTMLElement>('a.main')?.focus();
    };
    document.addEventListener('keydown', keys);
    return () => document.removeEventListener('keydown', keys);
  }, []);
}

export function FeedbackView({ page }: { page: Page }) {
  const section = page.sections.items;
  useDecisionKeys();
  return (
    <>
      <Head page={page} />
      <nav class="tabs" aria-label="Feedback by decision">
        <a href="/feedback" aria-current={page.filter?.decision ? undefined : 'page'}>
          All
        </a>
        {DECISIONS.map((d) => (
          <a href={`/feedback?decision=${d}`} aria-current={page.filter?.decision === d ? 'page' : undefined} key={d}>
            {title(d)}
          </a>
        ))}
        <a href="/feedback.jsonl">As training data</a>
      </nav>
      <p class="quiet">
        Keys: <kbd>j</kbd> <kbd>k</kbd> go to the next and the one before, <kbd>a</kbd> accepts, <kbd>r</kbd> rejects, <kbd>f</kbd> fixes,{' '}
        <kbd>u</kbd> takes back.
      </p>
      {section?.items.length ? (
        <ol class="rows">
          {section.items.map((row) => (
            <Review row={row} key={`${row.id}${row.decision}`} />
          ))}
        </ol>
      ) : (
        <p class="empty">No feedback here.</p>
      )}
      <Pager page={page} section={section} />
      <Links page={page} />
    </>
  );
}
