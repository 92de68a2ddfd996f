/** A computation from text as a graph, and the walk back through it, one number at a time. */

import { WIDTH, drawing, html, set, svg } from "../js/drawing.js";
import { row } from "../js/controls.js";
import { Unreadable, namesIn, numbersIn, parse, valuesFor } from "./expression.js";
import { record, walk } from "./record.js";
import { button } from "../js/controls.js";
import { choice } from "./shell.js";

const [TALL, PITCH, IN_A_ROW, LANE] = [44, 76, 3, 22];
const EXAMPLES = [
  ["two paths", "(u + v) * u", "u = 3, v = 4"],
  ["three paths", "u*v + sin(u) + u**2", "u = 1.5, v = -2"],
  ["a power of a sum", "(a*b + sin(c))**2", "a = 2, b = -3, c = 0.5"],
  ["the network of the book", "(sigmoid(W2 * sigmoid(W1*x + b1) + b2) - y)**2 / 2", "W2 = -1.6, W1 = 1.3, x = 0.7, b1 = -0.4, b2 = 0.3, y = 0.9"],
];

/** A number in few characters. */
function brief(value, digits = 4) {
  if (value === null) return "";
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const text = size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(1).replace("e+", "e") : String(+value.toPrecision(digits));
  return text.replaceAll("-", "−");
}

/** What a step did, in a sentence for each number that was reached. */
function sentences({ list }, { handed, from, slope, steps }, step) {
  if (list.some((node) => node.problem)) return list.find((node) => node.problem).problem;
  if (!steps) return "One number alone: its slope by itself is 1.";
  if (!step) return `Step 0 of ${steps}: the slope of C by itself is 1.`;
  const said = handed.map(({ parent, was, local, now }) => {
    const product = `${brief(slope[from])} × ${brief(local)}`;
    const { name } = list[parent];
    return was === null ? `${name} gets ${product} = ${brief(now)}.` : `${name} has ${brief(was)} already: += ${product} makes ${brief(now)}.`;
  });
  return `Step ${step} of ${steps}, through ${list[from].name} = ${list[from].text}: ${said.join(" ")}`;
}

/**
 * A place for each number, in rows downward: below all that it is computed from. A line that passes
 * rows gets a lane of its own in each, so that no box hides it: lanes[parent][row] is its x.
 */
export function placed({ list, inputs }) {
  const level = list.map(() => 0);
  const count = {};
  const room = (row) => (count[row] ?? 0) < IN_A_ROW;
  const sit = (at, row) => {
    count[row] = (count[row] ?? 0) + 1;
    level[at] = row;
  };
  for (let at = inputs; at < list.length; at++) {
    let row = 1 + Math.max(...list[at].parents.map((p) => level[p]));
    while (!room(row)) row += 1;
    sit(at, row);
  }
  const users = list.map((_, at) => list.flatMap((node, other) => (node.parents.includes(at) ? [level[other]] : [])));
  for (let at = inputs - 1; at >= 0; at--) { // each input just above its first use, if there is room
    let row = Math.max(0, Math.min(...users[at]) - 1);
    while (row > 0 && !room(row)) row -= 1;
    sit(at, Number.isFinite(row) ? row : 0);
  }
  const rows = Math.max(...level) + 1;
  const places = list.map(() => ({}));
  const lanes = list.map(() => ({}));
  for (let r = 0; r < rows; r++) {
    const boxes = list.map((_, at) => at).filter((at) => level[at] === r);
    const passing = list.map((_, at) => at).filter((at) => level[at] < r && Math.max(...users[at]) > r);
    const wish = (at, lane) => {
      if (lane) return lanes[at][r - 1] ?? places[at].x;
      const above = list[at].parents;
      const mean = above.reduce((sum, p) => sum + (lanes[p][r - 1] ?? places[p].x), 0) / above.length;
      return above.length ? mean : (WIDTH * (at + 0.5)) / inputs;
    };
    const items = [...boxes.map((at) => ({ at, x: wish(at, false) })), ...passing.map((at) => ({ at, lane: true, x: wish(at, true) }))];
    items.sort((p, q) => p.x - q.x);
    const wide = Math.min(112, (WIDTH - LANE * passing.length) / boxes.length - 8);
    const free = (WIDTH - LANE * passing.length - wide * boxes.length) / (items.length + 1);
    let x = 0;
    for (const { at, lane } of items) {
      x += free;
      const own = lane ? LANE : wide;
      if (lane) lanes[at][r] = x + own / 2;
      else places[at] = { x: x + own / 2, y: 4 + PITCH * r, wide, row: r };
      x += own;
    }
  }
  return { places, lanes, height: PITCH * (rows - 1) + TALL + 8 };
}

export function build(given, tell, store) {
  const edges = svg("g");
  const boxes = svg("g");
  const graph = drawing(200, "", edges, boxes);
  const said = html("p", { class: "lab-said" });
  const problem = html("p", { class: "bp-problem", role: "alert" });
  const field = html("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", "aria-label": "Computation" });
  const body = html("tbody");
  const heads = ["number", "computed as", "value", "slope"].map((text) => html("th", { scope: "col" }, text));
  const table = html("div", { class: "lab-table", tabindex: 0, role: "region", "aria-label": "Every number, with its value and slope" },
    html("table", {}, html("thead", {}, html("tr", {}, ...heads)), body));
  const sliders = html("div", { class: "bp-controls" });
  const numbers = { rows: [], names: "" };
  let shown = null; // the latest text that could be read, with its tree
  let typed = "";

  field.addEventListener("change", () => take({ text: field.value.trim(), values: store.state.values }));
  const examples = choice("Example", [["", "…"], ...EXAMPLES.map(([name]) => [name, name])], "", (name) => {
    const [, text, values] = EXAMPLES.find((example) => example[0] === name) ?? [];
    if (text) take({ text, values });
  });
  const move = (by) => () => {
    const most = walk(recorded(store.state), 0).steps;
    const now = Math.min(store.state.step, most);
    store.change({ step: Math.max(0, Math.min(most, now + by)) });
  };
  const back = button("Step back", move(1));
  const undo = button("Undo", move(-1));
  const end = button("To the end", move(Infinity));

  /** Take over a text if it can be read; else say why, and leave everything as it is. */
  function take({ text, values }) {
    try {
      const limit = store.control("text").limit;
      if (text.length > limit) throw new Unreadable(`${text.length} characters are too many; ${limit} fit.`);
      const tree = parse(text);
      record(tree, valuesFor(namesIn(tree), numbersIn(values)));
      complain("");
      store.change({ text, values, step: 0 });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      complain(`${error.message} The picture still shows ${store.state.text}.`);
    }
  }

  function complain(words) {
    problem.textContent = words;
    field.toggleAttribute("data-problem", Boolean(words));
  }

  function recorded({ text, values }) {
    if (shown?.text !== text) shown = { text, tree: parse(text) };
    return record(shown.tree, valuesFor(namesIn(shown.tree), numbersIn(values)));
  }

  /** A row for each number that is given, made anew when the names change. */
  function showInputs(made) {
    const inputs = made.list.slice(0, made.inputs);
    const names = inputs.map((node) => node.name).join();
    const state = Object.fromEntries(inputs.map((node) => [node.name, node.number]));
    if (names !== numbers.names) {
      numbers.names = names;
      numbers.rows = inputs.map(({ name }) => row({ name, title: name, min: -10, max: 10, step: 0.1 }, {
        get state() { return numbers.state; },
        change: (settings) => {
          const all = { ...numbers.state, ...settings };
          store.change({ values: Object.entries(all).map(([key, value]) => `${key} = ${value}`).join(", ") });
        },
      }));
      sliders.replaceChildren(...numbers.rows.map((item) => item.node));
    }
    numbers.state = state;
    numbers.rows.forEach((item) => item.draw(state));
  }

  function draw(state) {
    let made;
    try {
      made = recorded(state);
    } catch (error) { // a link may hold anything
      if (!(error instanceof Unreadable)) throw error;
      const [, text, values] = EXAMPLES[0];
      [field.value, typed] = [state.text, text];
      complain(`${error.message} The picture shows ${text}.`);
      return store.change({ text, values, step: 0 });
    }
    if (typed !== state.text) { // and not at every frame: a reader may be typing
      field.value = typed = state.text;
      complain("");
    }
    const broken = made.list.some((node) => node.problem);
    const most = walk(made, 0).steps;
    const step = broken ? 0 : Math.min(state.step, most);
    const walked = walk(made, step);
    showInputs(made);
    paint(made, walked, broken);
    const words = sentences(made, walked, step);
    said.textContent = words;
    back.toggleAttribute("disabled", broken || step === most);
    undo.toggleAttribute("disabled", broken || step === 0);
    const known = made.list.map((node, at) => (walked.slope[at] === null ? "" : `${node.name} ${brief(walked.slope[at])}${walked.awaits[at] ? " so far" : ""}`));
    tell(broken ? words : `${words} Slopes: ${known.filter(Boolean).join(", ")}.`);
  }

  let painted = ""; // what the boxes were made for; other numbers only change their words

  function paint(made, walked, broken) {
    const now = `${store.state.text} ${walked.from} ${broken}`;
    if (now === painted) return write(made, walked, broken);
    painted = now;
    const { places, lanes, height } = placed(made);
    set(graph, { viewBox: `0 0 ${WIDTH} ${height}`, height,
      "aria-label": `A graph from ${made.list.slice(0, made.inputs).map((node) => node.name).join(", ")} down to the result, each number in a box with its value and its slope.` });
    edges.replaceChildren(...made.list.flatMap((node, at) => node.parents.flatMap((parent, k) => edge(made, walked, { places, lanes }, at, parent, k))));
    boxes.replaceChildren(...made.list.flatMap((node, at) => box(node, places[at], walked, at)));
    body.replaceChildren(...made.list.map((node, at) => html("tr", at === walked.from ? { class: "lab-now" } : {},
      html("th", { scope: "row" }, node.name), html("td", {}, node.parents.length ? node.text : "given"),
      html("td"), html("td"))));
    return write(made, walked, broken);
  }

  /** Write the numbers into the boxes, beside the lines that are walked, and into the table. */
  function write(made, walked, broken) {
    const say = (node, text) => { if (node.textContent !== text) node.textContent = text; };
    const waits = (at, sign) => (walked.slope[at] !== null && walked.awaits[at] ? sign : "");
    const [values, slopes] = ["value", "slope"].map((kind) => boxes.querySelectorAll(`.bp-${kind}-ink`));
    made.list.forEach((node, at) => {
      const [, , value, slope] = body.rows[at].cells;
      say(values[at], node.problem ? "–" : brief(node.number, 3));
      say(slopes[at], `${brief(walked.slope[at], 3)}${waits(at, "…")}`);
      say(value, node.problem ? "–" : brief(node.number));
      say(slope, broken ? "–" : `${brief(walked.slope[at])}${waits(at, " …")}`);
    });
    const local = walked.from === undefined ? [] : made.list[walked.from].slopes;
    edges.querySelectorAll("text").forEach((text, k) => say(text, `× ${brief(local[k])}`));
  }

  /** A line from a number to one that is computed from it, and if it is walked now, the slope. */
  function edge({ list }, walked, { places, lanes }, at, parent, k) {
    const [from, to] = [places[parent], places[at]];
    const many = list[at].parents.length;
    const sides = [...list[at].parents].sort((p, q) => (lanes[p][to.row - 1] ?? places[p].x) - (lanes[q][to.row - 1] ?? places[q].x));
    const twins = sides[0] === sides[1];
    const aside = many > 1 ? ((twins ? k : sides.indexOf(parent)) - 0.5) * 28 : 0;
    let [x, y] = [from.x + (twins ? aside : 0), from.y + TALL];
    let d = `M${x} ${y}`;
    const to_ = (x1, y1) => {
      const half = (y1 - y) / 2;
      d += `C${x} ${y + half} ${x1} ${y1 - half} ${x1} ${y1}`;
      [x, y] = [x1, y1];
    };
    for (let row = from.row + 1; row < to.row; row++) {
      to_(lanes[parent][row], 4 + PITCH * row);
      d += `V${(y += TALL)}`;
    }
    to_(to.x + aside, to.y);
    const active = walked.from === at;
    const path = svg("path", { class: active ? "bp-back" : "bp-arrow", d });
    if (!active) return [path];
    const words = { class: "bp-text bp-small bp-slope-ink bp-middle lab-halo", x: to.x + 2.4 * aside, y: to.y - 8, "aria-hidden": "true" };
    return [path, svg("text", words)];
  }

  function box(node, { x, y, wide }, walked, at) {
    const kind = `lab-box${node.parents.length ? "" : " lab-given"}${walked.from === at ? " lab-active" : ""}${walked.awaits[at] && walked.slope[at] !== null ? " lab-waits" : ""}`;
    const text = (dy, cls, words) => svg("text", { class: `bp-text bp-small bp-middle ${cls}`, x, y: y + dy, "aria-hidden": "true" }, ...words);
    return [
      svg("rect", { class: kind, x: x - wide / 2, y, width: wide, height: TALL, rx: 6 }),
      text(17, "", [svg("tspan", { class: "bp-strong" }, node.name), svg("tspan", { dx: 6 }, node.op.replace("-", "−"))]),
      text(36, "", [svg("tspan", { class: "bp-value-ink" }), svg("tspan", { class: "bp-slope-ink", dx: walked.slope[at] === null ? 0 : 10 })]),
    ];
  }

  return {
    views: [graph, html("div", { class: "lab-side" }, said, html("div", { class: "bp-buttons" }, back, undo, end), table)],
    controls: [html("label", { class: "lab-line" }, html("span", {}, "C ="), field), problem,
      html("div", { class: "bp-buttons" }, examples.node), sliders],
    draw,
  };
}
