/** The frame around a lab: its question, its views, its controls, and a voice. */

import { html } from "../js/drawing.js";

const REST = 400; // milliseconds before a screen reader hears the new values

/** On a page: build the lab of this name in the place of its figure. */
export function bringToLife(name, build) {
  for (const host of document.querySelectorAll(`#explore-${name}[data-lab]`)) {
    show(host, JSON.parse(host.dataset.lab), build);
  }
}

/** Fill `host`. `build(given, tell)` returns {views, controls, stop}; tell(words) speaks them. */
export function show(host, config, build) {
  const figure = host.localName === "figure" ? host : host.appendChild(document.createElement("figure"));
  const spoken = html("p", { class: "bp-hidden", role: "status" });
  let timer = 0;
  const tell = (words) => {
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = words), REST);
  };
  const { views, controls, stop } = build(config.given, tell);
  figure.classList.add("backprop-explorer");
  figure.setAttribute("aria-label", `Explorer: ${config.title}`);
  figure.replaceChildren(
    html("figcaption", {}, html("strong", {}, config.title), " ", config.question),
    html("div", { class: "bp-views" }, ...views),
    ...controls,
    spoken,
  );
  for (const node of figure.querySelectorAll("input, select, button, [tabindex]")) {
    node.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the keys for its cells
  }
  return () => {
    clearTimeout(timer);
    stop?.();
  };
}

/** A button. */
export function button(text, pressed) {
  const node = html("button", { type: "button", class: "bp-button" }, text);
  node.addEventListener("click", pressed);
  return node;
}

/** A choice from [value, text] pairs, with its label. */
export function choice(text, pairs, chosen, changed) {
  const select = html("select", { "aria-label": text }, ...pairs.map(([value, shown]) => html("option", { value }, shown)));
  select.value = chosen;
  select.addEventListener("change", () => changed(select.value));
  const node = html("label", { class: "bp-choice" }, `${text} `, select);
  return { node, select };
}
