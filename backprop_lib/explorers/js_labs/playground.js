/** A network of two inputs, a few hidden neurons and one output learns a pattern of points. */

import { drawing, html, line, set, svg } from "../js/drawing.js";
import { around, randomFrom } from "./random.js";
import { button } from "../js/controls.js";
import { choice } from "./shell.js";

const CELLS = 30; // of the map, each way
const FAR = 1.5; // the map goes from -FAR to FAR
const EDGE = 350;
const LEVELS = [0.1, 0.3, 0.5, 0.7, 0.9];
const PER_FRAME = 5; // passes, or steps with a batch, in one picture while it runs

const sigmoid = (z) => 1 / (1 + Math.exp(-z)); // (13)

/** Each pattern: a point [x1, x2, y] from a generator. */
export const PATTERNS = {
  "two heaps": (random, k) => {
    const side = k % 2 ? 1 : -1;
    return [0.7 * side + 0.5 * around(random), 0.7 * side + 0.5 * around(random), k % 2];
  },
  "exclusive or": (random) => {
    const [u, v] = [2 * random() - 1, 2 * random() - 1];
    const apart = (value) => value + 0.15 * Math.sign(value);
    return [apart(u), apart(v), u * v < 0 ? 1 : 0];
  },
  "a ring": (random, k) => {
    const [radius, angle] = [k % 2 ? 1 + 0.15 * around(random) : 0.5 * Math.sqrt(random()), 2 * Math.PI * random()];
    return [radius * Math.cos(angle), radius * Math.sin(angle), k % 2];
  },
  spirals: (random, k) => {
    const far = 0.1 + 0.9 * Math.sqrt(random());
    const angle = 2.6 * Math.PI * far + (k % 2) * Math.PI;
    return [1.2 * far * Math.cos(angle) + 0.05 * around(random), 1.2 * far * Math.sin(angle) + 0.05 * around(random), k % 2];
  },
};

/** A start: weights at random around zero, biases too, so that the lines lie apart. */
export function start(hidden, random) {
  return {
    W1: Array.from({ length: hidden }, () => [2 * around(random), 2 * around(random)]),
    b1: Array.from({ length: hidden }, () => around(random)),
    W2: Array.from({ length: hidden }, () => 2 * around(random)),
    b2: 0,
  };
}

/** The activations at a point, (1) to (4). */
export function at(net, x1, x2) {
  const a1 = net.W1.map(([w1, w2], i) => sigmoid(w1 * x1 + w2 * x2 + net.b1[i]));
  return { a1, a2: sigmoid(net.W2.reduce((sum, w, i) => sum + w * a1[i], 0) + net.b2) };
}

/** The mean cost over points, and its four gradients, (52) to (55). */
export function slopesOf(net, points) {
  const zero = net.W1.map(() => 0);
  const found = { C: 0, W1: net.W1.map(() => [0, 0]), b1: [...zero], W2: [...zero], b2: 0 };
  const m = points.length;
  for (const [x1, x2, y] of points) {
    const { a1, a2 } = at(net, x1, x2);
    found.C += (a2 - y) ** 2 / 2 / m; // (V6)
    const dz2 = (a2 * (1 - a2) * (a2 - y)) / m; // (V11)
    found.b2 += dz2; // (V13)
    a1.forEach((a, i) => {
      const dz1 = a * (1 - a) * net.W2[i] * dz2; // (V14), (V15)
      found.W2[i] += dz2 * a; // (V12)
      found.b1[i] += dz1; // (V17)
      found.W1[i][0] += dz1 * x1; // (V16)
      found.W1[i][1] += dz1 * x2;
    });
  }
  return found;
}

/** One step downhill. */
export function descend(net, slope, rate) {
  return {
    W1: net.W1.map((row, i) => row.map((w, j) => w - rate * slope.W1[i][j])),
    b1: net.b1.map((b, i) => b - rate * slope.b1[i]),
    W2: net.W2.map((w, i) => w - rate * slope.W2[i]),
    b2: net.b2 - rate * slope.b2,
  };
}

const place = (value) => 180 + (value / FAR) * (EDGE / 2);
const costOf = (net, points) => points.reduce((sum, [u, v, y]) => sum + (at(net, u, v).a2 - y) ** 2, 0) / 2 / points.length;

export function build(given, tell) {
  const now = { pattern: "exclusive or", hidden: 3, rate: 3, batch: "all", seed: 1 };
  let learn, aside, net, steps, costs, random, slope, cells;
  let running = 0;

  const bands = LEVELS.map(() => svg("path", { class: "lab-region" }));
  const neurons = Array.from({ length: 6 }, () => svg("path", { class: "lab-neuron" }));
  const dots = svg("g");
  const map = drawing(360, "", svg("rect", { class: "bp-frame", x: 5, y: 5, width: EDGE, height: EDGE }),
    ...bands, ...neurons, dots);
  const wires = svg("g");
  const graph = drawing(360, "The network: two inputs, the hidden neurons and the output, joined by lines as thick as their weights.", wires);
  const curve = [svg("path", { class: "bp-curve" }), svg("path", { class: "bp-secant" })];
  const course = drawing(150, "The cost over the steps: a full line for the points to learn from, a dashed one for those held out.",
    svg("path", { class: "bp-axis", d: "M40 10V120H350" }), ...curve,
    svg("text", { class: "bp-text bp-small", x: 40, y: 142 }, "steps"), svg("text", { class: "bp-text bp-small", x: 6, y: 22 }, "C"));
  const said = html("p", { class: "bp-readout" });
  const body = html("tbody");
  const columns = ["neuron", "x₁", "x₂", "bias", "output"];
  const table = html("div", { class: "lab-table", tabindex: 0, role: "region", "aria-label": "Weights and gradients" },
    html("table", {}, html("caption", {}, "Each weight and bias, and below it its gradient"), html("thead", {}, html("tr", {}, ...columns.map((c) => html("th", { scope: "col" }, c)))), body));

  const run = button("Run", () => (running ? rest() : go()));
  const choose = (text, name, values) => choice(text, values.map((v) => [String(v), String(v)]), String(now[name]), (value) => {
    now[name] = ["hidden", "rate"].includes(name) ? Number(value) : value;
    if (name === "pattern" || name === "hidden") fresh();
    else draw();
  }).node;
  const controls = html("div", { class: "bp-buttons" },
    choose("Points", "pattern", Object.keys(PATTERNS)), choose("Hidden neurons", "hidden", [1, 2, 3, 4, 5, 6]),
    choose("Rate", "rate", [0.3, 1, 3, 10, 30]), choose("Batch", "batch", ["all", 10, 1]));
  const buttons = html("div", { class: "bp-buttons" }, run,
    button("Step", () => { halt(); step(); draw(); }),
    button("100 steps", () => { halt(); for (let k = 0; k < 100; k++) step(); draw(); }),
    button("New start", () => { now.seed += 1; fresh(); }));

  function fresh() {
    halt();
    const points = randomFrom(7);
    const all = Array.from({ length: given.points + given.held_out }, (_, k) => PATTERNS[now.pattern](points, k));
    [learn, aside] = [all.slice(0, given.points), all.slice(given.points)];
    dots.replaceChildren(...[learn, aside].flatMap((group, k) => group.map(([u, v, y]) =>
      svg("circle", { class: `lab-point${y ? " lab-high" : ""}${k ? " lab-aside" : ""}`, cx: place(u), cy: place(-v), r: k ? 4 : 5.5 }))));
    random = randomFrom(100 + now.seed);
    net = start(now.hidden, random);
    [steps, costs] = [0, []];
    layTable();
    note();
    draw();
  }

  function note() {
    costs.push([steps, costOf(net, learn), costOf(net, aside)]);
    if (costs.length > 400) costs = costs.filter((_, k) => k % 2 === 0);
  }

  function step() {
    const size = Number(now.batch) || learn.length;
    const batch = size < learn.length ? Array.from({ length: size }, () => learn[Math.floor(random() * learn.length)]) : learn;
    net = descend(net, slopesOf(net, batch), now.rate);
    steps += 1;
    if (steps < 200 || steps % 10 === 0) note();
  }

  function go() {
    run.textContent = "Pause";
    const turn = () => {
      for (let k = 0; k < PER_FRAME; k++) step();
      draw(true);
      running = steps < 20000 ? requestAnimationFrame(turn) : 0;
      if (!running) rest();
    };
    running = requestAnimationFrame(turn);
  }

  function halt() {
    cancelAnimationFrame(running);
    running = 0;
    run.textContent = "Run";
  }

  function rest() {
    halt();
    draw();
  }

  function draw(moving = false) {
    slope = slopesOf(net, learn);
    paintMap();
    paintGraph();
    const [, C, held] = [steps, slope.C, costOf(net, aside)];
    said.textContent = `${steps} steps   cost ${C.toFixed(4)}   held out ${held.toFixed(4)}`;
    const last = Math.max(1, costs.at(-1)[0]);
    const top = Math.max(...costs.map((row) => Math.max(row[1], row[2])), 0.05);
    const path = (k) => line(costs.map((row) => [40 + (310 * row[0]) / last, 120 - (110 * row[k]) / top]));
    set(curve[0], { d: path(1) });
    set(curve[1], { d: path(2) });
    set(map, { "aria-label": `The plane of the two inputs, shaded where the output is high, with ${now.pattern}: ` +
      `${learn.length} points to learn from and ${aside.length} held out. Dashed: where each hidden neuron is undecided.` });
    if (!moving) {
      fillTable();
      tell(`${steps} steps, cost ${C.toFixed(4)}, held out ${held.toFixed(4)}`);
    }
  }

  function paintMap() {
    const side = EDGE / CELLS;
    const d = LEVELS.map(() => "");
    for (let j = 0; j < CELLS; j++) {
      const a2 = Array.from({ length: CELLS }, (_, i) => at(net, FAR * ((2 * i + 1) / CELLS - 1), FAR * (1 - (2 * j + 1) / CELLS)).a2);
      LEVELS.forEach((level, k) => { // a box for each run of cells above the level
        for (let i = 0; i < CELLS; i++) {
          const from = i;
          while (i < CELLS && a2[i] > level) i += 1;
          const long = ((i - from) * side).toFixed(1);
          if (i > from) d[k] += `M${(5 + from * side).toFixed(1)} ${(5 + j * side).toFixed(1)}h${long}v${side.toFixed(1)}h-${long}z`;
        }
      });
    }
    bands.forEach((band, k) => set(band, { d: d[k] }));
    neurons.forEach((path, i) => set(path, { d: i < now.hidden ? border(net.W1[i], net.b1[i]) : "" }));
  }

  /** Where a hidden neuron's sum is 0, as a line across the map. */
  function border([w1, w2], b) {
    const size = Math.hypot(w1, w2) || 1;
    const [x0, y0] = [(-b * w1) / size ** 2, (-b * w2) / size ** 2];
    const ends = [-1, 1].map((sign) => [x0 - (sign * 4 * w2) / size, y0 + (sign * 4 * w1) / size]);
    const clipped = clip(ends[0], ends[1]);
    return clipped ? line(clipped.map(([u, v]) => [place(u), place(-v)])) : "";
  }

  function paintGraph() {
    const spots = net.W1.map((_, i) => [180, (360 * (i + 0.5)) / now.hidden]);
    const inputs = [[40, 120], [40, 240]];
    const output = [320, 180];
    const wire = (from, to, weight, rate) => {
      const [x, y] = [from[0] + 0.42 * (to[0] - from[0]), from[1] + 0.42 * (to[1] - from[1])];
      return [svg("path", { class: `lab-wire${weight < 0 ? " lab-below" : ""}`, d: line([from, to]),
        "stroke-width": Math.min(9, 0.5 + Math.abs(weight)) }),
      svg("text", { class: "bp-text bp-small bp-slope-ink bp-middle", x, y, "aria-hidden": "true" }, now.hidden > 3 ? "" : short(rate))];
    };
    const disc = ([x, y], text) => [svg("circle", { class: "bp-disc bp-value", cx: x, cy: y, r: 17 }),
      svg("text", { class: "bp-text bp-small bp-middle", x, y: y + 5 }, text)];
    const joined = spots.flatMap((spot, i) => [...inputs.flatMap((input, j) => wire(input, spot, net.W1[i][j], slope.W1[i][j])),
      ...wire(spot, output, net.W2[i], slope.W2[i])]);
    wires.replaceChildren(...joined, ...inputs.flatMap((s, j) => disc(s, `x${"₁₂"[j]}`)), ...spots.flatMap((s, i) => disc(s, String(i + 1))), ...disc(output, "a"));
  }

  /** Rows for each neuron; `fillTable` writes into their cells. */
  function layTable() {
    const cell = () => ({ value: document.createTextNode(""), rate: html("small") });
    const td = ({ value, rate }) => html("td", {}, value, rate);
    cells = [...net.W1.map(() => [cell(), cell(), cell(), cell()]), [cell()]];
    const last = cells.at(-1)[0];
    body.replaceChildren(...net.W1.map((_, i) => html("tr", {}, html("th", { scope: "row" }, String(i + 1)), ...cells[i].map(td))),
      html("tr", {}, html("th", { scope: "row" }, "output"), html("td"), html("td"), td(last), html("td")));
  }

  function fillTable() {
    const write = ({ value, rate }, number, slow) => {
      value.data = number.toFixed(2);
      rate.textContent = short(slow);
    };
    net.W1.forEach((row, i) => [[row[0], slope.W1[i][0]], [row[1], slope.W1[i][1]], [net.b1[i], slope.b1[i]], [net.W2[i], slope.W2[i]]]
      .forEach((pair, k) => write(cells[i][k], ...pair)));
    write(cells.at(-1)[0], net.b2, slope.b2);
  }

  fresh();
  return { views: [map, graph, course], controls: [said, controls, buttons, table], stop: rest };
}

const short = (value) => value.toFixed(3).replace("-", "−");

/** The part of a segment inside the map, or null. */
function clip(from, to) {
  let [low, high] = [0, 1];
  for (const axis of [0, 1]) {
    const d = to[axis] - from[axis];
    const ends = [(-FAR - from[axis]) / d, (FAR - from[axis]) / d].sort((p, q) => p - q);
    if (d === 0 && Math.abs(from[axis]) > FAR) return null;
    if (d !== 0) [low, high] = [Math.max(low, ends[0]), Math.min(high, ends[1])];
  }
  if (low >= high) return null;
  return [low, high].map((t) => [0, 1].map((axis) => from[axis] + t * (to[axis] - from[axis])));
}
