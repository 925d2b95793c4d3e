// Clicks through the reader's pages in Chromium, against a real server over an archive of our own pages.
//
//     node tests/web/run.mjs [WORDS OF A TEST'S NAME]
import assert from 'node:assert/strict';
import path from 'node:path';
import { end, folder, ingest, mailServer, open, root, runAll, serve, startBrowser, test } from './harness.mjs';

const pages = path.join(root, 'tests/web/pages');
ingest(path.join(root, 'examples'), path.join(pages, 'harbour.html'), path.join(pages, 'hostile.html'));
ingest(path.join(pages, 'harbour-later.html'));
const mail = await mailServer();
const base = await serve('--smtp', mail.url, '--mail-from', 'news@site.example');
await startBrowser();

const data = async (where) => (await fetch(base + where)).json();
const listed = (await data('/articles.json')).sections.items.items;
const articleOf = (words) => listed.find((r) => r.headline?.includes(words));
const stalemate = articleOf('stay apart');
const harbour = articleOf('harbour');
const hostile = articleOf('<script>');
const record = (await data(`${stalemate.href}.json`)).record;
const someEvent = `/events/${stalemate.id}-${record.events[0].id}`;
const someDispute = `/disputes/${stalemate.id}-${record.disputes[0].id}`;
const items = ['statements', 'figures', 'schedule'].map((kind) => `/${kind}/${stalemate.id}-${record[kind][0].id}`);
const stories = (await data('/stories.json')).sections?.items?.items ?? [];

const VIEWS = [
  '/', '/articles', '/events', '/events?type=REJECT', '/events?merged=1', '/statements', '/figures', '/disputes', '/schedule?since=1900', '/schedule?since=1900#2014-03', '/stories',
  '/search', '/search?q=ukraine', '/search?q=zebra', stalemate.href, `${stalemate.href}#v2`, harbour.href, hostile.href, `${harbour.href}/changes`, someEvent, someDispute, ...items,
  '/actors', '/actors/RUS', '/dyads/RUS/UKR', '/map', '/featured', '/saved', '/feedback', ...stories.slice(0, 1).map((s) => s.href),
];

/** The window of a function, opened by its name in the bar. */
async function act(page, name) {
  await page.locator('.functions').getByText(name, { exact: true }).click();
  return page.locator('dialog[open]');
}

for (const scheme of ['light', 'dark']) {
  test(`every view, ${scheme}: no fault, one heading, nothing serious found by axe`, async () => {
    const w = await open(base, { colorScheme: scheme });
    for (const where of VIEWS) {
      await w.visit('/articles');
      await w.visit(where);
      if (where === '/map') await w.page.waitForSelector('.land');
      assert.equal(await w.page.locator('h1').count(), 1, where);
      assert.deepEqual(await w.findings(), [], where);
      assert.deepEqual(w.faults, [], where);
    }
    await w.context.close();
  });
}

test('a phone of 320 pixels: nothing to scroll sideways, nothing serious found by axe', async () => {
  const w = await open(base, { viewport: { width: 320, height: 640 }, hasTouch: true });
  for (const where of VIEWS) {
    await w.visit('/articles');
    await w.visit(where);
    const [wide, window] = await w.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window, `${where}: ${wide} of ${window}`);
  }
  await w.visit('/');
  assert.deepEqual(await w.findings(), []);
  await w.page.getByRole('button', { name: 'Menu' }).click();
  await w.page.locator('#menu').getByText('Events').click();
  await w.page.waitForSelector('.row');
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('without script the pages read', async () => {
  const w = await open(base, { javaScriptEnabled: false });
  for (const where of ['/', stalemate.href, '/events', '/search?q=ukraine']) {
    await w.visit(where);
    assert.ok((await w.page.locator('main').innerText()).length > 100, where);
  }
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('the text of an article is whole and its marks hold the words', async () => {
  const w = await open(base);
  for (const row of [stalemate, harbour, hostile]) {
    const { article, events, figures } = (await data(`${row.href}.json`)).record;
    await w.visit(row.href);
    const bytes = Buffer.from(article.text);
    const words = ([from, to]) => bytes.subarray(from, to).toString();
    const shown = await w.page.locator('article.text > *').evaluateAll((all) => all.map((e) => e.textContent));
    assert.deepEqual(shown, article.paragraphs.map((p) => words(p.span)));
    for (const item of [...events.map((e) => [e.id, e.evidence.trigger]), ...figures.map((f) => [f.id, f.span])]) {
      const marked = await w.page.locator(`article.text mark[data-items~="${item[0]}"]`).evaluateAll((all) => all.map((e) => e.textContent).join(''));
      assert.equal(marked, words(item[1]), item[0]);
    }
  }
  await w.context.close();
});

test('a headline with a script does nothing', async () => {
  const w = await open(base);
  for (const where of [hostile.href, '/articles', '/', '/search?q=talks', `${hostile.href}/changes`]) {
    await w.visit(where);
    assert.equal(await w.page.evaluate(() => window.hacked), undefined, where);
    assert.ok((await w.page.locator('main').innerText()).includes('<script>window.hacked=1</script>') || where.includes('changes'), where);
  }
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('an item is chosen by click, by key and by address, and let go of', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  const event = record.events[1];
  await w.page.locator(`mark[data-first~="${event.id}"]`).click();
  const detail = w.page.locator('.detail');
  assert.match(await detail.innerText(), new RegExp(`Event ${event.id}[^]*${event.status}[^]*Why it is here[^]*Confidence`));
  assert.equal(new URL(w.page.url()).hash, `#${event.id}`);
  assert.ok((await w.page.locator('.part-sentence').count()) > 0);
  await w.page.keyboard.press('Escape');
  assert.equal(await detail.count(), 0);
  assert.ok((await w.page.evaluate(() => document.activeElement.dataset.items)).split(' ').includes(event.id));
  await w.visit('/articles');
  await w.visit(stalemate.href);
  await w.page.locator('h1').click();
  await w.page.keyboard.press('j');
  const first = await w.page.evaluate(() => document.activeElement.dataset.first);
  await w.page.keyboard.press('j');
  assert.notEqual(await w.page.evaluate(() => document.activeElement.dataset.first), first);
  await w.page.keyboard.press('k');
  assert.equal(await w.page.evaluate(() => document.activeElement.dataset.first), first);
  await w.visit('/articles');
  const figure = record.figures[0];
  await w.visit(`${stalemate.href}#${figure.id}`);
  assert.match(await detail.innerText(), new RegExp(`Figure ${figure.id}`));
  const statement = record.statements[0];
  await w.page.locator('.facts a', { hasText: /:/ }).nth(record.events.length).click();
  assert.match(await detail.innerText(), new RegExp(`Statement ${statement.id}`));
  await w.page.locator('.kind.m-name input').uncheck();
  await w.page.waitForFunction(() => !document.querySelector('article.text mark.m-name:not(.m-event,.m-statement,.m-figure,.m-due)'));
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('a place that several items share names them all', async () => {
  const w = await open(base);
  await w.visit(harbour.href);
  const shared = w.page.locator('article.text mark[data-items*=" "]').first();
  const ids = (await shared.getAttribute('data-items')).split(' ');
  await shared.click();
  assert.match(await w.page.locator('.detail').innerText(), /Also here/);
  assert.equal(await w.page.locator('.detail h4:text("Also here") + ul li').count(), ids.length - 1);
  await w.context.close();
});

test('keys: / searches, j and k go through a list, ? shows help, Esc closes it', async () => {
  const w = await open(base);
  await w.visit('/articles');
  await w.page.keyboard.press('j');
  await w.page.keyboard.press('j');
  const rows = w.page.locator('a.main');
  assert.equal(await w.page.evaluate(() => document.activeElement.getAttribute('href')), await rows.nth(1).getAttribute('href'));
  await w.page.keyboard.press('k');
  await w.page.keyboard.press('Enter');
  await w.page.waitForSelector('article.text');
  await w.page.waitForFunction(() => document.activeElement.tagName === 'H1');
  await w.page.keyboard.press('?');
  await w.page.waitForSelector('dialog[open]');
  assert.deepEqual(await w.findings(), []);
  await w.page.keyboard.press('Escape');
  await w.page.locator('dialog[open]').waitFor({ state: 'detached' });
  // A dialog that closes does not take the focus from what has got it since.
  await w.page.keyboard.press('?');
  await w.page.waitForSelector('dialog[open]');
  await w.page.evaluate(() => {
    document.querySelector('dialog').close();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: '/' }));
  });
  await w.page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await w.page.evaluate(() => document.activeElement.getAttribute('type')), 'search');
  await w.page.keyboard.type('ukraine');
  await w.page.keyboard.press('Enter');
  await w.page.waitForURL('**/search?q=ukraine');
  await w.page.waitForSelector('.rows mark');
  await w.page.goBack();
  await w.page.waitForSelector('article.text');
  await w.page.goBack();
  await w.page.waitForFunction(() => document.body.dataset.view === 'articles');
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

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

test('email this: the form sends a message', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  const form = await act(w.page, 'Email this');
  assert.deepEqual(await w.findings(), []);
  await form.getByLabel('To (one address)').fill('desk@paper.example');
  await form.getByLabel('A line of your own').fill('Worth a look');
  await form.getByRole('button', { name: 'Send' }).click();
  await form.locator('.done').waitFor();
  const message = await mail.to('desk@paper.example');
  assert.match(message, /stay apart/);
  assert.match(message, /Worth a look/);
  await w.page.keyboard.press('Escape');
  assert.equal(await w.page.evaluate(() => document.activeElement.textContent), 'Email this');
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('an address that is none is refused in words', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  const form = await act(w.page, 'Email this');
  await form.locator('input[name=to]').evaluate((e) => {
    e.type = 'text';
    e.value = 'a@b@c';
  });
  await form.getByRole('button', { name: 'Send' }).click();
  await form.locator('.error[role=alert]').waitFor();
  await w.context.close();
});

test('share: permalink and citations are copied', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  const box = await act(w.page, 'Share');
  for (const style of ['Permalink', 'APA', 'Chicago', 'MLA', 'BibTeX']) await box.getByRole('heading', { name: style }).waitFor();
  await box.getByRole('button', { name: 'Copy the citation in APA' }).click();
  assert.match(await w.page.evaluate(() => navigator.clipboard.readText()), /Dateline Examples\. \(2014, March 7\)/);
  await box.getByRole('button', { name: 'Copy the permalink' }).click();
  assert.equal(await w.page.evaluate(() => navigator.clipboard.readText()), base + stalemate.href);
  assert.deepEqual(await w.findings(), []);
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('feedback on an event is kept, reviewed and taken back', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  await w.page.locator('mark[data-first~="v2"]').click();
  await w.page.getByRole('button', { name: 'Send feedback on it' }).click();
  await w.page.locator('.detail select[name=kind]').selectOption('wrong_date');
  await w.page.locator('.detail textarea').fill('It was a day before');
  await w.page.locator('.detail input[name=correction]').fill('2014-03-05');
  await w.page.getByRole('button', { name: 'Send feedback', exact: true }).last().click();
  await w.page.locator('.detail .done').waitFor();
  await w.visit('/feedback');
  const row = w.page.locator('.row').first();
  assert.match(await row.innerText(), /Wrong date[^]*It was a day before[^]*2014-03-05/);
  await row.getByRole('button', { name: 'Accept' }).click();
  await w.page.locator('.row .status:text("accepted")').waitFor();
  await w.page.getByRole('button', { name: 'Undo' }).click();
  await w.page.getByRole('button', { name: 'Fix …' }).click();
  await w.page.getByLabel('What it should be').fill('2014-03-04');
  await w.page.getByRole('button', { name: 'Keep as fixed' }).click();
  await w.page.locator('.row .status:text("fixed")').waitFor();
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('feedback on a figure and a statement; keys decide on it', async () => {
  const w = await open(base);
  for (const [item, kind] of [[record.figures[0], 'wrong_value'], [record.statements[0], 'wrong_speaker']]) {
    await w.visit('/articles');
    await w.visit(`${stalemate.href}#${item.id}`);
    await w.page.getByRole('button', { name: 'Send feedback on it' }).click();
    const kinds = await w.page.locator('.detail select[name=kind] option').evaluateAll((all) => all.map((o) => o.value));
    assert.ok(kinds.includes(kind) && !kinds.includes('not_an_event'), kinds.join());
    await w.page.locator('.detail select[name=kind]').selectOption(kind);
    await w.page.locator('.detail textarea').fill(`About ${item.id}`);
    await w.page.getByRole('button', { name: 'Send feedback', exact: true }).last().click();
    await w.page.locator('.detail .done').waitFor();
  }
  await w.visit('/feedback?decision=open');
  const rows = w.page.locator('.row');
  assert.match(await rows.nth(0).innerText(), /Wrong speaker/);
  await w.page.locator('h1').click();
  await w.page.keyboard.press('j');
  await w.page.keyboard.press('a');
  await w.page.locator('.row', { hasText: 'Wrong speaker' }).waitFor({ state: 'detached' });
  await w.page.waitForFunction(() => document.activeElement.closest('.row')?.textContent.includes('Wrong number'));
  await w.page.keyboard.press('f');
  await w.page.getByLabel('What it should be').fill('35');
  await w.page.keyboard.press('Enter');
  await w.page.locator('.row', { hasText: 'Wrong number' }).waitFor({ state: 'detached' });
  await w.visit('/feedback');
  await w.page.locator('.row', { hasText: 'Wrong number' }).locator('.status:text("fixed")').waitFor();
  await w.page.locator('.row', { hasText: 'Wrong speaker' }).locator('a.main').focus();
  await w.page.keyboard.press('u');
  await w.page.locator('.row', { hasText: 'Wrong speaker' }).getByRole('button', { name: 'Accept' }).waitFor();
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('an article is featured, its line changed, and taken off', async () => {
  const w = await open(base);
  await w.visit(harbour.href);
  const form = await act(w.page, 'Feature it');
  await form.getByLabel('Why, in a line').fill('Accounts of the harbour');
  await form.getByRole('button', { name: 'Feature it' }).click();
  await form.locator('.done').waitFor();
  await w.visit('/');
  await w.page.locator('#featured').getByText('Accounts of the harbour').waitFor();
  await w.visit('/featured');
  await w.page.getByText('Change', { exact: true }).first().click();
  await w.page.getByLabel('Line').fill('Two accounts');
  await w.page.getByRole('button', { name: 'Change' }).click();
  await w.page.locator('.row p:text("Two accounts")').waitFor();
  await w.page.getByText('Change', { exact: true }).first().click();
  await w.page.getByRole('button', { name: 'Take it off' }).click();
  await w.page.locator('.empty').waitFor();
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('a search is saved, and its mailing list signed up for, confirmed and left', async () => {
  const w = await open(base);
  await w.visit('/search?q=ukraine');
  const form = await act(w.page, 'Save search');
  await form.getByLabel('Title').fill('All on Ukraine');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('link', { name: 'Go on' }).click();
  await w.page.locator('h1:text("All on Ukraine")').waitFor();
  const list = await act(w.page, 'Mailing list');
  await list.getByLabel('Your address').fill('reader@paper.example');
  await list.getByRole('button', { name: 'Sign up' }).click();
  await list.locator('.done').waitFor();
  const message = (await mail.to('reader@paper.example')).replace(/=\r?\n/g, '').replace(/=3D/g, '=');
  const link = /https?:\/\/[^\s"<>]*\/confirm\?t=[^\s"<>]+/.exec(message)[0];
  await w.page.goto(link);
  await w.page.getByRole('button', { name: 'Confirm' }).click();
  await w.page.waitForFunction(() => document.body.dataset.view === 'done');
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('a saved search is renamed, and removed after a tick', async () => {
  const w = await open(base);
  await w.visit('/events?type=AID');
  const form = await act(w.page, 'Save search');
  await form.getByLabel('Title').fill('Aid');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.locator('.done').waitFor();
  await w.visit('/saved');
  const row = w.page.locator('.row', { hasText: 'type AID' });
  await row.getByText('Rename or remove').click();
  await row.getByLabel('Title').fill('Who helps whom');
  await row.getByRole('button', { name: 'Rename' }).click();
  await row.locator('a.main:text("Who helps whom")').waitFor();
  await row.getByText('Rename or remove').click();
  await row.getByRole('button', { name: 'Remove' }).click();
  assert.equal(await row.count(), 1);  // not without the tick
  await row.getByLabel('Remove it for good').check();
  await row.getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
  assert.deepEqual(w.faults, []);
  await w.context.close();
});

test('print: the text and its facts on paper, no buttons', async () => {
  const w = await open(base);
  await w.visit(stalemate.href);
  await w.page.emulateMedia({ media: 'print' });
  assert.equal(await w.page.locator('.functions').isVisible(), false);
  assert.equal(await w.page.locator('body > header').isVisible(), false);
  assert.equal(await w.page.locator('article.text').isVisible(), true);
  assert.equal(await w.page.locator('.facts').first().isVisible(), true);
  assert.match(await w.page.locator('mark sup.ref').first().evaluate((e) => getComputedStyle(e, '::after').content), /[vsfc]\d/);
  const paper = await w.page.pdf({ path: path.join(folder, 'article.pdf'), format: 'A4' });
  assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
  const sheets = paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(sheets >= 1 && sheets <= 4, `${sheets} sheets`);
  await w.context.close();
});

test('colours: the switch is kept', async () => {
  const w = await open(base, { colorScheme: 'light' });
  await w.visit('/');
  const paper = () => w.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await w.page.getByLabel('Colours').selectOption('dark');
  const dark = await paper();
  assert.notEqual(dark, light);
  await w.page.reload();
  await w.page.waitForSelector('.app h1');
  assert.equal(await paper(), dark);
  assert.deepEqual(await w.findings(), []);
  await w.page.getByLabel('Colours').selectOption('system');
  assert.equal(await paper(), light);
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

test('a page that is not there says so', async () => {
  const w = await open(base);
  await w.visit('/');
  await w.page.evaluate(() => document.dispatchEvent(new CustomEvent('dateline:go', { detail: '/articles/99999' })));
  await w.page.locator('.refused h1:text("Not found")').waitFor();
  assert.equal(w.faults.length, 1);  // the browser notes the 404
  await w.page.goto(`${base}/articles/99999`);
  assert.match(await w.page.locator('main').innerText(), /Not done/);
  await w.context.close();
});

test('script and style are small', async () => {
  const { readdirSync, readFileSync } = await import('node:fs');
  const { gzipSync } = await import('node:zlib');
  const assets = path.join(root, 'web/dist/assets');
  const total = readdirSync(assets).filter((f) => /\.(js|css)$/.test(f)).reduce((n, f) => n + gzipSync(readFileSync(path.join(assets, f))).length, 0);
  assert.ok(total < 150_000, `${total} bytes`);
});

let good = false;
try {
  good = await runAll();
} finally {
  await end();
}
process.exit(good ? 0 : 1);
