/** In Jupyter: the explorer's state is the widget model's, both ways. */

import { called, copied } from "./settings.js";

/** Show a widget in `el` with `mount`, which is explorer.js's or a lab's. */
export function renderWith({ model, el }, mount) {
  const config = model.get("config");
  const names = Object.keys(config.start);
  const state = Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const host = el.appendChild(document.createElement("figure"));
  const explorer = mount(host, config, {
    state,
    share: { title: "Copy as Python", copy: (now) => copied(called(config, now)) },
    changed(settings) {
      for (const [name, value] of Object.entries(settings)) model.set(name, value);
      model.save_changes();
    },
  });

  for (const node of host.querySelectorAll("input, select, button, [tabindex], .bp-button")) {
    node.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys for its cells
  }

  const listeners = names.map((name) => {
    const hear = () => explorer.change({ [name]: model.get(name) }, false);
    model.on(`change:${name}`, hear);
    return [`change:${name}`, hear];
  });
  return () => {
    for (const [event, hear] of listeners) model.off(event, hear);
    explorer.stop();
  };
}
