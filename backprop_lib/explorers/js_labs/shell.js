/** The frame around a lab: its question, its views, its settings, and a voice. */

import { button, row } from "../js/controls.js";
import { html } from "../js/drawing.js";
import { storeOf } from "../js/store.js";

const REST = 400; // milliseconds before a screen reader hears the new values

/**
 * Return mount(host, config, {state, share, changed}), as explorer.js has one, for a lab.
 * build(given, tell, store) returns {views, controls, buttons, draw, stop}: draw(state) shows new
 * settings, tell(words) speaks. A lab whose config has no settings keeps what it shows to itself.
 */
export function mountWith(build) {
  return function mount(host, config, { state = config.start, share, changed = () => {} }) {
    const spoken = html("p", { class: "bp-hidden", role: "status" });
    const said = html("p", { class: "bp-said", role: "status" });
    const store = storeOf(config, state, { draw: show, said, changed });
    let timer = 0;
    const tell = (words) => {
      clearTimeout(timer);
      timer = setTimeout(() => (spoken.textContent = words), REST);
    };
    const { views, controls, buttons = [], draw = () => {}, stop } = build(config.given, tell, store);
    const plainOnes = config.controls.filter((control) => !control.limit && !control.buttons); // the lab has the others
    const rows = plainOnes.map((control) => (control.choices ? chosen(control, store) : row(control, store)));

    host.classList.add("backprop-explorer");
    if (host.localName !== "figure") host.setAttribute("role", "group");
    host.setAttribute("aria-label", `Explorer: ${config.title}`);
    host.replaceChildren(
      html("figcaption", {}, html("strong", {}, config.title), " ", config.question),
      html("div", { class: "bp-views" }, ...views),
      ...controls,
      ...(rows.length ? [html("div", { class: "bp-controls" }, ...rows.map((item) => item.node))] : []),
      ...(config.controls.length ? [html("div", { class: "bp-buttons" }, ...buttons, button("Reset", () => store.reset(rows)), shared(), said)] : []),
      spoken,
    );
    show();

    function shared() {
      return button(share.title, () => share.copy(store.state).then((text) => (said.textContent = text)));
    }

    function show() {
      draw(store.state);
      for (const item of rows) item.draw(store.state);
    }

    return {
      change: store.change,
      say: (text) => (said.textContent = text),
      stop() {
        store.stop();
        clearTimeout(timer);
        stop?.();
      },
    };
  };
}

/** A row for a setting that is one of a few. */
function chosen({ name, title, choices }, store) {
  const { node, select } = choice(title, choices.map((value) => [value, value]), store.state[name], (value) => store.change({ [name]: value }));
  return { node, draw: (state) => (select.value = state[name]) };
}

/** A choice from [value, text] pairs, with its label. */
export function choice(text, pairs, chosen, changed) {
  const select = html("select", { "aria-label": text }, ...pairs.map(([value, shown]) => html("option", { value }, shown)));
  select.value = chosen;
  select.addEventListener("change", () => changed(select.value));
  const node = html("label", { class: "bp-choice" }, `${text} `, select);
  return { node, select };
}
