/** Layers of any size: every neuron, every weight, and the four arrays as grids of their shape. */

import { drawing, label, line, set, svg, write, WIDTH } from "./drawing.js";
import { symbol } from "./names.js";

const COLUMNS = [["n0", "x", "input "], ["n1", "L-1", "layer "], ["n2", "L", "layer "]];

/** The neurons of all three layers, with a line for each weight. */
export function layers({ alt }, store) {
  const most = store.control("n1").max;
  const weights = svg("path", { class: "bp-weights" });
  const discs = COLUMNS.map(() => Array.from({ length: most }, () => svg("circle", { class: "bp-disc bp-value" })));
  const across = (c) => 50 + c * ((WIDTH - 100) / 2);
  const counts = COLUMNS.map(([size], c) =>
    label(across(c), 243, "bp-middle bp-value-ink", { tex: symbol(size) }, ""));
  const names = COLUMNS.map(([, name, text], c) => label(across(c), 226, "bp-middle", text, { tex: name }));
  const node = drawing(250, alt, weights, ...discs.flat(), ...names, ...counts);

  function draw(q) {
    const spots = COLUMNS.map(([size], c) => {
      const gap = Math.min(44, 200 / q[size]);
      write(counts[c], ` = ${q[size]}`);
      return discs[c].flatMap((disc, i) => {
        const kept = i < q[size];
        const [cx, cy] = [across(c), kept ? 106 + (i - (q[size] - 1) / 2) * gap : 106];
        set(disc, { cx, cy, r: kept ? gap * 0.4 : 0 });
        return kept ? [[cx, cy]] : [];
      });
    });
    const lines = [0, 1].flatMap((c) => spots[c].flatMap((a) => spots[c + 1].map((b) => line([a, b]))));
    set(weights, { d: lines.join("") });
  }

  return { node, draw };
}

/** The shapes of W and b of both layers, cell by cell, and how many numbers that makes. */
export function shapes({ alt }, store) {
  const arrays = ["W1", "b1", "W2", "b2"].map((name, k) => {
    const [x, y] = [k % 2 ? 220 : 24, k < 2 ? 14 : 124];
    const cells = svg("path", { class: "bp-cells" });
    return { x, y, cells, text: label(x, y + 6, "", { tex: symbol(name) }, "") };
  });
  const total = label(24, 240, "bp-weight-ink bp-strong", "");
  const node = drawing(250, alt, ...arrays.flatMap(({ text, cells }) => [text, cells]), total);

  function draw(q) {
    const sizes = [[q.n1, q.n0], [q.n1, 1], [q.n2, q.n1], [q.n2, 1]];
    sizes.forEach(([rows, columns], k) => {
      const { x, y, cells, text } = arrays[k];
      write(text, `: ${rows} × ${columns} = ${rows * columns}`);
      set(cells, { d: grid(x, y + 14, rows, columns) });
    });
    write(total, `numbers to learn: ${q.size}`);
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
