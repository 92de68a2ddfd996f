// A reference such as (28) shows its equation, and a symbol its value, in a small box.
const REFERENCE = 'main a[href*="#equation-"]:not(.equation-box a)', VALUED = '.equation:is($VALUED)'; // from equation_data.py
let pointer;

const box = async () => {
  await Promise.all([load("equation_data.js"), load("equations/box.css")]);
  await load("equations/box.js");
  return window.equationBox;
};

// One stop of the Tab key for each equation that has symbols of the network.
for (const equation of document.querySelectorAll(VALUED)) {
  const layers = [...equation.querySelectorAll("msup > :last-child")];
  if (!layers.some((layer) => /^L(−1)?$/.test(layer.textContent))) continue;
  const values = button("Values", `Values in equation ${equation.querySelector(".eqno").textContent}`, "values");
  values.className = "values";
  values.setAttribute("aria-expanded", "false");
  equation.append(values);
}

addEventListener("pointerdown", (event) => { pointer = event.pointerType; }, true);
addEventListener("keydown", () => { pointer = "keyboard"; }, true);
for (const type of ["pointerover", "focusin", "click", "keydown"]) {
  addEventListener(type, (event) => {
    const at = event.target.closest?.(`${REFERENCE}, ${VALUED} :is(math, math *, .values)`);
    const reference = at?.matches(REFERENCE), values = at?.matches(".values");
    if (!at || (type === "pointerover" && event.pointerType !== "mouse")) return;
    if (type === "focusin" && !(reference && at.matches(":focus-visible"))) return;
    if (type === "keydown" && !(values && /^Arrow(Down|Right)$/.test(event.key))) return;
    if (type === "click" && !values && pointer !== "touch") return;
    if (type === "click" && reference && window.equationBox?.shows(at)) return; // the second tap goes there
    if (type === "click" || type === "keydown") event.preventDefault();
    box().then(
      (it) => (reference ? it.cite(at, type) : values ? it.list(at) : it.value(at, type)),
      () => { if (type === "click" && reference) location.href = at.href; },
    );
  });
}

// Predictions and lines to order: at the first touch, or at once if the reader has been here.
if (document.querySelector("[data-activity]")) {
  let awake = false;
  const wake = async () => {
    await book();
    await load("activities.js");
    awake = true;
  };
  const quietly = () => wake().catch(() => {});
  if (kept(/^backprop-book:(predict|order|exercise)/)) quietly();
  addEventListener("your-book", ({ detail }) => { if (!awake && /^(predict|order)/.test(detail.key)) quietly(); });
  for (const type of ["focusin", "pointerdown", "click"]) {
    addEventListener(type, ({ target }) => {
      if (awake || !target.closest?.("[data-activity]")) return;
      wake().then(() => { if (type === "click" && target.matches(".bp-start")) target.click(); }, () => {});
    });
  }
}
