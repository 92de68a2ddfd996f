// A bar with buttons under each code cell; live.js comes with the first press.
const stub = /^exercise-(\d+)-(\d+)-(stub|check|solution)$/;

const button = (text, label, act) => {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.setAttribute("aria-label", label);
  made.dataset.act = act;
  return made;
};

window.liveCells = [...document.querySelectorAll("div.cell[id^=cell-]")].map((node, k) => {
  const id = node.id.slice(5), pre = node.querySelector(".cell_input pre");
  const original = pre.textContent.replace(/\n$/, "");
  const [, chapter, number, role] = stub.exec(id) ?? [];
  const exercise = chapter && `${chapter}.${number}`;
  const run = role === "stub" || role === "check"
    ? button("Check", `Check exercise ${exercise}`, "check")
    : button("Run", `Run cell ${k + 1}`, "run");
  const bar = Object.assign(document.createElement("div"), { className: "live-bar" });
  const says = document.createElement("span");
  bar.append(run, role === "check"
    ? button("Solution", `Show the worked solution of exercise ${exercise}`, "solution")
    : button("Edit", `Edit ${role === "stub" ? `your answer to exercise ${exercise}` : `cell ${k + 1}`}`, "edit"), says);
  pre.closest(".cell_input").append(bar);
  return { id, node, pre, original, source: original, role, exercise, number: k + 1, bar, run, says };
});

// One button more, above the chapter.
const all = document.querySelector(".run-all");
all?.addEventListener("click", () => press({ run: all, says: all.nextElementSibling }, "all"));

async function press(cell, act) {
  if (location.protocol === "file:") {
    cell.says.textContent = "A browser runs no Python for a page from a folder. Serve the site: "
      + "make read, or python3 -m http.server in its top folder.";
    return;
  }
  try {
    const [live] = await Promise.all([import(`${files}live/live.js`), book()]);
    live.act(cell, act);
  } catch {
    cell.says.textContent = "This did not load. Check your connection, then press again.";
  }
}

addEventListener("click", ({ target }) => {
  const cell = liveCells.find(({ node }) => node.contains(target));
  if (!cell) return;
  const pressed = target.closest(".live-bar button");
  if (pressed) press(cell, pressed.dataset.act);
  else if (cell.pre.contains(target) && getSelection().isCollapsed && location.protocol !== "file:") {
    press(cell, "edit");
  }
});
