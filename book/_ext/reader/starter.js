// What a page carries for its reader until something is pressed, pointed at or kept: the rest is
// loaded then. reader.py makes one script, reader.js, of this file, cells.js and boxes.js.
const { src, dataset } = document.currentScript;
const files = src.replace(/reader\.js.*$/, "");
const ours = /^backprop-book:/;
const loading = {};

/** Load one more script or stylesheet, once. After a failure it can be tried again. */
const load = (name) => loading[name] ??= new Promise((done, failed) => {
  const href = `${files}${name}?v=${dataset.version}`, sheet = name.endsWith("css");
  const node = document.createElement(sheet ? "link" : "script");
  Object.assign(node, sheet ? { rel: "stylesheet", href } : { src: href });
  document.head.append(Object.assign(node, { onload: done, onerror: failed }));
}).catch((error) => {
  delete loading[name];
  throw error;
});

/** Your book: what the reader writes and solves. A page without any need not load it. */
const book = window.openBook = () => load("live/book.js").then(() => window.yourBook);
const later = () => book().catch(() => {}); // whoever needs it asks again

const kept = (which) => {
  try { return Object.keys(localStorage).some((key) => which.test(key)); } catch { return false; }
};
if (kept(ours)) later();
addEventListener("storage", ({ key }) => { if (!key || ours.test(key)) later(); });
document.querySelector(".your-book button")?.addEventListener("click", async ({ target }) => {
  try {
    await book();
    await load("live/panel.js");
  } catch {
    target.after(" This did not load. Check your connection, then press again.");
  }
});
