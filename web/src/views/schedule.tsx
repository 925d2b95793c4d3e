import { useEffect, useState } from 'preact/hooks';
import { getPage } from '../api';
import { withQuery } from '../nav';
import type { Page, Row } from '../types';
import { day, monthName } from '../words';
import { ListView } from './lists';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What is due as a list, or as the calendar of a month (`#2014-03`). */
export function ScheduleView({ page }: { page: Page }) {
  const [month, setMonth] = useState(() => /^#(\d{4}-\d{2})$/.exec(location.hash)?.[1]);
  useEffect(() => {
    const fromHash = () => setMonth(/^#(\d{4}-\d{2})$/.exec(location.hash)?.[1]);
    window.addEventListener('hashchange', fromHash);
    return () => window.removeEventListener('hashchange', fromHash);
  }, []);
  const items = page.sections.items?.items ?? [];
  const start = items.find((r) => /^\d{4}-\d{2}/.test(r.date_from ?? ''))?.date_from?.slice(0, 7) ?? new Date().toISOString().slice(0, 7);
  const show = (to: string | undefined) => {
    history.replaceState(history.state, '', to ? `#${to}` : location.pathname + location.search);
    setMonth(to);
  };
  return (
    <>
      <div class="tabs" role="group" aria-label="Form">
        <button type="button" aria-pressed={!month} onClick={() => show(undefined)}>
          List
        </button>
        <button type="button" aria-pressed={!!month} onClick={() => show(start)}>
          Calendar
        </button>
        {!page.filter?.since && <a href={withQuery(page.path, { since: '1900' })}>With what is past</a>}
      </div>
      {month ? <Calendar page={page} month={month} show={show} /> : <ListView page={page} />}
    </>
  );
}

function shift(month: string, by: number): string {
  const at = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1));
  return at.toISOString().slice(0, 7);
}

function Calendar({ page, month, show }: { page: Page; month: string; show: (month: string) => void }) {
  const [rows, setRows] = useState<Row[] | undefined>();
  const [problem, setProblem] = useState('');
  const year = Number(month.slice(0, 4));
  const index = Number(month.slice(5)) - 1;
  const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
  const last = `${month}-${String(length).padStart(2, '0')}`;
  useEffect(() => {
    const stop = new AbortController();
    setRows(undefined);
    const query = withQuery(page.path, { since: `${month}-01`, until: last, limit: '500', after: '' }).split('?')[1] ?? '';
    getPage(`/schedule.json?${query}`, stop.signal).then(
      (p) => setRows(p.sections.items?.items ?? []),
      (e: Error) => e.name !== 'AbortError' && setProblem(e.message),
    );
    return () => stop.abort();
  }, [month]);
  const onDay = (iso: string) =>
    rows?.filter(
      (r) => (r.date_from?.length ?? 0) >= 10 && r.date_from!.slice(0, 10) <= iso && (r.date_to ?? r.date_from)!.slice(0, 10) >= iso && span(r) <= 14,
    ) ?? [];
  const loose = rows?.filter((r) => (r.date_from?.length ?? 0) < 10 || span(r) > 14) ?? [];
  const lead = (new Date(Date.UTC(year, index, 1)).getUTCDay() + 6) % 7;
  const cells = [...Array<number>(lead).fill(0), ...Array.from({ length }, (_, i) => i + 1)];
  while (cells.length % 7) cells.push(0);
  const weeks = Array.from({ length: cells.length / 7 }, (_, w) => cells.slice(w * 7, w * 7 + 7));
  return (
    <section aria-labelledby="month">
      <div class="month-head">
        <h1 id="month" tabIndex={-1}>
          {monthName(year, index)}
        </h1>
        <button type="button" onClick={() => show(shift(month, -1))} aria-label="The month before">
          ←
        </button>
        <button type="button" onClick={() => show(shift(month, 1))} aria-label="The month after">
          →
        </button>
        {page.links.ics && <a href={page.links.ics}>iCalendar</a>}
      </div>
      {problem && <p class="error">{problem}</p>}
      <table class="calendar" aria-busy={!rows}>
        <thead>
          <tr>
            {DAYS.map((d) => (
              <th scope="col" key={d}>
                {d}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, w) => (
            <tr key={w}>
              {week.map((d, i) => {
                if (!d) return <td class="outside" key={i} />;
                const here = onDay(`${month}-${String(d).padStart(2, '0')}`);
                return (
                  <td class={here.length ? 'has' : ''} key={i}>
                    <span class="date">
                      <span class="weekday">{DAYS[i]} </span>
                      {d}
                    </span>
                    <ul>
                      {here.map((r) => (
                        <li key={r.id}>
                          <a href={r.href} class={`st-${r.status}`} title={`${r.status}${r.publisher ? `, ${r.publisher}` : ''}`}>
                            {r.what ?? 'Due'}
                          </a>
                        </li>
                      ))}
                    </ul>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows && !rows.length && <p class="quiet">Nothing is known to be due in this month.</p>}
      {loose.length > 0 && (
        <>
          <h2>Without a day</h2>
          <ul>
            {loose.map((r) => (
              <li key={r.id}>
                <span class="quiet">
                  {day(r.date_from)}
                  {r.date_to !== r.date_from && ` to ${day(r.date_to)}`}
                </span>{' '}
                <a href={r.href}>{r.what}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function span(r: Row): number {
  return (Date.parse((r.date_to ?? r.date_from ?? '').slice(0, 10)) - Date.parse((r.date_from ?? '').slice(0, 10))) / 86_400_000;
}
