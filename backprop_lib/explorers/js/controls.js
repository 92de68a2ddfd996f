/** A row for one setting: its symbol, a slider, a field to type in, and what was wrong with it. */

import { html, mathematics, set } from "./drawing.js";
import { plain, symbol, words } from "./names.js";

/** Read what a person typed or a link held. Returns {value} or {problem} in words. */
export function read(text, { name, title, min, max, whole, choices, limit }) {
  const typed = text.trim();
  if (choices && !choices.includes(typed)) return { problem: `“${typed}” is none of ${choices.join(", ")}.` };
  if (limit && typed.length > limit) return { problem: `${typed.length} characters are too many; ${limit} fit.` };
  if (choices || limit) return { value: typed };
  const value = Number(typed.replace("−", "-").replace(",", "."));
  if (typed === "") return { problem: "Nothing was typed." };
  if (!Number.isFinite(value)) return { problem: `“${typed}” is not a number.` };
  if (whole && !Number.isInteger(value)) return { problem: `${typed} is not a whole number.` };
  if (value < min || value > max) {
    return { problem: `${typed} is out of range: ${title ?? words(name)} goes from ${plain(min)} to ${plain(max)}.` };
  }
  return { value };
}

/** The row for `control`: {name, min, max, step, and if so log: true or whole: true}. */
export function row(control, store) {
  const { name, min, max, step, log, note = "", title } = control;
  const spoken = `${title ?? words(name)} ${note}`.trim();
  const place = log ? Math.log10 : (value) => value;
  const value = log ? (at) => +(10 ** at).toPrecision(2) : (at) => at;
  const slider = html("input", {
    type: "range", min: place(min), max: place(max), step: log ? 0.05 : step, "aria-label": spoken,
  });
  const field = html("input", { type: "text", inputmode: "decimal", autocomplete: "off",
    "aria-label": `${spoken}, typed` });
  const problem = html("p", { class: "bp-problem", role: "alert" });
  const node = html("div", { class: "bp-row" }, html("span", {}, mathematics(title ?? symbol(name)), note && html("small", {}, ` ${note}`)), slider, field, problem);
  let shown = null;

  slider.addEventListener("input", () => {
    complain("");
    store.change({ [name]: value(Number(slider.value)) });
  });
  field.addEventListener("change", () => {
    const answer = read(field.value, control);
    field.value = plain(store.state[name]);
    complain(answer.problem && `${answer.problem} It stays ${field.value}.`);
    if (!answer.problem) store.change({ [name]: answer.value });
  });

  function complain(text) {
    problem.textContent = text ?? "";
    field.toggleAttribute("data-problem", Boolean(text));
  }

  function draw(state) {
    if (state[name] === shown) return;
    shown = state[name];
    if (slider.valueAsNumber !== place(shown)) slider.value = place(shown);
    field.value = plain(shown);
    set(slider, { "aria-valuetext": plain(shown) });
  }

  return { node, draw, clear: () => complain("") };
}

/** A button. */
export function button(text, pressed) {
  const node = html("button", { type: "button", class: "bp-button" }, text);
  node.addEventListener("click", pressed);
  return node;
}
