// A served archive, an SMTP server and a browser for the tests of the reader's pages.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(path.join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const program = process.env.DATELINE_PROGRAM ?? path.join(root, 'build/release/dateline');
const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('DATELINE_')));

export const folder = mkdtempSync(path.join(tmpdir(), 'dateline-web-'));
const ended = [];

function line(stream, wanted) {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: stream });
    const timer = setTimeout(() => reject(new Error('a server did not start in 30 s')), 30_000);
    lines.on('line', (text) => {
      const found = wanted(text);
      if (found !== undefined) {
        clearTimeout(timer);
        resolve(found);
      }
    });
    lines.on('close', () => reject(new Error('a server ended')));
  });
}

export function ingest(...sources) {
  const done = spawnSync(program, ['ingest', '--archive', path.join(folder, 'a.db'), ...sources], { cwd: folder, env: settings, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`ingest: ${done.stderr}`);
}

export async function mailServer() {
  const out = path.join(folder, 'messages.jsonl');
  writeFileSync(out, '');
  const child = spawn('/usr/bin/python3', [path.join(root, 'tests/cli/smtp_sink.py'), out], { stdio: ['ignore', 'pipe', 'inherit'] });
  ended.push(child);
  const port = await line(child.stdout, (text) => (/^\d+$/.test(text) ? Number(text) : undefined));
  const taken = () => readFileSync(out, 'utf8').split('\n').filter(Boolean).map((text) => JSON.parse(text));
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    /** Waits for a message to an address. */
    async to(address) {
      for (let i = 0; i < 200; ++i) {
        const found = taken().find((m) => m.to.includes(address));
        if (found) return found.message;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`no message to ${address}`);
    },
  };
}

export async function serve(...options) {
  const web = path.join(root, 'web/dist');
  if (!existsSync(path.join(web, '.vite/manifest.json'))) throw new Error('web/dist is not built; tools/set-up site builds it');
  const child = spawn(program, ['serve', '--archive', path.join(folder, 'a.db'), '--port', '0', '--web', web, ...options], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  ended.push(child);
  return line(child.stderr, (text) => {
    if (!text.startsWith('{')) throw new Error(text);
    const entry = JSON.parse(text);
    return entry.event === 'listening' ? entry.url.replace(/\/$/, '') : undefined;
  });
}

let browser;
export async function startBrowser() {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A browser window that notes each fault: errors on the console, broken policy, requests to elsewhere. */
export async function open(base, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = [];
  page.on('console', (m) => m.type() === 'error' && faults.push(`${m.text()} ${m.location().url}`));
  page.on('pageerror', (e) => faults.push(e.message));
  page.on('request', (r) => !r.url().startsWith(base) && !/^(data|blob|about):/.test(r.url()) && faults.push(`asked elsewhere: ${r.url()}`));
  const visit = async (where) => {
    await page.goto(base + where);
    if (options.javaScriptEnabled !== false) await page.waitForSelector('.app h1, .app .refused');
  };
  /** Serious and critical findings of axe. */
  const findings = async () => {
    // The page's policy holds for scripts of the page; this one comes by the debugger.
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const result = await window.axe.run(document, { resultTypes: ['violations'] });
      return result.violations
        .filter((v) => v.impact === 'serious' || v.impact === 'critical')
        .map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html.slice(0, 120)} ${n.failureSummary?.split('\n')[1] ?? ''}`).slice(0, 3).join(' | ')}`);
    });
  };
  return { page, context, faults, visit, findings };
}

export async function end() {
  await browser?.close();
  for (const child of ended) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  rmSync(folder, { recursive: true, force: true });
}

const tests = [];
export function test(name, body) {
  tests.push([name, body]);
}

/** Runs all tests in their order, or those whose names hold the words given; the last line counts them. */
export async function runAll() {
  const only = process.argv[2];
  let passed = 0;
  let failed = 0;
  for (const [name, body] of tests) {
    if (only && !name.includes(only)) continue;
    try {
      await body();
      ++passed;
    } catch (error) {
      ++failed;
      console.log(`FAILED: ${name}\n${error.stack ?? error}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}
