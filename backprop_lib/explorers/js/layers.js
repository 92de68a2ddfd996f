/** Layers of any size: every neuron, every weight, and the four arrays as grids of their shape. */

import { drawing, label, line, svg, WIDTH } from "./drawing.js";
import { symbol } from "./names.js";

const COLUMNS = [["n0", "x", "input "], ["n1", "L-1", "layer "], ["n2", "L", "layer "]];

/** The neurons of all three layers, with a line for each weight. */
export function layers({ alt }, store) {
  const moving = svg("g", { "aria-hidden": "true" });
  const node = drawing(250, alt, moving);

  function draw(q) {
    const spots = COLUMNS.map(([size], column) => {
      const gap = Math.min(44, 200 / q[size]);
      return Array.from({ length: q[size] }, (_, i) => [
        50 + column * ((WIDTH - 100) / 2), 106 + (i - (q[size] - 1) / 2) * gap, gap * 0.4,
      ]);
    });
    const lines = [0, 1].flatMap((c) => spots[c].flatMap((a) => spots[c + 1].map((b) => line([a, b]))));
    moving.replaceChildren(
      svg("path", { class: "bp-weights", d: lines.join("") }),
      ...spots.flat().map(([cx, cy, r]) => svg("circle", { class: "bp-disc bp-value", cx, cy, r })),
      ...COLUMNS.map(([, name, text], c) => label(spots[c][0][0], 226, "bp-middle", text, { tex: name })),
      ...COLUMNS.map(([size], c) => label(spots[c][0][0], 243, "bp-middle bp-value-ink",
        { tex: symbol(size) }, ` = ${q[size]}`)),
    );
  }

  return { node, draw };
}

/** The shapes of W and b of both layers, cell by cell, and how many numbers that makes. */
export function shapes({ alt }, store) {
  const moving = svg("g", { "aria-hidden": "true" });
  const node = drawing(250, alt, moving);

  function draw(q) {
    const arrays = [["W1", q.n1, q.n0, 0, 0], ["b1", q.n1, 1, 1, 0], ["W2", q.n2, q.n1, 0, 1], ["b2", q.n2, 1, 1, 1]];
    const total = arrays.reduce((sum, [, rows, columns]) => sum + rows * columns, 0);
    moving.replaceChildren(
      ...arrays.flatMap(([name, rows, columns, right, below]) => {
        const [x, y] = [right ? 220 : 24, 14 + below * 110];
        return [
          label(x, y + 6, "", { tex: symbol(name) }, `: ${rows} × ${columns} = ${rows * columns}`),
          svg("path", { class: "bp-cells", d: grid(x, y + 14, rows, columns) }),
        ];
      }),
      label(24, 240, "bp-weight-ink bp-strong", `numbers to learn: ${total}`),
    );
  }

  return { node, draw };
}

/** The outlines of rows × columns small cells. */
function grid(x, y, rows, columns) {
  const size = 13;
  let d = "";
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) d += `M${x + j * size} ${y + i * size}h${size}v${size}h-${size}z`;
  }
  return d;
}
