// The page's own functions: email, share, feedback, featured, saved searches and their mailing lists, print.
import assert from 'node:assert/strict';
import path from 'node:path';
import { folder, open, test } from './harness.mjs';
import { act, base, harbour, mail, record, stalemate } from './site.mjs';

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
