/** In Jupyter: the explorer's state is the widget model's, both ways. */

import { differences, mount } from "./explorer.js";

/** Called by anywidget for each place where the widget is shown. */
export function render({ model, el }) {
  const config = model.get("config");
  const names = Object.keys(config.start);
  const state = Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const host = el.appendChild(document.createElement("figure"));
  const explorer = mount(host, config, {
    state,
    share: { title: "Copy as Python", copy },
    changed(settings) {
      for (const [name, value] of Object.entries(settings)) model.set(name, value);
      model.save_changes();
    },
  });

  for (const node of host.querySelectorAll("input, .bp-handle, .bp-button")) {
    node.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrow keys for its cells
  }

  async function copy(now) {
    const given = differences(now, config.start).map(([name, text]) => `${name}=${text}`);
    return copied(`explorers.${config.name}(${given.join(", ")})`);
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

/** Put text on the clipboard; where that is forbidden, show it, so that it can be copied by hand. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return `Copied: ${text}`;
  } catch {
    return text;
  }
}
