/* Answers with the pages that a reader has kept, when there is no network; else it stays out of the
   way. Written to the top of the site, since a service worker serves what lies below it. */
const NAME = "backprop-book";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const cache = await caches.open(NAME);
    const kept = await cache.match(request.url.replace(/[?#].*$/, ""));
    if (kept) return kept;
    if (request.mode !== "navigate") throw error;
    const pages = (await cache.keys()).map(({ url }) => url).filter((url) => /\.html$/.test(url));
    const links = pages.map((url) => `<li><a href="${url}">${url.split("/").pop().replace(".html", "")}</a></li>`);
    return new Response(`<!DOCTYPE html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<title>No network</title><main><h1>No network</h1>
<p>This page was not kept for use without a network. These were:</p><ul>${links.join("")}</ul></main>`,
    { headers: { "Content-Type": "text/html" } });
  }
}
