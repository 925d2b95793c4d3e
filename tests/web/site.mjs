// The archive of our own pages and the server over it that the tests of the reader's pages share.
import path from 'node:path';
import { ingest, mailServer, root, serve, startBrowser } from './harness.mjs';

export const pages = path.join(root, 'tests/web/pages');
ingest(path.join(root, 'examples'), path.join(pages, 'harbour.html'), path.join(pages, 'hostile.html'));
ingest(path.join(pages, 'harbour-later.html'));
export const mail = await mailServer();
export const base = await serve('--smtp', mail.url, '--mail-from', 'news@site.example');
await startBrowser();

export const data = async (where) => (await fetch(base + where)).json();
export const listed = (await data('/articles.json')).sections.items.items;
const articleOf = (words) => listed.find((r) => r.headline?.includes(words));
export const stalemate = articleOf('stay apart');
export const harbour = articleOf('harbour');
export const hostile = articleOf('<script>');
export const record = (await data(`${stalemate.href}.json`)).record;
export const someEvent = `/events/${stalemate.id}-${record.events[0].id}`;
const someDispute = `/disputes/${stalemate.id}-${record.disputes[0].id}`;
export const items = ['statements', 'figures', 'schedule'].map((kind) => `/${kind}/${stalemate.id}-${record[kind][0].id}`);
const stories = (await data('/stories.json')).sections?.items?.items ?? [];

export const VIEWS = [
  '/', '/articles', '/events', '/events?type=REJECT', '/events?merged=1', '/statements', '/figures', '/disputes', '/schedule?since=1900', '/schedule?since=1900#2014-03', '/stories',
  '/search', '/search?q=ukraine', '/search?q=zebra', stalemate.href, `${stalemate.href}#v2`, harbour.href, hostile.href, `${harbour.href}/changes`, someEvent, someDispute, ...items,
  '/actors', '/actors/RUS', '/dyads/RUS/UKR', '/map', '/featured', '/saved', '/feedback', ...stories.slice(0, 1).map((s) => s.href),
];

/** The window of a function, opened by its name in the bar. */
export async function act(page, name) {
  await page.locator('.functions').getByText(name, { exact: true }).click();
  return page.locator('dialog[open]');
}
