/** Exercises in place: the stub open for editing, what `check` said, the worked solution. */

import { act, say } from "./live.js";
import { edit } from "./editing.js";

const cells = window.liveCells;
const of = (exercise, role) => cells.find((cell) => cell.exercise === exercise && cell.role === role);
export const checkOf = (cell) => of(cell.exercise, "check") ?? cell;
let opened = false;

/** Open every stub of the page for editing, once. */
export function open() {
  if (opened) return;
  opened = true;
  for (const cell of cells) {
    if (cell.role !== "stub") continue;
    edit(cell, { run: () => act(cell, "check"), quiet: true }).catch(() => { opened = false; });
  }
}

/** Keep and show what `check` said. Solved stays solved, until the reader resets it. */
export function judged(cell, verdicts, sources) {
  for (const { exercise, status, text } of verdicts) {
    const key = `exercise/${exercise}`, before = window.yourBook.read(key);
    const source = sources[cells.indexOf(of(exercise, "stub"))]; // what was checked
    const passed = status === "right" || before?.passed === true;
    if (status !== "not attempted" || before) {
      window.yourBook.write(key, { passed, status, text, source });
    }
    const check = of(exercise, "check");
    if (check) {
      check.ran = check === cell;
      check.says.textContent = passed ? "✓ Solved" : "";
      const output = check.node.querySelector(".cell_output");
      if (output && check === cell) output.dataset.status = status;
      if (status === "wrong") check.tried = true;
    }
  }
}

/** Show the worked solution: at once after a try, else on the second press. */
export async function solution(cell) {
  const result = window.yourBook.read(`exercise/${cell.exercise}`);
  const button = cell.bar.querySelector("[data-act=solution]");
  const shown = cell.node.parentNode.querySelector(".live-solution");
  if (shown) {
    shown.open = !shown.open;
    return;
  }
  if (!result && !cell.tried && !cell.asked) {
    cell.asked = true;
    cell.says.textContent = "You have not tried yet. Press again to see the solution all the same.";
    say(cell.says.textContent);
    return;
  }
  cell.says.textContent = result?.passed ? "✓ Solved" : "";
  try {
    cell.node.after(await worked(cell));
    button.setAttribute("aria-label", `Show or hide the worked solution of exercise ${cell.exercise}`);
    say("The worked solution is below.");
  } catch {
    cell.says.textContent = "The solution did not load. Check your connection, then press again.";
  }
}

/** Take the worked solution from the page of solutions: its words and its code. */
async function worked(cell) {
  const address = document.querySelector("#contents a[href*=solutions]").href;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const code = page.getElementById(`cell-exercise-${cell.exercise.replace(".", "-")}-solution`);
  const box = Object.assign(document.createElement("details"), { className: "live-solution", open: true });
  box.append(Object.assign(document.createElement("summary"), { textContent: "Worked solution" }));
  for (const part of code.closest("section").children) {
    if (!/^H\d$/.test(part.tagName)) box.append(document.importNode(part, true));
  }
  for (const part of box.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const link of box.querySelectorAll("a[href]")) {
    link.href = new URL(link.getAttribute("href"), address).href;
  }
  return box;
}
