/* A bar with buttons under each code cell; live.js comes with the first press. */
(() => {
  const page = location.pathname.split("/").pop().replace(/\.html$/, "");
  const stub = /^exercise-(\d+)-(\d+)-(stub|check|solution)$/;
  let live; // the part that runs, once it is wanted

  const button = (text, label, act) => {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: text });
    made.setAttribute("aria-label", label);
    made.dataset.act = act;
    return made;
  };

  /** A short name for a text, to see whether a cell is still what it was when it was edited. */
  function mark(text) {
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let k = 0; k < text.length; k++) {
      a = Math.imul(a ^ text.charCodeAt(k), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(k), 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }

  window.liveCells = [...document.querySelectorAll("div.cell[id^=cell-]")].map((node, k) => {
    const id = node.id.slice(5), pre = node.querySelector(".cell_input pre");
    const original = pre.textContent.replace(/\n$/, "");
    const [, chapter, number, role] = stub.exec(id) ?? [];
    const exercise = chapter && `${chapter}.${number}`;
    const cell = { id, node, pre, original, role, exercise, number: k + 1,
      key: `cell/${page}/${id}`, mark: mark(original), code: pre.innerHTML };
    const what = role === "stub" ? `your answer to exercise ${exercise}` : `cell ${cell.number}`;
    cell.bar = document.createElement("div");
    cell.bar.className = "live-bar";
    const run = role === "stub" || role === "check"
      ? button("Check", `Check exercise ${exercise}`, "check")
      : button("Run", `Run cell ${cell.number}`, "run");
    cell.says = document.createElement("span");
    cell.bar.append(run);
    if (role !== "check") cell.bar.append(button("Edit", `Edit ${what}`, "edit"));
    else cell.bar.append(button("Solution", `Show the worked solution of exercise ${exercise}`, "solution"));
    cell.bar.append(cell.says);
    pre.closest(".cell_input").append(cell.bar);
    cell.run = run;
    return cell;
  });
  liveCells.forEach(show);

  /** Show what the reader left in a cell; code that was written for another edition stays out. */
  function show(cell) {
    const kept = yourBook.read(cell.key);
    const current = kept?.mark === cell.mark;
    cell.earlier = current ? kept.earlier : kept?.source;
    cell.source = current ? kept.source : cell.original;
    const own = cell.source !== cell.original;
    if (own) cell.pre.textContent = `${cell.source}\n`;
    else cell.pre.innerHTML = cell.code;
    cell.node.classList.toggle("edited", own);
    cell.says.textContent = cell.earlier
      ? "The book has changed this cell since you edited it. Press Edit to see your version."
      : own ? "Yours" : "";
    if (cell.role === "check") verdict(cell);
  }

  /** Show what the last check of an answer said, as long as the answer is the same. */
  function verdict(cell) {
    const result = yourBook.read(`exercise/${cell.exercise}`);
    const answer = liveCells.find(({ role, exercise }) => role === "stub" && exercise === cell.exercise);
    const output = cell.node.querySelector(".cell_output");
    cell.blank ??= output?.innerHTML;
    const same = result?.text && result.source === answer?.source;
    if (output && same) output.querySelector("pre").textContent = `${result.text}\n`;
    else if (output && !cell.ran) output.innerHTML = cell.blank;
    if (output) output.dataset.status = same ? result.status : "";
    cell.says.textContent = result?.passed ? "✓ Solved" : "";
  }

  async function press(cell, act) {
    if (location.protocol === "file:") {
      cell.says.textContent = "A browser runs no Python for a page from a folder. Serve the site: "
        + "make read, or python3 -m http.server in its top folder.";
      return;
    }
    try {
      live ??= await import(new URL("live.js", address));
    } catch {
      cell.says.textContent = "This did not load. Check your connection, then press again.";
      return;
    }
    live.act(cell, act);
  }

  const address = document.currentScript.src;
  document.addEventListener("click", ({ target }) => {
    const cell = liveCells.find(({ node }) => node.contains(target));
    if (!cell) return;
    const pressed = target.closest(".live-bar button");
    if (pressed) press(cell, pressed.dataset.act);
    else if (cell.pre.contains(target) && getSelection().isCollapsed && location.protocol !== "file:") {
      press(cell, "edit");
    }
  });
  addEventListener("your-book", ({ detail: { key, value } }) => {
    for (const cell of liveCells) {
      const judged = cell.role === "check" && key === `exercise/${cell.exercise}`;
      if (cell.editing || !(key === null || key === cell.key || judged)) continue;
      if (value === undefined) cell.ran = false;
      show(cell);
    }
  });
  window.liveStart = { press };
})();
