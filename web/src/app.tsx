import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { getPage, jsonPath, Refusal } from './api';
import { Dialog } from './dialog';
import { inner, type Nav, NavContext } from './nav';
import type { Page } from './types';
import { DisputeView, EventView, ItemView } from './views/accounts';
import { ArticleView } from './views/article';
import { ActorView, ChangesView, StoryView } from './views/items';
import { FrontView, ListView } from './views/lists';
import { FeaturedView, FeedbackView } from './views/review';
import { SavedView } from './views/saved';
import { ScheduleView } from './views/schedule';

/** The map and its outlines are fetched when a map is shown. */
function LazyMap({ page }: { page: Page }) {
  const [view, setView] = useState<{ Map: ComponentType<{ page: Page }> }>();
  const [problem, setProblem] = useState('');
  useEffect(() => {
    import('./views/map').then(
      (m) => setView({ Map: m.MapView }),
      () => setProblem('The map could not be loaded.'),
    );
  }, []);
  if (problem) return <p class="error">{problem}</p>;
  return view ? <view.Map page={page} key={page.path} /> : <p class="quiet">Loading the map …</p>;
}

const VIEWS: Record<string, ComponentType<{ page: Page }>> = {
  front: FrontView,
  article: ArticleView,
  changes: ChangesView,
  revision: ChangesView,
  event: EventView,
  dispute: DisputeView,
  statement: ItemView,
  figure: ItemView,
  due: ItemView,
  story: StoryView,
  actor: ActorView,
  dyad: ActorView,
  map: LazyMap,
  schedule: ScheduleView,
  featured: FeaturedView,
  saved: SavedView,
  feedback: FeedbackView,
};

const HELP: [string, string][] = [
  ['/', 'search'],
  ['j', 'next item, in a list or in a text'],
  ['k', 'the item before'],
  ['Enter', 'open the item'],
  ['a r f u', 'in the list of feedback: accept, reject, fix, undo'],
  ['Esc', 'close, or let go of the item'],
  ['?', 'this help'],
];

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target as HTMLInputElement).matches('[type=checkbox],[type=range]')
  );
}

/** Moves the focus from row to row of lists. */
function step(by: number) {
  const event = new CustomEvent('dateline:step', { detail: by, cancelable: true });
  if (!document.dispatchEvent(event)) return;
  const rows = [...document.querySelectorAll<HTMLElement>('#main a.main')].filter((a) => a.offsetParent !== null);
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

interface Shown {
  page?: Page;
  error?: string;
  status?: number;
  count: number;
}

export function App(props: { site: string; json?: string; onView: (path: string) => void }) {
  const [shown, setShown] = useState<Shown>({ count: 0 });
  const [busy, setBusy] = useState(!!props.json);
  const [help, setHelp] = useState(false);
  const [said, setSaid] = useState('');
  const running = useRef<AbortController>();
  const timer = useRef<number>();
  const current = useRef(location.pathname + location.search);

  const load = async (json: string, then: () => void, keepFocus = false) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setBusy(true);
    let next: Omit<Shown, 'count'>;
    try {
      next = { page: await getPage(json, stop.signal) };
    } catch (error) {
      if (stop.signal.aborted) return;
      next = {
        error: error instanceof Error ? error.message : String(error),
        status: error instanceof Refusal ? error.status : 0,
      };
    }
    if (stop.signal.aborted) return;
    then();
    document.title = `${next.page?.title ?? 'Not found'} | ${props.site}`;
    document.body.dataset.view = next.page?.view ?? 'error';
    setShown((before) => ({ ...next, count: keepFocus ? before.count : before.count + 1 }));
    setBusy(false);
  };

  const go = (href: string) => {
    const url = new URL(href, location.href);
    if (url.pathname === location.pathname && url.search === location.search && url.hash) {
      if (url.hash !== location.hash) location.hash = url.hash;
      return;
    }
    history.replaceState({ y: window.scrollY }, '');
    load(jsonPath(href), () => {
      history.pushState({}, '', href);
      current.current = url.pathname + url.search;
      props.onView(url.pathname);
      requestAnimationFrame(() => {
        const target = url.hash && document.getElementById(url.hash.slice(1));
        if (target) target.scrollIntoView();
        else if (!url.hash) window.scrollTo(0, 0);
        document.querySelector<HTMLElement>('#main h1')?.focus({ preventScroll: true });
      });
    });
  };
  const nav: Nav = {
    go,
    reload: () => load(jsonPath(location.pathname + location.search), () => {}, true),
    say: (message) => {
      setSaid(message);
      clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setSaid(''), 6000);
    },
  };

  useEffect(() => {
    if (props.json) load(props.json, () => {});
    const click = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const anchor = (event.target as Element).closest?.('a');
      if (!(anchor instanceof HTMLAnchorElement) || !props.json) return;
      const href = inner(anchor);
      if (!href || !anchor.hasAttribute('href')) return;
      if (anchor.getAttribute('href')?.startsWith('#')) return;
      event.preventDefault();
      go(href);
    };
    const back = (event: PopStateEvent) => {
      const path = location.pathname + location.search;
      // A change of the place on the same page.
      if (path === current.current) return;
      current.current = path;
      const y = (event.state as { y?: number } | null)?.y ?? 0;
      props.onView(location.pathname);
      load(jsonPath(path), () => requestAnimationFrame(() => window.scrollTo(0, y)));
    };
    const keys = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return;
      if (event.key === '/') {
        event.preventDefault();
        document.querySelector<HTMLInputElement>('header input[type=search]')?.focus();
      } else if (event.key === '?') setHelp(true);
      else if (event.key === 'j') step(1);
      else if (event.key === 'k') step(-1);
    };
    document.addEventListener('click', click);
    document.addEventListener('keydown', keys);
    document.addEventListener('dateline:help', () => setHelp(true));
    document.addEventListener('dateline:go', (e) => go((e as CustomEvent<string>).detail));
    if (props.json) window.addEventListener('popstate', back);
    return () => {
      document.removeEventListener('click', click);
      document.removeEventListener('keydown', keys);
      window.removeEventListener('popstate', back);
    };
  }, []);

  const View = shown.page && (VIEWS[shown.page.view] ?? ListView);
  return (
    <NavContext.Provider value={nav}>
      <div class={`progress ${busy ? 'busy' : ''}`} aria-hidden="true" />
      {shown.page && View && <View page={shown.page} key={shown.count} />}
      {shown.error && (
        <div class="refused">
          <h1 tabIndex={-1}>{shown.status === 401 ? 'Log in first' : shown.status === 404 ? 'Not found' : 'Not done'}</h1>
          <p role="alert">{shown.error}</p>
          {shown.status === 401 && (
            <p>
              <a href="/login">Log in</a>
            </p>
          )}
          {shown.status === 0 && (
            <p>
              <button type="button" onClick={nav.reload}>
                Try again
              </button>
            </p>
          )}
        </div>
      )}
      <div class={`said ${said ? 'shown' : ''}`} role="status">
        {said}
      </div>
      {help && (
        <Dialog title="Keys" onClose={() => setHelp(false)}>
          <dl class="keys">
            {HELP.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </NavContext.Provider>
  );
}
