/** The chain of the book as a graph: values in the discs, derivatives of the cost going back. */

import { drawing, label, line, svg, write, WIDTH } from "./drawing.js";
import { number, symbol } from "./names.js";

const RADIUS = 25;
const SPACE = (WIDTH - 2 * RADIUS - 8) / 5;
const SPOTS = { // name: [column, row, color]
  x: [0, 1, "value"], z1: [1, 1, "value"], a1: [2, 1, "value"], z2: [3, 1, "value"],
  a2: [4, 1, "value"], C0: [5, 1, "error"], W1: [0.5, 0, "weight"], b1: [1.5, 0, "weight"],
  W2: [2.5, 0, "weight"], b2: [3.5, 0, "weight"], y: [5, 0, "error"],
};
const EDGES = ["x z1", "W1 z1", "b1 z1", "z1 a1", "a1 z2", "W2 z2", "b2 z2", "z2 a2", "a2 C0", "y C0"];

/** @param options alt; gradients: the names whose derivative of the cost is shown */
export function network({ alt, gradients = [] }, store) {
  const top = gradients.length ? 66 : 32;
  const at = (name) => [4 + RADIUS + SPOTS[name][0] * SPACE, top + SPOTS[name][1] * 78];
  const values = {};
  const slopes = {};
  const node = drawing(gradients.length ? 220 : top + 78 + 32, alt);
  node.classList.add("bp-graph");

  for (const edge of EDGES) {
    const [start, end] = edge.split(" ").map(at);
    node.append(arrow(start, end, "bp-arrow"));
  }
  for (const [name, [, , color]] of Object.entries(SPOTS)) {
    const [x, y] = at(name);
    values[name] = label(x, y + 14, "bp-middle bp-small");
    node.append(
      svg("circle", { class: `bp-disc bp-${color}`, cx: x, cy: y, r: RADIUS }),
      label(x, y - 3, "bp-middle", { tex: symbol(name) }),
      values[name],
    );
  }
  for (const name of gradients) {
    const [x, y] = at(name);
    const isParameter = SPOTS[name][1] === 0;
    const [middle, under] = isParameter ? [x, y - 47] : [x + SPACE / 2, y + 56];
    slopes[name] = label(middle, under + 14, "bp-middle bp-slope-ink bp-strong");
    node.append(
      isParameter ? "" : back(x, y),
      label(middle, under, "bp-middle bp-small bp-slope-ink", { tex: symbol(`dC0_d${name}`) }),
      slopes[name],
    );
  }

  /** An arrow back from the next quantity of the chain to the one at x. */
  function back(x, y) {
    const [from, to, low] = [x + SPACE - 8, x + 8, y + RADIUS + 3];
    const curve = `M${from} ${low}Q${x + SPACE / 2} ${low + 20} ${to} ${low}`;
    return svg("path", { class: "bp-back", d: `${curve}m1 7l-1 -7l7 1` });
  }

  function draw(q) {
    for (const name in values) write(values[name], number(q[name], 3));
    for (const name in slopes) write(slopes[name], number(q[`dC0_d${name}`], 3));
  }

  return { node, draw };
}

/** A straight arrow between two discs. */
export function arrow([x0, y0], [x1, y1], kind) {
  const length = Math.hypot(x1 - x0, y1 - y0);
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const [sx, sy] = [x0 + ux * RADIUS, y0 + uy * RADIUS];
  const [ex, ey] = [x1 - ux * (RADIUS + 2), y1 - uy * (RADIUS + 2)];
  const wing = (turn) => [ex - 6 * ux + turn * 3.5 * uy, ey - 6 * uy - turn * 3.5 * ux];
  return svg("path", { class: kind, d: line([[sx, sy], [ex, ey]]) + line([wing(1), [ex, ey], wing(-1)]) });
}
