/** The chain rule as bars: each factor cuts (or stretches) what the rows above have left over. */

import { drawing, label, scale, set, svg, write, WIDTH } from "./drawing.js";
import { number, symbol } from "./names.js";

const ROW = 50;

/**
 * @param options alt; rows: [{gives}, {times, gives, of}, …]; `of` is the row that is multiplied,
 *   by default the one above
 */
export function factors({ alt, rows }, store) {
  const x = scale([-1, 1], [8, WIDTH - 8]);
  const zero = WIDTH / 2;
  const height = rows.length * ROW + 10;
  const parts = rows.map((row, i) => {
    const y = 10 + i * ROW;
    const ink = row.times ? "bp-slope-ink" : "bp-error-ink";
    const factor = { tex: symbol(row.times ?? row.gives) };
    return {
      ghost: svg("rect", { class: "bp-ghost", y: y + 20, height: 16 }),
      bar: svg("rect", { class: "bp-bar", y: y + 20, height: 16 }),
      left: label(zero - 6, y + 12, `bp-end ${ink}`),
      right: label(WIDTH - 10, y + 12, "bp-end"),
      note: label(10, y + 33, "bp-small bp-strong"),
      name: label(10, y + 12, ink, row.times ? "× " : "", factor),
      result: label(WIDTH - 84, y + 12, "bp-end", ...(row.times ? [{ tex: symbol(row.gives) }] : [])),
    };
  });
  const axis = svg("path", { class: "bp-axis", d: `M${zero} 26V${height - 8}` });
  const node = drawing(height, alt, axis, ...parts.flatMap((part) => Object.values(part)));

  function draw(q) {
    const sizes = rows.map(({ times, gives }) => Math.abs(q[times ?? gives]));
    const smallest = sizes.indexOf(Math.min(...sizes));
    rows.forEach(({ times, gives, of }, i) => {
      const { ghost, bar, left, right, note } = parts[i];
      const source = rows[of ?? i - 1]?.gives;
      set(bar, span(q[gives]));
      set(ghost, source ? span(q[source]) : { x: zero, width: 0 });
      write(left, `= ${number(q[times ?? gives])}`);
      if (times) write(right, `= ${number(q[gives])}`);
      write(note, i === smallest ? "smallest factor" : "");
    });
  }

  /** Where a bar from zero to `value` lies; one longer than 1 ends at the edge. */
  function span(value) {
    const end = x(Math.max(-1, Math.min(1, value)));
    return { x: Math.min(zero, end), width: Math.max(1, Math.abs(end - zero)) };
  }

  return { node, draw };
}
