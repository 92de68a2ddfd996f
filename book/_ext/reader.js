// What a page carries for its reader until something is pointed at or touched: the rest is loaded
// then. A reference such as (28) shows its equation, and a symbol its value, in a small box.
(() => {
  const { src, dataset } = document.currentScript;
  const files = src.replace(/reader\.js.*$/, "");
  const REFERENCE = 'main a[href*="#equation-"]:not(.equation-box a)', VALUED = '.equation[id^="equation-eq-"]';
  const version = `?v=${dataset.version}`;
  let loading, pointer;

  const fetched = (name, make) => new Promise((done, failed) => {
    document.head.append(Object.assign(make(files + name + version), { onload: done, onerror: failed }));
  });
  const script = (address) => Object.assign(document.createElement("script"), { src: address, async: false }); // in order
  const sheet = (href) => Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  const load = () => loading ??= Promise.all([
    fetched("equation_data.js", script), fetched("equations/box.js", script), fetched("equations/box.css", sheet),
  ]).then(() => window.equationBox, (error) => { loading = undefined; throw error; });

  // One stop of the Tab key for each equation that has symbols of the network.
  for (const equation of document.querySelectorAll(VALUED)) {
    const layers = [...equation.querySelectorAll("msup > :last-child")];
    if (!layers.some((layer) => /^L(−1)?$/.test(layer.textContent))) continue;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "values", textContent: "Values" });
    button.setAttribute("aria-label", `Values in equation ${equation.querySelector(".eqno").textContent}`);
    button.setAttribute("aria-expanded", "false");
    equation.append(button);
  }

  addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);
  addEventListener("keydown", () => { pointer = "keyboard"; }, true);
  for (const type of ["pointerover", "focusin", "click", "keydown"]) {
    addEventListener(type, (event) => {
      const at = event.target.closest?.(`${REFERENCE}, ${VALUED} :is(math, math *, .values)`);
      const reference = at?.matches(REFERENCE), button = at?.matches(".values");
      if (!at || (type === "pointerover" && event.pointerType !== "mouse")) return;
      if (type === "focusin" && !(reference && at.matches(":focus-visible"))) return;
      if (type === "keydown" && !(button && /^Arrow(Down|Right)$/.test(event.key))) return;
      if (type === "click" && !button && pointer !== "touch") return;
      if (type === "click" && reference && window.equationBox?.shows(at)) return; // the second tap goes there
      if (type === "click" || type === "keydown") event.preventDefault();
      load().then(
        (box) => (reference ? box.cite(at, type) : button ? box.list(at) : box.value(at, type)),
        () => { if (type === "click" && reference) location.href = at.href; },
      );
    });
  }

  // Predictions and lines to order: at the first touch, or at once if the reader has been here.
  if (!document.querySelector("[data-activity]")) return;
  let awake = false, waking;
  const wake = () => waking ??= fetched("activities.js", script).then(
    () => { awake = true; }, () => { waking = undefined; },
  );
  if (window.yourBook?.keys().some((key) => /^(predict|order|exercise)/.test(key))) wake();
  for (const type of ["focusin", "pointerdown", "click"]) {
    addEventListener(type, ({ target }) => {
      if (awake || !target.closest?.("[data-activity]")) return;
      wake().then(() => { if (type === "click" && target.matches(".bp-start")) target.click(); });
    });
  }
})();
