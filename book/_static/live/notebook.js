/** A chapter as a notebook, with the reader's edits in it: taken along, and opened again. */

const cells = window.liveCells ?? [];
const book = window.yourBook;
const page = location.pathname.split("/").pop().replace(/\.html$/, "");
const KEPT = "backprop-book"; // where a notebook's metadata hold predictions, orders and results

const address = () => document.querySelector("a.download[download]").href;

/** Fetch the chapter's notebook as the book has it. */
async function published() {
  try {
    const answer = await fetch(address());
    if (answer.ok) return await answer.json();
  } catch { /* no connection: the same words */ }
  throw new Error("the chapter's notebook did not load; check your connection");
}

/** Save the chapter's notebook with the code that stands in its cells now. */
export async function download() {
  const notebook = await published();
  const own = new Map(cells.map((cell) => [cell.id, cell]));
  let edited = 0;
  for (const cell of notebook.cells) {
    const mine = own.get(cell.id);
    if (!mine || mine.source === mine.original) continue;
    edited++;
    Object.assign(cell, { source: lines(mine.source), outputs: [], execution_count: null });
  }
  const kept = Object.fromEntries(keys().map((key) => [key, book.read(key)]));
  if (Object.keys(kept).length) notebook.metadata[KEPT] = kept;
  compare(notebook);
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  const blob = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  Object.assign(document.createElement("a"), { href: blob, download: decodeURIComponent(address().split("/").pop()) }).click();
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  const more = Object.keys(kept).length ? ` and ${count(Object.keys(kept).length, "answer or result", "answers and results")}` : "";
  return `Saved, with ${count(edited, "edited cell")}${more}. Jupyter opens it, and so does this page.`;
}

/** Split text as notebooks do: one string a line, each with its line break. */
const lines = (text) => text.split(/(?<=\n)/);
const count = (number, what, more = `${what}s`) => `${number} ${number === 1 ? what : more}`;

/** The keys of what the reader predicted, put in order and solved in this chapter. */
function keys() {
  const solved = (window.bookExercises[`book/${page}`] ?? []).map((entry) => `exercise/${entry.split("#")[0]}`);
  return [...book.keys(`predict/${page}/`), ...book.keys(`order/${page}/`), ...solved.filter(book.read)];
}

/** Where the notebook compares, the reader's own words stand, as on the page. */
function compare(notebook) {
  const answers = book.read(`predict/${page}/answer`);
  for (const { id, outputs } of answers ? notebook.cells : []) {
    for (const { data } of /^compare-/.test(id) ? outputs : []) {
      const shown = new DOMParser().parseFromString([data?.["text/html"] ?? ""].flat().join(""), "text/html");
      for (const row of shown.querySelectorAll("[data-field]")) {
        const words = String(answers[row.dataset.field] ?? "").trim();
        if (words) row.querySelector("b").textContent = words;
      }
      if (shown.body.firstChild) data["text/html"] = lines(shown.body.innerHTML);
    }
  }
}

/** Take over the answers and results that came along; what is solved here stays solved. */
function restore(kept) {
  const known = /^(predict|order)\//;
  const mine = new Set((window.bookExercises[`book/${page}`] ?? []).map((entry) => `exercise/${entry.split("#")[0]}`));
  let taken = 0;
  for (const [key, value] of Object.entries(kept && typeof kept === "object" ? kept : {})) {
    const here = known.test(key) ? key.split("/")[1] === page : mine.has(key);
    const now = book.read(key);
    if (!here || value === null || typeof value !== "object") continue;
    if (now?.passed || JSON.stringify(now) === JSON.stringify(value)) continue;
    book.write(key, value);
    taken++;
  }
  return taken;
}

/** Take over the code of a notebook of this chapter. Nothing changes if it is none. */
export async function open(file) {
  let notebook;
  try {
    notebook = JSON.parse(await file.text());
  } catch {
    throw new Error(`${file.name} is not a notebook: it cannot be read as JSON`);
  }
  const found = notebook?.cells;
  if (!Array.isArray(found)) throw new Error(`${file.name} is not a notebook: it has no list of cells`);
  const sources = new Map();
  for (const { id, cell_type: type, source } of found) {
    const text = Array.isArray(source) ? source.join("") : source;
    if (type === "code" && typeof text === "string") sources.set(id, text);
  }
  const known = cells.filter(({ id }) => sources.has(id));
  const own = ({ id }) => id.startsWith("exercise-") ? /-stub$/.test(id) : true;
  if (!known.some(own)) throw new Error(`${file.name} is not this chapter: it shares no cell with this page`);
  const ours = new Set((await published()).cells.map(({ id }) => id)); // all that may fail comes first
  const { put } = await import("./editing.js");
  let changed = 0;
  for (const cell of known) {
    const source = sources.get(cell.id);
    if (source === cell.source) continue;
    put(cell, source);
    changed++;
  }
  const taken = restore(notebook.metadata?.[KEPT]);
  const left = [...sources.keys()].filter((id) => !ours.has(id)).length;
  return `Opened: ${count(changed, "cell")} changed here`
    + (taken ? `, ${count(taken, "answer or result", "answers and results")} taken over` : "")
    + (left ? `. ${count(left, "cell")} of the file ${left === 1 ? "is" : "are"} not in this chapter, and left out` : "") + ".";
}
