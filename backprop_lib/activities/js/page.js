/** On a page: activities come to life where they stand; ordering is loaded when it is started. */

import { mountComparison, mountPrediction } from "./predict.js";
import { follow, store } from "./store.js";

const files = document.currentScript?.src.replace(/activities\.js.*$/, "");
const version = document.currentScript?.src.replace(/^[^?]*/, "");
const page = location.pathname.split("/").pop().replace(/\.html$/, "");
let loading;

function load() {
  const fetched = (tag, of) => new Promise((done, failed) => {
    const node = document.createElement(tag);
    document.head.append(Object.assign(node, of, { onload: done, onerror: failed }));
  });
  const address = (name) => files + name + version;
  loading ??= Promise.all([
    fetched("script", { src: address("derivation_data.js") }), fetched("script", { src: address("order.js") }),
    fetched("link", { rel: "stylesheet", href: address("order.css") }),
  ]);
  loading.catch(() => { loading = undefined; });
  return loading;
}

export function mountAll() {
  for (const root of document.querySelectorAll("[data-activity]")) {
    const key = `predict/${page}/answer`;
    ({ predict: () => mountPrediction(root, key), compare: () => mountComparison(root, key), order: () => begin(root) })[root.dataset.activity]();
  }
}

function begin(root) {
  const number = `${root.dataset.chapter}.0`, state = root.querySelector(".bp-state");
  follow(`exercise/${number}`, (kept) => { state.textContent = kept?.passed ? "✓ Solved" : ""; });
  root.querySelector(".bp-start").addEventListener("click", async () => {
    try {
      await load();
    } catch {
      state.textContent = "This did not load. Check your connection, then press again.";
      return;
    }
    window.bookOrder(root, { parts: window.derivationData[page], page, number, store });
  });
}
