import { scaleBand, scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import type { Row } from './types';
import { amount, day, number, QUADS, quadOf } from './words';

const W = 720;

function months(from: string, to: string): string[] {
  const out: string[] = [];
  let [y, m] = from.split('-').map(Number) as [number, number];
  for (let i = 0; i < 600; ++i) {
    const month = `${y}-${String(m).padStart(2, '0')}`;
    out.push(month);
    if (month >= to) break;
    if (++m > 12) {
      m = 1;
      ++y;
    }
  }
  return out;
}

/** Events by month: cooperation above the line, conflict below it; deeds next to the line, words beyond. */
export function CountsPlot({ rows }: { rows: Row[] }) {
  const known = rows.filter((r) => r.period && r.events);
  if (!known.length) return <p class="quiet">No dated events to plot.</p>;
  const latest = known.reduce((a, r) => (r.period! > a ? r.period! : a), '');
  const floor = `${Number(latest.slice(0, 4)) - 10}${latest.slice(4, 7)}`;
  const recent = known.filter((r) => r.period! >= floor);
  const first = recent.reduce((a, r) => (r.period! < a ? r.period! : a), latest);
  const periods = months(first, latest);
  while (periods.length < 6) {
    const [y, m] = periods[0]!.split('-').map(Number) as [number, number];
    periods.unshift(m === 1 ? `${y - 1}-12` : `${y}-${String(m - 1).padStart(2, '0')}`);
  }
  const sums = new Map(periods.map((p) => [p, { mc: 0, vc: 0, vk: 0, mk: 0, no: 0 }]));
  for (const r of recent) {
    const s = sums.get(r.period!);
    if (s) s[quadOf(r.type).key] += r.events!;
  }
  const up = Math.max(1, ...[...sums.values()].map((s) => s.mc + s.vc));
  const down = Math.max(1, ...[...sums.values()].map((s) => s.mk + s.vk));
  const H = 220;
  const left = 34;
  const x = scaleBand(periods, [left, W - 4]).paddingInner(0.2);
  const y = scaleLinear([-down, up], [H - 22, 8]).nice(5);
  const years = periods.filter((p, i) => i === 0 || p.endsWith('-01') || periods.length <= 14);
  const total = (side: 'cooperation' | 'conflict') => recent.filter((r) => quadOf(r.type).side === side).reduce((n, r) => n + r.events!, 0);
  return (
    <figure class="plot">
      <svg
        viewBox={`0 0 ${W} ${H}`}
        role="img"
        aria-label={`Events by month from ${day(first)} to ${day(latest)}: ${number(total('cooperation'))} of cooperation, ${number(total('conflict'))} of conflict`}
      >
        {y
          .ticks(5)
          .filter(Number.isInteger)
          .map((t) => (
            <g key={t}>
              <line class={t === 0 ? 'axis' : 'grid'} x1={left} x2={W} y1={y(t)} y2={y(t)} />
              <text x={left - 5} y={y(t) + 4} text-anchor="end">
                {Math.abs(t)}
              </text>
            </g>
          ))}
        {[...sums].map(([p, s]) => (
          <g key={p}>
            {(
              [
                ['mc', 0, s.mc],
                ['vc', s.mc, s.mc + s.vc],
                ['mk', 0, -s.mk],
                ['vk', -s.mk, -s.mk - s.vk],
              ] as const
            ).map(
              ([key, from, to]) =>
                from !== to && (
                  <rect
                    class={`fill-${key}`}
                    x={x(p)}
                    width={Math.min(40, x.bandwidth())}
                    y={Math.min(y(from), y(to))}
                    height={Math.abs(y(from) - y(to))}
                    key={key}
                  >
                    <title>{`${day(p)}: ${Math.abs(to - from)} · ${QUADS.find((q) => q.key === key)?.label}`}</title>
                  </rect>
                ),
            )}
          </g>
        ))}
        {years.map((p) => (
          <text x={x(p)} y={H - 6} key={p}>
            {periods.length <= 14 ? day(p) : p.slice(0, 4)}
          </text>
        ))}
      </svg>
      <figcaption class="legend">
        {QUADS.map((q) => (
          <span key={q.key}>
            <span class={`swatch bg-${q.key}`} aria-hidden="true" /> {q.label}
          </span>
        ))}
      </figcaption>
      <details>
        <summary>The numbers</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Month</th>
              {QUADS.map((q) => (
                <th scope="col" class="number" key={q.key}>
                  {q.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...sums]
              .filter(([, s]) => s.mc + s.vc + s.vk + s.mk > 0)
              .reverse()
              .map(([p, s]) => (
                <tr key={p}>
                  <th scope="row">{day(p)}</th>
                  {QUADS.map((q) => (
                    <td class="number" key={q.key}>
                      {s[q.key] || ''}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** Groups of figures that count the same in the same unit, those with the most first. */
export function measures(rows: Row[]): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const r of rows) {
    if (!r.what || (r.value === undefined && r.low === undefined)) continue;
    const key = `${r.what.toLowerCase()}${r.unit ? ` (${r.unit})` : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), r]);
  }
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

/** One measure over time: a point an account, a bar for a range; accounts that differ stand beside each other. */
export function FiguresPlot({ name, rows }: { name: string; rows: Row[] }) {
  const points = rows
    .map((r) => ({
      r,
      at: new Date(`${(r.as_of ?? r.published ?? '').slice(0, 10)}`),
      low: r.low ?? r.value!,
      high: r.high ?? r.value!,
    }))
    .filter((p) => !Number.isNaN(p.at.getTime()))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  if (points.length < 2) return null;
  const H = 180;
  const left = 64;
  const times = points.map((p) => p.at.getTime());
  const [t0, t1] = [Math.min(...times), Math.max(...times)];
  const pad = Math.max((t1 - t0) * 0.06, 43_200_000);
  const x = scaleUtc([new Date(t0 - pad), new Date(t1 + pad)], [left, W - 12]);
  const y = scaleLinear([Math.min(0, ...points.map((p) => p.low)), Math.max(...points.map((p) => p.high))], [H - 24, 10]).nice(4);
  // Days, each once, as far as their names have room.
  const ticks = [...new Set(x.ticks(5).map((t) => t.toISOString().slice(0, 10)))].filter((t) => x(new Date(t)) > left && x(new Date(t)) < W - 44);
  const who = (r: Row) => r.claimed_by ?? r.publisher ?? 'the page';
  const names = [...new Set(points.map((p) => who(p.r)))];
  // Accounts of one day are moved apart so that each can be seen.
  const sameDay = new Map<number, number>();
  const placed = points.map((p) => {
    const n = sameDay.get(p.at.getTime()) ?? 0;
    sameDay.set(p.at.getTime(), n + 1);
    return { ...p, x: x(p.at) + n * 9, y: y((p.low + p.high) / 2), shape: names.indexOf(who(p.r)) % 6 };
  });
  const path = line<{ x: number; y: number }>(
    (p) => p.x,
    (p) => p.y,
  );
  return (
    <figure class="plot">
      <h4>{name}</h4>
      <svg
        viewBox={`0 0 ${W} ${H}`}
        role="group"
        aria-label={`${name}: ${points.map((p) => `${amount(p.r)} by ${who(p.r)} on ${day(p.r.as_of ?? p.r.published)}`).join('; ')}`}
      >
        {y.ticks(4).map((t) => (
          <g key={t}>
            <line class="grid" x1={left} x2={W} y1={y(t)} y2={y(t)} />
            <text x={left - 6} y={y(t) + 4} text-anchor="end">
              {number(t)}
            </text>
          </g>
        ))}
        {ticks.map((t) => (
          <text x={x(new Date(t))} y={H - 6} text-anchor="middle" key={t}>
            {day(t)}
          </text>
        ))}
        {names.map((n, i) => (
          <path class={`series s-${i % 6}`} d={path(placed.filter((p) => who(p.r) === n)) ?? ''} key={n} />
        ))}
        {placed.map((p) => (
          <a href={p.r.href} aria-label={`${amount(p.r)}, ${who(p.r)}`} key={p.r.id}>
            {p.low !== p.high && <line class={`bar s-${p.shape}`} x1={p.x} x2={p.x} y1={y(p.low)} y2={y(p.high)} />}
            <circle class={`dot s-${p.shape}`} cx={p.x} cy={p.y} r={5}>
              <title>{`${amount(p.r)} · ${who(p.r)} · ${day(p.r.as_of ?? p.r.published)}`}</title>
            </circle>
          </a>
        ))}
      </svg>
      <figcaption class="legend">
        {names.map((n, i) => (
          <span key={n}>
            <span class={`swatch bg-s-${i % 6}`} aria-hidden="true" /> {n}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
