/** A chapter kept for when there is no network: its page, what that may load, and Python. */

import * as python from "./python.js";

const NAME = "backprop-book"; // as in book/_ext/reader/offline.js and in panel.js
const root = new URL("../../", import.meta.url);
const plain = (address) => String(address).replace(/[?#].*$/, "");

/** Keep this page as it is now, and answer with it when there is no network. Returns the megabytes. */
export async function keep(tell) {
  if (!navigator.serviceWorker || !window.caches) {
    throw new Error("this browser keeps no pages of this address; that takes https, or the reader's own machine");
  }
  const run = await python.start().then(() => python.files());
  const files = await (await fetch(new URL("files.json", import.meta.url))).json();
  const links = ["a.download[download]", "#contents a[href*=solutions]"]
    .map((link) => document.querySelector(link)?.href).filter(Boolean);
  const images = [...document.images].map(({ src }) => src); // also those further down, not yet loaded
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  // The page last: where it is kept, all it needs is.
  const wanted = new Set([...links, ...images, ...loaded, ...run, ...files.map((name) => new URL(name, root)), location]
    .map(plain).filter((address) => /^https?:/.test(address)));
  const cache = await caches.open(NAME);
  let bytes = 0, done = 0;
  for (const address of wanted) {
    tell(`Keeping ${++done} of ${wanted.size} files`);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    const body = await answer.blob();
    bytes += body.size;
    await cache.put(address, new Response(body, { headers: { "Content-Type": answer.headers.get("Content-Type") } }));
  }
  await navigator.serviceWorker.register(new URL("offline.js", root));
  await navigator.serviceWorker.ready;
  return bytes / 1e6;
}

/** Forget all pages that were kept. */
export async function forget() {
  await caches.delete(NAME);
  const worker = await navigator.serviceWorker.getRegistration(root);
  if (worker?.scope === root.href) await worker.unregister();
}
