import { render } from 'preact';
import { App } from './app';
import { applyTheme, Header, type MenuLink } from './header';
import './style/colours.css';
import './style/base.css';
import './style/controls.css';
import './style/head.css';
import './style/functions.css';
import './style/lists.css';
import './style/article.css';
import './style/plots.css';
import './style/calendar.css';
import './style/widths.css';
import './style/print.css';

// The program's page reads without this script; here its head and its main part are shown anew from the page's data.
applyTheme();

const header = document.querySelector<HTMLElement>('body > header');
const main = document.getElementById('main');
const site = header?.querySelector('.name')?.textContent ?? 'dateline';
const menu: MenuLink[] = [...(header?.querySelectorAll<HTMLAnchorElement>('nav a') ?? [])].map((a) => ({
  href: a.getAttribute('href') ?? '/',
  label: a.textContent ?? '',
}));

function showHeader(path: string): void {
  if (!header) return;
  render(
    <Header site={site} menu={menu} path={path} words={path === '/search' ? (new URLSearchParams(location.search).get('q') ?? '') : ''} />,
    header,
  );
}

if (header && main) {
  const skip = document.createElement('a');
  skip.className = 'skip';
  skip.href = '#main';
  skip.textContent = 'To the content';
  document.body.prepend(skip);
  main.tabIndex = -1;
  header.replaceChildren();
  showHeader(location.pathname);
  const json = document.body.dataset.json;
  let place = main;
  if (json) {
    place = document.createElement('div');
    place.className = 'app';
    // The readable page stays until its data is here.
    const swap = new MutationObserver(() => {
      if (!place.querySelector('h1, .refused')) return;
      swap.disconnect();
      main.replaceChildren(place);
      if (location.hash.length > 1 && document.body.dataset.view !== 'article') document.getElementById(location.hash.slice(1))?.scrollIntoView();
    });
    swap.observe(place, { childList: true, subtree: true });
  } else {
    place = document.createElement('div');
    main.append(place);
  }
  render(<App site={site} json={json} onView={showHeader} />, place);
}
