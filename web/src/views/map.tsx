import type { GeoPermissibleObjects } from 'd3-geo';
import { geoEqualEarth, geoGraticule10, geoPath } from 'd3-geo';
import { select } from 'd3-selection';
import { type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import world from 'world-atlas/countries-50m.json?url';
import { getPage } from '../api';
import { Links } from '../functions';
import { withQuery } from '../nav';
import { TypeTag } from '../rows/tags';
import type { Page, Row } from '../types';
import { count, day, QUADS, quadOf, title } from '../words';
import { Head } from './lists';

const W = 960;
const H = 470;

function addMonths(month: string, by: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + by, 1)).toISOString().slice(0, 7);
}

export function MapView({ page }: { page: Page }) {
  const [rows, setRows] = useState<Row[]>(page.sections.items?.items ?? []);
  const [land, setLand] = useState<{ shape: GeoPermissibleObjects; borders: GeoPermissibleObjects }>();
  const [problem, setProblem] = useState('');
  const [at, setAt] = useState<ZoomTransform>(zoomIdentity);
  const [hot, setHot] = useState('');
  const svg = useRef<SVGSVGElement>(null);
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown>>();
  const projection = useMemo(
    () =>
      geoEqualEarth().fitExtent(
        [
          [4, 4],
          [W - 4, H - 4],
        ],
        { type: 'Sphere' },
      ),
    [],
  );
  const path = useMemo(() => geoPath(projection), [projection]);

  // Months from the first to the last of the places' latest events, at most 20 years; the ends mean no limit.
  const months = useMemo(() => {
    const lasts = (page.sections.items?.items ?? []).map((r) => r.last?.slice(0, 7) ?? '').filter((m) => /^\d{4}-\d{2}$/.test(m));
    const last = lasts.reduce((a, b) => (a > b ? a : b), lasts[0] ?? new Date().toISOString().slice(0, 7));
    const first = lasts.reduce((a, b) => (a < b ? a : b), last);
    const out: string[] = [];
    for (let m = last; m >= first && out.length < 240; m = addMonths(m, -1)) out.unshift(m);
    while (out.length < 2) out.unshift(addMonths(out[0] ?? last, -1));
    return out;
  }, [page.path]);
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(months.length - 1);
  const since = from === 0 ? '' : months[from]!;
  const until = to === months.length - 1 ? '' : months[to]!;

  useEffect(() => {
    fetch(world)
      .then((r) => (r.ok ? r.json() : Promise.reject(new Error(`the map's outlines are missing (${r.status})`))))
      .then((t: Topology<{ countries: GeometryCollection; land: GeometryCollection }>) =>
        setLand({ shape: feature(t, t.objects.land), borders: mesh(t, t.objects.countries, (a, b) => a !== b) }),
      )
      .catch((e: Error) => setProblem(e.message));
  }, []);

  useEffect(() => {
    if (!svg.current) return;
    const z = zoom<SVGSVGElement, unknown>()
      .scaleExtent([1, 40])
      .translateExtent([
        [0, 0],
        [W, H],
      ])
      .on('zoom', (e: { transform: ZoomTransform }) => setAt(e.transform));
    behavior.current = z;
    select(svg.current).call(z);
  }, []);

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      getPage(`/map.json${withQuery(page.path, { since, until }).slice('/map'.length)}`, stop.signal).then(
        (p) => setRows(p.sections.items?.items ?? []),
        (e: Error) => e.name !== 'AbortError' && setProblem(e.message),
      );
    }, 200);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [since, until]);

  const zoomBy = (k: number) => svg.current && behavior.current?.scaleBy(select(svg.current), k);
  const move = (x: number, y: number) => svg.current && behavior.current?.translateBy(select(svg.current), x / at.k, y / at.k);
  const reset = () => svg.current && behavior.current?.transform(select(svg.current), zoomIdentity);
  const keys = (e: KeyboardEvent) => {
    const step: Record<string, () => void> = {
      ArrowLeft: () => move(80, 0),
      ArrowRight: () => move(-80, 0),
      ArrowUp: () => move(0, 80),
      ArrowDown: () => move(0, -80),
      '+': () => zoomBy(1.5),
      '=': () => zoomBy(1.5),
      '-': () => zoomBy(1 / 1.5),
      '0': reset,
    };
    const act = step[e.key];
    if (!act || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    act();
  };

  const most = Math.max(1, ...rows.map((r) => r.events ?? 0));
  const spots = rows
    .filter((r) => r.lat !== undefined && r.lon !== undefined)
    .map((r) => {
      const [x = 0, y = 0] = projection([r.lon!, r.lat!]) ?? [];
      return { r, x: x * at.k + at.x, y: y * at.k + at.y, size: 3 + 13 * Math.sqrt((r.events ?? 0) / most) };
    });
  const inView = spots.filter((s) => s.x >= 0 && s.x <= W && s.y >= 0 && s.y <= H).sort((a, b) => (b.r.events ?? 0) - (a.r.events ?? 0));
  const label = (i: number, end: boolean) => (i === (end ? months.length - 1 : 0) ? (end ? 'the latest' : 'the beginning') : day(months[i]));
  return (
    <>
      <Head page={page} />
      {problem && (
        <p class="error" role="alert">
          {problem}
        </p>
      )}
      <div class="map-tools">
        <fieldset class="slider">
          <legend>
            Events from {label(from, false)} to {label(to, true)}
          </legend>
          <label>
            From
            <input
              type="range"
              min={0}
              max={months.length - 1}
              value={from}
              aria-valuetext={label(from, false)}
              onInput={(e) => setFrom(Math.min(to, Number(e.currentTarget.value)))}
            />
          </label>
          <label>
            To
            <input
              type="range"
              min={0}
              max={months.length - 1}
              value={to}
              aria-valuetext={label(to, true)}
              onInput={(e) => setTo(Math.max(from, Number(e.currentTarget.value)))}
            />
          </label>
        </fieldset>
        <div class="zooms">
          <button type="button" onClick={() => zoomBy(1.6)} aria-label="Nearer">
            +
          </button>
          <button type="button" onClick={() => zoomBy(1 / 1.6)} aria-label="Farther">
            −
          </button>
          <button type="button" onClick={reset}>
            Whole world
          </button>
        </div>
      </div>
      <div class="map-page">
        <div
          class="map"
          role="application"
          tabIndex={0}
          aria-label={`Map of ${count(rows.length, 'place')}; arrows move it, plus and minus zoom, 0 shows the whole world`}
          onKeyDown={keys}
        >
          <svg viewBox={`0 0 ${W} ${H}`} ref={svg} aria-hidden="true">
            <g transform={at.toString()}>
              <path class="sea" d={path({ type: 'Sphere' }) ?? ''} />
              <path class="graticule" d={path(geoGraticule10()) ?? ''} />
              {land && <path class="land" d={path(land.shape) ?? ''} />}
              {land && <path class="borders" d={path(land.borders) ?? ''} />}
            </g>
            {[...spots].reverse().map((s) => (
              <circle
                class={`spot ${s.r.top_type ? `fill-${quadOf(s.r.top_type).key}` : ''} ${hot === s.r.id ? 'hot' : ''}`}
                cx={s.x}
                cy={s.y}
                r={s.size}
                key={s.r.id + s.r.place}
                onMouseEnter={() => setHot(s.r.id)}
              >
                <title>{`${s.r.place ?? s.r.country_name}: ${count(s.r.events ?? 0, 'event')}, mostly ${title(s.r.top_type)}`}</title>
              </circle>
            ))}
          </svg>
          <p class="legend">
            {QUADS.map((q) => (
              <span key={q.key}>
                <span class={`swatch bg-${q.key}`} aria-hidden="true" /> {q.label}
              </span>
            ))}
          </p>
        </div>
        <section class="in-view" aria-label="Places in view">
          <h2>
            In view <span class="quiet">{inView.length}</span>
          </h2>
          <ol class="places">
            {inView.slice(0, 100).map(({ r }) => (
              <li class={hot === r.id ? 'hot' : ''} key={r.id + r.place} onMouseEnter={() => setHot(r.id)}>
                <a class="main" href={withQuery(r.href, { since, until })} onFocus={() => setHot(r.id)}>
                  {r.place ?? r.country_name}
                </a>{' '}
                <span class="quiet">{r.country_name}</span> <TypeTag type={r.top_type} />
                <span class="n">{count(r.events ?? 0, 'event')}</span>
              </li>
            ))}
          </ol>
          {!inView.length && <p class="quiet">No event with a place here.</p>}
        </section>
      </div>
      <Links page={page} />
    </>
  );
}
