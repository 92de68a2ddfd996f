/* Python for one page, away from the page: Pyodide, our wheel, and session.py in a worker.

   In:  { kind: "start", lite, code }         where JupyterLite is, and the files beside this one
        { kind: "run", sources, cell, whole }
        { kind: "trait", explorer, values }   an explorer was moved
        { kind: "files" }                     what has been loaded
   Out: stage, started, failed; stream, output, verdict, traits; ended; files */

const say = (kind, facts = {}) => postMessage({ kind, ...facts });
let python, session, loadable, given = [];

/** Tell how much has arrived. Hosts that do not say are left out of the sum. */
let bytes = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) bytes += entry.encodedBodySize || 0;
  say("bytes", { bytes });
}).observe({ type: "resource", buffered: true });

/** Return the lock file in which our wheel needs NumPy only; what else a cell needs comes with it. */
function lean(lock) {
  const packages = { ...lock.packages };
  packages["backprop-book"] = { ...packages["backprop-book"], depends: ["numpy"] };
  return { ...lock, packages };
}

async function get(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  return answer;
}
const json = async (address) => (await get(address)).json();
const text = async (address) => (await get(address)).text();

// Pyodide only warns where its WebAssembly does not come whole, and then waits for ever.
const { instantiateStreaming } = WebAssembly;
WebAssembly.instantiateStreaming = (...given) => instantiateStreaming(...given).catch((error) => {
  failToStart(error);
  throw error;
});

async function start({ lite, code }) {
  const settings = (await json(`${lite}jupyter-lite.json`))["jupyter-config-data"];
  const kernel = settings.litePluginSettings["@jupyterlite/pyodide-kernel-extension:kernel"];
  const pyodide = new URL(kernel.pyodideUrl, lite).href;
  const lockFile = new URL(kernel.loadPyodideOptions.lockFileURL, lite).href;
  given = [pyodide, lockFile, ...Object.values(code)];
  say("stage", { text: "Loading Python", host: new URL(pyodide).host });
  const files = Object.keys(code);
  const [lock, { loadPyodide }, ...sources] = await Promise.all([
    json(lockFile),
    import(pyodide),
    ...files.map((name) => text(code[name])),
  ]);
  loadable = lock.packages;
  python = await loadPyodide({
    indexURL: new URL(".", pyodide).href,
    lockFileContents: JSON.stringify(lean(lock)),
    packageBaseUrl: new URL(".", lockFile).href,
    packages: ["backprop-book"], // on their way while Python itself starts
  });
  say("stage", { text: "Loading NumPy and the book's library" });
  for (const name of ["numpy", "backprop-book"]) await load(name);
  files.forEach((name, k) => python.FS.writeFile(`/home/pyodide/${name}`, sources[k]));
  python.globals.set("_post", (text) => postMessage(JSON.parse(text)));
  python.runPython(`
import json, session
def moved(text):
    import anywidget
    anywidget.moved(*json.loads(text))
def say(kind, **facts):
    _post(json.dumps({"kind": kind, **facts}))
session.listen_to_checks(say)
session.tell = say
page = session.Session(say)
run = lambda text: json.dumps(page.run(*json.loads(text)))
`);
  session = { run: python.globals.get("run"), moved: python.globals.get("moved") };
  say("started");
}

/** Load a package and what it needs; Pyodide only warns where one does not come. */
async function load(name) {
  const failed = [];
  await python.loadPackage(name, { messageCallback: () => {}, errorCallback: (said) => failed.push(said) });
  if (failed.length) throw new Error(failed.join(" "));
  if (!Object.hasOwn(python.loadedPackages, name)) throw new Error(`${name} did not come`);
}

/** Return the package that brings a module, if there is one. */
const bringer = (module) => Object.values(loadable).find(({ imports }) => imports.includes(module))?.name;

async function run({ sources, cell, whole }) {
  const tried = new Set();
  for (;;) {
    const end = JSON.parse(session.run(JSON.stringify([sources, cell, Boolean(whole)])));
    const name = end.ended === "module" && bringer(end.name.split(".")[0]);
    if (!name || tried.has(name)) {
      say("ended", { ...end, ended: end.ended === "module" ? "error" : end.ended });
      return;
    }
    tried.add(name);
    say("stage", { text: `Loading ${name}` });
    try {
      await load(name);
    } catch (error) {
      say("ended", { ended: "error", cell, line: null, calls: [], error: "Loading",
        text: `${name} did not load: ${error.message}. Check your connection, then run the cell again.` });
      return;
    }
    say("again");
  }
}

/** Say why Python is of no use: of a traceback, the line that names the error. */
const fail = (error) => say("failed", { text: String(error?.message ?? error).trim().split("\n").at(-1) });
const failToStart = (error) => { if (!session) fail(error); };

// Pyodide does not always reject when a file of it does not come.
addEventListener("unhandledrejection", ({ reason }) => failToStart(reason));
const trait = ({ explorer, values }) => {
  try {
    session.moved(JSON.stringify([explorer, values]));
  } catch (error) {
    console.warn(String(error)); // an observer's fault, or a refused value: no reason to end Python
  }
};
const files = () => say("files", { files: [...given, ...performance.getEntriesByType("resource").map(({ name }) => name)] });
const work = { start, run, trait, files };
let before = Promise.resolve();
onmessage = ({ data }) => {
  before = before.then(() => work[data.kind](data)).catch(fail);
};
