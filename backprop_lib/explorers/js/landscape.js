/** The cost as a landscape over two parameters, in bands from low to high, with a path downhill. */

import { drag, drawing, label, line, scale, set, svg, ticks, WIDTH, write } from "./drawing.js";
import { handle, settle } from "./handle.js";
import { forward, PARAMETERS, path } from "./model.js";
import { plain, symbol } from "./names.js";

const CELLS = 14;
const LEVELS = 6;
const SIZE = 300;
const [LEFT, RIGHT, TOP, BOTTOM] = [48, WIDTH - 14, 26, SIZE - 38];

/** @param options alt; over: [across, up], two parameters */
export function landscape({ alt, over }, store) {
  const [across, up] = over;
  const limits = over.map((name) => store.control(name));
  const x = scale([limits[0].min, limits[0].max], [LEFT, RIGHT]);
  const y = scale([limits[1].min, limits[1].max], [BOTTOM, TOP]);
  const bands = Array.from({ length: LEVELS }, () => svg("path", { class: "bp-band" }));
  const trail = svg("path", { class: "bp-trail" });
  const now = svg("circle", { class: "bp-second", r: 5 });
  const area = svg("rect", { class: "bp-area", x: LEFT, y: TOP, width: RIGHT - LEFT, height: BOTTOM - TOP });
  const dot = handle(store, over);
  const beyond = label(RIGHT - 4, BOTTOM - 8, "bp-end bp-small");
  const inside = svg("svg", { x: LEFT, y: TOP, width: RIGHT - LEFT, height: BOTTOM - TOP,
    viewBox: `${LEFT} ${TOP} ${RIGHT - LEFT} ${BOTTOM - TOP}`, overflow: "hidden" }, ...bands, trail, now);
  const node = drawing(SIZE, alt, inside, ...axes(), area, beyond, dot.node);
  drag(area, pull);
  drag(dot.node, pull);
  let drawn = null;

  function axes() {
    return [
      svg("rect", { class: "bp-frame", x: LEFT, y: TOP, width: RIGHT - LEFT, height: BOTTOM - TOP }),
      ...ticks([limits[0].min, limits[0].max]).map((v) => label(x(v), BOTTOM + 15, "bp-small bp-middle", plain(v))),
      ...ticks([limits[1].min, limits[1].max]).map((v) => label(LEFT - 6, y(v) + 4, "bp-small bp-end", plain(v))),
      label((LEFT + RIGHT) / 2, SIZE - 6, "bp-middle", { tex: symbol(across) }),
      label(LEFT - 38, 17, "", { tex: symbol(up) }),
      label(RIGHT, 17, "bp-end bp-small bp-error-ink", "more color: higher cost ", { tex: "C_0" }),
    ];
  }

  function pull(px, py) {
    const change = { [across]: settle(x.inverse(px), limits[0]), [up]: settle(y.inverse(py), limits[1]) };
    if ("steps" in store.state) change.steps = 0;
    store.change(change);
  }

  function draw(q) {
    const { W1, b1, W2, b2 } = q;
    paint({ ...store.state, W1, b1, W2, b2, steps: 0 });
    const states = q.steps ? path(store.state).slice(0, q.steps + 1) : [];
    set(trail, { d: states.length ? line(states.map((s) => [x(s[across]), y(s[up])])) : "" });
    set(now, { cx: x(q[across]), cy: y(q[up]) });
    const out = over.some((name, i) => q[name] < limits[i].min || q[name] > limits[i].max);
    write(beyond, out ? "the path has left the picture" : "");
    dot.place(x(store.state[across]), y(store.state[up]));
  }

  /** Fill one path per band with the part of the landscape that lies above its lower edge. */
  function paint(state) {
    const key = ["x", "y", ...PARAMETERS].filter((name) => !over.includes(name)).map((name) => state[name]).join();
    if (key === drawn) return; // only the dot moved
    drawn = key;
    const at = { ...state };
    const costs = [];
    for (let j = 0; j <= CELLS; j++) {
      at[up] = limits[1].min + ((limits[1].max - limits[1].min) * j) / CELLS;
      for (let i = 0; i <= CELLS; i++) {
        at[across] = limits[0].min + ((limits[0].max - limits[0].min) * i) / CELLS;
        costs.push(0.5 * (forward(at).a2 - at.y) ** 2); // (5)
      }
    }
    bands.forEach((band, k) => set(band, { d: above(costs, 0.4 * ((k + 0.5) / LEVELS) ** 2) }));
  }

  return { node, draw };
}

/** The places of the grid's columns and rows. */
const column = (i) => LEFT + ((RIGHT - LEFT) * i) / CELLS;
const level = (j) => BOTTOM + ((TOP - BOTTOM) * j) / CELLS;

/** The part of the grid where the cost is above a height, as one path. */
function above(costs, height) {
  let d = "";
  for (let j = 0; j < CELLS; j++) {
    let run = -1; // where a row of cells that are above as a whole began
    for (let i = 0; i <= CELLS; i++) {
      const k = j * (CELLS + 1) + i;
      const count = i === CELLS ? 0 : (costs[k] > height) + (costs[k + 1] > height) +
        (costs[k + CELLS + 1] > height) + (costs[k + CELLS + 2] > height);
      if (count === 4 && run < 0) run = i;
      if (count < 4 && run >= 0) {
        d += rectangle(column(run), level(j), column(i), level(j + 1));
        run = -1;
      }
      if (count > 0 && count < 4) d += `${line(cut(costs, k, i, j, height))}Z`;
    }
  }
  return d;
}

const rectangle = (x0, y0, x1, y1) => `${line([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])}Z`;

/** The outline of the part of one cell that is above: its high corners, and where its edges cross. */
function cut(costs, k, i, j, height) {
  const corners = [
    [column(i), level(j), costs[k]], [column(i + 1), level(j), costs[k + 1]],
    [column(i + 1), level(j + 1), costs[k + CELLS + 2]], [column(i), level(j + 1), costs[k + CELLS + 1]],
  ];
  const outline = [];
  for (let n = 0; n < 4; n++) {
    const [here, next] = [corners[n], corners[(n + 1) % 4]];
    if (here[2] > height) outline.push(here);
    if (here[2] > height !== next[2] > height) {
      const t = (height - here[2]) / (next[2] - here[2]);
      outline.push([here[0] + t * (next[0] - here[0]), here[1] + t * (next[1] - here[1])]);
    }
  }
  return outline;
}
