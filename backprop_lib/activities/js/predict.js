/** A prediction: what the reader writes is kept, and stands again where the chapter compares. */

import { follow, store } from "./store.js";

const texts = (kept) => (kept && typeof kept === "object" ? kept : {});

/** Fill the form with what is kept, and keep what is written. Returns how to stop. */
export function mountPrediction(root, key, changed = () => {}) {
  const rows = [...root.querySelectorAll("[data-field]")];
  const said = root.querySelector(".bp-said");
  const hint = said.textContent;
  const value = (row) => row.querySelector("input:checked, input[type=text]")?.value ?? "";
  root.addEventListener("input", () => {
    const answers = Object.fromEntries(rows.map((row) => [row.dataset.field, value(row)]));
    store.write(key, answers);
    changed(answers);
  });
  // What was written before this script had come is kept as well.
  if (store.read(key) === undefined && rows.some(value)) root.dispatchEvent(new Event("input"));
  return follow(key, (kept) => {
    for (const row of rows) {
      const text = String(texts(kept)[row.dataset.field] ?? "");
      for (const input of row.querySelectorAll("input")) {
        if (input.type === "radio") input.checked = input.value === text;
        else if (input.value !== text) input.value = text;
      }
    }
    const written = rows.some(value);
    const next = written ? "Kept. You meet it again further down." : hint;
    if (said.textContent !== next) said.textContent = next;
  });
}

/** Show the reader's own words. Returns how to stop. */
export function mountComparison(root, key) {
  return follow(key, (kept) => {
    for (const row of root.querySelectorAll("[data-field]")) {
      const text = String(texts(kept)[row.dataset.field] ?? "").trim();
      const words = row.querySelector("b");
      words.textContent = text || "not written";
      words.classList.toggle("bp-own", Boolean(text));
    }
  });
}
