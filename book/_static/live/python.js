/** Python on the page: starts a worker when it is first needed, runs one cell at a time, stops. */

const here = new URL(".", import.meta.url);
const CODE = ["needs.py", "showing.py", "anywidget.py", "session.py"];
let worker, ready, current, loaded = false, stops = 0;

/** Forward what the worker says to whoever runs a cell now. */
function hear({ data }) {
  if (data.kind === "bytes" || data.kind === "stage" || data.kind === "failed") progress(data);
  if (data.kind === "started") {
    progress({ kind: "stage", text: "Running" });
    loaded = true;
    ready.resolve();
  }
  else if (data.kind === "failed") {
    ready.reject(new Error(data.text));
    current?.end({ ended: loaded ? "broken" : "failed", text: data.text });
    stop();
  } else if (data.kind === "ended") current?.end(data);
  else if (data.kind === "traits") traits(data);
  else current?.hear(data);
}

let asked; // rejects whoever waits for `files`
let progress = () => {}, traits = () => {};
/** Tell which traits of an explorer Python has set. */
export const onTraits = (listener) => { traits = listener; };
/** Tell how loading goes: `listener` gets { kind: "stage" | "bytes", … }. */
export const onProgress = (listener) => { progress = listener; };

export const started = () => Boolean(worker);
/** Which Python of this page it is: each counts its explorers from 0. */
export const era = () => stops;

/** Start Python, once; rejects when it does not come. */
export function start() {
  if (!worker) {
    ready = Promise.withResolvers();
    ready.promise.catch(() => {}); // whoever waits hears of it
    worker = new Worker(new URL("worker.js", here), { type: "module" });
    const mine = worker;
    worker.addEventListener("message", (event) => { if (worker === mine) hear(event); });
    worker.addEventListener("error", (event) => {
      hear({ data: { kind: "failed", text: event.message || "the worker did not load" } });
    });
    const code = Object.fromEntries(CODE.map((name) => [name, new URL(name, here).href]));
    worker.postMessage({ kind: "start", lite: new URL("../../lite/", here).href, code });
  }
  return ready.promise;
}

/** Run cell `cell` of `sources`; `listener` hears what it says; returns how it ended. */
export async function run(sources, cell, listener, whole = false) {
  const mine = Promise.withResolvers();
  const before = current?.done;
  const job = { hear: listener, end: mine.resolve, done: mine.promise };
  await before;
  current = job;
  try {
    await Promise.race([start(), mine.promise]); // it may be stopped before it has started
  } catch (error) {
    mine.resolve({ ended: "failed", text: error.message });
  }
  if (current === job) worker?.postMessage({ kind: "run", sources, cell, whole });
  const end = await mine.promise;
  if (current === job) current = undefined;
  return end;
}

/** Return the addresses of all that Python has loaded. */
export function files() {
  return new Promise((done, failed) => {
    asked = failed;
    worker.addEventListener("message", function hear({ data }) {
      if (data.kind !== "files") return;
      worker?.removeEventListener("message", hear);
      done(data.files);
    });
    worker.postMessage({ kind: "files" });
  });
}

/** Tell Python that an explorer was moved. */
export const moved = (explorer, values) => worker?.postMessage({ kind: "trait", explorer, values });

/** End Python at once: static hosts lack what it takes to interrupt it. Its state is gone. */
export function stop() {
  worker?.terminate();
  worker = undefined;
  loaded = false;
  ready?.reject(new Error("Python was ended"));
  asked?.(new Error("Python was ended"));
  stops++;
  current?.end({ ended: "stopped" });
  current = undefined;
}
