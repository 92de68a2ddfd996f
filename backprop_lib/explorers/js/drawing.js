/** Make elements, write symbols, turn numbers into places and pointers into numbers. */

import { runs } from "./names.js";

export const WIDTH = 360; // every drawing is this many units wide: one unit is a pixel on a phone

function make(element, attributes, children) {
  set(element, attributes);
  element.append(...children);
  return element;
}

/** An HTML element. */
export const html = (tag, attributes = {}, ...children) =>
  make(document.createElement(tag), attributes, children);

/** An SVG element. */
export const svg = (tag, attributes = {}, ...children) =>
  make(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

/** Set attributes; numbers are rounded to a hundredth of a pixel, which nobody sees. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, typeof value === "number" ? Math.round(value * 100) / 100 : value);
  }
  return element;
}

/** A drawing with its description, into which a view puts its shapes. */
export function drawing(height, alt, ...children) {
  const attributes = { class: "bp-view", viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height };
  return svg("svg", { ...attributes, role: "group", "aria-label": alt }, ...children);
}

/** A line of SVG text made of strings (upright) and {tex} (symbols). */
export function label(x, y, kind, ...parts) {
  let level = 0;
  const spans = parts.flatMap((part) => {
    const pieces = typeof part === "string" ? [{ text: part, shift: 0 }] : runs(part.tex);
    return pieces.map((run) => {
      const size = run.shift ? 0.72 : 1; // dy counts in the run's own size
      const dy = (level - run.shift * 0.34) / size;
      level = run.shift * 0.34;
      const kind = [run.italic && "bp-i", run.shift && "bp-shift"].filter(Boolean).join(" ");
      const look = { ...(dy && { dy: `${dy.toFixed(2)}em` }), ...(kind && { class: kind }) };
      return svg("tspan", look, run.text);
    });
  });
  return svg("text", { x, y, class: `bp-text ${kind}`, "aria-hidden": "true" }, ...spans);
}

/** Change the last string of a label, and nothing where it already says so. */
export function write(text, string) {
  const last = text.lastChild ?? text.appendChild(svg("tspan", {}, ""));
  if (last.textContent !== string) last.textContent = string;
}

/** Symbols as HTML, for labels beside the drawing. */
export function mathematics(tex) {
  const tag = { 1: "sup", "-1": "sub" };
  return html("span", { class: "bp-math", "aria-hidden": "true" }, ...runs(tex).map((run) => {
    const text = run.italic ? html("i", {}, run.text) : run.text;
    return run.shift ? html(tag[run.shift], {}, text) : text;
  }));
}

/** A straight scale from numbers [low, high] to places [start, end], with its inverse. */
export function scale([low, high], [start, end]) {
  const to = (value) => start + ((value - low) / (high - low)) * (end - start);
  to.inverse = (place) => low + ((place - start) / (end - start)) * (high - low);
  return to;
}

/** About five round numbers between low and high. */
export function ticks([low, high]) {
  const rough = (high - low) / 4.5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= rough * 0.8);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    found.push(+(k * step).toPrecision(6));
  }
  return found;
}

/** The path through [x, y] points. */
export const line = (points) => `M${points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join("L")}`;
const tenth = (value) => Math.round(value * 10) / 10;

/** Call `moved(x, y)` in drawing units while a pointer drags on `area`. */
export function drag(area, moved) {
  let box = null;
  const move = (event) => {
    if (!box) return;
    moved(...["X", "Y"].map((axis, i) => {
      const edge = i ? box.top : box.left;
      return ((event[`client${axis}`] - edge) * WIDTH) / box.width;
    }));
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    box = area.ownerSVGElement.getBoundingClientRect();
    area.setPointerCapture?.(event.pointerId);
    move(event);
  });
  area.addEventListener("pointermove", move);
  for (const end of ["pointerup", "pointercancel"]) area.addEventListener(end, () => (box = null));
}
