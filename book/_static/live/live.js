/** What the buttons under the cells do, from the first press on. */

import { Output } from "./outputs.js";
import * as python from "./python.js";
import * as exercises from "./exercise.js";
import { edit, editor, follow, markLine, reset } from "./editing.js";

const cells = window.liveCells;
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);
/** Say it to a screen reader. */
export const say = (text) => { status.textContent = text; };

const styles = document.createElement("link");
Object.assign(styles, { rel: "stylesheet", href: new URL("running.css", import.meta.url) });
document.head.append(styles);

const ALL = 17; // MB until the first answer; a test measures it
const LATER = "The editor did not load. Check your connection, then press again.";
let running; // the cell that runs
const waiting = new Map(); // where it says that it must be waited for: what stood there

/** Say so where a press came while a cell runs, until it has ended. */
function busy(says) {
  if (!waiting.has(says)) waiting.set(says, says.textContent);
  says.textContent = `Cell ${running.number} is still running. Wait for it, or stop it.`;
  say(says.textContent);
}

/** Do what a button says. */
export async function act(cell, what) {
  if (what === "edit") return opened(cell, { run: () => act(cell, cell.role === "stub" ? "check" : "run") });
  if (what === "reset") return reset(cell);
  if (what === "stop") return python.stop();
  if (what === "all") return runAll(cell);
  if (what === "solution") return exercises.solution(cell);
  const target = what === "check" ? exercises.checkOf(cell) : cell;
  if (cell.role === "stub" || target.role === "check") exercises.open(cells);
  await run(target, cell);
}

/** Open an editor, or say that it did not come. */
async function opened(cell, how) {
  try {
    await edit(cell, how);
    if (cell.says.textContent === LATER) cell.says.textContent = "";
  } catch {
    cell.says.textContent = LATER;
    say(LATER);
  }
}

/** Run a cell and show what comes; `pressed` is the cell whose button it was. */
export async function run(cell, pressed = cell, whole = false) {
  if (running) {
    busy(pressed.says);
    return undefined;
  }
  running = cell;
  const output = new Output(cell);
  const bars = new Set([cell, pressed]);
  const wording = pressed.run.textContent, label = pressed.run.getAttribute("aria-label");
  const does = pressed.run.dataset.act;
  pressed.run.textContent = "Stop";
  pressed.run.setAttribute("aria-label", `Stop cell ${cell.number}`);
  pressed.run.dataset.act = "stop";
  cell.node.setAttribute("aria-busy", "true");
  const tell = (text) => { for (const { says } of bars) says.textContent = text; };
  const clock = ticking(tell, say, cell);
  for (const other of cells) markLine(other, null);
  const verdicts = [];
  const sources = cells.map(({ source }) => source); // the reader may go on writing
  const end = await python.run(sources, cells.indexOf(cell), (data) => {
    if (data.kind === "verdict") verdicts.push(data);
    if (data.kind === "again") {
      verdicts.length = 0;
      clock.again();
    }
    output.hear(data);
  }, whole);
  clock.stop();
  running = undefined;
  for (const [says, before] of waiting) says.textContent = before;
  waiting.clear();
  pressed.run.textContent = wording;
  pressed.run.setAttribute("aria-label", label);
  pressed.run.dataset.act = does;
  cell.node.removeAttribute("aria-busy");
  finish(cell, end, output, tell, verdicts, sources);
  cell.runs = (cell.runs ?? 0) + 1;
  return end;
}

let all; // the button, while every cell runs

/** Run every cell, from the first and with nothing left over, until one fails or it is stopped. */
async function runAll({ run: pressed, says }) {
  if (all) return python.stop();
  if (running) return busy(says);
  all = pressed;
  const wording = pressed.textContent;
  pressed.textContent = "Stop";
  let last;
  for (const cell of cells) {
    says.textContent = `Cell ${cell.number} of ${cells.length}`;
    last = await run(cell, cell, cell === cells[0]);
    if (last?.ended === "done") continue;
    cell.node.scrollIntoView({ block: "center" });
    break;
  }
  pressed.textContent = wording;
  all = undefined;
  const ended = { done: "All cells have run.", error: "One cell failed; the rest did not run.",
    stopped: "Stopped.", broken: "Python broke down.", failed: "Python did not load." };
  says.textContent = ended[last?.ended] ?? "";
  return say(says.textContent);
}

function finish(cell, end, output, tell, verdicts, sources) {
  if (end.ended === "done" || end.ended === "error") {
    if (end.ended === "error") {
      const at = cells[end.cell];
      output.error(end, sources[end.cell], at === cell ? null : at);
      if (end.line && at.source === sources[end.cell]) markLine(at, end.line);
    }
    output.end();
    cell.node.classList.remove("edited-since");
    tell(cell.source === cell.original ? "" : "Yours");
    say(`Cell ${cell.number}: ${output.text || "done"}`.slice(0, 600));
    exercises.judged(cell, verdicts, sources);
  } else if (end.ended === "broken") {
    const text = `Python broke down (${end.text}), so it was ended. `
      + "The next run starts it again, and runs what a cell needs from above.";
    tell(text);
    say(text);
  } else if (end.ended === "stopped") {
    const text = "Stopped. Python was ended, so the next run starts it again, and runs what a cell needs from above.";
    tell(text);
    say(text);
  } else {
    const text = `Python did not load (${end.text}). Check your connection, and whether your network blocks `
      + "it; then press again. Or download the notebook, and open it with Jupyter.";
    tell(text);
    say(text);
  }
}

/** Show that it still runs: what loads, how much of it has come, how long it takes. */
function ticking(tell, say, cell) {
  const from = performance.now();
  let stage = python.started() ? "Running" : "Loading Python", megabytes = 0, host = "";
  say(stage === "Running" ? `Cell ${cell.number} runs` : `${stage}. This happens once.`);
  python.onProgress((data) => {
    if (data.kind === "bytes") megabytes = data.bytes / 1e6;
    if (data.kind === "stage") stage = data.text;
    if (data.host && data.host !== location.host) host = ` from ${data.host}`;
    show();
  });
  const show = () => {
    const loading = stage.startsWith("Loading");
    const size = megabytes < ALL ? `${megabytes.toFixed(1)} of about ${ALL} MB` : `${megabytes.toFixed(1)} MB`;
    const seconds = Math.floor((performance.now() - from) / 1000);
    tell(loading ? `${stage}${host}: ${size}` : `Running${seconds ? ` for ${seconds} s` : ""}`);
  };
  const again = () => { stage = "Running"; };
  const timer = setInterval(show, 500);
  show();
  const stop = () => {
    clearInterval(timer);
    python.onProgress(() => {}); // what comes later is not about this cell
  };
  return { again, stop };
}

addEventListener("your-book-reset", () => {
  for (const cell of cells) {
    cell.earlier = undefined;
    if (editor(cell)) reset(cell, true);
  }
});

// What another tab has written stands here, too: else the next key here would overwrite it.
addEventListener("your-book", ({ detail: { key, value } }) => {
  const cell = cells.find((one) => one.key === key);
  if (!cell || !editor(cell)) return;
  const source = value === undefined ? cell.original : value.mark === cell.mark ? value.source : cell.source;
  if (source !== cell.source) follow(cell, source);
});
