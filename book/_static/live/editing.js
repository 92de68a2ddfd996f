/** The editor in a cell's place: CodeMirror, whose changes are kept as they are made. */

const open = new Map(); // cell: its editor
let parts;

const modules = () => (parts ??= import("./codemirror.js").catch((error) => {
  parts = undefined; // so that it can be tried again
  throw error;
}));
export const editor = (cell) => open.get(cell);

/** Keep what a cell says now; nothing is kept of a cell that says what the book says. */
function keep(cell, source) {
  cell.source = source;
  const same = source === cell.original;
  cell.node.classList.toggle("edited", !same);
  if (!cell.follows) store(cell, source); // else two tabs would answer each other
  cell.says.textContent = same ? "" : "Yours";
  buttons(cell);
}

/** Write what a cell says, and with it what its reader wrote for an older edition of the cell. */
function store(cell, source) {
  const { mark, earlier } = cell;
  if (source !== cell.original || earlier) window.yourBook.write(cell.key, { source, mark, earlier });
  else window.yourBook.remove(cell.key);
}

/** Put an editor into a cell, and the cursor into the editor unless `quiet`. */
export async function edit(cell, { run, quiet = false }) {
  const it = await modules();
  if (!open.has(cell)) build(it, cell, run);
  if (!quiet) open.get(cell).focus();
}

function build({ EditorView, EditorState, keymap, ...it }, cell, run) {
  const frame = cell.pre.closest("[class*=highlight-]") ?? cell.pre.parentNode;
  const box = document.createElement("div");
  box.className = "live-editor highlight";
  const leave = () => { cell.run.focus(); return true; };
  const go = () => { run(); return true; };
  const label = cell.role === "stub" ? `Your answer to exercise ${cell.exercise}` : `Code of cell ${cell.number}`;
  const view = new EditorView({
    parent: box,
    state: EditorState.create({
      doc: cell.source,
      extensions: [
        it.history(), it.python(), it.indentUnit.of("    "), it.indentOnInput(), it.bracketMatching(),
        it.syntaxHighlighting(it.classHighlighter), marks(it, EditorView), EditorView.lineWrapping,
        keymap.of([
          { key: "Shift-Enter", run: go }, { key: "Mod-Enter", run: go }, { key: "Escape", run: leave },
          { key: "Tab", run: it.indentMore, shift: it.indentLess },
          ...it.defaultKeymap, ...it.historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": `${label}. Shift and Enter run it, Escape leaves the editor.`,
          spellcheck: "false", autocorrect: "off", autocapitalize: "off",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) keep(cell, update.state.doc.toString());
        }),
      ],
    }),
  });
  frame.before(box);
  frame.hidden = true;
  cell.bar.querySelector("[data-act=edit]").hidden = true;
  open.set(cell, view);
  cell.editing = true;
  offer(cell);
  buttons(cell);
}

/** A line that failed is marked until the next run. */
function marks({ StateEffect, StateField, Decoration }, EditorView) {
  marks.effect ??= StateEffect.define();
  const line = Decoration.line({ class: "live-wrong-line" });
  return StateField.define({
    create: () => Decoration.none,
    update(now, change) {
      for (const effect of change.effects) {
        if (!effect.is(marks.effect)) continue;
        const number = effect.value;
        const known = number && number <= change.state.doc.lines;
        now = known ? Decoration.set([line.range(change.state.doc.line(number).from)]) : Decoration.none;
      }
      return change.docChanged ? Decoration.none : now;
    },
    provide: (field) => EditorView.decorations.from(field),
  });
}

/** Mark the line of a cell that failed, or none. */
export function markLine(cell, number) {
  if (open.has(cell)) open.get(cell).dispatch({ effects: marks.effect.of(number) });
}

/** Let a cell say something else, in its editor or on the page. */
export function put(cell, source) {
  const view = open.get(cell);
  if (view) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } });
  else store(cell, source);
}

/** Show in an editor what another tab has written. Undo brings back what stood here. */
export function follow(cell, source) {
  cell.follows = true;
  put(cell, source);
  cell.follows = false;
}

/** A version that the reader wrote for another edition of the cell is offered, not lost. */
function offer(cell) {
  if (!cell.earlier) return;
  const box = document.createElement("div");
  box.className = "live-offer";
  const text = document.createElement("p");
  text.textContent = "The book has changed this cell since you edited it. Your version was:";
  const code = document.createElement("pre");
  code.textContent = cell.earlier;
  const answer = (label, chosen) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    button.addEventListener("click", () => {
      const source = chosen();
      cell.earlier = undefined;
      box.remove();
      if (source === cell.source) keep(cell, source);
      else put(cell, source);
      open.get(cell).focus();
    });
    return button;
  };
  const mine = cell.earlier;
  box.append(text, code, answer("Use mine", () => mine), answer("Leave it as it is", () => cell.source));
  cell.node.prepend(box);
}

/** Show Reset only where there is something to take back. */
function buttons(cell) {
  let reset = cell.bar.querySelector("[data-act=reset]");
  if (!reset) {
    reset = Object.assign(document.createElement("button"), { type: "button", textContent: "Reset" });
    reset.dataset.act = "reset";
    reset.setAttribute("aria-label", `Reset cell ${cell.number} to the book's code`);
    cell.says.before(reset);
  }
  reset.hidden = cell.source === cell.original;
}

/** Give a cell back the book's code. Undo in the editor brings the reader's back. */
export function reset(cell, quiet = false) {
  put(cell, cell.original);
  if (!quiet) open.get(cell)?.focus();
}
