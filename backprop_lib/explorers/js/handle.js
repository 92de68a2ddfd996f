/** A dot that can be dragged and moved with the keys, along one axis or two. */

import { set, svg } from "./drawing.js";
import { plain, words } from "./names.js";

const MOVES = {
  ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 1], ArrowDown: [1, -1],
  PageUp: [1, 10], PageDown: [1, -10], Home: [0, -Infinity], End: [0, Infinity],
};

/** Bring a number to the nearest step of a control, inside its limits. */
export function settle(value, { min, max, step }) {
  const snapped = Math.round(value / step) * step;
  return Math.min(max, Math.max(min, +snapped.toPrecision(9)));
}

/** The dot for the settings `names` (one, or across and up). Returns {node, place(x, y)}. */
export function handle(store, names) {
  const dot = svg("circle", { class: "bp-dot", r: 8 });
  const reach = svg("circle", { class: "bp-reach", r: 26 }); // 44 pixels even on a phone
  const ring = svg("circle", { class: "bp-ring", r: 14 });
  const node = svg("g", { class: "bp-handle", tabindex: 0, role: "slider" }, reach, ring, dot);
  set(node, { "aria-label": names.map(words).join(" and ") });

  node.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const name = names[Math.min(move[0], names.length - 1)];
    const control = store.control(name);
    store.change({ [name]: settle(store.state[name] + move[1] * control.step, control) });
  });

  function place(x, y) {
    const { min, max } = store.control(names[0]);
    const values = names.map((name) => plain(store.state[name]));
    set(node, {
      transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
      "aria-valuemin": min,
      "aria-valuemax": max,
      "aria-valuenow": store.state[names[0]],
      "aria-valuetext": names.map((name, i) => `${words(name)} ${values[i]}`).join(", "),
    });
  }
  return { node, place };
}
