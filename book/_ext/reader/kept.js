/* What the reader left in a chapter's cells is shown in them again. */
(() => {
  const page = location.pathname.split("/").pop().replace(/\.html$/, "");
  const cells = window.liveCells ?? [];

  /** A short name for a text, to see whether a cell is still what it was when it was edited. */
  function mark(text) {
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let k = 0; k < text.length; k++) {
      a = Math.imul(a ^ text.charCodeAt(k), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(k), 1597334677);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }

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
    const answer = cells.find(({ role, exercise }) => role === "stub" && exercise === cell.exercise);
    const output = cell.node.querySelector(".cell_output");
    cell.blank ??= output?.innerHTML;
    const same = result?.text && result.source === answer?.source;
    if (output && same) output.querySelector("pre").textContent = `${result.text}\n`;
    else if (output && !cell.ran) output.innerHTML = cell.blank;
    if (output) output.dataset.status = same ? result.status : "";
    cell.says.textContent = result?.passed ? "✓ Solved" : "";
  }

  for (const cell of cells) {
    const { id, original, pre } = cell;
    Object.assign(cell, { key: `cell/${page}/${id}`, mark: mark(original), code: pre.innerHTML });
  }
  cells.forEach(show);
  addEventListener("your-book", ({ detail: { key, value } }) => {
    for (const cell of cells) {
      const judged = cell.role === "check" && key === `exercise/${cell.exercise}`;
      if (cell.editing || !(key === null || key === cell.key || judged)) continue;
      if (value === undefined) cell.ran = false;
      show(cell);
    }
  });
})();
