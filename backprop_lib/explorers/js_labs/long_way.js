/** A network of many layers: how large δ and the activations are in each of them. */

import { drawing, html, set, svg, write, label, scale } from "../js/drawing.js";
import { number, plain } from "../js/names.js";
import { around, randomFrom } from "./random.js";
import { button } from "../js/controls.js";

const EXAMPLES = 8;
const HEIGHT = 230;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 350, 16, 190];

/** Each curve: its value, and its slope from its value. */
const CURVES = {
  sigmoid: [(z) => 1 / (1 + Math.exp(-z)), (a) => a * (1 - a)], // (13), (28)
  tanh: [Math.tanh, (a) => 1 - a * a], // (D26)
  relu: [(z) => (z > 0 ? z : 0), (a) => (a > 0 ? 1 : 0)], // (D27), (D28)
};

const bells = (random, count) => Float64Array.from({ length: count }, () => 2 * around(random)); // spread 1
const drawn = new Map(); // what was drawn at random, so that a moved slider draws nothing again

function once(key, draw) {
  if (drawn.size > 200) drawn.clear();
  if (!drawn.has(key)) drawn.set(key, draw());
  return drawn.get(key);
}

/** Inputs, targets, and the start weights of each layer before they are multiplied by the spread. */
export function chances({ depth, width, seed }) {
  const from = (what, draw) => once(`${seed} ${width} ${what}`, () => draw(randomFrom(1000 * seed + what)));
  return {
    x: from(0, (random) => bells(random, width * EXAMPLES)),
    y: from(999, (random) => Float64Array.from({ length: width * EXAMPLES }, random)),
    W: Array.from({ length: depth }, (_, l) => from(l + 1, (random) => bells(random, width * width))),
  };
}

/** The activations and δ of each layer, row by row: a[0] is x, and delta[l] belongs to a[l + 1]. */
export function pass(state) {
  const { depth, width: n, spread, curve } = state;
  const [value, slope] = CURVES[curve];
  const { x, y, W } = chances(state);
  const m = EXAMPLES;
  const a = [x];
  for (let l = 0; l < depth; l++) {
    const z = new Float64Array(n * m);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const w = spread * W[l][j * n + i];
        for (let k = 0; k < m; k++) z[j * m + k] += w * a[l][i * m + k]; // (D8)
      }
    }
    a.push(z.map(value)); // (D9)
  }
  const delta = [a[depth].map((out, e) => slope(out) * (out - y[e]))]; // (D11)
  for (let l = depth - 1; l > 0; l--) {
    const back = new Float64Array(n * m);
    for (let j = 0; j < n; j++) {
      for (let i = 0; i < n; i++) {
        const w = spread * W[l][j * n + i];
        for (let k = 0; k < m; k++) back[i * m + k] += w * delta[0][j * m + k];
      }
    }
    delta.unshift(back.map((sum, e) => slope(a[l][e]) * sum)); // (D12)
  }
  return { a, delta };
}

const size = (entries) => Math.sqrt(entries.reduce((sum, e) => sum + e * e, 0) / entries.length);

/** What is shown: the sizes, δ of the first layer over that of the last, and the mean slope. */
export function sizes(state) {
  const { a, delta } = pass(state);
  const slope = CURVES[state.curve][1];
  const hidden = a.slice(1);
  const sum = hidden.reduce((all, layer) => all + layer.reduce((more, e) => more + slope(e), 0), 0);
  const found = { a: hidden.map(size), delta: delta.map(size) };
  const share = found.delta[0] / found.delta.at(-1);
  return {
    ...found, share,
    step: share ** (1 / (state.depth - 1)),
    slope: sum / (hidden.length * hidden[0].length),
  };
}

export function build(given, tell, store) {
  const back = bars("δ", "lab-slope-bar", "bp-slope-ink");
  const forth = bars("a", "lab-value-bar", "bp-value-ink");
  const values = ["δ of layer 1 over that of the last =", "each step back ×", "slope of the curve on average =", "s · √width ="].map((text) => {
    const value = html("b");
    return { value, node: html("span", {}, `${text} `, value) };
  });
  const start = (text, factor) => button(text, () => store.change({ spread: +Math.sqrt(factor / store.state.width).toPrecision(3) }));

  function draw(state) {
    const found = sizes(state);
    back.draw(found.delta);
    forth.draw(found.a);
    const shown = [found.share, found.step, found.slope, state.spread * Math.sqrt(state.width)].map((value) => brief(value));
    shown.forEach((text, k) => (values[k].value.textContent = text));
    tell(`${state.curve}, ${state.depth} layers of ${state.width}, spread ${plain(state.spread)}: ` +
      `δ of the first layer over that of the last ${shown[0]}, each step back times ${shown[1]}, slope of the curve ${shown[2]}`);
  }

  return {
    views: [back.node, forth.node],
    controls: [html("p", { class: "bp-readout", "aria-hidden": "true" }, ...values.map((item) => item.node))],
    buttons: [start("Xavier", 1), start("He", 2)],
    draw,
  };
}

/** A number large or small: powers of ten where four decimals say little. */
function brief(value) {
  if (!Number.isFinite(value) || value < 1e4) return number(value);
  const [mantissa, power] = value.toExponential(1).split("e+");
  return `${mantissa}·10${raised(power)}`;
}

const raised = (power) => String(power).replace("-", "⁻").replace(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[d]);

/** Bars over the layers, on a logarithmic axis that grows where needed. */
function bars(name, kind, ink) {
  const words = name === "a" ? "activations" : "δ";
  const body = svg("g");
  const axis = svg("g");
  const ends = [label(LEFT + 4, TOP + 2, `bp-small ${ink}`, ""), label(RIGHT, TOP + 2, `bp-small bp-end ${ink}`, "")];
  const node = drawing(HEIGHT, "", axis, body, ...ends,
    svg("path", { class: "bp-axis", d: `M${LEFT} ${BOTTOM}H${RIGHT}` }),
    svg("text", { class: "bp-text bp-small", x: 6, y: 222, "aria-hidden": "true" }, `size of ${words}`),
    svg("text", { class: "bp-text bp-small bp-end", x: RIGHT, y: 222, "aria-hidden": "true" }, "layer"));

  let ruled = ""; // for which ends the axis stands

  let rects = [];

  function lay(count, wide) {
    const every = count > 12 ? 4 : count > 6 ? 2 : 1;
    const left = (l) => LEFT + wide * (l + 0.15);
    rects = Array.from({ length: count }, (_, l) => svg("rect", { class: kind, x: left(l), width: 0.7 * wide }));
    const numbered = rects.map((_, l) => l + 1).filter((n) => n === 1 || n % every === 0);
    body.replaceChildren(...rects, ...numbered.map((n) => svg("text", {
      class: "bp-text bp-small bp-middle", x: left(n - 1) + 0.35 * wide, y: 206, "aria-hidden": "true" }, String(n))));
  }

  function draw(values) {
    const powers = values.filter((value) => value > 0).map(Math.log10);
    const low = Math.min(-4, 4 * Math.floor(Math.min(...powers) / 4));
    const high = Math.max(2, 4 * Math.ceil(Math.max(...powers) / 4));
    const place = scale([low, high], [BOTTOM, TOP + 14]);
    const wide = (RIGHT - LEFT) / values.length;
    const step = Math.max(2, 2 * Math.ceil((high - low) / 12));
    const lines = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, k) => low + k * step);
    if (ruled !== `${low} ${high}`) axis.replaceChildren(...lines.flatMap((power) => [
      svg("path", { class: "bp-grid", d: `M${LEFT} ${place(power)}H${RIGHT}` }),
      svg("text", { class: "bp-text bp-small bp-end", x: LEFT - 6, y: place(power) + 5, "aria-hidden": "true" }, `10${raised(power)}`),
    ]));
    ruled = `${low} ${high}`;
    if (rects.length !== values.length) lay(values.length, wide);
    values.forEach((value, l) => {
      const y = value > 0 ? place(Math.log10(value)) : BOTTOM;
      set(rects[l], { y, height: BOTTOM - y });
    });
    write(ends[0], brief(values[0]));
    write(ends[1], brief(values.at(-1)));
    set(node, { "aria-label": `Bars: the size of ${words} in each of ${values.length} layers, on a logarithmic scale, ` +
      `from ${brief(values[0])} in the first to ${brief(values.at(-1))} in the last.` });
  }

  return { node, draw };
}
