// Bodies of pages by @mozilla/readability over linkedom: a folder of pages in, JSON Lines out, a last line with the CPU seconds.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const [, , folder, modules] = process.argv;
const load = createRequire(join(modules, "package.json"));
const { Readability } = load("@mozilla/readability");
const { parseHTML } = load("linkedom");

const seconds = () => {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1e6;
};
const pages = readdirSync(folder)
  .filter((name) => name.endsWith(".html"))
  .sort()
  .map((name) => [basename(name, ".html"), readFileSync(join(folder, name), "utf8")]);
let took = 0;
for (const [id, html] of pages) {
  const begun = seconds();
  let body = "";
  try {
    const article = new Readability(parseHTML(html).document).parse();
    // Block elements end a line; textContent alone would join the last word of one and the first of the next.
    if (article) body = parseHTML(`<html><body>${article.content.replace(/<\/(p|div|li|h[1-6]|blockquote|td)>/g, "$&\n")}</body></html>`).document.body.textContent;
  } catch {
    // a page that it cannot read has no body
  }
  took += seconds() - begun;
  console.log(JSON.stringify({ id, body }));
}
console.log(JSON.stringify({ pages: pages.length, seconds: took }));
