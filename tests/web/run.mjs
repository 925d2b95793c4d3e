// Clicks through the reader's pages in Chromium, against a real server over an archive of our own pages.
//
//     node tests/web/run.mjs [WORDS OF A TEST'S NAME]
import { end, runAll } from './harness.mjs';
import './reading.mjs';
import './lists.mjs';
import './functions.mjs';

let good = false;
try {
  good = await runAll();
} finally {
  await end();
}
process.exit(good ? 0 : 1);
