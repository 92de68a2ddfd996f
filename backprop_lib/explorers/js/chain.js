/** A nudge of W^L on its way down the chain: what moves, by how much, and each ratio. */

import { drawing, label, svg, write, WIDTH } from "./drawing.js";
import { quantities } from "./model.js";
import { number, symbol } from "./names.js";
import { arrow } from "./network.js";

const LINKS = ["W2", "z2", "a2", "C0"];
const COLORS = { W2: "weight", z2: "value", a2: "value", C0: "error" };
const at = (i) => 40 + (i * (WIDTH - 80)) / 3;

/** The product as a person would write it down. */
function product(numbers) {
  const result = numbers.reduce((total, factor) => total * factor, 1);
  const written = numbers.map((value) => (value < 0 ? `(${number(value)})` : number(value)));
  return `${written.join(" × ")} = ${number(result)}`;
}

export function chain({ alt }, store) {
  const node = drawing(238, alt);
  const [moves, measured, exact] = [[], [], []];
  LINKS.forEach((name, i) => {
    node.append(
      svg("circle", { class: `bp-disc bp-${COLORS[name]}`, cx: at(i), cy: 38, r: 25 }),
      label(at(i), 43, "bp-middle", { tex: symbol(name) }),
      label(at(i), 80, "bp-middle bp-small", { tex: `Δ${symbol(name)}` }),
      (moves[i] = label(at(i), 96, "bp-middle bp-small")),
    );
  });
  rule(112);
  rule(156);
  for (let i = 0; i < 3; i++) {
    const [below, above] = LINKS.slice(i, i + 2);
    const middle = (at(i) + at(i + 1)) / 2;
    node.append(
      arrow([at(i), 38], [at(i + 1), 38], "bp-arrow"),
      label(middle, 128, "bp-middle bp-small", { tex: symbol(`Δ${above}_Δ${below}`) }),
      (measured[i] = label(middle, 144, "bp-middle bp-value-ink")),
      label(middle, 172, "bp-middle bp-small", { tex: symbol(`d${above}_d${below}`) }),
      (exact[i] = label(middle, 188, "bp-middle bp-slope-ink")),
    );
  }
  node.append(label(2, 144, "bp-small bp-value-ink", "ratio"), label(2, 188, "bp-small bp-slope-ink", "slope"));
  const products = [label(WIDTH / 2, 214, "bp-middle bp-value-ink"), label(WIDTH / 2, 231, "bp-middle bp-slope-ink")];
  node.append(...products);

  function rule(y) {
    node.append(svg("path", { class: "bp-grid", d: `M10 ${y}H${WIDTH - 10}` }));
  }

  function draw(q) {
    const then = quantities({ ...store.state, W2: q.W2 + q.h });
    const deltas = LINKS.map((name) => then[name] - q[name]);
    deltas.forEach((delta, i) => write(moves[i], number(delta)));
    const ratios = [0, 1, 2].map((i) => deltas[i + 1] / deltas[i]);
    const slopes = [q.dz2_dW2, q.da2_dz2, q.dC0_da2];
    ratios.forEach((ratio, i) => write(measured[i], number(ratio)));
    slopes.forEach((slope, i) => write(exact[i], number(slope)));
    write(products[0], product(ratios));
    write(products[1], product(slopes));
  }

  return { node, draw };
}
