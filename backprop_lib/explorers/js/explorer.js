/** One explorer: its views, controls and buttons around one state. */

import { chain } from "./chain.js";
import { button, row } from "./controls.js";
import { curve } from "./curve.js";
import { html, mathematics } from "./drawing.js";
import { factors } from "./factors.js";
import { landscape } from "./landscape.js";
import { renderWith } from "./jupyter.js";
import { layers, shapes } from "./layers.js";
import { measure, quantities } from "./model.js";
import { network } from "./network.js";
import { number, plain, symbol, words } from "./names.js";
import { mountEach } from "./page.js";
import { storeOf } from "./store.js";

const VIEWS = { chain, curve, factors, landscape, layers, network, shapes };
const PAUSE = 400; // milliseconds of rest before a screen reader hears the new values

/**
 * Fill `host` with the explorer that `config` describes (see catalog.py), starting from `state`.
 * `share` is a button {title, copy}: copy(state) promises what to say. `changed` hears of changes.
 */
export function mount(host, config, { state = config.start, share, changed = () => {} }) {
  const said = html("p", { class: "bp-said", role: "status" });
  const store = storeOf(config, state, { draw, said, changed });
  const views = config.views.map((options) => {
    const view = VIEWS[options.view](options, store);
    view.node.classList.toggle("bp-wide", Boolean(options.wide));
    return view;
  });
  const rows = config.controls.map((control) => row(control, store));
  const readout = config.readout.map((name) => {
    const value = html("b");
    return { name, value, node: html("span", {}, mathematics(symbol(name)), " = ", value) };
  });
  const product = (config.product ?? []).length ? html("b", { class: "bp-product" }) : null;
  const reading = (name) => {
    const value = measure(name, store.state, config.nudge);
    return Number.isInteger(value) ? plain(value) : number(value);
  };
  const spoken = html("p", { class: "bp-hidden", role: "status" });
  let timer = 0;
  let running = 0;

  host.classList.add("backprop-explorer");
  if (host.localName !== "figure") host.setAttribute("role", "group"); // a captioned figure may have no other
  host.setAttribute("aria-label", `Explorer: ${config.title}`);
  host.replaceChildren(
    html("figcaption", {}, html("strong", {}, config.title), " ", config.question),
    html("div", { class: "bp-views" }, ...views.map((view) => view.node)),
    html("p", { class: "bp-readout", "aria-hidden": "true" }, ...readout.map((item) => item.node),
      ...(product ? [html("span", {}, mathematics(symbol("dC0_dW2")), " = ", product)] : [])),
    html("div", { class: "bp-controls" }, ...rows.map((item) => item.node)),
    html("div", { class: "bp-buttons" }, ...buttons(), said),
    spoken,
  );
  draw();

  function buttons() {
    const steps = (config.buttons ?? []).map(([text, name, by]) => button(text, () => walk(name, by)));
    const copy = html("a", { class: "bp-button", href: "#", role: "button" }, share.title);
    copy.addEventListener("click", (event) => {
      event.preventDefault();
      share.copy(store.state).then((text) => (said.textContent = text));
    });
    return [...steps, button("Reset", reset), copy];
  }

  /** Add to a setting, one by one so that the eye can follow, or at once with reduced motion. */
  function walk(name, by) {
    clearInterval(running);
    const goal = Math.min(store.state[name] + by, store.control(name).max);
    if (by === 1 || matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return store.change({ [name]: goal });
    }
    running = setInterval(() => {
      if (store.state[name] < goal) store.change({ [name]: store.state[name] + 1 });
      else clearInterval(running);
    }, 60);
  }

  function reset() {
    clearInterval(running);
    store.reset(rows);
  }

  function draw() {
    const q = quantities(store.state);
    for (const view of views) view.draw(q);
    for (const item of rows) item.draw(store.state);
    for (const { name, value } of readout) value.textContent = reading(name);
    if (product) product.textContent = multiplied(q);
    clearTimeout(timer);
    timer = setTimeout(speak, PAUSE);
  }

  /** The product that becomes ∂C_0/∂W^L, as far as its factors are known. */
  function multiplied(q) {
    const factors = config.product.map((name) => (name === "?" ? name : number(q[name], 3)));
    const written = factors.map((text, k) => (k && text.startsWith("−") ? `(${text})` : text));
    const whole = factors.includes("?") ? "" : ` = ${number(q.dC0_dW2)}`;
    return written.join(" × ") + whole;
  }

  function speak() {
    spoken.textContent = config.spoken.map((name) => `${words(name)} ${reading(name)}`).join(", ");
  }

  return {
    change: store.change,
    say: (text) => (said.textContent = text),
    stop() {
      store.stop();
      clearTimeout(timer);
      clearInterval(running);
    },
  };
}

/** Bring every explorer of the page to life. */
export const mountAll = () => mountEach("figure[data-explorer]", mount);

/** Called by anywidget for each place where the widget is shown. */
export const render = (shown) => renderWith(shown, mount);
