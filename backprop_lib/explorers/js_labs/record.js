/** What a computation leaves behind, and the walk back through it: autodiff.py, in the page. */

import { MOST, Unreadable, namesIn } from "./expression.js";

const sigmoid = (z) => 1 / (1 + Math.exp(-z)); // (13)

/** Each function: its value, and its slope from the argument and the value. */
const SLOPES = {
  exp: [Math.exp, (u, value) => value], // (D33)
  log: [Math.log, (u) => 1 / u], // (D34)
  sin: [Math.sin, Math.cos],
  cos: [Math.cos, (u) => -Math.sin(u)],
  tanh: [Math.tanh, (u, value) => 1 - value * value], // (D26)
  sigmoid: [sigmoid, (u, value) => value * (1 - value)], // (28)
  relu: [(u) => Math.max(0, u), (u) => (u > 0 ? 1 : 0)], // (D27), (D28)
  neg: [(u) => -u, () => -1],
};

/** Each pair: its value, and its slopes by both. */
const PAIRS = {
  "+": (u, v) => [u + v, 1, 1], // (D30)
  "-": (u, v) => [u - v, 1, -1],
  "*": (u, v) => [u * v, v, u], // (D31)
  "/": (u, v) => [u * v ** -1, v ** -1, -u * v ** -2], // (D31), (D32)
  "**": (u, n) => [u ** n, n * u ** (n - 1), 0], // (D32); n is a number
};

const below = (n) => String(n).replace(/\d/g, (d) => "₀₁₂₃₄₅₆₇₈₉"[d]);

/**
 * The numbers in the order in which they are computed: {name, text, op, number, parents, slopes}.
 * Parents are places in this list. A number that does not exist has a `problem` in words.
 */
export function record(tree, values) {
  const list = namesIn(tree).map((name) => ({ name, text: name, op: "", number: values[name], parents: [], slopes: [] }));
  const inputs = list.length;

  function add(op, text, number, parents, slopes) {
    if (list.length - inputs === MOST.steps) throw new Unreadable(`That takes more than ${MOST.steps} steps; so many fit here.`);
    const node = { name: `t${below(list.length - inputs + 1)}`, text, op, number, parents, slopes };
    const from = parents.find((p) => list[p].problem);
    if (from !== undefined) node.problem = list[from].problem;
    else if (![number, ...slopes].every(Number.isFinite)) node.problem = trouble(op, parents.map((p) => list[p]));
    list.push(node);
    return { at: list.length - 1 };
  }

  function run(node) {
    if ("constant" in node) return node;
    if (node.name) return { at: list.findIndex((other) => other.name === node.name) };
    const parts = node.parts.map(run);
    const numbers = parts.map((part) => part.constant ?? list[part.at].number);
    const shown = parts.map((part) => ("constant" in part ? String(part.constant) : list[part.at].name));
    const two = parts.length === 2;
    const [number, ...slopes] = two ? PAIRS[node.op](...numbers) : single(node.op, numbers[0]);
    const kept = parts.flatMap((part, k) => ("at" in part ? [k] : []));
    if (!kept.length) return { constant: checked(number, node.op) };
    const sign = node.op === "neg" ? "−" : node.op;
    const text = two ? `${shown[0]} ${sign} ${shown[1]}` : sign === "−" ? `−${shown[0]}` : `${sign}(${shown[0]})`;
    const brief = !two || kept.length === 2 ? sign : kept[0] ? `${shown[0]} ${sign}` : `${sign} ${shown[1]}`;
    return add(brief, text, number, kept.map((k) => parts[k].at), kept.map((k) => slopes[k]));
  }

  const result = run(tree);
  if ("constant" in result) throw new Unreadable("Use at least one name, such as u.");
  const last = list[result.at];
  if (last.parents.length) last.name = "C";
  return { list, inputs, last: result.at };
}

function single(op, u) {
  const [value, slope] = SLOPES[op];
  return [value(u), slope(u, value(u))];
}

function checked(number, op) {
  if (!Number.isFinite(number)) throw new Unreadable(`“${op}” of these numbers has no value.`);
  return number;
}

function trouble(op, parents) {
  const got = parents.map((parent) => `${parent.name} = ${+parent.number.toPrecision(4)}`).join(", ").replaceAll("-", "−");
  if (op === "log") return `log needs a number above 0; here ${got}.`;
  if (op.includes("/")) return `It divides by 0; here ${got}.`;
  return `“${op}” has no value or no slope here: ${got}.`;
}

/** The walk back after `steps` steps: the slopes so far, and what the last step handed on. */
export function walk({ list, inputs, last }, steps) {
  const order = list.map((_, at) => at).filter((at) => at >= inputs).reverse();
  const slope = list.map(() => null);
  slope[last] = 1; // the result by itself
  let handed = [];
  const done = order.slice(0, steps);
  for (const at of done) {
    handed = list[at].parents.map((parent, k) => {
      const [was, local] = [slope[parent], list[at].slopes[k]];
      slope[parent] = (was ?? 0) + local * slope[at]; // (D35): +=
      return { parent, was, local, now: slope[parent] };
    });
  }
  const awaits = list.map((_, at) => order.slice(steps).some((user) => list[user].parents.includes(at)));
  return { slope, handed, from: done.at(-1), awaits, steps: order.length };
}
