// Lighthouse on every page of the built site, as on a phone: `make lighthouse`.
//
// node measure.mjs SITE [PAGE ...] prints a table, and fails if a page is below the book's promise:
// performance 95, everything else 100. The site is served compressed, as hosts of static sites do.
// A busy machine makes pages look slow, so a page below the promise gets two more tries.
import { createServer } from "node:http";
import { readFile, readdir } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const [site, ...named] = process.argv.slice(2);
const PROMISE = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };
const TYPES = {
  ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript",
  ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain",
};

const server = createServer(async (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://site").pathname));
  const type = TYPES[extname(path)];
  try {
    const body = await readFile(join(site, path));
    const packed = type && !type.startsWith("font/");
    const headers = { "Content-Type": type ?? "application/octet-stream" };
    if (packed) headers["Content-Encoding"] = "gzip";
    response.writeHead(200, headers).end(packed ? gzipSync(body) : body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");

const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox"],
});

async function measure(page) {
  const address = `http://127.0.0.1:${server.address().port}/${page}`;
  const skipAudits = page.startsWith("book/") ? [] : ["is-crawlable"]; // no search engine wants those
  const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: "error", skipAudits });
  const scores = Object.keys(PROMISE).map((name) => Math.round(lhr.categories[name].score * 100));
  const sum = (size) => lhr.audits["network-requests"].details.items
    .reduce((total, item) => total + item[size], 0);
  const shift = lhr.audits["cumulative-layout-shift"].numericValue.toFixed(3);
  const failed = Object.keys(PROMISE).slice(1) // performance is no list of faults
    .flatMap((name) => lhr.categories[name].auditRefs)
    .filter(({ id, weight }) => weight && (lhr.audits[id].score ?? 1) < 1)
    .map(({ id }) => `${lhr.audits[id].title} (${lhr.audits[id].details?.items?.[0]?.node?.selector ?? id})`);
  const kept = Object.values(PROMISE).every((least, k) => scores[k] >= least);
  return { scores, shift, raw: sum("resourceSize"), packed: sum("transferSize"), kept, failed };
}

const book = (await readdir(join(site, "book"))).filter((name) => name.endsWith(".html")).sort();
const pages = named.length ? named : [...book.map((name) => `book/${name}`), "search.html", "404.html"];
const kB = (bytes) => `${Math.round(bytes / 1000)}`.padStart(7);
console.log("page".padEnd(40), "perf  a11y  best   seo    shift  kB raw   kB gz");
let broken = 0;
for (const page of pages) {
  let best = await measure(page);
  for (let again = 0; again < 2 && !best.kept; again += 1) {
    const other = await measure(page);
    if (other.scores[0] > best.scores[0]) best = other;
  }
  const row = best.scores.map((score) => `${score}`.padStart(4)).join("  ");
  console.log(page.padEnd(40), row, "  ", best.shift, kB(best.raw), kB(best.packed), best.kept ? "" : " <");
  for (const fault of best.failed) console.log("   ", fault);
  broken += !best.kept;
}
await chrome.kill();
server.close();
process.exitCode = broken ? 1 : 0;
