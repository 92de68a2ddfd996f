/** Draw a digit, and watch the network of chapter 12 read it: forward, and back to the pixels. */

import { drawing, html, line, set, svg } from "../js/drawing.js";
import { button } from "../js/controls.js";
import { choice } from "./shell.js";

const SIDE = 8; // pixels of the picture, each way
const FINE = 32; // points of the field that they count, each way
const PEN = 2.3; // half the width of a line there
const CELL = 40;
const MARGIN = 20;

const sigmoid = (z) => 1 / (1 + Math.exp(-z)); // (13)

/** The matrices as arrays of rows, from bytes and a scale. */
export function unpacked(stored) {
  return Object.fromEntries(Object.entries(stored).map(([name, { scale, shape, bytes }]) => {
    const steps = Int8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    const row = (j) => Array.from(steps.slice(j * shape[1], (j + 1) * shape[1]), (s) => s * scale);
    return [name, Array.from({ length: shape[0] }, (_, j) => row(j))];
  }));
}

const layer = (W, b, a) => W.map((row, j) => sigmoid(row.reduce((sum, w, i) => sum + w * a[i], 0) + b[j][0]));

/** The two activations for a picture x, (1) to (4). */
export function readPicture(net, x) {
  const a1 = layer(net.W1, net.b1, x);
  return { a1, a2: layer(net.W2, net.b2, a1) };
}

/** The derivative of the cost by each pixel, if the picture ought to be `target`: (D3). */
export function inputSlope(net, x, target) {
  const { a1, a2 } = readPicture(net, x);
  const dz2 = a2.map((a, j) => a * (1 - a) * (a - (j === target ? 1 : 0))); // (V11)
  const dz1 = a1.map((a, i) => a * (1 - a) * net.W2.reduce((sum, row, j) => sum + row[i] * dz2[j], 0));
  return x.map((_, p) => net.W1.reduce((sum, row, i) => sum + row[p] * dz1[i], 0));
}

/** Lines of points in [0, 1] as a picture: brought to the full size, centered, and counted. */
export function picture(strokes) {
  const points = strokes.flat();
  if (!points.length) return Array(SIDE * SIDE).fill(0);
  const low = [0, 1].map((axis) => Math.min(...points.map((p) => p[axis])));
  const high = [0, 1].map((axis) => Math.max(...points.map((p) => p[axis])));
  const size = Math.max(high[0] - low[0], high[1] - low[1], 0.05);
  const factor = (FINE - 2 * PEN) / size;
  const place = (p) => [0, 1].map((axis) => FINE / 2 + (p[axis] - (low[axis] + high[axis]) / 2) * factor);
  const lines = strokes.map((stroke) => stroke.map(place));
  const x = Array(SIDE * SIDE).fill(0);
  const block = FINE / SIDE;
  for (let row = 0; row < FINE; row++) {
    for (let column = 0; column < FINE; column++) {
      if (!lines.some((points) => near(points, column + 0.5, row + 0.5))) continue;
      x[SIDE * Math.floor(row / block) + Math.floor(column / block)] += 1 / block ** 2;
    }
  }
  return x;
}

function near(points, x, y) {
  return points.some(([x1, y1], k) => {
    const [x0, y0] = points[Math.max(k - 1, 0)];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
    return (x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2 <= PEN ** 2;
  });
}

export function build(given, tell) {
  const net = unpacked(given.network);
  const samples = given.samples.map((text) => [...text].map((c) => (c === "g" ? 1 : parseInt(c, 16) / 16)));
  let strokes = [];
  let x = samples[3];
  let shown = 3;
  let target = "";
  let cursor = 27;
  let pressed = false;

  // The pad to draw on
  const trail = svg("path", { class: "lab-pen" });
  const area = svg("rect", { class: "bp-area", x: 0, y: 0, width: 360, height: 360 });
  const hint = svg("text", { x: 180, y: 186, class: "bp-text bp-middle", "aria-hidden": "true" }, "draw here");
  const pad = drawing(360, "Pad: draw a digit here with the mouse or a finger. With the keys, use the pixels.",
    svg("rect", { class: "bp-frame", x: 6, y: 6, width: 348, height: 348, rx: 8 }), hint, trail, area);
  pad.classList.add("lab-pad");
  const at = (event) => {
    const box = pad.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    area.setPointerCapture?.(event.pointerId);
    pressed = true;
    strokes = [...strokes, [at(event)]];
    drawn();
  });
  area.addEventListener("pointermove", (event) => {
    if (!pressed) return;
    strokes.at(-1).push(at(event));
    drawn();
  });
  for (const end of ["pointerup", "pointercancel"]) area.addEventListener(end, () => (pressed = false));

  function drawn() {
    x = picture(strokes);
    draw();
  }

  // The pixels that the network sees
  const cells = Array.from({ length: SIDE * SIDE }, (_, p) => square(p, "lab-ink", 0));
  const changes = cells.map((_, p) => square(p, "lab-change", 0.3));
  const ring = svg("rect", { class: "lab-cursor", width: CELL, height: CELL });
  const pixels = svg("g", { tabindex: 0, role: "application", class: "lab-pixels" }, ...cells, ...changes, ring);
  const grid = drawing(360, "The picture of 8 by 8 pixels that the network sees.",
    svg("rect", { class: "bp-frame", x: MARGIN, y: MARGIN, width: 320, height: 320 }), pixels);
  const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -SIDE, ArrowDown: SIDE };
  pixels.addEventListener("keydown", (event) => {
    if (event.key in moves) {
      const next = cursor + moves[event.key];
      const sideways = Math.abs(moves[event.key]) === 1;
      const same = Math.floor(next / SIDE) === Math.floor(cursor / SIDE);
      if (next >= 0 && next < SIDE * SIDE && (!sideways || same)) cursor = next;
    } else if (event.key === " " || event.key === "Enter") {
      x = x.map((ink, p) => (p === cursor ? (ink > 0.7 ? 0 : ink > 0.2 ? 1 : 0.5) : ink));
      strokes = [];
    } else return;
    event.preventDefault();
    draw();
  });

  function square(p, kind, inset) {
    const [row, column] = [Math.floor(p / SIDE), p % SIDE];
    return svg("rect", { class: kind, x: MARGIN + CELL * (column + inset), y: MARGIN + CELL * (row + inset),
      width: CELL * (1 - 2 * inset), height: CELL * (1 - 2 * inset) });
  }

  // What it says
  const bars = Array.from({ length: 10 }, (_, k) => {
    const bar = svg("rect", { class: "lab-bar", x: 40, y: 8 + 34 * k, height: 24, width: 0 });
    const value = svg("text", { class: "bp-text bp-small", x: 300, y: 26 + 34 * k });
    const digit = svg("text", { class: "bp-text bp-strong", x: 14, y: 26 + 34 * k }, String(k));
    return { bar, value, digit };
  });
  const outputs = drawing(350, "The ten outputs as bars.", ...bars.flatMap((b) => [b.digit, b.bar, b.value]));

  const verdict = html("p", { class: "bp-readout" });
  const asked = choice("More like", [["", "none"], ...bars.map((_, k) => [String(k), String(k)])], "", (value) => {
    target = value;
    draw();
  });
  const step = button("Step", () => {
    const slope = inputSlope(net, x, Number(target));
    const most = Math.max(...slope.map(Math.abs)) || 1;
    x = x.map((ink, p) => Math.min(1, Math.max(0, ink - (0.1 * slope[p]) / most)));
    strokes = [];
    draw();
  });
  const buttons = html("div", { class: "bp-buttons" }, asked.node, step,
    button("A held-out digit", () => {
      shown = (shown + 1) % samples.length;
      [x, strokes] = [samples[shown], []];
      draw();
    }),
    button("Clear", () => {
      [x, strokes] = [Array(SIDE * SIDE).fill(0), []];
      draw();
    }));

  function draw() {
    set(trail, { d: strokes.map((s) => line([...s, s.at(-1)].map(([u, v]) => [360 * u, 360 * v]))).join("") });
    hint.toggleAttribute("hidden", strokes.length > 0);
    x.forEach((ink, p) => set(cells[p], { "fill-opacity": ink }));
    const slope = target === "" ? x.map(() => 0) : inputSlope(net, x, Number(target));
    const most = Math.max(...slope.map(Math.abs)) || 1;
    slope.forEach((s, p) => {
      set(changes[p], { "stroke-opacity": Math.abs(s) / most, class: `lab-change ${s < 0 ? "lab-more" : "lab-less"}` });
    });
    set(ring, { x: MARGIN + CELL * (cursor % SIDE), y: MARGIN + CELL * Math.floor(cursor / SIDE) });
    const place = `row ${Math.floor(cursor / SIDE) + 1}, column ${(cursor % SIDE) + 1}`;
    set(pixels, { "aria-label": `Pixels. ${place}: ink ${x[cursor].toFixed(1)}. Arrow keys move, space changes.` });
    const { a2 } = readPicture(net, x);
    const best = a2.indexOf(Math.max(...a2));
    bars.forEach(({ bar, value, digit }, k) => {
      set(bar, { width: 250 * a2[k], class: `lab-bar${k === best ? " lab-best" : ""}` });
      value.textContent = a2[k].toFixed(3);
      digit.classList.toggle("bp-value-ink", k === best);
    });
    const empty = x.every((ink) => ink === 0);
    const says = empty ? "There is nothing to read." : `The network reads ${best}, with ${a2[best].toFixed(3)}.`;
    verdict.textContent = target === "" ? says : `${says} Squares: more ink; crossed out: less ink, to be like ${target}.`;
    step.toggleAttribute("disabled", target === "");
    tell(says);
  }

  draw();
  return { views: [pad, grid, outputs], controls: [verdict, buttons] };
}
