/** A chapter as a notebook, with the reader's edits in it: taken along, and opened again. */

const cells = window.liveCells ?? [];

const address = () => document.querySelector("a.download[download]").href;

/** Fetch the chapter's notebook as the book has it. */
async function published() {
  const answer = await fetch(address());
  if (!answer.ok) throw new Error("the chapter's notebook did not load; check your connection");
  return answer.json();
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
  const text = `${JSON.stringify(notebook, null, 1)}\n`;
  const blob = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  Object.assign(document.createElement("a"), { href: blob, download: decodeURIComponent(address().split("/").pop()) }).click();
  setTimeout(() => URL.revokeObjectURL(blob), 60_000);
  return `Saved, with ${count(edited, "edited cell")}. Jupyter opens it, and so does this page.`;
}

/** Split text as notebooks do: one string a line, each with its line break. */
const lines = (text) => text.split(/(?<=\n)/);
const count = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

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
  const { put } = await import("./editing.js");
  let changed = 0;
  for (const cell of known) {
    const source = sources.get(cell.id);
    if (source === cell.source) continue;
    put(cell, source);
    changed++;
  }
  const book = new Set((await published()).cells.map(({ id }) => id));
  const left = [...sources.keys()].filter((id) => !book.has(id)).length;
  return `Opened: ${count(changed, "cell")} changed here`
    + (left ? `. ${count(left, "cell")} of the file ${left === 1 ? "is" : "are"} not in this chapter, and left out` : "") + ".";
}
