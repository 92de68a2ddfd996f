/** One quantity over one setting: the curve, a dot to move, its tangent, a secant. */

import { drag, drawing, label, line, scale, set, svg, ticks, write, WIDTH } from "./drawing.js";
import { handle, settle } from "./handle.js";
import { path, quantities } from "./model.js";
import { number, plain, symbol } from "./names.js";

const SAMPLES = 96;

/**
 * @param options over, shows: names; range: [low, high] of `shows`; alt; and if wanted
 *   tangent: true, secant: true, triangle: true, bound: {value, text}, target: name of a setting to mark below
 */
export function curve(options, store) {
  const { over, shows, range, alt } = options;
  const control = store.control(over);
  const height = options.height ?? 230;
  const [left, right, bottom, top] = [46, WIDTH - 14, height - 38, 28];
  const x = scale([control.min, control.max], [left, right]);
  const y = scale(range, [bottom, top]);

  const inside = svg("svg", { x: left, y: top, width: right - left, height: bottom - top,
    viewBox: `${left} ${top} ${right - left} ${bottom - top}`, overflow: "hidden" });
  const stroke = svg("path", { class: "bp-curve bp-value" });
  const tangent = svg("path", { class: "bp-tangent" });
  const secant = svg("path", { class: "bp-secant" });
  const second = svg("circle", { class: "bp-second", r: 5 });
  const area = svg("rect", { class: "bp-area", x: left, y: top, width: right - left, height: bottom - top });
  let drawn = null; // what the curve was drawn for
  const dot = handle(store, [over]);
  const mark = svg("path", { class: "bp-target" });
  const markText = label(0, top + 11, "bp-error-ink", ...(options.target ? [{ tex: symbol(options.target) }] : []));
  const triangle = svg("path", { class: "bp-triangle" });
  const rise = label(0, 0, "bp-slope-ink bp-strong");
  const run = label(0, 0, "bp-slope-ink bp-middle");
  const slope = label(right, 15, "bp-end bp-slope-ink");
  const beyond = label(right - 4, bottom - 8, "bp-end bp-small");

  inside.append(mark, stroke, secant, tangent, triangle, rise, run);
  if (options.bound) {
    const at = y(options.bound.value);
    inside.append(svg("path", { class: "bp-bound", d: line([[left, at], [right, at]]) }));
  }
  const node = drawing(height, alt, ...axes(), inside, area, markText, slope, beyond, second, dot.node);
  drag(area, pull);
  drag(dot.node, pull);

  function axes() {
    const lines = ticks(range).map((value) => [[left, y(value)], [right, y(value)]]);
    const ups = ticks([control.min, control.max]);
    lines.push(...ups.map((value) => [[x(value), top], [x(value), bottom]]));
    const bound = options.bound ? [label(left + 5, y(options.bound.value) - 5, "bp-small", options.bound.text)] : [];
    return [
      svg("path", { class: "bp-grid", d: lines.map(line).join("") }),
      ...ticks(range).map((v) => label(left - 6, y(v) + 4, "bp-small bp-end", plain(v))),
      ...ups.map((v) => label(x(v), bottom + 15, "bp-small bp-middle", plain(v))),
      label(left - 40, 15, "bp-value-ink", { tex: symbol(shows) }),
      label((left + right) / 2, height - 6, "bp-middle", { tex: symbol(over) }),
      ...bound,
    ];
  }

  function pull(at) {
    store.change({ [over]: settle(x.inverse(at), control) });
  }

  function value(at) {
    if (over === "steps") return quantities(path(store.state, at)[at])[shows];
    return quantities({ ...store.state, [over]: at })[shows];
  }

  function samples() {
    const count = over === "steps" ? control.max : SAMPLES;
    return Array.from({ length: count + 1 }, (_, k) => {
      const at = control.min + ((control.max - control.min) * k) / count;
      return [x(at), y(value(at))];
    });
  }

  function draw(q) {
    const others = Object.keys(store.state).filter((name) => name !== over && name !== "h");
    const key = others.map((name) => store.state[name]).join();
    if (key !== drawn) set(stroke, { d: line(samples()) });
    drawn = key;

    const here = [x(q[over]), y(q[shows])];
    dot.place(...here);
    const derivative = q[`d${shows}_d${over}`];
    if (options.tangent) set(tangent, { d: through(here, derivative) });
    if (options.triangle) step(q[over], q[shows], derivative);
    if (options.secant) {
      const there = q[over] + q.h;
      const measured = (value(there) - q[shows]) / q.h;
      set(secant, { d: through(here, measured) });
      set(second, { cx: x(there), cy: y(value(there)) });
    }
    const out = options.secant && q[over] + q.h > control.max;
    second.toggleAttribute("hidden", !options.secant || out);
    write(beyond, out ? `second point at ${plain(q[over] + q.h)} →` : "");
    if (options.target) {
      const at = x(q[options.target]);
      set(mark, { d: line([[at, top], [at, bottom]]) });
      set(markText, { x: at + 5 });
    }
    if (options.tangent) write(slope, `slope ${number(derivative)}`);
  }

  /** The slope as a staircase step: one to the right, the slope upward. */
  function step(at, level, derivative) {
    const [x0, x1, y0, y1] = [x(at), x(at + 1), y(level), y(level + derivative)];
    set(triangle, { d: line([[x0, y0], [x1, y0], [x1, y1]]) });
    write(set(rise, { x: x1 + 6, y: (y0 + y1) / 2 + 4 }), number(derivative));
    write(set(run, { x: (x0 + x1) / 2, y: y0 + 15 }), "1");
  }

  /** A line through a place with a slope in numbers, long enough to cross the drawing. */
  function through([cx, cy], derivative) {
    const dx = x(1) - x(0);
    const dy = (y(1) - y(0)) * derivative;
    const reach = (options.secant ? 400 : 110) / Math.hypot(dx, dy);
    return line([[cx - dx * reach, cy - dy * reach], [cx + dx * reach, cy + dy * reach]]);
  }

  return { node, draw };
}

