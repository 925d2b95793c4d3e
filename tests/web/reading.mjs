// Every view, the text with its marks, keys, colours, sizes.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { open, root, test } from './harness.mjs';
import { VIEWS, base, data, harbour, hostile, items, record, stalemate } from './site.mjs';

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
  const assets = path.join(root, 'web/dist/assets');
  const total = readdirSync(assets).filter((f) => /\.(js|css)$/.test(f)).reduce((n, f) => n + gzipSync(readFileSync(path.join(assets, f))).length, 0);
  assert.ok(total < 150_000, `${total} bytes`);
});
