import { useEffect, useState } from 'preact/hooks';
import { post, session } from './api';
import type { Session } from './types';

type Theme = 'system' | 'light' | 'dark';
const KEY = 'dateline.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

/** Dark or light as the system says, or as was chosen on this machine. */
export function applyTheme(theme: Theme = stored()): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice holds for this page.
  }
}

export interface MenuLink {
  href: string;
  label: string;
}

const MORE: MenuLink[] = [
  { href: '/featured', label: 'Featured' },
  { href: '/saved', label: 'Saved' },
  { href: '/feedback', label: 'Feedback' },
];

export function Header(props: { site: string; menu: MenuLink[]; path: string; words: string }) {
  const [theme, setTheme] = useState<Theme>(stored);
  const [open, setOpen] = useState(false);
  const [who, setWho] = useState<Session>();
  useEffect(() => setOpen(false), [props.path]);
  useEffect(() => {
    session().then(setWho, () => {});
  }, []);
  const choose = (next: Theme) => {
    applyTheme(next);
    setTheme(next);
  };
  const search = (event: Event) => {
    if (!document.body.dataset.json) return;
    event.preventDefault();
    const words = String(new FormData(event.currentTarget as HTMLFormElement).get('q') ?? '');
    document.dispatchEvent(new CustomEvent('dateline:go', { detail: `/search?q=${encodeURIComponent(words)}` }));
  };
  const logout = async () => {
    await post('/logout', {});
    location.reload();
  };
  const here = (href: string) => props.path === href || props.path.startsWith(`${href}/`);
  return (
    <div class="bar">
      <a class="name" href="/">
        {props.site}
      </a>
      <form action="/search" role="search" onSubmit={search}>
        <input type="search" name="q" aria-label="Search" placeholder="Search" defaultValue={props.words} aria-keyshortcuts="/" />
        <button type="submit">Search</button>
      </form>
      <div class="tools">
        <button type="button" class="menu-button" aria-expanded={open} aria-controls="menu" onClick={() => setOpen(!open)}>
          Menu
        </button>
        <label class="theme">
          <span class="sr">Colours</span>
          <select value={theme} onChange={(e) => choose(e.currentTarget.value as Theme)} aria-label="Colours">
            <option value="system">Auto</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
        <button type="button" onClick={() => document.dispatchEvent(new CustomEvent('dateline:help'))} aria-label="Keys" title="Keys">
          ?
        </button>
        {who?.user && (
          <button type="button" onClick={logout}>
            Log out {who.user}
          </button>
        )}
        {who && !who.user && !who.open && <a href="/login">Log in</a>}
      </div>
      <nav id="menu" class={open ? 'open' : ''} aria-label="Site">
        {[...props.menu, ...MORE.filter((m) => !props.menu.some((x) => x.href === m.href))].map((m) => (
          <a href={m.href} aria-current={here(m.href) ? 'page' : undefined} key={m.href}>
            {m.label}
          </a>
        ))}
      </nav>
    </div>
  );
}
