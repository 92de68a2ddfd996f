/** In Jupyter: the same activities, and the kernel hears what was answered. */

import { mountOrder } from "./order.js";
import { mountComparison, mountPrediction } from "./predict.js";
import { store } from "./store.js";

/** Called by anywidget for each place where the widget is shown. */
export function render({ model, el }) {
  el.innerHTML = model.get("html");
  const root = el.firstElementChild;
  const { activity, chapter } = root.dataset;
  const page = chapter.padStart(2, "0"), key = `predict/${page}/answer`;
  const changed = (answers) => {
    model.set("answers", answers);
    model.save_changes();
  };
  const kept = activity === "predict" && store.read(key);
  if (kept) changed(kept); // from an earlier session
  root.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the keys for its cells
  if (activity === "predict") return mountPrediction(root, key, changed);
  if (activity === "compare") return mountComparison(root, key);
  const start = () => mountOrder(root, {
    parts: model.get("parts"), page, number: `${chapter}.0`, store,
    changed: (part, answer) => changed({ ...model.get("answers"), [part]: answer }),
  });
  root.querySelector(".bp-start").addEventListener("click", start);
  return undefined;
}
