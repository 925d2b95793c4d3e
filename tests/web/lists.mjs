// Lists, facets, map, schedule, plots, versions, stories and pages of items.
import assert from 'node:assert/strict';
import { open, test } from './harness.mjs';
import { base, harbour, items, listed, pages, someEvent, stalemate } from './site.mjs';

test('lists are narrowed and paged', async () => {
  const w = await open(base);
  await w.visit('/events');
  await w.page.getByText('Narrow the list').click();
  await w.page.locator('select[name=type]').selectOption('REJECT');
  await w.page.getByRole('button', { name: 'Narrow' }).click();
  await w.page.waitForURL('**/events?type=REJECT');
  await w.page.waitForSelector('.tag:text("Reject")');
  assert.equal(await w.page.locator('.row .tag:not(:text("Reject"))').count(), 0);
  await w.visit('/articles?limit=2');
  assert.equal(await w.page.locator('.row').count(), 2);
  const before = await w.page.locator('.row').first().getAttribute('data-id');
  await w.page.getByRole('link', { name: 'Next page' }).click();
  await w.page.waitForURL('**after=**');
  await w.page.getByRole('link', { name: 'First page' }).waitFor();
  assert.notEqual(await w.page.locator('.row').first().getAttribute('data-id'), before);
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('facets narrow a list', async () => {
  const w = await open(base);
  await w.visit('/events');
  const first = w.page.locator('.facets a').first();
  await first.waitFor();
  const value = await first.innerText();
  await first.click();
  await w.page.waitForFunction(() => location.search !== '');
  assert.ok(!w.page.url().includes('facets='));
  await w.page.waitForSelector('.facets a[aria-current]');
  assert.ok(value.length > 0);
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('items have pages of their own, with the words that they rest on', async () => {
  const w = await open(base);
  for (const where of [someEvent, ...items]) {
    await w.visit('/articles');
    await w.visit(where);
    assert.ok((await w.page.locator('.evidence-parts mark').count()) > 0, where);
    assert.doesNotMatch(await w.page.locator('h1').innerText(), /\d{4}-\d{2}|→/, where);
    await w.page.getByRole('link', { name: 'where it is told' }).click();
    await w.page.waitForSelector('.detail');
  }
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('map: outlines, zoom by button and key, a span of time, places in view', async () => {
  const w = await open(base);
  await w.visit('/map');
  await w.page.waitForSelector('.land');
  assert.ok((await w.page.locator('.places .tag').count()) > 0);
  const all = await w.page.locator('.places li').count();
  assert.ok(all > 0);
  for (let i = 0; i < 5; ++i) await w.page.getByRole('button', { name: 'Nearer' }).click();
  await w.page.locator('.map').focus();
  for (let i = 0; i < 12; ++i) await w.page.keyboard.press('ArrowUp');
  await w.page.waitForFunction((n) => document.querySelectorAll('.places li').length < n, all);
  await w.page.keyboard.press('0');
  await w.page.waitForFunction((n) => document.querySelectorAll('.places li').length === n, all);
  const asked = w.page.waitForRequest((r) => r.url().includes('/map.json') && r.url().includes('since='));
  await w.page.getByLabel('From').focus();
  await w.page.keyboard.press('ArrowRight');
  await asked;
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('schedule: list, calendar, the month after, back', async () => {
  const w = await open(base);
  await w.visit('/schedule');
  await w.page.getByRole('link', { name: 'With what is past' }).click();
  await w.page.waitForURL('**since=1900');
  await w.page.getByRole('button', { name: 'Calendar' }).click();
  await w.page.locator('.calendar td.has').first().waitFor();
  await w.page.getByRole('button', { name: 'The month after' }).click();
  await w.page.locator('h1:text("April 2014")').waitFor();
  await w.page.getByRole('button', { name: 'List' }).click();
  await w.page.waitForSelector('.row');
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('versions: what changed is shown', async () => {
  const w = await open(base);
  await w.visit(harbour.href);
  await w.page.locator('.functions-bar').getByRole('link', { name: 'What changed' }).click();
  await w.page.waitForURL('**/changes');
  await w.page.locator('#diff').waitFor();
  assert.ok((await w.page.locator('.diff ins').allInnerTexts()).join(' ').includes('Thirty-five'));
  assert.ok((await w.page.locator('.diff del').count()) > 0);
  assert.equal(await w.page.locator('#revisions .row').count(), 2);
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('plots: an actor and a pair over time', async () => {
  const w = await open(base);
  for (const where of ['/actors/RUS', '/dyads/RUS/UKR']) {
    await w.visit(where);
    assert.ok((await w.page.locator('.plot rect').count()) > 0, where);
    await w.page.getByText('The numbers').click();
    assert.ok((await w.page.locator('.plot tbody tr').count()) > 0, where);
  }
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('story: timeline, who says what, figures over time side by side, sources', async () => {
  const w = await open(base);
  const figure = (id, value, by, day) => ({ id, href: `${stalemate.href}#f1`, value, what: 'people wounded', claimed_by: by, as_of: day, published: day, publisher: 'Gazette Examples', article: stalemate.href });
  const story = {
    view: 'story', title: 'The harbour', path: '/stories/900', url: `${base}/stories/900`, updated: '2014-03-09T00:00:00Z', what_changed: '2 articles came', links: { json: '/stories/900.json' },
    functions: { email: '/email?item=/stories/900' },
    item: { id: '900', href: '/stories/900', label: 'The harbour', first: '2014-03-06', last: '2014-03-09', articles: 2, texts: 2, publishers: 2 },
    sections: {
      events: { kind: 'merged_events', title: 'Events', items: [{ id: '5', href: '/events/5', type: 'ASSAULT', date_from: '2014-03-06', date_to: '2014-03-06', status: 'occurred', source: 'Russia', words: 'Russia attacked.', reports: 2 }, { id: '6', href: '/events/6', type: 'AID', date_from: '2014-03-07', status: 'occurred', source: 'Norway', words: 'Norway sent aid.' }] },
      statements: { kind: 'statements', title: 'Statements', items: [{ id: '1-s1', href: '/articles/1#s1', speaker: 'health ministry', words: 'Thirty people were wounded', kind: 'direct' }] },
      figures: { kind: 'figures', title: 'Figures', items: [figure('1-f1', 30, 'health ministry', '2014-03-06'), figure('1-f2', 40, 'government', '2014-03-06'), figure('1-f3', 45, 'government', '2014-03-08')] },
      articles: { kind: 'articles', title: 'Articles', items: listed.slice(0, 2) },
    },
  };
  await w.page.route('**/stories/900.json', (route) => route.fulfill({ json: story }));
  await w.visit('/');
  await w.page.evaluate(() => document.dispatchEvent(new CustomEvent('dateline:go', { detail: '/stories/900' })));
  await w.page.locator('h1:text("The harbour")').waitFor();
  assert.equal(await w.page.locator('.timeline > li').count(), 2);
  assert.equal(await w.page.locator('.plot circle.dot').count(), 3);
  const [a, b] = await w.page.locator('.plot circle.dot').evaluateAll((all) => all.map((c) => c.getAttribute('cx')));
  assert.notEqual(a, b);
  assert.match(await w.page.locator('main').innerText(), /health ministry[^]*Sources/);
  assert.deepEqual(await w.findings(), []);
  assert.deepEqual(w.faults, []);
  await w.context.close();
});
